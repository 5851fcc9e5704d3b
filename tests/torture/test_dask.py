"""Articles read by the workers of a Dask scheduler: the same rows, whoever dies meanwhile; what cannot be is said, and no run hangs."""

from __future__ import annotations

import os
import random
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import Client, LocalCluster
from dying import of_chunk
from invented import folder, news

from analystkit import cache, elsewhere, english, tagging
from analystkit.codebook import Codebook
from analystkit.corpus import Corpus
from analystkit.errors import AnalystkitError
from analystkit.records import Article, Segment, Tags
from torture.scenario import run, times

BOOK = Codebook()


def articles(n: int, **texts: str) -> list[Article]:
    dice = random.Random(n)
    made = {f"a{i}": news(dice) for i in range(n)} | texts
    return [Article(name, text, segments=(Segment(0, len(text), "body", "all"),)) for name, text in made.items()]


def here(texts: list[Article]) -> dict[str, Tags]:
    return {a.id: english.tag(a, BOOK) for a in texts}


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    # On a busy machine a worker takes longer to begin again than a cluster waits for it; and an article need not end five of them.
    slow = {"distributed.deploy.lost-worker-timeout": "300s", "distributed.scheduler.allowed-failures": 2}
    with dask.config.set(slow), LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "_CHUNK", 5)


def pids(cluster: LocalCluster) -> list[int]:
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=120)
        return list(client.run(os.getpid).values())


def test_the_rows_are_the_same_with_a_codebook_and_its_lists(cluster: LocalCluster, tmp_path: Path) -> None:
    seeds = folder(tmp_path / "p", 30, random.Random(1))
    (tmp_path / "p" / "data" / "codebook" / "actors.csv").write_text(
        "actor_id,name,kind,aliases,roles,metonyms,country,notes\nvale-front,The Vale Front,armed_group,,,,,\n", "utf-8"
    )
    (tmp_path / "p" / "data" / "gazetteer").mkdir()
    (tmp_path / "p" / "data" / "gazetteer" / "own.csv").write_text("name,lat,lon,kind,country\nOstmoor,51.5,7.5,village,DE\n", "utf-8")
    (seeds / "x.txt").write_text("Raid\n\nGunmen attacked the village of Ostmoor in Germany on 3 May 2019, killing two.\n", "utf-8")
    read = Corpus.load(seeds, dask=cluster.scheduler_address)
    cache.clear(tmp_path / "p")
    alone = Corpus.load(seeds)
    assert read.rows == alone.rows and read.all_problems == alone.all_problems and "Ostmoor" in {r["name"] for r in alone.rows["places"]}
    assert Corpus.load(seeds, dask="tcp://127.0.0.1:1").rows == alone.rows  # all is kept: nobody is asked


def test_workers_that_are_killed_cost_nothing_but_time(cluster: LocalCluster, figure: Callable[[int, str, object], None]) -> None:
    dice, texts, killed = random.Random(5), articles(120), 0
    after = set(dice.sample(range(1, 100), times(3, 20)))
    found = {}
    for i, (article, tags) in enumerate(zip(texts, tagging.many(texts, BOOK, dask=cluster.scheduler_address), strict=True)):
        found[article.id] = tags
        if i in after:
            os.kill(dice.choice(pids(cluster)), signal.SIGKILL)
            killed += 1
    assert found == here(texts)
    figure(15, "workers of Dask killed while they read, with the same rows", killed)


def test_an_article_whose_workers_die_is_named_and_the_others_are_read(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagging, "_of_chunk", of_chunk)
    texts = articles(12, p="A poison text", q=f"Gunmen attacked Oslo. once:{tmp_path / 'mark'} ", z="Gunmen attacked Lund on 3 May 2019.")
    random.Random(3).shuffle(texts)
    found = dict(zip((a.id for a in texts), tagging.many(texts, BOOK, project=tmp_path, dask=cluster.scheduler_address), strict=True))
    ((_, _, what, _),) = found.pop("p").problems
    assert tagging.unread(what) and found == here([a for a in texts if a.id != "p"])
    with cache.store(tmp_path, "tags", *tagging.made_by(BOOK)) as store:
        assert store and len(store.keys()) == len(texts) - 1  # of the poisoned one nothing is kept


def test_a_worker_whose_disk_is_full_reads_on(cluster: LocalCluster) -> None:
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=120)
        full, *_ = client.scheduler_info()["workers"]
        assert client.run(_fill, workers=[full]) == {full: "no room"}
        texts = articles(60)
        assert dict(zip((a.id for a in texts), tagging.many(texts, BOOK, dask=cluster.scheduler_address), strict=True)) == here(texts)
        assert client.run(_fill, workers=[full]) == {full: "no room"}  # it is still there


def _fill(dask_worker: Any) -> str:
    """From now on every file that this worker writes is refused; all it has in memory is to go to its disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    dask_worker.data.fast.n = 1  # bytes that it may keep in memory
    try:
        Path(dask_worker.local_directory, "some").write_bytes(b"words")
    except OSError:
        return "no room"
    return "room"


def test_a_worker_with_another_kit_is_refused(cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "_kit", lambda: "another")
    with pytest.raises(AnalystkitError, match=r"a worker cannot read: .*it has another analystkit"):
        [*tagging.many(articles(8), BOOK, dask=cluster.scheduler_address)]


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Callable[[], tuple[str, subprocess.Popen[bytes]]]]:
    """Begins a scheduler in a process of its own, always under one address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    begun: list[subprocess.Popen[bytes]] = []

    def begin() -> tuple[str, subprocess.Popen[bytes]]:
        words = ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
        begun.append(subprocess.Popen([sys.executable, "-m", "dask", *words], cwd=tmp_path, stderr=subprocess.DEVNULL))
        end = time.monotonic() + 120
        while time.monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        return f"tcp://127.0.0.1:{port}", begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.wait()


def test_without_workers_a_run_waits_a_while_and_says_so(
    scheduler: Callable[[], tuple[str, subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "_PATIENCE", 2.0)
    monkeypatch.setattr(elsewhere, "_LOOK", 1.0)
    monkeypatch.setattr(elsewhere, "_ANSWER", 60.0)
    address, _ = scheduler()
    with pytest.raises(AnalystkitError, match="no worker is there; start some"):
        [*tagging.many(articles(8), BOOK, dask=address)]


@pytest.mark.parametrize("again", [False, True], ids=["gone", "begins anew"])
def test_a_scheduler_that_is_lost_ends_the_run_and_what_was_read_is_kept(
    again: bool, scheduler: Callable[[], tuple[str, subprocess.Popen[bytes]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "_AHEAD", 2)
    monkeypatch.setattr(elsewhere, "_ANSWER", 60.0)
    address, process = scheduler()
    worker = subprocess.Popen(
        [sys.executable, "-m", "dask", "worker", address, "--nthreads", "1", "--no-dashboard"], cwd=tmp_path, stderr=subprocess.DEVNULL
    )
    texts, read = articles(60), 0
    try:
        with pytest.raises(AnalystkitError, match=r"the scheduler was lost, or began anew; .* it goes on where it stopped"):
            for _ in tagging.many(texts, BOOK, project=tmp_path, dask=address):
                read += 1
                if read == 5:
                    process.kill()
                    process.wait()
                    if again:
                        scheduler()
    finally:
        worker.kill()
        worker.wait()
    with cache.store(tmp_path, "tags", *tagging.made_by(BOOK)) as store:
        assert store and 5 <= len(store.keys()) < 60


def test_where_no_scheduler_is_the_command_says_so_and_writes_nothing(tmp_path: Path) -> None:
    seeds = folder(tmp_path / "p", 3, random.Random(1))
    for address in ("tcp://127.0.0.1:1", "nowhere", "none://x:1"):
        ran = run("tables", seeds, "--out", "out", "--dask", address, cwd=tmp_path, seconds=120)
        assert ran.status == 1 and not ran.traceback and f"{address}: no Dask scheduler answers" in ran.err, ran
        assert not (tmp_path / "out").exists()

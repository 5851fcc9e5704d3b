"""Tags are the same however they were made: by one process or two, kept or read again, after one died or was spoiled."""

from __future__ import annotations

import logging
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from dying import chunk
from invented import edit, folder, news

from analystkit import cache, english, tagging
from analystkit.__main__ import main
from analystkit.codebook import Codebook
from analystkit.corpus import Corpus
from analystkit.kept import packed, unpacked
from analystkit.link import link
from analystkit.records import Article, Interval, Mention, Segment, Tags, Time
from analystkit.tagging import many

FIRST = Path(__file__).parent / "first"
BOOK = Codebook()


def articles(n: int, **texts: str) -> list[Article]:
    dice = random.Random(7)
    made = {f"a{i}": news(dice) for i in range(n)} | texts
    return [Article(name, text, segments=(Segment(0, len(text), "body", "all"),)) for name, text in made.items()]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The ids of the articles that are read."""
    names: list[str] = []
    tag = english.tag

    def noted(article: Article, book: Codebook) -> Tags:
        names.append(article.id)
        return tag(article, book)

    monkeypatch.setattr(english, "tag", noted)
    yield names


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder(tmp_path / "p", 12, random.Random(1))
    return tmp_path / "p"


def stored(home: Path) -> Path:
    (path,) = (home / cache.FOLDER).glob("tags-*.sqlite")
    return path


def rows(home: Path) -> object:
    corpus = Corpus.load(home / "seeds")
    return corpus.rows, corpus.all_problems


def whole(home: Path) -> object:
    cache.clear(home)
    return rows(home)


def test_what_was_packed_comes_back_equal() -> None:
    odd = Tags(
        times=(Time(1, 2, Interval(), "a\ud800", "r", kind="duration", period=Interval(None, None, "year")),),
        mentions=(Mention(0, 1, "x", "denied", Interval(), ("a", "b"), (("who", "agent"),), "r", counts=(3, 4)),),
        problems=((0, 1, "what", "“todo”"),),
    )
    made = [odd, Tags(), *Corpus.load(FIRST / "seeds").tags.values(), *(english.tag(a, BOOK) for a in articles(10))]
    assert sum(len(t.claims) for t in made) > 20
    for tags in made:
        back = unpacked(packed(tags))
        assert back == tags and repr(back) == repr(tags)


def test_one_process_and_two_give_the_same_in_order() -> None:
    texts = articles(60)
    assert [*many(texts, BOOK, workers=2)] == [*many(texts, BOOK, workers=1)] == [english.tag(a, BOOK) for a in texts]


def test_a_script_that_guards_nothing_may_start_processes(tmp_path: Path) -> None:
    home = tmp_path / "p"
    folder(home, 8, random.Random(2))
    script = tmp_path / "script.py"
    script.write_text("import sys\nfrom analystkit import Corpus\nprint(len(Corpus.load(sys.argv[1], workers=2).texts), 'read')\n", "utf-8")
    done = subprocess.run([sys.executable, str(script), str(home / "seeds")], capture_output=True, text=True, check=False, timeout=120)
    assert (done.stdout, done.returncode) == ("8 read\n", 0), done.stderr


def test_a_process_that_dies_costs_its_chunk_and_an_article_that_ends_two_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "_chunk", chunk)
    monkeypatch.setattr(tagging, "_CHUNK", 5)
    texts = articles(30, p="A poison text", q=f"Gunmen attacked Oslo. once:{tmp_path / 'mark'} ", z="Gunmen attacked Lund on 3 May 2019.")
    dice = random.Random(3)
    dice.shuffle(texts)
    found = dict(zip((a.id for a in texts), many(texts, BOOK, workers=2, project=tmp_path), strict=True))
    assert [name for name, tags in found.items() if any("two processes" in what for _, _, what, _ in tags.problems)] == ["p"]
    assert {n: t for n, t in found.items() if n != "p"} == {a.id: english.tag(a, BOOK) for a in texts if a.id != "p"}
    with cache.store(tmp_path, "tags", *tagging.made_by(BOOK)) as store:
        assert store and len(store.keys()) == len(texts) - 1  # of the poisoned one nothing is kept


def test_a_pool_that_breaks_before_the_next_chunk_is_handed_out_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "_chunk", chunk)
    monkeypatch.setattr(tagging, "_CHUNK", 2)
    texts = articles(20)
    texts.insert(5, articles(0, p="A poison text")[0])
    found, handed, waited = [], tagging._hand, 0

    def after_it_broke(pool: ProcessPoolExecutor, chunk: Sequence[Article]) -> Future[list[tagging.Result]]:
        """Hands out late, as where the one who asks for tags takes his time."""
        nonlocal waited
        end = time.monotonic() + 60
        while found and not waited and pool._pending_work_items and not pool._broken:  # type: ignore[attr-defined]
            assert time.monotonic() < end
            time.sleep(0.05)
        waited += bool(found and pool._broken)  # type: ignore[attr-defined]
        return handed(pool, chunk)

    monkeypatch.setattr(tagging, "_hand", after_it_broke)
    for tags in many(texts, BOOK, workers=2):
        found.append(tags)
    assert waited and [i for i, tags in enumerate(found) if any("two processes" in what for _, _, what, _ in tags.problems)] == [5]
    assert [t for i, t in enumerate(found) if i != 5] == [english.tag(a, BOOK) for a in texts if a.id != "p"]


def test_an_article_is_not_blamed_for_a_process_that_was_dead_before(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, handed = articles(3), tagging._hand
    pools: list[ProcessPoolExecutor] = []

    def noted(pool: ProcessPoolExecutor, chunk: Sequence[Article]) -> Future[list[tagging.Result]]:
        pools.append(pool)
        return handed(pool, chunk)

    monkeypatch.setattr(tagging, "_hand", noted)
    found = []
    for result in tagging._one_by_one(texts, BOOK):
        found.append(tagging._tags(result))
        if len(found) == 1:
            for process in pools[0]._processes.values():
                process.kill()
            end = time.monotonic() + 60
            while not pools[0]._broken and time.monotonic() < end:  # type: ignore[attr-defined]
                time.sleep(0.05)
    assert found == [english.tag(a, BOOK) for a in texts] and len(pools) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
@pytest.mark.parametrize("by", ["SIGKILL", "SIGTERM"])
def test_processes_end_with_the_one_that_started_them(by: str) -> None:
    script = (
        "import sys, time, multiprocessing\nfrom test_tagging import BOOK, articles, many, tagging\ntagging._CHUNK = 2\n"
        "for tags in many(articles(24), BOOK, workers=2):\n"
        "    print(*(p.pid for p in multiprocessing.active_children()), flush=True)\n    time.sleep(60)\n"
    )
    run = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent)
    assert run.stdout
    children = run.stdout.readline().split()
    run.send_signal(signal.Signals[by])
    run.wait(10)

    def alive() -> list[str]:
        stats = {pid: Path("/proc", pid, "stat") for pid in children}
        return [pid for pid, stat in stats.items() if stat.exists() and ") Z " not in stat.read_text()]

    end = time.monotonic() + 20
    while alive() and time.monotonic() < end:
        time.sleep(0.1)
    assert len(children) == 2 and not alive()


def test_a_fault_of_ours_costs_one_article_and_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tag = english.tag
    monkeypatch.setattr(english, "tag", lambda a, b: tag(a, b) if a.id != "a0003" else [][1])
    corpus = Corpus.load(home / "seeds")
    (problem,) = (p for p in corpus.all_problems if "fault of the kit" in p.what)
    assert problem.where.startswith("a0003:0-") and "IndexError" in problem.what and "a0003" in caplog.text
    assert len(corpus.texts) == 12 and not corpus.tags["a0003"].times
    monkeypatch.setattr(english, "tag", tag)
    assert Corpus.load(home / "seeds").tags["a0003"].times  # it was not kept


def test_only_what_changed_is_read_again(home: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def again() -> list[str]:
        read.clear()
        rows(home)
        return sorted(read)

    assert len(again()) == 12 and again() == []
    (home / "seeds" / "a0003.txt").write_text(news(random.Random(9)), "utf-8")
    assert again() == ["a0003"]
    (home / "seeds" / "a0004.txt").rename(home / "seeds" / "b.txt")
    assert again() == ["b"]
    book = home / "data" / "codebook"
    (book / "corrections.csv").write_text("action,row,at,to,text,why,qualifier,event\n", "utf-8")
    assert again() == []  # reading does not see it
    before = (book / "actors.csv").read_text("utf-8")
    (book / "actors.csv").write_text(before + "lee,Ann Lee,person,,,,,\n", "utf-8")
    assert len(again()) == 12
    (book / "actors.csv").write_text(before, "utf-8")
    assert again() == []  # the file of the codebook before is still there
    monkeypatch.setattr(cache, "kit", lambda: "a rule changed")
    assert len(again()) == 12 and len(again()) == 0
    assert len([*(home / cache.FOLDER).glob("tags-*.sqlite")]) == len([*(home / cache.FOLDER).glob("links-*.sqlite")]) == 2


def test_a_list_of_places_that_changed_is_another_codebook(home: Path, read: list[str]) -> None:
    (home / "data" / "gazetteer").mkdir()
    (home / "data" / "gazetteer" / "mine.csv").write_text("name,lat,lon,kind\nAsh Ford,1,2,city\n", "utf-8")
    rows(home)
    (home / "data" / "gazetteer" / "mine.csv").write_text("name,lat,lon,kind\nAsh Ford,1,3,city\n", "utf-8")
    read.clear()
    rows(home)
    assert len(read) == 12


def test_an_article_whose_day_moves_is_read_again(home: Path) -> None:
    (home / "seeds" / "x.txt").write_text("Raid\n\nGunmen attacked Oslo on Monday. Two died.\n", "utf-8")
    rows(home)
    assert main(["date", "x", "2019-05-08", "--into", str(home)]) == 0
    kept = rows(home)
    assert kept == whole(home)
    assert str(Corpus.load(home / "seeds").tags["x"].times[0].when.earliest) == "2019-05-06"


def spoil_rows(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("UPDATE kept SET value = replace(value, 'killed', 'kissed')")


def spoil_types(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("UPDATE kept SET value = NULL, code = 'x'")


SPOILT: dict[str, Callable[[Path], object]] = {
    "no database": lambda p: p.write_bytes(b"no database at all, and longer than a header of one hundred bytes" * 9),
    "empty": lambda p: p.write_bytes(b""),
    "cut": lambda p: p.write_bytes(p.read_bytes()[: p.stat().st_size // 2]),
    "torn": lambda p: p.write_bytes(p.read_bytes()[:4096] + b"\xff" * (p.stat().st_size - 4096)),
    "rows": spoil_rows,
    "types": spoil_types,
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_damaged_cache_is_made_anew_and_told(home: Path, how: str, caplog: pytest.LogCaptureFixture, read: list[str]) -> None:
    before = rows(home)
    SPOILT[how](stored(home))
    read.clear()
    with caplog.at_level(logging.WARNING, "analystkit"):
        assert rows(home) == before
    assert len(read) == 12
    assert how == "empty" or caplog.text.count("made anew") == 1, caplog.text
    read.clear()
    assert rows(home) == before and not read


def test_bytes_changed_by_lot_never_change_a_row(home: Path) -> None:
    before, dice = rows(home), random.Random(4)
    for _ in range(12):
        data = bytearray(stored(home).read_bytes())
        for _ in range(dice.randint(1, 40)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        stored(home).write_bytes(data)
        assert rows(home) == before


def test_what_somebody_else_kept_is_not_read(home: Path, read: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rows(home)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    read.clear()
    rows(home)
    assert len(read) == 12
    assert (tmp_path / "another" / "analystkit" / "key").stat().st_mode & 0o077 == 0


FOREIGN = {
    "view": "CREATE TABLE t (key, code, value); CREATE VIEW kept AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
    "SELECT 'k' AS key, x'00' AS code, x'00' AS value FROM c",
    "columns": "CREATE TABLE kept (a)",
    "trigger": "CREATE TABLE kept (key TEXT PRIMARY KEY, code BLOB, value BLOB) WITHOUT ROWID; "
    "CREATE TRIGGER x AFTER INSERT ON kept BEGIN DELETE FROM kept; END",
    "another": "CREATE TABLE messages (a)",
}


@pytest.mark.parametrize("how", FOREIGN)
def test_a_file_that_is_not_ours_is_made_anew(
    home: Path, how: str, caplog: pytest.LogCaptureFixture, read: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before, path = rows(home), stored(home)
    path.unlink()
    with closing(sqlite3.connect(path)) as file:
        file.executescript(FOREIGN[how])
    assert main(["cache", "--project", str(home)]) == 0 and "damaged" in capsys.readouterr().out
    read.clear()
    assert rows(home) == before and len(read) == 12 and "it is made anew" in caplog.text
    read.clear()
    assert rows(home) == before and not read


def test_a_damaged_file_that_cannot_be_taken_away_is_told_once_and_stops_nothing(
    home: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, path = rows(home), stored(home)
    unlink = Path.unlink

    def stays(file: Path, missing_ok: bool = False) -> None:
        if file.suffix == ".sqlite":
            raise PermissionError(13, "held open", str(file))
        unlink(file, missing_ok)

    monkeypatch.setattr(Path, "unlink", stays)
    for how in ("no database", "torn"):  # one is seen when it is opened, the other when it is read
        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", unlink)
            path.unlink()
            rows(home)
        SPOILT[how](path)
        caplog.clear()
        assert rows(home) == before
        assert [r.getMessage().rpartition("; ")[2] for r in caplog.records] == ["nothing is kept there in this run"], how


def test_a_kit_that_changed_since_it_was_loaded_neither_reads_nor_keeps(
    home: Path, read: list[str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = rows(home)
    (tmp_path / "kit" / "rules").mkdir(parents=True)
    rule = tmp_path / "kit" / "rules" / "a.rules"
    rule.write_text("a | b")
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "kit" / "cache.py"))
    monkeypatch.setattr(cache, "_LOADED", cache._state())
    with cache.store(home, "tags", "x") as store:
        assert store
        store.put([("one", b"1")])
        rule.write_text("a | c")
        cache._say_changed.cache_clear()
        store.put([("two", b"2")])
        assert store.keys() == {"one"}
    read.clear()
    assert rows(home) == before and len(read) == 12
    assert caplog.text.count("was changed since this program was started") == 1


def test_the_kit_is_looked_at_before_any_of_it_is_loaded() -> None:
    script = "import sys, analystkit; print(*[m for m in sys.modules if m.startswith('analystkit.')][:3])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["analystkit.errors", "analystkit.files", "analystkit.cache"]  # in the order in which they were ready


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own")
@pytest.mark.parametrize("link", [".cache", ".cache/analystkit"])
def test_what_is_kept_is_not_taken_away_through_a_link(home: Path, tmp_path: Path, link: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows(home)
    (home / link).rename(tmp_path / "other")
    (home / link).symlink_to(tmp_path / "other", target_is_directory=True)
    assert main(["cache", "--clear", "--project", str(home)]) == 1
    assert "is a link" in capsys.readouterr().err and stored(home).is_file()


def test_only_what_the_kit_named_is_taken_away(home: Path) -> None:
    rows(home)
    other = home / cache.FOLDER / "places.sqlite"
    other.write_bytes(b"somebody else's")
    stored(home).with_name(f"{stored(home).name}-journal").write_bytes(b"")
    assert cache.clear(home) > 1000
    assert [*other.parent.iterdir()] == [other]


def test_where_nothing_can_be_kept_all_is_read(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = whole(home)
    cache.clear(home)
    (home / cache.FOLDER).rmdir()
    (home / cache.FOLDER).write_text("a file")
    with caplog.at_level(logging.WARNING, "analystkit"):
        assert rows(home) == before
    assert "nothing is kept there in this run" in caplog.text


def test_runs_at_once_share_what_is_kept(home: Path) -> None:
    command = [sys.executable, "-m", "analystkit", "tables", str(home / "seeds"), "--out"]
    runs = [subprocess.Popen([*command, str(home / f"out{i}")], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for i in range(3)]
    for run in runs:
        _, errors = run.communicate(timeout=120)
        assert run.returncode == 0 and b"kept there" not in errors, errors.decode()
    texts = {i: b"".join(p.read_bytes() for p in sorted((home / f"out{i}").glob("*.jsonl"))) for i in range(3)}
    assert len(set(texts.values())) == 1
    with sqlite3.connect(stored(home)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert file.execute("SELECT count(*) FROM kept").fetchone() == (12,)


def test_after_thirty_edits_by_lot_the_rows_are_those_of_a_whole_run(tmp_path: Path) -> None:
    dice = random.Random(20)
    kept, afresh = tmp_path / "p", BOOK
    seeds = folder(kept, 60, dice)
    rows(kept)
    done = set()
    for _ in range(30):
        done.add(edit(kept, dice))
        book = Codebook.read(kept / "data" / "codebook")
        raw = Corpus.load(seeds)
        tags = {a.id: english.tag(a, book) for a in raw.texts}
        assert dict(zip(tags, many(raw.texts, book, project=kept), strict=True)) == tags
        links = link(raw.texts, tags, book)
        assert raw.rows == Corpus(raw.texts, links.tags, links, book).rows
        afresh = raw
    assert done == {"add", "remove", "change", "line"}
    assert rows(kept) == (afresh.rows, afresh.all_problems) == whole(kept)


def test_the_command_says_what_is_kept_and_takes_it_away(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows(home)
    assert main(["cache", "--project", str(home)]) == 0
    assert "12 results, 0." in capsys.readouterr().out
    stored(home).write_bytes(b"x" * 5000)
    assert main(["cache", "--project", str(home)]) == 0 and "damaged" in capsys.readouterr().out
    assert main(["cache", "--clear", "--project", str(home)]) == 0 and "taken away" in capsys.readouterr().out
    assert main(["cache", "--project", str(home)]) == 0 and "nothing is kept" in capsys.readouterr().out


def test_articles_that_lie_in_no_project_leave_nothing_beside_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(news(random.Random(1)), "utf-8")
    Corpus.load(tmp_path / "a.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    Corpus.load(tmp_path / "a.txt", cache=tmp_path)
    assert stored(tmp_path).is_file()


def test_a_number_of_processes_is_one_or_more(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["tables", "x", "--out", "y", "--workers", "0"])
    assert "'0' is not 1, 2, …" in capsys.readouterr().err

"""Row 10: processes that read articles, killed, frozen or without an end: the command ends, its rows are those of one process, what could
not be read is named, and no process stays."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import news

from torture.scenario import WHOLE, Ran, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
_N = 24


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home, dice = tmp_path_factory.mktemp("many"), random.Random(10)
    (home / "seeds").mkdir()
    for i in range(_N):
        (home / "seeds" / f"a{i:02}.txt").write_text(news(dice))
    return home


_PROGRAM = (
    "import sys\nfrom analystkit import tagging\nfrom analystkit.__main__ import main\n"
    "tagging._PATIENCE, tagging._CHUNK = {patience}, 4\n{more}\nsys.exit(main(sys.argv[1:]))"
)


def tables(home: Path, name: str, workers: int, more: str = "", patience: float = 10.0) -> tuple[Ran, dict[str, bytes]]:
    program = _PROGRAM.format(patience=patience, more=more)
    env = {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, sys.path)]), "TORTURE": name}
    words = ("tables", "seeds", "--out", name, "--workers", str(workers))
    done = run(*words, cwd=home, seconds=400, program=("-c", program), env=env)
    assert done.status == 0 and not done.traceback, done
    return done, {p.name: p.read_bytes() for p in (home / name).iterdir()}


@pytest.fixture(scope="module")
def expected(seeds: Path) -> dict[str, bytes]:
    return tables(seeds, "one", 1)[1]


def processes(of: str) -> list[Path]:
    """Those that a run of this name started, and that are there."""

    def words(path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError:  # it ended
            return b""

    return [path.parent for path in Path("/proc").glob("[0-9]*/environ") if f"TORTURE={of}\0".encode() in words(path)]


@pytest.mark.parametrize("by", ["SIGKILL", "SIGSTOP", "SIGTERM", "SIGSEGV"] if WHOLE else ["SIGSTOP"])
def test_a_process_is_struck(by: str, seeds: Path, expected: dict[str, bytes], figure: Callable[..., None]) -> None:
    name = f"struck-{by}-{os.getpid()}"
    # The command strikes one of its own processes when the first rows are there.
    more = (
        "import os, signal, multiprocessing\nresult, struck = tagging._result, []\n"
        "def striking(*words):\n    found = result(*words)\n    if not struck:\n"
        f"        struck.append(multiprocessing.active_children()[0].pid); os.kill(struck[0], signal.{by})\n    return found\n"
        "tagging._result = striking"
    )
    _, rows = tables(seeds, name, 2, more)
    assert rows == expected and processes(name) == []
    figure(10, f"a process that reads gets {by}: rows of one process, none stays", "held")


@pytest.mark.parametrize("how", ["poison", "endless"] if WHOLE else ["poison"])
def test_an_article_ends_its_process_or_never_ends(how: str, seeds: Path, expected: dict[str, bytes], figure: Callable[..., None]) -> None:
    bad = seeds / "seeds" / "bad.txt"
    bad.write_text(f"A {how} text\n\nGunmen attacked Oslo on 3 May 2019, killing two guards.\n")
    try:
        more = "import dying\ntagging._chunk = dying.chunk"
        _, rows = tables(seeds, f"bad-{how}", 2, more, patience=20.0)
    finally:
        bad.unlink()
    problems = rows["problems.jsonl"].decode().splitlines()
    assert sum("two processes that read it died" in line for line in problems) == 1 and "bad:" in "".join(problems)
    for table in ("times.jsonl", "claims.jsonl", "actors.jsonl", "statements.jsonl"):
        assert rows[table] == expected[table], table
    assert processes(f"bad-{how}") == []
    figure(10, f"an article that is {how} to what reads it: named, the rows of all others equal", "held")

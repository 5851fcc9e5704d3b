"""`analystkit tables` writes nothing where it would write the very files that are there; and whatever changed is seen."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented import folder, news

from analystkit import cache, corpus, english, tables
from analystkit.__main__ import main
from analystkit.records import Article

HEAVY = ("analystkit.english", "analystkit.codebook", "analystkit.link", "pandas", "pyarrow", "numpy")
SHEET = "actor_id,name,kind,aliases,roles,metonyms,country,notes\nguard,Guard,military,,,,,\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder(tmp_path / "p", 5, random.Random(1))
    return tmp_path / "p"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The folders that tables were written into."""
    folders: list[Path] = []
    write = tables.write_tables

    def noted(rows: object, out: Path, problems: object) -> object:
        folders.append(out)
        return write(rows, out, problems)  # type: ignore[arg-type]

    monkeypatch.setattr(tables, "write_tables", noted)
    yield folders


def run(home: Path, out: str = "out") -> dict[str, bytes]:
    """What lies in the folder after another run."""
    assert main(["tables", str(home / "seeds"), "--out", str(home / out)]) == 0
    return {p.name: p.read_bytes() for p in (home / out).iterdir()}


def test_tables_of_nothing_new_are_not_written_and_say_the_same(
    home: Path, written: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "seeds" / "bad.txt").write_bytes(b"\x89PNG")
    first, said = run(home), capsys.readouterr()
    assert run(home) == first and len(written) == 1
    again = capsys.readouterr()
    assert again.err == said.err and "bad.txt" in said.err
    assert again.out == f"nothing changed since these tables were written\n{said.out}"


CHANGES: dict[str, Callable[[Path], object]] = {
    "an article": lambda home: (home / "seeds" / "a0001.txt").write_text(news(random.Random(8)), "utf-8"),
    "a name": lambda home: (home / "seeds" / "a0001.txt").rename(home / "seeds" / "b.txt"),
    "an article less": lambda home: (home / "seeds" / "a0001.txt").unlink(),
    "a receipt": lambda home: (home / "seeds" / "sources.jsonl").write_text("x", "utf-8"),
    "a file that is none": lambda home: (home / "seeds" / "c.txt").symlink_to(home / "nowhere"),
    "a line of the codebook": lambda home: (home / "data" / "codebook" / "actors.csv").write_text(SHEET, "utf-8"),
    "a correction": lambda home: (home / "data" / "codebook" / "corrections.csv").write_text("action,row,at,to,text,why\n", "utf-8"),
    "a table": lambda home: (home / "out" / "events.jsonl").write_text("{}\n", "utf-8"),
    "a table less": lambda home: (home / "out" / "events.parquet").unlink(),
}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own")
@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_is_seen_and_what_is_as_it_was_before_too(home: Path, written: list[Path], change: str) -> None:
    run(home)
    CHANGES[change](home)
    changed = run(home)
    assert len(written) == 2 and run(home) == changed and len(written) == 2
    cache.clear(home)
    assert run(home) == changed and len(written) == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_among_the_articles_is_seen_and_never_read(home: Path, written: list[Path]) -> None:
    before = run(home)
    os.mkfifo(home / "seeds" / "c.txt")
    assert run(home)["problems.jsonl"] != before["problems.jsonl"] and len(written) == 2


def test_another_folder_kit_or_a_change_while_it_runs_is_a_run_of_its_own(
    home: Path, written: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(home)
    assert run(home, "other") == first and len(written) == 2
    assert run(home) == run(home, "other") == first and len(written) == 2  # each is kept
    load, late = corpus.Corpus.load, home / "seeds" / "late.txt"
    with monkeypatch.context() as patch:
        patch.setattr(corpus.Corpus, "load", lambda *a, **k: (load(*a, **k), late.write_text(news(random.Random(3)), "utf-8"))[0])
        late.touch()
        run(home)
    assert run(home) != first and len(written) == 4
    monkeypatch.setattr(cache, "kit", lambda: "another")
    run(home)
    assert len(written) == 5


def test_an_article_that_another_run_may_read_is_tried_again(home: Path, written: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    tag = english.tag

    def fails(article: Article, book: object) -> object:
        if article.id == "a0003":
            raise IndexError
        return tag(article, book)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(english, "tag", fails)
        poor = run(home)
    assert run(home) != poor and len(written) == 2


def test_a_run_that_changes_nothing_loads_no_reader(home: Path) -> None:
    run(home)
    command = ["tables", str(home / "seeds"), "--out", str(home / "out")]
    script = f"import sys\nfrom analystkit.__main__ import main\nmain({command})\nprint(*(m for m in sys.modules if m in {HEAVY}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0 and done.stdout.startswith("nothing changed"), done.stderr
    assert done.stdout.splitlines()[-1] == ""


def test_without_a_project_nothing_is_kept(tmp_path: Path, written: list[Path]) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(news(random.Random(1)), "utf-8")
    assert run(tmp_path) == run(tmp_path) and len(written) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "seeds"]

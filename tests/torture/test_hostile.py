"""Texts and records that are wrong in some way: each is read, read with a warning, or named with the reason; none is lost in silence."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from analystkit.sources import seeds
from torture import hostile
from torture.scenario import run


def test_every_text_is_read_or_named(tmp_path: Path, figure: Callable[[int, str, object], None]) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name, given in hostile.TEXTS.items():
        (folder / f"{name}.txt").write_bytes(given.data)
    began = time.monotonic()
    ran = run("tables", "seeds", "--out", "tables", cwd=tmp_path, seconds=600)
    took = time.monotonic() - began
    assert (ran.status, ran.traceback) == (0, False), ran.err[-2000:]
    rows = {r["article"]: r for r in map(json.loads, (tmp_path / "tables" / "articles.jsonl").read_text("utf-8").splitlines())}
    said: dict[str, str] = {}
    for problem in map(json.loads, (tmp_path / "tables" / "problems.jsonl").read_text("utf-8").splitlines()):
        name, dot, _ = problem["where"].rpartition(".txt")
        if dot:  # what is said of the file, not of words in it
            said[name] = said.get(name, "") + f"{problem['what']}: {problem['found']}; "
    texts = {a.id: a.text for a in seeds.read(folder)[0]}
    wrong = []
    for name, given in hostile.TEXTS.items():
        if (given.text is None) != (name not in rows) or (given.text is not None and texts[name] != given.text):
            wrong.append(f"{name}: {'read' if name in rows else 'not read'}, or its text is another")
        elif given.word not in said.get(name, "") or (not given.word and name in said):
            wrong.append(f"{name}: said {said.get(name)!r}, wanted {given.word!r}")
    told = {r["article"] for r in map(json.loads, (tmp_path / "tables" / "claims.jsonl").read_text("utf-8").splitlines())}
    figure(1, f"hostile texts that become what they must, of {len(hostile.TEXTS)}", len(hostile.TEXTS) - len(wrong))
    figure(1, "seconds for all of them, by the clock", took)
    assert wrong == []
    assert {name for name in hostile.MARKUP if name not in told} == set()  # read, and not passed over
    assert not list(tmp_path.rglob("ANALYSTKIT_PWNED"))


def test_no_line_of_records_takes_another_with_it(tmp_path: Path, figure: Callable[[int, str, object], None]) -> None:
    (tmp_path / "records.jsonl").write_bytes(hostile.records())
    ran = run("tables", "records.jsonl", "--out", "tables", cwd=tmp_path)
    brought = run("import", "records.jsonl", "--into", "case", cwd=tmp_path)
    good = len(hostile.BAD_LINES) + 2
    named = [n for n, (_, word) in enumerate(hostile.BAD_LINES) if any(word in line for line in _about(ran.err, 2 * n + 2))]
    figure(1, f"bad lines of a .jsonl that are named, of {len(hostile.BAD_LINES)}", len(named))
    assert (ran.status, ran.traceback, brought.status, brought.traceback) == (0, False, 0, False)
    assert len(named) == len(hostile.BAD_LINES), ran.err
    assert f"{good} articles read" in ran.out
    assert not (tmp_path.parent / "etc").exists()


def _about(said: str, line: int) -> list[str]:
    return [words for words in said.splitlines() if words.startswith(f"! records.jsonl:{line}: ")]

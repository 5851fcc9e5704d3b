"""The scorecard: which rows count as found, what is neutral, and what is said of a gold folder that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analystkit.__main__ import main
from analystkit.errors import InputError
from analystkit.publish.score import Scorecard, read_tables, score

TEXT = "Four guards died in Vale, the mayor of Vale said."
SEGMENTS = [{"article": "a1", "start": 0, "end": len(TEXT), "text": TEXT, "kind": "body"}]


def row(words: str, **more: Any) -> dict[str, Any]:
    at = TEXT.index(words)
    return {"article": "a1", "start": at, "end": at + len(words), "text": words} | more


def folder(path: Path, **layers: list[dict[str, Any]]) -> Path:
    path.mkdir()
    for name, rows in layers.items():
        (path / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    return path


def figures(card: Scorecard, layer: str) -> tuple[int, int, float, float]:
    (line,) = [x for x in card.lines if x.layer == layer]
    return line.gold, line.found, line.precision, line.recall


KILLED = {"attribute": "killed", "event_id": "x", "source_id": "outlet"}
CASES = [
    ([row("Four guards", value=4, **KILLED)], (1, 1, 1.0, 1.0)),
    ([row("Four", value=4, **KILLED)], (1, 1, 1.0, 1.0)),  # spans that share a character
    ([row("Four guards", value=5, **KILLED)], (1, 1, 0.0, 0.0)),
    ([row("Vale,", value=4, **KILLED)], (1, 1, 0.0, 0.0)),
    ([row("Four guards", value=4, **KILLED), row("Vale,", value=4, **KILLED)], (1, 2, 0.5, 1.0)),
    ([row("mayor", value=1, **KILLED), row("Four guards", value=4, **KILLED)], (1, 1, 1.0, 1.0)),  # neutral gold is no error
    ([row("Four guards", value=4, **KILLED) | {"article": "a2"}], (1, 0, 0.0, 0.0)),  # an article that the gold does not cover
    ([], (1, 0, 0.0, 0.0)),
]


@pytest.mark.parametrize(("ours", "wanted"), CASES)
def test_claims(tmp_path: Path, ours: list[dict[str, Any]], wanted: tuple[int, int, float, float]) -> None:
    gold = [row("Four guards", value=4, **KILLED), row("mayor", value=1, optional=True, **KILLED)]
    card = score(folder(tmp_path / "gold", claims=gold), {"segments": SEGMENTS, "claims": ours})
    assert figures(card, "claims") == wanted


DAYS = [
    ({"earliest": "2019-05-01", "latest": "2019-05-31"}, {}, 1.0),
    ({"earliest": "2019-05-02", "latest": "2019-05-02"}, {}, 0.0),
    ({"earliest": "2019-05-02", "latest": "2019-05-02"}, {"tolerance": "overlap"}, 1.0),
    ({"earliest": None, "latest": None}, {"tolerance": "overlap"}, 0.0),
]


@pytest.mark.parametrize(("ours", "more", "right"), DAYS)
def test_days_are_the_same_or_overlap_where_the_gold_says_so(tmp_path: Path, ours: Any, more: Any, right: float) -> None:
    gold = folder(tmp_path / "gold", times=[row("Vale,", earliest="2019-05", latest="2019-05", **more)])
    (line,) = score(gold, {"segments": SEGMENTS, "times": [row("Vale,", **ours)]}).lines
    assert line.values["interval"] == right


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    card = score(folder(tmp_path / "gold", times=[row("Vale,", earliest=None, latest=None)]), {"segments": SEGMENTS})
    assert "tables: no times, scored 0" in card.notes and "gold: no claims.jsonl, not scored" in card.notes
    assert figures(card, "times") == (1, 0, 0.0, 0.0)


def test_a_gold_folder_that_cannot_be_read_is_told_with_its_lines(tmp_path: Path) -> None:
    gold = folder(tmp_path / "gold", times=[row("Vale,"), {"article": "a1", "start": "x", "end": 3}, {"start": 1}])
    with pytest.raises(InputError) as caught:
        score(gold, {})
    assert [p.where for p in caught.value.problems] == ["times.jsonl:2", "times.jsonl:3"]
    with pytest.raises(InputError, match="no tables; name a folder"):
        read_tables(tmp_path / "none")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = folder(tmp_path / "gold", times=[row("Vale,", earliest="2019-05-01", latest="2019-05-01")])
    tables = folder(tmp_path / "out", segments=SEGMENTS, times=[row("Vale,", earliest="2019-05-01", latest="2019-05-01")])
    assert main(["score", str(gold), "--tables", str(tables)]) == 0
    assert "times                        1     1   1.00   1.00   1.00" in capsys.readouterr().out
    assert main(["score", str(gold), str(tables), "--tables", str(tables)]) == 1

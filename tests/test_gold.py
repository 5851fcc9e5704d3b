"""The five articles' tables against hand-made gold for three of them. The floors are the figures reached; they only ever go up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analystkit import Corpus
from analystkit.publish.score import score

ROOT = Path(__file__).parent.parent

# layer, figure, at least
FLOORS: list[tuple[str, str, float]] = [
    ("segments (characters)", "f1", 0.99),
    ("articles (published)", "f1", 1.0),
    ("times", "f1", 0.97),
    ("times", "interval", 0.94),
    ("places", "f1", 0.95),
    ("places", "within_km", 0.98),
    ("places", "use", 0.97),
    ("actors", "f1", 0.96),
    ("actors", "identity", 0.98),
    ("statements, required", "f1", 0.97),
    ("statements, required", "speaker", 0.97),
    ("statements, required", "utterances", 1.0),
    ("events, core", "recall", 1.0),
    ("mentions", "f1", 0.95),
    ("mentions", "bcubed", 0.92),
    ("claims, numbers", "f1", 0.95),
    ("conflicts, core", "recall", 1.0),
    ("conflicts, core", "verdict", 1.0),
    ("conflicts, all", "precision", 0.6),
]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.load(ROOT / "tests" / "first" / "seeds")


@pytest.fixture(scope="module")
def card(corpus: Corpus) -> dict[str, dict[str, Any]]:
    scored = score(ROOT / "tests" / "gold", corpus.rows)
    return {line.layer: vars(line) | dict(line.values) for line in scored.lines}


@pytest.mark.parametrize(("layer", "figure", "floor"), FLOORS)
def test_floor(card: dict[str, dict[str, Any]], layer: str, figure: str, floor: float) -> None:
    assert card[layer][figure] >= floor


def test_no_day_is_invented(corpus: Corpus) -> None:
    """Where the gold gives several days or none, so do the times."""
    told = {(r["article"], r["start"]): (r["earliest"], r["latest"]) for r in corpus.rows["times"]}
    gold = [json.loads(line) for line in (ROOT / "tests" / "gold" / "times.jsonl").read_text("utf-8").splitlines()]
    vague = [told[g["article"], g["start"]] for g in gold if g["earliest"] != g["latest"] and (g["article"], g["start"]) in told]
    assert len(vague) >= 8 and [d for d in vague if d[0] and d[0] == d[1]] == []

"""The five articles' tables against hand-made gold for three of them. The floors are the figures reached; they only ever go up."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from analystkit import Corpus
from analystkit.tables import write_tables

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "gold"

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
    ("statements, required", "utterance_pairs", 1.0),
    ("events, core", "recall", 1.0),
    ("mentions", "f1", 0.95),
    ("mentions", "bcubed", 0.92),
    ("claims, numbers", "f1", 0.95),
    ("conflicts, core", "recall", 1.0),
    ("conflicts, core", "verdict", 1.0),
    ("conflicts, all", "precision", 0.6),
]


@pytest.fixture(scope="module")
def score(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    out = tmp_path_factory.mktemp("tables") / "tables"
    write_tables(Corpus.load(ROOT / "seeds").rows, out)
    command = [sys.executable, str(GOLD / "score_seeds.py"), str(GOLD), str(out), "--json"]
    rows = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["rows"]
    return {r["layer"]: r | r["values"] for r in rows}


@pytest.mark.parametrize(("layer", "figure", "floor"), FLOORS)
def test_floor(score: dict[str, dict[str, float]], layer: str, figure: str, floor: float) -> None:
    assert score[layer][figure] >= floor

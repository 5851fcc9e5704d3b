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
FLOORS: list[tuple[str, str, float]] = []


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

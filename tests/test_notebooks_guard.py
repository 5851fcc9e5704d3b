"""What strict nbval would pass in silence: notebooks without outputs, pictures that nobody compares, cells out of order."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from analystkit.show.finding import MIME

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
NAMES = ("0-corpus", "1-chronology", "2-geography", "3-statements", "4-ledger")
MOST_LINES = 10


def cells(name: str, kind: str) -> list[dict[str, Any]]:
    raw = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"))
    return [cell | {"source": "".join(cell["source"])} for cell in raw["cells"] if cell["cell_type"] == kind]


def shows(source: str) -> bool:
    """Does a cell end with a value to look at?"""
    body = ast.parse(source).body
    return bool(body) and isinstance(body[-1], ast.Expr) and not source.rstrip().endswith(";")


def test_the_notebooks_are_the_five_that_are_told_of() -> None:
    assert tuple(sorted(p.stem for p in NOTEBOOKS.glob("*.ipynb"))) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_was_run_from_top_to_bottom_and_kept_what_it_showed(name: str) -> None:
    code = cells(name, "code")
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    silent = [cell["source"] for cell in code if shows(cell["source"]) and not cell["outputs"]]
    assert silent == []
    assert any(cell["outputs"] for cell in code)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_warned_or_failed_and_no_picture_is_a_bitmap(name: str) -> None:
    outputs = [output for cell in cells(name, "code") for output in cell["outputs"]]
    assert [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"] == []
    assert {kind for o in outputs for kind in o.get("data", {})} <= {"text/html", "text/plain", "image/svg+xml", MIME}


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_short_and_need_no_function_loop_or_magic(name: str) -> None:
    unwanted = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.Lambda)
    for cell in cells(name, "code"):
        tree = ast.parse(cell["source"])  # a magic or a shell command is no Python
        assert not [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, unwanted)]
        assert len(cell["source"].splitlines()) <= MOST_LINES
        assert "sys.path" not in cell["source"]


@pytest.mark.parametrize("name", NAMES)
def test_prose_stands_before_every_cell(name: str) -> None:
    raw = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"))["cells"]
    kinds = [cell["cell_type"] for cell in raw]
    assert "".join(raw[0]["source"]).startswith("# ")
    bare = [i for i, kind in enumerate(kinds) if kind == "code" and kinds[i - 1] != "markdown"]
    assert bare == []
    assert "".join(raw[-1]["source"]).startswith("## What this does not show")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_one_machine_is_kept(name: str) -> None:
    raw = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"))
    assert raw["metadata"]["language_info"] == {"name": "python"}
    assert all("execution" not in cell["metadata"] for cell in raw["cells"])
    assert str(Path.home()) not in json.dumps(raw) or str(Path.home()) == "/"

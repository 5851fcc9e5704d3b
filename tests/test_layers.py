"""The walls of the house: data goes down one line, nothing looks back up, and nobody imports below the door of English."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "analystkit"
# From the bottom up: a room may import from its own and from those before it.
ROOMS = (
    "errors records text files codebook sources english link tables suggest corpus geocoder show publish __main__"
).split()


def imports(path: Path) -> Iterator[str]:
    """The modules of the package that a file imports, in functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{a.name}" for a in node.names)


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_looks_back_up_and_nobody_looks_below_the_door(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for module in imports(path):
        if module.startswith("analystkit.") and (there := room(module)) in ROOMS:
            assert ROOMS.index(there) <= ROOMS.index(own), f"{own} imports {module}, which lies above it"
            if there == "english" != own:
                assert len(module.split(".")) <= 3, f"{own} imports {module}, below the door of english"

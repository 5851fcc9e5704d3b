"""The walls of the house: data goes down one line, nothing looks back up, and nobody looks below the door of English."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from analystkit import english, show

PACKAGE = Path(__file__).parent.parent / "analystkit"
# From the bottom up: a room may import from its own and from those before it.
ROOMS = "errors records text files cache again kept codebook sources english wording elsewhere tagging link tables".split()
ROOMS += "frames suggest share corpus geocoder show publish new __main__".split()
FILES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(p): p for p in FILES}


def imports(path: Path, *, inside: bool = True) -> Iterator[tuple[str, str]]:
    """The modules of the package that a file imports, each with the name that it takes from it; in functions too where ``inside``."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree) if inside else tree.body:
        if isinstance(node, ast.Import):
            yield from ((a.name, "") for a in node.names if a.name.startswith("analystkit"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analystkit"):
            yield from ((str(node.module), a.name) for a in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "english":
            yield "analystkit.english", node.attr


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_looks_back_up_and_nobody_looks_below_the_door(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    assert own in ROOMS, f"{own} is a new room: write it into ROOMS, after the highest one it imports from"
    for module, name in imports(path):
        there = [*module.split("."), name][1]
        if there in ROOMS:
            assert ROOMS.index(there) <= ROOMS.index(own), f"{own} imports {module}, which lies above it"
        if there == "english" != own and (module, name) != ("analystkit", "english"):
            assert module == "analystkit.english" and name in english.__all__, f"{own} imports {name} of {module}, below the door"


def test_the_door_gives_no_module() -> None:
    assert not {f"analystkit.english.{name}" for name in english.__all__} & MODULES.keys()


def test_no_modules_import_each_other_in_a_circle() -> None:
    """The inside of English asks its own modules, never the door that is made of them."""
    asks = {m: {where for n in imports(p, inside=False) if (where := _module(*n)) != m} for m, p in MODULES.items()}
    try:
        TopologicalSorter(asks).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def _module(module: str, name: str) -> str:
    """The module that is asked: a name may be one itself."""
    return f"{module}.{name}" if f"{module}.{name}" in MODULES else module


def test_a_door_lists_all_that_is_taken_through_it() -> None:
    """What another room takes of ``english``, and every view of ``show``, is in its ``__all__``, and so in its documentation."""
    outside = [p for p in FILES if "english" not in p.parts]
    taken = {name for p in outside for module, name in imports(p) if module == "analystkit.english" and name}
    assert taken and taken - set(english.__all__) == set()
    views = {name for module, name in imports(PACKAGE / "show" / "__init__.py", inside=False) if module.startswith("analystkit.show.")}
    assert views and views == set(show.__all__)

"""``make test`` of a case, strict nbval and ``analystkit check``: whatever is changed in it by one digit is seen, and its cell is named."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analystkit.new import new
from torture.scenario import WHOLE, Ran, run

RAID = """Raid on {town}

{town}, Norland, May 4 (Wire) - Gunmen attacked the town of Mosul on 3 May 2019. The attack killed {n} guards, a spokesman said.

"We know who did it," the mayor, Ann Lee, said on Saturday. Three more people were injured near Erbil, police said.
"""
CELLS = (
    "# What is told",
    "from analystkit import Corpus, show\n\ncorpus = Corpus.load('../seeds')\ncorpus",
    "claims = corpus.claims\nshow.finding('Killed', claims[claims['attribute'] == 'killed'], 'value', says=[12, 13])",
    "killed = claims[claims['attribute'] == 'killed']['value'].max()\nassert killed == 13, 'the most are thirteen'",
    "show.table(claims, ['article', 'attribute', 'value'], 'Claims')",
    "show.chronology(corpus.events)",
    "show.geography(corpus.places, corpus.events)",
    "import matplotlib.pyplot as plt\n\n_ = plt.subplots(figsize=(2, 1))[1].text(0, 0, 'Vale', fontsize=9)",
    "print('most:', killed)",
    "claims['value'].describe()",
)
LOADS, FINDS, ASSERTS, TABLE, TIMELINE, MAP, PICTURE, PRINTS, DESCRIBES = range(1, 10)
MAKE = ("-c", "import os, sys; os.execvp('make', ['make', *sys.argv[1:]])")
ENDLESS = 130  # seconds in which an endless cell is ended and told


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory, notebook_of: Callable[..., dict[str, Any]]) -> Path:
    """A case that was looked at and accepted; its ``.venv`` is the Python of these tests."""
    case = new(tmp_path_factory.mktemp("truth") / "case")
    for n, town in ((12, "Arden"), (13, "Vale")):
        (case / "seeds" / f"{town.lower()}.txt").write_text(RAID.format(town=town, n=n), "utf-8")
    for path in (case / "notebooks").iterdir():
        path.unlink()
    (case / "notebooks" / "1-told.ipynb").write_text(json.dumps(notebook_of(*CELLS)), "utf-8")
    (case / ".venv" / "bin").mkdir(parents=True)
    for name, words in (("python", ""), ("analystkit", "-m analystkit")):
        (case / ".venv" / "bin" / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
        (case / ".venv" / "bin" / name).chmod(0o755)
    (case / ".venv" / "ready").touch()
    for command in ("report", "accept"):
        ran = run(command, cwd=case)
        assert ran.status == 0, ran.err
    assert (ran := run("test", cwd=case, program=MAKE)).status == 0, ran.out + ran.err
    return case


def code(change: Callable[[list[dict[str, Any]]], object]) -> Callable[[Path], None]:
    """A change of the cells of the notebook as they lie in the file: what is run, and what is kept of the run."""

    def changed(case: Path) -> None:
        path = case / "notebooks" / "1-told.ipynb"
        whole = json.loads(path.read_text("utf-8"))
        before = json.dumps(whole)
        change(whole["cells"])
        assert json.dumps(whole) != before
        path.write_text(json.dumps(whole), "utf-8")

    return changed


def kept(at: int, old: str, new: str) -> Callable[[Path], None]:
    """Other words in the outputs that a cell keeps."""

    def change(cells: list[dict[str, Any]]) -> None:
        text = json.dumps(cells[at]["outputs"])
        assert old in text, text[:3000]
        cells[at]["outputs"] = json.loads(text.replace(old, new, 1))

    return code(change)


def says(at: int, old: str, new: str) -> Callable[[Path], None]:
    """Other words in a cell itself."""

    def change(cells: list[dict[str, Any]]) -> None:
        text = "".join(cells[at]["source"])
        assert old in text
        cells[at]["source"] = text.replace(old, new)

    return code(change)


def instead(at: int, source: str) -> Callable[[Path], None]:
    return code(lambda cells: cells[at].update(source=source, outputs=[]))


def file(name: str, old: str, new: str) -> Callable[[Path], None]:
    def changed(case: Path) -> None:
        text = (case / name).read_text("utf-8")
        assert old in text
        (case / name).write_text(text.replace(old, new, 1), "utf-8")

    return changed


def exchanged(key: str) -> Callable[[Path], None]:
    def change(cells: list[dict[str, Any]]) -> None:
        cells[TABLE][key], cells[PRINTS][key] = cells[PRINTS][key], cells[TABLE][key]

    return code(change)


NBVAL = "::Cell {}"
CHECK = "1-told.ipynb: cell {} "
# what is changed, how, what names it, in what surroundings; those of a part first
CHANGES: tuple[tuple[str, Callable[[Path], None], str, dict[str, str]], ...] = (
    ("a digit of a table", kept(TABLE, "13", "14"), NBVAL.format(TABLE - 1), {}),
    ("a map", kept(MAP, "36.", "37."), NBVAL.format(MAP - 1), {}),
    ("an assert that is untrue, optimized", instead(ASSERTS, "assert 1 == 2"), NBVAL.format(ASSERTS - 1), {"PYTHONOPTIMIZE": "1"}),
    ("a digit of an article", file("seeds/vale.txt", "killed 13", "killed 14"), NBVAL.format(FINDS - 1), {}),
    ("a kernel that dies", instead(DESCRIBES, "import os\nos._exit(3)"), NBVAL.format(DESCRIBES - 1), {}),
    ("a finding", kept(FINDS, '"value": "12, 13"', '"value": "12, 14"'), NBVAL.format(FINDS - 1), {}),
    ("a receipt of a finding", kept(FINDS, '["arden:', '["ardem:'), NBVAL.format(FINDS - 1), {}),
    ("a word of a page", kept(FINDS, "Killed: <b>", "Killed: <i>"), NBVAL.format(FINDS - 1), {}),
    ("a printed digit", kept(PRINTS, "13", "12"), NBVAL.format(PRINTS - 1), {}),
    ("a number in words alone", kept(DESCRIBES, "count", "kount"), NBVAL.format(DESCRIBES - 1), {}),
    ("a bar of the timeline", kept(TIMELINE, "Mosul", "Nosul"), NBVAL.format(TIMELINE - 1), {}),
    ("a line of a picture", kept(PICTURE, '"L ', '"M '), NBVAL.format(PICTURE - 1), {}),
    ("a colour of a picture", kept(PICTURE, "fill: ", "fill:  "), NBVAL.format(PICTURE - 1), {}),
    ("a font of a picture as kept", kept(PICTURE, "DejaVuSans-", "DejaVuSerif-"), NBVAL.format(PICTURE - 1), {}),
    ("a font of a picture as drawn", says(PICTURE, "fontsize=9", "family='monospace', fontsize=9"), NBVAL.format(PICTURE - 1), {}),
    ("a name on a map", kept(MAP, "Erbil", "Arbil"), NBVAL.format(MAP - 1), {}),
    ("no output", code(lambda cells: cells[TABLE].update(outputs=[])), NBVAL.format(TABLE - 1), {}),
    ("an output too many", code(lambda cells: cells[TABLE]["outputs"].extend(cells[LOADS]["outputs"])), NBVAL.format(TABLE - 1), {}),
    ("one kind of an output", code(lambda cells: cells[TABLE]["outputs"][0]["data"].pop("text/html")), NBVAL.format(TABLE - 1), {}),
    ("outputs exchanged", exchanged("outputs"), NBVAL.format(TABLE - 1), {}),
    ("cells exchanged", exchanged("source"), NBVAL.format(TABLE - 1), {}),
    ("a cell taken away", code(lambda cells: cells.pop(FINDS)), NBVAL.format(ASSERTS - 2), {}),
    ("another filter", says(FINDS, "== 'killed'", "== 'injured'"), NBVAL.format(FINDS - 1), {}),
    ("another number in the prose", says(FINDS, "[12, 13]", "[12, 14]"), NBVAL.format(FINDS - 1), {}),
    ("the same, optimized", says(FINDS, "[12, 13]", "[12, 14]"), NBVAL.format(FINDS - 1), {"PYTHONOPTIMIZE": "2"}),
    ("a cell that fails", instead(TABLE, "1 / 0"), NBVAL.format(TABLE - 1), {}),
    ("a cell that warns", says(PRINTS, "print(", "import warnings; warnings.warn('x'); print("), NBVAL.format(PRINTS - 1), {}),
    ("a cell that gives another thing each time", says(PRINTS, "killed)", "object())"), NBVAL.format(PRINTS - 1), {}),
    ("a kernel that is killed", instead(TABLE, "import os\nos.kill(os.getpid(), 9)"), NBVAL.format(TABLE - 1), {}),
    ("an article that is gone", lambda case: (case / "seeds" / "vale.txt").unlink(), NBVAL.format(LOADS - 1), {}),
    ("a blank of an article", file("seeds/vale.txt", "The attack", "The  attack"), NBVAL.format(FINDS - 1), {}),
    ("a line of the codebook", file("data/codebook/actors.csv", "\n", "\nann,Ann Lee,person,,,,,\n"), "codebook actors.csv", {}),
    ("what was accepted: a finding", file("data/accepted.json", '"value": "12, 13"', '"value": "12"'), "1-told: Killed", {}),
    ("what was accepted: a sum of an article", file("data/accepted.json", '"vale": "', '"vale": "0'), "article vale", {}),
    ("a finding of another name", says(FINDS, "'Killed'", "'Kiled'"), NBVAL.format(FINDS - 1), {}),
)


def made_test(accepted: Path, tmp_path: Path, change: Callable[[Path], None], env: dict[str, str], seconds: float = 120) -> Ran:
    case = tmp_path / "case"
    shutil.copytree(accepted, case, symlinks=True)
    change(case)
    return run("test", cwd=case, program=MAKE, env=env, seconds=seconds)


def named(ran: Ran, where: str) -> bool:
    return any(where in line for line in (ran.out + ran.err).splitlines() if "PASSED" not in line)


@pytest.mark.parametrize("row", CHANGES[: None if WHOLE else 2], ids=lambda row: row[0])
def test_a_change_is_seen_and_its_cell_named(
    row: tuple[str, Callable[[Path], None], str, dict[str, str]], accepted: Path, tmp_path: Path, caught: list[str]
) -> None:
    what, change, where, env = row
    ran = made_test(accepted, tmp_path, change, env)
    assert ran.status not in (0, None) and named(ran, where), ran.out + ran.err
    caught.append(what)


@pytest.mark.parametrize("row", CHANGES[2 : 5 if WHOLE else 4], ids=lambda row: row[0])
def test_check_alone_sees_and_names_it_too(
    row: tuple[str, Callable[[Path], None], str, dict[str, str]], accepted: Path, tmp_path: Path
) -> None:
    """The prose that does not hold, under any setting; what moved in an article; a kernel that dies."""
    case, (_, change, where, env) = tmp_path / "case", row
    shutil.copytree(accepted, case, symlinks=True)
    change(case)
    ran = run("check", cwd=case, env=env)
    told = "1-told: Killed" if row[0] == "a digit of an article" else CHECK.format(int(where.removeprefix("::Cell ")) + 2)
    assert ran.status == 1 and told in ran.err and not ran.traceback, ran.err


@pytest.mark.parametrize("endless", ("while True: pass", "sum(range(10**15))", "import time\ntime.sleep(1e6)")[: None if WHOLE else 1])
def test_a_cell_without_end_is_ended_and_named(endless: str, accepted: Path, tmp_path: Path, caught: list[str]) -> None:
    case = tmp_path / "case"
    shutil.copytree(accepted, case, symlinks=True)
    instead(TABLE, endless)(case)
    for command in (("check",), ("report",), ("accept",)):
        ran = run(*command, *([] if WHOLE else ["--timeout", "2"]), cwd=case, seconds=ENDLESS)
        told = f"{CHECK.format(TABLE + 1)}(`{endless.splitlines()[0]}` …) failed: it did not end within {90 if WHOLE else 2} seconds"
        assert ran.status == 1 and told in ran.err and not ran.traceback, ran.err
        if not WHOLE:
            break
    if not WHOLE:  # what `make test` runs, with a shorter time
        makefile = (case / "Makefile").read_text("utf-8")
        (case / "Makefile").write_text(re.sub(r"(cell-timeout)=\d+", r"\1=20", makefile), "utf-8")
    shutil.copy(case / "notebooks" / "1-told.ipynb", case / "notebooks" / "2-later.ipynb")  # which is not waited for
    ran = run("test", cwd=case, program=MAKE, seconds=ENDLESS)
    assert ran.status not in (0, None) and named(ran, NBVAL.format(TABLE - 1)), ran.out + ran.err
    assert f"did not end within {90 if WHOLE else 20} seconds" in ran.out and "2-later" not in ran.out
    caught.append(endless)


@pytest.fixture(scope="module")
def caught(figure: Callable[[int, str, object], None]) -> Any:
    found: list[str] = []
    yield found
    n = len(CHANGES) + 3 if WHOLE else 3
    figure(14, f"changes of a case that its tests see, with the cell named, of {n}", len(found))

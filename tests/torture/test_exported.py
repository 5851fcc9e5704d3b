"""What attacks a spreadsheet, in every field of every table, in each format: no cell is a formula, and nothing is cut in silence."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from analystkit.corpus import Corpus
from analystkit.share import FORMATS
from analystkit.tables import write_tables
from torture.inputs import INPUTS
from torture.scenario import run, times

SIGNS = (*"= + - @ ＝ ＋ － ＠ '= \"= ;= |=".split(), "\t=", "\r=", "\n=", " =", "\0=", "\u200b=", "\ufeff=")
FORMULAS = ("1+1", 'HYPERLINK("http://example.org")', "cmd|'/C calc'!A0", "IMPORTXML(A1)", "SUM(1)*cmd|'/C x'!A0")
RISKY = frozenset("=+-@＝＋－＠\t\r\n")
LONG = "ZZFIRST" + "=1+1 😀, " * 5_000 + "ZZLAST"  # 45,000 characters, where a cell of a spreadsheet holds 32,767
ATTACKS = (*(sign + formula for sign in SIGNS for formula in FORMULAS), *INPUTS)


@pytest.fixture(scope="module")
def exported(tagged: Callable[..., Corpus], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of tables whose titles, outlets, names, notes and texts attack, each in turn."""
    home = tmp_path_factory.mktemp("exported")
    chosen, rows = ATTACKS[:: times(6, 1)], dict[str, list[dict[str, object]]]()
    for k, attack in enumerate(chosen):
        other = chosen[k - 1]
        corpus = tagged({f"a{k}": f"{other} title\n" + f"{attack} {other} " * 12}, title=attack, outlet=other, case=attack)
        rows = {name: [*rows.get(name, ()), *of] for name, of in _apart(corpus, k).items()}
    longest = tagged({"long": "Long\nThe body of an article with some words in it"}, title=LONG, outlet=LONG, case=LONG)
    write_tables({name: [*rows[name], *of] for name, of in _apart(longest, len(chosen)).items()}, home / "tables")
    ran = run("export", "all", cwd=home, seconds=600)
    assert (ran.status, ran.traceback) == (0, False), ran.err
    return home / "exports"


def _apart(corpus: Corpus, k: int) -> dict[str, list[dict[str, object]]]:
    """A corpus' rows with ids of events and conflicts of their own."""
    named = re.compile(r"\barden-(strike|raid)\b")

    def row(of: dict[str, object]) -> dict[str, object]:
        ids = ("event_id", "other_id", "conflict_id")
        return {key: named.sub(rf"arden-\1-{k}", str(v)) if key in ids and v else v for key, v in of.items()}

    return {name: [row(r) for r in rows] for name, rows in corpus.rows.items()}


def test_no_cell_of_any_file_is_a_formula(exported: Path, figure: Callable[..., None]) -> None:
    assert {p.name for p in exported.iterdir() if p.is_dir()} == set(FORMATS)
    csv.field_size_limit(10_000_000)
    cells = formulas = 0
    for path in exported.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for cell in (c for line in csv.reader(file) for c in line):
                cells += 1
                formulas += cell[:1] in RISKY and not re.fullmatch(r"-?\d+(\.\d+)?", cell)
    for path in exported.rglob("*.xlsx"):
        with ZipFile(path) as book:
            sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        cells += sum(sheet.count("<c ") for sheet in sheets)
        formulas += sum(len(re.findall(r"<f[ >/]|t=\"str\"", sheet)) for sheet in sheets)
    figure(13, f"cells that are a formula, of {cells:,}, with {len(ATTACKS[:: times(6, 1)])} attacks", formulas)
    assert cells > 1000 and formulas == 0


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_cut_in_silence(name: str, exported: Path) -> None:
    """A text of 45,000 characters ends wherever it begins; where it does not, its row is listed."""
    begun = ended = 0
    for path in (exported / name).rglob("*"):
        if path.is_file() and path.name != "left-out.csv":
            parts = [path.read_bytes()]
            if path.suffix == ".xlsx":
                with ZipFile(path) as book:
                    parts = [book.read(part) for part in book.namelist()]
            begun += sum(part.count(b"ZZFIRST") for part in parts)
            ended += sum(part.count(b"ZZLAST") for part in parts)
    with (exported / name / "left-out.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = sum("cut" in line[1] for line in csv.reader(file))
    assert begun == ended or (name in ("xlsx", "ftm") and listed)  # what these cannot hold is cut, and its row is listed
    assert begun > 0 or name in ("brat", "webannotation")  # which hold words of the text alone: tests/test_exports.py reads each back

"""Actors corrected in a spreadsheet come back into the codebook, whatever the program made of the file."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from analystkit.__main__ import main
from analystkit.codebook import Codebook
from analystkit.codebook.additions import add_file
from analystkit.corpus import Corpus
from analystkit.errors import AnalystkitError, CodebookError

NEWS = (
    "Raid in Vale\n\nGunmen attacked the town of Mosul on 3 May 2019, the Vale Herald reported. Judge Rana Tuzo said that two guards died. "
    "“We left,” Tuzo said. Rana Tuzo spoke to Karl Lund of the Lund Institute, a spokesman for @ValePress told reporters.\n"
)


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The workbook of a small corpus without a codebook."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(NEWS, "utf-8")
    Corpus.load(tmp_path / "seeds").export("xlsx", tmp_path / "out")
    return tmp_path / "out" / "xlsx" / "tables.xlsx"


def corrected(path: Path, **cells: str) -> list[list[str]]:
    """The sheet 'who' with the judge's cells changed in the workbook, as Excel would save it; and its rows."""
    book = openpyxl.load_workbook(path)
    sheet = book["who"]
    header = [c.value for c in sheet[1]]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[0].value == "rana-tuzo")
    for column, value in cells.items():
        row[header.index(column)].value = value
    book.save(path)
    return [["" if c is None else str(c) for c in r] for r in sheet.iter_rows(values_only=True)]


def as_saved(rows: list[list[str]], mark: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


SAVED = {
    "workbook": ("xlsx", lambda rows: b""),
    "csv": ("csv", lambda rows: b"\xef\xbb\xbf" + as_saved(rows, ",").encode()),
    "semicolons": ("csv", lambda rows: b"\xef\xbb\xbf" + as_saved(rows, ";").encode()),
    "unicode-text": ("txt", lambda rows: as_saved(rows, "\t").encode("utf-16")),
}


@pytest.mark.parametrize("how", SAVED)
def test_a_corrected_sheet_comes_back_whole(how: str, exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = corrected(exported, name="Rana Tuzó", aliases="Rana Tuzo;Tuzo;Judge Tuzo;@RanaTuzo;رنا")
    ending, made = SAVED[how]
    file = exported if how == "workbook" else tmp_path / f"who.{ending}"
    if how != "workbook":
        file.write_bytes(made(rows))
    assert main(["add", str(file), "--codebook", str(tmp_path / "book")]) == 0, capsys.readouterr().err
    book = Codebook.read(tmp_path / "book")
    assert {a.actor_id for a in book.actors} == {row[0] for row in rows[1:]} and len(rows) > 3
    judge = next(a for a in book.actors if a.actor_id == "rana-tuzo")
    assert (judge.name, judge.kind) == ("Rana Tuzó", "person")
    assert set(judge.aliases) == {"Tuzo", "Judge Tuzo", "@RanaTuzo", "رنا"}
    found = {r["text"]: r for r in Corpus.load(tmp_path / "seeds", codebook=tmp_path / "book").rows["actors"]}
    assert found["Tuzo"]["name"] == "Rana Tuzó" and found["Tuzo"]["rule"].startswith("actors.csv")


def test_a_name_that_is_corrected_again_stays_an_alias(exported: Path, tmp_path: Path) -> None:
    book = tmp_path / "book"
    corrected(exported, name="R. Tuzo", notes="a judge")
    add_file(exported, book)
    corrected(exported, name="Rana Tuzo", kind="government", notes="")
    add_file(exported, book)
    judge = next(a for a in Codebook.read(book).actors if a.actor_id == "rana-tuzo")
    assert (judge.name, judge.kind) == ("Rana Tuzo", "government") and "R. Tuzo" in judge.aliases
    assert "a judge" in (book / "actors.csv").read_text("utf-8")


def test_guarded_cells_lose_their_mark(tmp_path: Path) -> None:
    (tmp_path / "who.csv").write_text("actor_id,name,kind,aliases\npress,Vale Press,media,'@ValePress;Press\n", "utf-8")
    add_file(tmp_path / "who.csv", tmp_path / "book")
    assert set(Codebook.read(tmp_path / "book").actors[0].aliases) == {"@ValePress", "Press"}


def test_what_a_spreadsheet_spoilt_is_named(exported: Path, tmp_path: Path) -> None:
    corrected(exported, aliases=date(2022, 3, 23))  # type: ignore[arg-type]  # what Excel makes of "March 23"
    with pytest.raises(CodebookError, match=r"tables\.xlsx:\d+: a date where words are expected: '2022-03-23'; format its column as text"):
        add_file(exported, tmp_path / "book")
    corrected(exported, aliases="Tuzo", kind="persn")
    with pytest.raises(CodebookError, match=r"tables\.xlsx:\d+: .*persn"):
        add_file(exported, tmp_path / "book")
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(AnalystkitError, match="no sheet begins with the column actor_id or place_id"):
        add_file(tmp_path / "other.xlsx", tmp_path / "book")
    (tmp_path / "torn.xlsx").write_bytes(exported.read_bytes()[:2000])
    with pytest.raises(AnalystkitError, match=r"torn\.xlsx: cannot be read"):
        add_file(tmp_path / "torn.xlsx", tmp_path / "book")
    assert not (tmp_path / "book" / "actors.csv").exists()

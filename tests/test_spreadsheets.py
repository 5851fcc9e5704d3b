"""Actors corrected in a spreadsheet come back into the codebook, whatever the program made of the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from analystkit.__main__ import main
from analystkit.codebook import Codebook, spreadsheets
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
    corrected(exported, name="Rana M. Tuzo", kind="government", notes="")
    with pytest.raises(CodebookError, match=r"name of 'rana-tuzo': 'Rana M. Tuzo', and 'R. Tuzo' in .*, 'Rana Tuzo' when it was exported"):
        add_file(exported, book)
    corrected(exported, name="R. Tuzo")
    add_file(exported, book)
    judge = next(a for a in Codebook.read(book).actors if a.actor_id == "rana-tuzo")
    assert (judge.name, judge.kind) == ("R. Tuzo", "government") and "Rana Tuzo" in judge.aliases
    assert "a judge" in (book / "actors.csv").read_text("utf-8")


BOOK = "actor_id,name,kind,aliases,roles,metonyms,country,notes\nrana-tuzo,Rana Tuzo-Lee,government,,judge,,{},mine\n"


def with_book(tmp_path: Path, country: str = "") -> Path:
    """A codebook whose analyst gave the judge another name since, and took an alias out."""
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "actors.csv").write_text(BOOK.format(country), "utf-8")
    return tmp_path / "book"


def line_of_judge(book: Path) -> list[str]:
    rows = list(csv.reader(io.StringIO((book / "actors.csv").read_text("utf-8"))))
    return next(row for row in rows if row[0] == "rana-tuzo")


def test_what_was_exported_does_not_undo_what_the_analyst_wrote_since(exported: Path, tmp_path: Path) -> None:
    book, said = with_book(tmp_path), list[str]()
    add_file(exported, book, said.append)
    assert line_of_judge(book) == ["rana-tuzo", "Rana Tuzo-Lee", "government", "", "judge", "", "", "mine"]
    assert said == [
        "rana-tuzo: name stays 'Rana Tuzo-Lee': 'Rana Tuzo' is as it was exported",
        "rana-tuzo: kind stays 'government': 'person' is as it was exported",
    ]
    assert len(Codebook.read(book).actors) > 2


def test_every_cell_that_was_typed_is_taken_and_told(exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = with_book(tmp_path)
    corrected(exported, country="IQ", notes="of the high court", aliases="Tuzo;R. Tuzo", roles="minister")
    assert main(["add", str(exported), "--codebook", str(book)]) == 0
    assert line_of_judge(book)[3:] == ["R. Tuzo", "judge;minister", "", "IQ", "mine; of the high court"]
    told = capsys.readouterr().out
    for what in ("country '' is now 'IQ'", "notes 'of the high court' added", "aliases 'R. Tuzo' added", "roles 'minister' added"):
        assert f"rana-tuzo: {what}\n" in told
    before = (book / "actors.csv").read_bytes()
    assert main(["add", str(exported), "--codebook", str(book)]) == 0 and (book / "actors.csv").read_bytes() == before


@pytest.mark.parametrize("column", ["name", "kind", "country"])
def test_what_contradicts_the_codebook_is_refused_with_both(column: str, exported: Path, tmp_path: Path) -> None:
    book = with_book(tmp_path, "IQ")
    corrected(exported, **{column: {"name": "R. Tuzo", "kind": "military", "country": "FR"}[column]})
    before = (book / "actors.csv").read_bytes()
    with pytest.raises(CodebookError, match=rf"tables\.xlsx:\d+: two values for {column} of 'rana-tuzo': .*, and .* in .*actors\.csv"):
        add_file(exported, book)
    assert (book / "actors.csv").read_bytes() == before


HEAD = "actor_id,name,kind,aliases,country\n"


def test_lines_with_one_id_are_one_only_where_they_agree(tmp_path: Path) -> None:
    file = tmp_path / "who.csv"
    file.write_text(f"{HEAD}jose,José,person,Pepe,\njose,Other,person,,\n", "utf-8")
    with pytest.raises(CodebookError, match=r"who\.csv:3: two values for name of 'jose': 'Other', and 'José' in who\.csv:2"):
        add_file(file, tmp_path / "book")
    file.write_text(f"{HEAD}jose,José,person,Pepe,\njose,José,person,Josito,FR\n", "utf-8")
    add_file(file, tmp_path / "book")
    (jose,) = Codebook.read(tmp_path / "book").actors
    assert (jose.aliases, jose.country) == (("Pepe", "Josito"), "FR")
    was = '"{""name"": ""José"", ""kind"": ""person""}"'
    file.write_text(f"exported,{HEAD}{was},jose,Joseph,person,,\n{was},jose,José,person,,\n", "utf-8")  # one of them was changed
    with pytest.raises(CodebookError, match=r"who\.csv:3: two values for name of 'jose': 'José', and 'Joseph' in who\.csv:2"):
        add_file(file, tmp_path / "book")
    file.write_text(f"{HEAD}jose,Joseph,person,,\n", "utf-8")  # no export says what it was
    with pytest.raises(CodebookError, match=r"two values for name of 'jose': 'Joseph', and 'José' in"):
        add_file(file, tmp_path / "book")


REFUSED = [
    ("nothing", b"", "no lines"),
    ("a header alone", HEAD.encode(), "no lines"),
    ("a formula", f"{HEAD}ann,=cmd,person,,\n".encode(), "who.csv:2: name begins as a formula does: '=cmd'"),
    ("a formula, guarded", f"{HEAD}ann,'=cmd,person,,\n".encode(), "who.csv:2: name begins as a formula does: '=cmd'"),
    ("a wide sign", f"{HEAD}ann,Ann,person,＝1+1;x,\n".encode(), "who.csv:2: aliases begins as a formula does"),
    ("a second item", f"{HEAD}ann,Ann,person,x;-cmd,\n".encode(), "who.csv:2: aliases begins as a formula does"),
    ("a cell beside", b"actor_id,name,kind,\nann,Ann,person,\nbo,Bo,person,x\n", "who.csv:3: a cell in column D, which has no name: 'x'"),
    ("below a line of two", b'sentence,actor_id,name,kind\n"a\nb",ann,Ann,person\nc,bo,Bo,persn\n', "who.csv:4: unknown kind"),
    ("below sep=", b"sep=;\r\nactor_id;name;kind\r\nann;Ann;persn\r\n", "who.csv:3: unknown kind"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "data", "said"), REFUSED, ids=[r[0] for r in REFUSED])
def test_a_file_that_does_not_fit_says_why(what: str, data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "who.csv").write_bytes(data)
    assert main(["add", str(tmp_path / "who.csv"), "--codebook", str(tmp_path / "book")]) == 1
    assert said in capsys.readouterr().err and not (tmp_path / "book" / "actors.csv").exists()


TAKEN = [
    ("sep=", b'sep=;\r\nactor_id;name;kind;aliases\r\nann;Ann;person;"Lee;@annlee"\r\n'),
    ("a blank first line", b"\nactor_id,name,kind,aliases\nann,Ann,person,Lee;@annlee\n"),
    ("empty columns", b"actor_id,name,kind,aliases,,\nann,Ann,person,Lee;@annlee,,\n"),
]


@pytest.mark.parametrize(("what", "data"), TAKEN, ids=[t[0] for t in TAKEN])
def test_a_file_that_does_is_taken(what: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / "who.csv").write_bytes(data)
    add_file(tmp_path / "who.csv", tmp_path / "book")
    assert [(a.name, a.aliases) for a in Codebook.read(tmp_path / "book").actors] == [("Ann", ("Lee", "@annlee"))]


def changed(path: Path, change: Callable[[Any, int], object]) -> None:
    """The workbook after something else was done to the sheet 'who', told the judge's row."""
    book = openpyxl.load_workbook(path)
    sheet = book["who"]
    change(sheet, next(r[0].row for r in sheet.iter_rows(min_row=2) if r[0].value == "rana-tuzo"))
    book.save(path)


def put(cell: Any, value: object, kind: str | None = None) -> None:
    cell.value = value
    cell.data_type = kind or cell.data_type


CELLS = [
    (b'<c r="D5"><f>A1</f><v></v></c>', [b"D"]),
    (b'<c r="D5" s="1"><f>A1</f><v/></c>', [b"D"]),
    (b'<c s="1" r="AB5"><f t="shared" si="0"/></c>', [b"AB"]),
    (b'<x:c r="D5"><x:f>A1&amp;B1</x:f></x:c>', [b"D"]),
    (b'<c r="D5" t="str"><f>A1</f><v>x</v></c>', []),
    (b'<c r="D5"><v>0</v></c><c r="E5"/>', []),
    (b'<c r="D5"><f>A1</f><v>0</v></c><c r="E5"><v></v></c>', []),
]


@pytest.mark.parametrize(("xml", "columns"), CELLS)
def test_a_formula_without_its_result_is_known_however_it_is_written(xml: bytes, columns: list[bytes]) -> None:
    assert [m[1] for m in spreadsheets._NO_RESULT.finditer(xml)] == columns


SPOILT = [
    ("time", lambda s, n: put(s.cell(n, 4), time(9, 30)), "a time where words are expected: '09:30:00'"),
    ("bool", lambda s, n: put(s.cell(n, 4), True), "true or false where words are expected"),
    ("formula", lambda s, n: put(s.cell(n, 4), '=A1&"x"'), "a formula without its result: D{n}"),
    ("error", lambda s, n: put(s.cell(n, 4), "#REF!", "e"), "an error where words are expected: D{n}"),
    ("text of a formula", lambda s, n: put(s.cell(n, 8), "@SUM(1)", "s"), "notes begins as a formula does: '@SUM(1)'"),
    ("merged", lambda s, n: s.merge_cells(start_row=n, end_row=n + 1, start_column=2, end_column=2), "merged cells: B{n}:B{n1}"),
    ("stray", lambda s, n: put(s.cell(n, 16), "x"), "a cell in column P, which has no name: 'x'"),
    ("json", lambda s, n: put(s.cell(n, 10), "[1]"), "exported is not as it was written: '[1]'"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "change", "said"), SPOILT, ids=[s[0] for s in SPOILT])
def test_what_a_cell_became_is_named_with_its_row(what: str, change: Any, said: str, exported: Path, tmp_path: Path) -> None:
    rows: list[int] = []
    changed(exported, lambda sheet, n: (rows.append(n), change(sheet, n)))
    with pytest.raises(CodebookError) as refused:
        add_file(exported, tmp_path / "book")
    expected = said.replace("{n1}", str(rows[0] + 1)).replace("{n}", str(rows[0]))
    assert f"tables.xlsx:{rows[0]}: {expected}" in str(refused.value)


def test_a_blank_first_row_and_column_move_no_line(exported: Path, tmp_path: Path) -> None:
    rows: list[int] = []
    changed(exported, lambda sheet, n: (rows.append(n + 1), put(sheet.cell(n, 3), "persn"), sheet.insert_rows(1), sheet.insert_cols(1)))
    with pytest.raises(CodebookError, match=rf"tables\.xlsx:{rows[0]}: unknown kind: 'persn'"):
        add_file(exported, tmp_path / "book")


def test_only_the_sheet_is_read_and_no_bomb(exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "_UNPACKED", 40_000)
    book = openpyxl.load_workbook(exported)
    for n in range(2000):
        book["segments"].append([f"{n} other words"] * 4)
    book.save(tmp_path / "large.xlsx")
    with ZipFile(tmp_path / "large.xlsx") as packed:
        assert sum(e.file_size for e in packed.infolist()) > 200_000
    add_file(tmp_path / "large.xlsx", tmp_path / "book")
    assert Codebook.read(tmp_path / "book").actors
    for n in range(2000):
        book["who"].append([f"a{n}", "x" * 40, "person"])
    book.save(tmp_path / "bomb.xlsx")
    with pytest.raises(AnalystkitError, match=r"bomb\.xlsx: it unpacks to more than 40,000 bytes; save the sheet as CSV"):
        add_file(tmp_path / "bomb.xlsx", tmp_path / "book2")


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


def test_a_place_that_is_there_gets_a_position_and_keeps_the_one_that_it_has(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    head = "place_id,name,kind,lat,lon,precision,aliases\n"
    (tmp_path / "book" / "places.csv").write_text(f"{head}ash,Ash,village,,,city,\nelm,Elm,village,1,2,city,\n", "utf-8")
    file = tmp_path / "places.csv"
    file.write_text(f"{head}ash,Ash,village,-3.5,4,city,Old Ash\n", "utf-8")
    add_file(file, tmp_path / "book")
    ash, elm = Codebook.read(tmp_path / "book").places
    assert (ash.lat, ash.lon, ash.aliases, elm.lat) == (-3.5, 4, ("Old Ash",), 1)
    file.write_text(f"{head}elm,Elm,village,1.5,2,city,\n", "utf-8")
    with pytest.raises(CodebookError, match=r"places\.csv:2: two values for lat of 'elm': '1\.5', and '1' in .*places\.csv"):
        add_file(file, tmp_path / "book")

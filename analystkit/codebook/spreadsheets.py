"""A sheet of the codebook that went through a spreadsheet program: a workbook, CSV with semicolons or tabs, guarded cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from analystkit.codebook.sheets import shown, unguarded
from analystkit.errors import AnalystkitError, Problem

EXPORTED = "exported"
"""The column that says what an export wrote into a line: its name, kind and aliases, as JSON."""
BESIDE = frozenset({"times", "receipt", "sentence", "original_sha256"})
"""The columns that an export puts beside those of the codebook, for the analyst to read."""
_WORKBOOK = (b"PK", b"\xd0\xcf\x11\xe0")
_UNPACKED = 200_000_000  # bytes of what is read of a workbook


def as_csv(file: Path, ids: Collection[str], problems: list[Problem]) -> bytes:
    """The sheet as the CSV that a codebook has: a file as it is, where it can be told no better.

    ``ids`` are the columns that a sheet of ours begins with: of a workbook ``who``, else the first such sheet is taken. A cell that a
    spreadsheet made something else of is a Problem. Raises AnalystkitError for a workbook without such a sheet, or one that cannot be read.
    """
    with file.open("rb") as opened:
        packed = opened.read(4).startswith(_WORKBOOK)
    rows = _workbook(file, ids, problems) if packed else _separated(file.read_bytes())
    first = next((n for n, row in enumerate(rows) if any(row)), None)
    if first is None:
        return b"" if packed else file.read_bytes()
    header = [name.strip() for name in rows[first]]
    kept = [i for i, name in enumerate(header) if name not in BESIDE and (name or _used(rows, i, file.name, problems))]
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\n")
    lines.writerows([] for _ in rows[:first])  # so that every line keeps its number
    # a row of another length stays as it is, to be told with its line
    lines.writerows([unguarded(row[i]) for i in kept] if len(row) == len(header) else row for row in rows[first:])
    return out.getvalue().encode()


def _used(rows: list[list[str]], column: int, name: str, problems: list[Problem]) -> bool:
    """Never: a column without a name holds nothing, or each cell of it is a Problem."""
    for n, row in enumerate(rows, 1):
        if column < len(row) and row[column].strip():
            todo = "clear it, or write the name of its column"
            problems.append(Problem(f"{name}:{n}", f"a cell in column {letters(column)}, which has no name", shown(row[column]), todo))
    return False


def letters(column: int) -> str:
    """A column as spreadsheets call it.

    >>> letters(0), letters(25), letters(26), letters(27), letters(702)
    ('A', 'Z', 'AA', 'AB', 'AAA')
    """
    return (letters(column // 26 - 1) if column > 25 else "") + chr(ord("A") + column % 26)


def _separated(data: bytes) -> list[list[str]]:
    """The cells of a file with commas, semicolons or tabs between; none where it is not such text. Excel's line ``sep=;`` is none."""
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
        said = re.match(r"sep=(.)\r?(?=\n)", text)
        text = text[said.end() :] if said else text
        header = text.lstrip().split("\n", 1)[0]
        mark = said[1] if said else "," if "," in header else ";" if ";" in header else "\t"
        rows: list[list[str]] = []
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        for row in lines:
            rows.append([" ".join(cell.splitlines()) for cell in row])
            rows += [[]] * (lines.line_num - len(rows))  # below a cell of several lines the next row keeps its number
        return rows
    except (UnicodeDecodeError, csv.Error):
        return []


def _workbook(file: Path, ids: Collection[str], problems: list[Problem]) -> list[list[str]]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ModuleNotFoundError as error:
        raise AnalystkitError(f"{file}: {error.name} is not installed; pip install 'analystkit[import]', or save it as CSV") from error
    try:
        _guard(file, [])
        book = CalamineWorkbook.from_path(str(file))
        for name in sorted(book.sheet_names, key=lambda name: name != "who"):  # one at a time: the others are large
            unpacked = _guard(file, [name])
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            if next((str(cell).strip().lower() for row in rows for cell in row if cell != ""), None) in ids:
                problems += _merged(file, sheet.merged_cell_ranges or ())
                problems += _without_result(file, unpacked)
                return [[_word(cell, f"{file.name}:{n}", problems) for cell in row] for n, row in enumerate(rows, 1)]
    except (CalamineError, BadZipFile, ElementTree.ParseError, OSError, ValueError, KeyError) as error:
        raise AnalystkitError(f"{file}: cannot be read: {error}; save it again, or as CSV") from error
    raise AnalystkitError(f"{file}: no sheet begins with the column {' or '.join(ids)}; take the sheet 'who' of an export")


def _guard(file: Path, names: Collection[str]) -> bytes:
    """The XML of the sheets of these names in an XLSX, and nothing else. Raises AnalystkitError where what is read of it is a bomb."""
    with file.open("rb") as opened:
        if opened.read(2) != b"PK":
            return b""
    with ZipFile(file) as packed:
        at = _sheets(packed)
        read = [e for e in packed.infolist() if e.filename not in at.values() or e.filename in {at.get(name) for name in names}]
        if sum(e.file_size for e in read) > _UNPACKED:
            raise AnalystkitError(f"{file}: it unpacks to more than {_UNPACKED:,} bytes; save the sheet as CSV")
        return b"".join(packed.read(at[name]) for name in names if name in at)


def _sheets(packed: ZipFile) -> dict[str, str]:
    """The sheets of an XLSX and the files that they are; none of another workbook."""
    names = {e.filename: e.file_size for e in packed.infolist()}
    links = "xl/_rels/workbook.xml.rels"
    if max(names.get(links, _UNPACKED), names.get("xl/workbook.xml", _UNPACKED)) >= _UNPACKED:
        return {}
    targets = {e.get("Id"): e.get("Target", "") for e in ElementTree.fromstring(packed.read(links))}
    found = {}
    for element in ElementTree.fromstring(packed.read("xl/workbook.xml")).iter():
        target = next((targets.get(value, "") for key, value in element.items() if key.endswith("relationships}id")), "")
        if element.tag.endswith("}sheet"):
            found[element.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _merged(file: Path, ranges: Collection[Any]) -> Iterator[Problem]:
    for (top, left), (bottom, right) in ranges:
        cells = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
        yield Problem(f"{file.name}:{top + 1}", "merged cells", cells, "unmerge them, and fill in each", rejects=True)


_ERROR = re.compile(rb'<(?:\w+:)?c\b[^>]*? r="([A-Z]+)(\d+)"[^>]* t="e"')
_NO_RESULT = re.compile(
    rb'<(?:\w+:)?c\b[^>]*? r="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def _without_result(file: Path, sheet: bytes) -> Iterator[Problem]:
    """Formulas whose result nobody computed, and errors: they would be read as empty."""
    for what, cells in (("a formula without its result", _NO_RESULT), ("an error where words are expected", _ERROR)):
        for column, row in (map(bytes.decode, m.groups()) for m in cells.finditer(sheet)):
            yield Problem(f"{file.name}:{row}", what, f"{column}{row}", "write the words themselves", rejects=True)


def _word(cell: object, where: str, problems: list[Problem]) -> str:
    made = "a date" if isinstance(cell, date) else "a time" if isinstance(cell, (time, timedelta)) else ""
    made = "true or false" if isinstance(cell, bool) else made
    if made:
        todo = "format its column as text, and type it again"
        problems.append(Problem(where, f"{made} where words are expected", shown(str(cell)), todo, rejects=True))
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else " ".join(str(cell).splitlines())

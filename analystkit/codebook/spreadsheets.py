"""A sheet of the codebook that went through a spreadsheet program: a workbook, CSV with semicolons or tabs, guarded cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

from analystkit.codebook.sheets import shown, unguarded
from analystkit.errors import AnalystkitError, Problem

BESIDE = frozenset({"times", "receipt", "sentence", "original_sha256"})
"""The columns that an export puts beside those of the codebook, for the analyst to read."""
_WORKBOOK = (b"PK", b"\xd0\xcf\x11\xe0")


def as_csv(file: Path, ids: Collection[str], problems: list[Problem]) -> bytes:
    """The sheet as the CSV that a codebook has: a file as it is, where it can be told no better.

    ``ids`` are the columns that a sheet of ours begins with: of a workbook the first such sheet is taken. A cell that a spreadsheet
    made a date of is a Problem. Raises AnalystkitError for a workbook without such a sheet, or one that cannot be read.
    """
    data = file.read_bytes()
    rows = _workbook(file, ids, problems) if data.startswith(_WORKBOOK) else _separated(data)
    if not rows:
        return data
    kept = [i for i, name in enumerate(rows[0]) if name not in BESIDE]
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\n")
    # a row of another length stays as it is, to be told with its line
    lines.writerows([unguarded(row[i]) for i in kept] if len(row) == len(rows[0]) else row for row in rows)
    return out.getvalue().encode()


def _separated(data: bytes) -> list[list[str]]:
    """The cells of a file with commas, semicolons or tabs between; none where it is not such text."""
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
        header = text.split("\n", 1)[0]
        mark = "," if "," in header else ";" if ";" in header else "\t"
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except (UnicodeDecodeError, csv.Error):
        return []


def _workbook(file: Path, ids: Collection[str], problems: list[Problem]) -> list[list[str]]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ModuleNotFoundError as error:
        raise AnalystkitError(f"{file}: {error.name} is not installed; pip install 'analystkit[import]', or save it as CSV") from error
    try:
        book = CalamineWorkbook.from_path(str(file))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise AnalystkitError(f"{file}: cannot be read: {error}; save it again, or as CSV") from error
    for rows in sheets:
        if rows and rows[0][0] in ids:
            return [[_word(cell, f"{file.name}:{n}", problems) for cell in row] for n, row in enumerate(rows, 1)]
    raise AnalystkitError(f"{file}: no sheet begins with the column {' or '.join(ids)}; take the sheet 'who' of an export")


def _word(cell: object, where: str, problems: list[Problem]) -> str:
    if isinstance(cell, (date, datetime)):
        todo = "format its column as text, and type it again"
        problems.append(Problem(where, "a date where words are expected", shown(str(cell)), todo, rejects=True))
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)

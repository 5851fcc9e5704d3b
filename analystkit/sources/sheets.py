"""A sheet of articles, a row each, by its header: CSV, XLSX, XLS, ODS, and a .jsonl. Columns that are not known are named."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from analystkit.codebook.sheets import shown
from analystkit.errors import Problem
from analystkit.sources.documents import ADDRESSES, ODD
from analystkit.sources.found import UNDATED, Found, Part, Reading, extractor
from analystkit.sources.jsonl import meant, parse
from analystkit.sources.seeds import BLANK, Rejected, decode
from analystkit.sources.stamps import published

COLUMNS = ("id", "text", "published", "title", "outlet", "byline", "url")
_MEND = "mend it; the other rows are read"
_ROWS = 100_000

Rows = Iterable[tuple[str, Sequence[Any]]]


def read_csv(part: Part) -> Reading:
    """The rows of a CSV, whatever parts its cells: comma, semicolon, tab or bar."""
    text, warnings = decode(part.data)
    yield from (Problem("", warning, "", ODD) for warning in warnings)
    csv.field_size_limit(10_000_000)
    header = text.strip().split("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=header.count), strict=True)
    rows: list[tuple[str, list[str]]] = []
    try:
        rows.extend((str(lines.line_num), row) for row in lines)
    except csv.Error as error:
        what = "quote never closed" if "unexpected end" in str(error) else str(error)
        yield Problem(str(lines.line_num), what, "", "mend it; the rows above it are read", rejects=True)
    yield from _articles(rows, extractor("analystkit", read="csv"), "text/csv")


def read_sheet(part: Part) -> Reading:
    """The rows of every sheet of a workbook whose header names a text. Formulas are their results."""
    from python_calamine import CalamineError, CalamineWorkbook

    from analystkit.sources.formats import opened_zip

    if part.data.startswith(b"PK"):
        opened_zip(part.data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(part.data))
        sheets = [(name, rows) for name in book.sheet_names if (rows := book.get_sheet_by_name(name).to_python())]
    except (CalamineError, OSError, ValueError) as error:
        raise Rejected(f"truncated or damaged: {error}") from error
    with_text = [s for s in sheets if "text" in _columns(s[1][0])]
    for name, rows in with_text or sheets[:1]:
        made = extractor("python-calamine")
        yield from _articles([(f"{name}!{n}", row) for n, row in enumerate(rows, 1)], made, "application/vnd.ms-excel")


def read_jsonl(part: Part) -> Reading:
    """The records of a .jsonl."""
    records: list[tuple[str, dict[str, Any]]] = []
    for number, line in enumerate(part.data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            try:
                records.append((str(number), parse(line.rstrip(b"\r"))))
            except Rejected as error:
                what, _, found = str(error).partition(": ")
                yield Problem(str(number), what, found, _MEND, rejects=True)
    names = list(dict.fromkeys(key for _, record in records for key in record))
    rows = [(at, [record.get(name) for name in names]) for at, record in records]
    yield from _articles([("", names), *rows], extractor("analystkit", read="jsonl"), "application/jsonl")


def _articles(rows: Rows, made: dict[str, Any], media: str) -> Reading:
    (_, names), *rest = [(at, row) for at, row in rows if any(str(cell).strip() for cell in row)] or [("", [])]
    columns = _columns(names)
    if "text" not in columns:
        raise Rejected(ADDRESSES if "url" in columns else f"no column text: there are {shown(', '.join(map(str, names)))}")
    if unknown := ", ".join(str(name) for name, column in zip(names, columns, strict=True) if name and not column):
        yield Problem("", "columns not read", shown(unknown), f"the columns are: {', '.join(COLUMNS)}")
    for at, row in rest[:_ROWS]:
        if len(row) < len(names) or any(str(cell).strip() for cell in row[len(names) :]):
            yield Problem(at, f"{len(row)} fields where the header has {len(names)}", "", _MEND, rejects=True)
            continue
        cells = {c: cell for c, cell in zip(columns, row, strict=False) if c and cell is not None and str(cell).strip()}
        if not isinstance(text := cells.pop("text", None), str) or not text.strip(BLANK):
            yield Problem(at, "no text in this row", "", _MEND, rejects=True)
            continue
        when = published([("column published", day := _day(cells.pop("published", "")))])
        if day and when is UNDATED:
            yield Problem(at, "published is not a day", shown(day), "write it as year-month-day: 2021-02-28")
        name = cells.pop("id", "")
        said = {"site" if c == "outlet" else c: (" ".join(str(cell).split()), f"column {c}") for c, cell in cells.items()}
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        yield Found(text, made, at, media, said, when, str(int(name) if isinstance(name, float) else name))
    if (beyond := len(rest) - _ROWS) > 0:
        at, _ = rest[_ROWS]
        yield Problem(at, f"more than {_ROWS:,} rows", "", "part the file: from here on no row was read", rejects=True, n=beyond)


def _columns(names: Sequence[Any]) -> list[str]:
    """The column of ours that each header names, once: by our word where it is there, else by what others call it; "" for none."""
    ours = [str(name).strip().lower() for name in names]
    out: list[str] = []
    for name in ours:
        column = name if name in COLUMNS else meant(name) or ""
        out.append(column if column not in out and (column == name or column not in ours) else "")
    return out


def _day(cell: Any) -> str:
    """A day or moment as it is written; a sheet holds midnight where it means a day."""
    if isinstance(cell, (date, datetime)):
        return cell.isoformat().removesuffix("T00:00:00")
    return str(int(cell)) if isinstance(cell, float) else str(cell).strip()

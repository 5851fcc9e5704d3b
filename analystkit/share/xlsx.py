"""XLSX: a workbook with a sheet a table, for everybody; and a sheet of the actors, which ``analystkit add`` takes once it is corrected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from analystkit.codebook import ACTORS
from analystkit.codebook.additions import actor_lines
from analystkit.codebook.spreadsheets import EXPORTED
from analystkit.share.rows import ADDRESS, Left, Told, columns
from analystkit.tables import KINDS, Row

ROWS, LINKS, LONGEST, EXACT = 1_048_575, 65_000, 32_767, 2**53
"""What a sheet can hold: rows below its header, links, the UTF-16 units of a cell, and whole numbers."""
WHO = (*ACTORS.columns, "times", EXPORTED, "receipt", "sentence", "original_sha256")
_ABOUT = (
    "A sheet a table, a line a row; 'who' has a line for each actor who is named.",
    "Both ends of an interval stand in earliest and latest: it lies between them; an empty end is not known.",
    "A claim is one source's word. None is merged with another; 'against' marks those that cannot both be true.",
    "receipt: the article and its characters. It leads to the page that the article came from, where its address is known.",
    "original_sha256 is the hash of the file that the article was read from.",
    "To correct who is who: change names, kinds and aliases (;) in 'who', take out the lines that you do not want, leave 'exported', save,",
    "then: analystkit add tables.xlsx",
)
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def write(told: Told, folder: Path, *, exact: bool = False) -> Iterator[Left]:
    """``tables.xlsx``. A text longer than a cell is cut, and says so; more rows than a sheet holds go on in a second one."""
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False) | {"constant_memory": True}
    with xlsxwriter.Workbook(str(folder / "tables.xlsx"), options) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})  # no clock: the same bytes twice
        bold = book.add_format({"bold": True})
        about = book.add_worksheet("Read me")
        about.set_column(0, 0, 110)
        about.write_column(0, 0, _ABOUT)
        for name in KINDS:
            yield from _sheets(book, bold, name, list(columns(name)), told.flat(name), told)
        who = (line | {k: v for k, v in told.receipt(row).items() if k in WHO} for line, row in actor_lines(told.read("actors")))
        yield from _sheets(book, bold, "who", list(WHO), who, told)


def _sheets(book: Any, bold: Any, name: str, header: list[str], rows: Iterable[Row], told: Told) -> Iterator[Left]:
    receipts = "start" in header
    shown = [*header, "receipt"] if receipts else header
    sheet = _begun(book, bold, name, shown)
    for number, row in enumerate(rows):
        part, n = number // ROWS + 1, number % ROWS + 1
        sheet = _begun(book, bold, f"{name} {part}", shown) if n == 1 and part > 1 else sheet
        at = f"{row['article']}:{row['start']}-{row['end']}" if receipts else None
        for column, value in enumerate((*row.values(), at) if receipts else row.values()):
            if why := _put(sheet, n, column, value):
                yield Left(f"{name}:{at or next(iter(row.values()))}:{shown[column]}", why)
        url = told.articles[row["article"]]["url"] if receipts else None
        if url and n <= LINKS and ADDRESS.fullmatch(url):
            sheet.write_url(n, len(header), url, string=at)


def _begun(book: Any, bold: Any, name: str, header: list[str]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(header) - 1, 20)
    sheet.write_row(0, 0, header, bold)
    return sheet


def _put(sheet: Any, row: int, column: int, value: object) -> str:
    """Write a cell as what it is; what could not be said of it, or ""."""
    if value is None or value == "":
        return ""
    if large := isinstance(value, int) and abs(value) > EXACT:
        value = str(value)
    if not isinstance(value, str):
        sheet.write_boolean(row, column, value) if isinstance(value, bool) else sheet.write_number(row, column, value)
        return ""
    said, why = value, "XLSX holds no whole number as large: it is text" if large else ""
    if _NOT_XML.search(said):
        said, why = _NOT_XML.sub("\ufffd", said), "a character that XLSX cannot hold is written as �"
    if 2 * len(said) > LONGEST and (n := len(said.encode("utf-16-le")) // 2) > LONGEST:
        said = said.encode("utf-16-le")[: 2 * (LONGEST - 80)].decode("utf-16-le", "ignore") + f"… [cut: {n:,} characters in all]"
        why = f"cut, for a cell holds {LONGEST:,} characters and this text has {n:,}; it is whole in the tables"
    sheet.write_string(row, column, said)
    return why

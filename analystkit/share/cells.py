"""CSV that spreadsheets open as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

RISKY = frozenset("=+-@＝＋－＠\t\r\n")
"""How a text begins that a spreadsheet takes for a formula."""


def sheet(header: Iterable[str], rows: Iterable[Iterable[object]], *, exact: bool = False) -> bytes:
    """Rows as CSV that spreadsheets open as it is: UTF-8 with its mark, and no text that would be a formula, unless ``exact``."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(header)
    lines.writerows(row if exact else map(guarded, row) for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def guarded(cell: object) -> object:
    """A cell that no spreadsheet runs: a text that begins like a formula gets a ``'`` before it. ``codebook.additions`` takes it away.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded(-3), guarded("'tis")
    ("'=1+1", "''=1+1", -3, "'tis")
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'")[:1] in RISKY else cell

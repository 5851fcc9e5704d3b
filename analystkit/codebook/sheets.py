"""A CSV file that a person wrote, read strictly: every cell is text, every defect is named with its line, nothing is guessed.

pandas would turn ``NA`` into a number and shift the columns of a long row; here a row has a cell for each column or is a defect.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from analystkit.errors import Problem

LIMIT = 20_000_000  # bytes; a codebook larger than this was not typed by a person


_MARKS = {";": "semicolons", "\t": "tabs"}
"""What some programs write between the cells, where a codebook has commas."""


@dataclass(frozen=True)
class Line:
    """A row of a sheet: the line where it begins, and its cells by column, trimmed. A column that is absent is empty."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def many(self, column: str) -> tuple[str, ...]:
        """The items of a cell that holds a list, separated by semicolons.

        >>> Line(2, {"aliases": "KH; Kataib ;"}).many("aliases")
        ('KH', 'Kataib')
        """
        return tuple(item for part in self[column].split(";") if (item := " ".join(part.split())))


@dataclass(frozen=True)
class Sheet:
    """What a CSV file has to look like: its name, its columns in words, and what some of its cells may hold.

    A column with ``!`` has to be there and filled in every line, one with ``+`` has to be there, the others may be left out.
    """

    name: str
    spec: str
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All columns in order; the first is the id where the sheet has ids."""
        return tuple(word.rstrip("!+") for word in self.spec.split())

    def wrong(self, line: int, what: str, found: str, todo: str) -> Problem:
        """A problem with a line of this sheet, which is not read then."""
        return Problem(f"{self.name}:{line}", what, found, todo, rejects=True)

    def _marked(self, marks: str) -> list[str]:
        return [word[:-1] for word in self.spec.split() if word[-1] in marks]

    def read(self, path: Path, problems: list[Problem]) -> list[Line]:
        """The good rows of the file; a Problem for every other one. A file that is not there has no rows."""
        text = read_text(path, problems)
        if text is None:
            return []
        first, known = text.split("\n", 1)[0], len(problems)
        # another mark is a defect, but no reason to miss the others
        mark = next((m for m in _MARKS if m in first and "," not in first), ",")
        rows = list(self._rows(text, mark, problems))
        if not rows:
            if len(problems) == known:
                todo = f"write them in its first line: {','.join(self.columns)}; or delete the file"
                problems.append(Problem(self.name, "no columns", "", todo, rejects=True))
            return []
        if mark in _MARKS:
            what, found = f"columns separated by {_MARKS[mark]}", shown(first.strip())
            problems.append(Problem(f"{self.name}:1", what, found, "save it with commas between the columns"))
        header = self._header(rows[0], problems)
        if mark in _MARKS:  # where a list, too, has semicolons between its items, its row cannot be read
            rows = [(number, cells) for number, cells in rows if len(cells) == len(header)]
        return [line for number, cells in rows[1:] if (line := self._line(number, cells, header, problems))]

    def _rows(self, text: str, mark: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
        """The rows with any content, each with the line where it begins."""
        reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=mark)
        begin = 1
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield begin, [cell.strip() for cell in cells]
                begin = reader.line_num + 1
        except csv.Error as error:
            todo = 'close the quotation mark, and write a mark inside a cell twice ("")'
            problems.append(Problem(f"{self.name}:{begin}", "not CSV from this line on", str(error), todo, rejects=True))

    def _header(self, row: tuple[int, list[str]], problems: list[Problem]) -> list[str]:
        number, names = row
        where, known = f"{self.name}:{number}", self.columns
        for i, name in enumerate(names):
            if name not in known:
                problems.append(Problem(where, "unknown column", shown(name), nearest(name, known)))
            elif name in names[:i]:
                problems.append(Problem(where, "column twice", shown(name), "keep one of them"))
        missing = [name for name in self._marked("!+") if name not in names]
        problems += [Problem(where, "missing column", name, f"add it; expected: {','.join(known)}") for name in missing]
        return self._meant(names)

    def _meant(self, names: list[str]) -> list[str]:
        """The columns, misspelt ones under the name that was most likely meant: so that their cells are checked too."""
        open_ = [name for name in self.columns if name not in names]
        meant = []
        for name in names:
            close = [] if name in self.columns else get_close_matches(name.lower()[:60], open_, n=1)
            meant.append(close[0] if close else name)
            open_ = [other for other in open_ if other not in close]
        return meant

    def _line(self, number: int, cells: list[str], header: list[str], problems: list[Problem]) -> Line | None:
        where = f"{self.name}:{number}"
        if len(cells) != len(header):
            found = f"{len(cells)} cells, expected {len(header)}: {shown(','.join(cells))}"
            todo = "put a cell that holds a comma between quotation marks, and a comma for each empty cell"
            problems.append(Problem(where, "ragged row", found, todo, rejects=True))
            return None
        line = Line(number, dict(zip(header, cells, strict=True)))
        empty = [name for name in self._marked("!") if name in header and not line[name]]
        problems += [Problem(where, f"empty {name}", "", "fill it in, or take the line out", rejects=True) for name in empty]
        return None if empty else line


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """The text of a file that has to be UTF-8 (a byte order mark is fine), or None with a Problem; just None where no file is."""

    def refused(what: str, found: str, todo: str, line: int = 0) -> str | None:
        problems.append(Problem(f"{path.name}:{line}" if line else path.name, what, found, todo, rejects=True))
        return None

    if not path.exists() and not path.is_symlink():
        return None
    if not path.is_file():
        return refused("not a file", "", "put a text file there")
    try:
        size = path.stat().st_size
        if size > LIMIT:
            return refused("too large", f"{size:,} bytes, at most {LIMIT:,}", "split the case, or take out what it does not need")
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        return refused("cannot be read", error.strerror or str(error), "allow reading it")
    except UnicodeDecodeError as error:
        return refused("not UTF-8", f"byte 0x{data[error.start]:02x}", "save it as UTF-8", data.count(b"\n", 0, error.start) + 1)
    if "\0" in text:
        return refused("a NUL character", "", "save it as plain text, UTF-8", text.count("\n", 0, text.index("\0")) + 1)
    return text


def nearest(name: str, known: Collection[str]) -> str:
    """What to do about a name that is not known.

    >>> nearest("alaises", ["name", "aliases"])
    "did you mean 'aliases'? There are: name, aliases"
    """
    close = get_close_matches(name.lower()[:60], list(known), n=1)
    there = "There are: " + ", ".join(known)
    return f"did you mean {close[0]!r}? {there}" if close else there


def shown(text: str, width: int = 60) -> str:
    """Text from a file as it may stand in a message: on one line, control characters visible, cut to a width.

    >>> shown("two\\nlines")
    "'two\\\\nlines'"
    """
    return repr(text if len(text) <= width else text[: width - 1] + "…")


def duplicates(keys: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int, int]]:
    """Keys that occur again: the key, the line where it was first, the line where it is again.

    >>> list(duplicates([("a", 2), ("b", 3), ("a", 4)]))
    [('a', 2, 4)]
    """
    first: dict[str, int] = {}
    for key, line in keys:
        if key in first:
            yield key, first[key], line
        first.setdefault(key, line)


_RISKY = frozenset("=+-@＝＋－＠\t\r\n")  # how a text begins that a spreadsheet takes for a formula


def guarded(cell: object) -> object:
    """A cell that no spreadsheet runs: a text that begins like a formula gets a ``'`` before it.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded(-3), guarded("'tis")
    ("'=1+1", "''=1+1", -3, "'tis")
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'")[:1] in _RISKY else cell


def unguarded(cell: str) -> str:
    """The text that ``guarded`` was given.

    >>> unguarded("'@AP"), unguarded("'tis")
    ('@AP', "'tis")
    """
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in _RISKY else cell


def csv_bytes(header: Iterable[str], rows: Iterable[Iterable[object]], *, exact: bool = False) -> bytes:
    """Rows as CSV that spreadsheets open as it is: UTF-8 with its mark, and no text that would be a formula, unless ``exact``."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(header)
    lines.writerows(row if exact else map(guarded, row) for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()

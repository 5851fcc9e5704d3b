"""Lines that a person adds to a codebook: suggested as a table or a CSV file, checked, and written into it."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analystkit.codebook import ACTORS, LISTS, PLACES, Codebook
from analystkit.codebook.corrections import SHEET
from analystkit.codebook.sheets import Sheet
from analystkit.errors import AnalystkitError, CodebookError, Problem
from analystkit.files import locked, write


@dataclass(frozen=True)
class Written:
    """What was written into a codebook, and where.

    >>> Written("corrections.csv:4", "drop,event,vale-raid,,,,no raid")
    written to corrections.csv:4: drop,event,vale-raid,,,,no raid. Load the corpus again to see it.
    """

    where: str
    line: str

    def __repr__(self) -> str:
        return f"written to {self.where}: {self.line}. Load the corpus again to see it."


def written(rows: Iterable[Mapping[str, object]], sheet: Sheet = ACTORS) -> str:
    """Rows as the text of an ``actors.csv`` or ``places.csv``, without other columns, and without rows that have no kind: a warning only.

    >>> print(written([{"actor_id": "ann-lee", "name": "Ann Lee", "kind": "person", "aliases": "Lee", "times": 3}]), end="")
    actor_id,name,kind,aliases,roles,metonyms,country,notes
    ann-lee,Ann Lee,person,Lee,,,,
    """
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(sheet.columns)
    lines.writerows([_plain(c, str(row.get(c) or "")) for c in sheet.columns] for row in rows if row.get("kind"))
    return out.getvalue()


def _plain(column: str, cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: a list that begins with a handle begins with an empty item."""
    return f";{cell}" if column in LISTS and cell[:1] in ("=", "+", "-", "@") else cell


def add_lines(folder: str | Path, rows: Iterable[Mapping[str, object]], sheet: Sheet = ACTORS) -> Path:
    """Write rows into the ``actors.csv`` or ``places.csv`` of a codebook folder, and give its path.

    A new id becomes a line at the end; for one that is there, what the row lists is added to its lists and the rest stays.
    What comes of it is checked first: CodebookError names every defect, and nothing has changed then.
    """
    folder = Path(folder)
    target, key = folder / sheet.name, sheet.columns[0]
    with locked(folder):
        lines = {row[key]: row for row in _read(target, sheet)} if target.is_file() else {}
        for row in csv.DictReader(io.StringIO(written(rows, sheet))):
            known = lines.setdefault(row[key], row)
            for column in row.keys() & LISTS:
                known[column] = ";".join(dict.fromkeys(x.strip() for x in f"{known[column]};{row[column]}".split(";") if x.strip()))
        return _put(folder, sheet, written(lines.values(), sheet))


def add_line(folder: str | Path, line: Mapping[str, str]) -> Written:
    """Write a line below those of the folder's ``corrections.csv``, in the order of its columns; checked first, as ``add_lines`` does."""
    folder = Path(folder)
    path = folder / SHEET.name
    with locked(folder):
        text = path.read_text("utf-8-sig") if path.is_file() else ""
        columns = next(csv.reader([text.split("\n", 1)[0]]), []) or list(SHEET.columns)
        out = io.StringIO()
        rows = csv.DictWriter(out, [c.strip() for c in columns], lineterminator="\n", restval="")
        if not text.strip():
            rows.writeheader()
        rows.writerow(dict(line))
        _put(folder, SHEET, f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{out.getvalue()}")
    return Written(f"{path}:{Codebook.read(folder).corrections[-1].line}", out.getvalue().splitlines()[-1])


def _put(folder: Path, sheet: Sheet, text: str) -> Path:
    """Write a sheet of a codebook once a copy of the whole has been read without a defect, and give its path."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "codebook"
        shutil.copytree(folder, copy)
        (copy / sheet.name).write_text(text, encoding="utf-8", newline="")
        Codebook.read(copy)
    return write(folder / sheet.name, text.encode())


def add_suggested(files: Iterable[Path], folder: str | Path) -> tuple[list[Path], int]:
    """Write what ``suggest`` wrote into a codebook, and take the files away; places to which nobody gave a position stay in theirs. Gives
    the sheets that were written, and how many lines stay."""
    written_to, left = list[Path](), 0
    for file in files:
        sheet, lines = _lines(file)
        ready = [line for line in lines if sheet is ACTORS or line["lat"]]
        written_to += [add_lines(folder, ready, sheet)] if ready else []
        rest = [line for line in lines if line not in ready]
        left += len(rest)
        if rest:
            write(file, written(rest, sheet).encode())
        else:
            file.unlink()
    return written_to, left


def add_file(file: str | Path, folder: str | Path) -> Path:
    """Write the lines of a CSV file with the columns of ``actors.csv`` or ``places.csv`` into a codebook, as ``add_lines`` does."""
    sheet, lines = _lines(Path(file))
    return add_lines(folder, lines, sheet)


def _lines(file: Path) -> tuple[Sheet, list[dict[str, str]]]:
    """The lines of such a file, and of which sheet they are."""
    if not file.is_file():
        raise AnalystkitError(f"{file}: no such file; name one that `analystkit suggest` wrote")
    with open(file, encoding="utf-8", errors="replace") as opened:
        sheet = PLACES if PLACES.columns[0] in opened.readline() else ACTORS
    return sheet, _read(file, sheet)


def _read(path: Path, sheet: Sheet) -> list[dict[str, str]]:
    problems: list[Problem] = []
    lines = sheet.read(path, problems)
    if problems:
        raise CodebookError(problems)
    return [{c: line[c] for c in sheet.columns} for line in lines]

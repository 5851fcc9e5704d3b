"""Lines that a person adds to a codebook: suggested as a table or a CSV file, checked, and written into it."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from analystkit.codebook import ACTORS, LISTS, PLACES, Codebook
from analystkit.codebook.sheets import Sheet
from analystkit.errors import AnalystkitError, CodebookError, Problem
from analystkit.files import write


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
    lines = {row[key]: row for row in _read(target, sheet)} if target.is_file() else {}
    for row in csv.DictReader(io.StringIO(written(rows, sheet))):
        known = lines.setdefault(row[key], row)
        for column in row.keys() & LISTS:
            known[column] = ";".join(dict.fromkeys(x.strip() for x in f"{known[column]};{row[column]}".split(";") if x.strip()))
    text = written(lines.values(), sheet)
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "codebook"
        if folder.is_dir():
            shutil.copytree(folder, copy)
        copy.mkdir(exist_ok=True)
        (copy / sheet.name).write_text(text, encoding="utf-8", newline="")
        Codebook.read(copy)
    folder.mkdir(parents=True, exist_ok=True)
    return write(target, text.encode())


def add_file(file: str | Path, folder: str | Path) -> Path:
    """Write the lines of a CSV file with the columns of ``actors.csv`` or ``places.csv`` into a codebook, as ``add_lines`` does."""
    if not Path(file).is_file():
        raise AnalystkitError(f"{file}: no such file; name one that `analystkit suggest` wrote")
    with open(file, encoding="utf-8", errors="replace") as opened:
        sheet = PLACES if PLACES.columns[0] in opened.readline() else ACTORS
    return add_lines(folder, _read(Path(file), sheet), sheet)


def _read(path: Path, sheet: Sheet) -> list[dict[str, str]]:
    problems: list[Problem] = []
    lines = sheet.read(path, problems)
    if problems:
        raise CodebookError(problems)
    return [{c: line[c] for c in sheet.columns} for line in lines]

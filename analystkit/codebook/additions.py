"""Lines that a person adds to a codebook: suggested as a table or a CSV file, checked, and written into ``actors.csv``."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from analystkit.codebook import ACTORS, Codebook
from analystkit.errors import AnalystkitError, CodebookError, Problem
from analystkit.files import write

COLUMNS = (*ACTORS.columns, *ACTORS.further)
"""The columns of ``actors.csv``, in order."""

_LISTS = ("aliases", "roles", "metonyms")


def written(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as the text of an ``actors.csv``; other columns are left out, and so is a row without a kind, which is a warning only.

    >>> print(written([{"actor_id": "ann-lee", "name": "Ann Lee", "kind": "person", "aliases": "Lee", "times": 3}]), end="")
    actor_id,name,kind,aliases,roles,metonyms,country,notes
    ann-lee,Ann Lee,person,Lee,,,,
    """
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(COLUMNS)
    sheet.writerows([_plain(str(row.get(c) or "")) for c in COLUMNS] for row in rows if row.get("kind"))
    return out.getvalue()


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: a list that begins with a handle begins with an empty item."""
    return f";{cell}" if cell[:1] in ("=", "+", "-", "@") else cell


def add_actors(folder: str | Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """Write rows into the ``actors.csv`` of a codebook folder, and give its path.

    A new ``actor_id`` becomes a line at the end; for one that is there, what the row lists is added to its lists and the rest stays.
    What comes of it is checked first: CodebookError names every defect, and nothing has changed then.
    """
    folder = Path(folder)
    target = folder / ACTORS.name
    lines = {row["actor_id"]: row for row in _read(target)} if target.is_file() else {}
    for row in _read_text(written(rows)):
        known = lines.setdefault(row["actor_id"], row)
        for column in _LISTS:
            known[column] = ";".join(dict.fromkeys(x.strip() for x in f"{known[column]};{row[column]}".split(";") if x.strip()))
    text = written(lines.values())
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "codebook"
        if folder.is_dir():
            shutil.copytree(folder, copy)
        copy.mkdir(exist_ok=True)
        (copy / ACTORS.name).write_text(text, encoding="utf-8", newline="")
        Codebook.read(copy)
    folder.mkdir(parents=True, exist_ok=True)
    return write(target, text.encode())


def add_file(file: str | Path, folder: str | Path) -> Path:
    """Write the lines of a CSV file with the columns of ``actors.csv`` into a codebook, as ``add_actors`` does."""
    if not Path(file).is_file():
        raise AnalystkitError(f"{file}: no such file; name one that `analystkit suggest` wrote")
    return add_actors(folder, _read(Path(file)))


def _read(path: Path) -> list[dict[str, str]]:
    problems: list[Problem] = []
    lines = ACTORS.read(path, problems)
    if problems:
        raise CodebookError(problems)
    return [{c: line[c] for c in COLUMNS} for line in lines]


def _read_text(text: str) -> list[dict[str, str]]:
    return [dict(row) for row in csv.DictReader(io.StringIO(text))]

"""Lines that a person adds to a codebook: suggested as a table or a CSV file, checked, and written into it."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analystkit.codebook import ACTORS, LISTS, PLACES, Codebook, checked
from analystkit.codebook.corrections import SHEET
from analystkit.codebook.sheets import Sheet
from analystkit.codebook.spreadsheets import as_csv
from analystkit.errors import AnalystkitError, CodebookError, Problem
from analystkit.files import locked, write
from analystkit.text import fold


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


def actor_lines(tags: Iterable[Mapping[str, Any]]) -> Iterator[tuple[dict[str, Any], Mapping[str, Any]]]:
    """The actors whom rows of the table name, each as a line of ``actors.csv`` with how often, and its first row. A spelling that two
    share is neither's."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, Mapping[str, Any]] = {}
    for row in tags:
        if row["kind"] != "anonymous" and row["rule"].startswith(("name", "actors.csv")):
            first.setdefault(row["actor_id"], row)
            spelt[row["actor_id"]][" ".join(row["text"].split())] += 1
    bearers = Counter(key for texts in spelt.values() for key in {fold(t) for t in texts})
    for actor_id, row in sorted(first.items()):
        aliases = ";".join(t for t in sorted(spelt[actor_id]) if bearers[fold(t)] == 1 and ";" not in t)
        line = {"actor_id": actor_id, "name": row["name"], "kind": row["kind"], "aliases": aliases}
        yield dict.fromkeys(ACTORS.columns, "") | line | {"times": spelt[actor_id].total()}, row


def add_lines(folder: str | Path, rows: Iterable[Mapping[str, object]], sheet: Sheet = ACTORS) -> Path:
    """Write rows into the ``actors.csv`` or ``places.csv`` of a codebook folder, and give its path.

    A new id becomes a line at the end; for one that is there, what the row lists is added to its lists, an actor gets the row's name
    and kind and keeps the old name as an alias, and the rest stays.
    What comes of it is checked first: CodebookError names every defect, and nothing has changed then.
    """
    with locked(Path(folder)):
        return _put(Path(folder), {sheet.name: _joined(Path(folder), rows, sheet)})[0]


def _joined(folder: Path, rows: Iterable[Mapping[str, object]], sheet: Sheet) -> str:
    """A sheet of the folder as text, with these rows in it."""
    target, key = folder / sheet.name, sheet.columns[0]
    lines = {row[key]: row for row in _read(target, sheet)} if target.is_file() else {}
    for row in csv.DictReader(io.StringIO(written(rows, sheet))):
        known = lines.setdefault(row[key], row)
        listed = {c: f"{known[c]};{row[c]}" for c in row.keys() & LISTS}
        if sheet is ACTORS and known["name"] != row["name"]:  # it is still to be found by the name that it had
            listed["aliases"] += f";{known['name']}"
        known |= {c: row[c] for c in ("name", "kind") if sheet is ACTORS and row[c]}
        for column, items in listed.items():
            known[column] = ";".join(_once(items.split(";"), known["name"]))
    return written(lines.values(), sheet)


def _once(items: Iterable[str], name: str) -> Iterator[str]:
    """The items of a list, each spelling once and none that is the name; letters of an acronym stay apart from those of a word."""
    seen = {_spelt(name), ""}
    for item in map(str.strip, items):
        if _spelt(item) not in seen:
            seen.add(_spelt(item))
            yield item


def _spelt(item: str) -> str:
    return item if item.isupper() else fold(item)


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
        _put(folder, {SHEET.name: f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{out.getvalue()}"})
    return Written(f"{path}:{Codebook.read(folder).corrections[-1].line}", out.getvalue().splitlines()[-1])


def _put(folder: Path, sheets: Mapping[str, str]) -> list[Path]:
    """Write sheets of a codebook once a copy of the whole has been read without a defect, and give their paths."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "codebook"
        shutil.copytree(folder, copy)
        for name, text in sheets.items():
            (copy / name).write_text(text, encoding="utf-8", newline="")
        Codebook.read(copy)
    return [write(folder / name, text.encode()) for name, text in sheets.items()]


def add_suggested(files: Iterable[Path], folder: str | Path) -> tuple[list[Path], int]:
    """Write what ``suggest`` wrote into a codebook, and take the files away; places to which nobody gave a position stay in theirs. Gives
    the sheets that were written, and how many lines stay. CodebookError names the defects of all of them, and nothing has changed then."""
    problems: list[Problem] = []
    read = {file: _lines(file, problems) for file in files}
    if problems:
        raise CodebookError(problems)
    ready = {file: [line for line in lines if sheet is ACTORS or line["lat"]] for file, (sheet, lines) in read.items()}
    with locked(Path(folder)):
        texts = {sheet.name: _joined(Path(folder), ready[file], sheet) for file, (sheet, _) in read.items() if ready[file]}
        written_to = _put(Path(folder), texts) if texts else []
    left = 0
    for file, (sheet, lines) in read.items():
        rest = [line for line in lines if line not in ready[file]]
        left += len(rest)
        if rest:
            write(file, written(rest, sheet).encode())
        else:
            file.unlink()
    return written_to, left


def add_file(file: str | Path, folder: str | Path) -> Path:
    """Write the lines of a CSV file, or of a workbook's sheet, with the columns of ``actors.csv`` or ``places.csv`` into a codebook, as
    ``add_lines`` does. An export's columns beside them, and its ``'`` before what looks like a formula, go."""
    problems: list[Problem] = []
    sheet, lines = _lines(Path(file), problems)
    if problems:
        raise CodebookError(problems)
    return add_lines(folder, lines, sheet)


def _lines(file: Path, problems: list[Problem]) -> tuple[Sheet, list[dict[str, str]]]:
    """The lines of such a file, and of which sheet they are; a problem for each that does not fit, by this file's name and line."""
    if not file.is_file():
        raise AnalystkitError(f"{file}: no such file; name one that `analystkit suggest` wrote")
    ids = tuple(sheet.columns[0] for sheet in (ACTORS, PLACES))
    data = as_csv(file, ids, problems)
    sheet = PLACES if ids[1].encode() in data.split(b"\n", 1)[0] else ACTORS
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / file.name
        copy.write_bytes(data)
        return sheet, _cells(copy, sheet, problems)


def _read(path: Path, sheet: Sheet) -> list[dict[str, str]]:
    problems: list[Problem] = []
    lines = _cells(path, sheet, problems)
    if problems:
        raise CodebookError(problems)
    return lines


def _cells(path: Path, sheet: Sheet, problems: list[Problem]) -> list[dict[str, str]]:
    return [{c: line[c] for c in sheet.columns} for line in checked(replace(sheet, name=path.name), path.parent, problems)]

"""Lines that a person adds to a codebook: suggested as a table or a CSV file, checked, and written into it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from analystkit.codebook import ACTORS, LISTS, PLACES, Codebook, checked
from analystkit.codebook.corrections import SHEET
from analystkit.codebook.sheets import Line, Sheet, duplicates, guarded, shown
from analystkit.codebook.spreadsheets import EXPORTED, as_csv
from analystkit.errors import AnalystkitError, CodebookError, Problem
from analystkit.files import Step, one_step
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
    return f";{cell}" if column in LISTS and guarded(cell) != cell else cell


def actor_lines(tags: Iterable[Mapping[str, Any]]) -> Iterator[tuple[dict[str, Any], Mapping[str, Any]]]:
    """The actors whom rows of the table name, each as a line of ``actors.csv`` with how often and with itself as it is now, by which
    ``add`` knows what a person changed; and its first row. A spelling that two share is neither's."""
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
        exported = json.dumps({c: line[c] for c in ("name", "kind", "aliases")}, ensure_ascii=False)
        yield dict.fromkeys(ACTORS.columns, "") | line | {"times": spelt[actor_id].total(), EXPORTED: exported}, row


Say = Callable[[str], object]


def _unsaid(line: str) -> None:
    """Nobody listens."""


def add_lines(folder: str | Path, rows: Iterable[Mapping[str, object]], sheet: Sheet = ACTORS, say: Say = _unsaid) -> Path:
    """Write rows into the ``actors.csv`` or ``places.csv`` of a codebook folder, give its path, and ``say`` what becomes of lines there.

    A new id becomes a line at the end. To one that is there, what the row lists and notes is added, and an empty cell is filled. Another
    cell is only replaced where ``exported`` of the row says that it is what an export wrote, and the person changed it since; an actor's
    old name stays an alias. What contradicts the codebook otherwise, or another row, is refused: CodebookError names every defect, as it
    does for what comes of it all, and nothing has changed then.
    """
    changes: list[str] = []
    with one_step(Path(folder)) as step:
        path = _put(step, Path(folder), {sheet.name: _joined(Path(folder), rows, sheet, changes)})[0]
    for change in changes:
        say(change)
    return path


def _joined(folder: Path, rows: Iterable[Mapping[str, object]], sheet: Sheet, changes: list[str]) -> str:
    """A sheet of the folder as text, with these rows in it, and what that changes in lines that are there."""
    target, key = folder / sheet.name, sheet.columns[0]
    lines = {line[key]: line for line in _read(target, sheet)} if target.is_file() else {}
    there, said, problems = set(lines), dict[str, tuple[str, dict[str, str]]](), list[Problem]()

    def two(where: str, column: str, cell: str, other: str, at: str) -> None:
        what = f"{shown(cell)}, and {shown(other)} in {at}"
        problems.append(Problem(where, f"two values for {column} of {cells[key]!r}", what, "decide, and write the same at both"))

    for row in rows:
        cells = {c: str(row.get(c) or "") for c in sheet.columns}
        if not cells["kind"]:  # a warning only
            continue
        where = str(row.get("where") or sheet.name)
        begun, first = said.setdefault(cells[key], (where, cells))
        for column in (c for c in cells if c not in LISTS and c != "notes"):
            if cells[column] and first[column] and cells[column] != first[column]:
                two(where, column, cells[column], first[column], begun)
        exported = cast("Mapping[str, str]", row.get("exported") or {}) if cells[key] in lines else {}
        known = lines.setdefault(cells[key], {c: "" if c in LISTS else cell for c, cell in cells.items()})
        for found in _into(known, cells, exported):
            if isinstance(found, str):
                changes += [f"{cells[key]}: {found}"] if cells[key] in there else []
            elif cells[key] in there:  # else it is told already
                two(where, found[0], cells[found[0]], known[found[0]], f"{target}{found[1]}")
    if problems:
        raise CodebookError(problems)
    return written(lines.values(), sheet)


def _into(known: dict[str, str], cells: Mapping[str, str], exported: Mapping[str, str]) -> Iterator[str | tuple[str, str]]:
    """Write cells into a line: what changed in words, or the column that contradicts it, with what an export wrote there."""
    named = known["name"]
    for column, cell in cells.items():
        was, has = exported.get(column, ""), known[column]
        if column in LISTS:
            continue
        if cell and cell != has and cell == was:
            yield f"{column} stays {shown(has)}: {shown(cell)} is as it was exported"
        elif cell and cell != has and column == "notes" and cell not in has:
            known[column] = f"{has}; {cell}" if has else cell
            yield f"{column} {shown(cell)} added"
        elif cell and cell != has and column != "notes":
            if has and has != was:
                yield column, f", {shown(was)} when it was exported" if was else ""
                continue
            known[column] = cell
            yield f"{column} {shown(has)} is now {shown(cell)}"
    for column in [c for c in cells if c in LISTS]:
        old = {_spelt(item.strip()) for item in exported.get(column, "").split(";")}
        new = [item for item in cells[column].split(";") if _spelt(item.strip()) not in old]
        # it is still to be found by the name that it had
        items = list(_once([*known[column].split(";"), *new, *([named] if column == "aliases" else [])], known["name"]))
        if more := items[len(list(_once(known[column].split(";"), known["name"]))) :]:
            yield f"{column} {shown(';'.join(more))} added"
        known[column] = ";".join(items)


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
    with one_step(folder) as step:
        text = path.read_text("utf-8-sig") if path.is_file() else ""
        columns = next(csv.reader([text.split("\n", 1)[0]]), []) or list(SHEET.columns)
        out = io.StringIO()
        rows = csv.DictWriter(out, [c.strip() for c in columns], lineterminator="\n", restval="")
        if not text.strip():
            rows.writeheader()
        rows.writerow(dict(line))
        _put(step, folder, {SHEET.name: f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{out.getvalue()}"})
    return Written(f"{path}:{Codebook.read(folder).corrections[-1].line}", out.getvalue().splitlines()[-1])


def _put(step: Step, folder: Path, sheets: Mapping[str, str]) -> list[Path]:
    """Write sheets of a codebook once a copy of the whole has been read without a defect, and give their paths."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "codebook"
        shutil.copytree(folder, copy)
        for name, text in sheets.items():
            (copy / name).write_text(text, encoding="utf-8", newline="")
        Codebook.read(copy)
    return [step.write(folder / name, text.encode()) for name, text in sheets.items()]


def add_suggested(files: Iterable[Path], folder: str | Path, say: Say = _unsaid) -> tuple[list[Path], int]:
    """Write what ``suggest`` wrote into a codebook, and take the files away; places to which nobody gave a position stay in theirs. Gives
    the sheets that were written, and how many lines stay. CodebookError names the defects of all of them, and nothing has changed then."""
    problems: list[Problem] = []
    changes: list[str] = []
    read = {file: _lines(file, problems) for file in files}
    if problems:
        raise CodebookError(problems)
    ready = {file: [line for line in lines if sheet is ACTORS or line["lat"]] for file, (sheet, lines) in read.items()}
    left = 0
    with one_step(Path(folder)) as step:
        texts = {sheet.name: _joined(Path(folder), ready[file], sheet, changes) for file, (sheet, _) in read.items() if ready[file]}
        written_to = _put(step, Path(folder), texts) if texts else []
        for file, (sheet, lines) in read.items():
            rest = [line for line in lines if line not in ready[file]]
            left += len(rest)
            if rest:
                step.write(file, written(rest, sheet).encode())
            else:
                step.remove(file)
    for change in changes:
        say(change)
    return written_to, left


def add_file(file: str | Path, folder: str | Path, say: Say = _unsaid) -> Path:
    """Write the lines of a CSV file, or of a workbook's sheet, with the columns of ``actors.csv`` or ``places.csv`` into a codebook, as
    ``add_lines`` does. An export's columns beside them, and its ``'`` before what looks like a formula, go."""
    problems: list[Problem] = []
    sheet, lines = _lines(Path(file), problems)
    if not lines and not problems:
        problems.append(Problem(str(file), "no lines", "", f"write them below the columns {','.join(ACTORS.columns)}"))
    if problems:
        raise CodebookError(problems)
    return add_lines(folder, lines, sheet, say)


def _lines(file: Path, problems: list[Problem]) -> tuple[Sheet, list[dict[str, Any]]]:
    """The lines of such a file, and of which sheet they are; a problem for each that does not fit, by this file's name and line."""
    if not file.is_file():
        raise AnalystkitError(f"{file}: no such file; name one that `analystkit suggest` wrote")
    ids = tuple(sheet.columns[0] for sheet in (ACTORS, PLACES))
    data = as_csv(file, ids, problems)
    sheet = PLACES if ids[1].encode() in data.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 1)[0] else ACTORS
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / file.name
        copy.write_bytes(data)
        beside = replace(sheet, spec=f"{sheet.spec} {EXPORTED}", name=file.name)
        lines = checked(beside, copy.parent, problems) if data.strip() else []
    return sheet, [_foreign(line, beside, problems) for line in lines]


def _foreign(line: Line, sheet: Sheet, problems: list[Problem]) -> dict[str, Any]:
    """A line that went through a spreadsheet: its cells, where it stands, and what an export wrote there."""
    where = f"{sheet.name}:{line.number}"
    for column in sheet.columns:
        cell = line[column]
        if any(guarded(item) != item and not _HANDLE.fullmatch(item) for item in (line.many(column) if column in LISTS else [cell])):
            todo = "write another sign first: spreadsheets run this"
            problems.append(Problem(where, f"{column} begins as a formula does", shown(cell), todo, rejects=True))
    try:
        exported = json.loads(line[EXPORTED] or "{}")
        kept = {str(column): " ".join(str(cell).split()) for column, cell in exported.items()}
    except (ValueError, AttributeError):
        kept = {}
        todo = "take it from the export again, or clear it"
        problems.append(Problem(where, f"{EXPORTED} is not as it was written", shown(line[EXPORTED]), todo, rejects=True))
    return {c: line[c] for c in sheet.columns} | {"where": where, EXPORTED: kept}


_HANDLE = re.compile(r"@[\w.@-]+|[+-]?\d+(\.\d+)?")  # an account, or a number


def _read(path: Path, sheet: Sheet) -> list[dict[str, str]]:
    problems: list[Problem] = []
    lines = checked(replace(sheet, name=path.name), path.parent, problems)
    for key, first, again in duplicates([(line[sheet.columns[0]], line.number) for line in lines]):
        problems.append(Problem(f"{path}:{again}", f"duplicate {sheet.columns[0]}", f"{shown(key)}, first in line {first}", "keep one"))
    if problems:
        raise CodebookError(problems)
    return [{c: line[c] for c in sheet.columns} for line in lines]

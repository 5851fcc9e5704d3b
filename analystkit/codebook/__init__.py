"""What the analyst knows of the case: actors, places, sources, event types, the period and corrections, from files a person can edit.

``Codebook.read(folder)`` checks every file and raises one ``CodebookError`` that lists every defect with its file and line.
An empty ``Codebook()`` is a valid one: people and places are then found from the language and the world gazetteer alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from analystkit.codebook import corrections as written
from analystkit.codebook import gazetteer
from analystkit.codebook.case import case
from analystkit.codebook.corrections import Correction
from analystkit.codebook.sheets import Line, Sheet, duplicates, nearest, shown
from analystkit.errors import CodebookError, Problem, folded
from analystkit.records import UNKNOWN, Interval
from analystkit.text import fold, slug

ACTOR_KINDS = ("person", "government", "military", "armed_group", "organisation", "media", "anonymous")
PLACE_KINDS = ("facility", "district", "city", "region", "country")
PLACE_WORDS = {k: k for k in PLACE_KINDS} | {word: k for word, (k, _) in gazetteer.KINDS.items() if word not in PLACE_KINDS}
"""What the column ``kind`` of ``places.csv`` may say, and the kind it is: a village is read as a city is."""
PRECISIONS = ("point", "district", "city", "region", "country")
SOURCE_KINDS = ("agency", "newspaper", "broadcaster", "magazine", "website", "social", "official", "organisation", "other")
GRADES = ("A", "B", "C", "D", "E", "F")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class KnownActor:
    """A line of ``actors.csv``: actor_id, name, kind, aliases (;), roles (;), country, notes.

    ``aliases`` name the actor anywhere; ``roles`` ("Pentagon spokesman") do so only where nothing else fits better.
    ``place_id``s or country whose name stands for the actor ("Tehran") are in ``metonyms``.
    """

    actor_id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    country: str | None = None
    line: int = 0


@dataclass(frozen=True)
class KnownPlace:
    """A line of ``places.csv``: place_id, name, kind, country, lat, lon, precision, aliases (;), source."""

    place_id: str
    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    aliases: tuple[str, ...] = ()
    line: int = 0
    source: str = ""


@dataclass(frozen=True)
class Source:
    """A line of ``sources.csv``: source_id, outlet, kind, grade (A-F or empty), aliases (;), domains (;), notes."""

    source_id: str
    outlet: str
    kind: str
    grade: str | None = None
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class EventType:
    """A line of ``event_types.csv``: type, label, words (;): more words for a type of the lexicon, or a type of the case's own."""

    type: str
    label: str
    words: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Codebook:
    """Everything the analyst wrote, as tuples in the order of the files. ``period`` is the case's, from ``case.toml``."""

    title: str = ""
    period: Interval = UNKNOWN
    actors: tuple[KnownActor, ...] = ()
    places: tuple[KnownPlace, ...] = ()
    sources: tuple[Source, ...] = ()
    event_types: tuple[EventType, ...] = ()
    corrections: tuple[Correction, ...] = ()
    folder: str = ""
    gazetteer: tuple[str, ...] = ()  # files with lists of places, in the folder of this name beside the codebook

    @classmethod
    def read(cls, folder: str | Path) -> Codebook:
        """Read and check a codebook folder. Raises CodebookError with every defect.

        A file that is not there is an empty part; a folder that is not there is a defect.

        >>> Codebook.read("no-such-folder")
        Traceback (most recent call last):
        analystkit.errors.CodebookError: no-such-folder: no such folder; name a folder that holds actors.csv, places.csv, …
        """
        path = Path(folder)
        if not path.is_dir():
            what = "not a folder" if path.exists() or path.is_symlink() else "no such folder"
            raise CodebookError([Problem(str(folder), what, "", "name a folder that holds actors.csv, places.csv, …", rejects=True)])
        problems = list(_strangers(path))
        title, period = case(path / "case.toml", problems)
        book = cls(
            title,
            period,
            _records(KnownActor, ACTORS, path, problems, alias="name aliases"),
            _records(KnownPlace, PLACES, path, problems, alias="name aliases"),
            _records(Source, _SOURCES, path, problems, alias="outlet aliases", domain="domains"),
            _records(EventType, _EVENT_TYPES, path, problems, word="words"),
            written.corrections(written.SHEET.read(path / written.SHEET.name, problems), problems),
            str(folder),
            gazetteer.files(path, problems),
        )
        problems += _across(book)
        if problems:
            raise CodebookError(folded(problems))
        return book


Record = TypeVar("Record", KnownActor, KnownPlace, Source, EventType)

LISTS = frozenset({"aliases", "roles", "metonyms", "domains", "words"})
"""Columns of all sheets whose cells hold several items, with semicolons between them."""

ACTORS = Sheet("actors.csv", "actor_id! name! kind! aliases roles metonyms country notes", {"kind": ACTOR_KINDS})
PLACES = Sheet(
    "places.csv",
    "place_id! name! kind! lat+ lon+ precision! country aliases source notes",
    {"kind": tuple(PLACE_WORDS), "precision": PRECISIONS},
)
_SOURCES = Sheet("sources.csv", "source_id! outlet! kind! grade aliases domains notes", {"kind": SOURCE_KINDS})
_EVENT_TYPES = Sheet("event_types.csv", "type! label! words notes")
SHEETS = (ACTORS, PLACES, _SOURCES, _EVENT_TYPES, written.SHEET)
_FILES = ("case.toml", *(sheet.name for sheet in SHEETS))
_ENDINGS = (".csv", ".toml", ".csv.txt", ".toml.txt")  # the last two as editors save what they take for text
_SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers", ".tsv")


def _strangers(folder: Path) -> Iterator[Problem]:
    """Sheets that nobody reads: in a spreadsheet's own format, or most likely misspelt."""
    try:
        names = sorted(p.name for p in folder.iterdir())
    except OSError as error:
        raise CodebookError([Problem(str(folder), "cannot be read", error.strerror or "", "allow reading it", rejects=True)]) from error
    for name in names:
        if name.lower().endswith(_ENDINGS) and not name.startswith(".") and name not in _FILES:
            yield Problem(shown(name), "unknown codebook file", "", nearest(name.lower().removesuffix(".txt"), _FILES))
        elif name.lower().endswith(_SPREADSHEETS) and not name.startswith((".", "~$")):  # ~$: open in a spreadsheet right now
            stem = name.rpartition(".")[0]
            close = f"{stem}.csv" if f"{stem}.csv" in _FILES else "one of " + ", ".join(_FILES[1:])
            yield Problem(shown(name), "a spreadsheet, which is not read", "", f"save it as CSV (UTF-8, commas): {close}")


_LIMITS = {"lat": 90, "lon": 180}
_MAY_BE_NONE = ("country", "grade", *_LIMITS)


def checked(sheet: Sheet, folder: Path, problems: list[Problem]) -> list[Line]:
    """The lines of a sheet; a Problem for every cell that is wrong by itself."""
    lines = sheet.read(folder / sheet.name, problems)
    for line in lines:
        for column in sheet.columns:
            if line[column] and (bad := _bad(sheet, column, line[column])):
                problems.append(sheet.wrong(line.number, bad[0], shown(line[column]), bad[1]))
        if bool(line["lat"]) != bool(line["lon"]):
            has, lacks = ("lat", "lon") if line["lat"] else ("lon", "lat")
            problems.append(sheet.wrong(line.number, f"{has} without {lacks}", shown(line[has]), "give both, or leave both empty"))
    return lines


def _records(record: type[Record], sheet: Sheet, folder: Path, problems: list[Problem], **unique: str) -> tuple[Record, ...]:
    """The lines of a sheet as records; a Problem for every cell that is wrong, and for ids and names given twice.

    ``unique`` are the columns whose words may name one record only, under what a person calls such a word.
    """
    lines, key = checked(sheet, folder, problems), sheet.columns[0]
    for value, first, again in duplicates([(line[key], line.number) for line in lines if line[key]]):
        problems.append(sheet.wrong(again, f"duplicate {key}", f"{shown(value)}, first in line {first}", "give one another id"))
    for called, columns in unique.items():
        owner: dict[str, tuple[str, int]] = {}
        for line in lines:
            for name in (n for c in columns.split() for n in (line.many(c) if c in LISTS else (line[c],))):
                first_id, begun = owner.setdefault(fold(name), (line[key], line.number))
                if first_id != line[key]:
                    found = f"{shown(name)} names {first_id!r} (line {begun}) and {line[key]!r}"
                    problems.append(sheet.wrong(line.number, f"{called} given twice", found, "leave it with one of them"))
    named = [f.name for f in fields(record) if f.name != "line"]
    return tuple(record(line=line.number, **{column: _value(sheet, line, column) for column in named}) for line in lines)


def _value(sheet: Sheet, line: Line, column: str) -> Any:
    cell = line[column]
    if column in LISTS:
        return tuple(item.lower() if column == "domains" else item for item in line.many(column))
    if column in _LIMITS:
        return float(cell) if cell and not _bad(sheet, column, cell) else None
    if sheet is PLACES and column == "kind":
        return PLACE_WORDS.get(cell, cell)
    return cell or (None if column in _MAY_BE_NONE else "")


_NAMES = frozenset({"name", "outlet", "aliases", "roles", "words"})
_COMMON = frozenset(
    "a an the and or but nor if of in on at to by for from with as than that this these those it its he him his she her they them their "
    "we us our you your i me my who whom whose which what is are was were be been being am has have had do does did will would can could "
    "may might must shall should not no so".split()
)
"""Words that stand in every text; in capitals some are the letters of an organisation: WHO, IT, IS."""


def _common(item: str) -> bool:
    """Would a name be found in every sentence, or in none?

    >>> _common(" The"), _common("WHO"), _common("–"), _common("Theo"), _common("")
    (True, False, True, False, False)
    """
    word = item.strip()
    acronym = len(word) > 1 and word.isupper()
    return bool(word) and (not any(c.isalnum() for c in word) or (word.lower() in _COMMON and not acronym))


def _bad(sheet: Sheet, column: str, cell: str) -> tuple[str, str] | None:
    """What is wrong with a cell, and what to do."""
    choices = sheet.choices.get(column)
    if choices and cell not in choices:
        return f"unknown {column}", nearest(cell, choices)
    if column in _NAMES and (item := next(filter(_common, cell.split(";") if column in LISTS else [cell]), None)) is not None:
        if not any(c.isalnum() for c in item):
            return f"no letter or digit in {column}", "write the name as articles do, or leave it out"
        return f"a word of every text in {column}", f"take {item.strip()!r} out: it would be found in every sentence"
    if column == sheet.columns[0] and cell != slug(cell):
        return f"bad {column}", f"write lower case letters, digits and hyphens: {slug(cell) or 'a-name'!r}"
    if column == "country" and not _COUNTRY.fullmatch(cell):
        return "not a country code", "write the two letters of ISO 3166: IQ"
    if column == "grade" and cell not in GRADES:
        return "bad grade", f"one of {', '.join(GRADES)} (A reliable, E unreliable, F cannot be judged), or empty"
    if column in _LIMITS and not re.fullmatch(r"[+-]?\d{1,3}(\.\d{1,15})?", cell, re.ASCII):
        return f"{column} is not a number", "write decimal degrees with a point: 36.19"
    if column in _LIMITS and abs(float(cell)) > (limit := _LIMITS[column]):
        return f"{column} out of range", f"{column} lies between -{limit} and {limit}; are the two exchanged?"
    return None


def _across(book: Codebook) -> Iterator[Problem]:
    """Ids of one file that another has to know: the places whose name stands for an actor."""
    places = {fold(n) for p in book.places for n in (p.place_id, p.name, *p.aliases)}
    for actor in book.actors:
        for name in actor.metonyms:
            if fold(name) not in places and not _COUNTRY.fullmatch(name):
                todo = "write a place of places.csv (add its line there), or a country code"
                yield Problem(f"{ACTORS.name}:{actor.line}", "metonym names no place", shown(name), todo)

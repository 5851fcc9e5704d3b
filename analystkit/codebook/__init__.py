"""What the analyst knows of the case: actors, places, sources, event types, the period and corrections, from files a person can edit.

``Codebook.read(folder)`` checks every file and raises one ``CodebookError`` that lists every defect with its file and line.
An empty ``Codebook()`` is a valid one: people and places are then found from the language and the world gazetteer alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from analystkit.codebook import corrections as written
from analystkit.codebook.corrections import Correction
from analystkit.codebook.sheets import Line, Sheet, duplicates, nearest, read_text, shown
from analystkit.errors import CodebookError, Problem, folded
from analystkit.records import UNKNOWN, Interval
from analystkit.text import fold, slug

ACTOR_KINDS = ("person", "government", "military", "armed_group", "organisation", "media", "anonymous")
PLACE_KINDS = ("facility", "district", "city", "region", "country")
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
            what = "not a folder" if path.exists() else "no such folder"
            raise CodebookError([Problem(str(folder), what, "", "name a folder that holds actors.csv, places.csv, …", rejects=True)])
        problems = list(_strangers(path))
        title, period = _case(path / "case.toml", problems)
        book = cls(
            title,
            period,
            _actors(ACTORS.read(path / ACTORS.name, problems), problems),
            _places(PLACES.read(path / PLACES.name, problems), problems),
            _sources(_SOURCES.read(path / _SOURCES.name, problems), problems),
            _event_types(_EVENT_TYPES.read(path / _EVENT_TYPES.name, problems), problems),
            written.corrections(written.SHEET.read(path / written.SHEET.name, problems), problems),
            str(folder),
        )
        problems += _across(book)
        if problems:
            raise CodebookError(folded(problems))
        return book


ACTORS = Sheet(
    "actors.csv", ("actor_id", "name", "kind"), ("actor_id", "name", "kind"), ("aliases", "roles", "metonyms", "country", "notes")
)
PLACES = Sheet(
    "places.csv",
    ("place_id", "name", "kind", "lat", "lon", "precision"),
    ("place_id", "name", "kind", "precision"),
    ("country", "aliases", "source", "notes"),
)
_SOURCES = Sheet("sources.csv", ("source_id", "outlet", "kind"), ("source_id", "outlet", "kind"), ("grade", "aliases", "domains", "notes"))
_EVENT_TYPES = Sheet("event_types.csv", ("type", "label"), ("type", "label"), ("words", "notes"))
_FILES = ("case.toml", ACTORS.name, PLACES.name, _SOURCES.name, _EVENT_TYPES.name, written.SHEET.name)


_SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers", ".tsv")


def _strangers(folder: Path) -> Iterator[Problem]:
    """Sheets that nobody reads: in a spreadsheet's own format, or most likely misspelt."""
    try:
        names = sorted(p.name for p in folder.iterdir())
    except OSError as error:
        raise CodebookError([Problem(str(folder), "cannot be read", error.strerror or "", "allow reading it", rejects=True)]) from error
    for name in names:
        if name.endswith((".csv", ".toml")) and not name.startswith(".") and name not in _FILES:
            yield Problem(shown(name), "unknown codebook file", "", nearest(name, _FILES))
        elif name.lower().endswith(_SPREADSHEETS) and not name.startswith((".", "~$")):  # ~$: open in a spreadsheet right now
            stem = name.rpartition(".")[0]
            close = f"{stem}.csv" if f"{stem}.csv" in _FILES else "one of " + ", ".join(_FILES[1:])
            yield Problem(shown(name), "a spreadsheet, which is not read", "", f"save it as CSV (UTF-8, commas): {close}")


def _case(path: Path, problems: list[Problem]) -> tuple[str, Interval]:
    """Title and period of ``case.toml``: title, from, to; the days are ISO days, with or without quotation marks."""
    text = read_text(path, problems) or ""
    table = _table(text, path.name, problems)
    lines = {m.group(1): i for i, row in enumerate(text.splitlines(), 1) if (m := re.match(r"\s*[\"']?(\w{1,40})[\"']?\s*=", row))}
    at = {key: f"{path.name}:{lines.get(key, 1)}" for key in table}
    for key in table:
        if key not in ("title", "from", "to"):
            problems.append(Problem(at[key], "unknown key", shown(key), nearest(key, ("title", "from", "to"))))
    title = table.get("title", "")
    if not isinstance(title, str):
        problems.append(Problem(at["title"], "title is not text", shown(str(title)), "put it between quotation marks"))
        title = ""
    first, last = (_day(table[key], at[key], problems) if key in table else None for key in ("from", "to"))
    if first and last and first > last:
        problems.append(Problem(at["from"], "from lies after to", f"{first} and {last}", "exchange them"))
        return title, UNKNOWN
    return title, Interval(first, last, "day") if first or last else UNKNOWN


def _table(text: str, name: str, problems: list[Problem]) -> dict[str, Any]:
    """The table that a TOML file is; where it is none, the good lines of it, and a Problem for each other one."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        whole = error
    table: dict[str, Any] = {}
    said = len(problems)
    for number, line in enumerate(text.splitlines(), 1):
        try:
            read = tomllib.loads(line)
        except tomllib.TOMLDecodeError:
            problems.append(Problem(f"{name}:{number}", "not TOML", shown(line), _toml_hint(line), rejects=True))
            continue
        for key in read.keys() & table.keys():
            problems.append(Problem(f"{name}:{number}", "key twice", shown(key), "keep one of them", rejects=True))
        table |= read
    if len(problems) == said:  # every line is good by itself
        m = re.search(r"at line (\d+)", str(whole))
        where = f"{name}:{m.group(1) if m else text.count(chr(10)) + 1}"
        problems.append(Problem(where, "not TOML", shown(str(whole), 120), _TOML, rejects=True))
    return table


_TOML = 'write lines such as: title = "…"'


def _toml_hint(line: str) -> str:
    """What to do about a line that is not TOML.

    >>> _toml_hint("title = Boats of Nordia"), _toml_hint("from = 1 March 2021")
    ('put the text between straight quotation marks: title = "Boats of Nordia"', 'write a day as year-month-day: from = 2021-02-28')
    """
    key, equals, value = (part.strip() for part in line.partition("="))
    if not equals:
        return f"write a key, an equals sign and a value; {_TOML}"
    if key in ("from", "to"):
        return f"write a day as year-month-day: {key} = 2021-02-28"
    bare = value.strip("\"'“”„«»‘’").replace("\\", "/").replace('"', "'")
    return f'put the text between straight quotation marks: {shown(key, 30)[1:-1]} = "{shown(bare, 40)[1:-1]}"'


def _day(value: object, where: str, problems: list[Problem]) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            return date.fromisoformat(value)
    except ValueError:  # 2021-02-30: falls through to the same message
        pass
    problems.append(Problem(where, "not a day", shown(str(value)), "write it as year-month-day: 2021-02-28"))
    return None


def _chosen(line: Line, sheet: Sheet, column: str, choices: tuple[str, ...], problems: list[Problem]) -> str:
    value = line[column]
    if value and value not in choices:
        problems.append(Problem(f"{sheet.name}:{line.number}", f"unknown {column}", shown(value), nearest(value, choices), rejects=True))
    return value


def _country(line: Line, sheet: Sheet, problems: list[Problem]) -> str | None:
    value = line["country"]
    if value and not _COUNTRY.fullmatch(value):
        problems.append(Problem(f"{sheet.name}:{line.number}", "not a country code", shown(value), "write the two letters of ISO 3166: IQ"))
    return value or None


def _ids(lines: list[Line], sheet: Sheet, problems: list[Problem]) -> None:
    """Ids have to be unique, and words a person can say."""
    column = sheet.columns[0]
    for line in lines:
        value = line[column]
        if value != slug(value):
            found = f"{shown(value)} is not lower case letters, digits and hyphens"
            problems.append(Problem(f"{sheet.name}:{line.number}", f"bad {column}", found, f"write {slug(value) or 'a-name'!r}"))
    for value, first, again in duplicates([(line[column], line.number) for line in lines if line[column]]):
        problems.append(
            Problem(f"{sheet.name}:{again}", f"duplicate {column}", f"{shown(value)}, first in line {first}", "give one another id")
        )


def _names(names: Iterable[tuple[str, str, int]], sheet: Sheet, what: str, problems: list[Problem]) -> None:
    """A name may name one thing only, however it is written: of (name, id, line), the same name with another id is a defect."""
    owner: dict[str, tuple[str, int]] = {}
    for name, key, line in names:
        first, begun = owner.setdefault(fold(name), (key, line))
        if first != key:
            found = f"{shown(name)} names {first!r} (line {begun}) and {key!r}"
            problems.append(Problem(f"{sheet.name}:{line}", f"{what} given twice", found, "leave it with one of them"))


def _actors(lines: list[Line], problems: list[Problem]) -> tuple[KnownActor, ...]:
    _ids(lines, ACTORS, problems)
    known = tuple(
        KnownActor(
            line["actor_id"],
            line["name"],
            _chosen(line, ACTORS, "kind", ACTOR_KINDS, problems),
            line.many("aliases"),
            line.many("roles"),
            line.many("metonyms"),
            _country(line, ACTORS, problems),
            line.number,
        )
        for line in lines
    )
    _names(((n, a.actor_id, a.line) for a in known for n in (a.name, *a.aliases)), ACTORS, "alias", problems)
    return known


def _places(lines: list[Line], problems: list[Problem]) -> tuple[KnownPlace, ...]:
    _ids(lines, PLACES, problems)
    known = []
    for line in lines:
        where = f"{PLACES.name}:{line.number}"
        lat, lon = _degrees(line["lat"], 90, "lat", where, problems), _degrees(line["lon"], 180, "lon", where, problems)
        if bool(line["lat"]) != bool(line["lon"]):
            has, lacks = ("lat", "lon") if line["lat"] else ("lon", "lat")
            problems.append(Problem(where, f"{has} without {lacks}", shown(line[has]), "give both, or leave both empty"))
        kind, precision = (
            _chosen(line, PLACES, "kind", PLACE_KINDS, problems),
            _chosen(line, PLACES, "precision", PRECISIONS, problems),
        )
        country = _country(line, PLACES, problems)
        known.append(
            KnownPlace(
                line["place_id"], line["name"], kind, country, lat, lon, precision, line.many("aliases"), line.number, line["source"]
            )
        )
    _names(((n, p.place_id, p.line) for p in known for n in (p.name, *p.aliases)), PLACES, "alias", problems)
    return tuple(known)


def _degrees(value: str, limit: int, column: str, where: str, problems: list[Problem]) -> float | None:
    """A coordinate as a number, or None with a Problem where it is none."""
    if not value:
        return None
    if not re.fullmatch(r"[+-]?\d{1,3}(\.\d{1,15})?", value, re.ASCII):
        problems.append(Problem(where, f"{column} is not a number", shown(value), "write decimal degrees with a point: 36.19"))
        return None
    if abs(float(value)) > limit:
        problems.append(
            Problem(where, f"{column} out of range", shown(value), f"{column} lies between -{limit} and {limit}; are the two exchanged?")
        )
        return None
    return float(value)


def _sources(lines: list[Line], problems: list[Problem]) -> tuple[Source, ...]:
    _ids(lines, _SOURCES, problems)
    for line in lines:
        if line["grade"] and line["grade"] not in GRADES:
            todo = f"one of {', '.join(GRADES)} (A reliable, E unreliable, F cannot be judged), or empty"
            problems.append(Problem(f"{_SOURCES.name}:{line.number}", "bad grade", shown(line["grade"]), todo))
    known = tuple(
        Source(
            line["source_id"],
            line["outlet"],
            _chosen(line, _SOURCES, "kind", SOURCE_KINDS, problems),
            line["grade"] or None,
            line.many("aliases"),
            tuple(d.lower() for d in line.many("domains")),
            line.number,
        )
        for line in lines
    )
    _names(((n, s.source_id, s.line) for s in known for n in (s.outlet, *s.aliases)), _SOURCES, "alias", problems)
    _names(((d, s.source_id, s.line) for s in known for d in s.domains), _SOURCES, "domain", problems)
    return known


def _event_types(lines: list[Line], problems: list[Problem]) -> tuple[EventType, ...]:
    _ids(lines, _EVENT_TYPES, problems)
    known = tuple(EventType(line["type"], line["label"], line.many("words"), line.number) for line in lines)
    _names(((w, t.type, t.line) for t in known for w in t.words), _EVENT_TYPES, "word", problems)
    return known


def _across(book: Codebook) -> Iterator[Problem]:
    """Ids of one file that another has to know: the places whose name stands for an actor."""
    places = {fold(n) for p in book.places for n in (p.place_id, p.name, *p.aliases)}
    for actor in book.actors:
        for name in actor.metonyms:
            if fold(name) not in places and not _COUNTRY.fullmatch(name):
                todo = "write a place of places.csv (add its line there), or a country code"
                yield Problem(f"{ACTORS.name}:{actor.line}", "metonym names no place", shown(name), todo)

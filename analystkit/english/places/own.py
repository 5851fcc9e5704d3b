"""The places of the case's own lists, beside those of the world: made into one SQLite file when they are read first, then asked by name.

They are small places, and namesakes of one another: a name counts only where the words around it make a place of it, as for any other,
and where several of a name lie apart and nothing tells which is meant, none is taken.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from math import log10
from pathlib import Path

from analystkit.codebook import Codebook
from analystkit.codebook.gazetteer import FOLDER, Listed, places
from analystkit.english.places.gazetteer import ROMANISED, Spot, heard, key, kilometres, world
from analystkit.errors import AnalystkitError, CodebookError, Problem
from analystkit.files import finish, one_step

SOURCE = f"{FOLDER}/"
"""What the source of a place of these lists begins with."""
APART = 20.0  # kilometres: nearer than this, two of a name are one place in two lists
_COUNTED = 15_000  # people: smaller figures are too old or too rough to choose among villages by
_FORM = 1  # of the file; another one is made anew
_TABLES = """
    CREATE TABLE spots (n INTEGER PRIMARY KEY, id, name, kind, country, lat, lon, precision, rank, source, region, geonames);
    CREATE TABLE names (key, n, PRIMARY KEY (key, n)) WITHOUT ROWID;
    CREATE TABLE heard (key, n, PRIMARY KEY (key, n)) WITHOUT ROWID;
"""


class Own:
    """The places of some lists by name. Make none: ``own`` gives that of a codebook."""

    def __init__(self, files: tuple[str, ...]) -> None:
        self._file = _made(files) if files else None
        self.countries: frozenset[str] = frozenset()
        if self._file:
            self.countries = frozenset(c for (c,) in self._file.execute("SELECT DISTINCT country FROM spots WHERE country <> ''"))
        self._called = lru_cache(65536)(lambda name: tuple(self._asked("names", name)))
        self.begins = lru_cache(65536)(self._begins)

    def __bool__(self) -> bool:
        return self._file is not None

    def _begins(self, words: str) -> bool:
        """Does a name begin with these words, the first or the first two of a key?"""
        assert self._file
        asked = "SELECT 1 FROM names WHERE key = ?1 OR (key > ?1 || ' ' AND key < ?1 || '!') LIMIT 1"
        return self._file.execute(asked, (words,)).fetchone() is not None

    def find(self, printed: str, known: Iterable[Spot] = ()) -> list[Spot]:
        """Every place of this name that is none of the ``known`` ones of the world."""
        if self._file is None:
            return []
        known = list(known)
        return [s for s in self._called(key(printed)) if not any(_same(s, k) for k in known)]

    def _asked(self, table: str, name: str) -> Iterator[Spot]:
        assert self._file
        rows = self._file.execute(f"SELECT spots.* FROM {table} JOIN spots USING (n) WHERE key = ? ORDER BY rank DESC, id", (name,))
        for _, id_, usual, kind, country, *rest in rows:
            lat, lon, precision, rank, source, region, geonames = rest
            yield Spot(id_, usual, kind, country or None, lat, lon, precision, rank, source, region or None, geonames)

    def spelled(self, name: str, countries: Set[str]) -> list[Spot]:
        """Villages and towns of some countries that are called so in another spelling."""
        if self._file is None or len(name) < 5:
            return []
        return [s for s in self._asked("heard", heard(key(name))) if s.country in countries]

    def facility(self, *printed: str) -> Spot | None:
        """The one base, crossing or district that goes by one of these names; None where there are none or several."""
        spots = {s.id: s for name in printed for s in self.find(name) if s.kind in ("facility", "district")}
        return next(iter(spots.values())) if len(spots) == 1 else None


def _same(a: Spot, b: Spot) -> bool:
    if a.geonames and a.geonames == b.geonames:
        return True
    return a.kind == b.kind and (apart := kilometres(a, b)) is not None and apart < APART


def own(codebook: Codebook) -> Own:
    """The places of the lists beside a codebook. Raises CodebookError for a list that cannot be read, or is not there any more."""
    return _own(codebook.gazetteer, tuple(map(_state, codebook.gazetteer)))


def _state(name: str) -> tuple[int, int]:
    """What changes with a file: a notebook that loads again after an edit reads the new list."""
    try:
        found = os.stat(name)
    except OSError as error:
        gone = Problem(f"{FOLDER}/{Path(name).name}", "cannot be read", str(error.strerror), "load the corpus again", rejects=True)
        raise CodebookError([gone]) from error
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=8)
def _own(files: tuple[str, ...], _: tuple[tuple[int, int], ...]) -> Own:
    return Own(files)


def _made(files: tuple[str, ...]) -> sqlite3.Connection:
    """The lists as a database, made where it is not there yet: beside them, or in memory where nothing can be written."""
    digest = hashlib.sha256(f"{_FORM}".encode())
    for name in files:
        with open(name, "rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest() + Path(name).name.encode())
    place = Path(files[0]).with_name(f".places-{digest.hexdigest()[:16]}.sqlite")
    finish(place.parent)
    if not place.is_file():
        try:
            with one_step(place.parent) as step:
                if not place.is_file():  # another run may have made it by now
                    _fill(sqlite3.connect(step.new(place)), files).close()
                for old in place.parent.glob(".places-*.sqlite"):
                    if old != place:
                        step.remove(old)
        except CodebookError:
            raise
        except AnalystkitError:  # a disk that is read only or full
            return _fill(sqlite3.connect(":memory:", check_same_thread=False), files)
    return sqlite3.connect(f"{place.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _fill(file: sqlite3.Connection, files: tuple[str, ...]) -> sqlite3.Connection:
    file.execute("PRAGMA journal_mode = MEMORY")  # what is made aside leaves nothing beside it
    file.executescript(_TABLES)
    listed = (place for name in files for place in places(Path(name)))
    spots, named, alike = list[tuple[object, ...]](), list[tuple[str, int]](), list[tuple[str, int]]()
    for n, place in enumerate(listed):
        rank = log10(place.population) if place.population >= _COUNTED else 3.0
        cells = (place.kind, place.country, place.lat, place.lon, place.precision, rank, place.at, place.region, place.number)
        spots.append((n, place.id, place.names[0], *cells))
        keys = set(_keys(place))
        named += ((k, n) for k in keys)
        if place.country in ROMANISED and place.kind == "city":
            alike += ((k, n) for k in {heard(k) for k in keys})
    file.execute("BEGIN")  # Python 3.11 begins nothing itself before an INSERT where the locale is Turkish, in which an I is no i
    file.executemany(f"INSERT INTO spots VALUES ({', '.join('?' * 12)})", spots)
    for table, rows in (("names", named), ("heard", alike)):
        file.executemany(f"INSERT INTO {table} VALUES (?, ?)", sorted(rows))
    file.commit()
    return file


def _keys(place: Listed) -> Iterator[str]:
    """The keys of its names in Latin letters, without those that are a nationality, or too short to be a name in English."""
    for name in place.names:
        word = key(name).removeprefix("the ")
        if len(word) > 2 and word.replace(" ", "").isascii() and not word.isdigit() and word not in world().adjectives:
            yield word

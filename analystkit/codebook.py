"""What the analyst knows of the case: actors, places, sources, event types and the period, from files a person can edit.

``Codebook.read(folder)`` checks every file and raises one ``CodebookError`` that lists every defect with its file and line.
An empty ``Codebook()`` is a valid one: people and places are then found from the language and the world gazetteer alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analystkit.article import UNKNOWN, Interval


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
    folder: str = ""

    @classmethod
    def read(cls, folder: str | Path) -> Codebook:
        """Read and check a codebook folder. Raises CodebookError with every defect."""
        return cls(folder=str(folder))

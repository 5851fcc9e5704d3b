"""What a map shows: which places are drawn, how precisely each is known, and what is told to have happened there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from analystkit import wording as w
from analystkit.english import nations
from analystkit.show.told import Row, rows_of
from analystkit.text import iso_day

if TYPE_CHECKING:
    import pandas as pd

RADIUS = {"point": 1, "district": 5, "city": 10, "region": 100}
"""How far from its coordinates, in kilometres, a place of each precision may really lie. What is not here is never drawn."""

WORDS = {
    "point": "a known spot, to about 1 km",
    "district": "somewhere in this part of a town, to about 5 km",
    "city": "somewhere in or near the town, to about 10 km",
    "region": "somewhere in the region; its outline is not known, so the dotted circle only says “around here”",
    "country": "a whole country",
}

NOT_DONE = frozenset({"cancelled", "planned", "threatened", "denied"})
"""Statuses under which nothing is told to have happened."""

_LONG = 600  # a longer passage is shown cut; its receipt covers all of it


@dataclass(frozen=True)
class Quote:
    """Words of an article, and where they stand."""

    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Told:
    """An event at a place: what, when in words and as days, whether it was carried out, and the sentences that place it there."""

    event_id: str
    title: str
    when: str
    days: tuple[date | None, date | None]
    status: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Site:
    """A place on the map. ``mark`` is happened, not_done or named; ``quotes`` are its names where no event is told there."""

    place_id: str
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    precision: str
    mark: str
    events: tuple[Told, ...]
    quotes: tuple[Quote, ...]

    @property
    def radius(self) -> int:
        """How far from its coordinates the place may really lie, in kilometres."""
        return RADIUS[self.precision]

    @property
    def where(self) -> str:
        """Its kind and country in words, as far as they say more than its name."""
        said = (w.spoken(self.kind), self.country)
        return ", ".join(w for w in said if w and w.casefold() != self.name.casefold())


@dataclass(frozen=True)
class Unplaced:
    """A place that is told of and not drawn, and why."""

    name: str
    why: str
    events: tuple[Told, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Sites:
    """The places of a map, those with most events first, and those that are listed below it."""

    drawn: tuple[Site, ...]
    unplaced: tuple[Unplaced, ...]

    @property
    def summary(self) -> str:
        """The map in one line."""
        happened = sum(s.mark == "happened" for s in self.drawn)
        rest = f"; {len(self.unplaced)} told without a place on the map" if self.unplaced else ""
        some = f", {happened} with something told to have happened there" if any(s.events for s in self.drawn) else ""
        return f"Map: {w.count(len(self.drawn), 'place')}{some}{rest}"


def sites(places: pd.DataFrame, events: pd.DataFrame | None = None, mentions: pd.DataFrame | None = None) -> Sites:
    """Sort the places into drawn and listed.

    Drawn: what is named as a place at least once and has coordinates and a precision finer than a country. Names that stand for a
    government or serve as an adjective draw nothing, nor do parts of longer names ("Arden" in "Arden airport") where nothing happened.
    Below the map stands what the map does not show: events without any place that is drawn, and places that could not be made out.
    """
    found: dict[str, list[Row]] = {}
    for row in rows_of(places):
        found.setdefault(row.get("place_id") or f"?{w.one_line(row.get('text')).casefold()}", []).append(row)
    told = _told(rows_of(events), rows_of(mentions))
    drawn: list[Site] = []
    unplaced: list[Unplaced] = []
    for place_id in sorted({*found, *told}):
        here, happened = found.get(place_id, []), told.get(place_id, ())
        spoken_of = [r for r in here if r.get("use") == "locative" and (happened or not r.get("nested"))]
        if spoken_of and drawable(spoken_of[0]):
            drawn.append(_site(place_id, spoken_of, happened))
        elif spoken_of or happened:
            unplaced.append(_unplaced(place_id, here, spoken_of, happened))
    shown = {t.event_id for s in drawn for t in s.events}
    unplaced = [kept for u in unplaced if (kept := _without(u, shown))]
    drawn.sort(key=lambda s: (-len(s.events), ("happened", "not_done", "named").index(s.mark), s.name, s.place_id))
    return Sites(tuple(drawn), tuple(unplaced))


def drawable(row: Mapping[str, object]) -> bool:
    """Has this place coordinates that fit on a map, which ends short of the poles, and a precision that it can honestly draw?"""
    lat, lon = row.get("lat"), row.get("lon")
    numbers = isinstance(lat, (int, float)) and isinstance(lon, (int, float)) and abs(lat) <= 82 and abs(lon) <= 180
    return numbers and row.get("precision") in RADIUS


def _told(events: Sequence[Row], mentions: Sequence[Row]) -> dict[str, tuple[Told, ...]]:
    """Places to the events told there. A mention places its event by itself; an event without its mentions is placed as a whole."""
    by_id = {e["event_id"]: e for e in events if e.get("event_id")}
    quotes: dict[tuple[str, str], list[Quote]] = {}
    for e in by_id.values():
        for place_id in e.get("place_ids") or ():
            quotes[place_id, e["event_id"]] = []
    for row in mentions:
        for place_id in row.get("place_ids") or ():
            if row.get("event_id"):
                quotes.setdefault((place_id, row["event_id"]), []).append(_quote(row))
                by_id.setdefault(row["event_id"], row)
    told: dict[str, list[Told]] = {}
    for (place_id, event_id), words in quotes.items():
        told.setdefault(place_id, []).append(_event(by_id[event_id], words))
    order = {event_id: (str(e.get("earliest") or e.get("latest") or "9999"), event_id) for event_id, e in by_id.items()}
    return {p: tuple(sorted(t, key=lambda t: order[t.event_id])) for p, t in told.items()}


def _event(row: Row, quotes: list[Quote]) -> Told:
    title = w.one_line(row.get("title") or w.spoken(row["event_id"]))
    when = w.when(row, ongoing=row.get("status") == "ongoing")
    said = "date not known" if when == w.NOT_KNOWN else when
    days = (iso_day(row.get("earliest")), iso_day(row.get("latest")))
    return Told(row["event_id"], title, said, days, w.spoken(row.get("status")) or "status not known", tuple(quotes))


def _quote(row: Row) -> Quote:
    return Quote(str(row["article"]), int(row["start"]), int(row["end"]), w.one_line(row.get("text"), _LONG))


def _site(place_id: str, rows: Sequence[Row], told: tuple[Told, ...]) -> Site:
    first = rows[0]
    done = any(t.status.replace(" ", "_") not in NOT_DONE for t in told)
    return Site(
        place_id=place_id,
        name=w.one_line(first.get("name") or first.get("text")),
        kind=str(first.get("kind") or ""),
        country=_countries().get(first.get("country") or "", ""),
        lat=float(first["lat"]),
        lon=float(first["lon"]),
        precision=first["precision"],
        mark="happened" if done else "not_done" if told else "named",
        events=told,
        quotes=() if told else _each_once(rows),
    )


def _unplaced(place_id: str, rows: Sequence[Row], spoken_of: Sequence[Row], told: tuple[Told, ...]) -> Unplaced:
    first: Row = (spoken_of or rows or [{}])[0]
    name = w.one_line(first.get("name") or first.get("text") or re.sub(r"[-_]+", " ", place_id))
    return Unplaced(name, _why(rows, spoken_of, first), told, () if told else _each_once(spoken_of))


def _without(place: Unplaced, shown: set[str]) -> Unplaced | None:
    """A place that is not drawn, with those of its events that no drawn place has; None where the map shows all of them."""
    events = tuple(t for t in place.events if t.event_id not in shown)
    return replace(place, events=events) if events or not place.events else None


def _why(rows: Sequence[Row], spoken_of: Sequence[Row], first: Row) -> str:
    if not rows:
        return "no article names it by itself"
    if not spoken_of:
        return "named only for a government, as an adjective or inside a longer name"
    if not first.get("place_id"):
        return "which place this is could not be told"
    if first.get("precision") == "country":
        return "a whole country" if first.get("kind") == "country" else "an area of several countries"
    return "no coordinates are known that a map can show"


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Country codes to names."""
    return {n.code: n.name for n in nations().values()}


def _each_once(rows: Iterable[Row]) -> tuple[Quote, ...]:
    """The first time each article names a place."""
    first: dict[str, Quote] = {}
    for row in rows:
        first.setdefault(str(row["article"]), _quote(row))
    return tuple(first.values())

"""What a map shows: which places are drawn, how precisely each is known, and what is told to have happened there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from analystkit import wording as w
from analystkit.records import NOT_DONE, RADIUS
from analystkit.show import basemap
from analystkit.show.chronology import busy_months
from analystkit.show.names import Names, Row, by, by_date, countries, rows_of
from analystkit.show.timeline import Span

if TYPE_CHECKING:
    import pandas as pd

WORDS = {
    "point": "a known spot, approximate: to about 1 km",
    "district": "somewhere in this part of a town, to about 5 km",
    "city": "somewhere in or near the town, to about 10 km",
    "region": "somewhere in the region; its outline is not known, so the dotted circle only says “around here”",
    "border": "somewhere along this border",
    "country": "a whole country",
}

_CROWDED = 200  # places on a map
_LONG = 600  # a longer passage is shown cut; its receipt covers all of it


@dataclass(frozen=True)
class Happening:
    """An event at a place: its row, and the sentences that place it there."""

    event: Row
    quotes: tuple[Row, ...]
    title: str
    when: str
    status: str

    @property
    def event_id(self) -> str:
        return str(self.event["event_id"])

    @property
    def how(self) -> str:
        """When, and how it stands where it is not told to have happened."""
        return " · ".join(filter(None, (self.when, self.status)))

    @property
    def done(self) -> bool:
        """Is it told to have happened?"""
        return self.event.get("status") not in NOT_DONE


@dataclass(frozen=True)
class Site:
    """A place that is told of: the row that says where it lies, the events told there, and where there are none the words that name it.

    ``why`` says why it is not drawn, and is empty where it is.
    """

    place_id: str
    row: Row
    events: tuple[Happening, ...]
    quotes: tuple[Row, ...]
    why: str = ""

    @property
    def name(self) -> str:
        return w.one_line(self.row.get("name") or self.row.get("text") or w.spoken(self.place_id))

    @property
    def where(self) -> str:
        """Its kind and country in words, as far as they say more than its name."""
        said = (w.spoken(self.row.get("kind")), countries().get(self.row.get("country") or "", ""))
        return ", ".join(words for words in said if words and words.casefold() != self.name.casefold())

    @property
    def lat(self) -> float:
        return float(self.row["lat"])

    @property
    def lon(self) -> float:
        return float(self.row["lon"])

    @property
    def precision(self) -> str:
        return str(self.row["precision"])

    @property
    def radius(self) -> int:
        """How far from its coordinates the place may really lie, in kilometres."""
        return RADIUS[self.precision]

    @property
    def border(self) -> list[basemap.Line]:
        """The borders near the middle of a region that belongs to no one country, for it lies along them; none of any other place."""
        if self.precision != "region" or self.row.get("country"):
            return []
        reach = self.radius / 111
        return basemap.borders(basemap.Box(self.lon - reach, self.lat - reach, self.lon + reach, self.lat + reach))

    @property
    def drawn_as(self) -> str:
        """Its precision, or border: what ``WORDS`` explains."""
        return "border" if self.border else self.precision

    @property
    def mark(self) -> str:
        """happened, not_done, or named where no event is told."""
        return "happened" if any(t.done for t in self.events) else "not_done" if self.events else "named"


@dataclass(frozen=True)
class Sites:
    """The places of a map, those with most events first, and those that are listed below it."""

    drawn: tuple[Site, ...]
    unplaced: tuple[Site, ...]

    @property
    def marked(self) -> tuple[Site, ...]:
        """Those that get a mark: on a crowded map the places alone where something is told to have happened."""
        told = tuple(s for s in self.drawn if s.events)
        return told if told and len(self.drawn) > _CROWDED else self.drawn

    @property
    def framed(self) -> tuple[Site, ...]:
        """The places that set what a map shows: where all is from before or after the busy months, none; all where no other is left."""
        busy = busy_months([w.ends(t.event) for s in self.drawn for t in s.events])
        near = (s for s in self.marked if not s.events or not busy or any(_meets(w.ends(t.event), busy) for t in s.events))
        return tuple(near) or self.marked

    @property
    def summary(self) -> str:
        """The map in one line."""
        happened = sum(s.mark == "happened" for s in self.drawn)
        rest = f"; {len(self.unplaced)} told without a place on the map" if self.unplaced else ""
        some = f", {happened} with something told to have happened there" if any(s.events for s in self.drawn) else ""
        return f"Map: {w.count(len(self.drawn), 'place')}{some}{rest}"


def sites(
    places: pd.DataFrame | Sequence[Row],
    events: pd.DataFrame | Sequence[Row] | None = None,
    mentions: pd.DataFrame | Sequence[Row] | None = None,
    articles: pd.DataFrame | Sequence[Row] | None = None,
    *,
    only_events: bool = False,
    names: Names | None = None,
) -> Sites:
    """Sort the places into drawn and listed.

    Drawn: what is named as a place at least once and has coordinates and a precision finer than a country. Names that stand for a
    government or serve as an adjective draw nothing, nor do parts of longer names ("Arden" in "Arden airport") where nothing happened; nor
    what no event is told of, with ``only_events`` or where ``events`` are some of those that ``mentions`` tell. ``names`` are those of the
    whole corpus, where somebody has them already.
    Below the map stands what the map does not show: events without any place that is drawn, and places that could not be made out.
    """
    found = by(({"site": r.get("place_id") or f"?{w.one_line(r.get('text')).casefold()}", **r} for r in rows_of(places)), "site")
    tellings, chosen = rows_of(mentions), {r["event_id"] for r in rows_of(events)}
    ours = [r for r in tellings if events is None or not r.get("event_id") or r["event_id"] in chosen]
    names = names or Names({"articles": rows_of(articles), "events": rows_of(events), "mentions": tellings})
    told = _happenings(rows_of(events), ours, names)
    ids = {*told} if only_events or len(ours) < len(tellings) else {*found, *told}
    every = [_site(place_id, found.get(place_id, []), told.get(place_id, ()), names) for place_id in sorted(ids)]
    drawn = sorted(
        (s for s in every if s and not s.why),
        key=lambda s: (-len(s.events), ("happened", "not_done", "named").index(s.mark), s.name, s.place_id),
    )
    shown = {t.event_id for s in drawn for t in s.events}
    listed = (replace(s, events=tuple(t for t in s.events if t.event_id not in shown)) for s in every if s and s.why)
    return Sites(tuple(drawn), tuple(s for s in listed if s.events or s.place_id not in told))


def how_exactly(row: Row) -> str:
    """How exactly it is known where a place is, in a few words.

    >>> how_exactly({"place_id": "arden", "lat": 1.0, "lon": 2.0, "precision": "city"}), how_exactly({"place_id": "vale"})
    ('somewhere in or near the town, to about 10 km', 'no coordinates are known that a map can show')
    """
    if not drawable(row):
        return _why([row], [row], row)
    return WORDS[Site(str(row.get("place_id")), row, (), ()).drawn_as].partition(";")[0]


def drawable(row: Mapping[str, object]) -> bool:
    """Has this place coordinates that fit on a map, which ends short of the poles, and a precision that it can honestly draw?"""
    lat, lon = row.get("lat"), row.get("lon")
    numbers = isinstance(lat, (int, float)) and isinstance(lon, (int, float)) and abs(lat) <= 82 and abs(lon) <= 180
    return numbers and row.get("precision") in RADIUS


def _meets(span: Span, months: tuple[date, date]) -> bool:
    """Can something of these days lie in these months?"""
    first, last = span
    return not ((first and first > months[1]) or (last and last < months[0]))


def _happenings(events: Sequence[Row], mentions: Sequence[Row], names: Names) -> dict[str, tuple[Happening, ...]]:
    """Places to the events told there. A mention places its event by itself; an event without its mentions is placed as a whole."""
    by_id = {e["event_id"]: e for e in events if e.get("event_id")}
    quotes: dict[tuple[str, str], list[Row]] = {(p, e["event_id"]): [] for e in events for p in e.get("place_ids") or ()}
    for row in mentions:
        for place_id in row.get("place_ids") or ():
            if row.get("event_id"):
                quotes.setdefault((place_id, row["event_id"]), []).append(_quote(row, names))
                by_id.setdefault(row["event_id"], row)
    told: dict[str, list[Happening]] = {}
    for (place_id, event_id), words in sorted(quotes.items(), key=lambda q: (by_date(by_id[q[0][1]])[0], q[0][1])):
        event = by_id[event_id]
        said = (names.title(event_id), names.when(event), names.status(event))
        told.setdefault(place_id, []).append(Happening(event, tuple(words), *said))
    return {place_id: tuple(happened) for place_id, happened in told.items()}


def _quote(row: Row, names: Names) -> Row:
    """The words of a row, where they stand, and what the article is called."""
    span = {"article": str(row["article"]), "start": int(row["start"]), "end": int(row["end"])}
    return span | {"text": w.one_line(row.get("text"), _LONG), "called": names.article(row)}


def _site(place_id: str, rows: Sequence[Row], told: tuple[Happening, ...], names: Names) -> Site | None:
    """A place, drawn or with the reason why it is not; None where it is only a part of a name, and nothing happened there."""
    spoken_of = [r for r in rows if r.get("use") == "locative" and (told or not r.get("nested"))]
    if not spoken_of and not told:
        return None
    first: Row = (spoken_of or rows or [{}])[0]
    quotes = () if told else tuple(_quote(found[0], names) for found in by(spoken_of, "article").values())  # the first time each names it
    return Site(place_id, first, told, quotes, "" if spoken_of and drawable(first) else _why(rows, spoken_of, first))


def _why(rows: Sequence[Row], spoken_of: Iterable[Row], first: Row) -> str:
    if not rows:
        return "no article names it by itself"
    if not spoken_of:
        return "named only for a government, as an adjective or inside a longer name"
    if not first.get("place_id"):
        return "which place this is could not be told"
    if first.get("precision") == "country":
        return "a whole country" if first.get("kind") == "country" else "an area of several countries"
    return "no coordinates are known that a map can show"

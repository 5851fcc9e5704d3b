"""Places that a phrase makes out of others: "northern Iraq", "the Iraq–Syria border", "Ashton General Hospital", "Ash County"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from analystkit.codebook import Codebook
from analystkit.english.places.gazetteer import Spot, key, known_spot
from analystkit.english.places.names import Hit, Tokens, words
from analystkit.text import Matcher, slug

_BORDER = re.compile(r"[ ]borders?\b(?:[ ](?:region|area|zone|crossing)\b)?")
_BETWEEN = re.compile(r"\bborder between \Z")
# "50 km north of ", "about thirty miles from ", "just south of "
_DISTANCE = re.compile(
    r"""
    (?: \b(?:\d{1,3}(?:\.\d)?|several|a[ ]few|dozens[ ]of)[ -](?:km|kilomet(?:er|re)s?|miles?)[ ](?:to[ ]the[ ])?(?:away[ ])?
        (?:(?:north|south|east|west)[a-z-]{0,8}[ ]of|from)
      | \b(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)[ ]of
    )[ ]\Z
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Phrase:
    """A composed place: its span, what it is, and the rule that made it."""

    start: int
    end: int
    spot: Spot
    rule: str


def _composed(name: str, kind: str, country: str | None, precision: str, at: Spot | None = None) -> Spot:
    """A place that no gazetteer has, with the position of the place it is in, where that says enough."""
    lat, lon = (at.lat, at.lon) if at else (None, None)
    return Spot(slug(name), name, kind, country, lat, lon, precision, 0, "composed")


def find(t: Tokens, hits: list[Hit], book: Mapping[str, Spot], codebook: Codebook) -> list[Phrase]:
    """The composed places of a range, none inside another."""
    found: list[Phrase] = []
    inner = {h.first: h for h in hits}
    for k, hit in enumerate(hits):
        found += filter(None, (_border(t, hits, k, book), _embassy(t, hit, hits, k, book), _bearing(t, hit), _part(t, hit, book)))
    found += _written(t, hits, codebook)
    found += _buildings(t, inner)
    starts: list[int] = []
    free: list[Phrase] = []
    for p in found:  # the most certain kind comes first and keeps its words
        k = bisect_left(starts, p.start)
        if (k == 0 or free[k - 1].end <= p.start) and (k == len(free) or p.end <= starts[k]):
            starts.insert(k, p.start)
            free.insert(k, p)
    return free


@lru_cache(maxsize=8)
def _aliases(codebook: Codebook) -> Matcher:
    """The codebook's names of several words, found in any case: "Ashton air base". What holds a comma is for reading: "Quay, Ashton"."""
    named = ((re.sub(r"^[Tt]he ", "", n), p) for p in codebook.places for n in (p.name, *p.aliases))
    return Matcher({n: known_spot(p) for n, p in named if " " in n and "," not in n})


def _written(t: Tokens, hits: list[Hit], codebook: Codebook) -> Iterator[Phrase]:
    """The codebook's own names of several words."""
    if not t.raw or not codebook.places:
        return
    taken = {(h.start, h.end) for h in hits}
    for start, end, spot in _aliases(codebook).find(t.text, t.starts[0], t.stop):
        if (start, end) not in taken and isinstance(spot, Spot):
            yield Phrase(start, end, spot, f"codebook: {spot.source}")


def _embassy(t: Tokens, hit: Hit, hits: list[Hit], k: int, book: Mapping[str, Spot]) -> Phrase | None:
    """ "the US Embassy in Ash": a building in Ash, not in the US."""
    i = hit.last + 1
    if not (t.joined(i) and t.low(i) in ("embassy", "consulate")) or not hit.spots or hit.spots[0].kind != "country":
        return None
    name = f"{hit.spots[0].name} {t.low(i).capitalize()}"
    city = hits[k + 1] if k + 1 < len(hits) and t.low(i + 1) in ("in", "at") and hits[k + 1].first == i + 2 else None
    if city is None or not city.spots:
        return Phrase(hit.start, t.ends[i], _composed(name, "facility", None, "point"), f"{t.low(i)} of a country")
    for printed in (f"{hit.name} {t.low(i)} in {city.name}", f"{hit.name} {t.low(i)}, {city.name}"):
        if known := book.get(key(printed)):
            return Phrase(hit.start, t.ends[i], known, f"codebook: {known.source}")
    where = next((s for s in city.spots if s.country != hit.spots[0].country), city.spots[0])
    rule = f"{t.low(i)} of a country; placed at its city, {where.source}"
    return Phrase(hit.start, t.ends[i], _composed(f"{name}, {where.name}", "facility", where.country, "city", where), rule)


def _buildings(t: Tokens, inner: Mapping[int, Hit]) -> Iterator[Phrase]:
    """ "Ashton General Hospital", "Mill Road", "Lake Ash", "Ash County": capitalised words that end in what they are; "Ash airport" too."""
    named = {k for h in inner.values() for k in range(h.first, h.last + 1)}
    last_words = _last_words()
    for i, word in enumerate(t.lows):
        if word not in last_words or i in named or not t.joined(i) or t.possessive[i - 1]:
            continue
        first = _first_word(t, i)
        if first == i or not (t.capital(i) or (first in inner and word in _PLAIN_BUILDINGS) or word in _QUARTERS):
            continue
        if t.joined(i + 1) and t.low(i + 1) in words()["media"] | words()["organisations"]:
            continue
        if first in inner and inner[first].last == i - 1 and inner[first].acts:
            continue  # "US BASE" in a headline: a base of theirs, with no name of its own
        if word in _BODIES and t.low(first - 1 - (t.low(first - 1) == "the")) not in _PLACE_OF_BODY:
            continue
        if word in _QUARTERS and not t.capital(i) and any((h := inner.get(k)) and h.spots for k in range(first, i)):
            continue  # "a district of Ashton" may be called "an Ashton district"
        if (
            word in _DIVISIONS
            and (t.capital(i) or word not in _QUARTERS)
            and ((t.capital(i + 1) and t.joined(i + 1)) or not any(h.first == first and h.last == i - 1 for h in inner.values()))
        ):
            continue
        yield _building(t, first, i, inner, word in words()["lands"])


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    return words()["facilities"] | words()["streets"] | words()["lands"] | _QUARTERS


def _first_word(t: Tokens, last: int) -> int:
    """Where the capitalised words that end at ``last`` begin, four words back at most."""
    first = last
    while first > 0 and last - first < 4 and t.gap(first) in (" ", "-", "\u00a0") and t.capital(first - 1) and not t.possessive[first - 1]:
        if t.low(first - 1) in words()["openers"]:
            break
        first -= 1
    if first < last and t.low(first - 1) == "of" and t.capital(first - 2) and t.joined(first) and t.joined(first - 1):
        return first - 2  # "Bank of Ashton Stadium"
    return first


_BODIES = frozenset("university college school court prison academy".split())  # a building only where something is in or at it
_PLACE_OF_BODY = frozenset("in at near outside inside from around".split())
_DIVISIONS = frozenset("state province governorate region district territory oblast prefecture parish borough".split())  # need a known name
_QUARTERS = frozenset("district neighborhood neighbourhood".split())  # "the Elmside district", which no gazetteer has
_PLAIN_BUILDINGS = frozenset("airport airfield airbase airstrip dam".split())


def _building(t: Tokens, first: int, last: int, inner: Mapping[int, Hit], land: bool) -> Phrase:
    start, end = t.starts[first], t.ends[last]
    printed = t.text[start:end]
    hits = [h for k in range(first, last + 1) if (h := inner.get(k)) and h.spots and h.last <= last and not h.adjective]
    inside = hits[0].spots[0] if hits else None
    if hits and hits[0].last == last - 1 and hits[0].first == first and t.low(last) in _DIVISIONS:
        if region := next((s for s in hits[0].spots if s.kind == "region"), None):
            return Phrase(start, end, region, f"division: {region.source}")
    country = inside.country if inside else None
    if inside and inside.kind == "city" and not land:
        return Phrase(start, end, _composed(printed, "facility", country, "city", inside), f"building; placed at its city, {inside.source}")
    kind, precision = ("district", "district") if t.low(last) in _QUARTERS else ("region", "region") if land else ("facility", "point")
    spot = _composed(printed, kind, country, precision)
    return Phrase(start, end, spot, "building or land by its last word")


def _part(t: Tokens, hit: Hit, book: Mapping[str, Spot]) -> Phrase | None:
    """ "northern Iraq", "southeastern Texas": a region without a point, unless the codebook has one."""
    i = hit.first - 1
    if hit.adjective or hit.embedded or not hit.spots or not hit.broad or not t.joined(hit.first) or t.low(i) not in words()["directions"]:
        return None
    if t.possessive[hit.last] or t.text[hit.end : hit.end + 1] == "-":
        return None
    start, spot = t.starts[i], hit.spots[0]
    if known := book.get(key(t.text[start : hit.end])):
        return Phrase(start, hit.end, known, f"codebook: {known.source}")
    part = _composed(f"{t.low(i).capitalize()} {spot.name}", "region", spot.country, "region")
    return Phrase(start, hit.end, part, f"part of {spot.source}: direction + name")


def _border(t: Tokens, hits: list[Hit], k: int, book: Mapping[str, Spot]) -> Phrase | None:
    """ "the Iraq–Syria border region", "the Syrian-Turkish border", "the border between Iraq and Syria": one place, whoever comes first."""
    if k + 1 >= len(hits):
        return None
    a, b = hits[k], hits[k + 1]
    if not (a.spots and b.spots and a.spots[0].kind == b.spots[0].kind == "country"):
        return None
    start, end = a.start, 0
    if b.first == a.last + 1 and t.gap(b.first) in ("-", "–", "/") and (m := _BORDER.match(t.text, b.end, min(t.stop, b.end + 30))):
        end = m.end()
    elif b.first == a.last + 2 and t.low(a.last + 1) == "and" and (n := _BETWEEN.search(t.text, max(t.starts[0], a.start - 20), a.start)):
        start, end = n.start(), b.end
    if not end:
        return None
    for printed in (t.text[start:end], " ".join(t.text[start:end].split()[:-1])):  # with and without "region", "area"
        if known := book.get(key(printed)):
            return Phrase(start, end, known, f"codebook: {known.source}")
    one, two = sorted((a.spots[0].name, b.spots[0].name))
    return Phrase(start, end, _composed(f"{one}–{two} border", "region", None, "region"), "border between two countries")


def _bearing(t: Tokens, hit: Hit) -> Phrase | None:
    """ "50 km north of Ashton": somewhere near, and no pin on Ashton itself."""
    if not hit.spots or hit.adjective or t.low(hit.first - 1) not in ("of", "from"):
        return None
    m = _DISTANCE.search(t.text, max(t.starts[0], hit.start - 60), hit.start)
    if not m:
        return None
    spot = hit.spots[0]
    near = _composed(f"{' '.join(m.group().split())} {spot.name}", "region", spot.country, "region")
    return Phrase(m.start(), hit.end, near, f"part of {spot.source}: distance and bearing")

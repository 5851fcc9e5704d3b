"""Places that a phrase makes out of others: "northern Iraq", "the Iraq–Syria border", "Ashton General Hospital", "Ash County"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from analystkit.article import Place
from analystkit.gazetteer import Spot, key, world
from analystkit.tag.place_names import Hit, Tokens, words
from analystkit.text import slug

_BORDER = re.compile(r"[ ]borders?\b(?:[ ](?:region|area|zone|crossing)\b)?")


@dataclass(frozen=True)
class Phrase:
    """A composed place: its span, what it is, and the place it is made of."""

    start: int
    end: int
    id: str
    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    rule: str
    use: str = "locative"


def find(t: Tokens, hits: list[Hit], book: Mapping[str, Spot]) -> list[Phrase]:
    """The composed places of a range, none inside another."""
    found: list[Phrase] = []
    for k, hit in enumerate(hits):
        phrase = _border(t, hits, k, book) or _part(t, hit, book)
        if phrase and not (found and found[-1].end > phrase.start):
            found.append(phrase)
    return found


def _part(t: Tokens, hit: Hit, book: Mapping[str, Spot]) -> Phrase | None:
    """ "northern Iraq", "southeastern Texas": a region without a point, unless the codebook has one."""
    i = hit.first - 1
    if hit.adjective or hit.embedded or not hit.spots or not hit.broad or not t.joined(hit.first) or t.low(i) not in words()["directions"]:
        return None
    if t.possessive[hit.last] or t.text[hit.end : hit.end + 1] == "-":
        return None
    start, spot = t.starts[i], hit.spots[0]
    known = book.get(key(t.text[start : hit.end]))
    if known:
        return _known(start, hit.end, known)
    name = f"{t.low(i).capitalize()} {spot.name}"
    return Phrase(start, hit.end, slug(name), name, "region", spot.country, None, None, "region", f"part of {spot.source}: direction + name")


def _border(t: Tokens, hits: list[Hit], k: int, book: Mapping[str, Spot]) -> Phrase | None:
    """ "the Iraq–Syria border region", "the Syrian-Turkish border", "the border between Iraq and Syria"."""
    if k + 1 >= len(hits):
        return None
    a, b = hits[k], hits[k + 1]
    if not (a.spots and b.spots and a.spots[0].kind == b.spots[0].kind == "country" and b.first == a.last + 1 and t.gap(b.first) in ("-", "–", "/")):
        return None
    m = _BORDER.match(t.text, b.end, min(t.stop, b.end + 30))
    if not m:
        return None
    for size in (m.end(), b.end + len(m.group().split("border")[0]) + 6):
        if known := book.get(key(t.text[a.start : size])):
            return _known(a.start, m.end(), known)
    one, two = a.spots[0], b.spots[0]
    name = f"{one.name}–{two.name} border"
    return Phrase(a.start, m.end(), slug(name), name, "region", None, None, None, "region", "border between two countries")


def _known(start: int, end: int, s: Spot) -> Phrase:
    return Phrase(start, end, s.id, s.name, s.kind, s.country, s.lat, s.lon, s.precision, f"codebook: {s.source}")


def row(p: Phrase, t: Tokens) -> Place:
    """The phrase as a row."""
    return Place(p.start, p.end, p.id, p.name, p.kind, p.country, p.lat, p.lon, p.precision, p.use, p.rule)

"""Where the places are: the codebook's own first, then countries, regions, areas and cities of the world.

Names are found by a key that makes typography alike, so "Al-Bukamal" and "al Bukamal" are one name. The tables of
``english.reference`` answer what is asked, and nothing else is read; nothing is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import asin, cos, log10, radians, sin, sqrt
from typing import Protocol

from analystkit.codebook import Codebook, KnownPlace
from analystkit.english import reference
from analystkit.english.lexicon import table
from analystkit.text import fold

_LED = re.compile(r"^(?:al|el|ad|ed|an|en|ar|er|as|es|ash|esh|at|et|az|ez) ")
_HILL = re.compile(r"\bt[ae]ll? ")
ARTICLE = re.compile(r"^(?:al|ad|an|ar|as|ash|at|az) (?=[^ ]{5,}$)")


@dataclass(frozen=True)
class Spot:
    """A place that a name can mean. ``region`` is GeoNames' code of its first-level region ("US.TX"), ``rank`` tells namesakes apart:
    the logarithm of the population, and more for capitals, states and countries. ``source`` is where we know it from.
    """

    id: str
    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    rank: float
    source: str
    region: str | None = None
    geonames: int | None = None
    main: bool = True  # found by its usual name, not by another one


# One sound, several spellings in Latin letters: "Sloviansk" and "Slovyansk", "Khan Younis" and "Khan Yunis", "Misrata" and "Misratah".
_SOUNDS = (("iy", "i"), ("yi", "i"), ("y", "i"), ("j", "i"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ii", "i"))


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """A key without what differs from one transliteration to the next; short names stay as they are.

    >>> sound("sloviansk") == sound("slovyansk"), sound("izium") == sound("izyum"), sound("ulm")
    (True, True, 'ulm')
    """
    if len(name) < 5:
        return name
    for spelled, plain in _SOUNDS:
        name = name.replace(spelled, plain)
    if name.endswith("ah"):
        name = name[:-1]
    return "".join(c for c, before in zip(name, " " + name, strict=False) if c != before)


ROMANISED = frozenset("AE AF BH DJ DZ EG EH ER ET IL IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE".split())
"""Countries whose towns have as many spellings in Latin letters as there are hands that write them."""
_HEARD = (("ay|ai|ei|ey|ee", "i"), ("aw|au|ou|oo|ow", "u"), ("e|y", "i"), ("o|w", "u"), ("dj|j", "i"), ("gh|q|g", "k"), ("dh|dd", "d"))


@lru_cache(maxsize=65536)
def heard(name: str) -> str:
    """A key with what an Arabic name keeps in every spelling: no article, no ending, vowels and the letters of one sound made alike.

    >>> heard("al hudaydah") == heard("hodeidah"), heard("deir ezzor") == heard("deir ez zor"), heard("tal afar") == heard("tall afar")
    (True, True, True)
    """
    name = _LED.sub("", _HILL.sub("tal ", name)).replace(" ", "")
    for spelled, plain in _HEARD:
        name = re.sub(spelled, plain, name)
    return re.sub(r"(.)\1+", r"\1", name.removesuffix("h"))


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """The name as it is looked up: folded, hyphens as blanks, no apostrophes and stops.

    >>> key("Al-Qa’im"), key("St. Ann"), key("D.C.")
    ('al qaim', 'st ann', 'dc')
    """
    folded = fold(name)
    if folded.isalpha():
        return folded
    return folded.replace("-", " ").replace("'", "").replace(".", "").replace(",", "").replace("  ", " ").strip()


class World:
    """The world's places by name. Make none: ``world()`` gives the one of this process."""

    def __init__(self) -> None:
        self.adjectives = dict(reference.every("adjectives"))
        """The number of each nationality word's place."""
        self.adjective_beginnings = frozenset(" ".join(n.split(" ")[:k]) for n in self.adjectives for k in (1, 2))
        self._countries = list(reference.every("countries"))
        self.capitals = {code: capital for code, _, capital, *_ in self._countries}
        self.countries_by_name = frozenset(name for _, _, _, *names in self._countries for name in names)

    @cached_property
    def countries(self) -> dict[str, Spot]:
        """Every country by its code."""
        return {code: _spot(n) for code, n, *_ in self._countries}

    def adjective(self, word: str) -> Spot | None:
        """The place of a nationality word's key, in the plural too: "syrian", "iraqis"."""
        number = self.adjectives.get(word) or (self.adjectives.get(word.removesuffix("s")) if len(word) > 4 else None)
        return _spot(number) if number else None

    def abbreviation(self, printed: str) -> Spot | None:
        """The first-level region that is written so: "Ky.", "B.C."."""
        code = table("places")["abbreviations"].get(printed)
        return self.region(code) if code else None

    def region(self, code: str) -> Spot | None:
        """A first-level region by GeoNames' code, "US.TX"."""
        return next((_spot(n) for (n,) in reference.rows("regions", code)), None)

    def find(self, name: str) -> list[Spot]:
        """Every place with this name, the most prominent first. An unknown name gives an empty list.

        >>> [s.id for s in world().find("Iraq")], world().find("Nowhereland")
        (['iraq'], [])
        """
        return list(_called(key(name)))

    def cities(self) -> Iterator[Spot]:
        """Every city of 15,000 people and more, under its usual name."""
        yield from (_read(cells, key(cells[1])) for _, *cells in reference.every("spots") if not cells[8])

    def divisions(self, name: str) -> list[Spot]:
        """Second-level divisions with this name, which a text calls by their word: "Ansongo district", "Yatenga province"."""
        return [_read(cells) for cells in reference.rows("divisions", sound(key(name)))]

    def towns(self, name: str, country: str | None, region: str | None) -> list[Spot]:
        """Smaller towns (from 1,000 people) with this name, in a country or first-level region that the text names."""
        spots = [_read(cells, key(name)) for cells in reference.rows("towns", key(name)) if cells[3] == country]
        return sorted((s for s in spots if region is None or s.region == region), key=lambda s: (-s.rank, s.id))

    def spelled(self, name: str, countries: Set[str]) -> list[Spot]:
        """Cities and towns of some countries that are called so in another spelling, the largest first.

        >>> from analystkit.english.places.gazetteer import world
        >>> [s.id for s in world().spelled("Hodeidah", {"YE"})], world().spelled("Hodeidah", {"IQ"})
        (['al-hudaydah-ye'], [])
        """
        other = [(code, usual) for code, usual in _spelled(name) if code in countries] if len(name) > 4 else []
        spots = {s.id: s for code, usual in other for s in (*self.find(usual), *self.towns(usual, code, None)) if s.country == code}
        return sorted((replace(s, rank=s.rank - 0.1) for s in spots.values() if s.kind == "city"), key=lambda s: (-s.rank, s.id))

    def airfield(self, name: str, kind: str) -> Spot | None:
        """The one airfield of this name or town, a military one for the ``kind`` "base" or "airbase"; None where there are none or several.

        >>> from analystkit.english.places.gazetteer import world
        >>> [found and found.name for found in (world().airfield("Balad", "base"), world().airfield("London", "airport"))]
        ['Balad Southeast Air Base', None]
        """
        called, wanted = key(name), "base" if kind in ("base", "airbase") else "airport"
        known = reference.rows("airfields", sound(called)) or reference.rows("airfields", sound(called.partition(" ")[2]))
        return next((_read(cells) for which, *cells in known if cells and which == wanted), None)


def begins(words: str) -> bool:
    """Is this the first word of a place's name, or the first two, or all of it?

    >>> begins("new"), begins("new york"), begins("newest")
    (True, True, False)
    """
    return reference.begins("names", words)


@lru_cache(maxsize=65536)
def _spelled(name: str) -> list[list[str]]:
    return reference.rows("spelled", heard(key(name)))


@lru_cache(maxsize=65536)
def _called(wanted: str) -> tuple[Spot, ...]:
    spots = [_spot(n, wanted) for (n,) in reference.rows("names", wanted) if n]
    return tuple(sorted(spots, key=lambda s: (-s.rank, s.id, s.source)))


@lru_cache(maxsize=16384)
def _spot(number: str, wanted: str = "") -> Spot:
    (cells,) = reference.rows("spots", number)
    return _read(cells, wanted)


def _read(cells: list[str], wanted: str = "") -> Spot:
    """A place as the tables keep it, and how prominent it is under the name ``wanted``, where it is a city."""
    place_id, name, kind, country, lat, lon, precision, told, source, region, number, capital = cells
    rank, usual = float(told), True
    if not source:  # one of GeoNames' cities; told is its population
        rank, source = log10(max(rank, 1000)), f"GeoNames {number}"
        more, usual = _prominence(key(name), wanted, rank, bool(capital))
        rank += more
        if region == "US.DC":
            rank += 2
    at = float(lat), float(lon)
    return Spot(place_id, name, kind, country or None, *at, precision, rank, source, region or None, int(number) if number else None, usual)


def _prominence(main: str, wanted: str, rank: float, capital: bool) -> tuple[float, bool]:
    """What to add to a city's rank under a name, and whether that is its usual one: "New York" is New York City, "Izium" Izyum."""
    city, spelled = main == f"{wanted} city", main != wanted and sound(main) == sound(wanted)
    short = rank >= 5 and main.startswith((f"{wanted} de ", f"{wanted} del "))  # "Acapulco" is Acapulco de Juárez
    if not (wanted in (main, ARTICLE.sub("", main)) or city or spelled or short):
        return -1.5, False
    return 1.5 if capital else 0.5 if city else -0.5 if short else -0.1 if spelled else 0.0, True


@lru_cache(maxsize=1)
def world() -> World:
    """The world of this process."""
    return World()


def known_spot(place: KnownPlace) -> Spot:
    """A line of the codebook as a place of the gazetteer: it goes before all others."""
    p, told = place, f" ({place.source})" if place.source.startswith("geocoder ") else ""
    return Spot(p.place_id, p.name, p.kind, p.country, p.lat, p.lon, p.precision, 30, f"places.csv:{p.line}{told}")


@lru_cache(maxsize=8)
def codebook_spots(codebook: Codebook) -> dict[str, Spot]:
    """The codebook's places by key, each under its name and all its aliases."""
    return {key(n).removeprefix("the "): known_spot(p) for p in codebook.places for n in (p.name, *p.aliases)}


@lru_cache(maxsize=8)
def codebook_beginnings(codebook: Codebook) -> frozenset[str]:
    """What begins a name in the codebook: the first word of each, and the first two."""
    split = [n.split(" ", 2) for n in codebook_spots(codebook)]
    return frozenset(n[0] for n in split) | frozenset(" ".join(n[:2]) for n in split)


class Located(Protocol):
    """What has a position, or none."""

    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...


def kilometres(a: Located, b: Located) -> float | None:
    """The distance between two places over the globe, None where a position is unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    p, q, d, e = radians(a.lat), radians(b.lat), radians(b.lat - a.lat), radians(b.lon - a.lon)
    return 12742 * asin(min(1.0, sqrt(sin(d / 2) ** 2 + cos(p) * cos(q) * sin(e / 2) ** 2)))

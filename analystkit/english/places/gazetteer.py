"""Where the places are: the codebook's own first, then countries, regions, areas and cities of the world.

Names are found by a key that makes typography alike, so "Al-Bukamal" and "al Bukamal" are one name. Everything is read once a
process and only when a first name is looked up; nothing is ever fetched.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import asin, cos, log10, radians, sin, sqrt
from typing import Protocol

from analystkit.codebook import Codebook, KnownPlace
from analystkit.english.lexicon import rows, table
from analystkit.text import fold, slug

_KIND_OF_REGION = re.compile(
    r" (?:governorate|province|oblast|krai|region|state|prefecture|municipality|department|county|district|autonomous (?:region|province))$"
)


_ARTICLE = re.compile(r"^(?:al|ad|an|ar|as|ash|at|az) (?=[^ ]{5,}$)")
_ERN = re.compile(r"^(north|south|east|west)ern\b")


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


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resources.files("analystkit.english.reference").joinpath(name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


class World:
    """The world's places by name. Make none: ``world()`` gives the one of this process."""

    def __init__(self) -> None:
        self.countries: dict[str, Spot] = {}
        self.countries_by_name: set[str] = set()
        self.regions: dict[str, Spot] = {}
        self.capitals: dict[str, str] = {}
        self._named: dict[str, list[Spot]] = {}
        self.adjectives: dict[str, Spot] = {}
        self._cities = _city_names()
        self._read_countries()
        self._read_regions()
        self._read_areas()
        names = (*self._cities, *self._named, *self.adjectives, *map(key, self.abbreviations))
        self.beginnings, self.adjective_beginnings = beginnings(names), beginnings(self.adjectives)
        self._found: dict[str, list[Spot]] = {}

    def _add(self, names: Iterable[str], spot: Spot) -> None:
        for name in {key(n) for n in names if n}:
            self._named.setdefault(name, []).append(spot)

    def _read_countries(self) -> None:
        known = {row["code"]: row for row in rows("nations")}
        for row in _rows("countries.csv"):
            code, nation = row["code"], known.get(row["code"])
            names = nation["names"].split(";") if nation else []
            place_id = nation["slug"] if nation else slug(row["name"])
            name = names[0] if names else row["name"].strip()
            at, number = (float(row["lat"]), float(row["lon"])), int(row["geonames"])
            spot = Spot(place_id, name, "country", code, *at, "country", 20, "countries.csv", geonames=number)
            self.countries[code] = spot
            self.capitals[code] = key(row["capital"])
            self._add({row["name"].strip(), *names}, spot)
            self.countries_by_name.update(key(n) for n in (row["name"], *names))
            self.adjectives |= {key(word): spot for word in (nation["adjectives"].split(";") if nation else []) if word}

    def _read_regions(self) -> None:
        for file in ("regions.csv", "counties.csv"):
            first = file == "regions.csv"
            for row in _rows(file):
                code, name, number = row["code"], row["name"], row.get("geonames")
                rank = (7 if code[:2] in _STATES else 5) if first or code[:2] == "PH" else 3  # the press calls Philippine provinces by name
                at, upper = (float(row["lat"]), float(row["lon"])), code if first else code.rsplit(".", 1)[0]
                place_id = self._region_id(name, code, first)
                spot = Spot(place_id, name, "region", code[:2], *at, "region", rank, file, upper, int(number) if number else None)
                if first:
                    self.regions[code] = spot
                bare = _KIND_OF_REGION.sub("", key(name))
                self._add({name, bare, _ERN.sub(r"\1", bare)} if first else {name}, spot)  # "North Darfur" is Northern Darfur
                if not first and code[:2] == "US" and name.startswith("Saint "):
                    self._add(["St. " + name[6:]], spot)
        self.abbreviations = {short: self.regions[code] for short, code in table("places")["abbreviations"].items()}

    def _region_id(self, name: str, code: str, first: bool) -> str:
        """ "texas-us", "morris-county-nj-us"; "mopti-region-ml" beside the city "mopti-ml"."""
        country = code[:2]
        if country == "US":
            return f"{slug(name)}-us" if first else f"{slug(name)}-{code[3:5].lower()}-us"
        lines = (line.split("\t") for line in self._cities.get(key(name), "").split("\n") if line)
        here = any(line[4] == country and line[7].split("|", 1)[0] == key(name) for line in lines)
        return f"{slug(name)}-{'region-' if here else ''}{country.lower()}"

    def _read_areas(self) -> None:
        for row in _rows("areas.csv"):
            kind, number = row["kind"], row["geonames"]
            precision = "point" if kind == "facility" else kind
            if precision == "region" and not row["code"]:
                precision = "country"  # an area of several countries is known no better than a country, and no map marks it
            at = row["code"] or None, float(row["lat"]), float(row["lon"])
            spot = Spot(row["id"], row["name"], kind, *at, precision, 15, "areas.csv", geonames=int(number) if number else None)
            self._named |= {key(name): [spot] for name in (row["name"], *row["aliases"].split(";")) if name}
            self.adjectives |= {key(word): spot for word in row["adjectives"].split(";") if word}

    def find(self, name: str) -> list[Spot]:
        """Every place with this name, the most prominent first. An unknown name gives an empty list.

        >>> [s.id for s in world().find("Iraq")], world().find("Nowhereland")
        (['iraq'], [])
        """
        wanted = key(name)
        if wanted not in self._found:
            if not self.knows(wanted):
                return []
            spots = list(self._named.get(wanted, ()))
            spots += (self._city(line, wanted) for line in self._cities.get(wanted, "").split("\n") if line)
            self._found[wanted] = sorted(spots, key=lambda s: (-s.rank, s.id, s.source))
        return list(self._found[wanted])

    def knows(self, wanted: str) -> bool:
        """Does any place have this key?"""
        return wanted in self._named or wanted in self._cities

    def cities(self) -> Iterator[Spot]:
        """Every city of 15,000 people and more, under its usual name."""
        for name, lines in self._cities.items():
            for line in lines.split("\n"):
                if line.rsplit("\t", 1)[1].split("|", 1)[0] == name:
                    yield self._city(line, name)

    def divisions(self, name: str) -> list[Spot]:
        """Second-level divisions with this name, which a text calls by their word: "Ansongo district", "Yatenga province".

        Read from disk at the first call only.
        """
        return [_division(line) for line in _divisions().get(sound(key(name)), "").split("\n") if line]

    def _city(self, line: str, wanted: str) -> Spot:
        main = line.rsplit("\t", 1)[1].split("|", 1)[0]
        return _city_spot(line, wanted, self.capitals, self._cities.get(main, ""))

    def towns(self, name: str, country: str | None, region: str | None) -> list[Spot]:
        """Smaller towns (from 1,000 people) with this name, in a country or first-level region that the text names.

        Read from disk at the first call only: many articles never need them.
        """
        lines = _towns().get(key(name), "")
        found = [line for line in lines.split("\n") if line and line.split("\t")[4] == country]
        spots = [_city_spot(line, key(name), self.capitals, lines) for line in found]
        return sorted((s for s in spots if region is None or s.region == region), key=lambda s: (-s.rank, s.id))


def beginnings(names: Iterable[str]) -> frozenset[str]:
    """The first word of every name, and the first two of those of several words: what begins otherwise is no name.

    >>> sorted(beginnings(["ash", "new ash hill"]))
    ['ash', 'new', 'new ash']
    """
    split = [n.split(" ", 2) for n in names]
    return frozenset(n[0] for n in split) | frozenset(f"{n[0]} {n[1]}" for n in split if len(n) > 1)


_STATES = frozenset({"US", "CA", "AU", "GB", "IN", "MX", "BR", "CN"})  # countries whose regions the world's press calls by name


def _city_spot(line: str, wanted: str, capitals: dict[str, str], rivals: str) -> Spot:
    """A line of the packed tables as a place. ``rivals`` are the lines that share its usual name; they decide how long its id must be."""
    number, name, lat, lon, country, region, population, names = line.split("\t")
    main = names.split("|", 1)[0]
    capital = capitals.get(country) == main and population != "0"
    city, spelled = main == f"{wanted} city", main != wanted and sound(main) == sound(wanted)
    short = int(population) >= 100_000 and main.startswith((f"{wanted} de ", f"{wanted} del "))  # "Acapulco" is Acapulco de Juárez
    usual = wanted in (main, _ARTICLE.sub("", main)) or city or spelled or short  # "New York" is New York City, "Izium" Izyum
    more = -1.5 if not usual else 1.5 if capital else 0.5 if city else -0.5 if short else -0.1 if spelled else 0.0
    rank = log10(max(int(population), 1000)) + more
    if country == "US" and region == "DC":
        rank += 2
    known = capital or int(population) >= 1_000_000
    place_id = slug(name) if known and _largest(line, main, rivals) else _long_id(name, country, region, main, rivals)
    at = f"{country}.{region}"
    return Spot(place_id, name, "city", country, float(lat), float(lon), "city", rank, f"GeoNames {number}", at, int(number), usual)


def _same_name(main: str, rivals: str) -> list[list[str]]:
    return [c for r in rivals.split("\n") if r and (c := r.split("\t"))[7].split("|", 1)[0] == main]


def _largest(line: str, main: str, rivals: str) -> bool:
    """Is it the largest city of its name? Only that one may go by the bare name: there is a Hyderabad in India and one in Pakistan."""
    return line == max(("\t".join(c) for c in _same_name(main, rivals)), key=lambda r: (int(r.split("\t")[6]), r), default=line)


def _long_id(name: str, country: str, region: str, main: str, rivals: str) -> str:
    """ "paris-tx-us", "erbil-iq"; with the region's code where one country has several."""
    several = sum(c[4] == country for c in _same_name(main, rivals)) > 1
    return f"{slug(name)}-{region.lower()}-{country.lower()}" if country == "US" or several else f"{slug(name)}-{country.lower()}"


# A city is kept as its line: number, name, lat, lon, country, first-level region, population, keys joined by "|". Cities that share a
# key are joined by line breaks: half a million small objects would take twice the time to build, for the garbage collector's walks.
def _packed(name: str) -> list[str]:
    import gzip

    return gzip.decompress(resources.files("analystkit.english.reference").joinpath(name).read_bytes()).decode().split("\n")


def _index(file: str, key_of: Callable[[str], str] = str) -> dict[str, str]:
    """The lines of a packed table by each of their names."""
    out: dict[str, str] = {}
    for line in _packed(file):
        for name in {key_of(name) for name in line.rsplit("\t", 1)[1].split("|")}:
            out[name] = f"{out[name]}\n{line}" if name in out else line
    return out


@lru_cache(maxsize=1)
def _towns() -> dict[str, str]:
    return _index("towns.tsv.gz")


@lru_cache(maxsize=1)
def _divisions() -> dict[str, str]:
    return _index("divisions.tsv.gz", sound)


def _division(line: str) -> Spot:
    code, name, lat, lon, _ = line.split("\t")
    place_id = f"{slug(name)}-{slug(code)}"
    return Spot(place_id, name, "region", code[:2], float(lat), float(lon), "region", 2, "divisions.tsv.gz", code.rsplit(".", 1)[0])


def _city_names() -> dict[str, str]:
    """Key -> the cities with that name. Only names in Latin letters: this library reads English."""
    out = _index("cities.tsv.gz")
    bare = {without: lines.rpartition("\n")[2] for name, lines in out.items() if (without := _ARTICLE.sub("", name)) != name}
    return bare | out  # "Qamishli" is Al Qamishli, where no other city is called so


@lru_cache(maxsize=1)
def world() -> World:
    """The world of this process, read at the first call (about a fifth of a second)."""
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
    """What begins a name, in the world or in the codebook."""
    return world().beginnings | beginnings(codebook_spots(codebook))


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

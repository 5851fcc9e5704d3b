"""Makes analystkit/english/reference/world.tables from the tables beside this file, and from the names of nations in the lexicon.

Run it again when one of them has changed (the suite says so):

    python data/reference/pack_world.py

What can be told of a place before any text is told here: its id, how prominent it is, what it is called. The tables are those that
``make_world.py`` makes from open data, and ``areas.csv``, which was made by hand.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from analystkit.english import lexicon, reference
from analystkit.english.places.gazetteer import ARTICLE, ROMANISED, heard, key, sound
from analystkit.text import slug

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[1] / "analystkit" / "english" / "reference" / reference.FILE
BLOCK = 32_000  # characters of a block
# What an airfield is, which its name need not say.
_KIND_OF_AIRFIELD = re.compile(
    r" (?:(?:international|domestic|regional|municipal|national|military|(?:south|north)?(?:east|west)|air force|air|army|naval)(?: |$))*"
    r"(?:airport|airfield|airbase|air base|base|aerodrome|airstrip|station)?$"
)
STATES = frozenset({"US", "CA", "AU", "GB", "IN", "MX", "BR", "CN"})  # countries whose regions the world's press calls by name
_ERN = re.compile(r"^(north|south|east|west)ern\b")
_KIND_OF_REGION = re.compile(
    r" (?:governorate|province|oblast|krai|region|state|prefecture|municipality|department|county|district|autonomous (?:region|province))$"
)
Row = tuple[str, ...]
City = list[str]  # number, name, lat, lon, country, first-level region, population, keys joined by "|"


def sheet(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def unpacked(name: str) -> list[list[str]]:
    return [line.split("\t") for line in gzip.decompress((HERE / name).read_bytes()).decode().split("\n")]


def usual(city: City) -> str:
    """The key of a city's usual name."""
    return city[7].partition("|")[0]


class World:
    """The tables in the making: ``named`` tells which places a key can mean; a place is known by its number among ``spots``."""

    def __init__(self) -> None:
        self.spots: list[Row] = []
        self.named: dict[str, list[int]] = {}
        self.adjectives: dict[str, int] = {}
        self.countries: list[Row] = []
        self.regions: list[Row] = []
        self.capitals: dict[str, str] = {}
        self.cities = unpacked("cities.tsv.gz")
        self.by_usual = self._alike(self.cities)
        self._read_countries()
        self._read_regions()
        self._read_areas()

    def tables(self) -> dict[str, list[Row]]:
        """All tables; the first cell of a row is its key."""
        # The largest first: the blocks of those that the news is about are few.
        numbered = sorted(self.cities, key=lambda c: -int(c[6]))
        self.spots += (self.city(c, self.by_usual) for c in numbered)
        first = len(self.spots) - len(numbered)
        called: dict[str, list[str]] = {k: [f"{n:06}" for n in numbers] for k, numbers in self.named.items()}
        number = {c[0]: f"{first + n:06}" for n, c in enumerate(numbered)}
        for name, numbers in self._city_names(number).items():
            called.setdefault(name, []).extend(numbers)
        for name in (*self.adjectives, *map(key, lexicon.table("places")["abbreviations"])):
            called.setdefault(name, [""])  # it begins a name, and is none
        towns = unpacked("towns.tsv.gz")
        rivals = self._alike(towns)
        return {
            "names": [(name, n) for name, numbers in called.items() for n in numbers],
            "spelled": sorted(spelled([*self.cities, *towns])),
            "spots": [(f"{n:06}", *spot) for n, spot in enumerate(self.spots)],
            "adjectives": [(word, f"{n:06}") for word, n in self.adjectives.items()],
            "countries": self.countries,
            "regions": self.regions,
            "towns": [(c[7], *self.city(c, rivals)) for c in towns],
            "divisions": [(name, *cells) for line in unpacked("divisions.tsv.gz") for name, cells in divisions(line)],
            "airfields": list(airfields()),
        }

    def _alike(self, cities: Iterable[City]) -> dict[str, list[City]]:
        out: dict[str, list[City]] = defaultdict(list)
        for c in cities:
            out[usual(c)].append(c)
        return out

    def _city_names(self, number: Mapping[str, str]) -> dict[str, list[str]]:
        """Key -> the cities with that name. Only names in Latin letters: this library reads English."""
        out: dict[str, list[str]] = {}
        for c in self.cities:
            for name in c[7].split("|"):
                out.setdefault(name, []).append(number[c[0]])
        bare = {without: numbers[-1:] for name, numbers in out.items() if (without := ARTICLE.sub("", name)) != name}
        return bare | out  # "Qamishli" is Al Qamishli, where no other city is called so

    def city(self, c: City, alike: Mapping[str, list[City]]) -> Row:
        """A city's cells; ``alike`` are those that share its usual name: they decide how long its id must be."""
        number, name, lat, lon, country, region, population, _ = c
        capital = self.capitals.get(country) == usual(c) and population != "0"
        rivals = alike[usual(c)]
        largest = c == max(rivals, key=lambda r: (int(r[6]), "\t".join(r)))  # there is a Hyderabad in India and one in Pakistan
        several = country == "US" or sum(r[4] == country for r in rivals) > 1
        long = f"{slug(name)}-{region.lower()}-{country.lower()}" if several else f"{slug(name)}-{country.lower()}"
        place_id = slug(name) if largest and (capital or int(population) >= 1_000_000) else long
        at = f"{country}.{region}"
        return place_id, name, "city", country, lat, lon, "city", population, "", at, number, "capital" if capital else ""

    def _spot(self, *cells: str) -> int:
        self.spots.append((*cells, ""))
        return len(self.spots) - 1

    def _add(self, names: Iterable[str], spot: int) -> None:
        for name in sorted({key(n) for n in names if n}):
            self.named.setdefault(name, []).append(spot)

    def _read_countries(self) -> None:
        known = {row["code"]: row for row in lexicon.rows("nations")}
        for row in sheet("countries.csv"):
            code, nation = row["code"], known.get(row["code"])
            names = nation["names"].split(";") if nation else []
            spot = self._spot(
                nation["slug"] if nation else slug(row["name"]),
                names[0] if names else row["name"].strip(),
                *("country", code, row["lat"], row["lon"], "country", "20", "countries.csv", "", row["geonames"]),
            )
            self.capitals[code] = key(row["capital"])
            self._add({row["name"].strip(), *names}, spot)
            called = sorted({key(n) for n in (row["name"], *names)})
            self.countries.append((code, f"{spot:06}", self.capitals[code], *called))
            for word in filter(None, nation["adjectives"].split(";") if nation else []):
                self.adjectives[key(word)] = spot

    def _read_regions(self) -> None:
        for file in ("regions.csv", "counties.csv"):
            for row in sheet(file):
                code, name, first = row["code"], row["name"], file == "regions.csv"
                large = first or code[:2] == "PH"  # the press calls Philippine provinces by name
                spot = self._spot(
                    *(self._region_id(name, code, first), name, "region", code[:2], row["lat"], row["lon"], "region"),
                    ("7" if code[:2] in STATES else "5") if large else "3",
                    *(file, code if first else code.rsplit(".", 1)[0], row.get("geonames") or ""),
                )
                if first:
                    self.regions.append((code, f"{spot:06}"))
                bare = _KIND_OF_REGION.sub("", key(name))
                self._add({name, bare, _ERN.sub(r"\1", bare)} if first else {name}, spot)  # "North Darfur" is Northern Darfur
                if file == "counties.csv" and code[:2] == "US" and name.startswith("Saint "):
                    self._add(["St. " + name[6:]], spot)

    def _region_id(self, name: str, code: str, first: bool) -> str:
        """ "texas-us", "morris-county-nj-us"; "mopti-region-ml" beside the city "mopti-ml"."""
        country = code[:2]
        if country == "US":
            return f"{slug(name)}-us" if first else f"{slug(name)}-{code[3:5].lower()}-us"
        here = any(c[4] == country for c in self.by_usual.get(key(name), ()))
        return f"{slug(name)}-{'region-' if here else ''}{country.lower()}"

    def _read_areas(self) -> None:
        for row in sheet("areas.csv"):
            precision = "point" if row["kind"] == "facility" else row["kind"]
            if precision == "region" and not row["code"]:
                precision = "country"  # an area of several countries is known no better than a country, and no map marks it
            spot = self._spot(
                *(
                    row["id"],
                    row["name"],
                    row["kind"],
                    row["code"],
                    row["lat"],
                    row["lon"],
                    precision,
                    "15",
                    "areas.csv",
                    "",
                    row["geonames"],
                )
            )
            for name in filter(None, (row["name"], *row["aliases"].split(";"))):
                self.named[key(name)] = [spot]
            for word in filter(None, row["adjectives"].split(";")):
                self.adjectives[key(word)] = spot


def spelled(cities: Iterable[City]) -> set[Row]:
    """What is heard of a name, the country, and the usual name of those called so, where the press has many spellings."""
    there = (c for c in cities if c[4] in ROMANISED)
    return {(how, c[4], usual(c)) for c in there for name in c[7].split("|") if len(how := heard(name)) > 3}


def divisions(line: list[str]) -> Iterator[tuple[str, Row]]:
    code, name, lat, lon, keys = line
    region = code.rsplit(".", 1)[0]
    cells = f"{slug(name)}-{slug(code)}", name, "region", code[:2], lat, lon, "region", "2", "divisions.tsv.gz", region, "", ""
    yield from ((called, cells) for called in dict.fromkeys(sound(k) for k in keys.split("|")))


def airfields() -> Iterator[Row]:
    """By their name without its kind, and by their town: the one base and the one airport called so; no cells where there are several."""
    called: dict[str, list[Row]] = defaultdict(list)
    for code, name, city, *at in unpacked("airfields.tsv.gz"):
        bare, town = _KIND_OF_AIRFIELD.sub("", key(name)), key(city)
        for n in sorted({sound(n) for n in (bare, bare.removeprefix(f"{town} "), town)} - {""}):
            called[n].append((slug(name), name, "facility", *at, "point", "0", f"airportsdata {code}", "", "", ""))
    for n, all_ in called.items():
        for kind in ("base", "airport"):
            found = [r for r in all_ if ("Base" in r[1] or "Army" in r[1]) == (kind == "base")]
            if len(found) > 1 and kind == "airport":
                found = [r for r in found if "International" in r[1]]
            yield (n, kind, *(found[0] if len(found) == 1 else ()))


def packed(tables: Mapping[str, list[Row]]) -> bytes:
    """The file; the rows of one key keep their order."""
    index: dict[str, tuple[list[str], list[tuple[int, int]]]] = {}
    out = b""
    for name, rows in tables.items():
        firsts, places = index.setdefault(name, ([], []))
        for block in blocks(rows):
            data = zlib.compress("\n".join("\t".join(row) for row in block).encode(), 9)
            firsts.append(block[0][0])
            places.append((len(out), len(out) + len(data)))
            out += data
    return json.dumps(index, separators=(",", ":")).encode() + b"\n" + out


def blocks(rows: list[Row]) -> Iterator[list[Row]]:
    block: list[Row] = []
    size = 0
    for _, same in groupby(sorted(rows, key=lambda r: r[0]), key=lambda r: r[0]):
        if size > BLOCK:
            yield block
            block, size = [], 0
        alike = list(same)
        block += alike
        size += sum(len(cell) + 1 for row in alike for cell in row)
    yield block


if __name__ == "__main__":
    OUT.write_bytes(packed(World().tables()))

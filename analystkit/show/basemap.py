"""The base of every map: land, borders, water, country and town names, cut to a box and thinned to what a screen can show.

The file beside this one is made by ``data/reference/build_basemap.py`` from Natural Earth and GeoNames. Lines are lists of points
(longitude, latitude) in whole numbers of 1/``SCALE`` degree.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain, pairwise
from typing import Any

SCALE = 200
CREDIT = "Natural Earth · GeoNames (CC BY 4.0)"
Point = tuple[int, int]
Line = list[Point]

_TOWNS = 260  # as many town names at most: more can never be shown at once, and each costs bytes


@dataclass(frozen=True)
class Box:
    """A range of longitudes and latitudes, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        """Is this point inside?"""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def grown(self, share: float, least: float = 0.0) -> Box:
        """This box with a share of its size added on each side, ``least`` degrees at least, and the world's edges kept."""
        dx, dy = max((self.east - self.west) * share, least), max((self.north - self.south) * share, least)
        return Box(max(self.west - dx, -180.0), max(self.south - dy, -75.0), min(self.east + dx, 180.0), min(self.north + dy, 82.0))


@dataclass(frozen=True)
class Town:
    """A town of the base. ``people`` in thousands."""

    name: str
    lon: float
    lat: float
    people: int
    capital: bool


@dataclass(frozen=True)
class Base:
    """What is drawn under the marks. ``countries`` are names with the middle of what can be seen of them, the largest part first."""

    land: list[Line]
    lakes: list[Line]
    borders: list[Line]
    rivers: list[Line]
    countries: list[tuple[str, float, float]]
    towns: list[Town]


def cut(box: Box, view: Box, near: Sequence[tuple[float, float]] = (), *, detail: int = 900) -> Base:
    """The base inside ``box``, in steps of a ``detail``-th of its width.

    Country names stand where they can be seen in ``view``; the towns next to the points ``near`` are kept.
    """
    world = _world()
    west, south, east, north = (round(v * SCALE) for v in (box.west, box.south, box.east, box.north))
    edges = (west, south, east, north)
    step = max(1, (east - west) // detail)
    return Base(
        land=_areas(chain.from_iterable(_unwound(_ring(r)) for r in world["land"]), edges, step),
        lakes=_areas(world["lakes"], edges, step),
        borders=_lines(_borders(), edges, step, 2 * step - 2),
        rivers=_lines(world["rivers"], edges, step, (east - west) // 120),
        countries=_names(view),
        towns=_towns(box, near),
    )


@lru_cache(maxsize=1)
def _world() -> dict[str, Any]:
    """The file, with every line's steps added up to points."""
    raw = files("analystkit.show").joinpath("basemap.json.gz").read_bytes()
    world: dict[str, Any] = json.loads(gzip.decompress(raw))
    for layer in ("arcs", "lakes", "rivers"):
        world[layer] = [_added(steps) for steps in world[layer]]
    inland = [ring for polygon in world["land"] for ring in polygon[1:]]  # a hole in the land is a sea: the Caspian
    world["land"] = [polygon[0] for polygon in world["land"]]
    world["lakes"] += [_joined(world["arcs"], ring) for ring in inland]
    return world


def _added(steps: Sequence[int]) -> Line:
    x = y = 0
    line = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        line.append((x, y))
    return line


def _ring(indices: Iterable[int]) -> Line:
    return _joined(_world()["arcs"], indices)


def _joined(arcs: Sequence[Line], indices: Iterable[int]) -> Line:
    """The arcs of a ring joined; a negative number is an arc backwards."""
    return list(chain.from_iterable(arcs[i] if i >= 0 else reversed(arcs[~i]) for i in indices))


def _unwound(ring: Line) -> list[Line]:
    """A ring that crosses the antimeridian as whole rings at both edges of the map; one around a pole as none; others as they are."""
    world = 360 * SCALE
    turn, out = 0, ring[:1]
    for (before, _), (x, y) in pairwise(ring):
        turn += world if before - x > world // 2 else -world if x - before > world // 2 else 0
        out.append((x + turn, y))
    if turn:
        return []
    xs = [x for x, _ in out]
    if min(xs) >= -world // 2 and max(xs) <= world // 2:
        return [ring]
    return [[(x + shift, y) for x, y in out] for shift in (-world, 0, world)]


def _borders() -> Iterator[Line]:
    """Arcs that two countries share; the coast belongs to one alone."""
    owners = Counter(i if i >= 0 else ~i for _, polygons in _world()["countries"] for ring in chain.from_iterable(polygons) for i in ring)
    arcs = _world()["arcs"]
    return (arcs[i] for i in sorted(owners) if owners[i] > 1)


Edges = tuple[int, int, int, int]


def _meets(line: Line, edges: Edges) -> bool:
    west, south, east, north = edges
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return bool(line) and min(xs) <= east and max(xs) >= west and min(ys) <= north and max(ys) >= south


def _areas(rings: Iterable[Line], edges: Edges, step: int) -> list[Line]:
    """Rings cut to the box; what is too small to be seen is left out."""
    cuts = (_thin(clip(r, edges), step) for r in rings if _meets(r, edges))
    return [r for r in cuts if len(r) > 3 and _spread(r) >= 2 * step]


def _lines(lines: Iterable[Line], edges: Edges, step: int, least: int) -> list[Line]:
    """Lines cut to the box; a line that is less than ``least`` wide and high is left out."""
    runs = (run for line in lines if _meets(line, edges) for run in _inside(line, edges))
    return [r for r in (_thin(run, step) for run in runs) if len(r) > 1 and _spread(r) >= least]


def _spread(line: Line) -> int:
    """How wide or high a line is, whichever is more."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _thin(line: Line, step: int) -> Line:
    """Points at least ``step`` apart; the last one stays, so that lines still meet."""
    if step <= 1 or len(line) < 3:
        return line
    kept = [line[0]]
    for x, y in line[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= step:
            kept.append((x, y))
    return [*kept, line[-1]]


def _inside(line: Line, edges: Edges) -> Iterator[Line]:
    """The parts of a line in the box, each with one point beyond the edge."""
    west, south, east, north = edges
    run: Line = []
    for a, b in pairwise(line):
        if any(west <= x <= east and south <= y <= north for x, y in (a, b)):
            run = run or [a]
            run.append(b)
        elif run:
            yield run
            run = []
    if run:
        yield run


def clip(ring: Line, edges: Edges) -> Line:
    """A ring cut to a box, side by side (Sutherland and Hodgman).

    >>> clip([(0, 0), (10, 0), (10, 10), (0, 10)], (5, -5, 20, 20))
    [(5, 0), (10, 0), (10, 10), (5, 10)]
    """
    west, south, east, north = edges
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        out: Line = []
        for a, b in zip(ring[-1:] + ring[:-1], ring, strict=True):
            a_in, b_in = (a[axis] - limit) * sign >= 0, (b[axis] - limit) * sign >= 0
            if a_in != b_in:
                out.append(_crossing(a, b, axis, limit))
            if b_in:
                out.append(b)
        ring = out
    return ring


def _crossing(a: Point, b: Point, axis: int, limit: int) -> Point:
    share = (limit - a[axis]) / (b[axis] - a[axis])
    other = round(a[1 - axis] + share * (b[1 - axis] - a[1 - axis]))
    return (limit, other) if axis == 0 else (other, limit)


def _names(view: Box) -> list[tuple[str, float, float]]:
    """Countries seen in the view, each with a point well inside its largest part there; the largest first."""
    edges = (round(view.west * SCALE), round(view.south * SCALE), round(view.east * SCALE), round(view.north * SCALE))
    least = (edges[2] - edges[0]) * (edges[3] - edges[1]) / 2500
    found = []
    for name, polygons in _world()["countries"]:
        rings = chain.from_iterable(_unwound(_ring(p[0])) for p in polygons)
        parts = [clip(r, edges) for r in rings if _meets(r, edges)]
        area, part = max(((_area(p), p) for p in parts if len(p) > 3), key=lambda sized: sized[0], default=(0.0, []))
        if area > least:
            x, y = _middle(part)
            found.append((area, name, x / SCALE, y / SCALE))
    return [(name, x, y) for _, name, x, y in sorted(found, key=lambda f: (-f[0], f[1]))]


def _area(ring: Line) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _middle(ring: Line) -> Point:
    """The point of a coarse grid inside the ring that lies farthest from its points: a good place for a name."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    outline = ring[:: max(1, len(ring) // 120)]
    grid = [(min(xs) + width * i // 14, min(ys) + height * j // 14) for j in range(1, 14) for i in range(1, 14)]
    inside = [p for p in grid if _within(p, ring)] or [ring[0]]
    return max(inside, key=lambda p: min((p[0] - x) ** 2 + 4 * (p[1] - y) ** 2 for x, y in outline))


def _within(point: Point, ring: Line) -> bool:
    x, y = point
    crossed = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossed = not crossed
    return crossed


def _towns(box: Box, near: Sequence[tuple[float, float]]) -> list[Town]:
    """The largest towns of the box, and the three next to each point ``near``, so that a reader who looks closely still has names."""
    inside = [t for t in _all_towns() if box.holds(t.lon, t.lat)]
    close = {t for lon, lat in near for t in sorted(inside, key=lambda t: (t.lon - lon) ** 2 + (t.lat - lat) ** 2)[:3]}
    keep = close | set(inside[: _TOWNS - len(close)])
    return [t for t in inside if t in keep]


@lru_cache(maxsize=1)
def _all_towns() -> list[Town]:
    """All towns, capitals and the largest first."""
    towns = [Town(name, x / SCALE, y / SCALE, people, bool(capital)) for name, x, y, people, capital in _world()["towns"]]
    return sorted(towns, key=lambda t: (-(t.people + 3000 * t.capital), t.name, t.lon))

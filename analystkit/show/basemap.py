"""The base of every map: land, borders, water, country and town names. The world is coarse, what a map is about is fine.

The file beside this one is made by ``data/reference/build_basemap.py`` from Natural Earth and GeoNames. Lines are lists of points
(longitude, latitude) in whole numbers of 1/``SCALE`` degree.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple

SCALE = 200
CREDIT = "Natural Earth · GeoNames (CC BY 4.0)"
Point = tuple[int, int]
Line = list[Point]
Edges = tuple[int, int, int, int]

_FIELD = (6, 4)  # degrees: the world in fields, each coarse or fine
_REACH = (3.0, 2.0)  # degrees around a place that are drawn finely
_MOST = 240  # fields that are drawn finely; beyond, all of the view is drawn less finely, for a page must not weigh more than it may


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


WORLD = Box(-180.0, -60.0, 180.0, 82.0)


class Town(NamedTuple):
    """A town of the base."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Country:
    """A country's name, its size in square degrees, and where its name may stand, the best place first."""

    name: str
    size: float
    places: tuple[tuple[float, float], ...]

    def seen(self, view: Box) -> list[tuple[float, float]]:
        """Where the name may stand in a view: the best place first, then those nearest to the middle."""
        x, y = (view.west + view.east) / 2, (view.south + view.north) / 2
        inside = (p for p in self.places if view.holds(*p))
        return sorted(inside, key=lambda p: (p != self.places[0], (p[0] - x) ** 2 + (p[1] - y) ** 2))[:5]


@dataclass(frozen=True)
class Base:
    """What is drawn under the marks in ``box``, in steps of ``step``: the lines of land, lakes, borders and rivers."""

    box: Box
    step: int
    layers: Mapping[str, list[Line]]

    def packed(self) -> dict[str, Any]:
        """This base for a script: its step, its frame, and every line as text."""
        west, south, east, north = _edges(self.box)
        layers = {"frame": [[(west, south), (east, south), (east, north), (west, north)]], **self.layers}
        return {"step": self.step} | {name: [packed(line, self.step) for line in lines] for name, lines in layers.items()}


def cut(box: Box, detail: int = 900) -> Base:
    """The base inside ``box``, in steps of a ``detail``-th of its width; of rivers in a wide box only the long ones."""
    edges, world = _edges(box), _world()
    width = edges[2] - edges[0]
    step = max(1, width // detail)
    least = width // 40 if width > 90 * SCALE else width // 120 if width > 40 * SCALE else 0
    layers = {name: _areas(world[name], edges, step) for name in ("land", "lakes")}
    layers |= {name: _lines(world[name], edges, step, long) for name, long in (("borders", 2 * step - 2), ("rivers", least))}
    return Base(box, step, layers)


@lru_cache(maxsize=64)
def borders(box: Box) -> list[Line]:
    """The borders inside ``box``, in full."""
    return _lines(_world()["borders"], _edges(box), 1, 0)


def sheets(view: Box, places: Sequence[tuple[float, float]]) -> list[Base]:
    """The sheets of a live map, to be drawn one over the other: the world, then what is about the view and the places, finely."""
    fine = [view.grown(0.5, 1.0)] if view.east - view.west < 50 else _fields(places)
    if places and not fine:
        return [cut(WORLD, 500), cut(view.grown(0.1), 2000)]
    return [cut(WORLD, 1000), *(cut(box, 360 * SCALE) for box in fine)]


def _fields(places: Iterable[tuple[float, float]]) -> list[Box]:
    """Boxes around places, made of whole fields, those of a row that touch as one; none where they would be too many."""
    wide, high = _FIELD
    near = {
        (int((lon + dx) // wide), int((lat + dy) // high))
        for lon, lat in places
        for dx in (-_REACH[0], _REACH[0])
        for dy in (-_REACH[1], _REACH[1])
    }
    boxes: list[Box] = []
    for x, y in sorted(near, key=lambda field: (field[1], field[0])) if len(near) <= _MOST else ():
        west, south = float(x * wide), float(y * high)
        begins = boxes.pop().west if boxes and boxes[-1].south == south and boxes[-1].east == west else west
        boxes.append(Box(begins, south, west + wide, south + high))
    return boxes


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def packed(line: Line, step: int) -> str:
    """A line as text: each step from point to point in letters of five bits each, as Google's encoded polylines have it, but in an
    alphabet that means nothing to HTML or a template.

    >>> packed([(4, -2), (6, -2), (70, -2)], 2)
    'EBCAgCA'
    """
    out: list[str] = []
    at = (0, 0)
    for point in ((round(x / step), round(y / step)) for x, y in line):
        if out and point == at:
            continue
        for d in (point[0] - at[0], point[1] - at[1]):
            rest = 2 * d if d >= 0 else -2 * d - 1
            while rest > 31:
                out.append(_LETTERS[32 | rest & 31])
                rest >>= 5
            out.append(_LETTERS[rest])
        at = point
    return "".join(out)


def countries() -> list[Country]:
    """The countries of the world, the largest first."""
    return [
        Country(name, size, tuple((x / SCALE, y / SCALE) for x, y in zip(at[::2], at[1::2], strict=True)))
        for name, size, at in _world()["countries"]
    ]


def towns(view: Box, near: Sequence[tuple[float, float]] = (), most: int = 260) -> list[Town]:
    """Towns to find one's way: the largest of the world and of the view, and the four next to each point ``near``; capitals first."""
    known: list[Town] = _world()["towns"]
    close = {t for lon, lat in near[:60] for t in sorted(known, key=lambda t: (t.lon - lon) ** 2 + (t.lat - lat) ** 2)[:4]}
    inside = [t for t in known if view.holds(t.lon, t.lat)]
    keep = close | set(inside[: most // 2]) | set(known[: most // 2])
    return [t for t in known if t in keep]


@lru_cache(maxsize=1)
def _world() -> dict[str, Any]:
    """The file, with every line's steps added up to points, rings and borders as lines; of towns capitals and the largest come first."""
    raw = files("analystkit.show").joinpath("basemap.json.gz").read_bytes()
    world: dict[str, Any] = json.loads(gzip.decompress(raw))
    for layer in ("arcs", "lakes", "rivers"):
        world[layer] = [list(zip(accumulate(s[::2]), accumulate(s[1::2]), strict=True)) for s in world[layer]]
    arcs = world["arcs"]
    inland = [ring for polygon in world["land"] for ring in polygon[1:]]  # a hole in the land is a sea: the Caspian
    world["land"] = [turn for polygon in world["land"] for turn in unwound(_joined(arcs, polygon[0]))]
    world["lakes"] += [_joined(arcs, ring) for ring in inland]
    world["borders"] = [arcs[i] for i in world["borders"]]
    for layer in ("land", "lakes", "borders", "rivers"):
        world[layer] = [(line, _bounds(line)) for line in world[layer] if line]
    world["towns"] = [Town(name, x / SCALE, y / SCALE) for name, x, y in world["towns"]]
    return world


def _joined(arcs: Sequence[Line], indices: Iterable[int]) -> Line:
    """The arcs of a ring joined; a negative number is an arc backwards."""
    return list(chain.from_iterable(arcs[i] if i >= 0 else reversed(arcs[~i]) for i in indices))


def unwound(ring: Line) -> list[Line]:
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


def _areas(rings: Iterable[tuple[Line, Edges]], edges: Edges, step: int) -> list[Line]:
    """Rings cut to the box; what is too small to be seen is left out."""
    cuts = (_thin(clip(r, edges), step) for r, bounds in rings if _meets(bounds, edges))
    return [r for r in cuts if len(r) > 3 and _spread(r) >= 2 * step]


def _lines(lines: Iterable[tuple[Line, Edges]], edges: Edges, step: int, least: int) -> list[Line]:
    """Lines cut to the box; a line that is less than ``least`` wide and high is left out."""
    runs = (run for line, bounds in lines if _meets(bounds, edges) for run in _inside(line, edges))
    return [r for r in (_thin(run, step) for run in runs) if len(r) > 1 and _spread(r) >= least]


def _spread(line: Line) -> int:
    """How wide or high a line is, whichever is more."""
    west, south, east, north = _bounds(line)
    return max(east - west, north - south)


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
                other = round(a[1 - axis] + (limit - a[axis]) / (b[axis] - a[axis]) * (b[1 - axis] - a[1 - axis]))
                out.append((limit, other) if axis == 0 else (other, limit))
            if b_in:
                out.append(b)
        ring = out
    return ring


def _bounds(line: Line) -> Edges:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return min(xs), min(ys), max(xs), max(ys)


def _meets(one: Edges, other: Edges) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]


def _edges(box: Box) -> Edges:
    west, south, east, north = (round(v * SCALE) for v in (box.west, box.south, box.east, box.north))
    return west, south, east, north

"""Which pictures of events are worth comparing, so that linking grows with the articles and not with their square.

A join needs two kinds of evidence, or one that is enough alone. So a picture lies under every pair of what it tells: its days and its
town, its town and whom it struck, its story and its count. Whoever shares no pair cannot be one event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product

from analystkit.link.picture import Picture, World, length

_Key = tuple[object, ...]


class Candidates:
    """Pictures by number, under their keys."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._in: dict[_Key, set[int]] = defaultdict(set)

    def add(self, k: int, p: Picture) -> None:
        """Put a picture under all its keys; one that has grown is put again."""
        for key in _keys(p, self.world, asked=False):
            self._in[key].add(k)

    def near(self, p: Picture) -> list[int]:
        """The numbers of the pictures that could be the same event as this one."""
        return sorted({k for key in _keys(p, self.world, asked=True) for k in self._in.get(key, ())})


def _keys(p: Picture, world: World, *, asked: bool) -> Iterator[_Key]:
    """What is enough alone, then every pair of evidence of two kinds, in every family that the event can be of."""
    yield from (("person", v) for v in p.victims | p.dead)
    yield from (("only", *key) for key in p.only)
    yield from (("kin", *at) for at in (p.kin if asked else p.addresses))
    told: dict[str, list[_Key]] = {
        "day": [("time", *time) for time in _times(p, asked)] or [("time", str(w.earliest)) for w in p.then if not length(w)],
        "place": [("place", *cell) for cell in _cells(p, world, asked)],
        "actor": [("actor", a) for a in {*p.agents, *p.targets, *world.sides_of(p.agents), *world.sides_of(p.targets)}],
        "count": [("count", *c) for c in p.counts],
        "story": [("story", s) for s in p.stories],
        "name": [("name", n) for n in p.beside],
    }
    near: list[_Key] = [("at", x) for x in world.exact({*p.around, *p.setting, *p.places})]
    pairs = [*product(near, (*told["count"], *told["name"], *told["day"]))]
    pairs += (pair for two in combinations(filter(None, told.values()), 2) for pair in product(*two))
    yield from ((kind, *pair) for kind in p.families for pair in pairs)


def _times(p: Picture, asked: bool) -> Iterator[_Key]:
    """The days of a short interval, and its months, under which only what is told less exactly meets it; what is told of a day of no
    year, as that."""
    yield from ((d,) for d in p.yearless)
    if length(p.when) > 31 or not p.when.earliest or not p.when.latest:
        return
    days = [str(date.fromordinal(n)) for n in range(p.when.earliest.toordinal(), p.when.latest.toordinal() + 1)]
    short = len(days) <= 11
    if short:
        yield from ((d,) for d in days)
        yield from ((f"-{d[4:]}",) for d in days)
    lies = ("days",) if short else ("months",)
    meets = ("months",) if short else ("days", "months")
    yield from product(dict.fromkeys(d[:7] for d in days), meets if asked else lies)


def _cells(p: Picture, world: World, around: bool) -> Iterator[_Key]:
    """A square of one degree for each exact place, with its neighbours where asked for, more of them towards the poles, where degrees
    are narrow; a region is its own."""
    for name in (x for x in p.places if world.rank(x)):
        place = world.places[name]
        if place.lat is None or place.lon is None or world.rank(name) == 1:
            yield (name,)
            continue
        lat, lon = int(place.lat // 1), int(place.lon // 1)
        wide = 0 if not around else 1 if abs(lat) < 65 else 3
        for dy, dx in product(range(-min(wide, 1), min(wide, 1) + 1), range(-wide, wide + 1)):
            yield lat + dy, (lon + dx + 180) % 360 - 180

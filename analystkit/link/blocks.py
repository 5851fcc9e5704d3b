"""Blocks: which pictures of events are worth comparing, so that linking grows with the articles and not with their square.

Two that are told to the day meet under a day, else under a month; two that are told to the town meet in a cell of the map and its
neighbours, else under a country; where one names no place, under whom both name. Whoever shares no block cannot be one event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from analystkit.link.evidence import Picture, World, kinds
from analystkit.records import Interval

_NEAR = timedelta(days=10)  # how far apart what is told without a date may have appeared
_Key = tuple[object, ...]


class Blocks:
    """Pictures by number, under the keys of their family, time and place."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._in: dict[_Key, set[int]] = defaultdict(set)

    def add(self, k: int, p: Picture) -> None:
        """Put a picture under all its keys; one that has grown is put again."""
        for key in self._own(p):
            self._in[key].add(k)

    def near(self, p: Picture) -> list[int]:
        """The numbers of the pictures that could be the same event as this one."""
        return sorted({k for key in self._asked(p) for k in self._in.get(key, ())})

    def _own(self, p: Picture) -> Iterator[_Key]:
        """A key for every way in which another picture, told as exactly or less so, may ask."""
        yield from (("victim", v) for v in p.victims)
        when = _time(p)
        if when is None:
            return  # told at no time: nothing but its victim can show that two are one
        cells, countries = _cells(p, self.world), _countries(p, self.world)
        for kind, time in product(sorted(kinds(p)), (*_days(when, p), *_months(when))):
            for place in (*cells, *countries, *_between_countries(p, self.world)):
                yield kind, p.day, bool(cells), time, place
            for actor in _whom(p, kind):
                yield kind, p.day, bool(cells or countries), time, "of", actor

    def _asked(self, p: Picture) -> Iterator[_Key]:
        yield from (("victim", v) for v in p.victims)
        when = _time(p)
        for kind in sorted(kinds(p)):
            if when is not None:
                yield from self._of_kind(p, kind, when)

    def _of_kind(self, p: Picture, kind: str, when: Interval) -> Iterator[_Key]:
        cells, countries = _cells(p, self.world), _countries(p, self.world)
        days, months = list(_days(when, p)), list(_months(when))
        for to_the_day, to_the_town in product((True, False), repeat=2):
            places = _around(cells) if cells and to_the_town else [*countries, *_between_countries(p, self.world)]
            for time in days if days and to_the_day else months:
                yield from ((kind, to_the_day, to_the_town, time, place) for place in places)
        placed = bool(cells or countries)
        for to_the_day, other_placed in product((True, False), repeat=2):
            if placed and other_placed:
                continue  # both name places: those decide
            for time in days if days and to_the_day else months:
                yield from ((kind, to_the_day, other_placed, time, "of", actor) for actor in _whom(p, kind))


def _time(p: Picture) -> Interval | None:
    """When it happened; without a date, the days round its telling; None where neither is known."""
    if p.when.bounded:
        return p.when
    a, b = p.before.earliest, p.before.latest
    if a is None or b is None:
        return None
    return Interval(_moved(a, -_NEAR), _moved(b, _NEAR))


def _moved(day: date, by: timedelta) -> date:
    return date.fromordinal(min(max(day.toordinal() + by.days, 1), date.max.toordinal()))


def _days(when: Interval, p: Picture) -> Iterator[str]:
    if p.day and when.earliest and when.latest:
        for n in range(when.earliest.toordinal(), when.latest.toordinal() + 1):
            yield str(date.fromordinal(n))


def _months(when: Interval) -> Iterator[str]:
    """The months of an interval; an interval of more than two years is of its years."""
    if not when.earliest or not when.latest:
        return
    first, last = (d.year * 12 + d.month - 1 for d in (when.earliest, when.latest))
    if last - first > 24:
        yield from (str(y) for y in range(when.earliest.year, min(when.latest.year, when.earliest.year + 60) + 1))
    else:
        yield from (f"{m // 12}-{m % 12 + 1:02}" for m in range(first, last + 1))


def _cells(p: Picture, world: World) -> list[_Key]:
    """A square of one degree for each exact place; a place without a point is its own."""
    found: list[_Key] = []
    for name in p.places:
        if world.rank(name) >= 2:
            place = world.places[name]
            found.append((name,) if place.lat is None or place.lon is None else (int(place.lat // 1), int(place.lon // 1)))
    return list(dict.fromkeys(found))


def _around(cells: list[_Key]) -> list[_Key]:
    """The cells with their neighbours; towards the poles, where degrees are narrow, more of them."""
    out: dict[_Key, None] = {}
    for cell in cells:
        if len(cell) == 1:
            out[cell] = None
            continue
        lat, lon = int(str(cell[0])), int(str(cell[1]))
        wide = 1 if abs(lat) < 65 else 3
        for dy, dx in product((-1, 0, 1), range(-wide, wide + 1)):
            out[lat + dy, (lon + dx + 180) % 360 - 180] = None
    return list(out)


def _countries(p: Picture, world: World) -> list[str]:
    return sorted({c for place in p.places for c in world.countries(place)})


def _between_countries(p: Picture, world: World) -> list[str]:
    """Border regions and seas: of no one country, and the same only under their own name."""
    return [place for place in p.places if not world.countries(place)]


def _whom(p: Picture, kind: str) -> list[str]:
    """The actors under which it may be asked for; who acts in violence acts too often, unless no place is told."""
    return sorted({*p.agents, *p.targets} if kind != "violence" or not p.places else p.targets)

"""What is known of an event from some of its mentions, and whether two such pictures can be one event, and why.

The same comparison serves inside an article and across articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from analystkit.english import family, kilometres, weak
from analystkit.link import Address
from analystkit.records import UNKNOWN, Interval, Place

_HARMFUL = ("accident", "disaster", "protest")  # families whose dead and hurt are told by the words of the family of violence
_WIDE = frozenset({"country", "continent", "region", "area", "sea", "state", "admin1", "border"})
STRIKES = frozenset({"airstrike", "operation"})
# Names of weapons that are used loosely for the same fire.
LOOSE = (
    {"rocket", "missile", "indirect fire", "mortar", "artillery"},
    {"airstrike", "fighter jet", "drone", "missile", "bomb"},
    {"bomb", "car bomb", "roadside bomb", "suicide bomb", "mine", "grenade", "vehicle"},
    {"gun", "grenade", "rocket"},
    {"missile", "ballistic missile", "cruise missile"},
)


@dataclass(frozen=True)
class World:
    """What linking must know of places and actors beyond their ids."""

    places: Mapping[str, Place]
    sides: Mapping[str, str]  # actor_id -> whose side: a country's code for governments, armies and their people, else the actor itself
    names: Mapping[str, str]
    kinds: Mapping[str, str] = field(default_factory=dict)

    def countries(self, place_id: str) -> frozenset[str]:
        place = self.places.get(place_id)
        return (
            frozenset(c for c in (place.country or "").replace(";", " ").replace("/", " ").replace("-", " ").upper().split())
            if place
            else frozenset()
        )

    def rank(self, place_id: str) -> int:
        """How exact a place is: 0 country, 1 region, 2 city or district, 3 a point."""
        place = self.places.get(place_id)
        if place is None or place.kind in ("country", "continent"):
            return 0
        if place.kind in _WIDE or place.precision in ("region", "country"):
            return 1
        return 3 if place.kind in ("facility", "point", "base", "airport", "building", "site") or place.precision == "point" else 2

    def km(self, one: str, two: str) -> float | None:
        """The distance of two places, where both have a point."""
        a, b = self.places.get(one), self.places.get(two)
        return kilometres(a, b) if a and b else None

    def fit(self, one: str, two: str) -> int:
        """How well two places agree: 3 the same, 2 one lies in the other or beside it, 1 the same country, 0 not."""
        if one == two:
            return 3 if self.rank(one) else 1
        low, far = min(self.rank(one), self.rank(two)), self.km(one, two)
        if not self.countries(one) or not self.countries(two):  # a border region belongs to no one country
            return 1 if far is None or far <= 700 else 0
        if not self.countries(one) & self.countries(two):
            return 0
        if low == 0:
            return 1
        if low == 1:
            return 2 if far is None or far <= 350 else 0
        return 2 if far is not None and far <= 40 else 0


@dataclass(frozen=True)
class Picture:
    """What some mentions say of an event. ``when`` is the meet of their days; ``series`` is True for several events told as one."""

    type: str
    addresses: tuple[Address, ...]
    when: Interval = UNKNOWN
    places: tuple[str, ...] = ()
    agents: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    others: frozenset[tuple[str, str]] = frozenset()
    victims: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    weapons: frozenset[str] = frozenset()
    crowd: bool = False  # tells of victims by their number: "the murder of dozens of guards"
    statuses: tuple[str, ...] = ()
    series: bool = False
    count: int | None = None
    ordinal: int | None = None
    before: Interval = UNKNOWN  # when its articles appeared: nothing told as done happened after
    types: tuple[str, ...] = ()
    days: tuple[Interval, ...] = field(default=())
    why: tuple[str, ...] = ()

    @property
    def cancelled(self) -> bool:
        return "cancelled" in self.statuses

    @property
    def day(self) -> bool:
        """Is it dated to within three days?"""
        w = self.when
        return bool(w.earliest and w.latest and (w.latest - w.earliest).days <= 2)


def most_certain(p: Picture) -> tuple[object, ...]:
    """The order in which pictures are laid together: the best dated first."""
    w = p.when
    length = (w.latest - w.earliest).days if w.earliest and w.latest else 99999
    return length, str(w.earliest), -len(p.places), p.addresses


def sides(world: World, actors: Iterable[str]) -> frozenset[str]:
    return frozenset(world.sides.get(a, a) for a in actors)


def kinds(p: Picture) -> frozenset[str]:
    """The families of what it can be: the dead and hurt of a clause that names nobody who did it may be those of an accident."""
    toll = all(map(weak, p.types)) and not p.agents
    return frozenset((family(p.type), *(_HARMFUL if toll and p.types else ())))


def clash(one: Picture, two: Picture, world: World) -> str | None:
    """Why two pictures cannot be one event, or None."""
    if not kinds(one) & kinds(two):
        return "type"
    if one.cancelled != two.cancelled:
        return "status"
    if not one.when.overlaps(two.when):
        return "date"
    for a, b in ((one, two), (two, one)):
        if a.when.earliest and b.before.latest and a.when.earliest > b.before.latest and b.statuses and "planned" not in b.statuses:
            return "told before it happened"
    if one.places and two.places and not any(world.fit(p, q) for p in one.places for q in two.places):
        return "place"
    exact = [[p for p in x.places if world.rank(p) >= 2] for x in (one, two)]
    both_dated = one.when.known and two.when.known
    if one.series and two.series and one.places and two.places and bool(exact[0]) != bool(exact[1]) and not both_dated:
        return "place"  # attacks on one site, and attacks in its country, with no time that would tie them
    if exact[0] and exact[1] and not any(world.fit(p, q) for p in exact[0] for q in exact[1]):
        return "place"
    acting, hit = (_acting(one, world), _acting(two, world)), (sides(world, one.targets), sides(world, two.targets))
    if (acting[0] and acting[1] and not acting[0] & acting[1]) or (one.victims and two.victims and not one.victims & two.victims):
        return "actors"
    if (one.crowd and two.victims) or (two.crowd and one.victims):
        return "victims"
    if (acting[0] & hit[1] and not acting[0] & acting[1]) or (acting[1] & hit[0] and not acting[0] & acting[1]):
        return "who strikes whom"
    if (
        bool(one.victims) != bool(two.victims)
        and (one.when.known or one.places)
        and (two.when.known or two.places)
        and not _close(one, two)
    ):
        return "victim"
    if family(one.type) in ("statement",) and not (one.agents & two.agents):
        return "speaker"
    if one.series != two.series and "ongoing" in (one if one.series else two).statuses:
        return "series"
    return "part" if _part(one, two, world) or _part(two, one, world) else None


def _acting(p: Picture, world: World) -> frozenset[str]:
    return sides(world, p.agents | {a for a, role in p.others if role == "authoriser"})


def _close(one: Picture, two: Picture) -> bool:
    meet = one.when.meet(two.when)
    return bool(one.day and two.day and meet and set(one.places) & set(two.places))


def _part(whole: Picture, part: Picture, world: World) -> bool:
    """Is one a series, and the other a single event told by its own place or day?"""
    if not whole.series or part.series:
        return False
    finer_place = any(world.rank(p) >= 2 for p in part.places) and not any(world.rank(p) >= 2 for p in whole.places)
    return finer_place or (part.day and not whole.day)


def is_part(whole: Picture, part: Picture, world: World) -> bool:
    """Can the single event be one of the series? Its days and places lie inside, and nobody has changed sides.

    Both must be dated: what is not dated cannot be shown to belong to a time.
    """
    if clash(replace(whole, series=False), part, world) is not None or not _part(whole, part, world):
        return False
    if not set(whole.types) & set(part.types) and not (_acting(whole, world) & _acting(part, world)):
        return False  # «airstrikes since spring» do not hold a rocket attack that nobody is said to have made
    return whole.when.known and part.when.bounded and bool(part.places) and bool(whole.places)


def agreement(one: Picture, two: Picture, world: World) -> tuple[float, list[str]]:
    """How much speaks for one event, and the words that say what."""
    score, why = 0.0, []
    if one.when.bounded and two.when.bounded:
        meet = one.when.meet(two.when)
        span = max(_length(one.when), _length(two.when))
        if meet:
            points = 3.0 if span <= 2 else 2.0 if span <= 10 else 1.5 if span <= 31 else 0.5
            score += points
            why.append(f"days overlap ({_days(meet)})")
    fits = max(((world.fit(p, q), p, q) for p in one.places for q in two.places), default=(0, "", ""))
    if fits[0]:
        score += fits[0]
        why.append(f"same place ({fits[1]})" if fits[1] == fits[2] else f"places fit ({', '.join(sorted(fits[1:]))})")
    for what, a, b in (("agent", one.agents, two.agents), ("target", one.targets, two.targets)):
        same = sorted(a & b) or sorted(sides(world, a) & sides(world, b))
        if same:
            score += 2 if world.kinds.get(same[0]) == "person" else 1
            why.append(f"same {what} ({same[0]})")
    if {a for a, _ in one.others} & {a for a, _ in two.others}:
        score += 0.5
        why.append("same people behind it")
    if one.victims & two.victims:
        score += 4
        why.append(f"same person ({sorted(one.victims & two.victims)[0]})")
    if set(one.types) & set(two.types) or (set(one.types) | set(two.types)) <= STRIKES:
        score += 1
        why.append(f"same type ({sorted(set(one.types) & set(two.types))[0] if set(one.types) & set(two.types) else 'military strike'})")
    if one.series and two.series:
        score += 0.5
    if one.weapons and two.weapons and not any((one.weapons | two.weapons) <= group for group in LOOSE) and not one.weapons & two.weapons:
        score -= 2
    return score, why


def _length(when: Interval) -> int:
    return (when.latest - when.earliest).days if when.earliest and when.latest else 9999


def _days(when: Interval) -> str:
    return str(when.earliest) if when.earliest == when.latest else f"{when.earliest} to {when.latest}"


def merged(one: Picture, two: Picture, why: Iterable[str] = ()) -> Picture:
    """Both pictures as one: the meet of the days, the more exact type, all places and actors."""
    days = tuple(dict.fromkeys((*one.days, *two.days)))
    return replace(
        one,
        type=two.type if weak(one.type) else one.type,
        addresses=tuple(sorted({*one.addresses, *two.addresses})),
        when=narrowest(days),
        places=tuple(dict.fromkeys((*one.places, *two.places))),
        agents=one.agents | two.agents,
        targets=one.targets | two.targets,
        others=one.others | two.others,
        victims=one.victims | two.victims,
        lemmas=one.lemmas | two.lemmas,
        weapons=one.weapons | two.weapons,
        crowd=one.crowd or two.crowd,
        statuses=(*one.statuses, *two.statuses),
        series=one.series and two.series,
        count=one.count if one.count is not None else two.count,
        ordinal=one.ordinal or two.ordinal,
        before=min(one.before, two.before, key=lambda w: (str(w.latest or "9999"), str(w.earliest))),
        types=(*one.types, *two.types),
        days=days,
        why=tuple(dict.fromkeys((*one.why, *two.why, *why))),
    )


def narrowest(days: Iterable[Interval]) -> Interval:
    """The meet of the intervals, the most exact first; one that does not fit what is more exact is left out. No day is made up.

    >>> from datetime import date
    >>> narrowest([Interval(date(2020, 5, 1), date(2020, 5, 31), "month"), Interval(date(2020, 5, 4), date(2020, 5, 4), "day")])
    Interval(2020-05-04..2020-05-04, day)
    """
    found = UNKNOWN
    for when in sorted((d for d in days if d.known), key=lambda d: (_length(d), str(d.earliest), str(d.latest))):
        found = when if not found.known else found.meet(when) or found
    return found

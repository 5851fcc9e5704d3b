"""What is known of an event from some of its mentions, and what linking must know of places and actors beyond their ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from analystkit.codebook import Codebook
from analystkit.english import content_words, event_type, family, group, kilometres, weak
from analystkit.link import Address
from analystkit.link.scene import Kin, Scene, joint
from analystkit.records import UNKNOWN, Article, Interval, Place, Tags

_WIDE = frozenset({"country", "continent", "region", "area", "sea", "state", "admin1", "border"})
# «in Croydon, south London», «the Kinama district of Bujumbura», «in Soacha, a suburb of Bogota»: the first lies in the second
_PART = r"(?:district|suburb|quarter|neighbou?rhood|borough|area|part|outskirts)"
_LIES_IN = re.compile(
    rf"(?:,?\s(?:in\s)?|,?\s(?:(?:an?|the)\s(?:[\w-]+\s){{0,3}})?{_PART}\s(?:of|in)\s)(?:(?:north|south|east|west|central)[a-z]*[\s-]){{0,2}}",
    re.IGNORECASE,
)
_LISTED = re.compile(r",?\s(?:and|or)\b|,\s(?!which|where|who)[A-Z]")  # «in Homs, Hama and Idlib»
ANY_SORT = frozenset({"incident", "explosion", "blast", "blaze"})  # words for what can be a deed or a mishap
_SITES = frozenset({"facility", "point", "base", "airport", "building", "site"})


@dataclass(frozen=True)
class World:
    """The places and actors that the tags name."""

    places: Mapping[str, Place]
    sides: Mapping[str, str]  # actor_id -> whose side: a country's code for governments, armies and their people, else the actor itself
    names: Mapping[str, str]
    kinds: Mapping[str, str] = field(default_factory=dict)
    lies_in: frozenset[tuple[str, str]] = frozenset()  # a part of a town with its town, as a text says it

    def countries(self, place_id: str) -> frozenset[str]:
        place = self.places.get(place_id)
        codes = (place.country or "" if place else "").upper()
        return frozenset(codes.replace(";", " ").replace("/", " ").replace("-", " ").split())

    def rank(self, place_id: str) -> int:
        """How exact a place is: 0 country, 1 region, 2 city or district, 3 a point."""
        return self._ranks.get(place_id, 0)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {place_id: _rank(place) for place_id, place in self.places.items()}

    def exact(self, places: Iterable[str]) -> list[str]:
        """Those of the places that are towns or finer."""
        return [p for p in places if self._ranks.get(p, 0) >= 2]

    def finest(self, places: Iterable[str]) -> list[str]:
        """The places without the town of which another, that a map can show, is told to be a part."""
        parts = [p for p in places if p in self.places and self.places[p].lat is not None]
        return [q for q in places if not any((p, q) in self.lies_in and self.fit(p, q) > 1 for p in parts)]

    def km(self, one: str, two: str) -> float | None:
        """The distance of two places, where both have a point."""
        a, b = self.places.get(one), self.places.get(two)
        return kilometres(a, b) if a and b else None

    def fit(self, one: str, two: str) -> int:
        """How well two places agree: 3 the same, 2 one lies in the other or beside it, 1 the same country, 0 not."""
        if one == two:
            return 3 if self.rank(one) else 1
        low, far = min(self.rank(one), self.rank(two)), self.km(one, two)
        if low >= 2 and any(p in self.places and self.places[p].kind == "unknown" for p in (one, two)):
            return 0  # a village that nobody can place is not the town named elsewhere
        if not self.countries(one) or not self.countries(two):  # a border region belongs to no one country
            called = one.startswith(f"{two}-") or two.startswith(f"{one}-")  # a consulate, and the consulate in Vale
            return 2 if called and low > 2 else 1 if far is None or far <= 700 else 0
        if not self.countries(one) & self.countries(two):
            return 0
        if low == 0:
            return 1
        if low == 1:
            return 2 if far is None or far <= 350 else 0
        if far is None and 3 in (self.rank(one), self.rank(two)):  # a site, of which nobody knows where in its country it lies
            return 1
        return 2 if far is not None and far <= 40 else 0

    def sides_of(self, actors: Iterable[str]) -> frozenset[str]:
        return frozenset(self.sides.get(a, a) for a in actors)


def _rank(place: Place) -> int:
    if place.kind in ("country", "continent"):
        return 0
    if place.kind in _WIDE or place.precision in ("region", "country"):
        return 1
    return 3 if place.kind in _SITES or place.precision == "point" else 2


def world_of(articles: Sequence[Article], tags: Mapping[str, Tags], codebook: Codebook) -> World:
    """The places and actors that the tags name, and whose side each actor is on as far as the codebook says."""
    places: dict[str, Place] = {}
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    sides: dict[str, str] = {}
    lies_in: set[tuple[str, str]] = set()
    for a in articles:
        there = [p for p in tags[a.id].places if p.place_id and p.precision in ("city", "district", "point")]
        for p, q in pairwise(there):
            near = p.place_id != q.place_id and q.start - p.end < 60 and _LIES_IN.fullmatch(a.text, p.end, q.start)
            if near and not _LISTED.match(a.text, q.end):
                lies_in.add((str(p.place_id), str(q.place_id)))
        for p in tags[a.id].places:
            if p.place_id:
                places.setdefault(p.place_id, p)
        for x in tags[a.id].actors:
            names.setdefault(x.actor_id, x.name)
            kinds.setdefault(x.actor_id, x.kind)
    for k in codebook.actors:
        names[k.actor_id], kinds[k.actor_id] = k.name, k.kind
        if k.country and k.kind in ("government", "military", "person"):
            sides[k.actor_id] = k.country
        elif k.kind == "armed_group":
            sides[k.actor_id] = "armed group"
    return World(places, sides, names, kinds, frozenset(lies_in))


@dataclass(frozen=True)
class Picture:
    """What some mentions say of an event. ``when`` is the meet of their days; ``series`` is True for several events told as one."""

    type: str
    addresses: tuple[Address, ...]
    when: Interval = UNKNOWN
    places: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()  # those of the places that it is told to be near, and not in
    agents: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()  # who strikes whom, as one clause says it
    others: frozenset[tuple[str, str]] = frozenset()
    victims: frozenset[str] = frozenset()
    dead: frozenset[str] = frozenset()  # the people who are told to have died of it, besides
    lemmas: frozenset[str] = frozenset()
    weapons: frozenset[str] = frozenset()
    counts: frozenset[tuple[str, int]] = frozenset()  # ("killed", 9): of two or more people
    words: frozenset[str] = frozenset()  # the stems of the rare words of its clauses
    names: frozenset[str] = frozenset()  # the stems of the names of its clauses that are not known to be a place or a body
    beside: frozenset[str] = frozenset()  # the same of its sentences, wherever they stand
    what: frozenset[str] = frozenset()  # the stems of the rare words of its sentences that say what it is about
    runs: frozenset[str] = frozenset()  # six words in a row of its clauses
    stories: frozenset[str] = frozenset()
    only: frozenset[tuple[str, ...]] = frozenset()  # as what it is the only event of an article: the story, and in which way
    around: frozenset[str] = frozenset()  # the places that its sentences name
    setting: frozenset[str] = frozenset()  # the towns that its article opens with
    then: frozenset[Interval] = frozenset()  # the days and months that its sentences name, and that no other event in them has
    kin: Kin = field(default_factory=dict, hash=False)  # its nearest in other articles
    answered: frozenset[Address] = frozenset()  # the mentions that tell what was done about it
    apart: frozenset[Address] = frozenset()  # the mentions that a sentence says to be of another: «a day after the raid»
    definite: bool = False  # told as the one that there is: «the attack in February»
    crowd: bool = False  # tells of victims by their number: "the murder of dozens of guards"
    statuses: tuple[str, ...] = ()
    series: bool = False
    count: int | None = None
    ordinal: int | None = None
    before: Interval = UNKNOWN  # when its articles appeared: nothing told as done happened after
    yearless: frozenset[str] = frozenset()  # the month and day of what is told with no year that anybody knows: "--03-12"
    types: tuple[str, ...] = ()
    days: tuple[Interval, ...] = field(default=())
    why: tuple[str, ...] = ()
    clause: str = ""  # in which it is first told
    scene: Scene = field(default_factory=dict, hash=False)  # the names and rare words among which it is told
    of_many: bool = False  # its story tells several of its kind
    members: tuple[Picture, ...] = ()  # what each article tells of it, where several do

    @property
    def cancelled(self) -> bool:
        return "cancelled" in self.statuses

    @property
    def day(self) -> bool:
        """Is it dated to within three days?"""
        return length(self.when) <= 2

    @property
    def each(self) -> tuple[Picture, ...]:
        """What each article tells of it."""
        return self.members or (self,)

    @cached_property
    def articles(self) -> frozenset[str]:
        return frozenset(a for a, _ in self.addresses)

    @property
    def meant(self) -> bool:
        """Is it told as a deed that somebody set out to do, and not as what became of people: a murder?"""
        return any(word in event_type(kind).get("meant", ()) for kind in set(self.types) for word in self.lemmas)

    @cached_property
    def families(self) -> frozenset[str]:
        """What it can be: an incident, and the dead and hurt of a clause that names nobody who did it, can be an accident's."""
        toll = self.types and all(map(weak, self.types)) and not self.agents and not self.meant
        return frozenset((family(self.type), *(group("harmful") if toll or (self.lemmas and self.lemmas <= ANY_SORT) else ())))


def most_certain(p: Picture) -> tuple[object, ...]:
    """The order in which pictures are laid together: the best dated first."""
    return length(p.when), str(p.when.earliest), -len(p.places), p.addresses


def length(when: Interval) -> int:
    """The days of an interval beyond the first; very many where an end is open."""
    return (when.latest - when.earliest).days if when.earliest and when.latest else 99_999


def merged(one: Picture, two: Picture, why: Iterable[str] = ()) -> Picture:
    """Both pictures as one: the meet of the days, the more exact type, all places and actors."""
    days = tuple(dict.fromkeys((*one.days, *two.days)))
    apart, answered = not one.articles & two.articles, any(mark[0] == "answer" for mark in one.only & two.only)
    members = (*one.each, *two.each) if apart or one.members or two.members else ()
    either = (
        "near",
        "agents",
        "targets",
        "pairs",
        "others",
        "victims",
        "dead",
        "lemmas",
        "weapons",
        "counts",
        "words",
        "names",
        "beside",
        "what",
        "runs",
        "stories",
        "only",
        "answered",
        "yearless",
        "around",
        "setting",
        "then",
        "apart",
    )
    return replace(
        one,
        **{name: getattr(one, name) | getattr(two, name) for name in (*either, "crowd", "definite")},
        type=two.type if weak(one.type) else one.type,
        addresses=tuple(sorted({*one.addresses, *two.addresses})),
        when=narrowest((*days, *(m.when for m in members))),
        places=tuple(dict.fromkeys((*one.places, *two.places))),
        statuses=(*one.statuses, *two.statuses),
        series=(one.series or two.series) if answered else (one.series and two.series),
        count=one.count if one.count is not None else two.count,
        ordinal=one.ordinal or two.ordinal,
        before=min(one.before, two.before, key=lambda w: (str(w.latest or "9999"), str(w.earliest))),
        types=(*one.types, *two.types),
        days=days,
        why=tuple(dict.fromkeys((*one.why, *two.why, *why))),
        clause=max(one, two, key=lambda p: (not p.clause.isupper(), not weak(p.type), min(2, len(content_words(p.clause))))).clause,
        scene=joint(one.scene, two.scene),
        kin={**one.kin, **two.kin},
        members=members,
    )


def narrowest(days: Iterable[Interval]) -> Interval:
    """The meet of the intervals, the most exact first, then what is told oftenest; what does not fit is left out. No day is made up.

    >>> from datetime import date
    >>> narrowest([Interval(date(2020, 5, 1), date(2020, 5, 31), "month"), Interval(date(2020, 5, 4), date(2020, 5, 4), "day")])
    Interval(2020-05-04..2020-05-04, day)
    """
    found, told = UNKNOWN, Counter(d for d in days if d.known)
    for when in sorted(told, key=lambda d: (length(d), -told[d], str(d.earliest), str(d.latest))):
        found = when if not found.known else found.meet(when) or found
    return found

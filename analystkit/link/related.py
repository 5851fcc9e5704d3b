"""Events that only their company shows to be one: what the same strike answered, one series, the only one of its kind in one story.

Each rule asks that both articles also tell of one event that linking has already found in both, or that they tell one story; the
reason says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from analystkit.english import Reference, event_type, family, sense, weak
from analystkit.link import Address
from analystkit.link.evidence import Picture, World, agreement, clash, merged, most_certain, sides
from analystkit.link.naming import main_type
from analystkit.link.stories import Story

_Pair = tuple[int, int, str]  # two pictures by number, and why they are one


def related(pictures: list[Picture], how: Mapping[Address, Reference], world: World, stories: Mapping[str, Story]) -> list[Picture]:
    """The same pictures, with those made one that their company shows to be one."""
    pictures = _merge(pictures, _same_date(pictures, how, world))
    for rule in (_answered, _series):
        pictures = _merge(pictures, rule(_Company(pictures, how), world))
    for keys in (_by_day, _by_word):
        pictures = _merge(pictures, _only(pictures, keys, how, world, stories))
    return pictures


def _same_date(pictures: list[Picture], how: Mapping[Address, Reference], world: World) -> Iterator[_Pair]:
    """«killed 17 in Dahra on March 12», of no year: the only event of that kind, day and town, if its day is told in one year only."""
    asking = {k: dates.pop() for k, p in enumerate(pictures) if len(dates := {how[a].day for a in p.addresses if how[a].day}) == 1}
    wanted, on = set(asking.values()), defaultdict(list)
    for k, p in enumerate(pictures):
        if p.day and p.when.earliest == p.when.latest and (date := f"-{str(p.when.earliest)[4:]}") in wanted:
            on[date].append(k)
    for k, date in asking.items():
        p = pictures[k]
        towns = {place for place in p.places if world.rank(place) >= 2}
        found = [o for o in on[date] if not p.when.known and towns & set(pictures[o].places) and not clash(pictures[o], p, world)]
        if len(found) == 1 and not {a for a, _ in p.addresses} & {a for a, _ in pictures[found[0]].addresses}:
            yield found[0], k, f"told of the same month and day ({date[2:]}), kind and town, in an article of unknown year"


_Key = tuple[str, str]  # a family, and what tells its events apart inside one article


def _by_day(p: Picture) -> Iterator[tuple[_Key, str]]:
    """A kind and a day: alone they are shared by many events, in articles of one story hardly by two."""
    if p.day and p.when.earliest == p.when.latest:
        yield (family(p.type), f"{main_type(p)} {p.when.earliest}"), f"the only {main_type(p)} of its day"


def _by_word(p: Picture) -> Iterator[tuple[_Key, str]]:
    for kind in sorted({sense(w) for w in p.lemmas}):
        yield (family(p.type), kind), f"the only event told by such a word ({kind})"


def _only(
    pictures: list[Picture],
    keys: Callable[[Picture], Iterator[tuple[_Key, str]]],
    how: Mapping[Address, Reference],
    world: World,
    stories: Mapping[str, Story],
) -> Iterator[_Pair]:
    """Alike in articles of one story, each of which tells only one such event, with nothing against it."""
    told: dict[tuple[str, _Key], list[tuple[int, str]]] = defaultdict(list)
    for k, p in enumerate(pictures):
        for article in {a for a, _ in p.addresses if a in stories}:
            for key, why in keys(p):
                told[article, key].append((k, why))
    groups: dict[tuple[str, _Key, str], set[int]] = defaultdict(set)
    for (article, key), only in told.items():
        if len(only) == 1:
            groups[stories[article].story_id, key, only[0][1]].add(only[0][0])
    for (story, _, why), group in sorted(groups.items()):
        made: dict[int, Picture] = {}
        for k in sorted(group, key=lambda k: most_certain(pictures[k])):
            fits = [o for o, p in made.items() if _alike(p, pictures[k], how, world)]
            if len(fits) == 1:
                made[fits[0]] = merged(made[fits[0]], pictures[k])
                yield fits[0], k, f"{why} in articles of one story ({story})"
            else:
                made[k] = pictures[k]


def _alike(one: Picture, two: Picture, how: Mapping[Address, Reference], world: World) -> bool:
    """Two that agree in more than their kind; or one that is only named («the accident»), not told by a verb, and one that it fits."""
    if {a for a, _ in one.addresses} & {a for a, _ in two.addresses} or one.series or two.series or clash(one, two, world) is not None:
        return False
    towns = [{place for place in p.places if world.rank(place) == 2} for p in (one, two)]
    if all(towns) and not towns[0] & towns[1] and family(one.type) == "violence":
        return False  # in two towns, near as they may lie
    told = not event_type(one.type) or family(one.type) == "statement"  # two of one speaker
    if not told and not all(p.when.bounded or p.before.bounded for p in (one, two)):
        return False  # told at no time: another event of its kind may be meant
    known = [bool(p.when.known or p.places or p.agents or p.targets) for p in (one, two)]
    return agreement(one, two, world)[0] >= 2 if all(known) else all(k or _named(p, how) for k, p in zip(known, (one, two), strict=True))


def _named(p: Picture, how: Mapping[Address, Reference]) -> bool:
    return not event_type(p.type) or all(map(weak, p.types)) or any(how[a].named for a in p.addresses)


class _Company:
    """Which pictures each article tells, and which articles tell of one event."""

    def __init__(self, pictures: list[Picture], how: Mapping[Address, Reference]) -> None:
        self.pictures, self.how = pictures, how
        self.of: dict[Address, int] = {address: k for k, p in enumerate(pictures) for address in p.addresses}
        self.told: dict[str, list[int]] = defaultdict(list)
        for k, p in enumerate(pictures):
            for article in {a for a, _ in p.addresses}:
                self.told[article].append(k)

    def articles(self, k: int) -> set[str]:
        return {a for a, _ in self.pictures[k].addresses}

    def beside(self, k: int, fits: Callable[[Picture], bool]) -> Iterator[tuple[int, int]]:
        """Pictures of other articles that also tell of a violent event told beside this one: (picture, that event)."""
        mine, seen = self.articles(k), set()
        for e in sorted({e for a in mine for e in self.told[a] if e != k and _is_violence(self.pictures[e])}):
            for other in sorted(self.articles(e) - mine):
                for q in self.told[other]:
                    if q not in seen and q != e and not mine & self.articles(q) and fits(self.pictures[q]):
                        seen.add(q)
                        yield q, e


def _is_violence(p: Picture) -> bool:
    return family(p.type) == "violence" and p.when.bounded and not p.cancelled


def _answered(company: _Company, world: World) -> Iterator[_Pair]:
    """Told by several articles as what one and the same strike answered."""
    by: dict[int, list[int]] = defaultdict(list)
    for what, k in company.of.items():
        ref = company.how[what]
        answer = company.of.get((what[0], ref.answers)) if ref.phrase and ref.answers is not None else None
        if answer is not None and answer != k:
            by[answer].append(k)
    for strike, group in sorted(by.items()):
        if not company.pictures[strike].day:
            continue
        ranked = sorted(set(group), key=lambda k: (not company.pictures[k].when.bounded, k))
        for n, k in enumerate(ranked):
            for q in ranked[n + 1 :]:
                if not company.articles(k) & company.articles(q) and _one_series(company.pictures[k], company.pictures[q], world):
                    yield k, q, f"told as what the same strike answered ({_when(company.pictures[strike])})"


def _series(company: _Company, world: World) -> Iterator[_Pair]:
    """A series with the same weapon, target and place, in articles that tell of one strike."""
    for k, p in enumerate(company.pictures):
        if not p.series or not p.weapons or not p.places or not p.targets or p.when.bounded:
            continue

        def fits(q: Picture, p: Picture = p) -> bool:
            return bool(q.series and p.weapons & q.weapons and q.places and q.targets) and _one_series(p, q, world)

        found = list(company.beside(k, fits))
        if len(found) == 1:
            weapon = sorted(p.weapons & company.pictures[found[0][0]].weapons)[0]
            yield found[0][0], k, f"a series by the same weapon ({weapon}), target and place, in articles that tell of the same strike"


def _one_series(one: Picture, two: Picture, world: World) -> bool:
    """Nothing speaks against it, and whom they struck and where agree."""
    if one.cancelled or two.cancelled or not (one.series or two.series):
        return False
    places = any(world.fit(p, q) for p in one.places for q in two.places)
    targets = sides(world, one.targets) & sides(world, two.targets)
    return bool(places and targets) and clash(replace(one, series=True), replace(two, series=True), world) is None


def _when(p: Picture) -> str:
    return str(p.when.earliest) if p.when.earliest == p.when.latest else f"{p.when.earliest} to {p.when.latest}"


def _merge(pictures: list[Picture], pairs: Iterator[_Pair]) -> list[Picture]:
    """Each pair made one, as long as neither article then tells the event twice over against itself."""
    into: dict[int, int] = {}
    made = dict(enumerate(pictures))
    for keep, gone, why in pairs:
        while keep in into:
            keep = into[keep]
        if gone in into or keep == gone:
            continue
        series = made[keep].series or made[gone].series
        both = merged(made[keep], made[gone])
        made[keep] = replace(both, series=series, why=(why, *both.why))
        into[gone] = keep
        del made[gone]
    return list(made.values())

"""Whether two pictures can be one event, and what speaks for it: the same inside an article and across articles.

Absence is not agreement: only what both tell counts, and ``kinds`` of evidence are counted, not words.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from itertools import product
from typing import Any

from analystkit.english import event_type, family, group, rarity, sense, stem, weak
from analystkit.link.picture import ANY_SORT, Picture, World, length
from analystkit.records import UNKNOWN, Interval

_MISDATED = 2  # days by which two sources can differ of one event
_LEAST, _PLACE = 0.8, 2.3  # a word that is not common; the name of a town, which the place shows already
FEW = 4  # a toll that many happenings have
_RARE = 2.0  # how rare names are together that tell one happening: no «Green» or «People's Park» alone
# Scenes that share so much, two rare words or more, show as much as two kinds of evidence: beside another kind, and alone.
_NEAR, _NEAREST = 3.0, 4.0

# By which words it is told with what it was done: a shooting is no bomb
_WAYS = {"bomb": ("bomb", "explo", "blast", "blow up", "deton"), "gun": ("shoot", "gun", "open fire"), "knife": ("stab", "knife")}
# Names of weapons that are used loosely for the same fire.
LOOSE = (
    {"rocket", "missile", "indirect fire", "mortar", "artillery"},
    {"airstrike", "fighter jet", "drone", "missile", "bomb"},
    {"bomb", "car bomb", "roadside bomb", "suicide bomb", "mine", "grenade", "vehicle"},
    {"gun", "grenade", "rocket"},
    {"missile", "ballistic missile", "cruise missile"},
)


def clash(one: Picture, two: Picture, world: World) -> str | None:
    """Why two pictures cannot be one event, or None."""
    if not one.families & two.families:
        return "type"
    if one.cancelled != two.cancelled:
        return "status"
    if not one.when.overlaps(two.when) or _other_days(one, two):
        return "date"
    for a, b in ((one, two), (two, one)):
        if a.when.earliest and b.before.latest and a.when.earliest > b.before.latest and b.statuses and "planned" not in b.statuses:
            return "told before it happened"
    return _places(one, two, world) or _people(one, two, world) or _series(one, two, world) or _tolls(one, two, world)


def disputed(one: Picture, two: Picture, world: World) -> bool:
    """Is the one thing that parts two events what sources can tell otherwise of one: its day by a few days, its place, who did it?

    Where two things part them, or one does by more, they are two."""
    late = [(a.when.earliest - b.before.latest).days for a, b in ((one, two), (two, one)) if a.when.earliest and b.before.latest]
    dead = [{n for what, n in p.counts if what == "killed"} for p in (one, two)]
    near = max(_days_apart(one.when, two.when), *late, 0) <= _MISDATED and not (all(dead) and not dead[0] & dead[1])
    without: tuple[dict[str, Any], ...] = (
        {"when": UNKNOWN, "before": UNKNOWN} if near else {},
        {"places": ()},
        {} if clash(one, two, world) == "who strikes whom" else {"agents": frozenset(), "others": frozenset()},
    )
    return any(clash(replace(one, **w), replace(two, **w), world) is None for w in without if w)


def _days_apart(one: Interval, two: Interval) -> int:
    gaps = [(b - a).days for a, b in ((one.latest, two.earliest), (two.latest, one.earliest)) if a and b]
    return max(gaps, default=0)


def _places(one: Picture, two: Picture, world: World) -> str | None:
    if one.places and two.places and not any(world.fit(p, q) for p in one.places for q in two.places):
        return "place"
    exact = [world.exact(x.places) for x in (one, two)]
    if all(exact) and not any(world.fit(p, q) for p in exact[0] for q in exact[1]):
        return "place"
    towns = [{p for p in x if world.rank(p) == 2} for x in exact]
    violent = family(one.type) == family(two.type) == "violence"
    part = len({all(world.places[p].lat is None and world.places[p].kind == "district" for p in x) for x in towns}) > 1  # of a town
    return "towns" if violent and all(towns) and not towns[0] & towns[1] and not part else None  # two, near as they may lie


def _people(one: Picture, two: Picture, world: World) -> str | None:
    (acting, hit), (acting2, hit2) = ((_acting(x, world), world.sides_of(x.targets)) for x in (one, two))
    same = acting & acting2
    if not same and (acting & hit2 or acting2 & hit):
        return "who strikes whom"
    if (acting and acting2 and not same) or (one.victims and two.victims and not one.victims & two.victims):
        return "actors"
    if (one.crowd and two.victims) or (two.crowd and one.victims):
        return "victims"
    told = all(x.when.known or x.places for x in (one, two))
    if bool(one.victims) != bool(two.victims) and told and not _hit(one, two) and not _close(one, two):
        return "victim"
    return "speaker" if family(one.type) == "statement" and not one.agents & two.agents else None


def _hit(one: Picture, two: Picture) -> frozenset[str]:
    """Whom one tells as killed and the other as struck or dead: «the murder of Lee», «Lee was strangled»."""
    return (one.victims & (two.targets | two.dead)) | (two.victims & (one.targets | one.dead))


def otherwise_done(one: Picture, two: Picture) -> bool:
    """Is one a shooting and the other a bombing?"""
    here, there = ({way for way, roots in _WAYS.items() if any(r in w for r in roots for w in (*p.lemmas, *p.weapons))} for p in (one, two))
    return bool(here and there) and here.isdisjoint(there)


def _acting(p: Picture, world: World) -> frozenset[str]:
    return world.sides_of(p.agents | {a for a, role in p.others if role == "authoriser"})


def _close(one: Picture, two: Picture) -> bool:
    return bool(one.day and two.day and one.when.meet(two.when) and set(one.places) & set(two.places))


def _series(one: Picture, two: Picture, world: World) -> str | None:
    if one.series != two.series and "ongoing" in (one if one.series else two).statuses:
        return "series"
    return "part" if _part(one, two, world) or _part(two, one, world) else None


def _tolls(one: Picture, two: Picture, world: World) -> str | None:
    """Two numbers of dead of other towns or other targets are no revisions of one, nor are those of two villages that nobody can place."""
    counted = {what: [{n for w, n in p.counts if w == what} for p in (one, two)] for what in ("killed", "injured")}
    if not any(a and b and not a & b for a, b in counted.values()):
        return None
    towns = [[p for p in x.places if world.rank(p) == 2] for x in (one, two)]
    apart = any(not any(world.fit(p, q) for q in b) for a, b in (towns, towns[::-1]) if b for p in a)
    targets = [world.sides_of(x.targets) for x in (one, two)]
    villages = not one.names & two.names and not {*one.places} & {*two.places} and bool(one.names and two.names)
    return "toll" if apart or villages or (all(targets) and not targets[0] & targets[1]) else None


def _part(whole: Picture, part: Picture, world: World) -> bool:
    """Is one a series, and the other a single event told by its own place or day?"""
    finer = bool(world.exact(part.places)) and not world.exact(whole.places)
    return whole.series and not part.series and (finer or (part.day and not whole.day))


def is_part(whole: Picture, part: Picture, world: World) -> bool:
    """Can the single event be one of the series? Its days and places lie inside, and nobody has changed sides.

    Both must be dated: what is not dated cannot be shown to belong to a time.
    """
    if clash(replace(whole, series=False), part, world) is not None or not _part(whole, part, world):
        return False
    if not set(whole.types) & set(part.types) and not (_acting(whole, world) & _acting(part, world)):
        return False  # «airstrikes since spring» do not hold a rocket attack that nobody is said to have made
    return whole.when.known and part.when.bounded and bool(part.places) and bool(whole.places)


def agreement(one: Picture, two: Picture, world: World) -> tuple[float, dict[str, str]]:
    """How much speaks for one event, and the words that say what, by kind of evidence."""
    score, why = 0.0, {}
    if one.when.bounded and two.when.bounded and (meet := one.when.meet(two.when)):
        span = max(length(one.when), length(two.when))
        score += 3.0 if span <= 2 else 2.0 if span <= 10 else 1.5 if span <= 31 else 0.5
        why["day" if span <= 10 else "month" if span <= 31 else "time"] = f"days overlap ({in_days(meet)})"
    elif date := _yearless(one, two) or _yearless(two, one):
        score += 3.0
        why["day"] = f"told of the same month and day ({date[2:]})"
    fits = ((world.fit(p, q), min(world.rank(p), world.rank(q)), p, q) for p in one.places for q in two.places)
    fit, rank, p, q = max(fits, default=(0, 0, "", ""))
    if fit:
        score += fit
        near = p == q or max(world.rank(p), world.rank(q)) > 2  # a site and its town, not two towns
        exact = (p == q and rank == 1) or (fit > 1 and rank >= 2 and near and _one_place(one, world) and _one_place(two, world))
        why["place" if exact else "area"] = f"same place ({p})" if p == q else f"places fit ({', '.join(sorted((p, q)))})"
    for what, a, b in (("agent", one.agents, two.agents), ("target", one.targets, two.targets)):
        if same := sorted(a & b) or sorted(world.sides_of(a) & world.sides_of(b)):
            score += 2 if world.kinds.get(same[0]) == "person" else 1
            why[what] = f"same {what} ({same[0]})"
    if {a for a, _ in one.others} & {a for a, _ in two.others}:
        score += 0.5
        why["people"] = "same people behind it"
    if hit := (one.victims & two.victims) | _hit(one, two):
        score += 4
        why["person"] = f"same person ({min(hit)})"
    types = sorted(set(one.types) & set(two.types))
    if types or (set(one.types) | set(two.types)) <= group("strikes"):
        score += 1
        why["type"] = f"same type ({types[0] if types else 'military strike'})"
    if same_count := sorted(one.counts & two.counts):
        score += 1
        why["count"] = f"same count ({same_count[0][1]} {same_count[0][0]})"
    if (one.stories & two.stories or one.articles & two.articles) and len(words := one.words & two.words) >= 2:
        score += 1
        why["words"] = f"same rare words ({', '.join(sorted(words)[:3])})"
    if family(one.type) in group("harmful") and (named := named_alike(one, two)):
        score += min(3.0, sum(map(rarity, named)))
        why["name"] = f"told of one name ({', '.join(sorted(named)[:3])})"
    if one.articles & two.articles and one.runs & two.runs:
        score += 2
        why["wording"] = f"told in the same words ({min(one.runs & two.runs)})"
    if one.articles & two.articles and any(stem(x) in q.words for p, q in ((one, two), (two, one)) for x in p.lemmas):
        why["named"] = "told with the word that names it"
    if scenes := nearest(one, two):
        score += min(3.0, scenes[0] / 2)
        why["scene"] = f"told among the same names and words ({', '.join(scenes[1])})"
    if alone := one.only & two.only:
        score += 1
        why["answer" if min(alone)[0] == "answer" else "story"] = min(alone)[-1]
    if one.series and two.series:
        score += 0.5
    if one.weapons and two.weapons and not one.weapons & two.weapons and not any(one.weapons | two.weapons <= group for group in LOOSE):
        score -= 2
    return score, why


def _one_kind(one: Picture, two: Picture, why: dict[str, str]) -> bool:
    """Are both of one type, and, where that says little («letter», «meeting»), told by words of one sense?"""
    harm = family(one.type) in group("harmful")
    if any(all(map(weak, p.types)) or (harm and p.lemmas <= ANY_SORT) for p in (one, two)):
        return True  # what became of people, in what the other tells, or «the explosion»
    return "type" in why and (harm or not {*map(sense, one.lemmas)}.isdisjoint(map(sense, two.lemmas)))


def nearest(one: Picture, two: Picture) -> tuple[float, tuple[str, ...]] | None:
    """How near the scenes of two events of one story are, where they are each other's nearest, and the words that show it.

    Articles of two stories share names and words too ("San Salvador", "crashed on Wednesday"): there they show nothing."""
    if not one.stories & two.stories:
        return None
    return max((k for at, k in one.kin.items() if at in two.addresses), default=None)


def beside(one: Picture, two: Picture, world: World) -> float:
    """How near their scenes are, without the name of a town that both are in."""
    near, there = nearest(one, two), [world.exact(sorted(p.around)) for p in (one, two)]
    if all(there) and not any(world.fit(p, q) for p in there[0] for q in there[1]):
        return 0.0  # «a bus near Ostrel», «a bus near Quenby»
    town = any(world.rank(p) > 1 for p in {*one.places} & {*two.places})
    return near[0] - _PLACE * (town or bool(named_alike(one, two))) if near else 0.0


def kinds(one: Picture, two: Picture, why: dict[str, str], world: World) -> set[str]:
    """The kinds of evidence that count towards a join. A month shows little where not much else agrees, a country only of what one
    strike answered. Who acts in violence acts often: that shows something of a person, or in one place. Nobody is killed twice."""
    found: set[str] = {k for k in ("day", "place", "count", "words", "story", "answer", "only", "wording", "name") if k in why}
    if one.series and two.series and one.stories & two.stories and one.weapons & two.weapons and set(one.places) & set(two.places):
        found.add("series")  # «drone attacks on Ann's troops in Arden», told twice in one story
    person = "agent" in why and any(world.kinds.get(a) == "person" for a in one.agents)
    if "target" in why or ("agent" in why and (person or "place" in why or family(one.type) != "violence")):
        found.add("actor")
    if "person" in why:
        found |= {"person", "actor"}
    elif "people" in why:
        found.add("person")
    if "story" in found and family(one.type) != "violence" and _printed_then(one, two):
        found.add("day")  # attacks come often; the one arrest that each article of a story tells is that of the day
    if (near := beside(one, two, world)) >= _LEAST:
        sure = near >= _NEAR if found else near >= (_NEAR if at_once(one, two, days=31) else _NEAREST) and _one_kind(one, two, why)
        found |= {"scene", "names"} if sure else {"scene"}
    if "answer" in found and "area" in why:
        found.add("place")
    return found | ({"day"} if "month" in why and len(found) >= 2 else set())


def told_alike(one: Picture, two: Picture, why: dict[str, str], shown: set[str], world: World) -> bool:
    """Is the one kind of evidence that there is borne out by what the two stand beside: where and when, and the same thing? Each alone
    shows nothing."""
    if family(one.type) not in group("harmful") or not _one_kind(one, two, why):
        return False
    there = _around(one, two, world)
    if there is None:
        there = bool(one.stories & two.stories) and not (one.of_many and two.of_many)
    thing = bool(one.words & two.words)
    if "count" in shown and there and (thing or any(n > FEW for _, n in one.counts & two.counts)):
        return True
    if "name" in shown and there:
        return True
    if "day" in shown and there and thing:
        return True
    return "place" in shown and thing and at_once(one, two, days=10)


def beside_it(one: Picture, two: Picture, why: dict[str, str], shown: set[str], world: World) -> set[str]:
    """The day and the place that the sentences of two of one kind both name, where each has none of its own and names one alone: both, or
    the day beside a rare name of both sentences or another kind of evidence."""
    if not _one_kind(one, two, why) or one.series or two.series or one.of_many or two.of_many:
        return set()
    for m, n in product(one.each, two.each):
        days, there = _day_of(m).meet(_day_of(n)) if _day_of(m).known and _day_of(n).known else None, _town_of(m, n, world)
        named = _rare(m.beside & n.beside, m, n)
        if days and there is not None and (there or named or shown):
            why.setdefault("day", f"told beside one day ({in_days(days)})")
            if there:
                why.setdefault("place", f"told beside one place ({there})")
            elif named:
                why.setdefault("name", f"told beside one name ({', '.join(sorted(named)[:3])})")
            return {"day", "place"} if there else {"day", "name"} if named else {"day"}
    return set()


def _day_of(p: Picture) -> Interval:
    """Its day, or else the one that its sentence names."""
    if p.when.known:
        return p.when if p.day else UNKNOWN
    days = sorted((t for t in p.then if length(t) <= 1), key=str)
    one = days and all(a.overlaps(b) for a in days for b in p.then)
    return reduce(lambda a, b: a.meet(b) or UNKNOWN, days) if one else UNKNOWN


def _town_of(one: Picture, two: Picture, world: World) -> str | None:
    """The town, or what is finer, that both name, in their clause or else in their sentence; nothing where one names another too, and None
    where they name none in common."""
    here, there = (world.exact(p.places) or world.exact(sorted(p.around)) for p in (one, two))
    both = [(p, q) for p in here for q in there if p == q or world.fit(p, q) > 1]
    if not both:
        return None if here and there else ""
    single = all(any(p == a for a, _ in both) for p in here) or all(any(q == b for _, b in both) for q in there)
    return both[0][0] if single else ""


def elsewhen(one: Picture, two: Picture) -> bool:
    """Do the sentences of what has no day of its own name times, and none that the other has or can have?"""
    if one.when.known or not one.then:
        return False
    return bool(two.when.known or two.then) and not at_once(one, two)


def at_once(one: Picture, two: Picture, days: int = 366) -> bool:
    """Do both lie in one time of so many days, each by its own, or else by those of its sentences?"""
    here, there = ((p.when,) if p.when.known else tuple(p.then) for p in (one, two))
    return any(a.overlaps(b) for a in here for b in there if max(length(a), length(b)) <= days)


def _around(one: Picture, two: Picture, world: World) -> bool | None:
    """Can both be in one town: that of the one, or else of its sentence, or else of the opening of its article, and of the other? None
    where nothing says."""
    here, there = (next(filter(None, map(world.exact, (p.places, p.around, p.setting))), []) for p in (one, two))
    return any(world.fit(p, q) > 1 for p in here for q in there) if here and there else None


def _printed_then(one: Picture, two: Picture) -> bool:
    """Did the article of what has no date appear on the other's day, or the one after, or both appear so?"""
    a, b = (p.when if p.when.bounded else p.before for p in (one, two))
    if not (a.earliest and b.earliest):
        return False
    return max(length(a), length(b), abs((a.earliest - b.earliest).days)) <= 1


def named_alike(one: Picture, two: Picture) -> frozenset[str]:
    """The names in the clauses of both that together are rare enough, and are not those of a place that both are known to be in."""
    return _rare(one.names & two.names, one, two)


def _rare(shared: frozenset[str], one: Picture, two: Picture) -> frozenset[str]:
    own = shared - {stem(word) for p in {*one.places} & {*two.places} for word in p.split("-")}
    return own if sum(map(rarity, own)) >= _RARE else frozenset()


def own_kind(p: Picture) -> bool:
    """Is it of a kind that the analyst made, of which nothing is known but its word?"""
    return not event_type(p.type)


def _yearless(one: Picture, two: Picture) -> str:
    """«killed 17 in Dahra on March 12», of no year, and an event of that month and day."""
    date = f"-{str(two.when.earliest)[4:]}" if two.when.bounded and two.when.earliest == two.when.latest else ""
    return date if one.yearless == {date} and not one.when.known else ""


def _other_days(one: Picture, two: Picture) -> bool:
    """Are they of two days, of which one has no year: «the raid of 3 May», «on 9 May Moor was shelled»? Who was hurt can die later."""
    if not (one.yearless or two.yearless) or one.series or two.series:
        return False
    here, there = (p.yearless or ({f"-{str(p.when.earliest)[4:]}"} if p.when.known and not length(p.when) else set()) for p in (one, two))
    if not here or not there or here & there:
        return False
    return not (weak(one.type) and min(here) > max(there)) and not (weak(two.type) and min(there) > max(here))


def _one_place(p: Picture, world: World) -> bool:
    """Does it tell of one town: all its exact places fit?"""
    exact = world.exact(p.places)
    return all(world.fit(exact[0], q) for q in exact[1:])


def in_days(when: Interval) -> str:
    return str(when.earliest) if when.earliest == when.latest else f"{when.earliest} to {when.latest}"

"""Conflicts: an attribute of one event that is told more than once. What differs, what only seems to, and what nobody will say.

Claims are never compared across events. Where all claims say the same there is no row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from analystkit.english import WEEKDAYS
from analystkit.link import Address, Conflict, Event
from analystkit.link.evidence import LOOSE
from analystkit.link.picture import World
from analystkit.link.tallies import counts
from analystkit.link.told import Relays, Told, Verdict, by_mention, says, speakers, told_of
from analystkit.records import DONE, Article, Interval, Tags
from analystkit.wording import interval, listed

_FRESH = timedelta(days=5)
# what an airstrike fires, drops or flies
_FROM_THE_AIR = {"airstrike", "rocket", "missile", "ballistic missile", "cruise missile", "bomb", "drone", "fighter jet"}

# «A car bomb went off, and gunmen stormed the gate»: who tells of the one does not say that there was not the other
_TOGETHER = {"gun", "grenade", "rocket", "bomb", "car bomb", "suicide bomb", "roadside bomb"}


def conflicts(
    articles: Sequence[Article],
    tags: Mapping[str, Tags],
    events: Sequence[Event],
    origins: Mapping[Address, str],
    world: World | None = None,
) -> tuple[Conflict, ...]:
    """The conflicts of all events, by event and attribute."""
    by_id, relays = {a.id: a for a in articles}, {a.id: Relays(tags[a.id].statements) for a in articles}
    claims_of: dict[Address, list[Address]] = defaultdict(list)
    for a in articles:
        for i, c in enumerate(tags[a.id].claims):
            claims_of[a.id, c.mention].append((a.id, i))
    out = []
    for e in events:
        found: dict[str, list[Told]] = defaultdict(list)
        for mention in e.mentions:
            for address in claims_of.get(mention, ()):
                told = told_of(address, by_id[address[0]], tags[address[0]], relays[address[0]], origins, world)
                told = replace(told, fresh=_fresh(e, by_id[address[0]]))
                found[told.claim.attribute].append(told)
        if "responsibility" in found:
            found["responsibility"] += found.get("perpetrator", [])
        if "happened" in found:
            found["happened"] += _first([t for told in found.values() for t in told if t.claim.attribute in _TELLS], tags)
        dead = [(t.address[0], int(t.claim.value), t.words) for t in found.get("killed", ()) if t.claim.value]
        for t in found.pop("injured", ()):
            found["injured"].append(replace(t, dead=frozenset((n, words) for article, n, words in dead if article == t.address[0])))
        for attribute in sorted(found.keys() & _VERDICTS.keys()):
            v = _VERDICTS[attribute](sorted(found[attribute], key=lambda t: t.address), world or World({}, {}, {}))
            if v:
                about = tuple(t.address for t in v.about)
                against = tuple(v.against or about) if v.kind == "conflict" else ()
                note = v.note[:1].upper() + v.note[1:]
                out.append(
                    Conflict(f"{e.event_id}:{attribute}", e.event_id, attribute, v.kind, note, about, against, tuple(v.under.items()))
                )
    return tuple(out)


def _fresh(e: Event, article: Article) -> bool:
    """Did an article appear within days of an event whose day is known?"""
    day, printed = e.when.latest, article.published.latest
    return bool(e.when.bounded and day and printed and timedelta(0) <= printed - day <= _FRESH)


def _dates(told: list[Told], world: World) -> Verdict | None:
    """Only days that exclude each other differ; "February" and "15 February" are one date told more or less exactly."""
    dated = [t for t in told if t.when is not None and t.when.bounded]
    said = {_day_of(t): t for t in dated}  # a thousand articles that give the same day are compared as one
    groups = {frozenset(map(_day_of, group)) for group in by_mention(dated)}
    apart = any(all(_exclude(said[x], said[y]) for x in a for y in b) for a, b in combinations(groups, 2))
    other = {x for x, t in said.items() if any(_exclude(t, u) or _exclude(u, t) for u in said.values())}
    about = [t for t in dated if _day_of(t) in other]
    if about and (apart or _misnamed(about)):
        one = len({(t.medium, t.cites) for t in about}) == 1
        head = "One source gives dates that cannot all be true." if one else "Dates that cannot all be true."
        return Verdict("conflict", f"{head} {says(about, _date_of)}.{_weekdays(about)}", about)
    acts = {x for x, t in said.items() if any(t.ordered != u.ordered and _differ(t, u) for u in said.values())}
    two_acts = [t for t in dated if _day_of(t) in acts]
    if not two_acts:
        return None
    note = says(two_acts, lambda t: f"{_date_of(t)} (the {'order' if t.ordered else 'deed'})")
    return Verdict("compatible", f"The order and the deed can be of different days. {note}.{_weekdays(two_acts)}", two_acts)


def _day_of(t: Told) -> tuple[Interval | None, int | None, bool]:
    """All that days are compared by."""
    return t.when, t.weekday, t.ordered


def _exclude(t: Told, u: Told) -> bool:
    """Can the days of two claims not both be true? An order may come before the deed."""
    if t.when is None or u.when is None or not _differ(t, u):
        return False
    order, deed = (t, u) if t.ordered else (u, t)
    first, last = order.when and order.when.earliest, deed.when and deed.when.latest
    return t.ordered == u.ordered or bool(first and last and first > last)


def _differ(t: Told, u: Told) -> bool:
    """Do two claims name other days, by the calendar or by the weekday that one names?"""
    return t.when is not None and u.when is not None and (not t.when.overlaps(u.when) or bool(_misnamed([t, u])))


def _weekdays(dated: list[Told]) -> str:
    days = (d.earliest for d in _misnamed(dated) if d.earliest)
    return "".join(f" {interval(d, d)} was a {WEEKDAYS[d.weekday()].capitalize()}." for d in days)


def _misnamed(dated: list[Told]) -> list[Interval]:
    """The days that some claims give, and that are not of a weekday that another names."""
    days = {t.when: t.when.earliest for t in dated if t.when and t.when.earliest and t.when.earliest == t.when.latest}
    named = {t.weekday for t in dated if t.weekday is not None and t.when and t.when.earliest != t.when.latest}
    return sorted((d for d, day in days.items() if named - {day.weekday()}), key=lambda d: str(d.earliest))


def _date_of(t: Told) -> str:
    if t.when is None or t.weekday is None or t.when.earliest == t.when.latest:
        return interval(t.when.earliest, t.when.latest) if t.when and t.when.known else "undated"
    return f"a {WEEKDAYS[t.weekday].capitalize()}"


def _places(told: list[Told], world: World) -> Verdict | None:
    """Places that lie apart differ, where two sources name them: one that names two towns tells of both. A city and a site in it are one
    place; a country and a city in it are not worth a row."""
    told = [t for t in told if world.rank(str(t.claim.value)) >= 2]
    ids = sorted({str(t.claim.value) for t in told})
    if len(ids) < 2 or len(by_mention(told)) < 2:
        return None
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for t in told:
        named[t.medium, t.cites].add(str(t.claim.value))
    said = says(told, lambda t: _name(world, str(t.claim.value)))
    if any(not any(world.fit(p, q) for p in a for q in b) for a, b in combinations(named.values(), 2)):
        return Verdict("conflict", f"Places that do not fit one event. {said}.", told)
    if any(world.fit(p, q) < 2 for p in ids for q in ids):
        return None  # several sites, each told by somebody, or one of which nobody knows where it lies
    ranks = sorted(ids, key=world.rank)
    exact = f"; {_name(world, ranks[-1])} is the most exact" if world.rank(ranks[-1]) > world.rank(ranks[-2]) else ""
    return Verdict("compatible", f"One place told more or less exactly. {said}{exact}.", told)


def _name(world: World, place_id: str) -> str:
    place = world.places.get(place_id)
    return place.name if place and place.name else place_id


def _weapons(told: list[Told], world: World) -> Verdict | None:
    """What different articles say was used. One article that names a bomb and a gun tells of both."""
    named: dict[str, set[str]] = defaultdict(set)
    for t in told:
        named[t.address[0]].add(str(t.claim.value))
    kinds = sorted(set().union(*named.values()))
    apart = [(a, b) for a in named.values() for b in named.values() if not a & b]
    if not apart or set(kinds) <= {"airstrike", "fighter jet", "drone", "bomb"}:
        return None  # the aircraft of an airstrike: said more exactly
    said = says(told, lambda t: str(t.claim.value))
    if all(_same_fire(a, b) for a, b in apart):
        return Verdict("compatible", f"{said}; the words are used loosely for the same fire.", told)
    if all(_same_fire(a, b) or a | b <= _TOGETHER for a, b in apart):
        return Verdict("compatible", f"{said}; an attack can be made with several.", told)
    return Verdict("conflict", f"Different weapons. {said}.", told)


def _same_fire(a: set[str], b: set[str]) -> bool:
    """Can two articles mean the same by what they name? One pair of words that can is enough."""
    return any(x == y or {x, y} <= group for x in a for y in b for group in (*LOOSE, _FROM_THE_AIR))


def _actors(told: list[Told], world: World) -> Verdict | None:
    """Who did it: sources that name different sides differ; several named by one source are named together."""
    by_source: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for t in told:
        by_source[t.address[0], t.claim.source_id].add(world.sides.get(str(t.claim.value), str(t.claim.value)))
    sets = list(by_source.values())
    if not any(not a & b for a, b in combinations(sets, 2)):
        return None
    return Verdict("conflict", f"Different sides named as {told[0].claim.attribute}. {says(told, lambda t: _called(t, world))}.", told)


def _called(t: Told, world: World) -> str:
    return world.names.get(str(t.claim.value), str(t.claim.value))


def _responsible(told: list[Told], world: World) -> Verdict | None:
    """Who claims or denies it: against its own word, against who names it as the perpetrator, and against another who claims it."""
    own = [t for t in told if t.claim.attribute == "responsibility"]
    denied = {t.claim.source_id: t for t in own if t.claim.value == "denied"}
    claimed = {t.claim.source_id: t for t in own if t.claim.value and t.claim.value == t.claim.source_id}
    both = sorted(str(s) for s in denied.keys() & claimed.keys())
    if both:
        names = listed([world.names.get(s, s) for s in both])
        return Verdict("conflict", f"Claimed and denied by {names}.", [t for t in own if str(t.claim.source_id) in both])
    blamed = [t for t in told if t.claim.value not in (None, "denied", t.claim.source_id)]
    accusing = [t for t in blamed if t.claim.value in denied]
    if accusing:
        note = f"{says(denied.values(), lambda t: 'denied it')}; {says(accusing, lambda t: f'named {_called(t, world)} as perpetrator')}"
        return Verdict("conflict", f"{note}.", [*denied.values(), *accusing])
    charged = [t for t in blamed if t in own]
    if charged and denied:  # a spokesman's denial, of a group that others name
        note = f"{says(charged, lambda t: f'named {_called(t, world)}')}; {says(denied.values(), lambda t: 'denied it')}"
        return Verdict("unknown", f"{note}; no article says whether for them.", [*charged, *denied.values()])
    named = [t for t in (*claimed.values(), *blamed) if t in own]
    if blamed and len({world.sides.get(str(t.claim.value), str(t.claim.value)) for t in named}) > 1:
        return Verdict("conflict", f"Different sides named as responsible. {says(named, lambda t: _called(t, world))}.", named)
    if len(claimed) > 1:
        who = listed(sorted(_called(t, world) for t in claimed.values()))
        return Verdict("unknown", f"Claimed by {who}; no article says whether together.", own)
    return None


_TELLS = ("killed", "injured", "date", "place", "perpetrator", "target", "weapon")  # who claims these tells that it happened


def _first(told: list[Told], tags: Mapping[str, Tags]) -> list[Told]:
    """One claim of each source that tells the event as done, or alleges it."""
    yes = (*DONE, "alleged")
    done = (t for t in sorted(told, key=lambda t: t.address) if tags[t.address[0]].mentions[t.claim.mention].status in yes)
    return list({(t.medium, t.cites): t for t in reversed(list(done))}.values())


def _happened(told: list[Told], world: World) -> Verdict | None:
    """Whether it happened: one says that it never did, and another tells it."""
    denied = [t for t in told if t.claim.attribute == "happened"]
    deniers = {(t.medium, t.cites) for t in denied}
    tell = [t for t in told if t not in denied and (t.medium, t.cites) not in deniers]
    if not tell:
        return None
    note = f"{says(denied, lambda t: 'it never happened')}; {speakers(tell)} {'say' if len(tell) > 1 else 'says'} that it did."
    return Verdict("conflict", note, [*denied, *tell])


_VERDICTS: Mapping[str, Callable[[list[Told], World], Verdict | None]] = {
    "killed": counts,
    "injured": counts,
    "strike_count": counts,
    "date": _dates,
    "place": _places,
    "weapon": _weapons,
    "perpetrator": _actors,
    "responsibility": _responsible,
    "happened": _happened,
}

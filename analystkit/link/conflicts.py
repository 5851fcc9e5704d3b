"""Conflicts: an attribute of one event that is told more than once. What differs, what only seems to, and what nobody will say.

Claims are never compared across events. Where all claims say the same there is no row.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analystkit.article import UNKNOWN, Article, Claim, Interval, Tags
from analystkit.calendar_en import weekday_named, weekdays_within
from analystkit.link import Address, Conflict, Event
from analystkit.link.evidence import LOOSE, World
from analystkit.link.naming import in_words

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# what an airstrike fires, drops or flies
_FROM_THE_AIR = {"airstrike", "rocket", "missile", "ballistic missile", "cruise missile", "bomb", "drone", "fighter jet"}
_COUNTS = {"killed": "killed", "injured": "injured", "strike_count": "attacks or sites counted"}


@dataclass(frozen=True)
class _Told:
    """A claim with its address and what is needed to speak of it."""

    address: Address
    claim: Claim
    who: str
    origin: str
    when: Interval | None = None
    weekday: int | None = None  # the one that the words of a date name


def conflicts(
    articles: Sequence[Article],
    tags: Mapping[str, Tags],
    events: Sequence[Event],
    origins: Mapping[Address, str],
    world: World | None = None,
) -> tuple[Conflict, ...]:
    """The conflicts of all events, by event and attribute."""
    by_id = {a.id: a for a in articles}
    claims_of: dict[Address, list[Address]] = defaultdict(list)
    for a in articles:
        for i, c in enumerate(tags[a.id].claims):
            claims_of[a.id, c.mention].append((a.id, i))
    out = []
    for e in events:
        found: dict[str, list[_Told]] = defaultdict(list)
        for mention in e.mentions:
            for address in claims_of.get(mention, ()):
                told = _told(address, by_id[address[0]], tags[address[0]], origins, world)
                found[told.claim.attribute].append(told)
        if "responsibility" in found:
            found["responsibility"] += found.get("perpetrator", [])
        for attribute in sorted(found):
            verdict = (
                _VERDICTS[attribute](sorted(found[attribute], key=lambda t: t.address), world or World({}, {}, {}))
                if attribute in _VERDICTS
                else None
            )
            if verdict:
                kind, note, about = verdict
                note = note[:1].upper() + note[1:]
                out.append(Conflict(f"{e.event_id}:{attribute}", e.event_id, attribute, kind, note, tuple(t.address for t in about)))
    return tuple(out)


def _told(address: Address, article: Article, tags: Tags, origins: Mapping[Address, str], world: World | None) -> _Told:
    c = tags.claims[address[1]]
    when = next((t.when for t in tags.times if t.start == c.start and t.end == c.end), None) if c.attribute == "date" else None
    weekday = weekday_named(article.text[c.start : c.end]) if when else None
    return _Told(address, c, _who(c, article, world), origins.get(address, ""), when, weekday)


def _who(c: Claim, article: Article, world: World | None) -> str:
    """The claimant as a sentence names it: "Ann Lee (in The Gazette)", "an article of an unnamed outlet (a1)"."""
    outlet = article.outlet or f"an article of an unnamed outlet ({article.id})"
    if not c.source_id:
        return outlet
    name = world.names.get(c.source_id, c.source_id) if world else c.source_id
    return f"{name} (in {outlet})" if article.outlet else f"{name} in {outlet}"


_Verdict = tuple[str, str, Sequence[_Told]] | None


def _counts(told: list[_Told], world: World) -> _Verdict:
    """Totals against totals. Parts ("among the six"), repeats and other classes of victim are no totals."""
    attribute = told[0].claim.attribute
    silent = [t for t in told if t.claim.value is None and not _inexact(t.claim)]
    given = [t for t in told if t.claim.value is not None]
    totals: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
    aside = []
    for t in given:
        q = t.claim.qualifier or ""
        if "repeats" in q or "among " in q or t.claim.rule.endswith(".named"):
            aside.append(t)
        else:
            totals[t.address[0], t.claim.source_id or "", str(t.claim.source_start or "")].append(t)
    sums = {k: _sum(v) for k, v in totals.items()}
    values = sorted({s for s, _ in sums.values()})
    what = _COUNTS[attribute]
    if silent:
        names = sorted({t.who for t in silent})
        said = silent[0].claim.qualifier or "not known"
        note = f"{_list(names)} {'do' if len(names) > 1 else 'does'} not say how many were {what} ({said})"
        note += f"; {_says(totals, sums)}" if values else "; no other source gives a number"
        return "unknown", note + ".", told
    if len(values) > 1:
        if _bounded(sums.values()):
            return "compatible", f"Compatible counts of {what}: {_says(totals, sums)}; one is a bound that the other keeps.", told
        if attribute == "strike_count":
            exact = {_unit(t) for v in totals.values() for t in v}
            if len(exact) > 1 and len({k[0] for k in totals}) == 1:
                return "compatible", f"Different things are counted: {_says(totals, sums)}.", told
            return "compatible", f"{_says(totals, sums)}: the smaller number may be a part of the larger; no article says so.", told
        earlier = (
            "; the earlier reports are called initial, a revised toll is possible"
            if any("initial" in (t.claim.qualifier or "") for t in given)
            else ""
        )
        return "conflict", f"Different numbers {what}: {_says(totals, sums)}{earlier}.", told
    repeats = [t for t in aside if "repeats" in (t.claim.qualifier or "")]
    if values and repeats:
        return (
            "compatible",
            f"{_says(totals, sums)}; {_list(sorted({t.who for t in repeats}))} repeats {repeats[0].claim.value} in the same sentence,"
            " which is not counted twice.",
            told,
        )
    if values and aside and not all(t.claim.rule.endswith(".named") for t in aside):
        return (
            "compatible",
            f"{_says(totals, sums)}; {_list(sorted({str(t.claim.value) for t in aside}))} of them told apart.",
            told,
        )
    return None


def _inexact(c: Claim) -> bool:
    return bool(c.qualifier) and not any(
        w in (c.qualifier or "") for w in ("refuse", "not yet known", "no reports", "none reported", "not known")
    )


def _unit(t: _Told) -> str:
    return "sites" if t.claim.rule == "counted sites" else "events"


def _sum(told: list[_Told]) -> tuple[int, str]:
    """What one source counts in all: the largest count of people, or the sum where it counts classes apart ("five miners, one soldier")."""
    one = {(t.claim.value, _class(t.claim)): t for t in told}
    values = [int(v) for v, _ in one if isinstance(v, int)]
    classes = {k for _, k in one}
    bound = next((b for t in told if (b := _hedge(t.claim))), "")
    if told[0].claim.attribute == "strike_count":
        return (sum(values) if len(told) > 1 and all(_unit(t) == "sites" for t in told) else max(values)), bound
    if len(classes) == len(values) > 1 and all(classes) and not any("others" in k for k in classes) and len({v for v in values}) >= 1:
        return sum(values), "at least" if bound.startswith("between") else bound
    return max(values), bound


def _class(c: Claim) -> str:
    parts = (c.qualifier or "").split("; ")
    return next((p for p in parts if p and p not in ("initial reports", "named", "named; died") and not _HEDGE.match(p)), "")


# the words of a qualifier that leave a count open, by what they leave open
_HEDGE = re.compile(
    r"""between\ (?P<low>\d+)\ and\ (?P<high>\d+)|(?P<least>at\ least|no\ fewer\ than|not\ less\ than)|(?P<more>more\ than|over)
    |(?P<most>up\ to|at\ most|as\ many\ as)|(?P<fewer>fewer\ than|less\ than|under)
    |(?P<about>about|around|nearly|almost|approximately|roughly|some\b|an\ estimated)""",
    re.VERBOSE,
)
_Ends = tuple[float, float]


def _hedge(c: Claim) -> str:
    return next((m.group() for p in (c.qualifier or "").split("; ") if (m := _HEDGE.match(p))), "")


def _ends(value: int, bound: str) -> _Ends:
    """The smallest and the largest number that a count with its hedge allows; "about" is taken as a tenth more or less.

    >>> _ends(14, "between 14 and 17"), _ends(40, "more than"), _ends(40, "up to"), _ends(6, "")
    ((14.0, 17.0), (41.0, inf), (0.0, 40.0), (6.0, 6.0))
    """
    m = _HEDGE.match(bound)
    if m is None:
        return float(value), float(value)
    if m["high"]:
        return float(m["low"]), float(m["high"])
    if m["least"] or m["more"]:
        return float(value + bool(m["more"])), math.inf
    return (value * 0.9, value * 1.1) if m["about"] else (0.0, float(value - bool(m["fewer"])))


def _bounded(sums: Iterable[tuple[int, str]]) -> bool:
    """Is there a number that all counts allow?"""
    ends = [_ends(*s) for s in sums]
    return max(low for low, _ in ends) <= min(high for _, high in ends)


def _says(totals: Mapping[tuple[str, str, str], list[_Told]], sums: Mapping[tuple[str, str, str], tuple[int, str]]) -> str:
    by_value: dict[str, list[str]] = defaultdict(list)
    for k, (value, bound) in sums.items():
        by_value[bound if bound.startswith("between") else f"{bound} {value}".strip()].append(totals[k][0].who)
    return "; ".join(
        f"{value} according to {_list(sorted(set(who)))}" for value, who in sorted(by_value.items(), key=lambda x: (len(x[0]), x[0]))
    )


def _list(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0] if names else "nobody"


def _by_mention(told: list[_Told]) -> list[list[_Told]]:
    """The claims of each mention: a clause that names two days or two towns does not contradict itself."""
    groups: dict[tuple[str, int], list[_Told]] = defaultdict(list)
    for t in told:
        groups[t.address[0], t.claim.mention].append(t)
    return list(groups.values())


def _dates(told: list[_Told], world: World) -> _Verdict:
    """Only days that exclude each other differ; "February" and "15 February" are one date told more or less exactly."""
    dated = [t for t in told if t.when is not None and t.when.bounded]
    groups = [[t.when for t in g if t.when] for g in _by_mention(dated)]
    apart = any(not any(x.overlaps(y) for x in a for y in b) for i, a in enumerate(groups) for b in groups[i + 1 :])
    misnamed = _misnamed(dated)
    if not apart and not misnamed:
        return None
    about = [t for t in dated if any(_exclude(t, u) for u in dated)]
    said = dict.fromkeys(f"{_date_of(t)} according to {t.who}" for t in about)
    note = f"Dates that cannot all be true: {'; '.join(said)}."
    return "conflict", note + "".join(f" {in_words(d)} was a {WEEKDAYS[d.earliest.weekday()]}." for d in misnamed if d.earliest), about


def _exclude(t: _Told, u: _Told) -> bool:
    """Can the days of two claims not both be true, by the calendar or by the weekday that one names?"""
    if t.when is None or u.when is None:
        return False
    return not t.when.overlaps(u.when) or bool(_misnamed([t, u]))


def _misnamed(dated: list[_Told]) -> list[Interval]:
    """The days that some claims give, and that are not of a weekday that another names."""
    days = {t.when for t in dated if t.when and t.when.earliest == t.when.latest}
    named = {t.weekday for t in dated if t.weekday is not None and t.when and t.when.earliest != t.when.latest}
    return sorted((d for d in days if any(not weekdays_within(n, d) for n in named)), key=lambda d: str(d.earliest))


def _date_of(t: _Told) -> str:
    if t.when is None or t.weekday is None or t.when.earliest == t.when.latest:
        return in_words(t.when or UNKNOWN)
    return f"a {WEEKDAYS[t.weekday]}"


def _places(told: list[_Told], world: World) -> _Verdict:
    """Places that lie apart differ; a city and a site in it are one place; a country and a city in it are not worth a row."""
    told = [t for t in told if world.rank(str(t.claim.value)) >= 2]
    ids = sorted({str(t.claim.value) for t in told})
    groups = [[str(t.claim.value) for t in g] for g in _by_mention(told)]
    if len(ids) < 2 or len(groups) < 2:
        return None
    names = _list([_name(world, p) for p in ids])
    if any(not any(world.fit(p, q) for p in a for q in b) for i, a in enumerate(groups) for b in groups[i + 1 :]):
        return "conflict", f"Places that do not fit one event: {names}.", told
    if any(not world.fit(p, q) for p in ids for q in ids):
        return None  # several sites, each told by somebody
    finest = max(ids, key=lambda p: (world.rank(p), p))
    return "compatible", f"One place told more or less exactly: {names}; {_name(world, finest)} is the most exact.", told


def _name(world: World, place_id: str) -> str:
    place = world.places.get(place_id)
    return place.name if place and place.name else place_id


def _weapons(told: list[_Told], world: World) -> _Verdict:
    """What different articles say was used. One article that names a bomb and a gun tells of both."""
    named: dict[str, set[str]] = defaultdict(set)
    for t in told:
        named[t.address[0]].add(str(t.claim.value))
    kinds = sorted(set().union(*named.values()))
    apart = [(a, b) for a in named.values() for b in named.values() if not a & b]
    if not apart or set(kinds) <= {"airstrike", "fighter jet", "drone", "bomb"}:
        return None  # the aircraft of an airstrike: said more exactly
    loose = all(_same_fire(a, b) for a, b in apart)
    if loose and "airstrike" in kinds:
        fired = _list([k for k in kinds if k != "airstrike"])
        return "compatible", f"“airstrike” names the kind of attack, {fired} what was fired or flown.", told
    note = f"Named {_list(kinds)}" + ("; the words are used loosely for the same fire." if loose else " by different articles.")
    return ("compatible" if loose else "conflict"), note, told


def _same_fire(a: set[str], b: set[str]) -> bool:
    """Can two articles mean the same by what they name? One pair of words that can is enough."""
    return any(x == y or {x, y} <= group for x in a for y in b for group in (*LOOSE, _FROM_THE_AIR))


def _actors(told: list[_Told], world: World) -> _Verdict:
    """Who did it: sources that name different sides differ; several named by one source are named together."""
    by_source: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for t in told:
        by_source[t.address[0], t.claim.source_id].add(world.sides.get(str(t.claim.value), str(t.claim.value)))
    sets = list(by_source.values())
    if not any(not a & b for i, a in enumerate(sets) for b in sets[i + 1 :]):
        return None
    says = "; ".join(
        f"{_list(sorted({world.names.get(str(t.claim.value), str(t.claim.value)) for t in told if t.who == who}))} according to {who}"
        for who in dict.fromkeys(t.who for t in told)
    )
    return "conflict", f"Different sides named as {told[0].claim.attribute}: {says}.", told


def _responsible(told: list[_Told], world: World) -> _Verdict:
    """Who claims or denies it: against its own word, against who names it as the perpetrator, and against another who claims it."""
    own = [t for t in told if t.claim.attribute == "responsibility"]
    denied = {t.claim.source_id: t for t in own if t.claim.value == "denied"}
    claimed = {t.claim.source_id: t for t in own if t.claim.value and t.claim.value == t.claim.source_id}
    both = sorted(str(s) for s in denied.keys() & claimed.keys())
    if both:
        names = _list([world.names.get(s, s) for s in both])
        return "conflict", f"Claimed and denied by {names}.", [t for t in own if str(t.claim.source_id) in both]
    blamed = [t for t in told if t.claim.value not in (None, "denied", t.claim.source_id)]
    accusing = [t for t in blamed if t.claim.value in denied]
    if accusing:
        says = _list(sorted({t.who for t in accusing}))
        names = _list(sorted({world.names.get(str(t.claim.value), str(t.claim.value)) for t in accusing}))
        return "conflict", f"{names} denied it; named as perpetrator according to {says}.", [*denied.values(), *accusing]
    named = [t for t in (*claimed.values(), *blamed) if t in own]
    if blamed and len({world.sides.get(str(t.claim.value), str(t.claim.value)) for t in named}) > 1:
        says = "; ".join(dict.fromkeys(f"{world.names.get(str(t.claim.value), str(t.claim.value))} according to {t.who}" for t in named))
        return "conflict", f"Different sides named as responsible: {says}.", named
    if len(claimed) > 1:
        return "unknown", f"Claimed by {_list(sorted(t.who for t in claimed.values()))}; no article says whether together.", own
    return None


_VERDICTS: Mapping[str, Callable[[list[_Told], World], _Verdict]] = {
    "killed": _counts,
    "injured": _counts,
    "strike_count": _counts,
    "date": _dates,
    "place": _places,
    "weapon": _weapons,
    "perpetrator": _actors,
    "responsibility": _responsible,
}

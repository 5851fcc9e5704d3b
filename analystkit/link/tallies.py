"""Counts of one event that are told more than once: totals against totals, bounds, parts and repeats, and who will not say."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from analystkit.article import Claim
from analystkit.link.evidence import World
from analystkit.link.told import Told, Verdict, listed, says, speakers
from analystkit.telling.victims import people

_Key = tuple[str, str, str, bool]  # article, source, where the source stands, and whether those who attacked are counted
_Totals = Mapping[_Key, list[Told]]
_Sums = Mapping[_Key, tuple[int, str]]

_COUNTS = {"killed": "killed", "injured": "injured", "strike_count": "attacks or sites"}
# How the qualifier of a claim without a value begins where it is a number that is not exact: "dozens", "30 to 40". Else nothing is said.
INEXACT = re.compile(
    r"(?:\w+ ){0,2}?(?:\d|tens|dozens?|scores?|hundreds?|thousands?)\b|(?:several|many|multiple|numerous|a few|a number)\b"
)


def counts(told: list[Told], world: World) -> Verdict:
    """Totals against totals. Parts ("among the six"), repeats and other classes of victim are no totals."""
    what = _COUNTS[told[0].claim.attribute]
    silent = [t for t in told if t.claim.value is None and _silent(t.claim)]
    if any(t.claim.value is not None for t in told):
        silent = [t for t in silent if not _side([t])]  # who knows nothing of the attackers' losses contradicts no other count
    aside = [t for t in told if t.claim.value is not None and _aside(t.claim)]
    totals: dict[_Key, list[Told]] = defaultdict(list)
    for t in told:
        if t.claim.value is not None and not _aside(t.claim):
            attackers = "attacker" in _labels(t)
            totals[t.address[0], t.claim.source_id or "", str(t.claim.source_start or ""), attackers].append(t)
    sums = {k: _sum(v) for k, v in totals.items()}
    ranked = [totals[k][0] for k in sorted(totals, key=lambda k: (sums[k][0], sums[k][1], k))]
    words = {totals[k][0].address: f"{_number(*total)} {what}" for k, total in sums.items()}
    for t in silent:
        says_so, _, of = (t.claim.qualifier or "not known").partition("; ")
        words[t.address] = f"{says_so} how many {of + ' ' if of else ''}were {what}"
    given = says([*ranked, *silent], lambda t: words[t.address])
    if silent:
        return "unknown", f"{given}{'' if ranked else '; no other source gives a number'}.", told
    if len({s for s, _ in sums.values()}) > 1:
        return _differ(totals, sums, given, told)
    repeats = [t for t in aside if "repeats" in (t.claim.qualifier or "")]
    if repeats and sums:
        again = f"{speakers(repeats)} repeats {repeats[0].claim.value} in the same sentence, which is not counted twice"
        return "compatible", f"{given}; {again}.", told
    if sums and aside and not all(t.claim.rule.endswith(".named") for t in aside):
        return "compatible", f"{given}; {listed(sorted({str(t.claim.value) for t in aside}))} of them told apart.", told
    return None


def _differ(totals: _Totals, sums: _Sums, given: str, told: list[Told]) -> Verdict:
    """Totals that are not one number: bounds that another keeps, other things counted, or a conflict."""
    attribute = told[0].claim.attribute
    if _bounded(sums.values()):
        return "compatible", f"Compatible counts. {given}; one is a bound that the other keeps.", told
    side = {k: _side(v) for k, v in totals.items()}
    pairs = [(j, k) for j, k in combinations(sums, 2) if not _bounded((sums[j], sums[k]))]
    if all(side[j] != side[k] and ((side[j] and side[k]) or j[3] != k[3]) for j, k in pairs):
        classes = ", ".join(sorted({_class(t.claim) for j, k in pairs for x in (j, k) for t in totals[x]} - {""}))
        return "compatible", f"Other people are counted ({classes}). {given}.", told
    if attribute == "strike_count":
        if len({_unit(t) for v in totals.values() for t in v}) > 1 and len({k[0] for k in totals}) == 1:
            return "compatible", f"Different things are counted. {given}.", told
        return "compatible", f"{given}; the smaller number may be a part of the larger; no article says so.", told
    initial = any("initial" in (t.claim.qualifier or "") for v in totals.values() for t in v)
    later = " The earlier reports are called initial: a revised toll is possible." if initial else ""
    return "conflict", f"Different numbers {_COUNTS[attribute]}. {given}.{later}", told


# Who is never counted among the others; "people" and nationalities can be any of them. The names are the classes of ``events.toml``.
_SIDES = {
    "forces": {"service member", "police"},
    "fighters": {"fighter", "attacker"},
    "civilians": {"civilian", "contractor", "child", "journalist", "aid worker"},
}


def _side(told: list[Told]) -> str | None:
    """Which side the people of a total are on, where every count of it says one, and the same."""
    sides = {next((side for side, of in _SIDES.items() if labels and labels <= of), "") for labels in map(_labels, told)}
    return sides.pop() or None if len(sides) == 1 else None


def _labels(t: Told) -> set[str]:
    return {str(label) for _, _, label in people().find(t.claim.qualifier or "")}


def _number(value: int, bound: str) -> str:
    return bound if bound.startswith("between") else f"{bound} {value}".strip()


def _silent(c: Claim) -> bool:
    """Does the source not say?"""
    return not INEXACT.match(c.qualifier or "")


# no total: told again, a part of others, or added to those told before («three more bodies»)
_PART = re.compile(r"\b(?:repeats|among|another|further|additional|more(?!\s+than))\b", re.IGNORECASE)


def _aside(c: Claim) -> bool:
    return bool(_PART.search(c.qualifier or "")) or c.rule.endswith(".named")


def _unit(t: Told) -> str:
    return "sites" if t.claim.rule.endswith("counted sites") else "events"


def _sum(told: list[Told]) -> tuple[int, str]:
    """What one source counts in all: the largest count of people, or the sum where it counts classes apart ("five miners, one soldier")."""
    one = {(t.claim.value, _class(t.claim).lower()): t for t in told}
    values = [int(v) for v, _ in one if isinstance(v, int)]
    classes = {k for _, k in one}
    bound = next((b for t in told if (b := _hedge(t.claim))), "")
    if told[0].claim.attribute == "strike_count":
        return (sum(values) if len(told) > 1 and all(_unit(t) == "sites" for t in told) else max(values)), bound
    whole = any(t.claim.rule.endswith((".toll", ".ordinal")) for t in told)  # «a sixth officer», «risen to 12»: all of them so far
    if len(classes) == len(values) > 1 and all(classes) and not whole and not any("others" in k for k in classes):
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

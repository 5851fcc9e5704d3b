"""Counts of one event that are told more than once: totals against totals, bounds, parts and repeats, and who will not say."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from analystkit.article import Claim
from analystkit.link.evidence import World
from analystkit.link.told import Told, Verdict, listed

_COUNTS = {"killed": "killed", "injured": "injured", "strike_count": "attacks or sites counted"}


def counts(told: list[Told], world: World) -> Verdict:
    """Totals against totals. Parts ("among the six"), repeats and other classes of victim are no totals."""
    attribute = told[0].claim.attribute
    silent = [t for t in told if t.claim.value is None and not _inexact(t.claim)]
    given = [t for t in told if t.claim.value is not None]
    totals: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
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
        note = f"{listed(names)} {'do' if len(names) > 1 else 'does'} not say how many were {what} ({said})"
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
            f"{_says(totals, sums)}; {listed(sorted({t.who for t in repeats}))} repeats {repeats[0].claim.value} in the same sentence,"
            " which is not counted twice.",
            told,
        )
    if values and aside and not all(t.claim.rule.endswith(".named") for t in aside):
        return (
            "compatible",
            f"{_says(totals, sums)}; {listed(sorted({str(t.claim.value) for t in aside}))} of them told apart.",
            told,
        )
    return None


def _inexact(c: Claim) -> bool:
    return bool(c.qualifier) and not any(
        w in (c.qualifier or "") for w in ("refuse", "not yet known", "no reports", "none reported", "not known")
    )


def _unit(t: Told) -> str:
    return "sites" if t.claim.rule == "counted sites" else "events"


def _sum(told: list[Told]) -> tuple[int, str]:
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


def _says(totals: Mapping[tuple[str, str, str], list[Told]], sums: Mapping[tuple[str, str, str], tuple[int, str]]) -> str:
    by_value: dict[str, list[str]] = defaultdict(list)
    for k, (value, bound) in sums.items():
        by_value[bound if bound.startswith("between") else f"{bound} {value}".strip()].append(totals[k][0].who)
    return "; ".join(
        f"{value} according to {listed(sorted(set(who)))}" for value, who in sorted(by_value.items(), key=lambda x: (len(x[0]), x[0]))
    )

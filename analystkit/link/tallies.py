"""Counts of one event that are told more than once: totals against totals, bounds, parts, later tolls, and who will not say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from analystkit.english import HEDGE, INEXACT, ends, people
from analystkit.link import Address
from analystkit.link.picture import World
from analystkit.link.told import Told, Verdict, says, speakers
from analystkit.records import Claim
from analystkit.wording import listed

_COUNTS = {"killed": "killed", "injured": "injured", "strike_count": "attacks or sites"}


@dataclass(frozen=True)
class _Total:
    """What one source counts in all, by these claims."""

    told: Sequence[Told]
    value: int
    bound: str
    attackers: bool = False  # those who attacked are counted

    @property
    def words(self) -> str:
        """The number as its source says it: of classes that are counted apart each its own, and never their sum."""
        if all(t.claim.value != self.value for t in self.told):
            return listed([f"{t.claim.value} {_class(t.claim)}" for t in self.told])
        return self.bound if self.bound.startswith("between") else f"{self.bound} {self.value}".strip()

    @property
    def classes(self) -> set[str]:
        """Of whom it is told whole: a smaller number of these is an earlier or another count, and none of it a part."""
        whole = {_class(t.claim) for t in self.told if t.claim.value == self.value}
        return {"", "people", *whole} if whole else whole

    @property
    def lead(self) -> list[Told]:
        """The claims that say the number; all of them where it is their sum."""
        return [t for t in self.told if t.claim.value == self.value] or list(self.told)


def counts(told: list[Told], world: World) -> Verdict | None:
    """Totals against totals. Parts ("among the six", "11 children"), repeats and other classes of victim are no totals."""
    what = _COUNTS[told[0].claim.attribute]
    silent = [t for t in told if t.claim.value is None and _silent(t.claim)]
    numbers = [t for t in told if t.claim.value is not None]
    if numbers:
        silent = [t for t in silent if not _side([t])]  # who knows nothing of the attackers' losses contradicts no other count
    own_words = [t for t in numbers if not _aside(t.claim)]
    greater = {n: [u for u in own_words if int(u.claim.value or 0) > n] for n in {int(t.claim.value or 0) for t in numbers}}
    aside = [t for t in numbers if _is_part(t, greater[int(t.claim.value or 0)], world)]
    no_totals = {t.address for t in aside}
    totals = _totals([t for t in numbers if t.address not in no_totals])
    words = {k.lead[0].address: f"{k.words} {what}" for k in totals}
    for t in silent:
        says_so, _, of = (t.claim.qualifier or "not known").partition("; ")
        words[t.address] = f"{says_so} how many {of + ' ' if of else ''}were {what}"
    given = says([*(k.lead[0] for k in totals), *silent], lambda t: words[t.address])
    under = _under(totals, aside)
    apart = {(j, k): _why(totals[j], totals[k]) for j, k in combinations(range(len(totals)), 2) if totals[j].value != totals[k].value}
    articles = [k.told[0].address[0] for k in totals]
    risen = {j for (j, k), why in apart.items() if why == "later" and articles[j] == articles[k]}  # which its own article lets rise
    rivals = [[totals[j], totals[k]] for (j, k), why in apart.items() if not why and j not in risen]
    if rivals and what in ("killed", "injured"):
        against = {t.address for pair in rivals for k in pair for t in k.lead if t.address not in under}
        note = f"Different numbers {what}. {given}."
        return Verdict("conflict", note, told, tuple(t.address for t in told if t.address in against), under)
    if silent:
        rough = sorted({(t.claim.qualifier or "").partition("; ")[0] for t in told if t.claim.value is None and t not in silent})
        beside = f"; in words: {listed(rough)}" if rough else "" if totals else "; no other source gives a number"
        return Verdict("unknown", f"{given}{beside}.", told, under=under)
    repeats = [t for t in aside if "repeats" in (t.claim.qualifier or "")]
    if rivals:
        return Verdict("unknown", f"{given}; whether the smaller number is a part of the larger no article says.", told, under=under)
    if any(apart.values()):
        classes = ", ".join(sorted({_class(t.claim) for k in totals for t in k.told} - {""}))
        note = " ".join((*dict.fromkeys(_HEADS[why].format(classes) for why in apart.values() if why), f"{given}."))
    elif repeats and totals:
        note = f"{given}; {speakers(repeats)} repeats {repeats[0].claim.value} in the same sentence, which is not counted twice."
    elif totals and (parts := {int(t.claim.value or 0) for t in aside if not t.claim.rule.endswith(".named")} - {0}):
        more = (_ADDED.search(q) or _OTHER.search(q) for t in aside if (q := t.claim.qualifier or ""))
        of_them = "" if any(more) else " of them"
        note = f"{given}; {listed([str(n) for n in sorted(parts)])}{of_them} told apart."
    else:
        return None
    return Verdict("compatible", note, told, under=under)


_HEADS = {
    "bound": "A bound and a number that keeps it.",
    "other": "Other people are counted ({}).",
    "some": "The smaller number is only of some ({}).",
    "later": "The higher number is a later one.",
    "died": "The numbers differ by as many as died.",
    "lowered": "The lower number is a later one, and is said to correct the higher.",
}


def _why(one: _Total, two: _Total) -> str:
    """Why two totals can both be right; nothing where they are rivals."""
    low, high = sorted((one, two), key=lambda k: k.value)
    sides = _side(low.told), _side(high.told)
    if _bounded((low, high)):
        return "bound"
    if sides[0] != sides[1] and (all(sides) or low.attackers != high.attackers):
        return "other"
    if _earlier(low) or _earlier(high):
        return "later" if _earlier(low) else "lowered"
    if sides[0] and low.told[0].address[0] == high.told[0].address[0] and not any(map(_class_of_some, high.told)):
        return "some"  # «Twelve officers were hurt, the ministry said. Medics told of 40»
    nth = any(t.claim.rule.endswith(".ordinal") and t.claim.value == low.value + 1 for t in high.lead)  # «a third soldier has died»
    if _after(high, low) and (nth or _moved(high, "rose") or (_initial(low) and not _initial(high)) or _rising(low, high)):
        return "later"
    if _died(low, high):
        return "died"
    return "lowered" if _after(low, high) and _moved(low, "fell") else ""


def _died(low: _Total, high: _Total) -> bool:
    """«One was killed and eight were wounded», «Nine were wounded; one of them died»: who died was one of the nine?"""
    died = {n for t in low.told for n, _ in t.dead}
    own = {(n, bool(_OF_THEM.search(words))) for t in high.told for n, words in t.dead}
    return high.value - low.value in died and own <= {(high.value - low.value, True)}


def _class_of_some(t: Told) -> bool:
    """Does a count say of whom it is, and not only that they are people?"""
    return bool(_class(t.claim)) and not _ANYBODY.search(_class(t.claim))


def _earlier(k: _Total) -> bool:
    """Is it told as the number of before?"""
    return all("earlier count" in (t.claim.qualifier or "") for t in k.told)


def _after(one: _Total, two: _Total) -> bool:
    """Was the first told on a later day than the second, or in the same article, whose words then say which is the later?"""
    (a, b) = (k.told[0] for k in (one, two))
    return a.address[0] == b.address[0] or bool(a.published.earliest and b.published.latest and a.published.earliest > b.published.latest)


def _rising(low: _Total, high: _Total) -> bool:
    """Was the lower number printed in the first days, before the wounded died and the dead were found, and the higher one later?"""
    return low.told[0].address[0] != high.told[0].address[0] and low.told[0].fresh


def _moved(k: _Total, how: str) -> bool:
    return any(t.moved in (how, "either") for t in k.lead)


def _initial(k: _Total) -> bool:
    return any("initial" in (t.claim.qualifier or "") for t in k.told)


# -- what is a part ----------------------------------------------------------------------------------------------------


# «Four of the dead were children», «Seven of those killed»
_OF_ALL = re.compile(
    r"""\bof\s+(?:the|those|all)\s+(?:people\s+|\d+\s+|\w+ly\s+)?(?:who\s+(?:were\s+|was\s+)?)?
    (?:dead|died|killed|victims|fatalities|injured|wounded|hurt|casualties)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OTHER = re.compile(r"\bothers?\b")  # «Ann Lee and five other priests were killed»
_OF_THEM = re.compile(r"\bof\s(?:them|whom|those|the\s(?:\w+\s)?(?:injured|wounded))\b", re.IGNORECASE)  # «one of them later died»
_NO_SUCH = re.compile(r"\bno\s+(?:\w+\s+){0,3}?(?P<who>\w+)\s+(?:(?:had|has|have|was|were|been|is|are)\s+)+", re.IGNORECASE)
_ANYBODY = re.compile(r"one|people|persons?|victims?|casualt\w+|deaths?|injur\w+|fatalit\w+|range", re.IGNORECASE)  # of no class
# no total: told again, a part of others, or added to those told before («three more bodies»)
_ADDED = re.compile(r"\b(?:another|further|additional|more(?!\s+than))\b", re.IGNORECASE)
_PART = re.compile(rf"\b(?:repeats|among)\b|{_ADDED.pattern}", re.IGNORECASE)
_ALSO = re.compile(r"\balso\s+(?:been\s+)?(?:died|killed|injured|wounded|hurt)\b", re.IGNORECASE)  # beside those told before
_WOMEN = re.compile(r"\b(?:women|woman|females?)\b")


def _is_part(t: Told, larger: Sequence[Told], world: World) -> bool:
    """Is a count a part of a larger one: by its own words, by who or what is counted, or by the place it is told of? ``larger`` are the
    counts above it that are none by their own words."""
    c = t.claim
    if _aside(c) or _ALSO.search(t.words):
        return True
    if c.attribute == "strike_count" or not larger:
        return False
    own = [u for u in larger if u.address[0] == t.address[0]]
    if _OF_ALL.search(t.words) or (own and c.attribute == "killed" and _OTHER.search(c.qualifier or "")):
        return True
    if c.value == 0 and (_no_such(t) or any(u.claim.source_id == c.source_id for u in own)):
        return True  # «no consulate staff was hurt»; who tells of fifty hurt tells of nobody in another matter
    if any(kind(t) and not all(map(kind, larger)) for kind in (_some, _bodies, _in_hospital)):
        return True
    return any(_inside(t, u, world) for u in own)


def _aside(c: Claim) -> bool:
    return bool(_PART.search(c.qualifier or "")) or c.rule.endswith(".named")


def _no_such(t: Told) -> bool:
    """Is it said that nobody of some kind was hurt, and not that nobody was?"""
    none = _NO_SUCH.search(t.words)
    return bool(none and not _ANYBODY.fullmatch(none["who"]))


def _bodies(t: Told) -> bool:
    """Are only those counted who were found?"""
    return t.claim.rule.endswith(".bodies")


def _in_hospital(t: Told) -> bool:
    """Are only those counted who were brought to a hospital?"""
    return "taken to hospital" in (t.claim.qualifier or "")


def _some(t: Told) -> bool:
    """Are only children, only women, or somebody's relatives counted?"""
    qualifier = t.claim.qualifier or ""
    return bool(_WOMEN.search(qualifier)) or _labels(t) in ({"child"}, {"relative"})


def _inside(t: Told, u: Told, world: World) -> bool:
    """Is a clause of one article told of places that lie in those of another clause of it, and are none of them?"""
    apart = bool(t.places and u.places) and not set(t.places) & set(u.places)
    return apart and all(any(world.rank(p) > world.rank(q) and world.fit(p, q) for q in u.places) for p in t.places)


def _under(totals: Sequence[_Total], aside: Sequence[Told]) -> Mapping[Address, Address]:
    """Each part with the total that it belongs to: of its own source, else of its article, else the largest."""
    leads = [(k, t) for k in totals for t in k.lead if t.claim.value == k.value]
    out: dict[Address, Address] = {}
    for p in (
        *(t for t in aside if not _ADDED.search(t.claim.qualifier or "")),
        *(t for k in totals for t in k.told if t.claim.value != k.value and _class(t.claim) not in k.classes),
    ):
        own = next((k for k in totals if p in k.told), None)
        least = own.value if own else int(p.claim.value or 0)
        fit = [(t.address[0] == p.address[0], t.claim.source_id == p.claim.source_id, k.value, t) for k, t in leads if k.value >= least]
        fit = [f for f in fit if own is None or f[2] == least]  # the summands of a total belong under that number only
        if fit:
            out[p.address] = max(fit, key=lambda f: f[:3])[3].address
    return out


# -- what one source counts --------------------------------------------------------------------------------------------

# Who is never counted among the others; "people" and nationalities can be any of them. The names are those of ``victims.toml``.
_SIDES = {
    "crowd": {"demonstrator"},
    "forces": {"service member", "police"},
    "fighters": {"fighter", "attacker"},
    "civilians": {"civilian", "contractor", "child", "journalist", "aid worker"},
}


def _side(told: Sequence[Told]) -> str | None:
    """Which side the people of a total are on, where every count of it says one, and the same."""
    sides = {next((side for side, of in _SIDES.items() if labels and labels <= of), "") for labels in map(_labels, told)}
    return sides.pop() or None if len(sides) == 1 else None


def _labels(t: Told) -> set[str]:
    return {str(label) for _, _, label in people().find(t.claim.qualifier or "")}


def _silent(c: Claim) -> bool:
    """Does the source not say?"""
    return not INEXACT.match(c.qualifier or "")


def _totals(told: Sequence[Told]) -> list[_Total]:
    """What each source counts in all, the smallest first."""
    of: dict[tuple[str, str, str, bool, bool], list[Told]] = defaultdict(list)
    for t in told:
        source = t.claim.source_id or "", str(t.claim.source_start or "")
        of[t.address[0], *source, "attacker" in _labels(t), "earlier count" in (t.claim.qualifier or "")].append(t)
    return [k for _, k in sorted(((key, _total(v)) for key, v in of.items()), key=lambda x: (x[1].value, x[1].bound, x[0]))]


def _total(told: Sequence[Told]) -> _Total:
    """The largest count of people, or the sum where classes are counted apart ("five miners, one soldier")."""
    one = {(t.claim.value, _class(t.claim).lower()) for t in told}
    values = [int(v) for v, _ in one if isinstance(v, int)]
    classes = {"" if _ANYBODY.search(k) else k for _, k in one}
    bound, attackers = next((b for t in told if (b := _hedge(t.claim))), ""), "attacker" in _labels(told[0])
    if told[0].claim.attribute == "strike_count":
        sites = len(told) > 1 and all(t.claim.rule.endswith("counted sites") for t in told)
        return _Total(told, sum(values) if sites else max(values), bound)
    whole = any(t.claim.rule.endswith((".toll", ".ordinal")) for t in told)  # «a sixth officer», «risen to 12»: all of them so far
    once = len({t.claim.mention for t in told}) == 1  # «two policemen» of the title are «two officers» below it
    if once and len(classes) == len(values) > 1 and all(classes) and not whole and not any("others" in k for k in classes):
        return _Total(told, sum(values), "at least" if bound.startswith("between") else bound, attackers)
    return _Total(told, max(values), bound, attackers)


_NO_CLASS = ("initial reports", "earlier count", "named")


def _class(c: Claim) -> str:
    parts = (c.qualifier or "").split("; ")
    return next((p for p in parts if p and p not in _NO_CLASS and not HEDGE.match(p)), "")


def _hedge(c: Claim) -> str:
    return next((m.group() for p in (c.qualifier or "").split("; ") if (m := HEDGE.match(p))), "")


def _bounded(totals: Iterable[_Total]) -> bool:
    """Is there a number that all totals allow?"""
    allowed = [ends(k.value, k.bound) for k in totals]
    return max(low for low, _ in allowed) <= min(high for _, high in allowed)

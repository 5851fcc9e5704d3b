"""Who was killed or injured, as counts: each with its words, its class of victims, and what bounds it.

find the words that kill or injure -> the victims beside them -> a number, none, or "not known"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import cast

from analystkit.english.events.tolls import Count, bodies, counted
from analystkit.english.events.victims import INJURED, KILLED, compiled, effects, people
from analystkit.english.numerals import numbers

__all__ = ["INJURED", "KILLED", "Count", "counts"]

_MANY = 40  # counts of one sentence: what goes on beyond them is no prose
_REACH = 220  # how far from the word that kills or injures a sentence is read


def harm_at(text: str, start: int, end: int) -> list[int]:
    """Where words stand that can count victims: a sentence without one counts none."""
    return [a for a, _, _ in effects().find(text, start, end)]


@lru_cache(maxsize=256)  # both taggers ask, of the same sentences
def counts(text: str, start: int, end: int) -> tuple[Count, ...]:
    """The counts of killed and injured in one sentence.

    >>> t = "At least three soldiers were killed and nine others, including a child, injured; no one else was hurt."
    >>> [(t[c.start:c.end], c.effect, c.value, c.qualifier) for c in counts(t, 0, len(t))]  # doctest: +NORMALIZE_WHITESPACE
    [('At least three soldiers were killed', 'killed', 3, 'at least; soldiers'),
     ('nine others, including a child, injured', 'injured', 9, 'others'),
     ('a child', 'injured', 1, 'child; among the 9'), ('no one else was hurt', 'injured', 0, None)]
    """
    found: list[Count] = []
    for a, b in _windows(text, start, end):
        if len(found) > _MANY:
            break
        found += _unknown(text, a, b) or [*_none(text, a, b), *bodies(text, a, b), *counted(text, a, b)]
    return tuple(_repeats(text, sorted({(c.start, c.end, c.effect): c for c in found}.values(), key=lambda c: (c.start, c.end))[:_MANY]))


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence near words that kill or injure: one part for an ordinary sentence, bounded ones for an endless one."""
    at = None
    for first, last, _ in effects().find(text, start, end):
        a, b = max(start, first - _REACH), min(end, last + _REACH)
        if at is None:
            at = (a, b)
        elif a <= at[1]:
            at = (at[0], b)
            if b - at[0] > 2000:
                yield at
                at = None
        else:
            yield at
            at = (a, b)
    if at:
        yield at


# «killing one miner, killing one», «A guard was killed in the raid, which killed one»: nothing new between the two
_NOTHING_NEW = re.compile(r"\s*(?:(?:in|by|during)\s+the\s+[a-z]+)?\s*[,–—(]\s*(?:which|that|who|in\s+all|in\s+total)?\s*")
# «… and killed one in Port Vale», «killed two more»: a place of its own, or other people
_OF_ITS_OWN = re.compile(r"\s+(?:in|at|near|on|inside|outside|more|others?|later|earlier|there|elsewhere)\b", re.IGNORECASE)


def _repeats(text: str, found: list[Count]) -> list[Count]:
    """The same count again in one sentence, without a noun, place, time or agent of its own, is the same people."""

    def same(c: Count, p: Count) -> bool:
        told = p.effect == c.effect and p.value == c.value is not None and c.qualifier is None
        new = not p.qualifier or "among" in p.qualifier or _OF_ITS_OWN.match(text, c.end)
        return told and not new and bool(_NOTHING_NEW.fullmatch(text, p.end, c.start))

    out: list[Count] = []
    for c in found:
        first = next((p for p in out[-12:] if c.rule != "none" and same(c, p)), None)
        out.append(replace(c, qualifier=f"repeats: {first.qualifier}", rule="repeat") if first else c)
    return out


_NOUN = {"casualties": (KILLED, INJURED), "injuries": (INJURED,), "deaths": (KILLED,), "fatalities": (KILLED,), "loss of life": (KILLED,)}
# «no one was killed», «there were no casualties», «no injuries were reported»
_NONE = r"""\b(?:(?:no\s?one|nobody|none(?:\s+of\s+(?:the|them|his|her|its|their)(?:\s+\w+){0,3}?)?
      |no\s+(?:[\w-]+\s+){0,2}?(?:people|civilians|soldiers|victims|passengers))(?:\s+else)?
      \s+(?:(?:was|were|is|are|has\s+been|had\s+been|have\s+been)\s+)?(?:(?P<said>reported)(?:ly)?\s+)?(?:(?P<kill>killed|dead|died)|(?P<hurt>injured|hurt|wounded))
      (?:\s+(?:or|and)\s+(?:\w+ly\s+)?(?P<also>injured|hurt|wounded|killed))?
    |(?:(?:no|without)\s+(?:(?!reports?\b|word\b|information\b|details\b)[\w-]+\s+){0,2}?(?P<noun>casualties|injuries|deaths|fatalities|loss\s+of\s+life)
      (?:\s+(?:or|and)\s+(?P<noun2>casualties|injuries|deaths|fatalities))?)
      (?P<reported>\s+(?:(?:have|has|had)\s+been|were|was)\s+(?:immediately\s+)?reported)?)\b"""


def _none(text: str, start: int, end: int) -> Iterator[Count]:
    for m in compiled(_NONE).finditer(text, start, end):
        if m["noun"]:
            effects = [e for n in (m["noun"], m["noun2"]) if n for e in _NOUN[" ".join(n.lower().split())]]
        else:
            effects = [KILLED if m["kill"] else INJURED]
            effects += [KILLED if m["also"].lower() == "killed" else INJURED] if m["also"] else []
        reported = m["reported"] or m["said"]
        for effect in dict.fromkeys(effects):
            yield Count(m.start(), m.end(), effect, None if reported else 0, "none reported" if reported else None, "none")


# «declined to say whether any sailor was killed», «the number of deaths is not yet clear», «no immediate word on casualties»
_UNKNOWN = re.compile(
    r"""\b(?:(?P<refused>(?:refus\w+|declin\w+|would\s+not|wouldn['’]t|unwilling)\b[^.;]{0,40}?\b(?:say|comment|confirm|disclose|give|specify|reveal|provide|discuss|elaborate|release))
    |(?P<silent>(?:did\s+not|didn['’]t|has\s+not|have\s+not|had\s+not|without)\s+(?:yet\s+|immediately\s+)?(?:say(?:ing)?|said|giv(?:e|en|ing)|specif(?:y|ied|ying)|disclosed?|disclosing|reveal(?:ed|ing)?))
    |(?P<reports>no\s+(?:immediate\s+)?reports?\s+of)
    |(?:not|n['’]t)\s+(?:yet\s+|immediately\s+|been\s+|immediately\s+been\s+|clear\s+){0,2}(?:known|clear|determined|available|confirmed|released|established)|unclear|unknown|unable\s+to\s+say
    |no\s+(?:immediate\s+)?(?:word|information|details)\s+(?:on|of|about))\b""",
    re.IGNORECASE | re.VERBOSE,
)


_OF_WHOM = re.compile(r"\s+(?:among|amongst|of|on|to|for|suffered\s+by)\s+(?:any\s+of\s+)?(?:the|its|their|his)?\s*$", re.IGNORECASE)


def _unknown(text: str, start: int, end: int) -> list[Count]:
    """Nothing known of victims; of both killed and injured where both are named. Who counts them in the same words does know."""
    m = _UNKNOWN.search(text, start, end)
    if not m:
        return []
    about = _told(text, m.end(), min(end, m.end() + 120))
    if not about and not m["refused"]:
        about = [x for x in _told(text, max(start, m.start() - 120), m.start()) if x[3]]
    if not about:
        return []
    a, b = min(m.start(), about[0][0]), max(m.end(), about[-1][1])
    near = numbers(text, max(start, about[0][0] - 40), end)
    if any(n.value is not None and any(people().find(text, n.end, min(end, n.end + 30))) for n in near):
        return []
    whose = next((text[x:y] for x, y, _ in people().find(text, m.end(), b + 40) if _OF_WHOM.search(text[b:x]) or x < b), None)
    says = "refuses to say" if m["refused"] else "does not say" if m["silent"] else "no reports of" if m["reports"] else "not yet known"
    says += f"; {whose}" if whose else ""
    return [Count(a, b, e, None, says, "unknown") for e in dict.fromkeys(e for x in about for e in x[2])]


def _told(text: str, start: int, end: int) -> list[tuple[int, int, tuple[str, ...], bool]]:
    """The words that say what befell somebody: where they stand, what, and whether they are nouns."""
    found = ((a, b, cast(tuple[tuple[str, ...], bool], value)) for a, b, value in effects().find(text, start, end))
    return [(a, b, befell, noun) for a, b, (befell, noun) in found if befell]

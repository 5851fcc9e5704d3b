"""Who was killed or injured, as counts: each with its words, its class of victims, and what bounds it.

find the words that kill or injure -> the victims beside them -> a number, none, or "not known"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from analystkit.telling.silence import none, unknown
from analystkit.telling.tolls import Count, counted
from analystkit.telling.victims import EFFECT, INJURED, KILLED

__all__ = ["INJURED", "KILLED", "Count", "counts"]

_REACH = 220  # how far from the word that kills or injures a sentence is read


def counts(text: str, start: int, end: int) -> list[Count]:
    """The counts of killed and injured in one sentence.

    >>> t = "At least three soldiers were killed and nine others, including a child, injured; no one else was hurt."
    >>> [(t[c.start:c.end], c.effect, c.value, c.qualifier) for c in counts(t, 0, len(t))]  # doctest: +NORMALIZE_WHITESPACE
    [('At least three soldiers were killed', 'killed', 3, 'at least; soldiers'),
     ('nine others, including a child, injured', 'injured', 9, 'others'),
     ('a child', 'injured', 1, 'child; among the 9'), ('no one else was hurt', 'injured', 0, None)]
    """
    found: list[Count] = []
    for a, b in _windows(text, start, end):
        found += unknown(text, a, b) or [*none(text, a, b), *counted(text, a, b)]
    return _repeats(text, sorted({(c.start, c.end, c.effect): c for c in found}.values(), key=lambda c: (c.start, c.end)))


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence near words that kill or injure: one part for an ordinary sentence, bounded ones for an endless one."""
    at = None
    for m in EFFECT.finditer(text, start, end):
        a, b = max(start, m.start() - _REACH), min(end, m.end() + _REACH)
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
    out: list[Count] = []
    for c in found:
        same = next(
            (
                p
                for p in out[-12:]
                if p.effect == c.effect
                and p.value == c.value is not None
                and c.qualifier is None
                and p.qualifier
                and "among" not in p.qualifier
                and _NOTHING_NEW.fullmatch(text, p.end, c.start)
                and not _OF_ITS_OWN.match(text, c.end)
            ),
            None,
        )
        out.append(replace(c, qualifier=f"repeats: {same.qualifier}", rule="repeat") if same and c.rule != "none" else c)
    return out

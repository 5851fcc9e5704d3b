"""Where a sentence that opens with a dateline begins: "NORTHPORT, Norland (AP) — The mayor said …"."""

from __future__ import annotations

from dataclasses import replace

from analystkit.english.attribution.phrases import DASHES
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.tokens import Item, OuterSentence

_LONGEST = 14
"""Items of a dateline at most: city, country, day and agency with their marks."""


def undated(u: OuterSentence, text: str) -> OuterSentence:
    """The sentence without its dateline, which is neither said nor says anything; the sentence itself where it has none."""
    end = _dateline(u.items[:_LONGEST], text)
    return replace(u, start=u.items[end].start, items=u.items[end:]) if 0 < end < len(u.items) else u


def _dateline(items: list[Item], text: str) -> int:
    """How many items a dateline at the beginning takes: capitals, marks and figures up to a dash or to the agency in brackets."""
    agency, depth = False, 0
    shouted = bool(items) and text[items[items[0].low == "(" and len(items) > 1].start :][:3].isupper()
    for j, it in enumerate(items):
        if it.low in DASHES:
            later = any(x.low in DASHES for x in items[j + 1 :])  # "NATO — the alliance — said": an aside
            return j + 1 if j and (agency or (shouted and not later)) else 0
        if agency and depth == 0:
            return j
        depth += (it.low == "(") - (it.low == ")")
        if it.low.removesuffix(".") in lexicon("people")["outlets"] and depth:
            agency = True
        if it.quote or not (it.capital or it.low in ",.()/" or it.low.isdigit()):
            return 0
    return 0

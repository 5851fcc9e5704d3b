"""The noun phrase round an event word: "the rocket attack on the port", with the clause that says which one is meant."""

from __future__ import annotations

import re

from analystkit.telling.eventwords import any_of
from analystkit.telling.hits import Hit
from analystkit.text import Span

_END_OF_NP = re.compile(
    r"[,;:()“”\"]|\s[–—]\s|\s(?:and\s+to|and\s+that|which|who|when|while|as|because|but|appears?|was|were"
    r"|is|are|has|had|said|would|will|led|left|came|come|aiming|so|in\s+response|in\s+retaliation|after"
    r"|following|before"
    r"|killed|killing|injuring|wounding)\b",
    re.IGNORECASE,
)
_STOP_BACK = frozenset(
    "to of by in on at for from with against after before following given over amid about and or but that which who was were is are be "
    "been has had have as into through during under "
    "despite since because than upon said says near while where when if targeting involved including condemned called over".split()
)


def noun_phrase(text: str, a: int, b: int, hit: Hit) -> Span:
    """The noun phrase round an event noun: its modifiers back to a determiner, and what follows up to a comma or a verb."""
    start = hit.start
    for m in reversed(list(re.finditer(r"[\w’'.-]+(?=\s+)", text[max(a, hit.start - 90) : hit.start]))):
        word = m.group().lower().strip(".")
        if (
            word in _STOP_BACK
            or (word.endswith("ing") and word not in ("ongoing", "continuing", "bombing", "pre-existing"))
            or any_of("carry").fullmatch(word)
            or any_of("order").fullmatch(word)
        ):
            break
        if re.search(r"[,;:.“”\"]\s", text[m.end() + max(a, hit.start - 90) : start]) and not word[-1].isdigit():
            break
        if any_of("cancel").fullmatch(word) or word in ("launched", "said", "intended", "will", "would"):
            break
        start = max(a, hit.start - 90) + m.start()
        if word in ("the", "a", "an", "this", "these", "those", "that", "its", "his", "their", "her"):
            break
    stop = _END_OF_NP.search(text, hit.end, min(b, hit.end + 200))
    end = stop.start() if stop else min(b, hit.end + 200)
    while end > hit.end and text[end - 1] in " .!?\n":
        end -= 1
    return Span(start, end)


# «the 3 May raid which ended in two deaths»: belongs to the raid, as no comma parts it
_WHICH = re.compile(
    r"\s+(?:which|that|who)\s+(?:was|were|had|has|[a-z]+(?:ed|t)|left|took|struck|hit|led|saw|made|came)\b[^,;:.()“”\"]{0,160}"
)


def restrictive(text: str, phrase: Span, stop: int) -> Span:
    """A noun phrase with the relative clause that says which one is meant.

    >>> t = "condemned the 3 May raid which ended in two deaths, and left"
    >>> s = restrictive(t, Span(10, 24), len(t))
    >>> t[s.start:s.end]
    'the 3 May raid which ended in two deaths'
    """
    m = _WHICH.match(text, phrase.end, stop)
    return Span(phrase.start, phrase.start + len(text[phrase.start : m.end()].rstrip())) if m else phrase

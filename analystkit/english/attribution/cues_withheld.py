"""What a source does not say, or says that it does not know: "would not say whether …", "could not confirm …", "found no evidence that …";
and what somebody was asked, which is the question and no answer.

The cue holds the denial, so that nobody reads the words as the source's own.
"""

from __future__ import annotations

from analystkit.english.attribution.cues_clause import OPEN_QUESTION
from analystkit.english.attribution.phrases import AUX, DETERMINERS, NOT, before_adverbs, is_verb, phrase_right, subject
from analystkit.english.attribution.reach import Report, close, made
from analystkit.english.tokens import Item, OuterSentence

SETTLES = frozenset(
    "confirm confirmed verify verified establish established determine determined corroborate corroborated deny denied".split()
)
"""Verbs that, denied, leave open what follows them: "could not confirm the toll"."""
_FOUND_OUT = frozenset("establish established determine determined".split())  # of a thing they are no words: "establish a base"
_SAYS = frozenset("say said disclose disclosed specify specified reveal revealed explain explained elaborate elaborated".split())
_ANSWERS = frozenset("respond responded reply replied mention".split())
_FINDS = frozenset("find found finds".split())
WITHHOLDS = SETTLES | _SAYS | _ANSWERS | _FINDS
_PROOF = frozenset("evidence proof sign signs indication indications trace traces".split())


def withheld(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "The ministry could not confirm whether …", "was unable to verify the toll", "has not said if …", "found no evidence that …"."""
    items = u.items
    if items[k].low in _FINDS:
        return _no_evidence(u, k, following)
    if k + 2 >= len(items) or (first := _denial(items, k)) is None:
        return []
    nxt, a = items[k + 1].low, k + 1
    if items[k].low in _ANSWERS:
        a += nxt == "to"
        if nxt != "to" and items[k].low != "mention":
            return []
    elif items[k].low in SETTLES and (nxt == "that" or (nxt in DETERMINERS and items[k].low not in _FOUND_OUT)):
        a += nxt == "that"
    elif nxt not in OPEN_QUESTION:
        return []
    who = _before(items, first)
    return made(u, a, close(u, a, following), who, (first, k), "would not say") if who else []


def _denial(items: list[Item], k: int) -> int | None:
    """The item where the denial of the verb ``k`` begins: "could" of "could not independently confirm"; None where it has none."""
    j = before_adverbs(items, k)
    if j > 1 and items[j].low == "to" and items[j - 1].low == "unable":
        j -= 1
    elif j < 1 or (items[j].low not in NOT and items[j].low != "cannot"):
        return None
    while j > 1 and (items[j - 1].low in AUX or items[j - 1].low == "been"):
        j -= 1
    return j


def _before(items: list[Item], first: int) -> tuple[int, int] | None:
    """The subject before a denial."""
    there = subject(items, first)
    if not there or items[there[0]].low == "there":
        return None
    above = there[0] - 1 - (there[0] > 0 and items[there[0] - 1].low == "that")
    return None if above >= 0 and is_verb(items, above) else there  # "Lee said he could not confirm it" is one statement


def _no_evidence(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    items = u.items
    if k + 4 >= len(items) or items[k + 1].low != "no" or items[k + 2].low not in _PROOF or items[k + 3].low not in ("that", "of"):
        return []
    who = _before(items, k)
    return made(u, k + 4, close(u, k + 3, following), who, (k, k + 2), "found no evidence") if who else []


def asked(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "When asked by a guest whether the port was safe, Lee laughed", "Lee was asked about the port": a question, whoever put it."""
    items = u.items
    at = before_adverbs(items, k)
    if k > 0 and items[at].low not in _ASKED:
        return []
    who = (k + 2, phrase_right(items, k + 2)) if k + 2 < len(items) and items[k + 1].low == "by" else None
    a = next((j for j in range(who[1] if who else k + 1, min(len(items) - 1, k + 12)) if items[j].low in _QUESTION or items[j].quote), k)
    if items[a].low not in _QUESTION:
        return []
    a += items[a].low == "about"
    end = close(u, a, following)
    stop = next((j for j in range(a + 1, end) if items[j].low in (",", "during", "after") or items[j].stops), end)
    return made(u, a, stop + (stop < end and items[stop].stops), who, (k, k), "asked")


_QUESTION = OPEN_QUESTION | {"about", "whom"} - {"when"}
_ASKED = frozenset("when whenever if was were been is are being after , .".split())

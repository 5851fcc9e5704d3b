"""Cues that stand after or between what they attribute: "“…,” Lee said", "…, said Lee", "…, as Lee noted", "“…” ― Lee"."""

from __future__ import annotations

from analystkit.english.attribution.cues_clause import content_start
from analystkit.english.attribution.phrases import (
    AUX,
    BREAKS,
    DAYS,
    DETERMINERS,
    LEAD_IN,
    MARKS,
    NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    is_verb,
    phrase_right,
    subject,
)
from analystkit.english.attribution.reach import Report, adjunct, from_item, left_of, resumed
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.lexicon.verbs import frames
from analystkit.english.tokens import QUOTE, Item, OuterSentence


def inverted(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "…”, said Ann Lee." and "…, added the mayor."."""
    items = u.items
    if k < 1 or k + 1 >= len(items) or items[k].low.endswith("ing"):
        return []
    before, after = items[k - 1], items[k + 1]
    if before.low != QUOTE and not (before.low == "," and k > 1):
        return []
    quoted = before.low == QUOTE or items[k - 2].low == QUOTE
    named = after.capital or after.low in DETERMINERS | PRONOUNS or after.low in lexicon("people")["roles"] or after.low.startswith("@")
    if after.low == "that" or not (named or (quoted and after.low[0].isalpha() and after.low not in _NO_NAME)):
        return []
    if not quoted and subject(items, k) and (not after.capital or not _ends(items, k + 1)):
        return []  # "Lee, the mayor, said the port …"
    if not quoted and (after.low in ("the", "a") and items[k].low in frames()["thing"]):
        return []
    hi = phrase_right(items, k + 1)
    if hi <= k + 1 or (not quoted and not adjunct(items, hi)):
        return []
    return left_of(u, k, k, (k + 1, hi), "inverted") + resumed(u, hi, k, (k + 1, hi))


_NO_NAME = PREPOSITIONS | DAYS | BREAKS | AUX | LEAD_IN


def _ends(items: list[Item], lo: int) -> bool:
    """Does a name at ``lo`` close the sentence, or its part before a mark: no verb is its own?"""
    hi = lo
    while hi < len(items) and (items[hi].capital or items[hi].low == "."):
        hi += 1
    return hi >= len(items) or items[hi].low in MARKS or items[hi].low == QUOTE


def quoted_before(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "“…,” Ann Lee said on Monday." and ", “…”" after it."""
    items = u.items
    if items[k].low.endswith("ing") or (not is_verb(items, k) and items[k].low not in frames()["charge"]):
        return []
    who = subject(items, k)
    if not who or who[0] < 1:
        return []
    lo = who[0]
    opening = items[0].low in PREPOSITIONS and not any(it.low in AUX for it in items[:lo])
    if lo > 2 and any(it.title for it in items[max(0, lo - 2) : lo]) and (opening or _phrase_only(items, lo)):
        return []  # "On “Good Morning, Northport”, Lee said …"
    if items[lo - 1].low == QUOTE or (items[lo - 1].low in (",", "—", "–") and lo > 1 and items[lo - 2].low == QUOTE):
        return left_of(u, lo, k, who, "said after") + resumed(u, k + 1, k, who)
    return []


def said_after(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "The port is closed, Ann Lee said on Monday." """
    items = u.items
    if not is_verb(items, k) or items[k].low.endswith("ing"):
        return []
    who = subject(items, k)
    if not who or who[0] < 2 or items[who[0] - 1].low not in (",", "—", "–", "―") or items[who[0]].low in ("who", "which"):
        return []
    if items[k].low in NOUNS and not any(it.capital or it.low in DETERMINERS | PRONOUNS for it in items[who[0] : who[1]]):
        return []  # "bold plans, bipartisan whispers"
    comma = _goes_on(items, k, who[0])
    if comma and not items[0].quote and items[comma + 1].low != QUOTE:
        if who[0] > 2 and items[who[0] - 2].low in _LEADING and items[comma + 1].low in AUX:
            return from_item(u, comma + 1, k, who, following, "inserted")  # "a gate which, Lee said, was closed"
        return left_of(u, who[0], k, who, "said between") + from_item(u, comma + 1, k, who, following, "said between")
    if who[0] < 3 or (items[k + 1 : k + 2] and items[k + 1].low == "," and items[k + 2 : k + 3] and items[k + 2].opens):
        return []  # "In May, as the port closed, Lee said, “We left.”"
    begins = content_start(u, k)
    if begins is not None and (not adjunct(items, k + 1) or items[k + 1].low == ":" or items[begins - 1].low == "that"):
        return []
    if (begins is not None and items[k + 1].low == "on") or _phrase_only(items, who[0] - 1):
        return []
    if items[k].low in frames()["strict"] and k + 1 < len(items) and items[k + 1].low not in MARKS:
        return []
    return left_of(u, who[0], k, who, "said after")


_LEADING = frozenset("which who that and but".split())


def _goes_on(items: list[Item], k: int, begins: int) -> int | None:
    """The comma behind the cue after which the words go on: "The port, Lee said, was closed", "… told guests on Monday, was …"."""
    comma = next((j for j in range(k + 1, min(len(items) - 1, k + 8)) if items[j].low == "," or items[j].quote), None)
    if comma is None or items[comma].quote or begins >= 20:
        return None
    then = items[comma + 1].low
    if comma > k + 1:
        return comma if then in AUX and adjunct(items, k + 1) else None
    return None if then in LEAD_IN or then.endswith("ing") else comma


def _phrase_only(items: list[Item], b: int) -> bool:
    """Are the items before ``b`` only an adverbial ("In a statement", "When asked about it"), which nobody said?"""
    a = next((j for j in range(b) if items[j].low not in LEAD_IN and items[j].low not in MARKS), b)
    if b - a < 3:
        return True
    opens = items[a].low in _ADVERBIAL or (a == 0 and items[a].low.endswith("ing"))
    if (items[a].low not in PREPOSITIONS and not opens) or any(it.low == "," for it in items[a:b]):
        return False
    return opens or not any(it.low in AUX for it in items[a:b])


_ADVERBIAL = DAYS | frozenset("after during before when while as asked speaking since although though because if even despite once".split())


def as_said(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "As Ann Lee noted, …" and "…, as Ann Lee noted." """
    items = u.items
    stop = next((j for j in range(k + 1, min(len(items), k + 6)) if items[j].low in MARKS), len(items))
    put = items[k].low in PUT and k + 2 < len(items) and items[k + 1].low == "it"
    if k < 2 or not (put or (is_verb(items, k) and adjunct(items, k + 1))):
        return []
    who = subject(items, k)
    if not who or who[0] < 1 or items[who[0] - 1].low != "as":
        return []
    if who[0] <= 3 and stop + 1 < len(items) and items[stop].low == ",":
        return from_item(u, stop + 1, k, who, following, "as X said")
    return left_of(u, who[0] - 1, k, who, "as X said") if who[0] > 5 and items[who[0] - 2].low == "," else []


PUT = frozenset(("put", "puts"))  # "As Ann Lee put it, …"

"""A reporting verb before what it reports: "Lee said that …", "told reporters …", "…, adding that …"."""

from __future__ import annotations

from analystkit.english.attribution.phrases import (
    AUX,
    BREAKS,
    DAYS,
    DETERMINERS,
    GOING,
    MARKS,
    NOT,
    PREPOSITIONS,
    PRONOUNS,
    TIMENOUNS,
    before_adverbs,
    is_contracted,
    is_verb,
    subject,
)
from analystkit.english.attribution.reach import Report, from_item, main_subject
from analystkit.english.lexicon.verbs import frames
from analystkit.english.tokens import QUOTE, Item, OuterSentence


def says(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "Ann Lee said that …", "Ann Lee said …", "Lee told reporters …", "Lee: “…”", "…, adding that …"."""
    items = u.items
    if not is_verb(items, k):
        return []
    who = subject(items, k)
    a = content_start(u, k)
    if a is None:
        return _inserted(u, k, who, following)
    if a >= len(items) or (who and who[0] > 0 and items[who[0] - 1].low in ("what", "how") and items[a].low != QUOTE):
        return []  # "the gap between what he says it costs and …"
    if k > 0 and items[k - 1].low in NOT:
        return from_item(u, a, k, who, following, "would not say") if who and items[a].low in OPEN_QUESTION else []
    if items[k].low.endswith("ing"):
        if k > 0 and is_contracted(items[k - 1]):
            return from_item(u, a, k, (k - 1, k), following, "is saying")
        if k > 1 and items[k - 1].low in GOING:
            return from_item(u, a, k, who, following, "is saying") if who else []
        return _participle(u, a, k, following)
    if k > 0 and items[k - 1].low in ("to", "is", "was", "were", "are", "be", "been"):
        return _infinitive(u, a, k, following)
    if who is None and k > 1 and items[before_adverbs(items, k)].low in ("and", "but", "then"):
        who = main_subject(u, k)
    if who is None:
        return []
    return from_item(u, a, k, who, following, "said before")


def _participle(u: OuterSentence, a: int, k: int, following: list[int]) -> list[Report]:
    """ "…, adding that …", "sent a letter to the board saying that …": the doer of the main clause."""
    items = u.items
    if items[k - 1].low == "as" and k > 2 and items[k - 2].low in ("quoted", "cited"):  # "Lee was quoted as saying that …"
        at = next((j for j in range(k - 2, max(0, k - 6), -1) if items[j].low in GOING and items[j + 1].low not in GOING), None)
        who = subject(items, at) if at else None
        return from_item(u, a, k, who, following, "participle") if who else []
    carried = any(it.low in frames()["carriers"] for it in items[max(0, k - (8 if items[a - 1].low == "that" else 1)) : k])
    if k < 1 or not (carried or items[before_adverbs(items, k)].low in (",", "and", "by", "–", "—", QUOTE)):
        return []
    return from_item(u, a, k, main_subject(u, k), following, "participle")


def _inserted(u: OuterSentence, k: int, who: tuple[int, int] | None, following: list[int]) -> list[Report]:
    """ "a raid which, Lee said, was a crime", "the raid that Lee said was a crime", "which he argued keeps it open"."""
    items = u.items
    if not who or who[0] < 1 or k + 2 >= len(items):
        return []
    before = items[who[0] - 1]
    if before.low not in _RELATIVES and not (before.low[0].islower() and before.low not in _NO_NOUN and items[k + 1].low in AUX):
        return []
    finite = items[k + 1].low in AUX or (items[k + 1].low.endswith(("s", "ed")) and not is_verb(items, k + 1))
    return from_item(u, k + 1, k, who, following, "inserted") if finite or items[k + 1].quote else []


_RELATIVES = ("which", "that", "who", "what")
_NO_NOUN = AUX | PREPOSITIONS | BREAKS | DETERMINERS | PRONOUNS | {"and", "to"}
OPEN_QUESTION = frozenset("whether if when how why who what where which".split())


def content_start(u: OuterSentence, k: int) -> int | None:
    """The item where what is said begins, right of verb ``k``: after "that", a colon, before a quotation, or at a bare clause."""
    items, verb = u.items, u.items[k].low
    hearer = verb in frames()["object"]
    if (opened := _opened(items, k, hearer)) is not None:
        return opened
    a = _skip_hearer(items, k + 1) if hearer else k + 1
    while a + 1 < len(items) and (items[a].low in DAYS or items[a + 1].low in _AFTER.get(items[a].low, ())):
        a += 1 + (items[a].low in ("this", "last"))
    if a >= len(items) or (hearer and a == k + 1):
        return None
    if verb in frames()["strict"]:
        return a if plain_clause(items, a) or (verb in frames()["woven"] and _holds_quote(items, a)) else None
    if (
        verb in ("said", "says", "say")
        and len(items) - a > 4
        and (items[a].low not in PREPOSITIONS or items[a + 1].low == "half" or items[a + 1].low[0].isdigit())
        and items[a].low not in ("as", "when", "after", "before", "during", "so", "and", "or", "but", "it")
    ):
        return a
    if _clause(items, a) or (verb in frames()["thing"] and items[a].low not in _NO_THING):
        return a
    return a if _holds_quote(items, a) else None


_NO_THING = PREPOSITIONS | MARKS | BREAKS | AUX | DAYS | {"and", "to", "as", "him", "her", "them", "it", "back"}


_AFTER = {"this": TIMENOUNS, "last": TIMENOUNS, "on": DAYS}  # "said on Friday", "told the board this week"


def _opened(items: list[Item], k: int, hearer: bool) -> int | None:
    """Where "that", a colon, "whether" or a quotation opens what is said, if only a hearer, a time or a place lies between.

    "said on Friday that …", "told a meeting in Northport, she recalled, that …"; not "said the guards that she saw …".
    """
    first = items[k + 1].low if k + 1 < len(items) else ""
    aside = first == "," or first in DAYS or first in PREPOSITIONS or first in _TIMES or first.endswith("ly")
    passing = aside or hearer
    comma = False
    for a in range(k + 1, min(len(items), k + (26 if passing else 8))):
        it = items[a]
        free = a == k + 1 or passing
        if it.low == "that":
            after_aside = free and (first != "," or items[a - 1].low == "," or a == k + 1)
            if after_aside or items[a - 1].low in frames()["nouns"]:
                return a + 1
        if it.low == ":":
            return a + 1
        if it.low == QUOTE and not it.title and free and (not comma or items[a - 1].low == ","):
            return a
        if it.low in (";", "—", "–", "(", "who", "which") or is_verb(items, a) or it.low in AUX:
            return None
        if it.low == ",":
            comma = True
        if it.low in ("whether", "how", "why", "if") and (free or a < k + 6):
            return a
    return None


def _hearer(it: Item) -> bool:
    return it.capital or it.low in DETERMINERS or it.low in ("him", "her", "them", "us", "me") or it.low.endswith("s")


_TIMES = frozenset("this last earlier later again then also first however out".split())


def _holds_quote(items: list[Item], a: int) -> bool:
    """Is a quotation woven into the words at ``a``: "a goal of “peace”"?"""
    if items[a].low in PREPOSITIONS or items[a].low in MARKS or items[a].low in BREAKS:
        return False
    for it in items[a : a + 12]:
        if it.quote:
            return not it.title
        if it.low in MARKS:
            return False
    return False


def _skip_hearer(items: list[Item], a: int) -> int:
    """Past "reporters", "the committee", "CNN on Friday", "a news conference", "him"."""
    if a < len(items) and (items[a].low in ("him", "her", "them", "us", "me", "you", "reporters", "lawmakers", "journalists")):
        return a + 1
    if a + 1 < len(items) and items[a].low.endswith("s") and not items[a].capital and plain_clause(items, a + 1):
        return a + 1
    described = a < len(items) and items[a].low in DETERMINERS
    b = a + described
    while b < len(items) and b - a < 6 and items[b].capital:
        b += 1
    if described and b == a + 1:
        stop = next((j for j in range(b, min(len(items), b + 4)) if items[j].low in PRONOUNS or items[j].low in DETERMINERS), b)
        b = stop if all(items[j].low not in MARKS and items[j].low not in AUX for j in range(b, stop)) else b
    return b


def plain_clause(items: list[Item], a: int) -> bool:
    """Does a clause begin here beyond doubt: "they were tired", "the port is closed"?"""
    if items[a].low.partition("'")[0] in _WHO and a + 1 < len(items) and items[a + 1].low not in MARKS:
        return True
    if not (items[a].capital or items[a].low in DETERMINERS) or items[a].low in PREPOSITIONS or items[a].low in BREAKS:
        return False
    for it in items[a + 1 : a + 7]:
        if it.low in MARKS or it.low in BREAKS or it.low in ("who", "which", "to") or it.quote:
            return False
        if it.low in AUX:
            return True
    return False


_WHO = frozenset("he she they it we there i".split())


def _clause(items: list[Item], a: int) -> bool:
    """Does a clause begin here: a subject, then within twelve words a finite verb?"""
    first = items[a]
    if first.low.partition("'")[0] in PRONOUNS or first.low in ("there", "there's"):
        return True
    if (
        first.low in MARKS
        or (first.low in PREPOSITIONS and first.low not in ("in", "at", "under", "on"))
        or first.low in ("as", "when", "after", "so", "and", "or", "but", "not")
    ):
        return False
    if first.low in PREPOSITIONS and items[a + 1 : a + 2] and items[a + 1].low.endswith("ing"):
        return False  # "insisted on leaving"
    return any(it.low in AUX or it.low.endswith("ed") or it.low in PRONOUNS for it in items[a + 1 : a + 14]) or first.low in DETERMINERS


def _infinitive(u: OuterSentence, a: int, k: int, following: list[int]) -> list[Report]:
    """ "went on to say that …", "took the floor to insist that …"; "it was announced that …" has no speaker."""
    items = u.items
    told = items[a - 1].low in ("that", ":") or bool(items[a].quote) or items[a].low in OPEN_QUESTION
    if items[k - 1].low == "to" and k > 2:
        going = items[k - 2].low in ("on", "continued", "continues", "quick", "appeared", "seemed", "tweeted")
        told = told and items[k].low not in frames()["strict"] and not any(it.low in NOT or it.low in _UNREAL for it in items[:k])
        who = main_subject(u, k) if going or told else None
        return from_item(u, a, k, who, following, "went on to say") if who else []
    if k > 1 and items[k - 2].low == "it" and items[k - 1].low in ("was", "is") and a > 0 and items[a - 1].low == "that":
        return from_item(u, a, k, None, following, "passive")
    return []


_UNREAL = frozenset(
    """if would should could will may might can must want wants likely unlikely hard easy nothing nobody
it there too refused refuses declined declines failed fails seeks sought""".split()
)

"""A reporting verb before what it reports: "Lee said that …", "told reporters …", "…, adding that …"."""

from __future__ import annotations

from analystkit.tag.phrases import AUX, DAYS, DETERMINERS, GOING, MARKS, NOT, PREPOSITIONS, PRONOUNS, is_verb, subject
from analystkit.tag.reach import Report, from_item, main_subject
from analystkit.tag.speech import frames
from analystkit.tag.units import QUOTE, Item, Unit


def says(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "Ann Lee said that …", "Ann Lee said …", "Lee told reporters …", "Lee: “…”", "…, adding that …"."""
    items = u.items
    if not is_verb(items, k):
        return []
    a = content_start(u, k)
    if a is None:
        return []
    who = subject(items, k)
    if k > 0 and items[k - 1].low in NOT:
        return from_item(u, a, k, who, following, "would not say") if who and items[a].low in OPEN_QUESTION else []
    if items[k].low.endswith("ing"):
        if k > 1 and items[k - 1].low in GOING:
            return from_item(u, a, k, who, following, "is saying") if who else []
        return (
            from_item(u, a, k, main_subject(u, k), following, "participle")
            if k > 0 and items[k - 1].low in (",", "and", "by", QUOTE)
            else []
        )
    if k > 0 and items[k - 1].low in ("to", "is", "was", "were", "are", "be", "been"):
        return _infinitive(u, a, k, following)
    if who is None and k > 1 and items[k - 1].low in ("and", "but", "then"):
        who = main_subject(u, k)
    if who is None:
        return []
    return from_item(u, a, k, who, following, "said before")


OPEN_QUESTION = frozenset("whether if when how why who what where which".split())


def content_start(u: Unit, k: int) -> int | None:
    """The item where what is said begins, right of verb ``k``: after "that", a colon, before a quotation, or at a bare clause."""
    items, verb = u.items, u.items[k].low
    if k + 1 < len(items) and items[k - 1].low in NOT and items[k + 1].low in OPEN_QUESTION:
        return k + 1
    hearer = verb in frames()["object"]
    for a in range(k + 1, min(len(items), k + 16)):
        it = items[a]
        if it.low == "that" and not (a == k + 1 and a + 1 < len(items) and items[a + 1].low in ("was", "is", "would", "will")):
            return a + 1
        if it.low in (":", QUOTE):
            return a + 1 if it.low == ":" else a
        if it.low == "," and a + 1 < len(items) and items[a + 1].low == QUOTE:
            return a + 1
        if it.low in (",", ";", "—", "–", "(") or is_verb(items, a) or it.low in AUX:
            break
        if it.low in ("whether", "how", "why", "if") and verb not in ("continue", "continued"):
            return a
    a = _skip_hearer(items, k + 1) if hearer else k + 1
    while a + 1 < len(items) and (items[a].low in DAYS or (items[a].low == "on" and items[a + 1].low in DAYS)):
        a += 1
    if verb in frames()["strict"] or a >= len(items) or (hearer and a == k + 1):
        return None
    if (
        verb in ("said", "says", "say")
        and len(items) - a > 4
        and items[a].low not in PREPOSITIONS
        and items[a].low not in MARKS
        and items[a].low not in ("as", "when", "after", "so", "and", "or", "but", "it")
    ):
        return a
    return a if _clause(items, a) or (verb in frames()["thing"] and (items[a].low in DETERMINERS or items[a].low == "any")) else None


def _skip_hearer(items: list[Item], a: int) -> int:
    """Past "reporters", "the committee", "CNN on Friday", "him"."""
    if a < len(items) and (items[a].low in ("him", "her", "them", "us", "me", "you", "reporters", "lawmakers", "journalists")):
        return a + 1
    b = a + (a < len(items) and items[a].low in DETERMINERS)
    while b < len(items) and b - a < 6 and items[b].capital:
        b += 1
    return b


def _clause(items: list[Item], a: int) -> bool:
    """Does a clause begin here: a subject, then within twelve words a finite verb?"""
    first = items[a]
    if first.low in PRONOUNS or first.low in ("there", "it's", "there's", "he's", "she's", "they're", "we're"):
        return True
    if (
        first.low in MARKS
        or (first.low in PREPOSITIONS and first.low not in ("in", "at", "under", "on"))
        or first.low in ("as", "when", "after", "so", "and", "or", "but", "not")
    ):
        return False
    return any(it.low in AUX or it.low.endswith("ed") or it.low in PRONOUNS for it in items[a + 1 : a + 14]) or first.low in DETERMINERS


def _infinitive(u: Unit, a: int, k: int, following: list[int]) -> list[Report]:
    """ "went on to say that …", "continued to insist that …"; "it was announced that …" has no speaker."""
    items = u.items
    if (
        items[k - 1].low == "to"
        and k > 2
        and items[k - 2].low in ("on", "continued", "continues", "quick", "appeared", "seemed", "tweeted")
    ):
        j = k - 2
        while j > 0 and items[j].low in ("on", "went", "goes", "was", "quick"):
            j -= 1
        who = subject(items, j + 1)
        return from_item(u, a, k, who, following, "went on to say") if who else []
    if k > 1 and items[k - 2].low == "it" and items[k - 1].low in ("was", "is") and a > 0 and items[a - 1].low == "that":
        return from_item(u, a, k, None, following, "passive")
    return []

"""Acts of speech whose words are no clause of their own: charges, wishes, promises, refusals, "Lee's claim that …"."""

from __future__ import annotations

from analystkit.tag.phrases import DETERMINERS, MARKS, NOT, phrase_left, subject
from analystkit.tag.reach import Report, close, made, main_subject
from analystkit.tag.speech import frames
from analystkit.tag.units import Unit


def charged(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "The ministry called the raid a “crime”", "accused them of …": a judgement that holds a quotation."""
    items = u.items
    if items[k].low not in frames()["charge"] | frames()["naming"]:
        return []
    end = close(u, k, following)
    quote = next((j for j in range(k + 1, min(end, k + 20)) if items[j].quote), None)
    if quote is None or any(k < j < quote for j in following):
        return []
    joined = items[k].low.endswith("ing") or (k > 0 and items[k - 1].low in ("and", "but"))
    who = main_subject(u, k) if joined else subject(items, k)
    if not who:
        return []
    a = next((j + 1 for j in range(k + 1, quote) if items[j].low in ("for", "of", "as")), quote)
    a = a if items[k].low in frames()["charge"] or items[k + 1].low == "out" else quote
    end = quote + 1 if quote + 1 < len(items) and items[quote + 1].low in MARKS else end
    return made(u, a, end, who, (k, k), "judgement")


def asked(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "Lee urged voters to stay", "called for a vote", "vowed to leave", "accused him of lying": what is wanted, promised or charged."""
    items, f = u.items, frames()
    low = items[k].low
    if k + 2 >= len(items) or low not in f["wanting"] | f["promising"] | f["accusing"] | f["naming"] | f["about"]:
        return []
    nxt, end = items[k + 1].low, close(u, k, following)
    a = None
    if low.startswith("call") and nxt in ("for", "on"):
        a = k + 2
    elif low in f["promising"] and nxt in ("to", "not"):
        a = k + 1
    elif low in f["wanting"] and (items[k + 1].capital or nxt in DETERMINERS or nxt in _OBJECTS or nxt.endswith("s")):
        a = k + 1 if any(items[j].low == "to" for j in range(k + 2, min(end, k + 12))) else None
    elif low in f["accusing"]:
        a = next((j + 1 for j in range(k + 2, min(end, k + 12)) if items[j].low == "of"), None) if nxt != "of" else None
    elif low in f["naming"] and low.startswith(("describ", "character")):
        a = k + 1 if any(items[j].low == "as" for j in range(k + 2, min(end, k + 12))) else None
    elif low in f["about"] and nxt in ("about", "of", "against"):
        a = k + 2
    elif (
        low in f["naming"]
        and low in ("called", "calling", "dubbed", "labeled", "labelled", "branded")
        and nxt not in ("for", "on", "off", "in", "up")
    ):
        a = k + 1 if any(items[j].quote or items[j].low in ("a", "an") for j in range(k + 2, min(end, k + 10))) else None
    if a is None or (k > 0 and (items[k - 1].low in NOT or items[k - 1].low in ("to", "be", "been", "was", "were", "is", "are"))):
        return []
    joined = k > 0 and (items[k - 1].low in ("and", "but") or (low.endswith("ing") and items[k - 1].low == ","))
    who = main_subject(u, k) if joined else None if low.endswith("ing") else subject(items, k)
    return made(u, a, end, who, (k, k), "wanted, promised or charged") if who else []


_OBJECTS = frozenset("him her them us me you it people voters lawmakers officials reporters everyone anyone others".split())


def nominal(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "Lee's claim that the port is safe", "the ministry's warning that …"."""
    items = u.items
    if items[k].low not in frames()["nouns"] or k < 1 or k + 2 >= len(items) or items[k + 1].low != "that":
        return []
    own = next((j for j in range(k - 1, max(-1, k - 4), -1) if items[j].low.endswith(("'s", "s'"))), None)
    if own is None or any(items[j].low in MARKS for j in range(own, k)):
        return []
    lo = phrase_left(items, own + 1)
    end = next((j for j in range(k + 2, close(u, k, following)) if items[j].low in (",", ";")), close(u, k, following))
    return made(u, k + 2, end, (lo, own + 1), (k, k), "noun of speech") if lo <= own else []


def issued(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "Lee released a statement expressing regret": a noun of speech with what it does."""
    items, carriers = u.items, frames()["carriers"]
    if items[k].low not in frames()["issue"]:
        return []
    noun = next((j for j in range(k + 1, min(len(items), k + 5)) if items[j].low in carriers), None)
    if noun is None or noun + 1 >= len(items) or not (items[noun + 1].low.endswith("ing") or items[noun + 1].low == "that"):
        return []
    who = subject(items, k)
    return made(u, noun + 1, close(u, noun, following), who, (k, noun), "statement that does") if who else []


def refused(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "The ministry refused to say whether …", "declined to comment"."""
    items = u.items
    if items[k].low not in frames()["refusal"] or k + 2 >= len(items) or items[k + 1].low != "to" or items[k + 2].low not in _SPEAK:
        return []
    who = subject(items, k)
    if not who:
        return []
    last = close(u, k, following)
    return made(u, k, last, who, (k, k + 2), "refusal") if k + 3 >= last else made(u, k + 3, last, who, (k, k + 2), "refusal")


_SPEAK = frozenset("say comment answer discuss disclose confirm reveal elaborate specify provide identify give name speak respond".split())

"""Cues that name a source without its verb: "according to", "per", "as reported by", "officials to the Herald: …"."""

from __future__ import annotations

from analystkit.english.attribution.phrases import AUX, DASHES, LEAD_IN, MARKS, PREPOSITIONS, phrase_left, phrase_right
from analystkit.english.attribution.reach import Report, close, left_of, made
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.tokens import OuterSentence


def according_to(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "…, according to the ministry." and "According to the ministry, …"; "per the ministry" at either end alone."""
    items = u.items
    low = items[k].low
    if low == "according" and k + 2 < len(items) and items[k + 1].low == "to":
        lo = k + 2
    elif (
        low == "per"
        and k + 1 < len(items)
        and (items[k + 1].capital or items[k + 1].low in ("a", "an", "the"))
        and (k == 0 or items[k - 1].low == ",")
    ):
        lo = k + 1
    else:
        return []
    hi = phrase_right(items, lo)
    who = (lo, hi) if hi > lo else None
    if k <= 1:
        comma = next((j for j in range(hi, min(len(items), hi + 30)) if items[j].low == ","), None)
        return made(u, comma + 1, close(u, comma, following), who, (k, lo - 1), low) if comma else []
    left = left_of(u, k, k, who, low, lo - 1)
    if hi + 2 < len(items) and items[hi].low == "," and k < 12 and (k < 5 or items[hi + 1].low in AUX):
        right = made(u, hi + 1, close(u, hi, following), who, (k, lo - 1), low)
        return right if k < 6 and not items[0].quote else left + right
    return left


def reported_by(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "As first reported by the Herald, …" and "…, as reported by the Herald." """
    items = u.items
    if k + 2 >= len(items) or items[k + 1].low != "by":
        return []
    opens = k
    while opens > 0 and k - opens < 3 and items[opens - 1].low in ("as", "first", "was", "earlier", "previously"):
        opens -= 1
    if opens == k or items[opens].low != "as":
        return []
    hi = phrase_right(items, k + 2)
    if opens <= 1 and hi < len(items) and items[hi].low == ",":
        return made(u, hi + 1, close(u, hi, following), (k + 2, hi), (k, k + 1), "as reported by")
    return left_of(u, opens, k, (k + 2, hi), "as reported by", k + 1) if opens > 3 else []


def captioned(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "Ann Lee: The port is closed", "Poll: half would leave": a headline; that the name speaks, ``speakers`` must know."""
    items = u.items
    if not u.first or not 0 < k < 8 or not 3 < len(items) - k < 30 or items[k + 1].quote:
        return []
    if not all(it.capital or it.low in PREPOSITIONS or it.low in ("the", "and", ".") for it in items[:k]):
        return []
    lo = 1 if items[0].low in LEAD_IN else 0
    return made(u, k + 1, len(items), (lo, k), (k, k), "caption") if lo < k else []


def headed(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "Two officials to the Herald: port closed": headlines and tweets."""
    items = u.items
    if k < 3 or not (items[k - 1].capital or items[k - 1].low.startswith("@")):
        return []
    to = next((j for j in range(k - 2, max(0, k - 5), -1) if items[j].low == "to"), None)
    if to is None:
        return []
    lo = phrase_left(items, to)
    if lo == to or (lo > 0 and items[lo - 1].low not in MARKS):
        return []
    people, medium = lexicon("people"), items[k - 1].low
    if not (items[to - 1].low in people["anonymous"] | people["roles"] or medium.startswith("@") or medium in people["media"]):
        return []  # "Tools to Fight Crime: …"
    end = next((j for j in range(k + 1, len(items)) if items[j].low in (".", ";") or items[j].low in DASHES), len(items))
    return made(u, k + 1, end, (lo, to), (to, k), "headline")

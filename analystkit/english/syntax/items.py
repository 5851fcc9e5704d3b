"""The items of a sentence: tokens, but what is written as one word is one, and a contraction is two; and the first guess at each."""

from __future__ import annotations

from typing import NamedTuple

from analystkit.english.lexicon import nations
from analystkit.english.lexicon.words import guess
from analystkit.english.tokens import LONGEST, Tokens

_CONTRACTED = {"'s": "is", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}
_CONTRACTIONS = {who + what: len(who) for who in "he she it they we you i that there who what here".split() for what in _CONTRACTED}
_TH = frozenset(("st", "nd", "rd", "th"))
_JOINED = frozenset((*_CONTRACTIONS, *_TH, ".", ":", "-", "'", "$", "£", "€"))  # tokens that are not items as they stand


class Items(NamedTuple):
    """The items of a sentence: tokens, but "he's" is two, and "$5", "Gen.", "9th", "5:30", "a.m.", "workers'" and "--" are one."""

    raw: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]


def items_of(w: Tokens, lo: int, hi: int) -> Items:
    """The items of the tokens ``lo:hi``, at most ``LONGEST``."""
    hi = min(hi, lo + LONGEST)
    its = Items(w.raw[lo:hi], w.low[lo:hi], w.starts[lo:hi], w.ends[lo:hi])
    for i in reversed([i for i, low in enumerate(its.low) if low in _JOINED]):
        if at := _CONTRACTIONS.get(its.low[i]):
            raw, cut = its.raw[i], its.starts[i] + at
            its.raw[i : i + 1], its.low[i : i + 1] = [raw[:at], raw[at:]], [its.low[i][:at], _CONTRACTED[its.low[i][at:]]]
            its.starts.insert(i + 1, cut)
            its.ends.insert(i, cut)
        elif its.low[i] in _JOINED:
            _join(its, i)
    return its


def _join(its: Items, i: int) -> None:
    """One item of a mark and its neighbours, where they are written together."""
    mark, n = its.low[i], len(its.low)
    before = its.low[i - 1] if i and its.ends[i - 1] == its.starts[i] else " "
    after = its.low[i + 1] if i + 1 < n and its.starts[i + 1] == its.ends[i] else " "
    follows = its.low[i + 1][0] if i + 1 < n else " "
    lo, hi = i - 1, i + 1
    if mark in _TH:
        joined, hi = before.isdigit(), i + 1
    elif mark == ".":
        joined, hi = before[0].isalnum() and (follows.isalnum() or follows == ","), i + 1 + after[0].isalnum()
    elif mark == ":":
        joined, hi = before[0].isdigit() and after[0].isdigit(), i + 2
    elif mark == "'":
        joined = before.endswith("s")
    elif mark == "-":
        joined = before[0] == "-"
    else:
        joined, lo, hi = after[0].isdigit(), i, i + 2
    if joined:
        its.raw[lo:hi], its.low[lo:hi] = ["".join(its.raw[lo:hi])], ["".join(its.low[lo:hi])]
        del its.starts[lo + 1 : hi]
        del its.ends[lo : hi - 1]


def letters_of(its: Items) -> list[str]:
    """The first guess at each item; where most words have capitals, as in a headline, they tell no names."""
    raws, lows = its.raw, its.low
    letters = list(map(guess, lows))
    capitals = [k for k, raw in enumerate(raws) if raw[0].isupper()]
    headline = len(capitals) > max(2, 0.3 * len(letters)) and len(capitals) > 0.6 * sum(raw[0].isalnum() for raw in raws)
    for k in capitals:
        letters[k] = guess(lows[k], "headline" if headline else "first" if not k or letters[k - 1] in "Q.:-" else "inner")
        if raws[k] == "US":  # the country, no pronoun
            letters[k] = "P"
        elif raws[k] == "May" and k and letters[k - 1] in "nIt":  # "on 3 May", in a headline too
            letters[k] = "t"
    if "am" in lows:
        letters = ["N" if w == "am" and k and letters[k - 1] == "n" else a for k, (w, a) in enumerate(zip(lows, letters, strict=True))]
    for k in (lows.index(word) for word in ("backed", "aligned", "allied") if word in lows):  # "Iran backed militias"
        if 0 < k < len(letters) - 1 and raws[k - 1] in nations() and letters[k + 1] in "NPS":
            letters[k] = "J"
    return letters

"""Sentences for those who look for speech: a quotation is one item of its sentence, however many sentences it holds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from analystkit.english.attribution.speech import reporting_verbs
from analystkit.english.tokens import Words, lexicon
from analystkit.text import Quotation, quotations, sentences

LONGEST = 300
"""Items in a unit at most: what runs on longer is no sentence, and is read in pieces."""

QUOTE = "“”"
"""What a quotation's ``low`` reads in a unit."""


class Item(NamedTuple):
    """A token of a unit, or a whole quotation; ``title`` says that its words look like a name ("Good Morning, Northport"),
    ``stops`` that they end in a mark of their own, ``opens`` that they begin with a capital."""

    start: int
    end: int
    low: str
    capital: bool
    quote: Quotation | None = None
    title: bool = False
    stops: bool = False
    opens: bool = False


@dataclass(frozen=True)
class Unit:
    """A sentence as items; ``first`` says that it begins a paragraph."""

    start: int
    end: int
    items: list[Item]
    first: bool


def units(text: str, w: Words, start: int, end: int) -> Iterator[Unit]:
    """The sentences of a range with their quotations as single items; no sentence ends inside a quotation."""
    marks = quotations(text, start, end)
    opens = [q.outer_start for q in marks]
    pending: tuple[int, int] | None = None
    last_end = start
    for s in sentences(text, start, end):
        a, b = (pending[0], s.end) if pending else (s.start, s.end)
        k = bisect_right(opens, b - 1) - 1
        if k >= 0 and (marks[k].outer_start < b < marks[k].outer_end or (marks[k].outer_end == b and _told_next(text, w, b, end))):
            pending = (a, b)
            continue
        pending = None
        lo = bisect_right(opens, a - 1)
        yield from _pieces(a, b, _items(w, a, b, marks[lo : k + 1]), "\n" in text[last_end:a] or a == start)
        last_end = b
    if pending:
        lo = bisect_right(opens, pending[0] - 1)
        yield from _pieces(pending[0], end, _items(w, pending[0], end, marks[lo:]), True)


def _pieces(start: int, end: int, items: list[Item], first: bool) -> Iterator[Unit]:
    if len(items) <= LONGEST:
        yield Unit(start, end, items, first)
        return
    for i in range(0, len(items), LONGEST):
        piece = items[i : i + LONGEST]
        yield Unit(piece[0].start, piece[-1].end, piece, first and i == 0)


def _told_next(text: str, w: Words, b: int, end: int) -> bool:
    """Does what follows a closed quotation only say whose it is: "“Why?” Ann Lee asked.", which a sentence splitter cuts in two?"""
    if "\n" in text[b : b + 3] or text[b - 2 : b - 1] not in ("?", "!", "…", "."):
        return False
    stopped = text[b - 2 : b - 1] == "."
    i = w.at(b)
    for j in range(i, min(i + (3 if stopped else 12), len(w.raw) - 1)):
        if w.starts[j] >= end or not (w.raw[j][0].isalnum() or (not stopped and w.raw[j] in (",", "."))):
            return False
        if j > i and w.raw[j - 1] == "." and w.raw[j][0].isupper() and w.low[j - 2] not in lexicon("people")["titles"]:
            return False  # the sentence ends before
        if j > i and w.low[j] in reporting_verbs() and not w.raw[j][0].isupper():
            then = w.raw[j + 1]  # after a full stop, "He added, “…" opens a sentence of its own
            return then in (".", "”") or (not stopped and then not in ("that", "the"))
    return False


def _items(w: Words, start: int, end: int, marks: list[Quotation]) -> list[Item]:
    items: list[Item] = []
    i, hi = w.at(start), w.at(end)
    for q in marks:
        while i < hi and w.starts[i] < q.outer_start:
            items.append(_token(w, i))
            i += 1
        inner = i
        while i < hi and w.starts[i] < q.outer_end:
            i += 1
        items.append(Item(q.outer_start, q.outer_end, QUOTE, False, q, _title(w, inner, i), _stops(w, inner, i), w.capital(inner + 1)))
    items += [_token(w, j) for j in range(i, hi)]
    return items


def _title(w: Words, lo: int, hi: int) -> bool:
    """Do all the words that carry weight begin with a capital, and does no sentence end: the name of a programme, a song, a book?"""
    if hi - lo > 12:
        return False
    inner = [w.raw[i] for i in range(lo, hi) if w.raw[i][0].isalnum()]
    heavy = [x for x in inner if x.lower() not in lexicon("people")["function words"]]
    ends = any(w.raw[i] in (".", "!", "?") for i in range(lo, hi))
    return len(heavy) > 1 and not ends and all(x[0].isupper() for x in heavy)


def _stops(w: Words, lo: int, hi: int) -> bool:
    """Is the last thing inside the marks a comma or a full stop?"""
    last = next((w.raw[i] for i in range(hi - 1, max(lo, hi - 4), -1) if w.raw[i] not in "”\"’'»''"), "")
    return last in (",", ".", "!", "?", "…")


def _token(w: Words, i: int) -> Item:
    return Item(w.starts[i], w.ends[i], w.low[i], w.raw[i][0].isupper())

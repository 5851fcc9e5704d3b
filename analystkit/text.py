"""What several taggers share: folding, sentences, quotations, numbers, and the matcher of names.

Everything here keeps offsets: ``fold(text)`` has the length of ``text``, and every span counts code points of the text it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from analystkit.records import NEWS, Article

# One character for one: apostrophes, dashes and blanks that mean the same in a name.
_ONE_FOR_ONE = {ord(c): "'" for c in "’‘ʼʻ`´′"} | {ord(c): "-" for c in "‐‑‒–—−"} | {ord(c): " " for c in "\u00a0\u2009\u202f\n\t"}


class _Folds(dict[int, str]):
    """What each character beyond ASCII becomes: its letter without the accent, in lower case, if that is one character; else itself."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFKD", chr(code))[0].lower()
        self[code] = folded = base if len(base) == 1 else chr(code)
        return folded


_FOLDS = _Folds(_ONE_FOR_ONE)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """The text with case, accents, apostrophes, hyphens and blanks made alike, one character for one, so that offsets hold.

    >>> fold("Kata’ib  Hezbollah – Ñ")
    "kata'ib  hezbollah - n"
    """
    if not text.isascii():
        text = _BEYOND_ASCII.sub(lambda m: m.group().translate(_FOLDS), text)
    return text.lower().replace("\n", " ").replace("\t", " ").replace("`", "'")


@lru_cache(maxsize=16384)
def slug(name: str) -> str:
    """A name as an id that people can say.

    >>> slug("Kata’ib Sayyid al-Shuhada")
    'kataib-sayyid-al-shuhada'
    """
    return re.sub(r"[^\w]+", "-", fold(name).replace("'", "")).strip("-")


@dataclass(frozen=True)
class Span:
    """A range of the text: start, end, and the depth or kind that the finder gives it."""

    start: int
    end: int


# Words before a full stop that do not end a sentence; "said on X." does.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|vs|No|Nos|Fig|Inc|Ltd|Co|Corp|Bros|Adm|Cmdr|Brig|Ave|Dept"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|a\.m|p\.m|e\.g|i\.e|etc|approx)"
    r"|\b(?:[A-WYZ]|(?<!\bon )X)|\b(?:[A-Z]\.)+[A-Z])\.$"
)
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]{0,3}(?=\s|$)|\n[ \t\r]*\n|\n(?=\s*[•▪‣*–—-]\s)")
_OPENER = re.compile(r"[\s]*[\"“‘'(\[]*[A-Z0-9“\"#@À-ÞА-Я\u0590-\u06ff\u4e00-\u9fff]")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of a range, white space trimmed. A blank line always ends one; an abbreviation's stop does not.

    >>> t = "Col. Ann Lee of the U.S. Army spoke at 5 p.m. on Monday. “We left.” She did."
    >>> [t[s.start:s.end] for s in sentences(t)]
    ['Col. Ann Lee of the U.S. Army spoke at 5 p.m. on Monday.', '“We left.”', 'She did.']
    """
    stop = len(text) if end is None else end
    spans, begin = [], start
    for m in _SENTENCE_END.finditer(text, start, stop):
        if m.group()[0] in ".!?…":
            if m.group()[0] == "." and _ABBREVIATION.search(text, max(begin, m.start() - 12), m.start() + 1):
                continue
            if m.end() < stop and not _OPENER.match(text, m.end(), min(stop, m.end() + 40)):
                continue
        spans.append((begin, m.end()))
        begin = m.end()
    spans.append((begin, stop))
    return [s for a, b in spans if (s := trimmed(text, a, b))]


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The range without white space at its ends, or None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def news_ranges(article: Article) -> Iterator[tuple[int, int, str]]:
    """The ranges that taggers read, with their kind: titles, decks, body and tweets, in the order of the text."""
    for s in article.segments:
        if s.kind in NEWS:
            yield s.start, s.end, s.kind


def news_sentences(article: Article) -> list[Span]:
    """The sentences of all ranges that taggers read; a sentence never crosses from one segment into another."""
    return [s for a, b, _ in news_ranges(article) for s in sentences(article.text, a, b)]


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks. ``start``/``end`` hold the words, ``outer_*`` the marks too; ``closed`` is False for a stray mark."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool


_MARK = re.compile(r"[“”\"„«»]|''|``|(?<!\w)[‘'](?=[\w\[(])|(?<=[\w.,!?…])[’'](?!\w)")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n|\n(?=[ \t]*[“\"])")
_REACH = 8000  # characters that a quotation can be long


class _Mark(NamedTuple):
    """A quotation mark: where, whether it opens or closes by what stands around it, in which paragraph, and if it begins it."""

    start: int
    end: int
    single: bool
    opens: bool
    paragraph: int
    leads: bool


def quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """The quotations of a range, outermost only. A quotation may run over paragraphs when each is opened again, or its close comes later.

    A mark opens or closes by what stands around it, so that one typed the wrong way round does no harm; an unclosed one is skipped alone.

    >>> t = "“We left,” he said. It was a ‘mess’. “Never again.“"
    >>> [t[q.start:q.end] for q in quotations(t)]
    ['We left,', 'mess', 'Never again.']
    """
    marks = _marks(text, start, len(text) if end is None else end)
    out: list[Quotation] = []
    i = 0
    while i < len(marks):
        close = _closing(text, marks, i) if marks[i].opens else None
        if close is not None:
            first, last = marks[i], marks[close]
            out.append(Quotation(first.end, last.start, first.start, last.end, True))
        i = i + 1 if close is None else close + 1
    return out


def _marks(text: str, start: int, stop: int) -> list[_Mark]:
    breaks = [m.end() for m in _PARAGRAPH.finditer(text, start, stop)]
    out, n = [], 0
    for m in _MARK.finditer(text, start, stop):
        while n < len(breaks) and breaks[n] <= m.start():
            n += 1
        before, after = text[m.start() - 1 : m.start()] if m.start() > start else " ", text[m.end() : m.end() + 1]
        leads = not text[breaks[n - 1] if n else start : m.start()].strip() if m.start() - (breaks[n - 1] if n else start) < 40 else False
        out.append(_Mark(m.start(), m.end(), m.group() in "‘’'", _opens(m.group(), before, after), n, leads))
    return out


def _opens(mark: str, before: str, after: str) -> bool:
    """Does a mark open a quotation, by its shape and what stands around it?"""
    free = before.isspace() or before in "([{—–-/:"
    if mark in "“„‘«``":
        return free or not (after.isspace() or not after or after in ".,;")
    if mark in "”’»":
        return before.isspace() and (after.isalnum() or after in "[$#@")
    if free:
        return after != "" and not after.isspace()
    return after.isalnum() and not before.isalnum() and before not in ".,!?…"


def _closing(text: str, marks: list[_Mark], i: int) -> int | None:
    """The mark that closes the one at ``i``: in its paragraph, or in a later one that is opened again or opens nothing before the close."""
    first, depth, paragraph = marks[i], 0, marks[i].paragraph
    for j in range(i + 1, min(len(marks), i + 40)):
        m = marks[j]
        if m.start - first.end > (1500 if first.single else _REACH):
            return None
        if m.single != first.single:
            continue
        if m.paragraph != paragraph:
            if first.single or (m.opens and not (m.leads and m.paragraph == paragraph + 1)) or m.paragraph > paragraph + 3:
                return None
            paragraph = m.paragraph
            if m.opens:
                depth = 0  # opened again: the same quotation goes on
                continue
        if m.opens:
            depth += 1
        elif depth == 0:
            return _past_possessive(text, marks, j) if m.single else j
        else:
            depth -= 1
    return None


def _past_possessive(text: str, marks: list[_Mark], j: int) -> int:
    """The closing mark, or the one after it where this is the apostrophe of "the workers' union"."""
    if text[marks[j].start - 1] != "s" or j + 1 >= len(marks):
        return j
    later = marks[j + 1]
    return j + 1 if later.single and not later.opens and later.paragraph == marks[j].paragraph and later.start - marks[j].start < 300 else j


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = {w: n for n, w in enumerate(_ONES)} | {w: 10 * n for n, w in enumerate(_TENS, start=2)}


class Matcher:
    """Finds names in text. Folded names match any case and typography; exact names (acronyms: "US", not "us") match as written.

    Longest match first, whole words only, none inside another.

    >>> m = Matcher({"Kata'ib Hezbollah": 1, "Hezbollah": 2}, exact={"US": 3})
    >>> [(s, e, v) for s, e, v in m.find("The US struck Kata’ib Hezbollah, it told us.")]
    [(4, 6, 3), (14, 31, 1)]
    """

    def __init__(self, names: dict[str, object], exact: dict[str, object] | None = None) -> None:
        folded = {fold(k): v for k, v in names.items()}
        self._folded, self._values = list(folded), list(folded.values())
        self._exact, self._exact_values = list(exact or {}), list((exact or {}).values())
        self._automata = (
            AhoCorasick(self._folded, matchkind=MatchKind.Standard) if folded else None,
            AhoCorasick(self._exact, matchkind=MatchKind.Standard) if exact else None,
        )

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, object]]:
        """Spans of the range with their values, sorted; of two that overlap the longer stays."""
        stop = len(text) if end is None else end
        piece = text[start:stop]
        hits: list[tuple[int, int, object]] = []
        for automaton, values, hay in ((self._automata[0], self._values, fold(piece)), (self._automata[1], self._exact_values, piece)):
            if automaton is not None:
                hits += [(a, b, values[i]) for i, a, b in _whole_words(automaton, hay)]
        taken = -1
        for a, b, value in sorted(hits, key=lambda h: (h[0], -h[1])):
            if a >= taken:
                taken = b
                yield start + a, start + b, value


def _whole_words(automaton: AhoCorasick, hay: str) -> Iterable[tuple[int, int, int]]:
    # All hits, not the longest at each place only: "new york t" in "New York Times" would hide "New York", which is whole.
    for i, a, b in automaton.find_matches_as_indexes(hay, overlapping=True):
        before = hay[a - 1] if a else " "
        after = hay[b] if b < len(hay) else " "
        if not (before.isalnum() and hay[a].isalnum()) and not (after.isalnum() and hay[b - 1].isalnum()):
            yield i, a, b

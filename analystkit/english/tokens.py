"""The reading of an article, made once and handed to every kind: its tokens, quotations and sentences.

Offsets count code points of the article's text everywhere. ``Reading.sentences`` are the sentences as they stand; in
``Reading.outer`` a quotation is one item of the sentence that holds it, however many sentences it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from analystkit.english.lexicon import Nation, nations, sets
from analystkit.english.lexicon.verbs import reporting_verbs
from analystkit.records import Article
from analystkit.text import fold, lower, slug

if TYPE_CHECKING:
    from analystkit.english.names import Name
    from analystkit.english.syntax import Syntax

# "U.S.-led", "W.Va.", "@handle", "Kata'ib", "Iran-backed", "2,000", "J." as two tokens, and every other mark on its own.
# A plain word, and a comma or stop, come first because nearly all are.
_TOKEN = re.compile(
    r"[A-Z]?[a-z]++(?![\w'’ʼ`\-‐‑])|[.,]|(?:[A-Z]\.)+[A-Z](?:[a-z]\b|(?![a-z]))(?:\.(?!\w))?(?:[-‐‑][a-z]+)?|\d+(?:[.,]\d+)*%?"
    r"|[@#]?\w+(?:['’ʼ`\-‐‑](?!(?:[A-Z]\.){2})\w+)*|''|``|[^\w\s]"
)
_TYPOGRAPHY = {"’": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-"}


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text: ``raw`` as printed, ``low`` in lower case with straight apostrophes, offsets in ``starts`` and ``ends``."""

    raw: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]

    def at(self, offset: int) -> int:
        """The first token that starts at this offset or after it."""
        return bisect_left(self.starts, offset)

    def near(self, i: int) -> bool:
        """Does token ``i`` follow the one before it after a single blank or none?"""
        return i > 0 and self.starts[i] - self.ends[i - 1] <= 1

    def capital(self, i: int) -> bool:
        """Does token ``i`` begin with a capital letter?"""
        return 0 <= i < len(self.raw) and self.raw[i][0].isupper()


@lru_cache(maxsize=4)
def tokens(text: str) -> Tokens:
    """The tokens of a text, in order.

    >>> tokens("U.S.-led forces hit Kata’ib Hezbollah's base.").raw
    ['U.S.-led', 'forces', 'hit', 'Kata’ib', "Hezbollah's", 'base', '.']
    """
    spans = list(map(re.Match.span, _TOKEN.finditer(text)))
    small = lower(text)
    for mark, plain in _TYPOGRAPHY.items():
        small = small.replace(mark, plain)
    return Tokens([text[a:b] for a, b in spans], [small[a:b] for a, b in spans], [a for a, _ in spans], [b for _, b in spans])


def name_id(name: str) -> str:
    """A person's or body's id from a name: the part before a bar, without words of another script where it has Latin ones.

    >>> name_id("Ida Holm | Ида Хольм"), name_id("Ида Holm"), name_id("Ида Хольм"), name_id("44 Brigade")
    ('ida-holm', 'holm', 'ида-хольм', '44-brigade')
    """
    tokens = name.partition("|")[0].split()
    latin = {t for t in tokens if any(fold(c).isascii() and c.isalpha() for c in t)}
    return slug(" ".join(t for t in tokens if not latin or t in latin or t.isdigit()))


def bare(low: str) -> str:
    """A folded word without its possessive ending.

    >>> bare("iran's"), bare("states'"), bare("kata'ib")
    ('iran', 'states', "kata'ib")
    """
    if "'" not in low:  # nearly all
        return low
    return low[:-2] if low.endswith("'s") else low.rstrip("'")


def nation_before(w: Tokens, i: int) -> tuple[int, Nation] | None:
    """The nation named by the token or two tokens that end just before token ``i``, and where they begin.

    >>> nation_before(tokens("South Korean troops"), 2)
    (0, Nation(code='KR', slug='south-korea', name='South Korea'))
    """
    known = nations()
    if i >= 2 and w.near(i - 1) and (two := known.get(f"{w.raw[i - 2]} {plain(w.raw[i - 1])}")):
        return i - 2, two
    if i >= 1 and (one := known.get(plain(w.raw[i - 1]))):
        return i - 1, one
    return None


def plain(raw: str) -> str:
    """A word as printed, without "'s"."""
    return raw[:-2] if raw.endswith(("'s", "’s")) else raw


@dataclass(frozen=True)
class Span:
    """A range of the text: start, end, and the depth or kind that the finder gives it."""

    start: int
    end: int


# Words before a full stop that do not end a sentence; "said on X." does.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Sen|Rep|Gov|Rev|Hon|St|Mt|Ft|Pt|Jr|Sr|vs|No|Nos|Fig|Inc|Ltd|Co|Corp|Bros|Adm|Cmdr|Brig|Ave|Dept"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|a\.m|p\.m|e\.g|i\.e|etc|approx)"
    r"|\b(?:[A-WYZ]|(?<!\bon )X)|\b(?:[A-Z]\.)+[A-Z])\.$"
)
# A pattern that begins with a set of letters is searched ten times as fast as one that begins with a choice.
_SENTENCE_END = re.compile(r"[.!?…\n](?:(?<!\n)[\"”’')\]]{0,3}(?=\s|$)|(?<=\n)(?:[ \t\r]*\n|(?=\s*[•▪‣*–—-]\s)))")
_OPENER = re.compile(r"[\s]*[\"“‘'(\[„«‹「『]*[A-Z0-9“\"#@À-ÞА-Я\u0590-\u06ff\u4e00-\u9fff]")


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


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks. ``start``/``end`` hold the words, ``outer_*`` the marks too; ``closed`` is False for a stray mark."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool


_MARK = re.compile(
    r"[“”\"„«»‹›「」『』‘’'`](?:(?<=[“”\"„«»‹›「」『』])|(?<=')'|(?<=`)`|(?<=[‘'])(?<!\w.)(?=[\w\[(])|(?<=[\w.,!?…][’'])(?!\w))"
)
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
    nearest = _nearest_closes(marks)
    out: list[Quotation] = []
    i = 0
    while i < len(marks):
        close = _closing(text, marks, i) if marks[i].opens and nearest[i] < i + _FEW else None
        if close is not None:
            first, last = marks[i], marks[close]
            inner = trimmed(text, first.end, last.start) or Span(first.end, last.start)  # “ We left , ”
            out.append(Quotation(inner.start, inner.end, first.start, last.end, True))
        i = i + 1 if close is None else close + 1
    return out


def _marks(text: str, start: int, stop: int) -> list[_Mark]:
    breaks = [m.end() for m in _PARAGRAPH.finditer(text, start, stop)]
    out: list[_Mark] = []
    n = straight = 0  # straight marks in the paragraph so far
    for m in _MARK.finditer(text, start, stop):
        while n < len(breaks) and breaks[n] <= m.start():
            n, straight = n + 1, 0
        before, after = text[m.start() - 1 : m.start()] if m.start() > start else " ", text[m.end() : m.end() + 1]
        leads = not text[breaks[n - 1] if n else start : m.start()].strip() if m.start() - (breaks[n - 1] if n else start) < 40 else False
        blank = m.group() == '"' and before.isspace() and (after.isspace() or not after)  # between blanks: every other one opens
        opens = straight % 2 == 0 if blank else _opens(m.group(), before, after)
        straight += m.group() == '"'
        out.append(_Mark(m.start(), m.end(), m.group() in "‘’'", opens, n, leads))
    return out


def _opens(mark: str, before: str, after: str) -> bool:
    """Does a mark open a quotation, by its shape and what stands around it?"""
    if mark in "「『」』":
        return mark in "「『"
    free = before.isspace() or before in "([{—–-/:"
    if mark in "“„‘«‹``":
        return free or not (after.isspace() or not after or after in ".,;")
    if mark in "”’»›":
        return before.isspace() and (after.isalnum() or after in "[$#@")
    if free:
        return after != "" and not after.isspace()
    return after.isalnum() and not before.isalnum() and before not in ".,!?…"


def _nearest_closes(marks: list[_Mark]) -> list[int]:
    """For each mark the next one of its kind, single or double, that closes: where it is far, a long row of marks need not be read again
    for each of them."""
    next_of = {True: len(marks) + _FEW, False: len(marks) + _FEW}
    out = []
    for i in range(len(marks) - 1, -1, -1):
        single = marks[i].single
        out.append(next_of[single])
        if not marks[i].opens:
            next_of[single] = i
    return out[::-1]


_FEW = 40
"""Marks after the first of a quotation among which its last one is."""


def _closing(text: str, marks: list[_Mark], i: int) -> int | None:
    """The mark that closes the one at ``i``: in its paragraph, or in a later one that is opened again or opens nothing before the close."""
    first, depth, paragraph = marks[i], 0, marks[i].paragraph
    for j in range(i + 1, min(len(marks), i + _FEW)):
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


# ---- the reading -------------------------------------------------------------------------------------------------------------------------
LONGEST = 300
"""Items of a sentence at most: what runs on longer is no sentence, and is read in pieces."""

QUOTE, TITLE = "“”", "“T”"
"""What a quotation reads among the items of an outer sentence; and one that is a name, or a word held with tongs."""

Placed = TypeVar("Placed")


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence as it stands: its span, the kind of its segment, the range ``lo:hi`` of its tokens; ``first`` of its paragraph."""

    start: int
    end: int
    kind: str
    first: bool
    lo: int
    hi: int
    reading: Reading

    @cached_property
    def syntax(self) -> Syntax:
        """The sentence read: its phrases and clauses, and what hangs on what."""
        from analystkit.english.syntax import parse

        return parse(self.reading.tokens, self.lo, self.hi)


@dataclass(frozen=True, eq=False)
class OuterSentence:
    """A sentence as items, each quotation as one; ``first`` says that it begins a paragraph.

    By number of item: where each starts and ends, its word as printed and in lower case, its quotation where it is one.
    """

    start: int
    end: int
    kind: str
    first: bool
    starts: list[int]
    ends: list[int]
    raw: list[str]
    low: list[str]
    quotes: dict[int, Quotation]

    def cut(self, lo: int, hi: int) -> OuterSentence:
        """Some of the items, as a sentence."""
        quotes = {k - lo: q for k, q in self.quotes.items() if lo <= k < hi} if self.quotes else {}
        parts = self.starts[lo:hi], self.ends[lo:hi], self.raw[lo:hi], self.low[lo:hi]
        return OuterSentence(self.starts[lo], self.ends[hi - 1], self.kind, self.first and lo == 0, *parts, quotes)


@dataclass(frozen=True, eq=False)
class Reading:
    """An article as it is read: what every kind asks for is worked out once, when it is asked for, and kept."""

    article: Article

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @cached_property
    def folded(self) -> str:
        """The text as ``fold`` makes it: of the same length."""
        return fold(self.article.text)

    @cached_property
    def tokens(self) -> Tokens:
        """All tokens of the text."""
        return tokens(self.article.text)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """The outermost quotations of what taggers read; none crosses from one segment into another."""
        return [q for a, b, _ in self.article.news() for q in quotations(self.text, a, b)]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of what taggers read; none crosses from one segment into another."""
        out, last = [], 0
        for a, b, kind in self.article.news():
            last = a
            for s in sentences(self.text, a, b):
                first = s.start == a or last == a or "\n" in self.text[last : s.start]
                out.append(Sentence(s.start, s.end, kind, first, self.tokens.at(s.start), self.tokens.at(s.end), self))
                last = s.end
        return out

    @cached_property
    def outer(self) -> list[OuterSentence]:
        """The sentences with their quotations as single items; no sentence ends inside a quotation."""
        return [u for a, b, kind in self.article.news() for u in self._outer(a, b, kind)]

    @cached_property
    def names(self) -> list[Name]:
        """The runs of capitals that may name somebody, with what proves it; ``analystkit.english.names`` says how they are read."""
        from analystkit.english.names import names

        return names(self)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _opens(self) -> list[int]:
        return [q.outer_start for q in self.quotations]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds this offset."""
        k = bisect_right(self._starts, offset) - 1
        return self.sentences[k] if k >= 0 and offset < self.sentences[k].end else None

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation between whose marks this offset stands."""
        k = bisect_right(self._opens, offset) - 1
        return self.quotations[k] if k >= 0 and self.quotations[k].start <= offset < self.quotations[k].end else None

    def _outer(self, start: int, end: int, kind: str) -> Iterator[OuterSentence]:
        text, w = self.text, self.tokens
        marks = self.quotations[bisect_left(self._opens, start) : bisect_left(self._opens, end)]
        opens = [q.outer_start for q in marks]
        pending: int | None = None
        last_end = start
        for s in self.sentences[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            a, b = (s.start if pending is None else pending), s.end
            k = bisect_right(opens, b - 1) - 1
            if k >= 0 and (marks[k].outer_start < b < marks[k].outer_end or (marks[k].outer_end == b and _told_next(text, w, b, end))):
                pending = a
                continue
            pending = None
            lo = bisect_right(opens, a - 1)
            yield from _pieces(_outer(w, (a, b, kind, "\n" in text[last_end:a] or a == start), marks[lo : k + 1]))
            last_end = b
        if pending is not None:
            yield from _pieces(_outer(w, (pending, end, kind, True), marks[bisect_right(opens, pending - 1) :]))


@lru_cache(maxsize=4)
def read(article: Article) -> Reading:
    """The reading of an article."""
    return Reading(article)


def within(rows: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """The rows (sorted by start) that begin in a range.

    >>> within([Span(0, 3), Span(5, 9)], 4, 9)
    [Span(start=5, end=9)]
    """
    return rows[bisect_left(rows, start, key=_start) : bisect_left(rows, end, key=_start)]


def _start(row: Any) -> int:
    return int(row.start)


def _pieces(u: OuterSentence) -> Iterator[OuterSentence]:
    n = len(u.raw)
    yield from [u] if n <= LONGEST else (u.cut(i, min(i + LONGEST, n)) for i in range(0, n, LONGEST))


_SIGNED = re.compile(r"[ \t]\([A-Z][^()\n]{2,60}\)[ \t]*(?=\n|$)")  # "“Why?” (Ann Lee, sailor)"


def _told_next(text: str, w: Tokens, b: int, end: int) -> bool:
    """Does what follows a closed quotation only say whose it is: "“Why?” Ann Lee asked.", which a sentence splitter cuts in two?"""
    if "\n" in text[b : b + 3] or text[b - 2 : b - 1] not in ("?", "!", "…", "."):
        return False
    if _SIGNED.match(text, b, end):
        return True
    stopped = text[b - 2 : b - 1] == "."
    i = w.at(b)
    for j in range(i, min(i + (3 if stopped else 12), len(w.raw) - 1)):
        if w.starts[j] >= end or not (w.raw[j][0].isalnum() or (not stopped and w.raw[j] in (",", "."))):
            return False
        if j > i and w.raw[j - 1] == "." and w.raw[j][0].isupper() and w.low[j - 2] not in sets("people")["titles"]:
            return False  # the sentence ends before
        if j > i and w.low[j] in reporting_verbs() and not w.raw[j][0].isupper():
            then = w.raw[j + 1]  # after a full stop, "He added, “…" opens a sentence of its own
            return then in (".", "”") or (not stopped and then not in ("that", "the"))
    return False


def _outer(w: Tokens, at: tuple[int, int, str, bool], marks: list[Quotation]) -> OuterSentence:
    """The sentence of a range, with its kind and whether it is the first of its paragraph; the quotations as single items."""
    i, hi = w.at(at[0]), w.at(at[1])
    u = OuterSentence(*at, [], [], [], [], {})
    for q in [*marks, None]:
        j = hi if q is None else min(max(i, w.at(q.outer_start)), hi)
        for own, every in ((u.starts, w.starts), (u.ends, w.ends), (u.raw, w.raw), (u.low, w.low)):
            own += every[i:j]  # type: ignore[operator]
        i = j
        if q:
            i = min(max(j, w.at(q.outer_end)), hi)
            said = not u.raw and w.raw[i - 2] == ","  # "“Not Him,” Lee said"
            u.quotes[len(u.raw)] = q
            u.starts.append(q.outer_start)
            u.ends.append(q.outer_end)
            u.raw.append(TITLE if _title(w, j, i) and not said else QUOTE)
            u.low.append(QUOTE)
    return u


def _title(w: Tokens, lo: int, hi: int) -> bool:
    """Do all its heavy words begin with a capital, and does no sentence end: the name of a programme, a song, a book?"""
    if hi - lo > 12:
        return False
    if hi - lo < 5 and w.capital(lo - 1) and w.capital(hi) and w.raw[hi - 2][0].isalpha() and w.near(lo) and w.near(hi):
        return True  # "Ivan “Hook” Petrov"
    heavy = [x for x in w.raw[lo:hi] if x[0].isalpha() and x.lower() not in sets("people")["function words"]]
    return len(heavy) > 1 and not any(x in ".!?" for x in w.raw[lo : hi - 2]) and all(x[0].isupper() for x in heavy)

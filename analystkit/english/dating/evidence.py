"""When an article appeared, as far as its own words say: days, months and years it tells of as past, "last month", dated posts.

Only sentences of the article's own count: not the leads of other stories below it, nor what a sentence says of the days to come.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from analystkit.codebook import Codebook
from analystkit.english.content import content_words
from analystkit.english.dating.days import MONTHS, NAMES, days
from analystkit.english.dating.period import AHEAD, MONTH_DAY, PAST_MONTH, day_of_case
from analystkit.english.tokens import Quotation, Span, quotations, sentences
from analystkit.records import Article, Interval

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Evidence:
    """What the article's own words say: not before ``floor``; and, where they say so, the interval with its basis."""

    floor: date | None = None
    floor_basis: str = ""
    when: Interval | None = None
    basis: str = ""

    @property
    def bounds(self) -> Interval:
        return Interval(self.floor)


@dataclass(frozen=True)
class _Month:
    """A month told of as past: its first day, its sentence, the phrase, and whether the article leaves the year to the reader."""

    first: date
    sentence: Span
    phrase: str
    bare: bool


def quoted(text: str) -> str:
    """A phrase as a basis prints it."""
    return f"‘{' '.join(text.split())}’"


_YEAR = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Ll]ate|[Ee]arly|[Mm]id)[ -](?P<year>(?:19|20)\d\d)\b(?![-–])")
_HANDLE = re.compile(r"\(@\w{1,20}\)[\s,·]{0,3}$")  # "Ann Lee (@annlee) March 4, 2019"
_LAST_MONTH = re.compile(r"\blast month\b")
# "carried out", "were killed"; not "Nordia-backed"
_PAST = re.compile(r"\b(?:was|were|had|did|took|began|came|went|fell|broke|struck|hit|left|won|lost|shot|fled|made|(?<!-)[a-z]{3,15}ed)\b")
_PRESENT = re.compile(r"\b(?:has|have|is|are|be)\b")
_DIGIT_OR_MONTH = re.compile(rf"\d|\b(?:{'|'.join(NAMES)})\b")


def evidence_in(article: Article, codebook: Codebook) -> Evidence:
    """Everything in the article's own words that bounds when it appeared."""
    floors: list[tuple[date, str]] = []
    months: list[_Month] = []
    last_month: Span | None = None
    for sentence, quotes in own_sentences(article):
        text = article.text
        if last_month is None and (m := _LAST_MONTH.search(text, sentence.start, sentence.end)) and not _inside(m.start(), quotes):
            last_month = sentence
        # A trigger first: most sentences name neither a month nor a number.
        if not _DIGIT_OR_MONTH.search(text, sentence.start, sentence.end) or AHEAD.search(text, sentence.start, sentence.end):
            continue
        floors += _floors(text, sentence, codebook)
        months += _months(text, sentence, codebook)
    floors += [(month.first, month.phrase) for month in months]
    floor, floor_basis = max(floors, default=(None, ""), key=lambda f: f[0])
    post = _from_posts(article, floor)
    if post:
        return Evidence(floor, floor_basis, *post)
    month = _month_after(article.text, months, last_month, floor)
    return Evidence(floor, floor_basis, *month) if month else Evidence(floor, floor_basis)


def own_sentences(article: Article) -> Iterator[tuple[Span, list[Quotation]]]:
    """The sentences of titles, decks and body, each with the quotations of its segment; posts speak for their own day."""
    for segment in article.segments:
        if segment.kind in ("title", "deck", "body"):
            quoted = article.text.find("last month", segment.start, segment.end) >= 0  # the one phrase for which it matters who speaks
            quotes = quotations(article.text, segment.start, segment.end) if quoted else []
            for sentence in sentences(article.text, segment.start, segment.end):
                yield sentence, quotes


def _inside(at: int, quotes: list[Quotation]) -> bool:
    i = bisect_right(quotes, at, key=lambda q: q.start)
    return i > 0 and at < quotes[i - 1].end


def _past(text: str, sentence: Span, start: int, end: int) -> bool:
    """Does the clause around a phrase tell it as past? "has been named in 2030" does not; "since April they have fired" does."""
    begin = max(sentence.start, start - 90, text.rfind(",", sentence.start, start) + 1)
    stop = min(sentence.end, end + 90)
    if not text.startswith(("since", "Since"), start) and _PRESENT.search(text, begin, stop):
        return False
    return bool(_PAST.search(text, begin, stop))


def _floors(text: str, sentence: Span, codebook: Codebook) -> Iterator[tuple[date, str]]:
    """Days and years told of as past, and the days of posts run into a paragraph: the article is not older."""
    for start, end, day in days(text, sentence.start, sentence.end):
        if _past(text, sentence, start, end) or _HANDLE.search(text, max(sentence.start, start - 30), start):
            yield day, quoted(text[start:end])
    for m in MONTH_DAY.finditer(text, sentence.start, sentence.end):
        known = day_of_case(codebook, MONTHS[(m["m1"] or m["m2"]).lower()], int(m["d1"] or m["d2"]))
        if known and _past(text, sentence, m.start(), m.end()):
            yield known, f"{quoted(m.group())} (year from the case's period)"
    for m in _YEAR.finditer(text, sentence.start, sentence.end):
        if _past(text, sentence, m.start(), m.end()):
            yield date(int(m["year"]), 1, 1), quoted(m.group())


def _months(text: str, sentence: Span, codebook: Codebook) -> Iterator[_Month]:
    """Months told of as past: their first day, the sentence, the phrase, and whether the article leaves the year to the reader."""
    for m in PAST_MONTH.finditer(text, sentence.start, sentence.end):
        number = MONTHS[m["month"].lower()]
        first = date(int(m["year"][-4:]), number, 1) if m["year"] else day_of_case(codebook, number)
        if first and _past(text, sentence, m.start(), m.end()):
            phrase = quoted(m.group())
            yield _Month(first, sentence, phrase if m["year"] else f"{phrase} (year from the case's period)", not m["year"])


def _from_posts(article: Article, floor: date | None) -> tuple[Interval, str] | None:
    """Not before the youngest post it embeds, and at most a week after it, unless its words say that it is younger."""
    posted = [s.published.latest for s in article.segments if s.kind == "tweet" and s.published.latest]
    if not posted or (floor and floor > max(posted) + WEEK):
        return None
    day = max(posted)
    basis = f"inferred from the post of {day.isoformat()} that it embeds; at most a week later, by convention"
    return Interval(max(day, floor or day), day + WEEK, "week"), basis


def _month_after(text: str, months: list[_Month], last_month: Span | None, floor: date | None) -> tuple[Interval, str] | None:
    """The month after the youngest that is named without a year, where "last month" stands beside it and both are of one matter.

    A month that is given its year lies further back: its writer did not call it "last month".
    """
    bare = [month for month in months if month.bare]
    if last_month is None or not bare:
        return None
    youngest = max(bare, key=lambda month: month.first)
    matter = {w for w in content_words(text[last_month.start : last_month.end]) if len(w) > 4}
    if not matter & set(content_words(text[youngest.sentence.start : youngest.sentence.end])):
        return None
    first = youngest.first
    start = first + timedelta(days=monthrange(first.year, first.month)[1])
    end = start + timedelta(days=monthrange(start.year, start.month)[1] - 1)
    if floor and floor > end:
        return None
    return Interval(max(start, floor or start), end, "month"), f"inferred from ‘last month’ beside {youngest.phrase}"

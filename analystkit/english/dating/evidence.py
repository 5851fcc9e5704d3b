"""When an article appeared, as far as its own words say: days, months and years it tells of as past, "last month", dated posts.

Only sentences of the article's own count: not the leads of other stories below it, nor what a sentence says of the days to come.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from analystkit.codebook import Codebook
from analystkit.english.content import content_words
from analystkit.english.dating.period import AHEAD, led
from analystkit.english.days import MONTH, Written, dates_in
from analystkit.english.lexicon import WEEKDAYS
from analystkit.english.segments.openings import dateline
from analystkit.english.tokens import Span, read, sentences, trimmed
from analystkit.records import Article, Interval

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Evidence:
    """What the article's own words say: not before ``floor``; and, where they say so, the interval with its basis."""

    floor: date | None = None
    floor_basis: str = ""
    when: Interval | None = None
    basis: str = ""


@dataclass(frozen=True)
class _Told:
    """A date told of as past: its first day, its sentence, the phrase, and whether it is a month whose year is left to the reader."""

    first: date
    sentence: Span
    phrase: str
    bare_month: bool


@dataclass(frozen=True)
class Filed:
    """The day that an article's dateline names, as written, and its weekday where that stands beside it."""

    day: Written
    phrase: str
    weekday: int | None = None

    def within(self, when: Interval) -> date | None:
        """The one such day of an interval; None where there is none, or where it is another day of the week."""
        day = self.day.within(when)
        return day if day and self.weekday in (None, day.weekday()) else None


def quoted(text: str) -> str:
    """A phrase as a basis prints it."""
    return f"‘{' '.join(text.split())}’"


_HANDLE = re.compile(r"\(@\w{1,20}\)[\s,·]{0,3}$")  # "Ann Lee (@annlee) March 4, 2019"
# "carried out", "were killed"; not "Nordia-backed"
_PAST = re.compile(r"\b(?:was|were|had|did|took|began|came|went|fell|broke|struck|hit|left|won|lost|shot|fled|made|(?<!-)[a-z]{3,15}ed)\b")
_LINE, _HEAD = re.compile(r"[^\s][^\n]*"), 4  # of a story, so many lines at most stand before its first sentence
_WEEKDAY = re.compile(rf"(?<![Ll]ast )(?<![Nn]ext )\b(?:{'|'.join(d.capitalize() for d in WEEKDAYS)})\b(?!,? (?:\d|{MONTH}))")
_PRESENT = re.compile(r"\b(?:has|have|is|are|be)\b")


def evidence_in(article: Article, codebook: Codebook) -> Evidence:
    """Everything in the article's own words that bounds when it appeared."""
    text = article.text
    own = own_sentences(article)
    told = [
        known
        for s in own
        if (found := dates_in(text, s.start, s.end)) and not AHEAD.search(text, s.start, s.end)
        for d in found
        if (known := _told(text, s, d, codebook))
    ]
    youngest = max(told, default=None, key=lambda t: (t.first, not t.bare_month))
    floor, basis = (youngest.first, youngest.phrase) if youngest else (None, "")
    return Evidence(floor, basis, *(_from_posts(article, floor) or _month_after(article, own, told, floor) or ()))


def filed(article: Article) -> Filed | None:
    """The day of the dateline that opens the story, or a line above it; else that of a line of its own, which leaves its year to the
    reader."""
    text = article.text
    body = next((s for s in article.segments if s.kind == "body" and trimmed(text, s.start, s.end)), None)
    heads = [*(s for s in article.segments if s.kind == "deck"), *([body] if body else [])]
    for at in (at for s in heads for at in _lines(text, s.start, s.end)[:_HEAD]):
        line = dateline(text, at)
        if line and line.certain and line.day:
            return Filed(line.day, line.phrase)
    alone = ((s, d) for s in article.segments if s.kind == "dateline" for d in dates_in(text, s.start, s.end) if d.day and not d.year)
    for s, d in alone:
        named = (i for i, name in enumerate(WEEKDAYS) if name in text[s.start : s.end].lower())
        return Filed(d, text[d.start : d.end], next(named, None))
    return None


def _lines(text: str, start: int, end: int) -> list[int]:
    """Where the lines of a range begin that hold anything."""
    return [m.start() for m in _LINE.finditer(text, start, end)]


def own_sentences(article: Article) -> list[Span]:
    """The sentences of titles, decks and body; posts speak for their own day."""
    return [s for start, end, kind in article.news() if kind != "tweet" for s in sentences(article.text, start, end)]


def bare_weekdays(text: str, sentence: Span) -> set[int]:
    """The weekdays that a sentence names without a date, and not as last or next week's: 0 is Monday."""
    return {WEEKDAYS.index(m.group().lower()) for m in _WEEKDAY.finditer(text, sentence.start, sentence.end)}


def _past(text: str, sentence: Span, start: int, end: int) -> bool:
    """Does the clause around a phrase tell it as past? "has been named in 2030" does not; "since April they have fired" does."""
    begin = max(sentence.start, start - 90)
    begin = max(begin, text.rfind(",", begin, start) + 1)
    stop = min(sentence.end, end + 90)
    if not text.startswith(("since", "Since"), start) and _PRESENT.search(text, begin, stop):
        return False
    return bool(_PAST.search(text, begin, stop))


def _told(text: str, sentence: Span, d: Written, codebook: Codebook) -> _Told | None:
    """A date told of as past, and the day of a post run into a paragraph: the article is not older. The period may give the year."""
    lead = d.start if d.day else led(text, d)
    first = d.of(d.year) if d.year else d.within(codebook.period)
    if lead is None or lead < sentence.start or first is None:
        return None
    if not _past(text, sentence, lead, d.end) and not (d.full and _HANDLE.search(text, max(sentence.start, d.start - 30), d.start)):
        return None
    phrase = quoted(text[lead : d.end]) + ("" if d.year else " (year from the case's period)")
    return _Told(first, sentence, phrase, not (d.year or d.day))


def _from_posts(article: Article, floor: date | None) -> tuple[Interval, str] | None:
    """Not before the youngest post it embeds, and at most a week after it, unless its words say that it is younger."""
    posted = [s.published.latest for s in article.segments if s.kind == "tweet" and s.published.latest]
    if not posted or (floor and floor > max(posted) + WEEK):
        return None
    day = max(posted)
    basis = f"inferred from the post of {day.isoformat()} that it embeds; at most a week later, by convention"
    return Interval(max(day, floor or day), day + WEEK, "week"), basis


def _month_after(article: Article, own: list[Span], told: list[_Told], floor: date | None) -> tuple[Interval, str] | None:
    """The month after the youngest that is named without a year, where "last month" stands beside it and both are of one matter.

    A month that is given its year lies further back: its writer did not call it "last month". Nor does it count in another's words.
    """
    text, reading = article.text, read(article)
    youngest = max((t for t in told if t.bare_month), key=lambda t: t.first, default=None)
    said = ((s, text.find("last month", s.start, s.end)) for s in own) if youngest else ()
    last_month = next((s for s, at in said if at >= 0 and not reading.quotation_at(at)), None)
    if youngest is None or last_month is None:
        return None
    matter = {w for w in content_words(text[last_month.start : last_month.end]) if len(w) > 4}
    if not matter & set(content_words(text[youngest.sentence.start : youngest.sentence.end])):
        return None
    start = youngest.first + timedelta(days=monthrange(youngest.first.year, youngest.first.month)[1])
    end = start + timedelta(days=monthrange(start.year, start.month)[1] - 1)
    if floor and floor > end:
        return None
    return Interval(max(start, floor or start), end, "month"), f"inferred from ‘last month’ beside {youngest.phrase}"

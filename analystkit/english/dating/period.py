"""Which year the case's period gives a day or month that is written without one, and to which articles it may give any.

A codebook is easily left lying beside another corpus. So a period supplies years only where a date of the article fits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from analystkit.codebook import Codebook
from analystkit.english.days import MONTH, Written, dates, dates_in
from analystkit.records import UNKNOWN, Article, Interval

# What a sentence says of the days to come bounds nothing.
AHEAD = re.compile(
    rf"""\b(?:will|would|shall|must|next|until|till|by\ (?:the\ end|early|late|mid|{MONTH}|(?:19|20)\d\d)
    |plans?|planned|expect(?:s|ed)?|due|scheduled|set\ to|could|may|might|deadline)\b""",
    re.VERBOSE,
)
# "In February", "since April", "in early March 2021", "late 2019"
_IN = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Ll]ast|[Ee]arly|[Ll]ate|[Mm]id)[ -](?:(?:early|late|mid)[ -])?$")
_OF = re.compile(r"\b(?:[Ff]rom|[Oo]f|[Tt]he)[ -]$")  # "the 2020 vote"
_COUNTED = re.compile(r",\d|[ ](?:people|men|women|boats|homes|families|troops|soldiers|civilians|fighters|others)")  # "2020 boats"
_AFTER = timedelta(days=365)  # after the period's end: an article that appeared in this time may tell of it


def led(text: str, d: Written) -> int | None:
    """Where "in", "since" or "early" begins that leads to a month or year; None where nothing does, or it reaches on: "2019-20"."""
    m = _IN.search(text, max(0, d.start - 20), d.start)
    return m.start() if m and text[d.end : d.end + 1] not in ("-", "–") else None


def month_day(phrase: str, codebook: Codebook) -> date | None:
    """The day that a phrase such as "Oct. 13" is within the case's period, where it is nothing else.

    >>> month_day("Oct. 13", Codebook(period=Interval(date(2019, 10, 1), date(2019, 11, 30))))
    datetime.date(2019, 10, 13)
    """
    whole = [d for d in dates(phrase) if d.day and not d.year and d.end - d.start == len(phrase)]
    return whole[0].within(codebook.period) if whole else None


def in_case(article: Article, codebook: Codebook) -> Codebook:
    """The codebook as it may date this article: without its period where that fits no date of the article."""
    return codebook if not codebook.period.known or fits(article, codebook) is not False else replace(codebook, period=UNKNOWN)


def fits(article: Article, codebook: Codebook) -> bool | None:
    """Does the case's period fit a date of this article? None where the article has none that could tell.

    A date with a year fits if it lies in the period, a year if the period touches it. Where no such date does, days without a year
    decide: an article that is dated before the period or a year after it, or names a later year, is of another time; one that tells of
    other years only in passing may have "Oct. 13" in the period, if it has no day that lies elsewhere; "in October" is too little there.
    """
    period, text = codebook.period, article.text
    told = [d for s in article.segments if s.kind in ("title", "deck", "body") for d in dates_in(text, s.start, s.end)]
    full, own = {d.full for d in told if d.full}, set(_own(article))
    years = {d.year for d in told if d.year and _told(text, d)}
    if any(period.overlaps(Interval(day, day)) for day in full) or any(period.overlaps(Interval(day - _AFTER, day)) for day in own):
        return True
    if any(period.overlaps(Interval(date(year, 1, 1), date(year, 12, 31))) for year in years):
        return True
    if not period.bounded:
        return False if full | own else None
    if own or any(period.latest and year > period.latest.year for year in years):
        return False
    bare = [d.within(period) for d in told if d.day and not d.year]
    if years or full:
        months = any(not d.day and not d.year and led(text, d) is not None for d in told)
        return bool(bare) and all(bare) if bare or full or months else None
    return any(bare) if bare else None  # a bare month fits half of all periods, or misses them by a week: it tells nothing


def _told(text: str, d: Written) -> bool:
    """Is this the year of a date, and not one to come?"""
    named = d.month or led(text, d) is not None or _OF.search(text, max(0, d.start - 6), d.start)
    return bool(named) and not _COUNTED.match(text, d.end) and not AHEAD.search(text, max(0, d.start - 80), d.start)


def _own(article: Article) -> Iterator[date]:
    """The days that an article's imprint, its posts and its record give."""
    if article.published.bounded:
        yield from (d for d in (article.published.earliest, article.published.latest) if d)
    for s in article.segments:
        if s.kind in ("dateline", "byline"):
            yield from (d.full for d in dates_in(article.text, s.start, s.end) if d.full)
        elif s.published.earliest:
            yield s.published.earliest

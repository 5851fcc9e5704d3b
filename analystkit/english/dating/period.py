"""Which year the case's period gives a day or month that is written without one, and to which articles it may give any.

A codebook is easily left lying beside another corpus. So a period supplies years only where a date of the article fits it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from analystkit.codebook import Codebook
from analystkit.english.dating.days import MONTH, MONTHS, NAMES, days
from analystkit.records import UNKNOWN, Article, Interval

# "Feb. 15", "15 February", with no year after it
MONTH_DAY = re.compile(
    rf"""\b(?=[\dJFMASOND])(?:(?P<m1>{MONTH})\.?\ (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?
    |(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<m2>{MONTH}))\b(?![,.]?\ ?\d)""",
    re.VERBOSE,
)
# "In February", "since April", "in early March 2021", "of 2018", "late 2019"
PAST_MONTH = re.compile(
    rf"""\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Ll]ast|[Ee]arly|[Ll]ate|[Mm]id)[ -](?:(?:early|late|mid)[ -])?
    (?P<month>{"|".join(NAMES)})\b(?P<year>,?\ (?:19|20)\d\d)?(?!\ ?\d)""",
    re.VERBOSE,
)
# What a sentence says of the days to come bounds nothing.
AHEAD = re.compile(
    rf"""\b(?:will|would|shall|must|next|until|till|by\ (?:the\ end|early|late|mid|{MONTH}|(?:19|20)\d\d)
    |plans?|planned|expect(?:s|ed)?|due|scheduled|set\ to|could|may|might|deadline)\b""",
    re.VERBOSE,
)
# "in 2020", "since March 2020", "of early 2020", "the 2020 vote"; not "2020 boats"
_YEAR = re.compile(
    rf"""\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Ff]rom|[Oo]f|[Tt]he|[Ll]ate|[Ee]arly|[Mm]id|{MONTH}\.?(?:\ \d{{1,2}},)?)[ -]
    (?P<year>(?:19|20)\d\d)\b(?!,\d|[ ](?:people|men|women|boats|homes|families|troops|soldiers|civilians|fighters|others))""",
    re.VERBOSE,
)

AFTER = timedelta(days=365)  # after the period's end: an article that appeared in this time may tell of it


def day_of_case(codebook: Codebook, month: int, day: int | None = None) -> date | None:
    """The day, or first day of the month, that the case's period allows; None where it allows none, or more than one.

    >>> day_of_case(Codebook(period=Interval(date(2019, 10, 1), date(2019, 11, 30))), 10, 13)
    datetime.date(2019, 10, 13)
    """
    first, last = codebook.period.earliest, codebook.period.latest
    if first is None or last is None or last.year - first.year > 3:
        return None
    found = []
    for year in range(first.year, last.year + 1):
        try:
            start = date(year, month, day or 1)
        except ValueError:  # 29 February of another year
            continue
        end = start if day else date(year, month, monthrange(year, month)[1])
        if start <= last and end >= first:
            found.append(start)
    return found[0] if len(found) == 1 else None


def month_day(phrase: str, codebook: Codebook) -> date | None:
    """The day that a phrase such as "Oct. 13" is within the case's period, where it is nothing else.

    >>> month_day("Oct. 13", Codebook(period=Interval(date(2019, 10, 1), date(2019, 11, 30))))
    datetime.date(2019, 10, 13)
    """
    m = MONTH_DAY.fullmatch(phrase)
    return day_of_case(codebook, *_parts(m)) if m else None


def _parts(m: re.Match[str]) -> tuple[int, int]:
    return MONTHS[(m["m1"] or m["m2"]).lower()], int(m["d1"] or m["d2"])


def in_case(article: Article, codebook: Codebook) -> Codebook:
    """The codebook as it may date this article: without its period where that fits no date of the article."""
    return codebook if not codebook.period.known or fits(article, codebook) is not False else replace(codebook, period=UNKNOWN)


def fits(article: Article, codebook: Codebook) -> bool | None:
    """Does the case's period fit a date of this article? None where the article has none that could tell.

    A date with a year fits if it lies in the period, a year if the period touches it. Where no such date does, days without a year
    decide: an article that is dated before the period or a year after it, or names a later year, is of another time; one that tells of
    other years only in passing may have "Oct. 13" in the period, if it has no day that lies elsewhere; "in October" is too little there.
    """
    period = codebook.period
    full, own = _full_days(article)
    years = set(_years(article))
    if any(period.overlaps(Interval(day, day)) for day in full) or any(period.overlaps(Interval(day - AFTER, day)) for day in own):
        return True
    if any(period.overlaps(Interval(date(year, 1, 1), date(year, 12, 31))) for year in years):
        return True
    if not period.bounded:
        return False if full | own else None
    bare = [day_of_case(codebook, *_parts(m)) for start, end in _ranges(article) for m in MONTH_DAY.finditer(article.text, start, end)]
    if own or any(period.latest and year > period.latest.year for year in years):
        return False
    if years or full:
        months = any(not m["year"] for start, end in _ranges(article) for m in PAST_MONTH.finditer(article.text, start, end))
        return bool(bare) and all(bare) if bare or full or months else None
    return any(bare) if bare else None  # a bare month fits half of all periods, or misses them by a week: it tells nothing


def _years(article: Article) -> Iterator[int]:
    """The years that the story names, but for those to come."""
    for start, end in _ranges(article):
        for m in _YEAR.finditer(article.text, start, end):
            if not AHEAD.search(article.text, max(start, m.start() - 80), m.start()):
                yield int(m["year"])


def _full_days(article: Article) -> tuple[set[date], set[date]]:
    """The days that the story names in full; and those that its own imprint, its posts and its record give."""
    told = {day for start, end in _ranges(article) for _, _, day in days(article.text, start, end)}
    own = {d for d in (article.published.earliest, article.published.latest) if d and article.published.bounded}
    for s in article.segments:
        if s.kind in ("dateline", "byline"):
            own |= {day for _, _, day in days(article.text, s.start, s.end)}
        elif s.published.earliest:
            own.add(s.published.earliest)
    return told, own


def _ranges(article: Article) -> Iterator[tuple[int, int]]:
    return ((s.start, s.end) for s in article.segments if s.kind in ("title", "deck", "body"))

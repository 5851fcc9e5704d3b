"""Dates as news writes them, whole or in part: "June 28, 2021", "28 June", "June 2021", "2021", "2021-06-28"; not "02/03/2021"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from analystkit.english.lexicon import MONTH_NAMES, MONTHS
from analystkit.english.tokens import within
from analystkit.records import Interval

MONTH = rf"(?:{'|'.join(m.capitalize() for m in sorted(MONTHS, key=lambda m: (-len(m), m)))})"
_YEAR, _TH = r"(?:19|20)\d\d", "(?:st|nd|rd|th)?"
_WRITTEN = re.compile(
    rf"""\b(?=[\djfmasond])(?:(?P<m1>{MONTH})\.?\ (?P<d1>\d\d?){_TH}\b(?:,?\ (?P<y1>{_YEAR})\b)?
    |(?P<d2>\d\d?){_TH}\ (?:of\ )?(?P<m2>{MONTH})\b(?:\.?,?\ (?P<y2>{_YEAR})\b)?
    |(?P<y3>{_YEAR})[-/](?P<m3>\d\d)[-/](?P<d3>\d\d)
    |(?P<d4>\d\d?)[/.](?P<m4>\d\d?)[/.](?P<y4>{_YEAR})
    |(?P<m5>{"|".join(MONTH_NAMES)})\b(?:,?\ (?P<y5>{_YEAR})\b)?
    |(?P<y6>{_YEAR}))(?!\d)""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
_LONGEST = 3  # years of a period within which a day without its year can be told


@dataclass(frozen=True)
class Written:
    """A date as it is written at ``start``..``end``; what it leaves to the reader is None."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    @property
    def full(self) -> date | None:
        """The day, where it is written in full."""
        return self.of(self.year) if self.year and self.day else None

    def of(self, year: int) -> date | None:
        """The day, or the first of the month or year, in a year; None where it has no such day."""
        try:
            return date(year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError:  # 29 February of another year
            return None

    def within(self, when: Interval) -> date | None:
        """The one such day, or first of the month, of an interval of three years at most; None where there is none, or more than one.

        >>> Written(0, 0, None, 10, 13).within(Interval(date(2019, 10, 1), date(2020, 9, 30)))
        datetime.date(2019, 10, 13)
        """
        if when.earliest is None or when.latest is None or when.latest.year - when.earliest.year > _LONGEST:
            return None
        days = [d for year in range(when.earliest.year, when.latest.year + 1) if (d := self.of(year))]
        found = [
            d for d in days if d <= when.latest and when.earliest <= (d if self.day else d.replace(day=monthrange(d.year, d.month)[1]))
        ]
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=64)
def dates(text: str) -> tuple[Written, ...]:
    """The dates of a text. None of them: what no calendar has, or reads in two ways; a year of another number.

    >>> [(d.year, d.month, d.day) for d in dates("On Feb. 25, 2021, not 31 June 2020 or 02/03/2021, in May or on 3 June 1999")]
    [(2021, 2, 25), (None, 5, None), (1999, 6, 3)]
    """
    return tuple(d for m in _WRITTEN.finditer(text) if (d := _read(m)))


def dates_in(text: str, start: int, end: int) -> Sequence[Written]:
    """The dates that begin in a range of a text."""
    return within(dates(text), start, end)


def days(text: str) -> Iterator[tuple[int, int, date]]:
    """The days written in full, each with its span.

    >>> [str(d) for _, _, d in days("Posted on Feb. 25, 2021")]
    ['2021-02-25']
    """
    return ((d.start, d.end, d.full) for d in dates(text) if d.full)


def _read(m: re.Match[str]) -> Written | None:
    n = m.lastgroup[1] if m.lastgroup else ""
    year, month, day = (m.groupdict().get(part + n) for part in "ymd")
    if month and not month.isdigit():
        if not year and not m.string[m.start(f"m{n}")].isupper():
            return None  # "she may"
        month = str(MONTHS[month.lower()])
    if n == "4" and month and day:  # the day first or the month
        if min(int(month), int(day)) > 12 or (max(int(month), int(day)) <= 12 and month != day):
            return None
        month, day = sorted((month, day), key=int)
    found = Written(m.start(), m.end(), *(int(part) if part else None for part in (year, month, day)))
    return found if found.of(found.year or 2000) else None

"""Arithmetic on the calendar, as news English divides it: days, weeks from Monday to Sunday, months, quarters, seasons, years, decades.

Every function gives an ``Interval``; nothing here knows of text. Dates beyond the calendar's ends are held at its ends.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date

from analystkit.records import Interval

_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}


def months(year: int, first: int, n: int, granularity: str) -> Interval:
    """So many months from the first one on.

    >>> months(2021, 12, 3, "season")
    Interval(2021-12-01..2022-02-28, season)
    """
    y, m = _month(year * 12 + first - 1)
    y2, m2 = _month(year * 12 + first - 1 + n - 1)
    return Interval(date(y, m, 1), date(y2, m2, calendar.monthrange(y2, m2)[1]), granularity)


def _month(count: int) -> tuple[int, int]:
    year, m = divmod(min(max(count, 12), 9999 * 12 + 11), 12)
    return year, m + 1


def containing(day: date, unit: str) -> Interval:
    """The unit of the calendar that holds the day.

    >>> containing(date(2021, 2, 25), "week"), containing(date(2021, 2, 25), "quarter")
    (Interval(2021-02-22..2021-02-28, week), Interval(2021-01-01..2021-03-31, quarter))
    >>> containing(date(1987, 5, 1), "decade")
    Interval(1980-01-01..1989-12-31, decade)
    """
    if unit in ("day", "hour", "minute"):
        return Interval(day, day, "day" if unit == "day" else "part_of_day")
    if unit in ("week", "fortnight"):
        monday = moved(day, -day.weekday())
        return Interval(monday, moved(monday, 6), "week")
    if unit == "weekend":
        saturday = moved(day, 5 - day.weekday())
        return Interval(saturday, moved(saturday, 1), "day")
    n = _MONTHS_IN[unit]
    if n >= 12:
        return months(day.year // (n // 12) * (n // 12), 1, n, unit)
    return months(day.year, (day.month - 1) // n * n + 1, n, {"half": "quarter"}.get(unit, unit))


def day_or_none(y: int, m: int, d: int) -> date | None:
    """The day, where the calendar has it."""
    try:
        return date(y, m, d)
    except ValueError:
        return None


def moved(day: date, n: int, unit: str = "day") -> date:
    """The day so many units later (before, where n is negative); the last day of a shorter month.

    >>> moved(date(2021, 3, 31), -1, "month"), moved(date(2021, 3, 1), 2, "week")
    (datetime.date(2021, 2, 28), datetime.date(2021, 3, 15))
    """
    if unit in _MONTHS_IN:
        y, m = _month(day.year * 12 + day.month - 1 + n * _MONTHS_IN[unit])
        return date(y, m, min(day.day, calendar.monthrange(y, m)[1]))
    days = n * _DAYS_IN.get(unit, 0)
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def weekday_before(day: date, number: int, *, strictly: bool = False) -> date:
    """The last such weekday (Monday is 0) at or before the day.

    >>> weekday_before(date(2021, 2, 25), 3), weekday_before(date(2021, 2, 25), 3, strictly=True)
    (datetime.date(2021, 2, 25), datetime.date(2021, 2, 18))
    """
    back = (day.weekday() - number) % 7
    return moved(day, -(back or 7 if strictly else back))


def weekday_after(day: date, number: int, *, strictly: bool = False) -> date:
    """The first such weekday at or after the day."""
    on = (number - day.weekday()) % 7
    return moved(day, on or 7 if strictly else on)


def nth_weekday(year: int, number: int, weekday: int, n: int) -> date:
    """The n-th such weekday of a month; -1 is the last one.

    >>> nth_weekday(2021, 11, 3, 4), nth_weekday(2021, 5, 0, -1)
    (datetime.date(2021, 11, 25), datetime.date(2021, 5, 31))
    """
    if n < 0:
        return weekday_before(moved(date(year, number, calendar.monthrange(year, number)[1]), 7 * (n + 1)), weekday)
    return moved(weekday_after(date(year, number, 1), weekday), 7 * (n - 1))


def hull(first: Interval, last: Interval) -> Interval:
    """From the start of the one to the end of the other, whichever comes first."""
    starts = [first.earliest, last.earliest]
    ends = [first.latest, last.latest]
    earliest = min(d for d in starts if d) if all(starts) else None
    latest = max(d for d in ends if d) if all(ends) else None
    return Interval(earliest, latest, first.granularity)


def counted_from(anchor: Interval, count: Callable[[date], Interval]) -> Interval:
    """What a relative phrase can mean when its anchor is uncertain: all that it means from any day of the anchor.

    An open end of the anchor stays open; an unknown anchor gives unknown days.

    >>> counted_from(Interval(date(2021, 6, 28), date(2021, 7, 5)), lambda d: containing(weekday_before(d, 3), "day"))
    Interval(2021-06-24..2021-07-01, day)
    """
    a, b = anchor.earliest, anchor.latest
    if a and a == b:
        return count(a)
    if a and b:
        return hull(count(a), count(b))
    return Interval(count(a).earliest if a else None, count(b).latest if b else None, count(a or b or date(2000, 1, 1)).granularity)

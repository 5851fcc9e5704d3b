"""What calendar phrases mean: dates, months, weekdays, seasons, years, with or without their year. One function a form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from analystkit.english.lexicon import MONTHS, table
from analystkit.english.numerals import bounds, value_of
from analystkit.english.times.arithmetic import (
    containing,
    counted_from,
    day_or_none,
    months,
    moved,
    nth_weekday,
    weekday_after,
    weekday_before,
)
from analystkit.english.times.scene import Form, Meaning, Scene, Slots, away, unit_of, weekday_of
from analystkit.records import Interval

_NO_SUCH_DAY = Meaning(Interval(None, None, "day"), "calendar", doubt="no such day")


def _date(s: Slots, scene: Scene) -> Meaning:
    """A day of a month, with or without its year; a day that no calendar has is kept, undated."""
    m, d = MONTHS[s["mon"]], _day_in_words(s["word"]) if "word" in s else int(s["d"])
    d2 = int(s.get("d2", d))
    if d > d2 or not day_or_none(_given(s) or 2000, m, d2):
        return _NO_SUCH_DAY
    return _yearly(s, scene, lambda y: day_or_none(y, m, d), d2 - d)


def _fixed(s: Slots, scene: Scene) -> Meaning:
    """ "Christmas Eve", "Labor Day", "Thanksgiving": a day that each year has, by its date or by rule."""
    if s["fixed"] in table("times")["fixed_days"]:
        m, d = table("times")["fixed_days"][s["fixed"]]
        return _yearly(s, scene, lambda y: date(y, m, d))
    rule = table("times")["moveable_days"][s["fixed"]]
    return _yearly(s, scene, lambda y: moved(nth_weekday(y, rule["month"], rule["weekday"], rule["n"]), rule.get("then", 0)))


def _day_in_words(word: str) -> int:
    ordinals = table("times")["words"]["ordinals"]
    return ordinals.index(word) + 1 if word in ordinals else value_of(word)


def _given(s: Slots) -> int | None:
    """The year that the phrase gives: "2019", "'19"; from "December 29" to "January 3, 2020" it is the year before."""
    if "yy" in s:
        return int(s["yy"]) + (1900 if int(s["yy"]) >= 50 else 2000)
    return int(s["y"]) - (MONTHS[s["mon"]] > MONTHS[s["until"]] if "until" in s else 0) if "y" in s else None


def _yearly(s: Slots, scene: Scene, of: Callable[[int], date | None], length: int = 0) -> Meaning:
    """The day of the year given, or the one that is meant without a year; a weekday beside it decides, or contradicts it."""
    number = weekday_of(s["wd"]) if "wd" in s else None

    def near(day: date) -> Interval:
        years = [day.year + away(s["relyear"])] if "relyear" in s else range(max(day.year - 4, 1), min(day.year + 5, 10000))
        days = [x for y in years if (x := of(y))]
        if number is not None:  # "Saturday, April 25" is in a year in which that is a Saturday
            days = sorted((x for x in days if x.weekday() == number), key=lambda x: abs((x - day).days))[:1] or days
        chosen = _nearest_day(day, days, scene.tense)
        return Interval(chosen, moved(chosen, length), "day") if chosen else Interval(None, None, "day")

    y = _given(s)
    if y is None:
        return scene.now(near)
    if (day := of(y)) is None:
        return _NO_SUCH_DAY
    return Meaning(
        Interval(day, moved(day, length), "day"), "calendar", doubt="another weekday" if number not in (None, day.weekday()) else ""
    )


def _nearest_day(day: date, days: list[date], tense: str) -> date | None:
    """A day without its year: the last one; a coming one where the sentence looks ahead, or says nothing and the last one is long ago.

    News leaves out the year of days near by: a day of eleven months ago has its year, or "last", beside it, whatever the tense."""
    past = [x for x in days if x <= day]
    ahead = [x for x in days if x >= day]
    away, back = (ahead[0] - day).days if ahead else 0, (day - past[-1]).days if past else 0
    if past and ahead and tense != "done" and (back >= 330 or away >= 330):
        return ahead[0] if back >= 330 else past[-1]
    if ahead and (tense == "ahead" or not past or (tense not in ("past", "done") and away <= 75 and back > 200)):
        return ahead[0]
    return past[-1] if past else None


def _nth_day(s: Slots, scene: Scene) -> Meaning:
    """ "was seized on 9 February and freed on the 20th": later in the month told beside it, unless that is still to come."""
    first, now = scene.beside and scene.beside.earliest, scene.anchor.latest
    day = first and day_or_none(first.year, first.month, int(s["d"]))
    if not first or not day or day <= first or (now is not None and day > now):
        return Meaning(Interval(None, None, "day"), "no month told beside it")
    return Meaning(Interval(day, day, "day"), scene.told_name)


def _nth_weekday(s: Slots, scene: Scene) -> Meaning:
    """ "the first Tuesday of March 2019", "the last Friday of May"."""
    n = {"last": -1, "final": -1}.get(s["nth"]) or 1 + table("times")["words"]["nth"].index(s["nth"]) % 5
    found = _month(s, scene)
    ends = [d and nth_weekday(d.year, d.month, weekday_of(s["wd"]), n) for d in (found.when.earliest, found.when.latest)]
    if any(day and of and day.month != of.month for day, of in zip(ends, (found.when.earliest, found.when.latest), strict=True)):
        return _NO_SUCH_DAY
    return replace(found, when=Interval(ends[0], ends[1], "day"))


def _units_of(s: Slots, scene: Scene) -> Meaning | None:
    """ "the last four days of July 2020", "the first two months of 2021"."""
    whole, (_, n), unit = (_month(s, scene) if "mon" in s else _year(s, scene)), bounds(s["n"]), unit_of(s["unit"])
    if whole is None or not (whole.when.earliest and whole.when.latest) or n is None:
        return None
    first, last = whole.when.earliest, whole.when.latest
    if s["nth"] in ("first", "opening"):
        return replace(whole, when=Interval(first, min(last, moved(moved(first, n, unit), -1)), "vague"))
    return replace(whole, when=Interval(max(first, moved(moved(last, 1), -n, unit)), last, "vague"))


def _week_of(s: Slots, scene: Scene) -> Meaning:
    """ "the week of March 3": the week that holds the day."""
    found = _date(s, scene)
    return replace(found, when=counted_from(found.when, lambda day: containing(day, "week")))


def _month(s: Slots, scene: Scene) -> Meaning:
    n, rel = MONTHS[s["mon"]], s.get("rel", "")
    if y := _given(s):
        return Meaning(months(y, n, 1, "month"), "calendar")
    if relyear := s.get("relyear"):
        return scene.by(relyear, lambda day: months(day.year + away(relyear), n, 1, "month"))
    if k := away(rel):  # "last April": of this year where it is over; "the following March"
        return scene.by(rel, lambda day: months(day.year + (k if k * (n - day.month) <= 0 else 0), n, 1, "month"))
    return scene.now(lambda day: months(day.year, n, 1, "month") if rel else _month_near(day, n, scene.tense))


def _month_near(day: date, number: int, tense: str) -> Interval:
    """A month without its year: the last one begun, or the first one not over where the sentence looks ahead. A limit lies near."""
    ahead = (number - day.month) % 12  # "must file their February reports" in March: not those of next year
    to_come = tense in ("ahead", "until", "limit")
    if 0 < ahead <= {"ahead": 9, "until": 6, "limit": 6, "past": 1, "done": 0}.get(tense, 2) or (not ahead and to_come):
        return months(day.year + (number < day.month), number, 1, "month")
    return months(day.year - (number > day.month), number, 1, "month")


def _weekday(s: Slots, scene: Scene) -> Meaning:
    n, rel = weekday_of(s["wd"]), s.get("rel", "")
    k = away(rel)

    def count(day: date) -> Interval:
        if "week" in s:
            found = moved(day, 7 * away(s["week"]) - day.weekday() + n)
        elif rel == "this" and not scene.future:
            found = moved(day, n - day.weekday())
        else:
            found = (weekday_after if k > 0 or (not k and scene.future) else weekday_before)(day, n, strictly=bool(k))
            found = moved(found, 7 * (k - (k > 0) + (k < 0)))  # "the Tuesday before last"
        return Interval(found, found, "part_of_day" if "part" in s else "day")

    return scene.by(rel if k else "", count, or_now=True)


def _season(s: Slots, scene: Scene) -> Meaning:
    first, rel = table("times")["seasons"][s["season"]], s.get("rel", "")
    if y := _given(s):
        return Meaning(months(y, first, 3, "season"), "calendar")
    if relyear := s.get("relyear"):
        return scene.now(lambda day: months(day.year + away(relyear), first, 3, "season"))

    def near(day: date) -> Interval:
        begun = moved(day, 1 - first, "month").year  # the year in which the last one began
        over = begun - (months(begun, first, 3, "season").overlaps(Interval(day, day)))
        if rel == "this" and over == begun and not scene.future:
            begun = day.year
        k = away(rel)
        year = over if k < 0 else begun + 1 if k > 0 else over + 1 if scene.future else begun
        return months(year, first, 3, "season")

    return scene.by(rel, near)


def _year(s: Slots, scene: Scene) -> Meaning | None:
    """ "2019"; "2018-19", from the first to the last."""
    if "fiscal" in s:
        return fiscal(s, scene)
    y = _given(s) or 0
    last = s.get("y2", str(y))
    n = int(last) if len(last) == 4 else y // 100 * 100 + int(last)
    return Meaning(months(y, 1, 12 * (n - y + 1), "year"), "calendar") if y <= n <= y + 60 and (n > y or "y2" not in s) else None


def fiscal(s: Slots, scene: Scene, *, back: int = 12, on: int = 12) -> Meaning:
    """ "fiscal 2019" and its quarters: a firm's year may begin in any month, and bear the name of the year in which it begins or ends;
    without a year, so many months before and after the speaker's date, turned around in what is to come."""
    if y := _given(s):
        return Meaning(months(y - 1, 2, 26, "vague"), "calendar")
    k, (back, on) = 12 * away(s.get("relyear", "")), (on, back) if scene.future else (back, on)
    return scene.now(lambda day: Interval(moved(day, k - back, "month"), moved(day, k + on, "month"), "vague"))


_DECADES = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
_CENTURIES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}


def _decade(s: Slots, scene: Scene) -> Meaning:
    first = int(s["dec"]) if "dec" in s else _DECADES[s["word"]] if "word" in s else 1900 + int(s["short"])
    return Meaning(months(first, 1, 120, "decade"), "calendar")


def _century(s: Slots, scene: Scene) -> Meaning | None:
    n = _CENTURIES.get(s["cent"]) or int(re.sub(r"\D", "", s["cent"]))
    return Meaning(months((n - 1) * 100, 1, 1200, "century"), "calendar") if 2 <= n <= 30 else None


def _untold(s: Slots, scene: Scene) -> Meaning:
    """ "1200 BC", which no calendar of ours reaches; "the Friday before the vote", of another event than the one told."""
    return Meaning(Interval(None, None, s["grain"]), "an event told elsewhere" if s["grain"] == "day" else "calendar")


def _numeric(s: Slots, scene: Scene) -> Meaning:
    """ "2021-02-25" and "25/02/2021" are one day; "03/04/2021" may be either of two, and stays so."""
    y, a, b = int(s["y"]), int(s["a"]), int(s["b"])
    days = sorted(d for d in {day_or_none(y, b, a), day_or_none(y, a, b) if "sep" in s else None} if d)
    if not days:
        return _NO_SUCH_DAY
    return Meaning(Interval(days[0], days[-1], "day"), "calendar", doubt="day or month first" if len(days) > 1 else "")


FORMS: tuple[Form, ...] = (
    _date, _fixed, _week_of, _nth_day, _nth_weekday, _units_of, _month, _weekday, _season, _year, _decade, _century, _untold,
    _numeric,
)  # fmt: skip
"""The readings of this file."""

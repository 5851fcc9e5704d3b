"""What calendar phrases mean: dates, months, weekdays, seasons, years, with or without their year."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from analystkit.english.times.calendar_en import (
    containing,
    counted_from,
    easter,
    months,
    moved,
    nth_weekday,
    weekday_after,
    weekday_before,
    year,
)
from analystkit.english.times.rules import lexicon
from analystkit.english.times.scene import Form, Meaning, Scene, Slots, day_or_none, from_anchor, from_told
from analystkit.records import Interval

# How many units away each word points; those of the told count from the event just told, the others from the speaker's date.
_WORDS = ((-1, "last|past|this past|previous|prior|preceding"), (1, "next|coming|upcoming|this coming|following|ensuing"))
AWAY = {w: k for k, words in _WORDS for w in words.split("|")}
OF_THE_TOLD = frozenset(("previous", "prior", "preceding", "following", "ensuing", "same", "that", "that same"))


def away(words: str) -> int:
    """How many units away "last", "this", "following year" and the like point.

    >>> away("last"), away("same"), away("following year")
    (-1, 0, 1)
    """
    return AWAY.get(words.removesuffix(" year").removesuffix(" week"), 0)


def counted(rel: str, scene: Scene, count: Callable[[date], Interval], *, or_anchor: bool = False) -> Meaning:
    """Counted from what the word counts from: "the following week" from the event just told, "next week" from the speaker's date."""
    told = rel.split(" year")[0] in OF_THE_TOLD
    return from_told(scene, count, or_anchor=or_anchor, same=not away(rel)) if told else from_anchor(scene, count)


def _month_near(day: date, number: int, tense: str) -> Interval:
    """A month without its year: the last one begun, or the first one not over where the sentence looks ahead. A limit lies near."""
    ahead = (number - day.month) % 12  # "must file their February reports" in March: not those of next year
    to_come = tense in ("ahead", "until", "limit")
    if 0 < ahead <= {"ahead": 9, "until": 6, "limit": 6, "past": 1, "done": 0}.get(tense, 2) or (not ahead and to_come):
        return months(day.year + (number < day.month), number, 1, "month")
    return months(day.year - (number > day.month), number, 1, "month")


def _day_of_month(s: Slots, scene: Scene) -> Meaning | None:
    """ "the 30th of last month"; "on the 14th": of the month just told, else the last one, or the next one in what is to come."""
    d, rel = int(s["d"]), s.get("rel")

    def of(day: date, k: int) -> Interval:
        begin = containing(moved(containing(day, "month").earliest or day, k, "month"), "month").earliest
        found = day_or_none(begin.year, begin.month, d) if begin else None
        return Interval(found, found, "day")

    if scene.month and scene.month.earliest and rel in (None, "the"):
        found, told, now = of(scene.month.earliest, 0), scene.beside and scene.beside.earliest, scene.anchor.earliest
        if told and found.earliest and found.earliest < told:  # "from the 30th … to the 3rd"
            found = of(scene.month.earliest, 1)
        if not (scene.future and now and found.earliest and found.earliest < now):
            return Meaning(found, "the month just told")
    if rel:
        return from_anchor(scene, lambda day: of(day, away(rel)))
    if scene.future:
        return from_anchor(scene, lambda day: of(day, int(d < day.day)))
    return from_anchor(scene, lambda day: of(day, -int(d > day.day)))


def _date(s: Slots, scene: Scene) -> Meaning | None:
    """A day of a month, with or without its year; a day that no calendar has is kept, undated."""
    m, d, d2 = lexicon()["months"][s["mon"]], int(s["d"]), int(s.get("d2") or s["d"])
    if not 1 <= d <= 31 or not d <= d2 <= 31:
        return Meaning(Interval(None, None, "day"), "calendar", doubt="no such day")
    if "yy" in s:
        return _days_of(int(s["yy"]) + (1900 if int(s["yy"]) >= 50 else 2000), m, d, d2, s)
    if "y" in s:
        return _days_of(int(s["y"]), m, d, d2, s)
    if not day_or_none(2000, m, d2):
        return Meaning(Interval(None, None, "day"), "calendar", doubt="no such day")
    year_away = away(s["relyear"]) if "relyear" in s else None

    def near(day: date) -> Interval:
        years = range(-4, 5) if year_away is None else (year_away,)
        days = [x for k in years if (x := day_or_none(day.year + k, m, d))]
        if "wd" in s:  # "Saturday, April 25" is in a year in which that is a Saturday
            names = lexicon()["weekdays"] | lexicon()["weekdays_short"]
            days = sorted((x for x in days if x.weekday() == names[s["wd"]]), key=lambda x: abs((x - day).days))[:1] or days
            chosen = days[0] if len(days) == 1 else _nearest_day(day, days, scene.tense)
        else:
            chosen = _nearest_day(day, days, scene.tense)
        return Interval(chosen, moved(chosen, d2 - d), "day") if chosen else Interval(None, None, "day")

    return from_anchor(scene, near)


def _fixed(s: Slots, scene: Scene) -> Meaning | None:
    """ "Christmas Eve": a day of a month by another name."""
    if s["fixed"] in lexicon()["moveable_days"]:
        return _moveable(lexicon()["moveable_days"][s["fixed"]], s, scene)
    m, d = lexicon()["fixed_days"][s["fixed"]]
    name = next(name for name, number in lexicon()["months"].items() if number == m)
    return _date({**s, "mon": name, "d": str(d)}, scene)


def _moveable(rule: Mapping[str, int], s: Slots, scene: Scene) -> Meaning:
    """ "Good Friday", "Thanksgiving": a day that each year has, by rule."""

    def of(y: int) -> date:
        if "easter" in rule:
            return moved(easter(y), rule["easter"])
        return moved(nth_weekday(y, rule["month"], rule["weekday"], rule["n"]), rule.get("then", 0))

    def near(day: date) -> Interval:
        days = [of(y) for y in range(max(day.year - 1, 1), min(day.year + 1, 9999) + 1)]
        chosen = _nearest_day(day, days, scene.tense)
        return Interval(chosen, chosen, "day")

    if "y" in s:
        return Meaning(Interval(of(int(s["y"])), of(int(s["y"])), "day"), "calendar")
    return from_anchor(scene, near)


def _week_of(s: Slots, scene: Scene) -> Meaning | None:
    """ "the week of March 3": the week that holds the day; "the first week of March": its first seven days."""
    found = _date(s, scene) if "d" in s else _month(s, scene)
    if found is None or not (found.when.earliest and found.when.latest):
        return found
    if "d" in s:
        return replace(found, when=counted_from(found.when, lambda day: containing(day, "week")))
    n = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(s["week"])
    begin = moved(found.when.latest, -6) if n is None else moved(found.when.earliest, 7 * n)
    return replace(found, when=Interval(begin, moved(begin, 6), "week"))


def _september_11(s: Slots, scene: Scene) -> Meaning | None:
    """ "the Sept. 11 attacks": of 2001, whatever the year of the article."""
    return Meaning(Interval(date(2001, 9, 11), date(2001, 9, 11), "day"), "calendar")


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


def _days_of(y: int, m: int, d: int, d2: int, s: Slots) -> Meaning:
    first, last = day_or_none(y, m, d), day_or_none(y, m, d2)
    if first is None or last is None:
        return Meaning(Interval(None, None, "day"), "calendar", doubt="no such day")
    doubt = ""
    if "wd" in s:
        names = lexicon()["weekdays"] | lexicon()["weekdays_short"]
        doubt = "" if names[s["wd"]] == first.weekday() else "another weekday"
    return Meaning(Interval(first, last, "day"), "calendar", doubt=doubt)


def _month(s: Slots, scene: Scene) -> Meaning | None:
    n, rel = lexicon()["months"][s["mon"]], s.get("rel", "")
    if given := s.get("y") or s.get("toyear"):
        return Meaning(months(int(given), n, 1, "month"), "calendar")
    if relyear := s.get("relyear"):
        return counted(relyear, scene, lambda day: months(day.year + away(relyear), n, 1, "month"))
    if k := away(rel):  # "last April": of this year where it is over; "the following March"
        return counted(rel, scene, lambda day: months(day.year + (k if k * (n - day.month) <= 0 else 0), n, 1, "month"))
    if rel:
        return from_anchor(scene, lambda day: months(day.year, n, 1, "month"))
    return from_anchor(scene, lambda day: _month_near(day, n, scene.tense))


def _weekday(s: Slots, scene: Scene) -> Meaning | None:
    n, rel = lexicon()["weekdays"][s["wd"]], s.get("rel", "")
    grain = "part_of_day" if "part" in s else "day"
    k = away(rel)

    def count(day: date) -> Interval:
        if "week" in s:
            found = moved(day, 7 * away(s["week"]) - day.weekday() + n)
        elif rel == "this" and not scene.future:
            found = moved(day, n - day.weekday())
        else:
            found = (weekday_after if k > 0 or (not k and scene.future) else weekday_before)(day, n, strictly=bool(k))
        return Interval(found, found, grain)

    return counted(rel if k else "", scene, count, or_anchor=True)


def _season(s: Slots, scene: Scene) -> Meaning | None:
    first = lexicon()["seasons"][s.get("season") or s.get("season2") or ""]
    if "y" in s:
        return Meaning(months(int(s["y"]), first, 3, "season"), "calendar")
    if relyear := s.get("relyear"):
        return from_anchor(scene, lambda day: months(day.year + away(relyear), first, 3, "season"))
    rel = s.get("rel", "")

    def near(day: date) -> Interval:
        all_near = [months(day.year + k, first, 3, "season") for k in (-2, -1, 0, 1)]
        over = [i for i in all_near if i.latest and i.latest < day]
        begun = [i for i in all_near if i.earliest and i.earliest <= day]
        ahead = [i for i in all_near if i.earliest and i.earliest > day]
        if k := away(rel):
            return over[-1] if k < 0 else ahead[0]
        if rel == "this" or scene.future:
            current = next((i for i in all_near if i.earliest and i.latest and i.earliest <= day <= i.latest), None)
            return current or (ahead[0] if scene.future else months(day.year, first, 3, "season"))
        return begun[-1]

    return counted(rel, scene, near)


def _year(s: Slots, scene: Scene) -> Meaning | None:
    return Meaning(year(int(s["y"])), "calendar")


def _years(s: Slots, scene: Scene) -> Meaning | None:
    y, y2 = int(s["y"]), s["y2"]
    last = int(y2) if len(y2) == 4 else y // 100 * 100 + int(y2)
    return Meaning(months(y, 1, 12 * (last - y + 1), "year"), "calendar") if y < last <= y + 60 else None


def _decade(s: Slots, scene: Scene) -> Meaning | None:
    words = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
    first = int(s["dec"]) if "dec" in s else words[s["word"]] if "word" in s else 1900 + int(s["short"])
    return Meaning(months(first, 1, 120, "decade"), "calendar")


_CENTURIES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}


def _century(s: Slots, scene: Scene) -> Meaning | None:
    word = s["cent"]
    n = _CENTURIES.get(word) or int(re.match(r"\d*", word).group() or 0)  # type: ignore[union-attr]  # matches always
    return Meaning(months((n - 1) * 100, 1, 1200, "century"), "calendar") if 2 <= n <= 30 else None


def _iso(s: Slots, scene: Scene) -> Meaning | None:
    return _days_of(int(s["y"]), int(s["m"]), int(s["d"]), int(s["d"]), {})


def _numeric(s: Slots, scene: Scene) -> Meaning | None:
    """ "25/02/2021" is one day; "03/04/2021" may be either of two, and stays so."""
    y, a, b = int(s["y"]), int(s["a"]), int(s["b"])
    days = sorted(d for d in {day_or_none(y, b, a), day_or_none(y, a, b) if s["sep"] == "/" else None} if d)
    if not days:
        return Meaning(Interval(None, None, "day"), "calendar", doubt="no such day")
    return Meaning(Interval(days[0], days[-1], "day"), "calendar", doubt="day or month first" if len(days) > 1 else "")


FORMS: dict[str, Form] = {
    "day-of-month": _day_of_month,
    "date": _date,
    "fixed": _fixed,
    "week-of": _week_of,
    "september-11": _september_11,
    "month": _month,
    "weekday": _weekday,
    "season": _season,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "iso": _iso,
    "numeric": _numeric,
}

"""What a time phrase means on the calendar, counted from its anchor: one function a form.

A reading never names a day that the text does not: an anchor of several days gives several days, an unknown one gives none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from analystkit.article import UNKNOWN, Interval
from analystkit.calendar_en import containing, counted_from, hull, months, moved, weekday_after, weekday_before, year
from analystkit.tag._times_grammar import Phrase, lexicon
from analystkit.text import NUMBER_WORDS


@dataclass(frozen=True)
class Scene:
    """Where a phrase stands: whose date it counts from, what was told before it, and whether it speaks of what is to come."""

    anchor: Interval
    anchor_name: str
    told: Interval | None = None
    told_name: str = "nothing told before"
    month: Interval | None = None
    quarter: Interval | None = None
    tense: str = ""  # ahead, past, limit ("until March"), or nothing that says
    told_near: bool = False  # the last event was told close before
    beside: Interval | None = None  # a day told in the same sentence

    @property
    def future(self) -> bool:
        """Does the sentence speak of what is to come?"""
        return self.tense == "ahead"


@dataclass(frozen=True)
class Reading:
    """What a phrase means: its days, what they were counted from, the part of them that is meant, and a doubt for the rule's name."""

    when: Interval
    anchor: str
    part: Interval | None = None
    doubt: str = ""


Slots = dict[str, str]
_Form = Callable[[Slots, Scene], Reading | None]


def read(phrase: Phrase, scene: Scene) -> Reading | None:
    """The reading of a phrase in its scene; None where the words turn out to be no time of the calendar."""
    slots = dict(phrase.slots)
    found = _FORMS[phrase.form](slots, scene)
    if found is None:
        return None
    if mod := slots.get("mod") or slots.get("mod2") or slots.get("mod3"):
        found = replace(found, part=_part(found.when, mod, scene))
    if slots.get("lead", "").endswith("since") and found.when.known:
        found = _since(found, scene)
    return found


def _since(found: Reading, scene: Scene) -> Reading:
    """ "since April" reaches from April to the date of whoever speaks."""
    start, end = found.when.earliest, scene.anchor.latest
    if start and end and start > end:
        return found
    late = found.part.earliest if found.part else None  # "since late 2019"
    part = Interval(late, end, "vague") if late and end and late <= end else None
    return replace(found, when=Interval(start, end, found.when.granularity), part=part)


def _part(when: Interval, mod: str, scene: Scene) -> Interval | None:
    """The third of a period that "early", "mid" and "late" speak of; "earlier" and "later" reach to the speaker's date."""
    if not (when.earliest and when.latest) or when.earliest == when.latest or mod == "sometime":
        return None
    first, last = when.earliest, when.latest
    if mod in ("earlier", "later"):
        now = scene.anchor.latest if mod == "earlier" else scene.anchor.earliest
        if now is None or not first <= now <= last:
            return None
        return Interval(first, now, when.granularity) if mod == "earlier" else Interval(now, last, when.granularity)
    third = (last - first).days // 3
    if re.search("early|start|beginning", mod):
        return Interval(first, moved(first, third), "vague")
    if re.search("mid", mod):
        return Interval(moved(first, third), moved(last, -third), "vague")
    return Interval(moved(last, -third), last, "vague") if re.search("late|end|close", mod) else None


# --- numbers, names, tense


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    return {w: unit for unit, words in lexicon()["units"].items() for w in words} | {"nights": "day", "weekend": "weekend"}


def _count(words: str | None, unit: str) -> tuple[int, int | None]:
    """How many at least, and at most (None: no telling): "two" 2 2, "a few" 2 6, none before a plural 2 and what reaches the next unit.

    >>> _count("a few", "day"), _count("twenty-one", "day"), _count("two or three", "week"), _count(None, "day")
    ((2, 6), (21, 21), (2, 3), (2, 13))
    """
    if words is None:
        return 2, {"minute": 120, "hour": 36, "day": 13, "week": 8, "month": 18}.get(unit)
    if "few" in words:
        return 2, 6
    if "several" in words:
        return 3, 9
    if "couple" in words or words == "one or two":
        return (2, 3) if "couple" in words else (1, 2)
    if re.match(r"many|dozens|a number", words):
        return 3, None
    values = [_value(w) for w in re.split(r" to | or |(?<=\d)-(?=\d)", words)]
    return int(min(values)), -int(-max(values) // 1)


def _value(words: str) -> float:
    if words.startswith("half a"):
        return 0.5
    total = 0.0
    for word in re.findall(r"[\d.]+(?:/\d)?|[a-z]+", words):
        if word in ("half", "1/2"):
            total += 0.5
        elif word[0].isdigit():
            total += float(word) if "/" not in word else 0.5
        elif word == "hundred":
            total = max(total, 1) * 100
        else:
            total += 12 if word == "dozen" else NUMBER_WORDS.get(word, 0)
    return total or 1.0


def _day(y: int, m: int, d: int) -> date | None:
    try:
        return date(y, m, d)
    except ValueError:
        return None


def _month_near(day: date, number: int, tense: str) -> Interval:
    """A month without its year: the last one begun, or the first one not over where the sentence looks ahead. A limit lies near."""
    if tense == "ahead" or (tense == "limit" and (number - day.month) % 12 <= 6):
        return months(day.year + (number < day.month), number, 1, "month")
    return months(day.year - (number > day.month), number, 1, "month")


def _told(scene: Scene, count: Callable[[date], Interval], *, or_anchor: bool = False) -> Reading:
    """Counted from the event just told; where none was, from the speaker's date if that can be meant, else unknown."""
    if scene.told is not None:
        return Reading(counted_from(scene.told, count), scene.told_name)
    if or_anchor:
        return _from_anchor(scene, count)
    return Reading(Interval(None, None, counted_from(UNKNOWN, count).granularity), "nothing told before")


def _from_anchor(scene: Scene, count: Callable[[date], Interval]) -> Reading:
    return Reading(counted_from(scene.anchor, count), scene.anchor_name)


# --- the forms


def _date(s: Slots, scene: Scene) -> Reading | None:
    """A day of a month, with or without its year; a day that no calendar has is kept, undated."""
    m, d, d2 = lexicon()["months"][s["mon"]], int(s["d"]), int(s.get("d2") or s["d"])
    if not 1 <= d <= 31 or not d <= d2 <= 31:
        return Reading(Interval(None, None, "day"), "calendar", doubt="no such day")
    if "y" in s:
        return _days_of(int(s["y"]), m, d, d2, s)
    if not _day(2000, m, d2):
        return Reading(Interval(None, None, "day"), "calendar", doubt="no such day")
    shift = {"last": -1, "this": 0, "next": 1}.get(s.get("relyear", "").split(" ")[0])

    def near(day: date) -> Interval:
        if shift is not None:
            found = [_day(day.year + shift, m, d)]
        else:
            found = [_day(day.year + k, m, d) for k in range(-4, 5)]
        days = [x for x in found if x]
        if "wd" in s:  # "Saturday, April 25" is in a year in which that is a Saturday
            names = lexicon()["weekdays"] | lexicon()["weekdays_short"]
            days = sorted((x for x in days if x.weekday() == names[s["wd"]]), key=lambda x: abs((x - day).days))[:1] or days
            chosen = days[0] if len(days) == 1 else _nearest_day(day, days, scene.tense)
        else:
            chosen = _nearest_day(day, days, scene.tense)
        return Interval(chosen, moved(chosen, d2 - d), "day") if chosen else Interval(None, None, "day")

    return _from_anchor(scene, near)


def _nearest_day(day: date, days: list[date], tense: str) -> date | None:
    """A day without its year: the last one; a coming one where the sentence looks ahead, or says nothing and the last one is long ago."""
    past = [x for x in days if x <= day]
    ahead = [x for x in days if x >= day]
    if ahead and (tense == "ahead" or not past or (tense != "past" and (ahead[0] - day).days <= 75 and (day - past[-1]).days > 200)):
        return ahead[0]
    return past[-1] if past else None


def _days_of(y: int, m: int, d: int, d2: int, s: Slots) -> Reading:
    first, last = _day(y, m, d), _day(y, m, d2)
    if first is None or last is None:
        return Reading(Interval(None, None, "day"), "calendar", doubt="no such day")
    doubt = ""
    if "wd" in s:
        names = lexicon()["weekdays"] | lexicon()["weekdays_short"]
        doubt = "" if names[s["wd"]] == first.weekday() else "another weekday"
    return Reading(Interval(first, last, "day"), "calendar", doubt=doubt)


def _month(s: Slots, scene: Scene) -> Reading | None:
    n = lexicon()["months"][s["mon"]]
    if "y" in s:
        return Reading(months(int(s["y"]), n, 1, "month"), "calendar")
    if "toyear" in s:
        return Reading(months(int(s["toyear"]), n, 1, "month"), "calendar")
    rel, relyear = s.get("rel", ""), s.get("relyear", "").split(" ")[0]
    if relyear in ("last", "this", "next"):
        k = {"last": -1, "this": 0, "next": 1}[relyear]
        return _from_anchor(scene, lambda day: months(day.year + k, n, 1, "month"))
    if relyear:
        k = {"same": 0, "following": 1, "previous": -1}[relyear]
        return _told(scene, lambda day: months(day.year + k, n, 1, "month"))
    if rel in ("following", "ensuing"):
        return _told(scene, lambda day: months(day.year + (n <= day.month), n, 1, "month"))
    if rel in ("previous", "preceding", "prior"):
        return _told(scene, lambda day: months(day.year - (n >= day.month), n, 1, "month"))
    if rel in ("last", "past", "this past"):
        return _from_anchor(scene, lambda day: months(day.year - (n >= day.month), n, 1, "month"))
    if rel in ("next", "coming", "upcoming", "this coming"):
        return _from_anchor(scene, lambda day: months(day.year + (n <= day.month), n, 1, "month"))
    if rel == "this":
        return _from_anchor(scene, lambda day: months(day.year, n, 1, "month"))
    return _from_anchor(scene, lambda day: _month_near(day, n, scene.tense))


def _weekday(s: Slots, scene: Scene) -> Reading | None:
    n, rel = lexicon()["weekdays"][s["wd"]], s.get("rel", "")
    grain = "part_of_day" if "part" in s else "day"

    def on(day: date) -> Interval:
        return Interval(day, day, grain)

    if "week" in s:
        k = {"last": -7, "this": 0, "next": 7}[s["week"].split(" ")[0]]
        return _from_anchor(scene, lambda day: on(moved(day, k - day.weekday() + n)))
    if rel in ("last", "past", "this past"):
        return _from_anchor(scene, lambda day: on(weekday_before(day, n, strictly=True)))
    if rel in ("next", "coming", "upcoming", "this coming"):
        return _from_anchor(scene, lambda day: on(weekday_after(day, n, strictly=True)))
    if rel in ("following", "ensuing"):
        return _told(scene, lambda day: on(weekday_after(day, n, strictly=True)), or_anchor=True)
    if rel in ("previous", "preceding", "prior"):
        return _told(scene, lambda day: on(weekday_before(day, n, strictly=True)), or_anchor=True)
    if rel == "this" and not scene.future:
        return _from_anchor(scene, lambda day: on(moved(day, n - day.weekday())))
    if scene.future:
        return _from_anchor(scene, lambda day: on(weekday_after(day, n)))
    return _from_anchor(scene, lambda day: on(weekday_before(day, n)))


_BACK = {"last", "past", "this past", "previous", "prior", "preceding"}
_AHEAD = {"next", "coming", "upcoming", "this coming", "following", "ensuing"}
_OF_THE_TOLD = {"previous", "prior", "preceding", "following", "ensuing", "same", "that", "that same"}


def _unit(s: Slots, scene: Scene) -> Reading | None:
    unit, rel = _units()[s["unit"]], s["rel"]
    if unit in ("minute", "hour", "half") or (unit == "day" and rel in ("last", "this", "past", "latest", "current", "coming", "upcoming")):
        return None
    if unit == "weekend":
        return _weekend({"rel": rel}, scene)
    k = -1 if rel in _BACK else 1 if rel in _AHEAD else 0

    def count(day: date) -> Interval:
        return containing(moved(containing(day, unit).earliest or day, k, unit), unit)

    if unit == "quarter" and rel in ("latest", "that", "same"):
        return _the_quarter(s, scene)
    if unit == "day" and _wide(scene.told):
        return Reading(Interval(None, None, "day"), "no day told before")
    if rel in _OF_THE_TOLD or (unit == "day" and rel == "next"):
        return _told(scene, count, or_anchor=rel in _BACK)
    return _from_anchor(scene, count)


def _wide(when: Interval | None) -> bool:
    """More than a month: too wide to count days from."""
    return bool(when and when.earliest and when.latest and (when.latest - when.earliest).days > 31)


def _part_of_unit(s: Slots, scene: Scene) -> Reading | None:
    unit = _units()[s.get("unit") or s.get("unit2") or s.get("unit3") or ""]
    if unit in ("minute", "hour", "half", "day"):
        return None
    if unit == "month" and scene.month:  # "mid-month" speaks of the month just told
        return Reading(scene.month, "the month just told")
    return _from_anchor(scene, lambda day: containing(day, unit))


def _weekend(s: Slots, scene: Scene) -> Reading | None:
    rel = s.get("rel", "the")
    if rel in ("that", "same", "following", "previous", "preceding"):
        k = {"following": 7, "previous": -7, "preceding": -7}.get(rel, 0)
        return _told(scene, lambda day: containing(moved(day, k), "weekend"))
    if rel in ("this", "coming", "upcoming", "this coming") or (scene.future and rel == "the"):
        return _from_anchor(scene, lambda day: containing(day, "weekend"))
    if rel == "next":
        return _from_anchor(scene, lambda day: containing(moved(day, 7), "weekend"))
    return _from_anchor(scene, lambda day: containing(weekday_before(day, 5), "weekend"))


def _ago(s: Slots, scene: Scene) -> Reading | None:
    """So many units before or after the speaker's date ("ago"), or the event just told ("later")."""
    unit, way = _units()[s["unit"]], s["dir"]
    single = "n" not in s and s["unit"] in lexicon()["units"]  # "the day before", "the week after": one
    if single and not s.get("dir", "").startswith(("before", "after")):
        return None
    low, high = (1, 1) if single else _count(s.get("n"), unit)
    back = way in ("ago", "earlier", "before", "beforehand")
    if unit == "year" and back and (low, high) == (1, 1) and scene.quarter and s.get("n") == "a":  # "up from $4 million a year earlier"
        return Reading(_year_before(scene.quarter), "the quarter just told")

    def count(day: date) -> Interval:
        return _away(day, unit, low, high, back=back)

    if way in ("ago", "from now", "hence"):
        return _from_anchor(scene, count)
    return _told(scene, count, or_anchor=way == "earlier")


def _away(day: date, unit: str, low: int, high: int | None, *, back: bool) -> Interval:
    if unit in ("hour", "minute"):  # may cross midnight
        return Interval(moved(day, -1), day, "part_of_day") if back else Interval(day, moved(day, 1), "part_of_day")
    sign = -1 if back else 1
    near = containing(moved(day, sign * low, unit), unit)
    if high is None:
        return Interval(None, near.latest, "vague") if back else Interval(near.earliest, None, "vague")
    if high == low:
        return near
    return replace(hull(near, containing(moved(day, sign * high, unit), unit)), granularity="vague")


def _around(s: Slots, scene: Scene) -> Reading | None:
    """ "30 minutes before the strike": near the event just told; how many days it may be off is all that is known."""
    unit = _units()[s["unit"]]
    _, high = _count(s.get("n"), unit)
    close = scene.told_near and (unit in ("hour", "minute") or scene.beside is not None)
    if scene.told is None or not scene.told.bounded or not close:  # the event it names may be another than the last one told
        return Reading(Interval(None, None, "vague"), "an event told elsewhere")
    n = 1 if unit in ("hour", "minute") else (high or 1)
    step = "day" if unit in ("hour", "minute") else unit
    back = s["dir"] in ("before", "prior to")
    first, last = scene.told.earliest, scene.told.latest
    assert first and last
    when = Interval(moved(first, -n, step), last, "vague") if back else Interval(first, moved(last, n, step), "vague")
    return Reading(when, scene.told_name)


def _span(s: Slots, scene: Scene) -> Reading | None:
    """ "the past few months": from so far back to the speaker's date; "the next two years": the other way."""
    unit = _units()[s.get("unit") or s.get("unit2") or ""]
    rel = s.get("rel") or s.get("rel2") or ""
    ahead = rel in ("next", "coming")
    a = scene.anchor
    if not a.known:
        return Reading(Interval(None, None, "vague"), scene.anchor_name)
    high = 1 if "rel2" in s else _count(s["n"], unit)[1] if "n" in s else None
    if unit in ("hour", "minute"):
        unit, high = "day", 1 + (high or 36) // (24 if unit == "hour" else 1440)
    if ahead:
        end = moved(a.latest, high, unit) if a.latest and high is not None else None
        return Reading(Interval(a.earliest, end, "vague"), scene.anchor_name)
    start = moved(a.earliest, -high, unit) if a.earliest and high is not None else None
    return Reading(Interval(start, a.latest, "vague"), scene.anchor_name)


_ORDINAL = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


def _quarter(s: Slots, scene: Scene) -> Reading | None:
    n_months = 3 if s["unit"] == "quarter" else 6
    n = _ORDINAL.get(s["ord"], 12 // n_months)
    first = (n - 1) * n_months + 1
    if first > 12:
        return None
    given = s.get("y") or s.get("y2")
    if given:
        return Reading(months(int(given), first, n_months, "quarter"), "calendar")
    rel = (s.get("relyear") or s.get("relyear2") or "").split(" ")[0]
    if rel in ("last", "this", "next", "year"):
        k = {"last": -1, "next": 1}.get(rel, 0)
        return _from_anchor(scene, lambda day: months(day.year + k, first, n_months, "quarter"))
    if rel:
        k = -1 if rel == "previous" else 1
        return _told(scene, lambda day: months(day.year + k, first, n_months, "quarter"))
    if scene.future:  # "expects to report a third-quarter loss": the one just over is still to be reported
        return _from_anchor(scene, lambda day: months(day.year + (first + 2 * n_months <= day.month), first, n_months, "quarter"))
    return _from_anchor(scene, lambda day: months(day.year - (first > day.month), first, n_months, "quarter"))


def _the_quarter(s: Slots, scene: Scene) -> Reading | None:
    if scene.quarter:
        return Reading(scene.quarter, "the quarter just told")
    return _from_anchor(scene, lambda day: containing(moved(day, -1, "quarter"), "quarter"))


def _year_before(when: Interval) -> Interval:
    return Interval(moved(when.earliest, -1, "year") if when.earliest else None, moved(when.latest, -1, "year") if when.latest else None, when.granularity)


def _year_ago(s: Slots, scene: Scene) -> Reading | None:
    if scene.quarter:
        return Reading(_year_before(scene.quarter), "the quarter just told")
    if "ord" in s:
        found = _quarter({**s, "unit": "quarter"}, scene)
        return replace(found, when=_year_before(found.when)) if found else None
    return _from_anchor(scene, lambda day: year(day.year - 1))


def _same_quarter(s: Slots, scene: Scene) -> Reading | None:
    y = int(s["y"])
    if scene.quarter and scene.quarter.earliest and scene.quarter.latest:
        n = scene.quarter.latest.month - scene.quarter.earliest.month + 1
        return Reading(months(y, scene.quarter.earliest.month, n, "quarter"), "the quarter just told")
    return Reading(year(y), "calendar")


def _deictic(s: Slots, scene: Scene) -> Reading | None:
    word, way = s["deictic"], s.get("dir")
    k = lexicon()["deictic"][word] + {"before": -1, "after": 1}.get(way or "", 0)
    grain = "part_of_day" if "part" in s or word in ("tonight", "overnight") else "day"
    back = 1 if word == "overnight" else 0
    return _from_anchor(scene, lambda day: Interval(moved(day, k - back), moved(day, k), grain))


def _part_of_day(s: Slots, scene: Scene) -> Reading | None:
    rel = s["rel"]
    k = {"last": -1, "previous": -1, "following": 1, "next": 1}.get(rel, 0)

    def count(day: date) -> Interval:
        return Interval(moved(day, k), moved(day, k), "part_of_day")

    return _from_anchor(scene, count) if rel in ("this", "last") else _told(scene, count)


def _season(s: Slots, scene: Scene) -> Reading | None:
    first = lexicon()["seasons"][s.get("season") or s.get("season2") or ""]
    if "y" in s:
        return Reading(months(int(s["y"]), first, 3, "season"), "calendar")
    rel = (s.get("relyear") or "").split(" ")[0]
    if rel:
        k = {"last": -1, "this": 0, "next": 1}[rel]
        return _from_anchor(scene, lambda day: months(day.year + k, first, 3, "season"))
    rel = s.get("rel", "")

    def near(day: date) -> Interval:
        all_near = [months(day.year + k, first, 3, "season") for k in (-2, -1, 0, 1)]
        over = [i for i in all_near if i.latest and i.latest < day]
        begun = [i for i in all_near if i.earliest and i.earliest <= day]
        ahead = [i for i in all_near if i.earliest and i.earliest > day]
        if rel in _BACK:
            return over[-1]
        if rel in _AHEAD:
            return ahead[0]
        if rel == "this" or scene.future:
            current = next((i for i in all_near if i.earliest and i.latest and i.earliest <= day <= i.latest), None)
            return current or (ahead[0] if scene.future else months(day.year, first, 3, "season"))
        return begun[-1]

    return _told(scene, near) if rel in _OF_THE_TOLD else _from_anchor(scene, near)


def _year(s: Slots, scene: Scene) -> Reading | None:
    return Reading(year(int(s["y"])), "calendar")


def _years(s: Slots, scene: Scene) -> Reading | None:
    y, y2 = int(s["y"]), s["y2"]
    last = int(y2) if len(y2) == 4 else y // 100 * 100 + int(y2)
    return Reading(months(y, 1, 12 * (last - y + 1), "year"), "calendar") if y < last <= y + 60 else None


def _decade(s: Slots, scene: Scene) -> Reading | None:
    words = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
    first = int(s["dec"]) if "dec" in s else words[s["word"]] if "word" in s else 1900 + int(s["short"])
    return Reading(months(first, 1, 120, "decade"), "calendar")


_CENTURIES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}


def _century(s: Slots, scene: Scene) -> Reading | None:
    word = s["cent"]
    n = _CENTURIES.get(word) or int(re.match(r"\d*", word).group() or 0)  # type: ignore[union-attr]  # matches always
    return Reading(months((n - 1) * 100, 1, 1200, "century"), "calendar") if 2 <= n <= 30 else None


def _spoken(s: Slots, scene: Scene) -> Reading | None:
    y = 1900 + NUMBER_WORDS[s["tens"]] + NUMBER_WORDS.get(s.get("ones", "zero"), 0)
    return Reading(months(y, lexicon()["months"][s["mon"]], 1, "month") if "mon" in s else year(y), "calendar")


def _iso(s: Slots, scene: Scene) -> Reading | None:
    return _days_of(int(s["y"]), int(s["m"]), int(s["d"]), int(s["d"]), {})


def _numeric(s: Slots, scene: Scene) -> Reading | None:
    """ "25/02/2021" is one day; "03/04/2021" may be either of two, and stays so."""
    y, a, b = int(s["y"]), int(s["a"]), int(s["b"])
    days = sorted(d for d in {_day(y, b, a), _day(y, a, b) if s["sep"] == "/" else None} if d)
    if not days:
        return Reading(Interval(None, None, "day"), "calendar", doubt="no such day")
    return Reading(Interval(days[0], days[-1], "day"), "calendar", doubt="day or month first" if len(days) > 1 else "")


def _vague(s: Slots, scene: Scene) -> Reading | None:
    a = scene.anchor
    sides = {"past": (None, a.latest), "present": (a.earliest, a.latest), "future": (a.earliest, None)}
    first, last = sides[s["side"]]
    return Reading(Interval(first, last, "vague"), scene.anchor_name)


def _later_in(s: Slots, scene: Scene) -> Reading | None:
    """ "later in the day": the day, week or year of the event just told."""
    unit = _units()[s["unit"]]
    return None if unit in ("minute", "hour", "half", "weekend") else _told(scene, lambda day: containing(day, unit))


def _clock(s: Slots, scene: Scene) -> Reading | None:
    """An hour has the day told in its sentence, or none."""
    if scene.beside is None:
        return Reading(Interval(None, None, "part_of_day"), "no day told beside it")
    return Reading(replace(scene.beside, granularity="part_of_day"), "the day told beside it")


def _no_days(s: Slots, scene: Scene) -> Reading | None:
    return Reading(Interval(None, None, "unknown"), "none")


_FORMS: dict[str, _Form] = {
    "date": _date,
    "month": _month,
    "weekday": _weekday,
    "unit": _unit,
    "part-of-unit": _part_of_unit,
    "weekend": _weekend,
    "ago": _ago,
    "around": _around,
    "span": _span,
    "quarter": _quarter,
    "the-quarter": _the_quarter,
    "year-ago": _year_ago,
    "same-quarter": _same_quarter,
    "deictic": _deictic,
    "part": _part_of_day,
    "season": _season,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "spoken": _spoken,
    "iso": _iso,
    "numeric": _numeric,
    "vague": _vague,
    "later-in": _later_in,
    "clock": _clock,
    "duration": _no_days,
    "frequency": _no_days,
}

"""What relative phrases mean: units, spans, quarters, parts of the day, counted from the speaker's date or from the event just told.

A reading never names a day that the text does not: an anchor of several days gives several days, an unknown one gives none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from analystkit.english.lexicon import table
from analystkit.english.numerals import bounds
from analystkit.english.times import calendar_phrases
from analystkit.english.times.arithmetic import containing, counted_from, hull, months, moved, weekday_before
from analystkit.english.times.grammar import Phrase
from analystkit.english.times.scene import OF_THE_TOLD, Form, Meaning, Scene, Slots, away, unit_of, wide
from analystkit.records import Interval

_NO_DAYS = ("duration", "frequency")


def read(phrase: Phrase, scene: Scene) -> Meaning | None:
    """The reading of a phrase in its scene; None where the words turn out to be no time of the calendar."""
    if phrase.form in _NO_DAYS:
        return Meaning(Interval(None, None, "unknown"), "none")
    found = _FORMS[phrase.form](phrase.slots, scene)
    if found is None:
        return None
    if mod := phrase.slots.get("mod"):
        found = replace(found, when=_narrowed(found.when, mod, scene) or found.when, period=found.when)
    start, end = found.when.earliest, scene.anchor.latest
    if phrase.slots.get("lead", "").endswith("since") and found.when.known and not (start and end and start > end):
        return replace(found, when=Interval(start, end, found.when.granularity), period=found.period or found.when)
    return found


def _narrowed(when: Interval, mod: str, scene: Scene) -> Interval | None:
    """The part of a period that is named. "Early", "mid" and "late" are its thirds, by a convention of ours: nobody defines them;
    "earlier" and "later" reach to the speaker's date. None where nothing narrower can be said, or only a day would be left."""
    first, last = when.earliest, when.latest
    if not (first and last) or first == last or mod == "sometime":
        return None
    if mod in ("earlier", "later"):
        now = scene.anchor.latest if mod == "earlier" else scene.anchor.earliest
        if now is None or not first <= now <= last or now == (first if mod == "earlier" else last):
            return None
        return Interval(first, now, when.granularity) if mod == "earlier" else Interval(now, last, when.granularity)
    third = (last - first).days // 3
    a, b = moved(first, third), moved(last, -third)
    named = [n for n, said in enumerate(("early|start|beginning", "mid", "late|end|close")) if re.search(said, mod)]
    return Interval((first, a, b)[named[0]], (a, b, last)[named[-1]], "vague") if named else None  # "mid-to-late": two thirds


def _unit(s: Slots, scene: Scene) -> Meaning | None:
    """ "last week", "that day", "the following month"; "the end of the year", "later in the day"."""
    unit, rel = unit_of(s["unit"]), s["rel"]
    if unit in ("minute", "hour", "half") or (unit == "day" and rel not in OF_THE_TOLD and rel != "next"):
        return None
    if unit == "weekend":
        return _weekend(s, scene)
    if unit == "quarter" and rel in ("latest", "that", "same"):
        return _the_quarter(s, scene)
    if unit == "month" and rel == "the" and scene.month:  # "mid-month" speaks of the month just told
        return Meaning(scene.month, "the month just told")

    def count(day: date) -> Interval:
        return containing(moved(containing(day, unit).earliest or day, away(rel), unit), unit)

    def last_week(day: date) -> Interval:  # who writes on a Sunday may mean the days just past as well
        return replace(count(day), latest=day) if day.weekday() == 6 else count(day)

    if "fiscal" in s and unit == "year":
        return scene.by(rel, lambda day: Interval(moved(day, away(rel) - 1, unit), moved(day, away(rel) + 1, unit), "vague"))
    if rel in OF_THE_TOLD or unit == "day":  # "the previous day" of nothing told is no day
        return scene.then(count, or_now=away(rel) < 0 and unit != "day", same=not away(rel))
    return scene.now(last_week if unit == "week" and rel == "last" and not scene.future else count)


def _weekend(s: Slots, scene: Scene) -> Meaning:
    rel = s.get("rel", "the")
    if rel in OF_THE_TOLD or rel == "next":
        return scene.by(rel, lambda day: containing(moved(day, 7 * away(rel)), "weekend"))
    if rel in ("this", "coming", "upcoming", "this coming") or (scene.future and rel == "the"):
        return scene.now(lambda day: containing(day, "weekend"))
    return scene.now(lambda day: containing(weekday_before(day, 5), "weekend"))


def _how_many(s: Slots, unit: str) -> tuple[int, int | None]:
    """How many units at least, and at most; without a number two, and less than the next unit has."""
    most = {"minute": 120, "hour": 36, "day": 13, "week": 8, "month": 18}
    return bounds(s["n"]) if "n" in s else (2, most.get(unit))


def _ago(s: Slots, scene: Scene) -> Meaning | None:
    """So many units before or after the speaker's date ("ago"), or the event just told ("later")."""
    unit, way = unit_of(s["unit"]), s["dir"]
    single = "n" not in s and s["unit"] == unit  # "the day before", "the week after": one
    if single and not way.startswith(("before", "after")):
        return None
    low, high = (1, 1) if single else _how_many(s, unit)
    back = way in ("ago", "back", "earlier", "before", "beforehand")
    if (
        unit == "year" and back and s.get("n") == "a" and scene.compares and (told := _just_told(scene, -1))
    ):  # "up from $4 million a year earlier"
        return told

    def count(day: date) -> Interval:
        return _away(day, unit, low, high, back=back)

    if unit == "year" and way == "earlier" and scene.compares and scene.beside is None:  # figures of this year beside the last one's
        return scene.now(count)
    if way in ("ago", "back", "from now", "hence"):
        return _roughly(s, scene, scene.now(count), back=back)
    figures = way == "earlier" and unit in ("month", "quarter", "year")  # "up from May a year earlier": of the article's own date
    return _roughly(s, scene, scene.then(count, or_now=figures), back=back)


def _ahead(s: Slots, scene: Scene) -> Meaning:
    """ "in three days' time"; "in two weeks" of what is to come, else it says how long something took."""
    short = unit_of(s["unit"]) in ("hour", "minute")
    if (not scene.future and ("time" not in s or scene.tense)) or (short and "time" not in s):
        return Meaning(Interval(None, None, "unknown"), "none")
    low, high = _how_many(s, unit_of(s["unit"]))
    return scene.now(lambda day: _away(day, unit_of(s["unit"]), low, high, back=False))


def _roughly(s: Slots, scene: Scene, found: Meaning, *, back: bool) -> Meaning:
    """ "more than 50 years ago" has no beginning, "less than" one no end before the speaker; "about" may be off by one on either side."""
    about, unit, first, last = s.get("about", ""), unit_of(s["unit"]), found.when.earliest, found.when.latest
    if not about or not (first and last) or unit in ("hour", "minute", "decade", "century") or about.strip() in ("just", "only", "barely"):
        return found
    if re.search(r"more than|over|at least", about):
        when = Interval(None, last, "vague") if back else Interval(first, None, "vague")
    elif re.search(r"less than|fewer than|under|at most|up to", about):
        near = scene.anchor if found.anchor == scene.anchor_name else scene.told or scene.anchor
        when = Interval(first, near.latest, "vague") if back else Interval(near.earliest, last, "vague")
    else:
        when = Interval(moved(first, -1, unit), moved(last, 1, unit), "vague")
    return replace(found, when=when, period=found.when)


def _away(day: date, unit: str, low: int, high: int | None, *, back: bool) -> Interval:
    if unit in ("hour", "minute"):  # may cross midnight
        return Interval(moved(day, -1), day, "part_of_day") if back else Interval(day, moved(day, 1), "part_of_day")
    sign = -1 if back else 1
    near = containing(moved(day, sign * low, unit), unit)
    if high is None:
        return Interval(None, near.latest, "vague") if back else Interval(near.earliest, None, "vague")
    return near if high == low else replace(hull(near, containing(moved(day, sign * high, unit), unit)), granularity="vague")


def _around(s: Slots, scene: Scene) -> Meaning:
    """ "30 minutes before the strike": near the event just told; how many days it may be off is all that is known."""
    unit = unit_of(s["unit"])
    _, high = _how_many(s, unit) if s.get("n") != "the" else (1, 1)
    back, short, told = s["dir"] in ("before", "prior to"), unit in ("hour", "minute"), scene.told
    new = s.get("event", scene.after.lstrip()).startswith(("a ", "an ", "another "))  # "before an order was given": told here first
    close = scene.start - scene.memory.told_at[1] < 400 and not wide(told) and (short or scene.beside is not None) and not new
    beside = scene.told and scene.before.endswith(", ") and scene.start - scene.memory.told_at[1] == 2  # "on 2 May, a week after the fire"
    if (
        beside or not close or s.get("n") == "the" or not (told and told.earliest and told.latest)
    ):  # it may name another event than the one told
        return Meaning(Interval(None, None, "vague"), "an event told elsewhere")
    n, step = (1, "day") if short else (high or 1, unit)
    first, last = (moved(told.earliest, -n, step), told.latest) if back else (told.earliest, moved(told.latest, n, step))
    return Meaning(Interval(first, last, "vague"), scene.told_name)


def _span(s: Slots, scene: Scene) -> Meaning:
    """ "the past few months": from so far back to the speaker's date; "the next two years": the other way."""
    unit, ahead = unit_of(s["unit"]), s["rel"] in ("next", "coming")
    a, name = scene.anchor, scene.anchor_name
    high = 1 if unit == s["unit"] else bounds(s["n"])[1] if "n" in s else None
    if unit in ("hour", "minute"):
        unit, high = "day", -(-(high or 36) // (24 if unit == "hour" else 1440))
    if not a.known:
        return Meaning(Interval(None, None, "vague"), name)
    if ahead and scene.tense in ("past", "done"):  # "over the next two weeks shells fell": after what was told before
        if scene.told is None or wide(scene.told):
            return Meaning(Interval(None, None, "vague"), "nothing told before")
        a, name = scene.told, scene.told_name
    if ahead:
        return Meaning(Interval(a.earliest, moved(a.latest, high, unit) if a.latest and high is not None else None, "vague"), name)
    return Meaning(Interval(moved(a.earliest, -high, unit) if a.earliest and high is not None else None, a.latest, "vague"), name)


_ORDINAL = {"1": 1, "2": 2, "3": 3, "4": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}


def _quarter(s: Slots, scene: Scene) -> Meaning | None:
    n_months = 6 if s.get("unit") == "half" else 3
    first = (_ORDINAL.get(re.sub(r"(?<=\d)\D+", "", s.get("ord", "1")), 12 // n_months) - 1) * n_months + 1
    if first > 12:
        return None
    if "mon" in s:  # "the second quarter ended July 31": the three months to that day, whatever the calendar's quarters
        end = _FORMS["date"](s, scene if scene.future else replace(scene, tense="done"))
        return end and replace(end, when=counted_from(end.when, lambda day: Interval(moved(moved(day, 1), -3, "month"), day, "quarter")))
    if "fiscal" in s:
        return calendar_phrases.fiscal(s, scene, back=15, on=3)
    if "y" in s:
        return Meaning(months(int(s["y"]), first, n_months, "quarter"), "calendar")
    if rel := s.get("relyear"):
        return scene.by(rel, lambda day: months(day.year + away(rel), first, n_months, "quarter"))
    if scene.future:  # "expects to report a third-quarter loss": the one just over is still to be reported
        return scene.now(lambda day: months(day.year + (first + 2 * n_months <= day.month), first, n_months, "quarter"))
    return scene.now(lambda day: months(day.year - (first > day.month), first, n_months, "quarter"))


def _just_told(scene: Scene, years: int) -> Meaning | None:
    """The quarter just told, or the one so many years away from it."""
    if scene.quarter is None:
        return None
    first, last = (moved(d, years, "year") if d else None for d in (scene.quarter.earliest, scene.quarter.latest))
    return Meaning(Interval(first, last, scene.quarter.granularity), "the quarter just told")


def _the_quarter(s: Slots, scene: Scene) -> Meaning:
    """ "the quarter", "a year ago": the quarter just told, or the one a year before it."""
    years = int(s.get("years", 0))
    unit = "year" if years else "quarter"
    return _just_told(scene, years) or scene.now(lambda day: containing(moved(day, -1, unit), unit))


def _deictic(s: Slots, scene: Scene) -> Meaning:
    word, back = s["deictic"], int(s["deictic"] == "overnight")
    k = table("times")["deictic"][word] + {"before": -1, "after": 1}.get(s.get("dir", ""), 0)
    grain = "part_of_day" if "part" in s or word in ("tonight", "overnight") else "day"
    return scene.now(lambda day: Interval(moved(day, k - back), moved(day, k), grain))


def _part(s: Slots, scene: Scene) -> Meaning:
    k = away(s["rel"])

    def count(day: date) -> Interval:
        return Interval(moved(day, k), moved(day, k), "part_of_day")

    return scene.then(count) if s["rel"] == "next" else scene.by(s["rel"], count)


def _vague(s: Slots, scene: Scene) -> Meaning:
    """ "recently", "soon"; of "now" nobody says when it began or how long it lasts: it is no day."""
    first, last = scene.anchor.earliest, scene.anchor.latest
    return Meaning(Interval(first if s["side"] == "future" else None, last if s["side"] == "past" else None, "vague"), scene.anchor_name)


def _clock(s: Slots, scene: Scene) -> Meaning:
    """An hour has the day told in its sentence or just before it, or none. After a night told, a small hour may be the next day's."""
    day = scene.beside or scene.just_told
    if day is None or not day.latest:
        return Meaning(Interval(None, None, "part_of_day"), "no day told beside it")
    small = scene.memory.night and re.match(r"midnight|(?:12|[1-5])\b.*a", s["hour"])
    return Meaning(Interval(day.earliest, moved(day.latest, 1) if small else day.latest, "part_of_day"), "the day told beside it")


_READ: tuple[Form, ...] = (
    _unit, _weekend, _ago, _ahead, _around, _span, _quarter, _the_quarter, _deictic, _part, _vague, _clock, *calendar_phrases.FORMS,
)  # fmt: skip
_FORMS = {form.__name__.strip("_").replace("_", "-"): form for form in _READ}
"""A form of the rules is read by the function of its name."""

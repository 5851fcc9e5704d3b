"""What relative phrases mean: units, spans, quarters, parts of the day, counted from the speaker's date or from the event just told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from analystkit.english.times.calendar import OF_THE_TOLD, away, counted
from analystkit.english.times.calendar_en import containing, counted_from, hull, months, moved, weekday_before, year
from analystkit.english.times.rules import lexicon
from analystkit.english.times.scene import Form, Meaning, Scene, Slots, from_anchor, from_told, how_many, units, wide
from analystkit.records import Interval

# --- the forms


def _unit(s: Slots, scene: Scene) -> Meaning | None:
    unit, rel = units()[s["unit"]], s["rel"]
    if unit in ("minute", "hour", "half") or (unit == "day" and rel in ("last", "this", "past", "latest", "current", "coming", "upcoming")):
        return None
    if unit == "weekend":
        return _weekend({"rel": rel}, scene)

    def count(day: date) -> Interval:
        return containing(moved(containing(day, unit).earliest or day, away(rel), unit), unit)

    if unit == "quarter" and rel in ("latest", "that", "same"):
        return _the_quarter(s, scene)
    if rel in OF_THE_TOLD or (unit == "day" and rel == "next"):
        before = away(rel) < 0 and unit != "day"
        return from_told(scene, count, or_anchor=before, same=not away(rel))  # "the previous day" of nothing told is no day
    if unit == "week" and rel == "last" and not scene.future:
        return from_anchor(scene, _last_week)
    return from_anchor(scene, count)


def _last_week(day: date) -> Interval:
    """The week before this one. Who writes on a Sunday may mean the days just past as well."""
    week = containing(moved(day, -7), "week")
    return replace(week, latest=day) if day.weekday() == 6 else week


def _part_of_unit(s: Slots, scene: Scene) -> Meaning | None:
    unit = units()[s.get("unit") or s.get("unit2") or s.get("unit3") or ""]
    if unit in ("minute", "hour", "half", "day"):
        return None
    if unit == "month" and scene.month:  # "mid-month" speaks of the month just told
        return Meaning(scene.month, "the month just told")
    return from_anchor(scene, lambda day: containing(day, unit))


def _weekend(s: Slots, scene: Scene) -> Meaning | None:
    rel = s.get("rel", "the")
    if rel in OF_THE_TOLD or rel == "next":
        return counted(rel, scene, lambda day: containing(moved(day, 7 * away(rel)), "weekend"))
    if rel in ("this", "coming", "upcoming", "this coming") or (scene.future and rel == "the"):
        return from_anchor(scene, lambda day: containing(day, "weekend"))
    return from_anchor(scene, lambda day: containing(weekday_before(day, 5), "weekend"))


def _ago(s: Slots, scene: Scene) -> Meaning | None:
    """So many units before or after the speaker's date ("ago"), or the event just told ("later")."""
    unit, way = units()[s["unit"]], s["dir"]
    single = "n" not in s and s["unit"] in lexicon()["units"]  # "the day before", "the week after": one
    if single and not s.get("dir", "").startswith(("before", "after")):
        return None
    low, high = (1, 1) if single else how_many(s.get("n"), unit)
    back = way in ("ago", "earlier", "before", "beforehand")
    if unit == "year" and back and (low, high) == (1, 1) and scene.quarter and s.get("n") == "a":  # "up from $4 million a year earlier"
        return Meaning(_year_before(scene.quarter), "the quarter just told")

    def count(day: date) -> Interval:
        return _away(day, unit, low, high, back=back)

    if unit == "year" and way == "earlier" and scene.compares and scene.beside is None:  # figures of this year beside the last one's
        return from_anchor(scene, count)
    if way in ("ago", "from now", "hence"):
        return _roughly(s, scene, from_anchor(scene, count), back=back)
    figures = way == "earlier" and unit in ("month", "quarter", "year")  # "up from May a year earlier": of the article's own date
    return _roughly(s, scene, from_told(scene, count, or_anchor=figures), back=back)


def _roughly(s: Slots, scene: Scene, found: Meaning, *, back: bool) -> Meaning:
    """ "more than 50 years ago" has no beginning, "less than" one no end before the speaker; "about" may be off by one on either side."""
    about, unit = s.get("about", ""), units()[s["unit"]]
    first, last = found.when.earliest, found.when.latest
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
    if high == low:
        return near
    return replace(hull(near, containing(moved(day, sign * high, unit), unit)), granularity="vague")


def _around(s: Slots, scene: Scene) -> Meaning | None:
    """ "30 minutes before the strike": near the event just told; how many days it may be off is all that is known."""
    unit = units()[s["unit"]]
    low, high = (1, 1) if s.get("n") == "the" else how_many(s.get("n"), unit)
    back = s["dir"] in ("before", "prior to")
    if scene.event is not None and ("n" in s or unit not in ("hour", "minute")):
        return Meaning(counted_from(scene.event, lambda day: _away(day, unit, low, high, back=back)), scene.event_name)
    close = scene.told_near and not wide(scene.told) and (unit in ("hour", "minute") or scene.beside is not None)
    close = close and not scene.new_event
    if scene.told is None or not scene.told.bounded or not close or s.get("n") == "the":  # it may name another event than the one told
        return Meaning(Interval(None, None, "vague"), "an event told elsewhere")
    n = 1 if unit in ("hour", "minute") else (high or 1)
    step = "day" if unit in ("hour", "minute") else unit
    first, last = scene.told.earliest, scene.told.latest
    assert first and last
    when = Interval(moved(first, -n, step), last, "vague") if back else Interval(first, moved(last, n, step), "vague")
    return Meaning(when, scene.told_name)


def _span(s: Slots, scene: Scene) -> Meaning | None:
    """ "the past few months": from so far back to the speaker's date; "the next two years": the other way."""
    unit = units()[s.get("unit") or s.get("unit2") or ""]
    rel = s.get("rel") or s.get("rel2") or ""
    ahead = rel in ("next", "coming")
    a, name = scene.anchor, scene.anchor_name
    if not a.known:
        return Meaning(Interval(None, None, "vague"), name)
    high = 1 if "rel2" in s or unit == s.get("unit") else how_many(s["n"], unit)[1] if "n" in s else None
    if unit in ("hour", "minute"):
        unit, high = "day", -(-(high or 36) // (24 if unit == "hour" else 1440))
    if ahead and scene.tense in ("past", "done"):  # "over the next two weeks shells fell": after what was told before
        if scene.told is None or wide(scene.told):
            return Meaning(Interval(None, None, "vague"), "nothing told before")
        a, name = scene.told, scene.told_name
    if ahead:
        end = moved(a.latest, high, unit) if a.latest and high is not None else None
        return Meaning(Interval(a.earliest, end, "vague"), name)
    start = moved(a.earliest, -high, unit) if a.earliest and high is not None else None
    return Meaning(Interval(start, a.latest, "vague"), scene.anchor_name)


_ORDINAL = {"1": 1, "2": 2, "3": 3, "4": 4, "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


def _quarter(s: Slots, scene: Scene) -> Meaning | None:
    n_months = 6 if s.get("unit") == "half" else 3
    n = _ORDINAL.get(s["ord"], 12 // n_months)
    first = (n - 1) * n_months + 1
    if first > 12:
        return None
    if "endmon" in s:  # "the second quarter ended July 31": a fiscal quarter, which is not the calendar's
        m, d = lexicon()["months"][s["endmon"]], int(s["endday"])
        return from_anchor(scene, lambda day: months(day.year - ((m, d) > (day.month, day.day)), m - 2, 3, "quarter"))
    given = s.get("y") or s.get("y2")
    if given:
        return Meaning(months(int(given), first, n_months, "quarter"), "calendar")
    if rel := s.get("relyear") or s.get("relyear2"):
        return counted(rel, scene, lambda day: months(day.year + away(rel), first, n_months, "quarter"))
    if scene.future:  # "expects to report a third-quarter loss": the one just over is still to be reported
        return from_anchor(scene, lambda day: months(day.year + (first + 2 * n_months <= day.month), first, n_months, "quarter"))
    return from_anchor(scene, lambda day: months(day.year - (first > day.month), first, n_months, "quarter"))


def _the_quarter(s: Slots, scene: Scene) -> Meaning | None:
    if scene.quarter:
        return Meaning(scene.quarter, "the quarter just told")
    return from_anchor(scene, lambda day: containing(moved(day, -1, "quarter"), "quarter"))


def _year_before(when: Interval) -> Interval:
    first, last = (moved(d, -1, "year") if d else None for d in (when.earliest, when.latest))
    return Interval(first, last, when.granularity)


def _year_ago(s: Slots, scene: Scene) -> Meaning | None:
    if scene.quarter:
        return Meaning(_year_before(scene.quarter), "the quarter just told")
    return from_anchor(scene, lambda day: year(day.year - 1))


def _same_quarter(s: Slots, scene: Scene) -> Meaning | None:
    """ "the 1988 quarter": the quarter just told, in that year."""
    y, told = int(s["y"]), scene.quarter
    if told is None or not (told.earliest and told.latest):
        return Meaning(year(y), "calendar")
    n = told.latest.month - told.earliest.month + 1
    return Meaning(months(y, told.earliest.month, n, "quarter"), "the quarter just told")


def _deictic(s: Slots, scene: Scene) -> Meaning | None:
    word, way = s["deictic"], s.get("dir")
    k = lexicon()["deictic"][word] + {"before": -1, "after": 1}.get(way or "", 0)
    grain = "part_of_day" if "part" in s or word in ("tonight", "overnight") else "day"
    back = 1 if word == "overnight" else 0
    return from_anchor(scene, lambda day: Interval(moved(day, k - back), moved(day, k), grain))


def _part_of_day(s: Slots, scene: Scene) -> Meaning | None:
    rel = s["rel"]
    k = away(rel)

    def count(day: date) -> Interval:
        return Interval(moved(day, k), moved(day, k), "part_of_day")

    return from_told(scene, count) if rel == "next" else counted(rel, scene, count)


def _vague(s: Slots, scene: Scene) -> Meaning | None:
    a = scene.anchor
    sides = {"past": (None, a.latest), "present": (a.earliest, a.latest), "future": (a.earliest, None)}
    first, last = sides[s["side"]]
    return Meaning(Interval(first, last, "vague"), scene.anchor_name)


def _later_in(s: Slots, scene: Scene) -> Meaning | None:
    """ "later in the day": the day, week or year of the event just told."""
    unit = units()[s["unit"]]
    return None if unit in ("minute", "hour", "half", "weekend") else from_told(scene, lambda day: containing(day, unit))


def _clock(s: Slots, scene: Scene) -> Meaning | None:
    """An hour has the day told in its sentence or just before it, or none. After a night told, a small hour may be the next day's."""
    day = scene.beside or scene.just_told
    if day is None or not day.latest:
        return Meaning(Interval(None, None, "part_of_day"), "no day told beside it")
    small = scene.after_night and re.match(r"(?:12|[1-5])\b", s.get("hour", "")) and s.get("half", "").startswith("a")
    latest = moved(day.latest, 1) if small else day.latest
    return Meaning(Interval(day.earliest, latest, "part_of_day"), "the day told beside it")


def _no_days(s: Slots, scene: Scene) -> Meaning | None:
    return Meaning(Interval(None, None, "unknown"), "none")


FORMS: dict[str, Form] = {
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
    "vague": _vague,
    "later-in": _later_in,
    "clock": _clock,
    "duration": _no_days,
    "frequency": _no_days,
}

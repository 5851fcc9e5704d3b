"""What a time phrase means on the calendar, counted from its anchor: one function a form.

A reading never names a day that the text does not: an anchor of several days gives several days, an unknown one gives none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from analystkit.english.times import calendar as calendar
from analystkit.english.times import relative as relative
from analystkit.english.times.calendar_en import moved
from analystkit.english.times.grammar import Phrase
from analystkit.english.times.scene import Meaning, Scene
from analystkit.records import Interval

_FORMS = calendar.FORMS | relative.FORMS


def read(phrase: Phrase, scene: Scene) -> Meaning | None:
    """The reading of a phrase in its scene; None where the words turn out to be no time of the calendar."""
    slots = dict(phrase.slots)
    found = _FORMS[phrase.form](slots, scene)
    if found is None:
        return None
    if mod := slots.get("mod") or slots.get("mod2") or slots.get("mod3"):
        found = replace(found, when=_part(found.when, mod, scene) or found.when, period=found.when)
    if slots.get("lead", "").endswith("since") and found.when.known:
        found = _since(found, scene)
    return found


def _since(found: Meaning, scene: Scene) -> Meaning:
    """ "since April" reaches from April to the date of whoever speaks."""
    start, end = found.when.earliest, scene.anchor.latest
    if start and end and start > end:
        return found
    return replace(found, when=Interval(start, end, found.when.granularity), period=found.period or found.when)


def _part(when: Interval, mod: str, scene: Scene) -> Interval | None:
    """The part of a period that is named. "Early", "mid" and "late" are its thirds, by a convention of ours: nobody defines them;
    "earlier" and "later" reach to the speaker's date. None where nothing narrower can be said, or only a day would be left."""
    if not (when.earliest and when.latest) or when.earliest == when.latest or mod == "sometime":
        return None
    first, last = when.earliest, when.latest
    if mod in ("earlier", "later"):
        now = scene.anchor.latest if mod == "earlier" else scene.anchor.earliest
        if now is None or not first <= now <= last or now == (first if mod == "earlier" else last):
            return None
        return Interval(first, now, when.granularity) if mod == "earlier" else Interval(now, last, when.granularity)
    third = (last - first).days // 3
    if re.search("early|start|beginning", mod):
        return Interval(first, moved(first, third), "vague")
    if re.search("mid", mod):
        return Interval(moved(first, third), moved(last, -third), "vague")
    return Interval(moved(last, -third), last, "vague") if re.search("late|end|close", mod) else None

"""What a phrase has told, for those that follow: "two days later", "that quarter", "the next day"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from analystkit.english.times.arithmetic import containing
from analystkit.english.times.grammar import Phrase
from analystkit.english.times.scene import Meaning, Memory, Scene, over

_REMEMBERED = frozenset(
    "date fixed month weekday nth-weekday unit weekend ago deictic part season year numeric".split()
)  # forms that tell when an event was
_REPORTED = re.compile(r"\b(?:said|says|told \w{1,20}|tells \w{1,20}|added|in a statement|confirmed)(?: on| late| early)? $")


def remembered(phrase: Phrase, reading: Meaning, scene: Scene) -> Memory:
    """The memory with what the phrase has told."""
    memory, when, told = scene.memory, reading.best or reading.when, dict[str, Any]()
    if phrase.form == "duration" and (phrase.rule == "the-period" or phrase.slots.get("unit") == "months"):
        told["quarter"] = None  # "for the nine months": what is compared next is no quarter
    if phrase.rule == "quarter" and reading.anchor != "calendar" and when.bounded and over(when, scene.anchor):
        told |= {"quarter": when, "quarter_at": phrase.end}
    first, last = when.earliest, when.latest
    if phrase.form in _REMEMBERED and first and last:
        if phrase.form in ("weekday", "deictic") and _REPORTED.search(scene.before):  # when somebody said it is not when it happened
            told |= {"said": when, "said_at": (phrase.start, phrase.end)}
        else:
            night = "night" in (phrase.slots.get("part", ""), phrase.slots.get("deictic", "")[-5:])
            told |= {"told": when, "told_at": (phrase.start, phrase.end), "told_from": reading.anchor, "night": night}
        if (first.year, first.month) == (last.year, last.month):
            told |= {"month": containing(first, "month"), "month_at": phrase.end}
    return replace(memory, **told) if told else memory

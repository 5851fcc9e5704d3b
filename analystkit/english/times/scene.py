"""Where a time phrase stands, what a reading of it holds, and what all readings share: counting, from an anchor or from what was told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from analystkit.english.lexicon import NUMBER_WORDS
from analystkit.english.times.calendar_en import counted_from
from analystkit.english.times.rules import lexicon
from analystkit.records import UNKNOWN, Interval

Slots = dict[str, str]


@dataclass(frozen=True)
class Scene:
    """Where a phrase stands: whose date it counts from, what was told before it, and whether it speaks of what is to come."""

    anchor: Interval
    anchor_name: str
    told: Interval | None = None
    told_name: str = "nothing told before"
    month: Interval | None = None
    quarter: Interval | None = None
    tense: str = ""  # ahead, past, done (a past verb beside it), until ("lasts until May"), limit ("lasted until May"), or nothing
    told_near: bool = False  # the last event was told close before
    beside: Interval | None = None  # a day told in the same sentence
    just_told: Interval | None = None  # a day told in this paragraph, in the sentence before
    after_night: bool = False  # that day was told with its night
    compares: bool = False  # figures are compared: "$4 million, from $3 million a year earlier"
    event: Interval | None = None  # the day told of an event that the phrase names: "before the murder"
    event_name: str = ""
    new_event: bool = False  # that event is told here first: "before an order was given"

    @property
    def future(self) -> bool:
        """Does the sentence speak of what is to come?"""
        return self.tense in ("ahead", "until")


@dataclass(frozen=True)
class Meaning:
    """What a phrase means: its days, what they were counted from, the better reading of words that cannot be true, a doubt for the
    rule's name, and the period of which the days are a part."""

    when: Interval
    anchor: str
    best: Interval | None = None
    doubt: str = ""
    period: Interval | None = None


Form = Callable[[Slots, Scene], Meaning | None]
"""How a form is read; None where the words turn out to be no time."""


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """The unit that each word names."""
    return {w: unit for unit, words in lexicon()["units"].items() for w in words} | {"nights": "day", "weekend": "weekend"}


def how_many(words: str | None, unit: str) -> tuple[int, int | None]:
    """How many at least, and at most (None: no telling): "two" 2 2, "a few" 2 6, none before a plural 2 and what reaches the next unit.

    >>> how_many("a few", "day"), how_many("twenty-one", "day"), how_many("two or three", "week"), how_many(None, "day")
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


def day_or_none(y: int, m: int, d: int) -> date | None:
    """The day, where the calendar has it."""
    try:
        return date(y, m, d)
    except ValueError:
        return None


def wide(when: Interval | None) -> bool:
    """More than a month: too wide to count days from."""
    return bool(when and when.earliest and when.latest and (when.latest - when.earliest).days > 31)


def _of_a_day(when: Interval | None) -> bool:
    return when is None or when.earliest == when.latest or when.granularity in ("day", "part_of_day")


def from_told(scene: Scene, count: Callable[[date], Interval], *, or_anchor: bool = False, same: bool = False) -> Meaning:
    """Counted from the event just told; where none was, from the speaker's date if that can be meant, else unknown.

    ``same``: it is the day told, not one counted from it; a week told has no "that day".
    """
    grain = counted_from(UNKNOWN, count).granularity
    too_wide = wide(scene.told) or (same and not _of_a_day(scene.told))
    if too_wide and grain in ("day", "part_of_day", "week"):  # "that night" in a year told before: which night is not told
        return Meaning(Interval(None, None, grain), "no day told before")
    if scene.told is not None:
        return Meaning(counted_from(scene.told, count), scene.told_name)
    if or_anchor:
        return from_anchor(scene, count)
    return Meaning(Interval(None, None, grain), "nothing told before")


def from_anchor(scene: Scene, count: Callable[[date], Interval]) -> Meaning:
    """Counted from the speaker's date."""
    return Meaning(counted_from(scene.anchor, count), scene.anchor_name)

"""Where a time phrase stands, what a reading of it holds, and how days are counted: from the speaker's date, or from what was told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from analystkit.english.lexicon import WEEKDAYS
from analystkit.english.times.arithmetic import counted_from
from analystkit.records import UNKNOWN, Interval

Slots = Mapping[str, str]
Count = Callable[[date], Interval]

# How many units away each word points; those of the told count from the event just told, the others from the speaker's date.
_WORDS = (
    (-2, "before last"),
    (2, "after next"),
    (-1, "last|past|this past|previous|prior|preceding"),
    (1, "next|coming|upcoming|this coming|following|ensuing"),
)
_AWAY = {w: k for k, words in _WORDS for w in words.split("|")}
OF_THE_TOLD = frozenset(("previous", "prior", "preceding", "following", "ensuing", "same", "that", "that same"))
_WEEKDAY = re.compile(  # short only before a date: "Sun., June 27", not "told The Sun, which"
    r"\b(?:" + "|".join(d.capitalize() for d in WEEKDAYS) + r"|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)"
    r"(?=\.?,? (?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))\b"
)


@dataclass(frozen=True)
class Meaning:
    """What a phrase means: its days, what they were counted from, the better reading of words that cannot be true, a doubt for the
    rule's name, and the period of which the days are a part."""

    when: Interval
    anchor: str
    best: Interval | None = None
    doubt: str = ""
    period: Interval | None = None


@dataclass(frozen=True)
class Memory:
    """What an article has told so far, of which later phrases speak: the last event's days, month and quarter, and where each was told."""

    told: Interval | None = None
    told_at: tuple[int, int] = (0, 0)
    told_from: str = ""  # the anchor of what was told
    month: Interval | None = None
    month_at: int = 0
    quarter: Interval | None = None
    quarter_at: int = 0
    night: bool = False  # of that event
    said: Interval | None = None  # when somebody said what the sentence tells
    said_at: tuple[int, int] = (0, 0)

    @property
    def day(self) -> Interval | None:
        """What was told, if it is one day."""
        return self.told if self.told and a_day(self.told) else None


@dataclass(frozen=True)
class Scene:
    """Where a phrase stands: whose date it counts from, what was told before it, and whether it speaks of what is to come."""

    anchor: Interval
    anchor_name: str
    memory: Memory = Memory()
    start: int = 0  # of the phrase
    before: str = ""  # of its sentence
    after: str = ""
    tense: str = ""  # ahead, past, done (a past verb beside it), until ("lasts until May"), limit ("lasted until May"), or nothing
    just_told: Interval | None = None  # a day told in this paragraph, in the sentence before
    compares: bool = False  # figures are compared: "$4 million, from $3 million a year earlier"

    @property
    def told(self) -> Interval | None:
        """The days of the last event told."""
        return self.memory.told

    @property
    def told_name(self) -> str:
        """Where they were told, as an anchor says it."""
        return "told at {}-{}".format(*self.memory.told_at) if self.told else "nothing told before"

    @property
    def beside(self) -> Interval | None:
        """A day told in the same sentence."""
        return self.memory.day if self.memory.told_at[1] > self.start - len(self.before) else None

    @property
    def month(self) -> Interval | None:
        """The month told close before."""
        return self.memory.month if self.start - self.memory.month_at < 600 else None

    @property
    def quarter(self) -> Interval | None:
        """The quarter told close before."""
        return self.memory.quarter if self.start - self.memory.quarter_at < 900 else None

    @property
    def future(self) -> bool:
        """Does the sentence speak of what is to come?"""
        return self.tense in ("ahead", "until")

    def now(self, count: Count) -> Meaning:
        """Counted from the speaker's date."""
        return Meaning(counted_from(self.anchor, count), self.anchor_name)

    def then(self, count: Count, *, or_now: bool = False, same: bool = False) -> Meaning:
        """Counted from the event just told; where none was, from the speaker's date if that can be meant, else unknown.

        ``same``: it is the day told, not one counted from it; a week told has no "that day", and of a year told before no night is told.
        """
        if (said := self.memory.said) and self.memory.said_at[1] > max(self.start - len(self.before), self.memory.told_at[1]):
            found = counted_from(said, count)  # "said on Tuesday that he left the day before"
            if over(found, said):
                return Meaning(found, "said at {}-{}".format(*self.memory.said_at))
        grain, told = counted_from(UNKNOWN, count).granularity, self.told
        narrow = told is None or a_day(told) or told.granularity in ("day", "part_of_day")
        if (wide(told) or (same and not narrow)) and grain in ("day", "part_of_day", "week"):
            return Meaning(Interval(None, None, grain), "no day told before")
        if told is not None:
            return Meaning(counted_from(told, count), self.told_name)
        return self.now(count) if or_now else Meaning(Interval(None, None, grain), "nothing told before")

    def by(self, rel: str, count: Count, *, or_now: bool = False) -> Meaning:
        """Counted from what the word counts from: "the following week" from the event just told, "next week" from the speaker's date."""
        return self.then(count, or_now=or_now, same=not away(rel)) if rel.split(" year")[0] in OF_THE_TOLD else self.now(count)


Form = Callable[[Slots, Scene], Meaning | None]
"""How a form is read; None where the words turn out to be no time."""


def away(words: str) -> int:
    """How many units away "last", "this", "following year" and the like point.

    >>> away("last"), away("same"), away("following year")
    (-1, 0, 1)
    """
    return _AWAY.get(words.removesuffix(" year").removesuffix(" week"), 0)


def unit_of(word: str) -> str:
    """The unit that a word names.

    >>> unit_of("centuries"), unit_of("nights"), unit_of("half")
    ('century', 'day', 'half')
    """
    return {"centuries": "century", "nights": "day"}.get(word) or word.removesuffix("s")


def weekday_of(word: str) -> int:
    """The number of a weekday, written out or shortened; Monday is 0.

    >>> weekday_of("tues"), weekday_of("sunday")
    (1, 6)
    """
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(word))


def weekday_named(text: str) -> int | None:
    """The one weekday (Monday is 0) that these words name; None where they name none, or several.

    >>> weekday_named("late Saturday night"), weekday_named("Sun., June 27"), weekday_named("told The Sun, which")
    (5, 6, None)
    >>> weekday_named("from Monday to Friday")
    """
    named = {m.group().lower() for m in _WEEKDAY.finditer(text)}
    numbers = {n for n, day in enumerate(WEEKDAYS) for word in named if day.startswith(word)}
    return numbers.pop() if len(numbers) == 1 else None


def wide(when: Interval | None) -> bool:
    """More than a month: too wide to count days from."""
    return bool(when and when.earliest and when.latest and (when.latest - when.earliest).days > 31)


def a_day(when: Interval) -> bool:
    """Is it one day?"""
    return when.bounded and when.earliest == when.latest


def over(when: Interval, now: Interval) -> bool:
    """Has it ended by then, as far as is known?"""
    return bool(when.latest and (now.latest is None or when.latest <= now.latest))

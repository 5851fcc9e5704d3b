"""What an article has told so far, of which later phrases speak: "two days later", "that quarter", "before the murder"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from analystkit.english.lexicon import table
from analystkit.english.times.calendar_en import containing
from analystkit.english.times.grammar import Phrase
from analystkit.english.times.scene import Meaning, Scene, a_day, over
from analystkit.records import Interval
from analystkit.text import Matcher

_REMEMBERED = frozenset(
    "date day-of-month fixed month weekday nth-weekday compound unit weekend ago deictic part season year numeric".split()
)  # forms that tell when an event was


@dataclass
class Memory:
    """What was told so far: the last event's days and where, the last month, the last quarter and where."""

    told: Interval | None = None
    told_at: tuple[int, int] = (0, 0)
    told_from: str = ""  # the anchor of what was told
    month: Interval | None = None
    month_at: int = 0
    quarter: Interval | None = None
    quarter_at: int = 0
    days: dict[str, dict[Interval, tuple[int, int]]] = field(default_factory=dict)  # of each kind of event, the days told, and where
    unread: list[tuple[str, str, Interval, tuple[int, int]]] = field(default_factory=list)  # clauses not yet looked through for such events

    @property
    def told_name(self) -> str:
        """Where it was told, as an anchor says it."""
        return f"told at {self.told_at[0]}-{self.told_at[1]}"

    def event_named(self, words: str) -> tuple[Interval | None, str]:
        """The day of the event that these words name ("the murder"), where the article has told just one day of such an event."""
        for before, after, when, at in self.unread:
            for kind in _events_in(_PART.split(before)[-1] + _PART.split(after)[0]):
                if len(days := self.days.setdefault(kind, {})) < 2:  # of two days, neither will do
                    days.setdefault(replace(when, granularity="day"), at)
        self.unread.clear()
        told = {when: at for kind in _events_in(words) for when, at in self.days.get(kind, {}).items()}
        if len(told) != 1:
            return None, ""
        [(when, (start, end))] = told.items()
        return when, f"told at {start}-{end}"

    def remember(self, phrase: Phrase, reading: Meaning, scene: Scene, before: str, after: str) -> None:
        """Keeps what the phrase has told, for those that follow; ``before`` and ``after`` are of its sentence."""
        when = reading.best or reading.when
        if phrase.form == "duration" and (phrase.rule == "the-period" or phrase.slots.get("unit") == "months"):
            self.quarter = None  # "for the nine months": what is compared next is no quarter
        if phrase.rule == "quarter" and reading.anchor != "calendar" and when.bounded and over(when, scene.anchor):
            self.quarter, self.quarter_at = when, phrase.end
        if phrase.form not in _REMEMBERED or not when.bounded:
            return
        if not (phrase.form in ("weekday", "deictic") and _REPORTED.search(before)):  # when somebody said it is not when it happened
            self.told, self.told_at, self.told_from = when, (phrase.start, phrase.end), reading.anchor
            if a_day(when) and not scene.future:
                self.unread.append((before, after, when, self.told_at))
        first, last = when.earliest, when.latest
        if first and last and (first.year, first.month) == (last.year, last.month):
            self.month, self.month_at = containing(first, "month"), phrase.end


@lru_cache(maxsize=1)
def _event_words() -> Matcher:
    return Matcher({w: kind for kind, words in table("times")["same_event"].items() for w in words})


def _events_in(words: str) -> frozenset[str]:
    """The kinds of event that these words name."""
    return frozenset(str(kind) for _, _, kind in _event_words().find(words))


_PART = re.compile(r"[,;:]\s|\s[–—_-]{1,2}\s|\b(?:that|who|which|when|where|after|before|and|but)\b")
_REPORTED = re.compile(r"\b(?:said|says|told \w{1,20}|tells \w{1,20}|added|in a statement|confirmed)(?: on| late| early)? $")

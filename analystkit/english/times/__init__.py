"""Times: from an article to its time phrases, each with the days it can mean, what they were counted from, and the rule that read it.

A phrase counts from the date of whoever speaks: the article's publication, a tweet's own date, the day of a quoted post; "days later"
counts from the event just told. Phrases are found by ``_times_grammar`` and read by ``_times_meaning``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analystkit.codebook import Codebook
from analystkit.english.dating.period import in_case, month_day
from analystkit.english.times.grammar import Phrase, phrases
from analystkit.english.times.meaning import read
from analystkit.english.times.memory import Memory, a_day, over
from analystkit.english.times.quotes import Quotes
from analystkit.english.times.scene import Meaning, Scene
from analystkit.english.times.tense import STOP, SURELY_AHEAD, sentence_before, tense, until_stop
from analystkit.english.tokens import Reading
from analystkit.records import NEWS, Article, Interval, Segment, Tags, Time

_LOOKS_AHEAD = {"span", "month", "date", "day-of-month", "fixed", "weekday", "weekend", "season", "quarter"}
_DOUBTS = {
    "no such day": "no calendar has this day; see what the article means",
    "another weekday": "that day was another weekday; see which of the two the article means",
    "day or month first": "day and month can be read either way; the interval reaches from the one to the other",
    "contradicts": "this cannot be true beside what was told before; `best` counts it from the event just told",
}


def tag(reading: Reading, codebook: Codebook, tags: Tags) -> list[Time]:
    """The times of an article's news and datelines, in order.

    >>> from datetime import date
    >>> day, body = date(2021, 2, 25), Segment(0, 21, "body", "")
    >>> a = Article("a", "It began on Thursday.", published=Interval(day, day, "day"), segments=(body,))
    >>> [(a.text[t.start:t.end], t.when, t.anchor) for t in tag(Reading(a), Codebook(), Tags())]
    [('Thursday', Interval(2021-02-25..2021-02-25, day), 'published')]
    """
    article = reading.article
    reader = _Reader(article, in_case(article, codebook))
    return [t for s in article.segments if s.kind in NEWS or s.kind == "dateline" for t in reader.segment(s)]


def problems(article: Article, times: Sequence[Time]) -> list[tuple[int, int, str, str]]:
    """What is doubtful about the times: impossible days, contradictions, and relative phrases with nothing to count from."""
    found = [(t.start, t.end, f"time: {doubt}", _DOUBTS[doubt]) for t in times for doubt in [t.rule.partition(": ")[2]] if doubt in _DOUBTS]
    lost = [t for t in times if t.kind == "date" and t.anchor == "publication unknown"]
    if lost:
        advice = "give the article's publication date, and these phrases can be dated"
        found.append((lost[0].start, lost[0].end, f"time: {len(lost)} relative to an unknown date", advice))
    return sorted(found)


class _Reader:
    """Reads an article from its beginning, remembering what was told."""

    def __init__(self, article: Article, codebook: Codebook) -> None:
        self.article, self.text, self.codebook = article, article.text, codebook
        self.memory = Memory()

    def segment(self, segment: Segment) -> Iterator[Time]:
        quotes = Quotes(self.text, segment)
        found = [t for p in phrases(self.text, segment.start, segment.end) if (t := self.time(p, segment, quotes))]
        for time, after in zip(found, [*found[1:], None], strict=False):
            yield self.with_day(time, after) if time.rule == "clock" and not time.when.known and after else time

    def with_day(self, hour: Time, after: Time) -> Time:
        """ "at 6 a.m. near the mill on Monday": an hour has the day told behind it in its clause."""
        between = self.text[hour.end : after.start]
        if not a_day(after.when) or len(between) > 60 or _NOT_ITS_DAY.search(between):
            return hour
        return replace(hour, when=replace(after.when, granularity="part_of_day"), anchor=f"the day told at {after.start}-{after.end}")

    def time(self, phrase: Phrase, segment: Segment, quotes: Quotes) -> Time | None:
        before = self.text[max(segment.start, phrase.start - 160) : phrase.start]
        after = self.text[phrase.end : min(segment.end, phrase.end + 160)]
        scene = self.scene(phrase, segment, quotes, before, after)
        reading = read(phrase, scene)
        if reading is None:
            return None
        reading = self.in_case(phrase, self.checked(phrase, reading, scene, before))
        self.memory.remember(phrase, reading, scene, before, after)
        rule = f"{phrase.rule}: {reading.doubt}" if reading.doubt else phrase.rule
        kind = phrase.form if phrase.form in ("duration", "frequency") else "date"
        return Time(phrase.start, phrase.end, reading.when, reading.anchor, rule, reading.best, kind, reading.period)

    def in_case(self, phrase: Phrase, reading: Meaning) -> Meaning:
        """ "Oct. 13": where its year cannot be told from the article's date, but the case's period holds one such day, that day."""
        if reading.when.bounded or reading.anchor not in ("published", "publication unknown"):
            return reading
        day = month_day(self.text[phrase.start : phrase.end], self.codebook)
        if day is None or (reading.when.earliest and day < reading.when.earliest):
            return reading
        return replace(reading, when=Interval(day, day, "day"), anchor="the case's period")

    def scene(self, phrase: Phrase, segment: Segment, quotes: Quotes, before: str, after: str) -> Scene:
        """Whose date the phrase counts from, what was told before it, and of what its clause speaks."""
        memory = self.memory
        anchor, name = self.anchor(phrase, segment, quotes)
        sentence = sentence_before(before)
        compares = phrase.form == "ago" and bool(_FIGURES.search(sentence + after))
        in_quarter = phrase.start - memory.quarter_at < 900 and (compares or phrase.form != "ago")
        beside = memory.told if memory.told and memory.told_at[1] > phrase.start - len(sentence) and a_day(memory.told) else None
        event, event_name, new_event = None, "", False
        if phrase.form == "around":
            named = phrase.slots.get("event") or until_stop(after)
            event, event_name = memory.event_named(named)
            new_event = named.lstrip().startswith(("a ", "an ", "another "))
        return Scene(
            anchor,
            name,
            told=memory.told,
            told_name=memory.told_name,
            month=memory.month if phrase.start - memory.month_at < 600 else None,
            quarter=memory.quarter if in_quarter else None,
            tense=_spoken_of(phrase, segment, before, after),
            told_near=phrase.start - memory.told_at[1] < 400,
            beside=beside,
            just_told=self.just_told(phrase) if phrase.form == "clock" else None,
            after_night=self.text[memory.told_at[0] : memory.told_at[1]].lower().endswith("night"),
            compares=compares,
            event=event,
            event_name=event_name,
            new_event=new_event,
        )

    def anchor(self, phrase: Phrase, segment: Segment, quotes: Quotes) -> tuple[Interval, str]:
        """The date of whoever speaks, and its name."""
        told, at = self.memory.told, self.memory.told_at
        anchor, name = self.article.published, "published" if self.article.published.known else "publication unknown"
        if segment.kind == "tweet" and segment.published.known:
            return segment.published, "the tweet's date"
        if phrase.form not in ("deictic", "part"):
            return anchor, name
        if told and a_day(told) and over(told, anchor) and quotes.posted_then(phrase, at):
            return told, f"quoted on {at[0]}-{at[1]}"
        said = quotes.said_on(phrase)
        day = next(phrases(said, 0, len(said)), None) if said else None
        reading = read(day, Scene(anchor, name, tense="past")) if day else None
        return (reading.when, f"said {said}") if reading and reading.when.known else (anchor, name)

    def just_told(self, phrase: Phrase) -> Interval | None:
        """The day told in the sentence before, in the same paragraph."""
        told, (_, end) = self.memory.told, self.memory.told_at
        between = self.text[end : phrase.start] if phrase.start - end < 400 else "\n\n"
        return told if told and a_day(told) and "\n\n" not in between and len(STOP.findall(between)) <= 1 else None

    def checked(self, phrase: Phrase, reading: Meaning, scene: Scene, before: str) -> Meaning:
        """What had happened lies not after the event just told: "canceled a strike last month … He had ordered it earlier this month"."""
        told = self.memory.told
        if phrase.form != "unit" or phrase.slots.get("rel") != "this" or reading.anchor != scene.anchor_name or scene.future or not told:
            return reading
        sentence = sentence_before(before)
        perfect = _PAST_PERFECT.search(sentence)
        near = phrase.start - self.memory.told_at[1] < 500 and self.memory.told_at[1] <= phrase.start - len(sentence)
        if not near or not perfect or self.memory.told_from != reading.anchor:
            return reading
        if _BACKSHIFT.search(sentence, 0, perfect.start()) or _FINITE.search(sentence, perfect.end()):
            return reading
        if told.latest and reading.when.earliest and told.latest < reading.when.earliest:
            again = read(phrase, replace(scene, anchor=told))
            if again and again.when.known:
                return replace(reading, best=again.when, doubt="contradicts")
        return reading


def _spoken_of(phrase: Phrase, segment: Segment, before: str, after: str) -> str:
    """The tense around a phrase that can be of the past or to come."""
    if phrase.form == "span" and phrase.slots.get("rel") not in ("next", "coming"):
        return ""
    if phrase.form not in _LOOKS_AHEAD:
        return ""
    if phrase.slots.get("lead", "").endswith("since"):
        return "past"
    says = tense(before, after)
    headline = segment.kind == "title" and says == "ahead" and not SURELY_AHEAD.search(before)
    return "past" if headline else says  # the present of headlines is the past


_PAST_PERFECT = re.compile(
    r"\bhad (?!said|told|reported|announced|warned)(?:\w{1,20}ly )?(?:been )?"
    r"(?:\w{1,20}ed|\w{1,20}en|begun|done|gone|made|sent|led|fought|hit|struck|shot)\b"
)
_BACKSHIFT = re.compile(r"\b(?:say|says|said|saying|told|that)\b")  # "said that it had hit": reported, not earlier
_FINITE = re.compile(r"\b(?:said|says|told|was|were|is|are|has|reported)\b")  # another verb to which the time may belong
_NOT_ITS_DAY = re.compile(  # another clause, another verb, an end: "from 8 p.m. until May 31"
    r"[,;:.!?]\s|\b(?:and|but|when|who|which|that|after|before|until|till|to|by|was|were|is|has|had|said|will)\b|\w\w(?:ed|ing)\b"
)
_FIGURES = re.compile(r"[$%£€]|\b(?:million|billion|percent|cents)\b")  # money compared: "from $10 million a year ago"

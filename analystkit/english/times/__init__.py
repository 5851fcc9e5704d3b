"""Times: from an article to its time phrases, each with the days it can mean, what they were counted from, and the rule that read it.

A phrase counts from the date of whoever speaks: the article's publication, a tweet's own date, the day of a quoted post; "days later"
counts from the event just told. Phrases are found by ``grammar`` with the rules of ``english/rules/times.rules``, and read by ``relative``
and ``calendar``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analystkit.codebook import Codebook
from analystkit.english.dating.period import in_case, month_day
from analystkit.english.times.grammar import Phrase, paragraphs_apart, phrases
from analystkit.english.times.memory import remembered
from analystkit.english.times.relative import read
from analystkit.english.times.scene import Meaning, Memory, Scene, a_day, over
from analystkit.english.times.tense import SURELY_AHEAD, tense
from analystkit.english.tokens import Quotation, Reading, Span, within
from analystkit.records import NEWS, Article, Interval, Segment, Tags, Time

# forms that the tense decides: "in June" may be the last or the next
_EITHER_WAY = {"span", "month", "date", "fixed", "weekday", "weekend", "season", "quarter", "nth-weekday", "ahead"}
_DOUBTS = {
    "no such day": "no calendar has this day; see what the article means",
    "another weekday": "that day was another weekday; see which of the two the article means",
    "day or month first": "day and month can be read either way; the interval reaches from the one to the other",
    "contradicts": "this cannot be true beside what was told before; `best` counts it from the event just told",
}

_NEAR = 160  # characters of its sentence on either side that say what a phrase speaks of


def tag(reading: Reading, codebook: Codebook, tags: Tags) -> list[Time]:
    """The times of an article's news and datelines, in order.

    >>> from datetime import date
    >>> day, body = date(2021, 2, 25), Segment(0, 21, "body", "")
    >>> a = Article("a", "It began on Thursday.", published=Interval(day, day, "day"), segments=(body,))
    >>> [(a.text[t.start:t.end], t.when, t.anchor) for t in tag(Reading(a), Codebook(), Tags())]
    [('Thursday', Interval(2021-02-25..2021-02-25, day), 'published')]
    """
    reader = _Reader(reading, in_case(reading.article, codebook))
    return [t for s in reading.article.segments if s.kind in NEWS or s.kind == "dateline" for t in reader.segment(s)]


def problems(article: Article, times: Sequence[Time], codebook: Codebook | None = None) -> list[tuple[int, int, str, str]]:
    """What is doubtful about the times: impossible days, contradictions, and relative phrases with nothing to count from."""
    found = [(t.start, t.end, f"time: {doubt}", _DOUBTS[doubt]) for t in times for doubt in [t.rule.partition(": ")[2]] if doubt in _DOUBTS]
    lost = [t for t in times if t.kind == "date" and t.anchor == "publication unknown"]
    if lost:
        advice = "give the article's publication date, and these phrases can be dated"
        found.append((lost[0].start, lost[0].end, f"time: {len(lost)} relative to an unknown date", advice))
    return sorted(found)


class _Reader:
    """Reads an article from its beginning, remembering what was told."""

    def __init__(self, reading: Reading, codebook: Codebook) -> None:
        self.reading, self.text, self.codebook = reading, reading.text, codebook
        self.memory = Memory()
        self.folded = paragraphs_apart(reading.text, reading.folded)
        self.sentence = Span(0, 0)  # of the phrase at hand

    def segment(self, segment: Segment) -> Iterator[Time]:
        found = [t for p in phrases(self.text, self.folded, segment.start, segment.end) if (t := self.time(p, segment))]
        for time, after in zip(found, [*found[1:], None], strict=False):
            yield self.with_day(time, after) if time.rule == "clock" and not time.when.known and after else time

    def with_day(self, hour: Time, after: Time) -> Time:
        """ "at 6 a.m. near the mill on Monday": an hour has the day told behind it in its clause."""
        between = self.text[hour.end : after.start]
        if not a_day(after.when) or len(between) > 60 or _NOT_ITS_DAY.search(between):
            return hour
        return replace(hour, when=replace(after.when, granularity="part_of_day"), anchor=f"the day told at {after.start}-{after.end}")

    def time(self, phrase: Phrase, segment: Segment) -> Time | None:
        scene = self.scene(phrase, segment)
        meaning = read(phrase, scene)
        if meaning is None:
            return None
        meaning = self.in_case(phrase, _checked(phrase, meaning, scene))
        self.memory = remembered(phrase, meaning, scene)
        rule = f"{phrase.rule}: {meaning.doubt}" if meaning.doubt else phrase.rule
        kind = "frequency" if phrase.form == "frequency" else "duration" if meaning.anchor == "none" else "date"
        return Time(phrase.start, phrase.end, meaning.when, meaning.anchor, rule, meaning.best, kind, meaning.period)

    def in_case(self, phrase: Phrase, meaning: Meaning) -> Meaning:
        """ "Oct. 13": where its year cannot be told from the article's date, but the case's period holds one such day, that day."""
        if meaning.when.bounded or meaning.anchor not in ("published", "publication unknown"):
            return meaning
        day = month_day(self.text[phrase.start : phrase.end], self.codebook)
        if day is None or (meaning.when.earliest and day < meaning.when.earliest):
            return meaning
        return replace(meaning, when=Interval(day, day, "day"), anchor="the case's period")

    def scene(self, phrase: Phrase, segment: Segment) -> Scene:
        """Whose date the phrase counts from, what was told before it, and of what its clause speaks."""
        if not self.sentence.start <= phrase.start < self.sentence.end:
            s = self.reading.sentence_at(phrase.start)
            self.sentence = Span(s.start, s.end) if s else Span(segment.start, segment.end)
        before = self.text[max(self.sentence.start, phrase.start - _NEAR) : phrase.start]
        after = self.text[phrase.end : min(self.sentence.end, phrase.end + _NEAR)]
        return Scene(
            *self.anchor(phrase, segment),
            memory=self.memory,
            start=phrase.start,
            before=before,
            after=after,
            tense="ahead" if _TO_BE.match(self.folded, phrase.end - 2, phrase.end + 80) else _spoken_of(phrase, segment, before, after),
            just_told=self.memory.day if phrase.form == "clock" and self.just_told(phrase) else None,
            compares=phrase.form == "ago" and bool(_FIGURES.search(self.text, phrase.start - len(before), phrase.end + _NEAR)),
        )

    def anchor(self, phrase: Phrase, segment: Segment) -> tuple[Interval, str]:
        """The date of whoever speaks, and its name."""
        told, at, anchor = self.memory.told, self.memory.told_at, self.reading.article.published
        name = "published" if anchor.known else "publication unknown"
        if segment.kind == "tweet" and segment.published.known:
            return segment.published, "the tweet's date"
        quote = self.reading.quotation_at(phrase.start) if phrase.form in ("deictic", "part") else None
        if quote is None:
            return anchor, name
        lead = self.lead(quote)
        if told and a_day(told) and over(told, anchor) and at[0] < quote.start and _POSTED.search(self.text, *lead):
            return told, f"quoted on {at[0]}-{at[1]}"  # "in a tweet: ‘Rockets landed tonight’", of the event told before
        said = _SAID_DAY.match(self.text, quote.outer_end, quote.outer_end + 120) or _DAY_SAID.search(self.text, *lead)
        if said is None or not quote.closed:
            return anchor, name
        day = self.folded[said.start("day") : said.end("day")]
        form = Phrase(0, 0, "", "deictic", {"deictic": day}) if day == "yesterday" else Phrase(0, 0, "", "weekday", {"wd": day})
        meaning = read(form, Scene(anchor, name, tense="past"))
        return (meaning.when, f"said {said['day']}") if meaning and meaning.when.known else (anchor, name)

    def lead(self, quote: Quotation) -> tuple[int, int]:
        """What of its sentence stands before a quotation."""
        sentence = self.reading.sentence_at(quote.outer_start)
        return max(sentence.start if sentence else 0, quote.outer_start - _NEAR), quote.outer_start

    def just_told(self, phrase: Phrase) -> bool:
        """Was something told in this sentence, or in the one before it in the same paragraph?"""
        end = self.memory.told_at[1]
        if phrase.start - end >= 400 or "\n\n" in self.text[end : phrase.start]:
            return False
        return len(within(self.reading.sentences, end, phrase.start + 1)) <= 1


def _checked(phrase: Phrase, meaning: Meaning, scene: Scene) -> Meaning:
    """What had happened lies not after the event just told: "canceled a strike last month … He had ordered it earlier this month"."""
    told, end, before = scene.told, scene.memory.told_at[1], scene.before
    if phrase.form != "unit" or phrase.slots.get("rel") != "this" or meaning.anchor != scene.anchor_name or scene.future or not told:
        return meaning
    perfect = _PAST_PERFECT.search(before)
    near = phrase.start - 500 < end <= phrase.start - len(before)
    if not near or not perfect or scene.memory.told_from != meaning.anchor:
        return meaning
    if _BACKSHIFT.search(before, 0, perfect.start()) or _FINITE.search(before, perfect.end()):
        return meaning
    if told.latest and meaning.when.earliest and told.latest < meaning.when.earliest:
        again = read(phrase, replace(scene, anchor=told))
        if again and again.when.known:
            return replace(meaning, best=again.when, doubt="contradicts")
    return meaning


def _spoken_of(phrase: Phrase, segment: Segment, before: str, after: str) -> str:
    """The tense around a phrase that can be of the past or to come."""
    if phrase.form not in _EITHER_WAY or (phrase.form == "span" and phrase.slots["rel"] not in ("next", "coming")):
        return ""
    if phrase.form != "quarter" and ("y" in phrase.slots or "yy" in phrase.slots):
        return ""  # its year is given
    if phrase.slots.get("lead", "").endswith("since"):
        return "past"
    says = tense(before, after)
    if phrase.form == "ahead" and not SURELY_AHEAD.search(before + after):  # "it would be the first time in 48 years"
        return ""
    headline = segment.kind == "title" and says == "ahead" and not SURELY_AHEAD.search(before)
    return "past" if headline else says  # the present of headlines is the past


_TO_BE = re.compile(r"(?:..)?'s(?:\s[\w-]+){1,6}?\s(?:will|would|is\sto|was\sto)\b")  # «Friday's march in Vale would go ahead»
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
_POSTED = re.compile(r"\b(?:[Tt]weet(?:ed|s)?|posted|(?:post|wrote|message|said) on (?:Twitter|Telegram|Facebook|X|Instagram))\b")
_SAID = r"(?:said|told|wrote|announced|declared|added|warned|vowed|tweeted|testified)"
_DAYS = r"(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday)\b"
# "…today,” Gen. Reyd said on Monday" · "…today,” said Reyd, who led the team, Monday"
_SAID_DAY = re.compile(rf" (?=(?:[\w.’'-]{{1,20}} ){{0,5}}?{_SAID}\b)(?:[\w.’'-]{{1,20}} ){{1,8}}?(?:on |late |early ){{0,2}}{_DAYS}")
_DAY_SAID = re.compile(rf"\b{_SAID} (?:[\w.’'-]{{1,20}} ){{0,3}}?(?:on |late |early ){{0,2}}{_DAYS}(?: [\w ,.’'-]{{0,40}})?[,:]? $")

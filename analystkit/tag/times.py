"""Times: from an article to its time phrases, each with the days it can mean, what they were counted from, and the rule that read it.

A phrase counts from the date of whoever speaks: the article's publication, a tweet's own date, the day of a quoted post; "days later"
counts from the event just told. Phrases are found by ``_times_grammar`` and read by ``_times_meaning``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from analystkit.article import NEWS, Article, Interval, Segment, Tags, Time
from analystkit.calendar_en import month, moved
from analystkit.codebook import Codebook
from analystkit.tag._times_grammar import Phrase, phrases
from analystkit.tag._times_meaning import read
from analystkit.tag._times_rules import lexicon
from analystkit.tag._times_scene import Reading, Scene
from analystkit.text import Matcher, Quotation, fold, quotations

_REMEMBERED = frozenset(
    "date fixed month weekday unit part-of-unit weekend ago deictic part season year iso numeric".split()
)  # forms that tell when an event was
_LOOKS_AHEAD = {"month", "date", "fixed", "weekday", "weekend", "season", "quarter"}
_DOUBTS = {
    "no such day": "no calendar has this day; see what the article means",
    "another weekday": "that day was another weekday; see which of the two the article means",
    "day or month first": "day and month can be read either way; the interval reaches from the one to the other",
    "contradicts": "this cannot be true beside what was told before; `best` counts it from the event just told",
}


def tag(article: Article, codebook: Codebook, tags: Tags) -> list[Time]:
    """The times of an article's news and datelines, in order.

    >>> from datetime import date
    >>> day, body = date(2021, 2, 25), Segment(0, 21, "body", "")
    >>> a = Article("a", "It began on Thursday.", published=Interval(day, day, "day"), segments=(body,))
    >>> [(a.text[t.start:t.end], t.when, t.anchor) for t in tag(a, Codebook(), Tags())]
    [('Thursday', Interval(2021-02-25..2021-02-25, day), 'published')]
    """
    reader = _Reader(article)
    return [t for s in article.segments if s.kind in NEWS or s.kind == "dateline" for t in reader.segment(s)]


def problems(article: Article, times: Sequence[Time]) -> list[tuple[int, int, str, str]]:
    """What is doubtful about the times: impossible days, contradictions, and relative phrases with nothing to count from."""
    found = [(t.start, t.end, f"time: {doubt}", _DOUBTS[doubt]) for t in times for doubt in [t.rule.partition(": ")[2]] if doubt in _DOUBTS]
    lost = [t for t in times if t.kind == "date" and t.anchor == "publication unknown"]
    if lost:
        advice = "give the article's publication date, and these phrases can be dated"
        found.append((lost[0].start, lost[0].end, f"time: {len(lost)} relative to an unknown date", advice))
    return sorted(found)


@dataclass
class _Memory:
    """What was told so far: the last event's days and where, the last month, the last quarter and where."""

    told: Interval | None = None
    told_at: tuple[int, int] = (0, 0)
    told_from: str = ""  # the anchor of what was told
    month: Interval | None = None
    month_at: int = 0
    quarter: Interval | None = None
    quarter_at: int = 0
    days: list[tuple[Interval, frozenset[str], tuple[int, int]]] = field(default_factory=list)  # the events told with their day


class _Reader:
    """Reads an article from its beginning, remembering what was told."""

    def __init__(self, article: Article) -> None:
        self.article, self.text = article, article.text
        self.memory = _Memory()

    def segment(self, segment: Segment) -> Iterator[Time]:
        quotes = _Quotes(self.text, segment)
        hour: Time | None = None  # an hour without its day waits for the phrase behind it
        for phrase in phrases(self.text, segment.start, segment.end):
            time = self.time(phrase, segment, quotes)
            if hour:
                yield self.with_day(hour, time)
            hour = time if time and time.rule == "clock" and not time.when.known else None
            if time and not hour:
                yield time
        if hour:
            yield hour

    def with_day(self, hour: Time, after: Time | None) -> Time:
        """ "at 6 a.m. near the mill on Monday": an hour has the day told behind it in its clause."""
        if after is None or not _a_day(after.when) or after.start - hour.end > 60:
            return hour
        between = self.text[hour.end : after.start]
        if _CLAUSE.search(between) or _STOP.search(between) or _ANOTHER_VERB.search(between):
            return hour
        return replace(hour, when=replace(after.when, granularity="part_of_day"), anchor=f"the day told at {after.start}-{after.end}")

    def time(self, phrase: Phrase, segment: Segment, quotes: _Quotes) -> Time | None:
        before = self.text[max(segment.start, phrase.start - 160) : phrase.start]
        scene = self.scene(phrase, segment, quotes, before)
        reading = read(phrase, scene)
        if reading is None:
            return None
        reading = self.checked(phrase, reading, scene, before)
        self.remember(phrase, reading, scene, before)
        rule = f"{phrase.rule}: {reading.doubt}" if reading.doubt else phrase.rule
        kind = phrase.form if phrase.form in ("duration", "frequency") else "date"
        return Time(phrase.start, phrase.end, reading.when, reading.anchor, rule, reading.best, kind, reading.period)

    def scene(self, phrase: Phrase, segment: Segment, quotes: _Quotes, before: str) -> Scene:
        """Whose date the phrase counts from, and what was told before it."""
        memory = self.memory
        anchor, name = self.article.published, "published" if self.article.published.known else "publication unknown"
        speakers = phrase.form in ("deictic", "part") and memory.told is not None and _a_day(memory.told)
        if segment.kind == "tweet" and segment.published.known:
            anchor, name = segment.published, "the tweet's date"
        elif speakers and memory.told and _over(memory.told, anchor) and quotes.dated_by_story(phrase, memory.told_at):
            anchor, name = memory.told, f"quoted on {memory.told_at[0]}-{memory.told_at[1]}"
        elif speakers and not _a_day(anchor) and self.same_event(phrase, segment, quotes):
            anchor, name = memory.told or anchor, f"the event told at {memory.told_at[0]}-{memory.told_at[1]}"
        elif phrase.form in ("deictic", "part") and (said := self.said_on(phrase, segment, quotes, Scene(anchor, name))):
            anchor, name = said
        near = phrase.start - memory.month_at < 600
        after = self.text[phrase.end : min(segment.end, phrase.end + 160)]
        figures = phrase.form == "ago" and bool(_FIGURES.search(_sentence_before(before) + after))
        compared = phrase.form != "ago" or figures
        quarter = memory.quarter if compared and phrase.start - memory.quarter_at < 900 else None
        says = tense(before, after) if phrase.form in _LOOKS_AHEAD else ""
        if phrase.form == "span" and phrase.slots.get("rel") == "next" and _SPENT.search(before):
            says = "done"
        says = "past" if phrase.slots.get("lead", "").endswith("since") else says
        if segment.kind == "title" and says == "ahead" and not _SURELY_AHEAD.search(before):  # the present of headlines is the past
            says = "past"
        in_sentence = memory.told_at[1] > phrase.start - len(_sentence_before(before))
        beside = memory.told if memory.told and in_sentence and _a_day(memory.told) else None
        near_told = phrase.start - memory.told_at[1] < 400
        told_name = f"told at {memory.told_at[0]}-{memory.told_at[1]}"
        scene = Scene(anchor, name, memory.told, told_name, memory.month if near else None, quarter, says, near_told, beside=beside)
        if phrase.form == "clock" and memory.told and _a_day(memory.told):
            between = self.text[memory.told_at[1] : min(phrase.start, memory.told_at[1] + 400)]
            just = near_told and "\n\n" not in between and len(_STOP.findall(between)) <= 1
            night = self.text[memory.told_at[0] : memory.told_at[1]].lower().endswith("night")
            return replace(scene, just_told=memory.told if just else None, after_night=night)
        if phrase.form in ("around", "apposition"):
            event, event_name = self.event_named(phrase.slots.get("event") or _until_stop(fold(after)))
            adjoins = 0 <= phrase.start - memory.told_at[1] <= 2
            return replace(scene, event=event, event_name=event_name, told_adjoins=adjoins)
        return replace(scene, compares=figures)

    def event_named(self, words: str) -> tuple[Interval | None, str]:
        """The day of the event that these words name ("the murder"), where the article has told just one day of such an event."""
        kinds = _events_in(words)
        told = [(when, at) for when, of, at in self.memory.days if kinds & of]
        if not told or len({when for when, _ in told}) != 1:
            return None, ""
        return told[0][0], f"told at {told[0][1][0]}-{told[0][1][1]}"

    def said_on(self, phrase: Phrase, segment: Segment, quotes: _Quotes, scene: Scene) -> tuple[Interval, str] | None:
        """The day on which a quotation was said, where it is told beside it: "“We leave today,” Reyd said Monday"."""
        quote = quotes.around(phrase) if _MARKS.search(self.text, max(segment.start, phrase.start - 600), phrase.start) else None
        if quote is None or not quote.closed:
            return None
        m = _SAID_DAY.match(self.text, quote.outer_end, min(segment.end, quote.outer_end + 120))
        if m is None:
            before = _sentence_before(self.text[max(segment.start, quote.outer_start - 120) : quote.outer_start])
            m = _DAY_SAID.search(before)
        if m is None:
            return None
        day = next(phrases(m.group("day"), 0, len(m.group("day"))), None)
        reading = read(day, replace(scene, tense="past")) if day else None
        return (reading.when, f"said {m.group('day')}") if reading and reading.when.known else None

    def same_event(self, phrase: Phrase, segment: Segment, quotes: _Quotes) -> bool:
        """Does a quoted "this evening" tell what the story has just told with its day? Where both sentences share their words, and the
        story's day is one that the speaker's can be."""
        told, (start, end) = self.memory.told, self.memory.told_at
        published = self.article.published
        quote = quotes.around(phrase)
        if told is None or quote is None or not _a_day(told) or end > quote.start:
            return False
        if published.known and not published.overlaps(Interval(told.earliest, moved(told.latest or date.max, 3))):
            return False
        ours = self.text[max(quote.start, phrase.start - 160) : min(quote.end, phrase.end + 160)]
        rest = self.text[end : min(quote.outer_start, end + 160)]
        stop = _STOP.search(rest)
        theirs = _sentence_before(self.text[max(0, start - 160) : start]) + (rest[: stop.start()] if stop else rest)
        return len(set(_LONG_WORD.findall(fold(ours))) & set(_LONG_WORD.findall(fold(theirs)))) >= 3

    def checked(self, phrase: Phrase, reading: Reading, scene: Scene, before: str) -> Reading:
        """What had happened lies not after the event just told: "canceled a strike last month … He had ordered it earlier this month"."""
        told = self.memory.told
        if phrase.form != "unit" or phrase.slots.get("rel") != "this" or reading.anchor != scene.anchor_name or scene.future or not told:
            return reading
        sentence = _sentence_before(before)
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

    def remember(self, phrase: Phrase, reading: Reading, scene: Scene, before: str) -> None:
        memory, when = self.memory, reading.best or reading.when
        if phrase.form == "duration" and (phrase.rule == "the-period" or phrase.slots.get("unit") == "months"):
            memory.quarter = None  # "for the nine months": what is compared next is no quarter
        if phrase.rule == "quarter" and reading.anchor != "calendar" and when.bounded and _over(when, scene.anchor):
            memory.quarter, memory.quarter_at = when, phrase.end
        if phrase.form not in _REMEMBERED or not when.bounded:
            return
        if not (phrase.form in ("weekday", "deictic") and _REPORTED.search(before)):  # when somebody said it is not when it happened
            memory.told, memory.told_at, memory.told_from = when, (phrase.start, phrase.end), reading.anchor
            if _a_day(when) and not scene.future:
                rest = self.text[phrase.end : phrase.end + 160]
                clause = _PART.split(_sentence_before(before))[-1] + _PART.split(_until_stop(rest))[0]
                kinds = _events_in(fold(clause))
                memory.days += [(when, kinds, memory.told_at)] if kinds else []
        first, last = when.earliest, when.latest
        if first and last and (first.year, first.month) == (last.year, last.month):
            memory.month, memory.month_at = month(first.year, first.month), phrase.end


def _over(when: Interval, now: Interval) -> bool:
    """Has it ended by then, as far as is known?"""
    return bool(when.latest and (now.latest is None or when.latest <= now.latest))


def _a_day(when: Interval) -> bool:
    return when.bounded and when.earliest == when.latest


class _Quotes:
    """The quotations of a segment, looked for only when a phrase asks."""

    def __init__(self, text: str, segment: Segment) -> None:
        self.text, self.segment = text, segment
        self.found: list[Quotation] | None = None
        self.starts: list[int] = []

    def around(self, phrase: Phrase) -> Quotation | None:
        """The quotation in which the phrase stands."""
        if self.found is None:
            self.found = quotations(self.text, self.segment.start, self.segment.end)
            self.starts = [q.start for q in self.found]
        last = bisect_right(self.starts, phrase.start) - 1
        return self.found[last] if last >= 0 and phrase.start < self.found[last].end else None

    def dated_by_story(self, phrase: Phrase, told_at: tuple[int, int]) -> bool:
        """Does the story date the quotation it stands in: a post ("in a tweet: ‘… tonight’"), or a statement of a named day?"""
        quote = self.around(phrase)
        if quote is None or told_at[0] >= quote.start:
            return False
        lead = self.text[max(self.segment.start, quote.outer_start - 160) : quote.outer_start]
        introduction = _sentence_before(lead)
        if _POSTED.search(introduction):
            return True
        beside = quote.outer_start - told_at[1] < 60 and told_at[0] >= quote.outer_start - len(introduction)
        return beside and bool(_STATED.search(introduction))


_POSTED = re.compile(r"\b(?:tweet(?:ed|s)?|post(?:ed)?|wrote on|message on|said on) ?(?:Twitter|Telegram|Facebook|X|Instagram)?\b", re.I)
_STATED = re.compile(r"\b(?:statement|said|told|wrote|announced|speech|interview|letter|reported)\b", re.I)
_PAST_PERFECT = re.compile(
    r"\bhad (?!said|told|reported|announced|warned)(?:\w{1,20}ly )?(?:been )?"
    r"(?:\w{1,20}ed|\w{1,20}en|begun|done|gone|made|sent|led|fought|hit|struck|shot)\b"
)
_BACKSHIFT = re.compile(r"\b(?:say|says|said|saying|told|that)\b")  # "said that it had hit": reported, not earlier
_FINITE = re.compile(r"\b(?:said|says|told|was|were|is|are|has|reported)\b")  # another verb to which the time may belong
_STOP = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|Lt|St))(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Maj|Sgt|Adm|Jan|Feb|Aug|Oct|Nov|Dec))(?<!\bSept)"
    r"[.!?][\"”’)]{0,2}\s+(?=[A-Z“\"‘])"
    r"|\n\s*\n|\((?=[A-Z])"
)


def _sentence_before(before: str) -> str:
    """What of the sentence stands in these words before a phrase."""
    last = 0
    for m in _STOP.finditer(before):
        last = m.end()
    return before[last:]


def _until_stop(after: str) -> str:
    """What of the sentence stands in these words after a phrase."""
    stop = _STOP.search(after)
    return after[: stop.start()] if stop else after


@lru_cache(maxsize=1)
def _event_words() -> Matcher:
    return Matcher({w: kind for kind, words in lexicon()["same_event"].items() for w in words})


def _events_in(words: str) -> frozenset[str]:
    """The kinds of event that these words name."""
    return frozenset(str(kind) for _, _, kind in _event_words().find(words))


_SPENT = re.compile(r"\bspent $")  # "she spent the next few hours there": of what was told, not of what is to come
_MARKS = re.compile(r"[“\"„«]|``")
_SAID = r"(?:said|told|wrote|announced|declared|added|warned|vowed|tweeted|testified)"
_DAYS = r"(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday)\b"
# "…today,” Gen. Reyd said on Monday" · "…today,” said Reyd, who led the team, Monday"
_SAID_DAY = re.compile(rf" (?=(?:[\w.’'-]{{1,20}} ){{0,5}}?{_SAID}\b)(?:[\w.’'-]{{1,20}} ){{1,8}}?(?:on |late |early ){{0,2}}{_DAYS}")
_DAY_SAID = re.compile(rf"\b{_SAID} (?:[\w.’'-]{{1,20}} ){{0,3}}?(?:on |late |early ){{0,2}}{_DAYS}(?: [\w ,.’'-]{{0,40}})?[,:]? $")
_REPORTED = re.compile(r"\b(?:said|says|told \w{1,20}|tells \w{1,20}|added|in a statement|confirmed)(?: on| late| early)? $")
_LONG_WORD = re.compile(r"\b[a-z]{5,30}\b")
_FIGURES = re.compile(r"[$%£€]|\b(?:million|billion|percent|cents)\b")  # money compared: "from $10 million a year ago"


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    tense = lexicon()["tense"]
    ahead, past = ("|".join(sorted(map(re.escape, tense[k]), key=lambda w: (-len(w), w))) for k in ("future", "past"))
    verb = r"(?:\ (?:to|not|also|now|still|soon|then|only|never|likely|\w{2,12}ly)\b)*(?:\ (?:be|have|been)\b)?(?:\ \w{1,20})?"
    return re.compile(  # "will be announced" is one cue
        rf"\b(?P<undone>had\ been\ (?:set|due|expected|scheduled|planned)|(?:was|were)\ cancell?ed)"
        rf"|(?<![\w'])(?P<ahead>(?:{ahead}|(?<!\bto\ )meet){verb})(?!\w)"
        rf"|(?P<soon>'ll\b)|\b(?P<past>{past})\b|\b(?P<perhaps>\w{{2,20}}ed)\b",
        re.VERBOSE,
    )


_CLAUSE = re.compile(r"[,;:]\s|\s[–—_-]{1,2}\s")
_PART = re.compile(r"[,;:]\s|\s[–—_-]{1,2}\s|\b(?:that|who|which|when|where|after|before|and|but)\b")
_ANOTHER_VERB = re.compile(r"\b(?:and|but|when|who|which|that|after|before|was|were|is|has|had|said|will)\b|\w\w(?:ed|ing)\b")
_LIMIT = re.compile(r"\b(?:until|till|through|by)(?: the| early| mid| late)? $")
_SURELY_AHEAD = re.compile(
    r"\b(?:will|'ll|shall|is to|are to|(?:is|are) (?:due|expected|scheduled|set|planned)|(?:plan|intend|hope|expect)s? to)\b"
)


def tense(before: str, after: str = "") -> str:
    """Of what does the clause speak? ``ahead`` or ``past`` by its nearest verb before the phrase, else by the first one after it;
    ``done`` where a past verb stands right beside it.

    >>> tense("The court will rule on "), tense("The minister, who will resign, said on "), tense("On ", ", voters will choose")
    ('ahead', 'done', 'ahead')
    >>> tense("The truce holds until ")
    'limit'
    """
    sentence = fold(_MAY.sub("mon", _sentence_before(before)))
    if sentence.endswith((" on ", "late ", "early ")) and _DONE.match(fold(after)) and not _cue_beside(sentence):
        return "done"  # "the agency on Sunday issued"
    said = _decided(_CLAUSE.split(sentence)[-1]) or _decided(sentence)
    if said != "ahead" and _LIMIT.search(sentence):
        return "limit"
    if said:
        return said.replace("undone", "")
    stop = _STOP.search(after)
    rest = fold(_MAY.sub("mon", after[: stop.start() + 1] if stop else after))
    first = _cues().search(rest)
    if first and first.lastgroup in ("ahead", "soon"):
        return "ahead" if _SURELY_AHEAD.match(rest, first.start()) else ""
    return "past" if first else ""


_MAY = re.compile(r"\bMay\b")  # the month or a name, never "may"
_DONE = re.compile(r" (?:\w{2,14}ly )?(?:(?!need)\w{2,16}ed|made|sent|took|struck|shot|gave|told|said|began|met|held|won|fell|rose|hit)\b")


def _cue_beside(sentence: str) -> bool:
    """Does a verb stand right before: "is due on"?"""
    cues = list(_cues().finditer(sentence))
    return bool(cues) and bool(_BESIDE.match(sentence, cues[-1].end()))


_BESIDE = re.compile(r" (?:(?:late|early|earlier|later) )?(?:on |in )?(?:late |early )?$")


def _decided(words: str) -> str:
    """The last cue's side; "preferred shares" says little, so a word in -ed decides only where nothing else does."""
    cues = list(_cues().finditer(words))
    firm = [m.lastgroup or "" for m in cues if m.lastgroup != "perhaps"]
    if not firm or (cues[-1].lastgroup == "perhaps" and _BESIDE.match(words, cues[-1].end())):  # "decided late on"
        return ("done" if _BESIDE.match(words, cues[-1].end()) else "past") if cues else ""
    if firm[-1] == "past" and cues[-1].lastgroup == "past" and _BESIDE.match(words, cues[-1].end()):
        return "done"
    return {"soon": "ahead"}.get(firm[-1], firm[-1])

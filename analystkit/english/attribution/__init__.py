"""Who said what: direct, mixed and indirect speech with its speaker, its cue, who relays it, and when it was said."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from analystkit.codebook import Codebook
from analystkit.english.actors.antecedents import Speaker, is_role
from analystkit.english.attribution.cues import announcer, iter_quotes, reports
from analystkit.english.attribution.reach import Report, unit_subject
from analystkit.english.attribution.speakers import Speakers
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.segments.openings import undated
from analystkit.english.segments.transcripts import turns
from analystkit.english.tokens import Item, OuterSentence, Quotation, Reading, bare, name_id, trimmed, within
from analystkit.english.tokens import tokens as words
from analystkit.records import UNKNOWN, Interval, Segment, Statement, Tags
from analystkit.text import fold, slug

_READ = ("title", "deck", "body", "tweet")


def tag(reading: Reading, codebook: Codebook, tags: Tags) -> list[Statement]:
    """The statements of an article's news segments, sorted by start; a tweet is one statement by its author, and may relay others."""
    article = reading.article
    teller = _Teller(reading, codebook, tags)
    for s in article.segments:
        if s.kind == "tweet":
            teller.tweet(s)
        if s.kind in _READ:
            teller.segment(s)
    return sorted(teller.out, key=lambda s: (s.start, s.end, s.rule))


class _Teller:
    """Reads an article once, from front to back, carrying the last speaker along."""

    def __init__(self, reading: Reading, codebook: Codebook, tags: Tags) -> None:
        article, self.reading = reading.article, reading
        self.article, self.tags, self.text = article, tags, article.text
        self.words = words(article.text)
        self.who = Speakers(article.text, list(tags.actors), codebook, article.id, tags.places)
        self.out: list[Statement] = []
        self.times = sorted(tags.times, key=lambda t: t.start)
        self.time_starts = [t.start for t in self.times]
        self.author: str | None = None
        self.published = UNKNOWN
        self.paragraph: Speaker | None = None  # who was last quoted in this paragraph
        self.before: Speaker | None = None  # … and in the one before
        self.opened: tuple[Speaker, int, int] | None = None  # "issued the following statement:"
        self.via: str | None = None

    def tweet(self, s: Segment) -> None:
        span = trimmed(self.text, s.start, s.end)
        if not span:
            return
        speaker = self._tweeter(s)
        stop = _tweet_end(self.text, span.start, span.end)
        ends = (speaker.start, speaker.end) if speaker.end > speaker.start else (None, None)
        self.out.append(Statement(span.start, stop, "direct", ends[0], ends[1], speaker.actor_id, None, None, None, s.published, "tweet"))

    def _tweeter(self, s: Segment) -> Speaker:
        """Who wrote a tweet: the actor whose name or handle signs it, else the signature itself; an empty range where it has none."""
        names = [fold(n).strip("@ ") for n in (s.author, s.handle) if n]
        for a in self.who.within(s.start, s.end):
            if any(fold(self.text[a.start : a.end]).strip("@") in n for n in names):
                return Speaker(a.start, a.end, a.actor_id, a.kind)
        name = (s.author or s.handle or "").partition("|")[0].strip()
        at = self.text.find(name, s.start, s.end) if name else -1
        return Speaker(max(at, 0), at + len(name) if at >= 0 else 0, name_id(name) or None, "")

    def segment(self, s: Segment) -> None:
        """The statements within one segment; inside a tweet its author relays them."""
        self.author = self._tweeter(s).actor_id if s.kind == "tweet" else None
        self.published = s.published if s.kind == "tweet" and s.published.known else self.article.published
        self.paragraph = self.before = self.opened = self.via = None
        before, spoken = (self.who.last, self.who.passed), self._turns(s)
        if s.kind == "tweet":
            self.who.forget()
        for u in within(self.reading.outer, s.start, s.end):
            if any(a <= u.start < b or u.start <= a < u.end for a, b in spoken[max(0, bisect_left(spoken, (u.start, 0)) - 1) :][:2]):
                continue
            if u.first:
                self.before, self.paragraph, self.via = self.paragraph, None, None
            self.unit(undated(u, self.text) if u.first else u)
        if s.kind == "tweet":
            self.who.forget()
            self.who.last, self.who.passed = before  # the article does not go on where a tweet stopped

    def _turns(self, s: Segment) -> list[tuple[int, int]]:
        """Adds the turns of a transcript, and says where they are."""
        found = turns(self.text, s.start, s.end)
        for t in found:
            named = self.who.within(t.name_start, t.name_end)
            who = named[0].actor_id if named else name_id(self.text[t.name_start : t.name_end]) or None
            self.out.append(
                Statement(
                    t.start, t.end, "direct", t.name_start, t.name_end, who, None, None, self.author, self.published, "turn of a transcript"
                )
            )
        return [(t.start, t.end) for t in found]

    def unit(self, u: OuterSentence) -> None:
        """A sentence: what its cues prove, then quotations left over."""
        self.who.enter(u)
        taken: dict[tuple[int, int], None] = {}
        whole: list[tuple[int, int]] = []  # quotations taken as a whole: nothing within them is another's report
        starts = {it.quote.start for it in u.items if it.quote}
        for r in sorted(reports(u), key=lambda r: not r.rule.startswith(("inverted", "said after"))):
            if (r.start, r.end) in taken or any(a <= r.start and r.end <= b for a, b in whole):
                continue
            if r.rule == "caption" and not (r.lo is not None and r.hi is not None and self.who.speaks(u.items, r.lo, r.hi)):
                continue
            speaker = self.who.read(u.items, r.lo, r.hi, (r.start, r.end)) if r.lo is not None and r.hi is not None else None
            if (
                speaker
                and speaker.actor_id is None
                and speaker.end - speaker.start <= 3
                and self.text[speaker.start : speaker.end].lower() in ("i", "you", "we")
                and self.text[r.cue_start : r.cue_end].lower() not in ("said", "told", "asked", "added", "wrote", "replied")
            ):
                continue
            if r.rule == "stance" and self.text[r.cue_start : r.cue_end].lower() in _CITES and self.who.within(r.start, r.end):
                continue  # "citing two officials": whose words they are, the verb behind it tells
            if (
                r.rule == "wanted or promised"
                and speaker
                and not speaker.kind
                and _thing(u.items[r.lo : r.hi], self.text[r.cue_start : r.cue_end])
            ):
                continue
            if _no_speech(u, r):
                continue
            taken[r.start, r.end] = None
            if r.start in starts:
                whole.append((r.start, r.end))
            if speaker:
                self.paragraph = speaker
            self._add(u, r, speaker)
        self._left_over(u, list(taken))
        self._opens(u)

    def _add(self, u: OuterSentence, r: Report, speaker: Speaker | None) -> None:
        via = self._via(u, speaker, r.start, r.end)
        kind = _kind(u, r.start, r.end)
        if kind == "direct" and r.rule == "judgement" and len(self.text[r.start : r.end].split()) < 6:
            kind = "mixed"  # a phrase woven into the reporter's sentence
        said = Statement(
            r.start,
            r.end,
            kind,
            speaker.start if speaker else None,
            speaker.end if speaker else None,
            speaker.actor_id if speaker else None,
            r.cue_start,
            r.cue_end,
            via,
            self._when(u, r),
            r.rule,
        )
        self.out.append(said)

    def _left_over(self, u: OuterSentence, taken: list[tuple[int, int]]) -> None:
        """Quotations that no cue claims: whoever was quoted before in the paragraph goes on, or a statement announced by a colon."""
        alone = all(it.quote or not it.low[0].isalnum() for it in u.items)
        for k, it in iter_quotes(u):
            q = it.quote
            assert q is not None
            if any(a <= q.start and q.end <= b for a, b in taken) or not _speech(self.text, q, alone):
                continue
            speaker, rule = self.paragraph, "carried over"
            cue: tuple[int, int] | tuple[None, None] = (None, None)
            if alone and self.opened and u.first:
                speaker, rule, cue = self.opened[0], "announced", (self.opened[1], self.opened[2])
            elif alone and u.first and speaker is None:
                speaker, rule = self.before, "carried over a paragraph"
            elif not alone and k > 0 and u.items[k - 1].low == ":" and (there := unit_subject(u)):
                speaker, rule = self.who.read(u.items, *there), "before a colon"
            elif not alone and not (speaker and k == 0):
                there = unit_subject(u)
                found = self.who.read(u.items, *there) if there else None
                headline = k + 1 < len(u.items) and u.items[k + 1].low == ":"  # "“We left”: Northport mourns" names no speaker
                if there and found and not found.kind and (headline or not self._can_speak(found, u.items[there[0] : there[1]])):
                    found = None
                speaker, rule = (found, "subject of the sentence") if there else (speaker, rule)
            if speaker:
                self.paragraph = speaker
            self.out.append(
                Statement(
                    q.start,
                    q.end,
                    "direct" if alone or len(self.text[q.start : q.end].split()) > 4 else "mixed",
                    speaker.start if speaker else None,
                    speaker.end if speaker else None,
                    speaker.actor_id if speaker else None,
                    cue[0],
                    cue[1],
                    self._via(u, speaker, q.start, q.end),
                    self._when(u, None),
                    rule,
                )
            )

    def _can_speak(self, speaker: Speaker, phrase: list[Item]) -> bool:
        """Is the subject of a sentence without a verb of speech somebody: a role, a pronoun, a name that is one elsewhere too?"""
        if is_role(speaker.actor_id or "") or phrase[0].low in lexicon("people")["pronouns"]:
            return True
        name = all(it.capital or it.low == "." for it in phrase)
        return bool(speaker.actor_id) and name and (len(phrase) > 1 or bare(phrase[0].low) in self.names)

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that stand with a capital inside a sentence, in lower case."""
        w = self.words
        return frozenset(bare(w.low[i]) for i in range(1, len(w.raw)) if w.capital(i) and w.raw[i - 1][0].islower())

    def _opens(self, u: OuterSentence) -> None:
        """Remember a sentence that announces words to come: "Lee issued the following statement:"."""
        self.opened = None
        if u.items and u.items[-1].low == ":" and (there := announcer(u)) and (who := self.who.read(u.items, *there)):
            self.opened = (
                who,
                u.items[there[1]].start if there[1] < len(u.items) else u.start,
                u.items[-1].start,
            )

    def _via(self, u: OuterSentence, speaker: Speaker | None, start: int, end: int) -> str | None:
        """Who relays the words ``start``..``end``: a medium that the sentence says was told, else the author of the tweet."""
        if self.who.relay:
            return self.who.relay
        if speaker and speaker.kind == "media":
            return self.author
        for a in self.who.within(u.start, u.end):
            apart = a.end <= start or a.start >= end
            if a.kind == "media" and apart and (not speaker or a.actor_id != speaker.actor_id) and _told(self.text, a.start, u.start):
                self.via = a.actor_id
                return self.via
        for k, it in enumerate(u.items):
            apart = it.end <= start or it.start >= end
            if it.capital and apart and (name := _outlet(u.items, k)) and _told(self.text, it.start, u.start):
                self.via = name
                return self.via
        return self.author or (self.via if speaker and speaker.kind == "anonymous" else None)

    def _when(self, u: OuterSentence, r: Report | None) -> Interval:
        """When it was said: a day named beside the cue, else the publication's bounds."""
        if r is not None:
            i = bisect_left(self.time_starts, u.start)
            while i < len(self.times) and self.times[i].start < u.end:
                t = self.times[i]
                outside = t.end <= r.start or t.start >= r.end
                if outside and t.when.known and t.kind == "date" and -2 <= t.start - r.cue_end <= 30:
                    return t.when
                i += 1
        return self.published


def _kind(u: OuterSentence, start: int, end: int) -> str:
    """Direct where quotation marks hold nine tenths of it, mixed where they hold some, else indirect."""
    inside = sum(min(end, it.end) - max(start, it.start) for it in u.items if it.quote and it.start < end and start < it.end)
    return "direct" if inside >= 0.9 * (end - start) else "mixed" if inside else "indirect"


def _speech(text: str, q: Quotation, alone: bool) -> bool:
    """Is a quotation that no cue claims speech, and not a title or a word held with tongs?"""
    inner = text[q.start : q.end].split()
    if alone and inner and inner[-1].endswith((".", "!", "?")):
        return True
    if len(inner) < (3 if alone else 5):
        return False
    heavy = [x for x in inner if x[0].isalpha() and x.lower() not in lexicon("people")["function words"]]
    return not (
        len(inner) < 12 and heavy and all(x[0].isupper() for x in heavy) and (len(heavy) < 6 or not inner[-1].endswith((".", "!", "?")))
    )


def _thing(phrase: list[Item], cue: str) -> bool:
    """Is it no somebody: a law promises nothing, a strike wants nothing? A name, a pronoun, and more than one are somebody,
    but sanctions threaten nobody."""
    people, last = lexicon("people"), bare(phrase[-1].low)
    heads = people["roles"] | people["organisations"] | people["body heads"] | people["pronouns"] | people["armed nouns"] | _ANYBODY
    threat = cue.startswith("threat") and last.endswith("s") and len(phrase) == 1
    somebody = (phrase[-1].capital or last.endswith("s")) and not threat
    return not somebody and not any(bare(it.low) in heads for it in phrase)


def _no_speech(u: OuterSentence, r: Report) -> bool:
    """Is the verb one of a deed to come: "The inquiry would report “in May”"?"""
    k = next((j for j, it in enumerate(u.items) if it.start == r.cue_start), 0)
    return k > 0 and u.items[k].low == "report" and u.items[k - 1].low in _TO_COME and u.items[k + 1].low not in ("that", ":")


_TO_COME = frozenset("would will shall should must may might to".split())
_ANYBODY = frozenset("who which many both most half percent all some few everyone everybody nobody people police".split())
_CITES = frozenset("cite cites cited citing quote quotes quoted quoting".split())
_TELLING = ("told ", "to ", "by ", "with ", "to the ", "told the ", "by the ", "with the ")


def _outlet(items: list[Item], k: int) -> str | None:
    """The id of a news agency or station that every reader knows, at item ``k``: "told Reuters", "told Fox News"."""
    outlets = lexicon("people")["outlets"]
    two = f"{items[k].low} {items[k + 1].low}" if k + 1 < len(items) else ""
    return slug(two) if two in outlets else slug(items[k].low) if items[k].low in outlets else None


def _told(text: str, at: int, floor: int) -> bool:
    """Does a medium's name follow "told", "to" or "by"?"""
    return fold(text[max(floor, at - 9) : at]).lstrip().endswith(_TELLING)


def _tweet_end(text: str, start: int, end: int) -> int:
    """Where a tweet's own words end: before its signature line ("— Name (@handle) June 1, 2020")."""
    dash = max(text.rfind("—", start, end), text.rfind("\n– ", start, end))
    if dash > start and "(@" in text[dash:end]:
        return trimmed(text, start, dash).end  # type: ignore[union-attr]
    return end

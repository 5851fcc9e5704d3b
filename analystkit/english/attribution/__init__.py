"""Who said what: direct, mixed and indirect speech with its speaker, its cue, who relays it, and when it was said.

Which words are said, rules/attribution.rules say (``said``); who a speaker is, ``speakers`` decides; here is what several sentences
decide together: whose a quotation without a cue is, who relays, when it was said.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cached_property, lru_cache

from analystkit.codebook import Codebook
from analystkit.english.actors.antecedents import Speaker, is_role
from analystkit.english.attribution.said import Said, Span, alone, kept, left_over, opening, said
from analystkit.english.attribution.speakers import Speakers
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.patterns import rules
from analystkit.english.segments.openings import undated
from analystkit.english.segments.transcripts import turns
from analystkit.english.tokens import OuterSentence, Reading, bare, name_id, trimmed, within
from analystkit.records import UNKNOWN, Interval, Segment, Statement, Tags
from analystkit.text import fold, slug

_READ = ("title", "deck", "body", "tweet")
_SAYS = frozenset("said told asked added wrote replied".split())  # what "I" must do to be a source: "I think" is the writer's
_NEEDS_VERB = ("of a thing", "spoken of", "said of")  # whose patterns alone do not prove that the cue is a verb
_OWN = ("noun of speech", "according to")  # whose noun phrase stands behind the cue, or is a possessive
_PROVEN = ("that", "said between", "as X said", *_OWN)  # whose words are said even where no noun phrase says them
_ANYBODY = frozenset("who which many both most half percent all some few everyone everybody nobody people police".split())


def tag(reading: Reading, codebook: Codebook, tags: Tags) -> list[Statement]:
    """The statements of an article's news segments, sorted by start; a tweet is one statement by its author, and may relay others."""
    teller = _Teller(reading, codebook, tags)
    for s in reading.article.segments:
        if s.kind == "tweet":
            teller.tweet(s)
        if s.kind in _READ:
            teller.segment(s)
    return sorted(teller.out, key=lambda s: (s.start, s.end, s.rule))


class _Teller:
    """Reads an article once, from front to back, carrying the last speaker along."""

    def __init__(self, reading: Reading, codebook: Codebook, tags: Tags) -> None:
        self.reading, self.text = reading, reading.text
        self.who = Speakers(reading, codebook, tags)
        self.out: list[Statement] = []
        self.times = sorted((t for t in tags.times if t.kind == "date" and t.when.known), key=lambda t: t.start)
        self.author: str | None = None
        self.published = UNKNOWN
        self.paragraph: Speaker | None = None  # who was last quoted in this paragraph
        self.before: Speaker | None = None  # … and in the one before
        self.announced: tuple[Speaker, Span] | None = None  # "issued the following statement:", and the offsets of the cue
        self.via: str | None = None

    # ---- segments
    def tweet(self, s: Segment) -> None:
        """A tweet is what its author says, up to the signature."""
        if span := trimmed(self.text, s.start, s.end):
            self.published, self.author = s.published, None
            who = self._tweeter(s)
            named = who if who.end > who.start else Speaker(0, 0, who.actor_id, "")
            self._add((span.start, _tweet_end(self.text, span.start, span.end)), "direct", named, None, None, "tweet", s.published)

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
        tweet = s.kind == "tweet"
        self.author = self._tweeter(s).actor_id if tweet else None
        self.published = s.published if tweet and s.published.known else self.reading.article.published
        self.paragraph = self.before = self.announced = self.via = None
        before = self.who.last, self.who.passed
        self.who.passed = [] if tweet else self.who.passed
        spoken = self._turns(s)
        for u in within(self.reading.outer, s.start, s.end):
            near = spoken[max(0, bisect_left(spoken, (u.start, 0)) - 1) :][:2]
            if not any(a < u.end and u.start < b for a, b in near):
                self.sentence(undated(u, self.text) if u.first else u)
        if tweet:
            self.who.last, self.who.passed = before[0], []  # the article does not go on where a tweet stopped

    def _turns(self, s: Segment) -> list[Span]:
        """Adds the turns of a transcript, and says where they are."""
        found = turns(self.text, s.start, s.end)
        for t in found:
            named = self.who.within(t.name_start, t.name_end)
            who = named[0].actor_id if named else name_id(self.text[t.name_start : t.name_end]) or None
            speaker = Speaker(t.name_start, t.name_end, who, "")
            self._add((t.start, t.end), "direct", speaker, None, self.author, "turn of a transcript", self.published)
        return [(t.start, t.end) for t in found]

    # ---- sentences
    def sentence(self, u: OuterSentence) -> None:
        """What the cues of a sentence prove, then the quotations left over."""
        if u.first:
            self.before, self.paragraph, self.via = self.paragraph, None, None
        tape = rules("attribution").tape(u.raw)
        self.who.enter(u, tape)
        found = said(u, tape)
        taken: list[Span] = []
        for span, x in kept(u, found):
            speaker = self.who.read(*x.who, span, None if x.rule in _OWN else x.cue[0]) if x.who else None
            if (speaker or not x.who or x.rule in _PROVEN) and self._counts(u, x, speaker):
                taken.append(span)
                self._say(u, span, speaker, x, x.rule)
        for k in left_over(u, self.text, taken):
            speaker, cue, rule = self._goes_on(u, tape, k)
            self._say(u, (u.quotes[k].start, u.quotes[k].end), speaker, cue, rule)
        if (
            self.out
            and self.out[-1].speaker_id is None
            and (how := next((x.who for x in found if not x.span and x.rule == "is how"), None))
        ):
            self._of_last(how)  # "“A piano in a well.” That is how Lee describes it."
        self.announced = None
        if coming := next((x for x in found if not x.span and x.rule == "announced" and x.who), None):
            who = self.who.read(*(coming.who or (0, 1)))
            self.announced = (who, (u.starts[coming.cue[0]], u.ends[coming.cue[1] - 1])) if who else None

    def _of_last(self, who: Span) -> None:
        """The words of the sentence before are whose this one says."""
        if speaker := self.who.read(*who):
            last = self.out.pop()
            self.out.append(replace(last, speaker_start=speaker.start, speaker_end=speaker.end, speaker_id=speaker.actor_id, rule="is how"))

    def _counts(self, u: OuterSentence, x: Said, speaker: Speaker | None) -> bool:
        """Is it somebody's word: no thought of the writer's, no wish of a thing, no heading that only looks like a caption?"""
        if x.rule in _NEEDS_VERB and self._noun(u, x.cue[0]):
            return False
        if x.rule == "caption":
            sentence = self.reading.sentence_at(u.starts[x.cue[0]])
            says = sentence and sentence.syntax.clauses  # "Ann Lee: her house in May" is a picture's
            return bool(u.first and says and x.who and self.who.speaks(*x.who))
        cue = u.low[x.cue[1] - 1]
        if speaker and not speaker.actor_id and self.text[speaker.start : speaker.end].lower() in ("i", "you", "we"):
            return cue in _SAYS
        return not (x.rule in ("wanted", "promised") and x.who and speaker and not speaker.kind and _thing(u, *x.who, cue))

    def _noun(self, u: OuterSentence, k: int) -> bool:
        """Is the word a noun in its sentence: "the list of demands"?"""
        sentence = self.reading.sentence_at(u.starts[k])
        at = sentence.syntax.item_at(u.starts[k]) if sentence else None
        return bool(sentence and at is not None and sentence.syntax.tape[at] in "NJ")

    def _say(self, u: OuterSentence, span: Span, speaker: Speaker | None, x: Said | Span | None, rule: str) -> None:
        cue = (u.starts[x.cue[0]], u.ends[x.cue[1] - 1]) if isinstance(x, Said) else x
        kind = _kind(u, span)
        if rule.startswith(("carried", "signed", "subject", "before a", "announced")):
            kind = "direct" if alone(u) or len(self.text[span[0] : span[1]].split()) > 4 else "mixed"
        elif kind == "direct" and rule == "is called" and len(self.text[span[0] : span[1]].split()) < 6:
            kind = "mixed"  # a phrase woven into the reporter's sentence
        self.paragraph = speaker or self.paragraph
        when = self._when(u, span, cue[1]) if isinstance(x, Said) and cue else self.published
        self._add(span, kind, speaker, cue, self._via(u, speaker, span), rule, when)

    def _add(self, span: Span, kind: str, who: Speaker | None, cue: Span | None, via: str | None, rule: str, when: Interval) -> None:
        if not any(map(str.isalnum, self.text[span[0] : span[1]])):
            return  # he said “”.
        start, end = (who.start, who.end) if who and who.end > who.start else (None, None)
        cue_start, cue_end = cue or (None, None)
        self.out.append(Statement(*span, kind, start, end, who.actor_id if who else None, cue_start, cue_end, via, when, rule))

    # ---- what no cue tells
    def _goes_on(self, u: OuterSentence, tape: str, k: int) -> tuple[Speaker | None, Span | None, str]:
        """Whose a quotation without a cue is: who was announced, signed it, is the subject of its sentence, or spoke last."""
        lone = alone(u)
        if lone and self.announced:
            return self.announced[0], self.announced[1], "announced"
        if m := rules("attribution").regex("SIGNED").match(tape, k + 1):
            return self.who.read(*m.span("who_0")), None, "signed"
        if not lone and not (self.paragraph and k == 0) and (there := opening(tape, len(tape))):
            found = self.who.read(*there)
            if u.low[k - 1] == ":" and k:
                return found, None, "before a colon"
            headline = u.low[k + 1 : k + 2] == [":"]  # "“We left”: Northport mourns" names no speaker
            able = found and (found.kind or (not headline and self._can_speak(found, u, *there)))
            return (found if able else None), None, "subject of the sentence"
        if lone and u.first and not self.paragraph:
            return self.before, None, "carried over a paragraph"
        return self.paragraph, None, "carried over"

    def _can_speak(self, speaker: Speaker, u: OuterSentence, lo: int, hi: int) -> bool:
        """Is the subject of a sentence without a verb of speech somebody: a role, a pronoun, a name that is one elsewhere too?"""
        if is_role(speaker.actor_id or "") or u.low[lo] in lexicon("people")["pronouns"]:
            return True
        name = all(r[0].isupper() or r == "." for r in u.raw[lo:hi])
        return bool(speaker.actor_id) and name and (hi - lo > 1 or bare(u.low[lo]) in self._names)

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words that stand with a capital inside a sentence, in lower case."""
        w = self.reading.tokens
        return frozenset(bare(w.low[i]) for i in range(1, len(w.raw)) if w.capital(i) and w.raw[i - 1][0].islower())

    def _via(self, u: OuterSentence, speaker: Speaker | None, span: Span) -> str | None:
        """Who relays the words: a medium that the sentence says was told, else the author of the tweet."""
        if self.who.relay or (speaker and speaker.kind == "media"):
            return self.who.relay or self.author
        media = [(a.start, a.end, a.actor_id) for a in self.who.within(u.start, u.end) if a.kind == "media"]
        for a, b, outlet in [*media, *_outlets(u)]:
            apart = b <= span[0] or a >= span[1]
            if apart and (not speaker or outlet != speaker.actor_id) and _told(self.text, a, u.start):
                self.via = outlet
                return outlet
        return self.author or (self.via if speaker and speaker.kind == "anonymous" else None)

    def _when(self, u: OuterSentence, span: Span, cue_end: int) -> Interval:
        """When it was said: a day named beside the cue, else the publication's bounds."""
        beside = within(self.times, max(u.start, cue_end - 2), min(u.end, cue_end + 31))
        return next((t.when for t in beside if t.end <= span[0] or t.start >= span[1]), self.published)


def _kind(u: OuterSentence, span: Span) -> str:
    """Direct where quotation marks hold nine tenths of it, mixed where they hold some, else indirect."""
    start, end = span
    quotes = ((q.outer_start, q.outer_end) for q in u.quotes.values())
    inside = sum(min(end, b) - max(start, a) for a, b in quotes if a < end and start < b)
    return "direct" if inside >= 0.9 * (end - start) else "mixed" if inside else "indirect"


def _thing(u: OuterSentence, lo: int, hi: int, cue: str) -> bool:
    """Is it no somebody: a law promises nothing, a strike wants nothing? A name, a pronoun, and more than one are somebody,
    but sanctions threaten nobody."""
    people, last = lexicon("people"), bare(u.low[hi - 1])
    heads = people["roles"] | people["organisations"] | people["body heads"] | people["pronouns"] | people["armed nouns"] | _ANYBODY
    threat = cue.startswith("threat") and last.endswith("s") and hi - lo == 1
    somebody = (u.raw[hi - 1][0].isupper() or last.endswith("s")) and not threat
    return not somebody and not any(bare(w) in heads for w in u.low[lo:hi])


_TELLING = ("told ", "to ", "by ", "with ", "to the ", "told the ", "by the ", "with the ")


def _told(text: str, at: int, floor: int) -> bool:
    """Does a medium's name follow "told", "to" or "by"?"""
    return fold(text[max(floor, at - 9) : at]).lstrip().endswith(_TELLING)


@lru_cache(maxsize=2)
def _outlets(u: OuterSentence) -> list[tuple[int, int, str]]:
    """The news agencies and stations that every reader knows: "told Reuters", "told Fox News"."""
    known, out = lexicon("people")["outlets"], []
    for k in (k for k, low in enumerate(u.low) if low in _outlet_words() and u.raw[k][0].isupper()):
        two = " ".join(u.low[k : k + 2])
        if name := two if two in known else u.low[k] if u.low[k] in known else "":
            out.append((u.starts[k], u.ends[k], slug(name)))
    return out


@lru_cache(maxsize=1)
def _outlet_words() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in lexicon("people")["outlets"])


def _tweet_end(text: str, start: int, end: int) -> int:
    """Where a tweet's own words end: before its signature line ("— Name (@handle) June 1, 2020")."""
    dash = max(text.rfind("—", start, end), text.rfind("\n– ", start, end))
    own = trimmed(text, start, dash) if dash > start and "(@" in text[dash:end] else None
    return own.end if own else end

"""What each telling stands among: the names and rare words of its clause, its sentence and its paragraph.

A bare "the attack" says nothing of which attack it is; that it stands beside "Ostrel" and "four officers" does. So a scene says which of
several happenings is told: inside an article, where the next paragraph may be about another one, and across articles.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property

from analystkit.english import TELLING, WORD, commonplace, content_words, moved_to, nations, rarity, read, stem, stopwords, within
from analystkit.link import Address
from analystkit.records import Article, Interval, Mention, Place, Tags, Time
from analystkit.text import fold

Scene = Mapping[str, float]
"""The stems of words with how much each says here."""

Kin = Mapping[Address, tuple[float, tuple[str, ...]]]
"""An event's nearest in other articles, by its first mention: how much their scenes share, and the words that show it."""

# «the last of a chain that began with the raid on the mill»: what follows is of the raid, and not of the last
BEGAN = re.compile(r"\b(?:began|begun|started|opened)\s(?:(?:on|in)\s)?(?:[\w-]+\s){0,4}with\s")
_IN_SENTENCE, _IN_PARAGRAPH = 0.5, 0.25  # what a word beside a clause says, of what one in it says
_FAR = 400  # characters of a paragraph on either side of the sentence: what was printed without breaks is no one scene
_THERE = re.compile(
    r"\b(?:at|in|near|outside|inside|off|around)\s(?:the\s)?(?:[a-z][\w-]+\s){0,2}((?:[^\W\d_a-z][\w’'-]+)(?:\s(?:[^\W\d_a-z][\w’'-]+))*)"
)
_THING = 0.8  # how rare the word is at least for what an event was done to or with: no "man", no "house"
_KNOWN = frozenset("the this that these those its his her their".split())
_RARE = 2.0  # how rare a word of a title is at least that names something
_AFTER = re.compile(r"\b(?:after|before|since|following|ahead\sof|as|while)\b")
_OPENING = 600  # characters
# «who fled to Kaya», «had left Nairobi at ten»: of who tells it or came there
_ON_THE_WAY = re.compile(r"\b(?:to|from|left|leaving|towards?|via)\s(?:the\s)?(?:[a-z]+\sof\s)?$")
_OF_DAY = re.compile(r"[’']s")  # «said that yesterday's raid»
_SAID = 2  # words between what says and when that was
_COMMON = 0.3  # what a word says that a report of any happening can hold: "gunmen", "bombing"
_NESTED = 10  # so many ranges that are passed over can begin before a word and hold it
_BARE = 2  # blanks of a clause that says anything: not "the arrest"
_SEEN = 50  # characters of a clause that a title surely has
# Where another part of a sentence begins
_TURNS = re.compile(
    r"[,;:(–—]\s+(?:and\s)?(?!\d)|\sand\s|\s(?=(?:but|after|before|when|while|as|since|where|who|which|that|because|amid|during|following)\s)"
)
_NAME = 1.5  # how rare a name is at least: the words of «Silver Arrow» are common


class Scenes:
    """The scenes of one article's mentions."""

    def __init__(self, article: Article, tags: Tags) -> None:
        said = [(s.cue_start, s.cue_end) for s in tags.statements] + [(s.speaker_start, s.speaker_end) for s in tags.statements]
        spans = [(m.head_start, m.head_end) for m in tags.mentions] + [(t.start, t.end) for t in tags.times]
        spans += [
            (p.start, p.end) for p in tags.places if p.kind in ("country", "continent") or p.rule.endswith("dateline")
        ]  # "El Salvador"
        self.article, self.passed = article, sorted((a, b) for a, b in (*spans, *said) if a is not None and b is not None)
        self.reading, self.places, self.actors = read(article), tags.places, tags.actors
        self.heads, self.tags = sorted(m.head_start for m in tags.mentions), tags

    def of(self, m: Mention) -> Scene:
        """The scene of one mention."""
        found: dict[str, float] = {}
        text, (a, b) = self.article.text, self.sentence(m)
        lo, hi = text.rfind("\n", max(0, a - _FAR), m.head_start) + 1 or max(0, a - _FAR), text.find("\n", m.head_start, b + _FAR)
        began = self.says(m, BEGAN)
        for at, word, weight in self._words(lo, hi if hi >= 0 else b + _FAR):
            if began and began.end() <= at < b:
                continue
            own = m.start <= at < m.end and not self._between(at, m.head_start)
            share = 1.0 if own else _IN_SENTENCE if a <= at < b else _IN_PARAGRAPH
            found[word] = max(found.get(word, 0.0), weight * share)
        return found

    def _between(self, at: int, head: int) -> bool:
        """Does another event's word stand between a word and the event's own: «the {raid} was an answer to an ambush near Moor»?"""
        lo, hi = sorted((at, head))
        return bisect_right(self.heads, lo) < bisect_left(self.heads, hi)

    def named(self, m: Mention) -> frozenset[str]:
        """The stems of the places that its clause names, but those of what else it tells."""
        there = [p for p in self._where(m.start, m.end) if p.kind != "country"]
        others = self._elsewhere(m, m.start, m.end) if there else ()
        return frozenset(word for p in there if p.place_id not in others for _, word, _ in self._words(p.start, p.end))

    def _where(self, start: int, end: int) -> list[Place]:
        """The places in a range at which something can be, and not only come from or go to."""
        there = (p for p in within(self.places, start, end) if p.use == "locative")
        return [p for p in there if not _ON_THE_WAY.search(self.article.text, max(0, p.start - 30), p.start)]

    def _elsewhere(self, m: Mention, start: int, end: int) -> set[str]:
        """The places of the other mentions in a range, but those of this one: "the operation was a reprisal for the ambush at {Vale}"."""
        beside = (x for x in within(self.tags.mentions, start, end) if x != m)
        return {place for x in beside for place in x.place_ids} - {*m.place_ids}

    def names(self, m: Mention) -> frozenset[str]:
        """The stems of the names in its clause that stand where a place does («at the Rosa mine»), but of bodies and of places that are
        known by where they lie."""
        there = [where.span(1) for where in _THERE.finditer(self.article.text, m.start, m.end)]
        return frozenset(word for lo, hi in there for word in self._named(m, lo, hi))

    def beside(self, m: Mention) -> frozenset[str]:
        """All such names of its sentence and of the title but those of people, who speak of many events."""
        return (self._named(m, *self.sentence(m)) | self._title) - self._persons

    def what(self, m: Mention) -> frozenset[str]:
        """The stems of the rare words of its sentence, but those that any such report holds, and those of places: what it was about."""
        own = self._words(*self.sentence(m))
        return frozenset(word for at, word, _ in own if word not in commonplace() and not _held(at, self._places))

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return sorted((p.start, p.end) for p in self.places)

    def _named(self, m: Mention, start: int, end: int) -> frozenset[str]:
        text = self.article.text
        own = [(at, word) for at, word, _ in self._words(start, end) if text[at].isupper() and at not in self._opens]
        return frozenset(word for at, word in own if not self._between(at, m.head_start) and not _held(at, self._known))

    @cached_property
    def _title(self) -> frozenset[str]:
        """The stems of the names in its title; none where most words have capitals. The first word is one where the text has it so."""
        words = [w.group() for w in WORD.finditer(self.article.title or "")]
        names = [fold(w).removesuffix("'s") for w in words if w[0].isupper()]
        text = {word for at, word, _ in self._told if self.article.text[at].isupper()}
        rare = {stem(w) for k, w in enumerate(names) if rarity(w) > _RARE and (k or stem(w) in text)} - commonplace()
        return frozenset(rare) if 2 * len(names) <= len(words) else frozenset()

    @cached_property
    def _persons(self) -> frozenset[str]:
        """The stems of the names of people."""
        return frozenset(word for a in self.actors if a.kind == "person" for _, word, _ in self._words(a.start, a.end))

    @cached_property
    def _known(self) -> list[tuple[int, int]]:
        """Where bodies stand, and places that are known by where they lie."""
        there = [(p.start, p.end) for p in self.places if p.lat is not None or p.kind == "region"]
        return sorted(there + [(a.start, a.end) for a in self.actors if a.kind != "person"])

    def clause(self, m: Mention) -> str:
        """The words that tell it; of a word or two their sentence, which says of what they are. Where others would fill a title before its
        own word comes, from the part of the sentence that has it: «…hours before the {attack}»."""
        start, end = (m.start, m.end) if self.article.text[m.start : m.end].count(" ") >= _BARE else self.sentence(m)
        if m.head_end - start <= _SEEN:
            return self.article.text[start : min(end, start + 200)]
        turns = [x.end() for x in _TURNS.finditer(self.article.text, start, m.head_start)]
        near = [x for x in turns if m.head_end - x <= _SEEN]
        start = near[0] if near else self.article.text.find(" ", m.head_end - _SEEN) + 1
        return "…" + self.article.text[min(start, m.head_start) : min(max(end, m.head_end), start + 200)]

    def around(self, m: Mention) -> frozenset[str]:
        """The places that its sentence names, but those of what else the sentence tells."""
        start, end = self.sentence(m)
        there = [p for p in self._where(start, end) if p.place_id and not p.nested]
        return frozenset(str(p.place_id) for p in there) - (self._elsewhere(m, start, end) if there else set())

    @cached_property
    def setting(self) -> frozenset[str]:
        """The places that the article names where it opens; that of its dateline where it names no other."""
        there = [p for p in within(self.places, 0, _OPENING) if p.use == "locative" and p.place_id and p.kind != "country"]
        return frozenset(str(p.place_id) for p in [p for p in there if not p.rule.endswith("dateline")] or there)

    def then(self, m: Mention) -> frozenset[Interval]:
        """The times of its part of the sentence but those of other events in it: «on Friday, four days after a bomb killed six»."""
        lo, hi = self.sentence(m)
        lo, hi = max(lo, m.head_start - _FAR), min(hi, m.head_end + _FAR)
        others = {x.when for x in within(self.tags.mentions, lo, hi) if x.head_start != m.head_start}
        turns = [x.start() for x in _AFTER.finditer(self.article.text, lo, hi)]
        lo, hi = max([lo, *(x for x in turns if x < m.head_start)]), min([hi, *(x for x in turns if x > m.head_start)])
        told = (t for t in within(self.tags.times, lo, hi) if t.kind == "date" and t.when.bounded and not self.of_saying(t))
        return frozenset(t.when for t in told if t.when not in others)

    def of_saying(self, t: Time) -> bool:
        """Is it when somebody spoke or counted: «said on Monday», «told reporters on Monday», «the toll rose to 12 on Monday»?"""
        k = bisect_right(self._cues, t.start)
        said = (
            k > 0
            and not _OF_DAY.search(self.article.text, t.end - 2, t.end + 2)
            and len(self.article.text[self._cues[k - 1] : t.start].split()) <= _SAID
        )
        return said or bool(moved_to(self.article.text[max(0, t.start - _FAR) : t.start]))

    @cached_property
    def _cues(self) -> list[int]:
        """Where the words end by which something is said."""
        return sorted(s.cue_end for s in self.tags.statements if s.cue_end is not None)

    def things(self, m: Mention) -> tuple[frozenset[str], frozenset[str]]:
        """The stems of what its clause tells of as new («a patrol»), and as known («the patrol was ambushed»)."""
        sentence = self.reading.sentence_at(m.head_start)
        if sentence is None:
            return frozenset(), frozenset()
        s, new, known = sentence.syntax, set[int](), set[int]()
        for p in (p for p in s.phrases if m.start <= s.span(p.head, p.hi)[0] < m.end):
            if s.low[p.lo] in _KNOWN:
                known |= set() if s.plural(p) or p.prep is not None else {p.head}
            elif not s.definite(p):
                new |= {*range(p.lo, p.hi)}  # «a tram driver» tells of a tram too
        own = self._speakers | {stem(w) for w in content_words(self.article.text[m.head_start : m.head_end])}
        told = ((stem(s.low[i]) for i in of if s.tape[i] == "N" and rarity(s.low[i]) >= _THING) for of in (new, known))
        one, two = (frozenset(w for w in words if w not in own) for words in told)
        return one, two

    @cached_property
    def _speakers(self) -> frozenset[str]:
        """The stems of the words for those who speak: «an officer», «the spokesman»."""
        spans = ((s.speaker_start, s.speaker_end) for s in self.tags.statements if s.speaker_start is not None)
        return frozenset(stem(w) for a, b in spans for w in content_words(self.article.text[a:b]))

    def opens(self, m: Mention, words: re.Pattern[str]) -> bool:
        """Does its sentence open with such words?"""
        return bool(words.match(self.article.text, self.sentence(m)[0]))

    def says(self, m: Mention, words: re.Pattern[str]) -> re.Match[str] | None:
        """Such words in its sentence, after its own word."""
        return words.search(self.article.text, m.head_end, self.sentence(m)[1])

    def together(self, one: Mention, two: Mention) -> bool:
        """Do they stand in one sentence?"""
        return self.sentence(one) == self.sentence(two)

    def sentence(self, m: Mention) -> tuple[int, int]:
        """Where its sentence begins and ends."""
        s = self.reading.sentence_at(m.head_start)
        return (s.start, s.end) if s else (m.start, m.end)

    def _words(self, lo: int, hi: int) -> list[tuple[int, str, float]]:
        return self._told[bisect_left(self._told, (lo,)) : bisect_left(self._told, (hi,))]

    @cached_property
    def _opens(self) -> frozenset[int]:
        """Where sentences begin, with a capital that says nothing."""
        return frozenset(s.start for s in self.reading.sentences)

    @cached_property
    def _told(self) -> list[tuple[int, str, float]]:
        """The names and rare words of the article: where each stands, its stem, and what it says."""
        text, opens, out = self.article.text, self._opens, []
        for w in WORD.finditer(fold(text)):
            word, at = w.group().removesuffix("'s"), w.start()
            capital = text[at].isupper() and at not in opens
            weight = max(rarity(word), _NAME if capital else 0.0)
            if weight <= TELLING or word in stopwords() or word.isdigit() or (capital and text[at : w.end()] in nations()):
                continue
            if not _held(at, self.passed):
                out.append((at, stem(word), weight * (_COMMON if stem(word) in commonplace() else 1.0)))
        return out


def _held(at: int, ranges: list[tuple[int, int]]) -> bool:
    """Does one of these ranges, in their order, hold this offset?"""
    k = bisect_right(ranges, at, key=lambda r: r[0])
    return any(at < b for _, b in ranges[max(0, k - _NESTED) : k])


def common(one: Scene, two: Scene) -> float:
    """How much two scenes share: of each word the geometric mean of what it says in both."""
    few, many = sorted((one, two), key=len)
    return sum(math.sqrt(w * many[k]) for k, w in few.items() if k in many)


def joint(one: Scene, two: Scene) -> Scene:
    """The scene of what both tell."""
    return {w: max(one.get(w, 0.0), two.get(w, 0.0)) for w in {**one, **two}}  # in their order: sums over it are the same in every run

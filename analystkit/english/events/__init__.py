"""Mentions: the clauses that report an event, with its type, status, time, places, and who did it to whom.

    sentences -> event words -> clauses with one head each -> generic talk set aside -> time, places and actors nearest the head

``rule`` names the lexicon's type and word. A mention does not say which event it is: linking does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar

from analystkit.codebook import Codebook
from analystkit.english.events.agency import did_it
from analystkit.english.events.casualties import KILLED, counts, harm_at
from analystkit.english.events.clauses import Head, heads, noun_phrase, pieces, restrictive
from analystkit.english.events.doubt import charged, denial, figurative, imagined, named
from analystkit.english.events.eventwords import Trigger, any_of, harmful, triggers, weak
from analystkit.english.events.hits import Hit, empty, hits
from analystkit.english.events.roles import apposition, attributive, describes, elsewhere, role, status
from analystkit.english.events.senses import Senses
from analystkit.english.tokens import Reading, Span
from analystkit.records import UNKNOWN, Actor, Interval, Mention, Place, Tags, Time

_ATTRIBUTION = re.compile(
    r",?\s+(?:according\s+to|as\s+reported\s+by|per)\s+[^.;]{1,160}$|^\s*(?:According\s+to|Per"
    r"|As\s+first\s+reported\s+by)\s+[^,.;]{1,80},\s*",
    re.IGNORECASE,
)
_THE = re.compile(r"\s*(?:the|this|these|those|that)\s*", re.IGNORECASE)
_THAT = re.compile(
    r"\b(?:warning|message|sign|signal|claims?|reports?|fears?|hopes?|belief"
    r"|statement)\b[^.;,]{0,30}?(?=\s+that\s+(?:the|its|it|they|he|she|his|their|a|an|any|[A-Z])\b)"
)
_ASIDE = re.compile(r",\s+(?:where|which)\s", re.IGNORECASE)
_COPULA = re.compile(r"\b(?:was|were|is|are|be|been|intended|came|comes)\b", re.IGNORECASE)
_DATED_NOUN = re.compile(r"(?:['’]s?)?\s+(?:(?!(?:the|a|an|of|in|on|by|and)\s)[\w-]+\s+){0,3}")  # «Monday's rocket attack»
_STRUCK = re.compile(r"\s+(?:(?:made|carried\s+out|launched|aimed)\s+)?(?:against|on|at|targeting)\s+(?:the\s+)?(?:[a-z-]+\s+)?")
# «would not say who died in the raid»: there was one
_KNOWN = re.compile(
    r"\b(?:in|during|after|before|from|behind|over|amid|since)\s+(?:the|this|that|these|those|its|his|her|their|last|\w+['’]s?)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
# «A sixth died in hospital on Friday», «the toll rose on Friday», «two more bodies»: the day is not that of the event
_GROWS = re.compile(
    r"""\b(?:an?\s+(?:second|third|[a-z]{2,9}th)\b(?!\s+(?:attack|strike|raid|blast))|(?:in|at)\s+(?:an?\s+|the\s+)?hospital
    |(?:of|from)\s+(?:(?:his|her|their)\s+)?(?:wounds|injuries)|more\s+bodies|toll)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_DAY = re.compile(r"\w{0,2}['’]s")
_SUBJECTS = re.compile(r"\s+(?:was|were|is|are|has|have|had)(?:\s+been)?(?:\s+\w+ly)?\s+")
_MANY = 25  # event words of one sentence: what goes on beyond them is no prose

R = TypeVar("R", Place, Actor, Time)


def tag(reading: Reading, codebook: Codebook, tags: Tags) -> list[Mention]:
    """The event mentions of an article, by start. Takes the times, places, actors and statements found before."""
    article = reading.article
    finder, reader = triggers(codebook.event_types), _Reader(reading, codebook, tags)
    senses = Senses(article, tags.actors, tags.places)
    out: list[Mention] = []
    for a, b, _ in article.news():
        named = list(finder.find(article.text, a, b))
        starts, harmed = [x[0] for x in named], harm_at(article.text, a, b)
        for sentence in pieces(article.text, a, b):
            own = named[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            said = list(islice(hits(article.text, sentence, own), _MANY))
            found = [h for h in said if not empty(article.text, sentence.start, h) and not _untold(article.text, sentence, h)]
            found = [told for h in found if (told := senses.meant(h, sentence))]
            made = reader.mentions(sentence, found)
            out += made
            if bisect_left(harmed, sentence.start) < bisect_left(harmed, sentence.end) and not any(harmful(m.type) for m in made):
                out += reader.counted(sentence, alone=not made, none=any(harmful(m.type) for m in out))
    return sorted({(m.start, m.end, m.head_start): m for m in out}.values(), key=lambda m: (m.start, m.end))


def _untold(text: str, sentence: Span, hit: Hit) -> bool:
    """A word that tells of nothing done: part of a name, a figure of speech, an exercise, a novel or a condition."""
    a, b = sentence.start, sentence.end
    return named(text, sentence, hit) or figurative(text, b, hit) or imagined(text, a, b, hit.start) or charged(text, a, hit)


class _Reader:
    """One article's tags, looked up by where they stand."""

    def __init__(self, reading: Reading, codebook: Codebook, tags: Tags) -> None:
        self.reading, self.text, self.tags = reading, reading.text, tags
        self.governments = {m.upper(): k.actor_id for k in codebook.actors if k.kind == "government" for m in k.metonyms}
        self.times = [t for t in tags.times if t.kind == "date" and t.when.known]
        self.places = [p for p in tags.places if p.place_id]
        self.actors = list(tags.actors)
        self._at = {id(rows): [r.start for r in rows] for rows in (self.times, self.places, self.actors)}
        self.statements = sorted((s.start, s.end) for s in tags.statements)
        self._statement_starts = [s for s, _ in self.statements]

    def _within(self, rows: Sequence[R], a: int, b: int) -> list[R]:
        starts = self._at[id(rows)]
        return [r for r in rows[bisect_left(starts, a) : bisect_left(starts, b)] if r.end <= b]

    def mentions(self, sentence: Span, found: list[Hit]) -> list[Mention]:
        """The mentions of one sentence."""
        found = [h for h in found if not self._named(h)]
        groups = heads(self.text, sentence, found) if found else []
        groups += self._dated(sentence, found, groups)
        phrases = [(h.start, h.end) for h in groups if h.phrase]
        return [m for h in groups if (m := self._mention(h, [p for p in phrases if p != (h.start, h.end)], sentence.start)) is not None]

    def _dated(self, sentence: Span, found: list[Hit], groups: list[Head]) -> list[Head]:
        """«opened an inquiry into the 3 May raid which …»: a noun with its own date names an event, whatever the clause is about."""
        told = {h.hit.start for h in groups}
        out = []
        for h in found:
            if h.start in told or h.use != "noun" or weak(h.trigger.type):
                continue
            near = self._within(self.times, max(sentence.start, h.start - 60), h.start)
            if any(_DATED_NOUN.fullmatch(self.text, t.end, h.start) for t in near):
                np = restrictive(self.text, noun_phrase(self.text, sentence.start, sentence.end, h), sentence.end)
                out.append(Head(h, np.start, np.end, np.start, np.end, True))
        return out

    def _named(self, hit: Hit) -> bool:
        """Is the word a part of a name: «Operation Quiet Dawn spokesman»?"""
        at = bisect_left(self._at[id(self.actors)], hit.start + 1)
        return any(
            x.start <= hit.start and hit.end <= x.end and (x.kind == "person" or x.end - x.start > hit.end - hit.start)
            for x in self.actors[max(0, at - 3) : at]
        )

    def _mention(self, head: Head, others: list[tuple[int, int]], sentence: int) -> Mention | None:
        hit, (a, b) = head.hit, self._clip(head)
        if hit.trigger.loose and not self._within(self.places, a, b) and not self._within(self.actors, hit.end, b):
            return None
        if hit.use == "noun" and self.text[b : b + 3].lstrip('"”’ ')[:1] == ":" and _THE.fullmatch(self.text[head.np_start : hit.start]):
            return None  # «gave these words on the raid:» brings in what is said of it, no more
        own = [o for o in others if o[0] >= a and o[1] <= b and not head.phrase]
        if beside := apposition(self.text, a, hit.start):
            own.append((beside.start, beside.end))
        places = [p for p in self._within(self.places, a, b) if p.use == "locative" and not p.nested and not _inside(p.start, own)]
        places = [p for p in places if not elsewhere(self.text, a, p)]
        places = [p for p in places if not _ASIDE.search(self.text, hit.end, max(hit.end, p.start))] or places[:1]
        actors = self._roles(hit, a, b, own)
        became = status(self.text, a, b, head)
        known = hit.use == "noun" and _KNOWN.search(self.text, max(a, hit.start - 60), hit.start)
        if hit.trigger.type != "statement" and not known and (doubted := denial(self.text, sentence, hit.start)):
            became, actors = doubted[0], tuple(x for x in actors if x[1] != "agent")
        rule = f"events.toml:{hit.trigger.type}:{hit.trigger.lemma}" + (" (phrase)" if head.phrase else "")
        when, where = self._when(hit, a, b, own), tuple(dict.fromkeys(p.place_id for p in places if p.place_id))
        return Mention(a, b, hit.trigger.type, became, when, where, actors, rule, hit.start, hit.end)

    def counted(self, sentence: Span, *, alone: bool, none: bool) -> Iterator[Mention]:
        """«Two bodies were found», «condemned the murder of six porters»: victims are counted, and no other mention tells why.

        ``none`` says that «There were no injuries» can be told of something: what harms has been told before."""
        for c in counts(self.reading, sentence.start, sentence.end, self._persons(sentence)):
            if (
                not (c.value or (none and c.rule in ("none", "unknown")))
                or denial(self.text, sentence.start, c.start)
                or imagined(self.text, sentence.start, sentence.end, c.start)
            ):
                continue
            kind = "killing" if c.effect == KILLED else "casualties"
            hit = Hit(c.start, c.end, Trigger(kind, False, "ed", False, False, f"count {c.rule}"), "verb", True)
            a, b = (sentence.start, sentence.end) if alone else (c.start, c.end)
            if m := self._mention(Head(hit, a, b, c.start, c.end, not alone), [], sentence.start):
                yield m
            return

    def _persons(self, s: Span) -> list[tuple[int, int]]:
        return [(x.start, x.end) for x in self._within(self.actors, s.start, s.end) if x.kind == "person"]

    def _clip(self, head: Head) -> tuple[int, int]:
        """The clause without who says so, without what it answers, and without closing punctuation."""
        a, b, hit = head.start, head.end, head.hit
        i = bisect_left(self._statement_starts, hit.start + 1)
        for s, e in reversed(self.statements[max(0, i - 6) : i]):
            if s <= hit.start and hit.end <= e and e - s > len(hit.trigger.lemma) + 12:
                a, b = max(a, s), min(b, e)
                break
        bracket = self.text.rfind("(", a, hit.start)
        close = self.text.find(")", hit.end, b) if bracket >= 0 and self.text.find(")", bracket, hit.start) < 0 else -1
        if close >= 0:
            a, b = bracket + 1, close
        said = _ATTRIBUTION.search(self.text[a:b][-220:]) if b - a > 220 else _ATTRIBUTION.search(self.text[a:b])
        if said and a + said.end() <= hit.start and b - a <= 220:
            a += said.end()
        elif said and max(a, b - 220) + said.start() >= hit.end:
            b = max(a, b - 220) + said.start()
        if not head.phrase and hit.use == "noun":
            answer = any_of("because").search(self.text, head.np_end, b)
            if answer and "respon" in answer.group().lower() and not _COPULA.search(self.text, hit.end, answer.start()):
                b = answer.start()
        that = _THAT.search(self.text, hit.end, b)
        b = that.end() if that and not head.phrase else b
        if b - a > 1200:
            a, b = max(a, hit.start - 300), min(b, hit.end + 300)
        return _bare(self.text, a, b)

    def _when(self, hit: Hit, a: int, b: int, others: list[tuple[int, int]]) -> Interval:
        starts = self._at[id(self.times)]
        near = self.times[bisect_left(starts, a) : bisect_left(starts, b)]
        near = [t for t in near if t.end <= b and not _inside(t.start, others) and not attributive(self.text, t, hit.start)]
        if hit.passive:  # «engineers kidnapped two years ago were freed on Thursday»: a time of the subject
            near = [t for t in near if not _SUBJECTS.fullmatch(self.text, t.end, max(t.end, hit.start))]
        if weak(hit.trigger.type) and _GROWS.search(self.text, a, b):
            near = [t for t in near if _OF_DAY.match(self.text, t.end - 2)]  # «Monday's strike» still is of the event
        if not near:
            return UNKNOWN
        best = min(near, key=lambda t: (not t.when.bounded, min(abs(t.start - hit.end), abs(hit.start - t.end))))
        return best.best or best.when

    def _roles(self, hit: Hit, a: int, b: int, others: list[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
        out: dict[tuple[str, str], None] = {}
        named = self._within(self.actors, a, b)
        for k, x in enumerate(named):
            if x.kind == "media" or _inside(x.start, others) or not x.actor_id or describes(self.text, x, named[k + 1 : k + 6]):
                continue
            part = role(self.text, hit, a, x)
            if part and (part != "agent" or did_it(self.text, a, hit, x)):
                out[x.actor_id, part] = None
        if not any(r == "agent" for _, r in out) and (whose := self._whose(hit, a)):
            out[whose, "agent"] = None
        if not any(r == "target" for _, r in out) and (against := self._against(hit, b, others)):
            out[against, "target"] = None
        return tuple(out)

    def _against(self, hit: Hit, b: int, others: list[tuple[int, int]]) -> str | None:
        """«attacks against the Norwegian facilities»: the country before what is struck, where the codebook knows its government."""
        for p in self._within(self.places, hit.end, min(b, hit.end + 60)):
            if p.use == "attributive" and not _inside(p.start, others) and _STRUCK.fullmatch(self.text, hit.end, p.start):
                return self.governments.get((p.country or "").upper()) or self.governments.get((p.place_id or "").upper())
        return None

    def _whose(self, hit: Hit, a: int) -> str | None:
        """«US airstrikes», «the Norwegian raid»: the country before the event word acts, where the codebook knows its government."""
        for p in self._within(self.places, max(a, hit.start - 40), hit.start):
            if p.use == "attributive" and hit.use == "noun" and re.fullmatch(r"\s+(?:[\w-]+\s+){0,2}", self.text[p.end : hit.start]):
                return self.governments.get((p.country or "").upper()) or self.governments.get((p.place_id or "").upper())
        return None


def _inside(at: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(a <= at < b for a, b in ranges)


def _bare(text: str, a: int, b: int) -> tuple[int, int]:
    """The range without white space, quotation marks, opening conjunctions and closing punctuation at its ends."""
    opening = re.compile(r"[\s,;:–—•\"“‘'-]*(?:(?:and|but|while|whereas|so)\b,?\s*)?", re.IGNORECASE).match(text, a, b)
    a = opening.end() if opening and opening.end() < b else a
    while b > a and (text[b - 1].isspace() or text[b - 1] in '.,;:!?”"–—…'):
        b -= 1
    return a, b

"""Who a statement's speaker is: the actor its words name, or the one that a pronoun or a role takes up again."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from analystkit.codebook import Codebook
from analystkit.english.actors.antecedents import FAR, NAME, PEOPLE, Bearers, Passed, Speaker, is_role, taken_up
from analystkit.english.attribution.said import Span, opening
from analystkit.english.lexicon import nations
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.lexicon.verbs import frames
from analystkit.english.lexicon.words import guess
from analystkit.english.names import Name, printed
from analystkit.english.patterns import closed, rules
from analystkit.english.tokens import OuterSentence, Reading, bare, name_id
from analystkit.records import Actor, Tags
from analystkit.text import fold, slug

OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they", "my": "i", "our": "we"}
"""Whose "his" in "his claim that …" is: whom "he" takes up."""
_NOMINAL = re.compile(r"(?=.*[NPUSDntQ])(?:R?[EGI](?=[JNPSR])|[^VbEGIO>CMBHdcwh])[^VMBHdc]*")
"""A noun phrase in the letters of syntax/tagger.py; "leaked emails" are one, "left by Lee" is none."""
_NO_HEADS = "tRIJEVbBC"  # what ends no noun phrase: the months and days, adverbs, adjectives, verbs
_NOBODY = frozenset("no nobody none neither no-one including s".split())  # who says nothing, and what begins no phrase of its own
_PARTICIPLES = frozenset("hung left found seen sent written shown made held taken put known given".split())
_WHICH, _UNITS = frozenset("next last this that".split()), frozenset("day week month year night morning".split())
_BODIES_OF = frozenset(
    "mission delegation office organization organisation agency centre center commission committee fund programme program".split()
)


@dataclass
class _Read:
    """A sentence that has been read: its tape, who spoke in it, who had spoken last, and what it showed, once somebody asks."""

    unit: OuterSentence
    tape: str
    last: list[Speaker]
    spoke: list[Speaker] = field(default_factory=list)
    showed: Passed | None = None


_DESCRIBED = 16  # items before a name that say what somebody is


class Speakers:
    """Resolves the speakers of one article in reading order; remembers who spoke last."""

    def __init__(self, reading: Reading, codebook: Codebook, tags: Tags) -> None:
        self.reading, self.text, self.actors = reading, reading.text, list(tags.actors)
        self.starts = [a.start for a in self.actors]
        self.bearers = Bearers()
        self.located = {(p.start, p.end) for p in tags.places if p.place_id}
        self.roles = {fold(r): k.actor_id for k in codebook.actors for r in k.roles}
        self.governments = {k.country: k.actor_id for k in reversed(codebook.actors) if k.kind == "government" and k.country}
        self.last: list[Speaker] = []
        self.relay: str | None = None  # the medium through which the speaker last read is known
        self.passed: list[_Read] = []  # the sentences before and the one being read, the nearest last

    def within(self, start: int, end: int) -> list[Actor]:
        """The actors that lie in a range, in order."""
        i, j = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [a for a in self.actors[i:j] if a.end <= end]

    def enter(self, u: OuterSentence, tape: str) -> None:
        """Go on to the next sentence; what the one before showed of people is remembered for the pronouns to come."""
        self.passed = [*self.passed[-FAR:], _Read(u, tape, self.last)]
        for a in self.within(u.start, u.end):
            k = bisect_left(u.starts, a.start)
            if a.kind == "person" and k < len(u.starts) and u.starts[k] == a.start and k not in u.quotes:
                self.bearers.meet(a.actor_id, u, k, min(bisect_left(u.ends, a.end) + 1, len(u.ends)))

    def read(self, lo: int, hi: int, said: Span = (0, 0), cue: int | None = None) -> Speaker | None:
        """Who the noun phrase ``lo``..``hi`` is; None where it is none. Remembers it as the last speaker. ``said`` are the words said,
        ``cue`` is the item that says that they are, where the phrase is that item's own."""
        self.relay, u = None, self.passed[-1].unit
        lo = _below_heading(u, lo, hi)
        while hi - lo > 2 and u.low[lo] in _WHICH and u.low[lo + 1] in _UNITS:
            lo += 2  # "Next month Ann Lee said"
        if cue is not None and lo > 1 and u.low[lo - 2] == "who" and u.low[lo - 1] in closed("PREP"):
            lo, hi = lo - 2, lo - 1  # "Karl Lund, who | in 2010 | said"
        if cue is not None and cue >= hi and (own := self._main(u, lo, cue)):
            lo, hi = own
        while cue is not None and cue >= hi > lo + 1 and guess(u.low[hi - 1]) == "R" and u.raw[hi - 1][0].islower():
            hi -= 1  # "diplomats almost | universally expressed outrage"
        if u.low[lo:hi] == ["both"]:
            return Speaker(u.starts[lo], u.ends[lo], None, "")  # two whom only a reader knows
        if not self.nominal(u, lo, hi, cue):
            return None
        if cue is not None and cue >= hi and (freed := self._done_by(u, lo)):
            lo, hi = freed
        cut = next((a.end for a in self.within(u.starts[lo], u.end) if a.start < u.ends[hi - 1] < a.end - 1), 0)
        hi = bisect_left(u.ends, cut) + 1 if cut and cut <= u.ends[-1] else hi  # "Theresa May said": no day
        found = self._apposed(u, lo, hi, cue) or self._behind(u, lo, hi) or self._named(u, lo, hi) or self._described(u, lo, hi, said)
        if not found.kind and (found.start, found.end) in self.located:
            found = Speaker(found.start, found.end, None, "")  # a place says nothing
        if found.kind == "media" and (source := self._cited(u, lo, hi)):
            self.relay, found = found.actor_id, source
        if found.actor_id:
            self.last = [*self.last[-9:], found]
            self.passed[-1].spoke.append(found)
        return found

    def _main(self, u: OuterSentence, lo: int, cue: int) -> Span | None:
        """The subject that the verb at ``cue`` waits for, where the phrase at ``lo`` only says more of it: "Karl Lund, 30, from Ashton, who
        was hurt, said", "Ida Holm, the head of a clinic in Ashton, which burnt down, said"."""
        if not lo:
            return None
        relative, before = u.low[lo] in ("who", "which"), u.low[lo - 1]
        aside = before in closed("COMMA") and u.low[cue - 1] in closed("COMMA")
        if not (relative or aside or (before in closed("PREP", "OF") and before != "by")):
            return None
        sentence = self.reading.sentence_at(u.starts[cue])
        x = sentence.syntax if sentence else None
        k = x.item_at(u.starts[cue]) if x else None
        n = x.clause_of_verb.get(k) if x and k is not None else None
        if x is None or n is None or x.clauses[n].rel not in (("resumed",) if relative else ("main", "resumed")):
            return None
        if relative and not any(u.starts[lo] < x.starts[c.verb] < u.starts[cue] for c in x.clauses):
            return None  # "Aides of Karl Lund, who in 2010 said"
        subject = x.clauses[n].subject
        if subject is None or subject.prep is not None or x.starts[subject.lo] < u.start or x.ends[subject.hi - 1] > u.starts[lo]:
            return None
        first, after = bisect_left(u.starts, x.starts[subject.lo]), bisect_left(u.ends, x.ends[subject.hi - 1]) + 1
        return (first, after) if _capital(u, first) or u.low[first] in closed("DET", "OWN") else None

    def nominal(self, u: OuterSentence, lo: int, hi: int, cue: int | None = None) -> bool:
        """Is it a noun phrase: no verb with what belongs to it ("survived the crash", "Speaking in Northport"), no lone adverb or adjective
        ("long", "there"), no part of a word ("com" of "Harbour.com"), no nobody ("no group"), no part of a phrase that goes on behind it
        ("Lee's recent", of "Lee's recent decline")?
        """
        glued = lo > 0 and u.starts[lo] == u.ends[lo - 1] and u.raw[lo][0].islower() and u.raw[lo - 1] in ".’'@"
        if (
            glued
            or u.low[lo] in _NOBODY
            or (u.low[lo][0].isdigit() and u.low[hi - 1][0].isdigit())
            or u.low[hi - 1].endswith(("self", "selves"))
        ):
            return False
        if _stands_for(u.low[lo]) or _plainly(u, lo, hi, cue):
            return True
        sentence = self.reading.sentence_at(u.starts[lo])
        if sentence is None:
            return True
        x = sentence.syntax
        a, b, own = (x.item_at(at) for at in (u.starts[lo], u.ends[hi - 1] - 1, u.ends[self._head(u, lo, hi) - 1] - 1))
        if a is None or b is None or own is None:
            return True
        days = {k for k in range(a, own + 1) if x.tape[k] == "t" and (k == a or x.raw[k - 1][0].islower())}  # "late August" is nobody
        letters = "".join(x.tape[k] if x.raw[k][0].islower() or x.tape[k] in "RU" or k in days else "P" for k in range(a, own + 1))
        known = bare(x.low[own]) in lexicon("people")["roles"] or any(a.end >= x.ends[own] for a in self.within(x.starts[a], x.ends[own]))
        headed = known or letters[-1] not in _NO_HEADS or (x.low[a] == "the" and own == a + 1)  # "the military"
        if not _NOMINAL.fullmatch(letters) or not headed or (cue is not None and x.tape[own] == "S"):
            return False
        end = x.phrase_end(b)
        return end is None or end == b or cue is None or cue <= hi or not x.raw[b + 1][0].islower()

    def _done_by(self, u: OuterSentence, lo: int) -> Span | None:
        """Who spoke where the phrase at ``lo`` only did something to them: "The men released by Nordia said"; a report has its maker's."""
        there = opening(self.passed[-1].tape, lo) if lo > 2 and u.low[lo - 1] == "by" else None
        if there is None or there[1] > lo - 2 or guess(u.low[lo - 2]) != "e" or u.low[lo - 3] in closed("AUX", "COMMA"):
            return None
        head = next((k for k in range(there[0], lo - 1) if guess(u.low[k]) == "e"), lo - 2)
        papers = frames()["carriers"] | frames()["documents"]
        return (there[0], head) if head > there[0] and u.low[head - 1] not in papers else None

    def speaks(self, lo: int, hi: int) -> bool:
        """Is what stands before a caption's colon a known actor, an office or a document: "Lee: …", "Officials: …", "Poll: …"?"""
        u, people = self.passed[-1].unit, lexicon("people")
        if bare(u.low[hi - 1]) in frames()["carriers"] | people["roles"] | people["anonymous"]:
            return True
        name = self.text[u.starts[lo] : u.ends[hi - 1]]
        return name not in nations() and any(a.end == u.ends[hi - 1] for a in self.within(u.starts[lo], u.ends[hi - 1]))

    def _apposed(self, u: OuterSentence, lo: int, hi: int, cue: int | None) -> Speaker | None:
        """Whose name stands behind what somebody is: "The head of the unit, Major Karl Lund, told us", "said one of them, Ida Holm"."""
        stop = cue if cue is not None and cue >= hi else len(u.low)
        if "," not in u.low[lo + 1 : min(stop, lo + _DESCRIBED)]:
            return None
        k = next((j for j in range(lo + 1, min(stop, lo + _DESCRIBED)) if u.low[j] in closed("COMMA", "WHO", "AND", "AUX")), stop)
        own = u.low[lo] in closed("DET", "OWN") or u.low[lo] == "one" or "'s" in "".join(u.low[lo:k])
        if not own or k + 2 > stop or u.low[k] != ",":
            return None
        begin = next((j for j in range(k + 1, min(stop, k + 6)) if u.starts[j] in self._begins), stop)
        if begin == stop or not all(_capital(u, j) or u.raw[j] == "." for j in range(k + 1, begin)):
            return None
        name, w = self._begins[u.starts[begin]], self.reading.tokens
        after = bisect_left(u.starts, name.end)
        if not (after >= stop or u.low[after] in closed("COMMA") or u.raw[after] in '.;"”') or name.kind not in ("person", "other"):
            return None
        known = next((a for a in self.within(name.start, name.end) if a.kind == "person"), None)
        if known is not None:
            return _as_speaker(known)
        whole = name_id(printed(self.text, w, name.first, name.last))
        role = bare(u.low[self._head(u, lo, k) - 1]) in lexicon("people")["roles"] or u.low[lo] == "one"
        if not role and any(u.low[j] in closed("PREP", "OF") for j in range(lo, k)):
            return None  # "An employee of the business, Vale Foods, said"
        placed = any(name.start <= a < name.end for a, _ in self.located)
        return Speaker(name.start, name.end, whole, NAME) if name.last > name.first and not placed else None

    def _behind(self, u: OuterSentence, lo: int, hi: int) -> Speaker | None:
        """Whose statement or report it is: "a statement from the Harbour Ministry", "a review by the ministry"."""
        papers = frames()["carriers"] | frames()["documents"]
        k = next((j + 2 for j in range(lo, min(hi - 2, lo + 6)) if u.low[j] in papers and u.low[j + 1] in ("from", "by", "of")), None)
        return next((_as_speaker(a) for a in self.within(u.starts[k], u.ends[hi - 1])), None) if k else None

    def _cited(self, u: OuterSentence, lo: int, hi: int) -> Speaker | None:
        """Whom a medium had it from: "the Herald, citing two officials, reported that …", "…, in an interview with Karl Lund, …"."""
        stop = min(hi + 12, len(u.low) - 1)
        k = next((j + 1 for j in range(lo, stop) if u.low[j] == "citing" or u.low[j - 1 : j + 1] == ["interview", "with"]), None)
        return next((_as_speaker(a) for a in self.within(u.starts[k], u.ends[stop])), None) if k else None

    def _head(self, u: OuterSentence, lo: int, hi: int) -> int:
        """The item after the phrase's own part: up to its first preposition or comma; but no actor's name is cut in two."""
        head = next((j for j in range(lo + 1, hi) if self._ends(u, j, hi)), hi)
        for a in self.within(u.starts[lo], u.ends[hi - 1]):
            if a.start < u.ends[head - 1] < a.end:
                head = next(j for j in range(head, hi + 1) if u.ends[j - 1] >= a.end)
        return head

    def _ends(self, u: OuterSentence, j: int, hi: int) -> bool:
        low, capital = u.low[j], _capital(u, j)
        if low in closed("COMMA", "OPENS", "DASH", "PREP", "TO", "OF") or low in ("|", "who"):
            inside = j + 1 < hi and _capital(u, j - 1) and _capital(u, j + 1)
            return not (inside and (low == "of" or (low in ("in", "for") and bare(u.low[j - 1]) in _BODIES_OF)))
        tail = u.low[j + 1] if j + 1 < hi and not capital and not _capital(u, j - 1) else ""
        hung = low.endswith("ed") or low in _PARTICIPLES  # "a banner hung from a bridge", "a warrant dated 17 June"
        return hung and (tail in closed("PREP", "TO", "OF") or tail[:1].isdigit())

    def _named(self, u: OuterSentence, lo: int, hi: int) -> Speaker | None:
        start, end = u.starts[lo], u.ends[hi - 1]
        head = self._head(u, lo, hi)
        own = [a for a in self.within(start, end) if a.end <= u.ends[head - 1]]
        at_head = [a for a in own if u.ends[head - 1] - a.end <= 2]
        role = bare(u.low[head - 1]) in lexicon("people")["roles"] and head < len(u.low) and u.low[head] == ","
        beside = (
            [a for a in self.within(u.ends[head - 1], u.ends[min(head + 8, len(u.ends) - 1)])[:1] if a.kind == "person"] if role else []
        )
        pool = [a for a in at_head if a.kind == "anonymous"] or [a for a in at_head if a.kind == "person"] or beside or at_head
        if not pool and own and (own[0].kind == "anonymous" and own[0].start == start):
            pool = own  # "Two officials familiar with the talks"
        if not pool and own and own[0].start <= u.starts[min(lo + 1, hi - 1)]:
            rest = range(bisect_left(u.starts, own[0].end), head)
            pool = own if all(_generic(u, j) for j in rest) else []  # "the Harbour Front group"
        return _as_speaker(pool[0]) if pool else None

    def _described(self, u: OuterSentence, lo: int, hi: int, said: Span = (0, 0)) -> Speaker:
        start, low = u.starts[lo], u.low[lo]
        if hi - lo == 1 and _stands_for(low):
            return self._who(u, lo) if low in ("who", "which") else self._pronoun(u, lo, said)
        head = self._head(u, lo, hi)
        end = u.ends[head - 1]
        own = [k for k in range(lo, head) if u.low[k] not in ("the", "a", "an", "this", "that")]
        bared = self.text[u.starts[own[0]] : u.ends[own[-1]]] if own else ""
        if known := self.roles.get(fold(bared)):
            return Speaker(start, end, known, "person")
        if nation := nations().get(bared):
            return Speaker(start, end, self.governments.get(nation.code, f"{nation.slug}-government"), "government")
        if low in ("the", "this", "that") and (len(own) == 1 or (len(own) == 2 and u.low[own[0]] in lexicon("people")["titles"])):
            word = bare(u.low[own[-1]])  # "the commissioner", "the deputy commissioner"
            if again := self._again(word, start) or (self._in_role(word) if is_role(word) else None):
                return Speaker(start, end, again.actor_id, again.kind)
        whole = own if own and _capital(u, own[0]) and _capital(u, own[-1]) else own[-4:]
        if len(own) == 1 and is_role(u.low[own[0]]) and head + 1 < hi and u.low[head] in ("for", "of", "from", "at"):
            whole = [*(k for k in range(head + 1, min(hi, head + 6)) if _capital(u, k)), *own]  # "a spokeswoman for the Harbour Board"
        if named := self._closing(u, own):
            return Speaker(start, end, *named)
        name = name_id(" ".join(bare(u.low[k]) for k in whole[-8:])) or slug(self.text[start:end])
        return Speaker(start, u.ends[hi - 1] if hi - lo < 6 else end, name or None, "")

    def _closing(self, u: OuterSentence, own: list[int]) -> tuple[str, str] | None:
        """Who the name is that closes a phrase, and of what kind: "Transport expert Karl Lund", "Rep. Karl Lund of Ashton"; "a jubilant
        Holm" is the one Holm of whom the text tells."""
        of = next((k for k in own if u.low[k] == "of"), own[-1] + 1 if own else 0)
        n, w = self._runs.get(u.ends[of - 1]), self.reading.tokens
        if not own or n is None or n.kind not in ("person", "other") or is_role(w.low[n.last]) or any(u.low[k] == "and" for k in own):
            return None
        begins = bisect_left(w.starts, u.starts[own[0]])  # behind a heading
        first = max((k + 1 for k in range(n.first, n.last) if is_role(w.low[k])), default=max(n.first, begins))  # "Democrat Ida Holm"
        if first < n.last:
            return name_id(printed(self.text, w, first, n.last)), NAME
        word = bare(w.low[n.last])
        people = {actor: names for end, actor, names in self._persons if end < u.end}
        people |= {s.actor_id: s.actor_id.split("-") for s in self.last if s.kind == NAME and s.actor_id}
        found = {i for i, names in people.items() if names[-1] == word} or {i for i, names in people.items() if names[0] == word}
        return (found.pop(), "person") if len(found) == 1 else None

    @cached_property
    def _runs(self) -> dict[int, Name]:
        """The runs of capitals by where they end."""
        return {n.end: n for n in self.reading.names}

    @cached_property
    def _persons(self) -> list[tuple[int, str, list[str]]]:
        """The people, each with where a name of theirs ends and its words."""
        return [(a.end, a.actor_id, fold(a.name).split()) for a in self.actors if a.kind == "person"]

    @cached_property
    def _begins(self) -> dict[int, Name]:
        """The runs of capitals by where they begin."""
        return {n.start: n for n in self.reading.names}

    def _who(self, u: OuterSentence, k: int) -> Speaker:
        """Whom "who" or "which" goes on about: the actor or the noun phrase before it."""
        near = [a for a in self.within(max(0, u.starts[k] - 80), u.starts[k]) if u.starts[k] - a.end <= 2]
        found = _as_speaker(near[-1]) if near else None
        if (
            not found
            and k > 1
            and u.low[k - 1] == ","
            and (m := rules("attribution").regex("BEFORE").match(self.passed[-1].tape[k - 2 :: -1]))
        ):
            found = self._named(u, k - 1 - m.end(), k - 1) or self._described(
                u, k - 1 - m.end(), k - 1
            )  # "The company, which denied it, …"
        return Speaker(u.starts[k], u.ends[k], found.actor_id if found else None, found.kind if found else "")

    def _again(self, word: str, start: int) -> Speaker | None:
        """Who "the department" or "the statement" takes up: the last actor with the word in its name, the last speaker by that noun."""
        if word in frames()["released"]:
            return next((s for s in reversed(self.last) if s.kind not in ("anonymous", "media")), None)
        i = bisect_left(self.starts, start)
        bodies = (a for a in reversed(self.actors[max(0, i - 60) : i]) if a.kind not in ("person", "anonymous"))
        return next((_as_speaker(a) for a in bodies if word in fold(a.name).split()), None)

    def _in_role(self, role: str) -> Speaker | None:
        """Whom "the nurse" takes up: the last speaker whom the text called that, else the last of whom it says nothing else."""
        people = [s for s in reversed(self.last) if s.kind in PEOPLE and s.actor_id]
        pronoun = next((p for p, g in (("he", "men"), ("she", "women")) if role in lexicon("people")[g]), "")
        called = [s for s in people if role in self.bearers.roles.get(s.actor_id or "", ()) or role in (s.actor_id or "").split("-")]
        free = [s for s in people if not self.bearers.roles.get(s.actor_id or "") and self.bearers.fits(s.actor_id or "", pronoun)]
        met = [i for i, roles in reversed(self.bearers.roles.items()) if role in roles]  # who has not spoken yet
        return next(iter([*called, *free]), Speaker(0, 0, met[0], "person") if len(met) == 1 else None)

    def _pronoun(self, u: OuterSentence, k: int, said: Span) -> Speaker:
        low = OWNERS.get(u.low[k], u.low[k].split("'")[0])
        found = None
        if low not in ("i", "you", "we"):
            now = self._seen(self.passed[-1], said, u.starts[k])
            found = taken_up(low, now, (self._recalled(r) for r in reversed(self.passed[:-1])), self.bearers)
        if not found or not found.actor_id:
            return Speaker(u.starts[k], u.ends[k], None, "")
        self.bearers.used(found.actor_id, low)
        return Speaker(u.starts[k], u.ends[k], found.actor_id, found.kind)

    def _recalled(self, r: _Read) -> Passed:
        """What a sentence showed when it was read; worked out for the few to which a pronoun looks back."""
        if r.showed is None:
            now, self.last = self.last, r.last
            r.showed = self._seen(r, (0, 0), r.unit.end)
            self.last = now
        return r.showed

    def _seen(self, r: _Read, said: Span, stop: int) -> Passed:
        """What a sentence shows up to ``stop``, without the words ``said``: nobody calls himself by his name in them."""
        u, there = r.unit, opening(r.tape, len(r.tape))

        def counts(s: Speaker | Actor) -> bool:
            return s.end <= stop and not said[0] <= s.start < said[1]

        subject, pronoun = self._subjects(r, *there) if there else ((), "")
        inside = [(q.outer_start, q.outer_end) for q in u.quotes.values()]
        others = [_as_speaker(a) for a in self.within(u.start, u.end) if counts(a) and not any(x <= a.start < y for x, y in inside)]
        shown = pronoun if there and u.ends[there[0]] <= stop else ""
        return Passed(tuple(filter(counts, r.spoke)), tuple(filter(counts, subject)), tuple(others), shown)

    def _subjects(self, r: _Read, lo: int, hi: int) -> tuple[tuple[Speaker, ...], str]:
        """Who the noun phrase that opens a sentence is, and the pronoun where it is one."""
        u = r.unit
        low = u.low[lo].partition("'")[0]
        if low in lexicon("people")["pronouns"] or low in closed("PRON", "WHO"):  # "Him they caught": no subject either
            return (), low
        if _stands_for(low) or not self.nominal(u, lo, min(hi, lo + 2)):
            return (), ""
        people = [a for a in self.within(u.starts[lo], u.ends[min(hi + 4, len(u.ends)) - 1]) if a.kind == "person"]
        joined = [u.low[k] for k in range(lo, min(hi + 4, len(u.low)))]
        if len(people) > 1 and "and" in joined and people[0].start < u.ends[hi - 1]:
            return tuple(map(_as_speaker, people)), ""
        if found := self._named(u, lo, hi):
            return (found,), ""
        beside = self.within(u.starts[hi], u.end)[:1] if hi + 1 < len(u.low) and u.low[hi] == "," else []
        if beside and beside[0].kind == "person" and beside[0].start == u.starts[hi + 1]:
            return (_as_speaker(beside[0]),), ""  # "The rebels' commander, Yusuf Idris, …"
        if name := self._closing(u, [*range(lo, hi)]):
            return (Speaker(u.starts[lo], u.ends[hi - 1], *name),), ""
        role = next((j for j in range(lo, hi) if not u.low[j].endswith("'s") and is_role(u.low[j])), None)
        if role is None and not _capital(u, hi - 1) and low not in ("the", "this", "that") and not self.roles:
            return (), ""
        found = self._described(u, lo, hi if role is None else role + 1)  # "The mayor's spokeswoman wept"
        return ((found,) if found.actor_id and (found.kind or is_role(found.actor_id)) else ()), ""


def _as_speaker(a: Actor) -> Speaker:
    return Speaker(a.start, a.end, a.actor_id, a.kind)


def _capital(u: OuterSentence, k: int) -> bool:
    return u.raw[k][0].isupper()


def _plainly(u: OuterSentence, lo: int, hi: int, cue: int | None) -> bool:
    """Is it a name, or what somebody is behind an article and names ("the Northport police"), and does it go no further: so plainly a
    noun phrase that its sentence need not be read for it?"""
    before, last = closed("DET", "OWN"), bare(u.low[hi - 1])
    goes_on = cue is not None and cue > hi and u.raw[hi][0].islower() and u.low[hi] not in closed("AUX", "PREP", "WHO", "AND", "OF")
    names = (k for k in range(lo, hi - 1) if u.low[k] not in before)
    if goes_on or not all(_named_by(u, k) or u.raw[k] == "." for k in names):
        return False
    people = lexicon("people")
    return (_named_by(u, hi - 1) and last == u.low[hi - 1]) or last.removesuffix("s") in people["roles"] | people["anonymous"]


def _named_by(u: OuterSentence, k: int) -> bool:
    """Is the word one of a name: with a capital, and neither an adverb nor a pronoun?"""
    return _capital(u, k) and guess(u.low[k]) not in "RU"


def _below_heading(u: OuterSentence, lo: int, hi: int) -> int:
    """Where a name begins that was printed right behind a heading in capitals: "HOW TO DEAL WITH FLOODS Ida Holm said"."""
    k = next((j for j in range(lo, hi) if not u.raw[j].isupper()), hi)
    shouted = sum(len(word) > 3 for word in u.raw[lo:k])
    return k if k < hi and shouted > 1 and _capital(u, k) else lo


def _stands_for(low: str) -> bool:
    """Is the word a pronoun, with or without its verb ("she's"), or tells whose something is?"""
    word = low.partition("'")[0]
    return word in lexicon("people")["pronouns"] or word in OWNERS or word in ("who", "which")


def _generic(u: OuterSentence, k: int) -> bool:
    """Does the word after a name only say what bears it: "the Harbour Front group"?"""
    words = lexicon("people")
    return not _capital(u, k) and (
        bare(u.low[k]) in words["organisations"] | words["armed nouns"] or u.low[k] in ("news", "militia", "rebel")
    )

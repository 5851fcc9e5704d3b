"""Who a statement's speaker is: the actor its words name, or the one that a pronoun or a role takes up again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from analystkit.codebook import Codebook
from analystkit.english.actors.antecedents import FAR, NAME, PEOPLE, Passed, Speaker, is_role, taken_up
from analystkit.english.actors.bearers import Bearers
from analystkit.english.attribution.phrases import AUX, BREAKS, DASHES, MARKS, PREPOSITIONS, PRONOUNS, phrase_left
from analystkit.english.attribution.reach import unit_subject
from analystkit.english.lexicon import nations
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.lexicon.verbs import frames
from analystkit.english.tokens import Item, OuterSentence, bare, name_id
from analystkit.records import Actor, Place
from analystkit.text import fold, slug

OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they", "my": "i", "our": "we"}
"""Whose "his" in "his claim that …" is: whom "he" takes up."""


@dataclass
class _Read:
    """A sentence that has been read: who spoke in it, who had spoken last, and what it showed, once somebody asks."""

    unit: OuterSentence
    spoke: list[Speaker]
    last: list[Speaker]
    showed: Passed | None = None


@dataclass
class Speakers:
    """Resolves the speakers of one article in reading order; remembers who spoke last."""

    text: str
    actors: list[Actor]
    codebook: Codebook
    article: str
    places: Sequence[Place] = ()
    last: list[Speaker] = field(default_factory=list)
    relay: str | None = None  # the medium through which the speaker last read is known
    passed: list[_Read] = field(default_factory=list)  # the sentences before, the nearest last
    here: list[Speaker] = field(default_factory=list)  # who has spoken in the sentence being read
    unit: OuterSentence | None = None

    def __post_init__(self) -> None:
        self.starts = [a.start for a in self.actors]
        self.bearers = Bearers()
        self.located = {(p.start, p.end) for p in self.places if p.place_id}
        self.roles = {fold(r): k.actor_id for k in self.codebook.actors for r in k.roles}

    def within(self, start: int, end: int) -> list[Actor]:
        """The actors that lie in a range, in order."""
        i = bisect_left(self.starts, start)
        out = []
        while i < len(self.actors) and self.actors[i].start < end:
            if self.actors[i].end <= end:
                out.append(self.actors[i])
            i += 1
        return out

    def enter(self, u: OuterSentence) -> None:
        """Go on to the next sentence; what the one before showed of people is remembered for the pronouns to come."""
        self.leave()
        self.unit = u
        at = {it.start: k for k, it in enumerate(u.items) if not it.quote}
        ends = {it.end: k + 1 for k, it in enumerate(u.items)}
        for a in self.within(u.start, u.end):
            if a.kind == "person" and a.start in at:
                hi = ends.get(a.end) or next((k for k in range(at[a.start], len(u.items)) if u.items[k].end >= a.end), at[a.start]) + 1
                self.bearers.meet(a.actor_id, u.items, at[a.start], hi)

    def leave(self) -> None:
        """The sentence being read is over."""
        if self.unit:
            self.passed = [*self.passed[-FAR:], _Read(self.unit, self.here, self.last)]
        self.unit, self.here = None, []

    def forget(self) -> None:
        """What follows has nothing to do with what was read: no pronoun of it looks back."""
        self.leave()
        self.passed = []

    def read(self, items: list[Item], lo: int, hi: int, said: tuple[int, int] = (0, 0)) -> Speaker | None:
        """Who the noun phrase ``lo``..``hi`` is; None where it is none. Remembers it as the last speaker. ``said`` are the words said."""
        self.relay = None
        if _verbal(items, lo, hi) or (items[lo].low[0].isdigit() and items[hi - 1].low[0].isdigit()):
            return None
        if items[hi - 1].low == ",":
            hi -= 1
        carrier = next(
            (
                j
                for j in range(lo, min(hi - 2, lo + 6))
                if (items[j].low in frames()["carriers"] and items[j + 1].low in ("from", "by", "of"))
                or (items[j].low in frames()["documents"] and items[j + 1].low == "by")
            ),
            None,
        )
        behind = self.within(items[carrier + 2].start, items[hi - 1].end)[:1] if carrier is not None else []
        found = _as_speaker(behind[0]) if behind else self._named(items, lo, hi) or self._described(items, lo, hi, said)
        if not found.kind and (found.start, found.end) in self.located:
            found = Speaker(found.start, found.end, None, "")  # a place says nothing
        if not found.kind and found.actor_id and self._bare_name(items, lo, hi):
            found = Speaker(found.start, found.end, found.actor_id, NAME)
        if found.kind == "media" and (source := self._interviewed(items, lo, hi)):
            self.relay, found = found.actor_id, source
        if found.actor_id:
            self.last = [*self.last[-9:], found]
            self.here.append(found)
        return found

    def speaks(self, items: list[Item], lo: int, hi: int) -> bool:
        """Is what stands before a caption's colon a known actor, an office or a document: "Lee: …", "Officials: …", "Poll: …"?"""
        last = bare(items[hi - 1].low)
        if last in frames()["carriers"] or last in lexicon("people")["roles"] | lexicon("people")["anonymous"]:
            return True
        name = self.text[items[lo].start : items[hi - 1].end]
        return name not in nations() and any(a.end == items[hi - 1].end for a in self.within(items[lo].start, items[hi - 1].end))

    def _interviewed(self, items: list[Item], lo: int, hi: int) -> Speaker | None:
        """Whom a medium had it from: "the Herald, in an interview with two officials, found that …"."""
        for j in range(lo, hi - 2):
            if (items[j].low == "interview" and items[j + 1].low == "with") or (items[j].low == "citing" and j > lo):
                j -= items[j].low == "citing"
                return next((_as_speaker(a) for a in self.within(items[j + 2].start, items[hi - 1].end)), None)
        return None

    def _head(self, items: list[Item], lo: int, hi: int) -> int:
        """Where the phrase's own part ends: no name of an actor is cut in two ("the Support Mission in Norland")."""
        head = _head(items, lo, hi)
        for a in self.within(items[lo].start, items[hi - 1].end):
            if a.start < items[head - 1].end < a.end:
                head = next(j for j in range(head, hi + 1) if items[j - 1].end >= a.end)
        return head

    def _named(self, items: list[Item], lo: int, hi: int) -> Speaker | None:
        start, end = items[lo].start, items[hi - 1].end
        there = self.within(start, end)
        if not there:
            return None
        head = self._head(items, lo, hi)
        own = [a for a in there if a.end <= items[head - 1].end]
        at_head = [a for a in own if items[head - 1].end - a.end <= 2]
        after_comma = [a for a in there if a.kind == "person" and head < hi and items[head].low == "," and a.start >= items[head].start]
        role = bare(items[head - 1].low) in lexicon("people")["roles"]
        pool = (
            [a for a in at_head if a.kind == "anonymous"]
            or [a for a in at_head if a.kind == "person"]
            or (after_comma[:1] if role else [])
            or at_head
        )
        if not pool and own and own[0].kind == "anonymous" and own[0].start == start:
            pool = own[:1]  # "Two officials familiar with the talks"
        if (
            not pool
            and own
            and own[0].start <= items[min(lo + 1, hi - 1)].start
            and all(_generic(it) for it in items[lo:head] if it.start >= own[0].end)
        ):
            pool = own[:1]
        return _as_speaker(pool[0]) if pool else None

    def _described(self, items: list[Item], lo: int, hi: int, said: tuple[int, int] = (0, 0)) -> Speaker:
        start, end, low = items[lo].start, items[hi - 1].end, items[lo].low
        words = lexicon("people")
        if hi - lo == 1 and _stands_for(low):
            found, there = self._pronoun(items[lo], said), phrase_left(items, lo - 1) if lo > 1 and items[lo - 1].low == "," else lo
            if low in ("who", "which") and not found.actor_id and there < lo - 1:  # "The company, which denied it, …"
                whose = self._named(items, there, lo - 1) or self._described(items, there, lo - 1)
                return Speaker(start, end, whose.actor_id, whose.kind)
            return found
        head = self._head(items, lo, hi)
        own = [it for it in items[lo:head] if it.low not in ("the", "a", "an", "this", "that")]
        text = self.text[start : items[head - 1].end]
        if known := self.roles.get(fold(self.text[own[0].start : own[-1].end]) if own else ""):
            return Speaker(start, items[head - 1].end, known, "person")
        if nation := nations().get(self.text[own[0].start : own[-1].end] if own else ""):
            government = next(
                (k.actor_id for k in self.codebook.actors if k.kind == "government" and k.country == nation.code),
                f"{nation.slug}-government",
            )
            return Speaker(start, items[head - 1].end, government, "government")
        if low in ("the", "this", "that") and len(own) == 1 and (again := self._again(own[0])):
            return Speaker(start, items[head - 1].end, again.actor_id, again.kind)
        if low in ("the", "this", "that") and own and bare(own[-1].low) in words["roles"] and len(own) == 1:
            if bearer := self._in_role(bare(own[-1].low)):
                return Speaker(start, items[head - 1].end, bearer.actor_id, bearer.kind)
        whole = own if own and own[0].capital and own[-1].capital else own[-4:]
        if len(own) == 1 and is_role(own[0].low) and head + 1 < hi and items[head].low in ("for", "of", "from", "at"):
            whole = [*(it for it in items[head + 1 : min(hi, head + 6)] if it.capital), *own]  # "a spokeswoman for the Harbour Board"
        name = name_id(" ".join(bare(it.low) for it in whole[-8:])) or slug(text)
        return Speaker(start, end if hi - lo < 6 else items[head - 1].end, name or None, "")

    def _again(self, it: Item) -> Speaker | None:
        """Who "the department" or "the statement" takes up: the last actor with the word in its name, the last speaker by that noun."""
        word = bare(it.low)
        if word in frames()["released"]:
            return next((s for s in reversed(self.last) if s.kind not in ("anonymous", "media")), None)
        i = bisect_left(self.starts, it.start)
        for a in reversed(self.actors[max(0, i - 60) : i]):
            if a.kind not in ("person", "anonymous") and word in fold(a.name).split():
                return Speaker(a.start, a.end, a.actor_id, a.kind)
        return None

    def _in_role(self, role: str) -> Speaker | None:
        """Whom "the nurse" takes up: the last speaker whom the text called that, else the last of whom it says nothing else."""
        people = [s for s in reversed(self.last) if s.kind in PEOPLE and s.actor_id]
        pronoun = next((p for p, g in (("he", "men"), ("she", "women")) if role in lexicon("people")[g]), "")
        called = [s for s in people if role in self.bearers.roles.get(s.actor_id or "", ()) or role in (s.actor_id or "").split("-")]
        free = [s for s in people if not self.bearers.roles.get(s.actor_id or "") and self.bearers.fits(s.actor_id or "", pronoun)]
        met = [i for i, roles in reversed(self.bearers.roles.items()) if role in roles]  # who has not spoken yet
        return next(iter([*called, *free]), Speaker(0, 0, met[0], "person") if len(met) == 1 else None)

    def _pronoun(self, it: Item, said: tuple[int, int]) -> Speaker:
        low = OWNERS.get(it.low, it.low.split("'")[0])
        unknown = Speaker(it.start, it.end, None, "")
        if low in ("i", "you", "we"):
            return unknown
        if low in ("who", "which"):
            near = [a for a in self.within(max(0, it.start - 80), it.start) if it.start - a.end <= 2]
            return Speaker(it.start, it.end, near[-1].actor_id, near[-1].kind) if near else unknown
        now = self._seen(self.unit, said, it.start) if self.unit else Passed()
        found = taken_up(low, now, (self._recalled(r) for r in reversed(self.passed)), self.bearers)
        if not found or not found.actor_id:
            return unknown
        self.bearers.used(found.actor_id, low)
        return Speaker(it.start, it.end, found.actor_id, found.kind)

    def _recalled(self, r: _Read) -> Passed:
        """What a sentence showed when it was read; worked out for the few to which a pronoun looks back."""
        if r.showed is None:
            now = self.here, self.last
            self.here, self.last = r.spoke, r.last
            r.showed = self._seen(r.unit, ())
            self.here, self.last = now
        return r.showed

    def _seen(self, u: OuterSentence, said: tuple[int, int] | tuple[()], stop: int | None = None) -> Passed:
        """What a sentence shows up to ``stop``, without the words ``said``: nobody calls himself by his name in them."""
        end = u.end if stop is None else stop
        lo, hi = said or (0, 0)

        def counts(s: Speaker | Actor) -> bool:
            return s.end <= end and not lo <= s.start < hi

        there = unit_subject(u)
        subject, pronoun = self._subjects(u, *there) if there else ((), "")
        inside = [it.quote for it in u.items if it.quote]
        others = [
            _as_speaker(a)
            for a in self.within(u.start, u.end)
            if counts(a) and not any(q.outer_start <= a.start < q.outer_end for q in inside)
        ]
        return Passed(
            tuple(s for s in self.here if counts(s)),
            tuple(s for s in subject if counts(s)),
            tuple(others),
            pronoun if there and u.items[there[0]].end <= end else "",
        )

    def _subjects(self, u: OuterSentence, lo: int, hi: int) -> tuple[tuple[Speaker, ...], str]:
        """Who the noun phrase that opens a sentence is, and the pronoun where it is one."""
        items = u.items
        low = items[lo].low.partition("'")[0]
        if low in PRONOUNS or low in lexicon("people")["pronouns"]:  # "Him they caught": no subject either
            return (), low
        if _stands_for(low):
            return (), ""  # "Him, nobody asked.": whom it takes up is asked of what this returns
        if _verbal(items, lo, hi):
            return (), ""
        people = [a for a in self.within(items[lo].start, items[hi - 1].end) if a.kind == "person"]
        if len(people) > 1 and any(it.low == "and" for it in items[lo:hi]):
            return tuple(map(_as_speaker, people)), ""
        if found := self._named(items, lo, hi):
            return (found,), ""
        beside = self.within(items[hi].start, u.end)[:1] if hi + 1 < len(items) and items[hi].low == "," else []
        if beside and beside[0].kind == "person" and beside[0].start == items[hi + 1].start:
            return (_as_speaker(beside[0]),), ""  # "The rebels' commander, Yusuf Idris, …"
        if hi < len(items) and items[hi].low not in MARKS and (name := self._bare_name(items, lo, hi)):
            return (name,), ""
        role = next((j for j in range(lo, hi) if not items[j].low.endswith("'s") and is_role(items[j].low)), hi - 1)
        found = self._described(items, lo, role + 1)  # "The mayor's spokeswoman wept": verbs without a sign of one belong to no phrase
        return ((found,) if found.actor_id and (found.kind or is_role(found.actor_id)) else ()), ""

    def _bare_name(self, items: list[Item], lo: int, hi: int) -> Speaker | None:
        """A first and a last name that nothing else proves: "Tess Moran disagreed." before a "she said"."""
        words = lexicon("people")
        if not 2 <= hi - lo <= 3 or (hi < len(items) and items[hi].capital):
            return None
        span = (items[lo].start, items[hi - 1].end)
        if any(a < span[1] and span[0] < b for a, b in self.located):
            return None
        known = words["organisations"] | words["no person"] | words["function words"] | words["roles"] | words["titles"]
        for it in items[lo:hi]:
            raw = self.text[it.start : it.end]
            plain = it.capital and raw.replace("-", "").isalpha() and not (raw.isupper() and len(raw) > 1)
            if not plain or it.low in known or raw in nations():
                return None
        return Speaker(*span, name_id(self.text[span[0] : span[1]]), "person")


def _stands_for(low: str) -> bool:
    """Is the word a pronoun, with or without its verb ("she's"), or tells whose something is?"""
    word = low.partition("'")[0]
    return word in lexicon("people")["pronouns"] or word in OWNERS or word in ("who", "which")


def _verbal(items: list[Item], lo: int, hi: int) -> bool:
    """Is this no noun phrase but a participle with what belongs to it: "Chastened by the analyses", "Speaking in Northport"?"""
    first = items[lo].low
    if hi - lo < 2 or (lo > 0 and items[lo].capital) or first in PRONOUNS:
        return False
    return first.endswith(("ed", "ing")) and (items[lo + 1].low in PREPOSITIONS or items[lo + 1].low in AUX | BREAKS)


def _head(items: list[Item], lo: int, hi: int) -> int:
    """The item after the phrase's own part: up to its first preposition or comma, but "of" inside a name belongs to it."""
    for j in range(lo + 1, hi):
        if items[j].low in (",", "(", "|", "who") or items[j].low in DASHES or items[j].low in PREPOSITIONS:
            inside = j + 1 < hi and items[j - 1].capital and items[j + 1].capital
            if inside and (items[j].low == "of" or (items[j].low in ("in", "for") and bare(items[j - 1].low) in _BODIES_OF)):
                continue
            return j
        tail = items[j + 1].low if j + 1 < hi and not items[j].capital and not items[j - 1].capital else ""
        if (items[j].low.endswith("ed") or items[j].low in _PARTICIPLES) and (tail in PREPOSITIONS or tail[:1].isdigit()):
            return j  # "a banner hung from a bridge", "a warrant dated 17 June"
    return hi


_PARTICIPLES = frozenset("hung left found seen sent written shown made held taken put known given".split())
_BODIES_OF = frozenset(
    "mission delegation office organization organisation agency centre center commission committee fund programme program".split()
)


def _as_speaker(a: Actor) -> Speaker:
    return Speaker(a.start, a.end, a.actor_id, a.kind)


def _generic(it: Item) -> bool:
    """Does the word after a name only say what bears it: "the Harbour Front group"?"""
    words = lexicon("people")
    return not it.capital and (bare(it.low) in words["organisations"] | words["armed nouns"] or it.low in ("news", "militia", "rebel"))

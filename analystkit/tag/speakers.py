"""Who a statement's speaker is: the actor its words name, or the one that a pronoun or a role takes up again."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from analystkit.article import Actor
from analystkit.codebook import Codebook
from analystkit.tag.phrases import DASHES, PREPOSITIONS
from analystkit.tag.speech import frames
from analystkit.tag.units import Item
from analystkit.tag.words import bare, lexicon, name_id, nations
from analystkit.text import fold, slug

_PEOPLE = ("person", "anonymous")
_BODIES = ("government", "military", "armed_group", "organisation", "media")
_SINGULAR = frozenset({"he", "she", "him", "her"})


@dataclass(frozen=True)
class Speaker:
    """The words that name the speaker, and who that is."""

    start: int
    end: int
    actor_id: str | None
    kind: str


@dataclass
class Speakers:
    """Resolves the speakers of one article in reading order; remembers who spoke last."""

    text: str
    actors: list[Actor]
    codebook: Codebook
    article: str
    last: list[Speaker] = field(default_factory=list)
    relay: str | None = None  # the medium through which the speaker last read is known

    def __post_init__(self) -> None:
        self.starts = [a.start for a in self.actors]
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

    def read(self, items: list[Item], lo: int, hi: int) -> Speaker:
        """Who the noun phrase ``lo``..``hi`` is. Remembers it as the last speaker."""
        self.relay = None
        if items[hi - 1].low == ",":
            hi -= 1
        carrier = next(
            (
                j
                for j in range(lo, min(hi - 2, lo + 6))
                if items[j].low in frames()["carriers"] and items[j + 1].low in ("from", "by", "of")
            ),
            None,
        )
        behind = self.within(items[carrier + 2].start, items[hi - 1].end)[:1] if carrier is not None else []
        found = _as_speaker(behind[0]) if behind else self._named(items, lo, hi) or self._described(items, lo, hi)
        if found.kind == "media" and (source := self._interviewed(items, lo, hi)):
            self.relay, found = found.actor_id, source
        if found.actor_id:
            self.last = [*self.last[-9:], found]
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
            if items[j].low == "interview" and items[j + 1].low == "with":
                return next((_as_speaker(a) for a in self.within(items[j + 2].start, items[hi - 1].end)), None)
        return None

    def _named(self, items: list[Item], lo: int, hi: int) -> Speaker | None:
        start, end = items[lo].start, items[hi - 1].end
        there = self.within(start, end)
        if not there:
            return None
        head = _head(items, lo, hi)
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
        if (
            not pool
            and own
            and own[0].start <= items[min(lo + 1, hi - 1)].start
            and all(_generic(it) for it in items[lo:head] if it.start >= own[0].end)
        ):
            pool = own[:1]
        return _as_speaker(pool[0]) if pool else None

    def _described(self, items: list[Item], lo: int, hi: int) -> Speaker:
        start, end, low = items[lo].start, items[hi - 1].end, items[lo].low
        words = lexicon("people")
        if hi - lo == 1 and low.split("'")[0] in words["pronouns"] | {"who", "which"}:
            return self._pronoun(items[lo])
        head = _head(items, lo, hi)
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
            for s in reversed(self.last):
                if s.kind in ("person", "anonymous"):
                    return Speaker(start, items[head - 1].end, s.actor_id, s.kind)
        name = name_id(" ".join(bare(it.low) for it in own[-4:])) or slug(text)
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

    def _pronoun(self, it: Item) -> Speaker:
        low = it.low.split("'")[0]
        kinds = (*_PEOPLE, "") if low in _SINGULAR else (*_BODIES, "") if low in ("it", "which") else (*_PEOPLE, *_BODIES, "")
        if low in ("i", "you", "we"):
            return Speaker(it.start, it.end, None, "")
        for s in reversed(self.last):
            if s.kind in kinds:
                return Speaker(it.start, it.end, s.actor_id, s.kind)
        for a in reversed(self.within(max(0, it.start - 400), it.start)):
            if a.kind in kinds:
                return Speaker(it.start, it.end, a.actor_id, a.kind)
        return Speaker(it.start, it.end, None, "")


def _head(items: list[Item], lo: int, hi: int) -> int:
    """The item after the phrase's own part: up to its first preposition or comma, but "of" inside a name belongs to it."""
    for j in range(lo + 1, hi):
        if items[j].low in (",", "(", "|") or items[j].low in DASHES or items[j].low in PREPOSITIONS:
            if items[j].low == "of" and items[j - 1].capital and j + 1 < hi and items[j + 1].capital:
                continue
            return j
    return hi


def _as_speaker(a: Actor) -> Speaker:
    return Speaker(a.start, a.end, a.actor_id, a.kind)


def _generic(it: Item) -> bool:
    """Does the word after a name only say what bears it: "the Harbour Front group"?"""
    words = lexicon("people")
    return not it.capital and (bare(it.low) in words["organisations"] | words["armed nouns"] or it.low in ("news", "militia", "rebel"))

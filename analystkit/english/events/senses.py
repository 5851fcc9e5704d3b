"""Which of its senses an event word has: a strike from the air or of railway workers, a storm of the weather or of a fort.

what rules the event out (a neighbour, a name it is part of) -> what the sentence must hold for words that are mostly peaceful
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from itertools import islice, takewhile
from typing import Any, cast

from analystkit.english.events.eventwords import words
from analystkit.english.events.hits import Hit
from analystkit.english.numerals import numbers
from analystkit.english.tokens import Span
from analystkit.records import Actor, Article, Place
from analystkit.text import Matcher

_REACH = 400  # how far round a word its sentence is searched: an endless sentence stays cheap
_BACK = 250  # how far before the sentence a story's weapons and armed people still explain it
_ROUND = 400  # and how far round a word whatever happened there does
_ARMED_KINDS = frozenset({"military", "armed_group"})
_NOUNS_TOO = frozenset({"storm", "shell", "jail", "march", "sentence"})  # "the county jail", "a winter storm"
_OBJECT = re.compile(r"\s+(?:the|a|an|its|his|her|their|this|that|those|these|some|several|two|three|four|five|\d+|(?-i:[A-Z])|[a-z-]+s\b)")
_THERE = re.compile(r"\s+(?:in|on|at|near|outside)\s+(?:[\w’'-]+\s+){0,3}$")
_OF_SOMEBODY = re.compile(r"[A-Z][\w-]+['’]s?\s+$")  # «Lee's rally» is an election's
_NO_SUBJECT = frozenset({"the", "a", "an", "of", "in", "by", "with", "and", "two"})
_LAST_WORD = re.compile(r"([\w’'-]+)[\s“\"]+$")


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    return tomllib.loads((files("analystkit.english.lexicon") / "senses.toml").read_text("utf-8"))


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def _evidence() -> Matcher:
    """The matcher of all words that show a sense; its values are the groups they belong to."""
    found: dict[str, tuple[str, ...]] = {}
    for name, listed in _lexicon()["groups"].items():
        for word in listed if name != "plural" else ():
            found[word] = (*found.get(word, ()), name)
    for word in (w for listed in words()["weapons"].values() for w in listed):
        found[word] = (*found.get(word, ()), "weapon")
    return Matcher(dict(found))


@lru_cache(maxsize=256)
def _neighbours(lemma: str, side: str) -> re.Pattern[str] | None:
    """The pattern of the words before, after or near a lemma that rule its event out."""
    listed = _lexicon()["other"].get(lemma, {}).get(side)
    if not listed:
        return None
    shape = {"before": r"(?<!\w)(?:{0})(?:['’]s?)?\s+$", "after": r"['’]?\s+(?:{0})(?!\w)", "near": r"(?<![\w-])(?:{0})(?![\w-])"}
    return re.compile(shape[side].format(_any(listed)), re.IGNORECASE)


@lru_cache(maxsize=1)
def _part_of_name() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_any(_lexicon()['part_of_name']['words'])})(?!\w)", re.IGNORECASE)


class Senses:
    """One article's evidence for the senses of its event words."""

    def __init__(self, article: Article, actors: Sequence[Actor], places: Sequence[Place]) -> None:
        self.text = article.text
        self.armed = sorted((a.start, a.end) for a in actors if a.kind in _ARMED_KINDS)
        self.places = {p.start for p in places}
        self.official = sorted((a.start, a.end) for a in actors if a.kind in ("government", *_ARMED_KINDS))
        air = (at for a, b, _ in article.news() for at, _, groups in self._evidence(Span(a, b)) if "air" in groups)
        self.air = next(air, len(article.text))
        self._special: dict[str, Callable[[Hit, Span], bool]] = {
            "armed": self._armed,
            "before": self._before,
            "around": self._around,
            "there": self._there,
            "many": self._many,
            "beside": lambda hit, around: self._beside(hit, around, {"air", "armed", "weapon"}),
            "held": lambda hit, around: self._beside(hit, around, {"captive"}),
            "official": lambda hit, around: self._among(self.official, hit, around),
            "story": self._story,
        }
        self._asked: tuple[tuple[int, int], frozenset[str]] = ((-1, -1), frozenset())
        self.struck = len(article.text)  # where the first strike that its own sentence shows stands; words are asked in their order

    def meant(self, hit: Hit, sentence: Span) -> Hit | None:
        """The event word with the type that its sentence gives it; None where the word means something peaceful."""
        around = Span(max(sentence.start, hit.start - _REACH), min(sentence.end, hit.end + _REACH))
        if self._ruled_out(hit, around) or not self._verb(hit, around) or not self._shown(hit, around):
            return None
        if hit.trigger.type == "airstrike":
            self.struck = min(self.struck, hit.start)
        return self._from_where(hit, around)

    def _ruled_out(self, hit: Hit, around: Span) -> bool:
        lemma = hit.trigger.lemma
        before, after, near = (_neighbours(lemma, side) for side in ("before", "after", "near"))
        if before and before.search(self.text[max(around.start, hit.start - 40) : hit.start]):
            return True
        if after and after.match(self.text, hit.end, around.end):
            return True
        if hit.use == "noun" and _part_of_name().match(self.text, hit.end, around.end):
            return True
        if lemma == "rally" and _OF_SOMEBODY.search(self.text, max(around.start, hit.start - 30), hit.start):
            return True
        peaceful = near and (near.search(self.text, around.start, hit.start) or near.search(self.text, hit.end, around.end))
        return bool(peaceful) and not self._any_of(("weapon", "air", "armed", "harm"), hit, around)

    def _verb(self, hit: Hit, around: Span) -> bool:
        """Can it be a verb: «Hamilton County jail», «free trade», «Shell opened» hold none."""
        form, word = hit.trigger.verb, self.text[hit.start : hit.end]
        if hit.use == "noun" or form is None:
            return True
        if hit.trigger.lemma in _NOUNS_TOO and form in ("base", "s"):
            meant = hit.use == "infinitive" or self._subject(hit, around, form)
            return word[0].islower() and bool(_OBJECT.match(self.text, hit.end, around.end)) and meant
        if form == "base" and hit.use == "verb":
            return self._subject(hit, around, form)
        return True

    def _subject(self, hit: Hit, around: Span, form: str) -> bool:
        before = self.text[max(around.start, hit.start - 60) : hit.start]
        last = _LAST_WORD.search(before)
        if last is None:
            return False
        word = last[1].lower()
        if form == "s":
            return not word.endswith(("ed", "ing", "al", "ic", "ous")) and word not in _NO_SUBJECT
        many = word.endswith("s") and not word.endswith(("ss", "’s", "'s", "us", "is"))
        return many or word.endswith("ly") or word in _lexicon()["groups"]["plural"]

    def _shown(self, hit: Hit, around: Span) -> bool:
        needs = _lexicon()["needs"]
        lemma = hit.trigger.lemma
        wanted = needs.get(f"{lemma} (verb)" if hit.use != "noun" and f"{lemma} (verb)" in needs else lemma)
        if wanted is None:
            return True
        groups = self._groups(hit, around)
        if hit.trigger.loose and "nature" in groups:
            return "weapon" in groups
        return self._any_of(wanted, hit, around)

    def _any_of(self, wanted: Sequence[str], hit: Hit, around: Span) -> bool:
        if not self._groups(hit, around).isdisjoint(wanted):
            return True
        return any(ask(hit, around) for name, ask in self._special.items() if name in wanted)

    def _evidence(self, span: Span) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        for a, b, groups in _evidence().find(self.text, span.start, span.end):
            yield a, b, cast(tuple[str, ...], groups)

    def _groups(self, hit: Hit, around: Span) -> frozenset[str]:
        """The groups whose words stand in the sentence, outside the event word itself."""
        if (hit.start, hit.end) != self._asked[0]:
            found = (groups for a, b, groups in self._evidence(around) if b <= hit.start or a >= hit.end)
            self._asked = ((hit.start, hit.end), frozenset(name for groups in found for name in groups))
        return self._asked[1]

    def _armed(self, hit: Hit, around: Span) -> bool:
        """Is somebody armed named: an army, a militia of the codebook?"""
        return self._among(self.armed, hit, around)

    @staticmethod
    def _among(named: list[tuple[int, int]], hit: Hit, around: Span) -> bool:
        near = takewhile(lambda x: x[0] < around.end, islice(named, bisect_left(named, (around.start, 0)), None))
        return any(b <= around.end and not a <= hit.start < b for a, b in near)

    def _around(self, hit: Hit, around: Span) -> bool:
        """«The attack was the third this month.», among sentences that tell of the dead"""
        sides = (Span(max(0, hit.start - _ROUND), hit.start), Span(hit.end, min(len(self.text), hit.end + _ROUND)))
        return any(not {"air", "armed", "weapon", "harm"}.isdisjoint(groups) for side in sides for _, _, groups in self._evidence(side))

    def _beside(self, hit: Hit, around: Span, wanted: set[str]) -> bool:
        """«the bombing campaign», «the army's campaign in the north»; an election campaign is not one for the troops of its speeches"""
        near = self._evidence(Span(max(around.start, hit.start - 60), min(around.end, hit.end + 40)))
        return any(not wanted.isdisjoint(groups) for a, b, groups in near if b <= hit.start or a >= hit.end)

    def _many(self, hit: Hit, around: Span) -> bool:
        """«Twelve people died»: whoever counts the dead tells of more than an old man's end."""
        near = numbers(self.text, max(around.start, hit.start - 60), hit.start)
        return any((n.value or n.high or 2) > 1 for n in near)

    def _there(self, hit: Hit, around: Span) -> bool:
        """«the attacks in Port Vale»"""
        near = (at for at in range(hit.end + 1, min(around.end, hit.end + 50)) if at in self.places)
        return any(_THERE.fullmatch(self.text, hit.end, at) for at in near)

    def _before(self, _: Hit, around: Span) -> bool:
        """«Rebels shelled the port at dawn. They hit the mill.»"""
        back = Span(max(0, around.start - _BACK), around.start)
        return any(not {"air", "armed", "weapon"}.isdisjoint(groups) for _, _, groups in self._evidence(back))

    def _story(self, hit: Hit, _: Span) -> bool:
        return min(self.air, self.struck) < hit.start

    def _from_where(self, hit: Hit, around: Span) -> Hit:
        """«a rocket strike by the militia» comes from the ground, unless aircraft are told of."""
        if hit.trigger.type != "airstrike" or hit.trigger.lemma not in ("strike", "missile strike", "rocket strike"):
            return hit
        near = self._evidence(Span(max(around.start, hit.start - 20), hit.end))
        if not any("ground" in groups for _, _, groups in near) or "air" in self._groups(hit, around) or self.air < hit.start:
            return hit
        return replace(hit, trigger=replace(hit.trigger, type="attack"))

"""Which of its senses an event word has: a strike from the air or of railway workers, a storm of the weather or of a fort.

what rules the event out (a neighbour, a name it is part of) -> what the sentence must hold for words that are mostly peaceful
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from itertools import islice, takewhile
from typing import Any, cast

from analystkit.english.events.triggers import EventWord, Trigger, family, harmful, weak, words
from analystkit.english.lexicon import NUMBER_WORDS, sets
from analystkit.english.numerals import numbers
from analystkit.english.tokens import Span
from analystkit.records import Actor, Article, Place
from analystkit.text import Matcher

_REACH = 400  # how far round a word its sentence is searched: an endless sentence stays cheap
_BACK = 250  # how far before the sentence a story's weapons and armed people still explain it
_TAIL = 80  # how far behind a verb the words that it needs behind its object can stand
_ROUND = 400  # and how far round a word whatever happened there does
_ARMS = frozenset({"air", "weapon", "armed"})  # groups of what strikes from the air, or fights
_ARMED_KINDS = frozenset({"military", "armed_group"})
_THERE = re.compile(r"\s+(?:in|on|at|near|outside)\s+(?:[\w’'-]+\s+){0,3}$")
_SERVED = re.compile(  # «received a ten-year {prison sentence}»
    r"""\b(?:serv(?:es?|ed|ing)|receiv(?:es?|ed|ing)|giv(?:es?|en|ing)|gave|got|gets|hand(?:s|ed|ing)?(?:\s+(?:down|out|him|her|them))?|impos(?:es?|ed|ing)
    |beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)?|commut(?:es?|ed)|up(?:holds?|held)|sentenced\s+to)\s+(?:[\w’'-]+\s+){0,5}$""",
    re.IGNORECASE | re.VERBOSE,
)
_ON_A_DAY = re.compile(r"\s+(?:(?:on|early|late|last)\s+){0,2}(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|night)\b")
_TERM = re.compile(  # «was jailed for at least six years»: a court's sentence
    rf"""(?:\s+[\w’-]+){{0,4}}?\s+for\s+(?:life\b|(?:(?:at|up|more|less|a|an|total|of|to|least|than|nearly|over|another)\s+)*
    (?:\d|(?:{"|".join(NUMBER_WORDS)})\b|a\s)[\w.½-]*[\w\s-]{{0,20}}?\b(?:years?|months?)\b(?!\s+ago)
    |\d\d?(?=\s*(?:[.,;]|after\b|for\b|over\b)))""",
    re.IGNORECASE | re.VERBOSE,
)
_DATED = re.compile(r"(?:day|night|morning|evening|afternoon|week|weekend|month|year)['’]s\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those)\s+(?:[\w’'-]+\s+)?$", re.IGNORECASE)
# «aircraft had bombed»; a drone can be anybody's
_AIRCRAFT = re.compile(
    r"\b(?:aircraft|(?:war)?planes?|jets?|(?<!suicide\s)bombers?|helicopters?|gunships?)\s+(?:(?:had|have|has|also|again)\s+){0,2}$", re.I
)
_BEHIND = (
    "who|and|or|in|on|at|of|from|by|for|with|to|after|before|until|accused|charged|held|suspected|was|were|is|are|had|have|has|without"
    "|they|he|she|it|whom|that"
)
# «the interns' three-day strike», «joined the strike»; «the strike by court clerks», «a strike over the closure»
_WHOSE_STRIKE, _STRIKE_OF = (
    re.compile(
        r"\b(?:[a-z]+s['’]|(?:began|begin|call|called|stage|staged|join|joined|end|ended|suspend|suspended)\s+(?:an?|the|their))\s+(?:[\w-]+\s+){0,2}$"
    ),
    re.compile(
        r"""\s+(?:over|to\s+demand|demanding|(?:by|of)\s+(?:(?!and\b|in\b)[\w-]+\s+){0,3}?(?!forces|troops|jets)[a-z]{3,}(?:men|ees|s)
        |(?:is|was)\s+(?:\w+\s+){0,2}(?:legal|illegal|lawful|unlawful|indefinite|over)|(?:entered|enters|is\s+in)\s+its)\b""",
        re.VERBOSE,
    ),
)
_DEADLY = re.compile(r"\s+(?:[\w’'-]+\s+){0,6}?(?:kill|wound|injur|maim)", re.IGNORECASE)  # «a strike on a kiln killed four workers»
_OF_SOMEBODY = re.compile(r"[A-Z][\w-]+['’]s?\s+$")  # «Lee's rally» is an election's


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


@lru_cache(maxsize=4096)  # three of every word
def _neighbours(lemma: str, side: str) -> re.Pattern[str] | None:
    """The pattern of the words before, after or near a lemma that rule its event out."""
    listed = _lexicon()["other"].get(lemma, {}).get(side)
    if not listed:
        return None
    shape = {"before": r"(?<!\w)(?:{0})(?:['’]s?)?\s+$", "after": r"['’]?\s+(?:{0})(?!\w)", "near": r"(?<![\w-])(?:{0})(?![\w-])"}
    return re.compile(shape[side].format(_any(listed)), re.IGNORECASE)


@lru_cache(maxsize=1)
def _whom() -> re.Pattern[str]:
    """«released two {nurses}», «the release of the {editor}»"""
    people = frozenset().union(sets("people")["roles"], *sets("victims").values())
    between = r"(?!(?:by|to|from|for|in|on|at|and|that|about)\b)[\w-]+"
    return re.compile(rf"(?:\s+of)?(?:\s+{between}){{0,3}}?\s+(?:{_any(sorted(people))})s?(?=[.,;:]|\s+(?:{_BEHIND})\b|\Z)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _crowd() -> re.Pattern[str]:
    """«{Thousands of people} marched», «{Teachers from Vale} rallied»: who gathers to protest, and not in arms"""
    people = frozenset().union(
        *(sets("victims")[kind] for kind in ("person", "demonstrator", "civilian", "child", "journalist", "aid worker"))
    )
    plural = {w for w in people if w.endswith("s")} - {"suspects", "prisoners", "inmates", "guards"}
    many = "thousands|hundreds|dozens|scores|crowds?|" + _any([*plural, "people", "women", "men", "families", "households"])
    armed = _any(sorted(sets("people")["military nouns"] | sets("people")["armed nouns"] | {"police", "officers", "guards", "cadets"}))
    return re.compile(
        rf"\b(?:{many})(?:\s+(?!(?:{armed}|as|that|when|while|who|whose|after|before|because|saw|watched)\b)[\w’'-]+){{0,5}}\s+$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _part_of_name() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_any(_lexicon()['part_of_name']['words'])})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=64)  # asked of every count of a sentence
def natural(text: str, a: int, b: int) -> bool:
    """Does a sentence tell that somebody died of old age or an illness?

    >>> natural("My father died 22 years ago of cancer.", 0, 38), natural("Two men died in the fire.", 0, 25)
    (True, False)
    """
    near = _neighbours("die", "near")
    return near is not None and near.search(text, a, b) is not None


class Senses:
    """One article's evidence for the senses of its event words."""

    def __init__(self, article: Article, actors: Sequence[Actor], places: Sequence[Place]) -> None:
        self.text = article.text
        self.armed = sorted((a.start, a.end) for a in actors if a.kind in _ARMED_KINDS)
        self.places = {p.start for p in places}
        self.persons = [a for a in actors if a.kind == "person"]
        self.official = sorted((a.start, a.end) for a in actors if a.kind in ("government", *_ARMED_KINDS))
        told = (x for a, b, _ in article.news() for x in _evidence().find(article.text, a, b))
        self.found = [(a, b, cast(tuple[str, ...], groups)) for a, b, groups in told]
        self.starts = [a for a, _, _ in self.found]
        self.air = any("air" in groups for _, _, groups in self.found)  # or a strike that its own sentence shows
        arms = sum(not _ARMS.isdisjoint(groups) for _, _, groups in self.found)
        self.of_work = sum("work" in groups for _, _, groups in self.found) - arms
        self.at_work = {name for _, _, groups in self.found for name in groups if not arms}
        self._special: dict[str, Callable[[EventWord, Span], bool]] = {
            "armed": self._armed,
            "before": self._before,
            "around": self._around,
            "there": self._there,
            "dated": lambda word, around: _DATED.search(self.text, around.start, word.start) is not None,
            "served": lambda word, around: _SERVED.search(self.text, max(around.start, word.start - 60), word.start) is not None,
            "somebody": self._somebody,
            "many": self._many,
            "crowd": lambda word, around: (
                word.verb and _crowd().search(self.text, max(around.start, word.start - 80), word.start) is not None
            ),
            "beside": lambda word, around: self._beside(word, around, {"air", "armed", "weapon"}),
            "held": lambda word, around: self._beside(word, around, {"captive"}),
            "people": lambda word, around: self._people(around),
            "whom": lambda word, around: _whom().match(self.text, word.end, around.end) is not None,
            "official": lambda word, around: self._among(self.official, word, around),
            "told": lambda word, around: family(word.type) in self.told,
            "walkout": lambda word, around: (
                _WHOSE_STRIKE.search(self.text, max(around.start, word.start - 50), word.start) is not None
                or _STRIKE_OF.match(self.text, word.end, around.end) is not None
            ),
        }
        self._asked: tuple[tuple[int, int], frozenset[str]] = ((-1, -1), frozenset())
        self.told: set[str] = set()  # the families of what has been told so far
        self.words: list[EventWord] = []  # and its words

    def possible(self, found: Sequence[tuple[int, int, object]], sentence: Span) -> bool:
        """Can any of these words name an event, whether a noun or a verb? What cannot needs no syntax."""
        for a, b, options in found:
            around = Span(max(sentence.start, a - _REACH), min(sentence.end, b + _REACH))
            for t in cast(tuple[Trigger, ...], options):
                if t.tail and t.tail[-1] not in self.text[b : b + _TAIL].lower():
                    continue
                w = EventWord(a, b, -1, t, clause=0 if t.verb else None)
                if (
                    t.lemma in _lexicon()["again"]
                    or (t.lemma == "strike" and t.noun)
                    or (not self._ruled_out(w, around) and (self._shown(w, around) or self._again(w, around)))
                ):
                    return True
        return False

    def meant(self, word: EventWord, sentence: Span) -> EventWord | None:
        """The event word with the type that its sentence gives it; None where the word means something peaceful."""
        around = Span(max(sentence.start, word.start - _REACH), min(sentence.end, word.end + _REACH))
        if (told := _lexicon()["again"].get(word.lemma)) is not None:
            return None if self._ruled_out(word, around) else self._taken_up(word, around, told)
        out = self._ruled_out(word, around)
        if word.lemma == "strike" and not word.verb:
            if self._of_work(word, around, out):
                self.of_work += 2
                word = replace(word, trigger=replace(word.trigger, type="protest"))
            elif out or not (self.air or self._shown(word, around) or self._again(word, around)):
                return None
            else:
                self.air = True
                word = self._from_where(word, around)
        elif out or not (self._shown(word, around) or self._again(word, around)):
            return None
        else:
            word = self._from_where(word, around)
        self.told.add(family(word.type))
        self.words.append(word)
        return word

    def _ruled_out(self, word: EventWord, around: Span) -> str:
        """By words on which side of it the reading of an event is ruled out; "" by none."""
        lemma = word.lemma
        before, after, near = (_neighbours(lemma, side) for side in ("before", "after", "near"))
        if (after and after.match(self.text, word.end, around.end)) or (
            not word.verb and _part_of_name().match(self.text, word.end, around.end)
        ):
            return "after"
        if before and before.search(self.text[max(around.start, word.start - 40) : word.start]):
            return "before"
        if lemma == "rally" and _OF_SOMEBODY.search(self.text, max(around.start, word.start - 30), word.start):
            return "before"
        peaceful = near and (near.search(self.text, around.start, word.start) or near.search(self.text, word.end, around.end))
        return "near" if peaceful and not self._any_of(("weapon", "air", "armed", "harm"), word, around) else ""

    def _of_work(self, word: EventWord, around: Span, out: str) -> bool:
        """«The firm called the strike illegal»: of workers, as its sentence shows or, where that shows nothing, most of its article."""
        if out == "after":
            return False
        groups = self._groups(word, around)
        if "work" in groups:
            return self.of_work > 0 or groups.isdisjoint(("air", "weapon"))
        if not groups.isdisjoint({*_ARMS, "deed"}):
            return False
        deadly = "harm" in groups and ("labour" not in groups or _DEADLY.match(self.text, word.end, around.end))
        if deadly or (self.of_work > 0 and out != "near"):
            return self.of_work > 0
        weak = "labour" in groups if out == "near" or self.of_work else "labour" in self.at_work
        return self._any_of(("walkout",), word, around) or (weak and self.of_work >= 0 and not self.air)

    def _shown(self, word: EventWord, around: Span) -> bool:
        needs = _lexicon()["needs"]
        lemma = word.lemma
        wanted = needs.get(f"{lemma} (verb)" if word.verb and f"{lemma} (verb)" in needs else lemma)
        if wanted is None:
            return True
        groups = self._groups(word, around)
        if word.trigger.loose and "nature" in groups:
            return "weapon" in groups
        return self._any_of(wanted, word, around)

    def _again(self, word: EventWord, around: Span) -> bool:
        """«the attack», after a bombing was told: a definite noun means what was told before."""
        return not word.verb and family(word.type) in self.told and _DEFINITE.search(self.text, around.start, word.start) is not None

    def _taken_up(self, word: EventWord, around: Span, told: str) -> EventWord | None:
        """«the incident», «this call»: of the type of what it takes up."""
        if word.trigger.plural or not _DEFINITE.search(self.text, around.start, word.start):
            return None
        before = (w for w in reversed(self.words) if (harmful(w.type) if told == "harm" else w.lemma.endswith(told)))
        return next((replace(word, trigger=replace(word.trigger, type=w.type)) for w in before if not weak(w.type)), None)

    def _any_of(self, wanted: Sequence[str], word: EventWord, around: Span) -> bool:
        if not self._groups(word, around).isdisjoint(wanted):
            return True
        return any(ask(word, around) for name, ask in self._special.items() if name in wanted)

    def _evidence(self, span: Span) -> Sequence[tuple[int, int, tuple[str, ...]]]:
        lo, hi = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [x for x in self.found[lo:hi] if x[1] <= span.end]

    def _groups(self, word: EventWord, around: Span) -> frozenset[str]:
        """The groups whose words stand in the sentence, outside the event word itself."""
        if (word.start, word.end) != self._asked[0]:
            found = (groups for a, b, groups in self._evidence(around) if b <= word.start or a >= word.end)
            self._asked = ((word.start, word.end), frozenset(name for groups in found for name in groups))
        return self._asked[1]

    def _armed(self, word: EventWord, around: Span) -> bool:
        """Is somebody armed named: an army, a militia of the codebook?"""
        return self._among(self.armed, word, around)

    @staticmethod
    def _among(named: list[tuple[int, int]], word: EventWord, around: Span) -> bool:
        near = takewhile(lambda x: x[0] < around.end, islice(named, bisect_left(named, (around.start, 0)), None))
        return any(b <= around.end and not a <= word.start < b for a, b in near)

    def _around(self, word: EventWord, around: Span) -> bool:
        """«The attack was the third this month.», among sentences that tell of the dead"""
        sides = (Span(max(0, word.start - _ROUND), word.start), Span(word.end, min(len(self.text), word.end + _ROUND)))
        return any(not {"air", "armed", "weapon", "harm"}.isdisjoint(groups) for side in sides for _, _, groups in self._evidence(side))

    def _beside(self, word: EventWord, around: Span, wanted: set[str]) -> bool:
        """«the bombing campaign», «the army's campaign in the north»; an election campaign is not one for the troops of its speeches"""
        near = self._evidence(Span(max(around.start, word.start - 60), min(around.end, word.end + 60)))
        return any(not wanted.isdisjoint(groups) for a, b, groups in near if b <= word.start or a >= word.end)

    def _many(self, word: EventWord, around: Span) -> bool:
        """«Twelve people died»: whoever counts the dead tells of more than an old man's end."""
        near = numbers(self.text, max(around.start, word.start - 60), word.start)
        return any((n.value or n.high or 2) > 1 for n in near)

    def _people(self, around: Span) -> bool:
        """«Lee invited Holm to visit him»: are two people named?"""
        near = takewhile(
            lambda a: a.start < around.end, islice(self.persons, bisect_left(self.persons, around.start, key=lambda a: a.start), None)
        )
        return len({a.actor_id for a in near}) > 1

    def _somebody(self, word: EventWord, around: Span) -> bool:
        """«Ann Lee, the novelist, {died} on Friday»"""
        return bool(_ON_A_DAY.match(self.text, word.end)) and any(around.start <= a.start < word.start for a in self.persons)

    def _there(self, word: EventWord, around: Span) -> bool:
        """«the attacks in Port Vale»"""
        near = (at for at in range(word.end + 1, min(around.end, word.end + 50)) if at in self.places)
        return any(_THERE.fullmatch(self.text, word.end, at) for at in near)

    def _before(self, _: EventWord, around: Span) -> bool:
        """«Rebels shelled the port at dawn. They word the mill.»"""
        back = Span(max(0, around.start - _BACK), around.start)
        return any(not {"air", "armed", "weapon"}.isdisjoint(groups) for _, _, groups in self._evidence(back))

    def _otherwise(self, word: EventWord, around: Span) -> EventWord | None:
        """The word with its other type, where its sentence shows that one: "The strike of the dockers began", "the boiler exploded"."""
        kind, groups, against = _lexicon()["otherwise"][word.lemma]
        if self._any_of(against, word, around) or not (self._any_of(groups, word, around) or self._as_before(word, around, kind)):
            return None
        return replace(word, trigger=replace(word.trigger, type=kind))

    def _as_before(self, word: EventWord, around: Span, kind: str) -> bool:
        """«The boiler exploded. The {blast} was heard for miles.»"""
        if word.verb or not _DEFINITE.search(self.text, around.start, word.start):
            return False
        last = next((w for w in reversed(self.words) if _lexicon()["otherwise"].get(w.lemma, [""])[0] == kind), None)
        return last is not None and last.type == kind

    def _from_where(self, word: EventWord, around: Span) -> EventWord:
        """«a rocket strike by the militia» comes from the ground, unless aircraft are told of; boilers explode, and the customs raid."""
        if word.verb and word.type == "attack" and _AIRCRAFT.search(self.text, max(around.start, word.start - 40), word.start):
            return replace(word, trigger=replace(word.trigger, type="airstrike"))
        if word.lemma in ("jail", "imprison") and _TERM.match(self.text, word.end, around.end):
            return replace(word, trigger=replace(word.trigger, type="trial"))
        if word.lemma in _lexicon()["otherwise"] and (other := self._otherwise(word, around)):
            return other
        if word.type != "airstrike" or word.lemma not in ("strike", "missile strike", "rocket strike"):
            return word
        near = self._evidence(Span(max(around.start, word.start - 20), word.end))
        if not any("ground" in groups for _, _, groups in near) or "air" in self._groups(word, around):
            return word
        return replace(word, trigger=replace(word.trigger, type="attack"))

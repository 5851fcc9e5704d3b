"""What the words around a name say about it: whether it is a place at all, and how it is used. The rules stand in ``lexicon/places.txt``.

A line of that file is ``verdict: reason | what the name is | the words around it | example``, in groups, most certain first. It holds where
its facts are true (``facts``) and its words fit, matched outwards from the name, so that no rule searches. A word is known by a number with
a bit for each kind of word that the file names, so that a line looks once at a word, whatever it may be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from operator import or_

from analystkit.english.lexicon import lines, sets
from analystkit.english.places.gazetteer import key, world
from analystkit.english.places.names import JOINTS, Words, begins_name, words

_ITEM = re.compile(r"(?P<not>!?)(?P<what>\S+?)(?P<repeat>[?*]|<\d+)?")
MOST = 5  # words that a star takes
MOST_KNOWN = 100_000  # words whose kinds are kept
SEEN = tuple("adjective contained filed division single owner follows goes_on ahead great headline listed priced".split())
PLAIN = frozenset({*SEEN, "country", "city", "facility", "codebook", "abbreviation"})
"""The facts that are plain of a name before anything is worked out: how it looks, its kind, how it was recognised."""


@lru_cache(maxsize=65536)
def closed(word: str) -> bool:
    """Is the word itself a place or a nationality, so that it goes on no other name?"""
    name = key(word)
    return begins_name(name) and (name in world().adjectives or any(s.rank >= 15 for s in world().find(name)))


class Kinds(dict[str, int]):
    """What a word is, as printed: a bit for each kind that a rule names, "TITLES", "^TITLES", "in", "%ed", "HIT-NOUN_OR_VERB"."""

    def __init__(self) -> None:
        super().__init__()
        people = {f"people:{name.replace(' ', '_')}": those for name, those in sets("people").items()}
        known = {name.upper(): those for name, those in words().items()}
        self.lists: dict[str, frozenset[str]] = people | known | {"COUNTRIES": world().countries_by_name}
        self.bits: dict[str, int] = {}
        self.listed: dict[tuple[str, bool], int] = {}  # by word, and whether it must have a capital
        self.told: list[tuple[int, bool, Callable[[str], bool]]] = []  # kinds that no list holds

    def bit(self, written: str) -> int:
        """The bit of a kind, by what is written for it."""
        if written not in self.bits:
            self.bits[written] = bit = 1 << len(self.bits)
            big, (name, *less) = written.startswith("^"), written.removeprefix("^").split("-")
            if name in ("", "CLOSED") or name[0] in "~%" or less == ["CLOSED"]:
                self.told.append((bit, big, self._test(name, *less)))
            else:
                for word in self.words(name).difference(*map(self.words, less)):
                    self.listed[word, big] = self.listed.get((word, big), 0) | bit
        return self.bits[written]

    def words(self, name: str) -> frozenset[str]:
        """The words of a list, or the word itself."""
        return self.lists[name] if name in self.lists else frozenset({name})

    def _test(self, name: str, less: str = "") -> Callable[[str], bool]:
        """How a word is told that is in no list: any, one with an ending, one that is itself a place."""
        if less:
            one, other = self._test(name), self._test(less)
            return lambda low: one(low) and not other(low)
        if name[:1] in ("~", "%"):
            return lambda low: low.isalpha() and low.endswith(name[1:])
        return closed if name == "CLOSED" else self.words(name).__contains__ if name else bool

    def __missing__(self, raw: str) -> int:
        if len(self) > MOST_KNOWN:
            self.clear()
        low, big = raw.lower(), raw[:1].isupper()
        bits = self.listed.get((low, False), 0) | (self.listed.get((low, True), 0) if big else 0)
        self[raw] = bits = bits | sum(bit for bit, capital, test in self.told if big >= capital and test(low))
        return bits


@dataclass(frozen=True)
class Item:
    """A word of some kinds, least to most times; ``denied``: not there; ``within``: somewhere in so many words of the sentence."""

    kinds: int
    least: int
    most: int
    denied: bool
    within: int

    @classmethod
    def read(cls, written: str, kinds: Kinds) -> Item:
        m = _ITEM.fullmatch(written)
        assert m, written
        repeat, bits = m["repeat"] or "", sum(kinds.bit(one) for one in set(m["what"].split("/")))
        within = int(repeat[1:]) if repeat.startswith("<") else 0
        return cls(bits, int(repeat not in ("?", "*")), MOST if repeat == "*" else 1, bool(m["not"]), within)


@dataclass(frozen=True)
class Rule:
    """A line: what it says and why, the facts that must be true or false, the items before the name (nearest first) and after."""

    verdict: str
    reason: str
    facts: tuple[tuple[str, bool], ...]
    before: tuple[Item, ...]
    after: tuple[Item, ...]
    example: str

    @classmethod
    def read(cls, line: str, kinds: Kinds) -> Rule:
        told, asked, around, example = ([c.strip() for c in line.split("|")] + [""] * 3)[:4]
        verdict, _, reason = (c.strip() for c in told.partition(":"))
        before, _, after = f" {around} ".partition(" _ ")
        left, right = (tuple(Item.read(i, kinds) for i in side.split()) for side in (before, after))
        facts = tuple((f.removeprefix("-"), not f.startswith("-")) for f in asked.split())
        return cls(verdict, reason, facts, left[::-1], right, example)

    @cached_property
    def beside(self) -> tuple[int, int]:
        """The kinds one of which the word before the name, and the one after it must be, by the groups it asks too; 0: any."""
        before, after = _first(self.before), _first(self.after)
        for fact, wanted in self.facts:
            group, _, verdict = fact.partition("=")
            if wanted and group in rules().groups:
                asked = [r.beside for r in rules().groups[group].rules if r.verdict == (verdict or "yes")]
                before = before or (any_of(b for b, _ in asked) if all(b for b, _ in asked) else 0)
                after = after or (any_of(a for _, a in asked) if all(a for _, a in asked) else 0)
        return before, after

    def fits(self, t: Words, first: int, last: int, kinds: Kinds) -> bool:
        """Do the words around a name fit?"""
        if self.before and not _fits(t, self.before, first - 1, -1, kinds):
            return False
        return not self.after or _fits(t, self.after, last + 1, 1, kinds, 2 if ("owner", True) in self.facts else 0)


class Group(dict[tuple[frozenset[str], int, int], list[Rule]]):
    """The lines of a group; and which of them are left by what is plain of a name, and by the kinds of the words beside it."""

    def __init__(self, lines: list[Rule]) -> None:
        super().__init__()
        self.rules = lines
        self.plain: dict[frozenset[str], list[tuple[Rule, int, int]]] = {}  # with what must stand beside the name

    @cached_property
    def beside(self) -> tuple[int, int]:
        """The kinds that tell its lines apart, before the name and after it."""
        return any_of(r.beside[0] for r in self.rules), any_of(r.beside[1] for r in self.rules)

    def left(self, plain: frozenset[str], before: int, after: int) -> list[Rule]:
        """The lines that can hold of a name of which these facts are plain, between words of these kinds."""
        return self[plain, before & self.beside[0], after & self.beside[1]]

    def __missing__(self, of: tuple[frozenset[str], int, int]) -> list[Rule]:
        plain, before, after = of
        if plain not in self.plain:
            lines = (r for r in self.rules if all((f in plain) is wanted for f, wanted in r.facts if f in PLAIN))
            self.plain[plain] = [(r, *r.beside) for r in lines]
        self[of] = out = [r for r, b, a in self.plain[plain] if (not b or b & before) and (not a or a & after)]
        return out


def any_of(kinds: Iterable[int]) -> int:
    """The bits of them all."""
    return reduce(or_, kinds, 0)


def _first(items: tuple[Item, ...]) -> int:
    """The kinds one of which the first word must be; 0 where it may be any."""
    kinds = 0
    for item in items:
        if item.within or item.denied:
            return 0
        kinds |= item.kinds
        if item.least:
            return kinds
    return 0


@dataclass(frozen=True)
class Rules:
    """The rules of ``lexicon/places.txt`` by group, and the kinds of words that they ask for."""

    groups: Mapping[str, Group]
    kinds: Kinds


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules of ``lexicon/places.txt``."""
    kinds, groups = Kinds(), dict[str, list[Rule]]()
    for line in lines("places"):
        name, equals, given = line.partition(" = ")
        if line.startswith("["):
            group = groups.setdefault(line.strip("[] "), [])
        elif equals and "|" not in name:
            kinds.lists[name.strip()] = frozenset().union(*map(kinds.words, given.split()))
        else:
            group.append(Rule.read(line, kinds))
    return Rules({name: Group(of) for name, of in groups.items()}, kinds)


def _fits(t: Words, items: tuple[Item, ...], at: int, step: int, kinds: Kinds, possessive: int = 0) -> bool:
    """Do the items fit outwards from a name, ``at`` the first word beyond it, which a possessive ending may set off?"""
    for item in items:
        if item.within:
            if any(kinds[t.raw[k]] & item.kinds for k in _reach(t, at, step, item.within)) == item.denied:
                return False
            continue
        n = 0
        while n < item.most and 0 <= at and kinds[t.raw[at]] & item.kinds:
            gap = t.gap(at + (step < 0))[possessive:]
            if not (gap.isspace() or gap in JOINTS) or (gap == "\n" and t.capital[at]):
                break  # a capital on another line says nothing
            n, possessive = n + 1, 0
            at += step
        if n if item.denied else n < item.least:
            return False
    return True


def _reach(t: Words, at: int, step: int, most: int) -> Iterator[int]:
    """The next words of the sentence."""
    for k in range(at, at + step * most, step):
        if not 0 <= k < t.size or "." in t.gap(k + (step < 0)):
            return
        yield k

"""What the words around a name say about it: whether it is a place at all, and how it is used. The rules stand in ``lexicon/places.txt``.

A line of that file is ``verdict: reason | what the name is | the words around it | example``, in groups, most certain first. Words are
matched outwards from the name, so that no rule searches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from analystkit.english.lexicon import lines, sets
from analystkit.english.places.gazetteer import key, world
from analystkit.english.places.names import BEYOND, JOINTS, Hit, Words, words
from analystkit.english.tokens import Reading

_ITEM = re.compile(r"(?P<not>!?)(?P<what>\S+?)(?P<repeat>[?*]|<\d+)?")
MOST = 5  # words that a star takes


class _Closed(Container[str]):
    """The words that are themselves a place or a nationality, so that they go on no other name."""

    def __contains__(self, word: object) -> bool:
        name = key(str(word))
        return name in world().adjectives or any(s.rank >= 15 for s in world().find(name))


CLOSED = _Closed()


Atom = Callable[[str, bool], bool]  # is it this word, by what it is in lower case and whether it has a capital?


@dataclass(frozen=True)
class Item:
    """One of several atoms, least to most times; ``denied``: not there; ``within``: somewhere in so many words of the sentence."""

    atoms: tuple[Atom, ...]
    begins: frozenset[str] | None  # all words that fit; None: any can
    plain: bool  # and each of them does
    capital: bool  # all of them have one
    least: int = 1
    most: int = 1
    denied: bool = False
    within: int = 0

    def fits(self, t: Words, i: int) -> bool:
        """Is it this word?"""
        low = t.lows[i]
        if self.begins is not None and (self.plain or low not in self.begins):
            return low in self.begins
        return low != "" and any(fits(low, t.capital[i]) for fits in self.atoms)


@dataclass(frozen=True)
class Rule:
    """A line: what it says and why, the facts that must be true or false, the items before the name (nearest first) and after."""

    verdict: str
    reason: str
    facts: tuple[tuple[str, bool], ...]
    before: tuple[Item, ...]
    after: tuple[Item, ...]
    example: str = ""


class Group(dict["Shape", int]):
    """The lines of a group, and which of them a shape, or the word beside a name, leaves possible, a bit each."""

    def __init__(self, lines: list[Rule]) -> None:
        super().__init__()
        self.rules = lines
        facts = {fact for r in lines for fact in r.facts}
        self.without = {fact: sum(1 << i for i, r in enumerate(lines) if fact not in r.facts) for fact in facts}

    @cached_property
    def before(self) -> tuple[dict[str, int], int]:
        return _possible([_ahead(r, "before") for r in self.rules])

    @cached_property
    def after(self) -> tuple[dict[str, int], int]:
        return _possible([_ahead(r, "after") for r in self.rules])

    def __missing__(self, shape: Shape) -> int:
        lines = enumerate(self.rules)
        self[shape] = sum(1 << i for i, r in lines if all(shape.facts.get(f, wanted) is wanted for f, wanted in r.facts))
        return self[shape]


@dataclass(frozen=True, eq=False)
class Shape:
    """What is plain to see of a name."""

    facts: Mapping[str, bool]


SEEN = tuple("adjective contained filed division single owner follows goes_on ahead great headline listed priced".split())


@lru_cache(maxsize=4096)
def shape(kind: str, rule: str, *seen: bool) -> Shape:
    """The one shape of names that are of this kind and rule and look alike."""
    kinds = {name: kind == name for name in ("country", "city", "facility")}
    rules_ = {"codebook": rule == "codebook", "abbreviation": rule == "abbreviation", "unknown": rule == "struck"}
    return Shape(dict(zip(SEEN, seen, strict=True)) | kinds | rules_)


def _ahead(rule: Rule, side: str) -> set[str] | None:
    """The words that can stand beside a name where a rule fits, by its items and by the groups that it asks; None where it may be any."""
    words_ = _begins(rule.before if side == "before" else rule.after)
    for fact, wanted in rule.facts:
        group, _, verdict = fact.partition("=")
        if wanted and group in rules():
            told = [_ahead(r, side) for r in rules()[group].rules if r.verdict == (verdict or "yes")]
            if None not in told:
                any_of = set[str]().union(*(w for w in told if w is not None))
                words_ = any_of if words_ is None else words_ & any_of
    return words_


def _possible(sides: list[set[str] | None]) -> tuple[dict[str, int], int]:
    """For each word that some line asks for the lines that it leaves, and those that any other word leaves."""
    others = sum(1 << i for i, words_ in enumerate(sides) if words_ is None)
    masks: dict[str, int] = {}
    for i, words_ in enumerate(sides):
        for word in words_ or ():
            masks[word] = masks.get(word, others) | 1 << i
    return masks, others


def _begins(items: tuple[Item, ...]) -> set[str] | None:
    """The words with which the items can begin; None where it may be any."""
    out: set[str] = set()
    for item in items:
        if item.within or item.denied or item.begins is None:
            return None
        out |= item.begins
        if item.least:
            return out
    return None


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Group]:
    """The rules of ``lexicon/places.txt`` by group."""
    lists: dict[str, Container[str]] = {k.upper(): v for k, v in words().items()} | {
        "CLOSED": CLOSED,
        "COUNTRIES": world().countries_by_name,
    }
    out: dict[str, list[Rule]] = {}
    group: list[Rule] = []
    for line in lines("places"):
        if line.startswith("["):
            group = out.setdefault(line.strip("[] "), [])
        elif " = " in line.partition("|")[0]:
            name, _, given = line.partition(" = ")
            lists[name.strip()] = _union(given.split(), lists)
        else:
            cells = [c.strip() for c in line.split("|")] + [""] * 3
            verdict, reason = (c.strip() for c in f"{cells[0]}:".split(":")[:2])
            facts = tuple((f.removeprefix("-"), not f.startswith("-")) for f in cells[1].split())
            before, _, after = f" {cells[2]} ".partition(" _ ")
            left, right = ([_item(i, lists) for i in side.split()] for side in (before, after))
            group.append(Rule(verdict, reason, facts, tuple(left[::-1]), tuple(right), cells[3]))
    return {name: Group(group) for name, group in out.items()}


def _union(given: list[str], lists: Mapping[str, Container[str]]) -> frozenset[str]:
    """The words of a list of words, names of lists, and names of lists of people ("people:roles")."""
    people, out = sets("people"), set[str]()
    for word in given:
        named = people[word[7:].replace("_", " ")] if word.startswith("people:") else lists[word] if word.isupper() else {word}
        assert isinstance(named, Set)
        out |= named
    return frozenset(out)


def _item(written: str, lists: Mapping[str, Container[str]]) -> Item:
    m = _ITEM.fullmatch(written)
    assert m, written
    atoms = m["what"].split("/")
    names = [a.removeprefix("^").partition("-")[0] for a in atoms]
    known = [lists[name] if name.isupper() else frozenset({name}) for name in names if name[:1] not in ("~", "%", "")]
    sets_ = [k for k in known if isinstance(k, frozenset)]
    begins = frozenset[str]().union(*sets_) if len(sets_) == len(atoms) else None
    capitals = [a.startswith("^") for a in atoms]
    plain = not any(capitals) and all("-" not in a for a in atoms)
    repeat = m["repeat"] or ""
    most, within = MOST if repeat == "*" else 1, int(repeat[1:]) if repeat.startswith("<") else 0
    all_ = tuple(_atom(a, lists) for a in atoms)
    return Item(all_, begins, plain, all(capitals), int(repeat not in ("?", "*")), most, bool(m["not"]), within)


def _atom(written: str, lists: Mapping[str, Container[str]]) -> Atom:
    """A word of a list, or with an ending; with a capital; not one of another list."""
    capital, (name, *other) = written.startswith("^"), written.removeprefix("^").split("-")
    less: Container[str] = lists[other[0]] if other else ()
    if name[:1] in ("~", "%", ""):
        return lambda low, big: (big or not capital) and low not in less and low.endswith(name[1:]) and (capital or low.isalpha())
    known: Container[str] = lists[name] if name.isupper() else frozenset({name})
    return lambda low, big: (big or not capital) and low not in less and low in known


def _fits(t: Words, items: tuple[Item, ...], at: int, step: int, possessive: int = 0) -> bool:
    """Do the items fit outwards from a name, ``at`` the first word beyond it, which a possessive ending may set off?"""
    for item in items:
        if item.within:
            if any(item.fits(t, k) for k in _reach(t, at, step, item.within)) == item.denied:
                return False
            continue
        n = 0
        while n < item.most and 0 <= at and item.fits(t, at):
            gap = t.gap(at + (step < 0))[possessive:]
            if not (gap.isspace() or gap in JOINTS) or (gap == "\n" and item.capital):
                break  # a capital on another line says nothing
            n, possessive = n + 1, 0
            at += step
        if n if item.denied else n < item.least:
            return False
    return True


def _reach(t: Words, at: int, step: int, most: int) -> list[int]:
    """The next words of the sentence."""
    out: list[int] = []
    while len(out) < most and 0 <= at < len(t.raw) - BEYOND and "." not in t.gap(at + (step < 0)):
        out.append(at)
        at += step
    return out


@dataclass
class Memory:
    """What one article has shown so far: surnames of its people, words it also writes small, names that were surely places."""

    surnames: set[str] = field(default_factory=set)
    seconds: set[str] = field(default_factory=set)  # the second word of some name: "Oriel Clint" makes "Clint" doubtful
    small: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)  # who speaks or has fighters
    unknown: set[str] = field(default_factory=set)  # places that no gazetteer has
    persons: list[tuple[int, int]] = field(default_factory=list)  # where those stand whose names the text proves
    firsts: set[str] = field(default_factory=set)  # their first names
    countries: set[str] = field(default_factory=set)  # codes of the countries it names, by name or by a nationality word

    def named(self, at: int) -> bool:
        """Does a proved person's name stand there?"""
        k = bisect_right(self.persons, (at, at + 1_000_000)) - 1
        return k >= 0 and at < self.persons[k][1]

    @classmethod
    def of(cls, t: Words, reading: Reading) -> Memory:
        """The people of a text, and the words that it writes small."""
        lists, m = words(), cls()
        m.small = set(t.raw).intersection(t.lows)
        proved = [
            n
            for n in reading.names
            if n.kind == "person" and n.last > n.first and n.proof in ("age", "suffix") and t.text[n.start : n.end].find("-") < 0
        ]
        m.persons = [(n.start, n.end) for n in proved]
        m.firsts = {reading.tokens.low[n.first] for n in proved}
        for k in t.capitals:
            i, first = k + 1, t.lows[k]
            if t.lows[i] in lists["acting"] and not (t.lows[k - 1] in lists["strong_locatives"] and t.gap(k).isspace()):
                m.actors.add(first)
            if not t.capital[i] or not t.joined(i):
                continue
            if first in lists["given_names"] or first in lists["titles"] or len(first) == 1:
                m.surnames.update(t.lows[j] for j in (i, i + 1) if j == i or (t.capital[j] and t.joined(j)))
            elif t.gap(i) == " " and t.lows[i] not in m.seconds and _begins_name(t, k):
                m.seconds.add(t.lows[i])
        return m


def _begins_name(t: Words, i: int) -> bool:
    """Can the word begin a person's name: no place, no word of place or time, nothing that opens a sentence?"""
    word = t.raw[i]
    if len(word) < 3 or not word.isalpha() or word.isupper() or t.lows[i] in words()["no_first_names"] or t.capital[i - 1]:
        return False
    return word not in CLOSED


class Facts(dict[str, bool]):
    """What is true of a name where it stands, worked out when a rule asks. ``before`` is the name before it, ``use`` the use of that."""

    def __init__(self, t: Words, hit: Hit, memory: Memory, *, headline: bool = False, in_list: bool = False) -> None:
        self.t, self.hit, self.memory = t, hit, memory
        self.low = t.lows[hit.first]
        self.best = next((s for s in hit.spots if s.main), hit.spots[0]) if hit.spots else None
        self.before: Hit | None = None
        self.following: Hit | None = None
        self.use = ""
        self.read: dict[str, str] = {}
        first, last, kind = hit.first, hit.last, hit.kind
        beside = t.capital[first - 1] and t.joined(first), t.capital[last + 1] and t.joined(last + 1)
        marks = hit.adjective, hit.container is not None, hit.filed, hit.division != "", first == last, t.owner(last)
        ahead = t.gap(last + 1) in (" ", "\u00a0") and t.text[hit.end : hit.end + 2] != ". "
        great = hit.sure or kind == "country" or hit.rule == "codebook"
        priced = "$" in (t.text[max(0, hit.start - 1) : hit.start], t.text[hit.end : hit.end + 1])
        self.shape = shape(kind, hit.rule, *marks, *beside, ahead, great, headline, in_list, priced)
        super().__init__(self.shape.facts)

    def __missing__(self, name: str) -> bool:
        self[name] = found = _fact(name)(self)
        return found

    def verdict(self, group: str) -> str:
        """What a group says; "" where none of its rules fits."""
        if group not in self.read:
            rule = self.first(group)
            self.read[group] = rule.verdict if rule else ""
        return self.read[group]

    def first(self, group: str) -> Rule | None:
        """The first rule of a group that fits."""
        lines, t, first, last = rules()[group], self.t, self.hit.first, self.hit.last
        (before, any_before), (after, any_after) = lines.before, lines.after
        live = lines[self.shape] & before.get(t.lows[first - 1], any_before) & after.get(t.lows[last + 1], any_after)
        while live:  # bit by bit, the first line's is the lowest
            rule = lines.rules[(live & -live).bit_length() - 1]
            live &= live - 1
            for fact in rule.facts:
                if self[fact[0]] is not fact[1]:
                    live &= lines.without[fact]  # nor can any other line that asks for it
                    break
            else:
                if not rule.before or _fits(t, rule.before, first - 1, -1):
                    if not rule.after or _fits(t, rule.after, last + 1, 1, 2 if ("owner", True) in rule.facts else 0):
                        return rule
        return None


@lru_cache(maxsize=256)
def _fact(name: str) -> Callable[[Facts], bool]:
    """How a fact is told: by name, by "size" or "rank", or by what a group says ("struck", "after=office")."""
    if name in FACTS:
        return FACTS[name]
    which, sign, least = name.partition(">=")
    if sign:
        return lambda f: any(s and s.rank >= float(least) for s in ((f.best,) if which == "size" else f.hit.spots[:1]))
    group, _, verdict = name.partition("=")
    return lambda f: f.verdict(group) == (verdict or "yes")


def _outlet(f: Facts) -> bool:
    """A newspaper, a firm, a club: the last word says what it all is, "Ashton Press Secretary" is no newspaper."""
    if not f["goes_on"]:
        return False
    t, k = f.t, f.hit.last
    while k < f.hit.last + 4 and t.joined(k + 1) and t.capital[k + 1]:
        k += 1
    return k > f.hit.last and (t.lows[k] in words()["media"] or t.lows[k] in words()["organisations"])


def _seat(f: Facts) -> bool:
    """Can the name stand for a government: a country, a union of them, or a capital?"""
    if not f.hit.spots:
        return False
    spot = f.hit.spots[0]
    if spot.kind == "country" or spot.id in POWERS or spot.id == "european-union":
        return True
    capital = world().capitals.get(spot.country or "")
    return spot.kind == "city" and bool(capital) and capital in (spot.name.lower(), spot.id, spot.id.rsplit("-", 1)[0])


ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "ZA", "IE", "JM"})  # countries whose towns are called like people who speak English
POWERS = frozenset({"pentagon", "white-house", "kremlin", "downing-street", "capitol-hill", "elysee"})
FACTS: Mapping[str, Callable[[Facts], bool]] = {
    "embedded": lambda f: f.hit.embedded,
    "outlet": _outlet,
    "person": lambda f: f.memory.named(f.hit.start),
    "first": lambda f: f["single"] and f.low in f.memory.firsts,
    "river": lambda f: f["single"] and f.low in words()["rivers"],
    "given": lambda f: f["single"] and f.low in words()["given_names"],
    "plain": lambda f: f["single"] and (f.low in words()["plain_words"] or f.low in f.memory.small),
    "surname": lambda f: f["single"] and f.low in f.memory.surnames,
    "second": lambda f: f.low in f.memory.seconds,
    "known": lambda f: key(f.t.text[f.hit.start : f.hit.end]) in f.memory.places,
    "says": lambda f: f.t.lows[f.hit.last + 1] in words()["say"],
    "shouted": lambda f: (
        f["follows"] and f.t.raw[f.hit.first].isupper() and f.t.raw[f.hit.first - 1].isupper() and len(f.t.raw[f.hit.first - 1]) > 2
    ),
    "county": lambda f: f["region"] and f.t.lows[f.hit.last] in ("county", "province", "governorate"),
    "region": lambda f: f.best is not None and f.best.kind == "region",
    "main": lambda f: f.best is not None and f.best.main,
    "english": lambda f: f.best is not None and f.best.country in ENGLISH,
    "spoken": lambda f: f.best is not None and f.best.country in f.memory.countries - ENGLISH and len(f.low) > 4,
    "beside": lambda f: f.before is not None and f.before.container is f.hit,
    "hyphened": lambda f: f.t.gap(f.hit.last + 1) in ("-", "–") and f.t.text[f.hit.end : f.hit.end + 1] in "-–",
    "next": lambda f: f.following is not None and f.following.first == f.hit.last + 1 and not f.following.adjective,
    "joined": lambda f: f.following is not None and f.following.first == f.hit.last + 2 and not f.following.adjective,
    "seat": _seat,
    "power": lambda f: bool(f.hit.spots) and f.hit.spots[0].id in POWERS,
    "land": lambda f: bool(f.hit.division) and f.t.lows[f.hit.last + 1] in (f.hit.division, f"{f.hit.division}s", "border"),
    "short": lambda f: f.hit.end - f.hit.start <= 6 and f.t.text[f.hit.start : f.hit.end].replace(".", "").isupper(),
    "prior": lambda f: f.before is not None and f.use in ("locative", "metonym"),
    "list": lambda f: f["prior"] and f.before is not None and f.before.last == f.hit.first - 1 and f.t.gap(f.hit.first) == ", ",
    "close": lambda f: f["prior"] and f.before is not None and f.before.last >= f.hit.first - 3,
}

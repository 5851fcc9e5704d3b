"""What is true of a name where it stands, as far as its article tells: the facts that the lines of ``lexicon/places.txt`` ask for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import compress

from analystkit.english.places.around import PLAIN, SEEN, Rule, closed, rules
from analystkit.english.places.gazetteer import key, world
from analystkit.english.places.names import Hit, Words, words
from analystkit.english.places.own import SOURCE
from analystkit.english.tokens import Reading


@dataclass
class Memory:
    """What one article has shown so far: surnames of its people, words it also writes small, names that were surely places."""

    surnames: set[str] = field(default_factory=set)
    seconds: set[str] = field(default_factory=set)  # the second word of some name: "Oriel Clint" makes "Clint" doubtful
    small: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)  # who speaks or has fighters
    unknown: set[str] = field(default_factory=set)  # places that no gazetteer has
    people: list[tuple[int, int]] = field(default_factory=list)  # where names of people stand
    bodies: list[tuple[int, int]] = field(default_factory=list)  # and those of bodies and media
    firsts: set[str] = field(default_factory=set)  # their first names
    homes: dict[str, set[str]] = field(default_factory=dict)  # by code of country, names and nationality words of it alone
    countries: set[str] = field(default_factory=set)  # codes of the countries it names, by name or by a nationality word

    @classmethod
    def of(cls, t: Words, reading: Reading) -> Memory:
        """The people of a text, and the words that it writes small."""
        lists, m, low = words(), cls(), reading.tokens.low
        m.small = set(t.raw).intersection(t.lows)
        proved = [n for n in reading.names if n.proof and n.last > n.first]
        m.bodies = [(n.start, n.end) for n in proved if n.kind != "person"]
        people = [n for n in proved if n.kind == "person"]
        m.people = [(n.start, n.end) for n in people]
        m.surnames = {low[n.last] for n in people}
        m.firsts = {low[n.first] for n in people if n.proof in ("age", "suffix")}
        for k in t.capitals:
            i, first = k + 1, t.lows[k]
            if t.lows[i] in lists["acting"] and not (t.lows[k - 1] in lists["strong_locatives"] and t.gap(k).isspace()):
                m.actors.add(first)
            if t.capital[i] and t.gap(i) == " " and t.lows[i] not in m.seconds and _begins_name(t, k):
                m.seconds.add(t.lows[i])
        return m


def _begins_name(t: Words, i: int) -> bool:
    """Can the word begin a person's name: no place, no word of place or time, nothing that opens a sentence?"""
    word = t.raw[i]
    if len(word) < 3 or not word.isalpha() or word.isupper() or t.lows[i] in words()["no_first_names"] or t.capital[i - 1]:
        return False
    return not closed(word)


def _inside(spans: list[tuple[int, int]], hit: Hit) -> bool:
    """Does the name stand inside one of these spans, and is not all of it?"""
    k = bisect_right(spans, (hit.start, hit.end + 1_000_000)) - 1
    return k >= 0 and hit.end <= spans[k][1] and (hit.start, hit.end) != spans[k]


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
        first, last = hit.first, hit.last
        beside = t.capital[first - 1] and t.joined(first), t.capital[last + 1] and t.joined(last + 1)
        marks = hit.adjective, hit.container, hit.filed, hit.division, first == last, t.owner(last)
        ahead = t.gap(last + 1) in (" ", "\u00a0") and t.text[hit.end : hit.end + 2] != ". "
        great = hit.sure or hit.kind == "country" or hit.rule == "codebook"
        priced = "$" in (t.text[max(0, hit.start - 1) : hit.start], t.text[hit.end : hit.end + 1])
        seen = *marks, *beside, ahead, great, headline, in_list, priced
        self.plain = frozenset((hit.kind, hit.rule, *compress(SEEN, seen)))
        super().__init__()

    def __missing__(self, name: str) -> bool:
        self[name] = found = FACTS[name](self)
        return found

    def verdict(self, group: str) -> str:
        """What a group says; "" where none of its rules fits."""
        if group not in self.read:
            rule = self.first(group)
            self.read[group] = rule.verdict if rule else ""
        return self.read[group]

    def first(self, group: str) -> Rule | None:
        """The first rule of a group that holds."""
        t, first, last, kinds = self.t, self.hit.first, self.hit.last, rules().kinds
        for rule in rules().groups[group].left(self.plain, kinds[t.raw[first - 1]], kinds[t.raw[last + 1]]):
            for fact, wanted in rule.facts:
                if self[fact] is not wanted:
                    break
            else:
                if rule.fits(t, first, last, kinds):
                    return rule
        return None


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


class _Known(dict[str, Callable[[Facts], bool]]):
    """How each fact is told: as below, as what is plain, by "size" or "rank", or by what a group says ("struck", "after=office")."""

    def __missing__(self, name: str) -> Callable[[Facts], bool]:
        which, sign, least = name.partition(">=")
        group, _, verdict = name.partition("=")
        if name in PLAIN:
            self[name] = lambda f: name in f.plain
        elif sign:
            self[name] = lambda f: any(s and s.rank >= float(least) for s in ((f.best,) if which == "size" else f.hit.spots[:1]))
        else:
            self[name] = lambda f: f.verdict(group) == (verdict or "yes")
        return self[name]


FACTS = _Known(
    {
        "unknown": lambda f: f.hit.rule == "struck",
        "spelled": lambda f: f.hit.rule == "spelled so",
        "embedded": lambda f: f.hit.embedded,
        "outlet": _outlet,
        "person": lambda f: _inside(f.memory.people, f.hit),
        "body": lambda f: _inside(f.memory.bodies, f.hit),
        "first": lambda f: f["single"] and f.low in f.memory.firsts,
        "saint": lambda f: f.low in ("st", "saint"),
        "homely": lambda f: f.best is not None and bool(f.memory.homes.get(f.best.country or "", set()) - {key(f.hit.name)}),
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
        "village": lambda f: f.best is not None and f.best.source.startswith(SOURCE) and f.best.kind == "city" and f.best.rank < 5,
        "short": lambda f: f.hit.end - f.hit.start <= 6 and f.t.text[f.hit.start : f.hit.end].replace(".", "").isupper(),
        "prior": lambda f: f.before is not None and f.use in ("locative", "metonym"),
        "list": lambda f: f["prior"] and f.before is not None and f.before.last == f.hit.first - 1 and f.t.gap(f.hit.first) == ", ",
        "close": lambda f: f["prior"] and f.before is not None and f.before.last >= f.hit.first - 3,
    }
)

"""Doubting a name: is "Georgia" a person here, "London" a writer's surname, "Reading" a word, "Post" the rest of a newspaper's name?"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from analystkit.english.places.gazetteer import Spot, key, world
from analystkit.english.places.names import Hit, Tokens, with_article, words
from analystkit.english.places.struck import shelled, struck

ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "ZA", "IE", "JM"})  # countries whose towns are called like people who speak English
_SAY = frozenset("said says told tells added adds asked asks replied wrote recalled explained noted".split())


@dataclass
class Memory:
    """What one article has shown so far: surnames of its people, words it also writes small, names that were surely places."""

    surnames: set[str] = field(default_factory=set)
    seconds: set[str] = field(default_factory=set)  # the second word of some name: "Oriel Clint" makes "Clint" doubtful
    small: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)  # who speaks or has fighters
    unknown: set[str] = field(default_factory=set)  # places that no gazetteer has
    countries: set[str] = field(default_factory=set)  # codes of the countries it names, by name or by a nationality word

    def read(self, t: Tokens) -> None:
        """Learns the surnames and the small words of a range."""
        given, titles = words()["given_names"], words()["titles"]
        self.small.update(set(t.raw) & set(t.lows))
        acting = _SAY | words()["unit_words"]
        self.actors.update(t.lows[i] for i in t.capitals if t.low(i + 1) in acting and not _strong(t, i))
        for k, i in pairwise(t.capitals):
            if k != i - 1 or not t.joined(i):
                continue
            before, name = t.lows[k], t.lows[i]
            if before in given or before in titles or len(before) == 1:
                self.surnames.add(name)
                if t.capital(i + 1) and t.joined(i + 1):
                    self.surnames.add(t.low(i + 1))
            elif name not in self.seconds and t.gaps[i] == " " and not t.possessive[k] and _first(t, k):
                self.seconds.add(name)


@lru_cache(maxsize=1)
def _no_first_names() -> frozenset[str]:
    lists = "openers directions parts_of_city settlements facilities lands function_words media plain_words"
    return frozenset().union(*(words()[name] for name in lists.split()))


def _first(t: Tokens, i: int) -> bool:
    """Can the word begin a person's name: no place, no word of place or time, nothing that opens a sentence?"""
    word = t.raw[i]
    if len(word) < 3 or not word.isalpha() or word.isupper() or t.lows[i] in _no_first_names():
        return False
    return not t.capital(i - 1) and not _closed(t, i)


def trusted(t: Tokens, hit: Hit, memory: Memory, headline: bool, *, in_list: bool = False) -> bool:
    """Is this really the name of a place? Sets ``hit.embedded`` where it is one inside another name; ``in_list``: it stands beside one."""
    if "$" in t.text[max(0, hit.start - 1) : hit.start] + t.text[hit.end : hit.end + 1]:
        return False  # "US$4.5 billion"
    if hit.adjective:
        return not _outlet(t, hit)
    first, last = hit.first, hit.last
    before, after = _before(t, first, headline), _after(t, last, headline)
    if _outlet(t, hit) or before == "person":
        return False
    best = hit.best
    country = best is not None and (best.kind == "country" or hit.rule == "codebook" or best.rank >= 15)
    if hit.container or hit.rule == "abbreviation":
        return before != "name" or country
    if _of_office(t, first):
        hit.embedded = True
    if first == last and t.low(first) in words()["given_names"] and not _placed(t, hit, memory):
        return (country or hit.spots[0].rank >= 6.5) and not (after == "name" or t.low(last + 1) in _SAY or t.low(first) in memory.surnames)
    if country:
        hit.embedded = hit.embedded or after == "name" or before == "name"
        return before != "name" or hit.rule == "codebook"
    if before == "name" or after == "name":
        if not (after == "office" or (headline and best and best.rank >= 6)):
            return False
    if after in ("office", "facility"):
        hit.embedded = True
    return _city(t, hit, memory, in_list)


def _city(t: Tokens, hit: Hit, memory: Memory, in_list: bool) -> bool:
    """A city or a region: the less known and the more word-like its name, the more the text has to say for it."""
    name, best = t.low(hit.first), next((s for s in hit.spots if s.main), hit.spots[0])
    if hit.first == hit.last:
        if name in words()["plain_words"] or name in memory.small:
            return _settlement(t, hit.first) or key(name) in memory.places
        if name in memory.surnames and (best.rank < 5.5 or (best.country not in ENGLISH and best.rank < 6.5)):
            return _settlement(t, hit.first) or key(name) in memory.places
        if (name in memory.surnames or (name in memory.seconds and best.rank < 6.5)) and not _strong(t, hit.first):
            return False
    if key(t.text[hit.start : hit.end]) in memory.places:
        return True
    if t.low(hit.last + 1) in _SAY and best.rank < 6.5 and (t.gap(hit.last + 1).isspace() or not _located(t, hit.first)):
        return False
    if hit.division:  # "Anbar province", "the state of Zamfara"
        return True
    if best.kind == "region" and t.low(hit.last) in ("county", "province", "governorate"):
        return True
    if (best.rank >= 5.3 and best.main) or (best.kind == "region" and best.rank >= 6):
        return True
    if best.main or " " in t.text[hit.start : hit.end]:
        if best.main and hit.first == hit.last and best.country in memory.countries - ENGLISH and len(name) > 4 and best.rank >= 4:
            return name not in memory.seconds  # "Sloviansk was quiet", in an article about Ukraine
        if in_list or _located(t, hit.first) or _dateline(t, hit):
            return True
        return struck(t, hit.first, hit.last) and _no_person(t, hit, best, memory)
    return _strong(t, hit.first) and best.rank >= 4.5


def listed(t: Tokens, a: Hit, b: Hit) -> bool:
    """Do two names stand in one list, with "and", "or" or a comma between?"""
    a, b = (a, b) if a.first < b.first else (b, a)
    if b.first == a.last + 1:
        return t.gap(b.first) == ", "
    return b.first == a.last + 2 and t.low(a.last + 1) in ("and", "or") and t.gap(b.first).isspace()


def _no_person(t: Tokens, hit: Hit, best: Spot, memory: Memory) -> bool:
    """ "He hit Clinton", "the attack on Lincoln": English surnames are English towns; there the weapon or the verb has to be a place's."""
    return t.low(hit.first) not in memory.seconds and (best.country not in ENGLISH or shelled(t, hit.first))


def _before(t: Tokens, first: int, headline: bool) -> str:
    """What the capitalised word before says: "person" (a title, a given name), "name" (part of a longer name), or nothing."""
    if not (t.joined(first) and t.capital(first - 1)) or t.gap(first) == "\n" or t.possessive[first - 1]:
        return ""
    word = t.low(first - 1)
    if word in words()["titles"] or (word in words()["given_names"] and not _closed(t, first - 1)) or (len(word) == 1 and word != "a"):
        return "person"
    lists = words()
    if word in lists["openers"] or word in lists["directions"] or word in lists["parts_of_city"] or headline:
        return ""
    if t.text[t.starts[first] : t.ends[first]].isupper() and t.raw[first - 1].isupper() and len(word) > 2:
        return ""
    return "" if _closed(t, first - 1) else "name"


def _closed(t: Tokens, i: int) -> bool:
    """Is the word before itself a place or a nationality, so that no longer name is being said?"""
    name = key(t.raw[i])
    return name in world().adjectives or any(s.rank >= 15 for s in world().find(name))


def _after(t: Tokens, last: int, headline: bool) -> str:
    """What the capitalised word after says: "office" (Mayor, Police), "name" (part of a longer name), or nothing."""
    if with_article(t, last) and not t.possessive[last]:
        return "name"
    if not (t.joined(last + 1) and t.capital(last + 1)) or t.gap(last + 1) == "\n" or t.possessive[last]:
        return ""
    word = t.low(last + 1)
    if word in words()["openers"] and not (word == "new" and t.capital(last + 2) and t.joined(last + 2)):  # "Ash New Way Cartel"
        return ""
    if word in words()["titles"] or word in _BODIES:
        return "office"
    if word in _AT_ITS_CITY and not (t.capital(last + 2) and t.joined(last + 2)):
        return "facility"
    return "" if headline or _closed(t, last + 1) else "name"


_AT_ITS_CITY = frozenset("port airport harbour harbor airbase airfield".split())


_BODIES = frozenset(
    ("police city council court fire department government ministry army university hospital embassy parliament mayor state county").split()
)


def _outlet(t: Tokens, hit: Hit) -> bool:
    """A newspaper, a firm, a club: "the Ashton Post", "Ashton United", "Bank of Ashton"."""
    k = hit.last
    while k < hit.last + 4 and t.joined(k + 1) and t.capital(k + 1) and not t.possessive[k]:
        k += 1  # the last word says what it all is: "Ashton Press Secretary" is no newspaper
    return k > hit.last and (t.low(k) in words()["media"] or t.low(k) in words()["organisations"])


def _of_office(t: Tokens, first: int) -> bool:
    """ "Government of Ash", "University of Ash", "the Bishop of Ash": the name of an office or a body."""
    k = first - 1
    if t.low(k) == "the":
        k -= 1
    return (
        t.low(k) == "of"
        and t.capital(k - 1)
        and (
            t.low(k - 1) in _BODIES
            or t.low(k - 1) in words()["titles"]
            or t.low(k - 1) in words()["organisations"]
            or t.low(k - 1) == "bank"
        )
    )


def _placed(t: Tokens, hit: Hit, memory: Memory) -> bool:
    return _strong(t, hit.first) or key(t.text[hit.start : hit.end]) in memory.places


def _strong(t: Tokens, first: int) -> bool:
    return t.low(first - 1) in words()["strong_locatives"] and t.gap(first).isspace()


def _located(t: Tokens, first: int) -> bool:
    """A preposition of place before the name, or a list of places it belongs to."""
    return t.low(first - 1) in words()["locatives"] and t.gap(first).isspace()


def _settlement(t: Tokens, first: int) -> bool:
    """ "the town of Reading"."""
    return t.low(first - 1) == "of" and t.low(first - 2) in words()["settlements"]


def _dateline(t: Tokens, hit: Hit) -> bool:
    """ "ASHTON (AP) —", "Ashton, 3 May —" at the beginning of a line."""
    ahead = t.text[hit.end : hit.end + 30]
    line = hit.first == 0 or "\n" in t.gap(hit.first)
    return line and (ahead.startswith((" (", " —", " –", " - ", ", ")) or t.text[hit.start : hit.end].isupper())

"""The names of places in a text: which words name one by the gazetteer, before any doubt; and what stands beside them.

``find`` gives hits with all the places a name can mean. Choosing among them is ``choice``'s, doubting them ``around``'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count, pairwise

from analystkit.english.lexicon import sets, table
from analystkit.english.lexicon.words import guess
from analystkit.english.places.gazetteer import Spot, begins, key, world
from analystkit.english.places.own import Own
from analystkit.english.tokens import Reading

_MARKS = frozenset(".,;:!?()[]\"'“”‘’-–—")
# A word of a token, without its possessive ending: "Port", "Kata'ib", "U.S.", "W.Va"; a number is no part of a place's name.
_WORD = re.compile(r"((?:[A-Z]\.)+[A-Z](?:[a-z]\b|\b\.?)|[^\W\d_]+(?:['’ʼ`](?!s\b)[^\W\d_]+)*|\d+)(?:['’ʼ`]s\b)?")
JOINTS = frozenset({" ", "-", "–", "‐", "‑", "\u00a0", " & "})
_POSSESSIVE = ("'s", "’s", "ʼs", "`s")
BEYOND = 8  # empty words at the end of the lists, so that a few steps beyond either end, and index -1, find nothing
_SMALL = frozenset("of the and de del da do du la le los las el al ar au aux en ez az as ash es on upon sur der den van e i".split())
ARTICLES = frozenset("al el ar as ash at az ad an".split())
_NO_TOWNS = "openers plain_words given_names titles media organisations facilities lands directions function_words".split()
_NO_FIRST = "openers directions parts_of_city settlements facilities lands function_words media plain_words".split()
QUARTERS = frozenset("district neighborhood neighbourhood".split())  # "the Elmside district", which no gazetteer has
_OF_TIME = frozenset("on in at late early last this march may".split())  # beside what nobody takes for another word
_SETTLEMENTS = frozenset("town village hamlet city suburb community settlement township".split())
TOLD = "told as a place elsewhere"
# ", 20 km south of ", " near "
# "Ashton, in northern Norland", "Ashton in Norland"
_INSIDE = re.compile(  # and "Ashton, a village in northern Norland"
    r"(?P<town>,[ ]an?[ ](?:(?!(?:for|of|from|at|in|on|with|to|the|a)[ ])[a-z-]+[ ]){0,2}(?:city|town|village|hamlet|settlement))?"
    r",?[ ]in[ ](?:the[ ])?(?:(?:north|south|east|west)[a-z-]{0,12}[ ](?:of[ ])?|central[ ])?"
)
# "Ashton, a small town of 3,000", "Ashton, 40 km north of"
_IS_TOWN = re.compile(
    r",[ ](?:an?[ ](?:(?!(?:for|of|from|at|in|on|with|to|the|a)[ ])[a-z-]+[ ]){0,3}(?:city|town|village|hamlet|settlement|suburb)"
    r"(?=[,.;)]|[ ](?:in|of|on|near|outside|north|south|east|west|about|some|where|that|which|with|known|close|by|just)\b)"
    r"|(?:about[ ]|some[ ])?\d{1,3}[ ](?:km|kilomet(?:er|re)s|miles)\b)"
)
_BEARING = re.compile(
    r"""
    (?: ,[ ]an?[ ][a-z]{3,12}[ ] | ,?[ ] ) (?:(?:just|about|some)[ ])? (?:
      (?:\d{1,3}[ ](?:km|kilomet(?:er|re)s|miles)[ ])?
      (?: (?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)[ ]of | outside | near )
      | \d{1,3}[ ](?:km|kilomet(?:er|re)s|miles)[ ]from )[ ]
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=1)
def words() -> Mapping[str, frozenset[str]]:
    """The word lists of ``places.toml`` in lower case, and the titles of people."""
    lists = table("places").items()
    plain = {k: frozenset(w.replace("_", " ").lower() for w in v.split()) for k, v in lists if isinstance(v, str)}
    plain["titles"] = sets("people")["titles"]
    plain["triggers"] = plain["struck_places"] | plain["struck"] | {"on", "against", "of"}
    plain["leads"] = plain["triggers"] | plain["between"] | {*_LEADS, "and", "or"}
    plain["acting"] = plain["say"] | plain["unit_words"]
    return plain | {
        "last_words": plain["facilities"] | plain["streets"] | plain["lands"] | QUARTERS,
        "no_first_names": frozenset().union(*(plain[name] for name in _NO_FIRST)),
        "no_towns": frozenset().union(*(plain[name] for name in _NO_TOWNS)),
    }


@dataclass
class Words:
    """The words of a reading for the eye that looks for names: those with hyphens apart, without possessive endings and marks."""

    text: str
    ranges: list[tuple[int, int]]  # what is read of the text
    starts: list[int]
    ends: list[int]
    raw: list[str]
    lows: list[str]
    capital: list[bool]  # has the word a capital?
    capitals: list[int]  # where the words with one are

    @classmethod
    def of(cls, reading: Reading, ranges: list[tuple[int, int]]) -> Words:
        w, starts, ends, raw, lows = reading.tokens, list[int](), list[int](), list[str](), list[str]()
        for a, b in ranges:
            done, end = w.at(a), w.at(b)
            for k in [*(k for k in range(done, end) if not w.raw[k].isalpha()), end]:
                starts += w.starts[done:k]
                ends += w.ends[done:k]
                raw += w.raw[done:k]
                lows += w.low[done:k]
                done = k + 1
                for m in _WORD.finditer(w.raw[k]) if k < end and w.raw[k] not in _MARKS else ():
                    starts.append(w.starts[k] + m.start(1))
                    ends.append(w.starts[k] + m.end(1))
                    raw.append(m[1])
                    lows.append(m[1].lower())
        capital = [word[0].isupper() for word in raw]
        capitals = [*compress(count(), capital)]
        beyond, none = [len(reading.text)] * BEYOND, [""] * BEYOND
        return cls(reading.text, ranges, starts + beyond, ends + beyond, raw + none, lows + none, capital + [False] * BEYOND, capitals)

    @property
    def size(self) -> int:
        """How many words there are."""
        return len(self.raw) - BEYOND

    def gap(self, i: int) -> str:
        """What stands between word ``i - 1`` and word ``i``: a possessive ending too."""
        return self.text[self.ends[i - 1] : self.starts[i]]

    def joined(self, i: int) -> bool:
        """Does word ``i`` go on the phrase of the word before it?"""
        gap = self.gap(i)
        return gap in JOINTS or (gap == ". " and self.lows[i - 1] in ("st", "mt", "ft", "pt"))

    def owner(self, i: int) -> bool:
        """Has the word a possessive ending?"""
        return self.text.startswith(_POSSESSIVE, self.ends[i])

    def hyphened(self, span: range) -> bool:
        """Are the words of a name joined by hyphens?"""
        return any(self.gap(k) == "-" for k in span[1:])

    def printed(self, first: int, last: int) -> str:
        return self.text[self.starts[first] : self.ends[last]]


@dataclass
class Hit:
    """Words that can name a place: ``first``..``last``, their span, what they can mean, and how they were recognised."""

    first: int
    last: int
    start: int
    end: int
    spots: list[Spot]
    rule: str
    name: str = ""  # as printed
    container: Hit | None = None  # "Texas" in "Paris, Texas"
    near: Hit | None = None  # "Oldtown" in "Ashton, south of Oldtown"
    division: str = ""  # the word that says which division it is: "Kursk region", "the province of Leyte"
    company: str = ""  # the kind of place it is listed with: "Georgia and Ukraine", "Georgia and Alabama"
    adjective: bool = False
    embedded: bool = False  # inside the name of a person, an office or a firm
    sure: bool = False  # a country, a name of the codebook, a name beside its country
    filed: bool = False  # in a dateline
    told: bool = False  # to be a town of its container: "Ashton, a village in Norland"

    @property
    def kind(self) -> str:
        """The kind of the most prominent place it can mean."""
        return self.spots[0].kind if self.spots else ""

    @property
    def acts(self) -> bool:
        """Does it stay a place of interest inside the name of an office: "US President", "Pentagon spokesman"?"""
        return self.kind in ("country", "facility")

    @property
    def broad(self) -> bool:
        """A country or a region of the first order."""
        return self.kind in ("country", "region")


def find(t: Words, book: Mapping[str, Spot], own: frozenset[str], lists: Own) -> list[Hit]:
    """Every run of words that names a place by the gazetteer, longest first, before any doubt about it.

    ``own`` are the words, and pairs of words, that begin names of the codebook; ``lists`` are the case's own lists of places.
    """
    out: list[Hit] = []
    taken = -1
    for i in t.capitals:
        begin = i - 1 if t.lows[i - 1] in ARTICLES and i - 1 > taken else i  # "al-Ashir"
        for k in range(begin, i + 1) if i > taken else ():
            begun = begins_name(t.raw[k]) or (own and key(t.raw[k]) in own) or (lists and lists.begins(key(t.raw[k])))
            if begun and (hit := _at(t, k, book, own, lists)):
                out.append(hit)
                taken = hit.last
                break
    return out


def _at(t: Words, i: int, book: Mapping[str, Spot], own: frozenset[str], lists: Own) -> Hit | None:
    """The longest name that begins at word ``i``. "The" begins none: it is the Pentagon, but The Hague."""
    if t.lows[i] == "the" and t.lows[i + 1] != "hague":
        return None
    if t.gap(i) == ", " and t.capital[i - 1] and (state := _short(t, i)):  # "Helena, Mont."
        return state
    last = i
    while last < i + 5 and _goes_on(t, last + 1):
        two = " ".join(key(t.printed(i, i + 1)).split(" ")[:2]) if last == i else ""
        if two and not (begins(two) or two in own or (lists and lists.begins(two))):
            break
        last += 1
    for j in range(last, i - 1, -1):
        if (
            t.capital[j]
            and (j > i or t.lows[i] not in words()["directions"])
            and (found := _known(t.printed(i, j).replace("\n", " "), book, lists))
        ):
            rule, spots = found
            return Hit(i, j, t.starts[i], t.ends[j], spots, rule, t.printed(i, j), sure=spots[0].rank >= 15)
    return _short(t, i) or _adjective(t, i)


def spelled(t: Words, hits: list[Hit], countries: Set[str]) -> list[Hit]:
    """The hits, with cities of countries that the article names in a spelling that the gazetteer has not: "Hodeidah", "Deir Ezzor".

    One that is longer takes the place of what stands inside it: "Tal Afar", not Afar.
    """
    known, out, done = {h.first: h.last for h in hits}, list(hits), -1
    for k in t.capitals if countries else ():
        i = k - 1 if t.lows[k - 1] in ARTICLES else k
        inner = known.get(i, known.get(k, i - 1))
        if i <= done:
            continue
        last, done = max(inner, k), max(done, inner)
        while last < i + 3 and _goes_on(t, last + 1):
            last += 1
        for j in range(last, max(inner, k - (not no_town(t.raw[k]))), -1):
            if len(t.raw[j]) > 2 and (spots := world().spelled(t.printed(i, j).replace("\n", " "), countries)):
                out = [h for h in out if not i <= h.first <= j]
                out.append(Hit(i, j, t.starts[i], t.ends[j], spots, "spelled so", t.printed(i, j)))
                done = j
                break
    return sorted(out, key=lambda h: h.start)


@lru_cache(maxsize=65536)
def begins_name(printed: str) -> bool:
    """Can a place's name or a nationality word, in the plural too, begin with the word?"""
    word = key(printed)
    return begins(word) or begins(word.removesuffix("s"))


def _goes_on(t: Words, i: int) -> bool:
    """Can word ``i`` be the next of the name before it? "Washington, D.C." is one in spite of its comma."""
    if not (t.capital[i] or t.raw[i] in _SMALL):
        return False
    return t.joined(i) or t.gap(i) == "\n" or (t.raw[i] in ("D.C.", "D.C", "DC") and t.gap(i) == ", ")


def _known(printed: str, book: Mapping[str, Spot], lists: Own) -> tuple[str, list[Spot]] | None:
    name = key(printed)
    if name in book:
        return None if len(name) <= 3 and not _exact(printed) else ("codebook", [book[name]])
    spots = world().find(printed)
    if lists and not (no_town(printed) and " " not in name):
        spots = sorted([*spots, *lists.find(printed, spots)], key=lambda s: -s.rank)
    if not spots or (len(name) <= 3 and not _exact(printed)):
        return None
    if len(name) <= 3 and printed.isupper():  # "UN", "U.N.": initials are no town by that name; "D.C." is a city's other name
        spots = [s for s in spots if s.kind != "city" or key(s.name) != name]
    return ("gazetteer", spots) if spots else None


def _exact(printed: str) -> bool:
    """Names of three letters and fewer count as written only: "US", "UAE", "Ulm", never "Us" or "it"."""
    return printed.isupper() or any(s.main and s.name == printed for s in world().find(printed))


def _short(t: Words, i: int) -> Hit | None:
    """A state's abbreviation, with its full stop: "Ky.", "B.C."; without one only what nobody writes otherwise: "BC"."""
    for end in (t.ends[i] + 1, t.ends[i]):
        if spot := world().abbreviation(printed := t.text[t.starts[i] : end]):
            if printed in ("BC", "B.C.") and (t.lows[i - 1].isdigit() or t.lows[i - 1] in ("century", "years")):
                return None  # "44 BC"
            return Hit(i, i, t.starts[i], end, [spot], "abbreviation", printed)
    return None


def _adjective(t: Words, i: int) -> Hit | None:
    """A nationality word, singular or plural: "Syrian", "South Koreans", "Iraqis"."""
    word = key(t.raw[i])
    if word not in world().adjective_beginnings and word.removesuffix("s") not in world().adjective_beginnings:
        return None
    for j in (i + 2, i + 1, i):
        name = key(t.printed(i, j))
        if (spot := world().adjective(name)) and all(t.joined(k) for k in range(i + 1, j + 1)):
            return Hit(i, j, t.starts[i], t.ends[j], [spot], "nationality", name, adjective=True, sure=True)
    return None


def relate(t: Words, hits: list[Hit]) -> None:
    """Marks what stands beside its own country or region, what is placed by another place, and what is listed with which kind."""
    for a, b in pairwise(hits):
        if a.adjective or b.adjective:
            continue
        if _contains(t, a, b):
            a.container = b
            b.spots = [s for s in b.spots if s.kind in ("country", "region")]  # no town holds another: "London, Ontario"
        elif not a.sure and b.first - a.last <= 7 and _BEARING.fullmatch(t.text, a.end, b.start):
            a.near = b  # "Ashton, south of Oldtown"
        elif a.spots and b.spots and listed(t, a, b):
            a.company, b.company = a.company or b.kind, b.company or a.kind


def _contains(t: Words, a: Hit, b: Hit) -> bool:
    """ "Paris, Texas", "Erbil, Iraq", "Reading (England)": does the second say where the first is?"""
    if not b.broad or not b.spots[0].country or b.first - a.last > 5:
        return False
    beside = b.first == a.last + 1 or (a.division and b.first == a.last + 2 and t.lows[a.last + 1] == a.division)
    beside = bool(beside) and t.gap(b.first) in (", ", ",\n", " (")
    inside = None if beside or a.sure else _INSIDE.fullmatch(t.text, a.end, b.start)
    if not beside and not inside:
        return False
    known = a.sure or (bool(a.spots) and a.spots[0].rank >= 6.5)
    if inside and inside["town"]:
        a.told = True
        return True
    if beside and not a.broad and (not known or (b.kind == "region" and not a.sure)):
        return True
    return any(within(s, o) for s in a.spots for o in b.spots)


def listed(t: Words, a: Hit, b: Hit) -> bool:
    """Do two names stand in one list, with "and", "or" or a comma between?"""
    if b.first == a.last + 1:
        return t.gap(b.first) == ", "
    return b.first == a.last + 2 and t.lows[a.last + 1] in ("and", "or")


def within(small: Spot, large: Spot) -> bool:
    """Does the one lie in the other, by their codes?"""
    if large.kind == "country":
        return small.country == large.country and small.kind != "country"
    return (bool(large.region) and small.region == large.region and small.kind == "city") or (
        large.id == "england" and small.region == "GB.ENG"
    )


def small_towns(t: Words, hits: list[Hit], shelled: Callable[[int], bool]) -> Iterator[Hit]:
    """Capitalised words after "in", "near" or "the town of" that no name of the larger places explains: they may name a small one.

    So may what weapons hit, which ``shelled`` tells, and what stands in a list: "in Ash and Elm".
    """
    taken = {k: h for h in hits for k in range(h.first, h.last + 1)}
    before = -1  # where a struck name ended: "hit Ash and Elm"
    for i in t.capitals:
        lead = t.lows[i - 1]
        if i in taken:
            continue
        rule = _leading(t, i, taken)
        if not rule and (lead not in words()["leads"] or t.gap(i) != " "):
            continue
        partner = taken.get(i - 2) if lead in ("and", "or") else None
        if partner is None or partner.adjective or partner.kind in ("country", ""):
            partner = None
        hit = not (rule or partner)
        if hit and not (lead == "and" and i - 2 == before) and not (_struck(t, i) and shelled(i)):
            continue
        last = i
        while last < i + 2 and (step := _further(t, last)):
            last += step
        span = range(i, last + 1)
        if (t.capital[last + 1] and t.joined(last + 1)) or not taken.keys().isdisjoint(span):
            continue
        parts = [no_town(t.raw[k]) for k in span if t.capital[k]]
        if all(parts) if t.hyphened(span) else any(parts):  # "Ak-Tash"
            continue
        before = last if hit else -1
        rule = rule or ("struck" if hit else "small town")
        yield Hit(i, last, t.starts[i], t.ends[last], [], rule, t.printed(i, last), near=partner)


def _leading(t: Words, i: int, taken: Mapping[int, Hit]) -> str:
    """What shows, beside the name that begins at word ``i``, that it is a place's: that it is told to be a town, or what leads in to it."""
    last, lead = i + _further(t, i), t.lows[i - 1] if t.gap(i) == " " else ""
    if not (t.capital[i - 1] and t.joined(i)) and _IS_TOWN.match(t.text, t.ends[last]):
        return "town of"
    if lead in words()["strong_locatives"] and (inside := _INSIDE.match(t.text, t.ends[last])):  # "in Ashton in northern Norland"
        if any(h.broad and h.start == inside.end() for h in map(taken.get, range(last + 2, last + 6)) if h):
            return "town of"
    if lead == "of" and t.lows[i - 2] in _SETTLEMENTS:
        return "town of"
    land = taken.get(i - 1) if t.owner(i - 1) and t.hyphened(range(i, last + 1)) else None
    if (
        land
        and land.kind == "country"
        and t.lows[land.first - 1] in words()["locatives"]
        and not (t.capital[last + 1] and t.joined(last + 1))
    ):
        return "town of"  # "in Norland's Ash-i-Bolo"
    if (
        lead in ("in", "at")
        and _scene(t, i - 2)
        and not (t.gap(last + 1) == " " and t.raw[last + 1].islower() and guess(t.lows[last + 1]) in "NJ")
    ):
        return "near"  # but "stabbed in Arabic class"
    return _LEADS.get(lead, "")


def _scene(t: Words, k: int) -> bool:
    """Is it a word of what happens somewhere, or a time behind one: "an attack in Ash", "was arrested on 22 March at Ash"?"""
    end = k - 6
    while k > end and t.gap(k + 1) == " " and (guess(t.lows[k]) == "t" or t.lows[k] in _OF_TIME or t.raw[k].isdigit()):
        k -= 1
    return t.gap(k + 1) == " " and t.lows[k] in words()["scenes"]


def _struck(t: Words, i: int) -> bool:
    """Can the word that leads in the name be one of force? Most are not, and then nothing more is asked."""
    k = i - 1
    while k > i - 5 and t.lows[k] in words()["between"]:
        k -= 1
    return t.lows[k] in words()["triggers"]


_LEADS = {"in": "small town", "near": "near", "outside": "near"} | dict.fromkeys(("at", "around", "below", "above"), TOLD)


def _further(t: Words, last: int) -> int:
    """How many more words belong to the name: one capitalised, or "al-Ahad" as two, and the rest of "Kart-e-Naw"."""
    if t.capital[last + 1] and t.gap(last + 1) in (" ", "-"):
        return 1
    inner = t.lows[last + 1] in ARTICLES if t.gap(last + 1) == " " else t.gap(last + 1) == "-" and len(t.raw[last + 1]) < 4
    return 2 * (inner and t.gap(last + 2) == "-" and t.capital[last + 2])


def no_town(word: str) -> bool:
    """Can the word not be a town's name: initials, a word of English, a given name, a kind of building?"""
    return len(word) < 3 or word.isupper() or not word.isalpha() or word.lower() in words()["no_towns"]

"""Finding the names of places: which capitalised words of a text name one, and which only look like it.

``names(text, start, end, kind, book)`` gives hits with all the places a name can mean; choosing among them is ``place_choice``'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, pairwise

from analystkit.english.lexicon import sets as _people_lexicon
from analystkit.english.places.gazetteer import Spot, key, world

# "U.S.", "U.S", "Kata'ib", "Iran's", "St": letters only; a number is no part of a place's name.
_TOKEN = re.compile(r"((?:[A-Z]\.)+[A-Z]\b\.?|[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*|\d+)")
_JOINTS = frozenset({" ", "-", "–", "‐", "‑", "\u00a0", "\n", " & "})
_CONNECTORS = frozenset("of the and de del da do du la le los las el al ar au aux en ez az as ash es on upon sur der den van".split())
# ", 20 km south of ", " near "
_BEARING = re.compile(
    r"""
    ,?[ ] (?:(?:just|about|some)[ ])? (?:
      (?:\d{1,3}[ ](?:km|kilomet(?:er|re)s|miles)[ ])?
      (?: (?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)[ ]of | outside | near )
      | \d{1,3}[ ](?:km|kilomet(?:er|re)s|miles)[ ]from )[ ]
    """,
    re.VERBOSE,
)
_POSSESSIVE = ("'s", "’s", "ʼs", "`s")


@lru_cache(maxsize=1)
def words() -> Mapping[str, frozenset[str]]:
    """The word lists of ``places.toml`` as sets; "_" in the file is a blank."""
    import tomllib
    from importlib import resources

    table = tomllib.loads(resources.files("analystkit.english.lexicon").joinpath("places.toml").read_text("utf-8"))
    lists = {k: frozenset(w.replace("_", " ").lower() for w in v.split()) for k, v in table.items() if isinstance(v, str)}
    return lists | {"titles": _people_lexicon("people")["titles"]}


@dataclass
class Tokens:
    """The words of a range: where they start and end without a possessive "'s", as printed, and how each hangs on the one before."""

    text: str
    starts: list[int]
    ends: list[int]
    raw: list[str]
    lows: list[str]  # in lower case
    gaps: list[str]  # what stands before each
    possessive: list[bool]
    stop: int
    capitals: list[int] = field(default_factory=list)  # where the words with a capital are
    _capital: list[bool] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Tokens:
        parts = _TOKEN.split(text[start:end])  # a gap, a word, a gap, a word, …, a gap
        at = list(accumulate(map(len, parts), initial=start))
        raw, gaps, ends = parts[1::2], parts[:-1:2], at[2::2]
        possessive = [w[-1] == "s" and len(w) > 2 and w.endswith(_POSSESSIVE) for w in raw]
        gaps.append("")
        for i in (i for i, owned in enumerate(possessive) if owned):
            ends[i] -= 2
            raw[i], gaps[i + 1] = raw[i][:-2], raw[i][-2:] + gaps[i + 1]
        capital = [w[0].isupper() for w in raw]
        capitals = [i for i, large in enumerate(capital) if large]
        return cls(text, at[1::2], ends, raw, [w.lower() for w in raw], gaps, possessive, end, capitals, capital)

    def capital(self, i: int) -> bool:
        return 0 <= i < len(self._capital) and self._capital[i]

    def low(self, i: int) -> str:
        """The word in lower case, "" outside the range."""
        return self.lows[i] if 0 <= i < len(self.lows) else ""

    def gap(self, i: int) -> str:
        """What stands between token ``i - 1`` and token ``i``."""
        return self.gaps[i] if 0 < i < len(self.raw) else "|"

    def joined(self, i: int) -> bool:
        """Does token ``i`` go on the phrase of the token before it?"""
        if not 0 < i < len(self.raw):
            return False
        gap = self.gaps[i]
        return gap in _JOINTS or (gap == ". " and self.low(i - 1) in ("st", "mt", "ft", "pt"))


@dataclass
class Hit:
    """Words that can name a place: tokens ``first``..``last``, their span, what they can mean, and how they were recognised."""

    first: int
    last: int
    start: int
    end: int
    spots: list[Spot]
    rule: str
    name: str = ""  # as printed
    inner: Hit | None = None  # "Iraq" in "northern Iraq"
    container: Hit | None = None  # "Texas" in "Paris, Texas"
    near: Hit | None = None  # "Oldtown" in "Ashton, south of Oldtown"
    division: str = ""  # the word that says which division it is: "Kursk region", "the province of Leyte"
    company: str = ""  # the kind of place it is listed with: "Georgia and Ukraine", "Georgia and Alabama"
    adjective: bool = False
    embedded: bool = False  # inside the name of a person, an office or a firm
    sure: bool = False  # a country, a name of the codebook, a name beside its country

    @property
    def best(self) -> Spot | None:
        return self.spots[0] if self.spots else None

    @property
    def acts(self) -> bool:
        """Does it stay a place of interest inside the name of an office: "US President", "Pentagon spokesman"?"""
        return bool(self.spots) and self.spots[0].kind in ("country", "facility")

    @property
    def broad(self) -> bool:
        """A country or a region of the first order."""
        return bool(self.spots) and self.spots[0].kind in ("country", "region")


def find(tokens: Tokens, book: Mapping[str, Spot], begins: frozenset[str]) -> list[Hit]:
    """Every run of words that names a place by the gazetteer, longest first, before any doubt about it.

    ``begins`` are the words, and pairs of words, that begin names.
    """
    out: list[Hit] = []
    taken = -1
    for i in tokens.capitals:
        begin = i - 1 if tokens.low(i - 1) in ("al", "el", "ar", "as") and i - 1 > taken else i  # "al-Ashir"
        if i > taken and (hit := (begin < i and _at(tokens, begin, book, begins)) or _at(tokens, i, book, begins)):
            out.append(hit)
            taken = hit.last
    return out


def _at(t: Tokens, i: int, book: Mapping[str, Spot], begins: frozenset[str]) -> Hit | None:
    """The longest name that begins at token ``i``. "The" begins none: it is the Pentagon, but The Hague."""
    word = key(t.raw[i])
    if (word not in begins and word.removesuffix("s") not in begins) or (word == "the" and t.low(i + 1) != "hague"):
        return None
    last = i
    while last < i + 5 and _goes_on(t, last + 1):
        if last == i and " ".join(key(t.text[t.starts[i] : t.ends[i + 1]]).split(" ")[:2]) not in begins:
            break
        last += 1
    for j in range(last, i - 1, -1):
        if not t.capital(j):
            continue
        printed = t.text[t.starts[i] : t.ends[j]]
        if found := _known(printed, book):
            rule, spots = found
            return Hit(i, j, t.starts[i], t.ends[j], spots, rule, printed, sure=spots[0].rank >= 15)
    return _short(t, i) or _adjective(t, i)


def _goes_on(t: Tokens, i: int) -> bool:
    """Can token ``i`` be the next word of the name before it? "Washington, D.C." is one in spite of its comma."""
    if i >= len(t.raw) or t.possessive[i - 1] or not (t.capital(i) or t.raw[i] in _CONNECTORS):
        return False
    return t.joined(i) or (t.raw[i] in ("D.C.", "D.C", "DC") and t.gap(i) == ", ")


def small_towns(t: Tokens, hits: list[Hit], shelled: Callable[[Tokens, int], bool], leads: frozenset[str]) -> Iterator[Hit]:
    """Capitalised words after "in", "near" or "the town of" that no name of the larger places explains: they may name a small one.

    So may what weapons hit, which ``shelled`` tells (``leads`` are the words that can stand before it), and what stands in a list:
    "in Ash and Elm".
    """
    lists = words()
    taken = {k: h for h in hits for k in range(h.first, h.last + 1)}
    before = -1  # where a struck name ended: "hit Ash and Elm"
    for i in t.capitals:
        if i in taken or i == 0 or t.gaps[i] != " ":
            continue
        lead = t.lows[i - 1]
        if lead not in leads and lead not in _AT:
            continue
        told = lead == "of" and t.low(i - 2) in ("town", "village", "hamlet", "city", "suburb")
        partner = taken.get(i - 2) if lead in ("and", "or") else None
        listed = partner is not None and not partner.adjective and partner.best is not None and partner.best.kind != "country"
        hit = not (told or listed or lead in ("in", "near", "outside"))
        if hit and not (lead == "and" and i - 2 == before) and not shelled(t, i):
            continue
        last = i
        while last < i + 2 and not t.possessive[last] and (step := _further(t, last)):
            last += step
        ahead = t.capital(last + 1) and t.joined(last + 1)
        span = range(i, last + 1)
        if ahead or not taken.keys().isdisjoint(span) or any(no_town(t.raw[k], lists) for k in span if t.capital(k)):
            continue
        printed = t.text[t.starts[i] : t.ends[last]]
        before = last if hit else -1
        rule = "town of" if told else "struck" if hit else "near" if lead in ("near", "outside") else "small town"
        yield Hit(i, last, t.starts[i], t.ends[last], [], rule, printed, near=partner if listed else None)


def _further(t: Tokens, last: int) -> int:
    """How many more words belong to the name: one capitalised, or "al-Ahad" as two."""
    if t.capital(last + 1) and t.gap(last + 1) in (" ", "-"):
        return 1
    return 2 if with_article(t, last) else 0


def with_article(t: Tokens, last: int) -> bool:
    """Does a part of the name with its article come next, as in "Souq al-Ahad"?"""
    return t.gap(last + 1) == " " and t.low(last + 1) in _ARTICLES and t.gap(last + 2) == "-" and t.capital(last + 2)


def no_town(word: str, lists: Mapping[str, frozenset[str]]) -> bool:
    low = word.lower()
    return len(word) < 3 or word.isupper() or not word.isalpha() or any(low in lists[name] for name in _NO_TOWNS)


_NO_TOWNS = (
    "openers", "plain_words", "given_names", "titles", "media", "organisations", "facilities", "lands", "directions", "function_words",
)  # fmt: skip
_ARTICLES = frozenset("al el ar as ash at az ad an".split())
_AT = frozenset({"in", "near", "outside", "of", "and", "or"})


def _known(printed: str, book: Mapping[str, Spot]) -> tuple[str, list[Spot]] | None:
    name = key(printed.replace("\n", " "))
    if not (name in book or world().knows(name)) or (len(name) <= 3 and not _exact(printed)):
        return None
    if name in book:
        return "codebook", [book[name]]
    spots = world().find(printed.replace("\n", " "))
    if len(name) <= 3 and printed.isupper():  # "UN", "U.N.": initials are no town by that name; "D.C." is a city's other name
        spots = [s for s in spots if s.kind != "city" or key(s.name) != name]
    return ("gazetteer", spots) if spots else None


def _exact(printed: str) -> bool:
    """Names of three letters and fewer count as written only: "US", "UAE", "Ulm", never "Us" or "it"."""
    return printed.isupper() or any(s.main and s.name == printed for s in world().find(printed))


def _short(t: Tokens, i: int) -> Hit | None:
    """A state's abbreviation, with its full stop: "Ky.", "B.C."; without one only what nobody writes otherwise: "BC"."""
    for end in (t.ends[i] + 1, t.ends[i]):
        spot = world().abbreviations.get(t.text[t.starts[i] : end])
        if spot and end <= t.stop:
            return Hit(i, i, t.starts[i], end, [spot], "abbreviation", t.text[t.starts[i] : end])
    return None


def _adjective(t: Tokens, i: int) -> Hit | None:
    """A nationality word, singular or plural: "Syrian", "South Koreans", "Iraqis"."""
    word = key(t.raw[i])
    if word not in world().adjective_beginnings and word.removesuffix("s") not in world().adjective_beginnings:
        return None
    for j in (i + 2, i + 1, i):
        if j >= len(t.raw) or not all(t.joined(k) for k in range(i + 1, j + 1)):
            continue
        name = key(t.text[t.starts[i] : t.ends[j]])
        for form in (name, name.removesuffix("s") if len(name) > 4 else name):
            if spot := world().adjectives.get(form):
                return Hit(i, j, t.starts[i], t.ends[j], [spot], "nationality", name, adjective=True, sure=True)
    return None


def containers(t: Tokens, hits: list[Hit]) -> None:
    """Marks what stands beside its own country or region: "Paris, Texas", "Erbil, Iraq", "Reading (England)"."""
    for a, b in pairwise(hits):
        beside = b.first == a.last + 1 or (a.division and b.first == a.last + 2 and t.low(a.last + 1) == a.division)
        if beside and t.gap(b.first) in (", ", ",\n", " (") and b.broad and not b.adjective and not a.adjective:
            inside = [s for s in a.spots if any(within(s, o) for o in b.spots)]
            known = a.sure or (bool(a.spots) and a.spots[0].rank >= 6.5)
            if inside or (not a.broad and (not known or (b.spots[0].kind == "region" and not a.sure))):
                a.container = b


def neighbours(t: Tokens, hits: list[Hit]) -> None:
    """Marks what the text places by another place: "Ashton, south of Oldtown", "Ashton, 20 km from Oldtown"."""
    for a, b in pairwise(hits):
        if (
            not (a.adjective or a.sure or a.container or b.adjective)
            and b.first - a.last <= 7
            and _BEARING.fullmatch(t.text, a.end, b.start)
        ):
            a.near = b


def companions(t: Tokens, hits: list[Hit]) -> None:
    """Marks with what kind of place a name is listed: countries go with countries, states with states."""
    for a, b in pairwise(hits):
        listed = (b.first == a.last + 1 and t.gap(b.first) == ", ") or (b.first == a.last + 2 and t.low(a.last + 1) in ("and", "or"))
        if listed and a.spots and b.spots and not (a.adjective or b.adjective or a.container):
            a.company = a.company or b.spots[0].kind
            b.company = b.company or a.spots[0].kind


def within(small: Spot, large: Spot) -> bool:
    """Does the one lie in the other, by their codes?"""
    if large.kind == "country":
        return small.country == large.country and small.kind != "country"
    return (bool(large.region) and small.region == large.region and small.kind == "city") or (
        large.id == "england" and small.region == "GB.ENG"
    )

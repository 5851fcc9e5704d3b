"""Places that a phrase makes out of others: "northern Iraq", "the Iraq–Syria border", "Ashton General Hospital", "Kursk region"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from analystkit.codebook import Codebook
from analystkit.english.places import coordinates
from analystkit.english.places.gazetteer import Spot, codebook_spots, key, known_spot, world
from analystkit.english.places.names import ARTICLES, QUARTERS, Hit, Words, no_town, words
from analystkit.english.places.own import Own, own
from analystkit.text import Matcher, slug

_BORDER = re.compile(r"[ ]borders?\b(?:[ ](?:region|area|zone|crossing)\b)?")
_BETWEEN = re.compile(r"\bborder between \Z")
# " in ", " in the northern city of "
_IN = re.compile(r" (?:in|at) (?:the (?:[a-z]+ ){0,2}(?:city|town|capital|port) of )?")
# "50 km north of ", "about thirty miles from ", "just south of "
_DISTANCE = re.compile(
    r"""
    (?: \b(?:\d{1,3}(?:\.\d)?|several|a[ ]few|dozens[ ]of)[ -](?:km|kilomet(?:er|re)s?|miles?)[ ](?:to[ ]the[ ])?(?:away[ ])?
        (?:(?:north|south|east|west)[a-z-]{0,8}[ ]of|from)
      | \b(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)[ ]of
    )[ ](?:the[ ](?:town|city|village|port|capital)[ ]of[ ])?\Z
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Phrase:
    """A composed place: its span, what it is, and the rule that made it."""

    start: int
    end: int
    spot: Spot
    rule: str


def _composed(name: str, kind: str, country: str | None, precision: str, at: Spot | None = None) -> Spot:
    """A place that no gazetteer has, with the position of the place it is in, where that says enough."""
    lat, lon = (at.lat, at.lon) if at else (None, None)
    return Spot(slug(name), name, kind, country, lat, lon, precision, 0, "composed")


# ---- divisions ---------------------------------------------------------------------------------------------------------------------------
_PARTS = frozenset({"district", "county"})  # these are parts of cities and of states as well
_BODIES_TOO = frozenset({"state", "department", "district", "county"})


def mark_divisions(t: Words, hits: list[Hit]) -> None:
    """Marks names of divisions and leaves them no other meaning: "Kursk region", "Gao and Mopti regions", "the province of Leyte".

    Where no gazetteer knows such a division it is a region without a point, never the city of that name.
    """
    after: Hit | None = None  # a name that "regions" follows gives its kind to those listed before it
    for hit in reversed(hits):
        kind = _kind_of_division(t, hit)
        if not kind and after and t.text[hit.end : after.start] in (", ", " and ", " or ", ", and "):
            kind = after.division
        many = after is not None and kind == after.division
        after = None
        if t.lows[hit.first - 1] == "of" and t.lows[hit.first - 2] in ("city", "town", "village", "port") and not hit.adjective:
            hit.spots = [s for s in hit.spots if s.kind == "city"] or hit.spots
        named = t.lows[hit.last] in words()["divisions"] or (hit.sure and hit.kind in ("region", "district"))
        if not kind or hit.adjective or hit.rule == "abbreviation" or named:
            continue
        known, seat, printed = _divisions(hit.name, kind), hit.spots[0], f"{hit.name} {kind}"
        capital = t.capital[hit.last + 1] and t.lows[hit.last + 1] == kind
        if capital and kind in _BODIES_TOO and all(s.country == "US" for s in known):
            continue  # "Ashton State" is a university, "Ashton District" part of a city
        if seat.kind != "country" or any(s.rank > 3 for s in known):
            unknown = Spot(slug(printed), printed, "region", seat.country, None, None, "region", 0, "composed")
            hit.spots, hit.division, hit.sure, hit.rule = [*known, unknown], kind, False, "gazetteer"
            if many or f"{kind}s" in t.lows[hit.last + 1 : hit.last + 3]:
                after = hit
            elif capital:
                hit.last, hit.end = hit.last + 1, t.ends[hit.last + 1]


def _kind_of_division(t: Words, hit: Hit) -> str:
    """The word right after the name, or before "of" and the name, in the singular; "" where it says something else."""
    i, country, kinds = hit.last + 1, hit.kind == "country", words()["divisions"]
    if t.lows[i] == "border" and t.joined(i) and not country:  # "the Kursk border region"
        i += 1
    word, ahead = t.lows[i], t.lows[i + 1]
    kind = word if word in kinds else word.removesuffix("s")
    if kind in kinds and t.joined(i):
        part = kind in _PARTS and t.lows[hit.first - 1] in ("a", "an", "one", "another", "every", "each")  # "a Baghdad district"
        body = ahead in words()["state_bodies"] and t.gap(i + 1) in (" ", "-")  # "Georgia state television", "Ash district court"
        # "Ash County Jail", "Ash Department of Health", "Ash District 7"
        named = t.capital[i] and ((t.capital[i + 1] and t.joined(i + 1)) or ahead == "of" or ahead.isdigit())
        return "" if part or body or named or (country and kind == "region") else kind
    kind = t.lows[hit.first - 2]
    if t.lows[hit.first - 1] != "of" or kind not in kinds or t.capital[hit.first - 3] or country:
        return ""
    return kind if kind not in _PARTS or t.lows[hit.first - 3] == "the" else ""


def _divisions(name: str, kind: str) -> list[Spot]:
    """The divisions of this name: of the second level for "district" and "county", else of the first where there is one."""
    spots = [*world().find(name), *world().find(f"{name} {kind}")]
    main = [m for s in spots if s.kind == "city" for m in world().find(s.name) if m.country == s.country]  # "Odessa region", of Odesa
    first = {s.id: s for s in (*spots, *main) if s.kind == "region"}
    lower = [s for s in first.values() if s.rank <= 3] + world().divisions(name)
    upper = [s for s in first.values() if s.rank > 3]
    return (lower or upper) if kind in _PARTS else upper + lower if kind in ("province", "department") else upper or lower


def more_divisions(t: Words, hits: list[Hit]) -> Iterator[Hit]:
    """Divisions whose name is no other place's: "Yatenga province"; what no gazetteer has too, where the word can mean nothing else."""
    kinds, taken = words()["divisions"], {k for h in hits for k in range(h.first, h.last + 1)}
    for i in t.capitals:
        kind = t.lows[i + 1]
        if kind not in kinds or i in taken or not t.joined(i + 1):
            continue
        first = i
        while first > i - 3 and t.joined(first) and t.capital[first - 1] and t.lows[first - 1] not in words()["openers"]:
            first -= 1
        span = range(first, i + 1)
        if not taken.isdisjoint(span) or all(no_town(t.raw[k]) for k in span):
            continue
        name = t.printed(first, i)
        spots = _divisions(name, kind)
        body = t.capital[i + 1] and (not spots or (t.capital[i + 2] and t.joined(i + 2)))
        if not body and (spots or kind in ("province", "oblast", "governorate", "prefecture", "region")):
            yield Hit(first, i, t.starts[first], t.ends[i], spots, "division", name, division=kind)


# ---- phrases -----------------------------------------------------------------------------------------------------------------------------
def find(t: Words, hits: list[Hit], codebook: Codebook, people: list[tuple[int, int]]) -> list[Phrase]:
    """The composed places of a text, none inside another; ``people`` are the spans of people's names."""
    book = codebook_spots(codebook)
    found: list[Phrase | None] = [Phrase(*at, "position in numbers") for a, b in t.ranges for at in coordinates.find(t.text, a, b)]
    for hit, ahead in zip(hits, [*hits[1:], None], strict=False):
        if hit.spots and not hit.filed:
            found += (_border(t, hit, ahead, book), _embassy(t, hit, ahead, book), _bearing(t, hit), _part(t, hit, book))
    found = [*_told_where(found), *_written(t, hits, codebook)]
    found += _buildings(t, {h.first: h for h in hits}, {end for _, end in people}, own(codebook))
    starts: list[int] = []
    free: list[Phrase] = []
    for p in filter(None, found):  # the most certain kind comes first and keeps its words
        k = bisect_left(starts, p.start)
        if (k == 0 or free[k - 1].end <= p.start) and (k == len(free) or p.end <= starts[k]):
            starts.insert(k, p.start)
            free.insert(k, p)
    return free


@lru_cache(maxsize=8)
def _aliases(codebook: Codebook) -> Matcher:
    """The codebook's names of several words, found in any case: "Ashton air base". What holds a comma is for reading: "Quay, Ashton"."""
    named = ((re.sub(r"^[Tt]he ", "", n), p) for p in codebook.places for n in (p.name, *p.aliases))
    return Matcher({n: known_spot(p) for n, p in named if " " in n and "," not in n})


def _written(t: Words, hits: list[Hit], codebook: Codebook) -> Iterator[Phrase]:
    """The codebook's own names of several words."""
    taken = {(h.start, h.end) for h in hits}
    for start, end, spot in _aliases(codebook).find(t.text) if codebook.places else ():
        k = bisect_left(t.starts, start)
        if (start, end) not in taken and isinstance(spot, Spot) and t.starts[k] == start:  # what is furniture has no words here
            yield Phrase(start, end, spot, f"codebook: {spot.source}")


def _told_where(found: list[Phrase | None]) -> Iterator[Phrase | None]:
    """A bare "German consulate" is the one of the town in which the article has the only one."""
    towns = {(p.spot.name.partition(", ")[0], p.spot) for p in found if p and p.rule.startswith(_OF_COUNTRY) and p.spot.lat is not None}
    for p in found:
        if p and p.rule == _OF_COUNTRY and len(there := [spot for name, spot in towns if name == p.spot.name]) == 1:
            p = replace(p, spot=there[0], rule=f"{_OF_COUNTRY}; the only one that the article places")
        yield p


_OF_COUNTRY = "mission of a country"  # an embassy or a consulate


def _embassy(t: Words, hit: Hit, ahead: Hit | None, book: Mapping[str, Spot]) -> Phrase | None:
    """ "the US Embassy in Ash": a building in Ash, not in the US. One in a country that is named has no point in it."""
    i = hit.last + 1
    kind = t.lows[i]
    if kind not in ("embassy", "consulate") or not t.joined(i) or hit.kind != "country":
        return None
    of = hit.spots[0].name
    name, label = f"{of} {kind}", f"{kind.capitalize()} of {'the ' * of.startswith('United ')}{of}"

    def made(rule: str, at: Spot | None = None) -> Phrase:
        town = at is not None and at.kind not in ("country", "continent", "region")
        spot = _composed(
            f"{name} {at.name}" if at else name, "facility", at.country if at else None, "city" if town else "point", at if town else None
        )
        return Phrase(hit.start, t.ends[i], replace(spot, name=f"{label}, {at.name}" if at else label), rule)

    if ahead is None or not ahead.spots or not _IN.fullmatch(t.text, t.ends[i], ahead.start):
        return made(_OF_COUNTRY)
    for printed in (f"{hit.name} {kind} in {ahead.name}", f"{hit.name} {kind}, {ahead.name}"):
        if known := book.get(key(printed)):
            return Phrase(hit.start, t.ends[i], known, f"codebook: {known.source}")
    where = next((s for s in ahead.spots if s.country != hit.spots[0].country), ahead.spots[0])
    placed = f"; placed at its city, {where.source}" if where.kind not in ("country", "continent", "region") else f" in {where.name}"
    return made(f"{_OF_COUNTRY}{placed}", where)


_BODIES = frozenset("university college school court prison academy".split())  # a building only where something is in or at it
_PLACE_OF_BODY = frozenset("in at near outside inside from around".split())
_REGIONS = frozenset("state province governorate region district territory oblast prefecture parish borough".split())  # need a known name
_AIR = frozenset("airport airfield airbase airstrip".split())
_PLAIN_BUILDINGS = frozenset("airport airfield airbase airstrip dam".split())


_SURNAMES = frozenset("hill lake lane park close".split())  # of a person whose name ends there: "Karl Hill laughed"


def _buildings(t: Words, inner: Mapping[int, Hit], people: set[int], lists: Own) -> Iterator[Phrase]:
    """ "Ashton General Hospital", "Mill Road", "Lake Ash", "Ash County": capitalised words that end in what they are; "Ash airport" too.

    ``people`` are the ends of names of people.
    """
    named = {k for h in inner.values() for k in range(h.first, h.last + 1)}
    last_words = words()["last_words"]
    for i in [i for i, word in enumerate(t.lows) if word in last_words]:
        word, at = t.lows[i], i - (t.lows[i] == "base" and t.lows[i - 1] == "air")  # "Ash air base"
        first = _first_word(t, at, inner)
        if i in named or first == at or (first in named and first not in inner):  # "a New | Jersey airport"
            continue
        if (word in _AIR or at < i) and (field := world().airfield(t.printed(first, at - 1), word)):
            yield Phrase(t.starts[first], t.ends[i], field, f"airfield: {field.source}")
            continue
        if lists and at > first and (listed := lists.facility(t.printed(first, i), t.printed(first, at - 1))):
            yield Phrase(t.starts[first], t.ends[i], listed, f"listed: {listed.source}")
            continue
        if not (t.capital[i] or (first in inner and (word in _PLAIN_BUILDINGS or at < i)) or word in QUARTERS):
            continue
        hit, goes_on = inner.get(first), t.joined(i + 1) and t.capital[i + 1]
        whole = hit is not None and hit.last == i - 1  # "Ash" of "Ash County"
        if (
            (t.joined(i + 1) and t.lows[i + 1] in words()["media"] | words()["organisations"])
            or (word in _SURNAMES and t.ends[i] in people and t.lows[first - 1] not in words()["locatives"])
            or (hit and whole and hit.acts)  # "US BASE" in a headline: a base of theirs, with no name of its own
            or (hit is None and first < i and _opens_headline(t, first))
            or (word in _BODIES and t.lows[first - 1 - (t.lows[first - 1] == "the")] not in _PLACE_OF_BODY)
            # "a district of Ashton" may be called "an Ashton district"
            or (word in QUARTERS and not t.capital[i] and any((h := inner.get(k)) and h.spots for k in range(first, i)))
            or (word in _REGIONS and (t.capital[i] or word not in QUARTERS) and (goes_on or not whole))
        ):
            continue
        yield _building(t, first, i, [h for k in range(first, i + 1) if (h := inner.get(k))])


def _opens_headline(t: Words, first: int) -> bool:
    """ "REBELS STORM CAMP", "Rebels Storm Camp in Ash": the first words of a line of capitals, where nothing tells a name from a verb."""
    for _ in range(8):  # a headline says what it says in so many words
        if first == 0 or t.gap(first) not in (" ", "-"):
            break
        if not t.capital[first - 1] or t.lows[first - 1] in words()["openers"]:
            return False
        first -= 1
    a = max(t.text.rfind("\n", 0, t.starts[first]) + 1, t.starts[first] - 200)
    line = re.findall(r"[^\W\d_]{4,}", t.text[a : a + 200].partition("\n")[0])
    return len(line) > 2 and all(word[0].isupper() for word in line)


def _first_word(t: Words, last: int, inner: Mapping[int, Hit]) -> int:
    """Where the capitalised words that end at ``last`` begin, four words back at most."""
    first = last
    while first > 0 and last - first < 4:
        short = len(t.raw[first - 1]) < 4 and t.gap(first - 1) == "-"  # "Kart-e-Naw district"
        named = t.capital[first - 1] or ((short or t.lows[first - 1] in ARTICLES) and t.gap(first) == "-")
        saint = first == last and t.capital[last] and t.gap(first) in ("'s ", "’s ")  # "St George's Hospital"
        if not named or not (saint or t.joined(first)) or t.lows[first - 1] in words()["openers"]:
            break
        first -= 1
    if t.gap(first) not in (" ", "-") and first < last:  # "Rebels Storm Ash Airport": a line of capitals, where only the name is known
        first = next((k for k in range(first + 1, last) if k in inner and inner[k].last == last - 1), first)
        verb = (k for k in range(last - 2, first, -1) if t.lows[k] in words()["struck"] | words()["bombed"] | words()["acting_verbs"])
        first = max(first, next(verb, first - 1) + 1)
    if first < last and t.lows[first - 1] == "of" and t.capital[first - 2] and t.joined(first) and t.joined(first - 1):
        return first - 2  # "Bank of Ashton Stadium"
    return first


def _building(t: Words, first: int, last: int, inner: list[Hit]) -> Phrase:
    start, end, word, printed = t.starts[first], t.ends[last], t.lows[last], t.printed(first, last)
    land, hits = word in words()["lands"], [h for h in inner if h.spots and h.last <= last and not (h.adjective or t.owner(h.last))]
    inside = hits[0].spots[0] if hits else None
    if hits and hits[0].last == last - 1 and hits[0].first == first and word in _REGIONS:
        if region := next((s for s in hits[0].spots if s.kind == "region"), None):
            return Phrase(start, end, region, f"division: {region.source}")
    country = inside.country if inside else None
    if inside and inside.kind == "city" and not land:
        return Phrase(start, end, _composed(printed, "facility", country, "city", inside), f"building; placed at its city, {inside.source}")
    kind, precision = ("district", "district") if word in QUARTERS else ("region", "region") if land else ("facility", "point")
    return Phrase(start, end, _composed(printed, kind, country, precision), "building or land by its last word")


def _part(t: Words, hit: Hit, book: Mapping[str, Spot]) -> Phrase | None:
    """ "northern Iraq", "southeastern Texas": a region without a point, unless the codebook has one."""
    i, spot = hit.first - 1, hit.spots[0]
    if hit.adjective or hit.embedded or not hit.broad or t.lows[i] not in words()["directions"] or not t.joined(hit.first):
        return None
    if t.owner(hit.last) or t.text[hit.end : hit.end + 1] == "-":
        return None
    if known := book.get(key(t.printed(i, hit.last))):
        return Phrase(t.starts[i], hit.end, known, f"codebook: {known.source}")
    two = t.gap(i) == "-" and t.lows[i - 1] in ("north", "south")  # "north-western Pakistan"
    word = t.text[t.starts[i - two] : t.ends[i]]
    part = _composed(f"{word.capitalize()} {spot.name}", "region", spot.country, "region")
    return Phrase(t.starts[i - two], hit.end, part, f"part of {spot.source}: direction + name")


def _border(t: Words, a: Hit, b: Hit | None, book: Mapping[str, Spot]) -> Phrase | None:
    """ "the Iraq–Syria border region", "the Syrian-Turkish border", "the border between Iraq and Syria": one place, whoever comes first."""
    if b is None or not a.kind == b.kind == "country":
        return None
    if b.first == a.last + 1 and t.gap(b.first) in ("-", "–", "/") and (m := _BORDER.match(t.text, b.end)):
        start, end = a.start, m.end()
    elif b.first == a.last + 2 and t.lows[a.last + 1] == "and" and (n := _BETWEEN.search(t.text, max(0, a.start - 20), a.start)):
        start, end = n.start(), b.end
    else:
        return None
    printed = t.text[start:end]
    for name in (printed, printed.rpartition(" ")[0]):  # with and without "region", "area"
        if known := book.get(key(name)):
            return Phrase(start, end, known, f"codebook: {known.source}")
    one, two = sorted((a.spots[0].name, b.spots[0].name))
    return Phrase(start, end, _composed(f"{one}–{two} border", "region", None, "region"), "border between two countries")


def _bearing(t: Words, hit: Hit) -> Phrase | None:
    """ "50 km north of Ashton": somewhere near, and no pin on Ashton itself."""
    if hit.adjective or t.lows[hit.first - 1] not in ("of", "from"):
        return None
    m = _DISTANCE.search(t.text, max(0, hit.start - 60), hit.start)
    if not m:
        return None
    spot = hit.spots[0]
    near = _composed(f"{' '.join(m.group().split())} {spot.name}", "region", spot.country, "region")
    return Phrase(m.start(), hit.end, near, f"part of {spot.source}: distance and bearing")

"""Places: the codebook's first, then the world's; each with its use, its precision, and the reason why it is that one.

names (``names``) -> doubts (``around``) -> namesakes (``choice``) -> use (``around``) -> rows
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from analystkit.codebook import Codebook
from analystkit.english.places import names, phrases
from analystkit.english.places.choice import ELSEWHERE, Context, Settled, choose
from analystkit.english.places.facts import Facts, Memory
from analystkit.english.places.gazetteer import ROMANISED, Spot, codebook_beginnings, codebook_spots, key, world
from analystkit.english.places.names import Hit, Words
from analystkit.english.places.own import SOURCE, Own, own
from analystkit.english.tokens import Reading
from analystkit.records import Article, Place, Tags
from analystkit.text import slug

UNDECIDED = "undecided: "
# What stands before the day and the agency: "ASHTON, Ky. (AP) — ", "ASHTON, March 3 (Wire) - ", "Ashton (Wire) - ", "ASHTON — "
_DATELINE = re.compile(
    r"""
    [ ]* (?: [A-Z][^\W\d_]+[^\n()—–]{0,50}? [ ]\( [A-Z][^()\n]{1,40} \)[ ]* (?:—|–|--?|_)[ ]
      | [A-Z]{3,}(?:[ -][A-Z]{2,}){0,2}(?:,[ ][^\n()—–,]{1,30}){0,2}[ ] (?: (?:—|–|--?|_)[ ] | \([A-Z][A-Za-z]{1,20}\) )
    )
    """,
    re.VERBOSE,
)
_DAYS = frozenset({"mon", "sat", "sun"})  # "Mon, 6 Nov": a weekday cut short, which elsewhere is a place


def tag(reading: Reading, codebook: Codebook, tags: Tags) -> list[Place]:
    """The places an article names, sorted by start; those whose position is not known have no coordinates."""
    return find(reading, codebook)


def find(reading: Reading, codebook: Codebook, *, modifiers: bool = False) -> list[Place]:
    """As ``tag``; with ``modifiers`` nationality words ("Syrian") and names inside other names too, as attributive rows."""
    kinds = [(s.start, s.end, s.kind) for s in reading.article.segments if s.kind == "dateline"] + list(reading.article.news())
    kinds.sort()
    t = Words.of(reading, [(a, b) for a, b, _ in kinds])
    book, memory, lists = codebook_spots(codebook), Memory.of(t, reading), own(codebook)
    hits = names.find(t, book, codebook_beginnings(codebook), lists)
    if lists:
        hits = [*_spoken_of(hits, lists)]
    there = ROMANISED.intersection(h.spots[0].country or "" for h in hits if _tells_country(h))
    hits = names.spelled(t, hits, there)
    phrases.mark_divisions(t, hits)
    names.relate(t, hits)
    hits = list(_where(t, hits, kinds))
    memory.places = {key(h.name) for h in hits if h.container}
    memory.countries = {h.spots[0].country or "" for h in hits if _tells_country(h)}
    for h in hits:
        if len({s.country for s in h.spots}) == 1:
            memory.homes.setdefault(h.spots[0].country or "", set()).add(key(h.name))
    headlines = [(a, b) for a, b, kind in kinds if kind in ("title", "deck")]
    trusted = _trusted(t, hits, memory, headlines)
    hits = [h for h in hits if id(h) in trusted]
    context = Context(hits, lists)
    settled = _settled(hits, context)
    hits += phrases.more_divisions(t, hits)
    towns = _towns(t, hits, context, memory)
    if memory.unknown:  # again, for those named before the text says that they are places
        towns = _towns(t, hits, context, memory)
    hits = sorted([*hits, *towns], key=lambda h: h.start)
    return sorted(_rows(t, hits, context, settled, trusted, memory, codebook, modifiers), key=lambda p: (p.start, -p.end))


def _where(t: Words, hits: list[Hit], kinds: list[tuple[int, int, str]]) -> Iterator[Hit]:
    """Marks the hits of datelines, which say where the story was filed, and "ASHTON, Ky." which Ashton the article is about."""
    starts, no_place = [a for a, _, _ in kinds], names.words()["openers"] | _DAYS
    for h in hits:
        start, _, kind = kinds[bisect_right(starts, h.start) - 1]
        h.filed = kind == "dateline"
        if not h.filed and (h.start - start < 80 or "\n" in t.text[h.start - 60 : h.start]):
            told = _DATELINE.match(t.text, max(start, t.text.rfind("\n", start, h.start) + 1))
            h.filed = told is not None and h.end <= told.end()
        if not h.filed or not (h.adjective or (h.first == h.last and t.lows[h.first] in no_place)):
            yield h


def _spoken_of(hits: list[Hit], lists: Own) -> Iterator[Hit]:
    """The hits without places of the case's lists in countries that the article does not speak of, while it speaks of others.

    A country speaks by its name, and by a city of the world's list that no other country has.
    """
    of_world = [[s for s in h.spots if not s.source.startswith(SOURCE)] for h in hits]
    told = {s[0].country for h, s in zip(hits, of_world, strict=True) if s and (h.sure or len({x.country for x in s}) == 1)}
    for hit, known in zip(hits, of_world, strict=True):
        if len(known) < len(hit.spots) and told - {None}:
            hit.spots = [s for s in hit.spots if s in known or s.country is None or s.country in told]
        if hit.spots:
            yield hit


def _tells_country(hit: Hit) -> bool:
    """A country's name or word, or a capital's: who writes of Kyiv writes of Ukraine."""
    spot = hit.spots[0]
    return (hit.sure and spot.kind == "country") or (spot.kind == "city" and spot.main and spot.rank >= 7)


def _trusted(t: Words, hits: list[Hit], memory: Memory, headlines: list[tuple[int, int]]) -> dict[int, Facts]:
    """What is known of the hits that are places here, by their id; what is inside another name is marked."""
    sure: dict[int, Facts] = {}

    def read(hit: Hit, listed: bool = False) -> None:
        headline = not listed and any(a <= hit.start < b for a, b in headlines)
        facts = Facts(t, hit, memory, headline=headline, in_list=listed)
        told = facts.first("place")
        if hit.filed or (told and told.verdict == "yes"):
            sure[id(hit)] = facts
            if facts["inside"]:
                hit.embedded = True
            # "He spoke to Ash" makes a place of a doubtful name there, "in Ash" throughout
            if hit.rule != "nationality" and (not told or told.reason != "after a preposition" or facts["strong"]):
                memory.places.add(key(hit.name))

    for h in hits:
        read(h)
    pairs = list(pairwise(hits))
    # "Ashton and Elm": a town of no great name beside one that is a place here, in the same country, is a place too.
    for a, b in (*pairs, *((y, x) for x, y in reversed(pairs))):
        if id(a) in sure and id(b) not in sure and a.spots and b.spots and not (a.adjective or b.adjective):
            one, two = (a, b) if a.first < b.first else (b, a)
            if names.listed(t, one, two) and b.spots[0].main and b.spots[0].country == a.spots[0].country:
                read(b, listed=True)
    return sure


def _settled(hits: list[Hit], context: Context) -> Settled:
    """Where the article itself says which of several namesakes it means: "Ashton, Ky."."""
    out: Settled = {}
    for hit in (h for h in hits if h.container or h.near):
        spot, _ = choose(hit, context, {})
        if spot and spot.kind == "city":
            out.setdefault(key(hit.name), []).append((hit.start, spot))
    return out


def _towns(t: Words, hits: list[Hit], context: Context, memory: Memory) -> list[Hit]:
    """Small towns in the countries and regions that the article names.

    A "town of Ash", or an Ash that shells hit, stays without a position where nobody knows it.
    """
    out = []

    def shelled(i: int) -> bool:
        return Facts(t, Hit(i, i, t.starts[i], t.ends[i], [], ""), memory)["shelled"]

    for hit in names.small_towns(t, hits, shelled):
        if hit.name.lower() in memory.surnames or hit.name.lower() in memory.small:
            continue
        if hit.rule == names.TOLD and hit.name not in memory.unknown:  # "at Ash" is of a place that is told as one elsewhere
            continue
        hit.spots = context.towns(hit.name)
        if not (hit.spots or context.lists.find(hit.name)):  # a name as the list has it was judged before
            hit.spots = context.lists.spelled(hit.name, context.countries.keys() | context.hinted.keys())
        if hit.near and hit.near.spots and not hit.spots:  # "Ashton and Elm": in the country of the first
            hit.spots = world().towns(hit.name, hit.near.spots[0].country, None)
        told = hit.rule == "town of" or hit.name in memory.unknown  # what was "the village of Ash" stays a place
        if hit.spots or told or (hit.rule in ("struck", "near") and _unheard(t, hit, memory)):
            out.append(hit)
            if not hit.spots:
                memory.unknown.add(hit.name)
    return out


def _unheard(t: Words, hit: Hit, memory: Memory) -> bool:
    """Is it a town that no gazetteer has: nobody who acts here, no plural ("Houthis"), no initials, nothing before a unit or hyphen?"""
    span = range(hit.first, hit.last + 1)
    named = {t.lows[k] for k in span}
    return not (
        named & (memory.surnames | memory.seconds | memory.actors | names.words()["armed_names"])
        or t.lows[hit.last].endswith("s")
        or t.owner(hit.last)
        or len(span) > 2
        or any(t.raw[k].isupper() or (len(t.raw[k]) < 4 and not t.hyphened(span)) for k in span if t.capital[k])
        or t.gap(hit.last + 1) in ("-", "–")
        or (t.joined(hit.last + 1) and t.lows[hit.last + 1] in names.words()["unit_words"])
    )


def _rows(
    t: Words,
    hits: list[Hit],
    context: Context,
    settled: Settled,
    read: dict[int, Facts],
    memory: Memory,
    codebook: Codebook,
    modifiers: bool,
) -> Iterator[Place]:
    before: Facts | None = None
    composed = phrases.find(t, hits, codebook, memory.people)
    starts = [p.start for p in composed]
    for hit, following in zip(hits, [*hits[1:], None], strict=False):
        spot, reason = choose(hit, context, settled)
        source = spot.source if spot else UNDECIDED + reason
        facts = read.get(id(hit)) or Facts(t, hit, Memory())
        facts.following = following
        if before:
            facts.before, facts.use = before.hit, before.use
        told = facts.first("use")
        assert told is not None
        facts.use, why = told.verdict if told.verdict != "same" else facts.use, told.reason
        before = facts
        k = bisect_right(starts, hit.start) - 1
        phrase = composed[k] if k >= 0 and hit.end <= composed[k].end else None
        if phrase and phrase.spot.kind == "facility" and t.owner(hit.last) and hit.end < phrase.end:
            continue  # "St George's Hospital"
        if not modifiers and (hit.adjective or (hit.embedded and not hit.acts and not hit.filed)):
            continue
        how = facts.use
        if hit.filed:
            how, why, phrase = "attributive", "dateline", None
        elif phrase and phrase.spot.kind == "region":
            how, why = "locative", "inside a place"
        candidates = "" if spot or (hit.told and reason.startswith(ELSEWHERE)) else _candidates(hit, context)
        found = _row(hit.start, hit.end, spot, how, f"{hit.rule}: {source}; {reason}; {why}", phrase is not None, candidates)
        # a town that no gazetteer has is known by its name, wherever it lies
        unheard = not hit.spots or (hit.told and spot is None and reason.startswith(ELSEWHERE))
        country = hit.container.spots[0].country if hit.spots and hit.container else ""  # not the Paris that everybody knows
        own_id = slug(f"{hit.name} {country}")
        yield replace(found, place_id=own_id, name=hit.name) if unheard and hit.name and not hit.division else found
    for p in composed:
        yield _row(p.start, p.end, p.spot, "locative", p.rule)


def _candidates(hit: Hit, context: Context) -> str:
    """The first few of the places that an undecided name can mean."""
    ids = (s.id for s in sorted(hit.spots, key=lambda s: (-context.weight(s), s.id)))
    return ";".join(list(dict.fromkeys(ids))[:5])


def _row(start: int, end: int, s: Spot | None, how: str, rule: str, nested: bool = False, candidates: str = "") -> Place:
    if s is None:
        return Place(start, end, None, None, "unknown", None, None, None, None, how, rule, nested=nested, candidates=candidates)
    return Place(start, end, s.id, s.name, s.kind, s.country, s.lat, s.lon, s.precision, how, rule, nested=nested, geonames=s.geonames)


def problems(article: Article, places: tuple[Place, ...], codebook: Codebook | None = None) -> list[tuple[int, int, str, str]]:
    """A row for each place whose name is known and whose position is not: namesakes that nothing decides, spots nobody has placed.

    Where no list has it, the row says which list may: that of the country which the article names most.
    """
    named = Counter(p.country for p in places if p.country and p.use == "locative").most_common(1)
    missing = [code for code, _ in named if code not in own(codebook or Codebook()).countries]
    fetch = f", or put {missing[0]}.zip of download.geonames.org/export/dump into data/gazetteer" if missing else ""
    return [
        (
            p.start,
            p.end,
            what := _defect(p),
            f"add it to places.csv{fetch if what == _NOWHERE else ''}"
            + (f"; it may be {p.candidates.replace(';', ', ')}" if p.candidates else ""),
        )
        for p in places
        if p.use == "locative" and not p.nested and (p.kind == "unknown" or (p.lat is None and p.precision == "point"))
    ]


_NOWHERE = "place not in any gazetteer"


def _defect(p: Place) -> str:
    if p.rule.startswith(("struck: ", "town of: ", "near: ", "small town: ", "division: ")) and p.kind == "unknown":
        return _NOWHERE
    return "place not decided" if UNDECIDED in p.rule else "place without a position"

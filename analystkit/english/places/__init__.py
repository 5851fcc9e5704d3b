"""Places: the codebook's first, then the world's; each with its use, its precision, and the reason why it is that one.

names (place_names) -> doubts (place_doubt) -> namesakes (place_choice) -> use (place_use) -> rows
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from analystkit.codebook import Codebook
from analystkit.english.places import divisions as place_divisions
from analystkit.english.places import names as place_names
from analystkit.english.places import phrases as place_phrases
from analystkit.english.places.choice import Context, Settled, choose
from analystkit.english.places.doubt import Memory, listed, trusted
from analystkit.english.places.gazetteer import Spot, codebook_beginnings, codebook_spots, key, world
from analystkit.english.places.names import Hit, Tokens
from analystkit.english.places.struck import nameable, shelled, triggers
from analystkit.english.places.use import use
from analystkit.english.tokens import Reading
from analystkit.records import Article, Place, Tags

UNDECIDED = "undecided: "


def tag(reading: Reading, codebook: Codebook, tags: Tags) -> list[Place]:
    """The places an article names, sorted by start; those whose position is not known have no coordinates."""
    article = reading.article
    return find(article, codebook)


def find(article: Article, codebook: Codebook, *, modifiers: bool = False) -> list[Place]:
    """As ``tag``; with ``modifiers`` nationality words ("Syrian") and names inside other names too, as attributive rows."""
    book = codebook_spots(codebook)
    memory, read = Memory(), []
    for start, end, kind in article.news():
        tokens = Tokens.of(article.text, start, end)
        memory.read(tokens)
        read.append((tokens, kind in ("title", "deck")))
    begins = codebook_beginnings(codebook)
    named = [(t, _named(t, book, begins), headline) for t, headline in read]
    memory.countries = {h.spots[0].country or "" for _, hits, _ in named for h in hits if h.spots and _tells_country(h)}
    found = [(t, _trusted(t, hits, memory, headline)) for t, hits, headline in named]
    filed = [(t, _filed(t, hits)) for t, hits in _datelines(article, book, begins)]
    context = Context(h for _, hits in (*filed, *found) for h in hits)
    settled = _settled((hits for _, hits in (*filed, *found)), context)
    for t, hits in found:
        hits.extend(place_divisions.more(t, hits))
    towns = [_towns(t, hits, context, memory) for t, hits in found]
    if memory.unknown:  # again, for those named before the text says that they are places
        towns = [_towns(t, hits, context, memory) for t, hits in found]
    for (_, hits), more in zip(found, towns, strict=True):
        hits.extend(more)
        hits.sort(key=lambda h: h.start)
    rows = [row for t, hits in found for row in _rows(t, hits, context, settled, codebook, modifiers)]
    rows += [_dateline(h, context, settled) for _, hits in filed for h in hits]
    return sorted(rows, key=lambda p: (p.start, -p.end))


def _settled(read: Iterable[list[Hit]], context: Context) -> Settled:
    """Where the article itself says which of several namesakes it means: "Ashton, Ky."."""
    out: Settled = {}
    for hit in (h for hits in read for h in hits if h.container or h.near):
        spot, _ = choose(hit, context, {}, "")
        if spot and spot.kind == "city":
            out.setdefault(key(hit.name), []).append((hit.start, spot))
    return out


def _datelines(article: Article, book: dict[str, Spot], begins: frozenset[str]) -> Iterator[tuple[Tokens, list[Hit]]]:
    for s in article.segments:
        if s.kind == "dateline":
            t = Tokens.of(article.text, s.start, s.end)
            hits = place_names.find(t, book, begins)
            place_names.containers(t, hits)
            yield t, hits


_FILED = re.compile(r"[^(\d—–]{0,80}")  # of a dateline, what stands before the day and the agency
_DAYS = {"mon", "sat", "sun"}  # "Mon, 6 Nov": a weekday cut short, which elsewhere is a place


def _filed(t: Tokens, hits: list[Hit]) -> list[Hit]:
    """The places of a dateline: they say where the story was filed, and "ASHTON, Ky." which Ashton the article is about."""
    told = _FILED.match(t.text, t.starts[0], t.stop) if t.raw else None
    openers = place_names.words()["openers"]
    return [h for h in hits if told and h.end <= told.end() and not h.adjective and t.low(h.first) not in openers | _DAYS]


def _dateline(hit: Hit, context: Context, settled: Settled) -> Place:
    spot, reason = choose(hit, context, settled, key(hit.name))
    row = _row(hit.start, hit.end, spot, "attributive", f"{hit.rule}: {spot.source if spot else UNDECIDED + reason}; {reason}; dateline")
    return replace(row, candidates="" if spot else _candidates(hit, context))


def _named(t: Tokens, book: dict[str, Spot], begins: frozenset[str]) -> list[Hit]:
    hits = place_names.find(t, book, begins)
    place_divisions.mark(t, hits)
    place_names.containers(t, hits)
    place_names.neighbours(t, hits)
    place_names.companions(t, hits)
    return hits


def _tells_country(hit: Hit) -> bool:
    """A country's name or word, or a capital's: who writes of Kyiv writes of Ukraine."""
    spot = hit.spots[0]
    return (hit.sure and spot.kind == "country") or (spot.kind == "city" and spot.main and spot.rank >= 7)


def _trusted(t: Tokens, hits: list[Hit], memory: Memory, headline: bool) -> list[Hit]:
    memory.places.update(key(h.name) for h in hits if h.container)
    kept = [h for h in hits if trusted(t, h, memory, headline)]
    kept = _with_listed(t, hits, kept, memory)
    memory.places.update(key(h.name) for h in kept if h.rule != "nationality")
    return kept


def _with_listed(t: Tokens, hits: list[Hit], kept: list[Hit], memory: Memory) -> list[Hit]:
    """ "Ashton and Elm": a town of no great name beside one that is a place here, in the same country, is a place too."""
    sure = {id(h) for h in kept}
    for a, b in (*pairwise(hits), *((y, x) for x, y in reversed(list(pairwise(hits))))):
        if id(a) in sure and id(b) not in sure and listed(t, a, b) and a.best and b.best and not (a.adjective or b.adjective):
            if b.best.main and b.best.country == a.best.country and trusted(t, b, memory, False, in_list=True):
                sure.add(id(b))
    return [h for h in hits if id(h) in sure]


def _towns(t: Tokens, hits: list[Hit], context: Context, memory: Memory) -> list[Hit]:
    """Small towns in the countries and regions that the article names.

    A "town of Ash", or an Ash that shells hit, stays without a position where nobody knows it.
    """
    out = []
    for hit in place_names.small_towns(t, hits, shelled, triggers()):
        if hit.name.lower() in memory.surnames or hit.name.lower() in memory.small:
            continue
        hit.spots = context.towns(hit.name)
        if hit.near and hit.near.best and not hit.spots:  # "Ashton and Elm": in the country of the first
            hit.spots = world().towns(hit.name, hit.near.best.country, None)
        told = hit.rule == "town of" or hit.name in memory.unknown  # what was "the village of Ash" stays a place
        if hit.spots or told or (hit.rule in ("struck", "near") and _unheard(t, hit, memory)):
            out.append(hit)
            if not hit.spots:
                memory.unknown.add(hit.name)
    return out


def _unheard(t: Tokens, hit: Hit, memory: Memory) -> bool:
    """Is it a town that no gazetteer has, and nobody who acts or speaks in this article?"""
    named = {t.low(k) for k in range(hit.first, hit.last + 1)}
    return nameable(t, hit.first, hit.last) and not named & (memory.surnames | memory.seconds | memory.actors)


def _rows(t: Tokens, hits: list[Hit], context: Context, settled: Settled, codebook: Codebook, modifiers: bool) -> list[Place]:
    rows: list[Place] = []
    book = codebook_spots(codebook)
    before: tuple[Hit, str] | None = None
    phrases = place_phrases.find(t, hits, book, codebook)
    starts = [p.start for p in phrases]
    for hit, following in zip(hits, [*hits[1:], None], strict=False):
        spot, reason = choose(hit, context, settled, key(hit.name))
        how, why = use(t, hit, before[0] if before else None, before[1] if before else "", following)
        before = (hit, how)
        k = bisect_right(starts, hit.start) - 1
        phrase = phrases[k] if k >= 0 and hit.end <= phrases[k].end else None
        if (hit.adjective or (hit.embedded and not hit.acts)) and not modifiers:
            continue
        if _in_dateline(t.text, hit):
            rows.append(_dateline(hit, context, settled))
            continue
        if phrase and phrase.spot.kind == "region":
            how, why = "locative", "inside a place"
        row = _row(hit.start, hit.end, spot, how, f"{hit.rule}: {spot.source if spot else UNDECIDED + reason}; {reason}; {why}")
        rows.append(replace(row, nested=phrase is not None, candidates="" if spot else _candidates(hit, context)))
    rows += [_row(p.start, p.end, p.spot, "locative", p.rule) for p in phrases]
    return rows


def _candidates(hit: Hit, context: Context) -> str:
    """The first few of the places that an undecided name can mean."""
    ids = (s.id for s in sorted(hit.spots, key=lambda s: (-context.weight(s), s.id)))
    return ";".join(list(dict.fromkeys(ids))[:5])


# "ASHTON, Ky. (AP) — ", "ASHTON, March 3 (Wire) - ", "Ashton (Wire) - ", "ASHTON — "
_DATELINE = re.compile(
    r"""
    (?: [A-Z][^\W\d_]+[^\n()—–]{0,50}? [ ]\( [A-Z][^()\n]{1,40} \)[ ]*
      | [A-Z]{3,}(?:[ -][A-Z]{2,}){0,2}(?:,[ ][^\n()—–,]{1,30}){0,2}[ ]
    ) (?:—|–|--?)[ ]
    """,
    re.VERBOSE,
)


def _in_dateline(text: str, hit: Hit) -> bool:
    """Is the name in the dateline of a line? It tells where the story was filed, and no more."""
    line = text.rfind("\n", max(0, hit.start - 60), hit.start) + 1
    if line == 0 and hit.start > 60:
        return False
    told = _DATELINE.match(text, line)
    return told is not None and hit.end <= told.end()


def _row(start: int, end: int, spot: Spot | None, how: str, rule: str) -> Place:
    if spot is None:
        return Place(start, end, None, None, "unknown", None, None, None, None, how, rule)
    return Place(
        start,
        end,
        spot.id,
        spot.name,
        spot.kind,
        spot.country,
        spot.lat,
        spot.lon,
        spot.precision,
        how,
        rule,
        geonames=spot.geonames,
    )


def _defect(p: Place) -> str:
    if p.rule.startswith(("struck: ", "town of: ", "near: ", "small town: ", "division: ")) and p.place_id is None:
        return "place not in any gazetteer"
    return "place not decided" if UNDECIDED in p.rule else "place without a position"


def problems(article: Article, places: tuple[Place, ...]) -> list[tuple[int, int, str, str]]:
    """A row for each place whose name is known and whose position is not: namesakes that nothing decides, spots nobody has placed."""
    return [
        (p.start, p.end, _defect(p), _advice(p))
        for p in places
        if p.use == "locative" and not p.nested and (p.place_id is None or (p.lat is None and p.precision == "point"))
    ]


def _advice(p: Place) -> str:
    return "add it to places.csv" + (f"; it may be {p.candidates.replace(';', ', ')}" if p.candidates else "")

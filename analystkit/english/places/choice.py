"""Choosing among namesakes: by what the text says beside the name, then by the countries and regions it names, then by prominence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from analystkit.english.places.gazetteer import Spot, key, kilometres, world
from analystkit.english.places.names import Hit, within
from analystkit.english.places.own import APART, SOURCE, Own

CLOSE = 0.15  # of rank: half as many people again decide nothing
LARGE = 5.0  # of rank: 100,000 people
WORLD_CITY = 6.6  # four million people, or a capital of more than 120,000
ELSEWHERE = "no place of this name known in"
FAR = 161.0  # kilometres: nearer than this, namesakes are the same place for a map


class Context:
    """Which countries and first-level regions an article names, and how often."""

    def __init__(self, hits: Iterable[Hit], lists: Own | None = None) -> None:
        hits, self.lists = list(hits), lists or Own(())
        self.countries: Counter[str] = Counter()
        self.regions: Counter[str] = Counter()
        self.named: Counter[str] = Counter()  # how often each country's own name is there, which says nothing about which one it is
        for h in hits:
            if h.spots:
                self.named[h.spots[0].id] += 1
            if (h.sure or h.rule == "abbreviation") and h.spots and h.spots[0].country:
                self.countries[h.spots[0].country] += 1
            if h.spots and h.spots[0].kind == "region" and h.spots[0].region and (h.rule == "abbreviation" or len(h.spots) == 1):
                self.regions[h.spots[0].region] += 1
                self.countries[h.spots[0].region[:2]] += 1

        # regions of its larger cities: "Savannah" speaks for Georgia in the US
        self.cities = Counter(h.spots[0].region or "" for h in hits if h.kind == "city" and h.spots[0].main and not h.container)
        # countries of names that no other country has, once each: "Tacloban" speaks for the Philippines
        sole = {h.spots[0].id: c.pop() for h in hits if h.spots and not h.adjective and len(c := {s.country for s in h.spots}) == 1}
        self.hinted = Counter(c for c in sole.values() if c)
        self.total = max(1, self.countries.total())

    def others(self, country: str, region: Spot) -> int:
        """How often the article names other things of this country."""
        return self.countries[country] - self.regions[region.region or ""]

    def towns(self, name: str) -> list[Spot]:
        """Towns of this name in the regions that the article names, else in its countries."""
        found = [s for country in sorted(self.countries) for s in world().towns(name, country, None)]
        return [s for s in found if s.region and self.regions[s.region]] or found

    def speaks_of(self, spot: Spot) -> bool:
        """Does the article name the country, or two places of it that are nowhere else?"""
        country = spot.country or ""
        return self.countries[country] > 0 or self.hinted[country] > 1

    def speaks_against(self, spot: Spot, hit: Hit) -> bool:
        """Does the article name the country of another city of this name oftener?"""
        mine = self.countries[spot.country or ""]
        return any(self.countries[s.country or ""] > mine for s in hit.spots if s.kind == "city" and s.country != spot.country)

    def weight(self, spot: Spot) -> float:
        """How much the article speaks for this namesake."""
        near = 0.0
        if spot.country and self.countries[spot.country]:
            near += 0.5 + 1.2 * self.countries[spot.country] / self.total
        if spot.region and spot.kind != "country" and self.regions[spot.region]:
            near += 2.0
        return spot.rank + near


Settled = dict[str, list[tuple[int, Spot]]]  # where the text says which Ashton it means, and which


def choose(hit: Hit, context: Context, settled: Settled) -> tuple[Spot | None, str]:
    """The place that the name means here, with the reason; None where nothing decides."""
    if hit.division:
        return _division(hit, context)
    if hit.container and (inside := _inside(hit)):
        return inside, f"beside {hit.container.spots[0].name}"
    if hit.container and not hit.sure:
        several = any(within(s, large) for s in hit.spots for large in hit.container.spots)
        return None, f"{'several places of this name in' if several else ELSEWHERE} {hit.container.spots[0].name}"
    if hit.near and (close := _close_by(hit)):
        return close, f"near {hit.near.name}"
    if told := _told(hit, context, settled.get(key(hit.name), ())):
        return told
    if not hit.spots:
        return None, "no such place known"
    if spot := _local(hit, context):
        return spot, "its region is named"
    if len(hit.spots) == 1:
        if (_stray(hit.spots[0], context) or _abroad(hit.spots[0], hit, context)) and (towns := context.towns(hit.name)):
            return (towns[0], "its country is named") if len(towns) == 1 else (None, "several towns in the countries named")
        return hit.spots[0], "the only one"
    if hit.spots[0].kind == "country" and (state := _state(hit, context)):
        return state, "its region's country is named"
    spots = [s for s in hit.spots if not _seat(s, hit.spots)]
    spots = _at_home(spots, context)
    best, *others = sorted(spots, key=lambda s: (-context.weight(s), s.id, s.source))
    for other in others:
        apart = kilometres(best, other)
        if context.weight(best) - context.weight(other) < CLOSE and (apart is None or apart > FAR or _shared(best, [other])):
            alike = f"several called {best.name}"
            return None, f"{best.name} in {best.country} or in {other.country}" if best.country != other.country else alike
    if context.weight(best) > best.rank or context.speaks_of(best):
        return best, "its country is named"
    if _stray(best, context) or _abroad(best, hit, context):
        return None, f"{best.name} in {best.country}, which the article does not name"
    return best, "most prominent"


def _division(hit: Hit, context: Context) -> tuple[Spot | None, str]:
    """The division in the country beside it, else in a country that the article names; small ones nowhere else."""
    named = context.countries
    known = [s for s in hit.spots if s.source != "composed"]
    unknown = next((s for s in hit.spots if s.source == "composed"), None)
    if hit.container:
        beside = {large.country for large in hit.container.spots}
        spots = [s for s in known if s.country in beside] or [s for s in known if s.rank > 3]
    else:
        seat = named[unknown.country or ""] if unknown else 0
        spots = [s for s in known if s.rank > 3 or (named[s.country or ""] and named[s.country or ""] >= seat)]
        spots = [s for s in spots if named[s.country or ""]] or spots
    if not spots:
        return unknown, f"no {hit.division} of this name known in the countries of the article"
    best, *others = sorted(spots, key=lambda s: (-context.weight(s), s.id))
    if others and context.weight(best) - context.weight(others[0]) < CLOSE:
        return None, f"{best.name} in {best.country} or in {others[0].country}"
    return best, f"its {hit.division}"


def _at_home(spots: list[Spot], context: Context) -> list[Spot]:
    """The namesakes in countries that the article speaks of, where it speaks of no country of the others: however many people live there.

    Only a city of 100,000 stands against a world city: Tripoli in Lebanon does, Paris in Texas does not.
    """
    least = LARGE if max(s.rank for s in spots) >= WORLD_CITY else 0.0
    here = [s for s in spots if context.speaks_of(s) and s.rank >= (least if s.main else LARGE)]
    return here or spots


def _stray(spot: Spot, context: Context) -> bool:
    """Is it a small place of a country that the article does not speak of, while it speaks of others?"""
    return spot.rank < LARGE and bool(context.countries) and not context.speaks_of(spot)


def _abroad(spot: Spot, hit: Hit, context: Context) -> bool:
    """Is it a place of fewer than a million in a country that the article does not speak of, while one that it does has a town called so?

    Saragossa is not meant near San Salvador, where a village is called Zaragoza.
    """
    if hit.filed or spot.kind == "country" or spot.rank >= 6.0 or context.speaks_of(spot):
        return False
    return context.countries.total() + context.hinted.total() > 1 and bool(context.towns(hit.name))


def _seat(region: Spot, spots: Sequence[Spot]) -> bool:
    """A region called like its own seat: "Kherson" alone is the city, "Kherson region" the region. States are not meant, but Brazil's."""
    if region.kind != "region" or (region.rank > 6 and region.country != "BR"):
        return False
    return any(s.kind == "city" and s.main and s.region == region.region for s in spots)


def _told(hit: Hit, context: Context, told: Sequence[tuple[int, Spot]]) -> tuple[Spot, str] | None:
    """The namesake that the text has named in full: the last one before; one that comes later only where the article speaks for it."""
    before = [spot for at, spot in told if at <= hit.start]
    if before and (len(before) == len(told) or not context.speaks_against(before[-1], hit)):
        return before[-1], "said earlier"
    after = [spot for at, spot in told if at > hit.start]
    if after and not context.speaks_against(after[0], hit):
        return after[0], "said later"
    return None


def _local(hit: Hit, context: Context) -> Spot | None:
    """A small town in a region that the article names, where it names no country of any larger namesake: not for the largest cities.

    Where it names such a country, only a namesake of fewer than 100,000 people in no region that it names gives way.
    """
    best = hit.spots[0]
    if best.kind != "city" or best.rank >= 6.5:
        return None
    if any(context.countries[s.country or ""] for s in hit.spots) and (
        best.rank >= LARGE or any(context.regions[s.region or ""] for s in hit.spots)
    ):
        return None
    towns = [s for s in context.towns(hit.name) if s.region and context.regions[s.region]]
    return towns[0] if len(towns) == 1 else None


def _close_by(hit: Hit) -> Spot | None:
    """The namesake within reach of the place that the text gives as a bearing."""
    assert hit.near is not None
    for other in hit.near.spots[:1]:
        towns = world().towns(hit.name, other.country, None)
        near = [(d, s.id, s) for s in (*hit.spots, *towns) if (d := kilometres(s, other)) is not None and 0 < d <= FAR]
        if near:  # a bearing tells which of them, a name listed with it does not
            of = [s for _, _, s in near] if hit.rule == "gazetteer" else hit.spots
            return None if _shared(min(near)[2], of) else min(near)[2]
    return None


def _shared(spot: Spot, others: Iterable[Spot]) -> bool:
    """Has a village of the case's lists a namesake there that is another village, as large as it as far as anybody knows?"""
    listed = (s for s in others if s.source.startswith(SOURCE) and spot.source.startswith(SOURCE))
    return any(s.rank > spot.rank - CLOSE and s.kind == spot.kind and (kilometres(spot, s) or 0) > APART for s in listed)


def _state(hit: Hit, context: Context) -> Spot | None:
    """Georgia in the US, where the article names the US or its states oftener than Georgia's neighbours or anything else."""
    country, states = hit.spots[0], [s for s in hit.spots if s.kind == "region"]
    for state in states:
        if not state.country or state.country == country.country:
            continue
        if hit.company in ("country", "region"):
            return state if hit.company == "region" else None
        neighbours = context.countries[country.country or ""] - context.named[country.id]
        if context.others(state.country, state) > neighbours or (not neighbours and context.cities[state.region or ""]):
            return state
    return None


def _inside(hit: Hit) -> Spot | None:
    """The namesake that lies in the country or region beside the name; smaller towns count here."""
    assert hit.container is not None
    for large in hit.container.spots:
        found = [s for s in hit.spots if within(s, large)]
        if (not found and hit.kind == "city") or not hit.spots:
            found = world().towns(hit.name, large.country, large.region if large.kind == "region" else None)
        if found:
            best = max(found, key=lambda s: (s.kind == "city", s.rank))
            return None if _shared(best, found) else best
    return None

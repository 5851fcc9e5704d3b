"""Choosing among namesakes: by what the text says beside the name, then by the countries and regions it names, then by prominence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from analystkit.gazetteer import Spot, kilometres, world
from analystkit.tag.place_names import Hit, within

CLOSE = 0.3  # of rank: a factor of two in population decides nothing
FAR = 161.0  # kilometres: nearer than this, namesakes are the same place for a map


class Context:
    """Which countries and first-level regions an article names, and how often."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.countries: Counter[str] = Counter()
        self.regions: Counter[str] = Counter()
        for h in hits:
            if (h.sure or h.rule == "abbreviation") and h.spots and h.spots[0].country:
                self.countries[h.spots[0].country] += 1
            if h.spots and h.spots[0].kind == "region" and h.spots[0].region and (h.rule == "abbreviation" or len(h.spots) == 1):
                self.regions[h.spots[0].region] += 1
                self.countries[h.spots[0].region[:2]] += 1

    def weight(self, spot: Spot) -> float:
        """How much the article speaks for this namesake."""
        near = 0.0
        if spot.country and self.countries[spot.country]:
            near += min(1.8, 0.9 + 0.3 * self.countries[spot.country])
        if spot.region and spot.kind != "country" and self.regions[spot.region]:
            near += 2.0
        return spot.rank + near


def choose(hit: Hit, context: Context, settled: dict[str, Spot], name: str) -> tuple[Spot | None, str]:
    """The place that the name means here, with the reason; None where nothing decides."""
    if hit.container and (inside := _inside(hit)):
        return inside, f"beside {hit.container.spots[0].name}"
    if hit.container and not hit.sure:
        return None, f"no such place known in {hit.container.spots[0].name}"
    if name in settled:
        return settled[name], "said earlier"
    if len(hit.spots) == 1:
        return hit.spots[0], "the only one"
    best, *others = sorted(hit.spots, key=lambda s: (-context.weight(s), s.id, s.source))
    for other in others:
        apart = kilometres(best, other)
        if context.weight(best) - context.weight(other) < CLOSE and (apart is None or apart > FAR):
            return None, f"{best.name} in {best.country} or in {other.country}"
    if context.weight(best) > best.rank:
        return best, "its country is named"
    return best, "most prominent"


def _inside(hit: Hit) -> Spot | None:
    """The namesake that lies in the country or region beside the name; smaller towns count here."""
    assert hit.container is not None
    for large in hit.container.spots:
        found = [s for s in hit.spots if within(s, large)]
        if not found and hit.best is not None and hit.best.kind == "city" or not hit.spots:
            found = world().towns(hit.name, large.country, large.region if large.kind == "region" else None)
        if found:
            return max(found, key=lambda s: (s.kind == "city", s.rank))
    return None

"""Events of two articles that stand among the same names and words: each the other's nearest, of all that the two articles tell.

A word says which event is told as far as it stands in few paragraphs of its article: a region's name, which all of them have, says little.
Only the two articles are looked at, so an article about other things changes nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from analystkit.english import content_words, stem
from analystkit.kept import ANEW, Kept
from analystkit.link import Address
from analystkit.link.evidence import clash
from analystkit.link.picture import Picture, World
from analystkit.link.scene import Scene
from analystkit.records import Article

_LEAST = 1.5  # what two scenes must share: a rare word that none of the others has
_NEARLY = 0.65  # of the first
_WEEKS = 31  # days
_CROWD = 40  # a word that so many articles hold relates none of them by itself
_TELLS = 0.6  # how much a word must say of an event, to look at others that it stands beside


def related(told: Sequence[Picture], articles: Sequence[Article], world: World, kept: Kept = ANEW) -> list[Picture]:
    """The same, each with its nearest in other articles; none where another event of that article is nearly as near, and cannot be it."""
    spread = dict(zip((a.id for a in articles), kept.each("spread", articles, lambda a: [a], _spread), strict=True))
    own = [{w: x / spread[min(p.articles)].get(w, 1) ** 0.5 for w, x in p.scene.items()} for p in told]
    alike: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {}
    near: defaultdict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for i, k in _pairs(told, own):
        if told[i].families.isdisjoint(told[k].families):
            continue
        shared = {w: math.sqrt(x * own[k][w]) for w, x in own[i].items() if w in own[k]}
        if (score := sum(shared.values())) >= _LEAST:
            alike[i, k] = score, tuple(sorted(shared, key=lambda w: (-shared[w], w))[:4])
            for a, b in ((i, k), (k, i)):
                near[a, min(told[b].articles)].append((-score, b))
    best = {here: _nearest(sorted(those), told, world) for here, those in near.items()}
    kin: defaultdict[int, dict[Address, tuple[float, tuple[str, ...]]]] = defaultdict(dict)
    for (i, k), found in alike.items():
        if all(best[a, min(told[b].articles)] == b for a, b in ((i, k), (k, i))):
            kin[i][told[k].addresses[0]] = kin[k][told[i].addresses[0]] = found
    return [replace(p, kin=kin[i]) if i in kin else p for i, p in enumerate(told)]


def _nearest(those: Sequence[tuple[float, int]], told: Sequence[Picture], world: World) -> int:
    """The first of them, the nearest first; -1 where one that is nearly as near is known to be another."""
    score, first = those[0]
    twin = any(s <= _NEARLY * score and clash(told[first], told[k], world) for s, k in those[1:])
    return -1 if twin else first


def _spread(article: Article) -> dict[str, int]:
    """In how many paragraphs each stem stands that stands in several."""
    times = Counter(word for part in article.text.split("\n") for word in {stem(w) for w in content_words(part)})
    return {word: n for word, n in times.items() if n > 1}


def _near(one: Picture, two: Picture) -> bool:
    """Did their articles appear within weeks of each other, as far as is known?"""
    a, b = one.before, two.before
    gaps = [(y - x).days for x, y in ((a.latest, b.earliest), (b.latest, a.earliest)) if x and y]
    return max(gaps, default=0) <= _WEEKS


def _pairs(told: Sequence[Picture], own: Sequence[Scene]) -> Iterator[tuple[int, int]]:
    """Events of two articles that share a word which tells much of both, and is not in a crowd of articles."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for i, scene in enumerate(own):
        for w, x in scene.items():
            if x >= _TELLS:
                holders[w].append(i)
    found = set()
    for those in holders.values():
        if len({min(told[i].articles) for i in those}) <= _CROWD:
            found |= {(i, k) for i, k in combinations(those, 2) if told[i].articles != told[k].articles and _near(told[i], told[k])}
    yield from sorted(found)

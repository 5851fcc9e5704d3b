"""Events of two articles that stand among the same names and words: each the other's nearest, of all that the two articles tell.

A word says which event is told as far as it stands in few paragraphs of its article: a region's name, which all of them have, says little.
Only the two articles are looked at, so an article about other things changes nothing.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

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
    """The same, each with its nearest in other articles; none where another event of that article is nearly as near, and cannot be it.
    Their scenes, which say nothing more, are left out: they are most of what is in memory while events are laid side by side."""
    spread = dict(zip((a.id for a in articles), kept.each("spread", articles, lambda a: [a], _spread), strict=True))
    of = [min(p.articles) for p in told]
    scenes = [_own(p.scene, spread[article]) for p, article in zip(told, of, strict=True)]
    near: defaultdict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for i, k in _pairs(told, of, scenes):
        if (score := sum(_shared(scenes[i], scenes[k]).values())) >= _LEAST:
            for a, b in ((i, k), (k, i)):
                near[a, of[b]].append((-score, b))
    best = {here: _nearest(sorted(those), told, world) for here, those in near.items()}
    kin: defaultdict[int, dict[Address, tuple[float, tuple[str, ...]]]] = defaultdict(dict)
    for i, k in sorted((i, k) for (i, article), k in best.items() if i < k and best[k, of[i]] == i):
        shared = _shared(scenes[i], scenes[k])
        found = sum(shared.values()), tuple(sorted(shared, key=lambda w: (-shared[w], w))[:4])
        kin[i][told[k].addresses[0]] = kin[k][told[i].addresses[0]] = found
    return [replace(p, kin=kin.get(i, p.kin), scene={}) for i, p in enumerate(told)]


def _own(scene: Scene, spread: Mapping[str, int]) -> Scene:
    """What each word says of an event, of those that its article tells. ``spread`` says in how many paragraphs a word stands."""
    return {word: weight / math.sqrt(spread.get(word, 1)) for word, weight in scene.items()}


def _shared(one: Scene, two: Scene) -> Scene:
    """What each word says that both have."""
    return {w: math.sqrt(x * two[w]) for w, x in one.items() if w in two}


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


def _pairs(told: Sequence[Picture], of: Sequence[str], scenes: Sequence[Scene]) -> Iterator[tuple[int, int]]:
    """Events of two articles that share a word which tells much of both, and is not in a crowd of articles."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for i, scene in enumerate(scenes):
        for w, weight in scene.items():
            if weight >= _TELLS:
                holders[w].append(i)
    beside: defaultdict[int, list[list[int]]] = defaultdict(list)
    for those in holders.values():
        if 1 < len({of[i] for i in those}) <= _CROWD:
            for i in those:
                beside[i].append(those)
    for i, lists in beside.items():
        for k in sorted({k for those in lists for k in those[bisect_right(those, i) :] if of[k] != of[i]}):
            if not told[i].families.isdisjoint(told[k].families) and _near(told[i], told[k]):
                yield i, k

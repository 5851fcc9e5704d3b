"""Stories: which articles tell the same main event, judged by the rare words and names that they share.

article -> its words with their weights -> the two groups most alike become one, as long as nothing parts them -> stories

A word weighs what it weighs in English at large, more in the lead and as a name: an article about other things moves nothing.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, count

from analystkit.english import TELLING, content_of, rarity, stem
from analystkit.kept import ANEW, Kept
from analystkit.link.groups import Groups
from analystkit.records import Article
from analystkit.text import slug

_ALIKE = 0.17  # how alike two groups must be, on the average of their pairs
_MANY = 4  # groups of so many articles show what each of them is about
_KEPT = 50  # so many words of an article are compared, the weightiest
_LEAD = 40  # words of an article that say what it is mainly about
_KEYS, _CROWD = 12, 50  # articles are compared that share two of their weightiest words, unless a crowd does
_APART = timedelta(days=31)  # articles that appeared further apart are not compared


@dataclass(frozen=True)
class Story:
    """Articles that tell the same main event, and the words that show it."""

    story_id: str
    articles: tuple[str, ...]
    reason: str
    words: frozenset[str] = frozenset()  # the stems of the words that most of its articles hold: they tell none of its events from another


@dataclass
class _Group:
    """Articles taken together: the sum of their weights, and in how many of them a word is a name."""

    articles: list[int]
    weights: dict[str, float]
    names: dict[str, int]
    heavy: tuple[str, ...] = ()  # of one article: the weightiest words

    def alike(self, other: _Group) -> float:
        """The average likeness of an article of one with an article of the other, 0 to 1."""
        few, many = sorted((self.weights, other.weights), key=len)
        return math.fsum(few[k] * many[k] for k in few.keys() & many.keys()) / (len(self.articles) * len(other.articles))

    def own_names(self, other: _Group) -> set[str]:
        """The names that most of its articles print, and none of the other."""
        return {k for k, n in self.names.items() if n >= 0.6 * len(self.articles) and k not in other.names}

    def take(self, other: _Group) -> None:
        """Makes the other group's articles its own."""
        self.articles += other.articles
        for k, w in other.weights.items():
            self.weights[k] = self.weights.get(k, 0.0) + w
        for k, n in other.names.items():
            self.names[k] = self.names.get(k, 0) + n


def stories(articles: Sequence[Article], kept: Kept = ANEW) -> dict[str, Story]:
    """The story of each article that shares one with another article, by article id; no entry for an article that stands alone.

    >>> stories([])
    {}
    """
    articles = sorted(articles, key=lambda a: a.id)
    profiles = kept.each("profile", articles, lambda a: [a], _profile)
    alone = [_Group([i], {**weights}, dict.fromkeys(names, 1), tuple(heavy)) for i, (weights, names, heavy) in enumerate(profiles)]
    found = [g for g in _grouped(alone, articles) if len(g.articles) > 1]
    asked = [(_weightiest(g), [articles[i] for i in g.articles]) for g in found]
    told = kept.each("shared", asked, lambda x: [*x[0], *x[1]], lambda x: _shared(*x))
    shared, held = [words for words, _ in told], [frozenset(stems) for _, stems in told]
    named = Counter(slug("-".join(words[:3])) for words in shared)
    out: dict[str, Story] = {}
    for g, words, common in zip(found, shared, held, strict=True):
        ids = tuple(sorted(articles[i].id for i in g.articles))
        story_id = slug("-".join(words[:3]))
        if named[story_id] > 1:
            story_id = slug(f"{story_id}-{ids[0]}")
        out |= dict.fromkeys(ids, Story(story_id, ids, f"{len(ids)} articles share: {', '.join(words)}", common))
    return out


def _profile(article: Article) -> tuple[dict[str, float], list[str], list[str]]:
    """One article: its words with weights whose squares add up to one, its names, which are words that it always capitalises, and its
    weightiest words."""
    told = list(content_of(article))
    proper = {w for w, _ in told} - {w for w, capital in told if not capital}
    counts: Counter[str] = Counter()
    heaviest: dict[str, float] = {}
    for n, (word, _) in enumerate(told):
        counts[stem(word)] += 2 if n < _LEAD else 1
        heaviest[stem(word)] = max(heaviest.get(stem(word), 0.0), rarity(word) * (1.5 if word in proper else 1.0))
    weights = {k: w * (1 + math.log(counts[k])) for k, w in heaviest.items() if w}
    weights = dict(sorted(weights.items(), key=lambda x: (-x[1], x[0]))[:_KEPT])
    length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    rare = sorted({stem(w) for w in proper if rarity(w) > TELLING})
    return {k: w / length for k, w in weights.items()}, rare, [k for k in weights if heaviest[k] > TELLING][:_KEYS]


def _grouped(alone: list[_Group], articles: Sequence[Article]) -> list[_Group]:
    """Of all groups the two most alike become one, again and again.

    A group is never more alike to another than one of its parts was, so likenesses are measured anew only when they come up.
    """
    groups, fresh = dict(enumerate(alone)), count(len(alone))
    holders = Groups[int]()  # a group that was taken, in the one that holds it now
    queue: list[tuple[float, int, int]] = []
    met: set[tuple[int, int]] = set()

    def meet(one: int, two: int) -> None:
        if (one, two) not in met:
            met.add((one, two))
            likeness = groups[one].alike(groups[two])
            if likeness >= _ALIKE:
                heapq.heappush(queue, (-likeness, one, two))

    for one, two in _candidates(alone, articles):
        meet(one, two)
    while queue:
        _, *pair = heapq.heappop(queue)
        one, two = sorted(map(holders.find, pair))
        if one != two and [one, two] != pair:
            meet(one, two)
        elif one != two and _one_story(groups[one], groups[two]):
            new = next(fresh)
            holders.join(new, one)
            holders.join(new, two)
            small, groups[new] = sorted((groups.pop(one), groups.pop(two)), key=lambda g: len(g.weights))
            groups[new].take(small)
    return list(groups.values())


def _one_story(one: _Group, two: _Group) -> bool:
    """Two groups large enough to show what each is about are not one story if each has names of its own: fires in two branches of one
    shop share much, but not the town."""
    return min(len(one.articles), len(two.articles)) < _MANY or not (one.own_names(two) and two.own_names(one))


def _candidates(alone: list[_Group], articles: Sequence[Article]) -> Iterator[tuple[int, int]]:
    """Pairs of articles that share two of their weightiest words and appeared about the same time."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    held = Counter(word for g in alone for word in g.heavy)
    for i, g in enumerate(alone):
        for key in combinations(sorted(word for word in g.heavy if held[word] > 1), 2):
            holders[key].append(i)
    pairs = {pair for ids in holders.values() if len(ids) <= _CROWD for pair in combinations(ids, 2)}
    return (pair for pair in sorted(pairs) if not _apart(articles[pair[0]], articles[pair[1]]))


def _apart(one: Article, two: Article) -> bool:
    a, b = one.published, two.published
    return bool(
        (a.latest and b.earliest and b.earliest - a.latest > _APART) or (b.latest and a.earliest and a.earliest - b.latest > _APART)
    )


def _weightiest(g: _Group) -> list[str]:
    return sorted(g.weights, key=lambda k: (-round(g.weights[k], 9), k))[:_KEPT]


def _shared(top: Sequence[str], articles: Sequence[Article]) -> tuple[list[str], list[str]]:
    """The weightiest words that most articles of a group hold, each in its commonest form; of a large group the stems of all of them."""
    forms: dict[str, Counter[str]] = {k: Counter() for k in top}
    held: Counter[str] = Counter()
    for a in articles:
        told = Counter(word for word, _ in content_of(a) if stem(word) in forms)
        held.update({stem(word) for word in told})
        for word, n in told.items():
            forms[stem(word)][word] += n
    most = [k for k in top if held[k] >= 0.6 * len(articles)] or [*top]
    return [min(forms[k], key=lambda w: (-forms[k][w], w)) for k in most[:6]], most if len(articles) >= _MANY else []

"""What two articles print alike: runs of three words, without the words that every text has.

Looked up through an index, so that the work grows with what is shared, not with pairs of articles. No weight depends on how often
a run occurs elsewhere: an article without relation to two others changes nothing between them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from analystkit.english.content import content_words
from analystkit.english.lexicon import NUMBER_WORDS
from analystkit.records import Article

Shingle = tuple[str, str, str]

COMMON = 1000  # a run that so many articles print is a phrase of the language, or of the page: it relates nobody


def shingles(article: Article) -> set[Shingle]:
    """Every run of three content words of what taggers read; none runs from one segment into another."""
    found: set[Shingle] = set()
    for start, end, _ in article.news():
        words = content_words(article.text[start:end])
        found.update(zip(words, words[1:], words[2:], strict=False))
    return found


def particulars(article: Article, words: int | None = None) -> set[tuple[str, ...]]:
    """Every run of four content words that holds a number, of the whole article or of its first words: "two boats left port".

    A year is no such number. Articles whose leads share one most likely tell of one thing; those that share common phrases may not.
    """
    found: set[tuple[str, ...]] = set()
    left = words
    for start, end, _ in article.news():
        stop = end if left is None else min(end, start + 24 * left)  # far enough for so many words
        run = content_words(article.text[start:stop])[:left]
        found.update(r for r in zip(run, run[1:], run[2:], run[3:], strict=False) if any(map(_is_number, r)))
        left = None if left is None else left - len(run)
    return found


def _is_number(word: str) -> bool:
    return word in NUMBER_WORDS or (word.isdigit() and not (len(word) == 4 and word[:2] in ("19", "20")))


def index(shingled: Mapping[str, set[Shingle]]) -> dict[Shingle, list[str]]:
    """Which articles print a run."""
    places: dict[Shingle, list[str]] = defaultdict(list)
    for article, runs in shingled.items():
        for run in runs:
            places[run].append(article)
    return places


def shared(runs: Iterable[Shingle], places: Mapping[Shingle, list[str]]) -> Counter[str]:
    """How many of these runs each indexed article prints too."""
    counts: Counter[str] = Counter()
    for run in runs:
        found = places.get(run, ())
        if len(found) <= COMMON:
            counts.update(found)
    return counts

"""What a text is about: its content words, how rare each is in English at large, and what the forms of a word have in common.

All is fixed by the lexicon, never by the corpus: an article more or less changes no weight.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from analystkit.english.lexicon import lines
from analystkit.records import Article
from analystkit.text import fold

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_FIRST, _UNLISTED = 100, 20_000  # the commonest words say nothing of a text; what the list does not hold counts as this rank
TELLING = 1.0  # how rare a word must be to relate two articles: not among the thousand commonest
# the longest first; a stem keeps three letters
_ENDINGS = ("ations", "ation", "ments", "ions", "ment", "ings", "ion", "ing", "ers", "ies", "ied", "er", "ed", "es", "ly", "s")


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """The words that say nothing of what a text is about."""
    return frozenset(" ".join(lines("stopwords")).split())


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    return {word: rank for rank, word in enumerate(" ".join(lines("common_words")).split(), start=1)}


def content_words(text: str) -> list[str]:
    """The words of a text that say what it is about, folded, in order.

    >>> content_words("The boats have left Port Vale.")
    ['boats', 'left', 'port', 'vale']
    """
    stop = stopwords()
    return [word for word in WORD.findall(fold(text)) if word not in stop]


def content_of(article: Article) -> Iterator[tuple[str, bool]]:
    """The content words of what taggers read, folded and without a possessive ending, each with whether it begins with a capital."""
    stop = stopwords()
    for start, end, _ in article.news():
        for m in WORD.finditer(fold(article.text[start:end])):
            if m.group() not in stop:
                yield m.group().removesuffix("'s"), article.text[start + m.start()].isupper()


def rarity(word: str) -> float:
    """How much a folded word says of the text it stands in: by its rank among the words of English, 0 to 2.3.

    >>> [round(rarity(w), 1) for w in ("the", "police", "arson", "zebu")]
    [0.0, 0.7, 2.3, 2.3]
    """
    return max(0.0, math.log10(_ranks().get(word, _UNLISTED) / _FIRST))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What a folded word's forms have in common, roughly.

    >>> stem("burned") == stem("burning"), stem("arson's")
    (True, 'arson')
    """
    word = word.removesuffix("'s").rstrip("'")
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
    word = word.removesuffix(ending)
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.rstrip("ey") if len(word.rstrip("ey")) >= 3 else word

"""How rare a word is in English at large, and which words can name one and the same event.

Both are fixed by the lexicon, never by the corpus: an article more or less changes no weight.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from importlib.resources import files

from analystkit.english.events.eventwords import words
from analystkit.text import fold

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_FIRST, _UNLISTED = 100, 20_000  # the commonest words say nothing of a text; what the list does not hold counts as this rank
# the longest first; a stem keeps three letters
_ENDINGS = ("ations", "ation", "ments", "ions", "ment", "ings", "ion", "ing", "ers", "ies", "ied", "er", "ed", "es", "ly", "s")
# what stands before or beside an event word in a phrase: «was taken to», «an attack on»
_LIGHT = frozenset(
    "the a an to was were is are be been being of in on up out off down over his her its into has have had by for from with at as".split()
)


def _lines(name: str) -> list[str]:
    lines = (files("analystkit.english.lexicon") / name).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    return {word: rank for rank, word in enumerate(" ".join(_lines("common_words.txt")).split(), start=1)}


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


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    """Each form of ``same_event.txt``, and its stem, with the first word of its line; then the irregular forms of event verbs."""
    found: dict[str, str] = {}
    for line in _lines("same_event.txt"):
        first, *others = line.split()
        for word in (first, *others):
            verb, plus, particle = word.partition("+")
            found.setdefault(word, first)
            found.setdefault(stem(verb) + plus + particle, first)
    for verb, forms in words()["irregular"].items():
        for form in (f for f in forms if " " not in verb):
            found.setdefault(form, found.get(stem(verb), stem(verb)))
    return found


@lru_cache(maxsize=4096)
def sense(phrase: str) -> str:
    """The kind of event that a word or phrase names, as far as its words tell: one for all its forms and for the lexicon's other words.

    >>> sense("was killed") == sense("the deaths") == sense("passed away"), sense("crowned")
    (True, 'crown')
    """
    told = _WORD.findall(fold(phrase))
    at = next((i for i, w in enumerate(told) if w not in _LIGHT), 0)
    word = told[at] if told else ""
    particle = told[at + 1] if at + 1 < len(told) else ""
    keys = (f"{stem(word)}+{particle}", word, stem(word))
    return next((_groups()[k] for k in keys if k in _groups()), stem(word))

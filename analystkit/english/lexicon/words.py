"""What a word can be by itself: its letter in a closed class, its forms as a verb, its lemma, and a first guess at its letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from analystkit.english.lexicon import lines, sets
from analystkit.english.lexicon.signatures import signatures
from analystkit.english.lexicon.verbs import verbs

SINGULAR_S = re.compile(r"(?:ss|us|is)$")
_ADJECTIVE = re.compile(
    r".{3,}(?:ous|ful|ive|able|ible|ish|less|ary|ic|ical|ual|ial|ian|ese|ern|-old|-led|-backed|-based|-made|eral|onal)$"
)
_TENS = re.compile(r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+")


class Form(NamedTuple):
    """What a form of a verb can be: its infinitive, and the names of the form."""

    lemma: str
    names: frozenset[str]


@lru_cache(maxsize=1)
def forms() -> Mapping[str, Form]:
    """The forms of all verbs; where two verbs share one ("found", "lay"), the infinitive is that of the first."""
    out: dict[str, Form] = {}
    for lemma, listed in verbs().items():
        for form, name in listed.items():
            names = (name, "base") if form == lemma else (name,)  # "hit" is base too
            known = out.get(form, Form(lemma, frozenset()))
            out[form] = Form(known.lemma, known.names | set(names))
    return out


@lru_cache(maxsize=1)
def closed() -> Mapping[str, str]:
    """The letter of every word of a closed class."""
    return {word: line[0] for line in lines("closed") for word in line[2:].split()}


@lru_cache(maxsize=1)
def nounish() -> frozenset[str]:
    """Words that are verbs by form, and mostly nouns."""
    return frozenset(word for line in lines("nounish") for word in line.split())


@lru_cache(maxsize=1)
def _bases() -> frozenset[str]:
    return frozenset(verbs()) | {word for word, _ in signatures()}


@lru_cache(maxsize=1 << 16)
def lemma_of(low: str) -> str:
    """The infinitive of a verb form, the singular of a noun.

    >>> [lemma_of(w) for w in ("struck", "plotted", "armies", "boss", "attacks")]
    ['strike', 'plot', 'army', 'boss', 'attack']
    """
    if low in forms() and low not in ("as", "in", "on"):
        return forms()[low].lemma
    if low.endswith("ied") or (low.endswith("ies") and len(low) > 4):
        return low[:-3] + "y"
    for ending in ("ing", "ed"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            stem = low[: -len(ending)]
            tries = (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem)
            return next((x for x in tries if x in _bases()), stem)
    if low.endswith(("shes", "ches", "sses", "'s")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and len(low) > 3 and not SINGULAR_S.search(low) else low


@lru_cache(maxsize=1 << 16)
def guess(low: str, shape: str = "small") -> str:
    """The first guess at a word: closed classes, capitals, endings. ``shape``: small, inner (a capital inside), first, headline.

    >>> guess("march"), guess("march", "inner"), guess("kigali's", "inner"), guess("allegedly"), guess("bombed")
    ('A', 't', 'S', 'R', 'e')
    """
    letter, form = closed().get(low), forms().get(low)
    if shape == "inner" and low not in ("i", "i'm") and letter != "t":
        return "S" if low.endswith(("'s", "s'")) else "P"
    if low == "may" and shape != "inner":
        return "M"
    if letter == "J" and form and "ed" in form.names and low != "set":
        return "e"
    if letter and not (letter == "t" and low in ("march", "mar") and shape == "small"):
        return letter
    if low[0].isdigit() or low[0] in "$£€" or _TENS.fullmatch(low):
        return "n"
    if low.endswith(("'s", "s'")) and len(low) > 2:
        return "S"
    return _form_letter(form.names) if form else _ending_letter(low, shape)


def _form_letter(names: frozenset[str]) -> str:
    if "past" in names and not names & {"base", "part", "ed"}:
        return "V"
    if "part" in names and not names & {"base", "past", "ed"}:
        return "E"
    if "ing" in names:
        return "g"
    if "base" in names and names & {"ed", "past", "part"}:
        return "y"
    return "e" if "ed" in names else "A" if "base" in names else "Z"


def _ending_letter(low: str, shape: str) -> str:
    if shape in ("first", "headline") and not low.endswith(("ed", "ing")) and low not in nounish():
        return "P" if shape == "first" or len(low) > 3 else "N"
    if low.endswith("ly") and len(low) > 4:
        return "R"
    if not low[0].isalnum():
        return ","
    if "-" not in low and low.endswith(("ed", "ing")) and len(low) > (4 if low.endswith("ed") else 5):
        return "e" if low.endswith("ed") else "g"
    if ("-" in low and low.split("-")[0].isdigit()) or (_ADJECTIVE.match(low) and low not in sets("syntax")["nouns like adjectives"]):
        return "J"
    return "N"

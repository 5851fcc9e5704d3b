"""Who is counted: numbers with the people they count, single victims ("a contractor"), and the words that kill or injure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analystkit.telling.eventwords import words
from analystkit.telling.numbers import Number, numbers

KILLED, INJURED = "killed", "injured"

# «, 43,», «, aged 9», « aged 4, 6 and 9», «, 27 and 31,»: how old those before it are; as part of a VERBOSE pattern
AGES = r"(?:(?:,\s*|,?\s+aged\s+)(?:aged\s+)?\d{1,3}(?:(?:,\s*|,?\s+and\s+)\d{1,3}){0,5}(?=[,\s]))"

# Verbs and states, as alternatives of a VERBOSE pattern.
KILL = (
    r"killed|killing|kills|kill|slain|murdered|murdering|assassinated|assassinating|assassinates|executed"
    r"|massacred|slaughtered|beheaded|shot\ dead|gunned\ down"
)
HURT = r"injured|injuring|injures|injure|wounded|wounding|wounds|wound|hurt|hurting|maimed|maiming"
DIED = r"dead|died|die|dies|perished|lost\ their\ lives|lost\ (?:his|her)\ life"

EFFECT = re.compile(
    rf"\b(?:(?P<kill>{KILL})|(?P<hurt>{HURT})|(?P<died>{DIED})|(?P<noun>deaths?|casualt(?:y|ies)"
    rf"|fatalit(?:y|ies)|injur(?:y|ies)|death\ toll|toll|killings?\ of|murders?\ of"
    r"|assassinations?\ of|injuring\ of|lives))\b",
    re.VERBOSE | re.IGNORECASE,
)


@lru_cache(maxsize=1)
def classes() -> tuple[dict[str, str], re.Pattern[str]]:
    classes = {word: label for label, forms in words()["victims"].items() for word in forms}
    return classes, re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, classes), key=len, reverse=True)) + r")\b", re.IGNORECASE)


# Words that end a noun phrase: the victims do not go on beyond them.
_STOP = re.compile(
    r"[,;:.()–—]|\b(?:were|was|is|are|had|have|has|been|in|on|at|by|from|after|when|while|who|that|which"
    r"|during|near|with|for|to|as|killed|injured|wounded|dead|died|hurt|and"
    r"|including|be|will|would|whose|where|inside|outside|before|since|between|against|about|said|say|kill\w*|injur\w*|wound\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Victims:
    """A noun phrase that counts people; ``noun`` is empty where the text leaves it out ("injuring six")."""

    start: int
    end: int
    number: Number
    noun: str
    words: str


def noun_phrases(text: str, start: int, end: int) -> list[Victims]:
    """Numbers with the people they count, and single victims ("a contractor", "the soldier"), by start.

    >>> t = "three soldiers and a nurse"
    >>> [(t[v.start:v.end], v.number.value, v.noun) for v in noun_phrases(t, 0, len(t))]
    [('three soldiers', 3, 'service member'), ('a nurse', 1, 'person')]
    """
    out = [v for n in numbers(text, start, end) if (v := _numbered(text, start, end, n)) is not None]
    out += [v for v in _single(text, start, end) if not any(o.start <= v.start < o.end for o in out)]
    return sorted(out, key=lambda v: v.start)


def _numbered(text: str, start: int, end: int, n: Number) -> Victims | None:
    """A number with the people after it; without a noun where the text leaves it out («injuring six»)."""
    if text[max(start, n.start - 3) : n.start].lower() == "no " or _age(text, start, n):
        return None
    n = n.from_low()
    known, pattern = classes()
    stop = _STOP.search(text, n.end, min(end, n.end + 90))
    limit = stop.start() if stop else min(end, n.end + 90)
    nouns = list(pattern.finditer(text, n.end, limit))
    if nouns:
        last = nouns[-1]
        return Victims(n.start, last.end(), n, known[last.group().lower()], " ".join(text[n.end : last.end()].split()))
    after = text[n.end : limit].split()
    if after and _people(after, n.value):
        return Victims(n.start, n.end + len(text[n.end : limit].rstrip()), n, "person", " ".join(after))
    if after or _YEAR.fullmatch(text, n.start, n.end):
        return None
    return Victims(n.start, n.end, n, "", "")


# «Ann Lee, », «her brother, », «a nurse, »: who has an age, between commas
_AGED = re.compile(r"(?:[A-Z][\w’'.-]*|\b(?:[Hh]is|[Hh]er|[Tt]heir|[Aa]n?|[Tt]he|my|whose)\s+(?:[\w’'-]+\s+){0,3}[\w’'-]+),\s+$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")  # «killed his wife in 2014, …»: without a noun, a year
_AGED_SO = re.compile(r"\b(?:aged?|turned)\s+(?:\d{1,3}(?:,\s*|,?\s+and\s+)){0,5}$", re.IGNORECASE)
_PAIR, _AND_AGE = re.compile(r"[^\W\d],\s+\d{1,3}\s+and\s+$"), re.compile(r"\s+and\s+\d{1,3},")  # «two officers, 27 and 31, were shot»
_NO_AGE = re.compile(r",\s*(?:including|among|all|most|mostly|some|many|\d)", re.IGNORECASE)


def _age(text: str, start: int, n: Number) -> bool:
    """«Ann Lee, 43, was killed», «her brother, 9, was hurt», «Ann Lee (43)», «aged 9»: how old somebody is, and no count."""
    before, after = text[max(start, n.start - 40) : n.start], text[n.end : n.end + 14]
    if _AGED_SO.search(before) or (_PAIR.search(before) and after.startswith(",")):
        return True
    if text[n.start - 2 : n.start] == ", " and _AND_AGE.match(after):
        return True
    if not text[n.start : n.end].isdigit() or not 0 < int(text[n.start : n.end]) < 120:
        return False
    if _AGED.search(before) and re.match(r"[,;.)]", after) and not _NO_AGE.match(after):
        return True
    return bool(re.search(r"[A-Z][\w’'-]+\s+\($", before)) and after.startswith(")")


_PLURALS = frozenset({"people", "men", "women", "children", "police", "personnel", "troops"})
# «a young», «his oldest»: the start of a noun phrase that ends in a single victim
_DETERMINED = re.compile(r"\b(?:a|an|the|his|her|another)\s+(?:(?!(?:a|an|the|his|her)\s)[\w’'-]+\s+){0,4}$", re.IGNORECASE)


def _single(text: str, start: int, end: int) -> Iterator[Victims]:
    """«a contractor», «the soldier»: one."""
    known, pattern = classes()
    for m in pattern.finditer(text, start, end):
        word = m.group().lower()
        if word.endswith("s") or word in _PLURALS:
            continue
        one = _DETERMINED.search(text[max(start, m.start() - 60) : m.start()])
        if one is None or _STOP.search(one.group()) or pattern.match(text, m.end() + 1, end):
            continue
        a = m.start() - len(one.group())
        phrase = re.sub(r"^(?:a|an|the|his|her)\s+", "", text[a : m.end()], flags=re.IGNORECASE)
        yield Victims(a, m.end(), Number(a, a, 1, None), known[word], " ".join(phrase.split()))


def _people(after: list[str], value: int | None) -> bool:
    """Can these words after a number be people that the lexicon does not list: «seven divers», «three Ardeners»?"""
    last = after[-1].lower().strip("’'\"”“")
    return (
        len(after) <= 3
        and last.endswith("s")
        and last not in words()["things"]["words"]
        and value != 1
        and all(w.replace("-", "").isalpha() for w in after)
    )

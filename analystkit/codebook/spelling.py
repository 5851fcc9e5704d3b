"""One name in two spellings: by transliteration, typography, or cut to a part. Good for suggesting; too loose to tag by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from analystkit.english.actors.known import one_person
from analystkit.english.lexicon import nations
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.names import SUFFIXES
from analystkit.text import fold, slug

SURNAME = "surname, without the full name in its article"


def related(a: str, b: str, kind: str) -> str | None:
    """Why two full names may be one: in words, or None.

    >>> related("Omar Shalgham", "Umar Shalgam", "person"), related("Hasan Taref", "Husain Taref", "person")
    ('another transliteration', None)
    >>> related("Alba Ramos Vela", "Ramos Vela", "person"), related("Harbour Guard", "Peruvian Harbour Guard", "military")
    ('the end of the full name', 'with and without its nation')
    """
    x, y = sorted((tokens_of(a), tokens_of(b)), key=len)
    if not x or not y or fold(a) == fold(b):
        return None
    if "".join(x) == "".join(y):
        return "the same but for marks and blanks"
    if kind == "person" and len(x) == 1 and x[0] == family(y):
        return SURNAME
    if len(x) == len(y):
        same = all(variant(s, t) for s, t in zip(x, y, strict=True))
        return "another transliteration" if same and sum(len(skeleton(t)) for t in x) > 3 else None
    if kind != "person":
        front = " ".join(b.split()[:1] if len(b) > len(a) else a.split()[:1])
        return "with and without its nation" if x == y[1:] and front in nations() else None
    if one_person(x, y):
        return "with and without a middle name"
    return "the end of the full name" if len(x) > 1 and x == y[-len(x) :] else None


def family(tokens: Sequence[str]) -> str:
    return next((t for t in reversed(tokens) if t not in SUFFIXES), "")


def skeleton(token: str) -> str:
    """The consonants of a folded word, as far as transliterations keep them.

    >>> skeleton("suleymani"), skeleton("soleimani"), skeleton("qassem"), skeleton("kasim")
    ('slmn', 'slmn', 'ksm', 'ksm')
    """
    plain = re.sub(r"[^a-z]", "", token)
    for pair, one in (("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ph", "f"), ("q", "k"), ("c", "k")):
        plain = plain.replace(pair, one)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyw]|h(?=$|[^aeiou])", "", plain))


def variant(a: str, b: str) -> bool:
    """Two spellings of one word: the same consonants, most letters, and a first vowel that is rounded in both or in neither."""
    if a == b:
        return True
    rounded = [next((v in "ou" for v in t if v in "aeiouy"), False) for t in (a, b)]
    alike = SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.7
    return len(skeleton(a)) > 1 and skeleton(a) == skeleton(b) and rounded[0] == rounded[1] and alike


def alike(a: str, b: str) -> bool:
    return len(skeleton(a)) > 2 and skeleton(a) == skeleton(b)


def tokens_of(name: str) -> list[str]:
    """The words of a name, folded, without articles: "Omar al-Rami" is omar, rami."""
    articles = lexicon("people")["name articles"]
    tokens = [t for part in name.split() if (t := slug(part))]
    cut = [t.partition("-")[2] if t.partition("-")[0] in articles and "-" in t else t for t in tokens]
    return [t for t in cut if (t not in articles and t != "the") or len(cut) == 1]

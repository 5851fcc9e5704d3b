"""Two names that may be one: by transliteration, typography, a slip, or cut to a part. Most of it is for suggesting only."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from analystkit.english.lexicon import nations, sets
from analystkit.text import fold, slug

SUFFIXES = frozenset("jr sr ii iii iv".split())


def words_of(name: str) -> list[str]:
    """The words of a name, folded, without articles and what is said before it.

    >>> words_of("Omar al-Rami"), words_of("Mother-of-two Dora Rynk")
    (['omar', 'rami'], ['dora', 'rynk'])
    """
    articles = sets("people")["name articles"]
    tokens = [t for part in name.split() if (t := slug(part)) and "-of-" not in t]
    cut = [t.partition("-")[2] if t.partition("-")[0] in articles and "-" in t else t for t in tokens]
    return [t for t in cut if (t not in articles and t != "the") or len(cut) == 1]


def one_person(a: list[str], b: list[str]) -> bool:
    """Are these the words of one person's name, the shorter one without anything in the middle: "Alba J. Ramos", "Alba Ramos"?"""
    short, long = sorted((a, b), key=len)
    middle = 1 + (short[-1] in SUFFIXES)
    return a == b or (len(short) == middle + 1 and short[0] == long[0] and short[-middle:] == long[-middle:])


def name_keys(name: str) -> set[str]:
    """What names have in common that may be one: the consonants of the surname, or of all."""
    tokens = words_of(name)
    last = _surname(tokens)
    return {_skeleton(last) or last, _skeleton("".join(tokens))}


def related(a: str, b: str, kind: str) -> str | None:
    """Why two names may be one: in words, or None.

    >>> related("Omar Shalgham", "Umar Shalgam", "person"), related("Hasan Taref", "Husain Taref", "person")
    ('another transliteration', None)
    >>> related("Alba Ramos Vela", "Ramos Vela", "person"), related("Harbour Guard", "Peruvian Harbour Guard", "military")
    ('the end of the full name', 'with and without its nation')
    >>> related("Phil Seary", "Father-of-three Philip Seary", "person"), related("Karla Lund", "Karl Lund", "person")
    ('a first name cut short', None)
    >>> [related(x, y, "organisation") for x, y in [("Orlin Center", "Orlin Trade Center"), ("National Police", "National Traffic Police")]]
    ['without a word in its middle', None]
    """
    x, y = sorted((words_of(a), words_of(b)), key=len)
    if not x or not y or fold(a) == fold(b):
        return None
    if "".join(x) == "".join(y):
        return (
            "the same but for marks and blanks"
            if len(a.split()) == len(b.split()) or "-of-" not in fold(a + b)
            else "with what he or she is"
        )
    return _person(x, y) if kind == "person" else _body(x, y, max(a, b, key=lambda n: len(words_of(n))).split())


def _person(x: list[str], y: list[str]) -> str | None:
    if len(x) == 1:
        last = _surname(y)
        other = len(_skeleton(x[0])) > 2 and variant(x[0], last)
        return "surname alone" if x[0] == last else "surname, in another transliteration" if other else None
    if x[-1] in SUFFIXES or y[-1] in SUFFIXES:
        return (
            "with and without Jr" if x == y[:-1] and y[-1] in SUFFIXES else "with and without a middle name" if one_person(x, y) else None
        )
    if len(x) == len(y):
        if x[1:] == y[1:] and len(x[0]) > 2 and len(y[0]) - len(x[0]) > 1 and y[0].startswith(x[0]):
            return "a first name cut short"
        return None if x[0] + "a" == y[0] or y[0] + "a" == x[0] else _spelt(x, y)  # she and he
    return "with and without a middle name" if one_person(x, y) else "the end of the full name" if x == y[-len(x) :] else None


def _body(x: list[str], y: list[str], long: list[str]) -> str | None:
    if len(x) == len(y):
        return _spelt(x, y)
    if x == y[1:] and long[0] in nations():
        return "with and without its nation"
    generic = sets("people")["common bodies"] | sets("people")["portfolios"] | sets("people")["organisations"]
    inner = len(x) > 1 and len(y) == len(x) + 1 and x[0] == y[0] and x[-1] == y[-1] and x[0] not in generic
    inner = inner and not any(" ".join(long[:k]) in nations() for k in (1, 2))
    return "without a word in its middle" if inner and any(x == y[:k] + y[k + 1 :] for k in range(1, len(x))) else None


def _spelt(x: list[str], y: list[str]) -> str | None:
    """Why two names of as many words may be one that is spelt in two ways."""
    pairs = list(zip(x, y, strict=True))
    if all(variant(s, t) for s, t in pairs):
        return "another transliteration" if sum(len(_skeleton(t)) for t in x) > 3 else None
    differ = [(s, t) for s, t in pairs if s != t]
    return "one letter's difference" if len(differ) == 1 and len(x) > 1 and slip(*differ[0]) else None


def apart(a: str, b: str, kind: str) -> str | None:
    """Why two who are not one are easily taken for one another.

    >>> apart("Ida Holm", "Jens Holm", "person"), apart("Harbour Front", "Free Harbour Front", "armed_group")
    ('the same surname', 'one name stands in the other')
    """
    x, y = words_of(a), words_of(b)
    if kind != "person":
        small, large = sorted((set(x), set(y)), key=len)
        return "one name stands in the other" if small < large else None
    x0, y0 = _surname(x), _surname(y)
    near = len(_skeleton(x0)) > 2 and _skeleton(x0) == _skeleton(y0)
    return "the same surname" if x0 == y0 else "nearly the same surname" if near else None


def _surname(tokens: list[str]) -> str:
    return next((t for t in reversed(tokens) if t not in SUFFIXES), "")


def _skeleton(token: str) -> str:
    """The consonants of a folded word, as far as transliterations keep them.

    >>> _skeleton("suleymani"), _skeleton("soleimani"), _skeleton("qassem"), _skeleton("kasim")
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
    return len(_skeleton(a)) > 1 and _skeleton(a) == _skeleton(b) and rounded[0] == rounded[1] and alike


def slip(a: str, b: str) -> bool:
    """Are two words one, with a letter doubled or "s" for "c", or, where they are long, with one left out within?

    >>> slip("ida", "idda"), slip("zabihullah", "zabiullah"), slip("defence", "defense")
    (True, True, True)
    >>> slip("daniel", "daniela"), slip("hansen", "jansen"), slip("martin", "marvin")
    (False, False, False)
    """
    short, long = sorted((a, b), key=len)
    k = next((k for k, (s, t) in enumerate(zip(short, long, strict=False)) if s != t), len(short))
    if not k or len(long) - len(short) > 1 or k == len(long):
        return False
    if len(short) == len(long):
        return {short[k], long[k]} <= {"c", "s", "z"} and short[k + 1 :] == long[k + 1 :]
    return short[k:] == long[k + 1 :] and (long[k] == long[k - 1] or (len(short) > 5 and k < len(short) - 1))

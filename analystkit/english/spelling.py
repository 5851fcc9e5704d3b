"""Two names that may be one: by transliteration, typography, a slip, or cut to a part. Most of it is for suggesting only."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from analystkit.english.lexicon import nations, sets
from analystkit.text import fold, slug

SUFFIXES = frozenset("jr sr ii iii iv".split())


def words_of(name: str) -> list[str]:
    """The words of a name, folded, without articles.

    >>> words_of("Omar al-Rami"), words_of("The Harbour Front")
    (['omar', 'rami'], ['harbour', 'front'])
    """
    articles = sets("people")["name articles"] | {"the"}
    tokens = [t for part in name.split() if (t := slug(part))]
    cut = [t.partition("-")[2] if "-" in t and t.partition("-")[0] in articles else t for t in tokens]
    return [t for t in cut if t not in articles] or cut


def one_person(a: list[str], b: list[str]) -> bool:
    """Are these the words of one person's name, the shorter one without anything in the middle: "Alba J. Ramos", "Alba Ramos"?"""
    short, long = sorted((a, b), key=len)
    last = 1 + (short[-1] in SUFFIXES)
    return a == b or (len(short) == last + 1 and short[0] == long[0] and short[-last:] == long[-last:])


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
    >>> related("Phil Seary", "Philip Seary", "person"), related("Karla Lund", "Karl Lund", "person")
    ('a first name cut short', None)
    >>> [related(x, y, "organisation") for x, y in [("Orlin Center", "Orlin Trade Center"), ("National Police", "National Traffic Police")]]
    ['without a word in its middle', None]
    """
    (x, _), (y, long) = sorted(((words_of(n), n) for n in (a, b)), key=lambda n: len(n[0]))
    if not x or fold(a) == fold(b):
        return None
    if "".join(x) == "".join(y):
        return "the same but for marks and blanks"
    return _person(x, y) if kind == "person" else _body(x, y, long.split())


def _person(x: list[str], y: list[str]) -> str | None:
    if len(x) == 1:
        other = len(_skeleton(x[0])) > 2 and variant(x[0], _surname(y))
        return "surname alone" if x[0] == _surname(y) else "surname, in another transliteration" if other else None
    if x == y[:-1] and y[-1] in SUFFIXES:
        return "with and without Jr"
    if len(x) < len(y):
        return "with and without a middle name" if one_person(x, y) else "the end of the full name" if x == y[-len(x) :] else None
    if x[1:] == y[1:] and y[0] != x[0] and any(s.startswith(t) for s, t in ((x[0], y[0]), (y[0], x[0]))):
        return "a first name cut short" if abs(len(x[0]) - len(y[0])) > 1 < min(len(x[0]), len(y[0])) - 1 else None  # "Karla" is a woman
    return _spelt(x, y)


def _body(x: list[str], y: list[str], long: list[str]) -> str | None:
    if len(x) == len(y):
        return _spelt(x, y)
    nation = next((k for k in (1, 2) if " ".join(long[:k]) in nations()), 0)
    if nation == 1 and x == y[1:]:
        return "with and without its nation"
    generic = sets("people")["common bodies"] | sets("people")["portfolios"] | sets("people")["organisations"]
    inner = len(x) > 1 and not nation and x[0] not in generic and x[-1] == y[-1]
    return "without a word in its middle" if inner and any(x == y[:k] + y[k + 1 :] for k in range(1, len(x))) else None


def _spelt(x: list[str], y: list[str]) -> str | None:
    """Why two names of as many words may be one that is spelt in two ways."""
    if all(map(variant, x, y)):
        return "another transliteration" if sum(len(_skeleton(t)) for t in x) > 3 else None
    return "one letter's difference" if len(x) > 1 and slipped(x, y) else None


def apart(a: str, b: str, kind: str) -> str | None:
    """Why two who are not one are easily taken for one another.

    >>> apart("Ida Holm", "Jens Holm", "person"), apart("Harbour Front", "Free Harbour Front", "armed_group")
    ('the same surname', 'one name stands in the other')
    """
    x, y = words_of(a), words_of(b)
    if kind != "person":
        return "one name stands in the other" if set(x) < set(y) or set(y) < set(x) else None
    near = len(_skeleton(_surname(x))) > 2 and _skeleton(_surname(x)) == _skeleton(_surname(y))
    return "the same surname" if _surname(x) == _surname(y) else "nearly the same surname" if near else None


def _surname(tokens: list[str]) -> str:
    return next((t for t in reversed(tokens) if t not in SUFFIXES), "")


def _skeleton(token: str) -> str:
    """The consonants of a folded word, as far as transliterations keep them.

    >>> _skeleton("suleymani"), _skeleton("soleimani"), _skeleton("qassem"), _skeleton("kasim")
    ('slmn', 'slmn', 'ksm', 'ksm')
    """
    plain = re.sub(r"ph", "f", re.sub(r"[^a-z]", "", token))
    plain = re.sub(r"[qc]", "k", re.sub(r"([kgdts])h", r"\1", plain))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyw]|h(?=$|[^aeiou])", "", plain))


def variant(a: str, b: str) -> bool:
    """Two spellings of one word: the same consonants, most letters, and a first vowel that is rounded in both or in neither."""
    rounded = [next((v in "ou" for v in t if v in "aeiouy"), False) for t in (a, b)]
    alike = len(_skeleton(a)) > 1 and _skeleton(a) == _skeleton(b) and rounded[0] == rounded[1]
    return a == b or (alike and SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.7)


def slipped(a: list[str], b: list[str]) -> bool:
    """Do two names differ in one word, and in that by a slip: a letter doubled, "s" for "c", in a long one a letter left out within?

    >>> [slipped(["ida", "vane"], [x, "vane"]) for x in ("idda", "ada")], slipped(["defence"], ["defense"])
    ([True, False], True)
    >>> slipped(["zabihullah"], ["zabiullah"]), slipped(["daniel"], ["daniela"]), slipped(["martin"], ["marvin"])
    (True, False, False)
    """
    differ = [sorted(pair, key=len) for pair in zip(a, b, strict=False) if pair[0] != pair[1]]
    if len(a) != len(b) or len(differ) != 1:
        return False
    short, long = differ[0]
    k = next((k for k, (s, t) in enumerate(zip(short, long, strict=False)) if s != t), len(short))
    if len(short) == len(long):
        return bool(k) and {short[k], long[k]} <= {"c", "s", "z"} and short[k + 1 :] == long[k + 1 :]
    left_out = short[k:] == long[k + 1 :] and 0 < k < len(long) - 1
    return left_out and (long[k] == long[k - 1] or (len(short) > 5 and k < len(short) - 1))

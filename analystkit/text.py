"""Strings: folding, ids that people can say, and the matcher of names.

Everything here keeps offsets: ``fold(text)`` has the length of ``text``, and every span counts code points of the text it was given.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

# One character for one: apostrophes, dashes and blanks that mean the same in a name.
_ONE_FOR_ONE = {ord(c): "'" for c in "’‘ʼʻ`´′"} | {ord(c): "-" for c in "‐‑‒–—−"} | {ord(c): " " for c in "\u00a0\u2009\u202f\n\t"}


class _Folds(dict[int, str]):
    """What each character beyond ASCII becomes: its digit, or its letter without accent in lower case, if that is one; else itself."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = str(unicodedata.decimal(char)) if char.isdecimal() else unicodedata.normalize("NFKD", char)[0].lower()
        self[code] = folded = base if len(base) == 1 else chr(code)
        return folded


_FOLDS = _Folds(_ONE_FOR_ONE)
_HALVES = re.compile("[\ud800-\udfff]")
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d|index|report|(?:.*-)?[0-9a-f]{16}")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """The text with case, accents, apostrophes, hyphens and blanks made alike, one character for one, so that offsets hold.

    >>> fold("Kata’ib  Hezbollah – Ñ")
    "kata'ib  hezbollah - n"
    """
    if not text.isascii():
        text = _BEYOND_ASCII.sub(lambda m: m.group().translate(_FOLDS), text)
    return text.lower().replace("\n", " ").replace("\t", " ").replace("`", "'")


@lru_cache(maxsize=4)
def lower(text: str) -> str:
    """The text in lower case, one character for one: the only letter that would become two is the İ of Turkish.

    >>> lower("İZMİR")
    'izmir'
    """
    return text.replace("İ", "i").lower()


@lru_cache(maxsize=16384)
def slug(name: str) -> str:
    """A name as an id that people can say.

    >>> slug("Kata’ib Sayyid al-Shuhada")
    'kataib-sayyid-al-shuhada'
    """
    return re.sub(r"[^\w]+", "-", fold(name).replace("'", "")).strip("-")


def file_name(identifier: str) -> str:
    """An id where it is safe as a file name everywhere, else a cut of it and a hash: never one for two ids.

    Capitals are not safe: where a file system folds case, ``A1`` and ``a1`` would be one file. Nor is what Windows keeps for devices, a
    page that sites have, or what looks like such a cut.

    >>> file_name("a_1"), file_name("<b>"), file_name("com1")
    ('a_1', 'b-507ca5a2742e5330', 'com1-957a49c3e803f505')
    """
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", identifier) and not _RESERVED.fullmatch(identifier):
        return identifier
    digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{re.sub(r'[^a-z0-9]+', '-', identifier.lower()).strip('-')[:40]}-{digest}".lstrip("-")


def iso_day(value: object) -> date | None:
    """A day written as year-month-day; None for anything else.

    >>> iso_day("2021-02-28"), iso_day("2021-02-30"), iso_day(None)
    (datetime.date(2021, 2, 28), None, None)
    """
    try:
        return date.fromisoformat(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
    except ValueError:
        return None


class Matcher:
    """Finds names in text. Folded names match any case and typography; exact names (acronyms: "US", not "us") match as written.

    Longest match first, whole words only, none inside another.

    >>> m = Matcher({"Kata'ib Hezbollah": 1, "Hezbollah": 2}, exact={"US": 3})
    >>> [(s, e, v) for s, e, v in m.find("The US struck Kata’ib Hezbollah, it told us.")]
    [(4, 6, 3), (14, 31, 1)]
    """

    def __init__(self, names: dict[str, object], exact: dict[str, object] | None = None) -> None:
        folded = {fold(k): v for k, v in names.items()}
        self._folded, self._values = list(folded), list(folded.values())
        self._exact, self._exact_values = list(exact or {}), list((exact or {}).values())
        self._automata = (
            AhoCorasick(self._folded, matchkind=MatchKind.Standard) if folded else None,
            AhoCorasick(self._exact, matchkind=MatchKind.Standard) if exact else None,
        )

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, object]]:
        """Spans of the range with their values, sorted; of two that overlap the longer stays."""
        hits: list[tuple[int, int, object]] = []
        if self._automata[0] is not None:
            hits = _whole_words(self._automata[0], _folded(text)[start:end], self._values)
        if self._automata[1] is not None:
            hits += _whole_words(self._automata[1], text[start:end], self._exact_values)
        if len(hits) > 1:
            hits.sort(key=lambda h: (h[0], -h[1]))
        taken = -1
        for a, b, value in hits:
            if a >= taken:
                taken = b
                yield start + a, start + b, value


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    """An article is searched piece by piece, and folded once."""
    return fold(text)


def _whole_words(automaton: AhoCorasick, hay: str, values: list[object]) -> list[tuple[int, int, object]]:
    # All hits, not the longest at each place only: "new york t" in "New York Times" would hide "New York", which is whole.
    try:
        found = automaton.find_matches_as_indexes(hay, overlapping=True)
    except UnicodeEncodeError:  # half a character, which the automaton does not take
        found = automaton.find_matches_as_indexes(_HALVES.sub("\ufffd", hay), overlapping=True)
    return [
        (a, b, values[i])
        for i, a, b in found
        if not (hay[a - 1 : a].isalnum() and hay[a].isalnum()) and not (hay[b : b + 1].isalnum() and hay[b - 1].isalnum())
    ]

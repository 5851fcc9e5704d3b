"""Words of a text with their offsets, and the lexicon of people as sets: what the taggers of actors and statements share."""

from __future__ import annotations

import csv
import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from analystkit.text import fold, slug

# "U.S.-led", "@handle", "Kata'ib", "Iran-backed", "2,000", "J." as two tokens, and every other mark on its own.
_TOKEN = re.compile(r"(?:[A-Z]\.)+[A-Z](?:\.(?!\w))?(?:[-‐‑][a-z]+)?|\d+(?:[.,]\d+)*%?|[@#]?\w+(?:['’ʼ`\-‐‑]\w+)*|''|``|[^\w\s]")
_TYPOGRAPHY = {"’": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-"}


@dataclass(frozen=True)
class Words:
    """The tokens of a text: ``raw`` as printed, ``low`` in lower case with straight apostrophes, offsets in ``starts`` and ``ends``."""

    raw: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]

    def at(self, offset: int) -> int:
        """The first token that starts at this offset or after it."""
        return bisect_left(self.starts, offset)

    def near(self, i: int) -> bool:
        """Does token ``i`` follow the one before it after a single blank or none?"""
        return i > 0 and self.starts[i] - self.ends[i - 1] <= 1

    def capital(self, i: int) -> bool:
        """Does token ``i`` begin with a capital letter?"""
        return 0 <= i < len(self.raw) and self.raw[i][0].isupper()


@lru_cache(maxsize=4)
def words(text: str) -> Words:
    """The tokens of a text, in order.

    >>> words("U.S.-led forces hit Kata’ib Hezbollah's base.").raw
    ['U.S.-led', 'forces', 'hit', 'Kata’ib', "Hezbollah's", 'base', '.']
    """
    spans = [m.span() for m in _TOKEN.finditer(text)]
    raw = [text[a:b] for a, b in spans]
    small = _straight(text.lower())  # all at once is quicker, but a few letters have two in lower case
    low = [small[a:b] for a, b in spans] if len(small) == len(text) else [_straight(r.lower()) for r in raw]
    return Words(raw, low, [a for a, _ in spans], [b for _, b in spans])


def _straight(text: str) -> str:
    for mark, plain in _TYPOGRAPHY.items():
        text = text.replace(mark, plain)
    return text


def name_id(name: str) -> str:
    """A person's or body's id from a name: the part before a bar, without words of another script where it has Latin ones.

    >>> name_id("Ida Holm | Ида Хольм"), name_id("Ида Holm"), name_id("Ида Хольм"), name_id("44 Brigade")
    ('ida-holm', 'holm', 'ида-хольм', '44-brigade')
    """
    tokens = name.partition("|")[0].split()
    latin = {t for t in tokens if any(fold(c).isascii() and c.isalpha() for c in t)}
    return slug(" ".join(t for t in tokens if not latin or t in latin or t.isdigit()))


def bare(low: str) -> str:
    """A folded word without its possessive ending.

    >>> bare("iran's"), bare("states'"), bare("kata'ib")
    ('iran', 'states', "kata'ib")
    """
    if "'" not in low:  # nearly all
        return low
    return low[:-2] if low.endswith("'s") else low.rstrip("'")


@lru_cache(maxsize=8)
def lexicon(name: str) -> Mapping[str, frozenset[str]]:
    """A lexicon file of word lists, each as a set; "_" in the file, in keys too, is a blank in the set."""
    text = resources.files("analystkit.english.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return {k.replace("_", " "): frozenset(w.replace("_", " ") for w in v.split()) for k, v in tomllib.loads(text).items()}


@dataclass(frozen=True)
class Nation:
    """A country as English names it: ISO code, slug, and name."""

    code: str
    slug: str
    name: str


@lru_cache(maxsize=1)
def nations() -> Mapping[str, Nation]:
    """Names and adjectives of countries, as written ("US", "Iranian", "North Korea"), with the nation they stand for."""
    out: dict[str, Nation] = {}
    table = resources.files("analystkit.english.lexicon").joinpath("nations.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        names = row["names"].split(";")
        nation = Nation(row["code"], row["slug"], names[0])
        out |= {n: nation for n in [*names, *filter(None, row["adjectives"].split(";"))]}
    return out


def nation_before(w: Words, i: int) -> tuple[int, Nation] | None:
    """The nation named by the token or two tokens that end just before token ``i``, and where they begin.

    >>> nation_before(words("South Korean troops"), 2)
    (0, Nation(code='KR', slug='south-korea', name='South Korea'))
    """
    known = nations()
    if i >= 2 and w.near(i - 1) and (two := known.get(f"{w.raw[i - 2]} {_plain(w.raw[i - 1])}")):
        return i - 2, two
    if i >= 1 and (one := known.get(_plain(w.raw[i - 1]))):
        return i - 1, one
    return None


def _plain(raw: str) -> str:
    return raw[:-2] if raw.endswith(("'s", "’s")) else raw

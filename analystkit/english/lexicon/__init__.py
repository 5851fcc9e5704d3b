"""The words of English, read once: every list, table and closed class that the rules name lies beside this file."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

MONTH_NAMES = tuple("January February March April May June July August September October November December".split())
MONTHS = {n.lower(): i for i, n in enumerate(MONTH_NAMES, 1)} | {n[:3].lower(): i for i, n in enumerate(MONTH_NAMES, 1)} | {"sept": 9}
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = {w: n for n, w in enumerate(_ONES)} | {w: 10 * n for n, w in enumerate(_TENS, start=2)}


def read_text(name: str) -> str:
    """A file of the lexicon."""
    return resources.files("analystkit.english.lexicon").joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=32)
def table(name: str) -> dict[str, Any]:
    """A file of tables (``times`` is times.toml)."""
    return tomllib.loads(read_text(f"{name}.toml"))


@lru_cache(maxsize=32)
def sets(name: str) -> Mapping[str, frozenset[str]]:
    """A file of word lists, each as a set; "_" in the file, in keys too, is a blank in the set.

    >>> "foreign ministry" in sets("people")["state bodies"]
    True
    """
    return {k.replace("_", " "): frozenset(w.replace("_", " ") for w in v.split()) for k, v in table(name).items() if isinstance(v, str)}


@lru_cache(maxsize=32)
def lines(name: str) -> tuple[str, ...]:
    """The lines of a text file that are neither empty nor comments ("# ")."""
    return tuple(s for raw in read_text(f"{name}.txt").splitlines() if (s := raw.strip()) and not s.startswith("#"))


@lru_cache(maxsize=32)
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a sheet, as its header names their cells."""
    return tuple(csv.DictReader(read_text(f"{name}.csv").splitlines()))


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
    for row in rows("nations"):
        names = row["names"].split(";")
        nation = Nation(row["code"], row["slug"], names[0])
        out |= {n: nation for n in [*names, *filter(None, row["adjectives"].split(";"))]}
    return out

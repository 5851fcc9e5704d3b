"""What a word makes of the event that hangs on it: the lines of ``signatures.txt``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from analystkit.english.lexicon import lines


class Effect(NamedTuple):
    """What a governor makes of its complement where it is affirmed and where it is denied; the words are explained in the file."""

    affirmed: str
    denied: str


@lru_cache(maxsize=1)
def signatures() -> Mapping[tuple[str, str], Effect]:
    """From a governor and a frame to its effect; the first line that names a pair wins.

    >>> signatures()["fail", "to"]
    Effect(affirmed='denied', denied='+')
    """
    out: dict[tuple[str, str], Effect] = {}
    for line in lines("signatures"):
        words, listed, affirmed, denied, _ = (x.strip() for x in line.split("|"))
        for frame in listed.split():
            for word in words.split():
                out.setdefault((word, frame), Effect(affirmed, denied))
    return out

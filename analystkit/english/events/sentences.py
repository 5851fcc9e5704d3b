"""The sentences of an article as events are read in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analystkit.english.tokens import LONGEST, Reading, Sentence


def pieces(reading: Reading) -> Iterator[Sentence]:
    """The sentences of an article; one that is too long to be any in parts, so that the work stays linear."""
    w = reading.tokens
    for s in reading.sentences:
        if s.hi - s.lo <= LONGEST:
            yield s
            continue
        for lo in range(s.lo, s.hi, LONGEST):
            hi = min(lo + LONGEST, s.hi)
            yield replace(s, lo=lo, hi=hi, start=w.starts[lo], end=w.ends[hi - 1])

"""The words that leave a count open: what they leave open, and which numbers they allow."""

from __future__ import annotations

import math
import re

# How the qualifier of a claim without a value begins where it is a number that is not exact: "dozens", "30 to 40". Else nothing is said.
INEXACT = re.compile(
    r"(?:\w+ ){0,2}?(?:\d+|tens|dozens?|scores?|hundreds?|thousands?)\b|(?:several|many|multiple|numerous|a few|a number)\b"
)
# by what they leave open
HEDGE = re.compile(
    r"""between\ (?P<low>\d+)\ and\ (?P<high>\d+)|(?P<least>at\ least|no\ fewer\ than|not\ less\ than)|(?P<more>more\ than|over)
    |(?P<most>up\ to|at\ most|as\ many\ as)|(?P<fewer>fewer\ than|less\ than|under)
    |(?P<about>about|around|nearly|almost|approximately|roughly|some\b|an\ estimated)""",
    re.VERBOSE,
)


def ends(value: int, bound: str) -> tuple[float, float]:
    """The smallest and the largest number that a count with its hedge allows; "about" is taken as a tenth more or less.

    >>> ends(14, "between 14 and 17"), ends(40, "more than"), ends(40, "up to"), ends(6, "")
    ((14.0, 17.0), (41.0, inf), (0.0, 40.0), (6.0, 6.0))
    """
    m = HEDGE.match(bound)
    if m is None:
        return float(value), float(value)
    if m["high"]:
        return float(m["low"]), float(m["high"])
    if m["least"] or m["more"]:
        return float(value + bool(m["more"])), math.inf
    return (value * 0.9, value * 1.1) if m["about"] else (0.0, float(value - bool(m["fewer"])))

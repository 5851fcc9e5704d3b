"""Days as news writes them in full, for the lines that date an article or a post: "June 28, 2021", "28 June 2021", "2021-06-28"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

NAMES = "January February March April May June July August September October November December".split()
MONTHS = {name.lower(): i for i, name in enumerate(NAMES, 1)} | {name[:3].lower(): i for i, name in enumerate(NAMES, 1)} | {"sept": 9}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

MONTH = r"(?:" + "|".join(m.capitalize() for m in sorted(MONTHS, key=lambda m: (-len(m), m))) + r")"

# "June 28, 2021", "Jun. 28th 2021", "28 June 2021", "28th of June, 2021", "2021-06-28"; "28/06/2021", not "02/03/2021".
_DAY = re.compile(
    rf"""\b(?=[\djfmasond])(?:(?P<m1>{MONTH})\.?\ (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\ (?P<y1>(?:19|20)\d\d)
    |(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<m2>{MONTH})\.?,?\ (?P<y2>(?:19|20)\d\d)
    |(?P<y3>(?:19|20)\d\d)[-/](?P<n3>\d\d)[-/](?P<d3>\d\d)
    |(?P<n4>\d{{1,2}})[/.](?P<n5>\d{{1,2}})[/.](?P<y4>(?:19|20)\d\d))(?!\d)""",
    re.IGNORECASE | re.VERBOSE,
)


def days(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, date]]:
    """The days written in full in a range, each with its span. No day: what no calendar has, or reads in two ways.

    >>> [str(d) for _, _, d in days("Posted on Feb. 25, 2021, not on 31 June 2020 or 02/03/2021")]
    ['2021-02-25']
    """
    for m in _DAY.finditer(text, start, len(text) if end is None else end):
        g = m.groupdict()
        if g["y4"]:
            a, b = int(g["n4"]), int(g["n5"])
            if min(a, b) > 12 or (max(a, b) <= 12 and a != b):
                continue
            parts = (int(g["y4"]), min(a, b), max(a, b))
        elif g["y3"]:
            parts = (int(g["y3"]), int(g["n3"]), int(g["d3"]))
        else:
            parts = (int(g["y1"] or g["y2"]), MONTHS[(g["m1"] or g["m2"]).lower()], int(g["d1"] or g["d2"]))
        try:
            yield m.start(), m.end(), date(*parts)
        except ValueError:  # 31 June
            continue

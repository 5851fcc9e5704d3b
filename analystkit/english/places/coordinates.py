"""Positions that a text gives in numbers: "12°34'N, 43°21'E", "15.3694, 44.1910", "latitude 15.37 and longitude 44.19"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analystkit.english.places.gazetteer import Spot
from analystkit.text import slug

# Without any of these a text gives none; what begins with a class of characters is searched for fast.
_ANY = re.compile(r"[°º0-9l](?:(?<=[°º])|(?<=[0-9])(?:\.\d{4}| ?[NS]\b)|(?<=\bl)at(?:itude)?\b)")


def _angle(n: int, axis: str, hemispheres: str) -> str:
    """An angle with its hemisphere before or after it, if any."""
    return rf"""
    (?: {axis} (?:[ ]of|:|=)?[ ]? )? (?P<front{n}>[{hemispheres[0]}{hemispheres[2]}])?[ ]?
    (?P<degrees{n}>[-−]?\d{{1,3}}(?:\.\d{{1,8}})?)[ ]?[°º]?[ ]?
    (?:(?P<minutes{n}>[0-5]?\d(?:\.\d{{1,5}})?)[ ]?['′’](?!['′’])[ ]?)?
    (?:(?P<seconds{n}>[0-5]?\d(?:\.\d{{1,5}})?)[ ]?(?:["″”]|''|′′|’’)[ ]?)?
    (?P<behind{n}>(?:{hemispheres})\b)?"""


_POSITION = re.compile(
    rf"""(?<![\w$€£.,−-])(?<!\d[,;][ ]) {_angle(1, "(?P<named>lat(?:itude)?)", "N|S|north|south")}
    (?:[ ]?[,;/][ ]?(?:and[ ])?|[ ](?:and[ ]|by[ ])?) {_angle(2, "long?(?:itude)?", "E|W|east|west")} (?![\w%°]|[.,]?[ ]?\d)""",
    re.VERBOSE,
)


def find(text: str, start: int, end: int) -> Iterator[tuple[int, int, Spot]]:
    """The positions in a range of the text, with their spans.

    >>> [(s.lat, s.lon, s.precision) for _, _, s in find("It sank at 12°30'S, 43°15'E, not at 12°, 43°.", 0, 45)]
    [(-12.5, 43.25, 'point')]
    """
    for m in _POSITION.finditer(text, start, end) if _ANY.search(text, start, end) else ():
        lat, lon = _degrees(m, 1), _degrees(m, 2)
        if _written(m) and abs(lat) <= 90 and abs(lon) <= 180:
            place_id = slug(f"{abs(lat):.4f}{'ns'[lat < 0]} {abs(lon):.4f}{'ew'[lon < 0]}")
            exact = m["minutes1"] or m["minutes2"] or _decimals(m) > 1
            yield (
                m.start(),
                m.end(),
                Spot(place_id, f"{lat}, {lon}", "facility", None, lat, lon, "point" if exact else "region", 0, "coordinates"),
            )


def _degrees(m: re.Match[str], n: int) -> float:
    degrees = m[f"degrees{n}"].replace("−", "-")
    size = abs(float(degrees)) + float(m[f"minutes{n}"] or 0) / 60 + float(m[f"seconds{n}"] or 0) / 3600
    against = (m[f"front{n}"] or m[f"behind{n}"] or "N")[0].upper() in "SW"
    return round(-size if against or degrees.startswith("-") else size, 5)


def _decimals(m: re.Match[str]) -> int:
    """How many decimals both have."""
    return min(len(m[f"degrees{n}"].partition(".")[2]) for n in (1, 2))


def _written(m: re.Match[str]) -> bool:
    """Is it a position: two hemispheres and degrees, the word, or two numbers as exact as nothing else is given?"""
    both = all(m[f"front{n}"] or m[f"behind{n}"] for n in (1, 2))
    if both and ("°" in m[0] or "º" in m[0] or _decimals(m) > 1):
        return True
    return bool(m["named"]) or (_decimals(m) > 3 and "," in m[0])

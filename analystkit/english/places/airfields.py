"""Airfields by their name or town: "Balad air base", "Erbil airport". From airportsdata (MIT), read at the first call."""

from __future__ import annotations

import re
from functools import lru_cache

from analystkit.english.places.gazetteer import Spot, key, sound
from analystkit.text import slug

# What an airfield is, which its name need not say.
_KIND = re.compile(
    r" (?:(?:international|domestic|regional|municipal|national|military|(?:south|north)?(?:east|west)|air force|air|army|naval)(?: |$))*"
    r"(?:airport|airfield|airbase|air base|base|aerodrome|airstrip|station)?$"
)


@lru_cache(maxsize=1)
def _named() -> dict[str, list[Spot]]:
    import airportsdata

    out: dict[str, list[Spot]] = {}
    for code, row in airportsdata.load().items():
        name, city = row["name"], key(row["city"])
        if not (row["iata"] or "Base" in name):
            continue  # a strip of grass
        at = row["country"], row["lat"], row["lon"]
        spot = Spot(slug(name), name, "facility", *at, "point", 0, f"airportsdata {code}")
        bare = _KIND.sub("", key(name))
        for called in {bare, bare.removeprefix(f"{city} "), city} - {""}:
            out.setdefault(sound(called), []).append(spot)
    return out


def airfield(name: str, kind: str) -> Spot | None:
    """The one airfield of this name or town; ``kind`` "base" or "airbase" asks for a military one. None where there are none or several.

    >>> airfield("Balad", "base").name, airfield("Erbil", "airport").name, airfield("London", "airport")
    ('Balad Southeast Air Base', 'Erbil International Airport', None)
    """
    military = kind in ("base", "airbase")
    named = _named().get(sound(key(name))) or _named().get(sound(key(name).partition(" ")[2]), [])
    found = [s for s in named if ("Base" in s.name or "Army" in s.name) == military]
    if len(found) > 1 and not military:
        found = [s for s in found if "International" in s.name]
    return found[0] if len(found) == 1 else None

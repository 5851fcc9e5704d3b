"""Airfields by their name or town: "Balad air base", "Erbil airport". From airportsdata (MIT)."""

from __future__ import annotations

from analystkit.english.places.gazetteer import Spot, airfields, key


def airfield(name: str, kind: str) -> Spot | None:
    """The one airfield of this name or town; ``kind`` "base" or "airbase" asks for a military one. None where there are none or several.

    >>> airfield("Balad", "base").name, airfield("Erbil", "airport").name, airfield("London", "airport")
    ('Balad Southeast Air Base', 'Erbil International Airport', None)
    """
    military = kind in ("base", "airbase")
    wanted = key(name)
    named = airfields(wanted) or airfields(wanted.partition(" ")[2])
    found = [s for s in named if ("Base" in s.name or "Army" in s.name) == military]
    if len(found) > 1 and not military:
        found = [s for s in found if "International" in s.name]
    return found[0] if len(found) == 1 else None

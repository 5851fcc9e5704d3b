"""A geopy geocoder that needs no network: the codebook's places first, then the world's.

It is used like any other of geopy, so a notebook can put another one in its place; the library itself calls no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from analystkit.codebook import Codebook
from analystkit.gazetteer import Spot, codebook_spots, key, kilometres, world

REACH = 50.0  # kilometres: farther away, "near Ash" says nothing about a point


class OfflineGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """geopy's ``geocode`` and ``reverse`` from files on this machine. Nothing known gives None; nothing is ever raised or fetched.

    ``codebook`` is the analyst's own; its names go before the world's. A query may name the country or region after a comma.

    >>> geocoder = OfflineGeocoder()
    >>> place = geocoder.geocode("Paris, Texas")
    >>> place.address, round(place.latitude), place.raw["id"]
    ('Paris, Texas, United States', 34, 'paris-tx-us')
    >>> geocoder.geocode("Nowhereland") is None
    True
    >>> geocoder.reverse((36.2, 44.0)).address.split(",")[0]
    'Erbil'
    """

    def __init__(self, codebook: Codebook | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.codebook = codebook or Codebook()

    def geocode(
        self, query: str | Mapping[str, str], exactly_one: bool = True, *, limit: int | None = None, **_: Any
    ) -> Location | list[Location] | None:
        """The places that a name can mean, the likeliest first: one, or with ``exactly_one=False`` a list. Those without a position
        are left out. Timeouts and the like are taken and not needed.
        """
        text = ", ".join(map(str, query.values())) if isinstance(query, Mapping) else str(query)
        return _answer([s for s in self._find(text) if s.lat is not None][:limit], exactly_one)

    def reverse(
        self, query: Any, exactly_one: bool = True, *, limit: int | None = None, **_: Any
    ) -> Location | list[Location] | None:
        """The known places within fifty kilometres of a point ("36.2, 44.0", a pair or a Point), the nearest first."""
        try:
            point = Point(query)
        except (TypeError, ValueError):
            return None
        here = Spot("", "", "point", None, point.latitude, point.longitude, "point", 0, "")
        spots = {
            s.id: s for s in (*world().cities(), *codebook_spots(self.codebook).values()) if s.kind not in ("country", "region")
        }
        near = [(d, s.id, s) for s in spots.values() if (d := kilometres(here, s)) is not None and d <= REACH]
        return _answer([s for _, _, s in sorted(near)][:limit], exactly_one)

    def _find(self, text: str) -> list[Spot]:
        """The places of a query, the codebook's first; what follows a comma says where they lie."""
        own = codebook_spots(self.codebook).get(key(text))
        name, _, rest = (part.strip() for part in text.partition(","))
        spots = world().find(text) or world().find(name)
        if rest:
            spots = _inside(name, spots, rest)
        return [own, *spots] if own else spots


def _inside(name: str, spots: list[Spot], rest: str) -> list[Spot]:
    for part in reversed(rest.split(",")):
        for large in [s for s in world().find(part) if s.kind in ("country", "region")]:
            region = large.region if large.kind == "region" else None
            inside = [s for s in spots if s.country == large.country and region in (None, s.region) and s.id != large.id]
            if inside or (inside := world().towns(name, large.country, region)):
                return inside
    return []


def _answer(spots: list[Spot], exactly_one: bool) -> Location | list[Location] | None:
    places = [Location(_address(s), (s.lat, s.lon), _raw(s)) for s in spots]
    if exactly_one:
        return places[0] if places else None
    return places or None


def _address(s: Spot) -> str:
    """The name, its region and its country, as far as known."""
    w = world()
    region = w.regions.get(s.region or "")
    country = w.countries.get(s.country or "")
    names = [s.name, region.name if region and s.kind != "region" else "", country.name if country and s.kind != "country" else ""]
    return ", ".join(n for i, n in enumerate(names) if n and n not in names[:i])


def _raw(s: Spot) -> dict[str, Any]:
    return {
        "id": s.id,
        "kind": s.kind,
        "country": s.country,
        "region": s.region,
        "precision": s.precision,
        "geonames": s.geonames,
        "source": s.source,
    }

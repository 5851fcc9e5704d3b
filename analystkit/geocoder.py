"""A geopy geocoder that needs no network: the codebook's places first, then the world's.

It is used like any other of geopy, so a notebook can put another one in its place. The library itself calls no other: ``suggest`` asks the
one that it is given, for lines that the analyst may take into the codebook.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from analystkit.codebook import Codebook
from analystkit.english import Spot, codebook_spots, key, kilometres, world
from analystkit.files import write
from analystkit.text import slug

if TYPE_CHECKING:
    import pandas as pd

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

    def reverse(self, query: Any, exactly_one: bool = True, *, limit: int | None = None, **_: Any) -> Location | list[Location] | None:
        """The known places within fifty kilometres of a point ("36.2, 44.0", a pair or a Point), the nearest first."""
        try:
            point = Point(query)
        except (TypeError, ValueError):
            return None
        here = Spot("", "", "point", None, point.latitude, point.longitude, "point", 0, "")
        spots = {s.id: s for s in (*world().cities(), *codebook_spots(self.codebook).values()) if s.kind not in ("country", "region")}
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


_RAW = ("id", "kind", "country", "region", "precision", "geonames", "source")


def _answer(spots: list[Spot], exactly_one: bool) -> Location | list[Location] | None:
    places = [Location(_address(s), (s.lat, s.lon), {key: getattr(s, key) for key in _RAW}) for s in spots]
    if exactly_one:
        return places[0] if places else None
    return places or None


def _address(s: Spot) -> str:
    """The name, its region and its country, as far as known."""
    w = world()
    region = w.region(s.region or "")
    country = w.countries.get(s.country or "")
    names = [s.name, region.name if region and s.kind != "region" else "", country.name if country and s.kind != "country" else ""]
    return ", ".join(n for i, n in enumerate(names) if n and n not in names[:i])


# What Nominatim calls a place, as kind and precision of the codebook. Other services say nothing of it.
_KINDS = {
    "country": ("country", "country"),
    **dict.fromkeys(("state", "region", "province", "county", "district", "island", "archipelago"), ("region", "region")),
    **dict.fromkeys(("suburb", "quarter", "neighbourhood", "borough", "city_district"), ("district", "district")),
    **dict.fromkeys(("", "city", "town", "village", "hamlet", "municipality"), ("city", "city")),
}
_COLUMNS = ("place_id", "name", "kind", "country", "lat", "lon", "precision", "aliases", "source", "notes")


def suggest(
    places: pd.DataFrame, geocoder: Geocoder, cache: str | Path, *, pause: float = 1.0, limit: int = 3, **options: Any
) -> pd.DataFrame:
    """Lines for the codebook's ``places.csv``: what a geocoder with a network says of the names that the gazetteer cannot place.

    ``places`` is the places table; ``geocoder`` any of geopy's, ``options`` are for its ``geocode``. Each name is asked once: answers are
    kept in the file ``cache``, and questions lie ``pause`` seconds apart. A name with several answers has several lines: keep one. The
    tables change only when the analyst takes lines into the codebook; their rule then names the service. Raises geopy's errors after two
    retries; what was answered until then is kept, so call it again.
    """
    import pandas as pd

    asked = json.dumps({"limit": limit} | options, sort_keys=True)  # another service or other options have answers of their own
    kept: dict[str, Any] = json.loads(Path(cache).read_text("utf-8")) if Path(cache).exists() else {}
    known = kept.setdefault(f"{type(geocoder).__name__} {getattr(geocoder, 'domain', '')} {asked}", {})
    ask = RateLimiter(geocoder.geocode, min_delay_seconds=pause, swallow_exceptions=False)
    unplaced = places["place_id"].isna() | (places["kind"] == "unknown") | (places["lat"].isna() & (places["precision"] == "point"))
    lost = places[unplaced & (places["use"] == "locative") & ~places["nested"].astype(bool)]
    lines: list[dict[str, Any]] = []
    for name in sorted({" ".join(text.split()) for text in lost["text"]}):
        if name not in known:
            found = ask(name, exactly_one=False, **({"limit": limit} | options)) or ()
            known[name] = [{"address": x.address, "lat": x.latitude, "lon": x.longitude, "raw": x.raw} for x in found]
            write(Path(cache), json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True).encode())
        lines += _lines(name, known[name][:limit], type(geocoder).__name__)
    return pd.DataFrame(lines, columns=list(_COLUMNS))


def _lines(name: str, answers: list[dict[str, Any]], service: str) -> Iterator[dict[str, Any]]:
    for n, answer in enumerate(answers, 1):
        raw = answer["raw"] if isinstance(answer["raw"], dict) else {}
        kind, precision = _KINDS.get(raw.get("addresstype", ""), ("facility", "point"))
        notes = f"to be checked: {answer['address']}" + (f" ({n} of {len(answers)}: keep one)" if len(answers) > 1 else "")
        place_id = slug(name) if n == 1 else f"{slug(name)}-{n}"
        country = str(raw.get("address", {}).get("country_code", "")).upper() or None
        at = (round(answer["lat"], 5), round(answer["lon"], 5))
        yield dict(zip(_COLUMNS, (place_id, name, kind, country, *at, precision, None, f"geocoder {service}", notes), strict=True))

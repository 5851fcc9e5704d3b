"""GeoJSON: a feature for each event at each of its places, for QGIS, kepler.gl and Datawrapper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analystkit.share.rows import TOLLS, Event, Told
from analystkit.tables import Row, write_list


def write(told: Told, folder: Path, *, exact: bool = False) -> None:
    """``events.geojson``. An event without a place, or at a region or country, has no geometry: maps list it and draw nothing."""
    write_list(
        folder / "events.geojson", (f for e in told.events for f in features(e)), '{"type": "FeatureCollection", "features": [', "]}"
    )


def features(event: Event) -> Iterator[Row]:
    """The event at each of its places, else once without any. Numbers and words stand beside the lists, for tools that read no lists."""
    tolls = {f"{a}_{end}": n for a in TOLLS for end, n in zip(("min", "max"), event.toll(a)[:2], strict=True)}
    more = {"claims": list(event.claims), "conflicts": list(event.conflicts), "receipts": list(event.receipts)}
    told = event.row | {"when": event.when} | tolls | more
    for place in event.places or [{}]:
        at = {"place" if k == "name" else k: v for k, v in place.items() if k not in ("lat", "lon", "kind")}
        geometry = {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if place.get("lat") is not None else None
        key = f"{event.id}/{place['place_id']}" if place else event.id
        yield {"type": "Feature", "id": key, "geometry": geometry, "properties": {"headline": event.headline} | at | told}

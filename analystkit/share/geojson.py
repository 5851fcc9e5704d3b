"""GeoJSON: a feature for each event at each of its places, for QGIS, kepler.gl and Datawrapper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analystkit.share.rows import Event, Left, Told
from analystkit.tables import Row, write_list


def write(told: Told, folder: Path, *, exact: bool = False) -> Iterator[Left]:
    """``events.geojson``. An event without a place, or at a region or country, has no geometry: maps list it and draw nothing."""
    found = (feature for event in told.events for feature in features(event))
    write_list(folder / "events.geojson", found, '{"type": "FeatureCollection", "features": [', "]}")
    yield from ()


def features(event: Event) -> Iterator[Row]:
    """The event at each of its places, else once without any. Numbers and words stand beside the lists, for tools that read no lists."""
    told = event.properties()
    for place in event.places or [{}]:
        at = {"place" if k == "name" else k: v for k, v in place.items() if k not in ("lat", "lon", "kind")}
        point = place and place["lat"] is not None
        geometry = {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if point else None
        key = f"{event.id}/{place['place_id']}" if place else event.id
        yield {"type": "Feature", "id": key, "geometry": geometry, "properties": {"headline": event.headline} | at | told}

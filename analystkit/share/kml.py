"""KML: placemarks for Google Earth, each with its days, and a ring as wide as its place is not exact."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from analystkit.share.rows import Event, Left, Told, quoted
from analystkit.tables import Row

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Events</name>\n'
_DEGREE = 111.32  # kilometres
_CR = {"\r": "&#13;"}  # else a reader of XML makes it another end of line


def write(told: Told, folder: Path, *, exact: bool = False) -> Iterator[Left]:
    """``events.kml``. An open end stays open; without a point a placemark is in the list, and not on the globe."""
    with (folder / "events.kml").open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for event in told.events:
            for place in event.places or [{}]:
                mark = _placemark(event, place, told)
                if _NOT_XML.search(mark):
                    yield Left(event.id, "a character that XML cannot hold is written as �")
                file.write(_NOT_XML.sub("\ufffd", mark))
        file.write("</Document></kml>\n")


def _placemark(event: Event, place: Row, told: Told) -> str:
    first, last = event.row["earliest"], event.row["latest"]
    span = "".join(f"<{tag}>{day}</{tag}>" for tag, day in (("begin", first), ("end", last)) if day)
    known = {k: event.row[k] for k in ("event_id", "type", "status", "earliest", "latest")}
    known |= {"when": event.when, "place": place.get("name"), "precision": place.get("precision"), "radius_km": place.get("radius_km")}
    told_of = {"claims": map(told.said, event.claims), "conflicts": event.differs, "receipts": map(quoted, event.receipts)}
    data = {k: "not known" if v is None else v for k, v in known.items()} | {k: "\n".join(v) for k, v in told_of.items()}
    named = "".join(f"<Data name={quoteattr(k)}><value>{escape(str(v), _CR)}</value></Data>" for k, v in data.items())
    when = f"<TimeSpan>{span}</TimeSpan>" if span else ""
    return f"<Placemark><name>{escape(event.headline, _CR)}</name>{when}<ExtendedData>{named}</ExtendedData>{_shape(place)}</Placemark>\n"


def _shape(place: Row) -> str:
    if place.get("lat") is None:
        return ""
    ring = " ".join(f"{lon},{lat}" for lon, lat in _ring(place["lon"], place["lat"], place["radius_km"]))
    point = f"<Point><coordinates>{place['lon']},{place['lat']}</coordinates></Point>"
    return f"<MultiGeometry>{point}<LineString><tessellate>1</tessellate><coordinates>{ring}</coordinates></LineString></MultiGeometry>"


def _ring(lon: float, lat: float, km: float) -> Iterator[tuple[float, float]]:
    wide = km / _DEGREE / max(math.cos(math.radians(lat)), 0.01)
    for n in range(25):
        angle = math.tau * n / 24
        yield round((lon + wide * math.sin(angle) + 180) % 360 - 180, 5), round(min(90, max(-90, lat + km / _DEGREE * math.cos(angle))), 5)

"""timemap, by Forensic Architecture and Bellingcat: its ``events`` as JSON, which discards an event with a key that it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analystkit.share.rows import Event, Left, Told, quoted
from analystkit.tables import Row, write_list
from analystkit.wording import spoken


def write(told: Told, folder: Path, *, exact: bool = False) -> Iterator[Left]:
    """``events.json``. It draws a day as a day: only a day that is certain is given, else it stands in words. An event that then has
    neither a day nor a point is left out, and listed."""
    rows = []
    for event in told.events:
        points: list[Row] = [p for p in event.places if p["lat"] is not None]
        day = event.row["earliest"] if event.row["earliest"] == event.row["latest"] else None
        rows += [_event(event, place, day, told) for place in points or ([{}] if day else [])]
        if not points and not day:
            yield Left(event.id, f"timemap needs a day or a point, and this is {event.when}, at no point: {event.headline}")
    write_list(folder / "events.json", rows)


def _event(event: Event, place: Row, day: str | None, told: Told) -> Row:
    where = f"{place['name']}, to about {place['radius_km']} km" if place else "; ".join(p["name"] for p in event.places)
    at = {"latitude": str(place["lat"]), "longitude": str(place["lon"])} if place else {}
    days = " and ".join(event.row[end] or "an unknown day" for end in ("earliest", "latest"))
    about = [event.headline, f"Between {days}", *map(told.said, event.claims), *event.differs, *map(quoted, event.receipts)]
    said = {"description": "\n".join(about), "date": day or "", "time_display": event.when, "location": where}
    kinds = {"type": spoken(event.row["type"]), "category": spoken(event.row["status"]), "associations": [], "sources": []}
    return {"id": f"{event.id}/{place['place_id']}" if place else event.id} | said | at | kinds

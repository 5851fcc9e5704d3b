"""A coding sheet: a line an event in the shape that human-rights teams code in (ACLED's shape, and none of its codes)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from analystkit.codebook.sheets import csv_bytes
from analystkit.share.rows import TOLLS, Event, Left, Told
from analystkit.tables import Row
from analystkit.wording import ends

GEO = {"point": 1, "city": 1, "district": 2, "region": 3, "country": 4}
HEADER = (
    "event_id event_date date_earliest date_latest time_precision event_type status title actor1 actor2 location geo_place country "
    "latitude longitude radius_km geo_precision killed_min killed_max injured_min injured_max sources n_articles n_origins conflict claims "
    "receipts sentence original_sha256"
).split()


def write(told: Told, folder: Path, *, exact: bool = False) -> Iterator[Left]:
    """``events.csv``. Every event has a line, with the country and position of one of its places, ``geo_place``: the others are listed, as
    is a toll that nobody gives as one number, which stays empty."""
    (folder / "events.csv").write_bytes(csv_bytes(HEADER, (_line(e, told) for e in told.events), exact=exact))
    for event in told.events:
        for why in filter(None, (event.toll(attribute)[2] for attribute in TOLLS)):
            yield Left(event.id, why)
        if others := [p["name"] for p in event.places if p is not _place(event)]:
            yield Left(event.id, f"country and position are those of {_place(event)['name']}, and not of {'; '.join(others)}")


def _place(event: Event) -> Row:
    """The first place that has a point, else the first."""
    return next((p for p in event.places if p["lat"] is not None), next(iter(event.places), {}))


def time_precision(event: Event) -> int | None:
    """1 where it is one day, 2 within a week, 3 within a month, 4 beyond; none where an end is open."""
    first, last = ends(event.row)
    return bisect_left((0, 6, 30), (last - first).days) + 1 if first and last else None


def _line(event: Event, told: Told) -> list[object]:
    row, receipt = event.row, next(iter(event.receipts), {})
    day = row["earliest"] if row["earliest"] == row["latest"] else None
    place = _place(event)
    agents, targets = ([a["name"] for a in row["actors"] if a["role"] in roles] for roles in (("agent",), ("target", "victim")))
    outlets, claims = dict.fromkeys(r["outlet"] for r in event.receipts), "\n".join(map(told.said, event.claims))
    return [
        event.id, day, row["earliest"], row["latest"], time_precision(event), row["type"], row["status"], row["title"], "; ".join(agents),
        "; ".join(targets), "; ".join(p["name"] for p in event.places), *map(place.get, ("name", "country", "lat", "lon", "radius_km")),
        GEO.get(place.get("precision") or ""), *event.toll("killed")[:2], *event.toll("injured")[:2], "; ".join(outlets), row["n_articles"],
        row["n_origins"], "\n".join(event.differs), claims, "; ".join(r["receipt"] for r in event.receipts), receipt.get("sentence"),
        receipt.get("original_sha256"),
    ]  # fmt: skip

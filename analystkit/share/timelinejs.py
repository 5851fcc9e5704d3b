"""TimelineJS: the sheet it asks for, as CSV, and the same as JSON."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

from analystkit.codebook.sheets import csv_bytes
from analystkit.share.rows import Event, Left, Told, quoted
from analystkit.tables import Row, write_list
from analystkit.wording import ends, period, spoken

_PARTS = ("year", "month", "day")
_HEADER = (
    "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,"
    "Type,Group,Background"
).split(",")


def write(told: Told, folder: Path, *, exact: bool = False) -> Iterator[Left]:
    """``timeline.csv`` and ``timeline.json``. An event with an open end has no place on such a line: it is left out, and listed."""
    slides = []
    for event in told.events:
        if slide := _slide(event, told):
            slides.append(slide)
        else:
            yield Left(event.id, f"TimelineJS needs a first and a last day, and this is {event.when}: {event.headline}")
    days = ([s.get(at, {}).get(part, "") for part in _PARTS] for s in slides for at in ("start_date", "end_date"))
    told_by = ([s["display_date"], *s["text"].values(), *[""] * 5, s["group"], ""] for s in slides)
    lines = ([*start, "", *end, "", *rest] for start, end, rest in zip(days, days, told_by, strict=True))
    (folder / "timeline.csv").write_bytes(csv_bytes(_HEADER, lines, exact=exact))
    write_list(folder / "timeline.json", slides, '{"events": [', "]}")


def _slide(event: Event, told: Told) -> Row | None:
    """The event as a slide; headline and text are markup there, so they are escaped. What goes on needs no last day."""
    first, last = ends(event.row)
    if not first or not (last or event.row["status"] == "ongoing"):
        return None
    exact = period(first, last)
    days = {"start_date": _date(exact or first.isoformat())} | ({} if exact or not last else {"end_date": _date(last.isoformat())})
    where = "; ".join(f"{p['name']} ({p['precision'] or 'precision not known'})" for p in event.places)
    about = [f"Where: {where or 'not known'}", f"Status: {spoken(event.row['status'])}", *map(told.said, event.claims), *event.differs]
    body = "".join(f"<p>{html.escape(line)}</p>" for line in (*about, *map(quoted, event.receipts)))
    text = {"headline": html.escape(event.headline), "text": body}
    return {"unique_id": event.id, **days, "display_date": html.escape(event.when), "text": text, "group": spoken(event.row["type"])}


def _date(iso: str) -> Row:
    return dict(zip(_PARTS, map(int, iso.split("-")), strict=False))

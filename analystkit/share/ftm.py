"""FollowTheMoney: the entities that Aleph and OpenAleph load, a line each."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path

from analystkit.english import nations
from analystkit.share.rows import ADDRESS, Event, Left, Told, quoted
from analystkit.tables import Row
from analystkit.wording import ends, one_line, period, spoken

_SCHEMA = {"person": "Person", "government": "PublicBody", "military": "PublicBody", "anonymous": "LegalEntity"}
_SPACE = uuid.UUID("7d1d5a2e-52b5-5f0b-9b0e-2f5c0f3d6a11")
_LONGEST = {"full": 250, "name": 384, "title": 1024, "author": 1024, "publisher": 1024}
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def write(told: Told, folder: Path, *, exact: bool = False) -> Iterator[Left]:
    """``entities.ftm.json``. A day that is not exact goes into the notes, too; a person may be one of the same name: nobody is matched."""
    with (folder / "entities.ftm.json").open("w", encoding="utf-8", newline="\n") as file:
        for schema, key, properties in _entities(told):
            listed = {k: [v] if isinstance(v, str) else list(v) for k, v in properties.items() if v}
            kept = {k: [_fit(v, _LONGEST.get(k, 65_000)) for v in values] for k, values in listed.items()}
            if kept != listed:
                yield Left(f"{schema}:{key}", "FollowTheMoney takes no control character, here �, and no text as long, here cut at …")
            file.write(json.dumps({"id": _id(schema, key), "schema": schema, "properties": kept}, ensure_ascii=False) + "\n")


def _fit(value: str, longest: int) -> str:
    said = _CONTROL.sub("\ufffd", value)
    return said if len(said) <= longest else f"{said[: longest - 1]}…"


def _id(schema: str, key: str) -> str:
    """An id that is the same wherever the row is exported, of the letters that are allowed there."""
    kind = "actor" if schema in (*_SCHEMA.values(), "Organization") else schema
    return str(uuid.uuid5(_SPACE, f"{kind}:{key}"))


def _entities(told: Told) -> Iterator[tuple[str, str, Row]]:
    for article, row in told.articles.items():
        known = {"title": one_line(row["title"]), "author": one_line(row["byline"]), "publisher": one_line(row["outlet"])}
        hashes = f"sha256 of the text {row['sha256']}, of the original {row['original_sha256'] or row['sha256']}"
        url = row["url"] if ADDRESS.fullmatch(row["url"] or "") else None
        notes = [f"published: {_between(row)} ({row['basis']})", hashes, *([f"address: {row['url']}"] if row["url"] and not url else [])]
        days = {"publishedAt": row["earliest"]} if row["earliest"] == row["latest"] else {}
        yield "Article", article, {"name": known["title"] or article, **known, **days, "sourceUrl": url, "notes": notes}
    codes = {n.code for n in nations().values()}
    for place_id, place in sorted({p["place_id"]: p for e in told.events for p in e.places}.items()):
        at = {"latitude": str(place["lat"]), "longitude": str(place["lon"])} if place["lat"] is not None else {}
        off = f", to about {place['radius_km']} km" if at else ", no point"
        country = place["country"].lower() if place["country"] in codes else None
        name = one_line(place["name"]) or spoken(place_id)
        yield "Address", place_id, {"full": name, "name": name, "country": country, **at, "notes": f"precision: {place['precision']}{off}"}
    schemas: dict[str, str] = {}
    for row in told.read("actors"):
        actor, at = row["actor_id"], told.receipt(row)
        if actor not in schemas:
            schemas[actor] = _SCHEMA.get(row["kind"], "Organization")
            notes = [f"kind: {spoken(row['kind'])}", f"first named: {quoted(at)}"]
            yield schemas[actor], actor, {"name": one_line(row["name"]) or spoken(actor), "notes": notes}
        links = {"document": _id("Article", row["article"]), "resolved": _id(schemas[actor], actor), "detectedSchema": schemas[actor]}
        yield "Mention", f"{at['receipt']}:{actor}", links | {"name": one_line(row["text"]) or "?"}
    for event in told.events:
        yield "Event", event.id, _event(event)
    for claim in told.claims:
        article, of = _id("Article", claim["article"]), claim["event_id"]
        about = {"name": spoken(claim["attribute"]), "entity": [article, *([_id("Event", of)] if of else [])], "proof": article}
        yield "Note", f"{claim['claim_id']}:{claim['source_id']}", about | {"description": told.said(claim), "notes": quoted(claim)}


def _event(event: Event) -> Row:
    """The event; its days as one date where they are a day, a month or a year, else as both ends, and always in words."""
    about = [f"it lies in: {_between(event.row)}", f"status: {spoken(event.row['status'])}"]
    about += [f"{a['name']}: {a['role']}" for a in event.row["actors"]]
    notes = [*about, *event.differs, *map(quoted, event.receipts)]
    proof = dict.fromkeys(_id("Article", r["article"]) for r in event.receipts)
    links = {"proof": proof, "addressEntity": [_id("Address", p["place_id"]) for p in event.places]}
    exact = period(*ends(event.row))
    days = {"date": exact} if exact else {"startDate": event.row["earliest"], "endDate": event.row["latest"]}
    involved = [_id("LegalEntity", a["actor_id"]) for a in event.row["actors"]]
    return {"name": event.headline, "keywords": spoken(event.row["type"]), "notes": notes, "involved": involved} | links | days


def _between(row: Row) -> str:
    return f"{row['earliest'] or 'not known'} to {row['latest'] or 'not known'}"

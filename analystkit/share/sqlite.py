"""SQLite: one database for Datasette and any SQL: the tables, what joins them, full-text search, and the views ``timeline``, ``map``
and ``ledger``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from analystkit.share.csv import KEYS
from analystkit.share.rows import Left, Told, columns
from analystkit.tables import KINDS

_TYPES = {"text": "TEXT", "int": "INTEGER", "float": "REAL", "bool": "INTEGER"}
_LINKS = """
CREATE TABLE sites (place_id TEXT PRIMARY KEY, name TEXT, kind TEXT, country TEXT, precision TEXT, latitude REAL, longitude REAL,
  radius_km INTEGER);
CREATE TABLE event_places (event_id TEXT REFERENCES events, place_id TEXT REFERENCES sites);
CREATE TABLE event_actors (event_id TEXT REFERENCES events, actor_id TEXT, name TEXT, role TEXT);
"""
_VIEWS = """
CREATE VIEW timeline AS SELECT earliest, latest, "when", title, type, status, n_articles, receipts, sentence, original_sha256, event_id
  FROM events ORDER BY coalesce(earliest, latest, '9999'), coalesce(latest, '9999'), event_id;
CREATE VIEW map AS SELECT e.title, e.type, e.status, e.earliest, e.latest, s.name AS place, s.precision, s.radius_km, s.latitude,
  s.longitude, e.receipts, e.sentence, e.original_sha256, e.event_id, s.place_id
  FROM events e JOIN event_places USING (event_id) JOIN sites s USING (place_id) WHERE s.latitude IS NOT NULL;
CREATE VIEW ledger AS SELECT e.title AS event, c.attribute, c.value, c.qualifier, c.source, c.via, c.outlet, k.verdict, c.against,
  c.part_of, c.sentence, c.claim_id, c.original_sha256, c.event_id FROM claims c LEFT JOIN events e USING (event_id)
  LEFT JOIN conflicts k ON k.conflict_id = c.conflict_id ORDER BY e.title, c.attribute, c.claim_id;
"""
_SOUGHT = {"segments": ("text",), "statements": ("text", "speaker_text", "sentence"), "claims": ("text", "source", "sentence")}


def write(told: Told, folder: Path, *, exact: bool = False) -> list[Left]:
    """``tables.sqlite``. All is said, every text exact; a number beyond 64 bits is text, and listed."""
    left: list[Left] = []
    # One transaction, begun here: Python 3.11 begins none before an INSERT where the locale is Turkish, in which an I is no i.
    with closing(sqlite3.connect(folder / "tables.sqlite", isolation_level=None)) as db:
        _run(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
        for name in sorted(KINDS, key=lambda name: name not in KEYS):  # first what others refer to
            db.execute(f"CREATE TABLE {name} ({', '.join(_column(name, *c) for c in columns(name).items())})")
            db.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns(name)))})", _rows(told, name, left))
        _run(db, _LINKS)
        places = told.places | {p["place_id"]: p for e in told.events for p in e.places}
        site = "INSERT INTO sites VALUES (:place_id, :name, :kind, :country, :precision, :lat, :lon, :radius_km)"
        db.executemany(site, (p for _, p in sorted(places.items())))
        db.executemany("INSERT INTO event_places VALUES (?, ?)", ((e.id, p["place_id"]) for e in told.events for p in e.places))
        roles = ((e.id, a["actor_id"], a["name"], a["role"]) for e in told.events for a in e.row["actors"])
        db.executemany("INSERT INTO event_actors VALUES (?, ?, ?, ?)", roles)
        for name in KINDS:
            for column in ("article", "event_id"):
                if column in columns(name) and KEYS.get(name) != column:
                    db.execute(f"CREATE INDEX {name}_{column} ON {name} ({column})")
        _run(db, _VIEWS)
        for name, texts in _SOUGHT.items():
            db.execute(f"CREATE VIRTUAL TABLE {name}_fts USING fts5({', '.join(texts)}, content='{name}')")
            db.execute(f"INSERT INTO {name}_fts({name}_fts) VALUES ('rebuild')")
        db.execute("COMMIT")
    return left


def _run(db: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";"):  # executescript would end the transaction
        db.execute(statement)


def _rows(told: Told, name: str, left: list[Left]) -> Iterator[tuple[object, ...]]:
    for row in told.flat(name):
        if isinstance(value := row.get("value"), int) and not -(2**63) <= value < 2**63:
            left.append(Left(f"claims:{row['claim_id']}:value", "SQLite holds no number as large: it is text"))
            row["value"] = str(value)
        yield tuple(row.values())


def _column(table: str, name: str, kind: str) -> str:
    named = {key: other for other, key in KEYS.items()}
    refers = " PRIMARY KEY" if KEYS.get(table) == name else f" REFERENCES {named[name]}" if name in named else ""
    typed = "" if name == "value" else _TYPES[kind]  # a claim's value is a number or a word, as it is
    return f'"{name}" {typed}{refers}'

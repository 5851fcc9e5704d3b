"""CSV: a file a table, its description as a data package, and ``edges.csv``, which the import of Maltego, i2 and Gephi maps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from analystkit.codebook.sheets import csv_bytes
from analystkit.share.rows import Told, columns
from analystkit.tables import KINDS, Row

EDGES = ("actor", "actor_name", "role", "event", "event_title", "status", "earliest", "latest", "article", "start", "end", "sentence",
         "original_sha256")  # fmt: skip
KEYS = {"articles": "article", "events": "event_id", "conflicts": "conflict_id"}
"""The tables whose rows others name, and the column that names them."""
_TYPES = {"text": "string", "int": "integer", "float": "number", "bool": "boolean"}
_DAYS = ("earliest", "latest", "best_earliest", "best_latest")


def write(told: Told, folder: Path, *, exact: bool = False) -> None:
    """A file a table with its receipts; a cell is empty where nothing is known. All is said: nothing is left out."""
    for name in KINDS:
        cells = ([str(v).lower() if isinstance(v, bool) else v for v in row.values()] for row in told.flat(name))
        (folder / f"{name}.csv").write_bytes(csv_bytes(columns(name), cells, exact=exact))
    (folder / "edges.csv").write_bytes(csv_bytes(EDGES, ([row.get(c) for c in EDGES] for row in edges(told)), exact=exact))
    (folder / "datapackage.json").write_text(json.dumps(package(exact), indent=1) + "\n", "utf-8")


def edges(told: Told) -> Iterator[Row]:
    """Who had which role in what, once for each telling: actor → event, with the days of the event and the receipt of the telling."""
    for mention in told.read("mentions"):
        for actor in mention["actors"] if mention["event_id"] else ():
            event = told.event[mention["event_id"]].row
            who = {"actor": actor["actor_id"], "actor_name": told.named(actor["actor_id"]), "role": actor["role"]}
            what = {"event": event["event_id"], "event_title": event["title"], "status": mention["status"]}
            yield told.receipt(mention) | who | what | {k: event[k] for k in ("earliest", "latest")}


def package(exact: bool) -> Row:
    """The data package: the type of each column, and which column of one table names a row of another."""
    named = {key: name for name, key in KEYS.items()}
    resources = []
    for name in KINDS:
        types = {c: "date" if c in _DAYS else _TYPES[kind] for c, kind in columns(name).items()}
        types |= {"value": "any"} if name == "claims" else {}  # a number, or the id of an actor or place
        fields = [{"name": c, "type": of} for c, of in types.items()]
        keys = [_names(c, named[c]) for c in columns(name) if c in named and named[c] != name]
        resources.append(_resource(name, fields, {"foreignKeys": keys} | ({"primaryKey": KEYS[name]} if name in KEYS else {})))
    whole = [{"name": c, "type": "integer" if c in ("start", "end") else "date" if c in _DAYS else "string"} for c in EDGES]
    resources.append(_resource("edges", whole, {"foreignKeys": [_names("event", "events"), _names("article", "articles")]}))
    guard = "Texts are exact." if exact else "A text that a spreadsheet would take for a formula has a ' before it."
    return {"profile": "tabular-data-package", "name": "analystkit-tables", "description": guard, "resources": resources}


def _names(column: str, table: str) -> Row:
    return {"fields": [column], "reference": {"resource": table, "fields": [KEYS[table]]}}


def _resource(name: str, fields: list[Row], keys: Row) -> Row:
    about = {"name": name, "path": f"{name}.csv", "profile": "tabular-data-resource", "format": "csv", "encoding": "utf-8-sig"}
    return about | {"schema": {"fields": fields, "missingValues": [""]} | keys}

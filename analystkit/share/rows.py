"""What every export writes: the tables, read once, each row with its receipt, and each event with its places, claims and conflicts.

A receipt is the article, the characters, the sentence around them, and the hash of the file that the article was read from.
"""

from __future__ import annotations

import hashlib
import json
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from analystkit.english import HEDGE, ends, sentences
from analystkit.errors import InputError, Problem
from analystkit.records import RADIUS
from analystkit.tables import KINDS, Row, lines
from analystkit.wording import one_line, spoken, status, when

POINT = ("point", "city", "district")
"""The precisions of a place that an export gives as a point; a region or a country is named, and has none."""
TOLLS = ("killed", "injured")
_RECEIPT = {"sentence": "text", "original_sha256": "text"}
_MORE = {
    "articles": {},
    "segments": {"original_sha256": "text"},  # its own words are all that there is around them
    "claims": {"source": "text", "outlet": "text", "conflict_id": "text", "against": "bool", "part_of": "text"} | _RECEIPT,
    "events": {"when": "text", "receipts": "text"} | _RECEIPT,
    "conflicts": {"against": "text", "receipts": "text"} | _RECEIPT,
}


def columns(name: str) -> dict[str, str]:
    """The columns of a table as flat files have it, with their kinds: those of the table, lists as text, and the receipt behind them."""
    own = {key: kind if kind in ("int", "float", "bool") else "text" for key, kind in KINDS[name].items()}
    return own | _MORE.get(name, _RECEIPT)


@dataclass(frozen=True)
class Left:
    """A row that a format cannot say as it is, or not without a lie: which, and what became of it."""

    row: str
    why: str


@dataclass(frozen=True)
class Event:
    """An event with what belongs to it. A place has ``lat`` and ``lon`` only where these are a point, and then ``radius_km``."""

    row: Row
    places: Sequence[Row]
    claims: Sequence[Row]
    conflicts: Sequence[Row]
    receipts: Sequence[Row]

    @property
    def id(self) -> str:
        return str(self.row["event_id"])

    @property
    def days(self) -> tuple[str | None, str | None]:
        """The first and the last day on which it can lie."""
        return self.row["earliest"], self.row["latest"]

    @property
    def when(self) -> str:
        """Its days in words, no more exact than they are."""
        return when(self.row, ongoing=self.row["status"] == "ongoing")

    @property
    def headline(self) -> str:
        """Its title; what is not told as having happened says so."""
        said = status(self.row["status"])
        return f"{self.row['title']} [{said}]" if said else str(self.row["title"])

    def toll(self, attribute: str) -> tuple[int | None, int | None, str]:
        """The smallest and the largest number that a source gives, parts of a total left out; and why there is none, or "".

        An end that a source leaves open ("at least 4") is None. Who counts two groups apart gives no total, and none is made.
        """
        counted = [c for c in self.claims if c["attribute"] == attribute and isinstance(c["value"], int) and not c["part_of"]]
        said: dict[tuple[str, str], set[int]] = defaultdict(set)
        for c in counted:
            said[c["article"], c["source_id"]].add(c["value"])
        if several := next((v for v in said.values() if len(v) > 1), None):
            return None, None, f"one source counts {' and '.join(map(str, sorted(several)))} {attribute}, and nobody says their sum"
        if not counted:
            return None, None, ""
        allowed = [_ends(c["value"], c["qualifier"] or "") for c in counted]
        low, high = min(a for a, _ in allowed), max(b for _, b in allowed)
        return int(low) if low > -math.inf else None, int(high) if high < math.inf else None, ""

    def properties(self) -> Row:
        """All of it as plain values, for the formats that keep them."""
        tolls = {f"{a}_{end}": n for a in TOLLS for end, n in zip(("min", "max"), self.toll(a)[:2], strict=True)}
        more = {"claims": list(self.claims), "conflicts": list(self.conflicts), "receipts": list(self.receipts)}
        return self.row | {"when": self.when} | tolls | more


def _ends(value: int, qualifier: str) -> tuple[float, float]:
    hedge = next((m for part in qualifier.split("; ") if (m := HEDGE.match(part))), None)
    if hedge is None or hedge["about"]:
        return value, value
    low, high = ends(value, hedge.group())
    return -math.inf if hedge["most"] or hedge["fewer"] else low, high


class Told:
    """The tables of a folder, or of a corpus, read when they are asked for.

    >>> told = Told(lambda name: [], {})
    >>> told.events
    []
    """

    def __init__(self, read: Callable[[str], Iterable[Row]], hashes: Mapping[str, str]) -> None:
        self.read, self.hashes = read, hashes
        self._spans: dict[str, list[tuple[int, int]]] = {}
        self._segments: dict[str, list[tuple[int, int]]] = defaultdict(list)

    @classmethod
    def of_folder(cls, folder: str | Path) -> Told:
        """The tables that ``analystkit tables`` wrote. Raises InputError for a table or a column that is not there."""
        paths = {name: Path(folder) / f"{name}.jsonl" for name in KINDS}
        if missing := [path.name for path in paths.values() if not path.is_file()]:
            raise InputError(
                [Problem(str(folder), "no tables", f"{missing[0]} is not there", "write them: analystkit tables SEEDS --out DIR")]
            )
        hashes = {}
        for name, path in paths.items():
            with path.open("rb") as file:
                hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
        return cls(lambda name: _rows(paths[name], name), hashes)

    @classmethod
    def of_rows(cls, rows: Mapping[str, list[Row]], events: Iterable[str] | None = None) -> Told:
        """Tables in memory; with ``events`` only these, what is told of them, and the articles that tell it."""
        if events is not None:
            rows = _only(rows, set(events))
        return cls(rows.__getitem__, {name: hashlib.sha256(lines(rows[name])).hexdigest() for name in KINDS})

    # -- what an id means ------------------------------------------------------------------------------------------------------

    @cached_property
    def articles(self) -> dict[str, Row]:
        return {r["article"]: r for r in self.read("articles")}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Each article's text, which its segments give without a gap."""
        parts: dict[str, list[str]] = defaultdict(list)
        for row in self.read("segments"):
            parts[row["article"]].append(row["text"])
            self._segments[row["article"]].append((row["start"], row["end"]))
        return {a: "".join(parts[a]) for a in self.articles}

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of actors and places by their ids."""
        found = {r["actor_id"]: r["name"] for r in self.read("actors")}
        return {key: one_line(name) for key, name in (found | {k: p["name"] for k, p in self.places.items()}).items() if name}

    @cached_property
    def places(self) -> dict[str, Row]:
        """A row for each place: with a position where any of its rows has one, which is a point only if it is exact enough."""
        kept: dict[str, Row] = {}
        for row in self.read("places"):
            if row["place_id"] and (row["place_id"] not in kept or kept[row["place_id"]]["lat"] is None):
                point = row["lat"] is not None and row["precision"] in POINT
                at = {"lat": row["lat"], "lon": row["lon"], "radius_km": RADIUS[row["precision"]]} if point else _NOWHERE
                kept[row["place_id"]] = {k: row[k] for k in ("place_id", "name", "kind", "country", "precision")} | at
        return kept

    def named(self, identifier: object) -> str:
        """The name behind an id; the id in words where nobody has one."""
        return self.names.get(str(identifier)) or spoken(identifier)

    def outlet(self, article: str) -> str:
        """What an article is called: its outlet, else its id."""
        return one_line(self.articles[article]["outlet"]) or f"article {article}"

    def said(self, claim: Row) -> str:
        """A claim in words, with who claims it, where, and its receipt."""
        value = "not said" if claim["value"] is None else str(self.names.get(str(claim["value"]), claim["value"]))
        hedge = f" ({claim['qualifier']})" if claim["qualifier"] else ""
        who = claim["source"] if claim["source"] == claim["outlet"] else f"{claim['source']}, in {claim['outlet']}"
        return f"{spoken(claim['attribute'])}: {value}{hedge}, says {who} [{claim['receipt']}]"

    # -- receipts --------------------------------------------------------------------------------------------------------------

    def receipt(self, row: Mapping[str, Any]) -> Row:
        """Where a row stands. Raises InputError where its words are not at its characters: tables of two runs are mixed."""
        article, start, end = row["article"], row["start"], row["end"]
        words = self.texts.get(article, "")[start:end]
        name = f"{article}:{start}-{end}"
        if words != row.get("text", words) or article not in self.articles:
            raise InputError([Problem(name, "the words are not those of the article", repr(row.get("text"))[:80], "make the tables anew")])
        of = self.articles[article]
        made = {
            "receipt": name,
            "article": article,
            "start": start,
            "end": end,
            "text": words,
            "sentence": self._sentence(article, start, end),
        }
        return made | {"outlet": self.outlet(article), "url": of["url"], "original_sha256": of["original_sha256"] or of["sha256"]}

    def _sentence(self, article: str, start: int, end: int) -> str:
        """The sentences that hold some characters, as they stand in the article."""
        text = self.texts[article]
        if article not in self._spans:
            self._spans[article] = [(s.start, s.end) for a, b in self._segments[article] for s in sentences(text, a, b)]
        spans = self._spans[article]
        first, last = (max(bisect_right(spans, (at, math.inf)) - 1, 0) for at in (start, max(start, end - 1)))
        return text[min(start, spans[first][0]) : max(end, spans[last][1])] if spans else text[start:end]

    # -- rows ------------------------------------------------------------------------------------------------------------------

    def flat(self, name: str) -> Iterator[Row]:
        """The rows of a table with plain values in every cell, in the order of ``columns``."""
        for row in self.claims if name == "claims" else self.read(name):
            yield {c: _plain(v) for c, v in self._with_receipt(name, row).items()}

    def _with_receipt(self, name: str, row: Row) -> Row:
        more: Row = {}
        if name == "events":
            event = self.event[row["event_id"]]
            more = {"when": event.when, "receipts": [r["receipt"] for r in event.receipts], **(event.receipts[0] if event.receipts else {})}
        elif name == "conflicts":
            found = [self.receipt(c) for c in row["claims"]]
            more = {
                "against": [c["claim_id"] for c in row["claims"] if c["against"]],
                "receipts": [r["receipt"] for r in found],
                **found[0],
            }
            row = row | {"claims": [c["claim_id"] for c in row["claims"]]}
        elif name == "candidates":
            more = self.receipt(_span(row["receipts"][0]))
        elif name != "articles":
            more = self.receipt(row)
        return {c: row[c] if c in KINDS[name] and c in row else more.get(c, row.get(c)) for c in columns(name)}

    @cached_property
    def claims(self) -> list[Row]:
        """The claims, each with its claimant's name, how it stands in a conflict, and its receipt."""
        stands = {c["claim_id"]: (k["conflict_id"], c["against"], c["part_of"]) for k in self.read("conflicts") for c in k["claims"]}
        out = []
        for row in self.read("claims"):
            at = self.receipt(row)
            source = at["outlet"] if row["source_id"] in (None, "outlet") else self._source(row)
            said = zip(("conflict_id", "against", "part_of"), stands.get(row["claim_id"], (None, None, None)), strict=True)
            out.append(row | at | {"source": source} | dict(said))
        return out

    def _source(self, claim: Row) -> str:
        who = self.names.get(claim["source_id"]) or one_line(claim["source_text"]) or spoken(claim["source_id"])
        return f"{who}, relayed by {self.named(claim['via'])}" if claim["via"] else who

    @cached_property
    def events(self) -> list[Event]:
        """The events in their order."""
        mentions, claims, conflicts = (_by_event(rows) for rows in (self.read("mentions"), self.claims, self.read("conflicts")))
        kept = tuple(k for k in KINDS["claims"] if k not in ("rule", "credibility_rule"))
        kept += ("receipt", "sentence", "original_sha256", "source", "outlet", "conflict_id", "against", "part_of")
        made = []
        for row in self.read("events"):
            event_id = row["event_id"]
            actors = [a | {"name": self.named(a["actor_id"])} for a in row["actors"]]
            places = [self.places.get(p) or _NOWHERE | {"place_id": p, "name": spoken(p), "kind": None, "country": None, "precision": None}
                      for p in row["place_ids"]]  # fmt: skip
            own = [{k: c[k] for k in kept} for c in claims[event_id]]
            differs = [{k: c[k] for k in ("conflict_id", "attribute", "verdict", "note")} for c in conflicts[event_id]]
            made.append(Event(row | {"actors": actors}, places, own, differs, [self.receipt(m) for m in mentions[event_id]]))
        return made

    @cached_property
    def event(self) -> dict[str, Event]:
        return {e.id: e for e in self.events}


_NOWHERE: Row = {"lat": None, "lon": None, "radius_km": None}


def _rows(path: Path, name: str) -> Iterator[Row]:
    """The rows of a table on disk, a line each."""
    with path.open("rb") as file:
        for n, line in enumerate(file, 1):
            try:
                row = json.loads(line)
                yield {key: row[key] for key in KINDS[name]}
            except (ValueError, KeyError, TypeError) as error:
                found = f"{type(error).__name__}: {str(error)[:80]}"
                raise InputError([Problem(f"{path}:{n}", f"no row of {name}", found, "make the tables anew with this kit")]) from error


def _only(rows: Mapping[str, list[Row]], events: set[str]) -> dict[str, list[Row]]:
    """The rows of some events, and of the articles that tell of them; an id of another event goes from a row that stays."""
    told = {r["article"] for name in ("mentions", "claims") for r in rows[name] if r["event_id"] in events}
    out = {name: [r for r in table if r.get("article", "") in told] for name, table in rows.items() if "article" in KINDS[name]}
    for name in ("mentions", "claims", "events", "conflicts"):
        out[name] = [r for r in rows[name] if r["event_id"] in events]
    out["events"] = [r | {"parts": [p for p in r["parts"] if p in events]} for r in out["events"]]
    return out | {"candidates": [r for r in rows["candidates"] if {r["event_id"], r["other_id"]} <= events]}


def _by_event(rows: Iterable[Row]) -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        out[row["event_id"]].append(row)
    return out


def _span(receipt: str) -> Row:
    article, _, span = receipt.rpartition(":")
    start, _, end = span.partition("-")
    return {"article": article, "start": int(start), "end": int(end)}


def _plain(value: Any) -> Any:
    """A cell: a list as its items with semicolons between, an actor with its role."""
    if isinstance(value, list):
        return "; ".join(f"{v['actor_id']} ({v['role']})" if isinstance(v, dict) else str(v) for v in value)
    return value

"""What every export writes: the tables, read once, each row with its receipt, and each event with its places, claims and conflicts.

A receipt is the article, the characters, the sentence around them, and the hash of the file that the article was read from.
"""

from __future__ import annotations

import hashlib
import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from analystkit.codebook.corrections import receipt
from analystkit.english import HEDGE, ends, sentences
from analystkit.errors import AnalystkitError, InputError, Problem
from analystkit.files import finish, sha256_of, spoilt
from analystkit.records import RADIUS
from analystkit.tables import KINDS, Row, lines, of_events, read_rows
from analystkit.wording import one_line, spoken, status, when

POINT = ("point", "city", "district")
"""The precisions of a place that an export gives as a point; a region or a country is named, and has none."""
TOLLS = ("killed", "injured")
ADDRESS = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#][^\s\"<>\\^`{|}\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]{0,1950})?")
"""An address that FollowTheMoney and XLSX take for one."""
_NOWHERE: Row = dict.fromkeys(("kind", "country", "precision", "lat", "lon", "radius_km"))
_RECEIPT = {"sentence": "text", "original_sha256": "text"}
_STANDS = {"source": "text", "outlet": "text", "conflict_id": "text", "against": "bool", "part_of": "text"}
_MORE = {
    "articles": {},
    "segments": {"original_sha256": "text"},  # its own words are all that there is around them
    "claims": _STANDS | _RECEIPT,
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
    def when(self) -> str:
        """Its days in words, no more exact than they are."""
        return when(self.row, ongoing=self.row["status"] == "ongoing")

    @property
    def headline(self) -> str:
        """Its title; what is not told as having happened says so."""
        said = status(self.row["status"])
        return f"{self.row['title']} [{said}]" if said else str(self.row["title"])

    @property
    def differs(self) -> list[str]:
        """Its conflicts in words."""
        return [f"{c['attribute']}, {c['verdict']}: {c['note']}" for c in self.conflicts]

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


def _ends(value: int, qualifier: str) -> tuple[float, float]:
    hedge = next((m for part in qualifier.split("; ") if (m := HEDGE.match(part))), None)
    if hedge is None or hedge["about"]:
        return value, value
    low, high = ends(value, hedge.group())
    return -math.inf if hedge["most"] or hedge["fewer"] else low, high


def _hashes(folder: Path) -> dict[str, str]:
    return {name: sha256_of(folder / f"{name}.jsonl") for name in KINDS}


def quoted(receipt: Row) -> str:
    """A receipt in words, for the formats that keep only words."""
    return f"“{receipt['sentence']}” [{receipt['receipt']}, {receipt['outlet']}, sha256 {receipt['original_sha256']}]"


class Told:
    """The tables of a folder, or of a corpus, read when they are asked for.

    >>> Told(lambda name: [], {}).events
    []
    """

    def __init__(self, read: Callable[[str], Iterable[Row]], hashes: Mapping[str, str], folder: Path | None = None) -> None:
        self.read, self.hashes, self._folder = read, hashes, folder
        self._spans: dict[str, list[tuple[int, int]]] = {}
        self._segments: dict[str, list[tuple[int, int]]] = defaultdict(list)

    @classmethod
    def of_folder(cls, folder: str | Path) -> Told:
        """The tables that ``analystkit tables`` wrote. Raises InputError for a table or a column that is not there, and for
        tables that somebody, or a disk, changed since."""
        finish(Path(folder))
        if problems := spoilt(Path(folder), (f"{name}.jsonl" for name in KINDS)):
            raise InputError(problems)
        for name in KINDS:
            next(read_rows(folder, name), None)
        return cls(partial(read_rows, folder), _hashes(Path(folder)), Path(folder))

    def check(self) -> None:
        """Raises AnalystkitError where the folder's tables were made anew since: what was read would be of both."""
        if self._folder and _hashes(self._folder) != self.hashes:
            raise AnalystkitError(f"{self._folder}: the tables were made anew while they were read; export them again")

    @classmethod
    def of_rows(cls, rows: Mapping[str, list[Row]], events: Iterable[str] | None = None) -> Told:
        """Tables in memory; with ``events`` only these, what is told of them, and the articles that tell it."""
        chosen = rows if events is None else of_events(rows, set(events))
        return cls(chosen.__getitem__, {name: hashlib.sha256(lines(chosen[name])).hexdigest() for name in KINDS})

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
        found = {r["actor_id"]: r["name"] for r in self.read("actors")} | {k: p["name"] for k, p in self.places.items()}
        return {key: one_line(name) for key, name in found.items() if name}

    @cached_property
    def places(self) -> dict[str, Row]:
        """A row for each place: with a position where any of its rows has one, which is a point only if it is exact enough."""
        kept: dict[str, Row] = {}
        for row in self.read("places"):
            if row["place_id"] and (row["place_id"] not in kept or kept[row["place_id"]]["lat"] is None):
                point = row["lat"] is not None and row["precision"] in POINT
                at = {"lat": row["lat"], "lon": row["lon"], "radius_km": RADIUS[row["precision"]]} if point else {}
                kept[row["place_id"]] = _NOWHERE | {k: row[k] for k in ("place_id", "name", "kind", "country", "precision")} | at
        return kept

    def named(self, identifier: object) -> str:
        """The name behind an id; the id in words where nobody has one."""
        return self.names.get(str(identifier)) or spoken(identifier)

    def said(self, claim: Row) -> str:
        """A claim in words, with who claims it, where, and its receipt."""
        value = "not said" if claim["value"] is None else str(self.names.get(str(claim["value"]), claim["value"]))
        hedge = f" ({claim['qualifier']})" if claim["qualifier"] else ""
        who = claim["source"] if claim["source"] == claim["outlet"] else f"{claim['source']}, in {claim['outlet']}"
        return f"{spoken(claim['attribute'])}: {value}{hedge}, says {who} [{claim['receipt']}]"

    def receipt(self, row: Mapping[str, Any]) -> Row:
        """Where a row stands. Raises InputError where its words are not at its characters: tables of two runs are mixed."""
        article, start, end = row["article"], row["start"], row["end"]
        words, of = self.texts.get(article, "")[start:end], self.articles.get(article)
        made = {"receipt": f"{article}:{start}-{end}", "article": article, "start": start, "end": end, "text": words}
        if of is None or words != row.get("text", words):
            found = repr(row.get("text"))[:80]
            raise InputError([Problem(made["receipt"], "the words are not those of the article", found, "make the tables anew")])
        made |= {"sentence": self._sentence(article, start, end), "outlet": one_line(of["outlet"]) or f"article {article}"}
        return made | {"url": of["url"], "original_sha256": of["original_sha256"] or of["sha256"]}

    def _sentence(self, article: str, start: int, end: int) -> str:
        """The sentences that hold some characters, as they stand in the article."""
        text = self.texts[article]
        if article not in self._spans:
            self._spans[article] = [(s.start, s.end) for a, b in self._segments[article] for s in sentences(text, a, b)]
        spans = self._spans[article]
        first, last = (max(bisect_right(spans, (at, math.inf)) - 1, 0) for at in (start, max(start, end - 1)))
        return text[min(start, spans[first][0]) : max(end, spans[last][1])] if spans else text[start:end]

    def flat(self, name: str) -> Iterator[Row]:
        """The rows of a table with plain values in every cell, in the order of ``columns``."""
        wanted = tuple(columns(name))
        for row in self.claims if name == "claims" else self.read(name):
            whole = self._behind(name, row) | row
            yield {c: _plain(whole[c]) for c in wanted}

    def _behind(self, name: str, row: Row) -> Row:
        """What stands beside a row of a table: its receipt; of what has several, the first, and all by their names."""
        if name == "articles":
            return {}
        if name == "events":
            event = self.event[row["event_id"]]
            found: Sequence[Row] = event.receipts or [dict.fromkeys(_RECEIPT) | {"receipt": ""}]
            return found[0] | {"when": event.when, "receipts": [r["receipt"] for r in found]}
        if name == "conflicts":
            found = [self.receipt(c) for c in row["claims"]]
            return found[0] | {"against": [c["claim_id"] for c in row["claims"] if c["against"]], "receipts": [r["receipt"] for r in found]}
        if name == "candidates":
            return self.receipt(dict(zip(("article", "start", "end"), receipt(row["receipts"][0]), strict=True)))
        return self.receipt(row)

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
        kept = [k for k in ("receipt", *KINDS["claims"], *_STANDS, *_RECEIPT) if k not in ("event_id", "rule", "credibility_rule")]
        made = []
        for row in self.read("events"):
            key = row["event_id"]
            actors = [a | {"name": self.named(a["actor_id"])} for a in row["actors"]]
            places = [self.places.get(p) or _NOWHERE | {"place_id": p, "name": spoken(p)} for p in row["place_ids"]]
            own = [{k: c[k] for k in kept} for c in claims[key]]
            differs = [{k: c[k] for k in ("conflict_id", "attribute", "verdict", "note")} for c in conflicts[key]]
            made.append(Event(row | {"actors": actors}, places, own, differs, [self.receipt(m) for m in mentions[key]]))
        return made

    @cached_property
    def event(self) -> dict[str, Event]:
        return {e.id: e for e in self.events}


def _by_event(rows: Iterable[Row]) -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        out[row["event_id"]].append(row)
    return out


def _plain(value: Any) -> Any:
    """A cell: a list as its items with semicolons between, an actor with its role, a claim of a conflict by its id."""
    if not isinstance(value, list):
        return value
    return "; ".join(v.get("claim_id") or f"{v['actor_id']} ({v['role']})" if isinstance(v, dict) else str(v) for v in value)

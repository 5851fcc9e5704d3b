"""The tables: tags and links as rows of plain values, in Python and on disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from analystkit.errors import AnalystkitError, InputError, Problem
from analystkit.files import SUMS, list_sums, swapped
from analystkit.link import Address, Links
from analystkit.link.told import Relays
from analystkit.records import Article, Interval, Tags

Row = dict[str, Any]
T = TypeVar("T")

_SPEC = {
    "articles": """
        article path sha256 title outlet byline url earliest latest basis n_chars:int story story_reason original original_sha256
        media_type extractor language site canonical
    """,
    "segments": "article start:int end:int text kind rule author handle earliest latest",
    "times": "article start:int end:int text earliest latest granularity anchor rule kind best_earliest best_latest",
    "places": """
        article start:int end:int text place_id name kind country lat:float lon:float precision use rule nested:bool geonames:int
        candidates
    """,
    "actors": "article start:int end:int text actor_id name kind rule",
    "statements": """
        article start:int end:int text kind speaker_start:int speaker_end:int speaker_text speaker_id cue_text utterance_id via
        earliest latest rule stance answers answers_rule
    """,
    "mentions": """
        article start:int end:int text event_id type status earliest latest place_ids:texts actors:roles rule stance answers answers_rule
    """,
    "claims": """
        claim_id article start:int end:int text event_id attribute value qualifier source_id source_text rule origin via grade
        credibility:int credibility_rule
    """,
    "events": """
        event_id title type status earliest latest place_ids:texts actors:roles n_articles:int n_origins:int reason parts:texts
    """,
    "conflicts": "conflict_id event_id attribute verdict note claims:claims",
    "candidates": "event_id other_id reasons:texts receipts:texts answer",
}
_CLAIM = "claim_id article start:int end:int text value source_id against:bool part_of"  # within a conflict


def _columns(spec: str) -> dict[str, str]:
    """Columns and their kinds; text where nothing else is said."""
    return {name: kind or "text" for name, _, kind in (word.partition(":") for word in spec.split())}


KINDS: Mapping[str, Mapping[str, str]] = {name: _columns(spec) for name, spec in _SPEC.items()}
"""The tables, and the kind of each of their columns: text, int, float, bool, or lists of texts, of roles, of claims."""
TABLES: Mapping[str, tuple[str, ...]] = {name: tuple(columns) for name, columns in KINDS.items()}
"""The tables and their columns, in order. Other people's tools read them: columns may be added at the end, never moved."""
LAYERS = ("times", "places", "actors", "statements", "mentions", "claims")
"""The tables whose rows are tags: spans that a person can check."""


def all_rows(articles: Sequence[Article], tags: Mapping[str, Tags], links: Links) -> dict[str, list[Row]]:
    """Every table's rows, in the order in which they are written: by article, start and end, or as linking ordered them."""
    return {name: [*rows] for name, rows in made_rows(articles, tags, links).items()}


def made_rows(articles: Sequence[Article], tags: Mapping[str, Tags], links: Links) -> dict[str, Iterator[Row]]:
    """The same, each row made when it is asked for, once."""
    made = _Tables(articles, tags, links)
    return {name: _whole(getattr(made, name)(), columns) for name, columns in TABLES.items()}


def _whole(rows: Iterable[Row], columns: Iterable[str]) -> Iterator[Row]:
    """The rows with all columns in their order; nothing else stands in any."""
    blank: Row = dict.fromkeys(columns)
    return (blank | r for r in rows)


class _Tables:
    """Records and links as rows of plain values."""

    def __init__(self, articles: Sequence[Article], tags: Mapping[str, Tags], links: Links) -> None:
        self.all, self.tags, self.links = {a.id: a for a in sorted(articles, key=lambda a: a.id)}, tags, links
        self.event_of = {address: e.event_id for e in links.events for address in e.mentions}

    def _each(self, kind: str) -> Iterator[tuple[Article, int, Any, Row]]:
        """Every record of a kind with its article, its number there, and the row of what all records have."""
        for a in self.all.values():
            records: Sequence[Any] = a.segments if kind == "segments" else getattr(self.tags[a.id], kind)
            for i, r in sorted(enumerate(records), key=lambda at: (at[1].start, at[1].end)):
                yield a, i, r, {"article": a.id, "text": a.text[r.start : r.end]} | _fields(r, kind)

    def articles(self) -> Iterator[Row]:
        stories = {a: {"story": s.story_id, "story_reason": s.reason} for a, s in self.links.stories.items()}
        return (
            _fields(a, "articles") | {"article": a.id, "n_chars": len(a.text)} | _days(a.published) | stories.get(a.id, {})
            for a in self.all.values()
        )

    def segments(self) -> Iterator[Row]:
        return (row | _days(s.published) for _, _, s, row in self._each("segments"))

    def times(self) -> Iterator[Row]:
        granular = ((row | {"granularity": t.when.granularity}, t) for _, _, t, row in self._each("times"))
        return (row | _days(t.when) | _days(t.best, "best_") for row, t in granular)

    def places(self) -> Iterator[Row]:
        return (row for *_, row in self._each("places"))

    def actors(self) -> Iterator[Row]:
        return (row for *_, row in self._each("actors"))

    def statements(self) -> Iterator[Row]:
        return (
            row
            | _days(s.when)
            | {
                "speaker_text": _cut(a, s.speaker_start, s.speaker_end),
                "cue_text": _cut(a, s.cue_start, s.cue_end),
                "utterance_id": self.links.utterances.get((a.id, i)),
            }
            | _answer(self.links.answers.get((a.id, i)))
            for a, i, s, row in self._each("statements")
        )

    def mentions(self) -> Iterator[Row]:
        return (
            row
            | _days(m.when)
            | {"event_id": self.event_of.get((a.id, i)), "place_ids": list(m.place_ids), "actors": _roles(m.actors)}
            | _answer(self.links.acts.get((a.id, i)))
            for a, i, m, row in self._each("mentions")
        )

    def claims(self) -> Iterator[Row]:
        relays = lru_cache(maxsize=1)(lambda article: Relays(self.tags[article].statements))  # claims come article by article
        return (
            row
            | {
                "claim_id": claim_id(a.id, c),
                "event_id": self.event_of.get((a.id, c.mention)),
                "source_id": c.source_id or "outlet",
                "source_text": _cut(a, c.source_start, c.source_end),
                "origin": self.links.origins.get((a.id, i)),
                "via": relays(a.id).of(c),
                "grade": self.links.grades.get(a.id),
            }
            | dict(zip(("credibility", "credibility_rule"), self.links.credibility.get((a.id, i), (None, None)), strict=True))
            for a, i, c, row in self._each("claims")
        )

    def events(self) -> Iterator[Row]:
        return (
            {k: getattr(e, k) for k in ("event_id", "title", "type", "status", "reason")}
            | _days(e.when)
            | {
                "place_ids": list(e.place_ids),
                "actors": _roles(e.actors),
                "parts": list(e.parts),
                "n_articles": len({a for a, _ in e.mentions}),
                "n_origins": len(e.origins) or None,  # null: no origin is established, which is not none
            }
            for e in self.links.events
        )

    def conflicts(self) -> Iterator[Row]:
        for c in self.links.conflicts:
            against, under = {*c.against}, dict(c.parts)
            told = [self._claim(at) | {"against": at in against, "part_of": self._id(under.get(at))} for at in c.claims]
            yield {k: getattr(c, k) for k in ("conflict_id", "event_id", "attribute", "verdict", "note")} | {"claims": told}

    def candidates(self) -> Iterator[Row]:
        return (vars(c) | {"reasons": list(c.reasons), "receipts": list(c.receipts)} for c in self.links.candidates)

    def _claim(self, at: Address) -> Row:
        a, c = self.all[at[0]], self.tags[at[0]].claims[at[1]]
        row = {"claim_id": self._id(at), "article": a.id, "start": c.start, "end": c.end, "text": a.text[c.start : c.end]}
        return row | {"value": c.value, "source_id": c.source_id or "outlet"}

    def _id(self, at: Address | None) -> str | None:
        return claim_id(at[0], self.tags[at[0]].claims[at[1]]) if at else None


def claim_id(article: str, claim: Any) -> str:
    """A claim's id: where it stands, and what it is about."""
    return f"{article}:{claim.start}-{claim.end}:{claim.attribute}"


def _fields(record: Any, table: str) -> Row:
    """Of a record what is a column of its table."""
    kind: Any = type(record)
    names, values = _reader(kind, table)
    return dict(zip(names, values(record), strict=True))


@lru_cache(maxsize=64)
def _reader(kind: Any, table: str) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(name for name in kind.__dataclass_fields__ if name in TABLES[table])
    return names, attrgetter(*names)


def _days(when: Interval | None, prefix: str = "") -> Row:
    days = (when.earliest, when.latest) if when else (None, None)
    return {f"{prefix}{k}": _iso(d) if d else None for k, d in zip(("earliest", "latest"), days, strict=True)}


_iso = lru_cache(maxsize=4096)(date.isoformat)  # days are few, and rows are many


def _answer(answer: Any) -> Row:
    return {"stance": answer.stance, "answers": answer.to, "answers_rule": answer.rule} if answer else {}


def _cut(article: Article, start: int | None, end: int | None) -> str | None:
    return None if start is None or end is None else article.text[start:end]


def _roles(actors: Sequence[tuple[str, str]]) -> list[Row]:
    return [{"actor_id": a, "role": r} for a, r in actors]


def write_tables(rows: Mapping[str, Iterable[Row]], folder: str | Path, problems: Iterable[Problem] = ()) -> list[Path]:
    """Write every table as JSON Lines (UTF-8, keys in the table's order, null for what is not known) and as Parquet with page checksums,
    beside them ``problems.jsonl``: what could not be read, placed or dated, and ``SHA256SUMS``, by which readers know them again.
    Rows are written as they come, by groups of 20,000: no more than the lines of a group are in memory.

    The folder is written whole beside its place and then moved there, so that two runs never stand mixed. Gives the paths.
    Raises AnalystkitError where the folder holds anything but tables.
    """
    out = Path(folder)
    names = {f"{name}.{ending}" for name in TABLES for ending in ("jsonl", "parquet")} | {"problems.jsonl", SUMS}
    strange = sorted(p.name for p in out.iterdir() if p.name not in names) if out.is_dir() else []
    if strange or (out.exists() and not out.is_dir()):
        raise AnalystkitError(f"{out}: holds {', '.join(strange[:3]) or 'a file'}, which is no table; name a new folder")
    with swapped(out) as fresh:
        for name, table in rows.items():
            _write_table(name, table, fresh)
        (fresh / "problems.jsonl").write_bytes(lines(vars(p) for p in problems))
        list_sums(fresh)
    return sorted(out.iterdir())


def read_rows(folder: str | Path, name: str) -> Iterator[Row]:
    """The rows of a table that ``write_tables`` wrote. Raises InputError for a file, a row or a column that is not there."""
    path = Path(folder) / f"{name}.jsonl"
    if not path.is_file():
        raise InputError([Problem(str(folder), "no tables", f"{path.name} is not there", "write them: analystkit tables SEEDS --out DIR")])
    with path.open("rb") as file:
        for n, line in enumerate(file, 1):
            try:
                row = json.loads(line)
                row = {key: row[key] for key in KINDS[name]}
                _check(row, KINDS[name])
                if b"\\ud" in line:  # half a character, which no file can hold
                    lines([row])
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                found = f"{type(error).__name__}: {str(error)[:80]}"
                raise InputError([Problem(f"{path}:{n}", f"no row of {name}", found, "make the tables anew with this kit")]) from error
            yield row


def _check(row: Row, kinds: Mapping[str, str]) -> None:
    """TypeError names a column that holds another kind of value than its table says."""
    for key, kind in kinds.items():
        value = row[key]
        allowed = (str, int, float, type(None)) if key == "value" else _ALLOWED[kind]
        if type(value) not in allowed or (value is None and key in _SPAN):
            raise TypeError(f"{key} is {value!r}, expected {kind}")
        if kind in _INSIDE:
            for item in value:
                _check(item, _INSIDE[kind])


_SPAN = ("start", "end")
_ALLOWED: dict[str, tuple[type, ...]] = dict.fromkeys(("texts", "roles", "claims"), (list,)) | {
    "text": (str, type(None)), "int": (int, type(None)), "float": (float, int, type(None)), "bool": (bool, type(None)),
}  # fmt: skip
_INSIDE = {"roles": {"actor_id": "text", "role": "text"}, "claims": _columns(_CLAIM)}


def of_events(rows: Mapping[str, list[Row]], events: Collection[str]) -> dict[str, list[Row]]:
    """All tables with some events only, what is told of them, and the articles that tell it."""
    told = {r["article"] for name in ("mentions", "claims") for r in rows[name] if r["event_id"] in events}
    out = {name: [r for r in table if r.get("article") in told] for name, table in rows.items()}
    for name in ("mentions", "claims", "events", "conflicts"):
        out[name] = [r for r in rows[name] if r["event_id"] in events]
    out["events"] = [r | {"parts": [p for p in r["parts"] if p in events]} for r in out["events"]]
    return out | {"candidates": [r for r in rows["candidates"] if {r["event_id"], r["other_id"]} <= set(events)]}


def write_list(path: Path, rows: Iterable[Row], begin: str = "[", end: str = "]") -> None:
    """Rows as a list in JSON, a line each, written as they come: no more than one is in memory."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        mark = begin
        for row in rows:
            file.write(f"{mark}\n{json.dumps(row, ensure_ascii=False, allow_nan=False)}")
            mark = ","
        file.write(f"{begin if mark == begin else ''}\n{end}\n")


def lines(rows: Iterable[Row]) -> bytes:
    """Rows as JSON Lines: UTF-8, keys in their order, null for what is not known."""
    return b"".join(map(_lines, _many(rows, _AT_ONCE)))


def _lines(some: Sequence[Row]) -> bytes:
    """Hundreds of rows at once take half the time. What then parts two of them no text can hold: in it a quotation mark is escaped."""
    if not some:
        return b""
    begin = '{"' + next(iter(some[0])) + '": '
    return (_encode(some)[1:-1].replace("}, " + begin, "}\n" + begin) + "\n").encode()


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_AT_ONCE = 500
_GROUP = 20_000
"""Rows of a group of Parquet, and as many lines at once: of smaller tables there is one group."""


def _many(items: Iterable[T], most: int) -> Iterator[list[T]]:
    """Items in lists of so many; one that is empty where there are none."""
    left = iter(items)
    some = [*islice(left, most)]
    yield some
    while some := [*islice(left, most)]:
        yield some


def _write_table(name: str, rows: Iterable[Row], folder: Path) -> None:
    """A table as JSON Lines and as Parquet, with the same column types whatever the rows hold. Arrow reads the lines itself: of Python's
    own rows it would make the same, five times slower, and load pandas for it."""
    import pyarrow as pa
    from pyarrow import json as reader
    from pyarrow import parquet

    kinds: dict[str, Any] = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    kinds |= {"texts": pa.list_(pa.string()), "roles": pa.list_(pa.struct({"actor_id": pa.string(), "role": pa.string()}))}
    kinds["claims"] = pa.list_(pa.struct({key: kinds[kind] for key, kind in _columns(_CLAIM).items()}))
    schema = pa.schema({key: kinds[kind] for key, kind in KINDS[name].items()})
    parsed = reader.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")

    def read(data: bytes) -> Any:
        options = reader.ReadOptions(use_threads=False, block_size=len(data) + 1)  # a process with threads cannot fork
        # Arrow's own pool would keep what it once took.
        return reader.read_json(pa.BufferReader(data), options, parsed, pa.system_memory_pool()) if data else schema.empty_table()

    with (
        (folder / f"{name}.jsonl").open("wb") as file,
        parquet.ParquetWriter(folder / f"{name}.parquet", schema, write_page_checksum=True) as group,
    ):
        parts = ((_lines(some), _lines([*map(_worded, some)]) if name in _VALUED else b"") for some in _many(rows, _AT_ONCE))
        for some in _many(parts, _GROUP // _AT_ONCE):
            file.write(data := b"".join(as_told for as_told, _ in some))
            group.write_table(read(b"".join(worded for _, worded in some) or data))


_VALUED = ("claims", "conflicts")
"""The tables whose rows hold a claim's value: a number or a word, which in Parquet is text."""


def _worded(row: Row) -> Row:
    """A row with the values of claims as text."""
    if "value" in row:
        return row | {"value": None if row["value"] is None else str(row["value"])}
    return row | {"claims": [*map(_worded, row["claims"])]}

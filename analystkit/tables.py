"""The tables: tags and links as rows of plain values, in Python and on disk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from analystkit.errors import AnalystkitError, Problem
from analystkit.files import swapped
from analystkit.link import Address, Links
from analystkit.link.told import via_of
from analystkit.records import Article, Interval, Tags

Row = dict[str, Any]

TABLES: Mapping[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in {
        "articles": "article path sha256 title outlet byline url earliest latest basis n_chars story story_reason",
        "segments": "article start end text kind rule author handle earliest latest",
        "times": "article start end text earliest latest granularity anchor rule kind best_earliest best_latest",
        "places": "article start end text place_id name kind country lat lon precision use rule nested geonames candidates",
        "actors": "article start end text actor_id name kind rule",
        "statements": """
            article start end text kind speaker_start speaker_end speaker_text speaker_id cue_text utterance_id via earliest
            latest rule stance answers answers_rule
        """,
        "mentions": """
            article start end text event_id type status earliest latest place_ids actors rule stance answers answers_rule
        """,
        "claims": """
            claim_id article start end text event_id attribute value qualifier source_id source_text rule origin via grade
            credibility credibility_rule
        """,
        "events": "event_id title type status earliest latest place_ids actors n_articles n_origins reason parts",
        "conflicts": "conflict_id event_id attribute verdict note claims",
        "candidates": "event_id other_id reasons receipts answer",
    }.items()
}
"""The tables and their columns, in order. Other people's tools read them: columns may be added at the end, never moved."""


class Tagged(Protocol):
    """What the tables are made of: a corpus."""

    @property
    def articles(self) -> tuple[Article, ...]: ...
    @property
    def tags(self) -> Mapping[str, Tags]: ...
    @property
    def links(self) -> Links: ...


def all_rows(corpus: Tagged) -> dict[str, list[Row]]:
    """Every table's rows, in the order in which they are written."""
    return _Tables(corpus).all()


class _Tables:
    """Records and links as rows of plain values."""

    def __init__(self, corpus: Tagged) -> None:
        self.corpus, self.links = corpus, corpus.links
        self.text_of = {a.id: a for a in corpus.articles}
        self.event_of = {address: e.event_id for e in corpus.links.events for address in e.mentions}

    def all(self) -> dict[str, list[Row]]:
        return {name: _shaped(name, getattr(self, name)()) for name in TABLES}

    def _each(self, kind: str) -> Iterable[tuple[Article, int, Any, Row]]:
        for a in self.corpus.articles:
            records = a.segments if kind == "segments" else getattr(self.corpus.tags[a.id], kind)
            for i, r in enumerate(records):
                yield a, i, r, {"article": a.id, "start": r.start, "end": r.end, "text": a.text[r.start : r.end]}

    def articles(self) -> list[Row]:
        keep = ("path", "sha256", "title", "outlet", "byline", "url", "basis")
        stories = self.links.stories
        return [
            {"article": a.id, "n_chars": len(a.text)}
            | _days(a.published)
            | {k: getattr(a, k) for k in keep}
            | ({"story": s.story_id, "story_reason": s.reason} if (s := stories.get(a.id)) else {})
            for a in self.corpus.articles
        ]

    def segments(self) -> list[Row]:
        return [row | _fields(s) | _days(s.published) for _, _, s, row in self._each("segments")]

    def times(self) -> list[Row]:
        return [
            row | _fields(t) | _days(t.when) | {"granularity": t.when.granularity} | _days(t.best, "best_")
            for _, _, t, row in self._each("times")
        ]

    def places(self) -> list[Row]:
        return [row | _fields(p) for _, _, p, row in self._each("places")]

    def actors(self) -> list[Row]:
        return [row | _fields(x) for _, _, x, row in self._each("actors")]

    def statements(self) -> list[Row]:
        return [
            row
            | _fields(s)
            | _days(s.when)
            | {
                "speaker_text": _cut(a, s.speaker_start, s.speaker_end),
                "cue_text": _cut(a, s.cue_start, s.cue_end),
                "utterance_id": self.links.utterances.get((a.id, i)),
            }
            | _answer(self.links.answers.get((a.id, i)))
            for a, i, s, row in self._each("statements")
        ]

    def mentions(self) -> list[Row]:
        return [
            row
            | _fields(m)
            | _days(m.when)
            | {"event_id": self.event_of.get((a.id, i)), "place_ids": list(m.place_ids), "actors": _roles(m.actors)}
            | _answer(self.links.acts.get((a.id, i)))
            for a, i, m, row in self._each("mentions")
        ]

    def claims(self) -> list[Row]:
        return [
            row
            | _fields(c)
            | {
                "claim_id": claim_id(a.id, c),
                "event_id": self.event_of.get((a.id, c.mention)),
                "source_id": c.source_id or "outlet",
                "source_text": _cut(a, c.source_start, c.source_end),
                "origin": self.links.origins.get((a.id, i)),
                "via": via_of(c, self.corpus.tags[a.id]),
                "grade": self.links.grades.get(a.id),
            }
            | dict(zip(("credibility", "credibility_rule"), self.links.credibility.get((a.id, i), (None, None)), strict=True))
            for a, i, c, row in self._each("claims")
        ]

    def events(self) -> list[Row]:
        return [
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
        ]

    def conflicts(self) -> list[Row]:
        return [
            {k: getattr(c, k) for k in ("conflict_id", "event_id", "attribute", "verdict", "note")}
            | {"claims": [self._claim(at) | {"against": at in c.against, "part_of": self._id(dict(c.parts).get(at))} for at in c.claims]}
            for c in self.links.conflicts
        ]

    def candidates(self) -> list[Row]:
        return [vars(c) | {"reasons": list(c.reasons), "receipts": list(c.receipts)} for c in self.links.candidates]

    def _claim(self, at: Address) -> Row:
        a, c = self.text_of[at[0]], self.corpus.tags[at[0]].claims[at[1]]
        row = {"claim_id": self._id(at), "article": a.id, "start": c.start, "end": c.end, "text": a.text[c.start : c.end]}
        return row | {"value": c.value, "source_id": c.source_id or "outlet"}

    def _id(self, at: Address | None) -> str | None:
        return claim_id(at[0], self.corpus.tags[at[0]].claims[at[1]]) if at else None


def claim_id(article: str, claim: Any) -> str:
    """A claim's id: where it stands, and what it is about."""
    return f"{article}:{claim.start}-{claim.end}:{claim.attribute}"


def _fields(record: Any) -> Row:
    return {k: v for k, v in vars(record).items() if isinstance(v, (str, int, float, bool, type(None)))}


def _days(when: Interval | None, prefix: str = "") -> Row:
    days = (when.earliest, when.latest) if when else (None, None)
    return {f"{prefix}{k}": d.isoformat() if d else None for k, d in zip(("earliest", "latest"), days, strict=True)}


def _answer(answer: Any) -> Row:
    return {"stance": answer.stance, "answers": answer.to, "answers_rule": answer.rule} if answer else {}


def _cut(article: Article, start: int | None, end: int | None) -> str | None:
    return None if start is None or end is None else article.text[start:end]


def _roles(actors: Sequence[tuple[str, str]]) -> list[Row]:
    return [{"actor_id": a, "role": r} for a, r in actors]


def _shaped(name: str, rows: list[Row]) -> list[Row]:
    """The table's columns in their order, the rows by article, start and end (events, conflicts and candidates as linking ordered them)."""
    if name not in ("events", "conflicts", "candidates"):
        rows = sorted(rows, key=lambda r: (r["article"], r.get("start", 0), r.get("end", 0)))
    return [{k: r.get(k) for k in TABLES[name]} for r in rows]


def write_tables(rows: Mapping[str, list[Row]], folder: str | Path, problems: Iterable[Problem] = ()) -> list[Path]:
    """Write every table as JSON Lines (UTF-8, keys in the table's order, null for what is not known) and as Parquet with page checksums,
    and beside them ``problems.jsonl``: what could not be read, placed or dated.

    The folder is written whole beside its place and then moved there, so that two runs never stand mixed. Gives the paths.
    Raises AnalystkitError where the folder holds anything but tables.
    """
    out = Path(folder)
    names = {f"{name}.{ending}" for name in TABLES for ending in ("jsonl", "parquet")} | {"problems.jsonl"}
    strange = sorted(p.name for p in out.iterdir() if p.name not in names) if out.is_dir() else []
    if strange or (out.exists() and not out.is_dir()):
        raise AnalystkitError(f"{out}: holds {', '.join(strange[:3]) or 'a file'}, which is no table; name a new folder")
    with swapped(out) as fresh:
        for name, table in rows.items():
            (fresh / f"{name}.jsonl").write_bytes(_lines(table))
            _write_parquet(name, table, fresh / f"{name}.parquet")
        (fresh / "problems.jsonl").write_bytes(_lines(vars(p) for p in problems))
    return sorted(out.iterdir())


def _lines(rows: Iterable[Row]) -> bytes:
    return b"".join(json.dumps(r, ensure_ascii=False, allow_nan=False).encode() + b"\n" for r in rows)


def _write_parquet(name: str, rows: list[Row], path: Path) -> None:
    """The rows as Parquet, with the same column types whatever the rows hold. A claim's value is a number or a word: there it is text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    claim = {"claim_id": "text", "article": "text", "start": "int", "end": "int", "text": "text", "value": "text", "source_id": "text"}
    claim |= {"against": "bool", "part_of": "text"}
    kinds: dict[str, Any] = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    kinds |= {"texts": pa.list_(pa.string()), "roles": pa.list_(pa.struct({"actor_id": pa.string(), "role": pa.string()}))}
    kinds["claims"] = pa.list_(pa.struct({key: kinds[kind] for key, kind in claim.items()}))
    schema = pa.schema({key: kinds[_kind(name, key)] for key in TABLES[name]})
    plain = [{key: _as_text(key, value) for key, value in row.items()} for row in rows]
    pq.write_table(pa.Table.from_pylist(plain, schema), path, write_page_checksum=True)


def _kind(table: str, column: str) -> str:
    """The type of a column, by its name; text where nothing else is said."""
    if column == "actors" and table in ("mentions", "events"):
        return "roles"
    numbers = ("start", "end", "n_chars", "speaker_start", "speaker_end", "n_articles", "n_origins", "geonames", "credibility")
    named = dict.fromkeys(numbers, "int") | dict.fromkeys(("place_ids", "parts", "reasons", "receipts"), "texts")
    return (named | {"lat": "float", "lon": "float", "nested": "bool", "claims": "claims"}).get(column, "text")


def _as_text(column: str, value: Any) -> Any:
    if column == "claims":
        return [{key: _as_text(key, v) for key, v in claim.items()} for claim in value]
    return str(value) if column == "value" and value is not None else value

"""The corpus: articles in, ten tables out.

    files -> articles -> segments -> publication dates -> tags of each article -> links across articles -> tables
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analystkit import dating, seeds
from analystkit.article import Article, Interval, Tags
from analystkit.codebook import Codebook
from analystkit.errors import AnalystkitError, InputError, Problem
from analystkit.link import Links, link
from analystkit.tag import tag
from analystkit.tag.segments import segment

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

TABLES: Mapping[str, tuple[str, ...]] = {
    "articles": ("article", "path", "sha256", "title", "outlet", "byline", "url", "earliest", "latest", "basis", "n_chars"),
    "segments": ("article", "start", "end", "text", "kind", "rule", "author", "handle", "earliest", "latest"),
    "times": ("article", "start", "end", "text", "earliest", "latest", "granularity", "anchor", "rule", "kind", "best_earliest", "best_latest"),
    "places": ("article", "start", "end", "text", "place_id", "name", "kind", "country", "lat", "lon", "precision", "use", "rule", "nested"),
    "actors": ("article", "start", "end", "text", "actor_id", "name", "kind", "rule"),
    "statements": ("article", "start", "end", "text", "kind", "speaker_start", "speaker_end", "speaker_text", "speaker_id", "cue_text",
                   "utterance_id", "via", "earliest", "latest", "rule"),
    "mentions": ("article", "start", "end", "text", "event_id", "type", "status", "earliest", "latest", "place_ids", "actors", "rule"),
    "claims": ("claim_id", "article", "start", "end", "text", "event_id", "attribute", "value", "qualifier", "source_id", "source_text",
               "rule", "origin"),
    "events": ("event_id", "title", "type", "status", "earliest", "latest", "place_ids", "actors", "n_articles", "n_origins", "reason", "parts"),
    "conflicts": ("conflict_id", "event_id", "attribute", "verdict", "note", "claims"),
}
"""The ten tables and their columns, in order. Other people's tools read them: columns may be added at the end, never moved."""


@dataclass(frozen=True, eq=False)
class Corpus:
    """Articles with all their tags. Make one with ``Corpus.load``."""

    articles: tuple[Article, ...]
    tags: Mapping[str, Tags]
    links: Links
    codebook: Codebook
    read_problems: tuple[Problem, ...] = ()

    @classmethod
    def load(cls, source: str | Path, *, codebook: str | Path | Codebook | None = None,
             progress: Callable[[Iterable[Article]], Iterable[Article]] = iter) -> Corpus:
        """Read a folder of .txt files or a .jsonl of articles, and tag it.

        ``codebook`` is a folder; without one, ``data/codebook`` beside the source is used where it exists, else none.
        Raises InputError where nothing can be read, CodebookError with every defect of the codebook.
        """
        book = _codebook(source, codebook)
        raw, problems = seeds.read(source)
        if not raw:
            raise InputError(problems or [Problem(os.fspath(source), "no articles", "", "put .txt files there, or name a .jsonl")])
        dated = dating.date_articles([segment(a, book) for a in raw], book)
        tags = {a.id: tag(a, book) for a in progress(dated)}
        return cls(tuple(dated), tags, link(dated, tags, book), book, tuple(problems))

    def table(self, name: str) -> pd.DataFrame:
        """One of the ten tables as a DataFrame, sorted by article, start and end. Raises AnalystkitError for an unknown name."""
        import pandas as pd

        if name not in TABLES:
            raise AnalystkitError(f"no table {name!r}; there are: {', '.join(TABLES)}")
        frame = pd.DataFrame(self.rows[name], columns=list(TABLES[name]), dtype=object)
        return frame.infer_objects()

    def problems(self) -> pd.DataFrame:
        """What could not be read, placed, dated or trusted, a row each: where, what, found, todo."""
        import pandas as pd

        return pd.DataFrame([vars(p) for p in self.all_problems], columns=["where", "what", "found", "todo"])

    @cached_property
    def all_problems(self) -> tuple[Problem, ...]:
        doubts = [
            Problem(f"{a.id}:{start}-{end}", what, a.text[start:end], advice)
            for a in self.articles for start, end, what, advice in self.tags[a.id].problems
        ]
        return (*self.read_problems, *doubts)

    @cached_property
    def rows(self) -> Mapping[str, list[Row]]:
        """All ten tables as plain rows, in the order in which they are written."""
        return _Tables(self).all()

    def passage(self, article: str) -> Article:
        """The article with this id. Raises AnalystkitError that lists the ids there are."""
        for a in self.articles:
            if a.id == article:
                return a
        raise AnalystkitError(f"no article {article!r}; there are: {', '.join(a.id for a in self.articles)}")

    def __repr__(self) -> str:
        outlets = {a.outlet for a in self.articles if a.outlet}
        return f"{len(self.articles)} articles, {len(outlets)} known outlets; {len(self.all_problems)} problems"


def _codebook(source: str | Path, given: str | Path | Codebook | None) -> Codebook:
    if isinstance(given, Codebook):
        return given
    folder = Path(given) if given is not None else Path(source).resolve().parent / "data" / "codebook"
    return Codebook.read(folder) if given is not None or folder.is_dir() else Codebook()


class _Tables:
    """Records and links as rows of plain values."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus, self.links = corpus, corpus.links
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
        return [{"article": a.id, "n_chars": len(a.text)} | _days(a.published) | {k: getattr(a, k) for k in keep} for a in self.corpus.articles]

    def segments(self) -> list[Row]:
        return [row | _fields(s) | _days(s.published) for _, _, s, row in self._each("segments")]

    def times(self) -> list[Row]:
        return [row | _fields(t) | _days(t.when) | {"granularity": t.when.granularity} | _days(t.best, "best_") for _, _, t, row in self._each("times")]

    def places(self) -> list[Row]:
        return [row | _fields(p) for _, _, p, row in self._each("places")]

    def actors(self) -> list[Row]:
        return [row | _fields(x) for _, _, x, row in self._each("actors")]

    def statements(self) -> list[Row]:
        return [
            row | _fields(s) | _days(s.when) | {
                "speaker_text": _cut(a, s.speaker_start, s.speaker_end), "cue_text": _cut(a, s.cue_start, s.cue_end),
                "utterance_id": self.links.utterances.get((a.id, i)),
            }
            for a, i, s, row in self._each("statements")
        ]

    def mentions(self) -> list[Row]:
        return [
            row | _fields(m) | _days(m.when) | {"event_id": self.event_of.get((a.id, i)), "place_ids": list(m.place_ids), "actors": _roles(m.actors)}
            for a, i, m, row in self._each("mentions")
        ]

    def claims(self) -> list[Row]:
        return [
            row | _fields(c) | {
                "claim_id": claim_id(a.id, c), "event_id": self.event_of.get((a.id, c.mention)),
                "source_id": c.source_id or "outlet", "source_text": _cut(a, c.source_start, c.source_end),
                "origin": self.links.origins.get((a.id, i)),
            }
            for a, i, c, row in self._each("claims")
        ]

    def events(self) -> list[Row]:
        return [
            {k: getattr(e, k) for k in ("event_id", "title", "type", "status", "reason")} | _days(e.when) | {
                "place_ids": list(e.place_ids), "actors": _roles(e.actors), "parts": list(e.parts),
                "n_articles": len({a for a, _ in e.mentions}), "n_origins": len(e.origins),
            }
            for e in self.links.events
        ]

    def conflicts(self) -> list[Row]:
        return [
            {k: getattr(c, k) for k in ("conflict_id", "event_id", "attribute", "verdict", "note")}
            | {"claims": [self._claim(article, i) for article, i in c.claims]}
            for c in self.links.conflicts
        ]

    def _claim(self, article: str, i: int) -> Row:
        a, c = self.corpus.passage(article), self.corpus.tags[article].claims[i]
        return {"claim_id": claim_id(article, c), "article": article, "start": c.start, "end": c.end, "text": a.text[c.start : c.end],
                "value": c.value, "source_id": c.source_id or "outlet"}


def claim_id(article: str, claim: Any) -> str:
    """A claim's id: where it stands, and what it is about."""
    return f"{article}:{claim.start}-{claim.end}:{claim.attribute}"


def _fields(record: Any) -> Row:
    return {k: v for k, v in vars(record).items() if isinstance(v, (str, int, float, bool, type(None)))}


def _days(when: Interval | None, prefix: str = "") -> Row:
    days = (when.earliest, when.latest) if when else (None, None)
    return {f"{prefix}{k}": d.isoformat() if d else None for k, d in zip(("earliest", "latest"), days, strict=True)}


def _cut(article: Article, start: int | None, end: int | None) -> str | None:
    return None if start is None or end is None else article.text[start:end]


def _roles(actors: Sequence[tuple[str, str]]) -> list[Row]:
    return [{"actor_id": a, "role": r} for a, r in actors]


def _shaped(name: str, rows: list[Row]) -> list[Row]:
    """The table's columns in their order, the rows by article, start and end (events and conflicts as linking ordered them)."""
    if name not in ("events", "conflicts"):
        rows = sorted(rows, key=lambda r: (r["article"], r.get("start", 0), r.get("end", 0)))
    return [{k: r.get(k) for k in TABLES[name]} for r in rows]


def write_tables(corpus: Corpus, folder: str | Path) -> list[Path]:
    """Write every table as JSON Lines: UTF-8, keys in the table's order, null for what is not known. Gives the paths."""
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, rows in corpus.rows.items():
        path = out / f"{name}.jsonl"
        path.write_bytes(b"".join(json.dumps(r, ensure_ascii=False, allow_nan=False).encode() + b"\n" for r in rows))
        paths.append(path)
    return paths

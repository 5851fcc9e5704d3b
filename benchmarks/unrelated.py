"""Pairs of articles that have nothing to do with each other: what is linked across them all the same, and must not be.

    python benchmarks/unrelated.py ONE.jsonl OTHER.jsonl [--pairs N] [--published DAY] [--codebook DIR]

Each file holds one article a line with ``id`` and ``text``, and where known ``date`` or ``published``. A pair is an article of each
file, evenly spread. Counted: events that both articles are said to tell, and conflicts between claims of both. ``--published``
gives every article the same day, which is the hardest case. What is found is printed, to be looked at. Then the articles of both files
are read together, in another order: counted are the rows of the first file's articles that differ, over all tables.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path

from analystkit import english
from analystkit.codebook import Codebook
from analystkit.corpus import Corpus
from analystkit.link import Links, link
from analystkit.records import UNKNOWN, Article, Interval


def read(path: Path, n: int, given: str | None) -> list[Article]:
    """N articles of a file, evenly spread."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    chosen = [records[k * len(records) // n] for k in range(n)]
    return [Article(f"{path.stem}-{r['id']}", r["text"], published=_day(given or r.get("published") or r.get("date"))) for r in chosen]


def _day(text: object) -> Interval:
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        return UNKNOWN
    return Interval(day, day, "day")


def linked(one: Article, two: Article, book: Codebook) -> Links:
    dated = english.date([english.segment(one, book), english.segment(two, book)], book)
    return link(dated, {a.id: english.tag(a, book) for a in dated}, book)


def changed(own: list[Article], others: list[Article], book: Codebook) -> tuple[int, Counter[str]]:
    """How many rows the first articles have alone, and how many of them, by table, are not the same among the others."""
    before, after = (_rows(articles, book) for articles in (own, [*others, *reversed(own)]))
    return sum(map(len, before.values())), Counter({name: len(rows - after[name]) for name, rows in before.items()})


def _rows(articles: list[Article], book: Codebook) -> dict[str, set[str]]:
    dated = english.date([english.segment(a, book) for a in articles], book)
    tags = {a.id: english.tag(a, book) for a in dated}
    links = link(dated, tags, book)
    corpus = Corpus(tuple(dated), links.tags, links, book)
    return {name: {json.dumps(row, default=str) for row in rows} for name, rows in corpus.rows.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs=2)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--published")
    parser.add_argument("--codebook", type=Path)
    args = parser.parse_args()
    book = Codebook.read(args.codebook) if args.codebook else Codebook()
    told = disputed = inside = 0
    for one, two in zip(*(read(path, args.pairs, args.published) for path in args.files), strict=True):
        found = linked(one, two, book)
        for e in found.events:
            if len({a for a, _ in e.mentions}) > 1:
                told += 1
                print(f"  event of both: {one.id} + {two.id}: {e.event_id}: {e.reason}")
        for c in found.conflicts:
            both = len({a for a, _ in c.claims}) > 1
            disputed += both and c.verdict == "conflict"
            inside += not both and c.verdict == "conflict"
            if both or c.verdict == "conflict":
                print(f"  {c.verdict} {'across both' if both else 'inside one'}: {c.conflict_id}: {c.note}")
    n, gone = changed(*(read(path, args.pairs, args.published) for path in args.files), book)
    print(f"{args.pairs} articles beside as many others, in another order: {gone.total()} of {n:,} rows changed {dict(+gone) or ''}")
    print(f"{args.pairs} pairs: {told} events told by both, {disputed} conflicts across both, {inside} conflicts inside one article")


if __name__ == "__main__":
    main()

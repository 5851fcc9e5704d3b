"""How often an inferred day of publication holds: each dated article's day is hidden in turn, and inferred from its words and the others.

    python benchmarks/dating.py ARTICLES.jsonl … [--wrong N]

An article a line: id, text, and its day as ``date``, ``dct`` or ``published``. A day is right where the inferred interval holds it.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from analystkit.codebook import Codebook
from analystkit.english import date as dated
from analystkit.english import segment
from analystkit.records import UNKNOWN, Article, Interval


def as_article(record: dict[str, Any]) -> Article | None:
    """The article of a record, dated; None where the record has no day."""
    given = next((record[key][:10] for key in ("date", "dct", "published") if record.get(key)), None)
    day = date.fromisoformat(given) if given else None
    return day and segment(Article(record["id"], record["text"], published=Interval(day, day, "day"), basis="given"), Codebook())


def evidence(basis: str) -> str:
    """The kind of evidence that a basis names, without its particulars."""
    kinds = ("stated", "post", "last month", "phrases with it", "particulars", "tells the same", "not before")
    return next((kind for kind in kinds if kind in basis), basis)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--wrong", type=int, default=0, help="show so many of the days that were not held")
    args = parser.parse_args()
    records = [json.loads(line) for path in args.articles for line in path.read_text("utf-8").splitlines() if line.strip()]
    articles = [a for a in {r["id"]: as_article(r) for r in records}.values() if a]
    held, days, wrong = defaultdict[str, list[bool]](list), defaultdict[str, list[int]](list), []
    for i, article in enumerate(articles):
        hidden = [*articles[:i], replace(article, published=UNKNOWN, basis="unknown"), *articles[i + 1 :]]
        found = dated(hidden, Codebook())[i]
        when, kind = found.published, evidence(found.basis)
        right = article.published.meet(when) is not None if when.known else True
        held[kind].append(right)
        if when.earliest and when.latest:
            days[kind].append((when.latest - when.earliest).days + 1)
        if not right:
            wrong.append(f"{article.id}: {article.published} is not in {when}, {found.basis}")
    print(f"{len(articles)} dated articles, the day of each hidden in turn")
    for kind, rights in sorted(held.items()):
        width = f"{sum(days[kind]) / len(days[kind]):5.1f} days wide" if days[kind] else ""
        print(f"  {kind:16} {len(rights):5}   right {sum(rights):5}   {width}".rstrip())
    print(*wrong[: args.wrong], sep="\n")


if __name__ == "__main__":
    main()

"""Killed and injured on annotated news: what the claims say, in the form that a scorer of counts reads.

    python benchmarks/casualties.py ARTICLES.jsonl --out PREDICTIONS.jsonl [--codebook DIR]

A line of ARTICLES has ``id`` and ``text``. A line of PREDICTIONS: ``id``, ``casualties`` (effect, count or null, start, end).
Prints articles, claims and megabytes a second.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from analystkit.codebook import Codebook
from analystkit.english import tag
from analystkit.records import Article, Segment


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="JSON Lines with id and text")
    parser.add_argument("--out", type=Path, required=True, help="where the predictions go")
    parser.add_argument("--codebook", type=Path, help="a codebook folder; without one, none")
    args = parser.parse_args()
    book = Codebook.read(args.codebook) if args.codebook else Codebook()
    rows = [json.loads(line) for line in args.articles.read_text(encoding="utf-8").splitlines() if line.strip()]
    began, n_claims, out = time.perf_counter(), 0, []
    for row in rows:
        article = Article(row["id"], row["text"], segments=(Segment(0, len(row["text"]), "body", "given"),))
        claims = [c for c in tag(article, book).claims if c.attribute in ("killed", "injured")]
        n_claims += len(claims)
        out.append(
            {
                "id": row["id"],
                "casualties": [
                    {"effect": c.attribute, "count": c.value if isinstance(c.value, int) else None, "start": c.start, "end": c.end}
                    for c in claims
                ],
            }
        )
    seconds, size = time.perf_counter() - began, sum(len(row["text"]) for row in rows) / 1e6
    args.out.write_text("".join(json.dumps(line) + "\n" for line in out), encoding="utf-8")
    print(f"{len(rows)} articles, {n_claims} claims of killed or injured, {size / seconds:.2f} MB a second with all taggers")


if __name__ == "__main__":
    main()

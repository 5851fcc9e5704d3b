"""Times on a corpus annotated with TIMEX3: write predictions, and print what the corpus's scorer says of them.

    python benchmarks/times.py ARTICLES.jsonl [--out PREDICTIONS.jsonl] [--scorer SCORER.py] [--errors N]

ARTICLES holds one article a line: id, text, dct (the document's own date). A prediction's value is the interval of days, first/last; a
part of a period ("since August", "late 2019") is written as that period, which is what TIMEX3 values name.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from analystkit.article import UNKNOWN, Article, Interval, Segment, Tags, Time
from analystkit.codebook import Codebook
from analystkit.tag.times import tag


def as_article(record: dict[str, str]) -> Article:
    """An article of one body segment, published on the document's date."""
    day = date.fromisoformat(record["dct"][:10]) if record.get("dct") else None
    text = record["text"]
    published = Interval(day, day, "day") if day else UNKNOWN
    return Article(record["id"], text, published=published, segments=(Segment(0, len(text), "body", "given"),))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--out", type=Path, help="where predictions go; a temporary file without it")
    parser.add_argument("--scorer", type=Path, help="a scorer called with ARTICLES PREDICTIONS")
    parser.add_argument("--errors", type=int, default=0, help="how many errors the scorer lists")
    args = parser.parse_args()
    articles = [as_article(json.loads(line)) for line in args.articles.read_text("utf-8").splitlines() if line.strip()]
    tag(articles[0], Codebook(), Tags())  # the first call compiles the grammar
    begun = time.process_time()
    tagged = [(a, tag(a, Codebook(), Tags())) for a in articles]
    seconds = time.process_time() - begun
    size = sum(len(a.text) for a in articles)
    print(f"{len(articles)} articles, {sum(len(t) for _, t in tagged)} times, {size / 1e6 / seconds:.2f} MB/s")
    out = args.out or Path(tempfile.mkdtemp()) / "predictions.jsonl"
    out.write_text("".join(json.dumps({"id": a.id, "times": [as_prediction(a, t) for t in ts]}) + "\n" for a, ts in tagged), "utf-8")
    if args.scorer:
        return subprocess.run([sys.executable, args.scorer, args.articles, out, "--errors", str(args.errors)], check=False).returncode
    return 0


def as_prediction(article: Article, t: Time) -> dict[str, object]:
    """Offsets and the interval as the scorer reads them: TIMEX3 names the period of which "late 2019" and "since April" speak."""
    when = t.period or t.when
    value = f"{when.earliest}/{when.latest}" if when.bounded else None
    return {"start": t.start, "end": t.end, "value": value}


if __name__ == "__main__":
    raise SystemExit(main())

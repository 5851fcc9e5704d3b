"""Furniture on pages whose lines people marked as article or not: write predictions, and print what the corpus's scorer says of them.

    python benchmarks/furniture.py LINES.jsonl --scorer SCORER.py [--by-extractor] [--errors N]

A line of LINES is one page: id, lines (text, body: 1 in the article, 0 not, null partly), and the extractor that cut it out, where there
are several. The lines are joined by line ends, as a scraped text has them. ``--errors`` lists body lines that were taken for furniture.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from analystkit.codebook import Codebook
from analystkit.english import segment
from analystkit.records import Article


def furniture(page: dict[str, Any]) -> list[tuple[int, str]]:
    """The indexes of a page's lines that are furniture, each with its rule."""
    texts = [line["text"] for line in page["lines"]]
    article = segment(Article(page["id"], "\n".join(texts)), Codebook())
    found, at = [], 0
    for i, text in enumerate(texts):
        holds = next((s for s in article.segments if s.start <= at < s.end), None)
        if holds and holds.kind == "furniture":
            found.append((i, holds.rule))
        at += len(text) + 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--by-extractor", action="store_true", help="one figure for each extractor")
    parser.add_argument("--errors", type=int, default=0, help="how many wrongly dropped lines to list")
    args = parser.parse_args()
    pages = [json.loads(line) for line in args.pages.read_text("utf-8").splitlines() if line.strip()]
    begun = time.process_time()
    found = [furniture(page) for page in pages]
    seconds = time.process_time() - begun
    size = sum(len(line["text"]) + 1 for page in pages for line in page["lines"]) / 1e6
    print(f"{len(pages)} pages, {size / seconds:.2f} MB/s")
    out = Path(tempfile.mkdtemp()) / "predictions.jsonl"
    rows = [{"id": p["id"], "extractor": p.get("extractor"), "boilerplate": [i for i, _ in f]} for p, f in zip(pages, found, strict=True)]
    out.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    extractors = sorted({p["extractor"] for p in pages if p.get("extractor")}) if args.by_extractor else []
    for extractor in [None, *extractors]:
        print(extractor or "all", end="  ", flush=True)
        subprocess.run([sys.executable, args.scorer, args.pages, out, *(["--extractor", extractor] if extractor else [])], check=True)
    wrong = [(p["lines"][i]["text"], rule) for p, f in zip(pages, found, strict=True) for i, rule in f if p["lines"][i]["body"] == 1]
    for text, rule in wrong[: args.errors]:
        print(f"{rule}: {text[:150]}")


if __name__ == "__main__":
    main()

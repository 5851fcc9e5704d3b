"""How fast articles are tagged on one core, and where the time goes.

    python benchmarks/tagging.py ARTICLES.jsonl [--codebook DIR] [--repeat N]

ARTICLES.jsonl holds one article a line, with at least ``id`` and ``text``. Every tagger is timed by the processor time it takes.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from analystkit.codebook import Codebook
from analystkit.english import KINDS, segment
from analystkit.english.tokens import Reading
from analystkit.link import link
from analystkit.records import Article, Tags


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--codebook", type=Path)
    args = parser.parse_args()
    book = Codebook.read(args.codebook) if args.codebook else Codebook()
    with args.articles.open(encoding="utf-8") as lines:
        articles = [Article(str(r["id"]), r["text"]) for r in map(json.loads, lines)]
    size = sum(len(a.text.encode()) for a in articles) / 1e6
    spent: Counter[str] = Counter()
    for module in KINDS.values():  # what is loaded once is not what is measured
        module.tag(Reading(Article("warm", "Two people were hurt in Lagos on Monday, police said.")), book, Tags())
    all_tags: dict[str, Tags] = {}
    for i, article in enumerate(articles):
        t = time.process_time()
        articles[i] = article = segment(article, book)
        spent["segments"] += time.process_time() - t
        tags = Tags()
        for kind, module in KINDS.items():
            t = time.process_time()
            tags = replace(tags, **{kind: tuple(module.tag(Reading(article), book, tags))})
            spent[kind] += time.process_time() - t
        all_tags[article.id] = tags
    tagging = sum(spent.values())
    t = time.process_time()
    link(articles, all_tags, book)
    spent["link (all articles together)"] = time.process_time() - t
    speed = f"{len(articles) / tagging:.0f} articles a second, {size / tagging:.2f} MB a second"
    print(f"{len(articles)} articles, {size:.2f} MB: {speed}, one core")
    for kind, seconds in spent.most_common():
        print(f"  {kind:30}{seconds:7.2f} s{size / seconds:8.2f} MB/s")


if __name__ == "__main__":
    main()

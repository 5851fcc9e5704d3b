"""How fast times and places are found, each and both together, on articles, on one article of 1 MB, and on hostile texts.

    python benchmarks/speed.py ARTICLES.jsonl [HOSTILE.txt ...]

ARTICLES holds one article a line (text); HOSTILE are text files, of each the first million characters. Processor time of one core, the
best of three runs. The articles are also read as one text of half a megabyte and of a megabyte: equal figures mean linear time.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from analystkit.codebook import Codebook
from analystkit.english import places, times
from analystkit.english.places.gazetteer import world
from analystkit.english.tokens import Reading
from analystkit.records import Article, Interval, Segment, Tags

BOOK, TAGS, DAY = Codebook(), Tags(), date(2020, 1, 1)


def article(text: str) -> Article:
    return Article("a", text, published=Interval(DAY, DAY, "day"), segments=(Segment(0, len(text), "body", "given"),))


def seconds(tag: Callable[..., object], articles: list[Article]) -> float:
    spent = []
    for _ in range(3):
        began = time.process_time()
        for a in articles:
            tag(Reading(a), BOOK, TAGS)
        spent.append(time.process_time() - began)
    return min(spent)


def show(name: str, articles: list[Article]) -> None:
    size = sum(len(a.text) for a in articles) / 1e6
    when, where = seconds(times.tag, articles), seconds(places.tag, articles)
    print(f"{name:32}{size:6.2f} MB   times {size / when:6.2f}   places {size / where:6.2f}   both {size / (when + where):6.2f} MB/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("hostile", type=Path, nargs="*")
    args = parser.parse_args()
    texts = [json.loads(line)["text"] for line in args.articles.read_text("utf-8").splitlines() if line.strip()]
    world().towns("Ash", None, None)  # what is loaded once is not what is measured
    times.tag(Reading(article("It fell on Monday.")), BOOK, TAGS)
    show(f"{len(texts)} articles", [article(t) for t in texts])
    joined = "\n\n".join(texts)
    whole = joined * (1 + 1_000_000 // len(joined))
    show("one of half a megabyte", [article(whole[:500_000])])
    show("one of a megabyte", [article(whole[:1_000_000])])
    for file in args.hostile:
        show(file.name, [article(file.read_text("utf-8", errors="replace")[:1_000_000])])


if __name__ == "__main__":
    main()

"""A list of places of one's own, beside the built-in one: how many of its names are found, whether namesakes stay open, what it costs.

    python benchmarks/gazetteer.py [--rows 100000] [--news FILE.jsonl]

The list is made up, in the format of GeoNames' country files: villages, bases, crossings, camps and districts of one country. 200 names
that stand in it once are asked, each in a sentence of news, and 50 that six places and more share. With FILE, a ``.jsonl`` of articles
with ``id`` and ``text``, the time of tagging them with and without the list.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from analystkit import english
from analystkit.codebook import Codebook
from analystkit.records import Article, Place

_SOUNDS = "ba bar da dul fa gha han hil ja jer ka kha kir la mar mis na nor qa rab sa sha shur ta tuz wa war ya zab zu".split()
_CODES = {"Air Base": ("S", "AIRB"), "Crossing": ("S", "CSTP"), "Camp": ("S", "CMPRF"), "District": ("A", "ADM2")}
_VILLAGE = [
    "Gunmen attacked the village of {} in Iraq on Monday.",
    "Clashes broke out near {} in northern Iraq, police said.",
    "Two people were killed in {}, Iraq, on 3 May 2019.",
    "Shells hit {} on Monday, the Iraqi army said.",
    "Residents of {} fled to Mosul after the raid in Iraq.",
    "A convoy was ambushed between Mosul and {}, Iraqi officials said.",
    "Iraqi forces entered {} on Monday.",
    "Troops withdrew from {} to Mosul, the Iraqi army said.",
]
_SITE = ["A rocket struck the {} in Iraq on Monday.", "Troops at the {} in Iraq were hurt.", "Iraqi officials closed the {} on Monday."]


def made(rows: int, chance: random.Random) -> tuple[str, list[str], list[str]]:
    """The list, 200 names that stand in it once, and 50 that many share."""
    names = []
    for _ in range(rows):
        word = "".join(chance.choice(_SOUNDS) for _ in range(chance.choice((2, 3, 3, 4)))).capitalize()
        before = "" if chance.random() < 0.6 else chance.choice(("Tell ", "Al ", "Umm ", "Khirbat ", "Ayn ", "Wadi ", "Bayt "))
        after = f" {chance.choice([*_CODES])}" if chance.random() < 0.05 else ""
        names.append(f"{before}{word}{after}")
    lines = []
    for n, name in enumerate(names):
        kind, code = next((c for end, c in _CODES.items() if name.endswith(end)), ("P", "PPL"))
        at = f"{29.5 + chance.random() * 7.5:.5f}\t{39 + chance.random() * 9:.5f}"
        region = f"{chance.randint(1, 18):02}"
        lines.append(
            f"{9_000_000 + n}\t{name}\t{name}\t{name}ah\t{at}\t{kind}\t{code}\tIQ\t\t{region}\t\t\t\t0\t\t100\tAsia/Baghdad\t2026-01-01"
        )
    times = Counter(map(str.lower, names))
    single = [n for n in names if times[n.lower()] == 1 and len(n) > 4]
    shared = [n for n in dict.fromkeys(names) if times[n.lower()] >= 6 and len(n) > 4]
    return "\n".join(lines) + "\n", chance.sample(single, min(200, len(single))), shared[:50]


def placed(name: str, n: int, book: Codebook) -> list[Place]:
    """The rows of a name in a sentence of news."""
    site = name.endswith(tuple(_CODES))
    text = f"News\n\n{(_SITE if site else _VILLAGE)[n % (3 if site else 8)].format(name)} The mayor said nothing more about it.\n"
    [a] = english.date([english.segment(Article("a", text), book)], book)
    return [p for p in english.tag(a, book).places if text[p.start : p.end] == name and p.use == "locative"]


def seconds(articles: list[Article], book: Codebook) -> float:
    begun = time.process_time()
    for a in articles:
        english.tag(english.segment(a, book), book)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--news", metavar="FILE", type=Path)
    args = parser.parse_args()
    text, single, shared = made(args.rows, random.Random(7))
    with tempfile.TemporaryDirectory() as name:
        for folder in ("codebook", "gazetteer"):
            (Path(name) / folder).mkdir()
        (Path(name) / "gazetteer" / "IQ.txt").write_text(text, "utf-8")
        book = Codebook.read(Path(name) / "codebook")
        begun = time.perf_counter()
        placed(single[0], 0, book)
        print(f"{args.rows:,} places made ready in {time.perf_counter() - begun:.1f} s")
        missed = [n for i, n in enumerate(single) if not any(p.lat is not None for p in placed(n, i, book))]
        print(f"found: {len(single) - len(missed)} of {len(single)}", *missed[:5])
        chosen = [n for i, n in enumerate(shared) if any(p.place_id for p in placed(n, i, book))]
        print(f"namesakes left open: {len(shared) - len(chosen)} of {len(shared)}", *chosen[:5])
        if args.news:
            news = [Article(r["id"], r["text"]) for r in map(json.loads, args.news.read_text("utf-8").splitlines())]
            seconds(news[:20], Codebook()), seconds(news[:20], book)
            without, with_list = min(seconds(news, Codebook()) for _ in range(3)), min(seconds(news, book) for _ in range(3))
            print(
                f"tagging {len(news)} articles: {without:.1f} s without, {with_list:.1f} s with the list: {with_list / without:.2f} times"
            )


if __name__ == "__main__":
    main()

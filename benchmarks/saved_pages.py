"""Saved web pages: how much of each article's body is read, and what of its title, byline and day.

    python benchmarks/saved_pages.py FOLDER [--meta FILE] [--errors N]

FOLDER holds ``pages/ID.html.gz`` and ``truth.jsonl`` (id, url, body), as article-extraction-benchmark has them; its metric is precision and
recall of runs of four words, each averaged over the pages. FILE (id, titles, bylines, day) is what a person read on some of the pages:
any of several titles is right, a byline that holds the name, an interval that holds the day. Refused pages are listed; their body counts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from analystkit.sources import html
from analystkit.sources.found import Found, Part
from analystkit.sources.seeds import Rejected
from analystkit.text import fold


def runs(text: str) -> Counter[tuple[str, ...]]:
    """How often each run of four words stands in a text."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def plain(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", fold(text or "")))


def read_whole(data: bytes) -> tuple[Found | None, str, str]:
    """What import makes of a page, its body, and why it refuses it."""
    body = html.body(html.parsed(html.page_text(data)))[0]
    try:
        return next(f for f in html.read(Part(data, "html")) if isinstance(f, Found)), body, ""
    except Rejected as error:
        return None, body, str(error)


def right(found: Found, gold: dict[str, Any]) -> dict[str, bool]:
    """Of title, byline and day, which are what a person read."""
    title, byline = (found.said.get(key, ("", ""))[0] for key in ("title", "byline"))
    named = [plain(b) in plain(byline) and len(byline) < len(b) + 35 if b else not byline for b in gold["bylines"]]
    days = [f"{d}" for d in found.published[:2] if d]
    return {
        "title": plain(title) in map(plain, gold["titles"]),
        "byline": any(named),
        "day": bool(days) and days[0] <= gold["day"] <= days[1],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--meta", type=Path, help="what a person read: titles, bylines, day")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to list")
    args = parser.parse_args()
    truth = [json.loads(line) for line in (args.folder / "truth.jsonl").read_text("utf-8").splitlines()]
    lines = args.meta.read_text("utf-8").splitlines() if args.meta else []
    gold = {row["id"]: row for row in map(json.loads, lines)}
    precision, recall, seconds = 0.0, 0.0, 0.0
    hits: Counter[str] = Counter()
    wrong, refused = list[str](), list[str]()
    for page in truth:
        data = gzip.decompress((args.folder / "pages" / f"{page['id']}.html.gz").read_bytes())
        begun = time.process_time()
        found, body, why = read_whole(data)
        seconds += time.process_time() - begun
        said, meant = runs(body), runs(page["body"])
        shared = (said & meant).total()
        precision, recall = precision + shared / said.total(), recall + shared / meant.total()
        refused += [f"{page['url']}: {why}"] * bool(why)
        if shared < 0.8 * max(said.total(), meant.total()):
            wrong.append(f"body {shared / said.total():.2f} {shared / meant.total():.2f} {page['url']}")
        if found and page["id"] in gold:
            hits["pages"] += 1
            for key, ok in right(found, gold[page["id"]]).items():
                hits[key] += ok
                wrong += [] if ok else [f"{key}: {found.published if key == 'day' else found.said.get(key)} {page['url']}"]
    n, p, r = len(truth), precision / len(truth), recall / len(truth)
    print(f"{n} pages: F1 {2 * p * r / (p + r):.3f}, precision {p:.3f}, recall {r:.3f}; {1000 * seconds / n:.0f} ms a page")
    if gold:
        print(
            f"of {hits['pages']} read by a person, and not refused: "
            + ", ".join(f"{hits[key]} {key}s right" for key in ("title", "byline", "day"))
        )
    print(f"{len(refused)} refused", *refused, *wrong[: args.errors], sep="\n")


if __name__ == "__main__":
    main()

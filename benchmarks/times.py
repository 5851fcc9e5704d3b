"""Times on a corpus annotated with TIMEX3, beside other systems, and the errors left by kind.

    python benchmarks/times.py ARTICLES.jsonl --scorer SCORER.py [--errors N] [--out PREDICTIONS.jsonl]

ARTICLES holds one article a line: id, text, dct (the document's own date), timexes. A prediction's value is the interval of days,
first/last; a part of a period ("since August", "late 2019") is written as that period, which is what TIMEX3 values name.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from analystkit.codebook import Codebook
from analystkit.english.times import tag
from analystkit.english.tokens import Reading
from analystkit.records import UNKNOWN, Article, Interval, Segment, Tags, Time

# On the development parts: span F1 (relaxed); calendar interval precision, recall, F1; intervals right of those found.
PEERS = {
    "timebank": {
        "HeidelTime, no POS tagger": (88.9, 80.9, 77.3, 79.0, 88.5),
        "regex, 40 lines": (81.5, 77.7, 61.1, 68.4, 84.2),
        "recognizers-text 1.0.2a2": (86.9, 57.4, 63.2, 60.2, 67.9),
        "dateparser 1.5.0": (55.8, 25.2, 43.6, 31.9, 60.5),
    },
    "aquaint": {
        "HeidelTime, no POS tagger": (89.5, 74.0, 74.6, 74.3, 84.1),
        "regex, 40 lines": (86.3, 76.0, 77.7, 76.8, 89.2),
        "recognizers-text 1.0.2a2": (87.3, 48.6, 56.2, 52.2, 60.3),
        "dateparser 1.5.0": (77.1, 34.6, 44.1, 38.8, 50.9),
    },
}


def as_article(record: dict[str, Any]) -> Article:
    """An article of one body segment, published on the document's date."""
    day = date.fromisoformat(record["dct"][:10]) if record.get("dct") else None
    text = record["text"]
    published = Interval(day, day, "day") if day else UNKNOWN
    return Article(record["id"], text, published=published, segments=(Segment(0, len(text), "body", "given"),))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--scorer", type=Path, help="a Python file with score(articles, predictions, errors) and interval(value)")
    parser.add_argument("--errors", type=int, default=0, help="the N most frequent kinds of error")
    parser.add_argument("--out", type=Path, help="where predictions go")
    args = parser.parse_args()
    records = [json.loads(line) for line in args.articles.read_text("utf-8").splitlines() if line.strip()]
    articles = [as_article(r) for r in records]
    tag(Reading(articles[0]), Codebook(), Tags())  # the first call compiles the grammar
    begun = time.process_time()
    tagged = {a.id: tag(Reading(a), Codebook(), Tags()) for a in articles}
    seconds = time.process_time() - begun
    size, found = sum(len(a.text) for a in articles), sum(map(len, tagged.values()))
    print(f"{len(articles)} articles, {found} times, {size / 1e6 / seconds:.2f} MB/s")
    given = {a.id: [as_prediction(t) for t in tagged[a.id]] for a in articles}
    if args.out:
        args.out.write_text("".join(json.dumps({"id": i, "times": ts}) + "\n" for i, ts in given.items()), "utf-8")
    if args.scorer:
        scorer = _module(args.scorer)
        _figures(args.articles.stem, scorer.score(records, given))
        kinds = Counter(kind for r in records for kind in _errors(r, tagged[r["id"]], scorer))
        for kind, n in kinds.most_common(args.errors):
            print(f"{n:5}  {kind}")


def as_prediction(t: Time) -> dict[str, object]:
    """Offsets and the interval as the scorer reads them: TIMEX3 names the period of which "late 2019" and "since April" speak."""
    when = t.period or t.when
    return {"start": t.start, "end": t.end, "value": f"{when.earliest}/{when.latest}" if when.bounded else None}


def _figures(name: str, result: dict[str, Any]) -> None:
    span, strict, days = result["span relaxed"], result["span strict"], result["calendar interval exact"]
    print(f"{'':28}span P / R / F1 (strict F1)        calendar interval P / R / F1   right of those found")
    ours = (f"{100 * span[k]:5.1f}" for k in ("p", "r", "f1")), (f"{100 * days[k]:5.1f}" for k in ("p", "r", "f1"))
    right = 100 * result["calendar accuracy of matches"]
    print(f"  {'analystkit':26}{' / '.join(ours[0])} ({100 * strict['f1']:.1f})      {' / '.join(ours[1])}       {right:5.1f}")
    for peer, (f1, *three, accuracy) in next((p for corpus, p in PEERS.items() if corpus in name), {}).items():
        print(f"  {peer:26}   –   /   –   / {f1:5.1f}             {' / '.join(f'{x:5.1f}' for x in three)}       {accuracy:5.1f}")


def _errors(record: dict[str, Any], times: list[Time], scorer: ModuleType) -> Iterator[str]:
    """The kinds of the errors in one article: what was missed, what is no time of the gold, and by which rule days went wrong."""
    gold = record["timexes"]
    for g in gold:
        days = scorer.interval(g["value"]) if g["type"] in ("DATE", "TIME") else None
        t = next((t for t in times if t.start < g["end"] and g["start"] < t.end), None)
        if t is None:
            yield f"missed: {g['type'].lower()} like {g['text'].lower()!r}"
        elif days and scorer.interval(as_prediction(t)["value"]) != days:
            yield f"other days: {t.rule}" + ("" if t.when.known else ", undated") + f" (from {t.anchor.split(' at ')[0]})"
    for t in times:
        if not any(t.start < g["end"] and g["start"] < t.end for g in gold):
            yield f"not in the gold: {t.rule}"


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()

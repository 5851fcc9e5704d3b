"""Which articles tell the same story, and which event words tell the same event: B-cubed against articles that people sorted.

    python benchmarks/clusters.py ARTICLES.jsonl [--label subtopic] [--errors]

Each line holds ``id``, ``text``, the label of its story, and where known ``date`` and ``full_text`` (the whole article, where ``text``
holds only its annotated sentences: stories are told from the whole). Where lines hold ``mentions``, those of kind "event" are given to
the linker without their chains, each as an event of an own kind named by its word, and the chains are compared with what it joins.
Beside ours: the same word in every article (mentions), and each article alone (articles).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from analystkit.codebook import Codebook
from analystkit.english import segment, sense, stem, tag
from analystkit.link.events import events
from analystkit.link.stories import stories
from analystkit.records import UNKNOWN, Article, Interval, Mention, Tags
from analystkit.text import fold

_BOOK = Codebook()
_OF_SPEECH = frozenset(map(sense, "say tell report announce state add note claim explain according comment".split()))


def b_cubed(gold: Mapping[Any, Hashable], found: Mapping[Any, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1: how much of what lies with each item belongs there, and how much of what belongs there lies with it."""
    both = Counter((gold[k], found[k]) for k in gold)
    of_gold, of_found = Counter(gold.values()), Counter(found[k] for k in gold)
    p = sum(both[gold[k], found[k]] / of_found[found[k]] for k in gold) / len(gold)
    r = sum(both[gold[k], found[k]] / of_gold[gold[k]] for k in gold) / len(gold)
    return p, r, 2 * p * r / (p + r)


def _published(record: Mapping[str, Any]) -> Interval:
    try:
        day = date.fromisoformat(str(record.get("published") or record.get("date"))[:10])
    except ValueError:
        return UNKNOWN
    return Interval(day, day, "day")


def told(records: list[dict[str, Any]]) -> dict[str, str]:
    """The story of each article; one that shares none is its own."""
    whole = [segment(Article(r["id"], r.get("full_text") or r["text"], published=_published(r)), _BOOK) for r in records]
    found = stories(whole)
    return {r["id"]: found[r["id"]].story_id if r["id"] in found else r["id"] for r in records}


def chained(records: list[dict[str, Any]]) -> dict[tuple[str, int], str]:
    """The event that linking puts each given mention into."""
    articles = [segment(Article(r["id"], r["text"], published=_published(r)), _BOOK) for r in records]
    whole = [segment(Article(r["id"], r.get("full_text") or r["text"], published=_published(r)), _BOOK) for r in records]
    tags = {a.id: _given(a, r) for a, r in zip(articles, records, strict=True)}
    found, _ = events(articles, tags, _BOOK, stories(whole))
    return {address: e.event_id for e in found for address in e.mentions}


def _given(article: Article, record: Mapping[str, Any]) -> Tags:
    """The article's tags, with the given mentions in place of those that the taggers find."""
    tags = tag(article, _BOOK)
    said = [(s.speaker_id, s.cue_start or 0, s.cue_end or 0) for s in tags.statements if s.speaker_id]
    out = []
    for m in _marked(record):
        kind = sense(m["text"])
        actors: tuple[tuple[str, str], ...] = ()
        if kind in _OF_SPEECH:
            who = next((a for a, start, end in said if start < m["end"] and m["start"] < end), None)
            kind, actors = "statement", ((who, "agent"),) if who else ()
        else:
            kind = f"own-{kind}"
        out.append(Mention(m["start"], m["end"], kind, "carried_out", UNKNOWN, (), actors, f"given:{m['text']}", m["start"], m["end"]))
    return replace(tags, mentions=tuple(out), claims=())


def _marked(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [m for m in record["mentions"] if m["kind"] == "event"]


def _line(what: str, gold: Mapping[Any, Hashable], found: Mapping[Any, Hashable]) -> str:
    p, r, f = (100 * x for x in b_cubed(gold, found))
    return f"{what:44} P {p:5.1f}  R {r:5.1f}  F1 {f:5.1f}   {len(set(found.values()))} groups, gold {len(set(gold.values()))}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--label", default="subtopic")
    parser.add_argument("--errors", action="store_true", help="print which stories are split and which are thrown together")
    args = parser.parse_args()
    records = [json.loads(line) for line in args.articles.read_text("utf-8").splitlines() if line.strip()]
    gold = {r["id"]: r[args.label] for r in records}
    found = told(records)
    print(_line("articles: each alone", gold, {k: k for k in gold}))
    print(_line("articles: stories", gold, found))
    if args.errors:
        _errors(gold, found)
    if "mentions" in records[0]:
        marked = {(r["id"], i): m for r in records for i, m in enumerate(_marked(r))}
        chains = {k: m["chain"] for k, m in marked.items()}
        print(_line("event words: same stem anywhere", chains, {k: stem(fold(m["text"])) for k, m in marked.items()}))
        print(_line("event words: same stem in one story", chains, {k: (found[k[0]], stem(fold(m["text"]))) for k, m in marked.items()}))
        print(_line("event words: linked", chains, chained(records)))


def _errors(gold: Mapping[str, Hashable], found: Mapping[str, str]) -> None:
    for what, one, two in (("split", gold, found), ("thrown together", found, gold)):
        groups: dict[Hashable, Counter[Hashable]] = defaultdict(Counter)
        for k in gold:
            groups[one[k]][two[k]] += 1
        for name, parts in groups.items():
            if len(parts) > 1:
                print(f"  {what}: {name}: {', '.join(f'{n} {part}' for part, n in parts.most_common())}")


if __name__ == "__main__":
    main()

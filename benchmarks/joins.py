"""How right is what joins articles: of the events that several articles tell, how many tell two happenings?

    python benchmarks/joins.py ARTICLES.jsonl TABLES [--json] [--errors N]
    python benchmarks/joins.py FOLDER TABLES [--json] [--errors N]

ARTICLES: annotated news of many happenings, an article a line, with its ``id`` and what it is about: ``subtopic`` or ``category`` (its
story), or ``incidents`` (of MUC-4: type, days, place of each attack). TABLES: the folder that `analystkit tables` writes for all of them
read together. Nothing here is marked as joined, so it is measured what is wrong for certain: an event told by articles of two stories,
or of no incident that both can tell, since their days lie apart or their towns differ. Two stories can share a happening all the same
("beat the record of 2008"); what is left of them is to be read (``--errors``).

FOLDER: news whose happenings are marked (``tests/mixed``): ``articles.jsonl``; ``gold.jsonl``, a happening a line with its ``tellings``,
each the exact words of an article; and ``lookalikes.jsonl``, pairs of them that are easily taken for one. A mention tells the happenings
whose words it shares. Two articles joined by an event are right where they tell one happening in it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

Row = dict[str, Any]
APART, OPEN, SAME = "apart", "open", "same"
DAYS = 2  # by which two articles can differ of one day
# The kinds of our events that incidents of MUC-4 can be
VIOLENT = frozenset("attack killing airstrike clash casualties abduction campaign operation disaster accident".split())


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def told(tables: Path) -> dict[str, tuple[Row, list[Row]]]:
    """Each event that several articles tell, with its mentions."""
    of: defaultdict[str, list[Row]] = defaultdict(list)
    for m in rows(tables / "mentions.jsonl"):
        of[m["event_id"]].append(m)
    events = {e["event_id"]: (e, of[e["event_id"]]) for e in rows(tables / "events.jsonl")}
    return {k: v for k, v in events.items() if len({m["article"] for m in v[1]}) > 1}


def by_story(records: Iterable[Row]) -> Callable[[str, str], str]:
    """Two articles tell one thing, if they are of one story; an article of none is its own."""
    story = {r["id"]: r.get("subtopic") or r.get("category") or r["id"] for r in records}
    return lambda a, b: SAME if story[a] == story[b] else APART


def by_incident(records: Iterable[Row]) -> Callable[[str, str], str]:
    """Two articles can tell one thing, if an incident of both can be one; open, where an article has none or its days are not known."""
    of = {r["id"]: r["incidents"] for r in records}

    def judged(a: str, b: str) -> str:
        found = {alike(x, y) for x in of[a] for y in of[b]}
        return next((k for k in (SAME, OPEN, APART) if k in found), OPEN)

    return judged


def alike(one: Row, two: Row) -> str:
    """Can two incidents be one: are their days within two, and does neither lie in a town that the other does not?"""
    known = [date.fromisoformat(x[k]).toordinal() if x[k] else None for x in (one, two) for k in ("date_from", "date_to")]
    first, last = max(d or 0 for d in known[::2]), min(d or 10**7 for d in known[1::2])
    here, there = places(one), places(two)
    near = not (here and there) or any(p <= q or q <= p for p in here for q in there)
    if first - last > DAYS or not near:
        return APART
    exact = all(known) and max(d or 0 for d in known) - min(d or 0 for d in known) <= DAYS + 1
    return SAME if exact and any(len(p & q) > 1 for p in here for q in there) and one["type"] == two["type"] else OPEN


def places(incident: Row) -> list[frozenset[str]]:
    """The names of each of its places: "PERU: LIMA (CITY): SAN ISIDRO (NEIGHBORHOOD)"."""
    each = filter(None, (incident["location"] or "").split(" - "))
    return [frozenset(re.sub(r"\(.*?\)", "", part).strip(" ?") for part in place.split(":")) for place in each]


def figures(records: list[Row], tables: Path) -> tuple[Row, list[tuple[Row, list[Row]]]]:
    """The figures by name, and the events that are wrong for certain."""
    incidents = "incidents" in records[0]
    judged = (by_incident if incidents else by_story)(records)
    people = {a["actor_id"] for a in rows(tables / "actors.jsonl") if a["kind"] == "person"}

    def asked(event: Row) -> bool:
        """Is it of a kind that incidents are? One with a named victim is told again in passing for months, and no incident then."""
        return event["type"] in VIOLENT and not any(a["role"] == "target" and a["actor_id"] in people for a in event["actors"])

    joined = {k: v for k, v in told(tables).items() if not incidents or asked(v[0])}
    wrong: list[tuple[Row, list[Row]]] = []
    pairs, one = Counter[str](), set[tuple[str, str]]()
    for event in joined.values():
        here = list(combinations(sorted({m["article"] for m in event[1]}), 2))
        found = Counter(judged(a, b) for a, b in here)
        pairs, one = pairs + found, one | set(here)
        if found[APART]:
            wrong.append(event)
    out: Row = {"events of several articles": len(joined), "of two happenings": len(wrong)} | dict(shares(len(wrong), len(joined)))
    out |= {"pairs of articles": sum(pairs.values()), "pairs apart": pairs[APART]}
    if incidents:
        sure = {(a, b) for a, b in combinations(sorted(r["id"] for r in records), 2) if judged(a, b) == SAME}
        out["surely one incident, joined"] = f"{len(sure & one)} of {len(sure)} pairs"
    return out, wrong


Told = list[tuple[str, str, frozenset[str]]]  # of each mention its event, its article, and the happenings that it tells


def happenings(folder: Path, tables: Path) -> Told:
    """What the mentions tell: the happenings whose words they hold, or lie in; without what only may be one."""
    text = {a["id"]: a["text"] for a in rows(folder / "articles.jsonl")}
    words: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for h in rows(folder / "gold.jsonl"):
        for t in h["tellings"]:
            if not t.get("unsure") and (at := text[t["article"]].find(t["quote"])) >= 0:
                words[t["article"]].append((at, at + len(t["quote"]), h["happening"]))

    def those(m: Row) -> frozenset[str]:
        lengths = ((min(e, m["end"]) - max(s, m["start"]), min(e - s, m["end"] - m["start"]), h) for s, e, h in words[m["article"]])
        return frozenset(h for shared, least, h in lengths if 2 * shared >= least)

    found = ((m["event_id"], m["article"], those(m)) for m in rows(tables / "mentions.jsonl"))
    return [t for t in found if t[2]]


def marked(folder: Path, tables: Path) -> tuple[Row, list[str]]:
    """The figures of news whose happenings are marked, by name, and what is wrong, a line each."""
    told, gold, lookalikes = (
        happenings(folder, tables),
        {h["happening"]: h for h in rows(folder / "gold.jsonl")},
        rows(folder / "lookalikes.jsonl"),
    )
    whole = {part: h for h, g in gold.items() for part in g.get("parts", ())}  # a march, and the day of action that it is part of
    events: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    inside = set()
    for event, article, those in told:
        events[event][article] |= those | {whole[h] for h in those if h in whole}
        if any(those.isdisjoint(others) for e, a, others in told if (e, a) == (event, article)):
            inside.add(f"{event}: two happenings in {article}")
    pairs = [(e, a, b) for e, articles in events.items() for a, b in combinations(sorted(articles), 2)]
    wrong = [f"{e}: {a} {sorted(events[e][a])}, {b} {sorted(events[e][b])}" for e, a, b in pairs if events[e][a].isdisjoint(events[e][b])]
    ways, pieces = Counter[str](), []
    for h in gold:
        if (seen := len({a for _, a, those in told if h in those})) > 1:
            held = [n for articles in events.values() if (n := sum(h in those for those in articles.values()))]
            ways["whole" if max(held) == seen else "in part" if max(held) > 1 else "not"] += 1
            pieces.append(len(held))
    only = {(e, h) for e, _, those in told if len(those) == 1 for h in those}
    merged = [
        f"taken for one: {k['one']}, {k['two']}: {k['why']}"
        for k in lookalikes
        if any({(e, k["one"]), (e, k["two"])} <= only for e in events)
    ]
    out: Row = {"joins right": f"{len(pairs) - len(wrong)} of {len(pairs)} pairs"} | dict(shares(len(pairs) - len(wrong), len(pairs)))
    out |= {f"happenings joined {k}": f"{ways[k]} of {len(pieces)}" for k in ("whole", "in part", "not")}
    out |= {"pieces of a happening": round(sum(pieces) / max(1, len(pieces)), 2)}
    out |= {"two happenings of an article in one event": len(inside), "lookalikes taken for one": f"{len(merged)} of {len(lookalikes)}"}
    return out, [*wrong, *sorted(inside), *merged]


def shares(n: int, of: int) -> Mapping[str, float]:
    return {"per 100": round(100 * n / of, 1)} if of else {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("tables", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N events that are wrong for certain, with their mentions")
    args = parser.parse_args()
    if args.articles.is_dir():
        found, faults = marked(args.articles, args.tables)
        print(json.dumps(found) if args.json else "\n".join(f"{k:30} {v}" for k, v in found.items()))
        print("\n".join(faults[: args.errors]))
        return
    found, wrong = figures(rows(args.articles), args.tables)
    print(json.dumps(found) if args.json else "\n".join(f"{k:30} {v}" for k, v in found.items()))
    for event, mentions in sorted(wrong, key=lambda w: -len(w[1]))[: args.errors]:
        print(f"\n{event['title']} ({event['type']}, {event['earliest']}..{event['latest']})")
        print("\n".join(f"  {m['article']}: {' '.join(m['text'].split())[:150]}" for m in mentions))


if __name__ == "__main__":
    main()

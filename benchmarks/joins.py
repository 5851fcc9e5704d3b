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


Told = Mapping[tuple[str, str], set[str]]  # the happenings that an article tells in an event, by event and article


def happenings(folder: Path, tables: Path) -> Told:
    """What each event tells, by article: the happenings whose words its mentions hold, or lie in; without what only may be one."""
    text = {a["id"]: a["text"] for a in rows(folder / "articles.jsonl")}
    words: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for h in rows(folder / "gold.jsonl"):
        for t in h["tellings"]:
            if (at := text[t["article"]].find(t["quote"])) >= 0:
                words[t["article"]].append((at, at + len(t["quote"]), h["happening"]))
    out: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for m in rows(tables / "mentions.jsonl"):
        for start, end, happening in words[m["article"]]:
            shared = min(end, m["end"]) - max(start, m["start"])
            if 2 * shared >= min(end - start, m["end"] - m["start"]):
                out[m["event_id"], m["article"]].add(happening)
    return out


def marked(folder: Path, tables: Path) -> tuple[Row, list[str]]:
    """The figures of news whose happenings are marked, by name, and what is wrong, a line each."""
    told, gold = happenings(folder, tables), {h["happening"]: h for h in rows(folder / "gold.jsonl")}
    by_event: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    for (event, article), those in told.items():
        by_event[event][article] = those
    one = {h: {h, *(p for p in g.get("parts", ())), *(k for k, v in gold.items() if h in v.get("parts", ()))} for h, g in gold.items()}
    right, wrong = 0, []
    for event, articles in by_event.items():
        for a, b in combinations(sorted(articles), 2):
            if any(one[h] & articles[b] for h in articles[a]):
                right += 1
            else:
                wrong.append(f"{event}: {a} {sorted(articles[a])}, {b} {sorted(articles[b])}")
    ways, pieces = Counter[str](), []
    for h in gold:
        seen = {a for (_, a), those in told.items() if h in those}
        if len(seen) > 1:
            most = max(sum(h in those for those in articles.values()) for articles in by_event.values())
            ways["whole" if most == len(seen) else "in part" if most > 1 else "not"] += 1
            pieces.append(sum(any(h in those for those in articles.values()) for articles in by_event.values()))
    merged = []
    for pair in rows(folder / "lookalikes.jsonl"):
        x, y = pair["one"], pair["two"]
        sets = [[those for those in articles.values()] for articles in by_event.values()]
        if any(any(x in s and y not in s for s in each) and any(y in s and x not in s for s in each) for each in sets):
            merged.append(f"taken for one: {gold[x]['what']} / {gold[y]['what']}")
    out: Row = {"joins right": f"{right} of {right + len(wrong)} pairs"} | dict(shares(right, right + len(wrong)))
    out |= {f"happenings joined {k}": f"{ways[k]} of {len(pieces)}" for k in ("whole", "in part", "not")}
    out |= {"pieces": round(sum(pieces) / len(pieces), 2) if pieces else 0}
    out |= {"lookalikes taken for one": f"{len(merged)} of {len(rows(folder / 'lookalikes.jsonl'))}"}
    return out, [*wrong, *merged]


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

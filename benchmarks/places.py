"""How right the places are on annotated news, and how fast they are found.

    python benchmarks/places.py FOLDER [--errors N] [--only NAME]

FOLDER holds ``places/*_dev.jsonl`` (one article a line: id, text, toponyms with start, end, lat, lon) and ``scorers/score_places.py``.
Those annotations mark nationality words ("Syrian") and names inside other names, which the places table leaves out, so they are turned
on here; and they mark "Syria" in "northern Syria", so phrases of direction and border give way to the names inside them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from analystkit.article import Article, Place
from analystkit.codebook import Codebook
from analystkit.gazetteer import world
from analystkit.tag.places import find
from analystkit.tag.segments import segment


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print the N most frequent errors of each kind")
    parser.add_argument("--only", default="", help="one corpus, by a part of its file's name")
    args = parser.parse_args()
    scorer = _module(args.folder / "scorers" / "score_places.py")
    world()
    for file in sorted((args.folder / "places").glob("*_dev.jsonl")):
        if args.only in file.name and not file.name.startswith("peer_"):
            _score(file, scorer, args.errors)


def _score(file: Path, scorer: ModuleType, errors: int) -> None:
    gold = [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]
    began = time.process_time()
    given = {r["id"]: _flat(find(segment(Article(r["id"], r["text"]), Codebook()), Codebook(), modifiers=True)) for r in gold}
    spent = time.process_time() - began
    wrong: list[tuple[str, ...]] = []
    s = scorer.score(gold, given, wrong)
    parts = [
        f"{name} {100 * s[k]['p']:.1f} / {100 * s[k]['r']:.1f} / {100 * s[k]['f1']:.1f}"
        for name, k in (("strict", "tagging strict"), ("relaxed", "tagging relaxed"), ("end to end", "end to end @161km"))
    ]
    size = sum(len(r["text"]) for r in gold) / 1e6
    print(f"{file.stem:12} {'  '.join(parts)}  within 161 km {100 * s['resolution']['acc161']:.1f}  {size / spent:.2f} MB/s")
    for kind in ("missed", "spurious", "wrong place"):
        most = Counter(w[2] for w in wrong if w[0] == kind).most_common(errors)
        if most:
            print(f"  {kind} ({sum(w[0] == kind for w in wrong)}): " + ", ".join(f"{t} {n}" for t, n in most))


def _flat(places: list[Place]) -> list[dict[str, Any]]:
    """One row a name: what is inside another goes, unless the other is only a direction or a border."""
    outer = [
        p
        for p in places
        if any(q.nested and p.start <= q.start and q.end <= p.end and q is not p for q in places) and p.kind == "region"
    ]
    drop = {id(p) for p in outer if p.precision == "region" and p.rule.startswith(("part of", "border"))}
    kept = [p for p in places if id(p) not in drop]
    kept = [p for p in kept if not (p.nested and any(q is not p and q.start <= p.start and p.end <= q.end for q in kept))]
    return [{"start": p.start, "end": p.end, "lat": p.lat, "lon": p.lon, "geonames_id": p.geonames} for p in kept]


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_places", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()

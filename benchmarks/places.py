"""How right the places are on annotated news, and how fast they are found.

    python benchmarks/places.py FOLDER [--errors N] [--only NAME]

FOLDER holds ``places/*_dev.jsonl`` (one article a line: id, text, toponyms with start, end, lat, lon), other systems' output beside them
(``peer_SYSTEM_on_CORPUS_dev.jsonl``), and ``scorers/score_places.py``.
Those annotations mark nationality words ("Syrian") and names inside other names, which the places table leaves out, so they are turned
on here; and they mark "Syria" in "northern Syria", so phrases of direction and border give way to the names inside them.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from analystkit.codebook import Codebook
from analystkit.english import segment
from analystkit.english.places import find
from analystkit.english.places.gazetteer import key, world
from analystkit.english.places.names import words
from analystkit.english.tokens import Reading
from analystkit.records import Article, Place


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print the N most frequent kinds of error")
    parser.add_argument("--only", default="", help="one corpus, by a part of its file's name")
    args = parser.parse_args()
    scorer = _module(args.folder / "scorers" / "score_places.py")
    world().towns("Ash", None, None), world().divisions("Ash")  # what is loaded once is not what is measured
    for file in sorted((args.folder / "places").glob("*_dev.jsonl")):
        if args.only in file.name and not file.name.startswith("peer_"):
            _score(file, scorer, args.errors)


def _score(file: Path, scorer: ModuleType, errors: int) -> None:
    gold = scorer.load(file)
    articles = [(r["id"], segment(Article(r["id"], r["text"]), Codebook())) for r in gold]
    began = time.process_time()
    given = {name: _flat(find(Reading(a), Codebook(), modifiers=True)) for name, a in articles}
    spent = time.process_time() - began
    wrong: list[tuple[str, ...]] = []
    result = scorer.score(gold, given, wrong)
    print(f"{file.stem}: tagging strict P / R / F1, relaxed F1, end to end within 161 km P / R / F1, right within 161 km")
    print(_line("analystkit", result) + f"   {sum(len(r['text']) for r in gold) / 1e6 / spent:.2f} MB/s")
    print(_line("  without nationality words", scorer.score(gold, {name: _flat(find(Reading(a), Codebook())) for name, a in articles})))
    for peer in sorted(file.parent.glob(f"peer_*_on_{file.name}")):
        name = peer.stem.removeprefix("peer_").removesuffix(f"_on_{file.stem}")
        print(_line(name, scorer.score(gold, {r["id"]: r["places"] for r in scorer.load(peer)})))
    kinds: dict[str, Counter[str]] = {}
    for kind, _, text, *_ in wrong:
        kinds.setdefault(f"{kind}: {_what(text)}", Counter())[text] += 1
    for kind, texts in sorted(kinds.items(), key=lambda k: -k[1].total())[:errors]:
        print(f"{texts.total():5}  {kind}, as " + ", ".join(f"{t} {n}" for t, n in texts.most_common(4)))


def _what(text: str) -> str:
    """What the name of a place that was read wrongly is, by the gazetteer and its last word."""
    name, last = key(text), text.split()[-1].lower()
    known = world().find(text)
    if name in world().adjectives or name.removesuffix("s") in world().adjectives:
        return "a nationality word"
    if known and known[0].rank >= 15:
        return "a country or a large area"
    if last in words()["facilities"] | words()["lands"] | words()["streets"]:
        return "a building, street or land by its last word"
    if known:
        return f"a {known[0].kind} of the gazetteer" + (" with namesakes" if len(known) > 1 else "")
    return "a name of several words that no gazetteer has" if " " in text else "a name that no gazetteer has"


def _line(name: str, result: dict[str, Any]) -> str:
    strict, relaxed, end = (result[k] for k in ("tagging strict", "tagging relaxed", "end to end @161km"))
    three = (" / ".join(f"{100 * x[k]:5.1f}" for k in ("p", "r", "f1")) for x in (strict, end))
    first, last = three
    return f"  {name:28} {first}   {100 * relaxed['f1']:5.1f}   {last}   {100 * result['resolution']['acc161']:5.1f}"


def _flat(places: list[Place]) -> list[dict[str, Any]]:
    """One row a name: what is inside another goes, unless the other is only a direction or a border."""
    outer = [
        p for p in places if any(q.nested and p.start <= q.start and q.end <= p.end and q is not p for q in places) and p.kind == "region"
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

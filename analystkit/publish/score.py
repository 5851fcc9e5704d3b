"""A scorecard: the tables against a gold folder of the user's own, a line a layer.

A gold folder holds, for some articles, ``segments published times places actors statements mentions claims events conflicts``, each
as JSON Lines with the tables' field names; what is not there is not scored. ``tests/gold/README.md`` says what each record means.

    segments    characters given the same kind            times, places, actors   spans that share a character
    statements  half of the words of both                 mentions   half of the shorter one's words
    events      a mention overlaps one of the gold event's, the days overlap, and the status is one that the gold accepts
    claims      the same attribute and value, and spans that share a character
    conflicts   the same attribute, and claims that overlap two or more of the gold's
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analystkit.codebook.corrections import COUNTS
from analystkit.errors import InputError, Problem, folded
from analystkit.files import spoilt, steady
from analystkit.publish.annotated import read_annotated
from analystkit.publish.score_match import (
    Pair,
    Row,
    Words,
    align,
    bcubed,
    characters,
    dates,
    meet,
    near,
    neutral,
    norm,
    ratio,
    right_days,
    same_name,
    same_value,
    share,
)

_NEWS = ("body", "deck", "tweet")


@dataclass(frozen=True)
class Line:
    """One layer: how many rows the gold has and we have, precision, recall, F1, and how right the values of the matched rows are."""

    layer: str
    gold: int
    found: int
    precision: float
    recall: float
    f1: float
    values: Mapping[str, float | None]


@dataclass(frozen=True)
class Scorecard:
    """The lines, and notes on what was not scored or missed."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...]

    def __str__(self) -> str:
        out = [f"{'layer':24}{'gold':>6}{'ours':>6}{'P':>7}{'R':>7}{'F1':>7}  value accuracy"]
        for s in self.lines:
            values = "  ".join(f"{k}={v:.2f}" for k, v in s.values.items() if v is not None)
            out.append(f"{s.layer:24}{s.gold:>6}{s.found:>6}{s.precision:>7.2f}{s.recall:>7.2f}{s.f1:>7.2f}  {values}".rstrip())
        return "\n".join([*out, *(f"- {note}" for note in self.notes)])


def score(gold: str | Path, tables: Mapping[str, Sequence[Row]]) -> Scorecard:
    """Score tables against a gold folder, or against annotations corrected in Label Studio (its export as JSON) or in brat (its folder);
    rows of articles that the gold does not cover do not count.

    Raises InputError where the folder holds no gold, or lines that cannot be read, each with its file and line.
    """
    sides = _Sides.read(Path(gold), tables)
    lines = [s for layer, scored in _LAYERS.items() if layer in sides.gold for s in scored(sides.gold[layer], sides.ours[layer], sides)]
    return Scorecard(tuple(lines), tuple(sides.notes))


def read_tables(folder: str | Path) -> dict[str, list[Row]]:
    """Tables from a folder that ``analystkit tables`` wrote. Raises InputError where there are none, for lines that are none,
    and for tables that are gone, or were changed since."""
    with steady(Path(folder)):
        if problems := spoilt(Path(folder), (f"{layer}.jsonl" for layer in _LAYERS)):
            raise InputError(problems)
        return _read(Path(folder))


def _read(folder: Path, **names: str) -> dict[str, list[Row]]:
    """The rows of each layer, from the file of its name where ``names`` gives no other."""
    problems: list[Problem] = []
    out: dict[str, list[Row]] = {}
    for layer in _LAYERS:
        path = folder / f"{names.get(layer, layer)}.jsonl"
        if path.is_file():
            lines = enumerate(path.read_text("utf-8", "replace").split("\n"), 1)
            out[layer] = [r for n, line in lines if line.strip() and (r := _row(line, layer, f"{path.name}:{n}", problems))]
    if not out:
        problems.append(Problem(str(folder), "no tables", "", f"name a folder that holds {', '.join(f'{n}.jsonl' for n in _LAYERS)}"))
    if problems:
        raise InputError(folded(problems))
    return out


def _row(line: str, layer: str, where: str, problems: list[Problem]) -> Row | None:
    try:
        row = json.loads(line)
        for r in row["claims"] if layer == "conflicts" else [row]:
            if layer != "events":
                r["article"] = r["article"].removesuffix(".txt")
            if layer not in ("events", "articles"):
                r["start"], r["end"] = int(r["start"]), int(r["end"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        problems.append(Problem(where, f"not a record of {layer}", f"{type(error).__name__}: {error}", "give it the table's fields"))
        return None
    return dict(row)


@dataclass
class _Sides:
    """Both sides' rows, the gold's registries of names, and the articles' words."""

    gold: dict[str, list[Row]]
    ours: dict[str, list[Row]]
    actors: Mapping[str, Row]
    places: Mapping[str, Row]
    words: Words
    notes: list[str]
    event_of: dict[str, str] = field(default_factory=dict)  # our event -> the gold event whose mentions it overlaps most

    @classmethod
    def read(cls, folder: Path, tables: Mapping[str, Sequence[Row]]) -> _Sides:
        gold = read_annotated(folder) or _read(folder, articles="published")
        whole = gold.pop("covered", [])
        covered = {r["article"] for layer in gold.keys() - {"events", "conflicts"} for r in gold[layer]} | {r["article"] for r in whole}
        ours = {layer: [r for r in tables.get(layer, ()) if r.get("article") in covered] for layer in _LAYERS}
        told = {str(r["event_id"]) for r in ours["mentions"]}
        ours["events"] = [e for e in tables.get("events", ()) if str(e["event_id"]) in told]
        among = [k | {"claims": [c for c in k["claims"] if c["article"] in covered]} for k in tables.get("conflicts", ())]
        ours["conflicts"] = [k for k in among if len(k["claims"]) > 1]
        text = ours["segments"] or gold.get("segments", []) or whole
        _same_texts(whole, ours["segments"])
        notes = [f"gold: no {layer}.jsonl, not scored" for layer in _LAYERS if layer not in gold]
        notes += [f"tables: no {layer}, scored 0" for layer in gold if layer not in tables]
        return cls(gold, ours, _registry(folder, "actors"), _registry(folder, "places"), Words(text), notes)

    def same_event(self, gold: Row, ours: Row) -> int:
        return int(self.event_of.get(str(ours.get("event_id"))) == gold["event_id"])


def _same_texts(annotated: list[Row], segments: list[Row]) -> None:
    """Raises InputError where an article is not the one that was annotated: every span would be off."""
    texts: dict[str, str] = defaultdict(str)
    for s in segments:
        texts[s["article"]] += s["text"]
    todo = "score it against the tables that were exported"
    others = [
        Problem(r["article"], "another text than was annotated", "", todo)
        for r in annotated
        if texts.get(r["article"], r["text"]) != r["text"]
    ]
    if others:
        raise InputError(others)


def _registry(folder: Path, name: str) -> Mapping[str, Row]:
    path = folder / f"{name}_registry.json"
    try:
        found: Mapping[str, Row] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        if not all(isinstance(row, dict) for row in found.values()):
            raise ValueError("not a record under each id")
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        todo = "write an object with a record for each id, or take it away"
        raise InputError([Problem(str(path), "no names", str(error)[:80], todo)]) from error
    return found


def _line(layer: str, gold: int, found: int, hit: int, right: int | None = None, **values: float | None) -> Line:
    """``hit`` of the gold are found; ``right`` of ours are right, the same where nothing else is said."""
    p, r = ratio(hit if right is None else right, found) or 0.0, ratio(hit, gold) or 0.0
    return Line(layer, gold, found, p, r, round(2 * p * r / (p + r), 4) if p + r else 0.0, values)


def _segments(gold: list[Row], ours: list[Row], s: _Sides) -> Iterator[Line]:
    g, p = (
        {(r["article"], r["start"] + i): r.get("kind") for r in rows for i, c in enumerate(r["text"]) if not c.isspace()}
        for rows in (gold, ours)
    )
    p = {k: v for k, v in p.items() if k in g}
    content = ratio(sum((g[k] in _NEWS) == (p.get(k) in _NEWS) for k in g), len(g)) if p else None
    yield _line("segments (characters)", len(g), len(p), sum(p.get(k) == v for k, v in g.items()), content=content)


def _articles(gold: list[Row], ours: list[Row], s: _Sides) -> Iterator[Line]:
    mine = {r["article"]: dates(r) for r in ours}
    both = [(g, mine[g["article"]]) for g in gold if g["article"] in mine]
    good = sum(
        bool(a and b and meet(dates(g), (a, b)) and g.get("outer_earliest", a) <= a and b <= g.get("outer_latest", b)) for g, (a, b) in both
    )
    exact = ratio(sum(dates(g) == d for g, d in both), len(both))
    yield _line("articles (published)", len(gold), len(mine), good, exact=exact)


def _times(gold: list[Row], ours: list[Row], s: _Sides) -> Iterator[Line]:
    def right(g: Row, p: Row) -> bool:
        return right_days(g, dates(p), [dates(g), dates(g, "best_")] if "best_earliest" in g else [dates(g)])

    pairs, _, n, found = align(gold, ours, characters)
    yield _line("times", n, found, len(pairs), interval=share(pairs, right))


def _places(gold: list[Row], ours: list[Row], s: _Sides) -> Iterator[Line]:
    only = [g | {"optional": neutral(g) or g.get("use") != "locative"} for g in gold]
    for name, some in (("places", gold), ("places, locative only", only)):
        pairs, _, n, found = align(some, ours, characters)
        points = share([x for x in pairs if x[0].get("tolerance_km")], near)
        lands = [x for x in pairs if x[0].get("country") and x[1].get("country")]
        country = share(lands, lambda g, p: norm(g["country"]) == norm(p["country"]))
        use = share([x for x in pairs if x[1].get("use")], lambda g, p: g.get("use") == p["use"])
        yield _line(name, n, found, len(pairs), within_km=points, country=country, use=use)


def _actors(gold: list[Row], ours: list[Row], s: _Sides) -> Iterator[Line]:
    pairs, _, n, found = align(gold, ours, characters)
    identity = share(pairs, lambda g, p: same_name(g["actor_id"], g["text"], s.actors, p.get("name"), p.get("actor_id")))
    yield _line("actors", n, found, len(pairs), bcubed=bcubed(pairs, "actor_id"), identity=identity)


def _statements(gold: list[Row], ours: list[Row], s: _Sides) -> Iterator[Line]:
    def speaker(g: Row, p: Row) -> bool:
        a, b, c, d = (r.get(k) for r in (g, p) for k in ("speaker_start", "speaker_end"))
        if isinstance(a, int) and isinstance(b, int) and isinstance(c, int) and isinstance(d, int) and min(b, d) > max(a, c):
            return True
        return same_name(g["speaker_id"], g.get("speaker_text"), s.actors, p.get("speaker_text"), p.get("speaker_id"))

    for name, some in (("statements, required", gold), ("statements, all", [g | {"required": True} for g in gold])):
        pairs, _, n, found = align(some, ours, s.words.shared, floor=0.5)
        said = share([x for x in pairs if x[0].get("speaker_id")], speaker)
        kind = share(pairs, lambda g, p: g["kind"] == p.get("kind"))
        yield _line(name, n, found, len(pairs), speaker=said, kind=kind, utterances=bcubed(pairs, "utterance_id"))


def _events(gold: list[Row], ours: list[Row], s: _Sides) -> Iterator[Line]:
    """Also fills ``event_of``."""
    theirs, mine = {e["event_id"]: e for e in gold}, {str(e["event_id"]): e for e in ours}
    weight: dict[tuple[str, str], float] = defaultdict(float)
    for m in s.ours["mentions"]:
        for event_id in theirs:
            shared = (s.words.shared(x, m) for x in s.gold.get("mentions", ()) if x["event_id"] == event_id)
            weight[event_id, str(m["event_id"])] += max(shared, default=0.0)
    ranked = [x for x, w in sorted(weight.items(), key=lambda x: -x[1]) if w > 0]
    found: dict[str, str] = {}
    for g, p in ranked:
        s.event_of.setdefault(p, g)
        if p in mine and g not in found and p not in found.values() and not _unlike(theirs[g], mine[p]):
            found[g] = p
    core = [g for g in theirs if theirs[g].get("core", True)]
    for g in (g for g in core if g not in found):
        why = {_unlike(theirs[g], mine[p]) or "its event fits another better" for h, p in ranked if h == g and p in mine}
        s.notes.append(f"core event missed: {g} ({', '.join(sorted(why)) or 'no overlapping mention'})")
    yield _line("events, core", len(core), len(mine), sum(g in found for g in core), len(found))
    yield _line("events, all", len(theirs), len(mine), len(found))


def _unlike(gold: Row, ours: Row) -> str:
    if not meet(dates(gold), dates(ours)):
        return "wrong date"
    accepted = gold.get("status_accept", [gold.get("status")])
    return "" if (ours.get("status") or "carried_out") in accepted else "wrong status"


def _mentions(gold: list[Row], ours: list[Row], s: _Sides) -> Iterator[Line]:
    pairs, free, n, found = align(gold, ours, lambda g, p: s.words.shared(g, p, 0.5), tie=s.same_event)
    yield _line("mentions", n, found, len(pairs), bcubed=bcubed(pairs + free, "event_id"))


def _claims(gold: list[Row], ours: list[Row], s: _Sides) -> Iterator[Line]:
    def alike(g: Row, p: Row) -> float:
        same = norm(g["attribute"]) == norm(p.get("attribute")) and same_value(g, p, s.actors, s.places)
        return characters(g, p) if same else 0.0

    def source(g: Row, p: Row) -> bool:
        return same_name(g.get("source_id"), None, s.actors, p["source_id"], p.get("source_text"))

    for name, keep in (("claims", None), ("claims, numbers", COUNTS)):
        some, mine = ([r for r in rows if not keep or r.get("attribute") in keep] for rows in (gold, ours))
        pairs, _, n, found = align(some, mine, alike, tie=s.same_event)
        said = share([x for x in pairs if x[1].get("source_id")], source)
        of_event = share(pairs, s.same_event) if "events" in s.gold else None  # annotations have none
        yield _line(name, n, found, len(pairs), event=of_event, source=said)


def _conflicts(gold: list[Row], ours: list[Row], s: _Sides) -> Iterator[Line]:
    def hits(g: Row, p: Row) -> int:
        accepted = map(norm, g.get("attribute_accept", [g["attribute"]]))
        return norm(p.get("attribute")) in accepted and sum(any(characters(a, b) for b in p["claims"]) for a in g["claims"])

    right = sum(any(hits(g, p) >= 2 for g in gold) for p in ours)
    for name, some in (("conflicts, core", [g for g in gold if g.get("core", True)]), ("conflicts, all", gold)):
        best: list[Pair] = [(g, max(ours, key=lambda p: hits(g, p))) for g in some if ours]
        pairs = [(g, p) for g, p in best if hits(g, p) >= 2]
        if name.endswith("core"):
            s.notes += [f"core conflict missed: {g['conflict_id']}" for g in some if not any(g is x for x, _ in pairs)]
        verdict = share(pairs, lambda g, p: p.get("verdict") in g.get("verdict_accept", [g["verdict"]]))
        yield _line(name, len(some), len(ours), len(pairs), right, verdict=verdict)
    s.notes.append("conflicts: precision counts those of ours that match any of the gold's; the gold is not exhaustive: a lower bound")


_LAYERS: Mapping[str, Callable[[list[Row], list[Row], Any], Iterator[Line]]] = {
    "segments": _segments,
    "articles": _articles,
    "times": _times,
    "places": _places,
    "actors": _actors,
    "statements": _statements,
    "events": _events,
    "mentions": _mentions,
    "claims": _claims,
    "conflicts": _conflicts,
}

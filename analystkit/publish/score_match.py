"""When a row of ours is a row of the gold: values, days, spans, and the matching of two lists one to one."""

from __future__ import annotations

import bisect
import calendar
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Row = dict[str, Any]
Pair = tuple[Row, Row]
Days = tuple[str | None, str | None]


def norm(name: object) -> str:
    """A name without case, accents, marks and its article.

    >>> norm("The Vale-Harbour"), norm("Hewlêr")
    ('vale harbour', 'hewler')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", str(name or "")) if not unicodedata.combining(c)).lower()
    return re.sub(r"^(the|a|an) ", "", re.sub(r"[\W_]+", " ", re.sub("['’‘`]", "", plain)).strip())


def same_name(gold_id: object, gold_text: object, registry: Mapping[str, Row], *given: object) -> bool:
    """Is one of the given strings the gold's actor or place: the same words, an alias, or of a person the surname?"""
    entry = registry.get(str(gold_id)) or {}
    person = entry.get("kind") == "person"
    forms = {norm(x) for x in (gold_id, gold_text, entry.get("name"), *entry.get("aliases", ()))} - {""}
    if person:
        forms.add(norm(entry["name"]).split()[-1])
    inside = [f for f in forms if person or " " in f]
    return any(g in forms or any(f" {f} " in f" {g} " for f in inside) for g in map(norm, given) if g)


def interval(value: object) -> Days:
    """First and last day of "2021-02", "2021-02-01/2021-02-28", or of such ends apart; None where an end is not known.

    >>> interval("2021-02"), interval("2021-02-03/"), interval(None)
    (('2021-02-01', '2021-02-28'), ('2021-02-03', None), (None, None))
    """
    ends = list(value) if isinstance(value, (list, tuple)) else str(value or "").split("/")
    return _day(ends[0], last=False), _day(ends[-1], last=True)


def _day(text: object, *, last: bool) -> str | None:
    m = re.match(r"\s*([12]\d{3})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", str(text or ""))
    if m is None:
        return None
    month = m[2] or ("12" if last else "01")
    return f"{m[1]}-{month}-{m[3] or (f'{calendar.monthrange(int(m[1]), int(month))[1]:02}' if last else '01')}"


def dates(row: Row, prefix: str = "") -> Days:
    return interval([row.get(f"{prefix}earliest"), row.get(f"{prefix}latest")])


def meet(gold: Days, ours: Days) -> bool:
    """Do two intervals overlap? Open ends are endless; one that is not dated meets only what the gold does not date."""
    return gold == ours if ours == (None, None) else (gold[0] or "0") <= (ours[1] or "9") and (ours[0] or "0") <= (gold[1] or "9")


def right_days(gold: Row, ours: Days, wanted: Sequence[Days]) -> bool:
    """The same days; where the gold's tolerance is "overlap", days that overlap."""
    return ours in wanted or (gold.get("tolerance") == "overlap" and any(meet(w, ours) for w in wanted))


def near(gold: Row, ours: Row) -> bool:
    """Is the point of ours within the gold's tolerance_km?"""
    points = [r.get(k) for r in (gold, ours) for k in ("lat", "lon")]
    if any(p is None for p in points):
        return False
    from geopy.distance import great_circle

    return bool(great_circle(points[:2], points[2:]).km <= float(gold["tolerance_km"]))


def same_value(gold: Row, ours: Row, actors: Mapping[str, Row], places: Mapping[str, Row]) -> bool:
    """Is a claim's value the gold's: the same number, days, place or actor, or the same words?"""
    value, given = gold["value"], ours.get("value")
    wanted = [value, *gold.get("value_aliases", ())]
    if gold["attribute"] == "date":
        return right_days(gold, interval(given), [interval(w) for w in wanted])
    if isinstance(value, int):
        return re.fullmatch(rf"\s*{value}(\.0+)?\s*", str(given)) is not None
    if same_name(value, None, places if gold["attribute"] == "place" else actors, given):
        return True
    stems = [_stem(w) for w in wanted]
    return any(f" {s} " in f" {_stem(given)} " or s.replace(" ", "") == _stem(given).replace(" ", "") for s in stems)


def _stem(words: object) -> str:
    return " ".join(w.removesuffix("s") for w in norm(words).split())


class Words:
    """Where the words of the articles begin: overlap of two spans counted in words."""

    def __init__(self, segments: Iterable[Row]) -> None:
        self._starts: dict[str, list[int]] = defaultdict(list)
        for s in sorted(segments, key=lambda s: (s["article"], s["start"])):
            self._starts[s["article"]] += [s["start"] + w.start() for w in re.finditer(r"\w+", s["text"])]

    def shared(self, gold: Row, ours: Row, part: float = 0) -> float:
        """Shared words of all words of two spans; 0 where less than this part of the shorter one is shared."""
        starts = self._starts[gold["article"]]
        a, b, c, d = (bisect.bisect_left(starts, x) for r in (gold, ours) for x in (r["start"], r["end"]))
        both = max(0, min(b, d) - max(a, c)) * (gold["article"] == ours["article"])
        return both / (b - a + d - c - both) if both and both >= part * min(b - a, d - c) else 0.0


def characters(gold: Row, ours: Row) -> float:
    """Shared characters of all characters of two spans."""
    both = min(gold["end"], ours["end"]) - max(gold["start"], ours["start"])
    whole = max(gold["end"], ours["end"]) - min(gold["start"], ours["start"])
    return both / whole if both > 0 and gold["article"] == ours["article"] else 0.0


def neutral(gold: Row) -> bool:
    """Is it neither a miss nor, where found, an error?"""
    return bool(gold.get("optional") or gold.get("nested") or gold.get("required") is False)


Likeness = Callable[[Row, Row], float]


def align(
    gold: Sequence[Row], ours: Sequence[Row], likeness: Likeness, *, floor: float = 1e-9, tie: Callable[[Row, Row], int] | None = None
) -> tuple[list[Pair], list[Pair], int, int]:
    """Rows matched one to one, best first; neutral gold takes what the rest leaves.

    Gives the counted pairs, the neutral pairs, how many gold rows count, and how many of ours.
    """
    need, free = [g for g in gold if not neutral(g)], [g for g in gold if neutral(g)]
    first = _matched(need, ours, likeness, floor, tie)
    taken = {j for _, j in first}
    rest = [p for j, p in enumerate(ours) if j not in taken]
    second = _matched(free, rest, likeness, floor, tie)
    return [(need[i], ours[j]) for i, j in first], [(free[i], rest[j]) for i, j in second], len(need), len(ours) - len(second)


def _matched(
    gold: Sequence[Row], ours: Sequence[Row], likeness: Likeness, floor: float, tie: Callable[[Row, Row], int] | None
) -> list[tuple[int, int]]:
    by_article: dict[str, list[int]] = defaultdict(list)
    for j, p in enumerate(ours):
        by_article[p["article"]].append(j)
    ranked = sorted(
        (-round(v, 3), -(tie(g, ours[j]) if tie else 0), i, j)
        for i, g in enumerate(gold)
        for j in by_article[g["article"]]
        if (v := likeness(g, ours[j])) >= floor
    )
    left, right, out = set(), set(), []
    for _, _, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j))
    return out


def ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def share(pairs: Sequence[Pair], right: Callable[[Row, Row], object]) -> float | None:
    """The part of the pairs that are right; None where there are none. Of a span that a person drew the gold says nothing more."""
    pairs = [(g, p) for g, p in pairs if not g.get("drawn")]
    return ratio(sum(bool(right(g, p)) for g, p in pairs), len(pairs))


def bcubed(pairs: Sequence[Pair], key: str) -> float | None:
    """B-cubed F1 of our grouping against the gold's, of the matched rows."""
    pairs = [(g, p) for g, p in pairs if not g.get("drawn")]
    if not pairs:
        return None
    labels = [(str(g[key]), str(p.get(key))) for g, p in pairs]
    gold, ours, both = Counter(a for a, _ in labels), Counter(b for _, b in labels), Counter(labels)
    precision = sum(both[x] / ours[x[1]] for x in labels) / len(labels)
    recall = sum(both[x] / gold[x[0]] for x in labels) / len(labels)
    return round(2 * precision * recall / (precision + recall), 4)

"""How far apart places are, no more precisely than they are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from analystkit.show.sites import RADIUS, drawable
from analystkit.show.told import Row, rows_of

if TYPE_CHECKING:
    import pandas as pd


def distances(places: pd.DataFrame, from_ids: Iterable[str] | None = None, to_ids: Iterable[str] | None = None) -> pd.DataFrame:
    """Kilometres over the globe (geodesic) between places: from_id, from_name, to_id, to_name, km, within_km, note.

    ``km`` is rounded to what the two precisions bear; the true distance lies within ``within_km`` of it. With neither list, every pair of
    places named as places; with ``from_ids`` alone, from these to every other. Where a place has no coordinates, or is a whole country,
    km is missing and the note says why; so it does for an id that no article names.

    >>> import pandas as pd
    >>> a = {"place_id": "a", "name": "A", "lat": 0.0, "lon": 0.0, "precision": "point", "use": "locative"}
    >>> b = {"place_id": "b", "name": "B", "lat": 0.0, "lon": 1.0, "precision": "city", "use": "locative"}
    >>> distances(pd.DataFrame([a, b]))[["from_id", "to_id", "km", "within_km"]].values.tolist()
    [['a', 'b', 110, 16]]
    """
    import pandas as pd

    known = _known(places)
    ends = _pairs(known, from_ids, to_ids)
    known |= {i: {"place_id": i, "name": None} for pair in ends for i in pair if i not in known}
    pairs = [_pair(known[a], known[b]) for a, b in ends]
    table = pd.DataFrame(pairs, columns=["from_id", "from_name", "to_id", "to_name", "km", "within_km", "note"])
    return table.astype({"km": "Int64", "within_km": "Int64"})


def _known(places: pd.DataFrame) -> dict[str, Row]:
    """The first row of each place, one that names it as a place if there is one."""
    found: dict[str, Row] = {}
    for row in sorted(rows_of(places), key=lambda r: r.get("use") != "locative"):
        if row.get("place_id"):
            found.setdefault(row["place_id"], row)
    return found


def _pairs(known: dict[str, Row], from_ids: Iterable[str] | None, to_ids: Iterable[str] | None) -> list[tuple[str, str]]:
    named = sorted(i for i, row in known.items() if row.get("use") == "locative" and drawable(row))
    if from_ids is None and to_ids is None:
        return list(combinations(named, 2))
    starts, ends = _ids(from_ids, named), _ids(to_ids, named)
    return [(a, b) for a, b in product(starts, ends) if a != b]


def _ids(ids: Iterable[str] | None, default: Sequence[str]) -> list[str]:
    return list(default) if ids is None else list(dict.fromkeys([ids] if isinstance(ids, str) else ids))


def _pair(a: Row, b: Row) -> tuple[Any, ...]:
    ends = (a["place_id"], a.get("name"), b["place_id"], b.get("name"))
    vague = [r for r in (a, b) if not drawable(r)]
    if vague:
        return (*ends, None, None, "; ".join(map(_vague, vague)))
    from geopy.distance import geodesic

    doubt = RADIUS[a["precision"]] + RADIUS[b["precision"]]
    step = _step(doubt)
    km = float(geodesic((a["lat"], a["lon"]), (b["lat"], b["lon"])).km)
    note = f"{a['precision']} to {b['precision']}"
    return (*ends, int(step * round(km / step)), doubt + (step + 1) // 2, note)


def _vague(row: Row) -> str:
    if row.get("name") is None:
        return f"{row['place_id']}: named in no article"
    return f"{row.get('name')}: {'no finer than a country' if row.get('precision') == 'country' else 'no coordinates'}"


def _step(doubt: float) -> int:
    """The round number of kilometres that a doubt of this size bears."""
    return next((step for most, step in ((6, 1), (30, 10), (60, 50)) if doubt <= most), 100)

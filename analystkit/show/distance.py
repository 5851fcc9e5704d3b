"""How far apart places are, no more precisely than they are known."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from analystkit.records import RADIUS
from analystkit.show.names import Row, expect, rows_of
from analystkit.show.sites import drawable

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

    expect(places=places)
    known: dict[str, Row] = {}  # by the first row that names it as a place, if there is one
    for row in sorted(rows_of(places), key=lambda r: r.get("use") != "locative"):
        if row.get("place_id"):
            known.setdefault(row["place_id"], row)
    named = sorted(i for i, row in known.items() if row.get("use") == "locative" and drawable(row))
    starts, ends = (named if ids is None else dict.fromkeys([ids] if isinstance(ids, str) else ids) for ids in (from_ids, to_ids))
    pairs = combinations(named, 2) if from_ids is None and to_ids is None else product(starts, ends)
    rows = [_pair(*(known.get(i, {"place_id": i}) for i in (a, b))) for a, b in pairs if a != b]
    table = pd.DataFrame(rows, columns=["from_id", "from_name", "to_id", "to_name", "km", "within_km", "note"])
    return table.astype({"km": "Int64", "within_km": "Int64"})


def _pair(a: Row, b: Row) -> tuple[Any, ...]:
    ends = (a["place_id"], a.get("name"), b["place_id"], b.get("name"))
    vague = [r for r in (a, b) if not drawable(r)]
    if vague:
        return (*ends, None, None, "; ".join(map(_vague, vague)))
    from geopy.distance import geodesic

    doubt = RADIUS[a["precision"]] + RADIUS[b["precision"]]
    step = next((step for most, step in ((6, 1), (30, 10), (60, 50)) if doubt <= most), 100)  # the round number that the doubt bears
    km = float(geodesic((a["lat"], a["lon"]), (b["lat"], b["lon"])).km)
    return (*ends, int(step * round(km / step)), doubt + (step + 1) // 2, f"{a['precision']} to {b['precision']}")


def _vague(row: Row) -> str:
    if row.get("name") is None:
        return f"{row['place_id']}: named in no article"
    return f"{row['name']}: {'no finer than a country' if row.get('precision') == 'country' else 'no coordinates'}"

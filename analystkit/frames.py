"""The tables as plain frames for a notebook: lists of ids and no records in cells, days as pandas days, an outlet's name in every row.

Days are ``datetime64``, not ``datetime.date``: ``events[events["earliest"] >= "2021-06"]``, ``.dt.month`` and sorting work then, and an
open end is NaT. They count seconds, which reach beyond 1677 and 2262, where nanoseconds end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analystkit.errors import InputError, Problem
from analystkit.files import spoilt
from analystkit.text import iso_day
from analystkit.wording import one_line, spoken, unnamed

if TYPE_CHECKING:
    import pandas as pd

    from analystkit.tables import Row

_DAYS = ("earliest", "latest", "best_earliest", "best_latest")


class Origin(str):
    """What a frame remembers in ``attrs``: the corpus it is of, so that a view finds names and receipts for whatever was filtered.

    A word to everybody else, such as a file that a frame is written to.
    """

    corpus: Any

    def __deepcopy__(self, memo: object) -> Origin:
        return self  # pandas copies what a frame remembers with every filter


def remembered(frame: pd.DataFrame, corpus: object) -> pd.DataFrame:
    """The frame, remembering its corpus."""
    frame.attrs["corpus"] = Origin(repr(corpus))
    frame.attrs["corpus"].corpus = corpus
    return frame


def corpus_of(frame: object) -> Any:
    """The corpus that a frame came from; None where it came from elsewhere."""
    return getattr(getattr(frame, "attrs", {}).get("corpus"), "corpus", None)


def read_table(path: str | Path) -> pd.DataFrame:
    """A table that ``analystkit tables`` wrote as Parquet. Raises InputError where a bit of it is another than was written.

    Other readers see that only where they are told to look: ``pd.read_parquet`` is not. ``read_table("tables/events.parquet")``
    """
    from pyarrow import ArrowException, parquet

    file = Path(path)
    todo = "name a .parquet that analystkit tables wrote, or make the tables anew"
    if problems := spoilt(file.parent, [file.name]):
        raise InputError(problems)
    try:
        frame: pd.DataFrame = parquet.read_table(file, page_checksum_verification=True).to_pandas()
    except (OSError, ArrowException) as error:
        raise InputError([Problem(str(file), "no table", next(iter(str(error).splitlines()), ""), todo)]) from error
    return frame


def plain(corpus: Any, name: str) -> pd.DataFrame:
    """A table as a plain frame: its columns, and where they apply ``outlet``, ``roles`` (beside ``actors``), ``source`` and ``number`` of a
    claim, ``speaker`` of a statement, none of which is ever missing but ``number``."""
    import numpy as np

    rows, made = corpus.rows[name], corpus.table(name)
    for day in made.columns.intersection(list(_DAYS)):
        made[day] = np.array([str(d) if (d := iso_day(r[day])) else None for r in rows], dtype="datetime64[s]")
    outlets = {r["article"]: r["outlet"] or unnamed(n) for n, r in enumerate(corpus.rows["articles"], 1)}
    names = {r["actor_id"]: r["name"] for r in corpus.rows["actors"] if r["actor_id"] and r["name"]}
    if "article" in made:
        made["outlet"] = [outlets[r["article"]] for r in rows]
    if name in ("events", "mentions"):
        made["actors"], made["roles"] = ([[a[key] for a in r["actors"]] for r in rows] for key in ("actor_id", "role"))
    if name == "statements":
        made["speaker"] = [_who(r, "speaker", names) or "speaker not known" for r in rows]
    if name == "claims":
        made["source"] = [outlets[r["article"]] if r["source_id"] == "outlet" else _who(r, "source", names) for r in rows]
        made["number"] = [r["value"] if isinstance(r["value"], int) else None for r in rows]
        made = made.astype({"number": "Int64"})
    if name == "conflicts":
        made["against"] = [[c["claim_id"] for c in r["claims"] if c["against"]] for r in rows]
        made["claims"] = [[c["claim_id"] for c in r["claims"]] for r in rows]
    return remembered(made, corpus)


def _who(row: Row, role: str, names: Mapping[str, str]) -> str:
    """The name of who speaks, else the words of the article, else the id in words."""
    return names.get(row[f"{role}_id"]) or one_line(row[f"{role}_text"]) or spoken(row[f"{role}_id"])


def rows_of(table: pd.DataFrame | Sequence[Row] | None) -> list[Row]:
    """A frame, plain or not, as rows like the tables': what is missing is None, a whole number an int, a day an ISO word, actors have their
    roles and a conflict its claims as records. Rows stay as they are."""
    if table is None or isinstance(table, Sequence):
        return list(table or ())
    corpus = corpus_of(table)
    compared = {r["conflict_id"]: r["claims"] for r in corpus.rows["conflicts"]} if corpus and "conflict_id" in table else {}
    return [_nested({str(k): _plain(v) for k, v in row.items()}, compared) for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, (str, list, tuple, dict)) or value is None:
        return value
    if value != value or str(value) in ("<NA>", "NaT"):
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _nested(row: Row, compared: Mapping[str, Sequence[Row]]) -> Row:
    """What a plain frame keeps beside a column goes back into it."""
    roles, actors, claims = row.pop("roles", None), row.get("actors"), row.get("claims")
    if isinstance(row.get("place_ids"), str):  # exploded
        row["place_ids"] = [row["place_ids"]]
    if isinstance(roles, list) and isinstance(actors, list):
        row["actors"] = [{"actor_id": a, "role": role} for a, role in zip(actors, roles, strict=True)]
    elif isinstance(actors, str):
        row["actors"] = [{"actor_id": actors, "role": roles if isinstance(roles, str) else None}]
    if row.get("conflict_id") in compared and claims and not isinstance(claims[0], dict):
        row["claims"] = [c for c in compared[row["conflict_id"]] if c["claim_id"] in ([claims] if isinstance(claims, str) else claims)]
    return row

"""What views look up: tables as plain rows, and what articles, actors, places and events are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analystkit.errors import AnalystkitError
from analystkit.wording import one_line, spoken

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

NOT_DONE = frozenset({"cancelled", "planned", "threatened", "denied"})
"""Statuses under which nothing is told to have happened."""


def expect(frame: pd.DataFrame, name: str, column: str) -> None:
    """Is this the table that a view was made for? Raises AnalystkitError that says which one it wants.

    >>> import pandas as pd
    >>> expect(pd.DataFrame({"article": []}), "events", "event_id")
    Traceback (most recent call last):
    analystkit.errors.AnalystkitError: this view wants the events table, with a column event_id; here are: article
    """
    if column not in frame.columns:
        raise AnalystkitError(f"this view wants the {name} table, with a column {column}; here are: {', '.join(map(str, frame.columns))}")


def rows_of(table: pd.DataFrame | Sequence[Row] | None) -> list[Row]:
    """A DataFrame as plain rows: what is missing is None, and a whole number is an int again. Plain rows stay as they are."""
    if table is None or isinstance(table, Sequence):
        return list(table or ())
    return [{str(k): _plain(v) for k, v in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, (str, list, tuple, dict)) or value is None:
        return value
    if value != value or str(value) in ("<NA>", "NaT"):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def by(found: Iterable[Row], *keys: str) -> dict[Any, list[Row]]:
    """Rows by the value of a column, or by the values of several, in their order."""
    groups: dict[Any, list[Row]] = {}
    for row in found:
        groups.setdefault(row.get(keys[0]) if len(keys) == 1 else tuple(map(row.get, keys)), []).append(row)
    return groups


def by_date(row: Row) -> tuple[str, str, str]:
    """In which order rows with days stand: those without any come last."""
    first, last = row.get("earliest"), row.get("latest")
    return str(first or last or "9999"), str(last or "9999"), str(row.get("event_id"))


@dataclass(frozen=True)
class Told:
    """The tables that give names, each of which may be left out: then an id is said in words."""

    articles_table: pd.DataFrame | Sequence[Row] | None = None
    actors_table: pd.DataFrame | Sequence[Row] | None = None
    places_table: pd.DataFrame | Sequence[Row] | None = None
    events_table: pd.DataFrame | Sequence[Row] | None = None
    mentions_table: pd.DataFrame | Sequence[Row] | None = None
    claims_table: pd.DataFrame | Sequence[Row] | None = None

    @cached_property
    def articles(self) -> dict[str, Row]:
        """The rows of the articles by their ids."""
        return {r["article"]: r for r in rows_of(self.articles_table)}

    @cached_property
    def _outlets(self) -> dict[str, str]:
        outlets = [r.get("outlet") for r in self.articles.values()]
        return {a: r["outlet"] for a, r in self.articles.items() if r.get("outlet") and outlets.count(r["outlet"]) == 1}

    def article(self, row: Row) -> str:
        """What a reader calls the article of a row: its outlet where that is known and prints one article only, else its id."""
        return self._outlets.get(str(row.get("article")), str(row.get("article")))

    @cached_property
    def actors(self) -> dict[str, str]:
        """The names of actors by their ids."""
        return {r["actor_id"]: r["name"] for r in rows_of(self.actors_table) if r.get("actor_id") and r.get("name")}

    def actor(self, identifier: object) -> str:
        """An actor's name; its id in words where none is known."""
        return self.actors.get(str(identifier)) or spoken(identifier)

    @cached_property
    def _places(self) -> dict[str, str]:
        return {r["place_id"]: r["name"] for r in rows_of(self.places_table) if r.get("place_id") and r.get("name")}

    def place(self, identifier: object) -> str:
        """A place's name; its id in words where none is known."""
        return self._places.get(str(identifier)) or spoken(identifier)

    @cached_property
    def events(self) -> dict[str, Row]:
        """The rows of the events by their ids."""
        return {r["event_id"]: r for r in rows_of(self.events_table)}

    def title(self, event_id: str) -> str:
        """An event's title; its id in words where none is known."""
        return one_line(self.events.get(event_id, {}).get("title")) or spoken(event_id)

    @cached_property
    def _mentions(self) -> dict[str | None, list[Row]]:
        return by(rows_of(self.mentions_table), "event_id")

    def mentions(self, event_id: str) -> list[Row]:
        """The mentions that tell an event, in the order of the table."""
        return self._mentions.get(event_id, [])

    def first(self, event_id: str) -> Row:
        """The first of them; an empty row where there is none."""
        return next(iter(self.mentions(event_id)), {})

    @cached_property
    def claims(self) -> dict[str, Row]:
        """The rows of the claims by their ids."""
        return {r["claim_id"]: r for r in rows_of(self.claims_table) if r.get("claim_id")}

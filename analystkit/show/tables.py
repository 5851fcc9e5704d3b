"""Any of the tables as it is: a line a row, the words of each row a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analystkit import wording as w
from analystkit.show import markup as m
from analystkit.show.names import Names, Row, corpus_for, names_for, names_of, rows_of
from analystkit.show.receipts import seen
from analystkit.show.view import View

if TYPE_CHECKING:
    import pandas as pd

    from analystkit.corpus import Corpus

_BESIDE = ("start", "end", "roles")  # the receipt has the offsets, an actor its role


def table(frame: pd.DataFrame, columns: Sequence[str] | None = None, caption: str = "", *, of: Corpus | None = None) -> View:
    """A DataFrame as a table with a receipt on the words (column ``text``) of every row that has a span.

    ``columns`` chooses and orders what is shown; without it, all but the offsets, which the receipts carry. ``caption`` says what it is.
    A frame that pandas grouped has forgotten its corpus: ``of`` names it, so that articles and actors are called by their names.

    >>> import pandas as pd
    >>> table(pd.DataFrame([{"article": "a1", "start": 4, "end": 7, "text": "May"}]), caption="Times")
    Times: 1 row
    """
    shown = [c for c in frame.columns if c not in _BESIDE] if columns is None else list(columns)
    missing = [c for c in shown if c not in frame.columns]
    if missing:
        raise KeyError(f"no column {', '.join(map(repr, missing))}; there are: {', '.join(map(str, frame.columns))}")
    names = names_for(frame) if of is None else names_of(corpus_for(of))
    body = [[_cell(row, c, names) for c in shown] for row in rows_of(frame)]
    title = caption or "Table"
    content = m.table(f"{title}, {w.count(len(body), 'row')}", [w.spoken(c.removeprefix("n_")) for c in shown], body)
    return seen(f"{title}: {w.count(len(body), 'row')}", m.wide(title, content), frame)


def _cell(row: Row, column: str, names: Names) -> m.Html:
    value = row.get(column)
    if column == "text":
        return m.link(w.one_line(value), row)
    if value is None or value == []:
        return m.note("–")
    if column in ("article", "origin"):
        return m.text(names.article(row) if column == "article" else names.origin(row))
    if column == "status":
        return m.text(names.status(row) or "happened")
    if column == "via" or (column.endswith("_id") and value in names.actors):
        return m.text(names.actor(value))
    if column == "receipts":
        return m.listed(m.place(str(receipt), names.article) for receipt in value)
    if column == "latest" and row.get("event_id") in names.events and names.by_convention(value, names.tellers(row["event_id"])):
        return m.note("not told")  # the last day on which its article can have appeared, by convention
    if column.endswith("_id"):
        return m.tag("code", m.text(str(value)))  # to be copied: with its days as they are
    return m.text(names.plain(_words(value)))


def _words(value: Any) -> str:
    """Lists and the small records inside them, as words: "coalition (target); us-military (agent)"."""
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_words, value))
    if isinstance(value, dict) and "actor_id" in value:
        return f"{value['actor_id']} ({value.get('role')})"
    if isinstance(value, dict):
        return ", ".join(f"{k} {_words(v)}" for k, v in value.items())
    return w.one_line(value) if isinstance(value, str) else str(value)

"""A finding: what a notebook states of some rows, shown with the sentences it rests on, and known to ``analystkit check``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from analystkit import wording as w
from analystkit.errors import AnalystkitError
from analystkit.show import markup as m
from analystkit.show.names import Row, kind_of, rows_of
from analystkit.show.receipts import seen
from analystkit.show.view import View

if TYPE_CHECKING:
    import pandas as pd

MIME = "application/vnd.analystkit.finding+json"
"""Under this type an output of a notebook carries its finding as data."""

_MOST = 6  # receipts shown
_NOTHING = "nothing"  # the value of no row


@dataclass(frozen=True)
class Finding(View):
    """A View that knows what it states: ``name``, ``value`` in words, and ``rows``: a receipt, the value there."""

    name: str = ""
    value: str = ""
    rows: tuple[tuple[str, str], ...] = field(default=())
    says: str = ""  # what the notebook says, where that is another thing

    def _repr_mimebundle_(self, **_: Any) -> Mapping[str, Any]:
        return {MIME: {"name": self.name, "value": self.value, "rows": [list(r) for r in self.rows], "says": self.says}}


def finding(name: str, rows: pd.DataFrame, column: str | None = None, *, says: object = None) -> None:
    """State a finding and show it: the distinct values of a column of some rows, or without a column how many rows there are.

    ``says`` is what the prose says: a value, or a list of them. Where the rows say otherwise, or no row is left to say anything, the
    finding is shown, and AssertionError raised. Every finding is locked by ``analystkit accept`` with the sentences behind its rows.

    >>> import pandas as pd
    >>> finding("Killed at Vale", pd.DataFrame([{"article": "a1", "start": 3, "end": 9, "value": 2}]), "value", says=[2, 3])
    Traceback (most recent call last):
    AssertionError: Killed at Vale: the articles say 2, and the notebook says 2, 3
    """
    made = stated(name, rows, column)
    wanted = made.value if says is None else _said(_several(says))
    if wanted != made.value:
        made = replace(made, says=wanted)
    jupyter = sys.modules.get("IPython")
    if jupyter is not None and jupyter.get_ipython() is not None:
        from IPython.display import display

        display(made)  # type: ignore[no-untyped-call]
    if made.value == _NOTHING and (says is None or made.says):
        told = f", and the notebook says {wanted}" if made.says else f'; where that is the finding, write says="{_NOTHING}"'
        raise AssertionError(f"{name}: no row is left: look whether what they are filtered by, such as an event's id, is there{told}")
    if made.says:
        told = f"the articles say {made.value}" if column else f"there are {made.value}"
        raise AssertionError(f"{name}: {told}, and the notebook says {wanted}")


def stated(name: str, rows: pd.DataFrame, column: str | None = None) -> Finding:
    """The finding as an object. Raises AnalystkitError for what is no table, for rows that lack the column, or that led to no sentence."""
    found = _checked(name, rows, column)
    value = str(len(found)) if column is None else _said(r.get(column) for r in found)
    behind = tuple((receipt, "" if column is None else _word(r.get(column))) for r in found for receipt in receipts(r))
    links = [m.quotation(r) for r in found if m.href(r) and r.get("text")] or [m.text(r["title"]) for r in found if r.get("title")]
    more = [m.note(f"and {len(links) - _MOST} more")] if len(links) > _MOST else []
    head = m.tag("p", m.join([m.text(f"{name}: "), m.tag("b", m.text(w.days_in(value)))]), "ak-finding")
    view = seen(f"{name}: {value}", m.join([head, m.listed([*links[:_MOST], *more])]), rows)
    return Finding(view.text, view.html, name, value, behind)


def _checked(name: object, rows: pd.DataFrame, column: object) -> list[Row]:
    """The rows of a finding, each with the sentence it rests on. Raises AnalystkitError that says what is wanted instead."""
    todo = f'give the rows themselves, filtered, and name their column: show.finding({name!r}, claims[claims["event_id"] == …], "value")'
    if not isinstance(name, str):
        raise AnalystkitError(f"show.finding: its name comes first, a text, and this is {kind_of(name)}; then the rows, then their column")
    if not hasattr(rows, "to_dict") or not hasattr(rows, "columns"):
        raise AnalystkitError(f"finding {name!r}: it rests on the sentences of its rows, and {kind_of(rows)} has none; {todo}")
    if column is not None and not (isinstance(column, str) and column in rows.columns):
        raise AnalystkitError(f"finding {name!r}: no column {column!r}; there are: {', '.join(map(str, rows.columns))}")
    found = rows_of(rows)
    if found and not any(map(receipts, found)):
        raise AnalystkitError(f"finding {name!r}: it rests on the sentences of its rows, and {kind_of(rows)} leads to none; {todo}")
    return found


def _several(says: Any) -> Iterable[object]:
    """What the prose says, one by one; a column or an array of numbers is a list of them."""
    says = says.tolist() if hasattr(says, "tolist") else says
    return says if isinstance(says, (list, tuple, set, frozenset)) else [says]


def receipts(row: Row) -> list[str]:
    """What a row of any table rests on: its span, the spans of the claims it compares, else its event, its article, or where it is."""
    if isinstance(row.get("claims"), (list, tuple)):
        return [r for c in row["claims"] if isinstance(c, dict) for r in receipts(c)]
    if m.href(row):
        return [f"{row['article']}:{row['start']}-{row['end']}"]
    return [str(row[k]) for k in ("event_id", "article", "where") if row.get(k)][:1]


def _said(values: Iterable[object]) -> str:
    """Distinct values in words, numbers in their order, words by the alphabet."""
    plain = {_word(v): v for v in values}
    return ", ".join(sorted(plain, key=lambda w: (not w.isdigit(), int(w) if w.isdigit() else 0, w))) or _NOTHING


def _word(value: object) -> str:
    if value is None or value != value:
        return w.NOT_KNOWN
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # pandas makes 2 a 2.0 beside what is missing
    return "; ".join(map(_word, value)) if isinstance(value, (list, tuple)) else w.one_line(str(value))

"""What the views are made of: rows out of DataFrames, dates and ids as words, and the few kinds of markup that every view shares.

``Html`` is markup in which everything from outside has been escaped; the type checker keeps bare strings out of it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NewType

from analystkit.errors import AnalystkitError
from analystkit.show.view import SITE, View, esc, page_name, receipt

if TYPE_CHECKING:
    import pandas as pd

Html = NewType("Html", str)
Row = dict[str, Any]

NOT_KNOWN = "not known"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def expect(frame: pd.DataFrame, name: str, column: str) -> None:
    """Is this the table that a view was made for? Raises AnalystkitError that says which one it wants.

    >>> import pandas as pd
    >>> expect(pd.DataFrame({"article": []}), "events", "event_id")
    Traceback (most recent call last):
    analystkit.errors.AnalystkitError: this view wants the events table, with a column event_id; here are: article
    """
    if column not in frame.columns:
        raise AnalystkitError(f"this view wants the {name} table, with a column {column}; here are: {', '.join(map(str, frame.columns))}")


def rows(frame: pd.DataFrame | None) -> list[Row]:
    """A DataFrame as plain rows: what is missing is None, and a whole number is an int again."""
    if frame is None:
        return []
    return [{str(k): _plain(v) for k, v in row.items()} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, (str, list, tuple, dict)) or value is None:
        return value
    if value != value or str(value) in ("<NA>", "NaT"):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def text(value: object) -> Html:
    """Any value as escaped markup."""
    return Html(esc(value))


def join(parts: Iterable[Html], between: str = "") -> Html:
    """Pieces of markup as one; ``between`` is a constant."""
    return Html(between.join(parts))


def tag(name: str, content: Html, css: str = "") -> Html:
    """An element with a constant name and class around markup.

    >>> tag("b", text("1 < 2"), "ak-note")
    '<b class="ak-note">1 &lt; 2</b>'
    """
    return Html(f'<{name} class="{css}">{content}</{name}>' if css else f"<{name}>{content}</{name}>")


def note(value: object) -> Html:
    """A few words in the quiet voice."""
    return tag("span", text(value), "ak-note")


def href(row: Mapping[str, Any]) -> str | None:
    """The address of the span that a row stands for, escaped; None where the row has no span."""
    article, start, end = row.get("article"), row.get("start"), row.get("end")
    if not isinstance(article, str) or not isinstance(start, int) or not isinstance(end, int):
        return None
    return receipt(article, start, end)


def link(words: object, row: Mapping[str, Any], css: str = "ak-receipt") -> Html:
    """Words that lead to the span of their row.

    >>> link("4 killed", {"article": "a1", "start": 3, "end": 11})
    '<a class="ak-receipt" href="../site/articles/a1.html#c3-11">4 killed</a>'
    """
    address = href(row)
    return text(words) if address is None else Html(f'<a class="{css}" href="{address}">{esc(words)}</a>')


def target(identifier: str, content: Html) -> Html:
    """Markup that ``jump`` leads to. The identifier is made here, of letters, digits and hyphens, never of data.

    >>> target("said-1", text("Ann Lee")), jump("said-1", "Ann Lee")
    ('<span id="said-1">Ann Lee</span>', '<a href="#said-1">Ann Lee</a>')
    """
    return Html(f'<span id="{esc(identifier)}">{content}</span>')


def jump(identifier: str, words: object) -> Html:
    """Words that lead to a ``target`` on the same page."""
    return Html(f'<a href="#{esc(identifier)}">{esc(words)}</a>')


def page_link(article: str) -> Html:
    """An article's id as a link to its page."""
    return Html(f'<a class="ak-receipt" href="{esc(SITE + "articles/" + page_name(article))}">{esc(article)}</a>')


def place(where: str, names: Mapping[str, str] | None = None) -> Html:
    """Where a problem is: a span of an article as a receipt, by its name where ``names`` has one; a place in a file as it is.

    >>> place("a1:3-9"), place("actors.csv:4")
    ('<a class="ak-receipt" href="../site/articles/a1.html#c3-9">a1:3-9</a>', 'actors.csv:4')
    """
    span = re.fullmatch(r"(.+):(\d+)-(\d+)", where, re.S)
    if not span:
        return text(where)
    return link((names or {}).get(span[1], where), {"article": span[1], "start": int(span[2]), "end": int(span[3])})


def quotation(row: Mapping[str, Any]) -> Html:
    """The words of a row in quotation marks, as a receipt. A statement that the article puts in its own words gets none."""
    words = one_line(row.get("text"))
    return link(words if row.get("kind") in ("indirect", "mixed") else f"“{words}”", row, "ak-quote")


def one_line(value: object, most: int = 0) -> str:
    """Text with its white space made single spaces; cut at ``most`` characters, with an ellipsis that says so.

    >>> one_line("a  long\\n story", 8)
    'a long…'
    """
    words = re.sub(r"\s+", " ", str(value or "")).strip()
    return words if not most or len(words) <= most else words[: most - 1].rstrip() + "…"


_IN_SIGHT = 150
"""A table shows this many rows, and the rest when it is asked for: a browser lays out only what is in sight."""


def table(caption: str, head: Sequence[str], body: Iterable[Sequence[Html]], css: str = "") -> Html:
    """A table with a caption, column heads and row heads; on a narrow page each row becomes a card that repeats the column heads.

    Without rows the caption alone: heads over nothing look like a mistake.
    """
    lines = [f"<tr>{_cells(head, cells)}</tr>" for cells in body]
    parts = [f"<tbody>{''.join(lines[i : i + _IN_SIGHT])}</tbody>" for i in range(0, len(lines), _IN_SIGHT)]
    return _table(caption, head, parts[:1], parts[1:], len(lines) - _IN_SIGHT, css)


def grouped(caption: str, head: Sequence[str], groups: Iterable[tuple[Html, Iterable[Sequence[Html]]]], css: str = "") -> Html:
    """A table whose rows stand in groups, each under a head of its own."""
    bodies, rows = [], [0]
    for title, body in groups:
        lines = [f"<tr>{_cells(head, cells)}</tr>" for cells in body]
        top = f'<tr class="ak-group"><th scope="rowgroup" colspan="{len(head)}">{title}</th></tr>'
        bodies.append(f"<tbody>{top}{''.join(lines)}</tbody>")
        rows.append(rows[-1] + len(lines))
    cut = max((n for n, total in enumerate(rows) if total <= _IN_SIGHT), default=0) or 1
    return _table(caption, head, bodies[:cut], bodies[cut:], rows[-1] - rows[min(cut, len(bodies))], css)


def _table(caption: str, head: Sequence[str], first: Sequence[str], rest: Sequence[str], left: int, css: str) -> Html:
    if not first:
        return tag("p", text(caption), "ak-note")
    columns = "".join(f'<th scope="col">{esc(h)}</th>' for h in head)
    opening, heads = f'<table class="{f"ak-table {css}".strip()}">', f"<thead><tr>{columns}</tr></thead>"
    shown = f"{opening}<caption>{esc(caption)}</caption>{heads}{''.join(first)}</table>"
    more = f"{opening}<caption>{esc(caption)}, the rest</caption>{heads}{''.join(rest)}</table>"
    folded = f'<details class="ak-more"><summary>{count(left, "more row")}</summary>{more}</details>'
    return Html(shown + (folded if rest else ""))


def _cells(head: Sequence[str], cells: Sequence[Html]) -> str:
    first = f'<th scope="row">{cells[0]}</th>'
    return first + "".join(f'<td data-head="{esc(h)}">{c}</td>' for h, c in zip(head[1:], cells[1:], strict=True))


def wide(label: str, content: Html) -> Html:
    """Something that may be wider than the page, in a region of its own that scrolls, by keyboard too."""
    return Html(f'<div class="ak-wide" tabindex="0" role="region" aria-label="{esc(label)}">{content}</div>')


def listed(items: Iterable[Html], css: str = "ak-list") -> Html:
    """A list of pieces of markup; nothing where there are none."""
    lines = "".join(f"<li>{i}</li>" for i in items)
    return Html(f'<ul class="{css}">{lines}</ul>' if lines else "")


def view(summary: str, content: Html) -> View:
    """A View with its own style around the content, so that it looks the same in a notebook and on a page."""
    return View(summary, f'<style>{style()}</style><div class="ak-view">{content}</div>')


@lru_cache(maxsize=1)
def style() -> str:
    """The style of every view, as it stands in each."""
    css = files("analystkit.show").joinpath("style.css").read_text("utf-8")
    return re.sub(r"\s*\n\s*", "\n", css).strip()


def count(n: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "event"), count(2, "story", "stories")
    ('1 event', '2 stories')
    """
    return f"{n} {one if n == 1 else many or one + 's'}"


def spoken(identifier: object) -> str:
    """An id or a rule as a person would say it.

    >>> spoken("carried_out"), spoken("erbil-attack")
    ('carried out', 'erbil attack')
    """
    return re.sub(r"[-_]+", " ", str(identifier or "")).strip()


def names(frame: pd.DataFrame | None, key: str) -> dict[str, str]:
    """Ids to names, from a table that has both."""
    return {r[key]: r["name"] for r in rows(frame) if r.get(key) and r.get("name")}


def article_names(frame: pd.DataFrame | None) -> dict[str, str]:
    """Articles to what a reader calls them: the outlet where it is known and prints one article only, else the id."""
    known = rows(frame)
    outlets = [r.get("outlet") for r in known]
    return {r["article"]: r["outlet"] if r.get("outlet") and outlets.count(r["outlet"]) == 1 else r["article"] for r in known}


def day(value: object) -> date | None:
    """An ISO day as a date; None for anything else."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def when(row: Mapping[str, Any], *, ongoing: bool = False) -> str:
    """The interval of a row in words, no more precise than it is. What is ``ongoing`` is "since" or "up to" a day.

    >>> when({"earliest": "2021-02-16", "latest": "2021-02-24"}), when({"earliest": "2021-02-01", "latest": "2021-02-28"})
    ('16–24 February 2021', 'February 2021')
    >>> when({"earliest": "2021-04-01", "latest": None}, ongoing=True), when({"earliest": None, "latest": None})
    ('since April 2021', 'not known')
    """
    first, last = day(row.get("earliest")), day(row.get("latest"))
    if first and last:
        return _both(first, last)
    if first:
        return f"since {_start(first)}" if ongoing else f"{_start(first)} or later"
    if last:
        return f"up to {_end(last)}" if ongoing else f"{_end(last)} or earlier"
    return NOT_KNOWN


def _both(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole and (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return _month(first) if whole else f"{first.day}–{_day(last)}"
    if first.year == last.year:
        name = MONTHS[first.month - 1]
        return f"{name}–{_month(last)}" if whole else f"{first.day} {name} – {_day(last)}"
    return f"{_month(first)} – {_month(last)}" if whole else f"{_day(first)} – {_day(last)}"


def _start(first: date) -> str:
    """The first day of a year or month is most often how "since 2019" is written down: the coarser word is never wrong."""
    if first.day > 1:
        return _day(first)
    return _month(first) if first.month > 1 else str(first.year)


def _end(last: date) -> str:
    if last.day < calendar.monthrange(last.year, last.month)[1]:
        return _day(last)
    return _month(last) if last.month < 12 else str(last.year)


def _day(d: date) -> str:
    return f"{d.day} {_month(d)}"


def _month(d: date) -> str:
    return f"{MONTHS[d.month - 1]} {d.year}"

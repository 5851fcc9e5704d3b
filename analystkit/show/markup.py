"""What the views are made of: the few kinds of markup that every view shares.

``Html`` is markup in which everything from outside has been escaped; the type checker keeps bare strings out of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NewType

from analystkit.show.view import SITE, View, asset, esc, page_name, receipt
from analystkit.wording import count, one_line

Html = NewType("Html", str)


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


def note(value: object, css: str = "ak-note") -> Html:
    """A few words in the quiet voice."""
    return tag("span", text(value), css)


def number(value: object) -> Html:
    """A number, in figures that stand below one another."""
    return tag("span", text(value), "ak-number")


def href(row: Mapping[str, Any]) -> str | None:
    """The address of the span that a row stands for, escaped; None where the row has no span."""
    article, start, end = row.get("article"), row.get("start"), row.get("end")
    if not isinstance(article, str) or not isinstance(start, int) or not isinstance(end, int):
        return None
    return receipt(article, start, end)


def link(words: object, row: Mapping[str, Any], css: str = "ak-receipt", hint: str = "") -> Html:
    """Words that lead to the span of their row. ``hint`` shows when they are pointed at in a notebook; a page shows the sentence.

    >>> link("4 killed", {"article": "a1", "start": 3, "end": 11})
    '<a class="ak-receipt" href="../site/articles/a1.html#c3-11">4 killed</a>'
    """
    address = href(row)
    told = f' title="{esc(hint)}"' if hint else ""
    return text(words) if address is None else Html(f'<a class="{css}" href="{address}"{told}>{esc(words)}</a>')


def fact(**told: Iterable[object]) -> Html:
    """A hidden sign of what an item is about, for the script of a page: "kind", "status", "place", "actor", "via", "attribute", in words.

    >>> fact(kind=["raid"], place=["Lund", "Oslo"])
    '<i class="ak-fact" hidden="hidden" data-kind="raid" data-place="Lund|Oslo"></i>'
    """
    words = ((name, "|".join(dict.fromkeys(one_line(v).replace("|", "/") for v in values if v))) for name, values in told.items())
    return Html(f'<i class="ak-fact" hidden="hidden"{"".join(_told(name, v) for name, v in words if v)}></i>')


def _told(name: str, words: str) -> str:
    return f' data-{name}="{esc(words)}"'


def target(identifier: str, content: Html) -> Html:
    """Markup that ``jump`` leads to. The identifier is made here, of letters, digits and hyphens, never of data.

    >>> target("said-1", text("Ann Lee")), jump("said-1", "Ann Lee")
    ('<span id="said-1">Ann Lee</span>', '<a href="#said-1">Ann Lee</a>')
    """
    return Html(f'<span id="{esc(identifier)}">{content}</span>')


def jump(identifier: str, words: object) -> Html:
    """Words that lead to a ``target`` on the same page."""
    return Html(f'<a href="#{esc(identifier)}">{esc(words)}</a>')


def page_link(row: Mapping[str, Any], words: object) -> Html:
    """Words that lead to the page of a row's article."""
    return Html(f'<a class="ak-receipt" href="{esc(SITE + "articles/" + page_name(str(row.get("article"))))}">{esc(words)}</a>')


def event_link(words: object, event_id: str) -> Html:
    """Words that lead to the page of an event.

    >>> event_link("the raid", "lund-raid")
    '<a class="ak-event" href="../site/events/lund-raid.html">the raid</a>'
    """
    return Html(f'<a class="ak-event" href="{esc(SITE + "events/" + page_name(event_id))}">{esc(words)}</a>')


def place(where: str, called: Callable[[dict[str, Any]], str] | None = None) -> Html:
    """Where a problem is: a span of an article as a receipt, by what the article is ``called``; a place in a file as it is.

    >>> place("a1:3-9"), place("actors.csv:4")
    ('<a class="ak-receipt" href="../site/articles/a1.html#c3-9">a1:3-9</a>', 'actors.csv:4')
    """
    found = re.fullmatch(r"(.+):(\d+)-(\d+)", where, re.S)
    if not found:
        return text(where)
    span = {"article": found[1], "start": int(found[2]), "end": int(found[3])}
    return link(called(span) if called else where, span)


def quotation(row: Mapping[str, Any], most: int = 0) -> Html:
    """The words of a row in quotation marks, as a receipt. A statement that the article puts in its own words gets none."""
    words = one_line(row.get("text"), most)
    return link(words if row.get("kind") in ("indirect", "mixed") else quoted(words), row, "ak-quote")


def quoted(words: str) -> str:
    """Words in quotation marks; marks of their own become single ones, each with its other end.

    >>> quoted("called it a “breach")
    '“called it a ‘breach’”'
    """
    return f"“{paired(words).translate(_SINGLE)}”"


def paired(words: str) -> str:
    """Words in which no quotation mark stands alone: one whose other end was cut off gets it.

    >>> paired("called it a “breach"), paired("we saw it,” she said")
    ('called it a “breach”', '“we saw it,” she said')
    """
    depth = lowest = 0
    for mark in re.findall("[“”]", words):
        depth += 1 if mark == "“" else -1
        lowest = min(lowest, depth)
    return "“" * -lowest + words + "”" * (depth - lowest)


_SINGLE = str.maketrans("“”", "‘’")  # inside other marks


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


def folded(title: str, note_: str, content: Html) -> Html:
    """A section that is closed at first, but on paper: its title, a few words on what is in it, and the content."""
    return Html(f'<details class="ak-fold"><summary>{tag("h3", text(title))} {note(note_)}</summary>{content}</details>')


def wide(label: str, content: Html) -> Html:
    """Something that may be wider than the page, in a region of its own that scrolls, by keyboard too."""
    return Html(f'<div class="ak-wide" tabindex="0" role="region" aria-label="{esc(label)}">{content}</div>')


def listed(items: Iterable[Html], css: str = "ak-list") -> Html:
    """A list of pieces of markup; nothing where there are none."""
    lines = "".join(f"<li>{i}</li>" for i in items)
    return Html(f'<ul class="{css}">{lines}</ul>' if lines else "")


def view(summary: str, content: Html) -> View:
    """A View with its own style around the content, so that it looks the same in a notebook and on a page. JupyterLab, which takes what
    stands between two dollar signs for a formula, leaves it as it is."""
    return View(summary, f'<style>{style()}</style><div class="ak-view mathjax_ignore">{content}</div>')


@lru_cache(maxsize=1)
def style() -> str:
    """The style of every view, as it stands in each."""
    return re.sub(r"\s*\n\s*", "\n", asset("style.css")).strip()

"""The corpus at a glance: the articles and how each date is known, what was set aside and why, what was tagged, what is in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analystkit.records import NEWS
from analystkit.show import markup as m
from analystkit.show.view import View

if TYPE_CHECKING:
    import pandas as pd

    from analystkit.corpus import Corpus

_TAGS = ("times", "places", "actors", "statements", "mentions", "claims")


def overview(corpus: Corpus) -> View:
    """All of the below for one corpus: articles, what was set aside, what was tagged, what is in doubt."""
    tables = {name: corpus.table(name) for name in ("articles", "segments", *_TAGS)}
    parts = [
        articles(tables["articles"]),
        set_aside(tables["segments"], tables["articles"]),
        tagged({name: tables[name] for name in _TAGS}, tables["articles"]),
        problems(corpus.problems()),
    ]
    return m.view("; ".join(p.text for p in parts), m.join(_inside(p) for p in parts))


def _inside(part: View) -> m.Html:
    """A View's content without the style that it carries: the outer View has it."""
    return m.Html(part.html.removeprefix(f"<style>{m.style()}</style>"))


def articles(frame: pd.DataFrame) -> View:
    """The articles with outlet, publication and how that is known, and length.

    >>> import pandas as pd
    >>> articles(pd.DataFrame([{"article": "a1", "outlet": None, "earliest": None, "latest": None, "basis": "unknown", "n_chars": 9}]))
    Articles: 1
    """
    head = ("Article", "Outlet", "Appeared", "How that is known", "Characters")
    body = [
        [
            m.join(
                (m.page_link(str(r.get("article"))), m.text(m.one_line(r.get("title"))) if r.get("title") else m.note("no title")), "<br>"
            ),
            m.text(r["outlet"]) if r.get("outlet") else m.note(m.NOT_KNOWN),
            m.text(m.when(r)),
            m.text(r.get("basis")),
            m.tag("span", m.text(r.get("n_chars")), "ak-number"),
        ]
        for r in m.rows(frame)
    ]
    return m.view(f"Articles: {len(body)}", m.table(m.count(len(body), "article"), head, body))


def set_aside(segments: pd.DataFrame, articles: pd.DataFrame | None = None) -> View:
    """What is not read as news (bylines, datelines, furniture), by article, kind and rule, with a receipt to every piece.

    >>> import pandas as pd
    >>> set_aside(pd.DataFrame([{"article": "a", "start": 0, "end": 4, "text": "Menu", "kind": "furniture", "rule": "menu"}]))
    Set aside: 4 of 4 characters in 1 piece
    """
    found, outlets = m.rows(segments), m.article_names(articles)
    aside = [r for r in found if r.get("kind") not in NEWS]
    groups: dict[tuple[str, str, str], list[m.Row]] = {}
    for r in aside:
        groups.setdefault((str(r.get("article")), str(r.get("kind")), str(r.get("rule"))), []).append(r)
    body = [
        [
            m.text(outlets.get(a, a)),
            m.text(kind),
            m.text(m.spoken(rule)),
            m.tag("span", m.text(_characters(rows)), "ak-number"),
            m.listed(m.link(f"“{m.one_line(r.get('text'), 70)}”", r, "ak-quote") for r in rows if m.one_line(r.get("text"))),
        ]
        for (a, kind, rule), rows in groups.items()
    ]
    summary = f"Set aside: {_characters(aside)} of {_characters(found)} characters in {m.count(len(aside), 'piece')}"
    return m.view(summary, m.table(summary, ("Article", "As", "Because of", "Characters", "Begins"), body))


def _characters(rows: Sequence[m.Row]) -> int:
    return sum(len(str(r.get("text") or "")) for r in rows)


def tagged(tables: dict[str, pd.DataFrame], articles: pd.DataFrame) -> View:
    """How many tags of each kind every article has. ``tables`` are DataFrames by name."""
    outlets = m.article_names(articles)
    counts = {name: Counter(r.get("article") for r in m.rows(frame)) for name, frame in tables.items()}
    body = [[m.text(outlets[a]), *(m.tag("span", m.text(counts[name][a]), "ak-number") for name in tables)] for a in outlets]
    total = sum(sum(c.values()) for c in counts.values())
    summary = f"Tagged: {m.count(total, 'passage')}"
    return m.view(summary, m.table(summary, ("Article", *tables), body))


def problems(frame: pd.DataFrame) -> View:
    """``corpus.problems()`` with receipts: what could not be read, placed, dated or trusted: what, where, and what to do."""
    found = m.rows(frame)
    body = [[m.text(r.get("what")), m.text(m.one_line(r.get("found"))), m.place(str(r.get("where"))), m.text(r.get("todo"))] for r in found]
    summary = f"In doubt: {m.count(len(found), 'problem')}"
    if not body:
        return m.view(summary, m.tag("p", m.text("Nothing was left unread, unplaced or undated.")))
    return m.view(summary, m.table(summary, ("What", "Found", "Where", "What to do"), body))

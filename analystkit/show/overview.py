"""The corpus at a glance: the articles and how each date is known, what was set aside and why, what was tagged, what is in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analystkit import wording as w
from analystkit.errors import AnalystkitError
from analystkit.frames import corpus_of
from analystkit.records import NEWS
from analystkit.show import markup as m
from analystkit.show.names import Row, by, corpus_for, kind_of, names_for, rows_of
from analystkit.show.receipts import seen
from analystkit.show.view import View
from analystkit.tables import LAYERS

if TYPE_CHECKING:
    import pandas as pd

    from analystkit.corpus import Corpus


def overview(corpus: Corpus) -> View:
    """All of the below for one corpus: articles, what was set aside, what was tagged, what is in doubt."""
    tags = {name: getattr(corpus_for(corpus), name) for name in LAYERS}
    parts = [articles(corpus.articles), set_aside(corpus.segments), tagged(tags), problems(corpus.problems())]
    style = f"<style>{m.style()}</style>"  # the outer View has it
    return m.view("; ".join(p.text for p in parts), m.join(m.Html(p.html.removeprefix(style)) for p in parts))


def articles(frame: pd.DataFrame) -> View:
    """The articles with outlet, publication and how that is known, and length.

    >>> import pandas as pd
    >>> articles(pd.DataFrame([{"article": "a1", "outlet": None, "earliest": None, "latest": None, "basis": "unknown", "n_chars": 9}]))
    Articles: 1
    """
    head = ("Article", "Outlet", "Appeared", "How that is known", "Characters")
    body, names = [], names_for(frame, "articles", **({} if corpus_of(frame) else {"articles": rows_of(frame)}))
    for r in rows_of(frame):
        title = m.text(w.one_line(r.get("title"))) if r.get("title") else m.note("no title")
        outlet = m.text(known) if (known := names.articles[r["article"]].get("outlet")) else m.note("unknown")
        named = m.join((m.page_link(r, names.article(r)), title), "<br>")
        body.append([named, outlet, m.text(names.appeared(r)), m.text(names.plain(r.get("basis"))), m.number(r.get("n_chars"))])
    return m.view(f"Articles: {len(body)}", m.table(w.count(len(body), "article"), head, body))


def set_aside(segments: pd.DataFrame) -> View:
    """What is not read as news (bylines, datelines, furniture), by article, kind and rule, with a receipt to every piece.

    >>> import pandas as pd
    >>> set_aside(pd.DataFrame([{"article": "a", "start": 0, "end": 4, "text": "Menu", "kind": "furniture", "rule": "menu"}]))
    Set aside: 4 of 4 characters in 1 piece
    """
    found, told = rows_of(segments), names_for(segments, "segments")
    aside = [r for r in found if r.get("kind") not in NEWS]
    body = []
    for (_, kind, rule), rows in by(aside, "article", "kind", "rule").items():
        begins = m.listed(m.link(f"“{w.one_line(r['text'], 70)}”", r, "ak-quote") for r in rows if w.one_line(r.get("text")))
        body.append([m.text(told.article(rows[0])), m.text(kind), m.text(w.spoken(rule)), m.number(_characters(rows)), begins])
    summary = f"Set aside: {_characters(aside)} of {_characters(found)} characters in {w.count(len(aside), 'piece')}"
    return seen(summary, m.table(summary, ("Article", "As", "Because of", "Characters", "Begins"), body), segments)


def _characters(rows: Sequence[Row]) -> int:
    return sum(len(str(r.get("text") or "")) for r in rows)


def tagged(tables: dict[str, pd.DataFrame]) -> View:
    """How many tags of each kind every article has. ``tables`` are DataFrames by name."""
    if not isinstance(tables, dict):
        raise AnalystkitError(f'wanted here are frames by their names, {{"claims": corpus.claims}}, and this is {kind_of(tables)}')
    counts = {name: Counter(str(r.get("article")) for r in rows_of(frame)) for name, frame in tables.items()}
    told = names_for(next(iter(tables.values()), None))
    every = list(told.articles) or sorted({a for n in counts.values() for a in n})
    body = [[m.text(told.article({"article": a})), *(m.number(counts[name][a]) for name in tables)] for a in every]
    total = sum(sum(c.values()) for c in counts.values())
    summary = f"Tagged: {w.count(total, 'passage')}"
    return m.view(summary, m.table(summary, ("Article", *tables), body))


def problems(frame: pd.DataFrame) -> View:
    """``corpus.problems()`` with receipts: what could not be read, placed, dated or trusted: what, where, and what to do."""
    found, names = rows_of(frame), names_for(frame, "problems")
    body = [
        [
            m.text(r.get("what")),
            m.text(w.one_line(r.get("found"))),
            m.place(str(r.get("where")), names.article),
            m.text(names.plain(r.get("todo"))),
        ]
        for r in found
    ]
    summary = f"In doubt: {w.count(len(found), 'problem')}"
    if not body:
        return m.view(summary, m.tag("p", m.text("No such problem.")))
    return seen(summary, m.table(summary, ("What", "Found", "Where", "What to do"), body), frame)

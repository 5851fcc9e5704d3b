"""The pages of a site: the brief, a page a notebook, a page an article, and all of them in one file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from analystkit import wording as w
from analystkit.records import Article
from analystkit.show import live
from analystkit.show import markup as m
from analystkit.show.brief import brief, headings, label
from analystkit.show.cells import Cell, Story, story
from analystkit.show.event import Events
from analystkit.show.ledger import ledger
from analystkit.show.names import Names, Row, by, names_of
from analystkit.show.page import inside, needed, render, shared, together, trusted
from analystkit.show.parts import Part, divided
from analystkit.show.passage import marked, meaning
from analystkit.show.receipts import Notes, Span, Uses, numbered, original, used
from analystkit.show.view import page_name
from analystkit.tables import LAYERS

if TYPE_CHECKING:
    from analystkit.corpus import Corpus


_PRINTED = 40  # events: of a larger corpus those whose facts stand first
_OPEN = "What the sources dispute, and what is not known"


@dataclass(frozen=True)
class Pages:
    """A site before it is written."""

    pages: Iterator[tuple[str, str]]
    """Every page as (path in the site, markup), once. Each is made when it is asked for, the articles' last, which lead back to all others:
    no more than one is in memory."""
    frame: Mapping[str, Any]
    """What is said on all of them."""
    front: Callable[[], Iterable[tuple[str, str]]]
    """What is printed and is no page of the site: the conflicts, the sources."""
    printed: Sequence[str]
    """The paths of what is printed, in its order: the brief, the conflicts, the events of the brief's facts, the sources."""

    def in_one(self, written: Iterable[tuple[str, str]]) -> str:
        """All of them, which were written, as one page."""
        return together(written, **self.frame)

    def on_paper(self, written: Iterable[tuple[str, str]], *, whole: bool = False) -> str:
        """What is printed, or with ``whole`` all pages, one under another, with a table of contents."""
        if not whole:
            found = {name: html for name, html in chain(written, self.front()) if name in self.printed}
            written = ((name, found[name]) for name in self.printed if name in found)
        return together(written, scripts=False, flowing=whole, **self.frame)


def pages(corpus: Corpus, notebooks: Mapping[str, Any]) -> Pages:
    """Every page of a site. ``notebooks`` are executed notebooks by the name of their page."""
    stories = {f"{name}.html": story(notebook, name) for name, notebook in notebooks.items()}
    events = Events(corpus)
    front = brief(events)
    frame = {"menu": {"index.html": "Brief", **{name: label(name) for name in stories}}, "colophon": front.pop("colophon")}
    notes = Notes(corpus.texts, events.names)

    def beside() -> Iterator[tuple[str, str]]:
        yield "conflicts.html", _conflicts(corpus, frame, notes)
        yield "sources.html", _sources(corpus, events.names, frame)

    printed = ["index.html", "conflicts.html", *(f"events/{page_name(e)}" for e in front_events(events)), "sources.html"]
    return Pages(_pages(events, front, stories, frame, notes), frame, beside, printed)


def _pages(
    events: Events, front: dict[str, Any], stories: Mapping[str, Story], frame: Mapping[str, Any], notes: Notes
) -> Iterator[tuple[str, str]]:
    """The pages one after another; what leads to an article is remembered until its own page is made."""
    uses, labels = defaultdict[tuple[str, Span], list[str]](list), dict(frame["menu"])
    for name, title, html in _leading(events, front, stories, frame):
        labels[name] = title
        html, found = numbered(name, html, notes)
        for span, addresses in found.items():
            uses[span] += addresses
        yield name, html.replace("<!-- notes -->", notes.below(found))
    yield from _Articles(events.corpus, frame, uses, labels).pages()


def _leading(
    events: Events, front: dict[str, Any], stories: Mapping[str, Story], frame: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """Every page that leads to articles: its path, what links call it, its markup."""
    menu = frame["menu"]
    beside = "".join(str(front[name]) for name in ("sure", "timeline", "map"))
    first, parts = divided("index.html", [(s["title"], str(s["html"])) for s in front["sections"]], beside)
    front["sections"] = [s | {"html": trusted(html)} for s, html in zip(front["sections"], first, strict=True)]
    yield "index.html", menu["index.html"], render("index.html", here="index.html", **frame, **front)
    further = {"index.html": parts}
    for name, t in stories.items():
        cells, further[name] = _in_parts(name, t)
        yield name, menu[name], render("notebook.html", here=name, title=t.title, cells=cells, **frame)
    for name, parts in further.items():
        for p in parts:
            yield p.name, f"{menu[name]}, {p.title}", _part(p, name, frame)
    for event_id, row in events.names.events.items():
        name = f"events/{page_name(event_id)}"
        yield name, events.names.short(row), _event_page(events, event_id, name, frame)


def front_events(events: Events) -> list[str]:
    """The events that the brief's facts are about, in their order."""
    found = events.digest
    return list(found.events)[:_PRINTED]


def _conflicts(corpus: Corpus, frame: Mapping[str, Any], notes: Notes) -> str:
    """What differs and what is not known, as a page to print; "" where there is none."""
    open_ = corpus.conflicts[corpus.conflicts["verdict"] != "compatible"]
    if open_.empty:
        return ""
    cells = [Cell(prose=trusted(f"<h1>{_OPEN}</h1>")), Cell(outputs=(trusted(shared(ledger(open_).html)),))]
    html, found = numbered("conflicts.html", render("notebook.html", here="conflicts.html", title=_OPEN, cells=cells, **frame), notes)
    return html.replace("<!-- notes -->", notes.below(found))


def _sources(corpus: Corpus, names: Names, frame: Mapping[str, Any]) -> str:
    """The articles as a page to print: what each is called, when it appeared, where it was, and the file by its hash."""
    head = ("Article", "Appeared, and how that is known", "Address", "File")
    body = []
    for a in corpus.texts:
        row = names.articles[a.id]
        known = m.join([m.text(w.capital(names.appeared(row))), m.note(names.plain(row["basis"]))], "<br>")
        title = m.join([m.text(names.article(row)), m.note(w.one_line(row["title"], 140))], "<br>")
        body.append((title, known, m.text(row["url"]), m.join([m.text(a.path), m.note(f"sha256 {a.sha256}")], "<br>")))
    view = m.table(w.count(len(body), "article"), head, body)
    cells = [Cell(prose=trusted("<h1>Sources</h1>")), Cell(outputs=(inside(view),))]
    return render("notebook.html", here="sources.html", title="Sources", cells=cells, **frame)


def _in_parts(name: str, story: Story) -> tuple[list[Cell], list[Part]]:
    """The cells of a notebook's page, and the pages on which its long views go on."""
    outputs = [(cell.heading, str(html)) for cell in story.cells for html in cell.outputs]
    first, parts = divided(name, outputs)
    left = iter(first)
    return [replace(cell, outputs=tuple(trusted(next(left)) for _ in cell.outputs)) for cell in story.cells], parts


def _part(part: Part, page: str, frame: Mapping[str, Any]) -> str:
    """A page on which a view of another goes on."""
    way = f'<p class="crumb"><a href="{m.text(page)}">{m.text(frame["menu"][page])}</a> › {m.text(part.title)}</p>'
    cells = [Cell(prose=trusted(f"{way}<h1>{m.text(part.title)}</h1>")), Cell(outputs=(trusted(part.html),))]
    return render("notebook.html", here=page, title=part.title, cells=cells, **frame)


def _event_page(events: Events, event_id: str, name: str, frame: Mapping[str, Any]) -> str:
    told = events.content(event_id)
    content = inside(m.join([m.tag("style", m.Html(needed(live.flat("facts.css"), told))), told]), "../")
    return render("event.html", here=name, title=events.title(event_id), content=content, **frame)


class _Articles:
    """The pages of articles: the text with every mark, and below it what each mark means and where it is used."""

    def __init__(self, corpus: Corpus, frame: Mapping[str, Any], uses: Uses, labels: Mapping[str, str]) -> None:
        self.corpus, self.frame, self.uses, self.labels, self.called = corpus, frame, uses, labels, headings(corpus)
        self.names, self.texts = names_of(corpus), {a.id: a.text for a in corpus.texts}
        self.rows = {name: by(corpus.rows[name], "article") for name in ("segments", *LAYERS)}
        self.led_to: dict[str, set[Span]] = defaultdict(set)
        for page, span in uses:
            self.led_to[page].add(span)

    def pages(self) -> Iterator[tuple[str, str]]:
        for a in self.corpus.texts:
            yield f"articles/{page_name(a.id)}", self._page(a, page_name(a.id))

    def _page(self, a: Article, page: str) -> str:
        rows = {name: grouped.get(a.id, []) for name, grouped in self.rows.items()}
        marks = {layer: [(_span(r), self._meaning(layer, r)) for r in rows[layer]] for layer in LAYERS}
        marks["problems"] = [((start, end), m.text(f"{what}: {todo}")) for start, end, what, todo in self.corpus.tags[a.id].problems]
        named = {span for found in marks.values() for span, _ in found}
        marks["other passages"] = [(span, m.text("")) for span in sorted(self.led_to[page] - named)]
        spans = named | self.led_to[page] | {_span(r) for r in rows["segments"]}
        row = self.names.articles[a.id]
        facts = {
            "Article": self.names.article(row),
            "By": a.byline,
            "Appeared": self.names.appeared(row),
            "How known": self.names.plain(a.basis),
            "Address": trusted(_away(address, address)) if original(address := a.url or a.canonical) else address,
            "Length": f"{len(a.text):,} characters",
        }
        made = {"File": a.path, "Called in corrections": a.id, "sha256": a.sha256}
        return render(
            "article.html",
            here=f"articles/{page}",
            title=self.called[a.id],
            facts=[(name, value) for name, value in facts.items() if value],
            made=[(name, value) for name, value in made.items() if value],
            passage=inside(marked(a.text, rows, anchors=spans, hints=False)),
            tables=[self._table(a, page, kind, found) for kind, found in marks.items() if found],
            **self.frame,
        )

    def _table(self, a: Article, page: str, kind: str, found: Sequence[tuple[Span, m.Html]]) -> dict[str, Any]:
        """The marks of a kind in the order of the text, each with what it says and the links that lead to it."""
        body = []
        for (start, end), words in found:
            link = f'<a class="ak-receipt" href="#c{start}-{end}">{m.text(w.one_line(a.text[start:end], 160))}</a>'
            away = original(a.url or a.canonical, a.text, start, end)
            there = f" {_away(away, 'original')}" if away else ""
            body.append((m.Html(link + there), words, used(self.uses.get((page, (start, end)), ()), self.labels)))
        html = inside(m.table("In the order of the text", ("Words", "Read as", "Used in"), body))
        return {"kind": kind[:-1], "title": w.count(len(found), kind[:-1], kind), "html": html}

    def _meaning(self, layer: str, row: Row) -> m.Html:
        """What a mark means; then, hidden until asked for, its rule, and its receipt and event as a line of the corrections names them."""
        receipt = row.get("claim_id") or f"{row['article']}:{row['start']}-{row['end']}"
        if layer == "times":  # what it is counted from, by its words
            text = self.texts[row["article"]]
            named = re.sub(r"\b(\d+)-(\d+)$", lambda at: f"“{w.one_line(text[int(at[1]) : int(at[2])], 60)}”", row["anchor"] or "")
            row = row | {"anchor": named}
        how = " · ".join(filter(None, (row.get("rule"), receipt, row.get("event_id"))))
        return m.join((m.text(meaning(layer, row, self.names)), m.note(how, "ak-how")), " ")


def _away(address: str | None, words: str | None) -> str:
    """A link that leads out of the site; it tells the other side nothing of where it stood."""
    return f'<a class="ak-note" rel="noreferrer" href="{m.text(address)}">{m.text(words)}</a>'


def _span(row: Row) -> Span:
    return row["start"], row["end"]

"""The pages of a site: the front page, a page a notebook, a page an article."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analystkit.article import Article
from analystkit.show import markup as m
from analystkit.show.cells import Story, story
from analystkit.show.front import Front, event_anchor
from analystkit.show.page import render, shared, trusted
from analystkit.show.passage import LAYERS, describe, marked
from analystkit.show.view import page_name

if TYPE_CHECKING:
    from analystkit.corpus import Corpus

Pages = Iterator[tuple[str, bytes]]
Spans = Mapping[str, set[tuple[int, int]]]


def pages(corpus: Corpus, notebooks: Mapping[str, Any]) -> Pages:
    """Every page as (path in the site, bytes). ``notebooks`` are executed notebooks by the name of their page."""
    stories = {name: story(notebook, name) for name, notebook in notebooks.items()}
    site = _Site(corpus, stories)
    made = list(site.notebook_pages())
    made.append(("index.html", site.index()))
    yield from made
    yield from site.article_pages(_linked(content for _, content in made))


def corpus_hash(corpus: Corpus) -> str:
    """What a site was made from, as one sha256: each article's hash, and each file of the codebook.

    The hash is over lines of ``name sha256``, sorted, so that anybody can compute it with standard tools.
    """
    lines = [f"{a.path or a.id} {a.sha256 or _sha256(a.text.encode('utf-8', 'surrogatepass'))}" for a in corpus.articles]
    if corpus.codebook.folder:
        folder = Path(corpus.codebook.folder)
        lines += [
            f"codebook/{p.name} {_sha256(p.read_bytes())}" for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")
        ]
    return _sha256("\n".join(sorted(lines)).encode("utf-8", "surrogatepass"))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _linked(contents: Iterable[bytes]) -> Spans:
    """The spans that pages lead to, by the name of the article's page."""
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for content in contents:
        for page, start, end in re.findall(rb'href="articles/([^"#]+)#c(\d{1,9})-(\d{1,9})"', content):
            spans[page.decode()].add((int(start), int(end)))
    return spans


def _spans(rows: Iterable[m.Row]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every span that a row names, whatever it calls it: start and end, speaker_start and speaker_end, and those of rows inside it."""
    for row in rows:
        for key, value in row.items():
            if key.endswith("start") and isinstance(value, int) and isinstance(row.get("article"), str):
                yield row["article"], (value, row[f"{key[:-5]}end"])
            if isinstance(value, list):
                yield from _spans(v for v in value if isinstance(v, dict))


class _Site:
    """What all pages of one site share."""

    def __init__(self, corpus: Corpus, stories: Mapping[str, Story]) -> None:
        from importlib.metadata import version

        self.corpus, self.stories, self.rows = corpus, stories, corpus.rows
        self.hash, self.version = corpus_hash(corpus), version("analystkit")
        self.menu = [("Overview", "index.html"), *((_label(name), f"{name}.html") for name in stories)]
        self.colophon = f"analystkit {self.version} · corpus {self.hash[:12]} · every underlined mark leads to its sentence"
        self.titles = {e["event_id"]: e["title"] for e in self.rows["events"]}

    def _page(self, template: str, *, here: str, up: str = "", **parts: Any) -> bytes:
        menu = [(label, up + address) for label, address in self.menu]
        return render(template, menu=menu, here=up + here, colophon=self.colophon, **parts)

    def notebook_pages(self) -> Pages:
        for name, told in self.stories.items():
            yield f"{name}.html", self._page("notebook.html", here=f"{name}.html", title=told.title, cells=told.cells)

    # -- the front page ------------------------------------------------------------------------------------------------

    def index(self) -> bytes:
        corpus, front = self.corpus, Front(self.corpus)
        title = corpus.codebook.title
        made = [
            (
                "Made from",
                f"{m.count(len(corpus.articles), 'article')} and " + (f"the codebook “{title}”" if title else "no codebook"),
            ),
            ("Corpus", self.hash),
            ("By", f"analystkit {self.version}, by rules that are named in every row; no model, no network, no clock"),
        ]
        return self._page(
            "index.html",
            here="index.html",
            title=title or "What the articles say",
            lead=corpus.summary(),
            notebooks=[(_label(name), f"{name}.html", s.title) for name, s in self.stories.items()],
            sections=front.sections(),
            made=made,
        )

    # -- a page an article ---------------------------------------------------------------------------------------------

    def article_pages(self, linked: Spans) -> Pages:
        tables = ("segments", *LAYERS)
        by_article = {name: _grouped(self.rows[name]) for name in tables}
        spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for name in (*tables, "conflicts"):
            for article, span in _spans(self.rows[name]):
                spans[article].add(span)
        for a in self.corpus.articles:
            rows = {name: by_article[name].get(a.id, []) for name in tables}
            spans[a.id] |= {(start, end) for start, end, *_ in self.corpus.tags[a.id].problems}
            name = page_name(a.id)
            yield f"articles/{name}", self._article(a, rows, spans[a.id] | linked.get(name, set()))

    def _article(self, a: Article, rows: Mapping[str, list[m.Row]], spans: set[tuple[int, int]]) -> bytes:
        page = page_name(a.id)
        return self._page(
            "article.html",
            here=f"articles/{page}",
            up="../",
            title=m.one_line(a.title, 140) or a.id,
            heading=m.one_line(a.title, 300) or a.id,
            facts=[(name, value) for name, value in _facts(a) if value],
            passage=trusted(f'<div class="ak-view">{marked(a.text, rows, anchors=spans)}</div>'),
            tables=[
                {"title": m.count(len(rows[layer]), layer[:-1]), "html": trusted(self._tags(layer, rows[layer], page))}
                for layer in LAYERS
                if rows[layer]
            ]
            + self._doubts(a),
        )

    def _tags(self, layer: str, rows: Sequence[m.Row], page: str) -> str:
        body = [(m.link(m.one_line(r["text"], 160), r), m.text(describe(layer, r).partition(": ")[2]), self._used(r)) for r in rows]
        html = shared(m.table("In the order of the text", ("Words", "Read as", "Event"), body), up="../")
        return f'<div class="ak-view">{html}</div>'.replace(f'href="../articles/{page}#', 'href="#')

    def _doubts(self, a: Article) -> list[dict[str, Any]]:
        """What could not be read, placed or dated in this article."""
        doubts = self.corpus.tags[a.id].problems
        body = [
            (
                m.Html(f'<a class="ak-receipt" href="#c{start}-{end}">{m.text(m.one_line(a.text[start:end], 160))}</a>'),
                m.text(what),
                m.text(todo),
            )
            for start, end, what, todo in doubts
        ]
        table = m.table("In the order in which they were met", ("Words", "What is in doubt", "What to do"), body)
        return [{"title": m.count(len(body), "problem"), "html": trusted(f'<div class="ak-view">{table}</div>')}] if body else []

    def _used(self, row: m.Row) -> m.Html:
        """The event that a mention or claim belongs to, as a link to its line on the front page."""
        event = row.get("event_id")
        return m.Html(
            f'<a href="../index.html#{event_anchor(event)}">{m.text(self.titles[event])}</a>' if event in self.titles else ""
        )


def _facts(a: Article) -> list[tuple[str, str | None]]:
    """What is known of an article's source, as its page tells it."""
    days = {end: d.isoformat() if (d := getattr(a.published, end)) else None for end in ("earliest", "latest")}
    return [
        ("Outlet", a.outlet or "not named"),
        ("By", a.byline),
        ("Appeared", m.when(days)),
        ("How known", a.basis),
        ("File", a.path),
        ("Address", a.url),
        ("Length", f"{len(a.text):,} characters"),
        ("sha256", a.sha256),
    ]


def _label(name: str) -> str:
    """A notebook's file name as a word of the menu.

    >>> _label("3-statements")
    'Statements'
    """
    return m.spoken(name.lstrip("0123456789")).capitalize() or name


def _grouped(rows: Iterable[m.Row]) -> dict[str, list[m.Row]]:
    groups: dict[str, list[m.Row]] = defaultdict(list)
    for row in rows:
        groups[row["article"]].append(row)
    return groups

"""The pages of a site: the brief, a page a notebook, a page an article, and all of them in one file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analystkit.article import Article
from analystkit.show import markup as m
from analystkit.show.brief import brief, headings, label
from analystkit.show.cells import story
from analystkit.show.onefile import together
from analystkit.show.page import render, trusted
from analystkit.show.passage import LAYERS, describe, marked
from analystkit.show.receipts import Span, Uses, by_page, notes, numbered, used
from analystkit.show.view import page_name

if TYPE_CHECKING:
    from analystkit.corpus import Corpus


@dataclass(frozen=True)
class Pages:
    """A site before it is written: its pages as (path in the site, markup), and what is said on all of them."""

    pages: tuple[tuple[str, str], ...]
    frame: Mapping[str, Any]

    def in_one(self, *, scripts: bool = True) -> str:
        """All of them as one page; without ``scripts``, for paper, one under another."""
        return together(self.pages, scripts=scripts, **self.frame)


def pages(corpus: Corpus, notebooks: Mapping[str, Any]) -> Pages:
    """Every page of a site. ``notebooks`` are executed notebooks by the name of their page."""
    stories = {f"{name}.html": story(notebook, name) for name, notebook in notebooks.items()}
    front = brief(corpus, {name: told.title for name, told in stories.items()})
    frame = {"menu": {"index.html": "Brief", **{name: label(name) for name in stories}}, "colophon": front.pop("colophon")}
    made = {"index.html": render("index.html", here="index.html", **frame, **front)}
    made |= {name: render("notebook.html", here=name, title=t.title, cells=t.cells, **frame) for name, t in stories.items()}
    articles, uses = by_page(corpus.articles), defaultdict[tuple[str, Span], list[str]](list)
    for name, html in made.items():
        html, found = numbered(name, html)
        for span, addresses in found.items():
            uses[span] += addresses
        below = f'<section class="notes"><h2>Receipts</h2>{notes(found, articles)}</section>' if found else ""
        made[name] = html.replace("<!-- notes -->", below)
    return Pages((*made.items(), *_articles(corpus, frame, uses)), frame)


def _articles(corpus: Corpus, frame: Mapping[str, Any], uses: Uses) -> Iterator[tuple[str, str]]:
    by_article = {name: _grouped(corpus.rows[name]) for name in ("segments", *LAYERS)}
    led_to: dict[str, set[Span]] = defaultdict(set)
    for page, span in uses:
        led_to[page].add(span)
    titles = {e["event_id"]: e["title"] for e in corpus.rows["events"]}
    called = headings(corpus)
    for a in corpus.articles:
        rows = {name: grouped.get(a.id, []) for name, grouped in by_article.items()}
        one = _Article(a, rows, led_to[page_name(a.id)], uses, frame["menu"], titles, corpus.tags[a.id].problems, called[a.id])
        yield f"articles/{page_name(a.id)}", one.html(frame)


class _Article:
    """The page of an article: its text with every mark, and below it what each mark means and where it is used."""

    def __init__(
        self,
        a: Article,
        rows: Mapping[str, list[m.Row]],
        led_to: set[Span],
        uses: Uses,
        labels: Mapping[str, str],
        titles: Mapping[str, str],
        doubts: Sequence[tuple[int, int, str, str]],
        heading: str,
    ) -> None:
        self.heading = heading
        self.a, self.rows, self.led_to, self.uses, self.labels, self.titles, self.doubts = a, rows, led_to, uses, labels, titles, doubts

    def html(self, frame: Mapping[str, Any]) -> str:
        tables = [self._table(layer, [((r["start"], r["end"]), self._meaning(layer, r)) for r in self.rows[layer]]) for layer in LAYERS]
        tables.append(self._table("problems", [((start, end), f"{what}: {todo}") for start, end, what, todo in self.doubts]))
        named = {(r["start"], r["end"]) for layer in LAYERS for r in self.rows[layer]} | {(d[0], d[1]) for d in self.doubts}
        tables.append(self._table("other passages", [(span, "") for span in sorted(self.led_to - named)]))
        spans = named | self.led_to | {(r["start"], r["end"]) for r in self.rows["segments"]}
        return render(
            "article.html",
            here=f"articles/{page_name(self.a.id)}",
            title=self.heading,
            facts=[(name, value) for name, value in _facts(self.a) if value],
            passage=trusted(f'<div class="ak-view">{marked(self.a.text, self.rows, anchors=spans, hints=False)}</div>'),
            tables=[table for table in tables if table],
            **frame,
        )

    def _table(self, kind: str, found: Sequence[tuple[Span, str]]) -> dict[str, Any] | None:
        """The marks of a kind in the order of the text."""
        if not found:
            return None
        page = page_name(self.a.id)
        body = [(self._link(span), m.text(words), used(self.uses.get((page, span), ()), self.labels)) for span, words in found]
        count = m.count(len(found), kind[:-1], kind)
        html = m.table("In the order of the text", ("Words", "Read as", "Used in"), body)
        return {"kind": kind[:-1], "title": count, "html": trusted(f'<div class="ak-view">{html}</div>')}

    def _link(self, span: Span) -> m.Html:
        start, end = span
        return m.Html(f'<a class="ak-receipt" href="#c{start}-{end}">{m.text(m.one_line(self.a.text[start:end], 160))}</a>')

    def _meaning(self, layer: str, row: m.Row) -> str:
        told = row.get("event_id")
        words = describe(layer, row | {"event_id": self.titles.get(str(told), told)}).partition(": ")[2]
        at = row.get("claim_id") or f"{self.a.id}:{row['start']}-{row['end']}"
        return f"{words} · {at}"  # the receipt as a correction names it


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


def _grouped(rows: Iterable[m.Row]) -> dict[str, list[m.Row]]:
    groups: dict[str, list[m.Row]] = defaultdict(list)
    for row in rows:
        groups[row["article"]].append(row)
    return groups

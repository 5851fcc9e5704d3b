"""Receipts both ways: each link to a sentence gets a name that the article's page leads back to, and a number for its note on paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from analystkit import wording as w
from analystkit.records import Article
from analystkit.show import markup as m
from analystkit.show.names import Names

Span = tuple[int, int]
Uses = dict[tuple[str, Span], list[str]]
"""By an article's page and a span in it: the addresses, in the site, of the links that lead there."""

# The attributes of our own links hold escaped text: no "<" or ">", and no quotation mark inside a value.
_LINK = re.compile(r'<a\b([^<>]*?\bhref="articles/([^"#<>]+)#c(\d{1,9})-(\d{1,9})"[^<>]*)>')
_ID = re.compile(r'\bid="([^"]*)"')
_CUT = 60  # a note quotes the beginning of its words: enough to find them by


def numbered(page: str, html: str) -> tuple[str, Uses]:
    """Give each receipt of a page an id, so that it can be led back to, and the number of its note; with what they lead to.

    >>> numbered("1-when.html", '<a class="x" href="articles/a1.html#c3-9">May</a>')[0]
    '<a class="x" href="articles/a1.html#c3-9" id="r1" data-note="1">May</a>'
    """
    uses: Uses = {}
    notes: dict[tuple[str, Span], int] = {}

    def name(found: re.Match[str]) -> str:
        span = found[2], (int(found[3]), int(found[4]))
        own = _ID.search(found[1])
        anchor = own[1] if own else f"r{sum(map(len, uses.values())) + 1}"
        uses.setdefault(span, []).append(f"{page}#{anchor}")
        return "".join(("<a", found[1], "" if own else f' id="{anchor}"', f' data-note="{notes.setdefault(span, len(notes) + 1)}">'))

    return _LINK.sub(name, html), uses


def notes(uses: Uses, articles: Mapping[str, Article], names: Names) -> m.Html:
    """The notes of a page, for paper: by article, each receipt's number, its characters and how they begin. ``articles`` are by page."""
    by_article: dict[str, list[m.Html]] = defaultdict(list)
    for number, (page, (start, end)) in enumerate(uses, 1):
        if page in articles:
            words = m.text(f"“{w.one_line(articles[page].text[start:end], _CUT)}”")
            by_article[page].append(m.join((m.tag("b", m.text(number)), m.text(f"{start}–{end}"), m.tag("q", words)), " "))
    return m.join(
        m.tag("section", m.join((m.tag("h3", m.text(names.article({"article": articles[page].id}))), m.listed(found))))
        for page, found in by_article.items()
    )


def used(addresses: Iterable[str], labels: Mapping[str, str]) -> m.Html:
    """Where a span is used: each page that leads to it by its label, and the second link of a page and later ones by their number."""
    pages: dict[str, list[m.Html]] = defaultdict(list)
    for address in addresses:
        page = address.partition("#")[0]
        words = str(len(pages[page]) + 1) if pages[page] else labels[page]
        pages[page].append(m.Html(f'<a href="../{m.text(address)}">{m.text(words)}</a>'))
    return m.join((m.join(links, " ") for links in pages.values()), ", ")

"""Receipts both ways: each link to a sentence gets a name that the article's page leads back to, and the number of its note. A note holds
the sentence with its words marked: a script shows it when the link is pointed at, and it is what stands on paper.

In a notebook the sentence opens in its place: an element that needs neither script nor style, for JupyterLab takes both out of a
notebook that is not trusted, and opens a page of the site without its scripts and at its top."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import quote

from analystkit import wording as w
from analystkit.english import sentences
from analystkit.frames import corpus_of
from analystkit.records import Article
from analystkit.show import markup as m
from analystkit.show.names import Names, names_of
from analystkit.show.passage import exact
from analystkit.show.view import View, page_name

Span = tuple[int, int]
Uses = dict[tuple[str, Span], list[str]]
"""By an article's page and a span in it: the addresses, in the site, of the links that lead there."""

# The attributes of our own links hold escaped text: no "<" or ">", and no quotation mark inside a value.
_LINK = re.compile(r'<a\b([^<>]*?\bhref="(?:\.\./)?articles/([^"#<>]+)#c(\d{1,9})-(\d{1,9})"[^<>]*)>')
_ID = re.compile(r'\bid="([^"]*)"')
_AROUND, _LONG = 160, 600  # characters: of a long sentence as much as is near its words, of long words their ends
_WHOLE = 420  # characters: a sentence up to here is shown whole, once for all receipts in it


def numbered(page: str, html: str, kept: Notes | None = None) -> tuple[str, Uses]:
    """Give each receipt of a page an id, so that it can be led back to, and the number of its note; with what they lead to. Receipts in
    one sentence share a note, where it is known which do.

    >>> numbered("1-when.html", '<a class="x" href="articles/a1.html#c3-9">May</a>')[0]
    '<a class="x" href="articles/a1.html#c3-9" id="r1" data-note="1">May</a>'
    """
    uses: Uses = {}
    notes: dict[tuple[str, Span], int] = {}
    of = kept.around if kept else lambda span: span

    def name(found: re.Match[str]) -> str:
        span = found[2], (int(found[3]), int(found[4]))
        own = _ID.search(found[1])
        anchor = own[1] if own else f"r{sum(map(len, uses.values())) + 1}"
        uses.setdefault(span, []).append(f"{page}#{anchor}")
        return "".join(("<a", found[1], "" if own else f' id="{anchor}"', f' data-note="{notes.setdefault(of(span), len(notes) + 1)}">'))

    return _LINK.sub(name, html), uses


class Notes:
    """The articles of a corpus as notes quote them."""

    def __init__(self, articles: Iterable[Article], names: Names) -> None:
        self.names, self.pages = names, {page_name(a.id): _Sentences(a) for a in articles}

    def sentence(self, page: str, span: Span) -> tuple[m.Html, m.Html]:
        """What the article of a page is called, and the sentence around a span of it, the span marked."""
        said = self.pages[page]
        return m.text(self.names.article({"article": said.article.id})), said.marked(*span)

    def around(self, target: tuple[str, Span]) -> tuple[str, Span]:
        """The page of an article, and what is shown round a span of it."""
        page, span = target
        return page, self.pages[page].around(*span) if page in self.pages else span

    def below(self, uses: Uses) -> str:
        """The notes of a page, in the order of its receipts; nothing where it has none."""
        first: dict[str, int] = {}
        notes: dict[tuple[str, Span], list[Span]] = {}
        for page, span in uses:
            notes.setdefault(self.around((page, span)), []).append(span)
        known = [(n, *note, first.setdefault(note[0], n)) for n, note in enumerate(notes, 1) if note[0] in self.pages]
        listed = "".join(self._line(n, page, shown, notes[page, shown], n == cites) for n, page, shown, cites in known)
        return f"<h2>Receipts</h2><ol>{listed}</ol>" if listed else ""

    def _line(self, number: int, page: str, shown: Span, spans: Sequence[Span], first: bool) -> str:
        """A note; the first of an article says how it is cited. It says at which character it begins, so that a script can mark the words
        of one receipt alone."""
        said = self.pages[page]
        row = self.names.articles.get(said.article.id, {"article": said.article.id})
        called = m.tag("cite", m.text(self.names.article(row)))
        where = m.tag("small", m.text(", ".join(f"{a}–{b}" for a, b in spans)))
        cite = f' data-cite="{m.text(_source(self.names, row))}"' if first else ""
        lead, words = said.all_marked(shown, spans) if shown[1] - shown[0] <= _LONG + 2 * _AROUND else (None, said.marked(*spans[0]))
        begins = "" if lead is None else f' data-from="{shown[0] - lead}"'
        return f'<li data-n="{number}"{begins}{cite}>{called} <q>{words}</q> {where}</li>'


def citation(names: Names, article: Mapping[str, object], span: Span, words: str) -> str:
    """A receipt as somebody else would cite it: outlet, day, the hash of the file, characters, the words. The script of a page makes
    the same of a note."""
    return f"{_source(names, article)}, characters {span[0]}–{span[1]}: “{w.one_line(words)}”"


def original(url: str | None, text: str = "", start: int = 0, end: int = 0) -> str:
    """The address of a page where an article came from, at some words of it; "" where it is no address of the web.

    Browsers find the words; few of them stand there often, so a few beside them are named too. Where they are not there any more the page
    opens at its top.

    >>> original("https://a.org/x#top", "It rained. Six left, police-said on Monday.", 36, 42)
    'https://a.org/x#:~:text=left%2C%20police%2Dsaid%20on%20Monday.'
    """
    if not url or not re.match(r"https?://[^\s/]", url):
        return ""
    if not text[start:end].strip():
        return url
    if len(text[start:end].split()) < _FEW:
        line, stop = text.rfind("\n", 0, start) + 1, (text + "\n").find("\n", end)
        before = [m.start() for m in re.finditer(r"\S+", text[line:start])][-_BESIDE:]
        after = [m.end() for m in re.finditer(r"\S+", text[end:stop])][:_BESIDE]
        start, end = line + before[0] if before else start, end + after[-1] if after else end
    words = text[start:end].split()
    ends = [words] if len(words) <= 2 * _FEW else [words[:_FEW], words[-_FEW:]]
    at = ",".join(quote(" ".join(part), safe="", errors="replace").replace("-", "%2D") for part in ends)
    return f"{url.partition('#')[0]}#:~:text={at}"


_FEW, _BESIDE = 5, 3  # words


def _source(names: Names, article: Mapping[str, object]) -> str:
    known = article.get("outlet") and names.appeared(dict(article))
    called = f"{article['outlet']}, {known}" if known else names.article(dict(article))
    digest = f", sha256 {str(article['sha256'])[:16]}" if article.get("sha256") else ""
    return called + digest


_MADE = re.compile(
    r'<a class="(ak-receipt|ak-quote)" (href="\.\./site/articles/([^"#<>]+)#c(\d{1,9})-(\d{1,9})")(?: title="[^"]*")?>([^<]*)</a>'
)
_IN_PLACE = re.compile(
    r'<details class="ak-in"><summary class="([^"]*)">([^<]*)</summary><blockquote>.*?</blockquote> <a (href="[^"]*")>[^<]*</a></details>'
)
_OPENED = 1_000  # receipts of a view with their sentences: more would make a notebook slow to open


def seen(summary: str, content: m.Html, shown: object) -> View:
    """A View for a notebook: each receipt opens its sentence in its place. ``shown`` is the corpus, or a frame that remembers it."""
    corpus = corpus_of(shown) if hasattr(shown, "attrs") else shown  # a frame can have a column of any name
    return m.view(summary, content if corpus is None else opened(content, _notes_of(corpus)))


@lru_cache(maxsize=1)
def _notes_of(corpus: Any) -> Notes:
    return Notes(corpus.texts, names_of(corpus))


def opened(html: m.Html, notes: Notes) -> m.Html:
    """Markup whose first receipts open their sentences, with a link to the article below."""

    def made(found: re.Match[str]) -> str:
        css, href, page, start, end, words = found.groups()
        if page not in notes.pages:
            return found[0]
        called, sentence = notes.sentence(page, (int(start), int(end)))
        inside = f"<blockquote>{sentence}</blockquote> <a {href}>{called}</a>"
        return f'<details class="ak-in"><summary class="{css}">{words}</summary>{inside}</details>'

    return m.Html(_MADE.sub(made, html, count=_OPENED))


def closed(html: str) -> str:
    """The same markup with plain links, as a page has them: there the note stands below.

    >>> sentence = '<blockquote><mark>May</mark>.</blockquote> <a href="y#c3-6">A</a>'
    >>> closed(f'<details class="ak-in"><summary class="x">May</summary>{sentence}</details>')
    '<a class="x" href="y#c3-6">May</a>'
    """
    return _IN_PLACE.sub(r'<a class="\1" \3>\2</a>', html)


class _Sentences:
    """An article with its sentences, found when they are asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def _spans(self) -> list[Span]:
        text = self.article.text
        whole = [(s.start, s.end) for s in self.article.segments] or [(0, len(text))]
        return [(s.start, s.end) for a, b in whole for s in sentences(text, a, b)]

    def _whole(self, start: int, end: int) -> Span:
        """The sentences around some words."""
        places = (bisect_right(self._starts, at) - 1 for at in (start, max(start, end - 1)))
        first, last = (self._spans[i] if i >= 0 else (start, start) for i in places)
        return min(first[0], start), max(last[1], end)

    @cached_property
    def _starts(self) -> list[int]:
        return [a for a, _ in self._spans]

    def around(self, start: int, end: int) -> Span:
        """What a note shows of them: a sentence as it is, of a long one what is near the words."""
        a, b = self._whole(start, end)
        return (a, b) if b - a <= _WHOLE else (max(a, start - _AROUND), min(b, end + _AROUND))

    def all_marked(self, shown: Span, spans: Iterable[Span]) -> tuple[int, m.Html]:
        """A piece of the text, character for character, with several words of it marked; and how many characters stand before it."""
        (a, b), text = shown, self.article.text
        whole = self._whole(a, b)
        parts, at = [m.text("…" if whole[0] < a else "")], a
        for start, end in sorted(spans):
            if end > at:
                parts += [exact(text[at : max(at, start)]), m.tag("mark", exact(text[max(at, start) : end]))]
                at = end
        return int(whole[0] < a), m.join([*parts, exact(text[at:b]), m.text("…" if b < whole[1] else "")])

    def marked(self, start: int, end: int) -> m.Html:
        """The sentences around some words, these marked."""
        a, b = self._whole(start, end)
        before = self.article.text[max(a, start - _AROUND) : start]
        after = self.article.text[end : min(b, end + _AROUND)]
        words = self.article.text[start:end]
        if len(words) > _LONG:
            words = f"{words[: _LONG // 2].rpartition(' ')[0]} … {words[-_LONG // 2 :].partition(' ')[2]}"
        lead, tail = "…" if start - a > _AROUND else "", "…" if b - end > _AROUND else ""
        return m.join((m.text(lead + _plain(before)), m.tag("mark", m.text(_plain(words))), m.text(_plain(after) + tail)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[\0\ud800-\udfff]", "\ufffd", text))


def used(addresses: Iterable[str], labels: Mapping[str, str]) -> m.Html:
    """Where a span is used: each page that leads to it by its label, and the second link of a page and later ones by their number."""
    pages: dict[str, list[m.Html]] = defaultdict(list)
    for address in addresses:
        page = address.partition("#")[0]
        words = str(len(pages[page]) + 1) if pages[page] else labels[page]
        pages[page].append(m.Html(f'<a href="../{m.text(address)}">{m.text(words)}</a>'))
    return m.join((m.join(links, " ") for links in pages.values()), ", ")

"""What a page's head says of its article: title, byline, site, address and stamps, verbatim, each with where it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from lxml.html import HtmlElement

from analystkit.sources.stamps import MONTHS
from analystkit.text import fold

_STAMPED = """
    article:published_time article:published article.published datepublished date dc.date dc.date.issued dcterms.created dcterms.date
    sailthru.date parsely-pub-date published published_at pubdate publish-date publication_date og:published_time citation_publication_date
""".split()
_MARKED_STAMP = (
    "//time[@itemprop='datePublished' or @pubdate] | //*[@itemprop='datePublished' and not(self::meta)]"
    " | //*[contains(concat(' ', @class, ' '), 'byline ') or contains(@class, 'dateline')]//time[@datetime]"
)
_WRITERS = "author dc.creator parsely-author sailthru.author byl article:author article:author_name citation_author".split()
_MARKED_WRITER = "//*[@itemprop='author' or @rel='author'][not(ancestor::*[contains(@class, 'comment') or contains(@id, 'comment')])]"
_A_DAY = rf"(?:(?:{'|'.join(MONTHS)})[a-z]*\.? \d{{1,2}},? \d{{4}}|\d{{1,2}}[. /]\S+[ /]\d{{4}})"
_AROUND_NAME = re.compile(rf"^(?:written |posted |story )?by[:\s]+|\s*(?:[|•]|\b{_A_DAY}).*", re.IGNORECASE)
_NO_NAME = re.compile(r"https?:|www\.|@|^(?:admin|author|staff|editor|guest|unknown|none|null|redaktion)$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[|–—:·•»-]\s+|\s*\|\s*|:\s+")
_ALIKE = 0.35  # of the words of two titles: so many shared, and they are of one article
_LONGEST = 2_000_000  # characters of JSON-LD; beyond it that is no description of an article

Node = dict[str, Any]
Said = tuple[str, str] | None


class Head:
    """The head of one page: its metas and JSON-LD, and what they say."""

    def __init__(self, tree: HtmlElement, url: str = "") -> None:
        self.tree = tree
        self.metas: dict[str, list[str]] = {}
        for meta in tree.iter("meta"):
            key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
            if value := " ".join((meta.get("content") or "").split()):
                self.metas.setdefault(key, []).append(value)
        nodes = list(_nodes(tree))
        self.by_id = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
        best = max(nodes, key=_articleness, default={})
        self.article = best if _articleness(best) else {}
        linked = [str(e.get("href")) for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"]
        self.canonical = next((u for u in [*linked, *self.metas.get("og:url", [])] if re.match(r"https?://\S+$", u)), "")
        self.url = url or self.canonical
        self.headings = [words for e in tree.iter("h1") if (words := " ".join(e.text_content().split()))]
        self.host = (urlsplit(self.url).hostname or "").removeprefix("www.")

    def site(self) -> Said:
        """The name of the site; its host where it gives none."""
        for value, where in (
            (self._meta("og:site_name"), "og:site_name"),
            (self._node(self.article.get("publisher")).get("name"), "JSON-LD"),
        ):
            if isinstance(value, str) and value.strip() and not re.match(r"https?:|www\.", value):
                return " ".join(value.split()), where
        return (self.host, "address") if self.host else None

    def title(self) -> Said:
        """The title without the site's name: the heading that readers see, where the page's own title shares its words."""
        names = [n for n in (self._meta("og:site_name"), (self.site() or ("",))[0], self.host) if n]
        own = " ".join((self.tree.findtext(".//title") or "").split())
        rows = ((self._meta("og:title"), "og:title"), (self.article.get("headline"), "JSON-LD headline"), (own, "title"))
        given = [(without_site(v, names), where) for v, where in rows if isinstance(v, str) and v.strip()]
        given = [(v, where) for v, where in given if v and _key(v) not in map(_key, names)]
        shared = [(max((_alike(h, v) for v, _ in given), default=0), h) for h in self.headings[:6] if _key(h) not in map(_key, names)]
        best, heading = max(shared, key=lambda s: s[0], default=(0, ""))
        if best >= _ALIKE or (heading and not given):
            return heading, "h1"
        return given[0] if given else None

    def byline(self) -> Said:
        """Who wrote it, verbatim: the persons of the JSON-LD, then of the head, then of a mark in the page, then whom trafilatura guesses;
        a body, such as an agency, only where nobody is named."""
        people, bodies = self._authors()
        if people:
            return ", ".join(dict.fromkeys(people)), "JSON-LD author"
        site = fold((self.site() or ("",))[0])
        for key in _WRITERS:
            if names := [n for v in self.metas.get(key, []) if (n := name_in(v)) and fold(n) != site]:
                return ", ".join(dict.fromkeys(names)), f"meta {key}"
        marked = [n for e in self.tree.xpath(_MARKED_WRITER) if (n := name_in(e.text_content()))]
        if guessed := next(iter(marked), "") or name_in(trafilatura.extract_metadata(self.tree).author or ""):
            return guessed, f"guessed: {'a mark in the page' if marked else 'trafilatura'}"
        return (", ".join(bodies), "JSON-LD author") if bodies else None

    def stamps(self) -> Iterator[tuple[str, str]]:
        """Every stamp that says when it was published, each with where it stands."""
        if isinstance(value := self.article.get("datePublished"), str):
            yield "JSON-LD datePublished", value
        for key in _STAMPED:
            yield from ((key, value) for value in self.metas.get(key, [])[:2])
        for e in self.tree.xpath(_MARKED_STAMP)[:2]:
            yield "time", e.get("datetime") or e.get("content") or e.text_content()

    def free(self) -> bool:
        """May everybody read it? True where the page says nothing."""
        return str(self.article.get("isAccessibleForFree", True)).lower() not in ("false", "no", "0")

    def _meta(self, key: str) -> str:
        return self.metas.get(key, [""])[0]

    def _node(self, value: Any) -> Node:
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            return value if "name" in value else self.by_id.get(str(value.get("@id")), value)
        return {"name": value} if isinstance(value, str) else {}

    def _authors(self) -> tuple[list[str], list[str]]:
        value = self.article.get("author") or self.article.get("creator") or []
        people, bodies = list[str](), list[str]()
        for node in map(self._node, value if isinstance(value, list) else [value]):
            if isinstance(raw := node.get("name"), str) and (name := name_in(raw)):
                (people if "Person" in str(node.get("@type", "Person")) else bodies).append(name)
        return people, bodies


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    """Every object of the page's JSON-LD, outer before inner. What is no JSON, or too deep, says nothing."""
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > _LONGEST:
            continue
        try:
            todo = [json.loads(re.sub(r"^\s*<!--|-->\s*$|//<!\[CDATA\[|//\]\]>", "", text), strict=False)]
        except (ValueError, RecursionError):
            continue
        for value in todo:  # grows while it is read
            if isinstance(value, dict):
                yield value
                value = list(value.values())
            todo += [v for v in value if isinstance(v, (dict, list))] if isinstance(value, list) else []


def _articleness(node: Node) -> int:
    named = re.search(r"Article|Posting|Report|Review\b", str(node.get("@type", ""))) or {"headline", "datePublished"} <= node.keys()
    return bool(named) * (1 + len({"headline", "author", "datePublished"} & node.keys()))


def name_in(raw: str) -> str:
    """A name as it stands, without "By" and what follows it; "" where it is none.

    >>> name_in(" By  Ada Lund, staff writer | 3 March 2021"), name_in("https://facebook.com/ada"), name_in("admin")
    ('Ada Lund, staff writer', '', '')
    """
    name = _AROUND_NAME.sub("", " ".join(raw.split()))
    return name if 2 < len(name) <= 120 and not _NO_NAME.search(name) and re.search(r"[^\W\d_]", name) else ""


def without_site(title: str, names: list[str]) -> str:
    """A title without the site's name at an end of it, and without the section before that.

    >>> without_site("Six killed | World News | Vale Post", ["Vale Post"]), without_site("Vale Post: Six killed", ["Vale Post"])
    ('Six killed', 'Six killed')
    """
    title = " ".join(title.split())
    for name in names:
        edge = r"\s*[|–—:·•»-]\s*"
        title = re.sub(rf"{edge}{re.escape(name)}$|^{re.escape(name)}{edge}", "", title) or title
    keys, pieces = {_key(n) for n in names} | {_key(_SEPARATOR.split(n)[0]) for n in names}, list(_SEPARATOR.finditer(title))
    if pieces and _key(title[pieces[-1].end() :]) in keys:
        title = title[: pieces[-1].start()]
    elif pieces and _key(title[: pieces[0].start()]) in keys:
        title = title[pieces[0].end() :]
    head, bar, section = title.rpartition(" | ")
    return head if bar and "news" in section.lower() and len(section) < 40 else title


def _key(name: str) -> str:
    """A site's name without what its address, or another of its names, has beside it: "www.valepost.com", "The Vale Post"."""
    return re.sub(r"^(?:www|the)|(?:com|org|net|couk|news)$", "", re.sub(r"\W+", "", fold(name)))


def _alike(a: str, b: str) -> float:
    mine, theirs = (set(re.findall(r"\w+", fold(t))) for t in (a, b))
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0

"""All pages of a site in one file, to send by e-mail or to print: every link leads within it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable
from html import unescape

from analystkit.show.page import render, trusted

_PAGE = re.compile(r'<title>(?P<title>.*?)</title>.*?<main id="main" class="(?P<kind>\w+)">\n(?P<html>.*)\n</main>', re.S)
_CODE = re.compile(r"(<script\b.*?</script>|<style\b.*?</style>)", re.S)
# Our own tags: what comes from outside has no "<" or ">" left, and no quotation mark inside a value.
_RECEIPT = re.compile(r'href="(?:\.\./)?(?P<page>articles/[^"#<>]+)#c[^"<>]*"(?P<between>[^<>]*)data-note="(?P<note>\d+)"')
_NOTE = re.compile(r'<li data-n="(\d+)"')
_TAG = re.compile(r"<[a-z][^<>]*>")
_REFERENCE = re.compile(
    r"""
    (?P<before> (?<=[\s:]) (?P<name> id | href | for | aria-labelledby | aria-describedby | aria-controls ) =" ) (?P<value> [^"]* ) "
    | url\(\#(?P<url> [^)"]+ )\)
    """,
    re.VERBOSE,
)


def together(pages: Iterable[tuple[str, str]], *, menu: dict[str, str], colophon: str, scripts: bool = True, flowing: bool = False) -> str:
    """The pages (path in the site, markup) as one page: each a part of it, under its path. Without ``scripts`` all of them show at once;
    ``flowing`` puts short events under one another on paper, where each would else begin a sheet."""
    found = {name: part for name, html in pages if (part := _PAGE.search(html))}
    parts = [
        {
            "name": name,
            "kind": p["kind"] + " flows" * (flowing and p["kind"] == "event"),
            "title": trusted(p["title"]),
            "html": trusted(_within(_noted(p["html"], found), name, found)),
        }
        for name, p in found.items()
    ]
    title = unescape(next(iter(found.values()))["title"])
    return render(
        "one.html",
        title=title,
        menu=menu,
        here="index.html",
        colophon=colophon,
        pages=parts,
        contents=not scripts,
        root="#",
        scripts=scripts,
    )


def _noted(html: str, pages: Container[str]) -> str:
    """Markup whose receipts lead to their notes, where the file has no articles.

    >>> _noted('<a href="articles/a.html#c1-2" data-note="3">x</a><li data-n="3">', ())
    '<a href="#n3" data-note="3">x</a><li id="n3" data-n="3">'
    """

    def led(found: re.Match[str]) -> str:
        return found[0] if found["page"] in pages else f'href="#n{found["note"]}"{found["between"]}data-note="{found["note"]}"'

    html = _RECEIPT.sub(led, html)
    return _NOTE.sub(r'<li id="n\1" data-n="\1"', html) if 'href="#n' in html else html


def _within(html: str, page: str, pages: Container[str]) -> str:
    """A page's markup with its name before every id, and links to other pages as links within the file.

    >>> _within('<b id="x"><a href="#x"><a href="../index.html#y"><a href="https://example.org/">', "articles/a.html", ("index.html",))
    '<b id="articles/a.html:x"><a href="#articles/a.html:x"><a href="#index.html:y"><a href="https://example.org/">'
    """

    def renamed(m: re.Match[str]) -> str:
        if m["url"]:
            return f"url(#{page}:{m['url']})"
        value = m["value"]
        if m["name"] == "href" and (address := _address(value, page, pages)) is None:
            return 'data-left=""'  # what is not in the file is not linked
        value = address if m["name"] == "href" else " ".join(f"{page}:{word}" for word in value.split())
        return f'{m["before"]}{value}"'

    pieces = _CODE.split(html)
    pieces[::2] = [_TAG.sub(lambda tag: _REFERENCE.sub(renamed, tag[0]), piece) for piece in pieces[::2]]
    return "".join(pieces)


def _address(href: str, page: str, pages: Container[str]) -> str | None:
    """Where a link leads within the file; None where its page is not in it."""
    path, _, anchor = href.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if re.match(r"[a-z]+:", path):
        return href
    if target != page and target not in pages:
        return None
    return f"#{target}" + (f":{anchor}" if anchor else "")

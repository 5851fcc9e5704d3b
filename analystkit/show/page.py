"""The frame of every shared page: its policy, its style, its constant scripts, its menu. Pages are made of escaped text and Views only."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable
from functools import lru_cache
from html import unescape
from typing import Any

from analystkit.show.geography import script_hashes
from analystkit.show.live import flat, script_hash
from analystkit.show.markup import Html, style
from analystkit.show.receipts import closed
from analystkit.show.view import SITE

SCRIPTS = {
    "page.js": "<main",
    "article.js": 'class="ak-passage"',
    "receipts.js": 'class="notes"',
    "map_page.js": 'class="ak-map"',
    "tools.js": 'class="output"',
}
"""The constant scripts of a page, each with the markup that needs it: what is in the address, the receipt in an article, the previews of
sentences, the sentence that a map asks for, what is chosen, searched and downloaded of a view. Text cannot be taken for such markup: in
text a quotation mark is an entity."""

_NOT_ON = {("event", "page.js")}
"""An event's page has no text to mark and keeps no state: there are many of them, and each is the lighter for it."""


GENERATOR = '<meta name="generator" content="analystkit">'
"""By this a page is known as one that may be replaced."""


@lru_cache(maxsize=1)
def _templates() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("analystkit", "show"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def trusted(html: str) -> Any:
    """Markup that was escaped where it was made, for a template to pass on as it is."""
    from markupsafe import Markup

    return Markup(html)


@lru_cache(maxsize=1)
def policy() -> str:
    """What a page may do: run our constant scripts, show what it carries. Nothing may be fetched, framed from elsewhere or sent."""
    scripts = " ".join(f"'{h}'" for h in (*(script_hash(flat(name)) for name in SCRIPTS), *script_hashes()))
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def render(template: str, *, here: str, root: str = "", scripts: bool = True, **parts: Any) -> str:
    """A page as markup. ``here`` is its own path in the site, ``root`` what leads to the others from elsewhere than a folder; every part
    (``title``, ``menu``: the labels of pages by their paths, ``colophon`` and the template's own) is text, or Markup that was made safe."""
    kind = template.partition(".")[0]
    views = needed(style(), str(parts["content"])) if kind == "event" else style()
    styles = [flat("page.css"), views, *([flat("passage.css").strip()] if kind in ("article", "one") else [])]
    parts |= {"generator": trusted(GENERATOR), "policy": policy(), "style": trusted("\n".join(styles))}
    html = str(_templates().get_template(template).render(kind=kind, here=here, root=root or "../" * here.count("/"), **parts))
    wanted = (name for name, sign in SCRIPTS.items() if scripts and sign in html and (kind, name) not in _NOT_ON)
    code = (f"<script>{flat(name)}</script>" for name in wanted)
    return html.replace("<!-- scripts -->", "\n".join(code))


def needed(css: str, html: str) -> str:
    """A style without the rules about what is not in some markup. An event's page gets no more: there are very many of them.

    >>> needed(".ak-a b { x: y } .ak-b { x: y } .ak-c:not(.ak-d), p { x: y }", '<i class="ak-a">')
    '.ak-a b { x: y } .ak-c:not(.ak-d), p { x: y }'
    """
    there = {"ak-view", *re.findall(r"\bak-[\w-]+", html)}  # every view stands in one

    return "".join(rule for rule, asked in _rules(css) if asked is None or any(there.issuperset(classes) for classes in asked))


@lru_cache(maxsize=8)
def _rules(css: str) -> list[tuple[str, list[list[str]] | None]]:
    """The rules of a style, each with the classes that each of its selectors asks for; what stands between rules asks for nothing."""
    parts: list[tuple[str, list[list[str]] | None]] = []
    at = 0
    for rule in re.finditer(r"([^{}]+)\{[^{}]*\}", css):
        selectors = re.sub(r":not\([^()]*\)", "", rule[1]).split(",")
        parts += [(css[at : rule.start()], None), (rule[0], [re.findall(r"\.(ak-[\w-]+)", s) for s in selectors])]
        at = rule.end()
    return [*parts, (css[at:], None)]


_OWN_STYLE = re.compile(r"<style>(.*?)</style>", re.S)
_STAND_IN = re.compile(r'(?<=<figure class="ak-time">)<img [^<>]*>')  # a page has the rows that it stands in for, scripts or not


_HINT = re.compile(r'(<a class="ak-receipt" href="[^"]*") title="[^"]*"')  # a page shows the sentence itself


def shared(html: str, root: str = "") -> str:
    """A View's markup as a page of the site shows it: links lead within the site, style is the page's. ``root`` leads to its folder.

    Text cannot be taken for a link: in text a quotation mark is an entity.

    >>> shared('<a href="../site/articles/a.html#c1-2">see href=&quot;../site/</a>')
    '<a href="articles/a.html#c1-2">see href=&quot;../site/</a>'
    """
    html = _HINT.sub(r"\1", closed(html))
    html = _STAND_IN.sub("", _OWN_STYLE.sub(lambda m: "" if m[1] == style() else m[0], html))
    return html.replace(f'href="{SITE}', f'href="{root}')


def inside(html: Html, root: str = "") -> Any:
    """A view's markup where a page has the style already."""
    return trusted(f'<div class="ak-view">{shared(html, root)}</div>')


# All pages in one file, to send by e-mail or to print: every link leads within it.
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

"""The frame of every shared page: its policy, its style, its constant scripts, its menu. Pages are made of escaped text and Views only."""

from __future__ import annotations

import re
from functools import lru_cache
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

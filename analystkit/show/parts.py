"""A page that would be long, in parts: a long view goes on on pages of its own, cut between rows or groups, never within one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analystkit.show.view import esc

ELEMENTS, CHARACTERS, GROUPS = 5_000, 400_000, 200
"""A page has about so many, the notes of its receipts counted in; then a browser has it in use at once, on a slow machine too."""

_NOTE = (6, 600)  # elements and characters of a receipt's note
_LONG = 0.25  # of a page: a view that takes less is never cut

_PIECE = re.compile(r"<(script|style|iframe|svg)\b.*?</\1>|<(/?)([a-z][a-z0-9]*)\b[^<>]*>", re.S)  # in text a "<" is an entity
_EMPTY = frozenset({"br", "hr", "img", "input", "wbr"})
_OPENED_AGAIN = frozenset({"table", "tbody", "ol", "ul", "details", "figure", "div", "section"})
_CUT_BEFORE = frozenset({"tr", "li", "tbody", "table", "section", "details", "ul", "ol"})
_HEADING = frozenset({"h2", "h3", "h4", "h5", "p", "summary", "caption", "thead"})  # what follows one stays with it
_GROUP = ('<tr class="ak-group"', "<h3")
_RECEIPT = re.compile(r'\bhref="(?:\.\./)?articles/[^"#]+#c')
_CARRIED = ("<iframe", "<img", "<style", "<script")  # many characters, and soon done
_ID = re.compile(r' id="([^"]*)"')
_DAY = '<li class="ak-day">'  # a day's statements can be very many
_WHOLE = "ak-columns"  # columns that are read beside each other
_REPEATED = re.compile(r'<(?:caption|thead|summary|h3|h5)\b|<tr class="ak-group"|<div class="ak-(?:head|axis)"')
_FOLD = re.compile(
    r'</table><details class="ak-more"><summary>[^<>]*</summary><table\b[^<>]*>'
    r"<caption>[^<>]*</caption><thead>.*?</thead>(.*?</table>)</details>",
    re.S,
)
"""The rows that a notebook folds away; a page has them in sight, for it goes on elsewhere before they are too many."""


@dataclass(frozen=True)
class Part:
    """A page on which a view goes on: its file name, its title, and its markup."""

    name: str
    title: str
    html: str


@dataclass
class _Open:
    """An element that is open: its tag, where it begins in the part, the heads to repeat, and what closed in it last."""

    name: str
    tag: str
    at: int
    heads: dict[str, str] = field(default_factory=dict)
    last: str = ""

    def ended(self, closed: _Open, out: Sequence[str]) -> None:
        """An element in it has closed: a head is repeated, and what follows one stays with it."""
        head = bool(_REPEATED.match(closed.tag)) and (closed.name[0] != "h" or self.name in ("section", "li"))
        if head:
            self.heads[closed.tag] = _ID.sub("", "".join(out[closed.at :]))
        self.last = "" if head or closed.name in _HEADING else closed.name


def divided(page: str, views: Sequence[tuple[str, str]], beside: str = "") -> tuple[list[str], list[Part]]:
    """The first part of each view of a page, and the pages on which they go on.

    ``page`` is its file name, ``views`` are headings with markup, ``beside`` is what else stands on the page. Long views share what room
    there is.
    """
    whole = [_FOLD.sub(r"\1", html) for _, html in views]
    long = [weight("".join(p for _, _, p in _pieces(html) if not p.startswith(_CARRIED))) > _LONG for html in whole]
    taken = weight(beside) + sum(weight(html) for html, is_long in zip(whole, long, strict=True) if not is_long)
    room = max(_LONG, (1 - taken) / max(1, sum(long)))
    first: list[str] = []
    rest: list[Part] = []
    for (heading, _), html, is_long in zip(views, whole, long, strict=True):
        parts = cut(html, room) if is_long else [html]
        names = [page, *(f"{page.removesuffix('.html')}-{n}.html" for n in range(len(rest) + 2, len(rest) + len(parts) + 1))]
        anchor = f"more-{len(rest) + 2}"
        made = [_together(parts, names, n, heading, anchor) for n in range(len(parts))]
        first.append(made[0])
        rest += [Part(names[n], f"{heading}, page {n + 1} of {len(parts)}", made[n]) for n in range(1, len(parts))]
    return first, rest


def _together(parts: Sequence[str], names: Sequence[str], at: int, heading: str, anchor: str) -> str:
    """A part with the links to the others; a jump to what stands on another page leads there."""
    if len(parts) == 1:
        return parts[0]
    ids = {i: name for part, name in zip(parts, names, strict=True) for i in _ID.findall(part)}

    def jump(found: re.Match[str]) -> str:
        page = ids.get(found[1], names[at])
        return found[0] if page == names[at] else f'href="{page}#{found[1]}"'

    def link(n: int, words: str) -> str:
        current = ' aria-current="page"' if n == at else ""
        return f'<a href="{esc(names[n])}{"" if n else f"#{anchor}"}"{current}>{words}</a>'

    numbers = " ".join(link(n, str(n + 1)) for n in range(len(parts)))
    on = (link(at - 1, "‹ back") + " " if at else "") + (link(at + 1, "go on ›") if at + 1 < len(parts) else "")
    here = "" if at else f' id="{anchor}"'
    nav = f'<nav class="parts" aria-label="Pages of: {esc(heading)}"{here}><b>Page</b> {numbers} <span>{on}</span></nav>'
    return re.sub(r'href="#([^"]+)"', jump, parts[at]) + nav


def weight(html: str) -> float:
    """How much of a page some markup takes.

    >>> weight("<p>" * 100) == 100 / ELEMENTS
    True
    """
    load = _Load()
    return max((load.add(kind, piece) for kind, _, piece in _pieces(html)), default=0.0)


class _Load:
    """What a page holds so far."""

    def __init__(self) -> None:
        self.elements = self.characters = self.groups = 0

    def add(self, kind: str, piece: str) -> float:
        """One more piece; gives how full the page is."""
        self.characters += len(piece) * 2 // 5 if piece.startswith(_CARRIED) else len(piece)
        if kind == "open":
            self.elements += 1
            self.groups += piece.startswith(_GROUP)
            if _RECEIPT.search(piece):
                self.elements, self.characters = self.elements + _NOTE[0], self.characters + _NOTE[1]
        return max(self.elements / ELEMENTS, self.characters / CHARACTERS, self.groups / GROUPS)


def cut(html: str, first: float = 1.0) -> list[str]:
    """Markup in parts, the first of which takes ``first`` of a page, and every other one page; each part is well-formed by itself.

    What stays open at a cut is closed, and opened again in the next part with its head: a table with its caption and its columns, a
    group with its title.

    >>> rows = "".join(f"<li>{n}</li>" for n in range(4))
    >>> cut(f"<ul>{rows}</ul>", 3 / ELEMENTS)
    ['<ul><li>0</li><li>1</li></ul>', '<ul><li>2</li><li>3</li></ul>']
    """
    parts: list[str] = []
    out: list[str] = []
    stack: list[_Open] = []
    load, full, most = _Load(), 0.0, first
    for kind, name, piece in _pieces(html):
        may_cut = bool(stack) and stack[-1].last and all(_opens_again(e) for e in stack)
        if kind == "open" and name in _CUT_BEFORE and full >= most and may_cut:
            parts.append("".join([*out, *(f"</{e.name}>" for e in reversed(stack))]))
            out, load, most = [], _Load(), 1.0
            for e in stack:
                e.at = len(out)
                out += [_again(e), *e.heads.values()]
        if kind == "open":
            stack.append(_Open(name, piece, len(out)))
        out.append(piece)
        full = load.add(kind, piece)
        if kind == "close":
            closed = stack.pop()
            if stack:
                stack[-1].ended(closed, out)
    parts.append("".join(out))
    carried = [piece for _, _, piece in _pieces(html) if piece.startswith(("<style", "<script"))]
    return [_carrying(part, carried) for part in parts]


def _carrying(part: str, carried: Sequence[str]) -> str:
    """A part with the styles of its view, and the scripts of its drawn rows where it has some."""
    styles = (c for c in carried if c.startswith("<style") and c not in part)
    scripts = (c for c in carried if c.startswith("<script") and c not in part and 'class="ak-panel"' in part)
    return "".join([*styles, part, *scripts])


def _pieces(html: str) -> Iterator[tuple[str, str, str]]:
    """Tags and what stands between them: whether it opens or closes an element, its name, the markup."""
    at = 0
    for found in _PIECE.finditer(html):
        if found.start() > at:
            yield "", "", html[at : found.start()]
        name = found[3] or ""
        kind = "" if not name or name in _EMPTY else "close" if found[2] else "open"
        yield kind, name, found[0]
        at = found.end()
    if at < len(html):
        yield "", "", html[at:]


def _opens_again(e: _Open) -> bool:
    return (e.name in _OPENED_AGAIN and _WHOLE not in e.tag) or e.tag == _DAY


def _again(e: _Open) -> str:
    """The tag of an element as it goes on: without its id, which is taken, and unfolded."""
    tag = _ID.sub("", e.tag)
    return tag.replace("<details", "<details open", 1) if e.name == "details" else tag

"""What each line of an article is: title, byline, dateline, deck, body, tweet or furniture, and the rule that says so.

Lines are judged in passes, the most certain first: tweets by their signature; furniture by the lexicon and by shape; the head,
down to the first paragraph of the story; the tail, from the last line up to its last paragraph. What no rule claims is body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from analystkit.codebook import Codebook
from analystkit.english.lexicon import table
from analystkit.english.segments.imprint import imprint_line, outlet, wire
from analystkit.english.segments.lines import (
    LONG,
    Line,
    Rule,
    byline,
    dated,
    headline,
    key,
    listed,
    opens,
    pattern,
    shaped,
    story,
    tells_of_author,
)
from analystkit.english.segments.posts import mark_posts
from analystkit.records import Article, Segment

HEAD = 14  # lines with text that may stand above the story


def segment(article: Article, codebook: Codebook) -> Article:
    """The article with gapless segments, and its title, byline and outlet where the text says so and the record does not."""
    lines = list(_lines(article.text))
    mark_posts(lines)
    _furniture(lines)
    _outlet_lines(lines, codebook)
    above = _head(article, lines)
    writer = article.byline or above
    _tail(lines, writer)
    agency = _agency(lines, codebook)
    return replace(
        article,
        title=article.title or next((line.text for line in lines if line.kind == "title"), None),
        byline=writer,
        outlet=article.outlet or outlet(lines, article.url, codebook) or article.site or agency,
        segments=tuple(_segments(article.text, lines)),
    )


_FULL = re.compile(r"\S[^\r\n]*")  # a line from its first letter on


def _lines(text: str) -> Iterator[Line]:
    at, block = 0, 0
    for m in _FULL.finditer(text):
        breaks = text[at : m.start()].replace("\r\n", "\n").replace("\r", "\n").count("\n")
        block, at, line = block + max(breaks - 1, 0), m.end(), m.group().rstrip()
        yield Line(m.start(), m.start() + len(line), line, block, listed(line))


def _segments(text: str, lines: list[Line]) -> Iterator[Segment]:
    """Neighbours of one kind and rule joined; each segment runs to where the next begins, so that nothing is lost."""
    if text and not lines:
        yield Segment(0, len(text), "body", "white space alone")
    pairs = zip([None, *lines], lines, strict=False)
    firsts = [b for a, b in pairs if a is None or b.own or (a.kind, a.rule) != (b.kind, b.rule)]
    starts = [0, *(line.start for line in firsts[1:]), len(text)]
    for line, start, end in zip(firsts, starts, starts[1:], strict=False):
        yield Segment(start, end, line.kind or "body", line.rule or "body", line.author, line.handle, line.published)


def _furniture(lines: list[Line]) -> None:
    """Lines that are furniture wherever they stand; headlines right below a heading of links go with it."""
    below: Rule | None = None
    for line in lines:
        heading, below = below, None
        if line.kind:
            continue
        if rule := next((rule for rule in line.rules if rule.where == "anywhere"), None):
            line.mark("furniture", rule.name)
            below = rule if rule.list else None
        elif shape := shaped(line.text):
            line.mark("furniture", shape)
            below = heading
        elif heading and headline(line.text):
            line.mark("furniture", heading.name)
            below = heading


def _outlet_lines(lines: list[Line], codebook: Codebook) -> None:
    """Lines above the story, or the page's last, that are the name of a source and nothing else: the page's own name."""
    for line in [*lines[: min(_begins(lines), HEAD)], *lines[-1:]]:
        if not line.kind and imprint_line(line.text, codebook):
            line.mark("furniture", "name of the outlet")


def _begins(lines: list[Line]) -> int:
    """Which line is the first that could open the story; of a story in few words, the first sentence."""
    free = [(i, line.text) for i, line in enumerate(lines) if not line.kind]
    return next((i for i, text in free if opens(text)), next((i for i, text in free if story(text) and " " in text), 0))


def _agency(lines: list[Line], codebook: Codebook) -> str | None:
    """The agency whose dateline opens one of the story's first three lines; the rule of the story's lines says so."""
    body = [line for line in lines if not line.kind]
    agency = next((name for line in body[:3] if (name := wire(line.text, codebook))), None)
    if agency:
        for line in body:  # all of them, so that the story stays one segment
            line.mark("body", "body under a wire dateline")
    return agency


def _head(article: Article, lines: list[Line]) -> str | None:
    """Mark what stands above the story. Returns the name in the byline."""
    begins = _begins(lines)
    writer = None
    for i, line in enumerate(lines[: max(HEAD, begins)]):
        if line.kind:
            continue
        near = i <= begins + 2
        if near and (name := byline(line.text)):
            line.mark("byline", "byline")
            writer, begins = writer or name, max(begins, i)
        elif near and dated(line.text):
            line.mark("dateline", "line of a date")
            begins = max(begins, i)
        elif i < begins and (rule := next((rule for rule in line.rules if rule.where == "top"), None)):
            line.mark("furniture", rule.name)
    _key_points(lines)
    _title_and_deck(article, lines, begins)
    return writer


def _key_points(lines: list[Line]) -> None:
    """A heading such as "Key points" near the top, and the bullets below it."""
    headings = table("furniture")["key_points"]["headings"]
    at = next((i for i, line in enumerate(lines[:HEAD]) if not line.kind and key(line.text) in headings), len(lines))
    last = at + 1
    while last < len(lines) and not lines[last].kind and lines[last].text[0] in "•▪‣*-–—·":
        last += 1
    for line in lines[at:last] if last > at + 1 else ():
        line.mark("deck", "key points")


def _title_and_deck(article: Article, lines: list[Line], begins: int) -> None:
    """The title: as the record gives it, else the first headline. The deck: headlines below it, and summaries above the byline."""
    head = [line for line in lines[:HEAD] if not line.kind]
    title = next((line for line in head if article.title and key(line.text) == key(article.title)), None)
    if title:
        title.mark("title", "title of the record")
    elif head and pattern("bare name").match(head[0].text) and article.text.find(head[0].text, head[0].end) >= 0:
        head[0].mark("furniture", "name above the story")  # the story names him too: whom the picture showed
    free = [line for line in lines[: max(begins, 1) + HEAD] if not line.kind]
    if title is None and len(free) > 1 and headline(free[0].text):
        title = free.pop(0)
        title.mark("title", "first headline")
    deck = _deck(free, lines[begins] if begins < len(lines) else None, title)
    if len(free) > len(deck):  # a story has to be left below it
        for line in deck:
            line.mark("deck", "summary above the story")


def _deck(free: list[Line], opening: Line | None, title: Line | None) -> list[Line]:
    """Headlines between title and story; a summary above the byline; else a summary and a line that the lead repeats."""
    deck: list[Line] = []
    for line in free[:3]:
        if title and line.start < title.start:
            continue
        above_byline = title is not None and opening is not None and opening.kind in ("byline", "dateline") and line.start < opening.start
        if not headline(line.text) and not (above_byline and len(line.text) < 300):
            break
        deck.append(line)
    if title is None and not deck and len(free) > 2 and len(free[0].text) < 250 and headline(free[1].text):
        words = [set(re.findall(r"[^\W\d_]+", line.text[:LONG].lower())) for line in free[1:3]]
        return free[:2] if words[0] <= words[1] else []
    return deck


def _tail(lines: list[Line], writer: str | None) -> None:
    """Mark what stands below the story: notes on the author, and all that follows a line that closes the page."""
    first = len(lines)
    while first and _trails(lines[first - 1], writer):
        first -= 1
    closed: str | None = None
    for line in lines[first:]:
        name = closed or (line.rules[0].name if line.rules else None)
        if closed is None and (closing := next((rule.name for rule in line.rules if rule.closes), None)):
            closed, name = f"after {closing}", closing
        if not line.kind and not closed and tells_of_author(line.text, writer):
            line.mark("furniture", "about the author")
        elif not line.kind and name:
            line.mark("furniture", name)


def _trails(line: Line, writer: str | None) -> bool:
    """May this line stand below the story, seen from the end: is it no sentence of it?"""
    if line.kind:
        return line.kind == "furniture"
    if (len(line.text) < 400 and not story(line.text)) or any(rule.where != "top" for rule in line.rules):
        return True
    return tells_of_author(line.text, writer)

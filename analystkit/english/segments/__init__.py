"""What each line of an article is: title, byline, dateline, deck, body, tweet or furniture, and the rule that says so.

Lines are judged in four passes, the most certain first: tweets by their signature; furniture by the lexicon and by shape; the head,
down to the first paragraph of the story; the tail, from the last line up to its last paragraph. What no rule claims is body.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from analystkit.codebook import Codebook
from analystkit.english.days import days
from analystkit.english.lexicon import MONTHS, WEEKDAYS
from analystkit.english.segments.furniture import LONG, Rule, key, lexicon, listed, shaped, tells_of_author
from analystkit.english.segments.imprint import byline_name, imprint_line, outlet, own_url, wire, writer_in
from analystkit.records import UNKNOWN, Article, Interval, Segment

HEAD = 14  # lines with text that may stand above the story
TWEET = 420  # characters: the longest a post and its links become when a page prints them


@dataclass
class Line:
    """A line that holds something, without the white space around it. ``block`` counts the blank lines before it."""

    start: int
    end: int
    text: str
    block: int
    kind: str = ""
    rule: str = ""
    author: str | None = None
    handle: str | None = None
    published: Interval = UNKNOWN
    own: bool = False  # a segment of its own: not to be joined with the line before

    def mark(self, kind: str, rule: str) -> None:
        self.kind, self.rule = kind, rule


def segment(article: Article, codebook: Codebook) -> Article:
    """The article with gapless segments, and its title, byline, outlet and url where the text says so and the record does not."""
    lines = list(_lines(article.text))
    _tweets(lines)
    _furniture(lines)
    _outlet_lines(lines, codebook)
    byline = _head(article, lines)
    _tail(lines, article.byline or byline)
    agency = _agency(lines, codebook)
    title = next((line.text for line in lines if line.kind == "title"), None)
    named = replace(
        article,
        title=article.title or title,
        byline=article.byline or byline,
        url=article.url or own_url(line.text for line in lines if line.kind == "furniture"),
        segments=tuple(_segments(article.text, lines)),
    )
    imprint = [(line.text, line.kind, line.rule) for line in lines if line.kind in ("furniture", "byline")]
    return replace(named, outlet=article.outlet or outlet(imprint, named.url, codebook) or agency)


def _outlet_lines(lines: list[Line], codebook: Codebook) -> None:
    """Lines above the story, or the page's last, that are the name of a source and nothing else: the page's own name."""
    begins = next((i for i, line in enumerate(lines) if not line.kind and _opens(line.text)), 0)
    for line in [*lines[: min(begins, HEAD)], *lines[-1:]]:
        if not line.kind and imprint_line(line.text, codebook):
            line.mark("furniture", "name of the outlet")


def _agency(lines: list[Line], codebook: Codebook) -> str | None:
    """The agency whose dateline opens one of the story's first three lines; the rule of the story's lines says so."""
    body = [line for line in lines if not line.kind]
    agency = next((name for line in body[:3] if (name := wire(line.text, codebook))), None)
    if agency:
        for line in body:  # all of them, so that the story stays one segment
            line.mark("body", "body under a wire dateline")
    return agency


def _lines(text: str) -> Iterator[Line]:
    at, block = 0, 0
    for raw in re.split(r"(\r\n|\r|\n)", text):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped[0])
            yield Line(start, start + len(stripped), stripped, block)
        elif not raw or raw.isspace():
            block += raw == "" or raw not in ("\r\n", "\r", "\n")
        at += len(raw)


def _segments(text: str, lines: list[Line]) -> Iterator[Segment]:
    """Neighbours of one kind and rule joined; each segment runs to where the next begins, so that nothing is lost."""
    if text and not lines:
        yield Segment(0, len(text), "body", "white space alone")
    firsts = [
        line
        for before, line in zip([None, *lines], lines, strict=False)
        if before is None or line.own or (before.kind, before.rule) != (line.kind, line.rule)
    ]
    starts = [0 if line is firsts[0] else line.start for line in firsts]
    for line, start, end in zip(firsts, starts, [*starts[1:], len(text)], strict=False):
        yield Segment(start, end, line.kind or "body", line.rule or "body", line.author, line.handle, line.published)


# "— Ann Lee (@annlee) June 28, 2021", alone or after the words of the post; "— Ann Lee (@annlee)" with its day on the next line.
_SIGNATURE = re.compile(r"(?:—|–|--|&mdash;)\s?(?P<author>[^\n]{1,80}?) ?\(@(?P<handle>\w{1,20})\)(?:[\s,·]{0,3}(?P<day>[^\n]{8,40}))?$")
# "Ann Lee (@annlee) June 28, 2021", a line of its own, above the words of the post or below them.
_BARE = re.compile(r"(?P<author>[^\n()]{1,60}?) ?\(@(?P<handle>\w{1,20})\)[\s,·]{0,3}(?P<day>[^\n]{8,40})$")
# What a page prints of a post's links and pictures: "pic.twitter.com/x1", "https://t.co/x1".
_LINK = re.compile(r"(?:pic\.(?:twitter|x)\.com|\bt\.co)/\w")


def _tweets(lines: list[Line]) -> None:
    """Embedded posts, from their signature upwards, or, where the signature heads the post, downwards."""
    for i, line in enumerate(lines):
        at = line.text.rfind("(@", max(0, len(line.text) - 80))
        if at < 0 or line.kind:
            continue
        m = _SIGNATURE.search(line.text, max(0, at - 90))
        if m:
            _post_above(lines, i, m)
        elif (m := _BARE.match(line.text)) and (day := dated(m["day"])):
            first, last = _post_around(lines, i)
            _mark_post(lines, first, last, m, Interval(day, day, "day"))


def _post_above(lines: list[Line], i: int, m: re.Match[str]) -> None:
    """The post that this line signs. Its day stands in the line, or alone in the next; without one, it takes a post's link."""
    last, day = i, next((d for _, _, d in days(m["day"] or "")), None)
    if not m["day"] and i + 1 < len(lines) and (day := dated(lines[i + 1].text)):
        last = i + 1
    above = lines[i - 1].text if i else ""
    if day is None and (m["day"] or not _LINK.search(lines[i].text[: m.start()] or above)):
        return
    if m.start() > TWEET:  # a post run into a paragraph: where it begins cannot be told
        return
    first = i if m.start() > 3 else _post_begins(lines, i)
    if m.start() <= 3 and _heads_its_block(lines, i):
        first, last = i, _post_ends(lines, i)
    _mark_post(lines, first, last, m, Interval(day, day, "day") if day else UNKNOWN)


def _post_around(lines: list[Line], i: int) -> tuple[int, int]:
    """The lines of a post whose signature has no dash: the one below it or above it, by its block, else by a post's link in it."""
    line = lines[i]
    above = next((o for o in lines[max(i - 1, 0) : i] if not o.kind and len(o.text) <= TWEET), None)
    below = next((o for o in lines[i + 1 : i + 2] if not o.kind and len(o.text) <= TWEET and "(@" not in o.text[-80:]), None)
    near = [o for o in (above, below) if o and o.block == line.block]
    if len(near) != 1:
        near = [o for o in (above, below) if o and (_LINK.search(o.text) or o.text[0] in "#@")]
    if len(near) != 1:
        return i, i
    if near[0] is above:
        return i - 1, i
    return i, _post_ends(lines, i)


def _heads_its_block(lines: list[Line], i: int) -> bool:
    """Does a signature stand right above its post: a blank line before it, none behind it, and no post's link above?"""
    below = lines[i + 1] if i + 1 < len(lines) else None
    if below is None or below.kind or below.block != lines[i].block or len(below.text) > TWEET:
        return False
    return i == 0 or (lines[i - 1].block != lines[i].block and not _LINK.search(lines[i - 1].text))


def _post_ends(lines: list[Line], signature: int) -> int:
    """The last line of the post that this signature heads: to the end of its block, as far as a post can reach."""
    line, last = lines[signature], signature + 1
    while last + 1 < len(lines) and lines[last + 1].block == line.block and lines[last + 1].end - line.end <= TWEET:
        last += 1
    return last


def _mark_post(lines: list[Line], first: int, last: int, m: re.Match[str], published: Interval) -> None:
    for part in lines[first : last + 1]:
        part.mark("tweet", "signature of a post")
        part.author, part.handle = m["author"].strip(), m["handle"]
        part.published = published
    lines[first].own = True
    if last + 1 < len(lines):
        lines[last + 1].own = True


def _post_begins(lines: list[Line], signature: int) -> int:
    """The line where the post begins: the line above, the block it ends, and up to a line that begins as only posts do."""
    first = signature
    for i in range(signature - 1, -1, -1):
        line = lines[i]
        if line.kind or lines[signature].start - line.start > TWEET:
            break
        opens = line.text[0] in "#@" or line.text.startswith("RT @") or unicodedata.category(line.text[0]) == "So"
        if i == signature - 1 or opens:
            first = i
        elif line.block == lines[signature].block and _block_fits(lines, signature):
            first = i
    return first


def _block_fits(lines: list[Line], signature: int) -> bool:
    """Is the signature's block, up to the blank line above it, short enough to be one post, with text before that block?"""
    i, block = signature, lines[signature].block
    while i and lines[i - 1].block == block and lines[signature].start - lines[i - 1].start <= TWEET:
        i -= 1
    return i > 0 and lines[i - 1].block != block


def _furniture(lines: list[Line]) -> None:
    """Lines that are furniture wherever they stand; headlines right below a heading of links go with it."""
    below: Rule | None = None
    for line in lines:
        if line.kind:
            below = None
            continue
        rules = [rule for rule in listed(line.text) if rule.where == "anywhere"]
        shape = shaped(line.text)
        if rules:
            line.mark("furniture", rules[0].name)
            below = rules[0] if rules[0].list else None
        elif shape:
            line.mark("furniture", shape)
        elif below and headline(line.text):
            line.mark("furniture", below.name)
        else:
            below = None


_STOP = re.compile(r"[.!?…][\"'”’)\]»*]{0,3}$")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")


def story(text: str) -> bool:
    """Does this line read as a sentence of a story: does it end as one, and not cut off?

    >>> story("The boats left on Monday."), story("The boats left on..."), story("Boats leave")
    (True, False, False)
    """
    if _CUT.search(text[-8:]):
        return False
    return bool(_STOP.search(text[-6:])) and (text[-1] not in "?!" or text.count(" ") >= 15)


def headline(text: str) -> bool:
    """Does this line read as a headline: 4 to 30 words, capital first, no stop at its end?"""
    words = text.count(" ") + 1
    return (
        4 <= words <= 30
        and len(text) < 260
        and not story(text)
        and text[-1] not in ":;,…"
        and not text[0].islower()
        and text[0] not in "•▪‣*"
    )


def _head(article: Article, lines: list[Line]) -> str | None:
    """Mark what stands above the story. Returns the name in the byline."""
    begins = next((i for i, line in enumerate(lines) if not line.kind and _opens(line.text)), 0)
    byline = None
    for i, line in enumerate(lines[: max(HEAD, begins)]):
        if line.kind:
            continue
        name = byline_name(line.text) or writer_in(line.text, lines[i + 1].text if i + 1 < len(lines) else "")
        if name and i <= begins + 2:
            line.mark("byline", "byline")
            byline, begins = byline or name, max(begins, i)
        elif dated(line.text) and i <= begins + 2:
            line.mark("dateline", "line of a date")
            begins = max(begins, i)
        elif i < begins and any(rule.where == "top" for rule in listed(line.text)):
            line.mark("furniture", next(rule.name for rule in listed(line.text) if rule.where == "top"))
    _key_points(lines)
    _title_and_deck(article, lines, begins)
    return byline


def _opens(text: str) -> bool:
    """Could this line be the story's first paragraph: at least a dozen words that end as a sentence?"""
    return text.count(" ") >= 11 and bool(_STOP.search(text[-6:]))


_DATE_WORDS = (
    frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(name[:3] for name in WEEKDAYS)
    | frozenset("published posted updated last modified first on at date time the of ago min mins minute minutes read".split())
    | frozenset("am pm a.m p.m et est edt ct cst cdt mt pt pst pdt gmt utc bst cet cest eet ist".split())
)
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)?")


# "Ann Lee - Nov 19, 2019, 10:31 pm", "PORT VALE, 19 November 2019", "Ann Lee | Nov 19, 2019": a name, a mark, the day.
_BEFORE_DAY = re.compile(r"(?:[A-Z][\w'’.-]{0,30} ?){1,4}\s?(?:[-–—|•·,]|[Oo]n\b|@)\s?")


def dated(text: str) -> date | None:
    """The day of a line that says nothing but when the article appeared, and perhaps who or where.

    >>> dated("Updated: Thursday, February 25, 2021 at 5:12 p.m. EST"), dated("On February 25, 2021 it rained") is None
    (datetime.date(2021, 2, 25), True)
    """
    if len(text) > 120 or not any(c.isdigit() for c in text):
        return None
    if any(word.lower() not in _DATE_WORDS for word in _WORD.findall(_BEFORE_DAY.sub("", text, count=1))):
        return None
    return next((day for _, _, day in days(text)), None)


def _key_points(lines: list[Line]) -> None:
    """A heading such as "Key points" near the top, and the bullets below it."""
    for i, line in enumerate(lines[:HEAD]):
        if not line.kind and key(line.text) in lexicon().key_points:
            points = [line]
            for point in lines[i + 1 :]:
                if point.kind or point.text[0] not in "•▪‣*-–—·":
                    break
                points.append(point)
            if len(points) > 1:
                for point in points:
                    point.mark("deck", "key points")
            return


def _title_and_deck(article: Article, lines: list[Line], begins: int) -> None:
    """The title: as the record gives it, else the first headline. The deck: headlines below it, and summaries above the byline."""
    given = key(article.title) if article.title else None
    head = [line for line in lines[:HEAD] if not line.kind]
    title = next((line for line in head if given and key(line.text) == given), None)
    if title:
        title.mark("title", "title of the record")
    elif head and _label(article.text, head[0]):
        head.pop(0).mark("furniture", "name above the story")
    open_lines = [line for line in lines[: max(begins, 1) + HEAD] if not line.kind]
    if title is None and len(open_lines) > 1 and headline(open_lines[0].text):
        title = open_lines.pop(0)
        title.mark("title", "first headline")
    _deck(open_lines, lines[begins] if begins < len(lines) else None, title)


def _label(text: str, line: Line) -> bool:
    """A bare name at the very top that the story names too: whom the picture showed."""
    bare = re.fullmatch(r"[A-Z][\w'’.-]{0,30}(?: [A-Z][\w'’.-]{0,30}){1,2}", line.text)
    return bool(bare) and line.end < len(text) and text.find(line.text, line.end) >= 0


def _deck(open_lines: list[Line], opening: Line | None, title: Line | None) -> None:
    """Headlines between title and story; a summary above the byline; else a summary and a line that the lead repeats."""
    deck: list[Line] = []
    for line in open_lines[:3]:
        if title and line.start < title.start:
            continue
        above_byline = title is not None and opening is not None and opening.kind in ("byline", "dateline") and line.start < opening.start
        if headline(line.text) or (above_byline and len(line.text) < 300):
            deck.append(line)
        else:
            break
    rest = open_lines[len(deck) :]
    if title is None and not deck and len(rest) > 2 and len(rest[0].text) < 250 and headline(rest[1].text):
        if _words(rest[1].text) <= _words(rest[2].text):
            deck = rest[:2]
    if len(open_lines) > len(deck):  # a story has to be left below it
        for line in deck:
            line.mark("deck", "summary above the story")


def _words(text: str) -> set[str]:
    """The words of a short text, in lower case."""
    return {word.lower() for word in _WORD.findall(text[:LONG])}


def _lead(text: str) -> bool:
    """Does an agency's dateline open this line?"""
    m = lexicon().wire.match(text[:300])
    return bool(m and m["known"])


def _tail(lines: list[Line], byline: str | None) -> None:
    """Mark what stands below the story: notes on the author, and all that follows a line that closes the page, or teasers."""
    opening = next((i for i, line in enumerate(lines) if not line.kind and _opens(line.text)), len(lines))
    first = len(lines)
    while first and _trails(lines, first - 1, opening, byline):
        first -= 1
    closed: str | None = None
    for i in range(first, len(lines)):
        line = lines[i]
        rules = listed(line.text)
        if closed is None:
            closed = next((f"after {rule.name}" for rule in rules if rule.closes), None) or _teasers(lines, i)
            if closed and not line.kind and any(rule.closes for rule in rules):
                line.mark("furniture", closed.removeprefix("after "))
        if not line.kind:
            if closed:
                line.mark("furniture", closed)
            elif tells_of_author(line.text, byline):
                line.mark("furniture", "about the author")
            elif rules:
                line.mark("furniture", rules[0].name)


def _trails(lines: list[Line], i: int, opening: int, byline: str | None) -> bool:
    """May this line stand below the story, seen from the end: is it no sentence of it?"""
    line = lines[i]
    if line.kind:
        return line.kind == "furniture"
    if any(rule.where != "top" for rule in listed(line.text)) or tells_of_author(line.text, byline):
        return True
    if _lead(line.text) and opening < i - 1 and headline(lines[i - 1].text):
        return True
    return not story(line.text) and len(line.text) < 400


def _teasers(lines: list[Line], i: int) -> str | None:
    """Do leads of other stories begin here: headline and agency's lead, or headline and cut-off lead, twice?"""
    pairs = [(a.text, b.text) for a, b in zip(lines[i : i + 4 : 2], lines[i + 1 : i + 4 : 2], strict=False)]
    if not pairs or not headline(pairs[0][0]):
        return None
    if _lead(pairs[0][1]):
        return "lead of another story"
    cut = [headline(a) and bool(_CUT.search(b[-8:])) for a, b in pairs]
    return "lead of another story" if len(cut) == 2 and all(cut) else None

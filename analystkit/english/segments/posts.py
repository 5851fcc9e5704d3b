"""Embedded posts: the lines that a signature signs or heads, "— Ann Lee (@annlee) June 28, 2021"."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from analystkit.english.days import days
from analystkit.english.segments.lines import Line, dated, pattern
from analystkit.records import UNKNOWN, Interval

_LONGEST = 420  # characters: the longest a post and its links become when a page prints them
# What a page prints of a post's links and pictures: "pic.twitter.com/x1", "https://t.co/x1".
_LINK = re.compile(r"(?:pic\.(?:twitter|x)\.com|\bt\.co)/\w")

Found = tuple[int, int, date | None]  # first line, last line, and the day


def mark_posts(lines: list[Line]) -> None:
    """Mark posts, from their signature upwards, or, where the signature heads the post, downwards."""
    for i, line in enumerate(lines):
        if line.kind or "(@" not in line.text[-80:]:
            continue
        if m := pattern("signed").match(line.text):
            post = _signed(lines, i, m)
        else:
            m = pattern("signature").match(line.text)
            day = dated(m["day"]) if m else None
            post = (*_around(lines, i), day) if day else None
        if m and post:
            _mark(lines, post, m)


def _mark(lines: list[Line], post: Found, m: re.Match[str]) -> None:
    first, last, day = post
    for part in lines[first : last + 1]:
        part.mark("tweet", "signature of a post")
        part.author, part.handle = m["author"].strip(), m["handle"]
        part.published = Interval(day, day, "day") if day else UNKNOWN
    for edge in (first, last + 1):
        if edge < len(lines):
            lines[edge].own = True


def _signed(lines: list[Line], i: int, m: re.Match[str]) -> Found | None:
    """The post that this line signs. Its day stands in the line, or alone in the next; without one, it takes a post's link."""
    last, day = i, next((d for _, _, d in days(m["day"] or "")), None)
    if not m["day"] and i + 1 < len(lines) and (day := dated(lines[i + 1].text)):
        last = i + 1
    above = lines[i - 1].text if i else ""
    if day is None and (m["day"] or not _LINK.search(lines[i].text[: m.start()] or above)):
        return None
    if m.start() > 3:  # a post run into a paragraph: where it begins cannot be told
        return (i, last, day) if m.start() <= _LONGEST else None
    below = lines[i + 1] if i + 1 < len(lines) else None
    heads = below is not None and not below.kind and below.block == lines[i].block and len(below.text) <= _LONGEST
    if heads and (i == 0 or (lines[i - 1].block != lines[i].block and not _LINK.search(above))):
        return i, _ends(lines, i), day
    return _begins(lines, i), last, day


def _around(lines: list[Line], i: int) -> tuple[int, int]:
    """The lines of a post whose signature has no dash: the one below it or above it, by its block, else by a post's link in it."""
    beside = [o for o in lines[max(i - 1, 0) : i + 2] if o is not lines[i] and not o.kind and len(o.text) <= _LONGEST]
    beside = [o for o in beside if o.start < lines[i].start or "(@" not in o.text[-80:]]
    near = [o for o in beside if o.block == lines[i].block]
    if len(near) != 1:
        near = [o for o in beside if _LINK.search(o.text) or o.text[0] in "#@"]
    if len(near) != 1:
        return i, i
    return (i - 1, i) if near[0].start < lines[i].start else (i, _ends(lines, i))


def _ends(lines: list[Line], signature: int) -> int:
    """The last line of the post that this signature heads: to the end of its block, as far as a post can reach."""
    line, last = lines[signature], signature + 1
    while last + 1 < len(lines) and lines[last + 1].block == line.block and lines[last + 1].end - line.end <= _LONGEST:
        last += 1
    return last


def _begins(lines: list[Line], signature: int) -> int:
    """The line where the post begins: the line above, the block it ends, and up to a line that begins as only posts do."""
    block, first = lines[signature].block, signature
    reach = [i for i in range(max(0, signature - _LONGEST), signature) if lines[signature].start - lines[i].start <= _LONGEST]
    fits = bool(reach) and reach[0] <= _head(lines, signature) and _head(lines, signature) > 0
    for i in reversed(reach):
        line = lines[i]
        if line.kind:
            break
        opens = line.text[0] in "#@" or line.text.startswith("RT @") or unicodedata.category(line.text[0]) == "So"
        if i == signature - 1 or opens or (line.block == block and fits):
            first = i
    return first


def _head(lines: list[Line], signature: int) -> int:
    """The first line of the signature's block."""
    i = signature
    while i and signature - i <= _LONGEST and lines[i - 1].block == lines[signature].block:
        i -= 1
    return i

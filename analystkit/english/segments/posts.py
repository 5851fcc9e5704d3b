"""Embedded posts: the lines that a signature signs, "— Ann Lee (@annlee) June 28, 2021"."""

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


def mark_posts(lines: list[Line]) -> None:
    """Mark posts, from their signature upwards."""
    for i, line in enumerate(lines):
        m = pattern("signed").match(line.text) if not line.kind and "(@" in line.text[-80:] else None
        if m is None or (post := _signed(lines, i, m)) is None:
            continue
        first, last, day = post
        for part in lines[first : last + 1]:
            part.mark("tweet", "signature of a post")
            part.author, part.handle = m["author"].strip(), m["handle"]
            part.published = Interval(day, day, "day") if day else UNKNOWN
        for edge in lines[first], *lines[last + 1 : last + 2]:
            edge.own = True


def _signed(lines: list[Line], i: int, m: re.Match[str]) -> tuple[int, int, date | None] | None:
    """The first and last line of the post that this line signs, and its day: in the line, or alone in the next; else it takes a post's
    link."""
    last, day = i, next((d for _, _, d in days(m["day"] or "")), None)
    if not m["day"] and i + 1 < len(lines) and (alone := dated(lines[i + 1].text)) and (day := alone.full):
        last = i + 1
    above = lines[i - 1].text if i else ""
    if day is None and (m["day"] or not _LINK.search(lines[i].text[: m.start()] or above)):
        return None
    if m.start() > 3:  # a post run into a paragraph: where it begins cannot be told
        return (i, last, day) if m.start() <= _LONGEST else None
    return _begins(lines, i), last, day


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

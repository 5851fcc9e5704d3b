"""Transcripts: lines that open with a name in capitals and a colon, each the words of whom it names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from analystkit.english.lexicon import sets
from analystkit.english.tokens import trimmed

# "LEE: We left.", "“ANN LEE (on the phone): Why?" at the beginning of a line.
_OPENS = re.compile(
    r"""(?:^[ \t]{0,8}["“'‘]?|(?<=[.?!…]\ )(?=[A-Z]{3}))
    (?P<name>[A-Z][A-Z.'’-]{1,30}(?:[ ][A-Z][A-Z.'’-]{0,30}){0,4}|[QA]|[A-Z][\w.'’-]{1,30}(?:[ ][A-Z][\w.'’-]{1,30}){1,3})
    (?:[ ]\([^)\n]{1,40}\))?
    :[ \t]+(?=\S)""",
    re.VERBOSE | re.MULTILINE,
)
_PARAGRAPH = re.compile(r"[^\n]+")
_DIRECTION = re.compile(r"[\"“'‘]?[(\[][^\n]{1,60}[)\]][\"”'’]?\s*$")  # "(CROSSTALK)"
_MOST = 400  # lines of one speaker


@dataclass(frozen=True)
class Turn:
    """A paragraph of somebody's words: ``start``..``end`` are the words, ``name_*`` the name that opened the turn."""

    start: int
    end: int
    name_start: int
    name_end: int


def turns(text: str, start: int, end: int) -> list[Turn]:
    """The paragraphs of a range that belong to turns of a transcript; none unless two speakers take turns.

    >>> t = "They spoke:\\n\\nLEE: We left.\\n\\nROE: Why?\\n\\nLee went home."
    >>> [(t[x.name_start : x.name_end], t[x.start : x.end]) for x in turns(t, 0, len(t))]
    [('LEE', 'We left.'), ('ROE', 'Why?')]
    """
    opened = [m for m in _OPENS.finditer(text, start, end) if any(len(part) > 2 for part in m["name"].split()) or m["name"] in "QA"]
    if capitals := [m for m in opened if m["name"].isupper()]:
        opened = capitals
    elif len(opened) <= len({m["name"] for m in opened}):
        return []  # "Date Founded: 1990": nobody's turn comes twice
    last_names = Counter(m["name"].split()[-1] for m in opened)
    if len(last_names) < 2 or not any(n > 1 or _told(text, name) for name, n in last_names.items()):
        return []  # "MOVE OF THE RACE: …", "MISTAKE OF THE RACE: …": headings, of whom nothing else is told
    out: list[Turn] = []
    for i, m in enumerate(opened):
        last = i + 1 == len(opened)
        stop = end if last else opened[i + 1].start()
        for n, p in enumerate(_PARAGRAPH.finditer(text, m.end(), stop)):
            if (last and n) or n > _MOST or (n and _DIRECTION.match(p.group())):
                break  # where the last turn ends beyond its paragraph, nothing says
            if words := _inner(text, p.start(), p.end()):
                out.append(Turn(*words, m.start("name"), m.end("name")))
    return out


def _told(text: str, name: str) -> bool:
    """Is somebody of this name in capitals spoken of beside the turns, or is it what somebody is ("CHAIR")?"""
    return (
        name in ("Q", "A") or name.lower() in sets("people")["roles"] or re.search(rf"\b{re.escape(name.capitalize())}\b", text) is not None
    )


def _inner(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A paragraph's words without the quotation marks around them."""
    span = trimmed(text, start, end)
    if span is None:
        return None
    a = span.start + (text[span.start] in '"“')
    b = span.end - (text[span.end - 1] in '"”' and span.end > a)
    return (a, b) if a < b else None

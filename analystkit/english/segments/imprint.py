"""Who made an article, as its own lines say: the byline, the outlet, the address. Nothing is guessed from style or subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from analystkit.codebook import Codebook
from analystkit.english.days import days
from analystkit.english.lexicon import MONTHS, WEEKDAYS
from analystkit.english.segments.furniture import lexicon
from analystkit.text import Matcher, fold

# "by Ann Lee"; "By Ann B. Lee and Bob Roe, Port Vale"; "BY ANN LEE | VALE POST"; "By Ann Lee in Port Vale"
_BYLINE = re.compile(
    r"""(?:[Bb]y|BY|(?:Written|Reported|Story|Words)\ by|Author)\s*:?\s+
    (?P<name>[A-Z][\w'’.-]{0,30}(?:,?\s+(?:[A-Z][\w'’.-]{0,30}|de|van|von|der|el|al|bin|and|&)){0,9})
    (?:\s*[|,–—-]\s*[A-Z\d@].{0,60}|\ in\ [A-Z].{0,60})?$""",
    re.VERBOSE,
)


# "Posted by annlee on 4 March 2019": a name in small letters counts only where the line gives the day too.
_POSTED = re.compile(
    r"(?:Posted|Published|Submitted|Uploaded|Written|Filed) by (?P<name>[\w'’.@-]{2,30}|[A-Z][\w'’.-]{0,30}(?: [A-Z][\w'’.-]{0,30}){1,4})$"
)
_ON = re.compile(r"(?:[\s,–—|•·-]|\b(?:on|at)\b)+$")  # what leads from a name to its day

# "Ann Lee in Port Vale", where the day stands below it.
_WRITER_IN = re.compile(r"(?P<name>[A-Z][\w'’.-]{1,30}(?: [A-Z][\w'’.-]{0,30}){1,3}) in [A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30}){0,2}$")

_TIMES = frozenset(MONTHS) | frozenset(WEEKDAYS)  # "By Friday"


def byline_name(line: str) -> str | None:
    """The names of a line that says by whom the article is, and no more.

    >>> byline_name("by Ann B. Lee and Bob Roe | Vale Post")
    'Ann B. Lee and Bob Roe'
    >>> byline_name("By Ann Lee November 19, 2019, 07:47 PM")
    'Ann Lee'
    >>> byline_name("Posted by annlee on 4 March 2019")
    'annlee'
    >>> byline_name("By Friday, the boats had left.") is None
    True
    """
    if len(line) > 140 or line.count(" ") > 16:
        return None
    day = next((start for start, _, _ in days(line)), None)  # "By Ann Lee November 19, 2019, 07:47 PM"
    line = _ON.sub("", line[:day][-100:]) if day else line
    m = _BYLINE.match(line) or (_POSTED.match(line) if day else None)
    if m is None or (line[-1] in ".?!:" and line.count(" ") > 5):
        return None
    name = m.group("name").strip(" ,.")
    return None if name.lower() in _TIMES or len(name) < 3 else name


def outlet(imprint: Iterable[tuple[str, str, str]], url: str | None, codebook: Codebook) -> str | None:
    """The outlet that the page names as its own, by the names and domains of ``sources.csv``; None where it names none, or two.

    A line is (text, kind, rule). Only one that speaks for the page counts: "Join our VP channel", "Ann writes for The Vale Post".
    "Source: Reuters", the credit of a picture and the lead of another story say nothing of the page.
    """
    by_domain = {domain: s.outlet for s in codebook.sources for domain in s.domains}
    host = (urlsplit(url).hostname or "") if url else ""
    while "." in host:
        if host in by_domain:
            return by_domain[host]
        host = host.partition(".")[2]
    names = _names(codebook)
    acronyms: dict[str, object] = {name: value for name, value in names.items() if name.isupper()}
    matcher = Matcher({name: value for name, value in names.items() if name not in acronyms}, acronyms)
    found = {str(value) for text, kind, rule in imprint if _speaks(text, kind, rule) for _, _, value in matcher.find(text)}
    return found.pop() if len(found) == 1 else None


def writer_in(line: str, below: str) -> str | None:
    """The writer of a line that says who wrote where, right above the line of the day.

    >>> writer_in("Ann Lee in Port Vale", "Fri 4 Oct 2019 18.05 BST"), writer_in("Ann Lee in Port Vale", "She left.")
    ('Ann Lee', None)
    """
    m = _WRITER_IN.match(line) if len(below) < 60 else None
    return m["name"] if m and next(days(below), None) else None


def _names(codebook: Codebook) -> dict[str, str]:
    return {name: s.outlet for s in codebook.sources for name in (s.outlet, *s.aliases)}


def imprint_line(line: str, codebook: Codebook) -> str | None:
    """The outlet of ``sources.csv`` whose name this line is, and nothing else.

    >>> from analystkit.codebook import Source
    >>> imprint_line("THE VALE POST", Codebook(sources=(Source("vale-post", "Vale Post", "newspaper", aliases=("The Vale Post",)),)))
    'Vale Post'
    """
    if len(line) > 100:
        return None
    bare = fold(line).strip(" .|-*")
    return next((outlet for name, outlet in _names(codebook).items() if fold(name) == bare), None)


def wire(paragraph: str, codebook: Codebook) -> str | None:
    """The agency in the dateline that opens a paragraph: as ``sources.csv`` names it, else a known agency as the paragraph prints it.

    >>> wire("PORT VALE, Nordia (Reuters) - The boats left.", Codebook())
    'Reuters'
    >>> wire("Port Vale (Nordia) - The boats left.", Codebook()) is None
    True
    """
    m = lexicon().wire.match(paragraph[:300])
    if m is None:
        return None
    printed = m["known"] or m["other"]
    named = imprint_line(printed, codebook)
    return named or m["known"]


_FOREIGN = ("source line", "picture credit", "photo credit", "wire credits", "related story", "related stories", "advertisement")


def _speaks(text: str, kind: str, rule: str) -> bool:
    if kind == "byline" or rule == "name of the outlet":
        return True
    if rule in _FOREIGN or rule.startswith(("after ", "lead of")):
        return False
    folded = fold(text[:900])
    return any(cue in folded for cue in lexicon().outlet_cues)


# "URL: https://example.com/a"; "Original article: https://example.com/a"
_URL = re.compile(
    r"(?:URL|Url|Link|Permalink|Original article|Read the original(?: at)?|Originally published at):? (?P<url>https?://\S{4,500})$"
)


def own_url(lines: Iterable[str]) -> str | None:
    """The address that a line gives as the article's own."""
    return next((m.group("url") for line in lines if (m := _URL.match(line))), None)

"""What is in a text and nobody reads: soft hyphens, marks of no width, accents apart from their letter, words cut at a line's end, HTML.

The taggers read a plain text; what they find is brought back to the offsets of the text as it came, which is never changed.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, TypeVar

from analystkit.english.lexicon import lines
from analystkit.records import Article

_ODD = re.compile(
    r"""(?P<unseen>[\u00ad\u200b-\u200d\u2060\ufeff]+) | (?P<hyphen>[\u2010\u2011])
    | (?P<letter>[^\W\d_][\u0300-\u036f]+) | (?<=[a-z])(?P<cut>-\n)(?=[a-z])
    | (?P<entity>&(?:\#\d{1,6}|\#x[\da-fA-F]{1,5}|[a-zA-Z]{2,8});) | </?(?P<tag>[a-z]{1,10}[1-6]?)(?:\s[^<>=]{1,99}=[^<>]{0,300})?\s?/?>""",
    re.VERBOSE,
)
_RARE = re.compile("[&<\u00ad\u0300-\u036f\u200b-\u200d\u2010\u2011\u2060\ufeff]")
_INLINE = ("a", "abbr", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u")
_WORD_BEFORE, _WORD_AFTER = re.compile(r"[a-z]+$", re.IGNORECASE), re.compile(r"[a-z]+")

Found = TypeVar("Found")


@dataclass(frozen=True)
class Plain:
    """An article in plain letters; ``starts`` and ``ends`` say for each of its characters where it stands in the text as it came."""

    article: Article
    starts: Sequence[int]
    ends: Sequence[int]

    def back(self, found: Found) -> Found:
        """A record with the offsets of the text as it came."""
        places: dict[str, Any] = {}
        for name in (f.name for f in fields(found)):  # type: ignore[arg-type]
            at = getattr(found, name)
            if isinstance(at, int) and name.endswith("start"):
                places[name] = self.starts[at]
            elif isinstance(at, int) and name.endswith("end"):
                places[name] = self.ends[at - 1] if at else 0
        return replace(found, **places)  # type: ignore[type-var]


def plain(article: Article) -> Plain | None:
    """The article in plain letters, or None where it is so already.

    >>> from analystkit.records import Segment
    >>> text = "Po\\u00adlice in Co\\u0301rdoba fi-\\nned him."
    >>> p = plain(Article("a", text, segments=(Segment(0, len(text), "body", ""),)))
    >>> p.article.text, p.article.segments[0].end
    ('Police in Córdoba fined him.', 28)
    >>> text[p.starts[10] : p.ends[16]] == "Co\\u0301rdoba"
    True
    """
    text = article.text
    if ("-\n" not in text and not _RARE.search(text)) or not (odd := list(_ODD.finditer(text))):
        return None  # most texts have no such letter, which is quickly seen
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def add(words: str, begin: int, end: int) -> None:
        pieces.append(words)
        whole = len(words) == end - begin
        starts.extend(range(begin, end) if whole else [begin] * len(words))
        ends.extend(range(begin + 1, end + 1) if whole else [end] * len(words))

    last = 0
    for m in odd:
        add(text[last : m.start()], last, m.start())
        add(_read(m), *m.span())
        last = m.end()
    add(text[last:], last, len(text))
    starts.append(len(text))
    cut = tuple(replace(s, start=bisect_left(starts, s.start), end=bisect_left(starts, s.end)) for s in article.segments)
    return Plain(replace(article, text="".join(pieces), segments=cut), starts, ends)


def _read(m: re.Match[str]) -> str:
    """What a reader sees there. A word cut at a line's end loses its hyphen, unless only its halves are words ("well-\\nknown")."""
    if m["letter"]:
        return unicodedata.normalize("NFC", m["letter"])
    if m["cut"]:
        before, after = _WORD_BEFORE.search(m.string, max(0, m.start() - 30), m.start()), _WORD_AFTER.match(m.string, m.end())
        halves = [h[0].lower() for h in (before, after) if h]
        known = _common()
        return "-" if "".join(halves) not in known and all(h in known for h in halves) else ""
    if m["entity"]:
        return html.unescape(m["entity"]).replace("\xa0", " ")
    if m["tag"]:
        return "" if m["tag"] in _INLINE else "\n"
    return "-" if m["hyphen"] else ""


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(w for line in lines("common_words") for w in line.split())

"""Whether an article is one that this reader can read: is it English, and were its letters decoded as they were written?"""

from __future__ import annotations

import re

from analystkit.english.tokens import Reading

# Of the words of English prose 19 in 100 and more are these, of other languages' 8 and less, measured on 186 pages in ten languages.
_FUNCTION_WORDS = frozenset(
    "the of and to a in that is was for it with as on be at by had not are but from or have an they which one were her she he his has "
    "this their said would who will".split()
)
_LEAST = 0.14
_ENOUGH = 300  # letters: what is shorter is not judged
_WORD = re.compile(r"[^\W\d_]+")
# Letters that stand for one beyond ASCII when UTF-8 is read as Windows-1252: a first byte, then those that must follow it.
_BYTE = r"[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_MISREAD = re.compile(f"[Â-ß]{_BYTE}|[à-ï]{_BYTE}{{2}}")
_MEANT = re.compile("[\xa0-ɏА-я‐-…€№™]")  # so «Spaß» and “Ö” are none

_ADVICE = "too few words of English prose, so nothing was read in it: translate it, or leave it out; a list or a table can look so too"

FOREIGN = "language: not English"
"""How the problem of such an article begins."""

Doubt = tuple[int, int, str, str]


def not_english(reading: Reading) -> list[Doubt]:
    """A problem where the article is not English; quotations do not count where enough is said outside them.

    >>> from analystkit.records import Article, Segment
    >>> t = "Der Hafenmeister öffnete am Montag die Tore, und drei Boote verließen den Hafen. " * 6
    >>> [what for _, _, what, _ in not_english(Reading(Article("a", t, segments=(Segment(0, len(t), "body", ""),))))]
    ['language: not English']
    """
    text, spans = reading.text, [(a, b) for a, b, _ in reading.article.news()]
    if not spans or _share(text, spans) >= _LEAST:
        return []
    edges = [spans[0][0], *(at for q in reading.quotations for at in (q.outer_start, q.outer_end)), spans[-1][1]]
    outside = list(zip(edges[::2], edges[1::2], strict=True))
    if _letters(text, outside) >= _ENOUGH and _share(text, outside) >= _LEAST:
        return []
    start, end = next((m.span() for a, b in spans for m in _WORD.finditer(text, a, b)), spans[0])
    named = f" ({reading.article.language})" if reading.article.language else ""
    return [(start, end, f"{FOREIGN}{named}", _ADVICE)]


def misread(reading: Reading) -> list[Doubt]:
    """A problem where letters were decoded with another encoding than they were written in: "theyâ€™ve", "cafÃ©".

    >>> from analystkit.records import Article
    >>> [d[:3] for t in ["They said: donâ€™t, and donâ€™t.", "“São Tomé” and a café."] for d in misread(Reading(Article("a", t)))]
    [(14, 17, 'encoding: 2 letters were misread')]
    """
    text = reading.text
    found = [m.span() for m in _MISREAD.finditer(text) if _MEANT.fullmatch(_decoded(m.group()))]
    lost = [m.span() for m in re.finditer("\ufffd", text)]
    if len(found) < 2 and not lost:
        return []
    start, end = min(found + lost)
    n = len(found) + len(lost)
    what = f"encoding: {n} letter{'s were' if n > 1 else ' was'} misread"
    return [(start, end, what, "save the article again from its source, as UTF-8; what is spelled so is not recognised")]


def _decoded(letters: str) -> str:
    """What the letters' bytes are as UTF-8; nothing where they are none."""
    raw = b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252", "replace") for c in letters)
    return raw.decode("utf-8", "replace")


def _share(text: str, spans: list[tuple[int, int]]) -> float:
    """The share of function words; 1 where too little is said to judge."""
    words = [w for a, b in spans for w in _WORD.findall(text[a:b].lower())]
    return sum(map(_FUNCTION_WORDS.__contains__, words)) / len(words) if sum(map(len, words)) >= _ENOUGH else 1.0


def _letters(text: str, spans: list[tuple[int, int]]) -> int:
    return sum(len(w) for a, b in spans for w in _WORD.findall(text, a, b))

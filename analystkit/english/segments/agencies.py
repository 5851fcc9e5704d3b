"""Agencies as the source of a text: their names, and where an article credits one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from analystkit.codebook import Codebook
from analystkit.english.lexicon import table
from analystkit.english.segments.imprint import wire
from analystkit.english.tokens import Sentence, read
from analystkit.records import Article

_LINE = re.compile(r"[^\n]{1,300}")
# «Source: Reuters», «Via: AP», «With inputs from AFP»
_SOURCE_LINE = re.compile(
    r"[\s(\[]*(?:sources?|via|h/t|with\s+(?:inputs?|information|reporting)\s+(?:from|by)|republished\s+from)\b\s*:?\s*", re.IGNORECASE
)


@lru_cache(maxsize=1)
def agencies() -> tuple[tuple[str, ...], ...]:
    """The agencies of ``furniture.toml``, each with all its names, the one it is known by first."""
    listed = table("furniture")["agencies"]
    joined = {name for group in listed["same"] for name in group}
    return (*map(tuple, listed["same"]), *((name,) for name in listed["names"] if name not in joined))


@lru_cache(maxsize=1)
def _named() -> str:
    names = sorted({n for group in agencies() for n in group}, key=lambda n: (-len(n), n))
    return rf"(?<![\w’'-])(?P<name>{'|'.join(map(re.escape, names))})(?![\w’'-])"


@lru_cache(maxsize=1)
def _reported() -> re.Pattern[str]:
    """«first reported by Reuters», «an attack, reported by AFP, killed two»"""
    return re.compile(rf"\breported\s+by\s+(?:the\s+)?{_named()}")


def credited(article: Article, codebook: Codebook) -> Iterator[str]:
    """The agencies whose work the whole article is: by its byline, its own dateline, or its source line. Teasers say nothing of it."""
    for s in article.segments:
        text, found = article.text[s.start : min(s.end, s.start + 2000)], None
        if s.kind in ("byline", "dateline") and len(text) < 400:
            found = re.search(_named(), text)
        elif s.kind == "furniture" and s.rule == "source line" and (m := _SOURCE_LINE.match(text)):
            found = re.search(_named(), text[m.end() : m.end() + 80])
        elif s.rule == "body under a wire dateline":
            yield from filter(None, (wire(line, codebook) for line in _LINE.findall(text)[:3]))
        if found:
            yield found["name"]


def cited(article: Article) -> list[tuple[Sentence, str]]:
    """The sentences that say who reported what they tell, each with the agency's name."""
    found = [m for a, b, _ in article.news() for m in _reported().finditer(article.text, a, b)]
    reading = read(article)
    return [(s, m["name"]) for m in found if (s := reading.sentence_at(m.start()))]

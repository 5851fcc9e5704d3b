"""Agencies and papers as the source of a text: one id for each, whatever it is called, and where an article credits one."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from analystkit.codebook import Codebook
from analystkit.english.segments.imprint import wire
from analystkit.english.tokens import Sentence, read
from analystkit.records import Article
from analystkit.text import fold, slug


@lru_cache(maxsize=1)
def _agencies() -> tuple[tuple[str, ...], ...]:
    """The agencies of ``furniture.toml``, each with all its names."""
    table = tomllib.loads((files("analystkit.english.lexicon") / "furniture.toml").read_text("utf-8"))["agencies"]
    joined = {name for group in table["same"] for name in group}
    return (*map(tuple, table["same"]), *((name,) for name in table["names"] if name not in joined))


_LINE = re.compile(r"[^\n]{1,300}")
# «Source: Reuters», «Via: AP», «With inputs from AFP»
_SOURCE_LINE = re.compile(
    r"[\s(\[]*(?:sources?|via|h/t|with\s+(?:inputs?|information|reporting)\s+(?:from|by)|republished\s+from)\b\s*:?\s*", re.IGNORECASE
)


@lru_cache(maxsize=1)
def _named() -> str:
    names = sorted({n for group in _agencies() for n in group}, key=lambda n: (-len(n), n))
    return rf"(?<![\w’'-])(?P<name>{'|'.join(map(re.escape, names))})(?![\w’'-])"


@lru_cache(maxsize=1)
def _reported() -> re.Pattern[str]:
    """«first reported by Reuters», «an attack, reported by AFP, killed two»"""
    return re.compile(rf"\breported\s+by\s+(?:the\s+)?{_named()}")


class Wires:
    """Who is one source under several names: by the codebook's media and sources first, else by the lexicon's agencies.

    >>> w = Wires(Codebook())
    >>> w.id("The Associated Press"), w.id("associated-press"), w.id("ap"), w.id("ann-lee")
    ('ap', 'ap', 'ap', None)
    """

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        own = [(s.source_id, (s.source_id, s.outlet, *s.aliases)) for s in codebook.sources]
        own += [(k.actor_id, (k.actor_id, k.name, *k.aliases)) for k in codebook.actors if k.kind == "media"]
        self._ids: dict[str, str] = {}
        for known, names in own:
            known = next((self._ids[slug(fold(n))] for n in names if slug(fold(n)) in self._ids), known)
            self._ids |= {slug(fold(n)): known for n in names}
        for group in _agencies():
            known = next((self._ids[slug(fold(n))] for n in group if slug(fold(n)) in self._ids), slug(group[0]))
            self._ids = {slug(fold(n)): known for n in group} | self._ids

    def id(self, name: str | None) -> str | None:
        """The one id of a medium's name or id; None for who is none."""
        return self._ids.get(slug(fold(name))) if name else None

    def behind(self, article: Article) -> str | None:
        """The agency whose work the whole article is: by its byline, its own dateline, or its source line. Teasers say nothing of it."""
        return next((name for name in self._credits(article) if name), None)

    def _credits(self, article: Article) -> Iterator[str | None]:
        for s in article.segments:
            text = article.text[s.start : min(s.end, s.start + 2000)]
            if s.kind in ("byline", "dateline") and len(text) < 400:
                yield self._first(text)
            elif s.kind == "furniture" and s.rule == "source line" and (m := _SOURCE_LINE.match(text)):
                yield self._first(text[m.end() : m.end() + 80])
            elif s.rule == "body under a wire dateline":
                yield next((self.id(name) for line in _LINE.findall(text)[:3] if (name := wire(line, self._codebook))), None)

    def _first(self, text: str) -> str | None:
        m = re.search(_named(), text)
        return self.id(m["name"]) if m else None

    def cited(self, article: Article) -> list[tuple[Sentence, str]]:
        """The sentences that say who reported what they tell, each with its agency."""
        found = [m for a, b, _ in article.news() for m in _reported().finditer(article.text, a, b)]
        if not found:
            return []
        told = read(article).sentences
        starts = [s.start for s in told]
        return [(told[max(0, bisect_right(starts, m.start()) - 1)], self.id(m["name"]) or slug(m["name"])) for m in found]

"""From one article to its tags: one module a kind, in an order in which each sees the kinds before its own.

A tagger is a pure function ``tag(reading, codebook, tags) -> list of records``, sorted by start, with ``tags`` holding what the
earlier kinds found. It never raises on text. What it could not read, place or date it reports through its ``problems`` function,
where it has one: ``problems(article, records) -> [(start, end, what, advice)]``.
"""

from __future__ import annotations

from analystkit.codebook import Codebook
from analystkit.english.content import TELLING, content, rarity, stem
from analystkit.english.dating import date_articles as date
from analystkit.english.dating import problems
from analystkit.english.lexicon import nations
from analystkit.english.names import Name
from analystkit.english.segments import segment
from analystkit.english.spelling import apart, name_keys, related
from analystkit.english.tokens import Reading
from analystkit.records import Article, Tags

__all__ = ["KINDS", "TELLING", "content", "date", "problems", "rarity", "segment", "stem", "tag"]
__all__ += ["apart", "name_keys", "names", "nations", "related"]

KINDS = {
    "times": "times",
    "places": "places",
    "actors": "actors",
    "statements": "attribution",
    "mentions": "events",
    "claims": "events.claims",
}


def tag(article: Article, codebook: Codebook) -> Tags:
    """All tags of one article: the same article and codebook give the same tags, whatever else is in the corpus."""
    from dataclasses import replace
    from importlib import import_module

    reading, tags = Reading(article), Tags()
    for kind, where in KINDS.items():
        module = import_module(f"analystkit.english.{where}")
        found = tuple(module.tag(reading, codebook, tags))
        doubts = tuple(module.problems(article, found)) if hasattr(module, "problems") else ()
        tags = replace(tags, **{kind: found}, problems=tags.problems + doubts)
    return tags


def names(article: Article) -> list[Name]:
    """The runs of capitals of an article that may name somebody, each with what proves it."""
    return Reading(article).names

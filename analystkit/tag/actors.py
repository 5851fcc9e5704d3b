"""Placeholder of the skeleton; replaced by its owner."""

from __future__ import annotations

from analystkit.article import Article, Actor, Tags
from analystkit.codebook import Codebook


def tag(article: Article, codebook: Codebook, tags: Tags) -> list[Actor]:
    return []

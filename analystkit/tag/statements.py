"""Placeholder of the skeleton; replaced by its owner."""

from __future__ import annotations

from analystkit.article import Article, Statement, Tags
from analystkit.codebook import Codebook


def tag(article: Article, codebook: Codebook, tags: Tags) -> list[Statement]:
    return []

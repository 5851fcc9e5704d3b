"""Files become articles: the only place where bytes become text. Placeholder of the skeleton."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from analystkit.article import Article
from analystkit.errors import Problem


def read(source: str | Path) -> tuple[list[Article], list[Problem]]:
    """Every article of a folder or .jsonl, sorted by id, and a problem for every file or line that was rejected, skipped or doubtful."""
    articles: Sequence[Article] = [
        Article(p.stem, (b := p.read_bytes()).decode(), path=p.name, sha256=hashlib.sha256(b).hexdigest()) for p in sorted(Path(source).glob("*.txt"))
    ]
    return list(articles), []

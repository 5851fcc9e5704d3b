"""For whom people speak, as an article says it beside their names."""

from __future__ import annotations

from collections import defaultdict

from analystkit.records import Article, Tags
from analystkit.text import fold

_SPEAKS_FOR = ("spokesman", "spokeswoman", "spokesperson", "press secretary", "press officer")


def bodies(article: Article, tags: Tags) -> dict[str, frozenset[str]]:
    """Whom each person speaks for: the bodies named right before the name ("Harbour Ministry spokesman Ann Lee") or right after it."""
    out: dict[str, set[str]] = defaultdict(set)
    actors = tags.actors
    for n, a in enumerate(actors):
        if a.kind != "person":
            continue
        for b in actors[max(0, n - 3) : n + 4]:
            if b.kind not in ("government", "military", "organisation"):
                continue
            gap = article.text[min(a.end, b.end) : max(a.start, b.start)]
            role = any(r in fold(gap + article.text[b.end : b.end + 20]) for r in (*_SPEAKS_FOR, "secretary", "minister"))
            if len(gap) < 40 and role and not any(c in gap for c in ".;:“”\n"):
                out[a.actor_id].add(b.actor_id)
    return {k: frozenset(v) for k, v in out.items()}


def spokespeople(article: Article, tags: Tags) -> set[str]:
    """People whom the article calls a spokesperson."""
    folded = fold(article.text)
    return {
        a.actor_id
        for a in tags.actors
        if a.kind == "person" and any(r in folded[max(0, a.start - 40) : a.start] + folded[a.end : a.end + 60] for r in _SPEAKS_FOR)
    }

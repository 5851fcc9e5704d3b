"""Places that the text names and nothing places: lines for ``places.csv``, each with the sentences that name it, for a person to fill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from analystkit.english import sentence
from analystkit.records import Article, Place, Tags
from analystkit.text import fold, slug

MOST = 3  # sentences of a line


def places(articles: Sequence[Article], tags: Mapping[str, Tags]) -> list[dict[str, object]]:
    """A row for each name of a place that no gazetteer has or that nothing decides, the most frequent first.

    ``what`` and ``reason`` say which, with the places that it may be; then how often, a receipt, and the columns of ``places.csv``, where
    ``kind`` and ``precision`` are the likeliest and a position is left open. The sentences stand in ``notes``.
    """
    found: defaultdict[str, list[tuple[Article, Place]]] = defaultdict(list)
    for a in articles:
        for p in (p for p in tags[a.id].places if p.kind == "unknown" and p.use == "locative" and not p.nested):
            found[fold(a.text[p.start : p.end])].append((a, p))
    return [_row(named) for _, named in sorted(found.items(), key=lambda x: (-len(x[1]), x[0]))]


def _row(named: list[tuple[Article, Place]]) -> dict[str, object]:
    article, first = named[0]
    name = " ".join(article.text[first.start : first.end].split())
    kind = "region" if all(p.rule.startswith("division") for _, p in named) else "city"
    may_be = first.candidates.replace(";", ", ")
    what, reason = ("place not decided", f"it may be {may_be}") if may_be else ("new place", "named, and in no gazetteer")
    says = dict.fromkeys(f"“{' '.join(sentence(a, p.start).split())[:240]}” ({a.id}:{p.start}-{p.end})" for a, p in named[: 3 * MOST])
    seen = {"what": what, "reason": reason, "times": len(named), "n_articles": len({a.id for a, _ in named})}
    receipt = {"article": article.id, "start": first.start, "end": first.end, "text": article.text[first.start : first.end]}
    line = {"place_id": slug(name), "name": name, "kind": kind, "precision": kind}
    return seen | receipt | line | {"notes": f"suggested: {reason}; {' '.join(list(says)[:MOST])}"}

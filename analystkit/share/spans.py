"""The marks of an article as annotation tools show them: a label, a span, and the row behind it, which comes back with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from analystkit.codebook.corrections import ATTRIBUTES
from analystkit.share.rows import Told
from analystkit.tables import KINDS, LAYERS, Row


def label_of(layer: str, attribute: str = "") -> str:
    """What a row is called in an annotation tool.

    >>> label_of("places"), label_of("claims", "strike_count")
    ('place', 'claim-strike-count')
    """
    return f"claim-{attribute.replace('_', '-')}" if layer == "claims" else layer.removesuffix("s")


LABELS = {label_of(layer): layer for layer in LAYERS[:-1]} | {label_of("claims", a): "claims" for a in ATTRIBUTES}


@dataclass(frozen=True)
class Mark:
    """A span of an article with its label; ``row`` is the table's row, with its label, its sentence and the hash of the original."""

    id: str
    label: str
    start: int
    end: int
    row: Row


def marks(told: Told) -> Iterator[tuple[str, str, list[Mark]]]:
    """Each article with its text and its marks, in the order of the text. A span without characters is none."""
    by_article: dict[str, list[Mark]] = defaultdict(list)
    for layer in LAYERS:
        for row in told.read(layer):
            at, of = told.receipt(row), by_article[row["article"]]
            label = label_of(layer, row.get("attribute", ""))
            kept = {"label": label} | {k: row[k] for k in KINDS[layer]} | {k: at[k] for k in ("sentence", "original_sha256")}
            of.append(Mark(f"m{len(of) + 1}", label, row["start"], row["end"], kept))
    for article, text in told.texts.items():
        yield article, text, sorted((m for m in by_article[article] if m.end > m.start), key=lambda m: (m.start, m.end))

"""Web Annotation (W3C): every row of the tables that has words, as an annotation of the article's text."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analystkit.share.rows import Told
from analystkit.tables import KINDS, LAYERS, Row, write_list

BESIDE = 32
"""Characters of the text on either side of a quote, by which it is found again."""
_HEAD = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:x-analystkit:annotations", "type": "AnnotationPage"}
_SPACE = uuid.UUID("f2a0a6c4-1c1c-5e0e-8a55-6c0de0a0a7b1")


def write(told: Told, folder: Path, *, exact: bool = False) -> None:
    """``annotations.jsonld``, a page of them. All is said. Positions count code points, as the specification asks."""
    write_list(folder / "annotations.jsonld", each(told), json.dumps(_HEAD)[:-1] + ', "items": [', "]}")


def each(told: Told) -> Iterator[Row]:
    """An annotation a row: the body is the row, the target the article's text by its hash, with two ways to find the words."""
    seen: Counter[str] = Counter()
    for layer in LAYERS:
        for row in told.claims if layer == "claims" else told.read(layer):
            at = told.receipt(row)
            key = f"{layer}:{at['receipt']}"
            seen[key] += 1
            text, start, end = told.texts[row["article"]], row["start"], row["end"]
            quote = {"exact": at["text"], "prefix": text[max(0, start - BESIDE) : start], "suffix": text[end : end + BESIDE]}
            selectors = [{"type": "TextPositionSelector", "start": start, "end": end}, {"type": "TextQuoteSelector", **quote}]
            body = {k: row[k] for k in KINDS[layer]} | {"table": layer} | {k: at[k] for k in ("sentence", "url", "original_sha256")}
            source = {"source": f"urn:sha256:{told.articles[row['article']]['sha256']}", "selector": selectors}
            value = json.dumps(body, ensure_ascii=False, allow_nan=False)
            yield {
                "id": f"urn:uuid:{uuid.uuid5(_SPACE, f'{key}:{seen[key]}')}", "type": "Annotation", "motivation": "classifying",
                "body": {"type": "TextualBody", "format": "application/json", "value": value}, "target": source,
            }  # fmt: skip

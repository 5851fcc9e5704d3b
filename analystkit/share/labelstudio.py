"""Label Studio: a task an article, with our marks as predictions to be checked. ``analystkit score`` takes what comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from analystkit.share.rows import Left, Told
from analystkit.share.spans import LABELS, Mark, marks
from analystkit.tables import LAYERS, Row, write_list

_SPOILT = re.compile(r"\0|<(?:script|iframe|head)\b", re.IGNORECASE)
_COLOURS = dict(zip(LAYERS, ("#1f77b4", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b", "#d62728"), strict=True))


def write(told: Told, folder: Path, *, exact: bool = False) -> Iterator[Left]:
    """``tasks.json`` and the labels as ``config.xml``. Offsets count code points, as Label Studio does since 2022."""
    write_list(folder / "tasks.json", (_task(told, *of) for of in marks(told) if not _SPOILT.search(of[1])))
    labels = "\n".join(f'    <Label value="{label}" background="{_COLOURS[layer]}"/>' for label, layer in LABELS.items())
    config = f'<View>\n  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n  <Text name="text" value="$text"/>\n</View>\n'
    (folder / "config.xml").write_text(config, "utf-8")
    spoilt = (article for article, text in told.texts.items() if _SPOILT.search(text))
    yield from (Left(article, "Label Studio changes such a text (NUL, <script>, <iframe>): spans would move") for article in spoilt)


def _task(told: Told, article: str, text: str, found: list[Mark]) -> Row:
    row = told.articles[article]
    about = {"article": article, "outlet": row["outlet"], "title": row["title"], "url": row["url"], "sha256": row["sha256"]}
    values = ({"start": m.start, "end": m.end, "text": text[m.start : m.end], "labels": [m.label]} for m in found)
    own = {"from_name": "label", "to_name": "text", "type": "labels"}
    result = [{"id": m.id, **own, "value": value} for m, value in zip(found, values, strict=True)]
    data = {"text": text, **about, "rows": {m.id: m.row for m in found}}
    return {"data": data, "predictions": [{"model_version": "analystkit", "result": result}]}

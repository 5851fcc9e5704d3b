"""brat: each article as a text with its marks beside it. ``analystkit score`` takes the folder back once it is corrected."""

from __future__ import annotations

import json
from pathlib import Path

from analystkit.share.rows import Told
from analystkit.share.spans import LABELS, Mark, marks
from analystkit.tables import Row
from analystkit.text import file_name

_CONFIG = "[entities]\n{}\n[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n[events]\n[attributes]\n"


def write(told: Told, folder: Path, *, exact: bool = False) -> None:
    """A ``.txt`` and an ``.ann`` an article, ``annotation.conf``, and ``articles.json``, which says whose they are. All is said."""
    named: dict[str, Row] = {}
    for article, text, found in marks(told):
        name = own = file_name(article)
        while name in named:  # two ids may meet there
            name = f"{own}-{len(named)}"
        named[name] = {"article": article, "sha256": told.articles[article]["sha256"]}
        (folder / f"{name}.txt").write_bytes(text.encode())
        (folder / f"{name}.ann").write_bytes("".join(_lines(m, text) for m in found).encode())
    (folder / "annotation.conf").write_text(_CONFIG.format("\n".join(LABELS)), "utf-8")
    (folder / "articles.json").write_text(json.dumps(named, ensure_ascii=False, indent=1) + "\n", "utf-8")


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A span in the pieces that brat asks for: it ends with each line. Of nothing but the ends of lines, the span itself."""
    found, at = [], start
    for line in text[start:end].splitlines(keepends=True):
        if words := line.splitlines()[0]:
            found.append((at, at + len(words)))
        at += len(line)
    return found or [(start, end)]


def _lines(mark: Mark, text: str) -> str:
    """The mark, and its row as a note, in ASCII: no sign in it ends a line."""
    found = pieces(text, mark.start, mark.end)
    spans = ";".join(f"{a} {b}" for a, b in found)
    shown = " ".join("".join(text[a:b].splitlines()) for a, b in found)
    number = mark.id[1:]
    return f"T{number}\t{mark.label} {spans}\t{shown}\n#{number}\tAnnotatorNotes T{number}\t{json.dumps(mark.row)}\n"

"""A PDF with a text layer, by pypdfium2: lines joined to paragraphs again; the receipt says where its pages begin."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

import pypdfium2

from analystkit.errors import Problem
from analystkit.sources.exports import articles_of
from analystkit.sources.found import Found, Part, Reading, extractor
from analystkit.sources.seeds import Rejected

_OCR = "run OCR, for instance ocrmypdf, and import its result"
_PAGES, _BOXES = 2000, 3000  # so many are looked at
_HYPHEN = re.compile(r"(?<=[^\W\d_])[\x02\ufffe\u00ad-]$")
_END = re.compile(r"[.!?:;…][”\"’')\]]*$")


def read(part: Part) -> Reading:
    """The text of a PDF. Raises Rejected where it has none: a scan is a picture, and an empty article would be a lie."""
    try:
        document = pypdfium2.PdfDocument(part.data)
        pages = [_page(document[n]) for n in range(min(len(document), _PAGES))]
    except pypdfium2.PdfiumError as error:
        raise Rejected(f"{'locked' if 'assword' in str(error) else 'truncated or damaged'}: {error}") from error
    bare, mixed = (", ".join(str(n) for n, page in enumerate(pages, 1) if odd(page)) for odd in (lambda p: not p[0], lambda p: p[1]))
    if not any(lines for lines, _ in pages):
        raise Rejected(f"scanned, without a text layer: {len(pages)} pages; {_OCR}")
    if bare:
        yield Problem("", "pages without text", bare[:60], f"if they are scanned, {_OCR}")
    if many := articles_of([line.words for lines, _ in pages for line in lines]):
        yield from many
        return
    if mixed:
        yield Problem(
            "",
            "columns may be mixed",
            f"pages {mixed[:60]}",
            "compare it with the original, and import a better copy where it reads wrongly",
        )
    text, starts = "", list[int]()
    for lines, _ in pages:
        joined = "\n\n".join(joined_lines(lines))
        runs_on = joined[:1].islower() and not _END.search(text)
        text += "" if not text or not joined else " " if runs_on else "\n\n"
        starts.append(len(text))
        text += joined
    title = " ".join((document.get_metadata_dict().get("Title") or "").split())
    said = {"title": (title, "the document's properties")} if title and title in " ".join(text[: 3 * len(title) + 300].split()) else {}
    yield Found(text, extractor("pypdfium2", pages=starts), part.part, "application/pdf", {**part.said, **said})


class Line(NamedTuple):
    """A line as it is drawn: its words, its edges, the height of its letters."""

    words: str
    left: float
    right: float
    bottom: float
    height: float


def _page(page: pypdfium2.PdfPage) -> tuple[list[Line], bool]:
    """The lines of a page as they are drawn; and does what follows often stand far to the right on the same height? Then two columns were
    drawn row by row, which no reader tells apart."""
    layer = page.get_textpage()
    lines: list[Line] = []
    for m in re.finditer(r"[^\r\n]*\S[^\r\n]*", layer.get_text_range()):
        at, end = m.start() + len(m.group()) - len(m.group().lstrip()), m.start() + len(m.group().rstrip()) - 1
        left, bottom, _, _ = layer.get_charbox(at, loose=True)
        _, _, right, top = layer.get_charbox(end, loose=True)
        lines.append(Line(" ".join(m.group().split()), left, right, bottom, top - bottom))
    boxes = [layer.get_rect(i) for i in range(min(layer.count_rects(), _BOXES))]  # left, bottom, right, top of each piece of a line
    gap = page.get_width() * 0.03
    jumps = sum(b[0] - a[2] > gap and abs(a[1] - b[1]) < (a[3] - a[1]) / 2 for a, b in pairwise(boxes))
    return lines, len(lines) >= 6 and jumps * 3 > len(lines)


def joined_lines(lines: list[Line]) -> list[str]:
    """Lines as paragraphs, by what a reader sees: a space above, letters of another size, a line set in, a last line that is short.

    >>> joined_lines([Line("Six were killed in the har-", 9, 99, 50, 9), Line("bour.", 9, 30, 40, 9), Line("Three fled.", 9, 45, 20, 9)])
    ['Six were killed in the harbour.', 'Three fled.']
    """
    steps = sorted(a.bottom - b.bottom for a, b in pairwise(lines) if a.bottom > b.bottom)
    step = steps[len(steps) // 4] if steps else 0.0  # short paragraphs may be most of a page
    out = [line.words for line in lines[:1]]
    for before, line in pairwise(lines):
        ended, down = bool(_END.search(before.words)), before.bottom - line.bottom
        column = max(other.right for other in lines if abs(other.left - before.left) < 2 * before.height)
        short = before.right < column - 0.12 * (column - before.left)
        set_in = before.height < line.left - before.left < 6 * before.height
        sized = abs(before.height - line.height) > 0.2 * before.height
        if (down > 0 and (down > 1.35 * step or sized)) or (ended and (short or set_in or down <= 0)):
            out.append(line.words)
        else:
            bare = _HYPHEN.sub("", out[-1])
            out[-1] = bare + line.words if bare != out[-1] and line.words[0].islower() else f"{out[-1]} {line.words}"
    return [re.sub("[\x00-\x1f\ufffe]", "", words) for words in out]

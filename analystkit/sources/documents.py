"""Plain text and Word documents. A text may be an export of a news archive with many articles, or a list of addresses, which is none."""

from __future__ import annotations

import io
import re

from analystkit.errors import Problem
from analystkit.sources.exports import articles_of
from analystkit.sources.found import Found, Part, Reading, extractor, paragraphs
from analystkit.sources.seeds import Rejected, decode

ADDRESSES = (
    "a list of addresses, not of articles: archive the pages first, for instance with ArchiveWeb.page in the browser, or by "
    "wget --input-file=LIST --warc-file=pages, and import the .wacz or .warc.gz; nothing is downloaded"
)
ODD = "check the odd characters, or save it as UTF-8"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_text(part: Part) -> Reading:
    """The article of a .txt, untouched but for its encoding and line ends; or the articles of an export."""
    text, warnings = decode(part.data)
    lines = [line for line in text.splitlines() if line.strip()]
    if sum(bool(re.match(r"\s*https?://\S+\s*$", line)) for line in lines) * 10 >= len(lines) * 8:
        raise Rejected(ADDRESSES)
    yield from (Problem("", warning, "", ODD) for warning in warnings)
    many = articles_of(text.splitlines())
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    yield from many or [Found(whole, extractor("analystkit", read="text"), part.part, "text/plain", part.said)]


def read_docx(part: Part) -> Reading:
    """The paragraphs and tables of a Word document in their order, without headers and footers; or the articles of an export."""
    from docx import Document
    from docx.table import Table

    from analystkit.sources.formats import opened_zip

    opened_zip(part.data)
    document = Document(io.BytesIO(part.data))
    lines: list[str] = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            lines += [" | ".join(dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)) for row in item.rows]
        else:
            lines += item.text.splitlines() or [""]
    text, title = paragraphs(lines), " ".join((document.core_properties.title or "").split())
    if not text:
        raise Rejected("empty: no text in the document")
    said = {"title": (title, "the document's properties")} if title and title in text[: 3 * len(title) + 200] else {}
    yield from articles_of(lines) or [Found(text, extractor("python-docx", "lxml"), part.part, _DOCX, said)]

"""Which reader reads which file: its first bytes decide, then its name. A container gives its parts, one at a time."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from analystkit.sources.found import Part, Reading
from analystkit.sources.seeds import LIMIT, Rejected

LARGEST = 1_000_000_000  # bytes of a web archive or a mailbox; its parts are smaller
DOCUMENT = 100_000_000  # bytes of any other file
_UNPACKED = 200_000_000

# kind: endings, its module and reader; or the function that gives a container's parts
_KINDS = {
    "html": (".html .htm .xhtml .shtml", "html:read"),
    "mail": (".eml .mht .mhtml", "mail:read"),
    "mbox": (".mbox .mbx", "mail:parts_of_mbox"),
    "pdf": (".pdf", "pdf:read"),
    "docx": (".docx", "documents:read_docx"),
    "sheet": (".xlsx .xlsm .xls .ods", "sheets:read_sheet"),
    "csv": (".csv .tsv .tab", "sheets:read_csv"),
    "jsonl": (".jsonl .ndjson", "sheets:read_jsonl"),
    "text": (".txt .text", "documents:read_text"),
    "warc": (".warc", "archives:parts_of_warc"),
    "wacz": (".wacz", "archives:parts_of_wacz"),
}
_BY_ENDING = {ending: kind for kind, (endings, _) in _KINDS.items() for ending in endings.split()}
ENDINGS = frozenset(_BY_ENDING) - {".txt"}
"""Of the names of files that ``import`` reads; articles themselves are .txt."""

_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,500}?-->\s*)*<(?:!doctype html|html)", re.I | re.S)
_ADVICE = {
    ".doc .rtf .odt .pages .wps": "save it as .docx",
    ".webarchive .maff": "save the page as .html or .mhtml",
    ".zip .7z .rar .tar .tgz .bz2 .xz": "unpack it, and name the folder",
    ".msg .pst .ost": "save the mails as .eml or .mbox",
    ".png .jpg .jpeg .gif .tif .tiff .webp .heic": "it is a picture; run OCR, and import its text",
    ".url .webloc .desktop": "it is an address, not an article: archive the page first, and import the archive; nothing is downloaded",
    ".json .xml .rss .atom .ris .bib .enw": "write the articles as a .jsonl or a .csv, with a column text",
}


def advice(path: Path) -> str | None:
    """What to do with a file of a kind that is not read; None where it is read."""
    ending = path.suffix.lower()
    try:
        if ending in _BY_ENDING or ending == ".gz" or not path.is_file() or kind_of(_start(path), path) in _KINDS:
            return None
    except OSError:  # it is said when it is read
        return None
    return next((todo for endings, todo in _ADVICE.items() if ending in endings.split()), "save it as one of the kinds that are read")


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1000)


def parts(path: Path) -> Iterator[Part]:
    """The readable parts of a file, most often one. Raises Rejected with the reason."""
    start, size = _start(path), path.stat().st_size
    kind = kind_of(start, path)
    container = kind in ("mbox", "warc", "wacz")
    if size > (most := LARGEST if container else DOCUMENT):
        raise Rejected(f"too large: {size:,} bytes, at most {most:,}")
    if container:
        yield from _called(kind)(path)
        return
    data = path.read_bytes()
    if start.startswith(b"\x1f\x8b"):
        data = unpacked(data)
        kind = kind_of(data[:1000], path.with_suffix(""))
    yield Part(data, kind)


def load(path: Path) -> None:
    """Loads the reader of a file with its libraries, so that their start is not counted as the file's."""
    with suppress(OSError, ImportError):  # both are said when it is read
        kind = kind_of(_start(path), path)
        _called(kind if kind in _KINDS else "html")


def read(part: Part) -> Reading:
    """The articles of a part, and problems, each with where it lies."""
    if part.kind not in _KINDS:
        raise Rejected("not a kind of file that is read")
    yield from _called(part.kind)(part)


def kind_of(start: bytes, path: Path) -> str:
    """What a file is: by its first bytes where they say so, since names lie; else by its name."""
    name = path.name.lower()
    named = _BY_ENDING.get(path.suffix.lower(), "")
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"WARC/") or name.endswith(".warc.gz"):
        return "warc"
    if start.startswith(_PACKED):
        return named if named in ("docx", "sheet", "wacz") else "packed"
    if _PAGE.match(start):
        return "html"
    return "mbox" if named == "text" and re.match(rb"From \S+.{0,80}\d{4}\r?\n[\w-]+: ", start) else named


def unpacked(data: bytes) -> bytes:
    """What a .gz holds, as long as that is no bomb."""
    try:
        out = gzip.GzipFile(fileobj=io.BytesIO(data)).read(LIMIT + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Rejected(f"truncated or damaged: {error}") from error
    if len(out) > LIMIT:
        raise Rejected(f"too large: it unpacks to more than {LIMIT:,} bytes")
    return out


def opened_zip(source: Path | bytes, most: int = _UNPACKED) -> ZipFile:
    """A packed document, as long as it is no bomb. Nothing of it is ever written to the disk."""
    try:
        packed = ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (BadZipFile, OSError) as error:
        raise Rejected(f"truncated or damaged: {error}") from error
    if sum(entry.file_size for entry in packed.infolist()) > most:
        raise Rejected(f"too large: it unpacks to more than {most:,} bytes")
    return packed


def _called(kind: str) -> Callable[..., Any]:
    module, _, function = _KINDS[kind][1].partition(":")
    called: Callable[..., Any] = getattr(import_module(f"analystkit.sources.{module}"), function)
    return called

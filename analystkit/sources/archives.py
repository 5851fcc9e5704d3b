"""Web archives: the pages of a WARC; of a WACZ those that somebody looked at."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from analystkit.sources.found import Part
from analystkit.sources.html import LIMIT
from analystkit.sources.seeds import Rejected
from analystkit.sources.stamps import days, moment

_KINDS = {"text/html": ("html", LIMIT), "application/xhtml+xml": ("html", LIMIT), "application/pdf": ("pdf", 20 * LIMIT)}


def parts_of_warc(path: Path) -> Iterator[Part]:
    """Each page and PDF that was answered with 200."""
    with path.open("rb") as file:
        start = file.read(2000)
        file.seek(0)
        if start.startswith(b"\x1f\x8b"):
            with suppress(zlib.error):  # it is said below
                start = zlib.decompressobj(31).decompress(start, 100)
        if not start.lstrip().startswith(b"WARC/"):  # a bomb would be unpacked in search of a line
            raise Rejected("no web archive: it does not begin with WARC/")
        yield from _records(file, ())


def parts_of_wacz(path: Path) -> Iterator[Part]:
    """The pages of a WACZ, which is a zip with WARCs in it; those of its list of pages, where it has one: not what they loaded."""
    from analystkit.sources.formats import LARGEST, opened_zip

    with opened_zip(path, LARGEST) as packed:
        names = sorted(n for n in packed.namelist() if n.startswith("archive/") and n.endswith((".warc", ".warc.gz")))
        looked_at: set[str] = set()
        with suppress(KeyError):  # it need not have one
            for line in packed.open("pages/pages.jsonl").read(4 * LIMIT).splitlines():
                with suppress(ValueError, AttributeError, RecursionError):
                    looked_at.add(json.loads(line).get("url"))
        for name in names:
            with packed.open(name) as file:
                yield from _records(file, looked_at - {None})
    if not names:
        raise Rejected("no web archive in it: a .wacz holds archive/….warc.gz")


def _records(file: IO[bytes], only: Collection[str]) -> Iterator[Part]:
    some = False
    try:
        for record in ArchiveIterator(file):
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            wanted = record.rec_type == "response" and record.http_headers and (not only or url in only)
            if wanted and record.http_headers.get_statuscode() == "200" and (part := _part(record, url)):
                some = True
                yield part
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        raise Rejected(f"truncated or damaged: {' '.join(str(error).split())[:120]}; what stands before it is read") from error
    if not some:
        raise Rejected("no page in this archive: no answer of kind text/html with status 200")


def _part(record: Any, url: str) -> Part | None:
    """The page of a record. The day of its capture is not that of publication, but no page appeared after it."""
    media, _, more = (record.http_headers.get_header("Content-Type") or "").lower().partition(";")
    if media.strip() not in _KINDS:
        return None
    kind, most = _KINDS[media.strip()]
    said, captured = {"url": (url, "WARC-Target-URI")} if url else {}, moment(record.rec_headers.get_header("WARC-Date") or "")
    charset = more.partition("charset=")[2].strip(" \"'")
    data, name = record.content_stream().read(most + 1), record.rec_headers.get_header("WARC-Record-ID") or url
    if len(data) <= most and getattr(record.raw_stream, "limit", 0) > 0:  # what is left of its length when nothing more comes
        raise ValueError("a record is shorter than its length says")
    return Part(data, kind, name, charset, said, days(captured)[1] if captured else None)

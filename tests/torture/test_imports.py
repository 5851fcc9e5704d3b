"""Files that strangers made to hurt: each is read or named within 20 seconds of the processor and 2 GB, and so is what lies beside them."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from imports import made

from torture.hostile import PROBE, packed, zipped
from torture.scenario import WHOLE, run, times

SCALE = times(20, 1)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = '<!DOCTYPE a [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"


def _n(whole: int) -> int:
    return whole // SCALE


def _article(body: str) -> bytes:
    return f"<html><head><title>T</title></head><body><article><h1>Six killed</h1>{body}</article></body></html>".encode()


def _with(packed_file: bytes, name: str, data: bytes) -> bytes:
    """A packed document with another file in the place of one of its own."""
    with zipfile.ZipFile(io.BytesIO(packed_file)) as file:
        return made.zipped({n: data if n == name else file.read(n) for n in file.namelist()})


def _sheet(rows: str, head: str = "") -> bytes:
    sheet = f'<?xml version="1.0"?>{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return _with(made.xlsx([["text"], [PROBE]]), "xl/worksheets/sheet1.xml", sheet.encode())


def _cell(at: str, words: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{words}</t></is></c>'


def _pdf(page: bytes, more: bytes = b"") -> bytes:
    head = b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
    return head + b"2 0 obj " + page + b" endobj\n" + more + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def _flate(data: bytes) -> bytes:
    squeezed = zlib.compress(data, 9)
    page = b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >> endobj\n"
    stream = b"4 0 obj << /Length %d /Filter /FlateDecode >> stream\n" % len(squeezed) + squeezed + b"\nendstream endobj\n"
    return _pdf(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page + stream)


def _warc(body: bytes, length: int | None = None, head: str = "") -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n".encode() + body
    n = len(answer) if length is None else length
    lines = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.invalid/a\r\nWARC-Date: 2011-03-03T00:00:00Z\r\n"
    return f"{lines}Content-Length: {n}\r\nContent-Type: application/http; msgtype=response\r\n\r\n".encode() + answer + b"\r\n\r\n"


def _ods(content: str) -> bytes:
    return _with(made.ods([["text"], [PROBE]]), "content.xml", content.encode())


def _nested_mail(depth: int) -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"From: a@b.example\nSubject: x\n{head}Content-Type: text/plain\n\n{PROBE}\n".encode()


P = f"<p>{PROBE} {made.BODY[1]} {made.BODY[2]}</p>"
FILES: dict[str, Callable[[], bytes]] = {
    "deep.html": lambda: _article("<div>" * _n(50_000) + P + "</div>" * _n(50_000)),
    "unclosed.html": lambda: _article("<a " * _n(200_000) + P),
    "open.html": lambda: _article("<b>" * _n(100_000) + P),
    "attributes.html": lambda: _article("<p " + " ".join(f"a{n}=1" for n in range(_n(50_000))) + f">{P}"),
    "long-attribute.html": lambda: _article(f"<p title='{'x' * _n(5_000_000)}'>{P}"),
    "tables.html": lambda: _article("<table><tr><td>" * _n(20_000) + P),
    "comment.html": lambda: _article(P + "<!-- " + "x" * _n(5_000_000)),
    "comments.html": lambda: _article("<!---->" * _n(300_000) + P),
    "entities.html": lambda: _article("&amp;&lt;&#60;&nosuch;" * _n(200_000) + P),
    "laughs.xhtml": lambda: ('<?xml version="1.0"?>' + LAUGHS + "<html><body><p>&a9;</p>" + P + "</body></html>").encode(),
    "outside.html": lambda: b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + _article(f"<p>&e;</p>{P}"),
    "links.html": lambda: _article('<a href="x">y</a>' * _n(200_000) + P),
    "blanks.html": lambda: _article(" " * _n(5_000_000) + P),
    "script.html": lambda: _article("<script>" + "x" * _n(5_000_000) + P),
    "json.html": lambda: _article(f'<script type="application/ld+json">{"[" * _n(100_000)}</script>{P}'),
    "dates.html": lambda: _article(P + "<p>3 March 2011</p>" * _n(50_000)),
    "circle.pdf": lambda: _pdf(b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"),
    "count.pdf": lambda: _pdf(b"<< /Type /Pages /Kids [] /Count 2147483647 >>"),
    "stream-bomb.pdf": lambda: _flate(b" " * _n(400_000_000)),
    "words-bomb.pdf": lambda: _flate(b"BT (a) Tj ET " * _n(2_000_000)),
    "deep.pdf": lambda: _pdf(b"[" * _n(1_000_000)),
    "bomb.txt.gz": lambda: packed(_n(300) + 21),
    "bomb-in-bomb.txt.gz": lambda: packed(1, packed(_n(300) + 21)),
    "cut.html.gz": lambda: gzip.compress(made.page())[:200],
    "many.txt.gz": lambda: gzip.compress(b"x") * _n(200_000),
    "cut.warc": lambda: _warc(made.page()) + _warc(made.page())[:-60],
    "length.warc": lambda: _warc(made.page(), 99_999_999_999) + _warc(made.page()),
    "negative.warc": lambda: _warc(made.page(), -1),
    "coded-bomb.warc": lambda: _warc(packed(_n(300) + 21), head="Content-Encoding: gzip\r\n"),
    "chunks.warc": lambda: _warc(b"ffffffffffffffff\r\n" + made.page(), head="Transfer-Encoding: chunked\r\n"),
    "heads.warc": lambda: _warc(made.page(), head="X-A: b\r\n" * _n(200_000)),
    "bomb.warc.gz": lambda: gzip.compress(_warc(b"")) + packed(_n(300) + 21, b"WARC/1.0\r\n" + b"x" * 1_000_000),
    "bomb.xlsx": lambda: _with(made.xlsx([["text"]]), "xl/worksheets/sheet1.xml", b"\0" * 250_000_000),
    "laughs.xlsx": lambda: _sheet(f"<row>{_cell('A1', 'text')}</row><row>{_cell('A2', '&a9;')}</row>", LAUGHS),
    "corner.xlsx": lambda: _sheet(f'<row r="1">{_cell("A1", "text")}</row><row r="1048576">{_cell("XFD1048576", PROBE)}</row>'),
    "deep.xlsx": lambda: _sheet("<row>" * _n(200_000)),
    "cells.xlsx": lambda: _sheet(f"<row>{_cell('A1', 'text')}</row>" + "<row><c/></row>" * _n(1_000_000)),
    "repeated.ods": lambda: _ods(
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="a"><table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>text</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    ),
    "laughs.docx": lambda: _with(made.docx(), "word/document.xml", f'<?xml version="1.0"?>{LAUGHS}<a>&a9;</a>'.encode()),
    "deep.docx": lambda: _with(made.docx(), "word/document.xml", b"<a>" * _n(200_000)),
    "slip.docx": lambda: zipped([("../../ANALYSTKIT_PWNED/evil.txt", b"x"), ("/tmp/ANALYSTKIT_PWNED.txt", b"x"), *[("ok", b"x")] * 2]),
    "slip.zip": lambda: zipped([("../../ANALYSTKIT_PWNED/evil.txt", b"x"), ("/tmp/ANALYSTKIT_PWNED.txt", b"x")]),
    "slip.wacz": lambda: zipped([("archive/../../ANALYSTKIT_PWNED.warc", _warc(made.page())), ("archive/a.warc", b"x")]),
    "nested.eml": lambda: _nested_mail(_n(5_000)),
    "heads.eml": lambda: b"X-A: b\n" * _n(300_000) + b"Subject: x\n\n" + PROBE.encode(),
    "word.eml": lambda: b"Subject: =?utf-8?q?" + b"=?utf-8?q?a?= " * _n(100_000) + b"\n\n" + PROBE.encode(),
    "table.csv": lambda: f'id,text\r\nc1,"{PROBE}"\r\nc2,x,extra\r\nc3\r\nc4,"{"y" * 200_000}"\r\nc5,"unclosed\r\nc6,lost?\r\n'.encode(),
    "quotes.csv": lambda: b"text\n" + b'"' * _n(3_000_001),
    "commas.csv": lambda: b"text" + b"," * _n(3_000_000) + b"\n" + PROBE.encode(),
    "one-line.jsonl": lambda: b'{"id":"big","text":"' + b"a" * _n(2_000_000) + b' x"}\n' + b"[" * 100_000,
}  # fmt: skip


def _brought(folder: Path, names: list[str], seconds: float) -> tuple[set[str], float]:
    """The files of a folder of which an import says nothing, and of which no article came; and how long it took by the processor."""
    ran = run("import", "in", "--into", "case", cwd=folder, seconds=seconds)
    assert (ran.status, ran.traceback) == (0, False), ran.err[-2000:]
    receipts = (folder / "case" / "seeds" / "receipts.jsonl").read_text("utf-8")
    said = {name for name in names if name in ran.err or f'"name": "{name}"' in receipts}
    assert '"good.html"' in receipts, ran.err[-2000:]
    assert not any(b"root:" in f.read_bytes() for f in (folder / "case" / "seeds").iterdir())
    return {*names} - said, ran.seconds


def _put(folder: Path, names: list[str]) -> None:
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "good.html").write_bytes(made.page(made.BODY[::-1], title="Harbour of Vale closed"))
    for name in names:
        (folder / "in" / name).write_bytes(FILES[name]())


def test_each_file_is_read_or_named(tmp_path: Path, figure: Callable[[int, str, object], None]) -> None:
    _put(tmp_path, list(FILES))
    lost, _ = _brought(tmp_path, list(FILES), 25 * len(FILES))
    figure(6, f"hostile files for import that are read or named, of {len(FILES)}", len(FILES) - len(lost))
    assert lost == set()
    assert not [*tmp_path.rglob("ANALYSTKIT_PWNED*"), *tmp_path.parent.glob("ANALYSTKIT_PWNED*")]
    assert not Path("/tmp/ANALYSTKIT_PWNED.txt").exists()


@pytest.mark.parametrize("name", FILES if WHOLE else ["deep.html", "coded-bomb.warc"])
def test_none_takes_long(tmp_path: Path, name: str, figure: Callable[[int, str, object], None]) -> None:
    _put(tmp_path, [name])
    lost, seconds = _brought(tmp_path, [name], 120)
    figure(6, f"seconds of the processor, with the start of the kit, for {name}", seconds)
    assert not lost and seconds < 25

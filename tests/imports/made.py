"""Invented files of every kind that is read: the same raid on the same harbour, in the clothes of a page, a document, a mail, a sheet."""

from __future__ import annotations

import gzip
import io
import textwrap
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.message import EmailMessage

LEAD = "Six people were killed in a raid on the harbour of Vale on Monday, officials said."
BODY = (
    LEAD,
    "The raid began before dawn, when three boats entered the harbour, the harbour master Ada Lund said in a statement on Tuesday.",
    "Two of the boats were found on the northern shore, and the police have asked for witnesses who saw them leave.",
    "The mayor said that the harbour would stay closed until the end of the week, and that ferries would leave from Marn instead.",
)
TITLE = "Six killed in raid on Vale harbour"
URL = "https://valepost.example/2019/11/19/six-killed"


def page(
    body: Iterable[str] = BODY,
    *,
    title: str = TITLE,
    head: str = "",
    stamp: str = "2019-11-20T04:31:13Z",
    site: str = "Vale Post",
    below: str = "",
) -> bytes:
    """A page as newspapers serve them, with furniture around the article."""
    paragraphs = "".join(f"<p>{words}</p>\n" for words in body)
    meta = f'<meta property="article:published_time" content="{stamp}">' if stamp else ""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | World | {site}</title>
<meta property="og:title" content="{title} - {site}"><meta property="og:site_name" content="{site}">{meta}{head}
<meta name="author" content="By Tom Reed"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{title}</h1><div class="byline">By Tom Reed</div>{paragraphs}</article></main>{below}
<footer><p>Copyright {site}. All rights reserved. <a href="/terms">Terms</a></p></footer></body></html>""".encode()


def mail(subject: str = TITLE, body: Iterable[str] = BODY, *, number: int = 1, date: str = "Tue, 19 Nov 2019 23:05:00 -0500") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = "Tom Reed <tom@valepost.example>", "desk@a.example", subject, date
    message["Message-ID"] = f"<{number}@valepost.example>"
    message.set_content("\n\n".join(body) + "\n")
    return message.as_bytes()


def mhtml(inside: bytes) -> bytes:
    head = f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {URL}\r\nSubject: {TITLE}\r\nDate: Thu, 21 Nov 2019 10:00:00 +0100\r\n"
    head += 'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="edge"\r\n\r\n--edge\r\n'
    head += f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: {URL}\r\n\r\n"
    return head.encode() + inside.replace(b"\n", b"\r\n") + b"\r\n--edge--\r\n"


def pdf(pages: Sequence[Sequence[tuple[int, int, str]]]) -> bytes:
    """Pages of text, each piece with its place; drawn in their order."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for pieces in pages:
        drawn = "".join(f"BT /F1 9 Tf {x} {y} Td ({words}) Tj ET\n" for x, y, words in pieces).encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(drawn), drawn))
        resources = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} >>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, made in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, made)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    ending = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return out + f"{ending}startxref\n{len(out)}\n%%EOF\n".encode()


def pdf_of_article(columns: int = 1, *, by_row: bool = False, set_in: bool = False) -> bytes:
    """The article in columns, each drawn whole, or all row by row; its paragraphs parted by space, or their first lines set in."""
    width, step = (90, 0) if columns == 1 else (42, 270)
    placed, y = list[tuple[int, int, str]](), 0
    for words in (TITLE, *BODY * columns):
        for number, line in enumerate(textwrap.wrap(words, width)):
            placed.append((14 if set_in and number == 0 else 0, y := y + 12, line))
        y += 0 if set_in else 8
    half = -(-y // columns // 4) * 4
    drawn = [(50 + x + step * (y > half), 790 - (y - half * (y > half)), line) for x, y, line in placed]
    return pdf([sorted(drawn, key=lambda p: (-p[1], p[0])) if by_row else drawn])


def titled(pdf: bytes, title: str) -> bytes:
    """The PDF with a title in its properties."""
    n = pdf.count(b" 0 obj\n") + 1
    start, info = pdf.rpartition(b"startxref\n")[2].split()[0], b"%d 0 obj\n<< /Title (%s) >>\nendobj\n" % (n, title.encode())
    more = b"xref\n%d 1\n%010d 00000 n \ntrailer << /Size %d /Root 1 0 R /Info %d 0 R /Prev %s >>\n" % (n, len(pdf), n + 1, n, start)
    return pdf + info + more + b"startxref\n%d\n%%%%EOF\n" % (len(pdf) + len(info))


def docx(paragraphs: Iterable[str] = (TITLE, *BODY), *, title: str = "") -> bytes:
    from docx import Document

    document, out = Document(), io.BytesIO()
    document.core_properties.title = title
    document.sections[0].header.paragraphs[0].text = "Vale Post, printed for the desk"
    for words in paragraphs:
        document.add_paragraph(words)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Killed", "6"
    document.save(out)
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, kind)
    return out.getvalue()


def xlsx(rows: Sequence[Sequence[str]], sheet: str = "News") -> bytes:
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2020, 1, 1)})  # else no two files would be the same
        page = book.add_worksheet(sheet)
        for n, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write_string(n, column, cell)
    return out.getvalue()


def ods(rows: Sequence[Sequence[str]]) -> bytes:
    from xml.sax.saxutils import escape

    spaces = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "table", "text"))
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    made = "".join(f"<table:table-row>{''.join(cell.format(escape(c)) for c in row)}</table:table-row>" for row in rows)
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet><table:table table:name="News">{made}'
    )
    content += "</table:table></office:spreadsheet></office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    named = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    listed = f'<manifest:manifest {named}><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    return zipped({"mimetype": kind.encode(), "META-INF/manifest.xml": listed.encode(), "content.xml": content.encode()})


def warc(answers: Iterable[tuple[str, str, str, bytes]], *, packed: bool = True) -> bytes:
    """Answers, each with address, status and media type."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for number, (url, status, media, data) in enumerate(answers):
        head = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        warc_headers = {"WARC-Date": "2019-11-21T09:00:00Z", "WARC-Record-ID": f"<urn:uuid:{number}>"}
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(data), http_headers=head, warc_headers_dict=warc_headers)
        )
    return out.getvalue()


def wacz(answers: Sequence[tuple[str, str, str, bytes]], looked_at: Iterable[str]) -> bytes:
    listed = '{"format": "json-pages-1.0"}\n' + "".join(f'{{"url": "{url}"}}\n' for url in looked_at)
    return zipped({"archive/data.warc.gz": warc(answers), "pages/pages.jsonl": listed.encode(), "datapackage.json": b"{}"})


def bomb(size: int = 300_000_000) -> bytes:
    """A little .gz that unpacks to a lot."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packed:
        for _ in range(size // 1_000_000):
            packed.write(b"\0" * 1_000_000)
    return out.getvalue()


LEXIS = f"""
                               1 of 2 DOCUMENTS

                                The Vale Post

                           November 19, 2019 Tuesday
                                 Final Edition

{TITLE}

BYLINE: Tom Reed

SECTION: NEWS; Pg. 3

LENGTH: 92 words

{LEAD}

{BODY[1][:70]}
{BODY[1][70:]}

LOAD-DATE: November 20, 2019

LANGUAGE: ENGLISH

                          Copyright 2019 Vale Post Ltd
                              All Rights Reserved

                               2 of 2 DOCUMENTS

                          Copyright 2019 Marn Times Ltd
                              All Rights Reserved

                                The Marn Times

                           November 20, 2019 Wednesday

SECTION: A-SECTION; Pg. A01

LENGTH: 60 words

HEADLINE: Ferries leave from
 Marn

BYLINE: Ada Holm

BODY:

{BODY[3]}

LOAD-DATE: November 21, 2019
"""

NEXIS = (
    TITLE, "The Vale Post", "November 19, 2019 Tuesday", "Copyright 2019 Vale Post Ltd All Rights Reserved", "Section: NEWS; Pg. 3",
    "Length: 92 words", "Byline: Tom Reed", "Body", *BODY, "Load-Date: November 20, 2019", "End of Document",
)  # fmt: skip

FACTIVA = "\n".join(
    f"""
HD  {title}
BY  By {writer}
WC  92 words
PD  {day}
SN  {source}
SC  VALEP
LA  English
CY  (c) 2019
LP

{BODY[0]}

TD

{BODY[1]}

AN  Document VALEP0020191119efbj0000{i}
"""
    for i, (title, writer, day, source) in enumerate(
        [(TITLE, "Tom Reed", "19 November 2019", "Vale Post"), ("Harbour closed", "Ada Holm", "20 November 2019", "Marn Times")]
    )
)

FACTIVA_PAGE = (
    '<html><head><meta charset="utf-8"><title>Factiva</title></head><body><div id="carryOverHeadlines"></div>'
    + "".join(
        f'<div class="article enArticle"><div id="hd"><span class="enHeadline">{title}</span></div><div class="author">Tom Reed</div>'
        f"<div>92 words</div><div>19 November 2019</div><div>{source}</div><div>VALEP</div><div>English</div>"
        + "".join(f'<p class="articleParagraph enarticleParagraph">{words}</p>' for words in BODY)
        + "<p>Document VALEP0020191119efbj0000</p></div>"
        for title, source in ((TITLE, "Vale Post"), ("Harbour of Vale closed", "Marn Times"))
    )
    + "</body></html>"
).encode()


def _coded(code: str, cell: str) -> str:
    return f'<tr><td align="right" class="index"><b>{code}</b>&nbsp;</td><td>{cell}</td></tr>'


def _coded_article(n: int) -> str:
    """An article as Factiva saves it with its codes: a table, a row a code, paragraphs as elements inside a cell."""
    paragraphs = [f'<p class="articleParagraph enarticleParagraph">{words}</p>' for words in (f"Report {n}. {LEAD}", *BODY[1:])]
    cells = [("SE", "World"), ("HD", f"<b class='enHeadline'>{TITLE}</b>\n"), ("BY", "By Tom Reed"), ("WC", "295 words")]
    cells += [("PD", "19 November 2019"), ("ET", "15:32"), ("SN", "Vale Post"), ("NGC", "Vale Group"), ("CY", "(c) 2019 Vale Post.   ")]
    cells += [("LP", paragraphs[0]), ("TD", "\n".join(paragraphs[1:])), ("RF", "<br/>VALE"), ("AN", f"<br/>Document VALE0000{n}")]
    return f'<div class="article enArticle"><table>{"".join(_coded(*cell) for cell in cells)}</table><br/></div><br/>'


FACTIVA_CODED_PAGE = (
    '<html><head><meta charset="UTF-8"/><title>Factiva</title></head><body><div id="navcontainer"><table><tr><td><h1>Factiva</h1></td>'
    f"<td>Dow Jones</td></tr></table></div><form><div>{_coded_article(1)}{_coded_article(2)}</div></form></body></html>"
).encode()

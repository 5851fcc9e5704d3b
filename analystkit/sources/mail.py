"""Mails, and pages saved as MHTML, which are mails too: the standard library reads both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from pathlib import Path

from analystkit.errors import Problem
from analystkit.sources.found import Found, Part, Reading, extractor, paragraphs
from analystkit.sources.html import body, page_text, parsed
from analystkit.sources.html import read as read_page
from analystkit.sources.seeds import Rejected
from analystkit.sources.stamps import days, moment, published

_MESSAGE = 50_000_000  # bytes


def read(part: Part) -> Reading:
    """The text of a mail, with its subject as title and its sender as byline; of an MHTML the page that was saved."""
    message = message_from_bytes(part.data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Rejected("not a mail: it has no head")
    if message.get("Snapshot-Content-Location") or (message.get_content_type() == "multipart/related" and not message.get("To")):
        yield from _page(message, part)
        return
    attached = [n for a in message.iter_attachments() if (n := a.get_filename()) and a.get_content_maintype() != "image"]
    if attached:
        yield Problem("", "attachments were not read", ", ".join(attached[:6]), "save them, and import them by themselves")
    words = message.get_body(("plain", "html"))
    text, kind = (page_text(_bytes(words), words.get_content_charset() or ""), words.get_content_subtype()) if words else ("", "")
    if kind == "html":
        tree = parsed(text)
        text = body(tree)[0] or paragraphs(tree.text_content().split("\n"))
    if not (text := text.replace("\r\n", "\n").strip()):
        raise Rejected("no text in this mail")
    subject, (name, address) = _head(message, "Subject"), parseaddr(_head(message, "From"))
    said = {"title": (subject, "Subject:"), "byline": (name or address, "From:")}
    text = text if subject in text[: 2 * len(subject) + 40] else f"{subject}\n\n{text}"
    when, at = published([("Date:", _head(message, "Date"))]), part.part or _head(message, "Message-ID")
    yield Found(text, extractor("analystkit", read=f"mail, {kind}"), at, "message/rfc822", {k: v for k, v in said.items() if v[0]}, when)


def _page(message: EmailMessage, part: Part) -> Reading:
    page = next((p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if not isinstance(page, EmailMessage):
        raise Rejected("no page in this archive")
    url, saved = _head(message, "Snapshot-Content-Location") or _head(page, "Content-Location"), moment(_head(message, "Date"))
    said = {"url": (url, "saved with the page")} if url else {}
    until = days(saved)[1] if saved else None
    for found in read_page(Part(_bytes(page), "html", part.part, page.get_content_charset() or "", said, until)):
        yield replace(found, media_type="multipart/related") if isinstance(found, Found) else found


def parts_of_mbox(path: Path) -> Iterator[Part]:
    """Each mail of a mailbox: a line "From " after an empty one begins it. Read line by line, since a mailbox may be large."""
    lines: list[bytes] = []
    number = size = 0
    blank = True
    with path.open("rb") as file:
        for line in file:
            if blank and line.startswith(b"From "):
                if lines:
                    yield _mail(lines, number := number + 1)
                lines, size = [], 0
            elif (size := size + len(line)) < _MESSAGE:
                lines.append(line.removeprefix(b">") if line.startswith(b">From ") else line)
            blank = not line.strip()
    yield _mail(lines, number + 1)


def _mail(lines: list[bytes], number: int) -> Part:
    data = b"".join(lines)
    m = re.search(rb"^Message-ID:\s*(<[\x21-\x7e]{1,200}>)", data[:20_000].partition(b"\n\n")[0], re.IGNORECASE | re.MULTILINE)
    return Part(data, "mail", m[1].decode() if m else str(number))


def _bytes(message: MIMEPart) -> bytes:
    raw = message.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _head(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, AttributeError, TypeError):  # the library raises on some heads that strangers write
        return ""

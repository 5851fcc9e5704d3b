"""A saved web page: its article, by trafilatura, over a tree that loses nothing; what its head says; and what is no article."""

from __future__ import annotations

import re

import lxml.html
import trafilatura
from htmldate import find_date
from lxml.html import HtmlElement

from analystkit.errors import Problem
from analystkit.sources.exports import articles_of_page
from analystkit.sources.found import Found, Part, Published, Reading, extractor, paragraphs
from analystkit.sources.heads import Head
from analystkit.sources.seeds import Rejected, decode
from analystkit.sources.stamps import moment, published
from analystkit.text import fold

LIMIT = 5_000_000  # bytes; a page beyond it takes minutes, and is no article
_ELEMENTS, _DEEP = 100_000, 1_000  # of a page; real ones have some thousands, fifty deep
_LITTLE = 60  # words: so few are most likely a notice that stands beside the article
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_WORDS = ".//text()[not(parent::script or parent::style)]"
_MEANT = dict.fromkeys(("iso-8859-1", "latin-1", "us-ascii"), "cp1252") | dict.fromkeys(("gb2312", "gbk"), "gb18030")
_SAVED = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s*url:\s*)(https?://\S+)")  # Chrome, Edge; SingleFile


def read(part: Part) -> Reading:
    """The article of a page, or those of an export that was saved as one. Raises Rejected where it holds none, with the reason."""
    if len(part.data) > LIMIT:
        raise Rejected(f"too large for a page: {len(part.data):,} bytes, at most {LIMIT:,}")
    source = page_text(part.data, part.charset)
    tree = parsed(source)
    if many := articles_of_page(tree):
        yield from many
        return
    saved = _SAVED.search(source[:5000])
    url = (saved[1], "saved with the page") if saved else part.said.get("url")
    head = Head(tree, url[0] if url else "")
    said = {key: value for key in ("title", "byline", "site") if (value := getattr(head, key)())}
    said |= ({"url": url} if url else {}) | ({"canonical": (head.canonical, "the page")} if head.canonical else {})
    title, (text, how) = said.get("title", ("",))[0], body(tree)
    _refuse(text, title, head)
    if not source.rstrip().endswith(">"):
        yield Problem("", "the page ends in the middle", source[-40:].strip(), "save it again, if the article goes on")
    made = extractor("trafilatura", "lxml", "htmldate", read=how)
    made["with"]["libxml2"] = ".".join(map(str, lxml.etree.LIBXML_VERSION))
    named = title and fold(title) not in fold(text[: 3 * len(title) + 100])
    yield Found(f"{title}\n\n{text}" if named else text, made, part.part, "text/html", said, _published(head, part))


def page_text(data: bytes, charset: str = "") -> str:
    """The characters of a page: UTF-8 where it is, else as its server or it says, else as plain text is decoded.

    >>> page_text('<meta charset="iso-8859-1">café'.encode())[-4:]
    'café'
    """
    declared = _DECLARED.search(data[:5000])
    named = (charset or (declared[1].decode() if declared else "")).lower()
    for encoding, errors in (("utf-8-sig", "strict"), (_MEANT.get(named, named), "replace")):
        try:
            if not (errors == "replace" and (named in ("", "utf-8", "utf8") or data.startswith((b"\xff\xfe", b"\xfe\xff")))):
                return data.decode(encoding, errors).replace("\0", "\ufffd")
        except (UnicodeDecodeError, LookupError):
            continue
    return decode(data)[0]


def parsed(source: str) -> HtmlElement:
    """The tree of a page. Without ``huge_tree`` all that is nested deeper than 256 is dropped, and nobody says so."""
    parser = lxml.html.HTMLParser(huge_tree=True, encoding="utf-8")
    try:
        tree: HtmlElement = lxml.html.document_fromstring(source.encode("utf-8", "replace"), parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError) as error:
        raise Rejected(f"no page: {error}") from error
    deep = count = 0
    for event, _ in lxml.etree.iterwalk(tree, events=("start", "end")):
        deep, count = deep + (1 if event == "start" else -1), count + 1
        if deep > _DEEP or count > 2 * _ELEMENTS:
            raise Rejected(f"no page of a newspaper: more than {_ELEMENTS:,} elements, or {_DEEP:,} nested in each other")
    return tree


def body(tree: HtmlElement) -> tuple[str, str]:
    """The article's text, and how it was read: precisely; where that finds next to nothing, more freely; and whole where it lost a part.

    A part is lost where the paragraphs found have others beside them, in containers of the same kind, that hold a tenth more words: those
    full of links are dropped, and pieces below an advertisement. Comments and other stories stand in containers of other kinds.
    """
    found, how = trafilatura.extract(tree, favor_precision=True, include_comments=False) or "", "precision"
    if len(found.split()) < _LITTLE:
        freely = trafilatura.extract(tree, include_comments=False) or ""
        if len(freely.split()) > 2 * len(found.split()):
            found, how = freely, "default"
    have = {_key(line) for line in found.split("\n") if len(line.split()) >= 8}
    beside: dict[tuple[str, str], list[str]] = {}
    for p in tree.iter("p"):
        if (parent := p.getparent()) is not None and (words := " ".join("".join(p.xpath(_WORDS)).split())):
            beside.setdefault((parent.tag, re.sub(r"\d+", "", parent.get("class") or "")), []).append(words)
    whole = max(beside.values(), key=lambda ps: sum(_key(p) in have for p in ps), default=[])
    if 2 * sum(_key(p) in have for p in whole) >= len(have) > 0 and sum(len(p.split()) for p in whole) > 1.1 * len(found.split()):
        return paragraphs(whole), "paragraphs beside those of precision"
    return paragraphs(found.split("\n")), how


def _key(paragraph: str) -> str:
    return re.sub(r"\W+", "", paragraph)[:60]


# What says that a page is no article: an error, a question for consent, a stub before a paywall.
_FEW, _SHORT = 25, 150  # words: fewer than the first are no article; fewer than the second may be what stands before a wall
_ERROR = re.compile(
    r"\b(?:error )?(?:40[0-9]|410|50[0-4])\b.{0,20}$|\bnot found\b|page (?:not|is not|isn.t|unavailable|does ?n.t|no longer)|access denied"
    r"|forbidden|just a moment|attention required|are you (?:a )?(?:human|robot)|captcha|security check|service unavailable|bad gateway"
    r"|temporarily unavailable|nicht gefunden|introuvable|no encontrad[ao]|не найден|غير موجود",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|privacy (?:policy|settings|choices)|accept all|reject all|personal data|our partners", re.IGNORECASE
)
_WALL = re.compile(
    r"(?:subscribe|sign in|log in|register)(?: now| today)? to (?:continue|read|keep|unlock|view)|already a (?:subscriber|member)"
    r"|to continue reading|continue reading (?:your|this) article|(?:for|to|by) (?:our )?(?:paid )?(?:subscribers|members)(?: only)?\b"
    r"|(?:subscriber|member)s?[- ](?:only|exclusive)|(?:remaining|last) free article|unlock this (?:article|story)|your (?:free )?trial",
    re.IGNORECASE,
)


def _refuse(text: str, title: str, head: Head) -> None:
    """Raises Rejected where this is no article: few words, and what says why. A long text is never refused."""
    n = len(text.split())
    if n >= _SHORT:
        return
    page = " ".join(head.tree.text_content().split())
    if _ERROR.search(title) or (n < _FEW and any(map(_ERROR.search, head.headings[:2]))):
        raise Rejected(f"an error page, not an article: {title[:80]}")
    if len(_CONSENT.findall(text)) >= 3 or (n < _FEW and len(_CONSENT.findall(page)) >= 4 and len(page) < 5000):
        raise Rejected(f"a page that asks for consent, not an article: {title[:80]}")
    if not head.free() or _WALL.search(text) or (text.endswith(("...", "…")) and _WALL.search(page)):
        raise Rejected(f"the beginning of an article behind a paywall: {n} words")
    if n < _FEW:
        raise Rejected(f"no article on this page: {n} words")


def _published(head: Head, part: Part) -> Published:
    """What the page states; where that is nothing, the day that htmldate infers from it; in both cases no later than it was saved."""
    made = published(head.stamps(), head.url)
    if made.earliest is None:
        until = f"{part.captured or '2100-01-01'}"
        guess = moment(find_date(head.tree, original_date=True, min_date="1900-01-01", max_date=until) or "")
        return Published(guess, guess, "inferred from the page by htmldate") if guess else made
    if part.captured and made.latest and made.earliest <= part.captured < made.latest:
        return made._replace(latest=part.captured)
    return made

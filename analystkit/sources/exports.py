"""Exports of Factiva and LexisNexis: one file of many articles, cut by their field codes where that is certain, refused where it is not."""

from __future__ import annotations

import re
from itertools import pairwise

from lxml.html import HtmlElement

from analystkit.sources.found import Found, extractor, paragraphs
from analystkit.sources.seeds import Rejected
from analystkit.sources.stamps import moment, published

_NUMBERED = re.compile(r"\s*(\d+) of \d+ DOCUMENTS?\s*$")
_FIELD = re.compile(r"\s*(HEADLINE|BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|BODY|SERIES|TITLE)\s*:\s*(.*)$", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:(?:LOAD-DATE|Load-Date|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|DOCUMENT-TYPE|GRAPHIC|SUBJECT|CORRECTION(?:-DATE)?|URL|NOTES)\s*:"
    r"|Classification$|Copyright \d{4} .{0,80}All Rights Reserved)"
)
_BESIDE = re.compile(
    r"copyright|all rights reserved|\bedition\b|^\W*$", re.IGNORECASE
)  # lines of a head that name neither source nor title
# The codes of Factiva: those of the head, of the text, and of what follows it.
_HEAD, _TEXT = "SE HD CR BY WC PD ET SN SC NGC GC PG VOL ED LA CY CX CLM".split(), ("LP", "TD")
_AFTER = "ART CT RF CO IN NS RE IPD IPC PUB AN".split()
_CODED = re.compile(rf"\s*({'|'.join([*_HEAD, *_TEXT, *_AFTER])})(?:\s*$|\t+|\s{{2,}}|(?<=AN) (?=Document )|(?<=HD) )(.*)$")
_COUNTED = re.compile(r"[\d.,\s]+(?:words|mots|Wörter|palabras|parole|palavras|слов|字|語)$")


def articles_of(lines: list[str]) -> list[Found]:
    """The articles of an export, by its lines, empty ones among them; none where it is none. Raises Rejected where a cut is in doubt."""
    if starts := [(i, int(m[1])) for i, line in enumerate(lines) if (m := _NUMBERED.match(line))]:
        if any(b != a + 1 for (_, a), (_, b) in pairwise(starts)):
            raise _doubtful("LexisNexis", "its articles are not numbered in a row")
        return [_lexis(lines[a + 1 : b], n) for (a, n), (b, _) in pairwise([*starts, (len(lines), 0)])]
    bare = [line.strip() for line in lines]
    ends = [i for i, line in enumerate(bare) if line == "End of Document"]
    if ends and "Body" in bare:
        return [_nexis([line for line in bare[a + 1 : b] if line], n) for n, (a, b) in enumerate(pairwise([-1, *ends]), 1)]
    codes = [(m[1], i) for i, line in enumerate(lines) if (m := _CODED.match(line))]
    heads = [i for code, i in codes if code == "HD"]
    if heads and sum(code in ("PD", "SN", *_TEXT) for code, _ in codes) >= 3 * len(heads):
        return [_factiva(lines[a:b], n) for n, (a, b) in enumerate(pairwise([*heads, len(lines)]), 1)]
    return []


def articles_of_page(tree: HtmlElement) -> list[Found]:
    """The articles of an export that was saved as a page."""
    nodes = tree.xpath("//div[contains(concat(' ', @class, ' '), ' article ')][.//p[contains(@class, 'articleParagraph')]]")
    if nodes and "factiva" in (tree.findtext(".//title") or "").lower():
        coded = [_coded(node) for node in nodes]
        return [_factiva(lines, n) if lines else _factiva_page(nodes[n - 1], n) for n, lines in enumerate(coded, 1)]
    if lines := _coded(tree):
        return articles_of(lines)
    if tree.xpath("//*[contains(text(), ' DOCUMENTS') and contains(text(), ' of ')]"):
        return articles_of([line for p in tree.iter("p") for line in (_words(p), "")])
    return []


def _coded(node: HtmlElement) -> list[str]:
    """The rows of an export with a column of codes as lines, from HD on, an empty one between paragraphs; none where it has no codes."""
    rows = [list(row.iter("td", "th")) for row in node.iter("tr")]
    codes = [_words(cells[0]) if cells else "" for cells in rows]
    lines: list[str] = []
    for code, cells in zip(codes, rows, strict=True) if "HD" in codes else ():
        paragraphs = [_words(p) for cell in cells[1:] for p in (cell.findall(".//p") or [cell])]
        lines += [f"{code}\t{paragraphs[0] if paragraphs else ''}", *(line for p in paragraphs[1:] for line in ("", p))]
    return lines[next((i for i, line in enumerate(lines) if line.startswith("HD\t")), 0) :]


def _lexis(lines: list[str], n: int) -> Found:
    """Source and date stand above; the text follows BODY:, or the last field where there is no such line; LOAD-DATE: and others end it."""
    fields, at = dict[str, str](), 0
    for i, line in enumerate(lines):
        if (m := _FIELD.match(line)) and (i < 60 or m[1] == "BODY") and "BODY" not in fields:
            end = next((j for j in range(i + 1, len(lines)) if not lines[j].strip() or _FIELD.match(lines[j])), len(lines))
            fields[m[1].upper()] = " ".join(" ".join([m[2], *lines[i + 1 : end]]).split())
            at = i + 1 if m[1] == "BODY" else end
    head = [block for block in _blocks(lines[:at]) if not _FIELD.match(block)]
    when = next((i for i, block in enumerate(head) if moment(block)), None)
    if when is None or "LENGTH" not in fields:
        raise _doubtful("LexisNexis", f"article {n} has no {'date' if when is None else 'LENGTH'}")
    source, title = (next((b for b in blocks if not _BESIDE.search(b)), "") for blocks in (head[:when], head[when + 1 :]))
    made = (fields.get("HEADLINE") or title, source, fields.get("BYLINE", ""), head[when])
    return _made(n, "LexisNexis", *made, _blocks(_until_tail(lines[at:])))


def _nexis(lines: list[str], n: int) -> Found:
    """A document of Nexis: title, source and date, fields such as "Length:", the line "Body", the text, "Load-Date:"."""
    when = next((i for i, line in enumerate(lines[:8]) if moment(line)), 0)
    if when < 2 or "Body" not in lines:
        raise _doubtful("Nexis", f"article {n} has no {'Body' if when >= 2 else 'title, source and date'}")
    at = lines.index("Body")
    byline = next((m[2] for line in lines[:at] if (m := _FIELD.match(line)) and m[1].upper() == "BYLINE"), "")
    return _made(n, "Nexis", lines[when - 2], lines[when - 1], byline, lines[when], _until_tail(lines[at + 1 :]))


def _factiva(lines: list[str], n: int) -> Found:
    fields: dict[str, list[str]] = {}
    code = "HD"
    for line in lines:
        m = _CODED.match(line)
        if m and not (code in _TEXT and m[1] in _HEAD):  # in the text a line may begin so
            code, line = m[1], m[2]
        fields.setdefault(code, []).append(line)
    one = {c: " ".join(" ".join(fields.get(c, [])).split()) for c in ("HD", "SN", "BY", "PD")}
    text = [block for c in _TEXT for block in _blocks(fields.get(c, []))]
    if missing := [c for c in ("HD", "SN", "PD") if not one[c]]:
        raise _doubtful("Factiva", f"article {n} has no {' and no '.join(missing)}")
    return _made(n, "Factiva", one["HD"], one["SN"], one["BY"], one["PD"], text)


def _factiva_page(node: HtmlElement, n: int) -> Found:
    """An article of a page of Factiva without codes: below the heading stand the words counted, then the day, then the source."""
    plain = [_words(d) for d in node.iter("div") if not d.get("class") and not d.get("id")]
    counted = next((i for i, line in enumerate(plain) if _COUNTED.match(line)), len(plain))
    following = [line for line in plain[counted + 1 : counted + 5] if not re.fullmatch(r"\d\d:\d\d", line)]
    heading, author = node.xpath(".//*[contains(@class, 'eadline')]"), node.xpath(".//div[@class='author']")
    if not heading or len(following) < 2 or not moment(following[0]):
        raise _doubtful("Factiva", f"article {n} has no heading, day or source")
    text = [_words(p) for p in node.xpath(".//p[contains(@class, 'articleParagraph')]")]
    return _made(n, "Factiva", _words(heading[0]), following[1], _words(author[0]) if author else "", following[0], text)


def _words(e: HtmlElement) -> str:
    return " ".join(e.text_content().split())


def _blocks(lines: list[str]) -> list[str]:
    """Lines as paragraphs: an empty line ends one."""
    return [" ".join(block.split()) for block in re.split(r"\n\s*\n", "\n".join(lines)) if block.strip()]


def _until_tail(lines: list[str]) -> list[str]:
    return lines[: next((i for i, line in enumerate(lines) if _TAIL.match(line)), len(lines))]


def _made(n: int, archive: str, title: str, source: str, byline: str, day: str, text: list[str]) -> Found:
    if not title or not any(text):
        raise _doubtful(archive, f"article {n} has no {'text' if title else 'title'}")
    said = {"title": title, "site": source, "byline": re.sub(r"^by\s+", "", byline, flags=re.IGNORECASE)}
    made = extractor("analystkit", read=f"export of {archive}")
    return Found(
        paragraphs([title, *text]), made, str(n), "text/plain", {k: (v, archive) for k, v in said.items() if v}, published([(archive, day)])
    )


def _doubtful(archive: str, why: str) -> Rejected:
    return Rejected(
        f"an export of {archive} that cannot be cut with certainty: {why}; cut it into one file an article, or export all fields"
    )

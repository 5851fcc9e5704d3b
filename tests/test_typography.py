"""Letters that nobody reads do not hide what is told, and every offset counts in the text as it came."""

from __future__ import annotations

import unicodedata

import pytest

from analystkit import english
from analystkit.codebook import Codebook
from analystkit.english.typography import plain
from analystkit.records import Article, Segment

TEXT = "Four people were killed in Córdoba, Argentina, on 4 March 2021, police said. “We left,” José Muñoz told reporters."


def article(text: str) -> Article:
    return Article("a", text, segments=(Segment(0, len(text), "body", ""),))


def words(a: Article) -> list[str]:
    """The words of every row, without what nobody reads."""
    tags = english.tag(a, Codebook())
    found = [r for kind in english.KINDS for r in getattr(tags, kind)]
    kept = [unicodedata.normalize("NFC", a.text[r.start : r.end]) for r in found]
    return [w.replace("\u00ad", "").replace("\u200b", "").replace("‑", "-").replace("-\n", "") for w in kept]


@pytest.mark.parametrize(
    "odd",
    [
        unicodedata.normalize("NFD", TEXT),
        TEXT.replace("people", "peo\u00adple").replace("March", "Mar\u00adch").replace("police", "po\u00adlice"),
        TEXT.replace("rdoba", "r\u200bdoba").replace("Mu", "M\u200bu"),
        TEXT.replace("people", "peo-\nple"),
    ],
)
def test_what_nobody_reads_changes_no_row(odd: str) -> None:
    assert words(article(odd)) == words(article(TEXT))


@pytest.mark.parametrize("text", [TEXT, "“¿Qué?” — naïve, 3–5 May", "A B", "", "a\u0301"[:1]])
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert plain(article(text)) is None


@pytest.mark.parametrize(
    ("cut", "read"),
    [("hun-\ndred", "hundred"), ("well-\nknown", "well-known"), ("A-\nteam", None), ("off-\n\nroad", None), ("x\u0335", "x\u0335")],
)
def test_words_cut_at_a_line_s_end(cut: str, read: str | None) -> None:
    found = plain(article(cut))
    assert (found and found.article.text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>A &quot;raft&quot; <b class='x'>sank</b>.<br/></p>", '\nA "raft" sank.\n\n'),
        ("Jos&eacute;&nbsp;Ma&#241;a", "José Maña"),
        ("a <b and c> d, <ann@vale.example>, AT&T; <3", None),
    ],
)
def test_html_is_not_read(text: str, read: str | None) -> None:
    found = plain(article(text))
    assert (found and found.article.text) == read


def test_offsets_come_back() -> None:
    odd = "\u00ad\u00adIn Co\u0301r\u00addoba\u00ad, a fi-\nnal note.\u200b"
    p = plain(article(odd))
    assert p
    for a in range(len(p.article.text)):
        assert 0 <= p.starts[a] < p.ends[a] <= len(odd)
    at = p.article.text.index("Córdoba")
    assert odd[p.starts[at] : p.ends[at + 6]] == "Co\u0301r\u00addoba"

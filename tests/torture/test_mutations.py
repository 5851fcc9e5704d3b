"""Articles spoilt by lot: nothing raises, every span lies in its text, no statement is empty."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from invented import news

from analystkit import english
from analystkit.codebook import Codebook
from analystkit.link import link
from analystkit.records import Article
from analystkit.tables import all_rows
from torture.scenario import times

SEEDS = Path(__file__).parents[1] / "first" / "seeds"
# What texts hold that nobody expects: letters whose lower case is longer, ligatures, accents apart, marks of no width, marks that turn the
# text round, halves of characters, controls, and every mark that a rule asks for
ODD = [
    *"İıßẞﬁŉǅΐ²½Ⅷ١๓𝟙🇱👩\u200d\u0301\u0323\u00ad\u200b\u2060\ufeff\u202e\u2067\u2028\u2029\x85\x0b\x0c\x1c\0\x01\x7f\x9b\uffff\ufffd",
    *"\ud800\udbff\udc00\udfff",
    *"“”‘’\"'`«»„‟()[]{}<>&;:,.!?…–—-_/\\|@#$%^*+=~\n\r\t \u00a0\u202f",
    "““", "””", "\r\n", "\n\n", "&amp;", "<b>", "’s", "J. ", "iİ-t", "Mr. ", "said ", "that ", "killed ", "on Monday ", "2011 ", "12 ",
]  # fmt: skip


def pieces() -> list[str]:
    """Paragraphs of news, some hundred characters each, with their neighbours."""
    lots = random.Random(1)
    texts = [f.read_text("utf-8") for f in sorted(SEEDS.glob("*.txt"))] + [news(lots) for _ in range(40)]
    out: list[str] = []
    for text in texts:
        out += [text[i : i + lots.randint(200, 500)] for i in range(0, len(text) - 100, 300)]
    return out


def spoilt(lots: random.Random, among: list[str]) -> str:
    """A piece with one to eight edits: letters and words taken out, doubled, turned, set in from elsewhere, in other case, or odd."""
    text = lots.choice(among)
    for _ in range(lots.randint(1, 8)):
        a = lots.randrange(len(text) + 1)
        b = min(len(text), a + lots.choice((1, 1, 2, 5, 20)))
        edit = lots.randrange(9)
        if edit < 3:
            text = text[:a] + lots.choice(ODD) * lots.choice((1, 1, 1, 3)) + text[a:]
        elif edit == 3:
            text = text[:a] + text[b:]
        elif edit == 4:
            text = text[:b] + text[a:]
        elif edit == 5:
            text = text[:a] + text[a:b][::-1] + text[b:]
        elif edit == 6:
            text = text[:a] + lots.choice((str.upper, str.title, str.swapcase))(text[a:b]) + text[b:]
        elif edit == 7:
            words = text.split(" ")
            i, j = lots.randrange(len(words)), lots.randrange(len(words))
            words[i], words[j] = words[j], words[i]
            text = " ".join(words)
        else:
            other = lots.choice(among)
            at = lots.randrange(len(other))
            text = text[:a] + other[at : at + lots.randint(1, 60)] + text[a:]
    return text


def wrong(text: str) -> Iterator[str]:
    """What is wrong with the tags of a text."""
    article, book = Article("a", text), Codebook()
    [article] = english.date([english.segment(article, book)], book)
    tags = english.tag(article, book)
    ends = [s.end for s in article.segments]
    if text and (ends[-1] != len(text) or [s.start for s in article.segments] != [0, *ends[:-1]]):
        yield "segments with a gap"
    for kind in english.KINDS:
        for record in getattr(tags, kind):
            yield from (f"{kind}: {field} {record}" for field in outside(record, len(text)))
    yield from (f"an empty statement: {s}" for s in tags.statements if not text[s.start : s.end].strip())
    yield from (f"a problem outside: {p}" for p in tags.problems if not 0 <= p[0] <= p[1] <= len(text))
    links = link([article], {"a": tags}, book)
    all_rows([article], links.tags, links)


def outside(record: Any, n: int) -> Iterator[str]:
    """The spans of a record that are empty, or do not lie in a text of so many characters."""
    for name in (f.name for f in fields(record)):
        if name.endswith("start"):
            start, end = getattr(record, name), getattr(record, f"{name[:-5]}end")
            if (start is None) != (end is None) or (start is not None and not 0 <= start < end <= n):
                yield f"{name} {start}..{end} of {n}"


def test_spoilt_articles_are_read(figure: Callable[[int, str, object], None]) -> None:
    n, among, lots, bad = times(300, 100_000), pieces(), random.Random(20), list[str]()
    for i in range(n):
        text = spoilt(lots, among)
        try:
            bad += [f"{i}: {what}: {text!r}" for what in wrong(text)]
        except Exception as error:
            bad.append(f"{i}: {type(error).__name__} {error}: {text!r}")
    figure(4, f"articles spoilt by lot that are read without a fault, of {n:,}", n - len({b.partition(":")[0] for b in bad}))
    assert not bad, "\n".join(bad[:10])

"""Texts that nobody writes, and long ones: reading grows with the text, and not with its square."""

from __future__ import annotations

import itertools
import math
import os
import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from invented import news

from analystkit import english
from analystkit.codebook import Codebook
from analystkit.link import link
from analystkit.records import Article
from analystkit.tables import all_rows
from torture.scenario import WHOLE, run, times

FIRST = Path(__file__).parents[1] / "first" / "seeds"
PROBE = "Twelve people were killed in Tripoli on 3 March 2011.\n"
SMALL, LARGE = times(3_000, 250_000), times(12_000, 1_000_000)  # characters
EXPONENT = 1.1 if WHOLE else 1.4  # of time over size; a hundredth of a second is much of what a part takes
LITTLE = 0.15  # seconds, in which nothing is seen to grow
SECONDS = 100  # of the processor for a million characters; then it is given up

# One piece, again and again
REPEATED = [
    # words
    "word ", "a ", "the ", "of ", "and ", "not ", "to ", "that ", "who ", "it ", "if ", "word, ", "word; ", "word and ", "killed ", "said ",
    "attack ", "the attack ", "There was an attack. ", "He said. ", "condemned the attack. ", "militia ", "well-", "a.b.",
    "a/",
    # names
    "Ab ", "J. ", "Mr. ", "Gen. ", "Biden ", "John Smith ", "said John Smith, ", "President Joe Biden ", "al-", "O'Neill ", "Smith's ",
    "the Army of Islam ", "World Health Organization (WHO) ", "US ", "U.S. ", "CAPS ", "Smith: ", "John Smith\n", "By John Smith\n",
    # days, times and numbers
    "Monday ", "on Monday ", "It was Monday. ", "May ", "3 May ", "3 May 2011 ", "2011 ", "2011-03-03 ", "03/04/05 ", "10:30 ",
    "yesterday ", "last week ", "since Monday ", "two days ago ", "1", "1,", "1 ", "1.5 ", "$5 ", "1/2 ",
    "million ", "two hundred ", "12 killed, ",
    # places
    "Paris ", "in Paris, ", "Paris, France, ", "north of Tripoli ", "32.9 N, 13.2 E ", "the village of Ngoro ", "the hospital in Tripoli ",
    # marks
    '"', "“", "”", "“”", "'", "' ", "(", "(a ", "() ", "[", "“a” ", "“We left,” he said. ", "He said: “", " – ", "“a ‘b ", "-", ".", "!",
    "Why? ", "word… ", "_", " ", "\t", "\n", "word\n\n", "“Para\n\n", "Title Of The Story\n", "- word\n", "<b>", "word\r", "word\u2028",
    # the web, and letters that are not read as they stand
    "http://a.", "a@", "@annlee ", "#tag ", "— Ann Lee (@annlee) May 3, 2011\n", "TRIPOLI (Reuters) - ", "Q: Why?\nA: Because.\n",
    "e\u0301", "\u0301", "a\u200b", "a\u00ad", "\U0001f469\u200d\U0001f467 ", "\u202ea\u202c ", "قتل ", "кіllеd ", "İ ",
]  # fmt: skip


def _many(sentences: Iterator[str], n: int) -> str:
    """Sentences until they hold so many characters."""
    out: list[str] = []
    while n > 0:
        out.append(next(sentences))
        n -= len(out[-1])
    return "".join(out) + "\n" + PROBE


def _names() -> Iterator[str]:
    for i in itertools.count():
        name = "".join(chr(97 + i // 26**k % 26) for k in range(4))
        yield f"{name.capitalize()} {name[::-1].capitalize()} said. "


def _days() -> Iterator[str]:
    for i in itertools.count():
        day = date(1990, 1, 1) + timedelta(i % 12_000)
        yield f"Gunmen killed {i} people in Mosul on {day.day} {day:%B %Y}. "


def _invented() -> Iterator[str]:
    lots = random.Random(5)
    while True:
        yield news(lots) + "\n"


def _articles() -> Iterator[str]:
    return itertools.cycle([f.read_text("utf-8") + "\n\n" for f in sorted(FIRST.glob("*.txt"))])


MADE: dict[str, Callable[[int], str]] = {
    "one word": lambda n: "a" * n,
    "one number": lambda n: "9" * n + " killed.\n",
    "nested (": lambda n: "(" * (n // 2) + "a" + ")" * (n // 2),
    "nested “": lambda n: "“" * (n // 2) + "a" + "”" * (n // 2),
    "ever new names": lambda n: _many(_names(), n),
    "ever new days": lambda n: _many(_days(), n),
    "ever new news": lambda n: _many(_invented(), n),
    "articles joined": lambda n: _many(_articles(), n),
}
SHAPES = {unit: lambda n, unit=unit: unit * (n // len(unit)) + "\n" + PROBE for unit in REPEATED} | MADE


def _seconds(text: str) -> float:
    """The processor time of all that is done with an article: endless where it is far too much."""
    return _seconds_of(lambda: _read_all([text]), 5 + SECONDS * len(text) // 1_000_000)


def _seconds_of(done: Callable[[], None], limit: int) -> float:
    """The processor time of what is done, in a process of its own."""
    reader, writer = os.pipe()
    if not (child := os.fork()):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        began = time.process_time()
        try:
            done()
            os.write(writer, f"{time.process_time() - began}".encode())
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader, "rb") as told:
        said = told.read()
    os.waitpid(child, 0)
    return float(said or "inf")


def _read_all(texts: list[str]) -> None:
    book = Codebook()
    articles = english.date([english.segment(Article(f"a{i}", text), book) for i, text in enumerate(texts)], book)
    tags = {article.id: english.tag(article, book) for article in articles}
    links = link(articles, tags, book)
    all_rows(articles, links.tags, links)


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Lists and rules are loaded once, by some articles, before anything is measured."""
    for file in FIRST.glob("*.txt"):
        _read_all([file.read_text("utf-8")])


def test_time_grows_with_the_text(figure: Callable[[int, str, object], None]) -> None:
    took = {name: (_seconds(made(SMALL)), _seconds(made(LARGE))) for name, made in SHAPES.items()}
    rate = {name: large / LARGE * 1e6 for name, (_, large) in took.items()}
    grown = {n: math.log(large / small) / math.log(LARGE / SMALL) if large > LITTLE else 0.0 for n, (small, large) in took.items()}
    figure(5, f"shapes that grow with the text (exponent at most {EXPONENT}), of {len(SHAPES)}", sum(x <= EXPONENT for x in grown.values()))
    figure(5, f"the steepest exponent ({max(grown, key=grown.__getitem__)!r})", max(grown.values()))
    for bar in (3, 10):
        figure(5, f"shapes of at most {bar} s a million characters, of {len(SHAPES)}", sum(x <= bar for x in rate.values()))
    figure(5, f"the slowest, s a million characters ({max(rate, key=rate.__getitem__)!r})", max(rate.values()))
    figure(5, "articles joined to one, s a million characters", rate["articles joined"])
    assert {n: round(x, 2) for n, x in grown.items() if x > EXPONENT} == {}


TOLD: dict[str, Callable[[int], str]] = {
    "all tell one event": lambda i: f"Twelve people were killed in Tripoli on 3 March 2011. It was the {i}th.",
    "each tells its own": lambda i: f"{i % 97 + 2} people were killed in {TOWNS[i % 10]} on {i % 28 + 1} March {1990 + i % 30}.",
}
TOWNS = "Oslo Lund Bergen Mosul Ghent Turku Cork Split Brno Riga".split()


@pytest.mark.parametrize("what", TOLD)
def test_time_grows_with_the_articles(what: str, figure: Callable[[int, str, object], None]) -> None:
    """Thousands of short articles: of one event that all tell, and of as many events."""
    few, many = times(100, 1_000), times(400, 4_000)
    took = [_seconds_of(lambda n=n: _read_all([TOLD[what](i) for i in range(n)]), 600) for n in (few, many)]
    exponent = math.log(took[1] / took[0]) / math.log(many / few)
    figure(5, f"{many:,} short articles, {what}: seconds", took[1])
    figure(5, f"{many:,} short articles, {what}: exponent", exponent)
    assert exponent <= 1.5, took


def test_what_is_no_article_any_more_is_named(tmp_path: Path) -> None:
    """A text of 20 MB is read; one of more is named, and what lies beside it is read."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "good.txt").write_text(PROBE)
    (tmp_path / "seeds" / "large.txt").write_bytes(b"a" * 20_000_001)
    ran = run("tables", "seeds", "--out", "tables", cwd=tmp_path)
    assert (ran.status, ran.traceback) == (0, False)
    assert "large.txt: too large: 20,000,001 bytes, at most 20,000,000" in ran.err and "1 article read, 1 rejected" in ran.out

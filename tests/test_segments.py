"""Segments: what each line of a page is, that nothing is lost, and that a story is never eaten. All names are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pace import seconds

from analystkit.codebook import Codebook, Source
from analystkit.english import segment
from analystkit.english.lexicon import table
from analystkit.english.segments.lines import patterns
from analystkit.records import Article
from analystkit.sources import seeds

LEAD = "Three boats left Port Vale on Monday after the harbour master of Nordia opened the gates again."
MORE = "Nobody was hurt, the harbour master said, and the last of the boats returned before the night fell."
BOOK = Codebook(
    sources=(
        Source("vale-post", "Vale Post", "newspaper", aliases=("The Vale Post", "VP"), domains=("valepost.example",)),
        Source("nordia-wire", "Nordia Wire", "agency", aliases=("NW",)),
    )
)


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def kinds(text: str, **known: str) -> list[tuple[str, str]]:
    """(kind, line) of every line with text."""
    article = segment(Article("a", text, **known), Codebook())  # type: ignore[arg-type]
    out, at = [], 0
    for line in text.splitlines(keepends=True):
        start = at + len(line) - len(line.lstrip())
        at += len(line)
        if line.strip():
            found = article.segment_at(start)
            assert found is not None
            out.append((found.kind, line.strip()))
    return out


# a line, its kind, and where it stands: above the story, in it, below it
EXAMPLES = [
    ("Join our new VP Telegram channel and get the news first!", "furniture", "above"),
    ("Sign up for our morning newsletter", "furniture", "above"),
    ("Connect with us", "furniture", "above"),
    ("World News", "furniture", "above"),
    ("Published\n\non", "furniture", "above"),
    ("Ann Lee. (Bob Roe/Flickr)", "furniture", "above"),
    ("March 4, 2019", "dateline", "above"),
    ("Updated: Monday, 4 March 2019 at 5:12 p.m. GMT", "dateline", "above"),
    ("2019-03-04", "dateline", "above"),
    ("Ann Lee - Mar 4, 2019, 10:31 pm CST", "dateline", "above"),
    ("Published: 4 March 2019 | Updated: 5 March 2019, 10:30 GMT", "dateline", "above"),
    ("March 4, 2019 · 5 min read", "dateline", "above"),
    ("04/23/2019 - 09:15", "dateline", "above"),
    ("Posted by annlee on 4 March 2019", "byline", "above"),
    ("Posted by Ann Lee at 4 March 2019", "byline", "above"),
    ("By Ann Lee | 4 Mar 2019", "byline", "above"),
    ("Press release", "furniture", "above"),
    ("Home | World | Africa | Sport | Weather", "furniture", "above"),
    ("News > World > Nordia", "furniture", "above"),
    ("• Business • Politics • Opinion •", "furniture", "below"),
    ("by Ann Lee", "byline", "above"),
    ("By Ann Lee March 4, 2019, 07:47 PM EST", "byline", "above"),
    ("Key points:\n\n• Boats left the port.\n• The gates are open.", "deck", "above"),
    ("Advertisement", "furniture", "in"),
    ("Read more: Storm closes the harbour of Port Vale", "furniture", "in"),
    ("[Related: Storm closes the harbour]", "furniture", "in"),
    ("Photo: Bob Roe", "furniture", "in"),
    ("___", "furniture", "in"),
    ("Share this:", "furniture", "below"),
    ("Share on Facebook Share on Twitter Copy link", "furniture", "above"),
    ("FOR IMMEDIATE RELEASE", "furniture", "above"),
    ("Written by Staff writer", "furniture", "above"),
    ("12 Comments", "furniture", "below"),
    ("Leave a Reply", "furniture", "below"),
    ("Your email address will not be published. Required fields are marked *", "furniture", "below"),
    ("Source: Nordia Wire", "furniture", "below"),
    ("(Reporting by Ann Lee in Port Vale; Editing by Bob Roe)", "furniture", "below"),
    ("Ann Lee is a freelance journalist. She writes for The Vale Post on ports and ships.", "furniture", "below"),
    ("© 2019 Vale Post. All rights reserved.", "furniture", "below"),
]

NOT_ONE = [
    ("“We left.”", "in"),
    ("Read the sign at the harbour, she told them, and they did so before the gates closed behind the last boat.", "in"),
    ("By Friday, the boats had returned.", "in"),
    ("On March 4, 2019, the port closed.", "in"),
    ("Ann Lee is the minister of ports in Nordia and has been accused of closing the gates.", "below"),
    ("Related charges were dropped in March, the court of Port Vale said on Monday.", "in"),
    ("Why the port was closed", "in"),
    ("Also on Friday morning, at least four boats were lost in a storm that took place near the old harbour of Sudport.", "in"),
    ("Copyright law in Nordia protects the maps of the harbour, the judge said.", "below"),
    ("Published in 2018, the report of the harbour master had warned of storms for years to come.", "below"),
    ("Sport | Ships | Gates | Storms and harbour masters", "in"),
    ("World - a word that the harbour master did not know - was at war.", "in"),
    ("Ann Lee in Port Vale", "in"),
    ("More from the quarter of the fishermen was expected to follow before the end of the long and stormy week.", "in"),
    ("Sign up for the crew, the captain told them all, and leave before the gates are closed for the night.", "in"),
    ("Share on Facebook what the captain said", "in"),
    ("Comments by the minister angered the crews, and the harbour master had to leave the room.", "in"),
]

KNOWN_FAILURES = [
    ("Ann Lee, Vale Post", "byline", "above", "a name without “by” cannot be told from a caption"),
    ("Ann Lee was born in Port Vale and sails.", "furniture", "below", "a note on the author without a word on writing"),
]


@pytest.mark.parametrize("entry", table("furniture")["pattern"], ids=lambda p: p["name"])
def test_a_pattern_matches_its_examples_and_none_of_the_others(entry: dict[str, list[str]]) -> None:
    (seen,) = [p for p in patterns() if p.source == entry["is"]]
    assert [line for line in entry["examples"] + entry["others"] if seen.match(line)] == entry["examples"]


def placed(line: str, where: str) -> str:
    lines = {"above": [line, LEAD, MORE], "in": [LEAD, line, MORE], "below": [LEAD, MORE, line]}[where]
    return page("Boats leave Port Vale after a week", *lines)


@pytest.mark.parametrize(("line", "kind", "where"), EXAMPLES)
def test_example(line: str, kind: str, where: str) -> None:
    found = kinds(placed(line, where))
    wanted = {part.strip() for part in line.splitlines() if part.strip()}
    assert {k for k, text in found if text in wanted} == set(kind.split("|"))
    assert [k for k, text in found if text in (LEAD, MORE)] == ["body", "body"]


@pytest.mark.parametrize(("line", "where"), NOT_ONE)
def test_story_is_not_eaten(line: str, where: str) -> None:
    assert ("body", line) in kinds(placed(line, where))


@pytest.mark.parametrize(
    ("line", "kind", "where"), [pytest.param(*r[:3], marks=pytest.mark.xfail(reason=r[3], strict=True)) for r in KNOWN_FAILURES]
)
def test_known_failure(line: str, kind: str, where: str) -> None:
    assert (kind, line) in kinds(placed(line, where))


def test_text_without_a_page_around_it_is_body() -> None:
    assert {k for k, _ in kinds(page(LEAD, MORE, "“We left,” he said."))} == {"body"}
    assert {k for k, _ in kinds(LEAD)} == {"body"}


def test_title_and_deck() -> None:
    text = page("Boats leave Port Vale", "Harbour master opens gates after a week of storms", "by Ann Lee", LEAD, MORE)
    assert [k for k, _ in kinds(text)] == ["title", "deck", "byline", "body", "body"]
    article = segment(Article("a", text), Codebook())
    assert (article.title, article.byline, article.outlet) == ("Boats leave Port Vale", "Ann Lee", None)


def test_deck_without_a_title() -> None:
    text = page(
        "Ann Lee",
        "The move was meant to calm the crews of the port.",
        "Harbour master opened the gates again",
        f"{LEAD[:-1]}, and Ann Lee, the harbour master, said she had opened the gates again.",
        MORE,
    )
    assert [k for k, _ in kinds(text)] == ["furniture", "deck", "deck", "body", "body"]


def test_the_title_stands_below_a_menu() -> None:
    text = page("Home | World | Africa | Sport | Weather", "Boats leave Port Vale after a week", "Share on Facebook", LEAD, MORE)
    assert [k for k, _ in kinds(text)] == ["furniture", "title", "furniture", "body", "body"]


def test_title_of_the_record() -> None:
    found = kinds(page("Boats Leave.", LEAD, MORE), title="Boats leave")
    assert found[0] == ("title", "Boats Leave.")


def test_lead_of_an_agency_is_body() -> None:
    assert kinds(page("Boats leave Port Vale after a week", f"Port Vale (Reuters) - {LEAD}", MORE))[1][0] == "body"


POST = """#PORT latest:
– Boats left the port.– Gates are "open", says @harbour.
– More: https://t.co/x1
— Ann Lee | آن لي (@annlee) March 4, 2019"""


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n"])
def test_tweet(gap: str) -> None:
    article = segment(Article("a", gap.join([LEAD * 3, MORE, POST, MORE])), Codebook())
    (tweet,) = [s for s in article.segments if s.kind == "tweet"]
    assert article.text[tweet.start : tweet.end].strip() == POST
    assert (tweet.author, tweet.handle) == ("Ann Lee | آن لي", "annlee")
    assert (tweet.published.earliest, tweet.published.latest) == (date(2019, 3, 4), date(2019, 3, 4))


def test_two_tweets_are_two() -> None:
    one = "First post about boats. https://t.co/a\n— Ann Lee (@annlee) March 4, 2019"
    two = "Second post about boats. https://t.co/b\n— Bob Roe (@bobroe) March 5, 2019"
    article = segment(Article("a", "\n".join([LEAD * 4, one, two, MORE])), Codebook())
    assert [(s.handle, article.text[s.start : s.end].strip()) for s in article.segments if s.kind == "tweet"] == [
        ("annlee", one),
        ("bobroe", two),
    ]


WORDS = "Boats are leaving the port, harbour master nowhere to be seen"
LINK = "pic.twitter.com/xYz12"

# what a page prints of a post, its lines within one block; and the day it gives
POSTS = [
    (f"{WORDS} {LINK}\n— Ann Lee (@annlee) March 4, 2019", True),
    (f"{WORDS} {LINK} — Ann Lee (@annlee) March 4, 2019", True),
    (f"{WORDS} {LINK} — Ann Lee (@annlee)", False),
    (f"{WORDS} {LINK}\n— Ann Lee (@annlee)\nMarch 4, 2019", True),
]


@pytest.mark.parametrize(("post", "day"), POSTS)
def test_ways_to_print_a_post(post: str, day: bool) -> None:
    article = segment(Article("a", page(LEAD, post, MORE)), Codebook())
    (tweet,) = [s for s in article.segments if s.kind == "tweet"]
    assert article.text[tweet.start : tweet.end].strip() == post
    assert (tweet.author, tweet.handle) == ("Ann Lee", "annlee")
    assert tweet.published.earliest == (date(2019, 3, 4) if day else None)


def test_a_handle_in_a_sentence_is_no_post() -> None:
    assert {k for k, _ in kinds(page(LEAD, "The harbour master (@harbour) said on March 4, 2019 that the boats were safe.", MORE))} == {
        "body"
    }


def test_a_post_run_into_a_long_paragraph_is_left_alone() -> None:
    assert {k for k, _ in kinds(f"{LEAD * 6} Boats left. — Ann Lee (@annlee) March 4, 2019")} == {"body"}


OUTLETS = [
    ("Join our VP Telegram channel today!", "above", "Vale Post"),
    ("Ann Lee is a reporter. She writes for The Vale Post.", "below", "Vale Post"),
    ("By Ann Lee, Vale Post", "above", "Vale Post"),
    ("Source: Nordia Wire", "below", None),
    ("Boats at the quay. (Bob Roe/Reuters)", "above", None),
    ("The vp told Vale Post that it had left.", "in", None),
    ("Share this:\n\nFollow the Vale Post and the Nordia Wire boats", "below", None),
]


@pytest.mark.parametrize(("line", "where", "name"), OUTLETS)
def test_outlet_only_on_evidence(line: str, where: str, name: str | None) -> None:
    assert segment(Article("a", placed(line, where)), BOOK).outlet == name


WIRES = [
    ("PORT VALE, Nordia (Reuters) - ", "Reuters"),
    ("PORT VALE, Nordia (AP) — ", "AP"),
    ("PORT VALE/SUDPORT, March 4 (AFP) -- ", "AFP"),
    ("PORT VALE (NW) - ", "Nordia Wire"),
    ("(Reuters) - ", "Reuters"),
    ("PORT VALE (Nordia) - ", None),
    ("PORT VALE, Nordia - ", None),
    ("The master told (Reuters) - ", None),
    ("She read (AP) newspapers. ", None),
]


@pytest.mark.parametrize(("dateline", "name"), WIRES)
def test_a_wire_dateline_names_its_agency(dateline: str, name: str | None) -> None:
    article = segment(Article("a", page("Boats leave Port Vale after a week", dateline + LEAD, MORE)), BOOK)
    assert article.outlet == name
    assert {s.rule for s in article.segments if s.kind == "body"} == {"body under a wire dateline" if name else "body"}


def test_the_page_before_the_agency() -> None:
    wired = page("Boats leave Port Vale after a week", "Join our VP Telegram channel today!", f"PORT VALE (Reuters) - {LEAD}", MORE)
    assert segment(Article("a", wired), BOOK).outlet == "Vale Post"
    assert segment(Article("a", wired.replace("VP ", "")), BOOK).outlet == "Reuters"


@pytest.mark.parametrize("name", ["Vale Post", "THE VALE POST", "VP"])
def test_a_line_that_is_the_name_of_a_source(name: str) -> None:
    title = "Boats leave Port Vale after a week"
    for lines in ([name, title, LEAD, MORE], [title, "By Ann Lee", name, LEAD, MORE], [title, LEAD, MORE, name]):
        article = segment(Article("a", page(*lines)), BOOK)
        assert (article.title, article.outlet) == (title, "Vale Post")
    assert segment(Article("a", page(title, LEAD, name, MORE)), BOOK).outlet is None


def test_outlet_by_address() -> None:
    assert segment(Article("a", LEAD, url="https://www.valepost.example/1"), BOOK).outlet == "Vale Post"
    assert segment(Article("a", LEAD, url="https://notvalepost.example/1"), BOOK).outlet is None


SEEDS = seeds.read(Path(__file__).parent / "first" / "seeds")[0]
ODD = ["", " ", "\n\n", "\r\n \u2028x\r", "x", "—(@a)", "— a (@b) March 4, 2019", "•\n•\n•", "#" * 50, "By\nBy\n", "\u202e\ufffd" * 9]


@pytest.mark.parametrize("text", [*(a.text for a in SEEDS), *ODD], ids=range(len(SEEDS) + len(ODD)))
def test_gapless_same_twice_and_cut_anywhere(text: str) -> None:
    for cut in {len(text), *range(0, len(text), 97)}:
        part = text[:cut]
        article = segment(Article("a", part), Codebook())
        assert article == segment(Article("a", part), Codebook())
        assert "".join(part[s.start : s.end] for s in article.segments) == part
        assert all(s.start < s.end and s.rule for s in article.segments)


@pytest.mark.parametrize("line", ["\n", "a " * 50, '"\n', "(", "More:\n", "— (@", "A (Reuters) - b\n", "By A " * 30, "x…\n", "Ann Lee is "])
def test_linear_on_hostile_text(line: str) -> None:
    """Four times the text may take no more than about four times the time; ten leaves room for a busy machine."""
    small, large = (Article("a", line * (size // len(line))) for size in (40_000, 160_000))
    assert seconds(lambda: segment(large, Codebook())) < 10 * max(seconds(lambda: segment(small, Codebook())), 0.05)

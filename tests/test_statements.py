"""Statements: the words attributed, no more; whose they are; who relays them; what is no statement at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pace import seconds

from analystkit.codebook import Codebook, KnownActor
from analystkit.english import actors
from analystkit.english.attribution import tag
from analystkit.english.tokens import Reading
from analystkit.records import Article, Interval, Segment, Statement, Tags, Time

BOOK = Codebook(
    actors=(
        KnownActor("ida-holm", "Ida Holm", "person", ("Holm",), ("Port Authority spokeswoman",), line=2),
        KnownActor("port-authority", "Port Authority", "government", line=3),
        KnownActor("herald", "The Northport Herald", "media", ("Northport Herald", "Herald"), line=4),
    )
)


def told(text: str, kind: str = "body", times: tuple[Time, ...] = ()) -> list[Statement]:
    article = Article(
        "a1",
        text,
        segments=(Segment(0, len(text), kind, "given", author="Ida Holm", handle="@holm"),) if text else (),
        published=Interval(date(2020, 5, 4), date(2020, 5, 6), "day"),
    )
    tags = Tags(times=times)
    return tag(Reading(article), BOOK, Tags(times=times, actors=tuple(actors.tag(Reading(article), BOOK, tags))))


def brief(text: str) -> list[tuple[str, str, str | None]]:
    return [(s.kind, text[s.start : s.end], s.speaker_id) for s in told(text)]


EXAMPLES = [
    (
        "one quotation of two paragraphs",
        "“We will leave.\n\n“We will not return,” Holm said.",
        [("direct", "We will leave.\n\n“We will not return,", "ida-holm")],
    ),
    (
        "carried over in the paragraph",
        "“We will leave,” Holm said. “We never wanted to be here.”",
        [("direct", "We will leave,", "ida-holm"), ("direct", "We never wanted to be here.", "ida-holm")],
    ),
    (
        "announced by a colon",
        "Ida Holm issued the following statement:\n\n“We will leave the port tonight.”",
        [("direct", "We will leave the port tonight.", "ida-holm")],
    ),
    ("signed after a dash", "“We will leave the port tonight.” ― Ida Holm", [("direct", "We will leave the port tonight.", "ida-holm")]),
    ("apposition between", "Holm, who runs the port, said it was closed.", [("indirect", "it was closed", "ida-holm")]),
    (
        "according to, after",
        "The port was closed at dawn, according to the Port Authority.",
        [("indirect", "The port was closed at dawn", "port-authority")],
    ),
    (
        "according to a statement from",
        "The port was closed, according to a statement from the Port Authority.",
        [("indirect", "The port was closed", "port-authority")],
    ),
    ("as reported by", "As first reported by the Herald, the port was closed.", [("indirect", "the port was closed", "herald")]),
    ("mixed", "Holm said the port was “a ruin without a roof”.", [("mixed", "the port was “a ruin without a roof”", "ida-holm")]),
    ("a word for it in marks", "Holm called it a “cowardly ruin”.", [("mixed", "cowardly ruin", "ida-holm")]),
    (
        "a verb that goes on ends it",
        "Holm said the port was closed and also denied any part in the raid.",
        [("indirect", "the port was closed", "ida-holm"), ("indirect", "any part in the raid", "ida-holm")],
    ),
    (
        "a name, its description, a name",
        "Ida Holm, a spokeswoman, said Jutta Lee left the port.",
        [("indirect", "Jutta Lee left the port", "ida-holm")],
    ),
    ("between dashes", "Some guards — old and new — said the port was closed.", [("indirect", "the port was closed", "some-guards")]),
    ("contracted", "Holm left. She’s saying that the port is closed.", [("indirect", "the port is closed", "ida-holm")]),
    (
        "goes on after an aside",
        "The port, Holm said on Monday, was closed.",
        [("indirect", "The port", "ida-holm"), ("indirect", "was closed", "ida-holm")],
    ),
    (
        "refusal",
        "The Port Authority refused to say whether anybody was hurt.",
        [("indirect", "whether anybody was hurt", "port-authority")],
    ),
    (
        "denial with an aside",
        "The Port Authority, however, denied any part in the raid.",
        [("indirect", "any part in the raid", "port-authority")],
    ),
    (
        "two speakers, one sentence",
        "Holm said the port was closed, but the Port Authority said it was open.",
        [("indirect", "the port was closed", "ida-holm"), ("indirect", "it was open", "port-authority")],
    ),
    ("pronoun", "Ida Holm left. She said the port was closed.", [("indirect", "the port was closed", "ida-holm")]),
    ("role of the codebook", "The Port Authority spokeswoman said the port was closed.", [("indirect", "the port was closed", "ida-holm")]),
    (
        "role taken up",
        "“We left the port,” said Ida Holm. The spokeswoman said it was closed.",
        [("direct", "We left the port,", "ida-holm"), ("indirect", "it was closed", "ida-holm")],
    ),
    (
        "unnamed",
        "A Danish official said the port was closed. The official said it was empty.",
        [("indirect", "the port was closed", "anonymous-danish-official-a1"), ("indirect", "it was empty", "anonymous-danish-official-a1")],
    ),
    ("asked by somebody", "When asked by the Herald about the raid, Holm laughed.", [("indirect", "the raid", "herald")]),
    ("a wish of many", "Supporters want to close the port.", [("indirect", "to close the port", "supporters")]),
    ("a wish is part of what is told", "Holm said the guards want a raise.", [("indirect", "the guards want a raise", "ida-holm")]),
    ("an aside ends it", "Holm, who called the raid a crime, left.", [("indirect", "the raid a crime", "ida-holm")]),
    ("whose call", "Ida Holm left. Her call for a vote was heard.", [("indirect", "a vote", "ida-holm")]),
    (
        "a short answer goes on",
        "“We left the port,” Holm said. “Never again.”",
        [("direct", "We left the port,", "ida-holm"), ("direct", "Never again.", "ida-holm")],
    ),
    ("condemned and called", "Holm condemned the raid and called it a crime.", [("indirect", "it a crime", "ida-holm")]),
    (
        "who asked not to be named",
        "A Danish official who asked not to be named said it was closed.",
        [("indirect", "it was closed", "anonymous-danish-official-a1")],
    ),
    ("whose review", "A review by the Port Authority found that it was full.", [("indirect", "it was full", "port-authority")]),
    (
        "a role met before it spoke",
        "Tom Arlen, a spokesman for the guards, met the crew. The spokesman said it was closed.",
        [("indirect", "it was closed", "tom-arlen")],
    ),
    (
        "whom a spokeswoman speaks for",
        "A spokeswoman for the Harbour Board said it was closed.",
        [("indirect", "it was closed", "harbour-board-spokeswoman")],
    ),
    ("a name alone in a quotation", "“Come,” Holm said. “Jon Vik.”", [("direct", "Come,", "ida-holm"), ("direct", "Jon Vik.", "ida-holm")]),
    ("a contraction", "Ida Holm left. While she’s said the port is open, it is shut.", [("indirect", "the port is open", "ida-holm")]),
    (
        "what another denies",
        "Holm said the port was safe, an assertion that Karl Lund has rejected.",
        [("indirect", "the port was safe", "ida-holm"), ("indirect", "an assertion", "karl-lund")],
    ),
    (
        "a title and a name behind the words",
        "Two ships were hit on Monday, the port’s spokesman, Karl Lund, said on X. “We sank one,” he wrote.",
        [("indirect", "Two ships were hit on Monday", "karl-lund"), ("direct", "We sank one,", "karl-lund")],
    ),
    ("who wants no name", "“We ran,” said Holm, who was hurt and requested anonymity.", [("direct", "We ran,", "ida-holm")]),
    (
        "behind the words",
        "“We left,” said Karl Lund, adding that he was tired.",
        [("direct", "We left,", "karl-lund"), ("indirect", "he was tired", "karl-lund")],
    ),
]
NOT_ONE = [
    *(
        (f"nothing between {marks}", f"Four died, the mayor of Split said {marks}. The raid came.")
        for marks in ('""', "“”", "“ ”", "““", "““““", "“.”")
    ),
    ("a number of states", "Holm left the nine states, all of them, on Monday."),
    ("a caption of a place", "Norway: The port is closed today."),
    ("a caption of nobody", "Weather: The rain goes on until Friday."),
    ("one label in capitals", "NOTE: The port is closed today.\n\nThe guards left."),
    ("a title", "They read “A Port of No Return” twice."),
    ("a word held with tongs", "The “port” was closed."),
    ("a name with a verb's letters", "The State Department building was closed."),
    ("a thing wants nothing", "The raid sought to close the port."),
    ("a list of nouns", "The port had old gates, big bold promises and no guards."),
    ("who is only described", "Those who want to close the port left."),
    ("what was made", "Holm wrote a children’s book."),
    ("an object first", "Them, nobody asked."),
]
KNOWN_FAILURES = [
    ("passive report", "The port, it is said, was closed.", ("indirect", "The port was closed", None), "impersonal reports are left out")
]


@pytest.mark.parametrize(("what", "text", "wanted"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_example(what: str, text: str, wanted: list[tuple[str, str, str | None]]) -> None:
    assert brief(text) == wanted


@pytest.mark.parametrize(("what", "text"), NOT_ONE, ids=[e[0] for e in NOT_ONE])
def test_not_one(what: str, text: str) -> None:
    assert brief(text) == []


@pytest.mark.parametrize(("what", "text", "wanted", "reason"), KNOWN_FAILURES, ids=[e[0] for e in KNOWN_FAILURES])
@pytest.mark.xfail(strict=True)
def test_known_failure(what: str, text: str, wanted: tuple[str, str, str | None], reason: str) -> None:
    assert wanted in brief(text)


def test_a_transcript_is_read_by_its_turns() -> None:
    text = "They spoke:\n\nHOLM: We left the port.\n\nAnd we slept.\n\n(LAUGHTER)\n\nREPORTER: Why?\n\nHolm went home."
    rows = [(text[s.start : s.end], s.speaker_id, s.rule) for s in told(text)]
    turn = "turn of a transcript"
    assert rows == [("We left the port.", "ida-holm", turn), ("And we slept.", "ida-holm", turn), ("Why?", "reporter", turn)]


def test_headings_in_capitals_are_no_turns() -> None:
    text = "MOVE OF THE RACE: Holm passed two at the harbour.\n\nTORTOISE: Lund came last.\n\nThey went home."
    assert not told(text)


def test_a_caption_is_the_word_of_whom_it_names() -> None:
    for text in ("Ida Holm: The port is closed today", "Poll: Half of them would leave the port"):
        (said,) = told(text, "title")
        assert (said.rule, text[said.start : said.end]) == ("caption", text.split(": ")[1])
    assert [s.rule for s in told("The guards left.\nHolm: The port is closed", "title")] == ["caption"]


def test_via_is_the_medium_that_was_told() -> None:
    (said,) = told("A Danish official told the Northport Herald that the port was closed.")
    assert (said.speaker_id, said.via) == ("anonymous-danish-official-a1", "herald")
    (said,) = told("The Herald, in an interview with two officials, found that the port was closed.")
    assert (said.speaker_id, said.via) == ("anonymous-two-officials-a1", "herald")
    (said,) = told("The Herald, citing two officials, reported that the port was closed.")
    assert (said.speaker_id, said.via) == ("anonymous-two-officials-a1", "herald")


def test_via_is_the_medium_told_even_in_a_post() -> None:
    said = told("Danish officials to the Herald: the port is closed.\n— Ida Holm (@holm) May 4, 2020", "tweet")
    assert [(s.speaker_id, s.via) for s in said[1:]] == [("anonymous-danish-officials-a1", "herald")]


def test_via_is_no_medium_that_the_words_only_name() -> None:
    (said,) = told("A Danish official said that the port belonged to the Herald.")
    assert said.via is None


def test_the_statement_is_the_word_of_the_body_that_spoke_last() -> None:
    text = "The port was closed, according to the Port Authority. A Danish official said it was empty. The statement said it was safe."
    assert [s.speaker_id for s in told(text)] == ["port-authority", "anonymous-danish-official-a1", "port-authority"]


def test_a_name_in_two_scripts_is_its_latin_part() -> None:
    text = "“We are ready,” Leyla Haddad | ليلى حداد said.\n\nThe gate is shut.\n— ليلى Haddad | ليلى (@leylah) May 4, 2020"
    assert [s.speaker_id for s in told(text)] == ["leyla-haddad"]
    cut = text.index("The gate")
    post = Segment(cut, len(text), "tweet", "given", author="ليلى Haddad | ليلى", handle="leylah")
    assert [s.speaker_id for s in tag(Reading(Article("a1", text, segments=(post,))), Codebook(), Tags())] == ["haddad"]


def test_a_tweet_is_its_authors_and_relays_others() -> None:
    text = "The port is closed. Two officials said it was empty.\n— Ida Holm (@holm) May 4, 2020"
    whole, nested = told(text, "tweet")
    assert (whole.rule, whole.speaker_id, text[whole.start : whole.end]) == ("tweet", "ida-holm", text.split("\n")[0])
    assert nested.via == "ida-holm"


def test_a_tweets_signature_may_hold_more_than_the_name() -> None:
    text = "Two officials to the Herald: the port is closed. Was a “ruin” says @holm.\n— Ida Holm | إيدا (@holm) May 4, 2020"
    rows = [(text[s.start : s.end], s.speaker_id) for s in told(text, "tweet")]
    assert rows[1:] == [("the port is closed", "anonymous-two-officials-a1"), ("Was a “ruin”", "holm")]
    assert rows[0][1] == "ida-holm"


def test_when_is_the_day_beside_the_cue_else_the_publication() -> None:
    text = "Holm said on Monday that the port was closed."
    monday = Time(13, 19, Interval(date(2020, 5, 4), date(2020, 5, 4), "day"), "published", "given")
    assert told(text, times=(monday,))[0].when == monday.when
    assert told("Holm said that the port was closed.")[0].when == Interval(date(2020, 5, 4), date(2020, 5, 6), "day")


def test_furniture_says_nothing() -> None:
    assert told("Holm said the port was closed.", "furniture") == []


def seeds() -> list[str]:
    return [p.read_text(encoding="utf-8") for p in sorted((Path(__file__).parent / "first" / "seeds").glob("*.txt"))]


@pytest.mark.parametrize(
    "text",
    [
        *(e[1] for e in EXAMPLES),
        "Him they caught, she said.",
        "",
        "\n\n",
        "“”",
        "said said said",
        "“a “b “c",
        ", , said ,",
        "According to",
        "per",
    ],
)
def test_cut_anywhere_spans_lie_inside(text: str) -> None:
    for i in range(len(text) + 1):
        for s in told(text[:i]):
            assert 0 <= s.start < s.end <= i and s.rule
            assert s.speaker_start is None or (s.speaker_end is not None and 0 <= s.speaker_start < s.speaker_end <= i)
            assert s.cue_start is None or (s.cue_end is not None and 0 <= s.cue_start < s.cue_end <= i)


def test_seeds_give_statements_sorted_and_the_same_twice() -> None:
    for text in seeds():
        rows = told(text)
        assert rows and rows == told(text) and rows == sorted(rows, key=lambda s: (s.start, s.end, s.rule))
        assert all(0 <= s.start < s.end <= len(text) for s in rows)


@pytest.mark.parametrize(
    "piece", ["he said ", "according to ", "Lee, said, ", "“We left,” Lee said. ", "he said that; ", "a US official said ", "“a ", "Mr. "]
)
def test_time_grows_with_length_not_faster(piece: str) -> None:
    assert seconds(lambda: told(piece * 4_000)) < 12 * max(seconds(lambda: told(piece * 1_000)), 0.02)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Transport expert Karl Lund said the line was old.", {"karl-lund"}),
        ("Rep. Karl Lund of Ashton said the line was old.", {"karl-lund"}),
        ("Minister Karl Lund left. Then a tearful Lund said the line was old.", {"karl-lund"}),
        ("Prime Minister Ida May said the line was old.", {"ida-may"}),
        ("Lines are old, Harbour.com said.", set()),
        ("He quoted himself as saying that the line was old.", set()),
        ("No group said that the line was old.", set()),
    ],
)
def test_only_a_noun_phrase_speaks_and_the_name_in_it_says_who(text: str, speakers: set[str]) -> None:
    assert {s.speaker_id for s in told(text)} - {None} == speakers

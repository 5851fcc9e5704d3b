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
    ("said after", "“We will leave the port,” Holm said on Monday.", [("direct", "We will leave the port,", "ida-holm")]),
    ("inverted", "“We will leave the port,” said Ida Holm.", [("direct", "We will leave the port,", "ida-holm")]),
    ("a question, then the cue", "“Why should we leave?” Holm asked.", [("direct", "Why should we leave?", "ida-holm")]),
    ("said before", "Holm said: “We will leave the port.”", [("direct", "We will leave the port.", "ida-holm")]),
    (
        "cut by its cue",
        "“We will leave,” said Holm, “and never return.”",
        [("direct", "We will leave,", "ida-holm"), ("direct", "and never return.", "ida-holm")],
    ),
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
    ("that clause", "Holm said that the port was closed.", [("indirect", "the port was closed", "ida-holm")]),
    ("bare clause", "Holm said the port was closed.", [("indirect", "the port was closed", "ida-holm")]),
    ("a day between", "Holm said on Friday the port was closed.", [("indirect", "the port was closed", "ida-holm")]),
    ("a day and a place between", "Holm said on Friday at a meeting that it was closed.", [("indirect", "it was closed", "ida-holm")]),
    ("with a hearer", "Holm told reporters that the port was closed.", [("indirect", "the port was closed", "ida-holm")]),
    ("clause first", "The port was closed at dawn, Holm said.", [("indirect", "The port was closed at dawn", "ida-holm")]),
    ("apposition between", "Holm, who runs the port, said it was closed.", [("indirect", "it was closed", "ida-holm")]),
    (
        "according to, after",
        "The port was closed at dawn, according to the Port Authority.",
        [("indirect", "The port was closed at dawn", "port-authority")],
    ),
    (
        "according to, before",
        "According to the Port Authority, the port was closed.",
        [("indirect", "the port was closed", "port-authority")],
    ),
    (
        "according to a statement from",
        "The port was closed, according to a statement from the Port Authority.",
        [("indirect", "The port was closed", "port-authority")],
    ),
    ("per", "The port was closed at dawn, per Holm.", [("indirect", "The port was closed at dawn", "ida-holm")]),
    ("as reported by", "As first reported by the Herald, the port was closed.", [("indirect", "the port was closed", "herald")]),
    ("mixed", "Holm said the port was “a ruin without a roof”.", [("mixed", "the port was “a ruin without a roof”", "ida-holm")]),
    ("naming", "Holm called the port a “ruin”.", [("mixed", "the port a “ruin”", "ida-holm")]),
    ("naming a pronoun", "Holm left, calling it a “ruin”.", [("mixed", "ruin", "ida-holm")]),
    ("called out", "Holm called the mayor out for “closing the port”.", [("mixed", "closing the port", "ida-holm")]),
    ("a passive charge", "The mayor was accused of closing the port.", [("indirect", "closing the port", None)]),
    ("a reason", "Holm praised the mayor for closing the port.", [("indirect", "the mayor for closing the port", "ida-holm")]),
    ("a thing spoken of", "Holm warned against a strike at the port.", [("indirect", "a strike at the port", "ida-holm")]),
    ("a stand", "Holm dismissed the count as “wrong”.", [("mixed", "the count as “wrong”", "ida-holm")]),
    ("a clause before its quotation", "Holm said the port was “a ruin”.", [("mixed", "the port was “a ruin”", "ida-holm")]),
    (
        "a relative clause is no that",
        "Holm said the guards that left were tired.",
        [("indirect", "the guards that left were tired", "ida-holm")],
    ),
    (
        "an aside before that",
        "Holm said Friday during a visit to Northport, that it was closed.",
        [("indirect", "it was closed", "ida-holm")],
    ),
    ("a programme's name", "Holm told “Good Morning, Northport” that it was closed.", [("indirect", "it was closed", "ida-holm")]),
    (
        "a verb that goes on ends it",
        "Holm said the port was closed and also denied any part in the raid.",
        [("indirect", "the port was closed", "ida-holm"), ("indirect", "any part in the raid", "ida-holm")],
    ),
    (
        "a side clause",
        "While Holm said that the port was closed, the guards left.",
        [("indirect", "the port was closed", "ida-holm")],
    ),
    (
        "a name, its description, a name",
        "Ida Holm, a spokeswoman, said Jutta Lee left the port.",
        [("indirect", "Jutta Lee left the port", "ida-holm")],
    ),
    ("between dashes", "Some guards — old and new — said the port was closed.", [("indirect", "the port was closed", "some-guards")]),
    ("a hearer and a bare clause", "Holm tells voters she is with them.", [("indirect", "she is with them", "ida-holm")]),
    ("a document shows", "The figures show that the port was closed.", [("indirect", "the port was closed", "figures")]),
    ("contracted", "Holm left. She’s saying that the port is closed.", [("indirect", "the port is closed", "ida-holm")]),
    ("a relative name", "The port, which Holm described as a ruin, fell.", [("indirect", "a ruin", "ida-holm")]),
    ("a would-be verb", "Holm told the Herald he’d close the port.", [("indirect", "he’d close the port", "ida-holm")]),
    ("a nickname in between", "Ida Holm, known as “Grey Owl,” said that it was closed.", [("indirect", "it was closed", "ida-holm")]),
    ("called to", "Holm called to close the port.", [("indirect", "to close the port", "ida-holm")]),
    ("a question", "Holm questioned why the port was closed.", [("indirect", "why the port was closed", "ida-holm")]),
    ("a thing demanded", "Holm demanded an answer.", [("indirect", "an answer", "ida-holm")]),
    ("woven after that", "Holm said that “a ruin” on Monday fell.", [("mixed", "“a ruin” on Monday fell", "ida-holm")]),
    ("points out", "Holm points out that the port was closed.", [("indirect", "the port was closed", "ida-holm")]),
    ("a letter that says", "Holm sent a letter to the board saying that it was closed.", [("indirect", "it was closed", "ida-holm")]),
    (
        "goes on after an aside",
        "The port, Holm said on Monday, was closed.",
        [("indirect", "The port", "ida-holm"), ("indirect", "was closed", "ida-holm")],
    ),
    ("thinks, without that", "Holm thinks the port is closed.", [("indirect", "the port is closed", "ida-holm")]),
    ("one statement of two verbs", "Holm says she thinks the port is closed.", [("indirect", "she thinks the port is closed", "ida-holm")]),
    (
        "refusal",
        "The Port Authority refused to say whether anybody was hurt.",
        [("indirect", "whether anybody was hurt", "port-authority")],
    ),
    ("refusal by negation", "Holm did not say when the port would open.", [("indirect", "when the port would open", "ida-holm")]),
    ("denial", "Holm denied any part in the raid.", [("indirect", "any part in the raid", "ida-holm")]),
    (
        "denial with an aside",
        "The Port Authority, however, denied any part in the raid.",
        [("indirect", "any part in the raid", "port-authority")],
    ),
    (
        "a statement that does",
        "Holm released a statement expressing regret for the raid.",
        [("indirect", "expressing regret for the raid", "ida-holm")],
    ),
    ("participle", "Holm left early, saying the port was closed.", [("indirect", "the port was closed", "ida-holm")]),
    ("noun of speech", "Holm’s claim that the port was closed, made in May, is old.", [("indirect", "the port was closed", "ida-holm")]),
    ("promise", "Holm vowed to open the port again.", [("indirect", "to open the port again", "ida-holm")]),
    ("charge", "Holm accused the mayor of closing the port.", [("indirect", "closing the port", "ida-holm")]),
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
    ("asked", "Asked whether the port was closed, Holm laughed.", [("indirect", "whether the port was closed", None)]),
    ("asked by somebody", "When asked by the Herald about the raid, Holm laughed.", [("indirect", "the raid", "herald")]),
    ("a wish of many", "Supporters want to close the port.", [("indirect", "to close the port", "supporters")]),
    ("a wish", "Holm wants to close the port.", [("indirect", "to close the port", "ida-holm")]),
    ("a wish is part of what is told", "Holm said the guards want a raise.", [("indirect", "the guards want a raise", "ida-holm")]),
    ("named without a quotation", "Holm called it a ruin.", [("indirect", "it a ruin", "ida-holm")]),
    ("what somebody calls it", "The guards left what Holm called a ruin.", [("indirect", "a ruin", "ida-holm")]),
    ("a document shows a thing", "A poll showed Holm ahead of the mayor.", [("indirect", "Holm ahead of the mayor", "poll")]),
    ("records at the end", "The port was closed at dawn, records show.", [("indirect", "The port was closed at dawn", "records")]),
    ("sure of it", "Holm is confident that the port is safe.", [("indirect", "the port is safe", "ida-holm")]),
    ("made clear", "Holm made it clear that the port was closed.", [("indirect", "the port was closed", "ida-holm")]),
    ("refused to", "Holm refused to leave the port.", [("indirect", "to leave the port", "ida-holm")]),
    ("no answer", "Holm did not respond to a request for comment.", [("indirect", "a request for comment", "ida-holm")]),
    ("between dashes", "The tax -- which Holm called “pure nonsense” -- is old.", [("mixed", "pure nonsense", "ida-holm")]),
    ("between commas, by one in apposition", "The tax, which its critic, Holm, called “old”, stays.", [("mixed", "old", "ida-holm")]),
    ("an aside ends it", "Holm, who called the raid a crime, left.", [("indirect", "the raid a crime", "ida-holm")]),
    ("whose call", "Ida Holm left. Her call for a vote was heard.", [("indirect", "a vote", "ida-holm")]),
    ("voiced fears", "Holm voiced fears that the port would close.", [("indirect", "the port would close", "ida-holm")]),
    ("noun of speech ends at its verb", "Holm’s claim that the port was closed is old.", [("indirect", "the port was closed", "ida-holm")]),
    ("a passive", "The mayor was told that the port was closed.", [("indirect", "the port was closed", None)]),
    ("a passive by somebody", "The mayor was accused by Holm of closing the port.", [("indirect", "closing the port", "ida-holm")]),
    ("said to", "The mayor is said to have left the port.", [("indirect", "to have left the port", None)]),
    ("after an adverbial", "In May, as the port closed, Holm said, “We left.”", [("direct", "We left.", "ida-holm")]),
    ("a title that is an answer", "“Ruin of a Port,” Holm replied.", [("direct", "Ruin of a Port,", "ida-holm")]),
    ("a trade before the name", "“We left,” said retired guard Jon Vik.", [("direct", "We left,", "jon-vik")]),
    (
        "a short answer goes on",
        "“We left the port,” Holm said. “Never again.”",
        [("direct", "We left the port,", "ida-holm"), ("direct", "Never again.", "ida-holm")],
    ),
    ("an infinitive", "Holm took the floor to insist that the port was closed.", [("indirect", "the port was closed", "ida-holm")]),
    ("condemned and called", "Holm condemned the raid and called it a crime.", [("indirect", "it a crime", "ida-holm")]),
    ("a condemnation", "Holm condemned the raid on Monday.", [("indirect", "the raid", "ida-holm")]),
    (
        "who asked not to be named",
        "A Danish official who asked not to be named said it was closed.",
        [("indirect", "it was closed", "anonymous-danish-official-a1")],
    ),
    ("as X put it", "As Holm put it, “the port is a ruin”.", [("direct", "the port is a ruin", "ida-holm")]),
    ("quoted as saying", "Holm was quoted as saying that it was closed.", [("indirect", "it was closed", "ida-holm")]),
    ("an apology", "Holm apologised for the delay.", [("indirect", "the delay", "ida-holm")]),
    ("an appeal", "Holm appealed to drivers to stay at home.", [("indirect", "drivers to stay at home", "ida-holm")]),
    ("a hearer without an article", "Holm told villagers the port was closed.", [("indirect", "the port was closed", "ida-holm")]),
    ("nobody's allegations", "Allegations that the port was full have been denied.", [("indirect", "the port was full", None)]),
    ("a stray mark", "“We are leaving, Holm said.", [("indirect", "We are leaving", "ida-holm")]),
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
    ("inserted", "The state pays a group Holm says is fighting the flood.", [("indirect", "is fighting the flood", "ida-holm")]),
    ("a question, then who the speaker is", "“Why?” Ida Holm, the mayor, asked.", [("direct", "Why?", "ida-holm")]),
    ("a name alone in a quotation", "“Come,” Holm said. “Jon Vik.”", [("direct", "Come,", "ida-holm"), ("direct", "Jon Vik.", "ida-holm")]),
    ("a contraction", "Ida Holm left. While she’s said the port is open, it is shut.", [("indirect", "the port is open", "ida-holm")]),
    ("this week", "The port is shut, Holm told guards this week.", [("indirect", "The port is shut", "ida-holm")]),
    ("a junior", "Jon Vik Jr. said the port was closed.", [("indirect", "the port was closed", "jon-vik-jr")]),
    ("about half", "Holm said about half of the port was closed.", [("indirect", "about half of the port was closed", "ida-holm")]),
    ("what somebody said was", "The guards left what Holm said was a ruin.", [("indirect", "was a ruin", "ida-holm")]),
    ("a semicolon ends it", "Holm said the port was closed; rain fell.", [("indirect", "the port was closed", "ida-holm")]),
    (
        "what another denies",
        "Holm said the port was safe, an assertion that Karl Lund has rejected.",
        [("indirect", "the port was safe", "ida-holm"), ("indirect", "an assertion", "karl-lund")],
    ),
    ("a figure", "Holm put the number of dead at 26.", [("indirect", "the number of dead at 26", "ida-holm")]),
    (
        "a title and a name behind the words",
        "Two ships were hit on Monday, the port’s spokesman, Karl Lund, said on X. “We sank one,” he wrote.",
        [("indirect", "Two ships were hit on Monday", "karl-lund"), ("direct", "We sank one,", "karl-lund")],
    ),
    ("who wants no name", "“We ran,” said Holm, who was hurt and requested anonymity.", [("direct", "We ran,", "ida-holm")]),
    (
        "a claim dismissed is one statement",
        "Holm dismissed the suggestion that the port was lost.",
        [("indirect", "the suggestion that the port was lost", "ida-holm")],
    ),
    (
        "behind the words",
        "“We left,” said Karl Lund, adding that he was tired.",
        [("direct", "We left,", "karl-lund"), ("indirect", "he was tired", "karl-lund")],
    ),
]
NOT_ONE = [
    ("a knife put somewhere", "Holm put the knife at the door."),
    ("a deed that shows", "The steps, taken on Monday, show that the port is ready to open."),
    ("a pronoun alone", "The guards denied it."),
    ("a heading", "Ten Tools to Fight Crime: The port is closed today and open again."),
    ("a book", "In her 2002 book, “Make a Port Great,” Holm left."),
    ("a show", "They taped an hourlong show that was light."),
    ("a number of states", "Holm left the nine states, all of them, on Monday."),
    ("that stands for something said", "Having said that, the port is old."),
    ("insisted on", "Holm insisted on closing the port."),
    ("a noun that names", "Her first term as mayor was long."),
    ("a caption of a place", "Norway: The port is closed today."),
    ("a caption of nobody", "Weather: The rain goes on until Friday."),
    ("one label in capitals", "NOTE: The port is closed today.\n\nThe guards left."),
    ("a title", "They read “A Port of No Return” twice."),
    ("a word held with tongs", "The “port” was closed."),
    ("a name with a verb's letters", "The State Department building was closed."),
    ("a noun", "The report was long and the claims were old."),
    ("an order", "Holm ordered two raids on the port."),
    ("a thing wants nothing", "The raid sought to close the port."),
    ("a name of a thing", "Holm taught a class called “Ports and Seas”."),
    ("a list of nouns", "The port had old gates, big bold promises and no guards."),
    ("who is only described", "Those who want to close the port left."),
    ("what was made", "Holm wrote a children’s book."),
    ("an object first", "Them, nobody asked."),
    ("a noun with its verb", "The jobs report was good."),
    ("per day", "It closes twice per day."),
    ("an adverbial before the cue is not said", "In a statement on Monday, Holm said nothing."),
]
KNOWN_FAILURES = [
    ("passive report", "The port, it is said, was closed.", ("indirect", "The port was closed", None), "impersonal reports are left out"),
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
    return [p.read_text(encoding="utf-8") for p in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))]


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

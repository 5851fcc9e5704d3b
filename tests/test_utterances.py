"""Utterances: the same words are one, wherever printed; texts that only open alike are not."""

from __future__ import annotations

from datetime import date

import pytest

from analystkit.codebook import Codebook
from analystkit.english import actors
from analystkit.english import attribution as statements
from analystkit.english.tokens import Reading
from analystkit.link.utterances import Address, utterances
from analystkit.records import Article, Interval, Segment, Tags
from analystkit.show.utterances import compare

MAY, JUNE = Interval(date(2020, 5, 4), date(2020, 5, 6), "day"), Interval(date(2020, 6, 8), date(2020, 6, 9), "day")
LONG = "At the mayor’s request, port guards this morning closed both gates of the northern harbour after two nights of fires in the stores."
CUT = "port guards this morning closed both gates of the northern harbour after two nights of fires"
ALIKE = "At the mayor’s request, port guards this morning opened a new road to the fish market and gave free soup to every child in town."


def corpus(*texts: tuple[str, str, Interval]) -> tuple[list[Article], dict[str, Tags]]:
    articles = [Article(i, t, segments=(Segment(0, len(t), "body", "given"),), published=when) for i, t, when in texts]
    tags = {}
    for a in articles:
        people = Tags(actors=tuple(actors.tag(Reading(a), Codebook(), Tags())))
        tags[a.id] = Tags(actors=people.actors, statements=tuple(statements.tag(Reading(a), Codebook(), people)))
    return articles, tags


def ids(*texts: tuple[str, str, Interval]) -> dict[Address, str]:
    return utterances(*corpus(*texts))


def quoted(words: str, who: str = "Judge Ida Holm") -> str:
    return f"“{words}” said {who}."


def test_the_same_words_are_one() -> None:
    found = ids(("a", quoted(LONG), MAY), ("b", quoted(LONG), MAY))
    assert len(found) == 2 and len(set(found.values())) == 1


def test_a_cut_of_the_same_words_is_the_same() -> None:
    assert len(set(ids(("a", quoted(LONG), MAY), ("b", quoted(CUT), MAY)).values())) == 1


def test_an_editors_bracket_changes_nothing() -> None:
    assert len(set(ids(("a", quoted(LONG), MAY), ("b", quoted(LONG.replace("mayor’s", "mayor’s (Lee)")), MAY)).values())) == 1


NOT_ONE = [
    ("texts that only open alike", quoted(LONG), MAY, quoted(ALIKE), MAY),
    ("the same words a month later", quoted(LONG), MAY, quoted(LONG), JUNE),
    ("a few words by somebody else", quoted("We will not leave this port."), MAY, quoted("We will not leave.", "Judge Nils Orlov"), MAY),
]


@pytest.mark.parametrize(("what", "one", "day", "other", "day2"), NOT_ONE, ids=[e[0] for e in NOT_ONE])
def test_not_one(what: str, one: str, day: Interval, other: str, day2: Interval) -> None:
    assert len(set(ids(("a", one, day), ("b", other, day2)).values())) == 2


MISSION = "said the UN Support Mission in Norland in a statement."
ONE = [
    ("under two forms of a name", f"“{LONG}” {MISSION}", f"“{CUT}” said the UN Support Mission in a statement."),
    ("by a pronoun that nobody bears", quoted(LONG), f"“{LONG}” she said."),
    ("by a full name and a surname", quoted(LONG), quoted(LONG, "Judge Holm")),
    ("reported, by its acronym", f"The Free Harbour Union said that {CUT}.", f"The FHU said that {CUT}."),
]
TWO = [
    ("of two people", quoted(LONG), quoted(LONG, "Judge Nils Orlov")),
    ("a dozen words too few", f"“{LONG}” {MISSION}", "“port guards this morning closed both gates and went home” said the mayor."),
]


@pytest.mark.parametrize(("what", "one", "other"), ONE, ids=[e[0] for e in ONE])
def test_the_same_words_are_one_however_the_speaker_is_called(what: str, one: str, other: str) -> None:
    assert len(set(ids(("a", one, MAY), ("b", other, MAY)).values())) == 1


@pytest.mark.parametrize(("what", "one", "other"), TWO, ids=[e[0] for e in TWO])
def test_no_utterance(what: str, one: str, other: str) -> None:
    assert len(set(ids(("a", one, MAY), ("b", other, MAY)).values())) == 2


def test_the_same_words_printed_some_days_later_are_one() -> None:
    later = Interval(date(2020, 5, 9), date(2020, 5, 9), "day")
    assert len(set(ids(("a", quoted(LONG), MAY), ("b", quoted(CUT), later)).values())) == 1
    assert len(set(ids(("a", quoted(LONG), MAY), ("b", quoted(CUT, "Judge Nils Orlov"), later)).values())) == 2


def test_two_people_never_become_one_through_a_third_printing() -> None:
    texts = [quoted(LONG), f"“{LONG}” she said.", quoted(LONG, "Judge Nils Orlov"), quoted(LONG, "Judge Nils Orlov")]
    articles, tags = corpus(*((f"a{n}", t, MAY) for n, t in enumerate(texts)))
    found = utterances(articles, tags)
    assert found["a2", 0] == found["a3", 0] != found["a0", 0]


def test_two_spokesmen_of_one_office_have_each_their_release() -> None:
    text = (
        "“We leave the port,” Harbour Ministry spokesman Nils Orlov said in a statement. "
        "“We leave the town,” Harbour Ministry spokesman Karl Lund said in a statement."
    )
    found = ids(("a", text, MAY))
    assert len(found) == 2 and len(set(found.values())) == 2


def test_pieces_cut_by_the_cue_are_one() -> None:
    found = ids(("a", "“We will leave,” said Judge Ida Holm, “and never return to this port.”", MAY))
    assert len(found) == 2 and len(set(found.values())) == 1


def test_what_is_added_goes_on() -> None:
    found = ids(("a", quoted("We will leave the port.") + "\n\n“Nobody will come back,” Holm added.", MAY))
    assert len(found) == 2 and len(set(found.values())) == 1


def test_an_unrelated_article_changes_no_id() -> None:
    both = [("a", quoted(LONG), MAY), ("b", quoted(CUT), MAY)]
    alone = ids(*both)
    more = ids(("0", quoted("The orchard burnt for three days and nights.", "Judge Nils Orlov"), MAY), *both)
    assert {k: v for k, v in more.items() if k in alone} == alone


def test_every_statement_has_an_id_in_any_order() -> None:
    articles, tags = corpus(("a", quoted(LONG), MAY), ("b", quoted(ALIKE), MAY), ("c", quoted(CUT), JUNE))
    found = utterances(articles, tags)
    assert set(found) == {(a.id, i) for a in articles for i in range(len(tags[a.id].statements))}
    assert utterances(articles[::-1], tags) == found


def test_many_copies_stay_cheap_and_one() -> None:
    texts = [(f"a{i:04}", quoted(LONG), MAY) for i in range(400)]
    assert len(set(ids(*texts).values())) == 1


def test_compare_says_what_only_one_side_prints() -> None:
    runs = compare("We left the port at dawn", "We left at dawn today")
    assert runs == [("same", "We left"), ("left", "the port"), ("same", "at dawn"), ("right", "today")]
    assert compare("", "") == []
    for side, other in (("left", "We left the port at dawn"), ("right", "We left at dawn today")):
        assert " ".join(words for op, words in runs if op in ("same", side)) == other


COMPARED = [
    ("house style", "“We left Orla’s port”, he", "We left Orla's port, he", ["same"]),
    ("cut at the end", "We left the port at dawn.", "We left the port.", ["same", "left"]),
    ("cut inside", "We left, tired and cold, the port.", "We left … the port.", ["same", "left", "right", "same"]),
    ("an editor's word", "At his word we left.", "At (Lee’s) word we left.", ["same", "left", "right", "same"]),
    ("another case", "We LEFT the port.", "we left the Port", ["same"]),
    ("another word", "We left the port.", "We left the ports.", ["same", "left", "right"]),
]


@pytest.mark.parametrize(("what", "a", "b", "kinds"), COMPARED, ids=[c[0] for c in COMPARED])
def test_compare_looks_at_words(what: str, a: str, b: str, kinds: list[str]) -> None:
    assert [op for op, _ in compare(a, b)] == kinds

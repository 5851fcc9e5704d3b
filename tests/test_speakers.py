"""Whose words they are: pronouns and roles taken up again, whole names, and what never speaks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pace import seconds

from analystkit import Corpus
from analystkit.codebook import Codebook, KnownActor
from analystkit.english import actors
from analystkit.english.attribution import tag
from analystkit.english.tokens import Reading
from analystkit.records import Article, Place, Segment, Statement, Tags

BOOK = Codebook(actors=(KnownActor("unsmin", "UN Support Mission in Norland", "organisation", ("UNSMIN",), line=2),))


def told(text: str, *towns: str) -> list[Statement]:
    """The statements of a body; ``towns`` are words of it that are known places."""
    article = Article("a1", text, segments=(Segment(0, len(text), "body", "given"),) if text else ())
    spots = [(text.index(t), text.index(t) + len(t), t) for t in towns]
    places = tuple(Place(a, b, t.lower(), t, "city", None, 1.0, 1.0, "city", "locative", "given") for a, b, t in spots)
    tags = Tags(places=places)
    return tag(Reading(article), BOOK, Tags(places=places, actors=tuple(actors.tag(Reading(article), BOOK, tags))))


def last(text: str, *towns: str) -> tuple[str, str | None]:
    """The printed speaker of the last statement, and who that is."""
    s = told(text, *towns)[-1]
    return text[s.speaker_start or 0 : s.speaker_end or 0], s.speaker_id


PRONOUNS = [
    (
        "the subject of the sentence before",
        "Army spokesman Karl Lund said the road was open. Ambassador Nils Orlov welcomed the move. “It was time,” he wrote.",
        ("he", "nils-orlov"),
    ),
    (
        "a name between commas after a role",
        "“We hold the town,” army spokesman Karl Lund said. The rebels’ commander, Yusuf Idris, rejected this. “It is a lie,” he said.",
        ("he", "yusuf-idris"),
    ),
    (
        "a name with a description",
        "Yusuf Idris said the town was lost. Anna Petrov, a nurse, fled with her sons. “We ran,” she said.",
        ("she", "anna-petrov"),
    ),
    (
        "a role that says she",
        "“It is a lie,” Yusuf Idris said.\n\nSpokeswoman Lena Holm answered within the hour. “They are heroes,” she tweeted.",
        ("she", "lena-holm"),
    ),
    (
        "a name that nothing else proves",
        "“We will rebuild,” Karl Brandt said.\n\nTess Moran disagreed. “It is too late,” she said.",
        ("she", "tess-moran"),
    ),
    ("the title decides, object", "Mr Idris met Ms Holm. She said the town was lost.", ("She", "holm")),
    ("the title decides, subject", "Mr Idris met Ms Holm. He said the town was lost.", ("He", "idris")),
    ("the speaker goes on", "Karl Brandt told Lena Holm that the port was shut. He said it was empty.", ("He", "karl-brandt")),
    ("within the sentence", "Karl Brandt said the port was shut, and he said it was empty.", ("he", "karl-brandt")),
    ("he goes on", "Karl Brandt said the port was shut. He shook his head. “No,” he said.", ("he", "karl-brandt")),
    ("the only one named", "“We left,” Lena Holm said. The court jailed Mr Brandt. “It is a lie,” he said.", ("he", "brandt")),
    ("her husband is no she", "The mayor, Ann Lee, left. Her husband, Tom Berg, disagreed. “It is open,” she said.", ("she", "ann-lee")),
    (
        "she cannot be who was he",
        "Karl Brandt said it was shut. He said it was empty. The hall was quiet. “We ran,” she said.",
        ("she", None),
    ),
    ("whom only a cue proves", "According to Lena Holm, the port was shut. She said it was empty.", ("She", "lena-holm")),
    ("a man’s lawyer is not he", "Mr Brandt’s lawyer, Tess Moran, rejected the charge. “He is innocent,” she said.", ("she", "tess-moran")),
    ("one of many is no he", "“No,” said a spokesman. Reporters asked again. “We left,” he said.", ("he", "spokesman")),
    ("a spokeswoman is no he", "Karl Brandt left. The mayor’s spokeswoman wept. “We left,” she said.", ("she", "mayor-spokeswoman")),
    ("a first name shows a woman", "Karl Brandt met Anna Petrov at dawn. “We go,” she said.", ("she", "anna-petrov")),
    ("a first name shows a man", "Anna Petrov met Karl Brandt at dawn. “We go,” he said.", ("he", "karl-brandt")),
    ("a body by it", "Karl Brandt said it was shut. The Harbour Ministry left. “We go,” it said.", ("it", "harbour-ministry")),
    ("whom a medium calls who", "Karl Brandt said it was shut. Yusuf Idris, who said it was open, left.", ("who", "yusuf-idris")),
]
UNDECIDED = [
    ("two subjects", "Karl Brandt and Yusuf Idris met Lena Holm at dawn. “We go,” he said."),
    ("two objects", "The court jailed minister Karl Brandt and minister Yusuf Idris. “We go,” he said."),
    ("only a spokeswoman before", "The mayor’s spokeswoman wept. “We left,” he said."),
    ("nobody before", "The port was shut. “We go,” she said."),
    ("only a woman before", "Ms Holm left. “We go,” he said."),
    ("named in the words said", "Karl Brandt left. The Harbour Ministry said that minister Yusuf Idris was dead. “We go,” he said."),
]
NO_SPEAKER = [
    ("a town in a headline", "“No one will tell us who fired”: Tarn buries its dead", ("Tarn",)),
    ("a town that no list knows, in a headline", "“No one will tell us who fired”: Tarn buries its dead", ()),
    ("a verb with what belongs to it", "The port, which survived the flood, was closed; triggered alarms claimed the rest.", ()),
    ("no adverb", "There were fears the port was closed.", ()),
    ("a part of a phrase", "Lee’s recent decline worried whether they left.", ()),
    ("rules give, they do not say", "Party procedures give the chair “wide powers over the whole list”.", ()),
]
WHOLE = [
    ("of the codebook", "The UN Support Mission in Norland said the graves were old.", ("UN Support Mission in Norland", "unsmin")),
    (
        "of the language",
        "The Harbour Support Mission in Tarn said it was old.",
        ("The Harbour Support Mission in Tarn", "harbour-support-mission-in-tarn"),
    ),
    (
        "with its acronym",
        "The International Organization for Harbours (IOH) left. The IOH said it was old.",
        ("IOH", "international-organization-for-harbours"),
    ),
    ("in lower case", "The Tarn coast guard saved two men, saying it was old.", ("The Tarn coast guard", "tarn-coast-guard")),
    ("without where it hung", "A banner hung from a bridge claimed that it was old.", ("A banner", "banner")),
    ("without its date", "A warrant dated 17 June 2024 said that it was old.", ("A warrant", "warrant")),
    ("behind a comma", "The firm, which has denied dumping oil, left.", ("which", "firm")),
]
CONTENT = [
    ("dateline with a dash", "NORTHPORT, Norland (AP) — Harbour prosecutors said Wednesday they held two guards.", "they held two guards"),
    ("dateline in brackets", "(NORTHPORT, Norland (AP)) Harbour prosecutors said Wednesday they held two guards.", "they held two guards"),
    ("dateline with a day", "NORTHPORT, May 4 — The mayor said the port was shut.", "the port was shut"),
    ("a medium told", "A resident told AFP that tanks had come.", "tanks had come"),
    ("a medium told at a time", "A resident told AFP late Sunday that tanks had come.", "tanks had come"),
]
NOT_ONE = [
    ("a deed to come", "The inquiry would report “within two weeks”."),
    ("a plan promises nothing", "The plan promises to end the strike."),
    ("sanctions threaten nobody", "Sanctions threaten to wreck the harbour."),
    ("a wish", "The crowd wanted to close the port."),
]


# who spoke, and not who did something to them or when it was; None is nobody known
WHO = [
    ("The men released by Nordia said they had been beaten.", "men"),
    ("The women freed by the Harbour Front said they were beaten.", "women"),
    ("The sailors arrested by Norland said they would sue.", "sailors"),
    ("The farmers displaced by Norland said that they had no food.", "farmers"),
    ("Next month Ida Holm told the court that she was shot.", "ida-holm"),
    ("Last year Holm said the port was closed.", "holm"),
    ("That night Holm said the port was closed.", "holm"),
    ("Aides of Karl Lund, who in 2010 said that the port was closed, wept.", "karl-lund"),
    ("Sailors met Ida Holm, who on Monday told the court that she was shot.", "ida-holm"),
    ("Sailors and captains almost universally said that the port was closed.", "sailors-and-captains"),
    ("Both said that the guards fired first.", None),
    ("“We ran,” both said.", None),
    ("The report published by Norland said that ten died.", "norland"),
    ("Norland said that the men were released by Nordia.", "norland"),
    ("The men were released by Nordia, Norland said.", "norland"),
    ("Nordia said the men it had released were well.", "nordia"),
    # what is told of the speaker, up to the verb, is not who spoke
    ("Karl Lund, 30, from Tarn, who was among fifty injured, said that the tram sped up.", "karl-lund"),
    ("The father, from Tarn, in the south, said people were screaming.", "father"),
    ("Karl Lund, the head of the clinics of Tarn, which burnt, said that it was over.", "karl-lund"),
    ("Karl Lund, of Tarn, who lost two sons, said that he was tired.", "karl-lund"),
    ("Ida Holm, a resident of Tarn, in the north, said the road was shut.", "ida-holm"),
    ("In Tarn, Ida Holm said the port was shut.", "ida-holm"),
    ("In the port of Tarn, north of here, Ida Holm said the port was shut.", "ida-holm"),
    ("After talks in Tarn, Norland said it would sign.", "norland"),
    ("Karl Lund, who met Ida Holm, who said that the port was shut, left.", "ida-holm"),
    ("The mayor, Ida Holm, said the port was shut.", "ida-holm"),
    ("Police in Tarn, the largest town, said it was quiet.", "police"),
    # nor is a heading in capitals before the name
    ("HOW TO DEAL WITH FLOODS Ida Holm warns that they must leave.", "ida-holm"),
    ("MISSING BOYS FOUND Police said that it was over.", "police"),
    ("IDA HOLM said that it was over.", "ida-holm"),
]


@pytest.mark.parametrize(("text", "who"), WHO)
def test_who_spoke_is_not_who_acted_nor_when(text: str, who: str | None) -> None:
    assert last(text)[1] == who


WITHHELD = [
    ("The ministry could not confirm that its guards had fired.", "could not confirm", "its guards had fired"),
    ("Inspectors were unable to verify that the guards had fired.", "were unable to verify", "the guards had fired"),
    ("Inspectors found no evidence that the guards had fired.", "found no evidence", "the guards had fired"),
]
NOT_WITHHELD = ["There was no evidence that the guards fired."]


@pytest.mark.parametrize(("text", "cue", "words"), WITHHELD)
def test_the_cue_of_what_is_not_said_holds_the_denial(text: str, cue: str, words: str) -> None:
    (s,) = told(text)
    assert (text[s.cue_start or 0 : s.cue_end or 0], text[s.start : s.end]) == (cue, words)


def test_he_could_not_confirm_it_is_one_statement_with_he_said() -> None:
    text = "Karl Lund said he could not confirm that the guards fired."
    assert [text[s.start : s.end] for s in told(text)] == ["he could not confirm that the guards fired"]


@pytest.mark.parametrize("text", NOT_WITHHELD)
def test_nothing_is_withheld(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("what", "text", "wanted"), PRONOUNS, ids=[e[0] for e in PRONOUNS])
def test_a_pronoun_is_whoever_is_nearest_and_fits(what: str, text: str, wanted: tuple[str, str | None]) -> None:
    found = [s for s in told(text) if text[s.speaker_start or 0 : s.speaker_end or 0] == wanted[0]]
    assert found and found[-1].speaker_id == wanted[1]


@pytest.mark.parametrize(("what", "text"), UNDECIDED, ids=[e[0] for e in UNDECIDED])
def test_what_cannot_be_decided_stays_open(what: str, text: str) -> None:
    words, who = last(text)
    assert words in ("he", "she") and who is None


@pytest.mark.parametrize(("what", "text", "towns"), NO_SPEAKER, ids=[e[0] for e in NO_SPEAKER])
def test_no_speaker(what: str, text: str, towns: tuple[str, ...]) -> None:
    assert all(s.speaker_id is None for s in told(text, *towns))


@pytest.mark.parametrize(("what", "text", "wanted"), WHOLE, ids=[e[0] for e in WHOLE])
def test_a_name_is_whole(what: str, text: str, wanted: tuple[str, str]) -> None:
    assert last(text) == wanted


@pytest.mark.parametrize(("what", "text", "words"), CONTENT, ids=[e[0] for e in CONTENT])
def test_only_what_was_said(what: str, text: str, words: str) -> None:
    assert [text[s.start : s.end] for s in told(text)] == [words]


@pytest.mark.parametrize(("what", "text"), NOT_ONE, ids=[e[0] for e in NOT_ONE])
def test_not_one(what: str, text: str) -> None:
    assert told(text) == []


def test_the_medium_that_was_told_relays() -> None:
    assert [s.via for s in told("A resident told AFP that tanks had come.")] == ["afp"]
    assert [s.via for s in told("A resident said that AFP had come.")] == [None]


@pytest.mark.parametrize("text", [*(e[1] for e in PRONOUNS[:6]), *(e[1] for e in CONTENT)])
def test_cut_anywhere_spans_lie_inside(text: str) -> None:
    for i in range(len(text) + 1):
        for s in [*told(text[:i]), *told(text[i:])]:
            assert 0 <= s.start < s.end <= len(text)
            assert s.speaker_start is None or (s.speaker_end is not None and s.speaker_start < s.speaker_end)


@pytest.mark.parametrize(
    "piece", ["Karl Lund left. “No,” he said. ", "he said ", "Karl Lund and Nils Orlov ", "NORTHPORT, Norland ", ", Lee said, "]
)
def test_time_grows_with_length_not_faster(piece: str) -> None:
    assert seconds(lambda: told(piece * 2_000)) < 12 * max(seconds(lambda: told(piece * 500)), 0.02)


def test_nobody_is_the_source_of_what_he_could_not_confirm(tmp_path: Path) -> None:
    text = "Fire\n\nThe ministry could not confirm that four people were killed in the attack in Oslo on Monday."
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "x1", "text": text, "published": "2020-05-04"}) + "\n", encoding="utf-8")
    claims = Corpus.load(tmp_path / "a.jsonl").table("claims")
    assert not any(c.source_id == "ministry" for c in claims.itertuples() if c.value is not None)

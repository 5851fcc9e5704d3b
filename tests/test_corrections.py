"""The analyst's corrections: what each line does to events, claims and conflicts, and what is said of a line that matches nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from test_events import article

from analystkit import Corpus
from analystkit.codebook import Codebook, KnownPlace
from analystkit.codebook.corrections import Correction
from analystkit.errors import CodebookError
from analystkit.link import Event, Links, link
from analystkit.records import UNKNOWN, Article, Interval, Statement, Tags

HOME = article(
    "home",
    "Rebels attacked Vale on 3 May, killing two guards. Red Band gunmen attacked Moor on 9 May, injuring six guards. "
    "The attack on Moor angered many.",
)
AWAY = article("away", "On 3 May, an attack hit Vale harbour, killing three guards.")
VALE, MOOR = "vale-harbour-attack-2019-05-03", "moor-attack-2019-05-09"
BOOK = Codebook(places=(KnownPlace("hill", "Hill", "city", "XA", 40.0, 50.0, "city"),))


def corrected(*lines: tuple[str, ...]) -> Links:
    """The two articles linked, with these lines: action, row, at, text, to, qualifier, event."""
    cells = [(*line, *("",) * (7 - len(line))) for line in lines]
    made = tuple(Correction(*line[:6], why="seen", line=n, event=line[6]) for n, line in enumerate(cells, 2))
    return link([HOME[0], AWAY[0]], {"home": HOME[1], "away": AWAY[1]}, replace(BOOK, corrections=made))


def event(links: Links, event_id: str) -> Event:
    return next(e for e in links.events if e.event_id == event_id)


def conflict(links: Links, attribute: str) -> str:
    return next((c.note for c in links.conflicts if c.attribute == attribute), "")


def test_without_lines_nothing_changes() -> None:
    plain = corrected()
    assert ([e.event_id for e in plain.events], plain.tags["home"], plain.acted) == ([VALE, MOOR], HOME[1], ())


def test_same_keeps_the_second_id_and_both_their_mentions() -> None:
    told = corrected(("same", "event", MOOR, "", VALE))
    (one,) = told.events
    assert (one.event_id, len(one.mentions), one.place_ids) == (VALE, 4, ("vale-harbour", "vale", "moor"))
    assert one.reason.startswith(f"corrections.csv:2: {MOOR} is the same (seen)")
    assert "3 May 2019" in conflict(told, "date") and "9 May 2019" in conflict(told, "date")
    assert told.acted[0].did == f"{MOOR} is {VALE}"


def test_different_makes_an_event_of_a_mention_and_the_conflict_goes() -> None:
    told = corrected(("different", "mention", "away:0-58", "On 3 May, an attack…", "harbour-attack"))
    new, old = event(told, "harbour-attack"), event(told, VALE)
    assert (new.place_ids, new.mentions, new.title) == (("vale-harbour",), (("away", 0),), "Attack, Vale harbour")
    assert (old.place_ids, old.mentions, old.when.latest) == (("vale",), (("home", 0),), date(2019, 5, 3))
    assert new.reason.startswith("corrections.csv:2") and old.reason.startswith("corrections.csv:2")
    assert "1 mention in 1 article" in old.reason  # as it is now
    assert conflict(told, "killed") == ""


def test_move_takes_a_mention_to_another_event() -> None:
    told = corrected(("move", "mention", "home:112-143", "The attack on Moor angered many", VALE))
    assert event(told, VALE).mentions == (("away", 0), ("home", 0), ("home", 2))
    assert event(told, MOOR).mentions == (("home", 1),) and event(told, MOOR).place_ids == ("moor",)
    assert told.tags["home"].mentions[2].rule.startswith("corrections.csv:2; ")


def test_an_event_whose_last_mention_goes_is_gone() -> None:
    told = corrected(("move", "mention", "home:51-110", "Red Band…", VALE), ("move", "mention", "home:112-143", "The attack…", VALE))
    assert [e.event_id for e in told.events] == [VALE]


def test_drop_a_mention_takes_its_claims_and_leaves_the_others_where_they_were() -> None:
    told = corrected(("drop", "mention", "home:0-49", "Rebels attacked Vale…"))
    tags = told.tags["home"]
    assert [m.start for m in tags.mentions] == [51, 112]
    assert {c.start for c in tags.claims} == {51, 76, 81, 91, 126}
    assert event(told, VALE).mentions == (("away", 0),) and event(told, MOOR).mentions == (("home", 0), ("home", 1))
    assert all(tags.mentions[c.mention].start <= c.start < tags.mentions[c.mention].end for c in tags.claims)
    assert set(told.origins) == {(a, i) for a, t in told.tags.items() for i in range(len(t.claims))}


DROPS = [("claim", "away:38-58:killed", "killing three guards"), ("place", "away:24-36", "Vale harbour"), ("time", "home:24-29", "3 May")]


@pytest.mark.parametrize(("row", "at", "text"), DROPS)
def test_a_dropped_row_is_in_no_table(row: str, at: str, text: str) -> None:
    told = corrected(("drop", row, at, text))
    name, start, end = told.acted[0].correction.span
    assert told.acted[0].did == f"no {row}"
    assert not [r for r in getattr(told.tags[name], f"{row}s") if (r.start, r.end) == (start, end) and row != "claim"]
    assert not [r for r in told.tags[name].claims if (r.start, r.end) == (start, end)]


def test_a_dropped_place_leaves_its_event() -> None:
    assert event(corrected(("drop", "place", "away:24-36", "Vale harbour")), VALE).place_ids == ("vale",)


def test_a_dropped_time_leaves_the_event_undated() -> None:
    told = corrected(("drop", "time", "home:81-89", "on 9 May"))
    assert event(told, MOOR).when == Interval(None, date(2019, 5, 10), "unknown")


def test_a_place_moves_with_its_claims_its_mention_and_its_event() -> None:
    told = corrected(("move", "place", "home:76-80", "Moor", "hill"))
    assert event(told, MOOR).place_ids == ("moor", "hill")  # the other mention still says Moor
    assert told.tags["home"].mentions[1].place_ids == ("hill",)
    assert [c.value for c in told.tags["home"].claims if c.start == 76] == ["hill"]
    assert told.acted[0].did == "“Moor” is hill"


def test_a_place_moves_to_a_point() -> None:
    tags = corrected(("move", "place", "home:76-80", "Moor", "40.5; 50.25")).tags["home"]
    (moved,) = [p for p in tags.places if p.start == 76]
    assert (moved.lat, moved.lon, moved.precision, moved.place_id) == (40.5, 50.25, "point", "moor-at-40-5-50-25")


@pytest.mark.parametrize("to", ["hill", "40.5; 50.25"])
def test_a_place_that_the_analyst_decides_has_no_candidates_left(to: str) -> None:
    doubtful = replace(HOME[1], places=tuple(replace(p, candidates="moor;mire") for p in HOME[1].places))
    line = Correction("move", "place", "home:76-80", "Moor", to, "", why="seen", line=2)
    tags = link([HOME[0], AWAY[0]], {"home": doubtful, "away": AWAY[1]}, replace(BOOK, corrections=(line,))).tags["home"]
    assert {p.start: p.candidates for p in tags.places if p.start in (16, 76)} == {16: "moor;mire", 76: ""}


def test_an_event_goes_by_the_receipt_of_a_mention() -> None:
    told = corrected(("drop", "event", "home:51-110", ""))
    assert [e.event_id for e in told.events] == [VALE] and [m.start for m in told.tags["home"].mentions] == [0]
    assert event(corrected(("same", "event", "home:51-110", "", VALE)), VALE).mentions[-1] == ("home", 2)


def test_two_events_that_are_not_one_stay_two_and_the_answer_is_kept() -> None:
    told = corrected(("different", "event", MOOR, "", VALE))
    assert {e.event_id for e in told.events} == {VALE, MOOR} and told.acted[0].did == f"{MOOR} is not {VALE}"


def test_rename_gives_a_title_and_leaves_the_id() -> None:
    assert event(corrected(("rename", "event", MOOR, "", "The raid on Moor")), MOOR).title == "The raid on Moor"


def test_a_value_goes_into_the_conflicts() -> None:
    told = corrected(("value", "claim", "away:38-58:killed", "killing three guards", "2"))
    assert conflict(told, "killed") == ""
    (claim,) = [c for c in told.tags["away"].claims if c.attribute == "killed"]
    assert (claim.value, claim.qualifier, claim.rule) == (2, None, "corrections.csv:2 (was 3 (guards)); casualties.active")
    silent = corrected(("value", "claim", "away:38-58:killed", "killing…", "unknown", "refuses to say"))
    assert conflict(silent, "killed") == "Home: 2 killed; Away: refuses to say how many were killed."


def test_a_date_that_is_corrected_dates_the_event() -> None:
    told = corrected(("value", "claim", "home:81-89:date", "on 9 May", "2019-05-08/2019-05-09"))
    assert event(told, MOOR).when.earliest == date(2019, 5, 8)


def test_an_added_claim_goes_into_the_conflicts_and_the_grades() -> None:
    told = corrected(("add", "claim", "home:112-143:killed", "The attack on Moor angered many", "4", "at least", MOOR))
    (new,) = [(i, c) for i, c in enumerate(told.tags["home"].claims) if c.attribute == "killed" and c.value == 4]
    assert (new[1].qualifier, new[1].mention, new[1].rule) == ("at least", 2, "corrections.csv:2; added")
    assert told.acted[0].did == f"killed 4 (at least), told of {MOOR}"
    assert ("home", new[0]) in told.origins and ("home", new[0]) in told.credibility

    rival = corrected(("add", "claim", "away:0-58:killed", "On 3 May…", "9", "", VALE), ("drop", "claim", "away:38-58:killed", "killing…"))
    assert conflict(rival, "killed") == "Different numbers killed. Home: 2 killed; Away: 9 killed."


def test_an_added_claim_of_an_event_that_its_article_does_not_tell_makes_a_mention() -> None:
    told = corrected(("add", "claim", "away:38-58:injured", "killing three guards", "3", "", MOOR))
    assert event(told, MOOR).mentions == (("away", 1), ("home", 1), ("home", 2))
    assert told.tags["away"].mentions[1].rule == "corrections.csv:2" and event(told, MOOR).reason.startswith("corrections.csv:2")
    assert conflict(told, "injured") == "Different numbers injured. Away: 3 injured; Home: 6 injured."


def test_an_added_claim_is_its_speakers_and_its_mention_follows() -> None:
    a, t = HOME
    said = Statement(112, 143, "indirect", 51, 59, "red-band", None, None, None, UNKNOWN, "test")
    lines = (
        Correction("add", "claim", "home:112-143:place", "The attack…", "hill", "", "seen", 2, MOOR),
        Correction("add", "claim", "home:112-143:date", "The attack…", "2019-05-08", "", "seen", 3, MOOR),
    )
    told = link([a], {"home": replace(t, statements=(said,))}, replace(BOOK, corrections=lines))
    assert {c.source_id for c in told.tags["home"].claims if c.rule.endswith("; added")} == {"red-band"}
    mention = told.tags["home"].mentions[2]
    assert (mention.place_ids, mention.when.latest) == (("moor", "hill"), date(2019, 5, 8))
    assert "8 May 2019" in conflict(told, "date") and "9 May 2019" in conflict(told, "date")


def test_split_takes_a_mention_out_of_its_event() -> None:
    told = corrected(("split", "mention", "home:112-143", "The attack on Moor…"))
    assert event(told, MOOR).mentions == (("home", 1),) and event(told, f"{MOOR}-2").mentions == (("home", 2),)
    alone = corrected(("split", "mention", "home:112-143", "The attack…"), ("split", "mention", "home:51-110", "Red Band…"))
    assert "no other clause tells its event" in str(alone.acted[1].problem)


def test_a_day_is_set_for_a_mention_or_an_event() -> None:
    told = corrected(("set", "day", "home:51-110", "Red Band…", "2019-05-07/2019-05-08"))
    assert event(told, MOOR).when == Interval(date(2019, 5, 7), date(2019, 5, 8), "vague")
    assert [c.value for c in told.tags["home"].claims if c.mention == 1 and c.attribute == "date"] == ["2019-05-07/2019-05-08"]
    told = corrected(("set", "day", MOOR, "", "2019-05-08"))
    assert event(told, MOOR).when.latest == date(2019, 5, 8) and told.acted[0].did == f"{MOOR} is dated 2019-05-08"
    assert not event(corrected(("set", "day", "home:51-110", "Red Band…", "unknown")), MOOR).when.bounded


def test_a_speaker_is_set_and_the_claims_of_the_statement_follow() -> None:
    a, t = HOME
    said = Statement(112, 143, "indirect", 51, 59, "red-band", None, None, None, UNKNOWN, "test")
    add = Correction("add", "claim", "home:112-143:killed", "The attack…", "4", "", "seen", 2, MOOR)
    for to, wanted in (("vale-guard", "vale-guard"), ("unknown", None)):
        line = Correction("set", "speaker", "home:112-143", "The attack…", to, "", "heard", 3)
        guard = replace(t.actors[0], actor_id="vale-guard")
        tags = replace(t, statements=(said,), actors=(*t.actors, guard))
        told = link([a], {"home": tags}, replace(BOOK, corrections=(add, line))).tags["home"]
        assert (told.statements[0].speaker_id, told.statements[0].rule) == (wanted, "corrections.csv:3 (was red-band); test")
        assert [c.source_id for c in told.claims if c.rule.endswith("; added")] == [wanted]


def test_a_dropped_actor_neither_acts_nor_speaks() -> None:
    a, t = HOME
    said = Statement(112, 143, "indirect", 51, 59, "red-band", None, None, None, UNKNOWN, "test")
    line = Correction("drop", "actor", "home:51-59", "Red Band", "", "", "a colour", 2)
    told = link([a], {"home": replace(t, statements=(said,))}, replace(BOOK, corrections=(line,)))
    assert not told.tags["home"].actors and told.tags["home"].statements[0].speaker_id is None
    assert not [c for c in told.tags["home"].claims if c.attribute == "perpetrator"]
    assert all(("red-band", "agent") not in e.actors for e in told.events)


def test_events_go_by_receipts_on_both_sides() -> None:
    told = corrected(("same", "event", "home:51-110", "", "home:0-49"))
    assert [e.event_id for e in told.events] == [VALE]


STALE = [
    (("add", "claim", "home:76-80:killed", "Vale", "2", "", MOOR), "at home:76-80:killed stands “Moor”; written about “Vale”"),
    (("add", "claim", "home:76-80:killed", "Moor", "2", "", "moor"), "no event 'moor'"),
    (("add", "claim", "gone:76-80:killed", "Moor", "2", "", MOOR), "no article 'gone'"),
    (("add", "claim", "away:38-58:killed", "killing…", "2", "", VALE), "there is a claim away:38-58:killed already; give it another value"),
    (("drop", "place", "home:76-80", "Vale"), "at home:76-80 stands “Moor”; written about “Vale”; its words are at home:16-20 now"),
    (("drop", "place", "home:75-79", "Moor"), "and no place; written about “Moor”; look at the page"),  # Moor stands there twice
    (("drop", "place", "gone:1-5", "Moor"), "no article 'gone'"),
    (("rename", "event", "moor-attack-2019-05-08", "", "X"), f"did you mean '{MOOR}'?"),
    (("move", "place", "home:76-80", "Moor", "nowhere"), "no place 'nowhere'; add its line to places.csv"),
    (("different", "mention", "away:0-58", "On…", MOOR), "there is an event"),
    (("set", "speaker", "home:76-80", "Moor", "vale-guard"), "no actor 'vale-guard'; add its line to actors.csv"),
    (("set", "day", "home:76-80", "Moor", "2019-05-08"), "and no mention; written about “Moor”"),
    (("set", "day", "moor", "", "2019-05-08"), "no event 'moor'"),
    (("drop", "actor", "home:76-80", "Moor"), "and no actor"),
]


@pytest.mark.parametrize(("line", "said"), STALE)
def test_a_line_that_matches_nothing_does_nothing_and_says_so(line: tuple[str, ...], said: str) -> None:
    told, plain = corrected(line), corrected()
    assert (told.events, told.tags, told.conflicts) == (plain.events, plain.tags, plain.conflicts)
    (acted,) = told.acted
    assert acted.did == "" and acted.problem is not None
    assert str(acted.problem).startswith("corrections.csv:2: correction matches nothing") and said in str(acted.problem)


def test_lines_act_in_their_order() -> None:
    told = corrected(
        ("different", "mention", "home:112-143", "The attack on Moor…", "moor-second"),
        ("move", "mention", "home:51-110", "Red Band…", "moor-second"),
        ("rename", "event", "moor-second", "", "Moor again"),
    )
    assert [(e.event_id, e.title) for e in told.events] == [(VALE, "Attack, Vale harbour"), ("moor-second", "Moor again")]


HEAD = "action,row,at,text,to,qualifier,why,event\n"
DEFECTS = [
    ("join,event,a,,b,,x,", "unknown action: 'join'; There are: same, different"),
    ("same,mention,a:1-2,b,c,,x,", "same is not said of this row: 'mention'; there are: event"),
    ("same,event,a:1-2:killed,,c,,x,", "not an event: 'a:1-2:killed'"),
    ("same,event,a,,a,,x,", "bad to: 'a'; write the event_id of the other event, or a receipt of it"),
    ("drop,place,a1,Arden,,,x,", "not a receipt: 'a1'; copy it from the page: a1:120-134"),
    ("drop,place,a1:5-5,Arden,,,x,", "not a receipt: 'a1:5-5'"),
    ("drop,place,a1:5-9:place,Arden,,,x,", "not a receipt"),
    ("drop,claim,a1:5-9,two,,,x,", "copy it from the page: a1:120-134:killed"),
    ("drop,claim,a1:5-9:kiled,two,,,x,", "unknown attribute: 'kiled'; did you mean 'killed'?"),
    ("drop,place,a1:5-9,,,,x,", "empty text"),
    ("drop,place,a1:5-9,Arden,moor,,x,", "drop goes nowhere: 'moor'"),
    ("move,place,a1:5-9,Arden,,,x,", "empty to; write a place_id"),
    ("move,place,a1:5-9,Arden,95; 20,,x,", "bad to: '95; 20'; write a place_id, or latitude and longitude"),
    ("move,place,a1:5-9,Arden,90.5; 20,,x,", "bad to: '90.5; 20'"),
    ("move,place,a1:5-9,Arden,90; 180.5,,x,", "bad to: '90; 180.5'"),
    ("different,mention,a1:5-9,raid,New Raid,,x,", "bad to: 'New Raid'; write an id in lower case letters"),
    ("value,claim,a1:5-9:killed,two,2.5,,x,", "bad to: '2.5'; write a whole number"),
    ("value,claim,a1:5-9:date,May,May,,x,", "bad to: 'May'"),
    ("credibility,claim,a1:5-9:killed,two,7,,x,", "bad to: '7'; write a number from 1"),
    ("split,mention,a1:5-9,raid,moor,,x,", "split goes nowhere: 'moor'; leave `to` empty"),
    ("set,place,a1:5-9,raid,moor,,x,", "set is not said of this row: 'place'; there are: speaker, day"),
    ("set,speaker,a1:5-9,raid,Ann Lee,,x,", "bad to: 'Ann Lee'; write an actor_id, or unknown"),
    ("set,day,a1:5-9,raid,2021-02-30,,x,", "bad to: '2021-02-30'; write a day or two"),
    ("set,day,a b,,2021-02-03,,x,", "not an event: 'a b'"),
    ("set,day,a1:5-9,,2021-02-03,,x,", "empty text"),
    ("rename,event,a,,New,at least,x,", "a qualifier without a value"),
    ("rename,event,a,,New,,,", "empty why"),
    ("rename,event,a,,New,,x,\nrename,event,a,,Newer,,x,", "corrections.csv:3: said twice: 'rename event a', first in line 2"),
    ("same,event,a,,b,,x,\nsame,event,a,,b,,x,", "corrections.csv:3: said twice: 'same event a b', first in line 2"),
    ("add,claim,a1:5-9:killed,two,2,,x,", "empty event"),
    ("add,claim,a1:5-9:killed,two,many,,x,vale-attack", "bad to: 'many'; write a whole number"),
    ("add,claim,a1:5-9:killed,two,,,x,vale-attack", "empty to; write a whole number"),
    ("add,claim,a1:5-9,two,2,,x,vale-attack", "copy it from the page: a1:120-134:killed"),
    ("add,claim,a1:5-9:killed,,2,,x,vale-attack", "empty text"),
    ("add,mention,a1:5-9,two,2,,x,vale-attack", "add is not said of this row: 'mention'; there are: claim"),
    ("drop,claim,a1:5-9:killed,two,,,x,vale-attack", "bad event: 'vale-attack'; only `add` takes one"),
]


@pytest.mark.parametrize(("lines", "said"), DEFECTS)
def test_every_defect_of_a_line_is_named(tmp_path: Path, lines: str, said: str) -> None:
    (tmp_path / "corrections.csv").write_text(f"{HEAD}{lines}\n", "utf-8")
    with pytest.raises(CodebookError) as caught:
        Codebook.read(tmp_path)
    assert said in str(caught.value), str(caught.value)


def test_one_event_can_be_the_same_as_several(tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").write_text(f"{HEAD}same,event,a,,b,,x,\nsame,event,a,,c,,x,\n", "utf-8")
    assert [c.to for c in Codebook.read(tmp_path).corrections] == ["b", "c"]


def test_a_good_file_is_read_and_shown_with_what_it_did(tmp_path: Path) -> None:
    top = "Raid on Vale\n\nMay 4, 2019\n\n"
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a1.txt").write_text(f"{top}Gunmen attacked Oslo on 3 May, killing two guards.\n", "utf-8")
    (tmp_path / "book").mkdir()
    start = len(top) + len("Gunmen attacked Oslo on 3 May, ")
    receipt = f"a1:{start}-{start + len('killing two guards')}:killed"
    lines = f'value,claim,{receipt},killing two guards,3,at least,"miscounted, says the outlet",\nrename,event,gone,,X,,old,\n'
    (tmp_path / "book" / "corrections.csv").write_text(HEAD + lines, "utf-8")
    corpus = Corpus.load(tmp_path / "seeds", codebook=tmp_path / "book")
    shown = corpus.corrections()
    assert shown["did"].tolist() == ["killed 3 (at least), before 2 (guards)", ""]
    (claim,) = corpus.table("claims").query("attribute == 'killed'").to_dict("records")
    assert (claim["value"], claim["qualifier"], claim["claim_id"]) == (3, "at least", receipt)
    assert corpus.problems()["where"].tolist().count("corrections.csv:3") == 1


def test_a_dropped_statement_is_gone() -> None:
    said = Statement(0, 5, "direct", None, None, None, None, None, None, UNKNOWN, "test")
    tags = Tags(statements=(said, replace(said, start=8, end=20)))
    line = Correction("drop", "statement", "a1:0-5", "Enter", "", "", "a button", 2)
    told = link([Article("a1", "Enter. “We left the hall.”")], {"a1": tags}, Codebook(corrections=(line,)))
    assert [s.start for s in told.tags["a1"].statements] == [8]
    assert set(told.utterances) <= {("a1", 0)}

"""Ten things that analysts do in a notebook, each in at most two calls, on the first corpus and on an invented one; and what the views
make of filtered frames, wrong frames and corrections."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from analystkit import AnalystkitError, CodebookError, Corpus, files, show
from analystkit.show.geography import _found
from analystkit.tables import TABLES

FIRST = Path(__file__).parent / "first"
NEWS = {
    "post": "Raid on Mosul\n\nMOSUL, 4 June 2019 — Gunmen of the Red Band attacked Mosul on 3 June 2019, killing two guards. "
    "The Red Band said: “We struck the guards at dawn.” On 9 May 2019, the army carried out an airstrike in Tikrit.",
    "wire": "Raid on Mosul\n\n4 June 2019\n\nOn 3 June 2019, the Red Band attacked Mosul, killing five guards, Ann Lee said. "
    "“We will rebuild the gate of the town,” Lee added. The Redband denied it.",
}
ACTORS = "actor_id,name,kind,aliases\nred-band,Red Band,armed_group,\nann-lee,Ann Lee,person,Lee\n"


class Case(NamedTuple):
    """A corpus in a folder of its own, and what the tasks ask of it."""

    home: Path
    corpus: Corpus
    attack: str  # how the id of the attack begins
    killed: list[int]
    month: tuple[str, str]
    actor: str
    struck: str  # a place of the airstrikes
    attacked: str  # a place of the attack alone
    alias: str

    def again(self) -> Corpus:
        return Corpus.load(self.home / "seeds")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Case:
    home = tmp_path_factory.mktemp("first")
    shutil.copytree(FIRST / "seeds", home / "seeds")
    shutil.copytree(FIRST / "data" / "codebook", home / "data" / "codebook")
    corpus = Corpus.load(home / "seeds")
    return Case(home, corpus, "erbil", [1], ("2021-06", "2021-07"), "kataib-hezbollah", "al-bukamal", "erbil-airport", "Kaytib")


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Case:
    home = tmp_path_factory.mktemp("invented")
    (home / "seeds").mkdir()
    (home / "data" / "codebook").mkdir(parents=True)
    for name, text in NEWS.items():
        (home / "seeds" / f"{name}.txt").write_text(text, "utf-8")
    (home / "data" / "codebook" / "actors.csv").write_text(ACTORS, "utf-8")
    return Case(home, Corpus.load(home / "seeds"), "mosul", [2, 5], ("2019-06", "2019-07"), "red-band", "tikrit-iq", "mosul-iq", "Redband")


@pytest.fixture(params=["first", "invented"])
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.getfixturevalue(request.param)
    return found


# -- the ten tasks -----------------------------------------------------------------------------------------------------------


def test_1_killed_with_sources(case: Case) -> None:
    claims = case.corpus.claims
    killed = claims[claims["event_id"].str.startswith(case.attack, na=False) & (claims["attribute"] == "killed")]
    assert sorted(killed["number"].unique()) == case.killed
    assert killed["source"].notna().all() and not killed["source"].eq("outlet").any()


def test_2_events_of_a_month_by_actor(case: Case) -> None:
    events = case.corpus.events
    june = events[(events["earliest"] >= case.month[0]) & (events["earliest"] < case.month[1])]
    by_actor = june.explode(["actors", "roles"]).groupby(["actors", "roles"])["title"].agg(list)
    assert len(june) and len(by_actor) and {type(a) for a, _ in by_actor.index} == {str}


def test_3_export_rows(case: Case, tmp_path: Path) -> None:
    for name in TABLES:
        frame = getattr(case.corpus, name)
        frame.to_csv(tmp_path / "rows.csv")
        frame.drop(columns=["value"], errors="ignore").to_parquet(tmp_path / "rows.parquet")
        assert "{'" not in (tmp_path / "rows.csv").read_text("utf-8"), name


def test_4_only_strikes_on_the_map(case: Case) -> None:
    strikes = case.corpus.events[case.corpus.events["type"] == "airstrike"]
    view = show.geography(strikes)
    assert case.struck in view.html
    found = _found(strikes, None)
    drawn = {s.place_id for s in found.drawn}
    assert case.struck in drawn and case.attacked not in drawn
    assert {t.event_id for s in (*found.drawn, *found.unplaced) for t in s.events} <= set(strikes["event_id"])
    assert all(s.events for s in (*found.drawn, *found.unplaced))


def test_5_who_contradicts_whom(case: Case) -> None:
    apart = case.corpus.conflicts.query("verdict == 'conflict'").explode("against")
    who = (
        apart[["against"]]
        .merge(case.corpus.claims, left_on="against", right_on="claim_id")
        .groupby(["event_id", "attribute"])["source"]
        .agg(list)
    )
    assert len(who) and all(len(sources) > 1 for sources in who)


def test_6_add_an_alias(case: Case) -> None:
    said = repr(case.corpus.alias(case.alias, of=case.actor))
    assert "actors.csv:" in said and case.alias in said and "Load the corpus again" in said
    assert case.alias in next(a.aliases for a in case.again().codebook.actors if a.actor_id == case.actor)
    if case.alias in " ".join(NEWS.values()):
        assert case.alias in set(case.again().actors.query("actor_id == @case.actor")["text"])


def test_7_two_events_are_one(case: Case) -> None:
    one, other = case.corpus.events["event_id"].iloc[[0, -1]]
    said = repr(case.corpus.same(one, other, why="seen"))
    assert "corrections.csv:" in said and f"same,event,{one}" in said
    assert one not in set(case.again().events["event_id"]) and other in set(case.again().events["event_id"])
    with pytest.raises(CodebookError, match="said twice"):
        case.corpus.same(one, other)
    (case.home / "data" / "codebook" / "corrections.csv").unlink()


def test_8_compare_two_outlets(case: Case) -> None:
    claims = case.corpus.claims
    side = claims.pivot_table(index=["event_id", "attribute"], columns="outlet", values="value", aggfunc=list).dropna(thresh=2)
    assert len(side) and set(claims["outlet"]) == set(case.corpus.articles["outlet"]) and claims["outlet"].notna().all()
    assert any("outlet unknown" in outlet for outlet in side.columns)


def test_9_quotations_by_speaker(case: Case) -> None:
    quoted = case.corpus.statements.groupby("speaker").size()
    assert quoted.sum() == len(case.corpus.statements) > 1


def test_10_the_timeline_of_an_actor(case: Case) -> None:
    mine = case.corpus.events.explode("actors").query("actors == @case.actor")
    view = show.chronology(mine)
    assert view.text.startswith(f"Chronology: {mine['event_id'].nunique()} event")


# -- plain frames ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_a_plain_frame_has_the_rows_of_its_table_and_no_record_in_a_cell(case: Case, name: str) -> None:
    made, table = getattr(case.corpus, name), case.corpus.table(name)
    assert made is getattr(case.corpus, name) and type(made) is pd.DataFrame and len(made) == len(table)
    assert list(made.columns)[: len(table.columns)] == list(table.columns)
    for column in made:
        cells = [cell for cell in made[column] if isinstance(cell, (list, dict))]
        assert all(isinstance(cell, list) and {type(x) for x in cell} <= {str} for cell in cells), column
    for day in made.columns.intersection(["earliest", "latest", "best_earliest", "best_latest"]):
        assert made[day].dtype == "datetime64[s]"
        assert [None if pd.isna(d) else d.date().isoformat() for d in made[day]] == [d if isinstance(d, str) else None for d in table[day]]


def test_days_beyond_nanoseconds_stay_days(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("An old war\n\nThe army attacked York in 1066. It was on 14 October 1066.", "utf-8")
    assert Corpus.load(tmp_path).times["earliest"].min().date() == date(1066, 10, 14)


def test_a_view_of_a_plain_frame_says_what_it_says_of_the_tables(case: Case) -> None:
    c = case.corpus
    t = {name: c.table(name) for name in TABLES}
    assert show.chronology(c.events).html == show.chronology(t["events"]).html
    assert show.statements(c.statements).html == show.statements(t["statements"]).html
    assert show.when_said(c.statements).html == show.when_said(t["statements"]).html
    assert show.utterances(c.statements).html == show.utterances(t["statements"]).html
    assert show.set_aside(c.segments).html == show.set_aside(t["segments"]).html
    assert show.ledger(c.conflicts, c.claims).html == show.ledger(t["conflicts"], t["claims"]).html
    assert show.geography(c.places, c.events).html == show.geography(t["places"], t["events"]).html
    assert show.answers(c.statements, c.mentions).html == show.answers(t["statements"], t["mentions"]).html


def test_a_view_shows_exactly_the_rows_it_was_given(case: Case) -> None:
    one = case.corpus.events[case.corpus.events["event_id"].str.startswith(case.attack)].head(1)
    assert show.chronology(one).text.startswith("Chronology: 1 event")
    said = case.corpus.statements.head(1)
    assert "1 utterance," in show.statements(said).text
    told = case.corpus.conflicts.query("verdict == 'conflict'").head(1)
    assert show.ledger(told).text == "Ledger: 1 conflict" and "Told by one article" not in show.ledger(told).html
    assert show.event(one).html == show.event(case.corpus, one["event_id"].iloc[0]).html
    claims = case.corpus.claims
    assert show.event(claims[claims["event_id"] == one["event_id"].iloc[0]]).html == show.event(one).html


@pytest.mark.parametrize(
    ("view", "given", "said"),
    [
        ("chronology", "claims", "wanted here are events (corpus.events), and this is claims"),
        ("chronology", "mentions", "wanted here are events (corpus.events), and this is mentions"),
        ("geography", "statements", "wanted here are events (corpus.events), and this is statements"),
        ("still_map", "claims", "wanted here are events (corpus.events), and this is claims"),
        ("distances", "events", "wanted here are places (corpus.places), and this is events"),
        ("statements", "mentions", "wanted here are statements (corpus.statements), and this is mentions"),
        ("when_said", "segments", "wanted here are statements (corpus.statements), and this is segments"),
        ("utterances", "claims", "wanted here are statements (corpus.statements), and this is claims"),
        ("lookalikes", "claims", "wanted here are statements (corpus.statements), and this is claims"),
        ("answers", "claims", "wanted here are statements (corpus.statements), and this is claims"),
        ("ledger", "claims", "wanted here are conflicts (corpus.conflicts), and this is claims"),
        ("articles", "segments", "wanted here are articles (corpus.articles), and this is segments"),
        ("set_aside", "articles", "wanted here are segments (corpus.segments), and this is articles"),
    ],
)
def test_a_wrong_frame_is_refused_in_a_sentence(invented: Case, view: str, given: str, said: str) -> None:
    for frame in (getattr(invented.corpus, given), invented.corpus.table(given)):
        with pytest.raises(AnalystkitError) as refused:
            getattr(show, view)(frame)
        assert str(refused.value) == said


def test_what_is_no_table_is_refused_too(invented: Case) -> None:
    events = invented.corpus.events
    with pytest.raises(AnalystkitError, match=r"wanted here are events .*, and this is a table of type, n"):
        show.chronology(events.groupby("type").size().rename("n").reset_index())
    with pytest.raises(AnalystkitError, match="this is a Corpus"):
        show.chronology(invented.corpus)
    with pytest.raises(AnalystkitError, match="wanted here are mentions"):
        show.answers(invented.corpus.statements, invented.corpus.claims)
    with pytest.raises(AnalystkitError, match="wanted here are claims"):
        show.ledger(invented.corpus.conflicts, invented.corpus.mentions)
    with pytest.raises(AnalystkitError, match=r"wanted here are problems \(corpus.problems\), and this is claims"):
        show.problems(invented.corpus.claims)
    for view in (show.overview, show.event, lambda given: show.passage(given, "post")):
        with pytest.raises(AnalystkitError, match=r"wanted here is a corpus \(Corpus.load\), and this is a str"):
            view("seeds")
    with pytest.raises(AnalystkitError, match=r"frames by their names.* and this is claims"):
        show.tagged(invented.corpus.claims)
    with pytest.raises(AnalystkitError, match="rows of one event"):
        show.event(invented.corpus.claims)
    with pytest.raises(AnalystkitError, match="no coordinates of their own"):
        show.geography(pd.DataFrame(invented.corpus.rows["events"]))


# -- corrections -------------------------------------------------------------------------------------------------------------


def test_drop_takes_an_event_or_the_row_at_a_receipt(invented: Case) -> None:
    raid = next(e for e in invented.corpus.events["event_id"] if e.startswith("mosul"))
    claim = invented.corpus.claims.query("attribute == 'killed'").iloc[0]
    assert "drop,event" in repr(invented.corpus.drop(raid, why="an exercise"))
    assert "drop,claim" in repr(invented.corpus.drop(claim["claim_id"], "claim"))
    again = invented.again()
    assert raid not in set(again.events["event_id"]) and claim["claim_id"] not in set(again.claims["claim_id"])
    assert not again.stale or {p.where for p in again.stale} == {"corrections.csv:3"}  # the first line took the claim along
    (invented.home / "data" / "codebook" / "corrections.csv").unlink()


def test_what_matches_nothing_is_not_written(invented: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    book = invented.home / "data" / "codebook"
    before = {p.name: p.read_bytes() for p in book.iterdir()}
    raid = next(e for e in invented.corpus.events["event_id"] if e.startswith("mosul"))
    for call, said in (
        (lambda c: c.drop(raid[:-1]), f"no event '{raid[:-1]}'; did you mean '{raid}'"),
        (lambda c: c.same(raid, "nowhere"), "no event 'nowhere'"),
        (lambda c: c.drop("post:1-2", "claim"), "no claim 'post:1-2'; copy its receipt"),
        (lambda c: c.drop(raid, "verb"), "nothing is dropped as 'verb'"),
        (lambda c: c.alias("RB", of="red-bund"), "no actor 'red-bund'; did you mean 'red-band'"),
    ):
        with pytest.raises(AnalystkitError) as refused:
            call(invented.corpus)
        assert said in str(refused.value)
    with pytest.raises(CodebookError, match="given twice"):
        invented.corpus.alias("Lee", of="red-band")
    monkeypatch.setattr(files, "_PATIENCE", 0.0)
    with files.one_step(book), pytest.raises(AnalystkitError, match="another run writes here"):
        invented.corpus.drop(raid)
    assert {p.name: p.read_bytes() for p in book.iterdir()} == before


def test_without_a_codebook_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A raid\n\nGunmen attacked Mosul on 3 May 2019, killing two guards.", "utf-8")
    corpus = Corpus.load(tmp_path)
    with pytest.raises(AnalystkitError, match="no codebook"):
        corpus.drop(corpus.events["event_id"].iloc[0])


def test_show_offers_verbs_only() -> None:
    assert dir(show) == sorted(show.__all__) and all(callable(getattr(show, name)) for name in dir(show))


def test_frames_without_rows_are_frames_and_views_of_them_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A quiet day\n\nNothing of note was seen by anybody at all.", "utf-8")
    corpus = Corpus.load(tmp_path)
    frames = {name: getattr(corpus, name) for name in TABLES}
    assert not len(frames["events"]) and not len(frames["conflicts"]) and frames["events"]["earliest"].dtype == "datetime64[s]"
    assert show.chronology(frames["events"]).text == "Chronology: no events"
    assert show.geography(frames["events"]).text == "Map: 0 places" == show.geography(frames["places"]).text
    assert show.ledger(frames["conflicts"], frames["claims"]).text == "Ledger: nothing is told in two ways"
    assert show.statements(frames["statements"]).text == "Statements: none"
    assert show.overview(corpus).text.startswith("Articles: 1")

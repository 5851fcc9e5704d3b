"""What is established, disputed and unknown: sentences out of small invented tables, by the rules that the module states."""

from __future__ import annotations

from typing import Any

import pytest

from analystkit.records import STATUSES
from analystkit.show.digest import Digest, Fact, digest_of
from analystkit.show.names import Names

Row = dict[str, Any]


def tables(
    *told: Row,
    events: dict[str, Row] | None = None,
    conflicts: list[Row] | None = None,
    statements: list[Row] | None = None,
    n: int = 3,
    appeared: str | None = None,
) -> Digest:
    """A digest of ``n`` articles in which events are told and claimed: a row for each telling, with ``killed`` and ``injured`` where the
    article counts. What is told of an event ("raid") is that it happened on 2 May 2019 in Lund, unless ``events`` says otherwise."""
    own = events or {}
    articles = [{"article": f"a{i}", "outlet": None, "earliest": appeared, "latest": appeared, "basis": "unknown"} for i in range(1, n + 1)]
    mentions, claims = [], []
    for at, row in enumerate(told):
        name, article = row.get("event", "raid"), row["article"]
        status = row.get("told") or own.get(name, {}).get("status", "carried_out")
        mentions.append(
            {"article": article, "start": at * 100, "end": at * 100 + 9, "text": "the raid", "event_id": name, "status": status}
            | {"earliest": row.get("day", "2019-05-02"), "latest": row.get("day", "2019-05-02"), "place_ids": row.get("places", ["lund"])}
            | {"actors": [{"actor_id": who, "role": role} for role in ("agent", "target") if (who := row.get(role))]}
        )
        for attribute in ("killed", "injured", "place", "date"):
            if attribute in row:
                value, qualifier = row[attribute] if isinstance(row[attribute], tuple) else (row[attribute], None)
                start = row.get("at", at * 100)
                claim = {"claim_id": f"{article}:{at}:{attribute}", "article": article, "start": start, "end": start + 9}
                said = {"source_id": row.get("by", "outlet"), "source_text": row.get("by"), "origin": row.get("origin")}
                claims.append(
                    claim | said | {"text": "x", "event_id": name, "attribute": attribute, "value": value, "qualifier": qualifier}
                )
    rows = []
    for name in dict.fromkeys(m["event_id"] for m in mentions):
        tellers = {m["article"] for m in mentions if m["event_id"] == name}
        days = {"earliest": "2019-05-02", "latest": "2019-05-02", "place_ids": ["lund"], "type": "attack", "status": "carried_out"}
        base = {"event_id": name, "title": f"{name.capitalize()}, Lund", "n_articles": len(tellers), "n_origins": 1, "parts": []}
        rows.append(base | days | own.get(name, {}))
    places = [{"place_id": "lund", "name": "Lund", "precision": "city"}, {"place_id": "se", "name": "Sweden", "precision": "country"}]
    return digest_of(
        Names(
            {"articles": articles, "places": places, "events": rows, "mentions": mentions, "claims": claims, "statements": statements or []}
        ),
        conflicts or [],
    )


def conflict(attribute: str, *ids: str, verdict: str = "conflict", part_of: dict[str, str] | None = None) -> Row:
    claims = [{"claim_id": i, "article": i[:2], "against": i not in (part_of or {}), "part_of": (part_of or {}).get(i)} for i in ids]
    return {"conflict_id": f"raid:{attribute}", "event_id": "raid", "attribute": attribute, "verdict": verdict, "claims": claims}


def said(facts: tuple[Fact, ...]) -> list[str]:
    return list(map(str, facts))


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("two that count alike", ([{"article": "a1", "killed": 3}, {"article": "a2", "killed": 3}], "three were killed, say two articles")),
        (
            "a hedge is kept",
            (
                [{"article": "a1", "killed": (3, "at least")}, {"article": "a2", "killed": 3}],
                "at least three were killed, say two articles",
            ),
        ),
        ("one alone is no agreement", ([{"article": "a1", "killed": 3}, {"article": "a2"}], "told by two articles")),
        (
            "more than three is not three",
            ([{"article": "a1", "killed": 3}, {"article": "a2", "killed": (3, "more than")}], "told by two articles"),
        ),
        ("another number", ([{"article": "a1", "killed": 3}, {"article": "a2", "killed": 4}], "told by two articles")),
        ("nobody is no toll", ([{"article": "a1", "killed": 0}, {"article": "a2", "killed": 0}], "told by two articles")),
        (
            "a name is no count",
            ([{"article": "a1", "killed": (1, "named")}, {"article": "a2", "killed": (1, "named")}], "told by two articles"),
        ),
        (
            "both tolls",
            ([{"article": a, "killed": 1, "injured": 30} for a in ("a1", "a2")], "one was killed and 30 were injured, say two articles"),
        ),
        (
            "the dead by some, the injured by others",
            (
                [{"article": "a1", "killed": 3}, {"article": "a2", "killed": 3, "injured": 9}, {"article": "a3", "injured": 9}],
                "three were killed, say two articles; nine were injured, say two articles",
            ),
        ),
        (
            "two voices of one article are one article",
            ([{"article": "a1", "killed": 3}, {"article": "a1", "killed": 3, "by": "police"}, {"article": "a2"}], "told by two articles"),
        ),
    ],
)
def test_what_two_articles_tell_is_established(told: str, says: tuple[list[Row], str]) -> None:
    assert said(tables(*says[0]).established) == [f"Raid in Lund, 2 May 2019: {says[1]}."], told


@pytest.mark.parametrize("status", ["planned", "feared", "denied", "alleged", "cancelled"])
def test_what_did_not_happen_is_never_established(status: str) -> None:
    assert tables({"article": "a1"}, {"article": "a2"}, events={"raid": {"status": status}}).established == ()


def test_a_disputed_day_establishes_nothing_and_what_has_no_name_only_where_nobody_doubts_it() -> None:
    both = ({"article": "a1", "date": "2019-05-02"}, {"article": "a2", "date": "2019-05-09"})
    assert tables(*both, conflicts=[conflict("date", "a1:0:date", "a2:1:date")]).established == ()
    quoted = {"raid": {"title": "Raid: “they came at dawn”"}}
    told = ({"article": "a1"}, {"article": "a2"})
    assert said(tables(*told, events=quoted).established) == ["Raid: “they came at dawn”, 2 May 2019: told by two articles."]
    assert tables(*told, {"article": "a3", "told": "denied"}, events=quoted).established == ()
    assert [f.event_id for f in tables(*told, *({"article": a, "event": "fire"} for a in ("a1", "a2")), events=quoted).established] == [
        "fire",
        "raid",
    ]
    assert len(tables(*both).established) == 1


@pytest.mark.parametrize("status", STATUSES)
def test_what_has_no_name_is_doubted_by_who_alleges_or_denies_it_alone(status: str) -> None:
    told = ({"article": "a1"}, {"article": "a2"}, {"article": "a3", "told": status})
    sure = tables(*told, events={"raid": {"title": "Raid: “they came at dawn”"}}).established
    assert bool(sure) is (status not in ("alleged", "denied"))


@pytest.mark.parametrize(
    ("first", "second", "sure"),
    [
        ({}, {}, True),
        ({}, {"day": None}, False),  # one thing, the place, is too little
        ({}, {"day": "2019-05-09"}, False),
        ({"places": []}, {}, False),
        ({"killed": 3, "places": []}, {"killed": 3}, True),  # the day and the toll
        ({"killed": 3}, {"killed": 3, "day": None, "places": []}, False),  # of another day, for all that is known
        ({"killed": 1, "places": []}, {"killed": 1}, False),  # one dead is nothing rare
        ({"killed": 3, "day": None}, {"killed": 3, "day": None}, True),  # the place and the toll
        ({"target": "guards", "places": []}, {"target": "guards"}, True),
        ({"places": ["se"]}, {"places": ["se"]}, False),  # a country is no place of an event
    ],
)
def test_two_articles_agree_where_each_says_two_things_alike(first: Row, second: Row, sure: bool) -> None:
    assert bool(tables({"article": "a1"} | first, {"article": "a2"} | second).established) is sure


def test_news_of_the_day_that_counts_the_same_needs_no_day_of_its_own() -> None:
    told = ({"article": "a1", "killed": 3}, {"article": "a2", "killed": 3, "day": None, "places": []})
    for appeared, sure in (("2019-05-03", True), ("2019-06-20", False), ("2019-05-01", False)):
        assert bool(tables(*told, appeared=appeared).established) is sure


def test_an_article_that_only_refers_to_an_event_does_not_tell_it() -> None:
    bare = {"article": "a3", "day": None, "places": []}
    assert said(tables({"article": "a1"}, {"article": "a2"}, bare).established) == [
        "Raid in Lund, 2 May 2019: told by two articles and referred to by one more."
    ]


def test_who_struck_whom_is_said_where_two_articles_name_the_same() -> None:
    both = ({"article": "a1", "agent": "ann", "target": "guards"}, {"article": "a2", "agent": "ann", "target": "sailors"})
    assert said(tables(*both).established) == ["Raid by ann in Lund, 2 May 2019: told by two articles."]
    of_one = [row | {"agent": "arden army", "target": "arden police"} for row in both]
    assert said(tables(*of_one).established) == ["Raid in Lund, 2 May 2019: told by two articles."]
    assert said(tables(*both[:1], {"article": "a2"}).established) == ["Raid in Lund, 2 May 2019: told by two articles."]


def test_a_number_far_below_another_article_s_counts_a_part_and_disputes_nothing() -> None:
    at = conflict("killed", "a1:0:killed", "a2:1:killed")
    assert tables({"article": "a1", "killed": 4}, {"article": "a2", "killed": 43}, conflicts=[at]).disputed == ()
    assert len(tables({"article": "a1", "killed": 9}, {"article": "a2", "killed": 43}, conflicts=[at]).disputed) == 1
    cited = ({"article": "a1", "killed": 4, "by": "army"}, {"article": "a1", "killed": 43, "by": "rebels"})
    assert len(tables(*cited, conflicts=[conflict("killed", "a1:0:killed", "a1:1:killed")]).disputed) == 1


def test_those_from_most_origins_come_first_and_a_sum_of_them_is_left_out() -> None:
    told = [{"article": a, "event": e} for e in ("raid", "fire", "raids", "talk") for a in ("a1", "a2")]
    own: dict[str, Row] = {
        "fire": {"n_origins": 3},
        "raids": {"parts": ["raid"], "n_origins": 9},
        "talk": {"type": "diplomacy", "n_origins": 9},
    }
    assert [f.event_id for f in tables(*told, events=own).established] == ["fire", "raid"]  # talk is no deed
    first = "a fire in Lund in May 2019 and a raid in Lund in May 2019"
    assert tables(*told, events=own).standfirst == f"Three articles on {first}."
    own["raid"] = {"n_articles": 1}  # which fewer than half of them tell
    assert tables(*told, events=own).standfirst == "Three articles on a fire in Lund in May 2019."


def test_that_all_have_it_from_one_origin_is_said() -> None:
    (fact,) = tables({"article": "a1", "killed": 3, "origin": "wire"}, {"article": "a2", "killed": 3, "origin": "wire"}).established
    assert fact.note == "all from wire"
    (fact,) = tables(*({"article": a, "killed": 3, "origin": f"not-established-{a}"} for a in ("a1", "a2"))).established
    assert fact.note == ""


def test_a_dispute_needs_two_who_differ() -> None:
    at = ("a1:0:killed", "a2:1:killed")
    told = ({"article": "a1", "killed": 6}, {"article": "a2", "killed": 7})
    (fact,) = tables(*told, conflicts=[conflict("killed", *at)]).disputed
    assert str(fact) == "Raid in Lund, 2 May 2019: six were killed, or seven."
    assert [(s.value, s.who) for s in fact.sources] == [("six", "Article 1 (outlet unknown)"), ("seven", "Article 2 (outlet unknown)")]
    alone = ({"article": "a1", "killed": 6}, {"article": "a1", "killed": 7})
    assert tables(*alone, conflicts=[conflict("killed", "a1:0:killed", "a1:1:killed")]).disputed == ()
    cited = ({"article": "a1", "killed": 6, "by": "police"}, {"article": "a1", "killed": 7, "by": "guards"})
    assert len(tables(*cited, conflicts=[conflict("killed", "a1:0:killed", "a1:1:killed")]).disputed) == 1
    fits = ({"article": "a1", "killed": (6, "at least")}, {"article": "a2", "killed": 7})
    assert tables(*fits, conflicts=[conflict("killed", *at)]).disputed == ()
    part = ({"article": "a1", "killed": 1}, {"article": "a1", "killed": (None, "dozens")}, {"article": "a2", "killed": 30})
    assert tables(*part, conflicts=[conflict("killed", "a1:0:killed", "a2:2:killed")]).disputed == ()


def test_a_denial_is_disputed_in_the_article_s_words() -> None:
    base = {"article": "a1", "start": 0, "end": 9, "stance": "denies", "kind": "indirect", "cue_text": "denied", "speaker_id": "ann-lee"}

    def denied(**own: Any) -> list[str]:
        return said(tables({"article": "a1"}, statements=[base | {"speaker_text": "Ann Lee", "rule": "that"} | own]).disputed)

    assert denied(text="any shot had been fired") == ["Ann Lee denied that “any shot had been fired”."]
    assert denied(text="any part in the raid", rule="of a thing")[0].endswith("denied “any part in the raid”.")
    assert denied(text="this was true") == []  # of what?
    for asked in ("bail", "entry", "access", "permission", "parole", "asylum", "a request", "an appeal", "a motion", "a visa"):
        assert denied(text=f"{asked} to the skipper of the ferry", rule="of a thing") == []  # not given
    assert denied(text="any shot had been fired", speaker_id=None) == []
    assert denied(text="any shot had been fired", speaker_text="A charge") == []  # which somebody denied
    assert denied(text="any shot had been fired", cue_text="denying") == []  # who?
    assert denied(text="any shot had been fired", speaker_id="lawyer", speaker_text="His lawyer") == []  # whose?
    assert denied(text="any shot had been fired", kind="direct") == []
    assert denied(text="any shot had been fired", stance="rejects") == []  # a plan is rejected too
    both = [base | {"article": a, "speaker_text": "Ann Lee", "rule": "that", "text": "any shot had been fired"} for a in ("a1", "a2")]
    (fact,) = tables({"article": "a1"}, statements=both).disputed
    assert len(fact.sources) == 2 and fact.event_id == ""


def test_what_differs_of_an_event_without_a_name_is_disputed_all_the_same() -> None:
    told = ({"article": "a1", "killed": 6}, {"article": "a2", "killed": 6}, {"article": "a3", "killed": 7})
    at = conflict("killed", "a1:0:killed", "a2:1:killed", "a3:2:killed")
    (fact,) = tables(*told, events={"raid": {"title": "Raid: “they came at dawn”"}}, conflicts=[at]).disputed
    assert str(fact) == "Raid: “they came at dawn”, 2 May 2019: six were killed, or seven."
    assert [s.value for s in fact.sources] == ["six", "seven", "six"]  # each value once before any again


def test_whether_it_happened_can_be_disputed_by_a_toll_without_a_number() -> None:
    mixed = ({"article": "a1", "killed": 4}, {"article": "a2", "killed": (None, "refuses to say")})
    (fact,) = tables(*mixed, conflicts=[conflict("happened", "a1:0:killed", "a2:1:killed")]).disputed
    assert [s.value for s in fact.sources] == ["four", "not known (refuses to say)"]


def test_a_dispute_names_each_of_a_few_numbers() -> None:
    told = ({"article": "a1", "killed": 9}, {"article": "a2", "killed": (12, "at least")}, {"article": "a3", "killed": 18})
    (fact,) = tables(*told, conflicts=[conflict("killed", "a1:0:killed", "a2:1:killed", "a3:2:killed")]).disputed
    assert fact.says == "nine were killed, or at least twelve or 18"


def test_many_numbers_far_apart_are_of_several_counts_and_no_dispute() -> None:
    told = [{"article": f"a{i}", "killed": n} for i, n in enumerate((2, 4, 7, 12), 1)]
    at = conflict("killed", *(f"a{i}:{i - 1}:killed" for i in range(1, 5)))
    assert tables(*told, n=4, conflicts=[at]).disputed == ()
    near = [t | {"killed": t["killed"] + 20} for t in told]
    assert len(tables(*near, n=4, conflicts=[at]).disputed) == 1


def test_parts_of_a_total_are_listed_and_never_summed() -> None:
    told = [{"article": "a1", "injured": 6}, {"article": "a1", "injured": 5, "by": "col"}, {"article": "a1", "injured": 1, "by": "col"}]
    parts = {"a1:1:injured": "a1:0:injured", "a1:2:injured": "a1:0:injured"}
    claims = ("a1:0:injured", "a1:1:injured", "a1:2:injured", "a2:3:injured")
    made = tables(*told, {"article": "a2", "injured": 7}, conflicts=[conflict("injured", *claims, part_of=parts)])
    assert said(made.disputed) == ["Raid in Lund, 2 May 2019: six were injured, or seven."]
    assert [s.value for s in made.disputed[0].sources] == ["six", "seven", "five and one, told apart"]


def test_disputes_about_the_dead_come_before_those_about_days_and_places() -> None:
    told = ({"article": "a1", "killed": 6, "place": "lund"}, {"article": "a2", "killed": 7, "place": "ystad"})
    both = [conflict("place", "a1:0:place", "a2:1:place"), conflict("killed", "a1:0:killed", "a2:1:killed")]
    assert [f.says for f in tables(*told, conflicts=both).disputed] == ["six were killed, or seven", "placed at Lund, or ystad"]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ([{"article": "a1", "killed": (None, "refuses to say"), "by": "army"}], "army would not say"),
        (
            [{"article": "a1", "killed": 4}, {"article": "a2", "killed": (None, "not yet known")}],
            "four were killed, by one account; another article calls the toll not yet known",
        ),
        ([{"article": "a1", "killed": 4, "injured": 2}, {"article": "a2"}], "four were killed and two were injured, by one account"),
        ([{"article": "a1", "injured": 2}], "two were injured, by one account"),
        # what a sentence lists by what they are, is no number and no sum
        (
            [{"article": "a1", "killed": (1, "mother")}, {"article": "a1", "killed": (2, "at least; sons"), "at": 20}],
            "one mother and at least two sons were killed, by one account",
        ),
        (
            [{"article": "a1", "killed": (1, "mother")}, {"article": "a1", "killed": (9, "people"), "at": 20}],
            "nine were killed, by one account",
        ),
        (
            [{"article": "a1", "killed": (1, "mother")}, {"article": "a1", "killed": (2, "sons"), "at": 90}],
            "two were killed, by one account",
        ),
    ],
)
def test_what_nobody_or_one_alone_tells_is_unknown(told: list[Row], says: str) -> None:
    assert said(tables(*told).unknown) == [f"Raid in Lund, 2 May 2019: {says}."]


def test_no_toll_is_no_unknown_toll() -> None:
    assert tables({"article": "a1"}, {"article": "a1", "killed": (None, "none reported")}).unknown == ()
    assert tables({"article": "a1", "killed": 3}, {"article": "a2", "killed": 4}).unknown == ()


def test_what_was_called_off_stands_between_the_tolls() -> None:
    told = [
        {"article": "a1", "event": "strike"},
        {"article": "a1", "event": "fire", "killed": 9},
        {"article": "a1", "killed": 2},
        {"article": "a2"},
    ]
    made = tables(*told, events={"strike": {"status": "cancelled"}})
    says = ["two were killed, by one account", "called off, by one account", "nine were killed, by one account"]
    assert [f.says for f in made.unknown] == says


def test_two_events_of_a_kind_place_and_day_are_told_apart_by_their_titles() -> None:
    own: dict[str, Row] = {"raid": {"title": "Raid on Ann Lee, Lund"}, "other": {"title": "Raid on Bo Ek, Lund"}}
    made = tables(*({"article": a, "event": e} for e in own for a in ("a1", "a2")), events=own)
    assert [f.event for f in made.established] == ["Raid on Bo Ek, Lund, 2 May 2019", "Raid on Ann Lee, Lund, 2 May 2019"]


def test_nothing_comes_of_nothing() -> None:
    assert tables(n=0) == Digest("No articles.", (), (), ())

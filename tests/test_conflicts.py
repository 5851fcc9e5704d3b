"""Conflicts: what differs, what is compatible and why, and what nobody says; and the origins behind the claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from test_events import article, linked

from analystkit.codebook import Codebook, KnownActor
from analystkit.english import events as mentions
from analystkit.english.events import claims
from analystkit.english.tokens import Reading
from analystkit.link import Conflict, Event, link
from analystkit.link.conflicts import conflicts
from analystkit.link.origins import origins
from analystkit.link.picture import World, world_of
from analystkit.link.told import Relays, speakers, told_of
from analystkit.records import UNKNOWN, Actor, Article, Interval, Segment, Statement, Tags


def tagged(a: Article, t: Tags) -> Tags:
    t = replace(t, mentions=tuple(mentions.tag(Reading(a), Codebook(), t)))
    return replace(t, claims=tuple(claims.tag(Reading(a), Codebook(), t)))


HERE = "Rebels attacked Vale on 3 May"


def about(attribute: str, *texts: str) -> list[Conflict]:
    told = linked(*(article(f"paper-{i}", text) for i, text in enumerate(texts)))
    return [c for c in told.conflicts if c.attribute == attribute]


VERDICTS = [
    ("injured", (f"{HERE}, injuring six guards.", f"{HERE}, injuring seven guards."), "conflict"),
    ("killed", (f"{HERE}, killing at least two guards.", f"{HERE}, killing four guards."), "compatible"),
    ("killed", (f"{HERE}, killing one guard, killing one.",), "compatible"),
    ("killed", (f"{HERE}, killing 14 to 17 guards.", f"{HERE}, killing 16 guards."), "compatible"),
    ("killed", (f"{HERE}, killing between 14 and 17 guards.", f"{HERE}, killing 20 guards."), "conflict"),
    ("killed", (f"{HERE}, killing 9 or 10 guards.", f"{HERE}, killing at least 10 guards."), "compatible"),
    ("killed", (f"{HERE}, killing more than 40 guards.", f"{HERE}, killing 39 guards."), "conflict"),
    ("killed", (f"{HERE}, killing up to 40 guards.", f"{HERE}, killing 33 guards."), "compatible"),
    ("killed", (f"{HERE}, killing up to 40 guards.", f"{HERE}, killing 43 guards."), "conflict"),
    ("killed", (f"{HERE}. The harbour office refused to say whether anyone was killed.", f"{HERE}, killing two guards."), "unknown"),
    ("killed", (f"{HERE}. The harbour office refused to say whether anyone was killed.",), "unknown"),
    ("killed", (f"{HERE}. No one was killed.", f"{HERE}, killing two guards."), "conflict"),
    # people of two sides are not the same people, and "people" can be either
    ("killed", (f"{HERE}, killing four militants.", f"{HERE}, killing one soldier."), "compatible"),
    ("killed", (f"{HERE}, killing four policemen.", f"{HERE}, killing one soldier."), "conflict"),
    ("killed", (f"{HERE}, killing four people.", f"{HERE}, killing one soldier."), "conflict"),
    # those who attacked are counted apart, and what is not known of them is said of them only
    ("killed", (f"{HERE}, killing six guards. Three attackers were also killed.",), "compatible"),
    ("killed", (f"{HERE}, killing six people.", f"{HERE}. Three assailants were killed."), "compatible"),
    ("killed", (f"{HERE}. Two attackers were killed.", f"{HERE}. Three assailants were killed."), "conflict"),
    ("killed", (f"{HERE}, killing five officers. A sixth officer died in hospital.", f"{HERE}, killing five officers."), "conflict"),
    ("killed", (f"{HERE}, killing five guards. Two porters also died, a nurse said.",), "compatible"),
    ("killed", (f"{HERE}. The toll rose to ten after divers found three more bodies.",), "compatible"),
    # who died was one of the nine
    ("injured", (f"{HERE}, killing one guard and wounding eight.", f"{HERE}, wounding nine guards. One of them later died."), "compatible"),
    ("injured", (f"{HERE}, killing one guard and wounding eight.", f"{HERE}, wounding nine guards."), "compatible"),
    ("injured", (f"{HERE}, killing one guard and wounding eight.", f"{HERE}, killing one guard and wounding nine."), "conflict"),
    ("injured", (f"{HERE}, killing two guards and wounding eight.", f"{HERE}, wounding nine guards."), "conflict"),
    # whoever was brought to hospital is a part of those who were hurt
    ("injured", (f"{HERE}, injuring seven guards.", f"{HERE}. Six guards were taken to hospital."), "compatible"),
    ("place", ("Rebels attacked Vale harbour on 3 May.", f"{HERE}."), "compatible"),
    (
        "weapon",
        ("Rebels fired rockets in a rocket attack on Vale on 3 May.", "A missile attack on Vale on 3 May shook Arden."),
        "compatible",
    ),
    # the kind of attack, and what was fired
    ("weapon", ("An airstrike on Vale on 3 May shook Arden.", "A missile attack on Vale on 3 May shook Arden."), "compatible"),
    ("weapon", ("A car bomb attack on Vale on 3 May killed 14 people.", "A gun attack on Vale on 3 May killed 14 people."), "compatible"),
    ("weapon", ("A knife attack on Vale on 3 May shook Arden.", "A missile attack on Vale on 3 May shook Arden."), "conflict"),
    (
        "strike_count",
        ("The Red Band carried out two attacks in Vale in May.", "The Red Band carried out three attacks in Vale in May."),
        "unknown",
    ),
]

SILENT = [
    ("killed", (f"{HERE}. Two guards were killed. A third guard died of his wounds.", f"{HERE}, killing three guards.")),
    ("killed", (f"{HERE}, killing two guards.", f"{HERE}, killing two guards.")),  # all agree
    ("injured", (f"{HERE}, injuring six guards.", "Rebels attacked Moor on 9 May, injuring seven guards.")),  # two events
    ("killed", (f"{HERE}, killing five officers. A sixth officer died in hospital.", f"{HERE}, killing six officers.")),
    ("killed", (f"{HERE}, killing two guards. There was no word on casualties among the attackers.", f"{HERE}, killing two guards.")),
    ("killed", (f"{HERE}, killing several guards.", f"{HERE}, killing two guards.")),
    ("date", (f"{HERE}.", "Rebels attacked Vale in May.")),  # one date, told more or less exactly
    ("place", (f"{HERE}.", "Rebels attacked Vale in Arden on 3 May.")),
]


# which counts of one article are of one event
BELONGS = [
    (f"{HERE}. The storm itself killed 45 people.", [{45}]),
    (f"{HERE}, killing two guards. The war has killed 9,000 people.", [{2}, {9000}]),
    (f"{HERE}, killing two guards. A virus also killed 12 people in Moor.", [{2}]),
    ("A hurricane hit Vale on 3 May. The storm killed 45 people.", [{45}]),
    (f"{HERE}. Ann Lee met with ministers in Moor. Protesters marched in Arden. The minister condemned it. Troops seized a mill."
     " She held talks. The army said 17 civilians had been killed and 31 injured.", [{17, 31}]),
    ("Troops carried out an airstrike on Moor on 9 May, on a base of the band behind the massacre in Vale on 3 May that left 17 dead."
     " The airstrike killed two rebels.", [{17}, {2}]),
    ("Workers protested in Moor on 9 May over the raid on Vale on 3 May that killed two guards. Four protesters were hurt."
     " Police said there had been no injuries.", [{2}, {4, 0}]),
    ("A missile attack on Vale on 3 May killed nine people. A second attack hit Vale later but nobody was killed.", [{9}, {0}]),
    (f"{HERE}, killing five guards. A sixth died in hospital on 9 May.", [{5, 6}]),
    (f"{HERE}, killing five guards. The death toll rose to seven on 9 May, and divers found two more bodies.", [{5, 7, 2}]),
    (f"{HERE}, killing five guards. A guard died of his wounds on 9 May.", [{5, 1}]),
    (f"{HERE}, killing five guards. Two miners died on 9 May.", [{5}, {2}]),
    ("Workers protested in Moor on 9 May over an attack on Vale on 3 May in which two guards were killed."
     " Four protesters were hurt.", [{2}, {4}]),
    (f"{HERE}, killing 14 guards. A fifteenth guard died on 9 May.", [{14, 15}]),
    ("A missile attack on Vale on 3 May killed nine people. It was the second attack in a week. Two children were injured.", [{9, 2}]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), BELONGS)
def test_what_a_count_belongs_to(text: str, wanted: list[set[int]]) -> None:
    told = linked(article("paper", text))
    counted = [c for c in told.tags["paper"].claims if c.attribute in ("killed", "injured")]
    events = [{c.value for c in counted if ("paper", c.mention) in e.mentions} for e in told.events]
    assert sorted(map(sorted, filter(None, events))) == sorted(map(sorted, wanted))


@pytest.mark.parametrize(("attribute", "texts", "verdict"), VERDICTS)
def test_verdicts(attribute: str, texts: tuple[str, ...], verdict: str) -> None:
    assert [c.verdict for c in about(attribute, *texts)] == [verdict]


@pytest.mark.parametrize(("attribute", "texts"), SILENT)
def test_nothing_to_report(attribute: str, texts: tuple[str, ...]) -> None:
    assert about(attribute, *texts) == []


LATER, EARLIER = date(2019, 5, 12), date(2019, 5, 10)
TOLL = f"{HERE}. The death toll"
SIX, NINE = f"{HERE}, killing six guards.", f"{HERE}, killing nine guards."
LEAST, FIRST = f"{HERE}, killing at least six guards.", f"{HERE}. Initial reports said six guards were killed."
TOLLS = [
    # what was told, on another day; the verdict, and a word of the reason
    (LEAST, NINE, "compatible", "A bound"),
    (LEAST, f"{TOLL} rose to nine.", "compatible", "A bound"),
    (SIX, f"{TOLL} rose to nine.", "compatible", "The higher number is a later one."),
    (SIX, f"{TOLL} rose to at least nine.", "compatible", "The higher number is a later one."),
    (FIRST, NINE, "compatible", "The higher number is a later one."),
    (NINE, f"{TOLL} was revised down to six.", "compatible", "The lower number is a later one"),
    (SIX, NINE, "conflict", "Different numbers killed."),
    (NINE, SIX, "conflict", "Paper: 6 killed"),
    (NINE, FIRST, "conflict", "Different numbers killed."),
    (NINE, f"{TOLL} rose to six.", "conflict", "Different numbers killed."),
    (SIX, f"{TOLL} was revised down to nine.", "conflict", "Different numbers killed."),
]


@pytest.mark.parametrize(("earlier", "later", "verdict", "why"), TOLLS)
def test_a_later_toll_is_no_rival_where_its_words_say_so(earlier: str, later: str, verdict: str, why: str) -> None:
    told = linked(article("gazette", earlier, EARLIER), article("paper", later, LATER)).conflicts
    assert [(c.verdict, why in c.note) for c in told if c.attribute == "killed"] == [(verdict, True)]


@pytest.mark.parametrize(
    ("one", "two", "verdict"),
    [
        ((SIX, 4), (NINE, 6), "compatible"),  # the wounded died, the dead were found
        ((SIX, 4), (NINE, 30), "compatible"),
        ((SIX, 4), (NINE, 4), "conflict"),
        ((NINE, 4), (SIX, 6), "conflict"),
        ((SIX, 20), (NINE, 22), "conflict"),
    ],
)
def test_a_number_of_the_first_days_is_no_rival_of_a_higher_one_that_came_later(
    one: tuple[str, int], two: tuple[str, int], verdict: str
) -> None:
    of = [article(f"paper-{k}", text, date(2019, 5, n)) for k, (text, n) in enumerate((one, two))]
    made = linked(*of).conflicts
    assert [c.verdict for c in made if c.attribute == "killed"] == [verdict]


@pytest.mark.parametrize(("earlier", "later"), [(SIX, f"{TOLL} rose to nine."), (FIRST, NINE)])
def test_on_one_day_two_tolls_are_rivals(earlier: str, later: str) -> None:
    told = linked(article("gazette", earlier), article("paper", later)).conflicts
    assert [c.verdict for c in told if c.attribute == "killed"] == ["conflict"]


PARTS = [
    f"{HERE}. Police said four of the dead were porters.",
    f"{HERE}. Four children were killed.",
    f"{HERE}, killing four women.",
    f"{HERE}. Four of those who died were porters.",
]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_no_rival_of_a_total(part: str) -> None:
    (found,) = about("killed", f"{HERE}, killing nine people.", part)
    assert found.verdict == "compatible" and found.note == "Paper-0: 9 killed; 4 of them told apart."
    assert found.claims[0] in dict(found.parts).values() and found.against == ()


@pytest.mark.parametrize("more", [f"{HERE}. Divers found four more bodies.", f"{HERE}. Another four people were killed."])
def test_what_comes_besides_is_no_rival_and_nobody_says_that_it_is_a_part(more: str) -> None:
    (found,) = about("killed", f"{HERE}, killing nine people.", more)
    assert (found.verdict, found.note, found.parts) == ("compatible", "Paper-0: 9 killed; 4 told apart.", ())


def test_nobody_of_some_kind_is_no_rival_of_a_total() -> None:
    none = f"{HERE}. Police said no hospital staff had been hurt."
    assert [c.verdict for c in about("injured", f"{HERE}, wounding nine people.", none)] == []
    nobody = f"{HERE}. Police said nobody was hurt."
    assert [c.verdict for c in about("injured", f"{HERE}, wounding nine people.", nobody)] == ["conflict"]


def test_people_told_twice_are_not_added_up() -> None:
    twice = f"{HERE}, wounding five people, officials said. The five victims were hurt, officials said."
    assert [c.verdict for c in about("injured", f"{HERE}, wounding five people.", twice)] == []


def test_a_town_of_a_land_has_a_part_of_its_dead() -> None:
    attack = "Rebels attacked Arden on 3 May, killing nine people, officials said."
    a, t = article("paper", f"{attack} In the attack in Vale on 3 May four people were killed.")
    nine, four = ((a.id, i) for i, c in enumerate(t.claims) if c.attribute == "killed")
    event = Event("raid", "Raid", "attack", "carried_out", UNKNOWN, (), (), (("paper", 0), ("paper", 1)), (), "")
    said = Statement(0, len(attack), "indirect", attack.index("officials"), len(attack) - 6, "officials", None, None, None, UNKNOWN, "test")
    t = replace(
        t, claims=tuple(replace(c, source_id="officials") if (a.id, i) == nine else c for i, c in enumerate(t.claims)), statements=(said,)
    )
    (found,) = (c for c in conflicts([a], {a.id: t}, [event], {}, world_of([a], {a.id: t}, Codebook())) if c.attribute == "killed")
    assert (found.verdict, found.parts) == ("compatible", ((four, nine),))


def test_only_the_values_that_exclude_each_other_stand_against_each_other() -> None:
    texts = (
        f"{HERE}, injuring six people, including a child.",
        f"{HERE}, injuring seven people.",
        f"{HERE}, injuring at least two people.",
        f"{HERE}. Five miners were injured and one soldier was injured.",
    )
    (found,) = about("injured", *texts)
    assert found.verdict == "conflict" and len(found.claims) == 6
    assert [article for article, _ in found.against] == ["paper-0", "paper-1"]
    assert sorted(part[0] for part, _ in found.parts) == ["paper-0", "paper-3", "paper-3"]
    assert {total for _, total in found.parts} == {found.against[0]}


def test_a_conflict_is_not_hidden_by_a_source_that_will_not_say() -> None:
    refusal = f"{HERE}. The harbour office refused to say whether anyone was killed."
    (found,) = about("killed", SIX, NINE, refusal)
    assert found.verdict == "conflict" and len(found.against) == 2


def test_a_weekday_that_the_day_is_not() -> None:
    from analystkit.records import Time

    a, t = article("one", "Rebels attacked Vale on Saturday.")
    at = a.text.index("Saturday")
    saturday = Time(at, at + 8, Interval(date(2019, 4, 30), date(2019, 5, 6), "week"), "published", "test")
    t = tagged(a, replace(t, times=(saturday,)))
    (found,) = (c for c in linked((a, t), article("two", f"{HERE}.")).conflicts if c.attribute == "date")
    assert found.verdict == "conflict"
    assert found.note == "Dates that cannot all be true. One: a Saturday; Two: 3 May 2019. 3 May 2019 was a Friday."


ORDERS = [
    ("The minister ordered strikes on Vale on 3 May.", "Rebels attacked Vale on 9 May.", ["compatible"]),
    ("The minister ordered strikes on Vale on 9 May.", "Rebels attacked Vale on 3 May.", ["conflict"]),  # ordered after it was done
    ("The minister ordered strikes on Vale on 3 May.", "Rebels attacked Vale on 3 May.", []),
]


@pytest.mark.parametrize(("order", "deed", "verdicts"), ORDERS)
def test_an_order_may_be_of_another_day_than_the_deed(order: str, deed: str, verdicts: list[str]) -> None:
    """The linking of the two is not in question here: both clauses are laid into one event."""
    (a, t), (b, u) = article("one", order), article("two", deed)
    t = replace(t, mentions=tuple(replace(m, actors=(("minister", "authoriser"),)) for m in t.mentions))
    told = tuple((name, i) for name, tags in (("one", t), ("two", u)) for i in range(len(tags.mentions)))
    event = Event("strike", "Strike", "airstrike", "carried_out", UNKNOWN, (), (), told, (), "")
    found = [c for c in conflicts([a, b], {"one": t, "two": u}, [event], {}) if c.attribute == "date"]
    assert [c.verdict for c in found] == verdicts
    if verdicts == ["compatible"]:
        assert found[0].note == (
            "The order and the deed can be of different days. One: 3 May 2019 (the order); Two: 9 May 2019 (the deed)."
        )


def test_who_relays_a_claim_is_named_before_whom_it_cites() -> None:
    a, t = article("paper", f"{HERE}, killing two guards, officials said.")
    at = a.text.index("officials")
    said = Statement(0, at - 2, "indirect", at, at + 9, "anonymous-officials", None, None, "wire-one", UNKNOWN, "test")
    own = replace(t.claims[0], source_id="anonymous-officials", source_start=at, source_end=at + 9)
    world = World({}, {}, {"wire-one": "Wire One", "anonymous-officials": "officials"})
    told = told_of((a.id, 0), a, replace(t, statements=(said,), claims=(own,)), Relays((said,)), {}, world)
    assert speakers([told]) == "Wire One in Paper, citing officials"
    assert speakers([told, replace(told, cites="")]) == "Wire One in Paper, in its own words and citing officials"


def test_places_differ_where_two_sources_name_them() -> None:
    """One that names two towns tells of both. The linking is not in question here: all clauses are laid into one event."""

    def verdicts(*texts: str) -> list[str]:
        given = [article(f"paper-{i}", text) for i, text in enumerate(texts)]
        told = tuple((a.id, i) for a, t in given for i in range(len(t.mentions)))
        event = Event("raid", "Raid", "attack", "carried_out", UNKNOWN, (), (), told, (), "")
        world = world_of([a for a, _ in given], {a.id: t for a, t in given}, Codebook())
        found = conflicts([a for a, _ in given], {a.id: t for a, t in given}, [event], {}, world)
        return [c.verdict for c in found if c.attribute == "place"]

    vale, moor = "Rebels attacked Vale on 3 May.", "Rebels attacked Moor on 3 May."
    assert verdicts(vale, moor) == ["conflict"]
    assert verdicts(f"{vale} {moor}") == []
    assert verdicts(f"{vale} {moor}", moor) == []


def test_an_article_without_an_outlet_is_called_by_its_id() -> None:
    a, t = article("one", f"{HERE}, injuring six guards.")
    (found,) = linked((replace(a, outlet=None), t), article("two", f"{HERE}, injuring seven guards.")).conflicts
    assert found.note == "Different numbers injured. Article one: 6 injured; Two: 7 injured."


def test_who_denies_it_against_who_names_them() -> None:
    denial = "Rebels attacked Vale on 3 May. The Red Band denied any involvement in the attack."
    (found,) = about("responsibility", denial, "The Red Band attacked Vale on 3 May.")
    assert found.verdict == "conflict" and found.note == "Paper-0, citing Red Band: denied it; Paper-1: named Red Band as perpetrator."
    assert about("responsibility", denial) == []


def test_who_denies_it_against_who_accuses_them() -> None:
    denial = "Rebels attacked Vale on 3 May. The Red Band denied any involvement in the attack."
    (found,) = about("responsibility", denial, "The Vale Guard blamed the Red Band for the 3 May attack on Vale.")
    assert found.verdict == "conflict" and "Paper-1, citing Vale Guard: named Red Band" in found.note


def test_a_note_says_who_says_what() -> None:
    (found,) = about("injured", f"{HERE}, injuring six guards.", f"{HERE}, injuring seven guards.")
    assert found.note == "Different numbers injured. Paper-0: 6 injured; Paper-1: 7 injured."
    assert found.conflict_id == "vale-attack-2019-05-03:injured"
    assert len(found.claims) == 2


def test_parts_of_a_total_are_no_second_total() -> None:
    assert about("injured", f"{HERE}, injuring six guards, including a child.", f"{HERE}, injuring six guards.")[0].verdict == "compatible"


def test_classes_counted_apart_add_up() -> None:
    first = f"{HERE}. Five miners were injured and one soldier was injured."
    assert [c.verdict for c in about("injured", first, f"{HERE}, injuring six people.")] == []
    (found,) = about("injured", first, f"{HERE}, injuring seven people.")
    assert "5 miners and 1 soldier injured" in found.note and "6" not in found.note  # a sum that no sentence says is never printed


def test_a_refusal_is_never_zero() -> None:
    (found,) = about("killed", f"{HERE}. The harbour office refused to say whether anyone was killed.")
    assert "refuses to say" in found.note and "no other source gives a number" in found.note and " 0 " not in found.note


def test_no_conflict_between_unrelated_articles() -> None:
    told = linked(article("a", f"{HERE}, killing two guards."), article("b", "Gunmen attacked Moor on 9 May, killing nine people."))
    assert told.conflicts == ()


def test_two_outlets_with_one_statement_are_one_origin() -> None:
    def quoting(name: str) -> tuple[Article, Tags]:
        a, t = article(name, f"“{HERE}, killing two guards,” said Ann Lee.")
        said = Statement(1, a.text.index("”"), "direct", a.text.index("Ann"), len(a.text) - 1, "ann-lee", None, None, None, UNKNOWN, "test")
        return a, replace(
            t,
            statements=(said,),
            claims=tuple(replace(c, source_id="ann-lee", source_start=said.speaker_start, source_end=said.speaker_end) for c in t.claims),
        )

    (a, t), (b, u) = quoting("first"), quoting("second")
    said = {("first", 0): "lee-on-vale", ("second", 0): "lee-on-vale"}
    behind = origins([a, b], {a.id: t, b.id: u}, said)
    assert len(set(behind.values())) == 1


def test_a_government_and_its_spokesman_are_one_origin() -> None:
    a, t = article("first", f"{HERE}, killing two guards.")
    book = Codebook(
        actors=(
            KnownActor("ministry", "Ministry", "government", (), (), (), "XA", 2),
            KnownActor("ann-lee", "Ann Lee", "person", (), ("ministry spokeswoman",), (), "XA", 3),
            KnownActor("bo-day", "Bo Day", "person", (), (), (), "XA", 4),
        )
    )

    at = a.text.index("killing")

    def origin(source: str) -> set[str]:
        said = Statement(0, len(a.text), "indirect", at, at + 7, source, None, None, None, UNKNOWN, "test")
        own = tuple(replace(c, source_id=source, source_start=at, source_end=at + 7) for c in t.claims)
        return set(origins([a], {a.id: replace(t, statements=(said,), claims=own)}, {("first", 0): "on-vale"}, book).values())

    assert origin("ministry") == origin("ann-lee") == {"government-xa"}
    assert origin("bo-day") != {"government-xa"}


def test_a_cited_wire_is_the_origin() -> None:
    a, t = article("copy", f"{HERE}, first reported by Reuters.")
    assert set(origins([a], {a.id: t}, {}).values()) == {"reuters"}


def test_a_wire_cited_in_passing_covers_its_own_sentence() -> None:
    a, t = article("copy", f"An earlier attack on Moor, reported by Reuters, killed two guards. {HERE}, killing four guards.")
    behind = origins([a], {a.id: t}, {})
    values = {(c.value, behind[a.id, i]) for i, c in enumerate(t.claims) if c.attribute == "killed"}
    assert values == {(2, "reuters"), (4, "not-established-copy")}


FURNITURE = [
    ("Moor (Reuters) - A bishop was named...", "related story", "not-established-page"),
    ("Source: AP", "source line", "ap"),
    ("Source: The Associated Press", "source line", "ap"),
    ("Photo: Ann Lee/AP", "photo credit", "not-established-page"),
]


@pytest.mark.parametrize(("line", "rule", "origin"), FURNITURE)
def test_only_a_source_line_of_the_furniture_says_whose_work_a_text_is(line: str, rule: str, origin: str) -> None:
    a, t = article("page", f"{HERE}.")
    body = Segment(0, len(a.text), "body", "all")
    page = replace(a, text=a.text + line, segments=(body, Segment(body.end, body.end + len(line), "furniture", rule)))
    assert set(origins([page], {a.id: t}, {}).values()) == {origin}


def test_an_utterance_is_one_origin_whoever_is_named_for_it() -> None:
    def quoting(name: str, speaker: str) -> tuple[Article, Tags]:
        a, t = article(name, f"{HERE}, killing two guards, said Ann Lee.")
        at = a.text.index("Ann")
        said = Statement(0, a.text.index(", said"), "indirect", at, at + 7, speaker, None, None, None, UNKNOWN, "test")
        claimed = tuple(replace(c, source_id=speaker, source_start=said.speaker_start, source_end=said.speaker_end) for c in t.claims)
        return a, replace(t, statements=(said,), claims=claimed)

    named = [("ann-lee", "officials", "ann-lee"), ("associated-press", "officials", "ap"), ("ap", "the-associated-press", "ap")]
    for one, two, origin in named:
        (a, t), (b, u) = quoting("first", one), quoting("second", two)
        assert set(origins([a, b], {a.id: t, b.id: u}, {("first", 0): "u", ("second", 0): "u"}).values()) == {origin}


def test_who_is_not_named_and_what_is_posted_is_no_established_origin() -> None:
    def origin(rule: str, *actors: Actor) -> set[str]:
        a, t = article("first", f"{HERE}, killing two guards, said Ann Lee.")
        at = a.text.index("Ann")
        said = Statement(0, at - 7, "indirect", at, at + 7, "ann-lee", None, None, None, UNKNOWN, rule)
        claimed = tuple(replace(c, source_id="ann-lee", source_start=said.speaker_start, source_end=said.speaker_end) for c in t.claims)
        return set(origins([a], {a.id: replace(t, statements=(said,), claims=claimed, actors=actors)}, {("first", 0): "u"}).values())

    assert origin("said") == {"ann-lee"}
    assert origin("tweet") == {"not-established-ann-lee"}
    assert origin("said", Actor(0, 3, "ann-lee", "sources", "anonymous", "test")) == {"not-established-ann-lee"}


def test_several_articles_from_one_origin_are_said_to_be_so() -> None:
    one, two = (article(n, f"{HERE}, first reported by Reuters.") for n in ("one", "two"))
    (event,) = link([one[0], two[0]], {"one": one[1], "two": two[1]}, Codebook()).events
    assert event.origins == ("reuters",) and event.reason.endswith("; 2 articles, one origin (reuters)")


def test_shared_wording_is_one_origin_and_silence_is_not_independence() -> None:
    words = " ".join(
        f"the {w} of the old harbour town was heard by {w} people near the water"
        for w in "bell horn song noise cry call shot roar drum flute".split()
    )
    one, two, three = (article(n, f"{HERE}. {text}") for n, text in (("x", words), ("y", words), ("z", "Nothing else is known.")))
    behind = origins([a for a, _ in (one, two, three)], {a.id: t for a, t in (one, two, three)}, {})
    by_article = {a: o for (a, _), o in behind.items()}
    assert by_article == {"x": "shared-wording-x", "y": "shared-wording-x", "z": "not-established-z"}


def test_dates_that_exclude_each_other_inside_one_article() -> None:
    from analystkit.records import Time

    a, t = article(
        "stale",
        "The Red Band carried out two attacks in Arden in May. "
        "The raid on Moor was in response to attacks in Arden by the Red Band earlier this month.",
    )
    at = a.text.index("earlier")
    stale = Time(
        at,
        at + 18,
        Interval(date(2019, 6, 1), date(2019, 6, 30), "month"),
        "published",
        "test",
        best=Interval(date(2019, 5, 1), date(2019, 5, 31), "month"),
    )
    t = replace(
        t, times=(*t.times, stale), actors=tuple(sorted((*t.actors, Actor(0, 1, "x", "x", "media", "test")), key=lambda x: x.start))
    )
    t = tagged(a, t)
    found = [c for c in link([a], {a.id: t}, Codebook()).conflicts if c.attribute == "date"]
    assert [c.verdict for c in found] == ["conflict"]

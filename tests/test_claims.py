"""Claims: counts of killed and injured first, then dates, places, weapons, who and whom, and whose word it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analystkit.codebook import Codebook, EventType
from analystkit.english import events as mentions
from analystkit.english.events import claims
from analystkit.english.events.casualties import Count, counts
from analystkit.english.tokens import Reading
from analystkit.records import Actor, Article, Claim, Interval, Place, Segment, Statement, Tags, Time
from analystkit.sources import seeds

SEEDS = Path(__file__).parent / "first" / "seeds"


def read(text: str, **given: tuple[object, ...]) -> list[Claim]:
    article = Article("a1", text, segments=(Segment(0, len(text), "body", "all"),))
    tags = Tags(**given)  # type: ignore[arg-type]
    tags = replace(tags, mentions=tuple(mentions.tag(Reading(article), Codebook(), tags)))
    return claims.tag(Reading(article), Codebook(), tags)


@pytest.mark.parametrize("kind", ["pipeline-attack", "wharf-accident", "boarding", "port-talks"])
def test_the_dead_of_a_kind_of_ones_own_are_its_own_where_its_name_ends_in_one_that_harms(kind: str) -> None:
    book = Codebook(event_types=(EventType(kind, "Boarding", ("boarding",)),))
    for text in ("Two sailors died in the boarding on Monday.", "The boarding left two sailors dead."):
        article = Article("a1", text, segments=(Segment(0, len(text), "body", "all"),))
        told = {m.type for m in mentions.tag(Reading(article), book, Tags())}
        assert told == ({kind} if kind.endswith(("attack", "accident")) else {kind, "casualties"})


K, J = "killed", "injured"


def counts_of(text: str) -> list[Count]:
    reading = Reading(Article("a1", text, segments=(Segment(0, len(text), "body", "all"),)))
    return [c for s in reading.sentences for c in counts(reading, s.start, s.end)]


EXAMPLES = [
    ("A guard was killed.", [(K, 1, "A guard was killed")]),
    ("Seven miners injured.", [(J, 7, "Seven miners injured")]),
    ("The blast killed at least 12 people and wounded 30 others.", [(K, 12, "killed at least 12 people"), (J, 30, "wounded 30 others")]),
    ("Two gunmen killed five people.", [(K, 5, "killed five people")]),
    ("The bomb left 20 people dead.", [(K, 20, "20 people dead")]),
    ("The death toll rose to 31.", [(K, 31, "death toll rose to 31")]),
    ("Twelve people died and 40 were hurt.", [(K, 12, "Twelve people died"), (J, 40, "40 were hurt")]),
    ("It claimed the lives of 12 people.", [(K, 12, "claimed the lives of 12 people")]),
    ("Officials: 4 killed.", [(K, 4, "4 killed")]),
    ("Killing a soldier and two policemen.", [(K, 1, "Killing a soldier"), (K, 2, "two policemen")]),
    ("THREE SOLDIERS WERE KILLED AND FOUR WOUNDED.", [(K, 3, "THREE SOLDIERS WERE KILLED"), (J, 4, "FOUR WOUNDED")]),
    # no number is made up
    ("Scores of people were killed.", [(K, None, "Scores of people were killed")]),
    ("Three children aged 4, 6 and 9 were killed.", [(K, 3, "Three children aged 4, 6 and 9 were killed")]),
    ("Two officers, 27 and 31, were shot dead.", [(K, 2, "Two officers, 27 and 31, were shot dead")]),
    # who speaks behind a comma is no victim
    ("Rebels killed 12 people, the minister said.", [(K, 12, "killed 12 people")]),
    ("It killed a nurse, a guard and two boys.", [(K, 1, "killed a nurse"), (K, 1, "a guard"), (K, 2, "two boys")]),
    ("He sacked the general who killed 12 men.", [(K, 12, "killed 12 men")]),
    # a range is its lower end, with both ends in the qualifier
    ("Between 10 and 15 people were killed.", [(K, 10, "Between 10 and 15 people were killed")]),
    ("The blast killed 9 or 10 people.", [(K, 9, "killed 9 or 10 people")]),
    ("The blast left a woman and her two sons dead.", [(K, 1, "a woman"), (K, 2, "two sons dead")]),
    ("Six people, among them a girl, 4, were killed.", [(K, 6, "Six people, among them a girl, 4, were killed"), (K, 1, "a girl")]),
    ("Her brother, 9, was wounded.", [(J, 1, "Her brother, 9, was wounded")]),
    ("In Vale, 12, including 3 children, were killed.", [(K, 12, "12, including 3 children, were killed"), (K, 3, "3 children")]),
    # what stands between the victims and what befell them
    ("Two members of the guard, men of Vale, were wounded.", [(J, 2, "Two members of the guard, men of Vale, were wounded")]),
    ("Five passengers travelling to Vale were killed.", [(K, 5, "Five passengers travelling to Vale were killed")]),
    (
        "Six divers (four Ardeners and two boys) were shot dead.",
        [(K, 6, "Six divers (four Ardeners and two boys) were shot dead"), (K, 4, "four Ardeners"), (K, 2, "two boys")],
    ),
    ("Two guards who were at the gate were killed.", [(K, 2, "Two guards who were at the gate were killed")]),
    # what befell whom, as a noun, a possession or a state
    ("The murder on Monday of six more porters shocked Vale.", [(K, 6, "murder on Monday of six more porters")]),
    ("The six porters' murder shocked Vale.", [(K, 6, "six porters' murder")]),
    ("It killed the mayor of Vale, as well as two porters.", [(K, 1, "killed the mayor"), (K, 2, "two porters")]),
    ("It went off, killing the three on the spot.", [(K, 3, "killing the three")]),
    ("Four miners had bullet wounds.", [(J, 4, "Four miners had bullet wounds")]),
    ("Nine pupils were taken to hospital.", [(J, 9, "Nine pupils were taken to hospital")]),
    ("Two porters were among the dead.", [(K, 2, "Two porters were among the dead")]),
    ("The bodies of three porters were found.", [(K, 3, "bodies of three porters")]),
    ("Divers recovered 12 bodies.", [(K, 12, "12 bodies")]),
    ("Of the 12 killed, 5 of them children, most were porters.", [(K, 12, "12 killed"), (K, 5, "5 of them children")]),
    ("A nurse, two men and four women injured.", [(J, 1, "A nurse"), (J, 2, "two men"), (J, 4, "four women injured")]),
    # dead by what was done to them, or found so
    ("A woman was stabbed to death in Vale.", [(K, 1, "A woman was stabbed to death")]),
    ("A woman was stabbed in Vale.", [(J, 1, "A woman was stabbed")]),
    ("Two guards were fatally wounded.", [(K, 2, "Two guards were fatally wounded")]),
    ("Police fatally shot a man.", [(K, 1, "fatally shot a man")]),
    ("A hiker was found dead near Vale.", [(K, 1, "A hiker was found dead")]),
    ("Three people were found dead in Vale.", [(K, 3, "Three people were found dead")]),
    ("A whale was found dead.", []),
    ("He was tried for a double murder.", [(K, 2, "double murder")]),
    ("The double murderer was jailed.", []),
    # two things told of the same people
    ("Three guards were ambushed near Vale and killed.", [(K, 3, "Three guards were ambushed near Vale and killed")]),
    ("Two porters were overpowered and stabbed to death.", [(K, 2, "Two porters were overpowered and stabbed to death")]),
    ("The nine guards were on a visit and were wounded.", [(J, 9, "nine guards were on a visit and were wounded")]),
    ("Officers were called and killed the gunman.", [(K, 1, "killed the gunman")]),
    ("Six porters were questioned and a man was killed.", [(K, 1, "a man was killed")]),
    ("Rebels were surrounded and wounded guards were treated.", []),
    # some of all, and what is an age
    ("Six of the eight porters were killed.", [(K, 6, "Six of the eight porters were killed")]),
    ("Twelve of 40 passengers were injured.", [(J, 12, "Twelve of 40 passengers were injured")]),
    ("Nine were hurt, but four were still in hospital.", [(J, 9, "Nine were hurt")]),
    ("A man of 40 and a girl of nine were injured.", [(J, 1, "A man"), (J, 1, "a girl of nine were injured")]),
    ("Guards shot dead a 16 - year - old boy.", [(K, 1, "shot dead a 16 - year - old boy")]),
    ("A woman, 40 years old, was killed.", [(K, 1, "A woman, 40 years old, was killed")]),
    ("A 12 year old boy was killed.", [(K, 1, "A 12 year old boy was killed")]),
    ("Two 12-year-old boys were killed.", [(K, 2, "Two 12-year-old boys were killed")]),
    ("The murder of six porters and two women shocked Vale.", [(K, 6, "murder of six porters"), (K, 2, "two women")]),
    ("It killed six porters and two women hurt by it lay in bed.", [(K, 6, "killed six porters"), (J, 2, "two women hurt")]),
    # two subjects of one verb
    ("A driver and his passenger were killed.", [(K, 1, "A driver"), (K, 1, "his passenger were killed")]),
    # a total with its part
    ("31 people, including 5 children, were killed.", [(K, 31, "31 people, including 5 children, were killed"), (K, 5, "5 children")]),
    # not known, refused and none are three things
    (
        "The harbour office declined to say whether any sailor was killed or hurt.",
        [(K, None, "declined to say whether any sailor was killed"), (J, None, "declined to say whether any sailor was killed or hurt")],
    ),
    ("Casualties are not yet known.", [(K, None, "Casualties are not yet known"), (J, None, "Casualties are not yet known")]),
    ("No one was killed.", [(K, 0, "No one was killed")]),
    # a toll is a number, the first behind its word
    ("The death toll rose to 31, the National Relief Council said.", [(K, 31, "death toll rose to 31")]),
    ("The death toll from Monday's raid near Vale has risen to six.", [(K, 6, "death toll from Monday's raid near Vale has risen to six")]),
    ("The toll went from seven to ten, the General Staff said.", [(K, 10, "toll went from seven to ten")]),
    ("The toll rose by three to 38.", [(K, 38, "toll rose by three to 38")]),
    ("The toll from the March 12 raid rose from 7 to 10.", [(K, 10, "toll from the March 12 raid rose from 7 to 10")]),
    ("The toll was one guard wounded and damage to over 20 stores.", [(J, 1, "one guard wounded")]),
    ("A blast in Vale on March 12 killed nine miners.", [(K, 9, "killed nine miners")]),
    ("The raid on 3 May killed nine miners.", [(K, 9, "killed nine miners")]),
    ("On 23 September 28 bodies were found.", [(K, 28, "28 bodies")]),
    ("The toll has risen to ten after divers found three more bodies.", [(K, 10, "toll has risen to ten"), (K, 3, "three more bodies")]),
    ("The toll among the crew stands at 12, the Major Crimes Unit said.", [(K, 12, "toll among the crew stands at 12")]),
    # an ordinal is a total
    ("A sixth officer died in hospital.", [(K, 6, "A sixth officer died")]),
    ("The raid wounded a third miner.", [(J, 3, "wounded a third miner")]),
    ("Five were killed and a sixth died in hospital.", [(K, 5, "Five were killed"), (K, 6, "a sixth died")]),
    ("His second son was killed.", [(K, 1, "His second son was killed")]),
    # what is reported, believed, said to have been done
    (
        "At least 38 people, including 9 boys, are reported to have been killed.",
        [(K, 38, "At least 38 people, including 9 boys, are reported to have been killed"), (K, 9, "9 boys")],
    ),
    ("Some 30 porters are said to have been wounded.", [(J, 30, "Some 30 porters are said to have been wounded")]),
    ("Two miners are thought to have died.", [(K, 2, "Two miners are thought to have died")]),
    ("Several dozen “fighters” were killed.", [(K, None, "Several dozen “fighters” were killed")]),
    ("No casualties were reported.", [(K, None, "No casualties were reported"), (J, None, "No casualties were reported")]),
]

NOT_ONE = [
    "It could kill hundreds of people.",
    "Five gunmen fled.",
    "The killing shocked the town.",
    "In 2019 the mine closed.",
    "12.5 percent were unhappy.",
    "The four-year war was deadly.",
    "In 2014, murdered by her husband.",
    "An old man died of diabetes.",
    "3,000 people die of it every year.",
    "The two who have murdered children fled.",
    "Two guards were to be killed at dawn.",
    "Two guards could have been killed.",
    "The captain and his mate, both 51, died at sea.",
    "The bodies of three porters lay in state.",
    # ages
    "Ann Lee, 43, was killed.",
    "Ann Lee, 29, died of her wounds.",
    "Ann Lee (43) was killed.",
]

KNOWN_FAILURES = [pytest.param("Ten of the hundred aboard survived.", [(K, 90, "Ten of the hundred aboard survived")], id="arithmetic")]


def counted(text: str) -> list[tuple[str, int | None, str]]:
    return [(c.effect, c.value, text[c.start : c.end]) for c in counts_of(text)]


@pytest.mark.parametrize(("text", "wanted"), EXAMPLES)
def test_examples(text: str, wanted: list[tuple[str, int | None, str]]) -> None:
    assert counted(text) == wanted


@pytest.mark.parametrize("text", NOT_ONE)
def test_not_one(text: str) -> None:
    assert counted(text) == []


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize(("text", "wanted"), KNOWN_FAILURES)
def test_known_failures(text: str, wanted: list[tuple[str, int | None, str]]) -> None:
    assert counted(text) == wanted


def qualifiers(text: str) -> list[str | None]:
    return [c.qualifier for c in counts_of(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Seven Americans were hurt.", "Americans"),
        ("A US service member was hurt.", "US service member"),
        ("Several dozen “fighters” were killed.", "several dozen; fighters"),
        ("Divers found three more bodies.", "more bodies"),
        ("There was no word on casualties among the attackers.", "not yet known; attackers"),
        ("It is not clear if any of the pilgrims were killed.", "not yet known; pilgrims"),
        ("There was no word on casualties.", "not yet known"),
    ],
)
def test_a_qualifier_keeps_the_words_of_the_text(text: str, wanted: str) -> None:
    assert set(qualifiers(text)) == {wanted}


def test_deaths_told_twice_in_a_sentence_are_marked() -> None:
    assert qualifiers("It struck the port, killing two miners, killing two and hurting nine, including a boy.") == [
        "miners",
        "repeats: miners",
        None,
        "boy; among the 9",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed one soldier in Vale and killed one in Moor.",
        "They killed two guards at the gate, then killed two in the yard.",
        "A bomb killed one miner, killing one at the mill.",
        "The blast killed two porters and another killed two.",
    ],
)
def test_others_killed_elsewhere_are_no_repeat(text: str) -> None:
    assert len(qualifiers(text)) == 2 and not any(q and q.startswith("repeats") for q in qualifiers(text))


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("The army refused to say how many were killed.", "refuses to say"),
        ("The army did not say how many were killed.", "does not say"),
        ("It was not yet known how many were killed.", "not yet known"),
        ("There were no reports of deaths.", "no reports of"),
        ("No deaths were reported.", "none reported"),
    ],
)
def test_who_counts_none_and_who_does_not_know_are_told_apart(text: str, qualifier: str) -> None:
    assert [(c.value, c.qualifier) for c in counts_of(text)] == [(None, qualifier)]


def test_qualifiers_keep_what_bounds_a_count() -> None:
    assert qualifiers("At least 12 soldiers were killed.") == ["at least; soldiers"]
    assert qualifiers("The blast killed 14 to 17 people.") == ["between 14 and 17; people"]
    assert qualifiers("Dozens of people were killed.") == ["dozens; people"]
    assert qualifiers("Nine pupils were taken to hospital.") == ["pupils; taken to hospital"]


def test_a_count_belongs_to_its_mention_and_to_who_says_it() -> None:
    text = "Rebels attacked the port. “Four people were killed,” said Ann Lee."
    said = Statement(
        text.index("Four"), text.index("”"), "direct", text.index("Ann"), len(text) - 1, "ann-lee", None, None, None, Interval(), "test"
    )
    found = [c for c in read(text, statements=(said,)) if c.attribute == K]
    assert [(c.value, c.source_id, text[c.source_start : c.source_end]) for c in found] == [(4, "ann-lee", "Ann Lee")]


def test_how_often_and_with_what() -> None:
    text = "Rebels launched at least seven mortar attacks on the port."
    assert {(c.attribute, c.value, c.qualifier) for c in read(text)} == {("strike_count", 7, "at least"), ("weapon", "mortar", None)}


def test_sites_struck_are_counted_with_what_was_left_out() -> None:
    text = "The airstrikes hit two locations in Arden and one in Vale."
    assert [(c.value, text[c.start : c.end]) for c in read(text) if c.attribute == "strike_count"] == [
        (2, "two locations in Arden"),
        (1, "one in Vale"),
    ]


def test_date_and_place_of_the_clause() -> None:
    text = "Rebels attacked Vale on 3 May 2019."
    time = Time(text.index("3 May"), len(text) - 1, Interval(date(2019, 5, 3), date(2019, 5, 3), "day"), "", "test")
    place = Place(text.index("Vale"), text.index("Vale") + 4, "vale", "Vale", "city", "XA", 1.0, 1.0, "city", "locative", "test")
    assert {(c.attribute, c.value) for c in read(text, times=(time,), places=(place,))} == {("date", "2019-05-03"), ("place", "vale")}


def test_a_year_that_belongs_to_another_noun_is_no_date() -> None:
    text = "Troops attacked the camp over the 2015 treaty."
    time = Time(text.index("2015"), text.index("2015") + 4, Interval(date(2015, 1, 1), date(2015, 12, 31), "year"), "", "test")
    assert [c for c in read(text, times=(time,)) if c.attribute == "date" and c.mention == 0] == []  # the treaty's


@pytest.mark.parametrize(
    "text", ["", "killed", "killed " * 200, "one killed and " * 200, "“killed two", *(a.text for a in seeds.read(SEEDS)[0])]
)
def test_spans_lie_inside_and_twice_is_the_same(text: str) -> None:
    found = read(text)
    assert found == read(text)
    assert all(0 <= c.start < c.end <= len(text) for c in found)


def test_cut_anywhere_nothing_raises() -> None:
    text = seeds.read(SEEDS)[0][1].text
    for end in range(0, len(text), 41):
        read(text[:end])


def test_videos_of_strikes_are_no_strikes() -> None:
    assert not [c for c in read("The army released three videos of strikes on the depot.") if c.attribute == "strike_count"]
    assert [c.value for c in read("The army carried out three rounds of strikes on the depot.") if c.attribute == "strike_count"] == [3]


def test_a_place_where_it_was_not() -> None:
    text = "Rebels attacked a depot in Vale instead of Arden."
    found = tuple(
        Place(text.index(n), text.index(n) + len(n), n.lower(), n, "city", "XA", 1.0, 1.0, "city", "locative", "test")
        for n in ("Vale", "Arden")
    )
    assert [c.value for c in read(text, places=found) if c.attribute == "place"] == ["vale"]


def test_who_refuses_is_the_source() -> None:
    text = "Rebels shelled the port. The harbour office refused to say whether anyone was killed."
    at, army = text.index("whether anyone"), text.index("The harbour")
    said = Statement(at, len(text) - 1, "indirect", army, army + 8, "army", text.index("refused"), at - 1, None, Interval(), "test")
    assert [(c.attribute, c.value, c.source_id) for c in read(text, statements=(said,)) if c.attribute == "killed"] == [
        ("killed", None, "army")
    ]


@pytest.mark.parametrize(
    ("words", "value"), [("denied any involvement in", "denied"), ("claimed responsibility for", "red-band"), ("condemned", None)]
)
def test_responsibility_is_the_sources_own_word(words: str, value: str | None) -> None:
    text = f"Rebels shelled the port. The Red Band {words} the attack."
    band = Actor(text.index("Red"), text.index("Red") + 8, "red-band", "Red Band", "armed_group", "test")
    found = [(c.value, c.source_id, c.mention) for c in read(text, actors=(band,)) if c.attribute == "responsibility"]
    assert found == ([(value, "red-band", 0)] if value else [])


def said(text: str, **actors: str) -> list[Claim]:
    """The claims of a text, with actors given by id and name."""
    found = [Actor(m.start(), m.end(), i, n, "person", "test") for i, n in actors.items() for m in re.finditer(n, text)]
    return read(text, actors=tuple(sorted(found, key=lambda a: a.start)))


BLAME = [
    ("The minister, Ann Lee, denied that her troops had killed 12 men.", [("denied", "her troops", "lee")]),
    ("Ann Lee rejected claims that she had killed 12 men.", [("denied", "lee", "lee")]),
    ("Ann Lee accused Red Band of shelling the port.", [("band", None, "lee")]),
    ("Ann Lee blamed Red Band for the attack on the port.", [("band", None, "lee")]),
    ("Red Band was accused by Ann Lee of shelling the port.", [("band", None, "lee")]),
    ("Ann Lee said that Red Band was behind the attack.", [("band", None, None)]),
    ("No group claimed responsibility for the bombing.", [(None, "no claim", None)]),
    ("The governor, Ann Lee, denied that Red Band had carried out the attack.", [("denied", "band", "lee")]),
    ("Red Band claimed Monday's rocket attack on the port.", [("band", None, "band")]),
    ("Red Band has claimed an ambush in Vale that killed 12 men.", [("band", None, "band")]),
    ("In a note, Red Band claimed the bombing of the mill.", [("band", None, "band")]),
    ("Red Band claimed the attack on the port killed 12 men.", []),
    ("Red Band claims the raid was a success.", []),
    ("Red Band claimed that it repelled the attack.", []),
    ("A banner denied that the cartel had carried out the attack.", [("denied", "the cartel", None)]),
    # no violence, no accuser, no accused
    ("Ann Lee denied carrying out the attack on the port.", [("denied", "lee", "lee")]),
    ("Ann Lee accused Red Band of lying.", []),
    ("Red Band was accused of shelling the port.", []),
    ("Ann Lee blamed the weather for the attack.", []),
    ("Ann Lee denied the report after Red Band killed 12 men.", []),
]


@pytest.mark.parametrize(("text", "wanted"), BLAME)
def test_who_is_blamed_by_whom(text: str, wanted: list[tuple[str | None, str | None, str | None]]) -> None:
    found = [c for c in said(text, lee="Ann Lee", band="Red Band") if c.attribute == "responsibility"]
    assert [(c.value, c.qualifier, c.source_id) for c in found] == wanted


NOBODYS = [
    "Ann Lee denied that her troops had killed 12 civilians in the port.",
    "Ann Lee dismissed reports that 30 people were killed in a raid.",
    "It is not true that soldiers killed 12 people, Ann Lee said.",
    "Ann Lee could not confirm that 12 people had been killed.",
    "The claim that 40 people were killed in the raid has not been independently verified.",
    "Asked whether soldiers had killed 12 people, the minister declined to comment.",
    "There is no evidence that soldiers shot dead 12 people.",
    "During the exercise, troops attacked a village and killed 12 rebels.",
    "In the novel, soldiers kill 12 villagers.",
    "The bomb could have killed 200 people.",
    "Ann Lee attacked Red Band over the budget.",
]


@pytest.mark.parametrize("text", NOBODYS)
def test_what_nobody_claims(text: str) -> None:
    found = said(text, lee="Ann Lee", band="Red Band")
    assert [(c.attribute, c.value) for c in found if c.attribute in (K, J, "perpetrator", "target")] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ann Lee, 43, was killed in the attack.", [(K, 1, "named")]),
        ("Ann Lee (43) was killed in the attack.", [(K, 1, "named")]),
        ("Ann Lee, 29, died of her wounds.", [(K, 1, "named")]),
        ("Ann Lee, 79, died of cancer.", []),
        ("Ann Lee, 6, was killed and her brother, 9, was wounded.", [(K, 1, "named"), (J, 1, "brother")]),
    ],
)
def test_a_person_by_name_is_one_and_an_age_is_none(text: str, wanted: list[tuple[str, int, str]]) -> None:
    found = said(text, lee="Ann Lee")
    assert [(c.attribute, c.value, c.qualifier) for c in found if c.attribute in (K, J)] == wanted
    assert not [c for c in found if c.attribute == "perpetrator"]


@pytest.mark.parametrize("text", ["Nine people were killed; the ministry says seven.", "Nine people were killed. The ministry says seven."])
def test_a_bare_number_said_beside_a_count(text: str) -> None:
    at, who = text.index("seven"), text.lower().index("the ministry")
    word = Statement(at, at + 5, "indirect", who, who + 12, "ministry", who + 13, who + 17, None, Interval(), "test")
    found = [c for c in read(text, statements=(word,)) if c.attribute == K]
    assert [(c.value, c.source_id) for c in found] == [(9, None), (7, "ministry")]


CITED = [
    ("A blast in Vale killed 12 miners, Ann Lee reported, citing Red Band.", "band"),
    ("A blast in Vale killed 12 miners, Ann Lee said, quoting the Red Band.", "band"),
    ("Citing Red Band, Ann Lee said a blast killed 12 miners.", "band"),
    ("A blast in Vale, Ann Lee reported, citing Red Band: 12 miners were killed.", "band"),
    ("A blast in Vale killed 12 miners, Ann Lee reported, and Red Band fled.", "lee"),
    ("Ann Lee described the official toll of 12 dead miners in the raid as an insult.", None),
    ("Ann Lee questioned the toll of 12 in the raid.", None),
    ("Ann Lee called the toll of 12 in the raid a disgrace.", None),
    ("Ann Lee described how 12 miners were killed in the raid.", "lee"),
]


@pytest.mark.parametrize(("text", "source"), CITED)
def test_whose_word_a_count_is(text: str, source: str | None) -> None:
    named = {"lee": "Ann Lee", "band": "Red Band"}
    actors = [Actor(m.start(), m.end(), i, n, "person", "test") for i, n in named.items() for m in re.finditer(n, text)]
    cue = re.search(r"reported|said|described|questioned|called", text)
    assert cue
    lee = text.index("Ann Lee")
    a, b = (0, lee) if cue.start() > 20 and not text.startswith("Citing") else (cue.end() + 1, len(text))
    word = Statement(a, b, "indirect", lee, lee + 7, "lee", cue.start(), cue.end(), None, Interval(), "test")
    found = read(text, actors=tuple(sorted(actors, key=lambda x: x.start)), statements=(word,))
    assert [(c.value, c.source_id) for c in found if c.attribute == K] == [(12, source)]


def test_who_puts_a_toll_is_its_source_and_who_denies_is_none() -> None:
    (found,) = [c for c in said("Rebels attacked the port; Ann Lee put the death toll at 11.", lee="Ann Lee") if c.attribute == K]
    assert (found.value, found.source_id) == (11, "lee")
    text = "Ann Lee denied bail to a man who killed four people."
    at = text.index("bail")
    word = Statement(at, len(text) - 1, "indirect", 0, 7, "lee", 8, 14, None, Interval(), "test")
    assert [(c.value, c.source_id) for c in read(text, statements=(word,)) if c.attribute == K] == [(4, None)]

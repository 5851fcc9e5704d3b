"""Mentions: which clauses report an event, of which type and status, and who did it to whom."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from pace import seconds

from analystkit import english
from analystkit.codebook import Codebook
from analystkit.english import events as mentions
from analystkit.english.tokens import Reading
from analystkit.records import Actor, Article, Interval, Mention, Place, Segment, Tags, Time
from analystkit.sources import seeds

SEEDS = Path(__file__).parent / "first" / "seeds"


def read(text: str, **tags: tuple[object, ...]) -> list[Mention]:
    article = Article("a1", text, segments=(Segment(0, len(text), "body", "all"),))
    return mentions.tag(Reading(article), Codebook(), Tags(**tags))  # type: ignore[arg-type]


def told(text: str) -> list[tuple[str, str, str]]:
    days = tuple(
        Time(m.start(), m.end(), Interval(date(2019, 5, 3), date(2019, 5, 3), "day"), "", "test") for m in re.finditer("3 May", text)
    )
    return [(m.type, m.status, text[m.start : m.end]) for m in read(text, times=days)]


EXAMPLES = [
    (
        "Rebels attacked a convoy near Port Vale on Monday.",
        [("attack", "carried_out", "Rebels attacked a convoy near Port Vale on Monday")],
    ),
    (
        "The army carried out two airstrikes on the depot.",
        [("airstrike", "carried_out", "The army carried out two airstrikes on the depot")],
    ),
    ("The general called off a second raid.", [("attack", "cancelled", "The general called off a second raid")]),
    ("The air strike was called off.", [("airstrike", "cancelled", "The air strike was called off")]),
    ("Rebels began a missile strike on the base.", [("attack", "carried_out", "Rebels began a missile strike on the base")]),
    ("Jets carried out a missile strike on the base.", [("airstrike", "carried_out", "Jets carried out a missile strike on the base")]),
    ("Warplanes carried out strikes near Vale.", [("airstrike", "carried_out", "Warplanes carried out strikes near Vale")]),
    ("Mineworkers said they had called off the strike.", [("protest", "cancelled", "they had called off the strike")]),
    ("Cooks called a strike over pay.", [("protest", "planned", "Cooks called a strike over pay")]),
    ("Rebels stormed the fort.", [("attack", "carried_out", "Rebels stormed the fort")]),
    ("Troops shell the town.", [("attack", "carried_out", "Troops shell the town")]),
    ("Guards freed three hostages.", [("release", "carried_out", "Guards freed three hostages")]),
    ("The jets were called to turn around.", [("airstrike", "cancelled", "The jets were called to turn around")]),
    ("Arden condemned the raid.", [("statement", "carried_out", "Arden condemned the raid")]),
    ("Police arrested four men.", [("detention", "carried_out", "Police arrested four men")]),
    ("Troops have been battling the rebels.", [("campaign", "ongoing", "Troops have been battling the rebels")]),
    ("The rebels plan to attack the port.", [("attack", "planned", "The rebels plan to attack the port")]),
    ("Guards will raid the camp.", [("attack", "planned", "Guards will raid the camp")]),
    ("Arden imposed sanctions against Vale.", [("sanctions", "carried_out", "Arden imposed sanctions against Vale")]),
    (
        "A ferryman was killed and three porters were injured.",
        [("killing", "carried_out", "A ferryman was killed and three porters were injured")],
    ),
    # the answer and what it answers are two mentions
    (
        "The raid was in retaliation for mortar attacks on the port.",
        [
            ("attack", "carried_out", "The raid was in retaliation for mortar attacks on the port"),
            ("attack", "carried_out", "mortar attacks on the port"),
        ],
    ),
    ("A stern letter was sent to Arden.", [("diplomacy", "carried_out", "A stern letter was sent to Arden")]),
    ("Vale handed a note to the king.", [("diplomacy", "carried_out", "Vale handed a note to the king")]),
    ("This swift punitive action was widely reported.", [("operation", "carried_out", "This swift punitive action was widely reported")]),
    # victims that no other event word explains tell of one themselves
    ("Two bodies were found near Vale.", [("casualties", "carried_out", "Two bodies were found near Vale")]),
    (
        "Arden condemned the murder of six porters.",
        [
            ("statement", "carried_out", "Arden condemned the murder of six porters"),
            ("killing", "carried_out", "the murder of six porters"),
        ],
    ),
    # meant, threatened, called for, gone on
    ("Guards are preparing to storm the fort.", [("attack", "planned", "Guards are preparing to storm the fort")]),
    ("Nurses called for protests in Arden.", [("protest", "planned", "Nurses called for protests in Arden")]),
    ("Arden threatened to bomb the port.", [("threat", "carried_out", "Arden threatened"), ("attack", "threatened", "to bomb the port")]),
    ("Ann Lee was charged with murder.", [("trial", "carried_out", "Ann Lee was charged with murder"), ("killing", "alleged", "murder")]),
    (
        "Ann Lee was found guilty of first-degree murder.",
        [("trial", "carried_out", "Ann Lee was found guilty of first-degree murder"), ("killing", "carried_out", "first-degree murder")],
    ),
    ("Lawyers recommended an indictment.", [("trial", "planned", "Lawyers recommended an indictment")]),
    ("Police managed to kill two gunmen.", [("killing", "carried_out", "Police managed to kill two gunmen")]),
    ("Clashes with the police continued in Vale.", [("clash", "ongoing", "Clashes with the police continued in Vale")]),
    ("Gunmen shot a judge in Vale.", [("attack", "carried_out", "Gunmen shot a judge in Vale")]),
    ("A cargo plane crashed near Vale.", [("accident", "carried_out", "A cargo plane crashed near Vale")]),
    ("Vale withdrew its troops.", [("withdrawal", "carried_out", "Vale withdrew its troops")]),
    ("Vale expelled three diplomats.", [("diplomacy", "carried_out", "Vale expelled three diplomats")]),
    ("Thousands marched in Vale, chanting slogans.", [("protest", "carried_out", "Thousands marched in Vale, chanting slogans")]),
    # a noun with its own date, whatever the clause is about
    (
        "Judges opened an inquiry into the 3 May raid which left two dead.",
        [
            ("investigation", "carried_out", "Judges opened an inquiry into the 3 May raid"),
            ("attack", "carried_out", "the 3 May raid"),
            ("casualties", "carried_out", "which left two dead"),
        ],
    ),
    # two clauses with subjects of their own
    (
        "Gunmen killed the mayor of Vale, while rebels shelled the port of Arden.",
        [("killing", "carried_out", "Gunmen killed the mayor of Vale"), ("attack", "carried_out", "rebels shelled the port of Arden")],
    ),
]

NOT_ONE = [
    "She left a message on the door.",
    "The note was in a major key.",
    "They sent a letter every week.",
    "He feared an armed response.",
    "The shields deter attacks.",
    "They fear any attack.",
    "The guard would attack if it could.",
    "The workers went on with the painting.",
    "He has often bombed at the box office.",
    "Plan to prevent future attacks on shipping.",
    "Nothing happened in Port Vale.",
    "The virus attacked the lungs of patients.",
    # words that mostly mean something peaceful
    "The federation called off the strike on Friday.",
    "The guild suspended its strike on Monday.",
    "The strike in Port Vale entered its third day.",
    "The storm hit Port Vale.",
    "A winter storm left 3 hamlets without water.",
    "Storms pounded the coast of Arden.",
    "Shell opened a depot.",
    "She suffered a heart attack.",
    "The brewer targets customers in Port Vale.",
    "The bank raid film opened in Port Vale.",
    "An operation on the tenor's knee went well.",
    "The battle over the budget went on.",
    "A judge freed the land for sale.",
    "Her re-election campaign opened an office.",
    "Both were held in the Vale County jail.",
    "The talk show was about free trade.",
    "The mayor seized upon the letter.",
    "The plan was met with doubt.",
    "Her child could not talk to the nurse.",
    "He was treated for stab wounds.",
    "The guard didn’t attack the port.",
    "The candidate attacked her opponent in the debate.",
    "He won by a landslide.",
    "The mill was hit by malware attacks.",
    "The diver had a cardiac arrest.",
    "The ferry captain was left with life threatening injuries.",
    "The dam will flood two farms.",
    "The party captured a tenth of the votes.",
    "It is a conviction that he holds.",
    "The writers met at a lake retreat.",
    "Salt carts were deployed on the roads.",
    "The projects were executed by engineers.",
    # a surname, a name
    "Lynch said it again, and Lynch rose to leave.",
    # words, votes and taste
    "The senator attacked the minister over the budget.",
    "The senator attacked his record on taxes.",
    "The party was killed in the polls.",
    "The film bombed at the box office.",
    "She attacked the mayor in a tweet.",
    "The committee killed the bill.",
    "They bombarded the minister with questions.",
    "The number of cases exploded.",
    "The striker killed the game with a late goal.",
    "They attack us because they hate us.",
    "The statement was released on Monday.",
    "It drew a slew of complaints.",
    "A bomb squad came to Vale.",
    "Lee blasts the mayor over taxes.",
    "The attacks on her record grew.",
    "Her line of attack was new.",
    "Lee's rally in Vale drew voters.",
    "He threatened to resign.",
    "A flood of voters came to Vale.",
    "The rivals clashed on tax in the debate.",
    # charges, wishes, what may be and what is usual
    "Protests could erupt in Vale.",
    "The number of murders fell.",
    "Maybe we should start killing them.",
    # ends of their own
    "The tenor died at 91.",
    "The tenor died of cancer.",
    # talks of no state
    "The director is in talks to make a film.",
    # drills, stories and conditions
    "During the exercise, troops attacked a village and killed 12 rebels.",
    "The army simulated an attack on an island.",
    "In the novel, soldiers kill 12 villagers.",
    "The film tells how soldiers killed 12 villagers.",
    "The bomb could have killed 200 people.",
    "The comedian killed the audience last night.",
    "If the bomb had exploded, 200 people would have been killed.",
]


@pytest.mark.parametrize(("text", "wanted"), EXAMPLES)
def test_examples(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert told(text) == wanted


# By kind: what tells an event of this type, and what is written like it and tells none.
WORDS = {
    # the last words of a verb behind its object
    ("abduction", "carried_out"): [
        "Gunmen took three workers hostage.",
        "They held the staff captive in the cellar.",
        "Rebels took the mayor of Vale and his clerk hostage.",
    ],
    ("detention", "carried_out"): [
        "Police took a suspect into custody on Friday.",
        "Two men wanted by police turned themselves in.",
        "Officers nabbed two suspects.",
    ],
    ("release", "carried_out"): ["They set two hostages free.", "The suspect walked free from prison."],
    ("trial", "carried_out"): [
        "A jury found Lee guilty of fraud.",
        "Lee pleaded not guilty.",
        "Lee was cleared of fraud by a court.",
        "A judge handed Lee a life sentence.",
        "She received a ten-year jail term on Monday.",
        "A man was charged with arson.",
    ],
    ("attack", "carried_out"): [
        "Youths set the bank on fire as police looked on.",
        "Militants set fire to a bus in Vale.",
        "Militants set off a bomb in a market.",
        "The rockets that they fired were old.",
        "A man fired at officers in Vale.",
        "Shots were fired at a bus in Vale.",
        "He was shot in the leg.",
        "Two grenades were hurled at the office.",
        "Youths hurled bricks and bottles at police.",
        "Several shops and an office were also attacked.",
        "Wednesday's attack on the judge shocked Vale.",
        "Rebels sabotaged a pipeline.",
        "They placed a bomb under the car of the judge.",
        "A man drove his van into a crowd in Vale.",
        "Two men threw an explosive device at a police post.",
        "A convoy of soldiers came under fire.",
        "There was an explosion at a mill in Vale.",
    ],
    ("accident", "carried_out"): [
        "The rider was hit by a car.",
        "A truck struck a group of cyclists.",
        "The captain ran the ferry aground.",
        "Two girls were run over by a bus.",
        "A small plane went down near Vale.",
        "The bus ran off the road.",
    ],
    ("disaster", "carried_out"): [
        "A warehouse caught fire, and smoke filled the street.",
        "The tremor damaged many houses.",
        "A suspicious fire devastated the mill.",
        "Somebody reported a fire at a building in Vale.",
    ],
    ("protest", "carried_out"): [
        "Tram drivers went on strike in Port Vale.",
        "A general strike paralysed Arden.",
        "Hundreds rallied against the law.",
    ],
    ("diplomacy", "carried_out"): ["The president hosted the envoy of Arden.", "The king spoke to the president by phone."],
    ("deployment", "carried_out"): [
        "Hundreds of troops were sent to Vale.",
        "The army sent reinforcements to Vale.",
        "Security was tightened in Vale.",
        "Police cordoned off the square.",
    ],
    ("clash", "carried_out"): ["A shoot-out broke out in Vale.", "An exchange of fire went on for hours."],
    ("agreement", "carried_out"): ["The government declared a truce on Monday."],
    ("casualties", "carried_out"): [
        "Lee mourned the death of the wounded priests.",
        "A suspect committed suicide in his cell.",
        "The guard hanged himself in his cell.",
    ],
    None: [
        "They took a photo of a hostage.",
        "He found the guilty man.",
        "The police took the train into town.",
        "A prisoner took the keys.",
        "The finding of many shell casings surprised them.",
        "He set up a firm.",
        "A new set of rules was printed.",
        "The firm fired the manager at the plant.",
        "The manager said she fired two clerks.",
        "It was a shot in the arm for the town.",
        "The song hit the charts.",
        "The singer struck a chord.",
        "Prices went down in Vale.",
        "They ran into a problem.",
        "The meeting ran over time.",
        "The crime carries a life sentence.",
        "Shares rallied on Monday.",
        "The hotel hosted a fair.",
        "She received a letter.",
        "The trade in messages sent by forces grew.",
        "The people are a volcano in eruption.",
        "Lee criticised Thursday's attack on her record.",
        "They sabotaged the talks.",
        "Acts of sabotage are rare.",
        "He drove the bus into town.",
        "The minister came under fire for the plan, police said.",
        "They placed an order for ten bombs.",
        "He faces a prison sentence of ten years.",
        "They enhanced the photo.",
        "Military planes dropped leaflets on Vale.",
        "The battery died on Thursday.",
        "The death squad's wounded leader read a book.",
        "The death of the wounded tree was sad.",
        "A homicide detective read the file.",
    ],
}


@pytest.mark.parametrize(("wanted", "text"), [(kind, text) for kind, texts in WORDS.items() for text in texts])
def test_words(wanted: tuple[str, str] | None, text: str) -> None:
    assert {m[:2] for m in told(text)} == ({wanted} if wanted else set())


@pytest.mark.parametrize("text", NOT_ONE)
def test_not_one(text: str) -> None:
    assert told(text) == []


def test_what_a_sentence_opens_with_and_what_explains_it_are_not_what_it_tells() -> None:
    text = "On 3 May, following raids on the camps near Dalo, troops shelled the ridge."
    day = Time(3, 8, Interval(date(2019, 5, 3), date(2019, 5, 3), "day"), "", "test")
    shelled = next(m for m in read(text, times=(day,)) if "shelled" in text[m.head_start : m.head_end])
    assert shelled.when.earliest == date(2019, 5, 3)
    assert "killing" in [m.type for m in read("Guards assassinated the general after he approved attacks on the camp and several raids.")]


def actor(text: str, name: str, actor_id: str) -> Actor:
    return Actor(text.index(name), text.index(name) + len(name), actor_id, name, "armed_group", "test")


ROLES = [
    ("The Vale Guard attacked the Red Band.", {("guard", "agent"), ("band", "target")}),
    ("The Red Band was attacked by the Vale Guard.", {("guard", "agent"), ("band", "target")}),
    ("Attacks by the Vale Guard against the Red Band went on.", {("guard", "agent"), ("band", "target")}),
    ("The bombardment of Moor by the forces of the Vale Guard killed two.", {("guard", "agent")}),
    ("The raid on depots used by the Red Band killed two.", {("band", "target")}),
    ("The Vale Guard carried out raids on the Red Band.", {("guard", "agent"), ("band", "target")}),
    ("At the direction of the Vale Guard, troops attacked the Red Band.", {("guard", "authoriser"), ("band", "target")}),
    ("The Vale Guard ordered raids on the Red Band.", {("guard", "agent"), ("band", "target")}),
]

# Who stands beside the clause takes no part in it.
ROLES += [
    ("Under the Vale Guard administration, troops attacked the Red Band.", {("band", "target")}),
    ("The Red Band, one of the Vale Guard groups in Arden, attacked a depot.", {("band", "agent")}),
    ("The Vale Guard released three videos of strikes on the Red Band.", {("band", "target")}),
    ("The Vale Guard to reporters: four killed in the attack on the Red Band.", {("band", "target")}),
    ("The Vale Guard's precision strikes hit the Red Band.", {("guard", "agent"), ("band", "target")}),
    ("The Vale Guard carried out raids on depots belonging to the Red Band.", {("guard", "agent"), ("band", "target")}),
    ("The Vale Guard welcomed the strikes on the Red Band.", {("band", "target")}),
]


# Who did another deed of the sentence, who fired what hit, and who was killed in it.
ROLES += [
    ("Prisoners of the Red Band held by the Vale Guard were freed.", {("band", "target")}),
    ("Rockets fired by the Vale Guard hit a base of the Red Band.", {("guard", "agent"), ("band", "target")}),
    ("Nine men of the Red Band were killed in a raid by the Vale Guard.", {("guard", "agent"), ("band", "target")}),
]


# Nobody dies by his own hand because he stands before the verb, and nobody acts whom a preposition governs.
ROLES += [
    ("The Vale Guard died in Arden.", set()),
    ("Peacekeepers brought cholera to the Vale Guard, killing hundreds of men.", set()),
    ("The Vale Guard, which entered the town and killed four men, left.", {("guard", "agent")}),
    ("Fighters of the Vale Guard have attacked the Red Band.", {("guard", "agent"), ("band", "target")}),
    ("The Vale Guard experienced attacks on its base.", set()),
]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The minister denied that troops had killed 12 civilians.", "denied"),
        ("The army dismissed reports that 30 people were killed in a raid.", "denied"),
        ("It is not true that soldiers killed 12 people.", "denied"),
        ("The hospital could not confirm that 12 people had been killed.", "reported"),
        ("There is no evidence that soldiers shot dead 12 people.", "denied"),
        ("The army denied the report after a bomb killed 12 people.", "carried_out"),
        ("These airstrikes were authorised by the king.", "carried_out"),
        ("An airstrike was authorised by the king.", "planned"),
        ("The minister did not deny that troops had killed 12 people.", "carried_out"),
        ("Two soldiers were killed during a training exercise.", "carried_out"),
        ("Rebels attacked the town over the weekend.", "carried_out"),
        ("A guard was shot dead on the set of the film.", "carried_out"),
    ],
)
def test_what_is_denied_or_not_confirmed_is_not_told_as_done(text: str, status: str) -> None:
    assert [m.status for m in read(text)] == [status]


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("Ann Lee died of her wounds.", []),
        ("Ann Lee attacked two men with a knife.", ["ann-lee"]),
        ("Officer Ann Lee, who shot and killed a man in Vale, was charged.", ["ann-lee"]),
    ],
)
def test_a_person_acts_only_where_the_sentence_says_so(text: str, agents: list[str]) -> None:
    ann = Actor(text.index("Ann"), text.index("Ann") + 7, "ann-lee", "Ann Lee", "person", "test")
    assert [a for m in read(text, actors=(ann,)) for a, part in m.actors if part == "agent"] == agents


# When it was done, how many times and with what do not part the doer from the deed.
ROLES += [
    ("The Vale Guard late last night launched airstrikes against the Red Band.", {("guard", "agent"), ("band", "target")}),
    ("The Vale Guard on Monday night carried out raids on the Red Band.", {("guard", "agent"), ("band", "target")}),
    ("The Vale Guard have launched at least seven mortar attacks against the Red Band.", {("guard", "agent"), ("band", "target")}),
    ("The Vale Guard used jets and drones to carry out the airstrikes on the Red Band.", {("guard", "agent"), ("band", "target")}),
]


def test_a_name_that_describes_a_person_is_not_the_one_struck() -> None:
    text = "Police arrested Red Band commander Ann Lee."
    ann = Actor(text.index("Ann"), text.index("Ann") + 7, "ann-lee", "Ann Lee", "person", "test")
    assert read(text, actors=(actor(text, "Red Band", "band"), ann))[0].actors == (("ann-lee", "target"),)


@pytest.mark.parametrize(("text", "wanted"), ROLES)
def test_roles(text: str, wanted: set[tuple[str, str]]) -> None:
    pairs = [(n, i) for n, i in (("Vale Guard", "guard"), ("Red Band", "band")) if n in text]
    found = tuple(sorted((actor(text, n, i) for n, i in pairs), key=lambda a: a.start))
    assert set(read(text, actors=found)[0].actors) == wanted


def test_places_are_those_where_it_happened() -> None:
    text = "Rebels attacked a depot in Vale instead of Arden."

    def place(name: str) -> Place:
        return Place(text.index(name), text.index(name) + len(name), name.lower(), name, "city", "XA", 1.0, 1.0, "city", "locative", "test")

    assert read(text, places=(place("Vale"), place("Arden")))[0].place_ids == ("vale",)


def test_a_bare_strike_is_known_by_an_earlier_one() -> None:
    assert len(read("Jets carried out a strike near the mill.\n\nThe second strike was to follow.")) == 2
    assert len(read("Clerks left the mill.\n\nThe second strike was to follow.")) == 0


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Four hostages kidnapped on 3 May were freed on 9 May.", 9),
        ("Four hostages who were kidnapped on 3 May have been freed on 9 May.", 9),
        ("Four hostages kidnapped on 3 May were freed.", None),
        ("On 9 May four hostages were freed.", 9),
        ("Four hostages were freed on 9 May.", 9),
    ],
)
def test_a_time_of_the_subject_is_not_when_it_happened(text: str, day: int | None) -> None:
    days = [Interval(date(2019, 5, int(m[1])), date(2019, 5, int(m[1])), "day") for m in re.finditer(r"(\d) May", text)]
    times = [Time(m.start(), m.end(), d, "", "test") for m, d in zip(re.finditer(r"\d May", text), days, strict=True)]
    (found,) = [m for m in read(text, times=tuple(times)) if m.type == "release"]
    assert (found.when.earliest.day if found.when.earliest else None) == day


def of_may(text: str) -> tuple[Mention, ...]:
    """The mentions of an article that appeared on Thursday, 25 May 2023."""
    day, book = date(2023, 5, 25), Codebook()
    (article,) = english.date([english.segment(Article("a", text, published=Interval(day, day, "day")), book)], book)
    return english.tag(article, book).mentions


BESIDE = [  # two events of one sentence: on which day of May 2023 each was; None: not told
    ("The guards opened fire after the murder of a nurse on Sunday.", None, 21),
    ("Police arrested two men over the bombing of the mill on Friday.", None, 19),
    ("Its men had overrun the camp to avenge the bombing of the cattle park on Monday.", None, 22),
    ("Its men overran the camp on Tuesday to avenge the bombing of the cattle park on Monday.", 23, 22),
    ("On Sunday the guards opened fire after the murder of a nurse.", 21, None),
    ("The guards opened fire on Sunday after the murder of a nurse.", 21, None),
    ("Police arrested two men on Friday over the bombing of the mill.", 19, None),
    ("A man was charged with the murder of Ann Lee on Friday.", 19, None),
    ("The raid began before first light on Friday and lasted hours, and police arrested nine on Sunday.", 19, 21),
]


SHARED = [  # on which days of May 2023 what a sentence tells was, each telling's in their order; None: not told
    ("A bus left the road and fell into a ravine on Tuesday, killing six, police said.", [23]),
    ("Rebels stormed the camp and burnt the clinic on Monday.", [22]),
    ("On Monday rebels stormed the camp and shot two guards.", [22, 22]),
    ("Gunmen abducted two nurses in Moor, in the north of Arden, on Sunday, hospital sources said.", [21]),
    ("Gunmen abducted two nurses in Moor, a town in the north, on Sunday, officials said.", [21]),
    ("Gunmen abducted two nurses in Moor, the army said on Sunday.", [None]),
    ("A bus plunged into a river on Monday and ten people drowned.", [22, 22]),
    ("A bomb exploded on Monday and the army attacked a convoy.", [22, None]),
    ("On Monday a truck carrying farm workers overturned on the road.", [22]),
    ("A man carrying a bomb on Monday stormed the clinic.", [None]),
    ("Some 300 people gathered in Moor on Saturday to protest against the mine.", [20]),
    ("Troops left the town on Saturday to attack the camp.", [None]),
    ("Police arrested him at the scene and released him the following day.", [None, None]),
    ("He was arrested at the scene and was released on Monday.", [None, 22]),
    ("He was arrested on Friday and released on Sunday.", [19, 21]),
    ("The mayor resigned on 10 May. Police arrested her in Moor and released her the next day.", [None, 11]),
    ("The mayor resigned on 10 May. Police arrested her in Moor and released her two days later.", [None, 12]),
    ("She survived an attack on Friday, when a grenade was thrown at her house.", [19, 19]),
    ("On Friday at least six people died in Moor.", [19]),
    ("In the van of 2003 six people died.", [None]),
    ("The raid on the mill in Moor on Monday angered the council.", [22]),
    ("The attack on the camp in Moor on Monday left nine dead.", [22]),
    ("The raid on the mill this Monday remains a riddle.", [22]),
    ("The guards who told of the raid this Monday stay silent.", [None]),
]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("At Christmas 2019 at least eleven people died in Moor.", 2019),
        ("In May 2019 eleven people died in Moor.", 2019),
        ("In the 2003 van eleven people died.", None),
        ("In 2019 eleven people died in Moor.", 2019),
    ],
)
def test_a_year_before_how_many(text: str, year: int | None) -> None:
    (m,) = of_may(text)
    assert (m.when.earliest and m.when.earliest.year) == year


HAPPENED = [  # what news tells without a word that names it: the type of each telling, and how many died in it
    ("A bus fell into a gorge in Moor on Monday, killing six.", [("accident", 6)]),
    ("The firm's coach fell into a ravine this week.", [("accident", None)]),
    ("A truck fell off a bridge on Monday.", [("accident", None)]),
    ("He fell into a ravine on Monday.", []),
    ("The bus firm fell into a deep crisis.", []),
    ("Prices fell into a slump.", []),
    ("The death toll of Monday's explosion rose to six.", [("attack", 6)]),
    ("Two more died on Wednesday, raising the death toll of Tuesday's bombing to 21.", [("casualties", 2), ("attack", 21)]),
    ("One died, and the toll of Tuesday's crash is not yet known.", [("casualties", 1), ("accident", None)]),
    ("The accident investigation authority will publish its report.", []),
    ("The air accident investigation branch met.", []),
    # one happening, whose day and town its last clause tells
    ("Two men were killed and five injured on Monday as a result of the shelling of Moor.", [("attack", 2)]),
    ("A bomb went off in front of a bakery, killing a boy selling bags and injuring 14 others.", [("attack", 1)]),
    ("The guards went off in a truck with their guns.", []),
    ("Nine people were killed and two were wounded in Moor on Monday.", [("killing", 9)]),
    ("Nine people were killed in Moor and two were wounded in Vale on Monday.", [("killing", 9), ("casualties", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), HAPPENED)
def test_what_happened(text: str, wanted: list[tuple[str, int | None]]) -> None:
    day, book = date(2023, 5, 25), Codebook()
    (article,) = english.date([english.segment(Article("a", text, published=Interval(day, day, "day")), book)], book)
    tags = english.tag(article, book)
    dead = {c.mention: c.value for c in tags.claims if c.attribute == "killed"}
    assert [(m.type, dead.get(k)) for k, m in enumerate(tags.mentions)] == wanted


@pytest.mark.parametrize(("text", "days"), SHARED)
def test_verbs_that_share_a_day(text: str, days: list[int | None]) -> None:
    assert [m.when.earliest and m.when.earliest.day for m in of_may(text)] == days


@pytest.mark.parametrize(("text", "one", "two"), BESIDE)
def test_a_day_behind_what_went_before_is_of_that(text: str, one: int | None, two: int | None) -> None:
    found = of_may(text)
    assert [m.when.earliest and m.when.earliest.day for m in found] == [one, two]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nine were killed when aircraft bombed a market.", "airstrike"),
        ("Two planes had dropped bombs near the park.", "airstrike"),
        ("A helicopter shelled a hamlet on Monday.", "airstrike"),
        ("Drones bombed the port.", "attack"),
        ("The army bombed the mill.", "attack"),
        ("Gunmen attacked a helicopter in Vale.", "attack"),
    ],
)
def test_what_aircraft_do_is_an_airstrike(text: str, kind: str) -> None:
    assert kind in [m.type for m in of_may(text)] and len({m.type for m in of_may(text)} & {"airstrike", "attack"}) == 1


def test_a_clause_behind_since_and_a_month_is_of_that_month() -> None:
    (_, then) = of_may("It is the worst attack since November, when an assault on the mill killed 31.")
    assert then.when == Interval(date(2022, 11, 1), date(2022, 11, 30), "month")


def test_every_rule_names_a_word_of_the_lexicon() -> None:
    assert [m.rule for m in read("Rebels shelled the port.")] == ["events.toml:attack:shell"]


def texts() -> list[str]:
    odd = [
        "",
        " ",
        "\n" * 500,
        "attack " * 300,
        "“attack " * 50,
        "killed, " * 300,
        "The attack",
        "strike",
        "ATTACK!",
        "a\u0301ttack attacks \U0001f680 attack by",
    ]
    return odd + [a.text for a in seeds.read(SEEDS)[0]]


@pytest.mark.parametrize("piece", ["killed ", "the attack on the ", "one killed and ", "“attack "])
def test_a_sentence_without_end_is_read_in_no_time(piece: str) -> None:
    assert seconds(lambda: read(piece * (80_000 // len(piece)))) < 6 * max(seconds(lambda: read(piece * (20_000 // len(piece)))), 0.02)


@pytest.mark.parametrize("text", texts())
def test_spans_lie_inside_and_twice_is_the_same(text: str) -> None:
    found = read(text)
    assert found == read(text)
    assert all(0 <= m.start <= m.head_start < m.head_end <= len(text) and m.start < m.end <= len(text) for m in found)
    assert found == sorted(found, key=lambda m: (m.start, m.end))


def test_cut_anywhere_nothing_raises() -> None:
    text = seeds.read(SEEDS)[0][1].text
    for end in range(0, len(text), 37):
        read(text[:end])

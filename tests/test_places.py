"""Places: which words name one, which only look so, what they are used for, and where they lie. All names of people are invented."""

from __future__ import annotations

import hashlib
import re
import tomllib
from importlib.machinery import SourceFileLoader
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from pace import seconds

from analystkit.codebook import Codebook, KnownPlace
from analystkit.english import reference
from analystkit.english.places import find, problems, tag
from analystkit.english.places.around import Rule, rules
from analystkit.english.places.gazetteer import heard, world
from analystkit.english.tokens import Reading
from analystkit.records import Article, Place, Segment, Tags

ROOT = Path(__file__).parents[1]
BOOK = Codebook(
    places=(
        KnownPlace("merta", "Merta", "city", "IQ", 35.0, 44.0, "city", ("Al Merta",), 2),
        KnownPlace("merta-air-base", "Merta Air Base", "facility", "IQ", 35.1, 44.1, "point", ("Merta air base",), 3),
        KnownPlace("northern-iraq", "Northern Iraq", "region", "IQ", 36.2, 43.7, "region", ("northern Iraq",), 4),
        KnownPlace("brook-side", "Brook Side, Merta", "district", "IQ", 35.0, 44.0, "district", ("Brook Side",), 6),
        KnownPlace("old-quay", "Old Quay", "district", None, None, None, "district", ("the old quay",), 5),
    )
)


def article(text: str, kind: str = "body") -> Article:
    return Article("a", text, segments=(Segment(0, len(text), kind, "test"),))


def read(text: str, book: Codebook = BOOK) -> list[tuple[str, str | None, str]]:
    """What a text's places are: words, id, use; names inside others left out."""
    return [(text[p.start : p.end], p.place_id, p.use) for p in tag(Reading(article(text)), book, Tags()) if not p.nested]


EXAMPLES: list[tuple[str, list[tuple[str, str | None, str]]]] = [
    # Namesakes of people speak where the article names what lies in them.
    ("Chad said rebels shelled Moundou.", [("Chad", "chad", "metonym"), ("Moundou", "moundou-td", "locative")]),
    ("Jordan said it shot drones down over Irbid.", [("Jordan", "jordan", "metonym"), ("Irbid", "irbid-jo", "locative")]),
    ("Jordan said he was tired of Amman.", [("Amman", "amman", "locative")]),
    # States that are gone.
    ("It happened in Sarajevo, Yugoslavia.", [("Sarajevo", "sarajevo", "locative"), ("Yugoslavia", "yugoslavia", "locative")]),
    ("He fled East Germany. A Soviet ship left.", [("East Germany", "east-germany", "locative")]),
    # Other spellings, of towns in the countries named.
    ("In Yemen, they shelled Hodeidah.", [("Yemen", "yemen", "locative"), ("Hodeidah", "al-hudaydah-ye", "locative")]),
    ("In Somalia, they shelled Beledweyn.", [("Somalia", "somalia", "locative"), ("Beledweyn", "beledweyne-so", "locative")]),
    ("In Yemen, el-Hodaydah was quiet.", [("Yemen", "yemen", "locative"), ("el-Hodaydah", "al-hudaydah-ye", "locative")]),
    ("Iraqi troops entered Tel Afar.", [("Tel Afar", "tall-afar-iq", "locative")]),
    ("Iraqi troops entered al-Hawijah.", [("al-Hawijah", "al-hawijah-iq", "locative")]),
    ("In Iraq, Baqouba was quiet.", [("Iraq", "iraq", "locative"), ("Baqouba", "baqubah-iq", "locative")]),
    ("In Syria, Deir Ezzor was hit.", [("Syria", "syria", "locative"), ("Deir Ezzor", "deir-ez-zor-sy", "locative")]),
    ("In Libya, Gharian was quiet.", [("Libya", "libya", "locative"), ("Gharian", "gharyan-ly", "locative")]),
    ("In Libya, Karim Gharian spoke.", [("Libya", "libya", "locative")]),
    ("In Peru, Gharian was quiet.", [("Peru", "peru", "locative")]),
    ("In Iraq, Hassan Nasser met Saleh. Moussa slept.", [("Iraq", "iraq", "locative")]),
    ("In Tunisia, North Africa was the matter.", [("Tunisia", "tunisia", "locative"), ("North Africa", "north-africa", "locative")]),
    # Bodies, clubs, churches and people.
    ("The Port Authority of New York spoke.", []),
    ("A nurse of St George's rang.", []),
    ("A 19-year-old Crystal Palace fan wept.", []),
    ("The actor Karl Hill laughed.", []),
    ("They live near Karl Hill.", [("Karl Hill", "karl-hill", "locative")]),
    ("A bus burned in Croydon, South London.", [("Croydon", "croydon-gb", "locative"), ("London", "london", "locative")]),
    # Where something is.
    ("He was born in Paris, Texas.", [("Paris", "paris-tx-us", "locative"), ("Texas", "texas-us", "locative")]),
    (
        "People fled countries such as Libya, Sudan and Chad.",
        [("Libya", "libya", "locative"), ("Sudan", "sudan", "locative"), ("Chad", "chad", "locative")],
    ),
    # What is struck, shelled or fled is where it happened.
    ("Shells fell on Kramatorsk overnight.", [("Kramatorsk", "kramatorsk-ua", "locative")]),
    ("An attack on Kramatorsk wounded many.", [("Kramatorsk", "kramatorsk-ua", "locative")]),
    ("Shells hit Kherson.", [("Kherson", "kherson-ua", "locative")]),
    ("Many fled Izium.", [("Izium", "izyum-ua", "locative")]),
    ("Two were killed in Jabalia.", [("Jabalia", "jabalya-ps", "locative")]),
    ("Strikes hit Khan Younis and Rafah.", [("Khan Younis", "khan-yunis-ps", "locative"), ("Rafah", "rafah-ps", "locative")]),
    ("Strikes hit Rafah and Khan Younis.", [("Rafah", "rafah-ps", "locative"), ("Khan Younis", "khan-yunis-ps", "locative")]),
    ("Kyiv and Kharkiv were hit.", [("Kyiv", "kyiv", "locative"), ("Kharkiv", "kharkiv", "locative")]),
    ("Snow fell in Ukraine. Bakhmut was quiet.", [("Ukraine", "ukraine", "locative"), ("Bakhmut", "bakhmut-ua", "locative")]),
    ("A missile hit Qarnabul and Merdovsk.", [("Qarnabul", "qarnabul", "locative"), ("Merdovsk", "merdovsk", "locative")]),
    ("Iran struck Syria at dawn.", [("Iran", "iran", "metonym"), ("Syria", "syria", "locative")]),
    ("The attack on Syria killed ten.", [("Syria", "syria", "locative")]),
    ("New sanctions hit Iran.", [("Iran", "iran", "metonym")]),
    ("They condemned the bombing of U.S. embassies.", [("U.S.", "united-states", "attributive")]),
    ("An attack on Qarnabul wounded three.", [("Qarnabul", "qarnabul", "locative")]),
    ("Trucks burned between Gao and Ansongo.", [("Gao", "gao-ml", "locative"), ("Ansongo", "ansongo-ml", "locative")]),
    ("Shells hit the Qarnabul district of Kyiv.", [("Qarnabul district", "qarnabul-district", "locative"), ("Kyiv", "kyiv", "locative")]),
    ("Shells fell in Qamishli.", [("Qamishli", "al-qamishli-sy", "locative")]),
    ("They landed in Port-au-Prince.", [("Port-au-Prince", "port-au-prince", "locative")]),
    ("Two died in North Darfur.", [("North Darfur", "northern-darfur-sd", "locative")]),
    ("Fishermen died near Lake Chad.", [("Lake Chad", "lake-chad", "locative")]),
    (
        "Mali, Niger and Burkina Faso left the bloc.",
        [("Mali", "mali", "metonym"), ("Niger", "niger", "metonym"), ("Burkina Faso", "burkina-faso", "metonym")],
    ),
    # Where people come from is not where they are.
    ("Mediators from Misrata arrived in Tunis.", [("Misrata", "misratah-ly", "attributive"), ("Tunis", "tunis", "locative")]),
    ("It withdrew soldiers from Kabul.", [("Kabul", "kabul", "locative")]),
    # One name, several spellings.
    ("Rain fell in Sloviansk, Ukraine.", [("Sloviansk", "slovyansk-ua", "locative"), ("Ukraine", "ukraine", "locative")]),
    # Who acts or is addressed.
    ("They spoke of retaliation by Iran.", [("Iran", "iran", "metonym")]),
    ("It imposed sanctions against Iran.", [("Iran", "iran", "metonym")]),
    # What describes a noun.
    ("An Iran-backed group fought in the Yemen civil war.", [("Iran", "iran", "attributive"), ("Yemen", "yemen", "attributive")]),
    ("The US strikes on the depot began.", [("US", "united-states", "attributive")]),
    # Phrases.
    ("Troops gathered in eastern Libya.", [("eastern Libya", "eastern-libya", "locative")]),
    ("Troops gathered in northern Iraq.", [("northern Iraq", "northern-iraq", "locative")]),
    ("Trucks wait at the Libya–Egypt border.", [("Libya–Egypt border", "egypt-libya-border", "locative")]),
    ("Trucks wait at the border between Libya and Egypt.", [("border between Libya and Egypt", "egypt-libya-border", "locative")]),
    ("Trucks wait at the Egyptian-Libyan border.", [("Egyptian-Libyan border", "egypt-libya-border", "locative")]),
    ("A drone fell 50 km north of Mosul.", [("50 km north of Mosul", "50-km-north-of-mosul", "locative")]),
    ("Rockets hit Merta air base.", [("Merta air base", "merta-air-base", "locative")]),
    (
        "A fire broke out in the US Embassy in Nairobi.",
        [("US Embassy", "united-states-embassy-nairobi", "locative"), ("Nairobi", "nairobi", "locative")],
    ),
    # A town in between; a country has no building's point.
    (
        "Rockets hit the German consulate in the northern city of Nairobi.",
        [("German consulate", "germany-consulate-nairobi", "locative"), ("Nairobi", "nairobi", "locative")],
    ),
    (
        "Smoke rose from the French consulate at Nairobi, they said.",
        [("French consulate", "france-consulate-nairobi", "locative"), ("Nairobi", "nairobi", "locative")],
    ),
    (
        "They queued at the Kenyan embassy while rain fell in Nairobi.",
        [("Kenyan embassy", "kenya-embassy", "locative"), ("Nairobi", "nairobi", "locative")],
    ),
    (
        "Rockets hit the German consulate in Nairobi. Smoke rose from the German consulate.",
        [
            ("German consulate", "germany-consulate-nairobi", "locative"),
            ("Nairobi", "nairobi", "locative"),
            ("German consulate", "germany-consulate-nairobi", "locative"),
        ],
    ),
    (
        "The German consulate in Nairobi is new. The French consulate burnt.",
        [
            ("German consulate", "germany-consulate-nairobi", "locative"),
            ("Nairobi", "nairobi", "locative"),
            ("French consulate", "france-consulate", "locative"),
        ],
    ),
    (
        "The German consulate in Nairobi is new. They left the German consulate in Mombasa and saw the German consulate.",
        [
            ("German consulate", "germany-consulate-nairobi", "locative"),
            ("Nairobi", "nairobi", "locative"),
            ("German consulate", "germany-consulate-mombasa", "locative"),
            ("Mombasa", "mombasa", "locative"),
            ("German consulate", "germany-consulate", "locative"),
        ],
    ),
    ("Men fled Mazar-e Sharif.", [("Mazar-e Sharif", "mazar-e-sharif-af", "locative")]),
    ("Men left Pul-i-Khumri by bus.", [("Pul-i-Khumri", "pul-e-khumri-af", "locative")]),
    ("Smoke rose over Brook Side, Merta.", [("Brook Side", "brook-side", "locative"), ("Merta", "merta", "locative")]),
    ("Zamfara state was quiet.", [("Zamfara", "zamfara-state-ng", "locative")]),
    ("They met on the old quay.", [("old quay", "old-quay", "locative")]),
    # The saint of a hospital, the town of an airfield, a year before Christ, a bearing from "the town of".
    (
        "He was taken to St George's Hospital in Merta.",
        [("St George's Hospital", "st-georges-hospital", "locative"), ("Merta", "merta", "locative")],
    ),
    ("It lies in St. Paul's Hospital.", [("St. Paul's Hospital", "st-pauls-hospital", "locative")]),
    ("Rockets hit Balad air base.", [("Balad air base", "balad-southeast-air-base", "locative")]),
    ("Rockets hit Ain al-Asad air base.", [("Ain al-Asad air base", "al-asad-air-base", "locative")]),
    ("Rockets fell at Ain al-Asad.", [("Ain al-Asad", "al-asad-air-base", "locative")]),
    ("They left Ramstein Air Base.", [("Ramstein Air Base", "ramstein-air-base", "locative")]),
    ("They slept at Erbil airport.", [("Erbil airport", "erbil-international-airport", "locative")]),
    ("They slept at Heathrow airport.", [("Heathrow airport", "london-heathrow-airport", "locative")]),
    ("Rebels Storm Baghdad Airport.", [("Baghdad Airport", "baghdad-international-airport", "locative")]),
    # A village of two words with a hyphen; "at" says no place, where none is told of otherwise.
    ("A bus was hit near Ak-Merz.", [("Ak-Merz", "ak-merz", "locative")]),
    (
        "A bus was hit near the village of Ak-Merz. Shells lay at Ak-Merz.",
        [("Ak-Merz", "ak-merz", "locative"), ("Ak-Merz", "ak-merz", "locative")],
    ),
    ("She studied at Norpress.", []),
    ("They fought near Al-Qaeda.", []),
    ("They stood near Karl-Heinz Lund.", []),
    # In the first words of a line of capitals nothing tells a name from a verb.
    ("Rebels Storm Terrorist Camp In Merta", [("Merta", "merta", "locative")]),
    ("STATEMENT: FORCES DESTROY REBEL CAMP IN MERTA", [("MERTA", "merta", "locative")]),
    ("FORCES STORM BAGHDAD AIRPORT", [("BAGHDAD AIRPORT", "baghdad-international-airport", "locative")]),
    ("Three Die In Miners Hospital", [("Miners Hospital", "miners-hospital", "locative")]),
    ("The shells fell on Mae La Camp.", [("Mae La Camp", "mae-la-camp", "locative")]),
    ("In 44 BC a raid hit Rome.", [("Rome", "rome", "locative")]),
    (
        "A shell fell 12 miles east of the town of Marib.",
        [("12 miles east of the town of Marib", "12-miles-east-of-the-town-of-marib", "locative")],
    ),
    # A port or an airport by its city's name.
    ("Missiles hit Odesa Port.", [("Odesa Port", "odesa-port", "locative")]),
    ("Flights to Kramatorsk Airport stopped.", [("Kramatorsk Airport", "kramatorsk-airport", "locative")]),
    ("The mayor of Port Harcourt fled.", [("Port Harcourt", "port-harcourt", "locative")]),
    # Initials that go on, initials behind a hyphen, names of state.
    ("Snow fell in Huntington, W.Va.", [("Huntington", "huntington-wv-us", "locative"), ("W.Va.", "west-virginia-us", "locative")]),
    ("DPRK-U.S. talks failed.", [("DPRK", "north-korea", "attributive"), ("U.S.", "united-states", "attributive")]),
    ("Rain fell in the DRC.", [("DRC", "dr-congo", "locative")]),
    ("Snow fell in the Republic of Korea.", [("Republic of Korea", "south-korea", "locative")]),
    ("Rain fell in the Republic of the Congo.", [("Republic of the Congo", "republic-of-the-congo", "locative")]),
    ("Rain fell in the Democratic Republic of the Congo.", [("Democratic Republic of the Congo", "dr-congo", "locative")]),
    ("The strike hit Al-Merta.", [("Al-Merta", "merta", "locative")]),
]


RULES = [(name, rule) for name, group in rules().groups.items() for rule in group.rules if rule.example]


@pytest.mark.parametrize(("group", "rule"), RULES, ids=[rule.example for _, rule in RULES])
def test_examples_of_the_rules(group: str, rule: Rule) -> None:
    text = re.sub(r"[{}]", "", rule.example.removeprefix("! "))
    at = rule.example.find("{")
    rows = [p for p in tag(Reading(article(text)), Codebook(), Tags()) if at < 0 or p.start == at]
    if rule.example.startswith("! "):
        assert not rows
    elif group == "use":
        assert [p.rule.rpartition("; ")[2] for p in rows] == [rule.reason] and rule.verdict in (rows[0].use, "same")
    else:
        assert rows


POSITIONS: list[tuple[str, tuple[float, float] | None]] = [
    ("The wreck lies at 12°34'N, 43°21'E.", (12.567, 43.35)),
    ("It fell at 15.3694, 44.1910, they said.", (15.369, 44.191)),
    ("at 33°18′56″N 44°21′58″E", (33.316, 44.366)),
    ("at N 33° 18.5' E 44° 22.1' that day", (33.308, 44.368)),
    ("at 33.3128 N, 44.3615 E.", (33.313, 44.362)),
    ("at 34.05° north, 118.24° west", (34.05, -118.24)),
    ("latitude 15.37 and longitude 44.19", (15.37, 44.19)),
    ("(lat: 15.3694, lon: 44.1910)", (15.369, 44.191)),
    ("at -33.8688, 151.2093 a shell fell", (-33.869, 151.209)),
    ("12º 30' S, 45º 15' W", (-12.5, -45.25)),
    ("It was 12°, then 43°.", None),
    ("marks of 15.3694, 44.1910, 12.0012", None),
    ("$15.3694, 44.1910 a share", None),
    ("rates of 1.23, 4.56", None),
    ("at 95.1234, 44.1910", None),
    ("pi is 3.14159, e is 2.71828", None),
    ("Roads 12 N and 43 E", None),
]


@pytest.mark.parametrize(("text", "wanted"), POSITIONS)
def test_positions_in_numbers(text: str, wanted: tuple[float, float] | None) -> None:
    found = [(p.lat, p.lon) for p in tag(Reading(article(text)), BOOK, Tags()) if p.rule == "position in numbers"]
    assert found == ([pytest.approx(wanted, abs=0.001)] if wanted else [])


@pytest.mark.parametrize(("text", "wanted"), EXAMPLES)
def test_examples(text: str, wanted: list[tuple[str, str | None, str]]) -> None:
    assert read(text) == wanted


NOT_ONE = [
    "Dr. Paris Onslow arrived.",
    "It may help us, they said; march on.",
    "Ashwell United won again.",
    "The bill died in Congress.",
    "The U.N. counted ten.",
    "They met at UN offices.",
    "An engineer of Platte River Networks spoke.",
    "The Libyan Red Crescent counted ten.",
    "Police captured Varrik on Friday.",
    "He hit Johnson in the face.",
    "The attack on Clinton went on.",
    "Airstrikes hit Hezbollah positions.",
    "Police Raided Jackson Pollock.",
    "Storm Florence hit the coast.",
    "He read Captured Paris Hilton there.",
    "Drones struck the Houthis again.",
    "Robert Kennedy spoke. In Kennedy they trusted.",
    "Orban Varrik spoke. A shell hit Varrik.",
    # A group's name is no place.
    "The Sinaloa Cartel fled, and the Tijuana Cartel too.",
    "Fighters of the Donbas Battalion met the Kherson Legion.",
    # A club, a firm, a river, somebody's first name.
    "Toronto FC won again.",
    "Ontario Hydro sent help.",
    "The Congo rose again.",
    # Who or what is near.
    "He stood near Varrik, but Varrik said nothing.",
    "They fought near Hezbollah lines.",
    "They met near Easter.",
    # A lake or a mountain that has the name of a state.
    "Boats sank on Lake Victoria again.",
    "They sailed to Lake Victoria.",
    "Fishermen in Lake Victoria sank.",
    "Lake Victoria rose again.",
    "The boat left Lake Victoria.",
    "Snow fell on Mount Victoria.",
]


@pytest.mark.parametrize("text", NOT_ONE)
def test_not_one(text: str) -> None:
    assert read(text) == []


KNOWN_FAILURES = [
    ("He played for Crystal Palace.", [], "a club that is called like a building"),
    ("The pace quickened at the end of Bush's term.", [], "a surname that the article proves nowhere, and a village"),
    ("The explosion in Chelsea, in Manhattan, hurt two.", [("Chelsea", "chelsea-ny-us", "locative")], "a quarter that no gazetteer has"),
    (
        "The Kremlin is a fortress with twenty towers.",
        [("Kremlin", "kremlin", "locative")],
        "a seat of power as a building, without a preposition",
    ),
    (
        "The parcel was sent to Japan by mistake.",
        [("Japan", "japan", "locative")],
        "'sent to' a country is read as addressing its government",
    ),
    (
        "An attack on Qarnabul began.",
        [("Qarnabul", None, "locative")],
        "people and parties are attacked too: an unknown name needs a weapon, a toll, or a verb of shelling or fleeing",
    ),
]


@pytest.mark.parametrize(
    ("text", "wanted"), [pytest.param(t, w, marks=pytest.mark.xfail(strict=True, reason=r)) for t, w, r in KNOWN_FAILURES]
)
def test_known_failures(text: str, wanted: list[tuple[str, str | None, str]]) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize(
    "text", ["They met in Victoria.", "By the lake, Victoria rose.", "Victoria, Australia, rose.", "They left Lake Chad."]
)
def test_a_state_without_its_lake_and_a_lake_that_is_known_are_places(text: str) -> None:
    assert read(text)


def test_no_pin_where_only_a_part_is_named() -> None:
    (part,) = [p for p in tag(Reading(article("Fighting spread in southern Algeria.")), Codebook(), Tags()) if not p.nested]
    assert (part.country, part.precision, part.lat, part.lon) == ("DZ", "region", None, None)


def test_an_unplaced_name_keeps_a_row_and_becomes_a_problem() -> None:
    a = article("The shells hit the village of Qarnabul.")
    places = tuple(tag(Reading(a), Codebook(), Tags()))
    assert [(p.place_id, p.lat, p.lon) for p in places] == [("qarnabul", None, None)]
    assert [a.text[s:e] for s, e, *_ in problems(a, places)] == ["Qarnabul"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Honduran soldiers clashed with rebels near Las Vegas. Honduras sent jets.", None),
        ("The van was stopped near Zaragoza, and Salvadoran troops of El Salvador came.", None),
        ("A Honduran singer played in Las Vegas. The United States barred him.", "las-vegas-nv-us"),
        ("A man died in Las Vegas on Monday.", "las-vegas-nv-us"),
        ("Norwegian pilots flew to Zaragoza. Norway paid.", "zaragoza-es"),  # Norway has none
        ("Salvadoran pilots of El Salvador flew to Barcelona.", "barcelona"),  # too large to be a village's name
    ],
)
def test_a_village_of_a_country_named_makes_a_far_namesake_doubtful(text: str, place: str | None) -> None:
    assert [p.place_id for p in find(Reading(article(text)), BOOK) if p.precision == "city" or p.kind == "unknown"] == [place]


def test_what_holds_a_town_is_no_town() -> None:
    told = "Two men died in Paris, Texas. In London, Ontario, one was hurt."
    assert [p.place_id for p in find(Reading(article(told)), BOOK)] == ["paris-tx-us", "texas-us", "london-ca", "ontario-ca"]


def test_a_namesake_that_nothing_decides_stays_undecided() -> None:
    a = article("The fair was held in Springfield.")
    (place,) = tag(Reading(a), Codebook(), Tags())
    assert place.place_id is None and "undecided: several called Springfield" in place.rule
    assert place.candidates.split(";")[:2] == ["springfield-mo-us", "springfield-ma-us"]
    assert [(what, advice.split(",")[0]) for *_, what, advice in problems(a, (place,))] == [
        ("place not decided", "add it to places.csv; it may be springfield-mo-us")
    ]


@pytest.mark.parametrize(
    ("text", "region"),
    [("Officials in Canada spoke in London. The fire in London, Ontario, is out.", "CA"), ("Officials in Britain spoke in London.", "GB")],
)
def test_namesakes_by_what_else_is_named(text: str, region: str) -> None:
    places = [p for p in tag(Reading(article(text)), Codebook(), Tags()) if p.name == "London"]
    assert {p.country for p in places} == {region}


DIVISIONS = [
    ("Shells hit the Kursk region, Russia said.", "Kursk", "kursk-oblast-ru"),
    ("They left Lviv Oblast, Ukraine.", "Lviv Oblast", "lviv-region-ua"),
    ("The Odessa region lost power, Ukraine said.", "Odessa", "odesa-region-ua"),
    ("Two died in the Gaziantep and Adana provinces, Turkey said.", "Gaziantep", "gaziantep-region-tr"),
    ("A bus fell in the province of Cordoba, Argentina.", "Cordoba", "cordoba-region-ar"),
    ("A town in the Segou region of Mali was quiet.", "Segou", "segou-region-ml"),
    ("Ten died in Ansongo district, Mali.", "Ansongo", "ansongo-cercle-ml-09-8631538"),
    ("A mosque in Peshawar district, Pakistan, was hit.", "Peshawar", "peshawar-district-pk-03-1168195"),
    ("Storms hit the Var department in France.", "Var", "var-fr-93-83"),
    ("The governor of Niger State, in Nigeria, spoke.", "Niger State", "niger-state-ng"),
    ("Floods killed six in Eastern Samar, in the Philippines.", "Eastern Samar", "eastern-samar-ph"),
    ("It rained in the Tacloban region, the Philippines said.", "Tacloban", "tacloban-region"),
    ("Shots were fired in Qarnab province.", "Qarnab", None),
    ("Girls were taken in Zamfara and Kebbi states in Nigeria.", "Kebbi", "kebbi-ng"),
    ("Drones hit the Bryansk and Kursk border regions.", "Bryansk", "bryansk-oblast-ru"),
    # Parts of a city, bodies and schools are no divisions.
    ("He lives in a Baghdad district.", "Baghdad", "baghdad"),
    ("He was taken to Houston district court.", "Houston", "houston"),
    ("The riot in the city of Puebla, Mexico, ended.", "Puebla", "puebla"),
]


@pytest.mark.parametrize(("text", "name", "place"), DIVISIONS)
def test_a_division_is_the_division_and_never_its_seat(text: str, name: str, place: str | None) -> None:
    (row,) = [p for p in tag(Reading(article(text)), Codebook(), Tags()) if text[p.start : p.end] == name]
    assert row.place_id == place
    assert row.precision == ("city" if place in ("baghdad", "houston", "puebla") else "region" if place else None)
    assert (row.lat is None) == (place in ("tacloban-region", None))


def test_a_division_that_nobody_knows_is_a_problem() -> None:
    a = article("Shots were fired in Qarnab province.")
    assert [(a.text[s:e], w) for s, e, w, _ in problems(a, tuple(tag(Reading(a), Codebook(), Tags())))] == [
        ("Qarnab", "place not in any gazetteer")
    ]


def test_the_codebook_keeps_its_own_divisions_and_its_cities_give_no_point_to_divisions() -> None:
    assert read("Fires burned in the Brook Side district.") == [("Brook Side", "brook-side", "attributive")]
    assert read("Fires burned in Merta province.") == [("Merta", "merta-province", "locative")]


def test_no_division_shares_the_id_of_a_town() -> None:
    named = [s for name in ("Mopti", "Kherson", "Quebec", "Batangas", "Puebla") for s in world().find(name)]
    assert not {s.id for s in named if s.kind == "region"} & {s.id for s in named if s.kind == "city"}


def test_a_weekday_cut_short_in_a_dateline_is_no_place() -> None:
    assert tag(Reading(article("Mon, 6 Nov 2023", "dateline")), Codebook(), Tags()) == []


DATELINES = [
    ("ROME (AP) — A bridge fell.", [("ROME", "rome")]),
    ("TRIPOLI, Libya (Anywire) - A bridge fell.", [("TRIPOLI", "tripoli"), ("Libya", "libya")]),
    ("KABUL, March 3 (Anywire) — A bridge fell.", [("KABUL", "kabul")]),
    ("KYIV, Feb 10 — A bridge fell.", [("KYIV", "kyiv")]),
    ("TACLOBAN, Philippines, November 9 (Anywire) - A bridge fell.", [("TACLOBAN", "tacloban-ph"), ("Philippines", "philippines")]),
    ("SAN JOSE, Calif. -- A bridge fell.", [("SAN JOSE", "san-jose-ca-us"), ("Calif.", "california-us")]),
    ("LAGOS/ABUJA (Anywire) - A bridge fell.", [("LAGOS", "lagos"), ("ABUJA", "abuja")]),
]


@pytest.mark.parametrize(("text", "wanted"), DATELINES)
@pytest.mark.parametrize("kind", ["body", "dateline"])
def test_a_dateline_says_where_a_story_was_filed_and_nothing_happened_there(text: str, wanted: list[tuple[str, str]], kind: str) -> None:
    rows = tag(Reading(article(text, kind)), Codebook(), Tags())
    assert [(text[p.start : p.end], p.place_id) for p in rows] == wanted
    assert {p.use for p in rows} == {"attributive"} and all(p.rule.endswith("dateline") for p in rows)


@pytest.mark.parametrize(
    "text",
    [
        "Police were shot near Tolimar.",
        "Police were shot near the village of Tolimar, in Mopti region of Mali.",
        "Police were shot outside Tolimar. A man in Tolimar said so.",
        "In Tolimar, people hid; the army came to the village of Tolimar.",
    ],
)
def test_an_unknown_place_after_near_has_a_row_wherever_it_is_named(text: str) -> None:
    a = article(text)
    rows = tuple(p for p in tag(Reading(a), Codebook(), Tags()) if text[p.start : p.end] == "Tolimar")
    assert [(p.place_id, p.lat, p.use) for p in rows] == [("tolimar", None, "locative")] * text.count("Tolimar")
    assert len(problems(a, rows)) == len(rows)


NAMESAKES = [
    ("A ferry sank off Samar, said the coast guard in the central Philippines.", "Samar", "samar-ph"),
    ("The ferry left Samar for Tacloban. The dead were taken to Catbalogan.", "Samar", "samar-ph"),
    ("Police killed ten in Valencia, Venezuelan officials said.", "Valencia", "valencia"),
    ("Ten died in Santiago, in the Dominican Republic.", "Santiago", "santiago-de-los-caballeros"),
    ("Lebanese troops went to Tripoli after clashes in Sidon.", "Tripoli", "tripoli-lb"),
    ("A bomb killed two in San Juan, in Argentina's west.", "San Juan", "san-juan-ar"),
    ("Protests began in Hyderabad; Pakistan sent police.", "Hyderabad", "hyderabad-pk"),
    ("Students marched in Leon, Nicaraguan officials said.", "Leon", "leon-ni"),
    ("The US team flew to Paris.", "Paris", "paris"),
    ("The Nigerian team played in Ashford.", "Ashford", None),
    # A country or a state beside the name, with a direction too, goes before all that is named elsewhere.
    ("Shells hit Tripoli in northern Lebanon. Libya condemned it.", "Tripoli", "tripoli-lb"),
    ("Shells hit Tripoli, in the north of Lebanon. Libya, all Libya, was calm.", "Tripoli", "tripoli-lb"),
    ("A bomb fell on Valencia in Venezuela. Spain condemned it.", "Valencia", "valencia"),
    ("They met in Kingston, Ont., and married in Helena, Mont.", "Helena", "helena-mt-us"),
    ("Officials met in Paris. In Libya it rained.", "Paris", "paris"),
    ("Nora Lind, of Addison, a village southwest of Ithaca, spoke.", "Addison", "addison-ny-us"),
    ("Voters in Georgia queued in Savannah and Macon.", "Georgia", "georgia-us"),
    ("Troops in Georgia left Gori for Tbilisi.", "Georgia", "georgia"),
    ("A bomb went off in Rio de Janeiro.", "Rio de Janeiro", "rio-de-janeiro"),
]


@pytest.mark.parametrize(("text", "name", "place"), NAMESAKES)
def test_countries_named_go_before_population(text: str, name: str, place: str | None) -> None:
    assert [p.place_id for p in tag(Reading(article(text)), Codebook(), Tags()) if text[p.start : p.end] == name] == [place]


def test_a_name_told_in_full_far_below_does_not_decide_against_the_country_of_the_article() -> None:
    first, last = "The ministry in Tripoli spoke. Libya was calm; all Libya. ", "A plane came from Tripoli, Lebanon."
    a = article(first + "Nothing moved. " * 50 + last)
    assert [p.country for p in tag(Reading(a), Codebook(), Tags()) if p.name == "Tripoli"] == ["LY", "LB"]


def test_a_name_in_a_slot_of_violence_that_nobody_knows_is_a_problem() -> None:
    a = article("A missile hit Qarnabul at dawn.")
    places = tuple(tag(Reading(a), Codebook(), Tags()))
    assert [(p.place_id, p.lat, p.use) for p in places] == [("qarnabul", None, "locative")]  # known by its name, wherever it lies
    assert [w for *_, w, _ in problems(a, places)] == ["place not in any gazetteer"]


def test_a_seat_of_power_in_the_codebook_is_not_pinned() -> None:
    book = Codebook(places=(KnownPlace("pentagon", "The Pentagon", "facility", "US", 38.87, -77.06, "point", ("Pentagon",), 2),))
    places = tag(Reading(article("The Pentagon declined, and the Pentagon chief left.")), book, Tags())
    assert [(p.place_id, p.use) for p in places] == [("pentagon", "metonym"), ("pentagon", "attributive")]


def test_georgia_by_company() -> None:
    assert "georgia" in [p for _, p, _ in read("Troops left Georgia. Russia and Armenia watched.", Codebook())]
    assert "georgia" in [
        p for _, p, _ in read("The US spoke. US officials flew to Texas. They feared for Georgia and Ukraine.", Codebook())
    ]
    assert "georgia-us" in [p for _, p, _ in read("Storms hit Georgia. Alabama and Florida were spared.", Codebook())]


def test_names_inside_names_are_nested() -> None:
    places = tag(Reading(article("Rockets hit Merta air base in northern Iraq.")), BOOK, Tags())
    assert [(p.place_id, p.nested) for p in places] == [
        ("merta-air-base", False), ("merta", True), ("northern-iraq", False), ("iraq", True),
    ]  # fmt: skip


def test_nationality_words_only_on_demand() -> None:
    a = article("Syrian and Iraqi officials met the Iranians.")
    assert tag(Reading(a), Codebook(), Tags()) == []
    assert [(p.country, p.use) for p in find(Reading(a), Codebook(), modifiers=True)] == [
        ("SY", "attributive"),
        ("IQ", "attributive"),
        ("IR", "attributive"),
    ]


@pytest.mark.parametrize("kind", ["byline", "furniture"])
def test_what_is_set_aside_gives_no_rows(kind: str) -> None:
    assert tag(Reading(article("Ten died in Damascus.", kind)), Codebook(), Tags()) == []


SEEDS = sorted((Path(__file__).parent / "first" / "seeds").glob("*.txt"))
ODD = [
    "",
    " ",
    "\n\n",
    "In",
    "of of of",
    "U.S.",
    "U.S.-",
    "the -Iraq– border",
    "’s Iraq’s",
    "(((",
    "İstanbul, Türkiye",
    "A" * 5000,
    "In In In " * 500,
]


@pytest.mark.parametrize("text", [*(p.read_text("utf-8") for p in SEEDS), *ODD], ids=[*(p.stem for p in SEEDS), *map(str, range(len(ODD)))])
def test_invariants(text: str) -> None:
    for cut in {len(text), len(text) // 2, len(text) // 3}:
        a = article(text[:cut])
        places = find(Reading(a), BOOK, modifiers=True)
        assert places == find(Reading(a), BOOK, modifiers=True)
        assert all(0 <= p.start < p.end <= cut and text[p.start : p.end].strip() == text[p.start : p.end] for p in places)
        assert places == sorted(places, key=lambda p: (p.start, -p.end))
        assert all(_honest(p) for p in places)
        problems(a, tuple(places))


def _honest(p: Place) -> bool:
    whole = (p.lat is None) == (p.lon is None)
    return whole and bool(p.rule) and p.use in ("locative", "metonym", "attributive") and not (p.place_id is None and p.lat is not None)


def test_reference_tables_are_whole() -> None:
    w = world()
    regions = [spot for code, _ in reference.every("regions") if (spot := w.region(code))]
    assert len(w.countries) > 240 and len(regions) > 3000
    assert all(-90 <= (s.lat or 0) <= 90 and -180 <= (s.lon or 0) <= 180 for s in (*w.countries.values(), *regions))
    for code, capital in w.capitals.items():
        assert code in w.countries and isinstance(capital, str)


@pytest.mark.parametrize("unit", ["Ash County ", "Ab ", "Iraq-", "Paris, ", "Ashton Mill Road ", "U.S.", "St. ", "US and Iran "])
def test_time_grows_with_the_text_only(unit: str) -> None:
    small, large = Reading(article(unit * 1_000)), Reading(article(unit * 6_000))
    assert seconds(lambda: find(large, BOOK, modifiers=True)) < 24 * max(seconds(lambda: find(small, BOOK, modifiers=True)), 0.01)


def test_reference_files_are_those_of_the_record() -> None:
    files = tomllib.loads((ROOT / "data" / "SOURCES.toml").read_text("utf-8"))["file"]
    told = {f["path"]: f["sha256"] for f in files if f["path"].startswith(("analystkit/english/reference/", "data/reference/"))}
    made = {*(ROOT / "data" / "reference").glob("*.gz"), ROOT / "analystkit" / "english" / "reference" / reference.FILE}
    there = {p.relative_to(ROOT).as_posix() for p in made}
    assert there <= told.keys()
    assert {p: hashlib.sha256((ROOT / p).read_bytes()).hexdigest() for p in told} == told


def test_the_tables_of_the_world_are_what_their_sources_give() -> None:
    pack: Any = SourceFileLoader("pack_world", str(ROOT / "data" / "reference" / "pack_world.py")).load_module()
    for name, rows in pack.World().tables().items():
        assert list(reference.every(name)) == [list(row) for row in sorted(rows, key=itemgetter(0))], name


UNHEARD = [  # a name that no gazetteer has, or only elsewhere: its id, or None where it is no place
    ("Jets bombed the edge of Zhelgou, a town in northern Burkina Faso.", "Zhelgou", "zhelgou"),
    ("Zhelgou, a small village of 300, was shelled.", "Zhelgou", "zhelgou"),
    ("A bomb went off in Zhelgou, 40 km north of Gao.", "Zhelgou", "zhelgou"),
    ("They struck a camp in Zhelgou in northern Burkina Faso.", "Zhelgou", "zhelgou"),
    ("The attack in Zhelgou killed two.", "Zhelgou", "zhelgou"),
    ("Gunmen raided Ngoro, a village in eastern Kenya.", "Ngoro", "ngoro-ke"),  # and not the one in Indonesia
    ("Gunmen raided Paris, a village in eastern Kenya.", "Paris", "paris-ke"),
    ("It hit Perth, a town in Scotland.", "Perth", "perth-gb"),
    ("She met Otieno in Kenya.", "Otieno", None),
    ("“We paint it,” said Otieno, a city partnerships manager.", "Otieno", None),
    ("Otieno, a lobbyist for the city of Gao, left.", "Otieno", None),
    ("Otieno, a doctor in Kenya, fled.", "Otieno", None),
    ("He was wounded in Operation Dawn.", "Operation", None),
    ("Two were killed in Ramadan.", "Ramadan", None),
]


@pytest.mark.parametrize(("text", "name", "place_id"), UNHEARD)
def test_a_village_is_known_by_what_stands_beside_its_name(text: str, name: str, place_id: str | None) -> None:
    assert [found for printed, found, _ in read(text) if printed == name] == ([place_id] if place_id else [])


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("zubaydah", "zubeida"),
        ("douma", "duma"),
        ("idlib", "edlib"),
        ("hodeidah", "hudaydah"),
        ("djelfa", "jelfa"),
        ("qamishli", "kamishli"),
        ("dhale", "dale"),
        ("tawila", "tauila"),
    ],
)
def test_spellings_of_one_sound_are_heard_alike(one: str, two: str) -> None:
    assert heard(one) == heard(two)


def test_names_of_other_sounds_are_heard_apart() -> None:
    assert len({heard(name) for name in ("idlib", "aleppo", "duma", "daraa", "homs", "hama")}) == 6

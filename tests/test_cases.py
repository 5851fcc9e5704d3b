"""Invented cases, told by several papers: which clauses are one event, and which are not; and that cases do not touch each other."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from analystkit.codebook import Codebook
from analystkit.corpus import Corpus
from analystkit.tables import TABLES

# article, published, outlet, title, text
FERRY = (
    (
        "f1",
        "2019-03-10",
        "Harbour Post",
        "Ferry capsizes off Lisse; dozens missing",
        "PORT LISSE, March 10 — The passenger ferry Halcyon capsized on Sunday morning about five kilometres off Port Lisse with "
        "143 people aboard, the coastguard of Marovia said. At least 12 people were killed and 58 were rescued, coastguard "
        "spokesman Daniel Oro said. The cause of the accident was not yet known.",
    ),
    (
        "f2",
        "2019-03-11",
        "Marovia Daily",
        "Death toll in ferry disaster rises to 27",
        "PORT LISSE — The death toll from Sunday's capsizing of the ferry Halcyon rose to 27 on Monday as divers reached the "
        'lower deck. Coastguard spokesman Daniel Oro said 74 passengers had been rescued. "We are still searching," Oro told '
        "reporters. President Lena Marsh visited survivors in Port Lisse on Monday.",
    ),
    (
        "f3",
        "2019-03-11",
        "World Wire",
        "27 dead in Marovia ferry accident",
        "(World Wire) — Twenty-seven people died and 74 were rescued when a ferry sank off the coast of Marovia on Sunday, the "
        "coastguard said on Monday. The Halcyon was carrying 143 people from Port Lisse to the island of Tern.",
    ),
    (
        "f4",
        "2019-03-13",
        "Harbour Post",
        "Police arrest captain of the Halcyon",
        "PORT LISSE — Police on Tuesday arrested Viktor Haas, the captain of the ferry Halcyon, which capsized on Sunday with the"
        " loss of 31 lives. Haas was detained on suspicion of negligence, prosecutor Ada Lund said. Prosecutors opened an "
        "investigation into the owner, Tern Lines, the same day.",
    ),
    (
        "f5",
        "2019-03-14",
        "Marovia Daily",
        "Relatives protest in capital over ferry",
        "ELMSTAD — Several hundred relatives of victims of the Halcyon disaster protested outside the transport ministry in "
        "Elmstad on Thursday, demanding the resignation of Transport Minister Paul Renn. Police detained four demonstrators. The "
        "ferry sank on March 10, killing 31 people.",
    ),
    (
        "f6",
        "2019-03-16",
        "World Wire",
        "Marovia transport minister resigns",
        "(World Wire) — Marovia's transport minister Paul Renn resigned on Friday, five days after the ferry Halcyon capsized and"
        " killed 31 people. The ministry said it would suspend the licence of Tern Lines.",
    ),
    (
        "f7",
        "2019-06-02",
        "Harbour Post",
        "Halcyon captain released on bail",
        "PORT LISSE — A court on Friday released Viktor Haas, captain of the ferry Halcyon, on bail. Haas was arrested on March "
        "12, two days after the accident off Port Lisse in which 31 people died.",
    ),
)
COUP = (
    (
        "k1",
        "2020-08-18",
        "Savanna Times",
        "Soldiers seize president of Banduria",
        "NALO, Aug. 18 — Soldiers detained President Omar Diallan at his residence in Nalo on Tuesday, hours after troops "
        "mutinied at the Kessu barracks, 15 kilometres from the capital of Banduria. Colonel Issa Toumar, who leads the "
        "mutineers, said the army had taken power. Three people were killed in the shooting, a hospital official said.",
    ),
    (
        "k2",
        "2020-08-19",
        "Global News",
        "African Union condemns Banduria coup",
        "ADDIS ABABA — The African Union on Wednesday condemned the coup in Banduria and demanded the release of President Omar "
        "Diallan, who was detained by soldiers on Tuesday. Diallan announced his resignation on state television shortly before "
        "midnight.",
    ),
    (
        "k3",
        "2020-08-19",
        "Savanna Times",
        "Curfew in Nalo after coup",
        "NALO — The junta led by Colonel Issa Toumar imposed a curfew on Wednesday, a day after it overthrew President Omar "
        "Diallan. Four people were killed and 15 wounded in Tuesday's violence in Nalo, the Red Cross said. Toumar said nobody "
        "had been killed.",
    ),
    (
        "k4",
        "2020-08-21",
        "Global News",
        "EU suspends aid, thousands celebrate in Nalo",
        "BRUSSELS — The European Union imposed sanctions on five officers of Banduria's junta on Friday, among them Colonel Issa "
        "Toumar. Thousands of people demonstrated in Nalo on Friday in support of the coup.",
    ),
    (
        "k5",
        "2020-08-22",
        "Savanna Times",
        "Opposition supporters rally in Nalo",
        "NALO — Opponents of the junta protested in the northern town of Tessit on Saturday. Police fired tear gas and arrested "
        "20 protesters. On Friday, thousands had rallied in Nalo to celebrate the fall of Omar Diallan.",
    ),
    (
        "k6",
        "2020-08-27",
        "Global News",
        "Banduria junta frees ousted president",
        "NALO, Aug. 27 — The junta in Banduria released former president Omar Diallan on Thursday, nine days after soldiers "
        "detained him. The African Union welcomed the release. EU sanctions imposed last Friday remain in force.",
    ),
    (
        "k7",
        "2020-09-15",
        "Savanna Times",
        "Junta names transitional president",
        "NALO — Banduria's junta signed an agreement with opposition parties in Nalo on Saturday on an 18-month transition, a "
        "month after the Aug. 18 coup. Colonel Issa Toumar attended the signing.",
    ),
    (
        "k8",
        "2012-03-23",
        "Global News",
        "Soldiers topple government in Banduria",
        "NALO, March 23 — Mutinous soldiers overthrew the government of Banduria on Thursday after a mutiny at the Kessu "
        "barracks. The African Union condemned the coup.",
    ),
)


def read(folder: Path, articles: list[tuple[str, ...]]) -> Corpus:
    path = folder / "case.jsonl"
    keys = ("id", "published", "outlet", "title")
    path.write_text("".join(json.dumps(dict(zip(keys, a, strict=False)) | {"text": f"{a[3]}\n\n{a[4]}"}) + "\n" for a in articles), "utf-8")
    return Corpus.load(path, codebook=Codebook())


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return read(tmp_path_factory.mktemp("both"), [*FERRY, *COUP])


def event_of(corpus: Corpus, told: str) -> str:
    article, _, words = told.partition(": ")
    (found,) = {r["event_id"] for r in corpus.rows["mentions"] if r["article"] == article and words in r["text"]}
    return str(found)


ONE = [
    (
        "f1: ferry Halcyon capsized",
        "f1: Ferry capsizes",
        "f1: At least 12 people",
        "f1: The cause of the accident",
        "f2: Sunday's capsizing",
        "f2: Death toll in ferry disaster",
        "f3: a ferry sank",
        "f3: 27 dead",
        "f5: The ferry sank on March 10",
    ),
    ("f4: Police arrest captain", "f4: arrested Viktor Haas", "f4: Haas was detained", "f7: Haas was arrested"),
    ("k4: imposed sanctions", "k6: EU sanctions"),
    ("k8: Soldiers topple", "k8: overthrew the government"),
]
APART = [
    ("f5: Police detained four", "f4: arrested Viktor Haas"),
    ("k1: Soldiers detained President", "k5: arrested 20 protesters"),
    ("k8: overthrew the government", "k3: overthrew President"),
    ("k2: condemned the coup", "k8: condemned the coup"),
]


@pytest.mark.parametrize("told", ONE)
def test_one_event(both: Corpus, told: tuple[str, ...]) -> None:
    assert len({event_of(both, t) for t in told}) == 1


@pytest.mark.parametrize("told", APART)
def test_events_that_only_look_alike(both: Corpus, told: tuple[str, ...]) -> None:
    assert len({event_of(both, t) for t in told}) == len(told)


def test_stories(both: Corpus) -> None:
    story = {r["article"]: r["story"] for r in both.rows["articles"]}
    assert len({story[f"f{i}"] for i in range(1, 7)}) == len({story[f"k{i}"] for i in range(1, 8)}) == 1
    assert story["f1"] != story["k1"] and story["f7"] is story["k8"] is None  # months and years later


AMBUSH = "rebels in an ambush {where} on Tuesday, a spokesman said."
# Articles as (published, text), and which of their events, told so, are one; None where no article is dated.
TOGETHER = [
    (  # by village, by region, by country, told of the same force and day
        ("2019-04-04", "The Nigerian army killed 12 " + AMBUSH.format(where="near Bama")),
        ("2019-04-04", "Nigerian soldiers killed 12 " + AMBUSH.format(where="in Borno state")),
        ("2019-04-05", "Nigerian soldiers killed a dozen " + AMBUSH.format(where="across the border in Nigeria")),
    ),
    (
        ("2022-03-13", "Gunmen on motorbikes attacked a mill in Kaya on Saturday, killing 17 people."),
        (None, "Attackers on motorbikes killed between 17 and 40 people in Kaya on March 12, survivors said."),
    ),
]
SEPARATE = [
    (  # the same day in a town, and somewhere in its country
        ("2019-04-04", "The army killed 12 " + AMBUSH.format(where="near Bama")),
        ("2019-04-04", "Gunmen attacked a village in Nigeria on Tuesday, killing nine herders, radio said."),
    ),
    (  # two towns of one district
        ("2019-04-04", "The army of Nigeria killed 12 " + AMBUSH.format(where="near Bama")),
        ("2019-04-04", "Nigerian jets bombed rebels in Konduga on Tuesday, killing 30, a spokesman said."),
    ),
    (  # the month and day are those of two years
        ("2022-03-13", "Gunmen attacked a mill in Kaya on Saturday, killing 17 people."),
        ("2019-03-13", "Gunmen attacked a school in Kaya on Tuesday, killing six people."),
        (None, "Attackers killed between six and 40 people in Kaya on March 12, survivors said."),
    ),
    (
        ("2022-03-13", "Gunmen attacked a mill in Kaya on Saturday, killing 17 people."),
        (None, "Attackers have killed people in Kaya since March 12, survivors said."),
        (None, "Attackers killed 30 people in Dori on March 12, survivors said."),
    ),
]


def told(folder: Path, case: tuple[tuple[str | None, str], ...]) -> list[str]:
    """The event that the only mention of each article tells."""
    articles = [{"id": f"a{i}", "text": text} | ({"published": day} if day else {}) for i, (day, text) in enumerate(case)]
    path = folder / "case.jsonl"
    path.write_text("".join(json.dumps(a) + "\n" for a in articles), "utf-8")
    rows = Corpus.load(path, codebook=Codebook()).rows["mentions"]
    found = {r["article"]: r["event_id"] for r in rows if r["type"] != "statement"}
    assert len(found) == len(case)
    return list(found.values())


@pytest.mark.parametrize("case", TOGETHER)
def test_one_event_told_in_other_words(case: tuple[tuple[str | None, str], ...], tmp_path: Path) -> None:
    assert len(set(told(tmp_path, case))) == 1


@pytest.mark.parametrize("case", SEPARATE)
def test_sister_events(case: tuple[tuple[str | None, str], ...], tmp_path: Path) -> None:
    assert len(set(told(tmp_path, case))) == len(case)


@pytest.mark.parametrize("seed", range(3))
def test_one_case_changes_no_row_of_another_in_whatever_order(both: Corpus, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    mine = draw.sample(FERRY if seed % 2 else COUP, k=7)
    alone = read(tmp_path, mine)
    more = [*mine, *(COUP if seed % 2 else FERRY)]
    beside = read(tmp_path, draw.sample(more, k=len(more)))
    for name in TABLES:
        rows = [{json.dumps({k: v for k, v in r.items() if k != "path"}) for r in c.rows[name]} for c in (alone, beside)]
        assert rows[0] <= rows[1], name

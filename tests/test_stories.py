"""Stories: articles that tell one main event lie together, those about other things apart, whoever else is in the corpus."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from analystkit.english import rarity, sense, stem
from analystkit.link.stories import stories
from analystkit.records import Article, Interval, Segment

FERRY = (
    "The ferry Maravel capsized off Port Ossory on Sunday with 60 people aboard, the coastguard of Tessaly said. Divers search it.",
    "Rescuers pulled 40 passengers of the Maravel ferry from the water near Port Ossory after it capsized. The coastguard sent divers.",
    "Families waited in Port Ossory for news of the Maravel, the ferry that sank on Sunday. Divers of the coastguard found two bodies.",
    "Tessaly's coastguard called off the search for the ferry Maravel off Port Ossory. Divers had found eleven bodies in the wreck.",
)
STRIKE = (
    "Dockers of Kelvane voted to end a strike that closed the container terminal for nine days, union leader Ines Okoro said.",
    "The strike at Kelvane's container terminal is over: the dockers accepted four per cent, said Ines Okoro of the union.",
)
SISTER = tuple(t.replace("Maravel", "Orlana").replace("Port Ossory", "Cape Lisle").replace("Tessaly", "Norrland") for t in FERRY)


def article(name: str, text: str) -> Article:
    return Article(name, text, segments=(Segment(0, len(text), "body", "all"),))


def corpus(**groups: tuple[str, ...]) -> list[Article]:
    return [article(f"{name}{i}", text) for name, texts in groups.items() for i, text in enumerate(texts)]


def sorted_into(articles: list[Article]) -> set[frozenset[str]]:
    return {frozenset(s.articles) for s in stories(articles).values()}


def test_articles_of_one_event_are_one_story_with_its_words() -> None:
    found = stories(corpus(f=FERRY, s=STRIKE))
    assert {s.articles for s in found.values()} == {("f0", "f1", "f2", "f3"), ("s0", "s1")}
    assert found["f0"].story_id == "maravel-ossory-divers"
    assert found["f0"].reason.startswith("4 articles share: maravel, ossory, ")


def test_an_article_alone_has_no_story() -> None:
    assert stories(corpus(f=FERRY[:1], s=STRIKE[:1])) == {}


def test_the_same_kind_of_event_under_other_names_is_another_story() -> None:
    assert sorted_into(corpus(f=FERRY, s=SISTER)) == {frozenset(f"{n}{i}" for i in range(4)) for n in "fs"}


def test_a_name_that_one_article_prints_does_not_part_a_story() -> None:
    divers = "The ferry Maravel capsized off Port Ossory with 60 people aboard. Divers search the wreck, and the coastguard sent boats."
    burial = "Families of those aboard the ferry Maravel buried their children in Port Ossory. The bishop prayed with the families."
    search, mass = (*[divers] * 3, f"{divers} Ines Okoro of Kelvane said so."), (*[burial] * 3, f"{burial} Karl Lund of Elmstad said so.")
    assert [len(s) for s in sorted_into(corpus(d=search, b=mass))] == [8]


def test_two_stories_of_the_same_words_years_apart_have_two_names() -> None:
    dated = [replace(a, published=Interval(date(y, 5, 2), date(y, 5, 2), "day")) for y in (2019, 2021) for a in corpus(**{f"y{y}": FERRY})]
    found = stories(dated)
    assert {s.articles[0]: s.story_id for s in found.values()} == {
        "y20190": "maravel-ossory-divers-y20190",
        "y20210": "maravel-ossory-divers-y20210",
    }


@pytest.mark.parametrize("seed", range(5))
def test_order_and_unrelated_articles_change_nothing(seed: int) -> None:
    draw = random.Random(seed)
    given = corpus(f=FERRY, s=STRIKE)
    before = stories(given)
    words = [f"{a}{b}{c}" for a in "bdgk" for b in "aeiou" for c in ("lm", "rn", "st", "vv")]
    more = [article(f"{'az'[k % 2]}-other{k}", " ".join(draw.choices(words, k=40)).capitalize() + ".") for k in range(6)]
    mixed = given + more
    draw.shuffle(mixed)
    after = stories(mixed)
    assert {k: after.get(k) for k in before} == before


SAME = [
    ("killed", "the deaths"),
    ("passed away", "died"),
    ("was shot dead", "killing"),
    ("stepped down", "resignation"),
    ("explosion", "blew up"),
    ("the quake", "earthquakes"),
    ("sentenced", "jailed"),
    ("crowned", "crowning"),
]
NOT_SAME = [("passed", "passed away"), ("stepped", "stepped down"), ("won", "lost"), ("arrested", "released"), ("signed", "resigned")]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_words_that_can_name_one_event(one: str, two: str) -> None:
    assert sense(one) == sense(two)


@pytest.mark.parametrize(("one", "two"), NOT_SAME)
def test_words_that_cannot(one: str, two: str) -> None:
    assert sense(one) != sense(two)


def test_no_word_breaks_the_reading() -> None:
    assert [sense(w) for w in ("", "the", "—", "'s")] == ["", "the", "", "s"]
    assert stem("") == "" and rarity("") > 2

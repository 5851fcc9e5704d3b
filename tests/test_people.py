"""People under a surname in one article and in full in another of its story."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analystkit.link.people import in_full
from analystkit.link.stories import Story
from analystkit.records import UNKNOWN, Actor, Statement, Tags
from analystkit.text import slug

STORY = Story("s", ("a1", "a2", "a3"), "")
LUND, KARL, IDA = ("lund", "Lund"), ("karl-lund", "Karl Lund"), ("ida-lund", "Ida Lund")


def tags(*people: tuple[str, str]) -> Tags:
    """An article that names these people, (id, name); the last one speaks."""
    said = Statement(9, 12, "direct", 0, 1, people[-1][0], 2, 3, None, UNKNOWN, "said")
    return Tags(
        actors=tuple(Actor(i, i + 1, who, name, "person", "name: title") for i, (who, name) in enumerate(people)), statements=(said,)
    )


def ids(of: dict[str, Tags], *, outside: str = "") -> dict[str, tuple[str, str | None]]:
    found = in_full(of, {a: STORY for a in of if a != outside})
    return {a: (t.actors[-1].actor_id, t.statements[-1].speaker_id) for a, t in found.items()}


def test_a_surname_is_the_one_person_of_the_story() -> None:
    assert ids({"a1": tags(KARL), "a2": tags(LUND)})["a2"] == ("karl-lund", "karl-lund")
    assert ids({"a1": tags(KARL, IDA), "a2": tags(IDA, LUND)})["a2"] == ("karl-lund", "karl-lund")  # Ida Lund is somebody else there


def test_else_it_stays() -> None:
    assert ids({"a1": tags(KARL), "a2": tags(LUND)}, outside="a1")["a2"] == ("lund", "lund")
    assert ids({"a1": tags(KARL), "a2": tags(LUND), "a3": tags(IDA)})["a2"] == ("lund", "lund")
    assert ids({"a1": tags(LUND), "a2": tags(LUND)})["a1"] == ("lund", "lund")


def spoken(*people: tuple[str, str], story: bool = True) -> list[str | None]:
    """Under which id the one person of each article speaks."""
    of = {f"a{n}": tags(who) for n, who in enumerate(people)}
    return [t.statements[-1].speaker_id for t in in_full(of, {a: STORY for a in of} if story else {}).values()]


W, H, PLAIN = ("karl-w-lund", "Karl W. Lund"), ("karl-h-lund", "Karl H. Lund"), ("karl-lund", "Karl Lund")


@pytest.mark.parametrize("story", [True, False])
def test_an_initial_that_is_missing_is_no_contradiction_and_another_is_one(story: bool) -> None:
    assert spoken(W, PLAIN, PLAIN, story=story) == ["karl-lund"] * 3
    assert spoken(W, H, PLAIN, story=story) == ["karl-w-lund", "karl-h-lund", "karl-lund"]


def test_whoever_is_named_beside_another_is_somebody_else() -> None:
    of = {"a1": tags(W, PLAIN), "a2": tags(W)}
    assert [t.statements[-1].speaker_id for t in in_full(of, {}).values()] == ["karl-lund", "karl-w-lund"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Insp Karl Lund", "Karl Lund", True),
        ("Karl Lund Play", "Karl Lund", True),
        ("Karl Ove Lund", "Karl Lund", True),
        ("Idda Vane", "Ida Vane", True),
        ("Karl Lund Jr", "Karl Lund", False),
        ("Karla Lund", "Karl Lund", False),
        ("Ida Lund", "Karl Lund", False),
    ],
)
def test_in_a_story_more_words_or_a_slip_are_the_same_person(one: str, other: str, same: bool) -> None:
    people = [(slug(name), name) for name in (one, other)]
    assert len(set(spoken(*people))) == (1 if same else 2)
    assert len(set(spoken(*people, story=False))) == 2


BODIES = {"guard": "armed_group", "harbour-fc": "organisation", "vale-post": "media", "nordia": "government", "an-official": "anonymous"}
# beside whom three articles of no story name somebody in full, and a fourth his surname: is it he?
COMPANY = [
    (["guard"], ["guard"], True),
    (["guard", "nordia"], ["nordia", "guard"], True),
    (["ann-lee"], ["ann-lee"], True),
    (["guard"], ["harbour-fc"], False),  # a commander and a coach
    (["guard", "nordia"], ["harbour-fc", "nordia"], False),
    (["guard", "vale-post"], ["vale-post"], False),
    (["guard", "an-official"], ["an-official"], False),
    (["ann-lee"], ["bob-roe"], False),
    (["guard"], [], False),
    ([], [], False),
]


@pytest.mark.parametrize(("his", "other", "same"), COMPANY)
def test_a_surname_alone_is_the_well_known_one_in_his_company(his: list[str], other: list[str], same: bool) -> None:
    def beside(who: tuple[str, str], others: list[str]) -> Tags:
        t = tags(who)
        return replace(t, actors=(*(Actor(50, 51, x, x, BODIES.get(x, "person"), "name") for x in others), *t.actors))

    of = {f"a{n}": beside(KARL, his) for n in range(3)} | {"a3": beside(LUND, other)}
    assert in_full(of, {})["a3"].statements[-1].speaker_id == ("karl-lund" if same else "lund")


def test_a_surname_of_two_is_nobodys() -> None:
    of = {f"a{n}": tags(("ann-lee", "Ann Lee"), who) for n, who in enumerate((KARL, KARL, LUND))}
    assert in_full(of, {})["a2"].statements[-1].speaker_id == "lund"  # two articles make nobody well known
    of = {f"a{n}": tags(("ann-lee", "Ann Lee"), who) for n, who in enumerate((KARL, KARL, KARL, IDA, IDA, LUND))}
    assert in_full(of, {})["a5"].statements[-1].speaker_id == "lund"

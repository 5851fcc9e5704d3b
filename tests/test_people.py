"""People under a surname in one article and in full in another of its story."""

from __future__ import annotations

from analystkit.link.people import in_full
from analystkit.link.stories import Story
from analystkit.records import UNKNOWN, Actor, Statement, Tags

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

"""The matcher of names."""

from __future__ import annotations

import pytest

from analystkit.text import Matcher

NAMES: dict[str, object] = {"Port Ann": 1, "Port Ann T": 2, "Ann": 3, "Port Annabel": 4, "Kata'ib Reed": 5}

EXAMPLES = [
    ("She read the Port Ann Times.", ["Port Ann"]),  # "port ann t" is longer and no whole word
    ("Port Annabella, Port Annabel", ["Port Annabel"]),
    ("PORT ANN and Kata’ib reed", ["PORT ANN", "Kata’ib reed"]),
    ("Portann, Anne, Joann", []),
]


@pytest.mark.parametrize(("text", "found"), EXAMPLES)
def test_whole_words_longest_first(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b, _ in Matcher(NAMES).find(text)] == found


def test_many_overlapping_hits_stay_linear() -> None:
    matcher = Matcher({"a b": 1, "b a": 2, "a b a b": 3})
    assert len(list(matcher.find("a b " * 50_000))) == 25_000

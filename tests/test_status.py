"""Status: what a sentence commits itself to about each event word, by what governs it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pace import seconds

from analystkit.english.lexicon import lines
from analystkit.english.syntax import syntax_of
from analystkit.english.syntax.status import status
from analystkit.records import DONE, STATUSES

CASES = [
    row.split("\t") for row in (Path(__file__).parent / "cases" / "status.tsv").read_text("utf-8").splitlines() if not row.startswith("#")
]
SIGNATURES = [[cell.strip() for cell in line.split("|")] for line in lines("signatures")]


def told(example: str) -> list[str]:
    """The status of each word in braces."""
    s = syntax_of(re.sub(r"[{}]", "", example))
    items = [s.item_at(m.start() - 2 * n) for n, m in enumerate(re.finditer(r"\{[^}]+\}", example))]
    return [status(s, k) or "none" for k in items if k is not None]


@pytest.mark.parametrize(
    ("want", "example"),
    [
        pytest.param(
            want.lstrip("!"), example, id=example, marks=[pytest.mark.xfail(strict=True, reason="known to fail")] * want.startswith("!")
        )
        for want, example in CASES
    ],
)
def test_status_by_governors(want: str, example: str) -> None:
    assert set(told(example)) == {want}


@pytest.mark.parametrize(("effect", "example"), [(row[2].rstrip("?"), row[4]) for row in SIGNATURES], ids=[row[4] for row in SIGNATURES])
def test_each_signature_holds_in_its_example(effect: str, example: str) -> None:
    for word in told(example):
        assert word in DONE if effect in ("+", "=") else word == {"hypothetical": "none", "generic": "none"}.get(effect, effect)


def test_signatures_give_no_status_that_the_tables_do_not_know() -> None:
    given = {effect.rstrip("?") for row in SIGNATURES for effect in row[2:4]}
    assert given <= {*STATUSES, "+", "=", "reported", "hypothetical", "generic"}


@pytest.mark.parametrize(
    "one", ["attack of ", "plan to ", "said that they denied ", "to plan to attack the attack on ", "no plan for any attack, if ", "? "]
)
def test_any_item_has_a_status_and_a_chain_ends(one: str) -> None:
    s = syntax_of("They " + one * 150)
    assert seconds(lambda: [status(s, k) for k in range(len(s.raw))]) < 2

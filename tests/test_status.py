"""Status: what a sentence commits itself to about each event word, by what governs it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pace import seconds

from analystkit import Corpus
from analystkit.english.lexicon import lines
from analystkit.english.syntax import syntax_of
from analystkit.english.syntax.status import status
from analystkit.records import DONE, STATUSES


def rows(name: str) -> list[list[str]]:
    found = (Path(__file__).parent / "cases" / name).read_text("utf-8").splitlines()
    return [row.split("\t") for row in found if not row.startswith("#")]


def marked(cases: list[list[str]]) -> list[object]:
    """The rows as parameters, those that are known to fail marked so."""
    fails = pytest.mark.xfail(strict=True, reason="known to fail")
    return [pytest.param(want.lstrip("!"), text, id=text, marks=[fails] * want.startswith("!")) for want, text in cases]


CASES, TOLD = rows("status.tsv"), rows("told.tsv")
SIGNATURES = [[cell.strip() for cell in line.split("|")] for line in lines("signatures")]


def told(example: str) -> list[str]:
    """The status of each word in braces."""
    s = syntax_of(re.sub(r"[{}]", "", example))
    items = [s.item_at(m.start() - 2 * n) for n, m in enumerate(re.finditer(r"\{[^}]+\}", example))]
    return [status(s, k) or "none" for k in items if k is not None]


@pytest.mark.parametrize(("want", "example"), marked(CASES))
def test_status_by_governors(want: str, example: str) -> None:
    assert set(told(example)) == {want}


@pytest.fixture(scope="module")
def statuses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the tables tell of the word in braces of each row, which is an article of its own."""
    file = tmp_path_factory.mktemp("told") / "a.jsonl"
    articles = [{"id": f"a{n}", "text": re.sub(r"[{}]", "", text), "published": "2021-03-05"} for n, (_, text) in enumerate(TOLD)]
    file.write_text("".join(json.dumps(a) + "\n" for a in articles), "utf-8")
    mentions = Corpus.load(file).rows["mentions"]
    found = {}
    for n, (_, text) in enumerate(TOLD):
        a, b = text.index("{"), text.index("}") - 1
        over = [m for m in mentions if m["article"] == f"a{n}" and m["type"] != "statement" and m["start"] <= a and b <= m["end"]]
        found[text] = min(over, key=lambda m: m["end"] - m["start"])["status"] if over else "none"
    return found


@pytest.mark.parametrize(("want", "text"), marked(TOLD))
def test_what_the_tables_tell(want: str, text: str, statuses: dict[str, str]) -> None:
    assert statuses[text] in (DONE if want == "done" else (want,))


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

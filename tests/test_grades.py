"""The Admiralty grades: the outlet's letter and the claim's number, kept apart; proposed from origins, overruled by the analyst."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_events import article

from analystkit.codebook import Codebook, Source
from analystkit.codebook.corrections import Correction
from analystkit.link import link
from analystkit.link.conflicts import conflicts
from analystkit.link.events import events
from analystkit.link.grades import letters, numbers
from analystkit.records import Tags

BOOK = Codebook(sources=(Source("ap", "AP", "agency"), Source("paper-0", "Paper-0", "newspaper", "B", ("The Paper",))))
OPEN = "not-established-x"

# (number killed, its origin) of one attack, an article each -> the number of the first
NUMBERS = [
    ([(2, "rebels"), (2, "government-xa")], 1, "2 separate origins say so"),
    ([(2, "rebels"), (2, "rebels")], 6, "one origin alone says so"),  # two outlets, one origin
    ([(2, "rebels"), (2, "ap")], 2, "2 origins say so; where ap has it from is not said"),
    ([(2, "rebels"), (2, OPEN)], 3, "several say so, and do not say how they know"),
    ([(2, OPEN), (2, "not-established-y")], 3, "several say so, and do not say how they know"),
    ([(2, "rebels")], 6, "one origin alone says so"),
    ([(2, "rebels"), (3, OPEN)], 4, "contradicted"),
    ([(2, "rebels"), (3, "government-xa"), (3, "ap")], 5, "contradicted by 2 origins"),
    ([(2, "rebels"), (2, "government-xa"), (3, "ap")], 3, "contradicted, and 2 origins say so"),
    ([(None, "rebels"), (2, "government-xa")], 6, "no value to judge"),
]


def told(claims: list[tuple[int | None, str]], *lines: Correction) -> dict[tuple[str, int], tuple[int, str]]:
    articles, tags, origins = [], {}, {}
    for i, (value, origin) in enumerate(claims):
        a, t = article(f"paper-{i}", "Rebels attacked Vale on 3 May, killing two guards.")
        killed = next(c for c in t.claims if c.attribute == "killed")
        articles.append(a)
        tags[a.id] = replace(t, claims=(replace(killed, value=value, qualifier=None if value else "not yet known"),))
        origins[a.id, 0] = origin
    happened, _ = events(articles, tags, BOOK, {})
    assert len(happened) == 1
    disputed = conflicts(articles, tags, happened, origins)
    return dict(numbers(tags, happened, disputed, origins, dict.fromkeys([("paper-0", 0)], lines[0]) if lines else {}, BOOK))


@pytest.mark.parametrize(("claims", "number", "why"), NUMBERS)
def test_the_number_is_proposed_from_origins(claims: list[tuple[int | None, str]], number: int, why: str) -> None:
    assert told(claims)["paper-0", 0] == (number, why)


def test_the_analyst_overrules_the_number() -> None:
    line = Correction("credibility", "claim", "paper-0:31-49:killed", "killing…", "2", "", "seen on film", 7)
    assert told([(2, "rebels")], line)["paper-0", 0] == (2, "corrections.csv:7")
    a, t = article("paper-0", "Rebels attacked Vale on 3 May, killing two guards.")
    made = link([a], {a.id: t}, replace(BOOK, corrections=(line,)))
    ((number, why),) = {made.credibility["paper-0", i] for i, c in enumerate(t.claims) if c.attribute == "killed"}
    assert (number, why) == (2, "corrections.csv:7")


def test_the_letter_is_the_outlets_and_no_number_changes_it() -> None:
    outlets = {"a": "Paper-0", "b": "the paper", "c": None, "d": "AP"}
    named, by_alias, unnamed, other = (replace(article(n, "x")[0], outlet=o) for n, o in outlets.items())
    assert letters([named, by_alias, unnamed, other], BOOK) == {"a": "B", "b": "B"}
    assert link([named], {"a": Tags()}, BOOK).grades == {"a": "B"}


def test_a_part_is_not_contradicted_where_its_total_is() -> None:
    here = "Rebels attacked Vale on 3 May, injuring"
    given = [article("paper-0", f"{here} six people, including a child."), article("paper-1", f"{here} seven people.")]
    links = link([a for a, _ in given], {a.id: t for a, t in given}, BOOK)
    why = {c.value: links.credibility[a.id, i][1] for a, t in given for i, c in enumerate(t.claims) if c.attribute == "injured"}
    assert why == {6: "contradicted", 7: "contradicted", 1: "one origin alone says so"}

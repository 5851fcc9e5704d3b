"""Quotations: which marks open and close, over paragraphs, typed the wrong way round, nested, stray."""

from __future__ import annotations

import pytest
from pace import seconds

from analystkit.english.tokens import quotations

EXAMPLES = [
    ("curly", "“We left,” she said.", ["We left,"]),
    ("straight", 'She said "we left" and went.', ["we left"]),
    ("doubled single", "''We left,'' she said.", ["We left,"]),
    ("British single", "‘We left,’ she said.", ["We left,"]),
    ("nested", "“He called it ‘a mess’,” she said.", ["He called it ‘a mess’,"]),
    ("opened again at each paragraph", "“One.\n\n“Two.”\n\nHe went.", ["One.\n\n“Two."]),
    ("closed in a later paragraph", "“One.\n\nTwo.” He went.", ["One.\n\nTwo."]),
    ("cut by its cue", "“We left,” said Lee, “and ran.”", ["We left,", "and ran."]),
    ("closing mark typed as an opening one", "“We left.“\n\nThen: “We ran.”", ["We left.", "We ran."]),
    ("opening mark typed as a closing one", "”We left.” He ran.", ["We left."]),
    ("curly and straight mixed", '“We left," he said.', ["We left,"]),
    ("bracket inside", "“[We] left,” he said.", ["[We] left,"]),
    ("possessive inside single marks", "‘The workers’ union left,’ he said.", ["The workers’ union left,"]),
    ("a stray mark spoils nothing after it", "“A stray here.\n\nShe said “we left” today.", ["we left"]),
]
NOT_ONE = [
    ("apostrophes", "It’s the workers’ union, isn’t it?"),
    ("a decade", "In the '90s we left."),
    ("an unclosed mark", "He said “we left and went."),
    ("inches", 'A 5" pipe.'),
]


@pytest.mark.parametrize(("what", "text", "wanted"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_example(what: str, text: str, wanted: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == wanted


@pytest.mark.parametrize(("what", "text"), NOT_ONE, ids=[e[0] for e in NOT_ONE])
def test_not_one(what: str, text: str) -> None:
    assert quotations(text) == []


def test_spans_hold_marks_and_stay_in_the_range() -> None:
    text = "x “We left,” and ''ran'' y"
    for q in quotations(text, 2, len(text) - 2):
        assert 2 <= q.outer_start < q.start < q.end < q.outer_end <= len(text) - 2
        assert text[q.outer_start] in "“'" and text[q.outer_end - 1] in "”'"


def test_cut_anywhere_nothing_raises() -> None:
    text = "“One ‘two’ three.\n\n“Four,” said ''Lee'' \"and ”five“."
    for i in range(len(text)):
        for q in [*quotations(text[:i]), *quotations(text, i)]:
            assert q.outer_start < q.outer_end


@pytest.mark.parametrize("piece", ["“a ", '"a b ', "'a b ", "“a\n\n", "”“", '"'])
def test_time_grows_with_length_not_faster(piece: str) -> None:
    assert seconds(lambda: quotations(piece * 20_000)) < 12 * max(seconds(lambda: quotations(piece * 5_000)), 0.01)

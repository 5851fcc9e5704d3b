"""The rule language: what patterns match, what errors say, how long hostile text takes; and every example of every rule file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pace import seconds

from analystkit.english.explaining import explain, sentences_of
from analystkit.english.patterns import FOLDER, Found, Rules, rules
from analystkit.english.rulefile import RuleError

KINDS = sorted(p.stem for p in FOLDER.glob("*.rules") if "\nexamples " in p.read_text("utf-8"))
CLASSES = """
use speech
examples plain what
words DET  = the a
words VERB or NAME = said told tells
words PREP or NAME = on in may
list  DAYS = monday friday
part  WHEN = on DAYS | today
"""
SAID = "said that | VERB | who:[NAME | DET WORD] CUE [WHEN | NAME]* that what:ANY-MARK* | Lee said on Friday that {the port was closed}.\n"


def made(tmp_path: Path, lines: str) -> Rules:
    (tmp_path / "some.rules").write_text(CLASSES + lines, encoding="utf-8")
    return Rules([tmp_path / "some.rules"])


def found(known: Rules, text: str) -> list[Found]:
    return list(known.find(known.tape(text.split())))


def failures(known: Rules) -> list[str]:
    """What the examples of the rules say and the rules do not do; compiles every one of them."""
    out = []
    for rule in known.rules:
        examples = rule.line.cells[3:]
        halves = rule.cue, rule.left, rule.right  # an error in any is one
        out += [] if examples and halves else [f"{rule.line.where}: “{rule.name}” has no example"]
        for example in examples:
            fits = list(captured(known, re.sub(r"^! |[{}]", "", example)))
            got = next(([bare(w) for w in words] for f, words in fits if f.rule is rule), None)
            if got != (None if example.startswith("! ") else [bare(w) for w in re.findall(r"\{([^}]+)\}", example)]):
                others = "; ".join(f"{f.rule.line.where} {f.rule.name} {words}" for f, words in fits if f.rule is not rule)
                out.append(f"{rule.line.where}: “{rule.name}”: {example}\n    gives {got} {others}")
    return out


def captured(known: Rules, text: str) -> Iterator[tuple[Found, list[str]]]:
    for words, starts, ends in sentences_of(known, text):
        for f in known.find(known.tape(words)):
            yield f, [text[starts[a] : ends[b - 1]] for label in known.examples[1:] for a, b in f.get(label)]


def bare(words: str) -> str:
    """Without the marks around them."""
    return re.sub(r"^[^\w$£€%(\[]+|[^\w$£€%)\]]+$", "", words)


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_holds(kind: str) -> None:
    assert failures(rules(kind)) == []


def test_a_rule_captures_on_both_sides(tmp_path: Path) -> None:
    (f,) = found(made(tmp_path, SAID), "On Monday the mayor told Lee that the port was closed .")
    assert (f.rule.name, f.get("who"), f.get("what")) == ("said that", [(2, 4)], [(7, 11)])


MATCHES = [
    ("a capital makes a name of a soft class only", SAID, "he met May said that x", 1),
    ("… and a verb with a capital is a name", SAID, "he met May Said that x", 0),
    ("tagged items are no cues", "tag WORD | VERB | DET CUE\n" + SAID, "the mayor heard the said that x", 0),
    ("left of the cue context looks left", "x | VERB | (not in) DET WORD CUE\n", "in the port said", 0),
    ("… at what stands before", "x | VERB | (not in) DET WORD CUE\n", "so the port said", 1),
    ("what is whole gives nothing back", "part MANY whole = WORD*\nx | VERB | CUE MANY WORD\n", "Lee said a b c", 0),
    ("what is not whole does", "part MANY = WORD*\nx | VERB | CUE MANY WORD\n", "Lee said b b c", 1),
    ("lists of a cue", "x | VERB object -clause | CUE\n", "Lee told said", 1),
]


@pytest.mark.parametrize(("what", "lines", "text", "n"), MATCHES, ids=[m[0] for m in MATCHES])
def test_matches(tmp_path: Path, what: str, lines: str, text: str, n: int) -> None:
    assert len(found(made(tmp_path, lines), text)) == n


def test_the_first_rule_that_fits_wins(tmp_path: Path) -> None:
    known = made(tmp_path, "silent | VERB | not CUE | He did not say\n" + SAID)
    assert [f.rule.name for f in found(known, "Lee not said that x")] == ["silent"]


def test_examples_are_checked(tmp_path: Path) -> None:
    assert failures(made(tmp_path, SAID)) == []
    wrong = SAID.replace("{the port was closed}", "the {port was closed}") + "x | VERB | CUE DET | ! Lee said the port. | Lee told us.\n"
    first, second, third = failures(made(tmp_path, wrong))
    assert "gives ['the port was closed']" in first and "gives []" in second and "gives None" in third


def test_explain_names_the_part_that_fails(tmp_path: Path) -> None:
    lines = explain(made(tmp_path, SAID), "said that", "the mayor told Lee today of it").splitlines()
    assert [line.split() for line in lines[2:]] == [["CUE", "told"], ["[WHEN", "|", "NAME]*", "Lee", "today"], ["that", "✗", "of", "it"]]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("x | VERB | CUE WHENN", "some.rules:9: unknown part “WHENN”; known: WHEN"),
        ("x | VERB | CUE [WHEN", "“[” is never closed"),
        ("x | VERB | CUE WHEN]", "“]” closes nothing"),
        ("x | VERB | that", "one CUE"),
        ("x | VERB objects | CUE", "unknown list “objects”; known: object"),
        ("x | VERBS | CUE", "unknown part “VERBS”; known: VERB"),
        ("x | VERB | CUE [WHEN?]*", "“*” repeats what may be empty"),
        ("x | VERB | CUE (after WHEN)", "“(after” looks at one item"),
        ("x | VERB", "a name, a cue and a pattern"),
        ("part WHEN = today", "a part “WHEN” is there already"),
        ("part LOOP = WHEN LOOP\nx | VERB | CUE LOOP", "“LOOP” is made of itself"),
        ("list X = @nothing\nx | VERB X | CUE", "unknown list “nothing”"),
    ],
)
def test_errors_say_where_and_what_would_be_known(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(RuleError, match=r"some.rules:9: ") as caught:
        failures(made(tmp_path, line))
    assert says in str(caught.value)


def test_time_grows_with_the_text_only(tmp_path: Path) -> None:
    known = made(tmp_path, SAID)
    tape = known.tape("said on Friday".split() * 100)
    assert seconds(lambda: [list(known.find(tape)) for _ in range(100)]) < 5

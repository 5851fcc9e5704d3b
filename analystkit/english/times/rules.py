"""The rules of the grammar of time, as ``english/rules/times.rules`` states them: their classes, patterns, guards and examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import NamedTuple

from analystkit.english.lexicon import MONTHS, NUMBER_WORDS, WEEKDAYS, table

_BLANK = r"(?:[ \r]{1,24})"  # one blank, or the break and the indent of a wrapped line; what parts paragraphs is no blank
_SET_OR_BLANK = re.compile(r"\[[^]]*\]| ")


class Example(NamedTuple):
    """A sentence that a rule is for; ``phrase`` is empty where no day may be found in it."""

    text: str
    phrase: str
    days: str


class Rule(NamedTuple):
    """A rule: what it finds is read as ``form``, with its ``given`` slots; ``slots`` are the groups of its class's pattern and their names;
    ``unless`` drops what it found; ``leads``: a "since" or "during" before the phrase belongs to it."""

    name: str
    form: str
    given: dict[str, str]
    slots: Sequence[tuple[str, str]]
    leads: bool
    unless: re.Pattern[str] | None
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Class:
    """The rules that a kind of word calls, the most certain first, and one pattern of all; an empty group ends each: ``r0`` the first."""

    rules: Sequence[Rule]
    alternatives: Sequence[str]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that can stand in a phrase of the class, or beside it."""
        return frozenset(re.findall("[a-z]+", " ".join(self.alternatives))) | {"ever", "since", "during"}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All rules of the class."""
        return self.only(*range(len(self.rules)))

    def only(self, *wanted: int) -> re.Pattern[str]:
        """Some of the rules."""
        return re.compile(
            rf"(?<!\w)(?:(?P<lead>ever since|since|during){_BLANK})?(?P<at>)(?:{'|'.join(self.alternatives[i] for i in wanted)})"
        )


@dataclass(frozen=True)
class Grammar:
    """The rules by class, the words that call a class, and a pattern of the figures that do: of each class its group."""

    classes: Mapping[str, Class]
    triggers: Mapping[str, str]
    figures: re.Pattern[str]


def listed(name: str) -> Iterable[str]:
    """The words of a list of ``lexicon/times.toml``, or of the months, weekdays and small numbers.

    >>> sorted(listed("seasons"))
    ['autumn', 'fall', 'spring', 'summer', 'winter']
    """
    own: Mapping[str, Iterable[str]] = {"months": MONTHS, "weekdays": WEEKDAYS, "ones": (w for w in NUMBER_WORDS if w != "zero")}
    return own.get(name) or table("times")["words"].get(name) or table("times")[name]


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar, read once. A line that no rule can be made of is an error of the file: ValueError with its text."""
    parts: dict[str, str] = {}
    classes: dict[str, Class] = {}
    triggers: dict[str, str] = {}
    figures: list[str] = []
    rules: list[Rule] = []
    for first, below in _entries():
        if m := re.match(r"([A-Z_]+) = ", first):
            parts[m.group(1)] = _filled(first[m.end() :] + "".join(below), parts)
        elif m := re.match(r"\[(\w+)\] = ", first):
            figures.append(f"(?P<{m.group(1)}>{first[m.end() :]})")
        elif m := re.match(r"\[(\w+)\] ?", first):
            rules, alternatives = list[Rule](), list[str]()
            classes[m.group(1)] = Class(rules, alternatives)
            for word in first[m.end() :].split():
                triggers |= dict.fromkeys(listed(word[1:]) if word[0] == "@" else [word], m.group(1))
        else:
            rule, alternative = _rule(first, below, parts, len(rules))
            rules.append(rule)
            alternatives.append(alternative)
    return Grammar(classes, triggers, re.compile(rf"(?:{'|'.join(figures)})(?!\d)"))


def _entries() -> list[tuple[str, list[str]]]:
    """Each line that begins at the margin, with the lines below it that go on."""
    out: list[tuple[str, list[str]]] = []
    for line in resources.files("analystkit.english.rules").joinpath("times.rules").read_text("utf-8").splitlines():
        if line.startswith(" "):
            out[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            out.append((line, []))
    return out


def _rule(first: str, below: list[str], parts: Mapping[str, str], n: int) -> tuple[Rule, str]:
    cells = first.split(" | ", 2)
    if len(cells) != 3:
        raise ValueError(f"times.rules: no rule: {first!r}")
    form, *given = cells[1].split()
    pattern, guards, examples = cells[2], [], []
    for line in below:
        if line.startswith("unless "):
            guards.append(_filled(line.removeprefix("unless "), parts))
        elif m := re.fullmatch(r"= (.*\{(.+)\}.*) (\S+)", line):
            examples.append(Example(m.group(1).replace("{", "").replace("}", ""), m.group(2), m.group(3)))
        elif line.startswith("- "):
            examples.append(Example(line[2:], "", ""))
        else:
            pattern += line
    slots: list[tuple[str, str]] = []

    def named(m: re.Match[str]) -> str:  # of a slot named twice, the part that matched counts
        slots.append((f"r{n}_{len(slots)}", m.group(1)))
        return f"(?P<{slots[-1][0]}>"

    body = _SET_OR_BLANK.sub(lambda m: _BLANK if m.group() == " " else m.group(), _filled(pattern, parts))
    alternative = f"(?:{re.sub(r'[(]([a-z]+[0-9]?):', named, body)})(?P<r{n}>)"
    unless = re.compile("|".join(guards)) if guards else None
    leads = form not in ("duration", "none")
    return Rule(cells[0], form, dict(g.split("=") for g in given), slots, leads, unless, tuple(examples)), alternative


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """The pattern with its parts and lists in their place."""
    pattern = re.sub(r"\{@(\w+)\}", lambda m: "|".join(sorted(map(_plain, listed(m.group(1))), key=lambda w: (-len(w), w))), pattern)
    pattern = re.sub(r"\(after:([\w|]+)\)", lambda m: "(?:" + "|".join(rf"(?<=\b{w}[ ])" for w in m.group(1).split("|")) + ")", pattern)
    return re.sub(r"\{([A-Z_]+)\}", lambda m: parts[m.group(1)], pattern)


def _plain(word: str) -> str:
    return word.replace(".", r"\.")

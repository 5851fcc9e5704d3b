"""The rules of the grammar of time, as ``english/rules/times.rules`` states them: their classes, patterns, guards and examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from analystkit.english.lexicon import MONTHS, NUMBER_WORDS, WEEKDAYS, table

_BLANK = r"(?:[ \r]{1,24})"  # one blank, or the break and the indent of a wrapped line; what parts paragraphs is no blank
_CLASS_OR_BLANK = re.compile(r"\[[^]]*\]| ")
_LEAD = r"(?:(?P<lead>ever since|since|during)" + _BLANK + ")?"  # belongs to the phrase


class Example(NamedTuple):
    """A sentence that a rule is for; ``phrase`` is empty where no day may be found in it."""

    text: str
    phrase: str
    days: str


@dataclass
class Rule:
    """A rule: the words of its class's trigger come first, then its pattern; ``slots`` are given, ``unless`` drops what it found."""

    name: str
    form: str
    slots: Mapping[str, str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Grammar:
    """The rules by class, the words that call a class, and every word that can stand in a phrase."""

    rules: Mapping[str, list[Rule]]
    triggers: Mapping[str, str]
    words: frozenset[str]


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
    rules: dict[str, list[Rule]] = {}
    triggers: dict[str, str] = {}
    kind, seen = "", ""
    for first, below in _entries():
        if m := re.match(r"([A-Z_]+) = ", first):
            parts[m.group(1)] = _filled(first[m.end() :] + "".join(below), parts)
        elif m := re.match(r"\[(\w+)\] ?", first):
            kind = m.group(1)
            rules[kind] = []
            for word in first[m.end() :].split():
                triggers |= dict.fromkeys(listed(word[1:]) if word[0] == "@" else [word], kind)
        else:
            rule, words = _rule(first, below, parts)
            rules[kind].append(rule)
            seen += words
    return Grammar(rules, triggers, frozenset(re.findall("[a-z]+", seen + _LEAD)))


def _entries() -> list[tuple[str, list[str]]]:
    """Each line that begins at the margin, with the lines below it that go on."""
    out: list[tuple[str, list[str]]] = []
    for line in resources.files("analystkit.english.rules").joinpath("times.rules").read_text("utf-8").splitlines():
        if line.startswith(" "):
            out[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            out.append((line, []))
    return out


def _rule(first: str, below: list[str], parts: Mapping[str, str]) -> tuple[Rule, str]:
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
    words = _filled(pattern, parts)
    lead = "" if form in ("duration", "none") else _LEAD
    spaced = _CLASS_OR_BLANK.sub(lambda m: _BLANK if m.group() == " " else m.group(), words)
    body = rf"(?<!\w){lead}(?:{_slots(spaced)})"
    unless = re.compile("|".join(guards)) if guards else None
    return Rule(cells[0], form, dict(g.split("=") for g in given), re.compile(body), unless, tuple(examples)), words


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """The pattern with its parts and lists in their place."""
    pattern = re.sub(r"\{@(\w+)\}", lambda m: "|".join(sorted(map(_plain, listed(m.group(1))), key=lambda w: (-len(w), w))), pattern)
    pattern = re.sub(r"\(after:([\w|]+)\)", lambda m: "(?:" + "|".join(rf"(?<=\b{w}[ ])" for w in m.group(1).split("|")) + ")", pattern)
    return re.sub(r"\{([A-Z_]+)\}", lambda m: parts[m.group(1)], pattern)


def _plain(word: str) -> str:
    return word.replace(".", r"\.")


def _slots(pattern: str) -> str:
    """Named slots as the compiler wants them: of one name, the second is ``name_2``, read as ``name`` again."""
    seen: dict[str, int] = {}

    def named(m: re.Match[str]) -> str:
        seen[m.group(1)] = n = seen.get(m.group(1), 0) + 1
        return f"(?P<{m.group(1)}>" if n == 1 else f"(?P<{m.group(1)}_{n}>"

    return re.sub(r"\(([a-z]\w*):", named, pattern)

"""A language of rules over the items of a sentence: lines of words, compiled to regular expressions over a tape, a letter an item.

A kind has a file ``rules/KIND.rules``; what all kinds share of English stands in ``rules/english.rules``. Its lines:

    use people speech                                          lists of the lexicon's people.toml and speech.toml can be named
    examples outer what                                        examples are read as outer sentences (plain, nations, names); braces: "what"
    words PREP or NAME = at by for from                        such a word is this and no other class; with a capital it may be a NAME
    words GOING = @verbs *ing                                  @verbs: a list; only those in "ing" ("-*ing": only the others)
    list  CARRIER      = statement letter @released            a list adds to what a word is
    part  WHEN         = on? DAY | TIME{1,2}                   a name for a pattern; "part WHEN whole" never gives back what it took
    said that | VERB clause | SUBJECT CUE WHEN? that CONTENT | Lee said on Friday that {the port was closed}. | ! He said no.
    name      | what CUE is | pattern                          | examples; "!": must not match
    tag NOUN  | VERB MAYBE  | the CUE                          before any rule: here the cue is no VERB but a NOUN

A rule hangs on its cue: an item of the class in the second column, in one of the lists behind it, in none with a minus. What stands
left of CUE is matched leftwards from it, what stands right of it rightwards; so no rule searches. The first rule that fits a cue wins;
one that captures nothing silences its cue. In a pattern

    WORD ANY that ,    an item of a class · any · this word, mark     ANY-DET-PREP      an item of the first and none of the others
    @list              an item in this list                           [A B | C]         one of these, in this order
    (A) (not A)        stands further on, seen from the cue           A? A* A+ A{2,300} repeats; a star or plus ends at 8
    (after A)          was just passed, seen from the cue             who:A             captured as "who"
    START END          the edges of the sentence

A kind reads so (``explain`` of ``english.explaining`` shows why a rule fits or not; tests/test_patterns.py runs all examples):

    known = rules("attribution")                 # compiled when first asked for, rule by rule
    tape = known.tape(sentence.raw)
    for found in known.find(tape):
        found.rule.name, found.cue, found.get("what")   # numbers of items
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from analystkit.english.alphabet import Alphabet, Letters
from analystkit.english.rulefile import EDGES, Line, Pattern, Rx, one_of, read_lines, sequence

MOST_CUES = 50  # of a sentence
FOLDER = Path(__file__).parent / "rules"


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern with its captures numbered: "who_0", "who_1" …"""
    number = itertools.count()
    return re.compile(re.sub(r"_#>", lambda _: f"_{next(number)}>", pattern), re.DOTALL)


@dataclass(frozen=True, eq=False)
class Step:
    """A pattern to match, and the numbers of its groups with their labels."""

    match: Callable[[str, int], re.Match[str] | None]
    labels: tuple[tuple[int, str], ...]


@lru_cache(maxsize=4096)
def step(pattern: str) -> Step:
    """A pattern as a step: one for all rules that have it."""
    rx = compiled(pattern)
    return Step(rx.match, tuple((n, name.partition("_")[0]) for name, n in rx.groupindex.items()))


Matches = list[tuple[Step, re.Match[str]]]
Known = dict[tuple[Step, int], "re.Match[str] | None"]


@dataclass(frozen=True)
class Rule:
    """A rule; its halves are compiled when its cue is first met."""

    line: Line
    owner: Rules = field(repr=False)

    @cached_property
    def name(self) -> str:
        return self.line.cells[0]

    @cached_property
    def cue(self) -> frozenset[str]:
        return self.owner.cue(self.line, *self.line.cells[1].split())

    @cached_property
    def parts(self) -> list[list[Rx]]:
        """The parts left and right of the cue."""
        sides = re.split(r"(?<!\S)CUE(?!\S)", self.line.cells[2])
        if len(sides) != 2:
            raise self.line.error("a rule has one CUE, which stands alone")
        return [Pattern(self.line, side, self.owner).parse(options=False) for side in sides]

    @cached_property
    def left(self) -> tuple[Step, ...]:
        return self._steps(self.parts[0][::-1], back=True)

    @cached_property
    def right(self) -> tuple[Step, ...]:
        return self._steps(self.parts[1], back=False)

    @cached_property
    def beside(self) -> tuple[frozenset[str] | None, frozenset[str] | None]:
        """The letters that can stand left and right of the cue ("" is the edge); None where any can."""
        left, right = sequence(self.parts[0]) if self.parts[0] else None, sequence(self.parts[1]) if self.parts[1] else None
        return left.first[1] if left and not left.empty else None, right.first[0] if right and not right.empty else None

    def _steps(self, parts: Sequence[Rx], back: bool) -> tuple[Step, ...]:
        """The expressions to match one after the other, outwards: a part that is whole is compiled once for all rules."""
        steps: list[list[Rx]] = [[]]
        for p in parts:
            steps += [[p], []] if p.whole else []
            steps[-1] += [] if p.whole else [p]
        try:
            return tuple(step("".join(p.back if back else p.ahead for p in some)) for some in steps if some)
        except re.error as e:
            raise self.line.error(f"“(after” looks at one item: {e.msg}") from e


@dataclass(frozen=True)
class Found:
    """A rule that fits at the item ``cue``, and the items that it captured: label, from, to; from left to right."""

    rule: Rule
    cue: int
    captures: list[tuple[str, int, int]]

    def get(self, label: str) -> list[tuple[int, int]]:
        """The items captured under a label: from, to; captures that touch are one."""
        out: list[tuple[int, int]] = []
        for lo, hi in ((lo, hi) for name, lo, hi in self.captures if name == label):
            if out and out[-1][1] == lo:
                out[-1] = out[-1][0], hi
            else:
                out.append((lo, hi))
        return out


class Rules(Alphabet):
    """The rules of some files over one alphabet: a letter for each combination of classes, lists and named words an item can have."""

    def __init__(self, files: Sequence[Path]) -> None:
        super().__init__([line for f in files for line in read_lines(f)])
        self.examples = next((line.names for line in reversed(self.lines) if line.kind == "examples"), ["outer", "what"])
        self.parts: dict[str, Rx] = {}
        self.rules = [Rule(line, self) for line in self.lines if line.kind == "rule"]
        self._known = Letters(self, opening=False), Letters(self, opening=True)  # inside a sentence, and at its beginning

    def tape(self, raws: Sequence[str]) -> str:
        """A letter for each word as printed; then what the lines called "tag X" make of some."""
        if not raws:
            return ""
        inside, opening = self._known
        tape = opening[raws[0]] + "".join(map(inside.__getitem__, raws[1:]))
        for k in [m.start() for m in self._tags.cues.finditer(tape)]:
            if fits := self._tags.first(tape, k):
                tape = tape[:k] + self.changed[tape[k], fits[0].line.names[1]] + tape[k + 1 :]
        return tape

    @cached_property
    def _tags(self) -> Table:
        return Table([Rule(line, self) for line in self.lines if line.kind == "tag"], self.every)

    @cached_property
    def _table(self) -> Table:
        return Table(self.rules, self.every)

    # ---- what the words of a pattern stand for
    def one_of(self, letters: frozenset[str]) -> Rx:
        """One item of these letters."""
        return one_of(letters, self.every)

    def item(self, line: Line, word: str) -> Rx:
        """A part, an edge, a class, a list or a word; "A-B-C": an item of A, not of B or C."""
        if word in self.part_lines:
            return self.part(line, word)
        if word in EDGES:
            return EDGES[word]
        if word[0].isupper() and "-" in word:
            first, *others = (self._one(line, w) for w in word.split("-"))
            return self.one_of(first.difference(*others))
        return self.one_of(self._one(line, word))

    def part(self, line: Line, name: str) -> Rx:
        """A named part."""
        if name not in self.parts:
            there = self.part_lines[name]
            if name in self.parts.keys() | self._open:
                raise line.error(f"the part “{name}” is made of itself")
            self._open.add(name)
            rx = Pattern(there, there.cells[0], self).parse(options=True)[0]
            self._open.discard(name)
            whole = there.names[1:] == ["whole"]
            self.parts[name] = rx if rx.letters is not None else rx.within("(?>" if whole else "(?:", whole=whole)
        return self.parts[name]

    @cached_property
    def _open(self) -> set[str]:
        return set()

    def _one(self, line: Line, word: str) -> frozenset[str]:
        """The letters of a class, a list, a word, or a part of one item."""
        if word in self.part_lines and (one := self.part(line, word).letters) is not None:
            return one
        letters = self.having.get(word if word[0].isupper() or (word[0] == "@" != word) else "=" + word)
        if not letters:
            raise line.error(f"unknown part “{word}”", word, {*self.part_lines, *EDGES, *self.having})
        return frozenset(letters)

    def cue(self, line: Line, first: str, *lists: str) -> frozenset[str]:
        """The letters that a rule hangs on."""
        cue = self._one(line, first)
        sets = {n: self._one(line, n.lstrip("-") if n.lstrip("-")[0].isupper() else "@" + n.lstrip("-")) for n in lists}
        if wanted := [sets[n] for n in lists if n[0] != "-"]:
            cue &= frozenset().union(*wanted)
        return cue.difference(*(sets[n] for n in lists if n[0] == "-"))

    @lru_cache(maxsize=64)  # noqa: B019
    def regex(self, part: str) -> re.Pattern[str]:
        """A named part for code to use over a tape; its captures are called "who_0", "who_1" …"""
        return compiled(self.part(self.part_lines[part], part).ahead)

    def find(self, tape: str) -> Iterator[Found]:
        """The first rule that fits at each cue, from left to right."""
        n = len(tape)
        for cue in itertools.islice(self._table.cues.finditer(tape), MOST_CUES):
            if fits := self._table.first(tape, cue.start()):
                rule, before, after = fits
                mirrored = [(label, n - hi, n - lo) for label, lo, hi in _captures(before)]
                yield Found(rule, cue.start(), sorted(mirrored + _captures(after), key=lambda c: (c[1], -c[2])))


class Table:
    """Rules by the letters of their cues, the most certain first."""

    def __init__(self, rules: Sequence[Rule], every: frozenset[str]) -> None:
        letters = frozenset().union(*(r.cue for r in rules))
        self.at = {x: tuple(r for r in rules if x in r.cue) for x in letters}
        self.cues = re.compile(one_of(letters, every).ahead)
        self.known: dict[tuple[str, str, str], tuple[Rule, ...]] = {}

    def beside(self, key: tuple[str, str, str]) -> tuple[Rule, ...]:
        """The rules that can fit a cue between two letters."""
        before, cue, after = key
        sides = ((r, *r.beside) for r in self.at[cue])
        return tuple(r for r, left, right in sides if (left is None or before in left) and (right is None or after in right))

    def first(self, tape: str, k: int) -> tuple[Rule, Matches, Matches] | None:
        """The first rule that fits the cue ``k``, with what it matched left of it, on the tape reversed, and right of it."""
        key = tape[k - 1 : k], tape[k], tape[k + 1 : k + 2]
        if (fitting := self.known.get(key)) is None:
            fitting = self.known[key] = self.beside(key)
        if not fitting:
            return None
        back, j = tape[::-1], len(tape) - k
        ahead: Known = {}  # rules share parts that are whole, and what stands left of the cue
        behind: Known = {}
        for rule in fitting:
            after = _fit(rule.right, tape, k + 1, ahead)
            if after is not None and (before := _fit(rule.left, back, j, behind)) is not None:
                return rule, before, after
        return None


def _fit(steps: Sequence[Step], tape: str, at: int, known: Known) -> Matches | None:
    """How the steps match from here on, one after the other; None where one does not."""
    out: Matches = []
    for one in steps:
        key = one, at
        if key not in known:
            known[key] = one.match(tape, at)
        if (m := known[key]) is None:
            return None
        out.append((one, m))
        at = m.end()
    return out


def _captures(matches: Matches) -> list[tuple[str, int, int]]:
    return [(label, *m.span(n)) for one, m in matches for n, label in one.labels if m.start(n) >= 0]


@lru_cache(maxsize=16)
def rules(kind: str) -> Rules:
    """The rules of a kind, over those of English."""
    return Rules([FOLDER / f"{name}.rules" for name in ("english", kind)])


@lru_cache(maxsize=64)
def closed(*classes: str) -> frozenset[str]:
    """The words of closed classes of ``rules/english.rules``.

    >>> "from" in closed("PREP", "AUX"), "from" in closed("AUX")
    (True, False)
    """
    return frozenset(w for line in _english() if line.kind == "words" and line.names[0] in classes for w in line.cells[0].split())


@lru_cache(maxsize=1)
def _english() -> list[Line]:
    return list(read_lines(FOLDER / "english.rules"))

"""How files of rules are read: their lines, in cells; patterns, as regular expressions over letters; and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

MOST_REPEATS = 8  # of a star or plus
TOKEN = re.compile(
    r"""\s*(?: (?P<label>[a-z]+):(?=[\w\[@]) | (?P<times>(?<=\S)(?:[?*+]|\{\d+,\d+\}))
      | (?P<open>\((?:not|after)(?=\s)|[\[(]) | (?P<close>[\])|]) | (?P<item>@?\w[\w.'%-]*|[^\w\s]))""",
    re.VERBOSE,
)
_LOOK = {"(": "(?=", "(not": "(?!", "(after": "(?<="}


class RuleError(ValueError):
    """A line that cannot be read: file, number, what is wrong with which part, what would be known, and the line."""


@dataclass(frozen=True)
class Line:
    """A line that declares something, or a rule."""

    where: str  # file:number
    text: str
    kind: str  # use, examples, words, list, part, tag, rule
    names: list[str]  # of what is declared
    cells: list[str]  # one, or the columns of a rule

    def error(self, message: str, word: str = "", known: Iterable[str] = ()) -> RuleError:
        """What is wrong with this line, with the nearest of the ``known`` names."""
        names = sorted(n for n in known if n[0] not in "=@")
        hint = f"; known: {' '.join(get_close_matches(word, names, 3, 0.5) or names)}" if names else ""
        return RuleError(f"{self.where}: {message}{hint}\n    {self.text}")


def read_lines(path: Path) -> Iterator[Line]:
    """The lines of a file without comments; one that is indented goes on with the line before."""
    joined: list[tuple[int, str]] = []
    for n, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = re.sub(r"(^|\s)# .*", "", raw).rstrip()
        if text.startswith(" ") and joined:
            joined[-1] = joined[-1][0], f"{joined[-1][1]} {text.strip()}"
        elif text:
            joined.append((n, text))
    for n, text in joined:
        head, equals, body = text.partition(" = ")
        kind, *names = head.split()
        if kind in ("use", "examples") or (equals and kind in ("words", "list", "part")):
            yield Line(f"{path.name}:{n}", text, kind, names, [body])
            continue
        cells = _cells(text)
        line = Line(f"{path.name}:{n}", text, "tag" if kind == "tag" else "rule", cells[0].split(), cells)
        if len(cells) < 3:
            raise line.error("a rule has a name, a cue and a pattern, with bars between")
        yield line


def _cells(text: str) -> list[str]:
    """The columns between bars; a bar inside brackets parts options."""
    cells, depth = [""], 0
    for piece in re.split(r"([|()\[\]])", text):
        depth += (piece in ("(", "[")) - (piece in (")", "]"))
        if piece == "|" and depth <= 0:
            cells.append("")
        else:
            cells[-1] += piece
    return [c.strip() for c in cells]


@dataclass(frozen=True)
class Rx:
    """A pattern to be read rightwards, and its mirror image for the tape reversed; its letters where it is one item.

    ``first`` are the letters with which it can begin, read rightwards and leftwards ("" is the edge); ``empty``: it may take no item.
    """

    ahead: str
    back: str
    first: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    empty: bool = False
    letters: frozenset[str] | None = None
    whole: bool = False
    source: str = ""  # as written

    def within(self, before: str, after: str = ")", **changed: bool) -> Rx:
        """The same between brackets of regular expressions."""
        return replace(self, ahead=before + self.ahead + after, back=before + self.back + after, letters=None, **changed)  # type: ignore[arg-type]


_EDGE = (frozenset({""}), frozenset({""}))
EDGES = {"START": Rx(r"\A", r"\Z", _EDGE), "END": Rx(r"\Z", r"\A", _EDGE)}


def sequence(parts: Sequence[Rx]) -> Rx:
    """One after the other."""
    if len(parts) == 1:
        return parts[0]
    first = tuple(_first([(p.first[way], p.empty) for p in (parts, parts[::-1])[way]]) for way in (0, 1))
    return Rx("".join(p.ahead for p in parts), "".join(p.back for p in reversed(parts)), first, all(p.empty for p in parts))  # type: ignore[arg-type]


def _first(parts: Sequence[tuple[frozenset[str], bool]]) -> frozenset[str]:
    out: frozenset[str] = frozenset()
    for first, empty in parts:
        out |= first
        if not empty:
            break
    return out


def one_of(letters: frozenset[str], every: frozenset[str]) -> Rx:
    """One item of these letters, as ranges; or none of the others, where that needs no letter beyond 255, which are slow to compile."""
    others = every - letters
    negated = max(letters, default="") > "\xff" >= max(others, default="")
    runs: list[list[int]] = []
    for c in sorted(map(ord, others if negated else letters)):
        if runs and c == runs[-1][1] + 1:
            runs[-1][1] = c
        else:
            runs.append([c, c])
    chosen = "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in runs)
    chosen = f"[{'^' * negated}{chosen}]" if chosen else "." if negated else "(?!)"
    return Rx(chosen, chosen, (letters, letters), letters=letters)


class Reader(Protocol):
    """What a pattern needs to know: what a word stands for, and one item of some letters."""

    def item(self, line: Line, word: str) -> Rx: ...
    def one_of(self, letters: frozenset[str]) -> Rx: ...


class Pattern:
    """Reads a pattern: recursive descent over its tokens."""

    def __init__(self, line: Line, text: str, known: Reader) -> None:
        self.line, self.known, self.i = line, known, 0
        self.tokens = [(str(m.lastgroup), m[str(m.lastgroup)]) for m in TOKEN.finditer(text.rstrip())]

    def parse(self, options: bool) -> list[Rx]:
        """The parts in a row; with ``options`` one part, which may have several."""
        parts = [self.options()] if options else self.parts(sources=True)
        if self.i < len(self.tokens):
            raise self.line.error(f"“{self.tokens[self.i][1]}” closes nothing, or parts options outside brackets")
        return parts

    def next(self, wanted: str) -> str:
        """The next token, passed, if it is of this kind or reads so; else nothing."""
        kind, text = self.tokens[self.i] if self.i < len(self.tokens) else ("", "")
        found = text if wanted in (kind, text) else ""
        self.i += bool(found)
        return found

    def options(self) -> Rx:
        options = [sequence(self.parts())]
        while self.next("|"):
            options.append(sequence(self.parts()))
        if all(o.letters is not None for o in options):
            return self.known.one_of(frozenset().union(*(o.letters or () for o in options)))
        first = tuple(frozenset().union(*(o.first[way] for o in options)) for way in (0, 1))
        rx = Rx("|".join(o.ahead for o in options), "|".join(o.back for o in options), first, any(o.empty for o in options))  # type: ignore[arg-type]
        return rx.within("(?:")

    def parts(self, sources: bool = False) -> list[Rx]:
        """The parts up to what closes them; with what is written of each, for ``explain``."""
        out = []
        while self.i < len(self.tokens) and self.tokens[self.i][0] != "close":
            start = self.i
            part = self.part()
            if sources:
                source = " ".join(text + ":" * (kind == "label") for kind, text in self.tokens[start : self.i])
                part = replace(part, source=re.sub(r"(?<=[\[(:]) | (?=[\])?*+{])", "", source))
            out.append(part)
        return out

    def part(self) -> Rx:
        if label := self.next("label"):
            return self.part().within(f"(?P<{label}_#>")
        if word := self.next("item"):
            return self.repeated(self.known.item(self.line, word))
        opened = self.next("open")
        if not opened:
            raise self.line.error("a part is missing before " + (f"“{self.tokens[self.i][1]}”" if self.i < len(self.tokens) else "the end"))
        rx = self.options()
        if not self.next("]" if opened == "[" else ")"):
            raise self.line.error(f"“{opened}” is never closed")
        return self.repeated(rx) if opened == "[" else replace(rx, first=(frozenset(), frozenset())).within(_LOOK[opened], empty=True)

    def repeated(self, rx: Rx) -> Rx:
        times = self.next("times")
        if not times:
            return rx
        if times != "?" and rx.empty:
            raise self.line.error(f"“{times}” repeats what may be empty")
        many = {"*": f"{{0,{MOST_REPEATS}}}", "+": f"{{1,{MOST_REPEATS}}}"}.get(times, times)
        empty = rx.empty or many == "?" or many.startswith("{0")
        return rx.within("", many, empty=empty) if rx.letters is not None else rx.within("(?:", ")" + many, empty=empty, whole=False)

"""What can go wrong, as a few classes. Every message names the file, the line, what was there, what was expected and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Problem:
    """One thing that could not be read, placed, dated or trusted: a row of ``corpus.problems()``, or a line of an error.

    ``where`` is a file with its line (``actors.csv:7``), or an article with its span (``a1:120-134``).

    >>> str(Problem("actors.csv:7", "duplicate alias", "'KH' names two actors", "give it to one of them"))
    "actors.csv:7: duplicate alias: 'KH' names two actors; give it to one of them"
    """

    where: str
    what: str
    found: str = ""
    todo: str = ""
    rejects: bool = False  # did it keep a whole file or record out?
    n: int = 1  # of how many lines it is said

    def __str__(self) -> str:
        found = f": {self.found}" if self.found else ""
        return f"{self.where}: {self.what}{found}" + (f"; {self.todo}" if self.todo else "")


_OF_A_LINE = re.compile(r"(?P<file>.+):(?P<line>\d+)", re.DOTALL)


def folded(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in their order, but what is said alike of three lines of one file or more is said once, with its lines.

    >>> print(*folded(Problem(f"a.jsonl:{i}", "text missing", "", "add it") for i in (1, 2, 3, 7)))
    a.jsonl, lines 1–3, 7: text missing: in 4 lines; add it
    """
    alike: dict[Problem, list[int]] = {}
    for problem in problems:
        m = _OF_A_LINE.fullmatch(problem.where)
        alike.setdefault(replace(problem, where=m["file"]) if m else problem, []).append(int(m["line"]) if m else 0)
    out: list[Problem] = []
    for problem, lines in alike.items():
        if lines[0] == 0 or len(lines) < 3:
            out += [replace(problem, where=f"{problem.where}:{line}") if line else problem for line in lines]
            continue
        found = f"{problem.found}, in {len(lines):,} lines" if problem.found else f"in {len(lines):,} lines"
        out.append(replace(problem, where=f"{problem.where}, lines {_ranges(lines)}", found=found, n=len(lines)))
    return out


def _ranges(lines: Sequence[int]) -> str:
    """Numbers as a person lists them, the first few: 1–3, 7, 9–12, …"""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return ", ".join([*(f"{a}–{b}" if a < b else str(a) for a, b in runs[:5]), *["…"] * (len(runs) > 5)])


class AnalystkitError(Exception):
    """The base of all errors that this library raises on purpose."""


class InputError(AnalystkitError):
    """Input that leaves nothing to work with. Holds every problem found, not only the first.

    >>> print(InputError([Problem("seeds/", "no such folder", "", "name a folder that holds .txt files")]))
    seeds/: no such folder; name a folder that holds .txt files
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        """So that it comes whole from another process."""
        return type(self), (self.problems,)


class CodebookError(InputError):
    """A codebook with defects: all of them, each with its file and line."""

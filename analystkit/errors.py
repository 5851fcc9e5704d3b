"""What can go wrong, as a few classes. Every message names the file, the line, what was there, what was expected and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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

    def __str__(self) -> str:
        found = f": {self.found}" if self.found else ""
        return f"{self.where}: {self.what}{found}" + (f"; {self.todo}" if self.todo else "")


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


class CodebookError(InputError):
    """A codebook with defects: all of them, each with its file and line."""

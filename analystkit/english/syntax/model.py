"""What a sentence is read into: phrases and clauses, and what hangs on what.

Everything counts in items, ``0 … len(raw)``; ``span`` and ``item_at`` lead to and from offsets.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from analystkit.english.lexicon import sets

if TYPE_CHECKING:
    from analystkit.english.syntax.arguments import Arguments

_DEFINITE = frozenset("the this that these those his her its their my our your whose".split())


class Phrase(NamedTuple):
    """A noun phrase ``lo:hi`` with its head; ``prep`` is the item of its preposition, ``at`` the item it hangs on, where known."""

    lo: int
    hi: int
    head: int
    prep: int | None = None
    at: int | None = None


@dataclass(slots=True, eq=False)
class Clause:
    """A verb group ``vlo … verb`` with its arguments and its governor; made once, never changed after.

    ``form``: finite, to, ing, part, base. ``tense``: past, present, ahead. ``rel``, how it hangs on its governor: main, and, resumed
    (a verb whose subject waited for it), that, wh, said, parenthetical, to, purpose, bare, ing, relative, reduced, participial, coord,
    adverbial, or the preposition before an -ing form. ``gov`` is the clause it hangs on, ``gov_item`` the word: a verb, a noun or an
    adjective. ``phrases`` are those with a preposition, and bare times; ``predicate`` is an adjective behind the verb.
    """

    lo: int
    vlo: int
    verb: int
    lemma: str
    form: str = "finite"
    tense: str = "past"
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    negated: bool = False
    modal: str = ""
    marker: str = ""
    rel: str = "main"
    gov: int | None = None
    gov_item: int | None = None
    hi: int = 0
    subject: Phrase | None = None
    objects: list[Phrase] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    adverbs: list[int] = field(default_factory=list)
    predicate: int | None = None


@dataclass(frozen=True, eq=False)
class Syntax:
    """A sentence read: its items as printed, in lower case and as lemmas, their letters (``tape``), its noun phrases and its clauses.

    Most sentences are only asked for their tape and where a phrase ends, so phrases and clauses are made when they are asked for.
    """

    raw: list[str]
    low: list[str]
    lemma: list[str]
    starts: list[int]
    ends: list[int]
    tape: str

    @cached_property
    def _parser(self) -> Arguments:
        from analystkit.english.syntax.arguments import Arguments

        return Arguments(self.low, self.lemma, self.tape)

    @cached_property
    def _read(self) -> tuple[list[Phrase], list[Clause]]:
        return self._parser.run()

    @property
    def phrases(self) -> list[Phrase]:
        """The noun phrases, each with what it hangs on."""
        return self._read[0]

    @property
    def clauses(self) -> list[Clause]:
        """The clauses, in the order of their verbs."""
        return self._read[1]

    def span(self, lo: int, hi: int) -> tuple[int, int]:
        """The offsets of the items ``lo:hi``."""
        return self.starts[lo], self.ends[hi - 1]

    def words_of(self, phrase: Phrase | None) -> str:
        """The words of a phrase, with blanks between."""
        return " ".join(self.raw[phrase.lo : phrase.hi]) if phrase else ""

    def item_at(self, offset: int) -> int | None:
        """The item that holds an offset."""
        k = bisect_right(self.starts, offset) - 1
        return k if k >= 0 and offset < self.ends[k] else None

    def phrase_end(self, item: int) -> int | None:
        """The last item of the noun phrase that holds an item."""
        return self._parser.phrase_end(item)

    def phrase_of(self, item: int) -> Phrase | None:
        """The noun phrase that holds an item."""
        k = bisect_right(self._phrase_starts, item) - 1
        return self.phrases[k] if k >= 0 and item < self.phrases[k].hi else None

    def clause_of(self, item: int) -> int | None:
        """The clause whose verb group or arguments hold an item, as a place in ``clauses``."""
        inside, begins = None, -1
        for n, c in enumerate(self.clauses):
            if c.vlo <= item <= c.verb:
                return n
            if begins < c.lo <= item < c.hi:
                inside, begins = n, c.lo
        return inside

    def definite(self, p: Phrase) -> bool:
        """Is it told as known: "the attack", "Monday's attack", "Gaza strikes"?"""
        return (
            self.low[p.lo] in _DEFINITE
            or "S" in self.tape[p.lo : p.hi]
            or (self.tape[p.lo] == "P" and p.lo < p.head)
            or self.tape[p.lo] == "t"
        )

    def plural(self, p: Phrase) -> bool:
        """Does its head stand in the plural?"""
        low = self.low[p.head]
        return (low != self.lemma[p.head] and low.endswith("s")) or low in sets("syntax")["plural nouns"]

    def pronoun(self, p: Phrase) -> bool:
        """Is it a pronoun?"""
        return self.tape[p.head] == "U"

    @cached_property
    def _phrase_starts(self) -> list[int]:
        return [p.lo for p in self.phrases]

    @cached_property
    def clause_of_verb(self) -> dict[int, int]:
        """From the item of a verb to the place of its clause."""
        return {c.verb: n for n, c in reversed(list(enumerate(self.clauses)))}

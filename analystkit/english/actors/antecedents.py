"""Whom a pronoun takes up: who spoke in its sentence or the one before, else their subject, else the only one they name.

What cannot be decided stays None: a wrong speaker is worse than none. ``Bearers`` is what a text shows of the people it names: whether
"he" or "she" can be them, and what they are ("the nurse").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, takewhile

from analystkit.english.lexicon import sets as lexicon
from analystkit.english.patterns import closed
from analystkit.english.tokens import QUOTE, OuterSentence, bare

PEOPLE = ("person", "anonymous")
BODIES = ("government", "military", "armed_group", "organisation", "media")
NAME = "name"
"""The kind of a speaker of whom the text shows only a name: a person, or a body."""

FAR = 12
"""So many sentences back at most: whoever was not named since is not whom a reader thinks of."""


@dataclass(frozen=True)
class Speaker:
    """The words that name the speaker, and who that is."""

    start: int
    end: int
    actor_id: str | None
    kind: str


@dataclass(frozen=True)
class Passed:
    """A sentence that has been read: who spoke in it, its subject (several where "and" joins them), and whom else it names."""

    spoke: tuple[Speaker, ...] = ()
    subject: tuple[Speaker, ...] = ()
    others: tuple[Speaker, ...] = ()
    pronoun: str = ""  # the subject, where it is one


def taken_up(pronoun: str, now: Passed, before: Iterable[Passed], bearers: Bearers) -> Speaker | None:
    """Who ``pronoun`` is; ``before`` are the sentences before, the nearest first. None where two could be meant."""
    for n, p in enumerate(chain((now,), before)):
        speakers = [s for s in p.spoke if _fits(s, pronoun, bearers)]
        if speakers:
            return max(speakers, key=lambda s: s.start)
        if p.pronoun == pronoun:
            continue  # "He shook his head. “No,” he said.": the same one goes on
        for group in (p.subject, p.others if n else ()):
            fit = {s.actor_id: s for s in group if _fits(s, pronoun, bearers)}
            shown = [s for s in fit.values() if s.actor_id and bearers.shows(s.actor_id, pronoun)]
            if len(shown) == 1:
                return shown[0]
            if len(fit) > 1 or (fit and group is p.others and p.spoke):
                return None
            if fit:
                return next(iter(fit.values()))
    return None


def _fits(s: Speaker, pronoun: str, bearers: Bearers) -> bool:
    """Can the pronoun mean this one: a person by he or she, a body by it, more than one by they?"""
    if not s.actor_id:
        return False
    if pronoun in ("he", "she", "him", "her"):
        return (s.kind in (*PEOPLE, NAME) or (not s.kind and is_role(s.actor_id, plural=False))) and bearers.fits(s.actor_id, pronoun)
    if pronoun == "it":
        return s.kind in (*BODIES, NAME) or (not s.kind and not is_role(s.actor_id))
    return s.kind not in ("person", NAME) and not (not s.kind and is_role(s.actor_id, plural=False))


def is_role(actor_id: str, *, plural: bool = True) -> bool:
    """Does a description end in what a person is: "army-doctor", and "doctors" where ``plural`` counts?

    >>> is_role("two-nurses"), is_role("two-nurses", plural=False), is_role("harbour-inquiry")
    (True, False, False)
    """
    last = bare(actor_id.rpartition("-")[2])
    roles = lexicon("people")["roles"]
    return last in roles or (plural and last.removesuffix("s") in roles)


_SAYS = {"he": "men", "him": "men", "she": "women", "her": "women"}


@dataclass
class Bearers:
    """Fills while an article is read: from titles, roles and descriptions beside names, and from pronouns once they are decided."""

    genders: dict[str, str] = field(default_factory=dict)
    roles: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def meet(self, actor_id: str, u: OuterSentence, lo: int, hi: int) -> None:
        """Read what stands beside the name at the items ``lo`` to ``hi``: "spokeswoman Lena Holm", "Anna Petrov, a nurse, …"."""
        people = lexicon("people")
        beside = {*_before(u, lo), *_after(u, hi)}
        self.roles[actor_id] |= beside & (people["roles"] | people["titles"])
        shown = {g for g in ("men", "women") if beside & people[g]}
        if len(shown) == 1:
            self.genders.setdefault(actor_id, shown.pop())

    def used(self, actor_id: str, pronoun: str) -> None:
        """A pronoun that has been decided says what the text calls its bearer."""
        if pronoun in _SAYS:
            self.genders.setdefault(actor_id, _SAYS[pronoun])

    def fits(self, actor_id: str, pronoun: str) -> bool:
        """Does nothing in the text speak against this pronoun for this person?

        >>> b = Bearers({"lena-holm": "women"})
        >>> b.fits("lena-holm", "he"), b.fits("lena-holm", "she"), b.fits("karl-lund", "he")
        (False, True, True)
        """
        gender = self.genders.get(actor_id) or _of_role(actor_id) or _of_first_name(actor_id)
        return gender is None or pronoun not in _SAYS or _SAYS[pronoun] == gender

    def shows(self, actor_id: str, pronoun: str) -> bool:
        """Does the text show that this pronoun is right for this person?"""
        return self.genders.get(actor_id) == _SAYS.get(pronoun, "")


def _of_role(description: str) -> str | None:
    """What the last word of a description says: "president-spokeswoman"."""
    role, people = description.rpartition("-")[2], lexicon("people")
    return next((g for g in ("men", "women") if role in people[g] and role in people["roles"]), None)


def _of_first_name(actor_id: str) -> str | None:
    """What the first of two names says: "anna-roth"."""
    first, _, family = actor_id.partition("-")
    return next((g for g in ("men", "women") if family and first in lexicon("people")[f"{g}s names"]), None)


def _before(u: OuterSentence, lo: int) -> list[str]:
    """The words of the phrase that a name closes, the last first: "Her husband, " of "Her husband, Tom Lee", "Mr. " of "Mr. Lee".

    In "Mr Lund's lawyer, Tess Moran", she is another; in "the mayor of the men, Ann Lee", the head stands before "of".
    """
    comma = lo > 1 and u.low[lo - 1] == ","
    words = list(takewhile(_goes_on, [x for x in u.low[max(0, lo - 9) : lo - 1 if comma else lo][::-1] if x != "." or comma]))
    of = [k for k, x in enumerate(words) if x in closed("PREP", "OF", "TO", "AS")]
    return (words[of[-1] + 1 :] if of else words) if comma else words[: min([4, *of])]


def _after(u: OuterSentence, hi: int) -> list[str]:
    """The words of a description after a name: "a nurse" of "Anna Petrov, 34, a nurse, …"."""
    aged = hi + 2 < len(u.low) and u.low[hi + 1].isdigit() and u.low[hi + 2] == ","
    j = hi + (3 if aged else 1)
    if j >= len(u.low) or u.low[hi] != ",":
        return []
    described = u.raw[j][0].isupper() or u.low[j] in closed("DET", "OWN") or bare(u.low[j]) in lexicon("people")["roles"]
    return (
        [bare(x) for x in takewhile(lambda x: _goes_on(bare(x)) and x not in closed("PREP", "OF", "TO", "AS"), u.low[j : j + 7])]
        if described
        else []
    )


def _goes_on(low: str) -> bool:
    """Is it no mark, verb, conjunction or possessive, which end a phrase?"""
    return low not in _ends() and not low.endswith(("'s", "s'"))


@lru_cache(maxsize=1)
def _ends() -> frozenset[str]:
    marks = closed("COMMA", "COLON", "SEMI", "OPENS", "CLOSES", "DASH", "STOP")
    return marks | closed("AUX", "NOT", "WHEN_", "WH", "WHO", "THAT", "AND") | {QUOTE}

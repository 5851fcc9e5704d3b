"""Whom a pronoun takes up: who spoke in its sentence or the one before, else their subject, else the only one they name.

What cannot be decided stays None: a wrong speaker is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from analystkit.english.actors.bearers import Bearers
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.tokens import bare

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

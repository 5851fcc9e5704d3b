"""What a reporting word does with what somebody else said or did: denies, condemns, confirms, or the like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from analystkit.english.lexicon import table

_NOT = re.compile(r"\b(?:not|never|no|unable|cannot|without|avoid\w*|stopp?\w* short)\b|n['’]t\b", re.IGNORECASE)


def stance(words: object) -> str | None:
    """What a cue or clause does with what others said or did; None where it only reports.

    >>> stance("flatly denied"), stance("could not confirm"), stance("said"), stance("condemned it, but not loudly")
    ('denies', 'does not confirm', None, 'condemns')
    """
    found = stance_at(str(words or ""))
    return found[0] if found else None


def stance_at(words: str) -> tuple[str, int, int] | None:
    """The stance, and where its word stands."""
    for m in re.finditer(r"[A-Za-z]+", words):
        if name := _stances().get(m.group().lower()):
            before = " ".join(words[: m.start()].split()[-3:])
            return (table("stances")["negated"][name] if _NOT.search(before) else name), m.start(), m.end()
    return None


@lru_cache(maxsize=1)
def _stances() -> Mapping[str, str]:
    return {word: name for name, words in table("stances").items() if isinstance(words, str) for word in words.split()}


@lru_cache(maxsize=8)
def of_stances(name: str) -> frozenset[str]:
    """A list of the lexicon's table of rules: ``aimed``, ``clauses``, ``charges`` or ``words``."""
    return frozenset(table("stances")["rules"][name].split())

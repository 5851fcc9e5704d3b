"""How English reports speech: the lexicon of reporting verbs, as sets of forms by what they take."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from analystkit.english.lexicon import table


@lru_cache(maxsize=1)
def frames() -> Mapping[str, frozenset[str]]:
    """From a frame ("clause", "object", …) to the verb forms that have it, and from a list's name to its words.

    >>> sorted(frames()["refusal"])[:4]
    ['decline', 'declined', 'declines', 'declining']
    """
    data = table("speech")
    irregular = {base: forms.split() for base, forms in data["irregular"].items()}
    verbs = {
        frame: frozenset(f for base in bases.split() for f in irregular.get(base, _regular(base))) for frame, bases in data["verbs"].items()
    }
    lists = {name.replace("_", " "): frozenset(w.replace("_", " ") for w in listed.split()) for name, listed in data["words"].items()}
    every = frozenset().union(*verbs.values())
    return {name.replace("_", " "): forms for name, forms in verbs.items()} | lists | {"verbs": every}


def _regular(base: str) -> list[str]:
    if base.endswith("e"):
        return [base, base + "s", base + "d", (base if base.endswith("ee") else base[:-1]) + "ing"]
    if base.endswith("y") and base[-2] not in "aeou":
        return [base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    return [base, base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s"), base + "ed", base + "ing"]


@lru_cache(maxsize=1)
def reporting_verbs() -> frozenset[str]:
    """Every form of every verb that can stand beside a speaker's name."""
    return frames()["clause"] | frames()["object"]

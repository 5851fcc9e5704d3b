"""The verbs of English: one inflection for the whole kit, and the verbs that report speech, as sets of forms by what they take."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from analystkit.english.lexicon import lines, table

_HISSING = ("s", "x", "z", "ch", "sh", "o")


def inflect(verb: str) -> dict[str, str]:
    """The forms of a verb, each with its name: base, s, past, part, ing, and ed where past and participle are one.

    Of several words the first is inflected. ``verbs.txt`` names the irregular ones, and those that double their last letter.

    >>> inflect("deny responsibility")["denied responsibility"], inflect("stab")["stabbed"], inflect("take hostage")["taken hostage"]
    ('ed', 'ed', 'part')
    """
    head, blank, tail = verb.partition(" ")
    return {form + blank + tail: name for form, name in (verbs().get(head) or _regular(head, False)).items()}


def _regular(base: str, double: bool) -> dict[str, str]:
    if base.endswith("ie"):
        return {base: "base", base + "s": "s", base + "d": "ed", base[:-2] + "ying": "ing"}
    if base.endswith("e"):
        return {base: "base", base + "s": "s", base + "d": "ed", (base if base.endswith("ee") else base[:-1]) + "ing": "ing"}
    if base.endswith("y") and base[-2:-1] not in ("a", "e", "o", "u"):
        return {base: "base", base[:-1] + "ies": "s", base[:-1] + "ied": "ed", base + "ing": "ing"}
    stem = base + base[-1] if double else base
    return {base: "base", base + ("es" if base.endswith(_HISSING) else "s"): "s", stem + "ed": "ed", stem + "ing": "ing"}


@lru_cache(maxsize=1)
def verbs() -> Mapping[str, Mapping[str, str]]:
    """The verbs of ``verbs.txt``, each with its forms and their names.

    >>> verbs()["hit"], verbs()["go"]["went"]
    ({'hit': 'ed', 'hits': 's', 'hitting': 'ing'}, 'past')
    """
    out: dict[str, Mapping[str, str]] = {}
    for line in lines("verbs"):
        first, *rest = line.split()
        if first == "=":
            out |= {word.rstrip("+"): _regular(word.rstrip("+"), word.endswith("+")) for word in rest}
            continue
        base = first.rstrip("+")
        forms = {form: name for form, name in _regular(base, first.endswith("+")).items() if name != "ed"}
        if len(rest) == 3:
            forms = {base: "base", rest[0]: "s"} | {form: name for form, name in forms.items() if name == "ing"}
        past, part = (spelled.split("/") for spelled in rest[-2:])
        out[base] = forms | {f: "past" for f in past if f not in part} | {f: "ed" if f in past else "part" for f in part}
    return out


@lru_cache(maxsize=1)
def frames() -> Mapping[str, frozenset[str]]:
    """From a frame ("clause", "object", …) to the verb forms that have it, and from a list's name to its words.

    >>> sorted(frames()["refusal"])[:4]
    ['decline', 'declined', 'declines', 'declining']
    """
    data = table("speech")
    verbal = {frame: frozenset(form for base in bases.split() for form in inflect(base)) for frame, bases in data["verbs"].items()}
    lists = {name.replace("_", " "): frozenset(w.replace("_", " ") for w in listed.split()) for name, listed in data["words"].items()}
    every = frozenset().union(*verbal.values())
    return {name.replace("_", " "): forms for name, forms in verbal.items()} | lists | {"verbs": every}


@lru_cache(maxsize=1)
def reporting_verbs() -> frozenset[str]:
    """Every form of every verb that can stand beside a speaker's name."""
    return frames()["clause"] | frames()["object"]

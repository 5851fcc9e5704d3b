"""The event words of the lexicon and of the codebook, with their forms, as one matcher."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analystkit.codebook import EventType
from analystkit.english.lexicon import table
from analystkit.english.lexicon.verbs import inflect
from analystkit.text import Matcher


@dataclass(frozen=True)
class Trigger:
    """A word that names an event: its type, whether it can be a noun or a verb, and the verb's form (base, s, ed, ing)."""

    type: str
    noun: bool
    verb: str | None
    plural: bool
    loose: bool
    lemma: str


def words() -> dict[str, Any]:
    """The file ``events.toml`` of the lexicon, read once."""
    return table("events")


def event_type(kind: str) -> Mapping[str, Any]:
    """What the lexicon knows of an event type (family, label, nouns, …); nothing of one that the analyst made."""
    entry: Mapping[str, Any] = words()["types"].get(kind, {})
    return entry


def verb_forms(verb: str) -> dict[str, str]:
    """The forms of a verb, each with its name; past and participle are both "ed".

    >>> verb_forms("deny responsibility")["denied responsibility"], verb_forms("hit")["hit"]
    ('ed', 'ed')
    """
    return {form: "ed" if name in ("past", "part") else name for form, name in inflect(verb).items()}


def plural(noun: str) -> str:
    """The plural of an event noun.

    >>> plural("air strike"), plural("car bomb"), plural("clash"), plural("casualty")
    ('air strikes', 'car bombs', 'clashes', 'casualties')
    """
    given: str | None = words()["plurals"].get(noun)
    return given or noun + ("es" if re.search(r"(?:s|x|ch|sh)$", noun) else "s")


def _forms(kind: str, entry: dict[str, Any]) -> list[tuple[str, Trigger]]:
    out = []
    again = [f"{by} {noun}" for noun in entry.get("again", ()) for by in entry.get("again_by", ())]
    for noun in dict.fromkeys((*entry.get("nouns", ()), *entry.get("sent", ()), *again)):
        out.append((noun, Trigger(kind, True, None, False, False, noun)))
        if plural(noun) != noun:
            out.append((plural(noun), Trigger(kind, True, None, True, False, noun)))
    for verb in (*entry.get("verbs", ()), *entry.get("loose", ())):
        out += [(form, Trigger(kind, False, name, False, verb in entry.get("loose", ()), verb)) for form, name in verb_forms(verb).items()]
    return out


@lru_cache(maxsize=8)
def triggers(own: tuple[EventType, ...] = ()) -> Matcher:
    """The matcher of all event words: the lexicon's, and the codebook's as nouns. Its values are tuples of ``Trigger``."""
    found: dict[str, tuple[Trigger, ...]] = {}
    for kind, entry in words()["types"].items():
        for form, t in _forms(kind, entry):
            found[form] = (*found.get(form, ()), t)
    for line in own:
        for word in line.words:
            for form, many in ((word, False), (plural(word), True)):
                found[form] = (Trigger(line.type, True, None, many, False, word), *found.get(form, ()))
    return Matcher(dict(found))


def family(kind: str) -> str:
    """The family of an event type: types of one family can be the same event told in other words.

    >>> family("airstrike") == family("killing"), family("own-type")
    (True, 'own-type')
    """
    return str(event_type(kind).get("family", kind))


def label(kind: str, own: tuple[EventType, ...] = ()) -> str:
    """What a type is called in a title: the codebook's label, else the lexicon's."""
    mine = next((t.label for t in own if t.type == kind and t.label), None)
    return mine or str(event_type(kind).get("label", kind.replace("_", " ").capitalize()))


def weak(kind: str) -> bool:
    """Does the type tell a consequence that another word of the clause explains?"""
    return bool(event_type(kind).get("weak", False))


_HARMFUL = frozenset({"violence", "protest", "disaster", "accident"})  # what people die of


def harmful(kind: str) -> bool:
    """Can people be killed or injured in an event of this type?

    >>> harmful("airstrike"), harmful("statement")
    (True, False)
    """
    return family(kind) in _HARMFUL


def narrower(kind: str) -> bool:
    """Does the type say more exactly what another type's words can mean too: an airstrike is an attack?"""
    return "narrower_than" in event_type(kind)


@lru_cache(maxsize=8)
def _belonging(table: str) -> dict[str, re.Pattern[str]]:
    shape = {"causes": r"\b(?:{0})\s+(?:(?:itself|alone|has|have|had|also|already|since)\s+){{0,4}}$", "whose": r"\b(?:{0})\b"}[table]
    return {name: re.compile(shape.format("|".join(listed)), re.IGNORECASE) for name, listed in words()[table].items()}


def belonging(table: str, text: str) -> str | None:
    """The family of events that a toll belongs to, by what killed (``causes``, right before the verb) or by who was hurt (``whose``).

    >>> belonging("causes", "The war itself has "), belonging("whose", "three protesters were hurt"), belonging("whose", "two men died")
    ('war', 'protest', None)
    """
    return next((name for name, p in _belonging(table).items() if p.search(text)), None)


@lru_cache(maxsize=32)
def any_of(name: str) -> re.Pattern[str]:
    """One pattern for a list of words of the lexicon's table ``words``."""
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words()["words"][name]), key=len, reverse=True)) + r")\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def weapons() -> Matcher:
    """The matcher of weapons; its values are the names that a claim carries."""
    return Matcher({form: name for name, forms in words()["weapons"].items() for form in forms})

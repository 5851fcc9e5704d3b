"""Which words can name one and the same event: fixed by the lexicon, never by the corpus."""

from __future__ import annotations

import re
from functools import lru_cache

from analystkit.english.content import stem
from analystkit.english.lexicon import lines, sets, table
from analystkit.english.lexicon.verbs import inflect
from analystkit.text import fold

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
# what stands before or beside an event word in a phrase: «was taken to», «an attack on»
_LIGHT = frozenset(
    "the a an to was were is are be been being of in on up out off down over his her its into has have had by for from with at as".split()
)


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    """Each form of ``same_event.txt``, and its stem, with the first word of its line; then the forms of event verbs."""
    found: dict[str, str] = {}
    for line in lines("same_event"):
        first, *others = line.split()
        for word in (first, *others):
            verb, plus, particle = word.partition("+")
            found.setdefault(word, first)
            found.setdefault(stem(verb) + plus + particle, first)
    for kind in table("events")["types"].values():
        for verb in (v for v in (*kind.get("verbs", ()), *kind.get("loose", ())) if " " not in v):
            for form in inflect(verb):
                found.setdefault(form, found.get(stem(verb), stem(verb)))
    return found


@lru_cache(maxsize=1)
def _compounds() -> frozenset[str]:
    return frozenset(n for kind in table("events")["types"].values() for n in kind.get("nouns", ()) if " " in n)


@lru_cache(maxsize=1)
def commonplace() -> frozenset[str]:
    """The stems of words that a report of any happening can hold: for what happens, offices, those under arms, outlets.

    >>> {stem("bombing"), stem("spokesman"), stem("gunmen")} <= commonplace(), stem("ferry") in commonplace()
    (True, False)
    """
    people, victims = sets("people"), sets("victims")
    named = ("titles", "roles", "anonymous", "military nouns", "armed nouns", "armed inner", "media", "local bodies")
    of_people = (w for k in named for w in people[k])
    of_victims = (w for k in ("attacker", "service member", "police", "fighter") for w in victims[k])
    kinds = table("events")["types"].values()
    of_events = (w for kind in kinds for k in ("nouns", "verbs", "loose") for w in kind.get(k, ()))
    return frozenset(stem(w) for phrase in (*of_people, *of_victims, *of_events) for w in phrase.split())


@lru_cache(maxsize=4096)
def sense(phrase: str) -> str:
    """The kind of event that a word or phrase names, as far as its words tell: one for all its forms and for the lexicon's other words.

    >>> sense("was killed") == sense("the deaths") == sense("passed away"), sense("crowned")
    (True, 'crown')
    """
    told = _WORD.findall(fold(phrase))
    named = " ".join(told) in _compounds()  # "car bomb": by its last word
    at = len(told) - 1 if named else next((i for i, w in enumerate(told) if w not in _LIGHT), 0)
    word = told[at] if told else ""
    particle = told[at + 1] if at + 1 < len(told) else ""
    keys = (f"{stem(word)}+{particle}", word, stem(word))
    return next((_groups()[k] for k in keys if k in _groups()), stem(word))

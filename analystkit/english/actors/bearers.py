"""What a text shows of the people it names: whether "he" or "she" can be them, and what they are ("the nurse")."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from analystkit.english.lexicon import sets as lexicon
from analystkit.english.patterns import closed
from analystkit.english.tokens import QUOTE, OuterSentence, bare

_SAYS = {"he": "men", "him": "men", "she": "women", "her": "women"}


@dataclass
class Bearers:
    """Fills while an article is read: from titles, roles and descriptions beside names, and from pronouns once they are decided."""

    genders: dict[str, str] = field(default_factory=dict)
    roles: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def meet(self, actor_id: str, u: OuterSentence, lo: int, hi: int) -> None:
        """Read what stands beside the name at the items ``lo`` to ``hi``: "spokeswoman Lena Holm", "Anna Petrov, a nurse, …"."""
        people = lexicon("people")
        beside = {bare(low) for low in (*_before(u, lo), *_after(u, hi))}
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
        gender = self.genders.get(actor_id) or _of_role(actor_id)
        return gender is None or pronoun not in _SAYS or _SAYS[pronoun] == gender

    def shows(self, actor_id: str, pronoun: str) -> bool:
        """Does the text show that this pronoun is right for this person?"""
        return self.genders.get(actor_id) == _SAYS.get(pronoun, "")


def _of_role(description: str) -> str | None:
    """What the last word of a description says: "president-spokeswoman"."""
    role, people = description.rpartition("-")[2], lexicon("people")
    return next((g for g in ("men", "women") if role in people[g] and role in people["roles"]), None)


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What ends a phrase: marks, verbs and conjunctions; prepositions; and the words that begin one."""
    marks = closed("COMMA", "COLON", "SEMI", "OPENS", "CLOSES", "DASH", "STOP")
    breaks = closed("AUX", "NOT", "WHEN_", "WH", "WHO", "THAT", "AND")
    return marks | breaks | {QUOTE}, closed("PREP", "OF", "TO", "AS"), closed("DET", "OWN")


def _before(u: OuterSentence, lo: int) -> list[str]:
    """The words of the phrase that a name closes: "Her husband, " of "Her husband, Tom Lee", "Mr. " of "Mr. Lee"."""
    low, comma = u.low, lo > 1 and u.low[lo - 1] == ","
    ends, prepositions, _ = _words()
    out: list[str] = []
    j = lo - 2 if comma else lo - 1
    while j >= 0 and lo - j < (9 if comma else 5):
        dot = low[j] == "." and j > 0 and low[j - 1] in lexicon("people")["titles"]
        if (low[j] in ends and not dot) or low[j].endswith(("'s", "s'")):
            break  # "Mr Lund's lawyer, Tess Moran": he is another
        if low[j] in prepositions:
            if not comma:
                break
            out.clear()  # "the mayor of the men, Ann Lee": the head stands before "of"
        else:
            out.append(low[j])
        j -= 1
    return out


def _after(u: OuterSentence, hi: int) -> list[str]:
    """The words of a description after a name: "a nurse" of "Anna Petrov, 34, a nurse, …"."""
    low = u.low
    ends, prepositions, determiners = _words()
    if hi >= len(low) or low[hi] != ",":
        return []
    j = hi + 1
    if j + 1 < len(low) and low[j].isdigit() and low[j + 1] == ",":
        j += 2
    out: list[str] = []
    while j < len(low) and len(out) < 7:
        described = out or u.raw[j][0].isupper() or low[j] in determiners or bare(low[j]) in lexicon("people")["roles"]
        if not described or low[j] in ends or low[j] in prepositions:
            break
        out.append(low[j])
        j += 1
    return out

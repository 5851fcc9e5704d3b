"""What a text shows of the people it names: whether "he" or "she" can be them, and what they are ("the nurse")."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from analystkit.english.attribution.phrases import AUX, BREAKS, DETERMINERS, MARKS, PREPOSITIONS
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.tokens import Item, bare

_SAYS = {"he": "men", "him": "men", "she": "women", "her": "women"}


@dataclass
class Bearers:
    """Fills while an article is read: from titles, roles and descriptions beside names, and from pronouns once they are decided."""

    genders: dict[str, str] = field(default_factory=dict)
    roles: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def meet(self, actor_id: str, items: list[Item], lo: int, hi: int) -> None:
        """Read what stands beside the name at the items ``lo`` to ``hi``: "spokeswoman Lena Holm", "Anna Petrov, a nurse, …"."""
        people = lexicon("people")
        beside = {bare(low) for low in (*_before(items, lo), *_after(items, hi))}
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


def _before(items: list[Item], lo: int) -> list[str]:
    """The words of the phrase that a name closes: "Her husband, " of "Her husband, Tom Lee", "Mr. " of "Mr. Lee"."""
    comma = lo > 1 and items[lo - 1].low == ","
    out: list[str] = []
    j = lo - 2 if comma else lo - 1
    while j >= 0 and lo - j < (9 if comma else 5):
        it = items[j]
        dot = it.low == "." and j > 0 and items[j - 1].low in lexicon("people")["titles"]
        if (it.low in MARKS and not dot) or it.quote or it.low in AUX or it.low in BREAKS or it.low.endswith(("'s", "s'")):
            break  # "Mr Lund's lawyer, Tess Moran": he is another
        if it.low in PREPOSITIONS:
            if not comma:
                break
            out.clear()  # "the mayor of the men, Ann Lee": the head stands before "of"
        else:
            out.append(it.low)
        j -= 1
    return out


def _after(items: list[Item], hi: int) -> list[str]:
    """The words of a description after a name: "a nurse" of "Anna Petrov, 34, a nurse, …"."""
    if hi >= len(items) or items[hi].low != ",":
        return []
    j = hi + 1
    if j + 1 < len(items) and items[j].low.isdigit() and items[j + 1].low == ",":
        j += 2
    out: list[str] = []
    while j < len(items) and len(out) < 7:
        low = items[j].low
        described = out or items[j].capital or low in DETERMINERS or bare(low) in lexicon("people")["roles"]
        if not described or low in MARKS or items[j].quote or low in PREPOSITIONS or low in AUX or low in BREAKS:
            break
        out.append(low)
        j += 1
    return out

"""People and organisations found from the language itself: a title, an apposition, a reporting verb or an acronym beside a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analystkit.article import Actor
from analystkit.tag.words import Words, bare, lexicon, name_id, nations
from analystkit.text import slug


@dataclass(frozen=True)
class Name:
    """A run of capitalised tokens ``first``..``last`` without titles; ``proof`` says what shows that it is a person's or a body's."""

    first: int
    last: int
    kind: str
    proof: str


def names(w: Words, lo: int, hi: int, verbs: frozenset[str]) -> Iterator[Name]:
    """Runs of capitalised words among the tokens ``lo`` to ``hi``, with kind person or organisation where the language proves it.

    ``verbs`` are the reporting verbs. What proves nothing comes with an empty proof: a later mention of a known name, perhaps.
    """
    i = lo
    while i < hi:
        if not w.capital(i):
            i += 1
            continue
        end = _run(w, i, hi)
        if found := _read(w, i, end, lo, hi, verbs):
            yield found
        i = end


def _run(w: Words, i: int, hi: int) -> int:
    """The end of the run of capitalised words that begins at ``i``; particles and initials belong to it."""
    particles, j = lexicon("people")["particles"], i + 1
    while j < hi and w.starts[j] - w.ends[j - 1] <= 1:
        if w.low[j - 1].endswith("'s"):
            break
        if (w.capital(j) and w.starts[j] > w.ends[j - 1]) or (w.raw[j] == "." and len(w.raw[j - 1]) == 1):
            j += 1
        elif w.low[j] in particles and w.capital(j + 1) and w.near(j + 1):
            j += 2
        elif w.raw[j] == "." and w.low[j - 1] in lexicon("people")["titles"] and w.capital(j + 1) and w.near(j + 1):
            j += 2
        elif w.low[j] == "for" and bare(w.low[j - 1]) in lexicon("people")["organisations"] and w.capital(j + 1) and w.near(j + 1):
            j += 2  # "International Organization for Migration"
        else:
            break
    return min(j, hi)


def _read(w: Words, first: int, end: int, lo: int, hi: int, verbs: frozenset[str]) -> Name | None:
    words, known = lexicon("people"), nations()
    titled = first > lo and w.near(first) and (bare(w.low[first - 1]) in words["roles"] or w.low[first - 1] in words["titles"])
    while first < end and (
        (low := w.low[first]) in words["function words"]
        or low in words["titles"]
        or low in words["roles"]
        or w.raw[first] in known
        or w.raw[first] == "."
    ):
        if w.raw[first] != ".":
            titled = low in words["titles"] or low in words["roles"]
        first += 1
    last = end - 1
    if first >= end or not w.raw[last][0].isalnum():
        return None
    tokens = [bare(x) for x in w.low[first:end] if x != "."]
    if any(t in words["organisations"] for t in tokens):
        last_word = tokens[tokens.index("for") - 1] if "for" in tokens[1:] else tokens[-1]
        return Name(first, last, "organisation", "its last word" if len(tokens) > 1 and last_word in words["organisations"] else "")
    if (
        any(t in words["no person"] or any(c.isdigit() for c in t) for t in tokens)
        or len(tokens) > 5
        or (w.raw[last].isupper() and len(tokens) == 1)
    ):
        return Name(first, last, "other", "")
    return Name(first, last, "person", _proof(w, first, end, hi, len(tokens), titled, verbs))


def _proof(w: Words, first: int, end: int, hi: int, n: int, titled: bool, verbs: frozenset[str]) -> str:
    words = lexicon("people")
    if titled:
        return "title"
    if n < 2 or w.low[end - 1].endswith("'s"):
        return ""
    if end + 1 < hi and w.low[end] == ",":
        for j in range(end + 1, min(hi, end + 10)):
            if w.low[j].isdigit() and j == end + 1 and len(w.low[j]) < 3:
                return "age"
            if w.low[j] in words["roles"] or (w.low[j] == "who" and j == end + 1):
                return "apposition"
            if not w.raw[j][0].isalnum():
                break
    if first > 1 and w.low[first - 1] == "," and end + 1 < hi and w.low[end] == ",":  # "the mayor of Basra, Ann Lee, said"
        behind = {bare(x) for x in w.low[max(0, first - 8) : first - 1]}
        if behind & words["roles"]:
            return "apposition"
    after = end + (end < hi and w.low[end] in ("also", "later", "has", "had"))
    if (after < hi and w.low[after] in verbs) or (first > 0 and w.low[first - 1] in verbs and w.near(first)):
        return "reporting verb"
    return ""


def acronym(w: Words, first: int, last: int) -> str | None:
    """The acronym in brackets after a name whose capitals it has: "Free Harbour Union (FHU)"."""
    if last + 3 < len(w.raw) and w.raw[last + 1] == "(" and w.raw[last + 3] == ")":
        short = w.raw[last + 2]
        if short.isupper() and short == "".join(t[0] for t in w.raw[first : last + 1] if t[0].isupper())[-len(short) :] and len(short) > 1:
            return short
    return None


class Known:
    """The names an article has proved, to find again: full names, surnames, acronyms.

    Of two people with one surname, neither owns it.
    """

    def __init__(self) -> None:
        self.by_name: dict[str, tuple[str, str, str]] = {}
        self.surnames: dict[str, set[tuple[str, str, str]]] = {}

    def add(self, text: str, kind: str, actor: tuple[str, str, str] | None = None) -> None:
        """Remember a proved name, or one of the codebook's with its (id, name, kind)."""
        actor = actor or (name_id(text), text, kind)
        self.by_name.setdefault(slug(text), actor)
        if kind == "person" and " " in text:
            self.surnames.setdefault(slug(text.rpartition(" ")[2]), set()).add(actor)

    def find(self, text: str) -> tuple[str, str, str] | None:
        """Who this name is in the article, if it was proved."""
        key = slug(text)
        owners = self.surnames.get(key, set())
        return next(iter(owners)) if len(owners) == 1 else self.by_name.get(key) if not owners else None


def mention(w: Words, name: Name, actor: tuple[str, str, str], rule: str) -> Actor:
    """The actor row of a name, without a possessive ending."""
    return Actor(w.starts[name.first], w.starts[name.last] + len(bare(w.low[name.last])), *actor, rule)

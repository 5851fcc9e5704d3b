"""The names that an article has proved, to find again: under a surname, an acronym, without what stands in the middle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from analystkit.english.lexicon import sets as lexicon
from analystkit.english.spelling import SUFFIXES, one_person
from analystkit.english.tokens import name_id
from analystkit.text import slug

Who = tuple[str, str, str]
"""An actor's id, name and kind."""


class Known:
    """The names an article has proved, to find again: full names, surnames, acronyms, bodies without their nation.

    A part of a name stands for its owner among those introduced before it; where none was, for the only one there is. Of two owners,
    neither is meant.
    """

    def __init__(self) -> None:
        self.names: dict[str, Who] = {}
        self.parts: defaultdict[str, list[tuple[int, Who]]] = defaultdict(list)
        self.people: defaultdict[tuple[str, str], list[tuple[list[str], Who]]] = defaultdict(list)

    def add(
        self, text: str, kind: str, at: int, actor: Who | None = None, *, name: str = "", parts: Iterable[str] = (), again: bool = False
    ) -> Who:
        """Remember a proved name at token ``at``, or one that belongs to ``actor``; gives who it is.

        ``name`` is how the article calls the same person most shortly, ``parts`` what a body is called without its nation, say. A name
        that comes ``again``, without a word on who that is, may be the end of a longer one: "Ramos Vela said" after "Alba Ramos Vela".
        """
        tokens = _tokens(text)
        if kind == "person" and actor is None:
            shown = name if name and one_person(_tokens(name), tokens) else text
            actor = self._same(tokens) or (self._owner(slug(text), at, introduced=True) if again else None) or (name_id(shown), shown, kind)
        actor = self.names.setdefault(slug(text), actor or (name_id(text), text, kind))
        if kind == "person" and len(tokens) > 1:
            self.people[ends(text)].append((tokens, actor))
        for key in [*(_shorter(tokens) if kind == "person" else ()), *map(slug, parts)]:
            self.parts[key].append((at, actor))
        return actor

    def _same(self, tokens: list[str]) -> Who | None:
        """The one person known by this name with more or less in the middle."""
        found = {who for other, who in self.people.get((tokens[0], tokens[-1]), ()) if one_person(tokens, other)}
        return found.pop() if len(found) == 1 else None

    def _owner(self, key: str, at: int, *, introduced: bool = False) -> Who | None:
        """Whom a part of a name stands for at token ``at``."""
        owners = self.parts.get(key, ())
        before = {who for there, who in owners if there < at} or {who for _, who in owners if not introduced}
        if len(before) > 1:  # "Lund" is Karl Lund where Karl Lund Jr. is somebody else
            before = {who for who in before if not (_suffixed(who[1]) and any(_tokens(o[1]) == _tokens(who[1])[:-1] for o in before))}
        return before.pop() if len(before) == 1 else None

    def owned(self, text: str) -> bool:
        """Is this a part of somebody's name?"""
        return slug(text) in self.parts

    def find(self, text: str, at: int) -> Who | None:
        """Who this name is at token ``at``, if it was proved."""
        key = slug(text)
        if key in self.names and (" " in text or key not in self.parts):
            return self.names[key]
        return self._owner(key, at)


def ends(name: str) -> tuple[str, str]:
    """The first and the last word of a name, folded; "Jr." is a last word: it tells father from son.

    >>> ends("Karl J. Lund"), ends("Karl Lund Jr.")
    (('karl', 'lund'), ('karl', 'jr'))
    """
    tokens = _tokens(name) or [""]
    return tokens[0], tokens[-1]


def _tokens(name: str) -> list[str]:
    return [t for t in (slug(x) for x in name.split()) if t]


def _suffixed(name: str) -> bool:
    return _tokens(name)[-1] in SUFFIXES


def _shorter(tokens: list[str]) -> Iterator[str]:
    """What a full name is shortened to: its end, a word between, without an article, and the family's name where it stands first."""
    people = lexicon("people")
    full = tokens[:-1] if tokens[-1] in SUFFIXES else tokens
    tails = ["-".join(full[n:]) for n in range(1, len(full))]
    inner = [t for t in full[1:-1] if len(t) > 2 and t not in people["particles"]]
    family = full[:1] if len(full) > 1 and full[0] in people["families first"] else []
    for key in dict.fromkeys([*tails, *inner, *family, *(["-".join(full)] if full != tokens and len(full) > 1 else [])]):
        yield key
        front, _, back = key.partition("-")
        if back and front in people["name articles"]:
            yield back

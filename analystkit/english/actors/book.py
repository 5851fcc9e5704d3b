"""The codebook's actors: found in a text by their names, and looked up by a description or a nation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from analystkit.codebook import Codebook, KnownActor, Source
from analystkit.english.lexicon import nations, rows, sets
from analystkit.english.lexicon.verbs import reporting_verbs
from analystkit.english.tokens import Reading, Tokens
from analystkit.records import Actor, Tags
from analystkit.text import Matcher, fold

Who = tuple[str, str, str]
"""An actor's id, name and kind."""


class _Alias(NamedTuple):
    who: Who
    exact: bool


@dataclass
class Book:
    """The codebook's actors, its outlets, and the bodies that every case may name; of two with one name, the first."""

    names: dict[str, object] = field(default_factory=dict)
    acronyms: dict[str, object] = field(default_factory=dict)
    lookup: dict[str, Who] = field(default_factory=dict)
    by_country: dict[tuple[str, str], Who] = field(default_factory=dict)
    standing_for: dict[str, Who] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    matcher: Matcher = field(init=False)

    def add(self, k: KnownActor, rule: str) -> None:
        self.rules.setdefault(k.actor_id, rule)
        who = (k.actor_id, k.name, k.kind)
        for alias in (k.name, *k.aliases):
            if self.lookup.setdefault(fold(alias), who) is who:
                short = alias.isupper() and " " not in alias and len(alias) <= 8
                (self.acronyms if short else self.names)[alias] = _Alias(who, short)
        if k.country and (k.kind != "military" or any(x in fold(k.name) for x in ("military", "forces", "army"))):
            self.by_country.setdefault((k.country, k.kind), who)
        for m in k.metonyms:
            self.standing_for.setdefault(m.casefold(), who)

    def described(self, name: str) -> Who | None:
        """The actor of this name or description."""
        return self.lookup.get(fold(name))

    def find(self, reading: Reading) -> Iterator[Actor]:
        """The actors that a text calls by a name of the codebook."""
        text, w, military = reading.text, reading.tokens, sets("people")["military nouns"]
        for a, b, value in (m for start, end, _ in reading.article.news() for m in self.matcher.find(text, start, end)):
            assert isinstance(value, _Alias)
            who, exact, printed = value.who, value.exact, text[a:b]
            if (exact and _shouted(text, a, b)) or (not exact and printed.islower() and printed.split()[-1] not in military):
                continue
            if who[2] != "person" or " " in printed or not _another_name(w, a, self.lookup):
                yield Actor(a, b, *who, self.rules[who[0]])

    def governments(self, tags: Tags) -> Iterator[Actor]:
        """Places whose name stands for a government: "a message was sent to Tehran"."""
        by_code = {n.code: n for n in nations().values()}
        for p in (p for p in tags.places if p.use == "metonym" and p.country):
            keys = [x.casefold() for x in (p.place_id, p.name, p.country if p.kind in ("country", "city") else None) if x]
            nation, who = by_code.get(p.country or ""), next((self.standing_for[k] for k in keys if k in self.standing_for), None)
            if who is None and nation:
                own = (f"{nation.slug}-government", f"Government of {nation.name}", "government")
                who = self.by_country.get((nation.code, "government"), own)
            if who:
                yield Actor(p.start, p.end, *who, "metonym: place for its government")


def book_of(codebook: Codebook) -> Book:
    """The actors of a codebook, made ready once."""
    return _book(codebook.actors, codebook.sources)


@lru_cache(maxsize=4)
def _book(actors: tuple[KnownActor, ...], sources: tuple[Source, ...]) -> Book:
    book = Book()
    for k in (*actors, *(KnownActor(s.source_id, s.outlet, "media", s.aliases, line=s.line) for s in sources)):
        book.add(k, f"actors.csv:{k.line}")
    for n, r in enumerate(rows("bodies"), 2):
        book.add(KnownActor(r["actor_id"], r["name"], r["kind"], tuple(filter(None, r["aliases"].split(";")))), f"bodies.csv:{n}")
    book.matcher = Matcher(book.names, book.acronyms)
    return book


def _shouted(text: str, a: int, b: int) -> bool:
    """Does an acronym stand in a line of capitals, where "IS" is a verb?"""
    before, after = text[max(0, a - 12) : a].split(" ")[-2:-1], text[b : b + 12].split(" ")[1:2]
    return all(x and x[0].isalpha() and x[0].isupper() and len(x[0]) > 2 for x in (before, after))


def _another_name(w: Tokens, start: int, lookup: dict[str, Who]) -> bool:
    """Is the surname part of somebody else's full name: a first name that the codebook does not know stands before it?"""
    i, people = w.at(start), sets("people")
    if i < 1 or not w.near(i) or not w.capital(i - 1) or w.starts[i] == w.ends[i - 1]:
        return False
    before = w.low[i - 1]
    if before.endswith("'s") or before in people["function words"] | people["titles"] | people["roles"] or w.raw[i - 1] in nations():
        return False
    sentence_start = i < 2 or w.raw[i - 2] in '.!?”"“:' or w.starts[i - 1] - w.ends[i - 2] > 1
    return not (sentence_start and before in reporting_verbs()) and before not in people["organisations"]

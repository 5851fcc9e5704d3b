"""Who acts or speaks: the codebook's names first, then groups, unnamed sources, people from the language, capitals for governments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from analystkit.article import Actor, Article, Tags
from analystkit.codebook import Codebook, KnownActor, Source
from analystkit.tag.groups import anonymous, groups
from analystkit.tag.names import Known, Name, acronym, mention, names
from analystkit.tag.speech import reporting_verbs
from analystkit.tag.words import Nation, Words, bare, lexicon, nations, words
from analystkit.text import Matcher, fold, news_ranges

Who = tuple[str, str, str]
"""An actor's id, name and kind."""


def tag(article: Article, codebook: Codebook, tags: Tags) -> list[Actor]:
    """The actors of an article's news segments, sorted; of two that overlap, the one of the earlier rule stays.

    An unnamed source may hold a name ("a Defence Ministry official"), so both rows stay.
    """
    book, w = _book(codebook.actors, codebook.sources), words(article.text)
    ranges = [(w.at(a), w.at(b), a, b) for a, b, _ in news_ranges(article)]
    sources: list[Actor] = []
    seen: dict[str, int] = {}
    latest: dict[str, str] = {}
    found: list[Actor] = []
    for lo, hi, start, end in ranges:
        found += book.find(article.text, w, start, end)
        found += groups(w, lo, hi, book.described, book.forces)
        sources += anonymous(w, lo, hi, article.id, seen, latest)
    found += _metonyms(book, tags)
    found = _first_rule_wins(found)
    taken = _Taken([*found, *(p for p in _places(tags))])
    found += _from_language(article.text, w, [(lo, hi) for lo, hi, _, _ in ranges], taken, [a for a in found if a.kind == "person"])
    return sorted([*found, *sources], key=lambda a: (a.start, a.end, a.actor_id))


@dataclass(frozen=True)
class _Book:
    """The codebook's actors, ready to be found in text and looked up by description."""

    matcher: Matcher
    lookup: dict[str, Who]
    by_country: dict[tuple[str, str], Who]
    standing_for: dict[str, Who]
    lines: dict[str, int]

    def find(self, text: str, w: Words, start: int, end: int) -> Iterator[Actor]:
        people = lexicon("people")
        for a, b, value in self.matcher.find(text, start, end):
            assert isinstance(value, tuple)
            who, exact = value
            printed = text[a:b]
            if not exact and printed.islower() and printed.split()[-1] not in people["military nouns"]:
                continue
            if exact and _shouted(text, a, b):
                continue
            if who[2] == "person" and " " not in printed and _another_name(w, a, self.lookup):
                continue
            yield Actor(a, b, who[0], who[1], who[2], f"actors.csv:{self.lines[who[0]]}")

    def described(self, name: str) -> Who | None:
        return self.lookup.get(fold(name))

    def forces(self, nation: Nation) -> Who | None:
        return self.by_country.get((nation.code, "military"))


@lru_cache(maxsize=4)
def _book(actors: tuple[KnownActor, ...], sources: tuple[Source, ...]) -> _Book:
    folded: dict[str, object] = {}
    exact: dict[str, object] = {}
    lookup: dict[str, Who] = {}
    by_country: dict[tuple[str, str], Who] = {}
    standing_for: dict[str, Who] = {}
    outlets = [KnownActor(s.source_id, s.outlet, "media", s.aliases, line=s.line) for s in sources]
    for k in [*actors, *outlets]:
        who = (k.actor_id, k.name, k.kind)
        for alias in (k.name, *k.aliases):
            if fold(alias) in lookup:
                continue
            lookup[fold(alias)] = who
            short = alias.isupper() and " " not in alias and len(alias) <= 8
            (exact if short else folded)[alias] = (who, short)
        if k.country and (k.kind != "military" or any(x in fold(k.name) for x in ("military", "forces", "army"))):
            by_country.setdefault((k.country, k.kind), who)
        standing_for |= {m.casefold(): who for m in k.metonyms if m.casefold() not in standing_for}
    return _Book(Matcher(folded, exact), lookup, by_country, standing_for, {k.actor_id: k.line for k in [*outlets, *actors]})


def _shouted(text: str, a: int, b: int) -> bool:
    """Does an acronym stand in a line of capitals, where "IS" is a verb?"""
    before, after = text[max(0, a - 12) : a].split(" ")[-2:-1], text[b : b + 12].split(" ")[1:2]
    return all(x and x[0].isalpha() and x[0].isupper() and len(x[0]) > 2 for x in (before, after))


def _another_name(w: Words, start: int, lookup: dict[str, Who]) -> bool:
    """Is the surname part of somebody else's full name: a first name that the codebook does not know stands before it?"""
    i, people = w.at(start), lexicon("people")
    if i < 1 or not w.near(i) or not w.capital(i - 1) or w.starts[i] == w.ends[i - 1]:
        return False
    before = w.low[i - 1]
    if before.endswith("'s") or before in people["function words"] | people["titles"] | people["roles"] or w.raw[i - 1] in nations():
        return False
    sentence_start = i < 2 or w.raw[i - 2] in '.!?”"“:' or w.starts[i - 1] - w.ends[i - 2] > 1
    return not (sentence_start and before in reporting_verbs()) and before not in people["organisations"]


def _metonyms(book: _Book, tags: Tags) -> Iterator[Actor]:
    """Places whose name stands for a government: "a message was sent to Tehran"."""
    by_code = {n.code: n for n in nations().values()}
    for p in tags.places:
        if p.use != "metonym" or not p.country:
            continue
        keys = [x.casefold() for x in (p.place_id, p.name, p.country if p.kind in ("country", "city") else None) if x]
        nation = by_code.get(p.country)
        who = next((book.standing_for[k] for k in keys if k in book.standing_for), None)
        if who is None and nation:
            who = book.by_country.get((nation.code, "government"))
        if who is None and nation:
            who = (f"{nation.slug}-government", f"Government of {nation.name}", "government")
        if who:
            yield Actor(p.start, p.end, *who, "metonym: place for its government")


def _places(tags: Tags) -> Iterator[Actor]:
    return (Actor(p.start, p.end, "", "", "", "") for p in tags.places if p.place_id)


def _first_rule_wins(found: list[Actor]) -> list[Actor]:
    """Without overlaps: codebook before groups before metonyms, but a longer description before a name inside it."""
    kept: list[Actor] = []
    taken = _Taken([])
    for a in sorted(found, key=lambda a: a.start - a.end):
        if not taken.overlaps(a.start, a.end):
            taken.add(a.start, a.end)
            kept.append(a)
    return kept


class _Taken:
    """Ranges already spoken for. Rows are short, so a set of offsets is enough."""

    def __init__(self, rows: list[Actor]) -> None:
        self.offsets: set[int] = set()
        for r in rows:
            self.add(r.start, r.end)

    def add(self, start: int, end: int) -> None:
        self.offsets.update(range(start, end))

    def overlaps(self, start: int, end: int) -> bool:
        return any(x in self.offsets for x in range(start, end))


def _from_language(text: str, w: Words, ranges: list[tuple[int, int]], taken: _Taken, people: list[Actor]) -> list[Actor]:
    """People and organisations that the article itself introduces, wherever it then names them."""
    known, candidates = Known(), [n for lo, hi in ranges for n in names(w, lo, hi, reporting_verbs())]
    for p in people:
        known.add(p.name, "person", (p.actor_id, p.name, "person"))
    for n in candidates:
        full = text[w.starts[n.first] : w.starts[n.last] + len(bare(w.low[n.last]))]
        if not n.proof or (taken.overlaps(w.starts[n.first], w.ends[n.last]) and n.proof != "title"):
            continue
        if n.last > n.first:
            known.add(full, n.kind)
            if n.kind == "organisation" and (short := acronym(w, n.first, n.last)):
                known.add(short, n.kind, known.find(full))
    found = []
    for n in candidates:
        row = _named(text, w, n, known)
        if row and not taken.overlaps(row.start, row.end):
            found.append(row)
    return found


def _named(text: str, w: Words, n: Name, known: Known) -> Actor | None:
    full = text[w.starts[n.first] : w.starts[n.last] + len(bare(w.low[n.last]))]
    if who := known.find(full):
        kind = "media" if who[2] == "organisation" and bare(w.low[n.last]) in lexicon("people")["media"] else who[2]
        return replace(mention(w, n, who, f"name: {n.proof or 'named before'}"), kind=kind)
    if n.kind == "person" and n.proof == "title":
        return mention(w, n, (full.lower().replace(" ", "-"), full, "person"), "name: title")
    return None

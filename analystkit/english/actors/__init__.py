"""Who acts or speaks: the codebook's names first, then groups, unnamed sources, people from the language, capitals for governments."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from analystkit.codebook import Codebook, KnownActor, Source
from analystkit.english.actors.groups import anonymous, groups
from analystkit.english.actors.known import Known, Who, ends
from analystkit.english.lexicon import Nation, nations
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.lexicon.verbs import reporting_verbs
from analystkit.english.names import Name, acronym, also_called, common_body, end_of, unmarked
from analystkit.english.tokens import Reading, bare, name_id, nation_before
from analystkit.english.tokens import Tokens as Words
from analystkit.records import Actor, Article, Tags
from analystkit.text import Matcher, fold, slug


def tag(reading: Reading, codebook: Codebook, tags: Tags) -> list[Actor]:
    """The actors of an article's news segments, sorted; of two that overlap, the one of the earlier rule stays.

    An unnamed source may hold a name ("a Defence Ministry official"), so both rows stay.
    """
    article = reading.article
    book, w = _book(codebook.actors, codebook.sources), reading.tokens
    ranges = [(w.at(a), w.at(b), a, b) for a, b, _ in article.news()]
    sources: list[Actor] = []
    seen: dict[str, int] = {}
    latest: dict[str, str] = {}
    found: list[Actor] = []
    for lo, hi, start, end in ranges:
        found += book.find(article.text, w, start, end)
        found += groups(w, lo, hi, book.described, book.forces)
        sources += anonymous(w, lo, hi, article.id, seen, latest)
    places = _Taken(_places(tags))
    found = [a for a in found if a.rule != "group: name beside its kind" or not places.overlaps(a.start, a.end)]  # "New York rebels"
    found += _metonyms(book, tags)
    found = _first_rule_wins(found)
    found += _from_language(reading, _Taken(found), tags, found)
    return sorted([*found, *sources], key=lambda a: (a.start, a.end, a.actor_id))


@dataclass(frozen=True)
class _Book:
    """The codebook's actors, ready to be found in text and looked up by description."""

    matcher: Matcher
    lookup: dict[str, Who]
    by_country: dict[tuple[str, str], Who]
    standing_for: dict[str, Who]
    rules: dict[str, str]

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
            yield Actor(a, b, who[0], who[1], who[2], self.rules[who[0]])

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
    known = [*((k, f"actors.csv:{k.line}") for k in (*actors, *outlets)), *((k, f"bodies.csv:{k.line}") for k in _bodies())]
    rules: dict[str, str] = {}
    for k, rule in known:
        rules.setdefault(k.actor_id, rule)
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
    return _Book(Matcher(folded, exact), lookup, by_country, standing_for, rules)


def _bodies() -> tuple[KnownActor, ...]:
    """The bodies that every case may name, from ``lexicon/bodies.csv``: a codebook's line for one of them goes first."""
    table = files("analystkit.english.lexicon").joinpath("bodies.csv").read_text(encoding="utf-8")
    return tuple(
        KnownActor(r["actor_id"], r["name"], r["kind"], tuple(filter(None, r["aliases"].split(";"))), line=n)
        for n, r in enumerate(csv.DictReader(table.splitlines()), 2)
    )


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


def _places(tags: Tags) -> list[Actor]:
    return [Actor(p.start, p.end, "", "", "", "") for p in tags.places if p.place_id]


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

    def covers(self, start: int, end: int) -> bool:
        return all(x in self.offsets for x in range(start, end))


def _from_language(reading: Reading, taken: _Taken, tags: Tags, rows: list[Actor]) -> list[Actor]:
    """People and organisations that the article itself introduces, wherever it then names them. ``rows`` are those found before."""
    text, w, candidates, places = reading.text, reading.tokens, reading.names, _Taken(_places(tags))
    known = _proved(reading.article, w, candidates, places, rows, tags)
    found = []
    for n in candidates:
        row = _named(text, w, n, known)
        beside = places.covers if n.kind == "organisation" else places.overlaps  # a body's name may hold a place
        if row and not taken.overlaps(row.start, row.end) and not beside(row.start, row.end):
            found.append(row)
    return found


def _proved(article: Article, w: Words, candidates: list[Name], taken: _Taken, rows: list[Actor], tags: Tags) -> Known:
    """Everybody whom the codebook, a description or the words beside a name prove, and what else the text calls them."""
    text, known = article.text, Known()
    for a in rows:
        who, first, last = (a.actor_id, a.name, a.kind), w.at(a.start), w.at(a.end) - 1
        if a.kind == "person":
            known.add(a.name, "person", first, who)
        elif a.rule == "group: name beside its kind":
            known.add(a.name, a.kind, first, who)
        elif a.rule == "group: body of a state":
            known.add(a.name, a.kind, first, who, parts=[" ".join(text[a.start : a.end].split()[-2:])])
        if short := acronym(w, first, last):
            known.add(short, a.kind, first, who)
    bodies = [n for n in candidates if n.kind == "organisation" and n.proof]
    for n in sorted(bodies, key=lambda n: (n.first == n.bare_first, n.first - n.last)):  # "the Harbour Guard" may be the Peruvian one
        full = _printed(text, w, n.first, n.last)
        found = None if n.first < n.bare_first else known.find(full, n.first)
        actor, parts = (found, []) if found else _body(article, w, n, tags)
        who = found or known.add(full, actor[2], n.first, actor, parts=parts)
        if short := acronym(w, n.first, n.last, spelled=n.proof == "acronym"):
            known.add(short, who[2], n.first, who)
    _prove_people(text, w, [n for n in candidates if n.kind == "person" and n.proof], taken, known)
    for n in candidates:
        if n.kind == "media" and not known.find(full := _printed(text, w, n.first, n.last), n.first):
            known.add(full, n.kind, n.first)
    return known


def _body(article: Article, w: Words, n: Name, tags: Tags) -> tuple[Who, list[str]]:
    """Who the body is, and what else it is called: without its nation, its legal form, or what it is "of".

    A name that any state may give a body says who that is with a nation only, its own or the article's; else it holds for the article.
    """
    text, kind, first, words = article.text, _body_kind(w, n), max(n.first, n.bare_first), lexicon("people")
    tokens = [bare(x) for x in w.low[first : n.last + 1]]
    last = n.last - (len(tokens) > 1 and tokens[-1] in words["legal forms"])
    cut = next((k for k, t in enumerate(tokens) if k > 1 and t in ("of", "for") and tokens[k - 1] in words["organisations"]), len(tokens))
    calls = [_printed(text, w, first, x) for x in dict.fromkeys((n.last, last, first + cut - 1)) if (first, x) != (n.first, n.last)]
    own = nation_before(w, first) if n.first < first else None
    if not common_body(tokens) or (n.first < first and not own):  # "Gibraltarian National Guard": nobody else's
        shown = _printed(text, w, n.first, last)
        return (name_id(shown), shown, kind), calls
    shown = _printed(text, w, first, last)
    nation = slug(article.id) if words["local bodies"].intersection(tokens) else own[1] if own else _one_nation(article, w, tags)
    if isinstance(nation, str):
        return (f"{name_id(shown)}-{nation}", shown, kind), calls
    return (slug(f"{nation.slug} {shown}"), f"{nation.name} {shown}", kind), calls


def _one_nation(article: Article, w: Words, tags: Tags) -> Nation | str:
    """The only nation that the article names, by its places too; else the article."""
    by_code = {n.code: n for n in nations().values()}
    printed = {r.removesuffix("'s").removesuffix("’s") for r in w.raw if r[0].isupper()}
    named = {n.code for name, n in nations().items() if name in printed or (" " in name and name in article.text)}
    named |= {p.country for p in tags.places if p.country}
    only = by_code.get(named.pop()) if len(named) == 1 else None
    return only or slug(article.id)


def _prove_people(text: str, w: Words, people: list[Name], taken: _Taken, known: Known) -> None:
    full = {n: _printed(text, w, n.first, n.last) for n in people}
    people = [n for n in people if (who := known.find(full[n], n.first)) is None or who[2] == "person"]  # "Bay Lines Inc", "Bay Lines said"
    shortest = {ends(full[n]): full[n] for n in sorted(people, key=lambda n: n.first - n.last)}
    for n in people:
        if n.last > n.first and (n.proof == "title" or not taken.overlaps(w.starts[n.first], w.ends[n.last])):
            kin = n.proof == "apposition" and lexicon("people")["kin"].intersection(w.low[max(0, n.first - 6) : n.last + 8])
            again = n.proof != "age" and not kin  # "Alba Ramos Vela's father, Ramos Vela," is another man
            who = known.add(full[n], "person", n.first, name=shortest[ends(full[n])], again=again)
            other, nick = also_called(w, n.last), unmarked(w, n.first, n.last)[1]
            if nick := nick[len(nick) > 1 and w.low[nick[0]] == "the" :]:
                known.add(_printed(text, w, nick[0], nick[-1]), "other name", nick[0], who)
            if other:
                known.add(_printed(text, w, *other), "other name", other[0], who)
    for n in people:
        if n.first == n.last and n.proof == "title" and not known.owned(full[n]):
            known.add(full[n], "person", n.first)


def _body_kind(w: Words, n: Name) -> str:
    words, tokens = lexicon("people"), [bare(x) for x in w.low[n.first : n.last + 1]]
    head = next((tokens[k - 1] for k, t in enumerate(tokens) if k and t in ("of", "for", "on")), tokens[-1])
    force = head in words["militaries"] or f"{tokens[max(0, tokens.index(head) - 1)]} {head}" in words["militaries"]
    return "media" if head in words["media"] else "government" if head in words["governments"] else "military" if force else "organisation"


def _printed(text: str, w: Words, first: int, last: int) -> str:
    """The words of a name as printed, without a possessive ending, and without a nickname inside it."""
    nick = unmarked(w, first, last)[1]
    before = f"{text[w.starts[first] : w.ends[nick[0] - 2]]} " if nick else ""
    return before + text[w.starts[nick[-1] + 2 if nick else first] : end_of(w, last)]


def _named(text: str, w: Words, n: Name, known: Known) -> Actor | None:
    """The row of a name that was proved, here or elsewhere in the article; in "the Lund campaign" nobody acts but the campaign."""
    if n.kind == "person" and not n.proof and w.near(n.first) and w.low[n.first - 1] in ("the", "a", "an"):
        return None
    for first in dict.fromkeys((n.first, n.bare_first or n.first)):
        full = _printed(text, w, first, n.last)
        if who := known.find(full, n.first):
            return Actor(w.starts[first], end_of(w, n.last), *who, f"name: {n.proof or 'named before'}")
    if n.kind == "person" and n.proof == "title":
        return Actor(w.starts[n.first], end_of(w, n.last), name_id(full), full, "person", "name: title")
    return None

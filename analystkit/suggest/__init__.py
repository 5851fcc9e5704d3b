"""Lines that a codebook lacks: people and bodies it does not name, other spellings of those it does, namesakes to keep apart; places.

Everything here is for a person to accept or leave: a spelling is compared more loosely than anything is tagged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from analystkit.codebook import Codebook
from analystkit.english import apart, name_keys, names_of, nations, related, sentence
from analystkit.records import Article, Place, Tags
from analystkit.text import fold, slug

At = tuple[str, int, int]
"""Where something stands: article, start, end."""

NEW, SPELLING, NAMESAKES = "new actor", "another spelling", "namesakes: keep apart"

_BRACKETS = re.compile(r"[ ]\(([A-Z]{2,8})\)")  # "Harbour Front (JAM)"
_SURE = ("the same", "another", "surname")  # what is enough for a name that nothing proves
_MOST = 3  # sentences that a line for a place quotes
_SMALL = frozenset("of the and for on de la del al bin".split())


@dataclass(frozen=True)
class Suggestion:
    """A line for ``actors.csv``, or what to add to one: the cells, why, and every place where the text has it."""

    what: str
    actor_id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    country: str
    reason: str
    places: tuple[At, ...]


@dataclass(frozen=True)
class _Found:
    """Somebody whom the codebook names (``known``) or the text does, with every printed form and where it stands; a run of capitals that
    nothing proves has no kind. ``spellings`` are full names to compare."""

    actor_id: str
    name: str
    kind: str
    spellings: tuple[str, ...]
    forms: Mapping[str, list[At]]
    known: bool = False

    @property
    def places(self) -> tuple[At, ...]:
        return tuple(sorted(p for places in self.forms.values() for p in places))

    def spelt(self, text: str, why: str, places: Iterable[At]) -> Suggestion:
        """The line that adds an alias."""
        return Suggestion(SPELLING, self.actor_id, self.name, self.kind, (text,), "", why, tuple(sorted(places)))


def suggestions(articles: Sequence[Article], tags: Mapping[str, Tags], codebook: Codebook) -> list[Suggestion]:
    """Other spellings of the codebook's actors, then actors that it lacks, then namesakes; the most frequent first."""
    found = _found(articles, tags, codebook)
    known, new, loose = ([f for f in found if (f.known, bool(f.kind)) == x] for x in ((True, True), (False, True), (False, False)))
    index, owners, out = _index([*known, *new]), _owners([*known, *new]), [s for f in known for s in _unlisted(f, codebook)]
    lines: dict[str, list[tuple[_Found, str]]] = {}  # of the first of each, with the others who may be the same, and why
    for f in sorted(new, key=lambda f: (-len(f.name.split()), -len(f.places), f.actor_id)):
        near = {g.actor_id: (g, why) for g, why in _near(f, index)}
        mine, leads = [x for x in near.values() if x[0].known], [k for k in lines if any(g.actor_id in near for g, _ in lines[k])]
        if len(mine) == 1:
            out.append(mine[0][0].spelt(f.name, mine[0][1], f.places))
        elif not mine and len(leads) == 1:
            lines[leads[0]].append((f, next(near[g.actor_id][1] for g, _ in lines[leads[0]] if g.actor_id in near)))
        else:
            lines[f.actor_id] = [(f, "")]
    out += [_line([f for f, _ in same], [why for _, why in same if why], owners) for same in lines.values()]
    for f in loose:
        near = {g.actor_id: (g, why) for g, why in _near(f, index) if g.known and why.startswith(_SURE)}
        for g, why in near.values() if len(near) == 1 else ():
            out += [g.spelt(text, why if text == f.name else "acronym in brackets", at) for text, at in f.forms.items()]
    out += _namesakes([f for f in found if f.forms and (f.known or f.actor_id in lines)])
    order = (SPELLING, NEW, NAMESAKES)
    return sorted(_once(out), key=lambda s: (order.index(s.what), -len(s.places), s.actor_id, s.aliases))


def _once(suggested: Iterable[Suggestion]) -> list[Suggestion]:
    """The same line for the same actor once, with all its places, under the first reason."""
    same: dict[tuple[str, str, tuple[str, ...]], Suggestion] = {}
    for s in suggested:
        key = (s.what, s.actor_id + s.name, tuple(map(fold, s.aliases)))
        same[key] = replace(same[key], places=tuple(sorted({*same[key].places, *s.places}))) if key in same else s
    return list(same.values())


def _found(articles: Sequence[Article], tags: Mapping[str, Tags], codebook: Codebook) -> list[_Found]:
    """The codebook's actors, those that the language names (not the unnamed, nor places that stand for a government), and runs of
    capitals that are no actor and no place."""
    forms: defaultdict[str, defaultdict[str, list[At]]] = defaultdict(lambda: defaultdict(list))
    named = {k.actor_id: (k.name, k.kind) for k in codebook.actors}
    authors = {fold(n): k.actor_id for k in codebook.actors for n in (k.name, *k.aliases)}
    outlets = {s.source_id for s in codebook.sources} - named.keys()
    for a in articles:
        spans = [(x.start, x.end) for rows in (tags[a.id].actors, tags[a.id].places) for x in rows]
        taken = {i for start, end in spans for i in range(start, end)}
        loose = [(n.start, n.end) for n in names_of(a) if taken.isdisjoint(range(n.start, n.end))]
        seen = [x for x in tags[a.id].actors if x.kind != "anonymous" and not x.rule.startswith(("metonym", "bodies.csv"))]
        at = [(x.actor_id, x.name, x.kind, x.start, x.end, x.rule.startswith("actors.csv") and x.kind != "person") for x in seen]
        for key, name, kind, start, end, short in [*at, *((f"?{a.text[b:e]}", a.text[b:e], "", b, e, True) for b, e in loose)]:
            key = " ".join(key.split())
            named.setdefault(key, (" ".join(name.split()), kind))
            forms[key][" ".join(a.text[start:end].split())].append((a.id, start, end))
            if short and (m := _BRACKETS.match(a.text, end)):
                forms[key][m[1]].append((a.id, m.start(1), m.end(1)))
        for s in (s for s in a.segments if s.handle and fold(s.author or "") in authors):
            forms[authors[fold(s.author or "")]][f"@{(s.handle or '').lstrip('@')}"].append((a.id, s.start, s.end))
    book = {}
    for k in codebook.actors:
        plain = (n for n in (k.name, *k.aliases) if not n.startswith("@") and not n.isupper())
        book[k.actor_id] = tuple(n for n in plain if " " in n or k.kind != "person")
    return [_Found(key, *named[key], book.get(key, named[key][:1]), forms[key], key in book) for key in sorted(named.keys() - outlets)]


def _unlisted(f: _Found, codebook: Codebook) -> Iterator[Suggestion]:
    """What the text calls an actor of the codebook, by its own proof, and the codebook does not: a surname, an acronym, another name."""
    listed = {fold(n) for k in codebook.actors if k.actor_id == f.actor_id for n in (k.name, *k.aliases)}
    for text, places in f.forms.items():
        short, handle = text.isupper() and "acronym in brackets", text[0] == "@" and "handle of a tweet under this name"
        if fold(text) not in listed and (f.kind == "person" or short or handle):  # a described group is found by its description
            why = "surname, after the full name" if fold(text) in fold(f.name) else related(f.name, text, f.kind)
            yield f.spelt(text, handle or short or why or "another name, in the text's own words", places)


def _index(found: Iterable[_Found]) -> Mapping[str, list[_Found]]:
    index: defaultdict[str, list[_Found]] = defaultdict(list)
    for f in found:
        for key in sorted({k for n in f.spellings for k in name_keys(n)}):
            index[key].append(f)
    return index


def _near(f: _Found, index: Mapping[str, list[_Found]]) -> Iterator[tuple[_Found, str]]:
    """Those who may be the same, and why. Father and son stand in one article under both names."""
    for g in (g for n in f.spellings for k in name_keys(n) for g in index.get(k, ()) if g is not f):
        if f.kind and (f.kind == "person") != (g.kind == "person"):
            continue
        why = next((why for a in f.spellings for b in g.spellings if (why := related(a, b, g.kind))), None)
        if why and not (why == "with and without Jr" and {p[0] for p in f.places} & {p[0] for p in g.places}):
            yield g, why


def _owners(found: Iterable[_Found]) -> Mapping[str, set[str]]:
    """Who is called by a name, or by its last word."""
    out: defaultdict[str, set[str]] = defaultdict(set)
    for who, name in ((f.actor_id, name) for f in found for name in (*f.spellings, *f.forms)):
        out[fold(name)].add(who)
        out[fold(name.split()[-1])].add(who)
    return out


def _line(members: Sequence[_Found], whys: Sequence[str], owners: Mapping[str, set[str]]) -> Suggestion:
    """A new line: the name, every other form that nobody else is called by, and a country where the id says it."""
    full = [f for f in members if " " in f.name] or members[:1]
    first, ids = max(full, key=lambda f: len(f.places)), {f.actor_id for f in members}
    forms = dict.fromkeys(t for f in members for t in (f.name, *f.forms) if fold(t) != fold(first.name) and owners[fold(t)] <= ids)
    plain = [t for t in forms if all(x[0].isupper() or x in _SMALL for x in t.split())]  # a description is found as one
    states = [n.code for n in nations().values() if first.actor_id.startswith(f"{n.slug}-")]
    country = states[0] if states and first.kind in ("government", "military") else ""
    reason = "; ".join(["named, and not in the codebook", *dict.fromkeys(whys)])
    places = tuple(sorted(p for f in members for p in f.places))
    return Suggestion(NEW, first.actor_id, first.name, first.kind, tuple(plain), country, reason, places)


def _namesakes(found: Sequence[_Found]) -> Iterator[Suggestion]:
    """Two that the text names and that are easily taken for one another: a surname in common, a name inside another's."""
    index = _index(found)
    pairs = {(f.actor_id, g.actor_id): (f, g) for key in sorted(index) for f, g in combinations(index[key], 2)}
    for f, g in pairs.values():
        same_kind = (f.kind == "person") == (g.kind == "person")
        if same_kind and (why := apart(f.name, g.name, f.kind)) and all(x is not g for x, _ in _near(f, index)):
            places = tuple(sorted((*f.places[:1], *g.places[:1])))
            yield Suggestion(NAMESAKES, f.actor_id, f"{f.name} / {g.name}", "", (), "", f"{why}: {g.actor_id} is another", places)


def places(articles: Sequence[Article], tags: Mapping[str, Tags]) -> list[dict[str, object]]:
    """A row for each name of a place that no gazetteer has or that nothing decides, the most frequent first.

    ``what`` and ``reason`` say which, with the places that it may be; then how often, a receipt, and the columns of ``places.csv``, where
    ``kind`` and ``precision`` are the likeliest and a position is left open. The sentences stand in ``notes``.
    """
    found: defaultdict[str, list[tuple[Article, Place]]] = defaultdict(list)
    for a in articles:
        for p in (p for p in tags[a.id].places if p.kind == "unknown" and p.use == "locative" and not p.nested):
            found[fold(a.text[p.start : p.end])].append((a, p))
    return [_row(named) for _, named in sorted(found.items(), key=lambda x: (-len(x[1]), x[0]))]


def _row(named: list[tuple[Article, Place]]) -> dict[str, object]:
    article, first = named[0]
    name = " ".join(article.text[first.start : first.end].split())
    kind = "region" if all(p.rule.startswith("division") for _, p in named) else "city"
    may_be = first.candidates.replace(";", ", ")
    what, reason = ("place not decided", f"it may be {may_be}") if may_be else ("new place", "named, and in no gazetteer")
    says = dict.fromkeys(f"“{' '.join(sentence(a, p.start).split())[:240]}” ({a.id}:{p.start}-{p.end})" for a, p in named[: 3 * _MOST])
    seen = {"what": what, "reason": reason, "times": len(named), "n_articles": len({a.id for a, _ in named})}
    receipt = {"article": article.id, "start": first.start, "end": first.end, "text": article.text[first.start : first.end]}
    line = {"place_id": slug(name), "name": name, "kind": kind, "precision": kind}
    return seen | receipt | line | {"notes": f"suggested: {reason}; {' '.join(list(says)[:_MOST])}"}

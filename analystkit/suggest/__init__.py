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
from analystkit.english import apart, name_keys, names_of, nations, related
from analystkit.records import Actor, Article, Tags
from analystkit.text import fold

At = tuple[str, int, int]
"""Where something stands: article, start, end."""

NEW, SPELLING, NAMESAKES = "new actor", "another spelling", "namesakes: keep apart"

_BRACKETS = re.compile(r"[ ]\(([A-Z]{2,8})\)")  # "Harbour Front (JAM)"


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
    """Somebody whom the codebook names or the text does, with every printed form and where it stands."""

    actor_id: str
    name: str
    kind: str
    spellings: tuple[str, ...]  # full names to compare: the name and, of the codebook, its aliases
    forms: Mapping[str, tuple[At, ...]]
    known: bool

    @property
    def places(self) -> tuple[At, ...]:
        return tuple(sorted(p for places in self.forms.values() for p in places))

    @property
    def articles(self) -> set[str]:
        return {a for a, _, _ in self.places}


def suggestions(articles: Sequence[Article], tags: Mapping[str, Tags], codebook: Codebook) -> list[Suggestion]:
    """Other spellings of the codebook's actors, then actors that it lacks, then namesakes; the most frequent first."""
    found = _found(articles, tags, codebook)
    out = [s for f in found if f.known for s in _unlisted(f, codebook)]
    out += _handles(articles, codebook)
    groups = _groups([f for f in found if not f.known], found)
    owners = _owners(found)
    for owner, members in groups:
        if owner:
            out += [_spelling(owner, f.name, why, f.places) for f, why in members]
        else:
            out.append(_line([f for f, _ in members], [why for _, why in members if why], owners))
    out += _respelt(_loose(articles, tags), [f for f in found if f.known])
    one = {f.actor_id for owner, members in groups for f, _ in (members if owner else members[1:])}  # stand for somebody else already
    out += _namesakes([f for f in found if f.forms and f.actor_id not in one])
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
    """The codebook's actors, and those that the language names; not the unnamed, nor places that stand for a government."""
    forms: defaultdict[str, defaultdict[str, list[At]]] = defaultdict(lambda: defaultdict(list))
    rows: dict[str, Actor] = {}
    for a in articles:
        for x in tags[a.id].actors:
            if x.kind == "anonymous" or x.rule.startswith(("metonym", "bodies.csv")):
                continue
            rows.setdefault(x.actor_id, x)
            forms[x.actor_id][" ".join(a.text[x.start : x.end].split())].append((a.id, x.start, x.end))
            if x.kind != "person" and x.rule.startswith("actors.csv") and (short := _BRACKETS.match(a.text, x.end)):
                forms[x.actor_id][short[1]].append((a.id, short.start(1), short.end(1)))
    book, media = {k.actor_id: k for k in codebook.actors}, {s.source_id for s in codebook.sources}
    out = []
    for key in sorted((rows.keys() | book.keys()) - (media - book.keys())):
        k = book.get(key)
        name, kind = (k.name, k.kind) if k else (rows[key].name, rows[key].kind)
        full = tuple(n for n in (k.name, *k.aliases) if _full(n, kind)) if k else (name,)
        out.append(_Found(key, name, kind, full, {text: tuple(at) for text, at in forms[key].items()}, k is not None))
    return out


def _full(name: str, kind: str) -> bool:
    return not name.startswith("@") and not name.isupper() and (" " in name or kind != "person")


def _unlisted(f: _Found, codebook: Codebook) -> Iterator[Suggestion]:
    """What the text calls an actor of the codebook, by its own proof, and the codebook does not: a surname, an acronym, another name."""
    listed = {fold(n) for k in codebook.actors if k.actor_id == f.actor_id for n in (k.name, *k.aliases)}
    for text, places in f.forms.items():
        if fold(text) in listed or (f.kind != "person" and not text.isupper()):
            continue  # a described group is found by its description
        why = "surname, after the full name" if fold(text) in fold(f.name) else related(f.name, text, f.kind)
        why = "handle" if text[0] == "@" else "acronym in brackets" if text.isupper() else why or "another name, in the text's own words"
        yield _spelling(f, text, why, places)


def _spelling(f: _Found, text: str, why: str, places: Iterable[At]) -> Suggestion:
    return Suggestion(SPELLING, f.actor_id, f.name, f.kind, (text,), "", why, tuple(sorted(places)))


def _handles(articles: Sequence[Article], codebook: Codebook) -> Iterator[Suggestion]:
    """The handle of a tweet whose author the codebook names."""
    owner = {fold(n): k for k in codebook.actors for n in (k.name, *k.aliases)}
    for a in articles:
        for s in a.segments:
            k = owner.get(fold(s.author or ""))
            handle = f"@{(s.handle or '').lstrip('@')}"
            if k and s.handle and fold(handle) not in owner:
                at = ((a.id, s.start, s.end),)
                yield Suggestion(SPELLING, k.actor_id, k.name, k.kind, (handle,), "", "handle of a tweet under this name", at)


# Who may be who


def _index(found: Iterable[_Found]) -> defaultdict[str, list[_Found]]:
    index: defaultdict[str, list[_Found]] = defaultdict(list)
    for f in found:
        for key in sorted({k for n in f.spellings for k in name_keys(n)}):
            index[key].append(f)
    return index


def _why(f: _Found, g: _Found) -> str | None:
    """Why two may be one. Father and son stand in one article under both names."""
    if (f.kind == "person") != (g.kind == "person"):
        return None
    why = next((why for a in f.spellings for b in g.spellings if (why := related(a, b, f.kind))), None)
    return None if why == "with and without Jr" and f.articles & g.articles else why


_Member = tuple[_Found, str]


def _groups(new: Sequence[_Found], found: Sequence[_Found]) -> list[tuple[_Found | None, list[_Member]]]:
    """Each new actor with those that may be the same: under the one actor of the codebook that fits, else in a line of its own."""
    index = _index(found)
    out: list[tuple[_Found | None, list[_Member]]] = []
    at: dict[str, int] = {}
    for f in sorted(new, key=lambda f: (-len(f.name.split()), -len(f.places), f.actor_id)):
        near = {g.actor_id: (g, why) for n in f.spellings for k in name_keys(n) for g in index[k] if g is not f and (why := _why(f, g))}
        owners = [x for x in near.values() if x[0].known]
        leads = {at[g] for g in near if g in at and out[at[g]][0] is None}
        if not owners and len(leads) == 1:
            at[f.actor_id] = lead = leads.pop()
            out[lead][1].append((f, next(why for g, why in near.values() if at.get(g.actor_id) == lead)))
        else:
            at[f.actor_id] = len(out)
            out.append((owners[0][0], [(f, owners[0][1])]) if len(owners) == 1 else (None, [(f, "")]))
    return out


def _owners(found: Iterable[_Found]) -> Mapping[str, set[str]]:
    """Who is called by a name, or by its last word."""
    out: defaultdict[str, set[str]] = defaultdict(set)
    for f in found:
        for name in (*f.spellings, *f.forms):
            for part in (name, name.split()[-1]):
                out[fold(part)].add(f.actor_id)
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


_SMALL = frozenset("of the and for on de la del al bin".split())


# Names that nothing in the text proves


def _loose(articles: Sequence[Article], tags: Mapping[str, Tags]) -> dict[str, tuple[list[At], dict[str, At]]]:
    """Runs of capitals that are no actor and no place: where they stand, and the acronyms in brackets after them."""
    out: defaultdict[str, tuple[list[At], dict[str, At]]] = defaultdict(lambda: ([], {}))
    for a in articles:
        spans = [*((x.start, x.end) for x in tags[a.id].actors), *((p.start, p.end) for p in tags[a.id].places)]
        taken = {i for lo, hi in spans for i in range(lo, hi)}
        for n in names_of(a):
            if not taken.intersection(range(n.start, n.end)):
                places, acronyms = out[" ".join(a.text[n.start : n.end].split())]
                places.append((a.id, n.start, n.end))
                if short := _BRACKETS.match(a.text, n.end):
                    acronyms.setdefault(short[1], (a.id, short.start(1), short.end(1)))
    return out


_SURE = ("the same", "another", "surname")


def _respelt(loose: Mapping[str, tuple[list[At], dict[str, At]]], known: Sequence[_Found]) -> Iterator[Suggestion]:
    """A name that nothing proves, and that is a name of one actor of the codebook in another spelling."""
    index = _index(known)
    for text, (places, acronyms) in sorted(loose.items()):
        spelt = ((f, related(text, n, f.kind)) for k in name_keys(text) for f in index[k] for n in f.spellings)
        near = {f.actor_id: (f, why) for f, why in spelt if why and why.startswith(_SURE)}
        if len(near) == 1:
            f, why = next(iter(near.values()))
            yield _spelling(f, text, why, places)
            yield from (_spelling(f, short, "acronym in brackets", [place]) for short, place in acronyms.items())


# Namesakes


def _namesakes(found: Sequence[_Found]) -> Iterator[Suggestion]:
    """Two that the text names and that are easily taken for one another: a surname in common, a name inside another's."""
    seen: set[tuple[str, str]] = set()
    for _, group in sorted(_index(found).items()):
        for f, g in combinations(group, 2):
            if (f.kind == "person") != (g.kind == "person") or (pair := (f.actor_id, g.actor_id)) in seen:
                continue
            if (why := apart(f.name, g.name, f.kind)) and not _why(f, g):
                seen.add(pair)
                places = tuple(sorted((*f.places[:1], *g.places[:1])))
                yield Suggestion(NAMESAKES, f.actor_id, f"{f.name} / {g.name}", "", (), "", f"{why}: {g.actor_id} is another", places)

"""Lines that a codebook lacks: people and bodies it does not name, other spellings of those it does, and namesakes to keep apart.

Everything here is for a person to accept or leave. A spelling is compared by its consonants, as transliteration changes vowels; that
joins too much to tag by, so nothing is tagged by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import combinations

from analystkit.article import Actor, Article, Tags
from analystkit.codebook import Codebook
from analystkit.tag.names import SUFFIXES, names, one_person
from analystkit.tag.words import Words, bare, lexicon, nations, words
from analystkit.text import fold, news_ranges, slug

Place = tuple[str, int, int]
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
    places: tuple[Place, ...]


@dataclass(frozen=True)
class _Found:
    """Somebody whom the codebook names or the text does, with every printed form and where it stands."""

    actor_id: str
    name: str
    kind: str
    spellings: tuple[str, ...]  # full names to compare: the name and, of the codebook, its aliases
    forms: Mapping[str, tuple[Place, ...]]
    known: bool

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(sorted(p for places in self.forms.values() for p in places))


def suggestions(articles: Sequence[Article], tags: Mapping[str, Tags], codebook: Codebook) -> list[Suggestion]:
    """Other spellings of the codebook's actors, then actors that it lacks, then namesakes; the most frequent first."""
    found = _found(articles, tags, codebook)
    out = [s for f in found if f.known for s in _unlisted(f, codebook)]
    out += _handles(articles, codebook)
    groups = _groups([f for f in found if not f.known], found)
    loose = _loose(articles, tags)
    for owner, members in groups:
        if owner:
            out += [_spelling(owner, f.name, why, f.places) for f, why in members]
        else:
            out.append(_line([f for f, _ in members], [why for _, why in members if why], found))
    out += _respelt(loose, [f for f in found if f.known])
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
    forms: defaultdict[str, defaultdict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    rows: dict[str, Actor] = {}
    for a in articles:
        for x in tags[a.id].actors:
            if x.kind == "anonymous" or x.rule.startswith(("metonym", "bodies.csv")):
                continue
            rows.setdefault(x.actor_id, x)
            forms[x.actor_id][" ".join(a.text[x.start : x.end].split())].append((a.id, x.start, x.end))
            if x.kind != "person" and x.rule.startswith("actors.csv") and (short := _BRACKETS.match(a.text, x.end)):
                forms[x.actor_id][short[1]].append((a.id, short.start(1), short.end(1)))
    book = {k.actor_id: k for k in codebook.actors}
    media = {s.source_id for s in codebook.sources}
    out = []
    for key in sorted(rows.keys() | book.keys()):
        printed = {text: tuple(places) for text, places in forms[key].items()}
        if key in book:
            k = book[key]
            out.append(_Found(key, k.name, k.kind, tuple(n for n in (k.name, *k.aliases) if _full(n, k.kind)), printed, known=True))
        elif key not in media:
            r = rows[key]
            out.append(_Found(key, r.name, r.kind, (r.name,), printed, known=False))
    return out


def _full(name: str, kind: str) -> bool:
    return not name.startswith("@") and not name.isupper() and (" " in name or kind != "person")


def _unlisted(f: _Found, codebook: Codebook) -> Iterator[Suggestion]:
    """What the text calls an actor of the codebook, by its own proof, and the codebook does not: a surname, an acronym, another name."""
    listed = {fold(n) for k in codebook.actors if k.actor_id == f.actor_id for n in (k.name, *k.aliases)}
    for text, places in f.forms.items():
        if fold(text) in listed or (f.kind != "person" and not text.isupper()):
            continue  # a described group is found by its description
        surname = "surname, after the full name" if fold(text) in fold(f.name) else "another name, in the text's own words"
        yield _spelling(f, text, "handle" if text[0] == "@" else "acronym in brackets" if text.isupper() else surname, places)


def _spelling(f: _Found, text: str, why: str, places: Iterable[Place]) -> Suggestion:
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


# One name in two spellings


def related(a: str, b: str, kind: str) -> str | None:
    """Why two full names may be one: in words, or None.

    >>> related("Omar Shalgham", "Umar Shalgam", "person"), related("Hasan Taref", "Husain Taref", "person")
    ('another transliteration', None)
    >>> related("Alba Ramos Vela", "Ramos Vela", "person"), related("Harbour Guard", "Peruvian Harbour Guard", "military")
    ('the end of the full name', 'with and without its nation')
    """
    x, y = sorted((_tokens(a), _tokens(b)), key=len)
    if not x or not y or fold(a) == fold(b):
        return None
    if "".join(x) == "".join(y):
        return "the same but for marks and blanks"
    if kind == "person" and len(x) == 1 and x[0] == _family(y):
        return _SURNAME
    if len(x) == len(y):
        same = all(_variant(s, t) for s, t in zip(x, y, strict=True))
        return "another transliteration" if same and sum(len(skeleton(t)) for t in x) > 3 else None
    if kind != "person":
        front = " ".join(b.split()[:1] if len(b) > len(a) else a.split()[:1])
        return "with and without its nation" if x == y[1:] and front in nations() else None
    if one_person(x, y):
        return "with and without a middle name"
    return "the end of the full name" if len(x) > 1 and x == y[-len(x) :] else None


_SURNAME = "surname, without the full name in its article"


def _family(tokens: Sequence[str]) -> str:
    return next((t for t in reversed(tokens) if t not in SUFFIXES), "")


def skeleton(token: str) -> str:
    """The consonants of a folded word, as far as transliterations keep them.

    >>> skeleton("suleymani"), skeleton("soleimani"), skeleton("qassem"), skeleton("kasim")
    ('slmn', 'slmn', 'ksm', 'ksm')
    """
    plain = re.sub(r"[^a-z]", "", token)
    for pair, one in (("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ph", "f"), ("q", "k"), ("c", "k")):
        plain = plain.replace(pair, one)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyw]|h(?=$|[^aeiou])", "", plain))


def _variant(a: str, b: str) -> bool:
    """Two spellings of one word: the same consonants, most letters, and a first vowel that is rounded in both or in neither."""
    if a == b:
        return True
    rounded = [next((v in "ou" for v in t if v in "aeiouy"), False) for t in (a, b)]
    alike = SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.7
    return len(skeleton(a)) > 1 and skeleton(a) == skeleton(b) and rounded[0] == rounded[1] and alike


def _alike(a: str, b: str) -> bool:
    return len(skeleton(a)) > 2 and skeleton(a) == skeleton(b)


def _tokens(name: str) -> list[str]:
    """The words of a name, folded, without articles: "Omar al-Rami" is omar, rami."""
    articles = lexicon("people")["name articles"]
    tokens = [t for part in name.split() if (t := slug(part))]
    cut = [t.partition("-")[2] if t.partition("-")[0] in articles and "-" in t else t for t in tokens]
    return [t for t in cut if (t not in articles and t != "the") or len(cut) == 1]


def _keys(name: str) -> set[str]:
    """What names have in common that may be one: the consonants of the last word, or of all."""
    tokens = _tokens(name)
    last = _family(tokens)
    return {skeleton(last) or last, skeleton("".join(tokens))}


def _index(found: Iterable[_Found]) -> defaultdict[str, list[_Found]]:
    index: defaultdict[str, list[_Found]] = defaultdict(list)
    for f in found:
        for key in sorted({k for n in f.spellings for k in _keys(n)}):
            index[key].append(f)
    return index


def _why(f: _Found, g: _Found) -> str | None:
    if (f.kind == "person") != (g.kind == "person"):
        return None
    return next((why for a in f.spellings for b in g.spellings if (why := related(a, b, f.kind))), None)


_Member = tuple[_Found, str]


def _groups(new: Sequence[_Found], found: Sequence[_Found]) -> list[tuple[_Found | None, list[_Member]]]:
    """Each new actor with those that may be the same: under the one actor of the codebook that fits, else in a line of its own."""
    index = _index(found)
    out: list[tuple[_Found | None, list[_Member]]] = []
    at: dict[str, int] = {}
    for f in sorted(new, key=lambda f: (-len(_tokens(f.name)), -len(f.places), f.actor_id)):
        near = {g.actor_id: (g, why) for n in f.spellings for k in _keys(n) for g in index[k] if g is not f and (why := _why(f, g))}
        owners = [x for x in near.values() if x[0].known]
        leads = {at[g] for g in near if g in at and out[at[g]][0] is None}
        if len(owners) == 1:
            at[f.actor_id] = len(out)
            out.append((owners[0][0], [(f, owners[0][1])]))
        elif not owners and len(leads) == 1:
            at[f.actor_id] = lead = leads.pop()
            out[lead][1].append((f, next(why for g, why in near.values() if at.get(g.actor_id) == lead)))
        else:
            at[f.actor_id] = len(out)
            out.append((None, [(f, "")]))
    return out


def _line(members: Sequence[_Found], whys: Sequence[str], found: Sequence[_Found]) -> Suggestion:
    """A new line: the name, every other form that nobody else is called by, and a country where the id says it."""
    first = members[0]
    others = {fold(t) for f in found if f not in members for n in (*f.spellings, *f.forms) for t in (n, n.split()[-1])}
    forms = dict.fromkeys(t for f in members for t in (f.name, *f.forms) if fold(t) != fold(first.name) and fold(t) not in others)
    plain = [t for t in forms if all(x[0].isupper() or x in _SMALL for x in t.split())]  # a description is found as one
    states = [n.code for n in nations().values() if first.actor_id.startswith(f"{n.slug}-")]
    country = states[0] if states and first.kind in ("government", "military") else ""
    reason = "; ".join(["named, and not in the codebook", *dict.fromkeys(whys)])
    places = tuple(sorted(p for f in members for p in f.places))
    return Suggestion(NEW, first.actor_id, first.name, first.kind, tuple(plain), country, reason, places)


_SMALL = frozenset("of the and for on de la del al bin".split())


# Names that nothing in the text proves


def _loose(articles: Sequence[Article], tags: Mapping[str, Tags]) -> dict[str, tuple[list[Place], dict[str, Place]]]:
    """Runs of capitals that are no actor and no place: where they stand, and the acronyms in brackets after them."""
    out: defaultdict[str, tuple[list[Place], dict[str, Place]]] = defaultdict(lambda: ([], {}))
    for a in articles:
        w: Words = words(a.text)
        spans = [*((x.start, x.end) for x in tags[a.id].actors), *((p.start, p.end) for p in tags[a.id].places)]
        taken = {i for lo, hi in spans for i in range(lo, hi)}
        for lo, hi, _ in news_ranges(a):
            for n in names(w, w.at(lo), w.at(hi), frozenset(), frozenset()):
                if not taken.intersection(range(w.starts[n.first], w.ends[n.last])):
                    start, end = w.starts[n.first], w.starts[n.last] + len(bare(w.low[n.last]))
                    places, acronyms = out[" ".join(a.text[start:end].split())]
                    places.append((a.id, start, end))
                    if short := _BRACKETS.match(a.text, end):
                        acronyms.setdefault(short[1], (a.id, short.start(1), short.end(1)))
    return out


def _respelt(loose: Mapping[str, tuple[list[Place], dict[str, Place]]], known: Sequence[_Found]) -> Iterator[Suggestion]:
    """A name that nothing proves, and that is a name of one actor of the codebook in another spelling."""
    index = _index(known)
    for text, (places, acronyms) in sorted(loose.items()):
        near = {f.actor_id: (f, why) for k in _keys(text) for f in index[k] if (why := _respells(text, f))}
        if len(near) == 1:
            f, why = next(iter(near.values()))
            yield _spelling(f, text, why, places)
            yield from (_spelling(f, short, "acronym in brackets", [place]) for short, place in acronyms.items())


def _respells(text: str, f: _Found) -> str | None:
    if " " in text:
        return next((why for n in f.spellings if (why := related(text, n, f.kind)) and why.startswith(("the same", "another"))), None)
    token, last = slug(text), _family(_tokens(f.name))
    if f.kind != "person" or " " not in f.name or len(skeleton(token)) < 3:
        return None
    return _SURNAME if token == last else "surname, in another transliteration" if _variant(token, last) else None


# Namesakes


def _namesakes(found: Sequence[_Found]) -> Iterator[Suggestion]:
    """Two that the text names and that are easily taken for one another: a surname in common, a name inside another's."""
    index = _index(found)
    seen: set[tuple[str, str]] = set()
    for _, group in sorted(index.items()):
        for f, g in combinations(group, 2):
            pair = (f.actor_id, g.actor_id)
            why = _confusable(f, g)
            if pair not in seen and why and not _why(f, g):
                seen.add(pair)
                places = tuple(sorted((*f.places[:1], *g.places[:1])))
                yield Suggestion(NAMESAKES, f.actor_id, f"{f.name} / {g.name}", "", (), "", f"{why}: {g.actor_id} is another", places)


def _confusable(f: _Found, g: _Found) -> str | None:
    x, y = _tokens(f.name), _tokens(g.name)
    if f.kind == "person" and g.kind == "person":
        return "the same surname" if _family(x) == _family(y) else "nearly the same surname" if _alike(_family(x), _family(y)) else None
    if "person" in (f.kind, g.kind):
        return None
    small, large = sorted((set(x), set(y)), key=len)
    return "one name stands in the other" if small < large else None

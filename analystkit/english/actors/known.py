"""People and bodies that the article itself introduces, and every later mention of them: under a surname, an acronym, another name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from analystkit.english.actors.book import Who
from analystkit.english.lexicon import Nation, nations
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.names import Name, common_body, printed
from analystkit.english.runs import acronym, unmarked
from analystkit.english.spelling import SUFFIXES, one_person, slipped
from analystkit.english.tokens import Reading, bare, name_id, nation_before, plain
from analystkit.records import Actor, Tags
from analystkit.text import slug


def known_names(reading: Reading, tags: Tags, rows: list[Actor], places: set[int]) -> Iterator[Actor]:
    """The rows of the names that are proved, here or elsewhere in the article; ``rows`` are the actors found before, ``places`` the
    offsets of places. In "the Lund campaign" nobody acts but the campaign."""
    w, known, taken = reading.tokens, _proved(reading, tags, rows, places), {x for r in rows for x in range(r.start, r.end)}
    for n in reading.names:
        if n.kind == "person" and not n.proof and w.near(n.first) and w.low[n.first - 1] in ("the", "a", "an"):
            continue
        for first in dict.fromkeys((n.first, n.bare_first or n.first)):
            full = printed(reading.text, w, first, n.last)
            own = (name_id(full), full, "person") if n.kind == "person" and n.proof == "title" else None
            if who := known.find(full, n.first, n.titles) or own:
                there = range(w.starts[first], n.end)
                beside = places.issuperset(there) if n.kind == "organisation" else not places.isdisjoint(there)  # a body's may hold a place
                if taken.isdisjoint(there) and not beside:
                    yield Actor(there.start, n.end, *who, f"name: {n.proof or 'named before'}")
                break


def _proved(reading: Reading, tags: Tags, rows: list[Actor], places: set[int]) -> Known:
    """Everybody whom the codebook, a description or the words beside a name prove, and what else the text calls them."""
    text, w, known = reading.text, reading.tokens, Known()
    for a in rows:
        who, first, last = (a.actor_id, a.name, a.kind), w.at(a.start), w.at(a.end) - 1
        if a.kind == "person":
            known.person(a.name, first, who)
        elif a.rule.startswith(("group: name", "group: body")):
            known.add(a.name, first, who, [" ".join(text[a.start : a.end].split()[-2:])] if a.rule == "group: body of a state" else [])
        if short := acronym(w, first, last):
            known.add(short, first, who)
    bodies = [n for n in reading.names if n.kind == "organisation" and n.proof]
    for n in sorted(bodies, key=lambda n: (n.first == n.bare_first, n.first - n.last)):  # "the Harbour Guard" may be the Peruvian one
        full = printed(text, w, n.first, n.last)
        found = known.find(full, n.first) if n.first >= n.bare_first else None
        who = found or known.add(full, n.first, *_body(reading, n, tags))
        if short := acronym(w, n.first, n.last, spelled=n.proof == "acronym"):
            known.add(short, n.first, who)
    _prove_people(reading, places, known)
    for n, full in ((n, printed(text, w, n.first, n.last)) for n in reading.names if n.kind == "media"):
        known.names.setdefault(slug(full), (name_id(full), full, n.kind))
    return known


def _body(reading: Reading, n: Name, tags: Tags) -> tuple[Who, list[str]]:
    """Who the body is, and what else it is called: without its nation, its legal form, or what it is "of".

    A name that any state may give a body says who that is with a nation only, its own or the article's; else it holds for the article.
    """
    text, w, first, words = reading.text, reading.tokens, max(n.first, n.bare_first), lexicon("people")
    tokens = [bare(x) for x in w.low[first : n.last + 1]]
    last = n.last - (len(tokens) > 1 and tokens[-1] in words["legal forms"])
    of = next((k for k, t in enumerate(tokens) if k and t in ("of", "for", "on") and tokens[k - 1] in words["organisations"]), len(tokens))
    head, pair = tokens[of - 1], " ".join(tokens[max(0, of - 2) : of])
    armed = head in words["militaries"] or pair in words["militaries"]
    kind = "media" if head in words["media"] else "government" if head in words["governments"] else "military" if armed else "organisation"
    ends = dict.fromkeys((n.last, last, first + of - 1 if of > 1 else last))
    calls = [printed(text, w, first, x) for x in ends if (first, x) != (n.first, n.last)]
    own = nation_before(w, first) if n.first < first else None
    if not common_body(tokens) or (n.first < first and not own):  # "Gibraltarian National Guard": nobody else's
        shown = printed(text, w, n.first, last)
        return (name_id(shown), shown, kind), calls
    shown = printed(text, w, first, last)
    local = not words["local bodies"].isdisjoint(tokens)
    nation = None if local else own[1] if own else _only(reading, tags)
    if nation is None:
        return (f"{name_id(shown)}-{slug(reading.article.id)}", shown, kind), calls
    return (slug(f"{nation.slug} {shown}"), f"{nation.name} {shown}", kind), calls


def _only(reading: Reading, tags: Tags) -> Nation | None:
    """The only nation that the article names, by its places too."""
    capitals = {plain(r) for r in reading.tokens.raw if r[0].isupper()}
    named = {n.code for name, n in nations().items() if name in capitals or (" " in name and name in reading.text)}
    named |= {p.country for p in tags.places if p.country}
    return next((n for n in nations().values() if {n.code} == named), None)


def _prove_people(reading: Reading, places: set[int], known: Known) -> None:
    text, w = reading.text, reading.tokens
    people = [(n, printed(text, w, n.first, n.last)) for n in reading.names if n.kind == "person" and n.proof]
    people = [(n, full) for n, full in people if (known.find(full, n.first) or ("", "", "person"))[2] == "person"]  # "Bay Lines Inc said"
    for n, full in sorted(people, key=lambda p: -len(_tokens(p[1]))):  # "Karl Lund" is Karl J. Lund, unless Karl E. Lund is named too
        if n.last > n.first and (n.proof == "title" or places.isdisjoint(range(n.start, w.ends[n.last]))):
            kin = n.proof == "apposition" and lexicon("people")["kin"].intersection(w.low[max(0, n.first - 6) : n.last + 8])
            again = n.proof != "age" and not kin  # "Alba Ramos Vela's father, Ramos Vela," is another man
            who = known.person(full, n.first, titles={*n.titles, *(kin or ())}, again=again)
            nick = unmarked(w, n.first, n.last)[1]
            for first, last in filter(None, ((nick[0], nick[-1]) if nick else None, n.other)):
                known.add(printed(text, w, first, last), first, who)
    for n, full in people:
        if n.first == n.last and n.proof == "title" and not known.owned(full, n.titles):
            another = n.titles and slug(full) in known.names  # "Mrs Lund", where Mr Lund is Lund
            known.person(f"{n.titles[-1].title()} {full}" if another else full, n.first, titles=n.titles)


class Known:
    """The names an article has proved, to find again: full names, surnames, acronyms, bodies without their nation.

    A part of a name stands for its owner among those introduced before it; where none was, for the only one there is. Of two owners,
    neither is meant.
    """

    def __init__(self) -> None:
        self.names: dict[str, Who] = {}
        self.parts: defaultdict[str, list[tuple[int, Who]]] = defaultdict(list)
        self.people: defaultdict[str, list[tuple[list[str], int, Who]]] = defaultdict(list)
        self.titles: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, text: str, at: int, actor: Who, parts: Iterable[str] = ()) -> Who:
        """Remember a name of ``actor`` at token ``at``, and the ``parts`` that it may be cut to; gives whose it is."""
        actor = self.names.setdefault(slug(text), actor)
        for key in [*map(slug, parts), *([] if " " in text else [slug(text)])]:
            self.parts[key].append((at, actor))
        return actor

    def person(self, text: str, at: int, actor: Who | None = None, *, titles: Collection[str] = (), again: bool = False) -> Who:
        """Remember a person's name, and give who it is: ``actor``, somebody known under more or less of it, or somebody new.

        One that comes ``again``, without a word on who that is, may be the end of a longer one: "Ramos Vela said" after "Alba Ramos Vela".
        """
        tokens = _tokens(text)
        actor = actor or self._same(tokens, at, titles) or (self._owner(slug(text), at, titles, introduced=True) if again else None)
        first = tokens[:1] if not lexicon("people")["titles before first names"].isdisjoint(titles) else []
        actor = self.add(text, at, actor or (name_id(text), text, "person"), [*_shorter(tokens), *first])
        self.titles[actor[0]].update(titles)
        for word in {tokens[0], tokens[-1]} if len(tokens) > 1 else ():
            self.people[word].append((tokens, at, actor))
        return actor

    def _same(self, tokens: list[str], at: int, titles: Collection[str]) -> Who | None:
        """The one person known by this name with more or less in the middle; else by one that is a slip of it, elsewhere: "Idda Vane"."""
        known = [x for word in (tokens[-1:], tokens[:1]) for x in self.people.get("".join(word), ())[:_MOST]]
        found = {who for other, there, who in known if other == tokens or (one_person(tokens, other) and abs(at - there) > _NEXT)} or {
            who
            for other, there, who in known
            if abs(at - there) > _BESIDE
            and len("".join(tokens)) != len("".join(other))
            and slipped(tokens, other)
            and not _contradict(self.titles[who[0]], titles)
        }
        return found.pop() if len(found) == 1 else None

    def _owner(self, key: str, at: int, titles: Collection[str] = (), *, introduced: bool = False) -> Who | None:
        """Whom a part of a name stands for at token ``at``."""
        owners = [x for x in self.parts.get(key, ()) if not _contradict(self.titles[x[1][0]], titles)]
        before = {who for there, who in owners if there < at} or {who for _, who in owners if not introduced}
        if len(before) > 1 and (gender := _genders(titles)):
            before = {who for who in before if _genders(self.titles[who[0]]) == gender} or before
        if len(before) > 1:  # "Lund" is Karl Lund where Karl Lund Jr. is somebody else, or Ida Lund is his wife
            before = {who for who in before if not _relative(self.titles[who[0]]) and _tokens(who[1])[-1] not in SUFFIXES}
        return before.pop() if len(before) == 1 else None

    def owned(self, text: str, titles: Collection[str]) -> bool:
        """Is this a part of the name of somebody who can have these titles?"""
        return any(not _contradict(self.titles[who[0]], titles) for _, who in self.parts.get(slug(text), ()))

    def find(self, text: str, at: int, titles: Collection[str] = ()) -> Who | None:
        """Who this name is at token ``at``, if it was proved."""
        key = slug(text)
        if key in self.names and (" " in text or key not in self.parts):
            return self.names[key]
        if not lexicon("people")["kin"].isdisjoint(titles):  # "his wife Ida", where Ida Lund is named, and he is a Lund
            first = {(tokens[-1], who) for tokens, _, who in self.people.get(key, ())[:_MOST] if tokens[0] == key}
            family = {who for last, who in first if any(other != who for _, _, other in self.people[last][:_MOST])}
            return family.pop() if len(family) == 1 else None
        return self._owner(key, at, titles) or (self._same(_tokens(text), at, titles) if " " in text else None)


_MOST = 40  # of one surname, or one first name
_NEXT, _BESIDE = 5, 12  # tokens: whoever is named beside another is somebody else, "George Bush and George W. Bush", "Ana met Anna Lund"


def _contradict(a: Collection[str], b: Collection[str]) -> bool:
    """Do titles say that two are not one: "Mr" and "Mrs", somebody's wife and the president?"""
    if len(_genders(a)) == len(_genders(b)) == 1 and _genders(a) != _genders(b):
        return True
    return any(_relative(x) and _offices().isdisjoint(x) and not _offices().isdisjoint(y) for x, y in ((a, b), (b, a)))


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    people = lexicon("people")
    return (people["titles"] | people["roles"]) - people["kin"] - people["men"] - people["women"] - {"former"}


def _genders(titles: Collection[str]) -> set[str]:
    return {g for g in ("men", "women") if not lexicon("people")[g].isdisjoint(titles)}


def _relative(titles: Collection[str]) -> bool:
    """Is somebody introduced by whom he or she belongs to: "his wife", "First Lady"?"""
    return "lady" in titles or not lexicon("people")["kin"].isdisjoint(titles)


def _tokens(name: str) -> list[str]:
    return [t for t in map(slug, name.split()) if t] or [""]


def _shorter(tokens: list[str]) -> Iterator[str]:
    """What a full name is shortened to: its end, a word between, without an article, and the family's name where it stands first."""
    people = lexicon("people")
    full = tokens[:-1] if tokens[-1] in SUFFIXES else tokens
    tails = ["-".join(full[n:]) for n in range(full == tokens, len(full))] if len(tokens) > 1 else []
    family = full[:1] if len(full) > 1 and full[0] in people["families first"] else []
    for key in dict.fromkeys([*tails, *(t for t in full[1:-1] if len(t) > 2), *family]):
        yield key
        front, _, back = key.partition("-")
        if back and front in people["name articles"]:
            yield back

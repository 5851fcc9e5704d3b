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
from analystkit.english.tokens import Reading, Tokens, bare, name_id, nation_before, plain, within
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
            who = known.find(full, n.first, n.titles)
            if who is None and n.kind == "person" and n.proof == "title":
                who = (name_id(full), full, "person")
            if who:
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
        if a.kind == "person" or a.rule.startswith(("group: name", "group: body")):
            parts = [] if a.rule != "group: body of a state" else [" ".join(text[a.start : a.end].split()[-2:])]
            known.add(a.name, a.kind, first, who, parts=parts)
        if short := acronym(w, first, last):
            known.add(short, a.kind, first, who)
    bodies = [n for n in reading.names if n.kind == "organisation" and n.proof]
    for n in sorted(bodies, key=lambda n: (n.first == n.bare_first, n.first - n.last)):  # "the Harbour Guard" may be the Peruvian one
        full = printed(text, w, n.first, n.last)
        found = None if n.first < n.bare_first else known.find(full, n.first)
        actor, calls = (found, []) if found else _body(reading, n, tags)
        who = found or known.add(full, actor[2], n.first, actor, parts=calls)
        if short := acronym(w, n.first, n.last, spelled=n.proof == "acronym"):
            known.add(short, who[2], n.first, who)
    _prove_people(reading, places, known)
    for n in reading.names:
        if n.kind == "media" and not known.find(full := printed(text, w, n.first, n.last), n.first):
            known.add(full, n.kind, n.first)
    return known


def _body(reading: Reading, n: Name, tags: Tags) -> tuple[Who, list[str]]:
    """Who the body is, and what else it is called: without its nation, its legal form, or what it is "of".

    A name that any state may give a body says who that is with a nation only, its own or the article's; else it holds for the article.
    """
    text, w, first, words = reading.text, reading.tokens, max(n.first, n.bare_first), lexicon("people")
    tokens = [bare(x) for x in w.low[first : n.last + 1]]
    kind, last = _body_kind(w, n), n.last - (len(tokens) > 1 and tokens[-1] in words["legal forms"])
    cut = next((k for k, t in enumerate(tokens) if k > 1 and t in ("of", "for") and tokens[k - 1] in words["organisations"]), len(tokens))
    calls = [printed(text, w, first, x) for x in dict.fromkeys((n.last, last, first + cut - 1)) if (first, x) != (n.first, n.last)]
    own = nation_before(w, first) if n.first < first else None
    if not common_body(tokens) or (n.first < first and not own):  # "Gibraltarian National Guard": nobody else's
        shown = printed(text, w, n.first, last)
        return (name_id(shown), shown, kind), calls
    shown = printed(text, w, first, last)
    local = words["local bodies"].intersection(tokens)
    nation = slug(reading.article.id) if local else own[1] if own else _beside(reading, n, tags) or _one_nation(reading, tags)
    if isinstance(nation, str):
        return (f"{name_id(shown)}-{nation}", shown, kind), calls
    return (slug(f"{nation.slug} {shown}"), f"{nation.name} {shown}", kind), calls


def _beside(reading: Reading, n: Name, tags: Tags) -> Nation | None:
    """The nation that the sentence places a body in: "the Foreign Ministry in Lima", "In Peru, the National Police"."""
    s = reading.sentence_at(n.start)
    for p in within(tags.places, s.start, s.end) if s else ():
        before, lead = reading.text[n.end : p.start], reading.text[s.start : p.start] if s else ""
        if p.country and (before in (" in ", " of ") or (lead == "In " and p.end < n.start)):
            return next((x for x in nations().values() if x.code == p.country), None)
    return None


def _one_nation(reading: Reading, tags: Tags) -> Nation | str:
    """The only nation that the article names, by its places too; else the article."""
    by_code = {n.code: n for n in nations().values()}
    capitals = {plain(r) for r in reading.tokens.raw if r[0].isupper()}
    named = {n.code for name, n in nations().items() if name in capitals or (" " in name and name in reading.text)}
    named |= {p.country for p in tags.places if p.country}
    only = by_code.get(named.pop()) if len(named) == 1 else None
    return only or slug(reading.article.id)


def _prove_people(reading: Reading, places: set[int], known: Known) -> None:
    text, w = reading.text, reading.tokens
    people = [n for n in reading.names if n.kind == "person" and n.proof]
    full = {n: printed(text, w, n.first, n.last) for n in people}
    people = [n for n in people if (who := known.find(full[n], n.first)) is None or who[2] == "person"]  # "Bay Lines Inc", "Bay Lines said"
    shortest = {ends(full[n]): full[n] for n in sorted(people, key=lambda n: n.first - n.last)}
    for n in people:
        if n.last > n.first and (n.proof == "title" or places.isdisjoint(range(n.start, w.ends[n.last]))):
            kin = n.proof == "apposition" and lexicon("people")["kin"].intersection(w.low[max(0, n.first - 6) : n.last + 8])
            again = n.proof != "age" and not kin  # "Alba Ramos Vela's father, Ramos Vela," is another man
            who = known.add(full[n], "person", n.first, name=shortest[ends(full[n])], again=again, titles={*n.titles, *(kin or ())})
            other, nick = n.other, unmarked(w, n.first, n.last)[1]
            if nick := nick[len(nick) > 1 and w.low[nick[0]] == "the" :]:
                known.add(printed(text, w, nick[0], nick[-1]), "other name", nick[0], who)
            if other:
                known.add(printed(text, w, *other), "other name", other[0], who)
    for n in people:
        if n.first == n.last and n.proof == "title" and not known.owned(full[n], n.titles):
            another = n.titles and slug(full[n]) in known.names  # "Mrs Lund", where Mr Lund is Lund
            known.add(f"{n.titles[-1].title()} {full[n]}" if another else full[n], "person", n.first, titles=n.titles)


def _body_kind(w: Tokens, n: Name) -> str:
    words, tokens = lexicon("people"), [bare(x) for x in w.low[n.first : n.last + 1]]
    head = next((tokens[k - 1] for k, t in enumerate(tokens) if k and t in ("of", "for", "on")), tokens[-1])
    force = head in words["militaries"] or f"{tokens[max(0, tokens.index(head) - 1)]} {head}" in words["militaries"]
    return "media" if head in words["media"] else "government" if head in words["governments"] else "military" if force else "organisation"


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

    def add(
        self,
        text: str,
        kind: str,
        at: int,
        actor: Who | None = None,
        *,
        name: str = "",
        parts: Iterable[str] = (),
        titles: Collection[str] = (),
        again: bool = False,
    ) -> Who:
        """Remember a proved name at token ``at``, or one that belongs to ``actor``; gives who it is.

        ``name`` is how the article calls the same person most shortly, ``parts`` what a body is called without its nation, say. A name
        that comes ``again``, without a word on who that is, may be the end of a longer one: "Ramos Vela said" after "Alba Ramos Vela".
        """
        tokens = _tokens(text)
        if kind == "person" and actor is None:
            shown = name if name and one_person(_tokens(name), tokens) else text
            own = (name_id(self._without_initials(shown.split())), shown, kind)
            actor = self._same(tokens, at, titles) or (self._owner(slug(text), at, titles, introduced=True) if again else None) or own
        actor = self.names.setdefault(slug(text), actor or (name_id(text), text, kind))
        if kind == "person" and tokens:
            self.titles[actor[0]].update(titles)
            for word in {tokens[0], tokens[-1]} if len(tokens) > 1 else ():
                self.people[word].append((tokens, at, actor))
        first = tokens[:1] if lexicon("people")["titles before first names"].intersection(titles) else []
        for key in [*(_shorter(tokens) if kind == "person" else ()), *map(slug, parts), *(tokens if len(tokens) == 1 else ()), *first]:
            self.parts[key].append((at, actor))
        return actor

    def _same(self, tokens: list[str], at: int, titles: Collection[str]) -> Who | None:
        """The one person known by this name with more or less in the middle; else by one that is a slip of it, elsewhere: "Idda Vane"."""
        known = [*self.people[tokens[-1]][:_MOST], *self.people[tokens[0]][:_MOST]]
        found = {who for other, _, who in known if one_person(tokens, other)} or {
            who
            for other, there, who in known
            if abs(at - there) > _BESIDE
            and len("".join(tokens)) != len("".join(other))
            and slipped(tokens, other)
            and not _contradict(self.titles[who[0]], titles)
        }
        return found.pop() if len(found) == 1 else None

    def _without_initials(self, words: list[str]) -> str:
        """A name without the initials inside it, so that "Karl J. Lund" is Karl Lund everywhere; not beside another Karl Lund."""
        ends = [slug(words[0]), slug(words[-1])]
        others = any([other[0], other[-1]] == ends for other, _, _ in self.people[ends[1]][:_MOST])
        short = len(words) > 2 and len(ends[0]) > 1 and not others
        inner = [x for x in words[1:-1] if len(slug(x)) > 1 or x.lower() in ("y", "e")]
        return " ".join([words[0], *inner, words[-1]] if short else words)

    def _owner(self, key: str, at: int, titles: Collection[str] = (), *, introduced: bool = False) -> Who | None:
        """Whom a part of a name stands for at token ``at``."""
        owners = [x for x in self.parts.get(key, ()) if not _contradict(self.titles[x[1][0]], titles)]
        before = {who for there, who in owners if there < at} or {who for _, who in owners if not introduced}
        if len(before) > 1 and (gender := _genders(titles)):
            before = {who for who in before if _genders(self.titles[who[0]]) == gender} or before
        if len(before) > 1:  # "Lund" is Karl Lund where Karl Lund Jr. is somebody else
            before = {who for who in before if not (_suffixed(who[1]) and any(_tokens(o[1]) == _tokens(who[1])[:-1] for o in before))}
        if len(before) > 1:  # … and where Ida Lund is his wife
            before = {who for who in before if not _relative(self.titles[who[0]])}
        return before.pop() if len(before) == 1 else None

    def owned(self, text: str, titles: Collection[str] = ()) -> bool:
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
_BESIDE = 12  # tokens: whoever is named beside another is somebody else, "Ana Lund met Anna Lund"


def _contradict(a: Collection[str], b: Collection[str]) -> bool:
    """Do titles say that two are not one: "Mr" and "Mrs", somebody's wife and the president?"""
    if not a or not b:
        return False
    shown, office = [_genders(a), _genders(b)], [not _offices().isdisjoint(x) for x in (a, b)]
    if len(shown[0]) == len(shown[1]) == 1 and shown[0] != shown[1]:
        return True
    return (_relative(a) and not office[0] and office[1]) or (_relative(b) and not office[1] and office[0])


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    people = lexicon("people")
    return (people["titles"] | people["roles"]) - people["kin"] - people["men"] - people["women"] - {"former"}


def _genders(titles: Collection[str]) -> set[str]:
    return {g for g in ("men", "women") if not lexicon("people")[g].isdisjoint(titles)}


def _relative(titles: Collection[str]) -> bool:
    """Is somebody introduced by whom he or she belongs to: "his wife", "First Lady"?"""
    return "lady" in titles or not lexicon("people")["kin"].isdisjoint(titles)


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

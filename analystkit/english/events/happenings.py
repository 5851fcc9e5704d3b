"""Happenings of a sentence: the event words that tell one happening, the word that names it, and the items that tell it.

event words -> faces of one happening -> its head -> the range that tells it -> the clause that carries it
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analystkit.english.events.triggers import EventWord, event_type, family, harmful, weak
from analystkit.english.lexicon import sets
from analystkit.english.syntax import Clause, Phrase, Syntax

_DETERMINERS = frozenset("the this that these those its his her their such".split())

Node = tuple[bool, int]
"""A clause by its place, or (False) a noun by its item."""


@dataclass
class Happening:
    """One happening that a sentence tells: the word that names it, all its words, and the items that tell it."""

    head: EventWord
    words: list[EventWord]
    lo: int = 0
    hi: int = 0
    phrase: bool = False
    nodes: set[Node] = field(default_factory=set)


class Happenings:
    """One sentence's event words, and which of them tell one happening."""

    def __init__(self, s: Syntax, found: Sequence[EventWord]) -> None:
        self.s, self.lists = s, sets("arguments")
        told = {s.clauses[w.clause].subject for w in found if w.clause is not None}
        found = [w for w in found if not (w.verb and self._fired(s.clauses[w.clause or 0], told))]
        self.node = {w: (True, w.clause) if w.clause is not None else (False, w.item) for w in found}
        self.word = {n: w for w, n in self.node.items()}
        self.nouns = {w.item for w in found if not w.verb}
        self._items, self._strong = sorted(w.item for w in found), sorted(w.item for w in found if not weak(w.type))
        self._at: defaultdict[int, list[int]] = defaultdict(list)  # the clauses that begin at an item
        self._object_of: dict[int, int] = {}  # the clause whose object begins at an item
        for n, c in enumerate(s.clauses):
            self._at[c.lo].append(n)
            for o in c.objects:
                self._object_of.setdefault(o.lo, n)

    def _fired(self, c: Clause, told: set[Phrase | None]) -> bool:
        """ "Rockets {fired} by rebels hit a base": a part of what the other verb tells."""
        return c.rel == "reduced" and c.passive and c.lemma in self.lists["firing"] and any(p and p.head == c.gov_item for p in told)

    # -- one happening, several words
    def happenings(self) -> list[Happening]:
        """The happenings of the sentence, by the word that names each."""
        parent: dict[Node, Node] = {}

        def root(n: Node) -> Node:
            while parent.get(n, n) != n:
                n = parent[n]
            return n

        for a, b in self._faces():
            if all(harmful(self.word[x].type) or not weak(self.word[y].type) for x, y in ((a, b), (b, a))):  # nobody dies of talks
                parent[root(a)] = root(b)
        groups: dict[Node, list[EventWord]] = {}
        for w, n in self.node.items():
            groups.setdefault(root(n), []).append(w)
        out = []
        for ws in groups.values():
            h = Happening(self._head(ws), ws, nodes={self.node[w] for w in ws})
            ranges = [self._range(w) for w in ws]
            h.lo, h.hi = min(r[0] for r in ranges), max(r[1] for r in ranges)
            h.phrase = all(r[2] for r in ranges)
            h.nodes |= {c for w in ws if (c := self._carrier(w)) is not None}
            out.append(h)
        return sorted(out, key=lambda h: h.head.start)

    def _faces(self) -> Iterator[tuple[Node, Node]]:
        """Pairs of words that tell one happening: "an attack {killed} nine", "{injured} in the crash", "…, killing two"."""
        yield from self._equated()
        for w, me in self.node.items():
            if w.clause is None:
                yield from self._noun_faces(w, me)
                continue
            c = self.s.clauses[w.clause]
            if w.lemma in ("suffer", "sustain"):
                yield from ((me, n) for o in c.objects for n in self._noun_nodes(o))  # "sustained {injuries} on 4 March"
            consequence = weak(w.type) or w.trigger.loose
            if c.subject is not None and not c.passive and consequence and c.rel != "coord":
                yield from ((me, n) for n in self._noun_nodes(c.subject))
                yield from ((me, n) for n in self._related(c.subject) if n != me)
            if weak(w.type):
                ways = ("in", "during", "by", "from", "when", "after") if c.passive or not c.objects else ("in", "during")
                yield from (
                    (me, n)
                    for p in c.phrases
                    if self._prep(p) in ways and p.at == c.verb and not self._long_after(p)
                    for n in self._noun_nodes(p)
                )
                yield from ((me, n) for p in c.phrases for n in self._result_of(p))
            up = self._upper(c)
            of = up.gov
            if up.rel == "adverbial" and of and (True, of) not in self.word and self.s.clauses[of].rel == "and":
                of -= 1  # "Nine drowned and two are missing after a boat {capsized}"
            if of is not None and (gov := self.word.get((True, of))) and self._one(w, gov, up):
                yield me, (True, of)
            if c.rel in ("relative", "reduced", "participial") and consequence and not c.passive and c.gov_item in self.nouns:
                yield me, (False, c.gov_item or 0)
            if c.rel == "and" and weak(w.type) and (c.passive or not c.objects):
                last = self.s.clauses[w.clause - 1].verb
                ahead = [n for p in self.s.phrases if last < p.head < c.verb and self._opens_next(p) for n in self._noun_nodes(p)]
                if ahead:
                    yield me, ahead[0]
                    continue
                # "a guard was killed in the raid, and two {were hurt}", "the wounded were seen there, and nine {were taken to hospital}",
                # "nine were killed and two {were hurt} in Moor"
                before = [x for x in self.node if x.start < w.start and weak(x.type) and not self._in_passing(x)]
                yield from ((me, self.node[x]) for x in before[-1:] if self._bare(w) or self._bare(x))
            if self._some_of_whom(c) and weak(w.type) and (True, c.gov) in self.word:
                yield me, (True, c.gov or 0)
            if family(w.type) == "accident":  # "{sank} after a collision"
                near = [n for p in c.phrases if self._prep(p) in ("after", "in", "following") for n in self._noun_nodes(p)]
                yield from ((me, n) for n in near if family(self.word[n].type) == "accident")
            if c.rel == "relative" and c.passive and weak(w.type) and c.gov_item in self.nouns:  # "a raid in which two {were killed}"
                yield me, (False, c.gov_item or 0)
            if c.rel in ("reduced", "relative") and consequence and (q := self.s.phrase_of(c.gov_item or 0)) and q.at in self.nouns:
                yield me, (False, q.at)  # "attacks by groups {targeting} the port"
            if c.rel == "participial" and consequence and not c.passive and c.gov is not None:
                carried = self.s.clauses[c.gov]
                yield from ((me, n) for p in [carried.subject, *carried.objects] if p is not None for n in self._noun_nodes(p))

    def _upper(self, c: Clause) -> Clause:
        """ "overturned, trapping five and {injuring} 40": the clause that stands for it beside the one that tells the event."""
        gov = self.s.clauses[c.gov] if c.rel == "coord" and c.gov is not None and (True, c.gov) not in self.word else None
        if gov is not None and gov.rel == "reduced" and gov.form == c.form == "ing" and (up := self._around(gov)) is not None:
            return self.s.clauses[up]  # "killing a boy {selling} bags and injuring 14"
        return gov if gov is not None and gov.rel == "participial" else c

    def _around(self, c: Clause) -> int | None:
        """The clause whose object a reduced clause describes."""
        return next((n for n, k in enumerate(self.s.clauses) for o in k.objects if o.head == c.gov_item), None)

    def _opens_next(self, p: Phrase) -> bool:
        """ "was shot dead, and {in clashes} nine were hurt": a phrase of the clause behind "and"."""
        return p.prep is not None and self.s.low[max(0, p.prep - 2) : p.prep] == [",", "and"]

    def _some_of_whom(self, c: Clause) -> bool:
        """ "wounded nine, one of {whom died}": told of those whom the clause before it counts."""
        return c.rel == "relative" and c.marker == "whom" and self.s.low[c.lo - 1] == "of"

    def _result_of(self, p: Phrase) -> list[Node]:
        """ "two were killed {as a result} of the shelling": what did it."""
        below = (q for q in self.s.phrases if q.at == p.head and self._prep(q) == "of")
        return [n for q in below for n in self._noun_nodes(q)] if self.s.lemma[p.head] in ("result", "consequence") else []

    def _long_after(self, p: Phrase) -> bool:
        """ "a day {after the raid}", "was shot dead, and {in clashes} nine were hurt": another happening."""
        return self._opens_next(p) or (self._prep(p) == "after" and self.s.tape[(p.prep or 1) - 1] == "t")

    def _related(self, p: Phrase) -> Iterator[Node]:
        """ "A bomb that {went off} there killed two": what a clause that describes a phrase tells."""
        for n, c in enumerate(self.s.clauses):
            if c.rel == "relative" and c.gov_item == p.head and (w := self.word.get((True, n))) and not weak(w.type) and not c.passive:
                if c.subject is not None and c.subject.head == p.head and not self.s.clauses[n].objects:
                    yield True, n

    def _bare(self, w: EventWord) -> bool:
        """Does its clause say of it neither place nor day nor whom it was done to?"""
        c = self.s.clauses[w.clause] if w.clause is not None else None
        return c is not None and (c.passive or not c.objects) and all(self._says_no_more(p, w) for p in c.phrases if p.at == c.verb)

    def _says_no_more(self, p: Phrase, w: EventWord) -> bool:
        """ "nine were {in hospital on Friday}": no other place and no day of theirs."""
        return (
            self.s.lemma[p.head] in self.lists["wards"]
            or self._prep(p) == "among"
            or (w.trigger.verb is None and self.s.tape[p.head] == "t")
        )

    def _equated(self) -> Iterator[tuple[Node, Node]]:
        """ "The {strike} was the first retaliatory {move}"."""
        for c in self.s.clauses:
            if c.lemma == "be" and c.subject is not None and c.objects:
                yield from ((a, b) for a in self._noun_nodes(c.subject) for b in self._noun_nodes(c.objects[0]))

    def _one(self, w: EventWord, gov: EventWord, c: Clause) -> bool:
        """Does a clause go on with the happening of its governor?"""
        if c.rel == "coord":  # "a ferry overturned and {went down}"
            if family(w.type) == family(gov.type) == "accident" and not c.objects:
                return True
            return weak(w.type) and (weak(gov.type) or not c.objects or not self.s.clauses[c.gov or 0].objects)
        if c.rel in ("participial", "reduced"):
            return weak(w.type) or w.trigger.loose or family(w.type) == family(gov.type) == "statement"
        return c.rel == "adverbial" and c.marker in ("when", "as", "after") and weak(gov.type) and not weak(w.type)

    def _noun_faces(self, w: EventWord, me: Node) -> Iterator[tuple[Node, Node]]:
        for p in self.s.phrases:
            q = self.s.phrase_of(p.at) if p.at is not None else None
            beside = w.item == p.at or (w.phrase is not None and w.phrase.lo < (p.prep or 0) <= w.phrase.hi)
            beside = beside or (q is not None and q.at == w.item and self._prep(q) == "of")  # "the deaths of {miners} in an explosion"
            ways = ("in", "during", "from", *(["of"] if w.lemma.endswith("toll") else []))
            if weak(w.type) and beside and self._prep(p) in ways:
                yield from ((me, n) for n in self._noun_nodes(p))
        n = self.s.clause_of(w.item)
        if n is not None and weak(w.type) and self.s.clauses[n].lemma in self.lists["causing"]:
            yield from ((me, x) for by in [self.s.clauses[n].subject] if by is not None for x in self._noun_nodes(by))
            up = self._upper(self.s.clauses[n])
            if up.rel == "participial" and (caused := (True, up.gov if up.gov is not None else -1)) in self.word:
                yield me, caused  # "went down, {leaving} 21 dead"
        own, s = w.phrase, self.s
        if own and weak(w.type) and self._prep(own) == "with" and (struck := (True, s.clause_of_verb.get(own.at or -1, -1))) in self.word:
            yield me, struck  # "sank {with the loss} of 31 lives"
        if own and 1 < own.lo < own.head and s.tape[own.lo] == "P" and s.low[own.lo - 1] == "," and s.tape[own.lo - 2] == "P":
            q = s.phrase_of(own.lo - 2)  # "hits posts in Gaza, {Rafah strikes}", as headlines have it: in the strikes of both
            struck = (True, s.clause_of_verb.get(q.at or -1, -1)) if q is not None and self._prep(q) == "in" else me
            yield from [(me, struck)] if struck in self.word else []
        if w.phrase and w.item != w.phrase.head and w.phrase.head in self.nouns:  # "suicide bombing attack"
            yield me, (False, w.phrase.head)

    def _noun_nodes(self, p: Phrase) -> list[Node]:
        return [(False, p.head)] if p.head in self.nouns else []

    def _prep(self, p: Phrase) -> str:
        return self.s.low[p.prep] if p.prep is not None else ""

    def _head(self, ws: list[EventWord]) -> EventWord:
        """The word that names the happening: what somebody did, before what it did to people."""
        strong = [w for w in ws if not weak(w.type) and not w.trigger.loose] or [w for w in ws if not weak(w.type)]
        verbs = [w for w in strong if w.verb]
        if verbs:
            if family(verbs[0].type) == "accident":  # told by what came first
                return next((w for w in strong if not w.verb), verbs[0])
            return next(
                (n for n in strong if not n.verb and family(n.type) == family(verbs[0].type) and n.start < verbs[0].start), verbs[0]
            )
        return next(iter(strong), None) or next((w for w in ws if w.type == "killing"), ws[0])

    # -- known, and by itself
    def known(self, w: EventWord) -> bool:
        """Is it told by a noun as what the reader knows of: "the attack", "their raids"? What a verb tells is new, but "It flipped"."""
        p = w.phrase
        return w.taken_up(self.s) or (p is not None and self.s.low[p.lo] in _DETERMINERS and not (weak(w.type) and self.counted_in(p)))

    def apart(self, h: Happening) -> bool:
        """Is it a toll that says itself what it is of, or one told in passing: "{a bus} killed two", "mourned nine {who drowned}"?"""
        return all(weak(w.type) for w in h.words) and any(self._in_passing(w) or self._of_its_own(w) for w in h.words)

    def _in_passing(self, w: EventWord) -> bool:
        """Are those counted told of only to say whom the sentence speaks of, and not that they were killed?"""
        s = self.s
        if w.clause is None:  # "mourned {the deaths} of nine"; "where a battle left nine {dead}"
            p = w.phrase
            of = p is not None and p.lo < p.head and " of " not in w.lemma and self.counted_in(p)
            return of or ((n := s.clause_of(w.item)) is not None and self._elsewhere(s.clauses[n]))
        if self._some_of_whom(s.clauses[w.clause]):
            return False
        first = w.clause
        while first and s.clauses[first].rel == "and":
            first -= 1
        if self._elsewhere(s.clauses[first]):  # "in Vale, {where} a tram was held up and two {were stabbed}"
            return True
        c = s.clauses[w.clause]
        for _ in range(3):
            c = s.clauses[c.gov] if c.rel == "coord" and c.gov is not None else c
        p = self._described(c)
        subjects = (k.subject for n, k in enumerate(s.clauses) if k.rel not in ("relative", "coord") and (True, n) in self.word)
        if p is not None and c.rel == "relative" and p in subjects:
            return True  # "gunmen {who killed} five in May attacked a bank"
        if p is None or s.definite(p) or s.tape[p.head] == "t":
            return False
        said = [n for n in (self._object_of.get(p.lo), s.clause_of_verb.get(p.at) if p.at is not None else None) if n is not None]
        return s.clauses[min(said)].lemma not in self.lists["counting"] if said else p.prep is not None

    def counted_in(self, p: Phrase) -> bool:
        """ "the deaths {of nine miners}": does a noun say itself whom it counts? "The toll of nine" takes up what was counted."""
        return any(q.at == p.head and self._prep(q) == "of" and self.s.tape[q.head] != "n" for q in self.s.phrases)

    def _described(self, c: Clause) -> Phrase | None:
        """What a relative clause describes."""
        return self.s.phrase_of(c.gov_item) if c.rel in ("relative", "reduced") and c.gov_item is not None else None

    def _elsewhere(self, c: Clause) -> bool:
        """ "where two were hurt", "the march at {which} nine were hurt", "since May, {when} two were hurt": of what it describes."""
        if c.marker == "when" and any(
            p.hi <= c.lo <= p.hi + 1 and self._prep(p) in ("since", "in") for p in self.s.phrases if self.s.tape[p.head] == "t"
        ):
            return True
        p = self._described(c)
        other = p is not None and c.rel == "relative" and c.subject is not None and c.subject.lo != p.lo
        return c.marker in ("since", "where") or (other and p is not None and self.s.tape[p.head] != "t")

    def _of_its_own(self, w: EventWord) -> bool:
        """Does it name, as something new, who or what did it, or where?"""
        s = self.s
        n = w.clause if w.clause is not None else s.clause_of(w.item)
        if n is None or (w.clause is None and s.clauses[n].lemma not in self.lists["causing"]):
            return False
        c = s.clauses[n]
        done = bool(c.objects) and not c.passive and (w.trigger.verb is not None or w.clause is None)  # not "divers found two bodies"
        if c.rel == "participial" and c.gov is not None:  # "{a ferry} went down, {killing} 33"
            c = s.clauses[c.gov]
            done = done and not c.passive
        by = c.subject
        told = (True, c.gov) in self.word or (by is not None and by.head in self.nouns)  # "a flood cut roads and {killed} six"
        if c.rel == "relative" or (c.rel == "coord" and told):  # "a man opened fire and {wounded} five"
            by = None
        if (
            by is not None
            and done
            and w.lemma not in event_type("casualties")["objects"]
            and not (s.definite(by) or s.pronoun(by) or s.tape[by.head] == "P")
        ):
            return True
        own = [p for p in c.phrases if p.at == c.verb and not self.treated(p)]
        own += [q for q in s.phrases for p in own if q.at == p.head and q.prep is not None and s.lemma[p.head] not in self.lists["wards"]]
        return any(map(self._new, own))  # "in the firing {near Ramgarh}"

    def treated(self, p: Phrase) -> bool:
        """ "died in hospital {in Goma}", "on the way to a clinic {in Goma}": where they were treated, and not where they were hurt."""
        s, n = self.s, self.s.clause_of_verb.get(-1 if p.at is None else p.at)
        ward = s.phrase_of((p.prep or 0) - 1) if n is not None else None
        if n is None or ward is None or s.lemma[ward.head] not in self.lists["clinics"]:
            return False
        by = s.clauses[n].subject
        ill = by is not None and s.lemma[by.head] in ("patient", "baby", "infant", "newborn")  # who were there before
        return self._prep(ward) == "to" or (s.clauses[n].lemma in ("die", "succumb") and not ill)

    def _new(self, p: Phrase) -> bool:
        s, prep = self.s, self._prep(p)
        if s.tape[p.head] in "tn" or s.lemma[p.head] in self.lists["wards"] or p.head in self.nouns:
            return False
        one = s.low[p.lo] in ("a", "an", "another")
        return (one and prep == "by") or (prep in (*self.lists["scene"], "during") and (one or "P" in s.tape[p.lo : p.hi]))

    # -- where it is told
    def _range(self, w: EventWord) -> tuple[int, int, bool]:
        """The items that tell a word's event, and whether they are only a phrase of a clause about something else."""
        s = self.s
        if w.clause is not None:
            return *self._clause_range(w.clause), False
        told = s.clause_of(w.item)
        if told is not None and w.type == "casualties" and s.clauses[told].lemma in self.lists["causing"]:
            return *self._clause_range(told), False  # "a battle left nine {dead}", "brings the number of {dead} to 21"
        p = w.phrase or Phrase(w.item, w.item + 1, w.item)
        top = self._outer(p)
        for n, c in enumerate(s.clauses):
            if c.form == "part" and c.vlo == c.verb and c.objects:  # "several targeted {attacks}"
                continue
            argued = c.objects if top.prep is None else [top] if self._with_particle(c, top) else []
            subject = (c.subject is not None and c.subject.lo == top.lo) or (top.prep is None and top.hi == c.vlo)
            subject = subject and c.form == "finite" and c.rel != "relative"
            if subject or (any(o.lo == top.lo for o in argued) and not self._about(c)):
                return *self._clause_range(n), False
        return *self._phrase_range(p), not (p.lo == 0 and not s.clauses)

    def _phrase_range(self, p: Phrase) -> tuple[int, int]:
        """A noun phrase with the phrases and the relative clause right behind it, up to what tells of another event."""
        s, lo, hi = self.s, p.lo, p.hi
        for q in s.phrases:
            if q.prep == hi and s.low[hi] not in self.lists["beside"] and q.head not in self.nouns:
                hi = q.hi
            elif q.lo == hi and s.tape[q.head] == "t":  # "earlier this month"
                hi = q.hi
            elif (
                q.lo == hi + 1
                and s.tape[hi] == "C"
                and hi > p.hi
                and q.head not in self.nouns
                and not any(c.subject == q for c in s.clauses)
            ):
                hi = q.hi
            c = next((c for c in s.clauses if c.lo == hi and c.gov_item is not None and lo <= c.gov_item < hi), None)
            if (
                c is not None
                and c.rel in ("relative", "reduced")
                and (c.form != "ing" or c.gov_item != p.head)
                and not self._tells(c, weakly=True)
            ):
                hi = c.hi
        if s.low[hi : hi + 2] == [",", "including"] and (n := s.clause_of(p.lo)) is not None:
            hi = max(hi, s.clauses[n].hi)
        return lo, hi

    def _tells(self, c: Clause, weakly: bool = False) -> bool:
        """Does a clause tell of an event by any word, or (``weakly``) by one that is no mere consequence?"""
        items = self._strong if weakly else self._items
        k = bisect_left(items, c.lo)
        return k < len(items) and items[k] < c.hi

    def _about(self, c: Clause) -> bool:
        """Does the verb only speak of its object: "condemned the raid", "investigates the crash"?"""
        n = self.s.clause_of_verb.get(c.verb)
        own = self.word.get((True, n)) if n is not None else None
        return own is not None or c.lemma in self.lists["speaking"]

    def _clause_range(self, n: int) -> tuple[int, int]:
        s, c = self.s, self.s.clauses[n]
        lo, hi = c.lo, c.hi
        apart = c.rel == "that" and c.lo == c.vlo  # "said the raid, which tore up a road, {was} the first"
        if (c.form == "finite" and (c.rel in ("main", "and", "resumed") or apart)) or c.rel == "reduced":
            lo = min(lo, c.subject.lo) if c.subject is not None else lo
        up = c
        while up.rel in ("to", "bare", "ing") and up.gov is not None and up.gov < n and not self._tells(s.clauses[up.gov]):
            up = s.clauses[up.gov]  # "The rebels plan to {attack} the port"
            lo = min(up.lo, up.subject.lo if up.subject is not None and up.rel in ("main", "and", "resumed") else lo)
        last = -1
        while (on := next((m for m in self._at.get(hi, ()) if m > last and self._adds(s.clauses[m])), None)) is not None:
            last, hi = on, s.clauses[on].hi
        return lo, hi

    def _adds(self, c: Clause) -> bool:
        """Does it go on with what is told before it, and tell of nothing else: "…, chanting slogans", "moved and not {scrapped}"?"""
        beside = c.rel in ("main", "and", "resumed", "said", "that", "parenthetical") or (c.rel == "coord" and not c.negated)
        return not beside and not self._tells(c)

    def _outer(self, p: Phrase) -> Phrase:
        """ "a round of {talks}", "a wave of {attacks}": the noun that stands for it in the clause."""
        for _ in range(3):
            q = self.s.phrase_of(p.at) if p.at is not None and self._prep(p) == "of" and p.at not in self.s.clause_of_verb else None
            if q is None or q.lo == p.lo or (q.head not in self.s.clause_of_verb and self.s.lemma[q.head] not in self.lists["measures"]):
                return p
            p = q
        return p

    def _verbs(self, c: Clause) -> set[str]:
        """A clause's verb, alone and with the word behind it: "take", "take place"."""
        return {c.lemma, f"{c.lemma} {self.s.low[c.verb + 1]}" if c.verb + 1 < len(self.s.low) else ""}

    def _carrier(self, w: EventWord) -> Node | None:
        """The clause that an event noun lends its meaning to: "{carried out} an attack", "the talks {took place}"."""
        if w.phrase is None or w.verb:
            return None
        top = self._outer(w.phrase)
        for n, c in enumerate(self.s.clauses):
            verbs = self._verbs(c)
            support, occurs = not verbs.isdisjoint(self.lists["support"]), not verbs.isdisjoint(self.lists["occurring"])
            if c.form == "part" and c.vlo == c.verb and any(o.head == top.head for o in c.objects):  # "several targeted {attacks}"
                return True, n
            q = self.s.phrase_of(c.vlo - 1) if support and not c.objects else None
            if q is not None and w.item in (q.head, q.at):  # "the attack in May carried out in Vale"
                return True, n
            if (support and any(o.lo == top.lo or o.head == top.head for o in c.objects)) or self._with_particle(c, top):
                return True, n
            if c.lemma in ("respond", "retaliate", "answer") and self._prep(top) == "with" and top.at == c.verb:
                return True, n
            subject = c.subject is not None and c.subject.lo == top.lo
            if subject and (occurs or (c.passive and support)) and c.form == "finite" and c.rel != "relative":
                return True, n
        return None

    def _with_particle(self, c: Clause, p: Phrase) -> bool:
        """ "called off {the raid}", "called for {protests}"."""
        return p.prep == c.verb + 1 and p.at == c.verb and f"{c.lemma} {self._prep(p)}" in self.lists["support"]

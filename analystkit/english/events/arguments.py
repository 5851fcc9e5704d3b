"""What belongs to an event word, by attachment in its clause: the other words of one happening, its days, its places, who did it to whom.

event words -> faces of one happening -> the range that tells it -> times and places walked up to it -> subject, object, by-phrase
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analystkit.english.events.triggers import EventWord, event_type, family, weak
from analystkit.english.lexicon import sets
from analystkit.english.syntax import Clause, Phrase, Syntax
from analystkit.english.tokens import Span

Node = tuple[bool, int]
"""A clause by its place, or (False) a noun by its item."""

DEEDS = frozenset({"violence", "detention", "abduction", "release", "seizure", "deployment"})  # done by one to another
_MAIN = frozenset("main and resumed that coord said".split())


@dataclass
class Happening:
    """One happening that a sentence tells: the word that names it, all its words, and the items that tell it."""

    head: EventWord
    words: list[EventWord]
    lo: int = 0
    hi: int = 0
    phrase: bool = False
    nodes: set[Node] = field(default_factory=set)


class Arguments:
    """The attachments of one sentence's event words."""

    def __init__(self, s: Syntax, found: Sequence[EventWord]) -> None:
        self.s, self.lists = s, sets("arguments")
        self.node = {w: (True, w.clause) if w.clause is not None else (False, w.item) for w in found}
        self.word = {n: w for w, n in self.node.items()}
        self.nouns = {w.item for w in found if not w.verb}

    # -- one happening, several words
    def happenings(self) -> list[Happening]:
        """The happenings of the sentence, by the word that names each."""
        parent: dict[Node, Node] = {}

        def root(n: Node) -> Node:
            while parent.get(n, n) != n:
                n = parent[n]
            return n

        for a, b in self._faces():
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
            consequence = weak(w.type) or w.trigger.loose
            if c.subject is not None and not c.passive and consequence and c.rel != "coord":
                yield from ((me, n) for n in self._noun_nodes(c.subject))
            if weak(w.type):
                ways = ("in", "during", "by", "from", "when") if c.passive or not c.objects else ("in", "during")
                yield from ((me, n) for p in c.phrases if self._prep(p) in ways and p.at == c.verb for n in self._noun_nodes(p))
            if c.gov is not None and (gov := self.word.get((True, c.gov))) and self._one(w, gov, c):
                yield me, (True, c.gov)
            if c.rel in ("relative", "reduced", "participial") and consequence and not c.passive and c.gov_item in self.nouns:
                yield me, (False, c.gov_item or 0)
            if c.rel == "and" and weak(w.type) and not c.phrases:  # "a guard was killed in the raid, and two {were hurt}"
                before = [n for x, n in self.node.items() if x.clause is not None and x.clause < w.clause and weak(x.type)]
                yield from ((me, n) for n in before[-1:])
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

    def _equated(self) -> Iterator[tuple[Node, Node]]:
        """ "The {strike} was the first retaliatory {move}"."""
        for c in self.s.clauses:
            if c.lemma == "be" and c.subject is not None and c.objects:
                yield from ((a, b) for a in self._noun_nodes(c.subject) for b in self._noun_nodes(c.objects[0]))

    def _one(self, w: EventWord, gov: EventWord, c: Clause) -> bool:
        """Does a clause go on with the happening of its governor?"""
        if c.rel == "coord":
            return weak(w.type) and (weak(gov.type) or not c.objects or not self.s.clauses[c.gov or 0].objects)
        if c.rel in ("participial", "reduced"):
            return weak(w.type) or w.trigger.loose or family(w.type) == family(gov.type) == "statement"
        return c.rel == "adverbial" and c.marker in ("when", "as", "after") and weak(gov.type) and not weak(w.type)

    def _noun_faces(self, w: EventWord, me: Node) -> Iterator[tuple[Node, Node]]:
        for p in self.s.phrases:
            if weak(w.type) and w.item in (p.at, (p.prep or 0) - 1) and self._prep(p) in ("in", "during", "from"):
                yield from ((me, n) for n in self._noun_nodes(p))
        n = self.s.clause_of(w.item)
        if n is not None and weak(w.type) and self.s.clauses[n].lemma in ("leave", "claim", "cause"):
            yield from ((me, x) for by in [self.s.clauses[n].subject] if by is not None for x in self._noun_nodes(by))
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

    # -- where it is told
    def _range(self, w: EventWord) -> tuple[int, int, bool]:
        """The items that tell a word's event, and whether they are only a phrase of a clause about something else."""
        s = self.s
        if w.clause is not None:
            return *self._clause_range(w.clause), False
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
        return any(c.lo <= w.item < c.hi and not (weakly and weak(w.type)) for w in self.node)

    def _about(self, c: Clause) -> bool:
        """Does the verb only speak of its object: "condemned the raid", "investigates the crash"?"""
        n = self.s.clause_of_verb.get(c.verb)
        own = self.word.get((True, n)) if n is not None else None
        return own is not None or c.lemma in self.lists["speaking"]

    def _clause_range(self, n: int) -> tuple[int, int]:
        s, c = self.s, self.s.clauses[n]
        lo, hi = c.lo, c.hi
        if (c.form == "finite" and c.rel in ("main", "and", "resumed")) or c.rel == "reduced":
            lo = min(lo, c.subject.lo) if c.subject is not None else lo
        up = c
        while up.rel in ("to", "bare", "ing") and up.gov is not None and up.gov < n and not self._tells(s.clauses[up.gov]):
            up = s.clauses[up.gov]  # "The rebels plan to {attack} the port"
            lo = min(up.lo, up.subject.lo if up.subject is not None and up.rel in ("main", "and", "resumed") else lo)
        for d in s.clauses:  # what goes on with it and tells of nothing else: "…, chanting slogans", "a convoy which carried food"
            if d.lo == hi and d.rel not in ("main", "and", "resumed", "said", "that", "parenthetical", "coord") and not self._tells(d):
                hi = d.hi
        return lo, hi

    def _outer(self, p: Phrase) -> Phrase:
        """ "a round of {talks}", "a wave of {attacks}": the noun that stands for it in the clause."""
        for _ in range(3):
            q = self.s.phrase_of(p.at) if p.at is not None and self._prep(p) == "of" and p.at not in self.s.clause_of_verb else None
            if q is None or q.lo == p.lo or (q.head not in self.s.clause_of_verb and self.s.lemma[q.head] not in self.lists["measures"]):
                return p
            p = q
        return p

    # -- days and places
    def _carrier(self, w: EventWord) -> Node | None:
        """The clause that an event noun lends its meaning to: "{carried out} an attack", "the talks {took place}"."""
        if w.phrase is None or w.verb:
            return None
        top = self._outer(w.phrase)
        for n, c in enumerate(self.s.clauses):
            verbs = {c.lemma, f"{c.lemma} {self.s.low[c.verb + 1]}" if c.verb + 1 < len(self.s.low) else ""}
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

    def belongs(self, h: Happening, homes: Sequence[Node]) -> bool:
        """Does what hangs on these nodes belong to a happening?"""
        return not h.nodes.isdisjoint(homes)

    def items(self, span: Span) -> range:
        """The items of a range of the text, without a preposition that opens it: "on 3 May"."""
        lo, hi = self.s.item_at(span.start), self.s.item_at(span.end - 1)
        if lo is None or hi is None:
            return range(0)
        return range(lo + (lo < hi and self.s.tape[lo] == "I"), hi + 1)

    def time_homes(self, span: Span) -> list[Node]:
        """What a time tells of: the verb or the event noun that it hangs on."""
        k, s = self.items(span), self.s
        p = s.phrase_of(k.start) if k else None
        if not k:
            return []
        if p is None:
            return self._clause_node(k.start)
        if p.head >= k.stop:  # "Tuesday's attack", "the 2003 van"
            return [(False, p.head)] if p.head in self.nouns else [(False, i) for i in range(k.stop, p.hi) if i in self.nouns][:1]
        after = next((n for n, c in enumerate(s.clauses) if c.marker in ("when", "where") and p.hi <= c.lo <= p.hi + 1), None)
        if after is not None:  # "since 2017, when a general was killed"
            return [(True, after)]
        if p.at is None:
            return self._clause_node(k.start)
        before = (p.prep if p.prep is not None else p.lo) - 1
        back = before
        while back >= 0 and s.tape[back] in "IPtn,.":  # "the attack in Seaton Street, Hill Town, at noon, {on Friday}"
            back -= 1
        if back in self.nouns and back < before and s.clause_of_verb.get(p.at or -1, -1) not in {n for c, n in self.word if c}:
            return [(False, back)]
        if (
            before in self.nouns and p.prep is None and (own := s.phrase_of(before)) and own.prep is None
        ):  # "strikes {last night} on targets"
            return [(False, before)]
        if p.at in s.clause_of_verb and (answered := self._answered(p)) is not None:
            return [(False, answered)]
        if p.at in s.clause_of_verb:
            n = s.clause_of_verb[p.at]
            return [(True, n), *self._told_by(n)]
        return [(False, p.at)] if p.at in self.nouns else self._clause_node(k.start) if self._prep(p) in ("on", "in", "at", "") else []

    def _answered(self, p: Phrase) -> int | None:
        """ "It came in response to {attacks} {last week}": the event noun behind "to" or "for", between the verb and a phrase."""
        near = [k for k in self.nouns if (p.at or 0) < k < p.lo and (q := self.s.phrase_of(k)) and self._prep(q) in ("to", "for")]
        return max(near, default=None)

    def _told_by(self, n: int) -> list[Node]:
        """ "{attacks} by groups acting for the band {this month}": the event noun that a reduced clause describes."""
        c = self.s.clauses[n]
        if c.rel != "reduced" or c.form != "ing" or (True, n) in self.word:
            return []
        p = self.s.phrase_of(c.gov_item or 0)
        for _ in range(3):
            if p is None or p.head in self.nouns:
                return [(False, p.head)] if p is not None else []
            if p.at in self.s.clause_of_verb and (k := self._answered(p)) is not None:
                return [(False, k)]
            p = self.s.phrase_of(p.at) if p.at is not None and p.at not in self.s.clause_of_verb else None
        return []

    def _clause_node(self, item: int) -> list[Node]:
        n = self.s.clause_of(item)
        if n is None and self.s.clauses and item < self.s.clauses[0].lo:
            n = 0  # what opens the sentence
        return [(True, n)] if n is not None else [(False, k) for k in self.nouns if not self.s.clauses]

    def place_homes(self, span: Span) -> list[Node]:
        """What a place tells of: up past nouns that are somewhere (a camp in Vale) to the verb or event noun; never past "of" or "from"."""
        k, s = self.items(span), self.s
        p = s.phrase_of(k.start) if k else None
        if p is None:
            return []
        if p.head >= k.stop:  # "the Silesia pit collapse"
            return [(False, p.head)] if p.head in self.nouns and s.tape[k.stop - 1] != "S" else []
        word = self._prep(p)
        out: list[Node] = []
        if not word and s.low[p.lo - 1 : p.lo] == [","] and p.lo > 1 and s.tape[p.lo - 2] == "P":  # "in Port Vale, Arden"
            return self.place_homes(Span(s.starts[p.lo - 2], s.ends[p.lo - 2]))
        if not word:
            struck = (n for n, c in enumerate(s.clauses) if any(o.lo == p.lo for o in c.objects) and c.lemma in self.lists["striking"])
            return [(True, n) for n in struck]
        for _ in range(6):
            if p.at is None:
                return out or ([(False, n) for n in self.nouns] if not s.clauses and word in self.lists["scene"] else [])
            if p.at in s.clause_of_verb and (answered := self._answered(p)) is not None:
                return [*out, (False, answered)]
            if p.at in s.clause_of_verb:
                n = s.clause_of_verb[p.at]
                out += [(True, n)] if word in self.lists["scene"] else []
                held = s.phrase_of(s.clauses[n].gov_item or 0) if s.clauses[n].rel == "reduced" else None
                if held is None or held.lo == p.lo or (word != "by" and word not in self.lists["scene"]):
                    return out
                if held.head in self.nouns:
                    return [*out, (False, held.head)]
                if held.prep is None:
                    return [*out, *self._argument_of(held)]
                p, word = held, self._prep(held)
                continue
            if p.at in self.nouns:
                return [*out, (False, p.at)] if word in self.lists["scene"] or word in self.lists["aimed"] else out
            q = s.phrase_of(p.at) if p.at is not None else None
            if (
                q is None
                or q.lo == p.lo
                or word in ("from", "by", "for", "to")
                or (word == "of" and s.lemma[q.head] not in self.lists["somewhere"])
            ):
                return out
            if q.prep is None:
                return [*out, *self._argument_of(q)] if word in self.lists["scene"] else out
            p, word = (
                q,
                "at"
                if self._prep(q) in ("on", "at", "against", "of", "into", "to", "under", "through") and q.at in self.nouns
                else self._prep(q),
            )
        return out

    def _argument_of(self, q: Phrase) -> list[Node]:
        """The clause whose object, or subject of a passive, a phrase is."""
        for n, c in enumerate(self.s.clauses):
            if (c.lemma != "be" and any(o.lo == q.lo for o in c.objects)) or (
                c.subject is not None and c.subject.lo == q.lo and (c.passive or c.rel in _MAIN)
            ):
                return [(True, n)]
        return []

    # -- who did it to whom
    def roles(self, h: Happening) -> Iterator[tuple[Phrase, str]]:
        """The phrases of who acts, who is struck and who orders it, and those joined to them."""
        for p, role in self._roles(h):
            yield p, role
            before = self.s.phrase_of(p.lo - 2) if p.lo > 1 and self.s.tape[p.lo - 1] == "C" else None
            if before is not None and before.hi == p.lo - 1:  # "the US and {its allies} have attacked"
                yield before, role
            after = self.s.phrase_of(p.hi + 1) if self.s.tape[p.hi : p.hi + 1] == "C" else None
            if after is not None and after.lo == p.hi + 1 and not any(c.subject == after for c in self.s.clauses):
                yield after, role

    def _roles(self, h: Happening) -> Iterator[tuple[Phrase, str]]:
        w = h.head
        if w.clause is not None:
            yield from self._verb_roles(w, self.s.clauses[w.clause])
        else:
            yield from self._noun_roles(w)
            for x in h.words:
                if x.clause is not None and not weak(x.type) and not self.s.clauses[x.clause].passive:
                    yield from ((o, "target") for o in self.s.clauses[x.clause].objects[:1])
                if x.clause is not None and self.s.clauses[x.clause].passive and weak(x.type) and (p := self.s.clauses[x.clause].subject):
                    yield p, "target"

    def _verb_roles(self, w: EventWord, c: Clause) -> Iterator[tuple[Phrase, str]]:
        doer = w.lemma not in self.lists["no doer"] and (c.passive or bool(c.objects) or not weak(w.type))  # «4 killed»
        by = [p for p in c.phrases if self._prep(p) == "by" and p.at == c.verb and self.s.tape[p.head] != "t"]
        if c.passive:
            yield from ((p, "agent") for p in by if doer)
            if c.subject is not None:
                yield c.subject, "target"
        elif c.subject is not None and doer:
            yield c.subject, "agent"
            if w.lemma not in event_type("casualties")["verbs"] or c.objects:
                behind = self.s.phrase_of(c.verb + 1)
                beside = [behind] if behind is not None and behind.prep is None and self.s.tape[behind.head] == "P" else []
                yield from ((o, "target") for o in c.objects or beside)
        yield from ((p, "target") for p in c.phrases if p.at == c.verb and self._prep(p) in ("against", "with") and doer)
        for d in self.s.clauses:  # "rockets fired by the guard {hit} a base"
            if (
                d.rel == "reduced"
                and d.passive
                and c.subject is not None
                and d.gov_item == c.subject.head
                and d.lemma in self.lists["firing"]
            ):
                yield from ((p, "agent") for p in d.phrases if self._prep(p) == "by")
        yield from self._commanders()

    def _held(self, c: Clause, p: Phrase) -> bool:
        """ "was behind {the attack}", "are responsible for {the killing}"."""
        responsible = c.predicate is not None and self.s.low[c.predicate] == "responsible" and self._prep(p) == "for"
        return (responsible and p.at in (c.verb, c.predicate)) or (self._prep(p) == "behind" and p.at == c.verb)

    def _commanders(self) -> Iterator[tuple[Phrase, str]]:
        """ "at the direction of the king", "on Ann Lee's orders"."""
        for p in self.s.phrases:
            if p.prep is not None and self.s.lemma[p.head] in ("direction", "order", "command", "instruction"):
                yield from ((q, "commander") for q in self.s.phrases if q.at == p.head and self._prep(q) == "of")
                if "S" in self.s.tape[p.lo : p.head]:
                    yield Phrase(p.lo, p.head, p.head - 1), "commander"

    def _noun_roles(self, w: EventWord) -> Iterator[tuple[Phrase, str]]:
        s, p = self.s, w.phrase or Phrase(w.item, w.item + 1, w.item)
        aimed = self.lists["aimed"] | (frozenset() if family(w.type) == "violence" else {"with", "to"})
        reach = [range(p.lo, p.hi)]
        for q in s.phrases:
            if q.at is not None and any(q.at in r for r in reach) and (q.prep or 0) >= p.hi:
                if self._prep(q) in ("by", "of", "in", "on"):  # "attacks by the guard {against the band}"
                    reach.append(range(q.lo, q.hi))
                if self._prep(q) == "by":
                    yield q, "agent"
                elif self._prep(q) in aimed and s.tape[q.head] != "t":
                    yield q, "target"
        yield from self._commanders()
        for c in s.clauses:
            if c.lemma == "be" and c.subject is not None and p.prep is not None and c.verb < p.prep and self._held(c, p):
                yield c.subject, "agent"
            if c.rel == "reduced" and c.gov_item == w.item and c.passive:
                yield from ((q, "agent") for q in c.phrases if self._prep(q) == "by")
        if p.lo < w.item and w.lemma not in self.lists["no doer"]:
            yield Phrase(p.lo, w.item, w.item - 1), "agent"
        if (n := self._carrier(w)) is not None:
            c = s.clauses[n[1]]
            if c.lemma in self.lists["ordering"]:
                yield from ((q, "authoriser") for q in [c.subject] if q)
            elif c.lemma in self.lists["support"]:
                used = s.clauses[c.gov] if c.rel in ("to", "purpose") and c.gov is not None else c  # "used jets to {carry out} a raid"
                acts = used.subject if used.lemma in ("use", "deploy", "send", "fly") else c.subject
                who = [q for q in c.phrases if self._prep(q) == "by"] if c.passive else [acts] if acts else []
                yield from ((q, "agent") for q in who)
            if c.lemma in self.lists["striking"]:
                yield from ((o, "target") for o in c.objects)

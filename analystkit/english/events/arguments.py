"""What belongs to a happening, by attachment in its clauses: its days, its places, who did it to whom.

times and places walked up to a verb or an event noun -> subject, object, by-phrase
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analystkit.english.events.happenings import Happening, Happenings, Node
from analystkit.english.events.triggers import EventWord, event_type, family, group, harmful, weak
from analystkit.english.lexicon.verbs import frames
from analystkit.english.syntax import Clause, Phrase
from analystkit.english.syntax.chunks import event_nouns
from analystkit.english.tokens import Span

_TO_SOMEBODY = frozenset("kill murder assassinate execute behead lynch kidnap abduct injure wound".split())  # verbs that ask an object
_LATER = frozenset("following next later after".split())  # in a day counted from what goes before it
_LIMITS = frozenset("by until till".split())
_MAIN = frozenset("main and resumed that coord said".split())


class Arguments(Happenings):
    """The attachments of one sentence's event words."""

    # -- days and places
    def belongs(self, h: Happening, homes: Sequence[Node]) -> bool:
        """Does what hangs on these nodes belong to a happening?"""
        return not h.nodes.isdisjoint(homes)

    def items(self, span: Span) -> range:
        """The items of a range of the text, without a preposition that opens it: "on 3 May"."""
        lo, hi = self.s.item_at(span.start), self.s.item_at(span.end - 1)
        if lo is None or hi is None:
            return range(0)
        return range(lo + (lo < hi and self.s.tape[lo] == "I"), hi + 1)

    def limit(self, span: Span) -> bool:
        """ "held {until Monday}", "must leave {by the end of May}": up to when, and not when; "by Monday's blast" names the blast."""
        k = self.items(span)
        p = self.s.phrase_of(k.stop - 1) if k else None
        before = (w for w in reversed(self.s.low[max(0, k.start - 3) : k.start]) if w not in ("on", "late", "early", "the"))
        return p is not None and p.head < k.stop and next(before, "") in _LIMITS and "S" not in self.s.tape[k.start : k.stop]

    def time_homes(self, span: Span) -> list[Node]:
        """What a time tells of: the verb or the event noun that it hangs on."""
        k, s = self.items(span), self.s
        p = s.phrase_of(k.start) if k else None
        if not k or s.low[k.start - 1 : k.start] == ["than"] or s.low[k.start - 2 : k.start] == ["than", "in"]:
            return []
        if s.low[k.stop : k.stop + 1] == [","] and k.stop + 1 in self.nouns and s.tape[k.start - 1 : k.start] == "D":
            return [(False, k.stop + 1)]  # "the Dec. 21, 1988, {bombing}"
        q = s.phrase_of(k.stop - 1)
        if q is not None and q.lo > k.start and q.head >= k.stop and q.head in self.nouns:  # "the September 11, 2001 {attacks}"
            return [(False, q.head)]
        while p is not None and p.at is not None and self._prep(p) == "of" and s.tape[p.at] == "t" and p.head < k.stop:
            p = s.phrase_of(p.at)  # "on {the night} of 12 to 13 May"
        if p is None:
            return self._clause_node(k.start)
        held = s.phrase_of((p.prep or 0) - 1) if self._prep(p) == "of" and p.head not in self.nouns else None
        if held is not None and s.tape[held.head] == "N":
            if (above := self._event_above(held.head)) is not None:
                return [(False, above)]  # "The raid followed {the ambush} of 1 March"
            if any(o.lo == held.lo for c in s.clauses for o in c.objects):
                return []  # "The strike followed the cave-in of May 10"
        many = p.head >= k.stop and s.tape[k.stop : p.head].lstrip("J")[:1] == "n" and p.head not in self.nouns
        if many and self._prep(p) in ("in", "at", "on"):
            return self._clause_node(k.start)  # "At Christmas 2019 | at least six people {died}"
        if p.head >= k.stop and s.tape[p.head] != "t":  # "Tuesday's attack", "the 2003 van", but "yesterday lunchtime"
            named = [i for i in (p.head, *range(k.stop, p.hi)) if i in self.nouns][:1]
            in_it = (n for n, c in enumerate(s.clauses) if c.rel == "relative" and c.gov_item == p.head)
            return [(False, i) for i in named] or [(True, n) for n in in_it]  # "Monday's crash, in which two {died}"
        after = next((n for n, c in enumerate(s.clauses) if c.marker in ("when", "where") and p.hi <= c.lo <= p.hi + 1), None)
        if after is not None:  # "since 2017, when a general was killed"; "killed last Tuesday when police fired" tells both
            noun = (p.prep or 0) - 1  # "an {attack} in 2017, when a general was killed"
            aside = s.clauses[after].lo > p.hi and (not self._opens(k.start) or self._prep(p) == "since")
            here = [(False, noun)] if noun in self.nouns else [] if aside else self._clause_node(k.start)
            return [(True, after), *here]
        told = next((c.subject for c in s.clauses if c.vlo == p.hi and c.subject is not None and c.subject.hi <= p.lo), None)
        if told is not None and p.prep is None and told.head in self.nouns:  # "the attack on the camp {last week} was condemned"
            return [(False, told.head)]
        if p.at is None or s.lemma[p.at] == "accord" or (self._prep(p) in ("by", "until", "till") and p.at not in s.clause_of_verb):
            return self._clause_node(k.start)  # "Nobody had {claimed} the attack by Wednesday, and"
        before = (p.prep if p.prep is not None else p.lo) - 1
        if p.at == before and before in self.nouns:  # "revenge for {the raids} this month"
            return [(False, before)]
        back = before
        while back >= 0 and s.tape[back] in "IPtn,.":  # "the attack in Seaton Street, Hill Town, at noon, {on Friday}"
            back -= 1
        beside = s.phrase_of(before) if before >= 0 else None
        above = self._event_above(beside.at) if beside is not None and beside.prep is not None and before not in self.nouns else None
        if above is not None and above < before:  # "a call with her funders {on Saturday}", "the killing of priests in Vale {on 2 May}"
            back = above
        if (
            back in self.nouns
            and back < before
            and not self._charged(back)
            and s.clause_of_verb.get(p.at or -1, -1) not in {n for c, n in self.word if c}
        ):
            n = s.clause_of_verb.get(p.at or -1)
            return [(False, back), *(self._meanwhile(n) if n is not None and back == above else [])]
        doing = self.word.get((True, s.clause_of_verb.get(p.at if p.at is not None else -1, -1)))
        year = self._prep(p) == "in" and s.tape[p.head] == "n" and doing is not None and doing.type == "trial"
        if year and back in self.nouns and back < before:  # "guilty of {the murder} of two women in 2018"
            return [(False, back)]
        if beside is not None and self._long_after(beside) and before not in self.nouns:
            return []  # "a day after the vote {on Monday}"
        by = beside is not None and doing is None and self._beside(beside)  # "the plant, wrecked by {an explosion} on Monday"
        to_come = self._prep(p) in ("from", "for") or (doing is not None and doing.type == "threat")
        if before in self.nouns and (by or to_come):  # "called {a strike} from Monday", "threatens {a walkout} in June"
            return [(False, before)]
        if (
            before in self.nouns and p.prep is None and (own := s.phrase_of(before)) and self._prep(own) in ("", "of")
        ):  # "strikes {last night} on targets"
            return [(False, before)]
        if before in self.nouns and s.low[p.hi : p.hi + 1] == ["of"]:  # "recalled {the abduction} on 18 October of a nurse"
            return [(False, before)]
        above = self._event_above(before) if p.at is not None and p.lo < p.at and p.at in s.clause_of_verb else None
        own = s.phrase_of(above) if above is not None else None
        if above is not None and own is not None and self._prep(own) in ("after", "before", "since", "following"):
            return [(False, above)]  # "Two days after {the bombing} of the court {on 19 October}, a guard died"
        if p.at in s.clause_of_verb and (answered := self._answered(p)) is not None:
            return [(False, answered)]
        if p.at in s.clause_of_verb:
            n = s.clause_of_verb[p.at]
            if s.clauses[n].lemma == "follow" and (followed := [o for o in s.clauses[n].objects if o.lo < p.lo]):
                return [(False, o.head) for o in followed if o.head in self.nouns]  # "The strike followed {the fall} of a crane on 3 May"
            n = self._lasting(n, p)
            then = self._following(p) if s.tape[p.head] == "n" else []
            then += [self.node[w] for w in self.node if w.start <= s.starts[p.at] < w.end]  # "{taken in for questioning} last night"
            return [(True, n), *self._along(n, p.lo), *self._meanwhile(n), *self._told_by(n), *then]
        if (above := self._event_above(p.at)) is not None:
            return [(False, above)]
        return self._clause_node(k.start) if self._prep(p) in ("on", "in", "at", "") else []

    def _event_above(self, item: int | None) -> int | None:
        """ "the {raid} on the mill in Goma on 3 July", from what a day hangs on up to an event noun."""
        for _ in range(4):
            if item is None or item in self.nouns:
                return item
            p = self.s.phrase_of(item) if item not in self.s.clause_of_verb else None
            if p is not None and p.prep is None and self.s.tape[p.lo - 1 : p.lo] == "C" and self.s.tape[p.head] == "P":
                p = self.s.phrase_of(p.lo - 2)  # "the strike in Vale and {Moor}, which ran"
            item = p.at if p is not None and p.at != item else None
        return None

    def _beside(self, p: Phrase) -> bool:
        """ "wrecked by {an explosion}", "told him so in {a phone call}", "ousted in {a coup}"; but "is suspected in {the bombing}"."""
        known = family(self.word[False, p.head].type) == "violence" and self.s.definite(p) if p.head in self.nouns else True
        return self._prep(p) in ("by", "during", "at") or (self._prep(p) == "in" and p.at in self.s.clause_of_verb and not known)

    def _charged(self, noun: int) -> bool:
        """ "was found guilty of {murder}, at the court, last Friday": the deed that a verdict names."""
        p = self.s.phrase_of(noun)
        return p is not None and self._prep(p) in ("of", "for", "with") and p.at is not None and self.s.phrase_of(p.at) is None

    def _answered(self, p: Phrase) -> int | None:
        """ "It came in response to {attacks} {last week}", "followed by {raids} {in May}": the event noun between a verb and a phrase."""
        ways = ("to", "for", "by") if self.s.lemma[p.at or 0] == "follow" else ("to", "for")
        near = [k for k in self.nouns if (p.at or 0) < k < p.lo and (q := self.s.phrase_of(k)) and self._prep(q) in ways]
        return max(near, default=None)

    def _following(self, p: Phrase) -> list[Node]:
        """ "It escalated {in 1979}, followed by {the seizure}": what followed in that year."""
        then = (c for c in self.s.clauses if c.lemma == "follow" and c.passive and p.hi <= c.verb <= p.hi + 1)
        return [(False, q.head) for c in then for q in c.phrases if self._prep(q) == "by" and q.head in self.nouns]

    def _lasting(self, n: int, p: Phrase) -> int:
        """ "They {have blocked} the road used by the mine {since 5 March}": what has gone on since then."""
        c = self.s.clauses[n]
        held = c.rel in ("reduced", "relative") and not c.perfect and self._prep(p) == "since"
        return c.gov if held and c.gov is not None and self.s.clauses[c.gov].perfect else n

    def _told_by(self, n: int) -> list[Node]:
        """ "{attacks} by groups acting for the band {this month}": the event noun that a reduced clause describes."""
        c = self.s.clauses[n]
        lent = not self._verbs(c).isdisjoint(self.lists["doing"]) and c.passive
        struck = self.word.get((True, -1 if c.gov is None else c.gov))
        if c.rel == "relative" and c.progressive and not c.perfect and (True, n) not in self.word and struck and harmful(struck.type):
            return [(True, c.gov or 0)]  # "{attacked} a patrol that was clearing mines {on Monday}"
        occurs = c.rel == "relative" and not self._verbs(c).isdisjoint(self.lists["occurring"])
        if (occurs or (c.rel in ("relative", "reduced") and lent)) and c.marker != "who":
            above = self._event_above(c.gov_item)  # "the {attack} on a bus that took place {on 17 July}", "the {raid} carried out then"
            return [] if above is None else [(False, above)]
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

    def _opens(self, item: int) -> bool:
        """Does it stand before all that is told: "{On Monday}, as the crowd was leaving, …", "said that {on Monday}, …"?"""
        first = self.s.clauses[0] if self.s.clauses else None
        return first is not None and (item < first.lo or first.lemma == "accord" or "that" in self.s.low[max(0, item - 3) : item])

    def _clause_node(self, item: int) -> list[Node]:
        n = self.s.clause_of(item)
        if self._opens(item):  # what opens the sentence, though "a bomb {laid there} killed six"
            # nor is one with an object of its own: "On Friday, Lee {ordered} raids on groups based there"
            free = ("reduced", "relative", "participial")  # but "a truck {carrying} men overturned" tells of the truck
            later = [(m, c) for m, c in enumerate(self.s.clauses) if c.verb > item and c.form not in ("ing", "to") and c.rel != "adverbial"]
            n = next((m for m, c in later if c.objects or c.rel not in free), n or 0)  # "On Monday, as the crowd left, gunmen {shot} two"
            if self.s.tape[item - 1] == "," and "--" in self.s.low[item : self.s.clauses[n].verb]:
                return []  # "Vale city, {31 Aug 89} (Radio Arden) -- The leaders have met": of a dateline
        return (
            [(True, n), *self._along(n, item), *self._meanwhile(n)]
            if n is not None
            else [(False, k) for k in self.nouns if not self.s.clauses]
        )

    def _along(self, n: int, at: int) -> list[Node]:
        """The verbs that share the day of a clause: "{left} the road and fell on Monday, {killing} six", "On Monday they stormed it and
        {burnt} a school", "gathered on Monday to {protest}"; and what became of people: "It blew up on Monday and six {died}"."""
        clauses, out = self.s.clauses, self._purpose(n)
        k = n
        own = not _LATER.isdisjoint(self.s.low[at : at + 4])  # "was seized and charged {the following day}"
        while at > clauses[k].verb and clauses[k].rel == "coord" and (gov := clauses[k].gov) is not None and gov < k and not own:
            if clauses[k].vlo < clauses[k].verb:
                break  # "was seized and {was charged} on Monday"
            out.append((True, k := gov))
        for m, c in enumerate(clauses):
            harm = (w := self.word.get((True, m))) is not None and weak(w.type)
            if (
                (c.gov == n and c.verb > at and c.rel == "participial" and c.form == "ing")
                or (c.gov == n and at < clauses[n].verb and c.rel == "coord")
                or (m == n + 1 and c.rel == "and" and harm and c.verb > at and (at > clauses[n].verb or self._struck_down(n, c)))
            ):
                out.append((True, m))
        return out

    def _struck_down(self, n: int, c: Clause) -> bool:
        """ "On Monday a truck hit a mine; three {were killed}": of what struck them on that day, where nothing else is told of it."""
        struck = not self._verbs(self.s.clauses[n]).isdisjoint(self.lists["striking"] | self.lists["occurring"] | self.lists["firing"])
        return struck and not c.perfect and not any(self.s.tape[p.head] == "t" or p.head in self.nouns for p in c.phrases)

    def _meanwhile(self, n: int) -> list[Node]:
        """ "Nine {were hurt} when police broke up a crowd in Vale on Monday": what a clause that tells no event says of its governor's."""
        c = self.s.clauses[n]
        of = c.rel == "adverbial" and c.marker in ("when", "as", "while") and (True, n) not in self.word
        return [(True, c.gov)] if of and c.gov is not None else []

    def _purpose(self, n: int) -> list[Node]:
        """ "They {gathered} there to {protest}": what they did there."""
        met = self.s.clauses[n].lemma in self.lists["gathering"]
        return [(True, m) for m, c in enumerate(self.s.clauses) if met and c.gov == n and c.rel == "purpose"]

    def place_homes(self, span: Span) -> list[Node]:
        """What a place tells of: up past nouns that are somewhere (a camp in Vale) to the verb or event noun; never past "of" or "from"."""
        k, s = self.items(span), self.s
        p = s.phrase_of(k.start) if k else None
        if p is None:
            return []
        centre = p.head >= k.stop and p.prep is not None and {s.lemma[i] for i in range(k.stop, p.hi)} <= self.lists["somewhere"]
        if p.head >= k.stop and not centre:  # "the Silesia pit collapse", but "in {Leeds} city centre"
            return [(False, p.head)] if p.head in self.nouns and s.tape[k.stop - 1] != "S" else []
        word = self._prep(p)
        out: list[Node] = []
        if not word and s.low[p.lo - 1 : p.lo] == [","] and p.lo > 1 and s.tape[p.lo - 2] == "P":  # "in Port Vale, Arden"
            return self.place_homes(Span(s.starts[p.lo - 2], s.ends[p.lo - 2]))
        if not word:
            return self._struck(p)
        if self._of_a_reason(p) or self.treated(p):
            return []
        for _ in range(6):
            if p.at is None:
                return out or ([(False, n) for n in self.nouns] if not s.clauses and word in self.lists["scene"] else [])
            if p.at in s.clause_of_verb and (answered := self._answered(p)) is not None:
                return [*out, (False, answered)]
            if p.at in s.clause_of_verb:
                n = s.clause_of_verb[p.at]
                told = self._told_by(n) if s.clauses[n].rel == "relative" else self._purpose(n)
                out += [(True, n), *told, *self._meanwhile(n)] if word in self.lists["scene"] else []
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
            if self._prep(q) == "up" and q.at in s.clause_of_verb and word in self.lists["scene"]:  # "broke up {a crowd in Goma}"
                n = s.clause_of_verb[q.at]
                return [*out, (True, n), *self._meanwhile(n)]
            if q.prep is None:
                return [*out, *self._argument_of(q)] if word in self.lists["scene"] else out or self._struck(q)
            p, word = (
                q,
                "at"
                if self._prep(q) in ("on", "at", "against", "of", "into", "to", "under", "through") and q.at in self.nouns
                else self._prep(q),
            )
        return out

    def here(self, h: Happening) -> bool:
        """ "A bomb went off by the market {here}": in the town of the dateline, where nobody is quoted."""
        s = self.s
        at = (k for k, w in enumerate(s.low) if w == "here" and s.tape[k] == "R" and s.tape.count("Q", 0, k) % 2 == 0)
        return any((n := s.clause_of(k)) is not None and (True, n) in h.nodes for k in at)

    def _struck(self, p: Phrase) -> list[Node]:
        """ "shelled {Goma}", "stormed {the port of Goma}": what is done to a place is done there."""
        done = (n for n, c in enumerate(self.s.clauses) if any(o.lo == p.lo for o in c.objects))
        return [(True, n) for n in done if self.s.clauses[n].lemma in self.lists["striking"] or (True, n) in self.word]

    def _of_a_reason(self, p: Phrase) -> bool:
        """ "sanctions over its war {in Ukraine}", "for its support of militias {in Iraq}": where the reason is, and not the deed."""
        q = self.s.phrase_of((p.prep or p.lo) - 1)
        while q is not None and q.prep is None and q.lo > 1 and self.s.low[q.lo - 1] in (",", "and"):
            q = self.s.phrase_of(q.lo - 2) or self.s.phrase_of(q.lo - 3)
        lasting = q is not None and (self.s.tape[q.head] == "t" or self.s.lemma[q.head] in self.lists["spans of time"])
        return q is not None and self._prep(q) in ("for", "over") and not lasting and q.head not in self.nouns

    def _argument_of(self, q: Phrase) -> list[Node]:
        """The clause whose object, or subject of a passive, a phrase is."""
        for n, c in enumerate(self.s.clauses):
            if (c.lemma != "be" and any(o.lo == q.lo for o in c.objects)) or (
                c.subject is not None and c.subject.lo == q.lo and (c.passive or c.rel in _MAIN)
            ):
                return [(True, n)]
        return []

    # -- who did it to whom
    def accused(self, h: Happening) -> bool:
        """ "accused the guards of {having carried out} the attack", "denied that they had": there was one, and who did it is not told."""
        carrier = self._carrier(h.head)
        c = self.s.clauses[carrier[1]] if carrier is not None and carrier[0] else None
        if c is None or c.gov is None or c.rel not in ("of", "that", "ing"):
            return False
        return self.s.clauses[c.gov].lemma in (("accuse", "suspect") if c.rel == "of" else frames()["disputing"])

    def ordered(self, h: Happening) -> bool:
        """ "In May Lee {authorised} strikes": what is ordered then may be done then."""
        carrier = self._carrier(h.head)
        return carrier is not None and carrier[0] and self.s.clauses[carrier[1]].lemma in self.lists["ordering"]

    def ended(self, h: Happening) -> int | None:
        """ "{was called off} on Friday after nine days": where what tells that it ended stands."""
        p, s = h.head.phrase, self.s
        for c in s.clauses if p is not None else ():
            held = c.subject if c.passive else next(iter(c.objects), None)
            if held is not None and p is not None and held.lo == p.lo and not self._verbs(c).isdisjoint(self.lists["ending"]):
                return s.starts[c.vlo]
        return None

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
        if w.trigger.verb is None and w.clause is not None:
            return  # "{Hospitals} treated nine for wounds": a count names nobody who did it
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
        elif c.subject is not None and self._headline_passive(w, c):
            yield c.subject, "sufferer"
        elif c.subject is not None and doer:
            yield c.subject, "agent"
            if w.lemma not in event_type("casualties")["verbs"] or c.objects:
                behind = self.s.phrase_of(c.verb + 1)
                beside = [behind] if behind is not None and behind.prep is None and self.s.tape[behind.head] == "P" else []
                yield from ((o, "target") for o in c.objects or beside)
        ways = ("against",) if family(w.type) in group("suffered") else ("against", "with")  # "charged with the murder of Holm"
        yield from ((p, "target") for p in c.phrases if p.at == c.verb and self._prep(p) in ways and doer)
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

    def _headline_passive(self, w: EventWord, c: Clause) -> bool:
        """ "Lund {arrested} on drugs charge": nobody arrests without an object, now or behind "and"."""
        asks = family(w.type) in group("suffered") or w.lemma in _TO_SOMEBODY
        if not asks or c.form != "finite" or c.tense != "past" or c.modal or c.objects:
            return False
        return not any(d.rel == "coord" and d.gov == w.clause and d.objects for d in self.s.clauses)

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
        aimed = aimed - {"on", "at", "upon"} if weak(w.type) else aimed  # "the deaths on {the road}"
        own = p.head == w.item or s.lemma[p.head] in event_nouns()  # "bombing {victims} at the clinic"
        reach, doers = [range(p.lo, p.hi if own else w.item + 1)], list[range]()
        for q in s.phrases:
            if q.at is not None and any(q.at in r for r in reach) and (q.lo if q.prep is None else q.prep) >= p.hi:
                when = q.prep is None and s.tape[q.head] == "t"  # "the murder last May {of Holm}"
                through = when or self._prep(q) in ("by", "of", "in", "on")  # "attacks by the guard {against the band}"
                if through and q.head not in self.nouns:
                    reach.append(range(q.lo, q.hi))
                if self._prep(q) == "by":
                    doers.append(range(q.lo, q.hi))
                    yield q, "agent"
                elif any(q.at in r for r in doers) and self._prep(q) == "of":  # "the raid by the forces {of Arden}": whose they are
                    continue
                elif self._prep(q) in aimed and s.tape[q.head] != "t":
                    yield q, "target"
        yield from self._commanders()
        for c in s.clauses:
            if c.lemma == "be" and c.subject is not None and p.prep is not None and c.verb < p.prep and self._held(c, p):
                yield c.subject, "agent"
            if c.rel == "reduced" and c.gov_item == w.item and c.passive:
                yield from ((q, "agent") for q in c.phrases if self._prep(q) == "by")
        if p.lo < w.item and (w.lemma not in self.lists["no doer"] or s.tape[w.item - 1] == "S"):
            of = any(q.at == w.item and self._prep(q) == "of" for q in s.phrases)  # "Lee's killing of two", but "Lee's killing"
            suffered = s.tape[w.item - 1] == "S" and not of and (weak(w.type) or family(w.type) in group("suffered"))
            yield Phrase(p.lo, w.item, w.item - 1), "sufferer" if suffered else "agent"
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

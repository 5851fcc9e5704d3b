"""Arguments of clauses: the phrases that stand before and behind each verb, and what each hangs on."""

from __future__ import annotations

from bisect import bisect_left

from analystkit.english.syntax.clauses import Clauses
from analystkit.english.syntax.model import Clause, Phrase
from analystkit.english.syntax.tagger import YEAR


class Arguments(Clauses):
    """The clauses with their objects and their phrases."""

    def run(self) -> tuple[list[Phrase], list[Clause]]:
        """The phrases and the clauses."""
        self.open_clauses()
        for x, (n, c) in enumerate(self.order):
            stop = self.order[x + 1][1].lo if x + 1 < len(self.order) else len(self.low)
            c.hi = max(c.verb + 1, stop)
            self._ahead(c, n)
            self._behind(c, n, stop)
        self._late_governors()
        for i, p in self.nps.items():  # a phrase that no clause claims: a headline, a heading
            if p.prep is None and i > 0 and self.kinds[i - 1] == "I":
                before = self.nps.get(i - 2)
                self.nps[i] = p._replace(prep=self.los[i - 1], at=before.head if before else None)
        return sorted([*self.nps.values(), *self._of_asides()]), self.clauses

    def _of_asides(self) -> list[Phrase]:
        """Puts the clauses that were set aside back where they stand; their phrases."""
        before, made = list(self.clauses), {c: n for n, c in enumerate(self.clauses)}
        self.clauses.extend(self.asides)
        for k in self.asides:
            for c in before:
                c.hi = k.lo if c.lo < k.lo < c.hi <= k.hi + 2 else c.hi  # nothing of the clause stands behind it
        if self.asides:
            self.clauses.sort(key=lambda c: c.verb)
            place = {made[c]: n for n, c in enumerate(self.clauses) if c in made}
            for c in before:
                c.gov = None if c.gov is None else place[c.gov]
        return [p for c in self.asides for p in (c.subject, *c.objects, *c.phrases) if p]

    def _late_governors(self) -> None:
        """A fronted clause hangs on the next finite one."""
        fronted = ("adverbial", "participial", "purpose", "by", "after", "before", "in", "since", "with")
        for n, c in enumerate(self.clauses):
            if c.gov is None and c.rel in fronted:
                later = range(n + 1, len(self.clauses))
                c.gov = next((j for j in later if self.clauses[j].form == "finite" and self.clauses[j].rel != "relative"), None)
                if c.subject is None and c.gov is not None:  # "After {shooting} Lund, the clerk said, Holm walked away": Holm did
                    told = (m for m in self.clauses[c.gov + 1 :] if m.gov == c.gov and m.rel == "that")
                    c.subject = next(told, self.clauses[c.gov]).subject

    def _behind(self, c: Clause, n: int, stop: int) -> None:
        """Give a clause the phrases that stand behind its verb."""
        last: Phrase | None = None  # what a preposition may hang on
        role, prep, comma = "object", None, False
        for i in range(n + 1, len(self.kinds)):
            kind, lo = self.kinds[i], self.los[i]
            if lo >= stop or kind in ";:":
                break
            if kind == "I":
                prep = lo
                if (holder := self._holding(c)) is not None and self.low[lo] not in ("of", "with"):
                    c, last = holder, None
            elif kind == "N":
                last = self._place(c, i, prep, last, role, comma)
                prep, comma = None, False
            elif kind == "J":
                c.predicate = self.his[i] - 1 if c.predicate is None else c.predicate
            elif kind == "R":
                c.adverbs.append(lo)
            elif kind == "C":
                role, comma = "listed", False
            elif kind in ",/-.()":
                role, comma = "after comma", comma or prep is None  # "of massive, {nationwide protests}"
            elif kind not in "V>Q":
                break

    def _holding(self, c: Clause) -> Clause | None:
        """ "rammed a van {packed with shells} into the gate on Monday": whose the phrases are that follow on what the van holds."""
        if c.rel != "reduced" or not c.passive or c.gov is None or c.lemma not in self.words["filled"]:
            return None
        with_it, gov = c.phrases[-1:], self.clauses[c.gov]
        full = with_it and with_it[0].at == c.verb and with_it[0].prep == c.verb + 1 and self.low[c.verb + 1] == "with"
        return gov if full and any(o.head == c.gov_item for o in gov.objects) else None

    def _place(self, c: Clause, i: int, prep: int | None, last: Phrase | None, role: str, comma: bool) -> Phrase:
        """A phrase behind a verb: with its preposition, a time, an object, or beside something."""
        p = self.nps[i]
        shared = role == "listed" and last is not None and last.prep is not None and self.low[last.prep] != "of"
        if prep is not None:
            p = p._replace(prep=prep, at=self._hangs(c, i, prep, None if comma else last))
            c.phrases.append(p)
        elif i in self.times:
            p = self.nps[i] = p._replace(at=self._answered(c, last) or c.verb)
            c.phrases.append(p)
            return last or p
        elif i in self.taken:
            return p
        elif shared and last and self.tape[last.head] not in "tn" and (c.objects or c.passive or c.lemma in self.words["intransitive"]):
            p = p._replace(prep=last.prep, at=last.at)  # "in Gao and {Kidal}"
            c.phrases.append(p)
        elif role == "object" or (role == "listed" and c.objects):
            c.objects.append(p)
        self.nps[i] = p
        return p

    def _hangs(self, c: Clause, i: int, prep: int, last: Phrase | None) -> int:
        """What a phrase with a preposition hangs on: the verb, or a noun before it."""
        if last is None:
            return c.verb
        itself = self.eventive(last.head)
        if i in self.times and (answered := self._answered(c, last)):
            return answered
        eventive = itself or (last.prep is not None and last.at is not None and self.eventive(last.at))
        if i not in self.times or (itself and last.prep is None and last not in c.objects):
            return last.head if eventive or self.low[prep] in ("of", "between", "against") else c.verb
        dated = any(q.at == c.verb and (self.tape[q.head] == "t" or YEAR.fullmatch(self.low[q.head])) for q in c.phrases)
        aside = c.rel in ("to", "purpose") or self._aside(c, last)
        if not eventive or not (c.negated or c.modal or dated or aside):
            return c.verb  # the day is the verb's, unless that did not happen, has a day, or comes after the event beside it
        return last.head if itself or last.at is None else last.at

    def _answered(self, c: Clause, last: Phrase | None) -> int | None:
        """ "was revenge for {the raids} on Gao this month", "in retaliation for {the raid} on Monday": whose own a day behind it is."""
        for p in (last, next((p for p in c.phrases if last is not None and p.head == last.at), None)):
            if p is not None and p.prep and self.low[p.prep] in ("for", "to") and self.eventive(p.head):
                at = next((i for i in range(p.prep - 1, -1, -1) if self.tape[i] != "Q"), 0)
                if self.lemma[at] in self.words["answers"]:
                    return p.head
        return None

    def _aside(self, c: Clause, last: Phrase) -> bool:
        """ "They fired after the murder of Lee {on Sunday}", "over the bombing of the mill {on Friday}"."""
        event = last if self.eventive(last.head) else next((p for p in c.phrases if p.head == last.at), last)
        return event.prep is not None and self.low[event.prep] in ("after", "before", "since", "following", "over", "despite")

    def _ahead(self, c: Clause, n: int) -> None:
        """Give a clause the phrases that stand before its verb."""
        last, prep = None, None
        for i in range(bisect_left(self.los, c.lo, 0, n), n):
            if self.kinds[i] == "I":
                prep = self.los[i]
            elif self.kinds[i] == "N":
                p = self.nps[i]
                if prep is not None:
                    p = self.nps[i] = p._replace(prep=prep, at=self._hangs_ahead(c, i, prep, last))
                    c.phrases.append(p)
                elif i in self.times:
                    c.phrases.append(p._replace(at=c.verb))
                last, prep = p, None
            elif self.kinds[i] == "," and last is not None and c.subject is not None and last.hi <= c.subject.lo:
                last = None
            elif self.kinds[i] == "R":
                c.adverbs.append(self.los[i])

    def _hangs_ahead(self, c: Clause, i: int, prep: int, last: Phrase | None) -> int:
        if last is None:
            return c.verb
        if self.low[prep] != "of" and self.kinds[i - 2] == ",":
            return last.head if self.eventive(last.head) else c.verb
        if i not in self.times or self.eventive(last.head):
            return last.head
        s = c.subject
        return s.head if s is not None and s.hi <= self.nps[i].lo and self.eventive(s.head) else c.verb

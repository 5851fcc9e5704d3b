"""Clauses of a sentence, by one pass over its chunks: each verb group opens one; what stands before it tells how it hangs together with
the others.
"""

from __future__ import annotations

import re

from analystkit.english.syntax.chunks import Chunks
from analystkit.english.syntax.model import Clause, Phrase

_PREPOSITIONS = ("before", "after", "since", "until")  # which are conjunctions too
_WALLS = frozenset("cCh-Q,;:.()/")  # chunks that a subject does not look beyond
_DATELINE = re.compile(r"\(?N(?:,N){0,2},?\)?")  # of chunks
_ASIDE = re.compile(r",(?:N(?:IN)?R?V|VI?N)(?:I?N){0,2}(?=,[^Q.])")  # of chunks: ", he said on Monday", ", according to her"
_HELPED = {"M": "b", "d": "b", "H": "EV", "B": "EG"}  # the verbs that a helper can stand with


class Clauses(Chunks):
    """The clauses without what stands behind their verbs."""

    def __init__(self, low: list[str], lemma: list[str], tape: str) -> None:
        super().__init__(low, lemma, tape)
        self.clauses: list[Clause] = []
        self.order: list[tuple[int, Clause]] = []  # each verb-group chunk with its clause
        self.waiting: list[tuple[Phrase, int]] = []  # subjects whose verb a relative clause keeps from them, with their chunk
        self.taken: set[int] = set()  # chunks used as subjects
        self.asides: list[Clause] = []

    def open_clauses(self) -> None:
        """Makes the clauses, verb by verb."""
        for m in reversed(list(_ASIDE.finditer(self.kinds))):
            self._set_aside(*m.span())
        self.find_phrases()
        for n, kind in enumerate(self.kinds):
            if kind in "V>":
                self._open(n)

    def _set_aside(self, a: int, b: int) -> None:
        """ "He was afraid, {he said}, of them": a clause by itself, and what stands around it is read as if it were not there."""
        n, kinds = self.kinds.index("V", a), self.kinds
        k, rest = self.group(n), f"{kinds[:a]}{kinds[b + 1 :]}"
        saying = self.words["zero that"] | self.words["takes that"] | self.words["saying"]
        goes_on = self.tape[self.los[b + 1]] == "G" and self.lemma[self.los[b + 1]] in saying  # "he said, adding that"
        named = k.form == "finite" and (k.lemma in saying or self.takes(k.lemma, "that"))
        if not (named or self.text[a + 1] == "according") or k.passive or goes_on or "V" not in rest:
            return
        k.rel, k.lo, k.hi = "said", self.los[a + 1], self.los[b]
        for i in (i for i in range(a + 1, b) if kinds[i] == "N"):
            p = Phrase(self.los[i], self.his[i], self.his[i] - 1)
            if kinds[i - 1] == "I" or self._time(i):
                k.phrases.append(p._replace(prep=self.los[i - 1] if kinds[i - 1] == "I" else None, at=k.verb))
            elif k.subject is None:
                k.subject = p
            elif k.lemma == "tell":
                k.objects.append(p)
            else:
                return
        held = (
            a > 0 and self.tape[self.los[b + 1]] == "G" and self.takes(self.lemma[self.los[a] - 1], "ing")
        )  # "denied, he said, killing her"
        argument = held or kinds[b + 1] in "I>h" or (kinds[b + 1] == "N" and kinds[b + 2 : b + 3] not in ("V", "w", ","))
        cut = slice(a if argument else a + 1, b + 1)
        self.kinds = f"{kinds[: cut.start]}{kinds[b + 1 :]}"
        self.los, self.his, self.text = ([*row[: cut.start], *row[cut.stop :]] for row in (self.los, self.his, self.text))
        self.asides.append(k)

    def _open(self, n: int) -> None:
        k = self.group(n)
        begin, cur = (self.order[-1][0] + 1, len(self.clauses) - 1) if self.order else (0, None)
        if self.order and self._inverted(k, n):
            pass
        elif k.form == "finite":
            self._finite(k, n, begin, cur)
        elif self.kinds[n] == ">":
            self._infinitive(k, n, begin, cur)
        elif k.form != "base":
            self._participle(k, n, begin, cur)
        elif self.directly(n, "C") is not None:
            self._coordinate(k, cur)
        elif cur is not None:
            k.rel, k.gov, k.gov_item = "bare", cur, self.clauses[cur].verb
        self.order.append((n, k))
        self.clauses.append(k)

    def _inverted(self, k: Clause, n: int) -> bool:
        """ "Did the army shell Gao?", "Had the tram crashed, …": one verb group with its subject inside, and no clause of the helper."""
        last, h = self.order[-1]
        if h.vlo != h.verb or k.vlo != k.verb or self.kinds[last + 1 : n].replace("R", "") != "N":
            return False
        inside = self.kinds.index("N", last)
        helper, before = self.tape[h.verb], self.tape[: h.verb].rstrip("RX")
        asks, leads = self.low[-1] == "?", len(before) < h.verb or self.low[len(before) - 1] in ("nor", "neither")
        fronted = not before and self.low[0] in ("had", "were", "should") and not asks
        if self.tape[k.verb] not in _HELPED.get(helper, "") or not (
            before[-1:] == "w" or (before[-1:] in "QC,:" and (asks or leads or fronted))
        ):
            return False
        self.order.pop()
        self.clauses.pop()
        k.rel, k.gov, k.gov_item, k.marker, k.lo = h.rel, h.gov, h.gov_item, h.marker, h.lo
        k.form, k.tense, k.modal, k.negated, k.subject = "finite", h.tense, h.modal, k.negated or h.negated, self.nps[inside]
        k.perfect, k.passive, k.progressive = helper == "H", helper == "B" and self.tape[k.verb] == "E", self.tape[k.verb] == "G"
        self.taken.add(inside)
        if fronted:
            k.rel, k.marker = "adverbial", "if"
        return True

    def _finite(self, k: Clause, n: int, begin: int, cur: int | None) -> None:
        kinds, bare = self.kinds, self.free_in(begin, n)
        wh = self.directly(n, "wh")
        mark = max(kinds.rfind("c", begin, n), kinds.rfind("w", begin, n), kinds.rfind("h", begin, n))
        cc = self.directly(n, "C") if cur is not None else None
        if cc is not None and mark >= 0 and self.text[mark] in _PREPOSITIONS and not any(i > cc for i in bare):
            self.kinds = f"{kinds[:mark]}I{kinds[mark + 1 :]}"
            mark = -1  # "It began before first light on Friday and {lasted} hours"
        there = wh is not None and self.text[wh : wh + 2] == ["that", "there"]  # "denied that {there was} a raid"
        ante = self._antecedent(wh) if wh is not None and wh >= begin - 1 and self.text[wh] not in ("what", "whoever") else None
        if wh is not None and ante is not None and not there:
            self._suspend(wh, begin, cur)
            k.rel, k.lo, k.marker = "relative", self.los[wh], self.text[wh]
            k.subject, k.gov_item, k.gov = self.nps[ante], self.nps[ante].head, cur
        elif mark >= 0 and (after := [i for i in bare if i > mark]):
            self._marked(k, mark, after, begin, cur)
        elif wh is not None:
            k.rel, k.marker, k.lo, k.gov = "that" if there else "wh", self.text[wh], self.los[wh], cur
            held = self.nps[ante].head if there and ante is not None else None  # "the {claim} that there was a raid"
            k.gov_item = held or (self.clauses[cur].verb if cur is not None else None)
        elif cc is not None and not (bare and bare[-1] > cc):
            self._coordinate(k, cur)
        elif cur is None:
            self._first(k, n, begin, self.timeless(bare))
        else:
            self._next_main(k, n, begin, cur, self.timeless(bare))
        if k.subject is None and cur is not None and k.rel == "main" and self.clauses[cur].form == "finite" and "N" not in kinds[begin:n]:
            k.subject = self.clauses[cur].subject

    def _antecedent(self, wh: int) -> int | None:
        """The phrase that a relative pronoun takes up."""
        i = len(self.kinds[:wh].rstrip("IRQ-,(")) - 1
        if i < 0 or self.kinds[i] != "N":
            return None
        if self.tape[self.nps[i].head] == "n" and i >= 2 and self.kinds[i - 2 : i] == "N,":
            i -= 2  # "Jan Falk, 41, who"
        first = i
        while self.text[wh] in ("which", "that") and i >= 2 and self.kinds[i - 2 : i] == "NI":
            i -= 2  # "ambushes in Yemen that", "the bombing of Guff on Tuesday, which"
            if self.eventive(self.nps[i].head):
                return i
        return first

    def _filed(self, begin: int) -> int:
        """Where a sentence begins behind its dateline: "LONDON -- At least …", "TORETSK, Ukraine -- A …"."""
        dash = self.kinds.find("-", begin, begin + 8)
        return dash + 1 if dash >= 0 and _DATELINE.fullmatch(self.kinds[begin:dash]) else begin

    def _suspend(self, at: int, begin: int, cur: int | None) -> None:
        """The first free phrase before a relative clause waits for a verb of its own."""
        last = at - (self.kinds[at - 1 : at] == ",")
        wall = next((i for i in range(last - 1, begin - 1, -1) if self.kinds[i] in _WALLS), None)
        if cur is not None and wall is None:
            said = last < at and self.kinds[begin : begin + 1] == "N" and self.clauses[cur].lemma in self.words["zero that"]
            if said and begin in self.free_in(begin, at) and begin not in self.times:  # "said the raid, which {tore} up a road, was"
                self.waiting.append((self.nps[begin], begin))
            return
        wall = at - 1 if wall is not None and last < at else wall
        lo = wall if wall is not None and cur is not None else self._filed(begin)
        free = next((i for i in self.free_in(lo, at) if i not in self.times), None)
        if free is not None and (not self.waiting or free > self.waiting[-1][1] or all(w[1] != free for w in self.waiting)):
            self.waiting.append((self.nps[free], free))

    def _marked(self, k: Clause, mark: int, after: list[int], begin: int, cur: int | None) -> None:
        """A clause with a subject of its own behind "that", "which", "when" …"""
        kind, word = self.kinds[mark], self.text[mark]
        subject = self.timeless(after)[0]
        verb = self.clauses[cur] if cur is not None else None
        k.subject, k.marker, k.lo, k.gov = self.nps[subject], word, self.los[mark], cur
        k.gov_item = verb.verb if verb else None
        self.taken.add(subject)
        if word == "that" and verb and mark > 0 and self.kinds[mark - 1] == "J":
            k.rel, k.gov_item = "that", self.his[mark - 1] - 1  # "it is possible that"
            return
        if kind == "c":
            k.rel = "adverbial"
            return
        ante = self._antecedent(mark)
        noun = ante is not None and self.lemma[self.nps[ante].head] in self.words["that nouns"]
        takes = verb is not None and verb.lemma in self.words["zero that"] | self.words["takes that"]
        told = verb is not None and verb.subject is not None and self.lemma[verb.subject.head] in self.words["that nouns"]
        behind_verb = mark > 0 and self.kinds[mark - 1] in "V>"
        relative = word in ("where", "which", "whom", "whose") or (word == "that" and not (behind_verb or noun or takes or told))
        k.rel = "relative" if relative and ante is not None else "that" if word == "that" else "wh"
        if ante is not None and (relative or (word == "that" and noun)):
            self._suspend(mark, begin, cur)
            k.gov_item = self.nps[ante].head

    def _coordinate(self, k: Clause, cur: int | None) -> None:
        """A verb right after "and": it shares subject, governor and auxiliaries with the last verb of its form."""
        i = next((i for i in range(len(self.clauses) - 1, -1, -1) if _alike(self.clauses[i], k)), cur)
        if i is None:
            return
        m = self.clauses[i]
        k.rel, k.gov, k.gov_item, k.lo = "coord", i, m.verb, k.vlo
        k.subject = m.subject if k.form != "ing" or _alike(m, k) else None  # "shot him, and {killing} is a crime"
        if k.form != "finite" or (self.tape[k.verb] == "b" and k.vlo == k.verb):
            k.modal, k.tense = k.modal or m.modal, m.tense
            k.negated = k.negated or (m.negated and self.low[k.vlo - 1] != "but")
            k.passive = k.passive or (m.passive and k.form == "part")

    def _first(self, k: Clause, n: int, begin: int, bare: list[int]) -> None:
        """The first verb of the sentence."""
        said = k.lemma in self.words["zero that"] or k.lemma in ("ask", "note")
        opened = self._filed(begin)
        bare = [i for i in bare if i >= opened] or bare
        if len(bare) > 1 and self.kinds[bare[0] - 3 : bare[0] + 2] == "IN,N,":
            bare = bare[1:]  # "In Vale, Arden, gunmen …"
        free = bare[0] if bare else None
        if said and len(bare) > 1 and self.kinds[bare[-1] - 1] == "," and self.kinds[n + 1 : n + 2] == ",":
            self.waiting.append((self.nps[bare[0]], bare[0]))  # "The mayor, police said, was killed"
            free, k.rel = bare[-1], "parenthetical"
        elif free is None and self.kinds[n + 1 : n + 2] == "N":
            free = n + 1  # "said Lee"
        k.lo = 0
        if free is not None:
            k.subject = self.nps[free]
            self.taken.add(free)

    def _next_main(self, k: Clause, n: int, begin: int, cur: int, bare: list[int]) -> None:
        """A finite verb without a word that joins it: a clause of its own, what somebody said, or the verb of a subject that waits."""
        prev, zero_that = self.clauses[cur], self.words["zero that"]
        said = k.lemma in zero_that or k.lemma in ("ask", "note")
        strong = [i for i in range(begin, n) if self.kinds[i] in "C-Q;:"]
        comma = [i for i in range(begin, n) if self.kinds[i] == ","]
        closed = self.waiting and len(bare) == 1 and comma and bare[0] < comma[0]  # the object of a verb of speech has ended
        answered = bool(bare) and self.nps[bare[0]].hi - self.nps[bare[0]].lo == 1 and self.low[self.nps[bare[0]].lo] in ("no", "yes")
        told = prev.lemma in zero_that and bare and bare[0] <= begin + 1 and not closed and not answered
        if told and all(i > bare[0] for i in comma + strong):
            self._subject(k, bare[0], "that", cur)
            return
        last = (
            comma[-1:] if said and bare[-1:] == [n - 1] and self.kinds[n - 2 : n - 1] == "," else []
        )  # "…, in the north, {officials} said"
        after: list[int] = []
        for wall in [*last, *strong[-1:], *strong[:1], *comma[:1]]:
            after = after or [i for i in bare if i > wall]
        fronted = prev.lo == 0 and prev.gov is None and (prev.rel == "adverbial" or prev.form == "ing")
        gap = prev.rel == "relative" and prev.lemma in zero_that and prev.subject and prev.subject.head != prev.gov_item
        if gap and not bare and prev.gov_item is not None:  # "which he said killed seven"
            k.rel, k.gov, k.gov_item = "that", cur, prev.verb
            k.subject = next((p for p in self.nps.values() if p.head == prev.gov_item), prev.subject)
        elif self.waiting and (not after or (comma and self.kinds[n - 1] == ",")):  # "…, Peter Holm, was sentenced"
            (k.subject, free), k.lo, k.rel = self.waiting.pop(), k.vlo, "resumed"
            self.taken.add(free)
            joined = self.tape[k.subject.lo - 1 : k.subject.lo]
            if joined == "c":  # "nine drowned after a boat {carrying migrants} had sunk"
                k.rel, k.lo, k.marker = "adverbial", k.subject.lo - 1, self.low[k.subject.lo - 1]
                k.gov = next((i for i in range(len(self.clauses) - 1, -1, -1) if self.clauses[i].verb < k.lo), None)
                k.gov_item = self.clauses[k.gov].verb if k.gov is not None else None
                return
            that = k.subject.lo - (joined == "h")
            k.gov = next((i for i, c in enumerate(self.clauses) if c.verb == that - 1 and self.takes(c.lemma, "that")), None)
            if k.gov is not None:  # "insisted that shells {stored there} had gone off"
                k.rel, k.gov_item = "that", that - 1
        elif after:
            self._subject(k, after[0], "and", None)
            k.lo = self.los[min(last or strong[-1:] or comma[:1]) + 1]
            if said and self.kinds[after[0] - 1] in ",Q":
                k.rel = "said"
            elif prev.gov is None and prev.rel == "adverbial":
                prev.gov, prev.gov_item = len(self.clauses), k.verb
        elif said and not bare and self.kinds[n + 1 : n + 2] == "N":
            k.subject, k.rel, k.lo = self.nps[n + 1], "said", k.vlo
        elif bare and fronted and not self.takes(prev.lemma, "that"):
            self._subject(k, bare[-1], "and", None)  # "If it falls on us {we will} leave"
            prev.gov, prev.gov_item = len(self.clauses), k.verb
        elif bare:
            self._subject(k, bare[-1], "that", cur)
            at = bare[-1] - 1
            told = prev.lemma in self.words["tells"] or at in self.times
            told = told or (at not in bare and (prev.lemma in zero_that or self.takes(prev.lemma, "that")))
            if self.kinds[at] == "N" and self.tape[self.nps[at].head] != "U" and not told:
                # "the man police arrested", "most of the guns he had"; not "told the man he had lied"
                k.rel, k.gov_item = "relative", self.nps[at].head
        else:
            k.subject, k.rel = prev.subject, "and"

    def _subject(self, k: Clause, i: int, rel: str, gov: int | None) -> None:
        k.subject, k.lo, k.rel, k.gov = self.nps[i], self.nps[i].lo, rel, gov
        k.gov_item = self.clauses[gov].verb if gov is not None else None
        self.taken.add(i)

    def _infinitive(self, k: Clause, n: int, begin: int, cur: int | None) -> None:
        if self.directly(n, "C") is not None and any(c.form == "to" for c in self.clauses[-3:]):
            self._coordinate(k, cur)
            return
        verb = self.clauses[cur] if cur is not None else None
        k.gov, k.rel = cur, "to"
        if (wh := self.directly(n, "w")) is not None:
            k.rel, k.marker = "wh", self.text[wh]
            return
        i = len(self.kinds[:n].rstrip("R")) - 1
        kind = self.kinds[i] if i >= 0 else "^"
        if verb is None and kind in "NJ":
            self._suspend(n, begin, cur)  # "A summit {to discuss} it is planned", "A summit due {to be held} in May is off"
        if kind == "J" or (verb and self.tape[self.his[i] - 1] == "J" and kind not in "V>"):
            k.gov_item = self.his[i] - 1
        elif kind == "N":
            self._after_noun(k, i, begin, verb)
        elif verb and kind in "V>":
            k.gov_item = verb.verb
        else:
            k.rel, k.gov_item = "purpose", verb.verb if verb else None
        k.subject = k.subject or (verb.subject if verb else None)

    def _after_noun(self, k: Clause, i: int, begin: int, verb: Clause | None) -> None:
        """ "an attempt {to kill}", "pressed his cousin {to go}", "set a trap {to catch} him"."""
        chain = [j for j in range(begin, i + 1) if self.kinds[j] == "N"]
        noun = next((j for j in reversed(chain) if self.takes(self.lemma[self.nps[j].head], "to")), None)
        takes = verb is not None and self.takes(verb.lemma, "to")
        if noun is not None and not (takes and noun == chain[0] != i):
            k.gov_item = self.nps[noun].head
            k.gov = k.gov if verb else None
        elif verb is None:
            k.gov_item = self.nps[i].head
        else:
            k.gov_item, k.rel = verb.verb, "to" if takes else "purpose"
            if chain and not verb.passive and (takes or chain[0] not in self.free):
                k.subject = self.nps[chain[0]]

    def _participle(self, k: Clause, n: int, begin: int, cur: int | None) -> None:
        k.gov, k.passive = cur, k.passive or k.form == "part"
        verb = self.clauses[cur] if cur is not None else None
        k.gov_item, k.subject = (verb.verb, verb.subject) if verb else (None, None)
        i = len(self.kinds[:n].rstrip("R")) - 1
        kind = self.kinds[i] if i >= 0 else "^"
        if kind == "I" or (kind == "c" and k.form == "ing"):
            k.rel, k.lo, k.gov_item = self.text[i], self.los[i], self._holder(i, verb)
            held = [j for j in range(begin, i) if j in self.free]  # "jailed {two men} from the north for {killing} a nurse"
            if verb and held and not verb.passive and k.rel in ("of", "from", "with", "for", "into", "against"):
                k.subject = self.nps[held[-1]]
        elif kind in "V>":
            k.rel = "ing"
        elif kind == "c":
            k.rel, k.marker, k.gov_item = "adverbial", self.text[i], None
        elif kind == "N":
            seen = verb is not None and k.form == "ing" and i == begin and verb.lemma in self.words["perceiving"]
            k.subject, k.rel = self.nps[i], "ing" if seen else "reduced"
            k.gov_item = k.gov_item if seen else self.nps[i].head
            self._suspend(n, begin, cur)
        elif kind == "C" and verb:
            self._coordinate(k, cur)
        else:
            k.rel = "participial"
            if verb and verb.rel == "reduced" and verb.passive and verb.gov is not None:
                # "rammed a van packed with shells into the gate, {killing} six"
                k.gov, verb = verb.gov, self.clauses[verb.gov]
                k.gov_item, k.subject = verb.verb, verb.subject
            if verb is None and kind == ",":  # "The talks, {delayed} by rain, began"
                self._suspend(n, begin, cur)
                k.subject = self.waiting[-1][0] if self.waiting else None

    def _holder(self, prep: int, verb: Clause | None) -> int | None:
        """What a preposition with an -ing form hangs on: the noun or adjective right before it, else the verb."""
        i, word = prep - 1, "to-it" if self.text[prep] == "to" else self.text[prep]
        if i >= 0 and self.kinds[i] == "N" and (word == "of" or self.takes(self.lemma[self.nps[i].head], word)):
            if not (verb and word == "of" and self.takes(verb.lemma, "of")):
                return self.nps[i].head
        if i >= 0 and self.kinds[i] == "J":
            return self.his[i] - 1
        return verb.verb if verb else None


def _alike(m: Clause, k: Clause) -> bool:
    shared = {"base": m.form == "to" or bool(m.modal), "part": m.passive, "ing": m.progressive}
    return m.form == k.form or shared.get(k.form, False)

"""Phrases and clauses of a sentence, and what hangs on what.

Everything counts in items, ``0 … len(raw)``; ``span``, ``item_at``, ``phrase_at`` and ``clause_at`` lead to and from offsets.

>>> s = syntax_of("On Friday two men killed in the blast were named, and rebels tried to seize Gao.")
>>> for c in s.clauses:
...     print(c.lemma, c.form, c.rel, "passive" if c.passive else "", s.words_of(c.subject), [s.words_of(o) for o in c.objects])
kill part reduced passive two men []
name finite resumed passive two men []
try finite and  rebels []
seize to to  rebels ['Gao']
>>> [(s.words_of(p), s.low[p.prep], s.low[p.at]) for p in s.clauses[0].phrases], s.low[s.clauses[3].gov_item]
([('the blast', 'in', 'killed')], 'tried')
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from analystkit.english.lexicon import sets, table
from analystkit.english.lexicon.signatures import signatures
from analystkit.english.syntax.tagger import NONFINITE, YEAR, Tagger, forms, items_of
from analystkit.english.tokens import Tokens, tokens

_DEFINITE = frozenset("the this that these those his her its their my our your whose".split())
_PAST = frozenset("was were had did wasn't weren't hadn't didn't would could might".split())
_WILL = frozenset(("will", "shall", "'ll", "won't"))
_HELPED = {"M": "b", "d": "b", "H": "EV", "B": "EG"}  # the verbs that a helper can stand with


class Phrase(NamedTuple):
    """A noun phrase ``lo:hi`` with its head; ``prep`` is the item of its preposition, ``at`` the item it hangs on, where known."""

    lo: int
    hi: int
    head: int
    prep: int | None = None
    at: int | None = None


@dataclass(slots=True, eq=False)
class Clause:
    """A verb group ``vlo … verb`` with its arguments and its governor; made once, never changed after.

    ``form``: finite, to, ing, part, base. ``tense``: past, present, ahead. ``rel``, how it hangs on its governor: main, and, resumed
    (a verb whose subject waited for it), that, wh, said, parenthetical, to, purpose, bare, ing, relative, reduced, participial, coord,
    adverbial, or the preposition before an -ing form. ``gov`` is the clause it hangs on, ``gov_item`` the word: a verb, a noun or an
    adjective. ``phrases`` are those with a preposition, and bare times; ``predicate`` is an adjective behind the verb.
    """

    lo: int
    vlo: int
    verb: int
    lemma: str
    form: str = "finite"
    tense: str = "past"
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    negated: bool = False
    modal: str = ""
    marker: str = ""
    rel: str = "main"
    gov: int | None = None
    gov_item: int | None = None
    hi: int = 0
    subject: Phrase | None = None
    objects: list[Phrase] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    adverbs: list[int] = field(default_factory=list)
    predicate: int | None = None


@dataclass(frozen=True, eq=False)
class Syntax:
    """A sentence read: its items as printed, in lower case and as lemmas, their letters (``tape``), its noun phrases and its clauses."""

    raw: list[str]
    low: list[str]
    lemma: list[str]
    starts: list[int]
    ends: list[int]
    tape: str
    phrases: list[Phrase]
    clauses: list[Clause]

    def span(self, lo: int, hi: int) -> tuple[int, int]:
        """The offsets of the items ``lo:hi``."""
        return self.starts[lo], self.ends[hi - 1]

    def words_of(self, phrase: Phrase | None) -> str:
        """The words of a phrase, with blanks between."""
        return " ".join(self.raw[phrase.lo : phrase.hi]) if phrase else ""

    def item_at(self, offset: int) -> int | None:
        """The item that holds an offset."""
        k = bisect_right(self.starts, offset) - 1
        return k if k >= 0 and offset < self.ends[k] else None

    def phrase_of(self, item: int) -> Phrase | None:
        """The noun phrase that holds an item."""
        k = bisect_right(self._phrase_starts, item) - 1
        return self.phrases[k] if k >= 0 and item < self.phrases[k].hi else None

    def clause_of(self, item: int) -> int | None:
        """The clause whose verb group or arguments hold an item, as a place in ``clauses``."""
        own = next((n for n, c in enumerate(self.clauses) if c.vlo <= item <= c.verb), None)
        if own is not None:
            return own
        inside = [n for n, c in enumerate(self.clauses) if c.lo <= item < c.hi]
        return max(inside, key=lambda n: self.clauses[n].lo, default=None)

    def phrase_at(self, offset: int) -> Phrase | None:
        """The noun phrase that holds an offset."""
        return None if (k := self.item_at(offset)) is None else self.phrase_of(k)

    def clause_at(self, offset: int) -> Clause | None:
        """The clause that holds an offset."""
        k = self.item_at(offset)
        n = None if k is None else self.clause_of(k)
        return None if n is None else self.clauses[n]

    def definite(self, p: Phrase) -> bool:
        """Is it told as known: "the attack", "Monday's attack", "Gaza strikes"?"""
        return (
            self.low[p.lo] in _DEFINITE
            or "S" in self.tape[p.lo : p.hi]
            or (self.tape[p.lo] == "P" and p.lo < p.head)
            or self.tape[p.lo] == "t"
        )

    def plural(self, p: Phrase) -> bool:
        """Does its head stand in the plural?"""
        low = self.low[p.head]
        return (low != self.lemma[p.head] and low.endswith("s")) or low in sets("syntax")["plural nouns"]

    def pronoun(self, p: Phrase) -> bool:
        """Is it a pronoun?"""
        return self.tape[p.head] == "U"

    def number(self, p: Phrase) -> int | None:
        """The item of its numeral."""
        return next((k for k in range(p.lo, p.hi) if self.tape[k] == "n"), None)

    @cached_property
    def _phrase_starts(self) -> list[int]:
        return [p.lo for p in self.phrases]

    @cached_property
    def clause_of_verb(self) -> dict[int, int]:
        """From the item of a verb to the place of its clause."""
        return {c.verb: n for n, c in reversed(list(enumerate(self.clauses)))}


def parse(w: Tokens, lo: int, hi: int) -> Syntax:
    """The reading of the tokens ``lo:hi``, of which a sentence can have ``LONGEST``."""
    its = items_of(w, lo, hi)
    tagger = Tagger(its)
    parser = _Parser(its.low, tagger.lemma, tagger.run())
    return Syntax(*its[:2], tagger.lemma, *its[2:], parser.tape, *parser.run())


def syntax_of(sentence: str) -> Syntax:
    """The reading of a sentence by itself, for tests and for looking at one."""
    w = tokens(sentence)
    return parse(w, 0, len(w.raw))


_CHUNK = re.compile(
    r"""(?P<inf>>[XR]*(?:[HB][XR]*)*[bEG]|>[XR]*[HB](?![bEG]))
    |(?P<vg>(?:[MdHB][XR]*)+(?:[bEG]|(?=))|[VbEG])
    |(?P<time>(?:D?[Jn]*t(?:J?[tn])*)(?![NPSJ])|[Jn]*t(?:J?[tn])*(?=[NPJ]))
    |(?P<np>X?D{0,2}(?:R?[SJntNP])*[NPn]|(?:[DS])(?=[^A-Za-z]|[MBHdVIOC>]|$)|U|(?:D[J]+))
    |(?P<adj>J+)|(?P<prep>[IO>])|(?P<mark>c)|(?P<wh>w)|(?P<that>h)|(?P<cc>C)|(?P<adv>[RX])|(?P<dash>-)|(?P<quote>Q)|(?P<punct>[^\w])""",
    re.VERBOSE,
)


@lru_cache(maxsize=1)
def event_nouns() -> frozenset[str]:
    """Nouns that name an event, for what a phrase with a preposition hangs on."""
    named = {noun.split()[-1] for kind in table("events")["types"].values() for noun in kind.get("nouns", ())}
    return sets("syntax")["event nouns"] | named


class _Parser:
    """One pass over the chunks: each verb group opens a clause; what stands before it tells how it hangs together with the others.

    Chunks are counted: ``kinds[n]``, ``los[n]:his[n]``, and the first word of each, ``text[n]``.
    """

    def __init__(self, low: list[str], lemma: list[str], tape: str) -> None:
        self.low, self.lemma, self.tape = low, lemma, tape
        self.words, self.signed = sets("syntax"), signatures()
        chunks = [(m.lastgroup or "punct", m.start(), m.end()) for m in _CHUNK.finditer(tape)]
        for n in [n for n, (kind, lo, _) in enumerate(chunks) if kind in ("np", "time") and tape.startswith("Jt", lo)][::-1]:
            kind, lo, hi = chunks[n]
            if low[lo] not in self.words["time adjectives"] and not {"N", "P"} & set(tape[lo:hi]):
                chunks[n : n + 1] = [("adj", lo, lo + 1), (kind, lo + 1, hi)]  # "pleaded guilty Monday": the adjective stands by itself
        self.kinds = ["np" if kind == "time" else kind for kind, _, _ in chunks]
        self.los = [lo for _, lo, _ in chunks]
        self.his = [hi for _, _, hi in chunks]
        self.text = [low[lo] for lo in self.los]
        self.clauses: list[Clause] = []
        self.order: list[tuple[int, Clause]] = []  # each verb-group chunk with its clause
        self.waiting: list[tuple[Phrase, int]] = []  # subjects whose verb a relative clause keeps from them, with their chunk
        self.nps = {n: Phrase(self.los[n], self.his[n], self._head(n)) for n, kind in enumerate(self.kinds) if kind == "np"}
        self.taken: set[int] = set()  # chunks used as subjects

    def _head(self, n: int) -> int:
        last = self.his[n] - 1
        while last > self.los[n] and self.tape[last] == "t" and self.tape[last - 1] in "NP":
            last -= 1
        return last

    def run(self) -> tuple[list[Phrase], list[Clause]]:
        """The phrases and the clauses."""
        for n, kind in enumerate(self.kinds):
            if kind in ("vg", "inf"):
                self._open(n)
        for x, (n, c) in enumerate(self.order):
            stop = self.order[x + 1][1].lo if x + 1 < len(self.order) else len(self.low)
            c.hi = max(c.verb + 1, stop)
            self._ahead(c, n)
            self._behind(c, n, stop)
        self._late_governors()
        for i, p in self.nps.items():  # a phrase that no clause claims: a headline, a heading
            if p.prep is None and i > 0 and self.kinds[i - 1] == "prep":
                before = self.nps.get(i - 2)
                self.nps[i] = p._replace(prep=self.los[i - 1], at=before.head if before else None)
        return [self.nps[n] for n in sorted(self.nps)], self.clauses

    # -- one verb group
    def _open(self, n: int) -> None:
        k = self._group(n)
        begin, cur = (self.order[-1][0] + 1, len(self.clauses) - 1) if self.order else (0, None)
        if self.order and self._inverted(k, n):
            pass
        elif k.form == "finite":
            self._finite(k, n, begin, cur)
        elif self.kinds[n] == "inf":
            self._infinitive(k, n, begin, cur)
        elif k.form != "base":
            self._participle(k, n, begin, cur)
        elif self._directly(n, "cc") is not None:
            self._coordinate(k, cur)
        elif cur is not None:
            k.rel, k.gov, k.gov_item = "bare", cur, self.clauses[cur].verb
        self.order.append((n, k))
        self.clauses.append(k)

    def _inverted(self, k: Clause, n: int) -> bool:
        """ "Did the army shell Gao?", "Had the tram crashed, …": one verb group with its subject inside, and no clause of the helper."""
        last, h = self.order[-1]
        inside = [i for i in range(last + 1, n) if self.kinds[i] != "adv"]
        if h.vlo != h.verb or k.vlo != k.verb or len(inside) != 1 or self.kinds[inside[0]] != "np":
            return False
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
        k.form, k.tense, k.modal, k.negated, k.subject = "finite", h.tense, h.modal, k.negated or h.negated, self.nps[inside[0]]
        k.perfect, k.passive, k.progressive = helper == "H", helper == "B" and self.tape[k.verb] == "E", self.tape[k.verb] == "G"
        self.taken.add(inside[0])
        if fronted:
            k.rel, k.marker = "adverbial", "if"
        return True

    def _group(self, n: int) -> Clause:
        """The verb group of a chunk: its verb, form, tense, voice, negation and modal."""
        lo, main = self.los[n], self.his[n] - 1
        tape = self.tape[lo : main + 1]
        while main > lo and self.tape[main] in "XR":
            main -= 1
        kind = self.tape[main]
        k = Clause(lo, lo, main, "be" if kind == "B" else self.lemma[main])
        before = lo - 1
        while before >= 0 and self.tape[before] == "R":
            before -= 1
        k.negated = "X" in tape or (before >= 0 and self.tape[before] == "X" and self.low[before + 1] != "only")
        if len(tape) == 1 and kind in "VbEG":
            k.form = {"b": "base", "E": "part", "G": "ing", "V": "finite"}[kind]
            k.tense = "past" if kind == "V" and not self._present(main) else "present"
        else:
            self._helped(k, tape, kind)
        return k

    def _helped(self, k: Clause, tape: str, kind: str) -> None:
        """What the auxiliaries of a verb group say."""
        low, helpers = self.low[k.lo : k.lo + len(tape)], tape[: k.verb - k.lo]
        aux = [w for w, a in zip(low, tape, strict=True) if a in "MHBd"]
        k.negated = k.negated or any(w.endswith("n't") or w in ("cannot", "no") for w in low)
        k.modal = low[tape.index("M")] if "M" in tape else ""
        k.adverbs = [k.lo + i for i, a in enumerate(tape) if a == "R"]
        k.passive, k.progressive, k.perfect = "B" in helpers and kind == "E", "B" in helpers and kind == "G", "H" in helpers
        if tape[0] == ">":
            k.form = "to"
        elif aux and aux[0] in NONFINITE:
            k.form = "ing" if aux[0] in ("being", "having") else "base"
        past = aux[0] in _PAST if aux else low[-1] in _PAST
        k.tense = "ahead" if k.modal in _WILL else "past" if past or k.perfect else "present"
        if k.lemma == "go" and k.progressive:
            k.lemma = "be-going"

    def _present(self, k: int) -> bool:
        known = forms().get(self.low[k])
        return bool(known and ("s" in known.names or ("base" in known.names and not known.names & {"past", "ed"})))

    # -- looking about
    def _directly(self, n: int, *kinds: str) -> int | None:
        """The chunk before, past adverbs and commas, if it is of one of these kinds."""
        i = n - 1
        while i >= 0 and (self.kinds[i] in ("adv", "quote") or self.text[i] == ","):
            i -= 1
        return i if i >= 0 and self.kinds[i] in kinds else None

    def _past_adverbs(self, n: int) -> int:
        i = n - 1
        while i >= 0 and self.kinds[i] == "adv":
            i -= 1
        return i

    def _after_preposition(self, i: int) -> bool:
        while i > 2 and self.kinds[i - 1] == "cc" and self.kinds[i - 2] == "np":
            i -= 2
        return i > 0 and self.kinds[i - 1] == "prep"

    def _time(self, i: int) -> bool:
        """Is a phrase one of time?"""
        p = self.nps[i]
        run = self.tape[p.lo : p.hi]
        if run == "n" and YEAR.fullmatch(self.low[p.lo]):
            return i > 0 and self.text[i - 1] in ("in", "since", "until", "from", "of", "by", "before", "after")
        return "t" in run and not {"N", "P", "S"} & set(run)

    def _timeless(self, chunks: list[int]) -> list[int]:
        return [i for i in chunks if not self._time(i)] or chunks

    def _eventive(self, k: int) -> bool:
        return self.lemma[k] in event_nouns() or self.low[k] in event_nouns() or self.low[k] in self.words["event ing"]

    def _takes(self, word: str, frame: str) -> bool:
        return (word, frame) in self.signed

    # -- finite verbs
    def _finite(self, k: Clause, n: int, begin: int, cur: int | None) -> None:
        pending = [i for i in range(begin, n) if self.kinds[i] == "np"]
        wh = self._directly(n, "wh", "that")
        bare = [i for i in pending if not self._after_preposition(i)]
        mark = next((i for i in range(n - 1, begin - 1, -1) if self.kinds[i] in ("mark", "wh", "that")), None)
        ante = self._antecedent(wh) if wh is not None and wh >= begin - 1 and self.text[wh] not in ("what", "whoever") else None
        if wh is not None and ante is not None:
            self._suspend(wh, begin, cur)
            k.rel, k.lo, k.marker = "relative", self.los[wh], self.text[wh]
            k.subject, k.gov_item, k.gov = self.nps[ante], self.nps[ante].head, cur
        elif mark is not None and (after := [i for i in bare if i > mark]):
            self._marked(k, mark, after, begin, cur)
        elif wh is not None:
            k.rel, k.marker, k.lo, k.gov = "wh", self.text[wh], self.los[wh], cur
            k.gov_item = self.clauses[cur].verb if cur is not None else None
        elif cur is not None and (cc := self._directly(n, "cc")) is not None and not any(i > cc for i in bare):
            self._coordinate(k, cur)
        elif cur is None:
            self._first(k, n, begin, self._timeless(bare))
        else:
            self._next_main(k, n, begin, cur, self._timeless(bare))
        if k.subject is None and not pending and cur is not None and k.rel == "main" and self.clauses[cur].form == "finite":
            k.subject = self.clauses[cur].subject

    def _antecedent(self, wh: int) -> int | None:
        """The phrase that a relative pronoun takes up."""
        i = wh - 1
        while i >= 0 and (self.kinds[i] in ("prep", "adv", "quote", "dash") or self.text[i] in (",", "(")):
            i -= 1
        if i < 0 or self.kinds[i] != "np":
            return None
        if self.tape[self.nps[i].head] == "n" and i >= 2 and self.text[i - 1] == "," and self.kinds[i - 2] == "np":
            i -= 2  # "Jan Falk, 41, who"
        first = i
        while self.text[wh] in ("which", "that") and i >= 2 and self.kinds[i - 1] == "prep" and self.kinds[i - 2] == "np":
            i -= 2  # "ambushes in Yemen that", "the bombing of Guff on Tuesday, which"
            if self._eventive(self.nps[i].head):
                return i
        return first

    def _suspend(self, at: int, begin: int, cur: int | None) -> None:
        """The first free phrase before a relative clause waits for a verb of its own."""
        walls = [i for i in range(begin, at) if self.kinds[i] in ("mark", "cc", "that", "dash", "quote", "punct")]
        if cur is not None and not walls:
            return
        lo = walls[-1] if walls and cur is not None else begin
        free = next((i for i in range(lo, at) if self.kinds[i] == "np" and not self._after_preposition(i) and not self._time(i)), None)
        if free is not None and all(w[1] != free for w in self.waiting):
            self.waiting.append((self.nps[free], free))

    def _marked(self, k: Clause, mark: int, after: list[int], begin: int, cur: int | None) -> None:
        """A clause with a subject of its own behind "that", "which", "when" …"""
        kind, word = self.kinds[mark], self.text[mark]
        subject = self._timeless(after)[0]
        verb = self.clauses[cur] if cur is not None else None
        k.subject, k.marker, k.lo, k.gov = self.nps[subject], word, self.los[mark], cur
        k.gov_item = verb.verb if verb else None
        self.taken.add(subject)
        if word == "that" and verb and mark > 0 and self.kinds[mark - 1] == "adj":
            k.rel, k.gov_item = "that", self.los[mark] - 1  # "it is possible that"
            return
        if kind == "mark":
            k.rel = "adverbial"
            return
        ante = self._antecedent(mark)
        noun = ante is not None and self.lemma[self.nps[ante].head] in self.words["that nouns"]
        takes = verb is not None and verb.lemma in self.words["zero that"] | self.words["takes that"]
        behind_verb = mark > 0 and self.kinds[mark - 1] in ("vg", "inf")
        relative = word in ("where", "which", "whom", "whose") or (word == "that" and not (behind_verb or noun or takes))
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
        k.rel, k.gov, k.gov_item, k.subject, k.lo = "coord", i, m.verb, m.subject, k.vlo
        if k.form != "finite" or (self.tape[k.verb] == "b" and k.vlo == k.verb):
            k.modal, k.tense, k.negated = k.modal or m.modal, m.tense, k.negated or m.negated
            k.passive = k.passive or (m.passive and k.form == "part")

    def _first(self, k: Clause, n: int, begin: int, bare: list[int]) -> None:
        """The first verb of the sentence."""
        said = k.lemma in self.words["zero that"] or k.lemma in ("ask", "note")
        dash = next((i for i in range(begin, min(n, begin + 5)) if self.kinds[i] == "dash"), None)
        if dash is not None and any(i > dash for i in bare) and "," not in self.text[begin:dash]:
            bare = [i for i in bare if i > dash]  # "LONDON -- At least …"
        free = bare[0] if bare else None
        if said and len(bare) > 1 and self.text[bare[-1] - 1] == "," and self.text[n + 1 : n + 2] == [","]:
            self.waiting.append((self.nps[bare[0]], bare[0]))  # "The mayor, police said, was killed"
            free, k.rel = bare[-1], "parenthetical"
        elif free is None and self.kinds[n + 1 : n + 2] == ["np"]:
            free = n + 1  # "said Lee"
        k.lo = 0
        if free is not None:
            k.subject = self.nps[free]
            self.taken.add(free)

    def _next_main(self, k: Clause, n: int, begin: int, cur: int, bare: list[int]) -> None:
        """A finite verb without a word that joins it: a clause of its own, what somebody said, or the verb of a subject that waits."""
        prev, zero_that = self.clauses[cur], self.words["zero that"]
        said = k.lemma in zero_that or k.lemma in ("ask", "note")
        strong = [i for i in range(begin, n) if self.kinds[i] in ("cc", "dash", "quote") or self.text[i] in (";", ":")]
        comma = [i for i in range(begin, n) if self.text[i] == ","]
        closed = self.waiting and len(bare) == 1 and comma and bare[0] < comma[0]  # the object of a verb of speech has ended
        if prev.lemma in zero_that and bare and bare[0] <= begin + 1 and not closed and all(i > bare[0] for i in comma + strong):
            self._subject(k, bare[0], "that", cur)
            return
        after: list[int] = []
        for wall in [*strong[-1:], *strong[:1], *comma[:1]]:
            after = after or [i for i in bare if i > wall]
        gap = prev.rel == "relative" and prev.lemma in zero_that and prev.subject and prev.subject.head != prev.gov_item
        if gap and not bare and prev.gov_item is not None:  # "which he said killed seven"
            k.rel, k.gov, k.gov_item = "that", cur, prev.verb
            k.subject = next((p for p in self.nps.values() if p.head == prev.gov_item), prev.subject)
        elif self.waiting and (not after or (comma and self.text[n - 1] == ",")):  # "…, Peter Holm, was sentenced"
            k.subject, k.lo, k.rel = self.waiting.pop()[0], k.vlo, "resumed"
        elif after:
            self._subject(k, after[0], "and", None)
            k.lo = self.los[min(strong[-1:] or comma[:1]) + 1]
            if said and (self.text[after[0] - 1] == "," or self.kinds[after[0] - 1] == "quote"):
                k.rel = "said"
            elif prev.gov is None and prev.rel == "adverbial":
                prev.gov, prev.gov_item = len(self.clauses), k.verb
        elif said and not bare and self.kinds[n + 1 : n + 2] == ["np"]:
            k.subject, k.rel, k.lo = self.nps[n + 1], "said", k.vlo
        elif bare:
            self._subject(k, bare[-1], "that", cur)
            if len(bare) > 1 and bare[-2] == bare[-1] - 1:  # "the man police arrested"
                k.rel, k.gov_item = "relative", self.nps[bare[-2]].head
        else:
            k.subject, k.rel = prev.subject, "and"

    def _subject(self, k: Clause, i: int, rel: str, gov: int | None) -> None:
        k.subject, k.lo, k.rel, k.gov = self.nps[i], self.nps[i].lo, rel, gov
        k.gov_item = self.clauses[gov].verb if gov is not None else None
        self.taken.add(i)

    # -- other verbs
    def _infinitive(self, k: Clause, n: int, begin: int, cur: int | None) -> None:
        if self._directly(n, "cc") is not None and any(c.form == "to" for c in self.clauses[-3:]):
            self._coordinate(k, cur)
            return
        verb = self.clauses[cur] if cur is not None else None
        k.gov, k.rel = cur, "to"
        if (wh := self._directly(n, "wh")) is not None:
            k.rel, k.marker = "wh", self.text[wh]
            return
        i = self._past_adverbs(n)
        kind = self.kinds[i] if i >= 0 else "start"
        if verb is None and kind == "np":
            self._suspend(n, begin, cur)  # "A summit to discuss it is planned"
        if kind == "adj" or (verb and self.tape[self.his[i] - 1] == "J" and kind not in ("vg", "inf")):
            k.gov_item = self.his[i] - 1
        elif kind == "np":
            self._after_noun(k, i, begin, verb)
        elif verb and kind in ("vg", "inf"):
            k.gov_item = verb.verb
        else:
            k.rel, k.gov_item = "purpose", verb.verb if verb else None
        k.subject = k.subject or (verb.subject if verb else None)

    def _after_noun(self, k: Clause, i: int, begin: int, verb: Clause | None) -> None:
        """ "an attempt {to kill}", "pressed his cousin {to go}", "set a trap {to catch} him"."""
        chain = [j for j in range(begin, i + 1) if self.kinds[j] == "np"]
        noun = next((j for j in reversed(chain) if self._takes(self.lemma[self.nps[j].head], "to")), None)
        takes = verb is not None and self._takes(verb.lemma, "to")
        if noun is not None and not (takes and noun == chain[0] != i):
            k.gov_item = self.nps[noun].head
            k.gov = k.gov if verb else None
        elif verb is None:
            k.gov_item = self.nps[i].head
        else:
            k.gov_item, k.rel = verb.verb, "to" if takes else "purpose"
            if chain and not verb.passive and (takes or self._after_preposition(chain[0])):
                k.subject = self.nps[chain[0]]

    def _participle(self, k: Clause, n: int, begin: int, cur: int | None) -> None:
        k.gov, k.passive = cur, k.passive or k.form == "part"
        verb = self.clauses[cur] if cur is not None else None
        k.gov_item, k.subject = (verb.verb, verb.subject) if verb else (None, None)
        i = self._past_adverbs(n)
        kind = self.kinds[i] if i >= 0 else "start"
        if kind == "prep" or (kind == "mark" and k.form == "ing"):
            k.rel, k.lo, k.gov_item = self.text[i], self.los[i], self._holder(i, verb)
            beside = i - 1 >= begin and self.kinds[i - 1] == "np" and not self._after_preposition(i - 1)
            if verb and beside and not verb.passive and k.rel in ("of", "from", "with", "for", "into", "against"):
                k.subject = self.nps[i - 1]
        elif kind in ("vg", "inf"):
            k.rel = "ing"
        elif kind == "mark":
            k.rel, k.marker, k.gov_item = "adverbial", self.text[i], None
        elif kind == "np":
            seen = verb is not None and k.form == "ing" and i == begin and verb.lemma in self.words["perceiving"]
            k.subject, k.rel = self.nps[i], "ing" if seen else "reduced"
            k.gov_item = k.gov_item if seen else self.nps[i].head
            self._suspend(n, begin, cur)
        elif kind == "cc" and verb:
            self._coordinate(k, cur)
        else:
            k.rel = "participial"

    def _holder(self, prep: int, verb: Clause | None) -> int | None:
        """What a preposition with an -ing form hangs on: the noun or adjective right before it, else the verb."""
        i, word = prep - 1, self.text[prep]
        if i >= 0 and self.kinds[i] == "np" and (word == "of" or self._takes(self.lemma[self.nps[i].head], word)):
            if not (verb and word == "of" and self._takes(verb.lemma, "of")):
                return self.nps[i].head
        if i >= 0 and self.kinds[i] == "adj":
            return self.his[i] - 1
        return verb.verb if verb else None

    def _late_governors(self) -> None:
        """A fronted clause hangs on the next finite one."""
        fronted = ("adverbial", "participial", "purpose", "by", "after", "before", "in", "since", "with")
        for n, c in enumerate(self.clauses):
            if c.gov is None and c.rel in fronted:
                later = range(n + 1, len(self.clauses))
                c.gov = next((j for j in later if self.clauses[j].form == "finite" and self.clauses[j].rel != "relative"), None)
                if c.subject is None and c.gov is not None:
                    c.subject = self.clauses[c.gov].subject

    # -- arguments
    def _behind(self, c: Clause, n: int, stop: int) -> None:
        """Give a clause the phrases that stand behind its verb."""
        last: Phrase | None = None  # what a preposition may hang on
        role, prep, comma = "object", None, False
        for i in range(n + 1, len(self.kinds)):
            kind, lo = self.kinds[i], self.los[i]
            if lo >= stop or self.tape[lo] in ";:":
                break
            if kind == "prep":
                prep = lo
            elif kind == "np":
                last = self._place(c, i, prep, last, role, comma)
                prep, comma = None, False
            elif kind == "adj":
                c.predicate = self.his[i] - 1 if c.predicate is None else c.predicate
            elif kind == "adv":
                c.adverbs.append(lo)
            elif kind == "cc":
                role, comma = "listed", False
            elif kind in ("dash", "punct", "quote"):
                role, comma = "after comma", True
            elif kind not in ("vg", "inf"):
                break

    def _place(self, c: Clause, i: int, prep: int | None, last: Phrase | None, role: str, comma: bool) -> Phrase:
        """A phrase behind a verb: with its preposition, a time, an object, or beside something."""
        p = self.nps[i]
        shared = role == "listed" and last is not None and last.prep is not None and self.low[last.prep] != "of"
        if prep is not None:
            p = p._replace(prep=prep, at=self._hangs(c, i, prep, None if comma else last))
            c.phrases.append(p)
        elif self._time(i):
            p = self.nps[i] = p._replace(at=c.verb)
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
        itself = self._eventive(last.head)
        eventive = itself or (last.prep is not None and last.at is not None and self._eventive(last.at))
        if not self._time(i) or (itself and last.prep is None and last not in c.objects):
            return last.head if eventive or self.low[prep] in ("of", "between", "against") else c.verb
        dated = any(q.at == c.verb and (self.tape[q.head] == "t" or YEAR.fullmatch(self.low[q.head])) for q in c.phrases)
        if not eventive or not (c.negated or c.modal or dated):
            return c.verb  # the day is the verb's, unless that did not happen, or has a day
        return last.head if itself or last.at is None else last.at

    def _ahead(self, c: Clause, n: int) -> None:
        """Give a clause the phrases that stand before its verb."""
        last, prep = None, None
        for i in range(bisect_left(self.los, c.lo, 0, n), n):
            if self.kinds[i] == "prep":
                prep = self.los[i]
            elif self.kinds[i] == "np":
                p = self.nps[i]
                if prep is not None:
                    p = self.nps[i] = p._replace(prep=prep, at=self._hangs_ahead(c, i, prep, last))
                    c.phrases.append(p)
                elif self._time(i):
                    c.phrases.append(p._replace(at=c.verb))
                last, prep = p, None
            elif self.text[i] == "," and last is not None and c.subject is not None and last.hi <= c.subject.lo:
                last = None
            elif self.kinds[i] == "adv":
                c.adverbs.append(self.los[i])

    def _hangs_ahead(self, c: Clause, i: int, prep: int, last: Phrase | None) -> int:
        if last is None:
            return c.verb
        if self.low[prep] != "of" and self.text[i - 2] == ",":
            return last.head if self._eventive(last.head) else c.verb
        if not self._time(i) or self._eventive(last.head):
            return last.head
        s = c.subject
        return s.head if s is not None and s.hi <= self.nps[i].lo and self._eventive(s.head) else c.verb


def _alike(m: Clause, k: Clause) -> bool:
    shared = {"base": m.form == "to" or bool(m.modal), "part": m.passive, "ing": m.progressive}
    return m.form == k.form or shared.get(k.form, False)

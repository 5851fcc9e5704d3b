"""What a sentence commits itself to about the event that one of its words names: its status, along the chain of what governs it.

A word's own form (tense, modal, negation, adverbs, adjectives, determiner) and what each governor makes of its complement, affirmed or
denied (``signatures.txt``), give one of the words of the tables: carried_out, ongoing, planned, attempted, cancelled, threatened, feared,
alleged, denied, "reported" for what nobody confirms; or None for what is no event: hypothetical, generic. The idea: Karttunen's
implicatives, FactBank's certainty and polarity.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from analystkit.english.lexicon import sets
from analystkit.english.lexicon.signatures import Effect, signatures
from analystkit.english.syntax.chunks import event_nouns
from analystkit.english.syntax.model import Clause, Phrase, Syntax
from analystkit.records import DONE, NOT_DONE

_NO_EVENT = frozenset(("hypothetical", "generic"))
_DEEPEST = 20  # governors in a chain
_UNREAL = frozenset(("denied", "cancelled", "attempted", "reported", "hypothetical"))
_ARGUED = ("to", "purpose", "ing", "coord", "participial", "relative", "reduced")  # how a clause without a tense borrows its subject
_RANKED = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth last latest only".split())
_BESIDE = frozenset("main and resumed said parenthetical relative reduced participial".split())  # a clause that stands for itself


def status(s: Syntax, item: int) -> str | None:
    """The status of the event word at an item: as the verb of a clause, or as a noun in a phrase.

    >>> from analystkit.english.syntax import syntax_of
    >>> s = syntax_of("He was jailed for a plot to bomb a mill, and for the attempted murder of a nurse after a raid.")
    >>> [(s.low[k], status(s, k)) for k in (2, 7, 15, 21)]
    [('jailed', 'carried_out'), ('bomb', 'planned'), ('murder', 'attempted'), ('raid', 'carried_out')]
    """
    told = _statuses(s).of(item)
    return None if told in _NO_EVENT else told


@lru_cache(maxsize=4)
def _statuses(s: Syntax) -> _Status:
    return _Status(s)


class _Status:
    """The statuses of one sentence; what is worked out is kept, which ends circles too."""

    def __init__(self, s: Syntax) -> None:
        self.s, self.words, self.signed = s, sets("status"), signatures()
        self.asked = None  # the clause that a question asks
        if "?" in s.low[-2:]:
            last = max((n for n, c in enumerate(s.clauses) if c.rel in ("main", "and")), default=None)
            self.asked = None if last is not None and self._plain(s.clauses[last]) else last
        self.clauses: dict[tuple[int, bool], str] = {}
        self.nouns: dict[int, str] = {}
        self.depth = 0  # of the chain at hand

    def _plain(self, c: Clause) -> bool:
        """ "{I was wondering} if they came?": no question, whatever the mark; "Rebels killed?" is one."""
        p = c.subject
        return p is not None and self.s.pronoun(p) and p.lo < c.vlo and not set("BHMdw") & set(self.s.tape[c.lo : p.lo])

    def of(self, k: int) -> str:
        """The status of any item."""
        if (n := self.s.clause_of_verb.get(k)) is not None:
            return self.clause(n)
        if p := self.s.phrase_of(k):
            made = k < p.head and self.s.tape[k] in "JEG" and self.s.low[k].endswith(("ed", "en", "ing"))
            return "carried_out" if made else self.noun(k, p)  # "free the {kidnapped} nurses"
        if (n := self.s.clause_of(k)) is None:
            return "carried_out"
        c = self.s.clauses[n]  # a predicate: as its clause, "are feared {dead}"
        effect = self.signed.get((c.lemma, "obj")) if k > c.verb else None
        return _apply("carried_out", effect, self.clause(n), c.negated) if effect else self.clause(n)

    # -- verbs
    def clause(self, n: int, plain: bool = False) -> str:
        """The status of a clause's verb; ``plain`` leaves its own negation out, which the signature has reckoned with."""
        if (n, plain) not in self.clauses:
            c = self.s.clauses[n]
            if c.rel == "coord" and c.form == "finite" and c.gov is not None and (m := self.s.clauses[c.gov]).rel != "coord":
                shared = c.adverbs or m.adverbs  # it hangs where its partner hangs
                c = replace(c, rel=m.rel, gov=m.gov, gov_item=m.gov_item, marker=m.marker, adverbs=shared)
            own = self.clauses[n, plain] = self._own(n, c, plain)
            if self.depth < _DEEPEST:
                self.depth += 1
                self.clauses[n, plain] = self._governed(c, own)
                self.depth -= 1
        return self.clauses[n, plain]

    def _own(self, n: int, c: Clause, plain: bool) -> str:
        """What a verb group says by itself."""
        s = self.s
        subject = s.lemma[c.subject.head] if c.subject else ""
        if subject in self.words["illness"] and c.lemma in ("kill", "claim") and not c.passive:
            return "generic"  # "Flu killed 1,200": a statistic
        if c.lemma == "hurt" and not c.passive and c.progressive and c.subject and s.low[c.subject.head] in ("it", "this", "that"):
            return "generic"  # "It is hurting his wife": worries her
        before = [c.vlo - 1] if c.form != "finite" and s.tape[c.vlo - 1 : c.vlo] == "R" else []  # "{allegedly} to kill him"
        for a in (*c.adverbs, *before):
            if a > c.verb and s.tape[a + 1 : a + 2] in ("E", "G", "J", "n"):
                continue  # "raided houses {presumably} owned by rebels"
            effect = self.signed.get((s.low[a], "adverb"))
            if effect and (s.low[a] not in ("almost", "nearly") or s.tape[a + 1 : a + 2] in ("V", "E", "b", "G")):
                return effect.affirmed
        bid = c.verb == 0 and c.lemma in ("do", "have") and c.tense == "present"  # "Have them check it"
        if n == self.asked or bid or (c.form == "base" and c.rel == "main" and c.lemma not in self.words["elided"]):
            return "hypothetical"
        if c.modal in self.words["bidding"] and (c.negated or self._nobody(c)) and not c.perfect:
            return "hypothetical"  # "The judge must not hand her over", "Nobody should be killed": a demand
        if (c.negated and not plain) or self._nobody(c):
            return "denied"
        if c.tense == "ahead" and c.subject and (subject in self.words["somebody"] or s.low[c.subject.lo] in ("any", "every", "each")):
            return "hypothetical"  # "Anyone who resists will be shot", "Any ship that enters will be sunk"
        both = (n, s.clauses[n].gov if s.clauses[n].rel == "coord" else n)
        if c.tense == "ahead" and any(d.gov in both and d.rel == "adverbial" and d.marker in ("if", "unless") for d in s.clauses):
            return "hypothetical"  # "If he goes home, he will be jailed": nobody plans it
        if c.lemma == "be-going" or c.tense == "ahead" or (c.modal == "would" and c.rel == "that" and not c.perfect):
            return "planned"
        if c.modal in ("can", "could") and c.lemma in self.words["perceived"]:
            return "carried_out"
        if c.modal and not (c.modal in ("would", "'d") and c.lemma in self.words["polite"]):
            return "hypothetical"
        if c.form != "finite":
            return "carried_out"
        if any(d.rel == "said" and d.lemma in self.words["alleging"] for d in s.clauses[n + 1 : n + 2]):
            return "alleged"  # "A drone was shot down, it was rumoured"
        if c.progressive and (c.tense == "present" or c.perfect):
            ahead = any(s.low[i] in ("tomorrow", "next", "upcoming") for p in c.phrases for i in range(p.lo, p.hi))
            ahead = ahead or any(p.prep is not None and s.low[p.prep] == "in" and s.lemma[p.head] in self.words["spans"] for p in c.phrases)
            return "planned" if ahead and not c.perfect else "ongoing"
        near = (*c.phrases, *([c.subject] if c.subject else []))
        if c.tense == "present" and any(s.low[p.lo] in ("every", "each") for p in near if p.prep is None):
            return "generic"  # "13,000 verdicts are issued every year", "each time troops raid the camp"
        if c.tense == "present" and not c.perfect and (self._habit(c) or (c.lemma == "kill" and not c.passive and not c.objects)):
            return "generic"  # "Speed kills"
        return "carried_out"

    def _habit(self, c: Clause) -> bool:
        """ "Landslides happen", "rebels often attack": talk of such events in general."""
        p, s = c.subject, self.s
        ruled = p is not None and s.lemma[p.head] in self.words["norms"] and c.lemma in self.words["ruling"]
        if ruled or any(s.low[a] in self.words["habit"] for a in c.adverbs):
            return True  # "The law lets judges jail anyone"
        if (
            p is None
            or c.passive
            or c.lemma in self.words["showing"]
            or c.rel not in ("main", "and", "adverbial")
            or s.low[-1] not in ".!?"
        ):
            return False
        if not {"under", "underway", "ongoing"}.isdisjoint(s.low[c.verb + 1 : c.verb + 3]):
            return False  # "Raids are under way"
        return s.tape[p.lo] in "NJ" and s.low[p.head].endswith("s") and (p.lo == 0 or s.raw[p.lo][0].islower())

    def _nobody(self, c: Clause) -> bool:
        """ "No soldiers were held", "nobody died", "neither side attacked"."""
        return c.subject is not None and self.s.low[c.subject.lo] in ("no", "not", "nobody", "neither", "none", "nothing")

    def _governed(self, c: Clause, own: str) -> str:
        """What the governor of a clause makes of it."""
        if c.rel == "adverbial":
            return self._adverbial(c, own)
        if c.rel == "coord":
            return own if c.gov is None or own not in DONE or c.form == "finite" else self.clause(c.gov)
        if c.rel == "wh":
            if c.marker == "whether" and c.form == "to" and c.gov is not None and self.s.clauses[c.gov].lemma in self.words["deciding"]:
                return "planned"  # "They vote on whether to strike"
            ever = c.marker in ("whatever", "whoever") and c.tense == "present"
            return "hypothetical" if ever or c.marker in ("whether", "if") or c.form in ("to", "base") else own
        if c.rel == "participial" and c.form == "ing" and c.gov is not None and self.s.clauses[c.gov].verb > c.verb:
            return _worse(own, self.clause(c.gov))  # "{Bombing} the port would be a crime"
        if c.rel == "reduced" and c.form == "part" and c.gov is not None and (v := self.s.clauses[c.gov]).objects:
            if v.objects[-1].head == c.gov_item and (effect := self.signed.get((v.lemma, "part"))):
                return _apply(own, effect, self.clause(c.gov, plain=True), v.negated)
        if c.rel == "participial" and c.form == "ing" and c.gov is not None and (v := self.s.clauses[c.gov]).verb < c.verb:
            n = c.gov  # "will have to go, {meeting} all": as the finite verb; "failed to stop, {hitting} a wall"
            while v.form != "finite" and v.gov is not None and v.gov < n:
                n, v = v.gov, self.s.clauses[v.gov]
            return _worse(own, self.clause(n))  # "that troops fired, {killing} six": as doubtful as the firing
        if c.rel in _BESIDE:
            return own
        frame = "to-it" if (c.rel, c.form) == ("to", "ing") else "to" if c.rel in ("to", "purpose", "bare") else c.rel
        if frame == "to" and self.s.low[c.vlo - 1] == "enough":
            return "hypothetical"  # "big enough to kill hundreds"
        word, gov, denied, verb = self._governor(c.gov_item, frame)
        effect = self.signed.get((word, frame))
        if effect is None:
            if frame == "to" and (self._ranked(c) or (word != "be" and (c.perfect or c.lemma in self.words["expressed"]))):
                return _worse(own, gov)  # "were known to have fled", "marched to protest": not ahead
            it_is = verb is not None and verb.lemma in ("be", "take") and verb.subject is not None and self.s.low[verb.subject.head] == "it"
            if frame == "to" and verb is not None and it_is and verb.verb in range((c.gov_item or 0) - 3, c.vlo):
                return _worse(own, gov) if verb.tense == "past" and not verb.modal else "hypothetical"  # "It is wrong to attack"
            return self._unlisted(frame, own, gov)
        if verb is not None and any(self.s.low[a] in self.words["falsely"] for a in verb.adverbs) and effect.affirmed in "+=":
            return "denied"  # "was wrongly said to have {died}"
        if frame == "that":
            teller = verb.subject if verb is not None else None
            unnamed = teller is not None and not self.words["unnamed"].isdisjoint(self.s.low[teller.lo : teller.head])
            accuser = self.s.lemma[teller.head] if teller is not None else ""
            accused = accuser in self.words["accusers"] or (unnamed and accuser in self.words["unsigned"])
            if accused and own in DONE and gov not in _UNREAL and effect.affirmed in "+=":
                return "alleged"
            if denied and effect.denied == "reported":
                return "reported"  # "could not confirm that …"
            if effect.affirmed in ("+", "=") and gov not in ("hypothetical", "denied", "reported"):
                return own if not denied or effect.denied in "+=" else _worse(own, effect.denied)
        if (own == "denied" and effect.affirmed in NOT_DONE) or (own, effect.affirmed) == ("planned", "alleged"):
            return own  # "They promised not to attack", "insists that talks will resume"
        return _apply(own, effect, gov, denied)

    def _ranked(self, c: Clause) -> bool:
        """ "was one of the first towns in the north {to revolt}", "Lee, the only one {to be killed}": it did."""
        p = self.s.phrase_of(c.lo - 1)
        while p is not None and _RANKED.isdisjoint(self.s.low[max(0, p.lo - 1) : p.hi]):  # "the only" is an adverb by itself
            q = self.s.phrase_of(p.prep - 1) if p.prep else None
            p = q if q is not None and q.lo < p.lo else None
        is_so = c.gov is not None and self.s.clauses[c.gov].lemma in ("be", "become")
        return p is not None and (is_so or "," in self.s.low[max(0, p.lo - 2) : p.lo])

    def _adverbial(self, c: Clause, own: str) -> str:
        """ "if it fails"; "when they attack, we will leave"; "when somebody dies"."""
        if c.tense == "present" and c.subject is not None and self.s.low[c.subject.head] in self.words["somebody"]:
            return "hypothetical"
        if c.tense == "present" and own in DONE and c.gov is not None and c.marker in ("after", "when", "once", "until", "before", "as"):
            gov = self.clause(c.gov)
            return gov if gov in ("planned", "hypothetical") else own
        as_if = self.s.low[c.lo - 1] == "as"  # "It looks as if they {have left}"
        return "hypothetical" if c.marker in self.words["if"] and not as_if else own

    def _governor(self, k: int | None, frame: str) -> tuple[str, str, bool, Clause | None]:
        """The word that a clause hangs on: its lemma, its status (without its negation), whether it is denied, and its clause."""
        if k is None:
            return "", "carried_out", False, None
        both = f"{self.s.lemma[k - 1]}-{self.s.lemma[k]}"  # "{came close} to killing"
        lemma = both if (both, frame) in self.signed else self.s.lemma[k]
        n = self.s.clause_of_verb.get(k)
        held = self.s.clauses[n].objects[-1:] if n is not None and frame == "to" else []
        if n is not None and held and (self.s.low[held[0].head], "to") in self.signed:  # "have {the right} to march"
            return self.s.low[held[0].head], self.clause(n, plain=True), self.s.clauses[n].negated, None
        if n is None and (self.s.tape[k] == "J" or not self.s.phrase_of(k)):
            n = self.s.clause_of(k)
        if n is not None:
            v = self.s.clauses[n]
            p = v.subject
            if (
                frame == "that"
                and v.verb == k
                and p
                and (v.lemma, frame) not in self.signed
                and (self.s.lemma[p.head], frame) in self.signed
            ):
                return self.s.lemma[p.head], self.clause(n, plain=True), v.negated or self._nobody(v), v  # "{rumours} spread that …"
            denied = v.negated or self._nobody(v) or (self.s.tape[k] == "J" and self.s.tape[k - 1] == "X")  # "found not {guilty} of"
            return self._particle(v, frame) if v.verb == k else lemma, self.clause(n, plain=True), denied, v
        if p := self.s.phrase_of(k):
            near = p.prep is not None and self.s.low[p.prep] == "within"  # "came {within} a mile of hitting it"
            return "within" if near else lemma, self.noun(k, p), self.s.low[p.lo] == "no", None
        return lemma, "carried_out", False, None

    def _unlisted(self, frame: str, own: str, gov: str) -> str:
        if frame == "that":
            return _worse(own, gov) if gov in ("hypothetical", "denied") else own
        if frame in ("to", "to-it"):
            return _worse(own, "planned")
        if frame in ("without", "instead"):
            return "denied"
        if frame in ("against", "than"):
            return "hypothetical"
        if frame == "by" and gov == "attempted":
            return own  # "tried to flee by {jumping}"
        return own if frame in self.words["presupposing"] and gov not in ("planned", "hypothetical") else _worse(own, gov)

    # -- nouns
    def noun(self, k: int, p: Phrase) -> str:
        """The status of an event noun, from its phrase and from what its phrase is an argument of."""
        if k not in self.nouns:
            own = self.nouns[k] = self._described(k, p)
            if self.depth < _DEEPEST:
                self.depth += 1
                self.nouns[k] = self._argued(k, p, own)
                self.depth -= 1
        return self.nouns[k]

    def _argued(self, k: int, p: Phrase, own: str) -> str:
        s = self.s
        if k != p.head and s.tape[p.head] in "NP":
            if effect := self.signed.get((s.lemma[p.head], "head")):
                up = self.noun(p.head, p)
                return up if up in ("denied", "cancelled") else effect.affirmed
            if s.lemma[p.head] not in event_nouns():  # "the bombing suspects": told as known; "a murder mystery", "a combat pilot": none
                beside = s.lemma[p.head] in self.words["of it"] | sets("syntax")["zero that"]
                alone = p.lo == k or s.tape[p.lo] in "DJ"  # not "Police arrest captain", a headline
                named = any(c.lemma == "call" and o.lo == p.lo for c in s.clauses for o in c.objects)  # "called the {raid} payback"
                kind = s.tape[k] == s.tape[p.head] == "N" and s.low[k] in event_nouns() and s.low[k] == s.lemma[k] and k + 1 == p.head
                return "generic" if kind and alone and own in DONE and not (beside or named) else own
        word, frame, gov, denied = self._relation(p)
        effect = self.signed.get((word, frame))
        if off := self._called_off(p):
            return off
        definite = s.definite(p)
        if effect is not None and effect.affirmed.endswith("?"):
            effect = Effect("=", "=") if definite else Effect(effect.affirmed[:-1], effect.denied)
        if effect is not None and effect.affirmed == "planned" and definite and self._specific(p):
            return own  # "prepared the attack, in which six died"
        if effect is not None:
            if definite and effect.affirmed == gov == "hypothetical":
                return own  # "the bombing could have been prevented"
            if definite and gov == "alleged" and effect.affirmed == "planned":
                return gov  # "accused of ordering the execution of nine clerks"
            if not definite and gov == "hypothetical" and effect.affirmed == "=" and frame != "obj" and not self._specific(p):
                return gov  # "They are trained to respond to an attack"
            if definite and frame == "obj" and ((gov == "alleged" and effect.affirmed == "+") or (gov == "denied" and self._not_theirs(p))):
                return own  # "accused of carrying out the attack"
            told = _apply("carried_out", effect, gov, denied)
            if told in DONE:
                if own == "planned" and effect.affirmed == "+" and frame in ("subj", "obj"):
                    return told  # "The planned march took place"
                return "ongoing" if own in DONE and "ongoing" in (own, told) else own
            feared = own == "hypothetical" and told == "feared"  # "warned of possible attacks"
            if told == "cancelled" and own in DONE and self._begun(p):
                return own
            return told if own in DONE or feared or told in ("cancelled", "denied", "attempted") else own
        if own not in DONE:
            return "denied" if gov == "denied" and frame == "pred" else own  # "denies that there was any raid"
        if ahead := self._ahead(p):
            return ahead
        vague = not definite and self.s.tape[p.hi : p.hi + 2].lstrip("J")[:1] != "t"  # not "almost fell during an attack last year"
        if gov in ("hypothetical", "planned") and (frame == "pred" or (frame == "during" and (gov == "planned" or vague))):
            return gov  # "It could be {the strike}", "was to have been {the scene} of talks", "will be used during {the talks}"
        if definite or not frame or self._specific(p):
            return own
        if self._of_a_kind(p, frame):
            return "generic"
        if frame == "without" or (denied and frame in ("obj", "pred")):
            return "denied"
        return gov if gov not in DONE and frame not in self.words["presupposing"] else own

    def _of_a_kind(self, p: Phrase, frame: str) -> bool:
        """ "The unit investigates {kidnappings}", "A {strike} is a right", "This is a {massacre} of the truth"."""
        s, n = self.s, self.s.clause_of(p.head)
        c = s.clauses[n] if n is not None else None
        if (
            c is None
            or (c.form, c.tense) != ("finite", "present")
            or c.modal
            or c.perfect
            or c.progressive
            or c.passive
            or s.low[-1] not in ".!?"
        ):
            return False
        if c.lemma == "be":
            said = c.subject is not None and s.low[c.subject.lo] != "there" and bool(c.objects)
            near = frame == "pred" or (frame == "subj" and "," not in s.low[p.hi : c.vlo])  # not "Heard a crash, hope all is well"
            return said and s.low[p.lo] in ("a", "an") and near
        there = [q for q in (*c.phrases, *(q for q in s.phrases if q.at == p.head)) if not {"P", "t", "S"}.isdisjoint(s.tape[q.lo : q.hi])]
        bare = s.plural(p) and set(s.tape[p.lo : p.hi]) <= {"N", "J"} and frame not in self.words["timing"]
        return bare and frame != "subj" and not there and c.lemma not in self.words["showing"] and s.raw[c.verb][0].islower()

    def _not_theirs(self, p: Phrase) -> bool:
        """ "The army denied having carried out the attack": there was one, and whose it was is denied."""
        held = (c for c in self.s.clauses if c.lemma in self.words["doing"] and any(o.lo == p.lo for o in c.objects))
        up = (self.s.clauses[c.gov].lemma for c in held if c.gov is not None and c.rel in ("that", "ing"))
        return any(self.signed.get((lemma, "that")) == ("denied", "=") for lemma in up)

    def _described(self, k: int, p: Phrase) -> str:
        """What an event noun's own phrase says: its determiner, its adjectives, what stands right behind it."""
        s = self.s
        first, own = s.low[p.lo], "carried_out"
        if first in ("any", "either", "such"):
            own = "hypothetical"
        elif first in ("every", "each"):
            own = "generic"
        elif first in ("no", "neither") and (s.lemma[k], "to") not in self.signed:
            n = s.clause_of(k)
            own = "hypothetical" if n is not None and s.clauses[n].marker in self.words["if"] else "denied"  # "if no inquiry is opened"
        for i in range(p.lo, p.head):
            if (effect := self.signed.get((s.low[i], "adj"))) and not (s.low[i] == "next" and self._came(p)):
                own = effect.affirmed
        before = (s.low[p.prep - 1], s.low[p.prep]) if p.prep else ("", "")
        if before[1] == "like" and first in ("a", "an"):
            own = "generic"  # "a sound like an explosion"
        if before in (("rather", "than"), ("instead", "of")):
            own = "denied"
        waits = before == ("ahead", "of") or before[1] in ("until", "till", "pending")
        if waits and own in DONE and not s.definite(p):
            own = "planned"  # "left ahead of talks", "held until trial"
        if s.lemma[k] in ("attempt", "bid") and own in DONE:
            own = "attempted"
        for i in self._ends(p) if k == p.head and own in DONE else ():
            set_by = s.low[i : i + 2] in (["due", "to"], ["set", "by"])  # "died due to the storm", "in an ambush set by rebels"
            if s.tape[i + 1 : i + 2] in ("I", "t") and not set_by and (effect := self.signed.get((s.low[i], "behind"))):
                own = effect.affirmed  # "talks due in Muscat"
        return own

    def _came(self, p: Phrase) -> bool:
        """ "The next {attack} killed a guard": of a row that is told of, and none that is to come."""
        own = (c for c in self.s.clauses if c.subject is not None and c.subject.lo == p.lo and c.form == "finite")
        return any(c.tense == "past" and not c.modal and (c.lemma, "obj") not in self.signed for c in own)

    def _ends(self, p: Phrase) -> set[int]:
        """Where a noun phrase ends, and where one that hangs on it does: "talks on the north | due in May"."""
        return {p.hi, *(q.hi for q in self.s.phrases if q.at == p.head and q.prep == p.hi)}

    def _ahead(self, p: Phrase) -> str | None:
        """ "The strike, which will begin on Monday", "a meeting to be held in Bonn": a clause behind it tells what becomes of it."""
        ends = self._ends(p)
        for n, c in enumerate(self.s.clauses):
            if c.form == "to" and c.passive and c.lo in ends and (effect := self.signed.get((self._particle(c), "obj"))):
                if effect.affirmed == "+":
                    return "planned"
            set_ = c.rel == "relative" and c.tense == "present" and not c.perfect  # "the march that is planned in Bonn for May"
            set_ = set_ or (c.rel == "reduced" and any(q.prep is not None and self.s.low[q.prep] == "for" for q in c.phrases))
            if set_ and c.passive and not c.negated and c.gov_item == p.head and (effect := self.signed.get((self._particle(c), "obj"))):
                if effect.affirmed == "planned":
                    return "planned"
            if c.rel == "relative" and c.gov_item == p.head and c.subject is not None and c.subject.head == p.head and not c.negated:
                effect = self.signed.get((self._particle(c), "obj" if c.passive else "subj"))
                if effect and effect.affirmed == "+" and (told := self.clause(n)) in ("planned", "hypothetical"):
                    return told
        return None

    def _called_off(self, p: Phrase) -> str | None:
        """ "An assault, announced for May, was called off": whatever else is told of it; "was moved and not scrapped": still to come."""
        told = []
        for c in self.s.clauses:
            if c.passive and not c.modal and c.rel != "participial" and c.subject is not None and c.subject.lo == p.lo:
                effect = self.signed.get((self._particle(c), "obj"))
                near = c.vlo == p.hi or self.s.tape[c.vlo - 1] not in "NP"  # not "clashes were reported and {polls} were put off"
                if effect and effect.affirmed == "cancelled" and self._begun(p):
                    return "carried_out"
                if effect and near and (effect.denied == "planned" or (effect.affirmed == "cancelled" and not c.negated)):
                    told.append((c.negated, effect.denied if c.negated else effect.affirmed))
        return min(told)[1] if told else None

    def _begun(self, p: Phrase) -> bool:
        """ "The {strike}, which began on Monday, was called off", "… called off after nine days", "their day-old {strike}": it was held."""
        s = self.s
        if any(w.endswith("-old") for w in s.low[p.lo : p.hi]):
            return True
        for c in s.clauses:
            held = c.subject if c.passive else next(iter(c.objects), None)
            if held is not None and held.lo == p.lo:
                spans = [q for q in c.phrases if q.prep is not None and s.low[q.prep] == "after" and s.lemma[q.head] in self.words["spans"]]
                if any(q.at != c.verb or s.low[q.hi : q.hi + 1] != ["of"] for q in spans):
                    return True
            if c.rel == "relative" and c.gov_item == p.head and c.tense == "past" and not c.modal:
                if c.lemma != "be" and not c.passive and c.lemma in sets("arguments")["occurring"]:
                    return True
        return False

    def _specific(self, p: Phrase) -> bool:
        """ "explosions that went off in May": a relative clause in the past tells that there was one."""
        return any(c.rel == "relative" and c.gov_item == p.head and c.tense == "past" and not c.modal for c in self.s.clauses)

    def _relation(self, p: Phrase) -> tuple[str, str, str, bool]:
        """How a phrase hangs on its governor: the governor's lemma, the frame ("" for none), the governor's status, is it denied."""
        if p.prep is not None and p.at is not None:
            word = self.s.low[p.prep]
            if word == "to":
                word = "because" if self.s.low[p.prep - 1] in ("due", "owing", "thanks") else "to-it"
            return self._behind_preposition(p, word, p.at)
        for n, c in enumerate(self.s.clauses):
            if c.subject and c.subject.lo == p.lo:
                if (
                    c.modal
                    and c.perfect
                    and c.passive
                    and any(q.prep is not None and self.s.low[q.prep] == "by" for q in c.phrases)
                    and self.s.definite(p)
                ):
                    return "", "", "carried_out", False  # "The attacks could have been carried out by gunmen": by whom is in doubt
                behind = self.s.clauses[c.gov].rel if c.rel == "coord" and c.gov is not None else c.rel
                if behind not in ("relative", "reduced") and (c.form == "finite" or c.rel not in _ARGUED):
                    return self._subject(n, c)
            elif any(o.lo == p.lo for o in c.objects):
                if c.lemma == "call" and ((c.objects[0].lo < p.lo and self.s.low[p.lo - 1] != "and") or c.rel in ("relative", "wh")):
                    break  # "called the raid {a massacre}", "what he called {an attack}"
                if c.lemma == "blame" and any(q.prep is not None and self.s.low[q.prep] == "on" for q in c.phrases):
                    break  # "blamed {the blast} on rebels": there was one
                if any(m.rel == "to" and m.gov == n and m.subject is not None and m.subject.lo == p.lo for m in self.s.clauses):
                    break  # "expects the campaign to go on": no object, but a subject
                frame = "pred" if c.lemma == "be" else "obj"
                return self._particle(c), frame, self.clause(n, plain=True), c.negated
        return "", "", "carried_out", False

    def _subject(self, n: int, c: Clause) -> tuple[str, str, str, bool]:
        """ "The rally is set {to be held}", "is expected {to start}": the infinitive's verb decides."""
        s = self.s
        alone = c.verb + 1 == len(s.tape) or s.tape[c.verb + 1] in "It.,"  # not "is expected {to rise}"
        if c.passive and c.lemma == "expect" and c.tense == "present" and not c.perfect and alone:
            return "due", "is", self.clause(n, plain=True), c.negated  # "The verdict is expected on Friday"
        if c.passive and (s.low[c.verb], "is") in self.signed and (self._particle(c), "obj") not in self.signed:
            return s.low[c.verb], "is", self.clause(n, plain=True), c.negated  # "Reports of a raid were fabricated"
        for m, v in enumerate(s.clauses):
            at = v.predicate if v.predicate is not None else v.objects[0].head if v.objects else None
            if (
                at is not None
                and (m == n or (v.gov == n and v.rel == "to"))
                and v.lemma in ("be", "prove")
                and (s.low[at], "is") in self.signed
                and s.low[at + 1 : at + 2] != ["off"]  # "how the blast was set off"
                and not (s.low[at : at + 2] == ["due", "to"] and s.tape[at + 1] == "I")  # "is due to neglect"
            ):
                return s.low[at], "is", self.clause(m, plain=True), v.negated or "no" in s.low[v.verb + 1 : at]
            if v.gov == n and v.form == "to" and v.rel == "to" and not c.passive * (c.gov == m):
                happens = self.signed.get((self._particle(v), "obj" if v.passive else "subj"))
                if happens:
                    return "happen", "subj", self.clause(m, plain=True), v.negated
        return self._particle(c), "obj" if c.passive else "subj", self.clause(n, plain=True), c.negated

    def _behind_preposition(self, p: Phrase, word: str, at: int) -> tuple[str, str, str, bool]:
        s = self.s
        if (n := s.clause_of_verb.get(at)) is not None:
            c = s.clauses[n]
            gov, lemma = self.clause(n, plain=True), c.lemma
            if c.rel == "reduced" and c.form == "ing" and s.lemma[c.gov_item or 0] == "information":
                return "information", "head", gov, False  # "a reward for {information} leading to the arrest"
            held = s.phrase_of((p.prep or 1) - 1)
            if held is not None and (s.lemma[held.head], word) in self.signed:  # "gave {permission} for a march", "on {alert} for a raid"
                return s.lemma[held.head], word, gov, c.negated or s.low[held.lo] == "no"
            if p.prep == c.verb + 1 and (f"{lemma}-{word}", "obj") in self.signed:
                return f"{lemma}-{word}", "obj", gov, c.negated
            word = "pred" if word == "as" or (c.lemma == "be" and word in ("under", "in")) else word
            if c.predicate is not None and (s.lemma[c.predicate], word) in self.signed:
                lemma = s.lemma[c.predicate]
            there = c.passive and word == "in" and c.lemma != "involve" and (c.negated or self._nobody(c))  # "Nobody was hurt in {a blast}"
            return lemma, word, "carried_out" if there and gov == "denied" else gov, c.negated and not there
        q, lemma = s.phrase_of(at), s.lemma[at]
        if q is None or q.lo == p.lo:
            return lemma, word, "carried_out", False
        denied = s.low[q.lo] == "no"
        held_by = (c for c in s.clauses if (c.lemma, word) in self.signed and any(o.lo == q.lo for o in c.objects))
        if word in ("against", "of") and (lemma, word) not in self.signed and (verb := next(held_by, None)):
            # "protect {the town} against attacks", "warned {residents} of an attack"
            return verb.lemma, word, self.clause(s.clause_of_verb[verb.verb], plain=True), verb.negated
        if (lemma, word) in self.signed:
            up = self.noun(at, q)
            as_it = up in _UNREAL or self.signed[lemma, word].affirmed == "+"
            return lemma, word, up if as_it and not denied else "carried_out", denied
        return lemma, word, self.noun(at, q) if word == "of" else "carried_out", False

    def _particle(self, c: Clause, *frames: str) -> str:
        """The lemma of a verb with its particle or its fixed object: "carry-out", "take-place", "call-off"."""
        if c.lemma in self.words["arranged"] and c.progressive:
            return "prepare"  # "a rally is being organised" is still to be held, one that was organised was held
        after = self.s.low[c.verb + 1 : c.verb + 2]
        both = f"{c.lemma}-{after[0]}" if after else ""
        return both if any((both, frame) in self.signed for frame in frames or ("obj", "subj", "that")) else c.lemma


def _worse(own: str, gov: str) -> str:
    return own if own not in DONE or gov in DONE else gov


def _apply(own: str, effect: Effect, gov: str, denied: bool) -> str:
    """What a governor of status ``gov``, affirmed or denied, makes of its complement."""
    maybe = gov == "hypothetical" and effect.affirmed == "cancelled"  # "It may be called off": still to come
    told = (effect.denied if denied or maybe else effect.affirmed).rstrip("?")
    if told == "=":
        return own
    if told == "+":
        return _worse(own, gov)
    if gov == "attempted" and told != "planned":
        return told  # "tried to prevent an attack"
    return gov if gov in _UNREAL and told != "cancelled" and effect.denied != "planned" else told

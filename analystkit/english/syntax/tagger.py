"""The tape of a sentence, a letter an item. Noun or verb, past or participle are decided here, and nowhere else.

Letters: D determiner, S possessive noun, n number, J adjective, N noun, P name, U pronoun, t time word; I preposition, O of, > to;
V finite verb, E -ed participle, G -ing, b base; M modal, H have, B be, d do, X not, R adverb; c subordinator, w wh-word, h that, C and/or;
Q quotation mark; , ; : - ( ) . as they are. Until it is decided, A and Z are forms (base and -s) that may be noun or verb, y one that is
base and past ("hit"), e an -ed form, g an -ing form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from analystkit.english.lexicon import lines, sets
from analystkit.english.lexicon.signatures import signatures
from analystkit.english.lexicon.words import SINGULAR_S, lemma_of, nounish
from analystkit.english.syntax.items import Items, letters_of

NONFINITE = frozenset(("be", "been", "being", "having"))  # forms of "be" and "have" that make no clause finite
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


class Tagger:
    """Decides noun or verb, past or participle, from left to right: every rule looks at letters already decided, or a few ahead.

    Two facts about the clause so far help: ``finite``, has it a finite verb; ``joined``, was there "and" with a noun phrase since.
    """

    def __init__(self, its: Items) -> None:
        self.raw, self.low = its.raw, its.low
        self.lemma = list(map(lemma_of, its.low))
        self.t = letters_of(its)
        self.words = sets("syntax")
        self.joined = self.finite = False
        self.inverted = ""  # a helper whose subject stands behind it, and whose verb is still to come

    def run(self) -> str:
        """The tape."""
        self._fixed()
        t = self.t
        around: bool | None = None  # has the clause around these quotation marks its verb?
        for k, a in enumerate(t):  # a rule may change letters further on
            if a in _SETTLED:
                continue
            if rule := _RULES.get(a):
                a = t[k] = rule(self, k)
            if a in "VMBHd":
                self.finite = self.finite or not (a in "BH" and self.low[k] in NONFINITE)
                self.inverted = "" if a == "V" else self.inverted
            elif a in "bEG":
                self.inverted = ""
            elif a in "cwhQ;:.":
                if a != "Q":
                    self.finite = False
                elif around is None:
                    around, self.finite = self.finite, False
                else:  # «a “revenge attack” for air {strikes}»: words without a verb of their own are a part of the clause around them
                    self.finite = around and not self.finite
                    around = None
                self.joined, self.inverted = False, ""
            elif a == "C":  # what follows may be another clause, or another object
                n, m = self._next(k)
                self.joined = self.joined or n in "DUNPSn" or (n in "AZ" and self.low[m] in nounish())
        self._clausal()
        tape = "".join(t)
        for inside in ("HItE", "BItE", "HItB", "MItb"):  # "had {on Monday} threatened": a time within a verb group
            tape = tape.replace(inside, f"{inside[0]}RR{inside[-1]}")
        return tape

    def _fixed(self) -> None:
        """Words that are settled by their neighbours: hedges of numbers, ranges, fixed phrases, months that are names."""
        low, t, openers = self.low, self.t, _openers()
        for k in [k for k, w in enumerate(low) if w in openers]:
            w, n = low[k], low[k + 1] if k + 1 < len(low) else ""
            last, two = t[k - 1] if k else "", f"{w} {n}"
            after = [*t[k + 1 : k + 4], "", "", ""]
            counted = after[0] == "n" and not YEAR.fullmatch(n) and ":" not in n
            if w in self.words["hedges"] and counted:
                t[k] = "J"
            elif two in self.words["hedges of two"] and after[1] == "n" and not YEAR.fullmatch(low[k + 2]):
                t[k] = t[k + 1] = "J"
            elif w == "between" and counted and after[1:3] == ["C", "n"]:
                t[k], t[k + 2] = "J", "n"
            elif w in ("or", "to") and last == "n" and counted and after[1] == "N":
                t[k] = "n"
            elif w in ("earlier", "today", "yesterday", "tonight") and last and last in "HBM":
                t[k] = "R"
            elif self.raw[k][0] in "'’" and (n == "been" or (w == "would" and after[0] in ("E", "e"))):
                t[k] = "H"
            elif w == "but" and counted and low[k - 1 : k] == ["all"]:
                t[k - 1], t[k] = "D", "J"  # "{all but} one had been freed"
            elif w == "please":
                j = k + 1 + (n == ",")
                if t[j : j + 1] in (["A"], ["y"], ["N"]) and self.raw[j].islower():
                    t[j] = "b"
            elif two == "so that" or (two == "in case" and low[k + 2 : k + 3] != ["of"]):
                t[k], t[k + 1] = "R", "c"
            elif two in self.words["fixed adverbs"]:
                t[k] = t[k + 1] = "R"
            elif w == "may" and t[k] == "P":
                t[k] = "t" if last in ("n", "I", "O", "J") or after[0] == "n" else "P"
            elif self.raw[k][0].isupper() and ((t[k] == "t" and w != "today" and after[0] == "P") or (w == "today" and last == "P")):
                t[k] = "P"  # "April Jones", "USA Today"

    def _before(self, k: int, skip: str = "RXQ") -> tuple[str, int]:
        j = k - 1
        while j >= 0 and self.t[j] in skip and (j > 0 or self.t[j] != "Q"):
            j -= 1
        return (self.t[j], j) if j >= 0 else ("^", -1)

    def _next(self, k: int, skip: str = "RX") -> tuple[str, int]:
        j = k + 1
        while j < len(self.t) and self.t[j] in skip:
            j += 1
        return (self.t[j], j) if j < len(self.t) else (".", j)

    # -- words of closed classes
    def _modal(self, k: int) -> str:
        """ "would {like}", "did {torch}": an unknown word after a modal is a verb."""
        j = k + 1
        while j < len(self.t) and self.t[j] in "RXQ":
            j += 1
        if j < len(self.t) and self.raw[j][0].islower() and (self.t[j] == "N" or self.low[j] == "like"):
            self.t[j] = "b"
        return self._helper(k)

    def _helper(self, k: int) -> str:
        """ "Did the army …", "Nor have they …", "What will he …": the subject stands behind the helper, and then the verb."""
        b, j = self._before(k, "RX")
        opens = b == "w" or (b in "^QC,:" and (self.low[-1] == "?" or k - j > 1 or (j >= 0 and self.low[j] in ("nor", "neither"))))
        if opens and self._next(k)[0] in "DUNPSJn" and self.low[k] not in NONFINITE:
            self.inverted = self.t[k]
        return self.t[k]

    def _pronoun(self, k: int) -> str:
        """ "they {bulk}": an unknown word after a subject is a verb."""
        n, j = self._next(k)
        if n == "N" and self.low[k] in _SUBJECTS and self.raw[j][0].islower() and self._before(k)[0] not in "VEGb":
            self.t[j] = "b" if self.inverted in ("M", "d") else "V"
        return "U"

    def _to(self, k: int) -> str:
        """ "to" before an infinitive, or a preposition."""
        a, j = self._next(k)
        if a in "BH":
            return ">" if self.low[j] in ("be", "have") else "I"
        b, p = self._before(k)
        if a == "N" and self.raw[j].islower() and self._next(j)[0] in "DUPSnNC" and b in "VEGbNJ" and (self.lemma[p], "to") in signatures():
            self.t[j] = "A"  # "tried to {rob} and kill": an unknown word after a governor of "to" is a verb
            return ">"
        if self.low[j : j + 1] == ["free"] and self._next(j)[0] in "DUPSn":
            self.t[j] = a = "A"  # "a bid to {free} the hostages"
        if a == "d" and self.low[j] == "do":
            self.t[j] = "b"
            return ">"
        if a not in "Ay":
            return "I"
        noun = b == "N" and self.lemma[p] in self.words["towards nouns"] and self.low[j] in nounish() and self._next(j)[0] in "NP"
        return "I" if noun else ">"

    def _that(self, k: int) -> str:
        return "D" if self._before(k)[0] in "IO" or (k == 0 and self._next(k)[0] == "N") else "h"

    def _determiner(self, k: int) -> str:
        """ "{those} hurt", "{this} was": a determiner that stands alone is a pronoun."""
        low = self.low[k]
        if low not in _LONE:
            return "D"
        n = self._next(k)[0]
        return "U" if n not in "NPJnAZegtSDOy" or (n in "Oey" and low in _MANY) else "D"

    # -- forms of verbs
    def _decide(self, k: int) -> str:
        """The letter of a form: the first line of ``letters.txt`` that fits what stands around it."""
        b, j = self._before(k)
        for letter, facts in _lines_of(self.t[k], b, self._next(k)[0]):
            for fact, wanted in facts:
                if fact(self, k, j) is not wanted:
                    break
            else:
                return letter
        return self.t[k]

    # -- looking about
    def _last(self, k: int, reach: int, letters: str) -> int:
        """The last item before ``k`` with one of these letters, or -1."""
        return next((i for i in range(k - 1, max(-1, k - 1 - reach), -1) if self.t[i] in letters), -1)

    def _later_finite(self, k: int) -> bool:
        """Does a finite verb follow before the clause ends, with no subject of its own?"""
        t = self.t
        for i in range(k + 1, min(len(t), k + 40)):
            a = t[i]
            if a in "MBHd" and self.low[i] not in NONFINITE:
                return True
            borne = self.low[i + 1 : i + 2] in (["with"], ["by"])  # "rammed into a lorry {loaded} with timber"
            if a == "V" or (a == "e" and t[i - 1] in "NPtn)" and i > k + 1 and not borne):
                return True
            if a == "e" and t[i - 1] == "," and "," in t[:k] and self.lemma[i] in self.words["intransitive"]:
                return True  # "Karl Lund, the guard of the bus {attacked} on Monday, died there"
            if a in ";:Qcwh." or (a in "C," and self._next(i)[0] in "DUPS"):
                return False
        return False

    def _clausal(self) -> None:
        """ "after", "as", "before", "since" …: a conjunction where a finite verb follows in its clause, else a preposition."""
        for k in [k for k, a in enumerate(self.t) if a == "c" and self.low[k] in _EITHER] if "c" in self.t else ():
            stop = next((i for i in range(k + 1, len(self.t)) if self.t[i] in ",;:.Qcwh"), len(self.t))
            if not any(a in "VMBHd" for a in self.t[k + 1 : stop]) or self._next(k)[0] == "G":
                self.t[k] = "R" if self.low[k] == "so" else "I"


_SETTLED = frozenset("NPSnIOtRX,-()[]")  # letters without a rule, which tell the clause nothing
_RULES: Mapping[str, Callable[[Tagger, int], str]] = {
    **dict.fromkeys("AyZegJ", Tagger._decide),
    ">": Tagger._to,
    "h": Tagger._that,
    "D": Tagger._determiner,
    "M": Tagger._modal,
    "d": Tagger._modal,
    "H": Tagger._helper,
    "B": Tagger._helper,
    "U": Tagger._pronoun,
}
_Fact = Callable[[Tagger, int, int], bool]
_FRESH = re.compile("[,Q][DSJnNPt]*[NPO]*[DSJnNPt]*[NP]R*$")
# «A year after it fell, {a court in Bonn} jailed»: only a clause behind a subordinator has had its verb
_AWAITED, _OPENING = re.compile(r"[^VMBHdCQ;:.]*c[^VMBHdcQ;:.]*[VMBHd][^VMcQ;:.]*,[DSJnNPtIO]*[NPt]R*$"), 40
# «{A blast that tore through a market in Gao} killed six»: the verb of the subject is still to come
_RELATED = re.compile(r"(?:^|[Q;:,C])[DSJnIO]*[NPt][DSJnNPtIOGE]*,?[hw][^VMBHdhwcCQ;:.]*[VMBHd][^VMBdhwcCQ;:.]*$")
_EITHER = frozenset("after before since until till than as so like".split())
_LONE = frozenset("this these those all both each her some many others several".split())
_MANY = frozenset("those many several some all others".split())
_SUBJECTS = frozenset("i he she they we".split())
_OBJECTS = frozenset("me him them us her itself himself".split())


_LETTERS = frozenset("DSnJNPUtIO>VEGbMHBdXRcwhCQ,;:-().[]AZyeg^")


@cache
def _lines_of(form: str, before: str, behind: str) -> list[tuple[str, list[tuple[_Fact, bool]]]]:
    """The lines of ``letters.txt`` for a form between two letters: what it becomes, and the facts that must hold or not."""
    return [
        (letter, facts)
        for forms, befores, behinds, letter, facts in _letter_lines()
        if form in forms and before in befores and behind in behinds
    ]


@cache
def _letter_lines() -> list[tuple[list[str], frozenset[str], frozenset[str], str, list[tuple[_Fact, bool]]]]:
    out = []
    for line in lines("letters"):
        forms, befores, behinds, facts, letter, _ = (cell.strip() for cell in line.split("|"))
        wanted = [(FACTS[f.removeprefix("not-")], not f.startswith("not-")) for f in facts.split()]
        out.append((forms.split(), _set(befores), _set(behinds), letter, wanted))
    return out


def _set(letters: str) -> frozenset[str]:
    return _LETTERS - set(letters[1:]) if letters.startswith("!") or not letters else frozenset(letters)


def _object(t: Tagger, k: int, j: int) -> bool:
    """Does an object follow, rather than the noun that an adjective belongs to?"""
    n, m = t._next(k)
    return n in "DUPSn" or (n in "NJ" and (j < 0 or t.t[j] not in "DSJn")) or (n == "e" and t._next(m)[0] == "N")


def _said(t: Tagger, k: int, j: int) -> bool:
    """Is the last verb one that takes a clause without "that", whose subject is the noun right before?"""
    i = t._last(k, 13, "VMBHdEGb")
    return 0 <= i < k - 1 and t.lemma[i] in t.words["zero that"] and "," not in t.t[i:k]


def _demanded(t: Tagger, k: int) -> bool:
    """ "demanded that the army {leave}": is it the verb of a clause that says what somebody wants?"""
    i = t._last(k, 9, "hVMBHdEGb,")
    return i > 0 and t.t[i] == "h" and t.lemma[i - 1] in t.words["demanding"]


def _awaits(t: Tagger, k: int, j: int) -> bool:
    """ "If the army {attacks} at night, …": has the clause behind a subordinator no verb, and none to come?"""
    i = t._last(k, 12, "cwhVMBHdQ,;")
    stop = next((m for m in range(k + 1, len(t.t)) if t.t[m] in ",;:.QcwhC"), len(t.t))
    return i >= 0 and t.t[i] == "c" and t.low[i] not in _EITHER and not any(a in "VMBHdAZye" for a in t.t[k + 1 : stop])


def _verbal(t: Tagger, k: int, j: int) -> str:
    """The letter of the last verb before "and"."""
    i = t._last(j, 25, "VEGb")
    return t.t[i] if i >= 0 else ""


FACTS: Mapping[str, _Fact] = {
    # of the word: mostly a noun; a verb without object; and other lists of syntax.toml
    "nounish": lambda t, k, j: t.low[k] in nounish(),
    "intransitive": lambda t, k, j: t.lemma[k] in t.words["intransitive"],
    "striving": lambda t, k, j: t.lemma[k] in t.words["striving"],
    "saying": lambda t, k, j: t.lemma[k] in t.words["saying"],
    "passive": lambda t, k, j: t.lemma[k] in t.words["passive"],
    "zero-that": lambda t, k, j: t.lemma[k] in t.words["zero that"],
    "event": lambda t, k, j: t.low[k] in t.words["event ing"],
    # of the clause so far: has it a finite verb; was there "and" with a noun phrase since; a helper whose verb is still to come
    "finite": lambda t, k, j: t.finite,
    "joined": lambda t, k, j: t.joined,
    "asked": lambda t, k, j: t.inverted in ("M", "d"),
    "been-asked": lambda t, k, j: t.inverted in ("B", "H"),
    "opening": lambda t, k, j: set(t.t[:k]) <= set("RXCQ,"),
    "if": lambda t, k, j: t.low[0] in ("if", "when", "unless"),
    "sentence": lambda t, k, j: t.t[-1] == ".",
    "you": lambda t, k, j: not {"you", "your", "me", "us"}.isdisjoint(t.low[k + 1 :]),
    "awaits": _awaits,
    # of the word before
    "who": lambda t, k, j: t.low[j] in ("who", "which", "that"),
    "them": lambda t, k, j: t.low[j] in _OBJECTS,
    "some": lambda t, k, j: t.low[j] in ("all", "both", "some", "many"),
    "many": lambda t, k, j: t.low[j] in _MANY,
    "plural": lambda t, k, j: t.low[j].endswith("s") or t.low[j] in t.words["plural nouns"],
    "after-plural": lambda t, k, j: t.low[j].endswith("s") and not SINGULAR_S.search(t.low[j]),
    "people": lambda t, k, j: t.low[j] in ("people", "men"),
    "the-before": lambda t, k, j: t._before(j)[0] == "D",
    "get": lambda t, k, j: t.lemma[j] in ("get", "be"),
    "then-intransitive": lambda t, k, j: t.lemma[t._next(k)[1]] in t.words["intransitive"],
    "and-ing": lambda t, k, j: re.match("g[DUNPSnJ]", "".join(t.t[t._next(k)[1] + 1 : t._next(k)[1] + 3])) is not None,
    "aspect": lambda t, k, j: t.lemma[j] in t.words["aspect"],
    "reports": lambda t, k, j: t.lemma[j] in t.words["zero that"],
    # of the verbs before
    "lets": lambda t, k, j: any(t.t[i] in "Vb" and t.lemma[i] in t.words["letting"] for i in range(max(0, k - 5), k)),
    "said": _said,
    "demanded": lambda t, k, j: _demanded(t, k),
    "after-base": lambda t, k, j: _verbal(t, k, j) == "b",
    "after-finite": lambda t, k, j: _verbal(t, k, j) == "V",
    "after-participle": lambda t, k, j: _verbal(t, k, j) == "E",
    "listed": lambda t, k, j: t.t[j - 1 : j] == ["b"],
    "fresh": lambda t, k, j: _FRESH.search("".join(t.t[max(0, k - 12) : k])) is not None,
    "related": lambda t, k, j: _RELATED.search("".join(t.t[max(0, k - 40) : k])) is not None,
    "awaited": lambda t, k, j: k < _OPENING and _AWAITED.match("".join(t.t[:k])) is not None,
    # of what follows
    "object": _object,
    "by": lambda t, k, j: "by" in t.low[k + 1 : k + 3] and t.low[t._next(k)[1]] == "by",
    "agents": lambda t, k, j: t.lemma[k + 1] in t.words["agents"],
    "helped": lambda t, k, j: any(a in "MBHd" for a in t.t[k + 1 : k + 15]),
    "later": lambda t, k, j: t._later_finite(k),
}


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    """The words with which a phrase of ``Tagger._fixed`` begins."""
    two = {phrase.split()[0] for name in ("hedges of two", "fixed adverbs") for phrase in sets("syntax")[name]}
    more = "between or to earlier today yesterday tonight is would in so jan april may june august mar please but".split()
    return sets("syntax")["hedges"] | two | frozenset(more)

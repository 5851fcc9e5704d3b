"""Chunks of a sentence: noun phrases, verb groups and the words that join them, by one regex over the tape."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import accumulate

from analystkit.english.lexicon import sets, table
from analystkit.english.lexicon.signatures import signatures
from analystkit.english.lexicon.words import forms
from analystkit.english.syntax.model import Clause, Phrase
from analystkit.english.syntax.tagger import NONFINITE, YEAR

_PAST = frozenset("was were had did wasn't weren't hadn't didn't would could might".split())
_WILL = frozenset(("will", "shall", "'ll", "won't"))
_CHUNK = re.compile(
    r"""[IO]|(?:[MdHB][XR]*)+[bEG]?|[VbEG]                                                     # a preposition, a verb group
    |(?:D?[Jn]*t(?:J?[tn])*)(?![NPSJ])|[Jn]*t(?:J?[tn])*(?=[NPJ])                              # a time
    |X?D{0,2}(?:R?[SJntNP])*[NPn]|[DS](?=[^A-Za-z]|[MBHdVIOC>]|$)|U|DJ+                        # a noun phrase
    |>[XR]*(?:[HB][XR]*)*[bEG]|>[XR]*[HB](?![bEG])|J+|.                                        # an infinitive""",
    re.VERBOSE,
)
_ALONE = frozenset("MBHdVIOC>")  # letters before which a determiner stands for a noun, as it does before a mark
_FORMS = {"b": "base", "E": "part", "G": "ing", "V": "finite"}


@lru_cache(maxsize=1)
def event_nouns() -> frozenset[str]:
    """Nouns that name an event, for what a phrase with a preposition hangs on."""
    named = {noun.split()[-1] for kind in table("events")["types"].values() for noun in kind.get("nouns", ())}
    return sets("syntax")["event nouns"] | named


@cache
def _kind(piece: str) -> str:
    """The letter of a chunk by those of its items; "?" where that depends on what follows."""
    first = piece[0]
    if first in "MdHBVbEG":
        return "V"
    if first in "IO" or piece == ">":
        return "I"
    if first in "JRX" and piece[-1] in "JRX":
        return "J" if first == "J" else "R"
    if first in "JRXDSntNPU":
        return "?" if piece in ("D", "S") else "N"
    return "?" if first in "AZyeg" else first


class Chunks:
    """The chunks are counted: ``kinds[n]`` is a letter, ``los[n]:his[n]`` its items, ``text[n]`` the first word.

    Letters: N noun phrase, V verb group, > infinitive, I preposition, R adverb, J adjective; "/" a mark that reads as a comma and is
    none; all others as on the tape. ``nps[n]`` is a noun phrase; ``free`` are those after no preposition, ``times`` those of time.
    """

    def __init__(self, low: list[str], lemma: list[str], tape: str) -> None:
        self.low, self.lemma, self.tape = low, lemma, tape
        self.words, self.signed, self.events = sets("syntax"), signatures(), event_nouns()
        pieces = _CHUNK.findall(tape)
        self.kinds = "".join(map(_kind, pieces))
        self.his = list(accumulate(map(len, pieces)))
        self.los = [0, *self.his][:-1]
        if "?" in self.kinds or "Jt" in tape or self.kinds.count(",") != low.count(","):
            chunks = [c for chunk in zip(self.kinds, self.los, self.his, strict=True) for c in self._settled(*chunk)]
            self.kinds = "".join(kind for kind, _, _ in chunks)
            self.los, self.his = [lo for _, lo, _ in chunks], [hi for _, _, hi in chunks]
        self.text = [low[lo] for lo in self.los]
        self.printed = self.kinds, self.los, self.his  # clauses that are set aside leave only the others
        self.nps: dict[int, Phrase] = {}
        self.free: list[int] = []
        self.times: set[int] = set()

    def phrase_end(self, item: int) -> int | None:
        """The last item of the noun phrase that holds an item."""
        kinds, los, his = self.printed
        n = bisect_right(los, item) - 1
        return his[n] - 1 if n >= 0 and item < his[n] and kinds[n] == "N" else None

    def find_phrases(self) -> None:
        """Fills ``nps``, ``free`` and ``times``."""
        kinds, before = self.kinds, -1  # the last phrase after a preposition
        for n, kind in enumerate(kinds):
            if kind == "N":
                self.nps[n] = Phrase(self.los[n], self.his[n], self.his[n] - 1)
                if n and (kinds[n - 1] == "I" or (kinds[n - 1] == "C" and before == n - 2 >= 0 and not self._counted(n))):
                    before = n
                else:
                    self.free.append(n)
                if self._time(n):
                    self.times.add(n)

    def _counted(self, n: int) -> bool:
        """ "died on the spot and {nine} were hurt": a bare number before a verb goes on no phrase but one of numbers."""
        run = self.tape[self.los[n] : self.his[n]]
        return run.lstrip("JD") == "n" and self.kinds[n + 1 : n + 2] == "V" and self.tape[self.his[n - 2] - 1] != "n"

    def _settled(self, kind: str, lo: int, hi: int) -> list[tuple[str, int, int]]:
        """A chunk whose kind depends on what stands around it, as none, one or two."""
        if kind == "?":  # "those", "Monday's"
            after = self.tape[hi : hi + 1]
            lone = self.tape[lo] in "DS" and (not after.isalpha() or after in _ALONE)
            return [("N", lo, hi)] if lone else []
        if kind == "," != self.low[lo]:
            return [("/", lo, hi)]
        if kind == "N" and self.tape.startswith("Jt", lo) and self.low[lo] not in self.words["time adjectives"]:
            if {"N", "P"}.isdisjoint(self.tape[lo:hi]):
                return [("J", lo, lo + 1), ("N", lo + 1, hi)]  # "pleaded guilty Monday": the adjective stands by itself
        return [(kind, lo, hi)]

    def _time(self, n: int) -> bool:
        """Is a phrase one of time?"""
        run = self.tape[self.los[n] : self.his[n]]
        if run == "n" and YEAR.fullmatch(self.text[n]):
            return n > 0 and self.text[n - 1] in ("in", "since", "until", "from", "of", "by", "before", "after")
        return "t" in run and "N" not in run and "P" not in run and "S" not in run

    def group(self, n: int) -> Clause:
        """The verb group of a chunk: its verb, form, tense, voice, negation and modal."""
        lo = self.los[n]
        tape = self.tape[lo : self.his[n]]
        main = lo + len(tape.rstrip("XR")) - 1
        kind = self.tape[main]
        k = Clause(lo, lo, main, "be" if kind == "B" else self.lemma[main])
        k.negated = "X" in tape
        if lo and self.tape[lo - 1] in "RX":
            before = len(self.tape[:lo].rstrip("R"))
            k.negated = k.negated or (self.tape[before - 1 : before] == "X" and self.low[before] != "only")
        if len(tape) == 1 and kind in _FORMS:
            k.form = _FORMS[kind]
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
        if k.lemma == "go" and k.progressive and not k.perfect and self.low[k.verb + 1 : k.verb + 2] != ["on"]:
            k.lemma = "be-going"

    def _present(self, k: int) -> bool:
        known = forms().get(self.low[k])
        if known is None:
            return self.low[k].endswith("s")
        return "s" in known.names or ("base" in known.names and not known.names & {"past", "ed"})

    # -- looking about
    def directly(self, n: int, kinds: str) -> int | None:
        """The chunk before, past adverbs and commas, if it is of one of these kinds."""
        i = len(self.kinds[:n].rstrip("RQ,")) - 1
        return i if i >= 0 and self.kinds[i] in kinds else None

    def free_in(self, lo: int, hi: int) -> list[int]:
        """The noun phrases after no preposition among the chunks ``lo:hi``."""
        return self.free[bisect_left(self.free, lo) : bisect_left(self.free, hi)]

    def timeless(self, chunks: list[int]) -> list[int]:
        return [i for i in chunks if i not in self.times] or chunks

    def eventive(self, k: int) -> bool:
        return self.lemma[k] in self.events or self.low[k] in self.events or self.low[k] in self.words["event ing"]

    def takes(self, word: str, frame: str) -> bool:
        return (word, frame) in self.signed

"""Chunks of a sentence: noun phrases, verb groups and the words that join them, by one regex over the tape."""

from __future__ import annotations

import re
from functools import lru_cache

from analystkit.english.lexicon import sets, table
from analystkit.english.lexicon.signatures import signatures
from analystkit.english.lexicon.words import forms
from analystkit.english.syntax.model import Clause, Phrase
from analystkit.english.syntax.tagger import NONFINITE, YEAR

_PAST = frozenset("was were had did wasn't weren't hadn't didn't would could might".split())
_WILL = frozenset(("will", "shall", "'ll", "won't"))
_CHUNK = re.compile(
    r"""(?P<np>(?:D?[Jn]*t(?:J?[tn])*)(?![NPSJ])|[Jn]*t(?:J?[tn])*(?=[NPJ])                    # a time
    |X?D{0,2}(?:R?[SJntNP])*[NPn]|[DS](?=[^A-Za-z]|[MBHdVIOC>]|$)|U|DJ+)
    |(?P<prep>[IO]|>(?![XR]*[HBbEG]))
    |(?P<vg>(?:[MdHB][XR]*)+[bEG]?|[VbEG])
    |(?P<inf>>[XR]*(?:[HB][XR]*)*[bEG]|>[XR]*[HB](?![bEG]))
    |(?P<adv>[RX])|(?P<cc>C)|(?P<adj>J+)|(?P<mark>c)|(?P<wh>w)|(?P<that>h)|(?P<dash>-)|(?P<quote>Q)|(?P<punct>[^\w>])""",
    re.VERBOSE,
)


@lru_cache(maxsize=1)
def event_nouns() -> frozenset[str]:
    """Nouns that name an event, for what a phrase with a preposition hangs on."""
    named = {noun.split()[-1] for kind in table("events")["types"].values() for noun in kind.get("nouns", ())}
    return sets("syntax")["event nouns"] | named


class Chunks:
    """The chunks are counted: ``kinds[n]``, ``los[n]:his[n]``, and the first word of each, ``text[n]``; ``nps[n]`` is a noun phrase."""

    def __init__(self, low: list[str], lemma: list[str], tape: str) -> None:
        self.low, self.lemma, self.tape = low, lemma, tape
        self.words, self.signed = sets("syntax"), signatures()
        chunks = [(m.lastgroup or "", *m.span()) for m in _CHUNK.finditer(tape)]
        if "Jt" in tape:
            chunks = [part for chunk in chunks for part in self._stated(*chunk)]
        self.kinds = [kind for kind, _, _ in chunks]
        self.los = [lo for _, lo, _ in chunks]
        self.his = [hi for _, _, hi in chunks]
        self.text = [low[lo] for lo in self.los]
        self.nps = {n: Phrase(self.los[n], self.his[n], self.his[n] - 1) for n, kind in enumerate(self.kinds) if kind == "np"}

    def _stated(self, kind: str, lo: int, hi: int) -> list[tuple[str, int, int]]:
        """ "pleaded guilty Monday": an adjective that is none of time stands by itself before a time."""
        timed = self.tape.startswith("Jt", lo) and self.low[lo] not in self.words["time adjectives"]
        if not timed or kind != "np" or {"N", "P"} & set(self.tape[lo:hi]):
            return [(kind, lo, hi)]
        return [("adj", lo, lo + 1), ("np", lo + 1, hi)]

    def group(self, n: int) -> Clause:
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
    def directly(self, n: int, *kinds: str) -> int | None:
        """The chunk before, past adverbs and commas, if it is of one of these kinds."""
        i = n - 1
        while i >= 0 and (self.kinds[i] in ("adv", "quote") or self.text[i] == ","):
            i -= 1
        return i if i >= 0 and self.kinds[i] in kinds else None

    def past_adverbs(self, n: int) -> int:
        i = n - 1
        while i >= 0 and self.kinds[i] == "adv":
            i -= 1
        return i

    def after_preposition(self, i: int) -> bool:
        while i > 2 and self.kinds[i - 1] == "cc" and self.kinds[i - 2] == "np":
            i -= 2
        return i > 0 and self.kinds[i - 1] == "prep"

    def time(self, i: int) -> bool:
        """Is a phrase one of time?"""
        p = self.nps[i]
        run = self.tape[p.lo : p.hi]
        if run == "n" and YEAR.fullmatch(self.low[p.lo]):
            return i > 0 and self.text[i - 1] in ("in", "since", "until", "from", "of", "by", "before", "after")
        return "t" in run and not {"N", "P", "S"} & set(run)

    def timeless(self, chunks: list[int]) -> list[int]:
        return [i for i in chunks if not self.time(i)] or chunks

    def eventive(self, k: int) -> bool:
        return self.lemma[k] in event_nouns() or self.low[k] in event_nouns() or self.low[k] in self.words["event ing"]

    def takes(self, word: str, frame: str) -> bool:
        return (word, frame) in self.signed

"""What the rules say is said in a sentence (rules/attribution.rules), by whom, and which of two that overlap stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from analystkit.english.lexicon.verbs import frames
from analystkit.english.patterns import Found, closed, rules
from analystkit.english.tokens import QUOTE, OuterSentence

Span = tuple[int, int]
MOST = 12  # cues that say something in one sentence
THINGS = frozenset(
    "noun of speech,is called,wanted,promised,of a thing,spoken of,said of,minded,refused,would not say,found no evidence,reckoned".split(
        ","
    )
)
"""What belongs to the words of whoever tells of it: "Lee said the guards want a raise" is one statement."""
ASIDES = frozenset(("noun of speech", "inserted", "disputed"))
"""Whose speaker is not the one of the sentence."""
LEADS = frozenset(', : ; - – — . & ! ? ( " “ ” • that and but or nor yet'.split())
TRAILS = LEADS | frozenset("because when while although after before until".split())


@dataclass(frozen=True)
class Said:
    """What a rule says that somebody said: offsets, None where the words are still to come; items of speaker and cue."""

    span: Span | None
    who: Span | None
    cue: Span
    rule: str


def said(u: OuterSentence, tape: str) -> list[Said]:
    """What the rules find, from left to right; where one captured no speaker, the one before in the sentence or its opening phrase."""
    out: list[Said] = []
    last: Span | None = None
    for f in islice(rules("attribution").find(tape), MOST):
        who = next(iter(f.get("who")), None) or (None if f.get("nobody") else last or opening(tape, f.cue))
        who = who and _last_phrase(u, *who)
        last = last if f.rule.name in ASIDES else who
        cue = _cue(f)
        aside = bool(who and u.low[who[0]] in ("who", "which") and u.low[who[0] - 1] == ",")
        spans = [trimmed(u, a, _aside(tape, a, b) if aside and a > f.cue else b) for a, b in f.get("what")]
        out += [Said(span, who, cue, f.rule.name) for span in spans if span] if spans else [Said(None, who, cue, f.rule.name)]
    return out


def _last_phrase(u: OuterSentence, lo: int, hi: int) -> Span:
    """Without the phrase before it: "the paper her son" are two, since the second has an article of its own."""
    begins, joins = closed("DET", "OWN"), closed("DET", "OWN", "PREP", "OF", "TO", "AND", "ADV", "COMMA", "DASH", "OPENS", "AS", "STOP")
    stop = next((k for k in range(lo, hi) if u.low[k] in (",", "(")), hi)
    words = (
        k
        for k in range(lo + 1, 0 if u.low[lo].endswith(("ing", "ed")) else stop)
        if u.raw[k] in begins and u.low[k - 1] not in joins and not u.low[k - 1].endswith(("ly", "ed"))
    )
    return max(words, default=lo), hi


def _cue(f: Found) -> Span:
    """The cue with what a rule captured of it: "could not confirm"."""
    more = f.get("cue")
    return min([f.cue, *(a for a, _ in more)]), max([f.cue + 1, *(b for _, b in more)])


def _aside(tape: str, a: int, b: int) -> int:
    """Where the clause between commas ends in which somebody says something: "Lee, who calls the port a ruin, left"."""
    m = rules("attribution").regex("ENDS_ASIDE").match(tape, a, b)
    return m.end() - 1 if m else b


def opening(tape: str, before: int) -> Span | None:
    """The noun phrase that opens a sentence, if it ends before an item."""
    m = rules("attribution").regex("OPENING").match(tape)
    return m.span("who_0") if m and m.end("who_0") <= max(before, 1) else None


def trimmed(u: OuterSentence, a: int, b: int) -> Span | None:
    """Offsets of the items, without marks at their ends; a quotation alone gives its words."""
    while a < b and u.low[a] in LEADS:
        a += 1
    while b > a and u.low[b - 1] in TRAILS:
        b -= 1
    if a >= b or (b == a + 1 and u.low[a] in _EMPTY):
        return None
    q = u.quotes.get(a) if b == a + 1 else None
    return (q.start, q.end) if q else (u.starts[a], u.ends[b - 1])


_EMPTY = frozenset("it this that these those him her them me us you so he she they".split())


def kept(u: OuterSentence, found: list[Said]) -> Iterator[tuple[Span, Said]]:
    """Without repeats, and without what lies in another's words where it only says what somebody wants or thinks."""
    starts = {q.start for q in u.quotes.values()}
    spans = [x.span for x in found if x.span]
    taken: list[Span] = []
    for x in sorted(found, key=lambda x: x.rule not in ("inverted", "said after")):
        if not x.span or x.span in taken:
            continue
        thing = x.rule in THINGS
        inner = (thing or u.low[x.cue[1] - 1] in frames()["minding"]) and any(holds(o, x.span) and o != x.span for o in spans)
        if not inner and not any(holds(t, x.span) for t in taken if thing or t[0] in starts):
            taken.append(x.span)
            yield x.span, x


def holds(outer: Span, inner: Span) -> bool:
    """Does a range hold another?"""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def left_over(u: OuterSentence, text: str, taken: list[Span]) -> Iterator[int]:
    """The quotations that no cue claims and that are speech: long, or alone and ended like a sentence."""
    lone = alone(u)
    for k, q in u.quotes.items():
        inner = text[q.start : q.end].split()
        signed = k == 0 and "".join(u.low[1:2]) in closed("DASH", "OPENS")
        ends = (lone or signed) and bool(inner) and inner[-1][-1] in ".!?"
        speech = ends or (u.raw[k] == QUOTE and len(inner) >= (3 if lone else 5))
        if speech and not any(holds(t, (q.start, q.end)) for t in taken):
            yield k


def alone(u: OuterSentence) -> bool:
    """Is there nothing but quotations?"""
    return all(w == QUOTE or not w[0].isalnum() for w in u.low)

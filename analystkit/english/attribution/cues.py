"""Where a sentence attributes words: its reporting verbs and "according to", each with its subject and the words it covers.

Works on the items of a unit (tokens, with each quotation as one item), looks at most ``REACH`` items around a cue, and knows
no actor: who the subject is, ``speakers`` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from analystkit.english.attribution import cues_acts as acts
from analystkit.english.attribution.cues_beside import PUT, as_said, inverted, quoted_before, said_after
from analystkit.english.attribution.cues_clause import says
from analystkit.english.attribution.cues_source import according_to, captioned, headed, reported_by
from analystkit.english.attribution.cues_withheld import WITHHOLDS, asked, withheld
from analystkit.english.attribution.phrases import (
    AUX,
    BREAKS,
    DETERMINERS,
    LEAD_IN,
    MARKS,
    PREPOSITIONS,
    PRONOUNS,
    REACH,
    is_verb,
    subject,
    told_before,
)
from analystkit.english.attribution.reach import Report, unit_subject
from analystkit.english.lexicon.verbs import frames, reporting_verbs
from analystkit.english.tokens import Item, OuterSentence

Rule = Callable[[OuterSentence, int, list[int]], list[Report]]
"""A pattern: from a unit, the item of a cue, and the cues after it, to what it attributes; nothing where it does not fit."""


def reports(u: OuterSentence) -> list[Report]:
    """Every attribution that the unit's cues prove, most certain pattern first for each cue."""
    every, verbs = _cues()
    out: list[Report] = []
    cues = [k for k, it in enumerate(u.items) if it.low in every and (it.low not in verbs or is_verb(u.items, k))]
    for n, k in enumerate(cues):
        following = cues[n + 1 : n + 4]
        for rule in _beginning(u.items[k].low):
            if found := rule(u, k, following):
                out += [_aside(u.items, r) for r in found if not _within(u.items, k, r)]
                break
    stands = [r for r in out if r.rule == "stance"]  # "dismissed the claim that …" is one statement
    out = [r for r in out if r.rule != "noun of speech" or r.lo is not None or not _inside(r, stands, r.rule)]
    worded = {r.lo for r in out if r.rule == "judgement"}  # "condemned the raid and called it a crime": the words are what it was called
    return [r for r in out if not (r.rule == "stance" and r.lo in worded) and not (r.rule in _NO_WORDS and _inside(r, out))]


_NO_WORDS = frozenset(("wanted or promised", "noun of speech", "judgement", "inserted", "minded", "refusal"))
"""What belongs to the words of whoever tells of it: "Lee said the guards want a raise" is one statement."""


def _inside(r: Report, others: list[Report], but: str = "stance") -> bool:
    return any(o.start <= r.start and r.end <= o.end and o.end - o.start > r.end - r.start and o.rule != but for o in others)


def _within(items: list[Item], k: int, r: Report) -> bool:
    """Is it what somebody thinks by another report ("Lee says she thinks …"), or does it only tell who is meant ("all who want …")?"""
    if not r.lo:
        return False
    minding = items[k].low in frames()["minding"]
    told = items[r.lo].low == "who" and items[r.lo - 1].low != "," and (minding or r.rule in ("wanted or promised", "stance", "refusal"))
    return told or (minding and told_before(items, r.lo))


def _aside(items: list[Item], r: Report) -> Report:
    """What a clause between commas reports ends with it: "Lee, who calls the port a ruin, left"."""
    if not r.lo or items[r.lo].low not in ("who", "which"):
        return r
    for j in range(r.lo + 2, len(items) - 1):
        if items[j].start >= r.end:
            break
        then = items[j + 1].low
        verb = then in AUX or then in reporting_verbs() or then.endswith("ed")
        if items[j].start > r.start and (items[j].low == "," or items[j].stops) and (verb or (r.lo < 9 and then not in _GOES_ON)):
            return replace(r, end=items[j].end if items[j].quote else items[j - 1].end)
    return r


_GOES_ON = MARKS | LEAD_IN | BREAKS | PREPOSITIONS | DETERMINERS | PRONOUNS


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Rule, frozenset[str]], ...]:
    """The patterns, most certain first, each with the words at which it may begin."""
    f, verbs = frames(), reporting_verbs()
    return (
        (headed, frozenset({":"})),
        (captioned, frozenset({":"})),
        (acts.nominal, f["nouns"] | f["nouns of"]),
        (acts.minded, f["minded"]),
        (according_to, frozenset({"according", "per"})),
        (reported_by, frozenset({"reported", "told", "announced", "noted", "quoted", "claimed"})),
        (as_said, verbs | PUT),
        (acts.refused, f["refusal"]),
        (withheld, WITHHOLDS),
        (asked, frozenset({"asked"})),
        (acts.passive, verbs | f["accusing"] | f["charge"] | f["naming"] | f["stance"]),
        (acts.shown, f["showing"]),
        (quoted_before, verbs | f["charge"]),
        (inverted, f["clause"]),
        (said_after, verbs),
        (acts.issued, f["issue"]),
        (acts.called, f["naming"] | f["charge"]),
        (acts.charged, f["accusing"]),
        (acts.wanted, f["wanting"] | f["promising"] | f["calling"]),
        (acts.reckoned, PUT),
        (acts.spoken_of, f["about"]),
        (says, verbs),
        (acts.given, f["giving"]),
        (acts.taken_up, f["stance"]),
    )


@lru_cache(maxsize=4096)
def _beginning(low: str) -> tuple[Rule, ...]:
    """The patterns that may begin at a word."""
    return tuple(rule for rule, words in _rules() if low in words)


@lru_cache(maxsize=1)
def _cues() -> tuple[frozenset[str], frozenset[str]]:
    """Every word at which a pattern may begin, and those of them that are cues only where they are verbs."""
    every = frozenset().union(*(words for _, words in _rules()))
    return every, reporting_verbs() - frozenset().union(*(words for rule, words in _rules() if rule not in _VERBAL))


_VERBAL = frozenset((reported_by, as_said, acts.passive, quoted_before, inverted, said_after, says))


def iter_quotes(u: OuterSentence) -> Iterator[tuple[int, Item]]:
    """The unit's quotations with their positions among the items."""
    return ((k, it) for k, it in enumerate(u.items) if it.quote)


def announcer(u: OuterSentence) -> tuple[int, int] | None:
    """The subject of a sentence that announces words to come: "Lee issued the following statement:"."""
    verbs = frames()["issue"] | reporting_verbs()
    k = next(
        (j for j in range(len(u.items) - 1, max(-1, len(u.items) - REACH), -1) if u.items[j].low in verbs and subject(u.items, j)), None
    )
    return subject(u.items, k) if k is not None else unit_subject(u)

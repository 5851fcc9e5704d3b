"""How far attributed words reach: left or right of a cue, up to the next speaker, a quotation, or the sentence's end."""

from __future__ import annotations

from dataclasses import dataclass

from analystkit.english.attribution.phrases import (
    AUX,
    BREAKS,
    DASHES,
    DAYS,
    DETERMINERS,
    LEAD_IN,
    MARKS,
    PREPOSITIONS,
    PRONOUNS,
    REACH,
    TIMENOUNS,
    before_adverbs,
    is_verb,
    phrase_right,
    subject,
)
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.lexicon.verbs import frames, reporting_verbs
from analystkit.english.tokens import QUOTE, Item, OuterSentence


@dataclass(frozen=True)
class Report:
    """An attribution in a unit: items ``lo``..``hi`` are the speaker (None where the text names none), offsets for cue and content."""

    start: int
    end: int
    lo: int | None
    hi: int | None
    cue_start: int
    cue_end: int
    rule: str


def close(u: OuterSentence, a: int, following: list[int]) -> int:
    """The item after the last one of a content that begins at ``a``: the unit's end, or the next speaker's beginning."""
    items, end = u.items, len(u.items)
    if a < end and (main := _main_clause(items, a)):
        return main
    for k in following:
        if k <= a:
            continue
        it = items[k]
        if it.low == "according" and items[k - 1].low == ",":
            end = k - 1
            break
        if it.low.endswith("ing") and k + 1 < len(items) and (items[k - 1].low in (",", QUOTE) or items[k + 1].low in _PLAIN):
            end = k - (items[k - 1].low == ",")
            break
        if _joined(items, k):
            end = next((j for j in range(k - 1, a, -1) if items[j].low in _AND), end)
            break
        who = subject(items, k)
        if (
            who
            and who[0] > a + 1
            and items[who[0] - 1].low in ("and", "but", "while", "as", ";", "though")
            and (items[who[0] - 2].low in (",", ";") or items[who[0] - 1].low == ";")
        ):
            end = who[0] - 1
            break
    end = next((j for j in range(a + 1, min(end, a + 60)) if items[j].low == ";" or (items[j].low == "," and disputed(items, j + 2))), end)
    while end > a and items[end - 1].low in MARKS and items[end - 1].low != ")":
        end -= 1
    return end


def disputed(items: list[Item], k: int) -> int | None:
    """The verb by which somebody denies what was said before the noun ``k``: "…, an assertion that Moran rejected"."""
    if k + 3 >= len(items) or items[k - 2].low != "," or items[k - 1].low not in ("a", "an") or items[k + 1].low not in ("that", "which"):
        return None
    return next((j for j in range(k + 3, min(len(items), k + 9)) if items[j].low in frames()["disputing"]), None)


def close_thing(u: OuterSentence, a: int, following: list[int]) -> int:
    """The same for a thing and no clause: it ends before an aside, where and when it was said, or the speaker's next deed."""
    items, end = u.items, close(u, a, following)
    for j in range(a + 1, end - 1):
        low, then = items[j].low, items[j + 1].low
        if low in _ASIDE or (low == "," and (then in _RELATIVE or then in AUX or then in reporting_verbs())):
            return j
        if low in _AND and (then in AUX or (then.endswith("ed") and items[j - 1].low != ",")):
            return j
        if low in ("in", "at", "on", "during", "to") and (then in DAYS or any(it.low in _SCENES for it in items[j + 1 : min(end, j + 5)])):
            return j
    return end


_ASIDE = frozenset("when while after before because during through".split())
_RELATIVE = frozenset("who which whose where one a an the saying".split())
_SCENES = frozenset("interview speech statement rally debate tweet appearance conference letter meeting reporters remarks".split())
_PLAIN = frozenset("it him her them that".split())  # "condemned the raid calling it a crime"
_AND = frozenset("and but then".split())


_SUBORDINATE = frozenset("while although though when after because if since before once despite with as until unless whereas".split())


def _main_clause(items: list[Item], a: int) -> int | None:
    """The comma after which the main clause begins, where a side clause opens the sentence: "While Lee said it was closed, she left"."""
    if items[items[0].low in LEAD_IN].low not in _SUBORDINATE or any(it.low == "," or it.quote for it in items[:a]) or a > 14:
        return None
    for j in range(a + 1, min(len(items) - 2, a + 40)):
        then = items[j + 1].low
        if items[j].low != "," or then in BREAKS or then in LEAD_IN or then in ("who", "which") or then.endswith("ing"):
            continue
        verb = any(x.low in AUX or x.low.endswith("ed") for x in items[j + 2 : j + 9])
        if verb or then in PRONOUNS | DETERMINERS or items[j + 1].capital:
            return j
    return None


def _joined(items: list[Item], k: int) -> bool:
    """Does the cue ``k`` go on with the first cue's subject: "… and also said that", "but argues that", "and called it"?"""
    j = before_adverbs(items, k)
    finite = items[k].low.endswith(("ed", "s")) or items[k].low in ("said", "told", "wrote")
    return j > 1 and items[j].low in _AND and finite


def made(u: OuterSentence, a: int, b: int, who: tuple[int, int] | None, cue: tuple[int, int], rule: str) -> list[Report]:
    """A report over the items ``a``..``b``; a quotation alone gives its words without the marks. Nothing for an empty one."""
    items = u.items
    while a < b and items[a].low in _BEFORE:
        a += 1
    while b > a and (items[b - 1].low in MARKS or items[b - 1].low in _STRAY) and items[b - 1].low != ")":
        b -= 1
    if a >= b:
        return []
    if b == a + 1 and items[a].low in _EMPTY:
        return []
    only = items[a].quote if b == a + 1 else None
    start, end = (only.start, only.end) if only else (items[a].start, items[b - 1].end)
    lo, hi = who if who else (None, None)
    return [Report(start, end, lo, hi, items[cue[0]].start, items[cue[1]].end, rule)]


_STRAY = frozenset(("“", "”", '"', "''", "``"))  # a mark that closes nothing
_BEFORE = _STRAY | {",", ":", "—", "–", "-", "that"}


def from_item(u: OuterSentence, a: int, k: int, who: tuple[int, int] | None, following: list[int], rule: str) -> list[Report]:
    """What a cue covers to its right from item ``a``: a quotation that stands alone, or the clause to its end."""
    items = u.items
    if a >= len(items):
        return []
    q = items[a].quote
    if q and (a + 1 >= len(items) or items[a].stops or items[a + 1].low in MARKS or _apart(items, a)):
        return made(u, a, a + 1, who, (k, k), rule + ", quotation")
    return made(u, a, close(u, a, following), who, (k, k), rule)


_EMPTY = frozenset("it this that these those him her them me us you so he she they".split())


def _apart(items: list[Item], a: int) -> bool:
    """Does what follows the quotation ``a`` belong to the reporter: "said “we left” on Monday", not "said that “we left” on Monday"?"""
    return items[a + 1].low in _AFTER_QUOTE and items[a - 1].low != "that"


_AFTER_QUOTE = frozenset("as and but when in on after".split())


def left_of(u: OuterSentence, b: int, k: int, who: tuple[int, int] | None, rule: str, k2: int | None = None) -> list[Report]:
    """What stands left of item ``b`` in its unit: the quotation just before, else the sentence so far without its lead-in."""
    items, cue = u.items, (k, k if k2 is None else k2)
    while b > 0 and items[b - 1].low in (",", "—", "–"):
        b -= 1
    if b <= 0:
        return []
    if items[b - 1].quote and (b < 2 or items[b - 2].low in MARKS or items[b - 2].low in LEAD_IN or items[b - 2].low == QUOTE):
        return made(u, b - 1, b, who, cue, rule + ", quotation")
    a = next((j + 1 for j in range(b - 1, 0, -1) if items[j].low in DASHES and items[j - 1].low == "."), 0)  # a list's own dash
    while a < b and (items[a].low in LEAD_IN or items[a].low in (",", "•", "-", "–", "—")):
        a += 1
    return made(u, a, b, who, cue, rule)


def resumed(u: OuterSentence, at: int, k: int, who: tuple[int, int]) -> list[Report]:
    """The rest of a quotation that the cue cut: "“We left,” said Lee, “and we are not sorry.”"."""
    items = u.items
    for j in range(at, min(len(items), at + 14)):
        if items[j].quote and items[j - 1].low in (",", ":", "—", "–", "."):
            return made(u, j, j + 1, who, (k, k), "cut by its cue")
    return []


def adjunct(items: list[Item], a: int) -> bool:
    """Is what follows a cue only when, where or to whom: "said on Monday", "said in a statement"?"""
    return a >= len(items) or items[a].low in MARKS or items[a].low in DAYS or items[a].low in _ADJUNCTS


_ADJUNCTS = frozenset("on in at during to after before when as while by last this through via from of about".split())


def main_subject(u: OuterSentence, k: int) -> tuple[int, int] | None:
    """The subject of the last reporting verb before ``k``, else the noun phrase that opens the sentence."""
    items, verbs = u.items, reporting_verbs()
    for j in range(k - 1, max(-1, k - REACH), -1):
        if items[j].low in verbs and not items[j].low.endswith("ing") and is_verb(items, j) and (who := subject(items, j)):
            return who
    a = next((j for j, it in enumerate(items[:6]) if it.low not in LEAD_IN and it.low not in MARKS and it.low != QUOTE), None)
    if a is not None and _adverbial(items, a):  # "In May, Lee …", "Speaking in Northport, Lee …", "Hours later, Lee …"
        a = next((j + 1 for j in range(a, min(len(items) - 1, 14)) if items[j].low == ","), None)
    if a is not None and a < max(k, 1) and items[a].low in ("he's", "she's", "they're"):
        return (a, a + 1)
    if a is None or items[a].low in PREPOSITIONS or items[a].low in BREAKS or items[a].low in MARKS or items[a].quote or a >= max(k, 1) > 1:
        return None
    a += a + 1 < len(items) and is_verb(items, a) and not items[a].capital  # "“…,” said Lee, adding that …"
    hi = far = phrase_right(items, a)
    hi = next((j for j in range(a + 1, hi - 1) if items[j].low.endswith("ed") and items[j + 1].low in DETERMINERS), hi)
    if items[a].capital:  # a name ends where the lower case begins
        hi = next(
            (
                j
                for j in range(a + 1, hi)
                if items[j - 1].capital
                and not items[j].capital
                and items[j].low not in PREPOSITIONS
                and items[j].low not in ("and", ".")
                and j > a + (items[a].low in DETERMINERS)
            ),
            hi,
        )
        heads = frozenset().union(*(lexicon("people")[n] for n in ("organisations", "body heads", "roles")))  # "the Tarn coast guard"
        hi = next((j + 1 for j in range(min(hi + 3, far) - 1, hi - 1, -1) if items[j].low in heads), hi)
    return (a, hi) if hi > a else None


def _adverbial(items: list[Item], a: int) -> bool:
    """Does a sentence open with when, where or how, and not with its subject?"""
    low = items[a].low
    if low in PREPOSITIONS or low in BREAKS or (low.endswith(("ing", "ed")) and a + 1 < len(items) and not items[a + 1].capital):
        return True
    return any(it.low == "," and items[a + n].low in _WHEN for n, it in enumerate(items[a + 1 : a + 5]))


_WHEN = DAYS | TIMENOUNS | {"ago"}


def unit_subject(u: OuterSentence) -> tuple[int, int] | None:
    """The noun phrase that opens a unit, for a quotation that follows it without a verb of speech."""
    return main_subject(u, 0)

"""Verbs and noun phrases among the items of a unit: which word reports, who its subject is, how far a phrase reaches.

The closed words of English stand here; those that a person would add to stand in the lexicon.
"""

from __future__ import annotations

from analystkit.english.lexicon import sets as lexicon
from analystkit.english.lexicon.verbs import frames, reporting_verbs
from analystkit.english.tokens import QUOTE, Item

REACH = 40
NICKNAME = 24
"""Characters of a quotation that can stand inside a name or its description: "the hacker known as “Grey Owl,”"."""

PREPOSITIONS = frozenset("of for at from with in on to by about inside within near outside under against".split())
AUX = frozenset(
    """is was are were be been being am has had have having do does did will would can could may might shall should must isn't wasn't
aren't weren't cannot won't wouldn't can't couldn't doesn't didn't don't hasn't haven't hadn't it's that's there's he's
she's they're we're i'm you're they've we've i've he'd she'd they'd we'll he'll she'll it'll they'll""".split()
)
PRONOUNS = frozenset("he she they it i we you who which".split())
BREAKS = frozenset(
    """that when because if while as after before although though but or so since until where what how why whether than and nor
not then meanwhile however instead even only just also yet still unless despite once like""".split()
)
DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday earlier tonight later afterward afterwards
recently""".split()
)
DETERMINERS = frozenset(
    """the a an this that these those his her its their my our your some many several two three four five six seven both no one
another""".split()
)
LEAD_IN = frozenset("but and yet so still however meanwhile also then now nor indeed instead moreover or".split())
DASHES = frozenset("— – ― -- -".split())
MARKS = frozenset(", . ; : ( ) ? ! [ ] … / •".split()) | DASHES
NOT = frozenset("not didn't doesn't don't isn't aren't hasn't haven't hadn't won't wouldn't couldn't wasn't never".split())
TIMENOUNS = frozenset("""month week year weekend morning night evening afternoon spring summer fall autumn winter""".split())


def is_verb(items: list[Item], k: int) -> bool:
    """Is item ``k`` a reporting verb here: no noun ("the report", "an urgent warning"), no part of a name ("State Department")?"""
    it = items[k]
    if it.low not in reporting_verbs():
        return False
    if it.capital and k > 0 and (it.low in NOUNS or not it.low.endswith(("s", "d", "told"))):
        return False
    before = items[k - 1] if k else None
    if before is not None and before.low in ("<", "/"):
        return False  # a mark-up's name
    if it.low in NOUNS and k + 1 < len(items) and items[k + 1].low in AUX and not (before and before.low in PRONOUNS):
        return False  # "the jobs report was out", but "a group it claims was there"
    if it.low in ("state", "states"):
        counted = before is not None and (before.low in DETERMINERS or before.low in PREPOSITIONS or before.low[0].isdigit())
        return not counted and k + 1 < len(items) and items[k + 1].low in ("that", ",", ":", QUOTE)
    if before is None or it.low in ("said", "says", "told", "added"):
        return True
    if it.low == "say":
        return before.low not in _A_SAY  # "one in five say"
    if (
        before.low in DETERMINERS
        or (before.low[0].isdigit() and it.low in NOUNS)  # "a 2014 estimate"
        or (before.low in PREPOSITIONS and before.low not in ("to", "by"))
        or (before.low.endswith("'s") and not is_contracted(before))
    ):
        return False
    return not (
        k > 1
        and items[k - 2].low in ("a", "an", "the", "this", "its", "their", "his", "her")
        and it.low in NOUNS
        and before.low.endswith(("nt", "al", "ic", "ive", "ar", "ly", "st", "w", "ous"))
    )


_A_SAY = frozenset("a the no any more final little some my your his her its our their".split())
NOUNS = frozenset(
    """report reports claim claims note notes comment comments estimate estimates forecast warning charge charges answer reply
response demand demands promise promises pledge vow remark remarks tweet tweets state states plan joke lecture protest
protests reason mention question cry find counter hope hopes fear fears plans want wants worry worries doubt doubts suspect suspects
rule rules laugh regret moan groan""".split()
)


def before_adverbs(items: list[Item], k: int) -> int:
    """The item before the verb ``k`` and its adverbs; -1 where the verb begins the unit: "and" of "and also said"."""
    j = k - 1
    while j > 0 and (items[j].low in frames()["between"] or (items[j].low.endswith("ly") and not items[j].capital)):
        j -= 1
    return j


def is_contracted(it: Item) -> bool:
    """Is it a subject with its auxiliary: "he's", "they're"?"""
    word, _, tail = it.low.partition("'")
    return word in PRONOUNS and tail in ("s", "re", "m", "d", "ve", "ll")


def _past_adverbs(items: list[Item], k: int) -> int:
    """Where the subject of the verb ``k`` may end: before "has also", "on Monday", "did not", "earlier this month"."""
    hi, going = k, items[k].low.endswith("ing")
    while hi > 0 and k - hi < 7:
        low = items[hi - 1].low
        adverb = low in frames()["between"] or (low.endswith("ly") and not items[hi - 1].capital)
        if adverb or (low in DAYS and low != "later") or (going and low in GOING):
            hi -= 1
        elif low in TIMENOUNS and hi > 1 and items[hi - 2].low in ("this", "last", "earlier"):
            hi -= 2
        else:
            break
    if hi > 1 and items[hi - 1].low in NOT:
        hi -= 1
        while hi > 0 and items[hi - 1].low in frames()["between"]:
            hi -= 1
    return hi


def subject(items: list[Item], k: int) -> tuple[int, int] | None:
    """The items of the subject that ends before the verb ``k``: over adverbs, auxiliaries and an apposition between commas.

    "Ann Lee, the mayor of Northport, has also said": Ann Lee … Northport.
    """
    hi = _past_adverbs(items, k)
    if hi > 3 and items[hi - 1].low == "," and items[hi - 2].low in ("however", "though", "meanwhile", "too") and items[hi - 3].low == ",":
        hi -= 3
        if one := _with_apposition(items, hi):
            return one
    if hi > 0 and items[hi - 1].low == ")":
        while hi > 0 and k - hi < REACH and items[hi - 1].low != "(":
            hi -= 1
        hi -= 1
    if hi <= 0:
        return None
    if is_contracted(items[hi - 1]):
        return (hi - 1, hi)  # "he's said"
    if items[hi - 1].low in DASHES:  # "Many guests — nurses, drivers — said"
        other = next((j for j in range(hi - 2, max(0, hi - 20), -1) if items[j].low in DASHES), None)
        return (lo, hi - 1) if other and (lo := phrase_left(items, other)) < other else None
    if items[hi - 1].low == ",":
        return _with_apposition(items, hi - 1)
    if hi > 2 and items[hi - 1].stops and (items[hi - 1].title or items[hi - 2].low in ("as", "nicknamed", "called", "dubbed")):
        return _with_apposition(items, hi)  # the comma stands inside the marks
    lo = phrase_left(items, hi)
    if lo and items[lo - 1].low in _INSIDE and (who := next((j for j in range(lo - 1, max(0, lo - 9), -1) if items[j].low == "who"), None)):
        lo = phrase_left(items, who)  # "an official who asked not to be named said"
    return (lo, hi) if lo < hi else None


_INSIDE = AUX | {"to"}


def told_before(items: list[Item], lo: int) -> bool:
    """Is the item before ``lo`` a verb of speech, or the "that" after it?"""
    verbs, before = reporting_verbs(), items[lo - 1].low
    return before in verbs or (before == "that" and lo > 1 and items[lo - 2].low in verbs)


GOING = frozenset("is are was were been be not".split())


def _with_apposition(items: list[Item], hi: int) -> tuple[int, int] | None:
    best = None
    for j in range(hi - 2, max(0, hi - REACH), -1):
        q = items[j].quote
        if q and q.end - q.start > NICKNAME:
            break
        if items[j].low != ",":
            continue
        after, before = items[j + 1], items[j - 1]
        opens = (
            after.low in DETERMINERS
            or after.low in lexicon("people")["roles"]
            or after.capital
            or after.low in PREPOSITIONS
            or after.low in ("who", "which", "whose", "former", "like", "along", "after", "before", "host", "then")
            or after.low[0].isdigit()
            or after.low.endswith("ing")
            or (before.capital and after.low not in LEAD_IN | BREAKS | PRONOUNS | AUX)
        )
        if not opens or before.low == QUOTE:
            break
        name = next((x for x in range(j - 2, max(0, j - 8), -1) if items[x].low == "("), j) if before.low == ")" else j
        lo = phrase_left(items, name) if name else j
        if lo >= name:
            break
        best = (lo, hi)
        told = after.capital and before.low in lexicon("people")["roles"]  # "two ships sank, the navy's chief, Ole Dahl, said"
        if before.capital or told or items[lo - 1].low in ("which", "whom"):  # "the tax, which its critic, Ole Dahl, called old"
            break
    return best


def phrase_left(items: list[Item], hi: int) -> int:
    """Where the noun phrase that ends before item ``hi`` begins; ``hi`` itself where there is none."""
    if items[hi - 1].low in PRONOUNS:
        return hi - 1
    lo = hi
    while lo > 0 and hi - lo < 25:
        it = items[lo - 1]
        initial = _initial(items, lo - 1)
        joined = it.low == "and" and lo > 1 and lo < hi and items[lo - 2].capital == items[lo].capital and items[lo - 2].low not in MARKS
        if (it.low in MARKS and not initial) or (it.low in BREAKS and not joined) or it.low in AUX or it.low in PRONOUNS or it.low == QUOTE:
            break
        if is_verb(items, lo - 1):
            break
        if it.low == "to" and lo < hi and not items[lo].capital and items[lo].low not in DETERMINERS:
            break
        lo -= 1
    while lo < hi and (items[lo].low in LEAD_IN or items[lo].low in DAYS):
        lo += 1
    if lo < hi and items[lo].low in PREPOSITIONS:  # "In May officials said": the head's own run only
        lo = hi
        while lo > 0 and items[lo - 1].low not in PREPOSITIONS and items[lo - 1].low not in MARKS and hi - lo < 8:
            lo -= 1
    return lo


def _initial(items: list[Item], j: int) -> bool:
    """Is item ``j`` the stop of an initial or a title inside a name: "J. Lee", "Mr. Lee"?"""
    return (
        items[j].low == "."
        and j > 0
        and j + 1 < len(items)
        and (len(items[j - 1].low) == 1 or items[j - 1].low in lexicon("people")["titles"] or items[j - 1].low in ("jr", "sr"))
    )


def phrase_right(items: list[Item], lo: int) -> int:
    """Where the noun phrase that begins at item ``lo`` ends: "a spokesman for the port authority"."""
    hi = lo
    while hi < len(items) and hi - lo < 16:
        it = items[hi]
        initial = hi > lo and _initial(items, hi)
        if (
            (it.low in MARKS and not initial)
            or it.low == QUOTE
            or it.low in AUX
            or (it.low in BREAKS and it.low != "and")
            or (hi > lo and is_verb(items, hi))
        ):
            break
        if hi > lo and (
            it.low in PRONOUNS or it.low in DAYS or (it.low in ("in", "on", "during", "after", "to", "about") and it.low != "of")
        ):
            break
        hi += 1
        if it.low in PRONOUNS:
            break
    while hi > lo and items[hi - 1].low in ("and", "of", "for", "at", "from", "with", "by"):
        hi -= 1
    return hi

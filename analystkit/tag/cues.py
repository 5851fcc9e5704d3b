"""Where a sentence attributes words: its reporting verbs and "according to", each with its subject and the words it covers.

Works on the items of a unit (tokens, with each quotation as one item), looks at most ``REACH`` items around a cue, and knows
no actor: who the subject is, ``speakers`` decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analystkit.tag.phrases import (
    AUX,
    BREAKS,
    DASHES,
    DAYS,
    DETERMINERS,
    GOING,
    LEAD_IN,
    MARKS,
    NOT,
    PREPOSITIONS,
    PRONOUNS,
    REACH,
    is_verb,
    phrase_left,
    phrase_right,
    subject,
)
from analystkit.tag.speech import frames, reporting_verbs
from analystkit.tag.units import QUOTE, Item, Unit
from analystkit.tag.words import lexicon


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


def reports(u: Unit) -> list[Report]:
    """Every attribution that the unit's cues prove, most certain pattern first for each cue."""
    verbs, others = reporting_verbs(), _other_cues()
    out: list[Report] = []
    cues = [k for k, it in enumerate(u.items) if it.low in others or (it.low in verbs and is_verb(u.items, k))]
    for n, k in enumerate(cues):
        following = cues[n + 1 : n + 4]
        for rule in _RULES:
            if found := rule(u, k, following):
                out += found
                break
    return out


@lru_cache(maxsize=1)
def _other_cues() -> frozenset[str]:
    """Words beside the reporting verbs at which a pattern may begin."""
    f = frames()
    kinds = ("nouns", "wanting", "promising", "accusing", "about", "charge", "naming", "refusal", "issue", "thing")
    return frozenset({QUOTE, ":", "according", "per"}).union(*(f[k] for k in kinds))


# ---------------------------------------------------------------- ends of what was said
def _close(u: Unit, a: int, following: list[int]) -> int:
    """The item after the last one of a content that begins at ``a``: the unit's end, or the next speaker's beginning."""
    items, end = u.items, len(u.items)
    for k in following:
        if k <= a:
            continue
        it = items[k]
        if it.low == "according" and items[k - 1].low == ",":
            end = k - 1
            break
        if it.low.endswith("ing") and items[k - 1].low in (",", QUOTE) and k + 1 < len(items):
            end = k - (items[k - 1].low == ",")
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
    end = next((j for j in range(a + 1, min(end, a + 60)) if items[j].low == ";"), end)
    while end > a and items[end - 1].low in MARKS and items[end - 1].low != ")":
        end -= 1
    return end


def _made(u: Unit, a: int, b: int, who: tuple[int, int] | None, cue: tuple[int, int], rule: str) -> list[Report]:
    """A report over the items ``a``..``b``; a quotation alone gives its words without the marks. Nothing for an empty one."""
    items = u.items
    while (a < b and items[a].low in (",", ":", "—", "–", "-")) or (a < b and items[a].low == "that"):
        a += 1
    while b > a and items[b - 1].low in MARKS and items[b - 1].low != ")":
        b -= 1
    if a >= b:
        return []
    only = items[a].quote if b == a + 1 else None
    start, end = (only.start, only.end) if only else (items[a].start, items[b - 1].end)
    lo, hi = who if who else (None, None)
    return [Report(start, end, lo, hi, items[cue[0]].start, items[cue[1]].end, rule)]


def _from(u: Unit, a: int, k: int, who: tuple[int, int] | None, following: list[int], rule: str) -> list[Report]:
    """What a cue covers to its right from item ``a``: a quotation that stands alone, or the clause to its end."""
    items = u.items
    if a >= len(items):
        return []
    q = items[a].quote
    if q and (a + 1 >= len(items) or items[a + 1].low in MARKS or items[a + 1].low in ("as", "and", "but", "when", "in", "on", "after")):
        return _made(u, a, a + 1, who, (k, k), rule + ", quotation")
    return _made(u, a, _close(u, a, following), who, (k, k), rule)


def _left(u: Unit, b: int, k: int, who: tuple[int, int] | None, rule: str, k2: int | None = None) -> list[Report]:
    """What stands left of item ``b`` in its unit: the quotation just before, else the sentence so far without its lead-in."""
    items, cue = u.items, (k, k if k2 is None else k2)
    while b > 0 and items[b - 1].low in (",", "—", "–"):
        b -= 1
    if b <= 0:
        return []
    if items[b - 1].quote and (b < 2 or items[b - 2].low in MARKS or items[b - 2].low in LEAD_IN or items[b - 2].low == QUOTE):
        return _made(u, b - 1, b, who, cue, rule + ", quotation")
    a = next((j + 1 for j in range(b - 1, 0, -1) if items[j].low in DASHES and items[j - 1].low == "."), 0)  # a list's own dash
    while a < b and (items[a].low in LEAD_IN or items[a].low in (",", "•", "-", "–", "—")):
        a += 1
    return _made(u, a, b, who, cue, rule)


# ---------------------------------------------------------------- the patterns, most certain first
def according_to(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "…, according to the ministry." and "According to the ministry, …"; "per the ministry" at either end alone."""
    items = u.items
    low = items[k].low
    if low == "according" and k + 2 < len(items) and items[k + 1].low == "to":
        lo = k + 2
    elif (
        low == "per"
        and k + 1 < len(items)
        and (items[k + 1].capital or items[k + 1].low in ("a", "an", "the"))
        and (k == 0 or items[k - 1].low == ",")
    ):
        lo = k + 1
    else:
        return []
    hi = phrase_right(items, lo)
    who = (lo, hi) if hi > lo else None
    if k <= 1:
        comma = next((j for j in range(hi, min(len(items), hi + 30)) if items[j].low == ","), None)
        return _made(u, comma + 1, _close(u, comma, following), who, (k, lo - 1), low) if comma else []
    left = _left(u, k, k, who, low, lo - 1)
    if hi + 2 < len(items) and items[hi].low == "," and k < 12 and (k < 5 or items[hi + 1].low in AUX):
        right = _made(u, hi + 1, _close(u, hi, following), who, (k, lo - 1), low)
        return right if k < 6 and not items[0].quote else left + right
    return left


def reported_by(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "As first reported by the Herald, …" and "…, as reported by the Herald." """
    items = u.items
    if (
        items[k].low not in ("reported", "told", "announced", "noted", "quoted", "claimed")
        or k + 2 >= len(items)
        or items[k + 1].low != "by"
    ):
        return []
    opens = k
    while opens > 0 and k - opens < 3 and items[opens - 1].low in ("as", "first", "was", "earlier", "previously"):
        opens -= 1
    if opens == k or items[opens].low != "as":
        return []
    hi = phrase_right(items, k + 2)
    if opens <= 1 and hi < len(items) and items[hi].low == ",":
        return _made(u, hi + 1, _close(u, hi, following), (k + 2, hi), (k, k + 1), "as reported by")
    return _left(u, opens, k, (k + 2, hi), "as reported by", k + 1) if opens > 3 else []


def headed(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "Two officials to the Herald: port closed": headlines and tweets."""
    items = u.items
    if items[k].low != ":" or k < 3 or not (items[k - 1].capital or items[k - 1].low.startswith("@")):
        return []
    to = next((j for j in range(k - 2, max(0, k - 5), -1) if items[j].low == "to"), None)
    if to is None:
        return []
    lo = phrase_left(items, to)
    if lo == to or (lo > 0 and items[lo - 1].low not in MARKS):
        return []
    end = next((j for j in range(k + 1, len(items)) if items[j].low in (".", ";") or items[j].low in DASHES), len(items))
    return _made(u, k + 1, end, (lo, to), (to, k), "headline")


def as_said(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "As Ann Lee noted, …" and "…, as Ann Lee noted." """
    items = u.items
    if not is_verb(items, k) or k < 2 or (k + 1 < len(items) and items[k + 1].low not in (",", ".")):
        return []
    who = subject(items, k)
    if not who or who[0] < 1 or items[who[0] - 1].low != "as":
        return []
    if who[0] <= 3 and k + 2 < len(items) and items[k + 1].low == ",":
        return _from(u, k + 2, k, who, following, "as X said")
    return _left(u, who[0] - 1, k, who, "as X said") if who[0] > 5 and items[who[0] - 2].low == "," else []


def refused(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "The ministry refused to say whether …", "declined to comment"."""
    items = u.items
    if items[k].low not in frames()["refusal"] or k + 2 >= len(items) or items[k + 1].low != "to" or items[k + 2].low not in _SPEAK:
        return []
    who = subject(items, k)
    if not who:
        return []
    last = _close(u, k, following)
    return _made(u, k, last, who, (k, k + 2), "refusal") if k + 3 >= last else _made(u, k + 3, last, who, (k, k + 2), "refusal")


_SPEAK = frozenset("say comment answer discuss disclose confirm reveal elaborate specify provide identify give name speak respond".split())


def inverted(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "…”, said Ann Lee." and "…, added the mayor."."""
    items = u.items
    if items[k].low not in frames()["clause"] or k < 1 or k + 1 >= len(items) or items[k].low.endswith("ing"):
        return []
    before, after = items[k - 1], items[k + 1]
    if before.low != QUOTE and not (before.low == "," and k > 1):
        return []
    if (
        not (after.capital or after.low in DETERMINERS | PRONOUNS or after.low in lexicon("people")["roles"] or after.low.startswith("@"))
        or after.low == "that"
    ):
        return []
    quoted = before.low == QUOTE or items[k - 2].low == QUOTE
    if not quoted and not after.capital and subject(items, k):
        return []  # "Lee, the mayor, said the port …"
    if not quoted and (after.low in ("the", "a") and items[k].low in frames()["thing"]):
        return []
    hi = phrase_right(items, k + 1)
    if hi <= k + 1 or (not quoted and not _adjunct(items, hi)):
        return []
    return _left(u, k, k, (k + 1, hi), "inverted") + _resumed(u, hi, k, (k + 1, hi))


def _resumed(u: Unit, at: int, k: int, who: tuple[int, int]) -> list[Report]:
    """The rest of a quotation that the cue cut: "“We left,” said Lee, “and we are not sorry.”"."""
    items = u.items
    for j in range(at, min(len(items), at + 14)):
        if items[j].quote and items[j - 1].low in (",", ":", "—", "–", "."):
            return _made(u, j, j + 1, who, (k, k), "cut by its cue")
    return []


def quoted_before(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "“…,” Ann Lee said on Monday." and ", “…”" after it."""
    items = u.items
    if items[k].low.endswith("ing") or (not is_verb(items, k) and items[k].low not in frames()["charge"]):
        return []
    who = subject(items, k)
    if not who or who[0] < 1:
        return []
    lo = who[0]
    if items[lo - 1].low == QUOTE or (items[lo - 1].low in (",", "—", "–") and lo > 1 and items[lo - 2].low == QUOTE):
        return _left(u, lo, k, who, "said after") + _resumed(u, k + 1, k, who)
    return []


def said_after(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "The port is closed, Ann Lee said on Monday." """
    items = u.items
    if not is_verb(items, k) or items[k].low.endswith("ing"):
        return []
    who = subject(items, k)
    if not who or who[0] < 2 or items[who[0] - 1].low not in (",", "—", "–", "―"):
        return []
    between = (
        k + 2 < len(items)
        and items[k + 1].low == ","
        and who[0] < 14
        and items[k + 2].low not in LEAD_IN
        and not items[k + 2].low.endswith("ing")
    )
    if between and not items[0].quote and items[k + 2].low != QUOTE:
        return _left(u, who[0], k, who, "said between") + _from(u, k + 2, k, who, following, "said between")
    if who[0] < 3:
        return []
    begins = _content_start(u, k)
    if begins is not None and (not _adjunct(items, k + 1) or items[k + 1].low == ":" or items[begins - 1].low == "that"):
        return []
    if (begins is not None and items[k + 1].low == "on") or _phrase_only(items, who[0] - 1):
        return []
    if items[k].low in frames()["strict"] and k + 1 < len(items) and items[k + 1].low not in MARKS:
        return []
    return _left(u, who[0], k, who, "said after")


def _phrase_only(items: list[Item], b: int) -> bool:
    """Are the items before ``b`` only an adverbial ("In a statement", "When asked about it"), which nobody said?"""
    a = next((j for j in range(b) if items[j].low not in LEAD_IN and items[j].low not in MARKS), b)
    if b - a < 3:
        return True
    if (items[a].low not in PREPOSITIONS and items[a].low not in _ADVERBIAL) or any(it.low == "," for it in items[a:b]):
        return False
    return items[a].low in _ADVERBIAL or not any(it.low in AUX for it in items[a:b])


_ADVERBIAL = frozenset("after during before when while as asked speaking since".split())


def _adjunct(items: list[Item], a: int) -> bool:
    """Is what follows a cue only when, where or to whom: "said on Monday", "said in a statement"?"""
    return (
        a >= len(items)
        or items[a].low in MARKS
        or items[a].low in DAYS
        or items[a].low
        in (
            "on",
            "in",
            "at",
            "during",
            "to",
            "after",
            "before",
            "when",
            "as",
            "while",
            "by",
            "last",
            "this",
            "through",
            "via",
            "from",
            "of",
            "about",
        )
    )


def _content_start(u: Unit, k: int) -> int | None:
    """The item where what is said begins, right of verb ``k``: after "that", a colon, before a quotation, or at a bare clause."""
    items, verb = u.items, u.items[k].low
    if k + 1 < len(items) and items[k - 1].low in NOT and items[k + 1].low in _OPEN_QUESTION:
        return k + 1
    hearer = verb in frames()["object"]
    for a in range(k + 1, min(len(items), k + 16)):
        it = items[a]
        if it.low == "that" and not (a == k + 1 and a + 1 < len(items) and items[a + 1].low in ("was", "is", "would", "will")):
            return a + 1
        if it.low in (":", QUOTE):
            return a + 1 if it.low == ":" else a
        if it.low == "," and a + 1 < len(items) and items[a + 1].low == QUOTE:
            return a + 1
        if it.low in (",", ";", "—", "–", "(") or is_verb(items, a) or it.low in AUX:
            break
        if it.low in ("whether", "how", "why", "if") and verb not in ("continue", "continued"):
            return a
    a = _skip_hearer(items, k + 1) if hearer else k + 1
    while a + 1 < len(items) and (items[a].low in DAYS or (items[a].low == "on" and items[a + 1].low in DAYS)):
        a += 1
    if verb in frames()["strict"] or a >= len(items) or (hearer and a == k + 1):
        return None
    if (
        verb in ("said", "says", "say")
        and len(items) - a > 4
        and items[a].low not in PREPOSITIONS
        and items[a].low not in MARKS
        and items[a].low not in ("as", "when", "after", "so", "and", "or", "but", "it")
    ):
        return a
    return a if _clause(items, a) or (verb in frames()["thing"] and (items[a].low in DETERMINERS or items[a].low == "any")) else None


def _skip_hearer(items: list[Item], a: int) -> int:
    """Past "reporters", "the committee", "CNN on Friday", "him"."""
    if a < len(items) and (items[a].low in ("him", "her", "them", "us", "me", "you", "reporters", "lawmakers", "journalists")):
        return a + 1
    b = a + (a < len(items) and items[a].low in DETERMINERS)
    while b < len(items) and b - a < 6 and items[b].capital:
        b += 1
    return b


def _clause(items: list[Item], a: int) -> bool:
    """Does a clause begin here: a subject, then within twelve words a finite verb?"""
    first = items[a]
    if first.low in PRONOUNS or first.low in ("there", "it's", "there's", "he's", "she's", "they're", "we're"):
        return True
    if (
        first.low in MARKS
        or (first.low in PREPOSITIONS and first.low not in ("in", "at", "under", "on"))
        or first.low in ("as", "when", "after", "so", "and", "or", "but", "not")
    ):
        return False
    return any(it.low in AUX or it.low.endswith("ed") or it.low in PRONOUNS for it in items[a + 1 : a + 14]) or first.low in DETERMINERS


def says(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "Ann Lee said that …", "Ann Lee said …", "Lee told reporters …", "Lee: “…”", "…, adding that …"."""
    items = u.items
    if not is_verb(items, k):
        return []
    a = _content_start(u, k)
    if a is None:
        return []
    who = subject(items, k)
    if k > 0 and items[k - 1].low in NOT:
        return _from(u, a, k, who, following, "would not say") if who and items[a].low in _OPEN_QUESTION else []
    if items[k].low.endswith("ing"):
        if k > 1 and items[k - 1].low in GOING:
            return _from(u, a, k, who, following, "is saying") if who else []
        return (
            _from(u, a, k, _main_subject(u, k), following, "participle") if k > 0 and items[k - 1].low in (",", "and", "by", QUOTE) else []
        )
    if k > 0 and items[k - 1].low in ("to", "is", "was", "were", "are", "be", "been"):
        return _infinitive(u, a, k, following)
    if who is None and k > 1 and items[k - 1].low in ("and", "but", "then"):
        who = _main_subject(u, k)
    if who is None:
        return []
    return _from(u, a, k, who, following, "said before")


_OPEN_QUESTION = frozenset("whether if when how why who what where which".split())


def _infinitive(u: Unit, a: int, k: int, following: list[int]) -> list[Report]:
    """ "went on to say that …", "continued to insist that …"; "it was announced that …" has no speaker."""
    items = u.items
    if (
        items[k - 1].low == "to"
        and k > 2
        and items[k - 2].low in ("on", "continued", "continues", "quick", "appeared", "seemed", "tweeted")
    ):
        j = k - 2
        while j > 0 and items[j].low in ("on", "went", "goes", "was", "quick"):
            j -= 1
        who = subject(items, j + 1)
        return _from(u, a, k, who, following, "went on to say") if who else []
    if k > 1 and items[k - 2].low == "it" and items[k - 1].low in ("was", "is") and a > 0 and items[a - 1].low == "that":
        return _from(u, a, k, None, following, "passive")
    return []


def _main_subject(u: Unit, k: int) -> tuple[int, int] | None:
    """The subject of the last reporting verb before ``k``, else the noun phrase that opens the sentence."""
    items, verbs = u.items, reporting_verbs()
    for j in range(k - 1, max(-1, k - REACH), -1):
        if items[j].low in verbs and not items[j].low.endswith("ing") and is_verb(items, j) and (who := subject(items, j)):
            return who
    a = next((j for j, it in enumerate(items[:6]) if it.low not in LEAD_IN and it.low not in MARKS and it.low != QUOTE), None)
    if a is not None and (items[a].low in PREPOSITIONS or items[a].low in BREAKS):  # "In May, Lee …"
        a = next((j + 1 for j in range(a, min(len(items) - 1, 14)) if items[j].low == ","), None)
    if a is not None and a < max(k, 1) and items[a].low in ("he's", "she's", "they're"):
        return (a, a + 1)
    if a is None or items[a].low in PREPOSITIONS or items[a].low in BREAKS or items[a].low in MARKS or items[a].quote or a >= max(k, 1) > 1:
        return None
    hi = phrase_right(items, a)
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
    return (a, hi) if hi > a else None


def charged(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "The ministry called the raid a “crime”", "accused them of …": a judgement that holds a quotation."""
    items = u.items
    if items[k].low not in frames()["charge"] | frames()["naming"]:
        return []
    end = _close(u, k, following)
    quote = next((j for j in range(k + 1, min(end, k + 20)) if items[j].quote), None)
    if quote is None or any(k < j < quote for j in following):
        return []
    joined = items[k].low.endswith("ing") or (k > 0 and items[k - 1].low in ("and", "but"))
    who = _main_subject(u, k) if joined else subject(items, k)
    if not who:
        return []
    a = next((j + 1 for j in range(k + 1, quote) if items[j].low in ("for", "of", "as")), quote)
    a = a if items[k].low in frames()["charge"] or items[k + 1].low == "out" else quote
    end = quote + 1 if quote + 1 < len(items) and items[quote + 1].low in MARKS else end
    return _made(u, a, end, who, (k, k), "judgement")


def asked(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "Lee urged voters to stay", "called for a vote", "vowed to leave", "accused him of lying": what is wanted, promised or charged."""
    items, f = u.items, frames()
    low = items[k].low
    if k + 2 >= len(items) or low not in f["wanting"] | f["promising"] | f["accusing"] | f["naming"] | f["about"]:
        return []
    nxt, end = items[k + 1].low, _close(u, k, following)
    a = None
    if low.startswith("call") and nxt in ("for", "on"):
        a = k + 2
    elif low in f["promising"] and nxt in ("to", "not"):
        a = k + 1
    elif low in f["wanting"] and (items[k + 1].capital or nxt in DETERMINERS or nxt in _OBJECTS or nxt.endswith("s")):
        a = k + 1 if any(items[j].low == "to" for j in range(k + 2, min(end, k + 12))) else None
    elif low in f["accusing"]:
        a = next((j + 1 for j in range(k + 2, min(end, k + 12)) if items[j].low == "of"), None) if nxt != "of" else None
    elif low in f["naming"] and low.startswith(("describ", "character")):
        a = k + 1 if any(items[j].low == "as" for j in range(k + 2, min(end, k + 12))) else None
    elif low in f["about"] and nxt in ("about", "of", "against"):
        a = k + 2
    elif (
        low in f["naming"]
        and low in ("called", "calling", "dubbed", "labeled", "labelled", "branded")
        and nxt not in ("for", "on", "off", "in", "up")
    ):
        a = k + 1 if any(items[j].quote or items[j].low in ("a", "an") for j in range(k + 2, min(end, k + 10))) else None
    if a is None or (k > 0 and (items[k - 1].low in NOT or items[k - 1].low in ("to", "be", "been", "was", "were", "is", "are"))):
        return []
    joined = k > 0 and (items[k - 1].low in ("and", "but") or (low.endswith("ing") and items[k - 1].low == ","))
    who = _main_subject(u, k) if joined else None if low.endswith("ing") else subject(items, k)
    return _made(u, a, end, who, (k, k), "wanted, promised or charged") if who else []


_OBJECTS = frozenset("him her them us me you it people voters lawmakers officials reporters everyone anyone others".split())


def nominal(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "Lee's claim that the port is safe", "the ministry's warning that …"."""
    items = u.items
    if items[k].low not in frames()["nouns"] or k < 1 or k + 2 >= len(items) or items[k + 1].low != "that":
        return []
    own = next((j for j in range(k - 1, max(-1, k - 4), -1) if items[j].low.endswith(("'s", "s'"))), None)
    if own is None or any(items[j].low in MARKS for j in range(own, k)):
        return []
    lo = phrase_left(items, own + 1)
    end = next((j for j in range(k + 2, _close(u, k, following)) if items[j].low in (",", ";")), _close(u, k, following))
    return _made(u, k + 2, end, (lo, own + 1), (k, k), "noun of speech") if lo <= own else []


def dashed(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "“We left.” ― Ann Lee": a quotation signed after a dash."""
    items = u.items
    if not items[k].quote or k + 2 > len(items) - 1 or items[k + 1].low not in DASHES or not items[k + 2].capital:
        return []
    hi = k + 3
    while hi < len(items) and (items[hi].capital or (items[hi].low == "." and hi + 1 < len(items))) and hi - k < 8:
        hi += 1
    if hi < len(items) and items[hi].low not in MARKS:
        return []
    return _made(u, k, k + 1, (k + 2, hi), (k + 1, k + 1), "signed after a dash")


def issued(u: Unit, k: int, following: list[int]) -> list[Report]:
    """ "Lee released a statement expressing regret": a noun of speech with what it does."""
    items, carriers = u.items, frames()["carriers"]
    if items[k].low not in frames()["issue"]:
        return []
    noun = next((j for j in range(k + 1, min(len(items), k + 5)) if items[j].low in carriers), None)
    if noun is None or noun + 1 >= len(items) or not (items[noun + 1].low.endswith("ing") or items[noun + 1].low == "that"):
        return []
    who = subject(items, k)
    return _made(u, noun + 1, _close(u, noun, following), who, (k, noun), "statement that does") if who else []


_RULES = (
    dashed,
    headed,
    nominal,
    according_to,
    reported_by,
    as_said,
    refused,
    quoted_before,
    inverted,
    said_after,
    issued,
    charged,
    asked,
    says,
)


def unit_subject(u: Unit) -> tuple[int, int] | None:
    """The noun phrase that opens a unit, for a quotation that follows it without a verb of speech."""
    return _main_subject(u, 0)


def iter_quotes(u: Unit) -> Iterator[tuple[int, Item]]:
    """The unit's quotations with their positions among the items."""
    return ((k, it) for k, it in enumerate(u.items) if it.quote)


def announcer(u: Unit) -> tuple[int, int] | None:
    """The subject of a sentence that announces words to come: "Lee issued the following statement:"."""
    verbs = frames()["issue"] | reporting_verbs()
    k = next(
        (j for j in range(len(u.items) - 1, max(-1, len(u.items) - REACH), -1) if u.items[j].low in verbs and subject(u.items, j)), None
    )
    return subject(u.items, k) if k is not None else unit_subject(u)

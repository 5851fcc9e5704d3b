"""Who was killed or injured, as counts: what ``rules/casualties.rules`` captures, with its number, its words and what bounds it.

items, each numeral and each person's name as one -> rules -> a number, none, or "not known"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analystkit.english.lexicon import sets
from analystkit.english.numerals import Number, numbers
from analystkit.english.patterns import Found, rules
from analystkit.english.tokens import LONGEST, Reading
from analystkit.text import Matcher

_HELPERS = {"was": False, "is": False, "has": False, "were": True, "are": True, "have": True}
"""Verbs before a participle, with whether they are said of several."""
KILLED, INJURED = "killed", "injured"
_MANY = 40  # counts of one sentence: what goes on beyond them is no prose
_NTH = {
    w: n
    for n, w in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth".split(),
        start=2,
    )
}
_FOLD = {"double": 2, "triple": 3, "quadruple": 4}  # «a double murder»
_SAYS = {
    "none": "none reported",
    "refused": "refuses to say",
    "silent": "does not say",
    "reports": "no reports of",
    "unclear": "not yet known",
}
_QUOTES = frozenset(("“", "”", '"', "''", "``"))
_AGE = re.compile(r"\d{1,3}-[a-z]")  # «10-year-old»
_OLD = re.compile(r"\s?-?\s?years?\s?-?\s?old\b")  # «16 - year - old», «16 year old», as some print it
# «a boy of {15} was killed», «a mother of {three young children} died»: neither counts the dead
_OF_AGE = re.compile(
    r"\b(?:boy|girl|lad|lass|man|woman|child|baby|infant|youth|teenager|student|son|daughter|brother|sister|(?:grand)?(?:father|mother)|parent"
    r"|dad|mum|mom)\sof\s$",
    re.IGNORECASE,
)
_CHILDREN = re.compile(r"(?:\s(?:young|small|little|grown|adult))?(?:\s(?:children|kids|boys|girls|sons|daughters))?")
_YEAR, _DATED = re.compile(r"(?:1[5-9]|20)\d\d"), re.compile(r"(?:\b(?:in|of|since|by|from|until|during|to|and)|\w,)\s$", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:of\s+)?(?:the|an?|his|her|their|its|all|those|them|whom)\b\s*|^of\s+|[“”\"]", re.IGNORECASE)
# «… and killed one in Port Vale», «killed two more»: a place of its own, or other people
_OF_ITS_OWN = re.compile(r"\s+(?:in|at|near|on|inside|outside|more|others?|later|earlier|there|elsewhere)\b", re.IGNORECASE)
_NOTHING_NEW = re.compile(r"\s*(?:(?:in|by|during)\s+the\s+[a-z]+)?\s*[,–—(]\s*(?:which|that|who|in\s+all|in\s+total)?\s*")


@dataclass(frozen=True)
class Count:
    """One count: the span that says it, ``effect`` killed or injured, the value, and the qualifier ("at least; civilians")."""

    start: int
    end: int
    effect: str
    value: int | None
    qualifier: str | None
    rule: str
    cue: int = 0  # where the word stands that says what befell them


@dataclass(frozen=True)
class Items:
    """Words as the rules read them, where each starts and ends, and the numerals by their item."""

    raw: list[str]
    starts: list[int]
    ends: list[int]
    numerals: dict[int, Number]

    def add(self, raw: str, start: int, end: int) -> None:
        """One more item."""
        self.raw.append(raw)
        self.starts.append(start)
        self.ends.append(end)


@lru_cache(maxsize=1)
def _signs() -> Matcher:
    """The words that can count victims: a sentence without one counts none."""
    words = sets("casualties")
    return Matcher({w: True for name in ("kill", "hurt", "died", "deaths", "injuries", "signs") for w in words[name]})


@lru_cache(maxsize=1)
def people() -> Matcher:
    """The words for people, each with its class."""
    return Matcher({word: label for label, words in sets("victims").items() for word in words})


def harm_at(text: str, start: int, end: int) -> list[int]:
    """Where words stand that can count victims: a sentence without one counts none."""
    return [a for a, _, _ in _signs().find(text, start, end)]


def items(reading: Reading, start: int, end: int, persons: Sequence[tuple[int, int]] = ()) -> Items:
    """A range as items: a numeral with what bounds it is one ("12"), a person's name is one ("#person"), any other figure is a mark."""
    w, text, out, at = reading.tokens, reading.text, Items([], [], [], {}), start
    told = list(numbers(text, start, end))
    ages = [
        range(n.start - len("of "), m.end())
        for n in told
        if _OF_AGE.search(text, max(0, n.start - 15), n.start)
        and (m := _CHILDREN.match(text, n.end))
        and not text.startswith(" of ", n.end)
    ]
    ages += [_between_commas(text, n.start, m.end()) for n in told if (m := _OLD.match(text, n.end))]
    counted = [(n.start, n.end, n.from_low()) for n in told if not (_year(text, n) or any(n.start in x for x in ages))]
    for a, b, n in [*sorted([*counted, *((a, b, None) for a, b in persons)], key=lambda x: x[:2]), (end, end, None)]:
        if a < at:
            continue
        for i in range(w.at(at), w.at(a)):
            aged = _AGE.match(text, w.starts[i]) or (w.raw[i] == "-" and w.near(i)) or any(w.starts[i] in x for x in ages)
            if w.raw[i] not in _QUOTES and not aged:
                out.add("§" if w.raw[i].isdigit() or w.raw[i] == "May" else w.raw[i], w.starts[i], w.ends[i])
        if a < end:
            if n:
                out.numerals[len(out.raw)] = n
            out.add("12" if n else "#person's" if text[b : b + 2] in ("'s", "’s") else "#person", a, b)
            at = b
    return out


def _between_commas(text: str, a: int, b: int) -> range:
    """The range, with the commas round it: «A woman, 40 years old, was killed»"""
    inside = text[a - 2 : a] == ", " and text[b : b + 1] == ","
    return range(a - 2 * inside, b + inside)


def _year(text: str, n: Number) -> bool:
    if not _YEAR.fullmatch(text, n.start, n.end):
        return False
    return bool(_DATED.search(text, max(0, n.start - 8), n.start)) or not text[n.end + 1 : n.end + 2].islower()


def counts(reading: Reading, start: int, end: int, persons: Sequence[tuple[int, int]] = ()) -> list[Count]:
    """The counts of killed and injured in a sentence; ``persons`` are where people are named in it.

    >>> from analystkit.records import Article, Segment
    >>> t = "At least three soldiers were killed and nine others, including a child, injured; no one else was hurt."
    >>> r = Reading(Article("a", t, segments=(Segment(0, len(t), "body", ""),)))
    >>> [(t[c.start:c.end], c.effect, c.value, c.qualifier) for c in counts(r, 0, len(t))]  # doctest: +NORMALIZE_WHITESPACE
    [('At least three soldiers were killed', 'killed', 3, 'at least; soldiers'),
     ('nine others, including a child, injured', 'injured', 9, 'others'),
     ('a child', 'injured', 1, 'child; among the 9'), ('no one else was hurt', 'injured', 0, None)]
    """
    if not harm_at(reading.text, start, end):
        return []
    it, known = items(reading, start, end, persons), rules("casualties")
    out: dict[tuple[int, int, str], Count] = {}
    for lo in range(0, min(len(it.raw), 4 * LONGEST), LONGEST):
        taken: set[int] = set()
        for f in known.find(known.tape(it.raw[lo : lo + LONGEST])):
            f = replace(f, cue=f.cue + lo, captures=[(name, a + lo, b + lo) for name, a, b in f.captures])
            told = list(_nobody(it, f) if f.get("untold") else _victims(reading.text, it, f))
            if len(told) == 1 and told[0][0].value == 1 and _of_several(it, f, told[0][1]):
                continue
            for c, victims in told:
                if taken.isdisjoint(victims):
                    out.setdefault((c.start, c.end, c.effect), c)
            taken.update(k for name, a, b in f.captures if name in ("who", "among") for k in range(a, b))
    return list(_repeats(reading.text, sorted(out.values(), key=lambda c: (c.start, c.end))[:_MANY]))


def _effects(it: Items, f: Found) -> list[str]:
    words, cue = sets("casualties"), it.raw[f.cue].lower()
    if f.rule.name == "both" or cue.startswith("casualt"):
        return [KILLED, INJURED]
    if f.get("more"):
        return [KILLED]  # «stabbed to death», «fatally wounded»
    return [INJURED if cue in words["hurt"] | words["injuries"] or f.rule.name in ("suffered", "hospital") else KILLED]


def _of_several(it: Items, f: Found, victim: range) -> bool:
    """«Lund and Holm, a nurse, {were} killed»: is the one who is counted not all that were?"""
    if f.cue < victim.stop:
        return False
    helper = next((w for w in map(str.lower, reversed(it.raw[max(victim.stop, f.cue - 5) : f.cue])) if w in _HELPERS), "")
    return _HELPERS.get(helper, False)


def _nobody(it: Items, f: Found) -> Iterator[tuple[Count, range]]:
    """«no one was killed», «declined to say how many»: none, or not known."""
    lo, hi = min(f.cue, *(a for _, a, _ in f.captures)), max(f.cue + 1, *(b for _, _, b in f.captures))
    none = f.rule.name == "none"
    value, says = (0, None) if none and not f.get("said") else (None, _SAYS[f.rule.name])
    whose = [it.raw[a] for a, _ in f.get("whose")]
    says = "; ".join([says, *whose]) if says else None
    for effect in _effects(it, f):
        yield Count(it.starts[lo], it.ends[hi - 1], effect, value, says, "none" if none else "unknown", it.starts[f.cue]), range(0)


def _victims(text: str, it: Items, f: Found) -> Iterator[tuple[Count, range]]:
    """What a rule captured, as counts, each with its items. The victims nearest to the cue are told by it, the others by themselves."""
    told = [x for x in f.captures if x[0] in ("who", "among")] if f.rule.name != "agent" else []
    near = min(told, key=lambda x: (x[0] == "among", min(abs(x[1] - f.cue), abs(f.cue + 1 - x[2]))), default=None)
    total = next((it.numerals[k].value for x in told if x[0] == "who" for k in range(x[1], x[2]) if k in it.numerals), None)
    effects = _effects(it, f)
    person = any(x[0] == "who" and any(w.startswith("#person") for w in it.raw[x[1] : x[2]]) for x in told)
    for x in told:
        name, lo, hi = x
        if name == "among" and person and total is None:
            continue  # «Ann Lee, 42, {a miller's wife}, died»
        if it.raw[hi : hi + 1] in (["'"], ["’"]) and f.rule.name != "deaths":
            hi = min(hi + 2, len(it.raw))  # «three officers' {wives}»
        spans = [(lo, hi), (f.cue, f.cue + 1), *f.get("more")] if x == near else [(lo, hi)]
        more = (f"among the {total}" if total else "among them") if name == "among" else {"hospital": "taken to hospital"}.get(f.rule.name)
        c = _count(text, it, f, lo, hi)
        if c is None:
            continue
        if len(effects) > 1:  # where one number stands for both, neither is known
            c, more = replace(c, value=None), f"{c.value} killed or injured together"
        said = "; ".join(q for q in (c.qualifier, more) if q) or None
        start, end = it.starts[min(a for a, _ in spans)], it.ends[max(b for _, b in spans) - 1]
        for effect in effects:
            rule = "among" if name == "among" else c.rule
            yield replace(c, start=start, end=end, effect=effect, qualifier=said, rule=rule), range(lo, hi)


def _count(text: str, it: Items, f: Found, lo: int, hi: int) -> Count | None:
    """The number, bound and words of captured victims, without a span; None where it is no people."""
    k = next((k for k in range(lo, hi) if k in it.numerals), None)
    if it.raw[hi : hi + 1] and it.raw[hi].lower() in sets("casualties")["animals"]:
        return None  # «two police {dogs}»
    if lo and (it.raw[lo - 1].lower() == "not" or [w.lower() for w in it.raw[max(0, lo - 2) : lo]] == ["all", "but"]):
        return None  # «nine and {not} eight people», «{all but} two of the miners»
    n, last = it.numerals[k] if k is not None else None, it.raw[hi - 1].lower()
    bodies = f.rule.name == "bodies" and hi <= f.cue  # «three more bodies»
    words = text[n.end if n else it.starts[lo] : it.ends[f.cue if bodies else hi - 1]]
    words = " ".join(_DETERMINER.sub("", words).split())
    named = any(w.startswith("#person") for w in it.raw[lo:hi])
    fold = next((_FOLD[it.raw[a].lower()] for a, _ in f.get("fold")), 0)
    nth = next((_NTH[it.raw[a].lower()] for a, b in f.get("nth") if a < b), 0)
    many = last.endswith(("s", "men", "’", "'")) and not last.endswith(("ss", "us"))  # «seven divers», «three Ardeners»
    if n is None and not nth and not named and (many or last in ("people", "police", "children", "women")):
        return None  # «the men who died»: how many, it does not say
    if n and k != hi - 1 and not bodies and not any(people().find(text, n.end, it.ends[hi - 1])):
        if last not in ("more", "other", "whom", "them", *sets("casualties")["hurt"]) and (
            not many or n.value == 1 or last in sets("casualties")["things"]
        ):
            return None
    qualifier = "; ".join(q for q in (n.qualifier if n else None, "named" if named else words) if q) or None
    if f.rule.name == "bodies" and not bodies:
        qualifier = f"{qualifier}; bodies"
    rule = "named" if named else "ordinal" if nth else f.rule.name
    one = 2 if last == "couple" else 1  # «a married couple»
    return Count(0, 0, "", n.value if n else fold or nth or one, qualifier, rule, it.starts[f.cue])


def _repeats(text: str, found: list[Count]) -> Iterator[Count]:
    """The same count again in one sentence, without a noun, place, time or agent of its own, is the same people."""
    for i, c in enumerate(found):
        if c.rule == "ordinal" and any(p.effect != c.effect and p.value == (c.value or 0) - 1 for p in found[:i]):
            c = replace(c, value=1)  # «two were killed and a third was wounded»
        before = found[max(0, i - 12) : i] if c.value is not None and c.qualifier is None and not _OF_ITS_OWN.match(text, c.end) else []
        alike = (p for p in before if (p.effect, p.value) == (c.effect, c.value) and p.qualifier and "among" not in p.qualifier)
        first = next((p for p in alike if _NOTHING_NEW.fullmatch(text, p.end, c.start)), None)
        yield replace(c, qualifier=f"repeats: {first.qualifier}", rule="repeat") if first else c

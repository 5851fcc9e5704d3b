"""From text to time phrases with named slots. What they mean on the calendar is for ``calendar_phrases`` and ``relative`` to say.

Cheap triggers first (names of months, days, units; years in figures), found by one automaton; then the rules of the trigger's class, most
certain first, on a window around it. Rules read folded text, so they know neither case nor typographic apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from analystkit.english.lexicon import table
from analystkit.english.times.rules import Rule, grammar
from analystkit.text import Matcher, fold

_LEFT, _RIGHT = 40, 100  # how far from its trigger a phrase can reach


@dataclass(frozen=True)
class Phrase:
    """A time phrase as written: its span, the rule that read it, its form, and the words in its slots."""

    start: int
    end: int
    rule: str
    form: str
    slots: Mapping[str, str] = field(default_factory=dict)


def phrases(text: str, folded: str, start: int, end: int) -> Iterator[Phrase]:
    """The time phrases of a range of a text, in order, none inside another; ``folded`` is the text with its ``paragraphs_apart``.

    >>> t = "He left last week and may be back on March 3."
    >>> [(t[p.start:p.end], p.rule) for p in phrases(t, fold(t), 0, len(t))]
    [('last week', 'relative-unit'), ('March 3', 'month-day')]
    """
    taken, people = start, _people(text, start, end)
    for a, b, kind in _cores(text, folded, start, end):
        if a < taken or not _as_written(text, folded, a, b, kind, people):
            continue
        rule, found = _read(folded, a, kind, taken, end)
        if rule is None or found is None or _dropped(rule, found, folded) or _titled(text, found.start, found.end):
            continue
        taken = found.end
        if found.form != "none":
            yield from _days_apart(found, folded[found.start : found.end]) if "pair" in found.slots else (found,)


_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t\r]*\n\s*")


def paragraphs_apart(text: str, folded: str) -> str:
    """The folded text with white space between paragraphs kept apart from blanks, so that no phrase reaches over it."""
    parts, at = [], 0
    for m in _BETWEEN_PARAGRAPHS.finditer(text):
        parts += [folded[at : m.start()], "\n" * (m.end() - m.start())]
        at = m.end()
    return "".join([*parts, folded[at:]])


# ---- what calls the rules ----------------------------------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _triggers() -> Matcher:
    return Matcher(dict(grammar().triggers))


_FIGURE = re.compile(r"[\d'](?<![\w$£€#.,:].)")  # a number, or an apostrophe before one: "'98"


def _cores(text: str, folded: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The words that may be a time's: start, end, class, in the order of the text."""
    cores = [(a, b, str(kind)) for a, b, kind in _triggers().find(text, start, end)]
    for at in _FIGURE.finditer(folded, start, end):
        if m := grammar().figures.match(folded, at.start(), end):
            cores.append((m.start(), m.end(), str(m.lastgroup)))
    return sorted(cores)


_FIRST_NAMES = frozenset(("april", "june", "august", "may"))
_NAME_AFTER = re.compile(r" [A-Z][a-z]")
_NAMED_MONTH = re.compile(r"(?:May|April|June|August)\b(?! ?\d)")
_NAME_BEFORE = re.compile(r"\b([A-Z][a-z]{1,15})\.? $")
_CALLED_SO, _OPENS = re.compile(r" [A-Z][a-z'’-]+(?:,? who\b|, (?:an?|the)\b|, \d)"), re.compile(r"(?:^|\n|[.!?]) ?$")
_YEAR_OR_DAY_AFTER = re.compile(r"[./-]? ?\d|,? (?:of )?\d{4}|,? '\d\d\b")
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?(?: of)?[ /-]$")
_WORD_BEFORE = re.compile(r"([a-z]+)[ -]$")
_SINCE = re.compile(r"\b(?:in|since|by|until|till|early|late|mid|last|next|this|during|from|through|the)[ -]$")


def _people(text: str, start: int, end: int) -> frozenset[str]:
    """The months that are somebody's surname here: "a statement from May's office", where the article names Anna May."""
    found = ((m.group(), _NAME_BEFORE.search(text, max(0, m.start() - 19), m.start())) for m in _NAMED_MONTH.finditer(text, start, end))
    return frozenset(month.lower() for month, name in found if name and fold(name.group(1)) not in table("times")["words"]["before_month"])


def _as_written(text: str, folded: str, a: int, b: int, kind: str, people: frozenset[str]) -> bool:
    """Is it written as a time's name? "May" and "March" begin sentences too, and "Jan", "Mar", "Dec" are also people."""
    if kind == "frequency":  # "the People's Daily"
        return not text[a].isupper()
    if kind not in ("month", "weekday", "fixed"):
        return True
    if not text[a].isupper():
        return False
    if kind != "month":
        return kind != "weekday" or not (_CALLED_SO.match(text, b) and _OPENS.search(text, max(0, a - 4), a))
    word, before = folded[a:b], folded[max(0, a - 12) : a]
    dated = bool(_YEAR_OR_DAY_AFTER.match(folded, b) or _DAY_BEFORE.search(before))
    if word in people and not dated:
        return False
    if word in _FIRST_NAMES and _NAME_AFTER.match(text, b) and not _SINCE.search(before):
        return False  # "April Finch"
    if (len(word) > 4 and word != "march") or word in ("june", "july") or dated:
        return True
    led = _WORD_BEFORE.search(before)
    named = word in ("may", "march") or folded[b : b + 1] in (".", ",")
    return led is not None and named and led.group(1) in table("times")["words"]["before_month"]


# ---- rules -------------------------------------------------------------------------------------------------------------------------------
_WORD, _FIGURES = re.compile(r"\w+"), re.compile(r"^\d|\d$")


def _read(folded: str, a: int, kind: str, floor: int, end: int) -> tuple[Rule | None, Phrase | None]:
    """The first rule of the class that reads a phrase around this core, and the phrase."""
    of, high, best = grammar().classes[kind], min(end, a + _RIGHT), None
    for start in _starts(folded, a, floor, of.words):
        m = of.pattern.match(folded, start, high)
        if m and m.end() <= a:  # it ends before the core: so some other rule
            found = (of.only(n).match(folded, start, high) for n in range(_number(m) + 1, len(of.rules)))
            m = next((m for m in found if m and m.end() > a), None)
        if m and (best is None or _number(m) < _number(best)):
            best = m
    if best is None:
        return None, None
    rule = of.rules[_number(best)]
    slots = {name: " ".join(best[g].split()) for g, name in rule.slots if best[g]} | rule.given
    if rule.leads and best["lead"]:
        slots["lead"] = best["lead"]
    return rule, Phrase(best.start() if rule.leads else best.start("at"), best.end(), rule.name, rule.form, slots)


def _number(m: re.Match[str]) -> int:
    return int(str(m.lastgroup)[1:])


def _starts(folded: str, a: int, floor: int, words: frozenset[str]) -> list[int]:
    """Where a phrase around this core can begin: at its words, after the last one that stands in no rule."""
    out = [a]
    for m in reversed(list(_WORD.finditer(folded, max(floor, a - _LEFT), a))):
        if m.group() not in words and not _FIGURES.search(m.group()):
            break
        out.append(m.start())
    return out[::-1]


def _dropped(rule: Rule, found: Phrase, folded: str) -> bool:
    """Does what stands around the phrase say that it is no time: "Room 1984", "a day earlier than planned"?"""
    if rule.unless is None:
        return False
    a, b = found.start, found.end
    return bool(rule.unless.search(f"{folded[max(0, a - 60) : a]}‹{folded[a:b]}›{folded[b : b + 40]}"))


_SHOW = re.compile(r"(?<![.!?:] )\b(?:USA|ABC|CBS|NBC|CNN|BBC|VOA|MSNBC|CNBC|ITV|Fox|Sky) $")  # "USA Today", "CBS This Morning"
_QUOTE = re.compile(r"[“”\"„«»]|``|''")
_TITLE = re.compile(r"(?:(?:[A-Z0-9][\w'’-]*|of|the|and|to|in|a|an|for|with|on|at)(?: |$)){2,7}$")


def _titled(text: str, start: int, end: int) -> bool:
    """Is it the name of a programme, a book, a song: “Saturday Night Stories”?"""
    if text[start:end] == text[start:end].lower():
        return False
    if text[start].isupper() and _SHOW.search(text, max(0, start - 8), start):
        return True
    low = max(0, start - 50)
    before = [low + m.end() for m in _QUOTE.finditer(text[low:start])]
    after = _QUOTE.search(text, end, end + 50) if before else None
    return bool(after and _TITLE.match(text[before[-1] : after.start()]))


def _days_apart(phrase: Phrase, words: str) -> Iterator[Phrase]:
    """ "April 24 and 25", "12 and 13 November": two days, a phrase each."""
    cut = words.index(" and ")
    one = {k: v for k, v in phrase.slots.items() if k not in ("pair", "d3")}
    other = {k: v for k, v in one.items() if k not in ("wd", "lead")} | {"d": phrase.slots["d3"]}
    yield replace(phrase, end=phrase.start + cut, slots=one)
    yield replace(phrase, start=phrase.start + cut + len(" and "), slots=other)

"""When an undated article appeared, from the dated article that it shares most with: within a week of it, by convention.

Two that tell one story in words of their own share less: but what the one tells of "Thursday", and the other of a day that was one,
was told by the one in the week from that day on.

Shared are runs of three words, without the words that every text has. They are looked up through an index, so that the work grows with
what is shared, not with pairs of articles. No weight depends on how often a run occurs elsewhere: an article without relation to two
others changes nothing between them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from analystkit.codebook import Codebook
from analystkit.english.content import TELLING, content_of, content_words, rarity, stem
from analystkit.english.dating.evidence import WEEK, Evidence, bare_weekdays, filed, own_sentences, quoted
from analystkit.english.dating.period import AHEAD
from analystkit.english.days import dates_in
from analystkit.english.lexicon import MONTHS, NUMBER_WORDS, WEEKDAYS
from analystkit.kept import ANEW, Kept
from analystkit.records import Article, Interval

Run = tuple[str, ...]
Words = dict[str, float]
"""The stems of a sentence, each with how much its word says."""
_Told = tuple[int, Words]
_Known = tuple[Article, set[str], list[tuple[date, Words]]]

_COMMON = 1000  # a run that so many articles print is a phrase of the language, or of the page: it relates nobody
# Shared runs, and their share of the shorter article: chosen on dated news, where 14 of 14 best matches lay within a week.
_STRONG = (15, 0.10)
_IN_CASE = 6  # shared runs that suffice within a case, if the lead tells particulars that the other tells too
_LEAD = 60  # content words
# Rare names that two articles share which tell one story in words of their own; and how much the words say that two of their sentences
# share, names or not, before their day is taken for one. Chosen on dated news, where 7 of 8 weeks held; with fewer names, half.
_NAMES, _LIKE, _PLAIN = 7, 6.0, 4.5
_YEAR = re.compile(r"(?:19|20)\d\d$")
# A dated article that speaks of what has just happened. Its story may stand in a paper of the day before: clocks and editions differ.
_JUST = re.compile(r"\b(?:[Tt]onight|[Tt]oday|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night|[Yy]esterday|[Oo]vernight)\b")
_DAY, _MONTH = timedelta(days=1), timedelta(days=31)
_AGO = {"today": 0, "yesterday": 1}
_OF_DAYS = frozenset(WEEKDAYS) | frozenset(MONTHS)


@dataclass(frozen=True)
class _Dated:
    """A dated article, what undated ones share with it, and the days in which others that tell its story appeared."""

    article: str
    n: int  # of its runs
    runs: set[Run]  # those that undated articles have too
    facts: set[Run]
    week: Interval
    weekday: int | None  # of its own day, where it tells what happened on that day


class _Match(NamedTuple):
    """What a dated article shares, best first in order, and the days and the basis that this gives."""

    weak: bool
    n: int  # below zero: the most come first
    article: str
    when: Interval
    basis: str


def from_retold(
    undated: Sequence[Article], evidence: Mapping[str, Evidence], dated: Sequence[Article], codebook: Codebook
) -> dict[str, Article]:
    """For each undated article the dated one, of those its own words allow, that shares most with it."""
    own = {a.id: _runs(a, 3) for a in undated}
    asked = set().union(*own.values())
    known = [told for a in dated if (told := _dated(a, codebook, asked))] if undated else []
    printed: dict[Run, list[int]] = defaultdict(list)
    for i, told in enumerate(known):
        for run in told.runs:
            printed[run].append(i)
    out, in_case = {}, any(told.facts for told in known)
    for article in undated:
        mine, lead = own[article.id], _particulars(article, _LEAD) if in_case else set()
        counts = Counter(i for run in mine if len(there := printed.get(run, ())) <= _COMMON for i in there)
        tried = (_match(article, mine, lead, known[i], n, evidence[article.id]) for i, n in counts.items() if n >= _IN_CASE)
        found = [m for m in tried if m]
        best = min(found, default=None, key=lambda m: m[:3])
        # Without many shared words, two candidates of different weeks say that the story is an old one, or a common one.
        if best and (not best.weak or all(m.when.overlaps(best.when) for m in found)):
            out[article.id] = replace(article, published=best.when, basis=best.basis)
    return out


def _runs(article: Article, length: int, most: int | None = None) -> set[Run]:
    """Every run of so many content words of what taggers read, or of its first words; none runs from one segment into another."""
    found: set[Run] = set()
    for start, end, _ in article.news():
        stop = end if most is None else min(end, start + 24 * most)  # far enough for so many words
        words = content_words(article.text[start:stop])[:most]
        found |= _runs_of(words, length)
        most = None if most is None else most - len(words)
    return found


def _runs_of(words: Sequence[str], length: int) -> set[Run]:
    return set(zip(*(words[i:] for i in range(length)), strict=False))


def _names(article: Article, weekday: int, shared: set[Run]) -> bool:
    """Does the article name this weekday, without a date, in a sentence that holds one of the shared runs?"""
    named = (article.text[s.start : s.end] for s in own_sentences(article) if weekday in bare_weekdays(article.text, s))
    return any(shared & _runs_of(content_words(text), 3) for text in named)


def _particulars(article: Article, most: int | None = None) -> set[Run]:
    """Every run of four content words that holds a number, but for a year: "two boats left port".

    Articles whose leads share one most likely tell of one thing; those that share common phrases may not.
    """
    return {run for run in _runs(article, 4, most) if any(w in NUMBER_WORDS or (w.isdigit() and not _YEAR.match(w)) for w in run)}


def _dated(article: Article, codebook: Codebook, asked: set[Run]) -> _Dated | None:
    """What a dated article tells those that ask for such runs, if its date is exact to a week.

    A week from its day on; and a week before it, or a day where it tells of what has just happened.
    """
    day, last = article.published.earliest, article.published.latest
    if day is None or last is None or last - day > WEEK:
        return None
    told = " ".join(article.text[start:end] for start, end, _ in article.news())
    weekday = day.weekday() if day == last and WEEKDAYS[day.weekday()].capitalize() in told else None
    just = weekday is not None or _JUST.search(told)
    week = Interval(day - (_DAY if just else WEEK), day + WEEK, "week")
    in_case = codebook.period.bounded and codebook.period.overlaps(article.published)
    runs = _runs(article, 3)
    return _Dated(article.id, len(runs), runs & asked, _particulars(article) if in_case else set(), week, weekday)


def _match(article: Article, mine: set[Run], lead: set[Run], other: _Dated, n: int, evidence: Evidence) -> _Match | None:
    """Do both tell one story, and do the article's own words allow the other's week?"""
    week, line = other.week, filed(article)
    strong = n >= _STRONG[0] and n >= _STRONG[1] * min(len(mine), other.n)
    shared = mine & other.runs
    if strong and other.weekday is not None and _names(article, other.weekday, shared):
        # Both tell of "Thursday", which for the one is today: the other appeared on that day or after, and not on another Thursday.
        week = Interval(week.earliest and week.earliest + _DAY, week.latest and week.latest - _DAY, "week")
    when = week.meet(Interval(evidence.floor))
    if when and line:
        day = line.within(when)
        when = Interval(day, day, "day") if day else None
    phrases = sorted(shared if strong else lead & other.facts)
    if when is None or not phrases:
        return None
    shares = f"shares {n} phrases with it" if strong else "tells particulars of its lead"
    some = ", ".join(f"‘{' '.join(run)}’" for run in phrases[:2])
    basis = f"inferred from {other.article}, which {shares} ({some}): within a week of it, by convention"
    basis += f"; the day of the dateline {quoted(line.phrase)}" if line else ""
    return _Match(not strong, -n, other.article, when, basis + (f"; not before {evidence.floor_basis}" if evidence.floor_basis else ""))


def from_story(
    undated: Sequence[Article], evidence: Mapping[str, Evidence], dated: Sequence[Article], kept: Kept = ANEW
) -> dict[str, Article]:
    """For each article that calls a day by its weekday, the dated one of its story that tells that day in like words; for one whose
    dateline leaves its year to the reader, the year of those that name the same."""
    asking = [(a, told) for a in undated if (told := _bare(a)) or filed(a)]
    days_of = kept.each("days", dated if asking else [], lambda a: (a, repr(a.published)), _told_days, _as_told)
    known = [(a, {*names}, days) for a, (names, days) in zip(dated, days_of, strict=False) if days]
    printed: dict[str, list[int]] = defaultdict(list)
    for i, (_, names, _) in enumerate(known):
        for name in names:
            printed[name].append(i)
    out = {}
    for article, told in asking:
        names = _names_of(article)
        counts = Counter(i for name in names if len(there := printed.get(name, ())) <= _COMMON for i in there)
        near = [(known[i], n) for i, n in counts.items() if n >= _NAMES]
        found = [m for other, n in near if (m := _same_day(article, told, names, other, n, evidence[article.id]))]
        found = found or [m for other, n in near if (m := _same_year(article, other, n, evidence[article.id]))]
        best = min(found, default=None, key=lambda m: m[:3])
        if best and all(m.when.overlaps(best.when) for m in found):  # a raid of each week dates none
            out[article.id] = replace(article, published=best.when, basis=best.basis)
    return out


def _same_day(article: Article, told: list[_Told], names: set[str], known: _Known, n: int, evidence: Evidence) -> _Match | None:
    """The week from the day on that the other tells and the article calls by its weekday; one day where its dateline says which."""
    other, _, days = known
    proper = {stem(name) for name in names}
    same = {day for weekday, mine in told for day, words in days if day.weekday() == weekday and _alike(mine, words, proper)}
    if not same or max(same) - min(same) >= WEEK:
        return None
    when = Interval(max(same), min(same) + WEEK - _DAY, "week").meet(Interval(evidence.floor))
    if when and (line := filed(article)):
        day = line.within(when)
        when = Interval(day, day, "day") if day else None
    called = ", ".join(f"{WEEKDAYS[day.weekday()].capitalize()} is {day}" for day in sorted(same))
    basis = f"inferred from {other.id}, which tells the same: {called}; a bare weekday lies in the week before"
    return _Match(False, -n, other.id, when, basis) if when else None


def _same_year(article: Article, known: _Known, n: int, evidence: Evidence) -> _Match | None:
    """The day of its dateline in the month before or after the other appeared."""
    line, (other, *_), (first, last) = filed(article), known, (known[0].published.earliest, known[0].published.latest)
    near = Interval(first and first - _MONTH, last and last + _MONTH).meet(Interval(evidence.floor))
    day = line.within(near) if line and near else None
    if line is None or day is None:
        return None
    basis = f"inferred from the dateline {quoted(line.phrase)}; year from {other.id}, which shares {n} rare names with it"
    return _Match(False, -n, other.id, Interval(day, day, "day"), basis)


def _bare(article: Article) -> list[_Told]:
    """The weekdays that it tells without a date and not as to come, each with the words of its sentence."""
    text = article.text
    own = (s for s in own_sentences(article) if not AHEAD.search(text, s.start, s.end))
    return [(day, _words(text[s.start : s.end])) for s in own for day in sorted(bare_weekdays(text, s))]


def _days(article: Article) -> list[tuple[date, Words]]:
    """The days of the month before it appeared that a dated article tells, each with the words of its sentence."""
    text, own, last = article.text, own_sentences(article), article.published.latest
    if last is None or last != article.published.earliest:
        return []
    month = Interval(last - _MONTH, last)
    found = []
    for s in own:
        days = {last - _DAY * ((last.weekday() - weekday) % 7) for weekday in bare_weekdays(text, s)}
        days |= {day for d in dates_in(text, s.start, s.end) if d.day and (day := d.within(month)) and (d.full or day) == day}
        days |= {last - _DAY * ago for word, ago in _AGO.items() if word in text[s.start : s.end].lower()}
        found += [(day, _words(text[s.start : s.end])) for day in sorted(days)]
    return found


def _told_days(article: Article) -> tuple[list[str], list[tuple[date, Words]]]:
    """The days that a dated article tells, and where it tells any its rare names."""
    days = _days(article)
    return sorted(_names_of(article)) if days else [], days


def _as_told(kept: tuple[list[str], list[tuple[int, Words]]]) -> tuple[list[str], list[tuple[date, Words]]]:
    return kept[0], [(date.fromordinal(day), words) for day, words in kept[1]]


def _names_of(article: Article) -> set[str]:
    """The rare words that an article always capitalises."""
    told = set(content_of(article))
    return {w for w, capital in told if capital and (w, False) not in told and rarity(w) > TELLING} - _OF_DAYS


def _words(sentence: str) -> Words:
    return {stem(w): rarity(w) for w in content_words(sentence) if w not in _OF_DAYS}


def _alike(one: Words, two: Words, names: set[str]) -> bool:
    """Do two sentences share words that say enough, and not names alone?"""
    shared = one.keys() & two.keys()
    return sum(one[w] for w in shared) >= _LIKE and sum(one[w] for w in shared - names) >= _PLAIN

"""When an undated article appeared, from the dated article that it shares most with: within a week of it, by convention.

Shared are runs of three words, without the words that every text has. They are looked up through an index, so that the work grows with
what is shared, not with pairs of articles. No weight depends on how often a run occurs elsewhere: an article without relation to two
others changes nothing between them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from analystkit.codebook import Codebook
from analystkit.english.content import content_words
from analystkit.english.dating.evidence import WEEK, Evidence, bare_weekdays, filed, own_sentences, quoted
from analystkit.english.lexicon import NUMBER_WORDS, WEEKDAYS
from analystkit.records import Article, Interval

Run = tuple[str, ...]

_COMMON = 1000  # a run that so many articles print is a phrase of the language, or of the page: it relates nobody
# Shared runs, and their share of the shorter article: chosen on dated news, where 14 of 14 best matches lay within a week.
_STRONG = (15, 0.10)
_IN_CASE = 6  # shared runs that suffice within a case, if the lead tells particulars that the other tells too
_LEAD = 60  # content words
_YEAR = re.compile(r"(?:19|20)\d\d$")
# A dated article that speaks of what has just happened. Its story may stand in a paper of the day before: clocks and editions differ.
_JUST = re.compile(r"\b(?:[Tt]onight|[Tt]oday|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night|[Yy]esterday|[Oo]vernight)\b")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Dated:
    """A dated article, what others may share with it, and the days in which others that tell its story appeared."""

    article: str
    runs: set[Run]
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
    known = [told for a in dated if (told := _dated(a, codebook))] if undated else []
    printed: dict[Run, list[int]] = defaultdict(list)
    for i, told in enumerate(known):
        for run in told.runs:
            printed[run].append(i)
    out = {}
    for article in undated:
        mine, lead = _runs(article, 3), _particulars(article, _LEAD)
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


def _dated(article: Article, codebook: Codebook) -> _Dated | None:
    """What a dated article tells others, if its date is exact to a week.

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
    return _Dated(article.id, _runs(article, 3), _particulars(article) if in_case else set(), week, weekday)


def _match(article: Article, mine: set[Run], lead: set[Run], other: _Dated, n: int, evidence: Evidence) -> _Match | None:
    """Do both tell one story, and do the article's own words allow the other's week?"""
    week, line = other.week, filed(article)
    strong = n >= _STRONG[0] and n >= _STRONG[1] * min(len(mine), len(other.runs))
    shared = mine & other.runs
    if strong and other.weekday is not None and _names(article, other.weekday, shared):
        # Both tell of "Thursday", which for the one is today: the other appeared on that day or after, and not on another Thursday.
        week = Interval(week.earliest and week.earliest + _DAY, week.latest and week.latest - _DAY, "week")
    when = week.meet(Interval(evidence.floor))
    if when and line and line.day:
        day = line.day.within(when)
        when = Interval(day, day, "day") if day else None
    phrases = sorted(shared if strong else lead & other.facts)
    if when is None or not phrases:
        return None
    shares = f"shares {n} phrases with it" if strong else "tells particulars of its lead"
    some = ", ".join(f"‘{' '.join(run)}’" for run in phrases[:2])
    basis = f"inferred from {other.article}, which {shares} ({some}): within a week of it, by convention"
    basis += f"; the day of the dateline {quoted(line.phrase)}" if line else ""
    return _Match(not strong, -n, other.article, when, basis + (f"; not before {evidence.floor_basis}" if evidence.floor_basis else ""))

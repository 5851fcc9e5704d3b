"""When an undated article appeared, from the dated article that it shares most with: within a week of it, by convention.

Shared are runs of three words, without the words that every text has. They are looked up through an index, so that the work grows with
what is shared, not with pairs of articles. No weight depends on how often a run occurs elsewhere: an article without relation to two
others changes nothing between them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

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
# A dated article that speaks of what has just happened: its story is no older than itself, or than the night before.
_SAME_DAY = re.compile(r"\b(?:tonight|[Tt]oday|this (?:morning|afternoon|evening))\b")
_NIGHT_BEFORE = re.compile(r"\b(?:last night|[Yy]esterday|[Oo]vernight)\b")


@dataclass(frozen=True)
class _Dated:
    """A dated article, what others may share with it, and the days in which others that tell its story appeared."""

    article: Article
    runs: set[Run]
    facts: set[Run]
    week: Interval
    weekday: int | None  # of its own day, where it tells what happened on that day


@dataclass(frozen=True)
class _Match:
    """A dated article that tells the same story, the phrases it shares, and the days this leaves."""

    article: Article
    strong: bool
    phrases: tuple[Run, ...]
    n: int
    when: Interval


def from_retold(undated: list[Article], evidence: dict[str, Evidence], dated: Sequence[Article], codebook: Codebook) -> dict[str, Article]:
    """For each undated article the dated one, of those its own words allow, that shares most with it."""
    known = {a.id: told for a in dated if (told := _dated(a, codebook))} if undated else {}
    printed: dict[Run, list[str]] = defaultdict(list)
    for i, told in known.items():
        for run in told.runs:
            printed[run].append(i)
    out = {}
    for article in undated:
        mine, lead = _runs(article), _particulars(article, _LEAD)
        counts = Counter(i for run in mine if len(there := printed.get(run, ())) <= _COMMON for i in there)
        found = [_match(article, mine, lead, known[i], n, evidence[article.id]) for i, n in counts.items() if n >= _IN_CASE]
        best = min((m for m in found if m), key=lambda m: (not m.strong, -m.n, m.article.id), default=None)
        # Without many shared words, two candidates of different weeks say that the story is an old one, or a common one.
        if best and (best.strong or all(m.when.overlaps(best.when) for m in found if m)):
            out[article.id] = replace(article, published=best.when, basis=_basis(article, best, evidence[article.id]))
    return out


def _runs(article: Article) -> set[Run]:
    """Every run of three content words of what taggers read; none runs from one segment into another."""
    found: set[Run] = set()
    for start, end, _ in article.news():
        words = content_words(article.text[start:end])
        found.update(zip(words, words[1:], words[2:], strict=False))
    return found


def _particulars(article: Article, words: int | None = None) -> set[Run]:
    """Every run of four content words that holds a number, of the whole article or of its first words: "two boats left port".

    A year is no such number. Articles whose leads share one most likely tell of one thing; those that share common phrases may not.
    """
    found: set[Run] = set()
    left = words
    for start, end, _ in article.news():
        stop = end if left is None else min(end, start + 24 * left)  # far enough for so many words
        run = content_words(article.text[start:stop])[:left]
        found.update(r for r in zip(run, run[1:], run[2:], run[3:], strict=False) if any(map(_is_number, r)))
        left = None if left is None else left - len(run)
    return found


def _is_number(word: str) -> bool:
    return word in NUMBER_WORDS or (word.isdigit() and not (len(word) == 4 and word[:2] in ("19", "20")))


def _dated(article: Article, codebook: Codebook) -> _Dated | None:
    """What a dated article tells others, if its date is exact to a week.

    A week from its day on; and a week before it, unless it tells of what has just happened: then no retelling can be older.
    """
    day, last = article.published.earliest, article.published.latest
    if day is None or last is None or last - day > WEEK:
        return None
    told = " ".join(article.text[start:end] for start, end, _ in article.news())
    weekday = day.weekday() if day == last and WEEKDAYS[day.weekday()].capitalize() in told else None
    just, night = weekday is not None or _SAME_DAY.search(told), _NIGHT_BEFORE.search(told)
    back = timedelta(0) if just else timedelta(days=1) if night else WEEK
    in_case = codebook.period.bounded and codebook.period.overlaps(article.published)
    return _Dated(article, _runs(article), _particulars(article) if in_case else set(), Interval(day - back, day + WEEK, "week"), weekday)


def _match(article: Article, mine: set[Run], lead: set[Run], other: _Dated, n: int, evidence: Evidence) -> _Match | None:
    """Do both tell one story, and do the article's own words allow the other's week?"""
    when, line = other.week.meet(evidence.bounds), filed(article)
    if when and line and line.day:
        day = line.day.within(when)
        when = Interval(day, day, "day") if day else None
    if when is None:
        return None
    if n >= _STRONG[0] and n >= _STRONG[1] * min(len(mine), len(other.runs)):
        if when.latest and other.week.latest and any(other.weekday in bare_weekdays(article.text, s) for s in own_sentences(article)):
            # On the same day a week later a bare "on Thursday" would be another Thursday.
            when = when.meet(Interval(None, other.week.latest - timedelta(days=1))) or when
        return _Match(other.article, True, tuple(sorted(mine & other.runs)), n, when)
    facts = tuple(sorted(lead & other.facts))
    return _Match(other.article, False, facts, n, when) if facts else None


def _basis(article: Article, match: _Match, evidence: Evidence) -> str:
    some = ", ".join(f"‘{' '.join(run)}’" for run in match.phrases[:2])
    shares = f"shares {match.n} phrases with it" if match.strong else "tells particulars of its lead"
    basis = f"inferred from {match.article.id}, which {shares} ({some}): within a week of it, by convention"
    if line := filed(article):
        basis += f"; the day of the dateline {quoted(line.phrase)}"
    return basis + (f"; not before {evidence.floor_basis}" if evidence.floor_basis else "")

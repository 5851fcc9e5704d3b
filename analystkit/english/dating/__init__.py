"""When an article appeared: stated, else given, else inferred from its own words, else from articles that tell the same story.

An interval stays as wide as its evidence, and ``basis`` names the evidence. Only what taggers read counts: the leads of other
stories below an article are often years younger. Two conventions, named wherever used: an article that embeds a dated post,
or tells a dated article's story in its words, appeared within a week of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from analystkit.codebook import Codebook
from analystkit.english.dating.days import MONTH, WEEKDAYS, days
from analystkit.english.dating.evidence import WEEK, Evidence, evidence_in, quoted
from analystkit.english.dating.period import day_of_case, fits, in_case
from analystkit.english.dating.shingles import Shingle, index, particulars, shared, shingles
from analystkit.english.dating.story import Stories, filed, from_story
from analystkit.errors import Problem
from analystkit.records import Article, Interval


def date_articles(articles: Sequence[Article], codebook: Codebook, *, stories: Stories | None = None) -> list[Article]:
    """The articles with ``published`` and ``basis`` filled in, in the same order; ``stories`` finds which of them tell the same event.

    >>> date_articles([Article("a", "It rained.")], Codebook())[0].basis
    'unknown'
    """
    dated: dict[str, Article] = {}
    open_: dict[str, Evidence] = {}
    for article in articles:
        book = in_case(article, codebook)
        stated = _stated(article, book)
        if stated:
            given = article.published.earliest if article.published != stated[0] else None
            basis = stated[1] + (f"; the record gives {given.isoformat()}" if given else "")
            dated[article.id] = replace(article, published=stated[0], basis=basis)
        elif article.published.known:
            dated[article.id] = article
        else:
            found = evidence_in(article, book)
            if found.when:
                dated[article.id] = replace(article, published=found.when, basis=found.basis)
            else:
                open_[article.id] = found
    undated, known = [a for a in articles if a.id in open_], list(dated.values())
    related = _from_related(undated, open_, known, codebook) if open_ else {}
    dated |= related
    if stories:
        dated |= from_story([a for a in undated if a.id not in related], open_, known, codebook, stories)
    return [dated.get(a.id) or _floor_only(a, open_[a.id]) for a in articles]


def problems(articles: Sequence[Article], codebook: Codebook) -> list[Problem]:
    """Articles of which nobody knows when they appeared, or only since when; and those to which the case's period does not belong."""
    todo = "if you know it, give `published` in a .jsonl, or put a line such as 25 February 2021 at the top of the file"
    undated = [Problem(a.id, "publication not dated", a.basis, todo) for a in articles if not a.published.bounded]
    if not codebook.period.known:
        return undated
    period = f"{codebook.period.earliest or ''} to {codebook.period.latest or ''}".strip()
    what = f"the case's period ({period}) fits no date of this article, and gives it no year"
    todo = "if it is of another case, name that case's codebook; else mend from and to in case.toml"
    return [*undated, *(Problem(a.id, what, "", todo) for a in articles if fits(a, codebook) is False)]


def _floor_only(article: Article, found: Evidence) -> Article:
    if found.floor is None:
        return replace(article, published=Interval(), basis="unknown")
    return replace(article, published=Interval(found.floor, None, "vague"), basis=f"inferred from {found.floor_basis}: not before")


_UPDATED = re.compile(r"(?:updated|modified|changed|edited)[^\d\n]{0,20}$", re.IGNORECASE)


def _stated(article: Article, codebook: Codebook) -> tuple[Interval, str] | None:
    """The day on a line of its own, or in the dateline that opens the story."""
    imprint = [
        (bool(_UPDATED.search(article.text[max(s.start, start - 30) : start])), start, end, day)
        for s in article.segments
        if s.kind in ("dateline", "byline")
        for start, end, day in days(article.text, s.start, s.end)
    ]
    if imprint:
        _, start, end, day = min(imprint)  # the day it appeared before the day it was changed
        return Interval(day, day, "day"), f"stated: {quoted(article.text[start:end])}"
    line = filed(article)
    if line is None:
        return None
    if line.year:
        full = line.of(line.year)
        return (Interval(full, full, "day"), f"stated: {quoted(line.phrase)}") if full else None
    known = day_of_case(codebook, line.month, line.day)
    basis = f"inferred from the dateline {quoted(line.phrase)}; year from the case's period"
    return (Interval(known, known, "day"), basis) if known else None


# A dated article that speaks of what has just happened: its story is no older than itself, or than the night before.
_SAME_DAY = re.compile(r"\b(?:tonight|[Tt]oday|this (?:morning|afternoon|evening))\b")
_NIGHT_BEFORE = re.compile(r"\b(?:last night|[Yy]esterday|[Oo]vernight)\b")

STRONG = (
    15,
    0.10,
)  # shared runs, and their share of the shorter article: chosen on dated news, where 14 of 14 best matches lay within a week
IN_CASE = 6  # shared runs that suffice within a case, if the lead tells particulars that the other tells too
LEAD = 60  # content words


@dataclass(frozen=True)
class _Dated:
    """A dated article, what others may share with it, and the days in which others that tell its story appeared."""

    article: Article
    runs: set[Shingle]
    facts: set[tuple[str, ...]]
    week: Interval
    weekday: str | None  # of its own day, where it tells what happened on that day


@dataclass(frozen=True)
class _Match:
    """A dated article that tells the same story, the phrases it shares, and the days this leaves."""

    article: Article
    strong: bool
    phrases: tuple[tuple[str, ...], ...]
    n: int
    when: Interval


def _from_related(undated: list[Article], evidence: dict[str, Evidence], dated: list[Article], codebook: Codebook) -> dict[str, Article]:
    """For each undated article the dated one, of those its own words allow, that shares most with it."""
    known = {a.id: told for a in dated if (told := _dated(a, codebook))}
    places = index({i: told.runs for i, told in known.items()})
    out = {}
    for article in undated:
        mine, lead = shingles(article), particulars(article, LEAD)
        counts = shared(mine, places)
        found = [_match(article, mine, lead, known[i], n, evidence[article.id]) for i, n in counts.items() if n >= IN_CASE]
        best = min((m for m in found if m), key=lambda m: (not m.strong, -m.n, m.article.id), default=None)
        # Without many shared words, two candidates of different weeks say that the story is an old one, or a common one.
        if best and (best.strong or all(m.when.overlaps(best.when) for m in found if m)):
            out[article.id] = _dated_by(article, best, evidence[article.id])
    return out


def _dated(article: Article, codebook: Codebook) -> _Dated | None:
    """What a dated article tells others, if its date is exact to a week.

    A week from its day on; and a week before it, unless it tells of what has just happened: then no retelling can be older.
    """
    day, last = article.published.earliest, article.published.latest
    if day is None or last is None or last - day > WEEK:
        return None
    told = " ".join(article.text[s.start : s.end] for s in article.segments if s.kind in ("title", "deck", "body", "tweet"))
    weekday = WEEKDAYS[day.weekday()].capitalize() if day == last else None
    if _SAME_DAY.search(told) or (weekday and weekday in told):
        back = timedelta(0)
    else:
        back = timedelta(days=1) if _NIGHT_BEFORE.search(told) else WEEK
    in_case = codebook.period.bounded and codebook.period.overlaps(article.published)
    facts = particulars(article) if in_case else set()
    week = Interval(day - back, day + WEEK, "week")
    return _Dated(article, shingles(article), facts, week, weekday if weekday and weekday in told else None)


def _match(article: Article, mine: set[Shingle], lead: set[tuple[str, ...]], other: _Dated, n: int, evidence: Evidence) -> _Match | None:
    """Do both tell one story, and do the article's own words allow the other's week?"""
    when, line = other.week.meet(evidence.bounds), filed(article)
    if when and line:
        day = line.within(when)
        when = Interval(day, day, "day") if day else None
    if when is None:
        return None
    if n >= STRONG[0] and n >= STRONG[1] * min(len(mine), len(other.runs)):
        if other.weekday and when.latest and _names_day(article, other.weekday):
            # On the same day a week later a bare "on Thursday" would be another Thursday.
            when = when.meet(Interval(None, other.week.latest and other.week.latest - timedelta(days=1))) or when
        return _Match(other.article, True, tuple(sorted(mine & other.runs)), n, when)
    facts = tuple(sorted(lead & other.facts))
    return _Match(other.article, False, facts, n, when) if facts else None


def _names_day(article: Article, weekday: str) -> bool:
    """Does the story name this weekday without a date, and not as last or next week's?"""
    bare = re.compile(rf"(?<![Ll]ast )(?<![Nn]ext ){weekday}(?!,? (?:\d|{MONTH}))")
    return any(bare.search(article.text, s.start, s.end) for s in article.segments if s.kind in ("title", "deck", "body"))


def _dated_by(article: Article, match: _Match, evidence: Evidence) -> Article:
    some = ", ".join(f"‘{' '.join(run)}’" for run in match.phrases[:2])
    shares = f"shares {match.n} phrases with it" if match.strong else "tells particulars of its lead"
    basis = f"inferred from {match.article.id}, which {shares} ({some}): within a week of it, by convention"
    if line := filed(article):
        basis += f"; the day of the dateline {quoted(line.phrase)}"
    if evidence.floor_basis:
        basis += f"; not before {evidence.floor_basis}"
    return replace(article, published=match.when, basis=basis)

"""When an article appeared: stated, given, in its address, inferred from its own words, or from an article of the same story.

An interval stays as wide as its evidence, and ``basis`` names the evidence. Only what taggers read counts: the leads of other
stories below an article are often years younger. Two conventions, named wherever used: an article that embeds a dated post,
or tells a dated article's story in its words, appeared within a week of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analystkit.codebook import Codebook
from analystkit.english.dating.evidence import Evidence, evidence_in, filed, quoted
from analystkit.english.dating.period import fits, in_case
from analystkit.english.dating.retold import from_retold, from_story
from analystkit.english.days import dates_in
from analystkit.english.times.arithmetic import day_or_none
from analystkit.errors import Problem
from analystkit.kept import ANEW, Kept
from analystkit.records import GIVEN, UNKNOWN, Article, Interval


def date_articles(articles: Sequence[Article], codebook: Codebook, kept: Kept = ANEW) -> list[Article]:
    """The articles with ``published`` and ``basis`` filled in, in the same order. What is ``kept`` of an article is not read again.

    >>> date_articles([Article("a", "It rained.")], Codebook())[0].basis
    'unknown'
    """
    dated: dict[str, Article] = {}
    open_: dict[str, Evidence] = {}
    articles = [a if _plausible(a.published) else replace(a, published=UNKNOWN, basis="unknown") for a in articles]
    for article in articles:
        book = in_case(article, codebook)
        if article.basis != GIVEN and (stated := _stated(article, book)) and _fits_original(article, stated[0]):
            given = article.published.earliest if article.published != stated[0] else None
            basis = stated[1] + (f"; the record gives {given.isoformat()}" if given else "")
            dated[article.id] = replace(article, published=stated[0], basis=basis)
        elif article.published.known:
            dated[article.id] = article
        elif day := _address(article.url):
            basis = f"inferred from the address: {quoted(day.isoformat())}"
            dated[article.id] = replace(article, published=Interval(day, day, "day"), basis=basis)
        elif (found := evidence_in(article, book)).when:
            dated[article.id] = replace(article, published=found.when, basis=found.basis)
        else:
            open_[article.id] = found
    undated, known = [a for a in articles if a.id in open_], list(dated.values())
    dated |= from_retold(undated, open_, known, codebook)
    dated |= from_story([a for a in undated if a.id not in dated], open_, known, kept)
    return [dated.get(a.id) or _floor_only(a, open_[a.id]) for a in articles]


def problems(articles: Sequence[Article], codebook: Codebook) -> list[Problem]:
    """Articles of which nobody knows when they appeared, or only since when; and those to which the case's period does not belong."""
    todo = "if you know it, give it: analystkit date ID 2021-02-28, `published` in a .jsonl, or a line 28 February 2021 at the top"
    undated = [Problem(a.id, "publication not dated", a.basis, todo) for a in articles if not a.published.bounded]
    if not codebook.period.known:
        return undated
    period = f"{codebook.period.earliest or ''} to {codebook.period.latest or ''}".strip()
    what = f"the case's period ({period}) fits no date of this article, and gives it no year"
    todo = "if it is of another case, name that case's codebook; else mend from and to in case.toml"
    return [*undated, *(Problem(a.id, what, "", todo) for a in articles if fits(a, codebook) is False)]


def _plausible(published: Interval) -> bool:
    """Is this a day on which news appeared? "0001-01-01" and "9999-12-31" are what a database holds where it has none."""
    return all(1600 <= d.year <= 2200 for d in (published.earliest, published.latest) if d)


_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)/")


def _address(url: str | None) -> date | None:
    """The day in the path of an article's address: ".../2021/03/04/boats-left"."""
    m = _IN_ADDRESS.search(url or "")
    return day_or_none(*map(int, m.groups())) if m else None


def _fits_original(article: Article, when: Interval) -> bool:
    """Does a day of the text's own head lie in what the original's stamp leaves open? Where there is no stamp any does."""
    return not article.basis.startswith("stated") or article.published.overlaps(when)


def _floor_only(article: Article, found: Evidence) -> Article:
    if found.floor is None:
        return replace(article, published=UNKNOWN, basis="unknown")
    return replace(article, published=Interval(found.floor, None, "vague"), basis=f"inferred from {found.floor_basis}: not before")


_UPDATED = re.compile(r"(?:updated|modified|changed|edited)[^\d\n]{0,20}$", re.IGNORECASE)


def _stated(article: Article, codebook: Codebook) -> tuple[Interval, str] | None:
    """The day on a line of its own, or in the dateline that opens the story."""
    text = article.text
    imprint = [
        (bool(_UPDATED.search(text, max(s.start, d.start - 30), d.start)), d.start, d.end, d.full)
        for s in article.segments
        if s.kind in ("dateline", "byline")
        for d in dates_in(text, s.start, s.end)
        if d.full
    ]
    if imprint:
        _, start, end, day = min(imprint)  # the day it appeared before the day it was changed
        return Interval(day, day, "day"), f"stated: {quoted(text[start:end])}"
    line = filed(article)
    if line is None:
        return None
    if line.day.year:
        return Interval(line.day.full, line.day.full, "day"), f"stated: {quoted(line.phrase)}"
    known = line.within(codebook.period)
    basis = f"inferred from the dateline {quoted(line.phrase)}; year from the case's period"
    return (Interval(known, known, "day"), basis) if known else None

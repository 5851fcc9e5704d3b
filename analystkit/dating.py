"""When an article appeared: stated, else given, else inferred from its own words, else from an article that tells the same story.

An interval stays as wide as its evidence, and ``basis`` names the evidence. Only what taggers read counts: the leads of other
stories below an article are often years younger. Two conventions, named wherever used: an article that embeds a dated post,
or tells a dated article's story in its words, appeared within a week of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analystkit.article import Article, Interval
from analystkit.codebook import Codebook
from analystkit.days import MONTH, MONTHS, NAMES, WEEKDAYS, days
from analystkit.shingles import Shingle, content_words, index, shared, shingles
from analystkit.text import Quotation, Span, quotations, sentences

WEEK = timedelta(days=7)
OPENING = 140  # characters of the story within which an agency's dateline stands


@dataclass(frozen=True)
class _Evidence:
    """What the article's own words say: not before ``floor``; and, where they say so, the interval with its basis."""

    floor: date | None = None
    floor_basis: str = ""
    when: Interval | None = None
    basis: str = ""

    @property
    def bounds(self) -> Interval:
        return Interval(self.floor)


def date_articles(articles: Sequence[Article], codebook: Codebook) -> list[Article]:
    """The articles with ``published`` and ``basis`` filled in, in the same order.

    >>> date_articles([Article("a", "It rained.")], Codebook())[0].basis
    'unknown'
    """
    dated: dict[str, Article] = {}
    open_: dict[str, _Evidence] = {}
    for article in articles:
        stated = _stated(article, codebook)
        if stated:
            dated[article.id] = replace(article, published=stated[0], basis=stated[1])
        elif article.published.known:
            dated[article.id] = article
        else:
            found = _evidence(article, codebook)
            if found.when:
                dated[article.id] = replace(article, published=found.when, basis=found.basis)
            else:
                open_[article.id] = found
    related = _from_related([a for a in articles if a.id in open_], open_, list(dated.values()), codebook) if open_ else {}
    return [dated.get(a.id) or related.get(a.id) or _floor_only(a, open_[a.id]) for a in articles]


def _floor_only(article: Article, found: _Evidence) -> Article:
    if found.floor is None:
        return replace(article, published=Interval(), basis="unknown")
    return replace(article, published=Interval(found.floor, None, "vague"), basis=f"inferred from {found.floor_basis}: not before")


# "PORT VALE, Feb 25, 2021 (Reuters) -", "PORT VALE, 25 February (AP) —", "Port Vale, March 3 -": where and when an agency wrote.
_DATELINE = re.compile(
    rf"""[A-Z][\w .,/'’-]{{1,60}}?[,\s]\s?
    (?P<day>(?P<m1>{MONTH})\.?\ (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})\ (?P<m2>{MONTH}))\b(?P<year>,?\ (?:19|20)\d\d)?
    \s?(?:\([^()\n]{{2,40}}\))?\s?[-–—]{{1,2}}\s""",
    re.VERBOSE,
)


def _stated(article: Article, codebook: Codebook) -> tuple[Interval, str] | None:
    """The day on a line of its own, or in the dateline that opens the story."""
    for segment in article.segments:
        if segment.kind == "dateline":
            for start, end, day in days(article.text, segment.start, segment.end):
                return Interval(day, day, "day"), f"stated: {_quoted(article.text[start:end])}"
    body = next((s for s in article.segments if s.kind == "body"), None)
    m = _DATELINE.match(article.text, body.start, min(body.end, body.start + OPENING)) if body else None
    if m is None:
        return None
    if m.group("year"):
        full = next((d for _, _, d in days(article.text, m.start("day"), m.end("year"))), None)
        return (Interval(full, full, "day"), f"stated: {_quoted(m.group('day') + m.group('year'))}") if full else None
    day_of_case = _in_period(codebook, MONTHS[(m["m1"] or m["m2"]).lower()], int(m["d1"] or m["d2"]))
    if day_of_case is None:
        return None
    return Interval(day_of_case, day_of_case, "day"), f"inferred from the dateline {_quoted(m['day'])}; year from the case's period"


def _quoted(text: str) -> str:
    return f"‘{' '.join(text.split())}’"


def _in_period(codebook: Codebook, month: int, day: int | None = None) -> date | None:
    """The day, or first day of the month, that the case's period allows; None where it allows none, or more than one."""
    first, last = codebook.period.earliest, codebook.period.latest
    if first is None or last is None or last.year - first.year > 3:
        return None
    found = []
    for year in range(first.year, last.year + 1):
        try:
            start = date(year, month, day or 1)
        except ValueError:  # 29 February of another year
            continue
        end = start if day else date(year, month, monthrange(year, month)[1])
        if start <= last and end >= first:
            found.append(start)
    return found[0] if len(found) == 1 else None


# "In February", "since April", "in early March 2021", "of 2018", "late 2019"
_PAST_MONTH = re.compile(
    rf"""\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Ll]ast|[Ee]arly|[Ll]ate|[Mm]id)[ -](?:(?:early|late|mid)[ -])?
    (?P<month>{"|".join(NAMES)})\b(?P<year>,?\ (?:19|20)\d\d)?(?!\ ?\d)""",
    re.VERBOSE,
)
# "Feb. 15", "15 February", with no year after it
_MONTH_DAY = re.compile(
    rf"""\b(?:(?P<m1>{MONTH})\.?\ (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?
    |(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<m2>{MONTH}))\b(?![,.]?\ ?\d)""",
    re.VERBOSE,
)
_YEAR = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Ll]ate|[Ee]arly|[Mm]id-?|of) ?(?P<year>(?:19|20)\d\d)\b(?!-|–)")
_LAST_MONTH = re.compile(r"\blast month\b")
# What a sentence says of the days to come bounds nothing.
_AHEAD = re.compile(
    rf"""\b(?:will|would|shall|next|until|till|by\ (?:the\ end|early|late|mid|{MONTH}|(?:19|20)\d\d)
    |plans?|planned|expect(?:s|ed)?|due|scheduled|set\ to|could|may|might|deadline)\b""",
    re.VERBOSE,
)
_DIGIT_OR_MONTH = re.compile(rf"\d|\b(?:{'|'.join(NAMES)})\b")


def _evidence(article: Article, codebook: Codebook) -> _Evidence:
    """Everything in the article's own words that bounds when it appeared."""
    floors: list[tuple[date, str]] = []
    months: list[tuple[date, Span, str, bool]] = []
    last_month: Span | None = None
    for sentence, quotes in _own_sentences(article):
        text = article.text
        if last_month is None and (m := _LAST_MONTH.search(text, sentence.start, sentence.end)) and not _inside(m.start(), quotes):
            last_month = sentence
        # A trigger first: most sentences name neither a month nor a number.
        if not _DIGIT_OR_MONTH.search(text, sentence.start, sentence.end) or _AHEAD.search(text, sentence.start, sentence.end):
            continue
        floors += _floors(text, sentence, codebook)
        months += _months(text, sentence, codebook)
    floors += [(first, phrase) for first, _, phrase, _ in months]
    floor, floor_basis = max(floors, default=(None, ""), key=lambda f: f[0])
    post = _from_posts(article, floor)
    if post:
        return _Evidence(floor, floor_basis, *post)
    month = _month_after(article.text, months, last_month, floor)
    return _Evidence(floor, floor_basis, *month) if month else _Evidence(floor, floor_basis)


def _own_sentences(article: Article) -> Iterator[tuple[Span, list[Quotation]]]:
    """The sentences of titles, decks and body, each with the quotations of its segment; posts speak for their own day."""
    for segment in article.segments:
        if segment.kind in ("title", "deck", "body"):
            quoted = (
                article.text.find("last month", segment.start, segment.end) >= 0
            )  # the one phrase for which it matters who speaks
            quotes = quotations(article.text, segment.start, segment.end) if quoted else []
            for sentence in sentences(article.text, segment.start, segment.end):
                yield sentence, quotes


def _inside(at: int, quotes: list[Quotation]) -> bool:
    i = bisect_right(quotes, at, key=lambda q: q.start)
    return i > 0 and at < quotes[i - 1].end


def _floors(text: str, sentence: Span, codebook: Codebook) -> Iterator[tuple[date, str]]:
    """Days and years told of as past: the article is not older."""
    for start, end, day in days(text, sentence.start, sentence.end):
        yield day, _quoted(text[start:end])
    for m in _MONTH_DAY.finditer(text, sentence.start, sentence.end):
        known = _in_period(codebook, MONTHS[(m["m1"] or m["m2"]).lower()], int(m["d1"] or m["d2"]))
        if known:
            yield known, f"{_quoted(m.group())} (year from the case's period)"
    for m in _YEAR.finditer(text, sentence.start, sentence.end):
        yield date(int(m["year"]), 1, 1), _quoted(m.group())


def _months(text: str, sentence: Span, codebook: Codebook) -> Iterator[tuple[date, Span, str, bool]]:
    """Months told of as past: their first day, the sentence, the phrase, and whether the year is the case's."""
    for m in _PAST_MONTH.finditer(text, sentence.start, sentence.end):
        number = MONTHS[m["month"].lower()]
        first = date(int(m["year"][-4:]), number, 1) if m["year"] else _in_period(codebook, number)
        if first:
            phrase = _quoted(m.group())
            yield first, sentence, phrase if m["year"] else f"{phrase} (year from the case's period)", not m["year"]


def _from_posts(article: Article, floor: date | None) -> tuple[Interval, str] | None:
    """Not before the youngest post it embeds, and at most a week after it, unless its words say that it is younger."""
    posted = [s.published.latest for s in article.segments if s.kind == "tweet" and s.published.latest]
    if not posted or (floor and floor > max(posted) + WEEK):
        return None
    day = max(posted)
    basis = f"inferred from the post of {day.isoformat()} that it embeds; at most a week later, by convention"
    return Interval(max(day, floor or day), day + WEEK, "week"), basis


def _month_after(
    text: str, months: list[tuple[date, Span, str, bool]], last_month: Span | None, floor: date | None
) -> tuple[Interval, str] | None:
    """ "Last month" beside the youngest month it names, both of one matter: the article is of the month after."""
    if last_month is None or not months:
        return None
    first, sentence, phrase, _ = max(months, key=lambda found: found[0])
    matter = {w for w in content_words(text[last_month.start : last_month.end]) if len(w) > 4}
    if not matter & set(content_words(text[sentence.start : sentence.end])):
        return None
    start = first + timedelta(days=monthrange(first.year, first.month)[1])
    end = start + timedelta(days=monthrange(start.year, start.month)[1] - 1)
    if floor and floor > end:
        return None
    return Interval(max(start, floor or start), end, "month"), f"inferred from ‘last month’ beside {phrase}"


# A dated article that speaks of what has just happened: its story is no older than itself, or than the night before.
_SAME_DAY = re.compile(r"\b(?:tonight|[Tt]oday|this (?:morning|afternoon|evening))\b")
_NIGHT_BEFORE = re.compile(r"\b(?:last night|[Yy]esterday|[Oo]vernight)\b")

STRONG = (
    15,
    0.10,
)  # shared runs, and their share of the shorter article: chosen on dated news, where 14 of 14 best matches lay within a week
IN_CASE = 6  # shared runs that suffice within a case: the analyst has said that the articles belong together


def _from_related(
    undated: list[Article], evidence: dict[str, _Evidence], dated: list[Article], codebook: Codebook
) -> dict[str, Article]:
    """For each undated article the dated one, of those its own words allow, that shares most with it."""
    known = {
        a.id: a for a in dated if a.published.earliest and a.published.latest and a.published.latest - a.published.earliest <= WEEK
    }
    runs = {a.id: shingles(a) for a in known.values()}
    places = index(runs)
    out = {}
    for article in undated:
        mine = shingles(article)
        best: tuple[int, str] | None = None
        for other, n in shared(mine, places).items():
            enough = n >= STRONG[0] and n >= STRONG[1] * min(len(mine), len(runs[other]))
            if not enough and not (n >= IN_CASE and codebook.period.bounded and codebook.period.overlaps(known[other].published)):
                continue
            within = _week_around(known[other]).meet(evidence[article.id].bounds)
            if within and (best is None or (-n, other) < (-best[0], best[1])):
                best = (n, other)
        if best:
            out[article.id] = _dated_by(article, known[best[1]], mine & runs[best[1]], evidence[article.id])
    return out


def _week_around(related: Article) -> Interval:
    """A week from the dated article on; and a week before it, unless it tells of what has just happened."""
    day = related.published.earliest
    if day is None:
        return Interval()
    told = " ".join(related.text[s.start : s.end] for s in related.segments if s.kind in ("title", "deck", "body", "tweet"))
    if _SAME_DAY.search(told) or WEEKDAYS[day.weekday()].capitalize() in told:
        back = timedelta(0)
    else:
        back = timedelta(days=1) if _NIGHT_BEFORE.search(told) else WEEK
    return Interval(day - back, day + WEEK, "week")


def _dated_by(article: Article, related: Article, runs: set[Shingle], evidence: _Evidence) -> Article:
    when = _week_around(related).meet(evidence.bounds)
    some = ", ".join(f"‘{' '.join(run)}’" for run in sorted(runs)[:2])
    basis = f"inferred from {related.id}, which shares {len(runs)} phrases with it ({some}): within a week of it, by convention"
    if evidence.floor_basis:
        basis += f"; not before {evidence.floor_basis}"
    return replace(article, published=when or Interval(), basis=basis)

"""When an undated report appeared, from dated articles of its story that tell the same day in like words.

"March 4" in a dateline -> the one year in which the report's "on Thursday" is a day that such an article tells too
no day in the dateline  -> "on Thursday" was said in the week that begins with the day that such an article tells
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from analystkit.codebook import Codebook
from analystkit.english.content import content_words, names, rarity, stem
from analystkit.english.dating.days import MONTH, MONTHS, WEEKDAYS
from analystkit.english.dating.evidence import WEEK, Evidence, own_sentences, quoted
from analystkit.english.dating.period import AHEAD
from analystkit.english.times.calendar_en import weekday_named
from analystkit.english.tokens import read, trimmed
from analystkit.records import Article, Interval, Tags

_OPENING = 140  # characters of the story within which an agency's dateline stands
_NEAR = timedelta(days=31)  # a report that tells a day as news, and another that tells that day, are hardly further apart
_LIKE = 4.0  # how much the words say that two sentences share, before their day is taken for the same: two names, or four plainer words
_NAMES = 3  # rare names that two articles share, before they may tell one event and not two in one town
_WEEKDAY = re.compile(rf"(?<!last )(?<!Last )(?<!next )(?<!Next )\b(?:{'|'.join(d.capitalize() for d in WEEKDAYS)})\b(?!,? (?:\d|{MONTH}))")


# "PORT VALE, Feb 25, 2021 (Reuters) -", "PORT VALE, Nordia, 25 February —", "Port Vale, March 3 (AP) -": where and when an agency wrote.
_DATELINE = re.compile(
    rf"""(?P<place>[A-Z][\w .,/'’-]{{1,60}}?)[,\s]\s?
    (?P<day>(?P<m1>{MONTH})\.?\ (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})\ (?P<m2>{MONTH}))\b(?P<year>,?\ (?:19|20)\d\d)?
    \s?(?P<agency>\([^()\n]{{2,40}}\))?\s?[-–—]{{1,2}}\s""",
    re.VERBOSE,
)


class Story(Protocol):
    """Articles that tell the same main event."""

    @property
    def articles(self) -> tuple[str, ...]:
        """Their ids."""


Stories = Callable[[Sequence[Article]], Mapping[str, Story]]
"""What finds the story of each article that shares one: by the words and the days known so far, so it is asked in the midst of dating."""


@dataclass(frozen=True)
class Filed:
    """The day of an agency's dateline: where it ends, how it is written, month and day, and the year if it is written too."""

    end: int
    phrase: str
    month: int
    day: int
    year: int | None

    def within(self, when: Interval) -> date | None:
        """The one such day of an interval; None where there is none, or more than one.

        >>> Filed(0, "May 4", 5, 4, None).within(Interval(date(2019, 1, 1), date(2019, 9, 30)))
        datetime.date(2019, 5, 4)
        """
        if when.earliest is None or when.latest is None:
            return None
        found = [d for year in range(when.earliest.year, when.latest.year + 1) if (d := self.of(year)) and when.overlaps(Interval(d, d))]
        return found[0] if len(found) == 1 else None

    def of(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:  # 29 February of another year
            return None


def filed(article: Article) -> Filed | None:
    """The day in the dateline that opens the story."""
    opening = next((found for s in article.segments if s.kind == "body" and (found := trimmed(article.text, s.start, s.end))), None)
    m = _DATELINE.match(article.text, opening.start, min(opening.end, opening.start + _OPENING)) if opening else None
    if m is None or not (m["agency"] or m["place"].split(",")[0].isupper()):
        return None
    phrase = m["day"] + (m["year"] or "")
    return Filed(m.end(), phrase, MONTHS[(m["m1"] or m["m2"]).lower()], int(m["d1"] or m["d2"]), int(m["year"][-4:]) if m["year"] else None)


@dataclass(frozen=True)
class _Day:
    """A day told as recent in a sentence of an article, with the words of the sentence."""

    day: date
    article: str
    words: frozenset[str]


def from_story(
    undated: Sequence[Article], evidence: Mapping[str, Evidence], dated: Sequence[Article], codebook: Codebook, stories: Stories
) -> dict[str, Article]:
    """Those of the undated articles that articles of their story date."""
    asking = [a for a in undated if filed(a) or _bare(a)]
    told = {a.id: a for a in dated if a.published.earliest and a.published.latest and a.published.latest - a.published.earliest <= WEEK}
    if not asking or not told:
        return {}
    shared = stories([*undated, *dated])
    days: dict[str, list[_Day]] = {}
    out = {}
    for article in asking:
        story = shared.get(article.id)
        others = [told[i] for i in story.articles if i in told and _share_names(article, told[i])] if story else []
        for other in others:
            days.setdefault(other.id, list(_days(other, codebook)))
        known = [d for other in others for d in days[other.id]]
        found = _by_dateline(article, others, known, codebook) if filed(article) else _by_weekdays(article, known)
        when = found and found[0].meet(evidence[article.id].bounds)
        if found and when:
            out[article.id] = replace(article, published=when, basis=found[1])
    return out


def _by_dateline(article: Article, others: list[Article], known: list[_Day], codebook: Codebook) -> tuple[Interval, str] | None:
    """The dateline's day in the one year in which it tells a day that another article tells too."""
    line = filed(article)
    assert line is not None
    near = [(o.published.earliest, o.published.latest) for o in others]
    years = {y for a, b in near if a and b for y in range((a - _NEAR).year, (b + _NEAR).year + 1)}
    fits: dict[date, _Day] = {}
    for day in filter(None, (line.of(year) for year in sorted(years))):
        if not any(a and b and a - _NEAR <= day <= b + _NEAR for a, b in near):
            continue
        supposed = replace(article, published=Interval(day, day, "day"))
        both = (k for mine in _days(supposed, codebook) for k in known if mine.day == k.day and _alike(mine.words, k.words))
        if same := min(both, key=lambda k: (k.day, k.article), default=None):
            fits[day] = same
    if len(fits) != 1:
        return None
    ((day, same),) = fits.items()
    basis = f"inferred from the dateline {quoted(line.phrase)}; year from {same.article}, an article of the same story that tells the same"
    return Interval(day, day, "day"), f"{basis} day ({same.day})"


def _by_weekdays(article: Article, known: list[_Day]) -> tuple[Interval, str] | None:
    """The days that all its weekdays leave, each told within a week of its day; a weekday of which two are told says nothing."""
    found, why = [], []
    for weekday, words in _bare(article):
        same = sorted((k for k in known if k.day.weekday() == weekday and _alike(words, k.words)), key=lambda k: (k.day, k.article))
        if not same:
            continue
        if same[0].day != same[-1].day:
            return None
        found.append(same[0].day)
        why.append(f"{WEEKDAYS[weekday].capitalize()} is {same[0].day} in {same[0].article}")
    if not found or max(found) - min(found) >= WEEK:
        return None
    said = "; ".join(dict.fromkeys(why))
    week = Interval(max(found), min(found) + WEEK - timedelta(days=1), "week")
    return week, f"inferred from articles of the same story: {said}; a bare weekday lies in the week before"


def _bare(article: Article) -> list[tuple[int, frozenset[str]]]:
    """The weekdays that it tells without a date and not as to come, each with the words of its sentence."""
    found = []
    for sentence, _ in own_sentences(article):
        if not AHEAD.search(article.text, sentence.start, sentence.end):
            said = article.text[sentence.start : sentence.end]
            found += [(d, _words(said)) for m in _WEEKDAY.finditer(said) if (d := weekday_named(m.group())) is not None]
    return found


def _days(article: Article, codebook: Codebook) -> Iterator[_Day]:
    """The days that a dated article tells as recent, below its dateline."""
    from analystkit.english import times

    first, last = article.published.earliest, article.published.latest
    line = filed(article)
    tags: dict[int, set[date]] = defaultdict(set)
    for t in times.tag(read(article), codebook, Tags()):
        day = t.when.earliest
        if day and day == t.when.latest and first and last and first - _NEAR <= day <= last and t.start >= (line.end if line else 0):
            tags[t.start].add(day)
    if tags:
        for sentence, _ in own_sentences(article):
            for day in sorted({d for at, ds in tags.items() if sentence.start <= at < sentence.end for d in ds}):
                yield _Day(day, article.id, _words(article.text[sentence.start : sentence.end]))


def _share_names(one: Article, two: Article) -> bool:
    return len({w for w in names(one) & names(two) if len(w) > 3} - set(WEEKDAYS) - set(MONTHS)) >= _NAMES


def _words(sentence: str) -> frozenset[str]:
    return frozenset(w.removesuffix("'s") for w in content_words(sentence)) - set(WEEKDAYS) - set(MONTHS)


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    weights = {stem(w): rarity(w) for w in one if rarity(w)}
    return sum(weights.get(s, 0.0) for s in {stem(w) for w in two}) >= _LIKE

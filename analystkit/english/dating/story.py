"""When an undated report appeared, from dated articles of its story that tell the same day in like words.

"March 4" in a dateline -> the one year in which the report's "on Thursday" is a day that such an article tells too
no day in the dateline  -> "on Thursday" was said in the week that begins with the day that such an article tells
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from analystkit.codebook import Codebook
from analystkit.english.content import content_words, names, rarity, stem
from analystkit.english.dating.evidence import WEEK, Evidence, bare_weekdays, filed, own_sentences, quoted
from analystkit.english.dating.period import AHEAD
from analystkit.english.days import Written
from analystkit.english.lexicon import MONTHS, WEEKDAYS
from analystkit.english.tokens import read
from analystkit.records import Article, Interval, Tags

_NEAR = timedelta(days=31)  # a report that tells a day as news, and another that tells that day, are hardly further apart
_LIKE = 4.0  # how much the words say that two sentences share, before their day is taken for the same: two names, or four plainer words
_NAMES = 3  # rare names that two articles share, before they may tell one event and not two in one town
_OF_DAYS = frozenset(WEEKDAYS) | frozenset(MONTHS)


class Story(Protocol):
    """Articles that tell the same main event."""

    @property
    def articles(self) -> tuple[str, ...]:
        """Their ids."""


Stories = Callable[[Sequence[Article]], Mapping[str, Story]]
"""What finds the story of each article that shares one: by the words and the days known so far, so it is asked in the midst of dating."""


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
    shared = stories([*undated, *dated]) if asking and told else {}
    days: dict[str, list[_Day]] = {}
    out = {}
    for article in (a for a in asking if a.id in shared):
        others = [told[i] for i in shared[article.id].articles if i in told and _share_names(article, told[i])]
        for other in others:
            days.setdefault(other.id, list(_days(other, codebook)))
        known = sorted((d for other in others for d in days[other.id]), key=lambda d: (d.day, d.article))
        line = filed(article)
        found = _by_dateline(article, line.day, others, known, codebook) if line and line.day else _by_weekdays(article, known)
        when = found and found[0].meet(Interval(evidence[article.id].floor))
        if found and when:
            out[article.id] = replace(article, published=when, basis=found[1])
    return out


def _by_dateline(
    article: Article, line: Written, others: list[Article], known: list[_Day], codebook: Codebook
) -> tuple[Interval, str] | None:
    """The dateline's day in the one year in which it tells a day that another article tells too."""
    near = [(a - _NEAR, b + _NEAR) for o in others if (a := o.published.earliest) and (b := o.published.latest)]
    fits: dict[date, _Day] = {}
    for day in filter(None, map(line.of, sorted({y for a, b in near for y in range(a.year, b.year + 1)}))):
        if any(a <= day <= b for a, b in near):
            mine = list(_days(replace(article, published=Interval(day, day, "day")), codebook))
            same = next((k for k in known for m in mine if m.day == k.day and _alike(m.words, k.words)), None)
            fits |= {day: same} if same else {}
    if len(fits) != 1:
        return None
    ((day, same),) = fits.items()
    dateline = filed(article)
    basis = (
        f"inferred from the dateline {quoted(dateline.phrase if dateline else '')}; year from {same.article}, an article of the same story"
    )
    return Interval(day, day, "day"), f"{basis} that tells the same day ({same.day})"


def _by_weekdays(article: Article, known: list[_Day]) -> tuple[Interval, str] | None:
    """The days that all its weekdays leave, each told within a week of its day; a weekday of which two are told says nothing."""
    found: dict[str, date] = {}
    for weekday, words in _bare(article):
        same = [k for k in known if k.day.weekday() == weekday and _alike(words, k.words)]
        if same and same[0].day != same[-1].day:
            return None
        found |= {f"{WEEKDAYS[weekday].capitalize()} is {k.day} in {k.article}": k.day for k in same[:1]}
    if not found or max(found.values()) - min(found.values()) >= WEEK:
        return None
    week = Interval(max(found.values()), min(found.values()) + WEEK - timedelta(days=1), "week")
    return week, f"inferred from articles of the same story: {'; '.join(found)}; a bare weekday lies in the week before"


def _bare(article: Article) -> list[tuple[int, frozenset[str]]]:
    """The weekdays that it tells without a date and not as to come, each with the words of its sentence."""
    text = article.text
    told = [(s, found) for s in own_sentences(article) if (found := bare_weekdays(text, s)) and not AHEAD.search(text, s.start, s.end)]
    return [(day, words) for s, found in told for words in [_words(text[s.start : s.end])] for day in sorted(found)]


def _days(article: Article, codebook: Codebook) -> Iterator[_Day]:
    """The days that a dated article tells as recent, below its dateline."""
    from analystkit.english import times

    first, last = article.published.earliest, article.published.latest
    line, reading = filed(article), read(article)
    found = {}
    for t in times.tag(reading, codebook, Tags()):
        day, sentence = t.when.earliest, reading.sentence_at(t.start)
        if (
            day
            and day == t.when.latest
            and first
            and last
            and first - _NEAR <= day <= last + _NEAR
            and t.start >= (line.end if line else 0)
        ):
            if sentence and sentence.kind != "tweet":
                found[sentence.start, day] = sentence
    for (_, day), s in found.items():
        yield _Day(day, article.id, _words(article.text[s.start : s.end]))


def _share_names(one: Article, two: Article) -> bool:
    return len({w for w in names(one) & names(two) if len(w) > 3} - _OF_DAYS) >= _NAMES


def _words(sentence: str) -> frozenset[str]:
    return frozenset(w.removesuffix("'s") for w in content_words(sentence)) - _OF_DAYS


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    weights = {stem(w): rarity(w) for w in one if rarity(w)}
    return sum(weights.get(s, 0.0) for s in {stem(w) for w in two}) >= _LIKE

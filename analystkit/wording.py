"""Days, counts and ids in words, the same in titles, notes and views."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from analystkit.text import iso_day

NOT_KNOWN = "not known"


def _month_name(day: date) -> str:
    from analystkit.english import MONTH_NAMES  # whoever has days to say has loaded the reader; a command that says none does without

    return MONTH_NAMES[day.month - 1]


def capital(words: str) -> str:
    """
    >>> capital("undated; reported by 5 July")
    'Undated; reported by 5 July'
    """
    return words[:1].upper() + words[1:]


def when(row: Mapping[str, Any], *, ongoing: bool = False) -> str:
    """The interval of a row in words, no more precise than it is: see ``interval``.

    >>> when({"earliest": "2021-02-16", "latest": "2021-02-24"}), when({"earliest": None, "latest": None})
    ('16–24 February 2021', 'not known')
    """
    return interval(*ends(row), ongoing=ongoing)


def ends(row: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The earliest and the latest day of a row."""
    return iso_day(row.get("earliest")), iso_day(row.get("latest"))


def interval(first: date | None, last: date | None, *, ongoing: bool = False) -> str:
    """The days from first to last in words. What is ``ongoing`` is "since" or "up to" a day.

    >>> interval(date(2021, 2, 1), date(2021, 2, 28)), interval(date(2020, 5, 4), date(2020, 6, 1))
    ('February 2021', '4 May – 1 June 2020')
    >>> interval(date(2021, 4, 1), None, ongoing=True), interval(None, date(2018, 12, 31))
    ('since April 2021', '2018 or earlier')
    """
    if first and last:
        return _both(first, last)
    if first:  # the first day of a year or month is most often how "since 2019" is written down: the coarser word is never wrong
        start = _day(first) if first.day > 1 else _month(first) if first.month > 1 else str(first.year)
        return f"since {start}" if ongoing else f"{start} or later"
    if last:
        end = _day(last) if last != last_of_month(last) else _month(last) if last.month < 12 else str(last.year)
        return f"up to {end}" if ongoing else f"{end} or earlier"
    return NOT_KNOWN


def _both(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    whole = first.day == 1 and last == last_of_month(last)
    if whole and (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return _month(first) if whole else f"{first.day}–{_day(last)}"
    if first.year == last.year:
        name = _month_name(first)
        return f"{name}–{_month(last)}" if whole else f"{first.day} {name} – {_day(last)}"
    return f"{_month(first)} – {_month(last)}" if whole else f"{_day(first)} – {_day(last)}"


def period(first: date | None, last: date | None) -> str:
    """The day, month or year that the days from first to last are exactly, as ISO writes it; "" where they are none of these.

    >>> d = date(2021, 2, 1)
    >>> period(d, d), period(d, date(2021, 2, 28)), period(date(2021, 1, 1), date(2021, 12, 31)), period(d, date(2021, 3, 31))
    ('2021-02-01', '2021-02', '2021', '')
    """
    if not first or not last or first == last:
        return first.isoformat() if first and last else ""
    if (first.day, first.year) != (1, last.year) or last != last_of_month(last):
        return ""
    return f"{first:%Y-%m}" if first.month == last.month else str(first.year) if (first.month, last.month) == (1, 12) else ""


def last_of_month(d: date) -> date:
    """The last day of a day's month."""
    return d.replace(day=calendar.monthrange(d.year, d.month)[1])


def _day(d: date) -> str:
    return f"{d.day} {_month(d)}"


def _month(d: date) -> str:
    return f"{_month_name(d)} {d.year}"


def short_day(d: date) -> str:
    """A day as it stands behind a name.

    >>> short_day(date(2021, 2, 25))
    '25 Feb 2021'
    """
    return f"{d.day} {_month_name(d)[:3]} {d.year}"


def days_in(words: str) -> str:
    """A note with its days as a person writes them.

    >>> days_in("the post of 2021-06-28, and 2021-02-30")
    'the post of 28 June 2021, and 2021-02-30'
    """
    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda m: _day(d) if (d := iso_day(m[0])) else m[0], words)


def unnamed(n: int) -> str:
    """What an article is called whose outlet is not known: by its number among the articles."""
    return f"Article {n} (outlet unknown)"


_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def number(n: int) -> str:
    """A number as a sentence has it: a word up to twelve.

    >>> number(7), number(1200)
    ('seven', '1,200')
    """
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else f"{n:,}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a sentence lists them.

    >>> listed(["a", "b", "c"]), listed(["six", "seven"], "or")
    ('a, b and c', 'six or seven')
    """
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


_STATUS = {"carried_out": "", "cancelled": "called off"}


def status(value: object) -> str:
    """How an event stands, in a word; nothing for what is told to have happened, which is what a reader takes it for.

    >>> status("carried_out"), status("cancelled"), status("feared")
    ('', 'called off', 'feared')
    """
    return _STATUS.get(str(value), spoken(value))


def count(n: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "event"), count(2, "story", "stories")
    ('1 event', '2 stories')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def spoken(identifier: object) -> str:
    """An id or a rule as a person would say it.

    >>> spoken("carried_out"), spoken("erbil-attack")
    ('carried out', 'erbil attack')
    """
    return re.sub(r"[-_]+", " ", str(identifier or "")).strip()


def one_line(value: object, most: int = 0) -> str:
    """Text with its white space made single spaces; cut at ``most`` characters, with an ellipsis that says so.

    >>> one_line("a  long\\n story", 8)
    'a long…'
    """
    words = re.sub(r"\s+", " ", str(value or "")).strip()
    return words if not most or len(words) <= most else words[: most - 1].rstrip() + "…"


def undated_lines(names: Sequence[str], n: int) -> list[str]:
    """The articles, of ``n``, of which nobody knows the day, and how to give it: without it "on Monday" is no day. No line where none is.

    >>> undated_lines(["a2"], 5)[0]
    'no day of publication: 1 of 5 articles: a2'
    """
    if not names:
        return []
    listed = ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
    return [
        f"no day of publication: {len(names)} of {count(n, 'article')}: {listed}",
        "give it where you know it: analystkit date ID 2021-02-28, or as a column `published`",
    ]


def not_read(foreign: Mapping[str, str], n: int) -> str:
    """How many of ``n`` articles were not read, by id with the language each is in; "" where none is foreign.

    A list of names can be told for English, and is not to be read as English all the same.

    >>> not_read({"a1": "fr", "a2": "fr", "a3": "en"}, 5)
    '3 of 5 articles were not read, for they are not in English: French 2'
    """
    if not foreign:
        return ""
    times = Counter(LANGUAGES.get(code, code) for code in foreign.values() if code not in ("", "en"))
    named = ", ".join(f"{language} {k}" for language, k in sorted(times.items()))
    are = ("was", "it is") if len(foreign) == 1 else ("were", "they are")
    return f"{len(foreign)} of {count(n, 'article')} {are[0]} not read, for {are[1]} not in English{': ' + named if named else ''}"


LANGUAGES = dict(
    pair.split("=")
    for pair in "ar=Arabic bn=Bengali de=German el=Greek es=Spanish fa=Persian fr=French he=Hebrew hi=Hindi id=Indonesian it=Italian "
    "ja=Japanese ko=Korean ku=Kurdish nl=Dutch pl=Polish ps=Pashto pt=Portuguese ro=Romanian ru=Russian so=Somali sv=Swedish sw=Swahili "
    "tr=Turkish uk=Ukrainian ur=Urdu vi=Vietnamese zh=Chinese".split()
)
"""What the codes of languages mean, of those that news is most often in; another one is told as its code."""

"""When a page says that it appeared. A stamp in UTC, or without a zone, does not say on which day its readers were: it is an interval."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from analystkit.sources.found import UNDATED, Published

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WORDS = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\.?[ -](?:of )?(?P<m1>[A-Z][a-z]{2,8})\.?,?[ -](?P<y1>\d{4})"  # 19 November 2019
    r"|(?P<m2>[A-Z][a-z]{2,8})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y2>\d{4}))"  # Nov. 19, 2019
    r"(?: (?P<hour>\d\d?):\d\d (?:GMT|UTC))?"
)
_SLASHED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_IN_ADDRESS = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?(\d\d|[a-z]{3})[/_-]?(\d\d)(?=[/_.-]|\d{6,}|$)")
_APART = timedelta(hours=15)  # hardly a zone is further from another's clock, so stamps further apart are of two moments


def moment(stamp: str) -> datetime | date | None:
    """The moment of a stamp as pages, mails and sheets write it; a day where it gives no hour; None for anything else.

    >>> [str(moment(stamp)) for stamp in ("2019-11-20T04:31:13Z", "Nov. 19, 2019", "13/4/2019", "3/4/2019")]
    ['2019-11-20 04:31:13+00:00', '2019-11-19', '2019-04-13', 'None']
    """
    stamp = _in_english(stamp)
    if m := re.fullmatch(r"(\d{4})(-?)(\d\d)\2(\d\d)", stamp):
        return _day(m[1], m[3], m[4])
    if re.match(r"\d{4}-\d\d-\d\d[T ]\d", stamp):
        tidy = re.sub(r" (?=[+-]\d\d:?\d\d$)|(?<=:\d\d)\.\d{7,}", "", stamp).replace(" UTC", "Z").replace(" Z", "Z")
        try:
            return datetime.fromisoformat(re.sub(r"(?<=[T ])(?=\d:)", "0", tidy))
        except ValueError:
            return _day(*stamp[:10].split("-"))
    if re.match(r"[A-Z][a-z]{2}, \d", stamp):  # the Date of a mail, with the sender's zone
        try:
            return parsedate_to_datetime(stamp)
        except ValueError:
            pass
    if m := _WORDS.search(stamp):
        month = (m["m1"] or m["m2"])[:3].lower()
        day = _day(m["y1"] or m["y2"], str(MONTHS.index(month) + 1) if month in MONTHS else "0", m["d1"] or m["d2"])
        return datetime(day.year, day.month, day.day, int(m["hour"]), tzinfo=UTC) if day and m["hour"] and int(m["hour"]) < 24 else day
    if m := _SLASHED.fullmatch(stamp):  # 3/4/2019 may be two days, 13/4/2019 is one
        small, large = sorted((int(m[1]), int(m[2])))
        return _day(m[3], str(small), str(large)) if large > 12 or small == large else None
    return None


# Months as pages and archives name them to readers of French, German, Spanish or Italian.
_OTHERS = {
    name: month
    for month, names in {
        "January": "janvier januar enero gennaio",
        "February": "février februar febrero febbraio",
        "March": "mars märz marzo",
        "April": "avril abril aprile",
        "May": "mai mayo maggio",
        "June": "juin juni junio giugno",
        "July": "juillet juli julio luglio",
        "August": "août agosto",
        "September": "septembre septiembre settembre",
        "October": "octobre oktober octubre ottobre",
        "November": "novembre noviembre",
        "December": "décembre dezember diciembre dicembre",
    }.items()
    for name in names.split()
}


def _in_english(stamp: str) -> str:
    """A stamp on one line, its month in English.

    >>> _in_english("29 décembre 2011"), _in_english("3 de mayo de 2019"), _in_english("19 November 2019")
    ('29 December 2011', '3 May 2019', '19 November 2019')
    """
    words = (_OTHERS.get(word.lower(), word) for word in stamp.split() if word != "de")
    return " ".join(words)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if 1600 <= made.year <= 2200 else None  # "0001-01-01" is what a database holds where it has none


def days(when: datetime | date) -> tuple[date, date]:
    """The days on which a moment can have been for those who wrote it. Their zone makes it one; UTC, or none, may be a day off.

    >>> [str(d) for d in days(datetime(2019, 11, 20, 4, 31, tzinfo=UTC))]
    ['2019-11-19', '2019-11-20']
    """
    if not isinstance(when, datetime):
        return when, when
    day, known = when.date(), bool(when.utcoffset())
    return day - timedelta(not known and when.hour < 12), day + timedelta(not known and when.hour >= 14)


def in_address(url: str) -> date | None:
    """The day that an address holds.

    >>> in_address("https://a.org/2019/nov/19/six-killed/"), in_address("https://a.org/news/14848164")
    (datetime.date(2019, 11, 19), None)
    """
    for m in _IN_ADDRESS.finditer(url.lower()):
        month = m[2] if m[2].isdigit() else str(MONTHS.index(m[2]) + 1) if m[2] in MONTHS else "0"
        if day := _day(m[1], month, m[3]):
            return day
    return None


def published(stamps: Iterable[tuple[str, str]], url: str = "") -> Published:
    """What stamps, each with where it stands, and an address say together: of several moments the first, and of it the days all allow."""
    read = [(when, f"{where} {' '.join(raw.split())}") for where, raw in stamps if (when := moment(raw)) and 1600 <= when.year <= 2200]
    there = in_address(url)
    if not read:
        return Published(there, there, f"inferred from the address {url}") if there else UNDATED
    first = min(_utc(when) for when, _ in read)
    of_one = [(days(when), words) for when, words in read if _utc(when) - first <= _APART]
    (low, high), basis = min(of_one, key=lambda one: one[0][1] - one[0][0])
    for (a, b), _ in of_one:
        if max(a, low) <= min(b, high):
            low, high = max(a, low), min(b, high)
    if there and low <= there <= high:
        low = high = there
    return Published(low, high, f"stated: {basis}", tuple(dict.fromkeys(words for _, words in read)))


def _utc(when: datetime | date) -> datetime:
    """A moment on one clock; a bare day counts from its noon, so that it is near all of its hours."""
    if not isinstance(when, datetime):
        return datetime(when.year, when.month, when.day, 12, tzinfo=UTC)
    return when.astimezone(UTC) if when.utcoffset() is not None else when.replace(tzinfo=UTC)

"""The dateline that opens a paragraph: where, when and by whom it was filed."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from analystkit.english.days import Written, dates
from analystkit.english.lexicon import sets, table
from analystkit.english.tokens import OuterSentence

# "PORT VALE, 25 February 2021 /Norpress/ -- "
# "PORT VALE, Nordia, Feb 25, 2021 (Reuters) - ", "Port Vale (AP) — ", "NEW PORT/VALE — ", "(Reuters) - ", "PORT VALE (AP) "
_DATELINE = re.compile(
    r"""(?P<place>(?:(?:[A-Z\d][\w.'’/-]{0,30}|al-\w{1,20}|of|the|de|el)(?:,?\s|(?=[—–―:]))){0,9})
    (?:[(/](?P<agency>[A-Z][^()/\n]{1,40})[)/])?\s?(?P<dash>[-–—]{1,2}(?!\w)|[—–―_]|:(?=\s))?\s?(?=\S)""",
    re.VERBOSE,
)
_ASIDE = re.compile(r"[^\n]{0,80}?(?:[—–―]|\s--?\s)")  # "NATO — the alliance — said"


@dataclass(frozen=True)
class Dateline:
    """A dateline: where it ends, what it says before the agency, the day named there, the agency as printed, and whether a dash ends it."""

    end: int
    place: str
    day: Written | None
    agency: str | None
    dash: bool
    bracketed: bool = False  # place and day in brackets, as organisations write them

    @property
    def phrase(self) -> str:
        """The day as written."""
        return self.place[self.day.start : self.day.end] if self.day else ""

    @property
    def known(self) -> bool:
        """Is the agency one of the lexicon's?"""
        return self.agency in table("furniture")["agencies"]["names"]

    @property
    def certain(self) -> bool:
        """Is it one beyond doubt: with an agency, a town in capitals, a whole date, or all in brackets, and its dash?"""
        dated = self.day is not None and self.day.full is not None and self.day.end == len(self.place.rstrip(" ,"))
        return self.dash and (self.agency is not None or self.shouted or self.bracketed or dated)

    @property
    def shouted(self) -> bool:
        """Does the place stand in capitals?"""
        return self.place.split(",")[0].strip().isupper() and len(self.place) > 2


def dateline(text: str, start: int = 0, end: int | None = None) -> Dateline | None:
    """The dateline with which a range of a text begins.

    >>> d = dateline("PORT VALE, Nordia, March 4 (AP) — The boats left.")
    >>> d.end, d.agency, d.phrase, d.certain, dateline("The boats left.")
    (34, 'AP', 'March 4', True, None)
    >>> d = dateline("(Port Vale, March 4, 2021) – The boats left.")
    >>> d.agency, d.phrase, d.certain
    (None, 'March 4, 2021', True)
    >>> dateline("Port Vale, 4 March 2021 -- for immediate release").certain
    True
    >>> dateline("PORT VALE, April 8 (NPA): The boats left.").phrase, dateline("PRESS NOTE: Troops left."), dateline("The mayor: We left.")
    ('April 8', None, None)
    """
    m = _DATELINE.match(text, start, min(len(text) if end is None else end, start + 300))
    if not m or not (m["agency"] or (m["dash"] and m["place"])):
        return None
    bracketed = bool(m["agency"]) and not m["place"] and any(d.full for d in dates(m["agency"]))
    place, agency = (m["agency"], None) if bracketed else (m["place"], m["agency"])
    day = next((d for d in dates(place) if d.day), None)
    line = Dateline(m.end(), place, day, agency, bool(m["dash"]), bracketed)
    return line if m["dash"] != ":" or (line.shouted and (day or agency)) else None


def told_from(text: str, start: int, end: int) -> int:
    """Where what a paragraph's first sentence tells begins: behind its dateline.

    >>> told_from("GAO, Mali — Gunmen left.", 0, 24), told_from("NATO — the alliance — left.", 0, 27)
    (12, 0)
    """
    line = dateline(text, start, end) if text[start - 1 : start] in ("", "\n") else None
    aside = line is not None and line.agency is None and _ASIDE.match(text, line.end, end)
    return line.end if line is not None and line.certain and not aside else start


def undated(u: OuterSentence, text: str) -> OuterSentence:
    """The sentence without its dateline, which is neither said nor says anything; the sentence itself where it has none."""
    line = dateline(text, u.start, u.end)
    if line is None:
        return u
    known = line.known or (line.agency or "").lower() in sets("people")["outlets"]
    if not known and not (line.dash and line.shouted and not _ASIDE.match(text, line.end, u.end)):
        return u
    return u.cut(bisect_left(u.starts, line.end), len(u.low)) if line.end < u.ends[-1] else u

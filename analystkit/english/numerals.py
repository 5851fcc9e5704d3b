"""Counts as English writes them: digits and words, "at least", ranges, "dozens". A count that is no number keeps a null value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analystkit.english.days import MONTH
from analystkit.english.lexicon import NUMBER_WORDS
from analystkit.text import lower

_SMALL = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_BELOW = rf"(?:{_SMALL})(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?"
# "one thousand two hundred and six"
_WORDS = rf"(?:(?:a|{_BELOW})\s+(?:hundred|thousand)(?:,?\s+(?:and\s+)?{_BELOW}(?:\s+(?:hundred|thousand))?){{0,3}}|{_BELOW})"
_GROUPS = r"\d{1,3}(?:[,’'\u00a0\u2009\u202f]\d{3})+(?!\d)|\d{1,3}(?:\ \d{3})+(?=\s[a-z])"  # "1,200", "1’200", "1 200 people"
_ONE = rf"(?:{_GROUPS}|\d{{1,6}}|{_WORDS})(?:\s+(?:hundred|thousand|million|dozen))?"

# "at least 12", "between 10 and 15", "two or three", "dozens of", "a dozen": bounded, anchored at a word; in lower case
_NUMBER = re.compile(
    rf"""(?<![\w.,$€£%/:-])
    (?P<hedge>(?:at\ least|at\ most|up\ to|as\ many\ as|more\ than|fewer\ than|less\ than|no\ fewer\ than|not\ less\ than
        |over|above|under|about|around|nearly|almost|approximately|roughly|some|an\ estimated|a\ total\ of
        |all|another|an\ additional|the\ other|between|only|just)\s+){{0,2}}
    (?: (?P<low>{_ONE})(?:\s*(?:[-‐‑–—]|to|and|or)\s*(?P<high>{_ONE}))?
      | (?P<vague>(?:(?:many|several)\s+)?(?:(?:tens|dozens|scores|hundreds|thousands)\ of\ (?:thousands|millions)
            |dozens|scores|hundreds|thousands|millions)
          |(?:several|many|a\ few|a\ couple)\s+(?:dozen|score|hundred|thousand)
          |several|a\ number|many|a\ few|a\ handful|numerous|a\ couple|multiple)
        (?:\s+of)?(?:\s+the)?
      | (?P<dozen>a\ (?:half[-\ ])?dozen|half\ a\ dozen)
    )(?![\w%:/]|[.,]\d|-(?:year|day|month|story|mile|km|minute|hour|foot|inch|nation|member)|(?:st|nd|rd|th)\b)""",
    re.VERBOSE,
)
# «on 3 May», «on March 12»: a day, and no count
_DAY_OF, _DAY_IN = re.compile(rf"\s+{MONTH}\b"), re.compile(rf"(?<!\w)(?<!\d\s){MONTH}\.?\s+$")
_COUNTED = re.compile(r"\s+[a-z]{3,}")  # a noun, and not "In March 12, 2019"
_PART = re.compile(r"[a-z]+|\d+(?:[,’'\s]\d{3})*")


@dataclass(frozen=True)
class Number:
    """A number phrase: its span, the number where the text gives one, and the words that bound it ("at least", "10 to 15", "dozens")."""

    start: int
    end: int
    value: int | None
    qualifier: str | None
    low: int = 0
    high: int = 0  # where two ends are given; both 0 where they are not

    def from_low(self) -> Number:
        """A range as a count that a table can hold: its lower end, bounded by its words.

        >>> Number(0, 8, None, "14 to 17", 14, 17).from_low()
        Number(start=0, end=8, value=14, qualifier='between 14 and 17', low=14, high=17)
        """
        return replace(self, value=self.low, qualifier=f"between {self.low} and {self.high}") if self.high else self


def value_of(words: str) -> int:
    """The number that digits or words write.

    >>> [value_of(w) for w in ("1,200", "two hundred and five", "Twenty-three", "a hundred", "3 dozen")]
    [1200, 205, 23, 100, 36]
    """
    total, part = 0, 0
    for word in _PART.findall(words.lower()):
        if word[0].isdigit():
            part += int(re.sub(r"\D", "", word))
        elif word == "hundred":
            part = (part or 1) * 100
        elif word == "dozen":
            part = (part or 1) * 12
        elif word in ("thousand", "million"):
            total, part = total + (part or 1) * (1000 if word == "thousand" else 1_000_000), 0
        else:
            part += NUMBER_WORDS.get(word, 0)
    return total + part


# The vague counts: how many at least, and at most (None: no telling).
_VAGUE: dict[str, tuple[int, int | None]] = {
    "one or two": (1, 2), "few": (2, 6), "several": (3, 9), "couple": (2, 3), "many": (3, None), "dozens": (3, None), "a number": (3, None),
}  # fmt: skip
_HALF = re.compile(r"\b(?:half|1/2)\b")


def bounds(words: str) -> tuple[int, int | None]:
    """How many at least, and at most (None: no telling), that a count says.

    >>> bounds("a few"), bounds("twenty-one"), bounds("two or three"), bounds("2 1/2"), bounds("a"), bounds("dozens of")
    ((2, 6), (21, 21), (2, 3), (2, 3), (1, 1), (3, None))
    """
    for vague, ends in _VAGUE.items():
        if vague in words:
            return ends
    given = [_amount(w) for w in re.split(r" to | or |(?<=\d)-(?=\d)", words)]
    return int(min(given)), -int(-max(given) // 1)


def _amount(words: str) -> float:
    half = 0.5 if _HALF.search(words) else 0.0
    rest = _HALF.sub("", words)
    whole = float(m.group()) if (m := re.search(r"\d+\.\d", rest)) else float(value_of(rest))
    return whole + half or 1.0


def numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """The number phrases of a range, in order.

    >>> [n.value for n in numbers("On 3 May and March 12 they lost 4 men.", 0, 38)]
    [4]
    >>> t = "At least 12 died, 30 to 40 fled, dozens of homes burned; a dozen remain."
    >>> [(t[n.start:n.end], n.value, n.qualifier) for n in numbers(t, 0, len(t))]
    [('At least 12', 12, 'at least'), ('30 to 40', None, '30 to 40'), ('dozens of', None, 'dozens'), ('a dozen', 12, 'about')]
    """
    for m in _NUMBER.finditer(lower(text), start, end):
        if m["low"] and (_DAY_OF.match(text, m.end()) or _day_of_month(text, start, m)):
            continue
        hedge = " ".join((m["hedge"] or "").split()) or None
        if hedge in ("all", "a total of", "only", "just"):
            hedge = None
        if m["dozen"]:
            yield Number(m.start(), m.end(), 6 if "half" in m["dozen"] else 12, hedge or "about")
        elif m["vague"]:
            yield Number(m.start(), m.end(), None, m["vague"])
        elif not m["high"]:
            yield Number(m.start(), m.end(), value_of(m["low"]), hedge)
        elif _is_range(m):
            ends = _low(m), value_of(m["high"])
            yield Number(m.start(), m.end(), None, m.string[m.start("low") : m.end("high")], *ends)
        else:  # "two and three": two numbers
            yield Number(m.start(), m.end("low"), value_of(m["low"]), hedge)
            yield Number(m.start("high"), m.end("high"), value_of(m["high"]), None)


def _day_of_month(text: str, start: int, m: re.Match[str]) -> bool:
    """ "March 12", and not "In March 12 people …", "In March nine people …"."""
    month = _DAY_IN.search(text, max(start, m.start() - 12), m.start())
    opens = month is not None and text[max(start, month.start() - 3) : month.start()] == "In " and bool(_COUNTED.match(text, m.end()))
    return month is not None and not opens


def _low(m: re.Match[str]) -> int:
    """The lower end of a range; "ten to 20 thousand" starts at ten thousand."""
    scale = re.search(r"\s(?:hundred|thousand|million)$", m["high"])
    return value_of(m["low"] + (scale[0] if scale and m["low"].isalnum() and value_of(m["low"]) < 1000 else ""))


def _is_range(m: re.Match[str]) -> bool:
    joint, before = m.string[m.end("low") : m.start("high")].strip(), m.string[max(0, m.start("low") - 5) : m.start("low")]
    rising = _low(m) < value_of(m["high"])
    change = joint == "to" and before.endswith(("from ", " by "))  # «rose from 41 to 47»
    return rising and not change and (joint != "and" or "between" in (m["hedge"] or ""))

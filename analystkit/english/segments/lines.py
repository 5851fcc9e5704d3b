"""What a line of a page is by itself: what ``lexicon/furniture.toml`` lists, what its patterns see, and how it reads.

Where a line stands, and what follows from that, is for ``segments``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from analystkit.english.days import Written, dates, days
from analystkit.english.lexicon import MONTHS, WEEKDAYS, table
from analystkit.records import UNKNOWN, Interval
from analystkit.text import fold

LONG = 900  # characters: a line longer than this is a paragraph of a story, whatever it begins with


@dataclass
class Line:
    """A line that holds something, without the white space around it; ``block`` counts the blank lines before it, ``rules`` are those of
    the lexicon that it meets."""

    start: int
    end: int
    text: str
    block: int
    rules: tuple[Rule, ...]
    kind: str = ""
    rule: str = ""
    author: str | None = None
    handle: str | None = None
    published: Interval = UNKNOWN
    own: bool = False  # a segment of its own: not to be joined with the line before

    def mark(self, kind: str, rule: str) -> None:
        self.kind, self.rule = kind, rule


@dataclass(frozen=True)
class Rule:
    """A rule of the lexicon: what it lists, where it counts, whether it closes the article, whether headlines below go with it."""

    name: str
    exact: frozenset[str]
    begins: tuple[str, ...]
    marked: tuple[str, ...]  # beginnings that end with a mark
    words: int
    where: str
    closes: bool
    list: bool


_NUMBER = re.compile(r"\d[\d,.]{0,12}")
_MARKS = " \t\r*.:;!|•·-–—…>»←→\"'“”[]"


def key(line: str) -> str:
    """A line as the lexicon writes it: case and typography alike, marks at the ends off, numbers as #.

    >>> key("— 1,204 Comments:")
    '# comments'
    """
    return _NUMBER.sub("#", fold(line).strip(_MARKS))


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules of the lexicon, in its order."""
    out = []
    for r in table("furniture")["rule"]:
        begins = tuple(map(fold, r.get("begins", ())))
        marked = tuple(b for b in begins if not b[-1].isalnum())
        exact = frozenset(map(key, r.get("exact", ())))
        where, closes = r.get("where", "anywhere"), r.get("closes", False)
        out.append(Rule(r["name"], exact, begins, marked, r.get("words", 0), where, closes, r.get("list", False)))
    return tuple(out)


@lru_cache(maxsize=1)
def _all() -> tuple[frozenset[str], tuple[str, ...]]:
    """What any rule lists, and how any rule's lines begin: most lines meet none."""
    return frozenset().union(*(r.exact for r in rules())), tuple(b for r in rules() for b in r.begins)


@lru_cache(maxsize=4096)  # pages repeat their lines
def listed(line: str) -> tuple[Rule, ...]:
    """The rules of the lexicon that this line meets, wherever it stands.

    >>> [r.name for r in listed("Share post:")]
    ['share']
    """
    if len(line) > LONG:
        return ()
    whole = key(line) if len(line) < 120 else ""
    start = _NUMBER.sub("#", fold(line[:120]).lstrip(" *•·-–—>»|"))
    exact, begins = _all()
    if whole not in exact and not start.startswith(begins):
        return ()
    words = line.count(" ") + 1
    sentence = words >= 10 and line[-1] == "."  # "Also on Friday, …" is a story's; "Also on Facebook" a page's
    return tuple(r for r in rules() if whole in r.exact or (words <= r.words and start.startswith(r.marked if sentence else r.begins)))


class Pattern(NamedTuple):
    """A named pattern of the lexicon: a regular expression, and in how many of a line's last characters it is looked for."""

    name: str
    source: str
    furniture: bool
    last: int
    regex: re.Pattern[str]

    def match(self, line: str) -> re.Match[str] | None:
        """The match at the beginning of a line, or in its last characters."""
        return self.regex.search(line, max(0, len(line) - self.last)) if self.last else self.regex.match(line)


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """The patterns of the lexicon, in its order."""
    names = sorted(table("furniture")["credits"]["sources"], key=lambda s: (-len(s), s))  # the longest first: "AP Photo" before "AP"
    given, credits = table("furniture")["pattern"], "|".join(map(re.escape, names))
    read = [(p, re.compile(p["is"].replace("{credits}", credits), re.VERBOSE)) for p in given]
    return tuple(Pattern(p["name"], p["is"], p.get("furniture", False), p.get("last", 0), regex) for p, regex in read)


@lru_cache(maxsize=64)
def pattern(name: str) -> Pattern:
    """The pattern of this name."""
    return next(p for p in patterns() if p.name == name)


@lru_cache(maxsize=1)
def _shapes() -> tuple[list[Pattern], dict[str, str], re.Pattern[str]]:
    """The patterns of furniture: those of a line's end, and one of all the others."""
    whole = [p for p in patterns() if p.furniture and not p.last]
    names = {f"n{i}": p.name for i, p in enumerate(whole)}
    return (
        [p for p in patterns() if p.furniture and p.last],
        names,
        re.compile("|".join(f"(?P<n{i}>{p.regex.pattern})" for i, p in enumerate(whole)), re.VERBOSE),
    )


@lru_cache(maxsize=4096)
def shaped(line: str) -> str | None:
    """The name of the rule by which this line alone, wherever it stands, is furniture.

    >>> shaped("Home | World | Sport"), shaped("Share on Facebook Share on Twitter"), shaped("She left.")
    ('menu', 'share', None)
    """
    if len(line) > LONG:
        return None
    at_end, names, whole = _shapes()
    if found := next((p for p in at_end if p.match(line)), None):
        return found.name
    if m := whole.match(line):
        return names[str(m.lastgroup)]
    return "menu" if _menu(line) else "share" if " " in line and _buttons(tuple(key(line[:120]).split())) else None


@lru_cache(maxsize=64)
def _exact(*names: str) -> frozenset[str]:
    """The whole lines that these rules list."""
    return frozenset().union(*(r.exact for r in rules() if r.name in names))


@lru_cache(maxsize=4096)
def _buttons(words: tuple[str, ...], least: int = 2) -> bool:
    """Nothing but buttons of the page, one beside the other."""
    if not least <= len(words) <= 12:
        return False
    starts = (n for n in range(1, min(5, len(words)) + 1) if " ".join(words[:n]) in _exact("share"))
    return any(n == len(words) or _buttons(words[n:], 1) for n in starts)


_BETWEEN = re.compile(r"\s*[|•·»›>]\s*|\s+[/–—-]\s+")


def _menu(line: str) -> bool:
    """Words between separators, three at least, all of them short, and most of them sections of a news page."""
    if len(line) > 300 or not any(mark in line for mark in "|•·»›>/–—-"):
        return False
    parts = [key(part) for part in _BETWEEN.split(line) if part.strip(_MARKS)]
    known = sum(part in _exact("site navigation", "section label", "site footer", "share") for part in parts)
    return len(parts) > 2 and known > 1 and known * 2 >= len(parts) and all(part.count(" ") < 3 for part in parts)


def tells_of_author(line: str, byline: str | None) -> bool:
    """Is this paragraph about the article's author? It begins with a name that does what authors are said to do.

    The further signs count only under the name of the byline.

    >>> tells_of_author("Ann Lee is a columnist for the Vale Post.", None)
    True
    >>> tells_of_author("Ann Lee is a professor in Nordia.", None), tells_of_author("Ann Lee is a professor in Nordia.", "Ann Lee")
    (False, True)
    """
    author = table("furniture")["author"]
    m = pattern("author").match(line) if line[0].isupper() and len(line) <= LONG else None
    if m is None or m["verb"] not in author["verbs"]:
        return False
    folded = fold(line)
    own = byline is not None and fold(byline).split()[-1] in folded[: m.end()]
    return any(sign in folded for sign in author["signs"] + (author["further_signs"] if own else []))


_STOP = re.compile(r"[.!?…][\"'”’)\]»*]{0,3}$")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")


def story(text: str) -> bool:
    """Does this line read as a sentence of a story: does it end as one, and not cut off?

    >>> story("The boats left on Monday."), story("The boats left on..."), story("Boats leave")
    (True, False, False)
    """
    return not _CUT.search(text[-8:]) and bool(_STOP.search(text[-6:])) and (text[-1] not in "?!" or text.count(" ") >= 15)


def opens(text: str) -> bool:
    """Could this line be the story's first paragraph: at least a dozen words that end as a sentence?"""
    return text.count(" ") >= 11 and bool(_STOP.search(text[-6:]))


def headline(text: str) -> bool:
    """Does this line read as a headline: 4 to 30 words, capital first, no stop at its end?"""
    if not 3 <= text.count(" ") < 30 or len(text) >= 260 or story(text):
        return False
    return text[-1] not in ":;,…" and not text[0].islower() and text[0] not in "•▪‣*"


_DATE_WORDS = frozenset([*MONTHS, *WEEKDAYS, *(name[:3] for name in WEEKDAYS)]) | frozenset(
    "breaking news published posted updated last modified first on at date time the of ago min mins minute minutes read am pm a.m p.m "
    "st nd rd th hrs hours h bulletin edition t z et est edt ct cst cdt mt pt pst pdt gmt utc bst cet cest eet ist".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)?")


# Between the parts of such a line; not within "10:31", "2019-03-04" or "4/3/2019"
_PART = re.compile(r"\s*[|•·,:/–—-]\s+|\s+[|•·/(–—-]\s*|\)\s+|\s(?:[Oo]n|@)\s")


def dated(text: str) -> Written | None:
    """The day of a line that says nothing but when the article appeared, and perhaps who, where or in what, each a part of its own.

    It has its year, or its weekday.

    >>> dated("Updated: Thursday, February 25, 2021 at 5:12 p.m. EST").full, dated("On February 25, 2021 it rained") is None
    (datetime.date(2021, 2, 25), True)
    >>> dated("Ann Lee, Vale Post, 25 February 2021").full, dated("Storm of Port Vale, 25 February 2021") is None
    (datetime.date(2021, 2, 25), True)
    >>> dated("Thursday, 25 February").day, dated("25 February") is None
    (25, True)
    >>> [str(dated(t).full) for t in ("PORT VALE (Vale Post) Thursday 25 February 2021", "Vale FM - 25th February, 2021, 1800 hrs")]
    ['2021-02-25', '2021-02-25']
    """
    if len(text) > 120 or not any(c.isdigit() for c in text):
        return None
    parts = (part for part in _PART.split(text.strip("()[] ")) if any(word.lower() not in _DATE_WORDS for word in _WORD.findall(part)))
    if any(not pattern("beside the day").match(part) for part in parts):
        return None
    named = any(day in text.lower() for day in WEEKDAYS)
    return min((d for d in dates(text) if d.full or (named and d.day)), key=lambda d: d.full is None, default=None)


_ON = re.compile(r"(?:[\s,–—|•·-]|\b(?:on|at)\b)+$")  # what leads from a name to its day


def byline(line: str) -> str | None:
    """The names of a line that says by whom the article is, and no more.

    >>> byline("by Ann B. Lee and Bob Roe | Vale Post"), byline("By Ann Lee November 19, 2019, 07:47 PM")
    ('Ann B. Lee and Bob Roe', 'Ann Lee')
    >>> byline("Posted by annlee on 4 March 2019"), byline("By Friday, the boats had left.")
    ('annlee', None)
    """
    if len(line) > 140 or line.count(" ") > 16:
        return None
    day = next((start for start, _, _ in days(line)), None)
    named = _ON.sub("", line[:day][-100:]) if day else line
    m = pattern("byline").match(named) or (pattern("poster").match(named) if day else None)
    if m and not (named[-1] in ".?!:" and named.count(" ") > 5):
        name = m["name"].strip(" ,.")
        if len(name) > 2 and name.lower() not in MONTHS and name.lower() not in WEEKDAYS:  # "By Friday"
            return name
    return None

"""From text to time phrases with named slots. What they mean on the calendar is for ``_times_meaning`` to say.

Cheap triggers first (names of months, days, units; years in figures), found by one automaton; then the rules of the trigger's class, most
certain first, on a window around it. Rules read folded text, so they know neither case nor typographic apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from analystkit.english.times.rules import lexicon, rules
from analystkit.text import Matcher, fold

_LEFT, _RIGHT = 40, 90  # how far from its trigger a phrase can reach


@dataclass(frozen=True)
class Phrase:
    """A time phrase as written: its span, the rule that read it, its form, and the words in its slots."""

    start: int
    end: int
    rule: str
    form: str
    slots: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _triggers() -> Matcher:
    lex = lexicon()
    names: dict[str, object] = {}
    for kind, words in (
        ("vague", [w for ws in lex["vague"].values() for w in ws]),
        ("frequency", lex["frequency"]["words"]),
        ("century", ["century"]),
        ("unit", [w for ws in lex["units"].values() for w in ws] + ["weekend", "midweek", "midmonth"]),
        ("month", list(lex["months"])),
        ("weekday", [*lex["weekdays"], *[w + "s" for w in lex["weekdays"]]]),
        ("season", list(lex["seasons"])),
        ("deictic", list(lex["deictic"])),
        ("part", lex["parts"]["words"]),
        ("fixed", [*lex["fixed_days"], *lex["moveable_days"]]),
        ("decade", ["fifties", "sixties", "seventies", "eighties", "nineties"]),
    ):
        names |= {w: kind for w in words}
    return Matcher(names)


# Years, decades and days in figures.
_FIGURES = re.compile(
    r"(?<![\w$£€#.,:])(?:\d\d?(?:[:.]\d\d)? ?[ap]\.?m\b|\d{4}-\d\d-\d\d|\d{1,2}([./])\d{1,2}\1\d{4}|(?:1[0-9]|20)\d\d(?:-\d{2,4}\b)?"
    r"|'\d0s\b|\d\d?(?:st|nd|rd|th)[ -]century"
    r"|(?:(?<=\bon the )|(?<=\buntil the )|(?<=\bby the ))\d\d?(?:st|nd|rd|th)(?=[.,;]|\s*\Z| (?:and|but|when|after|before|in|at|to)\b)"
    r"|\d\d?(?:st|nd|rd|th)(?= of (?:this|last|next|the) month\b))('?s\b)?(?!\d)"
)


def _cores(folded: str, text: str) -> list[tuple[int, int, str]]:
    """The words that may be a time's: start, end, class, in the order of the text."""
    cores = [(a, b, str(kind)) for a, b, kind in _triggers().find(text)]
    for m in _FIGURES.finditer(folded):
        cores.append((m.start(), m.end(), _figures_kind(m.group(), m.group(2))))
    return sorted(cores)


def _figures_kind(word: str, plural: str | None) -> str:
    if word[-2:] in ("st", "nd", "rd", "th"):
        return "day"
    if word[-1] == "m":
        return "clock"
    if "cent" in word:
        return "century"
    if plural or word[0] == "'":
        return "decade"
    return "digits" if re.search(r"[./]|-\d\d-", word) else "year"


_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t\r]*\n\s*")


def _folded(piece: str) -> str:
    """The text folded, with white space between paragraphs kept apart from blanks, so that no phrase reaches over it."""
    folded = fold(piece)
    parts, at = [], 0
    for m in _BETWEEN_PARAGRAPHS.finditer(piece):
        parts += [folded[at : m.start()], "\n" * (m.end() - m.start())]
        at = m.end()
    return "".join([*parts, folded[at:]])


def phrases(text: str, start: int, end: int) -> Iterator[Phrase]:
    """The time phrases of a range of text, in order, none inside another.

    >>> t = "He left last week and may be back on March 3."
    >>> [(t[p.start:p.end], p.rule) for p in phrases(t, 0, len(t))]
    [('last week', 'relative-unit'), ('March 3', 'month-day')]
    """
    piece = text[start:end]
    folded = _folded(piece)
    taken = 0
    people = {m.group(2).lower() for m in _SURNAME.finditer(piece) if fold(m.group(1)) not in _NO_NAME}
    for a, b, kind in _cores(folded, piece):
        if a < taken or (kind in ("month", "weekday", "season", "fixed") and not _capital(piece, folded, a, b, kind)):
            continue
        if folded[a:b] in people and not _DATED.match(folded, b) and not _DAY_BEFORE.search(folded, max(0, a - 8), a):
            continue  # "a statement from May's office", where the article names Anna May
        if kind == "frequency" and piece[a].isupper():  # "the People's Daily"
            continue
        found = _simple(folded, a, b, kind) or _read(folded, a, b, kind, taken)
        if found is None or _NOT_ALONE.get(found.rule, _NEVER).match(folded, found.end):
            continue
        show = piece[found.start].isupper() and _SHOW.search(piece, max(0, found.start - 8), found.start)
        if show or _titled(piece, found) or not _believable(folded, found):
            continue
        if found.form == "date" and _september_11().match(folded, found.start):
            found = replace(found, rule="september-11", form="september-11")
        found = _for_so_long(folded, found)
        taken = found.end
        if found.form != "none":
            lead = _lead(folded, found)
            slots = {**found.slots, "lead": folded[lead : found.start].strip()}
            phrase = Phrase(start + lead, start + found.end, found.rule, found.form, slots)
            yield from _days_apart(phrase, folded[lead : found.end]) if "pair" in slots else (phrase,)


_FOR = re.compile(r"\bfor $")


def _for_so_long(folded: str, found: Phrase) -> Phrase:
    """ "fired for nearly an hour before fleeing": so long it lasted, and what came next is told behind it."""
    if found.form != "around" or not _FOR.search(folded, max(0, found.start - 5), found.start):
        return found
    end = folded.index(found.slots["unit"], found.start) + len(found.slots["unit"])
    return replace(found, end=end, rule="duration", form="duration")


def _days_apart(phrase: Phrase, words: str) -> Iterator[Phrase]:
    """ "April 24 and 25", "12 and 13 November": two days, a phrase each."""
    cut = words.index(" and ")
    one = {k: v for k, v in phrase.slots.items() if k not in ("pair", "d3")}
    other = {k: v for k, v in one.items() if k not in ("wd", "lead")} | {"d": phrase.slots["d3"]}
    yield replace(phrase, end=phrase.start + cut, slots=one)
    yield replace(phrase, start=phrase.start + cut + len(" and "), slots=other)


_SHOW = re.compile(r"(?<![.!?:] )\b(?:USA|ABC|CBS|NBC|CNN|BBC|VOA|MSNBC|CNBC|ITV|Fox|Sky) $")  # "USA Today", "CBS This Morning"
_QUOTE = re.compile(r"[“”\"„«»]|``|''")
_TITLE = re.compile(r"(?:(?:[A-Z0-9][\w'’-]*|of|the|and|to|in|a|an|for|with|on|at)(?: |$)){2,7}$")


def _titled(piece: str, found: Phrase) -> bool:
    """Is it the name of a programme, a book, a song: “Saturday Night Stories”?"""
    if not any(c.isupper() for c in piece[found.start : found.end]):
        return False
    low = max(0, found.start - 50)
    before = [low + m.end() for m in _QUOTE.finditer(piece[low : found.start])]
    after = _QUOTE.search(piece, found.end, found.end + 50) if before else None
    return bool(after and _TITLE.match(piece[before[-1] : after.start()]))


_NEVER = re.compile(r"(?!)")
_NOT_ALONE = {  # what a phrase of this rule is no time before: "as soon as", "overnight from Sunday", which is that night
    "ago": re.compile(r" than\b"),  # "a day earlier than planned" compares two times and tells neither
    "vague-future": re.compile(r"-| (?:as|after|afterwards?|enough)\b"),
    "deictic": re.compile(r"(?<=overnight) (?:on |from |into )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"),
}
_RATE = re.compile(r"(?:\d|\b(?:million|billion|thousand|hundred|percent|cents))(?: [a-z]{1,15}){0,2} $")


def _capital(piece: str, folded: str, a: int, b: int, kind: str) -> bool:
    """Is it written as a name? "May" and "March" begin sentences too, and "Jan", "Mar", "Dec" are also people."""
    if kind == "season":
        after = folded[b : b + 5].strip()[:2]
        return folded[a:b] != "fall" or after in ("19", "20", "of") or bool(_SEASON_BEFORE.search(folded, max(0, a - 20), a))
    if not piece[a].isupper():
        return False
    word = folded[a:b]
    if kind == "fixed":
        return word in lexicon()["fixed_days"] or not _no_feast().search(folded, max(0, a - 15), min(len(folded), b + 15))
    if kind == "weekday" and _NAMED_DAY.search(folded, max(0, a - 10), a):
        return False
    if word in _FIRST_NAMES and _NAME_AFTER.match(piece, b) and not _SINCE.search(folded, max(0, a - 12), a):
        return False  # "April Finch"
    if (len(word) <= 4 and word not in ("june", "july")) or word == "march":
        after, before = folded[b : b + 6], folded[max(0, a - 12) : a]
        dated = bool(re.match(r"\.? ?\d|,? (?:of )?\d{4}", after)) or bool(re.search(r"\d(?:st|nd|rd|th)?(?: of)?[ -]$", before))
        return dated or (bool(_MONTH_BEFORE.search(before)) and (word in ("may", "march") or after[:1] in ".,"))
    return True


@lru_cache(maxsize=1)
def _no_feast() -> re.Pattern[str]:
    words = lexicon()["no_feast"]
    days = "|".join(sorted(map(re.escape, lexicon()["moveable_days"]), key=lambda w: (-len(w), w)))
    return re.compile(rf"\b(?:{'|'.join(words['before'])}) (?:{days})\b|\b(?:{days})(?:'s)? (?:{'|'.join(words['after'])})\b")


_NAMED_DAY = re.compile(r"\b(?:bloody|black|good|ash|super|cyber|maundy|palm|easter|fat|red|holy|giving) $")  # names of days, not days
_FIRST_NAMES = frozenset(("april", "june", "august", "may"))
_SINCE = re.compile(r"\b(?:in|since|by|until|till|early|late|mid|last|next|this|during|from|through|the)[ -]$")
_NAME_AFTER = re.compile(r" [A-Z][a-z]")
_MONTH_BEFORE = re.compile(
    r"(?:^|\W)(?:in|since|by|until|till|early|late|mid|last|next|this|past|from|of|to|and|through|before|after|during|between|each|every"
    r"|or|about|the)[ -]$"
)
_SURNAME = re.compile(r"\b([A-Z][a-z]{1,15})\.? (May|April|June|August)\b(?! ?\d)")
_NO_NAME = frozenset(
    "in since by until till from of to and through before after during between each every or about the on for last next this that past"
    " early late mid as at but with monday tuesday wednesday thursday friday saturday sunday".split()
)
_DATED = re.compile(r"\.? ?\d|,? (?:of )?\d{4}")
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?(?: of)?[ -]$")
_SEASON_BEFORE = re.compile(
    r"\b(?:last|this|next|past|coming|previous|following|that|(?:in|during|of|by|until|since) the|early|late|mid)[ -]$"
)


@lru_cache(maxsize=1)
def _september_11() -> re.Pattern[str]:
    return re.compile(r"sept(?:ember|\.)? 11 (?:" + "|".join(lexicon()["september_11"]["words"]) + r")\b")


def _simple(folded: str, a: int, b: int, kind: str) -> Phrase | None:
    """Phrases that are one entry of the lexicon."""
    if kind not in ("vague", "frequency"):
        return None
    word = folded[a:b]
    if kind == "frequency":
        return Phrase(a, b, "frequency-word", "frequency")
    if word.endswith(("recent", "current", "past")) and _UNIT_AFTER.match(folded, b):  # "recent weeks", "in the past two years"
        return None
    for side, words in lexicon()["vague"].items():
        if word in words:
            return Phrase(a, b, f"vague-{side}", "vague", {"side": side})
    return None


_UNIT_AFTER = re.compile(r"(?: [\w-]{1,12}){0,3} (?:day|week|month|quarter|year|decade|centur)(?:s|ies|y)?\b")


def _read(folded: str, a: int, b: int, kind: str, floor: int) -> Phrase | None:
    """The first rule of the class that reads a phrase around this core."""
    low, high = max(floor, a - _LEFT), min(len(folded), b + _RIGHT)
    for rule in rules().get(kind, ()):
        for m in rule.pattern.finditer(folded, low, high):
            if m.start() > a:
                break
            if m.end() > a:
                return Phrase(m.start(), m.end(), rule.name, rule.form, {k: " ".join(v.split()) for k, v in m.groupdict().items() if v})
    return None


_LEAD = re.compile(r"(?<!\w)(?:ever since|since|during) $")


def _lead(folded: str, found: Phrase) -> int:
    """Where the phrase begins with its "since" or "during", which belong to it."""
    m = _LEAD.search(folded, max(0, found.start - 12), found.start)
    return m.start() if m and found.form != "duration" else found.start


_GAME = re.compile(r"\b(?:holes?|tee|par|birdies?|bogeys?|fairway|putts?|innings?)\b")
# "his 1987 Chevrolet": when it was built, and no more
_CAR = re.compile(
    r" (?:audi|bmw|buick|cadillac|chevrolet|chevy|chrysler|dodge|ford|honda|hyundai|jeep|kia|lada|lexus|mazda|mercedes|mitsubishi|nissan"
    r"|peugeot|pontiac|renault|subaru|toyota|volkswagen|volvo)\b"
)
_ITS = re.compile(r"(?:'s|\b(?:a|an|his|her|their|my|our|your))(?: \w{1,12})? $")
_COUNTED_AFTER = re.compile(r"[ -]([a-z]{1,12})")
_TO_LAST = re.compile(r"\b(?:to|will|would|can|could|may|might|must|should|not|'ll|did) $")  # "it is to last two weeks"
_NUMBERED = re.compile(r"\b(?:nos?\.?|number|room|flight|route|highway|channel|article|section|resolution|page|unit|suite|lot|docket) $")
_IN_BEFORE = re.compile(
    r"(?:^|\W)(?:in|since|of|by|until|from|before|after|between|during|around|circa|late|early|mid|and|to|year)[ -]$|\($"
)


def _believable(folded: str, found: Phrase) -> bool:
    """Is a bare number a year? Not before people or measures; before 1900 and far ahead only after "in", "since" …"""
    if found.rule == "duration" and re.match(r"an? ", folded[found.start : found.start + 3]):
        # "$500 million a year", "two barrels a day", "a $12-an-hour job"
        rate = folded[found.start - 1 : found.start] == "-" or _RATE.search(folded, max(0, found.start - 45), found.start)
        return not rate
    if found.form == "day-of-month":  # "a birdie on the 14th"
        return not _GAME.search(folded, max(0, found.start - 150), found.end + 80)
    if found.form == "span" and found.slots.get("rel") == "last" and _TO_LAST.search(folded, max(0, found.start - 10), found.start):
        return False
    if found.form != "year":
        return True
    before = folded[max(0, found.start - 4) : found.start]
    if before[-2:].strip().isdigit() or (before == " at " and "mod" not in found.slots):  # a telephone number; an hour: "at 2030"
        return False
    if _NUMBERED.search(folded, max(0, found.start - 14), found.start):
        return False
    if _CAR.match(folded, found.end) and _ITS.search(folded, max(0, found.start - 20), found.start):
        return False
    after = _COUNTED_AFTER.match(folded, found.end)
    if after and after.group(1) in lexicon()["counted"]["words"] and not found.slots.get("mod"):
        return False
    led = bool(found.slots.get("mod")) or bool(_IN_BEFORE.search(folded, max(0, found.start - 10), found.start))
    return led or 1900 <= int(found.slots["y"]) <= 2059

"""The rules of the grammar of time, with a sentence for each. What finds and orders them is ``_times_grammar``.

Rules read folded text. In their fragments and patterns ``\\ `` stands for the white space between two words of one paragraph.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from analystkit.english.lexicon import NUMBER_WORDS


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Any]:
    """The words of ``lexicon/times.toml``."""
    return tomllib.loads(files("analystkit.english.lexicon").joinpath("times.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Rule:
    name: str
    form: str
    pattern: re.Pattern[str]


def _words(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


def _fragments() -> dict[str, str]:
    """The parts of which rules are made."""
    lex = lexicon()
    of_month, ending = r"(?:3[01]|[12]\d|0?[1-9])", r"(?:st|nd|rd|th)?"
    year = r"(?:,?[-\ ]{YEAR}(?!\.\d))?(?:,?\ (?P<relyear>(?:last|this|next)\ year))?"
    ones = _words([w for w in NUMBER_WORDS if w != "zero"])
    number = rf"(?:\d{{1,4}}(?:\.\d)?(?:\ \d/\d)?|(?:{ones})(?:[-\ ](?:{ones}))?(?:\ hundred)?|a\ hundred|an?\ dozen)"
    units = lex["units"]
    follows = "in|at|to|with|for|when|as|but|that|after|before|during|because|while|by|the|a"
    pair = rf"(?P<pair>\ and\ )(?P<d3>{of_month}){ending}(?=[,.;:)]|\ (?:{follows})\b|\Z)"  # "April 24 and 25", not "… and 25 people"
    no_full = "".join(rf"(?<!\b{m})" for m in lex["months"] if len(m) > 4 or m in ("june", "july"))  # "in September." ends a sentence
    return {
        "MONTH_DAY": rf"{{WDS}}{{MON}}\ (?P<d>{of_month}){ending}\b(?![:.,]\d|\ ?%|\ percent)"
        rf"(?:\ ?(?:-|to)\ ?(?P<d2>{of_month}){ending}\b(?![:.]\d|\ ?%|\ percent))?(?:{pair})?{year}",
        "DAY_MONTH": rf"{{WDS}}(?:the\ )?(?<![\d.,$/-])(?P<d>{of_month}){ending}(?:\ ?(?:-|to)\ ?(?P<d2>{of_month}){ending})?"
        rf"(?:(?P<pair>\ and\ )(?P<d3>{of_month}){ending})?(?:\ of\ |[-\ ]){{MON}}"
        rf"(?:\ (?P<yy>\d\d)(?=\ ?[()]|\ --|\Z)|{year})",
        "MON": rf"(?P<mon>{_words(list(lex['months']))})\b(?:{no_full}\.)?",
        "WD": "(?P<wd>" + _words(list(lex["weekdays"])) + ")",
        "WDS": "(?:(?P<wd>" + _words([*lex["weekdays"], *lex["weekdays_short"]]) + r")\b\.?,?\ (?:the\ )?)?",
        "SEASON": "(?P<season>" + _words(list(lex["seasons"])) + ")",
        "PART": "(?P<part>" + _words(lex["parts"]["words"]) + ")",
        "DEICTIC": "(?P<deictic>" + _words(list(lex["deictic"])) + ")",
        "UNIT": "(?P<unit>" + _words([v[0] for v in units.values()] + ["weekend"]) + r")\b",
        "UNITS": "(?P<unit>" + _words([w for k, v in units.items() for w in v if k != "half"] + ["nights"]) + r")\b",
        "PLURAL": "(?P<unit>" + _words([v[1] for v in units.values() if len(v) > 1]) + r")\b",
        "NUMBER": number,
        "N": rf"(?P<n>{number}(?:\ 1/2|\ and\ a\ half)?(?:(?:\ to\ |\ or\ |-){number})?|half\ an?|an?(?:\ few|\ couple(?:\ of)?)?"
        r"|the\ few|few|several|couple(?:\ of)?|many|dozens\ of|a\ number\ of|one\ or\ two)",
        "ABOUT": r"(?P<about>(?:(?:about|around|nearly|almost|roughly|some|approximately|more\ than|less\ than|fewer\ than|over"
        r"|under"
        r"|at\ least|at\ most|up\ to|just|only|barely|no\ more\ than|well\ over|an?\ estimated)\ ){0,2})",
        "MOD": r"(?:(?P<mod>early|earlier|late|later|mid|sometime|(?:the\ )?(?:very\ )?(?:end|start|beginning|middle|close"
        r"|rest)\ of)[-\ ])?",
        "REL": r"(?!(?<!the[ ])(?:following|prior|preceding|ensuing)\b)"
        r"(?P<rel>this\ past|this\ coming|last|this|next|past|previous|prior|preceding|following|coming|upcoming|same"
        r"|that\ same|that"
        r"|current|latest|ensuing)",
        "YEAR": r"(?P<y>(?:1[0-9]|20)\d\d)\b",
        "CLOCK": r"(?:(?:\d{1,2}[:.]\d\d|\d{4})(?:\ ?(?:[ap]\.m\b\.?|[ap]m\b))?(?:\ (?:hours|local\ time|gmt|utc|est|edt|pst"
        r"|pdt|cet|bst))?"
        r"|\d{1,2}\ ?(?:[ap]\.m\b\.?|[ap]m\b)(?:\ (?:local\ time|gmt|utc|est|edt|pst|pdt|cet|bst))?|noon|midnight|midday)"
        r"(?:\ \(\d{4}\ (?:gmt|utc)\))?",
        "FIXED": _words([*lex["fixed_days"], *lex["moveable_days"]]),
        "MONTH_PLAIN": _words(list(lex["months"])),
        "ORD": r"(?P<ord>first|second|third|fourth|final|1st|2nd|3rd|4th)",
    }


# Sentence, rule. {NAMES} are the fragments above. A form names its reading in _times_meaning.
_WEEK_OF_DAY = r"(?:the\ )?week\ (?:of|beginning|starting)\ {MONTH_DAY}"
_WEEK_OF_MONTH = r"(?:the\ )?(?P<week>first|second|third|fourth|last|final)\ (?:full\ )?week\ (?:of|in)\ {MON}(?:,?\ {YEAR})?"
_AGO = r"{ABOUT}(?:{N}[-\ ])?{UNITS}\ (?P<dir>ago|earlier|later|from\ now|hence|afterwards?|beforehand)\b"
_BEFORE_EVENT = (
    r"{ABOUT}{N}[-\ ]{UNITS}\ (?P<dir>before|after|prior\ to|following)\b"
    r"(?:\ (?P<event>(?:the|a|an|his|her|its|their)\b(?:\ [\w'-]{1,20}){1,8}?)"
    r"(?=[.,;:!?)\"]|\ (?:and|but|when|which|that|who|was|were|had|has|is|are|in|on|at|by|as)\b|\Z))?"
)
_GRAMMAR: dict[str, list[tuple[str, str, str]]] = {
    "month": [
        # "on Thursday, Feb. 25, 2021" · "February 25" · "early on March 3-5, 2020"
        ("month-day", "date", r"(?:{CLOCK},?\ )?{MONTH_DAY}"),
        # "the 5th of May, 2019" · "15 February" · "03-Mar-2020" · "LIMA, 4 Jan 90 (EFE)"
        ("day-month", "date", r"{DAY_MONTH}"),
        # "in late February 2021" · "October of 1998"
        ("month-year", "month", r"{MOD}{MON},?(?:\ of)?\ {YEAR}(?!\.\d)"),
        # "in December last year" · "March of the following year"
        ("month-relative-year", "month", r"{MOD}{MON},?(?:\ of)?\ (?:the\ )?(?P<relyear>(?:last|this|next|same|following"
         r"|previous)\ year)"),
        # "each July"
        ("every-month", "frequency", r"(?:every|each)\ {MON}"),
        # "last April" · "early next March"
        ("relative-month", "month", r"{MOD}(?:the\ )?{REL}\ {MON}"),
        # "since April" · "mid-February" · "from March to May 2021"
        ("month", "month", r"{MOD}{MON}(?:(?=\ ?(?:-|to|and|through|until)\ (?:\w{3,9})\.?\ (?P<toyear>(?:19|20)\d\d)\b))?"),
    ],
    "weekday": [
        ("month-day", "date", r"(?:{CLOCK},?\ )?{MONTH_DAY}"),
        ("day-month", "date", r"{DAY_MONTH}"),
        # "every Friday" · "on Saturdays"
        ("every-weekday", "frequency", r"(?:every|each)\ {WD}\b|{WD_S}s\b"),
        # "late last Thursday night" · "10:30 a.m. Tuesday" · "the following Monday" · "Monday's attack"
        ("weekday", "weekday", r"(?:{CLOCK},?\ (?:on\ )?)?(?:(?P<mod>early|earlier|late|later)\ (?:on\ )?)?(?:(?:the\ )?"
         r"{REL}\ )?{WD}\b"
         r"(?:'s)?(?:\ {PART})?(?:\ (?:of\ )?(?P<week>last\ week|next\ week|this\ week))?"),
    ],
    "fixed": [
        # "on New Year's Eve"
        ("fixed-day", "fixed", r"(?P<fixed>{FIXED})(?:,?\ {YEAR})?"),
    ],
    "unit": [
        # "37-year-old", "aged 12 years": no time at all
        ("age", "none", r"{NUMBER}[-\ ](?:year|month|week|day)s?[-\ ]olds?|years?[-\ ]old"),
        # "than in the year-ago quarter" · "year-earlier profit"
        ("year-ago", "year-ago", r"(?:the\ |its\ )?(?:comparable\ )?year-(?:ago|earlier)(?:\ (?:{ORD}[-\ ])?(?:fiscal\ )?"
         r"(?:quarter|period|half)\b)?|(?:the\ )?(?:same\ |comparable\ )?(?:quarter|period)\ (?:a|one)\ year\ (?:ago|earlier|before)\b"),
        # "the week of March 3" · "the first week of March"
        ("week-of-day", "week-of", _WEEK_OF_DAY),
        ("week-of-month", "week-of", _WEEK_OF_MONTH),
        # "nearly 30 minutes before the start of the second strike" · "two days after"
        ("before-event", "around", _BEFORE_EVENT),
        # "two days later" · "a year earlier" · "about 10 years ago" · "months ago" · "the day before"
        ("ago", "ago", _AGO),
        ("day-before", "ago", r"the\ {UNIT}\ (?P<dir>before|after)(?=[.,;:!?)\"]|\ (?:that|he|she|it|they|when|in"
         r"|at|and)\b|\Z)"),
        ("day-before-event", "around", r"(?P<n>the)\ (?P<unit>day)\ (?P<dir>before|after)"
         r"\ (?P<event>(?:the|a|his|her|its|their)\ [\w'-]{1,20})"),
        # "in the weeks before the vote" · "in the hours following the blast"
        ("days-before", "around", r"(?:the\ )?{PLURAL}\ (?P<dir>before|after|prior\ to|following|leading\ up\ to)\b"),
        # "later in the day"
        ("later-in", "later-in", r"(?P<mod>later|earlier|late|early)\ in\ the\ {UNIT}"),
        # "the third quarter of 1984" · "this year's third quarter" · "second-quarter"
        ("quarter", "quarter", r"(?:(?P<relyear>(?:this|last|next)\ year)'s\ |(?:the\ |its\ |their\ )?(?:{YEAR}\ |fiscal[-\ ])?)?"
         r"(?:{MOD}the\ )?{ORD}[-\ ](?:fiscal\ )?(?P<unit>quarter"
         r"(?:(?=,?\ (?:which\ )?end(?:ed|ing)\ (?P<endmon>{MONTH_PLAIN})\.?\ (?P<endday>\d\d?)\b))?"
         r"|half(?=\ of\ (?:the\ |this\ |last\ |next\ )?(?:year|(?:19"
         r"|20)\d\d)))\b(?:\ (?:of|in)\ (?:fiscal\ |the\ )?(?:(?P<y2>(?:19|20)\d\d)\b"
         r"|(?P<relyear2>(?:this|last|next|previous|following)\ year|year)\b))?"),
        # "the 1988 quarter" · "the 1988 period"
        ("year-quarter", "same-quarter", r"(?:the\ )?(?:latest\ )?{YEAR}\ (?:quarter|period)\b"),
        # "over the weekend"
        ("weekend", "weekend", r"(?:the|that|{REL})\ weekend\b"),
        # "24 hours a day"
        ("per", "frequency", r"{N}[-\ ]{UNITS}\ (?:an?|per)\ (?:minute|hour|day|week|month|year)\b"),
        # "every three months" · "once a week" · "$5 a day" is a rate
        ("every", "frequency", r"(?:every|each|per|once\ an?|twice\ an?|times\ an?)(?:\ other|\ {NUMBER}|\ few|\ single)?[-\ ]"
         r"{UNITS}"),
        # "over the past few months" · "in recent weeks" · "the next two years" · "the first nine months of 2020"
        ("first-units-of", "duration", r"(?:the\ )?(?:first|last|final)\ {N}\ {UNITS}(?=\ of\b)"),
        ("span-of-one", "span", r"(?:(?<=\bin[ ])|(?<=\bover[ ])|(?<=\bduring[ ])|(?<=\bfor[ ])|(?<=\bwithin[ ]))the\ (?P<rel>last|next)\ "
         r"(?P<unit>hour|week|month|year|decade)\b(?!\ of\b)"),
        ("span", "span", r"(?:the\ |these\ )?(?P<rel>last|past|next|coming|recent|previous|preceding)\ (?:{N}\ (?:or\ so\ )?)?"
         r"{PLURAL}"
         r"|(?:the\ )(?P<rel2>past)\ (?P<unit2>week|month|quarter|year|decade|century)\b"),
        ("first-units", "duration", r"(?:the\ |its\ )?(?:first|last|final|latest|following|year-earlier)\ {N}\ {UNITS}"),
        # "earlier this month" · "late last week" · "the previous day" · "the end of next year"
        ("relative-unit", "unit", r"{MOD}(?:the\ )?{REL}\ (?:calendar\ |fiscal\ |financial\ |school\ |academic\ )?{UNIT}"),
        # "the end of the month" · "by year-end" · "mid-month" · "at midweek"
        ("part-of-unit", "part-of-unit", r"(?P<mod>(?:the\ )?(?:end|start|beginning|middle|rest)\ of)\ the\ {UNIT}"
         r"|(?:the\ )?(?P<unit2>year|month|week|quarter)(?:'s)?[-\ ](?P<mod2>end)\b|(?P<mod3>mid)-?(?P<unit3>month|week|year)\b"),
        # "a quarter of the voters": a fraction
        ("fraction", "none", r"(?:{ABOUT}(?:an?|one|three)[-\ ]quarters?)(?!\ (?:ago|earlier|later))"),
        # "in the quarter" · "the latest period"
        ("the-quarter", "the-quarter", r"(?:the\ latest|latest|the\ comparable|the|that)\ quarter\b"),
        # "for the year" · "throughout the fiscal year"
        ("the-period", "duration", r"(?:(?<=\bfor[ ])|(?<=\bthroughout[ ])|(?<=\bduring[ ])|(?<=\bin[ ])|(?<=\bof[ ])|"
         r"(?<=\bover[ ]))the\ (?:(?:fiscal|calendar|financial)\ )?(?:year|week)s?\b"),
        # "for two years" · "a 16-hour flight" · "within 18 months"
        ("duration", "duration", r"{ABOUT}{N}[-\ ](?:trading\ |business\ |working\ |consecutive\ |straight\ )?{UNITS}(?:-long)?"),
        ("long", "duration", r"(?<=\bfor[ ]){PLURAL}|(?<=\bin[ ]){PLURAL}|(?<=\bof[ ]){PLURAL}|(?<=\bafter[ ]){PLURAL}|"
         r"(?<=\bwithin[ ]){PLURAL}"),
    ],
    "deictic": [
        # "late yesterday" · "early tomorrow morning" · "earlier today" · "the day before yesterday"
        ("deictic-2", "deictic", r"the\ day\ (?P<dir>before|after)\ {DEICTIC}\b"),
        ("deictic", "deictic", r"(?:{CLOCK}\ )?(?:(?P<mod>earlier|later|early|late|mid-(?:morning|afternoon))\ )?{DEICTIC}\b"
         r"(?:\ {PART}\b)?"),
    ],
    "part": [
        # "earlier this evening" · "last night" · "that morning" · "the following night"
        ("part-of-day", "part", r"(?:(?P<mod>earlier|later|early|late)\ )?(?:the\ )?(?P<rel>this|last|that|same|previous"
         r"|following|next)\ {PART}\b"),
    ],
    "season": [
        # "the summer of 2015" · "spring 1998" · "in autumn last year"
        ("season-year", "season", r"{MOD}(?:the\ )?{SEASON},?\ (?:of\ )?(?:{YEAR}|(?P<relyear>(?:last|this|next)\ year)\b)"),
        # "late last summer" · "this fall"
        ("relative-season", "season", r"{MOD}(?:the\ )?{REL}\ {SEASON}\b"),
        # "into the summer" · "in the spring"
        ("season", "season", r"(?<=\bin[ ]){MOD}the\ {SEASON}\b|(?:(?<=\bduring[ ])|(?<=\bby[ ])|(?<=\bsince[ ])|"
         r"(?<=\buntil[ ])|(?<=\binto[ ]))the\ {SEASON_2}\b"),
    ],
    "year": [
        # "Q3 2022"
        ("quarter-short", "quarter", r"q(?P<ord>[1-4])\ (?:of\ )?{YEAR}"),
        ("year-quarter", "same-quarter", r"(?:the\ )?(?:latest\ )?{YEAR}\ (?:quarter|period)\b"),
        ("quarter", "quarter", r"(?:the\ )?{YEAR}\ (?:fiscal\ )?{ORD}[-\ ](?P<unit>quarter|half)\b"),
        # "2018-19" · "2018-2020"
        ("years", "years", r"(?<![\w-]){YEAR}-(?P<y2>(?:19|20)\d\d|\d\d)\b(?!-\d)"),
        # "late 2019" · "the end of 1994" · "fiscal 2021" · "in 1979"
        ("year", "year", r"{MOD}(?:fiscal\ (?:year\ )?|calendar\ |the\ year\ )?(?:(?<![\w.,$£€#/:-])|(?<=\bmid-)){YEAR}(?![\d:/%]"
         r"|[.,]\d|-(?:\d|strong|member|mile|km|foot|ton|point))"),
    ],
    "decade": [
        ("decade-word", "decade", r"the\ {MOD}(?P<word>fifties|sixties|seventies|eighties|nineties)\b"),
        # "the late 1980s" · "the '90s" · "the nineties"
        ("decade", "decade", r"(?:the\ )?{MOD}(?:the\ )?(?:(?P<dec>(?:1[5-9]|20)\d0)'?s|'(?P<short>\d0)s)\b"),
    ],
    "century": [
        # "in the 19th century" · "twentieth-century"
        ("century", "century", r"(?:the\ )?{MOD}(?P<cent>\d{1,2}(?:st|nd|rd|th)|nineteenth|twentieth|twenty-first"
         r"|eighteenth)[-\ ]century\b"),
    ],
    "clock": [
        ("month-day", "date", r"{CLOCK},?\ (?:on\ )?{MONTH_DAY}"),
        # "at 6 a.m. ten days before the murder" · "at 4 p.m. two days later"
        ("before-event", "around", r"{CLOCK},?\ " + _BEFORE_EVENT),
        ("ago", "ago", r"{CLOCK},?\ " + _AGO),
        ("weekday", "weekday", r"{CLOCK},?\ (?:on\ )?(?:{REL}\ )?{WD}\b(?:\ {PART})?"),
        ("deictic", "deictic", r"{CLOCK},?\ {DEICTIC}\b"),
        # "at 10:35 a.m. local time" · "6 p.m.": the day is told beside it, or not at all
        ("clock", "clock", r"{ABOUT}(?P<hour>\d{1,2})(?:[:.]\d\d)?\ ?(?P<half>[ap]\.m\b\.?|[ap]m\b)"
         r"(?:\ (?:local\ time|gmt|utc|est|edt|pst|pdt"
         r"|cet|bst))?"),
    ],
    "day": [
        # "on the 14th" · "the 30th of last month"
        ("day-of-month", "day-of-month", r"(?:the\ )?(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)"
         r"(?:\ of\ (?P<rel>this|last|next|the)\ month\b)?"),
    ],
    "digits": [
        # "2021-02-25"
        ("iso-day", "iso", r"(?<![\w.-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\w-])"),
        # "25.02.2021", "25/02/2021", "02/25/2021"
        ("numeric-day", "numeric", r"(?<![\w./-])(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?![\w/]"
         r"|\.\d)"),
    ],
}  # fmt: skip


_BLANK = r"(?:[\ \r]{1,24})"  # one blank, or the break and the indent of a wrapped line; what parts paragraphs is no blank


@lru_cache(maxsize=1)
def rules() -> dict[str, list[Rule]]:
    parts = _fragments()
    parts["WD_S"] = parts["WD"].replace("(?P<wd>", "(?:")
    parts["SEASON_2"] = parts["SEASON"].replace("?P<season>", "?P<season2>")

    def build(pattern: str) -> re.Pattern[str]:
        seen: set[str] = set()

        def once(m: re.Match[str]) -> str:  # a slot may be named once: the same fragment again is only matched
            again = m.group(1) in seen
            seen.add(m.group(1))
            return "(?:" if again else m.group()

        full = pattern
        for _ in range(2):  # fragments hold fragments
            full = re.sub(r"\{([A-Z][A-Z_0-9]*)\}", lambda m: parts[m.group(1)], full)
        full = re.sub(r"\\ (?![\w ]*\])", lambda m: _BLANK, full)
        return re.compile(r"(?<![\w])(?:" + re.sub(r"\(\?P<(\w+)>", once, full) + ")", re.VERBOSE)

    return {kind: [Rule(name, form, build(p)) for name, form, p in rules] for kind, rules in _GRAMMAR.items()}

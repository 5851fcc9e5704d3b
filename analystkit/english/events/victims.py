"""Who is counted: numbers with the people they count, single victims ("a contractor"), and the words that kill or injure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analystkit.english.events.eventwords import words
from analystkit.english.numerals import Number, numbers
from analystkit.text import Matcher

KILLED, INJURED = "killed", "injured"


def _any(listed: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(listed, key=len, reverse=True))


@lru_cache(maxsize=128)
def compiled(pattern: str) -> re.Pattern[str]:
    """A VERBOSE pattern in which «@kill@» stands for the lexicon's words of that list of ``[harm]``.

    >>> compiled(r"(?:@kill@|@died@)").match("shot to death").group()
    'shot to death'
    """
    for name, listed in words()["harm"].items():
        pattern = pattern.replace(f"@{name}@", f"(?:{_any(listed)})")
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


@lru_cache(maxsize=1)
def effects() -> Matcher:
    """The words that can count victims, each with what it says befell them, and whether it is a noun."""
    harm = words()["harm"]
    out: dict[str, object] = {w: ((), False) for w in harm["signs"]}
    dead, hurt = (KILLED,), (INJURED,)
    nouns = {"deaths": dead, "killed_count": dead, "injuries": hurt, "injured_count": hurt, "either": (KILLED, INJURED)}
    for name, befell in ({"died": dead, "kill": dead, "hurt": hurt} | nouns).items():
        out |= {w: (befell, name in nouns) for w in harm[name]}
    return Matcher(out)


@lru_cache(maxsize=1)
def people() -> Matcher:
    """The words for people, each with its class."""
    return Matcher({word: label for label, forms in words()["victims"].items() for word in forms})


# Words that end a noun phrase: the victims do not go on beyond them.
_STOP = re.compile(
    r"""[,;:()–—\[]|(?<![A-Z]\.[A-Z])(?<!\b[A-Z])\.(?!\w)|\s-{1,2}\s|(?<=s)\s?['’](?=\s)|\b(?:were|was|is|are|had|have|has|been|being|be|will|would|in|on|at|by|from|after|when|while|who|whom|that|which|whose|where
    |during|near|with|for|to|as|killed|injured|wounded|dead|died|hurt|shot|stabbed|found|and|but|or|including|inside|outside|before|since|between|against
    |about|through|under|over|into|said|say|says|suffer\w*|sustain\w*|los[et]|took|taken|may|might|could|can|did|do|does|not|kill\w*|injur\w*|wound\w*|murder\w*
    |perish\w*|drown\w*|dying|(?!family|elderly|early|only|july)\w+ly|yesterday|today|tonight|earlier|overnight)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PART = re.compile(r"(?:of\s+(?:them|whom|those|these|which))\b\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Victims:
    """A noun phrase that counts people; ``noun`` is empty where the text leaves it out ("injuring six"), ``part`` says "of them"."""

    start: int
    end: int
    number: Number
    noun: str
    words: str
    part: bool = False
    nth: bool = False  # «a sixth officer»: six in all


def noun_phrases(text: str, start: int, end: int) -> list[Victims]:
    """Numbers with the people they count, and single victims ("a contractor", "the soldier"), by start.

    >>> t = "three soldiers and a nurse"
    >>> [(t[v.start:v.end], v.number.value, v.noun) for v in noun_phrases(t, 0, len(t))]
    [('three soldiers', 3, 'service member'), ('a nurse', 1, 'person')]
    """
    out = [v for n in numbers(text, start, end) if (v := _numbered(text, start, end, n)) is not None]
    # «two of the five hostages» is one; «the 3 May murder of six porters» counts porters only
    out = [v for v in out if not any(v.start < o.start < v.end for o in out) or v.words.startswith("of ")]
    out = [v for v in out if not any(o.start < v.start < o.end for o in out)]
    out += [v for v in _single(text, start, end) if not any(o.start <= v.start < o.end for o in out)]
    for m in _ANOTHER.finditer(text, start, end):
        n = Number(m.start(), m.end(), _NTH[m["nth"].lower()] if m["nth"] else 1, None)
        out.append(Victims(n.start, n.end, n, "person", (m["nth"] or "another").lower(), nth=bool(m["nth"])))
    return sorted(out, key=lambda v: v.start)


_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
_NTH = {w: n for n, w in enumerate(_ORDINALS.split(), start=2)}
# «another was wounded», «and another wounded», «a sixth died in hospital»
_ANOTHER = re.compile(
    rf"\b(?:another|an?\s+(?P<nth>{'|'.join(_NTH)}))(?=\s+(?:(?:was|has|had|is)\s+)?(?:\w+ly\s+)?(?:been\s+)?(?:killed|injured|wounded|hurt|dead|died)\b(?!\s+(?:\d|two|three|four|five|an?\b|the\b|at\s)))",
    re.IGNORECASE,
)


def _numbered(text: str, start: int, end: int, n: Number) -> Victims | None:
    """A number with the people after it; without a noun where the text leaves it out («injuring six»)."""
    if text[max(start, n.start - 3) : n.start].lower() == "no " or _age(text, start, n):
        return None
    n = n.from_low()
    begin = n.end + len(text[n.end : n.end + 2]) - len(text[n.end : n.end + 2].lstrip())
    of_them = _PART.match(text, begin, end)
    begin = of_them.end() if of_them else begin
    stop = _STOP.search(text, begin, min(end, begin + 90))
    limit = stop.start() if stop else min(end, begin + 90)
    nouns = [x for x in people().find(text, begin, limit) if text[x[1] : x[1] + 2] not in ("’s", "'s")]
    after = text[begin:limit].split()
    if nouns:
        first, last, label = nouns[-1]
        other = text[first:last].lower() in ("more", "other") and _people(text[last:limit].split()[:1], n.value)
        if not other:
            return Victims(n.start, last, n, str(label), _plain(text[begin:last]), bool(of_them))
    if many := next((k for k in range(1, len(after) + 1) if _people(after[:k], n.value)), 0):
        stop_at = text.index(after[many - 1], begin) + len(after[many - 1])
        return Victims(n.start, stop_at, n, "person", _plain(" ".join(after[:many])), bool(of_them))
    if of_them or (after and after[0] == "of" and after[-1] == "the"):
        return Victims(n.start, begin if of_them else n.end, n, "", "", bool(of_them))
    if after or _YEAR.fullmatch(text, n.start, n.end):
        return None
    return Victims(n.start, n.end, n, "", "")


# «Ann Lee, », «her brother, », «a nurse, »: who has an age, between commas
_AGED = re.compile(r"(?:[A-Z][\w’'.-]*|\b(?:[Hh]is|[Hh]er|[Tt]heir|[Aa]n?|[Tt]he|my|whose)\s+(?:[\w’'-]+\s+){0,3}[\w’'-]+),\s+$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")  # «killed his wife in 2014, …»: without a noun, a year
_AGED_SO = re.compile(r"\b(?:aged?|turned|both)\s+(?:\d{1,3}(?:,\s*|,?\s+and\s+)){0,5}$", re.IGNORECASE)
_PAIR, _AND_AGE = re.compile(r"[^\W\d],\s+\d{1,3}\s+and\s+$"), re.compile(r"\s+and\s+\d{1,3},")  # «two officers, 27 and 31, were shot»
_NO_AGE = re.compile(r",\s*(?:including|among|all|most|mostly|some|many|\d)", re.IGNORECASE)


def _age(text: str, start: int, n: Number) -> bool:
    """«Ann Lee, 43, was killed», «her brother, 9, was hurt», «Ann Lee (43)», «aged 9»: how old somebody is, and no count."""
    before, after = text[max(start, n.start - 40) : n.start], text[n.end : n.end + 14]
    if _AGED_SO.search(before) or (_PAIR.search(before) and after.startswith(",")):
        return True
    if text[n.start - 2 : n.start] == ", " and _AND_AGE.match(after):
        return True
    if not text[n.start : n.end].isdigit() or not 0 < int(text[n.start : n.end]) < 120:
        return False
    if _AGED.search(before) and re.match(r"[,;.)]", after) and not _NO_AGE.match(after):
        return True
    return bool(re.search(r"[A-Z][\w’'-]+\s+\($", before)) and after.startswith(")")


_PLURALS = frozenset({"people", "men", "women", "children", "police", "personnel", "troops"})
# «a young», «his oldest»: the start of a noun phrase that ends in a single victim
_DETERMINED = re.compile(r"\b(?:a|an|the|his|her|their|its|another)\s+(?:(?!(?:a|an|the|his|her|of)\s)[\w’'-]+\s+){0,4}$", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:left|leaves|leaving|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s", re.IGNORECASE)


def _single(text: str, start: int, end: int) -> Iterator[Victims]:
    """«a contractor», «the soldier»: one."""
    for first, last, label in people().find(text, start, end):
        word = text[first:last].lower()
        if word.endswith("s") or word in _PLURALS:
            continue
        one = _DETERMINED.search(text[max(start, first - 60) : first])
        if (
            one is None
            or _STOP.search(one.group())
            or _COUNTED.search(one.group())
            or next(people().find(text, last + 1, last + 16), (0,))[0] == last + 1
        ):
            continue
        a = first - len(one.group())
        phrase = _plain(re.sub(r"^(?:a|an|the|his|her|their|its)\s+", "", text[a:last], flags=re.IGNORECASE))
        nth = _NTH.get(phrase.split()[0].lower()) if text[a : a + 2].lower() in ("a ", "an") else None
        yield Victims(a, last, Number(a, a, nth or 1, None), str(label), phrase, nth=nth is not None)


def _plain(words: str) -> str:
    """The words of a qualifier, in one line and without quotation marks."""
    return " ".join(re.sub('[“”"]', " ", words).split())


def _people(after: list[str], value: int | None) -> bool:
    """Can these words after a number be people that the lexicon does not list: «seven divers», «three Ardeners»?"""
    last = after[-1].lower().strip("’'\"”“") if after else ""
    return (
        len(after) <= 4
        and last.endswith(("s", "men"))
        and not last.endswith(("ss", "us"))
        and last not in words()["things"]["words"]
        and value != 1
        and all(w.replace("-", "").replace(".", "").strip("’'\"”“").isalpha() for w in after)
    )

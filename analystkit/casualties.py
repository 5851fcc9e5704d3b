"""Who was killed or injured, as counts: each with its words, its class of victims, and what bounds it.

find the words that kill or injure -> the victims beside them -> a number, none, or "not known"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from analystkit.eventwords import words
from analystkit.numbers import Number, numbers

KILLED, INJURED = "killed", "injured"
_REACH = 220  # how far from the word that kills or injures a sentence is read


@dataclass(frozen=True)
class Count:
    """One count: the span that says it, ``effect`` killed or injured, the value, and the qualifier ("at least; civilians")."""

    start: int
    end: int
    effect: str
    value: int | None
    qualifier: str | None
    rule: str


_KILL = (
    r"killed|killing|kills|kill|slain|murdered|murdering|assassinated|assassinating|assassinates|executed"
    r"|massacred|slaughtered|beheaded|shot\ dead|gunned\ down"
)
_HURT = r"injured|injuring|injures|injure|wounded|wounding|wounds|wound|hurt|hurting|maimed|maiming"
_DIED = r"dead|died|die|dies|perished|lost\ their\ lives|lost\ (?:his|her)\ life"
_EFFECT = re.compile(
    rf"\b(?:(?P<kill>{_KILL})|(?P<hurt>{_HURT})|(?P<died>{_DIED})|(?P<noun>deaths?|casualt(?:y|ies)"
    rf"|fatalit(?:y|ies)|injur(?:y|ies)|death\ toll|toll|killings?\ of|murders?\ of"
    r"|assassinations?\ of|injuring\ of|lives))\b",
    re.VERBOSE | re.IGNORECASE,
)
_AUX = (
    r"(?:(?:who|which|that)\s+)?(?:(?:were|was|are|is|have|has|had|been|being|be|got|reported|reportedly"
    r"|also|later|feared|confirmed|left|seriously|badly|critically|slightly|fatally|severely|lightly|all"
    r"|in\s+total|allegedly|believed|either)\s+){0,5}"
)
_STATE = rf"(?P<kill>{_KILL}|{_DIED})|(?P<hurt>{_HURT})"
_AFTER = re.compile(
    rf",?\s*(?:\((?:[^()]{{1,60}})\)\s*)?(?P<aux>{_AUX})(?:{_STATE})\b(?:\s+(?:or|and)\s+(?P<also>{_KILL}"
    rf"|{_HURT})\b)?",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE = re.compile(
    rf"\b(?:(?P<kill>{_KILL}|leaving|left|claimed|claiming|claims|took|taking|cost|costing)"
    rf"|(?P<hurt>{_HURT}))(?:\s+(?:and\s+(?P<also>{_KILL}|{_HURT})))?"
    r"(?:\s+(?:the\ lives\ of|the\ life\ of|at\ that\ point|off|another|instantly|also|in\ all|in\ total))?\s+$",
    re.IGNORECASE | re.VERBOSE,
)
_OF = re.compile(
    r"\b(?P<noun>deaths?|killings?|slayings?|murders?|assassinations?|massacres?|executions?|loss|wounding"
    r"|injuring)\s+of\s+$",
    re.IGNORECASE,
)
_TOLL = re.compile(r"\b(?:death\s+)?toll\s+(?:[\w-]+\s+){0,5}$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?P<noun>deaths|fatalities|dead|casualties|injuries|wounded|injured)\b", re.IGNORECASE
)
_LIST = re.compile(r"(?:,|,?\s+and|,?\s+as\s+well\s+as|,?\s+plus)\s+(?:also\s+)?$", re.IGNORECASE)
_AMONG = re.compile(
    r"(?:\bincluding|\bamong\s+(?:them|whom|the\s+\w+)(?:\s+(?:were|was|are))?|\bof\s+(?:them|whom)"
    r"|\bone\s+of\s+them)\s+$",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:would|could|might|may|can|will|should|to|if|not|never|didn't|cannot)\s+(?:also\s+|have\s+"
    r"|be\s+)?$",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?P<none>no\s?one|nobody|none|no\s+(?:[\w-]+\s+){0,2}?(?P<noun>casualties|injuries|deaths"
    r"|fatalities|one|people|civilians|soldiers|victims|loss\s+of\s+life)"
    r"|without\s+(?:any\s+)?(?P<noun2>casualties|injuries|loss\s+of\s+life))\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:a|an|one|the|his|her|their|another)\s+$", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(?:refus\w+|declin\w+|would\s+not|did\s+not|didn['’]t|unwilling)\b[^.;]{0,40}?\b(?:say|comment"
    r"|confirm|disclose|give|specify|reveal|provide|discuss|elaborate|release)\b",
    re.IGNORECASE,
)
_NOT_KNOWN = re.compile(
    r"\b(?:(?:not|n['’]t)\s+(?:yet\s+|immediately\s+|immediately\s+been\s+|clear\s+)?(?:known|clear"
    r"|determined|available)|unclear|unknown|no\s+(?:immediate\s+)?(?:word|information|details"
    r"|reports?)\s+(?:on|of|about)"
    r"|not\s+(?:yet\s+)?(?:been\s+)?(?:confirmed|released))\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _victims() -> tuple[dict[str, str], re.Pattern[str]]:
    classes = {word: label for label, forms in words()["victims"].items() for word in forms}
    return classes, re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, classes), key=len, reverse=True)) + r")\b", re.IGNORECASE)


# Words that end a noun phrase: the victims do not go on beyond them.
_STOP = re.compile(
    r"[,;:.()–—]|\b(?:were|was|is|are|had|have|has|been|in|on|at|by|from|after|when|while|who|that|which"
    r"|during|near|with|for|to|as|killed|injured|wounded|dead|died|hurt|and"
    r"|including|be|will|would|whose|where|inside|outside|before|since|between|against|about|said|say|kill\w*|injur\w*|wound\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Victims:
    """A noun phrase that counts people; ``noun`` is empty where the text leaves it out ("injuring six")."""

    start: int
    end: int
    number: Number
    noun: str
    words: str


def counts(text: str, start: int, end: int) -> list[Count]:
    """The counts of killed and injured in one sentence.

    >>> t = "At least three soldiers were killed and nine others, including a child, injured; no one else was hurt."
    >>> [(t[c.start:c.end], c.effect, c.value, c.qualifier) for c in counts(t, 0, len(t))]  # doctest: +NORMALIZE_WHITESPACE
    [('At least three soldiers were killed', 'killed', 3, 'at least; soldiers'),
     ('nine others, including a child, injured', 'injured', 9, 'others'),
     ('a child', 'injured', 1, 'child; among the 9'), ('no one else was hurt', 'injured', 0, None)]
    """
    found: list[Count] = []
    for a, b in _windows(text, start, end):
        found += _unknown(text, a, b) or [*_none(text, a, b), *_counted(text, a, b)]
    return _repeats(sorted({(c.start, c.end, c.effect): c for c in found}.values(), key=lambda c: (c.start, c.end)))


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence near words that kill or injure: one part for an ordinary sentence, bounded ones for an endless one."""
    at = None
    for m in _EFFECT.finditer(text, start, end):
        a, b = max(start, m.start() - _REACH), min(end, m.end() + _REACH)
        if at is None:
            at = (a, b)
        elif a <= at[1]:
            at = (at[0], b)
            if b - at[0] > 2000:
                yield at
                at = None
        else:
            yield at
            at = (a, b)
    if at:
        yield at


def _noun_phrases(text: str, start: int, end: int) -> list[_Victims]:
    """Numbers with the people they count, and single victims ("a contractor", "the soldier")."""
    classes, pattern = _victims()
    out: list[_Victims] = []
    for n in numbers(text, start, end):
        if text[max(start, n.start - 3) : n.start].lower() == "no ":
            continue
        stop = _STOP.search(text, n.end, min(end, n.end + 90))
        limit = stop.start() if stop else min(end, n.end + 90)
        nouns = list(pattern.finditer(text, n.end, limit))
        if nouns:
            out.append(
                _Victims(
                    n.start, nouns[-1].end(), n, classes[nouns[-1].group().lower()], " ".join(text[n.end : nouns[-1].end()].split())
                )
            )
        elif (words_ := text[n.end : limit].split()) and _people(words_, n.value):
            end_ = n.end + len(text[n.end : limit].rstrip())
            out.append(_Victims(n.start, end_, n, "person", " ".join(words_)))
        elif not words_:
            out.append(_Victims(n.start, n.end, n, "", ""))
    for m in pattern.finditer(text, start, end):
        if m.group()[-1:].lower() == "s" or m.group().lower() in (
            "people",
            "men",
            "women",
            "children",
            "police",
            "personnel",
            "troops",
        ):
            continue
        one = re.search(
            r"\b(?:a|an|the|his|her|another)\s+(?:(?!(?:a|an|the|his|her)\s)[\w’'-]+\s+){0,4}$",
            text[max(start, m.start() - 60) : m.start()],
            re.IGNORECASE,
        )
        if one and not _STOP.search(one.group()):
            a = m.start() - len(one.group())
            later = pattern.match(text, m.end() + 1, end)
            if later is None and not any(v.start <= a < v.end for v in out):
                phrase = re.sub(r"^(?:a|an|the|his|her)\s+", "", text[a : m.end()], flags=re.IGNORECASE)
                out.append(_Victims(a, m.end(), Number(a, a, 1, None), classes[m.group().lower()], " ".join(phrase.split())))
    return sorted(out, key=lambda v: v.start)


def _people(words_: list[str], value: int | None) -> bool:
    """Can these words after a number be people that the lexicon does not list: «seven divers», «three Ardeners»?"""
    last = words_[-1].lower().strip("’'\"”“")
    return (
        len(words_) <= 3
        and last.endswith("s")
        and last not in words()["things"]["words"]
        and value != 1
        and all(w.replace("-", "").isalpha() for w in words_)
    )


def _counted(text: str, start: int, end: int) -> Iterator[Count]:
    """The victims whose count stands before, behind or inside a clause that kills or injures."""
    last: Count | None = None
    end_of_last = start
    waiting: _Victims | None = None  # «four miners and …»: people whose verb comes with those named after them
    for v in _noun_phrases(text, start, end):
        before = text[max(start, v.start - 70) : v.start]
        got = list(_passive(text, v, end)) or list(_active(text, v, start, end)) or list(_nominal(text, v, before, end))
        if last is not None and _AMONG.search(before) and v.start - end_of_last < 60 and v.number.value:
            group = f"among the {last.value}" if last.value else "among them"
            got = [Count(v.start, v.end, last.effect, v.number.value, _qualifier(v, group), "among")]
            yield from got
            continue
        if (
            not got
            and last is not None
            and _LIST.search(text[end_of_last : v.start])
            and v.start - end_of_last < 8
            and v.noun
            and last.rule in ("active", "list", "nominal")
        ):
            got = [Count(v.start, v.end, last.effect, v.number.value, _qualifier(v), "list")]
        if waiting and got and got[0].rule == "passive" and re.fullmatch(r"(?:,|,?\s+and)\s+", text[waiting.end : v.start]):
            yield Count(waiting.start, waiting.end, got[0].effect, waiting.number.value, _qualifier(waiting), "joint subject")
        waiting = v if not got and v.noun else None
        yield from got
        if got:
            last, end_of_last = got[-1], max(v.end, got[-1].end)


def _passive(text: str, v: _Victims, end: int) -> Iterator[Count]:
    """«seven Americans injured», «A contractor was killed», «12 people have died», «nine others, including a child, injured»"""
    aside = re.compile(
        r"\s*,\s*(?:including|among\s+them|mostly|most\s+of\s+them|all\s+of\s+them"
        r"|some\s+of\s+them)\b[^,;.]{1,60},"
    ).match(text, v.end, end)
    at = aside.end() if aside else v.end
    joined = re.compile(
        r"\s+(?:from|of|on|in)\s+(?:the\s+)?(?:[\w’'.-]+\s+){1,4}?(?=(?:were|was|have|had|died|killed|dead"
        r"|injured|wounded)\b)"
    ).match(text, at, min(end, at + 60))
    m = _AFTER.match(text, joined.end() if joined else at, min(end, at + 160))
    if not m or re.search(r"\b(?:to\s+be|would\s+be|could\s+be|not|will\s+be)\s*$", text[max(v.start, m.start()) : m.end("aux")]):
        return
    state = (m["kill"] or m["hurt"]).lower()
    intransitive = re.match(r"dead|died|die|perished|lost|dies", state)
    if (
        not m["aux"].strip()
        and not intransitive
        and re.match(
            r"\s+(?:the|a|an|at\s+least|\d|his|her|one|two|three|four|five|six|himself)\b|\s+[A-Z]", text[m.end() : m.end() + 14]
        )
    ):
        return  # «two gunmen killed five people»: those who kill
    if state.endswith("ing") or state in ("kills", "kill", "injures", "injure", "wounds", "wound"):
        return
    if intransitive is None and not v.noun and not v.number.value and not m["aux"].strip():
        return
    effects = [KILLED if m["kill"] else INJURED] + (
        [KILLED if re.match(_KILL, m["also"], re.IGNORECASE | re.VERBOSE) else INJURED] if m["also"] else []
    )
    for effect in dict.fromkeys(effects):
        both = "killed or injured together" if len(set(effects)) > 1 else None
        yield Count(
            v.start,
            m.end(),
            effect,
            None if both else v.number.value,
            _qualifier(v, f"{v.number.value} {both}" if both else None),
            "passive",
        )


def _active(text: str, v: _Victims, start: int, end: int) -> Iterator[Count]:
    """«killing one civilian contractor», «injured a contractor», «left three people dead», «killed the general»"""
    begin = max(start, v.start - 60)
    m = _BEFORE.search(text[begin : v.start])
    if not m:
        return
    at = begin + m.start()
    verb = (m["kill"] or m["hurt"]).lower()
    if _UNREAL.search(text[max(start, at - 24) : at]) or re.search(r"\b(?:was|were|been)\s+$", text[max(start, at - 8) : at]):
        return
    if verb in ("leaving", "left"):
        state = re.compile(rf"\s+(?:{_STATE})\b", re.IGNORECASE | re.VERBOSE).match(text, v.end, min(end, v.end + 20))
        if state:
            yield Count(at, state.end(), KILLED if state["kill"] else INJURED, v.number.value, _qualifier(v), "active")
        return
    if (
        re.match(r"claim|took|taking|cost", verb)
        and "li" not in text[at : v.start].replace(m["kill"] or "", "")
        and "lives" not in text[v.start : v.end + 7]
    ):
        return
    effects = {KILLED if m["kill"] else INJURED} | (
        {KILLED if re.match(_KILL, m["also"], re.IGNORECASE | re.VERBOSE) else INJURED} if m["also"] else set()
    )
    for effect in sorted(effects):
        both = f"{v.number.value} killed or injured together" if len(effects) > 1 else None
        yield Count(at, v.end, effect, None if both else v.number.value, _qualifier(v, both), "active")


def _nominal(text: str, v: _Victims, before: str, end: int) -> Iterator[Count]:
    """«the deaths of 12 people», «the death toll rose to 31», «31 deaths», «20 dead»"""
    if (m := _OF.search(before)) is not None:
        effect = INJURED if m["noun"].lower() in ("wounding", "injuring") else KILLED
        yield Count(v.start - (len(before) - m.start()), v.end, effect, v.number.value, _qualifier(v), "nominal")
    elif (m := _TOLL.search(before)) is not None and "toll" in before.lower():
        yield Count(v.start - (len(before) - m.start()), v.end, KILLED, v.number.value, _qualifier(v), "toll")
    elif not v.noun and (m := _COUNTED.match(text, v.number.end, min(end, v.number.end + 50))) is not None:
        noun = m["noun"].lower()
        if noun == "casualties":
            return  # killed and injured together: no count of either
        yield Count(
            v.start,
            m.end(),
            INJURED if noun in ("injuries", "wounded", "injured") else KILLED,
            v.number.value,
            _qualifier(v),
            "counted",
        )


def _qualifier(v: _Victims, more: str | None = None) -> str | None:
    return "; ".join(q for q in (v.number.qualifier, v.words.lower() or None, more) if q) or None


def _none(text: str, start: int, end: int) -> Iterator[Count]:
    """«no one was killed», «there were no casualties», «no injuries were reported»"""
    for m in _NONE.finditer(text, start, end):
        noun = (m["noun"] or m["noun2"] or "").lower()
        after = re.compile(
            r"(?:\s+else)?\s+(?:(?:was|were|has\s+been|had\s+been"
            r"|have\s+been)\s+)?(?:reported(?:ly)?\s+)?(?:(?P<kill>killed|dead|died)|(?P<hurt>injured|hurt"
            r"|wounded))(?:\s+(?:or|and)\s+(?P<also>injured|hurt|wounded|killed))?\b",
            re.IGNORECASE,
        ).match(text, m.end(), end)
        reported = re.compile(r"\s+(?:(?:have|has|had)\s+been|were|was)\s+(?:immediately\s+)?reported", re.IGNORECASE).match(
            text, m.end(), end
        )
        if after:
            effects = [KILLED if after["kill"] else INJURED] + (
                [KILLED if after["also"].lower() == "killed" else INJURED] if after["also"] else []
            )
            stop = after.end()
        elif noun in ("casualties", "injuries", "deaths", "fatalities", "loss of life"):
            effects, stop = (
                {"casualties": [KILLED, INJURED], "injuries": [INJURED]}.get(noun, [KILLED]),
                reported.end() if reported else m.end(),
            )
        else:
            continue
        for effect in effects:
            yield Count(m.start(), stop, effect, None if reported else 0, "none reported" if reported else None, "none")


def _unknown(text: str, start: int, end: int) -> list[Count]:
    """«refused to say if anybody was killed or wounded», «potential casualties were not yet known»: of both, where both are named"""
    refused, open_ = _REFUSED.search(text, start, end), _NOT_KNOWN.search(text, start, end)
    m = refused or open_
    if not m:
        return []
    about = list(_EFFECT.finditer(text, m.end(), min(end, m.end() + 120)))
    if not about and open_:
        about = [e for e in _EFFECT.finditer(text, max(start, m.start() - 120), m.start()) if e["noun"]]
    effects: list[str] = []
    for e in about:
        noun = (e["noun"] or "").lower()
        effects += (
            [KILLED, INJURED] if noun.startswith("casualt") else [INJURED] if e["hurt"] or noun.startswith("injur") else [KILLED]
        )
    if not effects or any(
        n.value is not None and _noun_near(text, n, end)
        for n in numbers(text, about[0].start() - 40 if about[0].start() - 40 > start else start, end)
    ):
        return []
    a, b = min(m.start(), about[0].start()), max(m.end(), about[-1].end())
    says = "refuses to say" if refused else "no reports of" if "report" in m.group().lower() else "not yet known"
    return [Count(a, b, effect, None, says, "unknown") for effect in dict.fromkeys(effects)]


def _noun_near(text: str, n: Number, end: int) -> bool:
    return _victims()[1].search(text, n.end, min(end, n.end + 30)) is not None


def _repeats(found: list[Count]) -> list[Count]:
    """«killing one contractor, killing one»: the same count again in one sentence, without a noun of its own, is the same people."""
    out: list[Count] = []
    for c in found:
        same = next(
            (
                p
                for p in out[-12:]
                if p.effect == c.effect
                and p.value == c.value is not None
                and c.qualifier is None
                and p.qualifier
                and "among" not in p.qualifier
            ),
            None,
        )
        out.append(replace(c, qualifier=f"repeats: {same.qualifier}", rule="repeat") if same and c.rule != "none" else c)
    return out

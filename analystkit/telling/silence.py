"""No victims, and nothing known of victims: "no one was killed", "declined to say whether anyone was hurt", "not yet known"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analystkit.telling.numbers import Number, numbers
from analystkit.telling.tolls import Count
from analystkit.telling.victims import EFFECT, INJURED, KILLED, classes

_NONE = re.compile(
    r"\b(?P<none>no\s?one|nobody|none|no\s+(?:[\w-]+\s+){0,2}?(?P<noun>casualties|injuries|deaths"
    r"|fatalities|one|people|civilians|soldiers|victims|loss\s+of\s+life)"
    r"|without\s+(?:any\s+)?(?P<noun2>casualties|injuries|loss\s+of\s+life))\b",
    re.IGNORECASE,
)
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


def none(text: str, start: int, end: int) -> Iterator[Count]:
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


def unknown(text: str, start: int, end: int) -> list[Count]:
    """«declined to say whether any sailor was killed or hurt», «the number of deaths is not yet clear»: of both, where both are named"""
    refused, open_ = _REFUSED.search(text, start, end), _NOT_KNOWN.search(text, start, end)
    m = refused or open_
    if not m:
        return []
    about = list(EFFECT.finditer(text, m.end(), min(end, m.end() + 120)))
    if not about and open_:
        about = [e for e in EFFECT.finditer(text, max(start, m.start() - 120), m.start()) if e["noun"]]
    effects: list[str] = []
    for e in about:
        noun = (e["noun"] or "").lower()
        effects += [KILLED, INJURED] if noun.startswith("casualt") else [INJURED] if e["hurt"] or noun.startswith("injur") else [KILLED]
    if not effects or any(
        n.value is not None and _noun_near(text, n, end)
        for n in numbers(text, about[0].start() - 40 if about[0].start() - 40 > start else start, end)
    ):
        return []
    a, b = min(m.start(), about[0].start()), max(m.end(), about[-1].end())
    says = "refuses to say" if refused else "no reports of" if "report" in m.group().lower() else "not yet known"
    return [Count(a, b, effect, None, says, "unknown") for effect in dict.fromkeys(effects)]


def _noun_near(text: str, n: Number, end: int) -> bool:
    return classes()[1].search(text, n.end, min(end, n.end + 30)) is not None

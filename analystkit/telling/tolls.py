"""Counts of killed and injured: the rules that join a verb, a state or a noun to the people it counts, most certain first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analystkit.telling.victims import AGES, DIED, HURT, INJURED, KILL, KILLED, Victims, noun_phrases


@dataclass(frozen=True)
class Count:
    """One count: the span that says it, ``effect`` killed or injured, the value, and the qualifier ("at least; civilians")."""

    start: int
    end: int
    effect: str
    value: int | None
    qualifier: str | None
    rule: str


_AUX = (
    r"(?:(?:who|which|that)\s+)?(?:(?:were|was|are|is|have|has|had|been|being|be|got|reported|reportedly"
    r"|also|later|feared|confirmed|left|seriously|badly|critically|slightly|fatally|severely|lightly|all"
    r"|in\s+total|allegedly|believed|either)\s+){0,5}"
)
_STATE = rf"(?P<kill>{KILL}|{DIED})|(?P<hurt>{HURT})"
_AFTER = re.compile(
    rf"{AGES}?,?\s*(?:\((?:[^()]{{1,60}})\)\s*)?(?P<aux>{_AUX})(?:{_STATE})\b(?:\s+(?:or|and)\s+(?P<also>{KILL}"
    rf"|{HURT})\b)?",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE = re.compile(
    rf"\b(?:(?P<kill>{KILL}|leaving|left|claimed|claiming|claims|took|taking|cost|costing)"
    rf"|(?P<hurt>{HURT}))(?:\s+(?:and\s+(?P<also>{KILL}|{HURT})))?"
    r"(?:\s+(?:the\ lives\ of|the\ life\ of|at\ that\ point|off|another|instantly|also|in\ all|in\ total))?\s+$",
    re.IGNORECASE | re.VERBOSE,
)
_OF = re.compile(
    r"\b(?P<noun>deaths?|killings?|slayings?|murders?|assassinations?|massacres?|executions?|loss|wounding"
    r"|injuring)\s+of\s+$",
    re.IGNORECASE,
)
_TOLL = re.compile(r"\b(?:death\s+)?toll\s+(?:[\w-]+\s+){0,5}$", re.IGNORECASE)
_COUNTED = re.compile(r"\s+(?:[\w-]+\s+){0,2}?(?P<noun>deaths|fatalities|dead|casualties|injuries|wounded|injured)\b", re.IGNORECASE)
_LIST = re.compile(r"(?:,|,?\s+and|,?\s+as\s+well\s+as|,?\s+plus)\s+(?:also\s+)?$", re.IGNORECASE)
_BARE = re.compile(r",\s*")
_THE = re.compile(r"(?:the|his|her|their)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:[.,;)]|$)|\s+and\b")
_JOINED = re.compile(r"(?:,|,?\s+and)\s+(?:(?:his|her|their|the)\s+)?")  # «a woman and her two sons»
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


def counted(text: str, start: int, end: int) -> Iterator[Count]:
    """The victims whose count stands before, behind or inside a clause that kills or injures."""
    last: Count | None = None
    stop = start  # where the last count ends
    waiting: Victims | None = None  # «four miners and …»: people whose verb comes with those named after them
    for v in noun_phrases(text, start, end):
        part = _among(text, start, v, last, stop)
        got = [part] if part else [*_rules(text, v, start, end)] or [*_listed(text, v, last, stop)]
        if waiting and got and got[0].rule == "passive" and _JOINED.fullmatch(text[waiting.end : v.start]):
            yield Count(waiting.start, waiting.end, got[0].effect, waiting.number.value, _qualifier(waiting), "joint subject")
        yield from got
        if part:
            continue
        waiting = v if not got and v.noun else None
        if got:
            last, stop = got[-1], max(v.end, got[-1].end)


def _rules(text: str, v: Victims, start: int, end: int) -> list[Count]:
    """The first rule that finds something: the verb or state behind the victims, the verb before them, or a noun beside them."""
    before = text[max(start, v.start - 70) : v.start]
    return [*_passive(text, v, end)] or [*_active(text, v, start, end)] or [*_nominal(text, v, before, end)]


def _among(text: str, start: int, v: Victims, last: Count | None, stop: int) -> Count | None:
    """«six, including a child»: a part of those counted before."""
    if last is None or v.start - stop >= 60 or not v.number.value or not _AMONG.search(text[max(start, v.start - 70) : v.start]):
        return None
    group = f"among the {last.value}" if last.value else "among them"
    return Count(v.start, v.end, last.effect, v.number.value, _qualifier(v, group), "among")


def _listed(text: str, v: Victims, last: Count | None, stop: int) -> Iterator[Count]:
    """«killing a soldier and two policemen»: the verb of those counted before goes on."""
    if not last or last.rule not in ("active", "list", "nominal") or not v.noun or v.start - stop >= 8:
        return
    if _BARE.fullmatch(text[stop : v.start]) and (_THE.match(text, v.start) or not _GOES_ON.match(text, v.end)):
        return  # «… killed 12 people, the minister said»: who speaks is no victim
    if _LIST.search(text[stop : v.start]):
        yield Count(v.start, v.end, last.effect, v.number.value, _qualifier(v), "list")


# «nine others, including a child, injured»
_ASIDE = re.compile(
    r"\s*,\s*(?:including|among\s+them|mostly|most\s+of\s+them|all\s+of\s+them|some\s+of\s+them)"
    r"\b[^,;.]{1,60}(?:,\s*\d{1,3})?,",
    re.IGNORECASE,
)
# «three men from the old town were killed»
_FROM = re.compile(
    r"""\s+(?:from|of|on|in)\s+(?:the\s+)?(?:[\w’'.-]+\s+){1,4}?
    (?=(?:were|was|have|had|died|killed|dead|injured|wounded)\b)""",
    re.VERBOSE,
)
_NOT_DONE = re.compile(r"\b(?:to\s+be|would\s+be|could\s+be|not|will\s+be)\s*$")
_INTRANSITIVE = re.compile(r"dead|died|die|perished|lost|dies")
# «two gunmen killed five people»: an object follows, so those counted are the ones who kill
_OBJECT = re.compile(r"\s+(?:the|a|an|at\s+least|\d[\d,]*|his|her|one|two|three|four|five|six|himself)\b|\s+[A-Z]")
_WHO = re.compile(r"^(?:who|which|that)\s+", re.IGNORECASE)  # «the general who killed 12 men» kills
_ACTIVE_FORMS = frozenset({"kills", "kill", "injures", "injure", "wounds", "wound"})


def _passive(text: str, v: Victims, end: int) -> Iterator[Count]:
    """«six porters injured», «A diver was killed», «12 people have died», «nine others, including a child, injured»"""
    aside = _ASIDE.match(text, v.end, end)
    at = aside.end() if aside else v.end
    joined = _FROM.match(text, at, min(end, at + 60))
    m = _AFTER.match(text, joined.end() if joined else at, min(end, at + 160))
    if not m or _NOT_DONE.search(text[max(v.start, m.start()) : m.end("aux")]):
        return
    state, helped = (m["kill"] or m["hurt"]).lower(), bool(_WHO.sub("", m["aux"]).strip())
    died = _INTRANSITIVE.match(state)
    if not helped and not died and _OBJECT.match(text[m.end() : m.end() + 14]):
        return
    if state.endswith("ing") or state in _ACTIVE_FORMS or not (died or v.noun or v.number.value or helped):
        return
    yield from _each(v, _effects(m), v.start, m.end(), "passive")


def _effects(m: re.Match[str]) -> list[str]:
    """killed, injured, or both, as the verbs of the match say."""
    also = [KILLED if re.match(KILL, m["also"], re.IGNORECASE | re.VERBOSE) else INJURED] if m["also"] else []
    return list(dict.fromkeys([KILLED if m["kill"] else INJURED, *also]))


def _each(v: Victims, effects: list[str], start: int, end: int, rule: str) -> Iterator[Count]:
    """One count an effect; where one number stands for both, neither is known."""
    both = f"{v.number.value} killed or injured together" if len(effects) > 1 else None
    for effect in effects:
        yield Count(start, end, effect, None if both else v.number.value, _qualifier(v, both), rule)


def _active(text: str, v: Victims, start: int, end: int) -> Iterator[Count]:
    """«killing one young porter», «injured a diver», «left three people dead», «killed the general»"""
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
    yield from _each(v, sorted(_effects(m)), at, v.end, "active")


def _nominal(text: str, v: Victims, before: str, end: int) -> Iterator[Count]:
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


def _qualifier(v: Victims, more: str | None = None) -> str | None:
    return "; ".join(q for q in (v.number.qualifier, v.words.lower() or None, more) if q) or None

"""Counts of killed and injured: the rules that join a verb, a state or a noun to the people it counts, most certain first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analystkit.english.events.victims import INJURED, KILLED, Victims, compiled, noun_phrases
from analystkit.english.numerals import numbers


@dataclass(frozen=True)
class Count:
    """One count: the span that says it, ``effect`` killed or injured, the value, and the qualifier ("at least; civilians")."""

    start: int
    end: int
    effect: str
    value: int | None
    qualifier: str | None
    rule: str


# between victims and what befell them: «, 43,», «(three of them children)», «of the harbour watch», «travelling to Vale»
_AGES = r"(?:(?:,\s*|,?\s+aged\s+)(?:aged\s+)?\d{1,3}(?:(?:,\s*|,?\s+and\s+)\d{1,3}){0,5}(?=[,\s]))"
_WORD = (
    r"(?!(?:was|were|is|are|has|have|had|and|but|who|which|that|when|while|after|before|killed|injured|wounded|dead|died|hurt|killing|injuring|wounding)\b)"
    r"[\w’'“”\".-]+"
)
_BESIDE = rf"""(?:
    \s*\([^()]{{1,80}}\) | \s*\[[^\[\]]{{1,80}}\]
    | \s*,?\s*(?:including|among\s+them|mostly|(?:most|all|some|\w+)\s+of\s+(?:them|whom))\b[^;.()]{{1,70}}?,?(?:\s*\d{{1,3}},)?
      (?=\s*(?:was|were|are|have|had|has|died|killed|dead|injured|wounded|also|reportedly|seriously)\b)
    | \s*,\s+(?!(?:was|were|two|three|four|five|six|seven|eight|nine|ten|\d)\b){_WORD}(?:\s+{_WORD}){{1,8}},
    | \s*(?:–|—|--)\s*[^;.–—]{{1,80}}?\s*(?:–|—|--)
    | \s+(?:of|from|on|in|at|with|near|aboard|inside|outside|belonging|[a-z]{{3,}}(?<!kill)(?<!wound)(?<!injur)(?<!includ)ing)
      \s+{_WORD}(?:\s+{_WORD}){{0,7}}?
    | \s*,?\s+who\s+[^,;:.()]{{3,80}}?(?=,?\s+(?:was|were|have|had|has|died|reportedly)\b)
    )"""
_AUX = (
    r"(?:(?:who|which|that)\s+)?(?:(?:were|was|are|is|have|has|had|been|being|be|got|reported|reportedly"
    r"|also|later|then|feared|presumed|confirmed|said|thought|known|understood|assumed|found|left|all|in\s+total|believed|either|immediately|instantly|so\s+far|to\s+have|(?!family)\w+ly)\s+){0,6}"
)
_ILLNESS = r"\s+(?:of|from)\s+(?:an?\s+|the\s+|his\s+|her\s+)?(?:[\w-]+\s+){0,2}?@illness@\b"  # who dies of old age is no casualty
_STATE = r"(?P<kill>@kill@|@died@)|(?P<hurt>@hurt@)"
_AFTER = rf"{_AGES}?[”\"]?,?\s*(?P<aux>{_AUX})(?:{_STATE})\b(?:\s+(?:or|and)\s+(?P<also>@kill@|@hurt@)\b)?"
_BESIDE_THEN = rf"(?:{_BESIDE}){{1,2}}?(?={_AFTER.replace('?P<', '?P<x')})"
# «suffered minor burns», «was treated for wounds», «have bullet wounds», «were taken to hospital»
_SUFFERED = r"""\s+(?:(?:had|have|has|who|also|were|was)\s+){0,3}(?:
    (?:suffer(?:ed|ing)|sustain(?:ed|ing)|receiv(?:ed|ing)|have|had)\s+(?:(?!no\b)[\w-]+\s+){0,4}?(?:injur(?:y|ies)|(?:bullet|gunshot|shrapnel|stab|knife|head|leg)\s+wounds?|wounds|burns)
    |(?:being\s+)?treated\s+(?:in\s+hospital\s+)?for\s+(?:[\w-]+\s+){0,3}?(?:injuries|wounds|burns|cuts))\b"""
_HOSPITAL = r"""\s+(?:(?:had|have|has|been|were|was|are|remain(?:ed)?|also|still)\s+){0,3}(?:hospitali[sz]ed
    |(?:taken|rushed|flown|admitted|still)\s+(?:to|in)\s+(?:\w+\s+){0,2}hospitals?)\b"""
_BEFORE = r"""\b(?:(?P<kill>@kill@|@died@|claim(?:ed|ing|s)?|took|taking|cost|costing|lost|losing)|(?P<hurt>@hurt@))
    (?:\s+(?:and|or)\s+(?P<also>@kill@|@hurt@))?
    (?:\s+(?:the\ lives?\ of|(?:himself|herself|themselves)\ and|at\ that\ point|off|another|instantly|also|in\ all|in\ total
      |(?:the|all|his|her|their|its|these|those)(?=\s+$)))?\s+$"""
_OF = r"""\b(?P<noun>@deaths@|(?P<hurt>@injuries@))(?:\s+(?:yesterday|today|last\s+\w+|(?:on|in|by)\s[^,;:.]{1,40}?))?
    \s+\[?of\s+(?:(?:the|his|her|their|its|all)\s+)?$"""
# «the murder of Ann Lee, her driver and two porters», «killed an inspector as well as two of his men»
_AND_MORE = r"""\b(?:(?:@deaths@)\s+of|killed|killing|murdered|murdering|assassinated|(?P<hurt>injured|injuring|wounded|wounding))\s+
    (?:(?:an?|the|his|her|its)\s+)?(?:(?-i:[A-Z])?[\w’'.-]+\s+){0,6}?[\w’'.-]+(?:,\s+(?:\d{1,3},\s+)?|\s+)(?:(?:his|her|their)\s+\w+,?\s+)?
    (?:(?<=,\s)|(?:and|as\s+well\s+as|(?:along|together)\s+with)\s+)$"""
_POSSESSED = r"\s*['’]s?\s+(?:[\w-]+\s+){0,2}?(?:@deaths@)\b"
_TOLL = r"""\b(?:(?:death\s+)?toll|(?:number|count|total)\s+of\s+(?:the\s+)?(?:people\s+)?
    (?:dead|deaths|fatalities|victims|killed|(?P<hurt>wounded|injured|injuries))|(?:their|its|own)\s+losses)
    (?:\s+(?!(?:and|after|when|while|who|which|that|because|since|was\s+the)\b)
    (?:(?:from|by|(?-i:[A-Z])[a-z]+)\s+\d[\d,]*|[^\W\d][\w’'-]*)){0,12}\s+$"""
_TO = re.compile(r"\s+to\s+")
_COUNTED = r"\s*(?:[\w-]+\s+){0,2}?(?P<noun>(?P<dead>@killed_count@)|@injured_count@|casualties)\b"
_HARMED = r"(?:(?P<kill>dead|killed|fatalities)|(?P<hurt>injured|wounded|hurt))"
_AMONG_STATE = rf"\s*(?:were|was|are|is)\s+(?:also\s+)?(?:among|one\s+of)\s+(?:the|those)\s+{_HARMED}\b"
_STATE_WERE = rf"\b(?:the|those)\s+(?:\w+\s+)?{_HARMED}\s+(?:were|was|are|is|include[ds]?|including)\s+(?:also\s+)?$"
_BODIES = re.compile(r"\b(?:the\s+)?bod(?:y|ies)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_COUNTED_BODIES = re.compile(r"\s+(?:[\w-]+\s+){0,2}?(?:bodies|corpses)\b", re.IGNORECASE)
_FOUND = re.compile(r"[^.;:]{0,60}?\b(?:found|recovered|discovered|pulled|retrieved|exhumed|dug)\b", re.IGNORECASE)
_FOUND_BEFORE = re.compile(r"\b(?:found|recovered|discovered|pulled|retrieved|exhumed|dug\s+up|counted)\s+(?:the\s+)?$", re.IGNORECASE)
_LIST = re.compile(
    r"(?:,|,?\s+and|,?\s+as\s+well\s+as|,?\s+(?:along|together)\s+with|,?\s+in\s+addition\s+to|,?\s+plus)\s+(?:also\s+|the\s+|their\s+)?$",
    re.I,
)
_GAP = re.compile(
    r"(?:\s+(?:of|from|in|at|near)\s+[^,;:.()]{1,50}?)?(?=,|\s+and\b|\s+as\b|\s+(?:along|together)\b|\s+in\s+addition|\s+plus\b)"
)
_BARE = re.compile(r",\s*")
_GOES_ON = re.compile(r"\s*(?:[.,;)]|$)|\s+(?:and|in|on|at|near|who|from|with)\b")
# «a woman and her two sons»
_JOINED = re.compile(r"(?:\s*\([^()]{1,60}\)|\s+who\s[^,;:.()]{1,60}?)?(?:,|,?\s+and)\s+(?:(?:his|her|their|the)\s+)?")
_AMONG = re.compile(
    r"(?:\bincluding|\bamong\s+(?:them|whom|the\s+\w+)(?:\s+(?:were|was|are|is))?|\bthey\s+included|\bone\s+of\s+them)\s+(?:the\s+)?$", re.I
)
_COLON = re.compile(r"\s*(?::|–|—|--)\s*")  # «19 people died: 12 miners and …»
_UNREAL = re.compile(
    r"(?<!managed\s)(?<!went\son\s)(?<!\d\s)\b(?:would|could|might|may|can|will|should|to(?!\s+have)|if|not|never|didn't|cannot)\s+(?:also\s+|have\s+|be\s+)?$",
    re.I,
)
_NOT_DONE = re.compile(r"\b(?:(?:would|could|might|may|should|will)\s+(?:have\s+been|be)|to\s+be|not|never)\s*$")
# «two gunmen killed five people»: an object follows, so those counted are the ones who kill
_OBJECT = re.compile(r"\s+(?:the|a|an|at\s+least|\d[\d,]*|his|her|their|one|two|three|four|five|six|himself)\b|\s+[A-Z]")
_EVERY = re.compile(r"[^.;:]{0,60}\b(?:every|each|annually|a)\s+(?:year|month|week|day)\b", re.IGNORECASE)  # «3,000 die of it every year»
_WHO = re.compile(r"^(?:who|which|that)\s+", re.IGNORECASE)  # «the general who killed 12 men» kills


def counted(text: str, start: int, end: int) -> Iterator[Count]:
    """The victims whose count stands before, behind or inside a clause that kills or injures."""
    last: Count | None = None
    stop = start  # where the last count ends
    waiting: list[Victims] = []  # «four miners and …»: people whose verb comes with those named after them
    for v in noun_phrases(text, start, end):
        if waiting and text.rfind("(", waiting[-1].end, v.start) > text.rfind(")", waiting[-1].end, v.start):
            continue  # «six divers (four Ardeners and two boys) and a nurse were killed»
        part = _among(text, start, v, last, stop)
        got = [part] if part else [*_rules(text, v, start, end)] or [*_listed(text, v, last, stop)]
        if last and last.rule == "toll" and any((c.rule, c.start) == ("toll", last.start) for c in got):
            continue  # «risen to ten after the crash of two»: a toll is the first number behind its word
        if v.nth:
            got = [replace(c, rule="ordinal") for c in got]
        if waiting and not _JOINED.fullmatch(text[waiting[-1].end : v.start]):
            waiting = []
        if got and got[0].rule == "passive" and not part:
            yield from (Count(w.start, w.end, got[0].effect, w.number.value, _qualifier(w), "joint subject") for w in waiting)
        yield from got
        if part and part.rule == "among" and not got[0].end > v.end:
            last, stop = part, v.end
            continue
        waiting = [*waiting[-8:], v] if not got and v.noun else []
        if got:
            last, stop = got[-1], max(v.end, got[-1].end)


def _rules(text: str, v: Victims, start: int, end: int) -> list[Count]:
    """The first rule that finds something: the verb or state behind the victims, the verb before them, or a noun beside them."""
    return [*_passive(text, v, end)] or [*_active(text, v, start, end)] or [*_nominal(text, v, start, end)]


def _among(text: str, start: int, v: Victims, last: Count | None, stop: int) -> Count | None:
    """«six, including a child», «four of them seriously»: a part of those counted before."""
    if last is None or v.start - stop >= 60 or not v.number.value or ";" in text[stop : v.start]:
        return None
    inside = v.start < stop and text.rfind("(", last.start, v.start) > text.rfind(")", last.start, v.start)
    listed = v.noun and last.value and last.value > (v.number.value or 0) and (inside or _COLON.fullmatch(text[stop : v.start]))
    if not v.part and not listed and not _AMONG.search(text[max(start, v.start - 70) : v.start]):
        return None
    group = f"among the {last.value}" if last.value else "among them"
    return Count(v.start, v.end, last.effect, v.number.value, _qualifier(v, group), "among")


def _listed(text: str, v: Victims, last: Count | None, stop: int) -> Iterator[Count]:
    """«killing a soldier and two policemen», «the mayor of Vale, as well as two porters»: the verb of those counted before goes on."""
    if not last or last.rule not in ("active", "list", "nominal", "passive", "among") or not v.noun or v.start - stop >= 70:
        return
    gap = _GAP.match(text, stop, v.start)
    if gap is None or not _LIST.fullmatch(text[gap.end() : v.start]):
        return
    plain = not re.search(r"\b(?:as|with|addition|plus)\b", text[gap.end() : v.start])
    if plain and (last.rule == "passive" or v.start - gap.end() >= 8):
        return
    if _BARE.fullmatch(text[gap.end() : v.start]) and not _GOES_ON.match(text, v.end):
        return  # «… killed 12 people, the minister said»: who speaks is no victim
    group = (last.qualifier or "").rpartition("; ")[2]
    among = group if last.rule == "among" and group.startswith("among") else None
    yield Count(v.start, v.end, last.effect, v.number.value, _qualifier(v, among), "among" if among else "list")


def _passive(text: str, v: Victims, end: int) -> Iterator[Count]:
    """«six porters injured», «A diver was killed», «12 people have died», «nine others, including a child, injured»"""
    m = compiled(_AFTER).match(text, v.end, min(end, v.end + 160))
    beside = None if m else compiled(_BESIDE_THEN).match(text, v.end, min(end, v.end + 220))
    if beside:
        m = compiled(_AFTER).match(text, beside.end(), min(end, beside.end() + 160))
    if not m:
        yield from _suffered(text, v, end)
        return
    if _NOT_DONE.search(text[max(v.start, m.start()) : m.end("aux")]) or compiled(_ILLNESS).match(text, m.end(), end):
        return
    state, helped = (m["kill"] or m["hurt"]).lower(), bool(_WHO.sub("", m["aux"]).strip())
    died = compiled("@died@").match(state)
    if not helped and not died and _OBJECT.match(text[m.end() : m.end() + 14]):
        return
    active = state.endswith(("ing", "s")) or state in ("kill", "injure", "wound", "murder")
    active = active or re.fullmatch(
        r"(?:has|have|had|also|\w+ly|\s)+", _WHO.sub("", m["aux"]), re.IGNORECASE
    )  # «the one who has murdered two»
    usual = state in ("die", "dies") and _EVERY.match(text, m.end(), min(end, m.end() + 80))
    if (active and not died) or usual or not (died or v.noun or v.number.value or helped):
        return
    yield from _each(v, _effects(m), v.start, m.end(), "passive")


def _suffered(text: str, v: Victims, end: int) -> Iterator[Count]:
    """«four people have bullet wounds», «12 were treated for burns», «two pupils were taken to hospital»"""
    if not (v.noun or v.number.value):
        return
    if m := compiled(_SUFFERED).match(text, v.end, min(end, v.end + 90)):
        yield Count(v.start, m.end(), INJURED, v.number.value, _qualifier(v), "suffered")
    elif m := compiled(_HOSPITAL).match(text, v.end, min(end, v.end + 80)):
        yield Count(v.start, m.end(), INJURED, v.number.value, _qualifier(v, "taken to hospital"), "taken to hospital")
    elif m := compiled(_AMONG_STATE).match(text, v.end, min(end, v.end + 60)):
        effect = KILLED if m["kill"] else INJURED
        yield Count(v.start, m.end(), effect, v.number.value, _qualifier(v, f"among the {effect}"), "among")


def _effects(m: re.Match[str]) -> list[str]:
    """killed, injured, or both, as the verbs of the match say."""
    also = [KILLED if compiled("@kill@").match(m["also"]) else INJURED] if m["also"] else []
    return list(dict.fromkeys([KILLED if m["kill"] else INJURED, *also]))


def _each(v: Victims, effects: list[str], start: int, end: int, rule: str) -> Iterator[Count]:
    """One count an effect; where one number stands for both, neither is known."""
    both = f"{v.number.value} killed or injured together" if len(effects) > 1 else None
    for effect in effects:
        yield Count(start, end, effect, None if both else v.number.value, _qualifier(v, both), rule)


def _active(text: str, v: Victims, start: int, end: int) -> Iterator[Count]:
    """«killing one young porter», «injured a diver», «killed the general»"""
    begin = max(start, v.start - 60)
    m = compiled(_BEFORE).search(text[begin : v.start])
    if not m:
        return
    at = begin + m.start()
    verb = (m["kill"] or m["hurt"]).lower()
    if _UNREAL.search(text[max(start, at - 24) : at]) or re.search(r"\b(?:was|were|been|being)\s+$", text[max(start, at - 8) : at]):
        return
    if compiled("@died@").fullmatch(verb):
        return
    if verb.startswith("los") and v.noun not in ("fighter", "service member", "police"):
        return  # «lost three men» on its side; «lost two brothers» says nothing
    if re.match(r"claim|took|taking|cost", verb) and not re.search(r"\bli(?:ves|fe)\b", text[at : v.end + 7]):
        return
    yield from _each(v, sorted(_effects(m)), at, v.end, "active")


def _nominal(text: str, v: Victims, start: int, end: int) -> Iterator[Count]:
    """«the deaths of 12 people», «the death toll rose to 31», «31 deaths», «20 dead», «the six miners' murder», «the bodies of 12 men»"""
    begin = max(start, v.start - 90)
    before = text[begin : v.start]
    after = min(end, v.end + 70)
    if (m := compiled(_OF).search(before)) is not None:
        yield Count(begin + m.start(), v.end, INJURED if m["hurt"] else KILLED, v.number.value, _qualifier(v), "nominal")
    elif (m := compiled(_AND_MORE).search(before)) is not None and v.noun and _GOES_ON.match(text, v.end):
        yield Count(v.start, v.end, INJURED if m["hurt"] else KILLED, v.number.value, _qualifier(v), "list")
    elif (m := compiled(_TOLL).search(before)) is not None and v.number.end > v.start and not _rises(text, v.number.end, after):
        yield Count(begin + m.start(), v.end, INJURED if m["hurt"] else KILLED, v.number.value, _qualifier(v), "toll")
    elif (m := compiled(_STATE_WERE).search(before)) is not None and v.noun:
        effect = KILLED if m["kill"] else INJURED
        yield Count(v.start, v.end, effect, v.number.value, _qualifier(v, f"among the {effect}"), "among")
    elif v.noun and (m := compiled(_POSSESSED).match(text, v.end, after)) is not None:
        yield Count(v.start, m.end(), KILLED, v.number.value, _qualifier(v), "nominal")
    elif (b := _BODIES.search(before)) is not None and (_FOUND.match(text, v.end, after) or _FOUND_BEFORE.search(before, 0, b.start())):
        yield Count(begin + b.start(), v.end, KILLED, v.number.value, _qualifier(v, "bodies"), "bodies")
    elif not v.noun and (m := compiled(_COUNTED).match(text, v.number.end, min(end, v.number.end + 50))) is not None:
        part = f"among the {m['noun'].lower()}" if " of the " in m.group() else None  # «one of the injured»
        if m["noun"].lower() != "casualties":  # killed and injured together: no count of either
            yield Count(
                v.start, m.end(), KILLED if m["dead"] else INJURED, v.number.value, _qualifier(replace(v, words=""), part), "counted"
            )


def _rises(text: str, at: int, end: int) -> bool:
    """«from seven to ten», «by three to 38»: the number that stands here is not the one reached."""
    to = _TO.match(text, at, end)
    return to is not None and any(n.start == to.end() for n in numbers(text, to.end(), end))


def bodies(text: str, start: int, end: int) -> Iterator[Count]:
    """«Two bodies were found», «divers recovered 12 bodies»: a count of things that were people."""
    for n in (x.from_low() for x in numbers(text, start, end)):
        m = _COUNTED_BODIES.match(text, n.end, min(end, n.end + 50))
        if m and (_FOUND.match(text, m.end(), min(end, m.end() + 70)) or _FOUND_BEFORE.search(text, max(start, n.start - 30), n.start)):
            said = " ".join(m.group().split())  # «three more bodies»
            yield Count(n.start, m.end(), KILLED, n.value, "; ".join(q for q in (n.qualifier, said) if q), "bodies")


def _qualifier(v: Victims, more: str | None = None) -> str | None:
    return "; ".join(q for q in (v.number.qualifier, v.words or None, more) if q) or None

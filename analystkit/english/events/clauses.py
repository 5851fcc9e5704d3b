"""Clauses: which event words of a sentence belong together, which of them is told, and which stand for themselves.

sentence -> event words -> heads, each with the part of the sentence that it speaks for
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from analystkit.english.events.eventwords import any_of, family, weak
from analystkit.english.events.hits import Hit
from analystkit.english.tokens import Span, sentences

_MODIFIED = re.compile(
    r"(?:\s+(?:[a-z]+ed|in\s+\w+|last\s+\w+|earlier\s+this\s+\w+))?\s+(?:by|against|on|in|at|near"
    r"|targeting|of|carried|that|from|over|upon|aimed|between|made|which)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"^(?:the|this|that|these|those|its|his|her|their|such|any)?\s*$", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\s*(?:,|;|\s[–—-]\s|\band\b|\bbut\b|\bwhile\b|\bwhereas\b|\balthough\b|\bwhen\b|\bas\b|\bbecause\b"
    r"|:)[\s“\"]*(?:and|but|while|then|also)?\s*"
    r"(?P<start>(?:in\s+\w+\s+)?(?:(?:days|hours|weeks|months|years|minutes|a\s+\w+"
    r"|the\s+next\s+\w+)\s+(?:later|after|before|earlier)\s+)?(?:the|a|an|[A-Z][\w.’'-]*|one|two|three"
    r"|four|five|\d+|he|she|it|they|we|another|several|militants|rebels|"
    r"gunmen|troops|soldiers|police|protesters|rockets?|missiles?|attacks?|airstrikes?)\s)"
)


@dataclass(frozen=True)
class Head:
    """An event word with the span that reports it. ``phrase`` is True for a noun phrase inside a clause about something else."""

    hit: Hit
    start: int
    end: int
    np_start: int
    np_end: int
    phrase: bool


_LONG = 4000  # characters: no sentence is longer


def pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a range; one that is too long to be any in parts, cut between words, so that the work stays linear.

    >>> [p.end - p.start for p in pieces("killed " * 1000, 0, 7000)]
    [3996, 3003]
    """
    for sentence in sentences(text, start, end):
        a = sentence.start
        while sentence.end - a > _LONG:
            cut = text.rfind(" ", a + 1, a + _LONG)
            b = cut if cut > a else a + _LONG
            yield Span(a, b)
            a = b
        yield Span(a, sentence.end)


def heads(text: str, sentence: Span, found: list[Hit]) -> list[Head]:
    """The events that a sentence reports: one head a clause, and one for each noun phrase that names an event of its own."""
    out: list[Head] = []
    for a, b, group in _clauses(text, sentence, found):
        out += _of_clause(text, a, b, group)
    return out


def _clauses(text: str, sentence: Span, found: list[Hit]) -> list[tuple[int, int, list[Hit]]]:
    """The clauses of a sentence: cut between two event words where a new subject starts and the second is no mere consequence."""
    cuts, begin, group = [], sentence.start, found[:1]
    for one, two in pairwise(found):
        cut = None if _opening_answer(text, begin, one) else _cut(text, one, two)
        if cut is not None:
            cuts.append((begin, cut[0], group))
            begin, group = cut[1], []
        group.append(two)
    return [*cuts, (begin, sentence.end, group)]


def _opening_answer(text: str, begin: int, one: Hit) -> bool:
    """«In May, following raids on the camps, troops …»: it opens with what it answers, and goes on with its own subject and time."""
    before = text[begin : one.start]
    return (
        one.use == "noun"
        and len(before) < 90
        and bool(
            re.match(
                r"(?:(?:In|On|Last|Earlier|This)\s[\w\s.]{2,24},\s+)?(?:following|after|in\s+(?:direct\s+)?(?:response"
                r"|retaliation|reprisal|reaction)\s+(?:to|for)|given|amid|despite|because\s+of)\s",
                before,
                re.IGNORECASE,
            )
        )
    )


def _cut(text: str, one: Hit, two: Hit) -> tuple[int, int] | None:
    """Where the clause of ``one`` ends and that of ``two`` begins, or None where both are one clause."""
    if weak(two.trigger.type) and not (two.use == "verb" and weak(one.trigger.type) and two.trigger.type == "killing" and not two.passive):
        return None
    if two.use == "participle" or (two.use == "infinitive" and two.trigger.type != "campaign") or two.start - one.end > 600:
        return None
    between = text[one.end : two.start]
    last = None
    for m in _SUBJECT.finditer(between):
        last = m
    if last is None or len(between) - last.start("start") > 140:
        return None
    opening = between[last.start("start") :]
    if re.match(r"(?:[A-Z][\w.’'-]*\s+){0,4}[A-Z][\w.’'-]*,\s|(?:the|a|an)\s+[^,]{3,60},\s(?:was|were|is|who|which|and)\b", opening):
        return None  # «its highest general, Ann Lee, after …»: a name set beside the noun, no new subject
    if two.use == "noun":
        acts = re.match(
            r"[^.;]{0,160}?\b(?:has|have|had|was|were|also|struck|hit|killed|injured|wounded|followed|left"
            r"|targeted|took|came|carried|launched|conducted|made|imposed|ordered|began|erupted|broke)\b",
            text[two.end : two.end + 200],
        )
        carried = (
            any_of("carry").search(opening)
            or re.search(r"\b(?:respond|retaliat|answer|repl)(?:ed|ied|s)\s+with\b", opening)
            or any_of("order").search(opening)
        )
        if not (acts or carried) or (
            one.trigger.type == two.trigger.type and not carried and "," not in between and " and " not in between
        ):
            return None
        if one.use == "noun" and re.match(r"\s*,?\s*(?:and|or)\s+\w+\s*$", between):
            return None
    return one.end + last.start(), one.end + last.start("start")


def _of_clause(text: str, a: int, b: int, group: list[Hit]) -> list[Head]:
    phrases = {h: noun_phrase(text, a, b, h) for h in group if h.use == "noun"}
    apart = [h for h in phrases if _apart(text, a, h, phrases[h], group) or _after_deed(text, h, group)]
    rest = [h for h in group if h not in apart]
    out = []
    main = _main(text, rest)
    if main and weak(main.trigger.type) and apart and weak(apart[0].trigger.type):
        main = None  # «blamed for the killing of ten guards and the wounding of six»: one toll, told by its first word
    if main and apart and family(main.trigger.type) == family(apart[0].trigger.type) == "accident":
        main = None  # «the trawler sank after a collision»: one accident, told by what came first
    if main:
        np = phrases.get(main, Span(main.start, main.end))
        out.append(Head(main, a, b, np.start, np.end, False))
    for h in apart:
        np = phrases[h]
        bare = _BARE.match(text[np.start : h.start]) and not _MODIFIED.match(text[h.end : np.end + 1])
        if main is None and h is apart[0]:
            out.append(Head(h, a, b, np.start, np.end, False))
        elif not bare:
            out.append(Head(h, np.start, restrictive(text, np, b).end, np.start, np.end, True))
    return sorted(out, key=lambda x: x.hit.start)


_WHO_WAS = re.compile(r"\b(?:who|which|that)\s+(?:(?:was|were|had|has|have|been)\s+){1,2}$")


def _main(text: str, rest: list[Hit]) -> Hit | None:
    """The word that names what the clause reports: what somebody did, before what it did to people."""
    strong = [h for h in rest if not weak(h.trigger.type) and not (h.trigger.loose and h.use != "verb")]
    verbs = [h for h in strong if h.use == "verb"]
    verbs = [h for h in verbs if not _WHO_WAS.search(text, max(0, h.start - 24), h.start)] or verbs  # «who were seized in May were freed»
    nouns = [h for h in strong if h.use == "noun"]
    if verbs:
        first = verbs[0]
        same = [n for n in nouns if family(n.trigger.type) == family(first.trigger.type) and n.start < first.start]
        return same[0] if same else first
    if strong:
        return nouns[0] if nouns else strong[0]
    finite = [h for h in rest if weak(h.trigger.type)]
    return next((h for h in finite if h.trigger.type == "killing"), finite[0] if finite else next(iter(rest), None))


def _apart(text: str, a: int, hit: Hit, np: Span, group: list[Hit]) -> bool:
    """Is this noun phrase what the clause answers, follows or is about, rather than what it reports?"""
    before = text[max(a, np.start - 48) : np.start].lower()
    joined = re.search(rf"(?:{any_of('because').pattern})\s+(?:[\w’'-]+\s+)?$", before, re.IGNORECASE)
    return bool(joined) and (len(group) > 1 or before.strip() != "")


def _after_deed(text: str, hit: Hit, group: list[Hit]) -> bool:
    """«They killed the general after he approved raids on the camp»: the killing is told, the raids explain it."""
    deed = next((h for h in group if h.trigger.type == "killing" and h.use == "verb" and h.end < hit.start), None)
    return deed is not None and bool(re.search(r"\b(?:after|before|because|since|when|while)\b", text[deed.end : hit.start]))


_END_OF_NP = re.compile(
    r"[,;:()“”\"]|\s[–—]\s|\s(?:and\s+to|and\s+that|which|who|when|while|as|because|but|appears?|was|were"
    r"|is|are|has|had|said|would|will|led|left|came|come|that\s+(?:left|killed|[a-z]+ed)|(?:in|during)\s+which|aiming|so|in\s+response|in\s+retaliation|after"
    r"|following|before"
    r"|killed|killing|injuring|wounding)\b",
    re.IGNORECASE,
)
_STOP_BACK = frozenset(
    "to of by in on at for from with against after before following given over amid about and or but that which who was were is are be "
    "been has had have as into through during under "
    "despite since because than upon said says near while where when if targeting involved including condemned called over".split()
)


def noun_phrase(text: str, a: int, b: int, hit: Hit) -> Span:
    """The noun phrase round an event noun: its modifiers back to a determiner, and what follows up to a comma or a verb."""
    start = hit.start
    for m in reversed(list(re.finditer(r"[\w’'.-]+(?=\s+)", text[max(a, hit.start - 90) : hit.start]))):
        word = m.group().lower().strip(".")
        if (
            word in _STOP_BACK
            or (word.endswith("ing") and word not in ("ongoing", "continuing", "bombing", "pre-existing"))
            or any_of("carry").fullmatch(word)
            or any_of("order").fullmatch(word)
        ):
            break
        if re.search(r"[,;:.“”\"]\s", text[m.end() + max(a, hit.start - 90) : start]) and not word[-1].isdigit():
            break
        if any_of("cancel").fullmatch(word) or word in ("launched", "said", "intended", "will", "would"):
            break
        start = max(a, hit.start - 90) + m.start()
        if word in ("the", "a", "an", "this", "these", "those", "that", "its", "his", "their", "her"):
            break
    stop = _END_OF_NP.search(text, hit.end, min(b, hit.end + 200))
    end = stop.start() if stop else min(b, hit.end + 200)
    while end > hit.end and text[end - 1] in " .!?\n":
        end -= 1
    return Span(start, end)


# «the 3 May raid which ended in two deaths»: belongs to the raid, as no comma parts it
_WHICH = re.compile(
    r"\s+(?:which|that|who)\s+(?:was|were|had|has|[a-z]+(?:ed|t)|left|took|struck|hit|led|saw|made|came)\b[^,;:.()“”\"]{0,160}"
    r"|\s*,?\s+(?:in|during)\s+which\s[^,;:.()“”\"]{0,160}"
)


def restrictive(text: str, phrase: Span, stop: int) -> Span:
    """A noun phrase with the relative clause that says which one is meant.

    >>> t = "condemned the 3 May raid which ended in two deaths, and left"
    >>> s = restrictive(t, Span(10, 24), len(t))
    >>> t[s.start:s.end]
    'the 3 May raid which ended in two deaths'
    """
    m = _WHICH.match(text, phrase.end, stop)
    return Span(phrase.start, phrase.start + len(text[phrase.start : m.end()].rstrip())) if m else phrase

"""The parts of a clause: who acts, who is struck, who orders it, what became of it, and which of its times are its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analystkit.english.events.agency import BY_WHOM
from analystkit.english.events.clauses import Head
from analystkit.english.events.eventwords import any_of, family, words
from analystkit.english.events.hits import Hit
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.tokens import Span
from analystkit.records import Actor, Place, Time

_PREPOSITION = re.compile(
    r"(?:^|(?<=\s))(?:(?:associated|affiliated|connected|allied)\s+with|(?:belonging|tied|linked|loyal)\s+to"
    r"|(?:used|run|held|controlled|utili[sz]ed)\s+by|by|against|versus|on|at|targeting|of|hits?|struck|hitting|striking|upon|with|to|in"
    r"|from|after|before|for|between|near|during|under|via|about|through|used)(?=\s|$)",
    re.IGNORECASE,
)
_AT = frozenset("against versus on at targeting of hit hits struck hitting striking upon to with used".split()) | {
    f"{verb} {preposition}"
    for verb, preposition in [(v, "with") for v in ("associated", "affiliated", "connected", "allied")]
    + [(v, "to") for v in ("belonging", "tied", "linked", "loyal")]
    + [(v, "by") for v in ("used", "run", "held", "controlled", "utilized", "utilised")]
}
_TOWARDS = frozenset({"with", "to"})  # talks with, a message to: whom they are aimed at; a strike with, a threat to: not
_BESIDE = frozenset("for in from after before near during under between about through via".split())
_BEHIND = re.compile(
    r"(?:\b(?:at|under|on)\s+(?:the\s+)?(?:direction|orders?|command"
    r"|instructions?)\s+of\s+(?:[\w.]+\s+){0,2}$)",
    re.IGNORECASE,
)
_POSSESSED = re.compile(r"['’]s?\s+(?:direction|orders?|command|instructions?)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"[:;]|\b(?:was|were|is|are|will|would)\s+(?!sent|supposed|aimed|directed|carried|launched|addressed"
    r"|delivered|made|conducted)|\b(?:sends?|appears?|seems?|shows?|came|comes|signals?)\b",
    re.IGNORECASE,
)
# «The Red Band responded with rockets»
_ANSWERS = re.compile(r"\b(?:respond|retaliat|answer|repl)", re.IGNORECASE)
# «the Red Band, responsible for the killing of two guards»
_GUILTY = re.compile(r"\b(?:responsible\s+for|behind)\s+(?:the|a|an|several|many)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
# «released three videos of strikes», «launched an inquiry into the raid»: what is carried out is not the event
_SHOWN = re.compile(
    r"\b(?:videos?|footage|images?|pictures?|photos?|photographs?|reports?|details?|accounts?|news|talks?|inquiry|inquiries|probes?"
    r"|investigations?|statements?|claims?|comments?|sanctions?)\s+(?:of|on|into|about|over|after)\b",
    re.IGNORECASE,
)
# «the Vale Guard's raid», «Vale Guard precision airstrikes»: whose it is, with nothing but its description between
_WHOSE = re.compile(
    r"""(?:['’]s?)?\s+(?:(?!(?:the|an?|of|in|on|by|at|to|for|from|with|against|after|before|and|or|was|were|is|are|has|had|have|any|all|no)\s)
    [\w-]+(?<!ied)\s+){0,4}""",
    re.VERBOSE | re.IGNORECASE,
)
# «the guard were killed in a raid»
_HARMED_IN = re.compile(
    r"""(?:\s+\w+){0,3}?\s+(?:was|were|have\s+been|had\s+been)\s+(?:\w+ly\s+)?(?:killed|injured|wounded|hit|struck|hurt|captured|targeted)
    \s+(?:in|by|during)\s+(?:[\w-]+\s+){0,4}""",
    re.VERBOSE | re.IGNORECASE,
)
_FOUGHT = re.compile(r"\b(?:destroy|defeat|fight|fighting|combat|combating|eliminate|degrade)\s+(?:the\s+)?$", re.IGNORECASE)


def role(text: str, hit: Hit, a: int, x: Actor) -> str | None:
    """What an actor of the clause does there, from the preposition before the name, or else from the side of the verb it stands on."""
    before, after = text[max(a, x.start - 70) : x.start], text[x.end : x.end + 40]
    if _BEHIND.search(before) or _POSSESSED.match(after):
        return "authoriser"
    if dates(text, a, x):
        return None
    if _FOUGHT.search(before) and hit.trigger.type == "campaign":
        return "target"
    return _after(text, hit, x) if x.start >= hit.end else _before(text, hit, a, x)


def _after(text: str, hit: Hit, x: Actor) -> str | None:
    between = text[hit.end : x.start]
    if (hit.use == "noun" and _ELSEWHERE.search(between)) or (any_of("because").search(between) and "respon" in between):
        return None
    before_name = _PREPOSITION.findall(between[-90:])
    word = " ".join(before_name[-1].lower().split()) if before_name else ""
    if re.search(r"\b(?:alongside|together\s+with|jointly\s+with)\s+(?:[\w’'-]+\s+){0,3}$", between):
        return "agent"
    if word == "by":
        return "agent" if hit.use == "noun" or hit.passive else "target"
    if hit.use == "noun":
        aimed = word in _AT and (word not in _TOWARDS or family(hit.trigger.type) != "violence")
        return "target" if aimed and (word != "of" or between.lstrip().startswith("of ")) else None
    if hit.passive or word in _BESIDE:
        return None
    return "target" if len(between) < 160 and not re.search(r"[;:]", between) else None


def _before(text: str, hit: Hit, a: int, x: Actor) -> str | None:
    before, between = text[max(a, x.start - 70) : x.start], text[x.end : hit.start]
    if re.search(r"[:;]", between):  # «Officials to the Gazette: 4 killed»: who is named before the colon speaks
        return None
    if (any_of("order").search(between) or any_of("cancel").search(between)) and x.kind in ("person", "government", "military"):
        return "authoriser"
    theirs = family(hit.trigger.type) == "violence" and re.search(r"\b(?:held|run|used|controlled)\s+by\s+(?:the\s+)?$", before)
    if hit.use != "noun" and not theirs and (by := BY_WHOM.search(before)):
        return "agent" if by["fired"] and not hit.passive else None  # «detained by the guard were freed»: of another deed
    if hit.use != "noun":
        return "target" if hit.use in ("verb", "participle") and hit.passive else "agent"
    acts = any_of("carry").search(between) or _ANSWERS.search(between) or _GUILTY.search(between)
    if acts and not _SHOWN.search(between):
        return "agent" if not re.search(r"\b(?:statement|confirmed|said)\b", between) else None
    if _HARMED_IN.fullmatch(between):
        return "target"
    aimed_at = re.search(r"\b(?:against|on|at|to|in)\s+(?:[\w’'.-]+\s+){0,3}$", before)
    return "agent" if _WHOSE.fullmatch(between) and not aimed_at else None


# «clashes between the two continued for a third day»
_GOES_ON = re.compile(
    r"(?:\s+(?:between|with|in|on|near|at|across|over|against)\s[^,;:.]{1,60}?)?"
    r"\s+(?:continue[sd]?|(?:is|are)\s+continuing|went\s+on|raged?|(?:is|are|were)\s+(?:still\s+)?ongoing)\b"
)
# «the strike is set for Monday», «the rally will be held», «called for protests»
_SET_FOR = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:will\s+(?:be\s+held|take\s+place|begin|start)|(?:is|are)\s+(?:scheduled|planned|set|due|to\s+be\s+held))\b"
)
_CALLED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|announc(?:ed|es|ing)|call(?:s|ed|ing)?\s+for|organi[sz]ing|prepar(?:e|es|ing)(?:\s+for)?)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)


def status(text: str, a: int, b: int, head: Head) -> str:
    """What became of the event, from the words round its head: carried out, cancelled, planned, threatened, denied, reported, ongoing."""
    hit = head.hit
    before, clause = text[max(a, hit.start - 80) : hit.start], text[a:b]
    if hit.trigger.lemma in words()["types"].get(hit.trigger.type, {}).get("aborted", ()) or _cancelled(text, a, b, hit, head):
        return "cancelled"
    if any_of("threaten").search(before[-40:]):
        return "threatened"
    if any_of("plan").search(before[-30:]) and not re.search(r"\bthat\s", before[-30:]):
        return "planned"
    if hit.use == "verb" and re.search(r"\b(?:has|have)\s+(?:long\s+)?been\s+$|\b(?:is|are)\s+$", before) and hit.trigger.verb == "ing":
        return "ongoing"
    if re.search(
        r"\b(?:ongoing|escalating|continuing)\s+(?:[\w-]+\s+){0,4}$|\b(?:has|have)\s+been\s+(?:carrying\s+out"
        r"|conducting|launching)\s+(?:[\w-]+\s+){0,3}$",
        before,
    ):
        return "ongoing"
    if hit.use == "noun" and _GOES_ON.match(text, hit.end, min(b, hit.end + 90)):
        return "ongoing"
    if hit.use == "noun" and (
        _SET_FOR.match(text, hit.end, min(b, hit.end + 60)) or (family(hit.trigger.type) == "protest" and _CALLED.search(before))
    ):
        return "planned"
    if hit.trigger.type == "campaign" and hit.use in ("infinitive", "verb") and hit.trigger.verb in ("base", "s"):
        return "ongoing"
    return "reported" if any_of("doubt").search(clause[:200]) else "carried_out"


def _cancelled(text: str, a: int, b: int, hit: Hit, head: Head) -> bool:
    """«canceled a second airstrike», «the raid was called off»: the word stands right before the event, or behind it as its verb."""
    if head.phrase and head.np_start - a > 0:
        return False
    before = text[max(a, hit.start - 60) : hit.start]
    found = list(any_of("cancel").finditer(before))
    if found and re.fullmatch(r"\s+(?:[\w’'-]+\s+){0,5}", before[found[-1].end() :]):
        return True
    after = any_of("cancel").search(text, hit.end, min(b, hit.end + 90))
    return bool(after and re.search(r"\b(?:was|were|been|be|got)\s+(?:\w+ly\s+)?$", text[hit.end : after.start()]))


def attributive(text: str, t: Time, head: int) -> bool:
    """«the 2015 accord», «the May 3 raid»: the time belongs to the noun that it stands before, and tells nothing of another event.

    >>> from analystkit.records import UNKNOWN
    >>> t = "talks on the 2015 accord"
    >>> attributive(t, Time(13, 17, UNKNOWN, "", ""), 0)
    True
    """
    if not re.search(
        r"(?:\b(?:the|a|an|of|its|his|their|this)|['’]s)\s+$", text[max(0, t.start - 8) : t.start], re.IGNORECASE
    ) or not re.match(r"\s+[a-z-]+", text[t.end : t.end + 20]):
        return False
    if re.match(
        r"\s+(?:in|on|at|by|against|and|when|after|before|that|which|as|with|for|to|from|was|were|is|has|had"
        r"|followed|a|an|the)\b",
        text[t.end : t.end + 12],
    ):
        return False
    return not (t.end <= head <= t.end + 40 and re.fullmatch(r"\s+(?:[\w-]+\s+){0,3}", text[t.end : head]))


# What stands beside a clause: names that only date it, describe somebody else in it, or are set beside its subject. Who is named so
# neither acts nor suffers in it, however near to its verb.
_TENURE = r"(?:administration|presidency|premiership|government|regime|rule|reign|tenure|terms?|era|mandate|leadership|watch|years)"
# «Under the Hale administration, », «during Hale's terms», «in Hale's second term»
_DATED_BY = re.compile(
    r"\b(?:under|during|throughout|in|since|through|of)\s+(?:the\s+)?(?:(?:former|then|previous|late)\s+)?(?:[A-Z]\w*\s+)?$", re.I
)
_TENURE_AFTER = re.compile(rf"(?:['’]s?)?\s+(?:(?:first|second|third|last|own)\s+)?{_TENURE}\b", re.I)
_TENURE_OWN = re.compile(rf"\b{_TENURE}$", re.I)
# «the Arden army general Ann Lee», «Arden's highest general, Ann Lee», «Red Band commander Ann Lee»
_DESCRIBES = re.compile(r"(?:['’]s?)?(?P<words>(?:\s+[\w-]+\.?){1,4}),?\s+$")
_NO_DESCRIPTION = frozenset("and or of in on by at to for from with who that which was were is are has had the a an as against".split())
# «The Red Band, one of the main groups in Arden, denied …»: set beside the subject, and closed by a comma before the verb goes on
_APPOSITION = re.compile(
    r"""(?<=[\w”’'")]),\s+(?P<what>(?:one\s+of|part\s+of|among|an?|the|its|his|her|their|a\s+member\s+of|which\s+is|who\s+is|who\s+was)\s
    [^,;:.]{3,140}),(?!\s*(?:and|or|nor)\b)""",
    re.VERBOSE,
)
# «in Vale instead of Arden», «rather than in the Moor»
_NOT_THERE = re.compile(
    r"\b(?:instead\s+of|rather\s+than|not\s+in|outside\s+of)\s+(?:in\s+)?(?:the\s+)?(?:[A-Z][\w’'-]*\s+)?$", re.IGNORECASE
)


def elsewhere(text: str, a: int, x: Place) -> bool:
    """Is the place named as where it was not?

    >>> from analystkit.records import Place
    >>> t = "a raid in Vale instead of Arden"
    >>> elsewhere(t, 0, Place(26, 31, "arden", "Arden", "city", None, None, None, None, "locative", ""))
    True
    """
    return bool(_NOT_THERE.search(text, max(a, x.start - 28), x.start))


def dates(text: str, a: int, x: Span | Actor) -> bool:
    """Is the name part of a time or circumstance?

    >>> t = "Under the Hale administration, troops struck"
    >>> dates(t, 0, Span(10, 14)), dates("Hale struck", 0, Span(0, 4))
    (True, False)
    """
    if not _DATED_BY.search(text, max(a, x.start - 40), x.start):
        return False
    return bool(_TENURE_AFTER.match(text, x.end, x.end + 40) or _TENURE_OWN.search(text, x.start, x.end))


def describes(text: str, x: Actor, others: Sequence[Actor]) -> bool:
    """Does the name only say what a person named after it is: «Red Band commander Ann Lee»?"""
    people = lexicon("people")
    for y in others:
        if not x.end < y.start <= x.end + 70 or y.kind != "person":
            continue
        m = _DESCRIBES.fullmatch(text, x.end, y.start)
        between = [w.strip(".").lower() for w in m["words"].split()] if m else []
        if any(w in people["titles"] or w in people["roles"] for w in between) and not _NO_DESCRIPTION & set(between):
            return True
    return False


def apposition(text: str, a: int, head: int) -> Span | None:
    """What is set beside the subject, between commas, before the word that names the event.

    >>> t = "The Red Band, one of the groups in Arden, denied it"
    >>> s = apposition(t, 0, 42)
    >>> t[s.start:s.end]
    'one of the groups in Arden'
    """
    m = _APPOSITION.search(text, a, min(head, a + 600)) if head > a else None
    if m is None or not text[a : m.start()].strip():
        return None
    return Span(*m.span("what"))

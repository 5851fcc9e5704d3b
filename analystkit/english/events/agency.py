"""Who did it, only where the sentence says so: the subject of a verb that takes an object, "by" somebody, or somebody's own attack.

Whoever merely stands near the word is nobody's killer. A verb that takes no object ("died", "collapsed") has no doer at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analystkit.english.events.eventwords import any_of, family
from analystkit.english.events.hits import Hit
from analystkit.records import Actor

DEEDS = frozenset({"violence", "detention", "abduction", "release", "seizure", "deployment"})  # done by one to another
_NO_DOER = frozenset({"die", "death", "dead", "casualty", "fatality", "hurt", "death toll", "explode", "detonate", "collapse"})
# whoever fights, guards or rules for somebody: «Arden's forces», «rebels of the Red Band»
FORCES = (
    r"(?:forces?|army|troops|military|fighters?|militants?|militias?|police|gunmen|soldiers?|navy|air\s+force|jets?|warplanes?|aircraft|planes?|drones?"
    r"|agents?|guards?|rebels|units?|officers?|missiles?|rockets?|artillery|helicopters?|insurgents|settlers|commandos?|group|government|leaders?)"
)
_ADVERBS = r"(?:\s+(?:has|have|had|is|are|was|were|been|being|also|later|then|again|twice|first|once|allegedly|reportedly|to|\w+ly)){0,5}"
# «earlier this evening», «on Monday», «late last week»: when, between the doer and the verb
_WHEN = (
    r"(?:\s+(?:earlier|early|late|later))?(?:\s+on)?\s+(?:(?:this|last|the\s+same|that)\s+(?:evening|morning|afternoon|night|week|weekend|month|year|day)"
    r"|yesterday|today|tonight|overnight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:evening|morning|afternoon|night))?)"
)
# from the doer to the verb: «Ann Lee, 29, who [shot and] killed», «Arden's forces in Vale have again attacked»
_GAP = re.compile(
    rf"""(?:['’]s?)?(?:\s+(?:[a-z-]+\s+){{0,2}}{FORCES})?
    (?:(?:\s*,)?\s+(?:and|or)\s+(?:the\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){{0,3}}(?:\s+{FORCES})?)?
    (?:\s*,[^,;:“”"]{{1,90}},)?
    (?:\s*,?\s+(?:who|which|that))?
    (?:\s+(?:in|of|from|near|at|inside|outside|across|on|along)\s+(?:the\s+)?[\w’'.-]+(?:\s+[A-Z][\w’'.-]*){{0,3}}){{0,2}}
    (?:{_WHEN})?
    {_ADVERBS}
    (?:\s+(?:used|deployed|sent|flew)(?:\s+[\w’'.-]+){{0,7}}?(?=\s+to\s))?
    (?:\s+(?:[a-z]+ed|shot|struck|hit|broke|went|came|threw|led|fought|entered)(?:\s+[\w’'.-]+){{0,7}}?\s*,?\s+(?:and|then))?
    {_ADVERBS}\s*""",
    re.VERBOSE,
)
# «to Arden, killing»: a name after a preposition is no subject, unless it says whose fighters act
_GOVERNED = re.compile(
    r"""\b(?:of|to|in|on|at|from|for|with|against|by|about|near|into|over|than|behind|between|after|before|under|including|among|like|towards?|via|upon|through)
    \s+(?:(?!\d)[a-z’'-]+\s+){0,2}$""",
    re.VERBOSE,
)
_WHOSE_FIGHTERS = re.compile(
    rf"\b(?:{FORCES}|members?|supporters?|men|elements)\s+(?:of|from|loyal\s+to|with|linked\s+to|allied\s+with)\s+(?:[a-z]+\s+){{0,2}}$",
    re.I,
)
_BY = re.compile(
    r"\bby\s+(?:(?:an?|the|at\s+least|suspected|alleged|unidentified|unknown|one|two|three|four|five|several)\s+)*(?:(?!(?:a|an|was|were|had|has|and\s+the\s+two)\s)[\w’'.-]+,?\s+){0,5}$"
)
# «Arden's [precision] raid», «US-led strikes»; what is only lived through («experienced attacks») is nobody's own
_UNDERGONE = re.compile(
    r"\b(?!(?:armed|unmanned|targeted|repeated|sustained|suspected|alleged|renewed|coordinated|guided|claimed|limited)\b)[a-z]{2,}ed\b|\b(?:saw|said|says|faces|hit\s+by|under)\b"
)
_OWN = re.compile(r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,4}")
_ANSWERED = re.compile(
    r"\b(?:respond|retaliat|answer|repl)(?:ed|ied|s|ing)?\s+with\s+(?:[\w-]+\s+){0,4}$|\b(?:responsible\s+for|behind)\s+(?:[\w-]+\s+){0,5}$"
)
_CARRIED = re.compile(
    r"(?:\s+at\s+(?:least|most))?\s+(?:(?!(?:of|on|about|into|to|for|over|after|against|in|at|by|from)\s)[\w’'-]+\s+){0,7}"
)


# «rockets fired by the Red Band», «held by the Red Band»: before a verb, the doer of another deed, or of this one through what he fired
BY_WHOM = re.compile(
    r"(?P<fired>\b(?:fired|launched|planted|dropped|sent|detonated|thrown)\s+)?\bby\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,2}$"
)


def did_it(text: str, a: int, hit: Hit, x: Actor) -> bool:
    """Does the clause that begins at ``a`` say that this actor did what the word names? Always true of words that are no deeds.

    >>> from analystkit.english.events.eventwords import Trigger
    >>> t = "Troops said Ann Lee killed two men."
    >>> kill = Hit(19, 25, Trigger("killing", False, "ed", False, False, "kill"), "verb")
    >>> did_it(t, 0, kill, Actor(12, 19, "ann-lee", "Ann Lee", "person", ""))
    True
    >>> die = Hit(8, 12, Trigger("casualties", False, "ed", False, False, "die"), "verb")
    >>> did_it("Ann Lee died on Monday.", 0, die, Actor(0, 7, "ann-lee", "Ann Lee", "person", ""))
    False
    """
    if family(hit.trigger.type) not in DEEDS:
        return True
    if hit.trigger.lemma in _NO_DOER:
        return False
    if x.start < hit.start and (by := BY_WHOM.search(text, max(a, x.start - 60), x.start)) and by["fired"]:
        return True
    if x.start >= hit.end:
        return _after(text, hit, x)
    return _own(text, a, hit, x) if hit.use == "noun" else _subject(text, a, hit, x)


def _after(text: str, hit: Hit, x: Actor) -> bool:
    between = text[max(hit.end, x.start - 110) : x.start]
    if re.search(r"\b(?:alongside|together\s+with|jointly\s+with)\s+(?:[\w’'-]+\s+){0,3}$", between):
        return True
    return bool(_BY.search(between))


def _free(text: str, a: int, x: Actor) -> bool:
    """Is the name a subject, and not governed by a preposition?"""
    before = text[max(a, x.start - 60) : x.start]
    return not _GOVERNED.search(before) or bool(_WHOSE_FIGHTERS.search(before))


def _reaches(text: str, a: int, x: Actor, at: int) -> bool:
    """Is there nothing between the name and the verb but what a subject carries along? «The minister, Ann Lee, denied»: its comma too."""
    set_off = text[x.end : x.end + 1] == "," and re.search(r",\s+$", text[max(a, x.start - 3) : x.start])
    return bool(_GAP.fullmatch(text[x.end + (1 if set_off else 0) : at]))


def subject(text: str, a: int, at: int, actors: Sequence[Actor]) -> Actor | None:
    """The actor whose verb stands at ``at``: the nearest one before it that no preposition governs.

    >>> lee = Actor(0, 7, "ann-lee", "Ann Lee", "person", "")
    >>> subject("Ann Lee has also accused them", 0, 17, [lee]) == lee
    True
    """
    near = [x for x in actors if a <= x.start and x.end <= at and at - x.end < 160]
    return next((x for x in reversed(near) if _free(text, a, x) and _reaches(text, a, x, at)), None)


def _subject(text: str, a: int, hit: Hit, x: Actor) -> bool:
    if hit.passive or hit.start - x.end > 220 or not _free(text, a, x):
        return False
    between = text[x.end : hit.start]
    if hit.use == "participle":
        return bool(re.search(r",\s*(?:\w+ly\s+)?$", between)) and not re.search(r"[;:“”\"]", between)
    return _reaches(text, a, x, hit.start)


def _own(text: str, a: int, hit: Hit, x: Actor) -> bool:
    between = text[x.end : hit.start]
    if len(between) > 220:
        return False
    if _OWN.fullmatch(between) and not _UNDERGONE.search(between):
        return True
    if _ANSWERED.search(between):
        return _free(text, a, x)
    verbs = [m for name in ("carry", "order") for m in any_of(name).finditer(between)]
    return _free(text, a, x) and any(_CARRIED.fullmatch(between, m.end()) and _GAP.fullmatch(between, 0, m.start()) for m in verbs)

"""What stands beside a clause: names that only date it, describe somebody else in it, or are set beside its subject.

Who is named so neither acts nor suffers in the clause, however near to its verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analystkit.article import Actor, Place
from analystkit.tag.words import lexicon
from analystkit.text import Span

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

    >>> from analystkit.article import Place
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

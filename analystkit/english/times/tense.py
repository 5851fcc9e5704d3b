"""Of what a clause speaks, the past or what is to come, by the verbs of its sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from analystkit.english.lexicon import table
from analystkit.text import fold

_MAY = re.compile(r"\bMay\b")  # the month or a name, never "may"


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    words = table("times")["tense"]
    ahead, past = ("|".join(sorted(words[k], key=lambda w: (-len(w), w))) for k in ("future", "past"))
    verb = r"(?: (?:to|not|also|now|still|soon|then|only|never|likely|\w{2,12}ly)\b)*(?: (?:be|have|been)\b)?(?: \w{1,20})?"
    return re.compile(  # "will be announced" is one cue; one \b for all, as the search tries every letter
        r"\b(?:(?P<undone>had been (?:set|due|expected|scheduled|planned)|(?:was|were) (?:to have|cancell?ed))"
        rf"|(?<!')(?P<ahead>(?:{ahead}|(?<!\bto )meet){verb})(?!\w)|(?P<soon>'ll\b)|(?P<past>{past})\b|(?P<perhaps>\w{{2,20}}ed)\b)"
    )


_CLAUSE = re.compile(r"[,;:] | [-_]{1,2} ")
_BESIDE = re.compile(r" (?:(?:late|early|earlier|later) )?(?:on |in )?(?:late |early )?")
_LIMIT = re.compile(r"\b(?:until|till|through|by)(?: the| early| mid| late)? $")
SURELY_AHEAD = re.compile(
    r"\b(?:will|'ll|shall|is to|are to|(?:is|are) (?:due|expected|scheduled|set|planned)|(?:plan|intend|hope|expect)s? to)\b"
)
_DONE = re.compile(r" (?:\w{2,14}ly )?(?:(?!need)\w{2,16}ed|made|sent|took|struck|shot|gave|told|said|began|met|held|won|fell|rose|hit)\b")


@lru_cache(maxsize=1)
def _around() -> re.Pattern[str]:
    words = table("times")["tense"]
    return re.compile(f"(?P<ahead>{'|'.join(words['to_come'])})|(?P<past>{'|'.join(words['over'])})")


def tense(before: str, after: str = "") -> str:
    """Of what a sentence speaks around a phrase: ``ahead`` or ``past`` by the nearest verb of its clause, else of what stands before the
    phrase, else by the first one after it; ``done`` where a past verb stands right beside it; ``until`` and ``limit`` after "until", in
    what lasts and what lasted.

    >>> tense("The court will rule on "), tense("A man, who will resign, said on "), tense("On ", ", voters will choose")
    ('ahead', 'done', 'ahead')
    >>> tense("The truce holds until ")
    'until'
    """
    before, after = (fold(_MAY.sub("mon", words) if "May" in words else words) for words in (before, after))
    for m in _around().finditer(f"{before}‹›{after[:20]}"):
        if not before[: m.start()][-1:].isalnum():  # a whole word: a leading \b would cost the search its speed
            return str(m.lastgroup)
    cues = list(_cues().finditer(before))
    beside = bool(cues) and bool(_BESIDE.fullmatch(before, cues[-1].end()))
    if not beside and before.endswith((" on ", "late ", "early ")) and _DONE.match(after):
        return "done"  # "the agency on Sunday issued"
    clause = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    said = _decided([m for m in cues if m.start() >= clause], beside=beside) or _decided(cues, beside=beside)
    limit = said != "ahead" and bool(_LIMIT.search(before))
    if said:
        return "limit" if limit else said.replace("undone", "")
    first = _cues().search(after)
    if limit:  # "the curfew lasts until Sunday": nothing says the past, so it is to come
        return "limit" if first and first.lastgroup in ("past", "perhaps") else "until"
    if first and first.lastgroup in ("ahead", "soon"):
        return "ahead" if SURELY_AHEAD.match(after, first.start()) else ""
    return "past" if first else ""


def _decided(cues: list[re.Match[str]], *, beside: bool) -> str:
    """The last cue's side; "preferred shares" says little, so a word in -ed decides only where nothing else does, or beside the phrase."""
    if not cues:
        return ""
    firm = [str(m.lastgroup) for m in cues if m.lastgroup != "perhaps"]
    if not firm or (beside and cues[-1].lastgroup in ("perhaps", "past")):  # "decided late on"
        return "done" if beside else "past"
    return "ahead" if firm[-1] == "soon" else firm[-1]

"""Of what a clause speaks, the past or what is to come, by its verbs; and where its sentence begins and ends."""

from __future__ import annotations

import re
from functools import lru_cache

from analystkit.english.times.rules import lexicon
from analystkit.text import fold

STOP = re.compile(  # its first character in one class, for speed: "said. He", a blank line, "(The"
    r"[.!?\n(](?:(?<=[.!?])(?<!\b[A-Z].)(?<!\b(?:Mr|Ms|Dr|Lt|St).)(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Maj|Sgt|Adm|Jan|Feb|Aug|Oct|Nov|Dec).)"
    r"(?<!\bSept.)[\"”’)]{0,2}\s+(?=[A-Z“\"‘])|(?<=\n)\s*\n|(?<=\()(?=[A-Z]))"
)
CLAUSE = re.compile(r"[,;:]\s|\s[–—_-]{1,2}\s")


def sentence_before(before: str) -> str:
    """What of the sentence stands in these words before a phrase."""
    last = 0
    for m in STOP.finditer(before):
        last = m.end()
    return before[last:]


def until_stop(after: str) -> str:
    """What of the sentence stands in these words after a phrase."""
    stop = STOP.search(after)
    return after[: stop.start()] if stop else after


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    tense = lexicon()["tense"]
    ahead, past = ("|".join(sorted(map(re.escape, tense[k]), key=lambda w: (-len(w), w))) for k in ("future", "past"))
    verb = r"(?:\ (?:to|not|also|now|still|soon|then|only|never|likely|\w{2,12}ly)\b)*(?:\ (?:be|have|been)\b)?(?:\ \w{1,20})?"
    return re.compile(  # "will be announced" is one cue
        rf"\b(?P<undone>had\ been\ (?:set|due|expected|scheduled|planned)|(?:was|were)\ cancell?ed)"
        rf"|(?<![\w'])(?P<ahead>(?:{ahead}|(?<!\bto\ )meet){verb})(?!\w)"
        rf"|(?P<soon>'ll\b)|\b(?P<past>{past})\b|\b(?P<perhaps>\w{{2,20}}ed)\b",
        re.VERBOSE,
    )


_LIMIT = re.compile(r"\b(?:until|till|through|by)(?: the| early| mid| late)? $")
SURELY_AHEAD = re.compile(
    r"\b(?:will|'ll|shall|is to|are to|(?:is|are) (?:due|expected|scheduled|set|planned)|(?:plan|intend|hope|expect)s? to)\b"
)


def tense(before: str, after: str = "") -> str:
    """Of what does the clause speak? ``ahead`` or ``past`` by its nearest verb before the phrase, else by the first one after it;
    ``done`` where a past verb stands right beside it.

    >>> tense("The court will rule on "), tense("The minister, who will resign, said on "), tense("On ", ", voters will choose")
    ('ahead', 'done', 'ahead')
    >>> tense("The truce holds until ")
    'until'
    """
    sentence = fold(_MAY.sub("mon", sentence_before(before)))
    if sentence.endswith((" on ", "late ", "early ")) and _DONE.match(fold(after)) and not _cue_beside(sentence):
        return "done"  # "the agency on Sunday issued"
    said = _decided(CLAUSE.split(sentence)[-1]) or _decided(sentence)
    limit = said != "ahead" and _LIMIT.search(sentence)
    if said:
        return "limit" if limit else said.replace("undone", "")
    stop = STOP.search(after)
    rest = fold(_MAY.sub("mon", after[: stop.start() + 1] if stop else after))
    first = _cues().search(rest)
    if limit:  # "the curfew lasts until Sunday": nothing says the past, so it is to come
        return "limit" if first and first.lastgroup in ("past", "perhaps") else "until"
    if first and first.lastgroup in ("ahead", "soon"):
        return "ahead" if SURELY_AHEAD.match(rest, first.start()) else ""
    return "past" if first else ""


_MAY = re.compile(r"\bMay\b")  # the month or a name, never "may"
_DONE = re.compile(r" (?:\w{2,14}ly )?(?:(?!need)\w{2,16}ed|made|sent|took|struck|shot|gave|told|said|began|met|held|won|fell|rose|hit)\b")


def _cue_beside(sentence: str) -> bool:
    """Does a verb stand right before: "is due on"?"""
    cues = list(_cues().finditer(sentence))
    return bool(cues) and bool(_BESIDE.match(sentence, cues[-1].end()))


_BESIDE = re.compile(r" (?:(?:late|early|earlier|later) )?(?:on |in )?(?:late |early )?$")


def _decided(words: str) -> str:
    """The last cue's side; "preferred shares" says little, so a word in -ed decides only where nothing else does."""
    cues = list(_cues().finditer(words))
    firm = [m.lastgroup or "" for m in cues if m.lastgroup != "perhaps"]
    if not firm or (cues[-1].lastgroup == "perhaps" and _BESIDE.match(words, cues[-1].end())):  # "decided late on"
        return ("done" if _BESIDE.match(words, cues[-1].end()) else "past") if cues else ""
    if firm[-1] == "past" and cues[-1].lastgroup == "past" and _BESIDE.match(words, cues[-1].end()):
        return "done"
    return {"soon": "ahead"}.get(firm[-1], firm[-1])

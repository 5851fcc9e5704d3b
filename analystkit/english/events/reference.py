"""How a mention speaks of its event: anew or of one already told, of one or of several, by what weapon, and as the answer to what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analystkit.english.content import TELLING, WORD, rarity, stem
from analystkit.english.days import MONTH, dates_in
from analystkit.english.events.triggers import belonging, event_type, family, plural, weak, weapons, words
from analystkit.english.numerals import numbers
from analystkit.english.tokens import within
from analystkit.records import Article, Mention, Tags
from analystkit.text import fold

_INDEFINITE = re.compile(r"\b(?:a|an|another)\s+(?:[\w’'.-]+\s+){0,4}$", re.IGNORECASE)
_THIS = re.compile(r"\b(?:this|these)\s+(?:[\w’'.-]+\s+){0,2}$", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+(?:[\w’'.-]+\s+){{0,2}}$", re.IGNORECASE)
# «the third attack this month»
_TALLIED = re.compile(
    r"[^.;:,]{0,40}?\b(?:in\s+(?:a|an|as|two|three|less)\b|this\s+(?:week|month|year)|since\b|of\s+its\s+kind)"
)  # fmt: skip
_ANSWERED = re.compile(
    r"\b(?:in\s+(?:direct\s+)?(?:response|retaliation|reprisal|reaction)\s+(?:to|for)|response\s+to"
    r"|respond\w*\s+to|(?:retaliation|revenge(?:\s+attacks?)?[”\"]?)\s+for|following|given)\s",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?][”\"]?\s")  # «The tram derailed. Rescuers responded to the accident»: by nothing told
# «Raiders have killed more than 600 people since the offensive began»: of all its days, and of no event told before
_SO_FAR = re.compile(r"\b(?:have|has|had)\s(?:\w+\s){0,3}$", re.IGNORECASE)
_SINCE = re.compile(r"[^.;:!?\n]{0,100}?\bsince\b", re.IGNORECASE)
# What is known without an article of its own: «Saturday's shooting», «claimed that bombing», «the 4.30am crash»
_KNOWN = re.compile(
    r"\b(?:(?:\w+day|tonight|week|weekend|month|year|morning|afternoon|evening|night)[’']s|that|the\s\d[\d.:]*\s?[ap]\.?m\.?)"
    r"\s+(?:(?!(?:an?|the)\b)[\w-]+\s+){0,2}$"
    r"|\bthe\s$",  # of several words that are one: «the 24-hour strike»
    re.IGNORECASE,
)
# «why he was arrested»: who is told of already
_PRONOUN = re.compile(r"\b(?:he|she|they)\s+(?:(?:was|were|is|are|had|has|have|been|being|later|also)\s+){1,3}$", re.IGNORECASE)
# «the Rolando bombing», «the Vale bus crash», «the capture of Ana Lopez Ruiz»: known by a name
_NAMED = re.compile(r"\bthe\s+([A-Z][\w’'-]{2,})\s+(?:[a-z][\w-]+\s+)?$")
_OF_NAME = re.compile(r"\sof\s(?:(?:the|his|her|their|its)\s)?(?:[a-z][\w’'-]+\s){0,2}((?:[A-Z][\w.’'-]*\s?){1,4})")
# What these words stand before is no day on which it happened: «held since March 12».
_BOUND = re.compile(rf"\b(?:since|until|till|before|after|by|from)\s+(?:\d{{1,2}}\s+)?{MONTH}\b")
# A line of its own that ends without a stop: below it stands another item of the article.
_SUBHEAD = re.compile(r"(?<=\n\n)[^\W_][^\n]{1,80}(?<=[\w)])[ \t]*(?=\n)")


@dataclass(frozen=True)
class Reference:
    """How one mention speaks of its event."""

    word: str
    lemma: str
    phrase: bool  # told within the clause of another: «after the raid»
    definite: bool
    indefinite: bool
    this: bool
    plural: bool
    ordinal: int | None  # «the second strike»
    count: int | None  # «three raids»
    many: bool  # several, counted or not
    crowd: bool  # tells of victims by their number: «the murder of dozens of guards»
    cause: str | None  # the family of what killed, or of who was hurt, where the words say it
    whose: str | None
    weapons: frozenset[str]  # named right before the event word, or in it: «a rocket attack»
    words: frozenset[str]  # the stems of its clause's rare words, without names of people and places, days and numbers
    names: frozenset[str]  # what it goes by, as stems: «the Rolando bombing», «the capture of Ana Lopez»
    pronoun: bool  # told of someone whom the text has named already: «he was arrested»
    since: bool  # a number so far: «have killed 600 people since spring»
    answers: int | None  # the mention that tells what was done about it: «The raid answered mortar attacks»
    paragraph: int  # where its paragraph begins
    item: int  # where its item of the article begins: the last subhead, or the start
    day: str  # month and day of what is told with no year that anybody knows: "--03-12"


def reference_of(article: Article, tags: Tags, i: int) -> Reference:
    """How the ``i``th mention of an article speaks of its event."""
    text, m = article.text, tags.mentions[i]
    before, word = text[max(m.start - 12, m.head_start - 60, 0) : m.head_start], text[m.head_start : m.head_end].lower()
    near = re.split(r"[.;:,](?:\s|$)", before)[-1]
    nouns = event_type(m.type).get("nouns", ())
    several = m.type != "casualties" and any(word == plural(n) and word != n for n in nouns)
    ordinal = None if _TALLIED.match(text, m.head_end) else _ORDINAL.search(near)
    counted = [n for n in numbers(text, max(m.start, m.head_start - 60), m.head_start) if len(text[n.end : m.head_start].split()) <= 4]
    count = counted[-1].value if counted and several else None
    return Reference(
        word=word,
        lemma=m.rule.removesuffix(" (phrase)").rsplit(":", 1)[-1],
        phrase=m.rule.endswith(" (phrase)"),
        definite=m.known or (not several and word in nouns and bool(_KNOWN.search(near))),
        indefinite=bool(_INDEFINITE.search(near)),
        this=bool(_THIS.search(near)),
        plural=several,
        ordinal=_ORDINALS.index(ordinal[1].lower()) + 1 if ordinal else None,
        count=count,
        many=(count or 0) > 1 or bool(counted and counted[-1].value is None and several),
        crowd=_crowd(text, m),
        cause=belonging("causes", before),
        whose=belonging("whose", text[m.start : m.end]) if weak(m.type) else None,
        weapons=frozenset(str(name) for _, _, name in weapons().find(text, max(m.start, m.head_start - 30), m.head_end)) - {"airstrike"},
        words=_rare(text, tags, m),
        names=_names(text, m),
        pronoun=bool(_PRONOUN.search(text, max(m.start - 12, m.head_start - 40, 0), m.head_start)),
        since=weak(m.type) and bool(_SO_FAR.search(before) and _SINCE.match(text, m.head_end)),
        answers=_answers(text, tags.mentions, i),
        paragraph=text.rfind("\n", 0, m.start) + 1,
        item=next((at for at in reversed(_subheads(article)) if at <= m.start), 0),
        day="" if m.when.known else _day(article, tags, m),
    )


@lru_cache(maxsize=4)
def _subheads(article: Article) -> list[int]:
    """Where the body's subheads stand."""
    body = (s for s in article.segments if s.kind == "body")
    return [m.start() for s in body for m in _SUBHEAD.finditer(article.text, s.start, s.end)]


def _names(text: str, m: Mention) -> frozenset[str]:
    """The words of the name that an event goes by: what stands before its word, or whom it was done to."""
    by = _NAMED.search(text, max(m.head_start - 40, 0), m.head_start)
    whose = event_type(m.type).get("towards") == "of" or family(m.type) in ("accident", "disaster")  # «the sinking of the Rosa»
    of = _OF_NAME.match(text, m.head_end, m.end) if whose else None
    return frozenset(stem(w) for w in WORD.findall(fold((by or of or [""] * 2)[1])) if len(w) > 2)


def _crowd(text: str, m: Mention) -> bool:
    """«the murder of dozens of guards», «arrested 20 protesters»"""
    if family(m.type) == "violence" and m.type not in ("killing", "casualties"):
        return False
    of = re.compile(r"\s+of\s+" if family(m.type) == "violence" else r"\s+(?:of\s+)?").match(text, m.head_end, m.end)
    number = next(numbers(text, of.end(), min(m.end, of.end() + (40 if "of" in of[0] else 12))), None) if of else None
    return bool(of and number and len(text[of.end() : number.start].split()) < 3)  # not «died of his wounds on 9 May»


def _rare(text: str, tags: Tags, m: Mention) -> frozenset[str]:
    named = [(p.start, p.end) for p in within(tags.places, m.start, m.end)]
    named += [(a.start, a.end) for a in within(tags.actors, m.start, m.end)]
    named += [(t.start, t.end) for t in within(tags.times, m.start, m.end)] + [(n.start, n.end) for n in numbers(text, m.start, m.end)]
    told = ((w.start() + m.start, w.group()) for w in WORD.finditer(fold(text[m.start : m.end])))
    own = (w for at, w in told if rarity(w) > TELLING and at != m.head_start and not any(a <= at < b for a, b in named))
    return frozenset(stem(w) for w in own if not w.isdigit())


def _answers(text: str, mentions: Sequence[Mention], i: int) -> int | None:
    m = mentions[i]
    first = max(0, m.start - 60)
    marked = [found.end() + first for found in _ANSWERED.finditer(text[first : m.start + 1])]
    if not marked or any(marked[-1] <= other.head_start < m.start for other in mentions[max(0, i - 3) : i]):
        return None  # «in response to strikes that killed 30»: the strikes are answered
    if " and " in text[marked[-1] : m.start]:
        return None  # «opened fire following an argument and wounded five»
    near = (j for j in range(i - 1, max(-1, i - 4), -1) if mentions[j].start <= m.start and mentions[j].end >= m.start - 40)
    return next((j for j in near if not _STOP.search(text, mentions[j].head_end, m.start)), None)


def _day(article: Article, tags: Tags, m: Mention) -> str:
    told = [t for t in within(tags.times, m.start, m.end) if t.rule in ("month-day", "day-month") and not t.when.known]
    on = {f"--{d.month:02}-{d.day:02}" for t in told for d in dates_in(article.text, t.start, t.end) if d.day and not d.year}
    return on.pop() if len(on) == 1 and not _BOUND.search(article.text, m.start, m.end) else ""


def moved_to(words_: str) -> str:
    """Whether a number that ends these words is said to have risen or fallen to what it is, or to be corrected either way.

    >>> moved_to("The death toll from the fire rose on Friday to at least 19"), moved_to("It was lowered to 12"), moved_to("killing 12")
    ('rose', 'fell', '')
    """
    return next((how for how, pattern in _moves().items() if pattern.search(words_)), "")


@lru_cache(maxsize=1)
def _moves() -> Mapping[str, re.Pattern[str]]:
    listed = {how: "|".join(re.escape(w) for w in ws) for how, ws in words()["moved"].items()}
    # «rose from 12 on Friday to at least 19», «climbed to 21 people killed»; «had reached 38»
    to = {how: rf"\b(?:{listed[how]})\b[^.;:]{{0,60}}?\bto" for how in ("fell", "rose", "either")}
    to["rose"] = rf"(?:{to['rose']}|\b(?:{listed['reached']}))"
    return {how: re.compile(rf"{pattern}\s(?:(?!and\b)[^.;:,]){{0,40}}$", re.IGNORECASE) for how, pattern in to.items()}

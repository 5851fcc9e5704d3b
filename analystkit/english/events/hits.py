"""Event words in a sentence: which are nouns and which verbs, and which tell of nothing that happened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from analystkit.english.events.eventwords import Trigger, any_of, family, words
from analystkit.english.numerals import numbers
from analystkit.english.tokens import Span

_DETERMINER = (
    r"(?:the|a|an|this|that|these|those|his|her|its|their|our|any|some|each|every|no|another|several|many"
    r"|such|first|second|third|two|three|four|five|six|\w+['’]s?|\d+)"
)
_NOUN_BEFORE = re.compile(
    rf"(?:\b{_DETERMINER}|\b(?:of|by|on|in|against|after|following|for|with|to|amid|despite|during|over|at"
    rf"|from|about|more|recent|deadly|\w+(?:al|ive|ous|ed|ary|ic|ent|ing|ern|ist))"
    r"|\b(?:air|rocket|missile|drone|mortar|bomb|suicide|military|terrorist|terror|precision|artillery"
    r"|arson|gun|knife|nuclear|retaliatory|police|army|guerrilla|peace|bombing)|\b(?:[Tt]he|[Tt]hese"
    r"|[Tt]hose|[Rr]ecent)\s+(?-i:[A-Z])[\w.]*)\s+$",
    re.IGNORECASE,
)
_VERB_BEFORE = re.compile(
    r"\b(?:to|will|would|can|could|may|might|must|should|they|we|who|that|which|did|not|didn['’]t|has|have"
    r"|had|was|were|been|being|is|are|be|also|then|he|she|it|and|reportedly|later)\s+$",
    re.IGNORECASE,
)
_MONTH_MAY = re.compile(r"(?:\d|\b[a-z]+)\s+May\s+$")  # «the 3 May raid»: a month, no modal verb
_AUXILIARY = re.compile(r"\b(?:has|have|had|was|were|been|being|is|are|be|get|got)\s+(?:\w+ly\s+|also\s+|not\s+|never\s+)?$", re.IGNORECASE)
_PREPOSITION_NEXT = re.compile(
    r"\s+(?:by|on|against|in|at|of|that|which|was|were|is|has|had|near|from|upon|between|targeting|and"
    r"|came|come|comes|followed|took|killed|hit|hits|struck|destroyed|targeted|injured|wounded|left|began"
    r"|continued|appears?|have|will|would|could|might|may|can|should|also)\b|\s*[.,;:)”\"–-]|\s*$",
    re.IGNORECASE,
)
# «Lee blasts Moran over taxes»: no noun, and no deed
_HEADLINE_VERB, _OBJECT_NEXT = re.compile(r"(?<!\w)[A-Z][\w’'-]+\s+$"), re.compile(r"\s+(?:the|an?|his|her|its|their|[A-Z])\w*")


@dataclass(frozen=True)
class Hit:
    """An event word as the sentence uses it: ``use`` is noun, verb (finite), participle or infinitive."""

    start: int
    end: int
    trigger: Trigger
    use: str
    passive: bool = False


def hits(text: str, sentence: Span, found: Iterable[tuple[int, int, object]]) -> Iterator[Hit]:
    """The event words that the matcher found in a sentence, each as a noun or a verb."""
    for a, b, value in found:
        hit = _used(text, a, b, cast(tuple[Trigger, ...], value), sentence)
        if hit:
            yield hit


def _used(text: str, a: int, b: int, options: tuple[Trigger, ...], sentence: Span) -> Hit | None:
    before, after = text[max(sentence.start, a - 40) : a], text[b : min(sentence.end, b + 40)]
    noun = next((t for t in options if t.noun), None)
    verb = next((t for t in options if t.verb), None)
    if text[b : b + 1] == ":" and text[a : a + 1].isupper() and verb:
        return None
    if text[a - 1 : a] in ("-", "#", "@", "/") or text[b : b + 1] in ("-", "/"):
        return None
    if noun and not verb and noun.plural and _HEADLINE_VERB.search(before) and _OBJECT_NEXT.match(after):
        return None
    if noun and (not verb or _is_noun(before, after, verb)):
        return Hit(a, b, noun, "noun")
    if not verb:
        return None
    if verb.verb == "base":
        if re.search(r"\bto\s+(?:\w+ly\s+)?$", before):
            return Hit(a, b, verb, "infinitive")
        if re.search(r"(?:\b(?:the|a|an|of|this|that|his|their|its|in|on|by|air)|['’]s)\s+$", before, re.IGNORECASE):
            return None
        return Hit(a, b, verb, "verb")
    passive = (
        verb.verb == "ed" and bool(_AUXILIARY.search(before)) and not re.search(r"\b(?:has|have|had)\s+(?:\w+ly\s+|also\s+)?$", before)
    )
    if verb.verb == "ing":
        if re.search(r"\b(?:the|a|an|of)\s+(?:[\w’'-]+\s+)?$", before, re.IGNORECASE) and re.match(r"\s+(?:of|by)\b", after):
            return Hit(a, b, verb, "noun")
        return Hit(a, b, verb, "verb" if _AUXILIARY.search(before) else "participle")
    if verb.verb == "s" and re.search(
        r"\b(?:the|these|those|two|three|several|of|in|at|on|by|new|his|their|its|all|\w+['’]s)\s+$", before, re.IGNORECASE
    ):
        return None
    follows = re.match(r"\s+(?:by|in|at|on|during|near|with|when|after)\b|\s*[,.;)]|\s*$", after)
    if verb.verb == "ed" and not passive and follows and " " not in verb.lemma and verb.lemma not in words()["words"]["no_object"]:
        return Hit(a, b, verb, "participle", True)
    return Hit(a, b, verb, "verb", passive)


def _is_noun(before: str, after: str, verb: Trigger) -> bool:
    if verb.verb == "ed":
        return False
    if (
        verb.verb == "ing"
        and not re.search(rf"\b{_DETERMINER}\s+(?:[\w-]+\s+)?$", before, re.IGNORECASE)
        and re.match(r"\s+(?:the|a|an|one|two|at\s+least|\d|[A-Z]|civilians|people)", after)
    ):
        return False
    joined = verb.verb == "s" and before.rstrip().endswith(("to", "and", "that"))
    if _VERB_BEFORE.search(before) and not _MONTH_MAY.search(before) and not joined:
        return False
    if verb.verb == "s" and not before.strip():
        return True  # «Clashes with the police went on»
    return bool(_NOUN_BEFORE.search(before) or _PREPOSITION_NEXT.match(after))


# «would attack», «maybe we should start killing», «did not strike»
_NOT_DONE = re.compile(
    r"""(?<!\d\s)\b(would|could|might|may|should|can|cannot|must|if|unless|whether|not|never|maybe|let['’]s|[a-z]{2,6}n['’]t|prevent\w*\s+\w+\s+from|avoid)
    \s+(?:(?:also|be|to|have|been|start|begin|keep|need(?:ed)?\s+to|try\s+to|go\s+on|\w+ly)\s+){0,4}$""",
    re.IGNORECASE | re.VERBOSE,
)
_ANYBODY = re.compile(r"\b(?:they|we|you|i|people)\s+(?:\w+ly\s+)?$", re.IGNORECASE)  # «they attack us because they hate us»: no day's deed
# «could launch another attack»; «could not prevent the attack» was one
_MAY_DO = re.compile(
    r"\b(would|could|might|may|should|can|must)\s+(?:[a-z]+\s+){1,5}?(?:an?|any|another|more|further|new|other)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# «protests could erupt»
_MAY_HAPPEN = re.compile(
    r"""\s+(?:[\w-]+\s+){0,2}?(?:will\s+(?:erupt|happen|occur|break\s+out)|(?:would|could|might|may|should|can)\s+(?:be\s+|also\s+)?
    (?:happen|occur|erupt|take\s+place|break\s+out|follow|resume|begin|start|come))\b""",
    re.IGNORECASE | re.VERBOSE,
)
# «recommended an indictment», «argued for the killing of»: wished for
_WANTED = re.compile(
    r"""\b(?:recommend\w*|seek\w*|sought|demand\w*|(?:call(?:s|ed|ing)?|argu\w+|push\w*)\s+for|advocat\w*|propos\w*|suggest\w*|urg\w*|favou?r\w*|oppos\w*)
    \s+(?:an?\s+|any\s+|the\s+(?=extrajudicial))?(?:[\w-]+\s+){0,2}$""",
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=1)
def _unreal_nouns() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('unreal').pattern})\s+(?:[\w’'-]+\s+){{0,2}}$", re.IGNORECASE)


def unreal(text: str, a: int, hit: Hit, np: Span) -> str | None:
    """Why this is no event: talk of what may be, of what is usual, or of none. None where it is one.

    >>> t = "They do deter attacks"
    >>> unreal(t, 0, Hit(14, 21, Trigger("attack", True, None, True, False, "attack"), "noun"), Span(14, 21))
    'deter'
    """
    if hit.use == "noun":
        m = _unreal_nouns().search(text[max(a, np.start - 30) : hit.start]) or _MAY_DO.search(text[max(a, np.start - 80) : hit.start])
        m = m or (None if family(hit.trigger.type) == "protest" else _WANTED.search(text[max(a, np.start - 60) : hit.start]))
        m = m or _MAY_HAPPEN.match(text, hit.end, hit.end + 80)
        if m and m.group().startswith("May "):
            m = None  # the month
    else:
        m = _NOT_DONE.search(text[max(a, hit.start - 40) : hit.start])
        m = m or (_ANYBODY.search(text[max(a, hit.start - 20) : hit.start]) if hit.trigger.verb == "base" else None)
    if m and not re.match(r"(?:further|more)\b", m.group(), re.IGNORECASE):
        return m.group().split()[0].lower()
    habit = any_of("habit").search(text[max(a, hit.start - 60) : hit.start])
    return habit.group().lower() if habit else None


_SEND = r"(?:sent|send|sends|sending|pass(?:ed|es)?|conveyed|conveys?|delivered|delivers?|relayed|handed|transmitted|dispatched)"
_SENDING = re.compile(rf"\b{_SEND}\s+(?:[\w-]+\s+){{0,4}}$", re.IGNORECASE)
_TO = re.compile(r"\s+(?:[\w-]+\s+){0,4}?to\s+(?:the\s+|an?\s+)?(?:[\w’'-]+)", re.IGNORECASE)
_WAS_SENT = re.compile(
    rf"\s+(?:was|were|had\s+been|has\s+been|being)\s+(?:[a-z]+ly\s+|also\s+)?{_SEND}\s+(?:[\w-]+\s+){{0,3}}?to\s", re.IGNORECASE
)
_TAKEN_UP = re.compile(r"\b(?:the|this|that|these|those|such|its|his|her|their|first|second)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
# «managed to kill», «threatened to attack», «is preparing to storm»: done, or meant to be
_INTENDED = re.compile(
    r"""\b(?:managed|proceeded|went\s+on|continued|continues|began|started|claim(?:s|ed)?|(?:threat|plann|prepar)(?:en|enn)?(?:s|ed|ing)|plans?|prepares?|threaten
    |vow(?:s|ed)?|intend(?:s|ed)?|(?:is|are|was|were)\s+(?:set|about|due|poised|scheduled)|used\s+(?:\w+\s+){1,4}|(?:took|taken|takes)\s+to\s+the\s+streets)\s+to\s+(?:have\s+)?(?:\w+ly\s+)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_ORDERED = re.compile(r"\b(?:called|ordered|told|forced)\s+to\s+$")  # «called to turn around»
_MAY = re.compile(r"\b(?:would|could|should|might|must|wants?|hopes?|pledg\w+|promis\w+|vow\w*|needs?)\b[^.;:]{0,90}$", re.IGNORECASE)


def empty(text: str, start: int, hit: Hit) -> bool:
    """Does the word name no event here: what may be or is usual, an infinitive of purpose, a letter that nobody sends?

    >>> t = "The deaths shocked the town."
    >>> empty(t, 0, Hit(4, 10, Trigger("casualties", True, None, True, False, "death"), "noun"))
    True
    """
    if hit.trigger.lemma in words()["types"]["casualties"]["counted"]:
        return next(numbers(text, max(start, hit.start - 60), hit.end), None) is None
    entry = words()["types"].get(hit.trigger.type, {})
    if hit.use == "noun" and hit.trigger.lemma in entry.get("sent", ()):
        return not _sent(text, start, hit)
    if hit.use == "noun" and _takes_up(entry, hit.trigger.lemma) and not _TAKEN_UP.search(text[max(start, hit.start - 40) : hit.start]):
        return True
    if hit.trigger.type == "casualties" and hit.use == "noun":
        return False
    if unreal(text, start, hit, Span(hit.start, hit.end)) is not None:
        return True
    if hit.trigger.lemma.endswith(" to") and "hostile" in entry:
        return not re.match(rf"\s+(?:{'|'.join(entry['hostile'])})\b", text[hit.end : hit.end + 20])
    needs = entry.get("heads")
    if needs and hit.use == "noun":
        near = text[max(start, hit.start - 60) : hit.end + 60]
        return not re.search(r"\b(?:" + "|".join(needs) + r")(?:s|ed|d|ing|es|n)?\b", near, re.IGNORECASE)
    if hit.use != "infinitive":
        return False
    before = text[max(start, hit.start - 100) : hit.start]
    if hit.trigger.lemma in entry.get("aborted", ()):
        return not _ORDERED.search(before)
    return not (_INTENDED.search(before) if hit.trigger.type != "campaign" else not _MAY.search(before))


def _takes_up(entry: dict[str, Any], lemma: str) -> bool:
    by, _, noun = lemma.rpartition(" ")
    return lemma not in entry.get("nouns", ()) and noun in entry.get("again", ()) and by in entry.get("again_by", ())


def _sent(text: str, start: int, hit: Hit) -> bool:
    """«sent a stern letter to the king», «a message was passed to Arden»"""
    before, after = text[max(start, hit.start - 60) : hit.start], text[hit.end : hit.end + 90]
    return bool((_SENDING.search(before) and _TO.match(after)) or _WAS_SENT.match(after))

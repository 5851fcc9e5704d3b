"""What a clause does not tell as done: denied or unconfirmed, imagined, a figure of speech, or a name that only looks like the word.

Every question looks at one sentence, and at no more than some hundred characters of it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from analystkit.english.events.eventwords import words
from analystkit.english.events.hits import Hit
from analystkit.english.tokens import Span

_REACH = 240  # how far before a word its denial may stand
# «could not confirm that», «no evidence that», «did not say that»
_UNCONFIRMED = re.compile(
    r"""\b(?:neither\s+confirm(?:ed|s)?\s+nor\s+den(?:y|ied|ies)
    |(?:could|can|would|will|did|do|does|has|have|had|was|were)(?:\s+not|n['’]t)\s+(?:\w+ly\s+)?(?:yet\s+)?(?:been\s+|be\s+|able\s+to\s+)?(?:\w+ly\s+)?
      (?:confirm|verif|corroborat|establish|determin|say\b|said\b|claim|report|state\b|announc|acknowledg|admit)\w*
    |cannot\s+(?:\w+ly\s+)?(?:be\s+)?(?:confirm|verif|determin|establish)\w*
    |never\s+(?:said|claimed|confirmed|reported|stated|admitted)
    |(?:unable|not\s+able|impossible)\s+to\s+(?:\w+ly\s+)?(?:confirm|verify|determine|establish|say)
    |(?:no|without|little)\s+(?:\w+\s+){0,2}?(?:confirmation|evidence|proof|indications?|signs?)\s+(?:of|that|to|for|whether)
    |(?:asked|wonder(?:ed|ing)?|questions?\s+(?:about|over|of))\s+(?:\w+\s+)?(?:if|whether)
    |(?:not|n['’]t)\s+(?:yet\s+|immediately\s+)?clear\s+(?:if|whether|that)|unclear\s+(?:if|whether))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_WORD_OF = (
    r"(?:claims?|reports?|accusations?|allegations?|suggestions?|charges?|accounts?|assertions?|notions?|ideas?|rumou?rs?"
    r"|figures?|tolls?|findings?|statements?|stor(?:y|ies)|it|that)"
)
# «denied that», «rejected claims that», «dismissed as false a report that», «it is not true that»
_DENIED = re.compile(
    rf"""(?:(?<!not\s)(?<!never\s)(?<!n't\s)(?<!n’t\s)(?<!\bnor\s)\bden(?:y|ies|ied|ying)\b
        (?!\s+(?:(?:any|all|having|a|its|his|her|their|playing)\s+)*(?:involvement|responsibility|role|part|knowledge|links?|complicity|connection
          |entry|access|aid|bail|visas?|permission|asylum|(?:being\s+)?(?:involved|behind|responsible)|ordering|planning)\b)
      |\b(?:reject|dismiss|refut|disput)(?:s|es|ed|ing|e)?\b(?:\s+as\s+[\w-]+(?:\s+and\s+[\w-]+)?)?\s+(?:[\w’'-]+\s+){{0,4}}?{_WORD_OF}
      |\b(?:not|n['’]t)\s+true\b|\b(?:untrue|false|a\s+lie|baseless)\s+that)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# «The claim that ten were killed could not be verified»: said behind what it is about
_THE_CLAIM = re.compile(r"\b(?:claims?|reports?|accounts?|allegations?|assertions?|rumou?rs?)\s+(?:that|of)\s[^,;:.]{0,80}$", re.IGNORECASE)
_NOT_VERIFIED = re.compile(
    r"[^;:.]{0,160}?\b(?:could|can|has|have|had|was|were)(?:\s+not|n['’]t)\s+(?:yet\s+)?(?:been\s+|be\s+)?(?:\w+ly\s+)?(?:been\s+|be\s+)?"
    r"(?:verified|confirmed|corroborated)\b",
    re.IGNORECASE,
)
# where what is denied ends: «denied it, but …», «denied the report after a bomb killed …», «an attack that killed …», which did happen
_CLOSES = re.compile(
    r"""[;:]|\b(?:but|however|although|though|whereas|while|saying|insisting|adding|after|before|when|since|because|which|who|whose|where|instead)\b
    |\bas\s+(?:the|an?|it|they|he|she)\b|\band\s+(?:said|says|accused|blamed|insisted|added|claimed)\b
    |\b(?:attack|air\s?strike|strike|raid|blast|bombing|explosion|shelling|shooting|clash|ambush|massacre|operation)(?:s|es)?\s+that\b""",
    re.VERBOSE | re.IGNORECASE,
)
# one of these stands in every denial: asked first, for most sentences hold none
_SIGNS = (
    "not ", "n't", "n’t", "no ", "den", "reject", "dismiss", "refut", "disput", "never", "unable", "impossible", "without", "little",
    "asked", "wonder", "question", "unclear", "untrue", "false", "a lie", "baseless", "neither",
    "claim", "report", "account", "allegation", "assertion", "rumo", "cannot",
)  # fmt: skip


def denial(text: str, start: int, at: int) -> tuple[str, Span] | None:
    """Is what stands at ``at`` denied, or not confirmed, by what the sentence says before it? With the words that do so.

    >>> t = "The army denied that it killed ten; a mayor said rebels killed two."
    >>> denial(t, 0, t.index("killed ten"))[0], denial(t, 0, t.index("killed two"))
    ('denied', None)
    """
    begin = max(start, at - _REACH)
    near = text[begin:at].lower()
    if not any(sign in near for sign in _SIGNS):
        return None
    word = _THE_CLAIM.search(text[begin:at])
    after = _NOT_VERIFIED.match(text, at, at + _REACH) if word else None
    if word and after:
        return "reported", Span(begin + word.start(), after.end())
    for became, pattern in (("reported", _UNCONFIRMED), ("denied", _DENIED)):
        for m in pattern.finditer(text, begin, at):
            if not _CLOSES.search(text, m.end(), at):
                return became, Span(m.start(), m.end())
    return None


# «In the novel, …», «the film tells how …», «a mock attack», «simulated an attack», «a drill in which»
_FICTION = (
    r"(?:films?|movies?|novels?|thrillers?|screenplays?|video\s?games?|computer\s+games?|board\s+games?|sitcoms?"
    r"|comedy|comedies|tv\s+(?:series|dramas?))"
)
_IMAGINED = re.compile(
    rf"""\b(?:simulat(?:ed|es|ing|ion)|mock|fictional|fictitious|imaginary|hypothetical|war\s?games?)\b
    |\bin\s+(?:the|a|an|his|her|their|this|its)\s+(?:[\w’'-]+\s+){{0,3}}?{_FICTION}\b
      (?!\s+(?:festival|premi[eè]re|crew|set|director|theat|maker|star|studio))
    |\b{_FICTION}\s+(?:[\w’“”"'-]+\s+){{0,4}}?(?:in\s+which|about|where|tells?|depicts?|shows?|portrays?|follows?|imagines?|stars?|recounts?)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_EXERCISE = re.compile(
    r"""\b(?:in|during|for|as\s+part\s+of|at|throughout)\s+(?:the|an?|its|their|this|joint|annual)\s+(?:[\w’'-]+\s+){0,3}?(?:exercises?|drills?)\b
    |\b(?:exercises?|drills?)\s+(?:in\s+which|where|that\s+(?:saw|imagin|involv)\w*)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_TRULY_HARMED = re.compile(r"\b(?:(?:was|were|been)\s+(?:\w+ly\s+)?(?:killed|injured|wounded|hurt)|died|accidentally)\b", re.IGNORECASE)
_IF = re.compile(r"(?<!say\s)(?<!said\s)(?<!know\s)(?<!clear\s)(?<!ask\s)(?<!asked\s)\b(?:if|unless)\s[^,;:.]{0,90}$", re.IGNORECASE)


def imagined(text: str, start: int, end: int, at: int) -> bool:
    """Does the sentence tell of an exercise, a work of fiction or a condition? Who dies in an exercise is dead all the same.

    >>> [imagined(t, 0, len(t), len(t) - 1) for t in ("In the novel, troops kill 12", "Two soldiers were killed in a drill")]
    [True, False]
    """
    a, b = (start, end) if end - start < 600 else (max(start, at - 300), min(end, at + 300))
    return _setting(text, a, b) or bool(_IF.search(text[max(start, at - 100) : at]))


@lru_cache(maxsize=64)  # asked of every event word of a sentence, and of every count
def _setting(text: str, a: int, b: int) -> bool:
    return bool(_IMAGINED.search(text, a, b)) or (bool(_EXERCISE.search(text, a, b)) and not _TRULY_HARMED.search(text, a, b))


_NO_OBJECT = re.compile(r"\s*(?:[.,;:)”\"]|$)|\s+(?:at|with|in|on|badly|spectacularly|when|after|among|because|and)\b", re.IGNORECASE)


def figurative(text: str, end: int, hit: Hit) -> bool:
    """Is the violence of words, votes or taste: an attack on a record, a bill killed, a film that bombed?

    >>> from analystkit.english.events.eventwords import Trigger
    >>> t = "The senator attacked his record on taxes"
    >>> attacked = Trigger("attack", False, "ed", False, False, "attack")
    >>> figurative(t, len(t), Hit(12, 20, attacked, "verb"))
    True
    >>> t = "The rebels attacked the town over the weekend"
    >>> figurative(t, len(t), Hit(11, 19, attacked, "verb"))
    False
    """
    if hit.trigger.lemma == "bomb" and not hit.passive and hit.use == "verb" and _NO_OBJECT.match(text, hit.end, end):
        return True
    return hit.trigger.lemma in words()["figurative"]["verbs"] and _about(text, hit, end)


# the object itself, and not what describes it: «attacked tax collectors», «killed a record 40 people»
_GOES_ON = r"on|of|in|as|for|to|and|with|by|when|that|which|but|at|after|before|over|from|because|during|while|into|is|was"
_ENDS_THERE = rf")(?=\s*(?:[.,;:)”\"]|$)|\s+(?:{_GOES_ON})\b)"


def _about(text: str, hit: Hit, end: int) -> bool:
    """Is the first thing named after the word one of speech, law or thought?"""
    m = re.compile(
        r"\s+(?:(?:on|against|upon)\s+)?(?:[\w’'-]+\s+){0,3}?(?:" + "|".join(words()["figurative"]["objects"]) + _ENDS_THERE, re.IGNORECASE
    ).match(text, hit.end, min(end, hit.end + 70))
    if not m:
        return False
    return not _ELSEWHERE & {w.lower() for w in m.group().split()[:-1]}


_ELSEWHERE = frozenset("in at near with by from after before and of who that when while during for to".split())
# «charged with first-degree murder», «guilty of assault»: a charge, and no deed told; «of the murder of a nurse» is one
_CHARGED = re.compile(
    r"""\b(?:charg(?:ed|es?|ing)|counts?|guilty|convict\w*|accus\w*|indict\w*|suspicion|suspected|plead\w*|acquit\w*|sentenced?|terms?|wanted|jailed|tried|on\s+trial)\b
    [^.;:]{0,40}?\b(?:with|of|on|for|to)\s+(?:(?!the\b|his\b|her\b|their\b|this\b|that\b)[\w-]+[\s-]+){0,4}$""",
    re.IGNORECASE | re.VERBOSE,
)


def charged(text: str, start: int, hit: Hit) -> bool:
    """Is the word only the name of a crime that somebody is charged with?

    >>> from analystkit.english.events.eventwords import Trigger
    >>> t = "He was charged with first-degree murder."
    >>> charged(t, 0, Hit(33, 39, Trigger("killing", True, None, False, False, "murder"), "noun"))
    True
    """
    if hit.use != "noun" or hit.trigger.plural or re.match(r"\s+of\b", text[hit.end : hit.end + 8]):
        return False
    return bool(_CHARGED.search(text, max(start, hit.start - 90), hit.start))


def named(text: str, sentence: Span, hit: Hit) -> bool:
    """Is the word written as a name: with a capital inside a sentence that writes none elsewhere, or before what its bearer does?

    >>> from analystkit.english.events.eventwords import Trigger
    >>> t = "In May, Lynch rose again to the court."
    >>> named(t, Span(0, len(t)), Hit(8, 13, Trigger("killing", False, "base", False, False, "lynch"), "verb"))
    True
    """
    word = text[hit.start : hit.end]
    if not word[:1].isupper() or hit.trigger.lemma[:1].isupper() or (len(word) > 1 and word.isupper()):
        return False
    opening = not re.search(r"\w", text[max(sentence.start, hit.start - 60) : hit.start]) and hit.start - sentence.start < 60
    if opening or re.search(r"[“‘:(–—-]\s*$|\"$", text[max(sentence.start, hit.start - 3) : hit.start]):
        return False  # a sentence inside the sentence
    return not _headline(text, sentence)


def _headline(text: str, sentence: Span) -> bool:
    """Does the sentence write its words with capitals, as titles do?"""
    longer = [w for w in re.findall(r"[^\W\d_][\w’'-]{3,}", text[sentence.start : min(sentence.end, sentence.start + 300)])]
    return len(longer) > 1 and sum(w[0].isupper() for w in longer) >= 0.6 * len(longer)

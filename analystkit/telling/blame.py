"""Who is said to have done it: who accuses, blames, denies or claims, as claims of responsibility with the right source.

What somebody denies is never that person's own claim: the denial itself is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analystkit.article import Actor, Claim, Mention, Statement
from analystkit.telling.agency import FORCES, subject
from analystkit.telling.doubt import denial
from analystkit.telling.eventwords import any_of
from analystkit.text import Span

_ACCUSES = re.compile(r"\b(?:accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing))\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been|is|are|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_WHOM = re.compile(r"\s+(?:(?!(?:of|for|by|in|on|at|after|with)\s)[\w’'-]+\s+){0,4}")
_OF_IT = re.compile(r"(?:['’]s?)?(?:\s+[\w’'-]+){0,3}?\s+(?:of|for)\s+(?P<it>(?:it|them|that|this)\b(?=\s*[.,;]))?", re.IGNORECASE)
_BY = re.compile(r"\s+by\s+(?:the\s+|an?\s+)?(?:[a-z’'-]+\s+){0,3}")
# «Ann Lee said the Red Band was behind the attack»
_BEHIND = re.compile(r"\b(?:was|were|is|are|been)\s+(?:\w+ly\s+)?(?:behind|responsible\s+for)\b")
_OWN = re.compile(rf"\b(?:his|her|its|their|the|our|my)\s+(?:[a-z-]+\s+){{0,2}}{FORCES}\b|\b(?:it|they|he|she|we)\b", re.IGNORECASE)
_DOING = re.compile(r"\s+(?:\w+ly\s+|ever\s+)?[a-z]+ing\b")  # «denied killing», «denied having carried out»
_ITSELF = re.compile(r"(?:it|they|he|she|we)$", re.IGNORECASE)

Numbered = Sequence[tuple[int, Mention]]


def blame(
    text: str, sentence: Span, actors: Sequence[Actor], statements: Sequence[Statement], told: Numbered, before: int | None
) -> Iterator[Claim]:
    """The claims of responsibility in one sentence. ``told`` are its mentions of violence, ``before`` the last one before it."""
    yield from _accusations(text, sentence, actors, statements, told, before)
    yield from _behind(text, sentence, actors, statements, told)
    yield from _denials(text, sentence, actors, statements, told)


def _accusations(
    text: str, sentence: Span, actors: Sequence[Actor], statements: Sequence[Statement], told: Numbered, before: int | None
) -> Iterator[Claim]:
    """«Arden accused the Red Band of shelling a market», «The Red Band was blamed by Arden for the raid»"""
    for cue in _ACCUSES.finditer(text, sentence.start, sentence.end):
        if _PASSIVE.search(text[max(sentence.start, cue.start() - 24) : cue.start()]):
            accused = subject(text, sentence.start, cue.start(), actors)
            accuser = next((x for x in actors if x.start >= cue.end() and _BY.fullmatch(text, cue.end(), x.start)), None)
            end = accuser.end if accuser else cue.end()
        else:
            accused = next((x for x in actors if x.start >= cue.end() and _WHOM.fullmatch(text, cue.end(), x.start)), None)
            accuser = _speaker(statements, actors, cue.start(), cue.end()) or subject(text, sentence.start, cue.start(), actors)
            end = accused.end if accused else cue.end()
        of = _OF_IT.match(text, end, min(sentence.end, end + 80))
        if not accused or not accuser or not of or accused.actor_id == accuser.actor_id:
            continue
        deed = next(((i, m.head_end) for i, m in told if of.end() <= m.head_start < of.end() + 120), None)
        if deed is None and of["it"] and before is not None:
            deed = before, of.end()
        if deed:
            a, b = min(cue.start(), accused.start), max(deed[1], accused.end)
            yield Claim(
                a,
                b,
                deed[0],
                "responsibility",
                accused.actor_id,
                None,
                accuser.actor_id,
                accuser.start,
                accuser.end,
                "accused by its source",
            )


def _behind(text: str, sentence: Span, actors: Sequence[Actor], statements: Sequence[Statement], told: Numbered) -> Iterator[Claim]:
    for cue in _BEHIND.finditer(text, sentence.start, sentence.end):
        who = subject(text, sentence.start, cue.start(), actors)
        deed = next(((i, m.head_end) for i, m in told if cue.end() <= m.head_start < cue.end() + 80), None)
        if not who or not deed or denial(text, sentence.start, cue.start()):
            continue
        said = next((s for s in statements if s.speaker_id and s.start <= who.start and cue.end() <= s.end), None)
        source = (said.speaker_id, said.speaker_start, said.speaker_end) if said else (None, None, None)
        yield Claim(who.start, deed[1], deed[0], "responsibility", who.actor_id, None, *source, "named as behind it")


def _denials(text: str, sentence: Span, actors: Sequence[Actor], statements: Sequence[Statement], told: Numbered) -> Iterator[Claim]:
    """«The minister denied that his troops had killed 12»: the source's word is the denial, about whom it says."""
    for i, m in told:
        found = denial(text, sentence.start, m.head_start)
        if not found or found[0] != "denied":
            continue
        cue = found[1]
        denier = _speaker(statements, actors, cue.start, cue.end) or subject(text, sentence.start, cue.start, actors)
        carried = any_of("carry").search(text, cue.end, m.head_start)
        accused = subject(text, cue.end, carried.start() if carried else m.head_start, [x for x in actors if x.start >= cue.end])
        words = _OWN.search(text, cue.end, m.head_start)
        if not denier or not (accused or words or _DOING.match(text, cue.end)):
            continue
        whom = accused.actor_id if accused else words.group() if words and not _ITSELF.match(words.group()) else denier.actor_id
        yield Claim(
            cue.start, m.head_end, i, "responsibility", "denied", whom, denier.actor_id, denier.start, denier.end, "denied by its source"
        )
        return


def _speaker(statements: Sequence[Statement], actors: Sequence[Actor], a: int, b: int) -> Actor | None:
    """Whose act of speech these words are."""
    for s in statements:
        if s.cue_start is not None and s.cue_end is not None and s.cue_start < b and a < s.cue_end and s.speaker_id:
            if s.speaker_start is not None and s.speaker_end is not None:
                return Actor(s.speaker_start, s.speaker_end, s.speaker_id, "", "", "speaker")
    return None

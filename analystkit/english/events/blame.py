"""Who is said to have done it: who accuses, blames, denies or claims, as claims of responsibility with the right source.

What somebody denies is never that person's own claim: the denial itself is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analystkit.english.events.agency import FORCES, subject
from analystkit.english.events.doubt import denial
from analystkit.english.events.eventwords import any_of
from analystkit.records import Actor, Claim, Mention, Statement

_ACCUSES = re.compile(r"\b(?:accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing))\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been|is|are|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_WHOM = re.compile(r"\s+(?:(?!(?:of|for|by|in|on|at|after|with)\s)[\w’'-]+\s+){0,4}")
_OF_IT = re.compile(r"(?:['’]s?)?(?:\s+[\w’'-]+){0,3}?\s+(?:of|for)\s+(?P<it>(?:it|them|that|this)\b(?=\s*[.,;]))?", re.IGNORECASE)
_BY = re.compile(r"\s+by\s+(?:the\s+|an?\s+)?(?:[a-z’'-]+\s+){0,3}")
# «Ann Lee said the Red Band was behind the attack»
_BEHIND = re.compile(r"\b(?:was|were|is|are|been)\s+(?:\w+ly\s+)?(?:behind|responsible\s+for)\b")
_OWN = re.compile(rf"\b(?:his|her|its|their|the|our|my)\s+(?:[a-z-]+\s+){{0,2}}{FORCES}\b|\b(?:it|they|he|she|we)\b", re.IGNORECASE)
_DOING = re.compile(r"\s+(?:\w+ly\s+|ever\s+)?[a-z]+ing\b")  # «denied killing», «denied having carried out»
_OTHER = re.compile(r"\s+that\s+(?P<who>the\s+[\w-]+(?:\s+[\w-]+)??)\s+(?:had|has|have|was|were|did|carried)\b")  # «that the cartel had»
_ITSELF = re.compile(r"(?:it|they|he|she|we)$", re.IGNORECASE)
_CLAIMED = re.compile(r"\bclaim(?:s|ed|ing)?(?=\s)")
_DEED = re.compile(r"(?:\s+(?!(?:that|and|for|by|of|to|it|they|he|she|responsibility)\b)[\w’'-]+){0,5}\s+")
_GOES_ON = re.compile(
    r"(?:\s+(?:on|in|at|near|of|against|outside)(?:\s+(?!(?:that|which|who)\b)[\w’'-]+){1,7}?)?"
    r"\s+(?:was|were|is|are|had|has|have|killed|left|destroyed|hit|targeted|wounded|injured|will|would)\b"
)


@dataclass(frozen=True)
class Told:
    """One sentence: its mentions of violence by number, the last one before it, and who is named and who speaks in it."""

    text: str
    start: int
    end: int
    actors: Sequence[Actor]
    statements: Sequence[Statement]
    mentions: Sequence[tuple[int, Mention]]
    before: int | None

    def subject(self, at: int) -> Actor | None:
        return subject(self.text, self.start, at, self.actors)

    def speaker(self, a: int, b: int) -> Actor | None:
        """Whose act of speech these words are, or else whose verb they are."""
        for s in self.statements:
            if s.cue_start is not None and s.cue_end is not None and s.cue_start < b and a < s.cue_end and s.speaker_id:
                if s.speaker_start is not None and s.speaker_end is not None:
                    return Actor(s.speaker_start, s.speaker_end, s.speaker_id, "", "", "speaker")
        return self.subject(a)


def blame(told: Told) -> Iterator[Claim]:
    """The claims of responsibility in one sentence."""
    for find in (_accusations, _behind, _claimed, _denials):
        yield from find(told)


def _claim(a: int, b: int, mention: int, value: str, qualifier: str | None, who: Actor | None, rule: str) -> Claim:
    source: tuple[str | None, int | None, int | None] = (who.actor_id, who.start, who.end) if who else (None, None, None)
    return Claim(a, b, mention, "responsibility", value, qualifier, *source, rule)


def _accusations(t: Told) -> Iterator[Claim]:
    """«Arden accused the Red Band of shelling a market», «The Red Band was blamed by Arden for the raid»"""
    for cue in _ACCUSES.finditer(t.text, t.start, t.end):
        if _PASSIVE.search(t.text[max(t.start, cue.start() - 24) : cue.start()]):
            accused = t.subject(cue.start())
            accuser = next((x for x in t.actors if x.start >= cue.end() and _BY.fullmatch(t.text, cue.end(), x.start)), None)
            end = accuser.end if accuser else cue.end()
        else:
            accused = next((x for x in t.actors if x.start >= cue.end() and _WHOM.fullmatch(t.text, cue.end(), x.start)), None)
            accuser = t.speaker(cue.start(), cue.end())
            end = accused.end if accused else cue.end()
        of = _OF_IT.match(t.text, end, min(t.end, end + 80))
        if not accused or not accuser or not of or accused.actor_id == accuser.actor_id:
            continue
        deed = next(((i, m.head_end) for i, m in t.mentions if of.end() <= m.head_start < of.end() + 120), None)
        if deed is None and of["it"] and t.before is not None:
            deed = t.before, of.end()
        if deed:
            a, b = min(cue.start(), accused.start), max(deed[1], accused.end)
            yield _claim(a, b, deed[0], accused.actor_id, None, accuser, "accused by its source")


def _behind(t: Told) -> Iterator[Claim]:
    for cue in _BEHIND.finditer(t.text, t.start, t.end):
        who = t.subject(cue.start())
        deed = next(((i, m.head_end) for i, m in t.mentions if cue.end() <= m.head_start < cue.end() + 80), None)
        if not who or not deed or denial(t.text, t.start, cue.start()):
            continue
        said = next((s for s in t.statements if s.speaker_id and s.start <= who.start and cue.end() <= s.end), None)
        source = (said.speaker_id, said.speaker_start, said.speaker_end) if said else (None, None, None)
        yield Claim(who.start, deed[1], deed[0], "responsibility", who.actor_id, None, *source, "named as behind it")


def _claimed(t: Told) -> Iterator[Claim]:
    """«The Red Band claimed Monday's attack on the port», not «claimed the attack was a success»"""
    for cue in _CLAIMED.finditer(t.text, t.start, t.end):
        who = t.speaker(cue.start(), cue.end())
        deeds = ((i, m) for i, m in t.mentions if m.head_start > cue.end() and _DEED.fullmatch(t.text, cue.end(), m.head_start))
        deed = next(((i, m.head_end) for i, m in deeds if not _GOES_ON.match(t.text, m.head_end, t.end)), None)
        if who and deed:
            yield _claim(cue.start(), deed[1], deed[0], who.actor_id, None, who, "claimed by its agent")


def _denials(t: Told) -> Iterator[Claim]:
    """«The minister denied that his troops had killed 12»: the source's word is the denial, about whom it says."""
    for i, m in t.mentions:
        found = denial(t.text, t.start, m.head_start)
        if not found or found[0] != "denied":
            continue
        cue = found[1]
        denier = t.speaker(cue.start, cue.end)
        carried = any_of("carry").search(t.text, cue.end, m.head_start)
        accused = subject(t.text, cue.end, carried.start() if carried else m.head_start, [x for x in t.actors if x.start >= cue.end])
        words, other = _OWN.search(t.text, cue.end, m.head_start), _OTHER.match(t.text, cue.end, m.head_start)
        if not (other or accused) and not (denier and (words or _DOING.match(t.text, cue.end))):
            continue
        own = words.group() if words and not _ITSELF.match(words.group()) else denier.actor_id if denier else None
        whom = accused.actor_id if accused else other["who"] if other else own
        yield _claim(cue.start, m.head_end, i, "denied", whom, denier, "denied by its source")
        return

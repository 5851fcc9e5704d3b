"""Who is said to have done it: who accuses, blames, denies or claims, as claims of responsibility with the right source.

What somebody denies is never that person's own claim: the denial itself is. That what was told never happened is a claim too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analystkit.english.lexicon import sets
from analystkit.english.lexicon.verbs import frames, inflect
from analystkit.english.syntax import Clause, Phrase, Syntax
from analystkit.records import Actor, Claim, Mention, Statement

_CUES = frozenset("accuse blame claim behind responsible".split())
_REPORTS = frozenset("report claim story account allegation accusation rumour rumor version".split())
_FALSE = frozenset("false untrue baseless unfounded fabricated invented invention fabrication lie fake nonsense hoax".split())
_HAPPENING = frozenset("happen occur place".split())
_OF_IT = re.compile(r"\s+(?:of|for)\s+(?:it|them|that|this)\b\s*[.,;]", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """One sentence: its reading, its mentions of violence by number, the last one before it, and who is named and who speaks in it."""

    text: str
    s: Syntax
    actors: Sequence[Actor]
    statements: Sequence[Statement]
    mentions: Sequence[tuple[int, Mention]]
    before: int | None

    def actor(self, p: Phrase | None) -> Actor | None:
        """The actor that a phrase names by its head."""
        if p is None:
            return None
        a, b = self.s.starts[p.head], self.s.ends[p.head]
        beside = self.s.phrase_of(p.hi + 1) if self.s.low[p.hi : p.hi + 1] == [","] else None  # "the minister, Ann Lee, denied"
        named = next((x for x in self.actors if x.start < b and a < x.end), None)
        return named or (self.actor(beside) if beside and self.s.low[beside.hi : beside.hi + 1] == [","] else None)

    def speaker(self, c: Clause) -> Actor | None:
        """Whose act of speech a verb is: a statement's speaker, else its subject."""
        a, b = self.s.starts[c.verb], self.s.ends[c.verb]
        for x in self.statements:
            if x.cue_start is not None and x.cue_end is not None and x.cue_start < b and a < x.cue_end and x.speaker_id:
                if x.speaker_start is not None and x.speaker_end is not None:
                    return Actor(x.speaker_start, x.speaker_end, x.speaker_id, "", "", "speaker")
        return self.actor(self.by(c) if c.passive else c.subject)

    def by(self, c: Clause) -> Phrase | None:
        """The by-phrase of a passive."""
        return next((p for p in c.phrases if p.prep is not None and self.s.low[p.prep] == "by"), None)

    def deed(self, c: Clause) -> tuple[int, int] | None:
        """The mention that a verb speaks of, and where its word ends: "of shelling the port", "for the attack"."""
        end = self.s.ends[c.verb]
        found = ((i, m.head_end) for i, m in self.mentions if end <= m.head_start < end + 160)
        return next((x for x in found if re.search(r"\b(?:of|for)\s", self.text[end : x[1]])), None)


@lru_cache(maxsize=1)
def cues() -> frozenset[str]:
    """The words without one of which no sentence says whose deed it is, or that it never was."""
    verbs = ("accuse", "blame", "claim", "happen", "occur")
    return _CUES.union(*map(inflect, verbs)) | frames()["disputing"] | _FALSE | {"place", "lies"}


def responsibility(t: Told) -> Iterator[Claim]:
    """The claims of responsibility in one sentence."""
    for c in t.s.clauses if not _CUES.isdisjoint(t.s.lemma) else ():
        if c.lemma in ("accuse", "blame"):
            yield from _accused(t, c)
        elif c.lemma == "be":
            yield from _behind(t, c)
        elif c.lemma == "claim":
            yield from _claimed(t, c)
    if t.before is not None and not (_HAPPENING | _FALSE).isdisjoint(t.s.lemma):
        yield from _happened_never(t, t.before)
    yield from _denials(t)


def _happened_never(t: Told, before: int) -> Iterator[Claim]:
    """A source's word that what was told last did not happen at all."""
    for c in t.s.clauses:
        if c.subject is not None and _unhappened(t, c):
            a, b, who = t.s.starts[c.subject.lo], t.s.ends[_last(t, c)], _says(t, c)
            source = (who.speaker_id, who.speaker_start, who.speaker_end) if who else (None, None, None)
            yield Claim(a, b, before, "happened", "denied", None, *source, "said never to have happened")


def _unhappened(t: Told, c: Clause) -> bool:
    """«It never happened», «No such attack took place», «The reports were false»"""
    s, p = t.s, c.subject
    if p is None or s.low[c.verb + 1 : c.verb + 2] == ["before"] or s.low[p.hi : p.hi + 1] in (["that"], ["of"], ["about"]):
        return False
    if c.lemma in ("happen", "occur") or (c.lemma == "take" and s.low[c.verb + 1 : c.verb + 2] == ["place"]):
        none = s.low[p.lo : p.lo + 2] in (["no", "such"], ["nothing", "of"])
        return none or (c.negated and s.low[p.head] in ("it", "this", "that") and p.lo == p.head)
    said = {s.lemma[k] for k in (c.predicate, *(o.head for o in c.objects[:1])) if k is not None}
    return c.lemma == "be" and not c.negated and s.lemma[p.head] in _REPORTS and not said.isdisjoint(_FALSE)


def _last(t: Told, c: Clause) -> int:
    """The last item of what a clause says: its verb, "took place", "were false", "was an invention"."""
    return max(c.verb + (c.lemma == "take"), c.predicate or 0, *(o.head for o in c.objects[:1]))


def _says(t: Told, c: Clause) -> Statement | None:
    """Who says it: the speaker of the statement that holds the clause."""
    a, b = t.s.starts[c.vlo], t.s.ends[c.verb]
    return next((x for x in t.statements if x.speaker_id and x.start <= a and b <= x.end), None)


def _claim(a: int, b: int, mention: int, value: str, qualifier: str | None, who: Actor | None, rule: str) -> Claim:
    source: tuple[str | None, int | None, int | None] = (who.actor_id, who.start, who.end) if who else (None, None, None)
    return Claim(a, b, mention, "responsibility", value, qualifier, *source, rule)


def _accused(t: Told, c: Clause) -> Iterator[Claim]:
    """«Arden accused the Red Band of shelling a market», «The Red Band was blamed by Arden for the raid»"""
    accused = t.actor(c.subject if c.passive else c.objects[0] if c.objects else None)
    accuser = t.actor(t.by(c)) if c.passive else t.speaker(c)
    if not accused or not accuser or accused.actor_id == accuser.actor_id:
        return
    deed = t.deed(c)
    if deed is None and t.before is not None and (it := _OF_IT.match(t.text, max(accused.end, t.s.ends[c.verb]))):
        deed = t.before, it.end()
    if deed is None and t.before is not None and c.lemma == "blame" and not c.passive and not any(p.at == c.verb for p in c.phrases):
        deed = t.before, accused.end  # «Officials blamed the Red Band.»
    if deed:
        a, b = min(t.s.starts[c.verb], accused.start), max(deed[1], accused.end)
        yield _claim(a, b, deed[0], accused.actor_id, None, accuser, "accused by its source")


def _behind(t: Told, c: Clause) -> Iterator[Claim]:
    """«Ann Lee said the Red Band was behind the attack»"""
    who, s = t.actor(c.subject), t.s
    held = any(p.prep is not None and s.low[p.prep] == "behind" for p in c.phrases) or (c.predicate and s.low[c.predicate] == "responsible")
    deed = next(((i, m.head_end) for i, m in t.mentions if s.ends[c.verb] <= m.head_start < s.ends[c.verb] + 80), None)
    if who and held and deed and not c.negated:
        said = next((x for x in t.statements if x.speaker_id and x.start <= who.start and s.ends[c.verb] <= x.end), None)
        source = (said.speaker_id, said.speaker_start, said.speaker_end) if said else (None, None, None)
        yield Claim(who.start, deed[1], deed[0], "responsibility", who.actor_id, None, *source, "named as behind it")


def _claimed(t: Told, c: Clause) -> Iterator[Claim]:
    """«The Red Band claimed Monday's attack on the port», not «claimed the attack was a success»"""
    who = t.speaker(c)
    spans = [t.s.span(o.lo, o.hi) for o in c.objects[:1]]
    deed = next(((i, m) for i, m in t.mentions for a, b in spans if a <= m.head_start < b), None)
    if who and deed:
        yield _claim(t.s.starts[c.verb], deed[1].head_end, deed[0], who.actor_id, None, who, "claimed by its agent")


def _denials(t: Told) -> Iterator[Claim]:
    """«The minister denied that his troops had killed 12»: the source's word is the denial, about whom it says."""
    s = t.s
    for i, m in t.mentions:
        item = s.item_at(m.head_start)
        n = s.clause_of(item) if item is not None else None
        if n is None:
            continue
        own = s.clauses[n]
        chain = [own]
        while chain[-1].gov is not None and len(chain) < 6:
            chain.append(s.clauses[chain[-1].gov])
        cue = next((c for c in chain if c.lemma in frames()["disputing"]), None)
        theirs = own.verb == item or own.lemma not in sets("status")["doing"]
        if cue is None or (m.status != "denied" and (theirs or own.rel not in ("that", "ing") or cue not in chain[1:2])):
            continue  # «denied that his men had carried out the attack»: there was one
        denier, p = t.speaker(cue), own.subject if own is not cue else None
        itself = p is None or p == cue.subject or s.pronoun(p)
        whom = (denier.actor_id if denier else None) if itself else (x.actor_id if (x := t.actor(p)) else s.words_of(p))
        if whom:
            yield _claim(s.starts[cue.verb], m.head_end, i, "denied", whom, denier, "denied by its source")
            return

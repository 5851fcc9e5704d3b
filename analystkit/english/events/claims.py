"""Claims: what a source says of an event: how many were killed or injured, when, where, with what, how often, by whom, against whom.

Each claim belongs to one mention and to one claimant: whoever makes the statement that it stands in, else the outlet itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from analystkit.codebook import Codebook
from analystkit.english.events.casualties import counts
from analystkit.english.events.responsibility import Told, cues, responsibility
from analystkit.english.events.sentences import pieces
from analystkit.english.events.status import became_of, imagined
from analystkit.english.events.triggers import family, group, harmful, weapons, words
from analystkit.english.numerals import numbers, value_of
from analystkit.english.tokens import Reading, Sentence
from analystkit.records import DONE, Actor, Claim, Interval, Mention, Place, Statement, Tags, Time

# «three different rocket attacks», «five rounds of strikes»; not «three videos of strikes»
_EVENTS_COUNTED = re.compile(
    r"\s+(?:(?:rounds|waves|volleys|series)\s+of\s+)?(?:(?:(?!(?:of|times?|in|than|after|before|per)\b)[\w-]+\s+){0,3}?)(?P<noun>attacks|airstrikes|air\s+strikes|strikes|raids|bombings"
    r"|explosions|blasts|assaults|ambushes|incidents|clashes|shootings|volleys|barrages|protests)\b",
    re.IGNORECASE,
)
_SITES_COUNTED = re.compile(
    r"\s+(?:(?:[\w-]+\s+){0,2}?)(?:" + "|".join(words()["sites"]["words"]) + r")\b(?:\s+in\s+(?:the\s+)?[A-Z][\w’'-]*)?"
)
_ELLIPSIS = re.compile(
    r"\s*,?\s+and\s+(?P<n>one|two|three|four|five|six|seven|eight|nine|ten"
    r"|\d{1,3})\s+(?:more\s+)?in\s+(?:the\s+)?[A-Z][\w’'-]*"
)
_WEAPON_HEAD = re.compile(
    r"(?:\s*-)?\s+(?:[\w-]+\s+)?(?:attacks?|strikes?|volleys?|barrages?|raids?|fire|assaults?|bombings?"
    r"|salvos?|explosions?|blasts?|launch(?:es)?)\b",
    re.IGNORECASE,
)
_ONGOING_TOLL = re.compile(r"\binitial\s+(?:reports?|information)|\bpreliminary\b", re.IGNORECASE)
# «had earlier said four died», «Earlier, reports said», «initially put the dead at nine», «an earlier count of 18»: no number of today
_EARLIER = re.compile(
    r"""\b(?:(?:(?:earlier|initially|previously|at\s+first|first)\s+(?:\w+\s+)?|(?-i:Earlier|Initially|Previously|At\s+first),\s+(?:[\w’'-]+\s+){1,5}?)
    (?:said|put|gave|given|announced|told|counted|estimated|confirmed)
    |(?:earlier|initial|previous|first)\s+(?:death\s+)?(?:toll|count|figure|estimate|tally|report|number|statement|account)s?)\b[^;]{0,80}$""",
    re.IGNORECASE | re.VERBOSE,
)
# «the ministry says seven», «puts the toll at seven»
_SAYS_ONLY = re.compile(
    r"\b(?:(?:says?|said)(?:\s+it\s+was)?|(?:puts?|putting)\s+(?:it|the\s+(?:death\s+)?(?:toll|number|figure))\s+at)\s+$", re.IGNORECASE
)
# who denies, doubts or judges a count does not say it: «described the official toll of 17 as an insult»
_DENIES = re.compile(
    r"(?:(?:has|have|had|also|\w+ly)\s+){0,3}(?:den(?:y|ie)|reject|dismiss|refut|disput|question|doubt|describ\w+\s+(?!how|that|what)"
    r"|call\w*\s+(?:the|an?)\b|mock|scorn|ridicul)",
    re.IGNORECASE,
)
# «Reuters reported, citing a local official»: the official says it, through Reuters
_CITING = re.compile(r"\b(?:citing|quoting)\s+(?:(?:the|an?|its|their|local|unnamed|several|two)\s+){0,3}$", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[.,;:)”\"]|$)")
_WEAPON_USED = re.compile(
    r"\b(?:with|using|used|by|fired|fire|launched|planted|threw|hurled|detonated|lobbed)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
_FAR = 800  # characters: as far as «It never happened» looks back
_BEHIND_COLON = re.compile(r"\s*:\s")
# «No group has claimed responsibility», «The Red Band did not claim responsibility»
_NOBODY = re.compile(r"\b(?:no|nobody|none|neither|never|not)\b|n['’]t\b", re.IGNORECASE)
_NO_COUNT = frozenset({"multiple", "several", "many", "numerous", "a number"})
_ORDER = {"agent": "perpetrator", "target": "target", "victim": "target"}


R = TypeVar("R", Actor, Place, Time)
_Detail = tuple[int, int, str, int | str | None, str | None, str]  # start, end, attribute, value, qualifier, rule


def tag(reading: Reading, codebook: Codebook, tags: Tags) -> list[Claim]:
    """The claims of an article, by start. Takes the mentions, and the times, places, actors and statements found before."""
    if not tags.mentions:
        return []
    reader = _Reader(reading, tags)
    found = [*reader.numbers(), *(c for i, m in enumerate(tags.mentions) for c in reader.details(i, m))]
    return sorted(
        {(c.start, c.end, c.attribute, c.value, c.qualifier): c for c in reversed(found)}.values(),
        key=lambda c: (c.start, c.end, c.attribute),
    )


class _Reader:
    """One article's tags, looked up by where they stand."""

    def __init__(self, reading: Reading, tags: Tags) -> None:
        self.reading, self.text, self.tags = reading, reading.text, tags
        self.sentences = list(pieces(reading))
        self.sentence_starts = [s.start for s in self.sentences]
        self.starts = [m.start for m in tags.mentions]
        self.statement_starts = [s.start for s in tags.statements]
        self.place_starts = [p.start for p in tags.places]
        self.actor_starts = [a.start for a in tags.actors]
        self.time_starts = [t.start for t in tags.times]

    def numbers(self) -> Iterator[Claim]:
        """Killed and injured, sentence by sentence, and who is said to have done it."""
        last: Claim | None = None
        before: int | None = None
        for s in self.sentences:
            found = list(self._casualties(s))
            yield from found
            yield from self._again(s, found[-1] if found else last)
            last, of_violence = found[-1] if found else None, self._violence(s)
            if (of_violence or before is not None) and not cues().isdisjoint(s.reading.tokens.low[s.lo : s.hi]):
                actors = _between(self.tags.actors, self.actor_starts, s.start, s.end)
                lo = bisect_left(self.statement_starts, s.start)
                near = self.tags.statements[max(0, lo - 3) : bisect_left(self.statement_starts, s.end)]
                told = before if before is not None and s.start - self.tags.mentions[before].end < _FAR else None
                yield from responsibility(Told(self.text, s.syntax, actors, near, of_violence, told))
            before = of_violence[-1][0] if of_violence else before

    def _violence(self, s: Sentence) -> list[tuple[int, Mention]]:
        lo, hi = bisect_left(self.starts, s.start), bisect_left(self.starts, s.end)
        return [(i, self.tags.mentions[i]) for i in range(lo, hi) if family(self.tags.mentions[i].type) == "violence"]

    def _again(self, sentence: Sentence, counted: Claim | None) -> Iterator[Claim]:
        """«… nine were killed; the ministry says seven»: a bare number, said by somebody, of what was counted just before."""
        if counted is None:
            return
        for n in numbers(self.text, max(sentence.start, counted.end), sentence.end):
            if n.value is None or not _SAYS_ONLY.search(self.text[max(sentence.start, n.start - 40) : n.start]):
                continue
            source = self.source(n.start, n.end)
            if source and _ENDS.match(self.text, n.end, sentence.end):
                who = source.speaker_id, source.speaker_start, source.speaker_end
                yield Claim(n.start, n.end, counted.mention, counted.attribute, n.value, n.qualifier, *who, "casualties.said again")

    def _casualties(self, s: Sentence) -> Iterator[Claim]:
        at = range(bisect_left(self.starts, s.start), bisect_left(self.starts, s.end))
        of = {cue: i for i in at if harmful(self.tags.mentions[i].type) for cue in self.tags.mentions[i].counts}
        found = counts(self.reading, s.start, s.end, self._persons(s)) if of else []
        early = found and _ONGOING_TOLL.search(self.text, max(0, s.start - 160), s.end)
        for c in found:
            i, doubt = of.get(c.cue), None
            if i is not None and c.rule not in ("unknown", "none"):
                item = s.syntax.item_at(c.cue)
                doubt = became_of(s.syntax, item) if item is not None else "carried_out"
                if doubt not in DONE | {"feared", "alleged"} or imagined(self.text, s.start, s.end):
                    continue  # whose death is denied, planned or imagined is nobody's claim
            if i is not None:
                before = "earlier count" if _EARLIER.search(self.text, max(s.start, c.cue - 140), c.cue) else None
                said = [c.qualifier, "initial reports" if early else before, doubt if doubt in ("feared", "alleged") else None]
                claim = self._claim(c.start, c.end, i, c.effect, c.value, "; ".join(q for q in said if q) or None, f"casualties.{c.rule}")
                yield self._put(claim, s) if c.rule == "toll" else claim

    def _put(self, c: Claim, s: Sentence) -> Claim:
        """«the army put the toll at 11»: whoever puts it so is the source."""
        item = s.syntax.item_at(c.start)
        n = s.syntax.clause_of(item) if item is not None else None
        k = s.syntax.clauses[n] if n is not None else None
        if k is None or k.lemma != "put" or k.subject is None:
            return c
        a, b = s.syntax.span(k.subject.lo, k.subject.hi)
        x = next(iter(_between(self.tags.actors, self.actor_starts, a, b)), None)
        return replace(c, source_id=x.actor_id, source_start=x.start, source_end=x.end) if x else c

    def _persons(self, s: Sentence) -> list[tuple[int, int]]:
        named = _between(self.tags.actors, self.actor_starts, s.start, s.end)
        return [(x.start, x.end) for x in named if x.kind == "person"]

    def details(self, i: int, m: Mention) -> Iterator[Claim]:
        """Date, place, weapon, how often, by whom and against whom: what stands in the clause, and not in a clause inside it."""
        if family(m.type) == "statement":
            yield from self._responsibility(i, m)
            return
        if m.status == "denied":
            return  # who denies it claims neither where it was, nor when, nor with what
        near = [(n.start, n.end) for n in self.tags.mentions[max(0, i - 12) : i + 12]]
        inner = [(s, e) for s, e in near if m.start < s < m.end or (s == m.start and e < m.end)]
        for a, b, attribute, value, qualifier, rule in self._all_details(m):
            if not any(s <= a < e for s, e in inner):
                yield self._claim(a, b, i, attribute, value, qualifier, rule)

    def _responsibility(self, i: int, m: Mention) -> Iterator[Claim]:
        """«denied any involvement in the attack», «claimed responsibility»: a source's word on its own part in what was told last."""
        lemma = m.rule.rsplit(":", 1)[-1]
        value = next((v for v, verbs in words()["responsibility"].items() if lemma in verbs), None)
        agents = {a for a, role in m.actors if role == "agent"}
        who = next((x for x in _between(self.tags.actors, self.actor_starts, m.start, m.head_start) if x.actor_id in agents), None)
        about = self._denied(i, m)
        if value == "claimed" and _NOBODY.search(self.text[max(m.start, m.head_start - 60) : m.head_start]):
            by, a, b = (who.actor_id, who.start, who.end) if who else (None, None, None)
            yield Claim(m.start, m.head_end, about, "responsibility", None, "no claim", by, a, b, "claimed by nobody")
        elif value and who:
            says = who.actor_id if value == "claimed" else value
            yield Claim(m.head_start, m.end, about, "responsibility", says, None, who.actor_id, who.start, who.end, f"{value} by its agent")

    def _denied(self, i: int, m: Mention) -> int:
        """The mention of what the source speaks of: inside the clause, else the violence told last, else the statement itself."""
        after = range(i + 1, min(i + 4, len(self.tags.mentions)))
        inside = [k for k in after if self.tags.mentions[k].end <= m.end]
        before = [k for k in range(i - 1, max(-1, i - 6), -1) if m.start - self.tags.mentions[k].end < 400]
        return next((k for k in (*inside, *before) if family(self.tags.mentions[k].type) == "violence"), i)

    def _all_details(self, m: Mention) -> Iterator[_Detail]:
        for t in _between(self.tags.times, self.time_starts, m.start, m.end):
            if t.kind == "date" and t.when.bounded and m.when.known and (t.best or t.when).overlaps(m.when):
                yield t.start, t.end, "date", _days(t.when), None, "time of the clause"
        for p in _between(self.tags.places, self.place_starts, m.start, m.end):
            if p.use == "locative" and p.place_id in m.place_ids and not p.nested:
                yield p.start, p.end, "place", p.place_id, None, "place of the clause"
        roles = dict(m.actors)
        for x in _between(self.tags.actors, self.actor_starts, m.start, m.end) if family(m.type) in group("deeds") else ():
            attribute = _ORDER.get(roles.get(x.actor_id, ""))
            if attribute:
                yield x.start, x.end, attribute, x.actor_id, None, f"{roles[x.actor_id]} of the clause"
        if family(m.type) == "violence":
            yield from self._weapons(m)
            yield from self._how_many(m)

    def _weapons(self, m: Mention) -> Iterator[_Detail]:
        for a, b, name in weapons().find(self.text, m.start, m.end):
            head = _WEAPON_HEAD.match(self.text, b, min(m.end, b + 40))
            used = head or name in ("airstrike", "indirect fire", "fighter jet") or _WEAPON_USED.search(self.text[max(m.start, a - 40) : a])
            if used:
                yield a, head.end() if head else b, "weapon", str(name), None, "events.toml:weapons"

    def _how_many(self, m: Mention) -> Iterator[_Detail]:
        """«three rocket attacks», «two locations in Arden and one in Vale»"""
        for n in (x.from_low() for x in numbers(self.text, m.start, m.end)):
            what = _EVENTS_COUNTED.match(self.text, n.end, min(m.end, n.end + 60))
            if n.value is None and n.qualifier in _NO_COUNT:
                continue
            year = n.value is not None and 1500 < n.value < 2100  # «the 1998 bombings»
            if what and not year and (what.start("noun") <= m.head_start + 20 or what.end() >= m.head_start):
                yield n.start, what.end(), "strike_count", n.value, n.qualifier, "counted events"
                continue
            sites = _SITES_COUNTED.match(self.text, n.end, min(m.end, n.end + 60))
            if not sites or n.value is None:
                continue
            noun = " ".join(self.text[n.end : sites.end()].split())
            yield n.start, sites.end(), "strike_count", n.value, "; ".join(q for q in (n.qualifier, noun) if q), "counted sites"
            if more := _ELLIPSIS.match(self.text, sites.end(), min(m.end, sites.end() + 60)):
                noun = " ".join(self.text[more.end("n") : more.end()].split())
                yield more.start("n"), more.end(), "strike_count", value_of(more["n"]), noun, "counted sites"

    def _claim(self, a: int, b: int, i: int, attribute: str, value: int | str | None, qualifier: str | None, rule: str) -> Claim:
        s = self.source(a, b) or (self._refuser(a, b) if value is None else None)
        if s and value is not None and s.rule in ("would not say", "found no evidence"):
            s = None  # «could not confirm that four died»: whoever says four, it is not the one who could not confirm it
        who = (s.speaker_id, s.speaker_start, s.speaker_end) if s else (None, None, None)
        if cited := self._cited(a, b, s):
            who = cited.actor_id, cited.start, cited.end
        return Claim(a, b, i, attribute, value, qualifier, *who, rule)

    def _cited(self, a: int, b: int, s: Statement | None) -> Actor | None:
        """Whom the sentence cites for these words: said by who relays them, or set behind a colon."""
        if s is None and self.text.rfind(": ", max(0, a - 60), a) < 0:
            return None
        k = bisect_right(self.sentence_starts, a) - 1
        begin, end = (self.sentences[k].start, self.sentences[k].end) if k >= 0 else (a, b)
        near = _between(self.tags.actors, self.actor_starts, begin, end)
        cited = (x for x in near if _CITING.search(self.text[max(begin, x.start - 40) : x.start]))
        return next((x for x in cited if s is not None or _BEHIND_COLON.match(self.text, x.end, a + 1)), None)

    def _refuser(self, a: int, b: int) -> Statement | None:
        """«The harbour office refused to say whether anyone was killed»: who refuses is the source of not saying."""
        at = bisect_right(self.statement_starts, b)
        return next((s for s in self.tags.statements[max(0, at - 12) : at] if s.speaker_id and a <= (s.cue_start or -1) < b), None)

    def source(self, a: int, b: int) -> Statement | None:
        """The innermost statement that holds these words and says who speaks. Who denies something does not say it."""
        at = bisect_right(self.statement_starts, a)
        holding = [s for s in self.tags.statements[max(0, at - 12) : at] if s.start <= a and b <= s.end + 1 and s.speaker_id]
        holding = [s for s in holding if s.cue_start is None or not _DENIES.match(self.text, s.cue_start)]
        return min(holding, key=lambda s: s.end - s.start, default=None)


def _between(rows: Sequence[R], starts: list[int], a: int, b: int) -> list[R]:
    return [r for r in rows[bisect_left(starts, a) : bisect_left(starts, b)] if r.end <= b]


def _days(when: Interval) -> str:
    first, last = when.earliest, when.latest
    return str(first) if first == last else f"{first or ''}/{last or ''}"

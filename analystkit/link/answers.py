"""Who answers whom: what a statement does with what others did or said, and which event, words or actor that is.

Most certain first, and nothing where nothing is certain: a stance without what it answers is a row too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analystkit.codebook import Codebook
from analystkit.english import family, of_stances, read, stance, stance_at, triggers
from analystkit.kept import ANEW, Kept
from analystkit.records import Article, Statement, Tags

Address = tuple[str, int]
_NEAR = 80  # characters: what a verb is about begins right behind it
_MOST = 60  # statements looked back over
_RESPONSE = re.compile(r"(?<!not )\bin (?:\w+ )?(?:response to|retaliation (?:to|for|against)|reprisal for|revenge for)\s+")
_BACK = 1500  # characters: as far as "the attack" looks back


@dataclass(frozen=True)
class Answer:
    """What somebody does (``stance``), and with what: an event_id, a statement as article:start-end, or an actor_id; None is not known."""

    stance: str
    to: str | None
    rule: str


def answers(
    articles: Sequence[Article], tags: Mapping[str, Tags], event_of: Mapping[Address, str], codebook: Codebook, kept: Kept = ANEW
) -> tuple[dict[Address, Answer], dict[Address, Answer]]:
    """What statements answer, what mentions of statements do ("Norland condemned the raid"), and what deeds are told as an answer to
    others ("struck in response to the raid"), by their addresses."""

    def told(a: Article) -> dict[Address, str]:
        here = ((a.id, i) for i in range(len(tags[a.id].mentions)))
        return {at: event_of[at] for at in here if at in event_of}

    def replies(a: Article) -> tuple[list[tuple[int, Answer]], list[tuple[int, Answer]]]:
        reader = _Reader(a, tags[a.id], told(a), codebook)
        return [*reader.statements()], [*reader.deeds(), *reader.acts()]

    found = kept.each(
        "answers",
        articles,
        lambda a: (a, kept.tagged(a, tags[a.id]), *map(str, told(a).items())),
        replies,
        lambda both: [[(i, Answer(*answer)) for i, answer in some] for some in both],
    )
    said = {(a.id, i): answer for a, (some, _) in zip(articles, found, strict=True) for i, answer in some}
    return said, {(a.id, i): answer for a, (_, some) in zip(articles, found, strict=True) for i, answer in some}


class _Reader:
    """One article: its statements and mentions in order, and what each stance is about."""

    def __init__(self, article: Article, tags: Tags, event_of: Mapping[Address, str], codebook: Codebook) -> None:
        self.article, self.tags, self.event_of = article, tags, event_of
        self.told = sorted(
            (m.head_start, m, event_of[article.id, i])
            for i, m in enumerate(tags.mentions)
            if m.type != "statement" and (article.id, i) in event_of
        )
        self.starts = [start for start, _, _ in self.told]
        counted = Counter(event for _, _, event in self.told)
        self.main = counted.most_common(1)[0][0] if counted else None
        self.event_words = triggers(codebook.event_types)
        self.said, self.actors = [s.start for s in tags.statements], [a.start for a in tags.actors]
        self.sentences = [s.start for s in read(article).sentences]

    def statements(self) -> Iterator[tuple[int, Answer]]:
        for i, s in enumerate(self.tags.statements):
            if s.cue_start is None or s.cue_end is None:
                continue
            cue = self.article.text[s.cue_start : s.cue_end]
            does = "declines" if s.rule.startswith("would not say") else "accuses" if s.rule == "passive charge" else stance(cue)
            if not does:
                continue
            end = s.start if s.kind == "direct" else s.end
            region = (s.cue_end, max(s.cue_end, end)) if s.start >= s.cue_end else (s.start, s.end if s.kind == "indirect" else s.start)
            to, rule = self._about(does, *region, s.speaker_id, s.start)
            yield i, Answer(does, to, rule)

    def acts(self) -> Iterator[tuple[int, Answer]]:
        for i, m in enumerate(self.tags.mentions):
            words = self.article.text[m.start : m.end]
            found = stance_at(words) if m.type == "statement" else None
            if found:
                does, start, end = found
                passive = re.search(r"\b(?:was|were|been|is|are)\s+(?:\w+ly\s+)?$", words[:start])
                region = (m.start, m.start + start) if passive else (m.start + end, m.end)
                roles = {role: actor for actor, role in reversed(m.actors)}
                to, rule = self._about(does, *region, roles.get("source") or roles.get("agent"), m.start)
                yield i, Answer(does, to, rule)

    def deeds(self) -> Iterator[tuple[int, Answer]]:
        """ "They struck in response to the raid": the deed of the smallest clause around these words, and the event right behind them."""
        told = [
            (m, self.event_of[self.article.id, i], i) for i, m in enumerate(self.tags.mentions) if (self.article.id, i) in self.event_of
        ]
        for found in _RESPONSE.finditer(self.article.text):
            to = next((event for m, event, _ in told if m.start == found.end() and m.type != "statement"), None)
            around = [t for t in told if t[0].start < found.start() and found.end() <= t[0].end and t[0].type != "statement"]
            m, event, i = min(around, key=lambda t: t[0].end - t[0].start, default=(None, to, 0))
            if m and to and event != to:
                yield i, Answer("responds", to, "in response to it")

    def _about(self, does: str, start: int, end: int, who: str | None, at: int) -> tuple[str | None, str]:
        """What the words ``start`` to ``end`` behind a stance are about, and the rule that says so."""
        if does == "responds":
            return self._reply(who, at)
        if does == "vows":
            return None, "not known"
        target = self._actor(start, end, who)
        if does.removeprefix("does not ") in of_stances("aimed"):
            return (target, "whom the verb names") if target else (None, "not known")
        clause = does in of_stances("clauses")
        if event := self._event(start, end if clause else min(end, start + _NEAR // 2)):
            return event, "an event in its words"
        if (before := self._words(start, end, who)) or (before := self._taken_up(start, end, who)):
            return before
        return (target, "whom the verb names") if target and not clause else (None, "not known")

    def _event(self, start: int, end: int) -> str | None:
        """The event that a mention in these words tells: the only one, or one right behind the verb."""
        here = [(at, event) for at, _, event in self.told[bisect_left(self.starts, start) : bisect_left(self.starts, end)]]
        if here and (len({event for _, event in here}) == 1 or here[0][0] - start < _NEAR):
            return here[0][1]
        return None

    def _taken_up(self, start: int, end: int, who: str | None) -> tuple[str, str] | None:
        """ "the attack", "this raid": the event of that family told before; of several the one that the article is about."""
        text = self.article.text[start : min(end, start + _NEAR)]
        m = re.match(r"[\s,]*(?:all |both |any \w+ in )?(?:the|this|that|these|those|such)\s", text)
        noun = m and next((t for _, _, ts in self.event_words.find(text, m.end(), len(text)) for t in _nouns(ts)), None)
        if not noun:
            return None
        back = self.told[bisect_left(self.starts, start - _BACK) : bisect_left(self.starts, start)]
        fits = [(at, event) for at, x, event in back if family(x.type) == family(noun) and (who, "agent") not in x.actors]
        near = {event for at, event in fits if at >= self._sentence_before(start)}
        if len(one := near or {event for _, event in fits}) == 1:
            return one.pop(), "an event told before"
        return (self.main, "the event that the article is about") if self.main in one else None

    def _sentence_before(self, at: int) -> int:
        """Where the sentence before the one of ``at`` begins."""
        i = bisect_left(self.sentences, at + 1) - 1
        return self.sentences[max(0, i - 1)] if self.sentences else 0

    def _before(self, at: int, who: str | None) -> Iterator[tuple[int, Statement]]:
        """The statements of others that end before ``at``, the nearest first; not all of a long article's."""
        i = bisect_left(self.said, at)
        for n in range(i - 1, max(-1, i - _MOST), -1):
            s = self.tags.statements[n]
            if s.end <= at and s.speaker_id and s.speaker_id != who:
                yield n, s

    def _words(self, start: int, end: int, who: str | None) -> tuple[str, str] | None:
        """ "Lund's remarks": the last words of that speaker."""
        text = self.article.text[start : min(end, start + _NEAR)]
        if of_stances("words").intersection(re.findall(r"\w+", text)[:5]) and (speaker := self._actor(start, end, who, within=True)):
            if said := next((s for _, s in self._before(start, who) if s.speaker_id == speaker), None):
                return self._receipt(said), "the words of whom it names"
        return None

    def _reply(self, who: str | None, at: int) -> tuple[str | None, str]:
        """The words of somebody else right before."""
        i = bisect_left(self.said, at) - 1
        before = self.tags.statements[i] if i >= 0 else None
        if before and who and before.speaker_id not in (None, who) and 0 <= at - before.end < 4 * _NEAR:
            return self._receipt(before), "reply to the words before"
        return None, "not known"

    def _receipt(self, s: Statement) -> str:
        return f"{self.article.id}:{s.start}-{s.end}"

    def _actor(self, start: int, end: int, who: str | None, *, within: bool = False) -> str | None:
        """The actor right behind the verb; anywhere in the words where ``within``."""
        for a in self.tags.actors[bisect_left(self.actors, start) :]:
            if a.end > end:
                break
            if a.actor_id != who and (within or _leads_to(self.article.text[start : a.start])):
                return a.actor_id
        return None


def _leads_to(gap: str) -> bool:
    """Is nothing between a verb and an actor but an article, a preposition or a title: "blamed the ", "condemned President "?"""
    between = ("the", "a", "an", "at", "for", "on", "against", "former")
    return len(gap) < 40 and all(w[0].isupper() or w in between for w in gap.split())


def _nouns(found: object) -> Iterator[str]:
    assert isinstance(found, tuple)
    return (t.type for t in found if t.noun)

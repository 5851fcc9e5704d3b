"""What needs several articles side by side: stories, utterances, events, origins, conflicts. Pure: the same tags give the same links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from analystkit.codebook import Codebook
from analystkit.kept import ANEW, Kept
from analystkit.link.answers import Answer
from analystkit.records import Article, Interval, Tags

if TYPE_CHECKING:
    from analystkit.link.corrections import Acted
    from analystkit.link.stories import Story

# A tag's address in the corpus: (article id, its position among the article's tags of its kind).
Address = tuple[str, int]


@dataclass(frozen=True)
class Event:
    """What happened, once, whichever articles tell it. ``reason`` says why its mentions are one event."""

    event_id: str
    title: str
    type: str
    status: str
    when: Interval
    place_ids: tuple[str, ...]
    actors: tuple[tuple[str, str], ...]  # (actor_id, role)
    mentions: tuple[Address, ...]
    origins: tuple[str, ...]  # ids of the separate origins that are established; none where none is
    reason: str
    parts: tuple[str, ...] = ()  # event_ids of its parts, where it is an umbrella ("three attacks")


@dataclass(frozen=True)
class Candidate:
    """Two events that may be one and are not joined: what speaks for it, a receipt of each, and the analyst's answer where one is given
    (same, different)."""

    event_id: str
    other_id: str
    reasons: tuple[str, ...]
    receipts: tuple[str, str]
    answer: str | None = None


@dataclass(frozen=True)
class Conflict:
    """An attribute of an event told more than once. ``claims`` are the addresses of the claims compared; of these ``against`` are those
    that cannot all be true, and ``parts`` says of a part of a count which total it belongs to."""

    conflict_id: str
    event_id: str
    attribute: str
    verdict: str  # conflict, compatible, unknown
    note: str
    claims: tuple[Address, ...]
    against: tuple[Address, ...] = ()
    parts: tuple[tuple[Address, Address], ...] = ()


@dataclass(frozen=True)
class Links:
    """Everything that laying the articles side by side gives."""

    events: tuple[Event, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    utterances: Mapping[Address, str] = field(default_factory=dict)  # statement -> utterance_id
    origins: Mapping[Address, str] = field(default_factory=dict)  # claim -> origin id
    tags: Mapping[str, Tags] = field(default_factory=dict)  # the tags as corrected: all addresses are theirs
    stories: Mapping[str, Story] = field(default_factory=dict)  # article id -> the story that it shares with others
    answers: Mapping[Address, Answer] = field(default_factory=dict)  # statement -> what it does with what others did or said
    acts: Mapping[Address, Answer] = field(default_factory=dict)  # mention of a statement -> the same
    acted: tuple[Acted, ...] = ()  # the analyst's corrections, and what each did
    grades: Mapping[str, str] = field(default_factory=dict)  # article -> the letter of its outlet
    credibility: Mapping[Address, tuple[int, str]] = field(default_factory=dict)  # claim -> its number, and why
    candidates: tuple[Candidate, ...] = ()


def link(articles: Sequence[Article], tags: Mapping[str, Tags], codebook: Codebook, kept: Kept = ANEW) -> Links:
    """Lay tagged articles side by side; the analyst's corrections come after the rules have linked events, and before all that is read
    from events. An article without relation to the others changes none of their links. What is ``kept`` of an article is not read again."""
    from analystkit.link.answers import answers
    from analystkit.link.conflicts import conflicts
    from analystkit.link.corrections import corrected
    from analystkit.link.events import events
    from analystkit.link.grades import letters, numbers
    from analystkit.link.origins import origins, with_origins
    from analystkit.link.people import in_full
    from analystkit.link.picture import world_of
    from analystkit.link.stories import stories
    from analystkit.link.utterances import utterances

    shared = stories(articles, kept)
    tags = in_full(tags, shared)
    linked, open_ = events(articles, tags, codebook, shared, kept)
    told = corrected(articles, tags, linked, codebook, world_of(articles, tags, codebook))
    said = utterances(articles, told.tags, kept)
    behind = origins(articles, told.tags, said, codebook, kept)
    happened = with_origins(told.events, told.tags, behind)
    compared = conflicts(articles, told.tags, happened, behind, world_of(articles, told.tags, codebook))
    event_of = {address: e.event_id for e in happened for address in e.mentions}
    replies, acts = answers(articles, told.tags, event_of, codebook, kept)
    maybe = tuple(replace(c, answer=told.answers.get(frozenset((c.event_id, c.other_id)))) for c in open_)
    grades, credibility = letters(articles, codebook), numbers(told.tags, happened, compared, behind, told.credibility, codebook)
    return Links(happened, compared, said, behind, told.tags, shared, replies, acts, told.acted, grades, credibility, maybe)

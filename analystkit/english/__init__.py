"""The door of the reader of English: all that others may ask of it, and what another language would have to answer.

``segment`` cuts an article, ``date`` says when it appeared, ``tag`` reads it. The rest is what is asked of a reading, of a word, of an
event type or of a place. Nobody outside imports below this door.

A tagger is a pure function ``tag(reading, codebook, tags) -> list of records``, sorted by start, with ``tags`` holding what the
earlier kinds found. It never raises on text. What it could not read, place or date it reports through its ``problems`` function,
where it has one: ``problems(article, records, codebook) -> [(start, end, what, advice)]``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

from analystkit.codebook import Codebook
from analystkit.english import actors, attribution, events, places, times
from analystkit.english.attribution.offices import bodies, spokespeople
from analystkit.english.attribution.stances import of_stances, stance, stance_at
from analystkit.english.content import TELLING, WORD, content_of, content_words, rarity, stem, stopwords
from analystkit.english.dating import date_articles as date
from analystkit.english.dating import problems
from analystkit.english.events import claims
from analystkit.english.events.casualties import people
from analystkit.english.events.reference import Reference, moved_to, reference_of
from analystkit.english.events.synonyms import commonplace, sense
from analystkit.english.events.triggers import event_type, family, group, label, narrower, plural, triggers, weak
from analystkit.english.language import FOREIGN, misread, not_english
from analystkit.english.lexicon import MONTH_NAMES, WEEKDAYS, nations
from analystkit.english.lexicon.verbs import frames
from analystkit.english.names import Name
from analystkit.english.places.gazetteer import Spot, codebook_spots, key, kilometres, world
from analystkit.english.places.own import own
from analystkit.english.qualifiers import HEDGE, INEXACT, ends
from analystkit.english.segments import segment
from analystkit.english.segments.agencies import agencies, cited, credited
from analystkit.english.spelling import apart, name_keys, related
from analystkit.english.times.scene import weekday_named
from analystkit.english.tokens import Reading, read, sentences, within
from analystkit.english.typography import plain
from analystkit.records import Article, Tags

__all__ = [
    "FOREIGN",
    "HEDGE",
    "INEXACT",
    "KINDS",
    "MONTH_NAMES",
    "TELLING",
    "WEEKDAYS",
    "WORD",
    "Reading",
    "Reference",
    "Spot",
    "agencies",
    "apart",
    "bodies",
    "cited",
    "codebook_spots",
    "commonplace",
    "content_of",
    "content_words",
    "credited",
    "date",
    "ends",
    "event_type",
    "family",
    "frames",
    "group",
    "key",
    "kilometres",
    "label",
    "moved_to",
    "name_keys",
    "names_of",
    "narrower",
    "nations",
    "of_stances",
    "own",
    "people",
    "plural",
    "problems",
    "rarity",
    "read",
    "reference_of",
    "related",
    "segment",
    "sense",
    "sentence",
    "sentences",
    "spokespeople",
    "stance",
    "stance_at",
    "stem",
    "stopwords",
    "tag",
    "triggers",
    "weak",
    "weekday_named",
    "within",
    "world",
]

KINDS: dict[str, ModuleType] = {
    "times": times,
    "places": places,
    "actors": actors,
    "statements": attribution,
    "mentions": events,
    "claims": claims,
}


def tag(article: Article, codebook: Codebook) -> Tags:
    """All tags of one article: the same article and codebook give the same tags, whatever else is in the corpus. None of one in another
    language: a problem says so."""
    if (read_as := plain(article)) is None:
        return _tagged(article, codebook)
    tags = _tagged(read_as.article, codebook)
    doubts = tuple((read_as.starts[a], read_as.ends[b - 1] if b else 0, what, todo) for a, b, what, todo in tags.problems)
    return Tags(**{kind: tuple(map(read_as.back, getattr(tags, kind))) for kind in KINDS}, problems=doubts)


def _tagged(article: Article, codebook: Codebook) -> Tags:
    reading = Reading(article)
    foreign = not_english(reading)
    tags = Tags(problems=(*foreign, *misread(reading)))
    if foreign:
        return tags
    for kind, module in KINDS.items():
        found = tuple(module.tag(reading, codebook, tags))
        doubts: Callable[..., list[tuple[int, int, str, str]]] = getattr(module, "problems", lambda *_: [])
        tags = replace(tags, **{kind: found}, problems=(*tags.problems, *doubts(article, found, codebook)))
    return tags


def names_of(article: Article) -> list[Name]:
    """The runs of capitals of an article that may name somebody, each with what proves it."""
    return Reading(article).names


def sentence(article: Article, offset: int) -> str:
    """The sentence that holds this offset; "" where taggers read none."""
    found = Reading(article).sentence_at(offset)
    return article.text[found.start : found.end] if found else ""

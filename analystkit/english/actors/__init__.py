"""Who acts or speaks: the codebook's names first, then groups, unnamed sources, people from the language, capitals for governments."""

from __future__ import annotations

from collections.abc import Iterable

from analystkit.codebook import Codebook
from analystkit.english.actors.book import book_of
from analystkit.english.actors.groups import groups
from analystkit.english.actors.known import known_names
from analystkit.english.tokens import Reading
from analystkit.records import Actor, Place, Tags


def tag(reading: Reading, codebook: Codebook, tags: Tags) -> list[Actor]:
    """The actors of an article's news segments, sorted; of two that overlap, the longer one stays, and the one of the earlier rule.

    An unnamed source may hold a name ("a Defence Ministry official"), so both rows stay.
    """
    book, places = book_of(codebook), _offsets(p for p in tags.places if p.place_id)
    described, unnamed = groups(reading, book)
    free = [a for a in described if a.rule != "group: name beside its kind" or places.isdisjoint(range(a.start, a.end))]
    found = _longest([*book.find(reading), *free, *book.governments(tags)])  # "New York rebels" are nobody's name
    found += known_names(reading, tags, found, places)
    return sorted([*found, *unnamed], key=lambda a: (a.start, a.end, a.actor_id))


def _offsets(rows: Iterable[Actor | Place]) -> set[int]:
    """The offsets that rows cover. Rows are short, so a set is enough."""
    return {x for r in rows for x in range(r.start, r.end)}


def _longest(found: list[Actor]) -> list[Actor]:
    """Without overlaps: a longer description before a name inside it; of equals the first."""
    kept: list[Actor] = []
    taken: set[int] = set()
    for a in sorted(found, key=lambda a: a.start - a.end):
        if taken.isdisjoint(range(a.start, a.end)):
            taken.update(range(a.start, a.end))
            kept.append(a)
    return kept

"""Grades after the Admiralty scheme, two that are kept apart: a letter for the source, a number for the claim.

The letter is the analyst's own, from ``sources.csv``. The number is proposed from origins alone, after the six steps of FM 2-22.3 (US Army,
2006, appendix B): confirmed by other independent sources, agrees with other information, is contradicted, cannot be judged. Whether a
claim is logical, which these steps ask too, no rule here can say: the analyst overrules with a line of ``corrections.csv``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from analystkit.codebook import Codebook
from analystkit.codebook.corrections import Correction
from analystkit.link import Address, Conflict, Event
from analystkit.link.origins import Agencies, established
from analystkit.records import Article, Claim, Tags
from analystkit.text import fold
from analystkit.wording import listed


def letters(articles: Sequence[Article], codebook: Codebook) -> dict[str, str]:
    """The grade of each article's outlet, where ``sources.csv`` gives one."""
    of = {fold(name): s.grade for s in codebook.sources if s.grade for name in (s.outlet, *s.aliases)}
    return {a.id: grade for a in articles if a.outlet and (grade := of.get(fold(a.outlet)))}


def numbers(
    tags: Mapping[str, Tags],
    events: Sequence[Event],
    conflicts: Sequence[Conflict],
    origins: Mapping[Address, str],
    overruled: Mapping[Address, Correction],
    codebook: Codebook,
) -> Mapping[Address, tuple[int, str]]:
    """A number for every claim of an event, with the reason; the analyst's own goes before."""
    known = Agencies(codebook)
    media = {o for o in set(origins.values()) if known.id(o) == o}
    event_of = {mention: e.event_id for e in events for mention in e.mentions}
    told: dict[tuple[str, str], list[tuple[Address, Claim]]] = defaultdict(list)
    for article, of in tags.items():
        for i, c in enumerate(of.claims):
            if event := event_of.get((article, c.mention)):
                told[event, c.attribute].append(((article, i), c))
    disputed = {address for c in conflicts for address in c.against}
    found = {a: n for group in told.values() for a, n in _graded(group, disputed, origins, media)}
    return found | {address: (int(c.to), c.where) for address, c in overruled.items()}


def _graded(
    told: list[tuple[Address, Claim]], disputed: set[Address], origins: Mapping[Address, str], media: set[str]
) -> Iterator[tuple[Address, tuple[int, str]]]:
    """The numbers of what is told of one attribute of one event."""
    behind: dict[object, set[str]] = defaultdict(set)
    for address, c in told:
        behind[c.value].add(origins[address])
    against = {c.value for address, c in told if address in disputed and c.value is not None}
    numbers: dict[tuple[object, bool], tuple[int, str]] = {}  # a thousand articles that say the same are judged once
    for address, c in told:
        key = (c.value, address in disputed)
        if key not in numbers:
            others = [behind[v] for v in against - {c.value}] if address in disputed else []
            numbers[key] = (6, "no value to judge") if c.value is None else _number(behind[c.value], others, media)
        yield address, numbers[key]


def _number(mine: set[str], others: Sequence[set[str]], media: set[str]) -> tuple[int, str]:
    """The steps, the most certain first: the origins that say the same, those of each other value, and which origins are media.

    A medium that names no source may have it from one of the others, so media alone do not confirm.

    >>> _number({"government-xa", "rebels"}, [], set()), _number({"government-xa", "ap"}, [], {"ap"})
    ((1, '2 separate origins say so'), (2, '2 origins say so; where ap has it from is not said'))
    """
    separate, most = set(filter(established, mine)), max((len(set(filter(established, o))) for o in others), default=0)
    if others and len(separate) > 1:
        return 3, f"contradicted, and {len(separate)} origins say so"
    if others:
        return (5, f"contradicted by {most} origins") if most > 1 else (4, "contradicted")
    if len(separate - media) > 1:
        return 1, f"{len(separate - media)} separate origins say so"
    if len(separate) > 1:
        return 2, f"{len(separate)} origins say so; where {listed(sorted(separate & media))} has it from is not said"
    return (3, "several say so, and do not say how they know") if len(mine) > 1 else (6, "one origin alone says so")

"""Origins: where a claim really comes from. Five articles can be two origins.

who says it in a statement -> the government that it speaks for, or its utterance; a wire that its sentence cites or whose work the
article is -> the wire; wording that articles share -> one of them; else not established, which is not the same as independent
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from analystkit.article import Article, Claim, Statement, Tags
from analystkit.codebook import Codebook
from analystkit.link import Address, Event
from analystkit.link.wires import Wires
from analystkit.text import news_ranges, slug

_OPEN = "not-established-"
_WORD = re.compile(r"[^\W_]+")
_GRAM, _KEEP, _SHARED, _COMMON = (
    6,
    4,
    6,
    25,
)  # words a run; one run in four is kept; so many kept runs make two texts one; runs of more texts are phrases


def origins(
    articles: Sequence[Article], tags: Mapping[str, Tags], utterances: Mapping[Address, str], codebook: Codebook | None = None
) -> dict[Address, str]:
    """The origin of every claim, as a slug: its utterance's, its sentence's, or else its article's."""
    wires, officials = Wires(codebook or Codebook()), _officials(codebook or Codebook())
    behind = _texts(articles, wires)
    relayed = _relayed(tags, utterances, wires, officials)
    out: dict[Address, str] = {}
    for a in articles:
        statements, cited = tags[a.id].statements, wires.cited(a)
        starts = {(s.speaker_start, s.speaker_end, s.speaker_id): i for i, s in enumerate(statements)}
        for i, c in enumerate(tags[a.id].claims):
            here = next((name for sentence, name in cited if sentence.start <= c.start < sentence.end), None)
            said = _said(a.id, c, statements, starts, utterances, relayed, wires)
            out[a.id, i] = (officials.get(c.source_id or "", said) if said == slug(c.source_id or "") else said) or here or behind[a.id]
    return out


def with_origins(events: Sequence[Event], tags: Mapping[str, Tags], origins: Mapping[Address, str]) -> tuple[Event, ...]:
    """The events, each with the separate origins of its claims that are established."""
    behind: dict[Address, set[str]] = defaultdict(set)
    for (article, i), origin in origins.items():
        if established(origin):
            behind[article, tags[article].claims[i].mention].add(origin)
    return tuple(replace(e, origins=tuple(sorted({o for m in e.mentions for o in behind.get(m, ())}))) for e in events)


def _officials(codebook: Codebook) -> dict[str, str]:
    """Whoever speaks for a government: its bodies, its forces and those who hold an office are one origin, not several."""
    return {
        k.actor_id: f"government-{k.country.lower()}"
        for k in codebook.actors
        if k.country and (k.kind in ("government", "military") or (k.kind == "person" and k.roles))
    }


def _relayed(tags: Mapping[str, Tags], utterances: Mapping[Address, str], wires: Wires, officials: Mapping[str, str]) -> dict[str, str]:
    """Utterances that an agency, a paper or a government is named for somewhere: that is their origin, wherever they are printed."""
    media: dict[str, str] = {}
    governments: dict[str, str] = {}
    for (article, i), utterance in sorted(utterances.items()):
        speaker = tags[article].statements[i].speaker_id
        if medium := wires.id(speaker):
            media.setdefault(utterance, medium)
        if speaker and speaker in officials:
            governments.setdefault(utterance, officials[speaker])
    return governments | media


def established(origin: str) -> bool:
    """Is it known where a claim comes from? What is not known is no origin, and never counted as one.

    >>> established("reuters"), established("not-established-a1")
    (True, False)
    """
    return not origin.startswith(_OPEN)


def _said(
    article: str,
    c: Claim,
    statements: Sequence[Statement],
    starts: Mapping[tuple[int | None, int | None, str | None], int],
    utterances: Mapping[Address, str],
    relayed: Mapping[str, str],
    wires: Wires,
) -> str | None:
    """The origin of a claim that somebody says: one utterance is one origin, whoever is named for it."""
    i = starts.get((c.source_start, c.source_end, c.source_id)) if c.source_id else None
    if i is None:
        return None
    s = next((k for k, x in enumerate(statements) if x.speaker_id == c.source_id and x.start <= c.start and c.end <= x.end + 1), i)
    utterance = utterances.get((article, s))
    if utterance is None:
        return wires.id(c.source_id) or slug(c.source_id or "")
    return relayed.get(utterance) or slug(f"utterance-{utterance}")


def _texts(articles: Sequence[Article], wires: Wires) -> dict[str, str]:
    """The origin of what each article tells in its own voice."""
    shared = _shared(articles)
    out = {}
    for a in articles:
        wording = slug(f"shared-wording-{shared[a.id]}") if a.id in shared else f"{_OPEN}{slug(a.id)}"
        out[a.id] = wires.behind(a) or wording
    return out


def _shared(articles: Sequence[Article]) -> dict[str, str]:
    """Articles that share tens of runs of six words in their own voice, each with the first id of its group."""
    holders: dict[int, list[str]] = defaultdict(list)
    for a in articles:
        for gram in set(_grams(a)):
            if len(holders[gram]) <= _COMMON:
                holders[gram].append(a.id)
    pairs: dict[tuple[str, str], int] = defaultdict(int)
    for ids in holders.values():
        if 1 < len(ids) <= _COMMON:
            for k, one in enumerate(sorted(ids)):
                for two in sorted(ids)[k + 1 :]:
                    pairs[one, two] += 1
    return _joined(pair for pair, n in sorted(pairs.items()) if n >= _SHARED)


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The first id of everybody's group; whoever shares with one of a group is in it.

    >>> _joined([("a", "c"), ("b", "d"), ("c", "d")])
    {'a': 'a', 'c': 'a', 'b': 'a', 'd': 'a'}
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = name = parent[parent[name]]
        return name

    for one, two in pairs:
        first, other = sorted((root(one), root(two)))
        parent[other] = first
    return {name: root(name) for name in list(parent)}


def _grams(a: Article) -> Iterator[int]:
    """Runs of six words outside quotations, one in four of them, as checksums that are the same on every machine."""
    from analystkit.text import quotations

    for start, end, _ in news_ranges(a):
        quoted = [(q.outer_start, q.outer_end) for q in quotations(a.text, start, end)]
        at = start
        for q_start, q_end in [*quoted, (end, end)]:
            words = [w.lower() for w in _WORD.findall(a.text, at, max(at, q_start))]
            at = q_end
            for k in range(len(words) - _GRAM + 1):
                gram = zlib.crc32(" ".join(words[k : k + _GRAM]).encode())
                if gram % _KEEP == 0:
                    yield gram

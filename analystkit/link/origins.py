"""Origins: where a claim really comes from. Five articles can be two origins.

who says it in a statement -> the government or body that is spoken for, or the speaker by name; a wire that its sentence cites or
whose work the article is -> the wire; wording that articles share -> one of them; else not established, which is not independent
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analystkit.codebook import Codebook
from analystkit.english import agencies, bodies, cited, credited, read, within
from analystkit.kept import ANEW, Kept, records
from analystkit.link import Address, Event
from analystkit.link.groups import Groups
from analystkit.records import Article, Claim, Statement, Tags
from analystkit.text import fold, slug

_OPEN = "not-established-"
_WORD = re.compile(r"[^\W_]+")
_GRAM, _KEEP = 6, 4  # words of a run; one run in four is kept
_SHARED, _COMMON = 6, 25  # so many kept runs make two texts one; runs of more texts are phrases


def origins(
    articles: Sequence[Article],
    tags: Mapping[str, Tags],
    utterances: Mapping[Address, str],
    codebook: Codebook | None = None,
    kept: Kept = ANEW,
) -> dict[Address, str]:
    """The origin of every claim, as a slug: its utterance's, its sentence's, or else its article's."""
    codebook = codebook or Codebook()
    media, officials = Agencies(codebook), _officials(codebook)
    names = kept.each(
        "names",
        articles,
        lambda a: (a, kept.tagged(a, tags[a.id])),
        lambda a: _names(a, tags[a.id], codebook),
        lambda row: records(_Names, [row])[0],
    )
    of = {a.id: named for a, named in zip(articles, names, strict=True)}
    shared = _shared({name: named.runs for name, named in of.items()})
    speaking = {a.id: _Speaking(a, tags[a.id], of[a.id].bodies, officials, media) for a in articles}
    relayed = _relayed(speaking, tags, utterances, media)
    out: dict[Address, str] = {}
    for a in articles:
        wording = slug(f"shared-wording-{shared[a.id]}") if a.id in shared else f"{_OPEN}{slug(a.id)}"
        behind = next((x for name in of[a.id].credited if (x := media.id(name))), wording)
        for i, c in enumerate(tags[a.id].claims):
            here = next((media.id(name) or slug(name) for start, end, name in of[a.id].cited if start <= c.start < end), None)
            out[a.id, i] = speaking[a.id].origin(c, utterances, relayed) or here or behind
    return out


@dataclass(frozen=True)
class _Names:
    """Whom one article names for what it tells, and the runs of words by which it is known."""

    cited: tuple[tuple[int, int, str], ...]  # a sentence, and the agency that reported what it tells
    credited: tuple[str, ...]
    bodies: Mapping[str, Sequence[str]]
    runs: tuple[int, ...]


def _names(a: Article, tags: Tags, codebook: Codebook) -> _Names:
    told = tuple((sentence.start, sentence.end, name) for sentence, name in cited(a))
    spoken_for = {who: sorted(some) for who, some in bodies(a, tags).items()}
    return _Names(told, tuple(credited(a, codebook)), spoken_for, tuple({*_grams(a)}))


def with_origins(events: Sequence[Event], tags: Mapping[str, Tags], origins: Mapping[Address, str]) -> tuple[Event, ...]:
    """The events, each with the separate origins of its claims that are established; where several articles have all from one, the
    reason says so."""
    behind: dict[Address, set[str]] = defaultdict(set)
    for (article, i), origin in origins.items():
        behind[article, tags[article].claims[i].mention].add(origin)
    return tuple(_with_origins(e, {o for m in e.mentions for o in behind.get(m, ())}) for e in events)


def _with_origins(e: Event, found: set[str]) -> Event:
    articles = len({a for a, _ in e.mentions})
    one = f"; {articles} articles, one origin ({min(found)})" if articles > 1 and len(found) == 1 and established(min(found)) else ""
    return replace(e, origins=tuple(sorted(filter(established, found))), reason=e.reason + one)


def _officials(codebook: Codebook) -> dict[str, str]:
    """Whoever speaks for a government: its bodies, its forces and those who hold an office are one origin, not several."""
    return {
        k.actor_id: f"government-{k.country.lower()}"
        for k in codebook.actors
        if k.country and (k.kind in ("government", "military") or (k.kind == "person" and k.roles))
    }


class Agencies:
    """Who is one source under several names: by the codebook's media and sources first, else by the lexicon's agencies.

    >>> w = Agencies(Codebook())
    >>> w.id("The Associated Press"), w.id("associated-press"), w.id("ap"), w.id("ann-lee")
    ('ap', 'ap', 'ap', None)
    """

    def __init__(self, codebook: Codebook) -> None:
        own = [(s.source_id, (s.source_id, s.outlet, *s.aliases)) for s in codebook.sources]
        own += [(k.actor_id, (k.actor_id, k.name, *k.aliases)) for k in codebook.actors if k.kind == "media"]
        self._ids: dict[str, str] = {}
        for known, names in own:
            known = next((self._ids[slug(fold(n))] for n in names if slug(fold(n)) in self._ids), known)
            self._ids |= {slug(fold(n)): known for n in names}
        for group in agencies():
            known = next((self._ids[slug(fold(n))] for n in group if slug(fold(n)) in self._ids), slug(group[0]))
            self._ids = {slug(fold(n)): known for n in group} | self._ids

    def id(self, name: str | None) -> str | None:
        """The one id of a medium's name or id; None for who is none."""
        return self._ids.get(slug(fold(name))) if name else None


class _Speaking:
    """Who speaks in one article, and for whom."""

    def __init__(
        self, article: Article, tags: Tags, spoken_for: Mapping[str, Sequence[str]], officials: Mapping[str, str], media: Agencies
    ) -> None:
        self.article, self.statements, self.officials, self.media = article.id, tags.statements, officials, media
        self._bodies = spoken_for
        self._unnamed = {x.actor_id for x in tags.actors if x.kind == "anonymous"}
        self._at = {(s.speaker_start, s.speaker_end, s.speaker_id): i for i, s in enumerate(tags.statements)}

    def voice(self, s: Statement) -> str | None:
        """Whose word a statement is: a government's, a medium's, that of the body that somebody speaks for, or the speaker's own. Who an
        unnamed source is, and where a post has it from, nobody can say."""
        who = s.speaker_id
        if who is None:
            return None
        if official := next((self.officials[x] for x in (who, *self._bodies.get(who, ())) if x in self.officials), None):
            return official
        if who in self._unnamed or s.rule == "tweet":
            return f"{_OPEN}{slug(who)}"
        return self.media.id(who) or slug(min(self._bodies.get(who, {who})))

    def origin(self, c: Claim, utterances: Mapping[Address, str], relayed: Mapping[str, str]) -> str | None:
        """The origin of a claim that somebody says: one utterance is one origin, whoever is named for it."""
        first = self._at.get((c.source_start, c.source_end, c.source_id)) if c.source_id else None
        if first is None:
            return None
        said = [k for k, x in enumerate(self.statements) if x.speaker_id == c.source_id and x.start <= c.start and c.end <= x.end + 1]
        k = said[0] if said else first
        return relayed.get(utterances.get((self.article, k), "")) or self.voice(self.statements[k])


def _relayed(
    speaking: Mapping[str, _Speaking], tags: Mapping[str, Tags], utterances: Mapping[Address, str], media: Agencies
) -> dict[str, str]:
    """The origin of each utterance, wherever it is printed: the medium that somebody names for it, else a government, else by name."""
    voices: dict[str, set[str]] = defaultdict(set)
    for (article, i), utterance in utterances.items():
        if voice := speaking[article].voice(tags[article].statements[i]):
            voices[utterance].add(voice)

    def rank(voice: str) -> tuple[bool, bool, bool, str]:
        return not established(voice), media.id(voice) != voice, not voice.startswith("government-"), voice

    return {utterance: min(found, key=rank) for utterance, found in voices.items()}


def established(origin: str) -> bool:
    """Is it known where a claim comes from? What is not known is no origin, and never counted as one.

    >>> established("reuters"), established("not-established-a1")
    (True, False)
    """
    return not origin.startswith(_OPEN)


def _shared(runs: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """Articles that share tens of runs of six words in their own voice, each with the first id of its group."""
    holders: dict[int, list[str]] = defaultdict(list)
    for name, grams in runs.items():
        for gram in grams:
            if len(holders[gram]) <= _COMMON:
                holders[gram].append(name)
    pairs: dict[tuple[str, str], int] = defaultdict(int)
    for ids in holders.values():
        if 1 < len(ids) <= _COMMON:
            for k, one in enumerate(sorted(ids)):
                for two in sorted(ids)[k + 1 :]:
                    pairs[one, two] += 1
    groups = Groups[str]()
    for one, two in (pair for pair, n in sorted(pairs.items()) if n >= _SHARED):
        groups.join(*sorted((groups.find(one), groups.find(two))))
    return {name: groups.find(name) for name in groups.known()}


def _grams(a: Article) -> Iterator[int]:
    """Runs of six words outside quotations, one in four of them, as checksums that are the same on every machine."""
    for start, end, _ in a.news():
        quoted = [(q.outer_start, q.outer_end) for q in within(read(a).quotations, start, end)]
        at = start
        for q_start, q_end in [*quoted, (end, end)]:
            words = [w.lower() for w in _WORD.findall(a.text, at, max(at, q_start))]
            at = q_end
            for k in range(len(words) - _GRAM + 1):
                gram = zlib.crc32(" ".join(words[k : k + _GRAM]).encode("utf-8", "surrogatepass"))
                if gram % _KEEP == 0:
                    yield gram

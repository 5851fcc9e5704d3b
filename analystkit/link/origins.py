"""Origins: where a claim really comes from. Five articles can be two origins.

who says it in a statement -> its utterance; a wire that the article cites -> the wire; wording that articles share -> one of them;
else not established, which is not the same as independent
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from analystkit.article import Article, Claim, Statement, Tags
from analystkit.link import Address
from analystkit.text import news_ranges, slug

# «first reported by Reuters», «Source: Reuters», «LONDON (AP) —»: what an agency's name stands beside when a whole text is its work
_WIRES = {
    "reuters": "reuters",
    "ap": "ap",
    "associated press": "ap",
    "afp": "afp",
    "agence france-presse": "afp",
    "upi": "upi",
    "tass": "tass",
    "xinhua": "xinhua",
    "dpa": "dpa",
    "ansa": "ansa",
    "the associated press": "ap",
}
_NAME = r"(Reuters|AP|The\ Associated\ Press|Associated\ Press|AFP|Agence\ France-Presse|UPI|TASS|Xinhua|dpa|ANSA)"
_CREDIT = re.compile(
    rf"(?:\b(?:Source|Sources|Via|With\s+reporting\s+(?:by|from))\s*:?\s+{_NAME}\b|\((?:{_NAME})\)\s*[-–—]"
    rf"|\b(?:first\s+)?reported\s+by\s+{_NAME}\b)",
    re.VERBOSE,
)
_OPEN = "not-established-"
_WORD = re.compile(r"[^\W_]+")
_GRAM, _KEEP, _SHARED, _COMMON = (
    6,
    4,
    6,
    25,
)  # words a run; one run in four is kept; so many kept runs make two texts one; runs of more texts are phrases


def origins(articles: Sequence[Article], tags: Mapping[str, Tags], utterances: Mapping[Address, str]) -> dict[Address, str]:
    """The origin of every claim, as a slug. A claim in a statement has its utterance's, others their article's."""
    behind = _texts(articles)
    out: dict[Address, str] = {}
    for a in articles:
        statements = tags[a.id].statements
        starts = {(s.speaker_start, s.speaker_end, s.speaker_id): i for i, s in enumerate(statements)}
        for i, c in enumerate(tags[a.id].claims):
            out[a.id, i] = _said(a.id, c, statements, starts, utterances) or behind[a.id]
    return out


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
) -> str | None:
    i = starts.get((c.source_start, c.source_end, c.source_id)) if c.source_id else None
    if i is None:
        return None
    s = next((k for k, x in enumerate(statements) if x.speaker_id == c.source_id and x.start <= c.start and c.end <= x.end + 1), i)
    name = slug(c.source_id or "")
    if name in _WIRES or name in ("wsj", "reuters", "associated-press"):
        return name
    utterance = utterances.get((article, s))
    return slug(f"{name}-{utterance}") if utterance else name


def _texts(articles: Sequence[Article]) -> dict[str, str]:
    """The origin of what each article tells in its own voice."""
    shared = _shared(articles)
    out = {}
    for a in articles:
        m = _CREDIT.search(a.text[:1500]) or _CREDIT.search(a.text, max(0, len(a.text) - 3000))
        name = next((g for g in m.groups() if g), None) if m else None
        first = shared.get(a.id, a.id)
        out[a.id] = _WIRES[name.lower()] if name else slug(f"shared-wording-{first}") if a.id in shared else f"{_OPEN}{slug(a.id)}"
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
    first: dict[str, str] = {}
    for one, two in sorted(p for p, n in pairs.items() if n >= _SHARED):
        root = min(first.get(one, one), first.get(two, two))
        for name in (one, two):
            first[name] = root
    return first


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

"""One utterance, wherever printed: statements of several articles that carry the same words, and pieces of one statement.

An inverted index of word runs finds the candidates, so no two statements are compared that share no run.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from sys import intern

from analystkit.english import bodies, frames, spokespeople
from analystkit.kept import ANEW, Kept
from analystkit.link.groups import Groups
from analystkit.records import Article, Interval, Statement, Tags
from analystkit.text import fold, slug

Address = tuple[str, int]

RUN = 4
"""Words in a run. Shorter ones are shared by chance, longer ones break at every bracket an editor adds."""
SAME = 0.6
"""The share of the shorter statement's runs that must stand in the longer one. Texts that only open alike stay far below it."""
_WEEK = 7
VERBATIM = 12
"""So many words in a row, word for word, are one utterance even where the articles name its speaker differently."""
_FEW = 16
"""At most so many statements are remembered for one run: the rest print the same words."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_GOES_ON = frozenset({"added", "adds", "adding", "continued", "continues", "went", "continuing"})
_ANEW = frozenset({"responded", "responds", "replied", "replies", "answered", "reacted", "countered", "later"})


@dataclass(frozen=True)
class _Said:
    """A statement with what grouping needs of it."""

    address: Address
    record: Statement
    words: tuple[str, ...]
    cue: str
    lead: frozenset[str]  # the words just before it
    bodies: frozenset[str]  # whom its speaker speaks for, by the article's own words
    institutional: bool
    printed: Interval  # when its article appeared
    person: str | None  # the speaker's id, where it is a person by name


def utterances(articles: Sequence[Article], tags: Mapping[str, Tags], kept: Kept = ANEW) -> dict[Address, str]:
    """From each statement's address to the id of its utterance. The id says who and how it begins, and when it was reported.

    The same statements get the same ids whatever unrelated articles the corpus holds.
    """
    articles = sorted(articles, key=lambda a: a.id)
    read = kept.each("said", articles, lambda a: (a, kept.tagged(a, tags[a.id])), lambda a: _read(a, tags[a.id]))
    said = [
        _Said((a.id, i), s, tuple(map(intern, words)), cue, frozenset(lead), frozenset(speaks_for), institutional, a.published, person)
        for a, rows in zip(articles, read, strict=True)
        for i, (s, (words, cue, lead, speaks_for, institutional, person)) in enumerate(zip(tags[a.id].statements, rows, strict=True))
    ]
    groups = _People([x.person for x in said])
    _within(said, groups)
    _across(said, groups)
    return _ids(said, groups)


class _People:
    """Groups of positions, the smallest of which names each. Two different people never come into one."""

    def __init__(self, people: Sequence[str | None]) -> None:
        self._groups = Groups[int]()
        self._people = [{p} if p else set() for p in people]

    def find(self, i: int) -> int:
        return self._groups.find(i)

    def join(self, i: int, j: int) -> bool:
        """Makes one group of two, and says whether they are one now."""
        a, b = sorted((self.find(i), self.find(j)))
        if a != b and not any(_differ(p, q) for p in self._people[a] for q in self._people[b]):
            self._groups.join(a, b)
            self._people[a] |= self._people[b]
        return self.find(i) == self.find(j)


def _differ(p: str, q: str) -> bool:
    """Are these ids of two people, and not one by the full name and by the surname?"""
    return p != q and not p.endswith(f"-{q}") and not q.endswith(f"-{p}")


def _read(article: Article, tags: Tags) -> list[tuple[list[str], str, set[str], frozenset[str], bool, str | None]]:
    """Of each statement of an article its words, its cue, the words before it, for whom its speaker speaks, whether that is an
    institution's, and who it is, where it is a person."""
    speaks_for = bodies(article, tags)
    kinds = {a.actor_id: a.kind for a in tags.actors}
    spokes = spokespeople(article, tags)
    out = []
    for s in tags.statements:
        cue = fold(_cue(article.text, s))
        who = s.speaker_id or ""
        institutional = who in spokes or kinds.get(who) in ("government", "military")
        words = _WORD.findall(fold(article.text[s.start : s.end]))
        lead = set(_WORD.findall(fold(article.text[max(0, s.start - 40) : s.start])))
        person = who if who and (kinds.get(who) == "person" or (who not in kinds and _singular(article.text, s))) else None
        out.append((words, cue, lead, speaks_for.get(who, frozenset()), institutional, person))
    return out


def _singular(text: str, s: Statement) -> bool:
    """Does the text call the speaker he or she?"""
    return s.speaker_start is not None and text[s.speaker_start : s.speaker_end].casefold() in ("he", "she")


def _cue(text: str, s: Statement) -> str:
    """The cue with what stands between it and the speaker: "according to a statement from the ministry"."""
    if s.cue_start is None or s.cue_end is None:
        return ""
    near = s.speaker_start is not None and s.cue_end < s.speaker_start < s.cue_end + 60
    return text[s.cue_start : s.speaker_start if near else s.cue_end]


def _within(said: Sequence[_Said], groups: _People) -> None:
    """Pieces of one statement in one article: cut by their cue, gone on with ("added"), or of one release of one office."""
    last: dict[tuple[str, str], int] = {}  # (article, speaker) -> position of the speaker's last statement
    release: dict[tuple[str, str], int] = {}
    cut: dict[tuple[str, int], int] = {}
    for n, x in enumerate(said):
        article, s = x.address[0], x.record
        if s.cue_start is not None and (n2 := cut.setdefault((article, s.cue_start), n)) != n:
            groups.join(n, n2)
        if not s.speaker_id or s.rule == "tweet":
            continue
        key = (article, s.speaker_id)
        words = set(x.cue.split())
        carrier = bool(words & frames()["carriers"])
        before = last.get(key)
        if before is not None and not (words | x.lead) & _ANEW and _goes_on(said[before], x, words) and _dates_fit(said[before], x):
            groups.join(n, before)
        for body in (x.bodies | {s.speaker_id}) if carrier else ():
            if (other := release.setdefault((article, body), n)) != n and _dates_fit(said[other], x):
                groups.join(n, other)
        last[key] = n


def _goes_on(before: _Said, x: _Said, cue: set[str]) -> bool:
    """Does a speaker's next statement go on with the last: by its cue, as a release told in parts, or as one office's word of the day?"""
    return (
        bool(cue & _GOES_ON or set(before.cue.split()) & frames()["carriers"])
        or x.record.rule.startswith("carried over")
        or x.institutional
    )


def _dates_fit(a: _Said, b: _Said) -> bool:
    return a.record.when.overlaps(b.record.when)


def _across(said: Sequence[_Said], groups: _People) -> None:
    """The same words, or a cut of them: longer statements first, each later one laid against those that share its runs."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    order = sorted(range(len(said)), key=lambda n: (-len(said[n].words), said[n].address))
    twice = _twice(said)
    for n in order:
        runs = _runs(said[n].words)
        again = [r for r in runs if hash(r) in twice]
        if not again:
            continue
        shared = Counter(m for r in again if r in index for m in index[r])
        same = [m for m, k in shared.items() if k >= SAME * len(runs) and _one_voice(said[n], said[m], k, len(runs))]
        same = [m for m in same if groups.join(n, m)]
        if not any(shared[m] == len(runs) for m in same):
            for r in again:
                if len(index[r]) < _FEW:
                    index[r].append(n)


def _twice(said: Sequence[_Said]) -> set[int]:
    """The hashes of the runs of several statements: what is of one alone need not be in memory to be compared. That two runs may have one
    hash changes nothing, for runs themselves are compared."""
    seen, twice = set[int](), set[int]()
    for x in said:
        own = {*map(hash, _runs(x.words))}
        twice |= own & seen
        seen |= own
    return twice


def _runs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[i : i + RUN] for i in range(len(words) - RUN + 1)}


def _one_voice(a: _Said, b: _Said, shared: int, runs: int) -> bool:
    """Can two statements that share words be one: the same days, and the same speaker, office or outlet, or a long run word for word?"""
    if not _dates_fit(a, b):
        return _printed_near(a, b) and not _two_people(a, b) and _verbatim(a.words, b.words)
    x, y = a.record.speaker_id, b.record.speaker_id
    if x is None or y is None or x == y or x in b.bodies or y in a.bodies or a.bodies & b.bodies:
        return True
    if _two_people(a, b):
        return False
    return (shared >= 0.9 * runs and (runs >= 8 or a.address[0] == b.address[0])) or _verbatim(a.words, b.words)


def _two_people(a: _Said, b: _Said) -> bool:
    return bool(a.person and b.person and _differ(a.person, b.person))


def _printed_near(a: _Said, b: _Said) -> bool:
    """Can both tell of one day, where at least one gives only the day it was printed: words are printed within the week?"""
    spans = []
    for x in (a, b):
        when = x.record.when
        early = when.earliest
        if early and when == x.printed:
            early = date.fromordinal(max(1, early.toordinal() - _WEEK))
        spans.append(Interval(early, when.latest))
    return spans[0].overlaps(spans[1])


def _verbatim(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Do they share ``VERBATIM`` words in a row?"""
    known, row = _runs(b), 0
    for i in range(len(a) - RUN + 1):
        row = row + 1 if a[i : i + RUN] in known else 0
        if row + RUN - 1 >= VERBATIM:
            return True
    return False


def _ids(said: Sequence[_Said], groups: _People) -> dict[Address, str]:
    """An id for each group, from its longest statement: who, the first words, the first day of the report."""
    members: dict[int, list[int]] = defaultdict(list)
    for n in range(len(said)):
        members[groups.find(n)].append(n)
    named: dict[str, list[int]] = defaultdict(list)
    for root, ns in members.items():
        named[_name(said, ns)].append(root)
    out: dict[Address, str] = {}
    for name, roots in named.items():
        for root in roots:
            first = said[min(members[root], key=lambda n: said[n].address)]
            unique = name if len(roots) == 1 else f"{name}-{slug(first.address[0])}-{first.record.start}"
            out |= {said[n].address: unique for n in members[root]}
    return out


def _name(said: Sequence[_Said], ns: list[int]) -> str:
    longest = min(ns, key=lambda n: (-len(said[n].words), said[n].address))
    s = said[longest].record
    day = s.when.earliest or s.when.latest
    tail = day.isoformat() if day else slug(said[longest].address[0])
    who = s.speaker_id or "unknown"
    return slug(" ".join([who, *said[longest].words[:4], *([] if who.endswith(tail) else [tail])]))

"""Who is who in a corpus: a person whom articles name by a surname alone, without an initial, with more words or with a slip is one.

Nothing may contradict: who is named beside another in one article is somebody else, and so is who has another initial.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from itertools import combinations

from analystkit.english import related
from analystkit.link.groups import Groups
from analystkit.link.stories import Story
from analystkit.records import Actor, Tags
from analystkit.text import slug

Full = tuple[str, str]
"""The id and name of a person named in full."""

_WELL_KNOWN = 3
"""So many articles name somebody in full, and so many times as many as name others of the surname: then another need not."""
_IN_A_STORY = ("one letter's difference", "the end of the full name")


def in_full(tags: Mapping[str, Tags], stories: Mapping[str, Story]) -> dict[str, Tags]:
    """The tags with each person under one id and name, wherever he or she acts, speaks or is claimed.

    A surname is the one person of the story who has it, else the one well-known person of the corpus, in whose company the article is:
    a coach is no commander. Whoever is named in full in the article itself is somebody else there, and of two none is meant.
    """
    one, book = _one_person(tags, stories), _of_book(tags)
    full = {a: {one[who] for who in _named(t)} for a, t in tags.items()}
    known = Counter(who for people in full.values() for who in people)
    everywhere = _by_surname(known)
    others = {a: _others(t) for a, t in tags.items()}
    articles: defaultdict[Full, list[str]] = defaultdict(list)
    for article, people in full.items():
        for who in people:
            articles[who].append(article)

    @cache
    def company(who: Full) -> set[str]:
        """Whom the articles that name somebody in full name too."""
        return set().union(*(others[a] for a in articles[who])) - {who[0]}

    told: defaultdict[str, set[Full]] = defaultdict(set)
    for article, story in stories.items():
        told[story.story_id] |= full[article]
    here, out = {story: _by_surname(people) for story, people in told.items()}, dict(tags)
    for article, t in tags.items():
        own = {who: one[who] for who in _named(t) if one[who][0] != who}
        near = here[stories[article].story_id] if article in stories else {}
        for short in {a.actor_id for a in t.actors if a.kind == "person"} | {s.speaker_id or "" for s in t.statements}:
            bearers = everywhere.get(short, set())
            famous = _well_known(bearers, known) if bearers.isdisjoint(full[article]) else set()
            famous = {who for who in famous if who[0] in book or not company(who).isdisjoint(others[article] - {short})}
            found = near.get(short, famous) - full[article]
            if len({who for who, _ in found}) == 1:
                own[short] = min(found)
        out[article] = _renamed(t, own) if own else t
    return out


def _named(t: Tags) -> dict[str, str]:
    """The people whom an article names in full: id and name."""
    return {a.actor_id: a.name for a in t.actors if a.kind == "person" and " " in a.name}


def _others(t: Tags) -> set[str]:
    """The people and bodies that an article names; not countries and media, which any article may name."""
    return {a.actor_id for a in t.actors if a.kind not in ("government", "media", "anonymous")}


def _well_known(bearers: Collection[Full], articles: Mapping[Full, int]) -> set[Full]:
    """Whom a surname alone means anywhere: the one whom several articles name in full, far more than name all others of the surname."""
    n = sum(articles[who] for who in bearers)
    return {who for who in bearers if articles[who] >= _WELL_KNOWN * max(1, n - articles[who])}


def _by_surname(people: Iterable[Full]) -> dict[str, set[Full]]:
    out: defaultdict[str, set[Full]] = defaultdict(set)
    for who in people:
        out[slug(who[1].split()[-1])].add(who)
    return out


def _one_person(tags: Mapping[str, Tags], stories: Mapping[str, Story]) -> dict[str, Full]:
    """From each id of a person named in full to the id and name of who it is: the one of the codebook, else the one most often told of.

    No two of one article, and no two of the codebook, are one.
    """
    told: defaultdict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    alike: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)  # by first and last word, and by story
    for article in sorted(tags):
        for who, name in _named(tags[article]).items():
            told[who].add(article)
            names.setdefault(who, name)
            alike[_ends(name)].add(who)
            if article in stories:
                alike[(stories[article].story_id,)].add(who)
    book = _of_book(tags)
    groups, ends = Groups[str](), {who: _ends(name) for who, name in names.items()}
    has = {who: ({who}, set(there), {who} & book) for who, there in told.items()}
    for key, some in sorted(alike.items()):
        for pair in combinations(sorted(some), 2):
            if {*ends[pair[0]]}.isdisjoint(ends[pair[1]]):
                continue  # nearly all of a story's
            a, b = sorted(map(groups.find, pair))
            middles = {" ".join(names[who].split()[1:-1]) for who in alike[ends[pair[0]]]} - {""}
            if a != b and _same(names[pair[0]], names[pair[1]], middles, story=len(key) == 1):
                if has[a][1].isdisjoint(has[b][1]) and not (has[a][2] and has[b][2]):
                    groups.join(a, b)
                    has[a] = has[a][0] | has[b][0], has[a][1] | has[b][1], has[a][2] | has[b][2]
    best = {a: min(ids, key=lambda x: (x not in book, -len(told[x]), x.count("-"), x)) for a, (ids, _, _) in has.items()}
    return {who: (best[groups.find(who)], names[best[groups.find(who)]]) for who in names}


def _of_book(tags: Mapping[str, Tags]) -> set[str]:
    """Whom the codebook lists."""
    return {a.actor_id for t in tags.values() for a in t.actors if a.rule.startswith("actors.csv")}


@lru_cache(maxsize=4096)
def _ends(name: str) -> tuple[str, str]:
    return slug(name.split()[0]), slug(name.split()[-1])


def _same(a: str, b: str, middles: Collection[str], *, story: bool) -> bool:
    """Do two names say one person: with and without an initial where nobody of the name has another; in one story with a slip, or one
    with more words than the other?"""
    if _ends(a) == _ends(b):
        return len({m[0] for m in middles}) < 2 and (story or all(len(m) < 3 for m in middles))  # "J."
    if not story or not {*_ends(a)} & {*_ends(b)}:
        return False
    why, (short, long) = related(a, b, "person"), sorted((a.split(), b.split()), key=len)
    return why in _IN_A_STORY or (why is None and long[: len(short)] == short)


def _renamed(t: Tags, who: Mapping[str, Full]) -> Tags:
    def of(x: str | None) -> str | None:
        return who[x][0] if x and x in who else x

    def row(a: Actor) -> Actor:
        full = who.get(a.actor_id)
        return replace(a, actor_id=full[0], name=full[1], rule=f"{a.rule}; in full elsewhere") if full else a

    statements = tuple(replace(s, speaker_id=of(s.speaker_id), via=of(s.via)) for s in t.statements)
    mentions = tuple(replace(m, actors=tuple((of(a) or a, role) for a, role in m.actors)) for m in t.mentions)
    claims = tuple(replace(c, source_id=of(c.source_id), value=of(c.value) if isinstance(c.value, str) else c.value) for c in t.claims)
    return replace(t, actors=tuple(map(row, t.actors)), statements=statements, mentions=mentions, claims=claims)

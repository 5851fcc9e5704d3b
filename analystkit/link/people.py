"""Whom an article names by a surname alone: the one person of that surname whom another article of its story names in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from analystkit.link.stories import Story
from analystkit.records import Actor, Tags
from analystkit.text import slug

Full = tuple[str, str]
"""The id and name of a person named in full."""


def in_full(tags: Mapping[str, Tags], stories: Mapping[str, Story]) -> dict[str, Tags]:
    """The tags with these people under the id and name of the full one, wherever they act, speak or are claimed.

    Who is named in full in the article itself is somebody else there; where two of a story have the surname, none is meant.
    """
    full: defaultdict[tuple[str, str], set[Full]] = defaultdict(set)
    for article, story in stories.items():
        for surname, who in _people(tags[article].actors):
            full[story.story_id, surname].add(who)
    out = dict(tags)
    for article, story in stories.items():
        t, own = tags[article], {who for _, who in _people(tags[article].actors)}
        shorts = {a.actor_id for a in t.actors if a.kind == "person"} | {s.speaker_id or "" for s in t.statements}
        others = {short: full[story.story_id, short] - own for short in shorts if (story.story_id, short) in full}
        if one := {short: min(found) for short, found in others.items() if len({x for x, _ in found}) == 1}:
            out[article] = _renamed(t, one)
    return out


def _people(actors: tuple[Actor, ...]) -> list[tuple[str, Full]]:
    """The people named in full, each under the surname."""
    named = (a for a in actors if a.kind == "person" and " " in a.name)
    return [(slug(a.name.split()[-1]), (a.actor_id, a.name)) for a in named]


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

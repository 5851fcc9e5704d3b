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
    full: dict[str, dict[str, set[Full]]] = defaultdict(lambda: defaultdict(set))
    for article, story in stories.items():
        for surname, who in _people(tags[article].actors):
            full[story.story_id][surname].add(who)
    out = dict(tags)
    for article, story in stories.items():
        own = set(_people(tags[article].actors))
        ids = {a.actor_id for a in tags[article].actors if a.kind == "person"} | {s.speaker_id or "" for s in tags[article].statements}
        renamed = {}
        for short in ids & full[story.story_id].keys():
            others = {who for who in full[story.story_id][short] if (short, who) not in own}
            if len({who for who, _ in others}) == 1:
                renamed[short] = min(others)
        if renamed:
            out[article] = _renamed(tags[article], renamed)
    return out


def _people(actors: tuple[Actor, ...]) -> list[tuple[str, Full]]:
    """The people named in full, each under the surname."""
    named = (a for a in actors if a.kind == "person" and " " in a.name)
    return [(slug(a.name.split()[-1]), (a.actor_id, a.name)) for a in named]


def _renamed(t: Tags, who: Mapping[str, Full]) -> Tags:
    ids = {short: full for short, (full, _) in who.items()}

    def named(x: str | None) -> str | None:
        return ids.get(x, x) if x else x

    return replace(
        t,
        actors=tuple(
            replace(a, actor_id=who[a.actor_id][0], name=who[a.actor_id][1], rule=f"{a.rule}; in full elsewhere")
            if a.actor_id in who
            else a
            for a in t.actors
        ),
        statements=tuple(replace(s, speaker_id=named(s.speaker_id), via=named(s.via)) for s in t.statements),
        mentions=tuple(replace(m, actors=tuple((ids.get(a, a), role) for a, role in m.actors)) for m in t.mentions),
        claims=tuple(
            replace(c, source_id=named(c.source_id), value=named(c.value) if isinstance(c.value, str) else c.value) for c in t.claims
        ),
    )

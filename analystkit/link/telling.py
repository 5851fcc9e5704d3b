"""The events that each article tells, as it tells them: read once, and kept until something that they are read from changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analystkit.kept import Kept, records
from analystkit.link.coreference import told_in
from analystkit.link.picture import Picture, World
from analystkit.link.stories import Story
from analystkit.records import Article, Place, Tags


def told_by(articles: Sequence[Article], tags: Mapping[str, Tags], world: World, stories: Mapping[str, Story], kept: Kept) -> list[Picture]:
    """The events of all articles, in their order: of each what ``told_in`` reads in its tags, its story, and what the world knows of the
    places and actors that it names, and of no others."""
    spots = {x: Place(0, 0, x, p.name, p.kind, p.country, p.lat, p.lon, p.precision, "", "") for x, p in world.places.items()}
    of_place = {x: repr(p) for x, p in spots.items()}  # thousands of articles name the same few
    known_of = world.sides, world.names, world.kinds
    of_actor = {x: f"{x}{[of.get(x) for of in known_of]}" for x in set().union(*known_of)}

    def named(a: Article) -> tuple[list[str], list[str]]:
        t, places, actors = tags[a.id], set[str | None](), set[object]()
        for p in t.places:
            places.add(p.place_id)
        for x in t.actors:
            actors.add(x.actor_id)
        for m in t.mentions:
            places.update(m.place_ids)
            actors.update(who for who, _ in m.actors)
        for s in t.statements:
            actors.update((s.speaker_id, s.via))
        for c in t.claims:
            places.add(str(c.value))
            actors.update((c.source_id, c.value))
        return sorted(x for x in places if x in spots), sorted(x for x in actors if x in of_actor)

    def known(a: Article) -> World:
        places, actors = named(a)
        sides, names, kinds = ({x: of[x] for x in actors if x in of} for of in known_of)
        return World({x: spots[x] for x in places}, sides, names, kinds)

    def inputs(a: Article) -> tuple[Article | str, ...]:
        places, actors = named(a)
        return a, kept.tagged(a, tags[a.id]), story(a), "".join(of_place[x] for x in places), "".join(of_actor[x] for x in actors)

    def story(a: Article) -> str:
        return stories[a.id].story_id if a.id in stories else ""

    told = kept.each(
        "told",
        articles,
        inputs,
        lambda a: told_in(a, tags[a.id], known(a), stories.get(a.id)),
        lambda rows: records(Picture, rows),
    )
    return [p for pictures in told for p in pictures]

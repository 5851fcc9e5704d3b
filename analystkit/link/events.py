"""Events: what happened, once, whichever articles tell it; with the reason why its mentions are taken for one.

mentions -> events of each article -> candidates that share a block (family, country, month) -> one event, or another
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from analystkit.codebook import Codebook
from analystkit.english import family, reference_of
from analystkit.link import Address, Event
from analystkit.link.blocks import Blocks
from analystkit.link.chains import chains
from analystkit.link.evidence import Picture, World, agreement, clash, is_part, merged, most_certain
from analystkit.link.naming import event_ids, main_type, title
from analystkit.link.related import related
from analystkit.link.stories import Story
from analystkit.records import Article, Interval, Place, Tags

_ENOUGH = 4.0
_REACTIONS = frozenset({"condemn", "denounce", "deplore", "decry", "condemnation", "express outrage", "express condolences"})


def events(articles: Sequence[Article], tags: Mapping[str, Tags], codebook: Codebook, stories: Mapping[str, Story]) -> tuple[Event, ...]:
    """All events of the corpus, by date and id. An article about other things changes none of them."""
    world = world_of(articles, tags, codebook)
    how = {(a.id, i): reference_of(a, tags[a.id], i) for a in articles for i in range(len(tags[a.id].mentions))}
    told = [c for a in articles for c in _dated(a, tags[a.id], chains(a, tags[a.id], how, world))]
    pictures = related(_joined(sorted(told, key=most_certain), world), how, world, stories)
    ids = event_ids(pictures, world)
    parts = _parts(pictures, ids, world)
    found = [_event(p, ids[p.addresses], parts.get(p.addresses, ()), world, codebook) for p in pictures]
    return tuple(sorted(found, key=by_date))


def by_date(e: Event) -> tuple[str, str]:
    """The order of events: by their first day, or the last where no first is known."""
    return str(e.when.earliest or e.when.latest or "9999"), e.event_id


def world_of(articles: Sequence[Article], tags: Mapping[str, Tags], codebook: Codebook) -> World:
    """The places and actors that the tags name, and whose side each actor is on as far as the codebook says."""
    places: dict[str, Place] = {}
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    sides: dict[str, str] = {}
    for a in articles:
        for p in tags[a.id].places:
            if p.place_id:
                places.setdefault(p.place_id, p)
        for x in tags[a.id].actors:
            names.setdefault(x.actor_id, x.name)
            kinds.setdefault(x.actor_id, x.kind)
    for k in codebook.actors:
        names[k.actor_id], kinds[k.actor_id] = k.name, k.kind
        if k.country and k.kind in ("government", "military", "person"):
            sides[k.actor_id] = k.country
        elif k.kind == "armed_group":
            sides[k.actor_id] = "armed group"
    return World(places, sides, names, kinds)


def _dated(article: Article, tags: Tags, found: list[Picture]) -> Iterator[Picture]:
    """An undated reaction to an attack ("condemned the attack") lies after that attack, and before its article."""
    from dataclasses import replace

    for p in found:
        if not p.when.known and family(p.type) == "statement" and p.lemmas & _REACTIONS:
            at = tags.mentions[p.addresses[0][1]].start
            before = [
                q
                for q in found
                if family(q.type) == "violence" and q.when.earliest and tags.mentions[q.addresses[0][1]].start < at and not q.series
            ]
            latest = article.published.latest
            if before and latest:
                start = max(before, key=lambda q: tags.mentions[q.addresses[-1][1]].start).when.earliest
                if start and start <= latest:
                    p = replace(p, when=Interval(start, latest, "vague"), why=(*p.why, "after what it reacts to"))
        yield p


def _joined(told: list[Picture], world: World) -> list[Picture]:
    """One picture an event: the most certain first, each later one joins the event it fits best or stands alone."""
    made: list[Picture] = []
    blocks = Blocks(world)
    for now in told:
        matches = ((s, -k, why) for k in blocks.near(now) for s, why in [match(made[k], now, world)] if s >= _ENOUGH)
        best = max(matches, key=lambda x: x[:2], default=None)
        if best is None:
            made.append(now)
            k = len(made) - 1
        else:
            k = -best[1]
            made[k] = merged(made[k], now, best[2])
        blocks.add(k, made[k])
    return made


def match(one: Picture, two: Picture, world: World) -> tuple[float, list[str]]:
    """How much speaks for two pictures of different articles being one event, and what; 0 where they cannot be or nothing shows it."""
    if {a for a, _ in one.addresses} & {a for a, _ in two.addresses} or clash(one, two, world) is not None:
        return 0.0, []
    if one.series != two.series and not (one.when.known and two.when.known):
        return 0.0, []
    score, why = agreement(one, two, world)
    if not any(w.startswith(("same place", "places", "same agent", "same target", "same person")) for w in why):
        return 0.0, []  # a day and a kind alone are shared by too many events
    alike = (one.series and two.series) or any(w.startswith("same ") and not w.startswith("same type") for w in why)
    if not alike and not _in_one_place(one, two, world):
        return 0.0, []  # so are they in one country, or in two towns of one district
    shown = (one.when.bounded and two.when.bounded) or bool(one.victims & two.victims)
    if not shown and not (score >= _ENOUGH and _published_together(one, two)):
        return 0.0, []
    return score, why


def _in_one_place(one: Picture, two: Picture, world: World) -> bool:
    """Does a place of the one lie in a region of the other, or beside a site that is told to the point?"""
    return any(world.fit(p, q) >= 2 and (world.rank(p), world.rank(q)) != (2, 2) for p in one.places for q in two.places)


def _published_together(one: Picture, two: Picture) -> bool:
    """Without a date of its own, an event joins another only where the articles, or the article and the event, are days apart."""

    def span(p: Picture) -> Interval:
        return p.when if p.when.bounded else p.before

    a, b = span(one), span(two)
    if not a.bounded or not b.bounded or not a.earliest or not a.latest or not b.earliest or not b.latest:
        return False
    return a.earliest - timedelta(days=10) <= b.latest and b.earliest - timedelta(days=10) <= a.latest


def _parts(pictures: list[Picture], ids: Mapping[tuple[Address, ...], str], world: World) -> dict[tuple[Address, ...], tuple[str, ...]]:
    """The single events of a series, where an article tells both."""
    by_article: dict[str, list[Picture]] = defaultdict(list)
    for p in pictures:
        for article in {a for a, _ in p.addresses}:
            by_article[article].append(p)
    found: dict[tuple[Address, ...], set[str]] = defaultdict(set)
    for group in by_article.values():
        for whole in (p for p in group if p.series):
            found[whole.addresses] |= {ids[p.addresses] for p in group if p is not whole and is_part(whole, p, world)}
    return {k: tuple(sorted(v)) for k, v in found.items()}


def _event(p: Picture, event_id: str, parts: tuple[str, ...], world: World, codebook: Codebook) -> Event:
    kind = main_type(p)
    when = p.when if p.when.known else Interval(None, p.before.latest, "unknown")
    articles = len({a for a, _ in p.addresses})
    told = f"{len(p.addresses)} mention{'s' if len(p.addresses) > 1 else ''} in {articles} article{'s' if articles > 1 else ''}"
    actors = [(a, "agent") for a in sorted(p.agents)] + [(a, "target") for a in sorted(p.targets)] + sorted(p.others)
    reason = "; ".join((told, *p.why[:8]))
    places = tuple(sorted(p.places, key=lambda x: (-world.rank(x), x)))
    return Event(
        event_id,
        title(p, kind, world, codebook),
        kind,
        _status(p),
        when,
        places,
        tuple(dict.fromkeys(actors)),
        p.addresses,
        (),
        reason,
        parts,
    )


def _status(p: Picture) -> str:
    for status in ("cancelled", "carried_out", "ongoing", "reported"):
        if status in p.statuses:
            return status
    return p.statuses[0]

"""Mentions of one article that are the same event: "the strike", "these attacks", and the same thing told twice.

mentions in the order of the text -> each joins the event it can only mean, or opens a new one
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from analystkit.english import Reference, event_type, family, weak
from analystkit.link import Address
from analystkit.link.evidence import STRIKES, Picture, World, agreement, clash, merged
from analystkit.records import Article, Interval, Mention, Tags

_GENERIC = frozenset({"operation"})


def picture(article: Article, i: int, m: Mention, tags: Tags, ref: Reference) -> Picture:
    """One mention as a picture of its event."""
    roles: dict[str, set[str]] = {"agent": set(), "target": set()}
    for actor, role in m.actors:
        roles.setdefault(role, set()).add(actor)
    w = m.when
    day = bool(w.earliest and w.latest and (w.latest - w.earliest).days <= 2)
    victims = (
        frozenset(a.actor_id for a in tags.actors if a.kind == "person" and m.start <= a.start < m.end and a.actor_id in roles["target"])
        if m.type == "killing"
        else frozenset()
    )
    return Picture(
        m.type,
        ((article.id, i),),
        w,
        m.place_ids,
        frozenset(roles["agent"]),
        frozenset(roles["target"]),
        frozenset((a, r) for a, r in m.actors if r not in ("agent", "target")),
        victims,
        frozenset({ref.lemma}),
        ref.weapons,
        crowd=ref.crowd,
        statuses=(m.status,),
        series=_is_series(m, ref, day),
        count=ref.count,
        ordinal=ref.ordinal if m.status == "cancelled" or (ref.ordinal or 0) > 1 else None,
        before=article.published,
        types=(m.type,),
        days=(w,) if w.known else (),
    )


def _is_series(m: Mention, ref: Reference, day: bool) -> bool:
    """Several events told as one: "three rocket attacks", "a series of raids", "attacks on convoys"; not one night's airstrikes."""
    if family(m.type) != "violence" or not ref.plural or day:
        return False
    own = bool(m.place_ids and m.actors)  # «the rocket attacks on Ann's troops in Arden»: told by what they are, not referred to
    return ref.many or m.status == "ongoing" or (ref.phrase and (own or not ref.definite) and m.type not in ("airstrike", "operation"))


def chains(article: Article, tags: Tags, references: Mapping[Address, Reference], world: World) -> list[Picture]:
    """The events of one article, each as the picture that all its mentions give."""
    made: list[Picture] = []
    last: list[int] = []  # where each was told last
    replies: dict[int, set[int]] = {}  # what is answered -> the events that answer it
    opening: list[int] = []  # told before anything is known of it: in a title, or as "the operation" at the start
    for i, m in enumerate(tags.mentions):
        ref = references[article.id, i]
        now = picture(article, i, m, tags, ref)
        holder = ref.answers
        by = None if holder is None else next((k for k, p in enumerate(made) if (article.id, holder) in p.addresses), None)
        others = {k for k, who in replies.items() if by is not None and by not in who}  # what something else answers
        found = _find(now, ref, m, made, last, opening, world, others)
        if found is None:
            made.append(now)
            if by is not None:
                replies[len(made) - 1] = {by}
            last.append(i - 3 * ref.phrase)  # what is only named to explain something else is not what the next sentence is about
            segment = article.segment_at(m.start)
            if (segment and segment.kind in ("title", "deck")) or (ref.definite and family(m.type) == "violence"):
                opening.append(len(made) - 1)
        else:
            k, why = found
            if by is not None:
                replies.setdefault(k, set()).add(by)
            series = made[k].series and (now.series or not (now.places or now.when.known))
            made[k] = replace(merged(made[k], now, why), series=series)
            last[k] = max(last[k], i - 3 * ref.phrase)
            if now.places or now.when.known:
                opening = [o for o in opening if o != k]
    return _siblings(made)


def _find(
    now: Picture,
    ref: Reference,
    m: Mention,
    made: list[Picture],
    last: list[int],
    opening: list[int],
    world: World,
    others: Set[int],
) -> tuple[int, list[str]] | None:
    fits = [
        k for k, p in enumerate(made) if k not in others and _can(p, now, ref, world) and not (now.victims and not now.victims & p.victims)
    ]
    if ref.cause:
        fits = [k for k in fits if family(made[k].type) == ref.cause]  # «The war has killed 9,000»: not the raid told before
    fits = [k for k in fits if family(made[k].type) == ref.whose] or fits
    if not fits:
        return None
    if not event_type(m.type):  # the analyst's own kind of event: nothing is known of it but its word
        return max(fits, key=lambda k: last[k]), [f"“{ref.word}” again"]
    told = bool(now.places or now.when.known)
    # «the raids against the convoys»: told by what it is
    described = (ref.phrase or now.crowd) and bool(now.agents or now.targets or now.places)
    if (
        (ref.definite and not described)
        or m.rule.rsplit(":", 1)[-1] in event_type(m.type).get("aborted", ())
        or (m.type in _GENERIC and not told and not ref.indefinite)
        or _mere_toll(now)
    ):
        return _referred(now, ref, m, made, last, fits, world)
    for k in opening:
        if k in fits and not made[k].when.known and not made[k].places and _alike(made[k], now, ref):
            return k, ["told in the opening"]
    (score, why), best = max(((agreement(made[k], now, world), k) for k in fits), key=lambda s: (s[0][0], last[s[1]]))
    bare = not (told or now.targets)
    named = bare and set(now.types) & set(made[best].types) and (now.others or now.agents)
    return (best, why) if score >= (1.4 if named else 2.9) else None


def _mere_toll(now: Picture) -> bool:
    """«two were killed»: what an event did to people, with nothing that would tell another event."""
    return weak(now.type) and not (now.victims or now.crowd or now.when.known or now.places or now.agents)


def _alike(opening: Picture, now: Picture, ref: Reference) -> bool:
    """Can an event named in the opening, before anything is known of it, be the one that is told now?"""
    if opening.series != now.series and not (set(now.types) <= STRIKES and not opening.series):
        return False
    both = {*opening.types, *now.types}
    return (
        both <= STRIKES
        or (_mere_toll(opening) and not weak(now.type) and not ref.phrase)
        or {t for t in opening.types if not weak(t)} == set(now.types)
    )


def _referred(
    now: Picture, ref: Reference, m: Mention, made: list[Picture], last: list[int], fits: list[int], world: World
) -> tuple[int, list[str]] | None:
    """«the strike», «these attacks»: the event of the article that is named so, fits, and was told last."""
    newest = max(fits, key=lambda k: last[k])

    def rank(k: int) -> tuple[float, int]:
        p = made[k]
        number = 1.0 if p.series == now.series or ((p.count or 0) > 1 and ref.plural) else -3.0 if p.series and not ref.plural else 0.0
        near = 1.5 * (ref.this and k == newest) + 1.0 * (last[k] >= max(last) - 1) + 1.0 * (weak(m.type) and k == newest)
        return agreement(p, now, world)[0] + bool(now.lemmas & p.lemmas) + number + near, last[k]

    best = max(fits, key=rank)
    if weak(m.type) and last[best] < max(last) - 4 and any(not weak(made[k].type) for k in fits if k != best):
        return None
    told = now.places or now.when.known or now.agents or now.targets
    return best, ["refers back", *agreement(made[best], now, world)[1]] if told else [f"“{ref.word}” refers back"]


def _can(p: Picture, now: Picture, ref: Reference, world: World) -> bool:
    """Could they be one event of this article? A plain "the strike" is not the one that was called off."""
    if p.cancelled and not now.cancelled:
        marked = ref.ordinal is not None and (p.ordinal == ref.ordinal or p.ordinal is None)
        return marked and family(p.type) == family(now.type) and p.when.overlaps(now.when)
    if (
        ref.ordinal
        and ref.ordinal > 1
        and not p.cancelled
        and not now.cancelled
        and p.count is None
        and p.ordinal != ref.ordinal
        and not p.series
        and family(now.type) == "violence"
    ):
        return False
    return clash(p, now, world) is None


def _siblings(made: list[Picture]) -> list[Picture]:
    """«two strikes», and the second was called off: the one that was carried out lies in the same days."""
    for gone in [p for p in made if p.cancelled and p.ordinal and p.when.bounded]:
        for k, p in enumerate(made):
            if not p.cancelled and (p.count or 0) >= (gone.ordinal or 0) and set(p.types) & set(gone.types) and not p.when.known:
                made[k] = replace(
                    p,
                    series=False,
                    when=Interval(gone.when.earliest, gone.when.latest, gone.when.granularity),
                    days=(*p.days, gone.when),
                    why=(*p.why, "told with the one that was called off"),
                )
    return made

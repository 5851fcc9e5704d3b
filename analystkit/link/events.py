"""Events: what happened, once, whichever articles tell it; with the reason why its mentions are taken for one.

mentions -> events of each article -> those that share two kinds of evidence -> one event, or a candidate, or another
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import reduce
from itertools import combinations, product

from analystkit.codebook import Codebook
from analystkit.english import event_type, family, sense
from analystkit.kept import ANEW, Kept
from analystkit.link import Address, Candidate, Event
from analystkit.link.candidates import Candidates
from analystkit.link.evidence import (
    agreement,
    at_once,
    beside,
    beside_it,
    clash,
    disputed,
    elsewhen,
    in_days,
    is_part,
    kinds,
    nearest,
    otherwise_done,
    own_kind,
    told_alike,
)
from analystkit.link.kin import related
from analystkit.link.naming import event_ids, main_type, status, title
from analystkit.link.picture import Picture, World, merged, most_certain, world_of
from analystkit.link.stories import Story
from analystkit.link.telling import told_by
from analystkit.records import Article, Interval, Tags
from analystkit.wording import count

_Open = tuple[Picture, Picture, tuple[str, ...]]  # two that may be one and are not joined, and what speaks for it
_PART = 25  # dead whom one article can tell and another leave out
_SURELY = 0.1  # of what speaks for it: less than what two kinds of evidence give
_SURE = 3.5  # how much the scenes of two events must share to be one of which something is disputed
# What says which of many events is told, and what alone does not: that says which story
_HARD = frozenset("day place count person answer actor name".split())
_SOFT = frozenset("names scene words story".split())
_WHERE_AND_WHEN = frozenset("day place name story scene".split())
_OFTEN = frozenset("protest accident disaster diplomacy trial".split())
_ANY = ""  # whatever the word
_SAMPLE = 20  # so many events show whether a word tells them apart
_NEAR, _WEEKS = timedelta(days=10), timedelta(days=31)  # how far apart what is told without a date may have appeared


def events(
    articles: Sequence[Article], tags: Mapping[str, Tags], codebook: Codebook, stories: Mapping[str, Story], kept: Kept = ANEW
) -> tuple[tuple[Event, ...], tuple[Candidate, ...]]:
    """All events of the corpus, by date and id, and those that may be one. An article about other things changes none of them."""
    world = world_of(articles, tags, codebook)
    compared = _Compared(world)
    told = related(_alone(told_by(articles, tags, world, stories, kept), stories, world), articles, world, kept)
    first, maybe = _joined(sorted(told, key=most_certain), compared)
    then, left = _joined(sorted(_by_answer(first), key=most_certain), compared)
    found, open_ = checked(then, [*maybe, *left], world)
    ids = event_ids(found, world)
    parts = _parts(found, ids, world)
    made = [_event(p, ids[p.addresses], parts.get(p.addresses, ()), world, codebook) for p in found]
    return tuple(sorted(made, key=by_date)), tuple(_candidates(found, open_, ids, tags))


def by_date(e: Event) -> tuple[str, str]:
    """The order of events: by their first day, or the last where no first is known."""
    return str(e.when.earliest or e.when.latest or "9999"), e.event_id


def _alone(told: list[Picture], stories: Mapping[str, Story], world: World) -> list[Picture]:
    """Each without the words that its whole story shares, and with what it is the only event of, in every article of its story: of its
    kind and day, or told by such a word. Where one article tells two, another may be meant."""
    marks = [list(_marks(p)) for p in told]
    times = Counter((*p.articles, mark) for p, of in zip(told, marks, strict=True) for mark in of)
    twice = {mark for (_, mark), n in times.items() if n > 1}

    def only(p: Picture, mark: tuple[str, ...]) -> bool:
        return times[(*p.articles, mark)] == 1 if own_kind(p) else mark not in twice

    common = {s.story_id: s.words for s in stories.values()}
    said = [
        replace(p, words=p.words.difference(*(common[s] for s in p.stories)), only=frozenset(m for m in of if only(p, m)))
        if p.stories
        else p
        for p, of in zip(told, marks, strict=True)
    ]
    return telling(said, world)


def telling(told: list[Picture], world: World) -> list[Picture]:
    """Each without the words that do not tell its like apart: beside which its story tells events of several days or towns («San
    Salvador»). Where all that a story tells of a kind is so, each is one of many."""
    of: defaultdict[tuple[str, str, str], list[Picture]] = defaultdict(list)
    for p in told:
        if not p.series and (p.day or world.exact(p.places)):
            for story, word in product(p.stories, {*p.scene, *p.words, *p.beside, _ANY}):
                of[story, family(p.type), word].append(p)
    vague = {key for key, those in of.items() if _vary(those, world)}
    out = []
    for p in told:
        here = {w for w in {*p.scene, *p.words, *p.beside, _ANY} if any((s, family(p.type), w) in vague for s in p.stories)}
        if not here:
            out.append(p)
            continue
        only = frozenset(m for m in p.only if m[2][0].isdigit()) if _ANY in here else p.only  # of many only the one of its day
        scene = {w: x for w, x in p.scene.items() if w not in here}
        out.append(
            replace(p, scene=scene, words=p.words - here, names=p.names - here, beside=p.beside - here, only=only, of_many=_ANY in here)
        )
    return out


def _vary(those: list[Picture], world: World) -> bool:
    """Do most of these events that two articles tell, with a day or a town in both, lie on two days or in two towns?"""
    parted = together = 0
    for one, two in combinations(those[:_SAMPLE], 2):
        if one.articles != two.articles and (apart := _elsewhen(one, two, world)) is not None:
            parted, together = parted + apart, together + (not apart)
    return parted > max(1, together)


def _elsewhen(one: Picture, two: Picture, world: World) -> bool | None:
    """Do two events lie on two days or in two towns? None where nothing says."""
    towns = world.exact(one.places), world.exact(two.places)
    dated = one.day and two.day
    if not dated and not all(towns):
        return None
    return (dated and not one.when.overlaps(two.when)) or (all(towns) and not any(world.fit(p, q) for p, q in product(*towns)))


def _marks(p: Picture) -> Iterator[tuple[str, ...]]:
    for story in p.stories:
        within = f"in articles of one story ({story})"
        if p.day and p.when.earliest == p.when.latest:
            yield story, family(p.type), str(p.when.earliest), f"the only {main_type(p)} of its day {within}"
        for kind in sorted({sense(w) for w in p.lemmas}):
            yield story, family(p.type), kind, f"the only event told by such a word ({kind}) {within}"


class _Compared:
    """What ``match`` says of two pictures, asked once: what joined nothing is laid side by side again after the first round."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._seen: dict[int, tuple[int, Picture]] = {}  # by where they are in memory: held here, so that no other comes to be there
        self._said: dict[int, tuple[float, tuple[str, ...]]] = {}

    def __call__(self, one: Picture, two: Picture, *, only: bool) -> tuple[float, tuple[str, ...]]:
        first, second = (self._seen.setdefault(id(p), (len(self._seen), p))[0] for p in (one, two))
        key = (first << 32 | second) << 1 | only
        if key not in self._said:
            self._said[key] = match(one, two, self.world, only=only)
        return self._said[key]


def _joined(told: list[Picture], compared: _Compared) -> tuple[list[Picture], list[_Open]]:
    """One picture an event: the most certain first, each later one joins the event it fits best or stands alone."""
    made: list[Picture] = []
    open_: list[_Open] = []
    world = compared.world
    index = Candidates(world)
    for now in told:
        near = index.near(now)
        there = [k for k in near if now.definite and not now.day and _there(made[k], now)]
        found = sorted(((*compared(made[k], now, only=there == [k]), k) for k in near), key=lambda x: (-x[0], x[2]))
        score, why, best = found[0] if found else (0.0, (), -1)
        if score > 0 and not any(s == score and clash(made[best], made[k], world) for s, _, k in found[1:]):
            made[best] = merged(made[best], now, why)
        else:
            open_ += [(made[k], now, why) for _, why, k in found if why]
            best = len(made)
            made.append(now)
        index.add(best, made[best])
    return made, open_


def _there(p: Picture, now: Picture) -> bool:
    """Is it of the kind, the place and the time of what is told less exactly?"""
    return p.day and bool(p.families & now.families and set(p.places) & set(now.places)) and p.when.overlaps(now.when)


def match(one: Picture, two: Picture, world: World, *, only: bool = False) -> tuple[float, tuple[str, ...]]:
    """How much speaks for two pictures of different articles being one event, and what: at least two kinds of evidence and nothing
    against it. 0 with reasons where they may be one and it is not certain; 0 without where they cannot be or nothing shows it. ``only``
    is what «the attack in Arden in February» can mean: the one attack there in these days that any article tells."""
    if not _apart(one, two, world):
        return 0.0, ()
    if clash(one, two, world) and (one.apart or two.apart or beside(one, two, world) < _SURE or not disputed(one, two, world)):
        return 0.0, ()  # what an article sets apart from its like, and tells of another day or place, is another
    score, why = agreement(one, two, world)
    if only and {"month", "type"} <= why.keys():
        why["only"] = "the only one of its kind, place and month that is told"
    shown = kinds(one, two, why, world)
    shown |= beside_it(one, two, why, shown, world)
    if one.of_many and two.of_many:
        shown = shown - (_SOFT if not shown & _HARD else {"words"} if "names" in shown else {"words", "scene"})
    if one.articles & two.articles and len(shown) < 3:
        return 0.0, ()
    if not shown & {"day", "person", "answer"} and (elsewhen(one, two) or elsewhen(two, one)):
        return 0.0, tuple(why.values())
    if shown <= _WHERE_AND_WHEN and (_of_another(one, two) or otherwise_done(one, two)):
        return 0.0, tuple(why.values())
    if "day" not in shown and _ahead(one) != _ahead(two):
        return 0.0, tuple(why.values())  # what was planned for no day known can be held again and again
    if "story" in shown and own_kind(one) and own_kind(two):
        return score, tuple(why.values())  # its word is all that the analyst's own kind of event is known by
    if one.series != two.series and not (one.when.known and two.when.known):
        shown = shown if "answer" in shown else set()
    dated = (one.when.bounded and two.when.bounded) or bool(shown & {"day", "person", "answer"})
    if len(shown) >= 2 and (dated or _told_together(one, two, sure="names" in shown)):
        return score, tuple(why.values())
    if (dated or at_once(one, two) or _told_together(one, two, sure=False)) and told_alike(one, two, why, shown, world):
        return _SURELY * score, tuple(why.values())
    open_ = len(shown) > 1 or (shown and ("month" in why or (one.stories & two.stories and main_type(one) == main_type(two))))
    return 0.0, tuple(why.values()) if open_ else ()


def _of_another(one: Picture, two: Picture) -> bool:
    """Are both of a kind of which a town sees several a day, and do they share no word that says what they are about: miners, and bus
    drivers, on strike?"""
    return _OFTEN.issuperset(map(family, (one.type, two.type))) and bool(one.what and two.what) and one.what.isdisjoint(two.what)


def _ahead(p: Picture) -> bool:
    """Is it told by all as what is still to come?"""
    return {*p.statuses} <= {"planned", "threatened"}


def _apart(one: Picture, two: Picture, world: World) -> bool:
    """Are they told by different articles, or does none of an article's two tell what the other tells too, its day, its town, or set the
    other apart?"""
    if not (one.apart.isdisjoint(two.addresses) and two.apart.isdisjoint(one.addresses)):
        return False
    told = [(m, n) for m in one.each for n in two.each if m.articles & n.articles]
    exact = [(world.exact(m.places), world.exact(n.places)) for m, n in told]
    return not any(m.when.known and n.when.known for m, n in told) and not any(a and b for a, b in exact)


def _told_together(one: Picture, two: Picture, *, sure: bool) -> bool:
    """Without a date of its own, an event joins another only where the articles, or the article and the event, are days apart; weeks, where
    each is the other's nearest, and only the articles, where that is sure: both can tell of what happened years before."""
    a, b = (p.when if p.when.bounded and not sure else p.before for p in (one, two))
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return bool(one.stories & two.stories)
    apart = _WEEKS if nearest(one, two) else _NEAR
    return a.earliest - apart <= b.latest and b.earliest - apart <= a.latest


def _by_answer(pictures: list[Picture]) -> list[Picture]:
    """The same, those told as what one strike answered marked as that."""
    of = {address: p for p in pictures for address in p.addresses}
    out = []
    for p in pictures:
        strikes = [of[a] for a in p.answered if a in of and of[a] is not p and of[a].day]
        why = "told as what the same strike answered"
        marks = {("answer", *map(str, s.addresses[0]), f"{why} ({in_days(s.when)})") for s in strikes}
        out.append(replace(p, only=p.only | marks) if marks else p)
    return out


def checked(pictures: list[Picture], open_: list[_Open], world: World) -> tuple[list[Picture], list[_Open]]:
    """The whole of each event looked at once more: what its articles place in several towns, or count so differently that no dispute or
    rising toll explains it, is no one event. Where most agree, the others are left out; else each article tells its own."""
    kept: list[Picture] = []
    for p in pictures:
        others = _elsewhere(p, world) | _otherwise(p)
        own = tuple(m for m in p.members if m.addresses not in others)
        if not others:
            kept.append(p)
            continue
        if len(own) < 2 * len(others):
            own = p.members[:1]
            others = dict.fromkeys((m.addresses for m in p.members[1:]), next(iter(others.values())))
        kept += [reduce(merged, own), *(m for m in p.members if m.addresses in others)]
        open_ = open_ + [(own[0], m, (others[m.addresses],)) for m in p.members if m.addresses in others]
    return kept, open_


def _elsewhere(p: Picture, world: World) -> dict[tuple[Address, ...], str]:
    """What its articles place in another town than most do, and why that is not of it."""
    towns = {m.addresses: t[0] for m in p.members if len(t := world.exact(m.places)) == 1}
    told = Counter(towns.values())
    main = max(told, key=lambda t: (told[t], t), default="")
    why = f"told of several towns ({', '.join(sorted(told))})"
    return {at: why for at, t in towns.items() if not world.fit(main, t)}


def _otherwise(p: Picture) -> dict[tuple[Address, ...], str]:
    """What counts the dead far from what most of its articles do (27 and 600): five times it, or fifty where only two are told, unless
    it may count a part of them («two infants were among the dead»)."""
    dead = {m.addresses: max(n for what, n in m.counts if what == "killed") for m in p.members if any(w == "killed" for w, _ in m.counts)}
    times = 5 if len(set(dead.values())) > 2 else 50

    def far(n: int, k: int) -> bool:
        return max(n, k) > times * min(n, k) and abs(n - k) > _PART

    times_told = Counter(dead.values())
    near = {n: sum(told for k, told in times_told.items() if not far(n, k)) for n in times_told}
    main = max(near, key=lambda n: (near[n], n), default=0)
    return {at: "tolls too far apart for one event" for at, n in dead.items() if far(n, main)}


def _candidates(
    pictures: list[Picture], open_: list[_Open], ids: Mapping[tuple[Address, ...], str], tags: Mapping[str, Tags]
) -> Iterable[Candidate]:
    """Events that may be one, each pair once, by their ids."""
    of = {address: ids[p.addresses] for p in pictures for address in p.addresses}
    found: dict[tuple[str, str], Candidate] = {}
    for one, two, why in open_:
        (a, first), (b, second) = sorted((of[p.addresses[0]], p.addresses[0]) for p in (one, two))
        if a != b and (a, b) not in found:
            found[a, b] = Candidate(a, b, why, (_receipt(first, tags), _receipt(second, tags)))
    return (found[key] for key in sorted(found))


def _receipt(at: Address, tags: Mapping[str, Tags]) -> str:
    m = tags[at[0]].mentions[at[1]]
    return f"{at[0]}:{m.start}-{m.end}"


def _parts(pictures: list[Picture], ids: Mapping[tuple[Address, ...], str], world: World) -> dict[tuple[Address, ...], tuple[str, ...]]:
    """The single events of a series, where an article tells both."""
    by_article: dict[str, list[Picture]] = defaultdict(list)
    for p in pictures:
        for article in p.articles:
            by_article[article].append(p)
    found: dict[tuple[Address, ...], set[str]] = defaultdict(set)
    for group in by_article.values():
        for whole in (p for p in group if p.series):
            found[whole.addresses] |= {ids[p.addresses] for p in group if p is not whole and is_part(whole, p, world)}
    return {k: tuple(sorted(v)) for k, v in found.items()}


def _event(p: Picture, event_id: str, parts: tuple[str, ...], world: World, codebook: Codebook) -> Event:
    kind = main_type(p)
    when = p.when if p.when.known else Interval(None, p.before.latest, "unknown")
    actors = [(a, "agent") for a in sorted(p.agents)] + [(a, "target") for a in sorted(p.targets)] + sorted(p.others)
    reason = "; ".join((in_numbers(p.addresses), *p.why[:8]))
    told = Counter(x for m in p.each for x in m.places)
    most = len(p.each) / 2 if event_type(kind).get("nowhere") else 0  # one article's place of an arrest is mostly that of something else
    places = tuple(sorted((x for x in world.finest(p.places) if told[x] >= most), key=lambda x: (-world.rank(x), x)))
    named = title(p, kind, world, codebook)
    return Event(event_id, named, kind, status(p), when, places, tuple(dict.fromkeys(actors)), p.addresses, (), reason, parts)


def in_numbers(mentions: Sequence[Address]) -> str:
    """
    >>> in_numbers([("a", 1), ("a", 4)])
    '2 mentions in 1 article'
    """
    return f"{count(len(mentions), 'mention')} in {count(len({a for a, _ in mentions}), 'article')}"

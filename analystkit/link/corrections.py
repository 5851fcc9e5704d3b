"""The analyst's corrections: applied line by line, after events were linked and before origins and conflicts are read from them.

A line acts on the row that it names, and what was made of that row follows: a claim's value changes its mention, a mention its event.
A line whose row is not there, or whose words are others now, does nothing and says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import count
from typing import Any

from analystkit.codebook import Codebook
from analystkit.codebook.corrections import Correction, alike, receipt
from analystkit.errors import Problem
from analystkit.link import Address, Event
from analystkit.link.events import by_date, in_numbers
from analystkit.link.naming import shortened, title
from analystkit.link.picture import Picture, World, narrowest
from analystkit.link.told import days_of
from analystkit.records import UNKNOWN, Actor, Article, Claim, Interval, Mention, Place, Statement, Tags
from analystkit.text import slug

_ROLES = {"perpetrator": "agent", "target": "target"}


@dataclass(frozen=True)
class Acted:
    """A line of the corrections, and what it did; nothing where it no longer matches, and then ``problem`` says why."""

    correction: Correction
    did: str = ""
    problem: Problem | None = None


@dataclass(frozen=True)
class Corrected:
    """Tags and events as the analyst wants them, what each line did, and the credibility that lines give to claims."""

    tags: Mapping[str, Tags]
    events: tuple[Event, ...]
    acted: tuple[Acted, ...] = ()
    credibility: Mapping[Address, Correction] = field(default_factory=dict)
    answers: Mapping[frozenset[str], str] = field(default_factory=dict)  # two events by their ids, and whether they are the same


class _Stale(Exception):
    """A line that matches nothing any more: what was found, what to do."""


def corrected(
    articles: Sequence[Article], tags: Mapping[str, Tags], events: Sequence[Event], codebook: Codebook, world: World
) -> Corrected:
    """Apply every line of the codebook's corrections, in the order of the file."""
    if not codebook.corrections:
        return Corrected(tags, tuple(events))
    desk = _Desk(articles, tags, events, codebook, world)
    acted = []
    for c in codebook.corrections:
        try:
            acted.append(Acted(c, _ACTIONS[c.action](desk, c)))
        except _Stale as stale:
            found, todo = stale.args
            acted.append(Acted(c, "", Problem(c.where, "correction matches nothing", found, todo)))
    return desk.done(tuple(acted))


class _Desk:
    """What the lines are applied to: rows by article and table, None where one was dropped, so that addresses hold until the end; and
    which mentions tell each event, from which it follows in the end what is known of it."""

    def __init__(
        self, articles: Sequence[Article], tags: Mapping[str, Tags], events: Sequence[Event], codebook: Codebook, world: World
    ) -> None:
        self.tags, self.codebook, self.world = tags, codebook, world
        self.articles = {a.id: a for a in articles}
        self.events = {e.event_id: e for e in events}
        self.tellers = {e.event_id: set(e.mentions) for e in events}
        self.dated: set[str] = set()  # events whose days a line sets
        self.credibility: dict[Address, Correction] = {}
        self.answers: dict[frozenset[str], str] = {}
        self._rows: dict[tuple[str, str], list[Any]] = {}

    def rows(self, article: str, table: str) -> list[Any]:
        return self._rows.setdefault((article, table), list(getattr(self.tags[article], table)))

    def found(self, c: Correction) -> list[int]:
        """The positions of the rows that a receipt names. Raises _Stale where there are none, or other words stand there."""
        article, start, end = c.span
        stands = self.words_at(c)
        row = {"speaker": "statement", "day": "mention"}.get(c.row, c.row)
        of = {i: r for i, r in enumerate(self.rows(article, f"{row}s")) if r and c.attribute in (None, getattr(r, "attribute", None))}
        here = [i for i, r in of.items() if (r.start, r.end) == (start, end)]
        if here and alike(stands, c.text):
            return here
        text = self.articles[article].text
        elsewhere = {f"{article}:{r.start}-{r.end}" for r in of.values() if alike(text[r.start : r.end], c.text)}
        todo = f"its words are at {elsewhere.pop()} now: write that" if len(elsewhere) == 1 else _LOOK
        raise _Stale(_stands(c, stands, "" if here else f", and no {row}"), todo)

    def words_at(self, c: Correction) -> str:
        """The words at a receipt. Raises _Stale where its article is not there."""
        article, start, end = c.span
        if article not in self.articles:
            raise _Stale(f"no article {article!r}", "take the line out, or name the article as it is called now")
        return self.articles[article].text[start:end]

    def event(self, event_id: str) -> Event:
        """The event of this id, or that the mention at this receipt tells. Raises _Stale where there is none."""
        article, start, end = receipt(event_id)
        rows = self.rows(article, "mentions") if article in self.tags else []
        told = next((i for i, m in enumerate(rows) if m and (m.start, m.end) == (start, end)), None)
        name = event_id if told is None else self.event_of((article, told)) or event_id
        if not self.tellers.get(name):
            from difflib import get_close_matches

            near = get_close_matches(event_id, self.tellers, n=1)
            raise _Stale(f"no event {event_id!r}", f"did you mean {near[0]!r}?" if near else "look its id up in the ledger")
        return self.events[name]

    def event_of(self, address: Address) -> str | None:
        return next((name for name, told in self.tellers.items() if address in told), None)

    def mention(self, address: Address) -> Mention:
        m: Mention = self.rows(address[0], "mentions")[address[1]]
        return m

    def set(self, article: str, table: str, i: int, record: Any) -> None:
        self.rows(article, table)[i] = record

    def hand_over(self, given: Iterable[Address], to: Event | None, why: str) -> None:
        """Mentions out of their events, and into another one. An event that nobody tells any more is gone."""
        for name in [name for name, told in self.tellers.items() if told & set(given)]:
            self.tellers[name] -= set(given)
            self.because(self.events[name], why)
        if to:
            self.tellers.setdefault(to.event_id, set()).update(given)
            self.because(self.events.get(to.event_id, to), why)

    def because(self, e: Event, why: str, **new: Any) -> None:
        """An event with what a line makes new in it, and why."""
        self.events[e.event_id] = replace(e, reason=f"{why}; {e.reason}", **new)

    def set_claim(self, article: str, i: int, new: Claim | None) -> None:
        """Another record for a claim, or none; its mention follows."""
        old: Claim = self.rows(article, "claims")[i]
        self.set(article, "claims", i, new)
        self.mention_follows(article, old, [old.value])

    def mention_follows(self, article: str, c: Claim, before: Sequence[Any]) -> None:
        """A mention has the date, places and actors of its claims: those that now stand, without what stood before."""
        m = self.mention((article, c.mention))
        now = [k.value for k in self.rows(article, "claims") if k and (k.mention, k.attribute) == (c.mention, c.attribute)]
        if m is None:
            return
        if c.attribute == "date":
            m = replace(m, when=narrowest(w for value in now if (w := days_of(value))))
        elif c.attribute == "place":
            m = replace(m, place_ids=_follow(m.place_ids, [before], [filter(None, now)]))
        elif role := _ROLES.get(c.attribute):
            told = [[(str(v), role) for v in values if v] for values in (before, now)]
            m = replace(m, actors=_follow(m.actors, [told[0]], [told[1]]))
        self.set(article, "mentions", c.mention, m)

    def claims_at(self, c: Correction, attribute: str) -> list[int]:
        """The claims that were made of a place or a time: of the same words."""
        article, start, end = c.span
        rows = enumerate(self.rows(article, "claims"))
        return [i for i, k in rows if k and k.attribute == attribute and (k.start, k.end) == (start, end)]

    def done(self, acted: tuple[Acted, ...]) -> Corrected:
        """Everything without the dropped rows, with the addresses that they have then."""
        for article in {a for a, _ in self._rows}:
            mentions = self.rows(article, "mentions")
            for i, k in enumerate(self.rows(article, "claims")):
                if k and mentions[k.mention] is None:
                    self.set(article, "claims", i, None)
        tags = {a: self._tags(a, t) for a, t in self.tags.items()}
        events = [self._retold(self.events[name], sorted(told)) for name, told in self.tellers.items() if told]
        names = {e.event_id for e in events}
        events = [replace(e, parts=tuple(p for p in e.parts if p in names)) for e in events]
        claims = {self._moved("claims", [a])[0]: c for a, c in self.credibility.items() if self.rows(a[0], "claims")[a[1]]}
        return Corrected(tags, tuple(sorted(events, key=by_date)), acted, claims, self.answers)

    def _retold(self, e: Event, told: Sequence[Address]) -> Event:
        """The event without what only mentions of before gave, and with what those of now add."""
        before, now = [self.tags[a].mentions[i] for a, i in e.mentions], [self.mention(a) for a in told]
        places = _follow(e.place_ids, [m.place_ids for m in before], [m.place_ids for m in now])
        actors = _follow(e.actors, [m.actors for m in before], [m.actors for m in now])
        days, then = ([m.when for m in ms if m.when.known] for ms in (now, before))
        when = e.when
        if set(days) != set(then) and e.event_id not in self.dated:
            latest = max((d for a, _ in told if (d := self.articles[a].published.latest)), default=None)
            when = narrowest(days) if days else Interval(None, latest, "unknown")
        reason = re.sub(r"(?<!\S)\d+ mentions? in \d+ articles?", in_numbers(told), e.reason, count=1)
        return replace(e, place_ids=places, actors=actors, when=when, mentions=self._moved("mentions", told), reason=reason)

    def _tags(self, article: str, tags: Tags) -> Tags:
        changed = {f.name: self._rows[article, f.name] for f in fields(tags) if (article, f.name) in self._rows}
        if "claims" in changed:
            changed["claims"] = [k and replace(k, mention=self._moved("mentions", [(article, k.mention)])[0][1]) for k in changed["claims"]]
        return replace(tags, **{name: tuple(r for r in rows if r) for name, rows in changed.items()})

    def _moved(self, table: str, addresses: Iterable[Address]) -> tuple[Address, ...]:
        return tuple((a, i - self._rows[a, table][:i].count(None) if (a, table) in self._rows else i) for a, i in addresses)


def _follow(has: Sequence[Any], before: Iterable[Iterable[Any]], now: Iterable[Iterable[Any]]) -> tuple[Any, ...]:
    """What something has, without what only stood before, and with what is new now.

    >>> _follow(("arden", "vale"), [["vale"], ["moor"]], [["moor"], ["hill"]])
    ('arden', 'moor', 'hill')
    """
    old, new = dict.fromkeys(x for xs in before for x in xs), dict.fromkeys(x for xs in now for x in xs)
    return tuple(dict.fromkeys((*(x for x in has if x not in old or x in new), *(x for x in new if x not in has))))


_LOOK = "look at the page: mend the line, or take it out"


def _stands(c: Correction, words: str, more: str = "") -> str:
    return f"at {c.at} stands “{shortened(words)}”{more}; written about “{shortened(c.text)}”"


def _by(c: Correction, rule: str, was: object = None) -> str:
    """The rule of a corrected row: the line, what was there before, and the rule that had made it."""
    return f"{c.where}{f' (was {was})' if was is not None else ''}; {rule}"


# What each action does; each gives what it did, in words.


def _same(desk: _Desk, c: Correction) -> str:
    one, two = desk.event(c.at), desk.event(c.to)
    desk.answers[frozenset((one.event_id, two.event_id))] = "same"
    desk.hand_over(tuple(desk.tellers[one.event_id]), two, f"{c.where}: {one.event_id} is the same ({c.why})")
    for e in desk.events.values():
        own = one.parts if e.event_id == two.event_id else ()
        joined = dict.fromkeys(two.event_id if p == one.event_id else p for p in (*e.parts, *own))
        desk.events[e.event_id] = replace(e, parts=tuple(p for p in joined if p != e.event_id))
    return f"{one.event_id} is {two.event_id}"


def _different(desk: _Desk, c: Correction) -> str:
    if c.row == "event":
        one, two = desk.event(c.at), desk.event(c.to)
        desk.answers[frozenset((one.event_id, two.event_id))] = "different"
        return f"{one.event_id} is not {two.event_id}"
    if c.to in desk.events:
        raise _Stale(f"there is an event {c.to!r} already", "choose another id, or use `move`")
    return _alone(desk, c, c.to)


def _split(desk: _Desk, c: Correction) -> str:
    event = desk.event_of((c.span[0], desk.found(c)[0]))
    if event is None or len(desk.tellers[event]) == 1:
        raise _Stale("no other clause tells its event", "take the line out, or use `drop`")
    return _alone(desk, c, next(name for n in count(2) if (name := f"{event}-{n}") not in desk.events))


def _alone(desk: _Desk, c: Correction, event_id: str) -> str:
    """A mention as an event of its own."""
    found = desk.found(c)
    m = desk.mention((c.span[0], found[0]))
    why = f"{c.where}: “{shortened(c.text)}” is another event, {event_id} ({c.why})"
    roles = {role: frozenset(a for a, r in m.actors if r == role) for role in ("agent", "target")}
    picture = Picture(m.type, (), m.when, m.place_ids, roles["agent"], roles["target"], statuses=(m.status,), types=(m.type,))
    name = title(picture, m.type, desk.world, desk.codebook)
    new = Event(event_id, name, m.type, m.status, m.when, (), (), (), (), "1 mention in 1 article")
    desk.hand_over([(c.span[0], i) for i in found], new, why)
    return f"{event_id} is an event of its own"


def _move(desk: _Desk, c: Correction) -> str:
    if c.row == "place":
        return _move_place(desk, c)
    event, found = desk.event(c.to), desk.found(c)
    desk.hand_over([(c.span[0], i) for i in found], event, f"{c.where}: “{shortened(c.text)}” belongs to {event.event_id} ({c.why})")
    for i in found:
        m = desk.mention((c.span[0], i))
        desk.set(c.span[0], "mentions", i, replace(m, rule=_by(c, m.rule)))
    return f"it belongs to {event.event_id}"


def _move_place(desk: _Desk, c: Correction) -> str:
    found, article = desk.found(c), c.span[0]
    for i in found:
        old: Place = desk.rows(article, "places")[i]
        new = _placed(desk, c, old)
        desk.set(article, "places", i, replace(new, rule=_by(c, old.rule, old.place_id or "not placed")))
        for k in desk.claims_at(c, "place"):
            claim = desk.rows(article, "claims")[k]
            desk.set_claim(article, k, replace(claim, value=new.place_id, rule=_by(c, claim.rule, claim.value)))
    return f"“{shortened(c.text)}” is {new.place_id}"


def _placed(desk: _Desk, c: Correction, old: Place) -> Place:
    """The place tag where the line puts it: at a place of the codebook or of another article, or at a point."""
    if at := c.point:
        name = old.name or c.text
        identifier = slug(f"{name} at {at[0]} {at[1]}")
        new = replace(old, place_id=identifier, name=name, lat=at[0], lon=at[1], precision="point", geonames=None, candidates="")
    else:
        known = next((p for p in desk.codebook.places if p.place_id == c.to), None) or desk.world.places.get(c.to)
        if known is None:
            raise _Stale(f"no place {c.to!r}", "add its line to places.csv")
        same: dict[str, Any] = {k: getattr(known, k) for k in ("place_id", "name", "kind", "country", "lat", "lon", "precision")}
        new = replace(old, **same, geonames=getattr(known, "geonames", None), candidates="")
    return new


def _drop(desk: _Desk, c: Correction) -> str:
    if c.row == "event":
        event = desk.event(c.at)
        _drop_mentions(desk, tuple(desk.tellers[event.event_id]), f"{c.where}: no event ({c.why})")
        return f"no event {event.event_id}"
    article, _, _ = c.span
    for i in desk.found(c):
        if c.row == "claim":
            desk.set_claim(article, i, None)
        elif c.row == "mention":
            _drop_mentions(desk, [(article, i)], f"{c.where}: “{shortened(c.text)}” is none ({c.why})")
        else:
            gone = desk.rows(article, f"{c.row}s")[i]
            desk.set(article, f"{c.row}s", i, None)
            if c.row == "actor":
                _without_actor(desk, article, gone)
    made = {"place": ("place",), "time": ("date",), "actor": ("perpetrator", "target", "responsibility")}.get(c.row, ())
    for k in (k for attribute in made for k in desk.claims_at(c, attribute)):
        desk.set_claim(article, k, None)
    return f"no {c.row}"


def _drop_mentions(desk: _Desk, of: Sequence[Address], why: str) -> None:
    desk.hand_over(of, None, why)
    for article, i in of:
        desk.set(article, "mentions", i, None)


def _without_actor(desk: _Desk, article: str, gone: Actor) -> None:
    """What these words spoke or did is nobody's; where others of a clause name the same actor, it is still theirs."""
    for i, s in enumerate(desk.rows(article, "statements")):
        if s and (s.speaker_start, s.speaker_end) == (gone.start, gone.end):
            desk.set(article, "statements", i, replace(s, speaker_id=None))
            _speaks(desk, article, s, None)
    left = [a.start for a in desk.rows(article, "actors") if a and a.actor_id == gone.actor_id]
    for i, m in enumerate(desk.rows(article, "mentions")):
        if m and m.start <= gone.start < m.end and not any(m.start <= at < m.end for at in left):
            desk.set(article, "mentions", i, replace(m, actors=tuple(x for x in m.actors if x[0] != gone.actor_id)))


def _set(desk: _Desk, c: Correction) -> str:
    """Who speaks, or the day of a mention, whose event follows, or of an event."""
    article, value = c.span[0], None if c.to == "unknown" else c.to
    if c.row == "speaker":
        if value and value not in desk.world.names:
            raise _Stale(f"no actor {c.to!r}", "add its line to actors.csv")
        for i in desk.found(c):
            said: Statement = desk.rows(article, "statements")[i]
            desk.set(article, "statements", i, replace(said, speaker_id=value, rule=_by(c, said.rule, said.speaker_id or "nobody")))
            _speaks(desk, article, said, value)
        return f"said by {c.to}"
    when = days_of(value) or UNKNOWN
    if not article:
        event = desk.event(c.at)
        desk.dated.add(event.event_id)
        desk.because(event, f"{c.where}: dated so ({c.why})", when=when)
        return f"{event.event_id} is dated {c.to}"
    for i in desk.found(c):
        for k, claim in enumerate(desk.rows(article, "claims")):
            if claim and (claim.mention, claim.attribute) == (i, "date"):
                desk.set(article, "claims", k, replace(claim, value=value, rule=_by(c, claim.rule, claim.value)))
        m = desk.mention((article, i))
        desk.set(article, "mentions", i, replace(m, when=when, rule=_by(c, m.rule)))
    return f"dated {c.to}"


def _speaks(desk: _Desk, article: str, said: Statement, who: str | None) -> None:
    """The claims that a statement makes, as another's word."""
    for k, claim in enumerate(desk.rows(article, "claims")):
        if claim and said.start <= claim.start and claim.end <= said.end + 1 and claim.source_id == said.speaker_id:
            at = (said.speaker_start, said.speaker_end) if who else (None, None)
            desk.set(article, "claims", k, replace(claim, source_id=who, source_start=at[0], source_end=at[1]))


def _rename(desk: _Desk, c: Correction) -> str:
    event = desk.event(c.at)
    desk.because(event, f"{c.where}: titled so ({c.why})", title=c.to)
    return f"called “{shortened(c.to)}”, before “{shortened(event.title)}”"


def _value(desk: _Desk, c: Correction) -> str:
    article, was = c.span[0], set()
    for i in desk.found(c):
        old: Claim = desk.rows(article, "claims")[i]
        before = _valued(old.value, old.qualifier)
        was.add(before)
        desk.set_claim(article, i, replace(old, value=c.value, qualifier=c.qualifier or None, rule=_by(c, old.rule, before)))
    return f"{c.attribute} {_valued(c.value, c.qualifier)}, before {', '.join(sorted(was))}"


def _add(desk: _Desk, c: Correction) -> str:
    """A claim that the rules have not found: of the mention of its event that is nearest to its words, else of one made of these words."""
    event, words, (article, start, end) = desk.event(c.event), desk.words_at(c), c.span
    if not alike(words, c.text):
        raise _Stale(_stands(c, words), _LOOK)
    if any(k and (k.start, k.end, k.attribute) == (start, end, c.attribute) for k in desk.rows(article, "claims")):
        raise _Stale(f"there is a claim {c.at} already", "give it another value with `value`, or take the line out")
    told = sorted(i for a, i in desk.tellers[event.event_id] if a == article)
    if not told:
        told = [len(desk.rows(article, "mentions"))]
        desk.rows(article, "mentions").append(Mention(start, end, event.type, event.status, UNKNOWN, (), (), c.where, start, end))
        desk.hand_over([(article, told[0])], event, f"{c.where}: “{shortened(c.text)}” is told of {c.event} ({c.why})")
    spans = {i: desk.mention((article, i)) for i in told}
    near = min(told, key=lambda i: (max(spans[i].start - end, start - spans[i].end, 0), spans[i].end - spans[i].start))
    holding = [s for s in desk.rows(article, "statements") if s and s.speaker_id and s.start <= start and end <= s.end + 1]
    said = min(holding, key=lambda s: s.end - s.start, default=None)
    new = Claim(start, end, near, str(c.attribute), c.value, c.qualifier or None, None, None, None, _by(c, "added"))
    if said:
        new = replace(new, source_id=said.speaker_id, source_start=said.speaker_start, source_end=said.speaker_end)
    desk.rows(article, "claims").append(new)
    desk.mention_follows(article, new, [])
    return f"{c.attribute} {_valued(c.value, c.qualifier)}, told of {c.event}"


def _valued(value: object, qualifier: str | None) -> str:
    return f"{'unknown' if value is None else value}{f' ({qualifier})' if qualifier else ''}"


def _credibility(desk: _Desk, c: Correction) -> str:
    for i in desk.found(c):
        desk.credibility[c.span[0], i] = c
    return f"credibility {c.to}"


_ACTIONS: Mapping[str, Callable[[_Desk, Correction], str]] = {
    "same": _same,
    "different": _different,
    "split": _split,
    "drop": _drop,
    "move": _move,
    "set": _set,
    "rename": _rename,
    "value": _value,
    "add": _add,
    "credibility": _credibility,
}

"""Names of events: ids that people can say, made from the event alone, and titles in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from analystkit.article import Interval
from analystkit.codebook import Codebook
from analystkit.eventwords import label
from analystkit.link import Address
from analystkit.link.evidence import Picture, World
from analystkit.text import slug

_TOWARDS = {"diplomacy": "with", "agreement": "with"} | dict.fromkeys(("detention", "release", "killing", "abduction", "seizure"), "of")


def event_ids(pictures: Sequence[Picture], world: World) -> Mapping[tuple[Address, ...], str]:
    """An id for each event, from its place or actor, type and date. Two that would be called alike are told apart by what is their own:
    the word that names it, whom it struck, then where it is first told. Nothing is counted, so that other events never rename one."""
    names = {p.addresses: _stem(p, world) for p in pictures}
    for more in (_what, _who, _first):
        twice = {n for n, k in Counter(names.values()).items() if k > 1}
        names |= {p.addresses: f"{names[p.addresses]}-{more(p)}" for p in pictures if names[p.addresses] in twice and more(p)}
    return names


def _stem(p: Picture, world: World) -> str:
    from analystkit.link.events import main_type

    kind = main_type(p)
    exact = sorted(p.places, key=lambda x: (-world.rank(x), x))
    if p.victims and kind == "killing":
        where = sorted(p.victims)[:1]
    elif kind in ("statement", "threat") or not exact:
        where = sorted(p.agents)[:1] or sorted(p.victims)[:1] or [f"on-{t}" for t in sorted(p.targets)[:1]] or exact[:1]
    else:
        where = exact[:1]
    what = f"{kind}-series" if p.series else kind
    return slug("-".join([*where, *(["cancelled"] if p.cancelled else []), what, _date(p)]))


def _date(p: Picture) -> str:
    """The date as far as it is known; an event without one carries the article that tells it, so that no other article can rename it."""
    a, b = p.when.earliest, p.when.latest
    if not a or not b:
        return f"{'since' if a else 'until'}-{a or b}-{p.addresses[0][0]}" if a or b else f"in-{p.addresses[0][0]}"
    if a == b:
        return str(a)
    if (a.year, a.month) == (b.year, b.month):
        return str(a)[:7]
    return str(a.year) if a.year == b.year and a.month == 1 and b.month == 12 else f"{str(a)[:7]}-to-{str(b)[:7]}"


def _what(p: Picture) -> str:
    return slug(min(p.lemmas)) if p.lemmas else ""


def _who(p: Picture) -> str:
    return slug("-".join([*sorted(p.agents)[:1], *(["on", *sorted(p.targets)[:1]] if p.targets else [])]))


def _first(p: Picture) -> str:
    article, i = p.addresses[0]
    return slug(f"{article}-{i}")


def title(p: Picture, kind: str, when: Interval, world: World, codebook: Codebook) -> str:
    """A title from the type's label, the names of places and actors, and the date; no words of any sentence."""
    parts = [
        ("Cancelled " if p.cancelled else "")
        + (label(kind, codebook.event_types).lower() if p.cancelled else label(kind, codebook.event_types))
    ]
    if p.series:
        parts[0] += f" series ({p.count})" if p.count else " series"
    exact = sorted(p.places, key=lambda x: (-world.rank(x), x))
    place = world.places.get(exact[0]) if exact else None
    if p.victims and kind == "killing":
        parts[0] += f" of {world.names.get(min(p.victims), min(p.victims))}"
    elif kind in ("statement", "threat", "diplomacy", "sanctions") or place is None:
        parts[0] += "".join(f" by {world.names.get(a, a)}" for a in sorted(p.agents)[:1])
        towards = _TOWARDS.get(kind, "on")
        parts[0] += "".join(f" {towards} {world.names.get(a, a)}" for a in sorted(p.targets)[:1]) if kind != "statement" else ""
    if place is not None and place.name:
        parts.append(place.name)
    parts.append(in_words(when))
    return ", ".join(x for x in parts if x)


_MONTHS = "January February March April May June July August September October November December".split()


def in_words(when: Interval) -> str:
    """An interval as a person writes it.

    >>> from datetime import date
    >>> [in_words(Interval(date(2020, 5, 4), date(*b))) for b in ((2020, 5, 4), (2020, 5, 9), (2020, 6, 1))]
    ['4 May 2020', '4–9 May 2020', '4 May 2020 – 1 June 2020']
    >>> in_words(Interval(date(2020, 2, 1), date(2020, 2, 29)))
    'February 2020'
    """
    a, b = when.earliest, when.latest
    if a is None or b is None:
        return f"since {_day(a)}" if a else f"no later than {_day(b)}" if b else "undated"
    if a == b:
        return _day(a)
    whole = a.day == 1 and (
        (b.month == 12 and b.day == 31)
        or (
            b.replace(day=28).month == b.month
            and (b.toordinal() + 1 == b.replace(year=b.year + b.month // 12, month=b.month % 12 + 1, day=1).toordinal())
        )
    )
    if whole and a.month == 1 and b.month == 12:
        return str(a.year) if a.year == b.year else f"{a.year}–{b.year}"
    if whole and (a.year, a.month) == (b.year, b.month):
        return f"{_MONTHS[a.month - 1]} {a.year}"
    return f"{a.day}–{_day(b)}" if (a.year, a.month) == (b.year, b.month) else f"{_day(a)} – {_day(b)}"


def _day(d) -> str:  # type: ignore[no-untyped-def]
    return f"{d.day} {_MONTHS[d.month - 1]} {d.year}"

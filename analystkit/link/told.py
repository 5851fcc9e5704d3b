"""A claim as a sentence speaks of it: whose word it is, in which outlet, and for which day."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from analystkit.english import moved_to, weekday_named
from analystkit.link import Address
from analystkit.link.picture import World
from analystkit.records import UNKNOWN, Article, Claim, Interval, Statement, Tags
from analystkit.text import fold
from analystkit.wording import listed


@dataclass(frozen=True)
class Told:
    """A claim with its address and what is needed to speak of it."""

    address: Address
    claim: Claim
    medium: str  # who prints it, or relays it to who prints it: "The Gazette", "AP in The Gazette"
    cites: str  # whom the medium names for it; nothing where it speaks in its own words
    origin: str
    when: Interval | None = None
    weekday: int | None = None  # the one that the words of a date name
    ordered: bool = False  # told of who ordered it, not of who did it: a date may be the order's
    words: str = ""
    published: Interval = UNKNOWN
    places: tuple[str, ...] = ()  # of its clause
    moved: str = ""  # rose, fell, or either, where the words say that the number did so
    dead: frozenset[tuple[int, str]] = frozenset()  # beside the injured: what its article counts dead of the event, and in which words
    fresh: bool = False  # printed within days of the event, while its toll can still rise


@dataclass(frozen=True)
class Verdict:
    """What the claims of an attribute come to. ``against`` are those that stand against each other, ``under`` the total of each part."""

    kind: str
    note: str
    about: Sequence[Told]
    against: Sequence[Address] = ()
    under: Mapping[Address, Address] = field(default_factory=dict)


def told_of(address: Address, article: Article, tags: Tags, relays: Relays, origins: Mapping[Address, str], world: World | None) -> Told:
    c = tags.claims[address[1]]
    when = days_of(c.value) if c.attribute == "date" else None
    weekday = None if c.rule.startswith("corrections.csv") or not when else weekday_named(article.text[c.start : c.end])
    roles = {role for _, role in tags.mentions[c.mention].actors}
    names = world.names if world else {}
    outlet = article.outlet or f"article {article.id}"
    via = names.get(by, by) if (by := relays.of(c)) else ""
    cites = names.get(c.source_id) or _described(article, c) if c.source_id else ""
    if fold(cites) == fold(outlet):
        cites = ""
    medium = f"{via} in {outlet}" if via and cites else outlet
    ordered = "authoriser" in roles and "agent" not in roles
    own, places = article.text[c.start : c.end], tags.mentions[c.mention].place_ids
    moved = moved_to(article.text[max(0, c.start - 120) : c.end]) if isinstance(c.value, int) else ""
    return Told(address, c, medium, cites, origins.get(address, ""), when, weekday, ordered, own, article.published, places, moved)


def _described(article: Article, c: Claim) -> str:
    """A source that nobody knows by name, as the article describes it: "the interior ministry"."""
    words = " ".join(article.text[c.source_start or 0 : c.source_end or 0].split())
    first, _, rest = words.partition(" ")
    if not words or words.lower() in ("he", "she", "it", "they"):
        return "an unnamed source"
    return f"{first.lower()} {rest}" if first in ("The", "A", "An") else words


class Relays:
    """Who relays the claims of one article to it: the actor_id that the statement a claim is said in names for that."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = statements  # by their start
        self.reach = [*accumulate((s.end for s in statements), max)]  # how far a statement and those before it reach

    def of(self, c: Claim) -> str | None:
        """Who relays a claim; None where nobody does."""
        last = first = bisect_right(self.statements, c.start, key=lambda s: s.start)
        while first and self.reach[first - 1] >= c.start:
            first -= 1
        around = [s for s in self.statements[first:last] if s.end >= c.start]
        for s in around:  # «…, Reuters reported, citing an official»: who says it stands outside what is relayed
            if c.end <= s.end < (c.source_start or 0) and s.speaker_id not in (None, c.source_id):
                return s.speaker_id
        own = [s for s in around if s.via and (s.speaker_start, s.speaker_end) == (c.source_start, c.source_end)]
        return own[0].via if own and c.source_id else None


def days_of(value: object) -> Interval | None:
    """The interval that a date claim's value writes down: a day, or two days with a slash, either of them open.

    >>> days_of("2021-02-01/2021-02-28"), days_of("harbour")
    (Interval(2021-02-01..2021-02-28, vague), None)
    """
    first, slash, last = str(value or "").partition("/")
    try:
        a, b = (date.fromisoformat(d) if d else None for d in (first, last if slash else first))
        return Interval(a, b, "day" if a == b else "vague") if a or b else None
    except ValueError:  # no days, or in the wrong order: nothing to compare
        return None


def speakers(told: Iterable[Told]) -> str:
    """Who says it, as a sentence names them: "The Gazette, in its own words and citing Ann Lee, and The Post"."""
    cited: dict[str, set[str]] = defaultdict(set)
    for t in told:
        cited[t.medium].add(t.cites)
    out = []
    for medium, names in cited.items():
        citing = f"citing {listed(sorted(names - {''}))}" if names != {""} else ""
        own = "in its own words and " if citing and "" in names else ""
        out.append(f"{medium}, {own}{citing}" if citing else medium)
    if len(out) > 1 and any("," in name for name in out):
        return ", and ".join(out)
    return listed(out)


def says(told: Iterable[Told], value: Callable[[Told], str]) -> str:
    """Every value with who says it, in the order of the claims, as a sentence begins: "The Gazette: 6 injured; The Post: 7 injured"."""
    by_value: dict[str, list[Told]] = defaultdict(list)
    for t in told:
        by_value[value(t)].append(t)
    said = "; ".join(f"{speakers(group)}: {words}" for words, group in by_value.items())
    return said[:1].upper() + said[1:]


def by_mention(told: list[Told]) -> list[list[Told]]:
    """The claims of each mention: a clause that names two days or two towns does not contradict itself."""
    groups: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for t in told:
        groups[t.address[0], t.claim.mention].append(t)
    return list(groups.values())

"""A claim as a sentence speaks of it: whose word it is, in which outlet, and for which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analystkit.article import Article, Claim, Interval, Tags
from analystkit.calendar_en import weekday_named
from analystkit.link import Address
from analystkit.link.evidence import World


@dataclass(frozen=True)
class Told:
    """A claim with its address and what is needed to speak of it."""

    address: Address
    claim: Claim
    who: str
    origin: str
    when: Interval | None = None
    weekday: int | None = None  # the one that the words of a date name


def told_of(address: Address, article: Article, tags: Tags, origins: Mapping[Address, str], world: World | None) -> Told:
    c = tags.claims[address[1]]
    when = days_of(c.value) if c.attribute == "date" else None
    weekday = None if c.rule.startswith("corrections.csv") or not when else weekday_named(article.text[c.start : c.end])
    return Told(address, c, _who(c, article, world), origins.get(address, ""), when, weekday)


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


def _who(c: Claim, article: Article, world: World | None) -> str:
    """The claimant as a sentence names it: "Ann Lee (in The Gazette)", "an article of an unnamed outlet (a1)"."""
    outlet = article.outlet or f"an article of an unnamed outlet ({article.id})"
    if not c.source_id:
        return outlet
    name = world.names.get(c.source_id, c.source_id) if world else c.source_id
    return f"{name} (in {outlet})" if article.outlet else f"{name} in {outlet}"


Verdict = tuple[str, str, Sequence[Told]] | None


def listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0] if names else "nobody"


def by_mention(told: list[Told]) -> list[list[Told]]:
    """The claims of each mention: a clause that names two days or two towns does not contradict itself."""
    groups: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for t in told:
        groups[t.address[0], t.claim.mention].append(t)
    return list(groups.values())

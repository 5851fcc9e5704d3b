"""A claim as a sentence speaks of it: whose word it is, in which outlet, and for which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    when = next((t.when for t in tags.times if t.start == c.start and t.end == c.end), None) if c.attribute == "date" else None
    weekday = weekday_named(article.text[c.start : c.end]) if when else None
    return Told(address, c, _who(c, article, world), origins.get(address, ""), when, weekday)


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

"""Facts as markup: the sentence, its event as a link, and a chip for each source."""

from __future__ import annotations

from collections.abc import Sequence

from analystkit import wording as w
from analystkit.show import markup as m
from analystkit.show.digest import Digest, Fact

_SHOWN, _CHIPS, _MOST = 3, 3, 30  # facts in sight, chips of each, facts in all

_BLOCKS = (
    ("Established", "two articles or more", "", "No event told by two articles could be named for certain; the chronology lists all."),
    (
        "Disputed",
        "they cannot all be right, or somebody denies it",
        " ak-is-disputed",
        "No two sources were found to contradict each other.",
    ),
    (
        "Unknown",
        "not said, or given by one account",
        " ak-is-unknown",
        "No such toll is of an event that could be named; the ledger has all.",
    ),
)


def blocks(found: Digest) -> m.Html:
    """What is established, disputed and unknown, side by side; the rule above each says how sure it is."""
    lists = (found.established, found.disputed, found.unknown)
    return m.tag("div", m.join(_block(*b, facts) for b, facts in zip(_BLOCKS, lists, strict=True)), "ak-three")


def _block(title: str, note: str, css: str, none: str, facts: Sequence[Fact]) -> m.Html:
    head = m.join([m.tag("h2", m.text(title)), m.tag("p", m.note(note))])
    shown = _lines(facts[:1]) or m.tag("p", m.text(none))
    rest = _folded(len(facts) - _SHOWN, _lines(facts[_SHOWN:_MOST]), "")
    later = _folded(len(facts) - 1, m.join([_lines(facts[1:_SHOWN]), rest]), ' class="ak-later" open="open"')
    return m.tag("section", m.join([head, shown, later]), f"ak-sure{css}")


def _lines(facts: Sequence[Fact]) -> m.Html:
    return m.listed(map(fact_line, facts), "ak-facts")


def _folded(n: int, content: m.Html, attributes: str) -> m.Html:
    """What stands below the first: in sight, but on a phone, where the first of each block has to fit; a script folds it there."""
    return m.Html(f"<details{attributes}><summary>{n} more</summary>{content}</details>" if n > 0 else "")


def fact_line(fact: Fact) -> m.Html:
    """A fact: its event, or who denies, what is said of it, its sources."""
    name = m.join([m.event_link(fact.event, fact.event_id), m.text(":")]) if fact.event_id else m.text(fact.event)
    said = m.join([name, m.text(f" {fact.says}.")])
    return m.join([m.tag("p", said), chips(fact)])


def chips(fact: Fact) -> m.Html:
    """The sources of a fact, each a receipt, the value first where values differ."""
    items = [
        m.join([*([m.tag("b", m.text(s.value)), m.text(" ")] if s.value else []), m.link(s.who, s.row)]) for s in fact.sources[:_CHIPS]
    ]
    left = len(fact.sources) - _CHIPS
    items += [m.event_link(f"and {w.number(left)} more", fact.event_id)] if left > 0 else []
    items += [m.note(fact.note)] if fact.note else []
    return m.listed(items, "ak-chips")

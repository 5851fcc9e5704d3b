"""Who answers whom: stances with what they answer, each with its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analystkit import wording as w
from analystkit.show import markup as m
from analystkit.show.names import Names, Row, expect, names_for, rows_of
from analystkit.show.receipts import seen
from analystkit.show.statements import fact
from analystkit.show.view import View

if TYPE_CHECKING:
    import pandas as pd

_AT_SOMEBODY = ("vow", "threaten", "warn", "urge", "question", "respond")
"""Stances that are no answer to anybody unless it is known to whom."""


def answers(said: pd.DataFrame, mentions: pd.DataFrame | None = None) -> View:
    """Who condemns, denies, declines, accuses, thanks or replies, and whom or what that answers: an event, an actor, or what somebody said.

    ``mentions`` add what is told without words ("Norland condemned the raid").
    """
    expect(mentions=mentions)
    told = names_for(said, "statements")
    found = rows_of(said)
    statements = {f"{r.get('article')}:{r.get('start')}-{r.get('end')}": r for r in found}
    spoken = [r for r in found if r.get("stance")]
    acts = [r for r in rows_of(mentions) if r.get("stance") and not any(_within(s, r) for s in spoken)]
    does = [(told.speaker(r), r) for r in spoken]
    does += [(told.actor(_does(r) or _does(told.events.get(str(r.get("event_id")), {})) or "") or w.NOT_KNOWN, r) for r in acts]
    does = [(who, r) for who, r in does if r.get("answers") or not _aims(str(r["stance"]))]
    body = []
    for who, r in sorted(does, key=lambda t: (t[1]["stance"], t[0], str(t[1].get("article")), t[1].get("start") or 0)):
        sign = fact([r], told) if "speaker_id" in r else m.fact(actor=[who], kind=["act"])
        cue = m.text(w.one_line(r["cue_text"], 60) + ": ") if r.get("cue_text") else m.text("")
        to = _answered(str(r.get("answers") or ""), statements, told)
        body.append([m.join([sign, m.text(who)]), m.text(r["stance"]), to, m.join([cue, m.quotation(r)]), m.text(told.article(r))])
    summary = f"Answers: {w.count(len(body), 'passage')}"
    if not body:
        return m.view(summary, m.tag("p", m.text("Nobody answers anybody in these articles.")))
    head = ("Who", "Does what", "To what", "Words", "Printed in")
    return seen(summary, m.table("Who answers, how, and whom or what", head, body), said)


def _answered(to: str, statements: dict[str, Row], told: Names) -> m.Html:
    """What is answered: what somebody said, an event, or an actor."""
    if row := statements.get(to):
        words = m.link(f"“{w.one_line(row.get('text'), 80)}”", row, "ak-quote")
        return m.join([m.text(f"{told.speaker(row)}: "), words])
    return m.link(told.title(to), told.best(to)) if told.mentions(to) else m.text(told.actor(to))


def _does(mention: Row) -> str | None:
    """Who does it in a mention, or else in its event: whose word it is, the body that does it, or who ordered it."""
    roles = {a.get("role"): a.get("actor_id") for a in reversed(mention.get("actors") or ())}
    return roles.get("source") or roles.get("agent") or roles.get("authoriser")


def _aims(stance: str) -> bool:
    return stance.removeprefix("does not ").rstrip("s") in _AT_SOMEBODY


def _within(inner: Row, outer: Row) -> bool:
    """Does a mention tell the same passage as a statement?"""
    offsets = (outer.get("start"), inner.get("start"), inner.get("end"), outer.get("end"))
    a, b, c, d = (n if isinstance(n, int) else -1 for n in offsets)
    return inner.get("article") == outer.get("article") and 0 <= a <= b and 0 <= c <= d

"""Who answers whom: stances with what they answer, each with its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analystkit import wording as w
from analystkit.show import markup as m
from analystkit.show.statements import fact, speaker_name
from analystkit.show.told import Row, Told, rows_of
from analystkit.show.view import View

if TYPE_CHECKING:
    import pandas as pd


def answers(
    said: pd.DataFrame,
    mentions: pd.DataFrame | None = None,
    actors: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
) -> View:
    """Who condemns, denies, declines, accuses, thanks or replies, and whom or what that answers: an event, an actor, or what somebody said.

    ``mentions`` add what is told without words ("Norland condemned the raid"), ``events`` the titles of what is answered.
    """
    told = Told(articles_table=articles, actors_table=actors, events_table=events, mentions_table=mentions)
    spoken = [r for r in rows_of(said) if r.get("stance")]
    acts = [r for r in rows_of(mentions) if r.get("stance") and not any(_within(s, r) for s in spoken)]
    found = [(speaker_name(r, told), r) for r in spoken] + [(_agent(r, told), r) for r in acts]
    found = sorted(
        ((who, r) for who, r in found if r.get("answers") or not _aside(r)),
        key=lambda t: (t[1]["stance"], t[0], str(t[1].get("article")), t[1].get("start") or 0),
    )
    known = {f"{r.get('article')}:{r.get('start')}-{r.get('end')}": r for r in rows_of(said)}

    def answered(row: Row) -> m.Html:
        to = str(row.get("answers") or "")
        if to in known:
            words = m.link(f"“{w.one_line(known[to].get('text'), 80)}”", known[to], "ak-quote")
            return m.join([m.text(f"{speaker_name(known[to], told)}: "), words])
        return m.link(told.title(to), told.first(to)) if told.mentions(to) else m.text(told.actor(to))

    body = [[m.join([_fact(r), m.text(who)]), m.text(r["stance"]), answered(r), _answer(r), m.text(told.article(r))] for who, r in found]
    summary = f"Answers: {w.count(len(body), 'passage')}"
    if not body:
        return m.view(summary, m.tag("p", m.text("Nobody answers anybody in these articles.")))
    return m.view(summary, m.table("Who answers, how, and whom or what", ("Who", "Does what", "To what", "Words", "Printed in"), body))


def _fact(row: Row) -> m.Html:
    """A statement's own facts; of an act told without words, who does it."""
    return fact([row if "speaker_id" in row else {"speaker_id": _does(row), "kind": "act"}])


def _does(row: Row) -> str | None:
    roles = {a.get("role"): a.get("actor_id") for a in reversed(row.get("actors") or ())}
    return roles.get("source") or roles.get("agent")


def _aside(row: Row) -> bool:
    """Stances that are no answer to anybody unless it is known to whom."""
    return str(row.get("stance")).removeprefix("does not ").rstrip("s") in ("vow", "threaten", "warn", "urge", "question", "respond")


def _within(inner: Row, outer: Row) -> bool:
    """Does a mention tell the same passage as a statement?"""
    offsets = (outer.get("start"), inner.get("start"), inner.get("end"), outer.get("end"))
    a, b, c, d = (n if isinstance(n, int) else -1 for n in offsets)
    return inner.get("article") == outer.get("article") and 0 <= a <= b and 0 <= c <= d


def _answer(row: Row) -> m.Html:
    """A statement after the cue that makes it an answer; a mention as it stands."""
    cue = [m.text(w.one_line(row["cue_text"], 60) + ": ")] if row.get("cue_text") else []
    return m.join([*cue, m.quotation(row)])


def _agent(row: Row, told: Told) -> str:
    """Who does it in a mention: its agent, or whose word it is."""
    return told.actor(_does(row) or "") or w.NOT_KNOWN

"""Who answers whom: stances with what they answer, each with its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analystkit.show import markup as m
from analystkit.show.statements import fact, speaker_name
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
    names, outlets, titles = m.names(actors, "actor_id"), m.article_names(articles), {r["event_id"]: r.get("title") for r in m.rows(events)}
    spoken = [r for r in m.rows(said) if r.get("stance")]
    acts = [r for r in m.rows(mentions) if r.get("stance") and not any(_within(s, r) for s in spoken)]
    told = [(speaker_name(r.get("speaker_id"), r, names), r) for r in spoken] + [(_agent(r, names), r) for r in acts]
    told = [(who, r) for who, r in told if r.get("answers") or not _aside(r)]
    told.sort(key=lambda t: (t[1]["stance"], t[0], str(t[1].get("article")), t[1].get("start") or 0))
    known = {f"{r.get('article')}:{r.get('start')}-{r.get('end')}": r for r in m.rows(said)}
    tellers = {r["event_id"]: r for r in reversed(m.rows(mentions)) if r.get("event_id")}

    def answered(row: m.Row) -> m.Html:
        to = str(row.get("answers") or "")
        if to in known:
            other = known[to]
            words = m.link(f"“{m.one_line(other.get('text'), 80)}”", other, "ak-quote")
            return m.join([m.text(f"{speaker_name(other.get('speaker_id'), other, names)}: "), words])
        return m.link(titles.get(to) or m.spoken(to), tellers[to]) if to in tellers else m.text(names.get(to) or m.spoken(to))

    body = [
        [m.join([_fact(r), m.text(who)]), m.text(r["stance"]), answered(r), _answer(r), m.text(outlets.get(a := r["article"], a))]
        for who, r in told
    ]
    summary = f"Answers: {m.count(len(body), 'passage')}"
    if not body:
        return m.view(summary, m.tag("p", m.text("Nobody answers anybody in these articles.")))
    return m.view(summary, m.table("Who answers, how, and whom or what", ("Who", "Does what", "To what", "Words", "Printed in"), body))


def _fact(row: m.Row) -> m.Html:
    """A statement's own facts; of an act told without words, who does it."""
    return fact([row if "speaker_id" in row else {"speaker_id": _does(row), "kind": "act"}])


def _does(row: m.Row) -> str | None:
    roles = {a.get("role"): a.get("actor_id") for a in reversed(row.get("actors") or ())}
    return roles.get("source") or roles.get("agent")


def _aside(row: m.Row) -> bool:
    """Stances that are no answer to anybody unless it is known to whom."""
    return str(row.get("stance")).removeprefix("does not ").rstrip("s") in ("vow", "threaten", "warn", "urge", "question", "respond")


def _within(inner: m.Row, outer: m.Row) -> bool:
    """Does a mention tell the same passage as a statement?"""
    offsets = (outer.get("start"), inner.get("start"), inner.get("end"), outer.get("end"))
    a, b, c, d = (n if isinstance(n, int) else -1 for n in offsets)
    return inner.get("article") == outer.get("article") and 0 <= a <= b and 0 <= c <= d


def _answer(row: m.Row) -> m.Html:
    """A statement after the cue that makes it an answer; a mention as it stands."""
    cue = [m.text(m.one_line(row["cue_text"], 60) + ": ")] if row.get("cue_text") else []
    return m.join([*cue, m.quotation(row)])


def _agent(row: m.Row, names: Mapping[str, str]) -> str:
    """Who does it in a mention: its agent, or whose word it is."""
    who = _does(row)
    return names.get(str(who), m.spoken(who)) or m.NOT_KNOWN

"""The front page's parts: where the sources differ, what happened, the articles, what is in doubt."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from analystkit.errors import Problem
from analystkit.show import markup as m
from analystkit.show.ledger import claimant, worded
from analystkit.show.page import shared, trusted
from analystkit.show.view import page_name

if TYPE_CHECKING:
    from analystkit.corpus import Corpus

Section = dict[str, Any]


class Front:
    """What is told of a whole corpus, section by section."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus, self.rows = corpus, corpus.rows
        self.names = m.article_names(corpus.table("articles"))
        self.claims = {c["claim_id"]: c for c in self.rows["claims"]}
        self.actors = {a["actor_id"]: a["name"] for a in self.rows["actors"]}
        self.places = {p["place_id"]: p["name"] for p in self.rows["places"] if p["place_id"]}
        self.titles = {e["event_id"]: e["title"] for e in self.rows["events"]}

    def sections(self) -> list[Section]:
        """The parts of the front page in their order, each with title, note and markup."""
        return [self._conflicts(), self._events(), self._articles(), self._problems()]

    def _conflicts(self) -> Section:
        body = [
            (
                m.text(self.titles.get(c["event_id"], c["event_id"])),
                m.text(m.spoken(c["attribute"])),
                self._values(c),
                m.text(c["note"]),
            )
            for c in self.rows["conflicts"]
            if c["verdict"] == "conflict"
        ]
        heads = ("Event", "About", "Who says what", "What differs")
        table = m.table(m.count(len(body), "conflict"), heads, body) if body else m.Html("")
        return _section("Where the sources differ", "" if body else "No two sources contradict each other.", table)

    def _values(self, conflict: m.Row) -> m.Html:
        """A line a value, each with those who say so; every claimant is a receipt."""
        said: dict[str, dict[str, m.Html]] = {}
        for compared in conflict["claims"]:
            claim = self.claims[compared["claim_id"]]
            who = claimant(claim, self.names, self.actors)
            said.setdefault(worded(claim, self.actors, self.places), {}).setdefault(who, m.link(who, claim))
        return m.listed(
            m.join((m.tag("b", m.text(value)), m.text(": "), m.join(who.values(), "; "))) for value, who in said.items()
        )

    def _events(self) -> Section:
        told = defaultdict(list)
        for mention in self.rows["mentions"]:
            told[mention["event_id"]].append(mention)
        body = [
            (
                m.Html(f'<span id="{event_anchor(e["event_id"])}">{m.text(e["title"])}</span>'),
                m.text(m.when(e, ongoing=e["status"] == "ongoing")),
                m.text(m.spoken(e["status"])),
                self._tellers(told[e["event_id"]]),
                m.text(m.count(e["n_origins"], "origin") if e["n_origins"] else "origin not established"),
            )
            for e in sorted(
                self.rows["events"], key=lambda e: (e["earliest"] or e["latest"] or "9999", e["latest"] or "9999", e["event_id"])
            )
        ]
        table = m.table(m.count(len(body), "event"), ("Event", "When", "Status", "Told by", "From"), body) if body else m.Html("")
        return _section("What happened", "" if body else "No event was found.", table)

    def _tellers(self, mentions: Iterable[m.Row]) -> m.Html:
        """The articles that tell an event, each a receipt to the first place where it does."""
        first = {mention["article"]: mention for mention in reversed(list(mentions))}
        return m.join((m.link(self.names.get(article, article), first[article]) for article in sorted(first)), ", ")

    def _articles(self) -> Section:
        body = [
            (
                m.Html(f'<a href="articles/{page_name(a["article"])}">{m.text(m.one_line(a["title"], 140) or a["article"])}</a>'),
                m.text(a["outlet"] or "not named"),
                m.text(m.when(a)),
                m.text(a["basis"]),
            )
            for a in self.rows["articles"]
        ]
        unread = [p for p in self.corpus.read_problems if p.rejects]
        rejected = [(m.text(p.where), m.text(p.what), m.text(p.found), m.text(p.todo)) for p in unread]
        html = m.table(m.count(len(body), "article"), ("Article", "Outlet", "Appeared", "How that is known"), body)
        if rejected:
            html = m.join((html, m.table(f"{sum(p.n for p in unread)} not read", ("File", "Why", "Found", "What to do"), rejected)))
        return _section("The articles", "", html)

    def _problems(self) -> Section:
        """Every problem with its place; what to do about it stands beside it."""
        problems = self.corpus.all_problems
        kinds = Counter(p.what for p in problems)
        often = "; ".join(f"{what}: {n}" for what, n in sorted(kinds.items(), key=lambda k: (-k[1], k[0])))
        body = [(self._where(p), m.text(p.what), m.text(m.one_line(p.found, 160)), m.text(p.todo)) for p in problems]
        table = m.table(m.count(len(body), "problem"), ("Where", "What", "Found", "What to do"), body)
        folded = m.Html(
            f"<details><summary>{m.text(m.count(len(body), 'problem'))}, one by one</summary>{table}</details>" if body else ""
        )
        note = often or "Nothing: every file was read, every mark placed."
        return _section("What could not be read, placed or dated", note, folded)

    def _where(self, problem: Problem) -> m.Html:
        """The place of a problem: a receipt where it is a span of an article."""
        article, _, span = problem.where.rpartition(":")
        start, dash, end = span.partition("-")
        if article in self.names and dash and start.isdecimal() and end.isdecimal():
            return m.link(problem.where, {"article": article, "start": int(start), "end": int(end)})
        return m.text(problem.where)


def _section(title: str, note: str, html: m.Html) -> Section:
    return {"title": title, "note": note, "html": trusted(f'<div class="ak-view">{shared(html)}</div>' if html else "")}


def event_anchor(event_id: object) -> str:
    """An event's place on the front page, as an id that needs no escaping.

    >>> event_anchor("bridge-strike")
    'event-bridge-strike'
    """
    return "event-" + re.sub(r"[^A-Za-z0-9_-]", lambda c: f".{ord(c[0]):x}.", str(event_id))

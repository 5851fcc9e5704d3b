"""The brief: what an editor reads first. What this is about, when and where, what the sources contradict, where they have it from, what
is not known, and what the pages were made from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analystkit import wording as w
from analystkit.link.origins import established
from analystkit.link.told import days_of
from analystkit.show import markup as m
from analystkit.show.chronology import busy_months, chronology
from analystkit.show.names import Row, by, by_date, names_of
from analystkit.show.page import inside
from analystkit.show.values import worded
from analystkit.show.view import View, page_name

if TYPE_CHECKING:
    from analystkit.corpus import Corpus

_DRAWN = 8  # events in the small timeline: those that most articles tell
_LISTED = 12  # conflicts, sources and doubts named here; the pages have all


def brief(corpus: Corpus, notebooks: Mapping[str, str]) -> dict[str, Any]:
    """The parts of the first page, for its template. ``notebooks`` are the titles of the pages to read on, by their addresses."""
    told = _Brief(corpus)
    return {
        "title": corpus.codebook.title or "What the articles say",
        "lead": told.lead(),
        "notebooks": [(label(page), page, title) for page, title in notebooks.items()],
        "timeline": told.timeline(),
        "events": told.events(),
        "map": told.map(),
        "sections": [told.conflicts(), told.articles(), told.not_known()],
        "made": told.made(),
        "colophon": f"analystkit {version('analystkit')} · every underlined mark leads to its sentence",
    }


def label(page: str) -> str:
    """A page's file name as a word of the menu.

    >>> label("3-statements.html")
    'Statements'
    """
    name = page.removesuffix(".html")
    return w.spoken(name.lstrip("0123456789")).capitalize() or name


def headings(corpus: Corpus) -> dict[str, str]:
    """What to call each article: its title, else the words with which its body opens, else its id."""
    opening: dict[str, str] = {}
    for row in corpus.rows["segments"]:
        if row["kind"] == "body" and row["text"].strip():
            opening.setdefault(row["article"], f"“{w.one_line(row['text'], 70)}”")
    return {a["article"]: w.one_line(a["title"], 140) or opening.get(a["article"]) or a["article"] for a in corpus.rows["articles"]}


def corpus_hash(corpus: Corpus) -> str:
    """The articles as one sha256, over lines of ``name sha256``, sorted, so that anybody can compute it with standard tools."""
    return _over(f"{a.path or a.id} {a.sha256 or _sha256(a.text.encode('utf-8', 'surrogatepass'))}" for a in corpus.articles)


def codebook_hash(corpus: Corpus) -> str | None:
    """The codebook's files as one sha256, in the same way; None without a codebook."""
    if not corpus.codebook.folder:
        return None
    files = (p for p in Path(corpus.codebook.folder).iterdir() if p.is_file() and not p.name.startswith("."))
    return _over(f"{p.name} {_sha256(p.read_bytes())}" for p in files)


def _over(lines: Iterable[str]) -> str:
    return _sha256("".join(f"{line}\n" for line in sorted(lines)).encode("utf-8", "surrogatepass"))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class _Brief:
    """What is told of a whole corpus, part by part."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus, self.rows = corpus, (rows := corpus.rows)
        self.told = names_of(corpus)
        dated = sorted((e for e in rows["events"] if any(w.ends(e))), key=by_date)
        self.main = sorted(sorted(dated, key=lambda e: -e["n_articles"])[:_DRAWN], key=by_date)
        self.called = headings(corpus)

    def lead(self) -> str:
        """What was read and what it tells, with the time it spans."""
        articles, events = self.rows["articles"], self.rows["events"]
        outlets, unnamed = len({a["outlet"] for a in articles if a["outlet"]}), sum(not a["outlet"] for a in articles)
        named = w.count(outlets, "named outlet") if outlets else "outlets unknown"
        named += f" ({unnamed} unknown)" if outlets and unnamed else ""
        days = _days(articles)
        published = w.interval(days[0], days[-1]) if days else "on days not known"
        read = f"{w.count(len(articles), 'article')} from {named}, published {published}."
        if not events:
            return f"{read} No event was found in {'it' if len(articles) == 1 else 'them'}."
        several = sum(e["n_articles"] > 1 for e in events)
        told = w.count(len(events), "event") + (f", {several} of them in more than one article" if several else "")
        return f"{read} {'It tells' if len(articles) == 1 else 'They tell'} of {told}.{_when(events)}"

    def timeline(self) -> Any:
        """A still picture of the events that most articles tell."""
        table = self.corpus.table("events")
        return _still(chronology(table[table["event_id"].isin([e["event_id"] for e in self.main])]))

    def events(self) -> Any:
        """The same events in words, each leading to the first sentence that tells it."""
        lines = (_two(self._event(e["event_id"]), self.told.when(e)) for e in self.main)
        return inside(m.listed(lines, "ak-list ak-when")) if self.main else ""

    def map(self) -> Any:
        """A still picture of where events are told to have happened."""
        from analystkit.show.geography import still_map

        places, events, mentions = (self.corpus.table(name) for name in ("places", "events", "mentions"))
        happened = {p for r in self.rows["mentions"] for p in r["place_ids"]}
        placed = places[places["place_id"].isin(happened) & places["lat"].notna()]
        return _still(still_map(placed, events, mentions)) if len(placed) else ""

    def _event(self, event_id: str) -> m.Html:
        return m.link(self.told.title(event_id), self.told.best(event_id))

    def conflicts(self) -> dict[str, Any]:
        """Each conflict: what it is about, who says what, and why both cannot be true."""
        found = [c for c in self.rows["conflicts"] if c["verdict"] == "conflict"]
        lines = m.listed((self._conflict(c) for c in found[:_LISTED]), "ak-list ak-three")
        note = "" if found else "No two sources contradict each other."
        if len(found) > _LISTED:
            note = f"The first {_LISTED} of {w.count(len(found), 'conflict')}; the ledger has all."
        return _section(f"Where the sources differ: {w.count(len(found), 'conflict')}", note, lines)

    def _conflict(self, c: Row) -> m.Html:
        """Behind ≠ only what stands against another; what fits together is one side of it, and the parts of a total follow."""
        sides: list[list[Row]] = []
        for k in (k for k in c["claims"] if k["against"]):
            fit = next((side for side in sides if _agree(side[0]["value"], k["value"])), None)
            sides.append([k]) if fit is None else fit.append(k)
        against = {k["claim_id"] for side in sides for k in side}
        parts = self._values(k for k in c["claims"] if k["part_of"] in against)
        told = [m.tag("p", m.join(map(self._values, sides), " ≠ "))]
        told += [m.tag("p", m.join((m.text("of these: "), parts)), "ak-note")] if parts else []
        head = m.join((m.tag("b", m.text(w.spoken(c["attribute"]).capitalize())), m.text(" · "), self._event(c["event_id"])))
        return m.join((m.tag("p", head), *told, m.tag("p", m.note(self.told.plain(c["note"])))))

    def _values(self, compared: Iterable[Row]) -> m.Html:
        """Each value with those who say it, each leading to the words."""
        said: dict[str, dict[str, m.Html]] = {}
        for claim in (self.told.claims[k["claim_id"]] for k in compared):
            who = self.told.claimant(claim)
            said.setdefault(worded(claim, self.told), {}).setdefault(who, m.link(who, claim))
        values = (m.join((m.tag("b", m.text(value)), m.text(" "), m.join(who.values(), "; "))) for value, who in said.items())
        return m.join(values, " · ")

    def articles(self) -> dict[str, Any]:
        """Each article with its outlet, its day and how that is known, and the origins of what it claims."""
        head = ("Article", "Published, and how that is known", "Where its claims come from")
        body = [
            (self._article(a), _two(m.text(self.told.appeared(a)), self.told.plain(a["basis"])), self._origins(a["article"]))
            for a in self.rows["articles"]
        ]
        html = m.table(w.count(len(body), "article"), head, body)
        unread = [p for p in self.corpus.read_problems if p.rejects]
        if unread:
            rejected = [(m.text(p.where), m.text(p.what), m.text(p.found), m.text(p.todo)) for p in unread]
            html = m.join((html, m.table(f"{sum(p.n for p in unread)} not read", ("File", "Why", "Found", "What to do"), rejected)))
        return _section("The articles and their origins", "", html)

    def _article(self, a: Row) -> m.Html:
        named = m.Html(f'<a href="articles/{page_name(a["article"])}">{m.text(self.called[a["article"]])}</a>')
        return _two(named, self.told.article(a))

    def _origins(self, article: str) -> m.Html:
        """Who stands behind an article's claims, most first; each leads to the first of them."""
        named = ({**c, "origin": c["origin"] if c["origin"] and established(c["origin"]) else ""} for c in self.rows["claims"])
        found = by((c for c in named if c["article"] == article), "origin")
        most = sorted(found.items(), key=lambda o: (-len(o[1]), o[0]))
        return m.listed(m.join((m.link(self._origin(name, rows), rows[0]), m.note(len(rows))), " ") for name, rows in most[:_LISTED])

    def _origin(self, origin: str, claims: Iterable[Row]) -> str:
        """An origin by its name, else by those who speak for it here."""
        actors = self.told.actors
        cited = {actors.get(c["source_id"]) or w.one_line(c["source_text"]) for c in claims if c["source_id"] not in (None, "outlet")}
        named = actors.get(origin) or ", ".join(sorted(filter(None, cited))[:3]) or w.spoken(origin).title()
        return named if origin else "does not say how it knows"

    def not_known(self) -> dict[str, Any]:
        """What sources refuse to say or do not know, what no text dates, and what the kit could not read."""
        refused = [c["note"] for c in self.rows["conflicts"] if c["verdict"] == "unknown"]
        undated = [e["event_id"] for e in self.rows["events"] if not any(w.ends(e))]
        inferred = [a for a in self.rows["articles"] if (a["basis"] or "").startswith("inferred")]
        facts = [m.text(self.told.plain(note)) for note in refused[:_LISTED]]
        if inferred:
            names = ", ".join(map(self.told.article, inferred[:_LISTED]))
            facts.append(m.text(f"Publication is only inferred for {w.count(len(inferred), 'article')}: {names}"))
        if undated:
            facts.append(m.join((m.text("No text dates: "), m.join(map(self._event, undated[:_LISTED]), ", "))))
        problems, called = self.corpus.all_problems, self.told.article
        told = ((m.place(p.where, called), m.text(f"{p.what}: “{w.one_line(p.found, 80)}”")) for p in problems[:_LISTED])
        doubts = [m.join(both, " ") for both in told]
        left = len(problems) - len(doubts)
        rest = [m.text(f"and {w.count(left, 'more problem')}")] if left > 0 else []
        note = "" if facts or doubts else "Every file was read, every mark placed, and no source refuses to say."
        return _section("What is not known", note, m.listed([*facts, *doubts, *rest], "ak-list ak-open"))

    def made(self) -> list[tuple[str, str]]:
        """How anybody can make the same pages again."""
        book, days = codebook_hash(self.corpus), _days(self.rows["articles"])
        return [
            ("Articles", f"{len(self.corpus.articles)} files, sha256 {corpus_hash(self.corpus)}"),
            ("Codebook", f"sha256 {book}" if book else "none"),
            ("By", f"analystkit {version('analystkit')}, by rules that are named in every row: no model, no network, no clock"),
            ("As of", f"the day its youngest article appeared: {w.interval(days[-1], days[-1]) if days else w.NOT_KNOWN}"),
            ("Again", "the same articles, codebook and version give the same pages, byte for byte: analystkit report"),
        ]


def _agree(one: object, two: object) -> bool:
    """Is a value the same as another, or a date that can be?

    >>> _agree(6, 6), _agree("2021-02-01/2021-02-28", "2021-02-15"), _agree("2021-03-01/2021-03-31", "2021-02-15"), _agree("vale", "moor")
    (True, True, False, False)
    """
    days = days_of(one), days_of(two)
    return one == two or bool(days[0] and days[1] and days[0].overlaps(days[1]))


def _still(view: View) -> Any:
    """The first picture of a view, which is the one that needs no script; nothing where the view has none."""
    found = re.search(r"<img\b[^<>]*>|<svg\b(?![^<>]*aria-hidden).*?</svg>", view.html, re.S)
    return inside(m.wide(view.text, m.Html(found[0]))) if found else ""


def _section(title: str, note: str, html: m.Html) -> dict[str, Any]:
    return {"title": title, "note": note, "html": inside(html) if html else ""}


def _two(first: m.Html, second: str) -> m.Html:
    return m.join((first, m.note(second)), "<br>")


def _days(rows: Iterable[Row]) -> list[date]:
    """The known days of some rows, sorted."""
    return sorted(d for row in rows for d in w.ends(row) if d)


def _when(events: Sequence[Row]) -> str:
    """The years that events span, and the months in which most of them lie, as a sentence; nothing where none has a date."""
    years = [d.year for d in _days(events)]
    if not years:
        return ""
    busy = busy_months(list(map(w.ends, events)))
    most = f"; most of those with a good date fall in {w.interval(*busy)}" if busy else ""
    return f" Their dates go from {years[0]} to {years[-1]}{most}." if years[0] < years[-1] else f" All of {years[0]}{most}."

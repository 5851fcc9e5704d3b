"""The brief: what an editor reads first. What is established, disputed and unknown; then when and where, who reacted, where the articles
have it from, what else is not known, and what the pages were made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analystkit import wording as w
from analystkit.link.origins import established
from analystkit.records import NOT_DONE
from analystkit.show import live
from analystkit.show import markup as m
from analystkit.show.chronology import busy_months, timeline
from analystkit.show.digest import in_talk
from analystkit.show.event import Events
from analystkit.show.facts import blocks, fact_line
from analystkit.show.names import Row, by, by_date
from analystkit.show.page import inside
from analystkit.show.utterances import side_by_side
from analystkit.show.view import page_name

if TYPE_CHECKING:
    from analystkit.corpus import Corpus

_DRAWN = 8  # events in the small timeline
_ENOUGH = 4  # with so many, the timeline needs no others
_LISTED = 12  # facts, sources and doubts named here; the pages have all
_HEARD = 3  # voices to each event


def brief(events: Events) -> dict[str, Any]:
    """The parts of the first page, for its template."""
    told, corpus = _Brief(events), events.corpus
    return {
        "title": corpus.codebook.title or "What the articles say",
        "standfirst": events.digest.standfirst,
        "sure": inside(m.join([live.style("facts.css"), blocks(events.digest)])),
        "timeline": told.timeline(),
        "map": told.map(),
        "sections": [s for s in (told.reactions(), told.printings(), told.articles(), told.not_known()) if s["html"]],
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
    return _over(f"{a.path or a.id} {a.sha256 or _sha256(a.text.encode('utf-8', 'surrogatepass'))}" for a in corpus.texts)


def codebook_hash(corpus: Corpus) -> str | None:
    """The codebook's files, and the lists of places beside it, as one sha256, in the same way; None without a codebook."""
    if not corpus.codebook.folder:
        return None
    files = [p for p in Path(corpus.codebook.folder).iterdir() if p.is_file() and not p.name.startswith(".")]
    files += map(Path, corpus.codebook.gazetteer)
    return _over(f"{p.name} {_sha256(p.read_bytes())}" for p in files)


def _over(lines: Iterable[str]) -> str:
    return _sha256("".join(f"{line}\n" for line in sorted(lines)).encode("utf-8", "surrogatepass"))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class _Brief:
    """What is told of a whole corpus below its facts, part by part."""

    def __init__(self, events: Events) -> None:
        self.events, self.corpus, self.names, self.rows = events, events.corpus, events.names, events.corpus.rows
        self.called = headings(events.corpus)
        self.main = self._main()

    def _main(self) -> list[Row]:
        """The events that are drawn: those of the facts, and where these are few, deeds of the busy months, told by most articles."""
        facts = [e for i in self.events.digest.events if any(w.ends(e := self.names.events[i])) and "“" not in self.names.title(i)]
        deeds = [e for e in self.rows["events"] if all(w.ends(e)) and not in_talk(e) and "“" not in self.names.title(e["event_id"])]
        busy = busy_months([w.ends(e) for e in deeds])
        inside_ = [e for e in deeds if busy and e["earliest"] >= busy[0].isoformat() and e["latest"] <= busy[1].isoformat()]
        rest = sorted(inside_, key=lambda e: (bool(e["parts"]), -(e["n_origins"] or 0), -e["n_articles"], by_date(e)))
        most = facts if len(facts) >= _ENOUGH else [*facts, *(e for e in rest if e not in facts)][:_ENOUGH]
        return sorted(most[:_DRAWN], key=by_date)

    def timeline(self) -> Any:
        """The events as rows over an axis, each leading to its page."""
        return inside(timeline(self.main, self.names)) if self.main else ""

    def map(self) -> Any:
        """A still picture of where they happened."""
        from analystkit.show import still
        from analystkit.show.geography import ground_style
        from analystkit.show.sites import sites

        shown = {e["event_id"] for e in self.main}
        mentions = [r for r in self.rows["mentions"] if r["event_id"] in shown]
        happened = {p for r in mentions for p in r["place_ids"]}
        places = [r for r in self.rows["places"] if r["place_id"] in happened]
        found = sites(places, self.main, mentions, self.rows["articles"])
        if not found.drawn:
            return ""
        picture = still.picture(found, width=480, height=340)
        alt = f"Map: {w.listed([s.name for s in found.drawn[:20]])}"
        return inside(m.join([ground_style(), live.image(picture, alt, ' width="480" height="340"')]))

    def reactions(self) -> dict[str, Any]:
        """Who answered what the facts are about."""
        facts = (*self.events.digest.established, *self.events.digest.disputed)
        groups = []
        for event_id in dict.fromkeys(f.event_id for f in facts if f.event_id):
            voices = sorted(self.events.voices(event_id), key=lambda v: not v.answers)[:_HEARD]
            if voices:
                head = m.tag("h3", m.event_link(self.names.short(self.names.events[event_id]), event_id))
                groups.append(m.tag("section", m.join([head, m.listed(map(self.events.voice, voices), "ak-says")])))
        html = m.tag("div", m.join(groups[:4]), "ak-beside") if groups else m.Html("")
        return _section("Who answered, and who spoke of it", "", html)

    def printings(self) -> dict[str, Any]:
        """The utterance that most articles print, side by side, where their printings differ."""
        printed = by((r for r in self.rows["statements"] if r.get("utterance_id")), "utterance_id").values()
        several = [rows for rows in printed if len({r["article"] for r in rows}) > 1 and any(r["kind"] == "direct" for r in rows)]
        most = max(several, key=lambda rows: (len({r["article"] for r in rows}), sum(len(r["text"]) for r in rows)), default=[])
        html = m.join([live.style("statements.css"), side_by_side(most, self.names)]) if most else m.Html("")
        return _section("One statement, and how it was printed", "", html)

    def articles(self) -> dict[str, Any]:
        """Each article with its day and how that is known, and the origins of what it claims."""
        head = ("Article", "Appeared, and how that is known", "Where it has it from")
        body = []
        for a in self.rows["articles"]:
            appeared = m.join([m.text(w.capital(self.names.appeared(a))), m.note(self.names.plain(a["basis"]))], "<br>")
            body.append((self._article(a), appeared, self._origins(a["article"])))
        html = m.table(w.count(len(body), "article"), head, body)
        unread = [p for p in self.corpus.read_problems if p.rejects]
        if unread:
            rejected = [(m.text(p.where), m.text(p.what), m.text(p.found), m.text(p.todo)) for p in unread]
            html = m.join((html, m.table(f"{sum(p.n for p in unread)} not read", ("File", "Why", "Found", "What to do"), rejected)))
        foreign = w.not_read(self.corpus.foreign, len(self.corpus.texts))
        note = f"Articles that agree need not be independent of each other.{f' {foreign}.' if foreign else ''}"
        return _section("The articles, and where they know it from", note, html)

    def _article(self, a: Row) -> m.Html:
        named = m.Html(f'<a href="articles/{page_name(a["article"])}">{m.text(self.called[a["article"]])}</a>')
        return m.join([named, m.note(self.names.article(a))], "<br>")

    @cached_property
    def _claims(self) -> dict[str, list[Row]]:
        return by(self.rows["claims"], "article")

    def _origins(self, article: str) -> m.Html:
        """Who stands behind an article's claims, most first; each leads to the first of them."""
        claims = self._claims.get(article, ())
        found = by(({**c, "origin": c["origin"] if c["origin"] and established(c["origin"]) else ""} for c in claims), "origin")
        most = sorted(found.items(), key=lambda o: (not o[0], -len(o[1]), o[0]))
        rest = "for the rest, " if len(most) > 1 else ""
        named_or_not = ((self._origin(name, rows) or f"{rest}does not say how it knows", rows[0]) for name, rows in most[:_LISTED])
        return m.listed(m.link(words, row) for words, row in named_or_not)

    def _origin(self, origin: str, claims: Iterable[Row]) -> str:
        """An origin by those who speak for it here, else by its name; nothing where it is not known."""
        cited = sorted({self.names.cited(c | {"via": None}) for c in claims} - {""})
        said = w.listed(cited[:3]) or self.names.origin({"origin": origin}).removeprefix("from ")
        return said if origin else ""

    def not_known(self) -> dict[str, Any]:
        """What is told of no day, and what the block of the unknown has no room for."""
        rest = [fact_line(f) for f in self.events.digest.unknown[3:_LISTED]]
        undated = [e for e in self.rows["events"] if not e["earliest"] and not in_talk(e) and e["status"] not in NOT_DONE]
        named = [e for e in undated if "“" not in self.names.title(e["event_id"])][:_LISTED]
        lines = (m.event_link(self.names.title(e["event_id"]), e["event_id"]) for e in named)
        none = m.join([m.tag("p", m.text("No day was found for:")), m.listed(lines, "ak-list ak-undated")]) if named else m.Html("")
        return _section("What else is not known", "", m.join([m.listed(rest, "ak-facts"), none]))

    def made(self) -> list[tuple[str, str]]:
        """How anybody can make the same pages again."""
        book = codebook_hash(self.corpus)
        return [
            ("Articles", f"{len(self.corpus.texts)} files, sha256 {corpus_hash(self.corpus)}"),
            ("Codebook", f"sha256 {book}" if book else "none"),
            ("By", f"analystkit {version('analystkit')}, by rules that are named in every row: no model, no network, no clock"),
            ("Facts", "established: two articles agree in two things, none against; disputed: two who differ; unknown: the rest"),
            ("Again", "the same articles, codebook and version give the same pages, byte for byte: analystkit report"),
        ]


def _section(title: str, note: str, html: m.Html) -> dict[str, Any]:
    return {"title": title, "note": note, "html": inside(html) if html else ""}

"""One event: when and where by each source, its toll as dots, what differs, who spoke of it, and every telling in its own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analystkit import wording as w
from analystkit.english import HEDGE
from analystkit.errors import AnalystkitError
from analystkit.frames import corpus_of
from analystkit.show import live
from analystkit.show import markup as m
from analystkit.show.digest import TOLLS, Digest, digest, in_talk
from analystkit.show.names import Row, by, corpus_for, names_of
from analystkit.show.receipts import citation, seen
from analystkit.show.sites import how_exactly
from analystkit.show.statements import polarity
from analystkit.show.statements import worded as said_words
from analystkit.show.values import worded
from analystkit.show.view import View

if TYPE_CHECKING:
    import pandas as pd

    from analystkit.corpus import Corpus

_MOST = 12  # voices shown
_MAP = (360, 240)  # the small map, in points


def event(of: Corpus | pd.DataFrame, event_id: str = "") -> View:
    """All that is told of one event, as its page shows it: of a corpus by its id, or of a plain frame whose rows are all of one event.

    ``show.event(corpus, "vale-raid")``, ``show.event(claims[claims["number"] > 9])``. Raises AnalystkitError for an id that is not in the
    events table, and for a frame of several events.
    """
    corpus: Any = corpus_of(of) or of
    if not event_id and hasattr(of, "columns"):
        ids = {i for i in getattr(of, "event_id", ()) if isinstance(i, str)}
        if len(ids) != 1:
            those = f"these are of {len(ids)}" if ids else "no row is left, or none tells an event"
            raise AnalystkitError(f"wanted here are rows of one event, and {those}; name one: show.event(corpus, event_id)")
        event_id = ids.pop()
    told = Events(corpus_for(corpus))
    if event_id not in told.names.events:
        near = ", ".join(get_close_matches(event_id, told.names.events, cutoff=0.5)) or 'corpus.events["event_id"] has those there are'
        raise AnalystkitError(f"no event {event_id!r}; near it: {near}")
    head = m.tag("h2", m.text(told.title(event_id)))
    return seen(told.summary(event_id), m.join([live.style("facts.css"), head, told.content(event_id)]), corpus)


class Events:
    """The events of a corpus, each as its page tells it."""

    def __init__(self, corpus: Corpus, found: Digest | None = None) -> None:
        self.corpus, self.names, self.rows = corpus, names_of(corpus), corpus.rows
        self.digest = found or digest(corpus)
        self.claims = by(self.rows["claims"], "event_id")
        self.conflicts = by(self.rows["conflicts"], "event_id")

    def title(self, event_id: str) -> str:
        """What its page is called: its title and its day."""
        when = self.names.when(self.names.events[event_id])
        return ", ".join([self.names.title(event_id)] + ([when] if when != "undated" and "“" not in self.names.title(event_id) else []))

    def summary(self, event_id: str) -> str:
        """The event in one line."""
        row = self.names.events[event_id]
        tellers = f"told by {w.count(row.get('n_articles') or 0, 'article')} of {len(self.names.articles)}"
        return "; ".join(filter(None, (self.title(event_id), self.names.status(row), tellers)))

    def content(self, event_id: str) -> m.Html:
        """Its parts in their order; a part without rows is left out."""
        sections = [
            m.tag("div", m.join(filter(None, (self._when(event_id), self._where(event_id), self._around(event_id)))), "ak-beside"),
            self._toll(event_id),
            self._differs(event_id),
            self._voices(event_id),
            self._tellings(event_id),
            self._citation(event_id),
        ]
        return m.tag("div", m.join([self._lead(event_id), *sections]), "ak-parts")

    def _lead(self, event_id: str) -> m.Html:
        """The facts that the brief would state of it, and how it stands."""
        row = self.names.events[event_id]
        kinds = (self.digest.established, self.digest.disputed, self.digest.unknown)
        facts = [f for kind in kinds for f in kind if f.event_id == event_id]
        said = m.text(" ".join(f"{w.capital(f.says)}." for f in facts))
        tellers = f"told by {row['n_articles']} of {w.count(len(self.names.articles), 'article')}"
        origins = f"from {w.count(row['n_origins'], 'known origin')}" if row.get("n_origins") else "without saying how they know"
        note = ", ".join(filter(None, (self.names.status(row), tellers, origins)))
        return m.join([*([m.tag("p", said, "ak-lead")] if facts else []), m.tag("p", m.note(note))])

    # -- when, where, what else ----------------------------------------------------------------------------------------------

    def _when(self, event_id: str) -> m.Html:
        """The days by each source, in its own words."""
        dates = by((c for c in self.claims.get(event_id, ()) if c["attribute"] == "date"), "article", "source_id").values()
        lines = (
            m.join([m.tag("b", m.text(self.names.claimant(c))), m.text(f": {worded(c, self.names)}, "), m.quotation(c)])
            for c in (claims[0] for claims in dates)
        )
        head = m.tag("p", m.tag("b", m.text(w.capital(self.names.when(self.names.events[event_id])))))
        return _section("When", m.join([head, m.listed(lines, "ak-says") or m.note("No source gives a day.")]))

    def _where(self, event_id: str) -> m.Html:
        """The places, the most exact first, with how exactly each is known, and the words that place it there."""
        lines = []
        for place_id in self.names.events[event_id].get("place_ids") or ():
            row = self.names.places.get(place_id, {})
            told = next((r for r in self.names.mentions(event_id) if place_id in (r.get("place_ids") or ())), {})
            claim = next((c for c in self.claims.get(event_id, ()) if c["attribute"] == "place" and c["value"] == place_id), told)
            lines.append(m.join([m.tag("b", m.link(self.names.near(event_id, place_id), claim)), m.note(how_exactly(row))], " "))
        return _section("Where", m.join([m.listed(lines, "ak-says"), self._map(event_id)])) if lines else m.Html("")

    def _map(self, event_id: str) -> m.Html:
        """A small still picture of its places, where one is known better than to the country."""
        from analystkit.show import still
        from analystkit.show.sites import sites

        event = self.names.events[event_id]
        rows = [r for place_id in event.get("place_ids") or () for r in self._placed.get(place_id, ())[:1]]
        found = sites(rows, [event], self.names.mentions(event_id), only_events=True, names=self.names)
        if not found.drawn:
            return m.Html("")
        picture = still.picture(found, width=_MAP[0], height=_MAP[1])
        alt = f"Map: {w.listed([s.name for s in found.drawn])}"
        return live.image(picture, alt, f' width="{_MAP[0]}" height="{_MAP[1]}"')

    @cached_property
    def _placed(self) -> dict[str | None, list[Row]]:
        """The rows that name a place as one, by its id."""
        return by((r for r in self.rows["places"] if r["use"] == "locative"), "place_id")

    def _around(self, event_id: str) -> m.Html:
        """What it is a part of, its parts, and what was done in answer to it."""
        events = self.names.events
        parts = [events[p] for p in events[event_id].get("parts") or () if p in events]
        said: list[tuple[str, str, Row | None]] = [("part of", whole, None) for whole in self._wholes.get(event_id, ())]
        said += [("has as a part", e["event_id"], None) for e in parts]
        said += [("→ in response to", r["answers"], r) for r in self.names.mentions(event_id) if r.get("answers") and not in_talk(r)]
        said += [("← answered by", r["event_id"], r) for r in self._answering.get(event_id, ())]
        first: dict[tuple[str, str], Row | None] = {}
        for how, other, row in said:
            if other in events and other != event_id:
                first.setdefault((how, other), row)
        items = (self._other(how, other, row) for (how, other), row in first.items())
        return _section("What it belongs to, and what answers what", m.listed(items, "ak-says")) if first else m.Html("")

    def _other(self, how: str, event_id: str, said: Row | None) -> m.Html:
        """Another event, how this one stands to it, and the words that say so."""
        link, when = m.event_link(self.names.title(event_id), event_id), m.note(self.names.when(self.names.events[event_id]))
        words = [m.tag("div", m.join([m.quotation(said, 160), m.note(self.names.article(said))], " "))] if said else []
        return m.join([m.note(how), link, when, *words], " ")

    @cached_property
    def _wholes(self) -> dict[str, list[str]]:
        """The events that an event is a part of, by its id."""
        found: dict[str, list[str]] = {}
        for event_id, event in self.names.events.items():
            for part in dict.fromkeys(event.get("parts") or ()):
                found.setdefault(part, []).append(event_id)
        return found

    @cached_property
    def _answering(self) -> dict[str | None, list[Row]]:
        """The mentions that answer an event, by its id."""
        return by((r for r in self.rows["mentions"] if r.get("answers")), "answers")

    # -- toll, conflicts -----------------------------------------------------------------------------------------------------

    def _toll(self, event_id: str) -> m.Html:
        """The dead and the injured by source, as dots on one scale; parts stay parts, and no sum is made."""
        plots = []
        for attribute in TOLLS:
            claims = [c for c in self.claims.get(event_id, ()) if c["attribute"] == attribute]
            numbers = [c["value"] for c in claims if isinstance(c["value"], int)]
            if claims:
                top = _round(max([*numbers, 4]))
                voices = by(claims, "article", "source_id").values()
                rows = m.join(self._dots(v, top) for v in voices)
                plots += [m.tag("h4", m.text(attribute.capitalize())), m.Html(f'<ol class="ak-plot">{_scale(top)}{rows}</ol>')]
        if not plots:
            return m.Html("")
        note = "Filled: in the outlet’s own words. Ring: the words of somebody it cites. Several dots are several counts, not added up."
        return _section("Toll, by source", m.join([*plots, m.tag("p", m.note(note))]))

    def _dots(self, claims: Sequence[Row], top: int) -> m.Html:
        """A line of the plot: who counts, a dot for each of their numbers, and their words."""
        css = "ak-dot ak-cited" if self.names.cited(claims[0]) else "ak-dot"
        numbers = sorted({c["value"] for c in claims if isinstance(c["value"], int)})
        at = [(f"--a:{100 * n / top:.2f}", " ak-before" if n > 0.9 * top else "", n) for n in numbers]
        dots = m.join(m.Html(f'<i class="{css}" style="{a}"></i><span class="ak-val{side}" style="{a}">{n:,}</span>') for a, side, n in at)
        words = m.join((m.quotation(c) for c in claims), " ")
        lane = dots or m.note(worded(claims[0], self.names))
        return m.Html(f'<li><b>{m.text(self.names.claimant(claims[0]))}</b><span class="ak-line">{lane}</span><span>{words}</span></li>')

    def _differs(self, event_id: str) -> m.Html:
        """What the sources tell differently: the verdict's reason, and who says what."""
        lines = []
        for c in self.conflicts.get(event_id, ()):
            if c["verdict"] == "unknown" or len({str(k["value"]) for k in c["claims"]}) < 2:
                continue
            said = [v[0] for v in by((self.names.claims[k["claim_id"]] for k in c["claims"]), "article", "source_id").values()]
            voices = (m.join([m.tag("b", m.text(worded(v, self.names))), m.link(self.names.claimant(v), v)], " ") for v in said)
            sign = "cannot all be true" if c["verdict"] == "conflict" else "can all be true"
            what = m.tag("b", m.text(w.spoken(c["attribute"]).capitalize()))
            head = m.join([what, m.text(f": {sign}. "), m.note(self.names.plain(c["note"]))])
            why = [m.tag("p", m.note(f"It may differ because {w.listed(reasons)}."))] if (reasons := self._why(c)) else []
            lines.append(m.join([m.tag("p", head), m.listed(voices, "ak-chips"), *why]))
        return _section("What differs", m.listed(lines, "ak-says")) if lines else m.Html("")

    def _why(self, conflict: Row) -> list[str]:
        """Why tolls may differ, as far as the tables know: parts of a total, a bound, an early count, a later article."""
        if conflict["attribute"] not in TOLLS:
            return []
        claims = [self.names.claims[k["claim_id"]] for k in conflict["claims"]]
        parts = {self.names.claimant(self.names.claims[k["claim_id"]]) for k in conflict["claims"] if k["part_of"]}
        bounds = {self.names.claimant(c): _hedge(c) for c in claims if _hedge(c)}
        early = {self.names.claimant(c) for c in claims if "initial" in str(c.get("qualifier"))}
        days = {a: w.ends(self.names.articles.get(a, {})) for a in {c["article"] for c in claims}}
        known = {a: first for a, (first, last) in days.items() if first and first == last}
        reasons = [f"{w.listed(sorted(parts))} counts parts"] if len(parts) == 1 else []
        reasons += [f"{who} gives a bound (“{hedge}”)" for who, hedge in sorted(bounds.items())]
        reasons += [f"{who} tells of initial reports" for who in sorted(early)]
        if len(known) == len(days) > 1 and len(set(known.values())) > 1:
            last = max(known, key=lambda a: (known[a], a))
            reasons.append(f"{self.names.article({'article': last})} appeared last")
        return reasons

    # -- who spoke, every telling --------------------------------------------------------------------------------------------

    def _voices(self, event_id: str) -> m.Html:
        voices = list(self.voices(event_id))
        return _section("Who said what about it", m.listed(map(self.voice, voices[:_MOST]), "ak-says")) if voices else m.Html("")

    def voices(self, event_id: str) -> Iterator[Voice]:
        """Who answers an event, then who speaks where it is told: each utterance once."""
        tellings = by(self.names.mentions(event_id), "article")
        spoken = self._answers.get(event_id, ())
        acts = [r for r in self._answering.get(event_id, ()) if in_talk(r) and not any(_within(r, s) for s in spoken)]
        yield from (Voice(self.names.speaker(r), r, True) for r in spoken if r.get("speaker_text"))
        for r in acts:
            who = next((a["actor_id"] for a in r.get("actors") or () if a["role"] in ("source", "agent")), None)
            if who:
                yield Voice(self.names.actor(who), r, True)
        seen = {r.get("utterance_id") for r in spoken}
        for r in (r for article in tellings for r in self._named.get(article, ())):
            if r.get("utterance_id") not in seen and any(_within(t, r) for t in tellings[r["article"]]):
                seen.add(r.get("utterance_id") or f"{r['article']}:{r['start']}")
                yield Voice(self.names.speaker(r), r, False)

    @cached_property
    def _answers(self) -> dict[str | None, list[Row]]:
        """The statements that answer an event, by its id."""
        return by((r for r in self.rows["statements"] if r.get("answers")), "answers")

    @cached_property
    def _named(self) -> dict[str, list[Row]]:
        """The statements of speakers that answer nothing, by their article."""
        return by((r for r in self.rows["statements"] if r.get("speaker_text") and not r.get("answers")), "article")

    def voice(self, voice: Voice) -> m.Html:
        """Who speaks, what, and where it is printed. What an article tells of it in its own words stands in no quotation marks."""
        spoken = "speaker_id" in voice.row
        words = said_words(voice.row) if spoken else m.link(m.paired(w.one_line(voice.row.get("text"), 200)), voice.row, "ak-quote")
        who = m.join([m.tag("b", m.text(voice.who)), m.text(" " if spoken and polarity(voice.row) else ": ")])
        return m.join([who, words, m.text(" "), m.note(self.names.article(voice.row))])

    def _tellings(self, event_id: str) -> m.Html:
        """Every article's fullest telling, then its others, each to be cited."""
        lines = []
        for article, told in by(self.names.mentions(event_id), "article").items():
            best = self.names.best(event_id, article)
            row = self.names.articles.get(article, {})
            cite = citation(self.names, row, (best["start"], best["end"]), str(best["text"]))
            others = m.join((m.link(f"{n}", r) for n, r in enumerate((r for r in told if r is not best), 2)), " ")
            more = m.join([m.text(" "), m.note("told again:"), m.text(" "), others]) if len(told) > 1 else m.Html("")
            words = m.tag("div", m.join([m.quotation(best), more]))
            lines.append(m.join([m.tag("b", m.text(self.names.article(best))), words, _copy(cite)]))
        return _section("Every telling, in its own words", m.listed(lines, "ak-says ak-tell"))

    def _citation(self, event_id: str) -> m.Html:
        row, title = self.names.events[event_id], self.corpus.codebook.title
        told = f"From {row['n_articles']} of {w.count(len(self.names.articles), 'article')}."
        words = f"{m.quoted(self.title(event_id))}{f', in: {title}' if title else ''}. {told}"
        cited = m.tag("p", m.text(words), "ak-cite")
        return _section("Cite this page", m.join([cited, _copy(words)]))


@dataclass(frozen=True)
class Voice:
    """Who says something about an event, the row with the words, and whether they answer it."""

    who: str
    row: Row
    answers: bool


def _hedge(claim: Row) -> str:
    """ "At least", "about": how a count is bounded."""
    first = str(claim.get("qualifier") or "").partition(";")[0]
    return first if HEDGE.fullmatch(first) else ""


def _section(title: str, content: m.Html) -> m.Html:
    return m.tag("section", m.join([m.tag("h3", m.text(title)), content]))


def _copy(words: str) -> m.Html:
    """A button that copies some words, where a script lets it."""
    return m.Html(f'<button type="button" data-cite="{m.text(words)}">Copy citation</button>')


def _within(inner: Row, outer: Row) -> bool:
    """Does a row touch the words of another of its article?"""
    return bool(inner["article"] == outer["article"] and inner["start"] < outer["end"] and inner["end"] > outer["start"])


def _round(most: int) -> int:
    """The end of an axis that holds a number: a round one.

    >>> _round(7), _round(51), _round(1200)
    (8, 60, 1500)
    """
    step = 10 ** max(0, len(str(most)) - 1)
    return next(int(step * k) for k in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * k >= most and step * k == int(step * k))


def _scale(top: int) -> m.Html:
    ticks = "".join(
        f'<i style="--a:{a}">{top * a // 100:,}</i>' for a in ((0, 100) if top % 2 else (0, 50, 100) if top % 4 else (0, 25, 50, 75, 100))
    )
    return m.Html(f'<li aria-hidden="true"><span></span><span class="ak-scale">{ticks}</span><span></span></li>')

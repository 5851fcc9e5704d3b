"""What views look up: tables as plain rows, and what a reader calls an article, an event, a status, a speaker: here, and nowhere else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from numbers import Number
from typing import TYPE_CHECKING, Any

from analystkit import wording as w
from analystkit.english import nations
from analystkit.errors import AnalystkitError
from analystkit.frames import corpus_of
from analystkit.frames import rows_of as rows_of  # what every view begins with
from analystkit.records import CONVENTION
from analystkit.tables import TABLES
from analystkit.wording import one_line, spoken

if TYPE_CHECKING:
    from analystkit.corpus import Corpus

Row = dict[str, Any]

_NEEDED = {
    "articles": "article",
    "actors": "actor_id",
    "places": "place_id",
    "events": "event_id title",
    "mentions": "article event_id",
    "claims": "claim_id",
    "segments": "article kind rule",
    "statements": "article text",
    "conflicts": "event_id verdict",
    "problems": "where what",
}
"""The columns without which a frame is not that table, whatever else was taken out of it."""


def kind_of(frame: object) -> str:
    """Which table a frame is, filtered or not; what else it is, in words.

    >>> import pandas as pd
    >>> kind_of(pd.DataFrame(columns=["event_id", "n"])), kind_of([1]), kind_of(7)
    ('a table of event_id, n', 'a list', 'the number 7')
    """
    columns = getattr(frame, "columns", None)
    if columns is None and isinstance(frame, Number):
        return f"the number {frame}"
    if columns is None:
        kind = type(frame).__name__
        return f"a{'n' if kind[0] in 'aeiouAEIO' else ''} {kind}"
    whole = [name for name, wanted in TABLES.items() if set(wanted) <= set(columns)]
    return max(whole, key=lambda name: len(TABLES[name]), default=f"a table of {', '.join(map(str, columns)) or 'no columns'}")


def expect(**frames: object) -> None:
    """Is each the table that its name says, or nothing? Raises AnalystkitError that says what it is and what is wanted.

    >>> import pandas as pd
    >>> expect(events=pd.DataFrame({"article": []}))
    Traceback (most recent call last):
    analystkit.errors.AnalystkitError: wanted here are events (corpus.events), and this is a table of article
    """
    for name, frame in frames.items():
        kind, needed = kind_of(frame), set(_NEEDED[name].split())
        if frame is not None and kind != name and (kind in TABLES or not needed <= set(getattr(frame, "columns", ()))):
            raise AnalystkitError(f"wanted here are {name} (corpus.{name}), and this is {kind}")


def names_for(shown: object, kind: str = "", **own: Sequence[Row]) -> Names:
    """The names for a view of a kind of rows, which is checked: those of their corpus, and over them the view's own."""
    if kind:
        expect(**{kind: shown})
    corpus = corpus_of(shown)
    return Names((dict(corpus.rows) if corpus is not None else {}) | own)


def corpus_for(given: object) -> Corpus:
    """The corpus that a view of a whole one was given. Raises AnalystkitError where it is anything else.

    >>> corpus_for("seeds")
    Traceback (most recent call last):
    analystkit.errors.AnalystkitError: wanted here is a corpus (Corpus.load), and this is a str
    """
    if not hasattr(given, "all_problems"):
        raise AnalystkitError(f"wanted here is a corpus (Corpus.load), and this is {kind_of(given)}")
    return given  # type: ignore[return-value]  # the class is above this module only for the type checker


def by(found: Iterable[Row], *keys: str) -> dict[Any, list[Row]]:
    """Rows by the value of a column, or by the values of several, in their order."""
    groups: dict[Any, list[Row]] = {}
    for row in found:
        groups.setdefault(row.get(keys[0]) if len(keys) == 1 else tuple(map(row.get, keys)), []).append(row)
    return groups


def by_date(row: Row) -> tuple[str, str, str]:
    """In which order rows with days stand: those without any come last."""
    first, last = row.get("earliest"), row.get("latest")
    return str(first or last or "9999"), str(last or "9999"), str(row.get("event_id"))


_PART_OF = re.compile(r"^(?:North|South|East|West|Centr)[a-z-]*(?=\s+[A-Z])")  # "Eastern Syria" within a sentence
_ORIGIN_OPEN = "not-established"
_BEGIN, _ON = re.compile(r"(?<!\w)"), re.compile(r"\w")  # where a word can begin; where it goes on
_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "him", "her", "them"})


@dataclass(frozen=True)
class Names:
    """The tables that give names, by their names, each of which may be left out: then an id is said in words."""

    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def rows(self, name: str) -> Sequence[Row]:
        """The rows of a table; none where it was left out."""
        return self.tables.get(name, ())

    # -- articles ------------------------------------------------------------------------------------------------------------

    @cached_property
    def articles(self) -> dict[str, Row]:
        """The rows of the articles by their ids."""
        return {r["article"]: r for r in self.rows("articles")}

    @cached_property
    def _called(self) -> dict[str, str]:
        """Each article by its outlet, and its day where one is known; by its number where its outlet is not, or has two of a day."""
        numbers = {a: n for n, a in enumerate(self.articles, 1)}
        named = {a: ", ".join(filter(None, (r.get("outlet"), _one_day(r)))) for a, r in self.articles.items() if r.get("outlet")}
        several = Counter(named.values())
        open_ = {a: ", ".join(filter(None, (w.unnamed(n), _one_day(self.articles[a])))) for a, n in numbers.items()}
        return open_ | {a: f"{name} (article {numbers[a]})" if several[name] > 1 else name for a, name in named.items()}

    def article(self, row: Row) -> str:
        """What a reader calls the article of a row: "The Arden Post, 2 May 2019", "Article 1 (outlet unknown)"; its id without a table.

        >>> day = {"earliest": "2019-05-02", "latest": "2019-05-02"}
        >>> Names({"articles": [{"article": "x1"}, {"article": "x2", "outlet": "The Post"} | day]})._called
        {'x1': 'Article 1 (outlet unknown)', 'x2': 'The Post, 2 May 2019'}
        """
        return self._called.get(str(row.get("article")), str(row.get("article")))

    def appeared(self, row: Row) -> str:
        """When an article appeared, for a reader; a last day that stands by convention alone is not told.

        >>> Names().appeared({"earliest": "2021-06-28", "latest": "2021-07-05", "basis": "inferred …; a week later, by convention"})
        '28 June 2021 or later'
        """
        first, last = w.ends(row)
        return w.interval(first, None if CONVENTION in str(row.get("basis")) and first else last)

    def plain(self, words: object) -> str:
        """A note of the tables as a reader reads it: articles by their names, days in words.

        >>> Names({"articles": [{"article": "f00d"}]}).plain("Article f00d: 3 on 2021-02-25")
        'Article 1 (outlet unknown): 3 on 25 February 2021'
        """
        said, made, at = w.days_in(one_line(words)), [], 0
        for begin in (found.start() for found in _BEGIN.finditer(said)):
            for start in (begin + len("article "), begin) if said[begin : begin + 8] in ("article ", "Article ") else (begin,):
                if begin >= at and (name := self._id_at(said, start)):
                    made += [said[at:begin], self._called[name]]
                    at = start + len(name)
                    break
        return "".join([*made, said[at:]])

    def _id_at(self, said: str, start: int) -> str:
        """The longest id of an article that stands at a place as a word; "" where none does."""
        found = (said[start : start + n] for n in self._lengths if start + n <= len(said))
        return next((name for name in found if name in self.articles and not _ON.match(said, start + len(name))), "")

    @cached_property
    def _lengths(self) -> list[int]:
        """How long ids are, the longest first: of ten thousand articles a search by all of their ids would never end."""
        return sorted({len(name) for name in self.articles if name}, reverse=True)

    # -- who speaks ----------------------------------------------------------------------------------------------------------

    @cached_property
    def actors(self) -> dict[str, str]:
        """The names of actors by their ids."""
        return {r["actor_id"]: r["name"] for r in self.rows("actors") if r.get("actor_id") and r.get("name")}

    def actor(self, identifier: object) -> str:
        """An actor's name; its id in words where none is known."""
        return self.actors.get(str(identifier)) or spoken(identifier)

    def speaker(self, row: Row) -> str:
        """The speaker of a statement: the name, else the words of the article, unless they are a pronoun, which is nobody's name."""
        identifier, printed = row.get("speaker_id"), one_line(row.get("speaker_text"))
        if identifier and printed.casefold() in _PRONOUNS:
            printed = spoken(identifier)
        return self.actors.get(str(identifier)) or printed or spoken(identifier) or "speaker not known"

    def claimant(self, claim: Row) -> str:
        """Who says so: the outlet, or who relays it to the outlet, and whom it cites.

        >>> claim = {"article": "a1", "source_id": "iraqi-officials", "source_text": "Iraqi officials"}
        >>> Names({"articles": [{"article": "a1", "outlet": "AP"}]}).claimant(claim)
        'Iraqi officials, in AP'
        """
        outlet, cited = self.article(claim), self.cited(claim)
        return f"{cited}, in {outlet}" if cited else outlet

    def cited(self, claim: Row) -> str:
        """Whom an outlet cites for a claim, and who relays it to the outlet; nothing where it speaks in its own words."""
        source, via = claim.get("source_id"), claim.get("via")
        if source in (None, "outlet"):
            return ""
        printed = one_line(claim.get("source_text"))
        cited = self.actors.get(str(source)) or ("somebody unnamed" if printed.casefold() in _PRONOUNS else printed) or spoken(source)
        if cited == self.articles.get(str(claim.get("article")), {}).get("outlet"):
            return ""
        return f"{cited}, relayed by {self.actor(via)}" if via else cited

    def origin(self, claim: Row) -> str:
        """Where a claim really comes from, in words.

        >>> names = Names({"articles": [{"article": "a1"}]})
        >>> names.origin({"origin": "government-us"}), names.origin({"origin": "shared-wording-a1"})
        ('from officials, United States', 'wording shared with Article 1 (outlet unknown)')
        >>> names.origin({"origin": "not-established-a1"})
        'does not say how it knows'
        """
        name = str(claim.get("origin") or _ORIGIN_OPEN)
        if name.startswith(_ORIGIN_OPEN):
            return "does not say how it knows"
        if name.startswith("utterance-"):
            return "from its own statement"
        if name.startswith("government-"):
            return f"from officials, {countries().get(name.removeprefix('government-').upper(), 'of one country')}"
        if name.startswith("shared-wording-"):
            return f"wording shared with {self.article({'article': name.removeprefix('shared-wording-')})}"
        return f"from {self.actors.get(name) or spoken(name)}"

    # -- places and events ---------------------------------------------------------------------------------------------------

    @cached_property
    def places(self) -> dict[str, Row]:
        return {r["place_id"]: r for r in self.rows("places") if r.get("place_id") and r.get("name")}

    def place(self, identifier: object) -> str:
        """A place's name; its id in words where none is known."""
        return self.places.get(str(identifier), {}).get("name") or spoken(identifier)

    @cached_property
    def events(self) -> dict[str, Row]:
        """The rows of the events by their ids."""
        return {r["event_id"]: r for r in self.rows("events")}

    def title(self, event_id: str) -> str:
        """An event's title; its id in words where none is known."""
        return one_line(self.events.get(event_id, {}).get("title")) or spoken(event_id)

    def short(self, event: Row, whose: str = "") -> str:
        """An event by its kind and the place of its title, else its most exact one, and whose it was where that is given; by its title
        where it has no place.

        >>> event = {"event_id": "e1", "title": "Raid on Ann Lee, Lund", "place_ids": ["lund", "se"]}
        >>> lund = {"place_id": "lund", "name": "Lund", "precision": "city"}
        >>> Names({"events": [event], "places": [lund]}).short(event)
        'Raid in Lund'
        >>> Names({"events": [event], "places": [lund]}).short(event, " by Lee's men")
        "Raid by Lee's men in Lund"
        >>> Names({"events": [event | {"title": "Raid, near Lund"}], "places": [lund]}).short(event)
        'Raid near Lund'
        """
        title, places = self.title(event["event_id"]), event.get("place_ids") or ()
        if not places or "“" in title:
            return title
        kind = re.split(r",| (?:on|by|with|against|from|between) ", title, maxsplit=1)[0] + whose
        ends = [(p, how) for p in places for how in ("", "near ") if title.casefold().endswith(f", {how}{self.place(p)}".casefold())]
        place, how = next(iter(ends), (places[0], ""))  # one event has one place in all names
        name = self.place(place)
        if how or name[:1].isdigit():  # "5 km north of Lund"
            return f"{kind} {how}{name}"
        if name.endswith(" border"):
            return f"{kind} at the {name}"
        exact = self.places.get(place, {}).get("precision") in ("point", "district")
        return f"{kind} {'at' if exact else 'in'} {_PART_OF.sub(lambda m: m[0].lower(), name)}"

    def near(self, event_id: str, place_id: str) -> str:
        """A place of an event, as its title says it: "near Lund"."""
        how = "near " if self.title(event_id).endswith(f", near {self.place(place_id)}") else ""
        return f"{how}{self.place(place_id)}"

    def when(self, event: Row) -> str:
        """The days of an event for a reader. An end that is only the last day on which an article can have appeared, by convention, is
        none of the event's, and is not told.

        >>> told = {"earliest": "2021-02-01", "latest": "2021-02-01", "basis": "stated"}
        >>> names = Names({"articles": [{"article": "a1"} | told], "mentions": [{"article": "a1", "event_id": "e1"}]})
        >>> names.when({"event_id": "e1", "latest": "2021-02-01"}), names.when({"earliest": "2021-02-16", "latest": "2021-02-24"})
        ('undated; reported by 1 February 2021', '16–24 February 2021')
        """
        first, last = self.ends(event)
        if not first:
            bound = (self.articles.get(str(name), {}) for name in self.tellers(event.get("event_id")))
            reported = any(a.get("latest") == event.get("latest") for a in bound)
            return "undated" if not last else f"undated; reported by {w.interval(last, last)}" if reported else w.interval(None, last)
        return w.interval(first, last, ongoing=event.get("status") == "ongoing")

    def ends(self, event: Row) -> tuple[date | None, date | None]:
        """The earliest and the latest day of an event, as far as anything says them."""
        first, last = w.ends(event)
        ours = first != last and self.by_convention(event.get("latest"), self.tellers(event.get("event_id")))
        return first, None if ours else last

    def tellers(self, event_id: object) -> set[object]:
        """The articles that tell an event."""
        return {r.get("article") for r in self.mentions(str(event_id))}

    def by_convention(self, last: object, articles: Iterable[object]) -> bool:
        """Is a last day that of one of these articles, for which nothing but a convention stands?"""
        rows = (self.articles.get(str(name), {}) for name in articles)
        return bool(last) and any(a.get("latest") == last and CONVENTION in str(a.get("basis")) for a in rows)

    def days(self, row: Row) -> str:
        """The days of a row of one article, as ``when`` tells those of an event.

        >>> told = {"article": "a1", "earliest": "2021-06-28", "latest": "2021-07-05", "basis": "inferred; a week later, by convention"}
        >>> Names({"articles": [told]}).days({"article": "a1", "earliest": "2021-04-01", "latest": "2021-07-05"})
        'April 2021 or later'
        """
        first, last = w.ends(row)
        ours = first != last and self.by_convention(row.get("latest"), [row.get("article")])
        return w.interval(first, None if ours else last)

    def said_on(self, statement: Row) -> str:
        """When somebody said something: on a day that the article tells, as a post does; else all that is known is when it was printed.

        >>> day = {"article": "a1", "earliest": "2021-02-25", "latest": "2021-02-25"}
        >>> Names({"articles": [day]}).said_on(day), Names().said_on(day)
        ('printed 25 February 2021', '25 February 2021')
        """
        article = self.articles.get(str(statement.get("article")), {})
        printed = any(w.ends(article)) and w.ends(article) == w.ends(statement)
        return f"printed {self.appeared(article)}" if printed else self.days(statement)

    def facts(self, *events: Row) -> dict[str, list[str]]:
        """What events are about, for a reader to choose from: their kinds, status, places and actors, in words."""
        kinds = [spoken(e.get("type")) for e in events]
        places = [self.place(p) for e in events for p in e.get("place_ids") or ()]
        actors = [self.actor(a["actor_id"]) for e in events for a in e.get("actors") or ()]
        return {"kind": kinds, "status": [self.status(e) or "happened" for e in events], "place": places, "actor": actors}

    def status(self, row: Row) -> str:
        """How an event stands, in a word; nothing for what is told to have happened."""
        return w.status(row.get("status"))

    @cached_property
    def _mentions(self) -> dict[str | None, list[Row]]:
        return by(self.rows("mentions"), "event_id")

    def mentions(self, event_id: str) -> list[Row]:
        """The mentions that tell an event, in the order of the table."""
        return self._mentions.get(event_id, [])

    def best(self, event_id: str, article: str | None = None) -> Row:
        """The mention that tells most of an event, in an article or in any: its day, place and act; an empty row where there is none."""
        event = self.events.get(event_id, {})
        told = (r for r in self.mentions(event_id) if article in (None, r.get("article")))
        return max(told, key=lambda r: _fullness(r, event), default={})

    @cached_property
    def claims(self) -> dict[str, Row]:
        """The rows of the claims by their ids."""
        return {r["claim_id"]: r for r in self.rows("claims") if r.get("claim_id")}


def names_of(corpus: Corpus) -> Names:
    """The names of a corpus."""
    return Names(corpus.rows)


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Country codes to names."""
    return {n.code: n.name for n in nations().values()}


def _one_day(article: Row) -> str:
    """The day on which an article appeared, short; nothing where it is not known to the day."""
    first, last = w.ends(article)
    return w.short_day(first) if first and first == last else ""


def _fullness(mention: Row, event: Row) -> tuple[bool | int, ...]:
    """How much of an event a mention tells: that it happened so, on days of its own, at a place, as this kind, with who and whom."""
    first, last = w.ends(mention)
    days = first is not None and last is not None and (last - first).days < 31
    same = [mention.get(k) == event.get(k) for k in ("status", "type")]
    return same[0], days + bool(mention.get("place_ids")), same[1], len(mention.get("actors") or ()), len(str(mention.get("text")))

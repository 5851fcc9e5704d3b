"""What the articles come to: what is established, what is disputed and what is unknown, each a sentence made out of rows, with its sources.

A fact is about one event. One that is called by a clause alone comes after those that have a name of their own.

- **Established**: a deed told as having happened by two articles or more that agree in two things, each of which names it by itself: its
  day, its place, its toll, whom it hit. An article that only takes it up ("the attack") does not count as telling it. Its day and place are
  not in conflict. It says the toll that two articles give alike and none gives otherwise, else how many articles tell it. Those told
  from most origins come first; what only sums up events that are established themselves is left out. Talk (meetings, statements,
  inquiries) stands in the chronology.
- **Disputed**: an attribute whose claims cannot all be true, told so by two who differ: two articles, or two people whom one cites. An
  article that contradicts itself disputes nothing. The dead come first, then the injured, the day, the place, then the rest; then what
  somebody is said to deny, in the article's words; last what differs of an event that has no name.
- **Unknown**: tolls that somebody will not say or does not know; tolls that one of several articles gives; what was called off and only
  one article tells; the tolls of what only one article tells, the highest first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from analystkit import wording as w
from analystkit.english import HEDGE, INEXACT, ends, event_type, family, group
from analystkit.link.origins import established
from analystkit.link.told import days_of
from analystkit.records import DONE, RADIUS
from analystkit.show.names import Names, Row, by, by_date, names_of
from analystkit.show.values import worded

if TYPE_CHECKING:
    from analystkit.corpus import Corpus

TOLLS = ("killed", "injured")
_UNSAID = {"refuses to say": "would not say", "does not say": "does not say", "not yet known": "not yet known"}
"""How the qualifier of a claim begins whose source gives no number, and what is said of it."""
_VAGUE = {"dozen": 20, "score": 40, "hundred": 200, "thousand": 2000}  # the least that an inexact number can mean; else three
_FEW = 3  # numbers that a sentence can list
_STATE, _UNNAMED = "Government of ", " (unspecified)"  # in the names of actors
_SAYS, _CUT = 3, 140  # words that say what is denied, and letters of them that are shown
_OF_WHAT = ("it", "them", "this", "that", "these", "those", "doing")  # which says too little alone
_ASKED = frozenset("bail entry access permission parole asylum request appeal motion visa".split())  # what is denied to somebody
_THINGS = frozenset("charge claim allegation accusation suggestion report rumour rumor".split())  # «a charge denied by Lee»: who denies it?
_ANYBODY = frozenset("people person persons one others other victims bodies among named".split())  # in words of whom is counted
_LISTED = 12  # characters between two that a sentence lists: " and her "
_WHOSE = frozenset("his her their its our my one another".split())
_ONE = "by one account"  # of one article: that no other tells it nobody can say
_FAR = 5  # times
_NEWS = timedelta(days=3)
_SITES = ("point", "district", "city")  # what is small enough for a site and its town to be one place
_WEIGHT = (*TOLLS, "date", "place")
_SAID = {"date": "dated {}", "place": "placed at {}", "weapon": "done with {}", "target": "against {}", "strike_count": "{}"}


@dataclass(frozen=True)
class Source:
    """Who stands behind a fact: the value in their words where values differ, what to call them, and the row with the span."""

    who: str
    row: Row
    value: str = ""


@dataclass(frozen=True)
class Fact:
    """A sentence about an event: its name, what is said of it, and who says so. Of a denial, which has no event, who denies, and what."""

    event_id: str
    event: str
    says: str
    sources: tuple[Source, ...]
    note: str = ""

    def __str__(self) -> str:
        return f"{self.event}{':' if self.event_id else ''} {self.says}."


@dataclass(frozen=True)
class Digest:
    """The facts of a corpus, each list in its order, and what the articles tell most, in a sentence."""

    standfirst: str
    established: tuple[Fact, ...]
    disputed: tuple[Fact, ...]
    unknown: tuple[Fact, ...]

    @property
    def events(self) -> dict[str, None]:
        """The ids of the events that these facts are about, in their order."""
        return dict.fromkeys(f.event_id for f in (*self.established, *self.disputed, *self.unknown) if f.event_id)


def digest(corpus: Corpus) -> Digest:
    """The digest of a corpus."""
    return digest_of(names_of(corpus), corpus.rows["conflicts"])


def digest_of(names: Names, conflicts: Sequence[Row]) -> Digest:
    """The digest of tables: ``names`` holds articles, actors, places, events, mentions and claims."""
    made = _Digest(names, conflicts)
    sure = tuple(made.established())
    return Digest(made.standfirst(sure), sure, tuple(made.disputed()), tuple(made.unknown()))


@dataclass(frozen=True)
class _Own:
    """What one article says of an event: its days, whether it is news of the event's day, its places, its tolls, and whom it hit."""

    days: tuple[tuple[date | None, date | None], ...]
    news: bool
    places: tuple[Row, ...]
    tolls: frozenset[tuple[str, int]]
    targets: frozenset[str]

    def agrees(self, other: _Own) -> bool:
        """Do both say the same in two things? One that gives no day is of the other's where it is news of it and counts the same."""
        tolls = not self.tolls.isdisjoint(other.tolls)
        days = any(_overlap(a, b) for a in self.days for b in other.days) or (
            tolls and (self.news or bool(self.days)) and (other.news or bool(other.days)) and not (self.days and other.days)
        )
        places = any(_one_site(a, b) for a in self.places for b in other.places)
        return days + places + tolls + (not self.targets.isdisjoint(other.targets)) > 1


class _Digest:
    def __init__(self, names: Names, conflicts: Sequence[Row]) -> None:
        self.names, self.conflicts = names, conflicts
        self.claims = by(names.claims.values(), "event_id", "attribute")
        self.verdicts = {(c["event_id"], c["attribute"]): c["verdict"] for c in conflicts}
        self.parts = {k["claim_id"] for c in conflicts for k in c["claims"] if k["part_of"]}
        self.events = sorted(names.events.values(), key=lambda e: (self._quoted(e), _rank(e)))
        self.called = Counter((names.short(e), names.when(e)) for e in names.events.values())

    def _quoted(self, event: Row) -> bool:
        """Is too little certain of it for a title of its own? What is sure of it, and what differs, comes last."""
        return "“" in self.names.title(event["event_id"])

    # -- established ---------------------------------------------------------------------------------------------------------

    def established(self) -> Iterator[Fact]:
        sure = [e for e in self.events if self._sure(e)]
        known = {e["event_id"] for e in sure}
        for event in sure:
            if known.isdisjoint(event.get("parts") or ()):
                yield self._toll_agreed(event) or self._told(event)

    def _sure(self, event: Row) -> bool:
        """Told as having happened by two articles that agree on it, with a day or a place that nobody disputes."""
        disputed = any(self.verdicts.get((event["event_id"], attribute)) == "conflict" for attribute in ("date", "place"))
        doubted = self._quoted(event) and any(r.get("status") in ("alleged", "denied") for r in self.names.mentions(event["event_id"]))
        if event.get("status") not in DONE or in_talk(event) or disputed or doubted:
            return False
        said = [self._of_its_own(event, article) for article in self._tellers(event)]
        return any(one.agrees(two) for one, two in combinations(said, 2))

    def _tellers(self, event: Row) -> list[str]:
        """The articles that tell it as having happened and say themselves when or where that was, or how many it hit."""
        told = by((r for r in self.names.mentions(event["event_id"]) if r.get("status") in DONE), "article")
        counted = _articles(c for attribute in TOLLS for c in self.claims.get((event["event_id"], attribute), ()) if _is_count(c))
        return [a for a, rows in told.items() if a in counted or any(_days_known(r) or r.get("place_ids") for r in rows)]

    def _of_its_own(self, event: Row, article: str) -> _Own:
        """What an article says of an event that can tell it from another. Without a day of its own it is news of the event's day, where
        it appeared then or soon after."""
        rows = [r for r in self.names.mentions(event["event_id"]) if r["article"] == article]
        places = {p for r in rows for p in r.get("place_ids") or ()}
        tolls = (c for attribute in TOLLS for c in self.claims.get((event["event_id"], attribute), ()) if c["article"] == article)
        return _Own(
            tuple(w.ends(r) for r in rows if _days_known(r)),
            _days_known(event) and _soon_after(event, self.names.articles[article]),
            tuple(self.names.places[p] for p in sorted(places) if p in self.names.places),
            frozenset((c["attribute"], c["value"]) for c in tolls if _is_count(c) and c["value"] > 1),
            frozenset(a["actor_id"] for r in rows for a in r.get("actors") or () if a["role"] == "target"),
        )

    def _toll_agreed(self, event: Row) -> Fact | None:
        """The dead, and the injured, that two articles count alike and no other otherwise."""
        said: dict[frozenset[str], list[str]] = {}
        sources: dict[str, Source] = {}
        for attribute in TOLLS:
            totals = [c for c in self._totals(event["event_id"], attribute) if "beside" not in c]
            values = {c["value"]: [x for x in totals if x["value"] == c["value"]] for c in totals}
            agreed = max(values, key=lambda v: (len(_articles(values[v])), v), default=0)
            if agreed and len(_articles(values[agreed])) > 1 and all(_agree(x, y) for x in values[agreed] for y in totals):
                said.setdefault(frozenset(_articles(values[agreed])), []).append(_counted(values[agreed], attribute))
                for claims in by(values[agreed], "article").values():
                    sources.setdefault(claims[0]["article"], Source(self.names.claimant(claims[0]), claims[0]))
        told = [f"{w.listed(numbers)}, say {w.number(len(who))} articles" for who, numbers in said.items()]  # none says what others do
        return self._fact(event, "; ".join(told), sources.values()) if told else None

    def _told(self, event: Row) -> Fact:
        told = self._tellers(event)
        rows = (self.names.best(event["event_id"], article) for article in told)
        more = len(_articles(self.names.mentions(event["event_id"]))) - len(told)
        named = f" and referred to by {w.number(more)} more" if more else ""
        every = "all " if len(told) == len(self.names.articles) else ""
        says = f"told by {every}{w.number(len(told))} articles{named}"
        return self._fact(event, says, (Source(self.names.article(r), r) for r in rows))

    # -- disputed ------------------------------------------------------------------------------------------------------------

    def disputed(self) -> Iterator[Fact]:
        """What differs of events, and between those that have a name and the others what is denied."""
        differs = list(self._differing())
        unnamed = [f for f in differs if self._quoted(self.names.events[f.event_id])]
        yield from (f for f in differs if f not in unnamed)
        yield from self._denied()
        yield from unnamed

    def _denied(self) -> Iterator[Fact]:
        """Who denies what, each once; a denial of "this", and one printed as a quotation, say too little alone."""
        denials = [s for s in self.names.rows("statements") if s.get("stance") == "denies" and s.get("kind") != "direct"]
        for said in by(denials, "speaker_id", "text").values():
            row, text = said[0], w.one_line(said[0]["text"], _CUT)
            words, speaker = text.lower().split(), w.one_line(row.get("speaker_text")).lower().split()
            nobody = not row.get("speaker_id") or _THINGS.intersection(speaker[-1:])
            if nobody or len(words) < _SAYS or words[0] in _OF_WHAT or _ASKED.intersection(words[:5]):
                continue
            who = self.names.speaker(row)
            if who.partition(" ")[0].lower() in _WHOSE or w.one_line(row["cue_text"]).endswith("ing"):
                continue  # «his lawyer»: whose, only the article says; «denying …»: who, only its sentence
            if not who[:1].isupper():  # «the judge», who has no name
                who = w.capital(who if who.startswith(("the ", "a ", "an ")) else f"the {who}")
            that = "that " if row.get("rule") == "that" else ""
            sources = tuple(Source(self.names.article(r), r) for r in said)
            yield Fact("", who, f"{w.one_line(row['cue_text'])} {that}“{text}”", sources)

    def _differing(self) -> Iterator[Fact]:
        def weight(c: Row) -> tuple[int, int, str]:
            rank = _WEIGHT.index(c["attribute"]) if c["attribute"] in _WEIGHT else len(_WEIGHT)
            return rank, -len(_articles(c["claims"])), c["conflict_id"]

        for c in sorted((c for c in self.conflicts if c["verdict"] == "conflict"), key=weight):
            event, attribute = self.names.events[c["event_id"]], c["attribute"]
            claims = [self.names.claims[k["claim_id"]] for k in c["claims"] if k["against"]]
            ids = {k["claim_id"] for k in c["claims"] if k["against"]}
            totals = [t for t in self._totals(c["event_id"], attribute) if t["claim_id"] in ids] if attribute in TOLLS else []
            sides = _each_first([x for x in totals if not all(_fit(x, y) for y in totals)] if attribute in TOLLS else claims)
            if not _differ(sides) or _of_several(sides):
                continue
            if attribute in TOLLS:
                values = _sides(sides)
                says = f"{values[0]} {_were(attribute, 1 if values[0] == w.number(1) else 2)}, or {w.listed(values[1:], 'or')}"
            elif attribute == "happened":
                says = "told as done, and denied"
            else:
                each = list(dict.fromkeys(worded(c, self.names) for c in sides))
                says = _SAID.get(attribute, f"{w.spoken(attribute)}: {{}}").format(", or ".join(each))
            yield self._fact(event, says, self._sources(sides), parts=c)

    # -- unknown -------------------------------------------------------------------------------------------------------------

    def unknown(self) -> Iterator[Fact]:
        named = [e for e in self.events if not self._quoted(e)]
        held = [e for e in named if self._unsaid(e["event_id"])]
        held = [e for e in held if not any(_of_several(self._totals(e["event_id"], attribute)) for attribute in TOLLS)]
        yield from map(self._held_back, held)
        rest = [e for e in named if e not in held]
        once = [(e, t) for e in rest if e.get("status") in DONE and (t := self._toll_once(e["event_id"]))]
        yield from (self._told_once(e, t, _ONE) for e, t in once if e["n_articles"] > 1)
        for event in rest:
            if event.get("status") == "cancelled" and event["n_articles"] == 1:
                row = self.names.best(event["event_id"])
                yield self._fact(event, f"called off, {_ONE}", [Source(self.names.article(row), row)])
        alone = [(e, t) for e, t in once if e["n_articles"] == 1 and _days_known(e)]
        yield from (self._told_once(e, t, _ONE) for e, t in sorted(alone, key=lambda both: -max(c["value"] for c in both[1])))

    def _unsaid(self, event_id: str) -> list[Row]:
        """Claims of an event whose source gives no toll, the first of each source."""
        found = (c for attribute in TOLLS for c in self.claims.get((event_id, attribute), ()) if _silence(c))
        return [claims[0] for claims in by(found, "article", "source_id").values()]

    def _held_back(self, event: Row) -> Fact:
        """A toll that somebody does not say, with the numbers that others give."""
        given = [c for attribute in TOLLS for c in self._totals(event["event_id"], attribute)]
        numbers = [_counted([c], c["attribute"]) for c in given]
        unsaid = self._unsaid(event["event_id"])
        silent = w.listed(list(dict.fromkeys(self._says_nothing(c) for c in unsaid)))
        account = "by one account" if len({(c["article"], c["source_id"]) for c in given}) == 1 else "by some accounts"
        says = f"{w.listed(list(dict.fromkeys(numbers)))}, {account}; {silent}" if numbers else silent
        told = [*self._sources(given), *(Source(self.names.claimant(c), c, _silence(c)) for c in unsaid)]
        return self._fact(event, says, told)

    def _says_nothing(self, claim: Row) -> str:
        who = self.names.cited(claim) or ("another article" if len(self.names.articles) > 1 else "the article")
        words = _silence(claim)
        return f"{who} calls the toll {words}" if words.endswith("known") else f"{who} {words}"

    def _toll_once(self, event_id: str) -> list[Row]:
        """The toll of an event where one article alone gives one."""
        totals = [c for attribute in TOLLS for c in self._totals(event_id, attribute)]
        every = _articles(c for attribute in TOLLS for c in self.claims.get((event_id, attribute), ()))
        one = all(len({_number(c) for c in said}) == 1 for said in by(totals, "attribute").values())
        return totals if len(every) == 1 and one else []

    def _told_once(self, event: Row, tolls: Sequence[Row], how: str) -> Fact:
        said = dict.fromkeys(_counted([c], c["attribute"]) for c in tolls)
        return self._fact(event, f"{w.listed(list(said))}, {how}", self._sources(tolls))

    # -- shared --------------------------------------------------------------------------------------------------------------

    def _totals(self, event_id: str, attribute: str) -> list[Row]:
        """What each source counts in all: its greatest number, which leaves out parts; nothing from an article whose vague words
        ("dozens") mean more than its numbers do. That nobody was hurt is mostly said of some, and is no total."""
        out = []
        for claims in by(self.claims.get((event_id, attribute), ()), "article").values():
            vague = max((_least(c) for c in claims if c["value"] is None), default=0)
            counts = [c for c in claims if _is_count(c) and c["claim_id"] not in self.parts]
            most = max((c["value"] for c in counts), default=0)
            own = [c for c in counts if c["source_id"] in (None, "outlet")]
            for said in by(counts, "source_id").values():
                best = max(said, key=lambda c: c["value"])
                best = {**best, "beside": run} if len(run := _run(best, said)) > 1 else best
                if most >= vague and (best["value"] == most or not own or (best in own and len(own) == len(counts))):
                    out.append(best)
        return out

    def _sources(self, claims: Iterable[Row]) -> Iterator[Source]:
        """Each voice once, with all its values."""
        for said in by(claims, "article", "source_id").values():
            several = len({c["attribute"] for c in said}) > 1
            values = (_value(c, self.names) + (f" {c['attribute']}" if several else "") for c in said)
            yield Source(self.names.claimant(said[0]), said[0], ", ".join(dict.fromkeys(values)))

    def _fact(self, event: Row, says: str, sources: Iterable[Source], *, parts: Row | None = None) -> Fact:
        """The fact, with the parts that a source gives instead of a total, and what its sources have in common."""
        told = list(sources)
        if parts:
            split = (self.names.claims[k["claim_id"]] for k in parts["claims"] if k["part_of"])
            for claims in by((c for c in split if c["source_id"] not in (None, "outlet")), "article", "source_id").values():
                if len(claims) > 1:
                    values = w.listed([_value(c, self.names) for c in claims])
                    told.append(Source(self.names.claimant(claims[0]), claims[0], f"{values}, told apart"))
        return Fact(event["event_id"], self._name(event), says, tuple(told), self._one_origin(told))

    def _name(self, event: Row) -> str:
        """What a fact calls its event: kind, place and day; its title where another event is called so too."""
        title, short = self.names.title(event["event_id"]), self.names.short(event)
        if self._quoted(event):
            named = title
        elif whose := self._whose(event):
            named = self.names.short(event, whose)
        else:
            named = short if self.called[short, self.names.when(event)] == 1 else title
        day = "" if self.verdicts.get((event["event_id"], "date")) == "conflict" else self.names.when(event)
        return ", ".join(filter(None, (named, day if day != "undated" else "")))

    def _whose(self, event: Row) -> str:
        """Who struck whom, as far as two articles name the same: " by the United States on the guards"; nobody of whom one alone does."""
        if family(str(event.get("type"))) != "violence":
            return ""
        towards = str(event_type(str(event["type"])).get("towards", "on"))
        by, on = self._party(event, "agent"), self._party(event, "target")
        if by.split()[:1] == on.split()[:1]:
            by = on = ""  # two arms of one state, or one name for both: who struck whom is not known
        parts = [f" by {by}" if by else "", f" {towards} {on}" if on else ""]
        return "".join(reversed(parts) if towards == "of" else parts)

    def _party(self, event: Row, role: str) -> str:
        """Whom two articles, and half of those that name anybody in a role, name in it; of two that as many name the government."""
        named: dict[str, set[str]] = {}
        for row in self.names.mentions(event["event_id"]):
            for a in row.get("actors") or ():
                if a["role"] == role:
                    named.setdefault(a["actor_id"], set()).add(row["article"])
        most = max(named, key=lambda a: (len(named[a]), self.names.actor(a).startswith(_STATE), a), default="")
        told = len(named.get(most, ()))
        sure = told > 1 and 2 * told >= len(set().union(*named.values()))
        return self.names.actor(most).removeprefix(_STATE).removesuffix(_UNNAMED) if sure else ""

    def _one_origin(self, told: Sequence[Source]) -> str:
        """That several articles have it all from one origin, where that is known."""
        behind = {s.row.get("origin") for s in told}
        origin = str(next(iter(behind), None) or "")
        several = len(_articles(s.row for s in told)) > 1
        return f"all {self.names.origin({'origin': origin})}" if several and len(behind) == 1 and origin and established(origin) else ""

    def standfirst(self, sure: Sequence[Fact]) -> str:
        """How many articles there are, of when, and what most of them tell, by kind, place and month."""
        articles = list(self.names.articles.values())
        days = sorted(d for a in articles for d in w.ends(a) if d)
        when = f" of {w.interval(days[0].replace(day=1), w.last_of_month(days[-1]))}" if days else ""
        n = w.number(len(articles)).capitalize()
        told = (self.names.events[f.event_id] for f in sure[:3])
        main = [e for e in told if 2 * e["n_articles"] >= len(articles)]
        first = [f"{_indefinite(self.names.short(e))}{_in_month(w.ends(e))}" for e in main]
        return f"{n} article{'' if len(articles) == 1 else 's'}{f' on {w.listed(first)}' if first else when}."


def _run(claim: Row, claims: Sequence[Row]) -> list[Row]:
    """Those whom a sentence lists with a count, each by what they are ("{a mother} and her {two sons}"); else the count alone."""
    told = sorted((c for c in claims if _class(c)), key=lambda c: c["start"])
    at = next((k for k, c in enumerate(told) if c["claim_id"] == claim["claim_id"]), None)
    if at is None:
        return [claim]
    lo = hi = at
    while lo and told[lo]["start"] - told[lo - 1]["end"] <= _LISTED:
        lo -= 1
    while hi + 1 < len(told) and told[hi + 1]["start"] - told[hi]["end"] <= _LISTED:
        hi += 1
    return told[lo : hi + 1]


def _class(claim: Row) -> str:
    """What those are who are counted; nothing where they are just people, or the others of some.

    >>> _class({"qualifier": "at least; guards"}), _class({"qualifier": "people"}), _class({"qualifier": None})
    ('guards', '', '')
    """
    parts = str(claim.get("qualifier") or "").split("; ")
    words = next((p for p in parts if not HEDGE.fullmatch(p)), "")
    return "" if _ANYBODY.intersection(words.split()) or len(parts) > 2 else words


def _each_first(claims: Sequence[Row]) -> list[Row]:
    """Each value's first claim before the others: who reads only three receipts sees what differs."""
    first = {str(c["value"]): c for c in reversed(claims)}
    return sorted(claims, key=lambda c: first[str(c["value"])] is not c)


def _in_month(days: tuple[date | None, date | None]) -> str:
    """Days within a month as the month.

    >>> _in_month((date(2021, 2, 3), date(2021, 2, 9))), _in_month((None, date(2021, 2, 9)))
    (' in February 2021', '')
    """
    first, last = days
    if not first or not last or (first.year, first.month) != (last.year, last.month):
        return ""
    return f" in {w.interval(first.replace(day=1), w.last_of_month(last))}"


def _indefinite(name: str) -> str:
    """An event as something not told of before.

    >>> _indefinite("Airstrike in Lund"), _indefinite("Attacks near Lund"), _indefinite("US raid")
    ('an airstrike in Lund', 'attacks near Lund', 'a US raid')
    """
    first = re.split(r" (?:in|at|of|near|[0-9]+ km) ", name, maxsplit=1)[0]
    low = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    many = first.endswith("s") and not first.endswith("ss")
    return low if many else f"{'an' if low[0] in 'aeio' else 'a'} {low}"


def in_talk(event: Row) -> bool:
    """Is nothing done in it but said?"""
    return family(str(event.get("type"))) in group("talk")


def _rank(event: Row) -> tuple[int, int, tuple[str, str, str]]:
    """What most origins and most articles tell first."""
    return -(event["n_origins"] or 0), -event["n_articles"], by_date(event)


def _overlap(one: tuple[date | None, date | None], two: tuple[date | None, date | None]) -> bool:
    (a, b), (c, d) = one, two
    return bool(a and b and c and d and a <= d and c <= b)


def _soon_after(event: Row, article: Row) -> bool:
    """Did an article appear on the day of an event or in the days after it?"""
    (_, happened), (_, appeared) = w.ends(event), w.ends(article)
    return bool(happened and appeared and timedelta(0) <= appeared - happened <= _NEWS)


def _one_site(one: Row, two: Row) -> bool:
    """Are they one place, no country, or a site and its town?"""
    if one["place_id"] == two["place_id"]:
        return one.get("precision") != "country"
    if not all(p.get("precision") in _SITES and p.get("lat") is not None for p in (one, two)):
        return False
    from geopy.distance import geodesic

    apart = float(geodesic((one["lat"], one["lon"]), (two["lat"], two["lon"])).km)
    return apart <= RADIUS[one["precision"]] + RADIUS[two["precision"]]


def _days_known(event: Row) -> bool:
    """Is it known to a month or better when it happened?"""
    first, last = w.ends(event)
    return first is not None and last is not None and (last - first).days < 31


def _articles(rows: Iterable[Row]) -> set[str]:
    return {r["article"] for r in rows}


def _is_count(claim: Row) -> bool:
    """Is it a number of people? A name of somebody killed counts nobody."""
    return isinstance(claim["value"], int) and claim["value"] > 0 and not str(claim.get("qualifier") or "").startswith("named")


def _least(claim: Row) -> int:
    """The least that an inexact number can mean; 0 for none.

    >>> _least({"qualifier": "dozens; guards"}), _least({"qualifier": "several"}), _least({"qualifier": "refuses to say"})
    (20, 3, 0)
    """
    words = str(claim.get("qualifier") or "")
    return next((n for word, n in _VAGUE.items() if word in words.partition(";")[0]), 3) if INEXACT.match(words) else 0


def _silence(claim: Row) -> str:
    """How a source says that it gives no number; nothing where it gives one."""
    begins = str(claim.get("qualifier") or "").partition(";")[0]
    return _UNSAID.get(begins, "") if claim.get("value") is None else ""


def _agree(one: Row, two: Row) -> bool:
    """Can both numbers be true? "At least five" and "seven" can; "more than 30" and "30" cannot."""
    (a, b), (c, d) = (ends(x["value"], str(x.get("qualifier") or "")) for x in (one, two))
    return a <= d and c <= b


def _fit(one: Row, two: Row) -> bool:
    """Is there nothing to dispute? "More than 51" and "51" are said of one count."""
    return _agree(one, two) or one["value"] == two["value"]


def _sides(claims: Sequence[Row]) -> list[str]:
    """The numbers that stand against one another: each that is given; where there are many, each side by the number that most give."""
    rising = sorted(claims, key=lambda c: c["value"])
    given = by(rising, "value").values()
    sides: list[list[Row]] = [*given] if len(given) <= _FEW else []
    for claim in rising if not sides else ():
        fitting = next((side for side in sides if all(_fit(claim, other) for other in side)), None)
        sides.append([claim]) if fitting is None else fitting.append(claim)
    said = ([_number(c) for c in side] for side in sides)
    return [max(dict.fromkeys(numbers), key=numbers.count) for numbers in said]


def _of_several(claims: Sequence[Row]) -> bool:
    """Are there so many numbers, so far apart, that they must be of several counts: one, two, five, eight and twelve?"""
    values = {c["value"] for c in claims if isinstance(c["value"], int)}
    return len(values) > _FEW and max(values) > _FEW * min(values)


def _differ(claims: Sequence[Row]) -> bool:
    """Do two of them differ who are not one voice: two articles, or two whom one article cites, neither of whom says the other's too?"""

    def against(one: Row, two: Row) -> bool:
        if isinstance(one["value"], int) and isinstance(two["value"], int):
            low, high = sorted((one["value"], two["value"]))
            return not _fit(one, two) and (one["article"] == two["article"] or high <= _FAR * low)  # else one of them counts a part
        days = days_of(one["value"]), days_of(two["value"])
        return not days[0].overlaps(days[1]) if days[0] and days[1] else one["value"] != two["value"]

    voices = by(claims, "article", "source_id")
    for a, own in voices.items():
        for b, other in voices.items():
            apart = a[0] != b[0] or (a != b and "outlet" not in (a[1], b[1]))
            if apart and all(against(one, two) for one in own for two in other):
                mine, theirs = ([c for c in claims if c["article"] == x[0]] for x in (a, b))
                if a[0] == b[0] or all(against(one, two) for one in mine for two in theirs):
                    return True
    return False


def _value(claim: Row, names: Names) -> str:
    """A claim's value in a word or two; a toll without a number ("dozens", not known) as the ledger words it.

    >>> _value({"attribute": "killed", "value": 7}, Names()), _value({"attribute": "killed", "value": None}, Names())
    ('seven', 'not known')
    """
    return _number(claim) if claim["attribute"] in TOLLS and isinstance(claim["value"], int) else worded(claim, names)


def _number(claim: Row) -> str:
    if "beside" in claim:  # never their sum
        return w.listed([f"{_number(c)} {_class(c)}" for c in claim["beside"]])
    hedge = str(claim.get("qualifier") or "").partition(";")[0]
    if hedge.startswith("between"):
        return hedge  # both ends are in it
    return f"{hedge} {w.number(claim['value'])}" if HEDGE.fullmatch(hedge) else w.number(claim["value"])


def _were(attribute: str, n: int) -> str:
    return f"{'was' if n == 1 else 'were'} {attribute}"


def _counted(claims: Sequence[Row], attribute: str) -> str:
    """A toll that several give alike, with the hedge of whoever hedges: "at least seven were killed"."""

    def room(claim: Row) -> float:
        low, high = ends(claim["value"], str(claim.get("qualifier") or ""))
        return high - low

    loosest = max(claims, key=room)
    return f"{_number(loosest)} {_were(attribute, 2 if 'beside' in loosest else loosest['value'])}"

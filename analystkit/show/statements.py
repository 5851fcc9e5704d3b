"""Who said what and when, and who relays it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analystkit import wording as w
from analystkit.show import live
from analystkit.show import markup as m
from analystkit.show.names import Names, Row, by, by_date, names_for, rows_of
from analystkit.show.receipts import seen
from analystkit.show.view import View

if TYPE_CHECKING:
    import pandas as pd

MANY = 12
"""More speakers than this get a list to jump from."""


def statements(said: pd.DataFrame) -> View:
    """Every utterance, by speaker: the words, how they were printed, by which articles, and who relays them.

    The unnamed stand apart.

    >>> import pandas as pd
    >>> statements(pd.DataFrame([], columns=["article", "start", "end", "text", "speaker_id"]))
    Statements: none
    """
    told, found = names_for(said, "statements"), rows_of(said)
    if not found:
        return m.view("Statements: none", m.tag("p", m.text("No statements were found.")))
    unnamed = {r.get("actor_id") for r in told.rows("actors") if r.get("kind") == "anonymous"}
    speakers = by(found, "speaker_id")
    often = {s: len({utterance_of(r) for r in rows}) for s, rows in speakers.items()}
    order = sorted(speakers, key=lambda s: (s is None, s in unnamed, -often[s], str(s)))  # the unnamed, then the unknown come last
    named = sum(s is not None and s not in unnamed for s in order)
    heads = [_speaker(speakers[s], told) for s in order]
    listed = []
    if len(heads) > MANY:
        sign = _sign(found)
        anchors = [f"said-{sign}-{n}" for n in range(1, len(order) + 1)]
        heads = [(m.target(a, title), body) for a, (title, body) in zip(anchors, heads, strict=True)]
        listed = [_index([(a, speakers[s]) for a, s in zip(anchors, order, strict=True)], told)]
    sections = [
        m.grouped(title, ("Words", "Said", "Printed in"), groups, "ak-quotes")
        for title, groups in (("By speaker", heads[:named]), ("Speakers who are not named, or not known", heads[named:]))
        if groups
    ]
    total = len({utterance_of(r) for r in found})
    summary = f"Statements: {w.count(total, 'utterance')}, {w.count(named, 'named speaker')}, {w.count(len(found), 'passage')}"
    return seen(summary, m.join([live.style("statements.css"), *listed, *sections]), said)


def fact(printed: Sequence[Row], told: Names) -> m.Html:
    """What passages are about: who speaks, who relays it and how it is told."""
    who, kinds = (_called([r], told) for r in printed), (w.spoken(r.get("kind")) for r in printed)
    return m.fact(actor=who, via=(told.actor(r["via"]) for r in printed if r.get("via")), kind=kinds)


def _sign(found: Sequence[Row]) -> str:
    """A sign of what a view shows, so that two views share a page."""
    return hashlib.sha256("\n".join(f"{r.get('article')}:{r.get('start')}" for r in found).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _index(speakers: Iterable[tuple[str, Sequence[Row]]], told: Names) -> m.Html:
    """The speakers with the number of their utterances, each a link into the page."""
    items = [m.join([m.jump(a, _called(rows, told)), m.note(len(_utterances(rows)))], " ") for a, rows in speakers]
    head = m.tag("h4", m.text("Speakers, with the number of their utterances"))
    return m.tag("div", m.join([head, m.listed(items, "ak-list ak-undated")]), "ak-speakers")


def _utterances(found: Iterable[Row]) -> list[list[Row]]:
    """The passages of each utterance."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        groups.setdefault(utterance_of(row), []).append(row)
    return list(groups.values())


def utterance_of(row: Row) -> str:
    """The utterance a row prints; a row without one stands for itself."""
    return str(row.get("utterance_id") or f"{row.get('article')}:{row.get('start')}")


def _called(found: Sequence[Row], told: Names) -> str:
    return "Speaker not known" if found[0].get("speaker_id") is None else told.speaker(found[0])


def _speaker(found: Sequence[Row], told: Names) -> tuple[m.Html, list[list[m.Html]]]:
    body = []
    for rows in _utterances(found):
        body.append([m.join([fact(rows, told), m.join(map(worded, longest(rows)), " … ")]), _when(rows, told), _printings(rows, told)])
    return m.join([m.text(_called(found, told)), m.note(w.count(len(body), "utterance"))], " "), body


def worded(row: Row) -> m.Html:
    """The words of a row, after what the speaker does with them where the article tells it: "denies: its forces had fired"."""
    does = polarity(row)
    return m.join([m.text(f"{does}: "), m.quotation(row)]) if does else m.quotation(row)


def polarity(row: Mapping[str, Any]) -> str | None:
    """What the speaker of reported words does with them, where it is more than saying them; None for plain reports and quotations.

    >>> polarity({"kind": "indirect", "cue_text": "denied", "stance": "denies"}), polarity({"kind": "direct", "stance": "denies"})
    ('denies', None)
    >>> polarity({"kind": "indirect", "cue_text": "could not confirm", "stance": "does not confirm"})
    'could not confirm'
    """
    does, cue, rule = row.get("stance"), w.one_line(row.get("cue_text"), 60), str(row.get("rule") or "")
    if row.get("kind") not in ("indirect", "mixed"):
        return None
    if rule.startswith("would not say"):
        return "would not say"  # the cue is the verb alone
    if does == "declines" or rule == "passive charge" or _NEGATED.search(cue):
        return cue  # the article's own words say it best
    return does if does not in _NO_STANCE else None


_NEGATED = re.compile(r"\b(?:not|never|no|unable|cannot)\b|n['’]t\b", re.IGNORECASE)
_NO_STANCE = ("responds", "warns", "thanks")  # the words themselves say so


def longest(printed: Sequence[Row]) -> list[Row]:
    """The passages of the article that prints most of an utterance."""
    by_article = by(printed, "article").values()
    return max(by_article, key=lambda rows: sum(len(str(r.get("text") or "")) for r in rows))


def _when(printed: Sequence[Row], told: Names) -> m.Html:
    row = narrowest(printed)
    return m.link(told.said_on(row), row) if any(w.ends(row)) else m.note(w.NOT_KNOWN)


def narrowest(printed: Sequence[Row]) -> Row:
    """The passage that says most exactly when it was said."""

    def width(row: Row) -> int:
        first, last = w.ends(row)
        return (last - first).days if first and last else 10**6 + (not first and not last)

    return min(printed, key=width)


def _printings(printed: Sequence[Row], told: Names) -> m.Html:
    """Each article that prints it, whom it relays, and a receipt at every cue."""
    items = []
    for found in by(printed, "article").values():
        via = dict.fromkeys(told.actor(r["via"]) for r in found if r.get("via"))
        relayed = m.note(f"; relayed by {', '.join(via)}") if via else m.Html("")
        items.append(m.join([m.text(f"{told.article(found[0])}: "), m.join((m.link(_cue(r), r) for r in found), ", "), relayed]))
    return m.listed(items)


def _cue(row: Row) -> str:
    cue = f" “{w.one_line(row['cue_text'], 60)}”" if row.get("cue_text") else ""
    return f"{w.spoken(row.get('kind')) or 'statement'}{cue}"


def when_said(said: pd.DataFrame) -> View:
    """Every utterance by when it was said, where the article tells a day, else by when it was printed: who, the first words, who prints it.

    >>> import pandas as pd
    >>> when_said(pd.DataFrame([], columns=["article", "start", "end", "text", "speaker_id"]))
    When it was said: no statements
    """
    told = names_for(said, "statements")
    each = ((narrowest(rows), rows) for rows in _utterances(rows_of(said)))
    said_when = sorted(each, key=lambda t: (by_date(t[0])[:2], utterance_of(t[1][0])))
    days: dict[str, list[m.Html]] = {}
    for row, rows in said_when:
        days.setdefault(w.capital(told.said_on(row)), []).append(_moment(rows, told))
    if not days:
        return m.view("When it was said: no statements", m.tag("p", m.text("No statements were found.")))
    dated = sum(any(w.ends(row)) for row, _ in said_when)
    lines = (m.tag("li", m.join([m.tag("h5", m.text(day)), m.listed(items)]), "ak-day") for day, items in days.items())
    rest = f"; {len(said_when) - dated} without a date" if dated < len(said_when) else ""
    content = m.join([live.style("statements.css"), m.tag("ol", m.join(lines), "ak-days")])
    return seen(f"When it was said: {w.count(dated, 'utterance')}{rest}", content, said)


def _moment(rows: Sequence[Row], told: Names) -> m.Html:
    first = longest(rows)[0]
    does, who = polarity(first), m.tag("b", m.text(_called(rows, told)))
    papers = ", ".join(dict.fromkeys(map(told.article, rows)))
    return m.join([fact(rows, told), who, m.text(f" {does}: " if does else ": "), m.quotation(first, 160), m.text(" "), m.note(papers)])

"""When things happened, as precisely as the sources say and no more: rows of intervals over an axis, and what is undated, folded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from analystkit import wording as w
from analystkit.show import live
from analystkit.show import markup as m
from analystkit.show.names import Names, Row, by, by_date, expect, names_for, rows_of
from analystkit.show.receipts import seen
from analystkit.show.timeline import LOOKS, Mark, Panel, Span, draw, ticks
from analystkit.show.view import View

if TYPE_CHECKING:
    import pandas as pd

DRAWN = 60
"""The still picture shows this many events at most, those told by most articles."""
_ROWS = 120
"""An axis shows as many rows at once, those told by most articles; the others come as a shorter time is chosen."""

LEGEND = {
    "airstrike": "airstrike",
    "attack": "attack",
    "other": "anything else",
    "span": "up to a month",
    "vague": "vaguer",
    "since": "an open end",
    "hollow": "not told as done",
}
"""What a mark's classes mean."""
_UNDATED = "undated"  # so begins what Names.when says of an event that no article dates

_PRECISE = 92  # days: what is known to a season or better says which months are the busy ones
_GAP = 183  # days without anything: what lies beyond is background


def chronology(events: pd.DataFrame) -> View:
    """Events as intervals on a timeline, with their precision visible; each leads to its page, its days to the fullest sentence.

    Events that no article dates stand folded below the rows, never placed.

    >>> import pandas as pd
    >>> chronology(pd.DataFrame([], columns=["event_id", "title", "status", "earliest", "latest"]))
    Chronology: no events
    """
    expect(events=events)
    found = sorted({r["event_id"]: r for r in rows_of(events)}.values(), key=by_date)  # an exploded frame has an event twice
    told = names_for(events, "events", events=found)
    dated = [e for e in found if _placed(e, told)]
    undated = [e for e in found if not _placed(e, told)]
    if not found:
        return m.view("Chronology: no events", m.tag("p", m.text("No events were found.")))
    days = sorted(d for e in dated for d in w.ends(e) if d)
    span = f", {w.interval(days[0], days[-1])}" if days else ""
    summary = f"Chronology: {w.count(len(found), 'event')}{span}{f'; {len(undated)} without a date' if undated else ''}"
    return seen(summary, m.join([_picture(dated, told, summary), _undated(undated, told)]), events)


def _placed(event: Row, told: Names) -> bool:
    """Does an article date it? That it was reported by some day says nothing of when it was."""
    return any(w.ends(event)) and not told.when(event).startswith(_UNDATED)


# The picture: drawn rows that a reader can work with, and the same as a still image for where styles and scripts are taken away


def _picture(dated: Sequence[Row], told: Names, name: str) -> m.Html:
    if not dated:
        return m.Html("")
    marks = [_mark(e, told) for e in dated]
    often = sorted(range(len(dated)), key=lambda i: -int(dated[i].get("n_articles") or 0))[:DRAWN]
    left_out = f"Drawn: the {len(often)} of {len(dated)} dated events that most articles tell."
    caption = m.tag("figcaption", m.note(left_out), "ak-still") if len(often) < len(dated) else m.Html("")
    still = live.image(draw(panels([marks[i] for i in sorted(often)])), f"{name}: {'; '.join(k.label for k in marks[:30])}.")
    style, script = live.style("strip.css", "chronology.css"), live.script("chronology.js")
    drawn = f'<div class="ak-live">{_rows(marks)}</div>'
    return m.Html(f'{style}<figure class="ak-time">{still}{caption}{drawn}</figure><script>{script}</script>')


def timeline(events: Sequence[Row], told: Names) -> m.Html:
    """Some events as rows over an axis, without a still picture and without a script: for a page, which is styled."""
    style = live.style("strip.css", "chronology.css")
    return m.Html(f'{style}<figure class="ak-time"><div class="ak-live">{_rows([_mark(e, told) for e in events])}</div></figure>')


def _rows(marks: Sequence[Mark]) -> m.Html:
    """The rows of all events, and what their marks mean, as far as they occur."""
    found = {css for k in marks for css in (k.sort, k.shape.replace("until", "since"), "other" if k.done else "hollow")}
    keys = (("" if css in ("span", "vague", "since") else " ak-day", css, words) for css, words in LEGEND.items() if css in found)
    legend = (m.Html(f'<i class="ak-key ak-{css}{day}"><i class="ak-bar"></i></i>{m.text(words)}') for day, css, words in keys)
    return m.join([*map(_panel, panels(marks)), m.listed(legend, "ak-legend")])


def _mark(event: Row, told: Names) -> Mark:
    words = [told.when(event), told.status(event), w.count(event["n_articles"], "article") if event.get("n_articles") else ""]
    return Mark(
        told.title(event["event_id"]),
        " · ".join(filter(None, words)),
        told.ends(event),
        str(event.get("status") or ""),
        event["event_id"],
        told.best(event["event_id"]),
        int(event.get("n_articles") or 0),
        kind if (kind := str(event.get("type"))) in LOOKS else "other",
        m.fact(**told.facts(event)),
    )


def _panel(panel: Panel) -> m.Html:
    """An axis with a row an event. The rows' places are numbers of days, so that style alone draws any part of the axis."""
    lines = m.join(m.Html(f'<i style="--a:{at.toordinal()}">{m.text(word)}</i>') for at, word in ticks(panel.first, panel.last))
    seldom = set(sorted(range(len(panel.marks)), key=lambda i: -panel.marks[i].articles)[_ROWS:])
    ranks = [f' data-n="{k.articles}"{" hidden" if i in seldom else ""}' if seldom else "" for i, k in enumerate(panel.marks)]
    rows = m.join(map(_row, panel.marks, ranks))
    unseen = 'aria-hidden="true" hidden="hidden"'  # the style shows it; JupyterLab takes out an attribute without a value
    axes = m.Html(f'<div class="ak-head" {unseen}>{lines}</div><div class="ak-axis" {unseen}>{lines}</div>')
    ends = f"--from:{panel.first.toordinal()};--to:{panel.last.toordinal() + 1}"
    many = len(panel.marks) > DRAWN
    cue = m.tag("p", m.note(f"{w.count(len(panel.marks), 'event')}; the list scrolls."), "ak-cue") if many else m.Html("")
    scrolls = f' ak-many" tabindex="0" role="region" aria-label="{m.text(panel.title)}' if many else ""
    return m.Html(
        f'<section class="ak-panel" style="{ends}"><h3>{m.text(panel.title)}</h3>{cue}'
        f'<div class="ak-rows{scrolls}">{axes}<ol>{rows}</ol></div></section>'
    )


def _row(mark: Mark, rank: str) -> m.Html:
    first, last = mark.when
    ends = (f"--a:{first.toordinal()};" if first else "") + (f"--b:{last.toordinal() + 1}" if last else "")
    note = m.link(mark.note, mark.telling, hint=w.one_line(mark.telling.get("text"), 240))
    label = m.join(
        [mark.fact or m.text(""), _named("Event", m.event_link(mark.label, mark.event_id), "ak-title"), _named("When", note, "ak-note")],
        " ",
    )
    row = m.join([m.tag("span", label, "ak-label"), m.Html('<span class="ak-lane"><i class="ak-bar"></i></span>')])
    return m.Html(f'<li class="ak-{mark.shape} ak-{mark.sort}{"" if mark.done else " ak-hollow"}" style="{ends}"{rank}>{row}</li>')


def _named(head: str, content: m.Html, css: str) -> m.Html:
    """A part of a row that names itself, as the column of a table does."""
    return m.Html(f'<span data-head="{head}" class="{css}">{content}</span>')


def panels(marks: Sequence[Mark]) -> list[Panel]:
    """The busy months large; what lies outside of them, or is known only to years around them, on an axis of its own."""
    window = busy_months([mark.when for mark in marks])
    inside: list[Mark] = []
    apart: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: None in mark.when):  # what is bounded on one side only stands below
        days = [d for d in mark.when if d]
        (inside if window and days and window[0] <= min(days) and max(days) <= window[1] else apart).append(mark)
    made = [Panel(w.interval(*window), inside, *window)] if window and inside else []
    if apart:
        days = [d for mark in apart for d in mark.when if d] + list(window or ())
        title = "Before, after and around" if inside else "Years"
        made.append(Panel(title, apart, date(min(days).year, 1, 1), date(max(days).year, 12, 31)))
    return made


def busy_months(spans: Sequence[Span]) -> tuple[date, date] | None:
    """The months in which most of the well-dated events lie without a gap of half a year; the later ones where two are as busy.

    >>> d = date.fromisoformat
    >>> busy_months([(d("1979-11-04"), d("1979-11-04")), (d("2021-02-15"), d("2021-02-15")), (d("2021-04-02"), d("2021-04-10"))])
    (datetime.date(2021, 2, 1), datetime.date(2021, 4, 30))
    """
    known = sorted((a, b) for a, b in spans if a and b and (b - a).days <= _PRECISE)
    groups: list[list[tuple[date, date]]] = []
    for a, b in known:
        if groups and (a - max(end for _, end in groups[-1])).days <= _GAP:
            groups[-1].append((a, b))
        else:
            groups.append([(a, b)])
    if not groups:
        return None
    busiest = max(groups, key=lambda g: (len(g), g[-1][0]))
    return busiest[0][0].replace(day=1), w.last_of_month(max(end for _, end in busiest))


def _undated(undated: Sequence[Row], told: Names) -> m.Html:
    """What no article dates, folded, by the last day on which it can have been reported."""
    if not undated:
        return m.Html("")
    parts = [m.tag("summary", m.text(f"Undated: {w.count(len(undated), 'event')}"))]
    for when, found in by(({"when": told.when(e)} | e for e in undated), "when").items():
        reported = when.removeprefix(_UNDATED).removeprefix("; ")
        parts.append(m.tag("h4", m.text(f"Undated, {reported}" if reported.startswith("reported") else "Undated")))
        marks = (_mark(e, told) for e in found)
        lines = (
            (k.fact, m.event_link(k.label, k.event_id), m.link(k.note.removeprefix(when).removeprefix(" · ") or "the words", k.telling))
            for k in marks
        )
        items = (
            m.join([fact or m.text(""), _named("Event", title, "ak-title"), _named("When", note, "ak-note")], " ")
            for fact, title, note in lines
        )
        parts.append(m.listed(items, "ak-list ak-undated"))
    return m.tag("details", m.join(parts))

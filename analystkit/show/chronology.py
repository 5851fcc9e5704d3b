"""When things happened, as precisely as the sources say and no more: a picture of intervals, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from analystkit import wording as w
from analystkit.records import NOT_DONE
from analystkit.show import live
from analystkit.show import markup as m
from analystkit.show.names import Names, Row, by, by_date, expect, rows_of
from analystkit.show.timeline import LEGEND, REPORTED, Mark, Panel, Span, draw, ticks
from analystkit.show.view import View

if TYPE_CHECKING:
    import pandas as pd

DRAWN = 60
"""The still picture shows this many events at most, those told by most articles; the table always has all."""
_ROWS = 120
"""An axis shows as many rows at once, those told by most articles; the others come as a shorter time is chosen."""

_PRECISE = 92  # days: what is known to a season or better says which months are the busy ones
_GAP = 183  # days without anything: what lies beyond is background


def chronology(
    events: pd.DataFrame, mentions: pd.DataFrame | None = None, articles: pd.DataFrame | None = None, places: pd.DataFrame | None = None
) -> View:
    """Events as intervals on a timeline, with their precision visible, and the same events as a table.

    ``mentions`` give the receipts, ``articles`` the outlets and when each event was told, ``places`` the names. Events without any date
    are listed, never placed.

    >>> import pandas as pd
    >>> chronology(pd.DataFrame([], columns=["event_id", "title", "status", "earliest", "latest"]))
    Chronology: no events
    """
    expect(events, "events", "event_id")
    found = sorted(rows_of(events), key=by_date)
    told = Names(articles_table=articles, places_table=places, events_table=found, mentions_table=mentions)
    dated = [e for e in found if any(w.ends(e))]
    undated = [e for e in found if not any(w.ends(e))]
    if not found:
        return m.view("Chronology: no events", m.tag("p", m.text("No events were found.")))
    days = sorted(d for e in dated for d in w.ends(e) if d)
    span = f", {w.interval(days[0], days[-1])}" if days else ""
    summary = f"Chronology: {w.count(len(found), 'event')}{span}{f'; {len(undated)} without a date' if undated else ''}"
    return m.view(summary, m.join([_picture(dated, told, summary), _not_placed(undated, told), _table(found, told)]))


# The picture: drawn rows that a reader can work with, and the same as a still image for where styles and scripts are taken away


def _picture(dated: Sequence[Row], told: Names, name: str) -> m.Html:
    if not dated:
        return m.Html("")
    marks = [_mark(e, told) for e in dated]
    often = sorted(range(len(dated)), key=lambda i: -int(dated[i].get("n_articles") or 0))[:DRAWN]
    still = draw(panels([marks[i] for i in sorted(often)]), name)
    left_out = f"Drawn: the {len(often)} of {len(dated)} dated events that most articles tell. The table has all."
    caption = m.note(left_out) if len(often) < len(dated) else m.Html("")
    stage = m.join([live.image(still, f"{name}. The table below says the same."), m.tag("figcaption", caption, "ak-still")])
    style, script = live.style("strip.css", "chronology.css"), live.script("chronology.js")
    drawn = f'<div class="ak-live" hidden="hidden">{_rows(marks)}</div>'  # JupyterLab takes out an attribute without a value
    return m.Html(f'{style}<figure class="ak-time">{stage}{drawn}</figure><script>{script}</script>')


def timeline(events: Sequence[Row], told: Names) -> m.Html:
    """Some events as rows over an axis, without a still picture and without a script: for a page, which is styled."""
    style = live.style("strip.css", "chronology.css")
    return m.Html(f'{style}<figure class="ak-time"><div class="ak-live">{_rows([_mark(e, told) for e in events])}</div></figure>')


def _rows(marks: Sequence[Mark]) -> m.Html:
    """The rows of all events, and what their marks mean."""
    keys = [(css, "bar", words) for css, words, _ in LEGEND] + [("article", "told", REPORTED)]
    legend = (m.Html(f'<i class="ak-key ak-{css}"><i class="ak-{inner}"></i></i>{m.text(words)}') for css, inner, words in keys)
    return m.join([*map(_panel, panels(marks)), m.listed(legend, "ak-legend")])


def _mark(event: Row, told: Names) -> Mark:
    mentions, status = told.mentions(event["event_id"]), str(event.get("status") or "")
    words = [told.when(event)] + ([told.status(event)] if told.status(event) else [])
    if event.get("n_articles"):
        words.append(w.count(event["n_articles"], "article"))
    published = (told.articles[a] for a in dict.fromkeys(r["article"] for r in mentions) if a in told.articles)
    first = told.best(event["event_id"])
    return Mark(
        told.title(event["event_id"]),
        " · ".join(words),
        w.ends(event),
        status,
        event["event_id"],
        tuple(sorted({span for span in map(w.ends, published) if all(span)}, key=str)),
        first,
        int(event.get("n_articles") or 0),
    )


def _panel(panel: Panel) -> m.Html:
    """An axis with a row an event. The rows' places are numbers of days, so that style alone draws any part of the axis."""
    axis = [(at.toordinal(), word) for at, word, _ in ticks(panel.first, panel.last)]
    lines = m.join(m.Html(f'<i style="--a:{at}">{m.text(word)}</i>') for at, word in axis)
    seldom = set(sorted(range(len(panel.marks)), key=lambda i: -panel.marks[i].articles)[_ROWS:])
    ranks = [f' data-n="{k.articles}"{" hidden" if i in seldom else ""}' if seldom else "" for i, k in enumerate(panel.marks)]
    rows = m.join(map(_row, panel.marks, ranks))
    axes = m.Html(f'<div class="ak-head" aria-hidden="true">{lines}</div><div class="ak-axis" aria-hidden="true">{lines}</div>')
    many = " ak-many" if len(panel.marks) > DRAWN else ""
    ends = f"--from:{panel.first.toordinal()};--to:{panel.last.toordinal() + 1}"
    return m.Html(
        f'<section class="ak-panel" style="{ends}"><h3>{m.text(panel.title)}</h3>'
        f'<div class="ak-rows{many}">{axes}<ol>{rows}</ol></div></section>'
    )


def _row(mark: Mark, rank: str) -> m.Html:
    first, last = mark.when
    ends = (f"--a:{first.toordinal()};" if first else "") + (f"--b:{last.toordinal() + 1}" if last else "")
    told = m.join(
        m.Html(f'<i class="ak-told{"" if a == b else " ak-between"}" style="--a:{a.toordinal()};--b:{b.toordinal() + 1}"></i>')
        for a, b in mark.reports
        if a and b
    )
    note = m.tag("span", m.link(mark.note, mark.telling, hint=w.one_line(mark.telling.get("text"), 240)), "ak-note")
    label = m.join([m.tag("span", m.event_link(mark.label, mark.event_id), "ak-title"), note], " ")
    lane = m.Html(f'<span class="ak-lane"><i class="ak-bar"></i>{told}</span>')
    row = m.join([m.tag("span", label, "ak-label"), lane])
    css = f"ak-{mark.shape}{' ak-hollow' if mark.status in NOT_DONE else ''}"
    return m.Html(f'<li class="{css}" style="{ends}"{rank}>{row}</li>')


def panels(marks: Sequence[Mark]) -> list[Panel]:
    """The busy months large; what lies outside of them, or is known only to years around them, on an axis of its own."""
    window = busy_months([mark.when for mark in marks])
    if window:  # it is longer where articles told of it within the next half year
        told = [b for mark in marks for _, b in mark.reports if b and b >= window[0] and (b - window[1]).days <= _GAP]
        window = window[0], w.last_of_month(max([window[1], *told]))
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


def _not_placed(undated: Sequence[Row], told: Names) -> m.Html:
    if not undated:
        return m.Html("")
    items = (m.link(told.title(e["event_id"]), told.best(e["event_id"])) for e in undated)
    return m.join([m.tag("h3", m.text("Not dated in any article, so not placed")), m.listed(items, "ak-list ak-undated")])


def _table(events: Sequence[Row], told: Names) -> m.Html:
    head = ("Event", "When", "Status", "Where", "Told by", "Origins")
    caption = f"{w.count(len(events), 'event')}, by date"
    table = m.table(caption, head, [_line(e, told) for e in events])
    return table if len(events) <= DRAWN else m.tag("details", m.join([m.tag("summary", m.text(f"{caption}, as a table")), table]))


def _line(event: Row, told: Names) -> list[m.Html]:
    mentions = told.mentions(event["event_id"])
    parts = [told.title(p) for p in event.get("parts") or () if p in told.events]
    title = [m.text(told.title(event["event_id"]))] + ([m.note("Its parts: " + "; ".join(parts))] if parts else [])
    places = ((p, next((r for r in mentions if p in (r.get("place_ids") or ())), {})) for p in event.get("place_ids") or ())
    origins = event.get("n_origins")
    return [
        m.join(title, "<br>"),
        m.link(told.when(event), _dating(event, mentions)),
        m.text(told.status(event) or "happened"),
        m.join((m.link(told.place(p), row) for p, row in places), ", ") or m.note(w.NOT_KNOWN),
        _tellers(mentions, told) if mentions else m.text(w.count(event.get("n_articles") or 0, "article")),
        m.note("not said") if not origins else m.number(origins),
    ]


def _dating(event: Row, mentions: Sequence[Row]) -> Row:
    """The mention that says when: the same interval, or one end of it."""
    days = w.ends(event)
    exact = (r for r in mentions if any(days) and w.ends(r) == days)
    return next(exact, None) or next((r for r in mentions if any(d and d in days for d in w.ends(r))), {})


def _tellers(mentions: Sequence[Row], told: Names) -> m.Html:
    """Each article once, then numbered receipts to every passage of it that tells the event."""
    return m.listed(
        m.join([m.link(told.article(found[0]), found[0]), *(m.link(str(n), r) for n, r in enumerate(found[1:], 2))], " ")
        for found in by(mentions, "article").values()
    )

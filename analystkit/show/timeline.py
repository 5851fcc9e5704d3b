"""Marks over an axis of days, and the still picture of them: a small chart by matplotlib for where a view's style and script are taken out.

No text from outside reaches matplotlib, which reads ``$…$`` as mathematics and warns of letters it has no glyph for: labels are drawn
as numbered place-holders and written into the finished SVG, escaped. The reader's browser has the fonts, also for other scripts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analystkit.english import MONTH_NAMES
from analystkit.records import NOT_DONE
from analystkit.show.markup import Html
from analystkit.show.names import Row
from analystkit.show.view import esc
from analystkit.wording import one_line

Span = tuple[date | None, date | None]

LOOKS = {"airstrike": ("#0b5a94", "o"), "attack": ("#a63c06", "D"), "other": ("#59616d", "s")}
"""The colour and the point of each sort of event; the style of the rows has the same."""
STUB = 0.05
"""How much of an axis an open interval takes beyond the end that is known: it says "and on", never how far."""


@dataclass(frozen=True)
class Mark:
    """An event as it is drawn: what it says, when it was, how it stands, the row that tells it best, how many articles do, its
    sort, and the sign of what it is about."""

    label: str
    note: str
    when: Span
    status: str = "carried_out"
    event_id: str = ""
    telling: Row = field(default_factory=dict)
    articles: int = 0
    sort: str = "other"
    fact: Html | None = None

    @property
    def shape(self) -> str:
        """A day, at most a month (``span``), vaguer, or open at one end (``until``, ``since``)."""
        first, last = self.when
        if first is None or last is None:
            return "until" if first is None else "since"
        days = (last - first).days + 1
        return "day" if days == 1 else "span" if days <= 31 else "vague"

    @property
    def done(self) -> bool:
        """Is it told to have happened?"""
        return self.status not in NOT_DONE


@dataclass(frozen=True)
class Panel:
    """Marks over one axis from ``first`` to ``last``."""

    title: str
    marks: Sequence[Mark]
    first: date
    last: date


def draw(panels: Sequence[Panel]) -> Html:
    """Panels under one another as an SVG that is the same each time, on paper of its own."""
    from matplotlib import style
    from matplotlib.figure import Figure

    labels = [mark.label for panel in panels for mark in panel.marks]
    ours: dict[Any, Any] = {"svg.hashsalt": "analystkit", "svg.fonttype": "none", "font.size": 9, "hatch.linewidth": 1.1}
    out = io.StringIO()
    with style.context(["default", ours], after_reset=True):
        heights = [len(panel.marks) + 1.5 for panel in panels]
        figure = Figure(figsize=(10, 0.3 * sum(heights)), layout="constrained")
        first = 0
        for axes, panel in zip(figure.subplots(len(panels), squeeze=False, height_ratios=heights)[:, 0], panels, strict=True):
            _plot(axes, panel)
            axes.set_yticks(range(len(panel.marks)), [f"label-{n:x<48}" for n in range(first, first + len(panel.marks))])
            first += len(panel.marks)
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    svg = out.getvalue()[out.getvalue().index("<svg") :]
    return Html(re.sub(r"label-(\d+)x*", lambda i: esc(one_line(labels[int(i[1])], 54)), svg))


def _plot(axes: Any, panel: Panel) -> None:
    """A day is a point, a longer time a bar, a vaguer one hatched, an open end an arrow; what did not happen is hollow."""
    first, last = panel.first.toordinal(), panel.last.toordinal() + 1
    stub = (last - first) * STUB
    for y, mark in enumerate(panel.marks):
        colour, point = LOOKS[mark.sort]
        a, b = (d.toordinal() if d else None for d in mark.when)
        left, right = a if a is not None else (b or 0) + 1 - stub, (b if b is not None else (a or 0) + stub) + 1
        if mark.shape == "day":
            axes.plot([left + 0.5], [y], point, ms=8, mfc=colour if mark.done else "white", mec=colour, mew=1.6)
            continue
        hatch = "////" if mark.shape == "vague" else None
        axes.barh(
            y,
            right - left,
            0.4,
            left,
            fc=colour if mark.done and not hatch else "white",
            ec=colour,
            ls="-" if mark.done else "--",
            hatch=hatch,
        )
        if mark.shape in ("until", "since"):
            axes.plot([left if a is None else right], [y], "<" if a is None else ">", ms=8, c=colour)
    axes.set(xlim=(first, last), ylim=(len(panel.marks) - 0.4, -0.6))
    days, words = zip(*((day.toordinal(), word) for day, word in ticks(panel.first, panel.last)), strict=True)
    axes.set_xticks(days, words, ha="left")
    axes.grid(axis="x", color="#dfe3e8")
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)


def ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """The lines of an axis with their words: months where the span allows, else years.

    >>> [word for _, word in ticks(date(2020, 12, 1), date(2021, 2, 28))]
    ['Dec 2020', 'Jan 2021', 'Feb']
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > 30:
        step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if months / 12 / s <= 9), 1000)
        yield from ((date(y, 1, 1), str(y)) for y in range(first.year, last.year + 1) if y % step == 0 and date(y, 1, 1) >= first)
        return
    step = 1 if months <= 10 else 3
    for n in range(months):
        at = date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        if n == 0 or (at.month - 1) % step == 0:
            yield at, MONTH_NAMES[at.month - 1][:3] + (f" {at.year}" if n == 0 or at.month == 1 else "")

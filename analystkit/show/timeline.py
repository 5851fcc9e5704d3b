"""The drawing of a chronology: rows of marks over an axis of days, by matplotlib, as one inline SVG with the colours of its page.

No text from outside reaches matplotlib, which reads ``$…$`` as mathematics and warns of letters it has no glyph for: labels are drawn
as numbered place-holders and written into the finished SVG, escaped. The reader's browser has the fonts, also for other scripts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analystkit.show.markup import MONTHS, Html, one_line
from analystkit.show.view import esc

Span = tuple[date | None, date | None]

WIDTH, LABELS, RIGHT, ROW = 960, 356, 944, 38
STUB = 34
"""How far an open interval is drawn beyond the end that is known, before its arrow: it says "and on", never how far."""
# Colours are drawn as these and become the page's own, so that the picture follows light, dark and print.
_COLOURS = {
    "#1c2128": "var(--ak-ink, #1c2128)", "#59616d": "var(--ak-muted, #59616d)", "#d5d9df": "var(--ak-line, #d5d9df)",
    "#0b5a94": "var(--ak-accent, #0b5a94)", "#fefefe": "var(--ak-paper, #fff)",
}
INK, MUTED, LINE, ACCENT, PAPER = _COLOURS
HOLLOW = frozenset({"cancelled", "planned", "threatened", "denied"})


@dataclass(frozen=True)
class Mark:
    """A line of the picture: what it says, where it leads, when it was, how it stands, and when articles told it."""

    label: str
    note: str
    when: Span
    status: str = "carried_out"
    href: str | None = None
    reports: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Panel:
    """Marks over one axis from ``first`` to ``last``."""

    title: str
    marks: Sequence[Mark]
    first: date
    last: date


class _Canvas:
    """A figure whose units are points from the top left, with place-holders for everything that comes from outside."""

    def __init__(self, height: float) -> None:
        from matplotlib.figure import Figure

        self.figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        self.axes.axis("off")
        self.words: list[str] = []
        self.addresses: list[str] = []

    def text(self, x: float, y: float, words: str, *, size: float = 12, color: str = INK, href: str | None = None, **more: Any) -> None:
        self.words.append(words)
        drawn = self.axes.text(x, y, f"ak-words-{len(self.words) - 1}", fontsize=size, color=color, va="center", parse_math=False, **more)
        if href:
            self.addresses.append(href)
            drawn.set_url(f"ak-link-{len(self.addresses) - 1}")

    def line(self, x: Sequence[float], y: Sequence[float], color: str = LINE, width: float = 1) -> None:
        self.axes.plot(x, y, color=color, linewidth=width, solid_capstyle="butt", clip_on=False)

    def patch(self, shape: Any) -> None:
        self.axes.add_patch(shape)
        shape.set_clip_on(False)

    def svg(self, name: str) -> Html:
        out = io.StringIO()
        self.figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        return _inline(out.getvalue(), name, self.words, self.addresses)


def draw(panels: Sequence[Panel], name: str) -> Html:
    """Panels under one another with a legend, as an SVG element that is the same each time. ``name`` says what the picture is."""
    import matplotlib
    from matplotlib import style

    heights = [ROW * len(p.marks) + 64 for p in panels]
    ours: dict[Any, Any] = {"svg.hashsalt": "analystkit", "svg.fonttype": "none", "svg.id": None, "hatch.linewidth": 1.1}
    with style.context("default", after_reset=True), matplotlib.rc_context(ours):
        canvas, top = _Canvas(sum(heights) + 34), 0.0
        for panel, height in zip(panels, heights, strict=True):
            _panel(canvas, panel, top)
            top += height
        _legend(canvas, top + 14)
        return canvas.svg(name)


def _panel(canvas: _Canvas, panel: Panel, top: float) -> None:
    days = (panel.last - panel.first).days + 1

    def x(d: date, after: int = 0) -> float:
        return LABELS + (RIGHT - LABELS) * ((d - panel.first).days + after) / days

    canvas.text(0, top + 18, panel.title, size=12, color=MUTED)
    bottom = top + 44 + ROW * len(panel.marks)
    for at, word, strong in ticks(panel.first, panel.last):
        canvas.line([x(at), x(at)], [top + 34, bottom], LINE, 1.4 if strong else 0.7)
        canvas.text(x(at) + 3, top + 24, word, size=11, color=INK if strong else MUTED)
    for i, mark in enumerate(panel.marks):
        y = top + 44 + ROW * (i + 0.5)
        canvas.line([0, RIGHT], [y + ROW / 2, y + ROW / 2], LINE, 0.5)
        _row(canvas, mark, y, panel, x)


def _row(canvas: _Canvas, mark: Mark, y: float, panel: Panel, x: Callable[..., float]) -> None:
    canvas.text(0, y - 7, one_line(mark.label, 48), href=mark.href)
    canvas.text(0, y + 9, one_line(mark.note, 56), size=10.5, color=MUTED)
    first, last = mark.when
    left = x(first) if first else x(last, 1) - STUB if last else LABELS
    right = x(last, 1) if last else left + STUB
    _when(canvas, left, right, y, exact=first is not None and first == last, days=(last - first).days + 1 if first and last else None,
          hollow=mark.status in HOLLOW)
    for side, tip, known in ((-1, left, first), (1, right, last)):
        if known is None:
            _arrow(canvas, tip, y, side)
    for a, b in mark.reports:
        _report(canvas, y, panel, x, a, b)


def _when(canvas: _Canvas, left: float, right: float, y: float, *, exact: bool, days: int | None, hollow: bool) -> None:
    """A day is a dot, up to a month a bar, what is vaguer a hatched bar, a low one where an end is open; what did not happen is hollow."""
    from matplotlib.patches import Ellipse, Rectangle

    if exact:
        fill = PAPER if hollow else ACCENT
        canvas.patch(Ellipse(((left + right) / 2, y - 2), 11, 11, facecolor=fill, edgecolor=ACCENT, linewidth=1.8))
        return
    left, right = (left, right) if right - left >= 7 else ((left + right) / 2 - 3.5, (left + right) / 2 + 3.5)
    vague = days is None or days > 31
    height = 5 if days is None else 10
    stroke: dict[str, Any] = {"linestyle": (0, (3, 2))} if hollow else {"hatch": "/////"} if vague else {}
    fill = PAPER if vague or hollow else ACCENT
    canvas.patch(Rectangle((left, y - 2 - height / 2), right - left, height, facecolor=fill, edgecolor=ACCENT, linewidth=1.4, **stroke))


def _arrow(canvas: _Canvas, tip: float, y: float, side: int) -> None:
    from matplotlib.patches import Polygon

    canvas.patch(Polygon([(tip, y - 10), (tip + side * 9, y - 2), (tip, y + 6)], facecolor=ACCENT, edgecolor=ACCENT))


def _report(canvas: _Canvas, y: float, panel: Panel, x: Callable[..., float], first: date | None, last: date | None) -> None:
    """A stroke where an article that tells it appeared; a thin line where its day is known only within bounds."""
    if first is None or last is None or last < panel.first or first > panel.last:
        return
    left, right = x(max(first, panel.first)), x(min(last, panel.last), 1)
    if first == last:
        left = right = (left + right) / 2
    canvas.line([left, right], [y + 11, y + 11], MUTED, 1)
    for end in sorted({left, right}):
        canvas.line([end, end], [y + 7, y + 15], MUTED, 1.6)


def _legend(canvas: _Canvas, y: float) -> None:
    for at, words, exact, days, hollow in ((8, "one day", True, 1, False), (90, "up to a month", False, 20, False),
                                           (210, "vaguer", False, 90, False), (302, "called off, planned or denied", True, 1, True)):
        _when(canvas, at - 8, at + 14, y, exact=exact, days=days, hollow=hollow)
        canvas.text(at + 20, y - 1, words, size=10.5, color=MUTED)
    _arrow(canvas, 510, y, 1)
    canvas.text(526, y - 1, "open end", size=10.5, color=MUTED)
    canvas.line([602, 602], [y - 6, y + 2], MUTED, 1.6)
    canvas.text(610, y - 1, "an article that tells it appeared; a line: between these days", size=10.5, color=MUTED)


def ticks(first: date, last: date) -> Iterator[tuple[date, str, bool]]:
    """The lines of an axis: months where the span allows, else years; with their words, and whether a year begins.

    >>> [word for _, word, _ in ticks(date(2020, 12, 1), date(2021, 2, 28))]
    ['Dec 2020', 'Jan 2021', 'Feb']
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > 30:
        step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if months / 12 / s <= 9), 1000)
        yield from ((date(y, 1, 1), str(y), True) for y in range(first.year, last.year + 1) if y % step == 0 and date(y, 1, 1) >= first)
        return
    step = 1 if months <= 10 else 3
    for n in range(months):
        at = date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        if n == 0 or (at.month - 1) % step == 0:
            yield at, MONTHS[at.month - 1][:3] + (f" {at.year}" if n == 0 or at.month == 1 else ""), at.month == 1


def _inline(svg: str, name: str, words: Sequence[str], addresses: Sequence[str]) -> Html:
    """matplotlib's file as an element of a page: no ids but those referred to, the page's colours, and the words at last."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>", "", svg, flags=re.S)
    used = set(re.findall(r"#([A-Za-z]\w*)", svg))
    svg = re.sub(r' id="([^"]*)"', lambda i: f' id="ak-{i[1]}"' if i[1] in used else "", svg)
    # Links stay xlink:href: JupyterLab writes to the plain href of every link it shows, and fails at one in an SVG.
    svg = re.sub(r"(url\(|href=\")#", r"\1#ak-", svg).replace(' target="_blank"', "")
    for drawn, page in _COLOURS.items():
        svg = svg.replace(drawn, page)
    svg = re.sub(r"<svg[^>]*>", f'<svg viewBox="{_view_box(svg)}" role="group" aria-label="{esc(name)}">', svg, count=1)
    svg = re.sub(r"\n\s*", "\n", svg)
    svg = re.sub(r"ak-link-(\d+)", lambda i: addresses[int(i[1])], svg)
    return Html(re.sub(r"ak-words-(\d+)", lambda i: esc(words[int(i[1])]), svg))


def _view_box(svg: str) -> str:
    found = re.search(r'viewBox="([\d. ]+)"', svg)
    return found[1] if found else f"0 0 {WIDTH} {WIDTH}"

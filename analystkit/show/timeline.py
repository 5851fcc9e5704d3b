"""The still picture of a chronology: rows of marks over an axis of days, by matplotlib, as one SVG file that needs nothing else.

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

WIDTH, LABELS, RIGHT, ROW, HEAD = 960, 366, 948, 36, 62
STUB = 34
"""How far an open interval is drawn beyond the end that is known, before its arrow: it says "and on", never how far."""
# What matplotlib draws with, and the class that gives it the colour of a light or a dark page.
_INKS = {"#1c2128": "ink", "#59616d": "muted", "#d5d9df": "line", "#0b5a94": "accent", "#fefefe": "paper"}
INK, MUTED, LINE, ACCENT, PAPER = _INKS
_LOOK = """svg{--ink:#1c2128;--muted:#59616d;--line:#dfe3e8;--accent:#0b5a94;--paper:#fff;font-family:system-ui,-apple-system,"Segoe UI",
"Noto Sans","Liberation Sans",Arial,sans-serif}@media(prefers-color-scheme:dark){svg{--ink:#e3e6ea;--muted:#a5aebb;--line:#343b44;
--accent:#7cbcf0;--paper:#15181c}}"""


@dataclass(frozen=True)
class Mark:
    """An event as it is drawn: what it says, when it was, how it stands, when articles told it; the row that tells it best, how many
    articles do."""

    label: str
    note: str
    when: Span
    status: str = "carried_out"
    event_id: str = ""
    reports: tuple[Span, ...] = ()
    telling: Row = field(default_factory=dict)
    articles: int = 0

    @property
    def shape(self) -> str:
        """A day, at most a month (``span``), vaguer, or open at one end (``until``, ``since``)."""
        first, last = self.when
        if first is None or last is None:
            return "until" if first is None else "since"
        days = (last - first).days + 1
        return "day" if days == 1 else "span" if days <= 31 else "vague"


@dataclass(frozen=True)
class Panel:
    """Marks over one axis from ``first`` to ``last``."""

    title: str
    marks: Sequence[Mark]
    first: date
    last: date


LEGEND = (
    ("day", "one day", 8),
    ("span", "up to a month", 90),
    ("vague", "vaguer", 210),
    ("since", "an open end", 290),
    ("day ak-hollow", "not told as done", 410),
)
"""What the marks mean: a mark's classes, the words for it, and where it stands below the still picture."""
REPORTED = "an article that tells it appeared; a line: between these days"


class _Canvas:
    """A figure whose units are points from the top left, with place-holders for everything that comes from outside."""

    def __init__(self, height: float) -> None:
        from matplotlib.figure import Figure

        self.figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        self.axes.axis("off")
        self.words: list[str] = []

    def text(self, x: float, y: float, words: str, size: float = 12, color: str = INK) -> None:
        self.words.append(words)
        self.axes.text(x, y, f"ak-words-{len(self.words) - 1}", fontsize=size, color=color, va="center", parse_math=False)

    def lines(self, strokes: Sequence[tuple[float, float, float, float]], color: str = LINE, width: float = 1) -> None:
        """Strokes of one colour, each from x, y to x, y, as one line with gaps."""
        gap = float("nan")
        xs, ys = [v for x, _, u, _ in strokes for v in (x, u, gap)], [v for _, y, _, w in strokes for v in (y, w, gap)]
        self.axes.plot(xs, ys, color=color, linewidth=width, solid_capstyle="butt", clip_on=False)

    def mark(self, shape: str, left: float, right: float, y: float, hollow: bool) -> None:
        """A day is a dot, up to a month a bar, what is vaguer a hatched bar, a low one where an end is open; what did not happen hollow."""
        fill = PAPER if hollow or shape == "vague" else ACCENT
        if shape == "day":
            self.axes.plot([(left + right) / 2], [y], "o", ms=10, mfc=fill, mec=ACCENT, mew=1.8, zorder=3, clip_on=False)
            return
        height, middle, half = (4 if shape in ("until", "since") else 10), (left + right) / 2, max(right - left, 7) / 2
        stroke: dict[str, Any] = {"linestyle": (0, (3, 2))} if hollow else {"hatch": "/////"} if shape == "vague" else {}
        self.axes.barh([y], [2 * half], height, [middle - half], fc=fill, ec=ACCENT, lw=1.4, zorder=3, clip_on=False, **stroke)
        if shape in ("until", "since"):
            tip, head = (left, "<") if shape == "until" else (right, ">")
            self.axes.plot([tip], [y], head, ms=10, c=ACCENT, zorder=3, clip_on=False)

    def svg(self, name: str) -> Html:
        out = io.StringIO()
        self.figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        return _plain(out.getvalue(), name, self.words, int(self.axes.get_ylim()[0]))


def draw(panels: Sequence[Panel], name: str) -> Html:
    """Panels under one another with a legend, as an SVG that is the same each time. ``name`` says what the picture is."""
    import matplotlib
    from matplotlib import style

    ours: dict[Any, Any] = {"svg.hashsalt": "analystkit", "svg.fonttype": "none", "svg.id": None, "hatch.linewidth": 1.1}
    with style.context("default", after_reset=True), matplotlib.rc_context(ours):
        canvas, top = _Canvas(sum(ROW * len(p.marks) + HEAD for p in panels) + 34), 0.0
        for panel in panels:
            _panel(canvas, panel, top)
            top += ROW * len(panel.marks) + HEAD
        _legend(canvas, top + 14)
        return canvas.svg(name)


def _panel(canvas: _Canvas, panel: Panel, top: float) -> None:
    days = (panel.last - panel.first).days + 1

    def x(d: date, after: int = 0) -> float:
        return LABELS + (RIGHT - LABELS) * ((d - panel.first).days + after) / days

    canvas.text(2, top + 18, panel.title, color=MUTED)
    bottom = top + 44 + ROW * len(panel.marks)
    axis = list(ticks(panel.first, panel.last))
    rows = [top + 44 + ROW * i for i in range(1, len(panel.marks) + 1)]
    canvas.lines([*((x(at), top + 34, x(at), bottom) for at, _, _ in axis), *((0, y, RIGHT, y) for y in rows)], width=0.8)
    for at, word, strong in axis:
        canvas.text(x(at) + 3, top + 24, word, 11, INK if strong else MUTED)
    told: list[tuple[float, float, float, float]] = []
    for mark, y in zip(panel.marks, rows, strict=True):
        canvas.text(2, y - 25, one_line(mark.label, 54))
        canvas.text(2, y - 10, one_line(mark.note, 62), 10.5, MUTED)
        first, last = mark.when
        left = x(first) if first else x(last, 1) - STUB if last else LABELS
        canvas.mark(mark.shape, left, x(last, 1) if last else left + STUB, y - 20, mark.status in NOT_DONE)
        shown = ((max(a, panel.first), min(b, panel.last)) for a, b in mark.reports if a and b and a <= panel.last and b >= panel.first)
        told += [stroke for a, b in shown for stroke in _told(*((x(a, 1) + x(a)) / 2,) * 2 if a == b else (x(a), x(b, 1)), y - 7)]
    canvas.lines(told, MUTED, 1.2)


def _told(left: float, right: float, y: float) -> Iterator[tuple[float, float, float, float]]:
    """A stroke where an article that tells it appeared; a thin line where its day is known only within bounds."""
    yield from ((end, y - 4, end, y + 4) for end in sorted({left, right}))
    if left < right:
        yield left, y, right, y


def _legend(canvas: _Canvas, y: float) -> None:
    for css, words, at in LEGEND:
        canvas.mark(css.partition(" ")[0], at - 8, at + 14, y, "ak-hollow" in css)
        canvas.text(at + 24, y + 1, words, 10.5, MUTED)
    canvas.lines([(612, y - 4, 612, y + 4)], MUTED, 1.2)
    canvas.text(620, y + 1, REPORTED, 10.5, MUTED)


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
            yield at, MONTH_NAMES[at.month - 1][:3] + (f" {at.year}" if n == 0 or at.month == 1 else ""), at.month == 1


def _plain(svg: str, name: str, words: Sequence[str], height: int) -> Html:
    """matplotlib's file made short: on its own paper, in colours that follow light and dark, numbers to a tenth, the words at last."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<svg[^>]*>|<metadata>.*?</metadata>|<style.*?</style>|</?g\b[^>]*>", "", svg, flags=re.S).replace("</svg>", "")
    svg = re.sub(r"(\.\d)\d+", r"\1", re.sub(r"\.0+\b", "", svg))
    svg = re.sub(r'font: ([\d.]+)px[^;"]*', r"font-size:\1px", svg)
    for drawn, ink in _INKS.items():
        svg = svg.replace(drawn, f"var(--{ink})")
    svg = re.sub(r"\s+", " ", svg).replace(" stroke-linejoin: miter;", "").replace("> <", "><")
    svg = re.sub(r"M ([\d.]+ [\d.]+) L ([\d.]+) [\d.]+ L [\d.]+ ([\d.]+) L ([\d.]+) [\d.]+ z ", r"M\1H\2V\3H\4z", svg)  # a rectangle
    looks = {look: f"s{n}" for n, look in enumerate(dict.fromkeys(re.findall(r'style="([^"]*)"', svg)))}
    svg = re.sub(r'style="([^"]*)"', lambda i: f'class="{looks[i[1]]}"', svg)
    own = _LOOK + "".join(f".{name}{{{look}}}" for look, name in looks.items())
    top = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{WIDTH}" height="{height}"'
    head = f' viewBox="0 0 {WIDTH} {height}"><title>{esc(name)}</title><style>{own}</style>'
    paper = f'<path d="M0 0H{WIDTH}V{height}H0z" fill="var(--paper)"/>'
    return Html(top + head + paper + re.sub(r"ak-words-(\d+)", lambda i: esc(words[int(i[1])]), svg) + "</svg>")

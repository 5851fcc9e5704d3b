"""The map as a still picture: an SVG for print, for readers without scripts, and for notebooks that are not trusted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analystkit import wording as w
from analystkit.show import basemap
from analystkit.show.basemap import SCALE, Base, Box, Line
from analystkit.show.markup import Html
from analystkit.show.sites import Site, Sites
from analystkit.show.view import esc

WIDTH, HEIGHT = 960, 560
_LIGHT = {
    "sea": "#dbe6ee", "land": "#f7f5f0", "border": "#b5ab9c", "river": "#a8c4d8", "happened": "#b03a10", "not_done": "#175a94",
    "named": "#666d76", "ink": "#1c2128", "country": "#716a5f", "town": "#55534e", "halo": "#fffdf8",
}  # fmt: skip
_DARK = {
    "sea": "#131b24", "land": "#272d35", "border": "#55606d", "river": "#31485c", "happened": "#ff9d70", "not_done": "#7cbcf0",
    "named": "#9ca6b2", "ink": "#eef1f5", "country": "#a1a9b3", "town": "#b9c0c9", "halo": "#1b2027",
}  # fmt: skip
LEAST = {"point": 5.0, "district": 8.0, "city": 8.0, "region": 30.0}
"""The smallest radius of a mark, in points of the picture: below it, the true circle could not be seen."""


def palette(light: str, screen: str = "", dark: str = "") -> str:
    """The colours of a map as style for what ``light`` selects; dark for ``screen`` where a reader's screen is, for ``dark`` always.

    Orange and blue are told apart by eyes that see no red or no green, and no meaning hangs on the colour alone.
    """
    day, night = (";".join(f"--{name}:{value}" for name, value in colours.items()) for colours in (_LIGHT, _DARK))
    always = f"{dark}{{{night}}}" if dark else ""
    return f"{light}{{{day}}}@media screen and (prefers-color-scheme:dark){{{screen or light}{{{night}}}}}{always}"


_KM = 111.32  # kilometres in a degree of latitude


@dataclass(frozen=True)
class Plane:
    """A Mercator map of so many points that shows the places, with room around them."""

    left: float
    top: float
    scale: float
    width: int = WIDTH
    height: int = HEIGHT

    @classmethod
    def around(cls, box: Box, width: int = WIDTH, height: int = HEIGHT) -> Plane:
        """The plane that holds this box."""
        west, east = box.west, box.east
        low, high = _north(box.south), _north(box.north)
        scale = min(width / (east - west), height / (high - low))
        return cls((west + east) / 2 - width / 2 / scale, (low + high) / 2 + height / 2 / scale, scale, width, height)

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point of the globe stands in the picture."""
        return (lon - self.left) * self.scale, (self.top - _north(lat)) * self.scale

    def radius(self, km: float, lat: float) -> float:
        """How long some kilometres are in the picture, at a latitude."""
        return km / _KM / math.cos(math.radians(lat)) * self.scale

    @property
    def box(self) -> Box:
        """What can be seen."""
        bottom = self.top - self.height / self.scale
        return Box(max(self.left, -180.0), _lat(bottom), min(self.left + self.width / self.scale, 180.0), _lat(self.top))


def _north(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def _lat(north: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(north))))


def view_box(drawn: Sequence[Site]) -> Box:
    """The box of the places with room around them; the world where there are none."""
    if not drawn:
        return Box(-170.0, -56.0, 178.0, 74.0)
    tight = Box(min(s.lon for s in drawn), min(s.lat for s in drawn), max(s.lon for s in drawn), max(s.lat for s in drawn))
    return tight.grown(0.16, 1.6)


def picture(found: Sites, width: int = WIDTH, height: int = HEIGHT) -> Html:
    """The SVG. It names everything it shows for those who listen to it, and asks for nothing outside itself."""
    drawn, plane = found.marked, Plane.around(view_box(found.framed), width, height)
    base = basemap.cut(plane.box.grown(0.02), detail=420 if plane.scale > 10 else 160)
    names = "; ".join(f"{s.name}, {s.where}" for s in drawn)
    return Html(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="t d" font-family="system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,Helvetica,Arial,sans-serif">'
        f'<title id="t">{esc(found.summary)}</title><desc id="d">{esc(names or "No place could be drawn.")}</desc>'
        f'<style>{palette("svg")}</style><rect width="{width}" height="{height}" fill="var(--sea)"/>'
        f"{_ground(base, plane)}{_marks(drawn, plane)}{_names(drawn, plane)}"
        f'<text x="{width - 8}" y="{height - 8}" font-size="10" text-anchor="end" fill="var(--town)">{esc(basemap.CREDIT)}</text></svg>'
    )


def _ground(base: Base, plane: Plane) -> str:
    """Areas are drawn closed; rivers where the scale allows."""
    styles = {
        "land": 'fill="var(--land)"',
        "lakes": 'fill="var(--sea)"',
        "rivers": 'fill="none" stroke="var(--river)" stroke-width="1"',
        "borders": 'fill="none" stroke="var(--border)" stroke-width="1.1"',
    }
    lines = {name: base.layers[name] if name != "rivers" or plane.scale > 8 else [] for name in styles}
    return "".join(f'<path {style} d="{_path(lines[name], plane, name in ("land", "lakes"))}"/>' for name, style in styles.items())


def _path(lines: Iterable[Line], plane: Plane, closed: bool) -> str:
    """Lines as one path of relative steps in tenths of a point."""
    out = []
    for line in lines:
        at = (0, 0)
        steps: list[str] = []
        for x, y in line:
            px, py = plane.xy(x / SCALE, y / SCALE)
            here = (round(px * 10), round(py * 10))
            if not steps or here != at:
                steps.append(f"{_tenth(here[0] - at[0])} {_tenth(here[1] - at[1])}" if steps else f"M{_tenth(here[0])} {_tenth(here[1])}l")
            at = here
        if len(steps) > 1:
            out.append(steps[0] + " ".join(steps[1:]) + ("z" if closed else ""))
    return "".join(out)


def _tenth(n: int) -> str:
    """Tenths as the shortest decimal.

    >>> _tenth(120), _tenth(-3)
    ('12', '-.3')
    """
    whole = f"{n / 10:.1f}".removesuffix(".0")
    return whole.replace("0.", ".", 1) if whole.lstrip("-").startswith("0.") else whole


def _marks(drawn: Sequence[Site], plane: Plane) -> str:
    """Wide circles first, so that no spot is hidden below one."""
    return "".join(_mark(s, plane) for s in sorted(drawn, key=lambda s: -s.radius))


def _mark(site: Site, plane: Plane) -> str:
    """A circle as wide as the place may be; along a border a band."""
    if site.border:
        path = _path(site.border, plane, closed=False)
        return f'<path fill="none" stroke="var(--{site.mark})" stroke-opacity="0.3" stroke-width="16" stroke-linecap="round" d="{path}"/>'
    x, y = plane.xy(site.lon, site.lat)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_reach(site, plane):.1f}" {paint(site.precision, site.mark)}/>'


def _reach(site: Site, plane: Plane) -> float:
    """A spot is a spot at any scale; anything wider has its true size, or the least that can be seen."""
    if site.precision == "point":
        return LEAST["point"] - (1 if site.mark == "named" else 0)
    return max(LEAST[site.precision], plane.radius(site.radius, site.lat))


def paint(precision: str, mark: str) -> str:
    """How a circle is drawn: a spot solid, a town ringed, a district dashed, a region dotted; filled only where something happened."""
    ink, done = f"var(--{mark})", mark == "happened"
    if precision == "point":
        inside, rim = (ink, "var(--halo)") if done else ("var(--halo)", ink)
        return f'fill="{inside}" stroke="{rim}" stroke-width="{1.5 if done else 2}"'
    filled, rest = _RIM[precision]
    return f'fill="{ink}" fill-opacity="{filled if done else 0}" stroke="{ink}" {rest}'


_RIM = {
    "city": (0.28, 'stroke-width="1.8"'),
    "district": (0.18, 'stroke-width="1.8" stroke-dasharray="4 2.5"'),
    "region": (0.08, 'stroke-width="1.4" stroke-opacity=".75" stroke-dasharray="1.5 5" stroke-linecap="round"'),
}


class _Room:
    """The rectangles that are taken; a name is written where none is touched, or not at all."""

    def __init__(self, drawn: Sequence[Site], plane: Plane) -> None:
        self.taken: list[tuple[float, float, float, float]] = []
        self.width, self.height = plane.width, plane.height
        for s in drawn:
            if s.precision != "region":
                (x, y), reach = plane.xy(s.lon, s.lat), min(_reach(s, plane), 14)
                self.taken.append((x - reach, y - reach, x + reach, y + reach))

    def take(self, x: float, y: float, width: float, height: float) -> bool:
        inside = x >= 2 and y >= 2 and x + width <= self.width - 2 and y + height <= self.height - 22
        free = inside and not any(x < r and x + width > left and y < b and y + height > t for left, t, r, b in self.taken)
        self.taken += [(x, y, x + width, y + height)] if free else []
        return free


def _size(plane: Plane) -> int:
    """How large the names of our places are: larger in a picture that is made for a phone."""
    return 13 if plane.width > 600 else 16


def _names(drawn: Sequence[Site], plane: Plane) -> str:
    room = _Room(drawn, plane)
    halo, size = 'paint-order="stroke" stroke="var(--halo)" stroke-width="3.2" stroke-linejoin="round"', _size(plane)
    places = "".join(_site_name(s, plane, room) for s in drawn)
    large = (c for c in basemap.countries() if c.size * plane.scale**2 > plane.width * plane.height / 900)
    countries = "".join(_country_name(c, plane, room) for c in large)
    towns = "".join(_town_name(t, drawn, plane, room) for t in basemap.towns(plane.box))
    return (
        f'<g font-size="10.5" fill="var(--country)" letter-spacing="2" text-anchor="middle">{countries}</g>'
        f'<g font-size="10.5" fill="var(--town)">{towns}</g><g font-size="{size}" font-weight="600" fill="var(--ink)" {halo}>{places}</g>'
    )


def _site_name(site: Site, plane: Plane, room: _Room) -> str:
    x, y = plane.xy(site.lon, site.lat)
    words = w.one_line(site.name, 32) + (f" ({len(site.events)})" if len(site.events) > 1 else "")
    width, reach = 0.62 * _size(plane) * len(words), min(_reach(site, plane), 40) + 3
    anchors = [
        spot
        for r in (reach, reach + 12)
        for spot in ((x + r, y + 4.5), (x - r - width, y + 4.5), (x - width / 2, y - r - 3), (x - width / 2, y + r + 12))
    ]
    if site.precision == "region":
        anchors = [(x - width / 2, y + 4.5), *anchors]
    for left, base in anchors:
        if room.take(left - 2, base - 12, width + 4, 16):
            style = ' font-style="italic" font-weight="500"' if site.precision == "region" else ""
            return f'<text x="{left:.1f}" y="{base:.1f}"{style}>{esc(words)}</text>'
    return ""


def _country_name(country: basemap.Country, plane: Plane, room: _Room) -> str:
    width = 9.6 * len(country.name)
    for x, y in (plane.xy(*place) for place in country.seen(plane.box)):
        if room.take(x - width / 2, y - 10, width, 14):
            return f'<text x="{x:.0f}" y="{y:.0f}">{esc(country.name.upper())}</text>'
    return ""


def _town_name(town: basemap.Town, drawn: Sequence[Site], plane: Plane, room: _Room) -> str:
    """A town for finding one's way: not where a place of ours has that name already, and not too many."""
    x, y = plane.xy(town.lon, town.lat)
    width = 6.0 * len(town.name)
    if len(room.taken) > len(drawn) * 2 + 44 or near(town, drawn) or not room.take(x - 4, y - 9, width + 10, 15):
        return ""
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="1.7"/><text x="{x + 5:.0f}" y="{y + 3.5:.1f}">{esc(town.name)}</text>'


def near(town: basemap.Town, drawn: Sequence[Site]) -> bool:
    """Does one of our places stand for this town?"""
    return any(
        math.hypot((s.lon - town.lon) * math.cos(math.radians(s.lat)), s.lat - town.lat) * _KM < max(s.radius, 12)
        for s in drawn
        if s.precision in ("point", "city")
    )

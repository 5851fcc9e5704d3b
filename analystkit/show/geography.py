"""Where things happened, as precisely as the sources say and no more: a live map, the same as a still picture, and as a table.

The live map is folium's frame with Leaflet inside it and nothing from outside: text that reaches folium would run as code, so folium
is given constants only, and one constant script writes the data, which lies in a block of JSON, as text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analystkit import wording as w
from analystkit.errors import AnalystkitError
from analystkit.frames import corpus_of
from analystkit.records import NOT_DONE
from analystkit.show import basemap, live, still
from analystkit.show import markup as m
from analystkit.show.chronology import busy_months
from analystkit.show.distance import distances
from analystkit.show.live import script_hash
from analystkit.show.names import Names, Row, expect, names_for
from analystkit.show.receipts import seen
from analystkit.show.sites import WORDS, Happening, Site, Sites, sites
from analystkit.show.timeline import Span
from analystkit.show.view import View, asset, data_block, esc, page_name

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["distances", "geography", "still_map"]

_QUOTES, _WORDS = 3, 110  # of an event in a mark's story, and of a quotation; the event's page has all
OSM = "OpenStreetMap (needs a network, and tells its server where you look)"


def geography(shown: pd.DataFrame, events: pd.DataFrame | None = None, *, tiles: bool = False) -> View:
    """A map of the places, each with its precision, the events told there and their sentences; below it the same as a table.

    ``shown`` are places, drawn alone without ``events``; or events of ``corpus.events``, and then theirs are all the places. Where
    ``events`` are some of those that the articles tell, only their places are drawn.
    What is no better known than a country, or not at all, is listed. ``tiles`` adds OpenStreetMap as a layer, off until asked for,
    which needs a network; everything else works without one.

    >>> import pandas as pd
    >>> geography(pd.DataFrame([{"article": "a1", "start": 3, "end": 8, "text": "Arden", "place_id": "arden", "name": "Arden",
    ...     "kind": "city", "country": "XA", "lat": 10.0, "lon": 20.0, "precision": "city", "use": "locative"}]))
    Map: 1 place
    """
    found, names = _found(shown, events), names_for(shown)
    stage = m.Html(f'<div class="ak-stage">{_picture(found)}{_frame(found, names, tiles)}</div>')
    return seen(found.summary, m.join([ground_style(), _figure(stage, found), _table(found, names), _unplaced(found)]), shown)


def still_map(shown: pd.DataFrame, events: pd.DataFrame | None = None) -> View:
    """The map of ``geography`` as a still picture alone: for print, and for readers without scripts.

    >>> import pandas as pd
    >>> still_map(pd.DataFrame([], columns=["place_id", "use"]))
    Map: 0 places
    """
    found = _found(shown, events)
    return m.view(found.summary, m.join([ground_style(), _figure(_picture(found), found)]))


def _found(shown: pd.DataFrame, events: pd.DataFrame | None) -> Sites:
    """The places of a map, out of the frames given; who tells of them, and the places of events given alone, out of their corpus."""
    corpus, alone = corpus_of(shown), events is None and "place_id" not in getattr(shown, "columns", ())
    expect(**({"events": shown} if alone else {"places": shown, "events": events}))
    if alone and corpus is None:
        raise AnalystkitError("events have no coordinates of their own: pass the places first, or events of corpus.events")
    told = shown if alone else events
    rows = corpus.rows if corpus is not None else {}
    mentions = rows.get("mentions") if told is not None else None
    return sites(rows["places"] if alone else shown, told, mentions, rows.get("articles"), only_events=alone)


def _figure(content: m.Html, found: Sites) -> m.Html:
    return m.Html(f'<figure class="ak-geo">{content}<figcaption>{_legend(found)}</figcaption></figure>')


def _picture(found: Sites) -> m.Html:
    named = ", ".join(s.name for s in found.marked[:30])
    alt = f"{found.summary}. {named}. The table below says the same." if named else found.summary
    return live.image(still.picture(found), alt, f' width="{still.WIDTH}" height="{still.HEIGHT}"')


def _frame(found: Sites, names: Names, tiles: bool) -> m.Html:
    """The live map in a frame without rights: no page around it, no storage, no forms, no windows."""
    before, after = _shell(tiles)
    document = f"{before}{data_block(_data(found, names), 'map-data')}{after}"
    quoted = document.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")  # scripts hold few single quotes
    title = "Live map: " + found.summary
    rights = f'class="ak-map" sandbox="allow-scripts" title="{esc(title)}"'
    return m.Html(f"<iframe {rights} srcdoc='{quoted}'></iframe><script>{asset('map_notebook.js')}</script>")


@lru_cache(maxsize=2)
def _shell(tiles: bool) -> tuple[str, str]:
    """The constant document around the data: folium's map with Leaflet inlined, its random ids numbered, and our style and script."""
    page = _renumbered(_folium(tiles))
    head, end_head, body = page.partition("</head>")
    body, end, _ = body.rpartition("</html>")
    if not end_head or not end or "map_1 = L.map(" not in body:
        raise RuntimeError("folium's page has another shape than the one this map is built on: 0.19 and 0.20 are known to fit")
    head = head.replace("<html>", '<html lang="en">', 1)
    head = re.sub(r",\s*initial-scale=1.0, maximum-scale=1.0, user-scalable=no", ", initial-scale=1", head)
    colours = still.palette(":root", ":root:not([data-theme])", ':root[data-theme="dark"]')
    leaflet = re.sub(r"\n?//# sourceMappingURL=\S*\s*$", "\n", _leaflet("leaflet.js"))  # a debugger would look for that file
    style = f"<title>Map</title><style>{_leaflet_css()}{colours}{asset('map.css')}{asset('strip.css')}</style>"
    return f"{head}{style}<script>{leaflet}</script></head>{body}", f"<script>{live.script('map.js')}</script></html>"


def _folium(tiles: bool) -> str:
    """A map without data. Every argument is a constant of this file."""
    import folium

    frame = folium.Map(location=[0, 0], zoom_start=2, tiles=None, zoom_snap=0.25, scroll_wheel_zoom=False)
    frame.default_js, frame.default_css = [], []
    if tiles:
        folium.TileLayer("OpenStreetMap", name=OSM, overlay=True, show=False).add_to(frame)
        folium.LayerControl(collapsed=False).add_to(frame)
    return str(frame.get_root().render())


def _renumbered(page: str) -> str:
    """folium's element ids, which are random, as numbers in the order in which they appear."""
    seen: dict[str, str] = {}
    return re.sub(r"\b([a-z_]+_)([0-9a-f]{32})", lambda f: f[1] + seen.setdefault(f[0], str(len(seen) + 1)), page)


def _leaflet(name: str) -> str:
    from xstatic.pkg import leaflet

    return (Path(leaflet.BASE_DIR) / name).read_text("utf-8").replace("\r\n", "\n")


def _leaflet_css() -> str:
    """Leaflet's style without comments, and without the images of markers and of a folded list of layers, which this map has not."""
    css = re.sub(r"/\*.*?\*/", "", _leaflet("leaflet.css"), flags=re.S)
    return re.sub(r"url\(images/[\w-]+\.png\)", "none", re.sub(r"\s*\n\s*", "\n", css))


def _data(found: Sites, names: Names) -> dict[str, Any]:
    """Everything that differs from map to map, for map.js: of a country's name the best place to a tenth of a degree, others to a whole."""
    around = still.view_box(found.framed)
    view, spots = still.Plane.around(around).box, [(s.lon, s.lat) for s in found.marked]
    return {
        "view": [round(v, 3) for v in (around.west, around.south, around.east, around.north)],
        "scale": basemap.SCALE,
        "credit": basemap.CREDIT,
        "least": still.LEAST,
        "sheets": [sheet.packed() for sheet in basemap.sheets(view, spots)],
        "countries": [
            [c.name, c.size, [round(v) if i else round(v, 1) for i, place in enumerate(c.places) for v in place]]
            for c in basemap.countries()
        ],
        "towns": [[t.name, t.lon, t.lat] for t in basemap.towns(view, spots) if not still.near(t, found.marked)],
        "sites": [_site(s, names) for s in found.marked],
        "span": _axis([w.ends(t.event) for s in found.marked for t in s.events]),
    }


def _axis(spans: Sequence[Span]) -> list[int] | None:
    """The first day and the day after the last of the strip of time: the busy months, or all there is."""
    days = sorted(d for span in spans for d in span if d)
    busy = busy_months(spans) or (days and (days[0], days[-1]))
    return [busy[0].toordinal(), busy[1].toordinal() + 1] if busy else None


def _site(site: Site, names: Names) -> dict[str, Any]:
    plain = ("place_id", "name", "where", "lat", "lon", "precision", "radius", "mark")
    said = {
        "precision_words": WORDS[site.drawn_as],
        "events": [_event(t, names) for t in site.events],
        "quotes": list(map(_quote, site.quotes[:1])),
    }
    return {key: getattr(site, key) for key in plain} | said | {"border": [basemap.packed(line, 1) for line in site.border]}


def _event(told: Happening, names: Names) -> dict[str, Any]:
    first, last = w.ends(told.event)
    about = {k: [*dict.fromkeys(v)] for k, v in names.facts(told.event).items() if k != "place"}
    days = {"a": first.toordinal() if first else None, "b": last.toordinal() + 1 if last else None}
    said = {
        "id": told.event_id,
        "title": told.title,
        "how": told.how,
        "when": told.when,
        "done": told.done,
        "page": "" if (page := page_name(told.event_id)) == f"{told.event_id}.html" else page,
        "about": about,
    }
    return said | days | {"quotes": list(map(_quote, told.quotes[:_QUOTES]))}


def _quote(quote: Row) -> dict[str, Any]:
    said = {"text": w.one_line(quote["text"], _WORDS), "page": page_name(quote["article"])}
    return said | {key: quote[key] for key in ("called", "start", "end")}


def _legend(found: Sites) -> m.Html:
    """What the marks mean, as far as they occur."""
    marks = {s.mark for s in found.marked}
    items = [m.join([_glyph(p, "happened"), m.text(words)]) for p, words in WORDS.items() if any(s.drawn_as == p for s in found.marked)]
    for mark, words in (
        ("not_done", f"told only as {', '.join(sorted(NOT_DONE))}"),
        ("named", "named as a place; no event was read as happening there"),
    ):
        items += [m.join([_glyph("city", mark), m.text(words)])] if mark in marks else []
    if any(len(s.events) > 1 for s in found.marked):
        items.append(m.text("(2): the number of events reported there"))
    view = still.Plane.around(still.view_box(found.framed)).box
    beyond = [s.name for s in found.marked if not view.holds(s.lon, s.lat)]
    items += [m.text(f"beyond the edge: {w.listed(beyond[:12])}")] if beyond else []
    if bare := len(found.drawn) - len(found.marked):
        items.append(m.text(f"{w.count(bare, 'place')} where no event was read: in the table alone"))
    credit = m.tag("p", m.text(f"Land, borders as held on the ground, water and towns: {basemap.CREDIT}."), "ak-note")
    return m.join([m.listed(items, "ak-legend"), credit])


def _glyph(precision: str, mark: str) -> m.Html:
    radius = {"point": 5, "district": 7, "city": 7, "region": 8.5, "border": 0}[precision]
    band = f'<path d="M-9 4L9-4" stroke="var(--{mark})" stroke-width="6" stroke-opacity="0.3"/>'
    circle = f'<circle r="{radius}" {still.paint(precision, mark)}/>' if radius else band
    return m.Html(f'<svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">{circle}</svg>')


def _table(found: Sites, names: Names) -> m.Html:
    if not found.drawn:
        return m.tag("p", m.text("No place could be drawn."))
    about = (m.join(m.fact(**names.facts(t.event) | {"place": [s.name]}) for t in s.events) or m.fact(place=[s.name]) for s in found.drawn)
    named = (m.join([fact, m.text(s.name), m.note(s.where)], " ") for fact, s in zip(about, found.drawn, strict=True))
    body = [(name, m.text(WORDS[s.drawn_as]), _told(s)) for name, s in zip(named, found.drawn, strict=True)]
    return m.table(f"The places of the map: {w.count(len(body), 'place')}", ("place", "how precisely", "reported here"), body, "ak-places")


def _unplaced(found: Sites) -> m.Html:
    body = [(m.text(u.name), m.text(u.why), _told(u)) for u in found.unplaced]
    title = f"Told without a place on the map: {len(body)}"
    return m.table(title, ("name", "why", "reported here"), body, "ak-places") if body else m.Html("")


def _told(site: Site) -> m.Html:
    """Events with their dates, status and sentences; where there is none, the words that name the place."""
    if not site.events:
        return m.join([m.note("no event; named in"), m.listed(map(_receipt, site.quotes))], " ")
    return m.listed(
        m.join([m.join([m.event_link(t.title, t.event_id), m.note(t.how)], " "), m.listed(map(_receipt, t.quotes))]) for t in site.events
    )


def _receipt(quote: Row) -> m.Html:
    return m.join([m.link(f"“{w.one_line(quote['text'], 200)}”", quote), m.note(quote["called"])], " ")


@lru_cache(maxsize=1)
def ground_style() -> m.Html:
    """The colours of a map and its own style."""
    colours = still.palette(".ak-geo", "body:not([data-jp-theme-light]) .ak-geo", 'body[data-jp-theme-light="false"] .ak-geo')
    return m.Html(f"<style>{colours}{asset('geography.css')}</style>")


@lru_cache(maxsize=1)
def script_hashes() -> tuple[str, ...]:
    """The constant scripts inside the live views, as a page's policy names them."""
    scripts = re.findall(r"<script>(.*?)</script>", "".join(_shell(False)), re.S)
    return tuple(map(script_hash, (*scripts, live.script("chronology.js"), asset("map_notebook.js"))))

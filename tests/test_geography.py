"""The map: which places are drawn and how, what stays off it, and that text from outside is never anything but text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from reading import remembering

from analystkit import show
from analystkit.records import STATUSES
from analystkit.show import basemap, live
from analystkit.show.basemap import Box
from analystkit.show.geography import script_hashes
from analystkit.show.live import script_hash
from analystkit.show.sites import sites
from analystkit.show.view import asset

ROOT = Path(__file__).parent.parent
COLUMNS = ["article", "start", "end", "text", "place_id", "name", "kind", "country", "lat", "lon", "precision", "use", "rule", "nested"]


def place(place_id: str | None, precision: str | None, lat: float | None = 34.0, lon: float | None = 43.0, **other: Any) -> dict[str, Any]:
    name = place_id.replace("-", " ").title() if place_id else None
    row = {"article": "a1", "start": 5, "end": 10, "text": name or "Somewhere", "place_id": place_id, "name": name, "kind": precision}
    return row | {"country": "IQ", "lat": lat, "lon": lon, "precision": precision, "use": "locative", "rule": "r", "nested": False} | other


def event(event_id: str, *place_ids: str, status: str = "carried_out", title: str = "", **other: Any) -> dict[str, Any]:
    row = {"event_id": event_id, "title": title or event_id, "type": "attack", "status": status, "place_ids": list(place_ids)}
    return row | {"earliest": "2020-05-04", "latest": "2020-05-04"} | other


def mention(event_id: str | None, *place_ids: str, text: str = "A bridge fell.", **other: Any) -> dict[str, Any]:
    row = {"article": "a2", "start": 40, "end": 40 + len(text), "text": text, "event_id": event_id, "type": "attack"}
    return row | {"status": "carried_out", "earliest": None, "latest": None, "place_ids": list(place_ids)} | other


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(rows[0]) if rows else COLUMNS, dtype=object)


PLACES = frame(
    place("dock", "point", 34.0, 43.0),
    place("arden", "city", 34.2, 43.4),
    place("old-quarter", "district", 34.21, 43.41),
    place("upland", "region", 35.0, 42.0),
    place("iraq", "country", 33.0, 44.0),
    place("capital", "city", 33.3, 44.4, use="metonym"),
    place("harbour", "city", 30.5, 47.8, use="attributive"),
    place("inner", "city", 34.0, 43.1, nested=True),
    place(None, None, None, None, text="Nonesuch", country=None),
    place("quiet", "city", 36.0, 41.0),
)
EVENTS = frame(
    event("raid", "dock", "iraq"),
    event("threat", "arden", status="threatened"),
    event("march", "iraq"),
    event("note", "capital", "harbour"),
    event("storm", "upland", earliest=None, latest=None),
)
MENTIONS = frame(mention("raid", "dock"), mention("threat", "arden"), mention(None, "old-quarter"), mention("march", "iraq"))


def of_corpus(places: pd.DataFrame, events: pd.DataFrame, mentions: pd.DataFrame = MENTIONS) -> list[pd.DataFrame]:
    """Places and events as a corpus gives them, with who tells of them behind."""
    return list(remembering({"places": places, "events": events, "mentions": mentions}).values())[:2]


class Frames(HTMLParser):
    """The documents of the frames of a page, and everything but their text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.documents: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.documents += [value for name, value in attrs if name == "srcdoc" and value]


def data_of(html: str) -> dict[str, Any]:
    (document,) = Frames(html).documents
    block = re.search(r'<script type="application/json" id="map-data">(.*?)</script>', document, re.S)
    assert block
    data: dict[str, Any] = json.loads(json.loads(block[1]))
    return data


def picture_of(html: str) -> str:
    data = re.search(r'src="data:image/svg\+xml;base64,([^"]*)"', html)
    assert data
    return base64.b64decode(data[1]).decode()


DRAWN = [
    # place, what its mark says, how it is drawn
    ("dock", "happened", "point"),
    ("upland", "happened", "region"),
    ("arden", "not_done", "city"),
    ("old-quarter", "named", "district"),
    ("quiet", "named", "city"),
]


def test_what_is_drawn() -> None:
    drawn = [(s.place_id, s.mark, s.precision) for s in sites(PLACES, EVENTS, MENTIONS).drawn]
    assert sorted(drawn) == sorted(DRAWN)
    assert not {"iraq", "capital", "harbour", "inner"} & {place_id for place_id, _, _ in drawn}


def test_what_happened_long_before_does_not_set_the_extent() -> None:
    places = frame(place("dock", "point", 34.0, 43.0), place("far", "city", 60.0, 10.0), place("open", "city", 34.5, 44.0))
    old, undated = {"earliest": "1979-01-01", "latest": "1979-12-31"}, {"earliest": None, "latest": None}
    found = sites(places, frame(event("slide", "dock"), event("seizure", "far", **old), event("talk", "open", **undated)), only_events=True)
    assert {s.place_id for s in found.framed} == {"dock", "open"} and len(found.drawn) == 3
    assert "beyond the edge: Far" in show.geography(places, frame(event("slide", "dock"), event("seizure", "far", **old))).html
    (alone,) = sites(places[1:2], frame(event("seizure", "far", **old))).framed
    assert alone.place_id == "far"


@pytest.mark.parametrize(
    ("country", "lat", "lon", "band"), [(None, 34.4, 41.0, True), ("IQ", 34.4, 41.0, False), (None, 0.0, -30.0, False)]
)
def test_a_region_of_no_one_country_is_a_band_along_its_border(country: str | None, lat: float, lon: float, band: bool) -> None:
    (site,) = sites(frame(place("frontier", "region", lat, lon, country=country)), frame(event("raid", "frontier"))).drawn
    assert (bool(site.border), site.drawn_as) == (band, "border" if band else "region")
    svg = picture_of(show.still_map(frame(place("frontier", "region", lat, lon, country=country))).html)
    assert ('stroke-width="16"' in svg) is band


@pytest.mark.parametrize("status", STATUSES)
def test_what_did_not_happen_is_hollow_on_the_map(status: str) -> None:
    (site,) = sites(frame(place("dock", "point")), frame(event("slide", "dock", status=status)), frame(mention("slide", "dock"))).drawn
    assert site.mark == ("happened" if status in ("carried_out", "ongoing") else "not_done")


def test_events_that_no_drawn_place_has_are_listed_with_the_reason() -> None:
    listed = {u.name: (u.why, [t.event_id for t in u.events]) for u in sites(PLACES, EVENTS, MENTIONS).unplaced}
    assert listed["Iraq"] == ("a whole country", ["march"])  # the raid is on the map, at the dock
    assert listed["Capital"] == ("named only for a government, as an adjective or inside a longer name", ["note"])
    assert listed["Nonesuch"] == ("which place this is could not be told", [])


def test_an_event_at_a_place_that_no_article_names_is_not_lost() -> None:
    found = sites(frame(), frame(event("flood", "far-bank")))
    assert [(u.name, u.why) for u in found.unplaced] == [("far bank", "no article names it by itself")]


@pytest.mark.parametrize(("lat", "lon"), [(None, 43.0), (89.5, 10.0), (95.0, 10.0), (34.0, 190.0), (float("nan"), 43.0)])
def test_coordinates_that_no_map_can_show_are_not_drawn(lat: float | None, lon: float) -> None:
    found = sites(frame(place("odd", "city", lat, lon)))
    assert (found.drawn, [u.name for u in found.unplaced]) == ((), ["Odd"])


def test_every_sentence_is_a_receipt_in_the_table_and_in_the_map() -> None:
    html = show.geography(*of_corpus(PLACES, EVENTS)).html
    assert 'href="../site/articles/a2.html#c40-54"' in html
    dock = next(s for s in data_of(html)["sites"] if s["name"] == "Dock")
    assert dock["events"][0]["quotes"] == [{"text": "A bridge fell.", "called": "a2", "page": "a2.html", "start": 40, "end": 54}]
    assert (dock["events"][0]["when"], dock["events"][0]["how"]) == ("4 May 2020", "4 May 2020")


def test_no_region_and_no_country_has_a_spot() -> None:
    svg = picture_of(show.still_map(*of_corpus(PLACES, EVENTS)).html)
    spots = [c for c in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}circle") if c.get("fill-opacity") is None and c.get("stroke")]
    assert len(spots) == 1  # the dock


def test_on_a_crowded_map_only_what_happened_has_a_mark() -> None:
    quiet = [place(f"town-{n}", "city", 34 + n / 1000) for n in range(200)]
    told = of_corpus(frame(place("arden", "city"), *quiet), frame(event("e1", "arden")), frame(mention("e1", "arden")))
    crowded, few = show.geography(*told[:2]).html, show.geography(told[0].iloc[:200], told[1]).html
    assert len(data_of(few)["sites"]) == 200 and "in the table alone" not in few
    assert [s["name"] for s in data_of(crowded)["sites"]] == [
        "Arden"
    ] and "200 places where no event was read: in the table alone" in crowded
    assert "The places of the map: 201 places" in crowded and "Town 7" in crowded


def test_without_events_the_places_alone() -> None:
    assert repr(show.geography(PLACES)) == "Map: 5 places; 2 told without a place on the map"


@pytest.mark.parametrize("empty", [frame(), frame(place(None, None, None, None)), frame(place("iraq", "country"))])
def test_a_map_of_nothing_is_a_map_of_the_world(empty: pd.DataFrame) -> None:
    html = show.geography(empty).html
    assert "No place could be drawn." in html
    data = data_of(html)
    assert len(data["sheets"]) == 1 and not data["sites"] and data["span"] is None


HOSTILE = [
    "<script>window.hit=1</script>",
    '"><img src=x onerror="window.hit=1">',
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% raw %}{{ cycler.__init__.__globals__.os.mkdir('made') }}",
    "${window.hit=1}`'</title></svg></iframe></style>",
    "]]>&#60;b&#62;\u2028\u2029 --> <!--",
    "\u202etfel ot thgir",
    "lone \ud800 half",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_outside_text_is_text_in_every_field(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = frame(place(text, "city", name=text, text=text, kind=text, country=text, article=text))
    told = (frame(event("e", text, title=text, status=text)), frame(mention("e", text, text=text, article=text)))
    html = show.geography(*of_corpus(rows, *told)).html
    told = (frame(event("e", "p", title="t", status="s")), frame(mention("e", "p", text="t")))
    clean = show.geography(*of_corpus(frame(place("p", "city")), *told)).html
    assert Frames(html).tags == Frames(clean).tags
    assert Frames(Frames(html).documents[0]).tags == Frames(Frames(clean).documents[0]).tags
    (site,) = data_of(html)["sites"]
    assert (site["name"], site["events"][0]["quotes"][0]["text"]) == (" ".join(text.split()),) * 2
    ET.fromstring(picture_of(html))
    assert not list(tmp_path.iterdir())


def test_scripts_are_the_same_whatever_the_data() -> None:
    scripts = [
        re.findall(r"<script>(.*?)</script>", Frames(show.geography(p).html).documents[0], re.S)
        for p in (PLACES, frame(place("x", "city", name="</script>")))
    ]
    assert scripts[0] == scripts[1]
    hashes = [script_hash(s) for s in scripts[0]]
    assert list(script_hashes()) == [*hashes, script_hash(live.script("chronology.js")), script_hash(asset("map_notebook.js"))]


def test_nothing_is_fetched_unless_tiles_are_asked_for() -> None:
    plain, tiled = (Frames(show.geography(PLACES, tiles=t).html).documents[0] for t in (False, True))
    ours = re.sub(r"<script>\s*(/\* @preserve|!function).*?</script>", "", plain, flags=re.S)  # without Leaflet, which names its home
    assert len(ours) < len(plain) - 100_000
    assert not re.search(r"(?:src|href)=|url\((?!data:|#)|@import|https?:", ours)
    assert "tile.openstreetmap.org" in tiled
    assert "needs a network" in tiled


def test_order_of_rows_and_other_articles_do_not_matter() -> None:
    shuffled = show.geography(*of_corpus(PLACES[::-1], EVENTS[::-1], MENTIONS[::-1])).html
    assert shuffled == show.geography(*of_corpus(PLACES, EVENTS)).html


def test_a_map_page_keeps_to_its_size() -> None:
    assert len(show.geography(*of_corpus(PLACES, EVENTS)).html.encode()) < 360_000
    world = frame(place("north", "city", 64.0, -150.0), place("south", "city", -45.0, 170.0))
    assert len(show.geography(world).html.encode()) < 400_000
    assert len(picture_of(show.still_map(PLACES).html).encode()) < 40_000
    assert len(picture_of(show.still_map(world).html).encode()) < 40_000


def test_an_event_carries_its_days_and_open_ends_stay_open() -> None:
    events = frame(event("raid", "dock"), event("threat", "arden", earliest=None, latest="2020-05-31"))
    days = {e["id"]: (e["a"], e["b"]) for s in data_of(show.geography(*of_corpus(PLACES, events)).html)["sites"] for e in s["events"]}
    assert days == {"raid": (737549, 737550), "threat": (None, 737577)}


CORNERS = [
    # a view of the world, a country and a town that belong in it
    (Box(38.0, 30.0, 48.0, 38.0), "Iraq", "Baghdad"),
    (Box(24.0, 45.0, 40.0, 53.0), "Ukraine", "Kyiv"),
    (Box(25.0, 8.0, 38.0, 20.0), "Sudan", "Khartoum"),
    (Box(95.0, 12.0, 102.0, 26.0), "Myanmar", "Mandalay"),
    (Box(-80.0, -5.0, -66.0, 12.0), "Colombia", "Bogotá"),
    (Box(165.0, -48.0, 180.0, -34.0), "New Zealand", "Auckland"),
]


@pytest.mark.parametrize(("box", "country", "town"), CORNERS)
def test_the_base_serves_anywhere(box: Box, country: str, town: str) -> None:
    seen = next(c for c in basemap.countries() if c.name == country).seen(box)
    assert seen and all(box.holds(lon, lat) for lon, lat in seen)
    assert town in [t.name for t in basemap.towns(box)]
    world, fine = basemap.sheets(box, [])
    assert fine.layers["land"] and fine.step == 1
    assert fine.box.west < box.west and fine.box.east > min(box.east, 179)
    assert len(world.layers["land"]) > 100


def test_a_corpus_of_the_whole_world_is_fine_where_its_places_are() -> None:
    places = [(lon, lat) for lon in range(-160, 161, 40) for lat in (-40, 0, 40)]
    sheets = basemap.sheets(Box(-170, -45, 170, 60), places)
    assert all(any(s.step == 1 and s.box.holds(lon, lat) for s in sheets[1:]) for lon, lat in places)
    assert len(json.dumps([s.packed() for s in sheets])) < 130_000
    many = [(lon, lat) for lon in range(-175, 176, 9) for lat in range(-50, 60, 9)]
    assert len(json.dumps([s.packed() for s in basemap.sheets(Box(-180, -50, 180, 60), many)])) < 130_000


def test_a_packed_line_is_the_line() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    line = [(-36_000, 16_400), (-35_999, 16_399), (0, 0), (31, -33), (36_000, -15_000)]
    numbers, value, shift = [], 0, 0
    for digit in map(letters.index, basemap.packed(line, 1)):
        value |= (digit & 31) << shift
        shift += 5
        if not digit & 32:
            numbers.append(-(value + 1) // 2 if value & 1 else value // 2)
            value = shift = 0
    assert numbers == [c for a, b in pairwise([(0, 0), *line]) for c in (b[0] - a[0], b[1] - a[1])]


def test_land_across_the_antimeridian_is_no_band_around_the_world() -> None:
    ring = max(basemap.cut(basemap.WORLD, 360).layers["land"], key=len)
    jumps = [abs(a[0] - b[0]) for a, b in pairwise(ring) if max(abs(a[0]), abs(b[0])) < 179 * basemap.SCALE]
    assert max(jumps) < 20 * basemap.SCALE


def test_reference_files_are_what_their_sources_say() -> None:
    for entry in tomllib.loads((ROOT / "data" / "SOURCES.toml").read_text("utf-8"))["file"]:
        assert hashlib.sha256((ROOT / entry["path"]).read_bytes()).hexdigest() == entry["sha256"], entry["path"]


DISTANCES = [
    # precision of both ends, kilometres as they may be told, and how far off they may be; 0.4 degrees of longitude are 36.9 km here
    ("point", "point", 37, 3),
    ("point", "city", 40, 16),
    ("district", "city", 40, 20),
    ("city", "city", 40, 25),
    ("city", "region", 0, 160),
]


@pytest.mark.parametrize(("one", "other", "km", "within"), DISTANCES)
def test_distances_are_rounded_to_what_is_known(one: str, other: str, km: int, within: int) -> None:
    row = show.distances(frame(place("a", one, 34.0, 43.0), place("b", other, 34.0, 43.4))).iloc[0]
    assert (row.km, row.within_km) == (km, within)


def test_distances_of_chosen_ends() -> None:
    table = show.distances(PLACES, ["dock"], ["arden", "iraq", "dock"])
    assert table[["from_id", "to_id"]].values.tolist() == [["dock", "arden"], ["dock", "iraq"]]
    assert table.km.isna().tolist() == [False, True]
    assert table.note.tolist() == ["point to city", "Iraq: no finer than a country"]


def test_distance_to_a_place_that_no_article_names_is_missing_and_says_so() -> None:
    table = show.distances(PLACES, ["nowhere"], ["dock"])
    assert table.km.isna().all()
    assert table.note.tolist() == ["nowhere: named in no article"]

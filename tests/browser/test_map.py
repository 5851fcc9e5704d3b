"""The live map in a real browser, with the network cut: it shows, it is quiet, and outside text stays text even without the policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Frame, expect
from reading import remembering

from analystkit import show
from analystkit.show.live import flat
from analystkit.show.page import SCRIPTS, policy, shared
from analystkit.show.view import page_name

Open = Callable[..., Any]

PLACES = [
    ("dock", "Arden Dock", "point", 34.00, 43.00),
    ("arden", "Arden", "city", 34.02, 43.02),
    ("upland", "Upland", "region", 35.20, 41.80),
    ("farwell", "Farwell", "city", 33.00, 45.00),
]

DAYS = [("2020-05-04", "2020-05-04"), ("2020-05-20", "2020-05-20"), ("2020-05-10", "2020-06-20"), ("2020-05-04", "2020-05-04")]
HOSTILE = [
    "<script>window.top.hit=1;hit=1</script>",
    '<img src=x onerror="hit=1">',
    "\"' onmouseover='hit=1' x=\"",
    "</script></iframe></style><script>hit=1</script>",
    "javascript:hit=1",
    "{{ ''.__class__ }} {{ 7*7 }}",
    "{% set x = cycler.__init__.__globals__.os.mkdir('made-by-template') %}",
    "${hit=1} `${hit=1}` <%= 7*7 %> #{7*7}",
    "]]> <!-- &lt;b&gt; &#x3c;b&#x3e;",
]


def tables(names: list[str] | None = None, text: str = "A crane fell into\n the  basin.") -> tuple[pd.DataFrame, ...]:
    """Places, events and mentions; ``names`` are put in every field that can hold text."""
    places, events, mentions = [], [], []
    for i, (place_id, name, precision, lat, lon) in enumerate(PLACES):
        odd = names[i % len(names)] if names else None
        words = odd or text
        place_id, name, article = (odd or place_id) + str(i), odd or name, odd or "a1"
        span = {"article": article, "start": 5, "end": 9}
        kind = odd or "place"
        places.append(span | {"text": name, "place_id": place_id, "name": name, "kind": kind, "country": odd, "lat": lat, "lon": lon,
                              "precision": precision, "use": "locative", "rule": "r", "nested": False})  # fmt: skip
        days = dict(zip(("earliest", "latest"), DAYS[i], strict=True))
        event = {"event_id": f"e{i}{odd}", "type": kind, "status": odd or "carried_out", "place_ids": [place_id]} | days
        events.append(event | {"title": odd or f"Fall at {name}"})
        mentions.append(event | span | {"text": words})
    return pd.DataFrame(places), pd.DataFrame(events), pd.DataFrame(mentions)


def view(*frames: pd.DataFrame) -> str:
    """The map of such tables."""
    told = remembering(dict(zip(("places", "events", "mentions"), frames, strict=True)))
    return show.geography(told["places"], told["events"]).html


def page(html: str, *, guarded: bool = True, hashes: bool = True) -> str:
    """A page around a map, as the site has it; unguarded without its policy, or with a policy that knows no script."""
    rules = policy() if hashes else "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; img-src data:"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rules}">' if guarded else ""
    scripts = "".join(f"<script>{flat(name)}</script>" for name in SCRIPTS)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{meta}<meta name="viewport" content="width=device-width">'
        f'<meta name="color-scheme" content="light dark"><title>A map</title></head><body>{shared(html)}{scripts}</body></html>'
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a map and the article that it speaks of."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a1.html").write_text("<!DOCTYPE html><title>a1</title><p>The article.</p>", "utf-8")
    (tmp_path / "map.html").write_text(page(view(*tables())), "utf-8")
    return tmp_path


_STILL = 8  # so often nothing moves before it is drawn: a frame that has not got its size yet rests, too


def live(watched: Any) -> Frame:
    """The map's frame, once it is drawn."""
    frame: Frame = watched.page.frames[1]
    frame.locator(".name").first.wait_for()
    where = """[document.querySelectorAll('.name').length,
        ...[...document.querySelectorAll('.handle')].map(h => Object.values(h.getBoundingClientRect().toJSON()).join())]"""
    seen: list[Any] = []
    for _ in range(200):  # marks and names move when the frame gets its size; a busy machine draws late
        frame.wait_for_timeout(150)
        seen = [*seen[-_STILL:], frame.evaluate(where)]
        if len(seen) > _STILL and all(s == seen[0] for s in seen):
            return frame
    raise AssertionError("the map does not come to rest")


@pytest.mark.parametrize("width", [1440, 820, 390])
def test_the_map_lives_offline_under_the_policy(site: Path, page_for: Open, width: int) -> None:
    watched = page_for(site / "map.html", width=width)
    frame = live(watched)
    for name in ("Arden and 1 more (2)", "Upland", "Farwell"):  # a busy machine gives the frame its size late: wait for each
        expect(frame.locator(".name.place, .name.region").filter(has_text=name)).to_have_count(1)
    size = frame.evaluate("({width: innerWidth, height: innerHeight})")
    for handle in frame.locator(".handle:not(.under)").all():
        box = handle.bounding_box()
        stage = watched.page.locator("iframe.ak-map").bounding_box()
        assert box and stage
        assert 0 <= box["x"] - stage["x"] <= size["width"] - box["width"]
        assert 0 <= box["y"] - stage["y"] <= size["height"] - box["height"]
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    watched.assert_quiet()


def test_the_ground_is_drawn(site: Path, page_for: Open) -> None:
    frame = live(page_for(site / "map.html"))
    inked = """() => { const c = document.querySelector('.leaflet-ground-pane canvas');
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;
        for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n / (d.length / 4); }"""
    frame.wait_for_function(f"({inked})() > 0.5")
    expect(frame.locator(".name.country").filter(has_text="IRAQ")).to_have_count(1)
    frame.wait_for_function("document.querySelectorAll('.name.town').length > 8")


def test_a_mark_tells_its_story(site: Path, page_for: Open) -> None:
    watched = page_for(site / "map.html")
    frame = live(watched)
    frame.locator('.handle[aria-label^="Farwell"]').click()
    story = frame.locator(".leaflet-popup .story")
    expect(story.locator("h2")).to_have_text("Farwell")
    expect(story.locator("h3")).to_have_text("Fall at Farwell")
    expect(story.locator("q")).to_have_text("A crane fell into the basin.")
    assert "4 May 2020" in story.inner_text()
    watched.assert_quiet()


def test_marks_that_lie_on_one_another_open_together(site: Path, page_for: Open) -> None:
    frame = live(page_for(site / "map.html"))
    frame.locator('.handle[aria-label^="Arden and 1 more"]').focus()
    frame.page.keyboard.press("Enter")
    expect(frame.locator(".leaflet-popup h2")).to_have_text(["Arden", "Arden Dock"])


def test_marks_that_lie_on_one_another_are_one_until_the_map_is_near(site: Path, page_for: Open) -> None:
    frame = live(page_for(site / "map.html"))
    expect(frame.locator(".handle:not(.under)")).to_have_count(3)
    for _ in range(6):
        frame.locator(".leaflet-control-zoom-in").click()
        frame.wait_for_timeout(500)
    expect(frame.locator(".handle:not(.under)")).to_have_count(4)


def test_an_event_in_a_story_leads_to_its_page(site: Path, page_for: Open) -> None:
    watched = page_for(site / "map.html")
    frame = live(watched)
    frame.locator('.handle[aria-label^="Farwell"]').click()
    (site / "events").mkdir()
    (site / "events" / page_name("e3None")).write_text("<!DOCTYPE html><title>e3</title>", "utf-8")
    frame.locator("button.event").click()
    watched.page.wait_for_url(f"**/events/{page_name('e3None')}")


def test_a_link_to_a_place_shows_the_map_and_no_popup_lies_under_the_buttons(site: Path, page_for: Open) -> None:
    text = (site / "map.html").read_text("utf-8").replace("<body>", '<body><div style="height: 3000px"></div>')
    (site / "far.html").write_text(text, "utf-8")
    watched = page_for(Path(f"{site / 'far.html'}#&place=farwell3"), width=390, height=844)
    frame = live(watched)
    expect(frame.locator(".leaflet-popup h2")).to_have_text("Farwell")
    assert watched.page.evaluate("scrollY") > 1500
    popup, buttons = (frame.locator(at).bounding_box() for at in (".leaflet-popup-content-wrapper", ".leaflet-control-zoom"))
    assert popup and buttons
    assert popup["x"] >= buttons["x"] + buttons["width"] or popup["y"] >= buttons["y"] + buttons["height"]


def until(frame: Frame, handle: int, keys: str, times: int = 1) -> None:
    """Move a handle of the strip by keys."""
    frame.locator(".noUi-handle").nth(handle).focus()
    for _ in range(times):
        frame.page.keyboard.press(keys)


def test_the_map_follows_the_time(site: Path, page_for: Open) -> None:
    watched = page_for(site / "map.html")
    frame = live(watched)
    said = frame.locator(".ak-strip output")
    expect(said).to_have_text("All times: 4 events on the map")
    until(frame, 1, "ArrowLeft", 53)
    expect(said).to_have_text("Up to 10 May 2020: 2 events lie in it, 1 more may")
    left = [str(h.get_attribute("aria-label")).partition(",")[0] for h in frame.locator(".handle:not(.gone)").all()]
    assert left == ["Upland", "Farwell", "Arden Dock"]
    assert frame.locator(".handle.faint").count() == frame.locator("path.faint").count() == 1
    expect(frame.locator(".name.region")).to_have_class("name region faint")
    until(frame, 1, "ArrowLeft", 1)
    expect(frame.locator(".handle:not(.gone)")).to_have_count(2)
    frame.get_by_role("button", name="All times").click()
    expect(frame.locator(".handle:not(.gone)")).to_have_count(4)
    watched.assert_quiet()


def test_the_strip_follows_the_place(site: Path, page_for: Open) -> None:
    frame = live(page_for(site / "map.html"))
    chosen = frame.locator(".ak-strip path.chosen")
    assert chosen.get_attribute("d") == ""
    frame.locator('.handle[aria-label^="Farwell"]').click()
    expect(chosen).to_have_attribute("d", re.compile(r"^M[\d.]+ [\d.]+H[\d.]+$"))
    frame.locator(".leaflet-popup-close-button").click()
    expect(chosen).to_have_attribute("d", "")


def test_the_address_keeps_time_and_place(site: Path, page_for: Open) -> None:
    watched = page_for(site / "map.html")
    frame = live(watched)
    until(frame, 1, "ArrowLeft", 53)
    frame.locator('.handle[aria-label^="Farwell"]').click()
    watched.page.wait_for_url("**/map.html#&place=farwell3&time=..2020-05-10")
    again = page_for(Path(f"{site / 'map.html'}#&place=farwell3&time=..2020-05-10"))
    frame = live(again)
    expect(frame.locator(".ak-strip output")).to_contain_text("Up to 10 May 2020")
    expect(frame.locator(".leaflet-popup h2")).to_have_text("Farwell")
    assert again.page.url.endswith("#&place=farwell3&time=..2020-05-10")
    again.page.evaluate("dispatchEvent(new Event('load'))")  # a page that is loaded late asks for the look again
    expect(frame.locator(".ak-strip output")).to_contain_text("Up to 10 May 2020")
    again.assert_quiet()
    odd = page_for(Path(f"{site / 'map.html'}#&time=..&place=%3Cimg%20src%3Dx%20onerror%3Dhit%3D1%3E"))
    expect(live(odd).locator(".ak-strip output")).to_contain_text("All times")
    odd.assert_quiet()


def test_the_events_of_a_place_are_fanned_out_once_it_stands_alone(tmp_path: Path, page_for: Open) -> None:
    places, events, mentions = tables()
    more = events.iloc[[3, 3]].assign(event_id=["flood", "storm"], title=["Flood", "Storm"], status=["planned", "carried_out"])
    (tmp_path / "map.html").write_text(page(view(places, pd.concat([events, more]), mentions)), "utf-8")
    frame = live(page_for(tmp_path / "map.html"))
    dots = frame.locator(".handle.fanned .fan i")
    assert [d.get_attribute("title") for d in dots.all()] == ["Fall at Farwell, 4 May 2020", "Flood, 4 May 2020", "Storm, 4 May 2020"]
    assert frame.locator(".fan i.undone").count() == 1
    spots = {(round(d.bounding_box()["x"]), round(d.bounding_box()["y"])) for d in dots.all()}
    assert len(spots) == 3


def test_a_mark_in_focus_gives_its_sentence(site: Path, page_for: Open) -> None:
    frame = live(page_for(site / "map.html"))
    frame.locator('.handle[aria-label^="Farwell"]').focus()
    frame.page.keyboard.press("Shift+Tab")
    frame.page.keyboard.press("Tab")
    expect(frame.get_by_role("tooltip", name="Farwell")).to_have_text("FarwellFall at Farwell, 4 May 2020“A crane fell into the basin.”")


def test_a_dark_screen_gets_a_dark_ground(site: Path, page_for: Open) -> None:
    light = """() => { const c = document.querySelector('.leaflet-ground-pane canvas');
        const d = c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data; return d[0] + d[1] + d[2]; }"""
    assert live(page_for(site / "map.html")).evaluate(light) > 600
    assert live(page_for(site / "map.html", dark=True)).evaluate(light) < 250


def test_a_map_in_a_notebook_follows_its_theme(tmp_path: Path, page_for: Open) -> None:
    notebook = f'<meta charset="utf-8"><body data-jp-theme-light="false">{view(*tables())}'
    (tmp_path / "notebook.html").write_text(notebook, "utf-8")
    watched = page_for(tmp_path / "notebook.html")
    root = live(watched).locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    watched.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    expect(root).to_have_attribute("data-theme", "light")
    watched.assert_quiet()


def test_a_name_opens_its_mark(site: Path, page_for: Open) -> None:
    frame = live(page_for(site / "map.html"))
    frame.locator(".name.region", has_text="Upland").click()
    expect(frame.locator(".leaflet-popup h2")).to_have_text("Upland")


def test_a_receipt_opens_the_sentence(site: Path, page_for: Open) -> None:
    watched = page_for(site / "map.html")
    frame = live(watched)
    frame.locator('.handle[aria-label^="Farwell"]').click()
    frame.locator("button.where").click()
    watched.page.wait_for_url("**/articles/a1.html#c5-9")
    watched.assert_quiet()


def test_the_page_follows_nothing_but_receipts(site: Path, page_for: Open) -> None:
    watched = page_for(site / "map.html")
    frame = live(watched)
    before = watched.page.url
    for asked in ("'https://example.org/'", "'../../x.html'", "'a1.html?x'", "'javascript:hit=1'", "'a1.html'"):
        frame.evaluate(f"parent.postMessage({{analystkit: 'receipt', page: {asked}, start: '5', end: 9}}, '*')")
    watched.page.evaluate("postMessage({analystkit: 'receipt', page: 'a1.html', start: 5, end: 9}, '*')")
    watched.page.wait_for_timeout(200)
    assert watched.page.url == before
    watched.assert_quiet()


def test_without_a_page_that_answers_a_receipt_is_its_address(tmp_path: Path, page_for: Open) -> None:
    (tmp_path / "alone.html").write_text('<meta charset="utf-8">' + view(*tables()), "utf-8")
    frame = live(page_for(tmp_path / "alone.html"))
    frame.locator('.handle[aria-label^="Farwell"]').click()
    expect(frame.locator("span.where")).to_have_text("a1, characters 5–9")


@pytest.mark.parametrize("how", ["no scripts", "no hashes"])
def test_the_still_picture_shows_where_scripts_are_blocked(tmp_path: Path, page_for: Open, how: str) -> None:
    whole = page(view(*tables()), hashes=how != "no hashes")
    if how == "no scripts":
        whole = whole.replace('sandbox="allow-scripts"', 'sandbox=""')
    pictures = []
    for name, html in (("map.html", whole), ("bare.html", re.sub(r"<iframe .*?</iframe>", "", whole, flags=re.S))):
        (tmp_path / name).write_text(html, "utf-8")
        watched = page_for(tmp_path / name)
        expect(watched.page.locator("img.ak-still")).to_be_visible()
        watched.page.locator("img.ak-still").evaluate("picture => picture.decode()")
        pictures.append(Image.open(BytesIO(watched.page.screenshot())).convert("L"))
    differing = ImageChops.difference(*pictures).point(lambda d: 255 if d > 40 else 0).histogram()[255]
    assert differing < 500  # the frame hides nothing of it; edges may be smoothed otherwise


def test_paper_gets_the_still_picture(site: Path, page_for: Open) -> None:
    watched = page_for(site / "map.html")
    live(watched)
    watched.page.emulate_media(media="print")
    expect(watched.page.locator("iframe.ak-map")).to_be_hidden()
    expect(watched.page.locator("img.ak-still")).to_be_visible()


@pytest.mark.parametrize("guarded", [False, True])
def test_hostile_text_does_nothing_and_is_shown_exactly(
    tmp_path: Path, page_for: Open, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    for start in range(0, len(HOSTILE), len(PLACES)):
        texts = HOSTILE[start : start + len(PLACES)]
        (tmp_path / "map.html").write_text(page(view(*tables(texts)), guarded=guarded), "utf-8")
        watched = page_for(tmp_path / "map.html")
        frame = live(watched)
        shown = {text: " ".join(text.split()) for text in texts}
        for handle in frame.locator(".handle").all():
            handle.dispatch_event("click")
            expect(frame.locator(".leaflet-popup")).to_have_count(1)  # the one before fades away
            story = frame.locator(".leaflet-popup .story").first
            text = story.locator("h2").inner_text()
            assert text in shown.values()
            assert story.locator("h3").all_inner_texts() == [text]
            assert story.locator("q").all_inner_texts() == [text]
        assert frame.evaluate("typeof hit") == watched.page.evaluate("typeof hit") == "undefined"
        assert watched.page.locator("th[scope=row]").count() == len(PLACES)
        watched.assert_quiet()
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]

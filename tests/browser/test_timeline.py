"""A chronology in a real browser, with the network cut: the strip, the rows that follow it, their sentences, and text that attacks."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import expect
from reading import remembering

from analystkit import show
from analystkit.show.cells import Cell
from analystkit.show.live import flat
from analystkit.show.page import policy, render, shared, trusted

Open = Callable[..., Any]
DAYS = [("2020-03-02", "2020-03-02"), ("2020-03-10", "2020-03-14"), ("2020-04-01", "2020-04-30"), (None, "2020-04-20"),
        ("2020-05-20", "2020-05-20"), ("2020-06-01", "2020-06-10"), ("1999-01-01", "1999-12-31"), (None, None)]  # fmt: skip
HOSTILE = ["<img src=x onerror=hit=1>", "</script><script>hit=1</script>", "{{7*7}}{% raw %}", "${hit=1}`'\"&lt;b&gt;", "\u202etfel <b>"]


def view(texts: list[str] | None = None) -> str:
    events, mentions = [], []
    for i, (earliest, latest) in enumerate(DAYS):
        odd = texts[i % len(texts)] if texts else None
        days = {"earliest": earliest, "latest": latest}
        events.append({"event_id": f"e{i}{odd}", "title": odd or f"Event {i}", "status": odd or "carried_out", "n_articles": 1} | days)
        said = {"article": odd or "a1", "start": i, "end": i + 9, "text": odd or f"Sentence {i}."}
        mentions.append(events[-1] | said)
    told = remembering({"events": pd.DataFrame(events, dtype=object), "mentions": pd.DataFrame(mentions, dtype=object)})
    return show.chronology(told["events"]).html


def page(folder: Path, html: str, *, guarded: bool = True) -> Path:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy()}">' if guarded else ""
    path = folder / "page.html"
    head = f'<meta charset="utf-8">{meta}<title>T</title>'
    path.write_text(f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{shared(html)}</body></html>', "utf-8")
    return path


def rows(watched: Any) -> list[str]:
    found: list[str] = watched.page.locator(".ak-panel:first-child li:not([hidden]) .ak-title").all_inner_texts()
    return found


@pytest.mark.parametrize("width", [1440, 390])
def test_a_shorter_time_shows_what_can_lie_in_it(tmp_path: Path, page_for: Open, width: int) -> None:
    watched = page_for(page(tmp_path, view()), width=width)
    said = watched.page.locator("output")
    expect(said).to_have_text("All times: 6 events")
    assert rows(watched) == ["Event 0", "Event 1", "Event 2", "Event 4", "Event 5", "Event 3"]
    first, last = watched.page.locator(".noUi-handle").all()
    first.focus()
    watched.page.keyboard.press("ArrowRight")
    expect(said).to_have_text("From 28 Feb 2020: 5 events lie in it, 1 more may")
    last.focus()
    watched.page.keyboard.press("Home")
    watched.page.keyboard.press("PageUp")
    expect(said).to_contain_text("in it")
    watched.page.get_by_role("button", name="All times").click()
    watched.page.get_by_role("button", name="A shorter time").click()
    expect(said).to_have_text("30 Mar 2020 – 1 Jun 2020: 2 events lie in it, 2 more may")
    assert rows(watched) == ["Event 2", "Event 4", "Event 5", "Event 3"]
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    watched.page.get_by_role("button", name="All times").click()
    expect(said).to_have_text("All times: 6 events")
    watched.assert_quiet()


def test_the_axis_follows_and_a_bar_stands_on_its_days(tmp_path: Path, page_for: Open) -> None:
    watched = page_for(page(tmp_path, view()))
    axis = watched.page.locator(".ak-panel:first-child .ak-head i")
    bar = watched.page.locator("li", has_text="Event 2").locator(".ak-bar").first
    before = bar.bounding_box()["width"]
    assert axis.all_inner_texts()[:2] == ["Mar 2020", "Apr"]
    watched.page.get_by_role("button", name="A shorter time").click()
    expect(axis.first).to_have_text("30 Mar 2020")
    april = next(t for t in axis.all() if t.inner_text() == "6 Apr").bounding_box()
    after = bar.bounding_box()
    assert after["width"] > 1.8 * before
    day = after["width"] / 30
    assert abs(april["x"] - (after["x"] + 5 * day)) < 1.5


def test_the_wheel_shortens_the_time_around_the_pointer(tmp_path: Path, page_for: Open) -> None:
    watched = page_for(page(tmp_path, view()))
    watched.page.locator("li", has_text="Event 4").locator(".ak-bar").first.hover()
    watched.page.keyboard.down("Control")
    watched.page.mouse.wheel(0, -800)
    expect(watched.page.locator("output")).to_contain_text("May 2020")
    assert "Event 4" in rows(watched) and len(rows(watched)) < 5


def test_a_row_leads_to_its_event_and_to_its_sentence(tmp_path: Path, page_for: Open) -> None:
    watched = page_for(page(tmp_path, view()))
    row = watched.page.locator("li", has_text="Event 1").first
    links = row.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert links == ["events/e1none-bb023a1d5ba12fdb.html", "articles/a1.html#c1-10"]
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a1.html").write_text("<!DOCTYPE html><title>a1</title>", "utf-8")
    row.locator("a").nth(1).focus()
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_url("**/articles/a1.html#c1-10")
    watched.assert_quiet()


def test_without_scripts_the_rows_stand_and_without_styles_the_picture(tmp_path: Path, page_for: Open) -> None:
    still = page_for(page(tmp_path, view()), scripts=False).page
    expect(still.locator(".ak-panel li").first).to_be_visible()
    expect(still.locator(".ak-time > img")).to_have_count(0)
    bare = tmp_path / "bare.html"  # as an untrusted notebook has it: no style, no script
    bare.write_text('<meta charset="utf-8">' + re.sub(r"<(style|script)>.*?</\1>", "", view(), flags=re.S), "utf-8")
    bare = page_for(bare).page
    expect(bare.locator(".ak-time > img")).to_be_visible()
    expect(bare.locator(".ak-panel li a").first).to_be_visible()  # its receipts, as a list
    expect(bare.locator(".ak-head, .ak-axis").first).to_be_hidden()
    assert bare.locator(".ak-time > img").evaluate("i => i.naturalWidth") == 960


def test_the_address_keeps_the_time(tmp_path: Path, page_for: Open) -> None:
    path = page(tmp_path, view() + f"<script>{flat('page.js')}</script>")
    watched = page_for(path)
    watched.page.get_by_role("button", name="A shorter time").click()
    watched.page.wait_for_url("**/page.html#&time=2020-03-30..2020-06-01")
    again = page_for(Path(f"{path}#&time=2020-03-30..2020-06-01"))
    expect(again.page.locator("output")).to_have_text("30 Mar 2020 – 1 Jun 2020: 2 events lie in it, 2 more may")
    odd = page_for(Path(f"{path}#&time=<b>..9"))
    expect(odd.page.locator("output")).to_have_text("All times: 6 events")
    for seen in (watched, again, odd):
        seen.assert_quiet()


@pytest.mark.parametrize("guarded", [False, True])
def test_hostile_text_does_nothing_and_is_shown_exactly(tmp_path: Path, page_for: Open, guarded: bool) -> None:
    watched = page_for(page(tmp_path, view(HOSTILE), guarded=guarded))
    for text in HOSTILE:
        title = watched.page.locator(".ak-title", has_text=text).first
        assert title.evaluate("t => t.textContent") == text
    assert watched.page.evaluate("typeof hit") == "undefined"
    watched.assert_quiet()


def of_kinds(folder: Path) -> Path:
    """A page of a notebook with a chronology and a map of eight events of two kinds, at two places."""
    kinds = ["raid", "fire"]
    told = {"article": "a1", "start": 1, "end": 9, "text": "It was there."}
    days = [dict(zip(("earliest", "latest"), both, strict=True)) for both in DAYS]
    about = [{"type": kinds[i % 2], "status": "carried_out", "place_ids": ["xy"[i % 2]], "actors": []} for i in range(len(DAYS))]
    events = [
        {"event_id": f"e{i}", "title": f"Event {i}", "n_articles": 1} | d | a for i, (d, a) in enumerate(zip(days, about, strict=True))
    ]
    spot = {"country": "XA", "precision": "city", "use": "locative", "rule": "r", "nested": False, "kind": "city"}
    places = [
        told | spot | {"place_id": p, "name": name, "lat": lat, "lon": 20.0} for p, name, lat in (("x", "Arden", 10.0), ("y", "Lund", 12.0))
    ]
    frames = {"events": events, "mentions": [told | e for e in events], "places": places}
    got = remembering({name: pd.DataFrame(rows, dtype=object) for name, rows in frames.items()})
    html = [show.chronology(got["events"]).html, show.geography(got["places"], got["events"]).html]
    cells = tuple(Cell(outputs=(trusted(shared(h)),)) for h in html)
    (folder / "k.html").write_text(render("notebook.html", title="T", menu={}, here="k.html", colophon="", cells=cells), "utf-8")
    return folder / "k.html"


def test_what_rows_are_about_is_chosen_and_the_map_follows(tmp_path: Path, page_for: Open) -> None:
    watched = page_for(of_kinds(tmp_path))
    view = watched.page.locator(".output .ak-view").first
    expect(view.locator(".ak-tools output").first).to_have_text("8 rows")
    marks = watched.page.frame_locator("iframe.ak-map").locator(".handle:not(.gone)")
    expect(marks).to_have_count(2)
    view.get_by_label("Kind").select_option("fire")
    expect(view.locator(".ak-tools output").first).to_have_text("4 of 8 rows")
    assert watched.page.evaluate("location.hash") == "#&kind=fire"
    assert set(view.locator(".ak-rows li:visible .ak-title").all_inner_texts()) <= {"Event 1", "Event 3", "Event 5", "Event 7"}
    expect(view.locator(".ak-strip output").first).to_have_text("All times: 3 events")
    expect(marks).to_have_count(1)
    with watched.page.expect_download() as got:
        view.get_by_role("button", name="Download (CSV)").click()
    head, *rows = csv.reader(Path(got.value.path()).read_text("utf-8-sig").splitlines())
    assert head == ["Under", "Table", "Event", "When", "Receipts"]
    assert sorted(row[2] for row in rows) == ["Event 1", "Event 3", "Event 5", "Event 7"]
    assert all(row[4] == "articles/a1.html#c1-9" for row in rows)
    view.get_by_role("button", name="Show all").click()
    expect(marks).to_have_count(2)
    watched.page.emulate_media(media="print")
    expect(view.locator(".ak-tools").first).to_be_hidden()
    watched.assert_quiet()

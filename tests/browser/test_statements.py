"""The filter of statements in a real browser: by keyboard, kept in the address, and everything shown where scripts do not run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import expect

from analystkit import show
from analystkit.show.cells import Cell
from analystkit.show.page import render, shared, trusted

Open = Callable[..., Any]
SAID = [
    ("a1", 0, "We left the port at dawn with all our boats.", "direct", "ida-holm", "u1", None, None),
    ("a2", 0, "We left the port at dawn.", "direct", "ida-holm", "u1", "norsk-wire", None),
    ("a1", 60, "the port was empty", "indirect", "ida-holm", "u2", None, None),
    ("a1", 90, "nobody had left", "indirect", "jens-lund", "u3", "norsk-wire", "denies"),
    ("a2", 90, "It rained.", "direct", None, "u4", None, None),
]


def view(odd: str = "") -> str:
    columns = ["article", "start", "text", "kind", "speaker_id", "utterance_id", "via", "stance"]
    said = pd.DataFrame(SAID, columns=columns, dtype=object).assign(end=99, earliest="2020-03-02", latest="2020-03-02", answers=None)
    said["speaker_text"] = said["speaker_id"]
    if odd:
        said = said.assign(speaker_id=odd, via=odd, kind=odd, text=odd, speaker_text=odd)
    views = (show.statements(said), show.when_said(said), show.utterances(said), show.answers(said))
    return "".join(v.html for v in views)


def page(folder: Path, html: str) -> Path:
    cells = (Cell(outputs=(trusted(shared(html)),)),)
    markup = render("notebook.html", title="T", menu={}, here="t.html", colophon="", cells=cells)
    path = folder / "t.html"
    path.write_text(markup, "utf-8")
    return path


def words(watched: Any) -> list[str]:
    found: list[str] = watched.page.locator("table.ak-quotes tbody tr:visible .ak-quote").all_inner_texts()
    return [t.strip("“”") for t in found]


@pytest.mark.parametrize("width", [1440, 390])
def test_a_speaker_a_relay_and_a_kind_are_chosen_by_keyboard(tmp_path: Path, page_for: Open, width: int) -> None:
    watched = page_for(page(tmp_path, view()), width=width)
    told = watched.page.locator(".ak-tools output").first
    expect(told).to_have_text("4 rows")
    speaker = watched.page.get_by_label("Who").first
    speaker.focus()
    watched.page.keyboard.press("ArrowDown")
    expect(told).to_have_text("2 of 4 rows")
    assert words(watched) == [SAID[0][2], SAID[2][2]]
    assert watched.page.evaluate("location.hash") == "#&actor=ida-holm"
    assert watched.page.locator(".ak-days li li:visible").count() == 2
    assert watched.page.locator(".ak-shared:visible").count() == 1
    assert watched.page.get_by_text("nobody had left").locator("visible=true").count() == 0
    watched.page.get_by_label("Kind").first.select_option("indirect")
    expect(told).to_have_text("1 of 4 rows")
    assert words(watched) == [SAID[2][2]]
    watched.page.get_by_label("Kind").first.select_option("")
    watched.page.get_by_label("Relayed by").first.select_option("norsk-wire")
    assert words(watched) == [SAID[0][2]]
    assert watched.page.evaluate("location.hash") == "#&actor=ida-holm&via=norsk-wire"
    watched.page.get_by_role("button", name="Show all").first.click()
    expect(told).to_have_text("4 rows")
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    watched.assert_quiet()


def test_an_address_opens_as_it_was_sent_and_may_name_nobody(tmp_path: Path, page_for: Open) -> None:
    path = page(tmp_path, view())
    sent = page_for(f"{path}#&actor=speaker-not-known")
    assert words(sent) == ["It rained."]
    assert words(page_for(f"{path}#&actor=nobody-here")) == [SAID[0][2], SAID[2][2], SAID[3][2], SAID[4][2]]


def test_without_scripts_everything_is_shown_and_no_form(tmp_path: Path, page_for: Open) -> None:
    watched = page_for(f"{page(tmp_path, view())}#&actor=ida-holm", scripts=False)
    assert len(words(watched)) == 4
    assert watched.page.locator(".ak-tools").count() == 0


def test_what_is_left_out_can_be_unfolded(tmp_path: Path, page_for: Open) -> None:
    longer = "We left the port at dawn with all our boats and their crews and the nets and the fish and the dog, he said."
    said = pd.DataFrame(SAID[:2], columns=["article", "start", "text", "kind", "speaker_id", "utterance_id", "via", "stance"], dtype=object)
    said.loc[0, "text"] = longer
    watched = page_for(page(tmp_path, show.utterances(said.assign(end=99, speaker_text="Ida Holm")).html))
    lost = watched.page.get_by_text("the nets and the fish").nth(1)
    expect(lost).to_be_hidden()
    watched.page.get_by_text("words left out").click()
    expect(lost).to_be_visible()
    watched.assert_quiet()


@pytest.mark.parametrize("text", ['"><img src=x onerror=hit=1>', "</option></select><script>hit=1</script>", "{{7*7}} ' &lt;b&gt;"])
def test_hostile_text_does_nothing_and_is_shown_exactly(tmp_path: Path, page_for: Open, text: str) -> None:
    watched = page_for(page(tmp_path, view(text)))
    assert watched.page.evaluate("typeof hit") == "undefined"
    assert watched.page.locator(".ak-tools option").nth(1).inner_text() == f"{text} (4)"
    assert watched.page.get_by_text(text, exact=False).first.inner_text()
    watched.assert_quiet()

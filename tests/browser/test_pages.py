"""The shared pages in a real browser, from files, with the network cut."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import expect
from reading import FOLLOW, pages_of, text_of

from analystkit import publish, show
from analystkit.corpus import Corpus
from analystkit.publish.browser import pages_in
from analystkit.show.cells import Cell
from analystkit.show.page import render, shared, trusted

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Corpus]:
    """The site of the first corpus, made by the main job, with all of it in one file and on paper."""
    project = tmp_path_factory.mktemp("own")
    for part in ("tests/first/seeds", "tests/first/data", "notebooks"):
        shutil.copytree(ROOT / part, project / Path(part).name)
    done = publish.report(project, single_file=True, pdf=True)
    return done.index.parent, done.corpus


@pytest.fixture(scope="session")
def site(whole_site: tuple[Path, Corpus], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Corpus]:
    """The same as a folder of pages alone."""
    folder = tmp_path_factory.mktemp("folder") / "site"
    shutil.copytree(whole_site[0], folder, ignore=shutil.ignore_patterns("report.*"))
    return folder, whole_site[1]


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (820, False), (390, True)])
def test_every_page_stays_quiet_in_every_width_and_light(
    site: tuple[Path, Corpus], page_for: Callable[..., Any], width: int, dark: bool
) -> None:
    seen = page_for(site[0] / "index.html", width=width, dark=dark)
    for path in pages_of(site[0]):
        seen.page.goto(path.as_uri())
        seen.page.wait_for_timeout(100)
        seen.assert_quiet()
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width, path.name


SEEN = """() => { const page = document.body.cloneNode(true);
    page.querySelectorAll(".ak-how, .ak-text, .code, code, .made, script, style, iframe").forEach(part => part.remove());
    const walk = document.createTreeWalker(page, NodeFilter.SHOW_TEXT), words = [];
    while (walk.nextNode()) words.push(walk.currentNode.data);
    return words.join(" ") }"""
NO_READER_SHOULD_SEE = {
    "a hash": r"\b(?=[\d_]*[a-f])(?=[a-f_]*\d)[0-9a-f_]{12,}\b",
    "a day for machines": r"\b\d{4}-\d\d-\d\d\b",
    "a value for machines": r"\bcarried_out\b|\bstrike_count\b|\bpart_of_day\b",
    "a rule": r"\b[a-z_]+\.(?:toml|csv|rules|txt):\w|\bcasualties\.\w|\bcodebook:\w",
    "what nobody says": r"not[ -]established|outlet not named|unnamed outlet",
}


def test_no_page_shows_what_is_for_machines(site: tuple[Path, Corpus], page_for: Callable[..., Any]) -> None:
    """Outside of articles' own words, of code, and of what is folded under "how this was made" or shown on request."""
    seen = page_for(site[0] / "index.html")
    for path in pages_of(site[0]):
        seen.page.goto(path.as_uri())
        text = seen.page.evaluate(SEEN)
        found = {what: hits for what, pattern in NO_READER_SHOULD_SEE.items() if (hits := re.findall(pattern, text))}
        assert found == {}, path.name
        assert not [a.id for a in site[1].texts if a.id in text], path.name


def test_every_link_leads_somewhere(site: tuple[Path, Corpus]) -> None:
    ids = {path.resolve(): set(re.findall(r'\bid="([^"]+)"', path.read_text("utf-8"))) for path in pages_of(site[0])}
    for path in ids:
        for address in re.findall(r'<a\b[^>]*\bhref="([^"]+)"', path.read_text("utf-8")):
            if re.match(r"https?:", address):
                continue
            name, _, fragment = address.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target in ids, f"{path.name}: {address}"
            assert not fragment or fragment in ids[target] or re.fullmatch(r"c\d+-0", fragment), f"{path.name}: {address}"


def test_every_receipt_highlights_exactly_its_words(site: tuple[Path, Corpus], page_for: Callable[..., Any]) -> None:
    folder, corpus = site
    spans: dict[str, set[tuple[int, int]]] = {}
    for path in pages_of(folder):
        for name, start, end in re.findall(r'articles/([^"#]+)#c(\d+)-(\d+)"', path.read_text("utf-8")):
            spans.setdefault(name, set()).add((int(start), int(end)))
    for table in ("segments", "times", "places", "actors", "statements", "mentions", "claims"):
        for row in corpus.rows[table]:
            spans.setdefault(f"{row['article']}.html", set()).add((row["start"], row["end"]))
    followed = 0
    for article in corpus.texts:
        wanted = sorted(spans[f"{article.id}.html"])
        seen = page_for(folder / "articles" / f"{article.id}.html")
        got = seen.page.evaluate(FOLLOW, [f"c{start}-{end}" for start, end in wanted])
        assert got == [article.text[start:end] for start, end in wanted]
        followed += len(wanted)
        seen.assert_quiet()
    assert followed > 100


def test_a_receipt_is_in_sight_with_and_without_scripts(site: tuple[Path, Corpus], page_for: Callable[..., Any]) -> None:
    folder, corpus = site
    row = corpus.rows["segments"][-1]
    for scripts, what in ((True, "mark.receipt"), (False, f"#c{row['start']}-{row['end']}")):
        seen = page_for(f"{folder}/articles/{row['article']}.html#c{row['start']}-{row['end']}", scripts=scripts)
        box = seen.page.locator(what).first.bounding_box()
        assert 0 <= box["y"] <= 900, (scripts, box)


def test_layers_switch_off_and_the_address_keeps_it(site: tuple[Path, Corpus], page_for: Callable[..., Any]) -> None:
    folder, corpus = site
    row = corpus.rows["actors"][0]
    seen = page_for(f"{folder}/articles/{row['article']}.html#c{row['start']}-{row['end']}")
    colour = "getComputedStyle(document.querySelector('.ak-words .ak-actors')).getPropertyValue('--a')"
    assert seen.page.locator(".ak-layers input:checked").evaluate_all("boxes => boxes.map(b => b.name)") == ["claims"]
    assert seen.page.evaluate(colour) == "transparent"
    seen.page.check('input[name="actors"]')
    assert seen.page.evaluate(colour) != "transparent"
    kept = seen.page.evaluate("location.hash")
    assert kept == f"#c{row['start']}-{row['end']}&marks=actors%2Cclaims"
    sent = page_for(f"{folder}/articles/{row['article']}.html{kept}")
    assert sent.page.evaluate(colour) != "transparent"
    assert sent.page.locator("mark.receipt").all_inner_texts() == [row["text"]]


def test_views_keep_their_state_in_the_address(site: tuple[Path, Corpus], page_for: Callable[..., Any]) -> None:
    seen = page_for(f"{site[0]}/index.html#main&time=2021-02")
    told = """() => { window.told = []; analystkit.watch(get => told.push([get("time"), get("place")])); return told }"""
    assert seen.page.evaluate(told) == [["2021-02", ""]]
    seen.page.evaluate("analystkit.set({ time: '', place: 'a & b=c' })")
    assert seen.page.evaluate("[told.at(-1), location.hash]") == [["", "a & b=c"], "#main&place=a%20%26%20b%3Dc"]
    seen.page.evaluate("location.hash = '#main&place=%E0%A4&odd&=x&X=1'")
    seen.page.wait_for_function("told.at(-1)[1] === '%E0%A4'")
    seen.assert_quiet()


def test_a_mark_leads_to_where_it_is_used_and_back_by_keyboard(site: tuple[Path, Corpus], page_for: Callable[..., Any]) -> None:
    folder, corpus = site
    claim = next(c for c in corpus.rows["claims"] if c["claim_id"] == corpus.rows["conflicts"][0]["claims"][0]["claim_id"])
    span = f"c{claim['start']}-{claim['end']}"
    seen = page_for(f"{folder}/articles/{claim['article']}.html#{span}")
    card = seen.page.locator(".card")
    assert card.locator("section").first.inner_text().startswith(f"claim\n{claim['text']}")
    assert str(claim["rule"]) not in card.inner_text() and claim["claim_id"] not in card.inner_text()
    seen.page.keyboard.press("Tab")  # from the words into the card: its button, then its first link
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/index.html#r*")
    assert seen.page.evaluate("document.querySelector('.here').getAttribute('href')") == f"articles/{claim['article']}.html#{span}"
    seen.page.go_back()
    seen.page.locator("mark.receipt").first.focus()
    seen.page.keyboard.press("ArrowRight")
    seen.page.wait_for_function("!location.hash.startsWith('#" + span + "')")
    claims = {f"#c{c['start']}-{c['end']}" for c in corpus.rows["claims"] if c["article"] == claim["article"]}
    assert seen.page.evaluate("location.hash") in claims  # what is switched off is passed over
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_function("!document.querySelector('mark.receipt, .card')")
    seen.page.locator(".ak-words .ak-claims").first.click()
    assert seen.page.locator("mark.receipt").count() > 0
    seen.assert_quiet()


NOTED = """() => Array.from(document.querySelectorAll("main a[data-note]"), link => {
    const page = link.closest(".one-page") || document, note = page.querySelector(`.notes [data-n="${link.dataset.note}"]`);
    const quoted = note.querySelector("q"), marked = Array.from(quoted.querySelectorAll("mark"), m => m.textContent).join("");
    return [link.pathname.split("/").pop() + link.hash, quoted.textContent, note.dataset.from || "", marked] })"""


def test_every_receipt_has_a_note_with_its_words_marked_in_their_sentence(
    whole_site: tuple[Path, Corpus], page_for: Callable[..., Any]
) -> None:
    folder, corpus = whole_site
    texts = {f"{a.id}.html": a.text for a in corpus.texts}
    seen = page_for(folder / "index.html")
    checked = 0
    for path in [path for path in pages_of(folder) if path.parent.name != "articles"]:
        seen.page.goto(path.as_uri())
        for address, quoted, begins, marked in seen.page.evaluate(NOTED):
            page, start, end = re.findall(r"([^/#]+\.html)[#:]c(\d+)-(\d+)$", address)[0]
            words = texts[page][int(start) : int(end)]
            if begins:  # by their characters; and among the words that are marked on paper
                assert quoted[int(start) - int(begins) : int(end) - int(begins)] == words and len(marked) >= len(words.strip()), path.name
            else:  # very long ones are told by their ends
                assert " … " in marked and marked.split(" … ")[0] in re.sub(r"\s+", " ", words), path.name
            checked += 1
    assert checked > 1000


@pytest.mark.parametrize("name", ["index.html", "report.html", "events/erbil-airport-attack-2021-02-15.html"])
def test_a_receipt_shows_its_sentence_before_it_is_followed(
    whole_site: tuple[Path, Corpus], page_for: Callable[..., Any], name: str
) -> None:
    seen = page_for(whole_site[0] / name)
    link, preview = seen.page.locator("main a[data-note]:visible").first, seen.page.locator(".preview")
    expect(preview).to_be_hidden()
    link.hover()
    expect(preview.locator("mark")).to_be_visible()
    assert re.sub(r"\s+", " ", preview.locator("mark").inner_text()) in re.sub(r"\s+", " ", " ".join(a.text for a in whole_site[1].texts))
    assert "article" in preview.locator("cite").inner_text().lower() or "News" in preview.locator("cite").inner_text()
    seen.page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    seen.page.mouse.move(0, 0)
    link.focus()
    expect(preview).to_be_visible()
    assert link.get_attribute("aria-describedby") == "preview"
    link.dispatch_event("pointerdown", {"pointerType": "touch", "bubbles": True})
    link.dispatch_event("click")
    expect(preview).to_be_visible()  # the first tap shows, the second follows
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    preview.locator("button").click()
    expect(preview.locator("button")).to_have_text("Copied")
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r".+, sha256 [0-9a-f]{16}, characters \d+–\d+: “.+”", copied)
    link.click()
    expect(seen.page.locator("mark.receipt").first).to_be_attached()  # another page, so nothing is asked of the one that goes
    seen.assert_quiet()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_first_screen_says_what_is_established_disputed_and_unknown(
    site: tuple[Path, Corpus], page_for: Callable[..., Any], width: int, height: int
) -> None:
    seen = page_for(site[0] / "index.html", width=width, height=height)
    for heading in ("Established", "Disputed", "Unknown"):
        block = seen.page.locator("section", has=seen.page.get_by_role("heading", name=heading, exact=True)).first
        fact = block.locator(".ak-facts > li").first
        assert fact.locator("a.ak-receipt").count() >= 1, heading
        seen_at_once = block.locator(".ak-facts > li:visible")
        assert width > 1000 or seen_at_once.count() == 1, heading  # the others wait on a phone
        box = seen_at_once.last.bounding_box()
        assert box and box["y"] + box["height"] <= height, heading


AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
BARRIERS = """() => axe.run(document, { resultTypes: ["violations"] }).then(found => found.violations
    .filter(v => ["serious", "critical"].includes(v.impact)).map(v => [v.id, v.impact, v.nodes[0].html]))"""


@pytest.mark.parametrize("dark", [False, True])
def test_no_page_has_a_serious_barrier(site: tuple[Path, Corpus], page_for: Callable[..., Any], dark: bool) -> None:
    folder, corpus = site
    opened = {f"{r['article']}.html": f"#c{r['start']}-{r['end']}" for r in corpus.rows["claims"]}
    longest = {max(pages_of(folder / kind), key=lambda path: path.stat().st_size).name for kind in ("articles", "events")}
    seen = page_for(folder / "index.html", dark=dark)
    for path in [path for path in pages_of(folder) if path.parent.name != "events" or path.name in longest]:
        seen.page.goto(path.as_uri() + opened.get(path.name, ""))
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        seen.page.evaluate(AXE)
        for width in (
            (1440, 390) if path.parent == folder or path.name in longest else (1440,)
        ):  # pages of articles, and of events, are made alike
            seen.page.set_viewport_size({"width": width, "height": 900})
            assert seen.page.evaluate(BARRIERS) == [], (path.name, width)
            if path.name == "index.html" or path.parent.name == "events":  # and with a receipt's sentence open
                seen.page.locator("main a[data-note]:visible").first.focus()
                expect(seen.page.locator(".preview")).to_be_visible()
                assert seen.page.evaluate(BARRIERS) == [], (path.name, width)


# -- all in one file, and on paper -------------------------------------------------------------------------------------------


def test_one_file_holds_every_page_and_every_receipt_works_in_it(whole_site: tuple[Path, Corpus], page_for: Callable[..., Any]) -> None:
    folder, corpus = whole_site
    seen = page_for(folder / "report.html")
    names = [path.relative_to(folder).as_posix() for path in pages_of(folder) if path.name != "report.html"]
    assert sorted(seen.page.evaluate("Array.from(document.querySelectorAll('.one-page'), p => p.id)")) == names
    inner = r"Array.from(document.querySelectorAll('main a[href^=\"#\"]'), a => decodeURIComponent(a.hash.slice(1)))"
    addresses = set(seen.page.evaluate(inner))
    receipts = sorted(a for a in addresses if re.search(r":c\d+-\d+$", a))
    assert len(receipts) > 300
    texts = {f"articles/{a.id}.html": a.text for a in corpus.texts}
    wanted = [texts[page][int(start) : int(end)] for page, start, end in (re.split(r":c|-(?=\d+$)", a) for a in receipts)]
    assert seen.page.evaluate(FOLLOW, receipts) == wanted
    rest = sorted(addresses - set(receipts))
    assert [a for a in rest if not seen.page.evaluate("a => document.getElementById(a) !== null", a)] == []
    outside = seen.page.evaluate("Array.from(document.querySelectorAll('a:not([href^=\"#\"])'), a => a.getAttribute('href') || '')")
    assert [a for a in outside if a and not a.startswith("http")] == []
    seen.page.evaluate("location.hash = '#4-ledger.html'")
    seen.page.wait_for_function("document.title.startsWith('What is claimed')")
    assert seen.page.locator(".one-page:visible").count() == 1
    seen.assert_quiet()


def test_the_pdf_holds_brief_conflicts_events_and_sources_with_contents(whole_site: tuple[Path, Corpus]) -> None:
    import pypdfium2

    pdf = (whole_site[0] / "report.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-") and len(re.findall(rb"/Subtype /Link\b", pdf)) > 200
    document = pypdfium2.PdfDocument(pdf)
    texts = [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]
    assert 8 < len(texts) < 40
    assert all(f"{n} / {len(texts)}" in text for n, text in enumerate(texts, 1))
    places = pages_in(pdf)
    order = [places[name] for name in places if re.fullmatch(r"(?:events/)?[\w-]+\.html", name)]
    assert len(order) == len(set(order)) > 5 and min(order) == places["index.html"] == 2  # each part begins a page, behind the contents
    for title, page in (("What the sources dispute", places["conflicts.html"]), ("Sources", max(order))):
        assert re.search(rf"{title}[^…]*? {page}\b", texts[0]) and title in texts[page - 1]
    sources = "".join(texts[max(order) - 1 :]).replace(" ", "")
    assert "Established" in texts[1] and all(a.sha256[:16] in sources for a in whole_site[1].texts)


def test_no_heading_stands_alone_at_the_foot_of_a_page_of_the_pdf(whole_site: tuple[Path, Corpus]) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument((whole_site[0] / "report.pdf").read_bytes())
    headings = {"When", "Where", "Toll, by source", "What differs", "Who said what about it", "Every telling, in its own words", "Receipts"}
    for page in document:
        lines = [line.strip() for line in page.get_textpage().get_text_range().splitlines() if line.strip()]
        assert [line for line in lines if not re.fullmatch(r"\d+ / \d+", line)][-1] not in headings


def test_the_text_of_an_article_is_on_its_page_untouched(site: tuple[Path, Corpus], page_for: Callable[..., Any]) -> None:
    folder, corpus = site
    for article in corpus.texts:
        seen = page_for(folder / "articles" / f"{article.id}.html")
        assert text_of(seen) == article.text


def test_an_inlined_script_that_is_not_ours_does_not_run(site: tuple[Path, Corpus], page_for: Callable[..., Any], tmp_path: Path) -> None:
    """The policy is there, and it works from a file."""
    html = (site[0] / "index.html").read_text("utf-8")
    evil = tmp_path / "evil.html"
    evil.write_text(
        html.replace("</main>", "<script>document.title = 'run'</script><img src=x onerror=\"document.title='run'\"></main>"), "utf-8"
    )
    seen = page_for(evil)
    assert seen.page.title() != "run"
    assert len([e for e in seen.errors if "Content Security Policy" in e]) >= 2


def test_odd_characters_keep_their_offsets(tagged: Callable[..., Corpus], tmp_path: Path, page_for: Callable[..., Any]) -> None:
    text = "𝔘𝔫𝔦 title\r\n" + "😀 é \u202eabc\u202c عربي \r\n \x0b \x85 \ufeff\x00 tail " * 6
    publish.write_site(tagged({"a1": text}), {}, tmp_path / "site")
    seen = page_for(tmp_path / "site" / "articles" / "a1.html")
    held = text.replace("\0", "\ufffd")
    assert text_of(seen) == held
    spans = [(0, 3), (2, 14), (10, 40), (60, 61), (0, len(text))]
    assert seen.page.evaluate(FOLLOW, [f"c{a}-{b}" for a, b in spans]) == [held[a:b] for a, b in spans]
    assert seen.page.evaluate(FOLLOW, ["c9999999-10000000", "c5-5", "c9-2", "cx-1", "c1-"]) == ["", "", "", "", ""]
    seen.assert_quiet()


def test_what_a_view_shows_is_searched_and_downloaded(tmp_path: Path, page_for: Callable[..., Any]) -> None:
    said = ["=1+2", "+3", "-4", "@A1", 'a "b", c', *(f"plain {n}" for n in range(10))]
    rows = [{"article": "a1", "start": n, "end": n + 1, "text": text, "what": text} for n, text in enumerate(said)]
    view = show.table(pd.DataFrame(rows), ["text", "what"], "Words")
    path = tmp_path / "t.html"
    cells = (Cell(outputs=(trusted(shared(view.html)),)),)
    path.write_text(render("notebook.html", title="T", menu={}, here="t.html", colophon="", cells=cells), "utf-8")
    seen = page_for(path)

    def downloaded() -> list[list[str]]:
        with seen.page.expect_download() as got:
            seen.page.get_by_role("button", name="Download (CSV)").click()
        return list(csv.reader(Path(got.value.path()).read_text("utf-8-sig").splitlines()))

    head, *found = downloaded()
    assert head == ["Under", "Table", "text", "what", "Receipts"]
    assert [row[2] for row in found] == ["'=1+2", "'+3", "'-4", "'@A1", *said[4:]]
    assert found[0][4] == "articles/a1.html#c0-1"
    seen.page.get_by_label("Search").fill("PLAIN 7")
    expect(seen.page.locator(".ak-tools output")).to_have_text("1 of 15 rows")
    assert [row[2] for row in downloaded()[1:]] == ["plain 7"]
    seen.assert_quiet()

"""The shared pages in a real browser, from files, with the network cut."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from analystkit import publish
from analystkit.corpus import Corpus
from analystkit.execute import read_notebook

ROOT = Path(__file__).parent.parent.parent
HOSTILE = (
    "<script>pwn('a')</script>",
    "</script><script>pwn('b')</script>",
    "</style></textarea></title><img src=x onerror=pwn('c')>",
    "\" autofocus tabindex=0 onfocus=pwn('d') x='",
    "'></iframe><iframe srcdoc=\"<script>parent.pwn('e')</script>\">",
    "<svg/onload=pwn('f')><math><mtext><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=pwn('g')&gt;\">",
    "&lt;img src=x onerror=pwn('h')&gt; &#60;script&#62;pwn('i')&#60;/script&#62;",
    "${pwn('j')} `+pwn('k')+` \\\\`+pwn('l')+`",
    "<!--<script> \\u003cscript>pwn('m')\\u003c/script> ]]> \u2028pwn('n')",
    "[link](javascript:pwn('o')) {0} %s %(x)s $name {{}}",
    "{{cycler.__init__.__globals__.os.mkdir(dict(ANALYSTKIT_PWNED=1)|first)}}",
    "{% nonsense %} {{ and {# {% raw %}",
)
CELLS = (
    "# Everything\n\nAll that was found.",
    "from analystkit import Corpus, show\n\ncorpus = Corpus.load('../seeds')\ncorpus",
    "show.overview(corpus)",
    "corpus.table('articles')",
    "show.chronology(corpus.table('events'))",
    "show.geography(corpus.table('places'), corpus.table('events'), corpus.table('mentions'))",
    "show.statements(corpus.table('statements'))",
    "show.ledger(corpus.table('conflicts'), corpus.table('claims'), corpus.table('events'))",
    "show.passage(corpus, corpus.articles[0].id)",
    "corpus.problems()",
    "print(corpus.articles[0].text)",
)


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Corpus]:
    """The project's own site, made by the main job, with all of it in one file and on paper."""
    project = tmp_path_factory.mktemp("own")
    for part in ("seeds", "notebooks", "data"):
        shutil.copytree(ROOT / part, project / part)
    done = publish.report(project, single_file=True, pdf=True)
    return done.index.parent, done.corpus


@pytest.fixture(scope="session")
def site(whole_site: tuple[Path, Corpus], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Corpus]:
    """The same as a folder of pages alone."""
    folder = tmp_path_factory.mktemp("folder") / "site"
    shutil.copytree(whole_site[0], folder, ignore=shutil.ignore_patterns("report.*"))
    return folder, whole_site[1]


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, project_at: Callable[..., Path]) -> tuple[Path, Corpus]:
    """Articles that attack through the whole way, and their pages with the policy taken out: escaping alone must hold."""
    texts = {
        f"a{i}.txt": f"{h} in Paris\nBy {h}\n\nOn 2 May 2019 three people were killed by a rocket in Paris, “it was {h} again,” {h} said.\n"
        for i, h in enumerate(HOSTILE)
    }
    texts["{{ 7 * 7 }}<img src=x onerror=pwn('p')>.txt"] = "Four were hurt in Lyon, police said.\n"
    project = project_at(tmp_path_factory.mktemp("hostile") / "p", texts, {"0-all": CELLS})
    done = publish.report(project)
    return stripped(done.index.parent), done.corpus


def stripped(folder: Path) -> Path:
    """A copy of a site without its policy."""
    bare = folder.with_name("bare")
    shutil.copytree(folder, bare)
    for page in bare.rglob("*.html"):
        html, n = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text("utf-8"), count=1)
        assert n == 1
        page.write_text(html, "utf-8")
    return bare


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_page_stays_quiet_in_every_width_and_light(site: tuple[Path, Corpus], page_for: Callable[..., Any]) -> None:
    for path in pages_of(site[0]):
        for width, dark in ((1440, False), (820, False), (390, True)):
            seen = page_for(path, width=width, dark=dark)
            seen.page.wait_for_timeout(150)
            seen.assert_quiet()
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width, path.name


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


TEXT = """() => {
    const all = (document.querySelector(".ak-text") || document.createElement("p")).cloneNode(true);
    all.querySelectorAll(".ak-kind, .card").forEach(label => label.remove());
    return all.textContent;
}"""
FOLLOW = """addresses => addresses.map(address => {
    history.replaceState(null, "", "#" + address);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    return Array.from(document.querySelectorAll("mark.receipt"), mark => mark.textContent).join("");
})"""


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
    for article in corpus.articles:
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
    assert seen.page.evaluate(colour) != "transparent"
    seen.page.uncheck('input[name="actors"]')
    assert seen.page.evaluate(colour) == "transparent"
    kept = seen.page.evaluate("location.hash")
    assert kept == f"#c{row['start']}-{row['end']}&hide=actors"
    sent = page_for(f"{folder}/articles/{row['article']}.html{kept}")
    assert sent.page.evaluate(colour) == "transparent"
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
    seen.page.keyboard.press("Tab")  # from the words into the card: its button, then its first link
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/index.html#r*")
    assert seen.page.evaluate("document.querySelector('.here').getAttribute('href')") == f"articles/{claim['article']}.html#{span}"
    seen.page.go_back()
    seen.page.locator("mark.receipt").first.focus()
    seen.page.keyboard.press("ArrowRight")
    seen.page.wait_for_function("!location.hash.startsWith('#" + span + "')")
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_function("!document.querySelector('mark.receipt, .card')")
    seen.page.locator(".ak-words .ak-claims").first.click()
    assert seen.page.locator("mark.receipt").count() > 0
    seen.assert_quiet()


AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
BARRIERS = """() => axe.run(document, { resultTypes: ["violations"] }).then(found => found.violations
    .filter(v => ["serious", "critical"].includes(v.impact)).map(v => [v.id, v.impact, v.nodes[0].html]))"""


@pytest.mark.parametrize("dark", [False, True])
def test_no_page_has_a_serious_barrier(site: tuple[Path, Corpus], page_for: Callable[..., Any], dark: bool) -> None:
    folder, corpus = site
    opened = {f"{r['article']}.html": f"#c{r['start']}-{r['end']}" for r in corpus.rows["claims"]}
    seen = page_for(folder / "index.html", dark=dark)
    for path in pages_of(folder):
        seen.page.goto(path.as_uri() + opened.get(path.name, ""))
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        seen.page.evaluate(AXE)
        for width in (1440, 390):
            seen.page.set_viewport_size({"width": width, "height": 900})
            assert seen.page.evaluate(BARRIERS) == [], (path.name, width)


# -- all in one file, and on paper -------------------------------------------------------------------------------------------


def test_one_file_holds_every_page_and_every_receipt_works_in_it(
    whole_site: tuple[Path, Corpus], page_for: Callable[..., Any]
) -> None:
    folder, corpus = whole_site
    seen = page_for(folder / "report.html")
    names = [path.relative_to(folder).as_posix() for path in pages_of(folder) if path.name != "report.html"]
    assert sorted(seen.page.evaluate("Array.from(document.querySelectorAll('.one-page'), p => p.id)")) == names
    inner = r"Array.from(document.querySelectorAll('main a[href^=\"#\"]'), a => decodeURIComponent(a.hash.slice(1)))"
    addresses = set(seen.page.evaluate(inner))
    receipts = sorted(a for a in addresses if re.search(r":c\d+-\d+$", a))
    assert len(receipts) > 300
    texts = {f"articles/{a.id}.html": a.text for a in corpus.articles}
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


def test_the_pdf_holds_every_page_with_its_links(whole_site: tuple[Path, Corpus]) -> None:
    pdf = (whole_site[0] / "report.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", pdf)) > 20
    assert len(re.findall(rb"/Subtype /Link\b", pdf)) > 300


def test_the_text_of_an_article_is_on_its_page_untouched(site: tuple[Path, Corpus], page_for: Callable[..., Any]) -> None:
    folder, corpus = site
    for article in corpus.articles:
        seen = page_for(folder / "articles" / f"{article.id}.html")
        assert text_of(seen) == article.text


def text_of(seen: Any) -> str:
    return str(seen.page.evaluate(TEXT))


def test_an_inlined_script_that_is_not_ours_does_not_run(
    site: tuple[Path, Corpus], page_for: Callable[..., Any], tmp_path: Path
) -> None:
    """The policy is there, and it works from a file."""
    html = (site[0] / "index.html").read_text("utf-8")
    evil = tmp_path / "evil.html"
    evil.write_text(
        html.replace("</main>", "<script>document.title = 'run'</script><img src=x onerror=\"document.title='run'\"></main>"),
        "utf-8",
    )
    seen = page_for(evil)
    assert seen.page.title() != "run"
    assert len([e for e in seen.errors if "Content Security Policy" in e]) >= 2


# -- articles that attack ----------------------------------------------------------------------------------------------------


def test_hostile_articles_run_nothing_even_without_the_policy(
    hostile_site: tuple[Path, Corpus], page_for: Callable[..., Any]
) -> None:
    folder, corpus = hostile_site
    assert len(corpus.articles) == len(HOSTILE) + 1
    check_harmless(folder, corpus, page_for)


def check_harmless(folder: Path, corpus: Corpus, page_for: Callable[..., Any]) -> None:
    """Open every page with ``pwn`` defined in every frame: it is never called, nothing else happens, and the text is all there."""
    shown, seen = {}, None
    for path in pages_of(folder):
        armed = path.with_name(f"armed-{path.name}")
        arms = "<head><script>window.pwned = []; function pwn(x) { window.top.pwned.push(x) }</script>"
        armed.write_text(path.read_text("utf-8").replace("<head>", arms, 1), "utf-8")
        seen = seen or page_for(armed)
        seen.page.goto(armed.as_uri())
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        seen.page.wait_for_timeout(60)
        assert seen.page.evaluate("window.pwned") == [], path.name
        seen.assert_quiet()
        shown[path.name] = text_of(seen)
        armed.unlink()
    from analystkit.show.view import page_name

    for article in corpus.articles:
        assert shown[page_name(article.id)] == article.text.replace("\0", "\ufffd")
    assert not list(folder.parent.rglob("ANALYSTKIT_PWNED"))
    assert not Path("ANALYSTKIT_PWNED").exists()


def test_hostile_text_in_every_field_of_every_tag(
    tagged: Callable[..., Corpus], tmp_path: Path, page_for: Callable[..., Any]
) -> None:
    for i, attack in enumerate(HOSTILE):
        text = f"{attack}\n{attack} and then {attack} and more"
        corpus = tagged({attack: text, f"b{i}": text}, title=attack, outlet=attack, case=attack)
        publish.write_site(corpus, {}, tmp_path / str(i) / "site")
        check_harmless(stripped(tmp_path / str(i) / "site"), corpus, page_for)


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


def test_a_notebook_that_shows_hostile_text_as_text(
    tmp_path: Path, page_for: Callable[..., Any], tagged: Callable[..., Corpus]
) -> None:
    import json

    outputs = [{"output_type": "stream", "name": "stdout", "text": h} for h in HOSTILE]
    cell = {"cell_type": "code", "id": "c1", "metadata": {}, "source": "\n".join(HOSTILE), "outputs": [], "execution_count": 1}
    path = tmp_path / "0-x.ipynb"
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")
    made = read_notebook(path)
    made.cells[0].outputs = [type(made)(o) for o in outputs]
    publish.write_site(tagged({"a1": "Some title\nwith a body of some words in it"}), {path: made}, tmp_path / "site")
    check_harmless(stripped(tmp_path / "site"), tagged({"a1": "Some title\nwith a body of some words in it"}), page_for)
    seen = page_for(tmp_path / "site" / "0-x.html")
    assert seen.page.evaluate("Array.from(document.querySelectorAll('.output pre'), p => p.textContent)") == list(HOSTILE)

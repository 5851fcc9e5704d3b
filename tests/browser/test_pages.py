"""The shared pages in a real browser, from files, with the network cut."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
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
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Corpus]:
    """The project's own site, made by the main job."""
    project = tmp_path_factory.mktemp("own")
    for part in ("seeds", "notebooks", "data"):
        shutil.copytree(ROOT / part, project / part)
    done = publish.report(project)
    return done.index.parent, done.corpus


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


def test_layers_switch_off(site: tuple[Path, Corpus], page_for: Callable[..., Any]) -> None:
    folder, corpus = site
    seen = page_for(folder / "articles" / f"{corpus.rows['actors'][0]['article']}.html")
    colour = "getComputedStyle(document.querySelector('.ak-words .ak-actors')).getPropertyValue('--a')"
    assert seen.page.evaluate(colour) != "transparent"
    seen.page.uncheck('input[name="actors"]')
    assert seen.page.evaluate(colour) == "transparent"


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

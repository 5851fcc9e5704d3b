"""Text that attacks, in articles, in every field of every table and in a notebook's outputs: with the policy taken out, nothing of it
runs in a real browser, and all of it is shown as it is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from browser.test_lab import serving
from reading import pages_of, text_of

from analystkit import publish, show
from analystkit import wording as w
from analystkit.corpus import Corpus
from analystkit.publish.execute import read_notebook
from analystkit.show.view import page_name
from torture.inputs import INPUTS
from torture.scenario import WHOLE, times

HOSTILE = INPUTS if WHOLE else tuple(" ".join(INPUTS[i::13]) for i in range(13))
"""The attacks: each alone, or nine in one text where a part is run."""
CELLS = (
    "# Everything\n\nAll that was found.",
    "from analystkit import Corpus, show\n\ncorpus = Corpus.load('../seeds')\ncorpus",
    "show.overview(corpus)",
    "corpus.table('articles')",
    "show.chronology(corpus.table('events'))",
    "show.geography(corpus.table('places'), corpus.table('events'))",
    "show.statements(corpus.table('statements'))",
    "show.ledger(corpus.table('conflicts'), corpus.table('claims'))",
    "show.passage(corpus, corpus.texts[0].id)",
    "corpus.problems()",
    "print(corpus.texts[0].text)",
)


def in_file(attack: str) -> str:
    """An attack as a text file may hold it: one with NUL is no text."""
    return attack.replace("\0", "")


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, project_at: Callable[..., Path]) -> tuple[Path, Corpus]:
    """Articles, what is said of them, and a codebook that attack through the whole way, and their pages with the policy taken out:
    escaping alone must hold."""
    project = project_at(tmp_path_factory.mktemp("hostile") / "p", {}, {"0-all": CELLS})
    lines, actors, corrections = [], ["actor_id,name,kind,aliases,notes"], ["action,row,at,text,to,why"]
    for i, h in enumerate(map(in_file, HOSTILE)):
        text = f"{h} in Paris\nBy {h}\n\nOn 2 May 2019 three people were killed by a rocket in Paris, “it was {h} again,” {h} said.\n"
        about = {"title": f"{i} {h}", "outlet": f"{i} {h}", "byline": h, "url": f"https://example.org/{i}?{h}", "published": "2019-05-04"}
        name = re.sub(r"[^ -~]|[/\\:]", "", h)[:80]
        lines.append(json.dumps({"id": f"a{i} {name}".strip(), "text": text} | about))
        quoted = h.replace('"', '""')
        actors.append(f'"a{i}","Agent {i} {quoted}",person,"Alias {i} {quoted.replace(";", ",")}","{quoted}"')
        corrections.append(f'drop,event,nothing-{i},,,"{quoted}"')
    (project / "news.jsonl").write_text("\n".join(lines), "utf-8")
    book = project / "data" / "codebook"
    book.mkdir(parents=True)
    title = "".join(c if c.isalnum() else f"\\U{ord(c):08X}" for c in " ".join(map(in_file, HOSTILE[:13])))
    (book / "case.toml").write_text(f'title = "{title}"\n', "utf-8")
    (book / "actors.csv").write_text("\n".join(actors), "utf-8")
    (book / "corrections.csv").write_text("\n".join(corrections), "utf-8")
    done = publish.report(project, seeds=project / "news.jsonl", codebook=book, single_file=True)
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


def test_hostile_articles_run_nothing_even_without_the_policy(
    hostile_site: tuple[Path, Corpus], page_for: Callable[..., Any], figure: Callable[..., None]
) -> None:
    folder, corpus = hostile_site
    assert len(corpus.texts) == len(HOSTILE)
    check_harmless(folder, corpus, page_for, "articles and a codebook", figure)


ARMS = "<head><script>window.pwned = []; function pwn(x) { window.top.pwned.push(x) }</script>"
PWNED = """async () => {
    document.querySelectorAll("details").forEach(d => d.open = true);
    await new Promise(done => setTimeout(done, 60));
    return window.pwned;
}"""


def check_harmless(folder: Path, corpus: Corpus, page_for: Callable[..., Any], where: str, figure: Callable[..., None]) -> None:
    """Open every page with ``pwn`` defined in every frame: it is never called, nothing else happens, and the text is all there."""
    pages, shown, ran = pages_of(folder), {}, []
    armed = folder / "armed.html"
    armed.write_text("", "utf-8")
    seen = page_for(armed)
    seen.page.set_default_timeout(240_000)
    armed.unlink()
    for path in pages:
        armed = path.with_name(f"armed-{path.name}")
        armed.write_text(path.read_text("utf-8").replace("<head>", ARMS, 1), "utf-8")
        seen.page.goto(armed.as_uri())
        ran += [(path.name, number) for number in seen.page.evaluate(PWNED)]
        seen.assert_quiet()
        shown[path.name] = text_of(seen)
        armed.unlink()
    made = [*folder.parent.rglob("ANALYSTKIT_PWNED"), *Path().glob("ANALYSTKIT_PWNED")]
    figure(2, f"attacks that ran, of {len(INPUTS)} in {where}, on {len(pages):,} pages without their policy", len(ran) + len(made))
    assert (ran, made) == ([], [])
    for article in corpus.texts:
        assert shown[page_name(article.id)] == article.text.replace("\0", "\ufffd")


def test_attacks_run_where_they_are_let(page_for: Callable[..., Any], tmp_path: Path, figure: Callable[..., None]) -> None:
    """Each in a frame that does not escape it, as text, in an attribute and in a script: what is quiet elsewhere was kept from running."""
    (tmp_path / "armed.html").write_text(f"<html>{ARMS}</head><body></body></html>", "utf-8")
    page = page_for(tmp_path / "armed.html").page
    page.evaluate(FRAMES, [f"<html>{ARMED}</head><p>{a}</p><p title=\"{a}\">x</p><script>var x = '{a}';</script>" for a in INPUTS])
    ran = set(page.evaluate("window.pwned"))
    figure(2, f"attacks that run where nothing is escaped, of {len(INPUTS)}", len(ran))
    assert len(ran) >= 30  # the rest wait for a click, for another browser, or for what is no page


ARMED = "<head><script>function pwn(x) { window.top.pwned.push(x) }</script>"
FRAMES = """async pages => {
    for (const page of pages) document.body.appendChild(Object.assign(document.createElement("iframe"), {srcdoc: page}));
    await new Promise(done => setTimeout(done, 3000));
}"""


CLOSED = {"kind", "use", "precision", "verdict", "status", "attribute", "granularity", "type"}
"""Columns whose words are a closed list: what is drawn hangs on them, so they are attacked apart from the rest."""
IDS = {"event_id", "claim_id", "conflict_id", "utterance_id", "place_id", "actor_id", "source_id", "speaker_id", "via", "origin", "outlet"}


def attacked(tagged: Callable[..., Corpus], closed: bool) -> Corpus:
    """A corpus whose tables hold an attack in every text field: with as many rows as attacks, each column meets each attack."""
    body = "The body of an article with some words in it, some more words, and more"
    many = [tagged({f"a{k}": f"Title {k}\n{body}"}) for k in range(len(HOSTILE))]
    rows: dict[str, list[dict[str, Any]]] = {}
    for k, corpus in enumerate(many):
        for table, found in corpus.rows.items():
            rows.setdefault(table, []).extend(_attacked(row, k, closed) for row in found)
    whole = tagged({a.id: a.text for corpus in many for a in corpus.texts})
    whole.__dict__["rows"] = rows
    return whole


def _attacked(row: dict[str, Any], k: int, closed: bool) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for n, (column, value) in enumerate(row.items()):
        if isinstance(value, list):
            made[column] = [_attacked(v, k, closed) if isinstance(v, dict) else f"{HOSTILE[k]}{v}" for v in value]
        elif column in IDS:
            made[column] = f"{HOSTILE[k]}{value}"
        elif isinstance(value, (int, float)) or column in ("article", "earliest", "latest", *(() if closed else CLOSED)):
            made[column] = value
        else:
            made[column] = HOSTILE[(k + n) % len(HOSTILE)]
    return made


def views(corpus: Corpus) -> dict[str, str]:
    """Every view of a corpus, by its name."""
    t = {name: corpus.table(name) for name in corpus.rows}
    made = {
        "overview": show.overview(corpus),
        "chronology": show.chronology(t["events"]),
        "geography": show.geography(t["places"], t["events"]),
        "still_map": show.still_map(t["places"], t["events"]),
        "distances": show.table(show.distances(t["places"])),
        "statements": show.statements(t["statements"]),
        "utterances": show.utterances(t["statements"]),
        "lookalikes": show.lookalikes(t["statements"]),
        "answers": show.answers(t["statements"], t["mentions"]),
        "ledger": show.ledger(t["conflicts"], t["claims"]),
        "passage": show.passage(corpus, corpus.texts[0].id),
    }
    made |= {f"table-{name}": show.table(frame, caption=name) for name, frame in t.items()}
    return {name: view.html for name, view in made.items()}


@pytest.mark.parametrize("closed", [False, True])
def test_hostile_text_in_every_field_of_every_table(
    tagged: Callable[..., Corpus],
    notebook_of: Callable[..., Any],
    tmp_path: Path,
    page_for: Callable[..., Any],
    figure: Callable[..., None],
    closed: bool,
) -> None:
    corpus = attacked(tagged, closed)
    shown = views(corpus)
    path = tmp_path / "0-all.ipynb"
    path.write_text(json.dumps(notebook_of(*shown)), "utf-8")
    notebook = read_notebook(path)
    for cell, html in zip(notebook.cells, shown.values(), strict=True):
        cell.outputs = [type(notebook)({"output_type": "display_data", "metadata": {}, "data": {"text/html": html}})]
    publish.write_site(corpus, {path: notebook}, tmp_path / "site")
    bare = stripped(tmp_path / "site")
    check_harmless(bare, corpus, page_for, f"every field of every table, closed lists {'too' if closed else 'apart'}", figure)
    for name, text in zip(shown, outputs_of(bare / "0-all.html", page_for), strict=True):
        wanted = (
            [w.one_line(h).replace("\0", "\ufffd") for h in HOSTILE]
            if name.startswith("table-") or (not closed and name in ALL_NAMED)
            else []
        )
        assert [h for h in wanted if h not in text] == [], name


def outputs_of(path: Path, page_for: Callable[..., Any]) -> list[str]:
    """The text of each output of a notebook's page, with that of the pages on which a long one goes on."""
    seen = page_for(path)
    found = seen.page.evaluate(OUTPUTS)
    for output in found:
        for other in output["on"]:
            seen.page.goto((path.parent / other).as_uri())
            output["text"] += seen.page.evaluate("document.querySelector('main').textContent")
    return [output["text"] for output in found]


OUTPUTS = """() => Array.from(document.querySelectorAll(".output"), o => ({
    text: o.textContent,
    on: Array.from(new Set(Array.from(o.querySelectorAll("nav.parts a"), a => a.pathname.split("/").pop())))
        .filter(name => name !== location.pathname.split("/").pop()),
}))"""
ALL_NAMED = ("overview", "chronology", "geography", "statements", "ledger")
"""The views that write out names of every row, so that every attack is to be read in them."""


def test_a_notebook_that_shows_hostile_text_as_text(
    tmp_path: Path, page_for: Callable[..., Any], tagged: Callable[..., Corpus], figure: Callable[..., None]
) -> None:
    outputs = [{"output_type": "stream", "name": "stdout", "text": h} for h in HOSTILE]
    cell = {"cell_type": "code", "id": "c1", "metadata": {}, "source": "\n".join(HOSTILE), "outputs": [], "execution_count": 1}
    path = tmp_path / "0-x.ipynb"
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")
    made = read_notebook(path)
    made.cells[0].outputs = [type(made)(o) for o in outputs]
    corpus = tagged({"a1": "Some title\nwith a body of some words in it"})
    publish.write_site(corpus, {path: made}, tmp_path / "site")
    check_harmless(stripped(tmp_path / "site"), corpus, page_for, "what a notebook prints", figure)
    seen = page_for(tmp_path / "site" / "0-x.html")
    assert seen.page.evaluate("Array.from(document.querySelectorAll('.output pre'), p => p.textContent)") == [
        h.replace("\0", "\ufffd") for h in HOSTILE
    ]


# -- requests --------------------------------------------------------------------------------------------------------------------------

ASKS = (
    '<meta http-equiv="refresh" content="0;url=http:@">',
    "<META\n/HTTP-EQUIV=refresh content=0;url=http:@>",
    '<meta name=">" http-equiv=refresh content="0;url=http:@">',
    '<m<meta>eta http-equiv=refresh content="0;url=http:@">',
    '<noscript><meta http-equiv=refresh content="0;url=http:@"></noscript>',
    '<svg><meta http-equiv=refresh content="0;url=http:@"></svg>',
    '<base href="http:@/"><img src=a.png><a href=a.html>x</a>',
    "<link rel=stylesheet href=http:@/a.css>",
    "<link rel=dns-prefetch href=@><link rel=preconnect href=http:@>",
    "<link rel=prefetch href=http:@/a><link rel=prerender href=http:@/b><link rel=preload as=image href=http:@/c>",
    "<link rel=icon href=http:@/a.ico><link rel=manifest href=http:@/a.json>",
    "<img src=http:@/a.png><img srcset='http:@/b.png 2x'><picture><source srcset=http:@/c.png><img></picture>",
    "<iframe src=http:@></iframe><object data=http:@></object><embed src=http:@>",
    "<iframe srcdoc=\"<meta http-equiv=refresh content='0;url=http:@'><img src=http:@/a.png>\"></iframe>",
    "<video poster=http:@/a.png src=http:@/a.mp4></video><audio src=http:@/a.mp3 autoplay></audio><track src=http:@/a.vtt>",
    "<style>@import 'http:@/a.css'; body { background: url(http:@/b.png) } @font-face { font-family: x; src: url(http:@/c) }</style>",
    "<b style='background: url(http:@/a.png); font-family: x'>x</b><table background=http:@/b.png></table>",
    "<svg><image href=http:@/a.png /><use href=http:@/b.svg#x /><filter id=f><feImage href=http:@/c.png /></filter></svg>",
    "<form action=http:@ method=post><input name=x type=image src=http:@/a.png></form>",
    "<script src=http:@/a.js></script><script>fetch('http:@')</script><script type=speculationrules>{}</script>",
    "<script>new Image().src = 'http:@'; new WebSocket('ws:@'); navigator.sendBeacon('http:@'); location = 'http:@'</script>",
    "<img src=x onerror=\"location = 'http:@'\"><body onload=\"fetch('http:@')\">",
)
"""Markup that a notebook's output may hold, each of which asks for another address where it is let."""


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address of this machine, and what is asked of it."""
    asked: list[str] = []

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    made = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    Thread(target=made.serve_forever, daemon=True).start()
    yield f"//127.0.0.1:{made.server_port}", asked
    made.shutdown()


def test_no_page_asks_for_anything(
    tmp_path: Path, tagged: Callable[..., Corpus], browser: Any, notebook_of: Callable[..., Any], server: Any, figure: Callable[..., None]
) -> None:
    """Each in a page of its own, with the policy that pages have, for a refresh leaves its page; scripts on and off."""
    corpus, executed, (elsewhere, asked) = tagged({"a1": "Some title\nwith a body of some words in it"}), {}, server
    for k, asks in enumerate(ASKS):
        path = tmp_path / f"{k}-asks.ipynb"
        path.write_text(json.dumps(notebook_of("x", "y")), "utf-8")
        executed[path] = read_notebook(path)
        for cell, html in zip(executed[path].cells, (asks, f"<div>{asks}"), strict=True):
            data = {"text/html": html.replace("@", elsewhere)}
            cell.outputs = [type(cell)({"output_type": "display_data", "metadata": {}, "data": data})]
    publish.write_site(corpus, executed, tmp_path / "site", single_file=True)
    pages = [p for p in pages_of(tmp_path / "site") if p.name == "report.html" or p.name[0].isdigit()]
    assert len(pages) == len(ASKS) + 1
    (tmp_path / "seen.html").write_text(f"<img src=http:{elsewhere}/seen>", "utf-8")
    left = []
    for scripts in (True, False)[: times(1, 2)]:
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        for path in pages:
            page.goto(path.as_uri())
            page.wait_for_timeout(times(60, 1500))
            left += [] if page.url == path.as_uri() else [path.name]
            assert not re.search(r"<(?:meta|link|base)\b", path.read_text("utf-8").partition("</head>")[2], re.I)
        page.goto((tmp_path / "seen.html").as_uri())  # what asks is seen
        page.wait_for_timeout(500)
        context.close()
    figure(3, f"requests that left a page, of {len(ASKS)} kinds of markup that ask", len(asked) - asked.count("/seen") + len(left))
    assert (left, set(asked)) == ([], {"/seen"})


# -- JupyterLab ------------------------------------------------------------------------------------------------------------------------

EACH = "from IPython.display import display\n\nfor text in corpus.texts:\n    display(show.passage(corpus, text.id))"
DOWN = """() => {
    const all = Array.from(document.querySelectorAll(".jp-WindowedPanel-outer")).find(e => e.scrollHeight > e.clientHeight);
    if (all) all.scrollTop += all.clientHeight / 2;
    return all ? all.scrollTop : 0;
}"""

if WHOLE:  # it takes a minute

    def test_nothing_runs_in_jupyterlab(tmp_path: Path, project_at: Callable[..., Path], browser: Any, figure: Callable[..., None]) -> None:
        """Notebooks whose outputs hold all attacks, one signed and one not: with ``pwn`` defined in every frame, it is never called.

        Nine attacks stand in an article, so that 13 articles hold all."""
        texts = {
            f"a{i}.txt": f"{h} in Paris\nBy {h}\n\nOn 2 May 2019 three people were killed in Paris, “it was {h} again,” {h} said.\n"
            for i, h in enumerate(in_file(" ".join(INPUTS[i::13])) for i in range(13))
        }
        ran: list[tuple[str, object]] = []
        plain = [in_file(h) for h in INPUTS]  # to the letter, control characters and odd ends of lines too
        project_at(tmp_path / "p", texts, {"0-trusted": (*CELLS, EACH), "1-not": (*CELLS, EACH, "1 + 1")})
        with serving(tmp_path) as address:
            for name in ("0-trusted", "1-not"):
                context = browser.new_context()
                context.set_default_timeout(240_000)
                context.add_init_script("window.pwned = []; window.pwn = x => window.top.pwned.push(x)")
                page = context.new_page()
                dialogs: list[str] = []
                page.on("dialog", lambda dialog, told=dialogs: (told.append(dialog.message), dialog.dismiss()))
                page.goto(f"{address}{name}.ipynb?reset")
                page.locator(".jp-OutputArea-output .ak-view").first.wait_for()
                drawn, reached = "", [-1, 0]
                while reached[-1] > reached[-2]:  # only what is in sight is drawn
                    reached.append(page.evaluate(DOWN))
                    page.wait_for_timeout(100)
                    drawn += page.evaluate("Array.from(document.querySelectorAll('.jp-OutputArea-output'), o => o.textContent).join()")
                read = [h for h in plain if h in drawn]
                figure(3, f"attacks to be read in JupyterLab, of {len(INPUTS)}, in {name}", len(read))
                assert len(read) == len(INPUTS), [h for h in plain if h not in read]
                ran += [(name, called) for called in (*page.evaluate("window.pwned"), *dialogs)]
                assert f"/{name}.ipynb" in page.url
                context.close()
        made = list(tmp_path.rglob("ANALYSTKIT_PWNED"))
        figure(3, f"attacks that ran in JupyterLab, of {len(INPUTS)} in each of two notebooks", len(ran) + len(made))
        assert (ran, made) == ([], [])


def test_no_attack_is_left_out() -> None:
    assert len(set(INPUTS)) == 117 and all(h in " ".join(HOSTILE) for h in INPUTS)

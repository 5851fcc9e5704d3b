"""Text that attacks, in articles, in every field of every table and in a notebook's outputs: with the policy taken out, nothing of it
runs in a real browser, and all of it is shown as it is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reading import pages_of, text_of

from analystkit import publish, show
from analystkit import wording as w
from analystkit.corpus import Corpus
from analystkit.publish.execute import read_notebook
from analystkit.show.view import page_name

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
    "show.geography(corpus.table('places'), corpus.table('events'))",
    "show.statements(corpus.table('statements'))",
    "show.ledger(corpus.table('conflicts'), corpus.table('claims'))",
    "show.passage(corpus, corpus.texts[0].id)",
    "corpus.problems()",
    "print(corpus.texts[0].text)",
)


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


def test_hostile_articles_run_nothing_even_without_the_policy(hostile_site: tuple[Path, Corpus], page_for: Callable[..., Any]) -> None:
    folder, corpus = hostile_site
    assert len(corpus.texts) == len(HOSTILE) + 1
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
    for article in corpus.texts:
        assert shown[page_name(article.id)] == article.text.replace("\0", "\ufffd")
    assert not list(folder.parent.rglob("ANALYSTKIT_PWNED"))
    assert not Path("ANALYSTKIT_PWNED").exists()


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
    tagged: Callable[..., Corpus], notebook_of: Callable[..., Any], tmp_path: Path, page_for: Callable[..., Any], closed: bool
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
    check_harmless(bare, corpus, page_for)
    seen = page_for(bare / "0-all.html")
    texts = seen.page.evaluate("Array.from(document.querySelectorAll('.output'), o => o.textContent)")
    for name, text in zip(shown, texts, strict=True):
        wanted = [w.one_line(h) for h in HOSTILE] if name.startswith("table-") or (not closed and name in ALL_NAMED) else []
        assert [h for h in wanted if h not in text] == [], name


ALL_NAMED = ("overview", "chronology", "geography", "statements", "ledger")
"""The views that write out names of every row, so that every attack is to be read in them."""


def test_a_notebook_that_shows_hostile_text_as_text(tmp_path: Path, page_for: Callable[..., Any], tagged: Callable[..., Corpus]) -> None:
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

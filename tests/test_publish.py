"""The main job: notebooks run at once with the same bytes each time, pages that hold text as text, nothing half written."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from analystkit import publish
from analystkit.codebook import Codebook
from analystkit.corpus import Corpus
from analystkit.errors import AnalystkitError, InputError
from analystkit.publish.execute import NotebookError, execute, notebook_bytes, read_notebook
from analystkit.show import event, passage
from analystkit.show.brief import codebook_hash, corpus_hash
from analystkit.show.cells import prose, shown, story
from analystkit.show.live import flat
from analystkit.show.page import SCRIPTS, policy, render, together, trusted
from analystkit.show.pages import pages
from analystkit.show.passage import marked
from analystkit.show.view import asset
from analystkit.tables import LAYERS

TEXT = (
    "Strike on Arden\nOn Thursday the Coast Guard said “at least three people” were killed in Arden by a strike, and no more. "
    "Related: Sport.\n"
)
ODD = {
    "plain": TEXT,
    "crlf": TEXT.replace("\n", "\r\n"),
    "markup": '<b>Bold & "quoted"</b>\n' + "</script><script>x</script> {{ 7*7 }} ${x} `y` {% raw %} &lt;already&gt; <!-- " * 3,
    "astral": "𝔘𝔫𝔦\n" + "😀 é ﷽ \u202eabc\u202c عربي \u2028 \ufeff" * 8,
    "odd": "a\n" + "\x00 \x0b \x85 \ud800 \x1b \r \ufffe" * 8,
    "short": "ab\ncd ef gh ij kl mn op qr st",
}
LOAD = "from analystkit import Corpus\n\ncorpus = Corpus.load('../seeds')\ncorpus"


class Runs(HTMLParser):
    """What a browser would make of a marked text: its runs, with their offsets, classes and text, and its anchors."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.runs: list[tuple[int, int, str, str]] = []
        self.ids: list[str] = []
        self._inside: list[str] = []
        self._at = 0
        self.feed(html.partition('<div class="ak-text">')[2].rpartition("</div></div>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.ids += [known["id"]] if known.get("id") else []
        self._inside.append(known.get("class") or "")

    def handle_data(self, data: str) -> None:
        if "ak-kind" not in self._inside:
            self.runs.append((self._at, self._at + len(data), self._inside[-1] if self._inside else "", data))
            self._at += len(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside.pop()


def of(corpus: Corpus, name: str) -> dict[str, list[dict[str, object]]]:
    return {table: [r for r in corpus.rows[table] if r["article"] == name] for table in ("segments", *LAYERS)}


def writable(text: str) -> str:
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


@pytest.mark.parametrize("name", ODD)
def test_the_marked_text_is_the_text(name: str, tagged: Callable[..., Corpus]) -> None:
    corpus = tagged({name: ODD[name]})
    read = Runs(marked(ODD[name], of(corpus, name)))
    assert "".join(text for *_, text in read.runs) == writable(ODD[name])


@pytest.mark.parametrize("name", ["plain", "markup", "astral"])
def test_every_tag_is_marked_on_its_words_and_nowhere_else(name: str, tagged: Callable[..., Corpus]) -> None:
    corpus = tagged({name: ODD[name]})
    rows = of(corpus, name)
    read = Runs(marked(ODD[name], rows))
    for layer in LAYERS:
        wanted = {i for r in rows[layer] for i in range(r["start"], r["end"])}
        drawn = {i for start, end, css, _ in read.runs if f"ak-{layer}" in css.split() for i in range(start, end)}
        assert drawn <= wanted
        assert not [i for i in wanted - drawn if not ODD[name][i].isspace()]


def test_a_thousand_overlapping_marks_lose_no_character() -> None:
    dice = random.Random(5)
    rows: dict[str, list[dict[str, object]]] = {layer: [] for layer in LAYERS}
    text = TEXT * 20
    for _ in range(1000):
        start = dice.randrange(len(text) - 1)
        layer = dice.choice(LAYERS)
        rows[layer].append({"start": start, "end": min(len(text), start + dice.randrange(1, 300)), "kind": "x", "rule": "r"})
    cuts = sorted({0, len(text), *(dice.randrange(len(text)) for _ in range(30))})
    rows["segments"] = [{"start": a, "end": b, "kind": "body", "rule": "r"} for a, b in pairwise(cuts)]
    read = Runs(marked(text, rows, anchors=[(5, 9), (5, 9), (5, 12), (0, 1)]))
    assert "".join(t for *_, t in read.runs) == text
    assert sorted(read.ids) == ["c0-1", "c5-12", "c5-9"]
    for layer in LAYERS:
        wanted = {i for r in rows[layer] for i in range(r["start"], r["end"]) if not text[i].isspace()}  # type: ignore[call-overload]
        assert wanted <= {i for start, end, css, _ in read.runs if f"ak-{layer}" in css.split() for i in range(start, end)}


def test_a_passage_says_what_it_holds_and_names_the_articles_there_are(tagged: Callable[..., Corpus]) -> None:
    corpus = tagged({"a1": TEXT}, title="Strike on Arden")
    assert repr(passage(corpus, "a1")).startswith(f"Strike on Arden: {len(TEXT)} characters; 1 time, 1 place")
    with pytest.raises(AnalystkitError, match="a1"):
        passage(corpus, "a2")


@pytest.fixture
def made(tmp_path: Path, notebook_of: Callable[..., dict[str, object]]) -> Callable[[Corpus], dict[str, str]]:
    """The pages of a corpus, with one notebook that was not run, as text by their names."""
    path = tmp_path / "0-corpus.ipynb"
    path.write_text(json.dumps(notebook_of("# What *was* read\n\nAll of it.")), "utf-8")
    return lambda corpus: dict(pages(corpus, {"0-corpus": read_notebook(path)}).pages)


def test_a_mark_tells_the_ids_by_which_a_correction_names_it(
    tagged: Callable[..., Corpus], made: Callable[[Corpus], dict[str, str]]
) -> None:
    corpus = tagged({"a1": TEXT, "a2": TEXT})
    page = made(corpus)["articles/a1.html"]
    claim, mention = (next(r for r in corpus.rows[name] if r["article"] == "a1") for name in ("claims", "mentions"))
    assert f" · {claim['claim_id']} · arden-strike<" in page
    assert f" · a1:{mention['start']}-{mention['end']} · arden-strike<" in page


def test_an_events_page_has_the_style_of_all_that_is_on_it(tagged: Callable[..., Corpus], made: Callable[[Corpus], dict[str, str]]) -> None:
    told = f"{asset('style.css')}{asset('facts.css')}"
    for name, page in made(tagged({"a1": TEXT})).items():
        if name.startswith("events/"):
            style = "".join(re.findall(r"<style>(.*?)</style>", page, re.S))
            used = set(re.findall(r"\bak-[\w-]+", " ".join(re.findall(r'class="([^"]*)"', page))))
            wanted = {css for css in used if f".{css} " in told or f".{css}," in told}
            assert wanted and not {css for css in wanted if f".{css}" not in style}, name
            assert ".ak-ledger" not in style


def test_what_a_day_is_counted_from_is_told_by_its_words(tmp_path: Path, made: Callable[[Corpus], dict[str, str]]) -> None:
    (tmp_path / "a.txt").write_text(
        "Raid on Oslo\n\nMay 4, 2019\n\nGunmen attacked Oslo on 3 April. Two days later the port was closed.\n", "utf-8"
    )
    page = made(Corpus.load(tmp_path / "a.txt"))["articles/a.html"]
    assert "5 April 2019, day, told at “3 April”" in page and not re.search(r"told at \d", page)


def test_the_pages_there_are(tagged: Callable[..., Corpus], made: Callable[[Corpus], dict[str, str]]) -> None:
    site = made(tagged({"a1": TEXT, "a2": TEXT}, title="Strike"))
    assert sorted(site) == ["0-corpus.html", "articles/a1.html", "articles/a2.html", "events/arden-strike.html", "index.html"]
    front, words = site["index.html"], seen(site["index.html"])
    assert "Two articles on a the case in Arden in May 2019." in words
    assert "The case in Arden, 2 May 2019 : at least three were killed, say two articles." in words  # established, by two articles
    assert "Coast Guard, in The Arden Post, 2 May 2019 (article 1)" in words
    assert front.count('<img class="ak-still" src="data:image/svg+xml') == 1  # the map
    assert 'href="articles/a1.html#c' in front and 'href="events/arden-strike.html"' in front
    assert "1 problem" in site["articles/a1.html"]


def seen(page: str) -> str:
    """The text of a page's main part."""
    main = re.sub(r"<(style|script)\b.*?</\1>", "", page.partition("<main")[2].partition("</main>")[0], flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^<>]*>", " ", main))


def test_an_event_has_a_page_with_all_that_is_told_of_it(tagged: Callable[..., Corpus], made: Callable[[Corpus], dict[str, str]]) -> None:
    corpus = tagged({"a1": TEXT, "a2": TEXT}, title="Strike")
    page = made(corpus)["events/arden-strike.html"]
    words = seen(page)
    for told in (
        "told by 2 of 2 articles",
        "2 May 2019",
        "Arden somewhere in or near the town",
        "Coast Guard, in The Arden Post",
        "Cite this page",
    ):
        assert told in words, told
    assert page.count('class="ak-dot ak-cited" style="--a:75.00"') == 2  # three of four, each time cited
    assert page.count('data-cite="The Arden Post, 2 May 2019, sha256 ') >= 3  # a button for each telling, and an article's first note
    assert 'href="../articles/a1.html#c' in page and 'href="../index.html"' in page
    shown = event(corpus, "arden-strike")
    assert repr(shown) == "The case, 2 May 2019; told by 2 articles of 2"
    assert "Toll, by source" in shown.html and 'href="../site/articles/a1.html#c' in shown.html
    with pytest.raises(AnalystkitError, match="no event 'arden-raid'"):
        event(corpus, "arden-raid")


def test_the_brief_puts_against_each_other_only_what_cannot_all_be_true(tmp_path: Path, made: Callable[[Corpus], dict[str, str]]) -> None:
    here = "Gunmen attacked Oslo on 3 May 2019, injuring"
    told = {"a1": f"{here} six guards, including a woman.", "a2": f"{here} seven guards.", "a3": f"{here} at least two guards."}
    lines = (json.dumps({"id": name, "text": text, "published": "2019-05-04"}) for name, text in told.items())
    (tmp_path / "told.jsonl").write_text("\n".join(lines), "utf-8")
    corpus = Corpus.load(tmp_path / "told.jsonl")
    (found,) = (c for c in corpus.rows["conflicts"] if c["attribute"] == "injured")
    assert [(k["value"], k["against"], k["part_of"]) for k in found["claims"]] == [
        (6, True, None), (1, False, found["claims"][0]["claim_id"]), (7, True, None), (2, False, None),
    ]  # fmt: skip
    front = seen(made(corpus)["index.html"])
    assert "six were injured, or seven." in front
    disputed = front.partition("Disputed")[2].partition("Unknown")[0]
    assert "six Article 1 (outlet unknown), 4 May 2019 seven Article 2 (outlet unknown), 4 May 2019" in disputed
    assert "Article 3" not in disputed  # at least two fits with both


def test_every_receipt_is_led_back_to_from_its_article(tagged: Callable[..., Corpus], made: Callable[[Corpus], dict[str, str]]) -> None:
    site = made(tagged({"a1": TEXT, "a2": TEXT}, title="Strike"))
    receipts = re.findall(r'href="articles/(a\d.html)#(c\d+-\d+)" id="(r\d+)" data-note="(\d+)"', site["index.html"])
    assert len(receipts) > 5
    assert len({name for *_, name, _ in receipts}) == len(receipts)
    for page, span, name, note in receipts:
        row = re.search(rf'<tr><th scope="row"><a class="ak-receipt" href="#{span}">.*?</tr>', site[f"articles/{page}"])
        assert row, (page, span)
        assert f'href="../index.html#{name}"' in row[0]
        assert f'<li data-n="{note}"' in site["index.html"]


def test_a_corpus_of_one_article_that_tells_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "only.txt").write_text("Quiet week in Arden\n\nNothing much was reported.\n", "utf-8")
    site = dict(pages(Corpus.load(tmp_path, codebook=Codebook()), {}).pages)
    none = ("No event told by two articles could be named", "No two sources were found to contradict each other.", "No such toll is of")
    for words in ("One article.", *none):
        assert words in re.sub(r"<[^>]*>", "", site["index.html"])
    assert "What happened when" not in site["index.html"]
    assert "Nothing in it was marked." in site["articles/only.html"]
    (tmp_path / "x9.txt").write_text("Three people were killed in Arden on Thursday, police said. Two were hurt, they said.\n", "utf-8")
    site = dict(pages(Corpus.load(tmp_path, codebook=Codebook()), {}).pages)
    assert '<h1 dir="auto">“Three people were killed' in site["articles/x9.html"]  # without a title it is called by its opening


def test_ids_that_differ_in_case_alone_have_pages_of_their_own(tagged: Callable[..., Corpus], tmp_path: Path) -> None:
    publish.write_site(tagged({"News": TEXT, "news": TEXT}), {}, tmp_path / "site")
    names = [p.name for p in (tmp_path / "site" / "articles").iterdir()]
    assert len({name.lower() for name in names}) == 2


def test_the_policy_stands_first_and_lets_nothing_in(tagged: Callable[..., Corpus], made: Callable[[Corpus], dict[str, str]]) -> None:
    for page in made(tagged({"a1": TEXT})).values():
        head = page.partition("<head>")[2].lstrip()
        assert head.startswith('<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;sha256-')
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
        assert "../site/" not in page
        assert page.index('<meta charset="utf-8">') < 1024
    assert "'unsafe-eval'" not in policy()
    assert "script-src 'unsafe-inline'" not in policy()


@pytest.mark.parametrize("sign", ['class="ak-map"', 'class="output"', "nothing"])
def test_a_page_carries_the_scripts_that_it_uses_alone(sign: str) -> None:
    def carried(prose: str) -> list[str]:
        html = render("notebook.html", title="", menu={}, here="a.html", colophon="", cells=[{"prose": prose}])
        return [name for name in SCRIPTS if flat(name) in html]

    always = ["page.js", "receipts.js"]
    assert carried(trusted(f"<i {sign}></i>")) == [name for name in SCRIPTS if name in always or SCRIPTS[name] == sign]
    assert carried(f"<i {sign}></i>") == always  # as text


@pytest.mark.parametrize("name", ["markup", "odd"])
def test_text_from_outside_is_never_markup(name: str, tagged: Callable[..., Corpus], made: Callable[[Corpus], dict[str, str]]) -> None:
    hostile = ODD[name].replace("\n", " ").replace("\ud800", "") + '<img src=x onerror=pwn()>"><svg onload=pwn()>'
    corpus = tagged({hostile: hostile + "\nand more of it, and more of it", "a2": TEXT}, title=hostile, outlet=hostile, case=hostile)
    for page in made(corpus).values():
        assert "<img src=x" not in page
        assert "<svg onload" not in page
        assert "<script>x" not in page
        assert not re.search(r"<b>Bold", page)


def test_outputs_that_are_text_are_escaped() -> None:
    assert shown({"output_type": "stream", "name": "stdout", "text": "<b>"}, "Look") == "<pre>&lt;b&gt;</pre>"
    assert shown({"data": {"text/plain": ["<", "b>"]}}, "Look") == "<pre>&lt;b&gt;</pre>"
    assert shown({"data": {"image/svg+xml": "<svg/>", "text/plain": ""}}, "A <look>").startswith('<img src="data:image/svg+xml;base64,')
    assert "&lt;look&gt;" in shown({"data": {"image/svg+xml": "<svg/>"}}, "A <look>")
    assert shown({"data": {"text/html": "<p>as it is</p>", "text/plain": "no"}}, "Look") == "<p>as it is</p>"


def test_prose_brings_no_markup_of_its_own() -> None:
    assert "<script" not in prose("<script>x</script>") and "javascript:" not in prose("[a](javascript:x)")


def test_a_story_without_heading_or_prose_is_named_by_its_file(tmp_path: Path, project_at: Callable[..., Path]) -> None:
    project = project_at(tmp_path / "p", {}, {"5-notes": ("1 + 1",)})
    told = story(read_notebook(project / "notebooks" / "5-notes.ipynb"), "5-notes")
    assert (told.title, len(told.cells)) == ("5-notes", 1)


def test_the_corpus_hash_follows_articles_and_codebook_not_their_order(tagged: Callable[..., Corpus], tmp_path: Path) -> None:
    corpus = tagged({"a1": TEXT, "a2": TEXT + "x"})
    turned = replace(corpus, texts=corpus.texts[::-1])
    assert corpus_hash(corpus) == corpus_hash(turned)
    other = replace(corpus.texts[0], sha256="1" * 64)
    assert corpus_hash(replace(corpus, texts=(other, corpus.texts[1]))) != corpus_hash(corpus)
    (tmp_path / "case.toml").write_text('title = "x"\n', "utf-8")
    with_book = replace(corpus, codebook=replace(corpus.codebook, folder=str(tmp_path)))
    before = codebook_hash(with_book)
    assert (codebook_hash(corpus), corpus_hash(with_book)) == (None, corpus_hash(corpus))
    (tmp_path / "case.toml").write_text('title = "y"\n', "utf-8")
    assert codebook_hash(with_book) != before


def test_anybody_can_compute_the_corpus_hash(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text(TEXT[:60], "utf-8")
    command = "sha256sum *.txt | awk '{print $2, $1}' | LC_ALL=C sort | sha256sum"
    said = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert said.split()[0] == corpus_hash(Corpus.load(tmp_path, codebook=Codebook()))


def test_two_reports_give_the_same_bytes(tmp_path: Path, project_at: Callable[..., Path]) -> None:
    cells = ("# What was read\n\nSo much.", LOAD, "corpus.table('articles')", "{str(i) for i in range(3)} and print(len(corpus.texts))")
    project = project_at(tmp_path / "p", {"a1.txt": TEXT, "a2.txt": TEXT * 2, "empty.txt": ""}, {"0-corpus": cells, "1-more": cells})

    def run(cwd: Path, name: str, **env: str) -> dict[str, bytes]:
        command = [sys.executable, "-m", "analystkit", "report", "--project", os.path.relpath(project, cwd)]
        done = subprocess.run(command, cwd=cwd, env=os.environ | env, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stderr
        files = [p for part in ("site", "notebooks") for p in (project / part).rglob("*") if p.is_file()]
        return {str(p.relative_to(project)): p.read_bytes() for p in files}

    first = run(tmp_path, "one", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    assert sorted(name for name in first if "/events/" not in name) == [
        "notebooks/0-corpus.ipynb", "notebooks/1-more.ipynb", "site/0-corpus.html", "site/1-more.html",
        "site/articles/a1.html", "site/articles/a2.html", "site/index.html",
    ]  # fmt: skip
    assert first == run(Path("/"), "two", PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")
    assert '"execution_count": 3' in first["notebooks/0-corpus.ipynb"].decode()


def test_a_failing_cell_is_named_and_nothing_is_written(tmp_path: Path, project_at: Callable[..., Path]) -> None:
    cells = {
        "0-good": ("1 + 1",),
        "1-bad": ("# Prose", "fine = 1", "wrong = fine / 0"),
        "2-worse": ("raise KeyError('no such thing')",),
        "3-below": ("fine = 1\nfine / 0",),
    }
    project = project_at(tmp_path / "p", {"a1.txt": TEXT}, cells)
    before = {p: p.read_bytes() for p in (project / "notebooks").iterdir()}
    with pytest.raises(NotebookError) as caught:
        publish.report(project)
    said = str(caught.value)
    assert "1-bad.ipynb: cell 3 (`wrong = fine / 0` …) failed" in said
    assert "ZeroDivisionError: division by zero" in said
    assert "2-worse.ipynb: cell 1" in said
    assert "3-below.ipynb: cell 1 (`fine = 1` …) failed at `fine / 0`: ZeroDivisionError" in said
    assert "no such thing" in said
    assert "0-good" not in said
    assert {p: p.read_bytes() for p in (project / "notebooks").iterdir()} == before
    assert not (project / "site").exists()


def test_a_sentence_that_does_not_hold_is_marked_and_told_and_its_notebook_kept(tmp_path: Path, project_at: Callable[..., Path]) -> None:
    cells = {"0-said": ("# Prose", "told = 2", "assert told == 3, 'two < three'", "'still run'"), "1-true": ("assert 1 == 1", "'fine'")}
    project = project_at(tmp_path / "p", {"a1.txt": TEXT}, cells)
    kept = (project / "notebooks" / "0-said.ipynb").read_bytes()
    report = publish.report(project)
    assert len(report.untrue) == 1
    assert "0-said.ipynb: cell 3 (`assert told == 3, 'two < three'` …) failed" in report.untrue[0]
    assert report.untrue[0].endswith("not true of these articles: two < three")
    page = (project / "site" / "0-said.html").read_text("utf-8")
    assert page.count('class="untrue"') == 1 and "Not true of these articles: two &lt; three." in page
    assert "still run" in page
    assert 'class="untrue"' not in (project / "site" / "1-true.html").read_text("utf-8")
    assert (project / "notebooks" / "0-said.ipynb").read_bytes() == kept


@pytest.mark.parametrize(("name", "cell"), [("os", "os._exit(3)"), ("time", "time.sleep(60)")])
def test_a_kernel_that_dies_or_never_ends_is_a_failure_and_no_hang(
    tmp_path: Path, project_at: Callable[..., Path], name: str, cell: str
) -> None:
    path = project_at(tmp_path / "p", {}, {"0-odd": (f"import {name}", cell)}) / "notebooks" / "0-odd.ipynb"
    with pytest.raises(NotebookError, match=r"0-odd.ipynb: cell 2"):
        execute([path], folder=path.parent, timeout=2 if name == "time" else 600)


def test_the_users_own_start_up_files_stay_out(tmp_path: Path, project_at: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("surprise = 1\n")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    project = project_at(tmp_path / "p", {}, {"0-clean": ("'surprise' in globals()",)})
    path = project / "notebooks" / "0-clean.ipynb"
    done = execute([path], folder=path.parent)[path]
    assert done.cells[0].outputs[0].data["text/plain"] == "False"
    assert b"python_version" not in notebook_bytes(done)
    assert path.read_bytes() != notebook_bytes(done)  # running writes nothing


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"cells": 3}', '{"cells": [{"cell_type": "code"}], "metadata": {}}'])
def test_a_file_that_is_no_notebook_is_named(content: str, tmp_path: Path) -> None:
    path = tmp_path / "0-odd.ipynb"
    path.write_text(content, "utf-8")
    with pytest.raises(NotebookError, match=r"0-odd\.ipynb: not a notebook"):
        read_notebook(path)


@pytest.mark.parametrize(
    ("file", "out", "said"),
    [
        ("mine/thesis.doc", "mine", "thesis.doc"),
        ("mine/thesis.doc", "mine/thesis.doc", "thesis.doc"),
        ("pages/home.html", "pages", "home.html"),
        ("p/site/index.html", None, "no site of ours"),
    ],
)
def test_a_folder_that_is_no_site_is_never_replaced(
    tmp_path: Path, project_at: Callable[..., Path], file: str, out: str | None, said: str
) -> None:
    project = project_at(tmp_path / "p", {"a1.txt": TEXT}, {"0-corpus": ("1",)})
    (tmp_path / file).parent.mkdir()
    (tmp_path / file).write_text("<p>years of work</p>")
    with pytest.raises(AnalystkitError, match=re.escape(said)):
        publish.report(project, out=tmp_path / out if out else None)
    assert (tmp_path / file).read_text() == "<p>years of work</p>"


def test_a_project_without_notebooks_or_seeds_says_so(tmp_path: Path, project_at: Callable[..., Path]) -> None:
    with pytest.raises(AnalystkitError, match="no notebooks"):
        publish.report(tmp_path)
    project = project_at(tmp_path / "p", {}, {"0-corpus": ("1",)})
    with pytest.raises(InputError, match="seeds"):
        publish.report(project)


def test_other_articles_and_another_codebook_reach_the_notebooks_and_these_stay(tmp_path: Path, project_at: Callable[..., Path]) -> None:
    cells = (LOAD, "print(corpus.codebook.title, *corpus.table('articles')['article'], *corpus.table('articles')['path'])")
    project = project_at(tmp_path / "p", {"a1.txt": TEXT}, {"0-corpus": cells})
    before = (project / "notebooks" / "0-corpus.ipynb").read_bytes()
    line = json.dumps({"id": "r1", "text": TEXT})
    for name, text in (("other/b7.txt", TEXT), ("book/case.toml", 'title = "Another case"\n'), ("n.jsonl", line)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    done = publish.report(project, seeds=tmp_path / "other", out=tmp_path / "shared")
    assert done.index == tmp_path / "shared" / "index.html"
    assert "b7 b7.txt" in (tmp_path / "shared" / "0-corpus.html").read_text("utf-8")
    done = publish.report(project, seeds=tmp_path / "n.jsonl", codebook=tmp_path / "book")
    shown = (project / "site" / "0-corpus.html").read_text("utf-8")
    assert f"Another case r1 {done.corpus.texts[0].path}" in shown
    assert (project / "notebooks" / "0-corpus.ipynb").read_bytes() == before


def test_without_a_browser_a_pdf_is_refused_at_once_and_says_what_to_do(
    tmp_path: Path, project_at: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_at(tmp_path / "p", {"a1.txt": TEXT}, {"0-corpus": ("1",)})
    monkeypatch.setenv("CHROMIUM", "/no/such/program")
    with pytest.raises(AnalystkitError, match=r"CHROMIUM names '/no/such/program', which is no program: .*apt-get install chromium"):
        publish.report(project, pdf=True)
    monkeypatch.delenv("CHROMIUM")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("analystkit.publish.browser._NAMES", ("chromium",))
    with pytest.raises(AnalystkitError, match="no Chromium, Chrome or Edge was found"):
        publish.report(project, pdf=True)
    assert not (project / "site").exists()


def test_a_browser_that_fails_is_told_and_nothing_is_written(tmp_path: Path, tagged: Callable[..., Corpus]) -> None:
    broken = tmp_path / "chrome"
    broken.write_text("#!/bin/sh\necho no display >&2\nexit 3\n")
    broken.chmod(0o755)
    with pytest.raises(AnalystkitError, match=r"could not print the pages \(code 3\): no display"):
        publish.write_site(tagged({"a1": TEXT}), {}, tmp_path / "site", browser=str(broken))
    assert not (tmp_path / "site").exists()


def test_one_file_is_part_of_the_site_and_goes_with_it(tmp_path: Path, tagged: Callable[..., Corpus]) -> None:
    site = tmp_path / "site"
    publish.write_site(tagged({"a1": TEXT}), {}, site, single_file=True)
    one = (site / "report.html").read_text("utf-8")
    assert 'id="index.html" data-title=' in one
    assert 'href="#articles/a1.html:c' in one
    assert 'id="articles/a1.html:c' in one
    assert not re.findall(r'<a [^>]*href="(?!#)', one)
    publish.write_site(tagged({"a1": TEXT, "a2": TEXT}), {}, site)
    publish.write_site(tagged({"a1": TEXT}), {}, site)
    assert sorted(p.name for p in site.rglob("*.html")) == ["a1.html", "arden-strike.html", "index.html"]  # it is replaced whole
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_an_event_says_what_it_answers_and_why_its_tolls_may_differ(tmp_path: Path) -> None:
    told = {
        "a1": "Raid\n\nGunmen attacked the town of Mosul on 3 May 2019. The attack in Mosul killed at least six guards, officials said.\n\n"
        "On 6 May 2019 the army bombed a camp near Lund in response to the attack in Mosul.\n",
        "a2": "Attack\n\nTwo guards were killed when gunmen attacked the town of Mosul on 3 May 2019, initial reports said.\n",
    }
    days = {"a1": "2019-05-08", "a2": "2019-05-04"}
    source = tmp_path / "news.jsonl"
    source.write_text("".join(json.dumps({"id": a, "text": t, "published": days[a]}) + "\n" for a, t in told.items()), "utf-8")
    corpus = Corpus.load(source)
    (answer,) = [r for r in corpus.rows["mentions"] if r["stance"] == "responds"]
    strike, attack = (words(event(corpus, answer[key]).html) for key in ("event_id", "answers"))
    assert "→ in response to" in strike and "← answered by" in attack
    assert "in response to the attack in Mosul" in strike and "in response to the attack in Mosul" in attack
    assert "Map: " in event(corpus, answer["answers"]).html
    for why in ("gives a bound (“at least”)", "tells of initial reports", "appeared last"):
        assert why in attack


def words(html: str) -> str:
    return re.sub(r"<[^>]*>", "", re.sub(r"<(script|style)>.*?</\1>", "", html, flags=re.S))


def test_what_is_not_in_one_file_is_not_linked_in_it() -> None:
    html = together(
        [("a.html", '<title>A</title><main id="main" class="x">\n<a class="e" href="events/b.html">it</a>\n</main>')], menu={}, colophon=""
    )
    assert '<a class="e" data-left="">it</a>' in html

"""Long views go on on pages of their own: nothing is lost, nothing stands twice, every part is well-formed by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest

from analystkit import show
from analystkit.corpus import Corpus
from analystkit.show import markup as m
from analystkit.show.pages import pages
from analystkit.show.parts import ELEMENTS, GROUPS, cut, divided, weight


class Balance(HTMLParser):
    """Every element that is opened is closed, in order; and the words, outside of styles and scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "img", "input", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.words.append(data)


def said(n: int, speakers: int) -> pd.DataFrame:
    span = {"article": "a1", "kind": "direct", "via": None}
    rows = ({"start": i, "end": i + 1, "text": f"word-{i}-", "speaker_id": f"s{i % speakers}"} for i in range(n))
    return pd.DataFrame([span | r | {"speaker_text": f"Speaker {r['speaker_id']}"} for r in rows])


def happened(n: int) -> pd.DataFrame:
    days = ({"earliest": f"2019-{1 + i % 12:02}-{1 + i % 28:02}"} for i in range(n))
    rows = (d | {"event_id": f"e{i}", "title": f"word-{i}-", "status": "carried_out"} for i, d in enumerate(days))
    return pd.DataFrame([r | {"latest": r["earliest"] if i % 3 else None, "n_articles": 1} for i, r in enumerate(rows)])


def undated(n: int) -> pd.DataFrame:
    return happened(n).assign(earliest=None, latest=None)


LONG: dict[str, Callable[[], Any]] = {
    "few speakers": lambda: show.statements(said(1500, 2)),
    "many speakers": lambda: show.statements(said(1500, 700)),
    "by day": lambda: show.when_said(said(2500, 3)),
    "rows over an axis": lambda: show.chronology(happened(2000)),
    "undated": lambda: show.chronology(undated(3000)),
    "a table": lambda: show.table(pd.DataFrame({"text": [f"word-{i}-" for i in range(3000)]})),
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_view_is_cut_between_rows_and_loses_none(name: str) -> None:
    html = str(LONG[name]().html)
    first, rest = divided("v.html", [("View", html)])
    parts = [*first, *(p.html for p in rest)]
    assert len(parts) > 1
    assert all(weight(part) < 1.3 for part in parts)
    words = "".join(word for part in parts for word in Balance(part).words)
    assert sorted(re.findall(r"word-\d+-", words)) == sorted(re.findall(r"word-\d+-", "".join(Balance(html).words)))
    ids = [i for part in parts for i in re.findall(r' id="([^"]+)"', part)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["few speakers", "a table"])
def test_the_columns_and_the_title_of_a_group_are_repeated(name: str) -> None:
    _, rest = divided("v.html", [("View", str(LONG[name]().html))])
    for part in rest:
        assert part.html.index("<thead>") < part.html.index("word-")
        assert name == "a table" or part.html.index("Speaker s") < part.html.index("word-")


def test_rows_over_an_axis_keep_axis_and_script() -> None:
    _, rest = divided("v.html", [("View", str(LONG["rows over an axis"]().html))])
    assert all("ak-axis" in p.html and "--from:" in p.html and p.html.count("<script>") == 1 for p in rest)


def test_what_was_folded_is_open_where_it_goes_on() -> None:
    first, rest = divided("v.html", [("View", str(LONG["undated"]().html))])
    assert "<details><summary>Undated: 3,000 events</summary>" in first[0]
    assert all("<details open><summary>" in p.html for p in rest)


def test_a_jump_leads_to_the_page_that_has_it() -> None:
    first, rest = divided("v.html", [("View", str(LONG["many speakers"]().html))])
    where = {p.name: p.html for p in rest} | {"v.html": first[0]}
    for name, html in where.items():
        for page, anchor in re.findall(r'href="(v[^"#]*)?#(said-[^"]+)"', html):
            assert f' id="{anchor}"' in where[page or name]


def test_parts_name_one_another() -> None:
    first, rest = divided("v.html", [("Short", "<p>x</p>"), ("View", str(LONG["a table"]().html))])
    assert first[0] == "<p>x</p>"
    assert [p.name for p in rest] == [f"v-{n}.html" for n in range(2, len(rest) + 2)]
    assert rest[0].title == f"View, page 2 of {len(rest) + 1}"
    assert 'href="v-2.html">go on ›' in first[1] and 'href="v.html#more-2">‹ back' in rest[0].html


def test_no_page_has_too_many_groups() -> None:
    rows = [(m.text(f"g{n}"), [[m.text("x"), m.text("y")]]) for n in range(3 * GROUPS)]
    parts = cut(m.grouped("All", ("a", "b"), rows))
    assert [part.count("ak-group") for part in parts] == [GROUPS, GROUPS, GROUPS]


@pytest.mark.parametrize("html", ["", "<p>one</p>", "no markup", "<div><table><tbody><tr><th>x</th></tr></tbody></table></div>"])
def test_what_is_short_stays_whole(html: str) -> None:
    assert divided("v.html", [("View", html)]) == ([html], [])


@pytest.mark.parametrize(
    "html",
    [
        "<ul>" + "<li><ul>" + "<li>x</li>" * 9 + "</ul></li>" + "</ul>",  # inside one item
        "<table><tbody><tr><td><ul>" + "<li>x</li>" * 9 + "</ul></td></tr></tbody></table>",  # inside a cell
        '<div class="ak-columns"><section>x</section><section>y</section></div>',  # read beside each other
        "<section><h3>x</h3><table><tbody><tr><th>y</th></tr></tbody></table></section>",  # a heading and what it stands over
        "<iframe srcdoc='<ul><li>1</li><li>2</li></ul>'></iframe>",
    ],
)
def test_what_belongs_together_is_never_cut(html: str) -> None:
    assert cut(html, 1 / ELEMENTS) == [html]


def test_the_pages_of_a_long_view_are_pages_of_the_site(tagged: Callable[..., Corpus]) -> None:
    import nbformat

    view = LONG["a table"]()
    output = nbformat.v4.new_output("display_data", data={"text/html": view.html})
    cells = [nbformat.v4.new_markdown_cell("# All <b>"), nbformat.v4.new_code_cell("x", outputs=[output])]
    made = dict(
        pages(tagged({"a1": "Title\nA few words of text, and more of them.\n"}), {"1-all": nbformat.v4.new_notebook(cells=cells)}).pages
    )
    further = sorted(name for name in made if name.startswith("1-all-"))
    assert further and all("<h1>All &lt;b&gt;, page" in made[name] for name in further)
    assert all(f'href="{name}"' in made["1-all.html"] or f'href="{name}#more-2"' in made["1-all.html"] for name in further)
    assert '<a href="1-all.html" aria-current="page">' in made[further[0]]

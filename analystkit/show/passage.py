"""An article as it came, every tag marked in its place; what was set aside is folded, with the reason."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from analystkit import wording as w
from analystkit.show import markup as m
from analystkit.show.names import Names, Row, corpus_for
from analystkit.show.values import worded
from analystkit.show.view import View, asset, esc
from analystkit.tables import LAYERS

if TYPE_CHECKING:
    from analystkit.corpus import Corpus

Rows = Mapping[str, Sequence[Row]]

_WORDS = 3  # of the marks on the same words, how many a run tells of when it is pointed at: the shortest, which mean just these words
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def passage(corpus: Corpus, article: str) -> View:
    """The text of one article with its tags marked, in layers that can be switched off. Raises AnalystkitError for an unknown id."""
    a = corpus_for(corpus).passage(article)
    rows = {table: [r for r in corpus.rows[table] if r["article"] == article] for table in ("segments", *LAYERS)}
    found = ", ".join(w.count(len(rows[kind]), kind[:-1]) for kind in LAYERS if rows[kind])
    content = m.Html(f"<style>{asset('passage.css').strip()}</style>{marked(a.text, rows)}")
    return m.view(f"{a.title or a.id}: {len(a.text):,} characters; {found or 'no tags'}", content)


def meaning(layer: str, row: Row, names: Names | None = None) -> str:
    """What a tag says, in words.

    >>> meaning("places", {"name": "Springfield", "kind": "city", "use": "locative", "rule": "gazetteer"})
    'Springfield, city, locative'
    """
    names = names or Names()
    via = f"relayed by {names.actor(row['via'])}" if row.get("via") else None
    said = {
        "times": (names.days(row), w.spoken(row.get("granularity")), names.plain(row.get("anchor"))),
        "places": (row.get("name") or "not placed", row.get("kind"), row.get("use")),
        "actors": (row.get("name"), w.spoken(row.get("kind"))),
        "statements": (row.get("kind"), f"by {row.get('speaker_text') or 'somebody unnamed'}", via),
        "mentions": (w.spoken(row.get("type")), names.status(row), names.title(row["event_id"]) if row.get("event_id") else None),
        "claims": (w.spoken(row.get("attribute")), worded(row, names), names.cited(row)),
    }[layer]
    return ", ".join(str(s) for s in said if s not in (None, ""))


def marked(text: str, rows: Rows, *, anchors: Iterable[tuple[int, int]] = (), hints: bool = True) -> m.Html:
    """The whole text as markup: segment by segment, cut into runs at every end of a mark, each run with the classes of its marks.

    ``rows`` holds the article's segments and tags, by table. ``anchors`` are spans that links from elsewhere may name: each gets an
    element with the id ``c{start}-{end}`` where it begins. With ``hints`` each run tells what its marks mean when it is pointed at; a
    page of the site has tables for that.
    """
    marks = [
        Mark(r["start"], r["end"], layer, f"{layer[:-1]}: {meaning(layer, r)} ({r.get('rule')})")
        for layer in LAYERS
        for r in rows.get(layer, ())
        if r["start"] < r["end"]
    ]
    runs = _Runs(text, marks, sorted(set(anchors)), hints)
    body = m.join(_segment(runs, row) for row in rows.get("segments") or [{"start": 0, "end": len(text), "kind": "body", "rule": ""}])
    switches = ""
    on = ("claims",) if rows.get("claims") else LAYERS  # one kind of mark can be read at first sight, six cannot
    for layer in LAYERS:
        n = len(rows.get(layer, ()))
        box = f'<input type="checkbox" name="{layer}"{"" if n else " disabled"}{" checked" if n and layer in on else ""}>'
        switches += f'<label class="ak-key">{box} <span class="ak-{layer}">{layer}</span> {n}</label>'
    return m.Html(
        f'<div class="ak-passage"><fieldset class="ak-layers"><legend>Marks</legend>{switches}</fieldset>'
        f'<div class="ak-text">{body}</div></div>'
    )


class Mark(NamedTuple):
    """A span to draw: where it is, its layer, and what it says in words."""

    start: int
    end: int
    layer: str
    words: str


def _segment(runs: _Runs, row: Row) -> m.Html:
    """A segment with its kind beside it; furniture folded under its reason."""
    text, kind = runs.html(row["start"], row["end"]), esc(row["kind"])
    if not runs.text[row["start"] : row["end"]].strip():
        return text
    label = m.tag("span", m.text(_label(row)), "ak-kind")
    words = m.Html(f'<div class="ak-words" dir="auto">{text}</div>')
    if kind == "furniture":
        return m.Html(f'<details class="ak-segment ak-furniture"><summary>{label}</summary>{words}</details>')
    return m.Html(f'<section class="ak-segment ak-is-{kind}">{label}{words}</section>')


def _label(row: Row) -> str:
    if row["kind"] == "furniture":
        return f"set aside: {w.spoken(row['rule'])}"
    if row["kind"] == "tweet":
        who = " ".join(str(w) for w in (row.get("author"), row.get("handle")) if w)
        dated = w.when(row)
        return f"tweet{' by ' + who if who else ''}{', ' + dated if dated != w.NOT_KNOWN else ''}"
    return str(row["kind"])


class _Runs:
    """The text cut wherever a mark begins or ends. Ranges are asked for in the order of the text, so that each mark is met once."""

    def __init__(self, text: str, marks: Sequence[Mark], anchors: Sequence[tuple[int, int]], hints: bool) -> None:
        self.text, self.anchors, self.hints = text, anchors, hints
        self.waiting = sorted(marks, key=lambda k: (-k.start, -k.end))
        self.active: list[Mark] = []
        self.cuts = sorted({c for k in marks for c in (k.start, k.end)} | {start for start, _ in anchors})

    def html(self, start: int, end: int) -> m.Html:
        """The characters from ``start`` to ``end`` as markup whose text in the page is exactly these characters."""
        piece = self.text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        last = max(first, start + len(piece.rstrip()))
        inside = self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]
        cuts = sorted({start, first, last, end, *inside})
        return m.Html("".join(part for a, b in pairwise(cuts) for part in self._run(a, b, b <= first or a >= last)))

    def _run(self, start: int, end: int, blank: bool) -> Iterator[str]:
        self.active = [k for k in self.active if k.end > start]
        while self.waiting and self.waiting[-1].start <= start:
            mark = self.waiting.pop()
            self.active += [mark] if mark.end > start else []
        for a, b in self.anchors[bisect_left(self.anchors, (start, 0)) : bisect_left(self.anchors, (end, 0))]:
            yield f'<a id="c{a}-{b}"></a>'
        words, css = self.text[start:end], " ".join(dict.fromkeys(f"ak-{k.layer}" for k in self.active))
        if blank or not css:
            yield f'<span class="ak-blank">{exact(words)}</span>' if blank else exact(words)
            return
        nearest = sorted(self.active, key=lambda k: k.end - k.start)[:_WORDS] if self.hints else ()
        hint = f' title="{esc(chr(10).join(k.words for k in nearest))}"' if nearest else ""
        yield f'<span class="{css}"{hint}>{exact(words)}</span>'


def exact(text: str) -> m.Html:
    """Text as markup that shows the same code points: a carriage return stays one, what no page can hold is one replacement each.

    >>> exact("a" + chr(13) + "<b>" + chr(0)) == "a&#13;&lt;b&gt;" + chr(0xFFFD)
    True
    """
    return m.Html(_UNWRITABLE.sub("\ufffd", esc(text)).replace("\r", "&#13;"))

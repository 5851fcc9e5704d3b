"""The views: what they show, that they show it safely, the same each time, and with a receipt to every passage."""

from __future__ import annotations

import base64
import inspect
import re
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ET
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from reading import remembering

from analystkit import AnalystkitError, show
from analystkit import wording as w
from analystkit.english import stance
from analystkit.records import STATUSES
from analystkit.show import markup as m
from analystkit.show.chronology import DRAWN, busy_months, panels
from analystkit.show.names import Names, rows_of
from analystkit.show.timeline import LOOKS, Mark, ticks
from analystkit.show.values import worded
from analystkit.show.view import View


def frame(columns: str, *rows: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame([dict(zip(columns.split(), row, strict=True)) for row in rows], dtype=object)


ARTICLES = frame(
    "article title outlet earliest latest basis n_chars",
    ("a1", "Ferry halted", "The Harbour Post", "1998-05-04", "1998-05-04", "stated", 900),
    ("a2", None, None, "1998-06-01", "1998-06-30", "inferred from “in June”", 700),
)
EVENTS = frame(
    "event_id title status earliest latest place_ids n_articles n_origins parts",
    ("lund-fire", "Fire in Lund", "carried_out", "1998-05-02", "1998-05-02", ["lund"], 2, 1, []),
    ("lund-raid", "Raid called off", "cancelled", "1998-05-04", "1998-05-10", [], 1, None, ["lund-fire"]),
    ("old-treaty", "Treaty", "reported", "1961-01-01", "1961-12-31", ["oslo"], 1, 1, []),
    ("talks", "Talks", "ongoing", "1998-04-01", None, [], 1, 1, []),
    ("rumour", "A rumour without a date", "reported", None, None, [], 1, 1, []),
)
MENTIONS = frame(
    "article start end text event_id type earliest latest place_ids actors",
    ("a1", 10, 30, "a fire tore through Lund", "lund-fire", "attack", "1998-05-02", "1998-05-02", ["lund"], []),
    ("a2", 5, 25, "the fire", "lund-fire", "attack", "1998-05-01", "1998-05-31", ["lund"], []),
    ("a2", 40, 70, "Norway condemned the fire", "rumour", "statement", None, None, [], [{"actor_id": "norway", "role": "agent"}]),
)
PLACES = frame("place_id name", ("lund", "Lund Old Town"))
ACTORS = frame("actor_id name kind", ("mara-quist", "Mara Quist", "person"), ("anon-official", "an official", "anonymous"))
LONG = "We shall rebuild the ferry and open the harbour by the autumn, at our own cost"
ROADS = "We shall rebuild the ferry and open every road"
STATEMENTS = frame(
    "article start end text kind speaker_text speaker_id cue_text utterance_id via earliest latest stance answers",
    ("a1", 100, 178, LONG, "direct", "Quist", "mara-quist", "said", "u-ferry", None, "1998-05-03", "1998-05-03", None, None),
    ("a2", 200, 240, LONG[:47], "direct", "Quist", "mara-quist", "told", "u-ferry", "norsk-wire", "1998-05-01", "1998-05-31", None, None),
    ("a2", 300, 340, ROADS, "direct", "Quist", "mara-quist", "added", "u-roads", None, None, None, "thanks", "anon-official"),
    (
        "a1",
        400,
        420,
        "the alarm had failed",
        "indirect",
        "an official",
        "anon-official",
        "denied",
        "u-alarm",
        None,
        None,
        None,
        "denies",
        "a1:100-178",
    ),
    ("a1", 430, 450, "it was arson", "indirect", None, None, None, None, None, None, None, None, None),
)
SEGMENTS = frame(
    "article start end text kind rule", ("a1", 0, 4, "Menu", "furniture", "navigation"), ("a1", 4, 10, "A fire", "body", "paragraph")
)


def claim(article: str, start: int, text: str, attribute: str, value: Any, **more: Any) -> dict[str, Any]:
    span = {"article": article, "start": start, "end": start + len(text), "text": text, "event_id": "lund-fire", "attribute": attribute}
    rest = {"value": value, "qualifier": None, "source_id": "outlet", "source_text": None, "origin": article}
    return {"claim_id": f"{article}:{start}-{start + len(text)}:{attribute}"} | span | rest | more


CLAIMS = [
    claim("a1", 11, "three dead", "killed", 3, qualifier="at least"),
    claim("a2", 12, "4 were killed", "killed", 4, source_id="lund-police", source_text="police in Lund", origin="a1"),
    claim("a1", 31, "declined to say how many were hurt", "injured", None),
    claim("a2", 71, "two hurt", "injured", 2),
    claim("a1", 91, "in Lund", "place", "lund"),
    claim("a2", 92, "Lund", "place", "lund"),
    claim("a1", 95, "petrol", "weapon", "petrol"),
]
_IN_A_CONFLICT = ("claim_id", "article", "start", "end", "text", "value", "source_id")
CONFLICTS = frame(
    "conflict_id event_id attribute verdict note claims",
    ("c2", "lund-fire", "injured", "unknown", "One does not say.", [{k: c[k] for k in _IN_A_CONFLICT} for c in CLAIMS[2:4]]),
    ("c1", "lund-fire", "killed", "conflict", "3 against 4.", [{k: c[k] for k in _IN_A_CONFLICT} for c in CLAIMS[:2]]),
)
FRAMES = {"articles": ARTICLES, "events": EVENTS, "mentions": MENTIONS, "places": PLACES, "actors": ACTORS}
FRAMES |= {"statements": STATEMENTS, "claims": pd.DataFrame(CLAIMS), "conflicts": CONFLICTS, "segments": SEGMENTS}
FRAMES = remembering(FRAMES)
ARTICLES, EVENTS, MENTIONS, PLACES, ACTORS, STATEMENTS, _, CONFLICTS, SEGMENTS = FRAMES.values()


def all_views(frames: dict[str, pd.DataFrame] = FRAMES) -> dict[str, View]:
    t = remembering(frames)
    return {
        "articles": show.articles(t["articles"]),
        "set_aside": show.set_aside(t["segments"]),
        "tagged": show.tagged({"mentions": t["mentions"]}),
        "chronology": show.chronology(t["events"]),
        "statements": show.statements(t["statements"]),
        "when_said": show.when_said(t["statements"]),
        "utterances": show.utterances(t["statements"]),
        "lookalikes": show.lookalikes(t["statements"]),
        "answers": show.answers(t["statements"], t["mentions"]),
        "ledger": show.ledger(t["conflicts"], t["claims"]),
        "table": show.table(t["claims"], caption="Claims"),
        "conflicts table": show.table(t["conflicts"], caption="Conflicts"),
    }


# What a page may be made of: every element and attribute that a view writes. Anything else came from outside.
ELEMENTS = set(
    "style code div table caption thead tbody tr th td a span ul ol li p h3 h4 h5 section ins del br figure figcaption i b img script "
    "form label select option button output details summary".split()
)
ATTRIBUTES = set(
    "class scope colspan href data-head tabindex role aria-label aria-hidden style id src alt hidden name value type data-n "
    "data-actor data-via data-kind data-status data-place data-attribute title".split()
)
VOID = {"br", "img"}


class Page(HTMLParser):
    """What a browser would see: elements, links and the text outside of the style."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.links: list[str] = []
        self.pieces: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []
        self.text = re.sub(r"\s+", " ", "\x1f".join(self.pieces))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ELEMENTS, tag
        assert {name for name, _ in attrs} <= ATTRIBUTES, attrs
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not {"style", "script", "form"} & set(self.open):  # a form is hidden until a script of the page fills it with life
            self.pieces.append(data)


def seen(view: View) -> str:
    return Page(view.html).text


@pytest.mark.parametrize("name", all_views())
def test_a_view_is_well_formed_with_one_line_of_text_and_the_same_twice(name: str) -> None:
    view, again = all_views()[name], all_views()[name]
    assert view.html == again.html and view.text == again.text
    assert view.text and "\n" not in view.text and len(view.text) < 120
    assert view.html.startswith("<style>")
    assert Page(view.html).pieces


@pytest.mark.parametrize("name", all_views())
def test_receipts_lead_to_spans_that_the_tables_have(name: str) -> None:
    spans = {
        (r["article"], r["start"], r["end"])
        for frame in (MENTIONS, STATEMENTS, SEGMENTS, pd.DataFrame(CLAIMS))
        for r in frame.to_dict("records")
    }
    for link in Page(all_views()[name].html).links:
        if re.fullmatch(r"\.\./site/events/[a-z-]+\.html", link):
            continue
        found = re.fullmatch(r"\.\./site/articles/(a\d)\.html(?:#c(\d+)-(\d+))?", link)
        assert found, link
        assert found[2] is None or (found[1], int(found[2]), int(found[3])) in spans, link


def test_views_leave_their_tables_alone() -> None:
    before = [f.to_json() for f in (ARTICLES, EVENTS, MENTIONS, STATEMENTS, CONFLICTS)]
    all_views()
    assert before == [f.to_json() for f in (ARTICLES, EVENTS, MENTIONS, STATEMENTS, CONFLICTS)]


def test_tables_have_captions_and_heads_for_readers_who_hear_them() -> None:
    for name, view in all_views().items():
        for table in re.findall(r"<table.*?</table>", view.html, re.S):
            assert re.search(r"<caption>[^<]+</caption>", table), name
            assert 'scope="col"' in table
            assert table.count("<tr>") == table.count('scope="row"') + 1, name


@pytest.mark.parametrize("name", [n for n in all_views() if n not in ("table", "conflicts table")])
def test_empty_tables_are_said_to_be_empty(name: str) -> None:
    view = all_views({k: f.iloc[:0] for k, f in FRAMES.items()})[name]
    assert re.search(r"\bno\b|\bnone\b|nothing|: 0", view.text), view.text
    assert seen(view).strip()


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    r"$\frac$ and $x_{",
    "</table></style><b>",
    "a&amp;b",
    "ak-words-0 ak-link-0",
    "javascript:alert(1)",
    "كُلاّب 襲撃 🚢",
    "${alert(1)}",
    "'; --",
    "\u202eright to left",
    "%s {0} \\1 \\g<0>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_is_shown_and_nothing_else(text: str) -> None:
    wanted = re.sub(r"\s+", " ", text)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        views = all_views({k: _hostile(f, text) for k, f in FRAMES.items()})
    for name, view in views.items():
        assert wanted in Page(view.html).text, name
        assert all(link.startswith(("../site/articles/", "../site/events/")) for link in Page(view.html).links), name


def _hostile(frame: pd.DataFrame, text: str) -> pd.DataFrame:
    """Every piece of text replaced, but for what the rows are told apart and dated by."""
    keep = ("kind", "verdict", "earliest", "latest", "claim_id", "utterance_id", "type")

    def bad(value: Any, key: str) -> Any:
        if isinstance(value, str):
            return value if key in keep else f"{text} {value}" if key in ("text", "article") else text
        if isinstance(value, list):
            return [bad(v, key) for v in value]
        return {k: bad(v, k) for k, v in value.items()} if isinstance(value, dict) else value

    return pd.DataFrame([{k: bad(v, str(k)) for k, v in r.items()} for r in frame.to_dict("records")], columns=frame.columns, dtype=object)


def test_a_day_or_a_span_that_is_none_raises_nothing() -> None:
    odd = EVENTS.assign(earliest="<b>soon</b>", latest=7, n_articles=None)
    assert "5 without a date" in show.chronology(odd).text
    row = {"article": "a1", "start": "1<", "end": None, "text": "x"}
    assert Page(show.table(pd.DataFrame([row])).html).links == []


def test_the_door_is_quick_and_gives_views_whichever_module_came_first() -> None:
    code = (
        "import sys, analystkit.show.statements, analystkit.show.ledger; from analystkit import show; "
        "assert callable(show.statements) and callable(show.ledger) and callable(show.chronology); "
        "print([m for m in ('pandas', 'matplotlib', 'folium', 'numpy') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_views_are_the_same_under_another_hash_seed() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests'); import hashlib, test_views as t, test_geography as g; "
        "views = [*t.all_views().values(), t.show.geography(*g.of_corpus(g.PLACES, g.EVENTS))]; "
        "print(hashlib.sha256(''.join(v.html for v in views).encode()).hexdigest())"
    )

    def run(seed: str, zone: str) -> str:
        env = {"PYTHONHASHSEED": seed, "TZ": zone, "PATH": "/usr/bin:/bin"}
        root = Path(__file__).parents[1]
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root, env=env).stdout

    assert run("1", "UTC") == run("77", "Asia/Tokyo")


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2021-02-15", "2021-02-15", "15 February 2021"),
        ("2021-02-16", "2021-02-24", "16–24 February 2021"),
        ("2020-02-01", "2020-02-29", "February 2020"),
        ("2021-02-25", "2021-03-31", "25 February – 31 March 2021"),
        ("2021-02-01", "2021-04-30", "February–April 2021"),
        ("2020-11-01", "2021-02-28", "November 2020 – February 2021"),
        ("2020-12-30", "2021-01-02", "30 December 2020 – 2 January 2021"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("1970-01-01", "1979-12-31", "1970–1979"),
        ("2021-04-01", None, "April 2021 or later"),
        ("2019-01-01", None, "2019 or later"),
        (None, "2021-07-05", "5 July 2021 or earlier"),
        (None, "2018-12-31", "2018 or earlier"),
        (None, None, "not known"),
        ("soon", None, "not known"),
        (float("nan"), pd.NaT, "not known"),
    ],
)
def test_an_interval_in_words_is_no_more_precise_than_it_is(earliest: Any, latest: Any, words: str) -> None:
    assert w.when({"earliest": earliest, "latest": latest}) == words


def test_chronology_says_when_and_how_it_stands_and_leads_to_event_and_sentence() -> None:
    view = show.chronology(EVENTS)
    assert view.text == "Chronology: 5 events, 1 January 1961 – 10 May 1998; 1 without a date"
    for words in ("2 May 1998 · 2 articles", "4–10 May 1998 · called off · 1 article", "since April 1998 · ongoing", "1961"):
        assert words in seen(view), words
    assert "#c10-30" in view.html and "<table" not in view.html
    assert all(f"events/{event_id}.html" in view.html for event_id in EVENTS["event_id"])


def still(view: View) -> str:
    """The picture of a view that runs nothing."""
    found = re.search(r'<img class="ak-still" src="data:image/svg\+xml;base64,([^"]*)"', view.html)
    assert found
    return base64.b64decode(found[1]).decode()


def drawn_rows(view: View) -> list[str]:
    """The rows that a reader can work with."""
    return re.findall(r'<li class="ak-[^>]*>.*?</li>', view.html[view.html.index('<div class="ak-live"') : view.html.index("<script>")])


def row(earliest: str | None, latest: str | None, **more: Any) -> str:
    event = {"event_id": "e", "title": "E", "status": "carried_out", "earliest": earliest, "latest": latest} | more
    (found,) = drawn_rows(show.chronology(pd.DataFrame([event])))[:1]
    return found


def test_an_event_without_a_date_is_listed_and_never_placed() -> None:
    view = show.chronology(EVENTS)
    for drawing in (still(view), "".join(drawn_rows(view))):
        assert "rumour" not in drawing and "Fire in Lund" in drawing
    assert "<details><summary>Undated: 1 event</summary>" in view.html


def test_that_an_article_reported_it_by_a_day_places_no_event() -> None:
    late = EVENTS.assign(earliest=None, latest=["1998-05-04", "1990-12-31", None, None, None])
    view = show.chronology(late)
    (placed,) = drawn_rows(view)
    assert "Raid called off" in placed  # a text says when it was over, not an article's own day
    assert "<h4>Undated, reported by 4 May 1998</h4>" in view.html and "2 articles" in view.html[view.html.index("<h4>") :]


@pytest.mark.parametrize(("kind", "sort"), [("attack", "attack"), ("airstrike", "airstrike"), ("trial", "other"), (None, "other")])
def test_attack_and_strike_are_told_apart_in_both_pictures(kind: str | None, sort: str) -> None:
    assert f"ak-{sort}" in row("1998-05-01", "1998-05-01", type=kind)
    assert LOOKS[sort][0] in still(show.chronology(EVENTS.assign(type=kind)))


@pytest.mark.parametrize(
    ("earliest", "latest", "shape"),
    [
        ("1998-05-01", "1998-05-01", "day"),
        ("1998-05-01", "1998-05-31", "span"),
        ("1998-05-01", "1998-07-31", "vague"),
        (None, "1998-05-31", "until"),
        ("1998-05-01", None, "since"),
    ],
)
def test_a_row_is_drawn_no_more_exactly_than_it_was_told(earliest: str | None, latest: str | None, shape: str) -> None:
    found = row(earliest, latest)
    assert f'class="ak-{shape} ak-other"' in found
    first, last = (date.fromisoformat(d).toordinal() if d else None for d in (earliest, latest))
    assert (f"--a:{first};" in found, "--a:" in found) == (first is not None,) * 2
    assert (last is not None and f"--b:{last + 1}" in found, "--b:" in found) == (last is not None,) * 2


@pytest.mark.parametrize("status", STATUSES)
def test_what_did_not_happen_is_hollow_in_both_pictures(status: str) -> None:
    undone = status not in ("carried_out", "ongoing")
    assert ("ak-hollow" in row("1998-05-01", "1998-05-01", status=status)) is undone
    pictures = [still(show.chronology(EVENTS.assign(status=s))) for s in (status, "carried_out")]
    assert pictures[0] != pictures[1] or not undone


def test_a_row_opens_its_sentence_and_says_it() -> None:
    fire = next(r for r in drawn_rows(show.chronology(EVENTS)) if "Fire in Lund" in r)
    assert 'href="../site/articles/a1.html#c10-30" title="a fire tore through Lund"' in fire
    assert 'href="../site/events/lund-fire.html"' in fire


def test_the_still_picture_is_a_file_of_its_own() -> None:
    picture = still(show.chronology(EVENTS))
    words = [e.text for e in ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]
    assert {"Fire in Lund", "Treaty", "May 1998"} <= set(words) and not any("label-" in str(word) for word in words)
    assert not re.search(r"href=\"[^#]|url\([^#]|<script", picture)


def test_the_busy_months_are_large_and_the_background_is_apart() -> None:
    rows = [e for e in rows_of(EVENTS) if e["earliest"]]
    drawn = panels([Mark(e["title"], "", w.ends(e), e["status"]) for e in rows])
    assert [(p.title, [k.label for k in p.marks]) for p in drawn] == [
        ("May 1998", ["Fire in Lund", "Raid called off"]),
        ("Before, after and around", ["Treaty", "Talks"]),
    ]
    assert (drawn[1].first, drawn[1].last) == (date(1961, 1, 1), date(1998, 12, 31))


@pytest.mark.parametrize(
    ("spans", "months"),
    [
        ([], None),
        ([("1961-01-01", "1961-12-31")], None),  # known to the year only: no month is busy
        ([("2031-01-31", "2031-02-01")], ("2031-01-01", "2031-02-28")),
        ([("1961-05-01", "1961-05-01"), ("1998-05-02", "1998-05-02")], ("1998-05-01", "1998-05-31")),  # as busy: the later
        ([("2020-11-30", "2020-11-30"), ("2021-02-01", "2021-02-02"), ("2023-01-01", "2023-01-01")], ("2020-11-01", "2021-02-28")),
    ],
)
def test_busy_months(spans: list[tuple[str, str]], months: tuple[str, str] | None) -> None:
    wanted = tuple(date.fromisoformat(d) for d in months) if months else None
    assert busy_months([(date.fromisoformat(a), date.fromisoformat(b)) for a, b in spans]) == wanted


def test_what_is_bounded_on_one_side_only_stands_below_what_is_dated() -> None:
    spans = {"open": (None, date(1998, 5, 1)), "dated": (date(1998, 5, 9), date(1998, 5, 9))}
    drawn = panels([Mark(k, "", span) for k, span in spans.items()])
    assert [k.label for k in drawn[0].marks] == ["dated", "open"]


def test_only_years_one_event_and_the_edges_of_the_calendar_can_be_drawn() -> None:
    for earliest, latest in (
        ("1961-01-01", "1961-12-31"),
        ("0001-01-01", "0001-01-01"),
        ("9999-12-31", "9999-12-31"),
        (None, "9999-12-31"),
        ("0001-01-01", "9999-12-31"),
        ("1066-10-14", None),
    ):
        event = {"event_id": "e", "title": "E", "status": "ongoing", "earliest": earliest, "latest": latest}
        assert drawn_rows(show.chronology(pd.DataFrame([event]))), (earliest, latest)


def test_a_picture_of_many_events_is_bounded_and_says_so() -> None:
    day = {"status": "carried_out", "earliest": "1998-05-01", "latest": "1998-05-01"}
    many = [{"event_id": f"e{i}", "title": f"Event {i}", "n_articles": i} | day for i in range(DRAWN + 5)]
    view = show.chronology(pd.DataFrame(many))
    drawing = still(view)
    assert f"the {DRAWN} of {DRAWN + 5} dated events" in seen(view)
    assert ">Event 64<" in drawing and ">Event 3<" not in drawing
    assert len(drawn_rows(view)) == DRAWN + 5
    assert f"{DRAWN + 5} events; the list scrolls." in seen(view)


def test_an_axis_of_very_many_events_shows_those_that_most_articles_tell() -> None:
    day = {"status": "carried_out", "earliest": "1998-05-01", "latest": "1998-05-01"}
    many = [{"event_id": f"e{i:03}", "title": f"Event {i}", "n_articles": i} | day for i in range(130)]
    rows = drawn_rows(show.chronology(pd.DataFrame(many)))
    assert [" hidden" in r[: r.index(">")] for r in rows] == [True] * 10 + [False] * 120


def test_an_axis_has_few_words_whatever_it_spans() -> None:
    for first, last in (
        ("1998-05-01", "1998-05-31"),
        ("1998-01-01", "2000-06-30"),
        ("1961-01-01", "2021-12-31"),
        ("0001-01-01", "9999-12-31"),
    ):
        words = list(ticks(date.fromisoformat(first), date.fromisoformat(last)))
        assert 1 <= len(words) <= 13, (first, last)


def test_statements_stand_by_speaker_and_the_unnamed_apart() -> None:
    text = seen(show.statements(STATEMENTS))
    assert text.index("Mara Quist") < text.index("Speakers who are not named") < text.index("an official") < text.index("Speaker not known")
    assert "relayed by norsk wire" in text and "The Harbour Post" in text
    assert show.statements(STATEMENTS).text == "Statements: 4 utterances, 1 named speaker, 5 passages"


def test_only_direct_speech_stands_in_quotation_marks() -> None:
    text = seen(show.statements(STATEMENTS))
    assert f"“{LONG}”" in text
    assert "the alarm had failed" in text and "“the alarm had failed”" not in text


def test_one_utterance_side_by_side_marks_what_differs_with_signs() -> None:
    text = seen(show.utterance(STATEMENTS, "u-ferry"))
    assert "the fullest printing" in text and "The Harbour Post" in text
    assert re.search(r"\[− .*autumn|\[− \d+ words left out\]", text)
    with pytest.raises(AnalystkitError, match="no utterance 'u-x'"):
        show.utterance(STATEMENTS, "u-x")
    assert show.utterances(STATEMENTS).text == "Printed by several articles: 1 utterance"


POLARITY = [
    ("denied", "indirect", "said before", "denies: its men had fired"),
    ("accused", "mixed", "charge", "accuses: its men had fired"),
    ("say", "indirect", "would not say", "would not say: its men had fired"),
    ("could not confirm", "indirect", "withheld", "could not confirm: its men had fired"),
    ("found no evidence", "indirect", "withheld", "found no evidence: its men had fired"),
    ("refused to say", "indirect", "refusal", "refused to say: its men had fired"),
    ("was accused of", "indirect", "passive charge", "was accused of: its men had fired"),
    ("said", "indirect", "said before", "its men had fired"),
    ("denied", "direct", "said after", "“its men had fired”"),
]


@pytest.mark.parametrize(("cue", "kind", "rule", "wanted"), POLARITY, ids=[e[0] + " " + e[1] for e in POLARITY])
def test_what_a_speaker_does_with_words_stands_before_them(cue: str, kind: str, rule: str, wanted: str) -> None:
    row = STATEMENTS.iloc[[3]].assign(cue_text=cue, kind=kind, rule=rule, stance=stance(cue), text="its men had fired", utterance_id="u")
    both = pd.concat([row, row.assign(article="a2")])
    for view in (show.statements(row), show.utterance(both, "u")):
        said = re.sub(r"\s+", " ", seen(view))
        assert wanted in said and said.count(": its men") == wanted.count(": its men") * (1 if view.text.startswith("Statements") else 2)


def test_words_before_the_words_are_escaped() -> None:
    row = STATEMENTS.iloc[[3]].assign(cue_text="could not <b>confirm</b>")
    assert "could not &lt;b&gt;confirm" in show.statements(row).html and "<b>" not in show.statements(row).html


def test_many_speakers_get_a_list_to_jump_from() -> None:
    one = STATEMENTS.iloc[[0]]
    rows = [one.assign(speaker_id=f"nils-{n}", speaker_text=f"Nils {n}<i>", start=n, utterance_id=f"u{n}") for n in range(13)]
    html = show.statements(pd.concat(rows)).html
    ids, jumps = re.findall(r'<span id="([^"]*)"', html), re.findall(r'href="#([^"]*)"', html)
    assert len(set(ids)) == 13 and ids == jumps and all(re.fullmatch(r"said-[0-9a-f]{8}-\d+", i) for i in ids)
    assert "Nils 3&lt;i&gt;" in html and "<i>" not in html
    assert show.statements(pd.concat(rows)).html == html
    fewer = show.statements(pd.concat(rows[:12])).html
    assert 'href="#' not in fewer and "<span id=" not in fewer


def test_the_sign_of_a_view_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["analystkit.show.statements"]
    sign, signed = module._sign, list[int]()

    def once(found: list[dict[str, Any]]) -> str:
        signed.append(len(found))
        return str(sign(found))

    monkeypatch.setattr(module, "_sign", once)
    one = STATEMENTS.iloc[[0]]
    for many in (20, 40):
        show.statements(pd.concat([one.assign(speaker_id=f"nils-{n}", start=n, utterance_id=f"u{n}") for n in range(many)]))
    assert signed == [20, 40]


def test_speakers_stand_by_the_number_of_their_utterances() -> None:
    one = STATEMENTS.iloc[[0]]
    printed = [one.assign(speaker_id="ida", speaker_text="Ida", article=f"a{n}", utterance_id="u-ida") for n in range(3)]
    said = [one.assign(speaker_id="jens", speaker_text="Jens", start=n, utterance_id=f"u-{n}") for n in range(2)]
    text = seen(show.statements(pd.concat([*printed, *said])))
    assert text.index("Jens 2 utterances") < text.index("Ida 1 utterance")


def test_a_pronoun_is_nobodys_name() -> None:
    row = STATEMENTS.iloc[[0]].assign(speaker_id="tess-moran", speaker_text="she")
    assert "tess moran" in seen(show.statements(row))


def test_look_alikes_are_shown_where_they_part() -> None:
    view = show.lookalikes(STATEMENTS)
    assert view.text == "Look-alikes: 1 shared opening"
    assert re.findall(r'class="ak-part">([^<]*)<', view.html) == ["the harbour by", "every road"]
    once = STATEMENTS[STATEMENTS.utterance_id == "u-ferry"]  # one utterance printed twice
    assert show.lookalikes(once).text == "Look-alikes: 0 shared openings"


def test_answers_say_whom_or_what_with_receipts() -> None:
    acts = MENTIONS.assign(stance=[None] * (len(MENTIONS) - 1) + ["condemns"], answers=[None] * (len(MENTIONS) - 1) + ["lund-fire"])
    view = show.answers(STATEMENTS, acts)
    text = seen(view)
    assert re.search(r"an official\W+denies\W+Mara Quist: “" + LONG[:30], text)
    assert re.search(r"Mara Quist\W+thanks\W+an official", text)
    assert re.search(r"condemns\W+" + re.escape(EVENTS[EVENTS["event_id"] == "lund-fire"]["title"].iloc[0]), text)
    assert "articles/a1.html#c100-178" in view.html


def test_an_answer_told_as_a_statement_and_as_a_mention_stands_once() -> None:
    same = MENTIONS.head(1).assign(type="statement", article="a1", start=390, end=425, stance="denies", text="an official denied it")
    assert show.answers(STATEMENTS, same).text == "Answers: 2 passages"


def test_a_stance_aimed_at_nobody_known_is_no_answer() -> None:
    row = STATEMENTS.iloc[[2]]
    assert show.answers(row.assign(stance="vows", answers=None)).text == "Answers: 0 passages"
    assert show.answers(row.assign(stance="urges", answers="anon-official")).text == "Answers: 1 passage"


def test_words_that_an_article_only_reports_are_not_compared_as_a_quotation() -> None:
    report = STATEMENTS.iloc[[3]].assign(article="a2", utterance_id="u-ferry")
    text = seen(show.utterance(pd.concat([STATEMENTS, report]), "u-ferry"))
    assert re.search(r"In its own words: \W*denies: \W*the alarm had failed", text) and "[+ the alarm" not in text


def test_the_ledger_puts_conflicts_first_and_merges_nothing() -> None:
    view = show.ledger(CONFLICTS, pd.DataFrame(CLAIMS))
    text = seen(view)
    assert view.text == "Ledger: 1 conflict, 1 not known"
    assert text.index("≠ conflict") < text.index("? not known") < text.index("All agree") < text.index("Told by one article")
    for words in (
        "at least 3 killed",
        "4 killed",
        "police in Lund, in Article 2 (outlet unknown)",
        "2 articles, 1 origin",
        "2 articles, 2 origins",
    ):
        assert words in text, words
    assert "The Harbour Post" in text and "Lund Old Town" in text and "petrol" in text


def test_the_parts_of_a_total_follow_it() -> None:
    told = [CLAIMS[0], claim("a1", 60, "two of them boys", "killed", 2, qualifier="boys; among the 3"), CLAIMS[1]]
    compared = [{k: c[k] for k in _IN_A_CONFLICT} | {"part_of": CLAIMS[0]["claim_id"] if c["value"] == 2 else None} for c in reversed(told)]
    both = CONFLICTS[CONFLICTS.attribute == "killed"].assign(claims=[compared])
    for verdict in ("conflict", "compatible"):
        words = seen(show.ledger(both.assign(verdict=verdict), pd.DataFrame(told)))
        assert words.index("4 killed") < words.index("at least 3 killed") < words.index("of these: 2 killed (boys; among the 3)")


def test_what_a_source_will_not_say_is_not_known_and_never_none() -> None:
    injured = [c for c in CLAIMS if c["attribute"] == "injured"]
    view = show.ledger(CONFLICTS[CONFLICTS.attribute == "injured"], pd.DataFrame(injured))
    assert "not known" in seen(view) and not re.search(r"\b0\b", seen(view))


@pytest.mark.parametrize(
    ("origins", "words"),
    [
        (["wire", "wire"], "2 articles, 1 origin"),
        (["wire", "police"], "2 articles, 2 origins"),
        (["wire", "not-established-a2"], "2 articles, 1 origin, 1 article does not say how it knows"),
        (["not-established-a1", "not-established-a2"], "2 articles, 2 articles do not say how they know"),
        ([None, None], "2 articles, 2 articles do not say how they know"),
    ],
)
def test_an_origin_that_is_not_known_is_called_so(origins: list[str | None], words: str) -> None:
    claims = pd.DataFrame([c | {"origin": o} for c, o in zip(CLAIMS[:2], origins, strict=True)])
    assert f"{words} Killed: 2 claims" in seen(show.ledger(CONFLICTS, claims)).replace("\x1f", " ").replace("  ", " ")


def test_what_is_compatible_is_listed_below_with_its_reason() -> None:
    text = seen(show.ledger(CONFLICTS.assign(verdict=["compatible", "conflict"]), pd.DataFrame(CLAIMS)))
    assert text.index("≠ conflict") < text.index("≈ compatible") < text.index("One does not say.")
    assert "declined to say how many were hurt" in text


def test_grades_origin_and_corrections_stand_beside_each_claim() -> None:
    changed = [c | {"grade": "B", "credibility": 4, "credibility_rule": "contradicted", "via": None} for c in CLAIMS]
    changed[0] |= {"rule": "corrections.csv:3 (was 5); count"}
    events = EVENTS.assign(reason=["corrections.csv:2: titled so (a slip); 1 mention", *["1 mention"] * (len(EVENTS) - 1)])
    words = seen(show.ledger(remembering(FRAMES | {"events": events})["conflicts"], pd.DataFrame(changed)))
    assert "source B claim 4: contradicted" in words and "(source B, claim 4)" in words
    assert "corrections.csv:3 (was 5)" in words and "corrections.csv:2" in words
    assert "from a1" in words and CLAIMS[0]["claim_id"] not in words and "not graded" not in words


GRADED = [c | {"grade": "B"} for c in CLAIMS[:1]] + CLAIMS[1:]


def seen_closed(html: str) -> str:
    """What is in sight before anything is unfolded."""
    return re.sub(r"(<summary>.*?</summary>).*?</details>", r"\1", html, flags=re.S)


def test_who_is_silent_is_said() -> None:
    text = seen(show.ledger(CONFLICTS, pd.DataFrame(CLAIMS)))
    assert re.search(r"petrol\W+The Harbour Post, 4 May 1998\W+Article 2 \(outlet unknown\)", text)


def test_what_is_no_conflict_is_folded_and_that_nothing_is_graded_is_said_once() -> None:
    html = show.ledger(CONFLICTS, pd.DataFrame(CLAIMS)).html
    assert seen_closed(html).count("≠ conflict") == 1 and "petrol" not in seen_closed(html) and "petrol" in html
    assert html.count("No outlet is graded") == 1 and "No outlet" not in show.ledger(CONFLICTS, pd.DataFrame(GRADED)).html


@pytest.mark.parametrize(
    ("claimed", "words"),
    [
        ({"attribute": "killed", "value": 0}, "0 killed"),
        ({"attribute": "killed", "value": None, "qualifier": "refused to say"}, "not known (refused to say)"),
        ({"attribute": "killed", "value": None, "qualifier": "dozens; sailors"}, "dozens killed (sailors)"),
        ({"attribute": "injured", "value": 6, "qualifier": "civilians"}, "6 injured (civilians)"),
        ({"attribute": "strike_count", "value": 3, "text": "three air strikes", "rule": "counted events"}, "3 strikes"),
        ({"attribute": "strike_count", "value": 5, "qualifier": "at least", "text": "at least five raids"}, "at least 5 raids"),
        (
            {"attribute": "strike_count", "value": 2, "qualifier": "mills in Lund", "text": "two mills in Lund", "rule": "counted sites"},
            "2 mills in Lund",
        ),
        ({"attribute": "date", "value": "1998-05-01/1998-05-31"}, "May 1998"),
        ({"attribute": "date", "value": "1998-05-02"}, "2 May 1998"),
        ({"attribute": "date", "value": "1998-05-02/"}, "2 May 1998 or later"),
        ({"attribute": "date", "value": "/1998-05-02"}, "2 May 1998 or earlier"),
        ({"attribute": "date", "value": "1998"}, "1998"),
        ({"attribute": "place", "value": "lund"}, "Lund Old Town"),
        ({"attribute": "target", "value": "mara-quist"}, "Mara Quist"),
        ({"attribute": "weapon", "value": "car bomb"}, "car bomb"),
    ],
)
def test_a_claim_in_words(claimed: dict[str, Any], words: str) -> None:
    assert worded(claimed, Names({"actors": rows_of(ACTORS), "places": rows_of(PLACES)})) == words


def test_the_claimant_is_the_outlet_unless_it_cites_somebody() -> None:
    assert Names({"articles": rows_of(ARTICLES)}).claimant({"article": "a1", "source_id": "outlet"}) == "The Harbour Post, 4 May 1998"
    assert Names().claimant({"article": "a9", "source_id": "lund-police"}) == "lund police, in a9"


def test_a_last_day_that_stands_by_convention_alone_is_told_nowhere() -> None:
    """An article of 28 June or later: that it is put within a week is a convention, and no day of what it tells."""
    days = {"earliest": "2021-06-28", "latest": "2021-07-05"}
    article = {"article": "a1"} | days | {"basis": "inferred from a post; at most a week later, by convention"}
    event = {
        "event_id": "e1",
        "title": "Raid, Lund",
        "status": "carried_out",
        "earliest": "2021-04-01",
        "latest": "2021-07-05",
        "place_ids": [],
    }
    names = Names({"articles": [article], "events": [event], "mentions": [{"article": "a1", "event_id": "e1"}]})
    claim = {"article": "a1", "attribute": "date", "value": "2021-04-01/2021-07-05"}
    assert names.when(event) == names.days(event | {"article": "a1"}) == worded(claim, names) == "April 2021 or later"
    assert names.when(event | {"status": "ongoing"}) == "since April 2021" and names.when(event | {"earliest": None}) == "undated"
    assert names.said_on({"article": "a1"} | days) == "printed 28 June 2021 or later"
    assert names.said_on({"article": "a1", "earliest": "2021-06-28", "latest": "2021-06-28"}) == "28 June 2021"
    exact = Names({**names.tables, "articles": [article | {"basis": "stated"}]})
    assert exact.when(event) == worded(claim, exact) == "1 April – 5 July 2021"


def test_an_id_is_shown_as_it_is_to_be_copied() -> None:
    shown = str(show.table(pd.DataFrame([{"event_id": "vale-attack-2019-11-19", "n": 1}])).html)
    assert "<code>vale-attack-2019-11-19</code>" in shown


def test_a_table_shows_the_columns_asked_for_and_lists_them_otherwise() -> None:
    assert "killed" in seen(show.table(pd.DataFrame(CLAIMS), ["text", "attribute"]))
    with pytest.raises(KeyError, match="no column 'colour'; there are: claim_id"):
        show.table(pd.DataFrame(CLAIMS), ["colour"])


def test_numbers_that_pandas_made_floats_are_whole_again() -> None:
    frame = pd.DataFrame({"article": ["a1", "a1"], "start": [1.0, 2.0], "end": [3.0, 4.0], "text": ["x", "y"], "value": [4.0, None]})
    view = show.table(frame)
    assert "#c1-3" in view.html and ">4<" in view.html and "4.0" not in view.html


def test_what_is_set_aside_is_counted_and_can_be_looked_at() -> None:
    view = show.set_aside(SEGMENTS)
    assert view.text == "Set aside: 4 of 10 characters in 1 piece" and "#c0-4" in view.html and "A fire" not in view.html


def test_a_frame_may_have_a_column_of_any_name() -> None:
    assert "Of mine" in seen(show.table(pd.DataFrame({"texts": ["word"], "rows": [1], "corpus": ["x"]}), caption="Of mine"))


@pytest.mark.parametrize("n", [1, 150, 151, 400])
def test_a_long_table_shows_its_first_rows_and_folds_the_rest(n: int) -> None:
    rows = [[m.text(f"row {i}"), m.text(i)] for i in range(n)]
    plain = m.table("All", ("Row", "Number"), rows)
    groups = m.grouped("All", ("Row", "Number"), ((m.text(i), [row]) for i, row in enumerate(rows)))
    for html in (plain, groups):
        sight, _, folded = html.partition("<details")
        assert [i for i in range(n) if f">row {i}<" in sight] == list(range(min(n, 150)))
        assert [i for i in range(n) if f">row {i}<" in folded] == list(range(150, n))
        assert (f"<summary>{n - 150} more row" in folded) == (n > 150)
    one_long = m.grouped("All", ("Row", "Number"), [(m.text("everything"), rows)])
    assert "<details" not in one_long  # a group is not cut


def test_every_view_is_what_a_name_is_completed_to_and_nothing_else() -> None:
    assert sorted(name for name, made in vars(show).items() if inspect.isfunction(made) and name[0] != "_") == dir(show)

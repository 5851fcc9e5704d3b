"""Exports, proved by the tools that read them: every row counted, every text exact, every doubt kept or listed, no formula."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import fastkml
import fastkml.validator
import frictionless
import geojson
import jsonschema
import openpyxl
import pytest
from fastkml.utils import find_all
from openpyxl.utils.escape import unescape

from analystkit import files
from analystkit.__main__ import main
from analystkit.codebook.sheets import guarded, unguarded
from analystkit.corpus import Corpus
from analystkit.errors import AnalystkitError, InputError
from analystkit.publish.annotated import read_annotated
from analystkit.publish.score import score
from analystkit.share import FORMATS, brat, export, xlsx
from analystkit.share.rows import Told
from analystkit.tables import KINDS, LAYERS, write_tables

ROOT = Path(__file__).parent.parent
HOSTILE = (
    "=1+1|+1|-1|@SUM(A1)|\t=1+1|\r=1+1|＝1+1|＋1|－1|＠1|'=1+1|=cmd|'/C calc'!A0|\x00\x01\x0b\x1b\x7f|_x0041_|]]>&amp;<b>|"
    "<script>alert(1)</script>|\ufffe\uffff|\u202eabc\u202c|\u2028|\x85|\r\n|a,b;c\"d'|{{ 7*7 }}|𝔘😀👩‍👩‍👧|عربي ﷽|e\u0301 ñ|NULL|1e5|007|"
    "2021-02-30|'; DROP TABLE events; --"
)


def _hostile(tagged: Callable[..., Corpus]) -> Corpus:
    """Every field of every row hostile, in turn, and one text of 40,000 characters."""
    pieces = HOSTILE.split("|")
    texts = {f"a{i}": f"{p} title\n" + f"{p} {pieces[-i - 1]} " * 12 for i, p in enumerate(pieces)}
    texts["long"] = "Long\n" + "=1+1 😀 " * 14000
    return tagged(texts, title="=1+1", outlet="@Post\x0b", case='=HYPERLINK("http://x")\ufffe')


@pytest.fixture(scope="module")
def corpora(tagged: Callable[..., Corpus], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Corpus]:
    """The first corpus, one in which nothing happens, and one that attacks."""
    quiet = tmp_path_factory.mktemp("quiet")
    (quiet / "a.txt").write_text("The lake is blue. It lies in a valley.", "utf-8")
    return {"first": Corpus.load(ROOT / "tests/first/seeds"), "quiet": Corpus.load(quiet), "hostile": _hostile(tagged)}


@pytest.fixture(scope="module")
def made(corpora: dict[str, Corpus], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each corpus in every format, from its tables on disk."""
    out = {}
    for name, corpus in corpora.items():
        home = tmp_path_factory.mktemp(name)
        write_tables(corpus.rows, home / "tables")
        assert main(["export", "all", "--tables", str(home / "tables"), "--out", str(home / "out")]) == 0
        out[name] = home / "out"
    return out


RISKY = frozenset("=+-@＝＋－＠\t\r\n")


@pytest.fixture(params=["first", "quiet", "hostile"])
def name(request: pytest.FixtureRequest) -> str:
    """Each corpus by its name."""
    return str(request.param)


def read_csv(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_bytes_twice_and_from_memory(name: str, corpora: dict[str, Corpus], made: dict[str, Path], tmp_path: Path) -> None:
    corpora[name].export("all", tmp_path)
    again = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert again == {p.relative_to(made[name]): p.read_bytes() for p in made[name].rglob("*") if p.is_file()}
    assert {path.parts[0] for path in again} == set(FORMATS)


# -- CSV -------------------------------------------------------------------------------------------------------------------------------


def test_csv_is_a_valid_package_with_every_row(name: str, corpora: dict[str, Corpus], made: dict[str, Path]) -> None:
    report = frictionless.validate(str(made[name] / "csv" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])[:5]
    for table, rows in corpora[name].rows.items():
        assert len(read_csv(made[name] / "csv" / f"{table}.csv")) == len(rows)


def test_csv_holds_no_formula_and_every_text(name: str, corpora: dict[str, Corpus], made: dict[str, Path], tmp_path: Path) -> None:
    corpora[name].export("csv", tmp_path, exact=True)
    for table in KINDS:
        safe, exact = (read_csv(folder / "csv" / f"{table}.csv") for folder in (made[name], tmp_path))
        kinds = KINDS[table]
        for one, other, row in zip(safe, exact, corpora[name].rows[table], strict=True):
            for column, cell in one.items():
                number = isinstance(row.get(column), (int, float))
                assert number or cell[:1] not in RISKY, (table, column, cell)
                assert number or (cell == guarded(other[column]) and unguarded(str(cell)) == other[column])
                if kinds.get(column) == "text" and not number:
                    assert other[column] == (row[column] or "")


def test_edges_name_events_that_are_there(made: dict[str, Path], corpora: dict[str, Corpus]) -> None:
    rows = read_csv(made["first"] / "csv" / "edges.csv")
    assert len(rows) == sum(len(m["actors"]) for m in corpora["first"].rows["mentions"]) > 30
    assert {r["role"] for r in rows} <= {"agent", "target", "victim", "source", "authoriser"}
    assert all(r["sentence"] and len(r["original_sha256"]) == 64 and (r["earliest"] or r["latest"]) for r in rows)


# -- SQLite ----------------------------------------------------------------------------------------------------------------------------


def test_sqlite_joins_and_is_exact(name: str, corpora: dict[str, Corpus], made: dict[str, Path]) -> None:
    with closing(sqlite3.connect(made[name] / "sqlite" / "tables.sqlite")) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for table, rows in corpora[name].rows.items():
            kinds = KINDS[table]
            texts = [c for c in kinds if kinds[c] in ("text", "int") and not isinstance((rows or [{}])[0].get(c), list)]
            listed = ", ".join(f'"{column}"' for column in texts)
            found = db.execute(f"SELECT {listed} FROM {table} ORDER BY rowid").fetchall()
            assert found == [tuple(r[c] for c in texts) for r in rows]
        events = corpora[name].rows["events"]
        assert db.execute("SELECT count(*) FROM timeline").fetchone() == (len(events),)
        assert db.execute("SELECT count(*) FROM ledger").fetchone() == (len(corpora[name].rows["claims"]),)
        assert db.execute("SELECT count(*) FROM map WHERE precision NOT IN ('point', 'city', 'district')").fetchone() == (0,)
        assert name != "first" or db.execute("SELECT count(*) FROM segments_fts WHERE segments_fts MATCH 'Erbil'").fetchone()[0] >= 2


def test_datasette_serves_the_file(name: str, corpora: dict[str, Corpus], made: dict[str, Path]) -> None:
    file = str(made[name] / "sqlite" / "tables.sqlite")
    for view, table in (("timeline", "events"), ("ledger", "claims")):
        asked = [sys.executable, "-m", "datasette", file, "--get", f"/tables/{view}.json?_shape=array&_size=max"]
        done = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=120)
        assert len(json.loads(done.stdout)) == len(corpora[name].rows[table])


# -- GeoJSON ---------------------------------------------------------------------------------------------------------------------------


def features(made: Path) -> list[dict[str, Any]]:
    found = geojson.loads((made / "geojson" / "events.geojson").read_text("utf-8"))
    assert found.is_valid, found.errors()
    return list(found["features"])


def test_geojson_has_every_event_at_each_place_and_points_only_where_there_are_some(
    name: str, corpora: dict[str, Corpus], made: dict[str, Path]
) -> None:
    rows = features(made[name])
    events = {e["event_id"]: e for e in corpora[name].rows["events"]}
    assert len(rows) == sum(max(1, len(e["place_ids"])) for e in events.values())
    assert len({feature["id"] for feature in rows}) == len(rows)
    for feature in rows:
        told = feature["properties"]
        assert feature["id"] == "/".join(filter(None, (told["event_id"], told.get("place_id"))))
        event = events[told["event_id"]]
        assert (told["earliest"], told["latest"], told["status"]) == (event["earliest"], event["latest"], event["status"])
        assert (feature["geometry"] is not None) == (told.get("radius_km") is not None)
        assert feature["geometry"] is None or told["precision"] in ("point", "city", "district")
        assert told["receipts"] and all(r["text"] in r["sentence"] and len(r["original_sha256"]) == 64 for r in told["receipts"])
        assert all(r["receipt"] == f"{r['article']}:{r['start']}-{r['end']}" for r in told["receipts"])
        claimed = [c["claim_id"] for c in corpora[name].rows["claims"] if c["event_id"] == told["event_id"]]
        assert [c["claim_id"] for c in told["claims"]] == claimed
        assert all(c["source"] and c["receipt"] and c["sentence"] for c in told["claims"])


# -- XLSX ------------------------------------------------------------------------------------------------------------------------------


def workbook(made: Path) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(made / "xlsx" / "tables.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [
        cell for cell in cells if cell.data_type == "f" or (isinstance(cell.value, str) and cell.data_type not in ("s", "inlineStr"))
    ]
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_xlsx_has_every_row_and_no_formula(name: str, corpora: dict[str, Corpus], made: dict[str, Path]) -> None:
    sheets, left = workbook(made[name]), {row["row"] for row in read_csv(made[name] / "xlsx" / "left-out.csv")}
    assert list(sheets) == ["Read me", *KINDS, "who"]
    n_cut = 0
    for table, rows in corpora[name].rows.items():
        header, *found = sheets[table]
        assert len(found) == len(rows)
        for row, cells in zip(rows, found, strict=True):
            for column, cell in zip(header, cells, strict=True):
                text = row.get(str(column))
                if isinstance(text, str) and KINDS[table].get(str(column)) == "text":
                    read = unescape(cell) if isinstance(cell, str) else ""
                    if read != text:
                        at = f"{row['article']}:{row['start']}-{row['end']}" if "start" in row else next(iter(row.values()))
                        assert f"{table}:{at}:{column}" in left, (table, column, text[:50], read[:50])
                        n_cut += 1
                elif isinstance(text, (int, float)):
                    assert cell == text
    assert n_cut == 0 if name != "hostile" else n_cut > 0


def test_xlsx_limits_are_told_and_nothing_is_lost(corpora: dict[str, Corpus], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 50)
    corpora["first"].export("xlsx", tmp_path)
    sheets = workbook(tmp_path)
    parts = [sheets[name] for name in sheets if name.split()[0] == "actors"]
    assert len(parts) == 4 and sum(len(p) - 1 for p in parts) == len(corpora["first"].rows["actors"]) == 200
    corpora["hostile"].export("xlsx", tmp_path / "h")
    long = [c for sheet in workbook(tmp_path / "h").values() for row in sheet for c in row if isinstance(c, str) and "… [cut: " in c]
    assert long and all(len(c.encode("utf-16-le")) // 2 <= 32_767 for c in long)


# -- timelines and maps ----------------------------------------------------------------------------------------------------------------


def test_timelinejs_draws_only_days_that_are_told_and_lists_the_rest(name: str, corpora: dict[str, Corpus], made: dict[str, Path]) -> None:
    folder = made[name] / "timelinejs"
    slides, left = json.loads((folder / "timeline.json").read_text("utf-8"))["events"], read_csv(folder / "left-out.csv")
    lines = read_csv(folder / "timeline.csv")
    events = {e["event_id"]: e for e in corpora[name].rows["events"]}
    assert len(slides) == len(lines) and sorted([*(s["unique_id"] for s in slides), *(x["row"] for x in left)]) == sorted(events)
    for slide, line in zip(slides, lines, strict=True):
        event = events[slide["unique_id"]]
        assert event["earliest"] and (event["latest"] or event["status"] == "ongoing")
        start, end = ("-".join(f"{n:02}" for n in slide.get(key, {}).values()) for key in ("start_date", "end_date"))
        assert event["earliest"].startswith(start) and (end == (event["latest"] or "") or event["latest"].startswith(start))
        assert (line["Year"], line["Display Date"]) == (str(slide["start_date"]["year"]), slide["display_date"])
        assert "<" not in re.sub("</?p>", "", slide["text"]["text"] + slide["text"]["headline"])
        assert slide["text"]["text"].count("sha256 ") == sum(m["event_id"] == event["event_id"] for m in corpora[name].rows["mentions"])


def test_kml_is_valid_and_keeps_open_ends(name: str, corpora: dict[str, Corpus], made: dict[str, Path]) -> None:
    assert fastkml.validator.validate(file_to_validate=made[name] / "kml" / "events.kml") is True
    marks = list(find_all(fastkml.KML.parse(made[name] / "kml" / "events.kml"), of_type=fastkml.Placemark))
    events = {e["event_id"]: e for e in corpora[name].rows["events"]}
    assert len(marks) == sum(max(1, len(e["place_ids"])) for e in events.values())
    for mark in marks:
        data = {d.name: d.value for d in mark.extended_data.elements}
        event = events[data["event_id"]]
        span = mark.times
        assert [str(span.begin) if span and span.begin else None, str(span.end) if span and span.end else None] == [
            event["earliest"],
            event["latest"],
        ]
        assert (mark.geometry is not None) == (data["precision"] in ("point", "city", "district") and data["radius_km"] != "not known")
        assert data["receipts"].count("sha256 ") == sum(m["event_id"] == event["event_id"] for m in corpora[name].rows["mentions"])


def test_the_coding_sheet_has_a_line_an_event(name: str, corpora: dict[str, Corpus], made: dict[str, Path]) -> None:
    lines = read_csv(made[name] / "coding" / "events.csv")
    for line, event in zip(lines, corpora[name].rows["events"], strict=True):
        assert line["event_id"] == event["event_id"] and [line["date_earliest"], line["date_latest"]] == [
            event["earliest"] or "",
            event["latest"] or "",
        ]
        assert line["event_date"] in ("", event["earliest"]) and (line["event_date"] != "") == (
            event["earliest"] == event["latest"] is not None
        )
        assert (line["time_precision"] == "1") == (line["event_date"] != "")
        assert line["time_precision"] in "1234" if event["earliest"] and event["latest"] else line["time_precision"] == ""
        assert (line["latitude"] != "") == (line["radius_km"] != "") and line["geo_precision"] in ("", "1", "2", "3", "4")
        assert not line["latitude"] or line["geo_precision"] in "12"
        for toll in ("killed", "injured"):
            low, high = line[f"{toll}_min"], line[f"{toll}_max"]
            assert not (low and high) or int(low) <= int(high)
        assert line["receipts"] and line["sentence"] and len(line["original_sha256"]) == 64


TIMEMAP = {
    "type": "object",
    "required": ["description", "associations"],
    "additionalProperties": False,
    "properties": {k: {"type": "string"} for k in "id description date time_display location latitude longitude type category".split()}
    | {"associations": {"type": "array"}, "sources": {"type": "array"}},
    "dependentRequired": {"latitude": ["longitude"], "longitude": ["latitude"]},
    "anyOf": [{"required": ["latitude"]}, {"properties": {"date": {"pattern": r"^\d{4}-\d\d-\d\d$"}}}],
}
"""What its ``eventSchema`` asks (Joi, in the sources of timemap): an event with another key, or with one half of a point, is discarded."""


def test_timemap_would_discard_no_event(name: str, corpora: dict[str, Corpus], made: dict[str, Path]) -> None:
    rows = json.loads((made[name] / "timemap" / "events.json").read_text("utf-8"))
    jsonschema.validate(rows, {"type": "array", "items": TIMEMAP})
    events = {e["event_id"]: e for e in corpora[name].rows["events"]}
    shown, left = (
        {r["id"].rpartition("/")[0] or r["id"] for r in rows},
        {x["row"] for x in read_csv(made[name] / "timemap" / "left-out.csv")},
    )
    assert shown | left == set(events) and not shown & left
    for row in rows:
        event = events[row["id"].rpartition("/")[0] or row["id"]]
        assert row["date"] == (event["earliest"] if event["earliest"] == event["latest"] else "") or row["date"] == ""


# -- entities and annotations ----------------------------------------------------------------------------------------------------------


ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "motivation", "body", "target"],
    "properties": {
        "id": {"pattern": "^urn:uuid:[0-9a-f-]{36}$"},
        "type": {"const": "Annotation"},
        "body": {"properties": {"type": {"const": "TextualBody"}, "format": {"const": "application/json"}, "value": {"type": "string"}}},
        "target": {
            "required": ["source", "selector"],
            "properties": {
                "source": {"pattern": "^urn:sha256:[0-9a-f]{64}$"},
                "selector": {
                    "prefixItems": [
                        {
                            "properties": {
                                "type": {"const": "TextPositionSelector"},
                                "start": {"type": "integer"},
                                "end": {"type": "integer"},
                            }
                        },
                        {"required": ["exact", "prefix", "suffix"], "properties": {"type": {"const": "TextQuoteSelector"}}},
                    ],
                    "items": False,
                },
            },
        },
    },
}


def spans(corpus: Corpus) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((layer, row) for layer in LAYERS for row in corpus.rows[layer])


def test_web_annotations_lead_back_to_every_span(name: str, corpora: dict[str, Corpus], made: dict[str, Path]) -> None:
    page = json.loads((made[name] / "webannotation" / "annotations.jsonld").read_text("utf-8"))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    jsonschema.validate(page["items"], {"type": "array", "items": ANNOTATION})
    assert len({a["id"] for a in page["items"]}) == len(page["items"])
    texts = {a.id: a.text for a in corpora[name].texts}
    for annotation, (layer, row) in zip(page["items"], spans(corpora[name]), strict=True):
        body = json.loads(annotation["body"]["value"])
        assert body["table"] == layer and {k: body[k] for k in row} == row and body["sentence"] and len(body["original_sha256"]) == 64
        position, quote = annotation["target"]["selector"]
        text = texts[row["article"]]
        assert text[position["start"] : position["end"]] == quote["exact"] == row["text"]
        whole = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text[max(0, position["start"] - 32) : position["end"] + 32] == whole
        assert name != "first" or text.count(whole) == 1


LETTERS = "Strike 😀 on عربي\nOn Thursday 👩‍👩‍👧 the Coast Guard\r\nsaid “at least three e\u0301 people” 𝔘 were killed\u2028 in Arden."
LETTERS += " By\x85 a strike.\n"


@pytest.fixture(scope="module")
def lettered(tagged: Callable[..., Corpus]) -> Corpus:
    """Tags that begin and end at every character of a text of emoji, Arabic, letters with accents apart, and ends of lines."""
    return tagged({f"A{n}": LETTERS[: 40 + n] for n in range(60)})


def answered(tasks: Path, change: Callable[[list[dict[str, Any]]], None] = lambda _: None) -> None:
    """What Label Studio exports once a person has submitted the predictions as they are, or changed them."""
    made = json.loads(tasks.read_text("utf-8"))
    for n, task in enumerate(made):
        result = task["predictions"][0]["result"]
        change(result)
        for mark in result:
            if "text" in mark["value"]:
                mark["value"]["text"] = re.sub(r"[\r\n]", "", mark["value"]["text"])  # it shows none within a span
        task |= {"id": n, "annotations": [{"id": n, "was_cancelled": False, "result": result}]}
    tasks.write_text(json.dumps(made), "utf-8")


@pytest.mark.parametrize("tool", ["labelstudio", "brat"])
@pytest.mark.parametrize("name", ["first", "hostile", "letters"])
def test_every_span_and_its_row_come_back(
    tool: str, name: str, corpora: dict[str, Corpus], lettered: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = lettered if name == "letters" else corpora[name]
    corpus.export(tool, tmp_path)
    path = tmp_path / "brat" if tool == "brat" else tmp_path / "labelstudio" / "tasks.json"
    if tool == "labelstudio":
        answered(path)
    back = read_annotated(path)
    assert back is not None

    def plain(rows: list[dict[str, Any]], layer: str) -> list[str]:
        return sorted(json.dumps({k: r[k] for k in KINDS[layer]}) for r in rows if r["end"] > r["start"])

    left = {row["row"] for row in read_csv(tmp_path / tool / "left-out.csv")}
    assert left == {a.id for a in corpus.texts if tool == "labelstudio" and re.search("\0|<script", a.text)}
    for layer in LAYERS:
        assert plain(back[layer], layer) == plain([r for r in corpus.rows[layer] if r["article"] not in left], layer)
    assert {r["article"]: r["text"] for r in back["covered"]} == {a.id: a.text for a in corpus.texts if a.id not in left}
    if name == "first":
        write_tables(corpus.rows, tmp_path / "tables")
        assert main(["score", str(path), "--tables", str(tmp_path / "tables")]) == 0
        card = [line.split() for line in capsys.readouterr().out.splitlines() if re.match(r"(times|actors|mentions|claims) ", line)]
        assert len(card) == 4 and all(row[3:6] == ["1.00"] * 3 for row in card)


def test_what_a_person_drew_moved_and_took_out_is_scored(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    corpora["first"].export("labelstudio", tmp_path)
    path = tmp_path / "labelstudio" / "tasks.json"

    def change(result: list[dict[str, Any]]) -> None:
        result[:] = [m for m in result if m["value"]["labels"] != ["time"]]
        place = next(m for m in result if m["value"]["labels"] == ["place"])
        place["value"]["labels"] = ["actor"]
        result.append({"id": "xYz", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["claim-killed"]}})

    answered(path, change)
    back = read_annotated(path)
    assert back is not None and back["times"] == [] and sum(bool(r.get("drawn")) for r in back["actors"]) == 5
    drawn = [r for r in back["claims"] if r.get("drawn")]
    assert len(drawn) == 5 and drawn[0]["attribute"] == "killed" and drawn[0]["optional"] and drawn[0]["value"] is None
    card = {line.layer: line for line in score(path, corpora["first"].rows).lines}
    assert card["times"].gold == 0 and card["times"].found == len(corpora["first"].rows["times"]) and card["claims"].recall == 1
    assert card["claims"].values["event"] is None  # annotations hold no events


BROKEN = [
    ("label", lambda m: m["value"].update(labels=["thing"]), "unknown label: thing"),
    ("span", lambda m: m["value"].update(start=m["value"]["start"] + 1), "words that are not at their span"),
    ("end", lambda m: m["value"].update(end=10**6), "words that are not at their span"),
    ("value", lambda m: m.pop("value"), "no task of ours: KeyError"),
]


@pytest.mark.parametrize(("what", "change", "said"), BROKEN, ids=[b[0] for b in BROKEN])
def test_annotations_that_do_not_fit_are_named(what: str, change: Any, said: str, corpora: dict[str, Corpus], tmp_path: Path) -> None:
    corpora["first"].export("labelstudio", tmp_path)
    path = tmp_path / "labelstudio" / "tasks.json"
    tasks = json.loads(path.read_text("utf-8"))
    with pytest.raises(InputError, match="nothing is annotated"):
        read_annotated(path)
    tasks[0]["annotations"] = [{"result": tasks[0]["predictions"][0]["result"]}]
    change(tasks[0]["annotations"][0]["result"][0])
    path.write_text(json.dumps(tasks), "utf-8")
    with pytest.raises(InputError, match=said):
        read_annotated(path)


def test_an_article_that_changed_since_is_not_scored(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    corpora["first"].export("brat", tmp_path)
    path = next((tmp_path / "brat").glob("*.txt"))
    path.write_text(path.read_text("utf-8") + "More.", "utf-8")
    with pytest.raises(InputError, match="another text than was annotated"):
        score(tmp_path / "brat", corpora["first"].rows)


# -- what is chosen, and what is refused -----------------------------------------------------------------------------------------------


def test_a_filtered_frame_gives_only_its_events(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    corpus = corpora["first"]
    strikes = corpus.events[(corpus.events["type"] == "airstrike") & (corpus.events["status"] == "carried_out")]
    corpus.export(["geojson", "sqlite"], tmp_path, events=strikes)
    assert {f["properties"]["event_id"] for f in features(tmp_path)} == set(strikes["event_id"])
    with closing(sqlite3.connect(tmp_path / "sqlite" / "tables.sqlite")) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(AnalystkitError, match="wanted here are events"):
        corpus.export("geojson", tmp_path, events=corpus.places)


def test_tolls_are_never_summed_and_open_ends_stay_open(corpora: dict[str, Corpus]) -> None:
    told = Told.of_rows(corpora["first"].rows)
    attack = told.event["erbil-airport-attack-2021-02-15"]
    assert attack.toll("injured") == (6, 7, "")  # five and one are parts of six
    base = {"attribute": "killed", "part_of": None, "article": "a", "source_id": "outlet"}

    def toll(*said: tuple[int, str | None, str]) -> tuple[int | None, int | None, str]:
        claims = [base | {"value": value, "qualifier": words, "source_id": who} for value, words, who in said]
        return type(attack)({}, (), claims, (), ()).toll("killed")

    assert toll((4, "at least", "x")) == (4, None, "")
    assert toll((4, "at least; guard", "x"), (9, None, "y")) == (4, None, "")
    assert toll((40, "up to", "x")) == (None, 40, "")
    assert toll((10, "about", "x"), (12, None, "y")) == (10, 12, "")
    assert toll((2, "policeman", "x"), (4, "civilian", "x"))[:2] == (None, None)
    assert toll() == (None, None, "")


def odd_addresses(corpora: dict[str, Corpus]) -> Told:
    """The first corpus with addresses that are none, and titles without end."""
    rows = {name: [dict(r) for r in table] for name, table in corpora["first"].rows.items()}
    odd = ['https://a.org/"><script>&=1+1', "javascript:alert(1)", "http://x y", f"https://a.org/{'x' * 5000}", "https://a.org/é?q='x'#two"]
    for row, url in zip(rows["articles"], odd, strict=True):
        row["url"], row["title"] = url, "A title of many words. " * 80
    for row in rows["events"]:
        row["title"] *= 9
    return Told.of_rows(rows)


def test_addresses_that_are_none_lead_nowhere(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    export(odd_addresses(corpora), ["xlsx"], tmp_path)
    book = openpyxl.load_workbook(tmp_path / "xlsx" / "tables.xlsx")
    links = [cell.hyperlink.target for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) > 100 and {link.split("/")[2] for link in links} == {"a.org"}


def test_what_was_written_is_told_in_a_line(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    said = repr(corpora["first"].export(["geojson", "timelinejs"], tmp_path))
    assert "geojson: " in said and "(events.geojson)" in said and "left-out.csv" in said and len(said) < 500


def test_a_folder_with_other_things_is_left_alone(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    corpora["quiet"].export("csv", tmp_path)
    (tmp_path / "csv" / "mine.txt").write_text("notes", "utf-8")
    with pytest.raises(AnalystkitError, match=r"mine\.txt: no export wrote"):
        corpora["quiet"].export("csv", tmp_path)
    (tmp_path / "csv" / "mine.txt").rename(tmp_path / "csv" / ".DS_Store")
    corpora["quiet"].export("csv", tmp_path)
    (tmp_path / "csv" / "events.csv").write_text("coded by hand", "utf-8")
    with pytest.raises(AnalystkitError, match=r"events\.csv: was changed since; move it, or name a new folder"):
        corpora["quiet"].export("csv", tmp_path)
    assert (tmp_path / "csv" / "events.csv").read_text("utf-8") == "coded by hand"
    (tmp_path / "geojson").write_text("a file", "utf-8")
    with pytest.raises(AnalystkitError, match="geojson: no export wrote"):
        corpora["quiet"].export("geojson", tmp_path)
    with pytest.raises(AnalystkitError, match="no format 'pdf'; there are: all, "):
        corpora["quiet"].export("pdf", tmp_path)


def test_a_package_that_is_not_there_is_named_before_anything_is_written(
    corpora: dict[str, Corpus], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "analystkit.share.xlsx")
    with pytest.raises(AnalystkitError, match=r"xlsx: xlsxwriter is not installed; pip install 'analystkit\[xlsx\]'"):
        corpora["quiet"].export(["csv", "xlsx"], tmp_path)
    assert not list(tmp_path.iterdir())


def test_tables_that_are_not_there_or_are_mixed_are_refused(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"articles\.jsonl is not there; write them: analystkit tables"):
        Told.of_folder(tmp_path)
    write_tables(corpora["first"].rows, tmp_path / "tables")
    path = tmp_path / "tables" / "claims.jsonl"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0].replace('"start": ', '"start": 1'), *lines[1:]]), "utf-8")
    with pytest.raises(InputError, match=r"claims\.jsonl: not as it was written"):
        export(Told.of_folder(tmp_path / "tables"), ["csv"], tmp_path / "out")
    (tmp_path / "tables" / "SHA256SUMS").unlink()  # as an older kit wrote them
    with pytest.raises(InputError, match="the words are not those of the article"):
        export(Told.of_folder(tmp_path / "tables"), ["csv"], tmp_path / "out")
    assert not (tmp_path / "out" / "csv").exists()
    path.write_text('{"claim_id": 1', "utf-8")
    with pytest.raises(InputError, match=r"claims\.jsonl:1: no row of claims"):
        export(Told.of_folder(tmp_path / "tables"), ["csv"], tmp_path / "out")


# -- what a format cannot hold, and what stops an export -------------------------------------------------------------------------------


def altered(corpora: dict[str, Corpus], table: str, **cells: Any) -> dict[str, list[dict[str, Any]]]:
    """The first corpus, its rows copied, with some cells of the first row of a table changed."""
    rows = {name: [dict(r) for r in rows] for name, rows in corpora["first"].rows.items()}
    next(r for r in rows[table] if table != "claims" or isinstance(r["value"], int)).update(cells)
    return rows


@pytest.mark.parametrize(("value", "wide"), [(2**53, ""), (2**53 + 1, "xlsx"), (2**63 - 1, "xlsx"), (12345678901234567890, "both")])
def test_a_number_that_a_format_cannot_hold_is_text_and_listed(value: int, wide: str, corpora: dict[str, Corpus], tmp_path: Path) -> None:
    made = {m.format: m for m in export(Told.of_rows(altered(corpora, "claims", value=value)), ["sqlite", "xlsx"], tmp_path)}
    assert [sum(x.row.startswith("claims:") for x in made[f].left) for f in ("xlsx", "sqlite")] == [wide != "", wide == "both"]
    with closing(sqlite3.connect(tmp_path / "sqlite" / "tables.sqlite")) as db:
        found = [v for (v,) in db.execute("SELECT value FROM claims")]
    assert (str(value) if wide == "both" else value) in found
    sheet = workbook(tmp_path)["claims"]
    cells = [row[sheet[0].index("value")] for row in sheet]
    assert (str(value) if wide else value) in cells


ODD_ADDRESSES = ["http://a.org/\x01b", "http://a.org/\ufffe", "http://a.org/b\n", "http://a.org/\x85", "http://a.org/\x7f"]


@pytest.mark.parametrize("url", ODD_ADDRESSES, ids=ascii)
def test_an_address_with_control_characters_is_no_link(url: str, corpora: dict[str, Corpus], tmp_path: Path) -> None:
    export(Told.of_rows(altered(corpora, "articles", url=url)), ["xlsx"], tmp_path)
    with ZipFile(tmp_path / "xlsx" / "tables.xlsx") as packed:
        for name in packed.namelist():
            if name.endswith((".rels", ".xml")):
                ElementTree.fromstring(packed.read(name))
    book = openpyxl.load_workbook(tmp_path / "xlsx" / "tables.xlsx")
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.hyperlink and c.hyperlink.target == url]


def test_the_coding_sheet_says_whose_the_coordinates_are(made: dict[str, Path], corpora: dict[str, Corpus]) -> None:
    lines = read_csv(made["first"] / "coding" / "events.csv")
    left = {x["row"]: x["why"] for x in read_csv(made["first"] / "coding" / "left-out.csv") if x["why"].startswith("country and")}
    events = {e.id: e for e in Told.of_rows(corpora["first"].rows).events}
    several = {i for i, e in events.items() if len(e.places) > 1}
    assert several and set(left) == several
    for line in lines:
        places = events[line["event_id"]].places
        assert [line["geo_place"]] == [p["name"] for p in places if p["name"] == line["geo_place"]][:1] or (
            not places and not line["geo_place"]
        )
        of = next((p for p in places if p["name"] == line["geo_place"]), None)
        if of:
            assert line["country"] == (of["country"] or "") and line["latitude"] == ("" if of["lat"] is None else str(of["lat"]))
            assert len(places) == 1 or (of["name"] in left[line["event_id"]] and "not of" in left[line["event_id"]])


def test_brat_keeps_two_articles_whose_names_meet(tagged: Callable[..., Corpus], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brat, "file_name", lambda article: "a")
    corpus = tagged({"A": LETTERS[:50], "B": LETTERS[:60]})
    corpus.export("brat", tmp_path)
    back = read_annotated(tmp_path / "brat")
    assert back is not None and {r["article"]: r["text"] for r in back["covered"]} == {a.id: a.text for a in corpus.texts}


HAND_MADE = [
    ("segments", {"start": "12"}, r"segments\.jsonl:1: no row of segments: TypeError: start is '12', expected int"),
    ("mentions", {"start": None}, "start is None, expected int"),
    ("articles", {"title": 5}, "title is 5, expected text"),
    ("events", {"actors": [{"actor_id": 3, "role": "agent"}]}, "actor_id is 3, expected text"),
    ("articles", {"title": "a\ud800b"}, r"articles\.jsonl:1: no row of articles: UnicodeEncodeError"),
]


@pytest.mark.parametrize(("table", "cells", "said"), HAND_MADE, ids=[f"{h[0]}-{n}" for n, h in enumerate(HAND_MADE)])
def test_tables_made_by_hand_are_refused_with_their_line(
    table: str, cells: dict[str, Any], said: str, corpora: dict[str, Corpus], tmp_path: Path
) -> None:
    for name, rows in altered(corpora, table, **cells).items():
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    with pytest.raises(InputError, match=said):
        export(Told.of_folder(tmp_path), ["csv"], tmp_path / "out")


@pytest.fixture
def tables(corpora: dict[str, Corpus], tmp_path: Path) -> Path:
    write_tables(corpora["quiet"].rows, tmp_path / "tables")
    return tmp_path / "tables"


def test_a_file_in_the_place_of_the_folder_is_named(tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("mine", "utf-8")
    assert main(["export", "csv", "--tables", str(tables), "--out", str(tmp_path / "out")]) == 1
    assert re.fullmatch(r"\S+/out.*: cannot be written: .*; make room, .*\n", capsys.readouterr().err)
    assert (tmp_path / "out").read_text("utf-8") == "mine"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), sqlite3.OperationalError("database or disk is full")], ids=repr)
def test_a_full_disk_is_said_and_nothing_is_new(
    error: Exception, tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **kinds: Any) -> None:
        raise error

    monkeypatch.setattr("analystkit.share.geojson.write", full)
    assert main(["export", "csv", "geojson", "kml", "--tables", str(tables), "--out", str(tmp_path / "out")]) == 1
    assert f"{tmp_path / 'out'}: cannot be written: {error.args[-1]}; make room" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["tables"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the file is closed again when it is collected
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_workbook_on_a_full_disk_is_said(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx.xlsxwriter, "Workbook", lambda path, options, made=xlsx.xlsxwriter.Workbook: made("/dev/full", options))
    with pytest.raises(AnalystkitError, match="cannot be written: No space left on device; make room"):
        export(Told.of_folder(tables), ["xlsx"], tmp_path / "out")


def test_two_exports_at_once_do_not_write_over_each_other(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from analystkit.share import geojson

    refused: list[str] = []
    monkeypatch.setattr(files, "_PATIENCE", 0.0)

    def another(told: Told, folder: Path, *, exact: bool = False, write: Any = geojson.write) -> None:
        with pytest.raises(AnalystkitError) as error:
            export(told, ["geojson"], tmp_path / "out")
        refused.append(str(error.value))
        write(told, folder, exact=exact)

    monkeypatch.setattr(geojson, "write", another)
    (made,) = export(Told.of_folder(tables), ["geojson"], tmp_path / "out")
    assert re.search(rf"another run writes here: process {os.getpid()} on \S+, since .*; try again when it has ended", refused[0])
    assert (made.folder / "events.geojson").is_file()
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["geojson"]


def test_who_stops_an_export_is_told_that_nothing_is_new(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*args: Any, **kinds: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("analystkit.share.geojson.write", stop)
    asked = ["--tables", str(tables), "--out", str(tmp_path / "out")]
    assert main(["export", "csv", "kml", "geojson", *asked]) == 130
    assert capsys.readouterr().err == "stopped; what was not done yet is as it was\n"
    assert not (tmp_path / "out").exists()


def test_nothing_is_written_where_one_folder_must_stay(tables: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "kml").mkdir(parents=True)
    (tmp_path / "out" / "kml" / "mine.txt").write_text("notes", "utf-8")
    with pytest.raises(AnalystkitError, match=r"mine\.txt: no export wrote"):
        export(Told.of_folder(tables), ["csv", "kml"], tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["kml"]

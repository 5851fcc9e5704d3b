"""Exports, proved by the tools that read them: every row counted, every text exact, every doubt kept or listed, no formula."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import frictionless
import geojson
import pytest

from analystkit.__main__ import main
from analystkit.corpus import Corpus
from analystkit.errors import AnalystkitError, InputError
from analystkit.share import FORMATS, export
from analystkit.share.cells import RISKY, guarded
from analystkit.share.rows import Told
from analystkit.tables import KINDS, write_tables

ROOT = Path(__file__).parent.parent
HOSTILE = (
    "=1+1|+1|-1|@SUM(A1)|\t=1+1|\r=1+1|＝1+1|＋1|－1|＠1|'=1+1|=cmd|'/C calc'!A0|\x00\x01\x0b\x1b\x7f|_x0041_|]]>&amp;<b>|"
    "<script>alert(1)</script>|\ufffe\uffff|\u202eabc\u202c|\u2028|\x85|\r\n|a,b;c\"d'|{{ 7*7 }}|𝔘😀👩‍👩‍👧|عربي ﷽|e\u0301 ñ|NULL|1e5|007|"
    "2021-02-30|'; DROP TABLE events; --"
)


def _hostile(tagged: Callable[..., Corpus]) -> Corpus:
    """Every field of every row hostile, in turn, and one text of 40,000 characters."""
    pieces = HOSTILE.split("|")
    texts = {f"a{i}": f"{p} title\n" + f"{p} {pieces[-i - 1]} " * 12 for i, p in enumerate(pieces)} | {"long": "Long\n" + "=1+1 😀 " * 6000}
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


NAMES = ["first", "quiet", "hostile"]


def read_csv(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_twice_and_from_memory(name: str, corpora: dict[str, Corpus], made: dict[str, Path], tmp_path: Path) -> None:
    corpora[name].export("all", tmp_path)
    again = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert again == {p.relative_to(made[name]): p.read_bytes() for p in made[name].rglob("*") if p.is_file()}
    assert {path.parts[0] for path in again} == set(FORMATS)


# -- CSV -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_csv_is_a_valid_package_with_every_row(name: str, corpora: dict[str, Corpus], made: dict[str, Path]) -> None:
    report = frictionless.validate(str(made[name] / "csv" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])[:5]
    for table, rows in corpora[name].rows.items():
        assert len(read_csv(made[name] / "csv" / f"{table}.csv")) == len(rows)


@pytest.mark.parametrize("name", NAMES)
def test_csv_holds_no_formula_and_every_text(name: str, corpora: dict[str, Corpus], made: dict[str, Path], tmp_path: Path) -> None:
    corpora[name].export("csv", tmp_path, exact=True)
    for table in KINDS:
        safe, exact = (read_csv(folder / "csv" / f"{table}.csv") for folder in (made[name], tmp_path))
        kinds = KINDS[table]
        for one, other, row in zip(safe, exact, corpora[name].rows[table], strict=True):
            for column, cell in one.items():
                number = isinstance(row.get(column), (int, float))
                assert number or cell[:1] not in RISKY, (table, column, cell)
                assert cell == guarded(other[column]) or number
                if kinds.get(column) == "text" and not number:
                    assert other[column] == (row[column] or "")


def test_edges_name_events_that_are_there(made: dict[str, Path], corpora: dict[str, Corpus]) -> None:
    rows = read_csv(made["first"] / "csv" / "edges.csv")
    assert len(rows) == sum(len(m["actors"]) for m in corpora["first"].rows["mentions"]) > 30
    assert {r["role"] for r in rows} <= {"agent", "target", "victim", "source", "authoriser"}
    assert all(r["sentence"] and len(r["original_sha256"]) == 64 and (r["earliest"] or r["latest"]) for r in rows)


# -- SQLite ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
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


# -- GeoJSON ---------------------------------------------------------------------------------------------------------------------------


def features(made: Path) -> list[dict[str, Any]]:
    found = geojson.loads((made / "geojson" / "events.geojson").read_text("utf-8"))
    assert found.is_valid, found.errors()
    return list(found["features"])


@pytest.mark.parametrize("name", NAMES)
def test_geojson_has_every_event_at_each_place_and_points_only_where_there_are_some(
    name: str, corpora: dict[str, Corpus], made: dict[str, Path]
) -> None:
    rows = features(made[name])
    events = {e["event_id"]: e for e in corpora[name].rows["events"]}
    assert len(rows) == sum(max(1, len(e["place_ids"])) for e in events.values())
    for feature in rows:
        told = feature["properties"]
        event = events[told["event_id"]]
        assert (told["earliest"], told["latest"], told["status"]) == (event["earliest"], event["latest"], event["status"])
        assert (feature["geometry"] is not None) == (told.get("radius_km") is not None)
        assert feature["geometry"] is None or told["precision"] in ("point", "city", "district")
        assert told["receipts"] and all(r["text"] in r["sentence"] and len(r["original_sha256"]) == 64 for r in told["receipts"])
        claimed = [c["claim_id"] for c in corpora[name].rows["claims"] if c["event_id"] == told["event_id"]]
        assert [c["claim_id"] for c in told["claims"]] == claimed
        assert all(c["source"] and c["receipt"] and c["sentence"] for c in told["claims"])


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


def test_a_folder_with_other_things_is_left_alone(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    corpora["quiet"].export("csv", tmp_path)
    (tmp_path / "csv" / "mine.txt").write_text("notes", "utf-8")
    with pytest.raises(AnalystkitError, match=r"mine\.txt, which no export wrote"):
        corpora["quiet"].export("csv", tmp_path)
    with pytest.raises(AnalystkitError, match="no format 'pdf'; there are: all, "):
        corpora["quiet"].export("pdf", tmp_path)


def test_tables_that_are_not_there_or_are_mixed_are_refused(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"articles\.jsonl is not there; write them: analystkit tables"):
        Told.of_folder(tmp_path)
    write_tables(corpora["first"].rows, tmp_path / "tables")
    path = tmp_path / "tables" / "claims.jsonl"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0].replace('"start": ', '"start": 1'), *lines[1:]]), "utf-8")
    with pytest.raises(InputError, match="the words are not those of the article"):
        export(Told.of_folder(tmp_path / "tables"), ["csv"], tmp_path / "out")
    assert not (tmp_path / "out" / "csv").exists()
    path.write_text('{"claim_id": 1', "utf-8")
    with pytest.raises(InputError, match=r"claims\.jsonl:1: no row of claims"):
        export(Told.of_folder(tmp_path / "tables"), ["csv"], tmp_path / "out")

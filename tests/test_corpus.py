"""What must hold for every article and every corpus, whatever the rules find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analystkit import AnalystkitError, Corpus, InputError
from analystkit.tables import TABLES, lines, write_tables

FIRST = Path(__file__).parent / "first"
SEEDS = FIRST / "seeds"
UNRELATED = "Ministers in Oslo agreed on 3 May 2016 to widen the coastal road.\n\nTwo lorry drivers were hurt on Monday, police said.\n"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.load(SEEDS)


def _spans(corpus: Corpus, name: str) -> list[dict[str, object]]:
    return [r for r in corpus.rows[name] if "start" in r]


def test_every_row_is_the_text_at_its_offsets(corpus: Corpus) -> None:
    text = {a.id: a.text for a in corpus.texts}
    checked = 0
    for name in TABLES:
        for row in _spans(corpus, name):
            assert text[row["article"]][row["start"] : row["end"]] == row["text"], (name, row)
            checked += 1
    assert checked > 100


def test_every_table_is_filled(corpus: Corpus) -> None:
    assert {name: bool(rows) for name, rows in corpus.rows.items()} == dict.fromkeys(TABLES, True)


def test_segments_are_gapless(corpus: Corpus) -> None:
    for a in corpus.texts:
        ends = [0] + [s.end for s in a.segments]
        assert [s.start for s in a.segments] == ends[:-1]
        assert ends[-1] == len(a.text)


def test_every_rule_has_a_name(corpus: Corpus) -> None:
    for name in TABLES:
        for row in corpus.rows[name]:
            assert row.get("rule", "-"), (name, row)


def test_ids_are_told_apart(corpus: Corpus) -> None:
    for table, key in (("events", "event_id"), ("conflicts", "conflict_id"), ("articles", "article"), ("claims", "claim_id")):
        ids = [r[key] for r in corpus.rows[table]]
        assert len(ids) == len(set(ids)), table


def test_references_lead_somewhere(corpus: Corpus) -> None:
    events = {r["event_id"] for r in corpus.rows["events"]}
    claims = {r["claim_id"] for r in corpus.rows["claims"]}
    for name in ("mentions", "claims", "conflicts"):
        assert {r["event_id"] for r in corpus.rows[name]} <= events | {None}
    for row in corpus.rows["conflicts"]:
        assert {c["claim_id"] for c in row["claims"]} <= claims


def test_nothing_is_pinned_that_is_no_place_of_something_happening(corpus: Corpus) -> None:
    pinned = set().union(*(set(r["place_ids"]) for r in corpus.rows["events"]))
    only_named = {r["place_id"] for r in corpus.rows["places"]} - {r["place_id"] for r in corpus.rows["places"] if r["use"] == "locative"}
    assert not pinned & only_named


def test_set_aside_text_is_not_tagged(corpus: Corpus) -> None:
    aside = {(r["article"], i) for r in corpus.rows["segments"] if r["kind"] == "furniture" for i in range(r["start"], r["end"])}
    for name in ("places", "actors", "statements", "mentions", "claims"):
        assert not any((r["article"], r["start"]) in aside for r in corpus.rows[name]), name


def _lines(corpus: Corpus, folder: Path) -> dict[str, list[str]]:
    write_tables(corpus.rows, folder)
    return {p.stem: p.read_text(encoding="utf-8").splitlines() for p in folder.glob("*.jsonl")}


def _seeds_and(folder: Path, extra: str) -> Path:
    folder.mkdir()
    for p in SEEDS.iterdir():
        (folder / p.name).write_bytes(p.read_bytes())
    (folder / "zz-extra.txt").write_text(extra, encoding="utf-8")
    return folder


def test_an_unrelated_article_changes_no_other_row(corpus: Corpus, tmp_path: Path) -> None:
    before = _lines(corpus, tmp_path / "a")
    after = _lines(Corpus.load(_seeds_and(tmp_path / "seeds", UNRELATED), codebook=FIRST / "data" / "codebook"), tmp_path / "b")
    for name in TABLES:
        assert set(before[name]) <= set(after[name]), name


def test_the_order_of_articles_changes_nothing(tmp_path: Path) -> None:
    articles = [{"id": p.stem, "text": p.read_text(encoding="utf-8")} for p in sorted(SEEDS.iterdir())]
    tables = []
    for i, order in enumerate((articles, articles[::-1])):
        path = tmp_path / f"{i}.jsonl"
        path.write_text("".join(json.dumps(a) + "\n" for a in order), encoding="utf-8")
        rows = _lines(Corpus.load(path, codebook=FIRST / "data" / "codebook"), tmp_path / str(i))
        rows.pop("articles")  # the line numbers of the two files differ in `path`
        tables.append(rows)
    assert tables[0] == tables[1]


def test_cut_anywhere_nothing_raises(tmp_path: Path) -> None:
    texts = [p.read_text(encoding="utf-8") for p in sorted(SEEDS.iterdir())]
    path = tmp_path / "cuts.jsonl"
    cuts = [{"id": f"c{i}-{n}", "text": t[: n + 1]} for i, t in enumerate(texts) for n in range(0, len(t), 211)]
    path.write_text("".join(json.dumps(c) + "\n" for c in cuts), encoding="utf-8")
    cut = Corpus.load(path, codebook=FIRST / "data" / "codebook")
    assert len(cut.articles) == len(cuts)
    test_every_row_is_the_text_at_its_offsets(cut)


def test_without_a_codebook_people_and_places_are_still_found(tmp_path: Path) -> None:
    text = "The mayor of Basra, Leyla Haddad, said on 4 March 2020 that the bridge would reopen.\n\n“We are ready,” Haddad said.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    alone = Corpus.load(tmp_path)
    assert "Basrah" in {r["name"] for r in alone.rows["places"]}  # as GeoNames spells the city
    assert "Leyla Haddad" in {r["name"] for r in alone.rows["actors"]}
    assert len(alone.rows["statements"]) == 2


def test_tables_refuse_a_folder_that_holds_something_else(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_text("mine")
    with pytest.raises(AnalystkitError, match=r"notes\.docx"):
        write_tables(corpus.rows, tmp_path)
    assert (tmp_path / "notes.docx").read_text() == "mine"


def test_an_unknown_table_is_named_with_those_there_are(corpus: Corpus) -> None:
    with pytest.raises(AnalystkitError, match="no table 'event'; there are: articles, segments"):
        corpus.table("event")


def test_parquet_holds_the_same_rows(corpus: Corpus, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_tables(corpus.rows, tmp_path / "t")
    for name, rows in corpus.rows.items():
        back = pq.read_table(tmp_path / "t" / f"{name}.parquet", page_checksum_verification=True).to_pylist()
        assert len(back) == len(rows)
        assert [r.get("text") for r in back] == [r.get("text") for r in rows]


def test_many_rows_at_once_are_the_lines_of_each() -> None:
    told = [
        '}, {"article": "x"}',
        '"},\n{"article": ',
        "\\",
        "«ü»",
        None,
        ["a", '}, {"article": '],
        [{"claim_id": "}", "article": "b"}, {"claim_id": 1}],
    ]
    rows = [{"article": value, "n": n, "text": value} for n, value in enumerate(told * 300)]
    assert lines(rows) == b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in rows)
    assert lines([]) == b"" and lines(rows[:1]).count(b"\n") == 1


def test_parquet_columns_have_the_same_types_whatever_the_rows(corpus: Corpus, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_tables(corpus.rows, tmp_path / "full")
    write_tables({name: [] for name in TABLES}, tmp_path / "empty")
    for name in TABLES:
        full, empty = (pq.read_schema(tmp_path / which / f"{name}.parquet") for which in ("full", "empty"))
        assert full.equals(empty), name


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.txt"):
        Corpus.load(tmp_path)

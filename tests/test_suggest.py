"""Suggested codebook lines: each with its reason and receipt, namesakes apart, and what is accepted is in the codebook."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from analystkit import Corpus
from analystkit.codebook import ACTORS, Codebook, KnownActor
from analystkit.codebook.additions import add_file, add_suggested, written
from analystkit.errors import AnalystkitError, CodebookError

BOOK = Codebook(
    actors=(
        KnownActor("omar-shalgham", "Omar Shalgham", "person", line=2),
        KnownActor("ida-holm", "Ida Holm", "person", ("Holm",), line=3),
        KnownActor("mina-front", "Jabhat al-Mina'", "armed_group", line=4),
        KnownActor("peru-harbour-guard", "Peruvian Harbour Guard", "military", line=5),
    )
)


def corpus(tmp_path: Path, *texts: str, book: Codebook | str = BOOK) -> Corpus:
    source = tmp_path / "news.jsonl"
    source.write_text("".join(json.dumps({"id": f"a{i}", "text": t}) + "\n" for i, t in enumerate(texts, 1)), encoding="utf-8")
    return Corpus.load(source, codebook=book)


def folder(tmp_path: Path, *lines: str) -> Path:
    """A codebook, with these lines for its actors."""
    book = tmp_path / "book"
    book.mkdir()
    if lines:
        (book / "actors.csv").write_text("\n".join(["actor_id,name,kind,aliases", *lines, ""]), encoding="utf-8")
    return book


EXAMPLES = [
    ("transliteration, proved", "Judge Umar Shalgam left.", "omar-shalgham", "Umar Shalgam", "another transliteration"),
    ("transliteration, not proved", "They wrote to Umar Shalgam then.", "omar-shalgham", "Umar Shalgam", "another transliteration"),
    ("transliteration of a group", "They saw Jabhet al-Mina then.", "mina-front", "Jabhet al-Mina", "another transliteration"),
    ("typography", "They saw Jabhat al Mina then.", "mina-front", "Jabhat al Mina", "the same but for marks and blanks"),
    ("surname after the full name", "Omar Shalgham left. Shalgham slept.", "omar-shalgham", "Shalgham", "surname, after the full name"),
    ("surname alone", "They wrote to Shalgham then.", "omar-shalgham", "Shalgham", "surname alone"),
    ("surname, spelt otherwise", "They wrote to Shalgam then.", "omar-shalgham", "Shalgam", "surname, in another transliteration"),
    ("middle name", "Judge Omar B. Shalgham left.", "omar-shalgham", "Omar B. Shalgham", "with and without a middle name"),
    ("acronym in brackets", "Jabhat al-Mina' (JAM) left.", "mina-front", "JAM", "acronym in brackets"),
    ("other name", "Ida Holm, known as Gull, left.", "ida-holm", "Gull", "another name, in the text's own words"),
    ("without its nation", "The Harbour Guard left.", "peru-harbour-guard", "Harbour Guard", "with and without its nation"),
]
NOT_ONE = [
    ("the same consonants and other vowels", "Judge Omar Shalgham met Judge Amir Shalgham.", "omar-shalgham"),
    ("another first name", "Judge Jens Holm left.", "ida-holm"),
    ("a part of a body's name", "The Peruvian Harbour School left.", "peru-harbour-guard"),
    ("what the codebook has", "Ida Holm left. Holm slept.", "ida-holm"),
]


@pytest.mark.parametrize(("what", "text", "actor", "alias", "reason"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_example(what: str, text: str, actor: str, alias: str, reason: str, tmp_path: Path) -> None:
    rows = corpus(tmp_path, text).suggest_aliases()
    assert [(r.what, r.actor_id, r.aliases, r.reason) for r in rows.itertuples()] == [("another spelling", actor, alias, reason)]


@pytest.mark.parametrize(("what", "text", "actor"), NOT_ONE, ids=[e[0] for e in NOT_ONE])
def test_not_one(what: str, text: str, actor: str, tmp_path: Path) -> None:
    rows = corpus(tmp_path, text).suggest_aliases()
    assert not len(rows[(rows["what"] == "another spelling") & (rows["actor_id"] == actor)])


def test_a_new_actor_comes_with_its_other_forms_counts_and_a_receipt(tmp_path: Path) -> None:
    texts = ("Judge Rana Tuzo left. Tuzo slept.", "Judge Raana Tuzo woke. The Free Harbour Union (FHU) slept.")
    rows = corpus(tmp_path, *texts).suggest_aliases()
    first, second = rows.itertuples()
    assert (first.what, first.actor_id, first.name, first.aliases) == ("new actor", "rana-tuzo", "Rana Tuzo", "Tuzo;Raana Tuzo")
    assert (first.times, first.n_articles, first.article, first.start, first.end, first.text) == (3, 2, "a1", 6, 15, "Rana Tuzo")
    assert (second.name, second.aliases) == ("Free Harbour Union", "FHU")


def test_the_line_goes_by_the_name_printed_most(tmp_path: Path) -> None:
    texts = ("Judge Peruvia Rana Tuzo left.", "Judge Rana Tuzo left. Judge Rana Tuzo woke.", "Mr Tuzo slept. Tuzo woke. Tuzo left.")
    two = corpus(tmp_path, "Judge Rana Tuzo left. Tuzo slept.", "Judge Anton Tuzo left.", book=Codebook()).suggest_aliases()
    assert list(two["aliases"][two["what"] == "new actor"]) == ["", ""]  # a surname of two people is nobody's alias
    (row,) = corpus(tmp_path, *texts, book=Codebook()).suggest_aliases().itertuples()
    assert (row.name, row.aliases, row.times) == ("Rana Tuzo", "Peruvia Rana Tuzo;Tuzo", 6)


def test_namesakes_are_shown_and_never_a_line(tmp_path: Path) -> None:
    texts = [
        "Judge Jens Holm met Ida Holm. Judge Amir Tuzo met Judge Rana Tuso.",
        "Jabhat al-Mina' slept. The Harbour Front met the Free Harbour Front.",
    ]
    rows = corpus(tmp_path, *texts).suggest_aliases()
    warned = rows[rows["what"].str.startswith("namesakes")]
    assert set(warned["name"]) == {"Ida Holm / Jens Holm", "Free Harbour Front / Harbour Front"}
    assert written(warned.to_dict("records")).count("\n") == 1


SAME = [
    ("a son, elsewhere", "Judge Karl Lund left.| Judge Karl Lund Jr. left.", 0),
    ("father and son", "Judge Karl Lund met Karl Lund Jr. today.", 1),
    ("another first name", "Judge Karl Lund left. Judge Karla Lund slept.", 1),
    ("a body of a body", "The Orlin Harbour Police said no. The Orlin Police School said yes.", 0),
]


@pytest.mark.parametrize(("what", "text", "apart"), SAME, ids=[e[0] for e in SAME])
def test_one_is_not_kept_apart(what: str, text: str, apart: int, tmp_path: Path) -> None:
    rows = corpus(tmp_path, *text.split("|"), book=Codebook()).suggest_aliases()
    assert sum(rows["what"].str.startswith("namesakes")) == apart


def test_a_place_that_nothing_places_is_suggested_with_its_sentences(tmp_path: Path) -> None:
    book = folder(tmp_path)
    found = corpus(tmp_path, "The town of Orlinmouth fell. Shells hit the town of Orlinmouth on Monday, he said.", book=str(book))
    (row,) = found.suggest_places().itertuples()
    assert (row.what, row.place_id, row.kind, row.times, row.text) == ("new place", "orlinmouth", "city", 2, "Orlinmouth")
    assert "“The town of Orlinmouth fell.” (a1:12-22)" in row.notes
    path = found.add_actors(found.suggest_places())
    assert "orlinmouth,Orlinmouth,city" in path.read_text("utf-8")
    assert not len(corpus(tmp_path, "The town of Orlinmouth fell.", book=str(book)).suggest_places())


def test_what_is_accepted_is_in_the_codebook_and_not_suggested_again(tmp_path: Path) -> None:
    book = folder(tmp_path, "ida-holm,Ida Holm,person,Holm")
    texts = ("Ida Holm, known as Gull, met Judge Rana Tuzo. Tuzo slept.",)
    first = corpus(tmp_path, *texts, book=str(book))
    path = first.add_actors(first.suggest_aliases())
    lines = list(csv.DictReader(path.open(encoding="utf-8")))
    assert [(r["actor_id"], r["aliases"]) for r in lines] == [("ida-holm", "Holm;Gull"), ("rana-tuzo", "Tuzo")]
    again = corpus(tmp_path, *texts, book=str(book))
    assert not len(again.suggest_aliases())
    assert set(again.table("actors")["actor_id"]) == {"ida-holm", "rana-tuzo"}


def test_an_alias_puts_back_no_name_that_was_changed_since(tmp_path: Path) -> None:
    book = folder(tmp_path, "ida-holm,Ida Holm,person,Holm")
    loaded = corpus(tmp_path, "Ida Holm left. Gull slept.", book=str(book))
    (book / "actors.csv").write_text("actor_id,name,kind,aliases\nida-holm,Ida Holm-Lund,government,Holm\n", "utf-8")
    loaded.alias("Gull", of="ida-holm")
    (line,) = Codebook.read(book).actors
    assert (line.name, line.kind, line.aliases) == ("Ida Holm-Lund", "government", ("Holm", "Gull"))


def test_a_line_that_does_not_fit_changes_nothing(tmp_path: Path) -> None:
    book, chosen = folder(tmp_path, "ida-holm,Ida Holm,person,Holm"), tmp_path / "chosen.csv"
    before = (book / "actors.csv").read_text("utf-8")
    chosen.write_text(written([{"actor_id": "jens-holm", "name": "Jens Holm", "kind": "person", "aliases": "Holm"}]), encoding="utf-8")
    with pytest.raises(CodebookError, match="alias given twice"):
        add_file(chosen, book)
    assert (book / "actors.csv").read_text("utf-8") == before
    assert [p.name for p in book.iterdir()] == ["actors.csv"]


def test_the_defects_of_both_files_are_told_at_once_and_neither_is_written(tmp_path: Path) -> None:
    book = folder(tmp_path, "ida-holm,Ida Holm,person,Holm")
    actors, places = tmp_path / "suggested.csv", tmp_path / "suggested-places.csv"
    actors.write_text("actor_id,name,kind\njens-lund,Jens Lund,persn\n", "utf-8")
    places.write_text("place_id,name,kind,lat,lon,precision\nash,Ash,village,1,2,city\nelm,Elm,vilage,1,,city\n", "utf-8")
    before = {p.name: p.read_bytes() for p in book.iterdir()}
    with pytest.raises(CodebookError) as refused:
        add_suggested([actors, places], book)
    assert [str(p).partition(";")[0] for p in refused.value.problems] == [
        "suggested.csv:2: unknown kind: 'persn'",
        "suggested-places.csv:3: unknown kind: 'vilage'",
        "suggested-places.csv:3: lat without lon: '1'",
    ]
    actors.write_text("actor_id,name,kind,aliases\njens-holm,Jens Holm,person,Holm\n", "utf-8")
    places.write_text("place_id,name,kind,lat,lon,precision\nash,Ash,village,1,2,city\n", "utf-8")
    with pytest.raises(CodebookError, match="alias given twice"):
        add_suggested([places, actors], book)
    assert {p.name: p.read_bytes() for p in book.iterdir()} == before
    actors.write_text("actor_id,name,kind\njens-lund,Jens Lund,person\n", "utf-8")
    assert add_suggested([actors, places], book) == ([book / "actors.csv", book / "places.csv"], 0)
    assert not actors.exists() and not places.exists()
    (ash,) = Codebook.read(book).places
    assert (ash.kind, ash.precision) == ("city", "city") and "ash,Ash,village" in (book / "places.csv").read_text("utf-8")


def test_a_corpus_without_a_codebook_says_where_to_put_one(tmp_path: Path) -> None:
    found = corpus(tmp_path, "Judge Rana Tuzo left.", book=Codebook())
    with pytest.raises(AnalystkitError, match="no codebook"):
        found.add_actors(found.suggest_aliases())


def test_a_list_that_begins_with_a_handle_is_no_formula() -> None:
    text = written([{"actor_id": "a", "name": "A", "kind": "person", "aliases": "@a;=b"}])
    assert text.splitlines()[1].split(",")[:4] == ["a", "A", "person", ";@a;=b"]
    assert ACTORS.columns[:3] == ("actor_id", "name", "kind")

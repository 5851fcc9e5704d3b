"""Reading: bytes become text by one policy, files and lines become articles, and whatever does not is a problem with its reason."""

from __future__ import annotations

import json
import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from analystkit import Corpus
from analystkit.errors import InputError
from analystkit.sources import seeds

WORDS = "Three boats left Port Vale on 3 March."

# bytes, text, a word of the warning or None
DECODED = [
    (b"plain\r\ntext\r", "plain\r\ntext\r", None),
    ("\ufeffwith mark é".encode(), "with mark é", None),
    (b"\xff\xfe" + "sixteen é".encode("utf-16-le"), "sixteen é", None),
    (b"\xfe\xff" + "sixteen é".encode("utf-16-be"), "sixteen é", None),
    (b"\xff\xfe\x00\x00" + "thirty-two".encode("utf-32-le"), "thirty-two", None),
    (b"\x00\x00\xfe\xff" + "thirty-two".encode("utf-32-be"), "thirty-two", None),
    (b"\xff\xfe" + "odd".encode("utf-16-le") + b"\x41", "odd\ufffd", "undecodable"),
    (b"caf\xe9 \x93quoted\x94", "café “quoted”", "cp1252"),
    ("résumé".encode() + b" bad \xff byte", "résumé bad \ufffd byte", "undecodable"),
    (b"one \x00 in a long enough line", "one \ufffd in a long enough line", "NUL"),
    ("e\u0301 stays decomposed".encode(), "e\u0301 stays decomposed", None),
    ("line\u2028separator \u200b".encode(), "line\u2028separator \u200b", None),
]

REJECTED = [
    (b"", "empty"),
    (b" \t\r\n\x0b\x0c", "empty"),
    ("\ufeff\u200b\u00a0".encode(), "empty"),
    (b"%PDF-1.7 and more", "binary"),
    (b"\x89PNG\r\n", "binary"),
    ("no mark".encode("utf-16-le"), "binary"),
    (b"caf\xe9 with a control \x07", "binary"),
    (b"\x81\x8d\x90 nothing", "encoding"),
    (b"a" * (seeds.LIMIT + 1), "too large"),
]


@pytest.mark.parametrize(("data", "text", "warning"), DECODED)
def test_decoded(data: bytes, text: str, warning: str | None) -> None:
    got, warnings = seeds.decode(data)
    assert got == text
    assert [warning in w for w in warnings] == ([True] if warning else [])
    got.encode()


MARKS = [
    "89504e470d0a",
    "255044462d312e",
    "504b0304",
    "1f8b08",
    "ffd8ffe0",
    "474946383961",
    "7f454c46",
    "53514c69746520666f726d61742033",
    "50415231",
]


@pytest.mark.parametrize("begins", MARKS)
def test_a_picture_or_program_is_no_text(begins: str) -> None:
    """PNG, PDF, a zip, gzip, JPEG, GIF, a program, SQLite, Parquet, by how they begin, whatever comes then."""
    with pytest.raises(seeds.Rejected, match="binary"):
        seeds.decode(bytes.fromhex(begins) + b" Six people were killed.")


@pytest.mark.parametrize(("data", "reason"), REJECTED, ids=range(len(REJECTED)))
def test_rejected(data: bytes, reason: str) -> None:
    with pytest.raises(seeds.Rejected, match=reason):
        seeds.decode(data)


def put(folder: Path, name: str | bytes, data: bytes = WORDS.encode()) -> None:
    path = os.path.join(os.fsencode(folder), os.fsencode(name))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def test_folder(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", b"The second.")
    put(tmp_path, "a.TXT", b"The very first.\r\n")
    put(tmp_path, "deep/er/c.txt", b"The third.")
    put(tmp_path, "notes.docx")
    put(tmp_path, "notes.xyz")
    put(tmp_path, ".hidden/copy.txt")
    put(tmp_path, "blank.txt", b"  \n")
    articles, problems = seeds.read(tmp_path)
    assert [(a.id, a.path, a.text) for a in articles] == [
        ("a", "a.TXT", "The very first.\r\n"),
        ("b", "b.txt", "The second."),
        ("c", "deep/er/c.txt", "The third."),
    ]
    assert [(p.where, p.what, p.rejects) for p in problems] == [
        (".hidden", "skipped: a hidden folder", False),
        ("notes.docx", "not read where it is", True),
        ("notes.xyz", "skipped: not .txt", False),
        ("blank.txt", "empty", True),
    ]


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    inside, secret = tmp_path / "in", tmp_path / "secret.txt"
    put(inside, "a.txt")
    put(inside, "folder.txt/d.txt", b"Down here.")
    secret.write_text("not to be read")
    (inside / "out.txt").symlink_to(secret)
    (inside / "gone.txt").symlink_to("nothing")
    (inside / "zero.txt").symlink_to("/dev/zero")
    (inside / "loop").symlink_to(".")
    (inside / "again.txt").symlink_to("a.txt")
    os.mkfifo(inside / "pipe.txt")
    articles, problems = seeds.read(inside)
    assert [a.path for a in articles] == ["a.txt", "again.txt", "folder.txt/d.txt"]
    assert sorted((p.where, p.what) for p in problems) == [
        ("again.txt", "duplicate: same text as a.txt"),
        ("gone.txt", "skipped"),
        ("loop", "skipped: a link to a folder"),
        ("out.txt", "skipped"),
        ("pipe.txt", "skipped"),
        ("zero.txt", "skipped"),
    ]


def test_what_may_not_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal is played."""
    put(tmp_path, "a.txt")
    put(tmp_path, "no.txt", b"Unreadable.")
    put(tmp_path, "closed/in.txt", b"Closed.")
    real_open, real_scandir = os.open, os.scandir

    def refuse_open(path: bytes, *rest: int) -> int:
        if path.endswith(b"no.txt"):
            raise PermissionError(13, "Permission denied")
        return real_open(path, *rest)

    def refuse_folder(path: bytes) -> object:
        if path.endswith(b"closed"):
            raise PermissionError(13, "Permission denied")
        return real_scandir(path)

    monkeypatch.setattr(os, "open", refuse_open)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    articles, problems = seeds.read(tmp_path)
    assert [a.id for a in articles] == ["a"]
    assert [(p.where, p.what) for p in problems] == [("closed", "no permission to read"), ("no.txt", "no permission to read")]


def ids(folder: Path) -> dict[str, str]:
    return {a.path: a.id for a in seeds.read(folder)[0]}


def test_ids_are_distinct_and_do_not_depend_on_strangers(tmp_path: Path) -> None:
    names = [
        "one.txt",
        "ONE.TXT",
        "sub/one.txt",
        "sub/two.txt",
        "e\u0301.txt",
        "\u00e9.txt",
        "sub~one.txt",
        b"caf\xe9.txt",
        "new\nline.txt",
    ]
    for i, name in enumerate(names):
        put(tmp_path, name, f"Text {i}.".encode())
    before = ids(tmp_path)
    assert len(before) == len(names)
    assert len({unicodedata.normalize("NFC", i).casefold() for i in before.values()}) == len(names)
    assert before["sub/two.txt"] == "two"
    assert before["caf%E9.txt"] == "caf%E9"
    assert before["new%0Aline.txt"] == "new%0Aline"
    assert all(i.isprintable() and "/" not in i for i in before.values())
    put(tmp_path, "aaa.txt", b"A stranger.")
    assert {path: i for path, i in ids(tmp_path).items() if path != "aaa.txt"} == before


def test_duplicates_are_reported(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", b"Same words.\nTwice.")
    put(tmp_path, "b.txt", b"Same words.\nTwice.")
    put(tmp_path, "c.txt", b"\xef\xbb\xbfSame  words.\r\nTWICE.\r\n")
    put(tmp_path, "d.txt", b"Other words.")
    articles, problems = seeds.read(tmp_path)
    assert len(articles) == 4
    assert [(p.where, p.what) for p in problems] == [
        ("b.txt", "duplicate: same text as a.txt"),
        ("c.txt", "duplicate: same words as a.txt"),
    ]


@pytest.mark.parametrize("name", ["missing", "empty", "file.html", "none.jsonl"])
def test_nothing_to_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.html").write_text(WORDS)
    (tmp_path / "none.jsonl").write_text("{}\n")
    with pytest.raises(InputError, match=r"name a folder that holds \.txt files, one \.txt, or a \.jsonl"):
        seeds.read(tmp_path / name)


def test_one_file_is_a_corpus_of_one(tmp_path: Path) -> None:
    for name, data in (("one.txt", WORDS.encode()), ("other.txt", b"Another article."), ("blank.txt", b" ")):
        put(tmp_path, name, data)
    articles, problems = seeds.read(tmp_path / "one.txt")
    assert ([(a.id, a.path, a.text) for a in articles], problems) == ([("one", "one.txt", WORDS)], [])
    with pytest.raises(InputError, match=r"(?s)no articles.*blank\.txt: empty"):
        seeds.read(tmp_path / "blank.txt")


@pytest.mark.parametrize("name", ["news.csv", "news.tsv", "news.XLSX", "news.xls", "news.ods"])
def test_a_table_says_what_to_do(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    with pytest.raises(InputError, match=r"a table, which is not read; write each row as a line of a \.jsonl"):
        seeds.read(tmp_path / name)


def test_a_few_characters_are_an_article_and_a_doubt(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", b"x\n")
    put(tmp_path, "b.txt", b"No boats.")
    put(tmp_path, "c.txt", b"Boats left.")
    articles, problems = seeds.read(tmp_path)
    assert len(articles) == 3
    assert [(p.where, p.what, p.rejects) for p in problems] == [("a.txt", "only 1 character", False), ("b.txt", "only 9 characters", False)]


MEANT = {
    "published": "date datetime pubdate pub_date publication_date published_at published_date day",
    "outlet": "Publisher source newspaper site medium publication domain",
    "text": "body content article fulltext full_text story maintext",
    "byline": "author authors writer by",
    "title": "headline heading name titel",
    "url": "link href uri address",
    "id": "article_id _id key number uuid",
}
KEYS = [("mood", None), *((key, meant) for meant, keys in MEANT.items() for key in keys.split())]


@pytest.mark.parametrize(("key", "meant"), KEYS)
def test_a_key_that_is_not_read_says_which_was_meant(tmp_path: Path, key: str, meant: str | None) -> None:
    path = tmp_path / "records.jsonl"
    record = {k: v for k, v in {"id": "a", "text": WORDS, key: "x"}.items() if k != meant}
    path.write_text(json.dumps(record) + "\n" + json.dumps({"id": "b", "text": WORDS}))
    if meant not in record and meant in ("id", "text"):  # without which nothing is read
        assert f"write {meant!r} instead of {key!r}" in str(seeds.read(path)[1][0])
        return
    (problem,) = (p for p in seeds.read(path)[1] if p.what == "key not read")
    assert problem.found == f"{key!r} in 1 records"
    assert problem.todo.startswith(f"did you mean {meant!r}? the keys are: " if meant else "the keys are: ")


def test_what_is_said_alike_of_many_lines_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    lines = [{"id": f"a{i}", "body": WORDS} for i in range(84)]
    path.write_text("\n".join(map(json.dumps, [*lines, {"id": "b", "text": WORDS, "published": "soon"}])))
    articles, (problem, other) = seeds.read(path)
    assert [a.id for a in articles] == ["b"]
    assert str(problem) == (
        "records.jsonl, lines 1–84: text missing: there are 'id, body'; write 'text' instead of 'body', in 84 lines; "
        "mend it; the other lines are read"
    )
    assert (problem.n, problem.rejects, other.where, other.n) == (84, True, "records.jsonl:85", 1)
    assert "1 article read, 84 rejected" in Corpus.load(path).summary()


# a line, and what its problem says; each stands between two good lines
BAD_LINES = [
    ('{"id": "t", "text": "cut', "truncated"),
    ('{"id": "t", "text": "cut"', "truncated"),
    ("[" * 100_000, "nesting"),
    ('{"id":"s","text":"\\ud800 lone"}', "surrogate in text"),
    ('{"id":"s","text":"x","title":"\\ud800"}', "surrogate in title"),
    ('{"id":"n","text":null}', "text is not text"),
    ('{"id":"m"}', "text missing"),
    ('{"text":"x"}', "id missing"),
    ("42", "not an object"),
    ('{"id":"e","text":" \\n"}', "empty text"),
    ('{"id":"r1","text":"again"}', "duplicate id"),
    ('{"id":"../../x","text":"x"}', "bad id"),
    ('{"id":"..","text":"x"}', "bad id"),
    ('{"id":"","text":"x"}', "bad id"),
    ('{"id":"a\\nb","text":"x"}', "bad id"),
    ('{"id":7,"text":"x"}', "id is not text"),
    ('{"id":"d","id":"d2","text":"x"}', "duplicate key"),
    ('{"id":"i","n":' + "1" * 5000 + ',"text":"x"}', "number too large"),
    ('{"id":"i","n":1e999,"text":"x"}', "number too large"),
    ("\x00\x00", "not JSON"),
    ("{'id':'q','text':'x'}", "not JSON"),
    ('{"id":"f","text":"x","w":NaN}', "NaN"),
    ('{"id":"u","text":"x","url":["a"]}', "url is not text"),
    ('{"id":"a","text":"caf\udce9"}', "encoding"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES, ids=[r for _, r in BAD_LINES])
def test_bad_line_costs_no_other(tmp_path: Path, line: str, reason: str) -> None:
    good = [json.dumps({"id": f"r{i}", "text": WORDS}) for i in (1, 2)]
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([good[0], "", line, good[1]]).encode("utf-8", "surrogateescape"))
    articles, problems = seeds.read(path)
    assert [(a.id, a.path) for a in articles] == [("r1", "records.jsonl:1"), ("r2", "records.jsonl:4")]
    rejected = [p for p in problems if p.rejects]
    assert [p.where for p in rejected] == ["records.jsonl:3"]
    assert rejected[0].what.startswith(reason)


def test_record_keeps_what_is_given(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    more = {
        "published": "2019-03-04",
        "title": "Boats leave",
        "outlet": "Vale Post",
        "byline": "by Ann Lee",
        "url": "https://valepost.example/1",
    }
    lines = [
        {"id": "a", "text": "One\u2028two \x00.\r\n", **more},
        {"id": "b", "text": "Without a date.", "title": None},
        {"id": "c", "text": "With a bad date.", "published": "2019-02-30", "mood": 1},
    ]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8", newline="")
    (a, b, c), problems = seeds.read(path)
    assert a.text == "One\u2028two \ufffd.\r\n"
    assert (a.title, a.outlet, a.byline, a.url) == ("Boats leave", "Vale Post", "by Ann Lee", "https://valepost.example/1")
    assert (a.published.earliest, a.published.latest, a.basis) == (date(2019, 3, 4), date(2019, 3, 4), "given")
    assert (b.title, b.published.known, b.basis) == (None, False, "unknown")
    assert (c.published.known, c.basis) == (False, "unknown")
    assert [(p.where, p.what) for p in problems] == [
        ("records.jsonl:1", "1 NUL characters, shown as U+FFFD"),
        ("records.jsonl:3", "published is not a day"),
        ("records.jsonl", "key not read"),
    ]

"""`analystkit import`: files in, texts with receipts out; what is no article is a named problem, and the rest goes on."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from imports import made

from analystkit import Corpus, files, publish
from analystkit.__main__ import main
from analystkit.errors import InputError, Problem
from analystkit.sources import seeds, sheets
from analystkit.sources.found import Found, Part
from analystkit.sources.importing import import_files
from analystkit.sources.receipts import read as read_receipts
from analystkit.sources.worker import Worker

FRENCH = "Le maire de la ville a annoncé mardi que le pont serait fermé pendant trois mois pour des travaux. "
ROWS = [
    ["id", "Headline", "Date", "Source", "Body", "Mood"],
    ["a7", "Six killed", "2019-11-19", "Vale Post", made.LEAD, "grave"],
    ["a8", "Ferries", "21 Nov 2019", "Marn Times", made.BODY[3], "calm"],
]
CSV = "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode()
JSONL = "\n".join(json.dumps({"id": r[0], "title": r[1], "published": r[2], "outlet": r[3], "text": r[4]}) for r in ROWS[1:]).encode()
ANSWERS = [
    (made.URL, "200 OK", "text/html; charset=utf-8", made.page()),
    ("https://valepost.example/x", "404 Not Found", "text/html", made.page(title="Gone")),
    ("https://ads.example/frame", "200 OK", "text/html", b"<html><body><p>Buy boats now</p></body></html>"),
    ("https://valepost.example/p.png", "200 OK", "image/png", b"\x89PNG"),
]
MAILBOX = b"".join(b"From tom@valepost.example Tue Nov 19 23:05:00 2019\n" + made.mail(f"News {n}", number=n) + b"\n" for n in range(1, 11))


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def receipts(case: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (case / "seeds" / "receipts.jsonl").read_text("utf-8").splitlines()]


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").open("rb")]


def contents(case: Path) -> dict[str, bytes]:
    return {str(p.relative_to(case)): p.read_bytes() for p in sorted(case.rglob("*")) if p.is_file()}


# file, its bytes, articles, then of the first: title, days, extractor, a word of its media type
READ = [
    ("a.html", made.page(), 1, made.TITLE, "2019-11-19..2019-11-20", "trafilatura", "html"),
    ("a.xhtml", made.page(stamp="2019-11-20T04:31:13-05:00"), 1, made.TITLE, "2019-11-20..2019-11-20", "trafilatura", "html"),
    ("a.mhtml", made.mhtml(made.page()), 1, made.TITLE, "2019-11-19..2019-11-19", "trafilatura", "related"),
    ("no-name", made.page(), 1, made.TITLE, "2019-11-19..2019-11-20", "trafilatura", "html"),
    ("a.pdf", made.pdf_of_article(), 1, None, None, "pypdfium2", "pdf"),
    ("columns.pdf", made.pdf_of_article(2), 1, None, None, "pypdfium2", "pdf"),
    ("a.docx", made.docx(), 1, None, None, "python-docx", "word"),
    ("a.eml", made.mail(), 1, made.TITLE, "2019-11-19..2019-11-19", "analystkit", "rfc822"),
    ("a.mbox", MAILBOX, 10, None, "2019-11-19..2019-11-19", "analystkit", "rfc822"),
    ("a.warc.gz", made.warc(ANSWERS), 1, made.TITLE, "2019-11-19..2019-11-19", "trafilatura", "html"),
    ("a.warc", made.warc(ANSWERS, packed=False), 1, made.TITLE, "2019-11-19..2019-11-19", "trafilatura", "html"),
    ("a.wacz", made.wacz(ANSWERS, [made.URL]), 1, made.TITLE, "2019-11-19..2019-11-19", "trafilatura", "html"),
    ("a.csv", CSV, 2, "Six killed", "2019-11-19..2019-11-19", "analystkit", "csv"),
    ("semicolon.csv", CSV.replace(b'","', b'";"'), 2, "Six killed", "2019-11-19..2019-11-19", "analystkit", "csv"),
    ("a.xlsx", made.xlsx(ROWS), 2, "Six killed", "2019-11-19..2019-11-19", "python-calamine", "excel"),
    ("a.ods", made.ods(ROWS), 2, "Six killed", "2019-11-19..2019-11-19", "python-calamine", "excel"),
    ("a.jsonl", JSONL, 2, "Six killed", "2019-11-19..2019-11-19", "analystkit", "jsonl"),
    ("a.txt", "\n\n".join(made.BODY).encode(), 1, None, None, "analystkit", "plain"),
    ("lexis.txt", made.LEXIS.encode(), 2, made.TITLE, "2019-11-19..2019-11-19", "analystkit", "plain"),
    ("nexis.docx", made.docx([*made.NEXIS, *made.NEXIS]), 2, made.TITLE, "2019-11-19..2019-11-19", "analystkit", "plain"),
    ("factiva.txt", made.FACTIVA.encode(), 2, made.TITLE, "2019-11-19..2019-11-19", "analystkit", "plain"),
    ("coded.html", made.FACTIVA_CODED_PAGE, 2, made.TITLE, "2019-11-19..2019-11-19", "analystkit", "plain"),
    (
        "fr.html",
        made.FACTIVA_CODED_PAGE.replace(b"19 November", b"19 novembre"),
        2,
        made.TITLE,
        "2019-11-19..2019-11-19",
        "analystkit",
        "plain",
    ),
    ("factiva.html", made.FACTIVA_PAGE, 2, made.TITLE, "2019-11-19..2019-11-19", "analystkit", "plain"),
]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One process for all files, as in an import."""
    with Worker() as shared:
        yield shared


def read(worker: Worker, folder: Path, name: str, data: bytes) -> tuple[list[Found], list[Problem]]:
    every = list(worker.read(put(folder, {name: data}) / name, name))
    return [f for f in every if isinstance(f, Found)], [p for p in every if isinstance(p, Problem)]


@pytest.mark.parametrize(("name", "data", "n", "title", "days", "by", "media"), READ, ids=[row[0] for row in READ])
def test_every_kind_of_file_is_read(
    worker: Worker, tmp_path: Path, name: str, data: bytes, n: int, title: str | None, days: str | None, by: str, media: str
) -> None:
    found, problems = read(worker, tmp_path, name, data)
    assert len(found) == n, problems
    assert len({f.part for f in found}) == n  # each part is named apart
    first = found[0]
    assert made.LEAD in " ".join(first.text.split())
    for furniture in ("Copyright", "All rights", "printed for", "Sport", "Document VALEP"):
        assert furniture not in first.text
    assert first.extractor["name"] == by and media in first.media_type
    assert title is None or first.said["title"][0] == title
    earliest, latest = first.published.earliest, first.published.latest
    assert (f"{earliest}..{latest}" if earliest else None) == days
    assert first.said["language"][0] == "en"


def test_paragraphs_of_a_pdf_are_whole_and_its_columns_in_order(worker: Worker, tmp_path: Path) -> None:
    for columns, set_in in ((1, False), (1, True), (2, False), (2, True)):
        [found], problems = read(worker, tmp_path, "a.pdf", made.pdf_of_article(columns, set_in=set_in))
        assert found.text.split("\n\n")[not set_in :][:4] == [f"{made.TITLE} {made.LEAD}" if set_in else made.LEAD, *made.BODY[1:]]
        assert not problems
    _, problems = read(worker, tmp_path, "rows.pdf", made.pdf_of_article(2, by_row=True))
    assert [p.what for p in problems] == ["columns may be mixed"]


@pytest.mark.parametrize(("title", "kept"), [(made.TITLE, made.TITLE), ("Microsoft Word - draft 3.doc", None), ("", None)])
def test_a_pdf_is_called_what_its_properties_say_if_it_says_so_itself(worker: Worker, tmp_path: Path, title: str, kept: str | None) -> None:
    [found], _ = read(worker, tmp_path, "a.pdf", made.titled(made.pdf_of_article(), title))
    assert found.said.get("title", (None,))[0] == kept


@pytest.mark.parametrize(("title", "kept"), [(made.TITLE, made.TITLE), ("Draft 3", None), ("", None)])
def test_so_is_a_document(worker: Worker, tmp_path: Path, title: str, kept: str | None) -> None:
    [found], _ = read(worker, tmp_path, "a.docx", made.docx(title=title))
    assert found.said.get("title", (None,))[0] == kept


def test_a_page_that_was_cut_off_is_read_and_said(worker: Worker, tmp_path: Path) -> None:
    [found], [problem] = read(worker, tmp_path, "cut.html", made.page()[: made.page().index(b"The mayor said that") + 30])
    assert made.BODY[2] in found.text and str(problem).startswith("cut.html: the page ends in the middle")


SHORT = "Six people were killed in a raid on the harbour of Vale on Monday, officials said, and three boats were …"
# file, its bytes, a word of what is wrong, how many articles are read all the same
REFUSED = [
    ("scan.pdf", made.pdf([[]]), "scanned", 0),
    ("cut.pdf", made.pdf_of_article()[:300], "truncated", 0),
    ("error.html", made.page(["The page you asked for is not here."], title="404 Not Found"), "an error page", 0),
    ("gone.html", made.page(["Try the search."], title="Page not found"), "an error page", 0),
    ("wall.html", made.page([SHORT, "Subscribe to continue reading."]), "paywall", 0),
    (
        "wall2.html",
        made.page([SHORT], head='<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'),
        "paywall",
        0,
    ),
    (
        "consent.html",
        made.page(["We use cookies.", "Accept all cookies, or reject all; our partners use them."], title="Vale"),
        "consent",
        0,
    ),
    ("nothing.html", made.page([]), "no article", 0),
    ("empty.html", b"<html></html>", "no ", 0),
    ("addresses.txt", b"https://valepost.example/a\nhttps://valepost.example/b\n", "addresses", 0),
    ("addresses.csv", b"date,url\n2019-11-19,https://valepost.example/a\n", "addresses", 0),
    ("nobody.csv", b"date,mood\n2019-11-19,calm\n", "no column text", 0),
    ("head-alone.csv", b"id,text\n", "no article in it", 0),
    ("binary.txt", b"\x00\x01" * 400, "binary", 0),
    ("blank.txt", b" \n", "empty", 0),
    ("bomb.html.gz", made.bomb(), "too large", 0),
    ("bomb.docx", made.zipped({"word/document.xml": b"\0" * 250_000_000}), "too large", 0),
    ("not.docx", made.zipped({"a.txt": b"hello"}), "cannot be read", 0),
    ("cut.xlsx", made.xlsx(ROWS)[:300], "truncated", 0),
    ("cut.warc.gz", made.warc(ANSWERS[:1]) + made.warc(ANSWERS[:1])[:400], "truncated", 1),
    ("bomb.warc.gz", made.bomb(50_000_000), "no web archive", 0),
    ("long.warc", made.warc(ANSWERS[:1], packed=False).replace(b"Content-Length: ", b"Content-Length: 9999"), "", 0),
    ("ads.warc.gz", made.warc(ANSWERS[2:3]), "no article", 0),
    ("pictures.warc.gz", made.warc(ANSWERS[3:]), "no page", 0),
    ("ragged.csv", CSV + b'\n"a9","Short"\n', "fields", 2),
    ("open.csv", CSV + b'\n"a9","x","2019-11-19","y","never closed\n', "quote", 2),
    ("bad-line.jsonl", JSONL + b"\n{'id': 1}\n", "not JSON", 2),
    ("hole.jsonl", JSONL + b'\n{"id": "a9", "title": "x"}\n', "no text", 2),
    ("lexis-cut.txt", made.LEXIS.replace("2 of 2 DOC", "5 of 9 DOC").encode(), "cannot be cut with certainty", 0),
    ("lexis-bare.txt", made.LEXIS.replace("LENGTH:", "WORDS:").encode(), "cannot be cut with certainty", 0),
    ("factiva-bare.txt", made.FACTIVA.replace("PD  20 Nov", "XX  20 Nov").replace("SN  Marn", "SN  Marn\nLP").encode(), "cannot be cut", 0),
    ("mail-without-text.eml", b"Subject: x\nFrom: a@b.example\n\n", "no text", 0),
]


ADVICE = {
    "save it as .docx": "doc rtf odt pages wps",
    "save the page as .html or .mhtml": "webarchive maff",
    "unpack it": "zip 7z rar tar tgz bz2 xz",
    "save the mails as .eml or .mbox": "msg pst ost",
    "run OCR": "png jpg jpeg gif tif tiff webp heic",
    "archive the page first": "url webloc desktop",
    "write the articles as a .jsonl or a .csv": "json xml rss atom ris bib enw",
}


@pytest.mark.parametrize(("ending", "todo"), [(ending, todo) for todo, endings in ADVICE.items() for ending in endings.split()])
def test_what_is_not_read_says_what_to_do(ending: str, todo: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=rf"a\.{ending}: not read; .*{re.escape(todo)}"):
        import_files([put(tmp_path / "in", {f"a.{ending}": b"\x00\x01 " * 40})], tmp_path / "case")


@pytest.mark.parametrize(("name", "data", "word", "n"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_no_article_is_a_named_problem(worker: Worker, tmp_path: Path, name: str, data: bytes, word: str, n: int) -> None:
    found, problems = read(worker, tmp_path, name, data)
    assert len(found) == n
    said = [p for p in problems if p.rejects]
    assert said and all(p.where.startswith(name) for p in problems)
    assert any(word in f"{p.what}: {p.found}" for p in said), said
    assert [p.what for p in said].count("no article in it") <= (len(said) == 1)  # it is said once what is wrong


def test_from_the_command_line_to_a_receipt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages in, tables out: a row leads to its sentence, its article to the original, byte for byte."""
    files = {"one.html": made.page(), "two/b.eml": made.mail("Ferries leave from Marn", made.BODY[2:]), "photo.png": b"\x89PNG"}
    files |= {
        "one_files/ad.html": made.page(title="An advertisement"),
        ".hidden.html": made.page(),
        "dead.html": made.page([], title="404"),
    }
    source, case = put(tmp_path / "saved", files), tmp_path / "case"
    assert main(["import", str(source), "--into", str(case)]) == 0
    out, err = capsys.readouterr()
    assert "2 articles imported from 3 files; 2 rejected" in out
    assert "dead.html: an error page" in err and "photo.png: not read; it is a picture" in err
    assert main(["tables", str(case / "seeds"), "--out", str(tmp_path / "out")]) == 0
    rows = {
        name: [json.loads(line) for line in (tmp_path / "out" / f"{name}.jsonl").open("rb")]
        for name in ("articles", "mentions", "problems")
    }
    article = rows["articles"][1]
    assert article["article"] == "six-killed-in-raid-on-vale-harbour" and (case / article["original"]).read_bytes() == files["one.html"]
    assert (article["earliest"], article["latest"]) == ("2019-11-19", "2019-11-20")  # half past four in UTC is the evening before elsewhere
    assert article["basis"] == "stated: article:published_time 2019-11-20T04:31:13Z"
    assert article["title"] == made.TITLE and article["byline"] == "Tom Reed" and article["outlet"] == article["site"] == "Vale Post"
    assert article["language"] == "en" and article["extractor"].startswith("trafilatura ") and article["media_type"] == "text/html"
    mention = next(r for r in rows["mentions"] if r["article"] == article["article"])
    text = (case / "seeds" / article["path"]).read_text("utf-8")
    assert text[mention["start"] : mention["end"]] == mention["text"] and mention["text"] in files["one.html"].decode()
    assert not [p for p in rows["problems"] if p["where"].startswith("receipts")]


def test_what_was_refused_is_told_until_it_can_be_read(tmp_path: Path) -> None:
    """In the receipts, on the pages and by each command; the same bytes again, and gone with a file of the same name that can be read."""
    case = tmp_path / "case"
    files = {"a.html": made.page(), "b.html": made.page([], title="404"), "c.png": b"\x89PNG", "d.jpg": b"\xff\xd8\xff"}
    source = put(tmp_path / "saved", files)
    import_files([source], case)
    before = contents(case)
    corpus = Corpus.load(case / "seeds")
    told = {p.where: p for p in corpus.read_problems if p.rejects}
    assert told.keys() == {"b.html", "c.png, d.jpg"} and told["b.html"].what.startswith("an error page") and told["c.png, d.jpg"].n == 2
    publish.write_site(corpus, {}, tmp_path / "site")
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "3 not read" in page and "b.html" in page and "an error page" in page
    import_files([source], case)
    assert contents(case) == before
    assert main(["date", "six-killed-in-raid-on-vale-harbour", "2019-11-20", "--into", str(case)]) == 0
    assert [p.where for p in seeds.read(case / "seeds")[1] if p.rejects] == ["b.html", "c.png, d.jpg"]
    put(source, {"b.html": made.page(made.BODY[1:], stamp="2019-11-22")})
    import_files([source], case)
    assert [p.where for p in seeds.read(case / "seeds")[1] if p.rejects] == ["c.png, d.jpg"]


def test_a_file_that_only_import_reads_is_named_where_it_lies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds_ = put(tmp_path / "case" / "seeds", {"news.jsonl": b'{"id": "a", "text": "' + made.BODY[0].encode() + b'"}\n'})
    assert main(["tables", str(seeds_), "--out", str(tmp_path / "out")]) == 1
    assert "news.jsonl: not read where it is: not .txt; analystkit import seeds/news.jsonl makes articles of it" in capsys.readouterr().err
    assert main(["import", str(seeds_ / "news.jsonl"), "--into", str(tmp_path / "case")]) == 0
    assert "1 article imported" in capsys.readouterr().out and (seeds_ / "a.txt").is_file()


def test_the_paragraphs_of_a_coded_export_stay_apart(tmp_path: Path) -> None:
    import_files([put(tmp_path, {"f.html": made.FACTIVA_CODED_PAGE}) / "f.html"], tmp_path / "case")
    texts = [p.read_text("utf-8") for p in sorted((tmp_path / "case" / "seeds").glob("*.txt"))]
    assert sorted(texts) == ["\n\n".join([made.TITLE, f"Report {n}. {made.LEAD}", *made.BODY[1:]]) for n in (1, 2)]


def test_an_import_is_repeatable_to_the_byte(tmp_path: Path) -> None:
    files = {
        "a.html": made.page(),
        "b.html": made.page(made.BODY[1:], stamp="2019-11-22"),
        "c.mbox": MAILBOX,
        "d.csv": CSV,
        "e.docx": made.docx(),
    }
    source = put(tmp_path / "saved", files)
    first, second = tmp_path / "first", tmp_path / "second"
    assert len(import_files([source], first).new) == 15
    before = contents(first)
    again = import_files([source], first)
    assert (again.new, again.known, again.otherwise, contents(first)) == ([], 15, {}, before)
    for name in sorted(files, reverse=True)[:2]:  # others first, the rest later, by other names
        put(tmp_path / "other", {name: files[name]})
    import_files([source / name for name in sorted(files, reverse=True)], second)
    assert contents(second) == before
    assert {r["id"] for r in receipts(first)} >= {
        "six-killed-in-raid-on-vale-harbour",
        "six-killed-in-raid-on-vale-harbour-vale-post",
        "a7",
    }
    assert not any((first / r["original"]["path"]).stat().st_mode & 0o222 for r in receipts(first))


def test_a_text_is_never_rewritten_unless_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case, name = tmp_path / "case", "six-killed-in-raid-on-vale-harbour"
    page = put(tmp_path, {"a.html": made.page()}) / "a.html"
    import_files([page], case)
    text = case / "seeds" / f"{name}.txt"
    good = text.read_bytes()
    changed = good.replace(b"Six people", b"Sixty people")
    text.write_bytes(changed)
    sheet = f"action,row,at,text,to,why,qualifier,event\ndrop,claim,{name}:0-9:killed,Six,,a test,,\n"
    put(case, {"data/codebook/corrections.csv": sheet.encode()})
    assert main(["import", str(page), "--into", str(case)]) == 0
    assert text.read_bytes() == changed
    assert f"{name} would now read otherwise: 1 paragraph" in capsys.readouterr().err
    main(["tables", str(case / "seeds"), "--out", str(tmp_path / "out")])
    assert f"{name}.txt: not the text that was imported" in capsys.readouterr().err
    assert main(["import", "--renew", name, "--into", str(case)]) == 0
    out, err = capsys.readouterr()
    assert text.read_bytes() == good and "1 paragraph changed" in out and "corrections.csv:2" in err
    original = case / receipts(case)[0]["original"]["path"]
    original.chmod(0o644)
    original.write_bytes(b"<html>another</html>")
    assert main(["import", "--renew", name, "--into", str(case)]) == 1
    assert "not the original that was imported" in capsys.readouterr().err


def test_an_import_that_was_stopped_goes_on(tmp_path: Path) -> None:
    """Texts stand, receipts do not: the same texts are taken for what they are, and get no second name; others keep theirs."""
    page = put(tmp_path, {"a.html": made.page()}) / "a.html"
    import_files([page], tmp_path / "case")
    before = contents(tmp_path / "case")
    (tmp_path / "case" / "seeds" / "receipts.jsonl").unlink()
    import_files([page], tmp_path / "case")
    assert contents(tmp_path / "case") == before
    put(tmp_path / "other" / "seeds", {"six-killed-in-raid-on-vale-harbour.txt": b"Another text of that name."})
    assert import_files([page], tmp_path / "other").new == ["six-killed-in-raid-on-vale-harbour-vale-post"]


def test_two_imports_at_once_do_not_lose_each_others_receipts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PATIENCE", 0.0)
    page = put(tmp_path, {"a.html": made.page()}) / "a.html"
    case = tmp_path / "case"
    with files.one_step(case):
        for words in (["import", str(page)], ["import", "--renew", "a"], ["date", "a", "2019-11-20"]):
            assert main([*words, "--into", str(case)]) == 1
            assert "another run writes here" in capsys.readouterr().err
        assert [p.name for p in case.iterdir()] == [".analystkit-lock"]
    assert main(["import", str(page), "--into", str(case)]) == 0
    assert sorted(p.name for p in case.iterdir()) == ["seeds", "sources"]


def test_an_articles_page_leads_to_the_words_of_the_original(tmp_path: Path) -> None:
    import_files([put(tmp_path, {"a.mhtml": made.mhtml(made.page())}) / "a.mhtml"], tmp_path / "case")
    corpus = Corpus.load(tmp_path / "case" / "seeds")
    publish.write_site(corpus, {}, tmp_path / "site")
    [page] = (tmp_path / "site" / "articles").iterdir()
    leads = re.findall(r'rel="noreferrer" href="([^"]+)">original</a>', page.read_text("utf-8"))
    assert f"{made.URL}#:~:text=of%20Vale%20on%20Monday%2C%20officials%20said." in leads
    assert len(leads) == len([*re.finditer(r'<a class="ak-receipt" href="#c', page.read_text("utf-8"))])


def test_a_page_says_how_many_articles_were_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "seeds", {"pont.txt": ("Le pont ferme\n\n" + FRENCH * 6).encode(), "raid.txt": "\n\n".join(made.BODY).encode()})
    corpus = Corpus.load(tmp_path / "seeds")
    publish.write_site(corpus, {}, tmp_path / "site")
    said = "1 of 2 articles was not read, for it is not in English"
    assert said in (tmp_path / "site" / "index.html").read_text("utf-8")
    main(["tables", str(tmp_path / "seeds"), "--out", str(tmp_path / "out")])
    assert said in capsys.readouterr().err


def test_an_article_without_a_day_is_said_first_and_given_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case"
    put(tmp_path / "in", {"a.html": made.page(stamp=""), "b.txt": "\n\n".join(made.BODY[1:]).encode()})
    put(case / "seeds", {"by-hand.txt": "\n\n".join(made.BODY[2:]).encode()})
    assert main(["import", str(tmp_path / "in"), "--into", str(case)]) == 0
    err = capsys.readouterr().err
    assert "no day of publication: 3 of 3 articles: b, by-hand, six-killed" in err and "analystkit date ID" in err
    assert main(["date", "by-hand", "2019-11-20", "--into", str(case)]) == 0
    assert main(["date", "b", "2019-11-19..2019-11-20", "--into", str(case)]) == 0
    assert main(["date", "six", "2019-11-20", "--into", str(case)]) == 1
    assert "there are: six-killed-in-raid-on-vale-harbour" in capsys.readouterr().err
    assert main(["date", "b", "20 November", "--into", str(case)]) == 1
    assert main(["import", str(tmp_path / "in"), "--into", str(case)]) == 0  # what the analyst said stays
    main(["tables", str(case / "seeds"), "--out", str(tmp_path / "out")])
    dated = {
        r["article"]: (r["earliest"], r["latest"], r["basis"]) for r in map(json.loads, (tmp_path / "out" / "articles.jsonl").open("rb"))
    }
    assert dated["by-hand"] == ("2019-11-20", "2019-11-20", "given: by the analyst")
    assert dated["b"] == ("2019-11-19", "2019-11-20", "given: by the analyst")


def test_the_analyst_has_the_last_word_on_a_day(tmp_path: Path) -> None:
    """A day in the text's own head narrows what the page's stamp leaves open, never overrules it; the analyst's day overrules both."""
    case = tmp_path / "case"
    for day, want in (("November 19, 2019", "2019-11-19"), ("November 2, 2019", "2019-11-19..2019-11-20")):
        shutil.rmtree(case, ignore_errors=True)
        import_files([put(tmp_path, {"a.html": made.page([day, *made.BODY])}) / "a.html"], case)
        assert days_of(case) == want
    main(["date", "six-killed-in-raid-on-vale-harbour", "2019-11-25", "--into", str(case)])
    assert days_of(case) == "2019-11-25"


def days_of(case: Path) -> str:
    [article] = Corpus.load(case / "seeds").texts
    ends = dict.fromkeys(f"{d}" for d in (article.published.earliest, article.published.latest))
    return "..".join(ends)


RECEIPT = json.dumps(
    {"id": "b", "text": {"sha256": "0", "path": "seeds/b.txt"}, "published": {"earliest": None, "latest": None, "basis": "x", "stated": []}}
).encode()


def test_a_receipt_that_is_whole_is_read(tmp_path: Path) -> None:
    """Else those below would be refused for another reason."""
    put(tmp_path / "seeds", {"receipts.jsonl": RECEIPT + b"\n"})
    problems: list[Problem] = []
    assert [*read_receipts(tmp_path / "seeds", problems)] == ["b"] and problems == []


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (b"{", "not a receipt"),
        (b"[]", "not a receipt"),
        (b'{"id": "a"}', "not a receipt"),
        (b"[" * 100_000, "not a receipt"),
        (RECEIPT.replace(b'"id": "b"', b'"id": "../b"'), "not a receipt"),
        (RECEIPT.replace(b'"basis": "x"', b'"basis": 1'), "not a receipt"),
        (b"\xff", "not"),
    ],
)
def test_receipts_that_somebody_spoiled_are_named_and_kept(tmp_path: Path, line: bytes, word: str) -> None:
    case = tmp_path / "case"
    page = put(tmp_path, {"a.html": made.page()}) / "a.html"
    import_files([page], case)
    put(case / "seeds", {"receipts.jsonl": (case / "seeds" / "receipts.jsonl").read_bytes() + line + b"\n"})
    before = contents(case)
    with pytest.raises(InputError, match=r"receipts\.jsonl:2: not a receipt"):
        import_files([page], case)
    assert contents(case) == before
    corpus = Corpus.load(case / "seeds")
    assert corpus.texts[0].original and any(p.where == "receipts.jsonl:2" for p in corpus.all_problems)


@pytest.mark.parametrize(("rows", "told"), [(100_000, []), (100_002, [("more than 100,000 rows", 2)])])
def test_rows_beyond_those_that_are_read_are_told(rows: int, told: list[tuple[str, int]]) -> None:
    problems = [p for p in sheets.read_csv(Part(b"id,text\n" + b"1,\n" * rows, "csv")) if isinstance(p, Problem)]
    assert [(p.what, p.n) for p in problems if p.what != "no text in this row"] == told
    assert len(problems) == 100_000 + len(told)


def test_one_page_that_hangs_costs_no_other(tmp_path: Path) -> None:
    """Attributes without number on one element take a minute: the page is given up, those beside it in the archive are read."""
    slow = f"<html><body><p {' '.join(f'a{n}=1' for n in range(300_000))}>{made.LEAD}</p></body></html>".encode()
    answers = [
        (f"https://a.example/{n}", "200 OK", "text/html", data) for n, data in enumerate((made.page(), slow, made.page(made.BODY[1:])))
    ]
    with Worker(seconds=5) as worker:
        every = list(worker.read(put(tmp_path, {"a.warc.gz": made.warc(answers)}) / "a.warc.gz", "a.warc.gz"))
        assert [type(e).__name__ for e in every] == ["Found", "Problem", "Found"]
        assert str(every[1]).startswith("a.warc.gz:<urn:uuid:1>: took more than")  # 5 seconds of the processor, or 25 by the clock
        after = list(worker.read(put(tmp_path, {"b.html": made.page()}) / "b.html", "b.html"))
        assert len(after) == 1 and isinstance(after[0], Found)


def test_what_takes_too_much_memory_is_named(tmp_path: Path) -> None:
    with Worker(memory=600_000_000) as worker:
        path = put(tmp_path, {"a.csv": b"text\n" + b'"' + b"word \xc3\xa9 " * 9_000_000 + b'"\n'}) / "a.csv"
        every = list(worker.read(path, "a.csv"))
        assert [e.rejects for e in every if isinstance(e, Problem)] == [True]
        assert [type(e).__name__ for e in worker.read(put(tmp_path, {"b.txt": made.LEAD.encode()}) / "b.txt", "b.txt")] == ["Found"]


def test_an_article_in_another_language_is_flagged_with_its_name(tmp_path: Path) -> None:
    french = [
        "Six personnes ont été tuées lundi dans une attaque contre le port de Vale, ont annoncé les autorités de la ville dans la soirée.",
        "L'attaque a commencé avant l'aube, quand trois bateaux sont entrés dans le port, a déclaré la capitaine du port, Ada Lund, mardi.",
        "Deux des bateaux ont été retrouvés sur la rive nord, et la police recherche des témoins qui les auraient vus partir du port.",
    ]
    import_files([put(tmp_path, {"a.html": made.page(french, title="Six morts dans une attaque")}) / "a.html"], tmp_path / "case")
    corpus = Corpus.load(tmp_path / "case" / "seeds")
    assert corpus.texts[0].language == "fr"
    assert [p.what for p in corpus.all_problems] == ["language: not English (fr)"]
    assert not corpus.rows["mentions"]


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    import os

    folder = put(tmp_path / "in", {"a.html": made.page(), "same.html": made.page()})
    (folder / "gone.html").symlink_to("nothing.html")
    (folder / "out.txt").symlink_to(put(tmp_path, {"secret.txt": b"A secret that is nobody's."}) / "secret.txt")
    os.mkfifo(folder / "pipe.txt")
    done = import_files([folder, tmp_path / "missing.pdf"], tmp_path / "case")
    assert done.new == ["six-killed-in-raid-on-vale-harbour"]
    said = {p.where: p.what for p in done.problems}
    assert said == {
        "gone.html": "cannot be read",
        "pipe.txt": "cannot be read",
        "missing.pdf": "cannot be read",
        "same.html": "the same file as",
        "out.txt": "not read",
    }
    with pytest.raises(InputError, match="no files"):
        import_files([], tmp_path / "case")

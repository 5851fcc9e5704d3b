"""Whatever a person, a spreadsheet, an editor or a disk made of the files of a case: every defect is named with its file and line, all of
them at once, in a sentence each, and the command ends with a status that is not 0."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from analystkit import read_table
from analystkit.corpus import Corpus
from analystkit.errors import InputError
from analystkit.publish.check import state
from analystkit.tables import write_tables
from torture.scenario import Ran, run, times

BOOK = "data/codebook/"
NEWS = "Raid on Vale\n\nVALE, May 4 2019 (Wire) - Gunmen attacked Mosul on 3 May 2019. The attack killed two guards, a spokesman said.\n"
ACTORS = "actor_id,name,kind,aliases\n"
PLACES = "place_id,name,kind,lat,lon,precision\n"
FIFO, LOOP, FOLDER, DANGLING = "<a FIFO>", "<a link to itself>", "<a folder>", "<a link to nothing>"
DEEP = "[" * 20_000
LONG = "1" * 5_000


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with nothing wrong in it: an article with its receipt, a codebook, a notebook, tables, and what was accepted."""
    case = tmp_path_factory.mktemp("whole") / "case"
    for folder in ("seeds", "data/codebook", "notebooks"):
        (case / folder).mkdir(parents=True)
    (case / "seeds" / "a.txt").write_text(NEWS, "utf-8")
    assert run("date", "a", "2019-05-04", cwd=case).status == 0  # which gives it a receipt
    for name, text in (("actors.csv", f"{ACTORS}ann-lee,Ann Lee,person,\n"), ("case.toml", 'title = "Vale"\n')):
        (case / BOOK / name).write_text(text, "utf-8")
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "1 + 1", "outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (case / "notebooks" / "0-a.ipynb").write_text(json.dumps(notebook), "utf-8")
    corpus = Corpus.load(case / "seeds")
    write_tables(corpus.rows, case / "tables")
    (case / "data" / "accepted.json").write_text(json.dumps(state(corpus, {})), "utf-8")
    return case


def put(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file():
        path.unlink()
    if content == FIFO:
        os.mkfifo(path)
    elif content in (LOOP, DANGLING):
        path.symlink_to(path.name if content == LOOP else "nowhere")
    elif content == FOLDER:
        path.mkdir()
    else:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


class Row(NamedTuple):
    """What is wrong with a case, file by file, and what is said of it: the beginning of a line of the message, for each defect."""

    about: str
    files: dict[str, Any]
    says: tuple[str, ...]
    command: tuple[str, ...] = ("tables", "seeds", "--out", "out")


def sheet(about: str, text: str | bytes, *says: str, name: str = "actors.csv") -> Row:
    return Row(f"{name}: {about}", {BOOK + name: text}, tuple(f"{name}{s}" if s[0] in ":," else s for s in says))


def case_toml(about: str, text: str | bytes, *says: str) -> Row:
    return sheet(about, text, *says, name="case.toml")


def listed(about: str, text: str | bytes, *says: str, name: str = "mine.csv") -> Row:
    return Row(f"gazetteer: {about}", {f"data/gazetteer/{name}": text}, says)


CHECK, EXPORT, REPORT = ("check",), ("export", "csv"), ("report",)


def accepted(about: str, change: Callable[[Any], Any] | str | bytes) -> Row:
    return Row(f"accepted.json: {about}", {"data/accepted.json": change}, ("data/accepted.json: cannot be read",), CHECK)


def notebook(about: str, text: str | bytes) -> Row:
    return Row(f"notebook: {about}", {"notebooks/1-b.ipynb": text}, ("notebooks/1-b.ipynb: not a notebook",), REPORT)


def receipt(about: str, change: Callable[[Any], Any] | str | bytes, *says: str) -> Row:
    return Row(f"receipts.jsonl: {about}", {"seeds/receipts.jsonl": change}, says or ("! receipts.jsonl:1: not a receipt",))


def table(about: str, change: Callable[[Any], Any] | str | bytes, *says: str, name: str = "events.jsonl") -> Row:
    return Row(f"tables: {about}", {f"tables/{name}": change}, says or (f"tables/{name}: not as it was written",), EXPORT)


def without(*path: str) -> Callable[[Any], Any]:
    """A JSON file, or a file's first line as JSON, without what is at this path."""
    return with_(None, *path, delete=True)


def with_(value: Any, *path: str, delete: bool = False) -> Callable[[Any], Any]:
    """A JSON file, or a file's first line as JSON, with another value at this path; a key ``*`` is the first that there is."""

    def change(whole: Any) -> Any:
        at = whole
        for key in path[:-1]:
            at = at[next(iter(at)) if key == "*" else key]
        last = next(iter(at)) if path[-1] == "*" else path[-1]
        if delete:
            del at[last]
        else:
            at[last] = value
        return whole

    return change


ROWS = [
    # the case
    case_toml("20,000 brackets", f"title = {DEEP}\n", ":1: not TOML"),
    case_toml("a number of 5,000 digits", f'from = {LONG}\nform = "x"\n', ":1: not TOML", ":2: unknown key"),
    case_toml("Latin-1", 'from = 2019-05-01\ntitle = "Zürich"\n'.encode("latin-1"), ":2: not UTF-8: byte 0xfc"),
    case_toml("UTF-16", 'title = "Vale"\n'.encode("utf-16"), ":1: not UTF-8"),
    case_toml("UTF-16 without its mark", 'title = "Vale"\n'.encode("utf-16-le"), ":1: a NUL character"),
    case_toml("a number for a title", "title = 7\n", ":1: title is not text"),
    case_toml("a list for a title", 'title = ["Vale"]\n', ":1: title is not text"),
    case_toml("a table for a title", "[title]\n", ":1: title is not text"),
    case_toml("a dotted key", 'title.en = "Vale"\n', ":1: title is not text"),
    case_toml("a text over three lines", 'title = """Vale\nRaid\n"""\n', ":1: not TOML", ":2: not TOML", ":3: not TOML"),
    case_toml("no day", "from = 2019-02-30\nto = true\n", ":1: not TOML", ":2: not a day"),
    case_toml("an hour, no day", "from = 12:00:00\nto = 1.5\n", ":1: not a day", ":2: not a day"),
    case_toml("a day that never ends", "from = inf\nto = nan\n", ":1: not a day", ":2: not a day"),
    case_toml("days the wrong way round", "from = 2019-05-02\nto = 2019-05-01\n", ":1: from lies after to"),
    case_toml("a key twice", 'title = "a"\ntitle = "b"\n', ":2: key twice"),
    case_toml("a folder", FOLDER, ": not a file"),
    case_toml("a FIFO", FIFO, ": not a file"),
    case_toml("a link to itself", LOOP, ": not a file"),
    case_toml("a link to nothing", DANGLING, ": not a file"),
    case_toml("30 MB", b"#" * 30_000_000, ": too large"),
    # a sheet as a whole
    sheet("nothing in it", "", ": no columns"),
    sheet("blank lines", "\n\n \n", ": no columns"),
    sheet("a byte order mark alone", b"\xef\xbb\xbf", ": no columns"),
    sheet("commas alone", ",,,\n,,\n", ": no columns"),
    sheet("Latin-1", f"{ACTORS}ann,Ann,person,\nrene,René,person,\n".encode("latin-1"), ":3: not UTF-8: byte 0xe9"),
    sheet("UTF-16", f"{ACTORS}ann,Ann,person,\n".encode("utf-16"), ":1: not UTF-8"),
    sheet("UTF-32", f"{ACTORS}ann,Ann,person,\n".encode("utf-32-le"), ":1: a NUL character"),
    sheet("GB 18030", f"{ACTORS}ann,李安,person,\n".encode("gb18030"), ":2: not UTF-8"),
    sheet("Windows-1256", f"{ACTORS}ann,قاسم,person,\n".encode("windows-1256"), ":2: not UTF-8"),
    sheet("a byte order mark in the second cell", "actor_id,\ufeffname,kind\nann,Ann,person\n", ":1: unknown column", ":1: missing column"),
    sheet("tabs", "actor_id\tname\tkind\nann\tAnn\tperson\n", ":1: columns separated by tabs"),
    sheet("semicolons", "actor_id;name;kind\nann;Ann;nobody\n", ":1: columns separated by semicolons", ":2: unknown kind"),
    sheet("a missing column", "actor_id,name\nann,Ann\n", ":1: missing column: kind"),
    sheet(
        "no header",
        "ann,Ann,person\n",
        *(f":1: unknown column: '{name}'" for name in ("ann", "Ann", "person")),
        *(f":1: missing column: {name}" for name in ("actor_id", "name", "kind")),
    ),
    sheet("a quotation mark without end", f'{ACTORS}ann,"Ann,person,\nbob,Bob,person,\n', ":2: not CSV from this line on"),
    sheet("NUL", f"{ACTORS}ann,Ann\0,person,\n", ":2: a NUL character"),
    sheet("a folder", FOLDER, ": not a file"),
    sheet("a FIFO", FIFO, ": not a file"),
    sheet("a link to itself", LOOP, ": not a file"),
    sheet("a link to nothing", DANGLING, ": not a file"),
    sheet("a cell of 200,000 characters", f"{ACTORS}ann,{'A' * 200_000},person,\n", ":2: not CSV from this line on"),
    # what another has the name of
    sheet("capitals", f"{ACTORS}ann,Ann,person,\n", "'Actors.CSV': unknown codebook file; did you mean 'actors.csv'", name="Actors.CSV"),
    sheet("capitals of a case", 'title = "x"\n', "'CASE.TOML': unknown codebook file", name="CASE.TOML"),
    sheet("one letter less", f"{ACTORS}ann,Ann,person,\n", "'actor.csv': unknown codebook file", name="actor.csv"),
    sheet("a copy", ACTORS, "'actors (1).csv': unknown codebook file", name="actors (1).csv"),
    sheet("a text", ACTORS, "'actors.csv.txt': unknown codebook file; did you mean 'actors.csv'", name="actors.csv.txt"),
    sheet("a workbook", b"PK\3\4", "'actors.XLSX': a spreadsheet, which is not read", name="actors.XLSX"),
    sheet("a FIFO of another name", FIFO, "'pipe.csv': unknown codebook file", name="pipe.csv"),
    sheet("a link to itself of another name", LOOP, "'loop.csv': unknown codebook file", name="loop.csv"),
    # the lines of a sheet
    sheet("all at once", f"{ACTORS}Ann Lee,,person,\nbob,Bob,man,\nbob,Rob,person,\nx,X\n", *(f":{n}: " for n in (2, 3, 4, 5))),
    sheet("an id twice", f"{ACTORS}ann,Ann,person,\nann,Nan,person,\n", ":3: duplicate actor_id: 'ann', first in line 2"),
    sheet("an alias twice", f"{ACTORS}ann,Ann,person,Lee\nbob,Bob,person,LEE\n", ":3: alias given twice"),
    sheet("alias the", f"{ACTORS}ann,Ann,person,the\n", ":2: a word of every text"),
    sheet("alias The", f"{ACTORS}ann,Ann,person,Nan; The\n", ":2: a word of every text"),
    sheet("a name of a dash", f"{ACTORS}ann,–,person,\n", ":2: no letter or digit in name"),
    sheet("a role he", "actor_id,name,kind,roles\nann,Ann,person,he\n", ":2: a word of every text"),
    sheet("84 lines alike", ACTORS + "".join(f"a{n},A{n},man,\n" for n in range(84)), ", lines 2–85: unknown kind"),
    sheet("a formula", f"{ACTORS}=1+1,Ann,person,\n", ":2: bad actor_id"),
    sheet("no country", "actor_id,name,kind,country\nann,Ann,person,Norway\n", ":2: not a country code"),
    sheet("a metonym of nothing", "actor_id,name,kind,metonyms\nann,Ann,person,Atlantis\n", ":2: metonym names no place"),
    sheet(
        "off the globe", f"{PLACES}a,Ash,city,91,10,city\nb,Elm,city,nan,1e3,city\n", ":2: lat out", ":3: lat", ":3: lon", name="places.csv"
    ),
    sheet("5,000 digits", f"{PLACES}a,Ash,city,{LONG},10,city\n", ":2: lat is not a number", name="places.csv"),
    sheet("half a point", f"{PLACES}a,Ash,city,9,,city\n", ":2: lat without lon", name="places.csv"),
    sheet("unknown words", f"{PLACES}a,Ash,town hall,9,9,exact\n", ":2: unknown kind", ":2: unknown precision", name="places.csv"),
    sheet("alias of", f"{PLACES[:-1]},aliases\na,Ash,city,9,9,city,of\n", ":2: a word of every text", name="places.csv"),
    sheet("a grade", "source_id,outlet,kind,grade\na,Post,newspaper,a+\n", ":2: bad grade", name="sources.csv"),
    sheet("words of all", "type,label,words\nraid,Raid,was; raided\n", ":2: a word of every text", name="event_types.csv"),
    sheet("a word of two", "type,label,words\na,A,hit\nb,B,Hit\n", ":3: word given twice", name="event_types.csv"),
    sheet("no action", "action,row,at,text,to,why\nmerge,event,a,,b,x\n", ":2: unknown action", name="corrections.csv"),
    sheet("no receipt", "action,row,at,text,to,why\ndrop,claim,a:9,x,,x\n", ":2: not a receipt", name="corrections.csv"),
    sheet("no reason", "action,row,at,text,to,why\ndrop,event,a,,,\n", ":2: empty why", name="corrections.csv"),
    sheet("5,000 digits", f"action,row,at,text,to,why\ndrop,time,a:{LONG}-9,x,,x\n", ":2: not a receipt", name="corrections.csv"),
    sheet("twice", "action,row,at,text,to,why\n" + "same,event,a,,b,x\n" * 2, ":3: said twice", name="corrections.csv"),
    sheet("a circle of two", "action,row,at,text,to,why\nsame,event,a,,b,x\nsame,event,b,,a,x\n", ":3: a circle", name="corrections.csv"),
    sheet(
        "a circle of three",
        "action,row,at,text,to,why\nsame,event,a,,b,x\nsame,event,b,,c,x\nsame,event,c,,a,x\n",
        ":4: a circle",
        name="corrections.csv",
    ),
    Row(
        "all files at once",
        {
            BOOK + "case.toml": f'title = {DEEP}\nto = "soon"\n',
            BOOK + "actors.csv": f"{ACTORS}ann,Ann,nobody,the\n",
            BOOK + "Places.csv": PLACES,
            BOOK + "sources.csv": "",
            BOOK + "corrections.csv": LOOP,
            "data/gazetteer/x.doc": "x",
        },
        (
            "case.toml:1: not TOML",
            "case.toml:2: not a day",
            "actors.csv:2: unknown kind",
            "actors.csv:2: a word of every text",
            "'Places.csv': unknown codebook file",
            "sources.csv: no columns",
            "corrections.csv: not a file",
            "gazetteer/x.doc: no list of places",
        ),
    ),
    # the codebook's folder
    Row("the codebook is not there", {}, ("data/none: no such folder",), ("tables", "seeds", "--out", "out", "--codebook", "data/none")),
    Row("the codebook is a file", {"book": "x"}, ("book: not a folder",), ("tables", "seeds", "--out", "out", "--codebook", "book")),
    Row("the codebook is a FIFO", {"book": FIFO}, ("book: not a folder",), ("tables", "seeds", "--out", "out", "--codebook", "book")),
    Row("the codebook is a loop", {"book": LOOP}, ("book: not a folder",), ("tables", "seeds", "--out", "out", "--codebook", "book")),
    # lists of places
    listed("Latin-1", "name,lat,lon,kind\nMünster,1,2,city\n".encode("latin-1"), "gazetteer/mine.csv: not CSV in UTF-8"),
    listed("a missing column", "name,lat,kind\nA,1,city\n", "gazetteer/mine.csv:1: no column lon"),
    listed("nothing in it", "", "gazetteer/mine.csv:1: no column name, lat, lon, kind"),
    listed(
        "lines",
        "name,lat,lon,kind\nA,x,2,city\n,1,2,city\nB,1,2,moon\n",
        "gazetteer/mine.csv:2: no position",
        "gazetteer/mine.csv:3: no name",
        "gazetteer/mine.csv:4: unknown kind",
    ),
    listed("NUL", "name,lat,lon,kind\nA\0,1,2,city\n", "gazetteer/mine.csv:2: a NUL character"),
    listed("not a number", f"name,lat,lon,kind\nA,nan,inf,city\nB,{LONG},2,city\n", "gazetteer/mine.csv:2", "gazetteer/mine.csv:3"),
    listed("no zip", b"PK\3\4 no zip", "gazetteer/IQ.zip: cannot be read", name="IQ.zip"),
    listed("no line of GeoNames", "1\tA\n", "gazetteer/IQ.txt:1: not a line of GeoNames", name="IQ.txt"),
    listed("a FIFO", FIFO, "gazetteer/mine.csv: no list of places", name="mine.csv"),
    listed("a link to itself", LOOP, "gazetteer/mine.csv: no list of places", name="mine.csv"),
    listed("a folder", FOLDER, "gazetteer/mine.csv: no list of places", name="mine.csv"),
    # what was accepted
    accepted("cut", lambda whole: json.dumps(whole)[:-20]),
    accepted("nothing in it", ""),
    accepted("no JSON", "{"),
    accepted("a list", "[]"),
    accepted("no UTF-8", b"\xff\xfe{}"),
    accepted("20,000 brackets", DEEP),
    accepted("a number of 5,000 digits", LONG),
    accepted("a folder", FOLDER),
    accepted("a FIFO", FIFO),
    accepted("a part that is not there", without("events")),
    accepted("articles that are numbers", with_(7, "articles", "a")),
    accepted("tables that are texts", with_("x", "tables", "a")),
    accepted("events that are lists", with_([], "events", "x")),
    accepted("conflicts that are nothing", with_(None, "conflicts", "x")),
    accepted("a finding that is a text", with_("x", "findings", "0-a: x")),
    accepted("a finding without its value", with_({"rests on": []}, "findings", "0-a: x")),
    accepted("a finding on halves of rows", with_({"value": "2", "rests on": [["a:1-2"]]}, "findings", "0-a: x")),
    accepted("rows that are numbers", with_({"a": {"claims": [1]}}, "rows")),
    accepted("rows without their place", with_({"a": {"claims": ["x"]}}, "rows")),
    # notebooks
    notebook("cut", '{"cells": [{"cell_type": "code", "sou'),
    notebook("nothing in it", ""),
    notebook("a list", "[]"),
    notebook("no UTF-8", b"\xff\xfe{}"),
    notebook("20,000 brackets", DEEP),
    notebook("cells that are a text", '{"cells": "x", "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'),
    notebook("a cell that is a number", '{"cells": [1], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'),
    notebook("format 3", '{"worksheets": [{"cells": []}], "metadata": {}, "nbformat": 3, "nbformat_minor": 0}'),
    notebook("a folder", FOLDER),
    notebook("a FIFO", FIFO),
    notebook("a link to itself", LOOP),
    # receipts: the article is read without them, and it is said
    receipt("no JSON", "{\n"),
    receipt("20,000 brackets", DEEP + "\n"),
    receipt("a number of 5,000 digits", LONG + "\n"),
    receipt("no UTF-8", b"\xff\xfe\n"),
    receipt("another type", with_(7, "text", "sha256")),
    receipt("no day", with_("soon", "published", "earliest")),
    receipt("an id that leads elsewhere", with_("../a", "id")),
    receipt("another text", with_("0" * 64, "text", "sha256"), "! a.txt: not the text that was imported"),
    receipt("a FIFO", FIFO, "! receipts.jsonl: cannot be read"),
    receipt("a folder", FOLDER, "! receipts.jsonl: cannot be read"),
    # tables
    table("gone", lambda _: None, "tables: no tables: events.jsonl is not there"),
    table("a digit", lambda text: text.replace("2019", "2018", 1), name="articles.jsonl"),
    table("a line less", lambda text: "".join(text.splitlines(True)[:-1])),
    table("a line more", lambda text: text + text.splitlines(True)[-1]),
    table("cut", lambda text: text[:-9]),
    table("nothing in it", ""),
    table("20,000 brackets", DEEP),
    table("a folder", FOLDER, "tables: no tables: events.jsonl is not there"),
    table("a list of sums that is none", "x\n", "tables/SHA256SUMS:1: ", name="SHA256SUMS"),
    Row(
        "tables: a digit, scored",
        {"tables/claims.jsonl": lambda text: text.replace("2", "3", 1)},
        ("tables/claims.jsonl: not as",),
        ("score", "gold", "--tables", "tables"),
    ),
    Row(
        "tables: gone, scored",
        {"tables/claims.jsonl": lambda _: None},
        ("tables: no tables: claims.jsonl",),
        ("score", "gold", "--tables", "tables"),
    ),
    Row(
        "gold: no JSON", {"gold/claims.jsonl": "{\n"}, ("claims.jsonl:1: not a record of claims",), ("score", "gold", "--tables", "tables")
    ),
    Row(
        "gold: names that are none",
        {"gold/actors_registry.json": DEEP},
        ("gold/actors_registry.json: ",),
        ("score", "gold", "--tables", "tables"),
    ),
    # the case's own state
    Row("analystkit.toml: 20,000 brackets", {"analystkit.toml": f"kit = {DEEP}"}, ("analystkit.toml: cannot be read",), ("upgrade",)),
    Row(
        "analystkit.toml: a number of 5,000 digits",
        {"analystkit.toml": f"kit = {LONG}"},
        ("analystkit.toml: cannot be read",),
        ("upgrade",),
    ),
    Row("analystkit.toml: no UTF-8", {"analystkit.toml": b"\xff"}, ("analystkit.toml: cannot be read",), ("upgrade",)),
    Row("analystkit.toml: a FIFO", {"analystkit.toml": FIFO}, ("analystkit.toml: cannot be read",), ("upgrade",)),
]
HARMLESS = [
    case_toml("a byte order mark, and lines of Windows", b'\xef\xbb\xbftitle = "Vale"\r\nfrom = 2019-05-01\r\n'),
    case_toml("nothing in it", ""),
    sheet("columns and no line", ACTORS),
    sheet("a byte order mark, and lines of Windows", b"\xef\xbb\xbf" + f"{ACTORS}ann,Ann,person,\n".replace("\n", "\r\n").encode()),
    sheet("names that look like values", f"{ACTORS}na,NA,person,null\n007,007,person,1e5\n"),
    sheet("agencies whose letters are words", f"{ACTORS}who,WHO,organisation,\nis,IS,armed_group,\nit,IT,organisation,US\n"),
    Row("what lies beside", {BOOK + "README.md": "x", BOOK + ".hidden.csv": "x", BOOK + "~$actors.xlsx": "", BOOK + "notes.txt": "x"}, ()),
]


def broken(whole: Path, case: Path, row: Row) -> Ran:
    shutil.copytree(whole, case)
    put(case / "gold" / "claims.jsonl", (case / "tables" / "claims.jsonl").read_bytes())
    for name, content in row.files.items():
        path = case / name
        if callable(content):
            text = path.read_text("utf-8")
            of = content(text if path.suffix == ".jsonl" and name.startswith("tables") else json.loads(text.splitlines()[0]))
            content = of if isinstance(of, str) or of is None else json.dumps(of)
        if content is None:
            path.unlink()
        else:
            put(path, content)
    return run(*row.command, cwd=case, seconds=120)


PART = 9  # of every so many rows one is run with all other tests


@pytest.mark.parametrize("row", ROWS[:: times(PART, 1)], ids=lambda row: row.about)
def test_every_defect_is_named_with_its_place(row: Row, whole: Path, tmp_path: Path) -> None:
    ran = broken(whole, tmp_path / "case", row)
    assert ran.status is not None and not ran.traceback, ran.err[-1000:]
    lines = ran.err.splitlines()
    assert [s for s in row.says if not any(line.removeprefix("./").startswith(s) for line in lines)] == [], ran.err[:1000]
    warned = row.says[0].startswith("! ")  # an article is read without what is damaged beside it
    assert ran.status == (0 if warned else 1), ran.out + ran.err
    assert warned or len(lines) == len(row.says) or row.command == REPORT, ran.err[:2000]
    assert all(len(line) < 1000 for line in lines)
    assert warned or not (tmp_path / "case" / "out").exists()


@pytest.mark.parametrize("row", HARMLESS[:: times(PART, 1)], ids=lambda row: row.about)
def test_what_is_no_defect_is_read(row: Row, whole: Path, tmp_path: Path) -> None:
    ran = broken(whole, tmp_path / "case", row)
    assert (ran.status, ran.traceback) == (0, False), ran.err


# -- what is kept, and what is read by others ------------------------------------------------------------------------------------------

DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "noughts in the middle": lambda data: data[:2000] + bytes(3000) + data[5000:],
    "nothing in it": lambda data: b"",
    "another file": lambda data: b"PK\3\4" * 999,
    "cut": lambda data: data[: len(data) // 2],
    "a bit in every page": lambda data: b"".join(data[i : i + 999] + bytes([data[i + 999] ^ 4]) for i in range(0, len(data) - 999, 1000)),
}


@pytest.mark.parametrize("how", [*DAMAGE][: times(1, 5)])
def test_damage_in_the_cache_changes_nothing(how: str, whole: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(whole, case)
    first = run("tables", "seeds", "--out", "out", cwd=case)
    made = {p.name: p.read_bytes() for p in (case / "out").iterdir()}
    kept = sorted((case / ".cache").rglob("*.sqlite"))
    for path in kept:
        path.write_bytes(DAMAGE[how](path.read_bytes()))
    again = run("tables", "seeds", "--out", "out", cwd=case)
    assert kept and (first.status, again.status, again.traceback) == (0, 0, False), again.err
    assert {p.name: p.read_bytes() for p in (case / "out").iterdir()} == made


def test_every_bit_that_changed_in_a_parquet_file_is_seen(tmp_path: Path, figure: Callable[..., None]) -> None:
    write_tables(Corpus.load(Path(__file__).parents[1] / "first" / "seeds").rows, tmp_path / "t")
    draw, silent, n = Random(7), 0, times(200, 4000)
    for k in range(n):
        path = tmp_path / "t" / f"{('events', 'claims', 'articles', 'conflicts')[k % 4]}.parquet"
        data = path.read_bytes()
        bit = draw.randrange(8 * len(data))
        path.write_bytes(data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :])
        try:
            read_table(path)
            silent += 1
        except InputError as error:
            assert str(path) in str(error) and "\n" not in str(error)
        path.write_bytes(data)
        assert k >= 4 or len(read_table(path)) > 0
    figure(12, f"bits changed in Parquet that read_table did not see, of {n:,}", silent)
    assert silent == 0


def test_figures(figure: Callable[..., None]) -> None:
    assert len({row.about for row in ROWS}) == len(ROWS)
    figure(12, "broken configurations and damaged files, each named", len(ROWS[:: times(PART, 1)]))

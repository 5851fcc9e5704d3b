"""The codebook: what a good one becomes, and every defect named with its file and line, all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analystkit.codebook import Codebook
from analystkit.errors import CodebookError

ACTORS = (
    "actor_id,name,kind,aliases,metonyms\n"
    "red-lake,Red Lake Brigade,armed_group,RLB; Brigade of the Red Lake,\n"
    "nordia,Nordia,government,,Port Vale;NO\n"
)
PLACES = "place_id,name,kind,country,lat,lon,precision,aliases\nport-vale,Port Vale,city,NO,59.5,10.25,city,Vale\n"


def folder(tmp_path: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        stem, _, ending = name.rpartition("_")
        (tmp_path / f"{stem}.{ending}").write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def defects(path: Path) -> list[str]:
    with pytest.raises(CodebookError) as caught:
        Codebook.read(path)
    return [str(p) for p in caught.value.problems]


def test_good_codebook(tmp_path: Path) -> None:
    book = Codebook.read(
        folder(
            tmp_path,
            actors_csv=b"\xef\xbb\xbf" + ACTORS.replace("\n", "\r\n").encode(),
            places_csv=PLACES,
            sources_csv="source_id,outlet,kind,grade,aliases\nvale-post,Vale Post,newspaper,B,The Vale Post\n",
            event_types_csv='type,label,words\nraid,Raid,"raided; night raid"\n',
            case_toml='title = "Red Lake"\nfrom = 2019-03-01\nto = "2019-04-30"\n',
        )
    )
    assert book.title == "Red Lake"
    assert (book.period.earliest, book.period.latest) == (date(2019, 3, 1), date(2019, 4, 30))
    assert book.actors[0].aliases == ("RLB", "Brigade of the Red Lake")
    assert book.actors[0].line == 2
    assert (book.places[0].lat, book.places[0].lon) == (59.5, 10.25)
    assert book.sources[0].grade == "B"
    assert book.event_types[0].words == ("raided", "night raid")


def test_missing_files_are_empty_parts(tmp_path: Path) -> None:
    book = Codebook.read(tmp_path)
    assert (book.actors, book.places, book.sources, book.event_types, book.title, book.period.known) == ((), (), (), (), "", False)


def test_missing_folder(tmp_path: Path) -> None:
    assert "no such folder" in defects(tmp_path / "none")[0]


def test_text_that_other_readers_turn_into_values(tmp_path: Path) -> None:
    actors = "actor_id,name,kind\nna,NA,person\n007,007,person\nnull,null,person\n"
    assert [(a.actor_id, a.name) for a in Codebook.read(folder(tmp_path, actors_csv=actors)).actors] == [
        ("na", "NA"),
        ("007", "007"),
        ("null", "null"),
    ]


# file, content, what the message has to say
DEFECTS = [
    ("actors_csv", ACTORS.replace("aliases", "alaises"), "actors.csv:1: unknown column: 'alaises'; did you mean 'aliases'"),
    ("actors_csv", "actor_id,name\nx,X\n", "actors.csv:1: missing column: kind"),
    ("actors_csv", "actor_id,name,kind,name\nx,X,person,Y\n", "actors.csv:1: column twice: 'name'"),
    ("actors_csv", "actor_id;name;kind\nx;X;person\n", "actors.csv:1: columns separated by semicolons"),
    ("actors_csv", "actor_id,name,kind\nx,X,person,more\n", "actors.csv:2: ragged row: 4 cells, expected 3"),
    ("actors_csv", "actor_id,name,kind\n\nx,X\n", "actors.csv:3: ragged row: 2 cells, expected 3"),
    ("actors_csv", "actor_id,name,kind\nx,X,person\nx,Y,person\n", "actors.csv:3: duplicate actor_id: 'x', first in line 2"),
    ("actors_csv", "actor_id,name,kind\nBig Name,X,person\n", "actors.csv:2: bad actor_id"),
    (
        "actors_csv",
        "actor_id,name,kind\nx,X,persn\n",
        "actors.csv:2: unknown kind: 'persn'; did you mean 'person'? There are: person, government",
    ),
    ("actors_csv", "actor_id,name,kind\nx,,person\n", "actors.csv:2: empty name"),
    (
        "actors_csv",
        "actor_id,name,kind,aliases\nx,Ka’ib,person,\ny,Y,person,KA'IB\n",
        "actors.csv:3: alias given twice: \"KA'IB\" names 'x' (line 2) and 'y'",
    ),
    ("actors_csv", "actor_id,name,kind,metonyms\nx,X,person,Atlantis\n", "actors.csv:2: metonym names no place: 'Atlantis'"),
    ("actors_csv", "actor_id,name,kind,country\nx,X,person,Norway\n", "actors.csv:2: not a country code: 'Norway'"),
    ("actors_csv", 'actor_id,name,kind\nx,X,person\ny,"Y,person\nz,Z,person\n', "actors.csv:3: not CSV from this line on"),
    ("actors_csv", b"actor_id,name,kind\nx,caf\xe9,person\n", "actors.csv:2: not UTF-8: byte 0xe9"),
    ("actors_csv", "actor_id,name,kind\nx,X\0,person\n", "actors.csv:2: a NUL character"),
    ("actors_csv", b"#" * 20_000_001, "actors.csv: too large: 20,000,001 bytes"),
    ("places_csv", PLACES.replace("59.5", "95.5"), "places.csv:2: lat out of range: '95.5'"),
    ("places_csv", PLACES.replace("10.25", "190"), "places.csv:2: lon out of range"),
    ("places_csv", PLACES.replace("59.5", "59° N"), "places.csv:2: lat is not a number: '59° N'"),
    ("places_csv", PLACES.replace("59.5", "nan"), "places.csv:2: lat is not a number: 'nan'"),
    ("places_csv", PLACES.replace("10.25", ""), "places.csv:2: lat without lon"),
    ("places_csv", PLACES.replace("59.5", ""), "places.csv:2: lon without lat"),
    ("places_csv", PLACES.replace("25,city", "25,town"), "places.csv:2: unknown precision: 'town'; There are: point, district, city"),
    ("sources_csv", "source_id,outlet,kind,grade\nx,X,newspaper,G\n", "sources.csv:2: bad grade: 'G'; one of A, B"),
    ("event_types_csv", "type,label,words\na,A,hit\nb,B,Hit\n", "event_types.csv:3: word given twice"),
    ("case_toml", 'title = "x"\nform = 2021-01-01\n', "case.toml:2: unknown key: 'form'; did you mean 'from'"),
    ("case_toml", "from = 2021-03-01\nto = 2021-02-01\n", "case.toml:1: from lies after to: 2021-03-01 and 2021-02-01"),
    ("case_toml", 'from = "1 March 2021"\n', "case.toml:1: not a day: '1 March 2021'"),
    ("case_toml", 'to = "2021-02-30"\n', "case.toml:1: not a day: '2021-02-30'"),
    ("case_toml", "title = 7\n", "case.toml:1: title is not text: '7'"),
    ("case_toml", 'title = "x\n', 'case.toml:1: not TOML: \'title = "x\'; put the text between straight quotation marks: title = "x"'),
    (
        "case_toml",
        "title = Red Lake\nfrom = 2019-03-01\n",
        "case.toml:1: not TOML: 'title = Red Lake'; put the text between straight quotation marks: title = \"Red Lake\"",
    ),
    ("case_toml", "title = “Red Lake”\n", "case.toml:1: not TOML: 'title = “Red Lake”'; put the text between straight"),
    ("case_toml", "# case\nfrom = 1 March 2019\n", "case.toml:2: not TOML: 'from = 1 March 2019'; write a day as year-month-day"),
    ("case_toml", "Red Lake\n", "case.toml:1: not TOML: 'Red Lake'; write a key, an equals sign and a value"),
    ("case_toml", 'title = "x"\ntitle = "y"\n', "case.toml:2: key twice: 'title'; keep one of them"),
    ("actors_xlsx", b"PK", "'actors.xlsx': a spreadsheet, which is not read; save it as CSV (UTF-8, commas): actors.csv"),
    ("people_ods", b"PK", "'people.ods': a spreadsheet, which is not read; save it as CSV (UTF-8, commas): one of actors.csv, places.csv"),
    (
        "actors_csv",
        "actor_id,name,kind\n" + "".join(f"x{i},X{i},persn\n" for i in range(84)),
        "actors.csv, lines 2–85: unknown kind: 'persn', in 84 lines; did you mean 'person'",
    ),
    ("actor_csv", ACTORS, "'actor.csv': unknown codebook file; did you mean 'actors.csv'"),
]


@pytest.mark.parametrize(("file", "content", "message"), DEFECTS, ids=[m[:60] for _, _, m in DEFECTS])
def test_one_defect(tmp_path: Path, file: str, content: str | bytes, message: str) -> None:
    if file == "actors_csv" and "Port Vale" in str(content):
        folder(tmp_path, places_csv=PLACES)
    found = defects(folder(tmp_path, **{file: content}))
    assert len(found) == 1
    assert found[0].startswith(message)
    assert "\n" not in found[0]


def test_all_defects_at_once(tmp_path: Path) -> None:
    found = defects(
        folder(
            tmp_path,
            actors_csv="actor_id,name,kind\nx,X,nobody\n\nx,Y,person,\n",
            places_csv=PLACES.replace("59.5", "9559.5").replace("city,NO", "twon,NO"),
            case_toml='to = "soon"\ntill = 3\n',
        )
    )
    assert len(found) == 6


# a header with an error, the lines below it, and how many defects there are in all
HEADERS = [
    (
        "actor_id,name,knd,alaises",
        "x,X,nobody,Lake\ny,Y,person,LAKE\n",
        ["unknown column", "unknown column", "missing column", "unknown kind", "alias given"],
    ),
    ("actor_id;name;kind;aliases", 'x;X;nobody;"Lake; Red"\ny;Y;person;LAKE\n', ["columns separated", "unknown kind", "alias given"]),
    ("actor_id,name,kind,aliases,mood", "x,X,nobody,Lake,\ny,Y,person,LAKE,\n", ["unknown column", "unknown kind", "alias given"]),
]


@pytest.mark.parametrize(("header", "lines", "wanted"), HEADERS)
def test_lines_are_checked_below_a_header_with_an_error(tmp_path: Path, header: str, lines: str, wanted: list[str]) -> None:
    found = defects(folder(tmp_path, actors_csv=f"{header}\n{lines}"))
    assert [next((w for w in wanted if f": {w}" in message), message) for message in found] == wanted


def test_every_bad_line_of_the_case_is_named(tmp_path: Path) -> None:
    found = defects(folder(tmp_path, case_toml='title = Red Lake\nform = 2019-03-01\nto = "soon"\n'))
    assert [message.split(": ")[:2] for message in found] == [
        ["case.toml:1", "not TOML"],
        ["case.toml:2", "unknown key"],
        ["case.toml:3", "not a day"],
    ]


def test_a_spreadsheet_that_is_open_leaves_a_lock_and_no_defect(tmp_path: Path) -> None:
    (tmp_path / "~$actors.xlsx").write_bytes(b"")
    assert Codebook.read(tmp_path).actors == ()


def test_unreadable_content_is_shown_safely(tmp_path: Path) -> None:
    found = defects(folder(tmp_path, actors_csv='actor_id,name,kind\nx,X,"per\nson\x1b[31m"\n'))
    assert all(c.isprintable() for c in found[0])

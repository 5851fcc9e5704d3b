"""Lists of places of the analyst's own: villages, bases and crossings are found, namesakes stay undecided, what cannot be read is named."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from analystkit import english
from analystkit.codebook import Codebook
from analystkit.english.places.gazetteer import heard
from analystkit.english.places.own import Own
from analystkit.errors import CodebookError
from analystkit.records import Article, Place

# name, other names, lat, lon, class, code, population
VILLAGES = [
    ("Tell Harmun", "Tall Harmun,تل هرمون", 36.31, 42.05, "P", "PPL", 0),
    ("Zabuqa", "", 35.10, 43.90, "P", "PPL", 900),
    ("Marqash", "", 36.40, 42.90, "P", "PPL", 0),
    ("Marqash", "", 33.10, 44.40, "P", "PPL", 1200),
    ("Qahtun", "", 36.10, 43.10, "P", "PPL", 0),
    ("Qahtun", "", 36.12, 43.11, "P", "PPL", 0),  # two kilometres off: one place in two rows
    ("Dalbira Air Base", "", 35.50, 44.10, "S", "AIRB", 0),
    ("Wardiya Crossing", "Wardiya", 36.00, 41.20, "S", "PSTB", 0),
    ("Rashtan District", "", 34.50, 44.00, "A", "ADM2", 0),
    ("Wadi Zab", "", 34.50, 44.00, "H", "WAD", 0),
    ("Iraqi", "", 34.50, 44.00, "P", "PPL", 0),
    ("Ali", "", 34.50, 44.00, "P", "PPL", 0),
    ("Mosul", "", 36.335, 43.119, "P", "PPLA", 1_739_800),
]


def line(n: int, name: str, others: str, lat: float, lon: float, kind: str, code: str, people: int) -> str:
    number = 99071 if name == "Mosul" else 9_000_000 + n
    cells = (number, name, name, others, lat, lon, kind, code, "IQ", "", "15", "", "", "", people, "", 200, "Asia/Baghdad", "2026-01-01")
    return "\t".join(map(str, cells))


GEONAMES = "\n".join(line(n, *v) for n, v in enumerate(VILLAGES)) + "\n"


def book(folder: Path, **files: str | bytes) -> Codebook:
    (folder / "codebook").mkdir()
    (folder / "gazetteer").mkdir()
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / "gazetteer" / name.replace("_", ".")).write_bytes(data)
    return Codebook.read(folder / "codebook")


def places(text: str, codebook: Codebook) -> list[tuple[str, Place]]:
    [a] = english.date([english.segment(Article("a", f"News\n\n{text}\n"), codebook)], codebook)
    return [(a.text[p.start : p.end], p) for p in english.tag(a, codebook).places]


def found(text: str, codebook: Codebook) -> dict[str, str | None]:
    """The places of the lists that a text names, and which they are; those of the world stay out."""
    return {
        words: p.place_id and f"{p.kind} {p.precision} {p.lat}"
        for words, p in places(text, codebook)
        if p.use == "locative" and not p.nested and ("gazetteer/" in p.rule or p.place_id is None)
    }


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    return book(tmp_path_factory.mktemp("case"), IQ_txt=GEONAMES)


VILLAGE, BASE = "city city", "facility point"
READ = [
    ("Gunmen attacked the village of Zabuqa in Iraq on Monday.", {"Zabuqa": f"{VILLAGE} 35.1"}),
    ("Two people were killed in Tell Harmun, Iraq, on Monday.", {"Tell Harmun": f"{VILLAGE} 36.31"}),
    ("Clashes broke out near Tall Harmun in Iraq.", {"Tall Harmun": f"{VILLAGE} 36.31"}),
    ("Residents of Zabuqa fled to Mosul.", {"Zabuqa": f"{VILLAGE} 35.1"}),
    ("Shells hit Zabuqa on Monday, the Iraqi army said.", {"Zabuqa": f"{VILLAGE} 35.1"}),
    ("A rocket struck Dalbira air base in Iraq.", {"Dalbira air base": f"{BASE} 35.5"}),
    ("Iraqi officials closed the Wardiya crossing on Monday.", {"Wardiya crossing": f"{BASE} 36.0"}),
    ("Farmers in the Rashtan District of Iraq lost their crops.", {"Rashtan District": "district region 34.5"}),
    ("Two people were killed in Qahtun, Iraq.", {"Qahtun": f"{VILLAGE} 36.1"}),
    # several villages, and nothing says which
    ("Two people were killed in Marqash, Iraq.", {"Marqash": None}),
    ("Clashes broke out in Marqash on Monday, the Iraqi army said.", {"Marqash": None}),
    # a bearing says which
    ("Clashes broke out in Marqash, 20 km south of Mosul.", {"Marqash": f"{VILLAGE} 36.4"}),
    ("Rebels entered Zabuqa on Monday, the Iraqi army said.", {"Zabuqa": f"{VILLAGE} 35.1"}),
    ("Troops withdrew from Zabuqa, the Iraqi army said.", {"Zabuqa": f"{VILLAGE} 35.1"}),
    ("Clashes broke out in Zabuka, Iraq.", {"Zabuka": f"{VILLAGE} 35.1"}),  # spelled as it is heard
    # people are called like villages
    ("A letter from Zabuqa to the Iraqi parliament was read.", {}),
    ("Iraqi lawmakers lost confidence in Zabuqa.", {}),
    ("The killing of Zabuqa angered Iraq.", {}),
    ("Aides to Zabuqa denied it in Iraq.", {}),
    ("An attack on Zabuqa was foiled in Iraq.", {}),
    ("Protesters in Iraq chanted against Zabuqa and Qahtun.", {}),
    # no place here
    ("Two people were killed in Zabuqa, Texas, on Monday.", {}),
    ("Zabuqa Harun, a baker, said that Iraq was quiet.", {}),
    ("Karim Zabuqa said that Iraq was quiet.", {}),
    ("The Iraqi army has no confidence in Ali, a baker said.", {}),
    ("The Zabuqa Times reported that Iraq was quiet.", {}),
    ("They walked along Wadi Zab in Iraq.", {}),
    ("Police in France and in Belgium looked for a man from Tell Harmun.", {}),  # an article that speaks of other countries
]


@pytest.mark.parametrize("text, wanted", READ)
def test_a_name_of_the_list(text: str, wanted: dict[str, str | None], listed: Codebook) -> None:
    assert found(text, listed) == wanted


def test_the_worlds_city_stays_the_worlds(listed: Codebook) -> None:
    assert [(p.place_id, p.rule) for _, p in places("Two people were killed in Mosul.", listed)] == [
        (p.place_id, p.rule) for _, p in places("Two people were killed in Mosul.", Codebook())
    ]


def test_a_zip_as_geonames_gives_it_and_a_csv_give_the_same(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "IQ.zip", "w") as packed:
        packed.writestr("readme.txt", "about")
        packed.writestr("IQ.txt", GEONAMES)
    own = (
        "\ufeffName,Lat,Lon,Kind,Country,Aliases,Note\nKhirbat Sur,35.2,43.3,village,iq,Khirbet Sur;Sur Village,x\nHaj,35,43,crossing,,,\n"
    )
    codebook = book(tmp_path, IQ_zip=(tmp_path / "IQ.zip").read_bytes(), own_csv=own)
    assert found("Two people were killed in Tell Harmun, Iraq.", codebook) == {"Tell Harmun": "city city 36.31"}
    assert found("Two people were killed in Khirbet Sur, Iraq.", codebook) == {"Khirbet Sur": "city city 35.2"}
    assert found("Officials closed the Haj crossing.", codebook) == {"Haj crossing": "facility point 35.0"}


LINE = "9999{n}\tTol Sarun\tTol Sarun\t\t36.31\t43.02\t{code}\tIQ\t\t15\t\t\t\t0\t\t230\tAsia/Baghdad\t2019-01-01\n"
CODED = {
    "city city": "P/PPL P/PPLA",
    "district district": "P/PPLX",
    "facility point": "L/MILB L/NVB L/INDS L/PRT L/CMP L/CMPRF L/CMPLA L/CMPMN L/CMPO T/PASS T/PEN T/CAPE S/DAM S/AIRB",
    "region region": "T/MT L/VAL L/OAS",
    "": "A/ADM1 A/PCLI A/PCLD A/PCL A/PCLF A/PCLS A/TERR A/ZN L/CONT L/RGN H/STM R/RD U/BSNU V/FRST",
}


@pytest.mark.parametrize(("code", "is_a"), [(code, is_a) for is_a, codes in CODED.items() for code in codes.split()])
def test_what_a_place_is_by_its_code_of_geonames(code: str, is_a: str, tmp_path: Path) -> None:
    """A camp, a port, a pass is a point; countries, provinces and continents are ours; streams, roads and forests are not read."""
    listed = found("Officials came to Tol Sarun, Iraq.", book(tmp_path, IQ_txt=LINE.format(n=1, code=code.replace("/", "\t"))))
    assert listed.get("Tol Sarun") == (f"{is_a} 36.31" if is_a else None)


@pytest.mark.parametrize(
    ("kind", "is_a"),
    [
        *((kind, "city city") for kind in "city town village hamlet settlement".split()),
        *(
            (kind, "region region")
            for kind in "district governorate province subdistrict county region area valley mountain island".split()
        ),
        *((kind, "district district") for kind in "quarter neighbourhood neighborhood suburb".split()),
        *(
            (kind, "facility point")
            for kind in "facility crossing checkpoint base airbase airport airfield camp bridge dam mine port".split()
        ),
        *((kind, "facility point") for kind in "prison hospital school mosque church refinery plant factory station market site".split()),
    ],
)
def test_what_a_place_of_an_own_list_is(kind: str, is_a: str, tmp_path: Path) -> None:
    own = f"name,lat,lon,kind,country\nTol Sarun,35.2,43.3,{kind},iq\n"
    assert found("Officials came to Tol Sarun, Iraq.", book(tmp_path, own_csv=own)) == {"Tol Sarun": f"{is_a} 35.2"}


WRONG = [
    ("IQ_txt", GEONAMES + "half a line\n", r"gazetteer/IQ.txt:14: not a line of GeoNames"),
    ("IQ_txt", GEONAMES.replace("36.31", "north"), r"gazetteer/IQ.txt:1: not a line of GeoNames"),
    ("IQ_zip", b"PK no zip", r"gazetteer/IQ.zip: cannot be read"),
    ("own_csv", "name,lat,lon\nA,1,2\n", r"gazetteer/own.csv:1: no column kind"),
    ("own_csv", "name,lat,lon,kind\nA,1,2,vilage\n", r"gazetteer/own.csv:2: unknown kind: 'vilage'; did you mean 'village'"),
    ("own_csv", "name,lat,lon,kind\nA,91,2,village\n", r"gazetteer/own.csv:2: no position"),
    ("own_csv", "name,lat,lon,kind\n,1,2,village\n", r"gazetteer/own.csv:2: no name"),
]


@pytest.mark.parametrize("name, content, message", WRONG)
def test_a_list_that_cannot_be_read_is_named_with_its_line(name: str, content: str | bytes, message: str, tmp_path: Path) -> None:
    codebook = book(tmp_path, **{name: content})
    with pytest.raises(CodebookError, match=message):
        places("Two people were killed in Zabuqa, Iraq.", codebook)
    assert [p.name for p in (tmp_path / "gazetteer").iterdir() if p.suffix == ".sqlite"] == []


def test_a_strange_file_in_the_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"gazetteer/places.xlsx: no list of places"):
        book(tmp_path, places_xlsx="x")


def test_it_is_made_once_and_anew_when_a_list_changes(tmp_path: Path) -> None:
    codebook = book(tmp_path, IQ_txt=GEONAMES)
    made = []
    for text in (GEONAMES, GEONAMES, GEONAMES.replace("Zabuqa", "Zabuqi")):
        (tmp_path / "gazetteer" / "IQ.txt").write_text(text, "utf-8")
        Own(codebook.gazetteer)
        made += [(p.name, p.stat().st_mtime_ns) for p in (tmp_path / "gazetteer").glob(".places-*")]
    assert len(made) == 3 and made[0] == made[1] != made[2]


def test_a_list_that_was_edited_is_read_again_in_the_same_process(tmp_path: Path) -> None:
    text, rows = "Two people were killed in Zabuqa, Iraq.", "name,lat,lon,kind,country\nZabuqa,{},43.3,village,IQ\n"
    listed = book(tmp_path, own_csv=rows.format(35.2))
    assert found(text, listed) == {"Zabuqa": "city city 35.2"}
    (tmp_path / "gazetteer" / "own.csv").write_text(rows.format(36.85), "utf-8")
    assert found(text, listed) == {"Zabuqa": "city city 36.85"}
    (tmp_path / "gazetteer" / "own.csv").unlink()
    with pytest.raises(CodebookError, match=r"gazetteer/own.csv: cannot be read"):
        found(text, listed)


def test_the_problem_says_which_list_may_have_it(listed: Codebook) -> None:
    text = "News\n\nTwo people were killed in the village of Oshbira in Iraq. They came from Mosul.\n"
    for codebook, named in ((Codebook(), True), (listed, False)):
        tags = english.tag(english.segment(Article("a", text), codebook), codebook)
        [todo] = [todo for *_, what, todo in tags.problems if what == "place not in any gazetteer"]
        assert ("IQ.zip" in todo) is named


# spellings of one name, and one that sounds otherwise
HEARD = [
    ("bayt lahm,bait lahm,beit lahm,beyt lahm,beet lahm,bit lahm", "bat lahm"),
    ("dawra,daura,doura,doora,dowra,dura", "dara"),
    ("idlib,edlib,ydlib", "adlib"),
    ("homs,hwms", "hims"),
    ("jenin,djenin", "genin"),
    ("ghazni,qazni,gazni,kazni", "hazni"),
    ("dhamar,ddamar,damar", "tamar"),
    ("hillah,hilla,hila,al hillah", "hill"),
]


@pytest.mark.parametrize(("spellings", "other"), HEARD)
def test_spellings_that_sound_alike_are_one_name(spellings: str, other: str) -> None:
    assert len({heard(name) for name in spellings.split(",")}) == 1
    assert heard(other) != heard(spellings.split(",")[0])


def test_another_spelling_is_known_from_five_letters_on(tmp_path: Path) -> None:
    listed = book(tmp_path, own_csv="name,lat,lon,kind,country\nZubaq,35.7,43.8,village,IQ\nQabr,35.9,43.8,village,IQ\n")
    assert found("Clashes broke out in Zubak, Iraq.", listed) == {"Zubak": "city city 35.7"}
    assert "city city 35.9" not in found("Clashes broke out in Kabr, Iraq.", listed).values()

"""Lists of places of the analyst's own, in ``gazetteer/`` beside the codebook: country files of GeoNames, and CSVs. Rows are read here;
``english.places.own`` looks them up."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from analystkit.codebook.sheets import nearest, shown
from analystkit.errors import CodebookError, Problem
from analystkit.text import slug

FOLDER = "gazetteer"
_ENDINGS = (".zip", ".txt", ".csv")
_LARGEST = 1_000_000_000  # bytes, unpacked: the file of the United States has 300 million
_COLUMNS = 19  # of a country file of GeoNames


@dataclass(frozen=True)
class Listed:
    """A place of such a list: its names, the usual one first; ``at`` is its file and line, ``number`` GeoNames' own."""

    id: str
    names: tuple[str, ...]
    kind: str
    precision: str
    country: str
    region: str
    lat: float
    lon: float
    population: int
    number: int | None
    at: str


# What a place is by GeoNames' class and code, and how precisely its point says where it is. Not read: streams, roads, undersea and forests.
_CLASSES = {"P": ("city", "city"), "A": ("district", "region"), "S": ("facility", "point"), "L": ("region", "region")}
_CLASSES |= {"T": ("region", "region")}
_CODES = {
    **dict.fromkeys(("MILB", "NVB", "INDS", "PRT", "CMP", "CMPRF", "CMPLA", "CMPMN", "CMPO"), ("facility", "point")),
    **dict.fromkeys(("PASS", "PEN", "CAPE"), ("facility", "point")),
    "PPLX": ("district", "district"),
    **dict.fromkeys(("ADM1", "PCLI", "PCLD", "PCL", "PCLF", "PCLS", "TERR", "ZN", "CONT", "RGN"), ("", "")),  # ours are as good
}
# What the column ``kind`` of a CSV may say.
KINDS = {
    **dict.fromkeys("city town village hamlet settlement".split(), ("city", "city")),
    **dict.fromkeys("district governorate province subdistrict county region area valley mountain island".split(), ("region", "region")),
    **dict.fromkeys("quarter neighbourhood neighborhood suburb".split(), ("district", "district")),
    **dict.fromkeys(
        "facility crossing checkpoint base airbase airport airfield camp bridge dam mine port prison".split(), ("facility", "point")
    ),
    **dict.fromkeys("hospital school mosque church refinery plant factory station market site".split(), ("facility", "point")),
}


def files(codebook: Path, problems: list[Problem]) -> tuple[str, ...]:
    """The lists beside a codebook; a problem for each file that is none."""
    folder = codebook.absolute().parent / FOLDER
    if not folder.is_dir():
        return ()
    found = [p for p in sorted(folder.iterdir()) if not p.name.startswith(".") and p.suffix != ".md"]
    names = [p.name for p in found if p.is_file() or p.name.lower().endswith(_ENDINGS)]
    for name in names:
        if not (name.lower().endswith(_ENDINGS) and (folder / name).is_file()):
            todo = "put IQ.zip or IQ.txt of GeoNames there, or a CSV with the columns name, lat, lon, kind"
            problems.append(Problem(f"{FOLDER}/{shown(name)[1:-1]}", "no list of places", "", todo, rejects=True))
    return tuple(str(folder / name) for name in names if name.lower().endswith(_ENDINGS))


def places(path: Path) -> Iterator[Listed]:
    """The places of a list. Raises CodebookError with the line that is none."""
    name = f"{FOLDER}/{path.name}"
    if path.suffix.lower() == ".csv":
        yield from _of_csv(path, name)
        return
    try:
        if path.suffix.lower() == ".txt":
            with path.open(encoding="utf-8", newline="\n") as lines:
                yield from _of_geonames(lines, name)
            return
        with zipfile.ZipFile(path) as packed:
            inside = [i for i in packed.infolist() if i.filename == f"{path.stem}.txt"]
            if not inside or inside[0].file_size > _LARGEST:
                raise _wrong(name, f"no {path.stem}.txt in it", "", "take it as GeoNames gives it: IQ.zip with IQ.txt in it")
            with packed.open(inside[0]) as raw:
                yield from _of_geonames(io.TextIOWrapper(raw, "utf-8", newline="\n"), name)
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, RuntimeError) as error:
        raise _wrong(name, "cannot be read", str(error)[:80], "fetch it again from download.geonames.org/export/dump") from error


def _wrong(where: str, what: str, found: str, todo: str) -> CodebookError:
    return CodebookError([Problem(where, what, found, todo, rejects=True)])


def _of_geonames(lines: io.TextIOBase | io.TextIOWrapper, name: str) -> Iterator[Listed]:
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        try:
            if len(cells) != _COLUMNS:
                raise ValueError
            lat, lon, geonames, people = float(cells[4]), float(cells[5]), int(cells[0]), int(cells[14] or 0)
        except ValueError as error:
            todo = "a country file of GeoNames has 19 cells between tabs, the 5th and 6th latitude and longitude; or write a CSV"
            raise _wrong(f"{name}:{number}", "not a line of GeoNames", shown(line.strip()[:60]), todo) from error
        kind, precision = _CODES.get(cells[7]) or _CLASSES.get(cells[6], ("", ""))
        if kind:
            other = (n.strip() for n in (cells[2], *cells[3].split(",")))
            names = tuple(dict.fromkeys(n for n in (cells[1], *other) if n and n.isprintable()))
            region = f"{cells[8]}.{cells[10]}" if cells[10] else ""
            where = cells[8], region, lat, lon, people, geonames, f"{name}:{number}"
            yield Listed(f"{slug(cells[1]) or 'place'}-{geonames}", names, kind, precision, *where)


def _of_csv(path: Path, name: str) -> Iterator[Listed]:
    """The rows of a CSV: name, lat, lon, kind, and where they are there country and aliases (with ``;`` between them)."""
    problems: list[Problem] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            rows = csv.DictReader(opened)
            columns = {str(c).strip().lower(): c for c in rows.fieldnames or ()}
            if missing := [c for c in ("name", "lat", "lon", "kind") if c not in columns]:
                raise _wrong(f"{name}:1", f"no column {', '.join(missing)}", "", "its first line is: name,lat,lon,kind")
            seen: set[str] = set()
            for row in rows:
                cell = {c: (row.get(of) or "").strip() for c, of in columns.items()}
                read = _row(cell, f"{name}:{rows.line_num}", seen)
                if isinstance(read, Problem):
                    problems.append(read)
                else:
                    yield read
    except (UnicodeDecodeError, csv.Error) as error:
        raise _wrong(name, "not CSV in UTF-8", str(error)[:80], "save it as CSV (UTF-8, commas)") from error
    if problems:
        raise CodebookError(problems)


def _row(cell: dict[str, str], at: str, seen: set[str]) -> Listed | Problem:
    kind, lat, lon = cell["kind"].lower(), None, None
    with suppress(ValueError):
        lat, lon = float(cell["lat"]), float(cell["lon"])
    if any("\0" in c for c in cell.values()):
        return Problem(at, "a NUL character", "", "save it as plain text, UTF-8", rejects=True)
    if not cell["name"]:
        return Problem(at, "no name", "", "write one, or take the line out", rejects=True)
    if lat is None or lon is None or not (abs(lat) <= 90 and abs(lon) <= 180):
        found = f"{cell['lat']}, {cell['lon']}"
        return Problem(at, "no position", shown(found), "write decimal degrees with a point: 36.19 and 44.01", rejects=True)
    if kind not in KINDS:
        return Problem(at, "unknown kind", shown(kind), nearest(kind, tuple(KINDS)), rejects=True)
    name = slug(cell["name"]) or "place"
    unique = name if name not in seen else f"{name}-{at.rpartition(':')[2]}"
    seen.add(unique)
    names = tuple(n for n in (cell["name"], *(a.strip() for a in cell.get("aliases", "").split(";"))) if n)
    return Listed(f"{unique}-own", names, *KINDS[kind], cell.get("country", "").upper()[:2], "", lat, lon, 0, None, at)

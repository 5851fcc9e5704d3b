"""Out into the tools that people use: one module a format, all over the same rows (``rows``), nothing looked up and nothing made up.

``export`` writes a folder for each format: its files, ``left-out.csv`` (the rows that the format cannot say, and why), and
``export.json`` (the kit's version, and the sha256 of every table that was read and of every file that was written).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from analystkit.errors import AnalystkitError
from analystkit.files import Step, one_step, sha256_of

if TYPE_CHECKING:  # the names of the formats are asked for by every command
    from analystkit.share.rows import Left, Told

FORMATS = {
    "xlsx": "a workbook with a sheet a table",
    "csv": "a CSV file a table, with datapackage.json, and edges.csv for diagrams",
    "sqlite": "one database, for Datasette and any SQL",
    "geojson": "a map's layer, for QGIS, kepler.gl, Datawrapper",
    "timelinejs": "a timeline, as its sheet and as JSON",
    "kml": "placemarks for Google Earth",
    "coding": "a line an event, to be coded",
    "timemap": "events for timemap",
    "ftm": "FollowTheMoney entities, for Aleph",
    "webannotation": "every row as a W3C annotation of its text",
    "labelstudio": "tasks to check the marks in Label Studio",
    "brat": "texts and marks to check in brat",
}
"""The formats by their names: each is the module of that name, whose ``write`` writes it into an empty folder."""


@dataclass(frozen=True, repr=False)
class Made:
    """A format as it was written: its folder, its files, and the rows that it could not say."""

    format: str
    folder: Path
    files: tuple[str, ...]
    left: tuple[Left, ...]

    def __repr__(self) -> str:
        left = f"; {len(self.left)} not as they are: {self.folder / 'left-out.csv'}" if self.left else ""
        return f"{self.format}: {self.folder} ({', '.join(self.files[:3])}{' …' if len(self.files) > 3 else ''}){left}"


def chosen(formats: Sequence[str]) -> list[str]:
    """The formats that were named, each once; ``all`` is every one. Raises AnalystkitError that lists them for any other name."""
    if unknown := [f for f in formats if f not in (*FORMATS, "all")]:
        raise AnalystkitError(f"no format {unknown[0]!r}; there are: all, {', '.join(FORMATS)}")
    return list(FORMATS) if "all" in formats else list(dict.fromkeys(formats))


def export(told: Told, formats: Sequence[str], out: str | Path, *, exact: bool = False) -> list[Made]:
    """Write some formats in one step, each into the folder of its name in ``out``, which is replaced whole, and only if an export wrote it.

    ``exact`` leaves out the ``'`` that keeps a spreadsheet from taking a text of a CSV file for a formula.
    """
    writers = {name: _writer(name) for name in chosen(formats)}
    for name in writers:  # as what is not installed, what must not be replaced is said before anything is written
        _check(Path(out) / name)
    with one_step(Path(out)) as step:
        made = [_one(step, told, name, write, Path(out) / name, exact) for name, write in writers.items()]
        told.check()
    return made


def _writer(name: str) -> Callable[..., Iterable[Left] | None]:
    try:
        write: Callable[..., Iterable[Left] | None] = import_module(f"analystkit.share.{name}").write
    except ModuleNotFoundError as error:
        raise AnalystkitError(f"{name}: {error.name} is not installed; pip install 'analystkit[{name}]'") from error
    return write


def _one(step: Step, told: Told, name: str, write: Callable[..., Iterable[Left] | None], folder: Path, exact: bool) -> Made:
    from analystkit.codebook.sheets import csv_bytes

    fresh = step.folder(folder)
    left = tuple(write(told, fresh, exact=exact) or ())
    files = tuple(sorted(p.relative_to(fresh).as_posix() for p in fresh.rglob("*") if p.is_file()))
    (fresh / "left-out.csv").write_bytes(csv_bytes(("row", "why"), ((x.row, x.why) for x in left)))
    sums = {file: sha256_of(fresh / file) for file in (*files, "left-out.csv")}
    about = {"analystkit": version("analystkit"), "format": name, "exact": exact, "tables": dict(told.hashes), "files": sums}
    (fresh / "export.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    return Made(name, folder, files, left)


def _check(folder: Path) -> None:
    """A folder is replaced only where an export wrote all that is in it, and nobody has changed it since: a sheet is there to be coded."""
    inside = [folder] if folder.is_file() else [p for p in folder.rglob("*") if p.is_file() and p.name[0] != "."]
    try:
        ours = json.loads((folder / "export.json").read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        ours = {}
    for path in sorted(inside):
        name = path.relative_to(folder).as_posix()
        if name != "export.json" and (name not in ours or sha256_of(path) != ours[name]):
            what = "was changed since" if name in ours else "no export wrote"
            raise AnalystkitError(f"{path}: {what}; move it, or name a new folder with --out")

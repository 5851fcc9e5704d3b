"""Row 9: commands that run at once, and whoever reads meanwhile: nothing is mixed, nothing absent, and nothing lost without a word."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from torture.faults import Commands, Done
from torture.scenario import times
from torture.written import Written, differing, litter, seen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="commands are forked")


def held(done: Done) -> bool:
    """Did it work? If not, it says who was in its way."""
    assert "Traceback" not in done.err and (done.status == 0 or "another run writes here: process" in done.err), done
    return done.status == 0


class Reader(threading.Thread):
    """Reads a folder again and again: opens it once, and then each of its files."""

    def __init__(self, folder: Path, generations: list[dict[str, bytes]]) -> None:
        super().__init__()
        self.folder, self.generations, self.ended = folder, generations, threading.Event()
        self.whole = self.gone = self.absent = self.mixed = self.other = 0

    def run(self) -> None:
        while not self.ended.wait(0.002):
            try:
                folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
            except FileNotFoundError:
                self.absent += 1
                continue
            read: dict[str, bytes] = {}
            with suppress(FileNotFoundError):
                read |= {name: self._read(folder, name) for name in os.listdir(folder)}
            if read in self.generations:
                self.whole += 1
            elif os.path.samestat(os.fstat(folder), os.stat(self.folder)):
                self.mixed += 1
            else:  # another generation has taken the place of this one, which is being cleared away
                self.gone += 1
            os.close(folder)
            name = next(iter(self.generations[0]))
            self.other += (self.folder / name).read_bytes() not in [g[name] for g in self.generations]

    @staticmethod
    def _read(folder: int, name: str) -> bytes:
        with open(os.open(name, os.O_RDONLY, dir_fd=folder), "rb") as file:
            return file.read()


@contextmanager
def reading(folder: Path, generations: list[dict[str, bytes]]) -> Iterator[Reader]:
    reader = Reader(folder, generations)
    reader.start()
    try:
        yield reader
    finally:
        reader.ended.set()
        reader.join()


def content(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_builds_into_one_folder_and_a_reader(
    commands: Commands, written: Callable[[str], Written], tmp_path: Path, figure: Callable[..., None]
) -> None:
    home = written("tables").copy(tmp_path)
    shutil.copytree(home / "seeds", home / "other")
    (home / "other" / "c.txt").write_text("Flood\n\nA flood killed four in Lund on 4 May 2019, police said.\n")
    generations = []
    for seeds in ("seeds", "other"):
        assert commands.run(home, "tables", seeds, "--out", "tables").status == 0
        generations.append(content(home / "tables"))
    assert generations[0] != generations[1]
    done: list[Done] = []
    with reading(home / "tables", generations) as reader:
        for _ in range(times(1, 6)):
            asked = [(home, ["tables", seeds, "--out", "tables"]) for seeds in ("seeds", "other") * times(2, 4)]
            done += commands.together(asked)
            assert content(home / "tables") in generations
    assert (reader.absent, reader.mixed, reader.other) == (0, 0, 0) and reader.whole
    assert litter(home) == []
    figure(9, "builds at once into one folder", len(done))
    figure(9, "of these, builds that said that another one writes there", sum(not held(d) for d in done))
    figure(9, "reads of the folder meanwhile: each of one generation", reader.whole)
    figure(9, "reads in which the folder was absent, mixed or torn", reader.absent + reader.mixed + reader.other)
    figure(9, "reads that found their generation taken away, as such", reader.gone)


def test_reports_and_tables_of_one_project_at_once(commands: Commands, written: Callable[[str], Written], tmp_path: Path) -> None:
    case = written("report")
    for _ in range(times(1, 8)):
        home = case.copy(tmp_path)
        words = [["report"], ["report"], ["tables", "seeds", "--out", "tables"]]
        assert all(map(held, commands.together([(home, w) for w in words])))
        shutil.rmtree(home / "tables")
        assert differing(seen(home), case.new) == [] and litter(home) == []
        shutil.rmtree(home)


def test_eight_adds_at_once(commands: Commands, tmp_path: Path, figure: Callable[..., None]) -> None:
    lost = said = 0
    for n in range(times(1, 12)):
        home = tmp_path / str(n)
        home.mkdir()
        for i in range(8):
            (home / f"{i}.csv").write_text(f"actor_id,name,kind,aliases,roles,metonyms,country,notes\nlee-{i},Lee {i}th,person,,,,,\n")
        done = commands.together([(home, ["add", f"{i}.csv", "--codebook", "book"]) for i in range(8)])
        with (home / "book" / "actors.csv").open() as file:
            there = {row["actor_id"] for row in csv.DictReader(file)}
        lost += len({f"lee-{i}" for i in range(8) if held(done[i])} - there)
        said += sum(d.status != 0 for d in done)
        assert litter(home) == [] and [p.name for p in (home / "book").iterdir()] == ["actors.csv"]
    figure(9, "eight `add` at once, lines lost", lost)
    figure(9, "eight `add` at once, refused with a word", said)
    assert lost == 0


def test_imports_and_days_at_once(commands: Commands, written: Callable[[str], Written], tmp_path: Path) -> None:
    case = written("date")
    home = case.copy(tmp_path)
    for i in range(times(2, 8)):
        (home / f"{i}.txt").write_text(f"Raid {i}\n\n" + f"Gunmen number {i} attacked Oslo on 3 May 2019, police said. " * 9)
    words = [["import", f"{i}.txt"] for i in range(times(2, 8))]
    words += [["date", name, "2019-05-04"] for name in ("a", "b", "raid-on-port")]
    assert all(map(held, commands.together([(home, w) for w in words])))
    receipts = [json.loads(line) for line in (home / "seeds" / "receipts.jsonl").read_text().splitlines()]
    assert len([r for r in receipts if "refused" not in r]) == times(2, 8) + 3
    assert [r["published"]["earliest"] for r in receipts if r["id"] in ("a", "b", "raid-on-port")] == ["2019-05-04"] * 3
    assert litter(home) == []


def test_an_export_while_its_tables_are_made_anew(commands: Commands, written: Callable[[str], Written], tmp_path: Path) -> None:
    case = written("export")
    home = case.copy(tmp_path)
    shutil.copytree(home / "seeds", home / "other")
    (home / "other" / "c.txt").write_text("Flood\n\nA flood killed four in Lund on 4 May 2019, police said.\n")
    hashes = []
    for seeds in ("seeds", "other"):
        assert commands.run(home, "tables", seeds, "--out", "tables").status == 0
        assert commands.run(home, "export", "csv").status == 0
        hashes.append(json.loads((home / "exports/csv/export.json").read_text())["tables"])
    for _ in range(times(1, 12)):
        words = [["tables", "seeds", "--out", "tables"], ["export", "csv", "kml"], ["tables", "other", "--out", "tables"]]
        _, export, _ = commands.together([(home, w) for w in words])
        assert export.status == 0 or "made anew while they were read" in export.err or "no tables" in export.err, export
        for name in ("csv", "kml"):
            assert json.loads((home / f"exports/{name}/export.json").read_text())["tables"] in hashes

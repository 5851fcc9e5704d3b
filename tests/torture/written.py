"""Every command that writes, each with a folder in which it has something to do, and how that looks before and after."""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from conftest import notebook

from analystkit.files import LOCK, finish
from torture.faults import NOTHING, Commands, Done, Fault
from torture.scenario import WHOLE

Seen = dict[str, bytes | None]
_OLD, _NEW = "killing nine guards", "killing six guards"
_TEXTS = {
    "a": "Raid\n\nRebels attacked Bergen in May 2019. Gunmen attacked Oslo on 3 May 2019.\n\n"
    "Judge Rana Tuzo met Judge Anton Tuzo in Lagos.\n",
    "b": f"Raid again\n\nRebels attacked Bergen on 9 May 2019, {_OLD}, police said.\n",
}
_PAGE = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>"
    + "<p>Gunmen attacked Oslo on 3 May 2019, police said.</p>" * 9
    + "</article>"
)


def _project(run: Run, home: Path) -> None:
    for folder in ("seeds", "notebooks", "data/codebook", "data/gazetteer"):
        (home / folder).mkdir(parents=True)
    for name, text in _TEXTS.items():
        (home / "seeds" / f"{name}.txt").write_text(text)
    (home / "data/codebook/case.toml").write_text('title = "Vale"\n')
    (home / "data/gazetteer/mine.csv").write_text("name,lat,lon,kind,country\nZhelgou,1,2,village,NO\n")
    cells = "from analystkit import Corpus\ncorpus = Corpus.load('../seeds')", "corpus.events"
    for name, sources in (("0-corpus", cells), ("1-more", ("1 + 1",))):
        (home / "notebooks" / f"{name}.ipynb").write_text(json.dumps(notebook(*sources)))


def _edited(home: Path) -> None:
    path = home / "seeds" / "b.txt"
    path.write_text(path.read_text().replace(_OLD, _NEW))


def _tables(run: Run, home: Path) -> None:
    _project(run, home)
    run("tables", "seeds", "--out", "tables")
    _edited(home)


def _report(run: Run, home: Path) -> None:
    """A report of before, and what is kept of the notebooks that ran since: so what is left to be done is to write."""
    _project(run, home)
    run("report")
    shutil.copytree(home, home / "before")
    _edited(home)
    run("report")
    for name in ("site", "notebooks"):
        shutil.rmtree(home / name)
        (home / "before" / name).rename(home / name)
    shutil.rmtree(home / "before")


def _accept(run: Run, home: Path) -> None:
    _project(run, home)
    run("accept")
    _edited(home)


def _import(run: Run, home: Path) -> None:
    _project(run, home)
    (home / "in").mkdir()
    for name in ("Port", "Vale"):
        (home / "in" / f"{name}.html").write_text(_PAGE.format(f"Raid on {name}").replace("3 May", f"{len(name)} May, in {name}"))
    run("import", "in/Port.html")


def _renew(run: Run, home: Path) -> None:
    _import(run, home)
    (home / "seeds/raid-on-port.txt").write_text("Another text.")


def _suggested(run: Run, home: Path) -> None:
    _project(run, home)
    run("suggest")
    (home / "suggested-places.csv").write_text(
        "place_id,name,kind,country,lat,lon,precision,aliases,notes\nzhelgou,Zhelgou,city,NO,1,2,city,,\nnowhere,Nowhere,city,NO,,,city,,\n"
    )


def _upgrade(run: Run, home: Path) -> None:
    """A case whose Makefile and README are as an older kit wrote them."""
    run("new", ".", "--title", "Vale")
    state, old = home / "analystkit.toml", hashlib.sha256(b"old\n").hexdigest()
    for name in ("Makefile", "README.md"):
        (home / name).write_text("old\n")
        state.write_text(re.sub(rf'("{name}" = )".*"', rf'\1"{old}"', state.read_text()))


def _export(run: Run, home: Path) -> None:
    _project(run, home)
    run("tables", "seeds", "--out", "tables")
    run("export", "csv", "geojson", "kml")
    _edited(home)
    run("tables", "seeds", "--out", "tables")


def _empty(run: Run, home: Path) -> None:
    home.mkdir()


Run = Callable[..., Done]
COMMANDS: dict[str, tuple[Callable[[Run, Path], None], tuple[str, ...], str]] = {
    "tables": (_tables, ("tables", "seeds", "--out", "tables"), ""),
    "report": (_report, ("report",), ""),
    "accept": (_accept, ("accept",), ""),
    "new": (_empty, ("new", "case", "--title", "Vale"), ""),
    "import": (_import, ("import", "in"), ""),
    "renew": (_renew, ("import", "--renew", "raid-on-port"), ""),
    "date": (_import, ("date", "raid-on-port", "2019-05-04"), ""),
    "suggest": (_project, ("suggest",), ""),
    "add": (_suggested, ("add",), ""),
    "review": (_project, ("review",), "s\n"),
    "drop": (_project, ("drop", "oslo-attack-2019-05-03"), ""),
    "upgrade": (_upgrade, ("upgrade",), ""),
    "export": (_export, ("export", "csv", "geojson", "kml"), ""),
}
"""Each with what makes its folder, its words, and what is typed."""


@dataclass
class Written:
    """A command, its folder before it ran, and how the folder looks before and after."""

    name: str
    words: tuple[str, ...]
    keys: str
    folder: Path
    old: Seen
    new: Seen
    steps: int
    seconds: float
    commands: Commands = field(repr=False)

    def copy(self, place: Path) -> Path:
        """The folder as it was before, somewhere."""
        return Path(shutil.copytree(self.folder, place / f"{self.name}-{time.monotonic_ns()}"))

    def run(self, home: Path, fault: Fault = NOTHING) -> Done:
        return self.commands.run(home, *self.words, fault=fault, keys=self.keys)

    def recovered(self, home: Path) -> Seen:
        """How the folder looks to the next that reads there."""
        for path in (home, home / "tables", home / "data" / "codebook", home / "exports", home / "case"):
            finish(path)
        return seen(home)

    def goes_on(self, home: Path) -> None:
        """The next run makes it whole, and nothing lies about."""
        before = seen(home)
        done = self.run(home)
        assert before == self.new or done.status == 0, done  # `suggest` and `add` say that it is done
        assert "Traceback" not in done.err, done.err
        assert differing(seen(home), self.new) == [], self.name
        assert litter(home) == []


def made(name: str, commands: Commands, place: Path) -> Written:
    """A command of the table, with its folder."""
    before, words, keys = COMMANDS[name]
    home = place / name

    def run(*words: str) -> Done:
        done = commands.run(home, *words)
        assert done.status == 0, done
        return done

    if before is _upgrade:
        home.mkdir()
    before(run, home)
    begun = Written(name, words, keys, home, seen(home), {}, 0, 0.0, commands)
    after, since = begun.copy(place), time.monotonic()
    done = begun.run(after)
    begun.seconds, begun.steps, begun.new = time.monotonic() - since, done.steps, seen(after)
    assert done.status == 0 and begun.new != begun.old and not litter(after), (done, litter(after))
    shutil.rmtree(after)
    return begun


def _ours(name: str) -> bool:
    return name.startswith((".analystkit-new-", ".places-")) or name.endswith(LOCK)


def seen(home: Path) -> Seen:
    """Files with their bytes, and folders; without what the kit keeps for itself."""
    paths = (p for p in home.rglob("*") if ".cache" not in p.parts and not any(map(_ours, p.relative_to(home).parts)))
    return {p.relative_to(home).as_posix(): p.read_bytes() if p.is_file() else None for p in paths}


def litter(home: Path) -> list[str]:
    """What a run that ended should not have left."""
    return [str(p) for p in home.rglob(".*") if _ours(p.name) and not re.fullmatch(r"\.places-\w+\.sqlite", p.name)]


def differing(one: Seen, two: Seen) -> list[str]:
    return sorted(name for name in one.keys() | two.keys() if one.get(name, b"-") != two.get(name, b"-"))


def chosen(steps: int, part: int) -> list[int]:
    """All steps, or some of the latter half, in which things are moved."""
    return [*range(1, steps + 1)] if WHOLE else sorted(random.Random(steps).sample(range(1 + steps // 2, steps + 1), min(part, steps // 2)))

"""What the kit shows, gives to other tools and says, of one small case and of some files, as lines that a person can read.

The case is ``tests/shown``: invented articles in plain sentences, so that a better rule of reading changes little here. Every command runs
on it as a user types it, and what comes of it becomes lines: what was printed, each page's words with where they lead, the cells of sheets,
the fields of exports; and a checksum of each whole file without its styles and scripts, for what words do not show. ``accepting.py`` keeps
them. Bytes that hold an hour or a version are left out.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, closing, redirect_stderr, redirect_stdout
from html.parser import HTMLParser
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from reading import remembering
from test_import import READ, put
from test_views import FRAMES, all_views, frame

from analystkit import Corpus, show
from analystkit.__main__ import main, parser
from analystkit.frames import rows_of
from analystkit.publish.score import score
from analystkit.records import STATUSES
from analystkit.show.finding import stated
from analystkit.show.pages import pages
from analystkit.show.view import View

HERE = Path(__file__).parent / "shown"
CASE = (
    ("review", "--list"),
    ("suggest",),
    ("add",),
    ("report", "--single-file"),
    ("tables", "seeds", "--out", "tables"),
    ("export", "all"),
    ("score", "exports/brat", "--tables", "tables"),
    ("score", "corrected", "--tables", "tables"),
    ("upgrade", "--dry-run"),
    ("date", "d-undated", "2019-05-02..2019-05-03"),
    ("check",),
    ("accept",),
    ("check",),
    ("cache",),
    ("cache", "--clear"),
    ("tables", "none", "--out", "out"),
    ("tables", "seeds", "--codebook", "broken", "--out", "out"),
    ("export", "png", "--out", "out"),
)
"""What is done with the case, in this order. Between, some of its files change."""
_GOLD = HERE.parent / "gold" / "published.jsonl"
_OUTSIDE = re.compile(rf"sha256-[^&']+|\b[0-9a-f]{{12,64}}\b|\b[\d.]+ MB\b|analystkit {re.escape(version('analystkit'))}")
_ELSEWHERE = {"SHA256SUMS", "report.html", "README.md", "noUiSlider-LICENSE.md", "accepted.json"}
"""Files whose words are those of other files, or of the kit's own documents."""
_NAMES = {"event_id", "place_id", "actor_id", "speaker_id", "utterance_id", "claim_id", "conflict_id"}
_COUNTED = re.compile(r"\d.*\b(more|further|others?|of \d)|\b(more|further|others?|of) .*\d")
"""Lines that say how much there is, or that not all of it is shown."""
_UNSEEN = re.compile(r"(?s)<(style|script)\b.*?</\1>|data:[^\"')]+")
"""What is of other bytes where nothing that is shown is another: checksums, sizes of what is kept, the kit's version."""


def lines(home: Path) -> Iterator[str]:
    """All of it, made in a new folder."""
    yield from _said(home, "new", "case", "--title", "Strikes on Vale & <Moor>", "--from", "2019-01-01", "--to", "2020-12-31", "--private")
    case = home / "case"
    shutil.copytree(HERE / "seeds", case / "seeds", dirs_exist_ok=True)
    shutil.copytree(HERE / "codebook", case / "data" / "codebook", dirs_exist_ok=True)
    shutil.copytree(HERE / "broken", case / "broken")
    for n, command in enumerate(CASE):
        if command[:2] == ("score", "corrected"):
            shutil.copytree(case / "exports" / "brat", case / "corrected")
            corrected = case / "corrected" / "a-post.ann"
            corrected.write_text(_corrected(corrected.read_text("utf-8")), "utf-8")
        if command == ("date", "d-undated", "2019-05-02..2019-05-03"):
            made = [line for name in ("tables", "site", "exports", "notebooks") for line in _folder(case, name)]
            for path in sorted((case / "notebooks").iterdir())[1:4]:
                path.unlink()
        if command == ("check",) and CASE[n - 1] == ("accept",):
            changed = case / "seeds" / "b-wire.txt"
            changed.write_text(changed.read_text("utf-8").replace("killing 14", "killing 15"), "utf-8")
        yield from _said(case, *command)
    yield from made
    yield from _folder(case, "data")
    put(home / "saved", {name: data for name, data, *_ in READ if not name.endswith(".docx")})  # which holds the second it was written
    yield from _said(home, "new", "inbox", "--title", "Saved")
    yield from _said(home / "inbox", "import", "../saved")
    yield from _said(home / "inbox", "import", "../saved/a.html", "../saved/none.html")
    yield from _folder(home / "inbox", "seeds")
    for action in next(a for a in parser()._actions if isinstance(a.choices, dict)).choices.items():
        yield from _options(*action)
    for name, view in _views(FRAMES):
        yield f"= show.{name} {_sum(_UNSEEN.sub('', view.html))}"
        yield from _Words(view.html).lines
    for name, view in _views(_many()):
        yield f"= show.{name} of much {_sum(_UNSEEN.sub('', view.html))}"
        yield from islice((line for line in _Words(view.html).lines if _COUNTED.search(line)), 9)


def of_corpus(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """What is shown, given and said of a corpus: the kind of page, view or export, and a checksum of each of them."""
    made = pages(corpus, {})
    for name, page in [*made.pages, *made.front()]:
        kind, _, _ = name.rpartition("/")
        yield f"pages {kind}" if kind else f"page {name}", f"{name} {_sum(_UNSEEN.sub('', page))}"
    yield "printed", "\n".join(made.printed)
    places, events, claims = corpus.places, corpus.events, corpus.claims
    exact = places[places["precision"].isin(["point", "district", "city"]) & (places["use"] == "locative")]
    views = {
        "overview": show.overview(corpus),
        "articles": show.articles(corpus.articles),
        "set_aside": show.set_aside(corpus.segments),
        "tagged": show.tagged({name: corpus.table(name) for name in ("times", "places", "actors", "statements", "mentions", "claims")}),
        "problems": show.problems(corpus.problems()),
        "chronology": show.chronology(events),
        "undated": show.table(events[events["earliest"].isna()], ["title", "status", "latest", "n_articles"], "Not dated"),
        "geography": show.geography(places, events),
        "still_map": show.still_map(places, events),
        "distances": show.table(show.distances(exact, exact["place_id"].unique()[:9]), caption="Distances"),
        "statements": show.statements(corpus.statements),
        "when_said": show.when_said(corpus.statements),
        "utterances": show.utterances(corpus.statements),
        "lookalikes": show.lookalikes(corpus.statements),
        "answers": show.answers(corpus.statements, corpus.mentions),
        "ledger": show.ledger(corpus.conflicts, claims),
        "finding": stated("Killed", claims[claims["attribute"] == "killed"], "value"),
        "candidates": show.table(corpus.candidates, caption="May be one"),
        "suggested actors": show.table(corpus.suggest_aliases(), caption="Actors"),
        "suggested places": show.table(corpus.suggest_places(), caption="Places"),
        "corrections": show.table(corpus.corrections(), caption="Corrections"),
    }
    for name, view in views.items():
        yield f"show.{name}", _sum(_UNSEEN.sub("", view.html))
    yield "summary", "\n".join([corpus.summary(), *corpus.warnings()])
    if any(row["article"] in {a.id for a in corpus.texts} for row in map(json.loads, _GOLD.read_text("utf-8").splitlines())):
        yield "score", str(score(_GOLD.parent, corpus.rows))
    with tempfile.TemporaryDirectory() as folder:
        corpus.export("all", folder)
        for line in _folder(Path(folder), "."):
            if line.startswith("= "):
                yield f"export {line.split('/')[0][2:]}", line


def _views(frames: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, View]]:
    """Every view of some tables."""
    frames = remembering(frames)
    yield from all_views(frames).items()
    claims = frames["claims"]
    killed = claims[claims["attribute"] == "killed"]
    yield "finding", stated("Killed", killed, "value")
    columns = "article start end text place_id name kind country lat lon precision use rule"
    how = ("point", "city", "district", "region", "country")
    rows = [
        (
            *(c[k] for k in columns.split()[:4]),
            f"p{n}",
            f"Place {n}",
            "city",
            "XA",
            40 + n % 13,
            30 + n % 17 / 2,
            how[n % 5],
            "locative",
            "x",
        )
        for n, c in enumerate(rows_of(claims))
    ]
    shown = remembering(dict(frames) | {"places": frame(columns, *rows)})["places"]
    yield "geography", show.geography(shown)
    yield "still_map", show.still_map(shown)


def _many() -> dict[str, pd.DataFrame]:
    """The rows of the small tables again and again: of other articles and days, every second time of other events, too."""

    def again(row: dict[str, Any], n: int) -> dict[str, Any]:
        other = {k: f"{v}-{n}" for k, v in row.items() if v and (k == "article" or (k in _NAMES and n % 2))}
        days = {k: f"{1998 + n // 12}-{n % 12 + 1:02}{str(v)[7:]}" for k, v in row.items() if v and k in ("earliest", "latest")}
        status = {"status": STATUSES[n % len(STATUSES)]} if row.get("status") else {}
        return row | other | days | status | ({"value": row["value"] + n} if isinstance(row.get("value"), int) else {})

    return {name: pd.DataFrame([again(r, n) for n in range(90) for r in rows_of(told)], dtype=object) for name, told in FRAMES.items()}


def _corrected(annotated: str) -> str:
    """What a person may make of annotations: every ninth taken out, a place that is an actor, and one that is new."""
    lines = annotated.splitlines()
    spans = [line for line in lines if line.startswith("T")]
    gone = {line.split("\t")[0] for line in spans[::9]}
    kept = [line for line in lines if not gone & set(re.split(r"[\t :]", line))]
    first = next(n for n, line in enumerate(kept) if re.match(r"T\d+\tplace ", line))
    kept[first] = kept[first].replace("\tplace ", "\tactor ")
    return "\n".join([*kept, "T999\tclaim-killed 0 6\tStrike"]) + "\n"


def _folder(case: Path, name: str) -> Iterator[str]:
    for path in sorted(p for p in (case / name).rglob("*") if p.is_file() and p.suffix != ".parquet" and p.name not in _ELSEWHERE):
        yield from _file(path.relative_to(case).as_posix(), path)


def _options(name: str, command: Any) -> Iterator[str]:
    """A command's options, with what is said of them."""
    yield f"= analystkit {name} --help"
    for a in command._actions:
        yield f"{' '.join(a.option_strings) or a.dest} | {a.default} | {a.choices or ''} | {a.help}"


def _said(folder: Path, *command: str) -> Iterator[str]:
    """A command, what it printed, and how it ended."""
    if command[0] in {"report", "accept", "check"}:  # their kernels are children of a process that has loaded nothing else
        done = subprocess.run(
            [sys.executable, "-m", "analystkit", *command], cwd=folder, capture_output=True, encoding="utf-8", check=False
        )
        status, said = done.returncode, done.stdout + done.stderr
    else:
        with chdir(folder), redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
            status = main(list(command))
        said = out.getvalue() + err.getvalue()
    yield f"$ analystkit {' '.join(command)}"
    printed = (line.replace(str(folder), "FOLDER") for line in said.splitlines())
    ran, rest = list[str](), list[str]()
    for line in printed:  # notebooks run side by side, and are named as they end; what is kept is named after the kit's own bytes
        (ran if line.startswith(("ran ", ".cache")) else rest).append(_OUTSIDE.sub("…", line))
    yield from sorted({re.sub(r"\d+ results?", "…", line) for line in ran})
    yield from rest
    if status:
        yield f"(ended with {status})"


def _file(name: str, path: Path) -> Iterator[str]:
    """A file's words, below its name and the checksum of what they do not show."""
    match path.suffix:
        case ".html":
            words = list(_Words(path.read_text("utf-8")).lines)
            whole = _UNSEEN.sub("", path.read_text("utf-8"))
        case ".xlsx":
            words = [" | ".join("" if cell is None else str(cell) for cell in row) for row in _cells(path)]
            whole, words = "\n".join(words), [line for line in words if line.startswith("[")]
        case ".sqlite":
            with closing(sqlite3.connect(path)) as base:
                words = [line for line in base.iterdump() if line.startswith("CREATE")]
                whole = "\n".join(base.iterdump())
        case ".ipynb":
            words, whole = [], "\n".join(_shown_there(path))
        case _:
            whole = path.read_text("utf-8")
            words = list(_beginning(name, whole))
    yield f"= {name} {_sum(whole)}"
    yield from (" ".join(_OUTSIDE.sub("…", line).split()) for line in words if line.strip())


def _sum(text: str) -> str:
    return hashlib.sha256(_OUTSIDE.sub("…", text).encode()).hexdigest()[:8]


def _cells(path: Path) -> Iterator[tuple[object, ...]]:
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        yield (f"[{sheet.title}]",)
        yield from sheet.iter_rows(values_only=True)


def _shown_there(path: Path) -> Iterator[str]:
    """What stands below the cells of a notebook, without styles and scripts."""
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            for kind, data in output.get("data", {}).items():
                text = "".join(data) if isinstance(data, list) else str(data)
                yield f"{kind} {_UNSEEN.sub('', text)}"


def _beginning(name: str, whole: str) -> Iterator[str]:
    """Of a file of rows or fields: the problems whole, of all else its first rows, since what they tell stands on the pages in full."""
    if name.endswith((".jsonl", ".jsonld", ".ann", ".ftm.json")):
        yield from whole.splitlines() if "problems" in name else (line[:600] for line in whole.splitlines()[:1])
    elif name.endswith((".json", ".geojson")):
        yield from islice(_fields(json.loads(whole), ""), 40)
    elif "left-out" in name or "codebook" in name or name.endswith((".conf", ".xml")):
        yield from whole.splitlines()
    elif name.endswith(".csv"):
        yield from (" | ".join(row) for _, row in zip(range(2), csv.reader(io.StringIO(whole)), strict=False))
    else:
        yield from (line[:300] for line in whole.splitlines()[:6])


def _fields(value: Any, where: str) -> Iterator[str]:
    """The fields of a JSON file, the first of each list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _fields(inner, f"{where}.{key}")
    elif isinstance(value, list) and value and isinstance(value[0], (dict, list)):
        yield from _fields(value[0], f"{where}[{len(value)}]")
    else:
        yield f"{where}: {' '.join(str(value).split())[:200]}"


class _Words(HTMLParser):
    """The words of a page, a line a paragraph or a cell; where a link leads, and what is said to those who hear or point."""

    BLOCKS = frozenset("p div li tr h1 h2 h3 h4 h5 section figure figcaption summary details table caption nav option text".split())

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._now: list[str] = []
        self._unseen = 0
        self.feed(html)
        self.close()
        self._end()

    def _end(self) -> None:
        if line := " ".join("".join(self._now).split()):
            self.lines.append(line)
        self._now = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"style", "script", "nav"}:
            self._unseen += 1
        if tag in self.BLOCKS:
            self._end()
        if tag in {"td", "th"} and "".join(self._now).strip():
            self._now.append(" | ")
        given = dict(attrs)
        for name in () if self._unseen else ("title", "aria-label", "alt"):
            if given.get(name):
                self._now.append(f" [{given[name]}] ")
        if not self._unseen and tag == "a" and given.get("href") and "#" not in given["href"]:  # type: ignore[operator]
            self._now.append(f" →{given['href']} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"style", "script", "nav"}:
            self._unseen -= 1
        if tag in self.BLOCKS:
            self._end()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._now.append(data)

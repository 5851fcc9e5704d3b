"""Folders as they come: links in circles, pipes, devices, names of every kind, what may not be read. All is named, the rest is read."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from torture.scenario import Ran, run, times

TEXT = "Twelve people were killed in Tripoli on 3 March 2011."
ODD_NAMES = [
    b"con.txt", b"COM1.txt", b"index.txt", b"report.txt", b"nul.txt", b"<b>.txt", b"b-507ca5a2.txt", b"b-507ca5a2742e5330.txt",
    b"a1.txt", b"A1.txt", "é.txt".encode(), "e\u0301.txt".encode(), b"caf\xe9.txt", b"new\nline\ttab.txt", b"-rf.txt", b"..%2f..%2fetc.txt",
    b"=cmd|' C calc'!A0.txt", b" lead and trail .txt", "\u202etxt.exe.txt".encode(), b"n" * 251 + b".txt", "ㅎ".encode() * 83 + b".txt",
    b"{{7*7}}.txt", b"$(id).txt", b"a.txt.txt",
]  # fmt: skip
LINKS = {
    "self.txt": "self.txt", "one.txt": "two.txt", "two.txt": "one.txt", "below.txt": "good.txt/y",
    "far.txt": "n" * 300, "gone.txt": "nothing", "loop": "loop", "round": ".", "up": "..", "page.html": "page.html",
    "zero.txt": "/dev/zero", "passwd.txt": "/etc/passwd", "mem.txt": "/proc/self/mem", "tty.txt": "/dev/tty",
}  # fmt: skip
# As root nothing is refused, unless root may no longer pass over what files allow
NO_PASSING_OVER = (
    "import os, sys; os.execvp('setpriv', ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-all', "
    "sys.executable, '-m', 'analystkit', *sys.argv[1:]])"
)


def _odd(folder: Path) -> Path:
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT)
    for name, leads in LINKS.items():
        (folder / name).symlink_to(leads)
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "pipe.html")
    (folder / "folder.txt").mkdir()
    return folder


def _named(ran: Ran, names: set[str]) -> set[str]:
    """The names of which no line of the output says anything."""
    assert (ran.status, ran.traceback) == (0, False), ran.err[-2000:]
    said = {name for line in ran.err.splitlines() for name in line.removeprefix("! ").partition(": ")[0].split(", ")}
    return names - said


@pytest.mark.parametrize("command", ["tables", "import"])
def test_odd_links_and_pipes_cost_no_other_file(tmp_path: Path, figure: Callable[[int, str, object], None], command: str) -> None:
    _odd(tmp_path / "odd")
    ran = run(command, "odd", "--out" if command == "tables" else "--into", "made", cwd=tmp_path, seconds=100)
    unsaid = _named(ran, {*LINKS, "pipe.txt", "pipe.html"})
    figure(15, f"odd links and pipes named by {command}, of {len(LINKS) + 2}", len(LINKS) + 2 - len(unsaid))
    assert unsaid == set()
    assert "1 article" in ran.out
    assert not any(b"root:" in file.read_bytes() for file in (tmp_path / "made").rglob("*") if file.is_file())


def test_what_may_not_be_read_is_named(tmp_path: Path, figure: Callable[[int, str, object], None]) -> None:
    root = os.geteuid() == 0
    if root and not shutil.which("setpriv"):
        pytest.fail("setpriv is not installed: as root nothing is refused")
    folder = tmp_path / "odd"
    (folder / "closed").mkdir(parents=True)
    for name in ("good.txt", "closed/in.txt", "no.txt", "no.html"):
        (folder / name).write_text(TEXT)
    closed = [folder / name for name in ("no.txt", "no.html", "closed")]
    for path in closed:
        path.chmod(0)
    program = ("-c", NO_PASSING_OVER) if root else ("-m", "analystkit")
    try:
        read = run("tables", "odd", "--out", "tables", cwd=tmp_path, program=program, seconds=100)
        brought = run("import", "odd", "--into", "case", cwd=tmp_path, program=program, seconds=100)
    finally:
        for path in closed:
            path.chmod(0o700)
    unsaid = [*_named(read, {"no.txt", "no.html", "closed"}), *_named(brought, {"no.txt", "no.html", "closed"})]
    figure(15, "files and folders that may not be read, named by tables and import, of 6", 6 - len(unsaid))
    assert unsaid == []
    assert "1 article read" in read.out and "1 article imported" in brought.out


def test_every_article_has_a_page_of_its_own(tmp_path: Path, figure: Callable[[int, str, object], None]) -> None:
    from analystkit.show.view import page_name

    folder = tmp_path / "odd"
    folder.mkdir()
    for i, name in enumerate(ODD_NAMES):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(f"Article {i}. {TEXT}".encode())
    ran = run("tables", "odd", "--out", "tables", cwd=tmp_path, seconds=100)
    assert (ran.status, ran.traceback) == (0, False), ran.err[-2000:]
    rows = [json.loads(line) for line in (tmp_path / "tables" / "articles.jsonl").read_text("utf-8").splitlines()]
    pages = {page_name(row["article"]).casefold() for row in rows}
    devices = {f"{name}.html" for name in ("con", "prn", "aux", "nul", "com1", "lpt1", "index", "report")}
    figure(15, f"odd names whose article has a page of its own, of {len(ODD_NAMES)}", len(pages - devices))
    assert len(rows) == len(pages) == len(ODD_NAMES) and pages.isdisjoint(devices)
    assert all(page.isascii() and len(page) < 100 for page in pages)


def test_many_files(tmp_path: Path, figure: Callable[[int, str, object], None]) -> None:
    n, articles = times(600, 50_000), times(30, 1_000)
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(n):
        (folder / f"f{i}.{'txt' if i < articles else 'dat'}").write_text(f"{TEXT} It was the {i}th.")
    ran = run("tables", "many", "--out", "tables", cwd=tmp_path, seconds=900)
    assert (ran.status, ran.traceback) == (0, False), ran.err[-2000:]
    said = (tmp_path / "tables" / "problems.jsonl").read_text("utf-8")
    named = sum(f'"f{i}.dat"' in said for i in range(articles, n)) if n < 1000 else said.count("skipped: not .txt")
    figure(15, f"files of a large folder read or named, of {n:,}", articles + named)
    assert f"{articles:,} articles read" in ran.out.replace(f"{articles} articles", f"{articles:,} articles") and named == n - articles

"""The wheel alone: built, installed in a fresh environment outside the checkout, and used from there as a user uses it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
import urllib.request
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from socket import socket

import pytest

from analystkit.new.wheel import wheel
from torture.scenario import WHOLE, Ran, run

ROOT = Path(__file__).parents[2]
PAGE = """<html lang="en"><head><title>Raid on Vale</title><meta property="article:published_time" content="2019-05-04"></head>
<body><article><h1>Raid on Vale</h1><p>VALE, Norland, May 4, 2019 (Wire) - Gunmen attacked the town of Mosul on 3 May 2019, and the
attack killed 12 guards, a spokesman said on Saturday.</p><p>“We know who did it,” the mayor, Ann Lee, told reporters on Saturday in the
town hall. Three more people were injured near Erbil, police said, and the road to the town was closed for two days.</p></article></body>
</html>"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment in which the wheel is, and nothing of the checkout. Whole: as setuptools builds it, with the packages
    that pip gets for it; in part: as a case carries it, with the packages of these tests."""
    folder = tmp_path_factory.mktemp("alone")
    subprocess.run([sys.executable, "-m", "venv", *([] if WHOLE else ["--without-pip"]), folder / "env"], check=True)
    made = folder / "env" / "bin" / "python"
    if WHOLE:
        clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        packed = subprocess.run(["git", "-C", ROOT, "archive", "HEAD"], check=True, capture_output=True).stdout
        (folder / "source").mkdir()
        subprocess.run(["tar", "-x", "-C", folder / "source"], input=packed, check=True)
        for words in (("wheel", "--no-deps", "-w", "dist", "./source"), ("install", "dist/{name}[import,xlsx]", "jupyterlab>=4.4,<5")):
            name = next((p.name for p in (folder / "dist").glob("*.whl")), "")
            command = [made, "-m", "pip", *(word.format(name=name) for word in words)]
            subprocess.run(command, check=True, cwd=folder, env=clean, capture_output=True, timeout=1800)
        [built] = (folder / "dist").glob("analystkit-*.whl")
        assert contents(built.read_bytes(), folder / "a.zip") == contents(wheel(), folder / "b.zip")
    else:
        [site] = (folder / "env" / "lib").glob("python*/site-packages")
        (folder / "kit.whl").write_bytes(wheel())
        zipfile.ZipFile(folder / "kit.whl").extractall(site)
        (site / "packages.pth").write_text("\n".join(p for p in sys.path if p.endswith("site-packages")) + "\n")
    return made


def contents(data: bytes, at: Path) -> dict[str, int]:
    """The files of a wheel that are the kit's own, by their checksums."""
    at.write_bytes(data)
    return {i.filename: i.CRC for i in zipfile.ZipFile(at).infolist() if ".dist-info/" not in i.filename}


def alone(python: Path, *words: str | Path, cwd: Path, seconds: float = 120) -> Ran:
    """A command of the kit that is installed there; nothing tells it of this checkout."""
    program = ("-c", f"import os, sys; os.execv({str(python)!r}, [{str(python)!r}, '-m', 'analystkit', *sys.argv[1:]])")
    return run(*words, cwd=cwd, env={"PYTHONPATH": ""}, program=program, seconds=seconds)


def test_the_wheel_alone_goes_the_whole_way(python: Path, tmp_path: Path, figure: Callable[[int, str, object], None]) -> None:
    where = "import analystkit, importlib.metadata as m; print(analystkit.__file__); print(m.version('analystkit'))"
    told = subprocess.run([python, "-c", where], cwd=tmp_path, env={"PATH": "/usr/bin"}, capture_output=True, text=True, check=True).stdout
    place, said = told.split()
    assert Path(place).is_relative_to(python.parents[1]) and said == version("analystkit")
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    case = tmp_path / "case"
    way: list[tuple[Path, tuple[str, ...]]] = [(tmp_path, ("new", "case", "--title", "Strikes")), (case, ("import", "../page.html"))]
    way += [(case, ("tables", "seeds", "--out", "tables")), (case, ("export", "all" if WHOLE else "csv"))]
    if WHOLE:
        way += [(case, ("report", "--single-file")), (case, ("accept",)), (case, ("check",)), (case, ("report",))]
        way += [(case, (name,)) for name in ("suggest", "add", "cache")] + [(case, ("review", "--list")), (case, ("upgrade", "--dry-run"))]
    worked = []
    for folder, words in way:
        ran = alone(python, *words, cwd=folder)
        assert ran.status == 0 and not ran.traceback, (words, ran.out, ran.err)
        worked.append(words[0])
    assert [json.loads(line)["type"] for line in (case / "tables" / "events.jsonl").read_text("utf-8").splitlines()]
    if WHOLE:
        assert "12" in (case / "site" / "index.html").read_text("utf-8")
        worked.append(opened(python, case))
    figure(17, "commands that work from the wheel alone", " ".join(dict.fromkeys(worked)))


def opened(python: Path, case: Path) -> str:
    """``lab`` answers on this machine, and ends when it is asked to."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    words = [python, "-m", "analystkit", "lab", "--no-browser", f"--port={port}"]
    with (case.parent / "log").open("w") as log:
        server = subprocess.Popen(words, cwd=case, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        for _ in range(600):
            told = (case.parent / "log").read_text("utf-8")
            if (said := re.search(r"http://127\.0\.0\.1\S+token=(\w+)", told)) or server.poll() is not None:
                break
            time.sleep(0.2)
        assert said, told
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/contents/notebooks?token={said[1]}", timeout=60) as answer:
            assert {n["name"] for n in json.load(answer)["content"]} >= {"0-corpus.ipynb", "1-chronology.ipynb"}
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(60)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(60)
    return "lab"


def test_the_version_is_one() -> None:
    """What the package says, what is cited, and what the changelog tells of."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    cited = re.search(r"^version: (\S+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.M)
    told = re.search(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert cited and told and cited[1] == stated == told[1]

"""What is installed is what was chosen, file by file; and what is installed asks nobody for anything, and answers nobody elsewhere."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from socket import socket
from typing import Any
from zipfile import ZipFile

import pytest

from torture.scenario import run, times

ROOT = Path(__file__).parents[2]
KIT = ROOT / "analystkit" / "new" / "files"
LOCKS = (KIT / "installer.txt", KIT / "constraints.txt", ROOT / "constraints.txt", ROOT / "tests" / "ftm" / "constraints.txt")
Pins = dict[tuple[str, str], tuple[str, ...]]


def pins(path: Path) -> Pins:
    """The packages of a file of constraints at their versions, with their hashes; every line is one of these, or a comment."""
    found: Pins = {}
    for entry in re.sub(r" *\\\n +", " ", path.read_text("utf-8")).splitlines():
        if not entry.startswith("#"):
            m = re.fullmatch(r"([a-z0-9.-]+)==([^\s;]+)(?: ; [^#]+?)?((?: --hash=sha256:[0-9a-f]{64})+)", entry)
            assert m, entry
            found[m[1], m[2]] = tuple(re.findall(r"[0-9a-f]{64}", m[3]))
    return found


def test_every_package_has_one_version_a_python_and_the_hashes_of_its_files(figure: Callable[..., None]) -> None:
    installer, case, tests, ftm = map(pins, LOCKS)
    assert {name for name, _ in installer} == {"setuptools", "uv"}
    assert case.items() <= tests.items()  # what a case gets is what was tested
    assert {name for name, _ in ftm} & {name for name, _ in tests} == {name for name, _ in ftm.keys() & tests.keys()}
    whole = installer | tests | ftm
    figure(16, "packages that are installed, each with the hashes of its files", len(whole))
    figure(16, "hashes, for every system and Python", sum(map(len, whole.values())))


INSTALLS = ["Makefile", "README.md", *(f"analystkit/new/files/{name}" for name in ("Makefile", "README.md", "github.yml", "gitlab.yml"))]
ALLOWED = ("--require-hashes -r ", "--no-deps -e .", " -r requirements.txt")
"""What installs may ask for: a file with hashes, the kit's own folder; in a case, behind these, the kit's own file and its owner's."""


@pytest.mark.parametrize("file", INSTALLS)
def test_nothing_is_installed_without_its_hash(file: str) -> None:
    lines = [x for x in (ROOT / file).read_text("utf-8").splitlines() if re.search(r"\bpip install|\$\(INSTALL\)", x)]
    lines = [x for x in lines if not any(other in x for other in ("echo $(BIN)", "nbdime", "analystkit["))]
    assert lines and [x for x in lines if not any(a in x for a in ALLOWED)] == []


def sums_of(component: dict[str, Any]) -> tuple[str, ...]:
    return tuple(h["content"] for reference in component.get("externalReferences", ()) for h in reference["hashes"])


def test_licences_and_the_bill_of_materials_name_every_package(figure: Callable[..., None]) -> None:
    whole: Pins = {}
    for path in LOCKS:
        whole |= pins(path)
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (.+?) \| ", (ROOT / "docs" / "licences.md").read_text("utf-8"), re.M)[1:]
    bill = json.loads((ROOT / "docs" / "sbom.cdx.json").read_text("utf-8"))
    told = {(c["name"], c["version"]): sums_of(c) for c in bill["components"]}
    assert told == whole | {("noUiSlider", "15.8.1"): ()}
    assert {(name, version) for name, version, _ in rows} == set(told)
    assert [name for name, _, licence in rows if not licence.strip() or licence == "UNKNOWN"] == []
    figure(16, "licences listed", len(rows))


# -- a file that is not the one that was chosen ----------------------------------------------------------------------------------------


def wheel(folder: Path, name: str, files: Mapping[str, str]) -> str:
    """A package as a file that can be installed; gives its sha256."""
    info = f"{name}-1.dist-info"
    made = {f"{name}.py": "x = 1\n", **files, f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n"}
    made[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    sums = {n: base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode() for n, text in made.items()}
    made[f"{info}/RECORD"] = "".join(f"{n},sha256={s},\n" for n, s in sums.items()) + f"{info}/RECORD,,\n"
    path = folder / f"{name}-1-py3-none-any.whl"
    with ZipFile(path, "w") as packed:
        for n, text in made.items():
            packed.writestr(n, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("tool", ["uv", "pip"][: times(1, 2)])
def test_a_case_refuses_a_package_whose_bytes_are_others(tool: str, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    chosen = {name: wheel(shelf, name, {}) for name in ("wanted", "mine")}
    real = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert real, "uv is what `make setup` installs first"
    chosen["uv"] = wheel(shelf, "uv", {"uv-1.data/scripts/uv": f'#!/bin/sh\nexec {real} "$@"\n'})
    case = tmp_path / "case"
    case.mkdir()
    shutil.copy(KIT / "Makefile", case)
    (case / "installer.txt").write_text(f"uv==1 --hash=sha256:{chosen['uv'] if tool == 'uv' else '0' * 64}\n", "utf-8")
    (case / "requirements.txt").write_text("wanted\nmine\n", "utf-8")
    offline = {f"{name}_{key}": value for name in ("PIP", "UV") for key, value in (("NO_INDEX", "1"), ("FIND_LINKS", str(shelf)))}
    for digest, installed in (("1" * 64, False), (chosen["wanted"], True)):
        (case / "constraints.txt").write_text(f"wanted==1 --hash=sha256:{digest}\n", "utf-8")
        words = ["make", "-C", str(case), f"PYTHON={sys.executable}", ".venv/ready"]
        made = subprocess.run(words, env=os.environ | offline, capture_output=True, text=True, check=False)
        said = made.stdout + made.stderr
        assert ((made.returncode == 0), (case / ".venv" / "ready").exists()) == (installed, installed), said
        assert ("without uv" in said) == (tool == "pip")
        assert installed or re.search(r"hash", said, re.I)
        found = {p.stem for p in case.glob(".venv/lib/python*/site-packages/*.py")}
        assert (found & {"wanted", "mine"}) == ({"wanted", "mine"} if installed else set())


# -- nothing is asked of the network ---------------------------------------------------------------------------------------------------

WATCH = """
import os, socket
def _told(what):
    with open(os.environ["ASKED"], "a") as file:
        file.write(f"{what}\\n")
    raise OSError("the network is asked for something")
def _connect(real):
    def connect(self, address):
        if self.family != getattr(socket, "AF_UNIX", None) and str(address[0]) not in ("127.0.0.1", "::1", "localhost"):
            _told(address)
        return real(self, address)
    return connect
socket.socket.connect, socket.socket.connect_ex = _connect(socket.socket.connect), _connect(socket.socket.connect_ex)
_lookup = socket.getaddrinfo
socket.getaddrinfo = lambda host, *a, **k: _lookup(host, *a, **k) if host in (None, "127.0.0.1", "::1", "localhost") else _told(host)
"""
"""What every Python of a command loads first: who connects to another machine, or asks for its address, is written down, and refused."""
NEWS = "Raid on Vale\n\nVALE, May 4 2019 (Wire) - Gunmen attacked Mosul on 3 May 2019. The attack killed two guards, a spokesman said.\n"
PAGE = (
    "<html><head><title>Raid on Vale</title><link rel=stylesheet href=https://example.org/a.css><script src=https://example.org/a.js></script>"
    "</head><body><img src=https://example.org/a.png><iframe src=https://example.org/></iframe><article><h1>Raid on Vale</h1>"
    + "<p>Gunmen attacked the town of Mosul on 3 May 2019, and two guards were killed there, a spokesman said on Saturday.</p>" * 12
    + "</article></body></html>"
)
STEPS: tuple[tuple[str, ...], ...] = (
    ("new", "case", "--title", "Vale"),
    ("import", "page.html", "list.txt", "--into", "case"),
    ("tables", "case/seeds", "--out", "case/tables"),
    ("export", "all", "--tables", "case/tables", "--out", "case/exports"),
    ("report", "--project", "case", "--single-file"),
    ("accept", "--project", "case"),
    ("suggest", "case/seeds", "--out", "suggested.csv"),
)


def test_no_command_asks_the_network(tmp_path: Path, figure: Callable[..., None]) -> None:
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH, "utf-8")
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    (tmp_path / "list.txt").write_text(NEWS, "utf-8")
    asked = tmp_path / "asked"
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "watch"), os.environ.get("PYTHONPATH", "")]), "ASKED": str(asked)}
    probe = run(cwd=tmp_path, env=env, program=("-c", "import urllib.request as r; r.urlopen('http://192.0.2.1/', timeout=1)"))
    assert probe.status == 1 and "192.0.2.1" in asked.read_text("utf-8")  # who asks is seen
    asked.unlink()
    steps = STEPS[: times(5, 7)]
    asking = []
    for step in steps:
        ran = run(*step, cwd=tmp_path, env=env, seconds=300)
        assert ran.status == 0, ran.err
        if asked.exists():
            asking.append((step, asked.read_text("utf-8")))
            asked.unlink()
    figure(16, f"commands that ask the network for anything, of {len(steps)}", len(asking))
    assert asking == []


# -- JupyterLab ------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """What `analystkit lab` says of itself when it is open, where the user's own settings would open it to everybody."""
    (tmp_path / "p" / "notebooks").mkdir(parents=True)
    (tmp_path / "p" / "notebooks" / "0-a.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "utf-8")
    own = {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("DATA", "CONFIG", "RUNTIME")}
    (tmp_path / "CONFIG").mkdir()
    (tmp_path / "CONFIG" / "jupyter_server_config.json").write_text('{"ServerApp": {"ip": "0.0.0.0"}}', "utf-8")
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "analystkit", "lab", "--project", str(tmp_path / "p"), "--no-browser", f"--port={port}"]
    log = tmp_path / "log"
    with log.open("w") as out:
        server = subprocess.Popen(words, env=os.environ | own, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            for _ in range(600):
                if (said := re.search(r"http://\S+token=[0-9a-f]+", log.read_text("utf-8"))) or server.poll() is not None:
                    break
                time.sleep(0.2)
            assert said, log.read_text("utf-8")
            yield said[0]
        finally:
            os.killpg(server.pid, 9)
            server.wait(30)


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_lab_answers_this_machine_alone_and_asks_for_its_token(lab: str) -> None:
    host, port, token = re.fullmatch(r"http://([^:/]+):(\d+)/\S*token=(\w+)", lab).groups()  # type: ignore[union-attr]
    assert host == "127.0.0.1" and len(token) >= 32
    home = f"http://{host}:{port}/api/contents"
    assert [status_of(home), status_of(f"{home}?token=wrong"), status_of(f"{home}?token={token}")] == [403, 403, 200]
    with socket() as other:  # every address of 127.0.0.0/8 is this machine; a server that listens to all of them would answer here
        assert other.connect_ex(("127.0.0.2", int(port))) != 0

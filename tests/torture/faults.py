"""Commands of the kit to which something happens at their nth step that writes: they are killed there, or the disk refuses it.

A step is what Python tells its audit hooks of a folder: a file opened to be written, a file or folder made, moved or taken away, a disk
waited for. The commands run in processes forked from one that has the kit in memory (``python -m torture.faults``), so that hundreds take
no longer than a few started anew.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MOVES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")


@dataclass(frozen=True)
class Fault:
    """What happens at the ``n``th step (0: nothing), or after some seconds: SIGKILL, or from there on an error of the disk."""

    n: int = 0
    error: int = 0
    after: float = 0.0
    largest: int = 0  # bytes that a file may have


NOTHING = Fault()


@dataclass(frozen=True)
class Done:
    """How a command ended, what it said, and how many steps it took."""

    status: int
    out: str
    err: str
    steps: int


class Commands:
    """The process from which commands are forked. A context manager."""

    def __enter__(self) -> Commands:
        paths = [str(Path(__file__).parents[1]), *filter(None, sys.path)]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        command = [sys.executable, "-m", "torture.faults"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(60)

    def run(self, home: Path, *words: str, fault: Fault = NOTHING, keys: str = "") -> Done:
        """``analystkit WORDS`` in a folder, with what is typed."""
        return self.together([(home, words)], fault=fault, keys=keys)[0]

    def together(self, asked: Sequence[tuple[Path, Sequence[str]]], fault: Fault = NOTHING, keys: str = "") -> list[Done]:
        """Commands that run at once."""
        assert self._process.stdin and self._process.stdout
        told = {"asked": [(str(home), list(words)) for home, words in asked], "fault": asdict(fault), "keys": keys}
        print(json.dumps(told), file=self._process.stdin, flush=True)
        return [Done(**done) for done in json.loads(self._process.stdout.readline())]


def drop(event: str) -> int:
    """What a notebook does: ``corpus.drop(event)``."""
    from analystkit.corpus import Corpus
    from analystkit.errors import AnalystkitError

    logging.basicConfig(format="! %(message)s", level=logging.WARNING)
    try:
        print(Corpus.load("seeds").drop(event))
    except AnalystkitError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def all_rows_of(folder: str) -> object:
    from analystkit.corpus import Corpus

    corpus = Corpus.load(folder)
    return corpus.suggest_aliases(), corpus.suggest_places(), corpus.rows


def _load() -> None:
    """What the commands need, so that none loads it anew; but not what a kernel sets up in its own way."""
    import importlib

    import analystkit.__main__  # noqa: F401
    from analystkit import new
    from analystkit.publish.forked import warm
    from analystkit.share import FORMATS

    warm()
    for name in ("publish.check", "publish.review", "tables", "sources.importing", "new.upgrading", "suggest"):
        importlib.import_module(f"analystkit.{name}")
    for name in [f"analystkit.share.{name}" for name in FORMATS] + ["pyarrow.parquet", "nbclient", "nbformat.sign", "sqlite3"]:
        importlib.import_module(name)
    with TemporaryDirectory() as folder:  # what rules and lists are made of when they are first asked
        Path(folder, "a.txt").write_text("Raid\n\nGunmen killed two in Oslo on 3 May 2019, Judge Lee said. “We saw it,” said a baker.\n")
        assert all_rows_of(folder)
    new.requirement = lambda: ("analystkit", {})  # a wheel of the kit is ten megabytes, and written like any other file


def _watch(folder: Path, fault: Fault, count: list[int]) -> None:
    """Count the steps below a folder in this process alone, and let the fault happen."""
    own, below, fsync = os.getpid(), os.path.realpath(folder), os.fsync

    def step(name: object = None, needs_room: bool = True) -> None:
        count[0] += 1
        if fault.error and 0 < fault.n <= count[0] and needs_room:
            raise OSError(fault.error, os.strerror(fault.error), name)
        if count[0] == fault.n and not fault.error:
            os.kill(own, signal.SIGKILL)

    def hook(event: str, words: tuple[Any, ...]) -> None:
        if event in ("open", *_MOVES) and os.getpid() == own and (event != "open" or words[2] & _WRITES):
            name = words[0]
            if isinstance(name, (str, bytes, os.PathLike)) and _inside(os.fsdecode(name), below):
                step(os.fsdecode(name), event in ("open", "os.mkdir", "os.rename"))  # what is taken away needs no room
        elif event == "ctypes.dlopen" and os.getpid() == own:  # folders change their places
            step(needs_room=False)

    def waited(file: Any) -> None:
        step()
        fsync(file)

    os.fsync = waited
    sys.addaudithook(hook)


def _inside(name: str, folder: str) -> bool:
    return os.path.join(folder, name).startswith(f"{folder}/") and "/.cache/" not in name


def _child(home: str, words: list[str], fault: Fault, pipes: tuple[int, int], said: str) -> None:
    """This process becomes the command, and ends with it."""
    from analystkit.__main__ import main

    os.setpgid(0, 0)
    for number, file in ((0, os.open(f"{said}.in", os.O_RDONLY)), (1, pipes[0]), (2, pipes[1])):
        os.dup2(file, number)
    sys.stdout, sys.stderr = (open(number, "w", buffering=1, encoding="utf-8", closefd=False) for number in (1, 2))  # as a new process has
    os.chdir(home)
    sys.argv = ["analystkit", *words]
    count, status = [0], 1
    _watch(Path(home), fault, count)
    if fault.largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (fault.largest, resource.RLIM_INFINITY))
    try:
        status = drop(*words[1:]) if words[0] == "drop" else main(words)
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            Path(f"{said}.steps").write_text(str(count[0]))
        finally:
            os._exit(status)


def _serve(scratch: Path) -> None:
    _load()
    for n, line in enumerate(sys.stdin):
        told = json.loads(line)
        fault, ended = Fault(**told["fault"]), []
        children: list[tuple[int, Path, list[int]]] = []
        for i, (home, words) in enumerate(told["asked"]):
            said = scratch / f"{n}-{i}"
            for name, text in (("in", told["keys"]), ("steps", "")):
                Path(f"{said}.{name}").write_text(text)
            (out, to_out), (err, to_err) = os.pipe(), os.pipe()  # not files, which a quota would cut
            if not (pid := os.fork()):
                _child(home, words, fault, (to_out, to_err), str(said))
            os.setpgid(pid, pid)  # said by both, since either may be killed or asked for its group first
            os.close(to_out), os.close(to_err)
            children.append((pid, said, [out, err]))
        for pid, said, pipes in children:
            status = _end(pid, fault.after)
            text = {name: _read(pipe) for name, pipe in zip(("out", "err"), pipes, strict=True)}
            ended.append({"status": status, **text, "steps": int(Path(f"{said}.steps").read_text() or 0)})
        print(json.dumps(ended), flush=True)


def _read(pipe: int) -> str:
    """What stands in a pipe now; a process that the command left may hold its other end."""
    os.set_blocking(pipe, False)
    with os.fdopen(pipe, "rb") as file:
        return (file.read() or b"").decode("utf-8", "replace")


def _end(pid: int, after: float) -> int:
    """Wait for a process, which is killed after some seconds, in any case after five minutes."""
    end = time.monotonic() + (after or 300)
    while (found := os.waitpid(pid, os.WNOHANG)) == (0, 0):
        if time.monotonic() > end:
            os.killpg(pid, signal.SIGKILL)
            found = os.waitpid(pid, 0)
            break
        time.sleep(0.002)
    return os.waitstatus_to_exitcode(found[1])


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        _serve(Path(name))

"""Files that strangers made are read in a process of their own, within limits: what exceeds them is named, and the rest is read."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import process_time
from typing import Any

from analystkit.errors import Problem
from analystkit.sources.found import Found, Reading
from analystkit.sources.seeds import Rejected

SECONDS = 20  # of processor time for one article: so what is read does not depend on what else the machine does
_PATIENCE = 5  # times as long may it take by the clock
MEMORY = 2_000_000_000  # bytes
_HANGING = 3  # parts of one file; then it is given up
_TOLD = 60  # characters by which a language is told
_TODO = "save it in another way, for instance the text of the article alone"


class Worker:
    """Reads files one after another in another process, which is begun anew where one takes too long or dies. A context manager."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.seconds, self.memory = seconds, memory
        self.process: subprocess.Popen[bytes] | None = None
        self.said: SimpleQueue[tuple[str, Any]] = SimpleQueue()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def read(self, path: Path, name: str) -> Reading:
        """The articles of a file, and a problem, by the file's name, for each part of it that is none. Never raises on what it holds."""
        start, hung, told = 0, 0, False
        while hung < _HANGING:
            at, where = -1, ""
            for kind, value in self._answers(path, start):
                if kind == "part":
                    at, where = value
                elif kind == "read":
                    told = True
                    yield (
                        replace(value, where=":".join(filter(None, (name, value.where or where)))) if isinstance(value, Problem) else value
                    )
                elif kind == "done":
                    if not told:
                        yield Problem(name, "no article in it", "", "save the whole of it, or leave it out", rejects=True)
                    return
                else:
                    told = True
                    yield Problem(":".join(filter(None, (name, where))), value, "", _TODO, rejects=True)
            self.__exit__()
            start, hung = at + 1, hung + 1 if at >= 0 else _HANGING  # what hangs before a part is found hangs again
        yield Problem(name, "the rest of it was not read", "", _TODO, rejects=True)

    def _answers(self, path: Path, start: int) -> Iterator[tuple[str, Any]]:
        """What the other process says, up to "done"; or up to why it says no more."""
        process, kind = self.process or self._begin(), ""
        with suppress(BrokenPipeError):  # then what it said last says why
            assert process.stdin
            pickle.dump((path, start), process.stdin)
            process.stdin.flush()
        while kind not in ("done", "broke"):
            try:
                kind, value = self.said.get(timeout=_PATIENCE * self.seconds)
            except Empty:
                kind, value = "broke", f"took more than {_PATIENCE * self.seconds:g} seconds"
            yield kind, value

    def _begin(self) -> subprocess.Popen[bytes]:
        """Not by ``multiprocessing``, which runs the script of whoever calls once more."""
        command = [sys.executable, "-c", f"from analystkit.sources.worker import serve; serve({self.memory}, {self.seconds})"]
        paths = os.pathsep.join(path for path in sys.path if path)
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.process, self.said = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths}, **pipes), SimpleQueue()
        Thread(target=self._listen, args=(self.process, self.said), daemon=True).start()
        self.said.get(timeout=120)  # until Python stands, which does not count
        return self.process

    def _listen(self, process: subprocess.Popen[bytes], said: SimpleQueue[tuple[str, Any]]) -> None:
        """Takes what the other process says, so that waiting for it can end; and when it ends, why."""
        try:
            while process.stdout:
                said.put(pickle.load(process.stdout))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            slow = process.wait() == -getattr(signal, "SIGXCPU", 0)
            memory = f"its reader broke down, most likely for more than {self.memory / 1e9:g} GB of memory"
            said.put(("broke", f"took more than {self.seconds:g} seconds" if slow else memory))


def serve(memory: int, seconds: float) -> None:
    """The other process: reads the parts of a file from ``start`` on, until it is killed or nobody asks."""
    from analystkit.sources.formats import load, parts, read

    def limit(kind: str, most: float) -> None:
        with suppress(ImportError, ValueError):  # Windows knows no such limits; there the clock's holds
            import resource

            resource.setrlimit(getattr(resource, kind), (int(most), resource.getrlimit(getattr(resource, kind))[1]))

    limit("RLIMIT_AS", memory)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer

    def say(kind: str, value: object = None) -> None:
        pickle.dump((kind, value), out)
        out.flush()

    say("ready")
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            path, start = pickle.load(sys.stdin.buffer)
            load(path)
            limit("RLIMIT_CPU", process_time() + seconds + 1)
            for number, part in enumerate(_guarded(parts(path))):
                if isinstance(part, Problem):
                    say("read", part)
                elif number >= start:
                    say("part", (number, part.part))
                    limit("RLIMIT_CPU", process_time() + seconds + 1)
                    for found in _guarded(read(part)):
                        say("read", _named(found) if isinstance(found, Found) else found)
                        limit("RLIMIT_CPU", process_time() + seconds + 1)
            say("done")


def _named(found: Found) -> Found:
    """The article with its language, named by pycld2; as it is where that package is not there, or is not sure."""
    try:
        import pycld2
    except ImportError:  # it has no build for every platform
        return found
    text = "".join(c for c in found.text if c.isprintable() or c == "\n")
    try:
        sure, _, tongues = pycld2.detect(text.encode("utf-8", "ignore"))
    except pycld2.error:  # what it does not take for text
        return found
    if len(text) < _TOLD or not sure or tongues[0][1] == "un":
        return found
    return replace(found, said={**found.said, "language": (tongues[0][1], f"pycld2 {version('pycld2')}")})


def _guarded(items: Iterator[Any]) -> Iterator[Any]:
    """The items; whatever a parser raises on what strangers wrote becomes the last, as a problem that names it."""
    try:
        yield from items
    except Rejected as error:
        what, _, found = str(error).partition(": ")
        yield Problem("", what, found, "" if ";" in found else "save the whole of it, or leave it out", rejects=True)
    except ImportError as error:
        yield Problem("", f"{error.name} is not installed", "", "pip install 'analystkit[import]'", rejects=True)
    except MemoryError:
        yield Problem("", "takes too much memory", "", _TODO, rejects=True)
    except Exception as error:
        yield Problem("", "cannot be read", f"{type(error).__name__}: {str(error)[:120]}", _TODO, rejects=True)

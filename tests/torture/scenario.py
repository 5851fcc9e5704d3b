"""A command of the kit as a user runs it, in a process of its own with limits, and how much of a scenario is run.

Part of every scenario runs with all other tests; ``make torture`` runs the whole of it (``TORTURE=whole``) and prints the table of figures.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

WHOLE = os.environ.get("TORTURE") == "whole"


def times(part: int, whole: int) -> int:
    """How often: a part with every run of the tests, the whole when it is asked for."""
    return whole if WHOLE else part


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit status (None where its time ran out), what it printed, its processor time and its largest process."""

    status: int | None
    out: str
    err: str
    seconds: float
    megabytes: float

    @property
    def traceback(self) -> bool:
        return "Traceback (most recent call last)" in self.out + self.err


def run(
    *args: str | Path,
    cwd: Path,
    seconds: float = 60,
    megabytes: int = 4096,
    env: Mapping[str, str] | None = None,
    program: tuple[str, ...] = ("-m", "analystkit"),
) -> Ran:
    """``python -m analystkit ARGS`` in ``cwd``, ended after ``seconds`` on the clock, refused more than ``megabytes`` of memory."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    made = subprocess.Popen(
        [sys.executable, *program, *map(str, args)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        preexec_fn=limit,
        start_new_session=True,
    )
    try:
        out, err = made.communicate(timeout=max(0.0, began + seconds - time.monotonic()))
        status: int | None = made.returncode
    except subprocess.TimeoutExpired:
        os.killpg(made.pid, 9)
        out, err = made.communicate()
        status = None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Ran(status, out, err, spent, after.ru_maxrss / 1024)

"""A kernel in a child of this process, which has the libraries and the corpus in its memory already: it is there in a tenth of a second.

It is the same kernel as one that is started anew, and gives the same outputs. Only Linux forks safely, and only where nothing else runs in
the process and nothing is loaded that a kernel sets up in its own way; elsewhere kernels are started anew (``can_fork``).
"""

from __future__ import annotations

import gc
import os
import secrets
import signal
import sys
import threading
import warnings
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any


def can_fork() -> bool:
    """Can kernels be children of this process? matplotlib asks its surroundings when it is imported: a kernel has others."""
    return sys.platform == "linux" and threading.active_count() == 1 and "matplotlib" not in sys.modules


def warm() -> None:
    """Load what every notebook needs, so that no child has to."""
    import folium  # noqa: F401
    import ipykernel.kernelapp  # noqa: F401
    import pandas  # noqa: F401

    import analystkit.show  # noqa: F401

    gc.freeze()  # what is there is never looked through, and so never copied


class Forked:
    """A running kernel, as nbclient asks for one: with the calls of jupyter_client's manager that a run of a notebook makes."""

    has_kernel = True

    def __init__(self, scratch: Path, folder: Path, env: Mapping[str, str]) -> None:
        from jupyter_client.connect import write_connection_file

        ports: Any = {f"{name}_port": i for i, name in enumerate(("shell", "iopub", "stdin", "hb", "control"), 1)}
        self._connection, _ = write_connection_file(
            f"{scratch}.json", ip=str(scratch), transport="ipc", key=secrets.token_hex(32).encode(), **ports
        )
        words = ["-f", self._connection, f"--IPKernelApp.parent_handle={os.getpid()}"]
        self._child = get_context("fork").Process(target=_kernel, args=(words, folder, dict(env)))
        with warnings.catch_warnings():  # of native threads, which are numpy's and have nothing to do
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child.start()

    def client(self) -> Any:
        from jupyter_client.asynchronous.client import AsyncKernelClient

        made = AsyncKernelClient(connection_file=self._connection)
        made.load_connection_file()
        return made

    async def is_alive(self) -> bool:
        return self._child.is_alive()

    async def shutdown_kernel(self, now: bool = False) -> None:
        """End the child and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._child.pid or 0, signal.SIGKILL)
        self._child.kill()
        self._child.join()
        self.has_kernel = False

    async def cleanup_resources(self) -> None:
        """Nothing is left: the connection lies in the run's own folder."""


def _kernel(words: list[str], folder: Path, env: Mapping[str, str]) -> None:
    """The child: it takes on a kernel's surroundings and becomes one, until it is ended."""
    os.setsid()
    _end_with_parent()
    os.environ.clear()
    os.environ.update(env)
    _forget_own_place()
    os.chdir(folder)
    import pandas
    from ipykernel.kernelapp import IPKernelApp

    launcher = find_spec("ipykernel_launcher")
    sys.argv = [(launcher and launcher.origin) or "", *words]
    pandas.set_option("display.max_columns", 20)  # what it is where pandas is loaded by a kernel and not by a program
    IPKernelApp.launch_instance(words)


def _end_with_parent() -> None:
    """A run that is killed outright ends nothing itself; the kernel's own watch for it stands still while a cell holds the interpreter."""
    import ctypes

    ctypes.CDLL(None).prctl(1, int(signal.SIGKILL))  # PR_SET_PDEATHSIG


def _forget_own_place() -> None:
    """The first place that a program imports from is its own folder, or the one it was started in: no kernel has it."""
    own = os.getcwd() if "-m" in sys.orig_argv else os.path.dirname(os.path.abspath(sys.argv[0]))
    if not sys.flags.safe_path and sys.path and sys.path[0] in ("", own):
        del sys.path[0]

"""A plug-in of pytest for strict nbval, ``-p analystkit.publish.strict``: kernels get the surroundings that ``report`` gives them.

Else a figure of the analyst's own would be drawn otherwise there than in the report, and fail where nothing changed. And a kernel that died
is told at once: nbval would wait for its answer until the time of a cell is over. When that is over, its kernel and the run end:
nbval would ask the cell to stop, wait for what it says to that, and go on with the other notebooks.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from queue import Empty
from typing import Any

from analystkit.publish.execute import environment

_SESSIONS: list[Any] = []


def pytest_sessionstart(session: Any) -> None:
    """The run, which a cell without end stops."""
    _SESSIONS.append(session)


def pytest_configure(config: Any) -> None:
    """Set the surroundings for this run of pytest, which ends with it."""
    from nbval.kernel import RunningKernel

    scratch = tempfile.TemporaryDirectory(prefix="kit")
    config.add_cleanup(scratch.cleanup)
    given = environment(Path(scratch.name))
    for name in os.environ.keys() - given.keys():
        del os.environ[name]
    os.environ.update(given)
    awaited = RunningKernel.await_reply

    def await_reply(kernel: Any, msg_id: str, timeout: float) -> Any:
        end = time.monotonic() + timeout
        while True:
            try:
                return awaited(kernel, msg_id, timeout=1)
            except Empty:
                if not kernel.is_alive():
                    raise RuntimeError("the kernel died while it ran this cell") from None
                if time.monotonic() > end:
                    kernel.km.shutdown_kernel(now=True)
                    said = f"a cell did not end within {timeout:g} seconds; where it needs more, give it more with --nbval-cell-timeout"
                    _SESSIONS[-1].shouldstop = said
                    raise RuntimeError(said) from None

    RunningKernel.await_reply = await_reply

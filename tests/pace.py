"""How long a call takes, for tests that hold a doubling of the text to a doubling of the time. Speed itself is what benchmarks measure."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def seconds(call: Callable[[], object]) -> float:
    """The least processor time of three runs, with the garbage collector at rest: what the call needs, not what else the machine does."""
    gc.collect()
    gc.disable()
    try:
        return min(_once(call) for _ in range(3))
    finally:
        gc.enable()


def _once(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began

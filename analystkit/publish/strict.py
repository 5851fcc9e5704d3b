"""A plug-in of pytest for strict nbval, ``-p analystkit.publish.strict``: kernels get the surroundings that ``report`` gives them.

Else a figure of the analyst's own would be drawn otherwise there than in the report, and fail where nothing changed.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from analystkit.publish.execute import environment


def pytest_configure(config: Any) -> None:
    """Set the surroundings for this run of pytest, which ends with it."""
    scratch = tempfile.TemporaryDirectory(prefix="kit")
    config.add_cleanup(scratch.cleanup)
    given = environment(Path(scratch.name))
    for name in os.environ.keys() - given.keys():
        del os.environ[name]
    os.environ.update(given)

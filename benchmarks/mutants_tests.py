"""The part of ``mutants.py`` that pytest loads: which tests come by which mark, and some tests in an order."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

NOTES = Path(os.environ["MUTANTS"])
os.environ["MUTANTS_NOTES"] = str(NOTES / "by")
ORDER = NOTES / "order"
_TOOK: dict[str, list[Any]] = {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if ORDER.exists():
        place = {name: i for i, name in enumerate(json.loads(ORDER.read_text()))}
        items[:] = sorted((i for i in items if i.nodeid in place), key=lambda item: place[item.nodeid])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    try:
        from analystkit.marks import SEEN  # of a marked copy only

        SEEN.clear()
    except ImportError:
        pass
    (NOTES / "now").write_text(json.dumps([item.nodeid, time.time()]))
    wide = [name for name, found in getattr(item, "_fixtureinfo").name2fixturedefs.items() if found[-1].scope != "function"]  # noqa: B009
    _TOOK[item.nodeid] = [True, 0.0, wide]
    done = yield
    with (NOTES / "tests").open("a") as file:
        file.write(json.dumps([item.nodeid, *_TOOK[item.nodeid]]) + "\n")
    return done


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: Any) -> Iterator[None]:
    """What a fixture of many tests does, is done for all of them."""
    above = os.environ.get("MUTANTS_FIXTURE")
    if fixturedef.scope != "function":
        os.environ["MUTANTS_FIXTURE"] = f"fixture {fixturedef.argname}"
        _clear()
    try:
        return (yield)
    finally:
        if above is None:
            os.environ.pop("MUTANTS_FIXTURE", None)
        else:
            os.environ["MUTANTS_FIXTURE"] = above
        _clear()


def _clear() -> None:
    try:
        from analystkit.marks import SEEN

        SEEN.clear()
    except ImportError:
        pass


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    took = _TOOK[report.nodeid]
    took[1] += report.duration
    if report.failed:
        took[0] = False
        with (NOTES / "failed").open("a") as file:
            file.write(report.nodeid + "\n")

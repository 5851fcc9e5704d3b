"""The table of figures that the scenarios print."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.conftest import browser, page_for  # noqa: F401 - fixtures of the scenarios of pages

from torture.scenario import WHOLE

_FIGURES: dict[tuple[int, str], str] = {}


@pytest.fixture(scope="session")
def figure() -> Callable[[int, str, object], None]:
    """``figure(4, "mutated articles read, of 100,000", 100_000)``: a line of the table of docs/reliability.md, by the row it belongs to."""

    def noted(row: int, what: str, value: object) -> None:
        _FIGURES[row, what] = f"{value:,}" if isinstance(value, int) else f"{value:.2f}" if isinstance(value, float) else str(value)

    return noted


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _FIGURES:
        terminalreporter.section(f"figures of torture, {'whole' if WHOLE else 'part'}")
        for (row, what), value in sorted(_FIGURES.items()):
            terminalreporter.write_line(f"| {row} | {what} | {value} |")

"""The table of figures that the scenarios print."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from torture.faults import Commands
from torture.scenario import WHOLE
from torture.written import Written, made

_FIGURES: dict[tuple[int, str], str] = {}


@pytest.fixture(scope="session")
def figure() -> Callable[[int, str, object], None]:
    """``figure(4, "mutated articles read, of 100,000", 100_000)``: a line of the table of docs/reliability.md, by the row it belongs to."""

    def noted(row: int, what: str, value: object) -> None:
        _FIGURES[row, what] = f"{value:,}" if isinstance(value, int) else f"{value:.2f}" if isinstance(value, float) else str(value)

    return noted


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    with Commands() as running:
        yield running


@pytest.fixture(scope="session")
def written(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Written]:
    """Each command with its folder, made when it is first asked for."""
    place, found = tmp_path_factory.mktemp("written"), dict[str, Written]()
    return lambda name: found[name] if name in found else found.setdefault(name, made(name, commands, place))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _FIGURES:
        terminalreporter.section(f"figures of torture, {'whole' if WHOLE else 'part'}")
        for (row, what), value in sorted(_FIGURES.items()):
            terminalreporter.write_line(f"| {row} | {what} | {value} |")

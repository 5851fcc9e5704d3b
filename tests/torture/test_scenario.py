"""The instrument itself: what a scenario says of a command is what the command did."""

from __future__ import annotations

from pathlib import Path

from torture.scenario import run


def test_a_command_that_ends_well_says_so(tmp_path: Path) -> None:
    ran = run("--help", cwd=tmp_path)
    assert (ran.status, ran.traceback) == (0, False) and "report" in ran.out and ran.seconds > 0 and ran.megabytes > 5


def test_a_command_without_end_is_ended(tmp_path: Path) -> None:
    assert run(cwd=tmp_path, seconds=1, program=("-c", "while True: pass")).status is None


def test_a_command_that_wants_too_much_memory_is_refused_it(tmp_path: Path) -> None:
    ran = run(cwd=tmp_path, megabytes=200, program=("-c", "b'1' * (1 << 30)"))
    assert ran.status == 1 and ran.traceback

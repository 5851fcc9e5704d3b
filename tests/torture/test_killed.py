"""Row 7: a command that is killed leaves all as it was, or all as it was to be; the next run works, and leaves nothing lying about."""

from __future__ import annotations

import random
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from torture.faults import Fault
from torture.scenario import times
from torture.written import COMMANDS, Seen, Written, chosen, differing, seen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="commands are forked")


def empty(names: list[str], there: Seen) -> bool:
    """Are these no more than folders with nothing in them, made for what was to come?"""
    return all(there.get(name, b"") is None and not any(n.startswith(f"{name}/") for n in there) for name in names)


def judged(case: Written, home: Path) -> bool:
    """Old or new, and the next run goes on. Had it to finish what was begun?"""
    before = seen(home)
    after = case.recovered(home)
    assert after == case.new or empty(differing(after, case.old), after), (differing(after, case.old), differing(after, case.new))
    case.goes_on(home)
    shutil.rmtree(home)
    return before != case.new and not empty(differing(before, case.old), before)


_TRIED: dict[str, int] = dict.fromkeys(("steps", "between", "moments"), 0)


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_a_step(name: str, written: Callable[[str], Written], tmp_path: Path, figure: Callable[..., None]) -> None:
    case = written(name)
    for n in chosen(case.steps, 2):
        home = case.copy(tmp_path)
        done = case.run(home, Fault(n))
        assert done.status == -signal.SIGKILL, (n, case.steps, done)
        _TRIED["between"] += judged(case, home)
        _TRIED["steps"] += 1
    figure(7, f"steps of {len(COMMANDS)} commands at which one was killed: old or new, and the next run whole", _TRIED["steps"])
    figure(7, "of these left between two moves, which the next run that read or wrote there finished", _TRIED["between"])


def test_killed_at_a_random_moment(written: Callable[[str], Written], tmp_path: Path, figure: Callable[..., None]) -> None:
    dice = random.Random(16)
    for _ in range(times(6, 200)):
        case = written(dice.choice([*COMMANDS]))
        home = case.copy(tmp_path)
        case.run(home, Fault(after=dice.uniform(0.001, 1.1 * case.seconds)))
        judged(case, home)
        _TRIED["moments"] += 1
    figure(7, "random moments at which one was killed: old or new, and the next run whole", _TRIED["moments"])

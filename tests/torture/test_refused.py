"""Row 8: a disk that is full, read only, without room for another file, or with a quota: all stays as it was, in one sentence."""

from __future__ import annotations

import errno
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from torture.faults import Done, Fault
from torture.scenario import WHOLE, times
from torture.written import COMMANDS, Written, differing, litter

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="commands are forked")
SOME = [*COMMANDS] if WHOLE else [*COMMANDS][::3]
_TRIED: dict[str, int] = {}


@pytest.fixture(autouse=True)
def _told(figure: Callable[..., None]) -> Iterator[None]:
    yield
    for kind, n in _TRIED.items():
        figure(8, f"{kind}: all as it was, one sentence, a status that is not 0, and the next run whole", n)


def judged(case: Written, home: Path, done: Done, kind: str) -> bool:
    """Was it refused, in a sentence, with all as it was? False where the command had room enough."""
    if done.status == 0:
        assert differing(case.recovered(home), case.new) == []
        return False
    told = [line for line in done.err.splitlines() if not line.startswith("! ")]
    assert done.status == 1 and len(told) == 1 and "Traceback" not in done.err, (kind, done)
    # Where something is moved already the rest follows, and that is said.
    state = case.new if "the next run finishes it" in done.err else case.old
    assert differing(case.recovered(home), state) == [] and litter(home) == [], (kind, done)
    _TRIED[kind] = _TRIED.get(kind, 0) + 1
    return True


def steps_refused(case: Written, place: Path, error: int, part: int) -> None:
    """What stands in for such a disk where none can be mounted: the system says no to every step from one on."""
    for n in sorted(random.Random(error).sample(range(1, case.steps + 1), times(part, 8))):
        home = case.copy(place)
        if judged(case, home, case.run(home, Fault(n, error=error)), f"{errno.errorcode[error]} from a step on"):
            case.goes_on(home)
        shutil.rmtree(home)


@pytest.mark.parametrize("name", SOME)
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO] if WHOLE else [errno.ENOSPC], ids=errno.errorcode.get)
def test_refused_at_a_step(name: str, error: int, written: Callable[[str], Written], tmp_path: Path) -> None:
    steps_refused(written(name), tmp_path, error, 1)


@contextmanager
def disk(place: Path, options: str) -> Iterator[bool]:
    """A disk of its own in a folder. False where this user may not make one."""
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, check=False).returncode == 0
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", "-l", str(place)], check=True)


def filled(place: Path) -> Path:
    """A file that takes all the room that is left."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12):
            try:
                while True:
                    file.write(bytes(size))
            except OSError as error:
                assert error.errno == errno.ENOSPC
    return ballast


ROOM = (0, 4, 8, 16, 32, 64, 128, 256) if WHOLE else (4,)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk(name: str, written: Callable[[str], Written], tmp_path: Path) -> None:
    case = written(name)
    with disk(tmp_path / "disk", "size=64m") as made:
        if not made:
            steps_refused(case, tmp_path, errno.ENOSPC, 2)
        for room in ROOM if made else ():
            home = case.copy(tmp_path / "disk")
            ballast = filled(tmp_path / "disk")
            with ballast.open("r+b") as file:
                file.truncate(ballast.stat().st_size - (room << 10))
            refused = judged(case, home, case.run(home), "a disk that is full")
            ballast.unlink()
            case.goes_on(home)
            shutil.rmtree(home)
            if not refused:
                break


@pytest.mark.parametrize("name", SOME)
def test_no_room_for_another_file(name: str, written: Callable[[str], Written], tmp_path: Path) -> None:
    case = written(name)
    with disk(tmp_path / "disk", "size=64m,nr_inodes=1000") as made:
        if not made:
            steps_refused(case, tmp_path, errno.ENOSPC, 2)
        for room in ((0, 1, 2, 3, 5, 8, 13, 21) if WHOLE else (2,)) if made else ():
            home = case.copy(tmp_path / "disk")
            ballast = tmp_path / "disk" / "ballast"
            ballast.mkdir()
            with pytest.raises(OSError, match="No space"):
                for n in range(1000):
                    (ballast / str(n)).touch()
            for path in sorted(ballast.iterdir())[:room]:
                path.unlink()
            refused = judged(case, home, case.run(home), "a disk without room for another file")
            shutil.rmtree(ballast)
            case.goes_on(home)
            shutil.rmtree(home)
            if not refused:
                break


@pytest.mark.parametrize("name", SOME)
def test_a_disk_that_is_read_only(name: str, written: Callable[[str], Written], tmp_path: Path) -> None:
    case = written(name)
    with disk(tmp_path / "disk", "size=64m") as made:
        if not made:
            steps_refused(case, tmp_path, errno.EROFS, 2)
        else:
            home = case.copy(tmp_path / "disk")
            subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "disk")], check=True)
            assert judged(case, home, case.run(home), "a disk that is read only")
            subprocess.run(["mount", "-o", "remount,rw", str(tmp_path / "disk")], check=True)
            case.goes_on(home)


@pytest.mark.parametrize("name", SOME)
def test_a_quota(name: str, written: Callable[[str], Written], tmp_path: Path) -> None:
    """No file may be larger than this."""
    case = written(name)
    for largest in (100, 1 << 10, 1 << 12, 1 << 14) if WHOLE else (1 << 10,):
        home = case.copy(tmp_path)
        if judged(case, home, case.run(home, Fault(largest=largest)), "a largest size of files"):
            case.goes_on(home)
        shutil.rmtree(home)

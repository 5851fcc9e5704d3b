"""What is written takes its place in one step or not at all, whatever goes wrong in between."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from analystkit import files
from analystkit.errors import AnalystkitError
from analystkit.files import finish, one_step, refusals, swapped, write
from analystkit.tables import write_tables


@pytest.fixture
def exchanged(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Does the disk let folders change places, or are there two renames?"""
    if not request.param:
        monkeypatch.setattr(files, "_exchanged", lambda one, two: False)
    return bool(request.param)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@pytest.mark.parametrize("exchanged", [True, False], indirect=True)
def test_the_new_takes_the_place_of_the_old_and_leaves_nothing_beside(exchanged: bool, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name in ("first", "second"):
        with swapped(out) as fresh:
            (fresh / name).write_text(name)
    assert names(out) == ["second"]
    assert names(tmp_path) == ["out"]


def test_files_and_folders_change_together(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "gone").write_text("x")
    write(tmp_path / "kept", b"old")
    with one_step(tmp_path) as step:
        step.write(tmp_path / "kept", b"new")
        step.write(tmp_path / "deep" / "er" / "file", b"new")
        (step.folder(tmp_path / "folder") / "in").write_text("new")
        step.folder(tmp_path / "empty")
        step.remove(tmp_path / "gone")
        assert (tmp_path / "kept").read_text() == "old" and (tmp_path / "gone").exists() and not (tmp_path / "folder").exists()
    assert names(tmp_path) == ["deep", "empty", "folder", "kept"] and (tmp_path / "kept").read_text() == "new"
    assert caplog.text == ""


def test_a_block_that_fails_changes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "in" / "out"
    with pytest.raises(ZeroDivisionError), swapped(out) as fresh:
        (fresh / "half").write_text("half")
        raise ZeroDivisionError
    assert names(tmp_path) == []
    write(out / "kept", b"kept")
    with pytest.raises(ZeroDivisionError), one_step(out) as step:
        step.write(out / "kept", b"other")
        step.write(out / "deep" / "new", b"new")
        raise ZeroDivisionError
    assert names(out) == ["kept"] and (out / "kept").read_text() == "kept"


def test_a_first_move_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    with swapped(out) as fresh:
        (fresh / "kept").write_text("kept")
    move = Path.rename

    def held(self: Path, target: Path) -> Path:
        if target == out and "old" not in self.name:
            raise PermissionError(13, "a file in it is held open", str(self))
        return move(self, target)

    monkeypatch.setattr(Path, "rename", held)
    monkeypatch.setattr(files, "_exchanged", lambda one, two: False)
    with pytest.raises(AnalystkitError, match="cannot be written: a file in it is held open"), swapped(out) as fresh:
        (fresh / "new").write_text("new")
    assert names(out) == ["kept"] and names(tmp_path) == ["out"]


def dies(folder: Path, owner: Any, name: str, n: int, exchanged: bool = True) -> None:
    """A process that replaces out/ and a file in one step, and dies in this call for the nth time."""
    if not (child := os.fork()):
        if not exchanged:
            files._exchanged = lambda one, two: False
        call, calls = getattr(owner, name), []

        def dying(*words: Any, **more: Any) -> Any:
            calls.append(words)
            return os._exit(9) if len(calls) == n else call(*words, **more)

        setattr(owner, name, dying)
        try:
            with one_step(folder) as step:
                (step.folder(folder / "out") / "new").write_text("new")
                step.write(folder / "file", b"new")
                step.remove(folder / "gone")
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.skipif(sys.platform == "win32", reason="it does not fork")
@pytest.mark.parametrize(
    ("owner", "name", "n", "exchanged", "new"),
    [
        (os, "fsync", 1, True, False),
        (os, "fsync", 2, True, True),  # the moves are noted
        (files._Move, "make", 1, True, True),
        (files._Move, "make", 2, True, True),
        (files._Move, "make", 3, True, True),
        (files, "_clear", 1, True, True),
        (Path, "rename", 1, False, True),
        (Path, "rename", 2, False, True),
        (os, "replace", 1, False, True),
        (Path, "unlink", 1, False, True),
    ],
)
def test_what_a_killed_run_had_begun_is_finished_or_taken_back(
    owner: Any, name: str, n: int, exchanged: bool, new: bool, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old").touch()
    (tmp_path / "file").write_text("old")
    (tmp_path / "gone").touch()
    dies(tmp_path, owner, name, n, exchanged)
    finish(tmp_path)
    assert names(tmp_path) == (["file", "out"] if new else ["file", "gone", "out"])
    assert (names(tmp_path / "out"), (tmp_path / "file").read_text()) == ((["new"], "new") if new else (["old"], "old"))


@pytest.mark.skipif(sys.platform == "win32", reason="it does not fork")
def test_what_somebody_changed_after_a_run_was_killed_is_his(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("old")
    (tmp_path / "gone").touch()
    dies(tmp_path, files._Move, "make", 2)
    (tmp_path / "file").write_text("mine")
    finish(tmp_path)
    assert names(tmp_path) == ["file", "out"] and (tmp_path / "file").read_text() == "mine" and "it stays as it is now" in caplog.text


def test_a_lock_that_came_from_elsewhere_moves_and_clears_nothing_but_its_own(tmp_path: Path) -> None:
    """Of a folder that somebody sent; and a lock that a former kit left."""
    write(tmp_path / "mine" / "file", b"mine")
    write(tmp_path / "sent" / "evil", b"evil")
    evil, mine = tmp_path / "sent" / "evil", tmp_path / "mine" / "file"
    state = files._state(mine)
    notes: list[object] = [
        {"aside": [str(mine), str(tmp_path / "mine")], "made": [str(mine)]},
        {"moves": [[str(evil), str(mine), evil.stat().st_ino, state, False], [str(mine), str(mine), mine.stat().st_ino, state, True]]},
        {"moves": [[1, 2, 3]]},
        [],
        "x",
    ]
    (tmp_path / "sent" / files.LOCK).write_text("\n".join(map(json.dumps, notes)) + '\n{"aside": ["')
    finish(tmp_path / "sent")
    assert names(tmp_path / "mine") == ["file"] and mine.read_text() == "mine" and names(tmp_path / "sent") == ["evil"]
    (tmp_path / "sent" / files.LOCK).touch()
    write(evil, b"other")
    assert names(tmp_path / "sent") == ["evil"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
def test_a_lock_that_is_a_link_or_a_pipe_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    lock = tmp_path / files.LOCK
    for make in (lambda: lock.symlink_to(tmp_path / "mine"), lambda: os.mkfifo(lock), lock.mkdir):
        make()
        with pytest.raises(AnalystkitError, match=r"lock: (cannot be written|is no file)"):
            write(tmp_path / "file", b"x")
        lock.rmdir() if lock.is_dir() else lock.unlink()
    assert names(tmp_path) == ["mine"] and (tmp_path / "mine").read_text() == "mine"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    (tmp_path / "file").symlink_to(tmp_path / "real.txt")
    for name in ("first", "second"):
        with swapped(tmp_path / "link") as fresh:
            (fresh / name).write_text(name)
        write(tmp_path / "file", name.encode())
    assert (tmp_path / "link").is_symlink() and (tmp_path / "file").is_symlink()
    assert names(tmp_path / "real") == ["second"] and (tmp_path / "real.txt").read_text() == "second"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
def test_the_rights_of_a_file_stay(tmp_path: Path) -> None:
    path = write(tmp_path / "file", b"old")
    path.chmod(0o640)
    write(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_the_disk_refuses_is_a_sentence_and_nothing_else_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(AnalystkitError, match=r"file/out: cannot be written: Not a directory; make room"), refusals(tmp_path):
        (tmp_path / "file" / "out").write_text("x")
    with pytest.raises(AnalystkitError, match=r"/file: cannot be written: Not a directory"):
        write_tables({}, tmp_path / "file" / "out")
    with pytest.raises(ZeroDivisionError), refusals(tmp_path):
        raise ZeroDivisionError

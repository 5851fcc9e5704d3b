"""A folder is replaced whole or not at all, whatever goes wrong in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from analystkit.errors import AnalystkitError
from analystkit.files import refusals, swapped
from analystkit.tables import write_tables


def _names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_the_new_takes_the_place_of_the_old_and_leaves_nothing_beside(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name in ("first", "second"):
        with swapped(out) as fresh:
            (fresh / name).write_text(name)
    assert _names(out) == ["second"]
    assert _names(tmp_path) == ["out"]


def test_a_block_that_fails_changes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with swapped(out) as fresh:
        (fresh / "kept").write_text("kept")
    with pytest.raises(ZeroDivisionError), swapped(out) as fresh:
        (fresh / "half").write_text("half")
        raise ZeroDivisionError
    assert _names(out) == ["kept"]
    assert _names(tmp_path) == ["out"]


def test_a_move_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    with swapped(out) as fresh:
        (fresh / "kept").write_text("kept")
    move = Path.rename

    def held(self: Path, target: Path) -> Path:
        if self.name.endswith("-new"):
            raise PermissionError("a file in it is held open")
        return move(self, target)

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(PermissionError), swapped(out) as fresh:
        (fresh / "new").write_text("new")
    assert _names(out) == ["kept"]


def test_what_a_killed_run_left_between_two_moves_is_put_back(tmp_path: Path) -> None:
    (tmp_path / ".out.analystkit-old").mkdir()
    (tmp_path / ".out.analystkit-old" / "kept").write_text("kept")
    with pytest.raises(ZeroDivisionError), swapped(tmp_path / "out"):
        raise ZeroDivisionError
    assert _names(tmp_path / "out") == ["kept"]


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    for name in ("first", "second"):
        with swapped(tmp_path / "link") as fresh:
            (fresh / name).write_text(name)
    assert (tmp_path / "link").is_symlink()
    assert _names(tmp_path / "real") == ["second"]


def test_what_the_disk_refuses_is_a_sentence_and_nothing_else_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(AnalystkitError, match=r"file/out: cannot be written: Not a directory; make room"), refusals(tmp_path):
        (tmp_path / "file" / "out").write_text("x")
    with pytest.raises(AnalystkitError, match=r"file/\S+: cannot be written: Not a directory"):
        write_tables({}, tmp_path / "file" / "out")
    with pytest.raises(ZeroDivisionError), refusals(tmp_path):
        raise ZeroDivisionError

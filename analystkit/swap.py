"""A folder written whole beside its place and then moved there, so that two runs never stand mixed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def swapped(folder: Path) -> Iterator[Path]:
    """A new empty folder to write into; when the block ends well it takes the place of ``folder``, else nothing has changed.

    A link to a folder stays a link: what it leads to is replaced.
    """
    folder = folder.resolve()
    fresh, old = (folder.with_name(f".{folder.name}.analystkit-{kind}") for kind in ("new", "old"))
    if old.exists() and not folder.exists():  # an earlier run was killed between the two moves
        old.rename(folder)
    for left_over in (fresh, old):
        shutil.rmtree(left_over, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        _move(fresh, folder, old)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)


def _move(fresh: Path, folder: Path, old: Path) -> None:
    """Both moves, or neither: a file that is held open (on Windows) stops the second, and the first is taken back."""
    if not folder.exists():
        fresh.rename(folder)
        return
    folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        old.rename(folder)
        raise

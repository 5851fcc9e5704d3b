"""Files and folders written whole beside their place and then moved there: what is read is wholly old or wholly new."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analystkit.errors import AnalystkitError


def write(path: Path, content: bytes) -> Path:
    """Write a file whole, or not at all; one that would not change stays untouched. Gives its path.

    A link to a file stays a link: what it leads to is written.
    """
    place = path.resolve()
    if place.is_file() and place.read_bytes() == content:
        return path
    fresh = place.with_name(f".{place.name}.analystkit-new")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, place)
    finally:
        fresh.unlink(missing_ok=True)
    return path


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Read what is in a folder and write it again while nobody else does. Raises AnalystkitError where somebody is at it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder / ".analystkit-lock"
    try:
        lock.touch(exist_ok=False)
    except FileExistsError as error:
        raise AnalystkitError(f"{lock}: another run writes here; try again, or remove this file if none does") from error
    try:
        yield
    finally:
        lock.unlink()


@contextmanager
def refusals(folder: Path) -> Iterator[None]:
    """What the disk refuses, in a sentence with its path: a full disk, a file where a folder has to be, what may not be written."""
    try:
        yield
    except AnalystkitError:
        raise
    except Exception as error:
        cause = next((e for e in (error, error.__context__) if isinstance(e, (OSError, sqlite3.Error))), None)
        if cause is None:
            raise
        why = getattr(cause, "strerror", None) or cause
        todo = "make room, close what holds it open, or name another folder"
        raise AnalystkitError(f"{getattr(cause, 'filename', None) or folder}: cannot be written: {why}; {todo}") from error


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


def sha256_of(path: Path) -> str:
    """The sha256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

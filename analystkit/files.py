"""All that the kit writes is made aside and then moved to its place, in one step: what is read is wholly old or wholly new.

A run that writes into a folder holds the folder's lock: a file that says who holds it, what is made aside, and in the end what is moved
where. The lock of a run that was killed is free, and whoever takes it finishes the moves, or takes away what was made aside for them.
"""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import os
import re
import secrets
import shutil
import socket
import sqlite3
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import BinaryIO

from analystkit.errors import AnalystkitError, Problem

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".analystkit-lock"
_ASIDE = ".analystkit-new-"  # begins the name of what is made aside, beside its place
_PATIENCE = 60.0  # seconds for another run that writes; then it is named
_LOG = logging.getLogger("analystkit")


@contextmanager
def one_step(folder: Path) -> Iterator[Step]:
    """What is made in the block takes its place in one step when the block ends well; else nothing has changed.

    Nobody else writes into ``folder`` meanwhile: another run is waited for, and AnalystkitError names it where that takes too long. So it
    names what the disk refuses.
    """
    with refusals(folder), _made(folder) as made, _held(folder / LOCK, made) as step:
        yield step


@contextmanager
def swapped(folder: Path) -> Iterator[Path]:
    """A new empty folder to write into, which takes the place of ``folder`` when the block ends well; else nothing has changed."""
    with refusals(folder):
        place = _real(folder)
        with _made(place.parent) as made, _held(_beside(place), made) as step:
            yield step.folder(place)


def write(path: Path, content: bytes) -> Path:
    """Write a file whole, or not at all; gives its path."""
    with one_step(path.parent) as step:
        return step.write(path, content)


def finish(folder: Path) -> None:
    """What a run that was killed had begun to move into a folder, or to its place, is moved now, or taken back; for whoever reads there.

    Where another run is at it, or nothing can be written, the folder is read as it is.
    """
    place = _real(folder)
    for lock in (place / LOCK, _beside(place)):
        try:
            if lock.is_file():
                with _held(lock, patience=0):
                    pass
        except (_Held, PermissionError):
            continue
        except OSError as error:
            if error.errno != errno.EROFS:
                raise


@contextmanager
def steady(folder: Path) -> Iterator[None]:
    """Read files of a folder that belong together. Raises AnalystkitError where it was replaced meanwhile."""
    finish(folder)
    before = _state(folder)
    yield
    if _state(folder) != before:
        raise AnalystkitError(f"{folder}: was made anew while it was read; try again")


class Step:
    """What is made aside, to take its place in one step. Ask ``one_step`` for it."""

    def __init__(self, lock: BinaryIO) -> None:
        self._lock = lock
        self._aside: dict[Path, Path] = {}
        self._gone: set[Path] = set()

    def new(self, path: Path) -> Path:
        """Where to make what is to stand at ``path``, a file or a folder. A link stays a link: what it leads to is replaced."""
        place = _real(path)
        if place not in self._aside:
            _note(self._lock, made=[str(folder) for folder in _missing(place.parent)])
            _make(place.parent)
            fresh = place.with_name(f"{_ASIDE}{secrets.token_hex(6)}")
            _note(self._lock, aside=[str(fresh)])
            self._aside[place] = fresh
        return self._aside[place]

    def __contains__(self, path: Path) -> bool:
        """Is something made aside for this place?"""
        return _real(path) in self._aside

    def folder(self, path: Path) -> Path:
        """An empty folder that is to stand at ``path``."""
        fresh = self.new(path)
        fresh.mkdir()
        return fresh

    def write(self, path: Path, content: bytes, mode: int | None = None) -> Path:
        """Write a file, with the rights of the one that it replaces unless ``mode`` gives others; one that would not change stays
        untouched. Gives its path."""
        place = _real(path)
        there = place.is_file()
        if there and place not in self._aside and place.read_bytes() == content:
            return path
        fresh = self.new(path)
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None or there:
            fresh.chmod(stat.S_IMODE(place.stat().st_mode) if mode is None else mode)
        return path

    def remove(self, path: Path) -> None:
        """Take a file away."""
        place = _real(path.parent) / path.name
        self.new(place).touch()
        self._gone.add(place)

    def take_place(self) -> None:
        """All that was made aside takes its place: from the note of it on, whatever happens."""
        moves = [_Move(str(f), str(p), f.lstat().st_ino, _state(p), p in self._gone) for p, f in self._aside.items() if os.path.lexists(f)]
        before, moved = self._lock.seek(0, os.SEEK_END), 0
        try:
            _note(self._lock, moves=[astuple(move) for move in moves])
            os.fsync(self._lock.fileno())
            for move in moves:
                move.make()
                moved += 1
        except OSError:
            if not moved:  # nothing will be
                self._lock.truncate(before)
            raise


@dataclass(frozen=True)
class _Move:
    """What is made aside, its place, the number by which the disk knows it, the state of what it replaces, and whether that only goes."""

    aside: str
    place: str
    number: int
    was: list[int] | None
    gone: bool

    def make(self) -> None:
        """Move it, if it was not yet. What somebody else changed since is his, and stays."""
        fresh, place = Path(self.aside), Path(self.place)
        old = _old(fresh)
        if (state := _state(fresh)) is None or state[0] != self.number or (self.gone and not os.path.lexists(place)):
            return
        begun = os.path.lexists(old)  # a run was stopped between two renames
        if _state(place) != (None if begun else self.was):
            _LOG.warning("%s: was changed since; it stays as it is now", place)
        elif self.gone:
            place.unlink(missing_ok=True)
        elif begun or self.was is None or not fresh.is_dir():
            os.replace(fresh, place)
        elif not _exchanged(fresh, place):
            place.rename(old)
            try:
                fresh.rename(place)
            except OSError:  # a file in it is held open, on Windows
                old.rename(place)
                raise


def _old(fresh: Path) -> Path:
    return fresh.with_name(f"{fresh.name}-old")


def _state(path: Path) -> list[int] | None:
    """By what it is seen that a file or folder is another; None where there is none."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return [found.st_ino, found.st_size, found.st_mtime_ns]


def _exchanged(one: Path, two: Path) -> bool:
    """Let two folders change their places, so that neither is absent at any time; Linux can, on most disks. Did it?"""
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        rename = ctypes.CDLL(None).renameat2
    except AttributeError:  # another C library
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(rename(here, os.fsencode(one), here, os.fsencode(two), exchange) == 0)


class _Held(AnalystkitError):
    """Another run has the lock."""


@contextmanager
def _held(lock: Path, made: Iterable[Path] = (), patience: float | None = None) -> Iterator[Step]:
    """Hold a lock. What the run that had it before left is finished first; then the block's own is moved. ``made`` are folders that were
    made for it. The file goes when nothing is left to be done."""
    file = _taken(lock, _PATIENCE if patience is None else patience)
    try:
        empty = _finished(file)
        file.seek(0)
        file.truncate()
        _note(file, pid=os.getpid(), host=socket.gethostname(), since=int(time.time()))
        _note(file, made=[str(folder) for folder in (*empty, *made)])
        step = Step(file)
        yield step
        step.take_place()
    finally:
        try:
            empty = _finished(file)
        except OSError as error:  # it stays to be done
            _LOG.warning("%s: %s; the next run finishes it", lock, error)
            file.close()
        else:
            if sys.platform == "win32":  # which takes no open file away
                file.close()
            with suppress(PermissionError):  # where another run has opened it by now, on Windows
                lock.unlink(missing_ok=True)
            file.close()
            _clear_empty(empty)


def _finished(lock: BinaryIO) -> list[Path]:
    """Make the moves that a lock's notes tell, or none where they end before, and clear away what was made aside. Gives the folders that
    were made for it."""
    aside, folders, moves = list[Path](), list[Path](), list[_Move]()
    lock.seek(0)
    for line in lock.read().splitlines():
        try:
            told = json.loads(line)
            aside += map(Path, told.get("aside", ()))
            folders += map(Path, told.get("made", ()))
            moves += [_Move(*move) for move in told.get("moves", ())]
        except (ValueError, TypeError, AttributeError):  # cut where the run was killed, or no note of ours
            continue
    # Nothing but what lies beside its place under a name of ours is moved or cleared: a lock may have come with a folder from elsewhere.
    for move in moves:
        if _ours(Path(move.aside)) and Path(move.aside).parent == Path(move.place).parent:
            move.make()
    for fresh in filter(_ours, aside):
        _clear(fresh)
        _clear(_old(fresh))
    return folders


def _ours(path: Path) -> bool:
    return path.name.startswith(_ASIDE)


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _taken(lock: Path, patience: float) -> BinaryIO:
    """The lock, opened and held. Raises AnalystkitError that names who has it."""
    end, told = time.monotonic() + patience, False
    while True:
        file = _opened(lock)
        try:
            if held := _locked(file):
                if os.path.samestat(os.fstat(file.fileno()), os.stat(lock)):
                    return file
            elif time.monotonic() > end:
                raise _Held(f"{lock}: another run writes here: {_holder(file)}; try again when it has ended")
            elif patience and not told:
                _LOG.warning("%s: waiting for another run that writes here: %s", lock, _holder(file))
                told = True
        except FileNotFoundError:  # its holder has just taken it away
            held = True
        except AnalystkitError:
            file.close()
            raise
        file.close()
        if not held:
            time.sleep(0.05)


def _opened(lock: Path) -> BinaryIO:
    """The file of a lock; a link, which would lead to another file, or a pipe is refused."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(lock, flags, 0o666), "r+b", buffering=0)
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise AnalystkitError(f"{lock}: is no file; take it away")
    return file


def _locked(file: BinaryIO) -> bool:
    """Lock an open file, until it is closed or the process ends, however it does. False where another has it."""
    try:
        if sys.platform == "win32":
            os.lseek(file.fileno(), 1 << 30, os.SEEK_SET)  # beyond what is written there, which stays to be read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            os.lseek(file.fileno(), 0, os.SEEK_SET)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _holder(file: BinaryIO) -> str:
    try:
        told = json.loads(file.read().split(b"\n")[1])
        since = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(told["since"]))
        return f"process {told['pid']} on {told['host']}, since {since}"
    except (ValueError, TypeError, KeyError, IndexError):  # nothing stands there yet
        return "one that has just begun"


def _note(lock: BinaryIO, **told: object) -> None:
    """Add a line to a lock's notes; behind one that was cut, where the disk was full, it is a line all the same."""
    line = f"\n{json.dumps(told)}\n".encode()
    if told not in ({"made": []}, {"aside": []}) and lock.write(line) != len(line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), lock.name)


def _beside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}{LOCK}")


def _real(path: Path) -> Path:
    """Where a path leads; of links that lead in a circle, one of them, of which the disk then says so."""
    return Path(os.path.realpath(path))


def _missing(folder: Path) -> list[Path]:
    """The folders that lead to a folder, itself included, that are not there; the outermost first."""
    return [f for f in (*reversed(folder.parents), folder) if not f.exists()]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error


@contextmanager
def _made(folder: Path) -> Iterator[list[Path]]:
    """A folder, and those that lead to it, made where they are not there: those that were not. What is empty in the end goes again."""
    made = _missing(folder)
    try:
        _make(folder)
        yield made
    finally:
        _clear_empty(made)


def _clear_empty(folders: list[Path]) -> None:
    for folder in reversed(folders):
        with suppress(OSError):  # it is not empty, or not there
            folder.rmdir()


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


def contents_of(path: Path) -> bytes:
    """What is in a file. Raises OSError for what is none: a pipe would be waited for for ever."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a file", str(path))
    return path.read_bytes()


SUMS = "SHA256SUMS"
"""The list of a folder's files with the sha256 of each, as sha256sum writes and checks it."""


def list_sums(folder: Path) -> None:
    """Write the list of a folder's files into it."""
    lines = [f"{sha256_of(path)}  {path.name}\n" for path in sorted(folder.iterdir()) if path.is_file() and path.name != SUMS]
    (folder / SUMS).write_bytes("".join(lines).encode())


def spoilt(folder: Path, names: Iterable[str]) -> list[Problem]:
    """A problem for each of these files that is not as the folder's list says, or is not there. None where there is no list."""
    try:
        lines = (folder / SUMS).read_text("utf-8", "replace").splitlines() if (folder / SUMS).is_file() else []
    except OSError as error:
        return [Problem(str(folder / SUMS), "cannot be read", error.strerror or "", _ANEW, rejects=True)]
    found = [re.fullmatch(r"([0-9a-f]{64}) [ *](.+)", line) for line in lines]
    out = [Problem(f"{folder / SUMS}:{n}", "not a sum and a name", repr(lines[n - 1][:60]), _ANEW) for n, m in enumerate(found, 1) if not m]
    sums = {m[2]: m[1] for m in found if m}
    for name in sorted(sums.keys() & {*names}):
        if not (folder / name).is_file():
            out.append(Problem(str(folder), "no tables", f"{name} is not there", _ANEW))
        elif sha256_of(folder / name) != sums[name]:
            out.append(Problem(str(folder / name), "not as it was written", "its sha256 is another", _ANEW))
    return out


_ANEW = "make the tables anew: analystkit tables SEEDS --out DIR"


def sha256_of(path: Path) -> str:
    """The sha256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

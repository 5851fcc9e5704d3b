"""What a run need not do again: results kept by the digest of all that they were made of, in ``.cache/analystkit`` of a project.

A result is found only under the digest of the same inputs, the same kit and the same packages, so it cannot be stale. Each is kept with
a code of authentication under a key of this user: what was damaged, or came with a folder from somebody else, is not read but made anew.
Nothing of it is code, nothing of it is needed: the folder may be taken away at any time.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

from analystkit.files import write

FOLDER = Path(".cache") / "analystkit"
_LOG = logging.getLogger("analystkit")
_KEPT = 2  # files of a kind: that of this kit and codebook, and the one before
_WAIT = 30.0  # seconds for another run that writes


def of(*parts: bytes | str) -> str:
    """The digest of some parts, each with its length: ("ab", "c") is not ("a", "bc").

    >>> of("ab", "c") == of("ab", "c"), of("ab", "c") == of("a", "bc")
    (True, False)
    """
    made = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "big") + data)
    return made.hexdigest()


def of_files(*places: Path, beside: Callable[[Path], bool] = lambda _: False) -> str:
    """The digest of files and folders: of every file its path from its place and its bytes. ``beside`` says what does not count.

    What cannot be read counts by its name, so that it is seen when it can be.
    """
    return of(*(part for place in places for part in (place.name, *_parts(place, beside))))


def _parts(place: Path, beside: Callable[[Path], bool]) -> Iterator[bytes | str]:
    inside = sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]
    for path in inside:
        if "__pycache__" in path.parts or beside(path):
            continue
        yield path.relative_to(place).as_posix()
        try:
            yield path.read_bytes()
        except OSError as error:
            yield f"{type(error).__name__}"


@cache
def kit() -> str:
    """The digest of what makes results of inputs: this Python, the packages that are installed, and every file of the kit."""
    packages = {name for folder in sys.path if os.path.isdir(folder) for name in os.listdir(folder) if name.endswith(".dist-info")}
    return of(sys.version, *sorted(packages), of_files(Path(__file__).parent))


def _key() -> bytes | None:
    """This user's key, made when it is first needed; None where there is no place for it."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")
    path = Path(home) / "analystkit" / "key"
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write(path, os.urandom(32))
            path.chmod(0o600)
        return hashlib.blake2b(path.read_bytes()).digest()
    except OSError:
        return None


class Store:
    """Results by digest, in one file. Ask ``store`` for one."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._file = self._opened()

    def _opened(self) -> sqlite3.Connection:
        made = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)
        try:
            # A journal beside the file, and no waiting for the disk: a cut in the power may damage the file, which is then made anew.
            made.execute("PRAGMA synchronous = OFF")
            made.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, code BLOB, value BLOB) WITHOUT ROWID")
        except sqlite3.DatabaseError:
            made.close()
            raise
        return made

    def _code(self, key: str, value: bytes) -> bytes:
        return hashlib.blake2b(key.encode() + value, key=self._key, digest_size=16).digest()

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """What is kept under these keys."""
        found, damaged = {}, 0
        try:
            for key in keys:
                for code, value in self._file.execute("SELECT code, value FROM kept WHERE key = ?", (key,)):
                    if isinstance(value, bytes) and isinstance(code, bytes) and hmac.compare_digest(code, self._code(key, value)):
                        found[key] = value
                    else:
                        damaged += 1
        except sqlite3.DatabaseError as error:
            self._anew(error)
        if damaged:
            _LOG.warning("%s: of what is kept there %d are damaged, or not yours; they are made anew", self._path, damaged)
        return found

    def keys(self) -> frozenset[str]:
        """Under which keys something is kept."""
        try:
            return frozenset(key for (key,) in self._file.execute("SELECT key FROM kept"))
        except sqlite3.DatabaseError as error:
            self._anew(error)
            return frozenset()

    def put(self, results: Iterable[tuple[str, bytes]]) -> None:
        """Keep results, all of them or none."""
        rows = [(key, self._code(key, value), value) for key, value in results]
        if not rows:
            return
        try:
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
            self._file.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            self._anew(error)

    def forget(self, but: Iterable[str]) -> None:
        """Take away all that is not under these keys."""
        keys = [*but]
        try:
            self._file.execute(f"DELETE FROM kept WHERE key NOT IN ({', '.join('?' * len(keys))})", keys)
        except sqlite3.DatabaseError as error:
            self._anew(error)

    def _anew(self, error: sqlite3.DatabaseError) -> None:
        """Another, empty file where this one is damaged; where it cannot be written (a full disk) nothing is kept. Either is said."""
        self.close()
        damaged = not isinstance(error, sqlite3.OperationalError)
        _LOG.warning("%s: %s; %s", self._path, error, "it is made anew" if damaged else "nothing is kept there in this run")
        if damaged:
            _away(self._path)
        self._path = self._path if damaged else Path(":memory:")
        self._file = self._opened()

    def close(self) -> None:
        self._file.close()


@contextmanager
def store(project: Path | None, kind: str, *made_by: str) -> Iterator[Store | None]:
    """The results of one kind that the same kit and, say, codebook made, kept in the project's folder; None where none is kept.

    Files of other kits and codebooks are taken away, but for the last one. What is damaged or cannot be written is logged.
    """
    made = _store(project / FOLDER, kind, of(kit(), *made_by)[:16]) if project and project.is_dir() else None
    try:
        yield made
    finally:
        if made:
            made.close()


def _store(folder: Path, kind: str, name: str) -> Store | None:
    if (key := _key()) is None:
        return None
    path = folder / f"{kind}-{name}.sqlite"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            made = Store(path, key)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise OSError(str(error)) from error
            _LOG.warning("%s: %s; it is made anew", path, error)
            _away(path)
            made = Store(path, key)
        os.utime(path)
        others = sorted(folder.glob(f"{kind}-*.sqlite"), key=lambda p: p.stat().st_mtime_ns)
        for old in others[:-_KEPT]:
            _away(old)
        return made
    except OSError as error:
        _LOG.warning("%s: %s; nothing is kept there in this run", path, error)
        return None


def _away(path: Path) -> None:
    """Take away a file of results, and its journal, which is of no other file; one that is held open (on Windows) stays."""
    with suppress(OSError):
        path.unlink()
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def sizes(project: Path) -> list[tuple[str, int, int]]:
    """What is kept of a project: of each file its name, how many results it has (-1 where it is damaged), and its bytes."""
    found = []
    for path in sorted((project / FOLDER).glob("*.sqlite")):
        try:
            with closing(sqlite3.connect(path)) as file:
                (n,) = file.execute("SELECT count(*) FROM kept").fetchone()
        except sqlite3.DatabaseError:
            n = -1
        found.append((path.name, n, path.stat().st_size))
    return found


def clear(project: Path) -> int:
    """Take away all that is kept of a project; gives its bytes."""
    gone = 0
    for path in sorted((project / FOLDER).glob("*.sqlite*")):
        gone += path.stat().st_size
        path.unlink()
    return gone

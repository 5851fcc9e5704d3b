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
from itertools import islice
from pathlib import Path

from analystkit.errors import AnalystkitError
from analystkit.files import one_step

FOLDER = Path(".cache") / "analystkit"
_LOG = logging.getLogger("analystkit")
_NAME = f"-{'[0-9a-f]' * 16}.sqlite"  # of a file, behind its kind
_TABLE = "CREATE TABLE kept (key TEXT PRIMARY KEY, code BLOB, value BLOB) WITHOUT ROWID"
_NOWHERE = Path(":memory:")
_KEPT = 2  # files of a kind: that of this kit and codebook, and the one before
_ASKED = 500  # keys at once
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
    for path in _inside(place) if place.is_dir() else [place]:
        if beside(path):
            continue
        yield path.relative_to(place).as_posix()
        try:
            yield path.read_bytes() if path.is_file() else os.path.realpath(path)  # a pipe would wait for ever
        except OSError as error:
            yield f"{type(error).__name__}"


def _inside(place: Path) -> Iterator[Path]:
    """The files of a folder, and of those that links in it lead to; of a folder that was there already, the path alone, for links may lead
    in a circle."""
    seen = set()
    for folder, folders, names in os.walk(place, followlinks=True):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        if (real := os.path.realpath(folder)) in seen:
            folders.clear()
            yield Path(folder)
            continue
        seen.add(real)
        yield from (Path(folder, name) for name in sorted(names))


_PATH = tuple(os.path.abspath(folder) for folder in sys.path if folder)


def _packages() -> list[str]:
    return sorted({name for folder in _PATH if os.path.isdir(folder) for name in os.listdir(folder) if name.endswith(".dist-info")})


@cache
def kit() -> str:
    """The digest of what makes results of inputs: this Python, the packages that are installed, and every file of the kit."""
    return of(sys.version, *_packages(), of_files(Path(__file__).parent))


def _state() -> object:
    """By what a change of the kit is seen without reading it: the packages, and of every file of the kit its size and times."""
    folders = (at for at in os.walk(Path(__file__).parent) if not at[0].endswith("__pycache__"))
    files = [(path, os.stat(path)) for folder, _, names in folders for path in (os.path.join(folder, name) for name in names)]
    return _packages(), sorted((path, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for path, s in files)


_LOADED = _state()
"""What the kit was when this process began to load it, in some thousandths of a second: code in memory does not change with its file."""


def current() -> bool:
    """Is the kit on the disk the one that this process loaded? If not, its digest is not that of what makes results here."""
    try:
        if same := _state() == _LOADED:
            return same
    except OSError:  # a file went while it was looked at
        pass
    _say_changed()
    return False


@cache
def _say_changed() -> None:
    _LOG.warning("the kit, or a package, was changed since this program was started: nothing is kept until it is started again")


def _key() -> bytes | None:
    """This user's key, made when it is first needed; None where there is no place for it."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")
    path = Path(home) / "analystkit" / "key"
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with one_step(path.parent) as step:
                if not path.exists():  # another run may have made it by now
                    step.write(path, os.urandom(32), mode=0o600)
        return hashlib.blake2b(path.read_bytes()).digest()
    except (OSError, AnalystkitError):
        return None


def project_of(source: str | Path) -> Path | None:
    """The project that articles lie in: the folder beside them, if it has notebooks or a codebook."""
    home = Path(source).absolute().parent
    return home if (home / "notebooks").is_dir() or (home / "data" / "codebook").is_dir() else None


class Store:
    """Results by digest, in one file, as long as the kit is ``current``. Ask ``store`` for one."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._file = _opened(self._path)

    def _code(self, key: str, value: bytes) -> bytes:
        return hashlib.blake2b(key.encode() + value, key=self._key, digest_size=16).digest()

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """What is kept under these keys."""
        found, damaged, left = {}, 0, iter(keys)
        with self._sound():
            while some := [*islice(left, _ASKED)]:
                asked = f"SELECT key, code, value FROM kept WHERE key IN ({', '.join('?' * len(some))})"
                for key, code, value in self._file.execute(asked, some):
                    if isinstance(value, bytes) and isinstance(code, bytes) and hmac.compare_digest(code, self._code(key, value)):
                        found[key] = value
                    else:
                        damaged += 1
        if damaged:
            _LOG.warning("%s: of what is kept there %d are damaged, or not yours; they are made anew", self._path, damaged)
        return found

    def keys(self) -> frozenset[str]:
        """Under which keys something is kept."""
        with self._sound():
            return frozenset(key for (key,) in self._file.execute("SELECT key FROM kept"))
        return frozenset()

    def put(self, results: Iterable[tuple[str, bytes]]) -> None:
        """Keep results, all of them or none."""
        rows = [(key, self._code(key, value), value) for key, value in results]
        if not rows or not current():
            return
        with self._sound():
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
            self._file.execute("COMMIT")

    def forget(self, but: Iterable[str]) -> None:
        """Take away all that is not under these keys."""
        keys = [*but]
        with self._sound():
            self._file.execute(f"DELETE FROM kept WHERE key NOT IN ({', '.join('?' * len(keys))})", keys)

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Another, empty file where this one is found damaged; where it cannot be written (a full disk) nothing is kept. Either is said."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            self.close()
            try:
                self._path = self._path if _anew(self._path, error) else _NOWHERE
                self._file = _opened(self._path)
            except sqlite3.DatabaseError as again:
                _LOG.warning("%s: %s; nothing is kept there in this run", self._path, again)
                self._path, self._file = _NOWHERE, _opened(_NOWHERE)

    def close(self) -> None:
        self._file.close()


def _opened(path: Path) -> sqlite3.Connection:
    """A file of results, empty where there is none. Raises DatabaseError for one that is damaged, or holds anything else."""
    made = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        # A journal beside the file, and no waiting for the disk: a cut in the power may damage the file, which is then made anew.
        made.execute("PRAGMA synchronous = OFF")
        holds = "SELECT sql FROM sqlite_master"  # a view of that name, say, may be a query that never ends
        if not (found := made.execute(holds).fetchall()):
            made.execute(_TABLE.replace("TABLE", "TABLE IF NOT EXISTS"))
            found = made.execute(holds).fetchall()
        if found != [(_TABLE,)]:
            raise sqlite3.DatabaseError("it is not a file of results")
    except sqlite3.DatabaseError:
        made.close()
        raise
    return made


def _anew(path: Path, error: sqlite3.DatabaseError) -> bool:
    """Can a file be made anew, and is it away for that: it is damaged, and can be taken away? Says which."""
    anew = not isinstance(error, sqlite3.OperationalError) and _away(path)
    _LOG.warning("%s: %s; %s", path, error, "it is made anew" if anew else "nothing is kept there in this run")
    return anew


@contextmanager
def store(project: Path | None, kind: str, *made_by: str) -> Iterator[Store | None]:
    """The results of one kind that the same kit and, say, codebook made, kept in the project's folder; None where none is kept.

    Files of other kits and codebooks are taken away, but for the last one. What is damaged or cannot be written is logged.
    """
    name = of(kit(), *made_by)[:16] if project and project.is_dir() else ""
    made = _store(project / FOLDER, kind, name) if project and name and current() else None
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
            if not _anew(path, error):
                return None
            made = Store(path, key)
        os.utime(path)
        others = sorted(folder.glob(kind + _NAME), key=lambda p: p.stat().st_mtime_ns)
        for old in others[:-_KEPT]:
            _away(old)
        return made
    except (OSError, sqlite3.DatabaseError) as error:
        _LOG.warning("%s: %s; nothing is kept there in this run", path, error)
        return None


def _away(path: Path) -> bool:
    """Take away a file of results, and its journal, which is of no other file; one that is held open (on Windows) stays. Is it away?"""
    with suppress(OSError):
        path.unlink()
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    return not path.exists()


def sizes(project: Path) -> list[tuple[str, int, int]]:
    """What is kept of a project: of each file its name, how many results it has (-1 where it is damaged), and its bytes."""
    found = []
    for path in _files(project):
        try:
            with closing(_opened(path)) as file:
                (n,) = file.execute("SELECT count(*) FROM kept").fetchone()
        except sqlite3.DatabaseError:
            n = -1
        found.append((path.name, n, path.stat().st_size))
    return found


def clear(project: Path) -> int:
    """Take away all that is kept of a project; gives its bytes. Raises AnalystkitError where the folder is a link: it may be another's."""
    folder = project / FOLDER
    if folder.resolve() != (real := project.resolve()) / FOLDER:
        raise AnalystkitError(
            f"{folder}: is a link to {folder.resolve()}, which may be of another project; take it away by hand if it is not"
        )
    gone = 0
    for path in [*_files(real), *_files(real, "-journal")]:
        gone += path.lstat().st_size
        path.unlink()
    return gone


def _files(project: Path, more: str = "") -> list[Path]:
    """What the kit keeps of a project, by the names that it gives; nothing else that may lie there."""
    return sorted(path for kind in ("links", "report", "tables", "tags") for path in (project / FOLDER).glob(kind + _NAME + more))

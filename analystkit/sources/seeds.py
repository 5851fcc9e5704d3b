"""Files become articles: the only place where bytes become text.

``decode`` is the one policy for bytes. Nothing is normalised: offsets count code points of the decoded text, newlines as they came.
A folder is walked here; a file of records is read by ``records``. What is not read is a Problem, never silence.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from analystkit.errors import InputError, Problem, folded
from analystkit.records import Article
from analystkit.sources.receipts import NAME as RECEIPTS
from analystkit.sources.receipts import applied, joined, refused
from analystkit.sources.receipts import read as read_receipts

LIMIT = 20_000_000  # bytes; a text larger than this is not an article
SHORT = 10  # characters; fewer say nothing, and are most likely a slip
BLANK = " \t\r\n\x0b\x0c\u00a0\u2028\u2029\ufeff\u200b"
"""What an article may consist of and still be empty."""

_SIGNATURES = (b"\x89PNG", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"SQLite format 3", b"PAR1")
# UTF-32 LE first: its mark begins with that of UTF-16 LE.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")


class Rejected(ValueError):
    """Bytes or a file that do not become text, with the reason."""


class _File(NamedTuple):
    """A file found in the folder: its path and its path from the folder, as bytes, and the same for people to read."""

    path: bytes
    inside: bytes
    name: str


def decode(data: bytes) -> tuple[str, list[str]]:
    """Text of a file, with warnings. Raises Rejected with the reason.

    A byte order mark decides; else strict UTF-8; else UTF-8 with few bad bytes, each shown as U+FFFD; else Windows-1252.
    The mark is taken off, NUL becomes U+FFFD; all else stays as it is.

    >>> decode(b"\\xef\\xbb\\xbfone\\r\\n")
    ('one\\r\\n', [])
    >>> decode(b"caf\\xe9")
    ('café', ['not UTF-8: read as Windows-1252 (cp1252)'])
    """
    if len(data) > LIMIT:
        raise Rejected(f"too large: {len(data):,} bytes, at most {LIMIT:,}")
    if data.startswith(_SIGNATURES):
        raise Rejected("binary: not a text file")
    text, warnings = _decoded(data)
    if "\0" in text:
        warnings.append(f"{text.count(chr(0))} NUL characters, shown as U+FFFD")
        text = text.replace("\0", "\ufffd")
    if not text.strip(BLANK):
        raise Rejected("empty: no text")
    return text, warnings


def _decoded(data: bytes) -> tuple[str, list[str]]:
    undecodable = ["undecodable bytes, shown as U+FFFD"]
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            try:
                return body.decode(encoding), []
            except UnicodeDecodeError:
                return body.decode(encoding, "replace"), undecodable
    if data.count(0) * 10 > len(data):
        raise Rejected("binary: more than a tenth is NUL; UTF-16 needs a byte order mark")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(c > "\x7f" for c in text) - bad
    if good and (bad < 5 or bad * 100 < len(data)):
        return text, undecodable
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Rejected("encoding: neither UTF-8 nor Windows-1252; save it as UTF-8") from error
    if _CONTROL.search(text):
        raise Rejected("binary: control characters")
    return text, ["not UTF-8: read as Windows-1252 (cp1252)"]


def _bytes(path: str | bytes, root: str | bytes | None = None) -> bytes:
    """The bytes of a regular file. Nothing else is ever opened: a pipe would wait for ever, a device never end."""
    raw = os.fsencode(path)
    real = os.path.realpath(raw)
    home = os.path.realpath(os.fsencode(root) if root is not None else os.path.dirname(raw) or b".")
    if os.path.islink(raw):
        if not os.path.lexists(real):
            raise Rejected("skipped: missing, a link to nothing")
        if not real.startswith(os.path.join(home, b"")):
            raise Rejected("skipped: a link to outside the folder")
    kind = os.stat(real)
    if not stat.S_ISREG(kind.st_mode):
        raise Rejected("skipped: not a regular file")
    if kind.st_size > LIMIT:
        raise Rejected(f"too large: {kind.st_size:,} bytes, at most {LIMIT:,}")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(real, flags), "rb") as file:
        return file.read(LIMIT + 1)


def read(source: str | Path) -> tuple[list[Article], list[Problem]]:
    """Every article of a folder, .txt or .jsonl, sorted by id, and a problem for each file or line rejected, skipped or doubtful.

    Raises InputError where there is nothing to read, with everything that was found instead.
    """
    path = Path(source)
    path = path.resolve() if path.is_file() else path  # a link to a file of records goes by that file's name
    raw, ending, problems = os.fsencode(path), path.suffix.lower(), list[Problem]()
    if path.is_dir():
        receipts = read_receipts(path, problems)
        problems += joined(p for found in refused(path, []).values() for p in found)
        articles = _articles(sorted(_walk(raw, problems), key=lambda f: f.inside), raw, problems)
        articles = [applied(a, receipts[a.id], problems) if a.id in receipts else a for a in articles]
    elif path.is_file() and ending == ".txt":
        name = os.path.basename(raw)
        articles = _articles([_File(raw, name, visible(name))], os.path.dirname(raw), problems)
    elif path.is_file() and ending in (".jsonl", ".ndjson"):
        from analystkit.sources.jsonl import read_records

        articles, problems = read_records(path)
    elif path.is_file() and ending in _TABLES:
        raise InputError([Problem(visible(raw), "a table, which is not read", "", _TODO_TABLE, rejects=True)])
    else:
        what = "not a folder, a .txt or a .jsonl" if os.path.lexists(path) else "no such folder or file"
        raise InputError([Problem(visible(raw), what, "", _TODO, rejects=True)])
    if not articles:
        todo = f"bring files in by: analystkit import FILES; or {_TODO}" if path.is_dir() else _TODO
        raise InputError([Problem(visible(raw), "no articles", "", todo, rejects=True), *problems])
    for a in articles:
        if (n := len(a.text.strip(BLANK))) < SHORT:
            problems.append(Problem(a.path, f"only {n} character{'s' * (n > 1)}", "", "check that this is the whole article"))
    return sorted(articles, key=lambda a: a.id), folded([*problems, *_duplicates(articles)])


_TODO = "name a folder that holds .txt files, one .txt, or a .jsonl with one article a line"
_TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
_TODO_TABLE = 'write each row as a line of a .jsonl: {"id": "a1", "text": "…", "published": "2021-02-25"}, or as a .txt of its own'


def _articles(files: Sequence[_File], root: bytes, problems: list[Problem]) -> list[Article]:
    """The files that are articles; a Problem for each that is none, or that is doubtful."""
    articles: list[Article] = []
    for file, name in zip(files, _ids(files), strict=True):
        try:
            data = _bytes(file.path, root)
            text, warnings = decode(data)
        except (Rejected, OSError) as error:
            problems.append(_rejection(file.name, error))
            continue
        articles.append(Article(name, text, path=file.name, sha256=hashlib.sha256(data).hexdigest()))
        problems += [Problem(file.name, warning, "", "check the odd characters, or save it as UTF-8") for warning in warnings]
    return articles


def _walk(root: bytes, problems: list[Problem]) -> Iterator[_File]:
    """The .txt files below the folder; a Problem for everything else. Links to folders are not followed: the walk ends."""
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda e: e.name)
        except OSError as error:
            problems.append(_rejection(visible(os.path.relpath(folder, root)), error))
            continue
        for entry in entries:
            inside = os.path.relpath(entry.path, root).replace(os.fsencode(os.sep), b"/")
            name = visible(inside)
            try:
                links_to_folder = entry.is_symlink() and entry.is_dir()
            except OSError as error:  # links in a circle, to a name that is too long, to what may not be looked at
                problems.append(_rejection(name, error))
                continue
            if entry.is_dir(follow_symlinks=False):
                if entry.name.startswith(b"."):  # .git, .ipynb_checkpoints: copies, not articles
                    problems.append(Problem(name, "skipped: a hidden folder", "", "rename it if it holds articles"))
                else:
                    folders.append(entry.path)
            elif links_to_folder:
                problems.append(Problem(name, "skipped: a link to a folder", "", "put the folder itself there"))
            elif inside == os.fsencode(RECEIPTS):
                continue
            elif entry.name.lower().endswith(b".txt"):
                yield _File(entry.path, inside, name)
            else:
                problems.append(_other(name, root))


def _other(name: str, root: bytes) -> Problem:
    """A file that is no .txt: of a kind that ``import`` makes articles of, or of another."""
    from analystkit.sources.formats import ENDINGS

    if os.path.splitext(name)[1].lower() in ENDINGS:
        folder = visible(os.path.basename(os.path.realpath(root)))
        todo = f"analystkit import {folder}/{name} makes articles of it; then take it out of this folder"
        return Problem(name, "not read where it is", "not .txt", todo, rejects=True)
    return Problem(name, "skipped: not .txt", "", "save it as plain text")


def _rejection(name: str, error: Rejected | OSError) -> Problem:
    if isinstance(error, Rejected):
        what, _, found = str(error).partition(": ")
        return Problem(name, what, found, "take it out, or put a text file there", rejects=True)
    if isinstance(error, PermissionError):
        return Problem(name, "no permission to read", error.strerror or "", "allow reading it", rejects=True)
    return Problem(name, "cannot be read", error.strerror or "", "check the disk and the file", rejects=True)


def visible(name: bytes) -> str:
    """A file name as people can read it: what is not UTF-8, or does not print, is written as %XX.

    >>> visible(b"caf\\xe9 \\xc3\\xa9\\n.txt")
    'caf%E9 é%0A.txt'
    """
    text = name.decode("utf-8", "surrogateescape")
    return "".join(c if c.isprintable() else quote(c.encode("utf-8", "surrogateescape")) for c in text)


def _same(name: str) -> str:
    """What two ids that a file system or a reader may take for one have in common."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _ids(files: Sequence[_File]) -> list[str]:
    """An id for each file: its stem; where that is shared, its path; where that is alike too, with a digest of the path.

    So an id never depends on the order of files, and only on others where they share its name.
    """
    paths = [file.name[:-4].replace("/", "~") for file in files]
    levels = [
        [file.name.rpartition("/")[2][:-4] for file in files],
        paths,
        [f"{path}~{hashlib.sha256(file.inside).hexdigest()[:8]}" for path, file in zip(paths, files, strict=True)],
    ]
    ids = levels[0]
    for level in levels[1:]:
        uses = Counter(map(_same, ids))
        ids = [finer if uses[_same(name)] > 1 else name for name, finer in zip(ids, level, strict=True)]
    return ids


def _duplicates(articles: Iterable[Article]) -> Iterator[Problem]:
    """Articles that say the same as an earlier one, to the byte, or but for white space, case and composed letters."""
    first: dict[str, Article] = {}
    for article in articles:
        key = hashlib.sha256(_same(" ".join(article.text.split())).encode()).hexdigest()
        other = first.setdefault(key, article)
        if other is not article:
            how = "same text as" if other.text == article.text else "same words as"
            yield Problem(article.path, f"duplicate: {how} {other.path}", "", "take one out, so that it is not counted twice")

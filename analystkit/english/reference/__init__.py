"""The world's places as sorted tables in small blocks: a name is found without reading the rest; nothing is read at import.

``data/reference/pack_world.py`` writes the file: a line of JSON that says where the blocks of each table lie and the key with which each
begins, then the blocks, each by itself compressed. A row is a line of cells between tabs, its key first; rows are sorted by their key, and
those of one key lie in one block.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path

FILE = "world.tables"


@lru_cache(maxsize=1)
def _file() -> tuple[mmap, int, dict[str, tuple[list[str], list[tuple[int, int]]]]]:
    """The file, where its blocks begin, and of each table the first keys of its blocks and where they lie."""
    with Path(__file__).with_name(FILE).open("rb") as opened:
        file = mmap(opened.fileno(), 0, access=ACCESS_READ)
    return file, len(head := file.readline()), json.loads(head)


@lru_cache(maxsize=4096)
def _block(table: str, n: int) -> list[str]:
    file, begin, index = _file()
    start, end = index[table][1][n]
    return zlib.decompress(file[begin + start : begin + end]).decode().split("\n")


def rows(table: str, key: str) -> list[list[str]]:
    """The rows of a table under a key, without it, in their order; none for an unknown key.

    >>> rows("names", "springfield") != [], rows("names", "no such place")
    (True, [])
    """
    n = bisect_right(_file()[2][table][0], key) - 1
    if n < 0:
        return []
    out, block, start = [], _block(table, n), f"{key}\t"
    for i in range(bisect_left(block, start), len(block)):
        if not block[i].startswith(start):
            break
        out.append(block[i].split("\t")[1:])
    return out


@lru_cache(maxsize=65536)
def begins(table: str, words: str) -> bool:
    """Is this a key, or does one begin with these words?

    >>> begins("names", "new york"), begins("names", "new"), begins("names", "springf")
    (True, True, False)
    """
    firsts = _file()[2][table][0]
    n = bisect_right(firsts, words) - 1
    i = bisect_left(block, words) if (block := _block(table, n) if n >= 0 else []) else 0
    following = block[i] if i < len(block) else firsts[n + 1] if n + 1 < len(firsts) else ""
    return f"{following}\t".startswith((f"{words}\t", f"{words} "))


def every(table: str) -> Iterator[list[str]]:
    """All rows of a table, with their keys."""
    for n in range(len(_file()[2][table][0])):
        yield from (row.split("\t") for row in _block(table, n))

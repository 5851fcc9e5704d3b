"""How long an export of many articles takes, how much memory, and whether it is whole.

    python benchmarks/exports.py TABLES [--articles 10000] [--formats xlsx sqlite geojson] [--work DIR]

Repeats the rows of a folder of tables, each time with ids of their own, until there are that many articles, and exports these, each
format in a process of its own. Prints seconds, the peak of memory, the size, and the rows that went in and came out.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from analystkit.tables import KINDS, read_rows

_IDS = ("article", "event_id", "other_id", "conflict_id", "part_of", "story", "utterance_id")
_OF_ARTICLES = ("claim_id", "receipts", "part_of")


def repeated(row: Mapping[str, Any], n: int) -> dict[str, Any]:
    """The row with ids of its own."""
    out = dict(row)
    for key, value in row.items():
        if key == "claims":
            out[key] = [repeated(c, n) for c in value]
        elif key in _OF_ARTICLES:
            out[key] = [_moved(v, n) for v in value] if isinstance(value, list) else value and _moved(value, n)
        elif key == "parts":
            out[key] = [f"{v}-{n}" for v in value]
        elif key in _IDS and value is not None:
            out[key] = f"{value}-{n}"
    return out


def _moved(receipt: str, n: int) -> str:
    article, mark, rest = receipt.partition(":")
    return f"{article}-{n}{mark}{rest}"


def multiplied(tables: Path, articles: int, out: Path) -> dict[str, int]:
    """The tables, as often as it takes; the number of rows of each."""
    times = -(-articles // sum(1 for _ in read_rows(tables, "articles")))
    counted = {}
    for name in KINDS:
        rows = list(read_rows(tables, name))
        counted[name] = len(rows) * times
        with (out / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(repeated(row, n), ensure_ascii=False) + "\n" for n in range(times) for row in rows)
    return counted


def _xlsx(folder: Path) -> int:
    with ZipFile(folder / "tables.xlsx") as book:
        names = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        return sum(_count(book, name) for name in names)


def _count(book: ZipFile, name: str) -> int:
    with book.open(name) as sheet:
        return sum(piece.count(b"<row ") for piece in sheet)


def _sqlite(folder: Path) -> int:
    with sqlite3.connect(folder / "tables.sqlite") as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        return sum(int(db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in KINDS)


def _geojson(folder: Path) -> int:
    with (folder / "events.geojson").open("rb") as file:
        return sum(line.startswith(b'{"type": "Feature",') for line in file)


_ROWS: Mapping[str, Callable[[Path], int]] = {"xlsx": _xlsx, "sqlite": _sqlite, "geojson": _geojson}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--formats", nargs="+", default=list(_ROWS))
    parser.add_argument("--work", type=Path, help="where the many tables go; deleted again (default: the folder for temporary files)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.work) as name:
        work = Path(name)
        (work / "tables").mkdir()
        counted = multiplied(args.tables, args.articles, work / "tables")
        print(f"{counted['articles']:,} articles, {counted['events']:,} events, {sum(counted.values()):,} rows")
        for fmt in args.formats:
            command = [sys.executable, "-m", "analystkit", "export", fmt, "--tables", str(work / "tables"), "--out", str(work / "out")]
            start = time.perf_counter()
            run = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            _, status, used = os.wait4(run.pid, 0)
            if status:
                sys.exit(f"{fmt} failed")
            seconds, busy, peak = time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
            folder = work / "out" / fmt
            size = sum(p.stat().st_size for p in folder.iterdir()) / 1e6
            rows = f"; {_ROWS[fmt](folder):,} rows in it" if fmt in _ROWS else ""
            left = sum(1 for _ in (folder / "left-out.csv").open("rb")) - 1
            took = f"{seconds:.0f} s, {busy:.0f} s of processor, {peak:,.0f} MB of memory"
            print(f"{fmt}: {took}; {size:,.0f} MB written, {left:,} left out{rows}", flush=True)


if __name__ == "__main__":
    main()

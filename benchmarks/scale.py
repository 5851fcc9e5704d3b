"""What `analystkit tables` costs at several sizes, with one process and several, anew and from what is kept; and growth as an exponent.

    python benchmarks/scale.py ARTICLES.jsonl [--sizes 250,500,1000] [--workers 2]
    python benchmarks/scale.py --edits 50 [--articles 300]

Seconds on the clock, of the processor (all processes), and the memory of the largest process in MB; every run has a folder of its own.
The rows of all ways are compared, and the command ends with 1 where they differ. With ``--edits`` a folder of invented articles is edited
by lot, and after each edit read with what is kept and anew. The clock is the machine's as much as the kit's: compare within one run.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from math import log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

Spent = tuple[float, float, float, str]  # on the clock, of the processor, memory, digest of the rows


def main() -> int:
    """0 where all ways gave the same rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", metavar="ARTICLES", type=Path, nargs="?", help="a .jsonl with one article a line")
    parser.add_argument("--sizes", default="250,500,1000", help="how many of its articles (default: 250,500,1000)")
    parser.add_argument("--workers", type=int, default=2, help="processes, against one (default: 2)")
    parser.add_argument("--edits", type=int, metavar="N", help="edits by lot of an invented folder")
    parser.add_argument("--articles", type=int, default=300, metavar="N", help="how many articles it has (default: 300)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if args.edits:
            return edits(Path(scratch), args.articles, args.edits)
        if not args.source:
            parser.error("name ARTICLES, or --edits N")
        return sizes(Path(scratch), args.source, [int(n) for n in args.sizes.split(",")], args.workers)


def sizes(scratch: Path, source: Path, numbers: list[int], workers: int) -> int:
    lines = source.read_text("utf-8").splitlines(True)
    ways = {"one process": ["--workers", "1"], f"{workers} processes": ["--workers", str(workers)], "kept": []}
    spent: dict[str, list[Spent]] = {way: [] for way in ways}
    print(f"{'articles':>9} {'':14}{'clock':>8}{'processor':>11}{'MB':>7}")
    for n in numbers:
        (scratch / f"{n}.jsonl").write_text("".join(lines[:n]), "utf-8")
        tables(scratch / f"{n}.jsonl", scratch / "out", ["--cache", str(scratch)])
        for way, options in ways.items():
            got = tables(scratch / f"{n}.jsonl", scratch / "out", options or ["--cache", str(scratch)])
            spent[way].append(got)
            print(f"{n:9} {way:14}{got[0]:7.1f}s{got[1]:10.1f}s{got[2]:7.0f}", flush=True)
    if len(numbers) > 1:
        for way, (first, *_, last) in spent.items():
            grown = log(numbers[-1] / numbers[0])
            print(f"exponent, {way}: processor {log(last[1] / first[1]) / grown:.2f}, memory {log(last[2] / first[2]) / grown:.2f}")
    same = all(len({got[3] for got in way}) == 1 for way in zip(*spent.values(), strict=True))
    print("the same rows" if same else "OTHER ROWS")
    return int(not same)


def edits(scratch: Path, articles: int, number: int) -> int:
    from invented import edit, folder

    dice = random.Random(1)
    seeds = folder(scratch / "p", articles, dice)
    tables(seeds, scratch / "out", [])
    kept, anew, differ = 0.0, 0.0, 0
    for _ in range(number):
        what = edit(scratch / "p", dice)
        mine = tables(seeds, scratch / "out", [])
        whole = tables(seeds, scratch / "out", ["--cache", tempfile.mkdtemp(dir=scratch)])
        kept, anew, differ = kept + mine[1], anew + whole[1], differ + (mine[3] != whole[3])
        print(f"{what:8}{mine[1]:7.2f}s of {whole[1]:7.2f}s {'the same rows' if mine[3] == whole[3] else 'OTHER ROWS'}", flush=True)
    print(f"{number} edits of {articles} articles: {kept / anew:.2f} of the processor's time of whole runs; other rows after {differ}")
    return int(differ > 0)


def tables(source: Path, out: Path, options: list[str]) -> Spent:
    """One run of the command."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "analystkit", "tables", str(source), "--out", str(out), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    rows = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(out.glob("*.jsonl")))).hexdigest()
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, rows


if __name__ == "__main__":
    sys.exit(main())

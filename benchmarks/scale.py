"""What `analystkit tables` costs at several sizes, with one process and several, anew and from what is kept; and growth as an exponent.

    python benchmarks/scale.py ARTICLES.jsonl [--sizes 250,500,1000] [--workers 2]
    python benchmarks/scale.py ARTICLES.jsonl --changed [--sizes 1000]
    python benchmarks/scale.py ARTICLES.jsonl --stages [--sizes 250,500,1000]
    python benchmarks/scale.py ARTICLES.jsonl --dask [--sizes 1000] [--workers 2]
    python benchmarks/scale.py --edits 50 [--articles 300]

Seconds on the clock, of the processor (all processes), and the memory of the largest process in MB; every run has a folder of its own.
The rows of all ways are compared, and the command ends with 1 where they differ. With ``--changed`` the articles are read again
unchanged, and with one sentence more in one of them, against the whole of both. With ``--stages`` each stage is measured in one process,
without what is kept, and its growth is given as an exponent. With ``--dask`` the tags alone are made, by this process and by the workers
of a Dask scheduler on this machine, in turns. With ``--edits`` a folder of invented articles is edited by lot, and after each edit read
with what is kept and anew. The clock is the machine's as much as the kit's: compare within one run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
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
    parser.add_argument("--changed", action="store_true", help="unchanged, and one article changed, against the whole")
    parser.add_argument("--stages", action="store_true", help="each stage by itself, and its growth")
    parser.add_argument("--dask", action="store_true", help="tags by one process against the workers of a Dask scheduler")
    parser.add_argument("--edits", type=int, metavar="N", help="edits by lot of an invented folder")
    parser.add_argument("--articles", type=int, default=300, metavar="N", help="how many articles it has (default: 300)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if args.edits:
            return edits(Path(scratch), args.articles, args.edits)
        if not args.source:
            parser.error("name ARTICLES, or --edits N")
        numbers = [int(n) for n in args.sizes.split(",")]
        if args.changed:
            return changed(Path(scratch), args.source, numbers)
        if args.dask:
            return dask(args.source, numbers, args.workers)
        if args.stages:
            return stages(Path(scratch), args.source, numbers)
        return sizes(Path(scratch), args.source, numbers, args.workers)


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


def changed(scratch: Path, source: Path, numbers: list[int]) -> int:
    """One process each, so that what is kept is compared with the work of one."""
    lines, differ = source.read_text("utf-8").splitlines(True), 0
    for n in numbers:
        home = scratch / str(n)
        home.mkdir()
        seeds, kept = home / "seeds.jsonl", ["--workers", "1", "--cache", str(home)]
        seeds.write_text("".join(lines[:n]), "utf-8")
        whole = tables(seeds, home / "out", kept)
        same = tables(seeds, home / "out", kept)
        article = json.loads(lines[n // 2])
        article["text"] += " Gunmen killed two guards in Oslo on 3 May 2019, police said."
        seeds.write_text("".join([*lines[: n // 2], json.dumps(article) + "\n", *lines[n // 2 + 1 : n]]), "utf-8")
        one = tables(seeds, home / "out", kept)
        anew = tables(seeds, home / "anew", ["--workers", "1"])
        differ += (same[3], one[3]) != (whole[3], anew[3])
        print(f"{n} articles: whole {whole[1]:.1f}s keeping it, {anew[1]:.1f}s keeping nothing", end="; ")
        print(f"unchanged {same[1]:.2f}s: {same[1] / whole[1]:.3f}; one changed {one[1]:.2f}s: {one[1] / anew[1]:.3f}", end="; ")
        print("the same rows" if (same[3], one[3]) == (whole[3], anew[3]) else "OTHER ROWS", flush=True)
    return int(differ > 0)


def stages(scratch: Path, source: Path, numbers: list[int]) -> int:
    lines = source.read_text("utf-8").splitlines(True)
    spent: dict[str, list[float]] = {}
    for n in (25, *numbers):  # the first loads what is loaded once
        (scratch / "some.jsonl").write_text("".join(lines[:n]), "utf-8")
        for stage, seconds in staged(scratch / "some.jsonl", scratch / "out"):
            spent.setdefault(stage, []).append(seconds)
    print(f"{'':10}" + "".join(f"{n:>9}" for n in numbers) + "  exponent")
    for stage, (_, *took) in spent.items():
        grown = log(took[-1] / took[0]) / log(numbers[-1] / numbers[0]) if len(numbers) > 1 else float("nan")
        print(f"{stage:10}" + "".join(f"{s:8.2f}s" for s in took) + f"{grown:10.2f}")
    return 0


def staged(source: Path, out: Path) -> Iterator[tuple[str, float]]:
    """Each stage, and the seconds of the processor that it took. Links have stories in them too."""
    from analystkit import Corpus, english
    from analystkit.codebook import Codebook
    from analystkit.link import link
    from analystkit.link.stories import stories
    from analystkit.show.pages import pages
    from analystkit.sources import seeds
    from analystkit.tables import write_tables
    from analystkit.tagging import many

    begun, book = time.process_time(), Codebook()

    def took() -> float:
        nonlocal begun
        last, begun = begun, time.process_time()
        return begun - last

    raw, problems = seeds.read(source)
    yield "reading", took()
    cut = [english.segment(a, book) for a in raw]
    yield "segments", took()
    dated = english.date(cut, book)
    yield "dating", took()
    stories(dated)
    yield "stories", took()
    tags = dict(zip((a.id for a in dated), many(dated, book, workers=1), strict=True))
    yield "tags", took()
    links = link(dated, tags, book)
    yield "links", took()
    corpus = Corpus(tuple(dated), links.tags, links, book, tuple(problems))
    rows = corpus.rows
    yield "rows", took()
    write_tables(rows, out, corpus.all_problems)
    yield "write", took()
    for _ in pages(corpus, {}).pages:
        pass
    yield "pages", took()


def dask(source: Path, numbers: list[int], workers: int) -> int:
    from distributed import LocalCluster

    from analystkit import english
    from analystkit.codebook import Codebook
    from analystkit.records import Article, Tags
    from analystkit.sources import seeds
    from analystkit.tagging import many

    def read(articles: list[Article], **how: str | int) -> tuple[float, list[Tags]]:
        begun = time.perf_counter()
        made = [*many(articles, Codebook(), **how)]  # type: ignore[arg-type]
        return time.perf_counter() - begun, made

    whole, same = [english.segment(a, Codebook()) for a in seeds.read(source)[0]], True
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster:
        read(whole[:50], workers=1), read(whole[:50], dask=cluster.scheduler_address)  # what is loaded once is loaded
        for n in numbers:
            (here, one), (there, two) = read(whole[:n], workers=1), read(whole[:n], dask=cluster.scheduler_address)
            same &= one == two
            print(f"{n:9} articles: one process {here:.1f}s, {workers} workers {there:.1f}s: {here / there:.2f} times as fast", flush=True)
    print("the same tags" if same else "OTHER TAGS")
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

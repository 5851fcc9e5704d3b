"""Strict validation of the notebooks, as `make test` does it, against nbmake alone, which runs them and compares nothing.

    pip install nbmake; python benchmarks/validation.py [--project DIR] [--times 3]

Prints seconds on the clock and of the processor, best of ``--times`` taken in turns, and their ratios. Run `analystkit report` first.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

BAR = 0.55
STRICT = "-p no:cacheprovider -p analystkit.publish.strict --nbval --nbval-current-env".split()
WAYS = {
    "nbmake, one after the other": "-p no:cacheprovider -p no:xdist -p no:nbval --nbmake".split(),
    "strict nbval, one after the other": [*STRICT, "-p", "no:xdist", "-p", "no:nbmake"],
    "strict nbval, as make test": [*STRICT, *"-n logical --dist loadfile -p no:nbmake".split()],
}


def main() -> int:
    """0 where the bar is met, 1 where not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", type=Path, default=Path(__file__).parent.parent, help="the project (default: this one)")
    parser.add_argument("--times", type=int, default=3, help="how often each is run (default: 3)")
    args = parser.parse_args()
    best: dict[str, tuple[float, ...]] = {}
    for _ in range(args.times):
        for way, words in WAYS.items():
            best[way] = tuple(map(min, zip(best.get(way, (1e9, 1e9)), timed(words, args.project), strict=True)))
    base = best[next(iter(WAYS))]
    for way, (clock, processor) in best.items():
        print(f"{way:36}{clock:7.2f}s{clock / base[0]:6.2f}{processor:9.2f}s of the processor{processor / base[1]:6.2f}")
    print(f"bar, on the clock: {BAR}")
    return int(best["strict nbval, as make test"][0] > BAR * base[0])


def timed(words: list[str], project: Path) -> tuple[float, float]:
    begun, before = time.perf_counter(), os.times()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *words, "notebooks"], cwd=project, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"pytest {' '.join(words)}\n{done.stdout[-3000:]}")
    after = os.times()
    return time.perf_counter() - begun, sum(after[2:4]) - sum(before[2:4])


if __name__ == "__main__":
    sys.exit(main())

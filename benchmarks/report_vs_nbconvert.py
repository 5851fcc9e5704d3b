"""The main job against the plain way to run and publish the same notebooks: nbconvert, one notebook after the other.

    python benchmarks/report_vs_nbconvert.py [--project DIR] [--times 3]

Prints the seconds of each, best of ``--times`` and taken in turns, on the clock and of the processor, and their ratios: of a report that
runs every notebook and writes every page, of one after a cell was changed, and of one after nothing was. All run in copies of the project,
warm: files and compiled code have been read once before. What else the machine does slows both sides.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARS = {"report, all anew": 0.20, "report, one cell changed": 0.20, "report, unchanged": 0.08}
Spent = tuple[float, float]  # on the clock, of the processor


def main() -> int:
    """0 where the bars are met, 1 where not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", type=Path, default=Path(__file__).parent.parent, help="the project (default: this one)")
    parser.add_argument("--times", type=int, default=3, help="how often each is run (default: 3)")
    args = parser.parse_args()
    spent: dict[str, list[Spent]] = {name: [] for name in (*BARS, "nbconvert")}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "project"
        for part in ("seeds", "data", "notebooks"):
            shutil.copytree(args.project / part, folder / part)
        report(folder)
        for n in range(args.times):
            spent["report, all anew"].append(report(folder, "--fresh"))
            changed(folder, n)
            spent["report, one cell changed"].append(report(folder))
            spent["report, unchanged"].append(report(folder))
            spent["nbconvert"].append(nbconvert(folder))
    best = {name: tuple(map(min, zip(*times, strict=True))) for name, times in spent.items()}
    print(f"{'':26}{'clock':>8}{'ratio':>7}{'processor':>11}{'ratio':>7}{'bar':>7}")
    for name, (clock, processor) in best.items():
        ratios = [mine / theirs for mine, theirs in zip((clock, processor), best["nbconvert"], strict=True)]
        print(f"{name:26}{clock:7.2f}s{ratios[0]:7.3f}{processor:10.2f}s{ratios[1]:7.3f}{BARS.get(name, 1):7.2f}")
    return int(any(best[name][0] > bar * best["nbconvert"][0] for name, bar in BARS.items()))


def changed(folder: Path, n: int) -> None:
    """Another blank in a cell of the first notebook."""
    first = sorted((folder / "notebooks").glob("*.ipynb"))[0]
    first.write_text(first.read_text("utf-8").replace("import" + " " * (n + 1) + "Corpus", "import" + " " * (n + 2) + "Corpus"), "utf-8")


def report(folder: Path, *options: str) -> Spent:
    """Seconds of the whole main job."""
    return timed([sys.executable, "-m", "analystkit", "report", "--project", str(folder), *options])


def nbconvert(folder: Path) -> Spent:
    """Seconds of nbconvert over the same notebooks, each in its own process as a user would type it."""
    out = folder / "nbconvert"
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--execute", "--to", "html", "--output-dir", str(out)]
    each = [timed([*command, str(path)]) for path in sorted((folder / "notebooks").glob("*.ipynb"))]
    return sum(clock for clock, _ in each), sum(processor for _, processor in each)


def timed(command: list[str]) -> Spent:
    """Seconds of a command; its own words are shown only where it fails."""
    begun, before = time.perf_counter(), os.times()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - begun, processor


if __name__ == "__main__":
    sys.exit(main())

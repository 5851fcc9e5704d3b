"""The main job against the plain way to run and publish the same notebooks: nbconvert, one notebook after the other.

    python benchmarks/report_vs_nbconvert.py [--project DIR] [--times 3]

Prints the seconds of each, best of ``--times`` and taken in turns, and their ratio. Both run in copies of the project, warm: files and
compiled code have been read once before.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RATIO, SECONDS = 0.45, 15.0


def main() -> int:
    """0 where both bars are met, 1 where not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", type=Path, default=Path(__file__).parent.parent, help="the project (default: this one)")
    parser.add_argument("--times", type=int, default=3, help="how often each is run (default: 3)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "project"
        for part in ("seeds", "data", "notebooks"):
            shutil.copytree(args.project / part, folder / part)
        report(folder)
        pairs = [(report(folder), nbconvert(folder)) for _ in range(args.times)]
    ours, theirs = (min(times) for times in zip(*pairs, strict=True))
    print(f"analystkit report   {ours:6.2f} s   (five notebooks at once, the tables and every page; bar {SECONDS:.0f} s)")
    print(f"nbconvert           {theirs:6.2f} s   (--execute --to html, one notebook after the other)")
    print(f"ratio               {ours / theirs:6.2f}     (bar {RATIO})")
    return int(ours / theirs > RATIO or ours > SECONDS)


def report(folder: Path) -> float:
    """Seconds of the whole main job."""
    return timed([sys.executable, "-m", "analystkit", "report", "--project", str(folder)])


def nbconvert(folder: Path) -> float:
    """Seconds of nbconvert over the same notebooks, each in its own process as a user would type it."""
    out = folder / "nbconvert"
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--execute", "--to", "html", "--output-dir", str(out)]
    return sum(timed([*command, str(path)]) for path in sorted((folder / "notebooks").glob("*.ipynb")))


def timed(command: list[str]) -> float:
    """Seconds of a command on the clock; its own words are shown only where it fails."""
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())

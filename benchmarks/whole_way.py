"""The whole way of a case, for each folder of files: new, import, report, strict nbval, accept, check; each command as a user types it.

    python benchmarks/whole_way.py FOLDER… [--keep DIR]

Each folder, or file, becomes a case of its own. Prints a line each with the seconds of every step, and fails where a step does. With
``--keep`` the cases stay there, to be looked at; nothing is asked of the network.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STEPS = {
    "import": ("-m", "analystkit", "import"),
    "report": ("-m", "analystkit", "report"),
    "nbval": tuple("-m pytest -q -p no:cacheprovider -p analystkit.publish.strict --nbval --nbval-current-env notebooks".split()),
    "accept": ("-m", "analystkit", "accept"),
    "check": ("-m", "analystkit", "check"),
}


def run(files: Path, case: Path) -> tuple[dict[str, float], str]:
    """Seconds of each step; and of the first that failed its last words."""
    took: dict[str, float] = {}
    for name, words in ({"new": ("-m", "analystkit", "new", str(case))} | STEPS).items():
        begun = time.perf_counter()
        more = (str(files.resolve()),) if name == "import" else ()
        done = subprocess.run(
            [sys.executable, *words, *more], cwd=None if name == "new" else case, capture_output=True, text=True, check=False
        )
        took[name] = time.perf_counter() - begun
        if done.returncode:
            return took, f"{name} failed: {(done.stderr or done.stdout).strip().splitlines()[-1][:200]}"
    return took, ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", metavar="FOLDER", nargs="+", type=Path)
    parser.add_argument("--keep", metavar="DIR", type=Path)
    args = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        for files in args.folders:
            case = (args.keep or Path(scratch)).resolve() / files.stem
            took, wrong = run(files, case)
            n = len([*(case / "seeds").glob("*.txt")])
            print(
                f"{files.stem}: {n} articles; "
                + ", ".join(f"{step} {s:.1f} s" for step, s in took.items())
                + (f"; {wrong}" if wrong else "")
            )
            failed += bool(wrong)
    return failed


if __name__ == "__main__":
    sys.exit(main())

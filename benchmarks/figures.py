"""Every benchmark on a folder of annotated news, in one table: the instrument to hold a change of the code against.

    python benchmarks/figures.py EVAL [--only times,facts] [--tree DIR] [--json FILE] [--against FILE] [--speed [--base REV]]

EVAL holds the annotated articles by task, and ``scorers/``. Figures are of what a user gets: they are read from the tables that
``analystkit tables`` of the chosen tree writes, with no codebook, so any commit can be measured, however its modules lie. Two things no
table holds, and the tree's own benchmarks say them: chains of given event words (``clusters.py``), and factuality (``factuality.py``).
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from figures_kinds import KINDS, OWN, Bench, Figures, NotMeasured, as_input, checksum, needed, rows
from figures_speed import checked_out, speed

HERE = Path(__file__).resolve().parent
SPEED_ON = ("places/trnews_dev", "events/g5w1h_dev", "events/wikievents_dev", "times/aquaint_dev")
ALL = (*KINDS, *OWN, "speed")


def jobs(bench: Bench, kinds: list[str], keep: Path | None) -> Iterator[tuple[str, Callable[[], Figures]]]:
    """Each thing to be measured, with its name: a kind on one corpus."""
    for kind in kinds:
        for name in KINDS[kind][1] if kind in KINDS else ():
            yield f"{kind} {Path(name).name}", partial(on_corpus, bench, kind, bench.eval / f"{name}.jsonl")
        if kind in OWN:
            yield kind, partial(OWN[kind], bench, keep)


def on_corpus(bench: Bench, kind: str, gold: Path) -> Figures:
    """A kind's figures on one corpus, and, where it makes tables, a checksum of their rows."""
    figures, tables = KINDS[kind][0](bench, needed(gold)), bench.work / gold.stem
    return figures | ({"rows": checksum(tables)[:12]} if kind not in ("chains", "factuality") else {})


def measured(job: tuple[str, Callable[[], Figures]]) -> Figures:
    """A job's figures under its name; where it fails, the reason is the figure."""
    name, begun = job[0], time.monotonic()
    try:
        figures = job[1]()
    except (NotMeasured, ChildProcessError, LookupError, ValueError) as error:
        figures = {"not measured": str(error) if isinstance(error, NotMeasured) else repr(error)}
    print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return {f"{name}: {figure}": value for figure, value in figures.items()}


def speeds(bench: Bench, revision: str | None, rounds: int) -> Figures:
    """How fast the tree tags news of several corpora, and how much faster than a commit."""
    articles = [as_input(r) for name in SPEED_ON for r in rows(bench.eval / f"{name}.jsonl")]

    def start(tree: Path) -> subprocess.Popen[str]:
        return bench.start(HERE / "figures_speed.py", tree=tree)

    with checked_out(bench.tree, revision) as base:
        return speed(start, [bench.tree, *base], articles, rounds)


def table(figures: Figures, before: Figures) -> str:
    """The figures, a line each; with those of another time, what differs."""
    lines = []
    for name in [*figures, *(n for n in before if n not in figures)]:
        value, old, note = figures.get(name, "–"), before.get(name), ""
        if before:
            numbers = isinstance(value, int | float) and isinstance(old, int | float)
            note = "=" if value == old else f"{value - old:+.4g}" if numbers else "new" if old is None else f"was {old}"
        lines.append(f"{name:62}  {value!s:>8}  {note}".rstrip())
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval", type=Path, help="the folder of annotated news")
    parser.add_argument("--only", metavar="KINDS", help=f"some of these, with commas: {','.join(ALL)}")
    parser.add_argument("--tree", type=Path, default=HERE.parent, help="the checkout that is measured (default: this one)")
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    parser.add_argument("--against", type=Path, help="figures written before: a column says what differs")
    parser.add_argument("--rows", type=Path, help="write the rows of the first corpus into this folder, for diff")
    parser.add_argument("--keep", type=Path, help="keep every corpus's tables in this folder")
    parser.add_argument("--speed", action="store_true", help="also how fast articles are tagged, which takes a minute")
    parser.add_argument("--base", metavar="REV", help="a commit whose speed is measured in turn with the tree's")
    parser.add_argument("--rounds", type=int, default=3, help="of the speed (default: 3)")
    parser.add_argument("--jobs", type=int, default=1, help="corpora at a time")
    args = parser.parse_args()
    kinds = args.only.split(",") if args.only else [k for k in ALL if k != "speed"]
    kinds += ["speed"] * (args.speed and "speed" not in kinds)
    if unknown := sorted(set(kinds) - set(ALL)):
        parser.error(f"no such kind: {', '.join(unknown)}")
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(args.eval.resolve(), args.tree.resolve(), (args.keep or Path(temporary)).resolve())
        bench.work.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(args.jobs) as pool:
            figures = {k: v for found in pool.map(measured, jobs(bench, kinds, args.rows)) for k, v in found.items()}
        if "speed" in kinds:
            figures |= measured(("speed", partial(speeds, bench, args.base, args.rounds)))
    before: Figures = json.loads(args.against.read_text("utf-8"))["figures"] if args.against else {}
    print(table(figures, {name: old for name, old in before.items() if re.split("[ :]", name)[0] in kinds}))
    if args.json:
        git = ["git", "-C", str(bench.tree), "describe", "--always", "--dirty"]
        commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()
        args.json.write_text(json.dumps({"commit": commit, "figures": figures}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return int(any(name.endswith(": not measured") for name in figures))


if __name__ == "__main__":
    sys.exit(main())

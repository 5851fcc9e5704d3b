"""How fast a tree's taggers are, beside those of another commit: a part of `figures.py`.

Run as a script it tags what it is given, with the analystkit that this Python finds, however its modules lie:

    PYTHONPATH=TREE python benchmarks/figures_speed.py < ARTICLES.jsonl

For each line it prints, in processor time, the seconds since the imports began, of cutting the article into segments, and of tagging it;
for a line "null" those of each kind since the first article, told by a sample every two milliseconds. Two trees take turns article by
article, so that what else the machine does slows both.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import median
from types import FrameType
from typing import Any

_NAMES = {"attribution": "statements", "events": "mentions", "events/claims": "claims"}
Start = Callable[[Path], "subprocess.Popen[str]"]


def speed(start: Start, trees: Sequence[Path], articles: Sequence[dict[str, Any]], rounds: int) -> dict[str, Any]:
    """Figures of the first tree, and of the second, if there is one: the best of some rounds, and the ratios.

    ``start(tree)`` runs this file as a script with the tree's code.
    """
    turn(start, trees, articles[:1])  # compiles the modules of a tree that is new
    turns = [turn(start, trees, articles) for _ in range(rounds)]
    size = sum(len(a["text"].encode()) for a in articles[1:]) / 1e6
    figures: dict[str, Any] = {}
    for i, name in enumerate(("", "base: ")[: len(trees)]):
        best = min((each[i] for each in turns), key=lambda r: r["tagging"])
        figures[f"{name}tagging, MB/s"] = round(size / best["tagging"], 3)
        figures[f"{name}segments, MB/s"] = round(size / best["segments"], 2)
        figures[f"{name}first article, seconds"] = round(min(each[i]["first article"] for each in turns), 3)
        shares = sorted(best["kinds"].items(), key=lambda k: -k[1])
        figures |= {f"{name}share of {kind}, %": round(100 * s / sum(best["kinds"].values()), 1) for kind, s in shares}
    for what in ("tagging", "first article") if len(trees) > 1 else ():
        ratios = [base[what] / ours[what] for ours, base in turns]
        figures[f"{what}, times as fast as base"] = round(median(ratios), 3)
        figures[f"{what}, in each round"] = " ".join(f"{r:.2f}" for r in ratios)
    return figures


def turn(start: Start, trees: Sequence[Path], articles: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each tree's seconds by what they went into, in a fresh process. The first article is that of a start, and not in the others."""
    with ExitStack() as stack:
        processes = [stack.enter_context(start(tree)) for tree in trees]
        spent: list[dict[str, Any]] = [{"segments": 0.0, "tagging": 0.0} for _ in trees]
        for n, article in enumerate(articles):
            for i in range(len(trees)) if n % 2 else reversed(range(len(trees))):
                since, segments, tagging = ask(processes[i], article)
                if n == 0:
                    spent[i]["first article"] = since
                else:
                    spent[i]["segments"] += segments
                    spent[i]["tagging"] += tagging
        for process, sums in zip(processes, spent, strict=True):
            sums["kinds"] = ask(process, None)
    return spent


def ask(process: subprocess.Popen[str], article: dict[str, Any] | None) -> Any:
    """What the script answers to one line. Raises ChildProcessError with its complaint."""
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps(article) + "\n")
    process.stdin.flush()
    if answer := process.stdout.readline():
        return json.loads(answer)
    raise ChildProcessError((process.communicate()[1].strip() or "no reason given").splitlines()[-1])


@contextmanager
def checked_out(tree: Path, revision: str | None) -> Iterator[list[Path]]:
    """A commit's files in a temporary worktree; nothing for no commit."""
    if revision is None:
        yield []
        return
    with tempfile.TemporaryDirectory() as folder:
        git, where = ["git", "-C", str(tree), "worktree"], str(Path(folder, "base"))
        subprocess.run([*git, "add", "--quiet", "--detach", where, revision], check=True)
        try:
            yield [Path(where)]
        finally:
            subprocess.run([*git, "remove", "--force", where], check=True)


def first(*places: str) -> Any:
    """The first of these ``module:name`` that there is."""
    for place in places:
        module, _, name = place.partition(":")
        try:
            found = getattr(import_module(f"analystkit.{module}"), name, None)
        except ModuleNotFoundError:
            continue
        if callable(found):
            return found
    raise SystemExit(f"none of {', '.join(places)}")


@contextmanager
def sampled(driver: str) -> Iterator[dict[str, float]]:
    """The processor time spent inside, by the outermost tagger on the stack; ``driver`` is the file of the function that calls them."""
    spent: defaultdict[str, float] = defaultdict(float)
    last = time.process_time()

    @cache
    def kind(file: str) -> str | None:
        _, _, inner = file.removesuffix(".py").rpartition("/analystkit/")
        package, _, inner = inner.partition("/")
        if file == driver or package not in ("english", "tag"):
            return None
        return _NAMES.get(inner) or _NAMES.get(inner.split("/")[0], inner.split("/")[0])

    def sample(_: int, frame: FrameType | None) -> None:
        nonlocal last
        found = "the rest"
        while frame:
            found, frame = kind(frame.f_code.co_filename) or found, frame.f_back
        now = time.process_time()
        spent[found] += now - last  # a call into C holds samples up; the time since the last one is never lost
        last = now

    signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, 0.002, 0.002)
    try:
        yield spent
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main() -> None:
    begun, n = time.process_time(), 0
    article, interval = (first(f"article:{name}", f"records:{name}") for name in ("Article", "Interval"))
    tag, book = first("english:tag", "tag:tag"), first("codebook:Codebook")()
    segment = first("english:segment", "english.segments:segment", "tag.segments:segment")
    with sampled(tag.__code__.co_filename) as kinds:
        while record := json.loads(sys.stdin.readline()):
            day = date.fromisoformat(record["published"]) if record.get("published") else None
            start = time.process_time()
            cut = segment(article(record["id"], record["text"], published=interval(day, day, "day")), book)
            middle = time.process_time()
            tag(cut, book)
            end = time.process_time()
            print(json.dumps([end - begun, middle - start, end - middle]), flush=True)
            if (n := n + 1) == 1:  # what is loaded once is no kind's
                kinds.clear()
        print(json.dumps(kinds), flush=True)


if __name__ == "__main__":
    main()

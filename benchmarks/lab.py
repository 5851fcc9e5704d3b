"""How soon `analystkit lab` is ready, against plain JupyterLab on the same folder: until its page answers.

    python benchmarks/lab.py [--project DIR] [--times 5]

The two are started in turns, each on a free port and without a browser; printed are the seconds on the clock and of the processor of
each start, their middles, and the ratio.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from statistics import median

import psutil


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", type=Path, default=Path("."))
    parser.add_argument("--times", type=int, default=5)
    args = parser.parse_args()
    home = args.project.resolve()
    plain = ["-m", "jupyter", "lab", f"--ServerApp.root_dir={home}", "--no-browser", "--allow-root"]
    ways = {"plain JupyterLab": plain, "analystkit lab": ["-m", "analystkit", "lab", "--project", str(home), "--no-browser"]}
    spent: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for _ in range(args.times):
        for way, words in ways.items():
            spent[way].append(ready(words))
            print(f"{way:18} {spent[way][-1][0]:6.2f} s on the clock {spent[way][-1][1]:6.2f} s of the processor", flush=True)
    (clock, processor), (ours, our) = ([median(column) for column in zip(*spent[way], strict=True)] for way in ways)
    print(f"analystkit lab against plain JupyterLab: {ours / clock:.2f} on the clock, {our / processor:.2f} of the processor")


def ready(words: list[str]) -> tuple[float, float]:
    """Start one, wait until its page answers, end it."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    begun = time.perf_counter()
    command = [sys.executable, *words, f"--port={port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/login", timeout=60).read()
                clock, first = time.perf_counter() - begun, psutil.Process(process.pid)
                used = [p.cpu_times() for p in (first, *first.children(recursive=True))]
                return clock, sum(u.user + u.system for u in used)
            except OSError:
                if process.poll() is not None:
                    raise SystemExit(f"{' '.join(command)} ended with {process.returncode}") from None
                time.sleep(0.02)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


if __name__ == "__main__":
    main()

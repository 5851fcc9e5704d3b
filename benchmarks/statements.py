"""How well and how fast statements are found in annotated news.

    python benchmarks/statements.py POLNEAR.jsonl --scorer score_statements.py [--errors N]

POLNEAR.jsonl has one article a line: id, text, attributions. The scorer is run as a command on what is found here.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analystkit.codebook import Codebook
from analystkit.english import actors
from analystkit.english import attribution as statements
from analystkit.english.tokens import Reading
from analystkit.records import Article, Segment, Tags


def found(text: str, name: str) -> list[dict[str, int | None]]:
    """The statements of one text, as the scorer reads them."""
    article = Article(name, text, segments=(Segment(0, len(text), "body", "given"),))
    tags = Tags(actors=tuple(actors.tag(Reading(article), Codebook(), Tags())))
    return [
        {"start": s.start, "end": s.end, "speaker_start": s.speaker_start, "speaker_end": s.speaker_end}
        for s in statements.tag(Reading(article), Codebook(), tags)
    ]


def main() -> int:
    """Tag every article, print the speed on one core, then the scorer's figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    size = sum(len(r["text"].encode()) for r in rows)
    began = time.process_time()
    out = [{"id": r["id"], "statements": found(r["text"], r["id"])} for r in rows]
    spent = time.process_time() - began
    print(
        f"{len(rows)} articles, {size / 1e6:.2f} MB, {spent:.2f} s of processor time: {size / 1e6 / spent:.2f} MB/s, actors and statements"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "found.jsonl"
        path.write_text("".join(json.dumps(r) + "\n" for r in out), encoding="utf-8")
        return subprocess.run([sys.executable, args.scorer, args.gold, path, "--errors", str(args.errors)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

"""Did it happen? What a sentence commits itself to about a given word, against what people say. No tables: the syntax and its status alone.

    python benchmarks/factuality.py FILE --scorer score_factuality.py [--half first|second] [--errors N]
    python benchmarks/factuality.py STATUS_FILE [--half first|second] [--errors N]

FILE holds a sentence a line with ``predicates`` (start, end, value from -3 to 3), and the scorer gets our predictions; or with one
``word`` (start, end) and its ``status``, and the figures are printed here. ``--half`` takes every second sentence: tune on the second
half, look at the first for its figure only.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analystkit.english.syntax import syntax_of
from analystkit.english.syntax.status import status
from analystkit.records import DONE

_NAMES = {"occurred": "carried_out", "called_off": "cancelled", "hypothetical": "none", "generic": "none"}


def statuses(text: str, starts: list[int]) -> Iterator[str]:
    """The status of the word at each offset; a word that is not found happened."""
    s = syntax_of(text)
    for start in starts:
        k = s.item_at(start)
        yield "carried_out" if k is None else status(s, k) or "none"


def predicted(records: list[dict[str, Any]], errors: int) -> list[dict[str, Any]]:
    """The predictions for sentences with predicates, in the scorer's format."""
    out = []
    for r in records:
        told = list(statuses(r["text"], [p["start"] for p in r["predicates"]]))
        predicates = [
            {"start": p["start"], "end": p["end"], "happened": word in DONE, "status": word}
            for p, word in zip(r["predicates"], told, strict=True)
        ]
        out.append({"id": r["id"], "predicates": predicates})
        for p, word in zip(r["predicates"], told, strict=True):
            if errors and abs(p["value"]) >= 1 and (p["value"] > 0) != (word in DONE):
                errors -= 1
                print(f"  {p['value']} told as {word}: {_marked(r['text'], p['start'], p['end'])}")
    return out


def given_words(records: list[dict[str, Any]], errors: int) -> Counter[str]:
    """How many of what happened, of what did not, and of what is no event come out so."""
    n: Counter[str] = Counter()
    for r in records:
        (told,) = statuses(r["text"], [r["start"]])
        want = _NAMES.get(r["status"], r["status"])
        kind = "done" if want in DONE else "no event" if want == "none" else "undone"
        n[kind] += 1
        n[f"{kind} told as done"] += told in DONE
        n[f"{kind} told to the letter"] += told == want
        if errors and (told in DONE) != (want in DONE):
            errors -= 1
            print(f"  {want} told as {told}: {_marked(r['text'], r['start'], r['end'])}")
    return n


def _marked(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 90) : start]}{{{text[start:end]}}}{text[end : end + 60]}".replace("\n", " ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--half", choices=("first", "second"))
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    records = [json.loads(line) for line in args.file.read_text("utf-8").splitlines() if line.strip()]
    records = records[{"first": 0, "second": 1}.get(args.half, 0) :: 2 if args.half else 1]
    if "predicates" not in records[0]:
        n = given_words(records, args.errors)
        for kind in ("done", "undone", "no event"):
            print(f"{kind:9} {n[kind]:4}  told as done {n[f'{kind} told as done']:4}  to the letter {n[f'{kind} told to the letter']:4}")
        return
    predictions = predicted(records, args.errors)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "gold.jsonl", Path(folder) / "ours.jsonl"]
        for path, rows in zip(files, (records, predictions), strict=True):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        sys.stdout.flush()
        subprocess.run([sys.executable, args.scorer, *files], check=True)


if __name__ == "__main__":
    main()

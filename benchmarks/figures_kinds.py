"""The kinds of figures that `figures.py` prints: what each asks of a tree's tables, and of which scorer.

Each is a function from a bench and the file of annotated articles to figures by name.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Figures = dict[str, Any]  # by name, a number or words


class NotMeasured(Exception):
    """Why there is no figure."""


@dataclass(frozen=True)
class Bench:
    """What is measured (``tree``), on what (``eval``), and where tables and predictions go (``work``)."""

    eval: Path
    tree: Path
    work: Path

    def start(self, *command: object, tree: Path | None = None) -> subprocess.Popen[str]:
        """A Python command running with the code of the tree, and the packages of this Python.

        ``-S`` leaves out the analystkit that is installed in it: a module that the tree lacks would be taken from there.
        """
        where = tree or self.tree
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        env |= {"PYTHONPATH": os.pathsep.join([str(where), sysconfig.get_path("purelib")])}
        pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        return subprocess.Popen([sys.executable, "-S", *map(str, command)], cwd=where, env=env, text=True, **pipes)

    def run(self, *command: object) -> str:
        """What a command prints. Raises NotMeasured with the last thing that it complained of."""
        with self.start(*command) as process:
            printed, complaints = process.communicate()
        if process.returncode:
            raise NotMeasured(f"failed: {' '.join(map(str, command[:3]))}: {(complaints.strip() or 'no reason given').splitlines()[-1]}")
        return printed

    def tables(self, articles: Path, *keys: str) -> Path:
        """The folder of tables made of a file of annotated articles: id, text (the whole one), day, and these keys."""
        given, folder, records = self.work / f"{articles.stem}.given.jsonl", self.work / articles.stem, rows(articles)
        write(given, [as_input(r, *keys) for r in records])
        self.run("-m", "analystkit", "tables", given, "--out", folder)
        if (n := len(rows(folder / "articles.jsonl"))) != len(records):
            raise NotMeasured(f"failed: {n} of {len(records)} articles read")
        return folder

    def scored(self, scorer: str, gold: Path, ours: Path, *options: object) -> dict[str, Any]:
        """What a scorer says, as JSON."""
        result: dict[str, Any] = json.loads(self.run(needed(self.eval / "scorers" / scorer), gold, ours, "--json", *options))
        return result

    def predicted(self, gold: Path, table: str, key: str, made: Callable[[list[Row]], list[Row]]) -> Path:
        """A scorer's file of predictions, from the rows of a table, by article."""
        by: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows(self.tables(gold) / f"{table}.jsonl"):
            by[row["article"]].append(row)
        return write(self.work / f"{gold.stem}.{key}.jsonl", [{"id": r["id"], key: made(by[r["id"]])} for r in rows(gold)])


def rows(path: Path) -> list[Row]:
    with needed(path).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write(path: Path, records: list[Row]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), "utf-8")
    return path


def needed(path: Path) -> Path:
    """The path, if it is there."""
    if not path.exists():
        raise NotMeasured(f"missing: {path}")
    return path


def as_input(record: Row, *keys: str) -> Row:
    """An annotated article as the command line reads it, without its annotations."""
    day = record.get("published") or record.get("date") or record.get("dct")
    known = {k: record[k] for k in keys if record.get(k)} | ({"published": day[:10]} if day else {})
    return {"id": record["id"], "text": record.get("full_text") or record["text"]} | known


def span(row: Row, *keys: str) -> Row:
    return {k: row[k] for k in ("start", "end", *keys)}


def percents(result: Mapping[str, Any], wanted: str) -> Figures:
    """Shares of a scorer's result in per cent. ``wanted`` has lines "our name = part/key of the result"."""
    figures = {}
    for name, where in (line.split(" = ") for line in wanted.strip().splitlines()):
        value: Any = result
        for key in where.split("/"):
            value = value[key]
        figures[name.strip()] = round(100 * value, 1)
    return figures


TIMES = """
span F1 = span relaxed/f1
span strict F1 = span strict/f1
interval F1 = calendar interval exact/f1
interval right of those found = calendar accuracy of matches
"""
PLACES = """
strict found F1 = tagging strict/f1
within 161 km = resolution/acc161
end to end F1 = end to end @161km/f1
end to end P = end to end @161km/p
end to end R = end to end @161km/r
"""
STATEMENTS = """
all F1 = relaxed/f1
all P = relaxed/p
all exact F1 = exact/f1
with speaker F1 = statement + speaker/f1
speaker accuracy = speaker accuracy, all/acc
direct F1 = relaxed direct/f1
direct exact F1 = exact direct/f1
indirect P = relaxed indirect/p
reporting verb R = relaxed indirect, reporting verb/r
"""
CASUALTIES = """
numbers F1 = numbers per article/f1
numbers P = numbers per article/p
numbers R = numbers per article/r
mentions with count F1 = mentions with count/f1
"""
STORIES = """
B3 F1 = B3/f1
B3 P = B3/p
B3 R = B3/r
"""


def times(bench: Bench, gold: Path) -> Figures:
    def made(found: list[Row]) -> list[Row]:
        return [span(t) | {"value": f"{t['earliest']}/{t['latest']}" if t["earliest"] and t["latest"] else None} for t in found]

    return percents(bench.scored("score_times.py", gold, bench.predicted(gold, "times", "times", made)), TIMES)


def places(bench: Bench, gold: Path) -> Figures:
    return percents(bench.scored("score_places.py", gold, bench.predicted(gold, "places", "places", flat)), PLACES)


def flat(found: list[Row]) -> list[Row]:
    """One row a name: "Syria" alone of "northern Syria", as annotators mark it; of other names inside names the outer one."""

    def holds(p: Row, q: Row) -> bool:
        return q is not p and p["start"] <= q["start"] and q["end"] <= p["end"]

    def of_direction(p: Row) -> bool:
        phrase = p["kind"] == p["precision"] == "region" and p["rule"].startswith(("part of", "border"))
        return phrase and any(q["nested"] and holds(p, q) for q in found)

    kept = [p for p in found if not of_direction(p)]
    kept = [p for p in kept if not (p["nested"] and any(holds(q, p) for q in kept))]
    return [span(p, "lat", "lon") | {"geonames_id": p["geonames"]} for p in kept]


def statements(bench: Bench, gold: Path) -> Figures:
    def made(found: list[Row]) -> list[Row]:
        return [span(s, "speaker_start", "speaker_end") for s in found]

    return percents(bench.scored("score_statements.py", gold, bench.predicted(gold, "statements", "statements", made)), STATEMENTS)


def casualties(bench: Bench, gold: Path) -> Figures:
    """WikiEvents annotates every victim; MUC-4 those of terrorist incidents, so only its recall means something."""

    def made(found: list[Row]) -> list[Row]:
        counts = [c for c in found if c["attribute"] in ("killed", "injured")]
        return [span(c) | {"effect": c["attribute"], "count": c["value"] if isinstance(c["value"], int) else None} for c in counts]

    ours = bench.predicted(gold, "claims", "casualties", made)
    if gold.stem.startswith("muc4"):
        more = bench.scored("score_casualties.py", gold, ours, "--more", 2)
        return percents(more, "recall of counts of two or more = numbers per article/r")
    return percents(bench.scored("score_casualties.py", gold, ours), CASUALTIES)


def stories(bench: Bench, gold: Path) -> Figures:
    """An article that shares no story is its own."""
    found = rows(bench.tables(gold) / "articles.jsonl")
    clusters = [{"id": a["article"], "cluster": a["story"] or a["article"]} for a in found]
    label = "category" if "category" in rows(gold)[0] else "subtopic"
    ours = write(bench.work / f"{gold.stem}.clusters.jsonl", clusters)
    return percents(bench.scored("score_clusters.py", gold, ours, "--label", label), STORIES)


def chains(bench: Bench, gold: Path) -> Figures:
    """Event words are given here, so the tree's own benchmark puts them in."""
    printed = bench.run(needed(bench.tree / "benchmarks" / "clusters.py"), gold)
    found = re.search(r"event words: linked\s+P +([\d.]+) +R +([\d.]+) +F1 +([\d.]+)", printed)
    if not found:
        raise NotMeasured("failed: clusters.py prints no line of linked event words")
    return dict(zip(("B3 P", "B3 R", "B3 F1"), map(float, found.groups()), strict=True))


def facts(bench: Bench, gold: Path) -> Figures:
    links = needed(gold.with_name(f"{gold.stem}_links.json"))
    return {k.strip(): v for k, v in bench.scored("score_facts.py", gold, bench.tables(gold, "title"), "--links", links).items()}


def mixed(bench: Bench, _: Path | None) -> Figures:
    """Articles of many happenings read as one corpus: what joins those of two is wrong for certain. Of the tree, only its tables count."""
    found: Figures = {}
    for name, files in MIXED.items():
        given = write(bench.work / f"mixed_{name}.jsonl", [r for f in files for r in rows(bench.eval / f"events/{f}.jsonl")])
        printed = bench.run(Path(__file__).with_name("joins.py"), given, bench.tables(given), "--json")
        found |= {f"{name}, {k}": v for k, v in json.loads(printed).items()}
    ours = Path(__file__).parents[1] / "tests" / "mixed"  # invented, its joins marked
    printed = bench.run(Path(__file__).with_name("joins.py"), ours, bench.tables(ours / "articles.jsonl", "title", "outlet"), "--json")
    return found | {f"marked, {k}": v for k, v in json.loads(printed).items()}


def status(bench: Bench, gold: Path) -> Figures:
    sentences = bench.work / f"{gold.stem}.jsonl"
    bench.run(needed(bench.eval / "scorers" / "score_status.py"), gold, "--articles", sentences)
    return bench.scored("score_status.py", gold, bench.tables(sentences))


def factuality(bench: Bench, gold: Path) -> Figures:
    """Any verb is asked about, not only events, so the tree's own benchmark says it, if it has one; its lines are the scorer's."""
    own = bench.tree / "benchmarks" / "factuality.py"
    if not own.exists():
        return {"UDS-IH2": "absent"}
    printed = bench.run(own, gold, "--scorer", needed(bench.eval / "scorers" / "score_factuality.py"))
    lines = re.findall(r"^(all|clear) +(.+)$", printed, re.M)
    if not lines:
        raise NotMeasured("failed: factuality.py does not print the scorer's lines")
    return {f"{of}, {k}": float(v) for of, line in lines for k, v in re.findall(r"([A-Za-z][\w ]*?) +([\d.]+)(?= |$)", line)}


def gold_of_seeds(bench: Bench, _: Path | None) -> Figures:
    """The project's own scorecard of its first corpus."""
    line = r"^(\S.*?)\s+\d+\s+\d+\s+(\d\.\d\d)\s+(\d\.\d\d)\s+(\d\.\d\d) *(.*)$"
    found = re.findall(line, bench.run("-m", "analystkit", "score", "tests/gold", "seeds"), re.M)
    return {layer: f"F1 {f1} (P {p} R {r}) {values}".strip() for layer, p, r, f1, values in found}


def rows_of_seeds(bench: Bench, keep: Path | None) -> Figures:
    """A checksum of all rows of the tables of the first corpus, with its codebook. ``keep`` is a folder for the rows."""
    folder = bench.work / "seeds"
    bench.run("-m", "analystkit", "tables", "seeds", "--out", folder, "--codebook", "data/codebook")
    if keep:
        shutil.copytree(folder, keep, ignore=shutil.ignore_patterns("*.parquet"), dirs_exist_ok=True)
    return {"sha256": checksum(folder)} | {path.stem: counted(path) for path in sorted(folder.glob("*.jsonl"))}


def checksum(folder: Path) -> str:
    """Of all rows of the tables, as ``cat`` would write them in the order of the alphabet."""
    files = sorted(path for path in folder.glob("*.jsonl") if path.stem != "problems")
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def counted(path: Path) -> str:
    data = path.read_bytes()
    return f"{data.count(10)} rows, {hashlib.sha256(data).hexdigest()[:12]}"


KINDS: Mapping[str, tuple[Callable[[Bench, Path], Figures], tuple[str, ...]]] = {
    "times": (times, ("times/timebank_dev", "times/aquaint_dev")),
    "places": (places, ("places/gwn_dev", "places/trnews_dev", "places/lgl_dev")),
    "statements": (statements, ("statements/polnear_dev",)),
    "casualties": (casualties, ("events/wikievents_dev", "events/muc4_tst1", "events/muc4_tst2")),
    "stories": (stories, ("events/ecbplus_dev", "events/g5w1h_dev")),
    "chains": (chains, ("events/ecbplus_dev",)),
    "facts": (facts, ("facts/facts_dev",)),
    "status": (status, ("status/status_dev",)),
    "factuality": (factuality, ("factuality/uds_ih2_dev",)),
}
OWN: Mapping[str, Callable[[Bench, Path | None], Figures]] = {"gold": gold_of_seeds, "rows": rows_of_seeds, "mixed": mixed}
MIXED = {  # stories with a double of each, beside six stories of one week; two hundred and 1,300 reports of one war
    "stories": ("ecbplus_dev", "g5w1h_dev"),
    "stories, train": ("ecbplus_train",),
    "war": ("muc4_tst1", "muc4_tst2"),
    "war, train": ("muc4_train",),
}

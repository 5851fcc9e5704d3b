"""How many of some faults, planted at random in the library, do its tests catch?

    python benchmarks/mutants.py --seeds 1 2 --faults 40 --work DIR

A fault is a small change that a tired hand could make: a comparison turned, a bound moved by one, ``and`` for ``or``, a ``not`` lost,
a branch never taken, a row of a list dropped, another status. Modules are drawn by their lines, then a kind of fault, then a place. In
a copy of the tree each place is first marked, and all tests run once to learn which come by there (subprocesses too). Then each fault
is planted alone in another copy, and those tests run, what compares all rows and all pages first, then the fastest, then those that come
by the module, until one fails or the processor time of a fault is over: what no test caught by then is missed. What failed is run alone
without the fault, and has to pass. ``analystkit check``, which ``make test`` runs too, is asked last and counted apart.

With ``--known DIR`` the tests do not run first: which of them come by a module is taken from an earlier run's folder, perhaps of an
older tree; that is quicker, and a fault's own tests wait among its module's.

A fault that changes nothing that can be seen (``>`` for ``>=`` where both give the same) is no fault: name it with its reason in the
file given with ``--equal``, a line "path:line reason", and another is drawn for it.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from queue import SimpleQueue
from typing import Any

STATUSES = ("cancelled", "carried_out", "ongoing", "attempted", "planned", "threatened", "alleged", "feared", "denied")
TURNED = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"), ast.NotIn: (r"not\s+in", "in"), ast.Is: ("is", "is not"), ast.IsNot: (r"is\s+not", "is"),
}  # fmt: skip
WAITING = 20  # times its processor time that a run of tests may take on the clock
APART = ("browser", "ftm", "torture")
"""Tests that are left out: they look at pages in a browser, need ICU, or take a command in a process of its own for each row."""
ACCEPTED = (
    "tests/test_mixed.py::test_every_row_is_as_accepted[mixed.txt]",
    "tests/test_mixed.py::test_every_row_is_as_accepted[corpora.txt]",
    "tests/test_mixed.py::test_every_row_is_as_accepted[cases.txt]",
    "tests/test_mixed.py::test_what_is_shown_given_and_said_is_as_accepted",
)
"""Tests that compare all that is told or shown: they see most faults, and are asked first where one of them comes by."""
LONG = (
    "tests/test_tagging.py::test_after_thirty_edits_by_lot_the_rows_are_those_of_a_whole_run",
    "tests/test_unchanged.py::test_pages_of_notebooks_that_did_not_run_are_the_same_bytes",
)
"""Tests that are left out, since they would take the time of a fault alone."""
PROBE = '''"""Notes which marked places a test comes by."""
import json, os
SEEN = set()
os.register_at_fork(after_in_child=SEEN.clear)
def _p_(n, value=None):
    if n not in SEEN:
        SEEN.add(n)
        if notes := os.environ.get("MUTANTS_NOTES"):
            by = os.environ.get("MUTANTS_FIXTURE") or os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]
            with open(notes, "a") as file:
                file.write(json.dumps([n, by]) + "\\n")
    return value
'''


@dataclass(frozen=True)
class Fault:
    """In the file ``path`` the bytes from ``start`` to ``end`` become ``new``; ``first`` and ``last`` are those of the expression."""

    path: str
    line: int
    kind: str
    start: int
    end: int
    old: str
    new: str
    first: int
    last: int
    loaded: bool = False  # does it run when the module is loaded, and not in a function?

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.kind}: {' '.join(self.old.split())[:60]!r} -> {' '.join(self.new.split())[:60]!r}"


def faults(path: str, source: bytes) -> Iterator[Fault]:
    """Every fault that can be planted in a module."""
    lines = [0]
    for line in source.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))

    def at(node: ast.AST) -> tuple[int, int]:
        return lines[node.lineno - 1] + node.col_offset, lines[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]

    def made(kind: str, node: ast.AST, start: int, end: int, new: str) -> Fault:
        old = source[start:end].decode()
        loaded = not any(isinstance(a, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) for a in above)
        return Fault(path, source.count(b"\n", 0, start) + 1, kind, start, end, old, new, *at(node), loaded)

    def between(kind: str, node: ast.AST, left: ast.AST, right: ast.AST, old: str, new: str) -> Iterator[Fault]:
        start, end = at(left)[1], at(right)[0]
        gap = source[start:end].decode()
        if "#" not in gap and (hit := re.search(rf"(?<![\w<>=!]){old}(?![\w<>=])", gap)):
            yield made(kind, node, start + hit.start(), start + hit.end(), new)

    def dropped(node: ast.AST, rows: list[tuple[int, int]]) -> Iterator[Fault]:
        for (start, _), (following, _) in pairwise(rows):
            yield made("a row dropped", node, start, following, "")

    above: tuple[ast.AST, ...] = ()  # of the node that is looked at: ``made`` asks for it
    for node, above in _expressions(ast.parse(source)):
        match node:
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                yield from between("a comparison turned", node, left, right, *TURNED[type(op)])
            case ast.BoolOp(op=op, values=values):
                names = ("and", "or") if isinstance(op, ast.And) else ("or", "and")
                for one, other in pairwise(values):
                    yield from between("and, or", node, one, other, *names)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                start = at(node)[0]
                if source[start : at(operand)[0]].startswith(b"not"):
                    yield made("a not removed", node, start, start + 3, "")
            case ast.Constant(value=int(value)) if not isinstance(value, bool) and _bounds(above):
                yield made("a bound moved", node, *at(node), str(value + 1))
            case ast.Constant(value=str(value)) if value in STATUSES:
                other = STATUSES[(STATUSES.index(value) + 1) % len(STATUSES)]
                yield made("another status", node, *at(node), f'"{other}"')
            case ast.List(elts=[_, _, _, *_] as rows) | ast.Tuple(elts=[_, _, _, *_] as rows) | ast.Set(elts=[_, _, _, *_] as rows):
                if isinstance(getattr(node, "ctx", ast.Load()), ast.Load) and len({type(row) for row in rows}) == 1:
                    if isinstance(rows[0], (ast.Constant, ast.Tuple)):
                        yield from dropped(node, [at(row) for row in rows])
            case ast.Dict(keys=[_, _, _, *_] as keys) if all(isinstance(key, ast.Constant) for key in keys):
                yield from dropped(node, [at(key) for key in keys if key])
            case ast.Call(func=ast.Attribute(attr="split", value=ast.Constant(value=str(words)) as text), args=[]):
                start, end = at(text)
                found = [m.span() for m in re.finditer(rb"[\w'-]+\s+", source[start:end])]
                if len(words.split()) > 2:
                    yield from (made("a row dropped", node, start + a, start + b, "") for a, b in found)
        if (tested := getattr(node, "test", None)) and isinstance(node, (ast.If, ast.IfExp)) and "TYPE_CHECKING" not in ast.dump(tested):
            start, end = at(tested)
            yield made("a branch dropped", tested, start, end, f"(False and ({source[start:end].decode()}))")
        if isinstance(node, ast.comprehension):
            for tested in node.ifs:
                start, end = at(tested)
                yield made("a branch dropped", tested, start, end, f"(True or ({source[start:end].decode()}))")


def _expressions(node: ast.AST, above: tuple[ast.AST, ...] = ()) -> Iterator[tuple[ast.AST, tuple[ast.AST, ...]]]:
    """What runs: no annotations, no types, no texts with fields (whose places Python 3.11 does not know), no patterns of ``match``."""
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or name in {"annotation", "returns"} or isinstance(child, (ast.JoinedStr, ast.pattern)):
                continue
            if isinstance(child, ast.Subscript) and ast.unparse(child.value) in {"Literal", "Callable", "tuple", "dict", "Mapping"}:
                continue
            yield child, (*above, node)
            yield from _expressions(child, (*above, node))


def _bounds(above: tuple[ast.AST, ...]) -> bool:
    """Is a number under these a bound? One that is compared, that cuts, that a name or a parameter stands for; not the size of a cache,
    which changes nothing that can be seen."""
    if isinstance(above[-1], ast.keyword) and above[-1].arg == "maxsize":
        return False
    return isinstance(above[-1], (ast.Compare, ast.Slice, ast.Assign, ast.AnnAssign, ast.arguments, ast.keyword))


def drawn(tree: Path, seed: int, number: int) -> list[Fault]:
    """``number`` faults by lot, at most one of each line."""
    lot = random.Random(seed)
    modules = {p.relative_to(tree).as_posix(): p.read_bytes() for p in sorted((tree / "analystkit").rglob("*.py"))}
    weights = [source.count(b"\n") for source in modules.values()]
    found: dict[tuple[str, int], Fault] = {}
    while len(found) < number:
        path = lot.choices(list(modules), weights)[0]
        kinds: dict[str, list[Fault]] = {}
        for fault in faults(path, modules[path]):
            kinds.setdefault(fault.kind, []).append(fault)
        if kinds:
            fault = lot.choice(kinds[lot.choice(sorted(kinds))])
            found.setdefault((fault.path, fault.line), fault)
    return list(found.values())


def planted(source: bytes, fault: Fault) -> bytes:
    return source[: fault.start] + fault.new.encode() + source[fault.end :]


def marked(source: bytes, here: dict[int, Fault], module: int) -> bytes:
    """A module that notes who comes by the places of ``here`` and, as ``module``, by any of its functions."""
    put: list[tuple[int, int, str]] = []
    lines = source.splitlines(keepends=True)
    for n, fault in here.items():
        put += [(fault.first, 2 * len(source) - fault.last, f"_p_({n}, ("), (fault.last, 0, "))")]
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            first = min([body[0].lineno, *(d.lineno for d in getattr(body[0], "decorator_list", []))]) if body else 0
            if body and not lines[first - 1][: body[0].col_offset].strip():
                put.append((sum(map(len, lines[: first - 1])), -1, " " * body[0].col_offset + f"_p_({module})\n"))
    late = [s for s in tree.body if isinstance(s, ast.ImportFrom) and s.module == "__future__"]
    after = late[-1].end_lineno if late else tree.body[0].end_lineno if tree.body and ast.get_docstring(tree) else 0
    put.append((sum(map(len, lines[:after])), -2, "from analystkit.marks import _p_\n"))
    made, done = [], 0
    for place, _, text in sorted(put):
        made += [source[done:place], text.encode()]
        done = place
    return b"".join([*made, source[done:]])


def copied(tree: Path, to: Path) -> Path:
    """The files of a tree as they are committed."""
    if not to.exists():
        to.mkdir(parents=True)
        packed = subprocess.run(["git", "-C", str(tree), "archive", "HEAD"], check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(to)], input=packed, check=True)
    return to


def tested(tree: Path, notes: Path, *args: str, limit: int | None = None) -> tuple[int | None, str]:
    """The tests of a tree in a process of their own: exit status (None when their processor time was over) and what they printed."""
    env = os.environ | {"MUTANTS": str(notes), "PYTHONPATH": os.pathsep.join([str(tree), str(Path(__file__).parent)])}
    command = [sys.executable, "-m", "pytest", "-p", "mutants_tests", "-p", "no:cacheprovider", "-q", "--tb=no", *args]

    def limited() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))

    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    made = subprocess.Popen(command, cwd=tree, env=env, text=True, start_new_session=True, preexec_fn=limited, **pipes)
    try:
        out, _ = made.communicate(timeout=limit and WAITING * limit)
    except subprocess.TimeoutExpired:
        out = ""
    with suppress(ProcessLookupError):
        os.killpg(made.pid, signal.SIGKILL)  # and what the tests left
    return None if made.wait() < 0 else made.returncode, out


@dataclass
class Baseline:
    """What the tests do without a fault: seconds of each that passes, and which come by each mark."""

    seconds: dict[str, float]
    by: dict[int, set[str]]
    modules: dict[str, int]
    check: str
    passed: set[str] = field(default_factory=set)  # without a fault, once one had made them fail


def checked(tree: Path) -> str:
    """What ``analystkit check`` says of a tree: of a changed kit it may be that not all is as accepted, before any fault."""
    command = [sys.executable, "-m", "analystkit", "check"]
    done = subprocess.run(command, cwd=tree, env=os.environ | {"PYTHONPATH": str(tree)}, capture_output=True, text=True, timeout=1800)
    return f"{done.returncode}\n{done.stderr}"


def baseline(tree: Path, work: Path, found: list[Fault], at_once: int, known: Path | None) -> Baseline:
    if known:
        modules = json.loads((known / "notes" / "modules.json").read_text())
        learnt = learned(known / "notes")
        return Baseline(learnt[0], {n: learnt[1].get(n, set()) for n in modules.values()}, modules, checked(tree))
    copy, notes = work / "marked", work / "notes"
    shutil.copytree(tree, copy, dirs_exist_ok=True)
    notes.mkdir(exist_ok=True)
    paths = sorted((copy / "analystkit").rglob("*.py"))
    modules = {p.relative_to(copy).as_posix(): len(found) + i for i, p in enumerate(paths)}
    (notes / "modules.json").write_text(json.dumps(modules))
    if not (notes / "ended").exists():
        for path in paths:
            name = path.relative_to(copy).as_posix()
            source = (tree / name).read_bytes()
            path.write_bytes(marked(source, {n: f for n, f in enumerate(found) if f.path == name}, modules[name]))
        (copy / "analystkit" / "marks.py").write_text(PROBE)
        files = sorted(copy.glob("tests/**/test_*.py"), key=lambda p: -p.stat().st_size)
        beside = [str(p) for p in files if p.relative_to(copy).parts[1] not in APART]
        with ThreadPoolExecutor(at_once) as pool:
            parts = [["analystkit", *beside[i::at_once]] if i == 0 else beside[i::at_once] for i in range(at_once)]
            left_out = [f"--deselect={name}" for name in LONG]
            ended = list(pool.map(lambda part: tested(copy, notes, *left_out, *part), parts))
        (notes / "ended").write_text("\n".join(out for _, out in ended))
    return Baseline(*learned(notes), modules, checked(tree))


def learned(notes: Path) -> tuple[dict[str, float], dict[int, set[str]]]:
    """What the run of all tests noted: the seconds of each that passed, and which came by each mark."""
    seconds: dict[str, float] = {}
    with_fixture: dict[str, set[str]] = {}
    for line in (notes / "tests").read_text().splitlines():
        name, passed, took, fixtures = json.loads(line)
        if passed:
            seconds[name] = took
        for fixture in fixtures:
            with_fixture.setdefault(fixture, set()).add(name)
    by: dict[int, set[str]] = {}
    for line in (notes / "by").read_text().splitlines():
        n, test = json.loads(line)
        by.setdefault(n, set()).update(with_fixture.get(test.removeprefix("fixture "), ()) if test.startswith("fixture ") else [test])
    return seconds, by


def tried(number: int, fault: Fault, copy: Path, known: Baseline, work: Path, limit: int) -> dict[str, Any]:
    """One fault, planted alone: what caught it."""
    notes = work / f"fault-{number}"
    for folder in (notes, work / "again"):
        folder.mkdir(exist_ok=True)
    path = copy / fault.path
    clean = path.read_bytes()
    direct = set[str]() if fault.loaded else known.by.get(number, set()) & known.seconds.keys()
    wider = known.by.get(known.modules.get(fault.path, -1), set()) & known.seconds.keys() - direct
    wide = ACCEPTED if any(name.startswith("tests/test_mixed.py") for name in direct | wider) else ()
    if not fault.path.startswith(("analystkit/english/", "analystkit/link/")):
        wide = wide[1:2] + wide[3:]  # what shows or gives rows changes none
    ordered = [name for some in (direct, wider) for name in sorted(some, key=known.seconds.__getitem__) if name not in wide]
    began, caught = time.monotonic(), ""
    try:
        changed = planted(clean, fault)
        ast.parse(changed)
        path.write_bytes(changed)
        _forget(path)
        for names in filter(None, (wide, ordered)):  # the first alone: the files of all others take their time to be loaded
            if caught:
                break
            (notes / "order").write_text(json.dumps(names))
            # Tests first, as in a run of all: a doctest's module imported before them is not what they import.
            files = sorted({name.split("::")[0] for name in names}, key=lambda name: (not name.startswith("tests"), name))
            status, out = tested(copy, notes, "-x", *files, limit=240 if names is wide else limit)
            caught = _caught(status, out, notes, known)
            path.write_bytes(clean)
            _forget(path)
            if "::" in caught and caught not in known.passed and tested(copy, work / "again", caught)[0] != 0:
                caught = ""  # it fails without the fault as well
            known.passed.add(caught)
            path.write_bytes(changed)
            _forget(path)
        if not caught:
            caught = "analystkit check" if checked(copy) != known.check else ""
    finally:
        path.write_bytes(clean)
        _forget(path)
    return {**asdict(fault), "caught": caught, "direct": len(direct), "wider": len(wider), "seconds": round(time.monotonic() - began)}


def _forget(path: Path) -> None:
    """Bytecode is known by its source's second and size, which a fault may not change."""
    for old in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
        old.unlink()


def _caught(status: int | None, out: str, notes: Path, known: Baseline) -> str:
    if status is None:  # its time was over: caught where one test hung, by far more than its own time
        name, began = json.loads((notes / "now").read_text())
        return f"{name} (does not end)" if time.time() - began > max(60, 20 * known.seconds.get(name, 0)) else ""
    if status == 0 or status == 5:
        return ""
    failed = (notes / "failed").read_text().splitlines() if (notes / "failed").exists() else []
    return failed[0] if failed else f"nothing can be collected: {out.strip().splitlines()[-1] if out.strip() else status}"


def told(seed: int, rows: list[dict[str, Any]]) -> None:
    kinds, hits = Counter(r["kind"] for r in rows), Counter(r["kind"] for r in rows if r["caught"])
    by_check = sum(r["caught"] == "analystkit check" for r in rows)
    print(f"\n| fault, seed {seed} | planted | caught |\n|---|---|---|")
    print(*(f"| {kind} | {kinds[kind]} | {hits[kind]} |" for kind in sorted(kinds)), sep="\n")
    print(f"| all | {len(rows)} | {sum(hits.values())}, {by_check} of them by `analystkit check` alone |\n")
    for r in rows:
        if not r["caught"]:
            print(f"missed: {r['path']}:{r['line']} {r['kind']}: {r['old']!r} -> {r['new']!r} ({r['direct']} tests come by)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], help="a lot of faults for each")
    parser.add_argument("--only", type=int, help="of these seeds the one whose faults are planted")
    parser.add_argument("--faults", type=int, default=40)
    parser.add_argument("--spare", type=int, default=10, help="of each lot, marked too, for those that turn out to change nothing")
    parser.add_argument("--tree", type=Path, default=Path(__file__).parent.parent, help="a checkout; what is committed there is tested")
    parser.add_argument("--work", type=Path, required=True, help="an empty folder, or one of the same tree and seed to go on with")
    parser.add_argument("--equal", type=Path, help="faults that change nothing, a line each: path:line reason")
    parser.add_argument("--limit", type=int, default=240, help="seconds of processor time of the tests of a fault, after those of all rows")
    parser.add_argument("--known", type=Path, help="the folder of an earlier run, which knows the tests of each module")
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="draw them, and do no more")
    given = parser.parse_args()
    equal = given.equal.read_text().splitlines() if given.equal else []
    work = given.work.resolve()
    clean = copied(given.tree.resolve(), work / "clean")
    lots = {seed: drawn(clean, seed, given.faults + given.spare) for seed in given.seeds}
    if given.list:
        for seed, lot in lots.items():
            print(f"seed {seed}", *lot, sep="\n")
        return 0
    places = [fault for lot in lots.values() for fault in lot]
    known = baseline(clean, work, places, given.at_once, given.known)
    none = {line.split()[0] for line in equal if line.strip()}
    copies: SimpleQueue[Path] = SimpleQueue()
    for i in range(given.at_once):
        copies.put(shutil.copytree(clean, work / f"planted-{i}", dirs_exist_ok=True))
    kept = work / "faults.jsonl"
    before = {row["n"]: row for row in map(json.loads, kept.read_text().splitlines())} if kept.exists() else {}

    def one(n: int, fault: Fault) -> dict[str, Any]:
        if n in before:
            return before[n]
        copy = copies.get()
        try:
            row = {"n": n, **tried(n, fault, copy, known, work, given.limit)}
        finally:
            copies.put(copy)
        with kept.open("a") as file:
            file.write(json.dumps(row) + "\n")
        print(f"{row['caught'] or 'MISSED'} <- {fault} ({row['seconds']} s)", flush=True)
        return row

    for seed, lot in lots.items():
        if given.only in (None, seed):
            chosen = [fault for fault in lot if f"{fault.path}:{fault.line}" not in none][: given.faults]
            with ThreadPoolExecutor(given.at_once) as pool:
                told(seed, list(pool.map(one, map(places.index, chosen), chosen)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

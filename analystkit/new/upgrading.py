"""``analystkit upgrade``: a newer kit's files come to a case. What the analyst changed is merged or left alone, never lost.

A file that is as the kit wrote it is replaced; a changed one is merged with what the kit wrote before as the base; where both changed the
same lines, the kit's is put beside it as ``.new``. A file that was deleted stays deleted.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from analystkit.codebook import Codebook
from analystkit.errors import AnalystkitError
from analystkit.files import Step, finish, one_step
from analystkit.new import BASE, State, digest, kept, plain, recall, remember


def upgrade(project: str | Path = ".", *, dry_run: bool = False, say: Callable[[str], None] = lambda _: None) -> int:
    """Bring the kit's files of a case up to date; ``say`` is told each file and what becomes of it. Gives how many changed.

    With ``dry_run`` nothing is written. Raises AnalystkitError where the folder is no case, its git tree has changes, or a newer kit made
    it; CodebookError where the codebook does not fit this kit, with the lines to mend.
    """
    case = Path(project)
    finish(case)
    before = recall(case)
    state = replace(before, kit=version("analystkit"))
    if _number(before.kit) > _number(state.kit):
        raise AnalystkitError(f"{case}: made by analystkit {before.kit}, and this is {state.kit}, which is older; upgrade the kit first")
    if not dry_run and (changes := _uncommitted(case)):
        todo = "commit them first, so that you can see what the upgrade did, or look with --dry-run"
        raise AnalystkitError(f"{case}: git has changes that are not committed: {changes}; {todo}")
    with one_step(case) as step:
        changed = _brought(step, case, before, state, dry_run, say)
    if (book := case / "data" / "codebook").is_dir():
        Codebook.read(book)
    return changed


def _number(kit: str) -> tuple[int, ...]:
    return tuple(int(part) for part in kit.split(".")[:3] if part.isdigit())


def _brought(step: Step, case: Path, before: State, state: State, dry_run: bool, say: Callable[[str], None]) -> int:
    contents, changed = kept(state), 0
    for name, content in contents.items():
        what, result = _file(case, name, content, before.files.get(name))
        if result is not None:
            changed += 1
            say(f"{name}: {what}")
            if not dry_run:
                step.write(case / (f"{name}.new" if what == _BESIDE else name), result)
        elif what:
            say(f"{name}: {what}")
    gone = [name for name in before.files if name not in contents]
    for name in gone:
        old = case / "kit" / Path(name).name  # the wheel of the kit before; of other files it is only said
        if name.endswith(".whl") and old.is_file() and digest(old.read_bytes()) == before.files[name]:
            changed += 1
            say(f"{name}: removed, another has its place")
            if not dry_run:
                step.remove(old)
        elif (case / name).is_file():
            say(f"{name}: no part of the kit any more; delete it if you do not need it")
    if not dry_run:
        remember(step, case, replace(state, files={n: s for n, s in before.files.items() if n not in gone}), contents)
    return changed


_BESIDE = "changed by you and by the kit in the same lines; the kit's is beside it as .new: take from it what you want, then delete it"


def _file(case: Path, name: str, content: bytes, recorded: str | None) -> tuple[str, bytes | None]:
    """What becomes of a file, in words, and what to write; nothing of either where it is up to date."""
    path, fresh = case / name, plain(name, content)
    if not path.exists():
        return ("new", content) if recorded is None else ("you deleted it, so it stays away", None)
    ours = plain(name, path.read_bytes())
    if ours == fresh:
        return "", None
    if recorded == digest(ours):
        return "replaced", content
    if recorded == digest(fresh):
        return "", None  # the analyst changed it, the kit did not
    base = case / BASE / name
    if recorded is None or not base.is_file():
        return _BESIDE, content
    merged = _merged(ours, base.read_bytes(), fresh)
    if merged is None or not _sound(name, merged):
        return _BESIDE, content
    return "merged with what you changed", merged


def _sound(name: str, merged: bytes) -> bool:
    """Is a merged notebook still a notebook, with each cell once?"""
    if not name.endswith(".ipynb"):
        return True
    try:
        ids = [cell["id"] for cell in json.loads(merged)["cells"]]
    except (ValueError, KeyError, TypeError):
        return False
    return len(set(ids)) == len(ids)


def _merged(ours: bytes, base: bytes, fresh: bytes) -> bytes | None:
    """The three-way merge of git; None where both changed the same lines, or git is not there."""
    with tempfile.TemporaryDirectory() as scratch:
        paths = [Path(scratch, name) for name in ("ours", "base", "fresh")]
        for path, content in zip(paths, (ours, base, fresh), strict=True):
            path.write_bytes(content)
        try:
            done = subprocess.run(["git", "merge-file", "-p", *map(str, paths)], capture_output=True, check=False)
        except FileNotFoundError:
            return None
    return done.stdout if done.returncode == 0 else None


def _uncommitted(case: Path) -> str:
    """The first files that git has not got, where the case is in git and git is there; new ones do not count."""
    asked = ["git", "-C", str(case), "status", "--porcelain", "--untracked-files=no", "--", "."]
    try:
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    names = [line[3:] for line in done.stdout.splitlines()] if done.returncode == 0 else []
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")

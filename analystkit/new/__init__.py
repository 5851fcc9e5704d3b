"""``analystkit new``: the folder of a new investigation, with notebooks that hold on any corpus. Asks nothing, fetches nothing.

What the kit writes is of two kinds. ``kept`` files are the kit's: a newer kit brings them up to date (``upgrading``). ``begun`` files are
the analyst's from their first moment: nobody writes them again.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from analystkit.codebook import SHEETS
from analystkit.errors import AnalystkitError
from analystkit.files import Step, contents_of, finish, one_step
from analystkit.new.wheel import requirement

STATE = "analystkit.toml"
BASE = Path(".analystkit") / "base"
NOTEBOOKS = ("0-corpus", "1-chronology", "2-geography", "3-statements", "4-ledger")
CI = {"github": ".github/workflows/check.yml", "gitlab": ".gitlab-ci.yml", "none": ""}


@dataclass(frozen=True)
class State:
    """What ``analystkit.toml`` remembers of a case: the kit, the answers, and the sha256 of each file as the kit wrote it."""

    kit: str
    title: str
    ci: str = "none"
    private: bool = False
    files: dict[str, str] = field(default_factory=dict)


def new(
    folder: str | Path,
    *,
    title: str = "",
    first: date | None = None,
    last: date | None = None,
    ci: str = "none",
    git: bool = False,
    private: bool = False,
) -> Path:
    """Make a case: a folder with notebooks, a codebook to fill, and how it is run. Gives its path.

    ``first`` and ``last`` are the days the case covers; ``ci`` is github, gitlab or none; ``private`` keeps articles and originals out of
    git. Raises AnalystkitError for a folder that holds anything, or answers that do not fit.

    >>> from tempfile import mkdtemp
    >>> sorted(p.name for p in new(mkdtemp(), title="Vale").iterdir() if not p.name.startswith("."))[:4]
    ['Makefile', 'README.md', 'analystkit.toml', 'constraints.txt']
    """
    case = Path(folder)
    finish(case)
    title = title or case.resolve().name
    if case.exists() and (not case.is_dir() or any(case.iterdir())):
        raise AnalystkitError(f"{case}: is there already, and not an empty folder; name a new one")
    if not title.isprintable() or len(title) > 200:
        raise AnalystkitError("--title: write it in one line of at most 200 characters")
    if first and last and first > last:
        raise AnalystkitError(f"--from {first} lies after --to {last}; exchange them")
    if private and ci != "none":
        raise AnalystkitError("--private keeps the articles out of git, and --ci needs them there; leave one of them out")
    made = State(version("analystkit"), title, ci, private)
    contents = kept(made)
    with one_step(case) as step:
        for name, content in (contents | begun(made, first, last)).items():
            step.write(case / name, content)
        for name in ("seeds", "sources", "data/gazetteer"):
            step.folder(case / name)
        remember(step, case, made, contents)
    if git:
        _git_init(case)
    return case


def kept(state: State) -> dict[str, bytes]:
    """The files that stay the kit's, by their path in the case."""
    line, wheel = requirement()
    contents = {
        "README.md": _text("README.md").replace("@TITLE@", state.title.replace("<", "&lt;")),
        "Makefile": _text("Makefile"),
        "requirements.txt": _text("requirements.txt").replace("@REQUIREMENT@", line),
        "constraints.txt": _text("constraints.txt"),
        "installer.txt": _text("installer.txt"),
        ".gitignore": _text("gitignore") + ("seeds/\nsources/\n" if state.private else ""),
        ".gitattributes": _text("gitattributes"),
        "data/codebook/README.md": _text("codebook.md"),
        **{f"notebooks/{name}.ipynb": _text(f"notebooks/{name}.ipynb") for name in NOTEBOOKS},
    }
    if CI[state.ci]:
        contents[CI[state.ci]] = _text(f"{state.ci}.yml")
    return {name: text.encode() for name, text in contents.items()} | wheel


def begun(state: State, first: date | None, last: date | None) -> dict[str, bytes]:
    """The files that are the analyst's: the codebook's sheets with their columns, and the notebook of findings."""
    period = "".join(f"{key} = {day}\n" for key, day in (("from", first), ("to", last)) if day)
    contents = {"data/codebook/case.toml": f"title = {_toml(state.title)}\n{period}"}
    contents |= {f"data/codebook/{sheet.name}": ",".join(sheet.columns) + "\n" for sheet in SHEETS}
    contents["notebooks/9-own.ipynb"] = _text("notebooks/9-own.ipynb")
    return {name: text.encode() for name, text in contents.items()}


def _text(name: str) -> str:
    return files("analystkit.new").joinpath("files", *name.split("/")).read_text("utf-8").replace("\r\n", "\n")


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def plain(name: str, content: bytes) -> bytes:
    """A file as it is compared and merged: a notebook without outputs, which running it writes; text without the line ends of Windows.

    >>> plain("a.txt", b"one\\r\\n")
    b'one\\n'
    """
    if name.endswith(".whl"):
        return content
    if not name.endswith(".ipynb"):
        return content.replace(b"\r\n", b"\n")
    try:
        notebook = json.loads(content)
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
            cell["metadata"] = {}
            if cell["cell_type"] == "code":
                cell |= {"outputs": [], "execution_count": None}
        notebook["metadata"] = _METADATA
        notebook["nbformat_minor"] = 5
    except (ValueError, KeyError, TypeError):  # not a notebook any more: what the analyst made of it is compared as it is
        return content
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace") + b"\n"


_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def remember(step: Step, case: Path, state: State, contents: Mapping[str, bytes]) -> None:
    """Write ``analystkit.toml``, and beside it each text file as the kit wrote it: the base of a merge."""
    sums = state.files | {name: digest(plain(name, content)) for name, content in contents.items()}
    for name, content in contents.items():
        if not name.endswith(".whl"):
            step.write(case / BASE / name, plain(name, content))
    told = {k: v for k, v in asdict(state).items() if k != "files"}
    lines = [_ABOUT, *(f"{key} = {_toml(value)}" for key, value in told.items()), "", "[files]"]
    lines += [f"{_toml(name)} = {_toml(sums[name])}" for name in sorted(sums)]
    step.write(case / STATE, ("\n".join(lines) + "\n").encode())


_ABOUT = "# What `analystkit new` and `analystkit upgrade` wrote, so that an upgrade sees what you changed. Not to be edited."


def _toml(value: str | bool) -> str:
    """A value as TOML writes it; text is printable, so JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False)


def recall(case: Path) -> State:
    """What ``analystkit.toml`` remembers. Raises AnalystkitError where there is none, or one that cannot be read."""
    path = case / STATE
    try:
        told: dict[str, Any] = tomllib.loads(contents_of(path).decode("utf-8"))
        state = State(**told)
        sums = all(isinstance(s, str) for s in state.files.values())
        if not sums or state.ci not in CI or not all(map(str.isdigit, state.kit.split(".")[:2])):
            raise ValueError("a value that the kit does not write")
    except FileNotFoundError as error:
        raise AnalystkitError(f"{path}: not there, so this is no case; run this in a folder that `analystkit new` made") from error
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise AnalystkitError(f"{path}: cannot be read: {error}; take it from git") from error
    return state


def _git_init(case: Path) -> None:
    try:
        subprocess.run(["git", "init", "--quiet", str(case)], check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise AnalystkitError(f"{case}: made, but git is not installed, so it is no repository yet; install git, then: git init") from error
    except subprocess.CalledProcessError as error:
        raise AnalystkitError(f"{case}: made, but git init failed: {error.stderr.strip()}") from error

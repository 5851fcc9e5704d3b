"""JupyterLab on a project's notebooks: it opens at once, runs nothing unasked, asks nothing of the network.

JupyterLab shows pictures and maps of a notebook only if its user has run it, or it is signed. So ``report`` signs what it has just run and
written, and nothing else is ever signed: a notebook that came from elsewhere shows its pictures when it is run.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from analystkit.files import contents_of
from analystkit.publish.execute import notebooks_of

# JupyterLab would ask for updates and news of itself when it opens.
_QUIET = ("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None")


def lab(project: str | Path, *, port: int = 8888, browser: bool = True, say: Callable[[str], None] = lambda _: None) -> int:
    """Open JupyterLab on the project until it is closed; gives its exit status. Raises AnalystkitError where there are no notebooks."""
    home = Path(project).resolve()
    paths = notebooks_of(home)
    if others := [path.name for path in paths if not signed(path)]:
        say(f"not as `analystkit report` wrote them here: {', '.join(others)}; pictures show after Run > Run All Cells, or after a report")
    first = paths[0].relative_to(home).as_posix()
    # Whatever the user's own settings say, nobody elsewhere is answered; the token stays Jupyter's.
    words = ["lab", f"--ServerApp.root_dir={home}", "--ServerApp.ip=127.0.0.1", f"--port={port}", f"--LabApp.default_url=/lab/tree/{first}"]
    words += [*_QUIET, *([] if browser else ["--no-browser"])]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container there is often nobody else, and Jupyter would refuse
        words.append("--allow-root")
    env = {k: v for k, v in os.environ.items() if k != "PYTHONOPTIMIZE"}  # with it no ``assert`` of a notebook would be looked at
    return subprocess.run([sys.executable, "-m", "jupyter", *words], env=env, check=False).returncode


def sign(notebooks: Iterable[Any]) -> str:
    """Sign notebooks that were just executed here. Gives what went wrong, in words, where this user's Jupyter cannot keep signatures."""
    from nbformat.sign import NotebookNotary

    try:
        notary = NotebookNotary()
        for notebook in notebooks:
            notary.sign(notebook)
    except (OSError, sqlite3.Error) as error:
        return f"JupyterLab will not show pictures before the notebooks are run: it cannot keep their signatures ({error})"
    return ""


def signed(path: Path) -> bool:
    """Is this file a notebook that was signed as it is?"""
    from nbformat import ValidationError, reads
    from nbformat.sign import NotebookNotary

    broken = (ValueError, AttributeError, KeyError, TypeError, RecursionError, ValidationError)  # no notebook, which JupyterLab says itself
    try:
        return bool(NotebookNotary().check_signature(reads(contents_of(path).decode("utf-8"), as_version=4)))
    except (OSError, *broken):  # or no place for signatures
        return False

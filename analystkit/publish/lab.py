"""JupyterLab on a project's notebooks: nothing asked of the network, and maps that show at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from analystkit.publish.execute import NotebookError, execute, notebook_bytes, notebooks_of

# JupyterLab would ask for updates and news of itself when it opens.
_QUIET = ("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None")


def lab(project: str | Path, *, port: int = 8888, browser: bool = True, say: Callable[[str], None] = lambda _: None) -> int:
    """Open JupyterLab on the project until it is closed; gives its exit status. Raises AnalystkitError where there are no notebooks."""
    home = Path(project).resolve()
    paths = notebooks_of(home)
    say("running the notebooks once, to see that they are as they were kept ...")
    for path in trust(paths):
        say(f"{path.name}: its outputs are not what running it gives; choose Run > Run All Cells to see its pictures")
    first = paths[0].relative_to(home).as_posix()
    words = ["lab", f"--ServerApp.root_dir={home}", f"--port={port}", f"--LabApp.default_url=/lab/tree/{first}", *_QUIET]
    return subprocess.run([sys.executable, "-m", "jupyter", *words, *["--no-browser"] * (not browser)], check=False).returncode


def trust(notebooks: Sequence[Path]) -> list[Path]:
    """Sign the notebooks whose stored outputs are, to the byte, what running them gives here; gives those that are not.

    JupyterLab shows pictures and maps of a notebook only if its user has run it, or it is signed; running it here is the former.
    """
    from nbformat import reads
    from nbformat.sign import NotebookNotary

    try:
        executed = execute(notebooks, folder=notebooks[0].parent)
    except NotebookError:  # they open all the same, and the cell says itself what fails
        return list(notebooks)
    notary, others = NotebookNotary(), []
    for path, notebook in executed.items():
        kept = path.read_bytes()
        if notebook_bytes(notebook) == kept:
            notary.sign(reads(kept.decode("utf-8"), as_version=4))
        else:
            others.append(path)
    return others

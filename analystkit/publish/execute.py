"""Notebooks run from top to bottom, all at once, each in a kernel of this very Python, with outputs that are the same each time.

Where this process can fork, the kernels are its children, with all in memory that it has loaded; else they are started anew.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from analystkit.errors import AnalystkitError
from analystkit.files import contents_of, finish
from analystkit.publish.forked import Forked, can_fork, warm

_FORMAT = (4, 5)
_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""What every notebook says of its kernel: nothing that differs between two machines."""
_CONFIGURED = {"InlineBackend": {"figure_formats": ["svg"]}, "HistoryManager": {"hist_file": ":memory:"}}
CELL_SECONDS = 90
"""How long a cell may run, where nobody gives it more."""


class NotebookError(AnalystkitError):
    """A notebook that cannot be read, or a cell that failed: which one, where, and what it said."""


def notebooks_of(project: Path) -> list[Path]:
    """The notebooks of a project, in their order. Raises AnalystkitError where there are none."""
    finish(project)
    paths = sorted((project / "notebooks").glob("*.ipynb"))
    if not paths:
        folder = (project / "notebooks").absolute()
        raise AnalystkitError(f"{folder}: no notebooks; run this in the project, or name the project's folder with --project")
    return paths


def execute(
    notebooks: Sequence[Path],
    *,
    folder: Path,
    done: Callable[[Path], None] = lambda _: None,
    untrue: Callable[[str], None] | None = None,
    timeout: int = CELL_SECONDS,
) -> dict[Path, Any]:
    """Run the notebooks with ``folder`` as their working folder; gives each path its executed notebook, and writes nothing.

    A cell may run for ``timeout`` seconds. ``done`` is called with each path as its notebook ends. Raises NotebookError that tells every
    cell that failed. With ``untrue`` a failed ``assert`` is none of these: it says that a sentence of the notebook does not hold for these
    articles; ``untrue`` is called with where it stands, its cell keeps the error, and the notebook goes on.
    """
    read = {path: read_notebook(path) for path in notebooks}
    false: list[str] = []

    def told_untrue(line: str) -> None:
        false.append(line)
        if untrue:
            untrue(line)

    stopped: Future[None] = Future()

    async def one(path: Path, manager: Any) -> str | None:
        failure = await _run(read[path], path, manager, env, folder, told_untrue if untrue else None, timeout)
        if not stopped.done():
            done(path)
        return failure

    async def all_of_them(managers: Sequence[Any]) -> list[str | None]:
        running = asyncio.gather(*map(one, read, managers))
        loop = asyncio.get_running_loop()
        stopped.add_done_callback(lambda _: loop.call_soon_threadsafe(running.cancel))
        return await running

    with tempfile.TemporaryDirectory(prefix="kit") as scratch:
        env = environment(Path(scratch))
        managers = _kernels(len(read), folder, Path(scratch), env)
        # In a thread of its own, for the caller's may have an event loop already: a notebook's, a browser driver's.
        with ThreadPoolExecutor(max_workers=1) as beside:
            running = beside.submit(asyncio.run, all_of_them(managers))
            try:
                told = running.result()
            except KeyboardInterrupt:
                stopped.set_result(None)  # else the cells would be waited for: each notebook ends its kernel now
                raise
        failures = [f for f in told if f]
    if failures:
        raise NotebookError("\n".join([*false, *failures, "nothing was written"]))  # what is false may be why another cell fails
    return {path: settled(notebook) for path, notebook in read.items()}


def read_notebook(path: Path) -> Any:
    """A notebook file with every cell's outputs and count cleared; cells without an id get one that depends on their place alone."""
    import nbformat

    try:
        raw = json.loads(contents_of(path))
        for i, cell in enumerate(raw["cells"]):
            cell.setdefault("id", f"cell-{i}")
        raw["nbformat"], raw["nbformat_minor"] = _FORMAT
        notebook = nbformat.from_dict(raw)
        nbformat.validate(notebook)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, nbformat.ValidationError) as error:
        why = next(iter(str(error).splitlines()), type(error).__name__)[:200]
        raise NotebookError(f"{path}: not a notebook in Jupyter's format 4: {why}; take it from git, or move it away") from error
    for cell in notebook.cells:
        if isinstance(cell.source, list):
            cell.source = "".join(cell.source)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def notebook_bytes(notebook: Any) -> bytes:
    """The notebook as a file: the same notebook gives the same bytes."""
    import nbformat

    return f"{nbformat.writes(notebook)}\n".encode("utf-8", "replace")


def environment(scratch: Path) -> Mapping[str, str]:
    """The kernels' surroundings, with a folder for what they write: the user's own start-up files, plot settings and profiles stay out."""
    rc = Path(__file__).parents[1] / "show" / "matplotlibrc"
    # Where a setting forbids compiled bytecode every kernel would compile the standard library anew; where one asks for optimized code,
    # no ``assert`` in a notebook would be looked at.
    out = ("PYTHONDONTWRITEBYTECODE", "PYTHONOPTIMIZE", "PYTHONSTARTUP", "MPLBACKEND")
    inherited = {k: v for k, v in os.environ.items() if k not in out}
    profile = scratch / "ipython" / "profile_default"
    profile.mkdir(parents=True)
    (profile / "ipython_kernel_config.json").write_text(json.dumps(_CONFIGURED), "utf-8")
    fixed = {"MATPLOTLIBRC": str(rc), "SOURCE_DATE_EPOCH": "0"}  # matplotlib would write into each picture when it was drawn
    return inherited | fixed | {"IPYTHONDIR": str(scratch / "ipython")}


def _kernels(n: int, folder: Path, scratch: Path, env: Mapping[str, str]) -> list[Any]:
    """What manages each of some kernels for nbclient. Children are made at once: before any thread is."""
    if can_fork() and not sys.flags.optimize:  # a child's cells would lose their ``assert`` as its parent's code has
        warm()
        return [Forked(scratch / str(i), folder, env) for i in range(n)]
    from jupyter_client.manager import AsyncKernelManager

    managers = []
    for i in range(n):
        manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=_this_python(), connection_file=f"{scratch / str(i)}.json")
        if os.name == "posix":  # sockets in a folder of our own: no ports to fight over with other kernels
            manager.transport, manager.ip = "ipc", str(scratch / str(i))
        managers.append(manager)
    return managers


async def _run(
    notebook: Any, path: Path, manager: Any, env: Mapping[str, str], folder: Path, untrue: Callable[[str], None] | None, timeout: int
) -> str | None:
    """Run one notebook in place; gives what failed, in words, or None."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    client = NotebookClient(notebook, km=manager, timeout=timeout, record_timing=False, resources={"metadata": {"path": str(folder)}})
    at = 0
    try:
        async with client.async_setup_kernel(env=dict(env), cwd=str(folder)):
            for at, cell in enumerate(notebook.cells):
                try:
                    await client.async_execute_cell(cell, at)
                except CellExecutionError as error:
                    if untrue is None or error.ename != "AssertionError":
                        raise
                    why = f": {said}" if (said := _plain(error.evalue)) else ""
                    untrue(_failure(path, at, cell, f"not true of these articles{why}", error.traceback))
    except CellExecutionError as error:
        return _failure(path, at, notebook.cells[at], f"{error.ename}: {_plain(error.evalue)}", error.traceback)
    except CellTimeoutError:
        said = f"it did not end within {timeout} seconds; where it needs more, give it more with --timeout SECONDS"
        return _failure(path, at, notebook.cells[at], said, "")
    except (DeadKernelError, RuntimeError) as error:
        return _failure(path, at, notebook.cells[at], str(error), "")
    finally:
        if manager.has_kernel:
            await manager.shutdown_kernel(now=True)
    return None


def _this_python() -> Any:
    """Kernels are this interpreter, where the kit is installed, whatever kernels the user has registered elsewhere."""
    from jupyter_client.kernelspec import KernelSpecManager

    manager = KernelSpecManager()
    manager.kernel_dirs = []
    return manager


def _failure(path: Path, at: int, cell: Any, said: str, traceback: str) -> str:
    """The notebook, the cell by number and first line, the error, and the line of the cell where it arose, if that is another."""
    begins = next(iter(cell.source.strip().splitlines()), "")
    arrow = re.search(r"^-+> *\d+ (.*)$", _plain(traceback), re.M)
    where = f" at `{arrow[1].strip()}`" if arrow and arrow[1].strip() != begins else ""
    return f"{path}: cell {at + 1} (`{begins}` …) failed{where}: {said}"


def _plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text).strip()


def settled(notebook: Any) -> Any:
    """The notebook, changed in place, without what one machine or one run would have of its own."""
    import nbformat

    notebook.metadata = nbformat.from_dict(_METADATA)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            if output.output_type == "error":  # a traceback names folders and numbers of this run
                output.traceback = [f"{output.ename}: {_plain(output.evalue)}"]
    return notebook


def holds(notebook: Any) -> bool:
    """Did every cell of an executed notebook end well?"""
    return not any(o.output_type == "error" for cell in notebook.cells for o in cell.get("outputs", ()))

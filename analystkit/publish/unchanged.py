"""What a report need not do again: notebooks that ran on the same articles and codebook by the same kit, pages that would be the same.

A notebook may read whatever lies in the project's ``seeds``, ``data`` and ``notebooks``: a byte that changed there runs it again. What it
reads elsewhere, or asks of the clock or the network, is not seen: ``report --fresh`` runs all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analystkit import cache
from analystkit.again import Words
from analystkit.publish.check import LOCK
from analystkit.publish.execute import notebook_bytes, read_notebook, settled


class Last:
    """What is kept of the last report of these articles, this codebook and these notebooks. Ask ``last`` for it."""

    def __init__(self, store: cache.Store | None, home: Path, source: Path, codebook: Path | None, paths: Sequence[Path]) -> None:
        self._store, self._home, self._paths = store, home, paths
        lists = () if codebook is None else (codebook, codebook.absolute().parent / "gazetteer")
        self._places = (source, *lists, home / "data", home / "notebooks")
        self._inputs = self._read()
        self._keys = self._read_notebooks()

    def _read(self) -> str:
        """The digest of all that a notebook may read in the project, other notebooks apart."""
        own = (self._home / "data", self._home / "notebooks")

        def beside(path: Path) -> bool:
            if path.is_relative_to(own[1]) and path.suffix == ".ipynb":
                return True
            return path == self._home / LOCK or (path.name.startswith(".") and any(path.is_relative_to(o) for o in own))

        return cache.of_files(*self._places, beside=beside)

    def _read_notebooks(self) -> dict[Path, str]:
        """The digest of each notebook's cells and of all that it may read."""
        return {path: cache.of(self._inputs, path.name, notebook_bytes(settled(read_notebook(path)))) for path in self._paths}

    def is_as_read(self, path: Path) -> bool:
        """Are a notebook's cells those that it had when the report began?"""
        return cache.of(self._inputs, path.name, notebook_bytes(settled(read_notebook(path)))) == self._keys[path]

    def notebooks(self) -> Iterator[tuple[Path, Any, list[str]]]:
        """The notebooks that need not run: each as it ran, with what was untrue in it."""
        import nbformat

        kept = self._store.get(self._keys.values()) if self._store else {}
        for path in (path for path, key in self._keys.items() if key in kept):
            notebook, untrue = json.loads(kept[self._keys[path]])
            yield path, nbformat.reads(notebook, as_version=4), [f"{path}{rest}" for rest in untrue]

    def _report(self, site: Path, options: Iterable[object]) -> str:
        return cache.of("report", str(site.resolve()), repr([*options]), *self._keys.values())

    def _outputs(self, site: Path) -> str:
        return cache.of_files(site, *self._paths)

    def words(self, site: Path, options: Iterable[object]) -> Words | None:
        """What the last report said, where it would make the very pages and notebooks that are there; else None."""
        key = self._report(site, options)
        kept = self._store.get([key]) if self._store else {}
        if key not in kept:
            return None
        outputs, warnings, found = json.loads(kept[key])
        return Words(tuple(warnings), tuple(found)) if outputs == self._outputs(site) else None

    def keep(self, executed: Mapping[Path, Any], untrue: Iterable[str], site: Path, options: Iterable[object], words: Words) -> None:
        """Keep a report that is written; nothing of it where articles, codebook or notebooks were changed while it was made."""
        if self._store is None or not cache.current() or self._read() != self._inputs or self._read_notebooks() != self._keys:
            return
        of = {path: [line.removeprefix(str(path)) for line in untrue if line.startswith(f"{path}: ")] for path in executed}
        results = {self._keys[path]: [notebook_bytes(n).decode("utf-8"), of[path]] for path, n in executed.items()}
        results[self._report(site, options)] = [self._outputs(site), words.warnings, words.found]
        self._store.put((key, json.dumps(value).encode()) for key, value in results.items())
        self._store.forget(results)


@contextmanager
def last(home: Path, source: Path, codebook: Path | None, paths: Sequence[Path]) -> Iterator[Last]:
    """What is kept of the last report of a project."""
    with cache.store(home, "report") as store:
        yield Last(store, home, source, codebook, paths)

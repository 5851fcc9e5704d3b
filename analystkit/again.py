"""Tables that need not be made again: those that the last run wrote of the same files, by the same kit, and that nobody touched since.

Nothing of the reader of English is loaded for it: a run that changes nothing costs the reading of its files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from analystkit import cache


@dataclass(frozen=True)
class Words:
    """What a run says at its end: warnings, then what it found."""

    warnings: tuple[str, ...]
    found: tuple[str, ...]


class Tables:
    """What is kept of the last run that wrote tables into a folder. Ask ``tables`` for it."""

    def __init__(self, store: cache.Store | None, source: Path, codebook: Path, out: Path) -> None:
        self._store, self._out, self._places = store, out, (source, codebook, codebook.absolute().parent / "gazetteer")
        self._key = cache.of(str(out.resolve()))
        self._inputs = self._read()

    def _read(self) -> str:
        """The digest of all that the tables are made of, and of its names, which they hold."""
        return cache.of(*map(str, self._places), cache.of_files(*self._places))

    def words(self) -> Words | None:
        """What the last run said, where another would write the very files that are there; else None."""
        kept = self._store.get([self._key]) if self._store else {}
        if self._key not in kept:
            return None
        inputs, outputs, warnings, found = json.loads(kept[self._key])
        same = inputs == self._inputs and outputs == cache.of_files(self._out)
        return Words(tuple(warnings), tuple(found)) if same else None

    def keep(self, words: Words) -> None:
        """Keep what a run said that wrote its tables; nothing where articles or codebook were changed meanwhile."""
        if self._store and self._read() == self._inputs:
            kept = [self._inputs, cache.of_files(self._out), words.warnings, words.found]
            self._store.put([(self._key, json.dumps(kept).encode())])


@contextmanager
def tables(source: Path, codebook: Path, out: Path, project: Path | None) -> Iterator[Tables]:
    """What a project keeps of the last run that wrote tables of ``source`` into ``out``."""
    with cache.store(project, "tables") as store:
        yield Tables(store, source, codebook, out)

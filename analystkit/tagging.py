"""The tags of many articles: those that are kept, and the others made, by several processes where they are many; the same either way."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
import types
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from analystkit import cache, english
from analystkit.codebook import Codebook
from analystkit.errors import AnalystkitError
from analystkit.kept import packed, unpacked
from analystkit.records import Article, Tags

if TYPE_CHECKING:  # what starts processes is loaded where they are wanted
    from concurrent.futures import Future, ProcessPoolExecutor

MANY = 200  # articles: of fewer, starting processes costs what they save
_CHUNK = 25
_PATIENCE = 120.0  # seconds by the clock for what a process was handed, and
_SLOW = 60.0  # for each megabyte of it: twenty times what the slowest text takes
_LOG = logging.getLogger("analystkit")
_FAULT, _DIED = "not read, by a fault of the kit", "not read: two processes that read it died"
_DIED_ELSEWHERE = "not read: every worker that read it died"
_TODO = "the other articles are read; take it out, or send it to the makers of the kit"

Chunk = Sequence[Article]
Result = bytes | Tags
"""The tags of an article as they are kept; or none, with the problem that says why, which is not kept."""


def many(
    articles: Sequence[Article], codebook: Codebook, *, workers: int | None = None, project: Path | None = None, dask: str | None = None
) -> Iterator[Tags]:
    """The tags of each article, in their order. With a ``project`` what was read is kept there, and what was read before is not read again.

    ``workers`` is the number of processes; None is one for every processor, where there are many articles to read. An article that no
    reader can read, or of which two processes died, has no tags, and a problem that says so. With ``dask``, the address of a scheduler, its
    workers read; raises AnalystkitError where they cannot.

    >>> [*many([], Codebook())]
    []
    """
    book = replace(codebook, corrections=())
    with cache.store(project, "tags", *made_by(book)) as store:
        if store is None:
            yield from map(_tags, _read(articles, book, workers, dask))
            return
        keys = [cache.of(repr(a)) for a in articles]
        known = store.keys()
        made = _read([a for a, key in zip(articles, keys, strict=True) if key not in known], book, workers, dask)
        for i in range(0, len(articles), _CHUNK):
            chunk = range(i, min(i + _CHUNK, len(articles)))
            kept: dict[str, Result] = {**store.get(keys[i] for i in chunk if keys[i] in known)}
            fresh = {keys[i]: _one(articles[i], book) if keys[i] in known else next(made) for i in chunk if keys[i] not in kept}
            store.put((key, result) for key, result in fresh.items() if isinstance(result, bytes))
            yield from (_tags((kept | fresh)[keys[i]]) for i in chunk)


def unread(what: str) -> bool:
    """Does a problem say that an article was not read, and that another run may read it?"""
    return what.startswith((_FAULT, _DIED, _DIED_ELSEWHERE))


def made_by(book: Codebook) -> tuple[str, ...]:
    """What is made of an article depends on besides it and the kit: the codebook and its lists of places, wherever they lie; what the
    analyst overrules is no matter of reading."""
    return repr(replace(book, corrections=(), folder="", gazetteer=())), cache.of_files(*map(Path, book.gazetteer))


def _tags(result: Result) -> Tags:
    return unpacked(result) if isinstance(result, bytes) else result


def _one(article: Article, book: Codebook) -> Result:
    """Taggers never raise on text; where one does it is a fault of ours, and costs one article and not ten thousand."""
    try:
        return packed(english.tag(article, book))
    except AnalystkitError:  # a list of places that cannot be read, which is opened when a tagger first asks it
        raise
    except Exception as error:
        _LOG.warning("%s: not read, by a fault of the kit", article.id, exc_info=error)
        return _none(article, f"{_FAULT}: {type(error).__name__}: {error}")


def _none(article: Article, what: str) -> Tags:
    end = article.text.find("\n") if "\n" in article.text[1:200] else 80
    return Tags(problems=((0, min(end, len(article.text)), what, _TODO),))


def _read(articles: Sequence[Article], book: Codebook, workers: int | None, dask: str | None) -> Iterator[Result]:
    """The articles, read here, by processes or elsewhere, in their order."""
    if dask is not None:
        return _by_dask(articles, book, dask) if articles else iter(())
    n = workers or min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, len(articles) // 100)
    if n < 2 or len(articles) < (MANY if workers is None else 2):
        return (_one(a, book) for a in articles)
    size = min(_CHUNK, -(-len(articles) // n))
    return _by_processes([articles[i : i + size] for i in range(0, len(articles), size)], book, n)


def _by_processes(chunks: Sequence[Sequence[Article]], book: Codebook, workers: int) -> Iterator[Result]:
    """The articles of some chunks, read by processes. Where one dies, or comes to no end, its chunk is not told from those beside it: the
    first is read one by one, the others are handed out again."""
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(book, workers)
    handed: deque[tuple[Sequence[Article], Future[list[Result]]]] = deque()
    left = iter(chunks)
    try:
        while True:
            while len(handed) < 2 * workers and (chunk := next(left, None)) is not None:
                handed.append((chunk, _hand(pool, chunk)))
            if not handed:
                return
            chunk, future = handed.popleft()
            try:
                yield from _result(pool, chunk, future)
            except BrokenProcessPool:
                pool.shutdown()
                yield from _one_by_one(chunk, book)
                pool = _pool(book, workers)
                handed = deque((c, f if _whole(f) else _hand(pool, c)) for c, f in handed)
    finally:
        pool.shutdown(cancel_futures=True)


def _by_dask(articles: Sequence[Article], book: Codebook, address: str) -> Iterator[Result]:
    """The articles, read elsewhere; those of a chunk whose workers died are handed out again one by one."""
    for chunk, results in _elsewhere([articles[i : i + _CHUNK] for i in range(0, len(articles), _CHUNK)], book, address):
        if results is not None:
            yield from results
            continue
        for (article,), alone in _elsewhere([[a] for a in chunk], book, address, alone=True):
            yield from alone or [_none(article, f"{_DIED_ELSEWHERE}, for want of memory perhaps")]


def _elsewhere(
    chunks: Sequence[Chunk], book: Codebook, address: str, *, alone: bool = False
) -> Iterator[tuple[Chunk, list[Result] | None]]:
    from analystkit.elsewhere import read

    return zip(chunks, read(chunks, _of_chunk, book, address, alone=alone), strict=True)


def _one_by_one(chunk: Sequence[Article], book: Codebook) -> Iterator[Result]:
    """The articles of a chunk of which a process died, each handed out alone, and again where its own process dies."""
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(book, 1)
    try:
        for article in chunk:
            for _ in range(2):  # its process may have been dead before it was handed out
                try:
                    yield from _result(pool, [article], _hand(pool, [article]))
                    break
                except BrokenProcessPool:
                    pool.shutdown()
                    pool = _pool(book, 1)
            else:
                yield _none(article, f"{_DIED}, for want of memory perhaps, or came to no end")
    finally:
        pool.shutdown(cancel_futures=True)


def _result(pool: ProcessPoolExecutor, chunk: Sequence[Article], future: Future[list[Result]]) -> list[Result]:
    """What became of the chunk that was handed out first. A process that has not done with it in time, frozen or in a loop, is ended with
    the others of its pool, which then is broken as where one died."""
    try:
        return future.result(_PATIENCE + _SLOW * sum(len(a.text) for a in chunk) / 1e6)
    except TimeoutError:
        for process in (pool._processes or {}).values():
            process.kill()
        return future.result()


def _whole(future: Future[list[Result]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _pool(book: Codebook, workers: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(book,))


def _hand(pool: ProcessPoolExecutor, chunk: Sequence[Article]) -> Future[list[Result]]:
    """Give a chunk to the pool, which may start its processes now. That it is broken, by an earlier chunk, is told by what it gives."""
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _no_main():
            return pool.submit(_chunk, chunk)
    except BrokenProcessPool as error:
        broken: Future[list[Result]] = Future()
        broken.set_exception(error)
        return broken


@contextmanager
def _no_main() -> Iterator[None]:
    """Processes need the kit alone: they do not run the caller's script again, which may well start processes itself."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


_books: list[Codebook] = []
"""In a process of a pool: the codebook that it reads with."""


def _begin(book: Codebook) -> None:
    gc.set_threshold(20_000)  # as the command itself
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # stopped from the keyboard it ends at once, and says nothing
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _books[:] = [book]


def _end_with_parent() -> None:
    """A pool that is killed cannot end its processes: each waits for it, and ends itself."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)


def _chunk(articles: Chunk) -> list[Result]:
    return _of_chunk(articles, _books[0])


def _of_chunk(articles: Chunk, book: Codebook) -> list[Result]:
    return [_one(a, book) for a in articles]

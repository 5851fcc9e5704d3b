"""Articles read elsewhere: by the workers of a Dask scheduler, in place of processes of this machine.

    dask scheduler                                       on one machine
    dask worker tcp://that-machine:8786 --nthreads 1     on each, once for every processor
    analystkit tables news.jsonl --out tables --dask tcp://that-machine:8786

A worker must have this very kit, and see the case's own lists of places under the same path. Workers may come, go and die meanwhile: their
chunks go to others. What is read is what is read here; linking and tables are made here.
"""

from __future__ import annotations

import logging
import socket
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from analystkit import cache
from analystkit.codebook import Codebook
from analystkit.errors import AnalystkitError
from analystkit.records import Article

Chunk = Sequence[Article]
_AHEAD = 200  # chunks that are handed out before they are wanted
_LOOK = 5.0  # seconds between two looks whether anybody is at work
_PATIENCE = 300.0  # seconds without any worker: where an article ends one after another, all of them may be starting again and again
_ANSWER = 15.0  # seconds that a scheduler has to answer


def read(
    chunks: Sequence[Chunk], of: Callable[[Chunk, Codebook], list[Any]], book: Codebook, address: str, *, alone: bool = False
) -> Iterator[list[Any] | None]:
    """What ``of``, a function that workers can import, makes of each chunk, in their order; None for one whose workers died one after
    another: as many as the scheduler allows, four by default. ``alone``: one chunk at a time, before all others, so that none is blamed
    for the death of a worker that another brought about.

    Raises AnalystkitError where no scheduler answers or it is lost, where no worker is there for five minutes, and where a worker cannot
    read as this machine does.
    """
    client, handed, left = _client(address), deque[tuple[Chunk, Any]](), iter(chunks)
    try:
        made = _made_of(book.gazetteer)
        # The codebook goes as the result of a task: it is sent to each worker once, and made again where those that hold it died.
        there = client.submit(_same, book, pure=False)
        while True:
            while len(handed) < (1 if alone else _AHEAD) and (chunk := next(left, None)) is not None:
                handed.append((chunk, client.submit(_on_a_worker, of, chunk, there, made, pure=False, priority=int(alone))))
            if not handed:
                return
            yield _result(client, handed.popleft()[1], address)
    finally:
        handed.clear()  # what nobody waits for is not read
        with suppress(OSError, TimeoutError, CancelledError):
            client.close(timeout=_LOOK)


def _client(address: str) -> Any:
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
    except ImportError as error:
        raise AnalystkitError("--dask needs Dask, which is not installed: pip install 'analystkit[dask]'") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is to be said is said below
    try:
        with socket.create_connection(get_address_host_port(address), _ANSWER):  # a Client that finds nobody ends with noise
            pass
        return Client(address, timeout=_ANSWER, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:  # nobody there, no address, nobody who speaks as Dask does
        raise AnalystkitError(f"{address}: no Dask scheduler answers ({_words(error)}); start one: dask scheduler") from error


def _result(client: Any, future: Any, address: str) -> list[Any] | None:
    from distributed import KilledWorker

    waited = 0.0
    while True:
        try:
            found: list[Any] = future.result(timeout=_LOOK)
            return found
        except KilledWorker:
            return None
        except TimeoutError:
            waited = 0.0 if _workers(client) else waited + _LOOK
            if waited >= _PATIENCE:
                raise AnalystkitError(f"{address}: no worker is there; start some: dask worker {address} --nthreads 1") from None
        except (CancelledError, OSError) as error:  # what was handed out is forgotten, also by a scheduler that is there again
            again = "look whether it runs, and run this again; where tags are kept (--cache) it goes on where it stopped"
            raise AnalystkitError(f"{address}: the scheduler was lost, or began anew; {again}") from error
        except Exception as error:  # a reader never raises on text: it is the worker that cannot read
            raise AnalystkitError(f"{address}: a worker cannot read: {_words(error)}") from error


def _workers(client: Any) -> int:
    """How many workers there are; 1 while the scheduler does not answer, which its lost futures tell."""
    try:
        return len(client.nthreads())
    except (OSError, TimeoutError, CancelledError):
        return 1


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error).strip() or 'no more is known'}".splitlines()[0][:300]


def _same(book: Codebook) -> Codebook:
    return book


def _made_of(lists: tuple[str, ...]) -> tuple[str, str, str]:
    """By what a machine that would read otherwise is known: its Python, its kit, its lists of places."""
    return f"Python {sys.version_info.major}.{sys.version_info.minor}", _kit(), cache.of_files(*map(Path, lists))


@lru_cache(maxsize=1)
def _kit() -> str:
    return cache.of_files(Path(__file__).parent)


@lru_cache(maxsize=4)
def _otherwise(lists: tuple[str, ...], wanted: tuple[str, str, str]) -> str:
    """What of this worker differs, in words; "" where it reads as it should."""
    words = ("it has another Python", "it has another analystkit", f"it has not the same lists of places in {Path(*lists[:1]).parent}")
    return next(
        (f"{what}; here is {want[:12]}" for want, have, what in zip(wanted, _made_of(lists), words, strict=True) if want != have), ""
    )


@lru_cache(maxsize=1)
def _reader() -> ThreadPoolExecutor:
    """One thread of a worker, which may have several: the kit is not made to read in two at once."""
    return ThreadPoolExecutor(1)


def _on_a_worker(of: Callable[[Chunk, Codebook], list[Any]], chunk: Chunk, book: Codebook, wanted: tuple[str, str, str]) -> list[Any]:
    if what := _otherwise(book.gazetteer, wanted):
        raise AnalystkitError(what)
    return _reader().submit(of, chunk, book).result()

"""Requests in, parts out: from the cache where it has them, else from worker processes.

A part that fails, and a worker that dies, cost that part alone.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from timonier.cache import Cache, digest
from timonier.pdf import engine
from timonier.pdf.engine import PartError, Refusal, Request
from timonier.pdf.layout import Part, unpack

STAGE = "pdf-parts"
_DIED = Refusal("", "la mise en page s’est arrêtée brutalement")
Progress = Callable[[int, int, str], None]
"""Called with how many parts are done, how many there are, and which was just done."""
Meanwhile = Callable[[Mapping[str, Part]], None]
"""Called with the parts that the cache has, by the names of their requests, once the others are with workers."""


@dataclass(slots=True)
class Workshop:
    """Where and how parts are made: workers come at the first call for one."""

    cache: Cache
    fontconfig: Path
    basis: str
    """Digest of what all parts share: fonts and library versions."""
    workers: int
    _pool: ProcessPoolExecutor | None = None
    _warmed: Future[None] | None = None

    def warm(self) -> None:
        """Have a worker get ready: the library that lays out takes longer to import than a page to convert."""
        if self._pool is None:
            self._warmed = self.pool().submit(engine.warm)

    def ready(self) -> None:
        """Wait for that worker: another one in its place would begin from nothing."""
        if self._warmed is not None:
            self._warmed.exception()

    def pool(self) -> ProcessPoolExecutor:
        """The workers."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=engine.start,
                initargs=(str(self.fontconfig),),
            )
        return self._pool

    def close(self) -> None:
        """Let the workers go."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = self._warmed = None


def keys(requests: Mapping[str, Request], workshop: Workshop) -> dict[str, str]:
    """The name in the cache of the part of each named request: that of all it is made from."""
    return {name: digest(workshop.basis, request.html, request.css) for name, request in requests.items()}


def make(
    requests: Mapping[str, Request],
    workshop: Workshop,
    progress: Progress,
    meanwhile: Meanwhile = lambda _known: None,
) -> dict[str, Part | PartError]:
    """A part, or why there is none, for each named request; requests for the same thing share one.

    Raises `UsageError` when a library that every part needs is missing.
    """
    named = keys(requests, workshop)
    # One name for each key: the other names wait for its part.
    first = {key: name for name, key in reversed(named.items())}
    made: dict[str, Part | PartError] = {}
    for key, name in first.items():
        if (stored := workshop.cache.get(STAGE, key)) is not None:
            made[key] = unpack(stored)
            progress(len(made), len(first), name)
    # The longest first, so that no worker ends alone with it.
    todo = sorted((name for key, name in first.items() if key not in made), key=lambda n: -len(requests[n].html))
    known = {name: part for name, key in named.items() if isinstance(part := made.get(key), Part)}
    for name, result in _made({name: requests[name] for name in todo}, workshop, lambda: meanwhile(known)):
        if isinstance(result, Part):
            workshop.cache.put(STAGE, named[name], result.pack())
        made[named[name]] = result
        progress(len(made), len(first), name)
    return {name: made[key] for name, key in named.items()}


def _made(
    requests: Mapping[str, Request], workshop: Workshop, meanwhile: Callable[[], None]
) -> Iterable[tuple[str, Part | PartError]]:
    """Lay out what is asked for; what was at work when a worker died is tried again, each alone."""
    broken = []
    for name, result in _pooled(requests, workshop, meanwhile):
        if result is None:
            broken.append(name)
        else:
            yield name, result
    for name in broken:
        [(_, result)] = _pooled({name: requests[name]}, workshop)
        yield name, PartError((_DIED,)) if result is None else result


def _pooled(
    requests: Mapping[str, Request], workshop: Workshop, meanwhile: Callable[[], None] = lambda: None
) -> Iterable[tuple[str, Part | PartError | None]]:
    if not requests:
        return
    try:  # a worker may have died before it had any work
        workshop.ready()
        futures = {workshop.pool().submit(engine.lay_out, request): name for name, request in requests.items()}
        meanwhile()
        for future in as_completed(futures):
            yield futures[future], _result(future, futures[future])
    except BrokenProcessPool:
        yield from ((name, None) for name in requests)
    finally:
        workshop.close()


def _result(future: Future[Part], name: str) -> Part | PartError | None:
    try:
        return future.result()
    except PartError as error:
        return error
    except BrokenProcessPool:
        return None
    except Exception as error:
        error.add_note(f"pendant la mise en page de « {name} »")
        raise

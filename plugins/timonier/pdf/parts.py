"""Requests in, parts out: from the cache where it has them, else made, pages in threads and slides in processes.

A part that fails, and a worker that dies, cost that part alone.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from timonier.cache import Cache, digest
from timonier.pdf import engine, typesetter
from timonier.pdf.layout import PageRequest, Part, PartError, Refusal, Request, SlideRequest, unpack

STAGE = "pdf-parts"
_DIED = Refusal("", "la mise en page s’est arrêtée brutalement")
Progress = Callable[[int, int, str], None]
"""Called with how many parts are done, how many there are, and which was just done."""
Meanwhile = Callable[[Mapping[str, Part]], None]
"""Called with the parts that the cache has, by the names of their requests, once the others are with workers."""


@dataclass(frozen=True)
class Workshop:
    """Where and how parts are made."""

    cache: Cache
    fontconfig: Path
    """In the folder of the fonts."""
    fonts: str
    """The digest of the fonts."""
    workers: int

    @cached_property
    def pages(self) -> str:
        """What all pages share: programs and fonts."""
        return digest(typesetter.versions(), self.fonts)

    @cached_property
    def slides(self) -> str:
        """What all slides share. Raises `UsageError` where a library is not installed."""
        return digest(engine.versions(), self.fonts)

    def key(self, request: Request) -> str:
        """The name in the cache of the part of a request: that of all it is made from."""
        if isinstance(request, PageRequest):
            return digest(self.pages, request.html)
        return digest(self.slides, request.html, request.css)

    def lay_out(self, request: PageRequest) -> None:
        """Put the part of a page into the cache, unless it is there, or cannot be made."""
        key = self.key(request)
        if self.cache.get(STAGE, key) is None:
            with suppress(PartError):  # said by who asks for the part
                self.cache.put(STAGE, key, typesetter.lay_out(request, self.fontconfig.parent).pack())


def keys(requests: Mapping[str, Request], workshop: Workshop) -> dict[str, str]:
    """The name in the cache of the part of each named request."""
    return {name: workshop.key(request) for name, request in requests.items()}


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
    slides = {name: each for name, each in requests.items() if isinstance(each, SlideRequest)}
    pages = {name: each for name, each in requests.items() if isinstance(each, PageRequest)}
    with ExitStack() as stack:
        futures: dict[Future[Part], str] = {}
        try:
            if slides:
                pool = stack.enter_context(_processes(workshop, len(slides)))
                yield from ((name, None) for name in _submitted(slides, pool, futures))
            if pages:
                threads = stack.enter_context(ThreadPoolExecutor(min(workshop.workers, len(pages))))
                folder = workshop.fontconfig.parent
                futures |= {threads.submit(typesetter.lay_out, each, folder): name for name, each in pages.items()}
            meanwhile()
            for future in as_completed(futures):
                yield futures[future], _result(future, futures[future])
        finally:
            for future in futures:
                future.cancel()


def _submitted(
    slides: Mapping[str, SlideRequest], pool: ProcessPoolExecutor, futures: dict[Future[Part], str]
) -> Iterable[str]:
    """Give slides to workers, into `futures`; the names of those that none takes any more, since one died."""
    waiting = iter(slides.items())
    for name, request in waiting:
        try:
            futures[pool.submit(engine.lay_out, request)] = name
        except BrokenProcessPool:
            return [name, *(other for other, _ in waiting)]
    return []


def _processes(workshop: Workshop, wanted: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        min(workshop.workers, wanted),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=engine.start,
        initargs=(str(workshop.fontconfig),),
    )


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

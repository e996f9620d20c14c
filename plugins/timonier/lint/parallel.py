"""Many files to check: this process does a share, copies of it do the rest.

Only where copying a process is cheap and safe: on Linux, while it has one thread. A copy that dies costs time, not
results: its share is done here.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

ENOUGH: Final = 300_000
"""Characters under which the start of a process costs more than it brings."""
_MOST: Final = 3
"""Processes: each has schemas of its own in memory."""


def mapped(work: Callable[[Item], Result], items: Sequence[Item], size: int, *, alone: int = 1) -> list[Result]:
    """`[work(item) for item in items]`; `size` is how many characters there are in all.

    The first item, or the first `alone`, is done before this process is copied: what it loads, all have.
    """
    number = _number(items, size)
    before = [work(item) for item in items[: alone if number > 1 else 0]]
    first, *others = _shares(items[len(before) :], number)
    with ExitStack() as stack:
        stack.enter_context(_settled())
        helpers = [stack.enter_context(_helper(work, share)) for share in others]
        found = [[work(item) for item in first]]
        found += [_received(helper, work, share) for share, helper in zip(others, helpers, strict=True)]
    return before + _in_turn(found, len(items) - len(before))


def is_shared(items: Sequence[object], size: int) -> bool:
    """Whether `mapped` would have several processes do it."""
    return _number(items, size) > 1


def _number(items: Sequence[object], size: int) -> int:
    return max(min(_processes(), len(items)), 1) if size >= ENOUGH else 1


@contextmanager
def _settled() -> Iterator[None]:
    """The collector of cycles leaves alone what there was before: no work, and no memory that processes share."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _processes() -> int:
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


def _shares(items: Sequence[Item], number: int) -> list[Sequence[Item]]:
    """`items` dealt out to `number` shares: neighbours are often alike, so that each share has as much to do."""
    return [items[first::number] for first in range(number)]


def _in_turn(shares: Sequence[Sequence[Result]], total: int) -> list[Result]:
    """What was dealt out, in its order again."""
    return [shares[index % len(shares)][index // len(shares)] for index in range(total)]


@contextmanager
def _helper(work: Callable[[Item], Result], share: Sequence[Item]) -> Iterator[Connection]:
    """A copy of this process at work on its share, and where it sends its results; gone at the end."""
    import multiprocessing  # noqa: PLC0415  (slow to import, and most runs need no helper)

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_help, args=(sender, work, share), daemon=True)
    process.start()
    sender.close()
    try:
        yield receiver
    finally:
        receiver.close()
        process.kill()
        process.join()


def _help(sender: Connection, work: Callable[[Item], Result], share: Sequence[Item]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the first process to say that it was interrupted
    sender.send([work(item) for item in share])


def _received(helper: Connection, work: Callable[[Item], Result], share: Sequence[Item]) -> list[Result]:
    try:
        results: list[Result] = helper.recv()
    except EOFError:
        return [work(item) for item in share]
    return results

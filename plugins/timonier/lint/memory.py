"""What was found in each file of a course the last time, so that one changed page is one page to check.

In: a name and the digest of all that a result depends on. Out: the result, if that is what it was found with. All
results of a course are in one file of its cache; a file that is not as we wrote it is forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from timonier.cache import Cache, digest
from timonier.lint.files import FileResult
from timonier.lint.packed import pack, unpack
from timonier.lint.parallel import mapped

STAGE: Final = "lint-fichiers"
Item = TypeVar("Item")


@dataclass(slots=True)
class Kept:
    """A result: the digest of what it depends on, its form for JSON, and itself once somebody asked for it."""

    content: str
    data: Any
    result: FileResult | None = None

    def holds(self, content: str) -> FileResult | None:
        """The result, if it is that of `content`; none where its data is not as we wrote it."""
        if self.content == content and self.result is None:
            with suppress(ValueError, TypeError):
                self.result = unpack(FileResult, self.data)
        return self.result if self.content == content else None


@dataclass(slots=True)
class Memory:
    """Results by name; those that were not asked for are dropped."""

    basis: str = ""
    stored: Mapping[str, Kept] = field(default_factory=dict)
    asked: dict[str, Kept] = field(default_factory=dict)

    def each(
        self,
        items: Sequence[Item],
        named: Callable[[Item], tuple[str, str]],
        work: Callable[[Item], FileResult],
        size: Callable[[Sequence[Item]], int],
    ) -> list[FileResult]:
        """`[work(item) for item in items]`, working on those alone whose name has no result for its digest."""
        names = [named(item) for item in items]
        found = [self._recall(*name) for name in names]
        missing = [item for item, result in zip(items, found, strict=True) if result is None]
        made = iter(mapped(work, missing, size(missing)))
        results = [next(made) if result is None else result for result in found]
        for (name, content), known, result in zip(names, found, results, strict=True):
            self.asked[name] = self.stored[name] if known else Kept(content, pack(result), result)
        return results

    def _recall(self, name: str, content: str) -> FileResult | None:
        known = self.stored.get(name)
        return known.holds(content) if known else None


_live: dict[str, Memory] = {}
"""The last memory of each course in this process: a preview checks it again and again."""


def remember(cache: Cache, basis: str, root: str) -> Memory:
    """The memory of the course in the folder `root`; empty where another `basis` made it."""
    last = _live.get(root)
    if last is not None and last.basis == basis:
        return Memory(basis, last.asked)
    with suppress(OSError, ValueError, TypeError, AttributeError):
        made_with, stored = json.loads(cache.get(STAGE, digest(root)) or b"[]")
        if made_with == basis:
            return Memory(basis, {name: Kept(*kept) for name, kept in stored.items()})
    return Memory(basis)


def keep(memory: Memory, root: str, cache: Cache | None) -> None:
    """Remember what was asked for; in the cache too, if there is one and anything is new."""
    _live[root] = memory
    if cache and memory.asked != memory.stored:
        written = {name: (kept.content, kept.data) for name, kept in memory.asked.items()}
        with suppress(OSError):  # a full disk, or a folder of somebody else: the next run checks again
            cache.put(STAGE, digest(root), json.dumps([memory.basis, written], ensure_ascii=False).encode())

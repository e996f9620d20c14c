"""What was found in each file of a course the last time, so that one changed page is one page to check.

In: a name and the digest of all that a result depends on. Out: the result, if that is what it was found with. All
results of a course are in one file of its cache; a file that is not as we wrote it is forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
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
class Memory:
    """Results by name, each with the digest of what it depends on; those that were not asked for are dropped."""

    stored: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, Any] = field(default_factory=dict)

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
            self.asked[name] = self.stored[name] if known else [content, pack(result)]
        return results

    def _recall(self, name: str, content: str) -> FileResult | None:
        with suppress(ValueError, TypeError):
            digested, data = self.stored.get(name, ("", None))
            if digested == content:
                return unpack(FileResult, data)
        return None


def remember(cache: Cache, basis: str, root: str) -> Memory:
    """The memory of the course in the folder `root`; empty where another `basis` made it."""
    with suppress(OSError, ValueError, TypeError):
        made_with, stored = json.loads(cache.get(STAGE, digest(root)) or b"[]")
        if made_with == basis and isinstance(stored, dict):
            return Memory(stored)
    return Memory()


def keep(memory: Memory, cache: Cache, basis: str, root: str) -> None:
    """Write what was asked for, if any of it is new."""
    if memory.asked != memory.stored:
        with suppress(OSError):  # a full disk, or a folder of somebody else: the next run checks again
            cache.put(STAGE, digest(root), json.dumps([basis, memory.asked], ensure_ascii=False).encode())

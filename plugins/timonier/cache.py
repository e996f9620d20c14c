"""A folder of results, each named by the digest of everything that it was made from.

In: a stage's name and all inputs of the result (texts, bytes, option values, versions). Out: bytes.
The folder may be deleted at any time. A value is written beside its place and then renamed, so a reader never
sees half of one, and two processes may write the same value at once. A machine that stops at once may still leave
half of one, or nothing but zeros: each value says its length, and one that lies is not there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from timonier.files import write_atomically

_LENGTH = 8
"""Bytes that say how many follow."""


def digest(*inputs: str | bytes) -> str:
    """SHA-256 over `inputs`, each preceded by its length so that no two lists of inputs read the same."""
    total = hashlib.sha256()
    for value in inputs:
        data = value.encode() if isinstance(value, str) else value
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """Results under `root`, one folder a stage."""

    root: Path

    def path(self, stage: str, key: str) -> Path:
        """Where the result of `stage` with this key (from `digest`) stands or would stand."""
        return self.root / stage / key

    def get(self, stage: str, key: str) -> bytes | None:
        """The stored result, or None where there is none, or not all of it."""
        try:
            stored = self.path(stage, key).read_bytes()
        except FileNotFoundError:
            return None
        length, data = stored[:_LENGTH], stored[_LENGTH:]
        return data if length == _length(data) else None

    def put(self, stage: str, key: str, data: bytes) -> None:
        """Store a result."""
        write_atomically(self.path(stage, key), _length(data) + data)

    def recall(self, stage: str, name: str, inputs: str) -> bytes | None:
        """What `keep` stored last under `name`, if it was made from just these inputs (a digest of them)."""
        with suppress(OSError):
            known, _, data = (self.get(stage, name) or b"").partition(b"\n")
            return data if known == inputs.encode() else None
        return None

    def keep(self, stage: str, name: str, inputs: str, data: bytes) -> None:
        """Store a result in the place of the last one of its name: the cache does not grow with each word.

        Where nothing can be written (a full disk, a folder of somebody else) nothing is kept.
        """
        with suppress(OSError):
            self.put(stage, name, inputs.encode() + b"\n" + data)

    def made(self, stage: str, name: str, inputs: str, make: Callable[[], bytes]) -> bytes:
        """What `recall` gives, else what `make` does, which is kept."""
        known = self.recall(stage, name, inputs)
        if known is None:
            known = make()
            self.keep(stage, name, inputs, known)
        return known


def _length(data: bytes) -> bytes:
    return len(data).to_bytes(_LENGTH, "big")

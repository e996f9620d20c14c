"""What every cached result of the checks depends on, beside what is checked: the programs that check."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from timonier.cache import digest

_LIBRARIES: Final = ("jsonschema_rs-", "kubernetes_validate-", "pyyaml-")
_PACKAGE: Final = Path(__file__).parents[1]
_CHECKS: Final = ("core", "lint", "schemas")
"""The folders of our own code and data that checks are made of."""


def basis() -> str:
    """What checks are made of."""
    return programs(_CHECKS, _LIBRARIES)


@cache
def programs(folders: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """The digest of Python, of libraries whose names begin so, and of our own code and data in some folders.

    A rule that is being written changes no version.
    """
    return digest(sys.version, *_installed(libraries), *_code(folders))


def _installed(libraries: tuple[str, ...]) -> Iterator[str]:
    """Libraries with their versions, as their folders are named: `importlib.metadata` takes long to import."""
    for folder in sys.path:
        with suppress(OSError):  # a zip file, or nothing
            names = sorted(entry.name.lower() for entry in Path(folder or ".").iterdir())
            yield from (name for name in names if name.startswith(libraries) and name.endswith(".dist-info"))


def _code(folders: tuple[str, ...]) -> Iterator[bytes]:
    for folder in folders:
        for file in sorted(_PACKAGE.joinpath(folder).rglob("*.*")):
            if file.suffix != ".pyc" and file.is_file():
                yield file.read_bytes()

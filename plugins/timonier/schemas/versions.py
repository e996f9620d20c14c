"""The Kubernetes versions whose schemas stand here, and what is meant by one that does not.

In: the folders of the kubernetes-validate package. Out: names of versions, oldest first. Nothing is imported but
the standard library: commands ask before they know whether there is anything to check.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from timonier.errors import UsageError

_VERSION = re.compile(r"1\.\d{1,3}")
_FOLDER = re.compile(r"v(1\.\d+)\.\d+-local-strict")


@cache
def folders() -> Mapping[str, Path]:
    """The folder of each version, oldest first. Raises `UsageError` when the package is not there."""
    spec = importlib.util.find_spec("kubernetes_validate")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError("le paquet kubernetes-validate manque : réinstallez timonier.")
    root = Path(spec.submodule_search_locations[0]) / "kubernetes-json-schema"
    found = {match[1]: folder for folder in root.iterdir() if (match := _FOLDER.fullmatch(folder.name))}
    return dict(sorted(found.items(), key=lambda item: order(item[0])))


def order(version: str) -> tuple[int, ...]:
    """What versions are sorted by: 1.9 comes before 1.10."""
    return tuple(int(part) for part in version.split("."))


def versions() -> tuple[str, ...]:
    """The versions that can be checked, oldest first."""
    return tuple(folders())


def newer_than(version: str) -> tuple[str, ...]:
    """The known versions after `version`, oldest first."""
    return tuple(known for known in versions() if order(known) > order(version))


def at_least(version: str, other: str) -> bool:
    """Whether `version` is `other` or later."""
    return order(version) >= order(other)


def nearest(version: str) -> str:
    """The version whose schemas stand for `version`: itself, or the newest one when it is newer than all.

    Raises `UsageError` for a version older than all, and for what is none.
    """
    known = versions()
    if version in known:
        return version
    if _VERSION.fullmatch(version) and order(version) > order(known[-1]):
        return known[-1]
    raise UsageError(
        f"Kubernetes {version} n’a pas de schémas ici : choisissez une version de {known[0]} à {known[-1]}."
    )


def without_schemas(wanted: Iterable[str]) -> tuple[str, ...]:
    """Those of `wanted` that other schemas stand for: the newest known ones."""
    return tuple(version for version in wanted if nearest(version) != version)

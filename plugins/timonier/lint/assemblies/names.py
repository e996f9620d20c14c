"""The files that make an assembly of a folder, and the programs that render it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

KUSTOMIZATIONS: Final = ("kustomization.yaml", "kustomization.yml", "Kustomization")
"""The names that kustomize looks for, in its order."""
CHART: Final = "Chart.yaml"
_PROGRAMS: Final = ("kustomize", "kubectl", "helm")


def identity() -> str:
    """What changes when one of the programs is installed, removed or replaced."""
    return "\n".join(_files())


def _files() -> Iterator[str]:
    for name in _PROGRAMS:
        path = shutil.which(name)
        if path is not None:
            stat = Path(path).stat()
            yield f"{os.path.realpath(path)} {stat.st_size} {stat.st_mtime_ns}"

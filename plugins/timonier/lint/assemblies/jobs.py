"""What can be rendered: the overlays that no other overlay takes in, and the charts that have all they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname
from typing import Final, Literal

from timonier.lint.assemblies import charts, paths
from timonier.lint.assemblies.charts import Chart
from timonier.lint.assemblies.names import CHART
from timonier.lint.assemblies.overlays import named, target
from timonier.lint.assemblies.tree import Text, Tree, read
from timonier.lint.things import text

_RELEASE: Final = re.compile(r"[a-z]([a-z0-9-]{0,40}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to render: `file` makes an assembly of its folder, `files` are all that it is made of."""

    tool: Literal["kustomize", "helm"]
    file: str
    files: frozenset[str]
    release: str = ""
    """For a chart, the name that it is installed under."""

    @property
    def folder(self) -> str:
        """What the tool is given."""
        return dirname(self.file)


def overlays(tree: Tree) -> Iterator[Text]:
    """Every kustomization that reads."""
    for folder in tree.overlays:
        source = tree.kustomization(folder)
        overlay = read(source) if source is not None else None
        if overlay is not None:
            yield overlay


def chart_list(tree: Tree) -> Iterator[Chart]:
    """Every chart whose Chart.yaml reads."""
    return (found for folder in tree.charts if (found := charts.chart(tree, folder)) is not None)


def jobs(tree: Tree) -> Iterator[Job]:
    """Everything that can be rendered."""
    known = list(overlays(tree))
    inner = {target(overlay, name.path) for overlay in known for name in named(overlay)}
    for overlay in known:
        if overlay.folder not in inner and text(overlay.value, "kind") != "Component":
            yield Job("kustomize", overlay.source.path, frozenset(_files(tree, overlay)))
    for chart in chart_list(tree):
        if not chart.is_library:
            release = chart.name if _RELEASE.fullmatch(chart.name) else "demo"
            files = frozenset(source.path for source in tree.below(chart.folder))
            yield Job("helm", f"{chart.folder}/{CHART}", files, release)


def _files(tree: Tree, overlay: Text) -> Iterator[str]:
    for folder in paths.reached(tree, overlay.folder):
        source = tree.kustomization(folder)
        inner = read(source) if source is not None else None
        if source is not None:
            yield source.path
        if inner is not None:
            yield from (target(inner, name.path) for name in named(inner))

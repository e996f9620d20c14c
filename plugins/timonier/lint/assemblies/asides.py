"""The files of corrections that are no whole objects, for an overlay or a chart says what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from timonier.course import Course
from timonier.lint.assemblies import patches
from timonier.lint.assemblies.jobs import overlays
from timonier.lint.assemblies.tree import Tree
from timonier.settings import Settings

Aside = Literal["patch", "template"]


def tree_of(course: Course, settings: Settings) -> Tree:
    """The files of the corrections; none where there is no project."""
    below = f"{settings.corrections}/"
    if not settings.is_project:
        return Tree({}, frozenset())
    return Tree(
        {source.path: source for source in course.lab_files},
        frozenset(path for path in course.files if path.startswith(below)),
    )


def asides(tree: Tree) -> Mapping[str, Aside]:
    """Patches, and templates of charts, by path."""
    found: dict[str, Aside] = dict.fromkeys(tree.templates, "template")
    for overlay in overlays(tree):
        found |= dict.fromkeys(patches.patch_files(tree, overlay), "patch")
    return found

"""The files of an overlay's folder that nothing names."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, dirname

from timonier.core.diagnostic import Diagnostic
from timonier.core.layout import RECORD
from timonier.core.syntax import YAML_SUFFIXES
from timonier.lint.assemblies.names import KUSTOMIZATIONS
from timonier.lint.assemblies.overlays import named, target
from timonier.lint.assemblies.tree import START, Tree, read


def check(tree: Tree) -> Iterator[Diagnostic]:
    """One warning a file. A lab's own folder is left out: its other files are those of other steps."""
    used, folders = set(_used(tree)), set(tree.overlays)
    for path in sorted(tree.texts):
        folder, name = dirname(path), basename(path)
        is_ours = folder in folders and name.endswith(YAML_SUFFIXES) and name not in KUSTOMIZATIONS
        if is_ours and path not in used and f"{folder}/{RECORD}" not in tree.files:
            message = "aucune kustomization ne nomme ce fichier : il ne sera pas appliqué"
            hint = "ajoutez-le à « resources » ou à « patches », ou retirez-le."
            yield Diagnostic(path, START, "KUS108", message, hint, "warning")


def _used(tree: Tree) -> Iterator[str]:
    for folder in tree.overlays:
        source = tree.kustomization(folder)
        overlay = read(source) if source is not None else None
        if overlay is not None:
            yield from (target(overlay, name.path) for name in named(overlay) if not name.is_remote)

"""What an overlay names is there, and is what kustomize takes at that place.

Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ ; by default kustomize reads no file
outside of the folder (`--load-restrictor LoadRestrictionsRootOnly`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import basename, dirname, relpath
from typing import Final

from timonier.core.diagnostic import Diagnostic
from timonier.core.words import advice
from timonier.lint.assemblies.names import KUSTOMIZATIONS
from timonier.lint.assemblies.overlays import Named, Role, named, target
from timonier.lint.assemblies.tree import Text, Tree, read
from timonier.lint.things import text

_MODERN: Final[Mapping[str, str]] = {
    "bases": "déplacez ces chemins dans « resources ».",
    "patchesStrategicMerge": "écrivez « patches: [{path: …}] ».",
    "patchesJson6902": "écrivez « patches: [{target: …, path: …}] ».",
    "commonLabels": "écrivez « labels: [{pairs: …, includeSelectors: true}] ».",
    "vars": "écrivez « replacements ».",
    "helmChartInflationGenerator": "écrivez « helmCharts ».",
    "imageTags": "écrivez « images ».",
}
"""Source: the comments « Deprecated » of kustomize's own type, and `kustomize edit fix`."""


def check(tree: Tree, overlay: Text) -> Iterator[Diagnostic]:
    """Everything about the paths and the fields of one kustomization."""
    for key, hint in _MODERN.items():
        if key in overlay.value:
            yield overlay.fault((key,), "KUS104", f"champ « {key} » déprécié", hint, "warning")
    for name in named(overlay):
        if name.is_remote:
            message = f"« {name.path} » vient du réseau : ce qu’il apporte n’est pas vérifié"
            yield overlay.fault(name.at, "KUS110", message, "copiez ces fichiers dans le corrigé.", "warning")
        else:
            yield from _path(tree, overlay, name)
    if "helmCharts" in overlay.value:
        message = "« helmCharts » va chercher un chart sur le réseau : l’assemblage n’est pas rendu"
        yield overlay.fault(("helmCharts",), "KUS110", message, "placez le chart dans le corrigé.", "warning")
    yield from _circle(tree, overlay)


def _path(tree: Tree, overlay: Text, name: Named) -> Iterator[Diagnostic]:
    path = target(overlay, name.path)
    if path in tree.files:
        yield from _file(overlay, name, path)
    elif tree.is_folder(path):
        yield from _folder(tree, overlay, name, path)
    else:
        near = sorted(relpath(file, overlay.folder) for file in tree.files if _is_near(file, overlay.folder))
        hint = advice(name.path, near, "créez ce fichier, ou retirez cette ligne.")
        yield overlay.fault(name.at, "KUS101", f"« {name.path} » n’existe pas", hint)


def _is_near(file: str, folder: str) -> bool:
    return file.startswith(f"{dirname(folder)}/")


def _file(overlay: Text, name: Named, path: str) -> Iterator[Diagnostic]:
    if name.role == "component":
        hint = "donnez le dossier d’un composant, qui a « kind: Component »."
        yield overlay.fault(name.at, "KUS102", f"« {name.path} » est un fichier, pas un composant", hint)
    elif basename(path) in KUSTOMIZATIONS:
        hint = f"donnez son dossier : « {dirname(name.path) or '.'} »."
        yield overlay.fault(name.at, "KUS102", f"« {name.path} » n’est pas une ressource", hint)
    elif not path.startswith(f"{overlay.folder}/"):
        message = f"« {name.path} » est hors du dossier : kustomize le refuse"
        hint = "donnez un dossier qui a une kustomization, ou rapprochez ce fichier."
        yield overlay.fault(name.at, "KUS102", message, hint)


def _folder(tree: Tree, overlay: Text, name: Named, path: str) -> Iterator[Diagnostic]:
    source = tree.kustomization(path)
    if name.role == "file":
        yield overlay.fault(name.at, "KUS102", f"« {name.path} » est un dossier", "donnez un fichier.")
    elif source is None:
        hint = "ajoutez-y un kustomization.yaml, ou donnez ses fichiers un par un."
        yield overlay.fault(name.at, "KUS102", f"le dossier « {name.path} » n’a pas de kustomization", hint)
    elif (inner := read(source)) is not None:
        yield from _role(overlay, name, is_component=text(inner.value, "kind") == "Component")


_RIGHT: Final[Mapping[tuple[Role, bool], str]] = {
    ("resource", True): "est un composant : placez-le dans « components »",
    ("component", False): "n’est pas un composant : placez-le dans « resources »",
}


def _role(overlay: Text, name: Named, *, is_component: bool) -> Iterator[Diagnostic]:
    wrong = _RIGHT.get((name.role, is_component))
    if wrong is not None:
        yield overlay.fault(name.at, "KUS102", f"« {name.path} » {wrong}")


def _circle(tree: Tree, overlay: Text) -> Iterator[Diagnostic]:
    """The folders that lead back to this one."""
    for name in named(overlay):
        path = target(overlay, name.path)
        if not name.is_remote and overlay.folder in reached(tree, path):
            message = f"« {name.path} » ramène à ce dossier : la kustomization tourne en rond"
            yield overlay.fault(name.at, "KUS103", message, "retirez ce chemin, ou celui qui revient ici.")


def reached(tree: Tree, start: str) -> set[str]:
    """The folders of overlays that one leads to, itself with them."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        source = tree.kustomization(folder)
        if folder in found or source is None:
            continue
        found.add(folder)
        overlay = read(source)
        waiting += [target(overlay, name.path) for name in named(overlay)] if overlay is not None else ()
    return found

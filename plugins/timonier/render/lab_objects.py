"""What applying the correction of a lab makes in a cluster, and which of its files are applied.

In: a lab. Out: names of files, and the objects that stand outside the namespace of whoever applies them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from posixpath import basename, dirname

from timonier.core.labs import Lab
from timonier.core.manifest import Manifest, manifests
from timonier.core.yamldoc import YamlDocument, load
from timonier.lint.assemblies.names import CHART, KUSTOMIZATIONS
from timonier.lint.things import items, text
from timonier.schemas.classify import classify
from timonier.schemas.scopes import reach

_ASSEMBLIES = frozenset({CHART, *KUSTOMIZATIONS})


@dataclass(frozen=True, slots=True)
class Outside:
    """An object of the whole cluster, or of a namespace that a manifest names; `kind` is `Kind.group`."""

    kind: str
    name: str
    namespace: str = ""


def applied(lab: Lab) -> frozenset[str]:
    """The files of a lab that `kubectl apply` takes as they are: manifests alone, outside overlays and charts."""
    folders = {dirname(name) for name in lab.texts if basename(name) in _ASSEMBLIES}
    return frozenset(
        name
        for name, content in lab.solutions.items()
        if not any(folder in ("", *_above(name)) for folder in folders) and _objects(content, name)
    )


def outside(lab: Lab, version: str) -> tuple[Outside, ...]:
    """What the files of a lab, and of those that it starts from, make outside the namespace."""
    found = dict.fromkeys(each for manifest in _manifests(lab) for each in _outside(manifest, version))
    made = {each.name for each in found if each.kind == "Namespace"}
    return tuple(each for each in found if each.namespace not in made)


def claims_volumes(lab: Lab) -> bool:
    """Whether the cluster makes volumes for the lab."""
    return any(
        manifest.kind == "PersistentVolumeClaim" or items(manifest.value, "spec", "volumeClaimTemplates")
        for manifest in _manifests(lab)
    )


def _manifests(lab: Lab) -> Iterator[Manifest]:
    for each in (*reversed(lab.chain), lab):
        for name in sorted(applied(each)):
            yield from _objects(each.texts[name], name)


def _outside(manifest: Manifest, version: str) -> Iterator[Outside]:
    name, namespace = (text(manifest.value, "metadata", key) for key in ("name", "namespace"))
    where = reach(manifest.api_version, manifest.kind, version)
    if name and (where != "namespace" or namespace):
        kind = f"{manifest.kind}.{manifest.group}" if manifest.group else manifest.kind
        yield Outside(kind, name, "" if where == "cluster" else namespace)


@lru_cache(maxsize=2048)
def _objects(content: str, name: str) -> tuple[Manifest, ...]:
    """What a file makes; nothing where the server does not take all of it. A preview asks again at each save."""
    documents = load(content).documents
    whole = all(_is_object(document, name) for document in documents)
    return tuple(each for document in documents for each in manifests(document)) if whole else ()


def _is_object(document: YamlDocument, name: str) -> bool:
    """Whether the server takes a document: an object that is whole, not the configuration of a tool."""
    found = manifests(document)
    return (
        classify(document.value, name) is None
        and bool(found)
        and all(each.api_version and each.kind for each in found)
    )


def _above(name: str) -> Iterator[str]:
    """The folders around a file."""
    while name := dirname(name):
        yield name

"""Kustomize overlays as written: what they name, and the objects that they gather.

Source: the types of sigs.k8s.io/kustomize/api/types, and the order in which kustomize transforms: resources with
all that their own overlays do, patches, then prefixes and labels of this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from posixpath import join as joined
from posixpath import normpath
from typing import Final, Literal

from timonier.core.diagnostic import YamlPath
from timonier.core.manifest import Manifest, manifests
from timonier.core.yamldoc import JsonValue, load
from timonier.lint.assemblies.tree import Text, Tree, read
from timonier.lint.things import TEMPLATES, at, items, text, texts

Role = Literal["resource", "component", "file", "either"]
RESOURCES: Final = ("resources", "bases")
_LISTS: Final[tuple[tuple[str, Role], ...]] = (
    ("resources", "resource"),
    ("bases", "resource"),
    ("components", "component"),
    ("crds", "file"),
    ("configurations", "file"),
    ("patchesStrategicMerge", "file"),
    ("generators", "either"),
    ("transformers", "either"),
    ("validators", "either"),
)
GENERATORS: Final = (("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret"))
_HOLDERS: Final = ("patches", "patchesJson6902", "replacements")
_REMOTE: Final = ("://", "git@", "github.com/", "?ref=")


@dataclass(frozen=True, slots=True)
class Named:
    """A path that a kustomization names, and where in it."""

    at: YamlPath
    path: str
    role: Role

    @property
    def is_remote(self) -> bool:
        """Whether kustomize would fetch it."""
        return any(sign in self.path for sign in _REMOTE)


@dataclass(frozen=True, slots=True)
class Made:
    """An object of an overlay; `names` are those that it has had so far, the one that it has now last."""

    group: str
    version: str
    kind: str
    names: tuple[str, ...]
    namespace: str
    labels: dict[str, str] = field(default_factory=dict)
    images: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What no two objects of an overlay may share."""
        return (self.group, self.kind, self.namespace, self.names[-1])


def named(overlay: Text) -> Iterator[Named]:
    """Every path that a kustomization names."""
    for key, role in _LISTS:
        for index, item in enumerate(items(overlay.value, key)):
            if isinstance(item, str) and "\n" not in item:
                yield Named((key, index), item, role)
    for key in _HOLDERS:
        for index in range(len(items(overlay.value, key))):
            if path := text(overlay.value, key, index, "path"):
                yield Named((key, index, "path"), path, "file")
    for key, _ in GENERATORS:
        for index in range(len(items(overlay.value, key))):
            yield from _of_generator(overlay.value, (key, index))
    if path := text(overlay.value, "openapi", "path"):
        yield Named(("openapi", "path"), path, "file")


def _of_generator(value: JsonValue, place: YamlPath) -> Iterator[Named]:
    for key in ("files", "envs"):
        for index, item in enumerate(items(value, *place, key)):
            if isinstance(item, str):
                yield Named((*place, key, index), item.partition("=")[2] or item, "file")
    if path := text(value, *place, "env"):
        yield Named((*place, "env"), path, "file")


def target(overlay: Text, path: str) -> str:
    """A named path from the root of the project."""
    return normpath(joined(overlay.folder, path))


Gathered = tuple[list[Made], bool]
"""Objects, and whether all of them could be read."""


def gathered(tree: Tree, overlay: Text, known: dict[str, Gathered] | None = None) -> Gathered:
    """The objects of an overlay before its own transformations; `known` are those of other folders."""
    known = {} if known is None else known
    known[overlay.folder] = ([], False)  # what a circle finds
    found: list[Made] = []
    whole = not items(overlay.value, "generators") and not items(overlay.value, "helmCharts")
    for name in named(overlay):
        if name.role not in ("resource", "component"):
            continue
        path = target(overlay, name.path)
        inner = None if name.is_remote else tree.kustomization(path)
        if inner is not None and (below := read(inner)) is not None:
            objects, all_read = known.get(path) or gathered(tree, below, known)
            found += transformed(below, objects)
        elif path in tree.texts and inner is None:
            stream = load(tree.texts[path].text)
            found += (_made(each) for document in stream.documents for each in manifests(document))
            all_read = not stream.problems
        else:
            all_read = False
        whole = whole and all_read
    known[overlay.folder] = ([*found, *_generated(overlay)], whole)
    return known[overlay.folder]


def transformed(overlay: Text, objects: list[Made]) -> Iterator[Made]:
    """The objects once an overlay gave them its prefix, its namespace and its labels."""
    value = overlay.value
    prefix, suffix, namespace = text(value, "namePrefix"), text(value, "nameSuffix"), text(value, "namespace")
    labels = texts(at(value, "commonLabels"))
    for index in range(len(items(value, "labels"))):
        labels |= texts(at(value, "labels", index, "pairs"))
    for each in objects:
        renamed = f"{prefix}{each.names[-1]}{suffix}"
        names = (*each.names, renamed) if renamed != each.names[-1] else each.names
        yield replace(each, names=names, namespace=namespace or each.namespace, labels=each.labels | labels)


def _generated(overlay: Text) -> Iterator[Made]:
    for key, kind in GENERATORS:
        for index in range(len(items(overlay.value, key))):
            name = text(overlay.value, key, index, "name")
            merges = text(overlay.value, key, index, "behavior") in ("merge", "replace")
            if name and not merges:
                yield Made("", "v1", kind, (name,), text(overlay.value, key, index, "namespace"))


def _made(manifest: Manifest) -> Made:
    metadata = at(manifest.value, "metadata")
    pods = at(manifest.value, *TEMPLATES.get(manifest.kind, ()), "spec")
    containers = [*items(pods, "containers"), *items(pods, "initContainers")]
    return Made(
        manifest.group,
        manifest.api_version.rpartition("/")[2],
        manifest.kind,
        (text(metadata, "name"),),
        text(metadata, "namespace"),
        texts(at(metadata, "labels")),
        tuple(text(container, "image") for container in containers),
    )

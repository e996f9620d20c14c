"""Kubernetes objects as their neighbours see them: name, labels, Pods, ports, keys.

In: manifests of code blocks and files, or what commands create. Out: `Thing`s. A thing that is not whole may have
more than it shows; one with a `Place` stands in a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from timonier.core import holes
from timonier.core.diagnostic import Diagnostic, Finding, YamlPath
from timonier.core.manifest import Manifest, manifests
from timonier.core.snippet import Snippet
from timonier.core.variables import Filled, fill
from timonier.core.yamldoc import JsonValue, YamlDocument

TEMPLATES: Final[Mapping[str, YamlPath]] = {
    "Pod": (),
    **dict.fromkeys(
        ("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController", "Rollout"),
        ("spec", "template"),
    ),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
}
"""Where each kind that makes Pods has their template."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a thing is described, and what may be said of it."""

    snippet: Snippet
    document: YamlDocument
    manifest: Manifest
    filled: Filled
    speaks: bool
    """Whether findings may bear on it."""
    strict: bool
    """Whether it is a solution: what it names must be there."""

    def diagnostic(self, finding: Finding) -> Diagnostic:
        """A finding at its place: a warning outside of solutions."""
        path = self.filled.path(self.manifest.place(finding.path))
        span = self.snippet.place(self.document.locate(path, finding.at))
        severity = finding.severity if self.strict else "warning"
        return Diagnostic(self.snippet.path, span, finding.code, finding.message, finding.hint, severity)


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One object."""

    kind: str
    name: str
    value: dict[str, JsonValue]
    namespace: str = ""
    whole: bool = True
    place: Place | None = None

    @property
    def labels(self) -> dict[str, str]:
        """Its own labels."""
        return texts(at(self.value, "metadata", "labels"))

    @property
    def template(self) -> Template | None:
        """The Pods that it makes, or that it is."""
        path = TEMPLATES.get(self.kind)
        if path is None:
            return None
        found = at(self.value, *path)
        return Template(self, path, found) if isinstance(found, dict) else None


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """The Pods of a thing; `path` leads to the template."""

    thing: Thing
    path: YamlPath
    value: dict[str, JsonValue]

    @property
    def labels(self) -> dict[str, str]:
        """Those that its Pods carry."""
        return texts(at(self.value, "metadata", "labels"))

    @property
    def containers(self) -> Iterator[tuple[YamlPath, dict[str, JsonValue]]]:
        """Every container with its path in the thing."""
        for field_name in ("initContainers", "containers", "ephemeralContainers"):
            for index, container in enumerate(items(self.value, "spec", field_name)):
                if isinstance(container, dict):
                    yield (*self.path, "spec", field_name, index), container


def of_document(
    snippet: Snippet, document: YamlDocument, examples: Mapping[str, str], *, speaks: bool, strict: bool
) -> Iterator[Thing]:
    """The objects that a document describes; `speaks` says whether its text is whole and right."""
    filled = fill(document.value, document.text, examples)
    whole = not (snippet.excerpt or snippet.patch or snippet.start_file or snippet.type)
    whole = whole and not holes.find(document, filled.value)
    for manifest in manifests(replace(document, value=filled.value)):
        place = Place(snippet, document, manifest, filled, speaks and whole, strict)
        metadata = at(manifest.value, "metadata")
        name, namespace = text(metadata, "name"), text(metadata, "namespace")
        yield Thing(manifest.kind, name, manifest.value, namespace, whole, place)
        yield from _made_by(manifest)
    yield from _generated(filled.value)


def _made_by(manifest: Manifest) -> Iterator[Thing]:
    """The Secrets that a controller makes for an object."""
    spec, metadata = at(manifest.value, "spec"), at(manifest.value, "metadata")
    if manifest.kind == "Ingress" and is_certified(manifest.value):
        for entry in items(spec, "tls"):
            yield Thing("Secret", text(entry, "secretName"), {}, whole=False)
    secret = {
        "Certificate": text(spec, "secretName"),
        "SealedSecret": text(metadata, "name"),
        "ExternalSecret": text(spec, "target", "name") or text(metadata, "name"),
        "Issuer": text(spec, "acme", "privateKeySecretRef", "name"),
        "ClusterIssuer": text(spec, "acme", "privateKeySecretRef", "name"),
    }.get(manifest.kind)
    if secret:
        yield Thing("Secret", secret, {}, whole=False)


def is_certified(value: JsonValue) -> bool:
    """Whether cert-manager makes the Secrets that an Ingress names (cert-manager.io/docs/usage/ingress)."""
    annotations = at(value, "metadata", "annotations")
    return isinstance(annotations, dict) and any(key.startswith("cert-manager.io/") for key in annotations)


def _generated(value: JsonValue) -> Iterator[Thing]:
    """The ConfigMaps and Secrets that a kustomization makes."""
    for key, kind in (("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")):
        for generator in items(value, key):
            if name := text(generator, "name"):
                yield Thing(kind, name, {}, text(generator, "namespace"), whole=False)


def at(value: JsonValue, *path: str | int) -> JsonValue:
    """What stands at a path; None when something on the way is not there."""
    found: JsonValue = value
    for step in path:
        if isinstance(step, int):
            found = found[step] if isinstance(found, list) and 0 <= step < len(found) else None
        else:
            found = found.get(step) if isinstance(found, dict) else None
    return found


def items(value: JsonValue, *path: str | int) -> list[JsonValue]:
    """The list at a path; empty when there is none."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def text(value: JsonValue, *path: str | int) -> str:
    """The text at a path; empty when there is none."""
    found = at(value, *path)
    return found if isinstance(found, str) else ""


def texts(value: JsonValue) -> dict[str, str]:
    """The texts of a mapping."""
    pairs = value.items() if isinstance(value, dict) else ()
    return {key: inner for key, inner in pairs if isinstance(inner, str)}

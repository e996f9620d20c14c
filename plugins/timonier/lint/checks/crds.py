"""CustomResourceDefinitions.

Source: kubernetes/kubernetes, staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from timonier.core.diagnostic import Finding
from timonier.lint.checks.common import duplicates, required
from timonier.schemas.walk import Check, Node

_CRD = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1."


def _definition(node: Node) -> Iterator[Finding]:
    spec, name = node.inner("spec"), node.inner("metadata").text("name")
    plural, group = spec.inner("names").text("plural"), spec.text("group")
    if name and plural and group and name != f"{plural}.{group}":
        message = f"{node.name('metadata', 'name')} doit valoir « {plural}.{group} » (pluriel et groupe)"
        yield node.finding("K8S802", message, f"écrivez « name: {plural}.{group} ».", "metadata", "name")


def _versions(node: Node) -> Iterator[Finding]:
    versions = node.nodes("versions")
    named = ((version.text("name"), ("versions", version.path[-1], "name")) for version in versions)
    yield from duplicates(node, "la version", named)
    stored = [version for version in versions if version.value.get("storage") is True]
    if versions and len(stored) != 1:
        message = f"{node.name('versions')} : une version et une seule a « storage: true » ({len(stored)} ici)"
        yield node.finding("K8S302", message, "choisissez celle qui est enregistrée.", "versions")
    for version in versions:
        if not version.inner("schema").has("openAPIV3Schema"):
            yield required(version, "schema", "chaque version a un « openAPIV3Schema »")


CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {
    _CRD + "CustomResourceDefinition": (_definition,),
    _CRD + "CustomResourceDefinitionSpec": (_versions,),
}

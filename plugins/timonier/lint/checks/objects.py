"""The name of every object.

Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and each kind's validation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from timonier.core.diagnostic import Finding
from timonier.lint.checks.common import REQUIRED
from timonier.schemas.formats import DNS_LABEL, DNS_SUBDOMAIN, PATH_SEGMENT, Format
from timonier.schemas.walk import Node

_FORMATS: Final[dict[str, Format]] = {
    "Namespace": DNS_LABEL,
    "Service": DNS_LABEL,
    "Role": PATH_SEGMENT,
    "ClusterRole": PATH_SEGMENT,
    "RoleBinding": PATH_SEGMENT,
    "ClusterRoleBinding": PATH_SEGMENT,
}
_LONGEST: Final = {"CronJob": 52}
"""A CronJob's Jobs add eleven characters to its name."""
_NAMELESS_GROUPS: Final = frozenset({"authentication.k8s.io", "authorization.k8s.io"})
"""Reviews are questions put to the server: nothing is stored."""
_NAMELESS_KINDS: Final = frozenset({"Binding", "Scale", "Eviction"})


def check(node: Node, group: str) -> Iterator[Finding]:
    """The name of a whole object of a built-in group."""
    if group in _NAMELESS_GROUPS or node.kind in _NAMELESS_KINDS or node.kind.endswith("List"):
        return
    metadata = node.inner("metadata")
    if node.has("metadata") and not isinstance(node.value["metadata"], dict):
        return
    if metadata.text("name"):
        yield from _name(metadata, node.kind)
    elif not metadata.has("name") and not metadata.text("generateName"):
        yield _missing(node, metadata)
    elif metadata.value.get("name") == "" and not metadata.text("generateName"):
        message = f"{metadata.name('name')} est vide"
        yield metadata.finding(REQUIRED, message, "donnez un nom à cet objet.", "name")


def _missing(node: Node, metadata: Node) -> Finding:
    message = f"il manque le nom de l’objet : {node.name('metadata', 'name')}"
    holder = metadata if metadata.value else node
    return holder.finding(REQUIRED, message, "ajoutez « name: » sous « metadata: ».")


def _name(metadata: Node, kind: str) -> Iterator[Finding]:
    form = _FORMATS.get(kind, DNS_SUBDOMAIN)
    name, longest = metadata.text("name"), min(_LONGEST.get(kind, form.longest), form.longest)
    if not re.fullmatch(form.pattern, name):
        message = f"{metadata.name('name')} attend {form.expects}, et reçoit « {name} »"
        yield metadata.finding(form.code, message, form.hint, "name")
    elif len(name) > longest:
        message = f"{metadata.name('name')} a {len(name)} caractères"
        yield metadata.finding(form.code, message, f"{longest} caractères au plus.", "name")

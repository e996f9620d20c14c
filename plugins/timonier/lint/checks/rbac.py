"""Roles and bindings.

Source: kubernetes/kubernetes, pkg/apis/rbac/validation/validation.go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from timonier.core.diagnostic import Finding
from timonier.lint.checks.common import required
from timonier.schemas.walk import Check, Node

_RBAC = "io.k8s.api.rbac.v1."
_GROUP = "rbac.authorization.k8s.io"


def _rule(node: Node) -> Iterator[Finding]:
    if node.value.get("verbs") == []:
        yield node.finding("K8S705", f"{node.name('verbs')} est vide", "donnez au moins un verbe.", "verbs")
    urls, resources, groups = node.items("nonResourceURLs"), node.items("resources"), node.items("apiGroups")
    if urls and node.kind == "Role":
        message = f"{node.name('nonResourceURLs')} : un Role ne donne pas de droit sur des adresses"
        yield node.finding("K8S705", message, "utilisez un ClusterRole.", "nonResourceURLs", key=True)
    elif urls and (resources or groups):
        message = f"{node.name()} mêle ressources et adresses"
        yield node.finding("K8S705", message, "faites-en deux règles.", "nonResourceURLs", key=True)
    elif not urls and not groups:
        yield required(node, "apiGroups", 'écrivez « apiGroups: [""] » pour le groupe principal')
    if not urls and not resources:
        yield required(node, "resources", "une règle porte sur au moins une ressource")


def _binding(node: Node) -> Iterator[Finding]:
    role = node.inner("roleRef")
    allowed = ("ClusterRole",) if node.kind == "ClusterRoleBinding" else ("Role", "ClusterRole")
    if role.text("kind") and role.text("kind") not in allowed:
        message = f"« {role.text('kind')} » n’est pas une valeur permise pour {role.name('kind')}"
        yield role.finding("K8S104", message, f"valeurs permises : {', '.join(allowed)}.", "kind")
    for subject in node.nodes("subjects"):
        yield from _subject(subject, node.kind)


def _subject(node: Node, binding: str) -> Iterator[Finding]:
    kind, group = node.text("kind"), node.text("apiGroup")
    if kind == "ServiceAccount" and group:
        message = f"{node.name('apiGroup')} : un ServiceAccount est du groupe principal"
        yield node.finding("K8S104", message, "retirez « apiGroup ».", "apiGroup")
    if kind in ("User", "Group") and group not in ("", _GROUP):
        message = f"« {group} » n’est pas une valeur permise pour {node.name('apiGroup')}"
        yield node.finding("K8S104", message, f"écrivez « apiGroup: {_GROUP} ».", "apiGroup")
    if kind == "ServiceAccount" and binding == "ClusterRoleBinding" and not node.text("namespace"):
        yield required(node, "namespace", "un ClusterRoleBinding dit de quel namespace vient le ServiceAccount")


CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {
    _RBAC + "PolicyRule": (_rule,),
    _RBAC + "RoleBinding": (_binding,),
    _RBAC + "ClusterRoleBinding": (_binding,),
}

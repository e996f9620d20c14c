"""Persistent volumes and claims, quotas and limit ranges.

Source: kubernetes/kubernetes, pkg/apis/core/validation/validation.go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from timonier.core.diagnostic import Finding
from timonier.lint.checks.common import CORE, EXCLUSIVE, at_most_one, forbidden, required
from timonier.schemas.quantities import quantity
from timonier.schemas.walk import Check, Node

_SETTINGS = frozenset(
    {"accessModes", "capacity", "claimRef", "mountOptions", "nodeAffinity", "persistentVolumeReclaimPolicy"}
    | {"storageClassName", "volumeAttributesClassName", "volumeMode"}
)
_COUNTED = frozenset(
    {"pods", "services", "replicationcontrollers", "resourcequotas", "secrets", "configmaps"}
    | {"persistentvolumeclaims", "services.nodeports", "services.loadbalancers"}
)
_AMOUNTS = ("cpu", "memory", "ephemeral-storage", "storage")


def _volume(node: Node) -> Iterator[Finding]:
    sources = [field for field in node.value if field not in _SETTINGS and node.has(field)]
    yield from at_most_one(node, sources, "sources")
    if not sources:
        yield required(node, "hostPath", "un PersistentVolume dit où il est rangé : csi, nfs, local, hostPath, …")
    if node.has("local") and not node.inner("nodeAffinity").has("required"):
        yield required(node, "nodeAffinity", "un volume local dit sur quel nœud il se trouve")


def _claim(node: Node) -> Iterator[Finding]:
    if node.value.get("accessModes") == []:
        yield required(node, "accessModes", "il en faut au moins un")
    modes = node.items("accessModes")
    if "ReadWriteOncePod" in modes and len(modes) > 1:
        message = f"{node.name('accessModes')} : ReadWriteOncePod ne se combine avec aucun autre mode"
        yield node.finding(EXCLUSIVE, message, "gardez-le seul.", "accessModes")
    resources = node.inner("resources")
    if node.has("resources") and not resources.inner("requests").has("storage"):
        yield required(resources, "requests", "une demande dit sa taille : « requests: {storage: 1Gi} »")
    amount = quantity(resources.mapping("requests").get("storage"))
    if amount is not None and amount <= 0:
        message = f"{resources.name('requests', 'storage')} doit être supérieur à zéro"
        yield resources.finding("K8S502", message, "exemple : 1Gi.", "requests", "storage")


def _quota(node: Node) -> Iterator[Finding]:
    for name in node.mapping("hard"):
        base = name.removeprefix("requests.").removeprefix("limits.")
        if "/" not in name and name not in _COUNTED and base not in _AMOUNTS and not base.startswith("hugepages-"):
            message = f"« {name} » n’est pas une ressource que {node.name('hard')} connaît"
            hint = "exemples : pods, requests.cpu, limits.memory, requests.storage, count/deployments.apps."
            yield node.finding("K8S502", message, hint, "hard", name, key=True)


def _limits(node: Node) -> Iterator[Finding]:
    if node.text("type") == "Pod":
        for field in ("default", "defaultRequest"):
            if node.has(field):
                yield forbidden(node, field, "une limite de type Pod n’a pas de valeur par défaut")
    if node.text("type") == "PersistentVolumeClaim" and not (node.has("min") or node.has("max")):
        yield required(node, "max", "une limite de type PersistentVolumeClaim a « min » ou « max »")


CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {
    CORE + "PersistentVolumeSpec": (_volume,),
    CORE + "PersistentVolumeClaimSpec": (_claim,),
    CORE + "ResourceQuotaSpec": (_quota,),
    CORE + "LimitRangeItem": (_limits,),
}

"""One container: variables, ports, mounts, probes, resources, rights.

Source: kubernetes/kubernetes, pkg/apis/core/validation/validation.go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from timonier.core.diagnostic import Finding
from timonier.lint.checks.common import CORE, EXCLUSIVE, at_most_one, duplicates, exactly_one, forbidden
from timonier.schemas.quantities import quantity
from timonier.schemas.walk import Check, Node

_SOURCES = ("configMapKeyRef", "secretKeyRef", "fieldRef", "resourceFieldRef", "fileKeyRef")
_PROBE_HANDLERS = ("exec", "httpGet", "tcpSocket", "grpc")
_LIFECYCLE_HANDLERS = ("exec", "httpGet", "tcpSocket", "sleep")
_STANDARD: Final = frozenset({"cpu", "memory", "ephemeral-storage", "storage"})
_HUGE_PAGES = "hugepages-"


def _env(node: Node) -> Iterator[Finding]:
    if node.text("value") and node.has("valueFrom"):
        message = f"{node.name()} a à la fois « value » et « valueFrom »"
        yield node.finding(EXCLUSIVE, message, "gardez l’un des deux.", "valueFrom", key=True)


def _env_source(node: Node) -> Iterator[Finding]:
    yield from exactly_one(node, _SOURCES, "sources")


def _env_from(node: Node) -> Iterator[Finding]:
    yield from exactly_one(node, ("configMapRef", "secretRef"), "sources")


def _ports(node: Node) -> Iterator[Finding]:
    named = ((port.text("name"), ("ports", port.path[-1], "name")) for port in node.nodes("ports"))
    yield from duplicates(node, "le nom de port", named)


def _mounts(node: Node) -> Iterator[Finding]:
    mounts = (
        (mount.text("mountPath"), ("volumeMounts", mount.path[-1], "mountPath"))
        for mount in node.nodes("volumeMounts")
    )
    yield from duplicates(node, "le point de montage", mounts)


def _mount(node: Node) -> Iterator[Finding]:
    yield from at_most_one(node, ("subPath", "subPathExpr"), "sous-chemins")
    for field in ("subPath", "subPathExpr"):
        path = node.text(field)
        if path.startswith("/") or ".." in path.split("/"):
            message = f"{node.name(field)} doit être un chemin relatif sans « .. »"
            yield node.finding("K8S701", message, "retirez « / » au début et « .. ».", field)


def _probe_handlers(node: Node) -> Iterator[Finding]:
    yield from exactly_one(node, _PROBE_HANDLERS, "moyens de sonder")


def _lifecycle_handlers(node: Node) -> Iterator[Finding]:
    yield from exactly_one(node, _LIFECYCLE_HANDLERS, "actions")


def _probes(node: Node) -> Iterator[Finding]:
    for field in ("livenessProbe", "startupProbe"):
        probe = node.inner(field)
        if probe.number("successThreshold") not in (None, 0, 1):
            message = f"{probe.name('successThreshold')} doit valoir 1"
            yield probe.finding("K8S105", message, "retirez ce champ.", "successThreshold")
    readiness = node.inner("readinessProbe")
    if readiness.has("terminationGracePeriodSeconds"):
        yield forbidden(readiness, "terminationGracePeriodSeconds", "une readinessProbe n’arrête pas le conteneur")


def _security(node: Node) -> Iterator[Finding]:
    if node.value.get("allowPrivilegeEscalation") is not False:
        return
    if node.value.get("privileged") is True:
        message = f"{node.name()} est « privileged » et refuse « allowPrivilegeEscalation »"
        yield node.finding(EXCLUSIVE, message, "retirez l’un des deux.", "allowPrivilegeEscalation", key=True)
    added = node.inner("capabilities").items("add")
    if {"SYS_ADMIN", "CAP_SYS_ADMIN"} & {name for name in added if isinstance(name, str)}:
        message = f"{node.name()} ajoute SYS_ADMIN et refuse « allowPrivilegeEscalation »"
        yield node.finding(EXCLUSIVE, message, "retirez l’un des deux.", "allowPrivilegeEscalation", key=True)


def _resources(node: Node) -> Iterator[Finding]:
    for field in ("limits", "requests"):
        for name, value in node.mapping(field).items():
            yield from _resource(node, field, name, quantity(value))
    yield from _requests_within_limits(node)


def _resource(node: Node, field: str, name: str, amount: Fraction | None) -> Iterator[Finding]:
    if "/" not in name and name not in _STANDARD and not name.startswith(_HUGE_PAGES):
        message = f"« {name} » n’est pas une ressource que {node.name(field)} connaît"
        hint = "ressources : cpu, memory, ephemeral-storage, ou un nom complet comme exemple.com/gpu."
        yield node.finding("K8S502", message, hint, field, name, key=True)
    elif amount is not None and amount < 0:
        yield node.finding(
            "K8S502", f"{node.name(field, name)} est négatif", "écrivez une quantité positive.", field, name
        )
    elif amount is not None and "/" in name and amount.denominator != 1:
        message = f"{node.name(field, name)} doit être un nombre entier"
        yield node.finding("K8S502", message, "une telle ressource ne se partage pas : 1, 2, …", field, name)


def _requests_within_limits(node: Node) -> Iterator[Finding]:
    """Of a container: a claim's « storage », which shares this definition before 1.29, is not compared."""
    limits = node.mapping("limits")
    for name, value in node.mapping("requests").items():
        asked, most = quantity(value), quantity(limits.get(name))
        if asked is None or most is None or name == "storage":
            continue
        if asked > most:
            message = f"{node.name('requests', name)} demande {value}, plus que sa limite {limits[name]}"
            yield node.finding("K8S502", message, "baissez la demande, ou montez la limite.", "requests", name)
        elif asked != most and ("/" in name or name.startswith(_HUGE_PAGES)):
            message = f"{node.name('requests', name)} doit être égal à sa limite"
            yield node.finding("K8S502", message, "donnez la même quantité aux deux.", "requests", name)


def _path_in_volume(node: Node) -> Iterator[Finding]:
    """Paths inside volumes: relative, without `..` (validateLocalNonReservedPath)."""
    path = node.text("path")
    if path.startswith("/") or ".." in path.split("/"):
        message = f"{node.name('path')} doit être un chemin relatif sans « .. »"
        yield node.finding("K8S701", message, "retirez « / » au début et « .. ».", "path")


def _host_path(node: Node) -> Iterator[Finding]:
    if ".." in re.split(r"[/\\]", node.text("path")):
        message = f"{node.name('path')} ne doit pas contenir « .. »"
        yield node.finding("K8S701", message, "écrivez le chemin complet.", "path")


CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {
    CORE + "EnvVar": (_env,),
    CORE + "EnvVarSource": (_env_source,),
    CORE + "EnvFromSource": (_env_from,),
    CORE + "Container": (_ports, _mounts, _probes),
    CORE + "VolumeMount": (_mount,),
    CORE + "Probe": (_probe_handlers,),
    CORE + "LifecycleHandler": (_lifecycle_handlers,),
    CORE + "SecurityContext": (_security,),
    CORE + "ResourceRequirements": (_resources,),
    CORE + "KeyToPath": (_path_in_volume,),
    CORE + "HostPathVolumeSource": (_host_path,),
}

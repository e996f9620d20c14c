"""The Pod spec as a whole: names, volumes, placement, and what each workload asks of its template.

Source: kubernetes/kubernetes, pkg/apis/core/validation/validation.go and those of apps and batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from timonier.core.diagnostic import Finding, YamlPath
from timonier.lint.checks.common import CORE, META, at_most_one, duplicates, forbidden, required
from timonier.schemas.walk import Check, Node

_LISTS = ("initContainers", "containers", "ephemeralContainers")
_HOOKS = ("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")


def _names(node: Node) -> Iterator[Finding]:
    containers = (
        (container.text("name"), (field, container.path[-1], "name"))
        for field in ("containers", "initContainers", "ephemeralContainers")
        for container in node.nodes(field)
    )
    yield from duplicates(node, "le nom de conteneur", containers)
    volumes = ((volume.text("name"), ("volumes", volume.path[-1], "name")) for volume in node.nodes("volumes"))
    yield from duplicates(node, "le nom de volume", volumes)


def _mounted_volumes(node: Node) -> Iterator[Finding]:
    """A mount names a volume of its Pod; a StatefulSet's claim templates are volumes too, seen by `inspect`."""
    known = {volume.text("name") for volume in node.nodes("volumes")}
    if node.kind == "StatefulSet":
        return
    for field in _LISTS:
        for container in node.nodes(field):
            for mount in container.nodes("volumeMounts"):
                name = mount.text("name")
                if name and name not in known:
                    listed = ", ".join(sorted(known)) or "aucun"
                    message = f"{mount.name('name')} nomme le volume « {name} », qui n’existe pas dans ce Pod"
                    yield mount.finding(
                        "K8S801", message, f"ajoutez-le sous « volumes: » (présents : {listed}).", "name"
                    )


def _host_ports(node: Node) -> Iterator[Finding]:
    for field in ("containers", "initContainers"):
        taken = (
            ((port.text("protocol") or "TCP", port.text("hostIP"), host), _below(node, port, "hostPort"))
            for container in node.nodes(field)
            for port in container.nodes("ports")
            if (host := port.number("hostPort"))
        )
        if field == "containers":
            yield from duplicates(node, "le port d’hôte", taken)
    if node.value.get("hostNetwork") is True:
        yield from _host_network(node)


def _host_network(node: Node) -> Iterator[Finding]:
    for container in node.nodes("containers"):
        for port in container.nodes("ports"):
            host = port.number("hostPort")
            if host and host != port.number("containerPort"):
                message = f"{port.name('hostPort')} doit être égal à containerPort, car le Pod utilise hostNetwork"
                yield port.finding("K8S105", message, "donnez le même numéro aux deux.", "hostPort")


def _below(node: Node, inner: Node, *steps: str) -> YamlPath:
    return (*inner.path[len(node.path) :], *steps)


def _init_containers(node: Node) -> Iterator[Finding]:
    for container in node.nodes("initContainers"):
        if container.text("restartPolicy") != "Always":
            for hook in _HOOKS:
                if container.has(hook):
                    yield forbidden(container, hook, "un initContainer n’en a que si « restartPolicy: Always »")


def _dns(node: Node) -> Iterator[Finding]:
    if node.text("dnsPolicy") == "None" and not node.inner("dnsConfig").items("nameservers"):
        yield required(
            node, "dnsConfig", "« dnsPolicy: None » demande au moins un serveur dans dnsConfig.nameservers"
        )


def _ephemeral(node: Node) -> Iterator[Finding]:
    if node.items("ephemeralContainers"):
        yield forbidden(node, "ephemeralContainers", "on les ajoute à un Pod qui tourne, avec « kubectl debug »")


def _toleration(node: Node) -> Iterator[Finding]:
    operator = node.text("operator") or "Equal"
    if operator == "Exists" and node.text("value"):
        yield forbidden(node, "value", "« operator: Exists » ne compare aucune valeur")
    if not node.text("key") and operator != "Exists":
        yield required(node, "key", "une tolérance sans clé demande « operator: Exists »")
    if node.has("tolerationSeconds") and node.text("effect") != "NoExecute":
        message = f"{node.name()} : tolerationSeconds ne va qu’avec « effect: NoExecute »"
        yield node.finding(
            "K8S303", message, "changez l’effet, ou retirez tolerationSeconds.", "tolerationSeconds", key=True
        )


def _volume(node: Node) -> Iterator[Finding]:
    yield from at_most_one(node, [field for field in node.value if field != "name"], "sources")


def _selector_expression(node: Node) -> Iterator[Finding]:
    operator, values = node.text("operator"), node.items("values")
    if operator in ("In", "NotIn") and not values:
        yield node.finding("K8S602", f"{node.name()} : « {operator} » demande des valeurs", "ajoutez « values: ».")
    if operator in ("Exists", "DoesNotExist") and values:
        message = f"{node.name()} : « {operator} » ne prend pas de valeurs"
        yield node.finding("K8S602", message, "retirez « values ».", "values", key=True)


def _node_expression(node: Node) -> Iterator[Finding]:
    yield from _selector_expression(node)
    operator, values = node.text("operator"), node.items("values")
    if operator in ("Gt", "Lt") and len(values) != 1:
        message = f"{node.name()} : « {operator} » demande une seule valeur"
        yield node.finding("K8S602", message, "écrivez un seul nombre, entre guillemets.")


def _node_selector(node: Node) -> Iterator[Finding]:
    if node.value.get("nodeSelectorTerms") == []:
        yield required(node, "nodeSelectorTerms", "il faut au moins un terme")


def _spread(node: Node) -> Iterator[Finding]:
    pairs = (
        ((c.text("topologyKey"), c.text("whenUnsatisfiable")), ("topologySpreadConstraints", c.path[-1]))
        for c in node.nodes("topologySpreadConstraints")
    )
    yield from duplicates(node, "la contrainte", pairs)


CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {
    CORE + "PodSpec": (_names, _mounted_volumes, _host_ports, _init_containers, _dns, _ephemeral, _spread),
    CORE + "Toleration": (_toleration,),
    CORE + "Volume": (_volume,),
    CORE + "NodeSelector": (_node_selector,),
    CORE + "NodeSelectorRequirement": (_node_expression,),
    META + "LabelSelectorRequirement": (_selector_expression,),
}

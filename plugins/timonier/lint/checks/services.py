"""Services: type, addresses, ports.

Source: kubernetes/kubernetes, pkg/apis/core/validation/validation.go (ValidateService).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from timonier.core.diagnostic import Finding
from timonier.lint.checks.addresses import is_cidr, is_host, is_ip
from timonier.lint.checks.common import CORE, duplicates, forbidden, required
from timonier.schemas.walk import Check, Node

_EXPOSED = ("NodePort", "LoadBalancer")


def _type(node: Node) -> Iterator[Finding]:
    kind = node.text("type") or "ClusterIP"
    headless = node.text("clusterIP") == "None"
    if kind == "ExternalName":
        yield from _external_name(node)
    elif not node.items("ports") and not headless:
        yield required(node, "ports", "un Service expose au moins un port, sauf s’il est « headless »")
    if kind in _EXPOSED and headless:
        message = f"{node.name('clusterIP')} : un Service {kind} a besoin d’une adresse"
        yield node.finding("K8S303", message, "retirez « clusterIP: None ».", "clusterIP", key=True)
    if kind not in _EXPOSED and node.has("externalTrafficPolicy") and not node.items("externalIPs"):
        yield forbidden(node, "externalTrafficPolicy", f"un Service {kind} n’est pas exposé à l’extérieur")
    if node.has("sessionAffinityConfig") and node.text("sessionAffinity") != "ClientIP":
        yield forbidden(node, "sessionAffinityConfig", "il va avec « sessionAffinity: ClientIP »")


def _external_name(node: Node) -> Iterator[Finding]:
    name = node.text("externalName")
    if not name:
        yield required(node, "externalName", "un Service ExternalName renvoie vers un nom DNS")
    elif not is_host(name.removesuffix(".")):
        message = f"{node.name('externalName')} attend un nom DNS, et reçoit « {name} »"
        yield node.finding(
            "K8S701", message, "écrivez le nom seul : ni « https:// », ni port, ni chemin.", "externalName"
        )
    if node.text("clusterIP") not in ("", "None"):
        yield forbidden(node, "clusterIP", "un Service ExternalName n’a pas d’adresse")


def _addresses(node: Node) -> Iterator[Finding]:
    address = node.text("clusterIP")
    if address not in ("", "None") and not is_ip(address):
        message = f"{node.name('clusterIP')} attend une adresse IP, ou None, et reçoit « {address} »"
        hint = "écrivez « None » avec la majuscule." if address.lower() == "none" else "exemple : 10.96.0.20."
        yield node.finding("K8S701", message, hint, "clusterIP")
    for index, outside in enumerate(node.items("externalIPs")):
        if isinstance(outside, str) and not is_ip(outside):
            message = f"{node.name('externalIPs', index)} attend une adresse IP, et reçoit « {outside} »"
            yield node.finding("K8S701", message, "exemple : 192.0.2.10.", "externalIPs", index)
    for index, block in enumerate(node.items("loadBalancerSourceRanges")):
        if isinstance(block, str) and not is_cidr(block.strip()):
            message = f"{node.name('loadBalancerSourceRanges', index)} attend un bloc CIDR, et reçoit « {block} »"
            yield node.finding("K8S701", message, "exemple : 192.0.2.0/24.", "loadBalancerSourceRanges", index)


def _ports(node: Node) -> Iterator[Finding]:
    ports = node.nodes("ports")
    if len(ports) > 1:
        for port in ports:
            if not port.text("name"):
                yield required(
                    node, "name", "un Service à plusieurs ports nomme chacun", *port.path[len(node.path) :]
                )
    yield from duplicates(node, "le nom de port", ((p.text("name"), ("ports", p.path[-1], "name")) for p in ports))
    numbers = (((p.text("protocol") or "TCP", p.number("port")), ("ports", p.path[-1], "port")) for p in ports)
    yield from duplicates(node, "le port", numbers)
    if (node.text("type") or "ClusterIP") not in _EXPOSED:
        for port in ports:
            if port.number("nodePort"):
                yield forbidden(port, "nodePort", "il faut « type: NodePort » ou « type: LoadBalancer »")


CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {CORE + "ServiceSpec": (_type, _addresses, _ports)}

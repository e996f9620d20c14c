"""Ingress and NetworkPolicy.

Source: kubernetes/kubernetes, pkg/apis/networking/validation/validation.go.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Final

from timonier.core.diagnostic import Finding
from timonier.lint.checks.addresses import is_cidr, is_host, is_ip
from timonier.lint.checks.common import EXCLUSIVE, exactly_one, required
from timonier.schemas.walk import Check, Node

_NETWORKING = "io.k8s.api.networking.v1."
_BAD_PATH = re.compile(r"//|/\./|/\.\./|%2f|%2F|/\.\.?$")


def _ingress(node: Node) -> Iterator[Finding]:
    if not node.items("rules") and not node.has("defaultBackend"):
        yield required(node, "rules", "un Ingress a des règles, ou un « defaultBackend »")


def _rule(node: Node) -> Iterator[Finding]:
    yield from _host(node, node.text("host"), "host")


def _tls(node: Node) -> Iterator[Finding]:
    for index, host in enumerate(node.items("hosts")):
        if isinstance(host, str):
            yield from _host(node, host, "hosts", index)


def _host(node: Node, host: str, *steps: str | int) -> Iterator[Finding]:
    if not host:
        return
    if is_ip(host):
        message = f"{node.name(*steps)} attend un nom DNS, et reçoit l’adresse « {host} »"
        yield node.finding("K8S701", message, "donnez un nom, ou retirez « host: ».", *steps)
    elif not is_host(host.removeprefix("*.")):
        message = f"{node.name(*steps)} attend un nom DNS, et reçoit « {host} »"
        hint = "écrivez le nom seul, en minuscules : ni « https:// », ni port, ni chemin."
        yield node.finding("K8S701", message, hint, *steps)


def _path(node: Node) -> Iterator[Finding]:
    if node.text("pathType") not in ("Exact", "Prefix"):
        return
    path = node.text("path")
    if not path.startswith("/"):
        message = f"{node.name('path')} doit commencer par « / » avec « pathType: {node.text('pathType')} »"
        yield node.finding("K8S701", message, "écrivez « path: / », par exemple.", *(("path",) if path else ()))
    elif _BAD_PATH.search(path):
        message = f"{node.name('path')} ne doit contenir ni « // », ni « . », ni « .. », ni « %2F »"
        yield node.finding("K8S701", message, "simplifiez ce chemin.", "path")


def _backend(node: Node) -> Iterator[Finding]:
    yield from exactly_one(node, ("service", "resource"), "cibles")


def _service(node: Node) -> Iterator[Finding]:
    port = node.inner("port")
    named, numbered = bool(port.text("name")), bool(port.number("number"))
    if named and numbered:
        yield port.finding(
            EXCLUSIVE, f"{port.name()} a un nom et un numéro", "gardez l’un des deux.", "name", key=True
        )
    elif not named and not numbered:
        yield required(node, "port", "un nom (« name: ») ou un numéro (« number: »)")


def _rule_paths(node: Node) -> Iterator[Finding]:
    if node.value.get("paths") == []:
        yield required(node, "paths", "une règle HTTP a au moins un chemin")


def _peer(node: Node) -> Iterator[Finding]:
    if node.has("ipBlock") and (node.has("podSelector") or node.has("namespaceSelector")):
        message = f"{node.name()} : « ipBlock » ne se combine pas avec un sélecteur"
        yield node.finding(
            EXCLUSIVE, message, "faites-en deux éléments, avec un tiret chacun.", "ipBlock", key=True
        )
    if not any(node.has(field) for field in ("podSelector", "namespaceSelector", "ipBlock")):
        yield required(node, "podSelector", "un pair est choisi par podSelector, namespaceSelector ou ipBlock")


def _ip_block(node: Node) -> Iterator[Finding]:
    block = node.text("cidr")
    if block and not is_cidr(block):
        message = f"{node.name('cidr')} attend un bloc CIDR, et reçoit « {block} »"
        yield node.finding("K8S701", message, "exemple : 192.0.2.0/24.", "cidr")
        return
    for index, hole in enumerate(node.items("except")):
        if isinstance(hole, str) and not (is_cidr(hole) and block and _within(hole, block)):
            message = f"{node.name('except', index)} attend un bloc CIDR contenu dans {block}, et reçoit « {hole} »"
            yield node.finding("K8S701", message, "choisissez un bloc plus petit, à l’intérieur.", "except", index)


def _within(inner: str, outer: str) -> bool:
    small, large = ipaddress.ip_network(inner, strict=False), ipaddress.ip_network(outer, strict=False)
    return small.version == large.version and small != large and small[0] in large and small[-1] in large


def _policy_port(node: Node) -> Iterator[Finding]:
    last, first = node.number("endPort"), node.number("port")
    if last is None:
        return
    if first is None:
        yield required(node, "port", "« endPort » va avec un numéro de port")
    elif last < first:
        message = f"{node.name('endPort')} doit être au moins égal à port ({first})"
        yield node.finding("K8S105", message, "inversez les deux bornes.", "endPort")


CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {
    _NETWORKING + "IngressSpec": (_ingress,),
    _NETWORKING + "IngressRule": (_rule,),
    _NETWORKING + "IngressTLS": (_tls,),
    _NETWORKING + "HTTPIngressPath": (_path,),
    _NETWORKING + "HTTPIngressRuleValue": (_rule_paths,),
    _NETWORKING + "IngressBackend": (_backend,),
    _NETWORKING + "IngressServiceBackend": (_service,),
    _NETWORKING + "NetworkPolicyPeer": (_peer,),
    _NETWORKING + "IPBlock": (_ip_block,),
    _NETWORKING + "NetworkPolicyPort": (_policy_port,),
}

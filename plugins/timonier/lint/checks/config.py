"""ConfigMaps and Secrets: base64, keys that a type asks for.

Source: kubernetes/kubernetes, pkg/apis/core/validation/validation.go (ValidateSecret, ValidateConfigMap).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from typing import Final

from timonier.core.diagnostic import Finding
from timonier.core.yamldoc import JsonValue
from timonier.lint.checks.common import CORE, DUPLICATE, required
from timonier.schemas.walk import Check, Node

_REQUIRED_KEYS: Final = {
    "kubernetes.io/tls": ("tls.crt", "tls.key"),
    "kubernetes.io/ssh-auth": ("ssh-privatekey",),
    "kubernetes.io/dockercfg": (".dockercfg",),
    "kubernetes.io/dockerconfigjson": (".dockerconfigjson",),
}
_ACCOUNT = "kubernetes.io/service-account.name"


def _base64(node: Node, *fields: str) -> Iterator[Finding]:
    for field in fields:
        for key, value in node.mapping(field).items():
            if isinstance(value, str) and _decoded(value) is None:
                message = f"{node.name(field, key)} n’est pas du base64"
                hint = "mettez la valeur en clair sous « stringData: », ou codez-la avec « base64 »."
                yield node.finding("K8S704", message, hint, field, key)


def _decoded(value: JsonValue) -> bytes | None:
    """The bytes behind standard base64; line ends inside are allowed, as Go allows them."""
    if not isinstance(value, str):
        return None
    try:
        return base64.b64decode(value.replace("\r", "").replace("\n", "").encode(), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None


def _secret(node: Node) -> Iterator[Finding]:
    yield from _base64(node, "data")
    kind = node.text("type")
    keys = {*node.mapping("data"), *node.mapping("stringData")}
    for key in _REQUIRED_KEYS.get(kind, ()):
        if key not in keys:
            yield required(node, key, f"un Secret de type {kind} a cette clé sous data ou stringData")
    if kind == "kubernetes.io/basic-auth" and not keys & {"username", "password"}:
        yield required(node, "username", f"un Secret de type {kind} a les clés username et password")
    if kind == "kubernetes.io/service-account-token":
        annotations = node.inner("metadata").mapping("annotations")
        if not annotations.get(_ACCOUNT):
            yield required(node, _ACCOUNT, f"un Secret de type {kind} a cette annotation", "metadata")
    yield from _docker(node, _REQUIRED_KEYS.get(kind, ()))


def _docker(node: Node, keys: tuple[str, ...]) -> Iterator[Finding]:
    """Registry credentials are JSON."""
    for key in keys:
        plain = node.mapping("stringData").get(key)
        content = plain.encode() if isinstance(plain, str) else _decoded(node.mapping("data").get(key))
        if key.startswith(".docker") and content is not None and not _is_json(content):
            field = "stringData" if isinstance(plain, str) else "data"
            message = f"{node.name(field, key)} ne contient pas du JSON"
            hint = "créez-le avec « kubectl create secret docker-registry »."
            yield node.finding("K8S704", message, hint, field, key)


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _config_map(node: Node) -> Iterator[Finding]:
    yield from _base64(node, "binaryData")
    for key in node.mapping("binaryData"):
        if key in node.mapping("data"):
            message = f"la clé « {key} » est dans data et dans binaryData"
            yield node.finding(DUPLICATE, message, "gardez-la à un seul endroit.", "binaryData", key, key=True)


CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {CORE + "Secret": (_secret,), CORE + "ConfigMap": (_config_map,)}

"""Everything that can be said of one object alone: its schema, then the rules written in Python.

In: a `Manifest` and a version. Out: `Finding`s. What the server accepts is never an error: it does not look into
the Pod template of a StatefulSet (it is the Pods that it will refuse), so there the rules only warn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from timonier.core.diagnostic import Finding
from timonier.core.manifest import Manifest
from timonier.lint.checks import (
    autoscaling,
    config,
    containers,
    crds,
    networking,
    objects,
    pods,
    rbac,
    services,
    storage,
    workloads,
)
from timonier.schemas import store as stores
from timonier.schemas.validate import validate
from timonier.schemas.walk import Check, Node, Walker

_FAMILIES: Final = (autoscaling, config, containers, crds, networking, pods, rbac, services, storage, workloads)
_DECODING: Final = frozenset({"K8S101", "K8S102", "K8S501"})
"""What the server finds before it validates."""
_TEMPLATE = ("spec", "template", "spec")
_SEEN = frozenset({"restartPolicy", "activeDeadlineSeconds"})
"""The fields of a StatefulSet's Pod spec that the server does look at."""


@cache
def _checks() -> Mapping[str, tuple[Check, ...]]:
    found: dict[str, tuple[Check, ...]] = {}
    for family in _FAMILIES:
        for definition, checks in family.CHECKS.items():
            found[definition] = (*found.get(definition, ()), *checks)
    return found


@cache
def _walker(version: str) -> Walker:
    return Walker(stores.load(version), _checks().keys())


def inspect(manifest: Manifest, version: str) -> tuple[Finding, ...]:
    """All findings about one object, each once.

    Like the server, the rules look only at what could be decoded: a misspelled field would make them complain of
    its absence.
    """
    found = dict.fromkeys(validate(manifest, version))
    name = stores.load(version).kinds.get((manifest.api_version, manifest.kind))
    if name is not None and not any(finding.code in _DECODING for finding in found):
        found |= dict.fromkeys(_ruled(manifest, name, version))
    if manifest.kind == "StatefulSet":
        return tuple(_softened(finding) for finding in found)
    return tuple(found)


def _ruled(manifest: Manifest, name: str, version: str) -> Iterator[Finding]:
    yield from objects.check(Node(manifest.kind, name, manifest.value, ()), manifest.group)
    checks = _checks()
    for node in _walker(version).walk(manifest.value, name, manifest.kind):
        for check in checks[node.definition]:
            yield from check(node)


def _softened(finding: Finding) -> Finding:
    """A fault of the Pods that a StatefulSet will create, which the server does not see in the StatefulSet."""
    inside = finding.path[:3] == _TEMPLATE
    if not inside or finding.code in _DECODING or _SEEN.intersection(finding.path[3:4]):
        return finding
    hint = f"{finding.hint or ''} Le serveur accepte ce StatefulSet, mais il refusera ses Pods.".strip()
    return replace(finding, severity="warning", hint=hint)

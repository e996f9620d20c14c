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
from timonier.core.yamldoc import JsonValue
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
from timonier.lint.gaps import NONE, Gaps
from timonier.schemas import store as stores
from timonier.schemas.custom import CARRIED, Catalogue
from timonier.schemas.validate import check, validate
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


def inspect(
    manifest: Manifest, version: str, gaps: Gaps = NONE, catalogue: Catalogue = CARRIED
) -> tuple[Finding, ...]:
    """All findings about one object, each once, but for those that its `gaps` excuse.

    Like the server, the rules look only at what could be decoded: a misspelled field would make them complain of
    its absence.
    """
    value = manifest.value
    found = dict.fromkeys(gaps.kept(validate(manifest, version, catalogue), value))
    name = stores.load(version).kinds.get((manifest.api_version, manifest.kind))
    if name is not None and not any(finding.code in _DECODING for finding in found):
        node = Node(manifest.kind, name, value, ())
        named = objects.check(node, manifest.group)
        found |= dict.fromkeys(gaps.kept((*named, *_ruled(node, version)), value))
    elif name is None and catalogue.find(manifest.api_version, manifest.kind, version) is not None:
        named = objects.check(Node(manifest.kind, "", value, ()), manifest.group)
        found |= dict.fromkeys(gaps.kept(tuple(named), value))
    if manifest.kind == "StatefulSet":
        return tuple(_softened(finding) for finding in found)
    return tuple(found)


def inspect_piece(value: JsonValue, name: str, version: str, gaps: Gaps) -> tuple[Finding, ...]:
    """The same about a piece of an object: a value of the definition `name` of this version."""
    store, kind = stores.load(version), name.rpartition(".")[2]
    found = dict.fromkeys(gaps.kept(check(value, name, kind, store), value))
    if isinstance(value, dict) and not any(finding.code in _DECODING for finding in found):
        found |= dict.fromkeys(gaps.kept(_ruled(Node(kind, name, value, ()), version), value))
    return tuple(found)


def _ruled(whole: Node, version: str) -> Iterator[Finding]:
    checks = _checks()
    for node in _walker(version).walk(whole.value, whole.definition, whole.kind):
        for rule in checks[node.definition]:
            yield from rule(node)


def _softened(finding: Finding) -> Finding:
    """A fault of the Pods that a StatefulSet will create, which the server does not see in the StatefulSet."""
    inside = finding.path[:3] == _TEMPLATE
    if not inside or finding.code in _DECODING or _SEEN.intersection(finding.path[3:4]):
        return finding
    hint = f"{finding.hint or ''} Le serveur accepte ce StatefulSet, mais il refusera ses Pods.".strip()
    return replace(finding, severity="warning", hint=hint)

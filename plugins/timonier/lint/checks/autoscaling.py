"""HorizontalPodAutoscaler and PodDisruptionBudget.

Source: kubernetes/kubernetes, pkg/apis/autoscaling/validation and pkg/apis/policy/validation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from timonier.core.diagnostic import Finding
from timonier.lint.checks.common import at_most_one, forbidden, required
from timonier.schemas.walk import Check, Node

_HPA = "io.k8s.api.autoscaling.v2."
_FIELDS: Final = {
    "Object": "object",
    "Pods": "pods",
    "Resource": "resource",
    "ContainerResource": "containerResource",
    "External": "external",
}
_AMOUNTS = ("averageValue", "value")


def _bounds(node: Node) -> Iterator[Finding]:
    low, high = node.number("minReplicas"), node.number("maxReplicas")
    if low is not None and high is not None and low > high > 0:
        message = f"{node.name('maxReplicas')} ({high}) est inférieur à minReplicas ({low})"
        yield node.finding("K8S105", message, "inversez les deux, ou montez maxReplicas.", "maxReplicas")


def _metric(node: Node) -> Iterator[Finding]:
    field = _FIELDS.get(node.text("type"))
    if field is None:
        return
    if not node.has(field):
        yield required(node, field, f"une métrique de type {node.text('type')} se décrit sous « {field}: »")
    for other in _FIELDS.values():
        if other != field and node.has(other):
            yield forbidden(node, other, f"la métrique est de type {node.text('type')}")


def _resource(node: Node) -> Iterator[Finding]:
    """Metrics of CPU and memory aim at a share of the request or at an amount."""
    target = node.inner("target")
    if target.value and not target.has("averageUtilization") and not target.has("averageValue"):
        yield required(target, "averageUtilization", "une cible a averageUtilization, ou averageValue")


def _any_target(node: Node) -> Iterator[Finding]:
    target = node.inner("target")
    if target.value and not any(target.has(field) for field in _AMOUNTS):
        yield required(target, "averageValue", "une cible a averageValue, ou value")


def _budget(node: Node) -> Iterator[Finding]:
    yield from at_most_one(node, ("minAvailable", "maxUnavailable"), "bornes")


CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {
    _HPA + "HorizontalPodAutoscalerSpec": (_bounds,),
    "io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerSpec": (_bounds,),
    _HPA + "MetricSpec": (_metric,),
    _HPA + "ResourceMetricSource": (_resource,),
    _HPA + "ContainerResourceMetricSource": (_resource,),
    _HPA + "PodsMetricSource": (_any_target,),
    _HPA + "ObjectMetricSource": (_any_target,),
    _HPA + "ExternalMetricSource": (_any_target,),
    "io.k8s.api.policy.v1.PodDisruptionBudgetSpec": (_budget,),
}

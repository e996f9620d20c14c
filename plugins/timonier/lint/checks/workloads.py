"""Workloads: selectors and template labels, strategies, restart policies, schedules.

Source: kubernetes/kubernetes, pkg/apis/apps/validation and pkg/apis/batch/validation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from timonier.core.diagnostic import Finding
from timonier.core.yamldoc import JsonValue
from timonier.lint.checks.common import APPS, BATCH, CORE, forbidden
from timonier.lint.checks.cron import schedule_fault, zone_fault
from timonier.schemas.walk import Check, Node

_ALWAYS = "un contrôleur remplace ses Pods : il n’accepte que « restartPolicy: Always »"


def _selector(node: Node) -> Iterator[Finding]:
    selector = node.inner("selector")
    labels = node.inner("template", "metadata").mapping("labels")
    wanted, expressions = selector.mapping("matchLabels"), selector.nodes("matchExpressions")
    if node.has("selector") and not wanted and not expressions:
        message = f"{node.name('selector')} est vide : il choisirait tous les Pods"
        yield node.finding("K8S601", message, "ajoutez « matchLabels: » avec les étiquettes du modèle.", "selector")
        return
    for key, value in wanted.items():
        if isinstance(value, str) and labels.get(key) != value:
            yield _unmatched(node, key, value, labels)
    for expression in expressions:
        if not _matches(expression, labels):
            message = f"{expression.name()} ne convient pas aux étiquettes du modèle"
            yield expression.finding("K8S601", message, "accordez le sélecteur et template.metadata.labels.")


def _unmatched(node: Node, key: str, value: str, labels: Mapping[str, JsonValue]) -> Finding:
    found = f"« {key}: {labels[key]} »" if key in labels else "aucune étiquette de ce nom"
    message = f"le sélecteur demande « {key}: {value} », et le modèle de Pod porte {found}"
    hint = f"donnez la même valeur à {node.name('template', 'metadata', 'labels')}."
    return node.finding("K8S601", message, hint, "selector", "matchLabels", key)


def _matches(expression: Node, labels: Mapping[str, JsonValue]) -> bool:
    value, values = labels.get(expression.text("key")), expression.items("values")
    match expression.text("operator"):
        case "In":
            return value in values
        case "NotIn":
            return value not in values
        case "Exists":
            return value is not None
        case "DoesNotExist":
            return value is None
    return True


def _map_selector(node: Node) -> Iterator[Finding]:
    """A ReplicationController's selector is a plain map."""
    labels = node.inner("template", "metadata").mapping("labels")
    for key, value in node.mapping("selector").items():
        if isinstance(value, str) and labels.get(key) != value:
            yield node.finding(
                "K8S601", _unmatched(node, key, value, labels).message, "accordez les deux.", "selector", key
            )


def _long_running(node: Node) -> Iterator[Finding]:
    spec = node.inner("template", "spec")
    policy = spec.text("restartPolicy")
    if policy in ("OnFailure", "Never"):
        message = f"{spec.name('restartPolicy')} : {_ALWAYS}"
        yield spec.finding("K8S104", message, "retirez ce champ, ou utilisez un Job.", "restartPolicy")
    if spec.has("activeDeadlineSeconds"):
        yield forbidden(spec, "activeDeadlineSeconds", "un contrôleur garde ses Pods en marche")


def _strategy(node: Node) -> Iterator[Finding]:
    strategy = node.inner("strategy")
    if strategy.text("type") == "Recreate" and strategy.has("rollingUpdate"):
        yield forbidden(strategy, "rollingUpdate", "la stratégie est « Recreate »")
    rolling = strategy.inner("rollingUpdate")
    if _is_zero(rolling.value.get("maxSurge")) and _is_zero(rolling.value.get("maxUnavailable")):
        message = f"{rolling.name()} : maxSurge et maxUnavailable ne peuvent pas être nuls tous les deux"
        yield rolling.finding("K8S105", message, "laissez au moins l’un des deux avancer.", "maxUnavailable")


def _is_zero(value: JsonValue) -> bool:
    return value in (0, "0%") and value is not False


def _job(node: Node) -> Iterator[Finding]:
    spec = node.inner("template", "spec")
    if spec.value and spec.text("restartPolicy") not in ("OnFailure", "Never"):
        message = f"{spec.name('restartPolicy')} doit valoir OnFailure ou Never dans un Job"
        place = ("restartPolicy",) if spec.has("restartPolicy") else ()
        yield spec.finding(
            "K8S104", message, "écrivez « restartPolicy: Never » ou « restartPolicy: OnFailure ».", *place
        )
    if node.has("selector") and node.value.get("manualSelector") is not True:
        yield forbidden(node, "selector", "le serveur en donne un à chaque Job")


def _schedule(node: Node) -> Iterator[Finding]:
    schedule = node.text("schedule")
    fault = schedule_fault(schedule) if schedule else None
    if fault is not None:
        message = f"{node.name('schedule')} : « {schedule} » {fault.message}"
        yield node.finding("K8S702", message, fault.hint, "schedule")
    zone = node.text("timeZone")
    if node.has("timeZone") and (fault := zone_fault(zone)) is not None:
        yield node.finding(
            "K8S703", f"{node.name('timeZone')} : « {zone} » {fault.message}", fault.hint, "timeZone"
        )


_SELECTING: Final[tuple[Check, ...]] = (_selector, _long_running)
CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {
    APPS + "DeploymentSpec": (*_SELECTING, _strategy),
    APPS + "ReplicaSetSpec": _SELECTING,
    APPS + "StatefulSetSpec": _SELECTING,
    APPS + "DaemonSetSpec": _SELECTING,
    CORE + "ReplicationControllerSpec": (_map_selector, _long_running),
    BATCH + "JobSpec": (_job,),
    BATCH + "CronJobSpec": (_schedule,),
}

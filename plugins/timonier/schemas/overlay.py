"""What the API server's validation adds to the schemas, as data: each entry becomes a keyword of the JSON Schema.

Source: kubernetes/kubernetes, pkg/apis/*/validation; the enums of `data/enums.json` are those of the OpenAPI v3
documents (see its `source`), the others are written by hand after the validation code.
Names are those of the definitions, without `io.k8s.api.`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

from timonier.schemas.formats import (
    ANNOTATION_KEY,
    CONFIG_KEY,
    DNS_LABEL,
    DNS_SUBDOMAIN,
    ENV_NAME,
    IMAGE,
    LABEL_KEY,
    LABEL_VALUE,
    PERCENT,
    PORT_NAME,
    Format,
)

_API = "io.k8s.api."
_META = "io.k8s.apimachinery.pkg.apis.meta.v1."
_CRD = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1."
_INT32 = (1 << 31) - 1

Field = tuple[str, str]

_ENUMS: Final[dict[Field, str]] = {
    (_API + "autoscaling.v2.HPAScalingPolicy", "type"): "Pods Percent",
    (_API + "autoscaling.v2.HPAScalingRules", "selectPolicy"): "Max Min Disabled",
    (_API + "autoscaling.v2.MetricSpec", "type"): "Object Pods Resource ContainerResource External",
    (_API + "autoscaling.v2.MetricTarget", "type"): "Utilization Value AverageValue",
    (_API + "batch.v1.PodFailurePolicyOnPodConditionsPattern", "status"): "True False Unknown",
    (_API + "core.v1.ContainerResizePolicy", "resourceName"): "cpu memory",
    (_API + "core.v1.ContainerResizePolicy", "restartPolicy"): "NotRequired RestartContainer",
    (_API + "core.v1.PodOS", "name"): "linux windows",
    (_API + "networking.v1.IngressClassParametersReference", "scope"): "Cluster Namespace",
    (_API + "rbac.v1.RoleRef", "apiGroup"): "rbac.authorization.k8s.io",
    (_API + "rbac.v1.Subject", "kind"): "User Group ServiceAccount",
    (_CRD + "CustomResourceConversion", "strategy"): "None Webhook",
    (_CRD + "CustomResourceDefinitionSpec", "scope"): "Cluster Namespaced",
    (_META + "LabelSelectorRequirement", "operator"): "In NotIn Exists DoesNotExist",
}

_PORT = (1, 65535)
_COUNT = (0, _INT32)
_POSITIVE = (1, _INT32)
_LONG = (0, (1 << 63) - 1)
RANGES: Final[dict[Field, tuple[int, int]]] = {
    (_API + "core.v1.ContainerPort", "containerPort"): _PORT,
    (_API + "core.v1.ContainerPort", "hostPort"): (0, 65535),
    (_API + "core.v1.GRPCAction", "port"): _PORT,
    (_API + "core.v1.HTTPGetAction", "port"): _PORT,
    (_API + "core.v1.TCPSocketAction", "port"): _PORT,
    (_API + "core.v1.ServicePort", "port"): _PORT,
    (_API + "core.v1.ServicePort", "targetPort"): (0, 65535),
    (_API + "core.v1.EndpointPort", "port"): _PORT,
    (_API + "networking.v1.NetworkPolicyPort", "port"): _PORT,
    (_API + "networking.v1.ServiceBackendPort", "number"): (0, 65535),
    (_API + "core.v1.Probe", "failureThreshold"): _COUNT,
    (_API + "core.v1.Probe", "initialDelaySeconds"): _COUNT,
    (_API + "core.v1.Probe", "periodSeconds"): _COUNT,
    (_API + "core.v1.Probe", "successThreshold"): _COUNT,
    (_API + "core.v1.Probe", "timeoutSeconds"): _COUNT,
    (_API + "core.v1.Probe", "terminationGracePeriodSeconds"): _POSITIVE,
    (_API + "core.v1.PodSpec", "activeDeadlineSeconds"): _POSITIVE,
    (_API + "core.v1.WeightedPodAffinityTerm", "weight"): (1, 100),
    (_API + "core.v1.PreferredSchedulingTerm", "weight"): (1, 100),
    (_API + "core.v1.TopologySpreadConstraint", "maxSkew"): _POSITIVE,
    (_API + "core.v1.TopologySpreadConstraint", "minDomains"): _POSITIVE,
    (_API + "core.v1.ClientIPConfig", "timeoutSeconds"): (1, 86400),
    (_API + "core.v1.SecurityContext", "runAsUser"): _COUNT,
    (_API + "core.v1.SecurityContext", "runAsGroup"): _COUNT,
    (_API + "core.v1.PodSecurityContext", "runAsUser"): _COUNT,
    (_API + "core.v1.PodSecurityContext", "runAsGroup"): _COUNT,
    (_API + "core.v1.PodSecurityContext", "fsGroup"): _COUNT,
    (_API + "core.v1.ConfigMapVolumeSource", "defaultMode"): (0, 0o777),
    (_API + "core.v1.SecretVolumeSource", "defaultMode"): (0, 0o777),
    (_API + "core.v1.ProjectedVolumeSource", "defaultMode"): (0, 0o777),
    (_API + "core.v1.DownwardAPIVolumeSource", "defaultMode"): (0, 0o777),
    (_API + "core.v1.KeyToPath", "mode"): (0, 0o777),
    (_API + "core.v1.ServiceAccountTokenProjection", "expirationSeconds"): (600, 1 << 32),
    (_API + "core.v1.ReplicationControllerSpec", "replicas"): _COUNT,
    (_API + "core.v1.ReplicationControllerSpec", "minReadySeconds"): _COUNT,
    **{
        (f"{_API}apps.v1.{kind}Spec", field): _COUNT
        for kind in ("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet")
        for field in ("replicas", "minReadySeconds", "revisionHistoryLimit")
    },
    (_API + "apps.v1.DeploymentSpec", "progressDeadlineSeconds"): _COUNT,
    (_API + "apps.v1.RollingUpdateStatefulSetStrategy", "partition"): _COUNT,
    (_API + "apps.v1.StatefulSetOrdinals", "start"): _COUNT,
    (_API + "apps.v1.RollingUpdateDeployment", "maxSurge"): _COUNT,
    (_API + "apps.v1.RollingUpdateDeployment", "maxUnavailable"): _COUNT,
    (_API + "apps.v1.RollingUpdateDaemonSet", "maxSurge"): _COUNT,
    (_API + "apps.v1.RollingUpdateDaemonSet", "maxUnavailable"): _COUNT,
    (_API + "policy.v1.PodDisruptionBudgetSpec", "minAvailable"): _COUNT,
    (_API + "policy.v1.PodDisruptionBudgetSpec", "maxUnavailable"): _COUNT,
    (_API + "batch.v1.JobSpec", "parallelism"): _COUNT,
    (_API + "batch.v1.JobSpec", "completions"): _COUNT,
    (_API + "batch.v1.JobSpec", "backoffLimit"): _COUNT,
    (_API + "batch.v1.JobSpec", "activeDeadlineSeconds"): _LONG,
    (_API + "batch.v1.JobSpec", "ttlSecondsAfterFinished"): _COUNT,
    (_API + "batch.v1.CronJobSpec", "startingDeadlineSeconds"): _LONG,
    (_API + "batch.v1.CronJobSpec", "successfulJobsHistoryLimit"): _COUNT,
    (_API + "batch.v1.CronJobSpec", "failedJobsHistoryLimit"): _COUNT,
    (_API + "autoscaling.v1.HorizontalPodAutoscalerSpec", "maxReplicas"): _POSITIVE,
    (_API + "autoscaling.v1.HorizontalPodAutoscalerSpec", "minReplicas"): _POSITIVE,
    (_API + "autoscaling.v2.HorizontalPodAutoscalerSpec", "maxReplicas"): _POSITIVE,
    (_API + "autoscaling.v2.HorizontalPodAutoscalerSpec", "minReplicas"): _POSITIVE,
    (_API + "autoscaling.v1.HorizontalPodAutoscalerSpec", "targetCPUUtilizationPercentage"): _POSITIVE,
    (_API + "autoscaling.v2.MetricTarget", "averageUtilization"): _POSITIVE,
    (_API + "autoscaling.v2.HPAScalingPolicy", "value"): _POSITIVE,
    (_API + "autoscaling.v2.HPAScalingPolicy", "periodSeconds"): (1, 1800),
    (_API + "autoscaling.v2.HPAScalingRules", "stabilizationWindowSeconds"): (0, 3600),
    (_API + "scheduling.v1.PriorityClass", "value"): (-_INT32 - 1, 1_000_000_000),
}

FORMATS: Final[dict[Field, Format]] = {
    (_META + "ObjectMeta", "namespace"): DNS_LABEL,
    (_META + "LabelSelectorRequirement", "key"): LABEL_KEY,
    (_API + "core.v1.NodeSelectorRequirement", "key"): LABEL_KEY,
    (_API + "core.v1.Container", "name"): DNS_LABEL,
    (_API + "core.v1.Container", "image"): IMAGE,
    (_API + "core.v1.EphemeralContainer", "name"): DNS_LABEL,
    (_API + "core.v1.ContainerPort", "name"): PORT_NAME,
    (_API + "core.v1.HTTPGetAction", "port"): PORT_NAME,
    (_API + "core.v1.TCPSocketAction", "port"): PORT_NAME,
    (_API + "core.v1.EnvVar", "name"): ENV_NAME,
    (_API + "core.v1.Volume", "name"): DNS_LABEL,
    (_API + "core.v1.PodSpec", "hostname"): DNS_LABEL,
    (_API + "core.v1.PodSpec", "subdomain"): DNS_LABEL,
    (_API + "core.v1.PodSpec", "nodeName"): DNS_SUBDOMAIN,
    (_API + "core.v1.PodSpec", "serviceAccountName"): DNS_SUBDOMAIN,
    (_API + "core.v1.PodSpec", "priorityClassName"): DNS_SUBDOMAIN,
    (_API + "core.v1.PodSpec", "runtimeClassName"): DNS_SUBDOMAIN,
    (_API + "core.v1.PodAffinityTerm", "topologyKey"): LABEL_KEY,
    (_API + "core.v1.TopologySpreadConstraint", "topologyKey"): LABEL_KEY,
    (_API + "core.v1.Taint", "key"): LABEL_KEY,
    (_API + "core.v1.Toleration", "key"): LABEL_KEY,
    (_API + "core.v1.ServicePort", "name"): DNS_LABEL,
    (_API + "core.v1.ServicePort", "targetPort"): PORT_NAME,
    (_API + "core.v1.ConfigMapKeySelector", "key"): CONFIG_KEY,
    (_API + "core.v1.SecretKeySelector", "key"): CONFIG_KEY,
    (_API + "networking.v1.NetworkPolicyPort", "port"): PORT_NAME,
    (_API + "networking.v1.ServiceBackendPort", "name"): PORT_NAME,
    (_API + "networking.v1.IngressServiceBackend", "name"): DNS_LABEL,
    (_API + "networking.v1.IngressSpec", "ingressClassName"): DNS_SUBDOMAIN,
    (_API + "apps.v1.RollingUpdateDeployment", "maxSurge"): PERCENT,
    (_API + "apps.v1.RollingUpdateDeployment", "maxUnavailable"): PERCENT,
    (_API + "apps.v1.RollingUpdateDaemonSet", "maxSurge"): PERCENT,
    (_API + "apps.v1.RollingUpdateDaemonSet", "maxUnavailable"): PERCENT,
    (_API + "policy.v1.PodDisruptionBudgetSpec", "minAvailable"): PERCENT,
    (_API + "policy.v1.PodDisruptionBudgetSpec", "maxUnavailable"): PERCENT,
    (_API + "storage.v1.StorageClass", "provisioner"): LABEL_KEY,
}

MAPS: Final[dict[Field, tuple[Format, Format | None]]] = {
    (_META + "ObjectMeta", "labels"): (LABEL_KEY, LABEL_VALUE),
    (_META + "ObjectMeta", "annotations"): (ANNOTATION_KEY, None),
    (_META + "LabelSelector", "matchLabels"): (LABEL_KEY, LABEL_VALUE),
    (_API + "core.v1.PodSpec", "nodeSelector"): (LABEL_KEY, LABEL_VALUE),
    (_API + "core.v1.ServiceSpec", "selector"): (LABEL_KEY, LABEL_VALUE),
    (_API + "core.v1.ReplicationControllerSpec", "selector"): (LABEL_KEY, LABEL_VALUE),
    (_API + "core.v1.ConfigMap", "data"): (CONFIG_KEY, None),
    (_API + "core.v1.ConfigMap", "binaryData"): (CONFIG_KEY, None),
    (_API + "core.v1.Secret", "data"): (CONFIG_KEY, None),
    (_API + "core.v1.Secret", "stringData"): (CONFIG_KEY, None),
}

REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    _API + "apps.v1.DaemonSet": ("spec",),
    _API + "apps.v1.Deployment": ("spec",),
    _API + "apps.v1.ReplicaSet": ("spec",),
    _API + "apps.v1.ReplicaSetSpec": ("template",),
    _API + "apps.v1.StatefulSet": ("spec",),
    _API + "autoscaling.v1.HorizontalPodAutoscaler": ("spec",),
    _API + "autoscaling.v2.HorizontalPodAutoscaler": ("spec",),
    _API + "batch.v1.CronJob": ("spec",),
    _API + "batch.v1.Job": ("spec",),
    _API + "core.v1.ConfigMapVolumeSource": ("name",),
    _API + "core.v1.Container": ("image",),
    _API + "core.v1.PersistentVolume": ("spec",),
    _API + "core.v1.PersistentVolumeClaim": ("spec",),
    _API + "core.v1.PersistentVolumeClaimSpec": ("accessModes", "resources"),
    _API + "core.v1.PersistentVolumeSpec": ("accessModes", "capacity"),
    _API + "core.v1.Pod": ("spec",),
    _API + "core.v1.PodTemplateSpec": ("spec",),
    _API + "core.v1.EphemeralContainer": ("image",),
    _API + "core.v1.ReplicationController": ("spec",),
    _API + "core.v1.ReplicationControllerSpec": ("template",),
    _API + "core.v1.SecretVolumeSource": ("secretName",),
    _API + "core.v1.Service": ("spec",),
    _API + "networking.v1.Ingress": ("spec",),
}


@cache
def enums() -> Mapping[Field, tuple[str, ...]]:
    """Every field that takes a few words."""
    data = json.loads(resources.files("timonier.schemas").joinpath("data/enums.json").read_text(encoding="utf-8"))
    found = {(name, field): tuple(v) for name, fields in data["enums"].items() for field, v in fields.items()}
    return {**found, **{field: tuple(words.split()) for field, words in _ENUMS.items()}}


def keywords(owner: str, field: str, optional: bool) -> dict[str, Any]:
    """The JSON Schema keywords that the field of a definition gets on top of its type."""
    return dict(_keywords((owner, field), optional))


def _keywords(field: Field, optional: bool) -> Iterator[tuple[str, Any]]:
    if field in enums():
        yield "enum", [*enums()[field], *(("", None) if optional else ())]
    if field in RANGES:
        yield "minimum", RANGES[field][0]
        yield "maximum", RANGES[field][1]
    if field in FORMATS:
        yield from text_keywords(FORMATS[field], optional).items()
    if field in MAPS:
        yield "propertyNames", text_keywords(MAPS[field][0], False)


def text_keywords(form: Format, optional: bool) -> dict[str, Any]:
    """A format as JSON Schema; the server takes an empty text for an absent one."""
    empty = "^$|" if optional else ""
    return {"pattern": f"{empty}^(?:{form.pattern})$", "maxLength": form.longest}

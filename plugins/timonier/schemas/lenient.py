"""Fields that a schema lists as required and that the API server does without.

OpenAPI marks as required every Go field without `omitempty`; the server decodes an absent one to its zero value,
and refuses it only when its validation does (kubernetes/kubernetes, pkg/apis/*/validation).
Most of these lost the mark in later schemas: StatefulSet.spec.serviceName in 1.33, RoleRef.apiGroup in 1.36, …
"""

from __future__ import annotations

from typing import Final

_API = "io.k8s.api."
_CRD = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1."

NOT_REQUIRED: Final[frozenset[tuple[str, str]]] = frozenset(
    {
        (_API + "apps.v1.ControllerRevision", "revision"),
        (_API + "apps.v1.StatefulSetSpec", "serviceName"),
        (_API + "batch.v1.PodFailurePolicy", "rules"),
        (_API + "batch.v1.PodFailurePolicyOnPodConditionsPattern", "status"),
        (_API + "batch.v1.PodFailurePolicyRule", "onPodConditions"),
        (_API + "core.v1.Event", "involvedObject"),
        (_API + "core.v1.Event", "metadata"),
        (_API + "core.v1.HTTPHeader", "value"),
        (_API + "core.v1.ISCSIPersistentVolumeSource", "lun"),
        (_API + "core.v1.ISCSIVolumeSource", "lun"),
        (_API + "core.v1.LimitRangeSpec", "limits"),
        (_API + "core.v1.PreferredSchedulingTerm", "preference"),
        (_API + "core.v1.SleepAction", "seconds"),
        (_API + "core.v1.Sysctl", "value"),
        (_API + "discovery.v1.EndpointSlice", "endpoints"),
        (_API + "networking.v1.NetworkPolicySpec", "podSelector"),
        (_API + "rbac.v1.RoleRef", "apiGroup"),
        (_API + "scheduling.v1.PriorityClass", "value"),
        (_CRD + "CustomResourceDefinitionVersion", "served"),
        (_CRD + "CustomResourceDefinitionVersion", "storage"),
    }
)

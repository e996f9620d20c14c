"""Built-in API versions that Kubernetes no longer serves.

Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and the release notes; alpha versions from
the schemas of kubernetes-validate. A test compares the table with what vanishes from those schemas since 1.25.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Removal:
    """One kind of one API version: when it went, and what to write now.

    `replacement` is an apiVersion (or « apiVersion Kind » when the kind's name changed); when there is none,
    `advice` says what to do instead.
    """

    api_version: str
    kind: str
    removed_in: str
    replacement: str = ""
    since: str = ""
    advice: str = ""


_POD_SECURITY = "utilisez l’admission Pod Security (étiquettes pod-security.kubernetes.io/… des namespaces)."
_NOTHING = "retirez cet objet : rien ne le remplace."
_WORKLOADS = "apps/v1"
_WEBHOOKS = "MutatingWebhookConfiguration ValidatingWebhookConfiguration"
_POLICIES = "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding"
_REVIEWS = "LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview"
_ROLES = "ClusterRole ClusterRoleBinding Role RoleBinding"
_CLAIMS = "ResourceClaim ResourceClaimTemplate"
_FLOWS = "FlowSchema PriorityLevelConfiguration"

_ROWS: Final[tuple[tuple[str, str, str, str, str], ...]] = (
    ("extensions/v1beta1", "DaemonSet Deployment ReplicaSet", "1.16", _WORKLOADS, "1.9"),
    ("extensions/v1beta1", "NetworkPolicy", "1.16", "networking.k8s.io/v1", "1.8"),
    ("extensions/v1beta1", "Ingress", "1.22", "networking.k8s.io/v1", "1.19"),
    ("apps/v1beta1", "Deployment StatefulSet ControllerRevision", "1.16", _WORKLOADS, "1.9"),
    ("apps/v1beta2", "DaemonSet Deployment ReplicaSet StatefulSet ControllerRevision", "1.16", _WORKLOADS, "1.9"),
    ("batch/v2alpha1", "CronJob", "1.21", "batch/v1", "1.21"),
    ("batch/v1beta1", "CronJob", "1.25", "batch/v1", "1.21"),
    ("admissionregistration.k8s.io/v1beta1", _WEBHOOKS, "1.22", "admissionregistration.k8s.io/v1", "1.16"),
    ("admissionregistration.k8s.io/v1alpha1", _POLICIES, "1.32", "admissionregistration.k8s.io/v1", "1.30"),
    ("admissionregistration.k8s.io/v1beta1", _POLICIES, "1.34", "admissionregistration.k8s.io/v1", "1.30"),
    ("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", "1.22", "apiextensions.k8s.io/v1", "1.16"),
    ("apiregistration.k8s.io/v1beta1", "APIService", "1.22", "apiregistration.k8s.io/v1", "1.10"),
    ("authentication.k8s.io/v1beta1", "TokenReview", "1.22", "authentication.k8s.io/v1", "1.6"),
    ("authentication.k8s.io/v1alpha1", "SelfSubjectReview", "1.32", "authentication.k8s.io/v1", "1.28"),
    ("authentication.k8s.io/v1beta1", "SelfSubjectReview", "1.33", "authentication.k8s.io/v1", "1.28"),
    ("authorization.k8s.io/v1beta1", _REVIEWS, "1.22", "authorization.k8s.io/v1", "1.6"),
    ("authorization.k8s.io/v1beta1", "SelfSubjectRulesReview", "1.22", "authorization.k8s.io/v1", "1.8"),
    ("autoscaling/v2beta1", "HorizontalPodAutoscaler", "1.25", "autoscaling/v2", "1.23"),
    ("autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.26", "autoscaling/v2", "1.23"),
    ("certificates.k8s.io/v1beta1", "CertificateSigningRequest", "1.22", "certificates.k8s.io/v1", "1.19"),
    ("certificates.k8s.io/v1alpha1", "PodCertificateRequest", "1.35", "certificates.k8s.io/v1beta1", "1.35"),
    ("certificates.k8s.io/v1alpha1", "ClusterTrustBundle", "1.37", "certificates.k8s.io/v1", "1.37"),
    ("coordination.k8s.io/v1beta1", "Lease", "1.22", "coordination.k8s.io/v1", "1.14"),
    ("coordination.k8s.io/v1alpha1", "LeaseCandidate", "1.32", "coordination.k8s.io/v1beta1", "1.33"),
    ("discovery.k8s.io/v1beta1", "EndpointSlice", "1.25", "discovery.k8s.io/v1", "1.21"),
    ("events.k8s.io/v1beta1", "Event", "1.25", "events.k8s.io/v1", "1.19"),
    ("flowcontrol.apiserver.k8s.io/v1beta1", _FLOWS, "1.26", "flowcontrol.apiserver.k8s.io/v1", "1.29"),
    ("flowcontrol.apiserver.k8s.io/v1beta2", _FLOWS, "1.29", "flowcontrol.apiserver.k8s.io/v1", "1.29"),
    ("flowcontrol.apiserver.k8s.io/v1beta3", _FLOWS, "1.32", "flowcontrol.apiserver.k8s.io/v1", "1.29"),
    ("networking.k8s.io/v1beta1", "Ingress IngressClass", "1.22", "networking.k8s.io/v1", "1.19"),
    ("networking.k8s.io/v1alpha1", "IPAddress ServiceCIDR", "1.31", "networking.k8s.io/v1", "1.33"),
    ("networking.k8s.io/v1beta1", "IPAddress ServiceCIDR", "1.37", "networking.k8s.io/v1", "1.33"),
    ("node.k8s.io/v1beta1", "RuntimeClass", "1.25", "node.k8s.io/v1", "1.20"),
    ("policy/v1beta1", "PodDisruptionBudget", "1.25", "policy/v1", "1.21"),
    ("rbac.authorization.k8s.io/v1beta1", _ROLES, "1.22", "rbac.authorization.k8s.io/v1", "1.8"),
    ("rbac.authorization.k8s.io/v1alpha1", _ROLES, "1.23", "rbac.authorization.k8s.io/v1", "1.8"),
    ("resource.k8s.io/v1alpha1", _CLAIMS, "1.27", "resource.k8s.io/v1", "1.34"),
    ("resource.k8s.io/v1alpha1", "ResourceClass", "1.27", "resource.k8s.io/v1 DeviceClass", "1.34"),
    ("resource.k8s.io/v1alpha2", f"{_CLAIMS} ResourceSlice", "1.31", "resource.k8s.io/v1", "1.34"),
    ("resource.k8s.io/v1alpha2", "ResourceClass", "1.31", "resource.k8s.io/v1 DeviceClass", "1.34"),
    ("resource.k8s.io/v1alpha3", f"{_CLAIMS} DeviceClass ResourceSlice", "1.34", "resource.k8s.io/v1", "1.34"),
    ("scheduling.k8s.io/v1beta1", "PriorityClass", "1.22", "scheduling.k8s.io/v1", "1.14"),
    ("scheduling.k8s.io/v1alpha1", "PriorityClass", "1.23", "scheduling.k8s.io/v1", "1.14"),
    ("scheduling.k8s.io/v1alpha1", "Workload", "1.36", "scheduling.k8s.io/v1beta1", "1.37"),
    ("scheduling.k8s.io/v1alpha2", "PodGroup Workload", "1.37", "scheduling.k8s.io/v1beta1", "1.37"),
    ("storage.k8s.io/v1beta1", "CSIDriver", "1.22", "storage.k8s.io/v1", "1.18"),
    ("storage.k8s.io/v1beta1", "CSINode", "1.22", "storage.k8s.io/v1", "1.17"),
    ("storage.k8s.io/v1beta1", "StorageClass", "1.22", "storage.k8s.io/v1", "1.6"),
    ("storage.k8s.io/v1beta1", "VolumeAttachment", "1.22", "storage.k8s.io/v1", "1.13"),
    ("storage.k8s.io/v1beta1", "CSIStorageCapacity", "1.27", "storage.k8s.io/v1", "1.24"),
    ("storage.k8s.io/v1alpha1", "VolumeAttributesClass", "1.35", "storage.k8s.io/v1", "1.34"),
    ("storage.k8s.io/v1beta1", "VolumeAttributesClass", "1.37", "storage.k8s.io/v1", "1.34"),
    (
        "storagemigration.k8s.io/v1alpha1",
        "StorageVersionMigration",
        "1.35",
        "storagemigration.k8s.io/v1beta1",
        "1.35",
    ),
)

_WITHOUT_REPLACEMENT: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("extensions/v1beta1", "PodSecurityPolicy", "1.16", _POD_SECURITY),
    ("policy/v1beta1", "PodSecurityPolicy", "1.25", _POD_SECURITY),
    ("settings.k8s.io/v1alpha1", "PodPreset", "1.20", _NOTHING),
    ("auditregistration.k8s.io/v1alpha1", "AuditSink", "1.19", _NOTHING),
    ("networking.k8s.io/v1alpha1", "ClusterCIDR", "1.29", _NOTHING),
    ("resource.k8s.io/v1alpha1", "PodScheduling", "1.27", _NOTHING),
    ("resource.k8s.io/v1alpha2", "PodSchedulingContext", "1.31", _NOTHING),
    ("resource.k8s.io/v1alpha2", "ResourceClaimParameters ResourceClassParameters", "1.31", _NOTHING),
    ("resource.k8s.io/v1alpha3", "PodSchedulingContext", "1.32", _NOTHING),
)


def _removals() -> Iterator[Removal]:
    for api_version, kinds, removed_in, replacement, since in _ROWS:
        for kind in kinds.split():
            yield Removal(api_version, kind, removed_in, replacement, since)
    for api_version, kinds, removed_in, advice in _WITHOUT_REPLACEMENT:
        for kind in kinds.split():
            yield Removal(api_version, kind, removed_in, advice=advice)


REMOVALS: Final[tuple[Removal, ...]] = tuple(_removals())
_BY_API: Final = {(removal.api_version, removal.kind): removal for removal in REMOVALS}


def find(api_version: str, kind: str) -> Removal | None:
    """The removal of a kind, or of the kind that a list of it holds (`IngressList`)."""
    return _BY_API.get((api_version, kind)) or _BY_API.get((api_version, kind.removesuffix("List")))

"""Where the objects of a kind live: in a namespace, or in the whole cluster.

In: a manifest's apiVersion and kind. Out: its `Reach`. The schemas do not say it.

Source: `kubectl api-resources --namespaced=false` (Kubernetes 1.37), and the `scope` of the custom resources that
the package carries.
"""

from __future__ import annotations

from typing import Final, Literal

from timonier.schemas import store
from timonier.schemas.custom import Catalogue

Reach = Literal["namespace", "cluster", "unknown"]

_NAMES = """
    Namespace Node PersistentVolume ComponentStatus
    admissionregistration.k8s.io/MutatingAdmissionPolicy admissionregistration.k8s.io/MutatingAdmissionPolicyBinding
    admissionregistration.k8s.io/MutatingWebhookConfiguration
    admissionregistration.k8s.io/ValidatingAdmissionPolicy
    admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding
    admissionregistration.k8s.io/ValidatingWebhookConfiguration
    apiextensions.k8s.io/CustomResourceDefinition apiregistration.k8s.io/APIService
    authentication.k8s.io/SelfSubjectReview authentication.k8s.io/TokenReview
    authorization.k8s.io/SelfSubjectAccessReview authorization.k8s.io/SelfSubjectRulesReview
    authorization.k8s.io/SubjectAccessReview
    certificates.k8s.io/CertificateSigningRequest certificates.k8s.io/ClusterTrustBundle
    flowcontrol.apiserver.k8s.io/FlowSchema flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration
    internal.apiserver.k8s.io/StorageVersion storagemigration.k8s.io/StorageVersionMigration
    networking.k8s.io/IPAddress networking.k8s.io/IngressClass networking.k8s.io/ServiceCIDR
    node.k8s.io/RuntimeClass scheduling.k8s.io/PriorityClass
    rbac.authorization.k8s.io/ClusterRole rbac.authorization.k8s.io/ClusterRoleBinding
    resource.k8s.io/DeviceClass resource.k8s.io/DeviceTaintRule resource.k8s.io/ResourcePoolStatusRequest
    resource.k8s.io/ResourceSlice
    storage.k8s.io/CSIDriver storage.k8s.io/CSINode storage.k8s.io/StorageClass storage.k8s.io/VolumeAttachment
    storage.k8s.io/VolumeAttributesClass
    argoproj.io/ClusterAnalysisTemplate awspca.cert-manager.io/AWSPCAClusterIssuer cert-manager.io/ClusterIssuer
    gateway.networking.k8s.io/GatewayClass policy.cert-manager.io/CertificateRequestPolicy
    trust.cert-manager.io/Bundle trust-manager.io/ClusterBundle
"""
CLUSTER_WIDE: Final = frozenset(_NAMES.split())
"""`group/Kind`, or `Kind` for the core group."""


def reach(api_version: str, kind: str, version: str) -> Reach:
    """The reach of a kind in a version of Kubernetes; `unknown` for a custom resource of nobody we know."""
    group = api_version.rpartition("/")[0]
    if (f"{group}/{kind}" if group else kind) in CLUSTER_WIDE:
        return "cluster"
    known = (api_version, kind) in store.load(version).kinds or Catalogue().find(api_version, kind, version)
    return "namespace" if known else "unknown"

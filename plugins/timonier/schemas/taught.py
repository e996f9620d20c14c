"""The definitions that courses show, the commonest first: which one a fragment is when its keys fit several.

Names are those of the definitions, without `io.k8s.api.` or what stands before `meta.v1`.
"""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
core.v1.Pod apps.v1.Deployment core.v1.Service core.v1.ConfigMap core.v1.Secret meta.v1.ObjectMeta
core.v1.Container core.v1.PodSpec apps.v1.DeploymentSpec core.v1.ServiceSpec core.v1.Volume
core.v1.EnvVar core.v1.EnvVarSource core.v1.EnvFromSource core.v1.ContainerPort core.v1.ServicePort
core.v1.VolumeMount core.v1.ResourceRequirements core.v1.Probe core.v1.HTTPGetAction core.v1.ExecAction
core.v1.TCPSocketAction core.v1.GRPCAction core.v1.Toleration core.v1.Taint core.v1.SecurityContext
core.v1.PodSecurityContext core.v1.Capabilities core.v1.SeccompProfile
core.v1.ConfigMapKeySelector core.v1.SecretKeySelector core.v1.ObjectFieldSelector core.v1.ResourceFieldSelector
core.v1.ConfigMapVolumeSource core.v1.SecretVolumeSource core.v1.EmptyDirVolumeSource core.v1.HostPathVolumeSource
core.v1.PersistentVolumeClaimVolumeSource core.v1.ProjectedVolumeSource core.v1.VolumeProjection core.v1.KeyToPath
core.v1.Lifecycle core.v1.LifecycleHandler core.v1.PodTemplateSpec meta.v1.LabelSelector
meta.v1.LabelSelectorRequirement core.v1.Affinity core.v1.NodeAffinity core.v1.PodAffinity core.v1.PodAntiAffinity
core.v1.NodeSelector core.v1.NodeSelectorTerm core.v1.NodeSelectorRequirement core.v1.PreferredSchedulingTerm
core.v1.PodAffinityTerm core.v1.WeightedPodAffinityTerm core.v1.TopologySpreadConstraint core.v1.HostAlias
apps.v1.DeploymentStrategy apps.v1.RollingUpdateDeployment
core.v1.PersistentVolumeClaim core.v1.PersistentVolumeClaimSpec core.v1.VolumeResourceRequirements
core.v1.PersistentVolume core.v1.PersistentVolumeSpec storage.v1.StorageClass
networking.v1.Ingress networking.v1.IngressSpec networking.v1.IngressRule networking.v1.HTTPIngressRuleValue
networking.v1.HTTPIngressPath networking.v1.IngressBackend networking.v1.IngressServiceBackend
networking.v1.ServiceBackendPort networking.v1.IngressTLS networking.v1.IngressClass
networking.v1.NetworkPolicy networking.v1.NetworkPolicySpec networking.v1.NetworkPolicyIngressRule
networking.v1.NetworkPolicyEgressRule networking.v1.NetworkPolicyPeer networking.v1.NetworkPolicyPort
networking.v1.IPBlock
rbac.v1.Role rbac.v1.ClusterRole rbac.v1.PolicyRule rbac.v1.RoleBinding rbac.v1.ClusterRoleBinding rbac.v1.RoleRef
rbac.v1.Subject rbac.v1.AggregationRule core.v1.ServiceAccount core.v1.LocalObjectReference
apps.v1.StatefulSet apps.v1.StatefulSetSpec apps.v1.StatefulSetUpdateStrategy
apps.v1.RollingUpdateStatefulSetStrategy apps.v1.DaemonSet apps.v1.DaemonSetSpec apps.v1.DaemonSetUpdateStrategy
apps.v1.RollingUpdateDaemonSet apps.v1.ReplicaSet apps.v1.ReplicaSetSpec
batch.v1.Job batch.v1.JobSpec batch.v1.CronJob batch.v1.CronJobSpec batch.v1.JobTemplateSpec
autoscaling.v2.HorizontalPodAutoscaler autoscaling.v2.HorizontalPodAutoscalerSpec autoscaling.v2.MetricSpec
autoscaling.v2.MetricTarget autoscaling.v2.ResourceMetricSource autoscaling.v2.HorizontalPodAutoscalerBehavior
autoscaling.v2.HPAScalingRules autoscaling.v2.HPAScalingPolicy autoscaling.v2.CrossVersionObjectReference
policy.v1.PodDisruptionBudget policy.v1.PodDisruptionBudgetSpec
core.v1.Namespace core.v1.ResourceQuota core.v1.ResourceQuotaSpec core.v1.LimitRange core.v1.LimitRangeSpec
core.v1.LimitRangeItem scheduling.v1.PriorityClass core.v1.Node core.v1.NodeSpec
core.v1.ReplicationController core.v1.ReplicationControllerSpec core.v1.PodDNSConfig core.v1.PodDNSConfigOption
core.v1.PodSecurityContext core.v1.Sysctl core.v1.HTTPHeader core.v1.SessionAffinityConfig core.v1.ClientIPConfig
core.v1.ConfigMapEnvSource core.v1.SecretEnvSource core.v1.ConfigMapProjection core.v1.SecretProjection
core.v1.DownwardAPIVolumeSource core.v1.DownwardAPIVolumeFile core.v1.NFSVolumeSource core.v1.CSIVolumeSource
core.v1.CSIPersistentVolumeSource core.v1.ServiceAccountTokenProjection core.v1.EphemeralContainer
core.v1.Endpoints core.v1.EndpointSubset discovery.v1.EndpointSlice discovery.v1.Endpoint core.v1.ObjectReference
admissionregistration.v1.ValidatingAdmissionPolicy admissionregistration.v1.ValidatingAdmissionPolicySpec
admissionregistration.v1.Validation admissionregistration.v1.ValidatingWebhookConfiguration
apiextensions.v1.CustomResourceDefinition apiextensions.v1.CustomResourceDefinitionSpec
apiextensions.v1.CustomResourceDefinitionVersion apiextensions.v1.CustomResourceDefinitionNames
apiextensions.v1.CustomResourceValidation apiextensions.v1.JSONSchemaProps
"""

TAUGHT: Final = {name: rank for rank, name in reversed([*enumerate(_NAMES.split())])}
"""Definition, without its prefix: its place among those that courses show."""

HABITS: Final = (
    (("resources", "requests", "storage"), "core.v1.PersistentVolumeClaimSpec"),
    (("requests", "storage"), "core.v1.VolumeResourceRequirements"),
    (("securityContext", "runAsUser", "fsGroup"), "core.v1.PodSpec"),
)
"""Keys, one in another, that mean one definition although others could hold them."""

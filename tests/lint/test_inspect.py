"""Rules beyond the schema: one fault each, its code and its place; and what they leave alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.core.manifest import Manifest, manifests
from timonier.core.yamldoc import load
from timonier.lint.inspect import inspect
from timonier.schemas.words import path_text

PATH = "  - http: {{paths: [{{path: {0}, pathType: Prefix, backend: {1}}}]}}\n"
TARGET = "  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization}}}]\n"
POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n"
CONTAINER = "  containers:\n  - name: a\n    image: b\n"
SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n"
INGRESS = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec:\n  rules:\n"
POLICY = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec:\n  podSelector: {}\n"
SECRET = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n"
ROLE = "apiVersion: rbac.authorization.k8s.io/v1\nkind: {0}\nmetadata: {{name: a}}\n"
TEMPLATE = "  template:\n    metadata: {labels: {app: a}}\n    spec: {containers: [{name: a, image: b%s}]%s}\n"
VOLUME = "apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: a}\nspec:\n  accessModes: [ReadWriteOnce]\n"
CLAIM = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec:\n"
HPA = (
    "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n"
    "  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}\n"
)


def workload(kind, lines="", container="", pod="", selector="{matchLabels: {app: a}}"):
    head = f"apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: a}}\nspec:\n  selector: {selector}\n{lines}"
    return head + TEMPLATE % (container, pod)


def found(text, version="1.37"):
    (manifest,) = manifests(load(text).documents[0])
    return [f"{finding.code} {path_text(finding.path)}".strip() for finding in inspect(manifest, version)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("apiVersion: v1\nkind: Pod\nspec:\n" + CONTAINER, "K8S301"),
        ("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: Été}\n", "K8S201 metadata.name"),
        ("apiVersion: v1\nkind: Namespace\nmetadata: {name: a.b}\n", "K8S201 metadata.name"),
        ("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ''}\n", "K8S301 metadata.name"),
        (POD + CONTAINER + "  - {name: a, image: b}\n", "K8S401 spec.containers[1].name"),
        (POD + CONTAINER + "  volumes: [{name: v}, {name: v}]\n", "K8S401 spec.volumes[1].name"),
        (
            POD + CONTAINER + "  volumes: [{name: v, emptyDir: {}, hostPath: {path: /a}}]\n",
            "K8S302 spec.volumes[0].hostPath",
        ),
        (
            POD + CONTAINER + "    volumeMounts: [{name: v, mountPath: /a}]\n",
            "K8S801 spec.containers[0].volumeMounts[0].name",
        ),
        (
            POD + CONTAINER + "    ports: [{containerPort: 80, hostPort: 8}, {containerPort: 81, hostPort: 8}]\n",
            "K8S401 spec.containers[0].ports[1].hostPort",
        ),
        (
            POD + "  hostNetwork: true\n" + CONTAINER + "    ports: [{containerPort: 80, hostPort: 81}]\n",
            "K8S105 spec.containers[0].ports[0].hostPort",
        ),
        (
            POD + CONTAINER + "  tolerations: [{key: a, operator: Exists, value: b}]\n",
            "K8S303 spec.tolerations[0].value",
        ),
        (POD + CONTAINER + "  tolerations: [{effect: NoSchedule}]\n", "K8S301 spec.tolerations[0]"),
        (POD + CONTAINER + "  dnsPolicy: None\n", "K8S301 spec"),
        (POD + CONTAINER + "    livenessProbe: {periodSeconds: 3}\n", "K8S301 spec.containers[0].livenessProbe"),
        (POD + CONTAINER + "    env: [{name: A, valueFrom: {}}]\n", "K8S301 spec.containers[0].env[0].valueFrom"),
        (POD + CONTAINER + "    envFrom: [{}]\n", "K8S301 spec.containers[0].envFrom[0]"),
        (
            POD + CONTAINER + "    resources: {requests: {cpu: 2}, limits: {cpu: 500m}}\n",
            "K8S502 spec.containers[0].resources.requests.cpu",
        ),
        (
            POD + CONTAINER + "    resources: {limits: {exemple.test/gpu: 0.5}}\n",
            'K8S502 spec.containers[0].resources.limits["exemple.test/gpu"]',
        ),
        (POD + CONTAINER + "    lifecycle: {preStop: {}}\n", "K8S301 spec.containers[0].lifecycle.preStop"),
        (
            POD + CONTAINER + "  volumes: [{name: v, configMap: {name: c, items: [{key: a, path: ../b}]}}]\n",
            "K8S701 spec.volumes[0].configMap.items[0].path",
        ),
        (SERVICE + "  selector: {a: b}\n", "K8S301 spec"),
        (SERVICE + "  ports: [{name: a, port: 80}, {name: a, port: 81}]\n", "K8S401 spec.ports[1].name"),
        (SERVICE + "  ports: [{name: a, port: 80}, {name: b, port: 80}]\n", "K8S401 spec.ports[1].port"),
        (SERVICE + "  type: NodePort\n  clusterIP: None\n  ports: [{port: 80}]\n", "K8S303 spec.clusterIP"),
        (SERVICE + "  externalTrafficPolicy: Local\n  ports: [{port: 80}]\n", "K8S303 spec.externalTrafficPolicy"),
        (SERVICE + "  type: ExternalName\n  externalName: https://a.test\n", "K8S701 spec.externalName"),
        (INGRESS + "  - host: a.test:80\n", "K8S701 spec.rules[0].host"),
        (
            INGRESS + PATH.format("a", "{service: {name: a, port: {number: 80}}}"),
            "K8S701 spec.rules[0].http.paths[0].path",
        ),
        (
            INGRESS + "  - http: {paths: [{path: /, pathType: Prefix, backend: {}}]}\n",
            "K8S301 spec.rules[0].http.paths[0].backend",
        ),
        (
            INGRESS + "  - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: a, port: {}}}}]}\n",
            "K8S301 spec.rules[0].http.paths[0].backend.service",
        ),
        (POLICY + "  egress: [{to: [{ipBlock: {cidr: 10.0.0.1}}]}]\n", "K8S701 spec.egress[0].to[0].ipBlock.cidr"),
        (
            POLICY + "  egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [192.0.2.0/24]}}]}]\n",
            "K8S701 spec.egress[0].to[0].ipBlock.except[0]",
        ),
        (POLICY + "  ingress: [{ports: [{port: 80, endPort: 70}]}]\n", "K8S105 spec.ingress[0].ports[0].endPort"),
        (workload("Deployment", selector="{matchLabels: {app: b}}"), "K8S601 spec.selector.matchLabels.app"),
        (
            workload("Deployment", selector="{matchExpressions: [{key: app, operator: NotIn, values: [a]}]}"),
            "K8S601 spec.selector.matchExpressions[0]",
        ),
        (
            workload("Deployment", "  strategy: {type: Recreate, rollingUpdate: {}}\n"),
            "K8S303 spec.strategy.rollingUpdate",
        ),
        (workload("DaemonSet", pod=", restartPolicy: Never"), "K8S104 spec.template.spec.restartPolicy"),
        (
            "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n" + TEMPLATE % ("", ""),
            "K8S104 spec.template.spec",
        ),
        (HPA + "  minReplicas: 5\n  maxReplicas: 2\n", "K8S105 spec.maxReplicas"),
        (HPA + "  maxReplicas: 2\n  metrics: [{type: Resource}]\n", "K8S301 spec.metrics[0]"),
        (
            HPA + "  maxReplicas: 2\n" + TARGET,
            "K8S301 spec.metrics[0].resource.target",
        ),
        (VOLUME + "  capacity: {storage: 1Gi}\n  local: {path: /a}\n", "K8S301 spec"),
        (
            CLAIM + "  accessModes: [ReadWriteOncePod, ReadWriteOnce]\n  resources: {requests: {storage: 1}}\n",
            "K8S302 spec.accessModes",
        ),
        (CLAIM + "  accessModes: [ReadWriteOnce]\n  resources: {limits: {storage: 1}}\n", "K8S301 spec.resources"),
        (SECRET + "data: {a: é}\n", "K8S704 data.a"),
        (SECRET + "type: kubernetes.io/tls\nstringData: {tls.crt: a}\n", "K8S301"),
        (
            SECRET + "type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: '{'}\n",
            'K8S704 stringData[".dockerconfigjson"]',
        ),
        (ROLE.format("Role") + "rules: [{apiGroups: [''], resources: [], verbs: [get]}]\n", "K8S301 rules[0]"),
        (
            ROLE.format("ClusterRoleBinding") + "roleRef: {kind: Role, name: a}\n",
            "K8S104 roleRef.kind",
        ),
        (
            ROLE.format("ClusterRoleBinding")
            + "roleRef: {kind: ClusterRole, name: a}\nsubjects: [{kind: ServiceAccount, name: a}]\n",
            "K8S301 subjects[0]",
        ),
        (
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: a}\nbinaryData: {k: YQ==}\n",
            "K8S401 binaryData.k",
        ),
    ],
)
def test_one_fault(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}\nspec:\n" + CONTAINER,
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: 'system:A'}\n",
        "apiVersion: authorization.k8s.io/v1\nkind: SelfSubjectAccessReview\nspec: {}\n",
        POD
        + CONTAINER
        + "  tolerations: [{operator: Exists}, {key: a, effect: NoExecute, tolerationSeconds: 3}]\n",
        POD + CONTAINER + "    resources: {requests: {cpu: 1000m}, limits: {cpu: 1, memory: 1e3}}\n",
        SERVICE + "  clusterIP: None\n",
        SERVICE + "  type: ExternalName\n  externalName: a.test.\n",
        SERVICE + "  ports: [{name: a, port: 53}, {name: b, port: 53, protocol: UDP}]\n",
        INGRESS + "  - host: '*.a.test'\n",
        POLICY + "  egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]\n",
        POLICY + "  ingress: [{}]\n",
        workload("Deployment", selector="{matchExpressions: [{key: app, operator: In, values: [a]}]}"),
        workload("ReplicaSet", pod=", restartPolicy: Always"),
        SECRET + "data: {a: 'YWJj\n\n  ZGVm'}\n",
        "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}]\n",
    ],
)
def test_nothing_wrong(text):
    assert found(text) == []


@pytest.mark.parametrize("version", ["1.25", "1.37"])
def test_a_claim_may_ask_for_more_than_its_limit(version):
    resources = "{requests: {storage: 2Gi}, limits: {storage: 1Gi}}"
    assert found(f"{CLAIM}  accessModes: [ReadWriteOnce]\n  resources: {resources}\n", version) == []


def test_the_pods_of_a_stateful_set_are_only_warned_about():
    (manifest,) = manifests(
        load(workload("StatefulSet", container=", env: [{name: A, valueFrom: {}}]")).documents[0]
    )
    (finding,) = inspect(manifest, "1.37")
    assert (finding.code, finding.severity) == ("K8S301", "warning")
    assert finding.hint.endswith("Le serveur accepte ce StatefulSet, mais il refusera ses Pods.")


def test_a_stateful_set_mounts_its_claims():
    spec = "{accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}"
    claims = f"  volumeClaimTemplates: [{{metadata: {{name: v}}, spec: {spec}}}]\n"
    assert found(workload("StatefulSet", claims, container=", volumeMounts: [{name: v, mountPath: /a}]")) == []


def test_after_a_misspelled_field_nothing_is_said_to_be_missing():
    assert found(SERVICE + "  prots: [{port: 80}]\n") == ["K8S102 spec.prots"]


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
APIS = [("v1", "Pod"), ("v1", "Service"), ("v1", "Secret"), ("batch/v1", "CronJob"), ("apps/v1", "Deployment")]
OTHER_APIS = [
    ("networking.k8s.io/v1", "Ingress"),
    ("autoscaling/v2", "HorizontalPodAutoscaler"),
    ("v1", "PersistentVolumeClaim"),
]
FIELDS = [
    "containers",
    "ports",
    "selector",
    "template",
    "rules",
    "metrics",
    "schedule",
    "type",
    "volumes",
    "resources",
]
SPECS = st.dictionaries(st.sampled_from(FIELDS), ANY, max_size=4)


@given(st.sampled_from(APIS + OTHER_APIS), ANY | SPECS, ANY)
def test_no_object_makes_a_rule_fail(api, spec, metadata):
    value = {"apiVersion": api[0], "kind": api[1], "metadata": metadata, "spec": spec, "data": spec}
    assert isinstance(inspect(Manifest(*api, value), "1.37"), tuple)

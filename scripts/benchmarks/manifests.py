"""Manifests to measure with: 24 kinds of objects, written as people write them, the same ones at every run.

In: a number and a seed. Out: one text a manifest. All of them are valid, so a run does the whole work.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from names import Names

SEED: Final = 20261121
A_FOLDER: Final = 100
"""Manifests in one folder."""


def _namespace(n: Names) -> str:
    return n.head("v1", "Namespace", namespaced=False)


def _config_map(n: Names) -> str:
    lines = "".join(f"  cle-{i}: valeur de {n.part} {i}\n" for i in range(n.few))
    return n.head("v1", "ConfigMap") + f"data:\n{lines}  serveur.conf: |\n    port = {n.port}\n    # deux lignes\n"


def _secret(n: Names) -> str:
    return n.head("v1", "Secret") + 'type: Opaque\nstringData:\n  mot-de-passe: "2026"\n  jeton: dGltb25pZXI=\n'


def _service(n: Names) -> str:
    ports = f"  ports:\n    - name: http\n      port: 80\n      targetPort: {n.port}\n      protocol: TCP\n"
    return n.head("v1", "Service") + f"spec:\n  type: ClusterIP\n  selector:\n{n.labels(4)}{ports}"


def _pod(n: Names) -> str:
    return n.head("v1", "Pod") + f"spec:\n{n.pod(2)}"


def _deployment(n: Names) -> str:
    strategy = (
        "  strategy:\n    type: RollingUpdate\n    rollingUpdate:\n      maxSurge: 1\n      maxUnavailable: 25%\n"
    )
    spec = f"spec:\n  replicas: {n.few}\n{n.selector(2)}{strategy}{n.template(2)}"
    return n.head("apps/v1", "Deployment") + spec


def _stateful_set(n: Names) -> str:
    claims = (
        "  volumeClaimTemplates:\n    - metadata:\n        name: disque\n      spec:\n"
        "        accessModes: [ReadWriteOnce]\n        resources:\n          requests:\n"
        f"            storage: {n.few}Gi\n"
    )
    spec = f"spec:\n  serviceName: {n.part}\n  replicas: {n.few}\n{n.selector(2)}{n.template(2)}{claims}"
    return n.head("apps/v1", "StatefulSet") + spec


def _daemon_set(n: Names) -> str:
    return n.head("apps/v1", "DaemonSet") + f"spec:\n{n.selector(2)}{n.template(2)}"


def _job(n: Names) -> str:
    return n.head("batch/v1", "Job") + f"spec:\n  backoffLimit: {n.few}\n{n.template(2, restart='Never')}"


def _cron_job(n: Names) -> str:
    spec = f'spec:\n  schedule: "{n.few * 5} 3 * * *"\n  concurrencyPolicy: Forbid\n  jobTemplate:\n    spec:\n'
    return n.head("batch/v1", "CronJob") + spec + n.template(6, restart="OnFailure")


def _ingress(n: Names) -> str:
    return (
        n.head("networking.k8s.io/v1", "Ingress")
        + f"""\
spec:
  ingressClassName: nginx
  rules:
    - host: {n.part}.example.com
      http:
        paths:
          - path: /{n.part}
            pathType: Prefix
            backend:
              service:
                name: {n.part}
                port:
                  number: 80
"""
    )


def _network_policy(n: Names) -> str:
    return (
        n.head("networking.k8s.io/v1", "NetworkPolicy")
        + f"""\
spec:
  podSelector:
    matchLabels:
{n.labels(6)}  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: {n.team}
        - ipBlock:
            cidr: 10.{n.few}.0.0/16
      ports:
        - protocol: TCP
          port: {n.port}
"""
    )


def _service_account(n: Names) -> str:
    return n.head("v1", "ServiceAccount") + "automountServiceAccountToken: false\n"


def _rules(n: Names) -> str:
    return f"""\
rules:
  - apiGroups: [""]
    resources: [pods, pods/log]
    verbs: [get, list, watch]
  - apiGroups: [apps]
    resources: [deployments]
    resourceNames: [{n.part}]
    verbs: [get, patch]
"""


def _role(n: Names) -> str:
    return n.head("rbac.authorization.k8s.io/v1", "Role") + _rules(n)


def _cluster_role(n: Names) -> str:
    return n.head("rbac.authorization.k8s.io/v1", "ClusterRole", namespaced=False) + _rules(n)


def _binding(n: Names, kind: str) -> str:
    return f"""\
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {kind}
  name: {n.part}
subjects:
  - kind: ServiceAccount
    name: {n.part}
    namespace: {n.team}
"""


def _role_binding(n: Names) -> str:
    return n.head("rbac.authorization.k8s.io/v1", "RoleBinding") + _binding(n, "Role")


def _cluster_role_binding(n: Names) -> str:
    head = n.head("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", namespaced=False)
    return head + _binding(n, "ClusterRole")


def _claim(n: Names) -> str:
    resources = f"  resources:\n    requests:\n      storage: {n.few}Gi\n"
    spec = f"spec:\n  accessModes:\n    - ReadWriteOnce\n  storageClassName: rapide\n{resources}"
    return n.head("v1", "PersistentVolumeClaim") + spec


def _volume(n: Names) -> str:
    return (
        n.head("v1", "PersistentVolume", namespaced=False)
        + f"""\
spec:
  capacity:
    storage: {n.few}Gi
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Retain
  storageClassName: rapide
  hostPath:
    path: /srv/{n.part}
    type: DirectoryOrCreate
"""
    )


def _storage_class(n: Names) -> str:
    rest = "provisioner: example.com/disque\nreclaimPolicy: Delete\nvolumeBindingMode: WaitForFirstConsumer\n"
    return n.head("storage.k8s.io/v1", "StorageClass", namespaced=False) + rest + "allowVolumeExpansion: true\n"


def _autoscaler(n: Names) -> str:
    return (
        n.head("autoscaling/v2", "HorizontalPodAutoscaler")
        + f"""\
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {n.part}
  minReplicas: 1
  maxReplicas: {n.few}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {n.few * 10}
"""
    )


def _budget(n: Names) -> str:
    return n.head("policy/v1", "PodDisruptionBudget") + f"spec:\n  minAvailable: 50%\n{n.selector(2)}"


def _quota(n: Names) -> str:
    hard = f'    pods: "{n.few * 10}"\n    requests.cpu: {n.few}\n    limits.memory: {n.few * 2}Gi\n'
    return n.head("v1", "ResourceQuota") + f"spec:\n  hard:\n{hard}"


def _limits(n: Names) -> str:
    return (
        n.head("v1", "LimitRange")
        + f"""\
spec:
  limits:
    - type: Container
      default:
        memory: {n.few * 128}Mi
      defaultRequest:
        cpu: {n.few * 25}m
"""
    )


def _priority(n: Names) -> str:
    rest = f"value: {n.port}\nglobalDefault: false\ndescription: Pour les Pods de {n.team}.\n"
    return n.head("scheduling.k8s.io/v1", "PriorityClass", namespaced=False) + rest


_KINDS: Final[tuple[Callable[[Names], str], ...]] = (
    *(_namespace, _config_map, _secret, _service, _pod, _deployment, _stateful_set, _daemon_set, _job, _cron_job),
    *(_ingress, _network_policy, _service_account, _role, _cluster_role, _role_binding, _cluster_role_binding),
    *(_claim, _volume, _storage_class, _autoscaler, _budget, _quota, _limits, _priority),
)
_OFTEN: Final = (_config_map, _service, _deployment, _deployment, _ingress)
"""Kinds that a folder of manifests has more of."""


def manifests(count: int, seed: int = SEED) -> Iterator[str]:
    """`count` manifests, each kind in its turn and the common ones between."""
    draw = random.Random(seed)
    order = (*_KINDS, *_OFTEN)
    for number in range(count):
        yield order[number % len(order)](Names(draw, number))


def write(folder: Path, count: int) -> None:
    """One file a manifest below `folder`, a hundred in a folder."""
    for number, text in enumerate(manifests(count)):
        below = folder / f"lot-{number // A_FOLDER:03}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{number:05}.yaml").write_text(text, encoding="utf-8")

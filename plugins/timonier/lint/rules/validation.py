"""K8S3xx to K8S8xx: what the server's validation says beyond the schema of one object."""

from __future__ import annotations

from typing import Final

from timonier.lint.rule import MANIFEST, Rule

_CORE: Final = "validation du serveur d’API (kubernetes/kubernetes, pkg/apis/core/validation)"
_SPEC = "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/"


def _rule(code: str, title: str, explanation: str, source: str, *, bad: str, good: str) -> Rule:
    return Rule(code, title, explanation, source, bad, good, path=MANIFEST)


def _pod(lines: str, volumes: str = "") -> str:
    return f"""\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    image: nginx:1.29
{lines}{volumes}"""


def _service(lines: str) -> str:
    return f"apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n{lines}"


def _cron(schedule: str, zone: str = "Europe/Paris") -> str:
    return f"""\
apiVersion: batch/v1
kind: CronJob
metadata:
  name: sauvegarde
spec:
  schedule: "{schedule}"
  timeZone: {zone}
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
          - name: sauvegarde
            image: busybox:1.37
"""


def _deployment(label: str) -> str:
    return f"""\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: {label}
    spec:
      containers:
      - name: web
        image: nginx:1.29
"""


_BUDGET = """\
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 1
  selector:
    matchExpressions:
    - key: app
      operator: In
      values: [web]
"""
_SECRET = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: acces\ndata:\n  mot-de-passe: c2VjcmV0\n"
_ROLE = """\
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: lecture
rules:
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list]
"""
_CRD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: bateaux.exemple.test
spec:
  group: exemple.test
  scope: Namespaced
  names:
    plural: bateaux
    kind: Bateau
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
"""
_MEMORY = "    resources:\n      requests:\n        memory: {}\n      limits:\n        memory: 1Gi\n"
_MOUNT = "    volumeMounts:\n    - name: site\n      mountPath: /usr/share/nginx/html\n"
_TWO_PORTS = "  ports:\n  - name: http\n    port: 80\n  - name: {}\n    port: 443\n"
_PROBE = "    livenessProbe:\n      httpGet:\n        port: 80\n"

RULES = (
    _rule(
        "K8S301",
        "champ obligatoire dans ce cas",
        "Ce champ est facultatif en général, mais ce que dit le reste de l’objet le rend obligatoire.",
        _CORE,
        bad=_service("  type: ExternalName\n"),
        good=_service("  type: ExternalName\n  externalName: exemple.test\n"),
    ),
    _rule(
        "K8S302",
        "champs qui s’excluent",
        "Un seul de ces champs peut être rempli : le serveur ne saurait pas lequel suivre.",
        _SPEC,
        bad=_pod(_PROBE + "      tcpSocket:\n        port: 80\n"),
        good=_pod(_PROBE),
    ),
    _rule(
        "K8S303",
        "champ interdit dans ce cas",
        "Ce champ existe, mais ce que dit le reste de l’objet l’exclut.",
        _CORE,
        bad=_service("  ports:\n  - port: 80\n    nodePort: 30080\n"),
        good=_service("  type: NodePort\n  ports:\n  - port: 80\n    nodePort: 30080\n"),
    ),
    _rule(
        "K8S401",
        "doublon",
        "Ces valeurs doivent toutes différer : noms de conteneurs, de volumes et de ports, points de montage.",
        _CORE,
        bad=_service(_TWO_PORTS.format("http")),
        good=_service(_TWO_PORTS.format("https")),
    ),
    _rule(
        "K8S502",
        "quantité qui n’a pas de sens ici",
        "La demande dépasse la limite, la quantité est négative ou nulle, ou la ressource n’existe pas.",
        "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
        bad=_pod(_MEMORY.format("2Gi")),
        good=_pod(_MEMORY.format("512Mi")),
    ),
    _rule(
        "K8S601",
        "sélecteur qui ne choisit pas son modèle",
        "Un contrôleur retrouve ses Pods par leurs étiquettes : son sélecteur doit convenir à celles de son "
        "modèle de Pod.",
        "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector",
        bad=_deployment("site"),
        good=_deployment("web"),
    ),
    _rule(
        "K8S602",
        "expression de sélecteur mal formée",
        "In et NotIn demandent des valeurs ; Exists et DoesNotExist n’en prennent pas.",
        "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors",
        bad=_BUDGET.replace("In\n", "Exists\n"),
        good=_BUDGET,
    ),
    _rule(
        "K8S701",
        "adresse ou chemin mal formé",
        "Le champ attend une adresse IP, un bloc CIDR, un nom DNS sans « https:// » ni port, ou un chemin.",
        _CORE,
        bad=_service("  clusterIP: none\n  ports:\n  - port: 80\n"),
        good=_service("  clusterIP: None\n  ports:\n  - port: 80\n"),
    ),
    _rule(
        "K8S702",
        "horaire de CronJob mal écrit",
        "Un horaire a cinq champs : minute, heure, jour du mois, mois, jour de la semaine (0 = dimanche), ou "
        "un raccourci comme @daily.",
        "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax",
        bad=_cron("0 25 * * *"),
        good=_cron("0 5 * * *"),
    ),
    _rule(
        "K8S703",
        "fuseau horaire inconnu",
        "Le fuseau est un nom de la base IANA, comme Europe/Paris.",
        "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones",
        bad=_cron("0 5 * * *", "Europe/Pariss"),
        good=_cron("0 5 * * *"),
    ),
    _rule(
        "K8S704",
        "contenu de Secret ou de ConfigMap mal codé",
        "Sous « data: » d’un Secret, chaque valeur est en base64 ; sous « stringData: » elle s’écrit en clair."
        " Les accès à un registre d’images sont du JSON.",
        "https://kubernetes.io/docs/concepts/configuration/secret/",
        bad=_SECRET.replace("c2VjcmV0", "s3cret!"),
        good=_SECRET,
    ),
    _rule(
        "K8S705",
        "règle RBAC mal formée",
        "Une règle donne des verbes, sur des ressources d’un groupe d’API ; les adresses (nonResourceURLs) "
        "vont dans un ClusterRole, à part.",
        "https://kubernetes.io/docs/reference/access-authn-authz/rbac/",
        bad=_ROLE.replace("[get, list]", "[]"),
        good=_ROLE,
    ),
    _rule(
        "K8S801",
        "volume monté qui n’existe pas",
        "Chaque « volumeMounts » nomme un volume déclaré sous « volumes » du même Pod.",
        _SPEC,
        bad=_pod(_MOUNT),
        good=_pod(_MOUNT, "  volumes:\n  - name: site\n    emptyDir: {}\n"),
    ),
    _rule(
        "K8S802",
        "nom de CustomResourceDefinition",
        "Une CustomResourceDefinition porte le nom « pluriel.groupe » de ce qu’elle définit.",
        "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/",
        bad=_CRD.replace("name: bateaux", "name: bateau"),
        good=_CRD,
    ),
)

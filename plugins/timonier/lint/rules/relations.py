"""REL1xx: what objects say of one another."""

from __future__ import annotations

from typing import Final

from timonier.lint.rule import Rule

_STRICT: Final = " C’est un avertissement dans une page, une erreur dans un corrigé."


def _page(*texts: str) -> str:
    return "---\ntitle: Exemple\ntype: cours\n---\n\n# Exemple\n\n```yaml\n" + "---\n".join(texts) + "```\n"


def _rule(code: str, title: str, explanation: str, source: str, *, bad: str, good: str) -> Rule:
    return Rule(code, title, explanation + _STRICT, source, bad, good, "warning")


def _pod(label: str = "app: web", container: str = "", spec: str = "") -> str:
    return f"""\
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    {label}
spec:
{spec}  containers:
    - name: web
      image: nginx:1.29
{container}"""


def _service(label: str = "app: web", port: str = "", more: str = "") -> str:
    return f"""\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
{more}  selector:
    {label}
  ports:
    - port: 80
{port}"""


def _object(kind: str, api: str, name: str, lines: str = "") -> str:
    return f"apiVersion: {api}\nkind: {kind}\nmetadata:\n  name: {name}\n{lines}"


def _ingress(name: str = "web", number: int = 80) -> str:
    return _object(
        "Ingress",
        "networking.k8s.io/v1",
        "web",
        f"spec:\n  defaultBackend:\n    service:\n      name: {name}\n      port:\n        number: {number}\n",
    )


def _env(name: str, key: str = "MESSAGE") -> str:
    return (
        "      env:\n        - name: MESSAGE\n          valueFrom:\n            configMapKeyRef:\n"
        f"              name: {name}\n              key: {key}\n"
    )


def _policy(label: str) -> str:
    lines = f"spec:\n  podSelector:\n    matchLabels:\n      {label}\n  policyTypes: [Ingress]\n"
    return _object("NetworkPolicy", "networking.k8s.io/v1", "web", lines)


def _claim(size: str) -> str:
    lines = (
        "spec:\n  accessModes: [ReadWriteOnce]\n  storageClassName: manuel\n"
        f"  resources:\n    requests:\n      storage: {size}\n"
    )
    return _object("PersistentVolumeClaim", "v1", "donnees", lines)


def _binding(role: str) -> str:
    api = "rbac.authorization.k8s.io/v1"
    lines = (
        f"roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: {role}\n"
        "subjects:\n  - kind: User\n    name: alice\n    apiGroup: rbac.authorization.k8s.io\n"
    )
    return _object("RoleBinding", api, "lecture", lines)


def _stateful(service: str) -> str:
    lines = (
        f"spec:\n  serviceName: {service}\n  selector:\n    matchLabels:\n      app: web\n  template:\n"
        "    metadata:\n      labels:\n        app: web\n    spec:\n      containers:\n"
        "        - name: web\n          image: nginx:1.29\n"
    )
    return _object("StatefulSet", "apps/v1", "web", lines)


def _scaler(target: str) -> str:
    lines = (
        f"spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: {target}\n"
        "  maxReplicas: 5\n"
    )
    return _object("HorizontalPodAutoscaler", "autoscaling/v2", "web", lines)


def _within(text: str, namespace: str) -> str:
    return text.replace("metadata:\n  name: ", f"metadata:\n  namespace: {namespace}\n  name: ", 1)


_MAP = _object("ConfigMap", "v1", "reglages", "data:\n  MESSAGE: Bonjour\n")
_ROLE = _object(
    "Role",
    "rbac.authorization.k8s.io/v1",
    "lecteur",
    'rules:\n  - apiGroups: [""]\n    resources: [pods]\n    verbs: [get]\n',
)
_VOLUME = _object(
    "PersistentVolume",
    "v1",
    "disque",
    "spec:\n  capacity:\n    storage: 1Gi\n  accessModes: [ReadWriteOnce]\n  storageClassName: manuel\n"
    "  hostPath:\n    path: /donnees\n",
)
_ACCOUNT = _object("ServiceAccount", "v1", "lecteur")
_HEADLESS = _service(more="  clusterIP: None\n")
_PORT = "      ports:\n        - name: http\n          containerPort: 80\n"
_GATEWAY = _object(
    "Gateway",
    "gateway.networking.k8s.io/v1",
    "entree",
    "spec:\n  gatewayClassName: traefik\n  listeners:\n    - name: http\n      port: 80\n      protocol: HTTP\n",
)


def _route(gateway: str) -> str:
    lines = (
        f"spec:\n  parentRefs:\n    - name: {gateway}\n"
        "  rules:\n    - backendRefs:\n        - name: web\n          port: 80\n"
    )
    return _object("HTTPRoute", "gateway.networking.k8s.io/v1", "web", lines)


_CONCEPTS: Final = "https://kubernetes.io/docs/concepts"

RULES = (
    _rule(
        "REL101",
        "sélecteur de Service qui ne choisit aucun Pod",
        "Un Service envoie son trafic aux Pods qui portent tous les labels de son sélecteur. L’API accepte un "
        "sélecteur qui ne trouve personne : le Service reste muet.",
        f"{_CONCEPTS}/services-networking/service/",
        bad=_page(_pod("app: wep"), _service()),
        good=_page(_pod(), _service()),
    ),
    _rule(
        "REL102",
        "sélecteur de Pods qui n’en choisit aucun",
        "Un PodDisruptionBudget ou une NetworkPolicy ne porte que sur les Pods que son sélecteur choisit : une "
        "lettre fausse, et il ne protège rien, en silence.",
        f"{_CONCEPTS}/services-networking/network-policies/",
        bad=_page(_pod(), _policy("app: wbe")),
        good=_page(_pod(), _policy("app: web")),
    ),
    _rule(
        "REL103",
        "targetPort absent des Pods",
        "« targetPort » est un port du conteneur : son nom doit être celui d’un port déclaré dans le Pod. Un "
        "numéro "
        "que personne ne déclare fonctionne si le programme l’écoute, mais c’est souvent une erreur.",
        f"{_CONCEPTS}/services-networking/service/#field-spec-ports",
        bad=_page(_pod(container=_PORT), _service(port="      targetPort: htpp\n")),
        good=_page(_pod(container=_PORT), _service(port="      targetPort: http\n")),
    ),
    _rule(
        "REL104",
        "backend dont le Service est inconnu",
        "Un Ingress, une HTTPRoute ou un Rollout nomme le Service à qui il envoie le trafic : ce Service "
        "doit exister, "
        "dans le même namespace.",
        f"{_CONCEPTS}/services-networking/ingress/",
        bad=_page(_pod(), _service(), _ingress("webb")),
        good=_page(_pod(), _service(), _ingress()),
    ),
    _rule(
        "REL105",
        "port absent du Service",
        "Le port d’un backend est l’un de ceux du Service (« port » ou son nom), et non celui du conteneur.",
        f"{_CONCEPTS}/services-networking/ingress/",
        bad=_page(_pod(), _service(port="      targetPort: 8080\n"), _ingress(number=8080)),
        good=_page(_pod(), _service(port="      targetPort: 8080\n"), _ingress()),
    ),
    _rule(
        "REL106",
        "référence à une ConfigMap ou à un Secret inconnus",
        "Un Pod qui nomme une ConfigMap ou un Secret absent ne démarre pas : il reste en ContainerCreating ou en "
        "CreateContainerConfigError, sauf si la référence porte « optional: true ».",
        f"{_CONCEPTS}/configuration/configmap/",
        bad=_page(_MAP, _pod(container=_env("reglage"))),
        good=_page(_MAP, _pod(container=_env("reglages"))),
    ),
    _rule(
        "REL107",
        "clé absente de la ConfigMap ou du Secret",
        "La clé lue doit exister : sinon le conteneur ne démarre pas. Majuscules et tirets comptent.",
        f"{_CONCEPTS}/configuration/configmap/",
        bad=_page(_MAP, _pod(container=_env("reglages", "message"))),
        good=_page(_MAP, _pod(container=_env("reglages"))),
    ),
    _rule(
        "REL108",
        "volume inconnu",
        "Un Pod attend tant que le PersistentVolumeClaim qu’il nomme n’existe pas ; un PersistentVolumeClaim "
        "attend "
        "de même le PersistentVolume de « volumeName ».",
        f"{_CONCEPTS}/storage/persistent-volumes/",
        bad=_page(
            _claim("1Gi"),
            _pod(spec="  volumes:\n    - name: d\n      persistentVolumeClaim:\n        claimName: donees\n"),
        ),
        good=_page(
            _claim("1Gi"),
            _pod(spec="  volumes:\n    - name: d\n      persistentVolumeClaim:\n        claimName: donnees\n"),
        ),
    ),
    _rule(
        "REL109",
        "compte de service (ServiceAccount) inconnu",
        "L’API refuse de créer un Pod dont le ServiceAccount n’existe pas dans son namespace.",
        f"{_CONCEPTS}/security/service-accounts/",
        bad=_page(_ACCOUNT, _pod(spec="  serviceAccountName: lecteurs\n")),
        good=_page(_ACCOUNT, _pod(spec="  serviceAccountName: lecteur\n")),
    ),
    _rule(
        "REL110",
        "rôle inconnu",
        "Un RoleBinding accorde un Role ou un ClusterRole qui existe. L’API accepte un nom faux : personne ne "
        "reçoit alors de droit.",
        "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding",
        bad=_page(_ROLE, _binding("lecture")),
        good=_page(_ROLE, _binding("lecteur")),
    ),
    _rule(
        "REL111",
        "cible de mise à l’échelle inconnue",
        "« scaleTargetRef » nomme l’objet dont l’HorizontalPodAutoscaler règle le nombre de réplicas : sans lui, "
        "il affiche « unknown » et ne fait rien.",
        "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
        bad=_page(_HEADLESS, _stateful("web"), _scaler("wed")),
        good=_page(_HEADLESS, _stateful("web"), _scaler("web")),
    ),
    _rule(
        "REL112",
        "un StatefulSet sans son Service headless",
        "« serviceName » nomme un Service headless (« clusterIP: None ») : c’est lui qui donne à chaque Pod du "
        "StatefulSet son nom DNS.",
        f"{_CONCEPTS}/workloads/controllers/statefulset/#stable-network-id",
        bad=_page(_service(), _stateful("web")),
        good=_page(_HEADLESS, _stateful("web")),
    ),
    _rule(
        "REL113",
        "namespace que rien ne crée",
        "Appliquer un objet dans un namespace absent est refusé : « namespaces … not found ».",
        f"{_CONCEPTS}/overview/working-with-objects/namespaces/",
        bad=_page(_object("Namespace", "v1", "boutique"), _within(_MAP, "boutiqe")),
        good=_page(_object("Namespace", "v1", "boutique"), _within(_MAP, "boutique")),
    ),
    _rule(
        "REL114",
        "objet d’un autre namespace",
        "Un Pod, un Ingress ou un RoleBinding ne trouve que les objets de son propre namespace ; une "
        "HTTPRoute peut "
        "en nommer un autre, avec « namespace: » et une ReferenceGrant.",
        f"{_CONCEPTS}/overview/working-with-objects/namespaces/",
        bad=_page(_within(_MAP, "recette"), _within(_pod(container=_env("reglages")), "production")),
        good=_page(_within(_MAP, "recette"), _within(_pod(container=_env("reglages")), "recette")),
    ),
    _rule(
        "REL115",
        "objet décrit deux fois",
        "Deux descriptions différentes du même objet, appliquées ensemble : la seconde écrase la première.",
        "https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/",
        bad=_page(_MAP, _MAP.replace("Bonjour", "Bonsoir")),
        good=_page(_MAP, _MAP.replace("reglages", "soir")),
    ),
    _rule(
        "REL116",
        "volume qui ne convient pas à la demande",
        "Un PersistentVolumeClaim ne se lie qu’à un PersistentVolume de sa classe, assez grand et qui offre "
        "ses modes "
        "d’accès : sinon il reste Pending.",
        f"{_CONCEPTS}/storage/persistent-volumes/#binding",
        bad=_page(_VOLUME, _claim("5Gi")),
        good=_page(_VOLUME, _claim("1Gi")),
    ),
    _rule(
        "REL117",
        "objet nommé qui n’existe pas",
        "Une Gateway, un Issuer ou une politique d’admission que nomme un autre objet doit exister.",
        "https://gateway-api.sigs.k8s.io/api-types/httproute/",
        bad=_page(_pod(), _service(), _GATEWAY, _route("entre")),
        good=_page(_pod(), _service(), _GATEWAY, _route("entree")),
    ),
)

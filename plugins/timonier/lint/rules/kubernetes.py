"""K8S: objects that the API server refuses on their identity or their schema."""

from __future__ import annotations

from timonier.core.diagnostic import Severity
from timonier.lint.rule import MANIFEST, Rule

_CONCEPTS = "https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields"
_GUIDE = "https://kubernetes.io/docs/reference/using-api/deprecation-guide/"
_NAMES = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names"
_REFERENCE = "https://kubernetes.io/docs/reference/generated/kubernetes-api/"
_VALIDATION = "validation du serveur d’API (kubernetes/kubernetes, pkg/apis/*/validation)"
_STRICT = "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"

_WARNINGS = ("K8S005",)
_SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      protocol: TCP
"""
_BUDGET = """\
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 50%
  selector:
    matchLabels:
      app: web
"""


def _pod(lines: str = "", name: str = "web", image: str = "nginx:1.29") -> str:
    """A Pod whose container has these lines too."""
    return f"""\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: {name}
    image: {image}
{lines}"""


def _rule(code: str, title: str, explanation: str, source: str, *, bad: str, good: str = _SERVICE) -> Rule:
    severity: Severity = "warning" if code in _WARNINGS else "error"
    return Rule(code, title, explanation, source, bad, good, severity, path=MANIFEST)


RULES = (
    _rule(
        "K8S001",
        "apiVersion manque",
        "Chaque objet dit d’abord dans quelle version de l’API il est écrit : c’est ce qui choisit son schéma.",
        _CONCEPTS,
        bad=_SERVICE.replace("apiVersion: v1\n", ""),
    ),
    _rule(
        "K8S002",
        "kind manque",
        "Chaque objet dit de quelle sorte il est : sans kind, le serveur ne sait pas quoi créer.",
        _CONCEPTS,
        bad=_SERVICE.replace("kind: Service\n", ""),
    ),
    _rule(
        "K8S003",
        "version d’API retirée",
        "Kubernetes ne sert plus cette version : le manifeste est refusé. Le message donne la version qui la "
        "remplace ; ses champs peuvent avoir changé de nom.",
        _GUIDE,
        bad=_SERVICE.replace("v1", "extensions/v1beta1", 1).replace("Service", "Ingress"),
    ),
    _rule(
        "K8S004",
        "kind ou version d’API inconnus",
        "Ce groupe d’API existe, mais il ne connaît pas ce kind ou cette version : vérifiez les majuscules, et"
        " le groupe auquel le kind appartient (« kubectl api-resources »).",
        "https://kubernetes.io/docs/reference/generated/kubernetes-api/",
        bad=_SERVICE.replace("Service", "service"),
    ),
    _rule(
        "K8S005",
        "groupe d’API inconnu",
        "C’est sans doute une ressource personnalisée : sans sa définition, l’objet n’est pas vérifié. Donnez-la "
        'dans [tool.timonier] crds = ["chemin/*.yaml"]. Un seul avertissement par groupe.',
        "https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/",
        bad=_SERVICE.replace("v1", "exemple.test/v1", 1).replace("Service", "Bateau"),
    ),
    _rule(
        "K8S006",
        "version d’API trop récente",
        "Cette version d’API n’existe pas encore dans la version de Kubernetes que votre projet vérifie.",
        "schémas de Kubernetes, version par version",
        bad='==> pyproject.toml <==\n[tool.timonier]\nkubernetes = "1.30"\n'
        "==> manifeste.yaml <==\napiVersion: resource.k8s.io/v1\nkind: DeviceClass\nmetadata:\n  name: "
        "gpu\nspec: {}\n",
    ),
    _rule(
        "K8S101",
        "valeur du mauvais type",
        "Le champ attend un texte, un nombre, un booléen, une liste ou un objet, et reçoit autre chose. Sans "
        "guillemets, YAML lit 8080 comme un nombre, et yes, no, on, off, y et n comme des booléens.",
        _STRICT,
        bad=_SERVICE.replace("port: 80", 'port: "80"'),
    ),
    _rule(
        "K8S102",
        "champ inconnu",
        "Le schéma de l’objet n’a pas ce champ à cet endroit : il est mal écrit, ou mal indenté. Le serveur le"
        " refuse (ou l’ignore en silence, selon la validation demandée).",
        _STRICT,
        bad=_SERVICE.replace("port: 80", "prot: 80\n      port: 80"),
    ),
    _rule(
        "K8S103",
        "champ obligatoire absent ou vide",
        "Le serveur refuse l’objet sans ce champ. Une clé sans valeur compte comme absente.",
        "référence de l’API Kubernetes, champs « required »",
        bad=_SERVICE.replace("port: 80\n      protocol", "protocol"),
    ),
    _rule(
        "K8S104",
        "valeur hors de la liste permise",
        "Le champ n’accepte que quelques mots, à la majuscule près.",
        _REFERENCE,
        bad=_SERVICE.replace("TCP", "tcp"),
    ),
    _rule(
        "K8S105",
        "nombre hors limites",
        "Le serveur borne ce champ : un port va de 1 à 65535, un nombre de répliques n’est pas négatif.",
        _VALIDATION,
        bad=_SERVICE.replace("80", "80000"),
    ),
    _rule(
        "K8S201",
        "nom mal formé",
        "Les noms d’objets, de conteneurs, de volumes et de namespaces deviennent des noms DNS : minuscules "
        "sans accent, chiffres et tirets.",
        _NAMES,
        bad=_pod(name="Mon_Conteneur"),
        good=_pod(),
    ),
    _rule(
        "K8S202",
        "étiquette ou annotation mal formée",
        "Une clé est « nom » ou « domaine/nom » ; la valeur d’une étiquette n’a ni espace ni « / ». Un texte "
        "libre se met dans une annotation.",
        "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set",
        bad=_SERVICE.replace("app: web", "app: mon site"),
    ),
    _rule(
        "K8S203",
        "nom de port mal formé",
        "Un nom de port a 15 caractères au plus et au moins une lettre : « 8080 » entre guillemets n’est ni un"
        " nom ni un numéro.",
        "RFC 6335, 5.1 « Service Name Syntax »",
        bad=_SERVICE.replace("port: 80", 'port: 80\n      targetPort: "8080"'),
    ),
    _rule(
        "K8S204",
        "clé de ConfigMap ou de Secret mal formée",
        "Une clé peut devenir un nom de fichier : lettres sans accent, chiffres, « - », « _ » et « . ».",
        "https://kubernetes.io/docs/concepts/configuration/configmap/",
        bad='apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  "ma clé": oui\n',
    ),
    _rule(
        "K8S205",
        "nom de variable d’environnement mal formé",
        "Le nom d’une variable est en ASCII, sans « = ».",
        _VALIDATION,
        bad=_pod("    env:\n    - name: A=B\n"),
        good=_pod(),
    ),
    _rule(
        "K8S206",
        "espace au bord d’un nom d’image",
        "Un espace avant ou après le nom de l’image fait refuser le Pod.",
        _VALIDATION,
        bad=_pod(image='"nginx "'),
        good=_pod(),
    ),
    _rule(
        "K8S207",
        "ni nombre ni pourcentage",
        "Le champ prend un nombre entier, ou un pourcentage entier suivi de « % ».",
        _VALIDATION,
        bad=_BUDGET.replace("50%", "moitié"),
        good=_BUDGET,
    ),
    _rule(
        "K8S501",
        "quantité mal écrite",
        "Une quantité est un nombre et une unité collée : 500m (millièmes), 128Mi, 1Gi (puissances de 1024), 10G.",
        "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
        bad=_pod("    resources:\n      limits:\n        memory: 512Mo\n"),
        good=_pod("    resources:\n      limits:\n        memory: 512Mi\n"),
    ),
)

"""K8S: objects that the API server refuses on their identity or their schema."""

from __future__ import annotations

from timonier.core.diagnostic import Severity
from timonier.lint.rule import MANIFEST, Rule

_CONCEPTS = "https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields"
_GUIDE = "https://kubernetes.io/docs/reference/using-api/deprecation-guide/"
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
_PRIORITY = "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata:\n  name: haute\nvalue: 1000\n"


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
        "C’est sans doute une ressource personnalisée : sans sa définition, l’objet n’est pas vérifié.",
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
        "K8S105",
        "nombre trop grand ou trop petit pour le champ",
        "Le champ est un entier de 32 ou 64 bits : ce nombre n’y tient pas.",
        "référence de l’API Kubernetes, formats int32 et int64",
        bad=_PRIORITY.replace("1000", "10000000000"),
        good=_PRIORITY,
    ),
)

"""FIC: YAML of other known formats (Compose, Kustomization, kubeconfig, …); K8S007: what a fragment is."""

from __future__ import annotations

from timonier.lint.rule import MANIFEST, PAGE, Rule

_SCHEMAS = "schémas publiés de chaque format (Compose, GitLab, GitHub) ou sa documentation"
_CLUSTER = """\
apiVersion: kind.x-k8s.io/v1alpha4
kind: Cluster
nodes:
  - role: control-plane
    extraPortMappings:
      - containerPort: 30080
        hostPort: 8080
  - role: worker
"""
_PAGE = "---\ntitle: Exemple\ntype: cours\n---\n\n# Exemple\n\n"
_FRAGMENT = _PAGE + '```yaml type="{}"\nname: web\nimage: nginx:1.29\n```\n'


def _rule(code: str, title: str, explanation: str, bad: str) -> Rule:
    return Rule(code, title, explanation, _SCHEMAS, bad, _CLUSTER, path=MANIFEST)


RULES = (
    Rule(
        code="K8S007",
        title="type de fragment inconnu",
        explanation="L’option « type » nomme une définition de l’API de Kubernetes : Container, PodSpec, "
        "ServicePort… Sans elle, Timonier reconnaît un fragment à ses clés.",
        source="https://kubernetes.io/docs/reference/generated/kubernetes-api/",
        bad=_FRAGMENT.format("Conteneur"),
        good=_FRAGMENT.format("Container"),
        path=PAGE,
    ),
    _rule(
        "FIC101",
        "valeur du mauvais type dans un format connu",
        "Le format attend un texte, un nombre, un booléen, une liste ou un objet à cet endroit.",
        _CLUSTER.replace("30080", '"30080"'),
    ),
    _rule(
        "FIC102",
        "clé inconnue dans un format connu",
        "Ce format n’a pas cette clé à cet endroit : elle est mal écrite, ou mal indentée.",
        _CLUSTER.replace("hostPort", "hostport"),
    ),
    _rule(
        "FIC103",
        "clé obligatoire absente d’un format connu",
        "L’outil qui lit ce fichier le refuse sans cette clé.",
        _CLUSTER.replace("- containerPort: 30080\n        hostPort", "- hostPort"),
    ),
    _rule(
        "FIC104",
        "valeur hors de ce qu’un format connu permet",
        "Le format n’accepte ici que quelques mots, une certaine forme ou certains nombres.",
        _CLUSTER.replace("worker", "ouvrier"),
    ),
)

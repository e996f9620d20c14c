"""K8S106, K8S107, K8S803: custom resources and their definitions."""

from __future__ import annotations

from typing import Final

from timonier.lint.rule import MANIFEST, Rule

_CRDS: Final = "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/"
_ROUTE: Final = """\
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: web
spec:
  hostnames:
  - {host}
"""
_MATCH: Final = """\
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: web
spec:
  hosts:
  - web.example.com
  http:
  - match:
    - uri:
        prefix: /api
{more}    route:
    - destination:
        host: web
"""
_DEFINITION: Final = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: bateaux.exemple.fr
spec:
  group: exemple.fr
  scope: Namespaced
  names:
    kind: Bateau
    plural: bateaux
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              nom:
                type: string
                pattern: {pattern}
"""

RULES: tuple[Rule, ...] = (
    Rule(
        "K8S106",
        "texte qui n’a pas la forme demandée",
        "Le schéma d’une ressource personnalisée peut imposer un motif ou un format : nom d’hôte, durée, date.",
        _CRDS + "#validation",
        bad=_ROUTE.format(host="https://web.example.com"),
        good=_ROUTE.format(host="web.example.com"),
        path=MANIFEST,
    ),
    Rule(
        "K8S107",
        "champs qui s’excluent ou qui manquent ensemble",
        "Le schéma d’une ressource personnalisée peut demander un seul champ parmi plusieurs, ou au moins un.",
        _CRDS + "#validation",
        bad=_MATCH.format(more="        exact: /api/v1\n"),
        good=_MATCH.format(more=""),
        path=MANIFEST,
    ),
    Rule(
        "K8S803",
        "schéma inutilisable dans une définition",
        "Une expression régulière que Go ne sait pas lire, un renvoi « $ref » ou une imbrication sans fin : "
        "le serveur refuse la définition, et les ressources ne peuvent pas être vérifiées.",
        _CRDS + "#specifying-a-structural-schema",
        bad=_DEFINITION.format(pattern="'^(?=x)[a-z]+$'"),
        good=_DEFINITION.format(pattern="'^[a-z]+$'"),
        path=MANIFEST,
    ),
)

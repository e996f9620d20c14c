"""KUS1xx and HLM1xx: overlays of Kustomize and charts of Helm, held against their own files."""

from __future__ import annotations

from timonier.lint.rule import CHECK_LIST, Rule

_KUSTOMIZE = "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/"
_HELM = "https://helm.sh/docs/topics/charts/"
_TEMPLATES = "https://helm.sh/docs/chart_template_guide/"

_PAGE = f"==> content/tp/tp-deployer.md <==\n---\ntitle: Déployer\ntype: tp\n---\n\n# Déployer\n{CHECK_LIST}"
_LAB = "corrections/tp-deployer"
_CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  couleur: bleu\n"
_DEPLOYMENT = """apiVersion: apps/v1
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
        app: web
    spec:
      containers:
        - name: web
          image: nginx:1.29
"""


def _overlay(text: str, **files: str) -> str:
    """A lab with a base of two objects, and one overlay; other files by name, `_` for what Python does not take."""
    base = "resources:\n  - deployment.yaml\n  - reglages.yaml\n"
    return (
        f"{_PAGE}==> {_LAB}/base/kustomization.yaml <==\n{base}"
        f"==> {_LAB}/base/deployment.yaml <==\n{_DEPLOYMENT}"
        f"==> {_LAB}/base/reglages.yaml <==\n{_CONFIG}"
        f"==> {_LAB}/prod/kustomization.yaml <==\n{text}"
        + "".join(f"==> {_LAB}/prod/{name}.yaml <==\n{content}" for name, content in files.items())
    )


_OVERLAY = "resources:\n  - ../base\n"
_PATCH = """  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: {name}
      spec:
        replicas: 3
"""
_SELECTED = """  - target:
      kind: Deployment
      name: {name}
    patch: |-
      - op: add
        path: /spec/replicas
        value: 3
"""
_TESTED = """  - target:
      kind: ConfigMap
      name: web
    patch: |-
      - op: remove
        path: /data/{key}
"""

_CHART = "apiVersion: v2\nname: web\nversion: 1.0.0\n"
_VALUES = "couleur: bleu\nimage:\n  nom: nginx\n  tag: '1.29'\n"
_TEMPLATE = """apiVersion: v1
kind: ConfigMap
metadata:
  name: {{{{ include "web.nom" . }}}}
data:
  couleur: {value}
"""
_COLOUR = "{{ .Values.couleur | quote }}"
_HELPERS = '{{- define "web.nom" -}}{{ .Release.Name }}-web{{- end -}}\n'


def _chart(
    *,
    about: str = _CHART,
    values: str = _VALUES,
    value: str = _COLOUR,
    helpers: str = _HELPERS,
    folder: str = "web",
    more: str = "",
) -> str:
    """A lab with a chart of one template."""
    chart = f"{_LAB}/{folder}"
    return (
        f"{_PAGE}==> {chart}/Chart.yaml <==\n{about}==> {chart}/values.yaml <==\n{values}"
        f"==> {chart}/templates/_helpers.tpl <==\n{helpers}"
        f"==> {chart}/templates/reglages.yaml <==\n{_TEMPLATE.format(value=value)}{more}"
    )


_NEEDS = _CHART + "dependencies:\n  - name: redis\n    version: 1.0.0\n    repository: https://exemple.fr/charts\n"
_REDIS = f"==> {_LAB}/web/charts/redis/Chart.yaml <==\napiVersion: v2\nname: redis\nversion: 1.0.0\n"

RULES: tuple[Rule, ...] = (
    Rule(
        "KUS101",
        "chemin absent d’une kustomization",
        "Chaque chemin d’une kustomization part de son dossier et mène à un fichier ou à un dossier du corrigé.",
        _KUSTOMIZE + "resource/",
        bad=_overlay("resources:\n  - ../bases\n"),
        good=_overlay(_OVERLAY),
    ),
    Rule(
        "KUS102",
        "chemin que kustomize refuse à cette place",
        "Un dossier de « resources » a sa kustomization, un composant se nomme dans « components », et un fichier "
        "se trouve dans le dossier de la kustomization ou plus bas.",
        _KUSTOMIZE + "resource/",
        bad=_overlay("resources:\n  - ../base/deployment.yaml\n"),
        good=_overlay(_OVERLAY),
    ),
    Rule(
        "KUS103",
        "kustomization qui tourne en rond",
        "Deux dossiers ne peuvent pas se nommer l’un l’autre : kustomize s’arrête.",
        _KUSTOMIZE + "resource/",
        bad=_overlay(_OVERLAY + "  - ../tests\n")
        + f"==> {_LAB}/tests/kustomization.yaml <==\nresources:\n  - ../prod\n",
        good=_overlay(_OVERLAY) + f"==> {_LAB}/tests/kustomization.yaml <==\nresources:\n  - ../prod\n",
    ),
    Rule(
        "KUS104",
        "champ déprécié de kustomize",
        "Ces champs disparaîtront de la prochaine API de kustomize ; « kustomize edit fix » les remplace.",
        _KUSTOMIZE,
        bad=_overlay("bases:\n  - ../base\n"),
        good=_overlay(_OVERLAY),
        severity="warning",
    ),
    Rule(
        "KUS105",
        "changement d’un objet qui n’est pas là",
        "Un correctif sans « target » nomme l’objet qu’il change par son genre et son nom ; « replicas », par "
        "son nom. Si l’assemblage n’a pas cet objet, kustomize s’arrête.",
        _KUSTOMIZE + "patches/",
        bad=_overlay(_OVERLAY + "patches:\n" + _PATCH.format(name="site")),
        good=_overlay(_OVERLAY + "patches:\n" + _PATCH.format(name="web")),
    ),
    Rule(
        "KUS106",
        "changement sans effet",
        "La cible d’un correctif ou le nom d’une image ne correspond à rien : kustomize ne le dit pas.",
        _KUSTOMIZE + "patches/",
        bad=_overlay(_OVERLAY + "patches:\n" + _SELECTED.format(name="site")),
        good=_overlay(_OVERLAY + "patches:\n" + _SELECTED.format(name="web")),
        severity="warning",
    ),
    Rule(
        "KUS107",
        "correctif sans contenu, ou illisible",
        "Un correctif est un fichier (« path ») ou un texte (« patch »), l’un ou l’autre, en YAML.",
        _KUSTOMIZE + "patches/",
        bad=_overlay(_OVERLAY + "patches:\n  - target:\n      kind: Deployment\n"),
        good=_overlay(_OVERLAY + "patches:\n" + _SELECTED.format(name="web")),
    ),
    Rule(
        "KUS108",
        "fichier que nulle kustomization ne nomme",
        "Dans le dossier d’une kustomization, un fichier qu’elle ne nomme pas n’est pas appliqué : c’est souvent "
        "un oubli.",
        _KUSTOMIZE + "resource/",
        bad=_overlay(_OVERLAY, droits=_CONFIG.replace("web", "droits")),
        good=_overlay(_OVERLAY + "  - droits.yaml\n", droits=_CONFIG.replace("web", "droits")),
        severity="warning",
    ),
    Rule(
        "KUS109",
        "objet deux fois dans un assemblage",
        "Deux ressources d’un assemblage n’ont pas le même genre, le même espace de noms et le même nom : "
        "kustomize s’arrête.",
        _KUSTOMIZE + "resource/",
        bad=_overlay(_OVERLAY + "  - reglages.yaml\n", reglages=_CONFIG),
        good=_overlay(_OVERLAY + "  - reglages.yaml\n", reglages=_CONFIG.replace("web", "web-prod")),
    ),
    Rule(
        "KUS110",
        "assemblage qui demande le réseau",
        "La vérification ne va pas sur le réseau : un assemblage qui y prend des fichiers n’est pas rendu.",
        _KUSTOMIZE + "resource/",
        bad=_overlay(_OVERLAY + "  - https://exemple.fr/reglages.yaml\n"),
        good=_overlay(_OVERLAY),
        severity="warning",
    ),
    Rule(
        "KUS111",
        "kustomization qui n’est pas un objet",
        "Une kustomization est un seul document YAML : des clés et leurs valeurs.",
        _KUSTOMIZE,
        bad=_overlay("- ../base\n"),
        good=_overlay(_OVERLAY),
    ),
    Rule(
        "KUS120",
        "assemblage que kustomize refuse",
        "Quand kustomize ou kubectl est sur cette machine, chaque assemblage est rendu, et le résultat vérifié. "
        "Le message est celui de l’outil.",
        _KUSTOMIZE,
        bad=_overlay(_OVERLAY + "patches:\n" + _TESTED.format(key="taille")),
        good=_overlay(_OVERLAY + "patches:\n" + _TESTED.format(key="couleur")),
    ),
    Rule(
        "HLM101",
        "chart et dossier de noms différents",
        "Le dossier d’un chart porte le nom du chart.",
        "https://helm.sh/docs/chart_best_practices/conventions/",
        bad=_chart(folder="vitrine"),
        good=_chart(),
        severity="warning",
    ),
    Rule(
        "HLM102",
        "chart au format de Helm 2",
        "« apiVersion: v2 » est le format de Helm 3 ; avec « v1 », les dépendances de Chart.yaml ne sont pas lues.",
        _HELM + "#the-apiversion-field",
        bad=_chart(about=_CHART.replace("v2", "v1")),
        good=_chart(),
        severity="warning",
    ),
    Rule(
        "HLM103",
        "valeur au-dessous d’une valeur absente",
        "« .Values.image.nom » s’arrête avec « nil pointer » quand values.yaml n’a pas « image ». Une condition "
        "sur « .Values.image » autour de l’action suffit.",
        _TEMPLATES + "values_files/",
        bad=_chart(value="{{ .Values.logo.nom }}"),
        good=_chart(value="{{ .Values.image.nom }}"),
    ),
    Rule(
        "HLM104",
        "valeur absente de values.yaml",
        "Helm écrit du vide à la place d’une valeur que personne ne donne : donnez-la, ou un « default ».",
        _TEMPLATES + "values_files/",
        bad=_chart(value="{{ .Values.couleurs | quote }}"),
        good=_chart(value='{{ .Values.couleurs | default "bleu" | quote }}'),
        severity="warning",
    ),
    Rule(
        "HLM105",
        "gabarit nommé que personne ne définit",
        "« include » et « template » nomment un « define » de ce chart ou de ses dépendances.",
        _TEMPLATES + "named_templates/",
        bad=_chart(helpers=_HELPERS.replace("web.nom", "site.nom")),
        good=_chart(),
    ),
    Rule(
        "HLM106",
        "dépendance absente de « charts/ »",
        "La vérification ne va pas sur le réseau : une dépendance est dans « charts/ », ou rien n’est rendu.",
        _HELM + "#chart-dependencies",
        bad=_chart(about=_NEEDS),
        good=_chart(about=_NEEDS, more=_REDIS),
        severity="warning",
    ),
    Rule(
        "HLM107",
        "chart sans gabarit",
        "Les objets d’un chart viennent de son dossier « templates/ ».",
        _HELM + "#templates-and-values",
        bad=f"{_PAGE}==> {_LAB}/web/Chart.yaml <==\n{_CHART}",
        good=_chart(),
        severity="warning",
    ),
    Rule(
        "HLM108",
        "values.yaml qui n’est pas un objet",
        "values.yaml est un seul document YAML : des clés et leurs valeurs.",
        _HELM + "#values-files",
        bad=_chart(values="- bleu\n", value="bleu"),
        good=_chart(),
    ),
    Rule(
        "HLM109",
        "bloc de gabarit mal fermé",
        "Chaque « if », « range », « with », « define » ou « block » se ferme par un « end ».",
        _TEMPLATES + "control_structures/",
        bad=_chart(value="{{ if .Values.couleur }}bleu"),
        good=_chart(value="{{ if .Values.couleur }}bleu{{ end }}"),
    ),
    Rule(
        "HLM120",
        "chart que Helm refuse",
        "Quand helm est sur cette machine, chaque chart est rendu avec ses valeurs, et le résultat vérifié. "
        "Le message est celui de l’outil.",
        "https://helm.sh/docs/helm/helm_template/",
        bad=_chart(value="{{ .Values.couleur | majuscules }}"),
        good=_chart(value="{{ .Values.couleur | upper }}"),
    ),
)

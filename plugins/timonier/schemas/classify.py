"""Which known format a YAML document has, when it is no object for the API server.

In: its value, and the name that its file has or its title gives it. Out: a `Format`, or None: then it is an object,
a piece of one, or other YAML. What the content says wins over the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from timonier.core.yamltypes import JsonValue

SnippetKind = Literal[
    "resource",
    "list",
    "custom",
    "fragment",
    "patch",
    "json-patch",
    "incomplete",
    "helm-template",
    "helm-values",
    "helm-chart",
    "kustomization",
    "compose",
    "skaffold",
    "kubeconfig",
    "kind-cluster",
    "gitlab-ci",
    "github-workflow",
    "prometheus-rules",
    "timonier",
    "other",
    "expected",
    "ignored",
]
"""What a YAML text is: `incomplete` an object cut short, `expected` wrong on purpose, `timonier` one of ours."""


@dataclass(frozen=True, slots=True)
class Format:
    """A known format: its kind, what people call it, its schema in `documents`; or why there is none."""

    kind: SnippetKind
    label: str
    schema: str = ""
    reason: str = ""


_KUSTOMIZATION: Final = Format("kustomization", "Kustomization", "kustomization")
_CHART: Final = Format("helm-chart", "Chart.yaml", "helm-chart")
_COMPOSE: Final = Format("compose", "fichier Compose", "compose")
_GITLAB: Final = Format("gitlab-ci", "GitLab CI", "gitlab-ci")
_GITHUB: Final = Format("github-workflow", "workflow GitHub", "github-workflow")
_SKAFFOLD: Final = Format("skaffold", "Skaffold", "skaffold")
_KUBECONFIG: Final = Format("kubeconfig", "kubeconfig", "kubeconfig")
_KIND: Final = Format("kind-cluster", "cluster kind", "kind-cluster")
_PROMETHEUS: Final = Format("prometheus-rules", "règles Prometheus", "prometheus-rules")
_JSON_PATCH: Final = Format("json-patch", "correctif JSON", "json-patch")
_CORRECTION: Final = Format("timonier", "correction.yml", "correction")
_TRACK: Final = Format("timonier", "parcours", "parcours")
_MODULES: Final = Format("timonier", "modules.yml", "modules")
_SESSION: Final = Format("timonier", "session", reason="fichier de session : sa forme n’est pas vérifiée")
_VALUES: Final = Format(
    "helm-values", "", reason="valeurs d’un chart Helm : c’est le chart qui dit ce qu’il en attend"
)
_COMPONENT: Final = Format(
    "other",
    "",
    reason="configuration d’un outil ou d’un composant de Kubernetes : le serveur d’API ne la reçoit pas",
)

_COMPONENTS = """
    kubeadm.k8s.io kubelet.config.k8s.io kubeproxy.config.k8s.io kubescheduler.config.k8s.io audit.k8s.io
    apiserver.config.k8s.io apiserver.k8s.io kubectl.config.k8s.io client.authentication.k8s.io
    kubecontrollermanager.config.k8s.io cloudcontrollermanager.config.k8s.io credentialprovider.kubelet.k8s.io
    minikube.sigs.k8s.io k3d.io eksctl.io k0s.k0sproject.io kops.k8s.io talos.dev
"""
_COMPONENT_GROUPS: Final = frozenset(_COMPONENTS.split())
_BY_NAME: Final = tuple(
    (re.compile(pattern), known)
    for pattern, known in (
        (r"(^|/)[Kk]ustomization(\.ya?ml)?$", _KUSTOMIZATION),
        (r"(^|/)Chart\.ya?ml$", _CHART),
        (r"(^|/)([\w-]+[.-])?values([.-][\w.-]+)?\.ya?ml$", _VALUES),
        (r"(^|/)(docker-)?compose([.-][\w.-]+)?\.ya?ml$", _COMPOSE),
        (r"(^|/)skaffold\.ya?ml$", _SKAFFOLD),
        (r"\.gitlab-ci\.ya?ml$", _GITLAB),
        (r"(^|/)\.github/workflows/[^/]+\.ya?ml$", _GITHUB),
        (r"(^|/)sessions/[^/]+\.yml$", _SESSION),
    )
)
_KUSTOMIZE = """
    namePrefix nameSuffix commonLabels commonAnnotations configMapGenerator secretGenerator generatorOptions
    patchesStrategicMerge patchesJson6902 helmCharts helmGlobals buildMetadata
"""
_KUSTOMIZE_KEYS: Final = frozenset(_KUSTOMIZE.split())


def classify(value: JsonValue, name: str = "") -> Format | None:
    """The format of a document; `name` is its path or title, or nothing."""
    if isinstance(value, list):
        return _JSON_PATCH if _is_json_patch(value) else None
    if not isinstance(value, dict):
        return None
    if "kind" in value:
        return _by_kind(value["kind"], value.get("apiVersion"))
    return _by_keys(value) or next((known for pattern, known in _BY_NAME if pattern.search(name)), None)


def _by_kind(kind: JsonValue, api_version: JsonValue) -> Format | None:
    """What has a kind is an object of the API, or the configuration of a tool that took its form."""
    if not isinstance(api_version, str):
        return None
    group = api_version.rpartition("/")[0]
    if kind == "Config" and api_version == "v1":
        return _KUBECONFIG
    if kind == "Config" and group == "skaffold":
        return _SKAFFOLD
    if group == "kustomize.config.k8s.io":
        return _KUSTOMIZATION
    if group == "kind.x-k8s.io":
        return _KIND
    return _COMPONENT if group in _COMPONENT_GROUPS else None


def _by_keys(value: Mapping[str, JsonValue]) -> Format | None:
    """What the keys of the first level, and a look below, tell without doubt."""
    if "apiVersion" in value:
        chart = value["apiVersion"] in ("v1", "v2") and {"name", "version"} <= value.keys()
        return _CHART if chart else None
    return next((known for known, is_one in _BY_KEYS if is_one(value)), None)


def _is_workflow(value: Mapping[str, JsonValue]) -> bool:
    """YAML 1.1 reads `on` as true."""
    return "jobs" in value and ("on" in value or "true" in value)


def _is_compose(value: Mapping[str, JsonValue]) -> bool:
    services = _objects(value.get("services"))
    return bool(services) and any("image" in service or "build" in service for service in services)


def _is_rules(value: Mapping[str, JsonValue]) -> bool:
    return any("expr" in rule for group in _objects(value.get("groups")) for rule in _objects(group.get("rules")))


def _is_kustomization(value: Mapping[str, JsonValue]) -> bool:
    """`resources:` of a Kustomization are paths or addresses; those of a container are an object."""
    resources = value.get("resources")
    files = isinstance(resources, list) and bool(resources) and all(map(_is_file, resources))
    return files or not value.keys().isdisjoint(_KUSTOMIZE_KEYS)


def _is_file(text: JsonValue) -> bool:
    return isinstance(text, str) and ("/" in text or text.endswith((".yaml", ".yml")))


def _is_correction(value: Mapping[str, JsonValue]) -> bool:
    return "tp" in value and bool(_objects(value.get("etapes")))


def _is_track(value: Mapping[str, JsonValue]) -> bool:
    return "titre" in value and bool(_objects(value.get("jours")))


def _is_modules(value: Mapping[str, JsonValue]) -> bool:
    return any("pages" in module for module in _objects(value.get("modules")))


def _is_pipeline(value: Mapping[str, JsonValue]) -> bool:
    """GitLab's jobs stand at the first level, and have a script."""
    stages = value.get("stages")
    if isinstance(stages, list) and stages and all(isinstance(stage, str) for stage in stages):
        return True
    jobs = (job for job in value.values() if isinstance(job, dict) and "steps" not in job)
    return any(isinstance(job.get("script"), str | list) for job in jobs)


_BY_KEYS: Final[tuple[tuple[Format, Callable[[Mapping[str, JsonValue]], bool]], ...]] = (
    (_GITHUB, _is_workflow),
    (_COMPOSE, _is_compose),
    (_PROMETHEUS, _is_rules),
    (_KUSTOMIZATION, _is_kustomization),
    (_CORRECTION, _is_correction),
    (_TRACK, _is_track),
    (_MODULES, _is_modules),
    (_GITLAB, _is_pipeline),
)


def _is_json_patch(value: list[JsonValue]) -> bool:
    return bool(value) and all(isinstance(item, dict) and "op" in item and len(item) <= 4 for item in value)


def _objects(value: JsonValue) -> list[dict[str, JsonValue]]:
    """The objects that a list or an object holds, or nothing when it holds anything else."""
    items = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return []
    return [item for item in items if isinstance(item, dict)]

"""Why (apiVersion, kind) names no custom resource of a group that is known.

In: a `Manifest` and the `Catalogue`. Out: a finding, or none when the group is of nobody we know.
"""

from __future__ import annotations

from typing import Final

from timonier.core.diagnostic import Finding
from timonier.core.manifest import Manifest
from timonier.schemas.custom import Catalogue
from timonier.schemas.suggest import nearest
from timonier.schemas.words import quoted

_WORKFLOWS: Final = """
Workflow WorkflowTemplate ClusterWorkflowTemplate CronWorkflow WorkflowEventBinding WorkflowTaskSet
WorkflowTaskResult WorkflowArtifactGCTask EventBus EventSource Sensor ArgoCD ArgoCDExport
NotificationsConfiguration RolloutManager NamespaceManagement ImageUpdater
"""
_SHARED: Final = {"argoproj.io": frozenset(_WORKFLOWS.split())}
"""Groups that other projects put kinds into, and those kinds: we have no schema of them."""
_SHORT_LIST: Final = 8


def identify(manifest: Manifest, catalogue: Catalogue) -> Finding | None:
    """K8S004 for a version or a kind that a known group does not have; K8S005 for one that it may well have."""
    served = catalogue.served()
    versions = sorted(v for v in served if v.rpartition("/")[0] == manifest.group)
    if not versions or not manifest.kind:
        return None
    holding = [version for version in versions if manifest.kind in served[version]]
    if holding:
        return _wrong_version(manifest, holding)
    kinds = sorted({kind for version in versions for kind in served[version]})
    others = _SHARED.get(manifest.group, frozenset[str]())
    near = nearest(manifest.kind, [*kinds, *others])
    if near in others or (others and near is None):
        message = f"Timonier n’a pas de schéma pour {manifest.api}"
        return Finding("K8S005", message, ("kind",), hint=how_to_add(), severity="warning")
    message = f"{quoted(manifest.kind)} n’existe pas dans {manifest.group}"
    return Finding("K8S004", message, ("kind",), hint=_suggestion(near, kinds))


def how_to_add() -> str:
    """The remedy for a resource without a schema."""
    return 'pour vérifier ces objets, nommez leur définition : [tool.timonier] crds = ["chemin/*.yaml"].'


def _wrong_version(manifest: Manifest, holding: list[str]) -> Finding:
    best = sorted(holding, key=lambda version: ("alpha" in version, "beta" in version, version))[0]
    message = f"{manifest.kind} n’existe pas (ou plus) en version {quoted(manifest.api_version.rpartition('/')[2])}"
    also = f" Versions connues : {', '.join(holding)}." if len(holding) > 1 else ""
    hint = f"écrivez « apiVersion: {best} », puis revoyez les champs.{also}"
    return Finding("K8S004", message, ("apiVersion",), hint=hint)


def _suggestion(near: str | None, kinds: list[str]) -> str:
    if near is not None:
        return f"vouliez-vous dire {quoted(near)} ?"
    shown = [kind for kind in kinds if not kind.endswith("List")][:_SHORT_LIST]
    return f"types de ce groupe : {', '.join(shown)}{', …' if len(kinds) > len(shown) else ''}."

"""What was checked and what was not: every unchecked text with its reason, then the counts by kind and verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, get_args

from timonier.lint.report import Report, SnippetVerdict, Verdict
from timonier.report.text import count, visible
from timonier.schemas.classify import SnippetKind

_NAMES: Final[Mapping[SnippetKind, tuple[str, str]]] = {
    "resource": ("ressource", "ressources"),
    "list": ("liste", "listes"),
    "custom": ("ressource personnalisée", "ressources personnalisées"),
    "fragment": ("fragment", "fragments"),
    "patch": ("correctif", "correctifs"),
    "json-patch": ("correctif JSON", "correctifs JSON"),
    "incomplete": ("objet coupé", "objets coupés"),
    "helm-template": ("gabarit Helm", "gabarits Helm"),
    "helm-values": ("fichier de valeurs Helm", "fichiers de valeurs Helm"),
    "helm-chart": ("Chart.yaml", "Chart.yaml"),
    "kustomization": ("Kustomization", "Kustomizations"),
    "compose": ("fichier Compose", "fichiers Compose"),
    "skaffold": ("fichier Skaffold", "fichiers Skaffold"),
    "kubeconfig": ("kubeconfig", "kubeconfigs"),
    "kind-cluster": ("cluster kind", "clusters kind"),
    "gitlab-ci": ("fichier GitLab CI", "fichiers GitLab CI"),
    "github-workflow": ("workflow GitHub", "workflows GitHub"),
    "prometheus-rules": ("fichier de règles Prometheus", "fichiers de règles Prometheus"),
    "timonier": ("fichier du cours", "fichiers du cours"),
    "other": ("autre YAML", "autres YAML"),
    "expected": ("faux exprès", "faux exprès"),
    "ignored": ("faute ignorée", "fautes ignorées"),
}
_VERDICTS: Final[Mapping[Verdict, tuple[str, str]]] = {
    "valid": ("valide", "valides"),
    "invalid": ("invalide", "invalides"),
    "incomplete": ("incomplet", "incomplets"),
    "unchecked": ("non vérifié", "non vérifiés"),
}


def kinds(report: Report) -> str:
    """`31 ressources, 2 fragments, 1 kubeconfig`: how many texts of each kind."""
    return ", ".join(count(sum(found.values()), *_NAMES[kind]) for kind, found in report.kinds.items())


def render(report: Report) -> str:
    """The unchecked texts in the order of their places, then a line for each kind."""
    return "".join(f"{line}\n" for line in (*_unchecked(report.snippets), *_counts(report)))


def _unchecked(snippets: tuple[SnippetVerdict, ...]) -> Iterator[str]:
    found = [snippet for snippet in snippets if snippet.verdict == "unchecked"]
    yield count(len(found), "extrait non vérifié", "extraits non vérifiés") + (" :" if found else ".")
    for snippet in sorted(found, key=lambda snippet: (snippet.path, snippet.line)):
        yield visible(f"  {snippet.path}:{snippet.line}: {_NAMES[snippet.kind][0]} — {snippet.reason}")


def _counts(report: Report) -> Iterator[str]:
    yield "Par nature et par verdict :"
    for kind, found in report.kinds.items():
        verdicts = (count(found[verdict], *_VERDICTS[verdict]) for verdict in get_args(Verdict) if verdict in found)
        yield f"  {count(sum(found.values()), *_NAMES[kind])} : {', '.join(verdicts)}"

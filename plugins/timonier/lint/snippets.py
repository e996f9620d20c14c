"""One YAML text in, its verdict and its diagnostics out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from timonier.core.diagnostic import Diagnostic, Finding
from timonier.core.manifest import Manifest, manifests
from timonier.core.snippet import Snippet
from timonier.core.yamldoc import YamlDocument, YamlProblem, load
from timonier.lint.inspect import inspect
from timonier.lint.report import SnippetKind, SnippetVerdict, Verdict, worst

_NO_SCHEMA = frozenset({"K8S005"})
"""Findings after which nothing more is known of an object."""


_TEMPLATE = re.compile(
    r"\{\{-?\s*(?:[$/]|\.(?:Values|Release|Chart|Capabilities|Files|Template)\b"
    r"|(?:if|else|end|range|with|define|include|template|block|tpl|toYaml)\b)"
)
"""Actions of a Helm chart (helm.sh, « Chart Template Guide »)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A snippet's verdict, before its author is heard, and what is wrong in it."""

    verdict: SnippetVerdict
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """One object, or one document that holds none."""

    kind: SnippetKind
    api: str
    verdict: Verdict
    reason: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def check(snippet: Snippet, versions: Sequence[str]) -> Outcome:
    """The syntax of every text, and every whole object against the schemas of each of `versions`."""
    stream = load(snippet.text)
    if stream.problems and _TEMPLATE.search(snippet.text):
        return Outcome(_verdict(snippet, [_unchecked("gabarit Helm : ce n’est du YAML qu’une fois rendu")]))
    problems = tuple(_problem(snippet, problem) for problem in stream.problems)
    aside = _set_aside(snippet)
    if aside:
        parts = [_unchecked(aside)]
    else:
        parts = [part for document in stream.documents for part in _parts(snippet, document, versions)]
    if problems:
        parts.append(_Part("other", "", "invalid", diagnostics=problems))
    found = tuple(diagnostic for part in parts for diagnostic in part.diagnostics)
    return Outcome(_verdict(snippet, parts or [_unchecked("texte vide")]), found)


def _set_aside(snippet: Snippet) -> str:
    """Why only the syntax of a snippet is checked, from what its author says of it."""
    if snippet.start_file:
        return "fichier de départ, à compléter"
    if snippet.patch:
        return "correctif Kustomize"
    if snippet.excerpt:
        return "extrait d’un objet plus long"
    return f"fragment de type {snippet.type}" if snippet.type else ""


def _parts(snippet: Snippet, document: YamlDocument, versions: Sequence[str]) -> Iterator[_Part]:
    objects = manifests(document)
    if not objects:
        yield _unchecked("ni apiVersion ni kind : ce n’est pas un objet Kubernetes entier")
    for manifest in objects:
        findings = tuple(_findings(manifest, versions))
        diagnostics = tuple(_diagnostic(snippet, document, manifest, finding) for finding in findings)
        kind: SnippetKind = "list" if manifest.base else "resource"
        yield _Part(kind, manifest.api, *_judged(findings), diagnostics)


def _findings(manifest: Manifest, versions: Sequence[str]) -> Iterator[Finding]:
    """What any version finds, once each; what only some find says which."""
    found = {version: dict.fromkeys(inspect(manifest, version)) for version in versions}
    times = Counter(finding for findings in found.values() for finding in findings)
    for finding in dict.fromkeys(finding for findings in found.values() for finding in findings):
        if times[finding] == len(versions):
            yield finding
        else:
            those = ", ".join(version for version in versions if finding in found[version])
            yield replace(finding, message=f"{finding.message} (Kubernetes {those})")


def _judged(findings: Iterable[Finding]) -> tuple[Verdict, str]:
    if any(finding.severity == "error" for finding in findings):
        return "invalid", ""
    unknown = next((finding.message for finding in findings if finding.code in _NO_SCHEMA), "")
    return ("unchecked", unknown) if unknown else ("valid", "")


def _unchecked(reason: str) -> _Part:
    return _Part("other", "", "unchecked", reason)


def _verdict(snippet: Snippet, parts: Sequence[_Part]) -> SnippetVerdict:
    """The worst of the parts, with the kind of the first object."""
    objects = [part for part in parts if part.kind != "other"]
    verdict = worst(part.verdict for part in parts)
    return SnippetVerdict(
        path=snippet.path,
        line=snippet.line,
        kind=objects[0].kind if objects else "other",
        api=", ".join(dict.fromkeys(part.api for part in objects)),
        verdict=verdict,
        reason=next((part.reason for part in parts if part.verdict == verdict and part.reason), ""),
        manifests=len(objects),
    )


def _problem(snippet: Snippet, problem: YamlProblem) -> Diagnostic:
    return Diagnostic(snippet.path, snippet.place(problem.span), problem.code, problem.message, problem.hint)


def _diagnostic(snippet: Snippet, document: YamlDocument, manifest: Manifest, finding: Finding) -> Diagnostic:
    span = snippet.place(document.locate(manifest.place(finding.path), finding.at))
    return Diagnostic(snippet.path, span, finding.code, finding.message, finding.hint, finding.severity)

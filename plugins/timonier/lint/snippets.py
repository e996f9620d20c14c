"""One YAML text in, its verdict and its diagnostics out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from timonier.core.diagnostic import Diagnostic, Finding
from timonier.core.holes import edge_dots, without_lone_elisions
from timonier.core.snippet import Snippet
from timonier.core.source import Span
from timonier.core.yamldoc import YamlDocument, YamlProblem, YamlStream, load
from timonier.lint.parts import MISSING, Part, Terms, parts, unchecked
from timonier.lint.report import SnippetVerdict, worst

_TEMPLATE = re.compile(
    r"\{\{-?\s*(?:[$/]|\.(?:Values|Release|Chart|Capabilities|Files|Template)\b"
    r"|(?:if|else|end|range|with|define|include|template|block|tpl|toYaml)\b)"
)
"""Actions of a Helm chart (helm.sh, « Chart Template Guide »)."""
_OBJECT = re.compile(r"^\s*kind:\s*\S", re.MULTILINE)
_LONE_DOTS: Final = "YML005"
_EDGE: Final = "« ... » commence ou termine un document YAML : ce n’est pas une coupure"
_EDGE_HINT: Final = "pour une coupure, écrivez « # … » en commentaire ; sinon, retirez cette ligne."
_CUT: Final = " Si l’objet est coupé exprès, écrivez « extrait » à l’ouverture du bloc."


@dataclass(frozen=True, slots=True)
class Outcome:
    """A snippet's verdict, before its author is heard, and what is wrong in it."""

    verdict: SnippetVerdict
    diagnostics: tuple[Diagnostic, ...] = ()
    documents: tuple[YamlDocument, ...] = ()


def check(snippet: Snippet, terms: Terms) -> Outcome:
    """The syntax of every text, then what its documents hold."""
    stream, elisions = _read(snippet)
    if stream.problems and _TEMPLATE.search(snippet.text):
        aside = unchecked("helm-template", "gabarit Helm : ce n’est du YAML qu’une fois rendu")
        return Outcome(_verdict(snippet, [aside]))
    found: list[Part] = []
    diagnostics = [_problem(snippet, problem) for problem in stream.problems]
    diagnostics += (replace(_problem(snippet, problem), severity="warning") for problem in elisions)
    for document in stream.documents:
        for part in parts(snippet, document, terms, elided=bool(elisions)):
            found.append(part)
            diagnostics += (_diagnostic(snippet, document, part, finding) for finding in part.findings)
    if stream.problems:
        found.append(Part("resource" if _OBJECT.search(snippet.text) else "other", "", "invalid"))
    verdict = _verdict(snippet, found or [unchecked("other", "texte vide")])
    return Outcome(verdict, tuple(diagnostics), stream.documents)


def _read(snippet: Snippet) -> tuple[YamlStream, tuple[YamlProblem, ...]]:
    """The documents of a text, and the lines of dots that had to be taken out of it to read them.

    In a file, `...` on the last line ends a document, as it should.
    """
    edges = () if snippet.whole_file else edge_dots(snippet.text)
    lines = snippet.text.split("\n")
    text = (
        "\n".join("###" if number in edges else line for number, line in enumerate(lines, 1))
        if edges
        else snippet.text
    )
    stream = load(text)
    without = (
        without_lone_elisions(text) if any(problem.code == _LONE_DOTS for problem in stream.problems) else text
    )
    again = load(without) if without != text else stream
    if again.problems:
        return stream, ()
    dots = tuple(YamlProblem(_LONE_DOTS, Span.on_line(number, 1, 3), _EDGE, _EDGE_HINT) for number in edges)
    return again, (*dots, *(stream.problems if again is not stream else ()))


def _verdict(snippet: Snippet, found: Sequence[Part]) -> SnippetVerdict:
    """The worst of the parts, with the kind of the first that has one."""
    verdict = worst(part.verdict for part in found)
    return SnippetVerdict(
        path=snippet.path,
        line=snippet.line,
        kind=next((part.kind for part in found if part.kind != "other"), "other"),
        api=", ".join(dict.fromkeys(part.api for part in found if part.api)),
        verdict=verdict,
        reason=next((part.reason for part in found if part.verdict == verdict and part.reason), ""),
        manifests=sum(part.is_object for part in found),
    )


def _problem(snippet: Snippet, problem: YamlProblem) -> Diagnostic:
    return Diagnostic(snippet.path, snippet.place(problem.span), problem.code, problem.message, problem.hint)


def _diagnostic(snippet: Snippet, document: YamlDocument, part: Part, finding: Finding) -> Diagnostic:
    if finding.code == "K8S007" and snippet.type_span is not None:
        span = snippet.type_span
    else:
        span = snippet.place(document.locate(finding.path, finding.at))
    hint = finding.hint
    if hint and finding.code in MISSING and part.is_object and not (snippet.whole_file or snippet.excerpt):
        hint += _CUT
    return Diagnostic(snippet.path, span, finding.code, finding.message, hint, finding.severity)

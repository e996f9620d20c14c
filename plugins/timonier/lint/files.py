"""One file in, all that is known of it alone out: the unit of work, and of the cache."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from timonier.core.diagnostic import Diagnostic
from timonier.core.markdown import PageKind, scan
from timonier.core.snippet import Snippet, snippets, yaml_file
from timonier.core.source import SourceFile
from timonier.lint import snippets as yaml_texts
from timonier.lint.assemblies.asides import Aside
from timonier.lint.facts import PageFacts, facts
from timonier.lint.parts import Terms
from timonier.lint.report import SnippetVerdict
from timonier.lint.snippets import Outcome
from timonier.lint.suppress import Settled, settle
from timonier.lint.together import RIGHT, Neighbours, Text

_TEMPLATE: Final = "gabarit Helm : c’est le chart, une fois rendu, qui est vérifié"


@dataclass(frozen=True, slots=True)
class FileResult:
    """What the file's own text says; `facts` is for the checks of the whole course, which YAML files have not."""

    snippets: tuple[SnippetVerdict, ...]
    diagnostics: tuple[Diagnostic, ...]
    facts: PageFacts | None = None


def check_page(
    source: SourceFile, kind: PageKind, terms: Terms, neighbours: Neighbours | None = None
) -> FileResult:
    """A Markdown page: its marks, each YAML block, then, with `neighbours`, what these say of one another."""
    document = scan(source, kind, terms.examples)
    blocks = snippets(document)
    outcomes = [yaml_texts.check(snippet, terms) for snippet in blocks]
    found = [*document.diagnostics, *(diagnostic for outcome in outcomes for diagnostic in outcome.diagnostics)]
    alone = settle(document, found)
    if neighbours is not None:
        texts = [_text(snippet, outcome) for snippet, outcome in zip(blocks, outcomes, strict=True)]
        found += neighbours.of_page(document, texts)
    return FileResult(
        tuple(_heard(outcome.verdict, alone) for outcome in outcomes),
        settle(document, found).diagnostics if neighbours is not None else alone.diagnostics,
        facts(document) if kind != "foreign" else None,
    )


def _text(snippet: Snippet, outcome: Outcome) -> Text:
    """A block for its neighbours; an object of an unknown kind may be right."""
    return Text(snippet, outcome.documents, outcome.verdict.verdict in RIGHT)


def check_yaml(source: SourceFile, starts_a_lab: bool, terms: Terms, aside: Aside | None = None) -> FileResult:
    """A YAML file: one snippet. Students complete what `starts_a_lab`: it is checked as far as it goes.

    `aside` is what the assembly that it belongs to says of it: a patch holds a part of an object.
    """
    if aside == "template":
        return FileResult((SnippetVerdict(source.path, 1, "helm-template", "", "unchecked", _TEMPLATE),), ())
    snippet = yaml_file(source, start_file=starts_a_lab, patch=aside == "patch")
    outcome = yaml_texts.check(snippet, terms)
    return FileResult((outcome.verdict,), outcome.diagnostics)


def _heard(verdict: SnippetVerdict, settled: Settled) -> SnippetVerdict:
    """The verdict once the author has said that faults are there on purpose, or are none."""
    said, reason = settled.verdicts.get(verdict.line, (verdict.verdict, ""))
    if not reason or (verdict.verdict != "invalid" and said != "invalid"):
        return verdict
    return replace(verdict, kind="expected" if said == "invalid" else "ignored", verdict=said, reason=reason)

"""What a run found: a verdict for every snippet, and diagnostics in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

from timonier.core.diagnostic import Diagnostic, Severity
from timonier.schemas.classify import SnippetKind

Verdict = Literal["valid", "invalid", "incomplete", "unchecked"]

_WORST_FIRST: tuple[Verdict, ...] = ("invalid", "incomplete", "unchecked", "valid")


@dataclass(frozen=True, slots=True)
class SnippetVerdict:
    """What is known of one YAML text; a text of several documents has the worst verdict of them."""

    path: str
    line: int
    kind: SnippetKind
    api: str
    """`apps/v1 Deployment`, several set apart by commas in their order; nothing for what has no type."""
    verdict: Verdict
    reason: str = ""
    """Why a text is `unchecked` or `incomplete`, in French."""
    manifests: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run; `diagnostics` are in the order in which they are shown."""

    files: tuple[str, ...]
    snippets: tuple[SnippetVerdict, ...]
    diagnostics: tuple[Diagnostic, ...]
    notes: tuple[str, ...] = ()
    """What the whole run lacked, in French: schemas of a version that is too new."""
    assemblies: str = ""
    """How overlays and charts were checked, in French; nothing where there are none."""

    @property
    def manifests(self) -> int:
        """How many Kubernetes objects were checked."""
        return sum(snippet.manifests for snippet in self.snippets)

    @property
    def kinds(self) -> Mapping[SnippetKind, Mapping[Verdict, int]]:
        """How many snippets there are of each kind that there is, by verdict."""
        counts = Counter((snippet.kind, snippet.verdict) for snippet in self.snippets)
        found: dict[SnippetKind, dict[Verdict, int]] = {}
        for kind, verdict in product(get_args(SnippetKind), get_args(Verdict)):
            if counts[kind, verdict]:
                found.setdefault(kind, {})[verdict] = counts[kind, verdict]
        return found

    @property
    def errors(self) -> int:
        """How many diagnostics make the run fail."""
        return self._count("error")

    @property
    def warnings(self) -> int:
        """How many diagnostics are warnings."""
        return self._count("warning")

    def of(self, path: str) -> tuple[Diagnostic, ...]:
        """The diagnostics of one file."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.path == path)

    def _count(self, severity: Severity) -> int:
        return sum(diagnostic.severity == severity for diagnostic in self.diagnostics)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of `verdicts`; `valid` when there is none."""
    return min(verdicts, key=_WORST_FIRST.index, default="valid")

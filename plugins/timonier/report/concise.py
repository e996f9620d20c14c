"""One line a diagnostic, as compilers print it and editors read it."""

from __future__ import annotations

from collections.abc import Iterable

from timonier.core.diagnostic import Diagnostic
from timonier.lint.report import Report
from timonier.report.text import visible


def render(report: Report) -> str:
    """`path:line:column: CODE message` for each diagnostic; nothing for a clean run."""
    return lines(report.diagnostics)


def lines(diagnostics: Iterable[Diagnostic]) -> str:
    """One line each."""
    return "".join(f"{headline(diagnostic)}\n" for diagnostic in diagnostics)


def headline(diagnostic: Diagnostic) -> str:
    """The one line that says where and what."""
    start = diagnostic.span.start
    return visible(f"{diagnostic.path}:{start.line}:{start.column}: {diagnostic.code} {diagnostic.message}")

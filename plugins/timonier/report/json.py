"""For programs: the contract that `report.schema.json` describes. Keys may be added; none changes meaning."""

from __future__ import annotations

import json

from timonier.core.diagnostic import Diagnostic
from timonier.lint.report import Report, SnippetVerdict

VERSION = 1


def render(report: Report) -> str:
    """The report as one JSON document."""
    document = {
        "version": VERSION,
        "summary": {
            "files": len(report.files),
            "snippets": len(report.snippets),
            "manifests": report.manifests,
            "errors": report.errors,
            "warnings": report.warnings,
            "kinds": report.kinds,
        },
        "snippets": [_snippet(snippet) for snippet in report.snippets],
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in report.diagnostics],
        "notes": report.notes,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _snippet(snippet: SnippetVerdict) -> dict[str, object]:
    facts: dict[str, object] = {
        "path": snippet.path,
        "line": snippet.line,
        "kind": snippet.kind,
        "api": snippet.api or None,
        "verdict": snippet.verdict,
    }
    return {**facts, "reason": snippet.reason} if snippet.reason else facts


def _diagnostic(diagnostic: Diagnostic) -> dict[str, object]:
    start, end = diagnostic.span.start, diagnostic.span.end
    return {
        "path": diagnostic.path,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }

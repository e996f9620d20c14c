"""For code scanning: SARIF 2.1.0, which GitHub, GitLab and editors read.

Source: OASIS, « Static Analysis Results Interchange Format (SARIF) Version 2.1.0 ».
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

import timonier
from timonier.core.diagnostic import Diagnostic
from timonier.lint.registry import by_code
from timonier.lint.report import Report
from timonier.lint.rule import help_address

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT: Final = "RACINE"
_LEVEL: Final = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report, site: str = "") -> str:
    """The report as one SARIF log; codes link to their page where the course has a `site`."""
    codes = list(dict.fromkeys(diagnostic.code for diagnostic in report.diagnostics))
    run = {
        "tool": {"driver": _driver(codes, site)},
        "invocations": [{"executionSuccessful": True, "toolConfigurationNotifications": _notes(report.notes)}],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "Racine du projet."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, codes.index(diagnostic.code)) for diagnostic in report.diagnostics],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _driver(codes: Iterable[str], site: str) -> dict[str, Any]:
    return {
        "name": "Timonier",
        "version": timonier.__version__,
        "language": "fr",
        "rules": [_rule(code, site) for code in codes],
    }


def _rule(code: str, site: str) -> dict[str, Any]:
    rule = by_code(code)
    if rule is None:
        raise LookupError(f"{code} is not in the registry")
    facts: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
    }
    return {**facts, "helpUri": help_address(site, code)} if site else facts


def _notes(notes: Iterable[str]) -> list[dict[str, Any]]:
    return [{"level": "warning", "message": {"text": note}} for note in notes]


def _result(diagnostic: Diagnostic, index: int) -> dict[str, Any]:
    start, end = diagnostic.span.start, diagnostic.span.end
    region = {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
    message = f"{diagnostic.message} ; {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVEL[diagnostic.severity],
        "message": {"text": message},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(diagnostic.path), "region": region}}],
    }


def _artifact(path: str) -> dict[str, str]:
    """A file below the project's root, or a whole address for one that is elsewhere."""
    if path.startswith("/"):
        return {"uri": f"file://{quote(path)}"}
    return {"uri": quote(path), "uriBaseId": _ROOT}

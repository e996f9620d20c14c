"""For GitHub Actions: workflow commands, which become annotations on the lines of a pull request.

Source: « Workflow commands for GitHub Actions », docs.github.com; the escapes are those of actions/toolkit.
"""

from __future__ import annotations

from timonier.core.diagnostic import Diagnostic
from timonier.lint.report import Report

_COMMAND = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report) -> str:
    """One `::error …::message` a diagnostic."""
    return "".join(f"{_command(diagnostic)}\n" for diagnostic in report.diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    start, end = diagnostic.span.start, diagnostic.span.end
    properties = {
        "file": diagnostic.path,
        "line": str(start.line),
        "col": str(start.column),
        "endLine": str(end.line),
        "endColumn": str(end.column),
        "title": diagnostic.code,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = f"{diagnostic.message} ; {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    return f"::{_COMMAND[diagnostic.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

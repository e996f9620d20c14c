"""For GitHub Actions: workflow commands, which become annotations on the lines of a pull request.

GitHub shows ten annotations of each level a step and drops the others: beyond ten, there is one a file.
Source: « Workflow commands for GitHub Actions », docs.github.com; the escapes are those of actions/toolkit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from timonier.core.diagnostic import Diagnostic
from timonier.lint.report import Report
from timonier.report.text import count

_COMMAND: Final = {"error": "error", "warning": "warning", "info": "notice"}
_MOST: Final = 10


def render(report: Report) -> str:
    """One `::error …::message` a diagnostic, or a file."""
    return "".join(f"{line}\n" for level in _COMMAND for line in _level(_of(report, level)))


def _of(report: Report, level: str) -> list[Diagnostic]:
    return [diagnostic for diagnostic in report.diagnostics if diagnostic.severity == level]


def _level(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    if len(diagnostics) <= _MOST:
        yield from (_command(each, each.code, _message(each)) for each in diagnostics)
        return
    files: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        files.setdefault(diagnostic.path, []).append(diagnostic)
    shown = list(files.values()) if len(files) <= _MOST else list(files.values())[: _MOST - 1]
    yield from (_grouped(group) for group in shown)
    rest = list(files)[len(shown) :]
    if rest:
        text = "\n".join(("Et dans ces autres fichiers :", *(f"{path} : {len(files[path])}" for path in rest)))
        yield f"::{_COMMAND[diagnostics[0].severity]} title=Timonier::{_data(text)}"


def _grouped(diagnostics: Sequence[Diagnostic]) -> str:
    """All of one file at the place of the first."""
    if len(diagnostics) == 1:
        return _command(diagnostics[0], diagnostics[0].code, _message(diagnostics[0]))
    lines = (f"ligne {each.span.start.line}, {each.code} : {_message(each)}" for each in diagnostics)
    return _command(diagnostics[0], count(len(diagnostics), "défaut", "défauts"), "\n".join(lines))


def _message(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.message} ; {diagnostic.hint}" if diagnostic.hint else diagnostic.message


def _command(diagnostic: Diagnostic, title: str, message: str) -> str:
    start, end = diagnostic.span.start, diagnostic.span.end
    properties = {
        "file": diagnostic.path,
        "line": str(start.line),
        "col": str(start.column),
        "endLine": str(end.line),
        "endColumn": str(end.column),
        "title": title,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMAND[diagnostic.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

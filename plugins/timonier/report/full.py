"""For people: each diagnostic with its source line, carets under the place and the remedy, then a summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from timonier.core.diagnostic import Diagnostic
from timonier.core.source import SourceFile
from timonier.lint.report import Report
from timonier.report.concise import headline
from timonier.report.stats import kinds
from timonier.report.text import count, expand, visible, width

_WIDEST = 160
"""A longer source line is cut around the place."""

_BOLD, _RESET = "\033[1m", "\033[0m"
_GUTTER, _HELP = "\033[34m", "\033[36m"
_SEVERITY = {"error": "\033[31m", "warning": "\033[33m", "info": "\033[36m"}
_LABEL = {"error": "", "warning": "avertissement : ", "info": "information : "}


def render(report: Report, sources: Mapping[str, SourceFile], *, color: bool = False) -> str:
    """All diagnostics, then one line that counts; `color` puts ANSI colours in."""
    parts = [_block(diagnostic, sources.get(diagnostic.path), color) for diagnostic in report.diagnostics]
    lines = [summary(report), *([report.assemblies] if report.assemblies else [])]
    return "\n".join([*parts, "".join(f"{visible(line)}\n" for line in lines)])


def summary(report: Report) -> str:
    """`2 fichiers, 3 extraits (2 ressources, 1 fragment), 2 manifestes : 1 erreur, 0 avertissement.`"""
    done = count(report.manifests, "manifeste", "manifestes")
    texts = count(len(report.snippets), "extrait", "extraits") + (f" ({kinds(report)})" if report.snippets else "")
    seen = (count(len(report.files), "fichier", "fichiers"), texts)
    found = (count(report.errors, "erreur", "erreurs"), count(report.warnings, "avertissement", "avertissements"))
    return f"{', '.join((*seen, done))} : {', '.join(found)}."


def _block(diagnostic: Diagnostic, source: SourceFile | None, color: bool) -> str:
    lines = [_paint(_labelled(diagnostic), _BOLD, color)]
    line = diagnostic.span.start.line
    if source is not None and line <= len(source.lines):
        lines += _excerpt(diagnostic, source.lines[line - 1], color)
    if diagnostic.hint:
        help_line = f"{' ' * len(str(line))} = aide : {visible(diagnostic.hint)}"
        lines.append(_paint(help_line, _HELP, color))
    return "".join(f"{line}\n" for line in lines)


def _labelled(diagnostic: Diagnostic) -> str:
    where, code, message = headline(diagnostic).partition(f" {diagnostic.code} ")
    return f"{where}{code}{_LABEL[diagnostic.severity]}{message}"


def _excerpt(diagnostic: Diagnostic, text: str, color: bool) -> Iterator[str]:
    number = str(diagnostic.span.start.line)
    empty = _paint(f"{' ' * len(number)} |", _GUTTER, color)
    shown, indent, carets = _underline(diagnostic, text)
    yield empty
    yield f"{_paint(f'{number} |', _GUTTER, color)} {shown}".rstrip()
    yield f"{empty} {' ' * indent}{_paint('^' * carets, _SEVERITY[diagnostic.severity], color)}"


def _underline(diagnostic: Diagnostic, text: str) -> tuple[str, int, int]:
    """The source line, cut when it is long, and below it how many spaces, then how many carets."""
    start, end = diagnostic.span.start, diagnostic.span.end
    first = min(start.column - 1, len(text))
    last = min(end.column - 1, len(text)) if end.line == start.line else len(text.rstrip())
    cut = max(0, first - _WIDEST // 2) if len(text) > _WIDEST else 0
    prefix = "…" if cut else ""
    shown = text[cut : cut + _WIDEST]
    suffix = "…" if cut + _WIDEST < len(text) else ""
    before = width(prefix + expand(shown[: first - cut]))
    through = width(prefix + expand(shown[: max(last - cut, 0)]))
    return prefix + expand(shown) + suffix, before, max(through - before, 1)


def _paint(text: str, style: str, color: bool) -> str:
    return f"{style}{text}{_RESET}" if color else text

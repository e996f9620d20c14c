"""The same report again when nothing changed: one file for each set of paths that is checked.

In: a course and settings. Out: a `Report`, kept with the digest of everything that it was made from: texts,
settings, our own code and data, versions of libraries. Texts are read and digested each time, for dates lie (a
checkout, a copy, a clock): ten thousand small files take a tenth of a second. The report is JSON: a file that
anybody may put into a project must not run code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final

from timonier.cache import Cache, digest
from timonier.core.diagnostic import Diagnostic, Severity
from timonier.core.source import Position, SourceFile, Span
from timonier.course import Course
from timonier.lint.assemblies.names import CHART, KUSTOMIZATIONS, identity
from timonier.lint.basis import basis
from timonier.lint.report import Report, SnippetVerdict
from timonier.settings import Settings

STAGE: Final = "lint"
_VERDICT: Final = attrgetter(*(field.name for field in fields(SnippetVerdict)))
_SAID: Final = attrgetter("path", "code", "message", "hint", "severity")


def lint(course: Course, settings: Settings, asked: Sequence[str] = (), *, kept: bool = True) -> Report:
    """What `runner.lint` says; `asked` are the paths that somebody named, none for the whole course.

    A preview remembers in its own process: what is not `kept` on the disk does not make anybody wait.
    """
    cache = Cache(settings.cache_dir)
    key, content = digest(str(settings.root), *asked), _content(course, settings)
    stored = b""
    with suppress(OSError):  # a folder of somebody else
        stored = cache.get(STAGE, key) or b""
    known = _known(stored, content, course)
    if known is not None:
        return known
    from timonier.lint import memory, runner  # noqa: PLC0415  (slow to import, and only to find something new)

    made_with = digest(basis(), repr(settings), *_texts(_definitions(settings)))
    known_files = memory.remember(cache, made_with, str(settings.root))
    found = runner.lint(course, settings, memory=known_files)
    if settings.is_project and not asked:
        memory.keep(known_files, str(settings.root), cache if kept else None)
    if not kept:
        return found
    with suppress(OSError):  # a full disk, or a folder of somebody else: the next run checks again
        cache.put(STAGE, key, f"{content}\n{json.dumps(_written(found), ensure_ascii=False)}".encode())
    return found


def _content(course: Course, settings: Settings) -> str:
    """The digest of all that a report depends on."""
    inputs = (_definitions(settings), *(getattr(course, field.name) for field in fields(course)))
    return digest(basis(), repr(settings), _tools(course), *_texts(inputs))


def _tools(course: Course) -> str:
    """Those that render, where there is something to render."""
    names = (*KUSTOMIZATIONS, CHART)
    return identity() if any(source.path.endswith(names) for source in course.lab_files) else ""


def _definitions(settings: Settings) -> tuple[SourceFile | Diagnostic, ...]:
    if not settings.crds:
        return ()
    from timonier.lint import crd_files  # noqa: PLC0415  (few projects have any)

    return crd_files.sources(settings)


def _texts(value: object) -> Iterator[str]:
    """Everything that a value of a course says, whatever fields it has one day."""
    if isinstance(value, SourceFile):
        yield value.path
        yield value.text
    elif isinstance(value, tuple | frozenset):
        yield str(len(value))
        for item in sorted(value) if isinstance(value, frozenset) else value:
            yield from _texts(item)
    else:
        yield repr(value)


def _written(report: Report) -> dict[str, Any]:
    return {
        "snippets": [_VERDICT(snippet) for snippet in report.snippets],
        "diagnostics": [(*_SAID(found), *_corners(found.span)) for found in report.diagnostics],
        "notes": report.notes,
        "assemblies": report.assemblies,
    }


def _corners(span: Span) -> tuple[int, int, int, int]:
    return span.start.line, span.start.column, span.end.line, span.end.column


def _known(data: bytes, content: str, course: Course) -> Report | None:
    """The report that `data` holds, if it is that of `content`; none for a file that is not as we wrote it."""
    digested, _, report = data.partition(b"\n")
    if digested != content.encode():
        return None
    try:
        return _read(json.loads(report), course)
    except (ValueError, TypeError, KeyError):
        return None


def _read(stored: dict[str, Any], course: Course) -> Report:
    return Report(
        files=tuple(source.path for source in course.sources),
        snippets=tuple(SnippetVerdict(*values) for values in stored["snippets"]),
        diagnostics=tuple(_diagnostic(*values) for values in stored["diagnostics"]),
        notes=tuple(stored["notes"]),
        assemblies=stored["assemblies"],
    )


def _diagnostic(
    path: str, code: str, message: str, hint: str | None, severity: Severity, *corners: int
) -> Diagnostic:
    line, column, end_line, end_column = corners
    span = Span(Position(line, column), Position(end_line, end_column))
    return Diagnostic(path, span, code, message, hint, severity)

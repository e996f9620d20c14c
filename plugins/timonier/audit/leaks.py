"""Nothing of an unpublished correction, answer or trainer's note may stand in the site.

A distinctive line is a non-blank line of something private, spaces folded, that stands in no published source.
None may occur in any text file of the site. What has no distinctive line at all is told by name.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from timonier.audit.links import at
from timonier.audit.pages import SitePage
from timonier.core.diagnostic import Diagnostic
from timonier.core.header import page_id
from timonier.core.markdown import scan
from timonier.core.publication import Publication
from timonier.core.source import SourceFile, Span
from timonier.course import Course
from timonier.lint.corrections import start_files

_PRIVATE_BLOCKS = frozenset({"reponse", "correction", "formateur"})
_TRAINERS_BLOCKS = frozenset({"formateur"})
"""What stays private on a page that is published."""
_TEXT_SUFFIXES = frozenset({".css", ".csv", ".js", ".json", ".md", ".svg", ".txt", ".xml", ".yaml", ".yml"})
_SHORTEST = 12
"""A folded line with fewer characters says too little to prove a leak (`kind: Pod`, `image: nginx`)."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Lines of one private text, each with where it stands in the sources."""

    path: str
    span: Span
    lines: tuple[str, ...]


def check_leaks(
    folder: Path, pages: Iterable[SitePage], course: Course, publication: Publication, corrections: str
) -> Iterator[Diagnostic]:
    """AUD030 a private line in the site, AUD031 (info) a private text with nothing distinctive to look for.

    `corrections` is the folder of the solutions, relative to the project.
    """
    if publication.for_trainers:
        return
    published, secrets = split(course, publication, corrections)
    haystacks = list(_haystacks(folder, pages))
    for secret in secrets:
        distinctive = [
            line for line in dict.fromkeys(secret.lines) if len(line) >= _SHORTEST and line not in published
        ]
        if not distinctive:
            yield Diagnostic(
                secret.path,
                secret.span,
                "AUD031",
                "aucune ligne propre à ce texte privé : l’audit ne peut pas en prouver l’absence",
                severity="info",
            )
        for file, text in haystacks:
            for line in distinctive:
                if line in text:
                    yield Diagnostic(
                        *at(file),
                        "AUD030",
                        f"fuite : « {line} » vient de {secret.path}:{secret.span.start.line}, qui n’est pas publié",
                        "retirez ce fichier et reconstruisez le site",
                    )
                    break


def split(course: Course, publication: Publication, corrections: str) -> tuple[str, tuple[Secret, ...]]:
    """All published text, folded, and the private texts of the course."""
    public: list[str] = []
    secrets: list[Secret] = []
    for page in course.pages:
        names = _TRAINERS_BLOCKS if publication.shows(page_id(page.path)) else _PRIVATE_BLOCKS
        private = [block.span for block in scan(page).blocks if block.name in names]
        hidden = {line for span in private for line in range(span.start.line, span.end.line + 1)}
        public.append("\n".join(text for line, text in enumerate(page.lines, 1) if line not in hidden))
        secrets += [_secret(page, span, page.lines[span.start.line : span.end.line - 1]) for span in private]
    starts = start_files(course.records)
    for file in course.lab_files:
        if file.path in starts or publication.shows(file.path.removeprefix(f"{corrections}/").partition("/")[0]):
            public.append(file.text)
        else:
            secrets.append(_secret(file, Span.on_line(1, 1, 0), file.lines))
    return fold("\n".join(public)), tuple(secret for secret in secrets if secret.lines)


def fold(text: str) -> str:
    """Text without what rendering changes: spaces, apostrophes and Markdown's marks of emphasis and code."""
    text = unicodedata.normalize("NFC", text).replace("’", "'")
    return " ".join(re.sub(r"[*_`\\]", "", text).split())


def _secret(source: SourceFile, span: Span, lines: Iterable[str]) -> Secret:
    folded = (fold(line) for line in lines if not re.match(r"\s*(/{3,}|[`~]{3,}|#\s)", line))
    return Secret(source.path, span, tuple(line for line in folded if line))


def _haystacks(folder: Path, pages: Iterable[SitePage]) -> Iterator[tuple[str, str]]:
    for page in pages:
        yield page.file, fold(page.text)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _TEXT_SUFFIXES:
            text = path.read_text(encoding="utf-8", errors="replace")
            if path.suffix == ".json":
                text = _json_text(text)
            yield path.relative_to(folder).as_posix(), fold(re.sub(r"<[^<>]*>", "", html.unescape(text)))


def _json_text(text: str) -> str:
    """Keys and strings of a JSON text, one a line, escapes resolved; the text itself where it is not JSON."""
    strings: list[str] = []
    try:
        pending = [json.loads(text)]
    except (ValueError, RecursionError):
        return text
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            strings.append(value)
        elif isinstance(value, dict):
            pending.extend((*value.keys(), *value.values()))
        elif isinstance(value, list):
            pending.extend(value)
    return "\n".join(strings)

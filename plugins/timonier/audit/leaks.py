"""Nothing of an unpublished correction, answer or trainer's note may stand in the site.

A distinctive line is a non-blank line of something private that stands in no published source. None may occur in
any file of the site, re-indented, split or hyphenated as it may be: spaces and hyphens do not count. A private text
with fewer than three such lines is looked for by runs of lines too; one with nothing distinctive is told by name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from timonier.audit.links import at
from timonier.audit.pages import SitePage
from timonier.audit.texts import texts
from timonier.cache import Cache
from timonier.core.diagnostic import Diagnostic
from timonier.core.header import page_id
from timonier.core.markdown import scan
from timonier.core.publication import Publication
from timonier.core.source import SourceFile, Span
from timonier.core.syntax import PRIVATE_BLOCKS
from timonier.course import Course, load_application
from timonier.lint.corrections import start_files
from timonier.lint.registry import RULES
from timonier.lint.rule import CODES_BLOCK
from timonier.render.lab_script import template
from timonier.settings import Settings

_MARK_LINE = re.compile(r"\s*(/{3,}|[`~]{3,}|etape:\s*\d+\s*$)")
"""The first and last lines of blocks and of code, and the only option of `/// correction`."""
_TRAINERS_BLOCKS = frozenset({"formateur"})
"""What stays private on a page that is published."""
_SHORTEST = 10
"""A folded line with fewer characters says too little to prove a leak (`kind: Pod`)."""
_SHORTEST_RUN = 20
_LONGEST_RUN = 4
_ENOUGH = 3
_MARKS = re.compile(r"[*_`\\\s\u00ad\u200b\u2010\u2011\ufeff-]+")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")


@dataclass(frozen=True, slots=True)
class Secret:
    """Lines of one private text, each with where it stands in the sources."""

    path: str
    span: Span
    lines: tuple[str, ...]

    def needles(self, published: str) -> tuple[str, ...]:
        """What to look for: the lines that say enough and stand nowhere in `published`, or runs of lines."""
        lines = [line for line in dict.fromkeys(self.lines) if _is_distinctive(line, _SHORTEST, published)]
        if len(lines) >= _ENOUGH:
            return tuple(lines)
        runs = (
            " ".join(self.lines[start : start + length])
            for length in range(2, _LONGEST_RUN + 1)
            for start in range(len(self.lines) - length + 1)
        )
        return (*lines, *(run for run in dict.fromkeys(runs) if _is_distinctive(run, _SHORTEST_RUN, published)))


def check_leaks(
    folder: Path,
    pages: Iterable[SitePage],
    course: Course,
    publication: Publication,
    settings: Settings,
) -> Iterator[Diagnostic]:
    """AUD030 a private line in the site, AUD031 (info) a private text with none, AUD032 a file that is not read."""
    if publication.for_trainers:
        return
    published, secrets = split(course, publication, settings.corrections.rstrip("/"), _application(settings))
    needles: dict[str, list[tuple[str, Secret]]] = {}
    for secret in secrets:
        found = secret.needles(published)
        if not found:
            yield Diagnostic(
                secret.path,
                secret.span,
                "AUD031",
                "aucune ligne propre à ce texte privé : l’audit ne peut pas en prouver l’absence",
                severity="info",
            )
        for needle in found:
            needles.setdefault(fold(needle)[:_SHORTEST], []).append((needle, secret))
    for file, text in texts(folder, pages, Cache(settings.cache_dir)):
        if text is None:
            yield Diagnostic(
                *at(file),
                "AUD032",
                "fichier illisible : rien ne prouve qu’il ne contient aucun corrigé",
                "retirez ce fichier et reconstruisez le site",
            )
        else:
            yield from _leaks(file, fold(text), needles)


def _leaks(file: str, text: str, needles: dict[str, list[tuple[str, Secret]]]) -> Iterator[Diagnostic]:
    """One diagnostic a private text that `text` holds something of, in one reading of it."""
    told: set[Secret] = set()
    for start in range(len(text) - _SHORTEST + 1):
        for needle, secret in needles.get(text[start : start + _SHORTEST], ()):
            if secret not in told and text.startswith(fold(needle), start):
                told.add(secret)
                yield Diagnostic(
                    *at(file),
                    "AUD030",
                    f"fuite : « {needle} » vient de {secret.path}:{secret.span.start.line}, qui n’est pas publié",
                    "retirez ce fichier et reconstruisez le site",
                )


def _application(settings: Settings) -> list[str]:
    """The texts of the application."""
    return [file.read_text(encoding="utf-8", errors="replace") for file in load_application(settings).values()]


def split(
    course: Course, publication: Publication, corrections: str, application: Iterable[str] = ()
) -> tuple[str, tuple[Secret, ...]]:
    """All published text, folded, and the private texts of the course.

    The application is published, but for its files that are private texts themselves.
    """
    public = [template()]
    secrets: list[Secret] = []
    for page in course.pages:
        names = _TRAINERS_BLOCKS if publication.shows(page_id(page.path)) else PRIVATE_BLOCKS
        blocks = scan(page).blocks
        if any(block.name == CODES_BLOCK for block in blocks):
            public += (text for rule in RULES for text in (rule.explanation, rule.bad, rule.good))
        private = [block.span for block in blocks if block.name in names]
        hidden = {line for span in private for line in range(span.start.line, span.end.line + 1)}
        public.append("\n".join(text for line, text in enumerate(page.lines, 1) if line not in hidden))
        secrets += [_secret(page, span, page.lines[span.start.line : span.end.line - 1]) for span in private]
    starts, kept = start_files(course.records), set[str]()
    for file in course.lab_files:
        if file.path in starts or publication.shows(file.path.removeprefix(f"{corrections}/").partition("/")[0]):
            public.append(file.text)
        else:
            secrets.append(_secret(file, Span.on_line(1, 1, 0), file.lines))
            kept.add(file.text.strip())
    public += (text for text in application if text.strip() not in kept)
    return fold("\n".join(public)), tuple(secret for secret in secrets if secret.lines)


def fold(text: str) -> str:
    """Text without what storing and rendering change: spaces, hyphens, apostrophes, ligatures, Markdown's marks."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text.replace("’", "'")))


def _is_distinctive(text: str, shortest: int, published: str) -> bool:
    folded = fold(text)
    return len(folded) >= shortest and folded not in published


def _secret(source: SourceFile, span: Span, lines: Iterable[str]) -> Secret:
    """The lines that say something, as they are read: no mark of block or of code, no address of a link."""
    shown = (line.strip() for line in lines if not _MARK_LINE.match(line))
    return Secret(source.path, span, tuple(_LINK.sub(r"\1", line) for line in shown if fold(line)))

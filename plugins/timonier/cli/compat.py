"""`timonier compat`: in which versions of Kubernetes each manifest passes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from timonier.cli.sources import project_around, sources_of
from timonier.course import Course
from timonier.report.text import count
from timonier.settings import Settings

_NEAR = 50
"""How many characters are shown on each side of a mention."""

if TYPE_CHECKING:
    from timonier.core.snippet import Snippet
    from timonier.lint.compat import Passage


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "compat",
        help="dit dans quelles versions de Kubernetes passe chaque manifeste",
        description="Dit, pour chaque objet entier, dans quelles versions de Kubernetes il passe la vérification "
        "stricte de son identité et de son schéma.",
    )
    parser.add_argument(
        "paths",
        metavar="CHEMIN",
        nargs="*",
        type=Path,
        help="fichier ou dossier de Markdown et de YAML, du cours ou d’ailleurs ; sans chemin, tout le cours",
    )
    parser.add_argument(
        "--prose",
        action="store_true",
        help="liste plutôt les versions de Kubernetes écrites à la main dans le texte des pages",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print a line for each manifest, or for each mention; always 0: it is no fault to be young."""
    project = project_around(options.paths)
    sources = sources_of(options.paths, project)
    for line in _mentions(sources) if options.prose else _passages(sources, project):
        print(line)
    return 0


def _mentions(sources: Course) -> Iterator[str]:
    from timonier.core.markdown import scan
    from timonier.lint.said_versions import said_versions

    for page in sources.pages:
        for mention in said_versions(scan(page, "foreign")):
            start = mention.span.start
            around = _around(page.lines[start.line - 1], start.column - 1, len(mention.name))
            yield f"{page.path}:{start.line}:{start.column}: {around}"


def _around(line: str, start: int, length: int) -> str:
    """What stands near a mention, from word to word."""
    end = start + length
    before = line[:start] if start <= _NEAR else "…" + line[start - _NEAR : start].partition(" ")[2]
    after = line[end:] if len(line) <= end + _NEAR else line[end : end + _NEAR].rpartition(" ")[0] + "…"
    return f"{before}{line[start:end]}{after}".strip()


def _passages(sources: Course, project: Settings) -> Iterator[str]:
    from timonier.lint.compat import Passages, common, range_text, whole_texts

    found: list[Passage] = []
    passages = Passages(project)
    for snippet in whole_texts(sources, project):
        for passage in passages.of(snippet.text, snippet.file_name):
            found.append(passage)
            shown = (
                "schéma inconnu" if passage.versions is None else range_text(passage.versions) or "aucune version"
            )
            yield f"{snippet.path}:{_line(snippet, passage)}: {f'{passage.api} {passage.name}'.strip()} : {shown}"
    together = range_text(common(passage for passage in found if passage.versions is not None))
    yield f"{count(len(found), 'manifeste', 'manifestes')}, tous acceptés par : {together or 'aucune version'}."


def _line(snippet: Snippet, passage: Passage) -> int:
    from timonier.core.source import Span

    return snippet.place(Span.on_line(passage.line, 1, 1)).start.line

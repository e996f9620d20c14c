"""`timonier lint`: every check, over the course or over any files."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from timonier.cli.sources import project_around, sources_of
from timonier.course import Course
from timonier.errors import UsageError
from timonier.lint.cached import lint
from timonier.lint.report import Report
from timonier.report import concise, full, github, json, stats
from timonier.report.text import count
from timonier.schemas.versions import nearest
from timonier.settings import Settings

FORMATS = ("concise", "full", "json", "github", "sarif")
_WITH_STATS = ("full", "concise")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "lint",
        help="vérifie le cours, ou les fichiers et dossiers donnés",
        description="Vérifie les pages et les manifestes : syntaxe, schémas de Kubernetes, marques, liens.",
    )
    parser.add_argument(
        "paths",
        metavar="CHEMIN",
        nargs="*",
        type=Path,
        help="fichier ou dossier de Markdown et de YAML, du cours ou d’ailleurs ; sans chemin, tout le cours",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="full",
        help="une ligne par message (concise), avec la ligne fautive (full, par défaut), "
        "pour un programme (json), pour GitHub Actions (github), pour l’analyse de code (sarif)",
    )
    parser.add_argument(
        "--fix", action="store_true", help="corrige d’abord les retraits de liste que Python-Markdown ne suit pas"
    )
    parser.add_argument(
        "--kubernetes", metavar="VERSION", help="version de Kubernetes visée, à la place de celle du projet"
    )
    parser.add_argument("--strict", action="store_true", help="les avertissements comptent comme des erreurs")
    parser.add_argument(
        "--stats",
        action="store_true",
        help="ajoute les extraits non vérifiés avec leur raison, et les comptes par nature et par verdict",
    )
    parser.add_argument(
        "--diapos",
        action="store_true",
        help="met aussi en page chaque diapositive, et dit celles qui sont trop pleines ou qui débordent",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the report; 1 when it has errors."""
    if options.stats and options.format not in _WITH_STATS:
        raise UsageError(
            f"--stats ne va qu’avec --format {' ou '.join(_WITH_STATS)} ; json porte déjà ces comptes."
        )
    project = project_around(options.paths)
    if options.kubernetes:
        project = replace(project, kubernetes=(options.kubernetes,))
    for version in project.kubernetes:
        nearest(version)
    sources = sources_of(options.paths, project)
    if options.fix:
        sources = _fixed(sources, options.paths, project)
    found = _checked(sources, project, [str(path.resolve()) for path in options.paths])
    if options.diapos:
        found = _with_decks(found, sources, project)
    print(_render(found, sources, project, options.format), end="")
    if options.stats:
        print(stats.render(found), end="")
    return 1 if found.errors or (options.strict and found.warnings) else 0


def report(sources: Course, project: Settings) -> int:
    """Check a whole course, print what is wrong for people (and for GitHub where it runs), give the exit code."""
    found = _checked(sources, project, ())
    print(_render(found, sources, project, "full"), end="")
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(github.render(found), end="")
    return 1 if found.errors else 0


def _checked(sources: Course, project: Settings, asked: Sequence[str]) -> Report:
    """The report, once it is said what the run lacks."""
    found = lint(sources, project, asked)
    for note in found.notes:
        print(f"timonier : {note}", file=sys.stderr)
    return found


def _with_decks(found: Report, sources: Course, project: Settings) -> Report:
    """The report with what is wrong with the slides; the bare package goes without what lays them out."""
    try:
        from timonier.pdf.decks import check_decks
    except ModuleNotFoundError as error:
        raise UsageError(f"--diapos a besoin de {error.name} : installez « timonier[pdf] ».") from error

    faults = (*found.diagnostics, *check_decks(project, sources))
    return replace(found, diagnostics=tuple(sorted(faults, key=lambda fault: fault.sort_key)))


def _fixed(sources: Course, paths: Sequence[Path], project: Settings) -> Course:
    from timonier.lint.fix import fix  # rarely wanted

    fixes = fix(sources, project)
    for repair in fixes:
        print(
            f"{repair.path} : {count(repair.lines, 'ligne de liste corrigée', 'lignes de liste corrigées')}",
            file=sys.stderr,
        )
    return sources_of(paths, project) if fixes else sources


def _render(report: Report, sources: Course, project: Settings, wanted: str) -> str:
    if wanted == "full":
        color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        return full.render(report, {source.path: source for source in sources.sources}, color=color)
    if wanted == "sarif":
        from timonier.lint.rule import CODES_FILE
        from timonier.report import sarif  # for machines that have the time to import every rule

        has_codes = (project.content_dir / CODES_FILE).is_file()
        return sarif.render(report, project.site_address if has_codes else "")
    return {"concise": concise.render, "json": json.render, "github": github.render}[wanted](report)

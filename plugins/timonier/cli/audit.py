"""`timonier audit SITE`: prove what a written site holds, and does not hold."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from timonier import course, settings
from timonier.cli import publication
from timonier.core.publication import Publication
from timonier.errors import UsageError


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "audit",
        help="vérifie un site construit : trace de la vérification, liens, tiers, fuites",
        description="Vérifie un site construit contre les sources du projet courant.",
    )
    parser.add_argument("site", metavar="SITE", type=Path, help="dossier du site construit")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when nothing is wrong, 1 with a diagnostic a line."""
    return report(args.site, settings.load(Path.cwd()))


def report(folder: Path, project: settings.Settings, expected: Publication | None = None) -> int:
    """Audit one folder, print what is wrong, return the exit code.

    Raises `UsageError` when the site is sound but does not show what is `expected`.
    """
    from timonier.audit.run import (  # lxml belongs to the `site` extra: the bare package goes without
        audit,
        publication_of,
    )
    from timonier.report import concise

    sources = course.load(project)
    diagnostics = audit(folder, project, sources)
    shown = publication_of(folder)
    if expected is None:
        print(publication.sentence(shown, project, sources))
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"]
    print(concise.lines(diagnostics), end="")
    if errors:
        print(f"Audit de {folder} : {len(errors)} erreur(s).", file=sys.stderr)
        return 1
    if expected is not None and shown != expected:
        raise UsageError("le site ne montre pas ce qui était demandé : ôtez « edition » de mkdocs.yml.")
    print(f"Audit de {folder} : rien à signaler.")
    return 0

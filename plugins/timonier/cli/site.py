"""`timonier site`: check, build, print, audit, then put the new site in place of the old one, all or nothing."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timonier import course, settings
from timonier.errors import UsageError
from timonier.files import replace_folder, staging_folder
from timonier.settings import Settings

SITE = "site"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "site",
        help="vérifie le cours, construit le site et ses PDF, puis l’audite",
        description="Vérifie le cours, construit le site et ses PDF dans un dossier à part, l’audite, "
        "puis le met à la place de l’ancien. Au moindre défaut, l’ancien site reste en place.",
    )
    parser.add_argument("--serve", action="store_true", help="ouvre l’aperçu au lieu de construire")
    parser.add_argument("--sans-pdf", action="store_true", help="ne fait pas les PDF")
    parser.add_argument(
        "--sortie",
        type=Path,
        default=Path(SITE),
        metavar="DOSSIER",
        help=f"dossier du site (« {SITE} » par défaut)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when the new site is in place, 1 when the sources or the site are at fault."""
    project = settings.load(Path.cwd())
    if not (project.root / "mkdocs.yml").is_file():
        raise UsageError(f"{project.root} ne contient pas mkdocs.yml : placez-vous dans un cours Timonier.")
    if args.serve:
        return _mkdocs(project, "serve", "--livereload")
    target = (project.root / args.sortie).resolve()
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} est un fichier : choisissez un autre dossier de sortie.")
    with staging_folder(target) as staging:
        return _build(project, staging, target, with_pdf=not args.sans_pdf)


def _build(project: Settings, staging: Path, target: Path, with_pdf: bool) -> int:
    from timonier.cli import audit as audit_command
    from timonier.cli import lint as lint_command

    steps = _Steps(total=4 if with_pdf else 3)
    with steps.step("vérification des extraits"):
        if code := lint_command.report(course.load(project), project):
            return code
    with steps.step("construction du site"):
        if code := _mkdocs(project, "build", "--strict", "--site-dir", str(staging)):
            return code
    missing_pdf = ""
    if with_pdf:
        with steps.step("impression des PDF"):
            try:
                code = _print(project, staging)
            except UsageError as error:
                missing_pdf = str(error)
            else:
                if code:
                    return code
    with steps.step("audit du site construit"):
        if code := audit_command.report(staging, project):
            return code
    replace_folder(staging, target)
    print(f"Site prêt : {target}")
    if missing_pdf:
        print(f"PDF non faits : {missing_pdf}", file=sys.stderr)
    return 0


def _mkdocs(project: Settings, *arguments: str) -> int:
    """Run MkDocs in its own process: its exit code, or ours for an interruption."""
    command = [sys.executable, "-m", "mkdocs", *arguments]
    # Material's notice on its end of life is for us, not for those who run the course.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=project.root, env=environment, check=False).returncode


def _print(project: Settings, staging: Path) -> int:
    from timonier.cli import pdf as pdf_command

    return pdf_command.print_into(project, staging / "pdf")


class _Steps:
    """Numbered steps with the time that each took."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._number = 0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self._number += 1
        print(f"[{self._number}/{self._total}] {name}…", flush=True)
        start = time.monotonic()
        yield
        print(f"      fait en {time.monotonic() - start:.1f} s".replace(".", ","), flush=True)

"""`timonier site`: check, build, print, audit, then put the new site in place of the old one, all or nothing."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from timonier import settings
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
        return subprocess.run(
            _mkdocs("serve", "--livereload"), cwd=project.root, env=_quiet(), check=False
        ).returncode
    target = (project.root / args.sortie).resolve()
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} est un fichier : choisissez un autre dossier de sortie.")
    with staging_folder(target) as staging:
        return _build(project, staging, target, with_pdf=not args.sans_pdf)


def _build(project: Settings, staging: Path, target: Path, with_pdf: bool) -> int:
    """Each step in turn, with the time that it took; the first that fails ends it all."""
    steps = {
        "vérification des extraits": _check,
        "construction du site": _build_pages,
        "impression des PDF": _print,
        "audit du site construit": _audit,
    }
    if not with_pdf:
        del steps["impression des PDF"]
    for number, (name, step) in enumerate(steps.items(), 1):
        print(f"[{number}/{len(steps)}] {name}…", flush=True)
        start = time.monotonic()
        if code := step(project, staging):
            return code
        print(f"      fait en {time.monotonic() - start:.1f} s".replace(".", ","), flush=True)
    replace_folder(staging, target)
    print(f"Site prêt : {target}")
    return 0


def _check(project: Settings, _staging: Path) -> int:
    from timonier.cli import lint

    return lint.report(lint.whole_course(project), project)


def _mkdocs(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", *arguments]


def _quiet() -> dict[str, str]:
    """The environment without Material's notice on its end of life, which is for us, not for trainers."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def _build_pages(project: Settings, staging: Path) -> int:
    """Run a strict MkDocs build, show what it says but for its own progress, and give its exit code."""
    command = _mkdocs("build", "--strict", "--site-dir", str(staging))
    with subprocess.Popen(
        command,
        cwd=project.root,
        env=_quiet(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            if line.strip() and not line.startswith("INFO "):
                print(line, end="", flush=True)
    return process.returncode


def _print(project: Settings, staging: Path) -> int:
    """The PDFs of the course; a machine that cannot print still gets its site, and is told so."""
    from timonier.cli import pdf

    try:
        return pdf.print_into(project, staging / "pdf")
    except UsageError as error:
        print(f"PDF non faits : {error}", file=sys.stderr)
        return 0


def _audit(project: Settings, staging: Path) -> int:
    from timonier.cli import audit

    return audit.report(staging, project)

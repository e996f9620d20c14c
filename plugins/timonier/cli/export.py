"""`timonier export DOSSIER`: what students get as files: where labs start, and the corrections that are out."""

from __future__ import annotations

import argparse
from pathlib import Path

from timonier import course, settings
from timonier.cli import publication
from timonier.errors import UsageError
from timonier.files import replace_folder, staging_folder, write_atomically
from timonier.render.lab_files import members

_README = """# Fichiers des travaux pratiques

Un dossier par TP : `depart/` contient les fichiers à compléter, `correction/` le corrigé quand il est publié.
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "export",
        help="écrit le dépôt des stagiaires : départs des TP et corrigés publiés",
        description="Écrit dans un dossier neuf les fichiers de départ de chaque TP et les corrigés publiés, "
        "et rien d’autre.",
    )
    parser.add_argument("folder", metavar="DOSSIER", type=Path, help="dossier neuf, ou vide")
    parser.add_argument("--corrections", metavar="TP,TP", help=publication.CORRECTIONS_HELP)
    parser.set_defaults(run=run, edition="stagiaire")


def run(args: argparse.Namespace) -> int:
    """Exit code 0. Raises `UsageError` where the folder holds something, or for a lab that does not exist."""
    project = settings.load(Path.cwd())
    sources = course.load(project)
    shown = publication.asked(args, project, sources)
    target: Path = args.folder.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{args.folder} n’est pas un dossier vide : choisissez-en un autre, rien n’est écrasé.")
    labs = [page.id for page in sources.outline(project).pages.values() if page.kind == "tp"]
    files = {
        f"{lab}/{name}": text
        for lab in labs
        for name, text in members(course.load_lab(project, lab), shown).items()
    }
    with staging_folder(target) as staging:
        for name, text in {"README.md": _README, **files}.items():
            write_atomically(staging / name, text.encode())
        replace_folder(staging, target)
    print(publication.sentence(shown, project, sources))
    print(f"{len(files)} fichiers de {len({name.partition('/')[0] for name in files})} TP : {target}")
    return 0

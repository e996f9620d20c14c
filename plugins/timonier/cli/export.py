"""`timonier export DOSSIER`: what students get as files: where labs start, and the corrections that are out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from timonier import course, settings
from timonier.cli import publication
from timonier.core.header import Header
from timonier.core.publication import Publication
from timonier.course import Course
from timonier.errors import UsageError
from timonier.files import replace_folder, staging_folder, write_atomically
from timonier.render.application import withheld
from timonier.render.lab_files import members, mode
from timonier.settings import Settings

_README = """# Fichiers des travaux pratiques

Un dossier par TP : `depart/` contient les fichiers à compléter, `correction/` le corrigé quand il est publié.
`bash verifier.sh` vérifie le TP sur votre cluster, après vous avoir demandé.
"""
_APPLICATION = "\nLe code de l’application du cours est dans `{}/`.\n"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "export",
        help="écrit le dépôt des stagiaires : départs des TP, corrigés publiés et application",
        description="Écrit dans un dossier neuf les fichiers de départ de chaque TP, les corrigés publiés et "
        "le dossier de l’application du cours, et rien d’autre.",
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
    labs = dict(_labs(project, sources, shown))
    found = {
        f"{project.application}/{name}": file
        for name, file in course.load_application(project).items()
        if not file.is_relative_to(target)
    }
    kept = withheld(found, (course.load_lab(project, page.id) for page in _pages(project, sources)), shown)
    application = {name: file for name, file in found.items() if name not in kept}
    readme = _README + (_APPLICATION.format(project.application) if application else "")
    with staging_folder(target) as staging:
        for name, data in {"README.md": readme.encode(), **labs}.items():
            write_atomically(staging / name, data)
            (staging / name).chmod(mode(name))
        for name, file in application.items():
            write_atomically(staging / name, file.read_bytes())
            (staging / name).chmod(file.stat().st_mode & 0o777)
        replace_folder(staging, target)
    print(publication.sentence(shown, project, sources))
    print(f"{len(labs)} fichiers de {len({name.partition('/')[0] for name in labs})} TP : {target}")
    if application:
        print(f"{len(application)} fichiers de {project.application}/")
    for name, lab in kept.items():
        print(f"{name} n’est pas écrit : c’est le corrigé de {lab}, qui n’est pas publié.")
    return 0


def _labs(project: Settings, sources: Course, shown: Publication) -> Iterator[tuple[str, bytes]]:
    """The files of all labs that are out."""
    for page in _pages(project, sources):
        lab, text = course.load_lab(project, page.id), course.load_page(project, page.path)
        for name, content in members(lab, text, shown, project).items():
            yield f"{page.id}/{name}", content.encode()


def _pages(project: Settings, sources: Course) -> tuple[Header, ...]:
    """Those of the labs."""
    return tuple(page for page in sources.outline(project).pages.values() if page.kind == "tp")

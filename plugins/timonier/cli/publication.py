"""The options that say what a command shows: `--edition` and `--corrections`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from timonier import course, record
from timonier.core.publication import ALL, Publication
from timonier.course import Course
from timonier.errors import UsageError
from timonier.settings import Edition, Settings

EDITIONS: Final[tuple[Edition, ...]] = ("stagiaire", "formateur")
CORRECTIONS_HELP: Final = f"TP dont le corrigé est publié, ou « {ALL} », à la place de ceux du projet"
_FOLDERS: Final[dict[Edition, str]] = {"stagiaire": "site", "formateur": "site-formateur"}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare both."""
    parser.add_argument(
        "--edition", choices=EDITIONS, default="stagiaire", help="édition du cours (stagiaire par défaut)"
    )
    parser.add_argument(
        "--corrections",
        metavar="TP,TP",
        help=CORRECTIONS_HELP,
    )


def asked(args: argparse.Namespace, project: Settings, sources: Course) -> Publication:
    """What the command line asks for, else what the project says."""
    names = None if args.corrections is None else [name.strip() for name in args.corrections.split(",")]
    wanted = None if names is None else [name for name in names if name]
    return course.publication(sources, project, args.edition, wanted)


def default_folder(shown: Publication) -> str:
    """Where the site of an edition goes: never one over another."""
    return _FOLDERS[shown.edition]


def refuse_other_edition(site: Path, shown: Publication) -> None:
    """Raise `UsageError` where `site` holds a site of another edition."""
    try:
        edition = record.read(site).edition
    except record.BrokenRecordError:
        return
    if edition != shown.edition:
        raise UsageError(
            f"{site} contient l’édition {edition} : l’édition {shown.edition} ne s’écrit pas par-dessus. "
            "Choisissez un autre dossier avec --sortie."
        )


def sentence(shown: Publication, project: Settings, sources: Course) -> str:
    """What is out, and what comes with it, in one line."""
    if shown.for_trainers:
        return "Édition formateur : tous les corrigés, toutes les réponses, toutes les notes."
    if not shown.pages:
        return "Édition stagiaire : aucun corrigé publié."
    if shown.pages.issuperset(sources.outline(project).pages):
        return "Édition stagiaire : tous les corrigés et toutes les réponses sont publiés."
    bases = course.starts_from(sources)
    parts = [
        f"{name} (avec {bases[name]}, dont il part)" if name in bases else name for name in sorted(shown.pages)
    ]
    return f"Édition stagiaire, corrigés publiés : {', '.join(parts)}."

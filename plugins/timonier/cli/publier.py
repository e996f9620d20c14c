"""`timonier publier TP`: a correction is out from now on: settings, site, audit, all or nothing."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from timonier import course, settings
from timonier.core.publication import ALL
from timonier.files import write_atomically


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "publier",
        help="publie le corrigé d’un TP : réglages, site, audit",
        description="Ajoute des TP à [tool.timonier.corrections] publiees de pyproject.toml, dont le reste "
        "ne change pas, puis reconstruit et audite le site. Au moindre défaut, rien n’a changé.",
    )
    parser.add_argument("labs", metavar="TP", nargs="+", help=f"identifiant du TP, ou « {ALL} »")
    parser.add_argument("--sans-pdf", action="store_true", help="ne refait pas les PDF")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when the new site is in place, 1 when something is at fault and nothing has changed.

    Raises `UsageError` for a name that no page has.
    """
    from timonier.cli import site

    project = settings.load(Path.cwd())
    sources = course.load(project)
    course.publication(sources, project, "stagiaire", args.labs)
    file = project.root / "pyproject.toml"
    before = file.read_bytes()
    added = [lab for lab in dict.fromkeys(args.labs) if lab not in project.published]
    done = False
    try:
        write_atomically(file, with_published(before.decode("utf-8"), added).encode())
        project = settings.load(project.root)
        shown = course.publication(sources, project)
        done = site.build(project, sources, shown, None, with_pdf=not args.sans_pdf) == 0
    finally:
        if not done:
            write_atomically(file, before)
    if not done:
        print("Rien n’a été publié : pyproject.toml et le site sont comme avant.")
    return 0 if done else 1


def with_published(text: str, labs: Sequence[str]) -> str:
    """A pyproject.toml with `labs` among those that are out; comments and order stay."""
    import tomlkit

    document = tomlkit.parse(text)
    table: Any = cast(Any, document)["tool"]["timonier"].setdefault("corrections", tomlkit.table())
    before = table.get("publiees", [])
    names = [before] if isinstance(before, str) else before
    for lab in labs:
        names.append(lab)
    table["publiees"] = names
    return tomlkit.dumps(document)

"""`timonier pdf`: one PDF a page, and the book."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from timonier import course, settings
from timonier.cli import publication
from timonier.core.publication import Publication
from timonier.course import Course
from timonier.errors import UsageError
from timonier.settings import Settings

if TYPE_CHECKING:
    from timonier.pdf.job import Products

DEFAULT_FOLDER = Path("site/pdf")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "pdf",
        help="imprime chaque page du cours, et le livre, en PDF",
        description="Imprime chaque page du cours en un PDF, et le cours entier en un livre.",
    )
    parser.set_defaults(run=run)
    option = parser.add_argument
    option("--page", action="append", default=[], metavar="ID", help="n’imprime que cette page (répétable)")
    option(
        "--sortie", type=Path, metavar="DOSSIER", help=f"dossier des PDF ({DEFAULT_FOLDER.as_posix()} par défaut)"
    )
    publication.add_options(parser)
    option("--ouvriers", type=int, metavar="N", help="nombre de processus (un par cœur par défaut)")


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when every document was made, 1 when a page is at fault."""
    if args.ouvriers is not None and args.ouvriers < 1:
        raise UsageError("--ouvriers attend un nombre entier d’au moins 1.")
    project = settings.load(Path.cwd())
    sources = course.load(project)
    shown = publication.asked(args, project, sources)
    out = args.sortie or project.root / publication.default_folder(shown) / DEFAULT_FOLDER.name
    publication.refuse_other_edition(out.parent, shown)
    return print_into(project, out, sources, shown, only=tuple(args.page), workers=args.ouvriers)


def print_into(
    project: Settings,
    out: Path,
    sources: Course,
    shown: Publication,
    *,
    only: tuple[str, ...] = (),
    workers: int | None = None,
) -> int:
    """Print the course into `out`, say what was made and what was wrong, return the exit code."""
    # The bare package goes without lxml and pikepdf.
    from timonier.pdf.job import print_all
    from timonier.report import concise

    products = print_all(project, sources, shown, out, only=only, workers=workers, progress=_progress)
    print(concise.lines(products.diagnostics), end="")
    _tell(products, out)
    return 1 if products.diagnostics else 0


def _progress(done: int, total: int, name: str) -> None:
    """One line that rewrites itself on a terminal, one line a part elsewhere."""
    line = f"mise en page {done}/{total} : {name.lstrip('+')}"
    if sys.stderr.isatty():
        print(f"\r\x1b[2K{line}", end="\n" if done == total else "", file=sys.stderr, flush=True)
    else:
        print(line, file=sys.stderr, flush=True)


def _tell(products: Products, out: Path) -> None:
    pages = sum(document.pages for document in products.documents)
    weight = sum(document.size for document in products.documents) / 1000
    count = len(products.documents)
    print(f"{count} PDF, {pages} pages, {weight:.0f} ko : {out}", file=sys.stderr)
    if products.diagnostics:
        print("Les documents en défaut n’ont pas été refaits.", file=sys.stderr)

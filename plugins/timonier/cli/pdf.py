"""`timonier pdf`: the documents of the course."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from timonier import course, settings
from timonier.cli import publication, values
from timonier.core.products import DECK_KINDS, KINDS, Wish
from timonier.core.publication import Publication
from timonier.core.sessions import Session
from timonier.course import Course
from timonier.errors import UsageError
from timonier.report import concise
from timonier.settings import Settings

if TYPE_CHECKING:
    from timonier.pdf.job import Order, Products

DEFAULT_FOLDER = Path("site/pdf")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "pdf",
        help="imprime le cours en PDF : pages, modules, parcours, livre, cahier de TP, corrigés, diapositives",
        description="Imprime le cours en PDF : chaque page, chaque module, le livre de chaque parcours et du cours "
        "entier, le cahier de TP, les corrigés publiés, la référence des codes, les diapositives de chaque leçon, "
        "et un zip de tout. Dès que vous demandez un document, lui seul est fait.",
    )
    parser.set_defaults(run=run)
    option = parser.add_argument
    for name, what in (("page", "cette page"), ("module", "ce module"), ("parcours", "le livre de ce parcours")):
        option(f"--{name}", action="append", default=[], metavar="ID", help=f"imprime {what} (répétable)")
    option(
        "--diapos",
        action="append",
        default=[],
        metavar="ID",
        help="imprime les diapositives de cette leçon : une par page, deux par page avec leurs notes, trois par "
        "page à côté de lignes pour écrire (répétable)",
    )
    option(
        "--produit",
        action="append",
        default=[],
        choices=KINDS,
        metavar="SORTE",
        help=f"imprime tous les documents d’une sorte : {', '.join(KINDS)} (répétable)",
    )
    option("--session", metavar="ID", help="met en couverture ce que dit sessions/ID.yml, et imprime son parcours")
    option("--recto", action="store_true", help="pour relier des feuilles imprimées d’un seul côté")
    option("--livret", action="store_true", help="complète chaque document à un multiple de quatre pages")
    option(
        "--sortie", type=Path, metavar="DOSSIER", help=f"dossier des PDF ({DEFAULT_FOLDER.as_posix()} par défaut)"
    )
    publication.add_options(parser)
    values.add_option(parser)
    option("--ouvriers", type=int, metavar="N", help="nombre de processus (un par cœur par défaut)")


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when every document was made, 1 when a page is at fault."""
    from timonier.pdf.binding import Format
    from timonier.pdf.job import Order

    if args.ouvriers is not None and args.ouvriers < 1:
        raise UsageError("--ouvriers attend un nombre entier d’au moins 1.")
    project = settings.load(Path.cwd())
    asked = values.asked(args.var, project.variables)
    sources = course.load(project)
    session = course.load_session(project, args.session) if args.session else None
    if isinstance(session, tuple):
        print(concise.lines(session), end="")
        return 1
    if session and session.published is not None and args.corrections is None:
        args.corrections = ",".join(session.published)
    shown = publication.asked(args, project, sources)
    out = args.sortie or project.root / _folder(shown, session, asked.values())
    publication.refuse_other_edition(out.parent, shown)
    personal = {**(session.values if session else {}), **asked}
    order = Order(tuple(_wishes(args, session)), Format(args.recto, args.livret), session, personal)
    return tell(print_into(project, out, sources, shown, order, workers=args.ouvriers), out)


def _folder(shown: Publication, session: Session | None, personal: Iterable[str]) -> Path:
    """Where documents go: what is for a session, or for one person, has no place in the site."""
    own = [session.id] if session else []
    if names := tuple(personal):
        from timonier.markdown_ext.slugs import slugify  # its package is long to import

        own.extend(map(slugify, names))
    return Path("-".join(("pdf", *own)) if own else publication.default_folder(shown) + f"/{DEFAULT_FOLDER.name}")


def _wishes(args: argparse.Namespace, session: Session | None) -> Iterator[Wish]:
    """What is asked for; a session that asks for nothing gets the book of its track."""
    named = args.page or args.module or args.parcours or args.diapos or args.produit
    if session and session.track and not named:
        yield Wish("parcours", session.track.name)
    yield from (Wish("page", name) for name in args.page)
    yield from (Wish("module", name) for name in args.module)
    yield from (Wish("parcours", name) for name in args.parcours)
    yield from (Wish(kind, name) for name in args.diapos for kind in DECK_KINDS)
    yield from (Wish(kind) for kind in args.produit)


def print_into(
    project: Settings,
    out: Path,
    sources: Course,
    shown: Publication,
    order: Order | None = None,
    *,
    workers: int | None = None,
) -> Products:
    """Print the course into `out`, and say how far it is; see `tell` for what comes next."""
    # The bare package goes without lxml and pikepdf.
    from timonier.pdf.job import print_all

    return print_all(project, sources, shown, out, order, workers=workers, progress=_progress)


def tell(products: Products, out: Path) -> int:
    """Name in its site what was printed into `out`, say what was made and what was wrong, return the exit code."""
    from timonier.pdf.download import complete

    complete(out, products)
    print(concise.lines(products.diagnostics), end="")
    if products.note:
        print(f"Diapositives non imprimées : {products.note}", file=sys.stderr)
    _count(products, out)
    return 1 if products.diagnostics else 0


def _progress(done: int, total: int, name: str) -> None:
    """One line that rewrites itself on a terminal, one line a part elsewhere."""
    line = f"mise en page {done}/{total} : {name.lstrip('+')}"
    if sys.stderr.isatty():
        print(f"\r\x1b[2K{line}", end="\n" if done == total else "", file=sys.stderr, flush=True)
    else:
        print(line, file=sys.stderr, flush=True)


def _count(products: Products, out: Path) -> None:
    pages = sum(document.pages for document in products.documents)
    weight = sum(document.size for document in products.documents if document.product) / 1000
    count = sum(document.product is not None for document in products.documents)
    print(f"{count} PDF, {pages} pages, {weight:.0f} ko : {out}", file=sys.stderr)
    if products.diagnostics:
        print("Les documents en défaut n’ont pas été refaits.", file=sys.stderr)

"""What to print: every page as a PDF of its own, and the book of the course.

In: settings, course, publication and a folder. Out: files there under their final names, each put in place whole,
and what was wrong. A page that cannot be printed costs its own PDF and the book, no other.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from timonier import __version__
from timonier.cache import Cache, digest
from timonier.core.diagnostic import Diagnostic
from timonier.core.publication import Publication
from timonier.course import Course
from timonier.errors import UsageError
from timonier.files import write_atomically
from timonier.pdf import engine, fonts, front, parts
from timonier.pdf.assemble import Binding, Bound, Chapter, Elsewhere, bind
from timonier.pdf.date import date_of
from timonier.pdf.engine import PartError
from timonier.pdf.layout import Part
from timonier.pdf.parts import Progress, Workshop
from timonier.pdf.plan import Entry, Plan, plan
from timonier.pdf.prepare import Preparation, Prepared, placed, refused
from timonier.pdf.requests import CONTENTS, COVER, front_requests, page_request
from timonier.render.print import Fault, Links
from timonier.settings import Settings

BOOK = "timonier-livre"


@dataclass(frozen=True, slots=True)
class Product:
    """A PDF that was written."""

    path: Path
    title: str
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Products:
    """The outcome of a run."""

    documents: tuple[Product, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Press:
    """What all documents of a run share."""

    settings: Settings
    publication: Publication
    out: Path
    plan: Plan
    date: datetime | None
    stamp_face: bytes
    elsewhere: Elsewhere

    def facts(self) -> front.Facts:
        """What the cover says."""
        return front.Facts(
            self.plan.title,
            self.plan.subtitle,
            self.publication.edition,
            self.settings.kubernetes[0],
            self.date,
            self.settings.site_address,
        )

    def print(self, name: str, title: str, chapters: tuple[Chapter, ...]) -> tuple[Product, Bound]:
        """Assemble one document and put it in its place."""
        creator = f"Timonier {__version__}"
        bound = bind(Binding(title, self.plan.title, chapters, self.elsewhere, creator, self.date), self.stamp_face)
        path = self.out / f"{name}.pdf"
        write_atomically(path, bound.pdf)
        return Product(path, title, bound.pages, len(bound.pdf)), bound


def print_all(
    settings: Settings,
    course: Course,
    publication: Publication,
    out: Path,
    *,
    only: tuple[str, ...] = (),
    workers: int | None = None,
    progress: Progress = lambda _done, _total, _name: None,
) -> Products:
    """Print the course into `out`; with `only`, just the PDFs of these pages, and no book.

    Raises `UsageError` when fonts or libraries are missing, the course has no page, `only` names none of its pages,
    or something cannot be written.
    """
    book = plan(settings, course)
    if not book.entries:
        raise UsageError(f"{settings.content_dir} ne contient aucune page : il n’y a rien à imprimer.")
    wanted = _wanted(book, only)
    with _machine_faults(out):
        out.mkdir(parents=True, exist_ok=True)
        font_files, cache = fonts.load(), Cache(settings.cache_dir)
        shop = _workshop(font_files, cache, workers)
        links = Links({entry.path: entry.id for entry in book.entries}, settings.site_address)
        preparation = Preparation(settings, publication, links, fonts.repertoire(font_files, cache))
        prepared = [preparation.prepare(entry) for entry in wanted]
        press = _Press(
            settings,
            publication,
            out,
            book,
            date_of(settings.root),
            font_files.face(fonts.STAMP_FACE),
            _elsewhere(book, settings),
        )
        requests = {page.entry.id: page_request(page) for page in prepared if not page.diagnostics}
        if not only and not course.unreadable and len(requests) == len(prepared):
            requests |= front_requests(press.facts(), prepared)
        products = _publish(press, prepared, parts.make(requests, shop, progress))
    return Products(products.documents, (*course.unreadable, *products.diagnostics))


def _wanted(book: Plan, only: tuple[str, ...]) -> tuple[Entry, ...]:
    known = {entry.id: entry for entry in book.entries}
    for name in only:
        if name not in known:
            choice = ", ".join(sorted(known))
            raise UsageError(f"Aucune page n’a l’identifiant « {name} » : choisissez parmi {choice}.")
    return tuple(known[name] for name in only) if only else book.entries


_MACHINE_FAULTS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST, errno.EISDIR}
)


@contextmanager
def _machine_faults(out: Path) -> Iterator[None]:
    """A full disk or a folder that takes no file is nobody's bug: say which file."""
    try:
        yield
    except OSError as error:
        if error.errno not in _MACHINE_FAULTS:
            raise
        raise UsageError(
            f"{error.filename or out} ne peut pas être écrit ({error.strerror}) : faites de la place, "
            "ou choisissez un autre dossier avec --sortie."
        ) from error


def _workshop(font_files: fonts.Fonts, cache: Cache, workers: int | None) -> Workshop:
    basis = digest(engine.versions(), font_files.digest)
    return Workshop(cache, fonts.configure(font_files, cache), basis, workers or _cores())


def _cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _elsewhere(book: Plan, settings: Settings) -> Elsewhere:
    site = settings.site_address
    addresses = {entry.id: site + page_address(entry.path) for entry in book.entries} if site else {}
    return Elsewhere(addresses, {entry.id: f"{entry.id}.pdf" for entry in book.entries})


def page_address(path: str) -> str:
    """Where the site has a page, relative to its root: `cours/objets/services/`."""
    stem = path.rpartition(".")[0]
    folder = stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else stem + "/"
    return quote(folder)


def _publish(press: _Press, prepared: list[Prepared], made: Mapping[str, Part | PartError]) -> Products:
    """Print every page that has its part, and the book when all have theirs."""
    diagnostics = {diagnostic for page in prepared for diagnostic in page.diagnostics}
    documents: list[Product] = []
    chapters: list[Chapter] = []
    sources = {page.entry.id: page for page in prepared}

    def put(name: str, title: str, bound_chapters: tuple[Chapter, ...]) -> None:
        product, bound = press.print(name, title, bound_chapters)
        documents.append(product)
        diagnostics.update(_broken(sources[chapter], page, anchor) for chapter, page, anchor in bound.broken)

    for page in prepared:
        part = made.get(page.entry.id)
        if isinstance(part, PartError):
            diagnostics.update(refused(page, part))
        elif part is not None:
            chapters.append(Chapter(page.entry.id, page.title, part, page.entry.section))
            put(page.entry.id, page.title, (chapters[-1],))
    if COVER in made and len(chapters) == len(prepared):
        title = press.plan.title
        cover = Chapter(COVER, title, _own_part(made[COVER]), bare=True)
        put(BOOK, title, (cover, Chapter(CONTENTS, "Sommaire", _own_part(made[CONTENTS])), *chapters))
    return Products(tuple(documents), tuple(sorted(diagnostics, key=lambda each: each.sort_key)))


def _own_part(part: Part | PartError) -> Part:
    """Cover and contents hold nothing of an author's: their failure is ours."""
    if isinstance(part, PartError):
        raise part
    return part


def _broken(page: Prepared, target: str, anchor: str) -> Diagnostic:
    fault = Fault("PDF105", f"l’ancre « {anchor} » n’existe pas dans la page « {target} »", anchor)
    return placed(page.entry.source, fault)

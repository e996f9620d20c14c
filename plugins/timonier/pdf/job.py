"""What to print: every product of the course that is asked for, and all of them in a zip.

In: settings, course, publication and a folder. Out: files there under their final names, each put in place whole,
and what was wrong. A page that cannot be printed costs the documents that hold it, no other.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from timonier.cache import Cache
from timonier.core.diagnostic import Diagnostic
from timonier.core.products import DECK_KINDS, Product, Wish, chosen
from timonier.core.publication import Publication
from timonier.core.sessions import Session
from timonier.course import Course
from timonier.errors import UsageError
from timonier.pdf import engine, fonts, parts
from timonier.pdf.binding import Format
from timonier.pdf.date import date_of
from timonier.pdf.layout import Part, PartError
from timonier.pdf.manuscript import Manuscript, compose
from timonier.pdf.parts import Progress, Workshop
from timonier.pdf.plan import plan
from timonier.pdf.prepare import Prepared, placed, refused
from timonier.pdf.press import Document, Press
from timonier.render.print_page import Fault
from timonier.settings import Edition, Settings

if TYPE_CHECKING:
    from timonier.pdf.decks import Lesson


@dataclass(frozen=True, slots=True)
class Products:
    """The outcome of a run."""

    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
    edition: Edition
    kubernetes: str
    date: datetime | None
    note: str = ""
    """Why there are no slides, where this machine cannot print them."""


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asks for; without a wish, every product of the course, and a zip of all."""

    wishes: tuple[Wish, ...] = ()
    format: Format = field(default_factory=Format)
    session: Session | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """Of the one for whom it is printed; pages hold them, so the cache keeps each person's apart."""


def print_all(
    settings: Settings,
    course: Course,
    publication: Publication,
    out: Path,
    order: Order | None = None,
    *,
    workers: int | None = None,
    progress: Progress = lambda _done, _total, _name: None,
) -> Products:
    """Print into `out` what is ordered.

    Raises `UsageError` when fonts or libraries are missing, the course has no page, a wish cannot be fulfilled,
    or something cannot be written.
    """
    order, book = order or Order(), plan(settings, course)
    if not book.entries:
        raise UsageError(f"{settings.content_dir} ne contient aucune page : il n’y a rien à imprimer.")
    with _machine_faults(out):
        font_files, cache = fonts.load(), Cache(settings.cache_dir)
        fontconfig = fonts.configure(font_files, cache)
        shop = Workshop(cache, fontconfig, font_files.digest, workers or _cores())
        outline, date = course.outline(settings), date_of(settings.root)
        products, note = _printable(chosen(book.products(outline, publication), order.wishes), order)
        out.mkdir(parents=True, exist_ok=True)
        press = Press(
            settings,
            publication,
            course,
            outline,
            order.session,
            out,
            book,
            order.format,
            date,
            font_files,
            cache,
            shop,
            order.values,
        )
        documents, diagnostics = _printed(press, products, progress)
        if not (order.wishes or course.unreadable or diagnostics):
            documents = (*documents, press.archive(documents))
    said = (*course.unreadable, *sorted(diagnostics, key=lambda each: each.sort_key))
    return Products(documents, said, publication.edition, settings.kubernetes[0], date, note)


def _printable(products: Sequence[Product], order: Order) -> tuple[Sequence[Product], str]:
    """What this machine can print of all that a course has, and why it cannot print the rest, the slides.

    What somebody asks for is tried in any case.
    """
    if not order.wishes:
        try:
            engine.versions()
        except UsageError as error:
            return [product for product in products if product.kind not in DECK_KINDS], str(error)
    return products, ""


def _printed(
    press: Press, products: Sequence[Product], progress: Progress
) -> tuple[tuple[Document, ...], set[Diagnostic]]:
    """The documents that could be made, and what was wrong with the others."""
    projected = {product.subject for product in products if product.kind in DECK_KINDS}
    shelf, facts = press.shelf(_decks(press, projected)), press.facts()
    shelf.fill(products, press.shop)
    written = [found for product in products if (found := compose(product, shelf, facts))]
    if press.course.unreadable:  # a book of half a course would look whole
        written = [manuscript for manuscript in written if manuscript.product.kind in ("page", *DECK_KINDS)]
    documents, faults = _publish(press, written, progress)
    return documents, {*shelf.diagnostics, *faults}


def _decks(press: Press, pages: Collection[str]) -> Mapping[str, Lesson]:
    """The slides of the lessons that are wanted as such."""
    if not pages:
        return {}
    from timonier.pdf import decks  # noqa: PLC0415  (slow to import, and not always asked for)

    return decks.wanted(press.settings, press.course, press.publication, pages, press.values)


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


def _cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _publish(
    press: Press, written: Sequence[Manuscript], progress: Progress
) -> tuple[tuple[Document, ...], set[Diagnostic]]:
    """Every document whose parts could all be made, and what was wrong with the others."""
    kept = {manuscript.product.name: press.kept(manuscript) for manuscript in written}
    wanted = [manuscript for manuscript in written if not kept[manuscript.product.name]]
    requests = {name: each for manuscript in wanted for name, each in manuscript.requests.items()}
    made = parts.make(requests, press.shop, progress, lambda known: press.prepare(wanted, known))
    documents: list[Document] = []
    faults: list[Diagnostic] = []
    for manuscript in written:
        document = kept[manuscript.product.name]
        if document is None:
            faults.extend(_refusals(manuscript, made))
            whole = {name: part for name in manuscript.requests if isinstance(part := made[name], Part)}
            if len(whole) < len(manuscript.requests):
                continue
            document, bound = press.print(manuscript, whole)
            faults.extend(_broken(manuscript, *place) for place in bound.broken)
        documents.append(document)
    return tuple(documents), _once(faults)


def _once(faults: Sequence[Diagnostic]) -> set[Diagnostic]:
    """The first of a kind at one place: what a page has no room for, its handout has none for either."""
    first = {(fault.path, fault.span, fault.code): fault for fault in reversed(faults)}
    return set(first.values())


def _refusals(manuscript: Manuscript, made: Mapping[str, Part | PartError]) -> Iterable[Diagnostic]:
    """What the engine refused. Covers and contents hold nothing of an author's: their failure is ours."""
    for name in manuscript.requests:
        if isinstance(part := made[name], PartError):
            if name not in manuscript.chapters:
                raise part
            yield from refused(name, manuscript.chapters[name], part)


def _broken(manuscript: Manuscript, chapter: str, target: str, anchor: str) -> Diagnostic:
    fault = Fault("PDF105", f"l’ancre « {anchor} » n’existe pas dans la page « {target} »", anchor)
    page: Prepared = next(page for page in manuscript.chapters.values() if page.id == chapter)
    return placed(page.source, fault)

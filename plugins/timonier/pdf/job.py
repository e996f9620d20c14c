"""What to print: every page as a PDF of its own, and the book of the course.

In: settings, course, edition and a folder. Out: files there under their final names, each put in place whole, and
what was wrong. A page that cannot be printed costs its own PDF and the book, no other.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from timonier import __version__
from timonier.cache import Cache, digest
from timonier.core.diagnostic import Diagnostic
from timonier.course import Course
from timonier.errors import UsageError
from timonier.files import write_atomically
from timonier.pdf import engine, fonts, front, parts
from timonier.pdf.assemble import Binding, Bound, Chapter, Elsewhere, bind
from timonier.pdf.engine import PartError, Request
from timonier.pdf.layout import Part
from timonier.pdf.parts import Progress, Workshop
from timonier.pdf.plan import Entry, Plan, plan
from timonier.pdf.prepare import Preparation, Prepared, placed, refused
from timonier.render.print import Fault, Links
from timonier.settings import Edition, Settings

BOOK = "timonier-livre"
_FRONT, _CONTENTS = "+couverture", "+sommaire"
"""Parts of the book that are no page; a page id never begins so."""


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
class _Job:
    settings: Settings
    edition: Edition
    out: Path
    plan: Plan
    date: datetime | None
    stamp_face: bytes
    elsewhere: Elsewhere


def print_all(
    settings: Settings,
    course: Course,
    edition: Edition,
    out: Path,
    *,
    only: tuple[str, ...] = (),
    workers: int | None = None,
    progress: Progress = lambda _done, _total, _name: None,
) -> Products:
    """Print the course into `out`; with `only`, just the PDFs of these pages, and no book.

    Raises `UsageError` when fonts or libraries are missing, the course has no page, `only` names none of its pages,
    or `out` cannot be written.
    """
    book = plan(settings, course)
    if not book.entries:
        raise UsageError(f"{settings.content_dir} ne contient aucune page : il n’y a rien à imprimer.")
    wanted = _wanted(book, only)
    basis, font_files = engine.versions(), fonts.load()
    cache = Cache(settings.cache_dir)
    workshop = Workshop(
        cache,
        fonts.configure(font_files, cache),
        digest(basis, font_files.digest),
        workers or len(os.sched_getaffinity(0)),
    )
    links = Links({entry.path: entry.id for entry in book.entries}, settings.site_address)
    preparation = Preparation(settings, edition, links, fonts.repertoire(font_files, cache))
    prepared = [preparation.prepare(entry) for entry in wanted]
    job = _Job(
        settings,
        edition,
        out,
        book,
        date_of(settings),
        font_files.face(fonts.STAMP_FACE),
        _elsewhere(book, settings),
    )
    good = {page.entry.id: page for page in prepared if not page.diagnostics}
    requests = {name: _request(page.print.html, page.title, page.assets) for name, page in good.items()}
    if not only and len(good) == len(prepared):
        requests |= _front_requests(job, prepared)
    made = parts.make(requests, workshop, progress)
    return _publish(job, prepared, made, with_book=not only)


def _wanted(book: Plan, only: tuple[str, ...]) -> tuple[Entry, ...]:
    known = {entry.id: entry for entry in book.entries}
    for name in only:
        if name not in known:
            raise UsageError(
                f"Aucune page n’a l’identifiant « {name} » : choisissez parmi {', '.join(sorted(known))}."
            )
    return tuple(known[name] for name in only) if only else book.entries


def date_of(settings: Settings) -> datetime | None:
    """The date of a book: SOURCE_DATE_EPOCH, else that of the latest commit, else none (never today's)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        command = ["git", "-C", str(settings.root), "log", "-1", "--format=%ct"]
        try:
            epoch = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
        except FileNotFoundError:
            return None
        if not epoch:
            return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH « {epoch} » n’est pas un nombre de secondes.") from error


def _elsewhere(book: Plan, settings: Settings) -> Elsewhere:
    site = settings.site_address
    addresses = {entry.id: site + page_address(entry.path) for entry in book.entries} if site else {}
    return Elsewhere(addresses, {entry.id: f"{entry.id}.pdf" for entry in book.entries})


def page_address(path: str) -> str:
    """Where the site has a page, relative to its root: `cours/objets/services/`."""
    stem = path.rpartition(".")[0]
    folder = stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else stem + "/"
    return quote(folder)


def _css(*names: str) -> str:
    tokens = files("timonier.render").joinpath("assets/tokens.css")
    sheets = [files("timonier.pdf").joinpath("css", name) for name in names]
    return "".join(sheet.read_text(encoding="utf-8") for sheet in (tokens, *sheets))


def _request(body: str, title: str, assets: Mapping[str, bytes], *more_css: str) -> Request:
    html = f'<!doctype html><html lang="fr"><head><title>{escape(title)}</title></head><body>{body}</body></html>'
    return Request(html, _css("print.css", *more_css), assets)


def _front_requests(job: _Job, prepared: Iterable[Prepared]) -> dict[str, Request]:
    facts = front.Facts(
        job.plan.title,
        job.plan.subtitle,
        job.edition,
        job.settings.kubernetes[0],
        job.date,
        job.settings.site_address,
    )
    wheel = files("timonier.render").joinpath("assets/favicon.svg").read_bytes()
    listed = [front.Listed(page.entry.id, page.entry.section, page.print.headings) for page in prepared]
    return {
        _FRONT: _request(front.cover(facts), job.plan.title, {front.WHEEL: wheel}, "front.css"),
        _CONTENTS: _request(front.contents(listed), job.plan.title, {}, "front.css"),
    }


def _publish(
    job: _Job, prepared: list[Prepared], made: Mapping[str, Part | PartError], *, with_book: bool
) -> Products:
    diagnostics = [diagnostic for page in prepared for diagnostic in page.diagnostics]
    documents, chapters = [], []
    for page in prepared:
        part = made.get(page.entry.id)
        if isinstance(part, PartError):
            diagnostics += refused(page, part)
        elif part is not None:
            chapter = Chapter(page.entry.id, page.title, part, page.entry.section)
            chapters.append((page, chapter))
            binding = _binding(job, page.title, (chapter,))
            documents.append(_write(job, f"{page.entry.id}.pdf", binding, bind(binding, job.stamp_face)))
    if with_book and len(chapters) == len(prepared):
        book, broken = _book(job, prepared, [chapter for _, chapter in chapters], made)
        diagnostics += broken
        documents.append(book)
    return Products(tuple(documents), tuple(sorted(diagnostics, key=lambda each: each.sort_key)))


def _book(
    job: _Job, prepared: list[Prepared], chapters: list[Chapter], made: Mapping[str, Part | PartError]
) -> tuple[Product, list[Diagnostic]]:
    cover, contents = (_own_part(made[name]) for name in (_FRONT, _CONTENTS))
    binding = _binding(
        job,
        job.plan.title,
        (
            Chapter(_FRONT, job.plan.title, cover, bare=True),
            Chapter(_CONTENTS, "Sommaire", contents),
            *chapters,
        ),
    )
    bound = bind(binding, job.stamp_face)
    sources = {page.entry.id: page.entry.source for page in prepared}
    broken = [
        placed(
            sources[chapter], Fault("PDF105", f"l’ancre « {anchor} » n’existe pas dans la page « {page} »", anchor)
        )
        for chapter, page, anchor in bound.broken
    ]
    return _write(job, f"{BOOK}.pdf", binding, bound), broken


def _own_part(part: Part | PartError) -> Part:
    """Cover and contents hold nothing of an author's: their failure is ours."""
    if isinstance(part, PartError):
        raise part
    return part


def _binding(job: _Job, title: str, chapters: tuple[Chapter, ...]) -> Binding:
    return Binding(title, job.plan.title, chapters, job.elsewhere, f"Timonier {__version__}", job.date)


def _write(job: _Job, name: str, binding: Binding, bound: Bound) -> Product:
    path = job.out / name
    try:
        write_atomically(path, bound.pdf)
    except OSError as error:
        raise UsageError(
            f"{path} ne peut pas être écrit ({error.strerror}) : libérez-le ou changez --sortie."
        ) from error
    return Product(path, binding.title, bound.pages, len(bound.pdf))

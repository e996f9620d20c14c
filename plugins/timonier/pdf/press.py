"""What all documents of a run share, and how each is assembled and put in its place.

A document that was assembled before from the same things comes from the cache, parts unread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from timonier import __version__
from timonier.cache import Cache, digest
from timonier.core.outline import Outline
from timonier.core.products import DECK_KINDS, Product
from timonier.core.publication import STUDENTS, Publication
from timonier.core.sessions import Session
from timonier.course import Course
from timonier.files import write_atomically
from timonier.lint.basis import programs
from timonier.pdf import fonts, front, parts
from timonier.pdf.binding import Binding, Bound, Chapter, Elsewhere, Format
from timonier.pdf.date import revision
from timonier.pdf.documents import Kept, keep, kept
from timonier.pdf.layout import Part
from timonier.pdf.manuscript import Manuscript, Shelf
from timonier.pdf.parts import Workshop
from timonier.pdf.plan import Entry, Plan, page_address
from timonier.pdf.prepare import Preparation
from timonier.pdf.recall import Memory
from timonier.render.download_page import ARCHIVE
from timonier.render.lab_files import zipped
from timonier.render.print_page import Attached, Links
from timonier.settings import Edition, Settings

if TYPE_CHECKING:
    from timonier.pdf.assemble import Work
    from timonier.pdf.decks import Lesson
    from timonier.pdf.sheaf import Sheaf

_FOLDERS, _LIBRARIES = ("pdf",), ("pikepdf-", "fonttools-")


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was written; a zip has no product and no page."""

    path: Path
    title: str
    size: int
    download: str
    """Its name for those who keep it: with edition and date."""
    pages: int = 0
    product: Product | None = None
    files: tuple[Attached, ...] = ()
    """The manifests that travel with it."""


@dataclass(frozen=True, slots=True)
class Press:
    """What all documents of a run share."""

    settings: Settings
    publication: Publication
    course: Course
    outline: Outline
    session: Session | None
    out: Path
    plan: Plan
    format: Format
    date: datetime | None
    fonts: fonts.Fonts
    cache: Cache
    shop: Workshop
    values: Mapping[str, str]
    sheaves: dict[bytes, Sheaf] = field(default_factory=dict)
    """Parts that are read: a page is a chapter of several documents."""
    begun: dict[str, Work] = field(default_factory=dict)
    """Documents of which the first chapters are assembled."""

    def facts(self) -> front.Facts:
        """What covers say."""
        return front.Facts(
            self.plan.title,
            self.plan.subtitle,
            self.publication.edition,
            self.settings.kubernetes[0],
            self.date,
            revision(self.settings.root),
            self.settings.site_address,
            self.session,
        )

    def shelf(self, decks: Mapping[str, Lesson]) -> Shelf:
        """The pages of the course, none prepared yet, and the decks that are wanted."""
        repertoire = fonts.repertoire(self.fonts, self.cache)
        links = Links({entry.path: entry.id for entry in self._entries}, self.settings.site_address)
        memory = Memory.of(self.course, self.settings, links, self.fonts.digest)
        own, students = (
            Preparation(self.settings, publication, links, repertoire, self.values, memory)
            for publication in (self.publication, STUDENTS)
        )
        return Shelf({entry.id: entry for entry in self._entries}, own, students, self.outline, decks)

    @property
    def _entries(self) -> tuple[Entry, ...]:
        return (*self.plan.entries, *([self.plan.codes] if self.plan.codes else ()))

    def kept(self, manuscript: Manuscript) -> Document | None:
        """The document of a manuscript, where it is in the cache: put in its place."""
        found = kept(self.cache, self._slot(manuscript), self._content(manuscript))
        return self._put(manuscript, found) if found else None

    def prepare(self, manuscripts: Iterable[Manuscript], known: Mapping[str, Part]) -> None:
        """Do what can be done before all parts are there: read those that are, begin the longest document."""
        from timonier.pdf.assemble import begin  # noqa: PLC0415  (slow to import, and seldom needed)

        longest = max(manuscripts, key=lambda each: len(each.leaves))
        first = takewhile(known.__contains__, (leaf.request for leaf in longest.leaves))
        binding = self._binding(longest, {name: known[name] for name in first})
        self.begun[longest.product.name] = begin(binding, self._sheaf)
        for part in known.values():
            self._sheaf(part)

    def _sheaf(self, part: Part) -> Sheaf:
        from timonier.pdf.sheaf import read  # noqa: PLC0415  (slow to import, and seldom needed)

        if part.pdf not in self.sheaves:
            self.sheaves[part.pdf] = read(part)
        return self.sheaves[part.pdf]

    def print(self, manuscript: Manuscript, made: Mapping[str, Part]) -> tuple[Document, Bound]:
        """Assemble one document and put it in its place; `made` has the parts that its requests gave."""
        from timonier.pdf import stamp  # noqa: PLC0415  (slow to import, and seldom needed)
        from timonier.pdf.assemble import bind, characters  # noqa: PLC0415

        binding = self._binding(manuscript, made)
        font = stamp.font(self.fonts.face(fonts.STAMP_FACE), characters(binding), self.cache)
        bound = bind(binding, font, self._sheaf, self.begun.pop(manuscript.product.name, None))
        result = Kept(bound.pdf, bound.pages)
        if not bound.broken:
            keep(self.cache, self._slot(manuscript), self._content(manuscript), result)
        return self._put(manuscript, result), bound

    def _put(self, manuscript: Manuscript, found: Kept) -> Document:
        product = manuscript.product
        path = self.out / f"{product.name}{self.format.suffix}.pdf"
        write_atomically(path, found.pdf)
        name = self._dated(product.full_name, self._edition(product))
        size, files = len(found.pdf), _files(manuscript)
        return Document(path, manuscript.title, size, f"{name}.pdf", found.pages, product, files)

    def _edition(self, product: Product) -> Edition:
        """A workbook is for students, whoever prints it."""
        return "stagiaire" if product.kind == "cahier" else self.publication.edition

    def archive(self, documents: Sequence[Document]) -> Document:
        """All documents in one zip, in a folder that names edition and date."""
        folder = self._dated("timonier", self.publication.edition)
        data = zipped(folder, {document.path.name: document.path.read_bytes() for document in documents})
        path = self.out / f"{ARCHIVE}{self.format.suffix}.zip"
        write_atomically(path, data)
        return Document(path, "Tous les PDF", len(data), f"{folder}.zip")

    def _dated(self, name: str, edition: Edition) -> str:
        date = self.date.strftime("-%Y-%m-%d") if self.date else ""
        return f"{name}-{edition}{date}{self.format.suffix}"

    def _binding(self, manuscript: Manuscript, made: Mapping[str, Part]) -> Binding:
        return Binding(
            manuscript.title,
            self.plan.title,
            tuple(
                Chapter(leaf.id, leaf.title, made[leaf.request], leaf.section, leaf.bare, leaf.opens)
                for leaf in manuscript.leaves
                if leaf.request in made
            ),
            self._elsewhere(),
            f"Timonier {__version__}",
            self.date,
            # Slides are never bound by their inner margin.
            replace(self.format, single_sided=True) if manuscript.product.kind in DECK_KINDS else self.format,
            _files(manuscript),
        )

    def _elsewhere(self) -> Elsewhere:
        site = self.settings.site_address
        addresses = {entry.id: site + page_address(entry.path) for entry in self._entries} if site else {}
        files = {entry.id: entry.id for entry in self.plan.entries}
        if self.plan.codes:
            files[self.plan.codes.id] = Product("codes", "", ()).name
        return Elsewhere(addresses, {page: f"{name}{self.format.suffix}.pdf" for page, name in files.items()})

    def _slot(self, manuscript: Manuscript) -> str:
        session = self.session.id if self.session else ""
        return digest(manuscript.product.name, self.publication.edition, self.format.suffix, session)

    def _content(self, manuscript: Manuscript) -> str:
        """The digest of all that a document is made from."""
        bare = repr((self._binding(manuscript, {}), manuscript.leaves))
        keys = parts.keys(manuscript.requests, self.shop)
        return digest(programs(_FOLDERS, _LIBRARIES), self.fonts.digest, bare, *_flat(keys))


def _files(manuscript: Manuscript) -> tuple[Attached, ...]:
    return tuple(file for chapter in manuscript.chapters.values() for file in chapter.print.files)


def _flat(keys: Mapping[str, str]) -> Iterator[str]:
    for name, key in keys.items():
        yield name
        yield key

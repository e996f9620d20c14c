"""A product before layout: its chapters in order, and the requests for the parts that they are made of.

In: a product and the pages of the course. Out: a `Manuscript`. Pages are prepared once, whatever they go into; two
documents that ask for the same thing share one part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from timonier.core.diagnostic import Diagnostic
from timonier.core.outline import Outline
from timonier.core.products import DECK_KINDS, Kind, Product, Section
from timonier.core.publication import STUDENTS
from timonier.lint.parallel import is_shared, mapped
from timonier.pdf import back, contents, front, typesetter
from timonier.pdf.layout import Request
from timonier.pdf.parts import Workshop
from timonier.pdf.plan import Entry
from timonier.pdf.prepare import Preparation, Prepared
from timonier.pdf.requests import front_request, page_request

if TYPE_CHECKING:
    from timonier.pdf.decks import Lesson

COVER, CONTENTS, DAY, INDEX = "+couverture", "+sommaire", "+jour", "+index"
"""Chapters that are no page; a page id never begins so."""
_DECK_TITLES: Mapping[Kind, str] = {
    "diapos": "diapositives",
    "diapos-notes": "diapositives et notes",
    "diapos-lignes": "diapositives à annoter",
}
_INDEXED: frozenset[Kind] = frozenset({"livre", "parcours"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A chapter at its place; `request` names what its part is made from."""

    id: str
    title: str
    request: str
    section: str = ""
    bare: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A product before layout."""

    product: Product
    title: str
    leaves: tuple[Leaf, ...]
    requests: Mapping[str, Request]
    chapters: Mapping[str, Prepared]
    """The chapters that authors wrote, by the name of their request."""


@dataclass(slots=True)
class Shelf:
    """The pages of the course, each prepared once for each publication, and what is known of the course."""

    entries: Mapping[str, Entry]
    preparation: Preparation
    workbook: Preparation
    """Of the publication in which nothing is out."""
    outline: Outline
    decks: Mapping[str, Lesson] = field(default_factory=dict)
    """The lessons whose slides are wanted, by page."""
    prepared: dict[tuple[bool, str], Prepared] = field(default_factory=dict)

    def chapter(self, kind: Kind, page: str) -> Prepared | None:
        """A page as the chapter of a document; None where this kind of document has nothing of it."""
        found = self._prepared(page, for_workbook=kind == "cahier")
        return found.answer_chapter() if kind == "corriges" else found

    def fill(self, products: Iterable[Product], shop: Workshop) -> None:
        """Prepare together, on all processors, the pages of these products that no earlier run prepared.

        They are laid out too: what another process makes, this one finds in the cache.

        Where there are few, or where processes cannot be copied, each is made when it is asked for.
        """
        places = {
            self._key(page, for_workbook=product.kind == "cahier")
            for product in products
            if product.kind not in DECK_KINDS
            for section in product.sections
            for page in section.pages
        }
        missing = [key for key in sorted(places) if not self._is_known(key)]
        size = sum(len(self.entries[page].source.text) for _, page in missing)
        if shop.workers > 1 and is_shared(missing, size) and not typesetter.has_run():
            self._prepare(missing[0])  # what that loads, copies of this process have; none may have run Typst
            mapped(lambda key: self._lay_out(key, shop), missing, size, alone=0)

    def _is_known(self, key: tuple[bool, str]) -> bool:
        found = self._preparation(key).known(self.entries[key[1]])
        if found:
            self.prepared[key] = found
        return found is not None

    def _lay_out(self, key: tuple[bool, str], shop: Workshop) -> None:
        page = self._prepare(key)
        if not page.diagnostics:
            shop.lay_out(page_request(page))

    def _prepared(self, page: str, *, for_workbook: bool) -> Prepared:
        return self._prepare(self._key(page, for_workbook=for_workbook))

    def _prepare(self, key: tuple[bool, str]) -> Prepared:
        if key not in self.prepared:
            self.prepared[key] = self._preparation(key).prepare(self.entries[key[1]])
        return self.prepared[key]

    def _key(self, page: str, *, for_workbook: bool) -> tuple[bool, str]:
        return for_workbook and self.preparation.publication != STUDENTS, page

    def _preparation(self, key: tuple[bool, str]) -> Preparation:
        return self.workbook if key[0] else self.preparation

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """What is wrong with the pages."""
        pages = (*self.prepared.values(), *(lesson.page for lesson in self.decks.values()))
        return (diagnostic for page in pages for diagnostic in page.diagnostics)


@dataclass(frozen=True, slots=True)
class _Part:
    """A section with the chapters that it has in this document; `opening` is its first page's id, or nothing."""

    section: Section
    opening: str
    chapters: tuple[Prepared, ...]


def compose(product: Product, shelf: Shelf, facts: front.Facts) -> Manuscript | None:
    """The manuscript of a product; None where it has nothing, or where a page of it is at fault."""
    if product.kind in DECK_KINDS:
        return _slides(product, shelf, facts)
    parts = list(_parts(product, shelf))
    chapters = [chapter for part in parts for chapter in part.chapters]
    if not chapters or any(chapter.diagnostics for chapter in chapters):
        return None
    pages = {_page_request_name(product.kind, chapter): chapter for chapter in chapters}
    requests = {name: page_request(chapter) for name, chapter in pages.items()}
    if product.kind == "page":
        [(name, chapter)] = pages.items()
        return Manuscript(product, chapter.title, (Leaf(chapter.id, chapter.title, name),), requests, pages)
    bodies = dict(_bodies(product, parts, shelf, facts))
    requests |= {f"{name} {product.name}": front_request(body, product.title) for name, body in bodies.items()}
    leaves = tuple(_leaves(product, parts, bodies))
    return Manuscript(product, product.title, leaves, requests, pages)


def _slides(product: Product, shelf: Shelf, facts: front.Facts) -> Manuscript | None:
    """The slides of a lesson: one part, which writes its own page numbers."""
    lesson = shelf.decks.get(product.subject)
    if lesson is None or lesson.page.diagnostics:
        return None
    from timonier.pdf import sheets  # noqa: PLC0415  (slow to import, and not always asked for)

    name = f"{lesson.page.id} ({product.kind})"
    foot = " · ".join(filter(None, (product.title, facts.course, lesson.edition)))
    request = sheets.printed(product.kind, lesson.page, foot)
    leaf = Leaf(lesson.page.id, product.title, name, bare=True)
    title = f"{product.title}\u00a0: {_DECK_TITLES[product.kind]}"
    return Manuscript(product, title, (leaf,), {name: request}, {name: lesson.page})


def _parts(product: Product, shelf: Shelf) -> Iterator[_Part]:
    for number, section in enumerate(product.sections, 1):
        chapters = tuple(found for page in section.pages if (found := shelf.chapter(product.kind, page)))
        if chapters:
            yield _Part(section, f"{DAY}-{number}" if section.day else "", chapters)


def _page_request_name(kind: Kind, chapter: Prepared) -> str:
    return f"{chapter.id} (cahier)" if kind == "cahier" else chapter.id


def _bodies(
    product: Product, parts: Sequence[_Part], shelf: Shelf, facts: front.Facts
) -> Iterator[tuple[str, str]]:
    """What stands around the pages of authors, in its order."""
    yield COVER, front.cover(facts, product)
    yield CONTENTS, contents.contents([_listed(part) for part in parts])
    for part in parts:
        if part.section.day:
            yield part.opening, contents.opening(part.section.day, product.title, shelf.outline)
    if product.kind in _INDEXED:
        printed = ((chapter.id, chapter.print) for part in parts for chapter in part.chapters)
        if body := back.index(back.Indexed(name, page.marks, page.headings) for name, page in printed):
            yield INDEX, body


def _listed(part: _Part) -> contents.Part:
    listed = tuple(contents.Listed(chapter.id, chapter.print.headings) for chapter in part.chapters)
    return contents.Part(part.section.title, part.opening, listed)


def _leaves(product: Product, parts: Sequence[_Part], bodies: Mapping[str, str]) -> Iterator[Leaf]:
    def own(name: str, title: str, section: str = "", *, bare: bool = False, opens: bool = False) -> Leaf:
        return Leaf(name, title, f"{name} {product.name}", section, bare, opens)

    yield own(COVER, product.title, bare=True)
    yield own(CONTENTS, "Sommaire")
    for part in parts:
        title = part.section.title
        if part.opening:
            yield own(part.opening, title, title, bare=True, opens=True)
        for chapter in part.chapters:
            yield Leaf(chapter.id, chapter.title, _page_request_name(product.kind, chapter), title)
    if INDEX in bodies:
        yield own(INDEX, "Index")

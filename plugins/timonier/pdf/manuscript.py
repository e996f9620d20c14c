"""A product before layout: its chapters in order, and the requests for the parts that they are made of.

In: a product and the pages of the course. Out: a `Manuscript`. Pages are prepared once, whatever they go into; two
documents that ask for the same thing share one part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from timonier.core.diagnostic import Diagnostic
from timonier.core.products import Kind, Product
from timonier.core.publication import STUDENTS
from timonier.pdf import front
from timonier.pdf.engine import Request
from timonier.pdf.plan import Entry
from timonier.pdf.prepare import Preparation, Prepared
from timonier.pdf.requests import front_request, page_request

COVER, CONTENTS = "+couverture", "+sommaire"
"""Chapters that are no page; a page id never begins so."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A chapter at its place; `request` names what its part is made from."""

    id: str
    title: str
    request: str
    section: str = ""
    bare: bool = False


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
    """The pages of the course, each prepared once for each publication."""

    entries: Mapping[str, Entry]
    preparation: Preparation
    workbook: Preparation
    """Of the publication in which nothing is out."""
    prepared: dict[tuple[bool, str], Prepared] = field(default_factory=dict)

    def chapter(self, kind: Kind, page: str) -> Prepared | None:
        """A page as the chapter of a document; None where this kind of document has nothing of it."""
        found = self._prepared(page, for_workbook=kind == "cahier")
        return found.answer_chapter() if kind == "corriges" else found

    def _prepared(self, page: str, *, for_workbook: bool) -> Prepared:
        key = (for_workbook and self.preparation.publication != STUDENTS, page)
        if key not in self.prepared:
            preparation = self.workbook if key[0] else self.preparation
            self.prepared[key] = preparation.prepare(self.entries[page])
        return self.prepared[key]

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """What is wrong with the pages."""
        return (diagnostic for page in self.prepared.values() for diagnostic in page.diagnostics)


def compose(product: Product, shelf: Shelf, facts: front.Facts) -> Manuscript | None:
    """The manuscript of a product; None where it has nothing, or where a page of it is at fault."""
    chapters = [
        (section.title, chapter)
        for section in product.sections
        for page in section.pages
        if (chapter := shelf.chapter(product.kind, page))
    ]
    if not chapters or any(chapter.diagnostics for _, chapter in chapters):
        return None
    pages = {_request_name(product.kind, chapter): chapter for _, chapter in chapters}
    requests = {name: page_request(chapter) for name, chapter in pages.items()}
    title = chapters[0][1].title if product.kind == "page" else product.title
    body = [
        Leaf(chapter.id, chapter.title, name, section)
        for name, (section, chapter) in zip(pages, chapters, strict=True)
    ]
    if product.kind == "page":
        return Manuscript(product, title, tuple(body), requests, pages)
    ahead = dict(_front(product, chapters, facts))
    leaves = (
        Leaf(COVER, title, f"{COVER} {product.name}", bare=True),
        Leaf(CONTENTS, "Sommaire", f"{CONTENTS} {product.name}"),
        *body,
    )
    return Manuscript(product, title, leaves, requests | ahead, pages)


def _request_name(kind: Kind, chapter: Prepared) -> str:
    return f"{chapter.id} (cahier)" if kind == "cahier" else chapter.id


def _front(
    product: Product, chapters: Iterable[tuple[str, Prepared]], facts: front.Facts
) -> Iterator[tuple[str, Request]]:
    listed = [front.Listed(chapter.id, section, chapter.print.headings) for section, chapter in chapters]
    yield f"{COVER} {product.name}", front_request(front.cover(facts, product), product.title)
    yield f"{CONTENTS} {product.name}", front_request(front.contents(listed), product.title)

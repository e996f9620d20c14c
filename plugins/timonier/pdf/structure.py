"""The tags of a book (headings, lists, tables, alternatives, reading order), merged from those of its parts.

In: parts whose pages are already in the book. Out: one structure tree: the elements of each part in order, with
the numbers that tie pages and annotations to it made unique.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf


class StructureTree:
    """The tree of one book while it grows."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array())
        )
        self._root.K = Array([self._document])
        self._numbers: dict[int, Object] = {}
        self._next = 0

    def add(self, part: Pdf, pages: Sequence[Object]) -> None:
        """Graft the tree of `part`, whose `pages` were just put into the book."""
        if "/StructTreeRoot" not in part.Root:
            return
        copy = self._pdf.copy_foreign(part.Root.StructTreeRoot)
        offset = self._next
        for number, value in _pairs(copy.ParentTree.Nums):
            self._numbers[number + offset] = value
            self._next = max(self._next, number + offset + 1)
        for page in pages:
            _shift(page, "/StructParents", offset)
            for annotation in page.get("/Annots", Array()):
                _shift(annotation, "/StructParent", offset)
        for element in copy.K[0].K:
            element.P = self._document
            self._document.K.append(element)

    def element_of(self, annotation: Object) -> Object | None:
        """The structure element that an annotation belongs to."""
        number = annotation.get("/StructParent")
        return None if number is None else self._numbers[int(number)]

    def add_content(self, page: Object, element: Object) -> int:
        """Make room for one more piece of content of `element` on `page`; the number that marks it there."""
        marks = self._numbers[int(page.StructParents)]
        marks.append(element)
        number = len(marks) - 1
        is_its_page = "/Pg" in element and element.Pg.objgen == page.objgen
        kid = number if is_its_page else Dictionary(Type=Name.MCR, Pg=page, MCID=number)
        element.K.append(kid)
        return number

    def close(self) -> None:
        """Write the tree into the book."""
        pairs = [item for number in sorted(self._numbers) for item in (number, self._numbers[number])]
        self._root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(pairs)))
        self._root.ParentTreeNextKey = self._next
        self._pdf.Root.StructTreeRoot = self._root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)


def _pairs(numbers: Object) -> Iterator[tuple[int, Object]]:
    items = list(numbers)
    for number, value in zip(items[::2], items[1::2], strict=True):
        yield int(number), value


def _shift(thing: Object, key: str, offset: int) -> None:
    if key in thing:
        thing[key] = int(thing[key]) + offset

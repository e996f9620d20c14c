"""The outline of a document: sections, chapters, and the headings of each chapter down to level 3.

In: chapters with their bookmarks. Out: nested items; who writes them into a PDF gives each place its meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pikepdf import Array, OutlineItem, Pdf

from timonier.pdf.layout import Bookmark, Point

DEEPEST = 3
_TOP = Point(0, 0, 842)
"""The head of a chapter that has no line of its own: the page that opens a section."""


@dataclass(slots=True)
class Item:
    """A line of the outline and those under it."""

    level: int
    label: str
    point: Point
    children: list[Item] = field(default_factory=list)


def nested(bookmarks: Iterable[Bookmark]) -> list[Item]:
    """Each bookmark under the nearest one before it of a higher rank."""
    top: list[Item] = []
    path: list[Item] = []
    for mark in bookmarks:
        if mark.level > DEEPEST:
            continue
        item = Item(mark.level, mark.label, mark.point)
        while path and path[-1].level >= mark.level:
            path.pop()
        (path[-1].children if path else top).append(item)
        path.append(item)
    return top


Chapter = tuple[list[Item], Callable[[Point], Array]]
"""The lines of a chapter, and what its points are in the PDF."""


def write(pdf: Pdf, sections: Iterable[tuple[str, list[Chapter]]]) -> None:
    """Write the outline: each section with its chapters; a section without a name adds no line."""
    with pdf.open_outline() as outline:
        for name, chapters in sections:
            items = [_item(item, place) for top, place in chapters for item in top]
            if name and items:
                _, place = chapters[0]
                line = OutlineItem(name, items[0].destination if chapters[0][0] else place(_TOP))
                line.children.extend(items)
                items = [line]
            outline.root.extend(items)


def _item(item: Item, place: Callable[[Point], Array]) -> OutlineItem:
    line = OutlineItem(item.label, place(item.point))
    line.is_closed = item.level > 1
    line.children.extend(_item(child, place) for child in item.children)
    return line

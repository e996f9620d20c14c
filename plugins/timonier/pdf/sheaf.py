"""A part read for its assembly: its pages, and the links on them.

Reading takes a third of an assembly and asks nothing of the other parts: what the cache has is read while workers
lay out the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from pikepdf import Array, Object, Pdf

from timonier.pdf.layout import Part
from timonier.render.print_page import read_book_link


@dataclass(frozen=True, slots=True)
class Link:
    """The rectangle of an annotation, and the place of the course that it leads to: scheme, page and anchor."""

    left: float
    bottom: float
    right: float
    top: float
    quads: tuple[float, ...]
    """The corners of what it has on each line, or nothing: x, then y."""
    target: tuple[str, str, str] | None

    @property
    def end(self) -> float:
        """Where the last of its lines ends."""
        return max(self.quads[-8::2], default=self.right)

    def moved(self, shift: float) -> Link:
        """The link of a page that is moved to the right."""
        if not shift:
            return self
        quads = tuple(each if place % 2 else each + shift for place, each in enumerate(self.quads))
        return Link(self.left + shift, self.bottom, self.right + shift, self.top, quads, self.target)


@dataclass(frozen=True, slots=True)
class Sheaf:
    """A part that is read; `links` are those of each page, one for each of its annotations."""

    pdf: Pdf
    links: tuple[tuple[Link, ...], ...]


def read(part: Part) -> Sheaf:
    """Read a part."""
    pdf = Pdf.open(BytesIO(part.pdf))
    links = (tuple(map(_link, page.obj.get("/Annots", Array()))) for page in pdf.pages)
    return Sheaf(pdf, tuple(links))


def _link(annotation: Object) -> Link:
    x1, y1, x2, y2 = map(float, annotation.Rect)
    action = annotation.get("/A")
    target = read_book_link(str(action.URI)) if action is not None and "/URI" in action else None
    quads = tuple(map(float, annotation.get("/QuadPoints", ())))
    return Link(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2), quads, target)

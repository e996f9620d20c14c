"""What leaves its page: the only module that reads what WeasyPrint keeps private, the boxes of a laid-out page.

In: pages. Out: what passes the edge of the text area, of its cell, of its slide. Boxes are measured in pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from timonier.pdf.layout import Overflow, Side, What

_TOLERANCE = 1.5
"""Pixels: browsers and Pango round the width of letters each in their own way."""
_MILLIMETRES = 25.4 / 96
_NAMES: Mapping[str, What] = {
    "table": "tableau",
    "pre": "code",
    "{http://www.w3.org/1998/Math/MathML}math": "formule",
}


@dataclass(frozen=True, slots=True)
class Excess:
    """A slide, by its id, and the side on which something does not fit."""

    slide: str
    side: Literal["hauteur", "largeur"]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The edges that a box may not pass, and what its author knows it as."""

    left: float
    top: float
    right: float
    bottom: float
    what: What = "texte"
    owner: Any = None
    """The element of the whole table, code or formula."""

    def inside(self, box: Any) -> _Frame:
        """That of what `box` holds."""
        if box.element_tag in {"td", "th"}:
            left = box.content_box_x()
            return replace(self, left=max(self.left, left), right=min(self.right, left + box.width))
        what = _NAMES.get(box.element_tag)
        return replace(self, what=what, owner=box.element) if what and self.owner is None else self

    def passed(self, box: Any) -> tuple[float, Side]:
        """By how much a text or an image passes its edges, and where most."""
        right, bottom = box.position_x + _seen_width(box), box.position_y + box.margin_height()
        sides: tuple[tuple[float, Side], ...] = (
            (right - self.right, "droite"),
            (self.left - box.position_x, "gauche"),
            (bottom - self.bottom, "bas"),
            (self.top - box.position_y, "haut"),
        )
        return max(sides)


def _seen_width(box: Any) -> float:
    """Without the space that may end a line of code, and then stands in the margin."""
    text = getattr(box, "text", "")
    share = len(text.rstrip()) / len(text) if text else 1
    return float(box.margin_width() * share)


def overflows(pages: Iterable[Any]) -> Iterator[Overflow]:
    """What leaves the text area, each table or paragraph once."""
    section, blamed = "", set()
    for number, page in enumerate(pages, 1):
        marks = [(place[1], " ".join(label.split())) for _, label, place, _ in page.bookmarks]
        for leaf, frame in _leaves(_flow(page), _area(page)):
            while marks and marks[0][0] <= leaf.position_y + _TOLERANCE:
                section = marks.pop(0)[1]
            excess, side = frame.passed(leaf)
            owner = leaf.element if frame.owner is None else frame.owner
            if excess > _TOLERANCE and owner not in blamed:
                blamed.add(owner)
                what, clue = _known_as(leaf, frame)
                yield Overflow(what, side, excess * _MILLIMETRES, number, section, clue)
        section = marks[-1][1] if marks else section


def _area(page: Any) -> _Frame:
    box = page._page_box
    left, top = box.content_box_x(), box.content_box_y()
    return _Frame(left, top, left + box.width, top + box.height)


def _flow(page: Any) -> Iterable[Any]:
    """The text and the notes at its foot, not what stands in the margins."""
    return (box for box in page._page_box.children if not hasattr(box, "at_keyword"))


def _leaves(boxes: Iterable[Any], frame: _Frame) -> Iterator[tuple[Any, _Frame]]:
    """The texts and images among boxes; what is transformed does not stand where it was laid out."""
    for box in boxes:
        if box.style["transform"]:
            continue
        if hasattr(box, "replacement") or getattr(box, "text", "").strip():
            yield box, frame
        yield from _leaves(getattr(box, "children", ()), frame.inside(box))


def _known_as(leaf: Any, frame: _Frame) -> tuple[What, str]:
    if hasattr(leaf, "replacement"):
        return "image", leaf.element.get("src", "")
    return frame.what, max(leaf.text.split(), key=len).rstrip("-")


def excesses(pages: Iterable[Any]) -> tuple[Excess, ...]:
    """What does not fit among slides laid out one a page: each `section` is a slide.

    A slide that needs a second page is too high; one whose text or image passes the edge of what holds it is too
    wide.
    """
    found: dict[Excess, None] = {}
    slide = ""
    for page in pages:
        box = page._page_box
        begun = [each.element.get("id", "") for each in box.descendants() if each.element_tag == "section"]
        if begun and begun[0] != slide:
            slide = begun[0]
        elif slide:
            found[Excess(slide, "hauteur")] = None
        right, bottom = box.content_box_x() + box.width, box.content_box_y() + box.height
        found |= dict.fromkeys(Excess(slide, side) for side in _passed(box, right, bottom))
    return tuple(found)


def _passed(box: Any, right: float, bottom: float, column: bool = False) -> Iterator[Literal["hauteur", "largeur"]]:
    """The sides on which what a box holds passes its edge: of the slide, of a column, of a block of code."""
    if column or box.element_tag == "pre":
        right = box.content_box_x() + box.width
    for child in box.children:
        yield from _passed(child, right, bottom, column=_has_columns(box))
    if not box.children:
        if box.position_x + box.margin_width() > right + _TOLERANCE:
            yield "largeur"
        if box.position_y + box.margin_height() > bottom + _TOLERANCE:
            yield "hauteur"


def _has_columns(box: Any) -> bool:
    return bool(box.element_tag == "div" and box.element.get("class") == "tm-colonnes")

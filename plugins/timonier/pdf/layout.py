"""What laying out a part gives, and how the cache keeps it.

Places are PDF points from the bottom left of a right-hand page, pages count from 0 within the part.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

What = Literal["texte", "tableau", "code", "formule", "image"]
Side = Literal["droite", "gauche", "bas", "haut"]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Everything that pages are made from."""

    html: str
    assets: Mapping[str, bytes]
    """Image bytes by address; nothing else is ever read."""


@dataclass(frozen=True, slots=True)
class SlideRequest:
    """Everything that slides are made from, which a browser shows with the same style sheets."""

    html: str
    css: str
    assets: Mapping[str, bytes]


Request = PageRequest | SlideRequest


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that the document asked for and did not get: its address, and why in French."""

    address: str
    message: str


@dataclass(frozen=True, slots=True)
class Overflow:
    """Something that leaves the text area of its page, or the cell of its table."""

    what: What
    side: Side
    millimetres: float
    page: int
    """Of the part, from 1."""
    section: str
    """The title that it stands under."""
    clue: str
    """Its longest word, or the address of the image."""


class PartError(Exception):
    """A part that must not be kept; `refusals` and `overflows` say why."""

    def __init__(self, refusals: tuple[Refusal, ...], overflows: tuple[Overflow, ...] = ()) -> None:
        super().__init__(refusals, overflows)
        self.refusals = refusals
        self.overflows = overflows


@dataclass(frozen=True, slots=True)
class Point:
    """A place on a page of a part."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline."""

    level: int
    label: str
    point: Point


@dataclass(frozen=True, slots=True)
class Part:
    """One laid-out part: a PDF of its own, and what the PDF does not say."""

    pdf: bytes
    pages: int
    anchors: Mapping[str, Point]
    bookmarks: tuple[Bookmark, ...]

    def pack(self) -> bytes:
        """The part as one value of the cache: a line of JSON, then the PDF."""
        facts = {
            "pages": self.pages,
            "anchors": {name: asdict(point) for name, point in self.anchors.items()},
            "bookmarks": [asdict(bookmark) for bookmark in self.bookmarks],
        }
        return json.dumps(facts, ensure_ascii=False, sort_keys=True).encode() + b"\n" + self.pdf


def unpack(data: bytes) -> Part:
    """What `Part.pack` wrote."""
    line, _, pdf = data.partition(b"\n")
    facts = json.loads(line)
    return Part(
        pdf,
        facts["pages"],
        {name: Point(**point) for name, point in facts["anchors"].items()},
        tuple(Bookmark(mark["level"], mark["label"], Point(**mark["point"])) for mark in facts["bookmarks"]),
    )

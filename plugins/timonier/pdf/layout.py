"""What laying out a part gives, and how the cache keeps it.

Places are PDF points from the bottom left of a right-hand page, pages count from 0 within the part.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass


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
            "size": len(self.pdf),
            "anchors": {name: asdict(point) for name, point in self.anchors.items()},
            "bookmarks": [asdict(bookmark) for bookmark in self.bookmarks],
        }
        return json.dumps(facts, ensure_ascii=False, sort_keys=True).encode() + b"\n" + self.pdf


def unpack(data: bytes) -> Part | None:
    """What `Part.pack` wrote; None where not all of it is there: a machine may stop before its disk has all."""
    line, _, pdf = data.partition(b"\n")
    with suppress(ValueError, KeyError, TypeError):
        facts = json.loads(line)
        if facts["size"] == len(pdf):
            return Part(
                pdf,
                facts["pages"],
                {name: Point(**point) for name, point in facts["anchors"].items()},
                tuple(
                    Bookmark(each["level"], each["label"], Point(**each["point"])) for each in facts["bookmarks"]
                ),
            )
    return None

"""Where things stand on the pages of a PDF, read with poppler."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree
from pdf_reading import RAISED

_HEAD, _FOOT = 25 / 297, 1 - 24 / 297
"""The text area, as parts of the height of a page."""


@dataclass(frozen=True)
class Piece:
    """Some letters of one font on one line."""

    top: float
    left: float
    right: float
    text: str
    family: str
    size: float
    color: str


@dataclass(frozen=True)
class Sheet:
    """A page; places are parts of its height and width."""

    number: int
    pieces: tuple[Piece, ...]

    @cached_property
    def lines(self) -> list[list[Piece]]:
        """The lines of the text area from the first to the last, without the notes at the foot."""
        inside = sorted((each for each in self.pieces if _HEAD <= each.top < _FOOT), key=lambda each: each.top)
        notes = min((each.top for each in inside if _is_note(each)), default=1.0)
        found: list[list[Piece]] = []
        for piece in (each for each in inside if each.top < notes):
            if found and piece.top - found[-1][0].top < 0.006:
                found[-1].append(piece)
            else:
                found.append([piece])
        return found


def _is_note(piece: Piece) -> bool:
    return piece.text[:1] in RAISED and piece.left < 0.12 and piece.text[-1:] == "\u2007"


def sheets(file: Path) -> Iterator[Sheet]:
    """The pages of a PDF."""
    command = ("pdftohtml", "-xml", "-i", "-hidden", "-fontfullname", "-nomerge", "-stdout", str(file))
    root = etree.fromstring(subprocess.run(command, capture_output=True, check=True).stdout)
    fonts = {font.get("id"): font for font in root.iter("fontspec")}
    for page in root.iter("page"):
        height, width = float(page.get("height")), float(page.get("width"))
        yield Sheet(
            int(page.get("number")),
            tuple(
                Piece(
                    float(text.get("top")) / height,
                    float(text.get("left")) / width,
                    (float(text.get("left")) + float(text.get("width"))) / width,
                    "".join(text.itertext()),
                    fonts[text.get("font")].get("family").partition("+")[2],
                    float(fonts[text.get("font")].get("size")),
                    fonts[text.get("font")].get("color"),
                )
                for text in page.iter("text")
            ),
        )

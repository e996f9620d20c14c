"""Every page of the printed course: what stands at its head and foot, at its edge, and how dark it is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from pdf_course import PrintedEdition
from pdf_layout import Piece, Sheet, sheets
from pdf_reading import text
from pikepdf import Pdf

pytestmark = pytest.mark.slow
TITLE_COLOURS = frozenset({"#12355b", "#00707a", "#8a5300", "#9c1f6b", "#1d6b2a"})
"""Of titles, of the titles of boxes, of the heads of tables."""
EDGE = 5
"""Millimetres."""


@pytest.fixture
def book(edition: PrintedEdition) -> Path:
    return edition.book


@pytest.fixture(scope="module")
def pages(edition: PrintedEdition) -> list[Sheet]:
    return list(sheets(edition.book))


def is_title(piece: Piece) -> bool:
    return piece.color in TITLE_COLOURS and "Semi-Bold" in piece.family and "Code" not in piece.family


def is_bar(line: list[Piece]) -> bool:
    """Whether a line is that over a block of code: its file name, what it is."""
    small = [piece for piece in line if piece.text.strip()]
    return all(piece.size <= 13 for piece in small) and any(
        (piece.color == "#12355b" and "Code" in piece.family) or piece.text.strip() == "joint" for piece in small
    )


def test_no_title_ends_a_page(pages: list[Sheet]) -> None:
    last = {page.number: page.lines[-1] for page in pages if page.lines}
    alone = {
        number: "".join(piece.text for piece in line)
        for number, line in last.items()
        if is_bar(line) or all(is_title(piece) for piece in line if piece.text.strip())
    }
    assert alone == {}


def test_no_page_in_a_chapter_is_nearly_empty(book: Path, pages: list[Sheet]) -> None:
    """Something too large for the foot of a page leaves a hole, never one of two thirds of it."""
    with Pdf.open(book) as pdf, pdf.open_outline() as outline:
        first = {pdf.pages.index(_page_of(item, pdf)) + 1 for item in _chapters(outline.root)}
    holes = [
        page.number
        for page in pages[2:-1]
        if page.lines and page.number + 1 not in first and page.lines[-1][0].top < 1 / 3
    ]
    assert holes == []


def _chapters(items: list) -> list:
    return [each for item in items for each in (item, *item.children)]


def _page_of(item, pdf):
    return next(page for page in pdf.pages if page.objgen == item.destination[0].objgen)


def test_nothing_is_printed_at_the_edge_nor_on_a_dark_ground(book: Path, tmp_path: Path) -> None:
    subprocess.run(["pdftoppm", "-r", "25.4", "-gray", book, tmp_path / "p"], check=True)
    for file in sorted(tmp_path.glob("*.pgm")):
        width, rows = _gray(file)
        inked = [place for place, row in enumerate(rows) if min(row) < 250]
        columns = [min(row[x] for row in rows) for x in range(width)]
        across = [x for x, darkest in enumerate(columns) if darkest < 250]
        if not inked:
            continue
        assert EDGE <= inked[0] <= inked[-1] < len(rows) - EDGE, file.name
        assert EDGE <= across[0] <= across[-1] < width - EDGE, file.name
        assert sum(map(sum, rows)) > 0.85 * 255 * width * len(rows), f"{file.name}: too much ink"


def _gray(file: Path) -> tuple[int, list[bytes]]:
    """Width and rows of a page, a byte a square millimetre."""
    head, data = re.match(rb"P5\n(\d+) (\d+)\n255\n", content := file.read_bytes()), b""
    assert head is not None
    width, data = int(head[1]), content[head.end() :]
    return width, [data[start : start + width] for start in range(0, len(data), width)]


def test_every_text_can_be_read_in_black_and_white(pages: list[Sheet]) -> None:
    """On white paper, WCAG 2.2's contrast is a matter of gray alone: 4.5 to 1."""
    colours = {piece.color for page in pages for piece in page.pieces if piece.text.strip()}
    assert {colour for colour in colours if 1.05 / (_luminance(colour) + 0.05) < 4.5} == set()


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_code_that_goes_on_overleaf_says_so_on_both_pages(pages: list[Sheet]) -> None:
    foot = {page.number for page in pages if any(piece.text == "suite page suivante" for piece in page.pieces)}
    head = {page.number for page in pages if any(piece.text.endswith("(suite)") for piece in page.pieces)}
    assert foot
    assert {number + 1 for number in foot} == head


def test_only_the_trainers_book_has_what_trainers_have(edition: PrintedEdition) -> None:
    shown = text(edition.book)
    for words in ("Note du formateur", "Corrigé de l’étape"):
        assert (words in shown) == (edition.publication.for_trainers), words

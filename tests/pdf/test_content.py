"""The course of this repository, printed: all of it once, whole, large enough; every link leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from pdf_completeness import lost, repeated, shown
from pdf_course import PrintedEdition
from pdf_geometry import Box, pieces, structure, within
from pdf_reading import links, names, page_index
from pikepdf import Object, Pdf

from timonier import course
from timonier.lint.rule import CODES_FILE
from timonier.markdown_ext.convert import Page, convert
from timonier.pdf import engine
from timonier.pdf.layout import SlideRequest

pytestmark = pytest.mark.slow
MILLIMETRE = 72 / 25.4
WIDTH, HEIGHT = 210 * MILLIMETRE, 297 * MILLIMETRE
INSIDE, OUTSIDE, TOP, BOTTOM = (each * MILLIMETRE for each in (25, 20, 25, 24))
SMALLEST = 7
"""Points."""


def written(edition: PrintedEdition) -> Iterator[Page]:
    """The pages of the course as the site has them, but for that of the codes, which no book has."""
    for source in course.load(edition.settings).pages:
        if source.path != f"{edition.settings.content}/{CODES_FILE}":
            yield convert(source, edition.settings, edition.publication)


def of_documents(edition: PrintedEdition, pages: Sequence[Page]) -> dict[str, str]:
    """The text of the document of each page, in reading order."""
    texts = {}
    for page in pages:
        with Pdf.open(edition.file(page.id)) as pdf:
            texts[page.id] = shown(structure(pdf), 0, len(pdf.pages))
    return texts


def of_chapters(edition: PrintedEdition) -> dict[str, str]:
    """The text of each chapter of the book, in reading order."""
    with Pdf.open(edition.book) as pdf:
        first = {name.decode(): page_index(pdf, place) for name, place in names(pdf).items() if b"--" not in name}
        book, ends = structure(pdf), [*sorted(first.values()), len(pdf.pages)]
    return {name: shown(book, page, min(end for end in ends if end > page)) for name, page in first.items()}


def test_every_block_is_there_once_in_its_order(edition: PrintedEdition) -> None:
    pages = list(written(edition))
    assert len(pages) > 30
    for texts in (of_documents(edition, pages), of_chapters(edition)):
        for page in pages:
            assert (lost(page.html, texts[page.id]), repeated(page.html, texts[page.id])) == ([], []), page.id


PAGE = "<h1>Un titre assez long</h1><p>Une phrase que <b>tout</b> le monde lit.</p><pre>port: 80\n- a: -1</pre>"
PRINTED = "Un titre assez longUne phrase que tout le monde lit.port: 80- a: -1"


@pytest.mark.parametrize(
    ("text", "missing", "twice"),
    [
        (PRINTED, [], []),
        (PRINTED.replace("assez", "as-sez"), [], []),
        (PRINTED.replace(" que", ""), ["Unephrasequetoutlemondelit."], []),
        (PRINTED[19:] + PRINTED[:19], ["Unephrasequetoutlemondelit.", "port:80", "a:1"], []),
        (PRINTED.replace("- a: -1", "- a: 1"), ["- a: -1"], []),
        (PRINTED + "Une phrase que tout le monde lit.", [], ["Unephrasequetoutlemondelit."]),
    ],
)
def test_what_is_lost_or_twice_is_seen(text: str, missing: list[str], twice: list[str]) -> None:
    assert (lost(PAGE, text), repeated(PAGE, text)) == (missing, twice)


def text_area(page: int) -> Box:
    left, right = (INSIDE, OUTSIDE) if page % 2 == 0 else (OUTSIDE, INSIDE)
    return left, BOTTOM, WIDTH - right, HEIGHT - TOP


def test_no_text_is_cut_too_small_or_beyond_its_page(edition: PrintedEdition) -> None:
    files = [*edition.folder.glob("timonier-[cl]*.pdf"), edition.file("services")]
    assert edition.book in files
    for file in files:
        with Pdf.open(file) as pdf:
            texts = [piece for piece in pieces(pdf) if piece.text.strip()]
        text = [piece for piece in texts if not piece.artifact]
        assert [piece for piece in text if piece.mark is None] == []
        assert [piece for piece in text if not within(piece.box, text_area(piece.page))] == []
        assert [piece for piece in texts if not within(piece.box, piece.clip)] == []
        assert [piece for piece in texts if piece.size < SMALLEST] == []


def test_a_text_that_is_cut_or_small_is_seen() -> None:
    html = "<p style='overflow: hidden; width: 20mm; white-space: nowrap'>Bien trop long</p><p>Un <b>petit</b>"
    sheet = "@page { size: A4; margin: 25mm } p { font-size: 16px } b { font-size: 8px }"
    part = engine.lay_out(SlideRequest(f"<html lang=fr><body>{html}", sheet, {}))
    with Pdf.open(BytesIO(part.pdf)) as pdf:
        found = [(each.text, within(each.box, each.clip), each.size >= SMALLEST) for each in pieces(pdf)]
    assert sorted(found) == [("Bien trop long", False, True), ("Un ", True, True), ("petit", True, False)]


def places(file: Path) -> set[str]:
    """The names of the places of a document that are on a page of it."""
    with Pdf.open(file) as pdf:
        pages = {page.obj.objgen for page in pdf.pages}
        return {name.decode() for name, place in names(pdf).items() if place[0].objgen in pages}


def is_known(link: Object, own: set[str], others: dict[str, set[str]]) -> bool:
    """Whether a link leads to a place of its document, to one of a document beside it, or to a safe address."""
    if "/Dest" in link:
        return str(link.Dest) in own
    if link.A.S == "/GoToR":
        return str(link.A.D) in others.get(str(link.A.F), ())
    return str(link.A.URI).startswith("https://")


def test_every_link_of_every_document_leads_somewhere(edition: PrintedEdition) -> None:
    files = sorted(edition.folder.glob("*.pdf"))
    known = {file.name: places(file) for file in files}
    assert len(known) > 30
    for file in files:
        with Pdf.open(file) as pdf:
            assert [link for _, link in links(pdf) if not is_known(link, known[file.name], known)] == [], file.name

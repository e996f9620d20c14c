"""What a page, the book and the workbook say to who cannot see them: language, titles, lists, tables, figures."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from pdf_course import PrintedEdition
from pdf_geometry import Element, Piece, structure
from pdf_reading import RAISED, links, run, without_hyphens
from pikepdf import Array, Object, Pdf
from pyphen import Pyphen

from timonier import course
from timonier.markdown_ext.convert import convert

pytestmark = pytest.mark.slow
PAGE = "services"
NAMES = (PAGE, "timonier-livre", "timonier-cahier")
TITLES = ("H1", "H2", "H3", "H4", "H5", "H6")
SOURCE_TITLES = tuple(map(str.lower, TITLES))


@dataclass(frozen=True)
class Tagged:
    """A document, open, and what it says."""

    file: Path
    pdf: Pdf
    root: Element

    def elements(self, *roles: str) -> list[Element]:
        return [each for each in self.root.walk() if each.role in roles]


@pytest.fixture(scope="module", params=NAMES)
def tagged(edition: PrintedEdition, request: pytest.FixtureRequest) -> Iterator[Tagged]:
    file = edition.file(request.param)
    with Pdf.open(file) as pdf:
        yield Tagged(file, pdf, structure(pdf))


@pytest.fixture(scope="module")
def page(edition: PrintedEdition) -> Iterator[Tagged]:
    with Pdf.open(edition.file(PAGE)) as pdf:
        yield Tagged(edition.file(PAGE), pdf, structure(pdf))


@pytest.fixture(scope="module")
def source(edition: PrintedEdition) -> HtmlElement:
    """The page as the site has it."""
    found = next(each for each in course.load(edition.settings).pages if each.path.endswith(f"/{PAGE}.md"))
    html = convert(found, edition.settings, edition.publication).html
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for link in root.xpath('.//a[@class="headerlink"]'):
        link.drop_tree()
    return root


def words(element: Element) -> str:
    return " ".join("".join(piece.text for piece in element.read()).split())


def test_a_document_says_its_language_its_title_and_that_it_has_tags(tagged: Tagged) -> None:
    root = tagged.pdf.Root
    assert str(root.Lang) == "fr"
    assert root.MarkInfo.Marked is True
    assert root.ViewerPreferences.DisplayDocTitle is True
    with tagged.pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == str(tagged.pdf.docinfo.Title) != ""
        assert metadata["dc:language"] == {"fr"}
        assert metadata["xmp:CreatorTool"].startswith("Timonier ")
        assert [key for key in metadata if "pdfuaid" in key or "pdfaid" in key] == [], "nobody checked conformance"


def test_qpdf_finds_nothing_to_say(tagged: Tagged) -> None:
    done = subprocess.run(["qpdf", "--check", tagged.file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_only_fonts_of_the_project_are_used_and_all_are_embedded(tagged: Tagged) -> None:
    lines = run("pdffonts", tagged.file).splitlines()[2:]
    assert lines
    for line in lines:
        name, embedded, _subset, unicode = line.split()[0], *line.split()[-5:-2]
        assert re.match(r"[A-Z]{6}\+Source-?(Serif|Sans|Code)", name), name
        assert (embedded, unicode) == ("yes", "yes")


def test_titles_go_down_one_level_at_a_time(tagged: Tagged) -> None:
    levels = [int(title.role[1]) for title in tagged.elements(*TITLES)]
    assert levels[0] == 1
    assert len(set(levels)) > 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_lists_hold_items_and_items_a_sign_and_a_body(tagged: Tagged) -> None:
    lists = tagged.elements("L")
    assert {kid.role for each in lists for kid in each.kids} <= {"LI", "L"}
    parts = {tuple(kid.role for kid in item.kids) for item in tagged.elements("LI")}
    assert parts <= {("Lbl", "LBody"), ("LBody",)}
    assert ("Lbl", "LBody") in parts


def attribute(element: Element, name: str) -> Object | None:
    """An attribute of an element, whichever owner says it."""
    owners = element.own.get("/A", Array())
    return next((each[name] for each in (owners if isinstance(owners, Array) else [owners]) if name in each), None)


def test_tables_have_heads_and_cells_say_theirs(tagged: Tagged) -> None:
    tables = tagged.elements("Table")
    assert tables
    for table in tables:
        cells = [each for each in table.walk() if each.role in {"TH", "TD"}]
        heads = {str(cell.own.ID): str(attribute(cell, "/Scope")) for cell in cells if cell.role == "TH"}
        assert set(heads.values()) <= {"/Column", "/Row"}
        for cell in cells:
            said = {str(head) for head in attribute(cell, "/Headers") or Array()}
            assert said <= set(heads)
            assert said or cell.role == "TH"
        widths = {
            sum(int(attribute(cell, "/ColSpan") or 1) for cell in row.kids)
            for row in table.walk()
            if row.role == "TR"
        }
        assert len(widths) == 1


def test_names_of_elements_are_their_own(tagged: Tagged) -> None:
    found = [str(each.own.ID) for each in tagged.root.walk() if "/ID" in each.own]
    assert len(found) == len(set(found)) > 0


def test_every_figure_has_its_words(tagged: Tagged) -> None:
    figures = tagged.elements("Figure")
    assert figures
    assert [figure for figure in figures if len(str(figure.own.get("/Alt", ""))) < 5] == []


def test_every_link_has_its_words_and_its_element(tagged: Tagged) -> None:
    kids = (kid for each in tagged.elements("Link") for kid in each.own.K if not isinstance(kid, int))
    owners = {kid.Obj.objgen for kid in kids if "/Obj" in kid}
    assert {link.objgen for _, link in links(tagged.pdf)} == owners
    assert [link for _, link in links(tagged.pdf) if not str(link.get("/Contents", ""))] == []


def test_notes_are_notes(page: Tagged) -> None:
    notes = page.elements("Note")
    assert len(notes) > 3
    assert {words(note)[0] for note in notes} <= set(RAISED)
    assert not [piece for note in notes for piece in note.read() if piece.artifact]


def test_a_page_has_the_titles_and_the_figures_of_its_source(page: Tagged, source: HtmlElement) -> None:
    titles = [(each.tag.upper(), without_hyphens(each.text_content())) for each in source.iter(*SOURCE_TITLES)]
    assert [(each.role, without_hyphens(words(each))) for each in page.elements(*TITLES)][1:] == titles
    drawn = [each.findtext("title") if each.tag == "svg" else each.get("alt") for each in source.iter("svg", "img")]
    assert [str(each.own.Alt) for each in page.elements("Figure")] == drawn


def test_an_item_of_the_source_has_one_sign(page: Tagged, source: HtmlElement) -> None:
    assert len(page.elements("Lbl")) == len([each for each in source.iter("li") if not each.get("class")])


def lines(element: Element) -> Iterator[list[Piece]]:
    """The text of an element, line by line."""
    line: list[Piece] = []
    for piece in element.read():
        if line and piece.text.strip() and abs(piece.box[1] - line[0].box[1]) > piece.size / 2:
            yield line
            line = []
        line.append(piece)
    yield line


def test_words_stand_apart(page: Tagged, source: HtmlElement) -> None:
    """What a screen reader is given has the spaces of the source; it makes one of the end of a line."""
    written = {without_hyphens(each.text_content()): spaced(each.text_content()) for each in source.iter("p")}
    said = {
        without_hyphens(words(each)): spaced(
            " ".join("".join(piece.text for piece in line) for line in lines(each))
        )
        for each in page.elements("P")
    }
    whole = written.keys() & said.keys()
    assert len(whole) > 20
    assert {said[each] for each in whole} == {written[each] for each in whole}


def spaced(text: str) -> str:
    """A text with one space between words, and without hyphens."""
    return " ".join(re.sub(rf"[-\u00ad] ?|[{RAISED}]", "", text).split())


def test_words_are_hyphenated_as_french_is_and_never_in_code(edition: PrintedEdition) -> None:
    """The hyphen at the end of a line is a soft one, U+00AD: none that an author wrote."""
    with Pdf.open(edition.book) as pdf:
        new = list(broken_words(Tagged(edition.book, pdf, structure(pdf))))
    assert len(new) > 30
    for left, right, font in new:
        assert "Code" not in font, left + right
        assert len(left) in Pyphen(lang="fr").positions(left + right), left + right


def broken_words(page: Tagged) -> Iterator[tuple[str, str, str]]:
    """The words that go on in the next line: both halves, and the font of the first."""
    for element in page.elements("P", "LBody", "TD", *TITLES):
        for above, below in pairwise(lines(element)):
            left = re.search(r"(\w+)\u00ad\s*$", "".join(piece.text for piece in above))
            right = re.match(r"\s*(\w+)", "".join(piece.text for piece in below))
            if left and right:
                yield left[1], right[1], above[-1].font

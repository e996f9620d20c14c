"""Every lesson of this repository as a page, as a deck and as a handout: each holds all that the page holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from pdf_reading import squeezed, text, without_hyphens

from timonier import course, settings
from timonier.core.header import header
from timonier.core.products import Wish
from timonier.core.publication import STUDENTS, Publication
from timonier.markdown_ext.convert import convert
from timonier.pdf import decks, sheets
from timonier.pdf.decks import Lesson
from timonier.pdf.job import Order, print_all

ROOT = Path(__file__).parents[2]
FOOT = 51
"""Points, of the margin that holds the foot of a handout."""
TRAINERS = Publication("formateur")
NOT_PAGE = frozenset(
    (
        "admonition-title",
        "tab-label",
        "rien",
        "tm-bloc-titre",
        "tm-etiquette",
        "tm-faits",
        "tm-onglet",
        "tm-surtitre",
    )
)
"""Paragraphs that a form of the lesson adds to its text, or that are titles."""
NAMES = sorted(
    head.id
    for source in course.load(settings.load(ROOT)).pages
    if (head := header(source, settings.load(ROOT).content)).has_deck
)


@cache
def lessons(publication: Publication) -> dict[str, Lesson]:
    project = settings.load(ROOT)
    return {each.header.id: each for each in decks.lessons(project, course.load(project), publication)}


def tree(html: str) -> HtmlElement:
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for other in root.xpath(
        './/*[@hidden]|.//script|.//*[contains(@class, "headerlink")]|.//*[contains(@class, "footnote-backref")]'
        '|.//*[contains(@class, "tm-defauts")]|.//section[@id="titre" or @id="fin"]/*[not(self::aside)]'
    ):
        other.drop_tree()
    return root


def words(element: HtmlElement) -> str:
    return squeezed(element.text_content())


def held(root: HtmlElement) -> dict[str, Counter[str]]:
    """What a form of a lesson holds, each thing as often as it stands there."""
    return {
        "code": Counter("" for code in root.xpath('.//div[contains(concat(" ", @class, " "), " tm-code ")]')),
        "tables": Counter(map(words, root.iter("table"))),
        "figures": Counter(map(words, root.iter("figure"))),
        "images": Counter("" for _ in root.iter("img")),
        "items": Counter(words(item) for item in root.iter("li") if not item.xpath(".//li|.//pre|.//p")),
        "paragraphs": Counter(
            words(each)
            for each in root.iter("p")
            if words(each) and not NOT_PAGE & set(each.get("class", "").split())
        ),
    }


def titles(root: HtmlElement) -> set[str]:
    for more in root.xpath('.//*[@class="tm-suite"]'):
        more.drop_tree()
    above = root.xpath('.//p[@class="tm-surtitre"]')
    return {words(each) for each in (*above, *root.iter("h2", "h3", "h4", "h5", "h6"))}


def of_page(name: str, publication: Publication) -> HtmlElement:
    lesson = lessons(publication)[name]
    return tree(convert(lesson.source, settings.load(ROOT), publication).html)


def of_deck(name: str, publication: Publication) -> HtmlElement:
    deck = lessons(publication)[name].deck
    slides = (
        f'<p class="tm-surtitre">{slide.section}</p><h2>{slide.title}</h2>{slide.body}{slide.notes}'
        for slide in deck.slides
    )
    return tree(deck.opening + "".join(slides))


def of_handout(name: str, publication: Publication) -> HtmlElement:
    request = sheets.printed("diapos-notes", lessons(publication)[name].page, "")
    root = lxml_html.document_fromstring(request.html)
    (main,) = root.iter("main")
    first = main[0].xpath('.//section[@id="titre"]')[0]
    last = main[-1].xpath('.//section[@id="fin"]')[0]
    for slide in (first, last):
        slide.drop_tree()
    for link in main.xpath('.//a[@class="tm-retour"]'):
        link.drop_tree()
    return tree(lxml_html.tostring(main, encoding="unicode"))


@pytest.mark.parametrize("publication", [STUDENTS, TRAINERS], ids=["stagiaire", "formateur"])
@pytest.mark.parametrize("name", NAMES)
def test_page_deck_and_handout_hold_the_same(name: str, publication: Publication) -> None:
    page = of_page(name, publication)
    expected, headings = held(page), titles(page)
    for form in (of_deck(name, publication), of_handout(name, publication)):
        assert held(form) == expected
        assert headings <= titles(form)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("diapos")
    project = settings.load(ROOT)
    order = Order((Wish("diapos"), Wish("diapos-notes"), Wish("diapos-lignes")))
    print_all(project, course.load(project), STUDENTS, out, order)
    return out


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_printed_handout_has_every_word(name: str, folder: Path) -> None:
    shown = text(folder / f"timonier-diapos-notes-{name}.pdf", "-raw", "-r", "72", *_above_the_foot())
    prose = without_hyphens(re.sub(r"(\n(•|\d{1,2}\.))+\n", "\n", shown))
    missing = [block for block in _blocks(of_handout(name, STUDENTS)) if without_hyphens(block) not in prose]
    assert missing == []


def _above_the_foot() -> tuple[str, ...]:
    return ("-x", "0", "-y", "0", "-W", "596", "-H", str(842 - FOOT))


def _blocks(root: HtmlElement) -> Iterator[str]:
    for element in root.iter("h2", "h3", "h4", "p", "td", "th", "dt", "figcaption", "text"):
        if element.text_content().strip():
            yield element.text_content()
    for pre in root.iter("pre"):
        yield from pre.text_content().split("\n")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_deck_is_light(name: str, folder: Path) -> None:
    assert all(
        (folder / f"timonier-diapos{form}-{name}.pdf").stat().st_size < 2e6 for form in ("", "-notes", "-lignes")
    )
